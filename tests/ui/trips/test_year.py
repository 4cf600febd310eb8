"""The figures of a year on the screen: they open from the register, follow the year that is chosen, and go out as files."""

from __future__ import annotations

import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.domains.trips.yearly_tables import heading
from app.kernel.clock import FixedClock
from app.kernel.translated import LANGUAGES
from tests.makers.trips import request
from ui.kit.a11y import nameless
from ui.kit.controls import Label
from ui.kit.language import spoken
from ui.trips import year as year_module
from ui.trips.year import PartTable, YearDialog


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands at eleven in the morning of Monday 26 January 2026 in Brussels."""
    return FixedClock(datetime(2026, 1, 26, 10, 0, tzinfo=UTC))


@pytest.fixture
def dialog(office, register, qtbot, settled):
    """The figures in front of the register, of an office with one request that was submitted."""
    office.sent(request())
    page = register("lex")
    dialog = YearDialog.show_for(page, date(2026, 1, 26))
    qtbot.waitUntil(lambda: dialog.figures is not None)
    settled()
    yield dialog
    qtbot.waitUntil(lambda: not page.desk.operations.busy)
    dialog.reject()
    settled()


def tables(dialog: YearDialog) -> dict[str, PartTable]:
    return {table.part.title: table for table in dialog.lines.findChildren(PartTable)}


def texts(table: PartTable) -> list[str]:
    return [label.text() for label in table.findChildren(Label)]


def test_the_register_offers_the_figures(office, register, qtbot, settled):
    page = register("lex")
    assert page.figures_action in page.more_menu.actions()
    page.figures_action.trigger()
    (dialog,) = page.findChildren(YearDialog)
    qtbot.waitUntil(lambda: dialog.figures is not None)
    assert (dialog.year.currentText(), dialog.figures.files, dialog.save_button.isEnabled()) == ("2025", 0, False)
    assert dialog.lines.widgets()[-1].text() == "No request was submitted for a trip that departs in this year."
    dialog.reject()
    settled()


def test_it_opens_on_a_year_with_trips_and_shows_them(dialog):
    assert (dialog.year.currentText(), dialog.lines.widgets()[0].text()) == ("2026", "Figures of the service trips of 2026")
    assert texts(tables(dialog)["By state of the file"]) == ["By state of the file", "State of the file", "Files", "in approval", "1"]
    assert dialog.isModal()


def test_another_year_is_read_when_it_is_chosen(dialog, qtbot):
    dialog.year.setCurrentIndex(dialog.year.findData(2025))
    qtbot.waitUntil(lambda: dialog.figures is not None)
    assert (dialog.figures.year, dialog.save_button.isEnabled(), tables(dialog)) == (2025, False, {})


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_follows_the_language_and_every_control_has_a_name(dialog, language, settled):
    spoken.speak(language)
    settled()
    assert dialog.lines.widgets()[0].text() == heading(dialog.figures, spoken.wording)
    assert nameless(dialog) == []


def test_the_figures_are_saved_for_a_spreadsheet(dialog, qtbot, tmp_path):
    for kind in ("csv", "xlsx"):
        dialog.save_to(tmp_path / f"figures.{kind}")
        qtbot.waitUntil((tmp_path / f"figures.{kind}").exists)
    assert "Requests submitted" in (tmp_path / "figures.csv").read_text("utf-8-sig")
    with zipfile.ZipFile(tmp_path / "figures.xlsx") as book:
        assert b"Requests submitted" in book.read("xl/sharedStrings.xml")


def test_the_button_asks_where_they_are_kept(dialog, monkeypatch, qtbot, tmp_path):
    asked: list[str] = []

    def answer(_page: object, stem: str) -> Path:
        asked.append(stem)
        return tmp_path / "kept.csv"

    monkeypatch.setattr(year_module, "ask_where", answer)
    dialog.save_button.click()
    qtbot.waitUntil((tmp_path / "kept.csv").exists)
    assert asked == ["figures-2026"]


def test_they_are_printed_as_a_paper(dialog, monkeypatch, qtbot):
    opened: list[Path] = []

    def open_it(path: Path) -> bool:
        opened.append(path)
        return True

    monkeypatch.setattr(year_module, "show_file", open_it)
    dialog.print_button.click()
    qtbot.waitUntil(lambda: len(opened) == 1)
    assert (opened[0].name, opened[0].read_bytes()[:5]) == ("figures-2026.pdf", b"%PDF-")


def test_closing_it_while_it_reads_does_no_harm(office, register, qtbot, settled):
    page = register("lex")
    dialog = YearDialog.show_for(page, date(2026, 1, 26))
    dialog.reject()
    settled()
    qtbot.waitUntil(lambda: not page.desk.operations.busy)
    assert page.findChildren(YearDialog) == []
