"""The daily allowance, worked out day by day and line by line.

Half for the day of departure and for that of return, whole between two nights; a trip within one day counts whole from so many
hours on. The country of the night before sets the amount of a day, and each day is one of the calendar of the place. Amounts come
only from the table that the office has imported: without one the sum stops and asks. Surprises:

* Meals are offered in a number, not on a day: they are taken from whole days first, and from each day once.
* A percentage is taken from what the day gives, so half a day loses half as much, and no day gives less than nothing.
* Private days come after the service, and the trip is worked out as if it ended before them.
* Nobody whose stay the host or the traveller pays has an allowance of the Region; nor has a partner.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache, cached_property
from typing import NamedTuple, TypeVar, cast

from app.domains.trips.circular.countries import COUNTRIES
from app.domains.trips.circular.ruleset import RuleSet
from app.domains.trips.distances import city_key
from app.domains.trips.emissions import country_of, stretches
from app.domains.trips.request import Meals, Request, Stay, Traveller
from app.domains.trips.vocabulary import Payer
from app.kernel.errors import Finding, Refused
from app.kernel.money import EURO, MOST, Money, euro, is_currency, rounded, total
from app.kernel.names import fold, words
from app.kernel.translated import Lazy, lazy

MOST_DAYS = 400  # a longer trip is a typing error, not a trip
NIGHT_ENDS = time(4)  # who arrives before four has slept there
NO_ALLOWANCE_FROM = frozenset({Payer.HOST, Payer.OWN})
WHOLE, NONE = Decimal(1), Decimal(0)
BREAKFAST, LUNCH, DINNER, SMALL_COSTS = "breakfast", "lunch", "dinner", "small_costs"

T = TypeVar("T")
Rates = Mapping[str, tuple[Decimal, date]]  # units of a currency for one euro, and the day of the rate


# ------------------------------------------------------------------------------------------------ the table


@dataclass(frozen=True, slots=True)
class AllowanceRow:
    """An amount of the country table: a whole day, and the ceiling of a night where there is one. An empty city is the whole country."""

    country: str
    city: str
    category: int
    daily: Decimal
    lodging: Decimal | None
    currency: str
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True)
class AllowanceTable:
    """The country table as the office has imported it."""

    rows: tuple[AllowanceRow, ...] = ()

    def amount(self, country: str, city: str, day: date, category: int) -> AllowanceRow | None:
        """Find the row of a place and day: that of the city, else that of the country; None where the table has none."""
        for place in dict.fromkeys((city_key(country, city), city_key(country, ""))):
            there = [row for row in self._by_place.get((*place, category), ()) if row.valid_from <= day <= (row.valid_to or date.max)]
            if there:
                return max(there, key=lambda row: row.valid_from)
        return None

    @cached_property
    def _by_place(self) -> Mapping[tuple[str, str, int], Sequence[AllowanceRow]]:
        found: defaultdict[tuple[str, str, int], list[AllowanceRow]] = defaultdict(list)
        for row in self.rows:
            found[*city_key(row.country, row.city), row.category].append(row)
        return found


# ------------------------------------------------------------------------------------------------ the rules


@dataclass(frozen=True, slots=True)
class AllowanceRules:
    """The figures of rules R50 to R54, as parts of one. `by_trip`: a trip that is too long is of category 2 from its first day."""

    category_days: int = 30
    departure: Decimal = Decimal("0.5")
    return_: Decimal = Decimal("0.5")
    same_day_hours: Decimal = Decimal(10)
    same_day_otherwise: Decimal = NONE
    night_before: bool = True
    breakfast: Decimal = NONE
    lunch: Decimal = Decimal("0.35")
    dinner: Decimal = Decimal("0.45")
    small_costs: Decimal = NONE
    by_trip: bool = False

    def with_breakfast(self) -> AllowanceRules:
        """Give the other set of reductions (Flanders): 15, 35, 45 and 5 of a hundred."""
        return replace(self, breakfast=Decimal("0.15"), lunch=Decimal("0.35"), dinner=Decimal("0.45"), small_costs=Decimal("0.05"))


def allowance_rules(rules: RuleSet) -> AllowanceRules:
    """Take the figures from a rule set. A rule that is off changes nothing: days count whole, meals take nothing away."""

    def part(rule: str, name: str, otherwise: Decimal) -> Decimal:
        return rules.number(rule, name) / 100 if rules.is_on(rule) else otherwise

    return AllowanceRules(
        category_days=rules.whole("R50", "category_1_days") if rules.is_on("R50") else MOST_DAYS,
        departure=part("R51", "departure_percent", WHOLE),
        return_=part("R51", "return_percent", WHOLE),
        same_day_hours=rules.number("R52", "full_from_hours") if rules.is_on("R52") else NONE,
        same_day_otherwise=part("R52", "otherwise_percent", NONE),
        night_before=not rules.is_on("R53") or rules.choice("R53", "country_of") == "night_before",
        breakfast=part("R54", "breakfast_percent", NONE),
        lunch=part("R54", "lunch_percent", NONE),
        dinner=part("R54", "dinner_percent", NONE),
        small_costs=part("R54", "small_costs_percent", NONE),
    )


# ------------------------------------------------------------------------------------------------ the sheet


class Reduction(NamedTuple):
    """What a meal takes away: its kind, how much of a hundred, and the amount in the currency of the day."""

    kind: str
    percent: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class AllowanceDay:
    """One day of one traveller (by the place in the request). `base` and `amount` are None where the table has no amount.

    `share` is the part of a whole day; `amount` is base x share less the reductions, in the currency of the table.
    """

    traveller: int
    day: date
    country: str
    city: str
    category: int
    base: Money | None
    share: Decimal
    reductions: tuple[Reduction, ...]
    amount: Money | None
    why: Lazy


@dataclass(frozen=True, slots=True)
class LodgingLine:
    """The price of a night beside its ceiling, of the category on the first night. `over` is None when the two cannot be compared."""

    stay: int
    country: str
    city: str
    first_night: date
    nights: int
    price: Money | None
    ceiling: Money | None
    over: bool | None


@dataclass(frozen=True, slots=True)
class AllowanceSheet:
    """The allowance of a trip in lines. `total` is in euro; None while an amount (`missing`) or the rate of a currency is not there."""

    days: tuple[AllowanceDay, ...] = ()
    total: Decimal | None = None
    missing: tuple[tuple[str, str, date], ...] = ()
    lodging: tuple[LodgingLine, ...] = ()

    def of(self, traveller: int) -> tuple[AllowanceDay, ...]:
        """Give the days of one traveller."""
        return tuple(one for one in self.days if one.traveller == traveller)

    def total_of(self, traveller: int) -> Decimal | None:
        """Add up the days of one traveller, in euro; None while an amount or a rate is not there."""
        return _total(self.of(traveller))

    @property
    def without_rate(self) -> tuple[str, ...]:
        """Name the currencies that need a rate before there is a total."""
        found = {one.amount.currency for one in self.days if one.amount is not None and one.amount.in_euro is None}
        return tuple(sorted(found))


def allowance(request: Request, table: AllowanceTable, rules: AllowanceRules | None = None, rates: Rates | None = None) -> AllowanceSheet:
    """Work out the allowance of every traveller. Without travellers it is for one; without both moments there is no sheet."""
    rules, rates = rules or AllowanceRules(), rates or {}
    frame = _frame(request, rules)
    if frame is None:
        return AllowanceSheet()
    days: list[AllowanceDay] = []
    for number, traveller in enumerate(request.travellers or (Traveller(),)):
        days += _days_of(number, traveller, frame, table, rules, rates)
    missing = {(one.country, one.city, one.day) for one in days if one.amount is None}
    return AllowanceSheet(
        tuple(days),
        _total(days),
        tuple(sorted(missing, key=lambda one: (one[2], one))),
        tuple(_lodging(request, frame, table, rates)),
    )


def _total(days: Iterable[AllowanceDay]) -> Decimal | None:
    amounts = [one.amount for one in days]
    return None if None in amounts else total(amounts)


# ------------------------------------------------------------------------------------------------ days and nights


@dataclass(frozen=True, slots=True)
class _Night:
    country: str
    city: str
    stay: int | None = None


@dataclass(frozen=True, slots=True)
class _Day:
    """One calendar day of the trip, the same for all who travel."""

    day: date
    place: _Night
    category: int
    share: Decimal
    why: Lazy
    meals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Frame:
    days: tuple[_Day, ...]
    nights: tuple[_Night, ...]


def _frame(request: Request, rules: AllowanceRules) -> _Frame | None:
    """Lay out the days of the trip; None when its moments are not known, the wrong way round, or absurdly far apart."""
    departs, returns = request.departs_at, request.returns_at
    if departs is None or returns is None or returns < departs:
        return None
    start, end = departs.date(), _last_day(departs, returns)
    if not 0 <= (end - start).days < MOST_DAYS:
        return None
    nights = _nights(request, start, (end - start).days)
    last = max(0, len(nights) - max(0, request.purpose.private_days))  # the day on which the service ends
    meals = _meals(request, nights, last)
    days = (
        _Day(
            start + timedelta(number),
            _place(number, nights[: max(last, 1)], request, rules),
            _category(number, len(nights), rules),
            *_share(number, last, len(nights), departs, returns, request, rules),
            meals=tuple(meals.get(number, ())),
        )
        for number in range(len(nights) + 1)
    )
    return _Frame(tuple(days), tuple(nights))


def _last_day(departs: datetime, returns: datetime) -> date:
    """Give the day of return; who is back at midnight sharp was away until the end of the day before."""
    day = returns.date()
    return day - timedelta(1) if returns.time() == time.min and day > departs.date() else day


def _category(number: int, nights: int, rules: AllowanceRules) -> int:
    counted = nights + 1 if rules.by_trip else number + 1
    return 1 if counted <= rules.category_days else 2


def _share(
    number: int, last: int, nights: int, departs: datetime, returns: datetime, request: Request, rules: AllowanceRules
) -> tuple[Decimal, Lazy]:
    if number > last or request.purpose.private_days > nights:
        return NONE, lazy("Private day: no allowance.")
    if nights == 0:
        hours = Decimal(int((returns - departs).total_seconds())) / 3600
        limit = rules.same_day_hours.normalize()
        if hours >= rules.same_day_hours:
            return WHOLE, lazy("Trip within one day, of {limit} hours or more.", limit=f"{limit:f}")
        return rules.same_day_otherwise, lazy("Trip within one day, of less than {limit} hours.", limit=f"{limit:f}")
    if number == 0:
        return rules.departure, lazy("Day of departure.")
    if number == last:
        return rules.return_, lazy("Day of return.")
    return WHOLE, lazy("Day between two nights.")


def _place(number: int, nights: Sequence[_Night], request: Request, rules: AllowanceRules) -> _Night:
    """Tell which place sets the amount of a day: the night before; on the day of departure the night that follows."""
    if not nights:
        return _destination(request)
    return nights[min(max(0, number - 1 if rules.night_before else number), len(nights) - 1)]


def _nights(request: Request, start: date, count: int) -> list[_Night]:
    """Tell where each night is spent: as the stays say when they cover all nights, else where the legs lead."""
    stays = request.stays
    queue = [number for number, stay in enumerate(stays) for _ in range(min(max(0, stay.nights), count + 1))]
    if len(queue) == count:
        return [_in_stay(stays[number], number) for number in queue]
    found: list[_Night] = []
    for number in range(count):
        where, under_way = _whereabouts(request, start + timedelta(number + 1))
        following = stays[queue[0]] if queue and not under_way else None
        if following is not None and (where is None or where.country == following.country.strip().upper()):
            found.append(_in_stay(following, queue.pop(0)))
        else:
            found.append(where or _destination(request))
    return found


def _destination(request: Request) -> _Night:
    place = request.destination
    if not (place.city or place.country or place.iata) and request.legs:
        place = request.legs[0].to
    return _Night(country_of(place), place.city)


def _in_stay(stay: Stay, number: int) -> _Night:
    return _Night(stay.country.strip().upper(), stay.city, number)


def _whereabouts(request: Request, morning: date) -> tuple[_Night | None, bool]:
    """Tell where the traveller is at the end of a night, and whether under way: then it is where the way leads, or came from on the way home."""
    ends = datetime.combine(morning, NIGHT_ENDS)
    place, under_way = None, False
    home = request.legs[0].origin if request.legs else None
    for stretch in stretches(request):
        departs, arrives = request.legs[stretch.legs[0]].departs_at, request.legs[stretch.legs[-1]].arrives_at
        if departs is None or arrives is None or departs.replace(tzinfo=None) > ends:
            break
        under_way = arrives.replace(tzinfo=None) > ends
        goes_home = home is not None and city_key(home.country, home.city) == city_key(stretch.to.country, stretch.to.city)
        place = stretch.origin if under_way and goes_home else stretch.to
    return (None if place is None else _Night(country_of(place), place.city)), under_way


def _meals(request: Request, nights: Sequence[_Night], last: int) -> dict[int, list[str]]:
    """Put the meals that are offered on days of their stay: breakfasts after its nights, the others on whole days first."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for number, stay in enumerate(request.stays):
        slept = [night for night, one in enumerate(nights) if one.stay == number]
        mornings = [night + 1 for night in slept] or list(range(last + 1))
        days = sorted({*slept, *mornings})
        for kind, how_many in _offered(stay):
            wanted = [day for day in (mornings if kind == BREAKFAST else days) if day <= last and kind not in found[day]]
            for day in sorted(wanted, key=lambda one: (one in (0, last), one))[: max(0, how_many)]:
                found[day].append(kind)
    return found


