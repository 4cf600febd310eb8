"""What the pane beside a plain list says of an entry of the register."""

from __future__ import annotations

from collections.abc import Sequence

from app.domains.gifts.register_queries import GiftCard, gift_card
from app.domains.gifts.vocabulary import (
    ACCEPTANCES,
    CATEGORIES,
    DECISION_BADGES,
    DIRECTIONS,
    FATES,
    MATERIALS,
    OWNERSHIPS,
    SEE_GIFTS,
    STANDING_BADGES,
    STEPS,
    THRESHOLD_BADGES,
    VALUE_METHODS,
)
from app.kernel.fields import Choice
from app.kernel.queries import query
from app.kernel.translated import Lazy, lazy
from app.kernel.work import Reader

Pairs = list[tuple[Lazy, object]]


@query(SEE_GIFTS)
def gift_detail(reader: Reader, id: str) -> Sequence[tuple[Lazy, object]]:
    """Give pairs of a label and what it says; what says nothing is empty."""
    card = gift_card.of(reader, id)
    return [*_what(card), *_who(card), *_worth(card), *_then(card)]


def _what(card: GiftCard) -> Pairs:
    row, draft = card.row, card.draft
    return [
        (lazy("Number"), row.number),
        (lazy("Status"), STANDING_BADGES[row.standing].title),
        (lazy("Struck out because"), card.struck_why),
        (lazy("Direction"), _title(DIRECTIONS, row.direction)),
        (lazy("Accepted"), _title(ACCEPTANCES, row.acceptance)),
        (lazy("Day"), row.day),
        (lazy("Gift"), row.description),
        (lazy("Pieces"), row.pieces if row.pieces > 1 else None),
        (lazy("Category"), _title(CATEGORIES, row.category)),
        (lazy("Size"), draft.size),
        (lazy("Weight in grams"), draft.weight),
        (lazy("Made of"), tuple(_title(MATERIALS, code) for code in draft.materials)),
        (lazy("Papers (CITES)"), draft.cites_note),
        (lazy("Object of the bank"), card.item_code),
    ]


def _who(card: GiftCard) -> Pairs:
    row, draft = card.row, card.draft
    return [
        (lazy("Giver"), row.giver),
        (lazy("Giver's organisation"), row.giver_body),
        (lazy("Recipient"), row.recipient),
        (lazy("Recipient's organisation"), row.recipient_body),
        (lazy("Relation to the Region"), draft.relation),
        (lazy("Mission"), row.mission),
        (lazy("Moment"), card.moment),
        (lazy("Occasion"), row.occasion),
        (lazy("Circumstances"), row.circumstances),
        (lazy("Offered before by the same source"), str(len(card.earlier)) if card.earlier else ""),
    ]


def _worth(card: GiftCard) -> Pairs:
    row, draft = card.row, card.draft
    return [
        (lazy("Value"), row.value),
        (lazy("Found by"), _title(VALUE_METHODS, draft.value_method) if row.value is not None else ""),
        (lazy("Valued by"), draft.appraiser),
        (lazy("Thresholds"), THRESHOLD_BADGES[row.threshold].title if row.threshold is not None else ""),
        (lazy("Declared on"), draft.declared_on),
    ]


def _then(card: GiftCard) -> Pairs:
    row, draft = card.row, card.draft
    return [
        (lazy("Decision"), DECISION_BADGES[row.outcome].title if row.outcome is not None else ""),
        (lazy("Decided by"), card.decided_by),
        (lazy("Decided on"), card.decided_on),
        (lazy("Reason"), card.decision_reason),
        (lazy("Whose it is"), _title(OWNERSHIPS, row.ownership) if row.outcome is not None else ""),
        (lazy("What became of it"), _title(FATES, row.fate) if row.whereabouts is not None else ""),
        (lazy("Place"), row.place),
        (lazy("Kept by"), card.custodian),
        (lazy("Thank-you letter"), row.thanked_on or ("" if row.thanks_needed else lazy("not needed"))),
        (lazy("To be done next"), _title(STEPS, row.step) if row.next_step is not None else ""),
        (lazy("By"), row.due),
        (lazy("Published on"), row.published_on),
        (lazy("Remark"), draft.remark),
    ]


def _title(choices: Sequence[Choice], code: str) -> Lazy | str:
    return next((choice.title for choice in choices if choice.code == code), code)
