"""Stock-taking: one line for scans, what was expected and found, corrections by hand, and what closing books."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.application import Application
from app.domains.gifts.bank_queries import item_card, item_rows
from app.domains.gifts.counting_commands import CountFound, StartCount
from app.domains.gifts.counting_queries import count_sheet, counts
from app.domains.gifts.drafts import CountDraft
from app.domains.gifts.vocabulary import CountState, MovementKind, Tally
from app.kernel.translated import LANGUAGES
from tests.makers import gifts as make_of
from ui.gifts import counting as counting_module
from ui.gifts.closing import BOOKED, MISSING, MOVED, CloseDialog
from ui.gifts.counting import CountingPage
from ui.gifts.scanning import read_scan
from ui.kit.a11y import nameless
from ui.kit.dialogs import FormDialog
from ui.kit.language import spoken
from ui.kit.theme import LIGHT_ALWAYS, theme

Settled = Callable[[], None]
TODAY = date(2021, 9, 1)


@pytest.fixture
def lace(application: Application) -> str:
    """Five pieces of lace in cabinet 3 (B-001)."""
    return make_of.item(application, "Lace", 5, place="Cabinet 3")


@pytest.fixture
def tray(application: Application) -> str:
    """A tray of the register, in the hall (G2021/001)."""
    return make_of.gift(application, "Tray", entered=True, place="Hall")


@pytest.fixture
def count(application: Application, lace: str, tray: str, counting: CountingPage, settled: Settled) -> str:
    """A stock-taking of everything, open on the page."""
    id = application.execute(StartCount(CountDraft(TODAY))).result
    settled()
    return id


def scan(page: CountingPage, qtbot: QtBot, text: str, settled: Settled) -> None:
    page.scan.number.setText(text)
    qtbot.keyClick(page.scan.number, Qt.Key.Key_Return)
    settled()


def tallies(application: Application, count: str) -> dict[str, tuple[int, int | None, Tally]]:
    return {row.number: (row.expected, row.found, row.tally) for row in application.ask(count_sheet(count))}


def stock(application: Application, item: str) -> int:
    return application.ask(item_rows([item]))[0].stock


# --- what is read ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("B-001", ("B-001", 1)),
        (" b-001 ", ("b-001", 1)),
        ("12 × B-001", ("B-001", 12)),
        ("12*B-001", ("B-001", 12)),
        ("3 x B-001", ("B-001", 3)),
        ("3X10", ("3X10", 1)),
        ("", ("", 1)),
    ],
)
def test_a_scan_is_a_number_and_how_many(text: str, read: tuple[str, int]):
    assert read_scan(text) == read


# --- beginning ---------------------------------------------------------------------------------------------------------


def test_without_a_stock_taking_the_page_teaches(counting: CountingPage):
    assert (counting.empty.isVisible(), counting.splitter.isVisible()) == (True, False)


def test_a_stock_taking_of_one_place_expects_what_is_there(
    application: Application, lace: str, tray: str, counting: CountingPage, settled: Settled
):
    counting.begin()
    settled()
    dialog = counting.findChildren(FormDialog)[-1]
    line = dialog.form.editors["place"].inputs()[0]
    assert isinstance(line, QLineEdit)
    assert line.completer().model().rowCount() == 2  # the places there are
    dialog.form.editors["place"].show_value("Cabinet 3")
    dialog.accept()
    settled()

    (row,) = application.ask(counts())
    assert (row.number, row.place, counting.heading.text()) == ("C2021/01", "Cabinet 3", "Stock-taking C2021/01")
    assert [line.number for line in counting.sheet.table.rows()] == ["B-001"]
    assert (counting.scan.where(), counting.focusWidget()) == ("Cabinet 3", counting.scan.number)


# --- scanning ----------------------------------------------------------------------------------------------------------


def test_scans_add_up_and_the_line_is_ready_for_the_next(
    application: Application, count: str, counting: CountingPage, qtbot: QtBot, settled: Settled
):
    scan(counting, qtbot, "B-001", settled)
    scan(counting, qtbot, "b-001", settled)
    assert tallies(application, count)["B-001"] == (5, 2, Tally.FEWER)
    assert (counting.scan.number.text(), counting.scan.number.hasFocus()) == ("", True)
    assert counting.scan.told.text() == "B-001 Lace: 2 of 5 found."

    scan(counting, qtbot, "3 × B-001", settled)
    assert tallies(application, count)["B-001"] == (5, 5, Tally.FOUND)
    assert (counting.scan.told.text(), counting.scan.told.property("tone")) == ("B-001 Lace: 5 of 5 found.", "good")


def test_a_scanner_that_types_as_on_an_american_keyboard_is_understood(
    application: Application, count: str, counting: CountingPage, qtbot: QtBot, settled: Settled
):
    scan(counting, qtbot, "B)àà&", settled)

    assert tallies(application, count)["B-001"] == (5, 1, Tally.FEWER)


def test_an_unknown_number_is_refused_in_the_line_and_written_over_by_the_next(
    application: Application, count: str, counting: CountingPage, qtbot: QtBot, settled: Settled
):
    scan(counting, qtbot, "B-999", settled)
    assert counting.scan.told.text() == "No object has the inventory number “B-999”."
    assert (counting.scan.number.selectedText(), counting.scan.undo_button.isHidden()) == ("B-999", True)
    assert {found for _expected, found, _tally in tallies(application, count).values()} == {None}

    qtbot.keyClicks(counting.scan.number, "B-001")
    qtbot.keyClick(counting.scan.number, Qt.Key.Key_Return)
    settled()
    assert tallies(application, count)["B-001"] == (5, 1, Tally.FEWER)


def test_an_object_of_the_register_is_one_piece(
    application: Application, count: str, counting: CountingPage, qtbot: QtBot, settled: Settled
):
    for _scan in range(2):
        scan(counting, qtbot, "G2021/001", settled)
    assert tallies(application, count)["G2021/001"] == (1, 1, Tally.FOUND)

    scan(counting, qtbot, "2 × G2021/001", settled)
    assert counting.scan.told.text() == "An object of the register is one piece."


def test_what_stands_elsewhere_is_told(application: Application, count: str, counting: CountingPage, qtbot: QtBot, settled: Settled):
    counting.scan.place.setText("Cellar")
    scan(counting, qtbot, "G2021/001", settled)

    assert counting.scan.told.text() == "G2021/001 Tray: found, but it belongs in “Hall”."
    assert {line.number: line.place for line in counting.sheet.table.rows()}["G2021/001"] == "Hall → Cellar"


def test_a_scan_is_taken_back(application: Application, count: str, counting: CountingPage, qtbot: QtBot, settled: Settled):
    scan(counting, qtbot, "B-001", settled)
    scan(counting, qtbot, "B-001", settled)
    counting.scan.undo_button.click()
    settled()

    assert tallies(application, count)["B-001"] == (5, 1, Tally.FEWER)
    assert (counting.scan.told.isHidden(), counting.scan.number.hasFocus()) == (True, True)


def test_another_step_is_not_taken_back_for_a_scan(
    application: Application, count: str, counting: CountingPage, qtbot: QtBot, settled: Settled
):
    scan(counting, qtbot, "B-001", settled)
    make_of.item(application, "Something else", 1)
    settled()
    counting.scan.undo_button.click()
    settled()

    assert tallies(application, count)["B-001"] == (5, 1, Tally.FEWER)


def test_the_sums_follow_the_scans(count: str, counting: CountingPage, qtbot: QtBot, settled: Settled):
    scan(counting, qtbot, "5 × B-001", settled)

    assert [(str(figure.title), figure.number) for figure in counting.numbers.figures] == [
        ("objects", 2),
        ("found", 1),
        ("not counted yet", 1),
    ]
    scan(counting, qtbot, "B-001", settled)
    assert [(str(figure.title), figure.number) for figure in counting.numbers.figures][2] == ("more than expected", 1)


def test_a_long_sheet_is_read_while_the_next_number_is_scanned(
    application: Application, count: str, counting: CountingPage, qtbot: QtBot, settled: Settled, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(counting_module, "MANY", 0)
    scan(counting, qtbot, "B-001", settled)
    scan(counting, qtbot, "B-001", settled)
    qtbot.waitUntil(lambda: counting.scan.told.text() == "B-001 Lace: 2 of 5 found.")

    assert (counting.scan.number.text(), counting.numbers.figures[2].number) == ("", 1)


# --- by hand -----------------------------------------------------------------------------------------------------------


def test_a_number_is_corrected_by_hand(application: Application, count: str, counting: CountingPage, qtbot: QtBot, settled: Settled):
    scan(counting, qtbot, "5 × B-001", settled)
    counting.correct_action.trigger()
    assert counting.line.editor is not None
    counting.line.editor.show_value(4)
    counting.line.give()
    settled()
    assert tallies(application, count)["B-001"] == (5, 4, Tally.FEWER)

    counting.correct_action.trigger()
    counting.line.editor.show_value(0)
    counting.line.give()
    settled()
    assert tallies(application, count)["B-001"] == (5, 0, Tally.MISSING)


def test_what_was_counted_is_taken_off_the_sheet_in_every_place(
    application: Application, count: str, counting: CountingPage, qtbot: QtBot, settled: Settled
):
    for place in ("Cabinet 3", "Cellar"):
        application.execute(CountFound(count, "B-001", place))
    settled()
    counting.sheet.view.select(counting.sheet.table.rows()[0].id)
    counting.take_off_action.trigger()
    settled()
    assert tallies(application, count)["B-001"] == (5, None, Tally.NOT_COUNTED)

    application.undo()
    assert tallies(application, count)["B-001"] == (5, 2, Tally.FEWER)


def test_the_sheet_is_narrowed_to_what_is_missing(application: Application, count: str, counting: CountingPage, settled: Settled):
    application.execute(CountFound(count, "B-001", number=5))
    settled()
    counting.sheet.filter_bar.put(chosen=(("tally", str(Tally.NOT_COUNTED)),))
    settled()

    assert counting.sheet.view.model().rowCount() == 1


# --- closing -----------------------------------------------------------------------------------------------------------


def closing_of(page: CountingPage, monkeypatch: pytest.MonkeyPatch, answer: bool | None) -> list[CloseDialog]:
    """Close without waiting for the dialog; it is answered, and kept to be looked at."""
    shown: list[CloseDialog] = []

    def ask(parent: object, *facts: object) -> bool | None:
        dialog = CloseDialog(*facts)  # type: ignore[arg-type]
        shown.append(dialog)
        dialog.missing.setChecked(bool(answer))
        return answer

    monkeypatch.setattr(CloseDialog, "ask", staticmethod(ask))
    page.close_action.trigger()
    return shown


def test_closing_shows_what_it_books_and_books_it(
    application: Application, lace: str, count: str, counting: CountingPage, monkeypatch: pytest.MonkeyPatch, settled: Settled
):
    application.execute(CountFound(count, "B-001", "Cellar", 4))
    settled()
    (dialog,) = closing_of(counting, monkeypatch, False)
    settled()

    assert [(line.what, line.change, line.effect) for line in dialog.table.rows.rows()] == [
        ("B-001  ·  Lace\n5 expected, 4 found", "−1", BOOKED),
        ("B-001  ·  Lace\nCabinet 3 → Cellar", "", MOVED),
    ]
    assert application.ask(item_card(lace)).ledger[-1].movement is MovementKind.COUNT
    assert (stock(application, lace), application.ask(item_rows([lace]))[0].place) == (4, "Cellar")
    assert (application.ask(counts())[0].state, counting.scan.isVisible(), counting.close_action.isVisible()) == (
        CountState.CLOSED,
        False,
        False,
    )


def test_what_nobody_has_counted_may_count_as_missing(
    application: Application, lace: str, count: str, counting: CountingPage, monkeypatch: pytest.MonkeyPatch, settled: Settled
):
    (dialog,) = closing_of(counting, monkeypatch, True)
    settled()

    assert [(line.effect, line.change) for line in dialog.table.rows.rows()] == [(BOOKED, "−5"), (MISSING, "")]
    assert dialog.missing.text() == "The 2 objects that nobody has counted are not there"
    assert stock(application, lace) == 0


@pytest.mark.parametrize(("accepted", "state"), [(True, CountState.CLOSED), (False, CountState.OPEN)])
def test_closing_is_asked_in_a_window_of_its_own(
    application: Application,
    count: str,
    counting: CountingPage,
    qapp: QApplication,
    settled: Settled,
    accepted: bool,
    state: CountState,
):
    application.execute(CountFound(count, "B-001", "", 5))
    settled()

    def answer() -> None:
        (dialog,) = [widget for widget in qapp.topLevelWidgets() if isinstance(widget, CloseDialog)]
        assert dialog.accept_button.text() == "Close and book"
        dialog.accept() if accepted else dialog.reject()

    QTimer.singleShot(0, counting, answer)
    counting.close_action.trigger()
    settled()

    assert application.ask(counts())[0].state is state


def test_a_stock_taking_left_open_books_nothing(
    application: Application, lace: str, count: str, counting: CountingPage, monkeypatch: pytest.MonkeyPatch, settled: Settled
):
    application.execute(CountFound(count, "B-001", "", 1))
    settled()
    closing_of(counting, monkeypatch, None)
    settled()

    assert (stock(application, lace), application.ask(counts())[0].state) == (5, CountState.OPEN)


def test_a_stock_taking_is_given_up_and_brought_back(application: Application, count: str, counting: CountingPage, settled: Settled):
    application.execute(CountFound(count, "B-001", "", 1))
    settled()
    counting.give_up_action.trigger()
    settled()
    assert (list(application.ask(counts())), counting.empty.isVisible()) == ([], True)

    application.undo()
    settled()
    assert tallies(application, count)["B-001"] == (5, 1, Tally.FEWER)


# --- the page ----------------------------------------------------------------------------------------------------------


def test_what_a_colleague_counts_is_seen(application: Application, count: str, counting: CountingPage, settled: Settled):
    application.execute(CountFound(count, "B-001", number=2))
    settled()

    assert [(line.number, line.found) for line in counting.sheet.table.rows()] == [("B-001", 2), ("G2021/001", None)]


def test_the_sheet_is_printed_as_it_stands(count: str, counting: CountingPage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot):
    shown: list[Path] = []
    monkeypatch.setattr(counting_module, "show_file", lambda path: shown.append(path) or True)
    counting.print_action.trigger()
    qtbot.waitUntil(lambda: bool(shown))

    assert shown[0].read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_control_has_a_name(count: str, counting: CountingPage, language: str, qtbot: QtBot, settled: Settled):
    spoken.speak(language)
    scan(counting, qtbot, "B-001", settled)

    assert nameless(counting) == []


def test_large_text_leaves_room(count: str, counting: CountingPage, settled: Settled):
    spoken.speak("nl")
    theme.dress(LIGHT_ALWAYS, 200)
    settled()

    assert counting.minimumSizeHint().width() <= 900
