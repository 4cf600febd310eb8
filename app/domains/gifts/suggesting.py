"""Which object of the bank suits whom: what speaks for it, what speaks against it, and how much.

Nothing is decided here: each object gets points, every point has a sentence, and every warning a code by which it is answered. A warning
does not forbid; only what cannot be (no free piece is left) does. The same facts always give the same order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from app.domains.gifts.house_rules import Regime, Taboo, ThresholdSet
from app.domains.gifts.levels import Meant, apart
from app.domains.gifts.register_rules import says_something
from app.domains.gifts.taboos import Match, met
from app.domains.gifts.vocabulary import CabinBag, Level, Tag, Threshold, Trait
from app.kernel.errors import Severity
from app.kernel.money import EURO, Money, euro, rounded
from app.kernel.translated import Lazy, Multilingual, lazy, lazy_count

NEAR = Decimal("0.5"), Decimal(2)  # a gift between half and twice the value of theirs answers it
FAR = Decimal("0.25"), Decimal(4)  # beyond a quarter and four times it is noticed
LIGHT = 1000  # grams that go into any bag
SOON = 60  # days: what is past its best so soon after the hand-over leaves first

# What each reason weighs. Only their order means something: a repeat outweighs a taboo, a taboo the level, the level all that is pleasant.
FITS_LEVEL, LEVEL_STEP = 40, -15
IN_BUDGET, OVER_BUDGET = 20, -30
NEVER_GIVEN, REPEATED, REPEATED_IN_HOUSE = 15, -70, -35
TABOO, TABOO_EVERYWHERE = -50, -30
HANDED_OVER, DECLARED = -45, -10
ANSWERS_THEIRS, FAR_FROM_THEIRS = 12, -8
FROM_BRUSSELS, BY_HAND, SUSTAINABLE, ONE_OF_ITS_KIND = 10, 4, 5, 6
LIGHT_ENOUGH, TOO_HEAVY = 6, -25
PLENTY, UNDER_MINIMUM = 5, -6
LEAVES_FIRST, PAST_ITS_DAY = 4, -60
IN_THEIR_LANGUAGE = 4
BARRED = -1000


class Whom(StrEnum):
    """Who of the other side got something before."""

    PERSON = "person"
    HEAD = "head"  # of the delegation
    INSTITUTION = "institution"


@dataclass(frozen=True, slots=True)
class GiftWarning:
    """What speaks against a gift. `code` is stable, and what it is answered by; `NOTES` needs no answer, `BLOCKS` has none."""

    code: str
    message: Lazy
    severity: Severity = Severity.WARNS
    source: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """An object of the bank as a suggestion sees it.

    `good` are the free pieces that are not past their best on the day, None where none perishes; `stories` are the languages in which its
    story is written.
    """

    id: str
    code: str
    name: Multilingual
    level: Level
    unit_cost: Money | None = None
    weight: int | None = None
    cabin: CabinBag = CabinBag.UNKNOWN
    traits: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    stories: tuple[str, ...] = ()
    minimum: int = 0
    stock: int = 0
    free: int = 0
    good: int | None = None
    next_expiry: date | None = None
    retired_on: date | None = None


@dataclass(frozen=True, slots=True)
class Before:
    """The same object, given or promised to somebody of the other side. `where` is its number in the register, the mission or the occasion."""

    whom: Whom
    name: Multilingual
    day: date | None
    where: str | Lazy = ""
    declined: bool = False
    promised: bool = False


@dataclass(frozen=True, slots=True)
class Theirs:
    """What they last gave us, with its value in euro on the day of receipt."""

    day: date
    value: Decimal
    description: Multilingual = Multilingual()
    number: str = ""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets it.

    `countries` are those of the nationality and of what the person stands for; `regime` binds them, with its thresholds on the day; `diet`
    tells that something is on file about what they eat (not what).
    """

    name: Multilingual = Multilingual()
    meant: Meant | None = None
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    regime: Regime | None = None
    thresholds: ThresholdSet | None = None
    theirs: Theirs | None = None
    diet: bool = False


