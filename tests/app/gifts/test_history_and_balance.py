"""What went between us and others, both ways: every gift, its sums, and the balance by country, institution and person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from app.application import Application
from app.domains.gifts.balance_queries import BalanceRow, By, balance, gifts_behind, total
from app.domains.gifts.history_queries import Between, Side, gifts_between
from app.domains.gifts.register_commands import StrikeGift
from app.domains.gifts.vocabulary import Acceptance
from tests.makers import Make, gifts

DAY = gifts.RECEIVED_ON


@pytest.fixture
def town(make: Make) -> str:
    """A town in France."""
    return make.organisation("Town of Examplia", country="FR", organisation_kind="city")


@pytest.fixture
def mayor(make: Make, town: str) -> str:
    """The mayor of the town."""
    person = make.person("Anna", "Sample", nationality="FR")
    make.post(person, "Mayor", organisation_id=town)
    return person


def named(found: Between) -> list[str]:
    """Give the gifts between us by their names, in order."""
    return [row.description.en for row in found.gifts]


def drawn_up(application: Application, by: By, **period: date) -> dict[str, tuple[int, Decimal, int, Decimal, Decimal]]:
    """Give the balance by name: number and value given, number and value received, difference."""
    return {
        row.name.best("en"): (row.given_number, row.given_euro, row.received_number, row.received_euro, row.difference)
        for row in application.ask(balance(by, **period))
    }


# ------------------------------------------------------------------------------------------------ between us


def test_both_ways_stand_together_the_latest_first(application: Application, mayor: str) -> None:
    gifts.gift(application, "Vase", giver_person_id=mayor, value=gifts.euro("80"))
    gifts.given(application, "Book", recipient_person_id=mayor, value=gifts.euro("30"), day=date(2021, 8, 25))
    gifts.given(application, "Lace", recipient_person_id=mayor, day=date(2019, 1, 1))
    found = application.ask(gifts_between(mayor))
    assert named(found) == ["Book", "Vase", "Lace"]
    assert found.given == Side(2, Decimal(30), 1, date(2021, 8, 25))
    assert found.received == Side(1, Decimal(80), 0, DAY)
    assert found.last_given is not None
    assert found.last_received is not None
    assert (found.last_given.description.en, found.last_received.description.en) == ("Book", "Vase")


def test_declined_and_struck_gifts_are_shown_and_count_nothing(application: Application, mayor: str) -> None:
    gifts.gift(
        application, "Watch", giver_person_id=mayor, value=gifts.euro("900"), acceptance=Acceptance.DECLINED, circumstances="too dear"
    )
    struck = gifts.gift(application, "Vase", entered=True, giver_person_id=mayor, value=gifts.euro("80"))
    application.execute(StrikeGift(struck, "entered twice"))
    found = application.ask(gifts_between(mayor))
    assert sorted(named(found)) == ["Vase", "Watch"]
    assert (found.received, found.last_received) == (Side(), None)


def test_what_is_promised_stands_beside_until_it_is_handed_over(application: Application, mayor: str) -> None:
    item = gifts.item(application, "Lace")
    reservation = gifts.reservation(application, item, person_id=mayor)
    assert [row.id for row in application.ask(gifts_between(mayor)).promised] == [reservation]


def test_one_of_ours_has_gifts_through_them_not_between_us(application: Application, make: Make) -> None:
    minister = make.person("Mina", "Minister")
    gifts.gift(application, "Vase", recipient_person_id=minister)
    found = application.ask(gifts_between(minister))
    assert (named(found), [row.description.en for row in found.through]) == ([], ["Vase"])
    assert found.received == Side()


def test_an_institution_has_the_gifts_of_its_people_that_name_no_other(application: Application, make: Make, town: str, mayor: str) -> None:
    other = make.organisation("Association of Examplia")
    gifts.gift(application, "Vase", giver_organisation_id=town)
    gifts.gift(application, "Plate", giver_person_id=mayor, giver_organisation_id=other)
    gifts.given(application, "Lace", recipient_person_id=mayor, day=date(2021, 8, 21))
    assert sorted(named(application.ask(gifts_between(organisation_id=other)))) == ["Plate"]
    assert "Plate" not in named(application.ask(gifts_between(organisation_id=town)))
    assert "Vase" in named(application.ask(gifts_between(organisation_id=town)))
    assert "Lace" in named(application.ask(gifts_between(organisation_id=town)))


def test_of_nobody_there_is_nothing(application: Application, mayor: str) -> None:
    assert not application.ask(gifts_between())
    assert not application.ask(gifts_between(mayor))


# ------------------------------------------------------------------------------------------------ the balance


@pytest.fixture
def exchanged(application: Application, make: Make, town: str, mayor: str) -> None:
    """Gifts with France and Japan in two years."""
    gifts.gift(application, "Vase", giver_person_id=mayor, giver_organisation_id=town, giver_country="FR", value=gifts.euro("80.50"))
    gifts.given(application, "Lace", recipient_organisation_id=town, recipient_country="FR", value=gifts.euro("30"), day=date(2021, 8, 25))
    gifts.given(application, "Book", recipient_country="JP", recipient_said="Guest", day=date(2020, 5, 1))
    gifts.gift(application, "Fan", giver_country="JP", giver_said="Guest", value=gifts.euro("20"), day=date(2020, 5, 1))


@pytest.mark.usefixtures("exchanged")
def test_the_balance_by_country_institution_and_person(application: Application) -> None:
    one, lace, vase = Decimal(0), Decimal(30), Decimal("80.50")
    assert drawn_up(application, By.COUNTRY) == {
        "France": (1, lace, 1, vase, lace - vase),
        "Japan": (1, one, 1, Decimal(20), Decimal(-20)),
    }
    assert drawn_up(application, By.ORGANISATION) == {"Town of Examplia": (1, lace, 1, vase, lace - vase)}
    assert drawn_up(application, By.PERSON) == {"Anna Sample": (0, one, 1, vase, -vase)}


@pytest.mark.usefixtures("exchanged")
def test_the_days_of_a_period_are_in_it(application: Application) -> None:
    assert list(drawn_up(application, By.COUNTRY, since=date(2021, 8, 20), until=date(2021, 8, 20))) == ["France"]
    assert drawn_up(application, By.COUNTRY, since=date(2021, 8, 26)) == {}
    assert list(drawn_up(application, By.COUNTRY, until=date(2020, 5, 1))) == ["Japan"]


@pytest.mark.usefixtures("exchanged")
def test_unknown_values_are_counted_apart_and_what_is_unanswered_is_told(application: Application) -> None:
    france, japan = application.ask(balance())
    assert (france.unknown, japan.unknown) == (0, 1)
    assert (france.answered, japan.answered) == (True, True)
    gifts.gift(application, "Silk", giver_country="JP", giver_said="Guest", day=date(2021, 8, 30))
    _, japan = application.ask(balance())
    assert (japan.answered, japan.last_received) == (False, date(2021, 8, 30))


@pytest.mark.usefixtures("exchanged")
def test_the_total_is_that_of_the_rows(application: Application) -> None:
    assert total(application.ask(balance())) == BalanceRow(
        "", total([]).name, Side(2, Decimal(30), 1, date(2021, 8, 25)), Side(2, Decimal("100.50"), 0, DAY)
    )


@pytest.mark.usefixtures("exchanged")
def test_the_gifts_behind_a_row_are_those_it_counts(application: Application, town: str) -> None:
    assert [row.description.en for row in application.ask(gifts_behind(By.COUNTRY, "FR"))] == ["Lace", "Vase"]
    assert [row.description.en for row in application.ask(gifts_behind(By.ORGANISATION, town, since=date(2021, 8, 21)))] == ["Lace"]
    for row in application.ask(balance()):
        assert len(application.ask(gifts_behind(By.COUNTRY, row.key))) == row.given_number + row.received_number


def test_gifts_of_no_known_country_stand_last(application: Application) -> None:
    gifts.gift(application, "Vase", giver_country="JP", giver_said="Guest")
    gifts.gift(application, "Pot", giver_said="Nobody knows")
    assert [row.key for row in application.ask(balance())] == ["JP", ""]


@pytest.mark.usefixtures("exchanged")
def test_the_number_of_statements_does_not_grow(application: Application, make: Make, statements: Callable[..., object]) -> None:
    def asked() -> int:
        with statements() as sent:  # type: ignore[attr-defined]
            application.ask(balance(By.PERSON))
        return len(sent)

    few = asked()
    for number in range(5):
        gifts.gift(application, giver_person_id=make.person(f"Person {number}"))
    assert asked() == few
