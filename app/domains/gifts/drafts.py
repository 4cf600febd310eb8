"""What the forms of gifts fill in: pure values, before any of them is accepted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domains.gifts.vocabulary import (
    Acceptance,
    CabinBag,
    Category,
    Decision,
    Direction,
    Fate,
    Level,
    MovementKind,
    Ownership,
    ValueMethod,
)
from app.kernel.money import Money
from app.kernel.translated import Multilingual


@dataclass(frozen=True, slots=True)
class Photo:
    """A photograph by its digest, with what it shows."""

    digest: str
    caption: str = ""
    taken_on: date | None = None


@dataclass(frozen=True, slots=True)
class GiftDraft:
    """The fields of an entry of the register that are typed; `photos` in their order. What is decided has commands of its own."""

    direction: Direction = Direction.RECEIVED
    acceptance: Acceptance = Acceptance.ACCEPTED
    day: date | None = None
    pieces: int | None = 1
    description: Multilingual = Multilingual()
    category: Category = Category.OTHER
    occasion: str = ""
    mission_id: str | None = None
    moment_id: str | None = None
    giver_person_id: str | None = None
    giver_organisation_id: str | None = None
    giver_country: str = ""
    giver_said: str = ""
    recipient_person_id: str | None = None
    recipient_organisation_id: str | None = None
    recipient_country: str = ""
    recipient_said: str = ""
    relation: str = ""
    circumstances: str = ""
    item_id: str | None = None
    size: str = ""
    weight: int | None = None  # grams
    materials: tuple[str, ...] = ()
    cites_note: str = ""
    ceremonial: bool = False
    value: Money | None = None
    value_method: ValueMethod = ValueMethod.UNKNOWN
    appraiser: str = ""
    valued_on: date | None = None
    regime: str = ""
    declared_on: date | None = None
    place: str = ""
    custodian_id: str | None = None
    custodian_said: str = ""
    thanked_on: date | None = None
    thanks_needed: bool = True
    remark: str = ""
    photos: tuple[Photo, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionDraft:
    """What is decided about a gift that was received. `person_id` is who decides; empty means whoever is signed in."""

    decision: Decision = Decision.OPEN
    day: date | None = None
    person_id: str | None = None
    reason: str = ""
    ownership: Ownership = Ownership.OPEN


@dataclass(frozen=True, slots=True)
class FateDraft:
    """What became of an object, where it is and who keeps it."""

    fate: Fate = Fate.KEPT
    day: date | None = None
    to_whom: str = ""
    place: str = ""
    custodian_id: str | None = None
    custodian_said: str = ""
    proceeds: Money | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """The fields of an object of the bank. Without a code it gets the next one."""

    code: str = ""
    name: Multilingual = Multilingual()
    maker: str = ""
    supplier: str = ""
    story: Multilingual = Multilingual()
    category: Category = Category.CRAFT
    level: Level = Level.C
    unit_cost: Money | None = None
    minimum: int | None = 0
    shelf_days: int | None = None
    weight: int | None = None  # grams
    size: str = ""
    cabin: CabinBag = CabinBag.UNKNOWN
    cabin_note: str = ""
    customs_note: str = ""
    customs_code: str = ""
    origin: str = "BE"
    traits: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    place: str = ""
    retired_on: date | None = None
    remark: str = ""
    photos: tuple[Photo, ...] = ()


@dataclass(frozen=True, slots=True)
class MovementDraft:
    """Pieces that come or go without a reservation: a purchase, a loss. `number` is above zero; the kind says which way."""

    movement: MovementKind = MovementKind.PURCHASE
    day: date | None = None
    number: int | None = 1
    best_before: date | None = None
    unit_cost: Money | None = None
    supplier: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ReservationDraft:
    """What is kept for whom, when it is handed over and who carries it; `answers` are (code of a warning, reason why it is given all the same)."""

    item_id: str | None = None
    number: int | None = 1
    mission_id: str | None = None
    occasion: str = ""
    person_id: str | None = None
    organisation_id: str | None = None
    recipient_said: str = ""
    moment_id: str | None = None
    day: date | None = None
    carrier_id: str | None = None
    giver_id: str | None = None
    card_language: str = ""
    card_text: str = ""
    answers: tuple[tuple[str, str], ...] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True)
class LoanDraft:
    """What is lent to whom: one piece of the register (`gift_id`) or pieces of the bank (`item_id`)."""

    gift_id: str | None = None
    item_id: str | None = None
    number: int | None = 1
    person_id: str | None = None
    organisation_id: str | None = None
    borrower_said: str = ""
    purpose: str = ""
    place: str = ""
    since: date | None = None
    due_back_on: date | None = None
    insured: Money | None = None
    condition_before: str = ""
    remark: str = ""
    photos: tuple[Photo, ...] = ()


@dataclass(frozen=True, slots=True)
class CountDraft:
    """A stock-taking that begins: its day, and the place it is of (empty: everywhere)."""

    day: date | None = None
    place: str = ""
    remark: str = ""
