"""The loan agreement: what is lent to whom, until when, in which condition and for how much it is insured, with room for both ends of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.domains.gifts.papers.parts import OFFICE, Party, Picture, Signer, as_on, facts, meta, photographs, signatures
from app.domains.gifts.papers.receipts import DOTS
from app.kernel.document import Block, Bullets, Document, Heading, Notice, PageBreak, Paragraph
from app.kernel.money import Money
from app.kernel.translated import Lazy, Multilingual, Wording, lazy


@dataclass(frozen=True, slots=True)
class LoanFacts:
    """What a loan agreement says. `pictures` show the condition before the loan; `back_on` and `condition_after` once it is back."""

    number: str
    name: Multilingual
    pieces: int = 1
    borrower: Party = Party()
    purpose: str = ""
    place: str = ""
    since: date | None = None
    due_back_on: date | None = None
    insured: Money | None = None
    condition_before: str = ""
    remark: str = ""
    size: str = ""
    pictures: tuple[Picture, ...] = ()
    back_on: date | None = None
    condition_after: str = ""
    made_on: date | None = None


CONDITIONS: tuple[Lazy, ...] = (
    lazy("The object stays the property of the Brussels-Capital Region; it is not lent on, sold, pledged or altered."),
    lazy("The borrower keeps it in a safe and dry place, and uses it for the stated purpose and at the stated place only."),
    lazy("The borrower insures it for the stated value from the day on which it is collected until it is back."),
    lazy("Loss, theft or damage is reported to the lender at once; nothing is repaired or cleaned without the lender’s consent."),
    lazy("The object comes back on the stated day at the latest, or earlier when the lender asks for it in writing."),
    lazy("Whenever it is shown, it is said that the object was lent by the Brussels-Capital Region."),
)
"""What both sides agree on; usual conditions, which the office compares with its own before the first use."""


def loan_paper(loan: LoanFacts, wording: Wording) -> Document:
    """Write a loan agreement; the part on the return is to be filled in when the object comes back."""
    title = wording.say("Loan agreement")
    stamp = as_on(loan.made_on, wording) if loan.made_on else ""
    return Document(meta(wording, title, loan.number, stamp, None), tuple(_blocks(loan, wording, title)))


def _blocks(loan: LoanFacts, wording: Wording, title: str) -> Iterator[Block]:
    borrower = loan.borrower
    yield Heading(title, 1)
    yield facts(
        wording,
        (lazy("Lender"), wording.say("{office}, for the Brussels-Capital Region", office=OFFICE)),
        (lazy("Borrower"), borrower.told(wording) or DOTS),
        (lazy("Object"), loan.name),
        (lazy("Inventory number"), loan.number),
        (lazy("Pieces"), loan.pieces),
        (lazy("Size"), loan.size),
        (lazy("Lent for"), loan.purpose or DOTS),
        (lazy("Place"), loan.place or DOTS),
        (lazy("From"), loan.since or DOTS),
        (lazy("Due back on"), loan.due_back_on or DOTS),
        (lazy("Insured for"), loan.insured or DOTS),
    )
    if missing := _missing(loan, wording):
        yield Notice(wording.say("Still to be filled in before it is signed: {what}.", what=wording.formats.join(missing)))
    yield Heading(wording.say("Condition before the loan"), 3)
    yield Paragraph(loan.condition_before or DOTS * 3)
    yield Heading(wording.say("Conditions"), 3)
    yield Bullets(tuple(wording.text(one) for one in CONDITIONS))
    if loan.remark:
        yield Paragraph(loan.remark)
    yield Paragraph(wording.say("Made in two copies, one for each who signs."), quiet=True)
    yield signatures((Signer(lazy("For the lender")), Signer(lazy("For the borrower"), borrower.name or borrower.said)), wording)
    yield PageBreak()
    yield Heading(wording.say("Return of the loan"), 1)
    yield facts(
        wording,
        (lazy("Object"), loan.name),
        (lazy("Inventory number"), loan.number),
        (lazy("Borrower"), borrower.told(wording) or DOTS),
        (lazy("Due back on"), loan.due_back_on or DOTS),
        (lazy("Back on"), loan.back_on or DOTS),
        (lazy("Condition"), loan.condition_after or DOTS * 3),
    )
    yield signatures((Signer(lazy("Given back by"), borrower.name or borrower.said), Signer(lazy("Taken back by"))), wording)
    if loan.pictures:  # beside the return, where they are compared with what comes back
        yield Heading(wording.say("Condition before the loan"), 3)
        yield from photographs(loan.pictures, wording.say("Condition before the loan"))


def _missing(loan: LoanFacts, wording: Wording) -> list[str]:
    """Name what a loan should not begin without."""
    wanted = (
        (lazy("the day on which it is due back"), loan.due_back_on),
        (lazy("the insured value"), loan.insured),
        (lazy("the condition before the loan"), loan.condition_before),
    )
    return [wording.text(what) for what, known in wanted if not known]
