"""The register and the workspace of a mission: opened, followed, decided about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.application import Application
from app.domains.missions import queries
from app.domains.missions.commands import CancelMission, ConfirmMission, EditMission, PostponeMission, RemoveMission
from app.domains.missions.vocabulary import MissionState, PartyRole
from app.kernel.ids import Ref
from app.kernel.translated import LANGUAGES, Multilingual
from tests.makers import Make
from tests.makers import missions as make_of
from ui.kit.a11y import nameless
from ui.kit.dialogs import FormDialog
from ui.kit.language import spoken
from ui.kit.parts import FindingButton
from ui.kit.theme import DARK_ALWAYS, LIGHT_ALWAYS, theme
from ui.missions.page import MissionsPage, MissionWorkspace
from ui.shell.window import MainWindow

Settled = Callable[[], None]


@pytest.fixture
def mission(application: Application) -> str:
    """A planned mission to Paris with a head, a line, a train and a room."""
    id = make_of.mission(application, title="Visit to Paris")
    head = make_of.participant(application, id, name="Head", head=True)
    make_of.item(application, id, "Lunch")
    make_of.transport(application, id, passengers=(head,))
    return id


@pytest.fixture
def workspace(window: MainWindow, mission: str, settled: Settled) -> MissionWorkspace:
    """The workspace of the mission, open in the window."""
    window.open(Ref("mission", mission))
    settled()
    page = window.page()
    assert isinstance(page, MissionWorkspace)
    return page


@pytest.fixture
def register(window: MainWindow, settled: Settled) -> Callable[[], MissionsPage]:
    """Opens the register."""

    def opened() -> MissionsPage:
        window.go("mission")
        settled()
        page = window.page()
        assert isinstance(page, MissionsPage)
        return page

    return opened


def dialog() -> FormDialog:
    return next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, FormDialog) and widget.isVisible())


def state_of(application: Application, mission: str) -> MissionState:
    return application.ask(queries.mission_card(mission)).state


def test_the_header_tells_state_dates_place_direction_and_people(workspace):
    assert workspace.header.badge.text() == "planned"
    assert workspace.header.facts.text() == "2021/001  ·  22–24 September 2021  ·  Paris  ·  outgoing  ·  1 person"


@pytest.mark.parametrize(("language", "choice"), [*((code, LIGHT_ALWAYS) for code in LANGUAGES), ("nl", DARK_ALWAYS)])
def test_every_tab_opens_in_every_language_light_and_dark(workspace, language, choice, settled):
    spoken.speak(language)
    theme.dress(choice)
    for number in range(workspace.tabs.count()):
        workspace.show_tab(number)
        settled()
        assert nameless(workspace) == []
    theme.dress(LIGHT_ALWAYS)


def test_the_tabs_stand_in_the_order_of_the_work(workspace):
    titles = [workspace.tabs.tabText(number) for number in range(workspace.tabs.count())]
    assert titles == [
        "Overview",
        "Delegation",
        "Programme",
        "Logistics",
        "Trips",
        "Visas",
        "Flags",
        "Gifts",
        "Checklist",
        "Papers",
        "History",
    ]


def test_only_the_tab_that_is_shown_is_made(workspace):
    assert [tab.made for tab in (workspace._delegation, workspace._programme, workspace._logistics)] == [False, False, False]


def test_the_keys_of_a_tab_work_as_soon_as_it_is_chosen(workspace, settled, qtbot: QtBot):
    bar = workspace.tabs.tabBar()
    bar.setFocus()
    workspace.show_tab(1)
    settled()
    qtbot.keyClick(bar, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is workspace.delegation.adder.line


def test_the_keys_of_a_tab_are_offered_once_and_leave_with_it(workspace, settled):
    workspace.show_tab(1)
    settled()
    assert workspace.actions_offered().count(workspace.delegation.add_action) == 1
    workspace.show_tab(0)
    settled()
    assert workspace.actions_offered().count(workspace.delegation.add_action) == 0
    assert workspace.actions().count(workspace.delegation.add_action) == 0


def test_a_change_made_elsewhere_is_followed(application, mission, workspace, settled):
    draft = application.ask(queries.mission_draft(mission))
    application.execute(EditMission(mission, draft, replace(draft, title=Multilingual(en="Visit to Lyon"), city="Lyon")))
    settled()
    assert workspace.title_line.heading.text() == "Visit to Lyon"
    assert "Lyon" in workspace.header.facts.text()
    assert workspace.window().windowTitle() == "Visit to Lyon – Attaché"


def test_the_title_is_in_the_language_of_the_screen(application, window, settled):
    id = make_of.mission(application)
    draft = application.ask(queries.mission_draft(id))
    application.execute(EditMission(id, draft, replace(draft, title=Multilingual("Bezoek", "Visite", "Visit"))))
    window.open(Ref("mission", id))
    settled()
    spoken.speak("nl")
    settled()
    assert window.page().title_line.heading.text() == "Bezoek"
    assert window.windowTitle() == "Bezoek – Attaché"


def test_a_mission_removed_elsewhere_says_so(application, mission, workspace, settled):
    application.execute(RemoveMission(mission))
    settled()
    assert workspace.title_line.heading.text() == "This record no longer exists: it was removed."
    assert not workspace.tabs.isEnabled()


def test_a_workspace_that_is_gone_hears_nothing_more(desk, application, mission, settled):
    page = MissionWorkspace(desk, Ref("mission", mission))
    page.show()
    for number in range(page.tabs.count()):
        page.show_tab(number)
        settled()
    page.hide()
    page.deleteLater()
    settled()
    assert not isValid(page)
    theme.dress(DARK_ALWAYS)
    spoken.speak("fr")
    make_of.item(application, mission, "Dinner")
    settled()
    theme.dress(LIGHT_ALWAYS)


def test_reading_the_workspace_takes_as_many_statements_for_many_people_as_for_few(application, mission, window, statements, settled):
    def sent() -> int:
        page = MissionWorkspace(window.desk, Ref("mission", mission))
        with statements() as asked:
            page.read()
        page.deleteLater()
        return len(asked)

    few = sent()
    for number in range(10):
        make_of.participant(application, mission, name=f"Member {number}")
        make_of.item(application, mission, f"Line {number}")
    assert sent() == few
    assert few <= 42


# --- decisions -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        (MissionState.PLANNED, ["Confirm", "Move or postpone…", "Cancel the mission…"]),
        (MissionState.CONFIRMED, ["Mark as held", "Move or postpone…", "Cancel the mission…"]),
        (MissionState.POSTPONED, ["Confirm", "Move or postpone…", "Cancel the mission…"]),
        (MissionState.CANCELLED, []),
    ],
)
def test_only_what_may_follow_is_offered(application, mission, workspace, settled, state, offered):
    way = {
        MissionState.PLANNED: (),
        MissionState.CONFIRMED: (ConfirmMission(mission),),
        MissionState.POSTPONED: (PostponeMission(mission, None, None, "strike"),),
        MissionState.CANCELLED: (CancelMission(mission, "strike"),),
    }
    for command in way[state]:
        application.execute(command)
    settled()
    decisions = workspace.decisions
    shown = [action.text() for action in (decisions.confirm, decisions.hold, decisions.postpone, decisions.cancel) if action.isVisible()]
    assert shown == offered


def test_confirming_is_one_click(application, mission, workspace, settled):
    workspace.decisions.confirm.trigger()
    settled()
    assert state_of(application, mission) is MissionState.CONFIRMED
    assert workspace.header.badge.text() == "confirmed"


def test_holding_a_mission_that_has_not_begun_is_refused_in_a_notice(application, mission, window, workspace, settled):
    application.execute(ConfirmMission(mission))
    settled()
    workspace.decisions.hold.trigger()
    settled()
    assert str(window.notices.notice.text) == "This mission has not begun yet; it cannot have been held."
    assert state_of(application, mission) is MissionState.CONFIRMED


def test_postponing_says_what_will_happen_and_keeps_the_reason(application, mission, workspace, settled, qtbot):
    workspace.decisions.postpone.trigger()
    shown = dialog()
    shown.form.editors["starts"].take_plain("5/10/2021")
    shown.form.editors["ends"].take_plain("8/10/2021")
    shown.form.editors["postponed"].take_plain(True)
    shown.form.editors["reason"].take_plain("The host is ill.")
    qtbot.waitUntil(lambda: shown.accept_button.text() == "Postpone, with 2 things")
    assert shown.following.line.text().splitlines() == [
        "The mission moves from 22–24 September 2021 to 5–8 October 2021.",
        "Everything moves 13 days later.",
    ]
    shown.accept()
    settled()
    card = application.ask(queries.mission_card(mission))
    assert card.state is MissionState.POSTPONED
    assert (card.schedules[-1].reason, card.schedules[-1].decided_on) == ("The host is ill.", date(2021, 9, 1))
    lines = [line.dates for line in workspace.overview.dates.rows.rows()]
    assert lines == ["22–24 September 2021", "5–8 October 2021\nThe host is ill. · decided on 1 September 2021"]


def test_postponing_to_dates_that_cannot_be_is_said_in_the_dialog(application, mission, workspace):
    workspace.decisions.postpone.trigger()
    shown = dialog()
    shown.form.editors["starts"].take_plain("5/10/2021")
    shown.form.editors["ends"].take_plain("4/10/2021")
    shown.form.editors["reason"].take_plain("The host is ill.")
    shown.accept()
    assert shown.isVisible()
    assert [str(finding.message) for finding in shown.form.findings()] == ["The last day is before the first one."]
    shown.look()
    assert shown.following.line.text() == "The last day is before the first one."
    shown.reject()
    assert state_of(application, mission) is MissionState.PLANNED


def test_a_postponement_that_the_office_refuses_stays_open_and_says_why(application, mission, workspace, settled):
    workspace.decisions.postpone.trigger()
    shown = dialog()
    application.execute(CancelMission(mission, "strike"))
    shown.form.editors["starts"].take_plain("5/10/2021")
    shown.form.editors["reason"].take_plain("Too late")
    shown.accept()
    settled()
    assert shown.isVisible()
    assert [str(finding.message) for finding in shown.form._general.shown] == [
        "This mission is cancelled; its state no longer changes. Undo the cancellation, or clone the mission."
    ]
    assert shown.form.editors["reason"].value() == "Too late"
    shown.reject()


@pytest.mark.parametrize("decision", ["cancel", "postpone"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_decision_shows_its_whole_form_without_scrolling(workspace, settled, language, decision):
    spoken.speak(language)
    getattr(workspace.decisions, decision).trigger()
    settled()
    area = dialog().form.parentWidget().parentWidget().parentWidget()
    assert isinstance(area, QScrollArea)
    assert area.verticalScrollBar().maximum() == 0


def test_cancelling_asks_for_a_reason_and_can_be_undone(application, mission, workspace, settled):
    workspace.decisions.cancel.trigger()
    dialog().form.editors["reason"].take_plain("No longer wanted")
    dialog().accept()
    settled()
    assert state_of(application, mission) is MissionState.CANCELLED
    workspace.desk.operations.undo()
    settled()
    assert state_of(application, mission) is MissionState.PLANNED
    assert workspace.header.badge.text() == "planned"


def test_cloning_shows_what_will_shift_and_opens_the_clone(application, mission, window, workspace, settled):
    workspace.decisions.clone.trigger()
    assert dialog().consequence.text() == "Enter the new first day to see what moves."
    dialog().form.editors["starts"].take_plain("21/9/2022")
    assert dialog().consequence.text() == (
        "Everything moves 364 days later.\nWednesday 22 September 2021 → Wednesday 21 September 2022: 1 line"
    )
    dialog().accept()
    settled()
    page = window.page()
    assert page is not workspace
    assert page.header.facts.text() == "2022/001  ·  21–23 September 2022  ·  Paris  ·  outgoing  ·  1 person"


def test_a_clone_needs_its_first_day(application, mission, workspace, settled):
    workspace.decisions.clone.trigger()
    shown = dialog()
    shown.accept()
    assert shown.isVisible()
    shown.reject()
    settled()
    assert len(application.ask(queries.mission_ids())) == 1


# --- the overview --------------------------------------------------------------------------------------------------------


def facts(workspace: MissionWorkspace) -> dict[str, str]:
    labels = [label.text() for label in workspace.overview._fact_labels]
    return dict(zip(labels[::2], labels[1::2], strict=True))


def test_the_overview_gives_the_key_facts(workspace):
    assert facts(workspace) == {
        "Dates": "22–24 September 2021",
        "Place": "Paris, France",
        "Kind": "working visit",
        "Direction": "outgoing",
        "Head of the delegation": "Ada Head",
        "Clock": "Paris",
        "Confidentiality": "delegation",
    }


def test_a_change_of_language_is_followed_at_once(workspace, settled):
    spoken.speak("fr")
    settled()
    assert "22–24 septembre 2021" in facts(workspace).values()


def test_parties_are_added_changed_and_removed(application, make: Make, mission, workspace, settled):
    host = make.organisation("City of Paris")
    workspace.overview.add_party()
    form = _form_dialog().form
    form.editors["role"].take_plain("host")
    form.editors["organisation_id"].take_plain(host)
    _form_dialog().accept()
    settled()
    assert [(line.role, line.name) for line in workspace.overview.parties.rows.rows()] == [("host", "City of Paris")]
    workspace.overview.edit_party()
    _form_dialog().form.editors["role"].take_plain("organiser")
    _form_dialog().accept()
    settled()
    assert [party.role for party in application.ask(queries.parties(mission))] == [PartyRole.ORGANISER]
    workspace.overview.remove_party()
    settled()
    assert application.ask(queries.parties(mission)) == []


def test_a_party_that_is_nobody_is_refused_in_its_form(workspace):
    workspace.overview.add_party()
    shown = _form_dialog()
    shown.accept()
    assert [str(finding.message) for finding in shown.form.findings()] == ["Choose a person or an organisation."]
    shown.reject()


def test_opening_a_party_shows_its_record(application, make: Make, mission, window, workspace, settled):
    person = make.person("Anne", "Host")
    make_of.party(application, mission, role=PartyRole.HOST, person_id=person)
    settled()
    asked: list[Ref] = []
    window.desk.open_requested.connect(asked.append)
    workspace.overview.parties.select_first()
    workspace.overview.open_party()
    assert asked == [Ref("person", person)]


def finding_buttons(workspace: MissionWorkspace) -> list[FindingButton]:
    return [widget for widget in workspace.overview._finding_lines.widgets() if isinstance(widget, FindingButton)]


def test_an_open_point_leads_to_its_line(application, mission, workspace, settled):
    line = make_of.item(application, mission, "Late dinner", day=date(2021, 9, 30))
    settled()
    button = next(button for button in finding_buttons(workspace) if button.finding.rule == "item-outside-mission")
    assert button.accessibleName() == "Attention: “Late dinner” is outside the dates of the mission."
    button.click()
    settled()
    assert workspace.tabs.currentWidget() is workspace._programme
    assert workspace.programme.view.current_id() == line


def test_an_open_point_of_the_delegation_leads_to_the_delegation(application, window, settled):
    empty = make_of.mission(application, title="Nobody")
    window.open(Ref("mission", empty))
    settled()
    page = window.page()
    button = next(button for button in finding_buttons(page) if button.finding.rule == "delegation-empty")
    button.click()
    assert page.tabs.currentWidget() is page._delegation


def test_the_header_counts_what_needs_attention(application, mission, workspace, settled):
    assert workspace.header.points.isHidden()
    make_of.item(application, mission, "Late dinner", day=date(2021, 9, 30))
    settled()
    assert workspace.header.points.text() == "1 open point"


def test_facts_are_changed_in_their_form(application, mission, workspace, settled):
    workspace.overview.edit()
    _form_dialog().form.editors["city"].take_plain("Lyon")
    _form_dialog().accept()
    settled()
    assert facts(workspace)["Place"] == "Lyon, France"


# --- the register --------------------------------------------------------------------------------------------------------


def test_the_register_lists_missions_and_shows_a_summary(mission, register):
    page = register()
    row = page.selected_row()
    assert (row.number, str(row.title), row.head, row.participants) == ("2021/001", "Visit to Paris", "Ada Head", 1)
    assert page._summary.badge.text() == "planned"
    assert nameless(page) == []


def test_enter_opens_the_workspace(mission, register, window, settled, qtbot: QtBot):
    page = register()
    qtbot.keyClick(page.list_pane.view, Qt.Key.Key_Return)
    settled()
    assert isinstance(window.page(), MissionWorkspace)


def test_the_register_keeps_the_selection_when_a_mission_comes_elsewhere(application, mission, register, settled):
    page = register()
    make_of.mission(application, title="Later", starts="2021-12-01", ends=None)
    settled()
    assert page.chosen_id() == mission
    assert len(page.table.ids()) == 2


def test_decisions_of_the_register_concern_the_chosen_mission(application, mission, register, settled):
    page = register()
    page.decisions.confirm.trigger()
    settled()
    assert state_of(application, mission) is MissionState.CONFIRMED
    assert page._summary.badge.text() == "confirmed"
    assert [page.decisions.confirm.isVisible(), page.decisions.hold.isVisible()] == [False, True]


def test_the_empty_register_offers_the_first_mission(register, settled):
    page = register()
    button = next(button for button in page.list_pane.empty.findChildren(QPushButton))
    assert button.text() == "Add mission"
    assert not page.decisions.clone.isEnabled()


def _form_dialog() -> FormDialog:
    return next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, FormDialog) and widget.isVisible())
