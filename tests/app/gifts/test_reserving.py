"""Gifts that are chosen for somebody: reserved once, issued once, handed over into the register, or brought back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Barrier, Thread

import pytest

from app.application import Application
from app.bootstrap import Config, start
from app.domains.gifts.bank_commands import NoteGiftMovement, RetireItem
from app.domains.gifts.bank_queries import item_card, item_rows
from app.domains.gifts.counting_commands import CountFound, StartCount
from app.domains.gifts.counting_queries import count_sheet
from app.domains.gifts.drafts import CountDraft, LoanDraft, MovementDraft, ReservationDraft
from app.domains.gifts.handing_commands import HandOver, IssueReservation, ReturnReservation
from app.domains.gifts.lending_commands import LendGift
from app.domains.gifts.register_commands import EnterInRegister, RemoveGift
from app.domains.gifts.register_queries import gift_draft, gift_ids
from app.domains.gifts.reserving_commands import EditGiftReservation, ReleaseReservation, ReserveGift
from app.domains.gifts.reserving_queries import packing_rows, reservation_draft, reservations, reservations_of
from app.domains.gifts.vocabulary import Direction, MovementKind, ReservationState, Trait, ValueMethod
from app.domains.missions.vocabulary import Direction as Way
from app.kernel.clock import FixedClock
from app.kernel.commands import Command
from app.kernel.errors import OfficeError, Refused
from app.kernel.money import euro
from app.kernel.periods import PartialDate
from tests.makers import Make, missions
from tests.makers import gifts as make
from tests.storage.test_undo_machine import everything

TODAY = date(2021, 9, 1)


def refusal(application: Application, command: object) -> list[tuple[str, str, object]]:
    """Where, by which rule and with what limit a command is refused."""
    with pytest.raises(Refused) as refused:
        application.execute(command)  # type: ignore[arg-type]
    return [(finding.path, finding.rule, finding.limit) for finding in refused.value.findings]


def numbers(application: Application, item: str) -> tuple[int, int, int]:
    (row,) = application.ask(item_rows([item]))
    return row.stock, row.reserved, row.free


def state(application: Application, reservation: str) -> ReservationState:
    return application.ask(reservations([reservation]))[0].state


def chosen(item: str, number: int = 1, **fields: object) -> ReserveGift:
    return ReserveGift(ReservationDraft(item, number, **({"occasion": "reception", "recipient_said": "Mayor"} | fields)))  # type: ignore[arg-type]


# ------------------------------------------------------------------------------------------------ reserved


def test_a_piece_is_not_promised_twice(application: Application):
    item = make.item(application, number=2)
    make.reservation(application, item)
    assert numbers(application, item) == (2, 1, 1)
    assert refusal(application, chosen(item, 2)) == [("number", "gift-not-free", 1)]
    make.reservation(application, item)
    assert refusal(application, chosen(item)) == [("number", "gift-not-free", 0)]


def test_the_refusal_names_the_object_and_how_many_are_free(application: Application):
    item = make.item(application, "Hourglass", 1)
    with pytest.raises(Refused) as few:
        application.execute(chosen(item, 2))
    make.reservation(application, item)
    with pytest.raises(Refused) as none:
        application.execute(chosen(item))
    assert [str(few.value), str(none.value)] == [
        "Only 1 of Hourglass are free.",
        "No piece of Hourglass is free: what is there is reserved.",
    ]


def test_what_is_released_is_free_again_and_who_was_to_get_it_stays_written(application: Application):
    item = make.item(application, number=1)
    mine = make.reservation(application, item, recipient_said="Mayor")
    application.execute(ReleaseReservation((mine,), "the visit is off"))
    assert numbers(application, item) == (1, 0, 1)
    (row,) = application.ask(reservations([mine]))
    assert (row.state, row.released_why, str(row.recipient)) == (ReservationState.RELEASED, "the visit is off", "Mayor")
    assert refusal(application, ReleaseReservation((mine,))) == [("state", "reservation-state", None)]


def test_what_is_no_longer_offered_is_not_chosen(application: Application):
    item = make.item(application)
    application.execute(RetireItem(item, TODAY))
    assert refusal(application, chosen(item)) == [("item_id", "item-retired", None)]


def test_a_reservation_is_changed_within_what_is_free(application: Application):
    item = make.item(application, number=3)
    mine = make.reservation(application, item)
    make.reservation(application, item)
    before = application.ask(reservation_draft(mine))
    application.execute(EditGiftReservation(mine, before, replace(before, number=2, card_text="With thanks")))
    after = application.ask(reservation_draft(mine))
    assert (after.number, after.card_text) == (2, "With thanks")
    assert refusal(application, EditGiftReservation(mine, after, replace(after, number=3))) == [("number", "gift-not-free", 0)]


def test_what_was_promised_is_made_less_or_moved_although_pieces_were_lost(application: Application):
    item = make.item(application, number=3)
    mine = make.reservation(application, item, 3)
    application.execute(NoteGiftMovement(item, MovementDraft(MovementKind.LOSS, TODAY, 2, remark="broken")))
    before = application.ask(reservation_draft(mine))
    application.execute(EditGiftReservation(mine, before, replace(before, day=date(2021, 9, 20), number=2)))
    assert numbers(application, item) == (1, 2, -1)
    after = application.ask(reservation_draft(mine))
    assert refusal(application, EditGiftReservation(mine, after, replace(after, number=3))) == [("number", "gift-not-free", 0)]


def test_a_line_of_the_programme_belongs_to_the_mission(application: Application):
    item, visit, other = make.item(application), missions.mission(application), missions.mission(application, "Visit to Lyon")
    elsewhere = missions.item(application, other)
    command = chosen(item, mission_id=visit, moment_id=elsewhere)
    assert refusal(application, command) == [("moment_id", "moment-of-another-mission", None)]


def test_a_warning_is_answered_with_a_reason_or_the_gift_is_another_one(application: Application, make_: Make):
    person = make_.person(nationality="CN")
    clock = make.item(application, "Clock", traits=(Trait.CLOCK,))
    asked = chosen(clock, person_id=person, recipient_said="")
    with pytest.raises(Refused) as refused:
        application.execute(asked)
    told = {finding.value for finding in refused.value.findings}
    assert {finding.rule for finding in refused.value.findings} == {"warning-unanswered"}

    unanswered = tuple((code, "  ") for code in told)
    assert {one[1] for one in refusal(application, chosen(clock, person_id=person, recipient_said="", answers=unanswered))} == {
        "warning-unanswered"
    }
    answers = tuple((code, "she collects clocks") for code in sorted(told))
    mine = application.execute(chosen(clock, person_id=person, recipient_said="", answers=(*answers, ("gone", "of no use")))).result
    assert sorted(application.ask(reservations([mine]))[0].answers) == sorted(answers)


@pytest.fixture
def make_(application: Application) -> Make:
    """Makes people."""
    return Make(application)


def test_the_gifts_of_a_mission_stand_in_the_order_of_their_moments(application: Application, make_: Make):
    item, visit = make.item(application, number=9), missions.mission(application)
    evening = missions.item(application, visit, "Dinner", date(2021, 9, 23))
    person, body = make_.person("Bea", "Host"), make_.organisation("City of Examplia")
    last = make.reservation(application, item, mission_id=visit)
    second = make.reservation(application, item, mission_id=visit, moment_id=evening, person_id=person)
    first = make.reservation(application, item, mission_id=visit, day=date(2021, 9, 22), organisation_id=body)
    make.reservation(application, item)
    rows = application.ask(reservations_of(mission=visit))
    assert [(row.id, str(row.recipient), row.day) for row in rows] == [
        (first, "City of Examplia", date(2021, 9, 22)),
        (second, "Bea Host", date(2021, 9, 23)),
        (last, "Envoy of Examplia", None),
    ]
    assert [str(row.moment) for row in rows] == ["", "Dinner", ""]
    assert [row.id for row in application.ask(reservations_of(person=person))] == [second]
    assert [row.id for row in application.ask(reservations_of(organisation=body, states=(ReservationState.ISSUED,)))] == []


# ------------------------------------------------------------------------------------------------ issued


def test_what_is_issued_has_left_the_shelf_and_what_comes_back_is_there_again(application: Application):
    item = make.item(application, number=3)
    mine = make.reservation(application, item, 2)
    application.execute(IssueReservation((mine,), TODAY))
    assert (numbers(application, item), state(application, mine)) == ((1, 0, 1), ReservationState.ISSUED)
    application.execute(ReturnReservation(mine, TODAY, "nobody was there"))
    assert (numbers(application, item), state(application, mine)) == ((3, 0, 3), ReservationState.RETURNED)
    assert [(line.movement, line.number) for line in application.ask(item_card(item)).ledger][1:] in (
        [(MovementKind.RETURN, 2), (MovementKind.ISSUE, -2)],
        [(MovementKind.ISSUE, -2), (MovementKind.RETURN, 2)],
    )


def test_several_are_issued_together_or_none_of_them(application: Application):
    item = make.item(application, number=2)
    first, second = (make.reservation(application, item) for _ in range(2))
    application.execute(NoteGiftMovement(item, MovementDraft(MovementKind.LOSS, TODAY, 1, remark="broken")))
    before = everything(application)
    assert refusal(application, IssueReservation((first, second), TODAY)) == [("number", "gift-not-there", 0)]
    assert everything(application) == before
    application.execute(IssueReservation((second,), TODAY))
    assert numbers(application, item) == (0, 1, -1)


def test_a_gift_is_not_issued_before_it_was_bought(application: Application):
    item = make.item(application, bought=date(2021, 8, 20))
    mine = make.reservation(application, item)
    assert refusal(application, IssueReservation((mine,), date(2021, 8, 19))) == [("number", "gift-not-there", 0)]
    assert refusal(application, IssueReservation((mine,), date(2021, 9, 2))) == [("day", "day-to-come", None)]
    application.execute(IssueReservation((mine,), date(2021, 8, 20)))


def test_a_gift_goes_one_way(application: Application):
    mine = make.reservation(application, make.item(application))
    assert refusal(application, HandOver((mine,), TODAY)) == [("state", "reservation-state", None)]
    assert refusal(application, ReturnReservation(mine, TODAY)) == [("state", "reservation-state", None)]
    application.execute(IssueReservation((mine,), TODAY))
    assert refusal(application, IssueReservation((mine,), TODAY)) == [("state", "reservation-state", None)]
    assert refusal(application, ReleaseReservation((mine,))) == [("state", "reservation-state", None)]
    before = application.ask(reservation_draft(mine))
    assert refusal(application, EditGiftReservation(mine, before, replace(before, number=2))) == [("number", "gift-issued", None)]
    application.execute(EditGiftReservation(mine, before, replace(before, remark="in the red bag")))
    assert refusal(application, ReturnReservation(mine, date(2021, 8, 31))) == [("day", "back-before-issue", TODAY)]


def test_issuing_is_undone_with_its_movement(application: Application):
    item = make.item(application)
    mine = make.reservation(application, item)
    application.execute(IssueReservation((mine,), TODAY))
    application.undo()
    assert (numbers(application, item), state(application, mine)) == ((2, 1, 1), ReservationState.RESERVED)
    application.redo()
    assert (numbers(application, item), state(application, mine)) == ((1, 0, 1), ReservationState.ISSUED)


# ------------------------------------------------------------------------------------------------ handed over


def test_handing_over_notes_the_entry_with_all_that_is_known(application: Application, make_: Make):
    body = make_.organisation("City of Examplia", country="FR")
    person, giver = make_.person("Bea", "Host"), make_.person("Ann", "Giver")
    make_.post(person, organisation_id=body, since=PartialDate(2020))
    visit = missions.mission(application)
    moment = missions.item(application, visit, "Dinner")
    item = make.item(application, "Lace", unit_cost=euro(40), weight=200, size="20 cm", traits=(Trait.GLASS, Trait.RED))
    mine = make.reservation(application, item, 2, mission_id=visit, moment_id=moment, person_id=person, giver_id=giver)
    application.execute(IssueReservation((mine,), date(2021, 8, 30)))
    (gift,) = application.execute(HandOver((mine,), TODAY)).result

    entry = application.ask(gift_draft(gift))
    assert (entry.direction, entry.day, entry.pieces, str(entry.description)) == (Direction.GIVEN, TODAY, 2, "Lace")
    assert (entry.mission_id, entry.moment_id, entry.item_id) == (visit, moment, item)
    assert (entry.giver_person_id, entry.recipient_person_id) == (giver, person)
    assert (entry.recipient_organisation_id, entry.recipient_country) == (body, "FR")
    assert (entry.value, entry.value_method, entry.weight, entry.size) == (euro("80.00"), ValueMethod.INVOICE, 400, "20 cm")
    assert entry.materials == (Trait.GLASS,)
    assert application.ask(reservations([mine]))[0].gift_id == gift


def test_whoever_is_only_named_stands_for_the_country_that_is_visited(application: Application):
    abroad, here = missions.mission(application, country="FR"), missions.mission(application, direction=Way.INCOMING, country="BE")
    mine = [make.reservation(application, make.item(application, str(n)), mission_id=visit) for n, visit in enumerate((abroad, here))]
    made = application.execute(IssueReservation(tuple(mine), TODAY, hand_over=True)).result
    assert [application.ask(gift_draft(gift)).recipient_country for gift in made] == ["FR", ""]


def test_issue_and_hand_over_can_be_one_step(application: Application):
    mine = [make.reservation(application, make.item(application, name), recipient_said=name) for name in ("Box", "Book")]
    made = application.execute(IssueReservation(tuple(mine), TODAY, hand_over=True)).result
    assert [str(application.ask(gift_draft(gift)).description) for gift in made] == ["Box", "Book"]
    application.undo()
    assert [state(application, one) for one in mine] == [ReservationState.RESERVED] * 2
    assert application.ask(gift_ids()) == []


def test_nothing_is_handed_over_twice_or_before_it_left(application: Application):
    mine = make.reservation(application, make.item(application))
    application.execute(IssueReservation((mine,), TODAY))
    assert refusal(application, HandOver((mine,), date(2021, 8, 31))) == [("day", "handed-over-before-issue", TODAY)]
    application.execute(HandOver((mine,), TODAY))
    assert refusal(application, HandOver((mine,), TODAY)) == [("state", "gift-handed-over", None)]
    before = application.ask(reservation_draft(mine))
    assert refusal(application, EditGiftReservation(mine, before, replace(before, remark="late"))) == [("state", "gift-handed-over", None)]


def test_what_is_only_noted_is_removed_before_it_comes_back_and_what_has_its_number_stays(application: Application):
    item = make.item(application)
    first, second = (make.reservation(application, item) for _ in range(2))
    made = application.execute(IssueReservation((first, second), TODAY, hand_over=True)).result
    assert refusal(application, ReturnReservation(first, TODAY)) == [("state", "gift-handed-over", None)]
    application.execute(RemoveGift(made[0]))
    application.execute(ReturnReservation(first, TODAY))
    application.execute(EnterInRegister((made[1],)))
    application.execute(ReturnReservation(second, TODAY))
    assert (numbers(application, item), application.ask(gift_ids())) == ((2, 0, 2), [made[1]])


def test_once_it_has_its_number_the_issue_is_not_undone(application: Application):
    item = make.item(application)
    mine = make.reservation(application, item)
    application.execute(IssueReservation((mine,), TODAY))
    (gift,) = application.execute(HandOver((mine,), TODAY)).result
    application.execute(EnterInRegister((gift,)))
    step = application.next_undo()
    assert step is not None
    assert step.label.message == "Buy {number} of {item}"
    with pytest.raises(Refused) as refused:
        application.undo()  # the piece that was given stays given, so it was bought
    assert [finding.rule for finding in refused.value.findings] == ["gift-stock-below-zero"]
    assert (numbers(application, item), state(application, mine)) == ((1, 0, 1), ReservationState.ISSUED)


# ------------------------------------------------------------------------------------------------ on the way


def test_what_travels_with_a_mission_is_told_by_object(application: Application, make_: Make):
    visit, person = missions.mission(application), make_.person("Cas", "Carrier")
    box = make.item(application, "Box", 5, weight=300, unit_cost=euro(10))
    book = make.item(application, "Book", 5)
    rows = [
        make.reservation(application, box, 2, mission_id=visit, carrier_id=person, recipient_said="Mayor"),
        make.reservation(application, box, 1, mission_id=visit, recipient_said="Envoy"),
        make.reservation(application, book, 1, mission_id=visit),
        make.reservation(application, book, 1, mission_id=visit),
    ]
    application.execute(ReleaseReservation((rows[3],)))
    application.execute(IssueReservation((rows[0],), TODAY))
    told = application.ask(packing_rows(visit))
    assert [(row.code, row.number, row.total_weight, row.total_euro, row.carriers) for row in told] == [
        ("B-001", 3, 900, 30, ("Cas Carrier",)),
        ("B-002", 1, None, 40, ()),
    ]
    assert {str(name) for name in told[0].recipients} == {"Mayor", "Envoy"}


# ------------------------------------------------------------------------------------------------ two officers


@pytest.fixture
def two_desks(tmp_path: Path) -> Iterator[list[Application]]:
    """Two officers on one file."""
    config = Config(tmp_path / "office.attache", user="one", clock=FixedClock(datetime(2021, 9, 1, 10, tzinfo=UTC)))
    desks = [start(config), start(replace(config, user="two"))]
    yield desks
    assert desks[0].check() == []
    for desk in desks:
        desk.close()


def at_once(desks: list[Application], commands: list[Command]) -> list[str]:
    """Let each officer do something at the same moment; tell how it ended for them."""
    ready, ended = Barrier(len(desks)), list[str]()

    def try_it(desk: Application, command: Command) -> None:
        ready.wait()
        try:
            desk.execute(command)
            ended.append("done")
        except OfficeError as error:
            ended.append(str(error))

    threads = [Thread(target=try_it, args=pair) for pair in zip(desks, commands, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ended)


def test_two_officers_reserve_the_last_piece_at_once_and_one_is_told_why_not(two_desks: list[Application]):
    item = make.item(two_desks[0], "Hourglass", 1)
    ended = at_once(two_desks, [chosen(item), chosen(item)])
    assert ended == sorted(["done", "No piece of Hourglass is free: what is there is reserved."])
    assert [numbers(desk, item) for desk in two_desks] == [(1, 1, 0)] * 2


def test_two_officers_issue_the_last_piece_at_once_and_nothing_is_half_booked(two_desks: list[Application]):
    item = make.item(two_desks[0], "Hourglass", 2)
    first, second = (make.reservation(two_desks[0], item) for _ in range(2))
    two_desks[0].execute(NoteGiftMovement(item, MovementDraft(MovementKind.LOSS, TODAY, 1, remark="broken")))
    ended = at_once(two_desks, [IssueReservation((first,), TODAY, True), IssueReservation((second,), TODAY, True)])
    assert ended == sorted(["done", "No piece of Hourglass is there on 2021-09-01."])
    assert [numbers(desk, item) for desk in two_desks] == [(0, 1, -1)] * 2
    assert [len(desk.ask(gift_ids())) for desk in two_desks] == [1, 1]


def test_two_officers_issue_the_same_gift_at_once_and_it_leaves_once(two_desks: list[Application]):
    item = make.item(two_desks[0], "Hourglass", 2)
    mine = make.reservation(two_desks[0], item)
    ended = at_once(two_desks, [IssueReservation((mine,), TODAY), IssueReservation((mine,), TODAY)])
    assert ended == sorted(["done", "Hourglass has left the bank already."])
    assert [numbers(desk, item) for desk in two_desks] == [(1, 0, 1)] * 2


def test_one_lends_and_the_other_reserves_the_last_piece(two_desks: list[Application]):
    item = make.item(two_desks[0], "Hourglass", 1)
    lend = LendGift(LoanDraft(item_id=item, number=1, borrower_said="Museum", since=TODAY))
    ended = at_once(two_desks, [lend, chosen(item)])
    assert ended == sorted(["done", "No piece of Hourglass is free: what is there is reserved."])
    assert {numbers(desk, item) for desk in two_desks} <= {(1, 1, 0), (0, 0, 0)}


def test_undo_cannot_promise_what_somebody_else_has_by_now(two_desks: list[Application]):
    mine, yours = two_desks
    item = make.item(mine, number=1)
    first = make.reservation(mine, item)
    mine.execute(ReleaseReservation((first,)))
    second = make.reservation(yours, item)
    with pytest.raises(Refused) as refused:
        mine.undo()
    assert [finding.rule for finding in refused.value.findings] == ["gift-not-free"]
    assert [state(mine, one) for one in (first, second)] == [ReservationState.RELEASED, ReservationState.RESERVED]


def test_undo_of_an_issue_that_somebody_else_has_handed_over_is_refused(two_desks: list[Application]):
    mine, yours = two_desks
    item = make.item(mine)
    gift = make.reservation(mine, item)
    mine.execute(IssueReservation((gift,), TODAY))
    yours.execute(HandOver((gift,), TODAY))
    before = everything(mine)
    with pytest.raises(Refused) as refused:
        mine.undo()
    assert [finding.rule for finding in refused.value.findings] == ["reservation-books"]
    assert everything(mine) == before


def test_two_officers_count_the_same_object_at_once_and_both_count(two_desks: list[Application]):
    item = make.item(two_desks[0], "Hourglass", 5)
    count = two_desks[0].execute(StartCount(CountDraft(TODAY))).result
    assert at_once(two_desks, [CountFound(count, "B-001", number=2), CountFound(count, "B-001", number=3)]) == ["done", "done"]
    assert [(row.ref.id, row.found) for row in two_desks[1].ask(count_sheet(count))] == [(item, 5)]


def test_undo_of_a_purchase_that_somebody_else_has_given_away_is_refused(two_desks: list[Application]):
    mine, yours = two_desks
    item = make.item(mine, number=1)
    theirs = make.reservation(yours, item)
    yours.execute(IssueReservation((theirs,), TODAY))
    with pytest.raises(Refused) as refused:
        mine.undo()
    assert [finding.rule for finding in refused.value.findings] == ["gift-stock-below-zero"]
    assert numbers(mine, item) == (0, 0, 0)
