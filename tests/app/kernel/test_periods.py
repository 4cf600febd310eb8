"""Days as far as they are known."""

from __future__ import annotations

from datetime import date

import pytest

from app.kernel.periods import PartialDate, months_later


@pytest.mark.parametrize("text", ["2021", "2021-10", "2021-10-05"])
def test_a_date_is_read_and_written_as_it_stands(text: str) -> None:
    assert str(PartialDate.parse(text)) == text


@pytest.mark.parametrize("text", ["", "21", "2021-13", "2021-00", "2021-02-30", "2021-10-05T10:00", "2021/10/05", "october 2021"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        PartialDate.parse(text)


@pytest.mark.parametrize("parts", [(2021, 0), (2021, 1, 0), (2021, None, 5), (2021, 2, 29), (0,)])
def test_no_date_can_be_made_that_is_none(parts: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        PartialDate(*parts)


def test_first_and_last_possible_day() -> None:
    month = PartialDate(2024, 2)

    assert (month.first, month.last, month.exact) == (date(2024, 2, 1), date(2024, 2, 29), None)


def test_only_a_known_day_is_shifted() -> None:
    assert [str(PartialDate.parse(text).shifted(10)) for text in ("2021-12-25", "2021-12", "2021")] == ["2022-01-04", "2021-12", "2021"]


def test_dates_sort_by_their_first_possible_day() -> None:
    texts = ("2022", "2021-10", "2021-10-05", "2021-01")

    assert [str(d) for d in sorted(map(PartialDate.parse, texts))] == ["2021-01", "2021-10", "2021-10-05", "2022"]


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [("2026-03-05", 6, "2026-09-05"), ("2026-08-31", 6, "2027-02-28"), ("9999-11-30", 6, "9999-12-31"), ("2026-03-05", 0, "2026-03-05")],
)
def test_months_are_counted(day: str, months: int, later: str) -> None:
    assert months_later(date.fromisoformat(day), months) == date.fromisoformat(later)
