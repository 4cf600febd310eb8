"""The whole window: every page in every language and both themes, changes made elsewhere, and nothing left behind."""

from __future__ import annotations

import weakref
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domains.people import commands
from app.domains.people.rules import PersonDraft
from app.kernel.ids import Ref
from app.kernel.translated import LANGUAGES
from ui.kit.a11y import nameless
from ui.kit.dialogs import FormDialog
from ui.kit.language import spoken
from ui.kit.registers import RegisterPage
from ui.kit.theme import DARK_ALWAYS, LIGHT_ALWAYS, theme
from ui.kit.undo import within_quotes
from ui.shell.home import TodayPage
from ui.shell.window import HISTORY_PAGE, SETTINGS_PAGE, TODAY_PAGE, MainWindow


@pytest.fixture
def people(window: MainWindow, make, settled) -> RegisterPage:
    for given, family in (("Ada", "Peeters"), ("Élodie", "Janssens"), ("Omar", "Claes")):
        make.person(given, family)
    window.go("person")
    settled()
    page = window.page()
    assert isinstance(page, RegisterPage)
    return page


def names(page: RegisterPage) -> list[str]:
    return [page.table.index(n, 0).data() for n in range(page.table.rowCount())]


@pytest.mark.parametrize("colours", [LIGHT_ALWAYS, DARK_ALWAYS])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_opens_and_every_control_has_a_name(window: MainWindow, make, settled, language: str, colours: str):
    make.person()
    spoken.speak(language)
    theme.dress(colours)
    for name in window.names():
        window.go(name)
        settled()
        assert window.page() is window.page_named(name)
        assert nameless(window) == []
        assert window.grab().toImage().width() == window.width()


def test_the_language_is_switched_while_pages_are_open(window: MainWindow, people: RegisterPage, settled):
    before = {name: button.text() for name, button in window.sidebar._buttons.items()}
    window.desk.application.execute(commands.AddPerson(PersonDraft(family_name="New", nationality="DE")))
    settled()
    column = next(n for n, column in enumerate(people.table.columns) if column.key == "nationality")
    row = next(n for n in range(people.table.rowCount()) if people.table.index(n, column).data())
    assert people.table.index(row, column).data() == "Germany"
    spoken.speak("fr")
    assert people.table.index(row, column).data() == "Allemagne"
    spoken.speak("en")
    assert {name: button.text() for name, button in window.sidebar._buttons.items()} == before


def test_a_change_made_elsewhere_is_seen_and_the_selection_stays(window: MainWindow, people: RegisterPage, settled):
    people.list_pane.view.select(people.table.ids()[1])
    chosen = people.chosen_id()
    before = names(people)
    window.desk.application.execute(commands.AddPerson(PersonDraft(given_names="Aaron", family_name="Aarts")))
    settled()
    assert len(names(people)) == len(before) + 1
    assert people.chosen_id() == chosen == people.list_pane.view.current_id()


def test_a_hidden_page_reads_when_it_is_shown(window: MainWindow, people: RegisterPage, settled):
    window.go(TODAY_PAGE)
    settled()
    window.desk.application.execute(commands.AddPerson(PersonDraft(family_name="Late")))
    settled()
    assert (people.stale, people.table.rowCount()) == (True, 3)
    window.go("person")
    settled()
    assert (people.stale, people.table.rowCount()) == (False, 4)


def test_typing_in_the_table_filters_it(window: MainWindow, people: RegisterPage, settled):
    people.list_pane.view.setFocus()
    QTest.keyClicks(people.list_pane.view, "e")
    QTest.keyClicks(people.list_pane.filter_bar.line, "lod")
    settled()
    assert people.list_pane.filter_bar.line.text() == "elod"
    assert names(people) == ["Élodie Janssens"]


def test_a_filter_that_finds_nothing_says_so(window: MainWindow, people: RegisterPage, settled):
    people.list_pane.filter_bar.put("zzzz")
    settled()
    assert people.list_pane.empty.isVisible()
    assert not people.list_pane.view.isVisible()


def test_a_person_is_added_by_the_form_and_chosen(window: MainWindow, people: RegisterPage, settled):
    people.add()
    dialog = window.findChild(FormDialog)
    dialog.form.editors["family_name"].inputs()[0].setText("Zonder")
    dialog.accept()
    settled()
    assert people.selected_row().name == "Zonder"
    assert window.notices.isVisible()
    window.notices._buttons[0].click()
    settled()
    assert len(names(people)) == 3


