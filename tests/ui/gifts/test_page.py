"""The page of gifts: its parts, and the way to each record."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.application import Application
from app.domains.gifts.vocabulary import GIFT, GIFT_COUNT, GIFT_ITEM, RULES, TABOO
from app.kernel.ids import Ref
from app.kernel.translated import LANGUAGES
from tests.makers import gifts as make_of
from ui.gifts.page import GiftsPage
from ui.kit.a11y import nameless
from ui.kit.language import spoken
from ui.shell.window import MainWindow

Settled = Callable[[], None]


@pytest.fixture
def page(window: MainWindow, settled: Settled) -> GiftsPage:
    window.go(GIFT)
    settled()
    shown = window.page()
    assert isinstance(shown, GiftsPage)
    return shown


def titles(page: GiftsPage) -> list[str]:
    return [page.tabs.tabText(number) for number in range(page.tabs.count())]


def test_the_parts_stand_in_the_order_of_the_work(page: GiftsPage):
    assert titles(page) == ["Register", "Decisions due", "Bank", "Stock-taking", "Balance", "Rules"]


def test_every_part_opens(page: GiftsPage, application: Application, settled: Settled):
    make_of.gift(application, "Vase", entered=True)
    make_of.item(application, "Lace")
    opened = []
    for number in range(page.tabs.count()):
        page.tabs.setCurrentIndex(number)
        settled()
        shown = page._shown()
        opened.append(shown is not None and shown.isVisible() and not shown.stale)

    assert opened == [True] * 6


def test_a_gift_is_shown_in_the_register(window: MainWindow, page: GiftsPage, application: Application, settled: Settled):
    make_of.gift(application, "Vase")
    book = make_of.gift(application, "Book")
    page.tabs.setCurrentIndex(2)
    window.open(Ref(GIFT, book))
    settled()

    assert (page.tabs.currentIndex(), page.register.chosen_id()) == (0, book)


def test_an_object_is_shown_in_the_bank(window: MainWindow, page: GiftsPage, application: Application, settled: Settled):
    make_of.item(application, "Lace")
    soldier = make_of.item(application, "Tin soldier")
    window.open(Ref(GIFT_ITEM, soldier))
    settled()

    assert (page.tabs.currentIndex(), page.bank.chosen_id()) == (2, soldier)


@pytest.mark.parametrize(("kind", "number"), [(GIFT, 0), (GIFT_ITEM, 2), (GIFT_COUNT, 3), (RULES, 5), (TABOO, 5)])
def test_a_kind_of_record_leads_to_its_part(page: GiftsPage, kind: str, number: int):
    page.tabs.setCurrentIndex(1)
    page.show_record(Ref(kind, ""))

    assert page.tabs.currentIndex() == number


def test_the_parts_are_found_by_their_names(page: GiftsPage):
    parts = (page.register, page.decisions, page.bank, page.counting, page.balance, page.rules)

    assert [type(part).__name__ for part in parts] == [
        *("GiftRegister", "DecisionsPage", "BankPage", "CountingPage", "BalancePage", "RulesPage"),
    ]


def test_what_is_done_in_one_part_is_seen_in_the_other(page: GiftsPage, application: Application, settled: Settled):
    gift = make_of.gift(application, "Vase")
    page.tabs.setCurrentIndex(1)
    settled()
    before = page.decisions.table.rowCount()
    page.tabs.setCurrentIndex(0)
    page.register.reveal(gift)
    page.register.remove()
    page.tabs.setCurrentIndex(1)
    settled()

    assert (before, page.decisions.table.rowCount()) == (1, 0)


def test_the_keys_of_the_part_that_is_shown_work(page: GiftsPage, application: Application, settled: Settled):
    gift = make_of.gift(application, "Vase")
    settled()
    page.register.reveal(gift)
    names = {action.text().replace("&", "") for action in page.actions_offered()}
    page.tabs.setCurrentIndex(1)
    settled()

    assert {"Note gift", "Decide…", "Enter in the register…"} <= names
    assert "Note gift" not in {action.text().replace("&", "") for action in page.actions_offered()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_has_names_for_a_screen_reader(page: GiftsPage, language: str, settled: Settled):
    spoken.speak(language)
    for number in range(page.tabs.count()):
        page.tabs.setCurrentIndex(number)
        settled()

    assert nameless(page) == []
