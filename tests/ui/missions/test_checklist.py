"""The checklist of a mission in its workspace: what is to be done is seen, done, given, fixed and proved, by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.domains.checklists.board import missing
from app.domains.checklists.commands import AddChecklist, AddProposedChecklists, AddTask, EditTask, SetDutyHolder, SetTaskState
from app.domains.checklists.drafts import TaskDraft
from app.domains.checklists.queries import task_draft, tasks, uses
from app.domains.checklists.vocabulary import TASK, TaskState
from app.domains.missions.commands.moving import MoveMission
from app.domains.visas.visa_commands import AddMissionCountry
from app.domains.visas.visa_drafts import CountryDraft
from app.kernel.errors import Finding
from app.kernel.ids import Ref
from app.kernel.periods import PartialDate
from app.kernel.translated import LANGUAGES, Multilingual, lazy
from tests.makers import Make
from tests.makers import missions as make_of
from tests.makers.access import act_as
from ui.kit.a11y import nameless
from ui.kit.dialogs import FormDialog
from ui.kit.language import spoken
from ui.kit.theme import DARK_ALWAYS, theme
from ui.missions.checklist import ChecklistTab
from ui.shell.home import LineButton

Settled = Callable[[], None]
MAIL = b"From: ada@example.org\nSubject: yes\n\nAgreed.\n"


@pytest.fixture
def mission(application) -> str:
    """A mission to Paris from 22 to 24 September 2021; it is 1 September."""
    return make_of.mission(application)


@pytest.fixture
def subject(mission) -> Ref:
    """The mission, as checklists know it."""
    return Ref("mission", mission)


@pytest.fixture
def three(application, subject) -> tuple[str, ...]:
    """Three tasks of the office's own: one late, one due in two days, one counted from the first day."""
    drafts = (
        TaskDraft(make_of.everywhere("Book the room"), due_on=date(2021, 8, 30)),
        TaskDraft(make_of.everywhere("Order the flowers"), due_on=date(2021, 9, 3), duty="COMM"),
        TaskDraft(make_of.everywhere("Print the folder"), anchor="start", offset="-5 days", remark="two languages"),
    )
    return tuple(application.execute(AddTask(subject, draft)).result for draft in drafts)


@pytest.fixture
def tab(window, mission, settled: Settled) -> ChecklistTab:
    """The tab, open in the window."""
    window.open(Ref("mission", mission))
    settled()
    workspace = window.page()
    workspace.tabs.setCurrentWidget(workspace._checklist)
    settled()
    window.activateWindow()
    settled()
    workspace.checklist.take_focus()
    return workspace.checklist


def told(tab: ChecklistTab, *, headings: bool = False) -> list[str]:
    """Give what stands in the list, without what the program finds."""
    rows = [row for row in tab.table.rows.rows() if not row.id.startswith(("check:", "# checks"))]
    return [row.what.partition("\n")[0] for row in rows if headings or not row.heading]


def line_of(tab: ChecklistTab, id: str):
    return next(row for row in tab.table.rows.rows() if row.id == id)


def states(application, subject: Ref) -> list[TaskState]:
    return [row.state for row in application.ask(tasks(subject))]


def show_all(tab: ChecklistTab, settled: Settled) -> None:
    tab.filter_bar.put()
    settled()


def type_into(qtbot, tab: ChecklistTab, text: str, settled: Settled) -> None:
    entry = tab.ask_line.editor.inputs()[0]
    entry.clear()
    qtbot.keyClicks(entry, text)
    settled()
    qtbot.keyClick(entry, Qt.Key.Key_Return)
    settled()


# --- lists ---------------------------------------------------------------------------------------------------------------


