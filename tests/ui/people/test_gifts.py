"""The gifts between us and somebody, on the card of a person and of an organisation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from app.application import Application
from app.domains.access.vocabulary import RoleCode
from app.domains.gifts.reserving_queries import reservations_of
from app.domains.gifts.vocabulary import GIFT, GIFT_ITEM, Acceptance, Level
from app.domains.people.fields import ORGANISATIONS, PERSONS
from app.kernel.ids import Ref
from tests.makers import Make
from tests.makers import gifts as make_of
from tests.makers.access import act_as
from ui.gifts.suggest import SuggestDialog
from ui.kit.a11y import nameless
from ui.kit.desk import Desk
from ui.people.page import OrganisationsPage, PeoplePage

Settled = Callable[[], None]
Show = Callable[[QWidget], QWidget]


@pytest.fixture
def body(make: Make) -> str:
    """An institution."""
    return make.organisation("Example Institute")


@pytest.fixture
def person(make: Make, body: str) -> str:
    """Somebody who holds a post in it."""
    made = make.person("Hugo", "Host")
    make.post(made, "director", organisation_id=body)
    return made


@pytest.fixture
def page(desk: Desk, show: Show, person: str, settled: Settled) -> PeoplePage:
    """The register of persons, with this one chosen."""
    made = PeoplePage(desk, PERSONS)
    made.resize(1080, 740)
    show(made)
    made.reveal(person)
    settled()
    return made


def shown(page: PeoplePage | OrganisationsPage) -> list[tuple[str, str]]:
    return [(entry.text, str(entry.mark.title) if entry.mark is not None else "") for entry in page.card.gifts.shown]


def test_nothing_went_either_way(page: PeoplePage):
    assert (page.card.gifts.shown, page.card.gifts.summary.text()) == ((), "")


def test_both_ways_stand_there_the_latest_first_with_their_sums(application: Application, page: PeoplePage, person: str, settled: Settled):
    make_of.gift(application, "Vase", giver_person_id=person, value=make_of.euro("180.00"), day=date(2021, 8, 20))
    make_of.given(application, "Book", recipient_person_id=person, day=date(2020, 1, 8))
    make_of.given(application, "Print", recipient_person_id=person, value=make_of.euro("40.00"), day=date(2019, 1, 8))
    settled()

    assert shown(page) == [("Vase", "they gave"), ("Book", "we gave"), ("Print", "we gave")]
    assert page.card.gifts.summary.text() == (
        "We gave 2 gifts, worth at least €40.00. They gave us 1 gift, worth €180.00. The last was theirs: Vase, 20 August 2021."
    )


def test_what_is_reserved_stands_first_and_leads_to_the_bank(application: Application, page: PeoplePage, person: str, settled: Settled):
    make_of.given(application, "Book", recipient_person_id=person)
    item = make_of.item(application, level=Level.C)
    make_of.reservation(application, item, person_id=person, day=date(2021, 9, 20))
    settled()
    opened: list[Ref] = []
    page.desk.open_requested.connect(opened.append)
    buttons = [one for one in page.card.gifts.findChildren(QToolButton) if one.accessibleName().startswith("Open")]
    for button in buttons:
        button.click()

    assert shown(page) == [("Tin soldier", "reserved"), ("Book", "we gave")]
    assert [ref.kind for ref in opened] == [GIFT_ITEM, GIFT]


def test_what_was_declined_says_so_and_counts_nothing(application: Application, page: PeoplePage, person: str, settled: Settled):
    make_of.gift(application, "Watch", giver_person_id=person, acceptance=Acceptance.DECLINED, circumstances="house rule")
    settled()

    assert (shown(page), page.card.gifts.summary.text()) == ([("Watch", "we declined")], "")


def test_what_somebody_received_for_the_region_is_told_apart(application: Application, page: PeoplePage, person: str, settled: Settled):
    make_of.gift(application, "Flag", recipient_person_id=person)
    settled()

    assert shown(page) == [("Flag", "for the Region")]


def test_of_many_the_first_are_shown_until_the_rest_is_asked_for(application: Application, page: PeoplePage, person: str, settled: Settled):
    for number in range(9):
        make_of.given(application, f"Book {number}", recipient_person_id=person, day=date(2020, 1, 1 + number))
    settled()

    def lines() -> int:
        return sum(one.accessibleName().startswith("Open") for one in page.card.gifts.findChildren(QToolButton))

    (more,) = page.card.gifts.findChildren(QPushButton)
    assert (lines(), more.text()) == (6, "Show 3 more")
    more.click()
    settled()
    assert lines() == 9


def test_a_gift_is_chosen_from_the_card(application: Application, page: PeoplePage, person: str, settled: Settled):
    item = make_of.item(application)
    page.choose_gift()
    settled()
    (dialog,) = page.findChildren(SuggestDialog)
    dialog.form.editors["occasion"].show_value("reception")
    for line in dialog.chosen.answers.lines:
        line.line.setText("known")
    dialog.accept()
    settled()

    assert [row.item_id for row in application.ask(reservations_of(person=person))] == [item]
    assert shown(page) == [("Tin soldier", "reserved")]


def test_an_organisation_shows_its_own_and_those_of_its_people(
    application: Application, desk: Desk, show: Show, person: str, body: str, settled: Settled
):
    make_of.gift(application, "Vase", giver_organisation_id=body, day=date(2021, 8, 20))
    make_of.given(application, "Book", recipient_person_id=person, day=date(2020, 1, 8))
    page = OrganisationsPage(desk, ORGANISATIONS)
    show(page)
    page.reveal(body)
    settled()

    assert shown(page) == [("Vase", "they gave"), ("Book", "we gave")]
    assert [entry.below for entry in page.card.gifts.shown] == [
        "20 August 2021  ·  Example Institute",
        "8 January 2020  ·  Hugo Host",
    ]
    assert nameless(page) == []


def test_who_may_not_see_gifts_sees_none(application: Application, desk: Desk, show: Show, person: str, settled: Settled):
    make_of.gift(application, giver_person_id=person)
    act_as(application, "luc", RoleCode.LINE_MANAGER)
    page = PeoplePage(desk, PERSONS)
    show(page)
    page.reveal(person)
    settled()

    assert (page.card.gifts.isVisible(), page.card.gifts.shown) == (False, ())
