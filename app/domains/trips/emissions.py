"""What a trip weighs on the climate, in kg CO2e, leg by leg, with the row of the factor that was used.

kg = kilometres x factor x travellers. Flights are counted on the great circle, in two bands of distance; their factors already hold
the detours. Over land the great circle is too short: rails and roads are taken for longer, unless a distance was typed. A car is
counted whole, one for each four travellers. Where no factor or no distance is known, a leg is unknown and says so; nothing is
made up. Years are not comparable across sets: a trip keeps the set it was worked out with, by its code.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from app.domains.trips.distances import airport_of, between, city_key, leg_km
from app.domains.trips.request import Leg, Place, Request
from app.domains.trips.vocabulary import Mode, TravelClass
from app.kernel.errors import Finding, Refused, Severity
from app.kernel.translated import Lazy, Multilingual, lazy

DEFAULT_FACTORS = "desnz-2025"
SEATS_OF_A_CAR = 4  # with their luggage

# Own estimates of when another way can be thought of; whoever has looked it up types the alternative, which goes first.
FARTHEST_BY_RAIL_KM = 2000
NEAREST_BY_AIR_KM = 150
LONGEST_CHANGE_HOURS = 6

# Countries that trains from Brussels reach, and airports on islands of theirs.
_BY_RAIL = frozenset(
    {"AT", "BE", "BG", "CH", "CZ", "DE", "DK", "EE", "ES", "FR", "GB", "HR", "HU", "IT", "LI", "LT", "LU", "LV"}
    | {"MC", "MD", "ME", "NL", "NO", "PL", "PT", "RO", "RS", "SE", "SI", "SK", "TR", "UA"}
)
_ISLANDS = frozenset({"AHO", "AJA", "BFS", "BHD", "BIA", "CAG", "CLY", "FSC", "GCI", "IBZ", "IOM", "JER", "MAH", "OLB", "PMI"})

_TRAINS = (Mode.TRAIN, Mode.NIGHT_TRAIN)
_CARS = (Mode.CAR, Mode.OWN_CAR)
_TENTH = Decimal("0.1")
_AVERAGE = "average"


@dataclass(frozen=True, slots=True)
class Factor:
    """One row of a published list: kg CO2e for each `unit` ("passenger-km", "vehicle-km", "room-night")."""

    id: str
    kg: Decimal
    unit: str


@dataclass(frozen=True, slots=True, eq=False)
class FactorSet:
    """The factors of one year, and how they are used. Flights up to `short_haul_km` take the first band, longer ones the second."""

    code: str
    title: Multilingual
    year: int
    source: str
    short_haul_km: int
    rail_detour: Decimal
    road_detour: Decimal
    radiative_forcing: bool
    bands: tuple[str, str]
    international_rail: frozenset[str]
    flights: Mapping[tuple[str, str], Factor]
    surface: Mapping[str, Factor]
    nights: Mapping[tuple[str, str], Factor]

    def flight(self, km: Decimal, travel_class: TravelClass | None) -> Factor:
        """Give the factor of a flight by its length and class; the average without a class, or with one of the rails.

        A class that the band does not have is counted as the next one above it, else as the highest there is.
        """
        band = self.bands[0] if km <= self.short_haul_km else self.bands[1]
        if travel_class is None or travel_class is TravelClass.SECOND:
            return self.flights[band, _AVERAGE]
        there = [one for one in _AIR_CLASSES if (band, one) in self.flights]
        above = [one for one in there if _AIR_CLASSES.index(one) >= _AIR_CLASSES.index(travel_class)]
        return self.flights[band, (above or there[-1:])[0]]

    def rail(self, origin: str, to: str) -> Factor:
        """Give the factor of a train: that of international rail wholly within its countries, the cautious national one elsewhere."""
        return self.surface["international_rail" if {origin, to} <= self.international_rail else "national_rail"]

    def night(self, country: str, city: str = "") -> Factor | None:
        """Give the factor of a hotel night; None where the list has none. The total of a trip does not hold it."""
        return self.nights.get(city_key(country, city)) or self.nights.get((country, ""))


_AIR_CLASSES = (TravelClass.ECONOMY, TravelClass.PREMIUM_ECONOMY, TravelClass.BUSINESS, TravelClass.FIRST)


@dataclass(frozen=True, slots=True)
class LegEmission:
    """What one leg weighs for all travellers, and by which row of which set; `leg` is its place in the request."""

    leg: int
    mode: Mode
    km: Decimal
    kg: Decimal
    factor: Decimal
    factor_id: str
    factor_set: str
    year: int


@dataclass(frozen=True, slots=True)
class Emissions:
    """What a trip weighs for all travellers. Legs in `unknown` are not in the sum, and a remark says why.

    `alternative_kg` is the lightest other way that is feasible; None where there is none, or nothing is known of it.
    """

    chosen_kg: Decimal
    alternative_kg: Decimal | None
    by_leg: tuple[LegEmission, ...]
    unknown: tuple[int, ...] = ()
    remarks: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Legs that follow each other without a stop: the way from one place to be to the next."""

    legs: tuple[int, ...]
    origin: Place
    to: Place


