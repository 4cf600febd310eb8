"""Who works in the office, what each may do, and how they sign in.

A desk on which no account was ever made knows one user with every right. From the first account on a user has the rights of the roles
that are granted on the day, and no others: there is no way around them.
"""
