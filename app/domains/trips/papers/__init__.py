"""The papers of a service trip: the sheet on which it is decided, the mission order, the expense statement, the form to fill in.

Each is built from plain values, without a database; what it is built from is read by `queries/sheets.py`. A paper of a trip is of one
edition of its file: its stamp says which, and since when.
"""
