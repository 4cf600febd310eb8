"""Persons, organisations, and the posts that persons hold in them.

A person is entered once. What the person *is* (minister-president, ambassador) is a post with dates, never a text on the
person: a paper about 2021 shows the post held in 2021.
"""
