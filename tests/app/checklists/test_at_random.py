"""Missions moved about at random: every task is where the dates of the mission put it, and back where it was in the end."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from app.bootstrap import Config, start
from app.domains.checklists import commands as c
from app.domains.checklists.offsets import due
from app.domains.checklists.queries import tasks
from app.domains.checklists.vocabulary import TaskState
from app.domains.missions.commands import MoveMission, PostponeMission
from app.kernel.clock import FixedClock
from app.kernel.errors import Refused
from app.kernel.offsets import Offset
from app.kernel.periods import PartialDate
from tests.conftest import NOON
from tests.makers import checklists as lists
from tests.makers import missions

FIRST, LAST = date(2021, 12, 1), date(2021, 12, 3)
OFFSETS = st.builds(
    "{:+d} {}".format, st.integers(-60, 60).filter(bool), st.sampled_from(("days", "working days", "weeks", "months", "h", "min"))
)
TASKS = st.lists(st.tuples(st.sampled_from(("start", "end")), OFFSETS, st.sampled_from(("follows", "fixed", "done"))), max_size=6)
MOVES = st.lists(st.one_of(st.none(), st.tuples(st.integers(1, 700), st.integers(0, 9))), min_size=1, max_size=5)


def moved(application, mission, move) -> bool:
    """Move the mission, or put it off without dates; tell whether anything was written."""
    command = PostponeMission(mission, None, None, "Why not?")
    if move is not None:
        starts = FIRST + timedelta(move[0])
        command = MoveMission(mission, PartialDate.of(starts), PartialDate.of(starts + timedelta(move[1])), "Why not?")
    try:
        return not application.execute(command).repeated
    except Refused:
        return False


@settings(max_examples=12, deadline=None)
@given(TASKS, MOVES)
def test_wherever_a_mission_goes_its_tasks_follow_and_come_back(wanted, moves):
    application = start(Config(user="officer", clock=FixedClock(NOON)))
    mission = missions.mission(application, starts=str(FIRST), ends=str(LAST))
    for number, (anchor, offset, sort) in enumerate(wanted):
        id = lists.task(application, mission, f"Task {number}", anchor=anchor, offset=offset)
        if sort == "fixed":
            application.execute(c.FixDue(id, date(2021, 11, 11)))
        elif sort == "done":
            application.execute(c.SetTaskState((id,), TaskState.DONE))
    before = application.ask(tasks(lists.of(mission)))
    states = [before]
    for move in moves:
        if moved(application, mission, move):
            states.append(application.ask(tasks(lists.of(mission))))
            _stand_where_the_dates_put_them(states[-1], wanted, move, before)
    for state in states[:0:-1]:
        assert application.ask(tasks(lists.of(mission))) == state
        application.undo()
    assert application.ask(tasks(lists.of(mission))) == before

    if moved(application, mission, (40, 5)) and moved(application, mission, (0, 2)):
        assert application.ask(tasks(lists.of(mission))) == before
    application.close()


def _stand_where_the_dates_put_them(rows, wanted, move, before) -> None:
    for row, (anchor, offset, sort), old in zip(rows, wanted, before, strict=True):
        if sort != "follows":
            assert row.due_on == old.due_on
        elif move is None:
            assert row.due_on is None
        else:
            day = FIRST + timedelta(move[0] + (move[1] if anchor == "end" else 0))
            expected = due(Offset.parse(offset), day, country="FR", zone="Europe/Paris")
            assert row.due_on == (expected.day if expected else None)
