"""The register as it is read: in order, narrowed, by what is due, in few statements."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from app.application import Application
from app.domains.gifts import register_rules as rules
from app.domains.gifts.deciding_commands import SetFate, ThankFor
from app.domains.gifts.drafts import FateDraft
from app.domains.gifts.gift_detail_queries import gift_detail
from app.domains.gifts.gift_rows_queries import GiftRow
from app.domains.gifts.house_rules import PeriodCode
from app.domains.gifts.register_commands import EnterInRegister, MarkPublished, StrikeGift
from app.domains.gifts.register_queries import (
    WAITING,
    countries,
    decisions_due,
    earlier_offers,
    gift_card,
    gift_ids,
    gift_rows,
    gifts_of_mission,
    waiting_ids,
    years,
)
from app.domains.gifts.thresholds import period, shipped
from app.domains.gifts.vocabulary import Acceptance, Category, Decision, Direction, Fate, Standing, Step, Threshold, Urgency
from app.kernel.fields import Criteria
from app.kernel.translated import Multilingual
from tests.makers import Make, missions
from tests.makers import gifts as make

TODAY = date(2021, 9, 1)
PERIODS = {code: period(shipped(), code) for code in PeriodCode}


def names(application: Application, criteria: Criteria = Criteria()) -> list[str]:
    return [str(row.description) for row in application.ask(gift_rows(application.ask(gift_ids(criteria))))]


def row(application: Application, gift: str) -> GiftRow:
    return application.ask(gift_card(gift)).row


def by(**filters: str) -> Criteria:
    return Criteria(filters=tuple(filters.items()))


@pytest.fixture
def variety(application: Application) -> dict[str, str]:
    """Gifts that are as far as they can be, one of each kind of how far."""
    found: dict[str, str] = {}
    choices = product(
        (Direction.RECEIVED, Direction.GIVEN), Acceptance, (False, True), (None, make.euro("60")), (None, *Decision), (False, True)
    )
    for number, (direction, acceptance, entered, value, decision, thanked) in enumerate(choices):
        decidable = direction is Direction.RECEIVED and acceptance is Acceptance.ACCEPTED
        if decision is Decision.OPEN or (decision is not None and not decidable) or (thanked and direction is Direction.GIVEN):
            continue
        maker = make.gift if direction is Direction.RECEIVED else make.given
        name = f"Gift {number:03}"
        gift = maker(
            application, name, acceptance=acceptance, circumstances="so", value=value, day=date(2021, 8, 1 + number % 28), entered=entered
        )
        if decision is not None:
            make.decided(application, gift, decision)
        if thanked:
            application.execute(ThankFor((gift,), TODAY))
        found[name] = gift
    struck = make.gift(application, "Struck", entered=True)
    application.execute(StrikeGift(struck, "twice"))
    shown = make.gift(application, "Shown", day=date(2021, 7, 1), value=make.euro("10"), entered=True)
    make.decided(application, shown)
    application.execute(SetFate(shown, FateDraft(Fate.DISPLAYED, place="Hall")))
    return found | {"Struck": struck, "Shown": shown}


def test_the_next_step_is_the_same_in_a_list_as_by_the_rules(application: Application, variety: dict[str, str]) -> None:
    listed = {step: set(names(application, by(step=step))) for step in Step}
    ruled: dict[Step, set[str]] = {step: set() for step in Step}
    for name, gift in variety.items():
        ruled[row(application, gift).step].add(name)
    assert listed == ruled
    assert all(ruled.values())
    assert set(names(application, by(step=WAITING))) == set(variety) - ruled[Step.DONE]


def test_what_waits_is_in_order_of_the_days_by_which_it_is_due(application: Application, variety: dict[str, str]) -> None:
    waiting = application.ask(decisions_due())
    assert {one.id for one in waiting} == {id for id in variety.values() if row(application, id).step is not Step.DONE}
    days = [one.due for one in waiting]
    assert days == sorted(day for day in days if day is not None)
    every = application.ask(gift_ids(Criteria(sort="due")))
    assert every[: len(waiting)] == [one.id for one in waiting]
    assert application.ask(gift_ids(Criteria(sort="due", descending=True))) == every[::-1]
    narrowed = application.ask(waiting_ids(by(step=Step.DECIDE, direction=Direction.RECEIVED)))
    assert {row(application, id).step for id in narrowed} == {Step.DECIDE}


def test_a_row_says_what_an_entry_is(application: Application, make_: Make) -> None:
    mission = missions.mission(application, "Visit", starts="2021-08-19", ends="2021-08-21")
    giver, body = make_.person("Ada", "Giver"), make_.organisation("Institute", country="KR")
    gift = make.gift(
        application,
        mission_id=mission,
        giver_person_id=giver,
        giver_organisation_id=body,
        recipient_said="The minister",
        value=make.euro("75"),
        entered=True,
    )
    (found,) = application.ask(gift_rows([gift]))
    assert (found.number, found.standing, found.mission_number) == ("G2021/001", Standing.ENTERED, "2021/001")
    assert (str(found.giver), str(found.giver_body), str(found.recipient), str(found.other)) == (
        "Ada Giver",
        "Institute",
        "The minister",
        "Ada Giver",
    )
    assert (found.country, found.euro, found.threshold) == ("KR", Decimal(75), Threshold.DECLARE)
    assert (found.step, found.due, found.urgency) == (Step.DECIDE, date(2021, 8, 30), Urgency.LATE)
    assert [one.id for one in application.ask(gifts_of_mission(mission))] == [gift]


def test_filters_narrow_the_register(application: Application) -> None:
    make.gift(application, "Old", day=date(2020, 12, 31), giver_country="JP")
    make.gift(application, "Received", giver_country="JP", category=Category.BOOK)
    make.given(application, "Given", recipient_country="JP")
    make.given(application, "Sent", giver_country="JP", recipient_country="FR")
    declined = make.gift(application, "Declined", acceptance=Acceptance.DECLINED, circumstances="too dear", entered=True)
    published = make.gift(application, "Published", entered=True)
    make.decided(application, published)
    application.execute(MarkPublished((published,), TODAY))

    def found(**filters: str) -> list[str]:
        return sorted(names(application, by(**filters)))

    assert found(year="2020") == ["Old"]
    assert found(country="JP") == ["Given", "Old", "Received"]
    assert found(direction=Direction.GIVEN) == ["Given", "Sent"]
    assert found(acceptance=Acceptance.DECLINED) == ["Declined"]
    assert found(category=Category.BOOK) == ["Received"]
    assert found(standing=Standing.ENTERED) == ["Declined", "Published"]
    assert found(standing=Standing.NOTED, year="2021") == ["Given", "Received", "Sent"]
    assert found(published="yes") == ["Published"]
    assert found(published="no") == ["Declined"]
    assert found(decision=Decision.HAND_OVER) == ["Published"]
    assert found(fate=Fate.LOST) == []
    assert found(year="nonsense", country="FR") == ["Sent"]
    application.execute(StrikeGift(declined, "twice"))
    assert found(standing=Standing.STRUCK) == ["Declined"]
    assert list(application.ask(years())) == [2021, 2020]
    assert list(application.ask(countries())) == ["FR", "JP"]


def test_an_empty_register_has_no_years_and_no_countries(application: Application) -> None:
    assert (list(application.ask(years())), list(application.ask(countries())), names(application)) == ([], [], [])


def test_the_latest_comes_first_unless_another_order_is_chosen(application: Application) -> None:
    late = make.gift(application, "b", day=date(2021, 8, 30), value=make.euro("5"))
    early = make.gift(application, "c", day=date(2021, 1, 5), value=make.euro("100"))
    make.gift(application, "a", day=date(2021, 5, 5))
    application.execute(EnterInRegister((late, early)))
    assert names(application) == ["b", "a", "c"]
    assert names(application, Criteria(sort="day")) == ["c", "a", "b"]
    assert names(application, Criteria(sort="number")) == ["c", "b", "a"]
    assert names(application, Criteria(sort="number", descending=True)) == ["b", "c", "a"]
    assert names(application, Criteria(sort="value")) == ["b", "c", "a"]
    assert names(application, Criteria(sort="value", descending=True)) == ["c", "b", "a"]
    assert names(application, Criteria(sort="description", descending=True)) == ["c", "b", "a"]


def test_earlier_offers_are_those_of_the_same_source(application: Application, make_: Make) -> None:
    giver, body = make_.person(), make_.organisation()
    first = make.gift(application, "First", giver_person_id=giver, day=date(2019, 5, 5))
    second = make.gift(
        application, "Second", giver_organisation_id=body, day=date(2020, 5, 5), acceptance=Acceptance.DECLINED, circumstances="no"
    )
    other = make.gift(application, "Other")
    later = make.gift(application, "Later", giver_person_id=giver, giver_organisation_id=body, day=date(2021, 8, 30))
    assert [one.id for one in application.ask(earlier_offers(giver, body, date(2021, 8, 1)))] == [second, first]
    assert [one.id for one in application.ask(gift_card(later)).earlier] == [second, first]
    assert list(application.ask(earlier_offers(None, "", TODAY))) == []
    again = make.gift(application, "Again", day=date(2021, 8, 31))
    assert [one.id for one in application.ask(gift_card(again)).earlier] == [other]


def test_search_finds_an_entry_by_its_texts(application: Application, make_: Make) -> None:
    giver = make_.person("Zoë", "Exämple")
    gift = make.gift(application, "Lacquer box", giver_person_id=giver, occasion="Anniversary", entered=True)
    make.gift(application, "Bowl")
    for words in ("lacq", "example zoe", "anniv", "G2021/001"):
        assert application.ask(gift_ids(Criteria(words))) == [gift]
    assert application.ask(gift_ids(Criteria("nothing of the kind"))) == []


def test_rows_and_cards_take_as_many_statements_for_many_as_for_one(
    application: Application, make_: Make, statements: Callable[..., Any]
) -> None:
    giver, body = make_.person(), make_.organisation()
    gifts = [make.gift(application, f"Gift {n}", giver_person_id=giver, giver_organisation_id=body) for n in range(8)]
    with statements() as one:
        application.ask(gift_rows(gifts[:1]))
    with statements() as many:
        application.ask(gift_rows(gifts))
    assert len(many) == len(one) <= 7
    with statements() as due:
        application.ask(waiting_ids())
    assert len(due) <= 12


def test_the_pane_says_every_thing_that_is_known(application: Application) -> None:
    gift = make.gift(application, value=make.euro("75"), entered=True)
    make.decided(application, gift)
    pairs = {str(label): value for label, value in application.ask(gift_detail(gift))}
    assert (pairs["Number"], pairs["Gift"], pairs["Decided by"]) == ("G2021/001", Multilingual("Vase", "Vase", "Vase"), "officer")
    assert (str(pairs["Thresholds"]), str(pairs["To be done next"]), pairs["By"]) == (
        "to be declared",
        "to be thanked for",
        date(2021, 9, 3),
    )


def test_the_oracle_knows_every_period() -> None:
    assert rules.steps_in_order(PERIODS) == (Step.ENTER, Step.VALUE, Step.DECIDE, Step.THANK, Step.PLACE)


@pytest.fixture(name="make_")
def _make(application: Application) -> Make:
    return Make(application)
