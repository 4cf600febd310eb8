"""The page of checklist templates: lines changed, moved and removed by key, templates copied, changed and put back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.application import Application
from app.domains.checklists import template_queries as queries
from app.domains.checklists.template_fields import line_form
from app.domains.checklists.templates import TemplateLine, shipped
from app.domains.checklists.vocabulary import DUTIES
from app.kernel.fields import Field
from app.kernel.translated import LANGUAGES, Multilingual, lazy
from tests.makers.access import act_as
from ui.checklists.template_editors import DutiesEditor, LineDialog
from ui.checklists.templates import TemplatesPage
from ui.kit.a11y import nameless
from ui.kit.desk import Desk
from ui.kit.dialogs import FormDialog
from ui.kit.language import spoken

NONE, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
D = TypeVar("D", bound=QDialog)


@pytest.fixture
def page(desk: Desk, show: Callable[[QWidget], QWidget]) -> TemplatesPage:
    """The page, shown, with the first template chosen."""
    made = TemplatesPage(desk)
    made.resize(1080, 740)
    show(made)
    return made


def dialog(kind: type[D]) -> D:
    return next(widget for widget in QApplication.topLevelWidgets() if type(widget) is kind and widget.isVisible())


def lines(page: TemplatesPage) -> list[str]:
    return [line.id for line in page.sheet.lines.table.rows()]


def badges(page: TemplatesPage) -> list[str]:
    line = page.sheet._badge_line
    return [item.widget().text() for n in range(line.count()) if (item := line.itemAt(n)) is not None]


def codes(page: TemplatesPage) -> list[str]:
    return list(page.table.ids())


# ------------------------------------------------------------------------------------------------ the page


def test_the_templates_of_the_program_stand_with_their_lines_and_as_defaults(page):
    assert codes(page) == list(shipped())
    assert page.chosen_id() == "CL1"
    assert lines(page) == [line.key for line in shipped()["CL1"].lines]
    assert badges(page) == ["default", "comes with the program"]
    assert (page.put_back_action.isVisible(), page.remove_action.isVisible()) == (False, False)
    first = page.sheet.lines.table.rows()[0]
    assert (first.when, first.anchor, first.what, first.who) == (
        "90 days before",
        "First day",
        "Request logged, type and level decided",
        "Head of the cell",
    )


def test_what_a_template_is_usual_for_is_told(page, settled):
    page.reveal("CL6")
    settled()
    assert "for each gift" in page.sheet.facts.text()
    assert "usual for: official visit, ministerial mission, State visit and princely mission" in page.sheet.facts.text()
    page.reveal("CL7")
    settled()
    assert "offered, never proposed" in page.sheet.facts.text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_control_has_a_name_in_every_language(page, language, settled):
    spoken.speak(language)
    settled()
    assert nameless(page) == []


def test_lines_are_shown_in_the_language_of_the_screen_and_told_in_all(page, settled):
    spoken.speak("nl")
    settled()
    assert page.sheet.lines.table.rows()[0].what == "Aanvraag en niveau bepaald"
    assert page.sheet.told.text().splitlines() == [
        "Nederlands: Aanvraag en niveau bepaald",
        "Frans: Demande et niveau fixés",
        "Engels: Request logged, type and level decided",
    ]


def test_who_may_not_change_templates_reads_them(desk: Desk, application: Application, show, settled):
    act_as(application, "visitor", "reader")
    made = show(TemplatesPage(desk))
    settled()
    assert len(lines(made)) == 22
    offered = [action for action in (*made._line_actions, made.copy_action, made.put_back_action) if action.isVisible()]
    assert (offered, made.add_action, made.edit_action) == ([], None, None)


# ------------------------------------------------------------------------------------------------ lines


def test_a_line_is_moved_by_key_and_stays_chosen(application: Application, page, settled, qtbot: QtBot):
    before = lines(page)
    page.sheet.lines.select(before[1])
    qtbot.keyClick(page.sheet.lines, Qt.Key.Key_Up, ALT)
    settled()
    assert lines(page)[:3] == [before[1], before[0], before[2]]
    assert page.sheet.lines.current_id() == before[1]
    assert badges(page) == ["default", "changed by the office"]
    qtbot.keyClick(page.sheet.lines, Qt.Key.Key_Down, ALT)
    settled()
    assert lines(page) == before
    assert badges(page) == ["default", "comes with the program"]
    application.undo()
    settled()
    assert lines(page)[0] == before[1]


def test_the_first_line_goes_no_further_up_and_the_last_no_further_down(application: Application, page, settled, qtbot: QtBot):
    steps = len(application.history())
    page.sheet.lines.select(lines(page)[0])
    qtbot.keyClick(page.sheet.lines, Qt.Key.Key_Up, ALT)
    page.sheet.lines.select(lines(page)[-1])
    qtbot.keyClick(page.sheet.lines, Qt.Key.Key_Down, ALT)
    settled()
    assert len(application.history()) == steps
    assert (page.up_action.isEnabled(), page.down_action.isEnabled()) == (True, False)


def test_a_line_is_added_behind_the_chosen_one_and_chosen(page, settled, qtbot: QtBot):
    there = lines(page)
    page.sheet.lines.select(there[1])
    page.sheet.lines.setFocus()
    qtbot.keyClick(page.sheet.lines, Qt.Key.Key_Insert)
    form = dialog(LineDialog)
    form.form.editors["title"].take_plain({"nl": "Parking", "fr": "Parking", "en": "Parking reserved"})
    form.form.editors["offset"].take_plain("-10 working days")
    form.accept()
    settled()
    assert lines(page)[:2] == there[:2]
    assert lines(page)[3:] == there[2:]
    added = page.sheet.lines.table.rows()[2]
    assert (added.id, added.what, added.when) == (page.sheet.lines.current_id(), "Parking reserved", "10 working days before")


def test_a_line_without_words_keeps_its_form_open(page):
    page.add_line()
    form = dialog(LineDialog)
    form.accept()
    assert form.isVisible()
    assert len(page._sheet.template.lines) == 22
    form.reject()


def test_a_line_is_changed_in_a_form(application: Application, page, settled, qtbot: QtBot):
    key = lines(page)[0]
    page.sheet.lines.select(key)
    page.sheet.lines.setFocus()
    qtbot.keyClick(page.sheet.lines, Qt.Key.Key_F2)
    form = dialog(LineDialog)
    form.form.editors["offset"].number.setText("100")
    form.form.editors["duty"].boxes[1].setCurrentIndex(1 + [choice.code for choice in DUTIES].index("CAB"))
    form.accept()
    settled()
    line = application.ask(queries.template("CL1")).line(key)
    assert line is not None
    assert (line.offset, line.duty) == ("-100 days", ("HEAD", "CAB"))
    assert page.sheet.lines.current_id() == key


def test_selected_lines_are_removed_in_one_step(application: Application, page, settled, qtbot: QtBot):
    there = lines(page)
    page.sheet.lines.selectAll()
    page.sheet.lines.setFocus()
    qtbot.keyClick(page.sheet.lines, Qt.Key.Key_Delete)
    settled()
    assert lines(page) == []
    assert [finding.rule for finding in page.sheet.remarks.findings] == ["template-empty"]
    application.undo()
    settled()
    assert lines(page) == there


# ------------------------------------------------------------------------------------------------ templates


def test_a_template_is_put_back_as_it_came(page, settled, qtbot: QtBot):
    there = lines(page)
    page.sheet.lines.select(there[1])
    qtbot.keyClick(page.sheet.lines, Qt.Key.Key_Up, ALT)
    settled()
    page.put_back_action.trigger()
    settled()
    assert (lines(page), badges(page)) == (there, ["default", "comes with the program"])


def test_a_template_is_copied_and_the_copy_removed(page, settled):
    page.copy_action.trigger()
    form = dialog(FormDialog)
    form.form.editors["code"].take_plain("CL9")
    form.accept()
    settled()
    assert page.chosen_id() == "CL9"
    assert badges(page) == ["default", "set by the office"]
    assert len(lines(page)) == 22
    page.remove_action.trigger()
    settled()
    assert codes(page) == list(shipped())


def test_a_code_that_is_taken_is_refused_beside_its_field(page, settled):
    page.add()
    form = dialog(FormDialog)
    form.form.editors["code"].take_plain("CL2")
    form.form.editors["name"].take_plain({"nl": "Beurs", "fr": "Salon", "en": "Fair"})
    form.accept()
    settled()
    assert form.isVisible()
    assert [finding.rule for finding in form.form._refused["code"]] == ["code-twice"]
    form.reject()


def test_the_days_of_a_template_are_confirmed_and_its_kinds_ticked(application: Application, page, settled):
    page.edit()
    form = dialog(FormDialog)
    assert "code" not in form.form.editors
    form.form.editors["types"].take_plain(["official visit"])
    form.form.editors["confirmed"].show_value(value=True)
    form.accept()
    settled()
    one = application.ask(queries.template("CL1"))
    assert (one.types, one.directions, one.confirmed) == (("official visit",), ("incoming",), True)
    assert badges(page) == ["confirmed", "changed by the office"]


def test_a_finding_leads_to_its_line(page, settled):
    page.sheet.lines.select(lines(page)[4])
    page.edit_line()
    form = dialog(LineDialog)
    form.form.editors["title"].take_plain({"nl": "Programma", "fr": "", "en": "Programme"})
    form.accept()
    settled()
    page.sheet.lines.select(lines(page)[0])
    page.sheet.remarks.chosen.emit(page.sheet.remarks.findings[0])
    assert page.sheet.lines.current_id() == lines(page)[4]


def test_the_lines_are_exported_as_they_stand(page, settled, tmp_path: Path, qtbot: QtBot):
    page.export_to(tmp_path / "cl1.csv")
    qtbot.waitUntil((tmp_path / "cl1.csv").exists)
    settled()
    written = (tmp_path / "cl1.csv").read_text("utf-8-sig").splitlines()
    assert written[:2] == [
        "When;Counted from;What is to be done;In whose hands",
        "90 days before;First day;Request logged, type and level decided;Head of the cell",
    ]


# ------------------------------------------------------------------------------------------------ editors


def test_duties_are_chosen_one_after_the_other_and_taken_out_by_choosing_nobody(show):
    editor = show(DutiesEditor(Field("duty", lazy("In whose hands"))))
    editor.show_value(("PROT", "FIN"))
    assert (editor.value(), len(editor.boxes)) == (("PROT", "FIN"), 3)
    editor.boxes[0].setCurrentIndex(0)
    assert (editor.value(), len(editor.boxes)) == (("FIN",), 2)
    editor.boxes[1].setCurrentIndex(1)
    assert (editor.value(), len(editor.boxes)) == (("FIN", "HEAD"), 3)


def test_a_half_typed_line_is_kept_and_comes_back(desk: Desk, show, settled, page):
    form = LineDialog(line_form(), TemplateLine("", Multilingual()), desk.application, lazy("Add line"))
    form.form.editors["offset"].take_plain("+3 weeks")
    form.form.editors["duty"].take_plain(["IT"])
    kept = {key: editor.plain() for key, editor in form.form.editors.items()}
    other = LineDialog(line_form(), TemplateLine("", Multilingual()), desk.application, lazy("Add line"))
    for key, plain in kept.items():
        other.form.editors[key].take_plain(plain)
    assert other.form.draft() == form.form.draft()
    form.deleteLater()
    other.deleteLater()
