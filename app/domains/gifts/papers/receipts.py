"""Receipts: the paper on which two people sign that objects changed hands, and the one on which they sign that they came back.

All the objects of one moment stand on one paper, with one pair of signatures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.domains.gifts.papers.parts import Party, Picture, Signer, as_on, below, facts, meta, photographs, signatures
from app.kernel.document import Align, Block, Document, Heading, Paragraph, Table, TableColumn
from app.kernel.money import Money
from app.kernel.translated import Lazy, Multilingual, Wording, lazy

DOTS = "…" * 12


class ReceiptKind(StrEnum):
    """Whether objects are handed over, or come back."""

    HAND_OVER = "hand over"
    RETURN = "return"


TITLES: dict[ReceiptKind, Lazy] = {
    ReceiptKind.HAND_OVER: lazy("Hand-over receipt"),
    ReceiptKind.RETURN: lazy("Return receipt"),
}
_GIVEN = {ReceiptKind.HAND_OVER: lazy("Handed over by"), ReceiptKind.RETURN: lazy("Given back by")}
_TAKEN = {ReceiptKind.HAND_OVER: lazy("Received by"), ReceiptKind.RETURN: lazy("Taken back by")}
_SAID = {
    ReceiptKind.HAND_OVER: lazy("The undersigned confirm that the objects below were handed over in the condition that is stated."),
    ReceiptKind.RETURN: lazy("The undersigned confirm that the objects below were given back in the condition that is stated."),
}


@dataclass(frozen=True, slots=True)
class ReceiptObject:
    """One object of a receipt; `condition` is what was noted of it, a line to write on when nothing was."""

    number: str
    name: Multilingual
    pieces: int = 1
    maker: str = ""
    condition: str = ""
    value: Money | None = None
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a receipt says. `handed_by` and `received_by` are whose names stand in the boxes; what is not known is written by hand."""

    kind: ReceiptKind
    objects: tuple[ReceiptObject, ...]
    handed_by: Party = Party()
    received_by: Party = Party()
    day: date | None = None
    place: str = ""
    occasion: Multilingual = Multilingual()
    remark: str = ""
    made_on: date | None = None
    with_values: bool = False


def receipt_paper(receipt: Receipt, wording: Wording) -> Document:
    """Write a receipt. Values stand on it only when they are wanted: who carries a gift need not know what it cost."""
    title = wording.text(TITLES[receipt.kind])
    blocks: list[Block] = [
        Heading(title, 1),
        facts(
            wording,
            (_GIVEN[receipt.kind], receipt.handed_by.told(wording) or DOTS),
            (_TAKEN[receipt.kind], receipt.received_by.told(wording) or DOTS),
            (lazy("Day"), receipt.day or DOTS),
            (lazy("Place"), receipt.place or DOTS),
            (lazy("Occasion"), receipt.occasion),
        ),
        Paragraph(wording.text(_SAID[receipt.kind])),
        objects_table(receipt.objects, wording, with_values=receipt.with_values),
    ]
    pieces = sum(one.pieces for one in receipt.objects)
    blocks.append(Paragraph(wording.say("Number of pieces: {number}", number=pieces), quiet=True))
    blocks += photographs(_pictures(receipt.objects), wording.say("Photographs"))
    if receipt.remark:
        blocks += [Heading(wording.say("Remarks"), 3), Paragraph(receipt.remark)]
    signers = (
        Signer(_GIVEN[receipt.kind], receipt.handed_by.name or receipt.handed_by.said),
        Signer(_TAKEN[receipt.kind], receipt.received_by.name or receipt.received_by.said),
    )
    # Before the boxes: whatever stands after them may end up on a page of its own, which nobody signs.
    blocks.append(Paragraph(wording.say("Made in two copies, one for each who signs."), quiet=True))
    blocks.append(signatures(signers, wording))
    subject = ", ".join(one.number for one in receipt.objects)
    stamp = as_on(receipt.made_on, wording) if receipt.made_on else ""
    return Document(meta(wording, title, subject, stamp, None), tuple(blocks))


def _pictures(objects: Sequence[ReceiptObject]) -> tuple[Picture, ...]:
    """Give the photographs of all objects in one row after the other, each with the number of what it shows."""
    return tuple(
        replace(picture, caption=f"{one.number}: {picture.caption}" if picture.caption else one.number)
        for one in objects
        for picture in one.pictures
    )


def objects_table(objects: Sequence[ReceiptObject], wording: Wording, *, with_values: bool) -> Table:
    """Set objects in a table: number, what it is and who made it, pieces, condition, value."""
    columns = (
        TableColumn(wording.say("No."), 1.1),
        TableColumn(wording.say("Object"), 3.0),
        TableColumn(wording.say("Pieces"), 0.7, Align.RIGHT),
        TableColumn(wording.say("Condition"), 2.4),
        *((TableColumn(wording.say("Value"), 1.2, Align.RIGHT),) if with_values else ()),
    )
    return Table(columns, tuple(_row(one, wording, with_values=with_values) for one in objects))


def _row(one: ReceiptObject, wording: Wording, *, with_values: bool) -> tuple[str, ...]:
    value = wording.formats.money(one.value) if one.value else wording.say("not known")
    what = below(wording.text(one.name), one.maker)
    return (one.number, what, wording.formats.number(one.pieces), one.condition or DOTS, *((value,) if with_values else ()))
