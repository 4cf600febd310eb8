"""The documents of a mission's travellers in its workspace: the matrix, steps for several at once, countries on the way, papers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QFileDialog, QToolButton
from pytestqt.qtbot import QtBot

from app.application import Application
from app.domains.access.vocabulary import RoleCode
from app.domains.missions.vocabulary import Direction
from app.domains.visas.matrix import matrix
from app.domains.visas.passport_queries import custodies_of_mission, looks, passports_of_person, requests_of_mission
from app.domains.visas.terms import VISA, PassportKind
from app.domains.visas.visa_queries import guest_of, visa_of
from app.domains.visas.visa_terms import Answer, CellState, LetterStep, Need, Payer, VisaDocument, VisaStep
from app.kernel.errors import Finding
from app.kernel.ids import Ref
from app.kernel.translated import LANGUAGES, Multilingual, lazy
from tests.makers import Make
from tests.makers import missions as make_missions
from tests.makers import visas as make_of
from tests.makers.access import act_as
from ui.kit.a11y import nameless
from ui.kit.dialogs import FormDialog
from ui.kit.language import spoken
from ui.kit.theme import LIGHT_ALWAYS, theme
from ui.missions import visa_papers
from ui.missions.visas import VisasTab
from ui.shell.window import MainWindow
from ui.visas.page import VisasPage

Settled = Callable[[], None]
Open = Callable[[str], VisasTab]
TODAY = date(2021, 9, 1)
VISA_COLUMN = "visa:US"


@pytest.fixture
def open_tab(window: MainWindow, settled: Settled) -> Open:
    """Opens the tab of a mission in the window."""

    def opened(mission: str) -> VisasTab:
        window.open(Ref("mission", mission))
        settled()
        workspace: Any = window.page()
        workspace.tabs.setCurrentWidget(workspace._visas)
        settled()
        return workspace.visas

    return opened


@pytest.fixture
def mission(application: Application) -> str:
    """A mission to New York; ordinary passports need a visa there."""
    make_of.card(application)
    return make_of.journey(application)


@pytest.fixture
def anna(application: Application, mission: str) -> str:
    """A traveller with an ordinary passport."""
    person = make_of.traveller(application, mission, "Anders")
    make_of.passport(application, person, number="EX9000123")
    return person


@pytest.fixture
def bart(application: Application, mission: str) -> str:
    """A traveller without a passport."""
    return make_of.traveller(application, mission, "Beispiel")


@pytest.fixture
def tab(mission: str, anna: str, bart: str, open_tab: Open) -> VisasTab:
    """The tab of the mission with both travellers."""
    return open_tab(mission)


def choose(tab: VisasTab, column: str, *persons: str) -> None:
    """Select the cells of *persons* under *column*."""
    number = next(n for n, one in enumerate(tab.grid.table.columns) if one.key == column)
    known = tab._matrix
    assert known is not None
    rows = [n for n, row in enumerate(known.rows) if row.person_id in persons]
    tab.grid.setCurrentIndex(tab.grid.table.index(rows[0], number))
    for row in rows:
        tab.grid.selectionModel().select(tab.grid.table.index(row, number), QItemSelectionModel.SelectionFlag.Select)


def dialog_of(tab: VisasTab) -> FormDialog:
    return tab.findChildren(FormDialog)[-1]


def states(tab: VisasTab, person: str) -> dict[str, CellState]:
    known = tab._matrix
    assert known is not None
    row = next(row for row in known.rows if row.person_id == person)
    return {column.key: cell.state for column, cell in zip(known.columns, row.cells, strict=True)}


# --- the matrix --------------------------------------------------------------------------------------------------------


def test_each_traveller_has_a_cell_with_a_word_for_each_document(tab: VisasTab):
    assert [column.title for column in tab.grid.table.columns] == [
        "Passport",
        "Service passport",
        "Visa: United States",
        "Note verbale",
        "Application documents",
    ]
    assert [(row.title, row.below) for row in tab.grid.table.rows] == [("Ada Anders", "Belgium"), ("Ada Beispiel", "Belgium")]
    words = [tab.grid.table.index(0, n).data().split("\n")[0] for n in range(5)]
    assert words[:3] == ["ready", "to do", "to do"]


def test_the_reason_of_the_current_cell_is_told_below(tab: VisasTab, anna: str, qtbot: QtBot):
    choose(tab, "service", anna)
    qtbot.keyClick(tab.grid, Qt.Key.Key_Right)

    assert tab.about.text() == (
        "Ada Anders, Visa: United States: to do. A visa is needed; nothing has been done yet. Next step by 22 September 2021."
    )


def test_nobody_travels_yet(application: Application, open_tab: Open):
    tab = open_tab(make_of.journey(application))

    assert (tab._stack.currentWidget() is tab.empty, tab.about.isVisible(), tab.prepare_action.isVisible()) == (True, False, False)


def test_a_meeting_on_a_screen_needs_no_documents(application: Application, open_tab: Open):
    mission = make_of.journey(application, direction=Direction.VIRTUAL)
    make_of.traveller(application, mission)
    tab = open_tab(mission)

    assert tab._stack.currentWidget() is tab.empty
    assert tab.empty._text.text() == "A meeting on a screen needs neither passports nor visas."


def test_the_visas_that_are_needed_are_prepared_once(application: Application, tab: VisasTab, mission: str, anna: str, settled: Settled):
    assert tab.prepare_action.isVisible() is True
    tab.prepare()
    settled()

    assert application.ask(visa_of(mission, anna, "US")).id != ""
    assert tab.prepare_action.isVisible() is False


def test_a_change_made_elsewhere_is_followed(application: Application, tab: VisasTab, mission: str, bart: str, settled: Settled):
    make_of.passport(application, bart, PassportKind.SERVICE)
    settled()

    assert (states(tab, bart)["passport"], states(tab, bart)[VISA_COLUMN]) == (CellState.READY, CellState.NOT_NEEDED)


# --- what Enter opens --------------------------------------------------------------------------------------------------


def test_enter_on_a_visa_opens_its_form(application: Application, tab: VisasTab, mission: str, anna: str, qtbot: QtBot, settled: Settled):
    choose(tab, VISA_COLUMN, anna)
    qtbot.keyClick(tab.grid, Qt.Key.Key_Return)
    settled()
    dialog = dialog_of(tab)
    assert dialog.windowTitle() == "Visa of Ada Anders for United States"
    dialog.form.editors["documents"].show_value((VisaDocument.FORM, VisaDocument.PHOTOS))
    dialog.form.editors["filed_on"].show_value(TODAY)
    dialog.accept()
    settled()

    draft = application.ask(visa_of(mission, anna, "US")).draft
    assert (draft.filed_on, draft.documents, draft.need_by_hand) == (TODAY, ("form", "photos"), None)
    assert states(tab, anna)[VISA_COLUMN] is CellState.IN_PROGRESS


def test_a_need_by_hand_wants_its_reason(application: Application, tab: VisasTab, mission: str, anna: str, settled: Settled):
    choose(tab, VISA_COLUMN, anna)
    tab.open_cell()
    settled()
    dialog = dialog_of(tab)
    dialog.form.editors["need_by_hand"].show_value(Need.NOT_NEEDED)
    dialog.accept()
    assert dialog.isVisible() is True
    dialog.form.editors["need_reason"].show_value("the embassy said so on the telephone")
    dialog.accept()
    settled()

    assert states(tab, anna)[VISA_COLUMN] is CellState.NOT_NEEDED


def test_enter_on_a_passport_opens_it_or_asks_for_one(
    application: Application, tab: VisasTab, window: MainWindow, anna: str, bart: str, settled: Settled
):
    choose(tab, "passport", bart)
    tab.open_cell()
    settled()
    dialog = dialog_of(tab)
    assert (dialog.form.draft().person_id, dialog.form.draft().country) == (bart, "BE")
    dialog.form.editors["expires_on"].show_value(date(2025, 1, 1))
    dialog.accept()
    settled()
    assert [row.expires_on for row in application.ask(passports_of_person(bart))] == [date(2025, 1, 1)]

    choose(tab, "passport", anna)
    tab.open_cell()
    settled()
    page = window.page()
    (passport,) = application.ask(passports_of_person(anna))
    assert isinstance(page, VisasPage)
    assert page.passports.chosen_id() == passport.id


def test_enter_on_a_service_passport_asks_for_one(application: Application, tab: VisasTab, mission: str, anna: str, settled: Settled):
    choose(tab, "service", anna)
    tab.open_cell()
    settled()
    dialog_of(tab).accept()
    settled()

    assert [request.person_id for request in application.ask(requests_of_mission(mission))] == [anna]


# --- several travellers at once ----------------------------------------------------------------------------------------


def test_a_step_is_written_down_for_all_who_are_selected(
    application: Application, tab: VisasTab, mission: str, anna: str, bart: str, settled: Settled
):
    choose(tab, VISA_COLUMN, anna, bart)
    tab.step(VisaStep.FILED)
    assert tab.line.told.text() == "Application filed, United States: 2 travellers. On which day?"
    assert tab.line.editor is not None
    tab.line.editor.show_value(date(2021, 8, 30))
    tab.line.give()
    settled()
    assert [application.ask(visa_of(mission, person, "US")).draft.filed_on for person in (anna, bart)] == [date(2021, 8, 30)] * 2

    application.undo()
    settled()
    assert [application.ask(visa_of(mission, person, "US")).draft.filed_on for person in (anna, bart)] == [None, None]


def test_a_day_to_come_is_refused_in_the_line(application: Application, tab: VisasTab, mission: str, anna: str, settled: Settled):
    choose(tab, VISA_COLUMN, anna)
    tab.step(VisaStep.FILED)
    assert tab.line.editor is not None
    tab.line.editor.show_value(date(2021, 10, 1))
    tab.line.give()
    settled()

    assert (tab.line.asking, [finding.rule for finding in tab.line.findings.shown]) == (True, ["day-to-come"])
    assert application.ask(visa_of(mission, anna, "US")).draft.filed_on is None


def test_needs_and_documents_are_set_for_all_who_are_selected(
    application: Application, tab: VisasTab, mission: str, anna: str, bart: str, settled: Settled
):
    choose(tab, VISA_COLUMN, anna, bart)
    tab.set_need()
    settled()
    dialog_of(tab).form.editors["need"].show_value(Need.VISA)
    dialog_of(tab).form.editors["reason"].show_value("the embassy said so")
    dialog_of(tab).accept()
    settled()
    tab.tick()
    settled()
    dialog_of(tab).form.editors["documents"].show_value(("form",))
    dialog_of(tab).accept()
    settled()

    drafts = [application.ask(visa_of(mission, person, "US")).draft for person in (anna, bart)]
    assert [(draft.need_by_hand, draft.documents) for draft in drafts] == [(Need.VISA, ("form",))] * 2


def test_passports_are_handed_out_for_the_mission(
    application: Application, tab: VisasTab, mission: str, anna: str, bart: str, settled: Settled
):
    make_of.passport(application, bart)
    settled()
    choose(tab, "passport", anna, bart)
    tab.hand_out()
    settled()
    dialog_of(tab).accept()
    settled()

    assert sorted(one.handed_to for one in application.ask(custodies_of_mission(mission))) == ["Ada Anders", "Ada Beispiel"]


def test_nothing_is_asked_of_nobody(tab: VisasTab, qtbot: QtBot):
    tab.grid.clearSelection()
    with qtbot.waitSignal(tab.desk.operations.notice) as told:
        tab.step(VisaStep.FILED)
    assert (str(told.args[0].text), tab.line.asking) == ("Select the travellers first, in the column of the country.", False)


# --- countries ---------------------------------------------------------------------------------------------------------


def countries(tab: VisasTab) -> list[str]:
    return [button.text() for button in tab._country_bar.findChildren(QToolButton) if button.isVisible()]


def test_a_country_of_which_nobody_needs_anything_asks_for_no_day(application: Application, open_tab: Open):
    make_of.card(application, ordinary=Need.NOT_NEEDED)
    mission = make_of.journey(application)
    person = make_of.traveller(application, mission, "Anders")
    make_of.passport(application, person, number="EX9000123")
    assert countries(open_tab(mission)) == ["United States"]


def test_a_country_on_the_way_is_added_changed_and_taken_out(application: Application, tab: VisasTab, mission: str, settled: Settled):
    assert countries(tab) == ["United States  ·  file by 22 October 2021"]
    tab.add_country()
    settled()
    dialog_of(tab).form.editors["country"].show_value("CA")
    dialog_of(tab).accept()
    settled()
    assert countries(tab)[1] == "through Canada  ·  file by 22 October 2021"
    assert [column.title for column in tab.grid.table.columns][3] == "Transit visa: Canada"

    tab.edit_country("CA")
    settled()
    dialog_of(tab).form.editors["times"].show_value(2)
    dialog_of(tab).accept()
    settled()
    assert countries(tab)[1] == "through Canada  ·  entered 2 times  ·  file by 22 October 2021"

    tab.remove_country("CA")
    settled()
    assert len(countries(tab)) == 1


def test_a_country_without_a_card_leads_to_a_new_one(tab: VisasTab, window: MainWindow, settled: Settled):
    tab.add_country()
    settled()
    dialog_of(tab).form.editors["country"].show_value("CA")
    dialog_of(tab).accept()
    settled()
    finding = next(finding for finding in tab.remarks.findings if finding.rule == "card-missing")
    tab.remarks.chosen.emit(finding)
    settled()

    page = window.page()
    assert isinstance(page, VisasPage)
    (dialog,) = page.cards.findChildren(FormDialog)
    assert dialog.form.draft().country == "CA"
    dialog.reject()


def test_the_note_about_the_united_states_is_no_decision(tab: VisasTab):
    assert [finding.severity for finding in tab.remarks.findings if finding.rule == "national-only"] == ["notes"]


def test_what_is_missing_leads_to_its_cell(
    application: Application, tab: VisasTab, window: MainWindow, mission: str, anna: str, settled: Settled
):
    case = make_of.visa(application, mission, anna, remark="begun")
    settled()
    workspace: Any = window.page()
    workspace.tabs.setCurrentIndex(0)
    workspace.show_place(Finding("visas", lazy("Something is late."), ref=Ref(VISA, case)))
    settled()

    row = next(row.id for row in application.ask(matrix(mission)).rows if row.person_id == anna)
    assert (workspace.tabs.currentWidget() is workspace._visas, tab.grid.current()) == (True, (row, VISA_COLUMN))


# --- guests ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def visit(application: Application) -> str:
    """A visit to Brussels."""
    return make_of.visit(application)


@pytest.fixture
def guest(application: Application, visit: str) -> str:
    """A guest from Uzbekistan with a passport."""
    person = make_of.traveller(application, visit, "Namuna", "UZ")
    make_of.passport(application, person, PassportKind.DIPLOMATIC, country="UZ", number="EX9000456")
    return person


def test_guests_have_letters_and_schengen_visas(visit: str, guest: str, open_tab: Open):
    tab = open_tab(visit)

    assert [column.title for column in tab.grid.table.columns] == [
        "Passport",
        "Who pays",
        "Invitation letter",
        "Letter of the authority",
        "Insurance",
        "Schengen visa",
    ]
    assert (tab._country_bar.isVisible(), tab.prepare_action.isVisible()) == (False, False)


def test_the_invitation_of_a_guest_is_entered_in_its_form(
    application: Application, visit: str, guest: str, open_tab: Open, settled: Settled
):
    tab = open_tab(visit)
    choose(tab, "letter", guest)
    tab.open_cell()
    settled()
    dialog = dialog_of(tab)
    assert dialog.windowTitle() == "Invitation of Ada Namuna"
    dialog.form.editors["needs_visa"].show_value(Answer.YES)
    dialog.accept()
    settled()

    assert application.ask(guest_of(visit, guest)).draft.needs_visa is Answer.YES
    assert states(tab, guest)["letter"] is CellState.TO_DO


def test_what_letters_say_and_when_they_went_is_written_for_several(
    application: Application, visit: str, guest: str, open_tab: Open, settled: Settled
):
    other = make_of.traveller(application, visit, "Muster", "KZ")
    tab = open_tab(visit)
    choose(tab, "letter", guest, other)
    tab.set_terms()
    settled()
    dialog_of(tab).form.editors["pays_stay"].show_value(Payer.REGION)
    dialog_of(tab).form.editors["contact"].show_value("A. Nybody, +32 2 000 00 00")
    dialog_of(tab).accept()
    settled()
    tab.step(LetterStep.SENT)
    tab.line.give()
    settled()

    drafts = [application.ask(guest_of(visit, person)).draft for person in (guest, other)]
    assert [(draft.pays_stay, draft.pays_travel, draft.sent_on) for draft in drafts] == [(Payer.REGION, Payer.UNKNOWN, TODAY)] * 2


# --- papers ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The papers that were shown."""
    shown: list[Path] = []
    monkeypatch.setattr(visa_papers, "show_file", lambda path: shown.append(path) or True)
    return shown


