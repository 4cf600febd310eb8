"""The circular on service trips, as data: what it asks, from when, and what a request has against it.

`ruleset` holds the figures and the words of a circular, dated; `checking` says what a request has against one of them; the
modules `checks_…` hold a function for each rule. No figure stands in the code: what ships is a default of ours, not the text of
the circular, and the office replaces it.
"""
