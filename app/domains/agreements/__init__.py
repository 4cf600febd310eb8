"""Agreements with partners: memoranda of understanding and cooperation agreements, their duration, renewals and expiry.

An agreement without a known duration never expires by itself: the program says that the end is not known, it does not guess.
"""
