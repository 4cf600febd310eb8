"""Moving a mission: how far, what fits, and which moves are none."""

from __future__ import annotations

from datetime import date

import pytest

from app.domains.missions import moving
from app.domains.missions.events import Dates
from app.domains.missions.moving import Fate, Move
from app.domains.missions.vocabulary import MissionState
from app.kernel.periods import PartialDate
from tests.makers.missions import days

TODAY = date(2021, 9, 1)
SEPTEMBER: Dates = (days("2021-09-22"), days("2021-09-24"))


def move(
    starts: str | None,
    ends: str | None = None,
    *,
    before: Dates = SEPTEMBER,
    had: Dates | None = None,
    state: MissionState = MissionState.CONFIRMED,
    postponed: bool = False,
    reason: str = "strike",
) -> Move:
    return Move(state, before, before if had is None else had, (days(starts), days(ends)), postponed, reason)


def rules(wanted: Move, today: date = TODAY) -> list[str]:
    return [finding.rule for finding in moving.check_move(wanted, today)]


@pytest.mark.parametrize(
    ("now", "history", "expected"),
    [
        pytest.param(SEPTEMBER, [], SEPTEMBER, id="those in force"),
        pytest.param((None, None), [SEPTEMBER, (None, None)], SEPTEMBER, id="put off without dates"),
        pytest.param((days("2022-10"), None), [SEPTEMBER, (days("2022-10"), None)], SEPTEMBER, id="put off to a month"),
        pytest.param(
            (None, None), [SEPTEMBER, (days("2021-12-01"), None), (None, None)], (days("2021-12-01"), None), id="the latest known"
        ),
        pytest.param((None, None), [], (None, None), id="never had any"),
    ],
)
def test_the_distance_is_counted_from_the_last_dates_known_to_the_day(now, history, expected):
    assert moving.dates_had(now, history) == expected


@pytest.mark.parametrize(
    ("starts", "distance"), [("2021-12-01", 70), ("2021-09-15", -7), ("2021-09-22", 0), ("2024-02-29", 890), ("2022", None), (None, None)]
)
def test_everything_moves_by_as_many_days_as_the_first_day(starts, distance):
    assert move(starts).days == distance


def test_a_mission_stays_as_long_as_it_was():
    assert moving.same_length(SEPTEMBER, PartialDate(2022, 2, 27)) == PartialDate(2022, 3, 1)
    assert moving.same_length(SEPTEMBER, PartialDate(2022, 2)) is None
    assert moving.same_length((days("2021-09-22"), None), PartialDate(2022, 2, 27)) is None
    assert moving.same_length(SEPTEMBER, PartialDate(9999, 12, 31)) is None


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        pytest.param(move("2021-12-01", "2021-12-03"), [], id="later"),
        pytest.param(move("2021-09-01", "2021-09-03"), [], id="to today"),
        pytest.param(move("2021-09-22", "2021-09-23"), [], id="shorter"),
        pytest.param(move("2022-10"), [], id="to a month"),
        pytest.param(move(None, postponed=True), [], id="put off"),
        pytest.param(move("2021-08-31", "2021-09-02"), ["move-before-today"], id="to yesterday"),
        pytest.param(move("2021-08"), ["move-before-today"], id="to a month that is over"),
        pytest.param(move("2021-09"), [], id="to the month it is"),
        pytest.param(move("2021-12-03", "2021-12-01"), ["mission-ends-before-start"], id="backwards"),
        pytest.param(move(None, "2021-12-01", postponed=True), ["mission-ends-without-start"], id="without a first day"),
        pytest.param(move("2021-09-22", "2021-09-24"), ["move-nowhere"], id="to the same dates"),
        pytest.param(move("2021-09-22", "2021-09-24", postponed=True), ["move-nowhere"], id="put off to the same dates"),
        pytest.param(move(None), ["move-without-dates"], id="to nowhere, agreed"),
        pytest.param(move("2021-12-01", reason=""), ["move-without-reason"], id="without a reason"),
        pytest.param(move("2021-12-01", state=MissionState.HELD), ["mission-state"], id="held"),
        pytest.param(move("2021-12-01", state=MissionState.CANCELLED), ["mission-state"], id="cancelled"),
        pytest.param(move(None, before=(None, None), state=MissionState.PLANNED, postponed=True), [], id="never had dates, put off"),
        pytest.param(
            move(None, before=(None, None), state=MissionState.POSTPONED, postponed=True), ["move-nowhere"], id="put off as it was"
        ),
    ],
)
def test_which_moves_are_refused(wanted, expected):
    assert rules(wanted) == expected


