"""What several commands on missions do: see that what a draft points at is there, give the next place, tell calendars."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from sqlalchemy import select

from app.domains.missions.records import Attendance, Occupant, Participant, Passenger, ProgrammeItem
from app.domains.people.records import Organisation, Person
from app.kernel.errors import Finding, Refused
from app.kernel.translated import lazy
from app.kernel.work import Work

R = TypeVar("R", Attendance, Passenger, Occupant)


def next_position(rows: Sequence[object]) -> int:
    """Give the place after the last of *rows*."""
    return max((row.position for row in rows), default=-1) + 1  # type: ignore[attr-defined]


def need_persons(work: Work, ids: Iterable[str | None]) -> None:
    """Raise `Gone` for a person who is not there."""
    for id in ids:
        if id:
            work.get(Person, id)


def need_organisations(work: Work, ids: Iterable[str | None]) -> None:
    """Raise `Gone` for an organisation that is not there."""
    for id in ids:
        if id:
            work.get(Organisation, id)


def need_participants(work: Work, mission: str, ids: Iterable[str], path: str) -> None:
    """Refuse ids that are not of participants of this mission."""
    wanted = tuple(ids)
    if not wanted:
        return
    found = set(work.scalars(select(Participant.id).where(Participant.mission_id == mission, Participant.id.in_(wanted))))
    if set(wanted) - found:
        raise Refused(Finding(path, lazy("Choose people of this delegation only."), rule="not-in-delegation"))


def write_participants(rows: list[R], wanted: Sequence[str], make: Callable[[str], R]) -> None:
    """Let *rows*, each of one participant, be those of *wanted*: a row that stays is the one that was there."""
    there = {row.participant_id: row for row in rows}
    for id in there.keys() - set(wanted):
        rows.remove(there[id])
    rows += [make(id) for id in dict.fromkeys(wanted) if id not in there]


def calendars_see(work: Work, item: ProgrammeItem, *, moved: bool) -> None:
    """Note that calendars must take *item* over again; `moved` when its time, place or status is another one."""
    item.changed_at = work.now
    if moved:
        item.sequence += 1
