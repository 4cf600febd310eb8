"""The calendar contract: what a domain says of an appointment, before it is iCalendar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from app.kernel.ids import Ref
from app.kernel.translated import Wording

if TYPE_CHECKING:
    from app.kernel.work import Reader


class EntryStatus(StrEnum):
    """Whether an appointment stands (RFC 5545 3.8.1.11)."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


class EntryClass(StrEnum):
    """Who may read an appointment (RFC 5545 3.8.1.3)."""

    PUBLIC = "PUBLIC"
    PRIVATE = "PRIVATE"
    CONFIDENTIAL = "CONFIDENTIAL"


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who takes part; an appointment names only people who have a mail address."""

    name: str
    email: str
    required: bool = True


@dataclass(frozen=True, slots=True)
class Alarm:
    """A reminder before the start."""

    before: timedelta
    text: str


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One appointment.

    `starts` and `ends` are both aware datetimes (their zone is a `ZoneInfo`; they may be in two zones, as a flight is), or
    both dates for whole days, the last day included. `uid` is kept for ever; `sequence` grows when time, place or status
    changes. `modified` is the moment of the last change, in UTC.
    """

    uid: str
    sequence: int
    summary: str
    starts: datetime | date
    ends: datetime | date
    modified: datetime
    place: str = ""
    description: str = ""
    status: EntryStatus = EntryStatus.CONFIRMED
    classification: EntryClass = EntryClass.PUBLIC
    categories: tuple[str, ...] = ()
    organiser: Attendee | None = None
    attendees: tuple[Attendee, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    busy: bool = True


@dataclass(frozen=True, slots=True)
class Calendar:
    """Appointments that travel together, under a name that is shown when there are several."""

    name: str
    entries: tuple[CalendarEntry, ...]
    language: str = "en"


@dataclass(frozen=True, slots=True)
class CalendarSource:
    """A domain's appointments for records of one kind ("mission")."""

    kind: str
    entries: Callable[[Reader, Ref, Wording], tuple[CalendarEntry, ...]]
