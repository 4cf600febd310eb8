"""What people type for days, times and lengths of time."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.adapters.i18n import wording_for
from app.kernel.periods import PartialDate
from ui.kit.editors import written_day
from ui.kit.entry import read_day, read_minutes, read_partial, read_time


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("22/9/2021", "2021-09-22"),
        ("22.09.2021", "2021-09-22"),
        ("22-9-21", "2021-09-22"),
        ("22 9 2021", "2021-09-22"),
        ("2021-09-22", "2021-09-22"),
        ("9/2021", "2021-09"),
        ("2021-09", "2021-09"),
        ("2021", "2021"),
        ("22 sept 2021", "2021-09-22"),
        ("22 september 2021", "2021-09-22"),
        ("1er août 2021", "2021-08-01"),
        ("1 maart 2021", "2021-03-01"),
        ("5 mrt. 2021", "2021-03-05"),
        ("mei 2021", "2021-05"),
        ("12 févr 2021", "2021-02-12"),
        ("  22/9/2021 ", "2021-09-22"),
    ],
)
def test_a_day_is_understood(typed: str, understood: str):
    assert read_partial(typed) == PartialDate.parse(understood)


def test_nothing_typed_is_no_day():
    assert read_partial("  ") is None
    assert read_day("") is None
    assert read_time(" ") is None
    assert read_minutes("") is None


@pytest.mark.parametrize("typed", ["31/2/2021", "22/13/2021", "soon", "22", "jui 2021", "ma 2021", "0/0/2021", "2021-13-01", "22//2021"])
def test_what_is_no_day_is_a_fault(typed: str):
    with pytest.raises(ValueError, match=r".*"):
        read_partial(typed)


def test_a_month_is_not_a_whole_day():
    assert read_day("22/9/2021") == date(2021, 9, 22)
    with pytest.raises(ValueError, match="9/2021"):
        read_day("9/2021")


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from(["day", "month", "year"]))
def test_a_day_that_was_written_is_read_again(day: date, precision: str):
    value = {"day": PartialDate.of(day), "month": PartialDate(day.year, day.month), "year": PartialDate(day.year)}[precision]
    assert read_partial(written_day(value)) == value
    for language in ("nl", "fr", "en"):
        assert read_partial(wording_for(language).formats.partial(value)) == value


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("930", time(9, 30)),
        ("9h30", time(9, 30)),
        ("9:30", time(9, 30)),
        ("9u", time(9)),
        ("14.15", time(14, 15)),
        ("1415", time(14, 15)),
        ("8", time(8)),
        ("9 h 05", time(9, 5)),
    ],
)
def test_a_time_is_understood(typed: str, understood: time):
    assert read_time(typed) == understood


@pytest.mark.parametrize("typed", ["25:00", "9:75", "noon", "12345"])
def test_what_is_no_time_is_a_fault(typed: str):
    with pytest.raises(ValueError, match=r".*"):
        read_time(typed)


@pytest.mark.parametrize(("typed", "minutes"), [("90", 90), ("1h30", 90), ("1:30", 90), ("45 min", 45), ("2u", 120), ("0h05", 5)])
def test_a_length_of_time_is_understood(typed: str, minutes: int):
    assert read_minutes(typed) == minutes


@given(st.text(max_size=30))
def test_whatever_is_typed_is_understood_or_a_fault(typed: str):
    for read in (read_partial, read_time, read_minutes):
        try:
            read(typed)
        except ValueError:
            continue
