"""What an amendment changes: the edition that was approved beside the one that is asked for, part by part.

Lines that were only moved are no change of what they say: a leg put before another is one leg more, not two legs altered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from difflib import SequenceMatcher
from typing import Any, cast

from app.domains.trips.request import Place, Request
from app.kernel.money import Money
from app.kernel.translated import Lazy, lazy

LABELS: Mapping[str, Lazy] = {
    "title": lazy("Title"),
    "language": lazy("Language"),
    "requester.name": lazy("Requester"),
    "requester.email": lazy("E-mail of the requester"),
    "requester": lazy("Requester"),
    "travellers": lazy("Travellers"),
    "travellers.name": lazy("Name"),
    "travellers.category": lazy("Category"),
    "travellers.function": lazy("Function on the day of the trip"),
    "travellers.entity": lazy("Administration or minister’s office"),
    "travellers.language": lazy("Language"),
    "travellers.payer": lazy("Paid by"),
    "travellers.payer_stay": lazy("Stay paid by, if another"),
    "travellers.passport.kind": lazy("Travels with"),
    "travellers.passport.expires_on": lazy("Valid until"),
    "travellers.visa.needed": lazy("Visa needed"),
    "travellers.visa.ready_on": lazy("Visa there on"),
    "travellers.person": lazy("Person in the office’s file"),
    "travellers.email": lazy("E-mail"),
    "travellers.press": lazy("Journalist"),
    "travellers.newsroom": lazy("Newsroom"),
    "travellers.partner": lazy("Comes along privately"),
    "destination": lazy("Destination"),
    "departs_at": lazy("Departure"),
    "returns_at": lazy("Return"),
    "purpose": lazy("Purpose"),
    "purpose.kind": lazy("Kind of trip"),
    "purpose.host": lazy("Host or organiser"),
    "purpose.invited": lazy("Invited by the host"),
    "purpose.expected_results": lazy("Expected result"),
    "purpose.policy_link": lazy("Link with policy"),
    "purpose.videoconference.considered": lazy("Videoconference considered"),
    "purpose.videoconference.why_not": lazy("Why no videoconference"),
    "purpose.consequence": lazy("Consequence of not going"),
    "purpose.why_this_number": lazy("Why this number of travellers"),
    "purpose.could_be_represented": lazy("Could somebody there represent the Region"),
    "purpose.work_days": lazy("Days of work"),
    "purpose.private_days": lazy("Private days"),
    "purpose.partner_at_public_cost": lazy("Partner at public cost"),
    "purpose.description": lazy("Purpose"),
    "legs": lazy("Itinerary"),
    "legs.from": lazy("From"),
    "legs.to": lazy("To"),
    "legs.mode": lazy("Means of transport"),
    "legs.class": lazy("Class"),
    "legs.departs_at": lazy("Departure, local time"),
    "legs.arrives_at": lazy("Arrival, local time"),
    "legs.distance_km": lazy("Kilometres, if known"),
    "legs.rail_hours": lazy("Hours by rail"),
    "legs.price": lazy("Ticket, one traveller"),
    "legs.operator": lazy("Operator"),
    "legs.number": lazy("Train or flight"),
    "legs.direct": lazy("Without a change"),
    "stays.city": lazy("City"),
    "stays.country": lazy("Country"),
    "stays.nights": lazy("Nights"),
    "stays.price_per_night": lazy("Room, one night"),
    "stays.breakfast": lazy("Breakfast in the price"),
    "stays.meals_offered.breakfast": lazy("Breakfasts offered"),
    "stays.meals_offered.lunch": lazy("Lunches offered"),
    "stays.meals_offered.dinner": lazy("Dinners offered"),
    "stays.meals_offered.small_costs": lazy("Days small costs paid"),
    "stays.hotel": lazy("Hotel"),
    "stays.room": lazy("Kind of room"),
    "stays.rooms": lazy("Rooms"),
    "costs.kind": lazy("Kind of cost"),
    "costs.amount": lazy("Amount"),
    "costs.currency": lazy("Currency"),
    "costs.rate": lazy("Rate"),
    "costs.rate_on": lazy("Day of the rate"),
    "costs.remark": lazy("What for"),
    "budget_line": lazy("Budget line"),
    "third_party_payer.name": lazy("Third party that pays"),
    "third_party_payer.public": lazy("Third party is a public body"),
    "third_party_payer.amount": lazy("Amount of the third party"),
    "third_party_payer.pays": lazy("What the third party pays"),
    "security.advice": lazy("Travel advice"),
    "security.checked_on": lazy("Travel advice looked up on"),
    "security.travellers_online": lazy("Registered with Travellers Online"),
    "justifications": lazy("Reason for the derogation from {rule}"),
    "alternatives.mode": lazy("Way"),
    "alternatives.hours": lazy("Hours, there and back"),
    "alternatives.price": lazy("Price, one traveller"),
    "alternatives.kg": lazy("kg CO₂e, if known"),
    "alternatives.direct": lazy("Without a change"),
    "alternatives.remark": lazy("Remark"),
    "booking.self_purchase": lazy("Tickets bought by the traveller"),
    "booking.tickets_on": lazy("Tickets bought on"),
    "advance": lazy("Advance"),
    "urgent_reason": lazy("Reason for the urgency"),
    "submitted_on": lazy("Day of submission"),
    "stays": lazy("Stays"),
    "costs": lazy("Costs"),
    "allowance": lazy("Daily allowance"),
    "third_party_payer": lazy("Third party that pays"),
}
"""What each part of a request is called, by its place in the form without the numbers of its lines."""

_IN_LINE: Mapping[str, Lazy] = {
    "travellers": lazy("Traveller {number}: {label}"),
    "legs": lazy("Leg {number}: {label}"),
    "stays": lazy("Stay {number}: {label}"),
    "costs": lazy("Cost {number}: {label}"),
    "alternatives": lazy("Other way {number}: {label}"),
}
_LINES: Mapping[str, Lazy] = {
    "travellers": lazy("Traveller {number}"),
    "legs": lazy("Leg {number}"),
    "stays": lazy("Stay {number}"),
    "costs": lazy("Cost {number}"),
    "alternatives": lazy("Other way {number}"),
    "purpose.expected_results": lazy("Expected result {number}"),
}
_NUMBER = re.compile(r"\[(\d{1,6})\]")
_NO_CONTENT = ("submitted_on", "about")


@dataclass(frozen=True, slots=True)
class Difference:
    """A part that is not as it was: its place as the rules write it, what it is called, and its two values (None: nothing)."""

    path: str
    label: Lazy
    before: object
    after: object


def differences(before: Request, after: Request) -> tuple[Difference, ...]:
    """Compare two requests part by part, in the order of the form."""
    return tuple(_of_members(before, after, "", "", 0))


def _of_members(before: Any, after: Any, path: str, name: str, number: int) -> Iterator[Difference]:
    for field in fields(before if after is None else after):
        if not path and field.name in _NO_CONTENT:
            continue
        key = field.metadata.get("key") or field.name
        old, new = (None if one is None else getattr(one, field.name) for one in (before, after))
        yield from _of(_nothing(old), _nothing(new), _at(path, key), _at(name, key), number)


def _of(old: Any, new: Any, path: str, name: str, number: int) -> Iterator[Difference]:
    if old == new:
        return
    if name == "justifications":
        yield from _of_reasons(cast("Mapping[str, str]", old or {}), cast("Mapping[str, str]", new or {}))
    elif name in _LINES:
        yield from _of_lines(cast("tuple[Any, ...]", old or ()), cast("tuple[Any, ...]", new or ()), path, name)
    elif _has_members(new) or _has_members(old):
        yield from _of_members(old, new, path, name, number)
    else:
        yield Difference(path, label(name, number), old, new)


def _of_reasons(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Difference]:
    for rule in sorted({*old, *new}):
        if old.get(rule) != new.get(rule):
            yield Difference(f"justifications.{rule}", _reason(rule), old.get(rule), new.get(rule))


def _of_lines(old: Sequence[Any], new: Sequence[Any], path: str, name: str) -> Iterator[Difference]:
    for before, after, number in _paired(old, new):
        place = f"{path}[{number}]"
        if before is None or after is None or not _has_members(after):
            yield Difference(place, replace(_LINES[name], values={"number": number + 1}), before, after)
        else:
            yield from _of_members(before, after, place, name, number + 1)


def _paired(old: Sequence[Any], new: Sequence[Any]) -> Iterator[tuple[Any, Any, int]]:
    """Set the lines that differ beside each other, with the place in the newer list; a line that came or went stands alone."""
    marks_old, marks_new = ([repr(one) for one in lines] for lines in (old, new))
    for what, low, high, start, end in SequenceMatcher(None, marks_old, marks_new, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        for step in range(max(high - low, end - start)):
            before = old[low + step] if low + step < high else None
            after = new[start + step] if start + step < end else None
            yield before, after, low + step if after is None else start + step


def label(name: str, number: int = 0) -> Lazy:
    """Say what a part is called, with the number of its line when it is one of several."""
    group = name.partition(".")[0]
    if number and name in _LINES:
        return replace(_LINES[name], values={"number": number})
    if number and group in _IN_LINE:
        return replace(_IN_LINE[group], values={"number": number, "label": LABELS[name]})
    return LABELS[name]


def _reason(rule: str) -> Lazy:
    return replace(LABELS["justifications"], values={"rule": rule})


def _has_members(value: Any) -> bool:
    return is_dataclass(value) and not isinstance(value, Money | Place)


def _nothing(value: object) -> object:
    return None if value in ("", (), {}, Place()) else value


def _at(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def label_of(path: str) -> Lazy:
    """Say what the place of a finding is called: legs[0].class is the class of leg 1.

    A part without a name bears that of the whole it belongs to: destination.country is the destination. A place of which nothing is
    known is given as it is.
    """
    names, _, rule = path.partition("justifications.")
    if rule and not names:
        return _reason(rule)
    numbers = [int(digits) for digits in _NUMBER.findall(path)]
    name, number = _NUMBER.sub("", path), numbers[0] + 1 if numbers else 0
    while name:
        if name in LABELS or (number and name in _LINES):
            return label(name, number)
        name = name.rpartition(".")[0]
    return lazy("{place}", place=path)
