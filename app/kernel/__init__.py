"""Words that every part of the program shares; needs nothing but the standard library."""
