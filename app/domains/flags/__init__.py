"""Flags: which flags fly where and in which order, on which days, and the office's own stock of them."""
