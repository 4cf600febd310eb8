"""Rules of the register: what an entry must hold, what its value means, and what is due when.

A value is compared with the thresholds in force on the day of receipt, at the rate of that day, never today's: a gift does not become
declarable because the euro moved. "From" is meant as it is written: a gift worth exactly the threshold has reached it. Days are counted
from the day of receipt, or from the hand-over of a gift that was given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from app.domains.gifts.drafts import GiftDraft, Photo
from app.domains.gifts.house_rules import PeriodCode, ThresholdSet
from app.domains.gifts.vocabulary import (
    Acceptance,
    Decision,
    Direction,
    Fate,
    Ownership,
    Standing,
    Step,
    Threshold,
    Trait,
    Urgency,
)
from app.kernel.drafts import missing_languages
from app.kernel.errors import Finding, Severity
from app.kernel.money import CENT, EURO, MOST, Money, is_currency, rounded
from app.kernel.names import words
from app.kernel.translated import lazy

EARLIEST = date(1900, 1, 1)
MOST_PIECES = 9_999
MOST_GRAMS = 1_000_000
MOST_PHOTOS = 30
LEAST_RATE = Decimal("0.0001")  # of one euro: no currency comes near
RATE_DAYS = 5  # how much older than the receipt a rate may be: over Easter none is published for four days
SOON_DAYS = 3
LONGEST_TEXT, LONGEST_LINE = 20_000, 500
_DIGEST = re.compile(r"[0-9a-f]{64}")
_COUNTRY = re.compile(r"[A-Z]{2}(-[A-Z]{3})?|EU|UN")

_LONG = ("circumstances", "remark")
_LINES = (
    *("occasion", "giver_said", "recipient_said", "relation", "size", "cites_note", "appraiser", "place", "custodian_said"),
    "regime",
)


# ------------------------------------------------------------------------------------------------ what an entry holds


def check_gift(draft: GiftDraft, today: date | None = None) -> list[Finding]:
    """Say what is wrong with an entry. With *today*, nothing in it lies ahead."""
    return [
        *_what(draft),
        *_when(draft, today),
        *_who(draft),
        *_bounds(draft),
        *check_money(draft.value, draft.day, "value"),
        *check_photos(draft.photos),
        *missing_languages("description", draft.description),
    ]


def _what(draft: GiftDraft) -> Iterator[Finding]:
    if not draft.description:
        yield Finding("description", lazy("Say what the gift is, in one language at least."), rule="gift-without-description")
    if draft.pieces is None or not 1 <= draft.pieces <= MOST_PIECES:
        message = lazy("Enter how many pieces it is: from 1 to {most}.", most=MOST_PIECES)
        yield Finding("pieces", message, rule="gift-pieces", value=draft.pieces, limit=MOST_PIECES)
    if draft.weight is not None and not 0 < draft.weight <= MOST_GRAMS:
        message = lazy("Enter the weight in grams: from 1 to {most}.", most=MOST_GRAMS)
        yield Finding("weight", message, rule="gift-weight", value=draft.weight, limit=MOST_GRAMS)
    if unknown := [code for code in draft.materials if code not in frozenset(Trait)]:
        yield Finding("materials", lazy("This is no material that the register knows: {code}.", code=unknown[0]), rule="gift-material")
    if Trait.CITES in draft.materials and not draft.cites_note:
        message = lazy("A protected species needs papers (CITES): note which there are, or that there are none.")
        yield Finding("cites_note", message, Severity.WARNS, rule="gift-cites")
    if draft.acceptance is Acceptance.DECLINED and not says_something(draft.circumstances):
        yield Finding("circumstances", lazy("Say why it was declined."), rule="gift-declined-why")


def _when(draft: GiftDraft, today: date | None) -> Iterator[Finding]:
    if draft.day is None:
        message = lazy("Enter the day on which it was received, given or offered.")
        yield Finding("day", message, rule="gift-without-day")
        return
    if draft.day < EARLIEST:
        yield Finding("day", lazy("This day is too long ago."), rule="gift-day", value=draft.day)
    if today is not None and draft.day > today:
        message = lazy("This day lies ahead: what has not been received or given yet is reserved, not entered.")
        yield Finding("day", message, rule="gift-day-ahead", value=draft.day)
    for path, day in (("declared_on", draft.declared_on), ("thanked_on", draft.thanked_on)):
        yield from check_later(path, day, draft.day, today)
    if draft.valued_on is not None and today is not None and draft.valued_on > today:
        yield Finding("valued_on", lazy("This day lies ahead."), rule="day-ahead", value=draft.valued_on)


def check_later(path: str, day: date | None, since: date, today: date | None) -> Iterator[Finding]:
    """Something that is done about a gift is not done before the gift is there, nor in days to come."""
    if day is None:
        return
    if day < since:
        yield Finding(path, lazy("This day is before the day of the gift."), rule="day-before-gift", value=day, limit=since)
    if today is not None and day > today:
        yield Finding(path, lazy("This day lies ahead."), rule="day-ahead", value=day)


def _who(draft: GiftDraft) -> Iterator[Finding]:
    received = draft.direction is Direction.RECEIVED
    if received and not (draft.giver_person_id or draft.giver_organisation_id or draft.giver_said):
        message = lazy("Say who gave it, or offered it: a person, an organisation, or in words.")
        yield Finding("giver_person_id", message, rule="gift-without-giver")
    if not received and not (draft.recipient_person_id or draft.recipient_organisation_id or draft.recipient_said):
        message = lazy("Say to whom it was given: a person, an organisation, or in words.")
        yield Finding("recipient_person_id", message, rule="gift-without-recipient")
    giver = Party(draft.giver_person_id, draft.giver_organisation_id, draft.giver_said)
    recipient = Party(draft.recipient_person_id, draft.recipient_organisation_id, draft.recipient_said)
    if is_same(giver, recipient):
        yield to_oneself("giver_person_id" if received else "recipient_person_id")


@dataclass(frozen=True, slots=True)
class Party:
    """Who gives, or who receives: a person, an organisation, or their name in words."""

    person: str | None = None
    organisation: str | None = None
    said: str = ""
    names: tuple[str, ...] = ()  # of the person, else of the organisation, as the files have them


def is_same(giver: Party, recipient: Party) -> bool:
    """Tell whether a gift would be one to oneself: of a person to itself, of an organisation to itself where no persons are named.

    Who is in the files on one side and named in words on the other is told by the name.
    """
    if giver.person and recipient.person:
        return giver.person == recipient.person
    if giver.person or recipient.person:
        known, other = (giver, recipient) if giver.person else (recipient, giver)
        return is_called(other.said, known.names)
    if giver.organisation and recipient.organisation:
        return giver.organisation == recipient.organisation and in_plain_words(giver.said) == in_plain_words(recipient.said)
    if giver.organisation or recipient.organisation:
        known, other = (giver, recipient) if giver.organisation else (recipient, giver)
        return not known.said and is_called(other.said, known.names)
    return is_called(giver.said, (recipient.said,))


def is_called(said: str, names: Iterable[str]) -> bool:
    """Tell whether somebody who is named in words is called so: accents, capitals, blanks and the order of the names count nothing."""
    plain = in_plain_words(said)
    return bool(plain) and any(plain == in_plain_words(name) for name in names)


def in_plain_words(text: str) -> list[str]:
    """Give the words of a name as they are compared."""
    return sorted(words(text))


def to_oneself(path: str = "") -> Finding:
    """Refuse a gift of which giver and recipient are the same."""
    return Finding(path, lazy("Giver and recipient are the same: nobody gives a gift to themselves."), rule="gift-to-oneself")


def _bounds(draft: GiftDraft) -> Iterator[Finding]:
    for path in (*_LONG, *_LINES):
        limit = LONGEST_TEXT if path in _LONG else LONGEST_LINE
        if len(getattr(draft, path)) > limit:
            yield Finding(path, lazy("This text is too long: at most {limit} characters.", limit=limit), rule="text-too-long", limit=limit)
    if any(len(text) > LONGEST_TEXT for text in draft.description.all()):
        message = lazy("This text is too long: at most {limit} characters.", limit=LONGEST_TEXT)
        yield Finding("description", message, rule="text-too-long", limit=LONGEST_TEXT)
    for path in ("giver_country", "recipient_country"):
        if (code := getattr(draft, path)) and not _COUNTRY.fullmatch(code):
            yield Finding(path, lazy("“{code}” is not a country code: write two capital letters.", code=code[:60]), rule="country-code")


def says_something(text: str) -> bool:
    """Tell whether a reason has a word at all: a full stop, or blanks that nobody sees, give none."""
    return bool(words(text))


def check_photos(photos: tuple[Photo, ...]) -> Iterator[Finding]:
    """Photographs are kept files, each once, and not too many of them."""
    if len(photos) > MOST_PHOTOS:
        message = lazy("These are too many photographs: at most {most}.", most=MOST_PHOTOS)
        yield Finding("photos", message, rule="too-many-photos", value=len(photos), limit=MOST_PHOTOS)
    for number, photo in enumerate(photos):
        if not _DIGEST.fullmatch(photo.digest):
            yield Finding(f"photos[{number}]", lazy("This photograph is not among the kept files."), rule="photo-missing")
        elif any(photo.digest == other.digest for other in photos[:number]):
            yield Finding(f"photos[{number}]", lazy("This photograph is there twice."), rule="photo-twice")
        if len(photo.caption) > LONGEST_LINE:
            message = lazy("This text is too long: at most {limit} characters.", limit=LONGEST_LINE)
            yield Finding(f"photos[{number}]", message, rule="text-too-long", limit=LONGEST_LINE)


# ------------------------------------------------------------------------------------------------ what it is worth


def check_money(money: Money | None, day: date | None, path: str) -> Iterator[Finding]:
    """An amount has its currency, and one in another currency the rate of *day* (or of the last days before, when none was published)."""
    if money is None:
        return
    if not money.amount.is_finite() or not 0 <= money.amount < MOST:
        yield Finding(path, lazy("Enter an amount from zero up."), rule="amount", value=str(money.amount))
    if not is_currency(money.currency):
        message = lazy("Say in which currency the amount is: three capital letters, such as EUR.")
        yield Finding(f"{path}.currency", message, rule="amount-without-currency", value=money.currency)
    elif money.currency != EURO:
        yield from _rate(money, day, path)


def _rate(money: Money, day: date | None, path: str) -> Iterator[Finding]:
    if money.rate is None or not money.rate.is_finite() or not LEAST_RATE <= money.rate < MOST:
        message = lazy("Enter the rate: how many {currency} one euro was on the day of the gift.", currency=money.currency)
        yield Finding(f"{path}.rate", message, rule="amount-without-rate", value=money.currency)
    elif money.rate_on is None:
        yield Finding(f"{path}.rate_on", lazy("Enter the day of the rate."), rule="rate-without-day")
    elif day is not None and not day - timedelta(RATE_DAYS) <= money.rate_on <= day:
        message = lazy("The rate is that of the day of the gift, or of at most {days} days before when none was published.", days=RATE_DAYS)
        yield Finding(f"{path}.rate_on", message, rule="rate-of-another-day", value=money.rate_on, limit=day)


def cents_of(money: Money | None) -> int | None:
    """Give the value in euro, in cents; None when there is none, or when it cannot be turned into euro."""
    if money is None or (euro := money.in_euro) is None:
        return None
    return int(euro * 100)


def euro_of(cents: int | None) -> Decimal | None:
    """Give cents as euro."""
    return None if cents is None else (Decimal(cents) / 100).quantize(CENT)


def threshold(cents: int | None, thresholds: ThresholdSet | None) -> Threshold:
    """Compare a value with the thresholds in force on the day of receipt; one that is worth exactly a threshold has reached it."""
    if cents is None or thresholds is None:
        return Threshold.UNKNOWN
    declare, hand_over = (limit_in_euro(limit, thresholds) for limit in (thresholds.declare_from, thresholds.hand_over_from))
    unknown = (thresholds.declare_from is not None and declare is None) or (thresholds.hand_over_from is not None and hand_over is None)
    if unknown or (declare is None and hand_over is None):
        return Threshold.UNKNOWN
    value = Decimal(cents) / 100
    if hand_over is not None and value >= hand_over:
        return Threshold.HAND_OVER
    return Threshold.DECLARE if declare is not None and value >= declare else Threshold.BELOW


def limit_in_euro(limit: Decimal | None, thresholds: ThresholdSet) -> Decimal | None:
    """Give an amount of a set in euro; None when there is none, or when the set has no rate for its currency."""
    if limit is None:
        return None
    if thresholds.currency == EURO:
        return limit
    return rounded(limit / thresholds.rate) if thresholds.rate else None


# ------------------------------------------------------------------------------------------------ numbers


def number_after(year: int, last: str | None) -> str:
    """Give the number that follows *last*, the highest that was issued in *year*: G2021/004."""
    count = int(last.rpartition("/")[2]) if last else 0
    return f"G{year:04}/{count + 1:03}"


def year_of(number: str) -> int:
    """Give the year of a number of the register."""
    return int(number[1:5])


def standing(number: str | None, struck_on: date | None) -> Standing:
    """Tell how far an entry is."""
    if number is None:
        return Standing.NOTED
    return Standing.ENTERED if struck_on is None else Standing.STRUCK


# ------------------------------------------------------------------------------------------------ what is due


@dataclass(frozen=True, slots=True)
class GiftFacts:
    """What the next step of a gift depends on. `valued` says that its value in euro is known, `placed` that it has a place or a fate."""

    day: date
    direction: Direction = Direction.RECEIVED
    acceptance: Acceptance = Acceptance.ACCEPTED
    standing: Standing = Standing.NOTED
    valued: bool = False
    decision: Decision = Decision.OPEN
    ownership: Ownership = Ownership.OPEN
    thanked: bool = False
    thanks_needed: bool = True
    place: str = ""
    fate: Fate = Fate.OPEN


_PERIODS = {
    Step.VALUE: PeriodCode.VALUE,
    Step.DECIDE: PeriodCode.DECIDE,
    Step.THANK: PeriodCode.THANK,
    Step.PLACE: PeriodCode.PLACE,
}


def period_code(step: Step, direction: Direction) -> PeriodCode:
    """Tell which period a step is due within."""
    if step is Step.ENTER:
        return PeriodCode.ENTER_GIVEN if direction is Direction.GIVEN else PeriodCode.DECLARE
    return _PERIODS[step]


def steps_in_order(periods: Mapping[PeriodCode, int]) -> tuple[Step, ...]:
    """Give the steps of a gift that was received in the order in which they are due."""
    steps = (Step.ENTER, Step.VALUE, Step.DECIDE, Step.THANK, Step.PLACE)
    return tuple(sorted(steps, key=lambda step: periods[period_code(step, Direction.RECEIVED)]))


def is_open(step: Step, facts: GiftFacts) -> bool:
    """Tell whether a step is still to be done."""
    if facts.standing is Standing.STRUCK:
        return False
    if step is Step.ENTER:
        return facts.standing is Standing.NOTED
    if facts.direction is Direction.GIVEN or facts.acceptance is Acceptance.DECLINED:
        return False
    match step:
        case Step.VALUE:
            return not facts.valued
        case Step.DECIDE:
            return facts.decision is Decision.OPEN
        case Step.THANK:
            return facts.thanks_needed and not facts.thanked
        case Step.PLACE:
            return _needs_place(facts)
        case _:
            return False


def _needs_place(facts: GiftFacts) -> bool:
    """What the Region keeps has a place; what goes back has gone."""
    if facts.fate is not Fate.OPEN:
        return False
    if facts.decision is Decision.RETURN:
        return True
    return facts.ownership is Ownership.REGION and not facts.place


def open_steps(facts: GiftFacts, periods: Mapping[PeriodCode, int]) -> tuple[tuple[Step, date], ...]:
    """Give what is still to be done about a gift with the day by which it is due, in order of these days."""
    found = ((step, _due(step, facts, periods)) for step in steps_in_order(periods) if is_open(step, facts))
    return tuple(found)


def _due(step: Step, facts: GiftFacts, periods: Mapping[PeriodCode, int]) -> date:
    days = periods[period_code(step, facts.direction)]
    return facts.day + timedelta(min(days, (date.max - facts.day).days))


def step_due(facts: GiftFacts, periods: Mapping[PeriodCode, int]) -> Step:
    """Tell what is to be done next about a gift."""
    found = open_steps(facts, periods)
    return found[0][0] if found else Step.DONE


def due(facts: GiftFacts, periods: Mapping[PeriodCode, int]) -> date | None:
    """Give the day by which the next step is to be done; None when there is none."""
    found = open_steps(facts, periods)
    return found[0][1] if found else None


def urgency(day: date | None, today: date) -> Urgency:
    """Tell how near the day of a step is: late from the day after it, soon three days before."""
    if day is None:
        return Urgency.NONE
    if day < today:
        return Urgency.LATE
    return Urgency.SOON if day <= today + timedelta(SOON_DAYS) else Urgency.NONE
