"""A request on the desk: what is worked out from it once, for all the rules that ask.

Money is turned into euro here and only here; what cannot be turned is None, and never counts as nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cached_property

from app.domains.trips.circular.facts import Facts
from app.domains.trips.circular.ruleset import Rule, RuleSet
from app.domains.trips.distances import EU_COUNTRIES, between, leg_km
from app.domains.trips.figures import estimate
from app.domains.trips.request import Leg, Place, Request, Traveller
from app.domains.trips.vocabulary import Category, Mode, Payer
from app.kernel.errors import Finding
from app.kernel.money import EURO, Money
from app.kernel.names import words

RAIL = (Mode.TRAIN, Mode.NIGHT_TRAIN)
MOST_WORTH = Decimal(1_000_000)  # euro: no line of a trip comes near it
MOST_NUMBER = 500  # nights, rooms, days: no trip comes near it
HOUR = 3600
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Flown:
    """A way by plane from where one boards to where one stays: a single flight, or several with short waits between.

    The rules for the train look at the whole way: a feeder flight of 300 km to a far connection is no short trip.
    """

    legs: tuple[int, ...]
    origin: Place
    to: Place
    km: Decimal | None
    rail_hours: Decimal | None

    @property
    def first(self) -> int:
        """The number of the leg on which one boards."""
        return self.legs[0]

    @property
    def path(self) -> str:
        """Where the means of transport stands."""
        return f"legs[{self.first}].mode"


@dataclass(frozen=True)  # no slots: what is worked out is kept beside the fields
class Case:
    """A request, the rules that count for it, and what is known besides."""

    request: Request
    rules: RuleSet
    facts: Facts

    @cached_property
    def submitted(self) -> date | None:
        """The day of submission, or today for what has not been submitted."""
        return self.request.submitted_on or self.facts.today

    @cached_property
    def country(self) -> str:
        """The code of the country of destination."""
        return self.request.destination.country.strip().upper()

    @cached_property
    def inside_eu(self) -> bool:
        """Whether the destination lies in the European Union."""
        return self.country in EU_COUNTRIES

    @cached_property
    def days(self) -> int | None:
        """How many days the trip lasts for the office: the day of departure and of return count, private days do not."""
        departs, returns = self.request.departure_day, self.request.return_day
        if departs is None or returns is None or returns < departs:
            return None
        return (returns - departs).days + 1 - within(self.request.purpose.private_days)

    @cached_property
    def of_government(self) -> bool:
        """Whether only members of the government travel."""
        travellers = self.request.travellers
        return bool(travellers) and all(one.category is Category.MINISTER for one in travellers)

    @cached_property
    def flown(self) -> tuple[Flown, ...]:
        """The ways by plane."""
        return tuple(self._flown(legs) for legs in self._connected())

    def _connected(self) -> Iterator[tuple[int, ...]]:
        longest = self.rules.number("R22", "connection_hours")
        legs, together = self.request.legs, list[int]()
        for number, leg in enumerate(legs):
            if leg.mode is not Mode.PLANE:
                continue
            if together and not (together[-1] == number - 1 and self._goes_on(legs[together[0]], legs[number - 1], leg, longest)):
                yield tuple(together)
                together = []
            together.append(number)
        if together:
            yield tuple(together)

    def _goes_on(self, first: Leg, before: Leg, after: Leg, longest: Decimal) -> bool:
        wait = hours_between(before.arrives_at, after.departs_at)
        if wait is None or not 0 <= wait <= longest:
            return False
        return not same_place(before.to, self.request.destination) and not same_place(after.to, first.origin)

    def _flown(self, numbers: tuple[int, ...]) -> Flown:
        legs = [self.request.legs[number] for number in numbers]
        origin, to = legs[0].origin, legs[-1].to
        hours = [leg.rail_hours for leg in legs if leg.rail_hours is not None and leg.rail_hours > 0]
        rail = sum(hours, Decimal(0)) if len(hours) == len(legs) else self._rail_alternative
        return Flown(numbers, origin, to, self._between(legs, origin, to), rail)

    def _between(self, legs: list[Leg], origin: Place, to: Place) -> Decimal | None:
        typed = legs[0].distance_km
        if len(legs) == 1 and typed is not None and typed > 0:
            return typed
        found = between(origin, to)
        if found is None:
            parts = [leg_km(leg) for leg in legs]
            found = sum(part for part in parts if part is not None) if None not in parts else None
        if found is None:
            return None
        stations = self.rules.choice("R22", "basis") == "stations"
        return whole_km(found) * (self.rules.number("R22", "station_detour") if stations else 1)

    @cached_property
    def _rail_alternative(self) -> Decimal | None:
        """The hours by train one way, from the alternative that somebody looked up there and back."""
        hours = [one.hours for one in self.request.alternatives if one.mode in RAIL and one.hours is not None and one.hours > 0]
        return min(hours) / 2 if hours else None

    @cached_property
    def on_site(self) -> int | None:
        """How many days there are at the destination, the days of arrival and of leaving included, private days not."""
        request = self.request
        arrives = [leg.arrives_at for leg in request.legs if leg.arrives_at and same_place(leg.to, request.destination)]
        leaves = [leg.departs_at for leg in request.legs if leg.departs_at and same_place(leg.origin, request.destination)]
        first, last = (arrives[0] if arrives else request.departs_at), (leaves[-1] if leaves else request.returns_at)
        if first is None or last is None or last.date() < first.date():
            return None
        return max(1, (last.date() - first.date()).days + 1 - within(request.purpose.private_days))

    @cached_property
    def nights(self) -> int:
        """The nights of all stays."""
        return sum(within(stay.nights) for stay in self.request.stays)

    @cached_property
    def total(self) -> Decimal | None:
        """The estimate of the file in euro; an allowance that was not worked out adds nothing, an amount without a rate leaves no total."""
        return estimate(self.request, self.facts.allowance_total or Decimal(0)).total


Check = Callable[[Case, Rule], Iterator[Finding]]
Always = Callable[[Case], Iterator[Finding]]

DECIDED: dict[str, Check] = {}
ALWAYS: list[Always] = []


def decides(rule_id: str) -> Callable[[Check], Check]:
    """Register the function that decides a rule of the circular."""

    def register(check: Check) -> Check:
        assert rule_id not in DECIDED, rule_id
        DECIDED[rule_id] = check
        return check

    return register


def always(check: Always) -> Always:
    """Register a check that no circular switches off: what cannot be, or hardly is."""
    ALWAYS.append(check)
    return check


def same_place(one: Place, other: Place) -> bool:
    """Tell whether two places are the same, by their airports or by city and country, however they are written."""
    if one.iata and one.iata.strip().upper() == other.iata.strip().upper():
        return True
    return bool(one.city) and words(one.city) == words(other.city) and one.country.upper() == other.country.upper()


def same_person(name: str, person: str | None, other_name: str, other_person: str | None) -> bool:
    """Tell whether two names are one person: by their ids when both are known, else by the name."""
    if person and other_person:
        return person == other_person
    return bool(words(name)) and words(name) == words(other_name)


def is_same(traveller: Traveller, name: str, person: str | None) -> bool:
    """Tell whether a traveller is the person of another file."""
    return same_person(traveller.name, traveller.person, name, person)


def instant(moment: datetime) -> datetime:
    """Give a moment that can be compared; one without an offset is taken as universal time."""
    return moment if moment.utcoffset() is not None else moment.replace(tzinfo=UTC)


def hours_between(begins: datetime | None, ends: datetime | None) -> Decimal | None:
    """Give the hours between two moments, to a tenth; negative when the second comes first, None when one is not known."""
    if begins is None or ends is None:
        return None
    seconds = int((instant(ends) - instant(begins)).total_seconds())
    return (Decimal(seconds) / HOUR).quantize(_TENTH)


def whole_km(km: float) -> Decimal:
    """Write kilometres without decimals."""
    return Decimal(round(km))


def within(number: int) -> int:
    """Keep a number of nights or days inside what a trip can have; what lies outside is found by a check of its own."""
    return max(0, min(number, MOST_NUMBER))


def at_public_cost(payer: Payer | None) -> bool:
    """Tell whether the Region, a cabinet or the administration pays; so it is until somebody else is named."""
    return payer not in (Payer.HOST, Payer.OWN)


def worth(money: Money | None) -> Decimal | None:
    """Turn an amount into euro; None without a rate that can be."""
    if money is None:
        return None
    impossible = money.currency != EURO and money.rate is not None and money.rate <= 0
    return None if impossible else money.in_euro


def reached(place: Place) -> str:
    """Name a place for a sentence."""
    return place.city or place.iata or place.country
