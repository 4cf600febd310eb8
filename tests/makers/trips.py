"""Makers of requests for a service trip, as plain values: a valid one by train to Leipzig, with whatever a case changes in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from app.domains.trips.request import (
    Alternative,
    Cost,
    Leg,
    Meals,
    Passport,
    Place,
    Purpose,
    Request,
    Requester,
    Security,
    Stay,
    Traveller,
    Videoconference,
    Visa,
)
from app.domains.trips.vocabulary import Advice, Category, CostKind, Mode, PassportKind, Payer, PurposeKind, TravelClass
from app.kernel.money import euro

BRUSSELS = Place("Brussels", "BE", "BRU")
LEIPZIG = Place("Leipzig", "DE", "LEJ")
OUT, BACK = "2026-03-03T08:25:00+01:00", "2026-03-05T19:40:00+01:00"


def moment(text: str) -> datetime:
    """Read a moment with its offset."""
    return datetime.fromisoformat(text)


def traveller(name: str = "Mila Voorbeeld", **changes: Any) -> Traveller:
    """Make an invented staff member with papers in order, paid by the Region."""
    usual = Traveller(
        name=name,
        category=Category.AGENT,
        function="adviser",
        entity="Brussels International",
        language="nl",
        payer=Payer.REGION,
        passport=Passport(PassportKind.ORDINARY, date(2029, 5, 31)),
        visa=Visa(needed=False),
    )
    return replace(usual, **changes)


def leg(origin: Place = BRUSSELS, to: Place = LEIPZIG, **changes: Any) -> Leg:
    """Make a stretch by train to Leipzig on the morning of the first day, long enough ago to be cheap."""
    usual = Leg(
        origin=origin,
        to=to,
        mode=Mode.TRAIN,
        travel_class=TravelClass.SECOND,
        departs_at=moment(OUT),
        arrives_at=moment("2026-03-03T16:05:00+01:00"),
        rail_hours=Decimal("7.7"),
        price=euro("119.00"),
    )
    return replace(usual, **changes)


def leg_back(origin: Place = LEIPZIG, to: Place = BRUSSELS, **changes: Any) -> Leg:
    """Make the way back by train."""
    usual = {"departs_at": moment("2026-03-05T11:50:00+01:00"), "arrives_at": moment(BACK), "rail_hours": Decimal("7.8")}
    return leg(origin, to, **(usual | changes))


def flight(origin: Place = BRUSSELS, to: Place = LEIPZIG, **changes: Any) -> Leg:
    """Make the way out by plane, in economy class, of an hour and a half."""
    usual = {
        "mode": Mode.PLANE,
        "travel_class": TravelClass.ECONOMY,
        "arrives_at": moment("2026-03-03T09:55:00+01:00"),
        "rail_hours": None,
        "price": euro("180.00"),
    }
    return leg(origin, to, **(usual | changes))


def flight_back(origin: Place = LEIPZIG, to: Place = BRUSSELS, **changes: Any) -> Leg:
    """Make the way back by plane."""
    usual = {"departs_at": moment("2026-03-05T18:10:00+01:00"), "arrives_at": moment(BACK)}
    return flight(origin, to, **(usual | changes))


def stay(**changes: Any) -> Stay:
    """Make two nights in Leipzig, with breakfast and two meals of the host."""
    usual = Stay(
        city="Leipzig", country="DE", nights=2, price_per_night=euro("124.00"), breakfast=True, meals_offered=Meals(lunch=1, dinner=1)
    )
    return replace(usual, **changes)


def purpose(**changes: Any) -> Purpose:
    """Make the purpose of a working group with two expected results."""
    usual = Purpose(
        kind=PurposeKind.NETWORK,
        host="Eurocities",
        invited=True,
        expected_results=("a common text on clean air", "two partners for a European project"),
        policy_link="Good Move",
        videoconference=Videoconference(considered=True, why_not="the text is drafted in small groups"),
        work_days=3,
    )
    return replace(usual, **changes)


def request(**changes: Any) -> Request:
    """Make a request with which the default circular finds nothing wrong, except for what *changes* put in."""
    usual = Request(
        title="Working group on clean air",
        language="nl",
        submitted_on=date(2026, 2, 2),
        requester=Requester("Mila Voorbeeld", "mila.voorbeeld@example.org"),
        travellers=(traveller(),),
        destination=LEIPZIG,
        departs_at=moment(OUT),
        returns_at=moment(BACK),
        purpose=purpose(),
        legs=(leg(), leg_back()),
        stays=(stay(),),
        costs=(Cost(CostKind.LOCAL_TRANSPORT, Decimal("30.00")),),
        budget_line="00.000.00.00.00.00",
        security=Security(Advice.NONE, date(2026, 3, 1), travellers_online=True),
    )
    return replace(usual, **changes)


def request_by_plane(**changes: Any) -> Request:
    """Make the same trip by plane, which the circular does not like over a short distance."""
    return request(**({"legs": (flight(), flight_back())} | changes))


def rail_alternative(hours: str | None = "15.5", **changes: Any) -> Alternative:
    """Make the train as another way, there and back."""
    usual = Alternative(mode=Mode.TRAIN, hours=Decimal(hours) if hours else None, price=euro("238.00"))
    return replace(usual, **changes)
