"""The papers of gifts, written from plain facts: cards, labels, receipts, loan agreements, lists of a mission, extracts, the inventory.

What stands on them is gathered by `paper_queries`; `producing` lays them out, for windows and command line alike. A paper never shows the
level of a gift, and a card never what it cost.
"""