@cache
def factor_sets() -> tuple[FactorSet, ...]:
    """Give every factor set that the program brings along, the default first."""
    from app.adapters.resources import resource  # where the file is depends on the installation

    files = sorted(resource("trips").glob("factors-*.json"))
    found = [one for file in files for one in _sets_of(json.loads(file.read_text("utf-8")))]
    return tuple(sorted(found, key=lambda one: (one.code != DEFAULT_FACTORS, one.code)))


def factor_set(code: str) -> FactorSet:
    """Give the set that a trip keeps by its code. Raises `Refused` for one that is not known."""
    found = next((one for one in factor_sets() if one.code == code), None)
    if found is None:
        known = ", ".join(one.code for one in factor_sets())
        message = lazy("The emission factors “{code}” are not known: choose one of {codes}.", code=code[:60], codes=known)
        raise Refused(Finding("factors", message, rule="unknown-factors"))
    return found


def emissions(request: Request, factors: FactorSet) -> Emissions:
    """Work out what the trip weighs as it is asked for, beside the best other way. Without travellers it is for one."""
    lines: list[LegEmission] = []
    remarks: list[Finding] = []
    for number, leg in enumerate(request.legs):
        found = _of_leg(number, leg, heads(request), factors)
        if isinstance(found, Finding):
            remarks.append(found)
        else:
            lines.append(found)
    unknown = tuple(sorted(set(range(len(request.legs))) - {line.leg for line in lines}))
    total = sum((line.kg for line in lines), Decimal(0))
    return Emissions(total, _best_other(request, factors, lines), tuple(lines), unknown, tuple(remarks))


def heads(request: Request) -> int:
    """Count the travellers; a request without any is worked out for one."""
    return max(1, len(request.travellers))


def chosen_mode(request: Request) -> Mode | None:
    """Name the way of the trip: by plane when any leg is flown, else how most of the kilometres are made."""
    modes = [leg.mode for leg in request.legs if leg.mode is not None]
    if Mode.PLANE in modes:
        return Mode.PLANE
    lengths = {mode: sum(leg_km(leg) or 0 for leg in request.legs if leg.mode is mode) for mode in modes}
    return max(lengths, key=lambda mode: lengths[mode], default=None)


def way_kg(request: Request, mode: Mode, factors: FactorSet) -> Decimal | None:
    """Give what the trip would weigh by train or by plane, for all travellers; None when that is no way to go, or not known."""
    return _replaced(request, mode, factors, emissions(request, factors).by_leg)


def stretches(request: Request) -> tuple[Stretch, ...]:
    """Join the legs between two places to be: the start, the destination, a stay, or a wait of hours."""
    found: list[list[int]] = []
    for number, leg in enumerate(request.legs):
        if found and _goes_on(request, request.legs[number - 1], leg):
            found[-1].append(number)
        else:
            found.append([number])
    return tuple(Stretch(tuple(one), request.legs[one[0]].origin, request.legs[one[-1]].to) for one in found)


def can_go_by(mode: Mode, stretch: Stretch, request: Request) -> bool:
    """Tell whether a stretch can be made by train or by plane. What somebody has looked up and typed can be."""
    if any(one.mode is mode for one in request.alternatives):
        return True
    km = between(stretch.origin, stretch.to)
    if km is None:
        return False
    if mode is Mode.PLANE:
        return km >= NEAREST_BY_AIR_KM
    if any(request.legs[number].rail_hours for number in stretch.legs):
        return True
    ends = [(country_of(place), airport_of(place)) for place in (stretch.origin, stretch.to)]
    on_rails = all(country in _BY_RAIL and not (airport and airport.iata in _ISLANDS) for country, airport in ends)
    return on_rails and km <= FARTHEST_BY_RAIL_KM


def country_of(place: Place) -> str:
    """Give the country of a place as it was written, else that of its airport."""
    if place.country:
        return place.country.strip().upper()
    found = airport_of(place)
    return found.country if found else ""


def is_by(mode: Mode, stretch: Stretch, request: Request) -> bool:
    """Tell whether a stretch is made by *mode*: by plane when any of its legs is, by train when all of them are, by day or by night."""
    modes = [request.legs[number].mode for number in stretch.legs]
    if mode is Mode.PLANE:
        return mode in modes
    return all(one in _TRAINS for one in modes) if mode in _TRAINS else all(one is mode for one in modes)


def _goes_on(request: Request, before: Leg, leg: Leg) -> bool:
    """Tell whether *leg* is only a change after *before*: not where the traveller is to be, and not after hours of waiting."""
    here = _where(before.to)
    stops = [_where(request.destination), _where(request.legs[0].origin)]
    stops += [city_key(stay.country, stay.city) for stay in request.stays]
    if here in stops or here != _where(leg.origin):
        return False
    if before.arrives_at is None or leg.departs_at is None:
        return True
    return (leg.departs_at - before.arrives_at).total_seconds() <= LONGEST_CHANGE_HOURS * 3600


def _where(place: Place) -> tuple[str, str]:
    if not place.city and (found := airport_of(place)) is not None:
        return city_key(found.country, found.city)
    return city_key(place.country, place.city)


