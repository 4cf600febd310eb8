"""What it costs: amounts that can be, currencies with a rate, ceilings, thresholds, who pays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from app.domains.trips.circular.case import MOST_WORTH, Case, always, decides, worth
from app.domains.trips.circular.ruleset import Rule
from app.domains.trips.distances import leg_km
from app.domains.trips.request import Leg, Request
from app.domains.trips.vocabulary import CostKind, Mode, Payer
from app.kernel.errors import Finding, Severity
from app.kernel.money import EURO, Money, rounded
from app.kernel.translated import Lazy, lazy

FAR_KM = 3700  # from here on a flight is a long one
_FOR_EACH = frozenset(
    {CostKind.TRANSPORT, CostKind.DAILY_ALLOWANCE, CostKind.LOCAL_TRANSPORT, CostKind.REGISTRATION, CostKind.VISA, CostKind.INSURANCE}
)
_NO_TABLE = lazy("The country table is not at hand: the amount was not compared with it.")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of the request, where it stands, and what is usual for it in euro (None where nothing is usual)."""

    path: str
    money: Money
    usual: Decimal | None = None


def amounts(case: Case) -> Iterator[Amount]:
    """Give every amount of the request."""
    request = case.request
    for number, leg in enumerate(request.legs):
        if leg.price:
            yield Amount(f"legs[{number}].price", leg.price, _usual_ticket(case, leg))
    for number, stay in enumerate(request.stays):
        if stay.price_per_night:
            yield Amount(f"stays[{number}].price_per_night", stay.price_per_night, _usual(case, "hotel_night"))
    for number, cost in enumerate(request.costs):
        yield Amount(f"costs[{number}]", cost.money, _usual_cost(case, cost.kind))
    yield from _amounts_beside(request)


def _amounts_beside(request: Request) -> Iterator[Amount]:
    """Give the amounts that are no cost of the trip: looked up, advanced, paid by others."""
    for number, one in enumerate(request.alternatives):
        if one.price:
            yield Amount(f"alternatives[{number}].price", one.price)
    if request.advance:
        yield Amount("advance", request.advance)
    if request.third_party_payer and request.third_party_payer.amount:
        yield Amount("third_party_payer.amount", request.third_party_payer.amount)


def _usual_cost(case: Case, kind: CostKind) -> Decimal:
    """Lines that grow with the delegation are measured by it; a hotel bill by its nights, and never under one bill."""
    heads, usual = max(1, len(case.request.travellers)), _usual(case, kind)
    if kind is CostKind.LODGING:
        return max(usual, _usual(case, "hotel_night") * heads * case.nights)
    return usual * heads if kind in _FOR_EACH else usual


def _usual(case: Case, kind: str) -> Decimal:
    """The median of the office's earlier trips, else the figure of the circular."""
    known = case.facts.usual.get(kind)
    return known if known is not None and known > 0 else case.rules.number("R42", f"usual_{kind}")


def _usual_ticket(case: Case, leg: Leg) -> Decimal:
    match leg.mode:
        case Mode.CAR | Mode.OWN_CAR | Mode.COACH:
            return _usual(case, "ticket_road")
        case Mode.BOAT:
            return _usual(case, "ticket_boat")
        case _:
            plane = _usual(case, "ticket_plane_far" if (leg_km(leg) or 0) > FAR_KM else "ticket_plane")
            # R32: the train is not questioned at a price that nobody would question for the plane.
            return plane if leg.mode is Mode.PLANE else max(plane, _usual(case, "ticket_train"))


# ------------------------------------------------------------------------------------------------ whatever the circular


@always
def amount_impossible(case: Case) -> Iterator[Finding]:
    """No amount is negative, and none of a trip is over a million."""
    for one in amounts(case):
        path, euros = f"{one.path}.amount", worth(one.money)
        if one.money.amount < 0:
            yield Finding(path, lazy("An amount cannot be negative."), Severity.BLOCKS, "negative-amount", value=one.money, limit=0)
        elif euros is not None and euros > MOST_WORTH:
            message = lazy("{value} is no amount of a service trip: at most {limit}.", value=one.money, limit=Money(MOST_WORTH))
            yield Finding(path, message, Severity.BLOCKS, "absurd-amount", value=one.money, limit=Money(MOST_WORTH))


