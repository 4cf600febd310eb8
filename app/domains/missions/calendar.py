"""The programme of a mission as calendar entries.

A line keeps its UID for ever; one that is cancelled stays in the calendar as cancelled, so that those who hold it are told.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from app.domains.missions import rules
from app.domains.missions.queries import ItemRow, MissionCard, mission_card, programme
from app.domains.missions.vocabulary import MISSION, SEE_MISSIONS, Ceremony, MissionState
from app.kernel.calendar import Calendar, CalendarEntry, CalendarSource, EntryClass, EntryStatus
from app.kernel.document import Audience
from app.kernel.ids import Ref
from app.kernel.periods import PartialDate
from app.kernel.queries import query
from app.kernel.translated import Wording, lazy
from app.kernel.work import Reader

UID_DOMAIN = "attache"
USUAL_MINUTES = 60  # a line without a length is shown as an hour; its text says that the end is open

_CLASSES = {
    Audience.PUBLIC: EntryClass.PUBLIC,
    Audience.DELEGATION: EntryClass.PRIVATE,
    Audience.INTERNAL: EntryClass.CONFIDENTIAL,
    Audience.SECURITY: EntryClass.CONFIDENTIAL,
}


@query(SEE_MISSIONS)
def calendar_of(
    reader: Reader, mission: str, wording: Wording, audience: Audience = Audience.DELEGATION, participant: str | None = None
) -> Calendar:
    """Give the calendar of a mission: the mission itself over its days, and every line of the programme that has a day."""
    card = mission_card.of(reader, mission)
    lines = [item for item in programme.of(reader, mission, audience, participant) if item.day is not None]
    entries = tuple(_line(item, card, wording) for item in lines)
    whole = _whole(card, lines, wording)
    return Calendar(wording.text(card.draft.title), (whole, *entries) if whole else entries, wording.language)


def entries(reader: Reader, ref: Ref, wording: Wording) -> tuple[CalendarEntry, ...]:
    """Give the entries of a mission for the delegation."""
    return calendar_of.of(reader, ref.id, wording).entries


def _whole(card: MissionCard, lines: list[ItemRow], wording: Wording) -> CalendarEntry | None:
    days = _days(card.draft.starts, card.draft.ends)
    given_up = days is None
    if days is None:
        # Calendars may hold the days it had: they are told that nothing takes place then.
        known = (_days(*schedule.period) for schedule in reversed(card.schedules))
        days = next((period for period in known if period), None)
    if days is None:
        return None
    starts, ends = days
    decided = [schedule.decided_on for schedule in card.schedules if schedule.decided_on]
    moments = [item.changed_at for item in lines] + [datetime(d.year, d.month, d.day, tzinfo=UTC) for d in decided]
    return CalendarEntry(
        uid=f"mission-{card.id}@{UID_DOMAIN}",
        sequence=card.sequence,
        summary=wording.text(card.draft.title),
        starts=starts,
        ends=ends,
        modified=max(moments, default=datetime(starts.year, 1, 1, tzinfo=UTC)),
        place=", ".join(part for part in (card.draft.venue, card.draft.city, _country(card, wording)) if part),
        status=_status(card, cancelled=given_up, day=starts),
        classification=_CLASSES[card.draft.level],
        busy=False,
    )


def _days(starts: PartialDate | None, ends: PartialDate | None) -> tuple[date, date] | None:
    ends = ends or starts
    return (starts.exact, ends.exact) if starts and ends and starts.exact and ends.exact else None


def _country(card: MissionCard, wording: Wording) -> str:
    return wording.formats.country(card.draft.country) if card.draft.country else ""


def _line(item: ItemRow, card: MissionCard, wording: Wording) -> CalendarEntry:
    starts, ends = _period(item)
    return CalendarEntry(
        uid=f"{item.uid}@{UID_DOMAIN}",
        sequence=item.sequence,
        summary=wording.text(item.title),
        starts=starts,
        ends=ends,
        modified=item.changed_at,
        place=", ".join(part for part in (item.place, item.address) if part),
        description="\n".join(_description(item, card, wording)),
        status=_status(card, item.day, cancelled=item.cancelled),
        classification=_CLASSES[item.level],
        categories=(item.ceremony.value,) if item.ceremony is not Ceremony.NONE else (),
    )


def _period(item: ItemRow) -> tuple[datetime | date, datetime | date]:
    assert item.day is not None
    if item.starts is None:
        return item.day, item.day
    return item.starts, item.ends or rules.end_of(item.starts, USUAL_MINUTES) or item.starts + timedelta(minutes=USUAL_MINUTES)


def _description(item: ItemRow, card: MissionCard, wording: Wording) -> list[str]:
    # Only what a calendar may leave the house with: no telephone, no passport, no diet (trust.md 7.1).
    lines = [wording.text(card.draft.title)]
    if item.starts is not None and item.home_starts is not None and item.starts.utcoffset() != item.home_starts.utcoffset():
        lines.append(wording.text(lazy("Brussels time: {time}", time=wording.formats.time(item.home_starts.time()))))
    if item.starts is not None and item.minutes is None:
        lines.append(wording.text(lazy("The end is not known yet.")))
    pairs = (
        (lazy("With: {names}", names=wording.formats.join(wording.text(met.name) for met in item.counterparts)), item.counterparts),
        (lazy("Host: {host}", host=item.host), item.host),
        (lazy("Dress: {dress}", dress=item.dress), item.dress),
        (lazy("Transport: {transport}", transport=item.transport), item.transport),
    )
    return lines + [wording.text(text) for text, there in pairs if there]


def _status(card: MissionCard, day: date | None, *, cancelled: bool) -> EntryStatus:
    if cancelled or card.state is MissionState.CANCELLED:
        return EntryStatus.CANCELLED
    if card.state is MissionState.POSTPONED:
        # Lines that lie on days the mission no longer has do not take place then.
        keeps = day is not None and card.draft.starts is not None and rules.within(day, card.draft.starts, card.draft.ends)
        return EntryStatus.TENTATIVE if keeps else EntryStatus.CANCELLED
    return EntryStatus.TENTATIVE if card.state is MissionState.PLANNED else EntryStatus.CONFIRMED


SOURCE = CalendarSource(MISSION, entries)
