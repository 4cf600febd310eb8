"""Local times with the offset of their place, and the two nights of the year on which a clock does not say enough."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.kernel.fields import Field
from app.kernel.translated import lazy
from ui.trips.moments import HOME, NO_TIME, TWICE, MomentEditor, after_the_gap, moments_at, offset_text


def iso(moments: tuple[datetime, ...]) -> list[str]:
    return [moment.isoformat() for moment in moments]


@pytest.mark.parametrize(
    ("day", "at", "zone", "found"),
    [
        (date(2026, 3, 3), time(8, 25), HOME, ["2026-03-03T08:25:00+01:00"]),
        (date(2026, 7, 3), time(8, 25), HOME, ["2026-07-03T08:25:00+02:00"]),
        (date(2026, 3, 29), time(2, 30), HOME, []),
        (date(2026, 10, 25), time(2, 30), HOME, ["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"]),
        (date(2026, 3, 29), time(2, 30), "Asia/Kolkata", ["2026-03-29T02:30:00+05:30"]),
        (date(2026, 3, 29), time(1, 30), "Europe/London", []),
    ],
)
def test_a_clock_shows_a_time_once_twice_or_never(day: date, at: time, zone: str, found: list[str]):
    assert iso(moments_at(day, at, zone)) == found


def test_the_first_time_after_the_gap_is_named():
    assert after_the_gap(date(2026, 3, 29), time(2, 30), HOME) == time(3, 0)


def test_an_offset_is_written_briefly():
    assert offset_text(moments_at(date(2026, 3, 3), time(8), "Asia/Kolkata")[0]) == "UTC+5:30"


@pytest.fixture
def editor(show: Callable[[QWidget], QWidget]) -> MomentEditor:
    made = MomentEditor(Field("departs_at", lazy("Departure")))
    made.name(made.field.title)
    made.expect(date(2026, 2, 2))
    show(made)
    return made


def write(editor: MomentEditor, day: str, at: str) -> None:
    editor.day.line.clear()
    editor.time.line.clear()
    QTest.keyClicks(editor.day.line, day)
    QTest.keyClicks(editor.time.line, at)


def test_a_day_without_a_year_is_the_next_one(editor: MomentEditor):
    write(editor, "3/3", "825")
    later = editor.value()
    write(editor, "1/2", "825")

    assert (later.isoformat(), editor.value().isoformat()) == ("2026-03-03T08:25:00+01:00", "2027-02-01T08:25:00+01:00")


def test_another_place_keeps_the_time_on_the_ticket(editor: MomentEditor):
    write(editor, "3/3/2026", "8:25")
    editor.set_zone("Europe/London")

    assert editor.value().isoformat() == "2026-03-03T08:25:00+00:00"


def test_a_moment_that_is_only_shown_keeps_its_offset(editor: MomentEditor):
    kept = datetime.fromisoformat("2026-03-03T08:25:00+05:00")
    editor.set_zone("Asia/Tokyo", typed=False)
    editor.show_value(kept)

    assert editor.value().isoformat() == kept.isoformat()


def test_a_time_that_does_not_exist_is_refused_with_what_to_write(editor: MomentEditor):
    write(editor, "29/3/2026", "2:30")

    assert editor.value() is None
    assert str(editor.fault()) == (
        "The clocks are put forward that night: 02:30 does not exist. Write 03:00 or later, or a time before the change."
    )


def test_a_time_that_occurs_twice_is_asked_about(editor: MomentEditor):
    write(editor, "25/10/2026", "2:30")
    asked = (editor.value(), editor.fault(), editor.which.isVisible(), editor.which.itemText(2))
    editor.which.setCurrentIndex(2)

    assert asked == (None, TWICE, True, "second time (UTC+1)")
    assert (editor.fault(), editor.value().isoformat()) == (None, "2026-10-25T02:30:00+01:00")


def test_a_day_without_a_time_asks_for_the_time(editor: MomentEditor):
    write(editor, "3/3/2026", "")

    assert (editor.value(), editor.fault(), editor.day.line.text()) == (None, NO_TIME, "3/3/2026")
