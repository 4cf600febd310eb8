"""What is read about service trips: files, who may decide on them, what the rules need to know, lists and papers."""
