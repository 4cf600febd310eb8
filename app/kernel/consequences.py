"""What else a step brought about: said by whoever reacted, shown before it is done, and written down where a person must act.

A consequence is announced like any fact (`work.announce(Consequence(...))`) by the domain that knows it. `Application.preview` carries a
command out, gathers the consequences and takes everything back: what the officer reads is what would happen, not a guess at it. It is
announced after the fact from which it follows: the end of a mission closes its tasks, and not those that the end itself brings.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.kernel.events import Event
from app.kernel.ids import Ref
from app.kernel.translated import Lazy


class Effect(StrEnum):
    """What became of something when a step touched it from afar."""

    FOLLOWS = "follows"  # it moved along, or was adapted
    ENDS = "ends"  # it was released, withdrawn, or is no longer needed
    BY_HAND = "by hand"  # it cannot follow by itself: a person must act, and gets a task
    WARNS = "warns"  # nothing was changed, but it no longer suffices


@dataclass(frozen=True, slots=True)
class Consequence(Event):
    """One thing that followed, or could not.

    `subject` is the record that the step was about (a mission), `area` the heading it stands under ("Programme"), `text` one whole
    sentence, `ref` the thing itself. A consequence BY_HAND becomes a task of the subject, `duty` saying in whose hands it is (a code of
    `readiness.Duty`), `due` by when it should be done (None: as soon as possible). `key` tells one such task from another, so that a
    second move of the same mission renews the task instead of adding one; it needs no more than "transport:<id>".

    What a later move does not bring again is then no longer needed, unless it `lasts` whatever the dates are. `was` says, in any words
    of its own, what has been agreed with others (the days of a booking) and they believe until somebody acts: whoever announces it can
    ask for that again, for a move back to what they still believe needs nobody.
    """

    subject: Ref
    area: Lazy
    effect: Effect
    text: Lazy
    ref: Ref | None = None
    key: str = ""
    duty: str = ""
    due: date | None = None
    was: str = ""
    lasts: bool = False


@dataclass(frozen=True, slots=True)
class ConsequencesTold(Event):
    """All that a move of *subject* brings about has been said: what earlier moves brought, and this one did not, is no longer needed."""

    subject: Ref
