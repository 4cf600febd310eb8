"""The file as other programs' libraries read it: everything comes back as it went out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import icalendar
import vobject
from hypothesis import example, given
from hypothesis import strategies as st

from app.kernel.calendar import Alarm, Attendee, EntryClass, EntryStatus
from app.kernel.names import clean
from tests.adapters.ics.reading import MODIFIED, at, encode, entry

NEW_YORK = ZoneInfo("America/New_York")
FULL = entry(
    summary="Diner ; met « Zoë », Łódź & 東京 \\ éé " * 4,
    starts=at(2021, 9, 22, 19, 30),
    ends=at(2021, 9, 22, 18, 45, zone=NEW_YORK),
    place="Grand-Place 1, Bruxelles",
    description="First line\n\n  second, with blanks  and a colon: yes\nthird\\nend",
    status=EntryStatus.TENTATIVE,
    classification=EntryClass.PRIVATE,
    categories=("Ceremony", "Dinner, seated; formal"),
    organiser=Attendee("Desk: protocol; travel", "desk@example.org"),
    attendees=(Attendee("Łukasz, Count", "lukasz@example.org"), Attendee("Ada", "ada+cal@example.org", required=False)),
    alarms=(Alarm(timedelta(hours=1, minutes=30), "Order the car; now, please"),),
    busy=False,
)
WHOLE_DAYS = entry(uid="days@attache", starts=date(2021, 12, 30), ends=date(2022, 1, 1))


def test_icalendar_reads_what_was_written():
    calendar = icalendar.Calendar.from_ical(encode(FULL, WHOLE_DAYS, name="Visit é"))
    event, days = calendar.events

    assert (str(calendar["X-WR-CALNAME"]), str(calendar["METHOD"]), calendar.errors) == ("Visit é", "PUBLISH", [])
    assert {name: str(event[name]) for name in ("UID", "SUMMARY", "LOCATION", "DESCRIPTION", "STATUS", "CLASS", "TRANSP")} == {
        "UID": FULL.uid,
        "SUMMARY": FULL.summary.strip(),
        "LOCATION": FULL.place,
        "DESCRIPTION": FULL.description,
        "STATUS": "TENTATIVE",
        "CLASS": "PRIVATE",
        "TRANSP": "TRANSPARENT",
    }
    assert (event["SEQUENCE"], event.DTSTAMP, event.LAST_MODIFIED) == (2, MODIFIED, MODIFIED)
    assert (FULL.starts, FULL.ends) == (event.DTSTART, event.DTEND)
    assert event.categories == list(FULL.categories)
    assert person(event["ORGANIZER"]) == ("mailto:desk@example.org", "Desk: protocol; travel", None)
    assert [person(attendee) for attendee in event["ATTENDEE"]] == [
        ("mailto:lukasz@example.org", "Łukasz, Count", "REQ-PARTICIPANT"),
        ("mailto:ada+cal@example.org", "Ada", "OPT-PARTICIPANT"),
    ]
    assert [(str(alarm["ACTION"]), alarm.TRIGGER, str(alarm["DESCRIPTION"])) for alarm in event.walk("VALARM")] == [
        ("DISPLAY", -timedelta(hours=1, minutes=30), "Order the car; now, please")
    ]
    assert (date(2021, 12, 30), date(2022, 1, 2)) == (days.DTSTART, days.DTEND)
    assert [error for component in calendar.walk() for error in component.errors] == []


def test_icalendar_writes_it_again_without_a_change():
    content = encode(FULL, WHOLE_DAYS)

    again = icalendar.Calendar.from_ical(content).to_ical(sorted=False)

    assert icalendar.Calendar.from_ical(again) == icalendar.Calendar.from_ical(content)


def test_icalendar_finds_every_zone_described():
    assert icalendar.Calendar.from_ical(encode(FULL)).get_missing_tzids() == set()


def test_vobject_reads_what_was_written():
    calendar = vobject.readOne(encode(FULL, WHOLE_DAYS, name="Visit é").decode())
    event, days = calendar.vevent_list

    assert [getattr(event, name).value for name in ("uid", "summary", "location", "description", "status", "class", "transp")] == [
        FULL.uid,
        FULL.summary.strip(),
        FULL.place,
        FULL.description,
        "TENTATIVE",
        "PRIVATE",
        "TRANSPARENT",
    ]
    # Its zones are those that the file describes, so only UTC compares.
    assert [event.dtstart.value.astimezone(UTC), event.dtend.value.astimezone(UTC)] == [FULL.starts, FULL.ends]
    assert (days.dtstart.value, days.dtend.value) == (date(2021, 12, 30), date(2022, 1, 2))
    assert event.categories.value == list(FULL.categories)
    assert [(attendee.value, attendee.params["CN"]) for attendee in event.attendee_list] == [
        ("mailto:lukasz@example.org", ["Łukasz, Count"]),
        ("mailto:ada+cal@example.org", ["Ada"]),
    ]
    assert event.valarm.trigger.value == -timedelta(hours=1, minutes=30)
    assert event.valarm.description.value == "Order the car; now, please"
    assert calendar.method.value == "PUBLISH"


@given(st.text(max_size=300), st.text(max_size=300), st.lists(st.text(min_size=1, max_size=40).filter(clean), max_size=3))
def test_any_text_comes_back(summary, description, categories):
    content = encode(entry(summary=summary, description=description, categories=tuple(categories)))
    event = icalendar.Calendar.from_ical(content).events[0]

    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert str(event["SUMMARY"]) == as_written(summary)
    assert str(event.get("DESCRIPTION", "")) == as_written(description)
    assert event.categories == [as_written(category) for category in categories]


@given(st.text(max_size=100), st.emails())
@example("Desk\\", "desk@example.org")
@example("Desk\\; protocol\u2028travel", "desk@example.org")
def test_any_name_and_address_come_back(name, email):
    content = encode(entry(organiser=Attendee(name, email)))
    value = icalendar.Calendar.from_ical(content).events[0]["ORGANIZER"]

    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert unquote(value).removeprefix("mailto:") == clean(email)
    assert (value.params.get("CN") or "") == as_written(name).translate(str.maketrans('"\n\t\\', "'  /"))


@given(st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1)), st.sampled_from([UTC, ZoneInfo("Europe/Brussels"), NEW_YORK]))  # noqa: DTZ001 - the zone comes with it
def test_any_time_comes_back(local, zone):
    starts = local.replace(microsecond=0, tzinfo=zone)

    event = icalendar.Calendar.from_ical(encode(entry(starts=starts, ends=starts))).events[0]

    assert event.DTSTART.astimezone(UTC) == starts.astimezone(UTC)


def as_written(text):
    return clean(text.replace("\u2028", "\n").replace("\u2029", "\n"))


def person(address):
    return str(address), address.params.get("CN"), address.params.get("ROLE")
