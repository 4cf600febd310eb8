"""The gift bank: what is there and free, its story and its ledger, buying, losing, lending, and what is no longer offered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.application import Application
from app.domains.access.vocabulary import RoleCode
from app.domains.gifts.bank_commands import NoteGiftMovement, RetireItem
from app.domains.gifts.bank_fields import BANK
from app.domains.gifts.bank_queries import item_card, item_rows
from app.domains.gifts.drafts import LoanDraft, MovementDraft, Photo
from app.domains.gifts.lending_commands import LendGift
from app.domains.gifts.lending_queries import loans_of_item
from app.domains.gifts.vocabulary import GIFT_ITEM, Level, MovementKind
from app.kernel.ids import Ref
from app.kernel.money import Money
from app.kernel.translated import LANGUAGES, Multilingual
from tests.makers import gifts as make_of
from tests.makers.access import act_as
from ui.gifts import papers as papers_module
from ui.gifts.bank import BankPage
from ui.gifts.numbers import Figure
from ui.kit.a11y import nameless
from ui.kit.desk import Desk
from ui.kit.dialogs import FormDialog
from ui.kit.language import spoken
from ui.kit.theme import LIGHT_ALWAYS, theme
from ui.shell.window import MainWindow

Settled = Callable[[], None]
Show = Callable[[QWidget], QWidget]
TODAY = date(2021, 9, 1)
STORY = Multilingual("Gekloste kant uit een atelier.", "", "Bobbin lace of a workshop.")


@pytest.fixture
def lace(application: Application) -> str:
    """Five pieces of bobbin lace."""
    return make_of.item(application, "Bobbin lace", 5, minimum=2, story=STORY, place="Cabinet 3", maker="Workshop (sample)")


def a_picture() -> bytes:
    image, buffer = QImage(40, 30, QImage.Format.Format_RGB32), QBuffer()
    image.fill(QColor("teal"))
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def dialog_of(page: BankPage) -> FormDialog:
    return page.findChildren(FormDialog)[-1]


def fill(dialog: FormDialog, **values: object) -> None:
    for key, value in values.items():
        dialog.form.editors[key].show_value(value)
        dialog.form.editors[key].edited.emit()


def numbers(application: Application, item: str) -> tuple[int, int, int, int]:
    (row,) = application.ask(item_rows([item]))
    return row.stock, row.reserved, row.free, row.lent


def moved(application: Application, item: str, number: int, kind: MovementKind = MovementKind.PURCHASE, remark: str = "") -> None:
    application.execute(NoteGiftMovement(item, MovementDraft(kind, TODAY, number, remark=remark)))


def choose(bank: BankPage, item: str, settled: Settled) -> None:
    settled()
    bank.reveal(item)
    settled()


# --- what is seen ------------------------------------------------------------------------------------------------------


def test_the_list_shows_what_is_here_reserved_and_free(application: Application, lace: str, bank: BankPage, settled: Settled):
    make_of.reservation(application, lace, 2)
    settled()

    row = bank.table.row_at(0)
    assert row is not None
    assert (row.stock, row.reserved, row.free, row.state) == (5, 2, 3, "free")
    assert bank.pane.heading.text() == "Bobbin lace"
    assert [(str(figure.title), figure.number) for figure in bank.pane.numbers.figures] == [
        ("in stock", 5),
        ("pieces reserved", 2),
        ("free", 3),
        ("minimum", 2),
    ]


@pytest.mark.parametrize(("minimum", "number", "state"), [(0, 0, "none free"), (3, 2, "short"), (2, 2, "free")])
def test_a_badge_says_what_matters_most(application: Application, bank: BankPage, minimum: int, number: int, state: str, settled: Settled):
    make_of.item(application, number=number, minimum=minimum)
    settled()

    assert bank.table.row_at(0).state == state


def test_what_is_past_its_day_and_what_is_no_longer_offered_are_told(application: Application, bank: BankPage, settled: Settled):
    make_of.item(application, "Pralines", 4, bought=date(2021, 6, 1), shelf_days=30)
    pen = make_of.item(application, "Pen")
    application.execute(RetireItem(pen, date(2021, 8, 1)))
    settled()

    assert [bank.table.row_at(number).state for number in range(2)] == ["expired", "retired"]


def test_the_story_is_read_in_each_language_and_what_is_missing_is_told(lace: str, bank: BankPage, settled: Settled):
    choose(bank, lace, settled)
    story = bank.pane.story
    assert story.text.text() == "Bobbin lace of a workshop."

    story.buttons.button(LANGUAGES.index("nl")).click()
    assert story.text.text() == "Gekloste kant uit een atelier."
    story.buttons.button(LANGUAGES.index("fr")).click()
    assert story.text.text() == "Not yet written in Français."


def test_the_ledger_has_a_running_stock_and_what_is_promised_above_it(
    application: Application, lace: str, bank: BankPage, settled: Settled
):
    make_of.reservation(application, lace, 2, day=date(2021, 9, 20))
    choose(bank, lace, settled)

    lines = bank.pane.ledger.table.rows.rows()
    assert [(line.what.split("\n")[0], line.number, line.stock) for line in lines] == [
        ("reserved  ·  Envoy of Examplia", "−2", ""),
        ("purchase", "+5", "5"),
    ]


def test_a_long_ledger_shows_its_latest_lines_until_all_are_wanted(application: Application, lace: str, bank: BankPage, settled: Settled):
    for _purchase in range(9):
        moved(application, lace, 1)
    choose(bank, lace, settled)
    ledger = bank.pane.ledger
    assert (len(ledger.table.rows.rows()), ledger.all_button.text()) == (8, "Show all 10 lines")

    ledger.all_button.click()
    assert (len(ledger.table.rows.rows()), ledger.all_button.isHidden()) == (10, True)


def test_photographs_of_the_chosen_object_are_shown(application: Application, bank: BankPage, settled: Settled):
    item = make_of.item(application, photos=(Photo(application.keep_picture(a_picture()), "front"),))
    choose(bank, item, settled)

    assert [button.accessibleName() for button in bank.pane.photographs.buttons] == ["Photograph 1 of 1: front"]


def test_an_empty_bank_teaches(bank: BankPage):
    assert bank.list_pane.empty.isVisible()
    assert bank.side.isHidden()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_control_has_a_name(lace: str, bank: BankPage, language: str, settled: Settled):
    spoken.speak(language)
    choose(bank, lace, settled)

    assert nameless(bank) == []


def test_large_text_leaves_room(lace: str, bank: BankPage, settled: Settled):
    spoken.speak("nl")
    theme.dress(LIGHT_ALWAYS, 200)
    choose(bank, lace, settled)

    assert bank.minimumSizeHint().width() <= 900


# --- what is done ------------------------------------------------------------------------------------------------------


def test_pieces_are_bought_at_the_price_of_the_last_time(application: Application, lace: str, bank: BankPage, settled: Settled):
    choose(bank, lace, settled)
    bank.buy()
    settled()
    dialog = dialog_of(bank)
    assert dialog.form.editors["unit_cost"].value() == Money(Decimal("40.00"))
    fill(dialog, number=3, supplier="Market stall")
    dialog.accept()
    settled()

    (_first, last) = application.ask(item_card(lace)).ledger
    assert (last.movement, last.number, last.stock, last.day, last.supplier) == (MovementKind.PURCHASE, 3, 8, TODAY, "Market stall")
    assert bank.pane.numbers.figures[0].number == 8


def test_a_loss_says_what_happened_and_is_no_more_than_there_is(application: Application, lace: str, bank: BankPage, settled: Settled):
    choose(bank, lace, settled)
    bank.note_loss()
    settled()
    dialog = dialog_of(bank)
    fill(dialog, number=6, remark="broken")
    dialog.accept()
    settled()
    assert (dialog.isVisible(), numbers(application, lace)[0]) == (True, 5)

    fill(dialog, number=1, remark="")
    dialog.accept()
    settled()
    assert (dialog.isVisible(), numbers(application, lace)[0]) == (True, 5)

    fill(dialog, remark="broken")
    dialog.accept()
    settled()
    assert numbers(application, lace)[0] == 4


def test_a_loss_noted_by_mistake_is_withdrawn(application: Application, lace: str, bank: BankPage, settled: Settled):
    moved(application, lace, 2, MovementKind.LOSS, "broken")
    choose(bank, lace, settled)
    ledger = bank.pane.ledger
    ledger.table.select(ledger.table.rows.rows()[0].id)
    ledger.withdraw_action.trigger()
    settled()

    assert (numbers(application, lace)[0], len(ledger.table.rows.rows())) == (5, 1)


def test_what_follows_from_a_reservation_is_not_withdrawn_in_the_ledger(
    application: Application, lace: str, bank: BankPage, settled: Settled
):
    make_of.reservation(application, lace)
    choose(bank, lace, settled)
    ledger = bank.pane.ledger
    reserved, purchase = ledger.table.rows.rows()

    ledger.table.select(reserved.id)
    assert ledger.withdraw_action.isEnabled() is False
    ledger.table.select(purchase.id)
    assert ledger.withdraw_action.isEnabled() is True


def test_pieces_are_lent_and_taken_back(application: Application, lace: str, bank: BankPage, settled: Settled):
    choose(bank, lace, settled)
    bank.lend()
    settled()
    fill(dialog_of(bank), number=2, borrower_said="Museum of Examples", due_back_on=date(2021, 10, 1), insured=Money(Decimal(90)))
    dialog_of(bank).accept()
    settled()
    assert numbers(application, lace) == (3, 0, 3, 2)
    (line,) = bank.pane.loans.table.rows.rows()
    assert (line.what, line.state) == ("2 × Museum of Examples\nsince 1 September 2021  ·  due back on 1 October 2021", "out")

    bank.pane.loans.back_action.trigger()
    settled()
    fill(dialog_of(bank), condition_after="as it was")
    dialog_of(bank).accept()
    settled()
    assert numbers(application, lace) == (5, 0, 5, 0)
    (loan,) = application.ask(loans_of_item(lace))
    assert (loan.back_on, loan.condition_after, bank.pane.loans.back_action.isEnabled()) == (TODAY, "as it was", False)


def test_a_loan_is_changed_while_it_is_out(application: Application, lace: str, bank: BankPage, settled: Settled):
    choose(bank, lace, settled)
    bank.lend()
    settled()
    fill(dialog_of(bank), borrower_said="Museum of Examples")
    dialog_of(bank).accept()
    settled()
    bank.pane.loans.change_action.trigger()
    settled()
    dialog = dialog_of(bank)
    assert {"number", "since", "item_id"} & set(dialog.form.editors) == set()
    fill(dialog, due_back_on=date(2021, 12, 1))
    dialog.accept()
    settled()

    assert [loan.due_back_on for loan in application.ask(loans_of_item(lace))] == [date(2021, 12, 1)]


def test_an_object_is_no_longer_offered_and_offered_again(application: Application, lace: str, bank: BankPage, settled: Settled):
    choose(bank, lace, settled)
    bank.retire_action.trigger()
    bank.line.give()
    settled()
    (row,) = application.ask(item_rows([lace]))
    assert (row.retired_on, bank.line.isHidden()) == (TODAY, True)
    assert (bank.reserve_action.isEnabled(), bank.retire_action.isVisible(), bank.offer_again_action.isVisible()) == (False, False, True)

    bank.offer_again_action.trigger()
    settled()
    assert application.ask(item_rows([lace]))[0].retired_on is None


def test_an_object_is_entered_and_gets_the_next_number(application: Application, lace: str, bank: BankPage, settled: Settled):
    bank.add()
    settled()
    fill(dialog_of(bank), name=Multilingual("Doos", "Boîte", "Box"), level=Level.A)
    dialog_of(bank).accept()
    settled()

    assert [row.code for row in application.ask(item_rows(list(bank.table.ids())))] == ["B-001", "B-002"]
    assert bank.pane.heading.text() == "Box"


def test_the_papers_of_an_object_of_its_loans_and_of_its_reservations_are_offered(
    application: Application, lace: str, bank: BankPage, settled: Settled
):
    make_of.reservation(application, lace)
    application.execute(LendGift(LoanDraft(item_id=lace, borrower_said="Museum", since=TODAY)))
    choose(bank, lace, settled)
    bank.papers_menu.aboutToShow.emit()
    bank.pane.loans.papers_menu.aboutToShow.emit()

    offered = [action for action in bank.papers_menu.actions() if action.isEnabled() and not action.isSeparator()]
    assert [action.text() for action in offered] == [
        "Labels…",
        "Labels of everything on the shelves…",
        "Gift card…",
        "Hand-over receipt…",
        "Inventory…",
    ]
    assert [action.text() for action in bank.pane.loans.papers_menu.actions() if action.isEnabled()] == [
        "Loan agreement…",
        "Hand-over receipt…",
        "Return receipt…",
    ]


def test_the_card_of_a_reserved_gift_is_made(
    application: Application, lace: str, bank: BankPage, settled: Settled, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
):
    monkeypatch.setattr(FormDialog, "ask", classmethod(lambda _cls, _parent, _application, _form, draft, *_rest: (draft, draft)))
    monkeypatch.setattr(papers_module, "show_file", lambda _path: True)
    make_of.reservation(application, lace)
    choose(bank, lace, settled)
    bank.pane.reservations.print_cards()
    qtbot.waitUntil(lambda: bank.pane.reservations.papers.made is not None)

    made = bank.pane.reservations.papers.made
    assert made is not None
    assert made.read_bytes().startswith(b"%PDF")


def test_the_pane_follows_what_is_done_elsewhere(application: Application, lace: str, bank: BankPage, settled: Settled):
    choose(bank, lace, settled)
    make_of.reservation(application, lace, 4)
    settled()

    assert bank.pane.numbers.figures[2] == Figure(bank.pane.numbers.figures[2].title, 1)


def test_who_may_only_look_is_offered_nothing_to_do(application: Application, lace: str, desk: Desk, settled: Settled, show: Show):
    act_as(application, "finance", RoleCode.FINANCE)
    page = BankPage(desk, BANK)
    show(page)
    page.reveal(lace)
    settled()

    done = (page.reserve_action, page.buy_action, page.lend_action, page.loss_action, page.retire_action, page.suggest_action)
    assert [action.isVisible() for action in done] == [False] * 6
    assert (page.add_action, page.edit_action, page.remove_action) == (None, None, None)
    assert page.pane.ledger.withdraw_action.isVisible() is False


def test_an_object_is_opened_in_the_window(application: Application, lace: str, window: MainWindow, settled: Settled):
    window.open(Ref(GIFT_ITEM, lace))
    settled()

    page = window.page()
    assert page is not None
    (bank,) = page.findChildren(BankPage)
    assert (bank.isVisible(), bank.chosen_id()) == (True, lace)
