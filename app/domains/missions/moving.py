"""When a mission moves: how far everything in it goes, what no longer fits then, and which moves are none.

Everything moves by one distance, counted from the first day that the mission last really had. A mission that was put off without dates
keeps its lines where they are, and the distance is counted from there once it has dates again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domains.missions.events import Dates
from app.domains.missions.rules import ENDED, check_dates, check_transition, distance, shifted, within
from app.domains.missions.vocabulary import MissionState
from app.kernel.consequences import Consequence, Effect
from app.kernel.errors import Finding
from app.kernel.periods import PartialDate
from app.kernel.translated import Lazy, lazy, lazy_count

NO_DATES: Dates = (None, None)

PROGRAMME, TRANSPORTS, HOTELS = lazy("Programme"), lazy("Transports"), lazy("Hotels")
DELEGATION, ORDER, CALENDAR = lazy("Delegation"), lazy("Order of precedence"), lazy("Calendar")
AREAS = (PROGRAMME, TRANSPORTS, HOTELS, DELEGATION, ORDER, CALENDAR)

_GRAVEST_FIRST = (Effect.BY_HAND, Effect.WARNS, Effect.ENDS, Effect.FOLLOWS)


class Fate(StrEnum):
    """What becomes of something that is booked."""

    MOVED = "moved"
    OPEN = "open"  # its day is no longer one of the mission, and there is no other yet
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Move:
    """A mission that is to have other dates.

    `before` are those in force, `had` the last ones that were known to the day, `after` those it gets. `postponed` tells a
    postponement, which must be confirmed anew, from a move that is agreed.
    """

    state: MissionState
    before: Dates
    had: Dates
    after: Dates
    postponed: bool
    reason: str

    @property
    def days(self) -> int | None:
        """How far everything moves; None while the old or the new first day is not known."""
        return distance(self.had[0], self.after[0])

    @property
    def day_is_known(self) -> bool:
        """Whether the new first day is, not only its month or year."""
        return self.after[0] is not None and self.after[0].exact is not None

    @property
    def becomes(self) -> MissionState:
        """The state the mission has afterwards."""
        return MissionState.POSTPONED if self.postponed else self.state

    def new_day(self, day: date | None) -> date | None:
        """Give the day to which something moves; it keeps the one it has while the distance is not known."""
        return day if self.days is None else shifted(day, self.days)

    def fits(self, day: date | None) -> bool:
        """Tell whether something can be on *day* of the new dates."""
        return day is None or within(day, *self.after)

    def no_longer_fits(self, day: date | None) -> bool:
        """Tell whether what was on *day* of the old dates lands outside the new ones: the mission has become shorter."""
        return self.days is not None and day is not None and within(day, *self.had) and not self.fits(self.new_day(day))

    def ends_too_early(self, day: date | None) -> bool:
        """Tell whether what was on the old last day lands before the new one: the mission has become longer."""
        first, old, new = self.had[0], _last(self.had), _last(self.after)
        if self.days is None or day is None or first is None or old is None or new is None:
            return False
        moved = self.new_day(day)
        return first.first < day >= old and moved is not None and moved < new

    def surely_fits(self, day: date | None) -> bool:
        """Tell whether something can be on *day* of the new dates, and these are known."""
        return self.day_is_known and self.fits(day)

    def surely_ends(self, day: date | None) -> bool:
        """Tell whether the new dates are known, and end on *day* at the latest."""
        last = _last(self.after)
        return self.day_is_known and not (day is not None and last is not None and day < last)

    def fate(self, day: date | None) -> Fate | None:
        """Say what becomes of a booking for *day*; nothing while the mission still has that day."""
        if self.new_day(day) != day:
            return Fate.MOVED
        known = self.after[0] is not None and self.fits(day)
        return Fate.OPEN if self.days is None and not known else None

    @property
    def in_calendars(self) -> bool:
        """Whether the mission itself has, or had, an entry of its own in calendars."""
        return in_calendars(self.had) or in_calendars(self.after)


def in_calendars(dates: Dates) -> bool:
    """Tell whether a mission on these dates has an entry of its own in calendars: its first and last day are known."""
    first, last = dates[0], dates[1] or dates[0]
    return first is not None and last is not None and first.exact is not None and last.exact is not None


def in_a_sentence(dates: Dates) -> Dates:
    """Give dates as they stand behind "to": a first day alone is the day, and not "from" it."""
    return dates[0], dates[1] or dates[0]


def _last(dates: Dates) -> date | None:
    last = dates[1] or dates[0]
    return last.last if last else None


def dates_had(now: Dates, history: Iterable[Dates]) -> Dates:
    """Give the last dates whose first day was known: those in force, else the latest of *history* (which begins with the earliest)."""
    known = [dates for dates in (*history, now) if dates[0] is not None and dates[0].exact is not None]
    return known[-1] if known else NO_DATES


def same_length(had: Dates, starts: PartialDate) -> PartialDate | None:
    """Give the last day of a mission that stays as long as it was; None when that is not known, or beyond the calendar."""
    days = distance(had[0], starts)
    if had[1] is None or had[1].exact is None or days is None:
        return None
    try:
        return had[1].shifted(days)
    except OverflowError:
        return None


def may_move(state: MissionState) -> bool:
    """Tell whether a mission in this state can get other dates."""
    return state not in ENDED


def check_reason(reason: str) -> list[Finding]:
    """The history says why a mission did not take place as planned."""
    return (
        [] if reason else [Finding("reason", lazy("Say why: the reason stays in the history of the mission."), rule="move-without-reason")]
    )


def check_move(move: Move, today: date) -> list[Finding]:
    """A mission still to come gets other dates than it has, not before today, with a reason; one that lies in the past is written down as it was."""
    if findings := check_transition(move.state, MissionState.POSTPONED):
        return findings
    return [*check_dates(*move.after), *_new_dates(move, today), *check_reason(move.reason)]


def _new_dates(move: Move, today: date) -> list[Finding]:
    starts = move.after[0]
    if starts is None and not move.postponed:
        message = lazy("Enter the new first day, or postpone the mission until its dates are known.")
        return [Finding("starts", message, rule="move-without-dates")]
    if move.after == move.before and not (starts is None and move.state is not MissionState.POSTPONED):
        return [Finding("starts", lazy("These are the dates that the mission has. Enter others."), rule="move-nowhere")]
    if starts is None:
        return []
    if starts.last < today and starts != move.before[0] and not _over(move.before, today):
        return [Finding("starts", lazy("This day has passed: a mission moves to today or later."), rule="move-before-today")]
    return []


def _over(dates: Dates, today: date) -> bool:
    last = _last(dates)
    return last is not None and last < today


def check_reach(move: Move, days: Iterable[date | None]) -> list[Finding]:
    """Nothing moves beyond the first and last day of the calendar."""
    try:
        for day in days:
            move.new_day(day)
    except OverflowError:
        return [Finding("starts", lazy("So far no calendar reaches. Choose another first day."), rule="move-beyond-calendar")]
    return []


def check_cancellation(state: MissionState, reason: str) -> list[Finding]:
    """A mission is cancelled once, with a reason."""
    return check_transition(state, MissionState.CANCELLED) or check_reason(reason)


def check_dates_by_form(before: Dates, after: Dates, had: Dates, state: MissionState) -> list[Finding]:
    """A mission that was put off without dates gets its new ones by a move, so that what it holds can follow."""
    unknown = before[0] is None or before[0].exact is None
    if state is not MissionState.POSTPONED or not unknown or distance(had[0], after[0]) is None:
        return []
    message = lazy("This mission was put off. Give it its new dates with “Move or postpone…”, so that its programme moves along.")
    return [Finding("starts", message, rule="dates-of-postponed")]


def by_area(consequences: Iterable[Consequence]) -> list[tuple[Lazy, list[Consequence]]]:
    """Put what follows under its headings: those of the mission itself first, and under each what a person must do first."""
    found: dict[Lazy, list[Consequence]] = {area: [] for area in AREAS}
    for consequence in consequences:
        found.setdefault(consequence.area, []).append(consequence)
    return [(area, sorted(some, key=lambda one: _GRAVEST_FIRST.index(one.effect))) for area, some in found.items() if some]


def said_distance(days: int) -> Lazy:
    """Say how far everything moves."""
    if not days:
        return lazy("Everything stays on the same days.")
    if days > 0:
        return lazy_count("Everything moves {number} day later.", "Everything moves {number} days later.", days)
    return lazy_count("Everything moves {number} day earlier.", "Everything moves {number} days earlier.", -days)