def _offered(stay: Stay) -> Iterator[tuple[str, int]]:
    meals: Meals = stay.meals_offered
    yield BREAKFAST, max(meals.breakfast, stay.nights if stay.breakfast else 0)
    yield LUNCH, meals.lunch
    yield DINNER, meals.dinner
    yield SMALL_COSTS, meals.small_costs


# ------------------------------------------------------------------------------------------------ amounts


def _days_of(
    number: int, traveller: Traveller, frame: _Frame, table: AllowanceTable, rules: AllowanceRules, rates: Rates
) -> Iterator[AllowanceDay]:
    why_none = _no_allowance(traveller)
    for day in frame.days:
        place = day.place
        share = NONE if why_none else day.share
        if share <= 0:
            yield AllowanceDay(number, day.day, place.country, place.city, day.category, None, NONE, (), euro(0), why_none or day.why)
            continue
        row = table.amount(place.country, place.city, day.day, day.category)
        if row is None:
            why = lazy("The country table has no amount for this place on this day.")
            yield AllowanceDay(number, day.day, place.country, place.city, day.category, None, share, (), None, why)
            continue
        base = _money(row.daily, row.currency, rates)
        left = rounded(row.daily * share)
        reductions = tuple(_reductions(day.meals, left, rules))
        amount = replace(base, amount=left - sum((one.amount for one in reductions), Decimal(0)))
        yield AllowanceDay(number, day.day, place.country, place.city, day.category, base, share, reductions, amount, day.why)


