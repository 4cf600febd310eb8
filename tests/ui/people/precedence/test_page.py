"""The page of precedence: lists copied, changed and put back, ranks moved by key, two lists side by side, offices of posts confirmed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.application import Application
from app.domains.people import profile_queries as queries
from app.domains.people.precedence import shipped
from app.domains.people.precedence.profiles import Mark
from app.domains.people.profile_fields import PRECEDENCE_LISTS
from app.domains.people.profile_queries import Origin
from app.domains.people.queries import person_card
from app.kernel.translated import LANGUAGES
from tests.makers import Make
from tests.makers.access import act_as
from ui.kit.a11y import nameless
from ui.kit.desk import Desk
from ui.kit.dialogs import FormDialog
from ui.kit.language import spoken
from ui.people.precedence.catalogue import OfficeDialog
from ui.people.precedence.comparing import ELSEWHERE, ONLY_FIRST, ONLY_SECOND, CompareDialog
from ui.people.precedence.page import PrecedencePage
from ui.people.precedence.rank_form import RankDialog

START, FLEMISH = "BRU-START", "VL-2010"
NONE, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
D = TypeVar("D", bound=QDialog)


@pytest.fixture
def page(desk: Desk, show: Callable[[QWidget], QWidget]) -> PrecedencePage:
    """The page, shown, with the start list chosen."""
    made = PrecedencePage(desk, PRECEDENCE_LISTS)
    made.resize(1080, 740)
    show(made)
    return made


def dialog(kind: type[D]) -> D:
    return next(widget for widget in QApplication.topLevelWidgets() if type(widget) is kind and widget.isVisible())


def numbers(page: PrecedencePage) -> list[int]:
    return [line.number for line in page.sheet.ranks.table.rows()]


def titles(page: PrecedencePage) -> list[str]:
    return [line.title for line in page.sheet.ranks.table.rows()]


def badges(page: PrecedencePage) -> list[str]:
    line = page.sheet._badge_line
    return [item.widget().text() for n in range(line.count()) if (item := line.itemAt(n)) is not None]


def test_the_usual_list_stands_first_with_its_ranks(page):
    assert page.chosen_id() == START
    assert numbers(page) == [rank.number for rank in shipped.profiles()[START].ranks]
    assert badges(page) == ["usual list", "comes with the program"]
    assert not page.remove_action.isEnabled()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_control_has_a_name_in_every_language(page, language, settled):
    spoken.speak(language)
    settled()
    assert nameless(page) == []


def test_a_rank_is_moved_by_key_and_stays_chosen(application: Application, page, settled, qtbot: QtBot):
    page.sheet.ranks.choose(30)
    qtbot.keyClick(page.sheet.ranks, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    settled()
    assert titles(page)[:3] == ["King and Queen", "Cardinals", "Members of the royal family"]
    assert page.rank().offices == ("cardinal",)
    assert badges(page) == ["usual list", "changed by the office"]
    application.undo()
    settled()
    assert titles(page)[:3] == ["King and Queen", "Members of the royal family", "Cardinals"]


def test_the_first_rank_goes_no_further_up_and_the_last_no_further_down(application: Application, page, settled, qtbot: QtBot):
    before = len(application.history())
    page.sheet.ranks.choose(numbers(page)[0])
    qtbot.keyClick(page.sheet.ranks, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    page.sheet.ranks.choose(numbers(page)[-1])
    qtbot.keyClick(page.sheet.ranks, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    settled()
    assert len(application.history()) == before
    assert (page.up_action.isEnabled(), page.down_action.isEnabled()) == (True, False)


def test_a_rank_is_inserted_behind_the_chosen_one_and_chosen(page, settled, qtbot: QtBot):
    page.sheet.ranks.choose(20)
    page.sheet.ranks.setFocus()
    qtbot.keyClick(page.sheet.ranks, Qt.Key.Key_Insert)
    form = dialog(RankDialog)
    form.form.editors["title"].take_plain({"nl": "Eregasten", "fr": "Invités d'honneur", "en": "Guests of honour"})
    form.accept()
    settled()
    assert numbers(page)[:4] == [10, 20, 25, 30]
    assert page.sheet.ranks.table.rows()[2].title == "Guests of honour"
    assert page.rank().number == 25


def test_a_number_that_is_taken_is_refused_beside_its_field(page, settled):
    page.sheet.ranks.choose(20)
    page.edit_rank()
    form = dialog(RankDialog)
    form.form.editors["number"].take_plain("30")
    form.accept()
    assert form.isVisible()
    assert [str(finding.message) for finding in form.form.findings() if finding.blocks] == ["The number 30 is taken in this list."]
    form.reject()


def test_a_rank_is_removed_by_key_in_its_table_alone(application: Application, page, settled, qtbot: QtBot):
    page.sheet.ranks.choose(30)
    page.sheet.ranks.setFocus()
    qtbot.keyClick(page.sheet.ranks, Qt.Key.Key_Delete)
    settled()
    assert 30 not in numbers(page)
    assert len(application.ask(queries.profile_ids())) == len(shipped.profiles())


def test_what_the_office_changed_is_put_back(application: Application, page, settled):
    page.sheet.ranks.choose(30)
    page.remove_rank()
    settled()
    assert page.put_back_action.isEnabled()
    page.put_back()
    settled()
    assert application.ask(queries.profile(START)) == shipped.profiles()[START]
    assert badges(page) == ["usual list", "comes with the program"]
    assert not page.put_back_action.isEnabled()


def test_a_list_is_copied_made_usual_and_cannot_be_removed_then(application: Application, desk: Desk, page, settled):
    page.copy_list()
    form = dialog(FormDialog)
    form.form.editors["code"].take_plain("BRU-2026")
    form.accept()
    settled()
    assert (page.chosen_id(), badges(page)) == ("BRU-2026", ["set by the office"])
    page.make_usual()
    settled()
    assert application.ask(queries.usual_profile()) == "BRU-2026"
    told = []
    desk.operations.notice.connect(told.append)
    page.remove()
    settled()
    assert [str(notice.text) for notice in told] == ["This is the usual list: make another one the usual one first."]


def test_ranks_are_confirmed_together_with_the_source_that_was_read(application: Application, page, settled):
    proposals = [rank.number for rank in shipped.profiles()[START].ranks if rank.mark is Mark.PROPOSAL][:1]
    page.sheet.ranks.choose(proposals[0])
    page.confirm_ranks()
    form = dialog(FormDialog)
    form.form.editors["source"].take_plain("Protocol Guide, 22 July 2021")
    form.accept()
    settled()
    rank = next(rank for rank in application.ask(queries.profile(START)).ranks if rank.number == proposals[0])
    assert (rank.mark, rank.source) == (Mark.CONFIRMED, "Protocol Guide, 22 July 2021")


def test_two_lists_stand_side_by_side_with_their_differences_marked(page, settled):
    page.compare_action.trigger()
    shown = dialog(CompareDialog)
    shown.second.setCurrentIndex(shown.second.findData(FLEMISH))
    states = {line.id: line.state for line in shown.lines()}
    told = (states["flemish-minister-president"], states["cardinal"], states["brussels-state-secretary"])
    assert told == (ELSEWHERE, "same", ONLY_FIRST)
    assert nameless(shown) == []
    shown.only_differences.click()
    assert {line.state for line in shown.lines()} == {ONLY_FIRST, ELSEWHERE}
    shown.swap_button.click()
    assert next(line.state for line in shown.lines() if line.id == "brussels-state-secretary") == ONLY_SECOND
    shown.reject()


def test_offices_of_posts_are_proposed_and_written_only_when_confirmed(application: Application, make: Make, page, settled):
    person = make.person("Ada", "Example")
    make.post(person, "chief of cabinet")
    make.post(make.person("Bea", "Example"), "wizard")
    settled()
    shown = page.show_proposals()
    assert [pair[1] for pair in shown.ticked()] == ["chief-of-cabinet"]
    assert nameless(shown) == []
    unknown = next(row.post for row in shown._rows if not row.office)
    shown.choose_office(unknown, "adviser")
    shown.accept()
    settled()
    assert application.ask(queries.proposed_offices()) == []
    assert application.ask(person_card(person)).posts[0].title.en == "chief of cabinet"


def test_an_office_of_ones_own_is_added_to_the_catalogue_and_shown(application: Application, page, settled):
    shown = page.show_catalogue()
    assert nameless(shown) == []
    shown.add()
    form = dialog(OfficeDialog)
    for key, value in (("code", "grand-marshal"), ("title", {"nl": "Grootmaarschalk", "fr": "Grand maréchal", "en": "Grand Marshal"})):
        form.form.editors[key].take_plain(value)
    form.form.editors["words"].take_plain("hofmaarschalk;  grand  maréchal de la Cour ")
    form.accept()
    settled()
    office = application.ask(queries.office("grand-marshal"))
    assert (office.title.en, office.words) == ("Grand Marshal", ("hofmaarschalk", "grand maréchal de la Cour"))
    assert shown.pane.view.current_id() == "grand-marshal"
    assert application.ask(queries.office_rows(("grand-marshal",)))[0].origin is Origin.OWN
    shown.remove()
    settled()
    assert "grand-marshal" not in application.ask(queries.offices())
    shown.accept()


def test_who_may_not_change_lists_reads_them(application: Application, desk: Desk, show, qtbot: QtBot, settled):
    act_as(application, "guest", "reader")
    page = PrecedencePage(desk, PRECEDENCE_LISTS)
    show(page)
    assert numbers(page)[:2] == [10, 20]
    before = len(application.history())
    page.sheet.ranks.choose(20)
    page.sheet.ranks.setFocus()
    for key, modifier in ((Qt.Key.Key_Delete, NONE), (Qt.Key.Key_Insert, NONE), (Qt.Key.Key_F2, NONE), (Qt.Key.Key_Up, ALT)):
        qtbot.keyClick(page.sheet.ranks, key, modifier)
    settled()
    assert len(application.history()) == before
    assert [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QDialog) and widget.isVisible()] == []
    assert not page.insert_action.isVisible()


def test_the_ranks_of_the_list_are_written_to_a_file(desk: Desk, page, tmp_path: Path, qtbot: QtBot):
    told: list[object] = []
    desk.operations.notice.connect(told.append)
    page.export_to(tmp_path / "ranks.csv")
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    lines = (tmp_path / "ranks.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[:2] == ["No.;Rank;Among equals;Mark;Offices", '10;King and Queen;as listed;confirmed;"King; Queen"']
    assert len(lines) == len(shipped.profiles()[START].ranks) + 1


def test_the_ranks_of_the_list_are_printed(page, qtbot: QtBot, monkeypatch):
    shown: list[Path] = []
    monkeypatch.setattr("ui.kit.registers.show_file", lambda path: shown.append(path) or True)
    page.print_action.trigger()
    qtbot.waitUntil(lambda: bool(shown), timeout=20_000)
    assert (shown[0].name, shown[0].read_bytes()[:4]) == ("BRU-START.pdf", b"%PDF")
