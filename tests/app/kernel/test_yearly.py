"""Days that come back each year."""

from __future__ import annotations

from datetime import date

import pytest

from app.kernel.yearly import YearlyDay, easter


@pytest.mark.parametrize(
    ("text", "year", "day"),
    [
        ("07-21", 2026, date(2026, 7, 21)),
        ("09-sun-3", 2026, date(2026, 9, 20)),
        ("10-tue-2", 2026, date(2026, 10, 13)),
        ("05-mon-last", 2026, date(2026, 5, 25)),
        ("easter+39", 2026, date(2026, 5, 14)),
        ("easter", 2021, date(2021, 4, 4)),
        ("easter-2", 2021, date(2021, 4, 2)),
        ("02-29", 2024, date(2024, 2, 29)),
        ("02-29", 2026, date(2026, 2, 28)),
    ],
)
def test_a_day_of_the_year_falls_where_the_calendar_says(text: str, year: int, day: date) -> None:
    assert YearlyDay.parse(text).on(year) == day


@pytest.mark.parametrize(
    "text", ["", "13-01", "02-30", "9-sun-3", "09-sun-5", "09-zon-1", "00-sun-1", "13-mon-last", "easter+", "Iris Day"]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        YearlyDay.parse(text)


def test_a_day_is_read_whatever_its_capitals_and_blanks() -> None:
    assert YearlyDay.parse(" 09-SUN-3 ") == YearlyDay("09-sun-3")


def test_easter_is_that_of_the_gregorian_calendar() -> None:
    assert [easter(year) for year in (2000, 2008, 2019, 2025, 2038)] == [
        date(2000, 4, 23),
        date(2008, 3, 23),
        date(2019, 4, 21),
        date(2025, 4, 20),
        date(2038, 4, 25),
    ]
