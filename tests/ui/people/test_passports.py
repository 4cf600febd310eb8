"""The passports on the card of a person: masked, entered there, opened in their register; only for those who may see them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QToolButton, QWidget

from app.application import Application
from app.domains.access.vocabulary import RoleCode
from app.domains.people.fields import PERSONS
from app.domains.visas.passport_queries import passports_of_person
from app.domains.visas.terms import PASSPORT
from app.kernel.ids import Ref
from tests.makers import Make
from tests.makers import passports as make_of
from tests.makers.access import act_as
from ui.kit.desk import Desk
from ui.kit.dialogs import FormDialog
from ui.people.page import PeoplePage

Settled = Callable[[], None]
Show = Callable[[QWidget], QWidget]


@pytest.fixture
def person(make: Make) -> str:
    """Somebody."""
    return make.person()


@pytest.fixture
def page(desk: Desk, show: Show, person: str, settled: Settled) -> PeoplePage:
    """The register, with the person chosen."""
    made = PeoplePage(desk, PERSONS)
    made.resize(1080, 740)
    show(made)
    made.reveal(person)
    settled()
    return made


def test_a_passport_is_entered_on_the_card_and_shown_masked(application: Application, page: PeoplePage, person: str, settled: Settled):
    page.add_passport()
    settled()
    (dialog,) = page.findChildren(FormDialog)
    dialog.form.editors["number"].show_value("EX9000123")
    dialog.form.editors["expires_on"].show_value(date(2025, 6, 30))
    dialog.form.editors["kept_at"].show_value("safe")
    dialog.accept()
    settled()

    (entry,) = page.card.passports.shown
    assert (entry.text, entry.below) == ("Service passport •••••123", "Belgium  ·  valid until 30 June 2025  ·  safe")
    assert [row.person_id for row in application.ask(passports_of_person(person))] == [person]


def test_who_has_a_passport_is_told(application: Application, page: PeoplePage, person: str, settled: Settled):
    passport = make_of.passport(application, person)
    make_of.handed_out(application, passport, date(2021, 8, 30), handed_to="Embassy of Japan")
    settled()

    (entry,) = page.card.passports.shown
    assert entry.below == "Belgium  ·  valid until 30 June 2025  ·  with Embassy of Japan"
    assert entry.mark is not None
    assert str(entry.mark.title) == "handed out"


def test_a_passport_leads_to_its_register(application: Application, page: PeoplePage, person: str, settled: Settled):
    passport = make_of.passport(application, person)
    settled()
    opened: list[Ref] = []
    page.desk.open_requested.connect(opened.append)
    buttons = page.card.passports.findChildren(QToolButton)
    next(button for button in buttons if button.accessibleName().startswith("Open")).click()

    assert opened == [Ref(PASSPORT, passport)]


def test_a_passport_entered_by_mistake_is_removed(application: Application, page: PeoplePage, person: str, settled: Settled):
    passport = make_of.passport(application, person)
    settled()
    page.remove_passport(passport)
    settled()

    assert page.card.passports.shown == ()


def test_who_may_not_see_passports_sees_none(application: Application, desk: Desk, show: Show, person: str, settled: Settled):
    make_of.passport(application, person)
    act_as(application, "luc", RoleCode.MINISTER)
    page = PeoplePage(desk, PERSONS)
    show(page)
    page.reveal(person)
    settled()

    assert (page.card.passports.isVisible(), page.card.passports.shown) == (False, ())
