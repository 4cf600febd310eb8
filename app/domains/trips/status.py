"""The one line about a file: with whom it lies, since when, what comes next, what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.domains.trips.vocabulary import State
from app.kernel.translated import Lazy, lazy


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file stands. `who` are the roles or persons it lies with, as texts."""

    state: State
    who: tuple[object, ...] = ()
    departs_on: date | None = None
    returns_on: date | None = None
    nobody: bool = False  # it waits for a step at which nobody can decide
    has_report: bool = False
    amended: bool = False


_WAITS = (State.IN_APPROVAL, State.REGULARISATION)
_WITH = {
    State.DRAFT: lazy("with the requester"),
    State.RETURNED: lazy("with the requester"),
    State.AMENDING: lazy("with the requester"),
    State.SUBMITTED: lazy("with the cell"),
    State.APPROVED: lazy("with the cell, to be booked"),
    State.BOOKED: lazy("ready to leave"),
    State.ON_TRIP: lazy("under way"),
    State.TO_SETTLE: lazy("with the travellers"),
    State.IN_CHECK: lazy("with finance and the cell"),
    State.CLOSED: lazy("finished"),
    State.REFUSED: lazy("finished"),
    State.CANCELLED: lazy("finished"),
}
_NEXT = {
    State.DRAFT: lazy("complete it and send it for approval"),
    State.RETURNED: lazy("change what is marked and send it again"),
    State.AMENDING: lazy("send the change for approval, or give it up"),
    State.SUBMITTED: lazy("admissibility"),
    State.IN_APPROVAL: lazy("a decision"),
    State.REGULARISATION: lazy("a decision on what was done without approval"),
    State.APPROVED: lazy("tickets and nights"),
    State.TO_SETTLE: lazy("report and expenses"),
    State.IN_CHECK: lazy("payment, then closing"),
    State.CLOSED: lazy("nothing"),
    State.REFUSED: lazy("nothing"),
    State.CANCELLED: lazy("nothing"),
}


def with_whom(place: Place) -> Lazy:
    """Say with whom it lies."""
    if place.state not in _WAITS:
        return _WITH[place.state]
    if place.nobody:
        return lazy("stopped: nobody can decide as {roles}", roles=place.who)
    return lazy("with {people}", people=place.who)


def what_next(place: Place) -> Lazy:
    """Say what comes next."""
    if place.state is State.BOOKED:
        return lazy("departure on {day}", day=place.departs_on)
    if place.state is State.ON_TRIP:
        return lazy("return on {day}", day=place.returns_on)
    return _NEXT[place.state]


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of the circular after a trip, in days: report, statement, and its last day."""

    report: int = 15
    statement: int = 30
    last: int = 60


def whats_missing(place: Place, today: date, terms: Terms) -> Sequence[Lazy]:
    """Say what is missing after the journey, and whether it is late."""
    if place.state is not State.TO_SETTLE or place.returns_on is None:
        return ()
    missing: list[Lazy] = []
    report_due, statement_due = place.returns_on + timedelta(terms.report), place.returns_on + timedelta(terms.statement)
    if not place.has_report:
        late = today > report_due
        missing.append(
            lazy("mission report, due on {day}, is late", day=report_due) if late else lazy("mission report, due on {day}", day=report_due)
        )
    late = today > statement_due
    missing.append(
        lazy("expense statement, due on {day}, is late", day=statement_due)
        if late
        else lazy("expense statement, due on {day}", day=statement_due)
    )
    return missing


def line(state: State, whom: Lazy, since: date, following: Lazy, missing: Sequence[Lazy]) -> Lazy:
    """Say it all in one line; of a file that is finished only since when."""
    if state in (State.CLOSED, State.REFUSED, State.CANCELLED):
        return lazy("{whom} since {day}", whom=whom, day=since)
    if missing:
        return lazy("{whom} since {day}; missing: {missing}", whom=whom, day=since, missing=tuple(missing))
    return lazy("{whom} since {day}; next: {next}", whom=whom, day=since, next=following)
