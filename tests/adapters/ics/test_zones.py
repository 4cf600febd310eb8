"""Times of the whole world, read back by the zones that the file describes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.adapters.ics.reading import at, block, encode, entry, lines, moments, values

BRUSSELS = "Europe/Brussels"
KEPT_BY_RULE = [
    BRUSSELS,
    "Europe/Dublin",
    "Europe/London",
    "America/New_York",
    "America/Toronto",
    "Australia/Sydney",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Asia/Tokyo",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Africa/Kinshasa",
    "Africa/Dakar",
    "America/Caracas",
    "America/St_Johns",
    "Etc/GMT+3",
]


def start_of(zone, *when, **more):
    starts = at(*when, zone=ZoneInfo(zone), **more)
    return values(block(lines(entry(starts=starts, ends=starts + timedelta(hours=2))), "VEVENT"), "DTSTART")[0]


@pytest.mark.parametrize("zone", KEPT_BY_RULE)
def test_every_hour_of_a_year_is_told_right_by_the_rule(zone):
    assert f";TZID={zone}:" in start_of(zone, 2023, 6, 1, 9)
    first = datetime(2022, 12, 31, 12, tzinfo=UTC)
    starts = [(first + timedelta(hours=13 * n)).astimezone(ZoneInfo(zone)) for n in range(680)]

    written = moments(encode(*(entry(starts=start, ends=start) for start in starts)))

    assert written == [start.astimezone(UTC) for start in starts]


def test_a_zone_without_summer_time_is_one_standard():
    tokyo = ZoneInfo("Asia/Tokyo")

    assert block(lines(entry(starts=at(2021, 9, 22, 9, zone=tokyo), ends=at(2021, 9, 22, 10, zone=tokyo))), "VTIMEZONE") == [
        "TZID:Asia/Tokyo",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        "TZOFFSETFROM:+0900",
        "TZOFFSETTO:+0900",
        "TZNAME:JST",
        "END:STANDARD",
    ]


@pytest.mark.parametrize(
    ("zone", "when", "text"),
    [
        ("Africa/Casablanca", (2021, 6, 1, 9), "DTSTART:20210601T080000Z"),
        ("America/Santiago", (2023, 6, 1, 9), "DTSTART:20230601T130000Z"),
        ("Europe/Istanbul", (2016, 7, 1, 9), "DTSTART:20160701T060000Z"),
        ("Pacific/Apia", (2011, 12, 31, 9), "DTSTART:20111230T190000Z"),
        ("Asia/Tehran", (2022, 7, 1, 9), "DTSTART:20220701T043000Z"),
        ("Europe/Brussels", (1880, 6, 1, 9), "DTSTART:18800601T084230Z"),
    ],
)
def test_a_zone_without_a_yearly_rule_is_written_in_utc(zone, when, text):
    assert start_of(zone, *when) == text


def test_a_zone_whose_rule_changed_between_two_appointments_is_written_in_utc():
    zone = ZoneInfo("America/New_York")
    entries = [entry(starts=at(year, 3, 20, 9, zone=zone), ends=at(year, 3, 20, 10, zone=zone)) for year in (2005, 2008)]

    assert values(lines(*entries), "DTSTART") == ["DTSTART:20050320T140000Z", "DTSTART:20080320T130000Z"]
    assert [start_of(zone.key, year, 3, 20, 9) for year in (2005, 2008)] == [
        "DTSTART;TZID=America/New_York:20050320T090000",
        "DTSTART;TZID=America/New_York:20080320T090000",
    ]


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=5, minutes=30)), ZoneInfo("UTC"), ZoneInfo("Etc/UTC")])
def test_world_time_and_zones_without_a_name_are_written_in_utc(zone):
    starts = at(2021, 9, 22, 12, zone=zone)
    text = lines(entry(starts=starts, ends=starts))

    assert values(text, "DTSTART") == [f"DTSTART:{starts.astimezone(UTC):%Y%m%dT%H%M%SZ}"]
    assert "BEGIN:VTIMEZONE" not in text


def test_a_time_that_spring_skips_is_written_as_the_clock_then_reads():
    assert start_of(BRUSSELS, 2025, 3, 30, 2, 30) == "DTSTART;TZID=Europe/Brussels:20250330T033000"
    assert start_of(BRUSSELS, 2025, 3, 30, 2, 30, fold=1) == "DTSTART;TZID=Europe/Brussels:20250330T013000"


@pytest.mark.parametrize(
    ("hour", "fold", "text"),
    [
        (1, 0, "DTSTART;TZID=Europe/Brussels:20251026T013000"),
        (2, 0, "DTSTART:20251026T003000Z"),
        (2, 1, "DTSTART:20251026T013000Z"),
        (3, 0, "DTSTART;TZID=Europe/Brussels:20251026T033000"),
    ],
)
def test_the_two_hours_that_autumn_gives_instead_of_one_are_written_in_utc(hour, fold, text):
    assert start_of(BRUSSELS, 2025, 10, 26, hour, 30, fold=fold) == text


def test_an_appointment_through_the_autumn_change_keeps_its_real_length():
    starts, ends = at(2025, 10, 26, 2, 45), at(2025, 10, 26, 2, 15, fold=1)

    assert moments(encode(entry(starts=starts, ends=ends))) == [
        datetime(2025, 10, 26, 0, 45, tzinfo=UTC),
        datetime(2025, 10, 26, 1, 15, tzinfo=UTC),
    ]


def test_an_end_before_the_start_is_left_out():
    assert values(lines(entry(ends=at(2021, 9, 22, 9))), "DTEND") == []


@given(
    st.sampled_from(sorted(available_timezones())),
    st.datetimes(datetime(1950, 1, 1), datetime(2099, 12, 1)),  # noqa: DTZ001 - the zone comes with it
    st.timedeltas(timedelta(0), timedelta(days=3)),
)
@example("Asia/Jerusalem", datetime(2021, 3, 26, 3), timedelta(hours=1))  # noqa: DTZ001 - the same
@example("America/Scoresbysund", datetime(2024, 3, 31, 0), timedelta(days=1))  # noqa: DTZ001 - the same
@example("Antarctica/Troll", datetime(2004, 12, 31, 23), timedelta(hours=9))  # noqa: DTZ001 - the same
def test_any_time_of_any_zone_is_told_right(zone, local, length):
    starts = local.replace(microsecond=0, tzinfo=ZoneInfo(zone))
    ends = (starts.astimezone(UTC) + timedelta(seconds=length // timedelta(seconds=1))).astimezone(ZoneInfo(zone))
    expected = [starts.astimezone(UTC), ends.astimezone(UTC)]

    assert moments(encode(entry(starts=starts, ends=ends))) == (expected if expected[0] < expected[1] else expected[:1])