def _no_allowance(traveller: Traveller) -> Lazy | None:
    if traveller.partner:
        return lazy("Partner: no allowance.")
    payer = traveller.payer_stay or traveller.payer
    if payer is Payer.HOST:
        return lazy("The host pays the stay: no allowance.")
    return lazy("The traveller pays the stay: no allowance.") if payer in NO_ALLOWANCE_FROM else None


def _reductions(meals: Sequence[str], day: Decimal, rules: AllowanceRules) -> Iterator[Reduction]:
    left = day
    for kind in (BREAKFAST, LUNCH, DINNER, SMALL_COSTS):
        part = cast("Decimal", getattr(rules, kind))
        if kind in meals and part > 0:
            taken = min(left, rounded(day * part))
            left -= taken
            yield Reduction(kind, part * 100, taken)


def _money(amount: Decimal, currency: str, rates: Rates) -> Money:
    rate, rate_on = rates.get(currency, (None, None)) if currency != EURO else (None, None)
    return Money(amount, currency, rate, rate_on)


def _lodging(request: Request, frame: _Frame, table: AllowanceTable, rates: Rates) -> Iterator[LodgingLine]:
    for number, stay in enumerate(request.stays):
        first = next((night for night, one in enumerate(frame.nights) if one.stay == number), None)
        if first is None:
            continue
        day = frame.days[first]
        row = table.amount(stay.country, stay.city, day.day, day.category)
        ceiling = None if row is None or row.lodging is None else _money(row.lodging, row.currency, rates)
        yield LodgingLine(
            number, stay.country, stay.city, day.day, stay.nights, stay.price_per_night, ceiling, _over(stay.price_per_night, ceiling)
        )


