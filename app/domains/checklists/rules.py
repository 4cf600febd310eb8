"""Rules of tasks: how they press, whose they are, and what may be cleared away without asking."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from app.domains.checklists.vocabulary import OPEN_STATES, SOON_DAYS, TaskState, Urgency
from app.kernel.readiness import ARRIVAL, DEPARTURE, END, START

# Kinds of records whose domains are not known here: in whose hands a task can be, and what the office makes ready.
PERSON, MISSION = "person", "mission"
SOON = timedelta(SOON_DAYS)
# Where a subject has no such day of its own, the next best one counts.
_INSTEAD = {ARRIVAL: (START,), DEPARTURE: (END, START), END: (START,), "receipt": (END, START)}
_PRESSING = tuple(Urgency)


def urgency(due_on: date | None, due_at: datetime | None, state: TaskState, now: datetime, today: date) -> Urgency:
    """Say how a task presses: late after its day (or its moment), soon within three days of it."""
    if state not in OPEN_STATES:
        return Urgency.CLOSED
    if due_on is None:
        return Urgency.UNDATED
    if due_on < today or (due_at is not None and due_at < now):
        return Urgency.LATE
    return Urgency.SOON if due_on <= today + SOON else Urgency.LATER


def pressing_first(urgency: Urgency, due_on: date | None) -> tuple[int, date]:
    """Give the place of a task in a list: what is late, what is due soon, the rest by day, what has no date."""
    return _PRESSING.index(urgency), due_on or date.max


def is_mine(owner: str, duties: Collection[str], me: str, held: Collection[str]) -> bool:
    """Tell whether a task is mine: I own it, or nobody does and it is of a duty that I hold.

    On a desk where the user is nobody in the register of people, all that nobody owns is theirs.
    """
    if owner:
        return owner == me
    return not me or any(duty in held for duty in duties)


def untouched(state: TaskState, *, owner: str, fixed: bool, remark: str, proof: str) -> bool:
    """Tell whether nobody has done, decided or noted anything about a task: then it may go when its reason goes."""
    return state is TaskState.OPEN and not (owner or fixed or remark or proof)


def anchor_keys(anchor: str, part: str = "", part_anchor: str = "") -> tuple[str, ...]:
    """Give the keys under which the day of *anchor* is looked for, the best one first.

    For a part its own day comes first ("submission/<id>"), and a ceremony's item stands in the place of the first day.
    """
    own = (f"{anchor}/{part}",) if part else ()
    instead = (part_anchor,) if part_anchor and anchor in (START, END, ARRIVAL, DEPARTURE) else ()
    return (*own, *instead, anchor, *_INSTEAD.get(anchor, ()))


def is_single(anchor: str) -> bool:
    """Tell whether *anchor* is one thing of one subject ("item:<id>"), which may be deleted."""
    return ":" in anchor
