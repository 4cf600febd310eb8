"""The figures of a year: how many journeys, whereto, how, at what cost and weight, and which exceptions were asked.

A year is that of the departure. Files that were never submitted are left out. `files` are all that were submitted, whatever became of
them; `trips` are those of them that were approved, or made without approval, and not called off. What cannot be known is counted as
such and never taken for nothing: a sum tells of how many trips it is, and how many are missing in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from app.domains.trips.figures import Estimate
from app.domains.trips.vocabulary import Category, Mode, PurposeKind, State
from app.kernel.money import Money, euro
from app.kernel.translated import Multilingual

RAILS = frozenset({Mode.TRAIN, Mode.NIGHT_TRAIN})
KINDS_OF_COST = ("transport", "lodging", "allowance", "other", "total")
_BACK = frozenset({State.TO_SETTLE, State.IN_CHECK, State.CLOSED})
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class YearTrip:
    """A submitted file as the year counts it, by the edition that was approved last; sums are for all travellers.

    `category` and `entity` are those of the traveller whom the file is under. `actual` is None while nothing was settled, `lost` while
    nobody has entered it. `derogations` are rules with what was decided, the oldest first. `report_due` is None where none is
    asked. `days` lie between submission and decision.
    """

    state: State
    approved: bool = False
    regularised: bool = False
    urgent: bool = False
    country: str = ""
    purpose: PurposeKind = PurposeKind.OTHER
    category: Category = Category.AGENT
    entity: str = ""
    travellers: int = 1
    modes: tuple[Mode, ...] = ()
    estimate: Estimate = Estimate()
    actual: Estimate | None = None
    lost: Decimal | None = None
    kg: Decimal | None = None
    alternative_kg: Decimal | None = None
    derogations: tuple[tuple[str, bool | None], ...] = ()
    report_due: date | None = None
    handed_in: date | None = None
    days: int | None = None

    @property
    def counts(self) -> bool:
        """Whether it is a trip of the year: approved, or made without approval, and not called off."""
        return self.state is not State.CANCELLED and (self.approved or self.regularised)

    @property
    def means(self) -> Mode | None:
        """The means that a trip is counted under: the plane as soon as there is a flight, else rails, else the first one."""
        if Mode.PLANE in self.modes:
            return Mode.PLANE
        return next((one for one in self.modes if one in RAILS), self.modes[0] if self.modes else None)


@dataclass(frozen=True, slots=True)
class Cost:
    """A sum in euro of `known` trips; `unknown` more have no figure. None when there are trips and nothing is known of any."""

    amount: Money | None = euro(0)
    known: int = 0
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class Weight:
    """A sum in kg CO2e of `known` trips; `unknown` more have no figure. None when there are trips and nothing is known of any."""

    kg: Decimal | None = Decimal(0)
    known: int = 0
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class Share:
    """Some of the trips of the year: those to a country, of a kind, of an administration. `code` is empty or None where it is not known."""

    code: str | None
    trips: int
    percent: Decimal
    travellers: int
    estimated: Cost
    emitted: Weight


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many files stand in a state."""

    state: State
    files: int


@dataclass(frozen=True, slots=True)
class CostCount:
    """A kind of cost (`KINDS_OF_COST`): estimated for all trips, and spent on those that have costs."""

    part: str
    estimated: Cost
    spent: Cost


@dataclass(frozen=True, slots=True)
class Compared:
    """What trips weigh beside the best other way, of those trips alone for which both are known."""

    trips: int = 0
    chosen_kg: Decimal = Decimal(0)
    alternative_kg: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class RuleCount:
    """In how many files a derogation from a rule was asked, and what was decided last."""

    rule: str
    title: Multilingual
    asked: int
    granted: int
    denied: int
    undecided: int


@dataclass(frozen=True, slots=True)
class Reports:
    """The mission reports of the trips that are over: handed in in time or late, missing and late, or not due yet."""

    in_time: int = 0
    late: int = 0
    missing: int = 0
    not_due: int = 0


@dataclass(frozen=True, slots=True)
class Decisions:
    """How many files were decided on, and after how many days, in the middle of them; None when none was."""

    files: int = 0
    median_days: Decimal | None = None


@dataclass(frozen=True, slots=True)
class YearFigures:
    """The figures of a year, as they stood at `as_of`. `unsettled` trips have no costs yet; `by_rail` is in percent of known means."""

    year: int
    as_of: datetime
    files: int
    trips: int
    travellers: int
    refused: int
    cancelled: int
    lost: Cost
    regularised: int
    urgent: int
    states: tuple[StateCount, ...]
    countries: tuple[Share, ...]
    purposes: tuple[Share, ...]
    categories: tuple[Share, ...]
    entities: tuple[Share, ...]
    means: tuple[Share, ...]
    by_rail: Decimal | None
    costs: tuple[CostCount, ...]
    unsettled: int
    emitted: Weight
    compared: Compared
    derogations: tuple[RuleCount, ...]
    reports: Reports
    decisions: Decisions