def test_an_empty_checklist_teaches_and_takes_the_usual_lists(application, tab, subject, settled):
    assert (tab.invitation.isVisible(), told(tab)) == (True, [])

    tab.usual_button.click()
    settled()
    usual = [use.template for use in application.ask(uses(subject))]
    assert (usual[:1], tab.invitation.isVisible()) == (["CL2"], False)

    application.undo()
    settled()
    assert (application.ask(uses(subject)), told(tab)) == ([], [])


def test_tasks_stand_under_their_lists_which_say_how_far_they_are(application, tab, subject, settled):
    application.execute(AddChecklist(subject, "CL5"))
    first = application.ask(tasks(subject))[0]
    application.execute(SetTaskState((first.id,), TaskState.DONE))
    settled()

    number = len(application.ask(tasks(subject)))
    assert told(tab, headings=True)[0] == f"Videoconference  ·  1 of {number} done"
    assert len(told(tab)) == number - 1


def test_the_menu_offers_the_usual_lists_then_others_then_those_in_use(application, tab, subject, settled):
    tab._on_lists_wanted()
    assert [action.text() for action in tab.bar.lists_menu.actions()][:2] == ["Add the usual lists", "Add “Outgoing mission”"]

    tab.add_list("CL2")
    settled()
    tab._on_lists_wanted()
    texts = [action.text() for action in tab.bar.lists_menu.actions()]
    assert "Add “Outgoing mission”" not in texts
    assert texts[-1] == "Remove a list"

    tab.remove_list(application.ask(uses(subject))[0].id)
    settled()
    assert application.ask(tasks(subject)) == []


def test_lines_stand_by_date_too_and_that_is_remembered(application, desk, tab, three, mission, settled):
    tab.bar._ways.buttons()[1].click()
    settled()
    assert told(tab, headings=True) == [
        "Late",
        "Book the room",
        "Due within three days",
        "Order the flowers",
        "Later",
        "Print the folder",
    ]

    again = ChecklistTab(desk, mission)
    assert again._way == "date"
    again.deleteLater()


# --- done ----------------------------------------------------------------------------------------------------------------


def test_what_presses_is_told_in_words_and_numbers(tab, three, settled):
    progress = tab.bar.progress
    assert (progress.late.text(), progress.soon.text(), progress.told.text()) == (
        "1 late",
        "1 soon",
        "0 of 3 tasks done",
    )
    assert [line_of(tab, id).state for id in three] == ["late", "soon", "later"]


def test_space_does_a_task_and_goes_on_to_the_next(application, tab, three, subject, qtbot, settled):
    tab.table.select(three[0])
    qtbot.keyClick(tab.table, Qt.Key.Key_Space)
    settled()
    assert (states(application, subject), tab.table.current_id()) == ([TaskState.DONE, TaskState.OPEN, TaskState.OPEN], three[1])

    show_all(tab, settled)
    tab.take_focus()
    tab.table.select(three[0])
    qtbot.keyClick(tab.table, Qt.Key.Key_Space)
    settled()
    assert states(application, subject) == [TaskState.OPEN] * 3