def _over(price: Money | None, ceiling: Money | None) -> bool | None:
    if price is None or ceiling is None:
        return None
    if price.currency == ceiling.currency:
        return price.amount > ceiling.amount
    there, most = price.in_euro, ceiling.in_euro
    return None if there is None or most is None else there > most


# ------------------------------------------------------------------------------------------------ the file of the table

MOST_BYTES = 5_000_000
MOST_LINES = 20_000

# The headings by which a column is known, in English, Dutch and French, as they are folded: no accents, only letters.
_HEADINGS = {
    "country": "country|country code|land|landcode|pays|code pays|iso",
    "city": "city|place|stad|plaats|ville|localite",
    "category": "category|cat|categorie",
    "daily": (
        "daily amount|daily allowance|amount|dagbedrag|dagvergoeding|dagelijks bedrag|dagelijkse vergoeding|forfaitaire dagvergoeding"
        "|bedrag|montant journalier|indemnite journaliere|indemnite forfaitaire journaliere|forfait journalier|montant"
    ),
    "lodging": (
        "lodging ceiling|lodging|maximum lodging amount|logies|maximumbedrag logies|maximumbedrag voor logies|plafond logies"
        "|huisvesting|huisvestingskosten|logement|plafond de logement|plafond logement|montant maximum du logement"
    ),
    "currency": "currency|munt|munteenheid|valuta|devise|monnaie",
    "valid_from": "valid from|from|geldig van|geldig vanaf|van|vanaf|valable du|valable des|valable a partir du|a partir du|du",
    "valid_to": "valid to|valid until|to|until|geldig tot|geldig tot en met|tot|tot en met|valable jusqu au|jusqu au|au",
    "": "remark|remarks|opmerking|opmerkingen|remarque|remarques",  # may be there, and is not read
}
_COLUMNS = {heading: column for column, headings in _HEADINGS.items() for heading in headings.split("|")}
_NEEDED = ("country", "category", "daily", "currency", "valid_from")
_OTHER_CODES = {"UK": "GB", "EL": "GR"}  # of the European Union
_DAY = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})")
_BLANKS = re.compile(r"[\s\u00a0\u202f’']")
_PLAIN_NUMBER = re.compile(r"\d+(?:[.,]\d{1,2})?")
_GROUPED_NUMBER = re.compile(r"\d{1,3}(?:(?:\.\d{3})+(?:,\d{1,2})?|(?:,\d{3})+(?:\.\d{1,2})?)")