@always
def rate_missing(case: Case) -> Iterator[Finding]:
    """An amount in another currency is turned into euro at a rate with its day, or not at all."""
    for one in amounts(case):
        money = one.money
        if money.currency == EURO:
            continue
        if money.rate is None:
            message = lazy("The rate is missing: how many {currency} for one euro, and on which day?", currency=money.currency)
            yield Finding(f"{one.path}.rate", message, Severity.BLOCKS, "currency-without-rate", value=money.currency)
        elif money.rate <= 0:
            message = lazy("A rate is more than zero: so many {currency} for one euro.", currency=money.currency)
            yield Finding(f"{one.path}.rate", message, Severity.BLOCKS, "rate-not-positive", value=money.rate)
        elif money.rate_on is None:
            message = lazy("The day of the rate is missing.")
            yield Finding(f"{one.path}.rate_on", message, Severity.WARNS, "rate-without-day", value=money.rate)


# ------------------------------------------------------------------------------------------------ the country table


@decides("R40")
def hotel_above_ceiling(case: Case, rule: Rule) -> Iterator[Finding]:
    """A night costs no more than the country table allows, unless there are reasons."""
    share = rule.number("percent") / 100
    if case.facts.allowances is None and any(stay.price_per_night for stay in case.request.stays):
        yield rule.undecided("stays", _NO_TABLE)
    for night in _nights(case):
        if night.comparable is None:
            yield rule.undecided(night.path, lazy("The price of the night cannot be compared with the ceiling: the currencies differ."))
        elif night.comparable > night.ceiling.amount * share:
            yield rule.broken(
                night.path, value=night.price, limit=replace(night.ceiling, amount=rounded(night.ceiling.amount * share)), city=night.city
            )


@decides("R41")
def hotel_far_above_ceiling(case: Case, rule: Rule) -> Iterator[Finding]:
    """A night for many times the ceiling is a typing error more often than a palace."""
    times = rule.number("times")
    for night in _nights(case):
        if night.comparable is not None and night.comparable > night.ceiling.amount * times:
            yield rule.broken(night.path, value=night.price, limit=night.ceiling, city=night.city, times=times)


@dataclass(frozen=True, slots=True)
class _Night:
    path: str
    city: str
    price: Money
    ceiling: Money
    comparable: Decimal | None  # the price in the currency of the ceiling


def _nights(case: Case) -> Iterator[_Night]:
    table, day = case.facts.allowances, case.request.departure_day
    if table is None or day is None:
        return
    for number, stay in enumerate(case.request.stays):
        row = table.amount(stay.country, stay.city, day, category(case))
        if stay.price_per_night and row is not None and row.lodging is not None:
            price, ceiling = stay.price_per_night, Money(row.lodging, row.currency)
            comparable = price.amount if price.currency == ceiling.currency else worth(price) if ceiling.currency == EURO else None
            yield _Night(f"stays[{number}].price_per_night.amount", stay.city, price, ceiling, comparable)


def category(case: Case) -> int:
    """The category of the daily allowance: the first up to so many calendar days, the second for longer trips."""
    return 1 if (case.days or 0) <= case.rules.number("R50", "category_1_days") else 2


@decides("R55")
def country_without_amount(case: Case, rule: Rule) -> Iterator[Finding]:
    """Without an amount nothing is worked out: the office asks, and does not guess."""
    table, day = case.facts.allowances, case.request.departure_day
    if table is None:
        yield rule.undecided("destination.country", lazy("The country table is not at hand: the daily allowance was not worked out."))
        return
    for path, city, country in _places_of_allowance(case):
        if day is not None and country.strip() and table.amount(country, city, day, category(case)) is None:
            yield rule.broken(path, value=city or country, limit=day)


def _places_of_allowance(case: Case) -> Iterator[tuple[str, str, str]]:
    seen: set[tuple[str, str]] = set()
    for number, stay in enumerate(case.request.stays):
        if (place := (stay.country, stay.city)) not in seen:
            seen.add(place)
            yield f"stays[{number}].country", stay.city, stay.country
    if not seen:
        yield "destination.country", case.request.destination.city, case.request.destination.country


# ------------------------------------------------------------------------------------------------ unusual amounts


@decides("R42")
def amount_unusual(case: Case, rule: Rule) -> Iterator[Finding]:
    """An amount of many times the usual is read again: in 2016 a hotel bill of 4,939 euro reached parliament as 43,939."""
    times = rule.number("times")
    for one in amounts(case):
        euros = worth(one.money)
        if one.usual is not None and euros is not None and euros > one.usual * times:
            meant = _meant(one.money, one.usual * times)
            yield rule.broken(f"{one.path}.amount", value=one.money, limit=Money(rounded(one.usual)), times=times, meant=meant)


