"""How the parts of a request are written into the fields of a form, and read out of them again.

Written is what the office writes: 05/03/2026 08:25, 1234,50, Leipzig (LEJ), DE. Read is what people write. A time is that of its
place: its offset from universal time follows from the place, and stands behind it where it is another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from functools import cache
from typing import Any, cast
from zoneinfo import ZoneInfo

from app.domains.trips.circular.countries import COUNTRIES
from app.domains.trips.distances import airport, city_key, find_airports, zone_of
from app.domains.trips.request import Place, Request, Stay
from app.kernel.clock import BRUSSELS
from app.kernel.errors import Finding, Severity
from app.kernel.money import EURO, Money, is_currency
from app.kernel.names import fold
from app.kernel.paperforms import TICKED
from app.kernel.translated import Lazy, lazy

HOME = Place("Brussels", "BE", "BRU")
_THOUSANDS = 3  # figures in a group


class NotReadableError(Exception):
    """What somebody typed is not what the field holds; `message` says so with what was typed."""

    def __init__(self, message: Lazy, rule: str) -> None:
        super().__init__(rule)
        self.message, self.rule = message, rule


@dataclass(frozen=True, slots=True)
class Places:
    """Where each time of a form is a time of, by the name of its field."""

    by_name: Mapping[str, Place]

    @classmethod
    def of(cls, request: Request) -> Places:
        """Take the places of the legs; a trip begins and ends in Brussels unless its legs say otherwise."""
        found = {
            "departs_at": request.legs[0].origin if request.legs else HOME,
            "returns_at": request.legs[-1].to if request.legs else HOME,
        }
        for number, leg in enumerate(request.legs):
            found[f"legs[{number}].departs_at"], found[f"legs[{number}].arrives_at"] = leg.origin, leg.to
        return cls(found)

    def zone(self, name: str) -> ZoneInfo | None:
        """Give the clock of the place of a time, as far as it is known."""
        known = zone_of(self.by_name.get(name, HOME))
        return _clock(known) if known else None


@dataclass(slots=True)
class Reading:
    """A form while it is read: its values, the places found in it, and what there is to say about them."""

    values: Mapping[str, str]
    remarks: list[Finding] = field(default_factory=list[Finding])
    _places: dict[str, Place] = field(default_factory=dict[str, Place])

    def in_order(self) -> Iterator[tuple[str, str]]:
        """Give the values, places before the times that are told on their clocks, the destination before the others."""

        def rank(name: str) -> tuple[int, str]:
            if name == "destination":
                return 0, name
            return (1 if _PLACE_NAME.fullmatch(name) else 2), name

        return ((name, self.values[name]) for name in sorted(self.values, key=rank))

    def keep(self, name: str, place: Place) -> None:
        """Remember a place that was read."""
        self._places[name] = place

    @property
    def destination(self) -> Place:
        """The destination, as far as it was read."""
        return self._places.get("destination", Place())

    def place_of(self, name: str) -> Place:
        """Give the place on whose clock a time was typed."""
        line, _, what = name.rpartition(".")
        legs = sorted({_number(one) for one in self._places if one.startswith("legs[")})
        if line:
            return self._places.get(f"{line}.{'from' if what == 'departs_at' else 'to'}", HOME)
        if not legs:
            return HOME
        end = f"legs[{legs[0]}].from" if what == "departs_at" else f"legs[{legs[-1]}].to"
        return self._places.get(end, HOME)

    def note(self, name: str, message: Lazy, rule: str, severity: Severity = Severity.NOTES) -> None:
        """Say something about a value that was read all the same."""
        self.remarks.append(Finding(name, message, severity, rule=rule))


@dataclass(frozen=True, slots=True)
class Codec:
    """How one kind of value is written into a field, and read as what the plain form of a request holds there."""

    write: Callable[[Any, str, Places], str]
    read: Callable[[str, str, Reading], Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """A number that is written although it is none."""

    number: int


# --- texts, ticks, numbers -----------------------------------------------------------------------------------------------------


def _write_text(value: Any, _name: str, _places: Places) -> str:
    return "" if value is None else str(value)


def _read_text(text: str, _name: str, _reading: Reading) -> str:
    return text


def _write_tick(value: Any, _name: str, _places: Places) -> str:
    return TICKED if value else ""


def _read_tick(_text: str, _name: str, _reading: Reading) -> bool:
    return True


def _write_yes_no(value: Any, _name: str, _places: Places) -> str:
    return "" if value is None else "yes" if value else "no"


def _read_yes_no(text: str, _name: str, _reading: Reading) -> bool:
    if text not in ("yes", "no"):
        raise NotReadableError(lazy("“{value}” is neither yes nor no.", value=text), "form-yes-no")
    return text == "yes"


def _write_whole(value: Any, _name: str, _places: Places) -> str:
    if isinstance(value, Shown):
        return str(value.number)
    return str(value) if value else ""


def _read_whole(text: str, _name: str, _reading: Reading) -> int:
    if not re.fullmatch(r"\d{1,9}", text):
        raise NotReadableError(lazy("“{value}” is not a whole number.", value=text), "form-number")
    return int(text)


def _write_number(value: Any, _name: str, _places: Places) -> str:
    return "" if value is None else figures(value)


def _read_number(text: str, _name: str, _reading: Reading) -> str:
    return format(number(text), "f")


def figures(value: Decimal) -> str:
    """Write a number with a comma, to its last figure."""
    return format(value, "f").replace(".", ",")


def number(text: str) -> Decimal:
    """Read a number: 1234,50 or 1.234,50 or 1 234.50. One point before three figures could be either, and is asked about."""
    bare = re.sub(r"[\s\u00a0\u202f']", "", text)
    if re.fullmatch(r"[+-]?\d{1,3}\.\d{3}", bare):
        raise NotReadableError(lazy("“{value}” can be read in two ways: write 1234 or 1,234.", value=text), "form-number")
    if re.fullmatch(r"[+-]?\d{1,3}(\.\d{3})+(,\d+)?", bare):
        bare = bare.replace(".", "")
    elif re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+\.\d+", bare):
        bare = bare.replace(",", "")
    plain = bare.replace(",", ".")
    if not re.fullmatch(r"[+-]?\d{1,12}(\.\d{1,12})?", plain):
        raise NotReadableError(lazy("“{value}” is not a number: write 1234,50.", value=text), "form-number")
    return Decimal(plain)


# --- money ---------------------------------------------------------------------------------------------------------------------


def _write_money(value: Any, _name: str, _places: Places) -> str:
    if value is None:
        return ""
    money = cast("Money", value)
    if money.currency == EURO and money.rate is None:
        return figures(money.amount)
    rate = figures(money.rate) if money.rate is not None else ""
    parts = (f"{figures(money.amount)} {money.currency}", rate, _day_text(money.rate_on))
    return "; ".join(parts).rstrip("; ")


def _read_money(text: str, _name: str, _reading: Reading) -> dict[str, Any]:
    amount, *rest = (part.strip() for part in text.split(";"))
    rate, rate_on = (*rest, "", "")[:2]
    if len(rest) > 2:  # noqa: PLR2004 - a rate and its day
        raise NotReadableError(lazy("“{value}” is not an amount: write 40,00 GBP; rate; day.", value=text), "form-amount")
    currency, bare = _currency(amount)
    try:
        plain: dict[str, Any] = {"amount": format(number(bare), "f"), "currency": currency}
        if rate:
            plain["rate"] = format(number(rate), "f")
    except NotReadableError as fault:
        if "two ways" in fault.message.message:
            raise
        raise NotReadableError(_no_amount(text), "form-amount") from None
    if rate_on:
        plain["rate_on"] = day(rate_on).isoformat()
    return plain


def _no_amount(text: str) -> Lazy:
    return lazy("“{value}” is not an amount: write 1234,50 or 40,00 GBP.", value=text)


def _currency(text: str) -> tuple[str, str]:
    """Take the currency off an amount: a sign or three letters before or behind it; none is the euro."""
    bare = text.replace("€", EURO)
    found = re.search(r"[A-Za-z]{3,}", bare)
    if found is None:
        return EURO, bare
    code = EURO if found[0].upper() == "EURO" else found[0].upper()
    if not is_currency(code):
        raise NotReadableError(_no_amount(text), "form-amount")
    return code, bare[: found.start()] + bare[found.end() :]


# --- days and moments ----------------------------------------------------------------------------------------------------------

_DAY_FIRST = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_CLOCK = re.compile(r"(\d{1,2})\s*(?:[:.hu]|uur)\s*(\d{2})?(?:\s*(?:h|u|uur))?")
_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+-])(\d{1,2})(?::?(\d{2}))?")


def _day_text(value: date | None) -> str:
    return f"{value.day:02}/{value.month:02}/{value.year:04}" if value else ""


def _write_day(value: Any, _name: str, _places: Places) -> str:
    return _day_text(value)


def _read_day(text: str, _name: str, _reading: Reading) -> str:
    return day(text).isoformat()


def day(text: str) -> date:
    """Read a day as it is written in Belgium: 05/03/2026, also 5-3-2026, 5.3.2026 and 2026-03-05."""
    if found := _DAY_FIRST.fullmatch(text):
        numbers = (found[3], found[2], found[1])
    elif found := _YEAR_FIRST.fullmatch(text):
        numbers = (found[1], found[2], found[3])
    else:
        numbers = ("0", "0", "0")
    try:
        return date(int(numbers[0]), int(numbers[1]), int(numbers[2]))
    except ValueError:
        raise NotReadableError(lazy("“{value}” is not a day: write 05/03/2026.", value=text), "form-day") from None


def _write_moment(value: Any, name: str, places: Places) -> str:
    if value is None:
        return ""
    moment = cast("datetime", value)
    text = f"{_day_text(moment.date())} {moment.hour:02}:{moment.minute:02}"
    zone = places.zone(name)
    usual = moments_at(moment.replace(tzinfo=None, second=0, microsecond=0), zone) if zone else ()
    if usual and usual[0].utcoffset() == moment.utcoffset():
        return text
    return f"{text} {moment.isoformat()[-6:]}"


def _read_moment(text: str, name: str, reading: Reading) -> str:
    first, _, rest = text.partition(" ") if "T" not in text else text.partition("T")
    clock, offset = _clock_and_offset(rest.strip(), text)
    try:
        local = datetime.combine(day(first.strip().rstrip(",")), clock)
    except NotReadableError:
        raise _no_moment(text) from None
    if offset is not None:
        return local.replace(tzinfo=timezone(offset)).isoformat()
    place = reading.place_of(name)
    known = zone_of(place)
    if known is None:
        message = lazy("The clock of {place} is not known: “{value}” was taken for Brussels time. Check it.", place=place.city, value=text)
        reading.note(name, message, "form-clock", Severity.WARNS)
    found = moments_at(local, _clock(known) if known else BRUSSELS)
    if not found:
        message = lazy("“{value}” does not exist: the clocks of {place} are put forward that night.", value=text, place=place.city)
        raise NotReadableError(message, "form-moment")
    first_time, *again = found
    if again:
        message = lazy("“{value}” occurs twice, for the clocks are put back that night: the first time was taken.", value=text)
        reading.note(name, message, "form-twice", Severity.WARNS)
    return first_time.isoformat()


def _clock_and_offset(rest: str, text: str) -> tuple[time, timedelta | None]:
    found = _CLOCK.match(rest)
    behind = rest[found.end() :].strip() if found else ""
    offset = _OFFSET.fullmatch(behind) if behind else None
    if found is None or (behind and offset is None):
        raise _no_moment(text)
    try:
        return time(int(found[1]), int(found[2] or 0)), _offset(offset) if offset else None
    except ValueError:
        raise _no_moment(text) from None


def _no_moment(text: str) -> NotReadableError:
    return NotReadableError(lazy("“{value}” is not a day with a time: write 05/03/2026 08:25.", value=text), "form-moment")


def _offset(found: re.Match[str]) -> timedelta:
    size = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    if size >= timedelta(days=1):
        raise ValueError
    return -size if found[1] == "-" else size


def moments_at(local: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    """Give the moments at which a clock shows this: two when it is put back that night, none when it is put forward."""
    found: list[datetime] = []
    for fold_of in (0, 1):
        moment = local.replace(tzinfo=zone, fold=fold_of)
        offset = moment.utcoffset()
        shown = moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None, fold=0)
        if offset is not None and shown == local:
            found.append(local.replace(tzinfo=timezone(offset)))
    return tuple(dict.fromkeys(found))


@cache
def _clock(zone: str) -> ZoneInfo:
    return ZoneInfo(zone)


# --- places --------------------------------------------------------------------------------------------------------------------

_PLACE_NAME = re.compile(r"legs\[\d+\]\.(from|to)|stays\[\d+\]\.city")
_IATA = re.compile(r"\(([A-Za-z]{3})\)\s*$")


def place_of_stay(stay: Stay) -> Place:
    """Give the place of a stay, as its field holds it."""
    return Place(stay.city, stay.country)


def _write_place(value: Any, _name: str, _places: Places) -> str:
    place = cast("Place", value)
    airport_code = f"({place.iata})" if place.iata else ""
    name = " ".join(part for part in (place.city, airport_code) if part)
    return ", ".join(part for part in (name, place.country) if part)


def _read_place(text: str, name: str, reading: Reading) -> dict[str, str]:
    place = _country_found(_taken_apart(text), name, reading)
    reading.keep(name, place)
    return {"city": place.city, "country": place.country, "iata": place.iata}


def _taken_apart(text: str) -> Place:
    before, comma, last = text.rpartition(",")
    is_country = bool(comma) and last.strip().upper() in COUNTRIES
    rest, country = (before.strip(), last.strip().upper()) if is_country else (text.strip(), "")
    code = _IATA.search(rest)
    if code is not None:
        return Place(rest[: code.start()].strip(), country, code[1].upper())
    if re.fullmatch(r"[A-Z]{3}", rest) and airport(rest):
        return Place("", country, rest)
    return Place(rest, country)


def _country_found(place: Place, name: str, reading: Reading) -> Place:
    """Find the country of a place that was typed without one; what is not certain is said, and what is not known is asked."""
    if place.country:
        return place
    there = reading.destination
    if there.country and city_key(there.country, there.city) == city_key(there.country, place.city):
        return Place(place.city, there.country, place.iata)
    if city_key("BE", place.city) == city_key("BE", HOME.city):
        return Place(place.city, "BE", place.iata)
    known = airport(place.iata) if place.iata else None
    countries = {known.country} if known else {one.country for one in find_airports(place.city) if fold(one.city) == fold(place.city)}
    if len(countries) != 1:
        message = lazy(
            "The country of “{value}” is not known: write it behind the city, as in Leipzig, DE.", value=place.city or place.iata
        )
        reading.note(name, message, "form-country", Severity.WARNS)
        return place
    (country,) = countries
    message = lazy("“{value}” was taken for the city in {country}. Check it.", value=place.city or place.iata, country=country)
    reading.note(name, message, "form-country")
    return Place(place.city, country, place.iata)


TEXT = Codec(_write_text, _read_text)
TICK = Codec(_write_tick, _read_tick)
YES_NO = Codec(_write_yes_no, _read_yes_no)
WHOLE = Codec(_write_whole, _read_whole)
NUMBER = Codec(_write_number, _read_number)
MONEY = Codec(_write_money, _read_money)
DAY = Codec(_write_day, _read_day)
MOMENT = Codec(_write_moment, _read_moment)
PLACE = Codec(_write_place, _read_place)


def _number(name: str) -> int:
    return int(name.partition("[")[2].partition("]")[0])