def figures_of(year: int, files: Sequence[YearTrip], titles: Mapping[str, Multilingual], as_of: datetime, today: date) -> YearFigures:
    """Work out the figures of a year from its submitted files; *titles* are those of the rules, by id."""
    trips = [one for one in files if one.counts]
    cancelled = [one for one in files if one.state is State.CANCELLED]
    states = Counter(one.state for one in files)
    return YearFigures(
        year=year,
        as_of=as_of,
        files=len(files),
        trips=len(trips),
        travellers=sum(one.travellers for one in trips),
        refused=states[State.REFUSED],
        cancelled=len(cancelled),
        lost=_cost([one.lost for one in cancelled]),
        regularised=sum(one.regularised for one in files),
        urgent=sum(one.urgent for one in files),
        states=tuple(StateCount(state, states[state]) for state in State if states[state]),
        countries=_shares(trips, lambda one: one.country),
        purposes=_shares(trips, lambda one: one.purpose),
        categories=_shares(trips, lambda one: one.category),
        entities=_shares(trips, lambda one: one.entity),
        means=_shares(trips, lambda one: one.means),
        by_rail=_by_rail(trips),
        costs=tuple(_cost_count(part, trips) for part in KINDS_OF_COST),
        unsettled=sum(one.actual is None for one in trips),
        emitted=_weight([one.kg for one in trips]),
        compared=_compared(trips),
        derogations=_rules(files, titles),
        reports=_reports(trips, today),
        decisions=_decisions(files),
    )


def percent(part: int, whole: int) -> Decimal:
    """Give a share in percent, to a tenth; of nothing it is nothing."""
    return (Decimal(100 * part) / whole).quantize(_TENTH, ROUND_HALF_UP) if whole else Decimal(0)


def _shares(trips: Sequence[YearTrip], code: Callable[[YearTrip], str | None]) -> tuple[Share, ...]:
    """Divide the trips, the largest share first and what is not known last."""
    found: dict[str | None, list[YearTrip]] = {}
    for trip in trips:
        found.setdefault(code(trip) or None, []).append(trip)
    order = sorted(found, key=lambda one: (one is None, -len(found[one]), one or ""))
    return tuple(_share(one, found[one], len(trips)) for one in order)


def _share(code: str | None, trips: Sequence[YearTrip], whole: int) -> Share:
    return Share(
        code,
        len(trips),
        percent(len(trips), whole),
        sum(one.travellers for one in trips),
        _cost([one.estimate.total for one in trips]),
        _weight([one.kg for one in trips]),
    )


def _by_rail(trips: Sequence[YearTrip]) -> Decimal | None:
    known = [one.means for one in trips if one.means is not None]
    return percent(sum(one in RAILS for one in known), len(known)) if known else None


def _cost_count(part: str, trips: Sequence[YearTrip]) -> CostCount:
    estimated: list[Decimal | None] = [getattr(one.estimate, part) for one in trips]
    spent: list[Decimal | None] = [getattr(one.actual, part) for one in trips if one.actual is not None]
    return CostCount(part, _cost(estimated), _cost(spent, of=len(trips)))


def _cost(amounts: Sequence[Decimal | None], of: int | None = None) -> Cost:
    total, known = _known(amounts, of)
    return Cost(None if total is None else euro(total), known, len(amounts) - known)


def _weight(weights: Sequence[Decimal | None]) -> Weight:
    total, known = _known(weights)
    return Weight(total, known, len(weights) - known)


def _known(values: Sequence[Decimal | None], of: int | None = None) -> tuple[Decimal | None, int]:
    """Add up what is known, and tell of how many; None when there is something to know (*of* so many) and nothing is known."""
    known = [one for one in values if one is not None]
    if not known and (len(values) if of is None else of):
        return None, 0
    return sum(known, Decimal(0)), len(known)


def _compared(trips: Iterable[YearTrip]) -> Compared:
    pairs = [(one.kg, one.alternative_kg) for one in trips if one.kg is not None and one.alternative_kg is not None]
    return Compared(len(pairs), sum((one for one, _ in pairs), Decimal(0)), sum((other for _, other in pairs), Decimal(0)))


def _rules(files: Iterable[YearTrip], titles: Mapping[str, Multilingual]) -> tuple[RuleCount, ...]:
    """Count each rule once for each file: what is asked again with a new edition is not another exception."""
    found: dict[str, Counter[bool | None]] = {}
    for file in files:
        for rule, decided in last_decided(file.derogations).items():
            found.setdefault(rule, Counter())[decided] += 1
    return tuple(
        RuleCount(rule, titles.get(rule, Multilingual()), found[rule].total(), found[rule][True], found[rule][False], found[rule][None])
        for rule in sorted(found)
    )


def last_decided(derogations: Iterable[tuple[str, bool | None]]) -> dict[str, bool | None]:
    """Give for each rule what was decided last; None when nothing has been."""
    last: dict[str, bool | None] = {}
    for rule, decided in derogations:
        last[rule] = last.get(rule) if decided is None else decided
    return last


def _reports(trips: Iterable[YearTrip], today: date) -> Reports:
    found = Counter(_report(one.report_due, one.handed_in, today) for one in trips if one.report_due and one.state in _BACK)
    return Reports(**found)


def _report(due: date, handed_in: date | None, today: date) -> str:
    if handed_in is not None:
        return "late" if handed_in > due else "in_time"
    return "missing" if today > due else "not_due"


def _decisions(files: Iterable[YearTrip]) -> Decisions:
    days = [one.days for one in files if one.days is not None]
    return Decisions(len(days), Decimal(str(median(days))) if days else None)
