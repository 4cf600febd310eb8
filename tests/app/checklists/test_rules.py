"""How tasks press, whose they are, and what may go without asking."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from app.domains.checklists.rules import anchor_keys, is_mine, is_single, pressing_first, untouched, urgency
from app.domains.checklists.vocabulary import TaskState, Urgency

TODAY, NOW = date(2021, 9, 1), datetime(2021, 9, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("days", "presses"),
    [(-1, Urgency.LATE), (0, Urgency.SOON), (3, Urgency.SOON), (4, Urgency.LATER), (None, Urgency.UNDATED)],
)
def test_a_task_presses_by_its_day(days, presses):
    due = None if days is None else TODAY + timedelta(days)
    assert urgency(due, None, TaskState.OPEN, NOW, TODAY) is presses


@pytest.mark.parametrize(("minutes", "presses"), [(-1, Urgency.LATE), (1, Urgency.SOON)])
def test_a_task_of_today_is_late_after_its_moment(minutes, presses):
    assert urgency(TODAY, NOW + timedelta(minutes=minutes), TaskState.DOING, NOW, TODAY) is presses


@pytest.mark.parametrize("state", [TaskState.DONE, TaskState.NOT_NEEDED])
def test_what_is_closed_does_not_press(state):
    assert urgency(TODAY - timedelta(9), None, state, NOW, TODAY) is Urgency.CLOSED


def test_what_is_late_stands_before_what_is_soon_and_what_has_no_day_last():
    rows = [(Urgency.UNDATED, None), (Urgency.LATER, date(2021, 9, 9)), (Urgency.SOON, TODAY), (Urgency.LATE, date(2021, 8, 2))]
    assert sorted(rows, key=lambda row: pressing_first(*row)) == rows[::-1]


@pytest.mark.parametrize(
    ("owner", "me", "held", "mine"),
    [
        ("ada", "ada", (), True),
        ("bo", "ada", ("PROT",), False),
        ("", "ada", ("PROT",), True),
        ("", "ada", ("FIN",), False),
        ("", "", (), True),
        ("bo", "", (), False),
    ],
)
def test_a_task_is_mine_when_i_own_it_or_nobody_does_and_i_have_its_duty(owner, me, held, mine):
    assert is_mine(owner, ("PROT", "COMM"), me, held) is mine


@pytest.mark.parametrize(
    ("state", "signs"),
    [
        (TaskState.DOING, {}),
        (TaskState.OPEN, {"owner": "ada"}),
        (TaskState.OPEN, {"fixed": True}),
        (TaskState.OPEN, {"remark": "Called."}),
        (TaskState.OPEN, {"proof": "abc"}),
    ],
)
def test_a_task_that_somebody_had_in_hands_does_not_go_by_itself(state, signs):
    nothing = {"owner": "", "fixed": False, "remark": "", "proof": ""}
    assert untouched(TaskState.OPEN, **nothing) is True
    assert untouched(state, **(nothing | signs)) is False


def test_a_part_has_its_own_day_before_that_of_the_whole():
    assert anchor_keys("submission", "ada") == ("submission/ada", "submission")


def test_the_item_of_a_ceremony_stands_in_the_place_of_the_first_day():
    assert anchor_keys("start", "i1", "item:i1") == ("start/i1", "item:i1", "start")


def test_a_gift_whose_receipt_nobody_knows_is_counted_from_the_last_day():
    assert anchor_keys("receipt") == ("receipt", "end", "start")


def test_only_an_anchor_that_is_one_thing_can_be_deleted():
    assert (is_single("item:1"), is_single("start")) == (True, False)