def test_the_documents_are_printed_as_a_list(tab: VisasTab, opened: list[Path], qtbot: QtBot):
    tab._follow_papers()
    tab.papers_menu.print_list()
    qtbot.waitUntil(lambda: bool(opened))

    assert opened[0].read_bytes().startswith(b"%PDF")


def test_letters_say_what_is_missing_before_any_number_is_looked_at(
    application: Application, visit: str, guest: str, open_tab: Open, opened: list[Path], settled: Settled
):
    tab = open_tab(visit)
    choose(tab, "letter", guest)
    tab._follow_papers()
    tab.papers_menu.ask_letters()
    tab.line.give()
    settled()

    (passport,) = application.ask(passports_of_person(guest))
    assert (tab.line.asking, len(tab.line.findings.shown), opened, list(application.ask(looks(passport.id)))) == (True, 7, [], [])


def complete(application: Application, visit: str, guest: str) -> None:
    """Give a visit and its guest all that a letter says."""
    make = Make(application)
    make_missions.party(application, visit, organisation_id=make.organisation("Brussels International"))
    make.post(guest, "director")
    make_of.invitation(
        application,
        visit,
        guest,
        language="en",
        needs_visa=Answer.YES,
        pays_travel=Payer.GUEST,
        pays_stay=Payer.REGION,
        contact="A. Nybody, +32 2 000 00 00",
        signatory="A. Nybody",
        signatory_function=Multilingual("hoofd", "chef", "head"),
    )


