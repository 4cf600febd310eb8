"""Calendar entries written as an iCalendar file that Outlook, Apple, Google and Thunderbird read alike.

The lines are those of the icalendar library; what stands in them is decided here. Properties keep the order in which they are
added, so that the same entries give the same bytes and a file can be compared with the one sent before.

What a reader would not guess:

* A time that the clock skips in spring (02:30 on the last Sunday of March) is taken as the clock before the change reads it
  and written as what it then is: 03:30. A time in the two hours that autumn gives instead of one is written in UTC: the
  standard takes it for the first of them, some programs for the second.
* A zone without a yearly rule (Morocco, or a zone that was reformed in between) is written in UTC.
* An end that is not after its start is left out: an appointment without length is a moment.
* A cancelled appointment stays in the file, blocks nobody's time and rings no bell.
"""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote
from zoneinfo import ZoneInfo

import icalendar
from icalendar import Event, Timezone, vCalAddress, vCategory, vDDDTypes, vDuration, vInt, vText

from app.adapters.ics.zones import describe, rule_of
from app.kernel.calendar import EntryStatus
from app.kernel.names import clean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from app.kernel.calendar import Alarm, Attendee, Calendar, CalendarEntry

_WORLD_TIME = frozenset({"UTC", "Etc/UTC", "Zulu", "Etc/Zulu", "UCT", "Etc/UCT", "Universal", "Etc/Universal"})
# Line ends that only Unicode knows: readers that split on them would tear a property apart.
_OTHER_LINE_ENDS = str.maketrans({"\u2028": "\n", "\u2029": "\n"})
# Not everybody reads the escapes that icalendar would write for these (RFC 6868), and some take a backslash for one.
_IN_NAME = str.maketrans({'"': "'", "\n": " ", "\t": " ", "\\": "/"})
# What an address may hold as it is in a mailto (RFC 6068), beside letters and digits.
_IN_ADDRESS = "@!$'*+"


class IcsCodec:
    """Writes calendars as RFC 5545; fulfils `CalendarCodec`."""

    def encode(self, calendar: Calendar) -> bytes:
        """Write *calendar*; raise ValueError for an entry whose times are without a zone or half of them whole days."""
        zones = _zones_of(calendar.entries)
        file = icalendar.Calendar()
        file["VERSION"] = vText("2.0")
        file["PRODID"] = vText(f"-//Brussels International//Attache//{calendar.language.upper()}")
        file["CALSCALE"] = vText("GREGORIAN")
        file["METHOD"] = vText("PUBLISH")
        # With a name, Outlook opens a single appointment as a new calendar.
        if len(calendar.entries) > 1:
            file["X-WR-CALNAME"] = _text(calendar.name)
        file.subcomponents += zones.values()
        file.subcomponents += (_event(entry, zones) for entry in calendar.entries)
        return file.to_ical(sorted=False)


class _Text(vText):
    """A text that keeps a backslash before a capital N, which `vText` would take for the end of a line."""

    def to_ical(self) -> bytes:
        return rb"\\N".join(vText(part).to_ical() for part in self.split(r"\N"))


def _zones_of(entries: Iterable[CalendarEntry]) -> dict[str, Timezone]:
    """Describe, by name, the zones of *entries* that go by a yearly rule in the years of their appointments."""
    years: dict[str, set[int]] = {}
    zones: dict[str, ZoneInfo] = {}
    for entry in entries:
        for moment in (entry.starts, entry.ends):
            if isinstance(moment, datetime) and isinstance(zone := moment.tzinfo, ZoneInfo) and zone.key not in _WORLD_TIME:
                zones[zone.key] = zone
                years.setdefault(zone.key, set()).add(_as_it_is(moment).year)
    rules = {name: rule_of(zones[name], years[name]) for name in sorted(zones)}
    return {name: describe(name, rule, years[name]) for name, rule in rules.items() if rule}