def test_a_mission_that_lies_in_the_past_is_written_down_as_it_was():
    assert rules(move("2020-03-25", "2020-03-26", before=(days("2020-03-23"), days("2020-03-25")))) == []


def test_a_mission_under_way_may_be_cut_short_but_not_begin_earlier():
    under_way: Dates = (days("2021-08-30"), days("2021-09-03"))
    assert rules(move("2021-08-30", "2021-09-01", before=under_way)) == []
    assert rules(move("2021-08-29", "2021-09-03", before=under_way)) == ["move-before-today"]


def test_what_was_on_a_day_that_a_shorter_mission_no_longer_has_does_not_fit():
    shorter = move("2021-12-01", "2021-12-02")
    assert [shorter.no_longer_fits(date(2021, 9, day)) for day in (21, 22, 23, 24, 25)] == [False, False, False, True, False]


def test_what_was_on_the_last_day_comes_too_early_in_a_longer_mission():
    longer = move("2021-12-01", "2021-12-05")
    assert [longer.ends_too_early(date(2021, 9, day)) for day in (22, 23, 24, 25, 27)] == [False, False, True, True, False]
    assert not move("2021-12-01", "2021-12-03").ends_too_early(date(2021, 9, 24))


def test_a_booking_is_changed_asked_about_or_left():
    day = date(2021, 9, 23)
    assert move("2021-12-01").fate(day) is Fate.MOVED
    assert move(None, postponed=True).fate(day) is Fate.OPEN
    assert move("2022-10").fate(day) is Fate.OPEN
    assert move("2021-09", postponed=True).fate(day) is None
    assert move("2021-09-22", "2021-09-25").fate(day) is None


def test_nothing_moves_beyond_the_calendar():
    last = move("9999-12-30", "9999-12-31")
    assert moving.check_reach(last, [date(2021, 9, 23)]) == []
    assert [finding.rule for finding in moving.check_reach(last, [date(2021, 9, 25)])] == ["move-beyond-calendar"]
    first = move("0001-01-01", before=SEPTEMBER)
    assert [finding.rule for finding in moving.check_reach(first, [date(2021, 9, 21)])] == ["move-beyond-calendar"]


@pytest.mark.parametrize("state", MissionState)
def test_what_is_over_or_cancelled_moves_no_more(state):
    assert moving.may_move(state) is (state not in (MissionState.HELD, MissionState.CANCELLED))


def test_a_mission_is_cancelled_once_and_with_a_reason():
    assert moving.check_cancellation(MissionState.POSTPONED, "strike") == []
    assert [f.rule for f in moving.check_cancellation(MissionState.PLANNED, "")] == ["move-without-reason"]
    assert [f.rule for f in moving.check_cancellation(MissionState.CANCELLED, "strike")] == ["mission-state"]


def test_a_mission_put_off_without_dates_gets_them_by_a_move_only():
    found = moving.check_dates_by_form((None, None), SEPTEMBER, SEPTEMBER, MissionState.POSTPONED)
    assert [finding.rule for finding in found] == ["dates-of-postponed"]
    assert moving.check_dates_by_form((None, None), SEPTEMBER, (None, None), MissionState.POSTPONED) == []
    assert moving.check_dates_by_form(SEPTEMBER, (days("2021-10-22"), None), SEPTEMBER, MissionState.POSTPONED) == []
    assert moving.check_dates_by_form((None, None), SEPTEMBER, SEPTEMBER, MissionState.PLANNED) == []