def test_a_letter_is_written_for_a_purpose(application: Application, open_tab: Open, opened: list[Path], qtbot: QtBot, settled: Settled):
    visit = make_of.visit(application, purpose=Multilingual("overleg", "concertation", "talks"))
    guest = make_of.traveller(application, visit, "Namuna", "UZ")
    passport = make_of.passport(application, guest, PassportKind.DIPLOMATIC, country="UZ", number="EX9000456")
    complete(application, visit, guest)
    tab = open_tab(visit)
    choose(tab, "letter", guest)
    tab._follow_papers()
    tab.papers_menu.ask_letters()
    assert [str(finding.message) for finding in tab.line.findings.shown] == []
    tab.line.give()
    qtbot.waitUntil(lambda: bool(opened))
    settled()

    assert opened[0].name == "Invitation letter Ada NAMUNA.pdf"
    assert [look.purpose for look in application.ask(looks(passport))] == ["Invitation letters for the visit"]


def test_several_letters_go_into_a_folder_and_write_over_nothing(
    application: Application, open_tab: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, settled: Settled
):
    visit = make_of.visit(application, purpose=Multilingual("overleg", "concertation", "talks"))
    guests = [make_of.traveller(application, visit, "Namuna", "UZ") for _guest in range(2)]
    for number, guest in enumerate(guests):
        make_of.passport(application, guest, PassportKind.DIPLOMATIC, country="UZ", number=f"EX900045{number}")
        complete(application, visit, guest)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_arguments: str(tmp_path))
    tab = open_tab(visit)
    choose(tab, "letter", *guests)
    tab._follow_papers()
    tab.papers_menu.ask_letters()
    with qtbot.waitSignal(tab.desk.operations.notice) as told:
        tab.line.give()

    names = sorted(path.name for path in tmp_path.glob("*.pdf"))
    assert names == ["Invitation letter Ada NAMUNA 2.pdf", "Invitation letter Ada NAMUNA.pdf"]
    assert str(told.args[0].text) == f"2 letters are in {tmp_path}"


