"""How somebody travels: train or plane, the class, direct flights, tickets in time, the own car, CO2."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from app.domains.trips.circular.case import RAIL, Case, Flown, decides, hours_between, reached, same_place, whole_km, worth
from app.domains.trips.circular.ruleset import Rule
from app.domains.trips.distances import NEIGHBOURS, leg_km
from app.domains.trips.request import Leg
from app.domains.trips.vocabulary import Mode, TravelClass
from app.kernel.errors import Finding, Severity
from app.kernel.money import Money
from app.kernel.translated import lazy

NOT_KNOWN = lazy("not known")
EITHER, BOTH = lazy("one of the two is enough"), lazy("both together")


@decides("R06")
def too_few_legs(case: Case, rule: Rule) -> Iterator[Finding]:
    """A journey has a way there and a way back."""
    number, least = len(case.request.legs), rule.whole("legs")
    if number < least:
        yield rule.broken("legs", value=number, limit=least)


# ------------------------------------------------------------------------------------------------ train or plane


@decides("R20")
def plane_where_train_is_required(case: Case, rule: Rule) -> Iterator[Finding]:
    """Short, or quick by rail: no plane. Whether one is enough (OR) or both are needed (AND) is for the circular to say."""
    yield from (finding for flown in case.flown if (finding := _judge(case, rule, flown)))


@decides("R21")
def plane_where_train_is_preferred(case: Case, rule: Rule) -> Iterator[Finding]:
    """Around the zone where the train is required lies one where the plane is questioned; R20 goes before."""
    required = case.rules.rule("R20")
    for flown in case.flown:
        if not (required.on and _judge(case, required, flown)) and (finding := _judge(case, rule, flown)):
            yield finding


def _judge(case: Case, rule: Rule, flown: Flown) -> Finding | None:
    """Say that a way by plane lies in the zone of a rule, or ask for the figure that decides it."""
    either = _either(case)
    if in_zone(flown, rule, either=either):
        return _zone_finding(case, rule, flown)
    if _rail_time_decides(flown, rule, case):
        return _ask_for_rail_time(rule, flown)
    if flown.km is None and (either or flown.rail_hours is None or flown.rail_hours < rule.number("rail_hours")):
        return _ask_for_distance(rule, flown)
    return None


def in_zone(flown: Flown, rule: Rule, *, either: bool) -> bool:
    """Tell whether a way by plane lies in the zone of a rule, as far as distance and time by rail are known."""
    short = flown.km is not None and flown.km < rule.number("distance_km")
    quick = flown.rail_hours is not None and flown.rail_hours < rule.number("rail_hours")
    return short or quick if either else short and quick


def _either(case: Case) -> bool:
    return case.rules.choice("R20", "logic") == "or"


def _rail_time_decides(flown: Flown, rule: Rule, case: Case) -> bool:
    """Whether a time by rail that a train can reach would bring the way into the zone, where the distance alone does not."""
    if flown.rail_hours is not None or flown.km is None:
        return False
    reachable = flown.km < rule.number("rail_hours") * case.rules.number("R22", "fastest_km_per_hour")
    return reachable and (_either(case) or flown.km < rule.number("distance_km"))


def _zone_finding(case: Case, rule: Rule, flown: Flown) -> Finding:
    km, hours = rule.number("distance_km"), rule.number("rail_hours")
    return rule.broken(
        flown.path,
        value=NOT_KNOWN if flown.km is None else flown.km,
        limit=km,
        city=reached(flown.to),
        hours=NOT_KNOWN if flown.rail_hours is None else flown.rail_hours,
        limit_hours=hours,
        logic=EITHER if _either(case) else BOTH,
    )


def _ask_for_rail_time(rule: Rule, flown: Flown) -> Finding:
    hours = rule.number("rail_hours")
    message = lazy(
        "The time by rail to {place} is not known. Enter it: under {limit} hours rule {rule} applies.",
        place=reached(flown.to),
        limit=hours,
        rule=rule.id,
    )
    return Finding(f"legs[{flown.first}].rail_hours", message, Severity.WARNS, "rail-time-missing", limit=hours, source=rule.source)


def _ask_for_distance(rule: Rule, flown: Flown) -> Finding:
    message = lazy("How far {place} is, is not known. Enter the distance: rule {rule} asks for it.", place=reached(flown.to), rule=rule.id)
    return Finding(f"legs[{flown.first}].distance_km", message, Severity.WARNS, "distance-missing", source=rule.source)


# ------------------------------------------------------------------------------------------------ class


@decides("R23")
def first_class_by_rail(case: Case, rule: Rule) -> Iterator[Finding]:
    """First class by rail is for long legs."""
    most = rule.number("hours")
    for number, leg in enumerate(case.request.legs):
        hours = _rail_hours(leg)
        if leg.mode in RAIL and leg.travel_class is TravelClass.FIRST and hours is not None and hours <= most:
            yield rule.broken(f"legs[{number}].class", value=hours, limit=most)


def _rail_hours(leg: Leg) -> Decimal | None:
    scheduled = hours_between(leg.departs_at, leg.arrives_at)
    return leg.rail_hours if scheduled is None else scheduled


@decides("R24")
def night_train_not_allowed(case: Case, rule: Rule) -> Iterator[Finding]:
    """A circular may do without night trains; the shipped one welcomes them."""
    if rule.yes("allowed"):
        return
    for number, leg in enumerate(case.request.legs):
        if leg.mode is Mode.NIGHT_TRAIN:
            yield rule.broken(f"legs[{number}].mode", value=reached(leg.to))


@decides("R25")
def business_on_a_short_flight(case: Case, rule: Rule) -> Iterator[Finding]:
    """Up to so many hours of scheduled flight one flies economy; a member of the government may ask a derogation."""
    most = rule.number("hours")
    severity = Severity.DEROGATION if case.of_government and rule.yes("derogation_for_government") else rule.severity
    for path, hours in _in_business(case):
        if hours is None:
            # Short or long, business class is never free: only how much it weighs is open.
            yield rule.undecided(path, lazy("The flight time is not known: enter departure and arrival."), Severity.WARNS)
        elif hours <= most:
            yield rule.broken(path, value=hours, limit=most, severity=severity)


@decides("R26")
def business_on_a_long_flight(case: Case, rule: Rule) -> Iterator[Finding]:
    """On a long flight business class takes a derogation."""
    most = rule.number("hours")
    for path, hours in _in_business(case):
        if hours is not None and hours > most:
            yield rule.broken(path, value=hours, limit=most)


def _in_business(case: Case) -> Iterator[tuple[str, Decimal | None]]:
    for number, leg in enumerate(case.request.legs):
        if leg.mode is Mode.PLANE and leg.travel_class is TravelClass.BUSINESS:
            yield f"legs[{number}].class", hours_between(leg.departs_at, leg.arrives_at)


@decides("R27")
def first_class_by_air(case: Case, rule: Rule) -> Iterator[Finding]:
    """Nobody flies first class."""
    for number, leg in enumerate(case.request.legs):
        if leg.mode is Mode.PLANE and leg.travel_class is TravelClass.FIRST:
            yield rule.broken(f"legs[{number}].class", value=reached(leg.to))


# ------------------------------------------------------------------------------------------------ flights, tickets, car


@decides("R28")
def indirect_flight(case: Case, rule: Rule) -> Iterator[Finding]:
    """An indirect flight must save money and not cost too many hours, beside a direct one that somebody looked up."""
    indirect = [flown for flown in case.flown if len(flown.legs) > 1 or not case.request.legs[flown.first].direct]
    direct = next((one for one in case.request.alternatives if one.mode is Mode.PLANE and one.direct), None)
    if not indirect:
        return
    at_least, at_most = rule.number("cheaper_by"), rule.number("longer_hours")
    if direct is None or (saved := _saved(case, worth(direct.price))) is None:
        message = lazy("The flight is not direct. Enter price and time of the direct flight among the alternatives.")
        yield rule.undecided(indirect[0].path, message)
        return
    hours = sum((_hours_of(case, flown) for flown in case.flown), Decimal(0))
    longer = hours - direct.hours if direct.hours is not None else Decimal(0)
    if saved < at_least or longer > at_most:
        yield rule.broken(indirect[0].path, value=Money(saved), limit=Money(at_least), limit_hours=at_most)


def _saved(case: Case, direct: Decimal | None) -> Decimal | None:
    prices = [worth(leg.price) for leg in case.request.legs if leg.mode is Mode.PLANE]
    if direct is None or None in prices:
        return None
    return direct - sum((price for price in prices if price is not None), Decimal(0))


def _hours_of(case: Case, flown: Flown) -> Decimal:
    legs = case.request.legs
    return hours_between(legs[flown.first].departs_at, legs[flown.legs[-1]].arrives_at) or Decimal(0)


@decides("R29")
def ticket_bought_late(case: Case, rule: Rule) -> Iterator[Finding]:
    """Early tickets are cheap, by train and by plane."""
    bought, departs = case.request.booking.tickets_on, case.request.departure_day
    if bought is not None and departs is not None and (days := (departs - bought).days) < rule.whole("days"):
        yield rule.broken("booking.tickets_on", value=days, limit=rule.whole("days"))


@decides("R30")
def own_car(case: Case, rule: Rule) -> Iterator[Finding]:
    """The own car is for a neighbouring country or a distance by land, at no more than the price of a ticket."""
    legs = [(number, leg) for number, leg in enumerate(case.request.legs) if leg.mode is Mode.OWN_CAR]
    if not legs:
        return
    first, city = legs[0][0], reached(case.request.destination)
    path = f"legs[{first}].mode"
    parts = [leg_km(leg) for _, leg in legs]
    if case.country not in NEIGHBOURS:
        km, most = whole_km(sum(part for part in parts if part is not None)), rule.number("return_km")
        if None in parts:
            yield rule.undecided(path, lazy("How far the own car goes is not known: enter the distance of each leg."))
        elif km > most:
            yield rule.broken(path, value=f"{km} km", limit=f"{most} km", city=city)
    yield from _dearer_than_a_ticket(case, rule, [leg for _, leg in legs], f"legs[{first}].price")


def _dearer_than_a_ticket(case: Case, rule: Rule, legs: list[Leg], path: str) -> Iterator[Finding]:
    tickets = [worth(one.price) for one in case.request.alternatives if one.mode in (*RAIL, Mode.PLANE)]
    known = [ticket for ticket in tickets if ticket is not None]
    prices = [worth(leg.price) for leg in legs]
    if not rule.yes("capped_at_ticket") or not known or None in prices:
        return
    price, most = sum((one for one in prices if one is not None), Decimal(0)), min(known) * max(1, len(case.request.travellers))
    if price > most:
        yield rule.broken(path, value=Money(price), limit=Money(most), city=reached(case.request.destination))


@decides("R31")
def bought_outside_the_contract(case: Case, rule: Rule) -> Iterator[Finding]:
    """Tickets come from the agency of the contract."""
    if case.request.booking.self_purchase:
        yield rule.broken("booking.self_purchase", value=True, limit=False)


@decides("R90")
def emissions_unknown(case: Case, rule: Rule) -> Iterator[Finding]:
    """The emissions of every leg can be worked out before submission."""
    for number, leg in enumerate(case.request.legs):
        if leg_km(leg) is None and not same_place(leg.origin, leg.to):
            yield rule.broken(f"legs[{number}].distance_km", value=reached(leg.to))
