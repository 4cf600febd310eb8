"""The readiness board: all missions with what presses, and beside them what is missing, where it can be dealt with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.domains.checklists.board import BoardRow
from app.domains.checklists.commands import AddTask, SetDutyHolder
from app.domains.checklists.drafts import TaskDraft
from app.domains.checklists.queries import duty_holders, tasks
from app.domains.checklists.vocabulary import TEMPLATE, TaskState, Urgency
from app.kernel.ids import Ref
from app.kernel.translated import LANGUAGES
from tests.makers import Make
from tests.makers import missions as make_of
from ui.checklists.board import BoardPage, pressing
from ui.checklists.holders import HoldersDialog
from ui.checklists.page import READINESS, ReadinessPage
from ui.kit.a11y import nameless
from ui.kit.language import spoken
from ui.kit.theme import DARK_ALWAYS, theme

Settled = Callable[[], None]


@pytest.fixture
def paris(application) -> str:
    """A mission from 22 September 2021 with a late task and one of communication that is due soon; it is 1 September."""
    made = make_of.mission(application)
    task(application, made, "Book the room", date(2021, 8, 30))
    task(application, made, "Order the flowers", date(2021, 9, 3), duty="COMM")
    return made


@pytest.fixture
def rome(application) -> str:
    """A mission of October with one task that does not press."""
    made = make_of.mission(application, "Visit to Rome", "2021-10-04", "2021-10-05", country="IT", city="Rome")
    task(application, made, "Print the folder", date(2021, 9, 25))
    return made


@pytest.fixture
def board(window, paris, rome, settled: Settled) -> BoardPage:
    """The board, open in the window."""
    window.go(READINESS)
    settled()
    window.activateWindow()
    settled()
    page = window.page()
    assert isinstance(page, ReadinessPage)
    return page.board


def task(application, mission: str, title: str, due: date, **fields) -> str:
    return application.execute(AddTask(Ref("mission", mission), TaskDraft(make_of.everywhere(title), due_on=due, **fields))).result


def missions(board: BoardPage) -> list[str]:
    return [str(board.table.row_at(number).title) for number in range(board.table.rowCount())]


def missing(board: BoardPage) -> list[str]:
    """Give what is listed at the right, without what the program finds."""
    rows = [row for row in board.pane.table.rows.rows() if not row.heading and not row.id.startswith("check:")]
    return [row.what for row in rows]


def choose(board: BoardPage, what: str) -> str:
    """Choose a line at the right by the beginning of its words."""
    id = next(row.id for row in board.pane.table.rows.rows() if row.what.startswith(what))
    board.pane.table.select(id)
    board.pane.table.setFocus()
    return id


def presses(board: BoardPage, mission: str) -> list[str]:
    return [spoken.wording.say(badge.title) for badge in pressing(board.table.row_at(board.table.number_of(mission)))]


# --- what stands there -----------------------------------------------------------------------------------------------------


def test_an_office_without_missions_is_taught(window, settled):
    window.go(READINESS)
    settled()
    assert "No mission is to come." in window.page().board.list_pane.empty._text.text()


def test_what_is_late_comes_first_and_is_said_in_words(board, paris, rome):
    assert missions(board) == ["Visit to Paris", "Visit to Rome"]
    assert (presses(board, paris), presses(board, rome)) == (["1 late", "1 soon"], ["later", "2 checks"])
    assert (board.pane.late.text(), board.pane.soon.text()) == ("1 late", "1 due within three days")


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ({"open": 2, "late": 1, "soon": 1, "checks": 3}, ["1 late", "1 soon"]),
        ({"open": 2, "checks": 1}, ["later", "1 check"]),
        ({}, ["no checklist"]),
        ({"done": 4, "checks": 2}, ["2 checks"]),
        ({"done": 4}, ["ready"]),
    ],
)
def test_how_a_mission_stands_is_always_a_word(numbers, said):
    counts = {"late": 0, "soon": 0, "open": 0, "done": 0, "checks": 0} | numbers
    row = BoardRow(
        "1",
        Ref("mission", "1"),
        "2021/001",
        make_of.everywhere("Visit"),
        (None, None),
        Urgency.LATER,
        next=make_of.everywhere(""),
        next_due=None,
        next_who=make_of.everywhere(""),
        **counts,
    )
    assert [str(badge.title) for badge in pressing(row)] == said


def test_beside_it_stands_what_is_missing_by_whom(board):
    assert missing(board) == ["Book the room\nProtocol officer", "Order the flowers\nCommunication"]


def test_it_is_filtered_by_who_and_counts_only_theirs(board, paris, settled):
    board.list_pane.filter_bar.put(chosen=(("owner", "COMM"),))
    settled()
    assert (missions(board), presses(board, paris), missing(board)) == (
        ["Visit to Paris"],
        ["1 soon"],
        ["Order the flowers\nCommunication"],
    )

    board.list_pane.filter_bar.put(chosen=(("show", "late"),))
    settled()
    assert (missions(board), presses(board, paris)) == (["Visit to Paris"], ["1 late", "1 soon"])


def test_a_change_elsewhere_is_seen(application, board, rome, settled):
    task(application, rome, "Ask the embassy", date(2021, 8, 1))
    settled()
    assert (missions(board), presses(board, rome)) == (["Visit to Rome", "Visit to Paris"], ["1 late"])


# --- what can be done ------------------------------------------------------------------------------------------------------


def test_a_task_is_done_where_it_is_listed(application, board, paris, qtbot, settled):
    choose(board, "Book the room")
    qtbot.keyClick(board.pane.table, Qt.Key.Key_Space)
    settled()
    assert (missing(board), presses(board, paris)) == (["Order the flowers\nCommunication"], ["1 soon"])

    application.undo()
    settled()
    assert presses(board, paris) == ["1 late", "1 soon"]


def test_a_task_is_not_needed_for_a_reason(application, board, paris, settled):
    choose(board, "Book the room")
    board.pane.not_needed_action.trigger()
    board.pane.ask_line.editor.show_value("the host has one")
    board.pane.ask_line.give()
    settled()
    first = application.ask(tasks(Ref("mission", paris)))[0]
    assert (first.state, str(first.reason)) == (TaskState.NOT_NEEDED, "the host has one")


def test_a_task_is_given_to_somebody(application, board, settled):
    ada = Make(application).person("Ada", "Example")
    settled()
    choose(board, "Book the room")
    board.pane.give_action.trigger()
    board.pane.ask_line.editor.show_value(ada)
    board.pane.ask_line.give()
    settled()
    assert missing(board)[0] == "Book the room\nAda Example"


def test_what_the_program_finds_cannot_be_ticked_off(board):
    choose(board, "Nobody is in the delegation yet.")
    assert (board.pane.done_action.isEnabled(), board.pane.go_action.isEnabled()) == (False, True)


# --- where it leads --------------------------------------------------------------------------------------------------------


def test_enter_on_a_mission_opens_its_checklist(window, board, paris, qtbot, settled):
    board.take_focus()
    qtbot.keyClick(board.list_pane.view, Qt.Key.Key_Return)
    settled()
    workspace = window.page()
    assert (workspace.ref, workspace.tabs.currentWidget() is workspace._checklist) == (Ref("mission", paris), True)


def test_enter_on_a_task_shows_it_in_the_checklist(window, board, settled):
    wanted = choose(board, "Order the flowers")
    board.pane.go_action.trigger()
    settled()
    assert window.page().checklist.table.current_id() == wanted


def test_enter_on_a_check_leads_to_the_tab_where_it_is_mended(window, board, settled):
    choose(board, "Nobody is in the delegation yet.")
    board.pane.go_action.trigger()
    settled()
    workspace = window.page()
    assert workspace.tabs.currentWidget() is workspace._delegation


def test_the_templates_open_beside_the_board(window, board, settled):
    window.open(Ref(TEMPLATE, "CL2"))
    settled()
    page = window.page()
    assert isinstance(page, ReadinessPage)
    assert (page.tabs.currentIndex(), page.templates.chosen_id()) == (1, "CL2")


# --- who does what ---------------------------------------------------------------------------------------------------------


def held(application) -> dict[str, str]:
    return {row.duty: str(row.person) for row in application.ask(duty_holders()) if row.person_id}


def test_who_does_what_is_set_in_one_step(application, board, settled):
    ada, bea = (Make(application).person(name, "Example") for name in ("Ada", "Bea"))
    application.execute(SetDutyHolder("COMM", bea))
    settled()
    board.holders_action.trigger()
    dialog = board.findChild(HoldersDialog)
    dialog.editors["PROT"].show_value(ada)
    dialog.editors["COMM"].show_value(None)
    dialog.accept()
    settled()
    assert (held(application), missing(board)[0]) == ({"PROT": "Ada Example"}, "Book the room\nAda Example")

    application.undo()
    assert held(application) == {"COMM": "Bea Example"}


def test_a_name_that_nobody_has_is_told_beside_its_duty(application, board, settled):
    board.holders_action.trigger()
    dialog = board.findChild(HoldersDialog)
    dialog.editors["PROT"].line.setText("Nobody Known")
    dialog.editors["PROT"].line.textEdited.emit("Nobody Known")
    dialog.accept()
    assert (len(dialog._findings["PROT"].shown), held(application)) == (1, {})
    dialog.reject()
    settled()


# --- paper, looks ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("act", ["print_action", "paper_action"])
def test_the_board_and_one_mission_are_printed_on_a_page(board, act, qtbot, monkeypatch):
    opened: list[Path] = []
    monkeypatch.setattr("ui.kit.registers.show_file", lambda path: opened.append(path) or True)
    getattr(board, act).trigger()
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    assert (opened[0].name, opened[0].read_bytes()[:5]) == ("readiness.pdf", b"%PDF-")


def test_everything_has_a_name_and_can_be_seen_in_every_language(window, board, settled):
    assert nameless(window.page()) == []
    for code in LANGUAGES:
        spoken.speak(code)
        settled()
        assert not window.grab().isNull()
    theme.dress(DARK_ALWAYS)
    assert not window.grab().isNull()