def read_csv(content: bytes) -> tuple[AllowanceRow, ...]:
    """Read the country table from a CSV file of any usual kind.

    Raises `Refused` with every fault at its line ("line 7"); then nothing is taken over.
    """
    lines = _lines(_text(content))
    if not lines:
        raise Refused(Finding("line 1", lazy("The file is empty."), rule="empty-file"))
    (_, heading), *body = lines
    columns = _columns(heading, lines[0][0])
    if not body:
        raise Refused(Finding(f"line {lines[0][0]}", lazy("There is no amount under the headings."), rule="empty-file"))
    faults: list[Finding] = []
    rows: list[tuple[str, AllowanceRow]] = []
    for number, cells in body:
        row, wrong = _row(columns, cells, f"line {number}")
        faults += wrong
        if row is not None:
            rows.append((f"line {number}", row))
    faults += _overlaps(rows)
    if faults:
        raise Refused(faults)
    return tuple(row for _, row in rows)


def check_rows(rows: Iterable[AllowanceRow]) -> list[Finding]:
    """Find rows of the same place and category that are valid on the same day; each at its place ("rows[3]")."""
    return _overlaps([(f"rows[{number}]", row) for number, row in enumerate(rows)])


def _overlaps(rows: Iterable[tuple[str, AllowanceRow]]) -> list[Finding]:
    found: list[Finding] = []
    latest: dict[tuple[str, str, int], tuple[str, date]] = {}
    for path, row in sorted(rows, key=lambda one: one[1].valid_from):  # rows of one day stay in the order of the file
        key = (*city_key(row.country, row.city), row.category)
        until = row.valid_to or date.max
        if key in latest and latest[key][1] >= row.valid_from:
            message = lazy(
                "The period from {day} overlaps that of {other}: close the earlier one the day before.",
                day=row.valid_from.isoformat(),
                other=latest[key][0],
            )
            found.append(Finding(path, message, rule="overlapping-periods"))
        if key not in latest or until > latest[key][1]:
            latest[key] = path, until
    return found


