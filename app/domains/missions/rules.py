"""Rules of missions: what a draft must hold, which state may follow which, how numbers are issued, what calendars must be told.

Times are clocks of a zone. A journey may leave on one clock and arrive on another: lengths are always measured in real time,
never between what two clocks show.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from app.domains.missions.drafts import (
    HOME_ZONE,
    ItemDraft,
    MissionDraft,
    ParticipantDraft,
    PartyDraft,
    RoomDraft,
    StayDraft,
    TransportDraft,
)
from app.domains.missions.vocabulary import STATES, Direction, MissionState, RoomKind
from app.kernel.drafts import missing_languages
from app.kernel.errors import Finding, Severity
from app.kernel.names import fold
from app.kernel.periods import PartialDate
from app.kernel.translated import Lazy, lazy

LONGEST_ITEM = 24 * 60  # minutes
_COUNTRY = re.compile(r"[A-Z]{2}")

TRANSITIONS: dict[MissionState, frozenset[MissionState]] = {
    MissionState.PLANNED: frozenset({MissionState.CONFIRMED, MissionState.POSTPONED, MissionState.CANCELLED}),
    MissionState.CONFIRMED: frozenset({MissionState.HELD, MissionState.POSTPONED, MissionState.CANCELLED}),
    MissionState.POSTPONED: frozenset({MissionState.CONFIRMED, MissionState.POSTPONED, MissionState.CANCELLED}),
    MissionState.HELD: frozenset(),
    MissionState.CANCELLED: frozenset(),
}
"""What may follow what. Held and cancelled are ends: a mistake is undone, not followed by another state."""

ENDED = frozenset({MissionState.HELD, MissionState.CANCELLED})


def check_transition(before: MissionState, after: MissionState) -> list[Finding]:
    """A mission goes from state to state as `TRANSITIONS` says."""
    if after in TRANSITIONS[before]:
        return []
    message = _IMPOSSIBLE.get(before) or lazy(
        "A mission that is {before} cannot become {after}.", before=STATES[before].title, after=STATES[after].title
    )
    return [Finding("", message, rule="mission-state")]


_IMPOSSIBLE: dict[MissionState, Lazy] = {
    MissionState.HELD: lazy("This mission has been held; its state no longer changes."),
    MissionState.CANCELLED: lazy("This mission is cancelled; its state no longer changes. Undo the cancellation, or clone the mission."),
}


def check_confirmation(starts: PartialDate | None) -> list[Finding]:
    """A mission is confirmed with dates."""
    return (
        [] if starts else [Finding("starts", lazy("Enter the dates of the mission before you confirm it."), rule="confirmed-without-dates")]
    )


def check_held(starts: PartialDate | None, today: date) -> list[Finding]:
    """A mission has been held when it has begun at least."""
    if starts is None or starts.first <= today:
        return []
    return [Finding("", lazy("This mission has not begun yet; it cannot have been held."), rule="held-before-start")]


def check_mission(draft: MissionDraft) -> list[Finding]:
    """A mission needs a title and a clock that exists, and ends after it began."""
    findings: list[Finding] = []
    if not draft.title:
        findings.append(Finding("title", lazy("Enter the title in one language at least."), rule="mission-without-title"))
    findings += missing_languages("title", draft.title)
    findings += missing_languages("purpose", draft.purpose)
    findings += check_dates(draft.starts, draft.ends)
    findings += _known_zone("zone", draft.zone, required=True)
    if draft.country and not is_country_code(draft.country):
        findings.append(Finding("country", lazy("Choose a country by its two letters, for example FR."), rule="country-code"))
    if draft.direction is not Direction.VIRTUAL and not (draft.city or draft.country):
        findings.append(Finding("city", lazy("Where the mission goes is not filled in."), Severity.NOTES, rule="mission-without-place"))
    return findings


def is_country_code(code: str) -> bool:
    """Tell whether *code* has the shape of an ISO 3166 code."""
    return _COUNTRY.fullmatch(code) is not None


def check_dates(starts: PartialDate | None, ends: PartialDate | None) -> list[Finding]:
    """A mission ends on its first day or later; a last day needs a first one."""
    if ends and not starts:
        return [Finding("starts", lazy("There is a last day but no first day."), rule="mission-ends-without-start")]
    if starts and ends and ends.last < starts.first:
        return [Finding("ends", lazy("The last day is before the first one."), rule="mission-ends-before-start")]
    return []


def check_participant(draft: ParticipantDraft, starts: PartialDate | None = None, ends: PartialDate | None = None) -> list[Finding]:
    """A participant is a person, who leaves after joining, within the dates of the mission."""
    findings: list[Finding] = []
    if not draft.person_id:
        findings.append(Finding("person_id", lazy("Choose a person."), rule="participant-without-person"))
    if draft.joins and draft.leaves and draft.leaves < draft.joins:
        findings.append(
            Finding("leaves", lazy("The day of leaving is before the day of joining."), rule="participant-leaves-before-joining")
        )
    for key, day in (("joins", draft.joins), ("leaves", draft.leaves)):
        if day and not within(day, starts, ends):
            findings.append(
                Finding(key, lazy("This day is outside the dates of the mission."), Severity.WARNS, rule="participant-outside-mission")
            )
    return findings


def check_party(draft: PartyDraft) -> list[Finding]:
    """A party is one person or one organisation."""
    if draft.person_id and draft.organisation_id:
        return [Finding("organisation_id", lazy("Choose a person or an organisation, not both."), rule="party-both")]
    if not (draft.person_id or draft.organisation_id):
        return [Finding("person_id", lazy("Choose a person or an organisation."), rule="party-nobody")]
    return []


def check_item(draft: ItemDraft, zone: str = HOME_ZONE) -> list[Finding]:
    """A line of the programme needs a title, a possible time and a possible length. *zone* is the clock of the mission."""
    findings: list[Finding] = []
    if not draft.title:
        findings.append(Finding("title", lazy("Enter the title in one language at least."), rule="item-without-title"))
    findings += missing_languages("title", draft.title)
    if draft.begins and not draft.day:
        findings.append(Finding("day", lazy("There is a time but no day."), rule="item-time-without-day"))
    if draft.minutes is not None and not 0 < draft.minutes <= LONGEST_ITEM:
        findings.append(Finding("minutes", lazy("An item lasts from one minute to 24 hours."), rule="item-length"))
    if faults := _known_zone("zone", draft.zone):
        return findings + faults
    return findings + _clock_findings("begins", draft.day, draft.begins, draft.zone or zone)


def check_removal(state: MissionState) -> list[Finding]:
    """Once a mission is confirmed, calendars hold its programme: a line that is removed stays in them, one that is cancelled does not."""
    if state is MissionState.PLANNED:
        return []
    message = lazy("Calendars may hold this line already. Cancel it instead of removing it, so that they are told.")
    return [Finding("", message, Severity.WARNS, rule="item-removed-late")]


def check_transport(draft: TransportDraft) -> list[Finding]:
    """A transport goes from one place to another and arrives after it left, each on its own clock."""
    findings = [
        Finding(key, message, rule="transport-without-place")
        for key, message in (("from_place", lazy("Enter where it leaves from.")), ("to_place", lazy("Enter where it goes to.")))
        if not getattr(draft, key).strip()
    ]
    if not findings and fold(draft.from_place) == fold(draft.to_place):
        findings.append(Finding("to_place", lazy("It leaves and arrives at the same place."), Severity.WARNS, rule="transport-same-place"))
    for day_key, time_key in (("departs_on", "departs_at"), ("arrives_on", "arrives_at")):
        if getattr(draft, time_key) and not getattr(draft, day_key):
            findings.append(Finding(day_key, lazy("There is a time but no day."), rule="transport-time-without-day"))
    faults = [
        *_known_zone("departs_zone", draft.departs_zone, required=True),
        *_known_zone("arrives_zone", draft.arrives_zone, required=True),
    ]
    return findings + (faults or _journey_findings(draft))


def _journey_findings(draft: TransportDraft) -> list[Finding]:
    findings = _clock_findings("departs_at", draft.departs_on, draft.departs_at, draft.departs_zone)
    findings += _clock_findings("arrives_at", draft.arrives_on, draft.arrives_at, draft.arrives_zone)
    departs = moment(draft.departs_on, draft.departs_at, draft.departs_zone)
    arrives = moment(draft.arrives_on, draft.arrives_at, draft.arrives_zone)
    if departs and arrives:
        backwards = arrives.astimezone(UTC) <= departs.astimezone(UTC)
    else:  # Eastwards over the date line a clock can be a day behind, never more.
        backwards = bool(draft.departs_on and draft.arrives_on and draft.arrives_on < draft.departs_on - timedelta(1))
    if backwards:
        findings.append(
            Finding("arrives_at", lazy("It arrives before it leaves, each on its own clock."), rule="transport-arrives-before-leaving")
        )
    return findings


def check_stay(draft: StayDraft) -> list[Finding]:
    """A stay is in a hotel, at least for one night."""
    findings: list[Finding] = []
    if not draft.hotel.strip():
        findings.append(Finding("hotel", lazy("Enter the name of the hotel."), rule="stay-without-hotel"))
    if draft.checks_in and draft.checks_out and draft.checks_out <= draft.checks_in:
        findings.append(Finding("checks_out", lazy("The day of leaving must be after the day of arrival."), rule="stay-ends-before-start"))
    return findings


def check_room(draft: RoomDraft) -> list[Finding]:
    """A room holds who it has beds for."""
    beds = {RoomKind.SINGLE: 1, RoomKind.DOUBLE: 2}.get(draft.room_kind)
    if beds is not None and len(draft.occupants) > beds:
        return [Finding("occupants", lazy("More people than beds: this room has {beds}.", beds=beds), Severity.WARNS, rule="room-too-full")]
    return []


def within(day: date, starts: PartialDate | None, ends: PartialDate | None) -> bool:
    """Tell whether *day* can be a day of the mission; where its dates are not known, it can."""
    last = ends or starts
    return (starts is None or starts.first <= day) and (last is None or day <= last.last)


@lru_cache(maxsize=1024)
def zone_exists(name: str) -> bool:
    """Tell whether *name* is a time zone of the IANA data."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # a path, a folder of the data, or a name that is not there
        return False
    return True


