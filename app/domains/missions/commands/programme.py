"""The programme: lines entered, changed, moved, cancelled, taken up again and removed.

Calendars that hold a line must be told: `sequence` grows with its time, place or status, and a cancelled line stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from app.domains.missions import rules
from app.domains.missions.commands.accepting import (
    calendars_see,
    need_organisations,
    need_participants,
    need_persons,
    next_position,
    write_participants,
)
from app.domains.missions.drafts import ItemDraft
from app.domains.missions.events import ItemRemoved, ProgrammeChanged
from app.domains.missions.records import Attendance, ItemCounterpart, Mission, ProgrammeItem
from app.domains.missions.rules import CalendarFacts
from app.domains.missions.vocabulary import EDIT_MISSIONS
from app.kernel.commands import Command, handles
from app.kernel.drafts import apply, fill, tidied
from app.kernel.errors import Changed, Finding, Refused, refuse
from app.kernel.ids import new_id
from app.kernel.names import clean
from app.kernel.translated import lazy
from app.kernel.work import Work

_LINKS = ("attended_by", "with_persons", "with_organisations")


@dataclass(frozen=True, slots=True)
class AddItem(Command[str]):
    """Enter a line of the programme."""

    permission = EDIT_MISSIONS
    label = lazy("Add to the programme")

    mission: str
    draft: ItemDraft


@handles(AddItem)
def add_item(command: AddItem, work: Work) -> str:
    """Store a new line with a name for calendars that it keeps for ever."""
    draft = tidied(command.draft)
    mission = work.get(Mission, command.mission)
    refuse(rules.check_item(draft, mission.zone))
    _check_people(work, mission.id, draft)
    item = ProgrammeItem(
        mission_id=mission.id, position=next_position(mission.items), uid=new_id(), sequence=0, changed_at=work.now, cancelled=False
    )
    fill_item(item, draft)
    work.describe(lazy("Add “{title}” to the programme", title=item.title))
    mission.items.append(item)
    work.announce(ProgrammeChanged(mission.id))
    return item.id


@dataclass(frozen=True, slots=True)
class EditItem(Command[str]):
    """Change a line of the programme: what differs between the draft that was read and the one that is wanted."""

    permission = EDIT_MISSIONS
    label = lazy("Change the programme")

    item: str
    before: ItemDraft
    after: ItemDraft


@handles(EditItem)
def edit_item(command: EditItem, work: Work) -> str:
    """Write the fields that differ, people among them; `Changed` when somebody else wrote them first."""
    after = tidied(command.after)
    item = work.get(ProgrammeItem, command.item)
    mission = work.get(Mission, item.mission_id)
    refuse(rules.check_item(after, mission.zone))
    _check_people(work, mission.id, after)
    facts = _facts(item, mission)
    links = _apply_links(item, command.before, after)
    written = apply(item.ref, item, _without_links(command.before), _without_links(after))
    if not (written or links):
        return item.id
    refuse(rules.check_item(item.draft, mission.zone))
    work.describe(lazy("Change “{title}”", title=item.title))
    _seen(work, item, mission, facts)
    return item.id


@dataclass(frozen=True, slots=True)
class MoveItem(Command[None]):
    """Give a line another day and time, as dragging does."""

    permission = EDIT_MISSIONS
    label = lazy("Move in the programme")

    item: str
    day: date | None
    begins: time | None


@handles(MoveItem)
def move_item(command: MoveItem, work: Work) -> None:
    """Write day and time; nothing else of the line changes."""
    item = work.get(ProgrammeItem, command.item)
    mission = work.get(Mission, item.mission_id)
    facts = _facts(item, mission)
    refuse(rules.check_item(replace(item.draft, day=command.day, begins=command.begins), mission.zone))
    work.describe(lazy("Move “{title}”", title=item.title))
    item.day, item.begins = command.day, command.begins
    if _facts(item, mission) != facts:
        _seen(work, item, mission, facts)


@dataclass(frozen=True, slots=True)
class CancelItem(Command[None]):
    """Cancel a line: it stays, struck through, so that calendars are told."""

    permission = EDIT_MISSIONS
    label = lazy("Cancel in the programme")

    item: str
    reason: str = ""


@handles(CancelItem)
def cancel_item(command: CancelItem, work: Work) -> None:
    """Strike the line through; the reason is added to its notes."""
    item = work.get(ProgrammeItem, command.item)
    if item.cancelled:
        raise Refused(Finding("", lazy("This line is already cancelled."), rule="item-cancelled"))
    work.describe(lazy("Cancel “{title}”", title=item.title))
    item.cancelled = True
    if reason := clean(command.reason):
        item.notes = f"{item.notes}\n{reason}".strip()
    calendars_see(work, item, moved=True)
    work.announce(ProgrammeChanged(item.mission_id))


@dataclass(frozen=True, slots=True)
class RestoreItem(Command[None]):
    """Take a cancelled line up again."""

    permission = EDIT_MISSIONS
    label = lazy("Take up again in the programme")

    item: str


@handles(RestoreItem)
def restore_item(command: RestoreItem, work: Work) -> None:
    """Refused for a line that stands."""
    item = work.get(ProgrammeItem, command.item)
    if not item.cancelled:
        raise Refused(Finding("", lazy("This line is not cancelled."), rule="item-stands"))
    work.describe(lazy("Take up “{title}” again", title=item.title))
    item.cancelled = False
    calendars_see(work, item, moved=True)
    work.announce(ProgrammeChanged(item.mission_id))


@dataclass(frozen=True, slots=True)
class RemoveItem(Command[None]):
    """Remove a line. Calendars that hold it are not told: once the mission is confirmed, cancel it instead."""

    permission = EDIT_MISSIONS
    label = lazy("Remove from the programme")

    item: str


@handles(RemoveItem)
def remove_item(command: RemoveItem, work: Work) -> None:
    """Remove it with who took part."""
    item = work.get(ProgrammeItem, command.item)
    work.describe(lazy("Remove “{title}” from the programme", title=item.title))
    work.announce(ItemRemoved(item.mission_id, item.id))
    work.remove(item)
    work.announce(ProgrammeChanged(item.mission_id))


def fill_item(item: ProgrammeItem, draft: ItemDraft) -> None:
    """Write a draft into a new line, people among it."""
    fill(item, draft, without=_LINKS)
    _write_attendances(item, draft.attended_by)
    _write_counterparts(item, draft.with_persons, draft.with_organisations)


def _apply_links(item: ProgrammeItem, before: ItemDraft, after: ItemDraft) -> bool:
    # Who takes part is a set: a form may give it in another order than it was read.
    now = {name: getattr(item.draft, name) for name in _LINKS}
    wanted = {name: getattr(after, name) for name in _LINKS if not _same(name, getattr(before, name), getattr(after, name))}
    overtaken = tuple(n for n in wanted if not _same(n, now[n], getattr(before, n)) and not _same(n, now[n], wanted[n]))
    if overtaken:
        raise Changed(item.ref, overtaken)
    if "attended_by" in wanted:
        _write_attendances(item, wanted["attended_by"])
    if "with_persons" in wanted or "with_organisations" in wanted:
        whole = now | wanted
        _write_counterparts(item, whole["with_persons"], whole["with_organisations"])
    return bool(wanted)


def _same(name: str, left: Sequence[str], right: Sequence[str]) -> bool:
    return set(left) == set(right) if name == "attended_by" else tuple(left) == tuple(right)


def _write_attendances(item: ProgrammeItem, wanted: Sequence[str]) -> None:
    write_participants(item.attendances, wanted, lambda member: Attendance(mission_id=item.mission_id, participant_id=member))


def _write_counterparts(item: ProgrammeItem, persons: Sequence[str], organisations: Sequence[str]) -> None:
    there = {(c.person_id, c.organisation_id): c for c in item.counterparts}
    wanted = [*((id, None) for id in dict.fromkeys(persons)), *((None, id) for id in dict.fromkeys(organisations))]
    for key in there.keys() - set(wanted):
        item.counterparts.remove(there[key])
    for position, key in enumerate(wanted):
        if key in there:
            there[key].position = position
        else:
            item.counterparts.append(
                ItemCounterpart(mission_id=item.mission_id, position=position, person_id=key[0], organisation_id=key[1])
            )


def _without_links(draft: ItemDraft) -> ItemDraft:
    return replace(draft, attended_by=(), with_persons=(), with_organisations=())


def _check_people(work: Work, mission: str, draft: ItemDraft) -> None:
    need_participants(work, mission, draft.attended_by, "attended_by")
    need_persons(work, [draft.responsible_id, *draft.with_persons])
    need_organisations(work, draft.with_organisations)


def _facts(item: ProgrammeItem, mission: Mission) -> CalendarFacts:
    where = ", ".join(part for part in (item.place, item.address) if part)
    return CalendarFacts(item.day, item.begins, item.minutes, item.zone or mission.zone, where, item.cancelled)


def _seen(work: Work, item: ProgrammeItem, mission: Mission, before: CalendarFacts) -> None:
    calendars_see(work, item, moved=rules.calendar_change(before, _facts(item, mission)))
    work.announce(ProgrammeChanged(mission.id))