def _text(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise Refused(Finding("", lazy("The file is too large for a table of allowances."), rule="too-large"))
    if content.startswith((b"PK\x03\x04", b"%PDF")):  # a workbook or a paper under another name
        encodings = []
    elif content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\x00" in content[:200]:  # UTF-16 without its mark: every other byte of plain letters is nought
        encodings = ["utf-16-le" if content[1:2] == b"\x00" else "utf-16-be"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Refused(Finding("", lazy("This is not a text file: save the table as CSV."), rule="wrong-encoding"))


def _lines(text: str) -> list[tuple[int, list[str]]]:
    """Take the file apart into cells, each line with its number; empty lines are left out."""
    lines = text.splitlines(keepends=True)
    first = next((line for line in lines if line.strip() and not line.startswith("sep=")), "")
    separator = max(";,\t", key=lambda one: sum(_heading(cell) in _COLUMNS for cell in first.split(one)))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    found: list[tuple[int, list[str]]] = []
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells) and not (begins == 1 and cells[0].startswith("sep=")):
                found.append((begins, [cell.strip() for cell in cells]))
            begins = reader.line_num + 1
            if len(found) > MOST_LINES:
                raise Refused(Finding(f"line {begins}", lazy("The file has too many lines for a table of allowances."), rule="too-large"))
    except csv.Error:
        message = lazy("This line cannot be taken apart into cells: is a quotation mark closed?")
        raise Refused(Finding(f"line {begins}", message, rule="not-csv")) from None
    return found


def _heading(cell: str) -> str:
    return " ".join(words(cell))


def _columns(heading: Sequence[str], number: int) -> list[str]:
    names = [_heading(cell) for cell in heading]
    while names and not names[-1]:
        names.pop()
    found = [_COLUMNS.get(name) for name in names]
    path = f"line {number}"
    faults = [
        Finding(path, lazy("The heading “{heading}” is not known.", heading=heading[place][:60]), rule="unknown-column")
        for place, column in enumerate(found)
        if column is None
    ]
    columns = [column or "" for column in found]
    faults += [
        Finding(path, lazy("The column for “{column}” is there twice.", column=_TITLES[column]), rule="double-column")
        for column in _TITLES
        if columns.count(column) > 1
    ]
    faults += [
        Finding(path, lazy("The column for “{column}” is missing.", column=_TITLES[column]), rule="missing-column")
        for column in _NEEDED
        if column not in columns
    ]
    if faults:
        raise Refused(faults)
    return columns


_TITLES = {
    "country": lazy("country"),
    "city": lazy("city"),
    "category": lazy("category"),
    "daily": lazy("daily amount"),
    "lodging": lazy("lodging ceiling"),
    "currency": lazy("currency"),
    "valid_from": lazy("valid from"),
    "valid_to": lazy("valid to"),
}


class _FaultyError(Exception):
    def __init__(self, message: Lazy, rule: str) -> None:
        super().__init__(rule)
        self.message, self.rule = message, rule


def _row(columns: Sequence[str], cells: Sequence[str], path: str) -> tuple[AllowanceRow | None, list[Finding]]:
    if any(cells[len(columns) :]):
        message = lazy("This line has more cells than there are headings. An amount with a comma stands between quotation marks.")
        return None, [Finding(path, message, rule="too-many-cells")]
    faults: list[Finding] = []
    by_name = dict(zip(columns, [*cells, *[""] * len(columns)], strict=False))

    def read(column: str, reading: Callable[[str], T]) -> T | None:
        text = by_name.get(column, "")
        if not text:
            if column in _NEEDED:
                faults.append(Finding(path, lazy("“{column}” is empty.", column=_TITLES[column]), rule="missing-value"))
            return None
        try:
            return reading(text)
        except _FaultyError as fault:
            faults.append(Finding(path, fault.message, rule=fault.rule))
            return None

    country, category, daily = read("country", _country), read("category", _category_of), read("daily", _amount)
    lodging, currency = read("lodging", _amount), read("currency", _currency)
    valid_from, valid_to = read("valid_from", _day_of), read("valid_to", _day_of)
    if valid_from and valid_to and valid_to < valid_from:
        faults.append(Finding(path, lazy("The period ends before it begins."), rule="wrong-period"))
    if faults or country is None or category is None or daily is None or currency is None or valid_from is None:
        return None, faults
    return AllowanceRow(country, by_name.get("city", ""), category, daily, lodging, currency, valid_from, valid_to), []


def _country(text: str) -> str:
    code = _OTHER_CODES.get(text.upper(), text.upper())
    found = code if code in COUNTRIES else _country_names().get(" ".join(words(text)))
    if found is None:
        raise _FaultyError(lazy("“{value}” is not a country: write its code of two letters.", value=text[:60]), "unknown-country")
    return found


@cache
def _country_names() -> Mapping[str, str]:
    """The names of countries in the languages of the office, folded, with their codes."""
    from babel import Locale  # slow import: read only when a table names countries instead of giving their codes

    found: dict[str, str] = {}
    for language in ("en", "fr", "nl"):
        names = cast("Mapping[str, str]", Locale(language).territories)
        found |= {" ".join(words(name)): code for code, name in names.items() if code in COUNTRIES}
    return found


def _category_of(text: str) -> int:
    number = re.fullmatch(r"(?:cat(?:egor(?:y|ie))?\.?\s*)?([12])", fold(text))
    if number is None:
        raise _FaultyError(lazy("“{value}” is not a category: write 1 or 2.", value=text[:60]), "wrong-category")
    return int(number[1])


def _amount(text: str) -> Decimal:
    """Read an amount with a decimal comma or point. 1.234 could be either, and is refused."""
    plain = _BLANKS.sub("", text).removeprefix("€").removesuffix("€").removesuffix(EURO)
    if re.fullmatch(r"\d{1,3}[.,]\d{3}", plain):
        raise _FaultyError(lazy("“{value}” can be read in two ways: write the cents.", value=text[:60]), "wrong-amount")
    if _PLAIN_NUMBER.fullmatch(plain):
        number = Decimal(plain.replace(",", "."))
    elif _GROUPED_NUMBER.fullmatch(plain):
        decimal = max(plain.rfind(","), plain.rfind("."))
        cents = plain[decimal + 1 :] if len(plain) - decimal <= 3 else ""  # noqa: PLR2004 - two figures and their sign
        whole = plain[:decimal] if cents else plain
        number = Decimal(re.sub(r"[.,]", "", whole) + (f".{cents}" if cents else ""))
    else:
        raise _FaultyError(lazy("“{value}” is not an amount: write 95,50 or 95.50.", value=text[:60]), "wrong-amount")
    if not 0 < number < MOST:
        raise _FaultyError(lazy("“{value}” is no possible amount.", value=text[:60]), "wrong-amount")
    return number


def _currency(text: str) -> str:
    code = EURO if text == "€" else text.upper()
    if not is_currency(code):
        raise _FaultyError(lazy("“{value}” is not a currency: write three letters, as EUR.", value=text[:60]), "wrong-currency")
    return code


def _day_of(text: str) -> date:
    found = _DAY.fullmatch(text)
    try:
        if found:
            return date(int(found[4]), int(found[3]), int(found[1]))
        if len(text) == len("2023-02-01"):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise _FaultyError(lazy("“{value}” is not a day: write 01/02/2023 or 2023-02-01.", value=text[:60]), "wrong-date")
