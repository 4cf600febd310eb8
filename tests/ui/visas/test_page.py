"""Passports and visas that belong to no single mission: where the parts stand, how they are reached, that all can read and hear them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.application import Application
from app.domains.visas.terms import CARD, PASSPORT, REQUEST
from app.kernel.ids import Ref
from app.kernel.translated import LANGUAGES
from tests.makers import passports as make_passports
from tests.makers import visas as make_visas
from ui.kit.a11y import nameless
from ui.kit.dialogs import FormDialog
from ui.kit.language import spoken
from ui.kit.theme import LIGHT_ALWAYS, theme
from ui.shell.window import MainWindow
from ui.visas.page import VisasPage

Settled = Callable[[], None]
PASSPORTS, REQUESTS, CARDS, PERIODS = range(4)


def test_passports_and_visas_have_one_entry_in_the_navigation(window: MainWindow):
    assert [name for name in window.names() if name in (PASSPORT, REQUEST, CARD)] == [PASSPORT]


def test_each_record_opens_in_its_part(application: Application, window: MainWindow, settled: Settled):
    refs = (
        Ref(PASSPORT, make_passports.passport(application)),
        Ref(REQUEST, make_passports.request(application)),
        Ref(CARD, make_visas.card(application)),
    )
    found = []
    for ref in refs:
        window.open(ref)
        settled()
        page = window.page()
        assert isinstance(page, VisasPage)
        part = (page.passports, page.requests, page.cards)[page.tabs.currentIndex()]
        found.append((page.tabs.currentIndex(), part.chosen_id()))

    assert found == [(number, ref.id) for number, ref in enumerate(refs)]


def test_a_country_without_a_card_opens_a_new_one(window: MainWindow, settled: Settled):
    window.open(Ref(CARD, "SG"))
    settled()
    page = window.page()
    assert isinstance(page, VisasPage)
    (dialog,) = page.cards.findChildren(FormDialog)

    assert (page.tabs.currentIndex(), dialog.form.draft().country) == (CARDS, "SG")
    dialog.reject()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_control_of_every_part_has_a_name(
    application: Application, page: VisasPage, turn: Callable[[int], None], settled: Settled, language: str
):
    make_passports.handed_out(application, make_passports.passport(application), application.clock.today())
    make_passports.request(application)
    make_visas.card(application)
    spoken.speak(language)
    for number in range(4):
        turn(number)
        assert nameless(page) == []


def test_large_text_leaves_room_for_every_part(application: Application, page: VisasPage, turn: Callable[[int], None]):
    make_passports.passport(application)
    spoken.speak("nl")
    theme.dress(LIGHT_ALWAYS, 200)
    for number in range(4):
        turn(number)
        assert page.tabs.currentWidget().minimumSizeHint().width() <= 900
