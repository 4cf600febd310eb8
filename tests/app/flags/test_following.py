"""A mission moves or is cancelled: what its flags do, what is told of it, and what is still missing of them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from app.domains.flags import readiness
from app.domains.flags.commands.missions import ReserveMissionFlags
from app.domains.flags.commands.stock import TakeOutFlags
from app.domains.flags.queries.stock import reservations_of_mission
from app.domains.missions.commands import CancelMission, MoveMission, PostponeMission
from app.domains.missions.vocabulary import SEE_MISSIONS
from app.kernel.consequences import Effect
from app.kernel.queries import Query
from tests.makers import flags as make
from tests.makers.missions import days


@pytest.fixture
def visit(application):
    """A visit from 22 to 24 September, for which a flag of Belgium is reserved."""
    made = make.visit(application)
    make.row(application, made, left_out=("BE-BRU", "EU"))
    make.item(application, "BE", 1)
    application.execute(ReserveMissionFlags(made))
    return made


def told(outcome):
    return [(one.effect, str(one.text), one.due) for one in outcome.consequences if str(one.area) == "Flags"]


def reserved(application, mission):
    return [(one.starts, one.ends) for one in application.ask(reservations_of_mission(mission))]


def move(application, mission, starts="2021-10-05", ends="2021-10-06"):
    return told(application.execute(MoveMission(mission, days(starts), days(ends), "strike")))


def test_what_is_reserved_moves_along(application, visit):
    assert move(application, visit) == [(Effect.FOLLOWS, "1 reserved flag moves along.", None)]
    assert reserved(application, visit) == [(date(2021, 10, 5), date(2021, 10, 6))]


def test_what_was_reserved_for_other_days_moves_by_as_many(application, visit):
    make.reservation(application, make.item(application, "FR"), date(2021, 9, 21), date(2021, 9, 25), mission_id=visit)
    assert move(application, visit, "2021-09-29", "2021-10-01") == [(Effect.FOLLOWS, "2 reserved flags move along.", None)]
    assert reserved(application, visit) == [(date(2021, 9, 28), date(2021, 10, 2)), (date(2021, 9, 29), date(2021, 10, 1))]
    application.undo()
    assert reserved(application, visit) == [(date(2021, 9, 21), date(2021, 9, 25)), (date(2021, 9, 22), date(2021, 9, 24))]


def test_what_is_not_free_then_is_somebodys_task(application, visit):
    (kept,) = application.ask(reservations_of_mission(visit))
    make.reservation(application, kept.item_id, date(2021, 10, 6), date(2021, 10, 6))
    assert move(application, visit) == [
        (
            Effect.BY_HAND,
            (
                "Belgium is not free on 2021-10-06, so it stays reserved for the old days: "
                "choose another one for 2021-10-05 to 2021-10-06, or borrow one."
            ),
            date(2021, 9, 15),
        )
    ]
    assert reserved(application, visit) == [(date(2021, 9, 22), date(2021, 9, 24))]


@pytest.mark.parametrize(("starts", "ends"), [("2021-09-22", "2021-09-24"), ("2021-10-12", "2021-10-14")])
def test_what_stayed_behind_is_found_again_on_the_days_of_the_next_move(application, visit, starts, ends):
    (kept,) = application.ask(reservations_of_mission(visit))
    make.reservation(application, kept.item_id, date(2021, 10, 6), date(2021, 10, 6))
    move(application, visit)
    assert reserved(application, visit) == [(date(2021, 9, 22), date(2021, 9, 24))]
    move(application, visit, starts, ends)
    assert reserved(application, visit) == [(date.fromisoformat(starts), date.fromisoformat(ends))]


def test_where_no_calendar_reaches_a_flag_stays_on_its_days(application):
    far = make.visit(application, starts="9999-12-20", ends="9999-12-20")
    make.row(application, far, left_out=("BE-BRU", "EU"))
    make.reservation(application, make.item(application, "FR"), date(9999, 12, 19), date(9999, 12, 24), mission_id=far)
    move(application, far, "9999-12-30", "9999-12-30")
    assert reserved(application, far) == [(date(9999, 12, 19), date(9999, 12, 24))]


def test_without_new_dates_it_stays_reserved_and_moves_later(application, visit):
    assert told(application.execute(PostponeMission(visit, None, None, "flood"))) == [
        (Effect.WARNS, "1 flag stays reserved for the old days until new ones are known.", None)
    ]
    assert reserved(application, visit) == [(date(2021, 9, 22), date(2021, 9, 24))]
    move(application, visit)
    assert reserved(application, visit) == [(date(2021, 10, 5), date(2021, 10, 6))]


def test_a_cancelled_mission_gives_its_flags_back(application, visit):
    assert told(application.execute(CancelMission(visit, "war"))) == [(Effect.ENDS, "1 reserved flag goes back to the stock.", None)]
    assert reserved(application, visit) == []


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (lambda visit: CancelMission(visit, "war"), "1 of Belgium are out for this mission: have them brought back."),
        (
            lambda visit: MoveMission(visit, days("2021-10-05"), days("2021-10-06"), "strike"),
            "1 of Belgium are out for this mission: have them brought back, or keep them for the new dates.",
        ),
    ],
)
def test_what_is_out_is_brought_back_by_somebody(application, visit, clock, command, sentence):
    clock.moment = datetime(2021, 9, 22, 8, tzinfo=UTC)
    (kept,) = application.ask(reservations_of_mission(visit))
    application.execute(TakeOutFlags(kept.id))
    assert told(application.execute(command(visit))) == [(Effect.BY_HAND, sentence, None)]


# ------------------------------------------------------------------------------------------------ what is missing


def missing(application, *missions):
    found = application.ask(Query(readiness.checks, SEE_MISSIONS, (missions,)))
    return {mission: [(one.finding.rule, one.due) for one in checks] for mission, checks in found.items()}


def test_flags_that_are_missing_are_told_twenty_days_ahead(application, visit):
    assert missing(application, visit) == {visit: []}
    make.guest(application, visit, "FR")
    assert missing(application, visit) == {visit: [("flag-missing", date(2021, 9, 2))]}


def test_a_mission_without_flags_and_one_that_is_cancelled_lack_none(application, visit):
    other = make.visit(application)
    application.execute(CancelMission(visit, "war"))
    assert missing(application, visit, other) == {}


def test_for_many_missions_there_are_as_many_statements_as_for_one(application, visit, statements):
    several = [make.visit(application, f"Visit {number}") for number in range(5)]
    for mission in several:
        make.row(application, mission)
    with statements() as one:
        missing(application, visit)
    make.guest(application, visit, "FR")
    with statements() as few:
        missing(application, *several[:1])
    with statements() as many:
        missing(application, *several)
    assert len(many) == len(few)
    assert len(one) <= len(few)
