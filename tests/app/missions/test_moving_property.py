"""Missions moved about at random: what moved by shift is where it was once the mission is, and undo restores every step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.application import Application
from app.bootstrap import Config, start
from app.domains.missions import commands, queries
from app.domains.missions.protocol.commands import ChooseOrder
from app.domains.missions.protocol.drafts import OrderDraft
from app.domains.missions.protocol.queries import order_draft
from app.kernel.clock import FixedClock
from app.kernel.errors import Refused
from app.kernel.periods import PartialDate
from tests.app.missions.test_commands import everything
from tests.makers import missions as made

NOW = datetime(2021, 9, 1, 10, tzinfo=UTC)
FIRST, LENGTH = date(2021, 9, 22), timedelta(2)

exact_days = st.dates(date(2021, 9, 1), date(2031, 12, 31)).map(PartialDate.of)
months = st.builds(PartialDate, st.integers(2022, 2030), st.integers(1, 12))
moves = st.one_of(
    st.tuples(st.one_of(exact_days, months, exact_days), st.integers(0, 5), st.booleans()),
    st.tuples(st.none(), st.just(0), st.just(True)),
)
offsets = st.integers(-3, 4)


@dataclass(frozen=True)
class Plan:
    """Where things stand, in days from the first day."""

    lines: list[tuple[int | None, bool]]
    journeys: list[tuple[int | None, int | None]]
    stays: list[int]
    presence: list[tuple[int | None, int | None]]
    order: int | None


plans = st.builds(
    Plan,
    st.lists(st.tuples(st.none() | offsets, st.booleans()), max_size=4),
    st.lists(st.tuples(offsets, st.none() | st.integers(0, 1)), max_size=2),
    st.lists(offsets, max_size=2),
    st.lists(st.tuples(st.none() | st.integers(0, 1), st.none() | st.integers(1, 2)), max_size=2),
    st.none() | offsets,
)


def day(offset: int | None) -> date | None:
    return None if offset is None else FIRST + timedelta(offset)


def planned(application: Application, plan: Plan) -> str:
    mission = made.mission(application, starts=str(FIRST), ends=str(FIRST + LENGTH))
    for offset, struck in plan.lines:
        line = made.item(application, mission, day=day(offset), begins=None if offset is None else time(2, 30))
        if struck:
            application.execute(commands.CancelItem(line))
    for leaves, lasts in plan.journeys:
        arrives = None if lasts is None else FIRST + timedelta(leaves + lasts)
        made.transport(application, mission, departs_on=day(leaves), arrives_on=arrives, arrives_at=None if arrives is None else time(12))
    for offset in plan.stays:
        made.stay(application, mission)
        [row] = [row for row in application.ask(queries.stays(mission)) if row.checks_in == FIRST][:1]
        draft = application.ask(queries.stay_draft(row.id))
        moved = type(draft)(draft.hotel, checks_in=day(offset), checks_out=FIRST + timedelta(offset + 1))
        application.execute(commands.EditStay(row.id, draft, moved))
    for number, (joins, leaves) in enumerate(plan.presence):
        made.participant(application, mission, name=f"Guest {number}", joins=day(joins), leaves=day(leaves))
    if plan.order is not None:
        application.execute(ChooseOrder(mission, OrderDraft(), OrderDraft(day=day(plan.order))))
    return mission


def where_things_are(application: Application, mission: str) -> list[Any]:
    return [
        sorted((row.id, row.day, row.begins) for row in application.ask(queries.programme(mission))),
        sorted((row.id, row.departs_on, row.arrives_on) for row in application.ask(queries.transports(mission))),
        sorted((row.id, row.checks_in, row.checks_out) for row in application.ask(queries.stays(mission))),
        sorted((row.id, row.joins, row.leaves) for row in application.ask(queries.delegation(mission))),
        application.ask(order_draft(mission)).day,
    ]


def rules_against(application: Application, command: commands.MoveMission) -> list[str]:
    """Carry out a move; give the rules by which it was refused."""
    try:
        application.execute(command)
    except Refused as refusal:
        return [finding.rule for finding in refusal.findings]
    return []


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plan=plans, wishes=st.lists(moves, min_size=1, max_size=6))
def test_a_mission_moved_about_and_back_has_everything_where_it_was(plan: Plan, wishes: list[tuple[PartialDate | None, int, bool]]) -> None:
    application = start(Config(user="officer", clock=FixedClock(NOW)))
    mission = planned(application, plan)
    there = where_things_are(application, mission)
    states = [everything(application)]

    back = (PartialDate.of(FIRST), LENGTH.days, False)
    for starts, length, postponed in [*wishes, back]:
        ends = PartialDate.of(starts.exact + timedelta(length)) if starts is not None and starts.exact else starts
        refused = rules_against(application, commands.MoveMission(mission, starts, ends, "strike", postponed=postponed))
        if refused:
            # Only a move to the dates it has is none; nothing of it is written.
            assert refused == ["move-nowhere"]
            assert everything(application) == states[-1]
        else:
            states.append(everything(application))

    assert where_things_are(application, mission) == there
    for before in reversed(states[:-1]):
        application.undo()
        assert everything(application) == before
    assert where_things_are(application, mission) == there
    assert application._store.faults() == []
    application.close()
