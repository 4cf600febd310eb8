"""The ranks of a list in their table, and the form of one: offices chosen by name, turns that can be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.domains.people.precedence import shipped
from app.domains.people.precedence.profiles import Level, Mark, Profile, Rank, Tie
from app.kernel.errors import Finding, Severity
from app.kernel.fields import Field
from app.kernel.translated import LANGUAGES, Multilingual, lazy
from ui.kit.a11y import nameless
from ui.kit.language import spoken
from ui.people.precedence.office_editors import OfficesEditor
from ui.people.precedence.rank_form import RankDialog, rank_form
from ui.people.precedence.ranks import RanksView
from ui.people.precedence.sheet import AboutList, ProfileSheet, facts_of, rules_of

Show = Callable[[QWidget], QWidget]
FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
START = "BRU-START"


@pytest.fixture
def ranks(show: Show) -> RanksView:
    """The ranks of the start list, shown."""
    view = RanksView()
    view.resize(760, 500)
    QAbstractItemModelTester(view.table, FATAL, view)
    view.show_profile(shipped.profiles()[START], shipped.offices(), movable=True)
    show(view)
    return view


def test_ranks_stand_in_the_order_of_the_list_with_offices_and_mark(ranks):
    profile = shipped.profiles()[START]
    assert [line.number for line in ranks.table.rows()] == [rank.number for rank in profile.ranks]
    first = ranks.table.rows()[0]
    assert (first.title, first.offices, first.tie, first.mark) == ("King and Queen", "King; Queen", "as listed", Mark.CONFIRMED)


def test_ranks_follow_the_language(ranks):
    spoken.speak("nl")
    ranks.show_profile(shipped.profiles()[START], shipped.offices(), movable=True)
    assert ranks.table.rows()[0].title == "Koning en Koningin"


def test_alt_and_an_arrow_ask_for_a_move_and_move_nothing_themselves(ranks, qtbot: QtBot):
    asked: list[tuple[str, int]] = []
    ranks.moved.connect(lambda rank, row: asked.append((rank, row)))
    ranks.choose(30)
    qtbot.keyClick(ranks, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(ranks, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert asked == [("30", 1), ("30", 4)]
    assert [line.number for line in ranks.table.rows()][:3] == [10, 20, 30]


def test_two_ranks_with_one_number_are_two_lines(show):
    title = Multilingual.same("Twice")
    twice = Profile("X", title, Level.HOST, (Rank(10, title), Rank(10, title), Rank(20, title, ("nobody-knows",))))
    view = RanksView()
    view.show_profile(twice, shipped.offices(), movable=False)
    show(view)
    assert [(line.id, line.number, line.offices) for line in view.table.rows()] == [
        ("10", 10, ""),
        ("10/1", 10, ""),
        ("20", 20, "unknown: nobody-knows"),
    ]


def test_the_chosen_rank_tells_its_source_and_what_is_open(show):
    sheet = ProfileSheet()
    finding = Finding("dated", lazy("This list has no date."), Severity.NOTES)
    sheet.show_profile(shipped.profiles()[START], (), shipped.offices(), (finding,), may_edit=True)
    show(sheet)
    assert sheet.told.text() == "Offices: King; Queen  ·  Source: De Standaard 4.2.2010  ·  Above the numbered federal list."
    assert sheet.remarks.findings == (finding,)
    assert nameless(sheet) == []


def test_a_list_tells_its_rules_in_sentences():
    assert rules_of(shipped.profiles()[START]) == (
        "The host stands first. Foreign holders of an office stand before their Belgian equals. "
        "States go by the alphabet: each State in its own language. In the end names decide."
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_list_is_told_in_every_language(show, language):
    spoken.speak(language)
    about = AboutList()
    show(about)
    for profile in shipped.profiles().values():
        about.show_profile(profile)
        assert about.facts.text() == facts_of(profile)
        assert about.facts.text().startswith(profile.code)


def offices_editor(show: Show) -> OfficesEditor:
    editor = OfficesEditor(Field("offices", lazy("Offices")), shipped.offices())
    show(editor)
    return editor


def press(editor: OfficesEditor, office: str, name: str) -> None:
    buttons = editor.findChildren(QToolButton)
    next(button for button in buttons if button.property("office") == office and name in button.accessibleName()).click()


def test_offices_are_added_by_name_put_in_order_and_taken_out(show, qtbot: QtBot, settled):
    editor = offices_editor(show)
    editor.show_value(("king", "queen"))
    qtbot.keyClicks(editor.inputs()[0], "prime minister")
    editor._adder._on_activated("Prime minister")
    settled()
    assert editor.value() == ("king", "queen", "prime-minister")
    press(editor, "prime-minister", "one place up")
    press(editor, "king", "Take out")
    assert editor.value() == ("prime-minister", "queen")
    assert editor.inputs()[0].text() == ""


def test_an_office_that_nobody_knows_stays_as_it_was_typed(show, qtbot: QtBot):
    editor = offices_editor(show)
    qtbot.keyClicks(editor.inputs()[0], "Grand vizier")
    assert (editor.value(), str(editor.fault())) == ((), "Choose one from the list.")


def others(*ranks: Rank) -> Profile:
    return Profile("X", Multilingual.same("List"), Level.HOST, ranks)


@pytest.mark.parametrize(
    ("change", "paths"),
    [
        ({}, []),
        ({"turn": "second Tuesday"}, ["turn"]),
        ({"offices": ("speaker-chamber",)}, ["offices"]),
        ({"number": 20}, ["number"]),
        ({"offices": ("king", "queen")}, ["offices"]),
    ],
)
def test_the_form_says_what_keeps_a_rank_from_its_place(change, paths):
    offices = shipped.offices()
    two = tuple(code for code in offices if code not in ("king", "queen"))[:2]
    rank = Rank(10, Multilingual("Voorzitters", "Présidents", "Speakers"), two, Tie.TURNS, "10-tue-2")
    form = rank_form(others(Rank(20, Multilingual.same("Kings"), ("king",))), offices)
    assert [finding.path for finding in form.check(replace(rank, **change)) if finding.blocks] == paths


def test_the_form_of_a_rank_gives_back_what_it_was_given(application, show):
    rank = shipped.profiles()["VL-2010"].ranks[5]
    dialog = RankDialog(rank_form(others(), shipped.offices()), rank, application, lazy("Change rank"))
    show(dialog)
    assert dialog.form.draft() == rank
    assert nameless(dialog) == []
