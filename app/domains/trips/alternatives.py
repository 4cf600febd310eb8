"""The ways to go, side by side for whoever decides: train, plane, a call, and the way that was chosen.

Hours are from door to door, there and back, for one traveller; euro and kilograms are for all of them. What somebody has looked
up goes first. Else hours and kilograms are estimated from the distance and marked as such; a price is never estimated.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from app.domains.trips.distances import between, leg_km
from app.domains.trips.emissions import (
    Emissions,
    FactorSet,
    Stretch,
    can_go_by,
    chosen_mode,
    country_of,
    emissions,
    heads,
    is_by,
    stretches,
    tenth,
    way_kg,
)
from app.domains.trips.request import Alternative, Request
from app.domains.trips.vocabulary import Mode
from app.kernel.money import Money, euro, total
from app.kernel.translated import Lazy, lazy

HOURS, PRICE, KG = "hours", "price", "kg"
_USUAL = (Mode.TRAIN, Mode.PLANE, Mode.VIDEOCONFERENCE)
_TRAINS = (Mode.TRAIN, Mode.NIGHT_TRAIN)


@dataclass(frozen=True, slots=True)
class AlternativeSettings:
    """Speeds and margins from which hours are estimated. Every default is an own estimate, of no source.

    A margin is added to each way there and each way back: to the station or airport, the waiting, and into town.
    """

    rail_kmh: Decimal = Decimal(110)  # own estimate: a long day on several trains
    fast_rail_kmh: Decimal = Decimal(200)  # own estimate: wholly where the factors count international rail
    air_kmh: Decimal = Decimal(750)  # own estimate: gate to gate, without the half-hour below
    air_fixed_hours: Decimal = Decimal("0.5")  # own estimate: taxiing, climb and approach
    road_kmh: Decimal = Decimal(85)  # own estimate: motorway, with the pauses
    rail_margin_hours: Decimal = Decimal(1)  # own estimate
    air_margin_hours: Decimal = Decimal("3.5")  # own estimate: two and a half before, one after
    road_margin_hours: Decimal = Decimal(0)  # own estimate: from the door

    def margin(self, mode: Mode | None) -> Decimal:
        """Give what is added to one way by *mode*, in hours."""
        if mode in _TRAINS:
            return self.rail_margin_hours
        return self.air_margin_hours if mode is Mode.PLANE else self.road_margin_hours


@dataclass(frozen=True, slots=True)
class Way:
    """One way to go. What is None is not known; `estimated` names the figures that nobody looked up."""

    mode: Mode
    hours: Decimal | None
    price: Money | None
    kg: Decimal | None
    chosen: bool = False
    estimated: frozenset[str] = frozenset()
    remark: Lazy | None = None


def alternatives(request: Request, factors: FactorSet, settings: AlternativeSettings | None = None) -> tuple[Way, ...]:
    """Put the ways side by side: train, plane and call always, then what else was looked up, and the chosen one in its place."""
    settings = settings or AlternativeSettings()
    chosen = chosen_mode(request)
    usual = [Mode.NIGHT_TRAIN if one is Mode.TRAIN and chosen is Mode.NIGHT_TRAIN else one for one in _USUAL]
    looked_up = [one.mode for one in request.alternatives if one.mode is not None]
    modes: list[Mode] = list(dict.fromkeys([*usual, *([chosen] if chosen else []), *looked_up]))
    return tuple(_chosen(request, one, factors, settings) if one is chosen else _other(request, one, factors, settings) for one in modes)


def _chosen(request: Request, mode: Mode, factors: FactorSet, settings: AlternativeSettings) -> Way:
    weight = emissions(request, factors)
    hours = _hours_of(request, mode, settings, factors)
    estimated = {HOURS} if hours is not None else set[str]()
    if weight.unknown and weight.by_leg:
        estimated.add(KG)
    return Way(
        mode,
        hours,
        _fares(request),
        weight.chosen_kg if weight.by_leg else None,
        chosen=True,
        estimated=frozenset(estimated),
        remark=_remark_on_chosen(request, weight),
    )


def _remark_on_chosen(request: Request, weight: Emissions) -> Lazy | None:
    if weight.unknown:
        return lazy("Not every leg is in the emissions: for some of them no factor or no length is known.")
    if any(leg.price is None for leg in request.legs) and any(leg.price is not None for leg in request.legs):
        return lazy("Not every leg has a price of its own.")
    return None


def _other(request: Request, mode: Mode, factors: FactorSet, settings: AlternativeSettings) -> Way:
    typed = next((one for one in request.alternatives if one.mode is mode), Alternative())
    hours, kg, estimated = typed.hours, None if typed.kg is None else tenth(typed.kg * heads(request)), set[str]()
    if mode is Mode.VIDEOCONFERENCE:
        hours, kg = (Decimal(0) if hours is None else hours), (Decimal(0) if kg is None else kg)
    if hours is None and (hours := _hours_of(request, mode, settings, factors)) is not None:
        estimated.add(HOURS)
    if kg is None and (kg := _kg_of(request, mode, factors)) is not None:
        estimated.add(KG)
    price = None if typed.price is None else typed.price.times(heads(request))
    return Way(mode, hours, price, kg, estimated=frozenset(estimated), remark=_remark(request, mode, typed))


def _kg_of(request: Request, mode: Mode, factors: FactorSet) -> Decimal | None:
    return way_kg(request, mode, factors) if mode in (*_TRAINS, Mode.PLANE) else None


def _remark(request: Request, mode: Mode, typed: Alternative) -> Lazy | None:
    if typed.remark:
        return lazy("{remark}", remark=typed.remark)
    if mode is Mode.VIDEOCONFERENCE:
        reason = request.purpose.videoconference.why_not
        return lazy("Set aside: {reason}", reason=reason) if reason else lazy("No journey: only the travel is counted here.")
    if any(not is_by(mode, one, request) and not can_go_by(mode, one, request) for one in stretches(request)):
        if mode is Mode.TRAIN:
            return lazy("No train is known to go there within reason; whoever has found one can enter it.")
        if mode is Mode.PLANE:
            return lazy("Part of the way is too short to fly, or its length is not known.")
    return None


def _hours_of(request: Request, mode: Mode, settings: AlternativeSettings, factors: FactorSet) -> Decimal | None:
    """Add up the way there and back by *mode*; stretches that cannot be made by it stay as they were chosen."""
    found: list[Decimal | None] = []
    changed = mode is chosen_mode(request)
    for stretch in stretches(request):
        if mode is chosen_mode(request) or is_by(mode, stretch, request) or (mode is Mode.PLANE and not can_go_by(mode, stretch, request)):
            found.append(_hours_as_chosen(request, stretch, settings, factors))
        elif mode in _USUAL and can_go_by(mode, stretch, request):
            found.append(_hours_estimated(request, stretch, mode, settings, factors))
            changed = True
        else:
            return None
    if not found or not changed or None in found:
        return None
    return tenth(sum((one for one in found if one is not None), Decimal(0)))


def _hours_as_chosen(request: Request, stretch: Stretch, settings: AlternativeSettings, factors: FactorSet) -> Decimal | None:
    """Take the hours between the first departure and the last arrival, with the margin; estimate them without times."""
    legs = [request.legs[number] for number in stretch.legs]
    mode = Mode.PLANE if any(leg.mode is Mode.PLANE for leg in legs) else max(legs, key=lambda leg: leg_km(leg) or 0).mode
    departs, arrives = legs[0].departs_at, legs[-1].arrives_at
    if departs is None or arrives is None or arrives <= departs:
        return _hours_estimated(request, stretch, mode, settings, factors)
    return Decimal(int((arrives - departs).total_seconds())) / 3600 + settings.margin(mode)


def _hours_estimated(
    request: Request, stretch: Stretch, mode: Mode | None, settings: AlternativeSettings, factors: FactorSet
) -> Decimal | None:
    rail_hours = [request.legs[number].rail_hours for number in stretch.legs]
    if mode in _TRAINS and all(rail_hours):
        return sum((one for one in rail_hours if one), Decimal(0)) + settings.margin(mode)
    length = between(stretch.origin, stretch.to)
    if length is None:
        return None
    km = Decimal(str(length))
    if mode is Mode.PLANE:
        return km / settings.air_kmh + settings.air_fixed_hours + settings.margin(mode)
    if mode in _TRAINS:
        fast = {country_of(stretch.origin), country_of(stretch.to)} <= factors.international_rail
        return km * factors.rail_detour / (settings.fast_rail_kmh if fast else settings.rail_kmh) + settings.margin(mode)
    if mode in (Mode.CAR, Mode.OWN_CAR, Mode.COACH):
        return km * factors.road_detour / settings.road_kmh + settings.margin(mode)
    return None


def _fares(request: Request) -> Money | None:
    """Add up what the legs cost, for all travellers; None without any price, or with a currency that has no rate beside others."""
    found = added_up(leg.price for leg in request.legs)
    return None if found is None else found.times(heads(request))


def added_up(prices: Iterable[Money | None]) -> Money | None:
    """Add up prices: in their own currency when they share it, else in euro; None when there is none, or a rate is missing."""
    there = [price for price in prices if price is not None]
    if not there:
        return None
    if len({(price.currency, price.rate, price.rate_on) for price in there}) == 1:
        first = there[0]
        return Money(sum((price.amount for price in there), Decimal(0)), first.currency, first.rate, first.rate_on)
    together = total(there)
    return None if together is None else euro(together)
