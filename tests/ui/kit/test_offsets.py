"""The editor of how long before or after."""

from __future__ import annotations

import pytest

from app.kernel.fields import Field
from app.kernel.offsets import Unit
from app.kernel.translated import lazy
from ui.kit.offsets import OffsetEditor


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("-45 days", ("45", Unit.DAYS, 0)),
        ("+10 working days", ("10", Unit.WORKING_DAYS, 1)),
        ("-2 h", ("2", Unit.HOURS, 0)),
        ("0 days", ("0", Unit.DAYS, 0)),
        ("0 working days", ("0", Unit.WORKING_DAYS, 1)),
        ("-0 working days", ("0", Unit.WORKING_DAYS, 0)),
    ],
)
def test_an_offset_is_shown_in_three_parts_and_given_back(show, text: str, shown: tuple[str, Unit, int]):
    editor = show(OffsetEditor(Field("offset", lazy("When"))))
    editor.show_value(text)
    assert (editor.number.text(), list(Unit)[editor.unit.currentIndex()], editor.side.currentIndex()) == shown
    assert (editor.value(), editor.fault()) == (text, None)


def test_an_offset_without_a_number_is_a_fault_where_one_is_needed(show):
    editor = show(OffsetEditor(Field("offset", lazy("When"), required=True)))
    editor.show_value("some day")
    assert (editor.value(), str(editor.fault())) == ("", "Write a whole number, from 0 to 9999.")


def test_an_offset_that_is_not_needed_may_be_left_empty(show):
    editor = show(OffsetEditor(Field("offset", lazy("When"))))
    editor.show_value("")
    assert (editor.value(), editor.fault()) == ("", None)
