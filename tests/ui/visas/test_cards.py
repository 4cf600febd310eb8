"""Country cards in their register: checked again, read from a file with every fault, written to one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.application import Application
from app.domains.visas.card_import import CardFate
from app.domains.visas.card_queries import card_draft, card_ids, cards, sheet_of_cards
from app.domains.visas.visa_terms import CardAge, Need
from tests.makers import visas as make_of
from ui.kit.dialogs import FormDialog
from ui.visas.cards import CardsPage, ImportDialog
from ui.visas.page import VisasPage

Settled = Callable[[], None]
TODAY = date(2021, 9, 1)


@pytest.fixture
def register(page: VisasPage, turn: Callable[[int], None]) -> CardsPage:
    """The cards."""
    turn(2)
    return page.cards


def file_of(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "cards.csv"
    path.write_text("\n".join(("country;ordinary;source;checked_on", *lines)), encoding="utf-8")
    return path


def dialog_of(register: CardsPage) -> ImportDialog:
    return register.findChildren(ImportDialog)[-1]


def test_an_old_card_asks_to_be_checked_and_is(application: Application, register: CardsPage, settled: Settled):
    card = make_of.card(application, "US", checked_on=date(2020, 3, 1), source="the embassy")
    settled()
    register.reveal(card)
    settled()
    assert register._age.text() == "to be checked"

    register.check()
    assert register.line.editor is not None
    assert register.line.editor.value() == "the embassy"
    register.line.editor.show_value("the embassy, by telephone")
    register.line.give()
    settled()

    draft = application.ask(card_draft(card))
    assert (draft.checked_on, draft.source, register._age.text()) == (TODAY, "the embassy, by telephone", "checked")


def test_an_empty_card_is_filled_rather_than_checked(application: Application, register: CardsPage, settled: Settled):
    card = make_of.card(application, "US", ordinary=Need.UNKNOWN, service=Need.UNKNOWN, source="", checked_on=None)
    settled()
    register.reveal(card)
    settled()
    assert application.ask(cards([card]))[0].age is CardAge.EMPTY
    register.check()
    settled()

    (dialog,) = register.findChildren(FormDialog)
    assert (dialog.isVisible(), register.line.asking) == (True, False)
    dialog.reject()


def test_a_file_shows_what_it_would_do_and_is_taken_in_as_one_step(
    application: Application, register: CardsPage, tmp_path: Path, settled: Settled
):
    make_of.card(application, "US")
    settled()
    register.import_from(file_of(tmp_path, "US;not needed;the embassy;2021-08-20", "JP;visa;the embassy;2021-08-20"))
    dialog = dialog_of(register)
    assert dialog.told.text() == "New cards: 1. Cards that change: 1. One Undo takes all of it back."
    assert [(line.line, line.fate) for line in dialog.changes.rows()] == [(2, CardFate.CHANGED), (3, CardFate.NEW)]
    assert dialog.changes.rows()[0].fields == "Ordinary passport, Source and Checked on"
    dialog.accept()
    settled()
    assert [card.country for card in application.ask(cards(application.ask(card_ids())))] == ["JP", "US"]

    application.undo()
    settled()
    assert [card.country for card in application.ask(cards(application.ask(card_ids())))] == ["US"]


def test_a_file_with_a_fault_is_not_taken_in(application: Application, register: CardsPage, tmp_path: Path):
    register.import_from(file_of(tmp_path, "Atlantis;visa;a book;2021-08-20", "US;perhaps;a book;2021-08-20"))
    dialog = dialog_of(register)

    assert [finding.path for finding in dialog.faults.findings] == ["2, country", "3, ordinary"]
    assert dialog.accept_button.isEnabled() is False
    assert list(application.ask(card_ids())) == []
    dialog.reject()


def test_a_file_that_changes_nothing_says_so(application: Application, register: CardsPage, tmp_path: Path, settled: Settled):
    make_of.card(application, "US", ordinary=Need.VISA, source="a book", checked_on=date(2021, 8, 20))
    settled()
    register.import_from(file_of(tmp_path, "US;visa;a book;2021-08-20"))
    dialog = dialog_of(register)

    assert dialog.told.text() == "Nothing in this file differs from the cards that are there."
    assert dialog.accept_button.isEnabled() is False
    dialog.reject()


def test_what_is_written_is_read_back_as_it_is(
    application: Application, register: CardsPage, tmp_path: Path, qtbot: QtBot, settled: Settled
):
    make_of.card(application, "US", file_at="=a trap", health="two\nlines")
    path = tmp_path / "all.csv"
    with qtbot.waitSignal(register.desk.operations.notice):
        sheet = register.ask_now(sheet_of_cards())
        assert sheet is not None
        register.write_to(path, sheet)
    settled()
    register.import_from(path)

    assert [line.fate for line in dialog_of(register).changes.rows()] == [CardFate.SAME]
    dialog_of(register).reject()


def test_a_missing_file_is_told(register: CardsPage, tmp_path: Path, qtbot: QtBot):
    with qtbot.waitSignal(register.desk.operations.notice) as told:
        register.import_from(tmp_path / "nothing.csv")
    assert str(told.args[0].text) == "This file cannot be read."
