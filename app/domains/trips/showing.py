"""How the parts of a request are written for a reader: codes as words, places with their country, times as on the ticket.

A moment of a journey is written in the time of its place, never turned into that of Brussels.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import cast

from app.domains.trips import vocabulary as words
from app.domains.trips.request import Alternative, Cost, Leg, Place, Stay, Traveller
from app.kernel.fields import Choice
from app.kernel.money import euro
from app.kernel.showing import write
from app.kernel.translated import Lazy, Wording, lazy, lazy_count

NOT_KNOWN = lazy("not known")
_RULE = re.compile(r"R\d+")
_CHOICES: dict[type[StrEnum], Sequence[Choice]] = {
    words.Category: words.CATEGORIES,
    words.Payer: words.PAYERS,
    words.PurposeKind: words.PURPOSES,
    words.Mode: words.MODES,
    words.TravelClass: words.CLASSES,
    words.CostKind: words.COSTS,
    words.Advice: words.ADVICES,
    words.PassportKind: words.PASSPORTS,
    words.Means: words.MEANS,
    words.Outcome: words.OUTCOMES,
    words.CancelReason: words.CANCEL_REASONS,
    words.Reached: words.REACHED,
}


def title(code: StrEnum) -> Lazy:
    """Give the words of a code of this domain."""
    if isinstance(code, words.State):
        return words.STATES[code].title
    return next(choice.title for choice in _CHOICES[type(code)] if choice.code == code)


def rule_id(rule: str) -> str:
    """Give a rule of the circular as readers know it, R20; nothing for what is asked of every request, which bears no number."""
    return rule if _RULE.fullmatch(rule) else ""


def tell(value: object, wording: Wording) -> str:
    """Write any value that stands in a request; empty for nothing."""
    match value:
        case Place():
            return place(value, wording)
        case Leg():
            return leg(value, wording)
        case Stay():
            return stay(value, wording)
        case Cost():
            return joined((wording.text(title(value.kind)), wording.formats.money(value.money), value.remark))
        case Traveller():
            return joined((value.name, value.function, value.entity), ", ")
        case Alternative():
            return joined((wording.text(title(value.mode)) if value.mode else "", tell(value.price, wording), value.remark))
        case StrEnum():
            return wording.text(title(value))
        case datetime():
            return moment(value, wording)
        case tuple():
            return "; ".join(tell(one, wording) for one in cast("tuple[object, ...]", value))
        case _:
            return write(value, wording)


def place(value: Place, wording: Wording) -> str:
    """Write a place: Leipzig (LEJ), Germany."""
    name = f"{value.city} ({value.iata})" if value.city and value.iata else value.city or value.iata
    return joined((name, wording.formats.country(value.country)), ", ")


def city(name: str, country: str, wording: Wording) -> str:
    """Write a city and its country: Leipzig, Germany."""
    return joined((name, wording.formats.country(country)), ", ")


def leg(value: Leg, wording: Wording) -> str:
    """Write a leg in a line: its way, how, and when."""
    way = f"{value.origin.city or value.origin.iata} – {value.to.city or value.to.iata}"
    return joined((way, means(value, wording), moment(value.departs_at, wording)))


def means(value: Leg, wording: Wording) -> str:
    """Write how a leg is travelled: train, second class."""
    return joined((wording.text(title(one)) for one in (value.mode, value.travel_class) if one), ", ")


def stay(value: Stay, wording: Wording) -> str:
    """Write a stay in a line: where, how long, at what price."""
    price = wording.formats.money(value.price_per_night) if value.price_per_night else ""
    return joined((value.hotel, city(value.city, value.country, wording), nights(value.nights, wording), price))


def nights(number: int, wording: Wording) -> str:
    """Write a number of nights."""
    return wording.text(lazy_count("{number} night", "{number} nights", number))


def moment(value: datetime | None, wording: Wording) -> str:
    """Write a day and a time as they are on the clocks of the place."""
    return f"{wording.formats.day(value.date())}, {wording.formats.time(value.time())}" if value else ""


def amount(value: Decimal | None, wording: Wording) -> str:
    """Write an amount in euro; one that cannot be told is said to be unknown."""
    return wording.text(NOT_KNOWN) if value is None else wording.formats.money(euro(value))


def rounded_number(value: Decimal | None, wording: Wording) -> str:
    """Write kilograms or hours to a tenth, without a tenth that is none; what cannot be told is said to be unknown."""
    if value is None:
        return wording.text(NOT_KNOWN)
    tenths = value.quantize(Decimal("0.1"))
    return wording.formats.number(int(tenths) if tenths == int(tenths) else tenths)


def joined(parts: Iterable[str], link: str = " · ") -> str:
    """Set short texts beside each other, without the empty ones."""
    return link.join(part for part in parts if part)
