"""The face of the program: what an officer sees and touches.

Three storeys, imported downward only:

* `ui/shell` is the frame: the window, Today, search, history, settings. It knows no domain by name; it finds
  `ui/<domain>/page.py` by a walk and gives every other domain the generic register.
* `ui/<domain>` holds the pages that one domain has made by hand. Domains do not know each other: a page opens another
  record with `self.open(Ref(...))`.
* `ui/kit` holds what all of them are made of: tables, forms, pages, operations, theme. It knows no domain.

Everything reaches the office's file through the `Application`, by four verbs of a page: `perform` a command, `ask` a
query, `ask_now` a quick one, `open` a record. A window learns of a change, its own or somebody else's, by one signal
only: `ChangeHub.changed`.

Texts are `Lazy` until they are shown. A text given to a kit widget is said again by itself when the language is switched;
whatever a page composes itself is put together in `retranslate`.
"""