def _event(entry: CalendarEntry, zones: Collection[str]) -> Event:
    stands = entry.status is not EntryStatus.CANCELLED
    event = Event()
    event["UID"] = _text(entry.uid)
    event["SEQUENCE"] = vInt(entry.sequence)
    event["DTSTAMP"] = event["LAST-MODIFIED"] = _in_utc(entry.modified)
    event.update(_times(entry, zones))
    event["SUMMARY"] = _text(entry.summary)
    if entry.place:
        event["LOCATION"] = _text(entry.place)
    if entry.description:
        event["DESCRIPTION"] = _text(entry.description)
    event["STATUS"] = vText(entry.status)
    event["CLASS"] = vText(entry.classification)
    event["TRANSP"] = vText("OPAQUE" if entry.busy and stands else "TRANSPARENT")
    if entry.categories:
        event["CATEGORIES"] = _categories(entry.categories)
    if entry.organiser and entry.organiser.email:
        event["ORGANIZER"] = _address(entry.organiser)
    event["ATTENDEE"] = [
        _address(attendee, ROLE="REQ-PARTICIPANT" if attendee.required else "OPT-PARTICIPANT")
        for attendee in entry.attendees
        if attendee.email
    ]
    if stands:
        event.subcomponents += (_alarm(alarm, entry) for alarm in entry.alarms)
    return event


def _times(entry: CalendarEntry, zones: Collection[str]) -> Iterator[tuple[str, vDDDTypes]]:
    starts, ends = entry.starts, entry.ends
    if isinstance(starts, datetime) and isinstance(ends, datetime):
        yield "DTSTART", _moment(starts, zones)
        # Compared in UTC: two times of one zone would be compared as the clock shows them.
        if ends.astimezone(UTC) > starts.astimezone(UTC):
            yield "DTEND", _moment(ends, zones)
    elif isinstance(starts, datetime) or isinstance(ends, datetime):
        raise ValueError(f"entry {entry.uid}: one side is a day, the other a time")  # noqa: TRY004 - the entry is at fault
    else:
        yield "DTSTART", vDDDTypes(starts)
        if ends >= starts:
            yield "DTEND", vDDDTypes(ends + timedelta(days=1))


def _alarm(alarm: Alarm, entry: CalendarEntry) -> icalendar.Alarm:
    bell = icalendar.Alarm()
    bell["ACTION"] = vText("DISPLAY")
    bell["TRIGGER"] = vDuration(-alarm.before)
    bell["DESCRIPTION"] = _text(alarm.text or entry.summary)
    return bell


def _categories(names: Iterable[str]) -> vCategory:
    categories = vCategory([])
    # Given at once, they would become plain `vText`.
    categories.cats += map(_text, names)
    return categories


def _address(person: Attendee, **parameters: str) -> vCalAddress:
    if name := clean(person.name.translate(_OTHER_LINE_ENDS)).translate(_IN_NAME):
        parameters["CN"] = name
    return vCalAddress(f"mailto:{quote(clean(person.email), safe=_IN_ADDRESS)}", params=parameters)


def _moment(moment: datetime, zones: Collection[str]) -> vDDDTypes:
    local, zone = _as_it_is(moment), moment.tzinfo
    if _comes_twice(local) or not isinstance(zone, ZoneInfo) or zone.key not in zones:
        return _in_utc(moment)
    written = vDDDTypes(local.replace(tzinfo=None))
    # Named here, as the zone is described: icalendar would take some zones without summer time, as Dakar's, for UTC.
    written.params["TZID"] = zone.key
    return written


def _as_it_is(moment: datetime) -> datetime:
    """Return *moment* as the clock of its zone reads when it comes: a time that is skipped is none on any clock."""
    _refuse_without_zone(moment)
    return moment.astimezone(UTC).astimezone(moment.tzinfo)


def _comes_twice(local: datetime) -> bool:
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def _in_utc(moment: datetime) -> vDDDTypes:
    _refuse_without_zone(moment)
    return vDDDTypes(moment.astimezone(UTC))


def _refuse_without_zone(moment: datetime) -> None:
    if moment.utcoffset() is None:
        raise ValueError(f"a time without a zone: {moment}")


def _text(text: str) -> _Text:
    # Cleaning looks at every character; most texts need none of it.
    if not (text.replace("\n", "").isprintable() and unicodedata.is_normalized("NFC", text)):
        text = clean(text.translate(_OTHER_LINE_ENDS))
    return _Text(text.strip())
