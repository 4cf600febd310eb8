"""What is read before a mission is moved: how far everything would go, and which lines would no longer fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import select

from app.domains.missions import moving
from app.domains.missions.events import Dates
from app.domains.missions.moving import Move
from app.domains.missions.records import Mission, ProgrammeItem, Schedule
from app.domains.missions.vocabulary import SEE_MISSIONS, MissionState
from app.kernel.queries import query
from app.kernel.translated import Multilingual
from app.kernel.work import Reader


@dataclass(frozen=True, slots=True)
class Misfit:
    """A line of the programme that lands outside the new dates: `was` is its day now, `day` the one it would have."""

    id: str
    title: Multilingual
    was: date
    day: date
    begins: time | None


@dataclass(frozen=True, slots=True)
class MoveFacts:
    """What a move would do: `period` are the dates in force, `had` the last ones known to the day, `days` the distance.

    `days` is None while one of the first days is not known.
    """

    number: str
    title: Multilingual
    state: MissionState
    period: Dates
    had: Dates
    days: int | None
    misfits: tuple[Misfit, ...]


@query(SEE_MISSIONS)
def move_facts(reader: Reader, id: str, after: Dates = moving.NO_DATES) -> MoveFacts:
    """Look ahead at a move of the mission to the dates *after*."""
    mission = reader.get(Mission, id)
    period = mission.starts, mission.ends
    history = reader.rows(select(Schedule.starts, Schedule.ends).where(Schedule.mission_id == id).order_by(Schedule.position, Schedule.id))
    had = moving.dates_had(period, ((row.starts, row.ends) for row in history))
    move = Move(mission.state, period, had, after, postponed=False, reason="")
    return MoveFacts(mission.number, mission.title, mission.state, period, had, move.days, tuple(_misfits(reader, id, move)))


def _misfits(reader: Reader, mission: str, move: Move) -> Sequence[Misfit]:
    line = ProgrammeItem
    lines = select(line.id, line.title, line.day, line.begins).where(line.mission_id == mission, line.day.is_not(None), ~line.cancelled)
    found = list[Misfit]()
    for row in reader.rows(lines.order_by(line.day, line.begins, line.position, line.id)):
        try:
            outside = move.no_longer_fits(row.day)
        except OverflowError:  # the move itself will be refused
            return ()
        if outside:
            found.append(Misfit(row.id, row.title, row.day, move.new_day(row.day) or row.day, row.begins))
    return found
