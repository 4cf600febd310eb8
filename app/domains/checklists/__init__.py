"""Checklists: what must be ready, in whose hands it is and by when, for anything that other domains make ready.

This domain stands low in the house: it knows a subject (a mission) only by its `Ref`, as its own domain describes it through
`app/kernel/readiness.py`, and never imports that domain. Templates are what the office does every time; tasks are what is to be done
this time. Due dates are counted from anchors of the subject and follow them, unless a person has fixed them by hand.
"""