def _meant(money: Money, most: Decimal) -> Money | Lazy:
    """Guess what was meant: a figure too many, or a decimal point that was not typed; both when the first is still a lot."""
    dropped = [replace(money, amount=amount) for amount in figures_dropped(money.amount)]
    shifted = [replace(money, amount=rounded(money.amount / by)) for by in (10, 100, 1000)]
    best = dropped[0] if dropped else shifted[0]
    if (worth(best) or Decimal(0)) <= most:
        return best
    fitting = [one for one in (*dropped, *shifted) if (worth(one) or Decimal(0)) <= most]
    return lazy("{first} or {second}", first=best, second=fitting[0]) if fitting else best


def figures_dropped(amount: Decimal) -> list[Decimal]:
    """Give *amount* without one of its figures, the likeliest typing error first.

    A finger repeats a figure, or touches the key beside it; the first figure is mistyped least.
    """
    whole, cents = divmod(abs(amount), 1)
    figures = str(int(whole))
    if len(figures) < 2:  # noqa: PLR2004 - nothing would be left
        return []

    def unlikely(at: int) -> tuple[int, bool, int]:
        neighbours = figures[max(0, at - 1) : at] + figures[at + 1 : at + 2]
        return min(_apart(figures[at], other) for other in neighbours), at == 0, at

    places = sorted(range(len(figures)), key=unlikely)
    return list(dict.fromkeys(Decimal(figures[:at] + figures[at + 1 :]) + cents for at in places))


def _apart(figure: str, other: str) -> int:
    """How far two figures lie apart on the keyboard: not at all, side by side, or farther."""
    keys = "1234567890"
    return min(2, abs(keys.index(figure) - keys.index(other)))


# ------------------------------------------------------------------------------------------------ the estimate, who pays


@decides("R56")
def advance_high(case: Case, rule: Rule) -> Iterator[Finding]:
    """An advance is a part of the allowance."""
    if case.request.advance is None or case.request.advance.amount <= 0:
        return
    allowance, asked, percent = case.facts.allowance_total, worth(case.request.advance), rule.number("percent")
    if allowance is None or asked is None:
        yield rule.undecided("advance", lazy("The advance was not compared with the daily allowance: the allowance is not known."))
    elif asked * 100 > allowance * percent:
        most = Money(rounded(allowance * percent / 100))
        yield rule.broken("advance.amount", value=case.request.advance, limit=most, percent=percent)


@decides("R58")
def estimate_high(case: Case, rule: Rule) -> Iterator[Finding]:
    """An expensive trip is decided a level higher."""
    most = rule.number("total")
    if case.total is None:
        yield rule.undecided("costs", lazy("The estimate cannot be added up: an amount is not in euro and has no rate."))
    elif case.total > most:
        yield rule.broken("costs", value=Money(case.total), limit=Money(most))


@decides("R59")
def budget_line_missing(case: Case, rule: Rule) -> Iterator[Finding]:
    """Without a budget line there is no approval; whether it is asked of the requester is for the circular to say."""
    if case.request.budget_line.strip():
        return
    severity = rule.severity if rule.choice("needed_at") == "submission" else Severity.NOTES
    yield rule.broken("budget_line", value="", severity=severity)


@decides("R60")
def over_what_was_approved(case: Case, rule: Rule) -> Iterator[Finding]:
    """A trip that grows by more than a trifle is decided again."""
    approved, total = case.facts.approved_total, case.total
    percent, amount = rule.number("percent"), rule.number("amount")
    if approved is None or total is None:
        return
    if total - approved > amount and (total - approved) * 100 > approved * percent:
        yield rule.broken("costs", value=Money(total), limit=Money(approved), percent=percent, amount=Money(amount))


@decides("R61")
def third_party_pays(case: Case, rule: Rule) -> Iterator[Finding]:
    """Who else pays is declared; a payer that is no public body takes a derogation."""
    payer = case.request.third_party_payer
    if payer is not None and not payer.public:
        yield rule.broken("third_party_payer", value=payer.name or lazy("Somebody"), limit=lazy("a public body"))
    if payer is not None:
        return
    for number, one in enumerate(case.request.travellers):
        if Payer.HOST in (one.payer, one.payer_stay):
            key = "payer" if one.payer is Payer.HOST else "payer_stay"
            host = case.request.purpose.host.strip() or lazy("The host")
            yield rule.broken(f"travellers[{number}].{key}", value=host, limit=lazy("a public body"))
