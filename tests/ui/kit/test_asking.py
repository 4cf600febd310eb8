"""A line that asks one thing: Enter gives it, Escape leaves it, what is wrong stays with what was typed."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from app.kernel.errors import Finding
from app.kernel.fields import Field, FieldKind
from app.kernel.translated import lazy
from tests.makers import Make
from ui.kit.a11y import nameless
from ui.kit.asking import AskLine

REASON = Field("reason", lazy("Reason"), required=True)
DAY = Field("day", lazy("Day"), FieldKind.DATE, required=True)
PERSON = Field("owner", lazy("Person"), FieldKind.RECORD, record="person")


@pytest.fixture
def given() -> list[object]:
    """What the line has handed over."""
    return []


@pytest.fixture
def line(application, show) -> AskLine:
    """The line, on the screen."""
    made = AskLine(application)
    show(made)
    made.hide()
    return made


def keys(qtbot, line: AskLine, text: str) -> None:
    (entry, *_rest) = line.editor.inputs()
    entry.setFocus()
    qtbot.keyClicks(entry, text)


def enter(qtbot, line: AskLine, settled) -> None:
    qtbot.keyClick(line.editor.inputs()[0], Qt.Key.Key_Return)
    settled()


def test_enter_gives_what_was_typed_and_closes(line, given, qtbot, settled):
    line.ask(lazy("Why?"), REASON, lazy("Not needed"), given.append)
    keys(qtbot, line, " paid by the host ")
    enter(qtbot, line, settled)

    assert (given, line.isHidden(), line.asking) == (["paid by the host"], True, False)


def test_nothing_is_given_while_it_is_missing(line, given, qtbot, settled):
    line.ask(lazy("Why?"), REASON, lazy("Not needed"), given.append)
    enter(qtbot, line, settled)

    assert (given, line.isHidden(), [str(one.message) for one in line.findings.shown]) == ([], False, ["Fill this in."])


def test_what_is_no_day_is_told(line, given, qtbot, settled):
    line.ask(lazy("When?"), DAY, lazy("Fix the day"), given.append)
    keys(qtbot, line, "soon")
    enter(qtbot, line, settled)

    assert (given, [str(one.message) for one in line.findings.shown]) == ([], ["This is not a day. Write 22/9/2021."])

    line.editor.line.clear()
    keys(qtbot, line, "22/9/2021")
    assert line.findings.shown == ()
    enter(qtbot, line, settled)
    assert given == [date(2021, 9, 22)]


def test_a_name_that_one_person_has_is_chosen_by_enter(application, line, given, qtbot, settled):
    ada = Make(application).person("Ada", "Example")
    line.ask(lazy("To whom?"), PERSON, lazy("Give"), given.append)
    keys(qtbot, line, "ada exa")
    settled()
    line.editor._completer.popup().hide()
    enter(qtbot, line, settled)

    assert given == [ada]


def test_nobody_may_be_given_where_nobody_is_an_answer(line, given, qtbot, settled):
    line.ask(lazy("To whom?"), PERSON, lazy("Give"), given.append)
    enter(qtbot, line, settled)

    assert given == [None]


def test_escape_leaves_it(line, given, qtbot):
    closed: list[bool] = []
    line.closed.connect(lambda: closed.append(True))
    line.ask(lazy("Why?"), REASON, lazy("Not needed"), given.append)
    keys(qtbot, line, "because")
    qtbot.keyClick(line.editor.inputs()[0], Qt.Key.Key_Escape)

    assert (given, line.isHidden(), closed) == ([], True, [True])


def test_what_is_refused_stays_to_be_mended(line, qtbot, settled):
    def refuse(_value: object) -> bool:
        line.show_refusal((Finding("reason", lazy("Say it in other words.")),))
        return False

    line.ask(lazy("Why?"), REASON, lazy("Not needed"), refuse)
    keys(qtbot, line, "no")
    enter(qtbot, line, settled)

    assert (line.isHidden(), line.editor.value(), str(line.findings.shown[0].message)) == (False, "no", "Say it in other words.")


def test_a_second_question_takes_the_place_of_the_first(line, given, qtbot, settled):
    line.ask(lazy("Why?"), REASON, lazy("Not needed"), lambda _value: given.append("first"))
    line.ask(lazy("When?"), DAY, lazy("Fix the day"), given.append, date(2021, 9, 1))
    enter(qtbot, line, settled)

    assert (given, line.told.text(), line.do_button.text()) == ([date(2021, 9, 1)], "When?", "Fix the day")


def test_everything_has_a_name(line):
    line.ask(lazy("When?"), DAY, lazy("Fix the day"), print)
    assert nameless(line) == []
