"""The papers of gifts in the windows: what is asked, what is offered, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog, QMenu
from pytestqt.qtbot import QtBot

import ui.gifts.papers as gift_papers
from app.application import Application
from app.domains.gifts.balance_queries import By
from app.domains.gifts.drafts import LoanDraft
from app.domains.gifts.lending_commands import LendGift
from app.domains.gifts.paper_queries import ReceiptDraft
from app.domains.gifts.papers.cards import CardFormat
from app.domains.gifts.papers.producing import FileKind, ListKind
from app.domains.gifts.papers.receipts import ReceiptKind
from app.domains.gifts.vocabulary import GIFT, Extract
from app.kernel.ids import Ref
from tests.makers import gifts as makers
from tests.makers import missions
from ui.gifts.bank import BankPage
from ui.gifts.papers import (
    CARD_FORM,
    EXTRACT_FORM,
    INVENTORY_FORM,
    LABEL_FORM,
    LABELS_KEY,
    LANGUAGE_FORM,
    LIST_FORM,
    RECEIPT_FORM,
    CardDraft,
    ExtractDraft,
    GiftPapers,
    LabelDraft,
    ListDraft,
    bank_papers,
    loan_papers,
    mission_papers,
    register_papers,
)
from ui.kit.dialogs import FormDialog
from ui.kit.forms import FormWidget

Settled = Callable[[], None]


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that were opened."""
    opened: list[Path] = []

    def show(path: Path) -> bool:
        opened.append(path)
        return True

    monkeypatch.setattr(gift_papers, "show_file", show)
    return opened


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Any]]:
    """Answers every form with what it begins with, but for some fields; gives the drafts that forms began with."""

    def answering(**fields: object) -> list[Any]:
        asked: list[Any] = []

        def ask(_cls: object, _parent: object, _application: object, _form: object, draft: Any, *_rest: object) -> tuple[Any, Any]:
            asked.append(draft)
            return draft, replace(draft, **{name: value for name, value in fields.items() if hasattr(draft, name)})

        monkeypatch.setattr(FormDialog, "ask", classmethod(ask))
        return asked

    return answering


def offered(menu: QMenu) -> dict[str, bool]:
    return {action.text().replace("&", ""): action.isEnabled() for action in menu.actions() if not action.isSeparator()}


def choose(menu: QMenu, text: str) -> None:
    next(action for action in menu.actions() if action.text().replace("&", "") == text).trigger()


def made(papers: GiftPapers, qtbot: QtBot, shown: list[Path]) -> bytes:
    qtbot.waitUntil(lambda: papers.made is not None)
    assert shown in ([], [papers.made])
    assert papers.made is not None
    return papers.made.read_bytes()


@pytest.mark.parametrize(
    ("form", "draft"),
    [
        (CARD_FORM, CardDraft(CardFormat.FOLDED, "fr")),
        (CARD_FORM, CardDraft()),
        (LABEL_FORM, LabelDraft("4x10", 3, 2, frames=True, language="en")),
        (RECEIPT_FORM, ReceiptDraft(ReceiptKind.RETURN, date(2021, 9, 1), "Here", "A", "B", True, False, "Care", "nl")),
        (LIST_FORM, ListDraft(FileKind.XLSX, "fr")),
        (INVENTORY_FORM, ListDraft(FileKind.CSV, "fr", "Cupboard")),
        (LANGUAGE_FORM, ListDraft(language="en")),
        (EXTRACT_FORM, ExtractDraft(2021, Extract.ANONYMISED, FileKind.CSV, "nl")),
    ],
)
def test_a_form_gives_back_what_stands_in_it(application: Application, qtbot: QtBot, form: Any, draft: Any):
    widget = FormWidget(form, draft, application)
    qtbot.addWidget(widget)

    assert widget.draft() == draft
    assert widget.ready()


def test_a_place_that_the_sheet_does_not_have_is_refused_in_the_form():
    assert [finding.path for finding in LABEL_FORM.check(LabelDraft("3x7", 22, 0))] == ["start", "copies"]
    assert list(LABEL_FORM.check(LabelDraft("5x13", 65, 100))) == []
    assert [finding.path for finding in EXTRACT_FORM.check(ExtractDraft(21))] == ["year"]


def test_labels_are_opened_and_their_sheet_is_remembered(
    application: Application, bank: BankPage, answer: Callable[..., list[Any]], shown: list[Path], qtbot: QtBot
):
    item = makers.item(application)
    asked = answer(sheet="4x10")
    papers = GiftPapers(bank)
    papers.labels((item,))

    assert made(papers, qtbot, shown).startswith(b"%PDF")
    assert bank.desk.state.text(LABELS_KEY) == "4x10"
    papers.labels((item,))
    assert [draft.sheet for draft in asked] == ["3x7", "4x10"]
    qtbot.waitUntil(lambda: len(shown) == 2)


