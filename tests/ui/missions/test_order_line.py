"""The line in which the reason for a place is asked: by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.kernel.errors import Finding
from app.kernel.translated import lazy
from ui.kit.a11y import nameless
from ui.missions.order_line import ReasonLine

TOLD = lazy("Put Ada before Bea")
REASON = lazy("Say why: the reason is shown beside the place.")


@pytest.fixture
def line(show: Callable[[QWidget], QWidget]) -> ReasonLine:
    """The line, asking."""
    made = ReasonLine()
    made.resize(700, 120)
    show(made)
    made.ask(TOLD, ("Agreed with the embassy", "Agreed with the embassy"))
    return made


@pytest.fixture
def heard(line: ReasonLine) -> list[object]:
    """What the line has said."""
    said: list[object] = []
    line.given.connect(said.append)
    line.left.connect(lambda: said.append("left"))
    line.step_requested.connect(said.append)
    return said


def test_enter_gives_the_reason_without_blanks_around_it(line, heard, qtbot: QtBot):
    qtbot.keyClicks(line.line, " Agreed with the embassy ")
    qtbot.keyClick(line.line, Qt.Key.Key_Return)
    assert heard == ["Agreed with the embassy"]


def test_escape_leaves_and_alt_with_an_arrow_goes_further(line, heard, qtbot: QtBot):
    qtbot.keyClick(line.line, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(line.line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(line.line, Qt.Key.Key_Escape)
    assert heard == [-1, 1, "left"]


def test_what_is_refused_stays_with_the_reason_until_one_types(line, qtbot: QtBot):
    line.line.setText("x")
    line.show_refusal((Finding("reason", REASON),))
    assert (line.line.text(), line.findings.shown) == ("x", (Finding("reason", REASON),))
    qtbot.keyClicks(line.line, "y")
    assert line.findings.shown == ()


def test_asking_for_another_place_keeps_what_was_typed(line, qtbot: QtBot):
    qtbot.keyClicks(line.line, "Agreed")
    line.ask(lazy("Put Ada last"), ())
    assert (line.told.text(), line.line.text()) == ("Put Ada last", "Agreed")


def test_every_control_has_a_name(line):
    assert nameless(line) == []