def test_the_sheet_for_a_note_verbale_says_what_is_missing(
    application: Application, tab: VisasTab, anna: str, opened: list[Path], settled: Settled
):
    choose(tab, VISA_COLUMN, anna)
    tab._follow_papers()
    tab.papers_menu.ask_sheet()
    dialog = tab.findChild(visa_papers.SheetDialog)
    dialog.accept()
    settled()

    assert dialog.isVisible() is True
    assert {key for key, line in dialog.form._findings.items() if line.shown} == {"payer", "contact", "signatory"}
    assert ("The mission has no purpose yet." in [str(finding.message) for finding in dialog.form._general.shown], opened) == (True, [])
    dialog.reject()


# --- everybody ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_control_has_a_name(tab: VisasTab, language: str, settled: Settled):
    spoken.speak(language)
    settled()
    assert nameless(tab) == []


def test_large_text_leaves_room(tab: VisasTab, settled: Settled):
    spoken.speak("nl")
    theme.dress(LIGHT_ALWAYS, 200)
    settled()
    assert tab.minimumSizeHint().width() <= 900


def test_who_may_only_read_is_offered_nothing_else(application: Application, mission: str, anna: str, open_tab: Open):
    act_as(application, "nora", RoleCode.READER)
    tab = open_tab(mission)

    assert [action.isVisible() for action in (tab.prepare_action, *tab.visa_steps, tab.need_action)] == [False] * 10
    assert (tab.step_button.isVisible(), tab.papers_menu.letters_action.isEnabled()) == (False, False)


def test_the_matrix_of_many_travellers_takes_as_many_statements_as_of_one(
    application: Application, mission: str, anna: str, open_tab: Open, statements: Callable[..., Any], settled: Settled
):
    tab = open_tab(mission)
    with statements() as few:
        tab.read()
    for number in range(5):
        make_of.passport(application, make_of.traveller(application, mission, f"Example {number}"))
    settled()
    with statements() as many:
        tab.read()

    assert len(many) == len(few)
