"""What is read about the flags of a mission: its rows as plans, what they need, what is reserved, and what does not fit together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from sqlalchemy import select

from app.domains.flags.days import OrderOfDay
from app.domains.flags.entities import FlagRules, has_drawing
from app.domains.flags.house import flag_rules, house
from app.domains.flags.mission_flags import Balance, ChosenFlag, Kept, MissionFlagsDraft, Need, balance, chosen, standing
from app.domains.flags.plans import FlagPlan, FlagRequest, plan
from app.domains.flags.queries.days import orders_of_days
from app.domains.flags.queries.sources import HOME_STATE, FlagSource, sources_of
from app.domains.flags.queries.stock import FreeRow, ReservationRow, free_stock, reservations_of_missions, shelves
from app.domains.flags.records import FlagItem, MissionFlags
from app.domains.flags.stock import Shelf
from app.domains.flags.terms import MAKE_FOR, MISSION_FLAGS, RESERVATION, SEE_FLAGS, Make, ReservationState
from app.domains.flags.vocabulary import Support
from app.domains.missions.records import Mission
from app.domains.missions.vocabulary import Direction
from app.domains.people.precedence.profiles import Alphabet
from app.kernel.drafts import draft_of
from app.kernel.errors import Finding, Severity
from app.kernel.ids import Ref
from app.kernel.queries import query
from app.kernel.translated import lazy
from app.kernel.work import Reader

MOST_DAYS = 60  # days of a mission whose flag orders are looked at


@dataclass(frozen=True, slots=True)
class MissionFlagsCard:
    """A row of flags of a mission: what its form shows, the flags it could have, the plan, and what is known of the flags themselves.

    `needed` are the flags of the plan for which nothing is reserved yet; `kept` the reservations that serve this row.
    """

    id: str
    draft: MissionFlagsDraft
    flags: tuple[ChosenFlag, ...]
    plan: FlagPlan
    needed: tuple[Need, ...]
    kept: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class MissionFlagsSheet:
    """All rows of flags of a mission, the flags its people bring, the reservations for it, and what does not fit together.

    `superfluous` are the reservations of which so many are no longer needed; `orders` the flag orders of its days in Brussels.
    """

    mission: str
    days: tuple[date, date] | None
    sources: tuple[FlagSource, ...]
    cards: tuple[MissionFlagsCard, ...]
    reservations: tuple[ReservationRow, ...]
    superfluous: tuple[tuple[Kept, int], ...]
    orders: tuple[OrderOfDay, ...]
    findings: tuple[Finding, ...]


@query(SEE_FLAGS)
def flag_sources(reader: Reader, mission: str) -> Sequence[FlagSource]:
    """Give the flags that belong to a mission, each with the first reason for it."""
    reader.get(Mission, mission)
    return sources_of(reader, [mission])[mission]


@query(SEE_FLAGS)
def mission_flags(reader: Reader, mission: str) -> MissionFlagsSheet:
    """Give all rows of flags of a mission."""
    reader.get(Mission, mission)
    return flags_of_missions(reader, [mission])[mission]


def flags_of_missions(reader: Reader, missions: Sequence[str]) -> Mapping[str, MissionFlagsSheet]:
    """Give all rows of flags of each of several missions; the number of statements does not grow with theirs."""
    records = reader.scalars(select(Mission).where(Mission.id.in_(missions)))
    rules, sources = flag_rules.of(reader), sources_of(reader, missions)
    rows: defaultdict[str, list[MissionFlags]] = defaultdict(list)
    planned = select(MissionFlags).where(MissionFlags.mission_id.in_(missions))
    for row in reader.scalars(planned.order_by(MissionFlags.position, MissionFlags.id)):
        rows[row.mission_id].append(row)
    held, stock, orders = reservations_of_missions(reader, missions), _Stock(reader, rules), _orders(reader, records)
    return {record.id: _sheet(record, rows[record.id], sources[record.id], held[record.id], orders[record.id], stock) for record in records}


def _sheet(
    mission: Mission,
    rows: Sequence[MissionFlags],
    sources: Sequence[FlagSource],
    held: Sequence[ReservationRow],
    orders: tuple[OrderOfDay, ...],
    stock: _Stock,
) -> MissionFlagsSheet:
    rules = stock.rules
    first = [_planned(row, sources, mission, stock) for row in rows]
    needs = [need for card in first for need in _needs(card)]
    weighed = balance(needs, [_kept(row, rules) for row in held if row.state is not ReservationState.RETURNED])
    cards = tuple(_with_stock(card, weighed, stock) for card in first)
    days = mission_days(mission)
    findings = (
        *(replace(one, ref=one.ref or Ref(MISSION_FLAGS, card.id)) for card in cards for one in card.plan.findings),
        *_stock_findings(stock, weighed, held, days),
        *_half_mast_findings(cards, orders),
    )
    order = tuple(Severity)
    return MissionFlagsSheet(
        mission=mission.id,
        days=days,
        sources=tuple(sources),
        cards=cards,
        reservations=tuple(held),
        superfluous=weighed.superfluous,
        orders=orders,
        findings=tuple(sorted(findings, key=lambda one: order.index(one.severity))),
    )


class _Stock:
    """What is free of the stock, and which flags have a drawing: read once for however many missions, and not at all where nobody asks."""

    def __init__(self, reader: Reader, rules: FlagRules) -> None:
        self.rules = rules
        self.drawn = cache(has_drawing)  # files are looked for once
        self._reader = reader
        self._read: tuple[Sequence[FlagItem], Mapping[str, Shelf]] | None = None

    def free(self, days: tuple[date, date] | None) -> Counter[tuple[str, Make, str]]:
        """Count what is free throughout some days; while they are not known, what is in stock today has to do."""
        items, counted = self._entries()
        first, last = days or (self._reader.today, self._reader.today)
        found: Counter[tuple[str, Make, str]] = Counter()
        for item in items:
            number, _day = counted[item.id].least_free(first, last, self._reader.today)
            found[self.rules.code_of(item.code), item.make, item.size] += max(number, 0)
        return found

    def _entries(self) -> tuple[Sequence[FlagItem], Mapping[str, Shelf]]:
        if self._read is None:
            items = select(FlagItem).order_by(FlagItem.code, FlagItem.make, FlagItem.size, FlagItem.id)
            self._read = self._reader.scalars(items), shelves(self._reader)
        return self._read


@query(SEE_FLAGS)
def mission_flag_findings(reader: Reader, mission: str) -> Sequence[Finding]:
    """Give what does not fit together in the flags of a mission, the gravest first; each points at its row or reservation."""
    return mission_flags.of(reader, mission).findings


@query(SEE_FLAGS)
def mission_flags_card(reader: Reader, id: str) -> MissionFlagsCard:
    """Give one row of flags."""
    row = reader.get(MissionFlags, id)
    return next(card for card in mission_flags.of(reader, row.mission_id).cards if card.id == id)


@query(SEE_FLAGS)
def mission_flags_draft(reader: Reader, id: str) -> MissionFlagsDraft:
    """Read a row for editing."""
    return draft_of(reader.get(MissionFlags, id), MissionFlagsDraft)


@query(SEE_FLAGS)
def blank_mission_flags(reader: Reader, mission: str) -> MissionFlagsDraft:
    """Give a new row for a mission, with the habits of the house."""
    record, habits = reader.get(Mission, mission), house.of(reader)
    return MissionFlagsDraft(place=record.venue, flag_order=habits.flag_order, hoisted_at=habits.hoisted_at, lowered_at=habits.lowered_at)


@query(SEE_FLAGS)
def previewed(reader: Reader, mission: str, draft: MissionFlagsDraft) -> tuple[tuple[ChosenFlag, ...], FlagPlan]:
    """Give the flags and the plan of a row as it would be with *draft*, for a form that shows it while it is changed."""
    rules = flag_rules.of(reader)
    flags = chosen(sources_of(reader, [mission])[mission], draft, rules)
    return flags, plan(_request(draft, flags, reader.get(Mission, mission), {}), rules)


@query(SEE_FLAGS)
def stock_for_mission(reader: Reader, mission: str) -> Sequence[FreeRow]:
    """Give what is free throughout the days of a mission; nothing while its days are not known."""
    days = mission_days(reader.get(Mission, mission))
    return free_stock.of(reader, *days) if days else ()


def mission_days(mission: Mission) -> tuple[date, date] | None:
    """Give the first and the last day of a mission, when both are known."""
    starts, ends = mission.starts, mission.ends or mission.starts
    return (starts.exact, ends.exact) if starts and ends and starts.exact and ends.exact else None


def host_of(mission: Mission) -> str:
    """Give the State where the flags of a mission stand."""
    return mission.country if mission.direction is Direction.OUTGOING and mission.country else HOME_STATE


# ------------------------------------------------------------------------------------------------ plans and stock


def _planned(row: MissionFlags, sources: Sequence[FlagSource], mission: Mission, stock: _Stock) -> MissionFlagsCard:
    draft = draft_of(row, MissionFlagsDraft)
    flags = chosen(sources, draft, stock.rules)
    return MissionFlagsCard(row.id, draft, flags, plan(_request(draft, flags, mission, {}), stock.rules, stock.drawn), (), ())


def _request(draft: MissionFlagsDraft, flags: Sequence[ChosenFlag], mission: Mission, sizes: Mapping[str, str]) -> FlagRequest:
    return FlagRequest(
        flags=standing(flags),
        support=draft.support,
        places=draft.places,
        order=draft.flag_order,
        alphabet=Alphabet(draft.alphabet) if draft.alphabet else None,
        guest_left=draft.guest_left,
        half_mast=draft.half_mast,
        straight=draft.straight,
        host=host_of(mission),
        sizes=sizes,
    )


def _needs(card: MissionFlagsCard) -> Iterator[Need]:
    make = MAKE_FOR[card.draft.support]
    for position in card.plan.positions:
        if position.code:
            yield Need(card.id, position.code, make, card.draft.size)


def _kept(row: ReservationRow, rules: FlagRules) -> Kept:
    return Kept(row.id, rules.code_of(row.code), row.make, row.size, row.number)


def _with_stock(card: MissionFlagsCard, weighed: Balance, stock: _Stock) -> MissionFlagsCard:
    filled = [(need, kept) for need, kept in weighed.filled if need.plan == card.id]
    sizes = {need.code: kept.size for need, kept in filled if kept.size}
    return replace(
        card,
        plan=plan(replace(card.plan.request, sizes=sizes), stock.rules, stock.drawn) if sizes else card.plan,
        needed=tuple(need for need in weighed.open if need.plan == card.id),
        kept=tuple(dict.fromkeys(kept for _, kept in filled)),
    )


# ------------------------------------------------------------------------------------------------ findings


def _stock_findings(stock: _Stock, weighed: Balance, held: Sequence[ReservationRow], days: tuple[date, date] | None) -> Iterator[Finding]:
    rules = stock.rules
    yield from _open_needs(stock, weighed, days)
    for kept, number in weighed.superfluous:
        message = lazy(
            "{number} of {flag} ({size}) are reserved for this mission and no longer needed: give them back to the stock.",
            number=number,
            flag=rules.title_of(kept.code),
            size=kept.size or lazy("size not known"),
        )
        yield Finding("flags", message, Severity.WARNS, "flag-no-longer-needed", Ref(RESERVATION, kept.reservation), value=kept.code)
    for row in held:
        if days and row.state is not ReservationState.RETURNED and not (row.starts <= days[0] and days[1] <= row.ends):
            message = lazy(
                "{flag} is reserved from {first} until {last}, not for all days of the mission.",
                flag=row.name,
                first=row.starts,
                last=row.ends,
            )
            yield Finding("starts", message, Severity.WARNS, "reservation-days", Ref(RESERVATION, row.id), value=row.code)


def _open_needs(stock: _Stock, weighed: Balance, days: tuple[date, date] | None) -> Iterator[Finding]:
    if not weighed.open:
        return
    free, rules = stock.free(days), stock.rules
    for need in weighed.open:
        fitting = [key for key in free if key[:2] == (need.code, need.make) and need.size in ("", key[2]) and free[key] > 0]
        ref, name = Ref(MISSION_FLAGS, need.plan), rules.title_of(need.code)
        if fitting:
            free[fitting[0]] -= 1
            yield Finding(
                "flags", lazy("{flag} is in stock and not reserved yet.", flag=name), Severity.NOTES, "flag-not-reserved", ref, need.code
            )
        elif need.size:
            message = lazy("There is no free flag of {flag} of the size {size}: borrow or buy one.", flag=name, size=need.size)
            yield Finding("flags", message, Severity.WARNS, "flag-missing", ref, need.code)
        else:
            message = lazy("There is no free flag of {flag} of this make: borrow or buy one.", flag=name)
            yield Finding("flags", message, Severity.WARNS, "flag-missing", ref, need.code)


def _orders(reader: Reader, missions: Sequence[Mission]) -> Mapping[str, tuple[OrderOfDay, ...]]:
    wanted = {mission.id: _days_here(mission) for mission in missions}
    every = sorted({day for days in wanted.values() for day in days})
    found = {order.day: order for order in orders_of_days(reader, every) if order.occasions}
    return {id: tuple(found[day] for day in days if day in found) for id, days in wanted.items()}


def _days_here(mission: Mission) -> tuple[date, ...]:
    """Give the days on which the flags of a mission stand in Belgium."""
    days = mission_days(mission)
    if days is None or host_of(mission) != HOME_STATE or (days[1] - days[0]).days >= MOST_DAYS:
        return ()
    return tuple(days[0] + timedelta(number) for number in range((days[1] - days[0]).days + 1))


def _half_mast_findings(cards: Sequence[MissionFlagsCard], orders: Sequence[OrderOfDay]) -> Iterator[Finding]:
    for order in orders:
        if not order.half_mast:
            continue
        why = next(one.title for one in order.occasions if one.half_mast)
        for card in cards:
            if card.draft.support is Support.MASTS and not card.draft.half_mast:
                message = lazy("On {day} flags are at half-mast ({why}); those of this row are not.", day=order.day, why=why)
                yield Finding("half_mast", message, Severity.WARNS, "half-mast-of-the-day", Ref(MISSION_FLAGS, card.id))


def needs_by_size(free: Sequence[FreeRow], needs: Sequence[Need], rules: FlagRules) -> str:
    """Give the size in which most of the flags of a row are free, so that flags of one row are equal; empty when there are none."""
    sizes: defaultdict[str, set[str]] = defaultdict(set)
    for row in free:
        for need in needs:
            if row.free > 0 and row.size and (rules.code_of(row.code), row.make) == (need.code, need.make):
                sizes[row.size].add(need.code)
    return max(sorted(sizes), key=lambda size: len(sizes[size]), default="")