def _best_other(request: Request, factors: FactorSet, lines: list[LegEmission]) -> Decimal | None:
    mode = chosen_mode(request)
    found = [_replaced(request, other, factors, tuple(lines)) for other in (Mode.TRAIN, Mode.PLANE) if not _same_way(other, mode)]
    found += [
        tenth(one.kg * heads(request))
        for one in request.alternatives
        if one.kg is not None and one.mode not in (None, mode, Mode.TRAIN, Mode.PLANE, Mode.VIDEOCONFERENCE)
    ]
    return min((kg for kg in found if kg is not None), default=None)


def _same_way(one: Mode | None, other: Mode | None) -> bool:
    return one is other or (one in _TRAINS and other in _TRAINS)


def _replaced(request: Request, mode: Mode, factors: FactorSet, lines: tuple[LegEmission, ...]) -> Decimal | None:
    typed = next((one.kg for one in request.alternatives if one.mode is mode and one.kg is not None), None)
    if typed is not None:
        return tenth(typed * heads(request))
    by_leg = {line.leg: line.kg for line in lines}
    total, changed = Decimal(0), False
    for stretch in stretches(request):
        if is_by(mode, stretch, request) or (mode is Mode.PLANE and not can_go_by(mode, stretch, request)):
            if not by_leg.keys() >= set(stretch.legs):
                return None
            total += sum((by_leg[number] for number in stretch.legs), Decimal(0))
        elif not can_go_by(mode, stretch, request):
            return None
        else:
            instead = Leg(stretch.origin, stretch.to, mode, TravelClass.ECONOMY if mode is Mode.PLANE else TravelClass.SECOND)
            found = _of_leg(stretch.legs[0], instead, heads(request), factors)
            if isinstance(found, Finding):
                return None
            total, changed = total + found.kg, True
    return total if changed else None


def _of_leg(number: int, leg: Leg, travellers: int, factors: FactorSet) -> LegEmission | Finding:
    factor = _factor_of(leg, factors)
    if leg.mode is None or factor is None:
        return _unknown(number, "mode", lazy("No emission factor is known for this means of transport: the leg is not in the sum."))
    length = leg_km(leg)
    if length is None:
        return _unknown(number, "distance_km", lazy("The length of this leg is not known, so its emissions are not in the sum."))
    km = Decimal(str(length))
    if leg.mode is Mode.PLANE:
        factor = factors.flight(km, leg.travel_class)
    elif leg.distance_km is None or leg.distance_km <= 0:
        km *= factors.rail_detour if leg.mode in _TRAINS else factors.road_detour
    times = -(-travellers // SEATS_OF_A_CAR) if leg.mode in _CARS else travellers
    return LegEmission(number, leg.mode, tenth(km), tenth(km * factor.kg * times), factor.kg, factor.id, factors.code, factors.year)


def _factor_of(leg: Leg, factors: FactorSet) -> Factor | None:
    """Give the factor of a leg by its means of transport; that of a flight is still to be chosen by its length."""
    match leg.mode:
        case Mode.PLANE:
            return factors.flight(Decimal(0), leg.travel_class)
        case Mode.TRAIN | Mode.NIGHT_TRAIN:
            return factors.rail(country_of(leg.origin), country_of(leg.to))
        case Mode.COACH:
            return factors.surface.get("coach")
        case Mode.CAR | Mode.OWN_CAR:
            return factors.surface.get("car_unknown")
        case Mode.BOAT:
            return factors.surface.get("boat")
        case Mode.VIDEOCONFERENCE | None:
            return None


def _unknown(number: int, field: str, message: Lazy) -> Finding:
    return Finding(f"legs[{number}].{field}", message, Severity.NOTES, rule="emissions-unknown")


def tenth(number: Decimal) -> Decimal:
    """Round to a tenth, half upward: kilometres, kilograms and hours are kept no finer."""
    return number.quantize(_TENTH, ROUND_HALF_UP)


def _sets_of(data: Any) -> list[FactorSet]:
    return [_set_of(data, one) for one in data["sets"]]


def _set_of(data: Any, one: Any) -> FactorSet:
    forcing = "with_rf" if one["radiative_forcing"] else "without_rf"
    return FactorSet(
        code=one["code"],
        title=Multilingual(**one["title"]),
        year=data["year"],
        source=data["source"],
        short_haul_km=data["short_haul_km"],
        rail_detour=Decimal(data["rail_detour"]),
        road_detour=Decimal(data["road_detour"]),
        radiative_forcing=one["radiative_forcing"],
        bands=(one["flights"][0], one["flights"][1]),
        international_rail=frozenset(data["international_rail"]),
        flights={
            (row["band"], row["class"]): Factor(row[f"id_{forcing}"], Decimal(row[forcing]), "passenger-km") for row in data["flights"]
        },
        surface={row["kind"]: Factor(row["id"], Decimal(row["factor"]), row["unit"]) for row in data["surface"]},
        nights={
            city_key(row["country"], row["city"]): Factor(row["id"], Decimal(row["factor"]), "room-night") for row in data["hotel_nights"]
        },
    )
