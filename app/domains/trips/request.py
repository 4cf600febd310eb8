"""What is asked: the content of one version of a file, as plain values.

The same shape is the form on the screen, the file of `attache trips check`, the fillable PDF and what is kept. Every field has a
default, so that a half-filled form is a value too; what is missing is for the rules to say. Moments carry their offset from
universal time: they are the times on the ticket, local to the place.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from app.domains.trips.vocabulary import Advice, Category, CostKind, Mode, PassportKind, Payer, PurposeKind, TravelClass
from app.kernel.money import EURO, Money
from app.kernel.shapes import as_key, to_plain


@dataclass(frozen=True, slots=True)
class Requester:
    """Who asks; often not who travels."""

    name: str = as_key(default="", needed=True)
    email: str = ""


@dataclass(frozen=True, slots=True)
class Passport:
    """With which paper, and until when it is valid. Its number is no part of a request."""

    kind: PassportKind = PassportKind.ORDINARY
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class Visa:
    """Whether a visa is needed, and since when it is there."""

    needed: bool = False
    ready_on: date | None = None


@dataclass(frozen=True, slots=True)
class Traveller:
    """Somebody who travels, with the function held on the day of the trip.

    `person` is the id of the person in the office's file, when known. `press` and `newsroom` are for journalists (external);
    `partner` for somebody who comes along privately.
    """

    name: str = as_key(default="", needed=True)
    category: Category = as_key(default=Category.AGENT, needed=True)
    function: str = ""
    entity: str = ""
    language: str = ""
    payer: Payer | None = as_key(default=None, needed=True)
    payer_stay: Payer | None = None  # who pays the stay, when it is somebody else
    passport: Passport | None = None
    visa: Visa | None = None
    person: str | None = None
    email: str = ""
    press: bool = False
    newsroom: str = ""
    partner: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A city, its country (ISO 3166), and its airport (IATA) when one stands for it."""

    city: str = ""
    country: str = ""
    iata: str = ""


@dataclass(frozen=True, slots=True)
class Videoconference:
    """Whether a call would do; `considered` None means that the question was not answered."""

    considered: bool | None = None
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Purpose:
    """Why somebody goes."""

    kind: PurposeKind = as_key(default=PurposeKind.OTHER, needed=True)
    host: str = ""
    invited: bool = False
    expected_results: tuple[str, ...] = as_key(default=(), needed=True)
    policy_link: str = ""
    videoconference: Videoconference = field(default_factory=Videoconference)
    consequence: str = ""  # of not going
    why_this_number: str = ""  # of travellers
    could_be_represented: str = ""  # by the Brussels delegation or an embassy
    work_days: int | None = None
    private_days: int = 0
    partner_at_public_cost: bool = False
    description: str = ""


@dataclass(frozen=True, slots=True)
class Leg:
    """A stretch of the way in one means of transport. `distance_km` is typed only where it cannot be worked out."""

    origin: Place = as_key("from", default=Place(), needed=True)
    to: Place = as_key(default=Place(), needed=True)
    mode: Mode | None = as_key(default=None, needed=True)
    travel_class: TravelClass | None = as_key("class", default=None)
    departs_at: datetime | None = as_key(default=None, needed=True)
    arrives_at: datetime | None = as_key(default=None, needed=True)
    distance_km: Decimal | None = None
    rail_hours: Decimal | None = None
    price: Money | None = None
    operator: str = ""
    number: str = ""
    direct: bool = True


@dataclass(frozen=True, slots=True)
class Meals:
    """How many meals are offered, by the host or in a bill that is paid."""

    breakfast: int = 0
    lunch: int = 0
    dinner: int = 0
    small_costs: int = 0  # days on which the small costs are in a bill that is paid


@dataclass(frozen=True, slots=True)
class Stay:
    """Nights in one place. `price_per_night` is for one room; `rooms` None means one for each traveller."""

    city: str = as_key(default="", needed=True)
    country: str = as_key(default="", needed=True)
    nights: int = as_key(default=0, needed=True)
    price_per_night: Money | None = None
    breakfast: bool = False
    meals_offered: Meals = field(default_factory=Meals)
    hotel: str = ""
    room: str = ""  # single, suite
    rooms: int | None = None


@dataclass(frozen=True, slots=True)
class Cost:
    """A further line of the estimate. Tickets and nights stand with their legs and stays, the allowance is worked out."""

    kind: CostKind = as_key(default=CostKind.OTHER, needed=True)
    amount: Decimal = as_key(default=Decimal(0), needed=True)
    currency: str = EURO
    rate: Decimal | None = None
    rate_on: date | None = None
    remark: str = ""

    @property
    def money(self) -> Money:
        """The amount with its rate."""
        return Money(self.amount, self.currency, self.rate, self.rate_on)


@dataclass(frozen=True, slots=True)
class ThirdParty:
    """Somebody else who pays; a private one needs a derogation."""

    name: str = as_key(default="", needed=True)
    public: bool = False
    amount: Money | None = None
    pays: str = ""

    @staticmethod
    def accept_plain(data: Any) -> Any:
        """Accept a name alone; whether it is a public body is then not known, and so it is taken for none."""
        return {"name": data} if isinstance(data, str) else data


@dataclass(frozen=True, slots=True)
class Security:
    """The travel advice of the FPS Foreign Affairs, and whether the travellers registered."""

    advice: Advice = Advice.UNKNOWN
    checked_on: date | None = None
    travellers_online: bool = False


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another way, as far as somebody has looked it up: what is empty is estimated or stays unknown."""

    mode: Mode | None = as_key(default=None, needed=True)
    hours: Decimal | None = None  # door to door, there and back, one traveller
    price: Money | None = None  # there and back, one traveller
    kg: Decimal | None = None  # CO2e, there and back, one traveller
    direct: bool = True
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Booking:
    """How the tickets are bought."""

    self_purchase: bool = False
    tickets_on: date | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """A service trip as it is asked for. `justifications` gives the reason for each derogation asked, by the id of its rule."""

    title: str = as_key(default="", needed=True)
    language: str = as_key(default="nl", needed=True)
    submitted_on: date | None = None
    requester: Requester = as_key(default=Requester(), needed=True)
    travellers: tuple[Traveller, ...] = as_key(default=(), needed=True)
    destination: Place = as_key(default=Place(), needed=True)
    departs_at: datetime | None = as_key(default=None, needed=True)
    returns_at: datetime | None = as_key(default=None, needed=True)
    purpose: Purpose = as_key(default=Purpose(), needed=True)
    legs: tuple[Leg, ...] = as_key(default=(), needed=True)
    stays: tuple[Stay, ...] = ()
    costs: tuple[Cost, ...] = ()
    budget_line: str = ""
    third_party_payer: ThirdParty | None = None
    security: Security = field(default_factory=Security)
    justifications: Mapping[str, str] = field(default_factory=dict[str, str])
    alternatives: tuple[Alternative, ...] = ()
    booking: Booking = field(default_factory=Booking)
    advance: Money | None = None
    urgent_reason: str = ""
    about: str = ""  # a remark of whoever made the file; no rule reads it

    @property
    def departure_day(self) -> date | None:
        """The day of departure where it begins."""
        return self.departs_at.date() if self.departs_at else None

    @property
    def return_day(self) -> date | None:
        """The day of return where it ends."""
        return self.returns_at.date() if self.returns_at else None


def digest(request: Request) -> str:
    """Give the SHA-256 of the content, in canonical JSON: what an approval is of. The day of submission is no content."""
    plain = {key: value for key, value in to_plain(request).items() if key not in ("submitted_on", "about")}
    body = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()
