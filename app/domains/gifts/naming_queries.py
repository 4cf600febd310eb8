"""Finding gifts, objects of the bank, reservations and loans by what an officer would call them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app.domains.gifts.bank_queries import by_inventory_number
from app.domains.gifts.records import Gift, GiftItem, GiftLoan
from app.domains.gifts.vocabulary import GIFT, GIFT_ITEM, SEE_GIFTS
from app.kernel.errors import Finding, Refused
from app.kernel.ids import Ref
from app.kernel.queries import query
from app.kernel.translated import lazy
from app.kernel.work import Reader


@query(SEE_GIFTS)
def object_by(reader: Reader, word: str) -> Ref:
    """Give the object of the bank or the entry of the register with this inventory number, id or import id; refused when there is none."""
    named = word.strip()
    if (found := by_inventory_number.of(reader, named)) is not None:
        return found
    for kind, record in ((GIFT_ITEM, GiftItem), (GIFT, Gift)):
        for column in (record.id, record.import_id):
            if id := reader.scalar(select(record.id).where(column == named)):
                return Ref(kind, id)
    raise Refused(
        Finding("object", lazy("There is no object with the number “{word}”.", word=named[:60]), rule="unknown-object", value=word)
    )


@query(SEE_GIFTS)
def objects_by(reader: Reader, words: Sequence[str]) -> Sequence[Ref]:
    """Give several, in their order; refused with every one that there is not."""
    found: list[Ref] = []
    missing: list[Finding] = []
    for word in words:
        try:
            found.append(object_by.of(reader, word))
        except Refused as refused:
            missing += refused.findings
    if missing:
        raise Refused(missing)
    return found


@query(SEE_GIFTS)
def loan_by(reader: Reader, word: str) -> str:
    """Give the loan with this id, else the one that is out (the last one when none is) of the object with this inventory number."""
    named = word.strip()
    if id := reader.scalar(select(GiftLoan.id).where(GiftLoan.id == named)):
        return id
    ref = object_by.of(reader, named)
    column = GiftLoan.item_id if ref.kind == GIFT_ITEM else GiftLoan.gift_id
    latest = select(GiftLoan.id).where(column == ref.id).order_by(GiftLoan.back_on.is_not(None), GiftLoan.since.desc(), GiftLoan.id)
    if id := reader.scalar(latest.limit(1)):
        return id
    raise Refused(Finding("loan", lazy("{number} was never lent out.", number=named), rule="no-loan", value=word))
