from datetime import date

import pytest

from app.domains.trips.circular.days import days_earlier, is_working_day, working_days_before


@pytest.mark.parametrize(
    ("day", "open_"),
    [
        ("2026-03-02", True),
        ("2026-03-07", False),
        ("2026-03-08", False),
        ("2026-04-06", False),  # Easter Monday
        ("2026-05-14", False),  # Ascension Day
        ("2026-05-25", False),  # Whit Monday
        ("2026-07-21", False),
        ("2025-04-21", False),  # Easter Monday
        ("2026-12-26", False),
        ("2025-12-26", True),
    ],
)
def test_an_office_is_open_on_working_days(day, open_):
    assert is_working_day(date.fromisoformat(day)) is open_


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2026-03-02", "2026-03-05", 3),
        ("2026-02-27", "2026-03-02", 1),
        ("2026-02-28", "2026-03-02", 0),
        ("2026-04-03", "2026-04-07", 1),
        ("2026-03-05", "2026-03-05", 0),
        ("2026-03-05", "2026-03-02", 0),
        ("0001-01-01", "9999-12-31", 2608612),
    ],
)
def test_working_days_are_counted(start, end, days):
    assert working_days_before(date.fromisoformat(start), date.fromisoformat(end)) == days


@pytest.mark.parametrize(("day", "days", "earlier"), [("2026-03-05", 7, "2026-02-26"), ("0001-01-03", 7, "0001-01-01")])
def test_days_are_counted_back(day, days, earlier):
    assert days_earlier(date.fromisoformat(day), days) == date.fromisoformat(earlier)