def test_several_are_done_in_one_step(application, tab, three, subject, qtbot, settled):
    tab.table.selectAll()
    qtbot.keyClick(tab.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert states(application, subject) == [TaskState.DONE] * 3
    assert told(tab) == []

    application.undo()
    settled()
    assert states(application, subject) == [TaskState.OPEN] * 3


def test_who_did_it_and_when_stands_below_the_list(tab, three, settled):
    tab.table.select(three[0])
    tab.toggle_done()
    show_all(tab, settled)
    tab.table.select(three[0])
    assert tab.about.text() == "Done by officer, 1 September 2021, 12:00"


def test_what_is_not_needed_needs_a_reason(application, tab, three, subject, qtbot, settled):
    tab.table.select(three[1])
    tab.not_needed_action.trigger()
    assert tab.ask_line.told.text() == "“Order the flowers” is not needed. Why?"
    type_into(qtbot, tab, "", settled)
    assert (states(application, subject)[1], str(tab.ask_line.findings.shown[0].message)) == (TaskState.OPEN, "Fill this in.")

    type_into(qtbot, tab, "the host brings them", settled)
    row = application.ask(tasks(subject))[1]
    assert (row.state, str(row.reason), tab.ask_line.isHidden()) == (TaskState.NOT_NEEDED, "the host brings them", True)

    show_all(tab, settled)
    assert line_of(tab, three[1]).what == "Order the flowers\nthe host brings them"


def test_what_is_in_hand_says_so(tab, three, settled):
    tab.table.selectAll()
    tab.hand_action.trigger()
    settled()
    assert [line_of(tab, id).what.partition("\n")[2] for id in three[:2]] == ["in hand", "in hand"]
    assert line_of(tab, three[2]).state == "doing"


# --- who and when --------------------------------------------------------------------------------------------------------


def test_tasks_are_given_to_a_person_and_to_nobody(application, tab, three, subject, qtbot, settled):
    ada = Make(application).person("Ada", "Example")
    settled()
    tab.table.selectAll()
    tab.give_action.trigger()
    tab.ask_line.editor.show_value(ada)
    tab.ask_line.give()
    settled()
    assert [row.owner_id for row in application.ask(tasks(subject))] == [ada] * 3
    assert line_of(tab, three[1]).who == "Ada Example\nCommunication"

    tab.table.select(three[1])
    tab.give_action.trigger()
    assert tab.ask_line.editor.value() == ada
    tab.ask_line.editor.show_value(None)
    tab.ask_line.give()
    settled()
    assert line_of(tab, three[1]).who == "Communication"


def test_a_day_is_fixed_by_hand_and_follows_again(application, tab, three, mission, qtbot, settled):
    tab.table.select(three[2])
    assert line_of(tab, three[2]).when == "17 September 2021\n5 days before: First day"
    tab.fix_action.trigger()
    type_into(qtbot, tab, "10/9/2021", settled)
    assert line_of(tab, three[2]).when == "10 September 2021\nfixed by hand"

    application.execute(MoveMission(mission, PartialDate(2021, 10, 6), PartialDate(2021, 10, 8), "the host asked"))
    settled()
    assert line_of(tab, three[2]).when == "10 September 2021\nfixed by hand"

    tab.table.select(three[2])
    tab.free_action.trigger()
    settled()
    assert line_of(tab, three[2]).when == "1 October 2021\n5 days before: First day"


def test_what_is_mine_is_what_my_duty_has(application, tab, three, settled):
    application.execute(SetDutyHolder("COMM", Make(application).person("Bea", "Voice")))
    settled()
    assert line_of(tab, three[1]).who == "Bea Voice\nCommunication"

    tab.filter_bar.put(chosen=(("show", "open"), ("hands", "COMM")))
    settled()
    assert told(tab) == ["Order the flowers"]


# --- proof ---------------------------------------------------------------------------------------------------------------


def test_a_file_that_is_dropped_proves_a_task(application, tab, three, subject, tmp_path, settled):
    proof = tmp_path / "answer.eml"
    proof.write_bytes(MAIL)
    tab.table.dropped.emit(three[0], [proof])
    settled()

    row = application.ask(tasks(subject))[0]
    assert (row.proof_name, application.file(row.proof), line_of(tab, three[0]).proof) == ("answer.eml", MAIL, "answer.eml")

    tab.table.select(three[0])
    assert (tab.proof_action.isVisible(), tab.no_proof_action.isVisible()) == (True, True)
    tab.no_proof_action.trigger()
    settled()
    assert (line_of(tab, three[0]).proof, tab.proof_action.isVisible()) == ("", False)


def test_a_file_that_cannot_be_read_is_told(window, tab, three, tmp_path):
    tab.attach_file(three[0], tmp_path / "nowhere.pdf")
    assert window.notices.notice.text == lazy("This file cannot be read.")


# --- forms ---------------------------------------------------------------------------------------------------------------


def test_a_task_of_ones_own_is_entered_with_a_form(application, tab, subject, settled):
    tab.add_action.trigger()
    settled()
    dialog = tab.findChild(FormDialog)
    dialog.form.editors["title"].show_value(Multilingual("Auto bestellen", "Commander la voiture", "Order the car"))
    dialog.form.editors["due_on"].show_value(date(2021, 9, 20))
    dialog.accept()
    settled()

    assert [(str(row.title), row.due_on) for row in application.ask(tasks(subject))] == [("Order the car", date(2021, 9, 20))]
    assert told(tab) == ["Order the car"]


def test_enter_changes_the_task(application, tab, three, qtbot, settled):
    tab.table.select(three[0])
    qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    settled()
    dialog = tab.findChild(FormDialog)
    dialog.form.editors["remark"].show_value("for twelve people")
    dialog.accept()
    settled()

    assert application.ask(task_draft(three[0])).remark == "for twelve people"


def test_tasks_are_removed_and_come_back(application, tab, three, subject, qtbot, settled):
    tab.table.selectAll()
    qtbot.keyClick(tab.table, Qt.Key.Key_Delete)
    settled()
    assert application.ask(tasks(subject)) == []

    application.undo()
    settled()
    assert told(tab) == ["Book the room", "Order the flowers", "Print the folder"]


# --- finding -------------------------------------------------------------------------------------------------------------


def test_typing_in_the_list_filters_it(tab, three, qtbot, settled):
    tab.take_focus()
    qtbot.keyClicks(tab.table, "fold")
    settled()
    assert (tab.filter_bar.line.text(), told(tab)) == ("fold", ["Print the folder"])

    tab.filter_bar.put(chosen=(("show", "presses"),))
    settled()
    assert told(tab) == ["Book the room", "Order the flowers"]

    tab.filter_bar.put("nothing of the kind")
    settled()
    assert tab.empty._text.text() == "Nothing matches. Clear the filter to see everything."


def test_a_task_is_shown_wherever_it_is_asked_for(desk, window, application, three, mission, settled):
    application.execute(SetTaskState((three[1],), TaskState.DONE))
    desk.open(Ref("mission", mission), Finding("checklist", lazy("Task"), ref=Ref(TASK, three[1])))
    settled()

    workspace = window.page()
    assert workspace.tabs.currentWidget() is workspace._checklist
    assert workspace.checklist.table.current_id() == three[1]


def test_a_task_of_mine_leads_from_today_to_its_line(window, three, mission, settled):
    window.go("today")
    settled()
    line = next(button for button in window.page().findChildren(LineButton) if button.accessibleName().startswith("3 September 2021"))
    line.click()
    settled()

    workspace = window.page()
    assert (workspace.ref, workspace.tabs.currentWidget() is workspace._checklist) == (Ref("mission", mission), True)
    assert workspace.checklist.table.current_id() == three[1]


def test_a_change_made_elsewhere_is_seen(application, tab, three, settled):
    before = application.ask(task_draft(three[0]))
    after = TaskDraft(make_of.everywhere("Book the large room"), due_on=before.due_on)
    application.execute(EditTask(three[0], before, after))
    settled()
    assert told(tab)[0] == "Book the large room"


# --- rights --------------------------------------------------------------------------------------------------------------


def workspace_of(window, mission: str, settled: Settled):
    window.open(Ref("mission", mission))
    settled()
    return window.page()


def test_who_may_only_read_sees_the_list_and_no_button(application, window, three, mission, qtbot, settled):
    act_as(application, "guest", "reader")
    settled()
    workspace = workspace_of(window, mission, settled)
    workspace.tabs.setCurrentWidget(workspace._checklist)
    settled()
    tab = workspace.checklist
    tab.take_focus()
    tab.table.select(three[0])
    qtbot.keyClick(tab.table, Qt.Key.Key_Space)
    qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    settled()

    assert told(tab) == ["Book the room", "Order the flowers", "Print the folder"]
    assert [action.text() for action in tab.actions_offered()] == ["Filter this list"]
    assert (tab.bar.lists_button.isVisible(), tab.bar.add_button.isVisible()) == (False, False)


def test_who_may_not_see_checklists_has_no_such_tab(application, window, mission, settled):
    act_as(application, "boss", "line_manager")
    settled()
    workspace = workspace_of(window, mission, settled)
    assert "Checklist" not in [workspace.tabs.tabText(number) for number in range(workspace.tabs.count())]


# --- checks --------------------------------------------------------------------------------------------------------------


def checks_told(tab: ChecklistTab) -> dict[str, str]:
    return {row.what.partition("\n")[0]: row.id for row in tab.table.rows.rows() if row.id.startswith("check:")}


def test_what_the_program_finds_leads_to_its_place_and_goes_when_mended(application, window, tab, mission, qtbot, settled):
    sentence = "Nobody is in the delegation yet."
    ids = checks_told(tab)
    assert sentence in ids

    tab.table.select(ids[sentence])
    assert (tab.done_action.isEnabled(), tab.go_action.isVisible()) == (False, True)
    qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    settled()
    workspace = window.page()
    assert workspace.tabs.currentWidget() is workspace._delegation

    make_of.participant(application, mission, head=True)
    settled()
    workspace.tabs.setCurrentWidget(workspace._checklist)
    settled()
    assert sentence not in checks_told(tab)


def test_what_is_found_of_passports_leads_to_the_tab_of_visas(application, window, tab, mission, settled):
    make_of.participant(application, mission, head=True)
    application.execute(AddMissionCountry(mission, CountryDraft("IN")))
    settled()
    found = next(row for row in application.ask(missing(Ref("mission", mission))) if row.is_check and str(row.area) == "Visas")
    window.desk.open(Ref("mission", mission), Finding(found.path, lazy("Check"), ref=found.ref), found.area)
    settled()
    workspace = window.page()
    assert workspace.tabs.currentWidget() is workspace._visas


def test_what_no_form_mends_is_shown_without_one(desk, window, tab, mission, settled):
    desk.open(Ref("mission", mission), Finding("state", lazy("The mission is not confirmed yet.")), lazy("Overview"))
    settled()
    workspace = window.page()
    assert (workspace.tabs.currentWidget() is workspace.overview, workspace.findChildren(FormDialog)) == (True, [])

    desk.open(Ref("mission", mission), Finding("thanks", lazy("No letter of thanks is noted.")), lazy("Overview"))
    settled()
    assert workspace.tabs.currentWidget() is workspace._checklist


def test_a_check_that_is_mended_elsewhere_goes_from_the_list_that_is_shown(application, tab, mission, qtbot):
    assert "Nobody is in the delegation yet." in checks_told(tab)
    make_of.participant(application, mission, head=True)
    qtbot.waitUntil(lambda: "Nobody is in the delegation yet." not in checks_told(tab), timeout=10_000)


# --- paper, looks --------------------------------------------------------------------------------------------------------


def test_the_list_is_printed_in_a_language(tab, three, qtbot, monkeypatch):
    opened: list[Path] = []
    monkeypatch.setattr("ui.missions.checklist.show_file", lambda path: opened.append(path) or True)
    tab.print_list("fr")
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    assert (opened[0].name, opened[0].read_bytes()[:5]) == ("readiness-fr.pdf", b"%PDF-")


def test_everything_has_a_name_and_can_be_seen_in_every_language(application, tab, subject, settled):
    application.execute(AddProposedChecklists(subject))
    settled()
    assert nameless(tab) == []
    for code in LANGUAGES:
        spoken.speak(code)
        settled()
        assert not tab.grab().isNull()
    theme.dress(DARK_ALWAYS)
    assert not tab.grab().isNull()
