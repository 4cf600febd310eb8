"""The pages of service trips: the request, the decision, the files."""
