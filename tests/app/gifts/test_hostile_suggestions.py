"""A gift that was given before under another spelling or another code is the same gift: suggestions and reservations say so."""

from __future__ import annotations

import pytest

from app.application import Application
from app.domains.gifts.drafts import ReservationDraft
from app.domains.gifts.reserving_commands import ReserveGift
from app.domains.gifts.suggest_queries import suggestions
from app.domains.people.commands import AddPerson
from app.domains.people.rules import PersonDraft
from app.kernel.errors import Refused
from tests.makers import gifts as make


@pytest.fixture
def ada(application: Application) -> str:
    return application.execute(AddPerson(PersonDraft("Ada", "Example"))).result


def codes(application: Application, ada: str) -> dict[str, list[str]]:
    return {row.id: [one.code for one in row.warnings] for row in application.ask(suggestions(ada))}


@pytest.mark.parametrize("description", ["Tin soldier", "TIN  SOLDIER", "tin-soldier", "Tín soldier."])
def test_what_was_noted_without_its_code_was_given_too(application: Application, ada: str, description: str) -> None:
    item, other = make.item(application, "Tin soldier"), make.item(application, "Lace")
    make.given(application, description, recipient_person_id=ada)
    assert codes(application, ada) == {item: ["repeat/person"], other: []}
    with pytest.raises(Refused) as refused:
        application.execute(ReserveGift(ReservationDraft(item, occasion="dinner", person_id=ada)))
    assert [(one.rule, one.value) for one in refused.value.findings] == [("warning-unanswered", "repeat/person")]


def test_an_object_that_was_entered_twice_is_one(application: Application, ada: str) -> None:
    first, second = make.item(application, "Tin soldier"), make.item(application, "TIN soldier")
    make.given(application, item_id=first, recipient_person_id=ada)
    assert codes(application, ada) == {first: ["repeat/person"], second: ["repeat/person"]}


def test_what_is_promised_under_the_other_code_is_promised(application: Application, ada: str) -> None:
    first, second = make.item(application, "Tin soldier"), make.item(application, "TIN soldier")
    make.reservation(application, first, person_id=ada)
    assert codes(application, ada) == {first: ["repeat/person"], second: ["repeat/person"]}


def test_what_only_begins_alike_is_another_gift(application: Application, ada: str) -> None:
    item = make.item(application, "Tin soldier")
    make.given(application, "Tin", recipient_person_id=ada)
    assert codes(application, ada) == {item: []}
