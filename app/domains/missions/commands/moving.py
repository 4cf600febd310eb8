"""A mission that moves, is put off, or will not take place: one step, with everything that follows from it.

What does not follow by itself is said as a consequence that a person must act upon; the other domains join by reacting to the event.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from app.domains.missions import moving
from app.domains.missions.commands.following import Following
from app.domains.missions.commands.mission import note_schedule
from app.domains.missions.events import Dates, MissionCancelled, MissionMoved
from app.domains.missions.moving import Move
from app.domains.missions.records import Mission
from app.domains.missions.vocabulary import EDIT_MISSIONS, MissionState
from app.kernel.commands import Command, handles
from app.kernel.consequences import ConsequencesTold
from app.kernel.errors import Finding, refuse
from app.kernel.names import clean
from app.kernel.periods import PartialDate
from app.kernel.translated import lazy
from app.kernel.work import Work


@dataclass(frozen=True, slots=True)
class MoveMission(Command[None]):
    """Give a mission other dates: later, earlier, shorter, longer; everything in it moves by as many days as its first day.

    `postponed` says that it is put off, to these dates or to none yet, and must be confirmed anew; a move that is agreed leaves the state
    as it is. `days_of` are lines of the programme that get a day of their own (or none), whatever the others do; the others keep their
    days unless `lines_follow`. `decided_on` is the day of the decision.
    """

    permission = EDIT_MISSIONS
    label = lazy("Move mission")

    mission: str
    starts: PartialDate | None
    ends: PartialDate | None
    reason: str
    decided_on: date | None = None
    postponed: bool = False
    days_of: tuple[tuple[str, date | None], ...] = ()
    lines_follow: bool = True


@handles(MoveMission)
def move_mission(command: MoveMission, work: Work) -> None:
    """Refused when it has been held or is cancelled, without a reason, to the dates it has, and to days that have passed."""
    mission = work.get(Mission, command.mission)
    move = _move_of(mission, (command.starts, command.ends), clean(command.reason), postponed=command.postponed)
    chosen = dict(command.days_of)
    refuse([*moving.check_move(move, work.today), *moving.check_reach(move, _days_of(mission)), *_check_lines(mission, chosen)])
    if command.postponed:
        work.describe(lazy("Postpone mission {title}", title=mission.title))
    else:
        work.describe(lazy("Move mission {title}", title=mission.title))
    _carry_out(work, mission, move, command.decided_on, chosen, lines_follow=command.lines_follow)


@dataclass(frozen=True, slots=True)
class PostponeMission(Command[None]):
    """Put a mission off to other dates, or to none yet; again and again, each time with its reason. It is a move that must be confirmed."""

    permission = EDIT_MISSIONS
    label = lazy("Postpone mission")

    mission: str
    starts: PartialDate | None
    ends: PartialDate | None
    reason: str
    decided_on: date | None = None


@handles(PostponeMission)
def postpone_mission(command: PostponeMission, work: Work) -> None:
    """Move it, as postponed."""
    move_mission(
        MoveMission(
            command.mission, command.starts, command.ends, command.reason, command.decided_on, postponed=True, action=command.action
        ),
        work,
    )


@dataclass(frozen=True, slots=True)
class CancelMission(Command[None]):
    """Note that a mission will not take place, and why."""

    permission = EDIT_MISSIONS
    label = lazy("Cancel mission")

    mission: str
    reason: str
    decided_on: date | None = None


@handles(CancelMission)
def cancel_mission(command: CancelMission, work: Work) -> None:
    """Keep the dates it had, note the decision, tell the calendars, and say which bookings are to be cancelled."""
    mission, reason = work.get(Mission, command.mission), clean(command.reason)
    refuse(moving.check_cancellation(mission.state, reason))
    work.describe(lazy("Cancel mission {title}", title=mission.title))
    mission.state = MissionState.CANCELLED
    note_schedule(mission, MissionState.CANCELLED, *moving.NO_DATES, reason=reason, decided_on=command.decided_on)
    following = Following(work, mission)
    following.cancel(in_calendars=moving.in_calendars(had_by(mission)))
    work.announce(MissionCancelled(mission.id, command.decided_on, reason))
    following.tell()


def had_by(mission: Mission) -> Dates:
    """Give the last dates of a mission that were known to the day."""
    return moving.dates_had((mission.starts, mission.ends), ((schedule.starts, schedule.ends) for schedule in mission.schedules))


def _move_of(mission: Mission, after: Dates, reason: str, *, postponed: bool) -> Move:
    return Move(mission.state, (mission.starts, mission.ends), had_by(mission), after, postponed, reason)


def _carry_out(
    work: Work, mission: Mission, move: Move, decided_on: date | None, chosen: Mapping[str, date | None], *, lines_follow: bool
) -> None:
    mission.state = move.becomes
    mission.starts, mission.ends = move.after
    note_schedule(mission, move.becomes, *move.after, reason=move.reason, decided_on=decided_on)
    following = Following(work, mission)
    following.move(move, chosen, lines_follow=lines_follow)
    work.announce(MissionMoved(mission.id, move.before, move.after, move.had, move.days, move.reason, move.postponed))
    following.tell()
    work.announce(ConsequencesTold(mission.ref))


def _days_of(mission: Mission) -> Iterable[date | None]:
    yield from (item.day for item in mission.items)
    for transport in mission.transports:
        yield from (transport.departs_on, transport.arrives_on)
    for stay in mission.stays:
        yield from (stay.checks_in, stay.checks_out)
    for participant in mission.participants:
        yield from (participant.joins, participant.leaves)
    if mission.order is not None:
        yield mission.order.day


def _check_lines(mission: Mission, chosen: Mapping[str, date | None]) -> list[Finding]:
    if chosen.keys() <= {item.id for item in mission.items}:
        return []
    return [Finding("days_of", lazy("Choose lines of the programme of this mission only."), rule="not-in-programme")]
