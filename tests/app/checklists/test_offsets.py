"""How far before or after its anchor something is due: on the calendar, in working days, and by the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domains.checklists import workdays
from app.domains.checklists.offsets import Due, due
from app.kernel.offsets import LARGEST, Offset, Unit

BRUSSELS = ZoneInfo("Europe/Brussels")
offsets = st.builds(Offset, st.integers(-LARGEST, LARGEST), st.sampled_from(Unit))
moments = st.builds(datetime.combine, st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.times(), st.timezones())
days = st.dates(date(1990, 1, 1), date(2090, 12, 31))


def on(text: str, when: date | datetime, **where: str) -> Due | None:
    return due(Offset.parse(text), when, **where)


# ------------------------------------------------------------------------------------------------ days, weeks, months


def test_days_cross_the_year_and_the_leap_day():
    assert on("-45 days", date(2024, 2, 14)) == Due(date(2023, 12, 31))
    assert on("+1 day", date(2024, 2, 28)) == Due(date(2024, 2, 29))
    assert on("-2 weeks", date(2024, 1, 3)) == Due(date(2023, 12, 20))


def test_a_month_after_the_last_day_of_a_long_month_is_the_last_day_of_a_short_one():
    assert on("+1 month", date(2023, 1, 31)) == Due(date(2023, 2, 28))
    assert on("-6 months", date(2024, 8, 31)) == Due(date(2024, 2, 29))
    assert on("-1 month", date(2024, 1, 15)) == Due(date(2023, 12, 15))


def test_days_are_counted_from_the_day_at_the_place():
    moment = datetime(2026, 6, 12, 22, 30, tzinfo=UTC)  # already the 13th in Brussels, and in Tokyo
    assert on("0 days", moment) == Due(date(2026, 6, 13))
    assert on("0 days", moment, zone="America/New_York") == Due(date(2026, 6, 12))
    assert on("-1 day", moment, zone="Asia/Tokyo") == Due(date(2026, 6, 12))


@given(days, st.integers(-LARGEST, LARGEST))
def test_days_before_and_after_take_each_other_back(day: date, number: int):
    there = due(Offset(number), day)
    assert there is not None
    assert due(Offset(-number), there.day) == Due(day)


# ------------------------------------------------------------------------------------------------ hours and minutes


def test_hours_before_a_meeting_are_a_moment():
    meeting = datetime(2026, 6, 12, 9, 30, tzinfo=BRUSSELS)
    assert on("-2 h", meeting) == Due(date(2026, 6, 12), datetime(2026, 6, 12, 5, 30, tzinfo=UTC))
    assert on("-30 min", meeting) == Due(date(2026, 6, 12), datetime(2026, 6, 12, 7, 0, tzinfo=UTC))


def test_hours_across_the_change_of_the_clock_are_real_hours():
    spring = datetime(2026, 3, 29, 4, 0, tzinfo=BRUSSELS)  # clocks went from 2 to 3
    before = on("-2 h", spring)
    assert before is not None
    assert before.at is not None
    assert before.at.astimezone(BRUSSELS) == datetime(2026, 3, 29, 1, 0, tzinfo=BRUSSELS)
    autumn = datetime(2026, 10, 25, 3, 30, tzinfo=BRUSSELS)  # clocks went from 3 back to 2
    assert on("-2 h", autumn) == Due(date(2026, 10, 25), datetime(2026, 10, 25, 0, 30, tzinfo=UTC))  # the first half past two


def test_hours_before_midnight_are_due_on_the_day_before_at_the_place():
    reception = datetime(2026, 1, 1, 1, 0, tzinfo=BRUSSELS)
    assert on("-2 h", reception) == Due(date(2025, 12, 31), datetime(2025, 12, 31, 22, 0, tzinfo=UTC))
    assert on("-2 h", reception, zone="Asia/Tokyo") == Due(date(2026, 1, 1), datetime(2025, 12, 31, 22, 0, tzinfo=UTC))


def test_hours_before_a_day_without_a_time_are_due_on_that_day():
    assert on("-2 h", date(2026, 6, 12)) == Due(date(2026, 6, 12))
    assert on("-9000 min", date(2026, 6, 12)) == Due(date(2026, 6, 12))


@given(moments, st.integers(-LARGEST, LARGEST))
def test_minutes_are_real_time_in_every_zone(moment: datetime, number: int):
    at = moment.astimezone(UTC) + timedelta(minutes=number)
    assert due(Offset(number, Unit.MINUTES), moment) == Due(at.astimezone(BRUSSELS).date(), at)


# ------------------------------------------------------------------------------------------------ working days


def test_working_days_leave_out_weekends_and_belgian_holidays():
    assert on("+1 working day", date(2026, 6, 12)) == Due(date(2026, 6, 15))  # Friday to Monday
    assert on("-1 working day", date(2026, 7, 22)) == Due(date(2026, 7, 20))  # 21 July is the national day
    assert on("+10 working days", date(2025, 12, 22)) == Due(date(2026, 1, 7))  # Christmas and New Year lie between


def test_working_days_leave_out_the_holidays_of_the_partner_country():
    assert on("-1 working day", date(2026, 7, 15)) == Due(date(2026, 7, 14))
    assert on("-1 working day", date(2026, 7, 15), country="FR") == Due(date(2026, 7, 13))


def test_working_days_leave_out_the_weekend_of_the_partner_country():
    assert on("-1 working day", date(2026, 6, 8)) == Due(date(2026, 6, 5))
    assert on("-1 working day", date(2026, 6, 8), country="EG") == Due(date(2026, 6, 4))  # Friday and Saturday there


def test_no_working_days_from_a_holiday_is_the_working_day_beside_it():
    christmas = date(2026, 12, 25)  # a Friday
    assert on("+0 working days", christmas) == Due(date(2026, 12, 28))
    assert on("-0 working days", christmas) == Due(date(2026, 12, 24))
    assert on("0 working days", date(2026, 12, 24)) == Due(date(2026, 12, 24))


@given(days, st.integers(-120, 120))
def test_a_working_day_counted_is_one_and_as_many_lie_between(day: date, number: int):
    found = due(Offset(number, Unit.WORKING_DAYS), day)
    assert found is not None
    assert workdays.is_working_day(found.day)
    step = timedelta(1 if number > 0 else -1)
    passed, at = 0, day
    while number and at != found.day:
        at += step
        passed += workdays.is_working_day(at)
    assert passed == abs(number)


# ------------------------------------------------------------------------------------------------ out of the calendar


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("-1 day", date(1, 1, 1)),
        ("+1 day", date(9999, 12, 31)),
        ("-2 weeks", date(1, 1, 9)),
        ("+1 month", date(9999, 12, 1)),
        ("-1 month", date(1, 1, 31)),
        ("+1 working day", date(9999, 12, 31)),
        ("-1 working day", date(1, 1, 1)),
        ("-1 h", datetime(1, 1, 1, 0, 30, tzinfo=UTC)),
        ("+1 h", datetime(9999, 12, 31, 23, 30, tzinfo=UTC)),
        ("0 days", datetime(9999, 12, 31, 23, 30, tzinfo=UTC)),
        ("0 min", datetime(1, 1, 1, 0, 0, tzinfo=timezone(timedelta(hours=5)))),
    ],
)
def test_what_leads_out_of_the_calendar_is_not_due_at_all(text: str, when: date | datetime):
    assert on(text, when) is None


@given(offsets, st.one_of(st.dates(), st.datetimes(timezones=st.timezones())), st.sampled_from(["", "FR", "EG", "XX"]))
def test_nothing_in_the_calendar_breaks_the_count(offset: Offset, when: date | datetime, country: str):
    found = due(Offset(offset.number % 400 - 200, offset.unit, offset.back), when, country=country)
    assert found is None or isinstance(found.day, date)