def _known_zone(path: str, name: str, *, required: bool = False) -> list[Finding]:
    if zone_exists(name) if name else not required:
        return []
    return [Finding(path, lazy("This time zone is not known: {zone}.", zone=name), rule="unknown-zone")]


class ClockTrouble(StrEnum):
    """What can be wrong with a time when the clocks change."""

    NONE = ""
    GAP = "gap"
    OVERLAP = "overlap"


def clock_trouble(day: date, at: time, zone: str) -> ClockTrouble:
    """Tell whether a clock of *zone* skips this time on that day, or shows it twice."""
    first = datetime.combine(day, at, ZoneInfo(zone))
    if first.utcoffset() == first.replace(fold=1).utcoffset():
        return ClockTrouble.NONE
    there = first.astimezone(UTC).astimezone(first.tzinfo).replace(tzinfo=None)
    return ClockTrouble.OVERLAP if there == datetime.combine(day, at) else ClockTrouble.GAP


def _clock_findings(path: str, day: date | None, at: time | None, zone: str) -> list[Finding]:
    if day is None or at is None or not zone_exists(zone):
        return []
    match clock_trouble(day, at, zone):
        case ClockTrouble.GAP:
            message = lazy(
                "The clocks go forward that night: {time} does not exist on that day ({zone}).", time=at.isoformat("minutes"), zone=zone
            )
            return [Finding(path, message, Severity.WARNS, rule="clock-gap")]
        case ClockTrouble.OVERLAP:
            message = lazy(
                "The clocks go back that night: {time} comes twice on that day ({zone}); the first is meant.",
                time=at.isoformat("minutes"),
                zone=zone,
            )
            return [Finding(path, message, Severity.WARNS, rule="clock-overlap")]
        case ClockTrouble.NONE:
            return []