def test_a_refused_form_stays_open_with_what_was_typed(window: MainWindow, people: RegisterPage, settled):
    people.add()
    dialog = window.findChild(FormDialog)
    dialog.form.editors["given_names"].inputs()[0].setText("Only")
    dialog.accept()
    settled()
    assert dialog.isVisible()
    assert dialog.form.draft().given_names == "Only"
    assert dialog.form._findings["family_name"].shown != ()
    dialog.reject()


def test_removing_asks_nothing_and_undo_brings_it_back(window: MainWindow, people: RegisterPage, settled):
    people.list_pane.view.select_first()
    gone = people.selected_row().name
    people.remove()
    settled()
    assert gone not in names(people)
    window.undo.undo.trigger()
    settled()
    assert gone in names(people)
    window.undo.redo.trigger()
    settled()
    assert gone not in names(people)


def test_removing_several_is_one_step(window: MainWindow, people: RegisterPage, settled):
    before = names(people)
    people.list_pane.view.selectAll()
    people.remove()
    settled()
    assert names(people) == []
    window.undo.undo.trigger()
    settled()
    assert names(people) == before


def test_undo_names_what_it_takes_back(window: MainWindow, make, settled):
    assert not window.undo.undo.isEnabled()
    make.person()
    settled()
    step = window.desk.application.next_undo()
    assert window.undo.undo.text() == f"Undo “{step.label}”"
    assert window.undo_button.text() == window.undo.undo.text()


def test_the_palette_finds_records_and_commands(window: MainWindow, people: RegisterPage, settled):
    window.open_palette()
    settled()
    found = window.palette_box.entries("janss elo")
    assert [entry.title for entry in found] == ["Élodie Janssens"]
    commands_found = [entry.title for entry in window.palette_box.entries("shortcuts")]
    assert commands_found == ["Keyboard shortcuts"]
    window.palette_box.close()


def test_a_record_of_the_palette_is_opened_and_stands_first_next_time(window: MainWindow, people: RegisterPage, settled):
    id = people.table.ids()[0]
    window.open(Ref("person", id))
    settled()
    assert window.palette_box.entries("")[0].ref == Ref("person", id)


def test_back_and_forward_go_through_the_places(window: MainWindow, settled):
    window.go(TODAY_PAGE)
    window.go(HISTORY_PAGE)
    window.go(SETTINGS_PAGE)
    window.back.trigger()
    assert window.page() is window.page_named(HISTORY_PAGE)
    window.back.trigger()
    assert isinstance(window.page(), TodayPage)
    assert not window.back.isEnabled()
    window.forward.trigger()
    assert window.page() is window.page_named(HISTORY_PAGE)


def test_the_history_shows_fields_before_and_after(window: MainWindow, make, settled):
    id = make.person("Ada", "Before")
    window.desk.application.execute(commands.EditPerson(id, PersonDraft("Ada", "Before"), PersonDraft("Ada", "After")))
    window.go(HISTORY_PAGE)
    settled()
    page = window.page()
    shown = {(row.before, row.after) for row in page.fields.rows()}
    assert ("Before", "After") in shown


def test_the_keyboard_reaches_the_list_from_the_filter(window: MainWindow, people: RegisterPage, settled, qapp: QApplication):
    window.activateWindow()
    settled()
    people.find_action.trigger()
    assert qapp.focusWidget() is people.list_pane.filter_bar.line
    QTest.keyClick(people.list_pane.filter_bar.line, Qt.Key.Key_Down)
    assert qapp.focusWidget() is people.list_pane.view


def test_a_page_that_is_closed_is_gone(desk, settled: Callable[[], None], show, make):
    make.person()
    screen = next(screen for feature in desk.application.features for screen in feature.screens if screen.kind == "person")
    page = RegisterPage(desk, screen)
    page.show()
    settled()
    watched = weakref.ref(page)
    page.close()
    page.deleteLater()
    del page
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    settled()
    assert watched() is None


def test_large_text_leaves_room_for_every_page(window: MainWindow, make, settled):
    make.person()
    spoken.speak("nl")
    theme.dress(LIGHT_ALWAYS, 200)
    for name in window.names():
        window.go(name)
        settled()
    assert window.minimumSizeHint().width() <= 1280


def test_quotation_marks_within_quotation_marks_are_single_ones():
    assert [within_quotes(text) for text in ("Add “Lunch” to the programme", "Ajouter « Dîner » au programme", "Add mission")] == [
        "Add ‘Lunch’ to the programme",
        "Ajouter ‹ Dîner › au programme",
        "Add mission",
    ]
