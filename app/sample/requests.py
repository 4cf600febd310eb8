"""The requests of the sample as values: short ways to write a leg, a night, a purpose.

Every amount is invented, and so is every train and flight. Moments are written as they stand on a ticket, in the time of the place.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from app.domains.trips.distances import zone_of
from app.domains.trips.request import (
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
from app.domains.trips.vocabulary import Advice, CostKind, Mode, PassportKind, Payer, PurposeKind, TravelClass
from app.kernel.clock import BRUSSELS as BRUSSELS_TIME
from app.kernel.money import euro
from app.sample.cast import CAST, address

BUDGET_LINE = "00.000.00.00.00.00"  # of no budget there is

# Cities are written as in the requests, which are in Dutch or French.
BRUSSELS = Place("Brussel – Bruxelles", "BE", "BRU")
AMSTERDAM = Place("Amsterdam", "NL", "AMS")
ANKARA = Place("Ankara", "TR", "ESB")
BARCELONA = Place("Barcelona", "ES", "BCN")
COPENHAGEN = Place("Kopenhagen", "DK", "CPH")
DUBAI = Place("Dubai", "AE", "DXB")
GENEVA = Place("Genève", "CH", "GVA")
HAVANA = Place("Havana", "CU", "HAV")
ISTANBUL = Place("Istanboel", "TR", "IST")
LEIPZIG = Place("Leipzig", "DE", "LEJ")
LYON = Place("Lyon", "FR", "LYS")
MADRID = Place("Madrid", "ES", "MAD")
NEW_YORK = Place("New York", "US", "JFK")
PARIS = Place("Paris", "FR", "CDG")
PORTO = Place("Porto", "PT", "OPO")
ROTTERDAM = Place("Rotterdam", "NL", "RTM")
SEOUL = Place("Séoul", "KR", "ICN")
STRASBOURG = Place("Strasbourg", "FR", "SXB")
VIENNA = Place("Wenen", "AT", "VIE")
VILNIUS = Place("Vilnius", "LT", "VNO")

_INVENTED = {"nl": "Verzonnen bedrag voor het voorbeeldkantoor.", "fr": "Montant inventé pour le bureau d’exemple."}


@dataclass(frozen=True, slots=True)
class Way:
    """A leg in short: from where to where, by what, when it leaves and arrives ("22 08:13" of the days of the trip), its price."""

    origin: Place
    to: Place
    mode: Mode
    departs: tuple[date, str]
    arrives: tuple[date, str]
    price: str
    travel_class: TravelClass | None = None
    rail_hours: str | None = None
    direct: bool = True
    operator: str = ""

    @property
    def leg(self) -> Leg:
        """The leg as it stands in the request."""
        usual = TravelClass.ECONOMY if self.mode is Mode.PLANE else TravelClass.SECOND
        return Leg(
            origin=self.origin,
            to=self.to,
            mode=self.mode,
            travel_class=self.travel_class or usual,
            departs_at=moment(self.origin, *self.departs),
            arrives_at=moment(self.to, *self.arrives),
            rail_hours=Decimal(self.rail_hours) if self.rail_hours else None,
            price=euro(self.price),
            operator=self.operator,
            direct=self.direct,
        )


def moment(place: Place, day: date, clock: str) -> datetime:
    """Give a moment in the time of a place."""
    hour, minute = clock.split(":")
    zone = zone_of(place)
    return datetime(day.year, day.month, day.day, int(hour), int(minute), tzinfo=ZoneInfo(zone) if zone else BRUSSELS_TIME)


def there_and_back(
    to: Place,
    mode: Mode,
    out: tuple[date, str, str],
    back: tuple[date, str, str],
    price: str,
    *,
    rail_hours: str | None = None,
    **more: Any,
) -> tuple[Way, Way]:
    """Give the two legs of a journey that begins and ends in Brussels, each within a day; *price* is that of one leg."""
    (gone, leaves, arrives), (returned, sets_off, is_back) = out, back
    return (
        Way(BRUSSELS, to, mode, (gone, leaves), (gone, arrives), price, rail_hours=rail_hours, **more),
        Way(to, BRUSSELS, mode, (returned, sets_off), (returned, is_back), price, rail_hours=rail_hours, **more),
    )


def nights(place: Place, number: int, price: str, *, breakfast: bool = True, meals: Meals | None = None) -> Stay:
    """Give nights in one hotel."""
    return Stay(place.city, place.country, number, euro(price), breakfast, meals or Meals())


def purpose(
    kind: PurposeKind, host: str, results: tuple[str, ...], policy: str, why_not_a_call: str, work_days: int, **more: Any
) -> Purpose:
    """Give a purpose with its expected results."""
    call = Videoconference(considered=True, why_not=why_not_a_call)
    return Purpose(
        kind=kind,
        host=host,
        invited=bool(host),
        expected_results=results,
        policy_link=policy,
        videoconference=call,
        work_days=work_days,
        **more,
    )


def traveller(login: str, person: str, **more: Any) -> Traveller:
    """Give somebody of the cast as a traveller, with papers in order, paid by the Region or the minister's office."""
    player = CAST[login]
    usual: dict[str, Any] = {
        "name": player.name,
        "category": player.category,
        "function": player.function.best(player.language),
        "entity": player.entity,
        "language": player.language,
        "payer": Payer.CABINET if player.category in ("cabinet_member", "minister") else Payer.REGION,
        "passport": Passport(PassportKind.ORDINARY, date(2035, 5, 31)),
        "visa": Visa(needed=False),
        "person": person,
        "email": address(login),
    }
    return Traveller(**(usual | more))


def request(
    title: str,
    by: str,
    travellers: tuple[Traveller, ...],
    to: Place,
    why: Purpose,
    ways: tuple[Way, ...],
    stays: tuple[Stay, ...],
    allowance: str,
    *,
    about: str = "",
    costs: tuple[Cost, ...] = (),
    checked_on: date | None = None,
    **more: Any,
) -> Request:
    """Give a whole request; *allowance* is the invented line of the budget for the daily allowances of all travellers."""
    language = CAST[by].language
    legs = tuple(way.leg for way in ways)
    line = Cost(CostKind.DAILY_ALLOWANCE, Decimal(allowance), remark=_INVENTED[language])
    usual: dict[str, Any] = {
        "title": title,
        "language": language,
        "requester": Requester(CAST[by].name, address(by)),
        "travellers": travellers,
        "destination": to,
        "departs_at": legs[0].departs_at,
        "returns_at": legs[-1].arrives_at,
        "purpose": why,
        "legs": legs,
        "stays": stays,
        "costs": (line, *costs),
        "budget_line": BUDGET_LINE,
        "security": Security(Advice.NONE, checked_on, travellers_online=True),
        "about": about,
    }
    return Request(**(usual | more))


def local_transport(amount: str) -> Cost:
    """Give a line for trams and buses on site."""
    return Cost(CostKind.LOCAL_TRANSPORT, Decimal(amount))


def days(first: date, number: int) -> tuple[date, ...]:
    """Give that many days in a row."""
    return tuple(first + timedelta(n) for n in range(number))
