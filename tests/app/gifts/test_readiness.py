"""What is missing of the gifts of a mission: who carries them, when they are handed over, what is late in the register."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.application import Application
from app.domains.gifts import readiness
from app.domains.gifts.bank_commands import NoteGiftMovement
from app.domains.gifts.deciding_commands import ThankFor
from app.domains.gifts.drafts import MovementDraft
from app.domains.gifts.handing_commands import HandOver, IssueReservation
from app.domains.gifts.register_commands import EnterInRegister
from app.domains.gifts.reserving_commands import EditGiftReservation
from app.domains.gifts.reserving_queries import reservation_draft
from app.domains.gifts.vocabulary import CabinBag, MovementKind
from app.domains.missions.commands import CancelItem
from app.domains.missions.vocabulary import SEE_MISSIONS, Direction
from app.domains.people.commands import AddPerson
from app.domains.people.rules import PersonDraft
from app.kernel.clock import FixedClock
from app.kernel.queries import Query
from tests.makers import gifts, missions

DAY = date(2021, 9, 23)
TODAY = date(2021, 9, 1)


@pytest.fixture
def mission(application: Application) -> str:
    return missions.mission(application)


@pytest.fixture
def carrier(application: Application, mission: str) -> str:
    """Somebody of the delegation."""
    id = application.execute(AddPerson(PersonDraft("Bo", "Bearer"))).result
    missions.participant(application, mission, id)
    return id


def missing(application: Application, mission: str) -> dict[str, date | None]:
    """Give the rules of what is missing of a mission's gifts, with the day by which it is mended."""
    found = application.ask(Query(lambda reader: readiness.checks(reader, [mission]), SEE_MISSIONS))
    return {check.finding.rule: check.due for check in found.get(mission, ())}


def test_a_mission_without_gifts_lacks_nothing(application: Application, mission: str):
    assert missing(application, mission) == {}


def test_a_gift_that_is_carried_and_has_its_day_lacks_nothing(application: Application, mission: str, carrier: str):
    gifts.reservation(application, gifts.item(application), mission_id=mission, day=DAY, carrier_id=carrier)
    assert missing(application, mission) == {}


def test_somebody_must_say_when_it_is_handed_over_and_who_carries_it(application: Application, mission: str):
    gifts.reservation(application, gifts.item(application), mission_id=mission)
    assert missing(application, mission) == {"gift-without-moment": date(2021, 8, 23), "gift-without-carrier": date(2021, 9, 19)}


def test_what_is_given_at_home_is_carried_by_nobody(application: Application):
    visit = missions.mission(application, direction=Direction.INCOMING)
    gifts.reservation(application, gifts.item(application), mission_id=visit, day=DAY)
    assert missing(application, visit) == {}


def test_what_may_not_fly_in_the_cabin_needs_hold_luggage(application: Application, mission: str):
    gifts.reservation(application, gifts.item(application, cabin=CabinBag.NO), mission_id=mission, day=DAY)
    assert missing(application, mission) == {"gift-in-the-hold": date(2021, 9, 20)}


def test_who_was_to_carry_it_may_not_travel(application: Application, mission: str):
    stranger = application.execute(AddPerson(PersonDraft("No", "Traveller"))).result
    gifts.reservation(application, gifts.item(application), mission_id=mission, day=DAY, carrier_id=stranger)
    assert missing(application, mission) == {"gift-carrier-left": date(2021, 9, 20)}


def test_the_line_at_which_it_is_handed_over_may_be_cancelled(application: Application, mission: str, carrier: str):
    line = missions.item(application, mission, "Dinner", DAY)
    gifts.reservation(application, gifts.item(application), mission_id=mission, moment_id=line, carrier_id=carrier)
    assert missing(application, mission) == {}
    application.execute(CancelItem(line))
    assert missing(application, mission) == {"gift-moment-cancelled": date(2021, 9, 20)}


def test_it_is_handed_over_on_a_day_of_the_mission(application: Application, mission: str, carrier: str):
    gifts.reservation(application, gifts.item(application), mission_id=mission, day=date(2021, 9, 30), carrier_id=carrier)
    assert missing(application, mission) == {"gift-on-another-day": date(2021, 9, 27)}


def test_a_loss_may_leave_fewer_than_were_promised(application: Application, mission: str, carrier: str):
    item = gifts.item(application, number=2)
    gifts.reservation(application, item, 2, mission_id=mission, day=DAY, carrier_id=carrier)
    application.execute(NoteGiftMovement(item, MovementDraft(MovementKind.LOSS, TODAY, 1, remark="It broke.")))
    assert missing(application, mission) == {"gift-short": date(2021, 8, 24)}