@dataclass(frozen=True, slots=True)
class Occasion:
    """When and within what: `number` pieces on `day`, a budget in euro for all of them, grams that may be carried.

    `since` is the first day on which what an institution got still counts as a repeat.
    """

    day: date
    number: int = 1
    least: Decimal | None = None
    most: Decimal | None = None
    weight: int | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An object with its points, what speaks for it and what speaks against it."""

    item_id: str
    score: int
    why: tuple[Lazy, ...]
    warnings: tuple[GiftWarning, ...]

    @property
    def barred(self) -> bool:
        """Whether it cannot be given at all."""
        return any(one.severity is Severity.BLOCKS for one in self.warnings)


Told = tuple[int, Lazy | GiftWarning]
_Said = Iterator[Told]


def suggest(
    pieces: Iterable[Piece],
    recipient: Recipient,
    occasion: Occasion,
    *,
    taboos: Sequence[Taboo] = (),
    before: Mapping[str, Sequence[Before]] | None = None,
) -> tuple[Suggestion, ...]:
    """Give every object that is still offered, best first; those that cannot be given stand at the end and say why.

    *taboos* are those that concern the recipient, *before* what was given of each object by its id.
    """
    history = before or {}
    found = [
        (assess(one, recipient, occasion, taboos=taboos, before=history.get(one.id, ())), one)
        for one in pieces
        if one.retired_on is None or one.retired_on > occasion.day
    ]
    found.sort(key=lambda pair: (pair[0].barred, -pair[0].score, pair[1].code, pair[1].id))
    return tuple(suggestion for suggestion, _ in found)


def assess(
    piece: Piece, recipient: Recipient, occasion: Occasion, *, taboos: Sequence[Taboo] = (), before: Sequence[Before] = ()
) -> Suggestion:
    """Say what speaks for an object and against it, with the points that it gets for each; the weightiest reason stands first."""
    said = [
        *_level(piece, recipient),
        *_history(recipient, occasion, before),
        *_customs(met(taboos, piece.traits, piece.tags, occasion.number)),
        *_money(piece, recipient, occasion),
        *_luggage(piece, occasion),
        *_pieces(piece, occasion),
        *_virtues(piece, recipient),
    ]
    why = sorted(((points, text) for points, text in said if isinstance(text, Lazy)), key=lambda pair: -pair[0])
    warnings = [text for _, text in said if isinstance(text, GiftWarning)]
    warnings.sort(key=lambda one: _WEIGHT[one.severity])
    return Suggestion(piece.id, sum(points for points, _ in said), tuple(text for _, text in why), tuple(warnings))


_WEIGHT = {Severity.BLOCKS: 0, Severity.DEROGATION: 1, Severity.WARNS: 1, Severity.NOTES: 2}


def unanswered(warnings: Iterable[GiftWarning], answers: Iterable[tuple[str, str]]) -> tuple[GiftWarning, ...]:
    """Give the warnings that stand in the way: those that cannot be answered, and those without a reason in *answers*."""
    given = {code for code, reason in answers if says_something(reason)}
    return tuple(
        one for one in warnings if one.severity is Severity.BLOCKS or (one.severity is not Severity.NOTES and one.code not in given)
    )


# ------------------------------------------------------------------------------------------------ rank


def _level(piece: Piece, recipient: Recipient) -> _Said:
    if recipient.meant is None:
        return
    steps = apart(recipient.meant.level, piece.level)
    if steps == 0:
        yield FITS_LEVEL, lazy("It is meant for the rank: {why}.", why=recipient.meant.why)
        return
    message = (
        lazy("It is meant for a lower rank (level {level}): {why}.", level=piece.level.value, why=recipient.meant.why)
        if steps > 0
        else lazy("It is meant for a higher rank (level {level}): {why}.", level=piece.level.value, why=recipient.meant.why)
    )
    yield LEVEL_STEP * abs(steps), GiftWarning("level", message)


# ------------------------------------------------------------------------------------------------ what was given before


def _history(recipient: Recipient, occasion: Occasion, before: Sequence[Before]) -> _Said:
    told: set[Whom] = set()
    latest_first = sorted(before, key=lambda one: one.day or date.max, reverse=True)
    for one in latest_first:
        forgotten = one.whom is Whom.INSTITUTION and occasion.since is not None and one.day is not None and one.day < occasion.since
        if one.whom not in told and not forgotten:
            told.add(one.whom)
            points = REPEATED_IN_HOUSE if one.whom is Whom.INSTITUTION else REPEATED
            yield points, GiftWarning(f"repeat/{one.whom.value}", _repeated(one))
    if not told and recipient.name:
        yield NEVER_GIVEN, lazy("Never given before to {name}.", name=recipient.name)


def _repeated(one: Before) -> Lazy:
    facts = {"name": one.name, "where": one.where, "day": one.day}
    if one.promised:
        return lazy("The same is already reserved for {name} ({where}).", **facts)
    if one.declined:
        return lazy("{name} declined the same on {day} ({where}).", **facts)
    match one.whom:
        case Whom.PERSON:
            return lazy("{name} got the same on {day} ({where}).", **facts)
        case Whom.HEAD:
            return lazy("The head of the delegation, {name}, got the same on {day} ({where}).", **facts)
        case Whom.INSTITUTION:
            return lazy("{name} got the same on {day} ({where}).", **facts)


# ------------------------------------------------------------------------------------------------ customs


def _customs(matches: Iterable[Match]) -> _Said:
    for match in matches:
        facts = {"culture": match.taboo.name, "words": match.words}
        message = (
            lazy("{culture}: avoid {words}. Etiquette literature, to be verified.", **facts)
            if match.to_verify
            else lazy("{culture}: avoid {words}.", **facts)
        )
        yield TABOO if match.taboo.countries else TABOO_EVERYWHERE, GiftWarning(match.code, message, source=match.taboo.source)


# ------------------------------------------------------------------------------------------------ what it costs


def _money(piece: Piece, recipient: Recipient, occasion: Occasion) -> _Said:
    cost = _cost(piece, occasion.number)
    yield from _budget(cost, occasion)
    if recipient.regime is not None:
        yield from _threshold(cost, recipient.regime, recipient.thresholds)
    if recipient.theirs is not None and cost is not None:
        yield from _reciprocity(cost, recipient.theirs)


def _cost(piece: Piece, number: int) -> Decimal | None:
    return piece.unit_cost.times(number).in_euro if piece.unit_cost is not None else None


def _budget(cost: Decimal | None, occasion: Occasion) -> _Said:
    if occasion.most is None and occasion.least is None:
        return
    if cost is None:
        yield 0, GiftWarning("cost-unknown", lazy("What it costs is not known: nobody can say whether it is within the budget."))
    elif occasion.most is not None and cost > occasion.most:
        facts = {"cost": euro(cost), "most": euro(occasion.most)}
        yield OVER_BUDGET, GiftWarning("over-budget", lazy("{cost} is above the budget of {most}.", **facts))
    elif occasion.least is not None and cost < occasion.least:
        facts = {"cost": euro(cost), "least": euro(occasion.least)}
        yield LEVEL_STEP, GiftWarning("under-budget", lazy("{cost} is little: such a gift costs at least {least}.", **facts))
    elif occasion.most is not None:
        yield IN_BUDGET, lazy("Within the budget: {cost} of {most}.", cost=euro(cost), most=euro(occasion.most))
    else:
        yield IN_BUDGET, lazy("Within the budget: {cost}.", cost=euro(cost))


def threshold_of(cost: Decimal | None, one: ThresholdSet | None) -> Threshold:
    """Say what thresholds mean for a value in euro; unknown where an amount is missing, or the rate that would compare them."""
    if cost is None or one is None:
        return Threshold.UNKNOWN
    if one.hand_over_from == 0:
        return Threshold.HAND_OVER
    value = cost if one.currency == EURO else rounded(cost * one.rate) if one.rate is not None else None
    if value is None or (one.hand_over_from is None and one.declare_from is None):
        return Threshold.UNKNOWN
    if one.hand_over_from is not None and value >= one.hand_over_from:
        return Threshold.HAND_OVER
    if one.declare_from is not None and value >= one.declare_from:
        return Threshold.DECLARE
    return Threshold.BELOW


def _threshold(cost: Decimal | None, regime: Regime, one: ThresholdSet | None) -> _Said:
    source = one.source if one is not None else ""
    if one is not None and one.hand_over_from == 0:
        message = lazy("By the rules of {regime} gifts are not accepted, in principle.", regime=regime.name)
        yield HANDED_OVER, GiftWarning("threshold/forbidden", message, source=source)
        return
    found = threshold_of(cost, one)
    if found is Threshold.UNKNOWN:
        yield 0, GiftWarning("threshold/unknown", _not_compared(cost, regime, one), source=source)
    elif found is Threshold.BELOW:
        yield 0, lazy("Below what the rules of {regime} ask to declare or to hand over.", regime=regime.name)
    else:
        assert cost is not None
        assert one is not None
        yield from _above(cost, regime, one, found)


def _not_compared(cost: Decimal | None, regime: Regime, one: ThresholdSet | None) -> Lazy:
    if one is None or (one.hand_over_from is None and one.declare_from is None):
        return lazy(
            "The rules of {regime} count for the recipient; their amounts are not known here. Ask before it is given.", regime=regime.name
        )
    if cost is None:
        return lazy("What it costs is not known: it cannot be compared with the rules of {regime}.", regime=regime.name)
    amount = one.hand_over_from if one.hand_over_from is not None else one.declare_from
    assert amount is not None
    return lazy(
        "The rules of {regime} count from {amount} on; without a rate for {currency} it cannot be compared. Enter the rate in the rules of gifts.",
        regime=regime.name,
        amount=Money(amount, one.currency),
        currency=one.currency,
    )


def _above(cost: Decimal, regime: Regime, one: ThresholdSet, found: Threshold) -> _Said:
    amount = one.hand_over_from if found is Threshold.HAND_OVER else one.declare_from
    assert amount is not None
    facts = {"regime": regime.name, "cost": euro(cost), "amount": Money(amount, one.currency)}
    if found is Threshold.HAND_OVER:
        message = lazy("{cost} is above the recipient's own rule: {regime} hands over from {amount} on.", **facts)
        yield HANDED_OVER, GiftWarning("threshold/hand over", message, source=one.source)
    else:
        message = lazy("The recipient has to declare it: {cost}, and {regime} declares from {amount} on.", **facts)
        yield DECLARED, GiftWarning("threshold/declare", message, Severity.NOTES, one.source)


def _reciprocity(cost: Decimal, theirs: Theirs) -> _Said:
    facts = {"value": euro(theirs.value), "day": theirs.day, "cost": euro(cost)}
    if NEAR[0] * theirs.value <= cost <= NEAR[1] * theirs.value:
        yield ANSWERS_THEIRS, lazy("Close to what they last gave us: {value} on {day}.", **facts)
    elif not FAR[0] * theirs.value <= cost <= FAR[1] * theirs.value:
        message = (
            lazy("Far less than what they last gave us: {cost}, and theirs was worth {value} ({day}).", **facts)
            if cost < theirs.value
            else lazy("Far more than what they last gave us: {cost}, and theirs was worth {value} ({day}).", **facts)
        )
        yield FAR_FROM_THEIRS, GiftWarning("reciprocity", message)


# ------------------------------------------------------------------------------------------------ what is carried


def _luggage(piece: Piece, occasion: Occasion) -> _Said:
    weight = piece.weight * occasion.number if piece.weight is not None else None
    if occasion.weight is not None and weight is None:
        yield 0, GiftWarning("weight-unknown", lazy("What it weighs is not known."), Severity.NOTES)
    elif occasion.weight is not None and weight is not None and weight > occasion.weight:
        facts = {"weight": weight, "most": occasion.weight}
        yield TOO_HEAVY, GiftWarning("too-heavy", lazy("It weighs {weight} g, more than the {most} g that can be carried.", **facts))
    elif piece.cabin is CabinBag.YES and weight is not None and weight <= (occasion.weight or LIGHT):
        yield LIGHT_ENOUGH, lazy("Light enough for the cabin: {weight} g.", weight=weight)
    if piece.cabin is CabinBag.NO:
        yield 0, GiftWarning("hold-luggage", lazy("It travels in hold luggage only."), Severity.NOTES)
    if Trait.CITES in piece.traits:
        message = lazy("It is of a protected species (CITES): it crosses a border with its permit only.")
        yield TABOO_EVERYWHERE, GiftWarning("cites", message)


# ------------------------------------------------------------------------------------------------ what there is


def _pieces(piece: Piece, occasion: Occasion) -> _Said:
    if piece.retired_on is not None and piece.retired_on <= occasion.day:
        yield BARRED, GiftWarning("retired", lazy("It is no longer offered since {day}.", day=piece.retired_on), Severity.BLOCKS)
    if piece.free < occasion.number:
        yield BARRED, GiftWarning("stock", _short(piece.free, occasion.number), Severity.BLOCKS)
        return
    if piece.good is not None and piece.good < occasion.number:
        message = lazy_count(
            "Only one of the free pieces is still at its best on {day}.",
            "Only {number} of the free pieces are still at their best on {day}.",
            piece.good,
            day=occasion.day,
        )
        if not piece.good:
            message = lazy("None of the free pieces is still at its best on {day}.", day=occasion.day)
        yield PAST_ITS_DAY, GiftWarning("past-its-best", message)
    elif piece.next_expiry is not None and (piece.next_expiry - occasion.day).days <= SOON:
        yield LEAVES_FIRST, lazy("It does not keep: pieces that are at their best until {day} leave first.", day=piece.next_expiry)
    left = piece.stock - occasion.number
    if left < piece.minimum:
        facts = {"left": max(left, 0), "minimum": piece.minimum}
        message = lazy("It leaves {left} in stock, under the minimum of {minimum}: order in time.", **facts)
        yield UNDER_MINIMUM, GiftWarning("minimum", message, Severity.NOTES)
    else:
        yield PLENTY, lazy_count("One piece is free.", "{number} pieces are free.", piece.free)


def _short(free: int, wanted: int) -> Lazy:
    if free <= 0:
        return lazy("No piece of it is free.")
    return lazy_count(
        "Only one piece of it is free, {wanted} are asked for.",
        "Only {number} pieces of it are free, {wanted} are asked for.",
        free,
        wanted=wanted,
    )


# ------------------------------------------------------------------------------------------------ what is pleasant


def _virtues(piece: Piece, recipient: Recipient) -> _Said:
    if Tag.BRUSSELS_MADE in piece.tags:
        yield FROM_BRUSSELS, lazy("Made in Brussels.")
    if Tag.UNIQUE in piece.tags and piece.level in (Level.A, Level.B):
        yield ONE_OF_ITS_KIND, lazy("One of its kind.")
    if Tag.SUSTAINABLE in piece.tags:
        yield SUSTAINABLE, lazy("Sustainable.")
    if Tag.HANDMADE in piece.tags:
        yield BY_HAND, lazy("Made by hand.")
    if spoken := next((one for one in recipient.languages if one in piece.stories), ""):
        yield IN_THEIR_LANGUAGE, lazy("Its story is written in the recipient's language ({language}).", language=spoken.upper())
    if recipient.diet and Trait.FOOD in piece.traits:
        message = lazy("Something is on file about what the recipient eats: look there before food is given.")
        yield 0, GiftWarning("diet", message, Severity.NOTES)