def moment(day: date | None, at: time | None, zone: str) -> datetime | None:
    """Give the moment that a clock of *zone* shows, aware; None while day or time is unknown."""
    if day is None or at is None:
        return None
    return datetime.combine(day, at, ZoneInfo(zone if zone_exists(zone) else HOME_ZONE))


def end_of(starts: datetime | None, minutes: int | None) -> datetime | None:
    """Give the moment *minutes* of real time later, on the same clock."""
    if starts is None or minutes is None:
        return None
    return (starts.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(starts.tzinfo)


def number_after(year: int, last: str | None) -> str:
    """Issue the number of a mission: the year, and the next count after *last*, the highest number of that year so far."""
    count = int(last.partition("/")[2]) + 1 if last else 1
    return f"{year}/{count:03}"


def numbering_year(starts: PartialDate | None, today: date) -> int:
    """The year whose count a mission takes: that of its first day, else that of the day it is entered."""
    return starts.year if starts else today.year


@dataclass(frozen=True, slots=True)
class CalendarFacts:
    """What calendars hold of an item; `zone` is the clock in force, the mission's when the item has none of its own."""

    day: date | None
    begins: time | None
    minutes: int | None
    zone: str
    place: str
    cancelled: bool


def calendar_change(before: CalendarFacts, after: CalendarFacts) -> bool:
    """Tell whether SEQUENCE must grow: when, where or whether the item takes place has changed (RFC 5545 3.8.7.4)."""
    return before != after


def distance(before: PartialDate | None, after: PartialDate | None) -> int | None:
    """Count the days between two first days; None while one of them is not known to the day."""
    if before is None or after is None or before.exact is None or after.exact is None:
        return None
    return (after.exact - before.exact).days


def clone_shift(starts: PartialDate | None, days: Iterable[date], new_start: date) -> int | None:
    """Count the days by which a clone moves everything.

    From the first day of the original when it is known to the day, else from its earliest dated line; None when neither is.
    """
    origin = starts.exact if starts else None
    origin = origin or min(days, default=None)
    return (new_start - origin).days if origin else None


def shifted(day: date | None, days: int | None) -> date | None:
    """Move a day; without a distance there is no new day either."""
    return day + timedelta(days) if day is not None and days is not None else None


def takes_part(member: str, joins: date | None, leaves: date | None, day: date | None, attended_by: Collection[str]) -> bool:
    """Tell whether a participant takes part in a line: named in it, or present that day when it is for the whole delegation."""
    if attended_by:
        return member in attended_by
    return day is None or ((joins is None or joins <= day) and (leaves is None or day <= leaves))
