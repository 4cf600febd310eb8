"""Gifts: the register of what was received, given, offered and declined, and the bank of what can be given."""
