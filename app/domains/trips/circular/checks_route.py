"""Whether the way can be travelled as it stands: legs in order and connected, airports, clocks, nights."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.domains.trips.circular.case import Case, always, hours_between, instant, reached, same_place, whole_km
from app.domains.trips.distances import airport, between, zone_of
from app.domains.trips.request import Leg, Place
from app.domains.trips.vocabulary import Mode, TravelClass
from app.kernel.errors import Finding, Severity
from app.kernel.translated import lazy

HOME = "Europe/Brussels"


@always
def only_one_leg(case: Case) -> Iterator[Finding]:
    """Who goes comes back; R06 says it where the circular asks it."""
    number = len(case.request.legs)
    if not case.rules.is_on("R06") and number < 2:  # noqa: PLR2004 - there and back
        message = lazy("The itinerary has {value} leg(s): a way there and a way back are {limit}.", value=number, limit=2)
        yield Finding("legs", message, Severity.WARNS, "one-leg", value=number, limit=2)


@always
def arrives_before_departing(case: Case) -> Iterator[Finding]:
    """Between two clocks a flight may seem to arrive before it left; with their offsets it never does."""
    for number, leg in enumerate(case.request.legs):
        hours = hours_between(leg.departs_at, leg.arrives_at)
        if hours is not None and hours < 0:
            message = lazy("The leg to {place} arrives before it departs.", place=reached(leg.to))
            yield Finding(
                f"legs[{number}].arrives_at",
                message,
                Severity.BLOCKS,
                "arrives-before-departure",
                value=leg.arrives_at,
                limit=leg.departs_at,
            )


@always
def legs_out_of_order(case: Case) -> Iterator[Finding]:
    """Legs stand in the order in which they are travelled, one after the other."""
    for number, (before, after) in enumerate(pairwise(case.request.legs), 1):
        if after.departs_at is None:
            continue
        path, departs = f"legs[{number}].departs_at", instant(after.departs_at)
        if before.departs_at and departs < instant(before.departs_at):
            message = lazy("This leg departs before the one above it: put the legs in their order.")
            yield Finding(path, message, Severity.BLOCKS, "leg-order", value=after.departs_at, limit=before.departs_at)
        elif before.arrives_at and departs < instant(before.arrives_at):
            message = lazy("This leg departs before the one above it has arrived.")
            yield Finding(path, message, Severity.BLOCKS, "leg-overlap", value=after.departs_at, limit=before.arrives_at)


@always
def leg_outside_trip(case: Case) -> Iterator[Finding]:
    """The trip begins with its first leg and ends with its last."""
    begins, ends = case.request.departs_at, case.request.returns_at
    for number, leg in enumerate(case.request.legs):
        if begins and leg.departs_at and instant(leg.departs_at) < instant(begins):
            message = lazy("This leg departs before the trip begins.")
            yield Finding(f"legs[{number}].departs_at", message, Severity.WARNS, "leg-outside-trip", value=leg.departs_at, limit=begins)
        if ends and leg.arrives_at and instant(leg.arrives_at) > instant(ends):
            message = lazy("This leg arrives after the trip has ended.")
            yield Finding(f"legs[{number}].arrives_at", message, Severity.WARNS, "leg-outside-trip", value=leg.arrives_at, limit=ends)


@always
def legs_apart(case: Case) -> Iterator[Finding]:
    """A leg begins where the one before it ended."""
    for number, (before, after) in enumerate(pairwise(case.request.legs), 1):
        if _is_named(before.to) and _is_named(after.origin) and not same_place(before.to, after.origin):
            here, there = reached(after.origin), reached(before.to)
            message = lazy("This leg begins in {value}, but the one above it ends in {limit}.", value=here, limit=there)
            yield Finding(f"legs[{number}].from", message, Severity.WARNS, "legs-do-not-connect", value=here, limit=there)


@always
def destination_not_reached(case: Case) -> Iterator[Finding]:
    """Some leg ends at the destination, and the last one where the first began."""
    legs, destination = case.request.legs, case.request.destination
    if not legs:
        return
    if _is_named(destination) and not any(same_place(leg.to, destination) for leg in legs):
        message = lazy("No leg ends in {place}, the destination.", place=reached(destination))
        yield Finding("destination", message, Severity.WARNS, "destination-not-reached", value=reached(destination))
    home, last = legs[0].origin, legs[-1].to
    if len(legs) > 1 and _is_named(home) and _is_named(last) and not same_place(home, last):
        message = lazy("The journey begins in {limit} and ends in {value}.", value=reached(last), limit=reached(home))
        yield Finding(f"legs[{len(legs) - 1}].to", message, Severity.WARNS, "return-elsewhere", value=reached(last), limit=reached(home))


def _is_named(place: Place) -> bool:
    return bool(place.city.strip() or place.iata.strip())


@always
def airport_unknown(case: Case) -> Iterator[Finding]:
    """A code that no airport has cannot be flown to; on rails it is of less weight."""
    for number, leg in enumerate(case.request.legs):
        for key, place in (("from", leg.origin), ("to", leg.to)):
            if place.iata.strip() and airport(place.iata) is None:
                severity = Severity.BLOCKS if leg.mode is Mode.PLANE else Severity.WARNS
                message = lazy("“{value}” is no airport: write its code of three letters (IATA), or the city alone.", value=place.iata)
                yield Finding(f"legs[{number}].{key}.iata", message, severity, "unknown-airport", value=place.iata)


@always
def airport_elsewhere(case: Case) -> Iterator[Finding]:
    """The code of an airport belongs to the country that is named with it."""
    for number, leg in enumerate(case.request.legs):
        for key, place in (("from", leg.origin), ("to", leg.to)):
            found = airport(place.iata) if place.iata.strip() and place.country.strip() else None
            if found and found.country != place.country:
                message = lazy("The airport {value} is in another country ({limit}).", value=place.iata, limit=found.country)
                yield Finding(
                    f"legs[{number}].{key}.iata", message, Severity.WARNS, "airport-elsewhere", value=place.country, limit=found.country
                )


@always
def distance_doubtful(case: Case) -> Iterator[Finding]:
    """A distance that was typed is near the great circle: not shorter by a fifth, not more than twice as long."""
    for number, leg in enumerate(case.request.legs):
        path, typed = f"legs[{number}].distance_km", leg.distance_km
        if typed is None:
            continue
        if typed <= 0:
            yield Finding(path, lazy("A distance is more than zero."), Severity.BLOCKS, "negative-number", value=typed)
        elif (known := between(leg.origin, leg.to)) is not None and not 0.8 * known <= typed <= max(2 * known, 100):
            message = lazy("{value} km was entered; {limit} km is the distance as the crow flies.", value=typed, limit=whole_km(known))
            yield Finding(path, message, Severity.WARNS, "distance-doubtful", value=typed, limit=whole_km(known))


@always
def rail_hours_doubtful(case: Case) -> Iterator[Finding]:
    """The time by rail is a number of hours."""
    for number, leg in enumerate(case.request.legs):
        if leg.rail_hours is not None and not 0 < leg.rail_hours <= 7 * 24:
            message = lazy("{value} is no time by rail in hours.", value=leg.rail_hours)
            yield Finding(f"legs[{number}].rail_hours", message, Severity.BLOCKS, "negative-number", value=leg.rail_hours)


@always
def no_means_of_travel(case: Case) -> Iterator[Finding]:
    """A call is an alternative to a journey, no leg of one; and a plane has no second class."""
    for number, leg in enumerate(case.request.legs):
        if leg.mode is Mode.VIDEOCONFERENCE:
            message = lazy("A videoconference is no leg of a journey: enter it among the alternatives.")
            yield Finding(f"legs[{number}].mode", message, Severity.BLOCKS, "mode-of-no-leg", value=leg.mode)
        elif leg.mode is Mode.PLANE and leg.travel_class is TravelClass.SECOND:
            message = lazy("No plane has a second class: choose economy class.")
            yield Finding(f"legs[{number}].class", message, Severity.WARNS, "class-does-not-fit", value=leg.travel_class)


@always
def nights_do_not_fit(case: Case) -> Iterator[Finding]:
    """The nights of the stays are those between departure and return that are not spent on the way."""
    first, last, stays = case.request.departure_day, case.request.return_day, case.request.stays
    if first is None or last is None or last < first:
        return
    nights, all_nights = case.nights, (last - first).days
    on_the_way = sum(_nights_of(leg) for leg in case.request.legs)
    if not stays and all_nights > on_the_way:
        message = lazy("No stay is entered for {value} night(s).", value=all_nights - on_the_way)
        yield Finding("stays", message, Severity.NOTES, "nights-without-stay", value=all_nights - on_the_way)
    elif stays and not all_nights - on_the_way <= nights <= all_nights:
        message = lazy("The stays have {value} night(s); between departure and return there are {limit}.", value=nights, limit=all_nights)
        yield Finding("stays", message, Severity.WARNS, "nights-do-not-fit", value=nights, limit=all_nights)


def _nights_of(leg: Leg) -> int:
    if leg.departs_at is None or leg.arrives_at is None:
        return 0
    return max(0, (leg.arrives_at.date() - leg.departs_at.date()).days)


# ------------------------------------------------------------------------------------------------ clocks


@always
def clock_of_the_place(case: Case) -> Iterator[Finding]:
    """A time on a ticket exists on the clock of its place, and carries the offset of that day."""
    request, legs = case.request, case.request.legs
    moments: list[tuple[str, datetime | None, str | None]] = [
        ("departs_at", request.departs_at, zone_of(legs[0].origin) if legs else HOME),
        ("returns_at", request.returns_at, zone_of(legs[-1].to) if legs else HOME),
    ]
    for number, leg in enumerate(legs):
        moments.append((f"legs[{number}].departs_at", leg.departs_at, zone_of(leg.origin)))
        moments.append((f"legs[{number}].arrives_at", leg.arrives_at, zone_of(leg.to)))
    for path, moment, name in moments:
        if moment is not None and moment.utcoffset() is not None and (zone := _clock(name)):
            yield from _judge(path, moment, zone)


def _judge(path: str, moment: datetime, zone: ZoneInfo) -> Iterator[Finding]:
    wall = moment.replace(tzinfo=None)
    first, second = (zone.utcoffset(wall.replace(fold=fold)) for fold in (0, 1))
    if first == second:
        if moment.utcoffset() != first:
            message = lazy(
                "The time does not fit the clock of the place: on that day it is {limit} from universal time, not {value}.",
                value=_offset(moment.utcoffset()),
                limit=_offset(first),
            )
            yield Finding(path, message, Severity.WARNS, "clock-change", value=_offset(moment.utcoffset()), limit=_offset(first))
    elif second is not None and first is not None and second > first:
        message = lazy("This time does not exist: that night the clock of the place is put forward.")
        yield Finding(path, message, Severity.BLOCKS, "clock-change", value=moment)
    elif moment.utcoffset() in (first, second):
        message = lazy(
            "This time comes twice, for that night the clock is put back; {value} from universal time says which one is meant.",
            value=_offset(moment.utcoffset()),
        )
        yield Finding(path, message, Severity.NOTES, "clock-change", value=_offset(moment.utcoffset()))
    else:
        message = lazy(
            "This time comes twice, for that night the clock is put back; {value} from universal time is neither.",
            value=_offset(moment.utcoffset()),
        )
        yield Finding(path, message, Severity.WARNS, "clock-change", value=_offset(moment.utcoffset()))


@cache
def _clock(name: str | None) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _offset(offset: timedelta | None) -> str:
    minutes = int(offset.total_seconds() // 60) if offset else 0
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
