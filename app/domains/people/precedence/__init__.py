"""Precedence: who goes before whom, and why. Lists of offices (profiles), and the rules that order people by them.

`profiles` holds the lists, `guests` what is known of those who are ordered, `ranking` orders and explains, `orders` makes of one
order all the others of a day. Everything here is pure; lists and posts are kept by the domain around it.
"""
