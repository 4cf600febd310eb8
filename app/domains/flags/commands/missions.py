"""What the office does with the flags of a mission: its rows, the flags added or left out by hand, and keeping them from the stock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import func, select

from app.domains.flags.commands.days import known_flags, tidy_flags
from app.domains.flags.house import flag_rules
from app.domains.flags.mission_flags import MissionFlagsDraft, Need, check_mission_flags
from app.domains.flags.queries.missions import mission_days, mission_flags, needs_by_size
from app.domains.flags.queries.sources import sources_of
from app.domains.flags.queries.stock import FreeRow, free_stock, shelves
from app.domains.flags.readiness import STOCK_BEFORE
from app.domains.flags.records import FlagItem, FlagReservation, MissionFlags
from app.domains.flags.stock import written_size
from app.domains.flags.terms import EDIT_FLAGS, ReservationState
from app.domains.missions.events import Dates, MissionCancelled, MissionCloned, MissionMoved, MissionRemoved, MissionScheduled
from app.domains.missions.records import Mission
from app.kernel.commands import Command, handles
from app.kernel.consequences import Consequence, Effect
from app.kernel.drafts import apply, draft_of, fill, tidied
from app.kernel.errors import Finding, Refused, refuse
from app.kernel.events import Reaction
from app.kernel.ids import Ref
from app.kernel.readiness import Duty
from app.kernel.translated import Multilingual, lazy, lazy_count
from app.kernel.work import Work

_AREA = lazy("Flags")


@dataclass(frozen=True, slots=True)
class AddMissionFlags(Command[str]):
    """Plan a row of flags for a mission."""

    permission = EDIT_FLAGS
    label = lazy("Plan flags of a mission")

    mission: str
    draft: MissionFlagsDraft


@handles(AddMissionFlags)
def add_mission_flags(command: AddMissionFlags, work: Work) -> str:
    """Store the row behind the others of the mission."""
    mission, draft = work.get(Mission, command.mission), _accepted(command.draft, work)
    last = work.scalar(select(func.max(MissionFlags.position)).where(MissionFlags.mission_id == mission.id))
    row = MissionFlags(mission_id=mission.id, position=0 if last is None else last + 1)
    fill(row, draft)
    work.describe(lazy("Plan flags of {mission}", mission=mission.title))
    work.add(row)
    return row.id


@dataclass(frozen=True, slots=True)
class EditMissionFlags(Command[str]):
    """Change a row of flags."""

    permission = EDIT_FLAGS
    label = lazy("Change flags of a mission")

    flags: str
    before: MissionFlagsDraft
    after: MissionFlagsDraft


@handles(EditMissionFlags)
def edit_mission_flags(command: EditMissionFlags, work: Work) -> str:
    """Write the fields that differ."""
    row, after = work.get(MissionFlags, command.flags), _accepted(command.after, work)
    apply(row.ref, row, command.before, after)
    _describe(work, row)
    return row.id


def _accepted(draft: MissionFlagsDraft, work: Work) -> MissionFlagsDraft:
    tidy = tidied(draft)
    tidy = replace(
        tidy,
        size=written_size(tidy.size),
        added=known_flags(draft.added, work, "added"),
        left_out=tidy_flags(draft.left_out, work),
    )
    refuse(check_mission_flags(tidy))
    return tidy


def _describe(work: Work, row: MissionFlags) -> None:
    work.describe(lazy("Change flags of {mission}", mission=work.get(Mission, row.mission_id).title))


@dataclass(frozen=True, slots=True)
class RemoveMissionFlags(Command[None]):
    """Remove a row of flags; what is reserved for the mission stays reserved, and is told as no longer needed."""

    permission = EDIT_FLAGS
    label = lazy("Remove flags of a mission")

    flags: str


@handles(RemoveMissionFlags)
def remove_mission_flags(command: RemoveMissionFlags, work: Work) -> None:
    """Remove the row."""
    row = work.get(MissionFlags, command.flags)
    work.describe(lazy("Remove flags of {mission}", mission=work.get(Mission, row.mission_id).title))
    work.remove(row)


# ------------------------------------------------------------------------------------------------ flags by hand


@dataclass(frozen=True, slots=True)
class AddFlag(Command[None]):
    """Put a flag into a row that nobody of the mission brings, or one back that was left out."""

    permission = EDIT_FLAGS
    label = lazy("Add a flag")

    flags: str
    code: str


@handles(AddFlag)
def add_flag(command: AddFlag, work: Work) -> None:
    """Add it; refused when it stands there already."""
    row, code = work.get(MissionFlags, command.flags), _one(command.code, work)
    known_flags((code,), work, "code")
    if code in row.left_out:
        row.left_out = tuple(flag for flag in row.left_out if flag != code)
    elif code in _there(row, work):
        message = lazy("{flag} stands in this row already.", flag=flag_rules.of(work).title_of(code))
        raise Refused(Finding("added", message, rule="flag-twice", value=code))
    else:
        row.added = (*row.added, code)
    _describe(work, row)


@dataclass(frozen=True, slots=True)
class LeaveOutFlag(Command[None]):
    """Take a flag out of a row: one that was added goes, one that somebody brings is left out."""

    permission = EDIT_FLAGS
    label = lazy("Leave a flag out")

    flags: str
    code: str


@handles(LeaveOutFlag)
def leave_out_flag(command: LeaveOutFlag, work: Work) -> None:
    """Leave it out; refused when it does not stand there."""
    row, code = work.get(MissionFlags, command.flags), _one(command.code, work)
    if code not in _there(row, work):
        message = lazy("{flag} does not stand in this row.", flag=flag_rules.of(work).title_of(code))
        raise Refused(Finding("left_out", message, rule="flag-not-there", value=code))
    if code in row.added:
        row.added = tuple(flag for flag in row.added if flag != code)
    if any(source.code == code for source in sources_of(work, [row.mission_id])[row.mission_id]):
        row.left_out = (*row.left_out, code)
    _describe(work, row)


def _one(text: str, work: Work) -> str:
    code = next(iter(tidy_flags((text,), work)), "")
    if not code:
        raise Refused(Finding("code", lazy("Say which flag."), rule="no-flags"))
    return code


def _there(row: MissionFlags, work: Work) -> set[str]:
    brought = {source.code for source in sources_of(work, [row.mission_id])[row.mission_id]}
    return (brought | set(row.added)) - set(row.left_out)


# ------------------------------------------------------------------------------------------------ from the stock


@dataclass(frozen=True, slots=True)
class ReserveMissionFlags(Command[tuple[str, ...]]):
    """Reserve from the stock what the rows of a mission need and is free, in one size for a row where that goes.

    The result are the codes of the flags that are missing: those are to be borrowed or bought.
    """

    permission = EDIT_FLAGS
    label = lazy("Reserve the flags of a mission")

    mission: str


@handles(ReserveMissionFlags)
def reserve_mission_flags(command: ReserveMissionFlags, work: Work) -> tuple[str, ...]:
    """Store a reservation for each entry of the stock that serves; refused while the days of the mission are not known, or when nothing is to be reserved."""
    mission = work.get(Mission, command.mission)
    days = mission_days(mission)
    if days is None:
        raise Refused(Finding("starts", lazy("The days of the mission are not known yet."), rule="mission-without-days", ref=mission.ref))
    sheet = mission_flags.of(work, mission.id)
    needs = [need for card in sheet.cards for need in card.needed]
    if not needs:
        raise Refused(Finding("flags", lazy("Everything that this mission needs is reserved."), rule="nothing-to-reserve", ref=mission.ref))
    taken, missing = _choose(work, [card.needed for card in sheet.cards], days)
    if not taken:
        raise Refused(
            Finding("flags", lazy("Nothing of what is still needed is free on these days."), rule="flags-not-free", ref=mission.ref)
        )
    for item, number in taken.items():
        work.add(
            FlagReservation(item_id=item, mission_id=mission.id, number=number, starts=days[0], ends=days[1], reserved_by=work.user.name)
        )
    work.describe(lazy("Reserve the flags of {mission}", mission=mission.title))
    return missing


def _choose(work: Work, rows: Sequence[Sequence[Need]], days: tuple[date, date]) -> tuple[Counter[str], tuple[str, ...]]:
    rules, there = flag_rules.of(work), list(free_stock.of(work, *days))
    left = {row.item_id: row.free for row in there}
    taken: Counter[str] = Counter()
    missing: list[str] = []
    for needs in rows:
        usual = needs_by_size([row for row in there if left[row.item_id] > 0], needs, rules)
        for need in needs:
            fitting = [
                row
                for row in there
                if left[row.item_id] > 0 and (rules.code_of(row.code), row.make) == (need.code, need.make) and need.size in ("", row.size)
            ]
            if not fitting:
                missing.append(need.code)
                continue
            best = min(fitting, key=lambda row: _rank(row, usual))
            left[best.item_id] -= 1
            taken[best.item_id] += 1
    return taken, tuple(missing)


def _rank(row: FreeRow, usual: str) -> tuple[bool, bool, str]:
    # The size of the row first, and our own flags before borrowed ones.
    return row.size != usual, bool(row.borrowed_from), row.item_id


@dataclass(frozen=True, slots=True)
class ReleaseMissionFlags(Command[int]):
    """Give back to the stock what is reserved for a mission and no longer needed; the result is how many flags."""

    permission = EDIT_FLAGS
    label = lazy("Release flags that a mission no longer needs")

    mission: str


@handles(ReleaseMissionFlags)
def release_mission_flags(command: ReleaseMissionFlags, work: Work) -> int:
    """Lower or remove the reservations; what is out has to be brought back."""
    mission = work.get(Mission, command.mission)
    released = 0
    for kept, number in mission_flags.of(work, mission.id).superfluous:
        row = work.get(FlagReservation, kept.reservation)
        if row.state is not ReservationState.RESERVED:
            continue
        released += number
        if number >= row.number:
            work.remove(row)
        else:
            row.number -= number
    if not released:
        raise Refused(Finding("flags", lazy("Nothing is reserved that is not needed."), rule="nothing-to-release", ref=mission.ref))
    work.describe(lazy("Release flags of {mission}", mission=mission.title))
    return released


# ------------------------------------------------------------------------------------------------ what follows the mission


def _held(work: Work, mission: str) -> Sequence[FlagReservation]:
    statement = select(FlagReservation).where(
        FlagReservation.mission_id == mission, FlagReservation.state.in_((ReservationState.RESERVED, ReservationState.OUT))
    )
    return work.scalars(statement.order_by(FlagReservation.starts, FlagReservation.id))


def release_cancelled(event: MissionCancelled, work: Work) -> None:
    """Give back what was reserved for a mission that does not take place; what is out stays out until it is brought back."""
    held = _held(work, event.mission)
    released = 0
    for row in held:
        if row.state is ReservationState.RESERVED:
            released += row.number
            work.remove(row)
    if released:
        message = lazy_count("{number} reserved flag goes back to the stock.", "{number} reserved flags go back to the stock.", released)
        work.announce(Consequence(event.subject, _AREA, Effect.ENDS, message))
    _bring_back(work, event.subject, held, cancelled=True)


def follow_schedule(event: MissionScheduled, work: Work) -> None:
    """Move what was reserved for just the days of a mission to its new days, where it is free then."""
    _follow(work, _Move(event.subject, _days(event.before), _days(event.after), None))


def follow_move(event: MissionMoved, work: Work) -> None:
    """Move what was reserved for a mission with it, where it is free then; what somebody reserved for other days moves by as many."""
    *earlier, _after = [_days((one.starts, one.ends)) for one in work.get(Mission, event.mission).schedules]
    stood = tuple(days for days in reversed(earlier) if days is not None)
    _follow(work, _Move(event.subject, _days(event.had), _days(event.after), event.days, stood))
    _bring_back(work, event.subject, _held(work, event.mission), cancelled=False)


@dataclass(frozen=True, slots=True)
class _Move:
    """A mission that moves: the days it really had and those that it has now, as far as they are known, and how far all of it moves.

    `stood` are the days it had before, the latest first: what was not free then has stayed on earlier ones.
    """

    mission: Ref
    had: tuple[date, date] | None
    after: tuple[date, date] | None
    days: int | None
    stood: tuple[tuple[date, date], ...] = ()

    def of(self, row: FlagReservation) -> tuple[date, date] | None:
        """Give the new days of a reservation; None where it stays."""
        stood = self._stood(row)
        if stood is not None and (row.starts, row.ends) == stood:
            return self.after
        if self.days is None or self.after is None:
            return None
        days = self.days if stood is None else (self.after[0] - stood[0]).days
        try:
            return row.starts + timedelta(days), row.ends + timedelta(days)
        except OverflowError:  # so far no calendar reaches: the findings of the mission tell
            return None

    def _stood(self, row: FlagReservation) -> tuple[date, date] | None:
        """Give the days of the mission for which something was reserved: just those, else those it touches, else the last."""
        known = [days for days in (self.had, *self.stood) if days is not None]
        touched = (days for days in known if row.starts <= days[1] and days[0] <= row.ends)
        return (row.starts, row.ends) if (row.starts, row.ends) in known else next(touched, self.had)


def _follow(work: Work, move: _Move) -> None:
    reserved = [row for row in _held(work, move.mission.id) if row.state is ReservationState.RESERVED]
    moved = 0
    for row in reserved:
        new = move.of(row)
        if new is None or new == (row.starts, row.ends):
            continue  # somebody chose other days: the findings of the mission tell
        free, day = shelves(work, [row.item_id])[row.item_id].least_free(*new, work.today, row.id)
        if free >= row.number:
            row.starts, row.ends = new
            moved += row.number
        else:
            _not_free(work, move.mission, row, new, day)
    if moved:
        message = lazy_count("{number} reserved flag moves along.", "{number} reserved flags move along.", moved)
        work.announce(Consequence(move.mission, _AREA, Effect.FOLLOWS, message))
    if reserved and move.after is None:
        total = sum(row.number for row in reserved)
        message = lazy_count(
            "{number} flag stays reserved for the old days until new ones are known.",
            "{number} flags stay reserved for the old days until new ones are known.",
            total,
        )
        work.announce(Consequence(move.mission, _AREA, Effect.WARNS, message))


def _not_free(work: Work, mission: Ref, row: FlagReservation, days: tuple[date, date], day: date) -> None:
    message = lazy(
        "{flag} is not free on {day}, so it stays reserved for the old days: choose another one for {first} to {last}, or borrow one.",
        flag=_flag_of(work, row),
        day=day,
        first=days[0],
        last=days[1],
    )
    due = max(work.today, days[0] - STOCK_BEFORE)
    work.announce(Consequence(mission, _AREA, Effect.BY_HAND, message, row.ref, f"flag:{row.id}", Duty.PROT, due))


def _bring_back(work: Work, mission: Ref, held: Sequence[FlagReservation], *, cancelled: bool) -> None:
    for row in held:
        if row.state is not ReservationState.OUT:
            continue
        flag = _flag_of(work, row)
        message = (
            lazy("{number} of {flag} are out for this mission: have them brought back.", number=row.number, flag=flag)
            if cancelled
            else lazy(
                "{number} of {flag} are out for this mission: have them brought back, or keep them for the new dates.",
                number=row.number,
                flag=flag,
            )
        )
        work.announce(Consequence(mission, _AREA, Effect.BY_HAND, message, row.ref, f"flag:{row.id}", Duty.PROT))


def _flag_of(work: Work, row: FlagReservation) -> Multilingual:
    return flag_rules.of(work).title_of(work.get(FlagItem, row.item_id).code)


def _days(dates: Dates) -> tuple[date, date] | None:
    starts, ends = dates[0], dates[1] or dates[0]
    return (starts.exact, ends.exact) if starts and ends and starts.exact and ends.exact else None


def follow_clone(event: MissionCloned, work: Work) -> None:
    """Plan the same rows of flags for a mission that was made after a pattern; nothing is reserved for it yet."""
    for row in work.scalars(select(MissionFlags).where(MissionFlags.mission_id == event.pattern).order_by(MissionFlags.position)):
        copy = MissionFlags(mission_id=event.mission, position=row.position)
        fill(copy, draft_of(row, MissionFlagsDraft))
        work.add(copy)


def follow_removal(event: MissionRemoved, work: Work) -> None:
    """Remove the rows of flags of a mission and give back what was reserved; what went out stays noted, under the name of the mission."""
    title = work.get(Mission, event.mission).title
    for row in list(work.scalars(select(MissionFlags).where(MissionFlags.mission_id == event.mission))):
        work.remove(row)
    for kept in list(work.scalars(select(FlagReservation).where(FlagReservation.mission_id == event.mission))):
        if kept.state is ReservationState.RESERVED:
            work.remove(kept)
        else:
            kept.mission_id, kept.purpose = None, kept.purpose or title.best("nl")
    work.flush()


REACTIONS = (
    Reaction(MissionCloned, follow_clone),
    Reaction(MissionRemoved, follow_removal),
    Reaction(MissionCancelled, release_cancelled),
    Reaction(MissionScheduled, follow_schedule),
    Reaction(MissionMoved, follow_move),
)
