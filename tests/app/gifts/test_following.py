"""A mission moves, is cancelled or goes, a line of its programme goes, two persons turn out to be one: what becomes of gifts."""

from __future__ import annotations

from datetime import date

import pytest

from app.application import Application, Outcome
from app.domains.gifts.bank_queries import item_card, item_rows
from app.domains.gifts.handing_commands import HandOver, IssueReservation
from app.domains.gifts.register_queries import gift_card, gift_rows
from app.domains.gifts.reserving_queries import ReservationRow, reservations_of
from app.domains.gifts.vocabulary import MovementKind, ReservationState
from app.domains.missions.commands import CancelMission, CloneMission, MoveMission, PostponeMission, RemoveItem, RemoveMission
from app.domains.people.commands import AddPerson, MergePersons
from app.domains.people.rules import PersonDraft
from app.kernel.consequences import Effect
from app.kernel.errors import Refused
from tests.makers import gifts, missions
from tests.makers.missions import days

DAY = date(2021, 9, 23)
ON_THE_WAY = date(2021, 9, 1)


@pytest.fixture
def mission(application: Application) -> str:
    """A mission to Paris from 22 to 24 September."""
    return missions.mission(application)


def told(outcome: Outcome[object]) -> list[tuple[Effect, str]]:
    return [(one.effect, str(one.text)) for one in outcome.consequences if str(one.area) == "Gifts"]


def chosen(application: Application, mission: str) -> list[ReservationRow]:
    return list(application.ask(reservations_of(mission=mission)))


def person(application: Application, name: str) -> str:
    return application.execute(AddPerson(PersonDraft("Ada", name))).result


# ------------------------------------------------------------------------------------------------ it moves


def test_the_day_of_a_hand_over_moves_with_the_mission(application: Application, mission: str):
    gifts.reservation(application, gifts.item(application), mission_id=mission, day=DAY)
    outcome = application.execute(MoveMission(mission, days("2021-10-05"), days("2021-10-07"), "strike"))
    assert told(outcome) == [(Effect.FOLLOWS, "The hand-over of 1 gift moves along.")]
    assert [row.day for row in chosen(application, mission)] == [date(2021, 10, 6)]
    application.undo()
    assert [row.day for row in chosen(application, mission)] == [DAY]


def test_a_hand_over_at_a_line_of_the_programme_moves_with_it(application: Application, mission: str):
    line = missions.item(application, mission, "Dinner", DAY)
    gifts.reservation(application, gifts.item(application), mission_id=mission, moment_id=line)
    outcome = application.execute(MoveMission(mission, days("2021-10-05"), days("2021-10-07"), "strike"))
    assert told(outcome) == []
    assert [row.day for row in chosen(application, mission)] == [date(2021, 10, 6)]


def test_what_will_be_past_its_day_by_then_is_replaced_by_hand(application: Application, mission: str):
    pralines = gifts.item(application, "Pralines", 3, shelf_days=60)  # bought on 1 August
    gifts.reservation(application, pralines, 2, mission_id=mission, day=DAY)
    outcome = application.execute(MoveMission(mission, days("2021-10-05"), days("2021-10-07"), "strike"))
    assert told(outcome)[1:] == [(Effect.BY_HAND, "Replace Pralines: it will be past its best-before day on 2021-10-06.")]


def test_what_keeps_until_then_asks_for_nothing(application: Application, mission: str):
    pralines = gifts.item(application, "Pralines", 3, shelf_days=90)
    gifts.reservation(application, pralines, 2, mission_id=mission, day=DAY)
    outcome = application.execute(MoveMission(mission, days("2021-10-05"), days("2021-10-07"), "strike"))
    assert [effect for effect, _ in told(outcome)] == [Effect.FOLLOWS]


def test_gifts_wait_with_a_mission_that_is_put_off(application: Application, mission: str):
    gifts.reservation(application, gifts.item(application, number=3), 2, mission_id=mission, day=DAY)
    outcome = application.execute(PostponeMission(mission, None, None, "illness"))
    assert told(outcome) == [(Effect.WARNS, "2 gifts stay reserved until new days are known.")]
    assert [(row.state, row.day) for row in chosen(application, mission)] == [(ReservationState.RESERVED, DAY)]


# ------------------------------------------------------------------------------------------------ it is cancelled


def test_what_was_reserved_is_free_again_when_the_mission_is_cancelled(application: Application, mission: str):
    item = gifts.item(application, number=3)
    gifts.reservation(application, item, 2, mission_id=mission, day=DAY)
    outcome = application.execute(CancelMission(mission, "strike"))
    assert told(outcome) == [(Effect.ENDS, "2 reserved gifts are free again.")]
    assert [(row.state, row.released_why) for row in chosen(application, mission)] == [(ReservationState.RELEASED, "strike")]
    assert [row.free for row in application.ask(item_rows([item]))] == [3]
    application.undo()
    assert [row.free for row in application.ask(item_rows([item]))] == [1]


