"""The register of passports: masked numbers, looks with a purpose, handing out and taking back, scans that go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.application import Application
from app.domains.access.vocabulary import RoleCode
from app.domains.visas.passport_fields import PASSPORTS
from app.domains.visas.passport_queries import custodies, looks, passports, scans_of_passport
from app.domains.visas.terms import PassportState
from tests.makers import passports as make_of
from tests.makers.access import act_as
from ui.kit.desk import Desk
from ui.kit.dialogs import FormDialog, Question
from ui.shell.window import MainWindow
from ui.visas import scans as scans_module
from ui.visas.numbers import SEEN_FOR
from ui.visas.page import VisasPage
from ui.visas.passports import PassportsPage

Settled = Callable[[], None]
NUMBER = "EX9000123"
TODAY = date(2021, 9, 1)


@pytest.fixture
def passport(application: Application) -> str:
    """A service passport."""
    return make_of.passport(application, number=NUMBER)


@pytest.fixture
def register(passport: str, page: VisasPage, settled: Settled) -> PassportsPage:
    """The register, with the passport chosen."""
    page.passports.reveal(passport)
    settled()
    return page.passports


def dialog_of(register: PassportsPage) -> FormDialog:
    return register.findChildren(FormDialog)[-1]


def texts_of(widget: QWidget) -> str:
    labels = [child.text() for child in widget.findChildren(QWidget) if hasattr(child, "text") and callable(child.text)]
    tips = [child.toolTip() for child in widget.findChildren(QWidget)]
    return "\n".join([*labels, *tips])


def row(application: Application, passport: str):
    return application.ask(passports([passport]))[0]


# --- the number --------------------------------------------------------------------------------------------------------


def test_the_number_is_masked_everywhere(register: PassportsPage, window: MainWindow):
    assert register.number.masked.text() == "•••••123"
    assert NUMBER not in texts_of(window)
    assert [
        index.data() for index in (register.table.index(0, n) for n in range(register.table.columnCount())) if index.data() == NUMBER
    ] == []


def test_the_number_is_seen_for_a_purpose_and_the_look_is_told(
    application: Application, register: PassportsPage, passport: str, qtbot: QtBot, settled: Settled
):
    qtbot.mouseClick(register.number.ask_button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(register.number.purpose, "visa application for Singapore")
    qtbot.keyClick(register.number.purpose, Qt.Key.Key_Return)
    settled()

    assert (register.number.seen, register.number.number.text()) == (True, NUMBER)
    assert [(look.name, look.purpose) for look in application.ask(looks(passport))] == [("officer", "visa application for Singapore")]
    (told,) = register.look_lines.widgets()
    assert told.text() == "1 September 2021, 12:00  ·  officer  ·  passport number  ·  visa application for Singapore"


def test_without_words_of_purpose_the_number_stays_masked(
    application: Application, register: PassportsPage, passport: str, qtbot: QtBot, settled: Settled
):
    register.number.ask()
    qtbot.keyClicks(register.number.purpose, "x")
    qtbot.keyClick(register.number.purpose, Qt.Key.Key_Return)
    settled()

    assert register.number.seen is False
    assert [finding.rule for finding in register.number.findings.shown] == ["purpose-missing"]
    assert list(application.ask(looks(passport))) == []


def test_the_number_goes_again_after_a_minute(register: PassportsPage, settled: Settled):
    register._on_number_asked("visa application for Singapore")
    settled()
    for _second in range(SEEN_FOR):
        register.number._on_second()

    assert (register.number.seen, register.number.number.text()) == (False, "")


def test_the_number_goes_with_the_page_and_with_another_passport(
    application: Application, register: PassportsPage, passport: str, page: VisasPage, settled: Settled
):
    other = make_of.passport(application, name="Other")
    settled()
    for leave in (lambda: page.tabs.setCurrentIndex(1), lambda: register.reveal(other)):
        page.tabs.setCurrentIndex(0)
        register.reveal(passport)
        settled()
        register._on_number_asked("visa application for Singapore")
        settled()
        assert register.number.seen is True
        leave()
        settled()
        assert (register.number.seen, register.number.number.text()) == (False, "")


def test_escape_takes_the_question_back(register: PassportsPage, qtbot: QtBot):
    register.number.ask()
    qtbot.keyClick(register.number.purpose, Qt.Key.Key_Escape)

    assert register.number.ask_button.isVisible() is True


def test_a_number_is_not_kept_with_a_half_typed_form(register: PassportsPage, settled: Settled, tmp_path: Path):
    register.add()
    settled()
    dialog = dialog_of(register)
    line = dialog.form.editors["number"].inputs()[0]
    assert isinstance(line, QLineEdit)
    line.setText("EX7654321")
    dialog.form.editors["kept_at"].take_plain("safe")
    dialog.form._keep()

    kept = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "machine" / "drafts").rglob("*.json"))
    assert ("safe" in kept, "EX7654321" in kept) == (True, False)
    dialog.reject()


def test_changing_a_passport_leaves_its_number(application: Application, register: PassportsPage, passport: str, settled: Settled):
    register.edit()
    settled()
    dialog = dialog_of(register)
    line = dialog.form.editors["number"].inputs()[0]
    assert isinstance(line, QLineEdit)
    assert (line.text(), line.placeholderText()) == ("", "•••••123: leave empty to keep it")
    dialog.form.editors["kept_at"].show_value("room 4")
    dialog.accept()
    settled()

    assert (row(application, passport).number, row(application, passport).kept_at) == ("•••••123", "room 4")


# --- who has it --------------------------------------------------------------------------------------------------------


def test_a_passport_is_handed_out_and_taken_back(application: Application, register: PassportsPage, passport: str, settled: Settled):
    assert (register.hand_out_action.isVisible(), register.take_back_action.isVisible()) == (True, False)
    register.hand_out()
    settled()
    dialog_of(register).accept()
    settled()
    assert (row(application, passport).state, row(application, passport).with_whom) == (PassportState.OUT, "Ada Example")
    assert (register.hand_out_action.isVisible(), register.take_back_action.isVisible()) == (False, True)

    register.take_back()
    settled()
    dialog_of(register).form.editors["kept_at"].show_value("safe 2")
    dialog_of(register).accept()
    settled()

    assert (row(application, passport).state, row(application, passport).kept_at) == (PassportState.VALID, "safe 2")
    (told,) = register.custody_lines.widgets()
    assert told.text() == "1 September 2021, to Ada Example  ·  back on 1 September 2021  ·  not signed for"


def test_a_handing_out_is_corrected(application: Application, register: PassportsPage, passport: str, settled: Settled):
    make_of.handed_out(application, passport, TODAY, handed_to="Embassy")
    settled()
    register.correct()
    settled()
    dialog_of(register).form.editors["handed_to"].show_value("Embassy of Japan")
    dialog_of(register).accept()
    settled()

    assert [one.handed_to for one in application.ask(custodies(passport))] == ["Embassy of Japan"]


def test_a_cancelled_passport_can_count_again(application: Application, register: PassportsPage, passport: str, settled: Settled):
    register.cancel()
    settled()
    dialog_of(register).form.editors["cancelled_why"].show_value("reported lost")
    dialog_of(register).accept()
    settled()
    assert row(application, passport).state is PassportState.CANCELLED
    assert (register.cancel_action.isVisible(), register.revive_action.isVisible()) == (False, True)

    register.revive()
    settled()

    assert row(application, passport).state is PassportState.VALID


# --- scans -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def scan(register: PassportsPage, tmp_path: Path, settled: Settled) -> str:
    """A scan that is kept for a visa."""
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"%PDF-1.4 a page")
    register.scans.keep(path)
    settled()
    dialog = dialog_of(register)
    dialog.form.editors["purpose"].show_value("visa application for Singapore")
    dialog.form.editors["until"].show_value(date(2021, 12, 1))
    dialog.accept()
    settled()
    (one,) = register.scans.rows
    return one.id


def test_a_scan_is_kept_with_its_purpose_and_end(application: Application, register: PassportsPage, passport: str, scan: str):
    (one,) = application.ask(scans_of_passport(passport))
    assert (one.id, one.purpose, one.until) == (scan, "visa application for Singapore", date(2021, 12, 1))


def test_a_scan_without_an_end_is_not_kept(
    application: Application, register: PassportsPage, passport: str, tmp_path: Path, settled: Settled
):
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"%PDF-1.4 a page")
    register.scans.keep(path)
    settled()
    dialog = dialog_of(register)
    dialog.form.editors["purpose"].show_value("visa application for Singapore")
    dialog.accept()
    settled()

    assert (dialog.isVisible(), list(application.ask(scans_of_passport(passport)))) == (True, [])
    dialog.reject()


def test_a_scan_is_shown_for_a_purpose_and_its_copy_goes(
    application: Application, register: PassportsPage, passport: str, scan: str, monkeypatch: pytest.MonkeyPatch, settled: Settled
):
    shown: list[Path] = []
    monkeypatch.setattr(scans_module, "show_file", lambda path: shown.append(path) or True)
    register.scans.see(scan)
    assert register.scans.line.editor is not None
    register.scans.line.editor.show_value("answer a question of the embassy")
    register.scans.line.give()
    settled()

    assert [path.read_bytes() for path in shown] == [b"%PDF-1.4 a page"]
    assert [(look.scan, look.purpose) for look in application.ask(looks(passport))] == [(True, "answer a question of the embassy")]
    register.scans._sweeping.timeout.emit()
    assert [path.exists() for path in shown] == [False]


def test_a_scan_is_destroyed_after_a_question(
    application: Application, register: PassportsPage, passport: str, scan: str, monkeypatch: pytest.MonkeyPatch, settled: Settled
):
    answers = iter((False, True))
    monkeypatch.setattr(Question, "ask", classmethod(lambda *_arguments: next(answers)))
    register.scans.give_up(scan)
    settled()
    assert [one.id for one in application.ask(scans_of_passport(passport))] == [scan]

    register.scans.give_up(scan)
    settled()
    assert list(application.ask(scans_of_passport(passport))) == []


# --- rights ------------------------------------------------------------------------------------------------------------


def test_a_reader_sees_masked_numbers_and_can_change_nothing(
    application: Application, desk: Desk, show: Callable[[QWidget], QWidget], settled: Settled
):
    make_of.passport(application, number=NUMBER)
    act_as(application, "nora", RoleCode.READER)
    register = PassportsPage(desk, PASSPORTS)
    show(register)
    settled()

    assert register.number.masked.text() == "•••••123"
    offered = (register.number.ask_button, register.scans.keep_button, register._looks_section)
    assert [widget.isVisible() for widget in offered] == [False, False, False]
    assert [action.isVisible() for action in (register.hand_out_action, register.cancel_action, register.number_action)] == [False] * 3
    assert (register.add_action, register.edit_action, register.remove_action) == (None, None, None)
