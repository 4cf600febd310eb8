"""What is read about the settings of service trips: rule sets, chains, the table of allowances, stand-ins."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from app.domains.access import roles
from app.domains.access.records import Account, RoleGrant
from app.domains.trips import chains
from app.domains.trips.chains import ChainStep, Somebody
from app.domains.trips.circular import ruleset
from app.domains.trips.circular.ruleset import RuleSet
from app.domains.trips.queries.approving import chains_in_force
from app.domains.trips.queries.judging import rule_sets_in_office
from app.domains.trips.records import AllowanceRowRecord, ChainRow, RuleSetRow, StandInRow, Trip, TripDecision
from app.domains.trips.settings_rules import Period, StandInDraft, Standing, chain_in_words, standing
from app.domains.trips.vocabulary import CATEGORIES, DECIDE_TRIPS, HANDLE_TRIPS, SEE_TRIPS, SET_TRIP_RULES, Category
from app.kernel.errors import Gone, Refused
from app.kernel.fields import Criteria
from app.kernel.ids import Ref
from app.kernel.money import Money, euro
from app.kernel.names import fold, words
from app.kernel.queries import query
from app.kernel.translated import Lazy, Multilingual, lazy, lazy_count
from app.kernel.work import Reader

# ------------------------------------------------------------------------------------------------ rule sets


class Origin(StrEnum):
    """Where a rule set or a chain comes from."""

    SHIPPED = "shipped"
    OWN = "own"


class Figures(StrEnum):
    """Whether somebody has compared the figures of a rule set with the text of the circular."""

    DEFAULT = "default"
    COMPARED = "compared"


@dataclass(frozen=True, slots=True)
class RuleSetLine:
    """A rule set in a list; `id` is its code. `confirmed`: its figures were compared with the text of the circular."""

    id: str
    title: Multilingual
    in_force_from: date | None
    in_force_until: date | None
    standing: Standing
    origin: Origin
    confirmed: bool
    trips: int

    @property
    def figures(self) -> Figures:
        """What is known of its figures."""
        return Figures.COMPARED if self.confirmed else Figures.DEFAULT


@dataclass(frozen=True, slots=True)
class RuleSetSheet:
    """A rule set with what may be done with it. `trips` counts those whose rules it has fixed, `latest` is their last departure."""

    rules: RuleSet
    origin: Origin
    trips: int
    latest: date | None

    @property
    def id(self) -> str:
        """Its code."""
        return self.rules.code

    @property
    def fixed(self) -> bool:
        """Whether nothing but its last day can be changed: it ships, or a trip has it."""
        return self.origin is Origin.SHIPPED or self.trips > 0


@query(SEE_TRIPS)
def rule_set_ids(reader: Reader, criteria: Criteria = Criteria()) -> Sequence[str]:
    """Give the codes of the rule sets, the latest first."""
    wanted = words(criteria.text)
    sets = [one for one in rule_sets_in_office(reader) if _holds(wanted, (one.code, *one.title.all()))]
    return [one.code for one in (sets if criteria.descending else sets[::-1])]


@query(SEE_TRIPS)
def rule_sets(reader: Reader, ids: Sequence[str]) -> Sequence[RuleSetLine]:
    """Give the lines of the rule sets with the codes *ids*, in that order."""
    sets = {one.code: one for one in rule_sets_in_office(reader)}
    shipped, counted = _shipped_codes(), _trips_by_rule_set(reader)
    return [
        RuleSetLine(
            id=one.code,
            title=one.title,
            in_force_from=one.in_force_from,
            in_force_until=one.in_force_until,
            standing=standing(one.in_force_from, one.in_force_until, reader.today),
            origin=Origin.SHIPPED if one.code in shipped else Origin.OWN,
            confirmed=one.confirmed,
            trips=counted.get(one.code, (0, None))[0],
        )
        for one in (sets[code] for code in ids if code in sets)
    ]


@query(SEE_TRIPS)
def rule_set(reader: Reader, code: str) -> RuleSetSheet:
    """Give a rule set; raise `Gone` when there is none with this code."""
    found = next((one for one in rule_sets_in_office(reader) if one.code == code), None)
    if found is None:
        raise Gone(Ref(RuleSetRow.kind, code))
    trips, latest = _trips_by_rule_set(reader).get(code, (0, None))
    return RuleSetSheet(found, Origin.SHIPPED if code in _shipped_codes() else Origin.OWN, trips, latest)


@query(SEE_TRIPS)
def rule_sets_to_compare(reader: Reader, code: str) -> Sequence[RuleSet]:
    """Give the other rule sets, the one before this first, then those before it, then those that follow."""
    sets = rule_sets_in_office(reader)
    place = next((number for number, one in enumerate(sets) if one.code == code), len(sets))
    return (*sets[:place][::-1], *sets[place + 1 :])


@query(SEE_TRIPS)
def rule_set_detail(reader: Reader, code: str) -> Sequence[tuple[Lazy, object]]:
    """Give what the command line says of a rule set."""
    sheet = rule_set.of(reader, code)
    rules = sheet.rules
    return [
        (lazy("Code"), rules.code),
        (lazy("First departures"), rules.in_force_from),
        (lazy("Last departures"), rules.in_force_until),
        (lazy("Source"), rules.source),
        (lazy("Text of the circular"), "" if rules.confirmed else ruleset.DEFAULT),
        (lazy("Trips"), sheet.trips or ""),
    ]


def is_used(reader: Reader, code: str) -> bool:
    """Tell whether a trip has this rule set."""
    return reader.scalar(select(Trip.id).where(Trip.rule_set == code)) is not None


def _shipped_codes() -> frozenset[str]:
    return frozenset(one.code for one in ruleset.shipped())


def _trips_by_rule_set(reader: Reader) -> Mapping[str, tuple[int, date | None]]:
    statement = select(Trip.rule_set, func.count(), func.max(Trip.departs_on)).where(Trip.rule_set != "").group_by(Trip.rule_set)
    return {code: (number, latest) for code, number, latest in reader.rows(statement)}


def _holds(wanted: Sequence[str], texts: Iterable[str]) -> bool:
    there = [word for text in texts for word in words(text)]
    return all(any(word.startswith(one) for word in there) for one in wanted)


# ------------------------------------------------------------------------------------------------ chains


@dataclass(frozen=True, slots=True)
class ChainLine:
    """The chain of a category; `id` is the category. `in_words` says it as to a colleague."""

    id: str
    category: Category
    title: Lazy
    steps: tuple[ChainStep, ...]
    origin: Origin
    in_words: Lazy


@query(SEE_TRIPS)
def chain_ids(reader: Reader, criteria: Criteria = Criteria()) -> Sequence[str]:  # noqa: ARG001 - a query is handed its reader
    """Give the categories that have a chain, in their usual order; externals travel with the inviting service and have none."""
    there = [category.value for category in Category if category in chains.shipped()]
    return there[::-1] if criteria.descending else there


@query(SEE_TRIPS)
def chains_of_office(reader: Reader, ids: Sequence[str]) -> Sequence[ChainLine]:
    """Give the chains of the categories *ids*, in that order."""
    in_force, own = chains_in_force(reader), set(reader.scalars(select(ChainRow.category)))
    titles = {choice.code: choice.title for choice in CATEGORIES}
    over = amount_of_r58(reader)
    return [
        ChainLine(
            id=category.value,
            category=category,
            title=titles[category],
            steps=in_force[category].steps,
            origin=Origin.OWN if category in own else Origin.SHIPPED,
            in_words=chain_in_words(in_force[category].steps, over),
        )
        for category in in_force
        if category.value in ids
    ]


def amount_of_r58(reader: Reader) -> Money | None:
    """Give the amount above which an extra step is needed, under the rules of today; nothing when none are in force."""
    try:
        return euro(ruleset.in_force(rule_sets_in_office(reader), reader.today).number("R58", "total"))
    except Refused:  # in a hole of the dates the chain is told without the amount
        return None


@query(SEE_TRIPS)
def amount_for_extra_step(reader: Reader) -> Money | None:
    """Give the amount of rule R58 of today."""
    return amount_of_r58(reader)


# ------------------------------------------------------------------------------------------------ allowances


@dataclass(frozen=True, slots=True)
class AllowanceLine:
    """An amount of the table, as it is listed."""

    id: str
    country: str
    city: str
    category: int
    daily: Money
    lodging: Money | None
    valid_from: date
    valid_to: date | None
    source: str


@query(SEE_TRIPS)
def allowance_ids(reader: Reader, criteria: Criteria = Criteria()) -> Sequence[str]:
    """Give the ids of amounts by country, city, category and day.

    The filter "day" keeps those that count on a day, "country" those of a country; words find the code of a country, a city, a source.
    """
    of = AllowanceRowRecord
    statement = select(of.id, of.country, of.city, of.source)
    if country := criteria.chosen("country"):
        statement = statement.where(of.country == country)
    if day := criteria.chosen("day"):
        statement = statement.where(_counts_on(date.fromisoformat(day)))
    column: dict[str, Any] = {"valid_from": of.valid_from, "city": of.city, "category": of.category}
    order = column.get(criteria.sort, of.country)
    ordered = statement.order_by(order.desc() if criteria.descending else order, of.country, of.city, of.category, of.valid_from, of.id)
    wanted = words(criteria.text)
    return [row.id for row in reader.rows(ordered) if _holds(wanted, (row.country, row.city, row.source))]


def _counts_on(day: date) -> ColumnElement[bool]:
    of = AllowanceRowRecord
    return (of.valid_from <= day) & or_(of.valid_to.is_(None), of.valid_to >= day)


@query(SEE_TRIPS)
def allowances(reader: Reader, ids: Sequence[str]) -> Sequence[AllowanceLine]:
    """Give the amounts with *ids*, in that order."""
    rows = reader.scalars(select(AllowanceRowRecord).where(AllowanceRowRecord.id.in_(ids)))
    found = {row.id: _allowance(row) for row in rows}
    return [found[id] for id in ids if id in found]


@query(SEE_TRIPS)
def allowance_detail(reader: Reader, id: str) -> Sequence[tuple[Lazy, object]]:
    """Give what the pane beside the list says of an amount."""
    row = reader.get(AllowanceRowRecord, id)
    line = _allowance(row)
    return [
        (lazy("City"), row.city or lazy("the whole country")),
        (lazy("Category"), str(row.category)),
        (lazy("Daily amount"), line.daily),
        (lazy("Lodging ceiling"), line.lodging or lazy("none")),
        (lazy("Valid from"), row.valid_from),
        (lazy("Valid to"), row.valid_to or lazy("no last day")),
        (lazy("Source"), row.source),
    ]


@query(SEE_TRIPS)
def allowance_count(reader: Reader) -> int:
    """Count the amounts of the table."""
    return len(reader.scalars(select(AllowanceRowRecord.id)))


def _allowance(row: AllowanceRowRecord) -> AllowanceLine:
    def money(amount: Decimal) -> Money:
        return Money(amount, row.currency)

    lodging = money(row.lodging) if row.lodging is not None else None
    return AllowanceLine(row.id, row.country, row.city, row.category, money(row.daily), lodging, row.valid_from, row.valid_to, row.source)


# ------------------------------------------------------------------------------------------------ stand-ins


@dataclass(frozen=True, slots=True)
class StandInLine:
    """A stand-in as it is listed: names, days, and where it stands today. `mine`: the user may change it."""

    id: str
    absent: str
    stand_in: str
    since: date
    until: date
    standing: Standing
    reason: str
    mine: bool


@dataclass(frozen=True, slots=True)
class StandInChoices:
    """Whom a user may enter as absent, and who may sign for them: an account and its name each, by name."""

    absent: tuple[tuple[str, str], ...]
    stand_in: tuple[tuple[str, str], ...]


@query(SEE_TRIPS)
def stand_in_ids(reader: Reader, criteria: Criteria = Criteria()) -> Sequence[str]:
    """Give the ids of stand-ins: those of today and those to come in order of their days, then those that are over."""
    lines = [_stand_in(reader, row, names_of_accounts(reader)) for row in reader.scalars(select(StandInRow))]
    if chosen := criteria.chosen("standing"):
        lines = [line for line in lines if line.standing == chosen]
    wanted = words(criteria.text)
    lines = [line for line in lines if _holds(wanted, (line.absent, line.stand_in, line.reason))]
    if criteria.sort:
        lines.sort(key=_stand_in_order(criteria.sort), reverse=criteria.descending)
    else:
        lines.sort(key=lambda line: (line.standing is Standing.OVER, _days_from(line), fold(line.absent), line.id))
    return [line.id for line in lines]


def _days_from(line: StandInLine) -> int:
    return -line.until.toordinal() if line.standing is Standing.OVER else line.since.toordinal()


def _stand_in_order(sort: str) -> Callable[[StandInLine], Any]:
    def place(line: StandInLine) -> Any:
        value = getattr(line, sort, "")
        return (fold(value) if isinstance(value, str) else value, line.id)

    return place


@query(SEE_TRIPS)
def stand_in_lines(reader: Reader, ids: Sequence[str]) -> Sequence[StandInLine]:
    """Give the stand-ins with *ids*, in that order."""
    names = names_of_accounts(reader)
    found = {row.id: _stand_in(reader, row, names) for row in reader.scalars(select(StandInRow).where(StandInRow.id.in_(ids)))}
    return [found[id] for id in ids if id in found]


def _stand_in(reader: Reader, row: StandInRow, names: Mapping[str, str]) -> StandInLine:
    return StandInLine(
        id=row.id,
        absent=names.get(row.absent, "?"),
        stand_in=names.get(row.stand_in, "?"),
        since=row.since,
        until=row.until,
        standing=standing(row.since, row.until, reader.today),
        reason=row.reason,
        mine=may_enter(reader, row.absent),
    )


def names_of_accounts(reader: Reader) -> Mapping[str, str]:
    """Give the name of every account, enabled or not."""
    return {row.id: row.name for row in reader.rows(select(Account.id, Account.name))}


def may_enter(reader: Reader, absent: str) -> bool:
    """Tell whether the user may enter a stand-in for an account: the cell and whoever sets the rules for all, an approver for himself."""
    user = reader.user
    return user.may(SET_TRIP_RULES) or user.may(HANDLE_TRIPS) or (user.may(DECIDE_TRIPS) and bool(absent) and absent == user.id)


def stand_in_periods(reader: Reader) -> Mapping[str, Period]:
    """Give every stand-in by its id."""
    return {row.id: Period(row.absent, row.stand_in, row.since, row.until) for row in reader.scalars(select(StandInRow))}


def everybody(reader: Reader) -> Mapping[str, Somebody]:
    """Give the persons behind all accounts, enabled or not."""
    rows = reader.rows(select(Account.id, Account.name, Account.person_id, Account.email))
    return {row.id: Somebody(row.id, row.person_id, (row.name, row.email)) for row in rows}


def signed_for(reader: Reader, account: str, absent: str) -> Sequence[datetime]:
    """Give the moments at which an account decided on behalf of another."""
    return reader.scalars(select(TripDecision.at).where(TripDecision.account == account, TripDecision.behalf_account == absent))


def deciders(reader: Reader, since: date, until: date | None = None) -> frozenset[str]:
    """Give the accounts that hold a role with the right to decide on a day, or on some day from *since* until *until*."""
    declared = roles.declared(reader.features)
    statement = select(RoleGrant).join(Account, Account.id == RoleGrant.account_id).where(Account.enabled)
    return frozenset(
        grant.account_id
        for grant in reader.scalars(statement)
        if (grant.since or date.min) <= (until or since)
        and since <= (grant.until or date.max)
        and DECIDE_TRIPS.code in roles.rights(frozenset({grant.role.value}), declared)
    )


@query(SEE_TRIPS)
def stand_in_draft(reader: Reader, id: str) -> StandInDraft:
    """Read a stand-in for editing."""
    row = reader.get(StandInRow, id)
    return StandInDraft(row.absent, row.stand_in, row.since, row.until, row.reason)


@query(SEE_TRIPS)
def stand_in_choices(reader: Reader) -> StandInChoices:
    """Give the accounts that can be entered, those that decide now or later; the user's own first among those who are absent."""
    rows = reader.rows(select(Account.id, Account.name).where(Account.enabled))
    deciding = deciders(reader, reader.today, date.max)
    found = sorted(((row.id, row.name) for row in rows if row.id in deciding), key=lambda one: (fold(one[1]), one[0]))
    mine = reader.user.id
    absent = sorted((one for one in found if may_enter(reader, one[0])), key=lambda one: one[0] != mine)
    return StandInChoices(tuple(absent), tuple(found))


@query(SEE_TRIPS)
def stand_in_detail(reader: Reader, id: str) -> Sequence[tuple[Lazy, object]]:
    """Give what the pane beside the list says of a stand-in."""
    (line,) = stand_in_lines.of(reader, [id]) or (None,)
    if line is None:
        raise Gone(Ref(StandInRow.kind, id))
    return [
        (lazy("Absent"), line.absent),
        (lazy("Signs in the meantime"), line.stand_in),
        (lazy("From"), line.since),
        (lazy("Until"), line.until),
        (lazy("Length"), lazy_count("{number} day", "{number} days", (line.until - line.since).days + 1)),
        (lazy("Reason"), line.reason),
        (lazy("Decisions are signed"), lazy("{name} for {absent}", name=line.stand_in, absent=line.absent)),
    ]
