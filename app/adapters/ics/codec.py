"""Calendar entries written as an iCalendar file that Outlook, Apple, Google and Thunderbird read alike.

The file is written here, line by line: a zone must be described as Outlook reads it, alarms stand after everything else of
their appointment, and the same entries give the same bytes, so that a file can be compared with the one sent before.

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
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote
from zoneinfo import ZoneInfo

from app.adapters.ics.zones import describe, rule_of
from app.kernel.calendar import EntryStatus
from app.kernel.names import clean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from app.kernel.calendar import Alarm, Attendee, Calendar, CalendarEntry

_OCTETS = 75
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_WORLD_TIME = frozenset({"UTC", "Etc/UTC", "Zulu", "Etc/Zulu", "UCT", "Etc/UCT", "Universal", "Etc/Universal"})
# Line ends that only Unicode knows: readers that split on them would tear a property apart.
_OTHER_LINE_ENDS = str.maketrans({"\u2028": "\n", "\u2029": "\n"})
# In a quoted name a quotation mark has no place, and a caret begins an escape (RFC 6868).
_QUOTED = str.maketrans({'"': "'", "\n": " ", "\t": " ", "^": "^^"})
# What an address may hold as it is in a mailto (RFC 6068), beside letters and digits.
_IN_ADDRESS = "@!$'*+"
# A fold beside one of these is legal, but has lost blanks and torn escapes in other programs.
_NOT_AT_A_FOLD = b" \t\\"


class IcsCodec:
    """Writes calendars as RFC 5545; fulfils `CalendarCodec`."""

    def encode(self, calendar: Calendar) -> bytes:
        """Write *calendar*; raise ValueError for an entry whose times are without a zone or half of them whole days."""
        zones = _zones_of(calendar.entries)
        lines = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            f"PRODID:-//Brussels International//Attache//{calendar.language.upper()}",
            "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH",
        ]
        # With a name, Outlook opens a single appointment as a new calendar.
        if len(calendar.entries) > 1:
            lines.append(f"X-WR-CALNAME:{_text(calendar.name)}")
        for description in zones.values():
            lines += description
        for entry in calendar.entries:
            lines += _entry_lines(entry, zones.keys())
        lines.append("END:VCALENDAR")
        return b"".join(map(_folded, lines))


def _zones_of(entries: Iterable[CalendarEntry]) -> dict[str, list[str]]:
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


def _entry_lines(entry: CalendarEntry, zones: Collection[str]) -> Iterator[str]:
    modified = _utc(entry.modified)
    stands = entry.status is not EntryStatus.CANCELLED
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(entry.uid)}"
    yield f"SEQUENCE:{entry.sequence}"
    yield f"DTSTAMP:{modified}"
    yield f"LAST-MODIFIED:{modified}"
    yield from _times(entry, zones)
    yield f"SUMMARY:{_text(entry.summary)}"
    if entry.place:
        yield f"LOCATION:{_text(entry.place)}"
    if entry.description:
        yield f"DESCRIPTION:{_text(entry.description)}"
    yield f"STATUS:{entry.status}"
    yield f"CLASS:{entry.classification}"
    yield f"TRANSP:{'OPAQUE' if entry.busy and stands else 'TRANSPARENT'}"
    if entry.categories:
        yield f"CATEGORIES:{','.join(map(_text, entry.categories))}"
    if entry.organiser and entry.organiser.email:
        yield f"ORGANIZER{_named_address(entry.organiser)}"
    for attendee in entry.attendees:
        if attendee.email:
            role = "REQ-PARTICIPANT" if attendee.required else "OPT-PARTICIPANT"
            yield f"ATTENDEE;ROLE={role}{_named_address(attendee)}"
    if stands:
        for alarm in entry.alarms:
            yield from _alarm_lines(alarm, entry)
    yield "END:VEVENT"


def _times(entry: CalendarEntry, zones: Collection[str]) -> Iterator[str]:
    starts, ends = entry.starts, entry.ends
    if isinstance(starts, datetime) and isinstance(ends, datetime):
        yield f"DTSTART{_moment(starts, zones)}"
        # Compared in UTC: two times of one zone would be compared as the clock shows them.
        if ends.astimezone(UTC) > starts.astimezone(UTC):
            yield f"DTEND{_moment(ends, zones)}"
    elif isinstance(starts, datetime) or isinstance(ends, datetime):
        raise ValueError(f"entry {entry.uid}: one side is a day, the other a time")  # noqa: TRY004 - the entry is at fault
    else:
        yield f"DTSTART;VALUE=DATE:{_day(starts)}"
        if ends >= starts:
            yield f"DTEND;VALUE=DATE:{_day(ends + timedelta(days=1))}"


def _alarm_lines(alarm: Alarm, entry: CalendarEntry) -> Iterator[str]:
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"TRIGGER:{_duration(-alarm.before)}"
    yield f"DESCRIPTION:{_text(alarm.text or entry.summary)}"
    yield "END:VALARM"


def _named_address(person: Attendee) -> str:
    name = clean(person.name).translate(_QUOTED)
    parameter = f';CN="{name}"' if name else ""
    return f"{parameter}:mailto:{quote(clean(person.email), safe=_IN_ADDRESS)}"


def _moment(moment: datetime, zones: Collection[str]) -> str:
    local, zone = _as_it_is(moment), moment.tzinfo
    if _comes_twice(local) or not isinstance(zone, ZoneInfo) or zone.key not in zones:
        return f":{_utc(moment)}"
    return f";TZID={zone.key}:{_clock(local)}"


def _as_it_is(moment: datetime) -> datetime:
    """Return *moment* as the clock of its zone reads when it comes: a time that is skipped is none on any clock."""
    _refuse_without_zone(moment)
    return moment.astimezone(UTC).astimezone(moment.tzinfo)


def _comes_twice(local: datetime) -> bool:
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def _utc(moment: datetime) -> str:
    _refuse_without_zone(moment)
    return f"{_clock(moment.astimezone(UTC))}Z"


def _refuse_without_zone(moment: datetime) -> None:
    if moment.utcoffset() is None:
        raise ValueError(f"a time without a zone: {moment}")


def _clock(moment: datetime) -> str:
    return f"{_day(moment)}T{moment.hour:02}{moment.minute:02}{moment.second:02}"


def _day(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _duration(length: timedelta) -> str:
    sign, seconds = ("-", -length) if length < timedelta(0) else ("", length)
    minutes, second = divmod(seconds.seconds, 60)
    hour, minute = divmod(minutes, 60)
    clock = "".join(f"{number}{unit}" for number, unit in ((hour, "H"), (minute, "M"), (second, "S")) if number)
    days = f"{seconds.days}D" if seconds.days else ""
    if not clock and not days:
        return "PT0S"
    return f"{sign}P{days}{'T' + clock if clock else ''}"


def _text(text: str) -> str:
    # Cleaning looks at every character; most texts need none of it.
    if not (text.replace("\n", "").isprintable() and unicodedata.is_normalized("NFC", text)):
        text = clean(text.translate(_OTHER_LINE_ENDS))
    return text.strip().translate(_ESCAPED)


def _folded(line: str) -> bytes:
    octets = line.encode()
    parts: list[bytes] = []
    start, room = 0, _OCTETS
    while len(octets) - start > room:
        cut = _cut(octets, start + room)
        parts.append(octets[start:cut])
        # The blank that begins a continuation counts.
        start, room = cut, _OCTETS - 1
    parts.append(octets[start:])
    return b"\r\n ".join(parts) + b"\r\n"


def _cut(octets: bytes, limit: int) -> int:
    """Return where to fold, at *limit* or before it: never inside a character, and not beside a blank if it can be helped."""
    whole = [cut for cut in range(limit, limit - _OCTETS // 2, -1) if octets[cut] & 0xC0 != 0x80]  # noqa: PLR2004 - UTF-8
    return next((cut for cut in whole if octets[cut] not in _NOT_AT_A_FOLD and octets[cut - 1] not in _NOT_AT_A_FOLD), whole[0])
