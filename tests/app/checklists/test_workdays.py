"""Which days the office works on, and the partner country with it."""

from __future__ import annotations

from datetime import date

import pytest

from app.domains.checklists.workdays import holiday_names, holidays_on, is_working_day, last_working_day, working_days_after
from app.kernel.translated import Multilingual


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 1),
        date(2026, 4, 6),  # Easter Monday
        date(2026, 5, 1),
        date(2026, 5, 14),  # Ascension
        date(2026, 5, 25),  # Whit Monday
        date(2026, 7, 21),
        date(2026, 8, 15),
        date(2026, 11, 1),
        date(2026, 11, 11),
        date(2026, 12, 25),
    ],
)
def test_belgium_does_not_work_on_its_ten_holidays(day: date):
    assert (is_working_day(day), len(holidays_on(day, "BE"))) == (False, 1)


def test_an_ordinary_weekday_is_a_working_day_and_a_sunday_none():
    assert (is_working_day(date(2026, 6, 10)), is_working_day(date(2026, 6, 14))) == (True, False)
    assert holidays_on(date(2026, 6, 14), "BE") == ()


def test_a_holiday_of_the_partner_is_none_of_ours():
    day = date(2026, 7, 14)
    assert (is_working_day(day), is_working_day(day, "FR"), is_working_day(day, "BE")) == (True, False, True)


def test_a_sunday_that_the_partner_made_a_working_day_is_none_of_ours():
    day = date(2025, 1, 26)  # a Sunday on which China worked, before its New Year
    assert is_working_day(day, "CN") is False


def test_a_country_that_nobody_knows_leaves_belgium_alone():
    assert (is_working_day(date(2026, 6, 10), "XX"), is_working_day(date(2026, 7, 21), "XX")) == (True, False)
    assert (holidays_on(date(2026, 6, 10), "XX"), holidays_on(date(2026, 6, 10), ""), holiday_names(date(2026, 6, 10), "XX")) == (
        (),
        (),
        Multilingual(),
    )


def test_holidays_are_named_in_the_languages_of_the_office_where_they_are_known():
    assert holidays_on(date(2026, 7, 21), "BE") == ("Nationale feestdag",)
    assert holiday_names(date(2026, 7, 21), "BE") == Multilingual("Nationale feestdag", "Fête nationale", "National Day")
    assert holiday_names(date(2026, 5, 3), "JP") == Multilingual("Constitution Day", "Constitution Day", "Constitution Day")


def test_beyond_the_years_that_are_known_only_weekends_count():
    assert (is_working_day(date(9999, 12, 31)), is_working_day(date(9999, 12, 26)), is_working_day(date(1, 1, 1), "FR")) == (
        True,
        False,
        True,
    )
    assert holidays_on(date(3000, 12, 25), "BE") == ()


def test_the_last_working_day_is_the_day_itself_or_the_one_before():
    assert (last_working_day(date(2026, 6, 10)), last_working_day(date(2026, 6, 14))) == (date(2026, 6, 10), date(2026, 6, 12))


def test_counting_back_leaves_the_day_itself_out():
    assert working_days_after(date(2026, 6, 15), -1) == date(2026, 6, 12)
    assert working_days_after(date(2026, 6, 14), 1) == date(2026, 6, 15)
    assert working_days_after(date(2026, 6, 14), 0) == date(2026, 6, 15)