def test_what_has_left_the_bank_is_brought_back_by_hand(application: Application, mission: str):
    reserved = gifts.reservation(application, gifts.item(application), mission_id=mission, day=DAY)
    application.execute(IssueReservation((reserved,), ON_THE_WAY))
    outcome = application.execute(CancelMission(mission, "strike"))
    assert told(outcome) == [(Effect.BY_HAND, "Bring Tin soldier back to the gift bank.")]
    assert [row.state for row in chosen(application, mission)] == [ReservationState.ISSUED]


def test_what_was_handed_over_stays_with_whoever_got_it(application: Application, mission: str):
    reserved = gifts.reservation(application, gifts.item(application), mission_id=mission, day=DAY)
    application.execute(IssueReservation((reserved,), ON_THE_WAY, hand_over=True))
    assert told(application.execute(CancelMission(mission, "strike"))) == []


# ------------------------------------------------------------------------------------------------ it is removed, or made again


def test_the_register_outlives_the_mission(application: Application, mission: str):
    item = gifts.item(application, number=3)
    given = gifts.reservation(application, item, mission_id=mission, day=DAY)
    gifts.reservation(application, item, mission_id=mission, day=DAY)
    application.execute(IssueReservation((given,), ON_THE_WAY))
    application.execute(HandOver((given,), ON_THE_WAY))
    received = gifts.gift(application, mission_id=mission, entered=True)
    number = application.ask(gift_rows([received]))[0].mission_number
    application.execute(RemoveMission(mission))
    (row,) = application.ask(gift_rows([received]))
    assert (row.mission_id, row.number, row.occasion) == (None, "G2021/001", f"{number} · Visit to Paris")
    card = application.ask(item_card(item))
    assert [(one.state, one.occasion) for one in card.reservations] == [(ReservationState.ISSUED, f"{number} · Visit to Paris")]
    issued = [line for line in card.ledger if line.movement is MovementKind.ISSUE]
    assert [(line.number, line.mission_id, line.remark) for line in issued] == [(-1, None, f"{number} · Visit to Paris")]
    assert (card.row.stock, card.row.reserved) == (2, 0)
    application.undo()
    assert application.ask(gift_rows([received]))[0].mission_id == mission
    assert len(chosen(application, mission)) == 2


def test_an_occasion_that_was_noted_keeps_its_words(application: Application, mission: str):
    received = gifts.gift(application, mission_id=mission, occasion="State dinner")
    number = application.ask(gift_rows([received]))[0].mission_number
    application.execute(RemoveMission(mission))
    assert application.ask(gift_rows([received]))[0].occasion == f"State dinner ({number} · Visit to Paris)"


def test_a_mission_made_after_another_one_begins_without_gifts(application: Application, mission: str):
    gifts.reservation(application, gifts.item(application), mission_id=mission, day=DAY)
    clone = application.execute(CloneMission(mission, date(2022, 3, 1))).result
    assert chosen(application, clone) == []


# ------------------------------------------------------------------------------------------------ a line of the programme goes


def test_a_line_that_goes_leaves_its_day_to_the_gift(application: Application, mission: str):
    line = missions.item(application, mission, "Dinner", DAY)
    gifts.reservation(application, gifts.item(application), mission_id=mission, moment_id=line)
    received = gifts.gift(application, mission_id=mission, moment_id=line)
    application.execute(RemoveItem(line))
    assert [(row.moment_id, row.day) for row in chosen(application, mission)] == [(None, DAY)]
    assert application.ask(gift_card(received)).row.moment_id is None
    application.undo()
    assert [row.moment_id for row in chosen(application, mission)] == [line]


# ------------------------------------------------------------------------------------------------ two persons are one


def test_gifts_follow_the_person_who_is_kept(application: Application):
    kept, dissolved = person(application, "Kept"), person(application, "Gone")
    received = gifts.gift(application, giver_person_id=dissolved)
    reserved = gifts.reservation(application, gifts.item(application), person_id=dissolved)
    application.execute(MergePersons(kept, dissolved))
    assert application.ask(gift_rows([received]))[0].giver_person_id == kept
    assert [row.id for row in application.ask(reservations_of(person=kept))] == [reserved]


def test_persons_who_gave_each_other_something_are_not_made_one(application: Application):
    giver, recipient = person(application, "Giver"), person(application, "Recipient")
    gifts.gift(application, giver_person_id=giver, recipient_person_id=recipient)
    with pytest.raises(Refused) as refused:
        application.execute(MergePersons(giver, recipient))
    assert [one.rule for one in refused.value.findings] == ["gift-to-oneself"]


def test_who_received_a_gift_and_who_decided_on_it_are_not_made_one(application: Application):
    recipient, decider = person(application, "Recipient"), person(application, "Decider")
    gift = gifts.gift(application, recipient_person_id=recipient, value=gifts.euro("200"))
    gifts.decided(application, gift, person_id=decider)
    with pytest.raises(Refused) as refused:
        application.execute(MergePersons(recipient, decider))
    assert [one.rule for one in refused.value.findings] == ["decides-on-own"]