def test_the_same_under_another_spelling_is_told_too(application: Application, mission: str, carrier: str):
    guest = application.execute(AddPerson(PersonDraft("Ada", "Guest"))).result
    item = gifts.item(application, "Glass vase")
    gifts.reservation(application, item, mission_id=mission, day=DAY, carrier_id=carrier, person_id=guest)
    gifts.given(application, "Wooden vase", recipient_person_id=guest)
    assert "gift-again" not in missing(application, mission)
    gifts.given(application, "GLASS  Vase", recipient_person_id=guest)
    assert missing(application, mission)["gift-again"] == date(2021, 8, 24)


def test_the_same_to_the_same_person_is_told_unless_somebody_says_why(application: Application, mission: str, carrier: str):
    guest = application.execute(AddPerson(PersonDraft("Ada", "Guest"))).result
    item = gifts.item(application, number=3)
    reserved = gifts.reservation(application, item, mission_id=mission, day=DAY, carrier_id=carrier, person_id=guest)
    assert "gift-again" not in missing(application, mission)
    gifts.given(application, item_id=item, recipient_person_id=guest)
    assert missing(application, mission)["gift-again"] == date(2021, 8, 24)
    before = application.ask(reservation_draft(reserved))
    application.execute(EditGiftReservation(reserved, before, replace(before, answers=(("repeat/person", "She asked for a second one."),))))
    assert "gift-again" not in missing(application, mission)


def test_what_will_be_past_its_day_is_told(application: Application, mission: str, carrier: str):
    pralines = gifts.item(application, "Pralines", 2, shelf_days=40)  # until 10 September
    with_answer = (("past-its-best", "Fresh ones are ordered."),)
    reserved = gifts.reservation(application, pralines, mission_id=mission, day=date(2021, 9, 9), carrier_id=carrier)
    before = application.ask(reservation_draft(reserved))
    assert "gift-past-its-day" not in missing(application, mission)
    application.execute(EditGiftReservation(reserved, before, replace(before, day=DAY, answers=with_answer)))
    assert missing(application, mission) == {}


def test_what_left_the_bank_is_handed_over_or_brought_back(application: Application, mission: str, carrier: str, clock: FixedClock):
    item = gifts.item(application, number=3)
    gifts.reservation(application, item, mission_id=mission, day=DAY, carrier_id=carrier)
    issued = gifts.reservation(application, item, mission_id=mission, day=DAY, carrier_id=carrier)
    application.execute(IssueReservation((issued,), TODAY))
    assert missing(application, mission) == {}
    clock.moment = datetime(2021, 9, 28, 10, tzinfo=UTC)
    assert missing(application, mission) == {"gift-still-reserved": date(2021, 9, 28), "gift-not-back": date(2021, 9, 28)}


def test_what_was_handed_over_stands_in_the_register_within_three_days(application: Application, mission: str, carrier: str):
    reserved = gifts.reservation(application, gifts.item(application), mission_id=mission, day=DAY, carrier_id=carrier)
    application.execute(IssueReservation((reserved,), TODAY))
    application.execute(HandOver((reserved,), TODAY))
    assert missing(application, mission) == {"gift-enter": date(2021, 9, 4)}


def test_what_was_received_asks_for_its_steps_when_they_press(application: Application, mission: str):
    gift = gifts.gift(application, mission_id=mission)  # on 20 August; it is 1 September
    assert missing(application, mission) == {
        "gift-enter": date(2021, 8, 23),
        "gift-value": date(2021, 8, 27),
        "gift-decide": date(2021, 8, 30),
        "gift-thank": date(2021, 9, 3),
    }
    application.execute(EnterInRegister((gift,)))
    application.execute(ThankFor((gift,), TODAY))
    assert set(missing(application, mission)) == {"gift-value", "gift-decide"}


def test_a_letter_of_thanks_presses_from_a_week_after_the_gift_on(application: Application, mission: str):
    gifts.gift(application, mission_id=mission, day=date(2021, 8, 26), entered=True)
    assert "gift-thank" not in missing(application, mission)
    gifts.gift(application, mission_id=mission, day=date(2021, 8, 25), entered=True)
    assert missing(application, mission)["gift-thank"] == date(2021, 9, 8)


def test_the_number_of_statements_does_not_grow_with_the_missions(application: Application, statements: Callable[..., object]):
    def filled() -> str:
        mission = missions.mission(application)
        gifts.reservation(application, gifts.item(application), mission_id=mission, day=DAY)
        gifts.gift(application, mission_id=mission)
        return mission

    made = [filled()]
    with statements() as one:  # type: ignore[attr-defined]
        application.ask(Query(lambda reader: readiness.checks(reader, made), SEE_MISSIONS))
    made += [filled() for _ in range(3)]
    with statements() as many:  # type: ignore[attr-defined]
        application.ask(Query(lambda reader: readiness.checks(reader, made), SEE_MISSIONS))
    assert len(many) == len(one)
