"""Taking in files: each domain reads its part of them, and the whole file goes in as one step or not at all.

What came in before is left as the office has it now, so that a second run changes nothing.
"""
