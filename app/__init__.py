"""Attaché below the screen.

Storeys, each importing only those below it:

* `bootstrap` puts the parts together; `commandline` and `ui/main.py` start from there.
* `adapters` touch the world outside: the database (`storage`), papers (`pdf`), calendars (`ics`), languages (`i18n`), `files`.
* `domains`, one folder each, hold what the office knows and does. `discovery` finds them by their `feature.py`.
* `mapping` says how records are declared; `kernel` holds the words that everybody shares.

Everything goes through one door, `application.Application`: `execute` a command, `ask` a query, `undo`. A command is one unit
of work and one entry of the journal, from which come the history, the news for open windows, and undo.

The door keeps in mind who is signed in, never what they may do: their rights are asked of the `Directory` (the domain `access`)
inside the transaction of each step and query. What must hold whatever way a change comes in, undo included, is a `Guard` of a
domain; what has been handed in is sealed (`work.seal`), and undo passes over it.

Facts travel upwards: a domain announces an event (`work.announce`), and a domain that requires it may react within the same
step (`Feature.reactions`).

**To add a domain**, make `app/domains/<name>/` with `vocabulary`, `rules`, `records`, `queries`, `commands`, `fields` and
`feature.py`, of which each exists only when it has something to say; `people` is the model. Then make its migration with
`python -m app.adapters.storage.migrations revision <name>`, its tests under `tests/app/<name>/`, and its translations with
`python -m app.adapters.i18n update`. Nothing else is edited: it has a page, search, history, undo and a command line. A page
of its own goes into `ui/<name>/page.py`.
"""

__version__ = "0.5.0"
