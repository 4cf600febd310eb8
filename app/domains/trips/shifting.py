"""A request on other days: every journey and night of it as far on as its mission has moved.

Times are those on the ticket, on the clock of the place: the clock stays what it says, and its distance from universal time is that of the
new day. What was looked up, paid or bought on a day (the travel advice, a rate, a visa) keeps the day on which that was done.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from app.domains.missions.zones import zone_of
from app.domains.trips.request import Leg, Place, Request

_HOME = Place("Brussels", "BE", "BRU")


@dataclass(frozen=True, slots=True)
class Shift:
    """How far a request moves: `days` for the way out, and `last_days` for what lies on the old last day of the mission or after it."""

    days: int
    last_days: int
    last: date | None = None

    @property
    def is_none(self) -> bool:
        """Whether nothing moves."""
        return self.days == self.last_days == 0

    @property
    def stretches(self) -> int:
        """By how many days the mission has become longer (below zero: shorter)."""
        return self.last_days - self.days

    def of(self, moment: datetime, *, on_the_way_out: bool) -> int:
        """Tell by how many days a moment moves."""
        ends = self.last is not None and moment.date() >= self.last
        return self.last_days if ends and not on_the_way_out else self.days


def shifted(request: Request, shift: Shift) -> Request:
    """Give the request on its new days. Raises `OverflowError` where that leads out of the calendar.

    The nights change with the length of the mission where there is one hotel; between several, somebody must choose.
    """
    if shift.is_none:
        return request
    out = _way_out(request)
    origin = request.legs[0].origin if request.legs else _HOME
    end = request.legs[-1].to if request.legs else _HOME
    return replace(
        request,
        departs_at=_moved(request.departs_at, shift, (origin, _HOME, request.destination), on_the_way_out=True),
        returns_at=_moved(request.returns_at, shift, (end, _HOME, request.destination), on_the_way_out=False),
        legs=tuple(_leg(leg, shift, on_the_way_out=number < out) for number, leg in enumerate(request.legs)),
        stays=tuple(replace(stay, nights=max(stay.nights + shift.stretches, 0)) for stay in request.stays)
        if len(request.stays) == 1
        else request.stays,
    )


def _way_out(request: Request) -> int:
    """Count the legs of the way out: up to the first that arrives at the destination, the first one in any case."""
    there = (number for number, leg in enumerate(request.legs, start=1) if leg.to.city and leg.to.city == request.destination.city)
    return next(there, 1)


def _leg(leg: Leg, shift: Shift, *, on_the_way_out: bool) -> Leg:
    return replace(
        leg,
        departs_at=_moved(leg.departs_at, shift, (leg.origin, _HOME), on_the_way_out=on_the_way_out),
        arrives_at=_moved(leg.arrives_at, shift, (leg.to, _HOME), on_the_way_out=on_the_way_out),
    )


def _moved(moment: datetime | None, shift: Shift, places: Iterable[Place], *, on_the_way_out: bool) -> datetime | None:
    if moment is None:
        return None
    clock = moment.replace(tzinfo=None)
    new = clock + timedelta(shift.of(moment, on_the_way_out=on_the_way_out))
    for place in places:
        zone = ZoneInfo(zone_of(place.country, place.city))
        for fold in (0, 1):
            if clock.replace(tzinfo=zone, fold=fold).utcoffset() == moment.utcoffset():
                offset = new.replace(tzinfo=zone, fold=fold).utcoffset()
                return new.replace(tzinfo=timezone(offset)) if offset is not None else None
    return new.replace(tzinfo=moment.tzinfo)
