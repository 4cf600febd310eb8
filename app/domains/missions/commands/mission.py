"""Missions themselves: entered, changed, confirmed, held, cloned, removed. How they move or are cancelled stands in `moving`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select

from app.domains.missions import moving, rules
from app.domains.missions.commands.accepting import calendars_see, next_position
from app.domains.missions.commands.cloning import Cloning
from app.domains.missions.drafts import MissionDraft
from app.domains.missions.events import Dates, MissionCloned, MissionRemoved, MissionScheduled
from app.domains.missions.records import Mission, Schedule
from app.domains.missions.vocabulary import EDIT_MISSIONS, MissionState
from app.kernel.commands import Command, handles
from app.kernel.drafts import accepted, apply, draft_of, fill, tidied
from app.kernel.errors import Finding, refuse
from app.kernel.periods import PartialDate
from app.kernel.translated import Multilingual, lazy
from app.kernel.work import Work


@dataclass(frozen=True, slots=True)
class AddMission(Command[str]):
    """Enter a mission; it is planned from then on."""

    permission = EDIT_MISSIONS
    label = lazy("Add mission")

    draft: MissionDraft


@handles(AddMission)
def add_mission(command: AddMission, work: Work) -> str:
    """Store a new mission under the next number of its year."""
    draft = accepted(command.draft, rules.check_mission)
    mission = Mission(number=next_number(work, draft.starts), state=MissionState.PLANNED)
    fill(mission, draft)
    work.describe(lazy("Add mission {title}", title=mission.title))
    work.add(mission)
    if draft.starts:
        note_schedule(mission, MissionState.PLANNED, draft.starts, draft.ends)
    work.announce(MissionScheduled(mission.id, (None, None), (mission.starts, mission.ends)))
    return mission.id


@dataclass(frozen=True, slots=True)
class EditMission(Command[str]):
    """Change a mission: what differs between the draft that was read and the one that is wanted."""

    permission = EDIT_MISSIONS
    label = lazy("Change mission")

    mission: str
    before: MissionDraft
    after: MissionDraft


@handles(EditMission)
def edit_mission(command: EditMission, work: Work) -> str:
    """Write the fields that differ; other dates of a mission still to come are kept as a schedule of their own."""
    after = accepted(command.after, rules.check_mission)
    mission = work.get(Mission, command.mission)
    dates = mission.starts, mission.ends
    written = apply(mission.ref, mission, command.before, after)
    refuse([*rules.check_dates(mission.starts, mission.ends), *_check_dates_by_form(mission, dates)])
    work.describe(lazy("Change mission {title}", title=mission.title))
    if "zone" in written:
        for item in mission.items:
            if not item.zone:
                calendars_see(work, item, moved=True)
    if (mission.starts, mission.ends) != dates and mission.state not in rules.ENDED:
        note_schedule(mission, mission.state, mission.starts, mission.ends)
        work.announce(MissionScheduled(mission.id, dates, (mission.starts, mission.ends)))
    return mission.id


def _check_dates_by_form(mission: Mission, before: Dates) -> list[Finding]:
    had = moving.dates_had(before, ((schedule.starts, schedule.ends) for schedule in mission.schedules))
    return moving.check_dates_by_form(before, (mission.starts, mission.ends), had, mission.state)


@dataclass(frozen=True, slots=True)
class ConfirmMission(Command[None]):
    """Note that a mission will take place on its dates."""

    permission = EDIT_MISSIONS
    label = lazy("Confirm mission")

    mission: str


@handles(ConfirmMission)
def confirm_mission(command: ConfirmMission, work: Work) -> None:
    """Refused without dates, and from a state that cannot become confirmed."""
    mission = work.get(Mission, command.mission)
    refuse([*rules.check_transition(mission.state, MissionState.CONFIRMED), *rules.check_confirmation(mission.starts)])
    work.describe(lazy("Confirm mission {title}", title=mission.title))
    dates = mission.starts, mission.ends
    mission.state = MissionState.CONFIRMED
    for item in mission.items:
        if not item.cancelled:  # calendars show the state of the mission on each of its appointments
            calendars_see(work, item, moved=True)
    work.announce(MissionScheduled(mission.id, dates, dates))


@dataclass(frozen=True, slots=True)
class HoldMission(Command[None]):
    """Note that a mission has been held."""

    permission = EDIT_MISSIONS
    label = lazy("Mark mission as held")

    mission: str


@handles(HoldMission)
def hold_mission(command: HoldMission, work: Work) -> None:
    """Refused before its first day; calendars keep its items as they are."""
    mission = work.get(Mission, command.mission)
    refuse([*rules.check_transition(mission.state, MissionState.HELD), *rules.check_held(mission.starts, work.today)])
    work.describe(lazy("Mark mission {title} as held", title=mission.title))
    mission.state = MissionState.HELD


@dataclass(frozen=True, slots=True)
class RemoveMission(Command[None]):
    """Remove a mission with all that is kept of it."""

    permission = EDIT_MISSIONS
    label = lazy("Remove mission")

    mission: str


@handles(RemoveMission)
def remove_mission(command: RemoveMission, work: Work) -> None:
    """Refused (by the references of the file) while records of other domains name it."""
    mission = work.get(Mission, command.mission)
    work.describe(lazy("Remove mission {title}", title=mission.title))
    work.announce(MissionRemoved(mission.id))
    work.remove(mission)


@dataclass(frozen=True, slots=True)
class CloneMission(Command[str]):
    """Make a new mission after the pattern of another: everything moves by as many days as the first day moves.

    `title` replaces that of the pattern when it is given. `with_people` takes over the delegation and the parties, `with_programme`
    the lines that are not cancelled, `with_logistics` transports, hotels and rooms without their booking references.
    """

    permission = EDIT_MISSIONS
    label = lazy("Clone mission")

    mission: str
    starts: date
    with_people: bool = True
    with_programme: bool = True
    with_logistics: bool = False
    title: Multilingual = Multilingual()


@handles(CloneMission)
def clone_mission(command: CloneMission, work: Work) -> str:
    """Store the clone as planned, under a number of its own."""
    pattern = work.get(Mission, command.mission)
    lines = [item.day for item in pattern.items if item.day and not item.cancelled]
    days = rules.clone_shift(pattern.starts, lines, command.starts)
    starts = PartialDate.of(command.starts)
    ends = pattern.ends.shifted(days) if pattern.ends and pattern.ends.exact and days is not None else None
    draft = replace(draft_of(pattern, MissionDraft), title=command.title or pattern.title, starts=starts, ends=ends)
    mission = Mission(number=next_number(work, starts), state=MissionState.PLANNED)
    fill(mission, tidied(draft))
    work.describe(lazy("Clone mission as {title}", title=mission.title))
    work.add(mission)
    note_schedule(mission, MissionState.PLANNED, starts, ends)
    cloning = Cloning(work, pattern, mission, days)
    cloning.order()
    if command.with_people:
        cloning.people()
    if command.with_programme:
        cloning.programme()
    if command.with_logistics:
        cloning.logistics()
    work.announce(MissionScheduled(mission.id, (None, None), (starts, ends)))
    work.announce(MissionCloned(pattern.id, mission.id))
    return mission.id


def next_number(work: Work, starts: PartialDate | None) -> str:
    """Issue the next number of the year of the first day, or of this year."""
    year = rules.numbering_year(starts, work.today)
    # The slash is followed by the 0 in every alphabet of a computer: these bounds let the index be used.
    of_year = select(Mission.number).where(Mission.number >= f"{year:04}/", Mission.number < f"{year:04}0")
    return rules.number_after(year, work.scalar(of_year.order_by(func.length(Mission.number).desc(), Mission.number.desc())))


def note_schedule(
    mission: Mission,
    state: MissionState,
    starts: PartialDate | None,
    ends: PartialDate | None,
    *,
    reason: str = "",
    decided_on: date | None = None,
) -> None:
    """Keep a set of dates, or a decision, in the history of the mission."""
    position = next_position(mission.schedules)
    mission.sequence = (mission.sequence or 0) + bool(mission.schedules)
    mission.schedules.append(Schedule(position=position, state=state, starts=starts, ends=ends, reason=reason, decided_on=decided_on))
