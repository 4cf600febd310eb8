"""Papers as PDF: a document is cut into strips, the strips are put on pages, and only then is anything drawn.

A strip is one line of text or one small thing that cannot be cut; so every text of any length flows over pages, the number
of pages is known before the first is drawn, and nothing is laid out twice. `render.py` is imported late: it is slow to load.
"""
