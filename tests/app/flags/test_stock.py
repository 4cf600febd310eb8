"""The stock of flags: how many there are and how many are free on each day, whoever takes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.application import Application
from app.bootstrap import Config, start
from app.domains.flags.commands.missions import ReserveMissionFlags
from app.domains.flags.commands.stock import (
    AddFlagItem,
    EditFlagItem,
    EditReservation,
    GiveBackLoan,
    NoteMovement,
    ReleaseFlags,
    RemoveFlagItem,
    ReserveFlags,
    ReturnFlags,
    TakeOutFlags,
)
from app.domains.flags.queries.stock import (
    StockRow,
    free_stock,
    item_draft,
    movements,
    reservation_draft,
    reservations,
    reservations_of_mission,
    stock,
    stock_findings,
    stock_ids,
)
from app.domains.flags.stock import Held, ItemDraft, Movement, MovementDraft, ReservationDraft, ReturnDraft, Shelf, written_size
from app.domains.flags.terms import Condition, Make, ReservationState
from app.kernel.clock import FixedClock
from app.kernel.errors import Changed, OfficeError, Refused
from app.kernel.fields import Criteria
from tests.makers import flags as make

FIRST, LAST = date(2021, 9, 22), date(2021, 9, 24)
TODAY = date(2021, 9, 1)


def row(application: Application, item: str, on: date | None = None) -> StockRow:
    return application.ask(stock([item], on))[0]


def refusal(application: Application, command: object) -> list[tuple[str, object]]:
    """The rules that refuse a command, with what they allow."""
    with pytest.raises(Refused) as refused:
        application.execute(command)  # type: ignore[arg-type]
    return [(finding.rule, finding.limit) for finding in refused.value.findings]


def reserve(item: str, starts: date = FIRST, ends: date = LAST, number: int = 1) -> ReserveFlags:
    return ReserveFlags(ReservationDraft(item, number=number, starts=starts, ends=ends, purpose="reception"))


# ------------------------------------------------------------------------------------------------ counting


def test_flags_are_entered_with_their_number_and_a_size_in_one_way(application: Application):
    item = application.execute(AddFlagItem(ItemDraft("fr", Make.MAST, "150 × 225", 3, location="cellar"))).result
    there = row(application, item)
    assert (there.code, there.size, there.good, there.free, there.location) == ("FR", "150x225", 3, 3, "cellar")
    assert str(there.name) == "France"


def test_another_number_is_noted_as_a_count_of_that_day(application: Application):
    item = make.item(application, number=3)
    before = application.ask(item_draft(item))
    application.execute(EditFlagItem(item, before, replace(before, number=5, location="attic")))
    application.execute(EditFlagItem(item, replace(before, number=5, location="attic"), replace(before, number=4, location="attic")))

    assert (row(application, item).good, row(application, item).location) == (4, "attic")
    assert [(m.number, m.condition_before, m.condition_after) for m in application.ask(movements(item))].count(
        (1, Condition.GOOD, Condition.NONE)
    ) == 1
    with pytest.raises(Changed):
        application.execute(EditFlagItem(item, before, replace(before, number=9)))


def test_every_movement_changes_the_count_from_its_day_on(application: Application, clock: FixedClock):
    item = make.item(application, number=4)
    clock.moment = datetime(2021, 9, 10, 10, tzinfo=UTC)
    application.execute(NoteMovement(item, MovementDraft(date(2021, 9, 5), 1, Condition.GOOD, Condition.DAMAGED, "torn")))
    application.execute(NoteMovement(item, MovementDraft(date(2021, 9, 8), 1, Condition.DAMAGED, Condition.GOOD, "mended")))
    application.execute(NoteMovement(item, MovementDraft(date(2021, 9, 9), 1, Condition.GOOD, Condition.WORN)))

    counted = [row(application, item, day) for day in (date(2021, 8, 31), date(2021, 9, 5), date(2021, 9, 8), date(2021, 9, 9))]
    assert [(one.good, one.damaged, one.worn) for one in counted] == [(0, 0, 0), (3, 1, 0), (4, 0, 0), (3, 0, 1)]


def test_no_more_can_be_moved_than_are_there(application: Application):
    item = make.item(application, number=2)
    assert refusal(application, NoteMovement(item, MovementDraft(TODAY, 3))) == [("more-than-there", 2)]
    assert refusal(application, NoteMovement(item, MovementDraft(date(2021, 8, 1), 1))) == [("more-than-there", 0)]
    assert refusal(application, NoteMovement(item, MovementDraft(date(2021, 9, 2), 1))) == [("day-to-come", None)]
    assert refusal(application, NoteMovement(item, MovementDraft(TODAY, 1, Condition.GOOD, Condition.GOOD))) == [("nothing-moves", None)]


def test_sizes_are_written_in_one_way():
    assert [written_size(text) for text in ("100x150", "100 × 150", "0100*150", "large")] == ["100x150", "100x150", "100x150", "large"]


def test_the_list_is_by_flag_and_make_and_is_searched(application: Application):
    table = make.item(application, "BE", make=Make.TABLE, size="10x15")
    mast = make.item(application, "BE", make=Make.MAST, size="150x225")
    france = make.item(application, "FR", location="cellar")
    assert application.ask(stock_ids()) == [mast, table, france]
    assert application.ask(stock_ids(Criteria("frank"))) == [france]
    assert application.ask(stock_ids(Criteria("cell"))) == [france]
    assert application.ask(stock_ids(Criteria(filters=(("make", "table"),)))) == [table]
    assert [str(hit.title) for hit in application.find("frankrijk")] == ["France"]


# ------------------------------------------------------------------------------------------------ reservations


def test_reserved_flags_are_not_free_on_their_days_and_on_no_others(application: Application):
    item = make.item(application, number=2)
    make.reservation(application, item)
    free = {day: row(application, item, day).free for day in (date(2021, 9, 21), FIRST, LAST, date(2021, 9, 25))}
    assert free == {date(2021, 9, 21): 2, FIRST: 1, LAST: 1, date(2021, 9, 25): 2}


def test_a_flag_is_not_promised_twice_for_days_that_overlap(application: Application):
    item = make.item(application, number=1)
    make.reservation(application, item, FIRST, LAST)
    for starts, ends in ((FIRST, LAST), (LAST, date(2021, 9, 30)), (date(2021, 9, 20), FIRST), (date(2021, 9, 1), date(2021, 10, 30))):
        assert refusal(application, reserve(item, starts, ends)) == [("flags-not-free", 0)]
    make.reservation(application, item, date(2021, 9, 25), date(2021, 9, 26))
    make.reservation(application, item, date(2021, 9, 20), date(2021, 9, 21))


def test_two_that_do_not_overlap_each_other_may_both_overlap_a_third(application: Application):
    item = make.item(application, number=2)
    make.reservation(application, item, date(2021, 9, 1), date(2021, 9, 10))
    make.reservation(application, item, date(2021, 9, 11), date(2021, 9, 20))
    make.reservation(application, item, date(2021, 9, 5), date(2021, 9, 15))
    assert refusal(application, reserve(item, date(2021, 9, 10), date(2021, 9, 11))) == [("flags-not-free", 0)]


def test_the_refusal_says_which_flag_how_many_and_on_which_day(application: Application):
    item = make.item(application, number=3)
    make.reservation(application, item, date(2021, 9, 23), date(2021, 9, 23), number=2)
    with pytest.raises(Refused) as refused:
        application.execute(reserve(item, number=2))
    assert str(refused.value) == "Only 1 of France are free on 2021-09-23."


@pytest.fixture
def two_desks(tmp_path: Path) -> Iterator[list[Application]]:
    """Two officers on one file."""
    config = Config(tmp_path / "office.attache", user="one", clock=FixedClock(datetime(2021, 9, 1, 10, tzinfo=UTC)))
    desks = [start(config), start(replace(config, user="two"))]
    yield desks
    for desk in desks:
        desk.close()


def test_two_officers_reserve_the_last_flag_at_once_and_one_is_told_why_not(two_desks: list[Application]):
    item = make.item(two_desks[0], number=1)
    ready, ended = Barrier(2), list[str]()

    def try_it(desk: Application) -> None:
        ready.wait()
        try:
            desk.execute(reserve(item))
            ended.append("reserved")
        except Refused as refused:
            ended.append(str(refused))

    threads = [Thread(target=try_it, args=(desk,)) for desk in two_desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    told = "No flag of France is free on 2021-09-22: they are reserved, out, or not good."
    assert sorted(ended) == sorted(["reserved", told])
    assert [len(desk.ask(reservations())) for desk in two_desks] == [1, 1]


def test_a_reservation_is_moved_within_what_is_free_and_does_not_stand_in_its_own_way(application: Application):
    item = make.item(application, number=1)
    mine, other = make.reservation(application, item), make.reservation(application, item, date(2021, 9, 27), date(2021, 9, 28))
    before = application.ask(reservation_draft(mine))
    application.execute(EditReservation(mine, before, replace(before, ends=date(2021, 9, 26))))
    moved = application.ask(reservation_draft(mine))
    assert refusal(application, EditReservation(mine, moved, replace(moved, ends=date(2021, 9, 27)))) == [("flags-not-free", 0)]
    application.execute(ReleaseFlags(other))
    application.execute(EditReservation(mine, moved, replace(moved, ends=date(2021, 9, 27))))


def test_undo_cannot_promise_what_somebody_else_has_by_now(two_desks: list[Application]):
    mine, yours = two_desks
    item = make.item(mine, number=1)
    first = make.reservation(mine, item)
    mine.execute(ReleaseFlags(first))
    second = make.reservation(yours, item)
    with pytest.raises(Refused) as refused:
        mine.undo()
    assert [finding.rule for finding in refused.value.findings] == ["flags-not-free"]
    assert [one.id for one in mine.ask(reservations())] == [second]


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"item_id": None}, "reservation-without-item"),
        ({"number": 0}, "flag-number"),
        ({"starts": None}, "reservation-without-days"),
        ({"ends": date(2021, 9, 1)}, "ends-before-start"),
        ({"ends": date(2029, 9, 1)}, "reservation-length"),
        ({"purpose": ""}, "reservation-without-purpose"),
    ],
)
def test_what_cannot_be_a_reservation_is_refused(application: Application, change, rule):
    draft = ReservationDraft(make.item(application), number=1, starts=FIRST, ends=LAST, purpose="reception")
    assert refusal(application, ReserveFlags(replace(draft, **change))) == [(rule, None)]


# ------------------------------------------------------------------------------------------------ out and back


def test_damage_lowers_the_good_number_and_is_noted(application: Application, clock: FixedClock):
    item = make.item(application, number=3)
    mine = make.reservation(application, item, number=3)
    clock.moment = datetime(2021, 9, 22, 8, tzinfo=UTC)
    application.execute(TakeOutFlags(mine))
    assert (row(application, item).out, row(application, item).free) == (3, 0)

    clock.moment = datetime(2021, 9, 24, 18, tzinfo=UTC)
    assert refusal(application, ReturnFlags(mine, ReturnDraft(damaged=1))) == [("damage-without-remark", None)]
    assert refusal(application, ReturnFlags(mine, ReturnDraft(damaged=2, lost=2, damage="storm"))) == [("more-than-out", None)]
    application.execute(ReturnFlags(mine, ReturnDraft(worn=1, damaged=1, lost=0, damage="torn by the wind")))

    there = row(application, item)
    assert (there.good, there.worn, there.damaged, there.free, there.out) == (1, 1, 1, 1, 0)
    assert {(m.condition_after, m.remark, m.noted_by) for m in application.ask(movements(item)) if m.day == LAST} == {
        (Condition.WORN, "torn by the wind", "officer"),
        (Condition.DAMAGED, "torn by the wind", "officer"),
    }
    assert application.ask(reservations(open_only=False))[0].damage == "torn by the wind"


def test_flags_that_come_back_early_are_free_again_from_that_day(application: Application, clock: FixedClock):
    item = make.item(application, number=1)
    mine = make.reservation(application, item)
    clock.moment = datetime(2021, 9, 22, 8, tzinfo=UTC)
    application.execute(TakeOutFlags(mine))
    clock.moment = datetime(2021, 9, 23, 8, tzinfo=UTC)
    application.execute(ReturnFlags(mine, ReturnDraft()))
    assert [row(application, item, day).free for day in (FIRST, date(2021, 9, 23), LAST)] == [0, 1, 1]


def test_what_is_out_too_long_is_not_free_and_is_told(application: Application, clock: FixedClock):
    item = make.item(application, number=1)
    mine = make.reservation(application, item)
    clock.moment = datetime(2021, 9, 22, 8, tzinfo=UTC)
    application.execute(TakeOutFlags(mine))
    clock.moment = datetime(2021, 9, 30, 8, tzinfo=UTC)
    assert row(application, item).free == 0
    assert [one.overdue for one in application.ask(reservations())] == [True]
    assert [(f.rule, f.ref and f.ref.id) for f in application.ask(stock_findings())] == [("flags-not-back", item)]
    assert refusal(application, reserve(item, date(2021, 9, 30), date(2021, 9, 30))) == [("flags-not-free", 0)]


def test_flags_that_are_taken_out_early_must_be_free_on_those_days_too(application: Application):
    item = make.item(application, number=1)
    make.reservation(application, item, date(2021, 9, 5), date(2021, 9, 6))
    mine = make.reservation(application, item)
    assert refusal(application, TakeOutFlags(mine)) == [("flags-not-free", 0)]


def test_a_reservation_goes_one_way(application: Application):
    mine = make.reservation(application, make.item(application), TODAY, LAST)
    assert refusal(application, ReturnFlags(mine, ReturnDraft())) == [("reservation-state", None)]
    application.execute(TakeOutFlags(mine))
    assert refusal(application, TakeOutFlags(mine)) == [("reservation-state", None)]
    assert refusal(application, ReleaseFlags(mine)) == [("reservation-state", None)]
    application.execute(ReturnFlags(mine, ReturnDraft()))
    before = application.ask(reservation_draft(mine))
    assert refusal(application, EditReservation(mine, before, replace(before, number=2))) == [("flags-back", None)]


def test_what_broke_may_leave_more_promised_than_there_is_and_that_is_told(application: Application):
    item = make.item(application, number=1)
    make.reservation(application, item)
    application.execute(NoteMovement(item, MovementDraft(TODAY, 1, Condition.GOOD, Condition.LOST)))
    assert [(f.rule, f.ref and f.ref.id, f.value) for f in application.ask(stock_findings())] == [("flags-overpromised", item, 1)]


# ------------------------------------------------------------------------------------------------ borrowed


def test_borrowed_flags_are_there_for_the_days_of_the_loan(application: Application, clock: FixedClock):
    loan = make.item(application, number=2, borrowed_from="Embassy of France", since=date(2021, 9, 20), until=date(2021, 9, 26))
    assert [row(application, loan, day).good for day in (date(2021, 9, 19), date(2021, 9, 20), date(2021, 9, 27))] == [0, 2, 0]
    assert refusal(application, reserve(loan, ends=date(2021, 9, 28))) == [("flags-not-free", 0)]
    mine = make.reservation(application, loan)
    assert refusal(application, GiveBackLoan(loan)) == [("flags-in-use", None)]
    application.execute(ReleaseFlags(mine))

    clock.moment = datetime(2021, 9, 28, 8, tzinfo=UTC)
    assert [f.rule for f in application.ask(stock_findings())] == ["loan-overdue"]
    application.execute(GiveBackLoan(loan, "thanks"))
    assert (application.ask(stock_findings()), refusal(application, GiveBackLoan(loan))) == ([], [("nothing-to-give-back", None)])


def test_a_flag_that_nothing_knows_is_not_entered(application: Application):
    assert refusal(application, AddFlagItem(ItemDraft("XX"))) == [("unknown-code", None)]
    assert refusal(application, AddFlagItem(ItemDraft(""))) == [("no-flags", None)]


def test_our_own_flags_are_not_given_back(application: Application):
    assert refusal(application, GiveBackLoan(make.item(application))) == [("not-borrowed", None)]


def test_days_of_a_loan_need_its_owner(application: Application):
    assert refusal(application, AddFlagItem(ItemDraft("FR", until=LAST))) == [("loan-without-owner", None)]


def test_an_entry_in_use_is_not_removed(application: Application):
    item = make.item(application)
    mine = make.reservation(application, item)
    assert refusal(application, RemoveFlagItem(item)) == [("flags-in-use", None)]
    application.execute(ReleaseFlags(mine))
    application.execute(RemoveFlagItem(item))
    assert application.ask(stock_ids()) == []


def test_free_stock_tells_what_is_free_throughout_some_days(application: Application):
    item = make.item(application, number=3)
    make.reservation(application, item, FIRST, FIRST, number=2)
    assert [(one.item_id, one.free) for one in application.ask(free_stock(FIRST, LAST, code="FR"))] == [(item, 1)]


def test_flags_reserved_for_a_mission_are_found_with_it(application: Application):
    visit = make.visit(application)
    make.guest(application, visit, "FR")
    make.row(application, visit, left_out=("BE", "BE-BRU", "EU"))
    make.item(application)
    assert application.execute(ReserveMissionFlags(visit)).result == ()
    assert [(one.code, one.number, one.starts, one.ends, str(one.mission)) for one in application.ask(reservations_of_mission(visit))] == [
        ("FR", 1, FIRST, LAST, "Visit of guests")
    ]


# ------------------------------------------------------------------------------------------------ whatever happens


DAYS = st.integers(0, 30).map(lambda number: TODAY + timedelta(number))
HELD = st.builds(
    Held,
    id=st.uuids().map(str),
    number=st.integers(1, 3),
    starts=DAYS,
    ends=DAYS,
    state=st.sampled_from([ReservationState.RESERVED, ReservationState.OUT]),
).filter(lambda held: held.starts <= held.ends)
SHELVES = st.builds(
    Shelf,
    movements=st.lists(
        st.builds(Movement, DAYS, st.integers(1, 4), st.just(Condition.NONE), st.just(Condition.GOOD)), min_size=1, max_size=3
    ).map(tuple),
    held=st.lists(HELD, max_size=4).map(tuple),
    since=st.none() | DAYS,
    until=st.none() | DAYS,
)


@given(SHELVES, DAYS, DAYS)
def test_the_fewest_that_are_free_are_those_of_the_worst_day(shelf, first, last):
    starts, ends = min(first, last), max(first, last)
    each = [(shelf.free(starts + timedelta(number), TODAY), starts + timedelta(number)) for number in range((ends - starts).days + 1)]
    assert shelf.least_free(starts, ends, TODAY) == min(each)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 9), st.integers(0, 9), st.integers(1, 3)), max_size=14))
def test_whatever_officers_do_no_more_is_promised_than_there_is_and_undo_brings_all_back(history):
    application = start(Config(user="officer", clock=FixedClock(datetime(2021, 9, 1, 10, tzinfo=UTC))))
    item = make.item(application, number=3)
    for act, first, length, number in history:
        known = application.ask(reservations())
        chosen = known[first % len(known)].id if known else ""
        starts = TODAY + timedelta(first)
        draft = ReservationDraft(item, number=number, starts=starts, ends=starts + timedelta(length), purpose="x")
        acts = (
            ReserveFlags(draft),
            EditReservation(chosen, application.ask(reservation_draft(chosen)) if chosen else draft, draft),
            TakeOutFlags(chosen),
            ReturnFlags(chosen, ReturnDraft()),
            ReleaseFlags(chosen),
            ReserveFlags(draft),
        )
        try:
            application.execute(acts[act])
        except OfficeError:
            continue
        assert min(row(application, item, TODAY + timedelta(day)).free for day in range(25)) >= 0

    while (step := application.next_undo()) and str(step.label) != "Add France to the stock":
        application.undo()
    assert (application.ask(reservations(open_only=False)), row(application, item).free) == ([], 3)
    assert application.check() == []
    application.close()