def test_a_list_for_a_spreadsheet_is_saved_where_the_user_says(
    application: Application,
    bank: BankPage,
    answer: Callable[..., list[Any]],
    shown: list[Path],
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    makers.gift(application, entered=True)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(tmp_path / "register"), ""))
    answer(kind=FileKind.CSV, year=2021, extract=Extract.PUBLIC, language="en")
    papers = GiftPapers(bank)
    papers.extract()

    assert b"G2021/001" in made(papers, qtbot, shown)
    assert (papers.made, shown) == (tmp_path / "register.csv", [])


def test_a_list_that_is_saved_nowhere_is_not_made(
    bank: BankPage, answer: Callable[..., list[Any]], shown: list[Path], settled: Settled, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: ("", ""))
    answer(kind=FileKind.XLSX)
    papers = GiftPapers(bank)
    papers.inventory()
    papers.balance(By.COUNTRY)
    settled()

    assert (papers.made, shown, bank.desk.operations.busy) == (None, [], 0)


def test_the_papers_of_a_mission_are_of_all_its_gifts_when_none_is_selected(
    application: Application, bank: BankPage, answer: Callable[..., list[Any]], shown: list[Path], qtbot: QtBot
):
    mission = missions.mission(application)
    item = makers.item(application)
    for _number in range(2):
        makers.reservation(application, item, mission_id=mission)
    answer(language="en")
    menu = QMenu(bank)
    papers = mission_papers(bank, menu, mission, ())

    assert offered(menu) == {
        "Gift cards…": True,
        "Hand-over receipt…": True,
        "Return receipt…": True,
        "Packing list…": True,
        "Customs value list…": True,
    }
    choose(menu, "Hand-over receipt…")
    assert made(papers, qtbot, shown).startswith(b"%PDF")


@pytest.mark.parametrize("what", ListKind)
def test_the_lists_of_a_mission_are_laid_out(
    application: Application, bank: BankPage, answer: Callable[..., list[Any]], shown: list[Path], qtbot: QtBot, what: ListKind
):
    answer()
    papers = GiftPapers(bank)
    papers.mission_list(missions.mission(application), what)

    assert made(papers, qtbot, shown).startswith(b"%PDF")


def test_menus_offer_what_the_choice_allows(application: Application, bank: BankPage):
    menu = QMenu(bank)
    bank_papers(bank, menu, ())
    assert offered(menu) == {
        "Labels…": False,
        "Labels of everything on the shelves…": True,
        "Gift card…": False,
        "Hand-over receipt…": False,
        "Inventory…": True,
    }
    menu.clear()
    register_papers(bank, menu, (), 2021)
    assert [text for text, enabled in offered(menu).items() if enabled] == ["Extract of the register…", "Inventory…"]
    menu.clear()
    mission_papers(bank, menu, missions.mission(application), ())
    assert [text for text, enabled in offered(menu).items() if enabled] == ["Packing list…", "Customs value list…"]
    menu.clear()
    loan_papers(bank, menu, "")
    assert set(offered(menu).values()) == {False}


def test_a_loan_agreement_is_laid_out_from_its_menu(
    application: Application, bank: BankPage, answer: Callable[..., list[Any]], shown: list[Path], qtbot: QtBot
):
    loan = application.execute(
        LendGift(LoanDraft(item_id=makers.item(application), borrower_said="Museum", since=date(2021, 8, 20)))
    ).result
    answer()
    menu = QMenu(bank)
    papers = loan_papers(bank, menu, loan)
    choose(menu, "Loan agreement…")

    assert made(papers, qtbot, shown).startswith(b"%PDF")


def test_nothing_is_asked_about_nothing(bank: BankPage, answer: Callable[..., list[Any]], qtbot: QtBot):
    asked = answer()
    papers = GiftPapers(bank)
    for act in (lambda: papers.cards(()), lambda: papers.receipt((), ReceiptKind.RETURN)):
        with qtbot.waitSignal(bank.desk.operations.notice) as told:
            act()
        assert str(told.args[0].text) == "Select the gifts first."
    assert asked == []


def test_who_leaves_the_form_makes_no_paper(application: Application, bank: BankPage, monkeypatch: pytest.MonkeyPatch, settled: Settled):
    monkeypatch.setattr(FormDialog, "ask", classmethod(lambda *_asked: None))
    gift = makers.gift(application)
    papers = GiftPapers(bank)
    papers.receipt((Ref(GIFT, gift),), ReceiptKind.HAND_OVER)
    papers.extract(2021)
    papers.labels()
    settled()

    assert papers.made is None
