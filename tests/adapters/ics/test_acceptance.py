"""What other programs need of a calendar file, point by point (each has failed somewhere in the field)."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.kernel.calendar import Alarm, Attendee, EntryClass, EntryStatus
from tests.adapters.ics.reading import at, block, encode, entry, lines, moments, values

NEW_YORK = ZoneInfo("America/New_York")


def test_01_the_uid_is_the_one_of_the_record_at_every_export():
    assert values(lines(entry()), "UID") == ["UID:0f3a@attache"]
    assert encode(entry()) == encode(entry())


def test_02_sequence_and_stamps_are_those_of_the_last_change_in_utc():
    assert values(lines(entry(modified=at(2021, 9, 1, 10, 15))), "SEQUENCE", "DTSTAMP", "LAST-MODIFIED") == [
        "SEQUENCE:2",
        "DTSTAMP:20210901T081500Z",
        "LAST-MODIFIED:20210901T081500Z",
    ]


def test_03_each_zone_is_described_before_the_appointments():
    text = lines(entry(), entry(starts=at(2021, 9, 22, 9, zone=NEW_YORK), ends=at(2021, 9, 22, 10, zone=NEW_YORK)))

    assert values(text, "TZID") == ["TZID:America/New_York", "TZID:Europe/Brussels"]
    assert text.index("BEGIN:VEVENT") > max(n for n, line in enumerate(text) if line == "END:VTIMEZONE")


def test_04_a_zone_is_one_standard_and_one_daylight_with_yearly_rules():
    assert block(lines(entry()), "VTIMEZONE") == [
        "TZID:Europe/Brussels",
        "BEGIN:STANDARD",
        "DTSTART:19701025T030000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "TZNAME:CET",
        "END:STANDARD",
        "BEGIN:DAYLIGHT",
        "DTSTART:19700329T020000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "TZNAME:CEST",
        "END:DAYLIGHT",
    ]


def test_05_no_zone_is_a_list_of_dates():
    years = [entry(starts=at(year, 7, 1, 9), ends=at(year, 7, 1, 10)) for year in range(1997, 2037)]

    assert values(lines(*years), "RDATE", "EXDATE") == []
    assert len(values(block(lines(*years), "VTIMEZONE"), "RRULE")) == 2


def test_06_a_flight_leaves_in_one_zone_and_arrives_in_another():
    flight = entry(starts=at(2021, 9, 22, 10, 15), ends=at(2021, 9, 22, 12, 40, zone=NEW_YORK))

    assert values(lines(flight), "DTSTART", "DTEND")[-2:] == [
        "DTSTART;TZID=Europe/Brussels:20210922T101500",
        "DTEND;TZID=America/New_York:20210922T124000",
    ]
    assert len(values(lines(flight), "TZID")) == 2


def test_07_whole_days_end_on_the_day_after_the_last():
    text = lines(entry(starts=date(2021, 9, 22), ends=date(2021, 9, 24)))

    assert values(text, "DTSTART", "DTEND") == ["DTSTART;VALUE=DATE:20210922", "DTEND;VALUE=DATE:20210925"]
    assert "BEGIN:VTIMEZONE" not in text


def test_07_one_whole_day_over_the_end_of_the_year():
    text = lines(entry(starts=date(2021, 12, 31), ends=date(2021, 12, 31)))

    assert values(text, "DTSTART", "DTEND") == ["DTSTART;VALUE=DATE:20211231", "DTEND;VALUE=DATE:20220101"]


def test_08_a_cancelled_appointment_stays_with_its_uid_and_blocks_nothing():
    cancelled = entry(status=EntryStatus.CANCELLED, sequence=3, alarms=(Alarm(timedelta(minutes=30), "Leave"),))

    assert values(lines(cancelled), "UID", "SEQUENCE", "STATUS", "TRANSP", "TRIGGER") == [
        "UID:0f3a@attache",
        "SEQUENCE:3",
        "STATUS:CANCELLED",
        "TRANSP:TRANSPARENT",
    ]


def test_09_a_cancelled_appointment_carries_its_zone():
    assert values(lines(entry(status=EntryStatus.CANCELLED)), "TZID") == ["TZID:Europe/Brussels"]


def test_10_the_method_belongs_to_the_calendar():
    text = lines(entry(), entry())

    assert text[:5] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Brussels International//Attache//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    assert values(text, "METHOD") == ["METHOD:PUBLISH"]


def test_12_only_several_appointments_have_a_calendar_name():
    assert values(lines(entry(), name="Visit, Paris"), "X-WR-CALNAME") == []
    assert values(lines(entry(), entry(), name="Visit, Paris"), "X-WR-CALNAME") == ["X-WR-CALNAME:Visit\\, Paris"]


def test_14_an_alarm_says_what_it_does_when_and_why_after_the_properties():
    text = lines(entry(alarms=(Alarm(timedelta(days=1, hours=2), "Order the car; two seats"), Alarm(timedelta(0), ""))))

    assert text[-13:] == [
        "TRANSP:OPAQUE",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER:-P1DT2H",
        "DESCRIPTION:Order the car\\; two seats",
        "END:VALARM",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER:P0D",
        "DESCRIPTION:Call on the mayor",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


@pytest.mark.parametrize(
    ("before", "trigger"),
    [
        (timedelta(minutes=30), "-PT30M"),
        (timedelta(hours=1, minutes=30), "-PT1H30M"),
        (timedelta(days=7), "-P7D"),
        (timedelta(seconds=5), "-PT5S"),
        (timedelta(hours=1, seconds=5), "-PT1H0M5S"),
        (timedelta(minutes=-10), "PT10M"),
    ],
)
def test_14_an_alarm_rings_so_long_before(before, trigger):
    assert values(lines(entry(alarms=(Alarm(before, "Leave"),))), "TRIGGER") == [f"TRIGGER:{trigger}"]


def test_15_lines_are_folded_at_75_octets_between_characters():
    content = encode(entry(summary="é€🎌" * 60, description="word " * 100))

    physical = content.split(b"\r\n")
    assert max(map(len, physical)) <= 75
    assert [line.decode() for line in physical if line.startswith(b" ")] != []
    assert values(lines(entry(summary="é€🎌" * 60)), "SUMMARY") == ["SUMMARY:" + "é€🎌" * 60]


def test_15_no_fold_tears_an_escape():
    physical = encode(entry(description="a, b\n" * 100)).split(b"\r\n")
    folded = [before for before, after in itertools.pairwise(physical) if after.startswith(b" ")]

    assert len(folded) == 9
    assert [line for line in folded if line.endswith(b"\\")] == []


def test_15_a_line_of_blanks_is_folded_all_the_same():
    assert values(lines(entry(summary="x" + " " * 200 + "y")), "SUMMARY") == ["SUMMARY:x" + " " * 200 + "y"]


def test_15_text_is_escaped_and_lines_end_in_crlf():
    content = encode(entry(summary="a\\b; c, d: e", place="Room 1\r\nfloor 2\rleft"))

    assert b"SUMMARY:a\\\\b\\; c\\, d: e\r\n" in content
    assert b"LOCATION:Room 1\\nfloor 2\\nleft\r\n" in content
    assert content.count(b"\n") == content.count(b"\r\n") == content.count(b"\r")


def test_15_a_backslash_before_a_capital_n_is_no_line_end():
    folder = "C:\\NOTES\\\\Notes"
    text = lines(entry(summary=folder, categories=(folder, "Dinner")))

    assert values(text, "SUMMARY", "CATEGORIES") == [
        "SUMMARY:C:\\\\NOTES\\\\\\\\Notes",
        "CATEGORIES:C:\\\\NOTES\\\\\\\\Notes,Dinner",
    ]


def test_15_control_characters_and_strange_line_ends_do_not_leave():
    assert values(lines(entry(summary="a\x00b\x1bc\x85d\u2028e\ud800f")), "SUMMARY") == ["SUMMARY:abcd\\nef"]


def test_nothing_written_can_break_out_of_its_property():
    attack = "x\r\nATTENDEE:mailto:a@example.org\r\nEND:VEVENT"
    person = Attendee(attack, attack)

    text = lines(entry(uid=attack, summary=attack, categories=(attack,), organiser=person, alarms=(Alarm(timedelta(0), attack),)))

    assert values(text, "ATTENDEE") == []
    assert text.count("END:VEVENT") == 1


def test_class_status_categories_and_time_are_written():
    text = lines(
        entry(
            status=EntryStatus.TENTATIVE,
            classification=EntryClass.CONFIDENTIAL,
            categories=("Ceremony", "Dinner, seated"),
            busy=False,
            place="Town hall",
            description="Dark suit",
        )
    )

    assert block(text, "VEVENT") == [
        "UID:0f3a@attache",
        "SEQUENCE:2",
        "DTSTAMP:20210901T081500Z",
        "LAST-MODIFIED:20210901T081500Z",
        "DTSTART;TZID=Europe/Brussels:20210922T093000",
        "DTEND;TZID=Europe/Brussels:20210922T101500",
        "SUMMARY:Call on the mayor",
        "LOCATION:Town hall",
        "DESCRIPTION:Dark suit",
        "STATUS:TENTATIVE",
        "CLASS:CONFIDENTIAL",
        "TRANSP:TRANSPARENT",
        "CATEGORIES:Ceremony,Dinner\\, seated",
    ]


def test_people_are_named_only_with_an_address():
    text = lines(
        entry(
            organiser=Attendee("Desk; protocol", "desk@example.org"),
            attendees=(
                Attendee('Ada "Countess"\u2028L^', "ada+cal@example.org"),
                Attendee("", "zoë@example.org", required=False),
                Attendee("Bo", ""),
            ),
        )
    )

    assert values(text, "ORGANIZER", "ATTENDEE") == [
        'ORGANIZER;CN="Desk; protocol":mailto:desk@example.org',
        "ATTENDEE;ROLE=REQ-PARTICIPANT;CN=\"Ada 'Countess' L^^\":mailto:ada+cal@example.org",
        "ATTENDEE;ROLE=OPT-PARTICIPANT:mailto:zo%C3%AB@example.org",
    ]


def test_an_organiser_without_address_is_not_named():
    assert values(lines(entry(organiser=Attendee("Desk", ""))), "ORGANIZER") == []


def test_an_appointment_without_length_is_a_moment():
    assert moments(encode(entry(ends=at(2021, 9, 22, 9, 30)))) == [at(2021, 9, 22, 9, 30)]


def test_the_language_of_the_calendar_is_that_of_its_maker():
    assert values(encode(entry(), language="nl").decode().split("\r\n"), "PRODID") == ["PRODID:-//Brussels International//Attache//NL"]


def test_a_calendar_without_appointments_is_empty():
    assert lines() == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Brussels International//Attache//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "END:VCALENDAR",
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"starts": at(2021, 9, 22, zone=None)},
        {"ends": at(2021, 9, 23, zone=None)},
        {"modified": at(2021, 9, 22, zone=None)},
        {"starts": date(2021, 9, 22)},
        {"ends": date(2021, 9, 22)},
    ],
)
def test_times_without_zone_and_half_days_are_refused(changes):
    with pytest.raises(ValueError, match=r"without a zone|one side is a day"):
        encode(entry(**changes))
