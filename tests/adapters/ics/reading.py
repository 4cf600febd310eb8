"""Ways to read a calendar file back that owe nothing to the code that wrote it."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from dateutil import tz

from app.adapters.ics.codec import IcsCodec
from app.kernel.calendar import Calendar, CalendarEntry

BRUSSELS = ZoneInfo("Europe/Brussels")
MODIFIED = datetime(2021, 9, 1, 8, 15, tzinfo=UTC)


def at(year, month, day, hour=0, minute=0, zone=BRUSSELS, fold=0):
    return datetime(year, month, day, hour, minute, tzinfo=zone, fold=fold)


def entry(**changes) -> CalendarEntry:
    given = {
        "uid": "0f3a@attache",
        "sequence": 2,
        "summary": "Call on the mayor",
        "starts": at(2021, 9, 22, 9, 30),
        "ends": at(2021, 9, 22, 10, 15),
        "modified": MODIFIED,
    }
    return CalendarEntry(**(given | changes))


def encode(*entries: CalendarEntry, name: str = "Programme", language: str = "en") -> bytes:
    return IcsCodec().encode(Calendar(name, entries, language))


def unfolded(content: bytes) -> list[str]:
    """Give the lines as RFC 5545 3.1 joins them."""
    assert content.endswith(b"\r\n")
    return content.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n")


def lines(*entries: CalendarEntry, name: str = "Programme") -> list[str]:
    return unfolded(encode(*entries, name=name))


def values(content_lines: list[str], *names: str) -> list[str]:
    """Give the lines of the properties with these names."""
    return [line for line in content_lines if line.partition(":")[0].partition(";")[0] in names]


def block(content_lines: list[str], component: str) -> list[str]:
    """Give the lines inside the first component of this name."""
    return content_lines[content_lines.index(f"BEGIN:{component}") + 1 : content_lines.index(f"END:{component}")]


def moments(content: bytes) -> list[datetime | date]:
    """Give the starts and ends, told in UTC by the zones that the file itself describes (dateutil reads them)."""
    text = unfolded(content)
    zones = tz.tzical(io.StringIO("\r\n".join(text) + "\r\n")) if "BEGIN:VTIMEZONE" in text else None
    found: list[datetime | date] = []
    for line in text[text.index("BEGIN:VEVENT") :]:
        name, _, value = line.partition(":")
        if not name.startswith(("DTSTART", "DTEND")):
            continue
        if name.endswith(";VALUE=DATE"):
            found.append(datetime.strptime(value, "%Y%m%d").date())  # noqa: DTZ007 - a day has no zone
        elif value.endswith("Z"):
            found.append(datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC))
        else:
            zone = zones.get(name.partition(";TZID=")[2])
            found.append(datetime.strptime(value, "%Y%m%dT%H%M%S").replace(tzinfo=zone).astimezone(UTC))
    return found
