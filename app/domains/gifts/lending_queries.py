"""What is lent out: of the register and of the bank, to whom, until when, and in which condition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select

from app.domains.gifts.drafts import LoanDraft, Photo
from app.domains.gifts.records import Gift, GiftItem, GiftLoan
from app.domains.gifts.reserving_queries import organisation_names, person_names, recipient_name
from app.domains.gifts.vocabulary import SEE_GIFTS
from app.kernel.money import Money
from app.kernel.queries import query
from app.kernel.translated import Multilingual
from app.kernel.work import Reader

_NOTHING = Multilingual()


@dataclass(frozen=True, slots=True)
class LoanRow:
    """A loan as it is listed; `code` is the inventory number of the object. `late`: it was due back before today and is not."""

    id: str
    gift_id: str | None
    item_id: str | None
    code: str
    name: Multilingual
    number: int
    person_id: str | None
    organisation_id: str | None
    borrower: Multilingual
    organisation: Multilingual
    purpose: str
    place: str
    since: date
    due_back_on: date | None
    back_on: date | None
    insured: Money | None
    condition_before: str
    condition_after: str
    remark: str
    late: bool

    @property
    def open(self) -> bool:
        """Whether it is still out."""
        return self.back_on is None


@query(SEE_GIFTS)
def loans(reader: Reader, *, open_only: bool = True, overdue: bool = False) -> Sequence[LoanRow]:
    """Give the loans by the day they are due back; only those that are out unless all are wanted, only the late ones when *overdue*."""
    conditions: list[ColumnElement[bool]] = []
    if open_only or overdue:
        conditions.append(GiftLoan.back_on.is_(None))
    if overdue:
        conditions.append(GiftLoan.due_back_on < reader.today)
    return _loans(reader, conditions)


@query(SEE_GIFTS)
def loans_of_item(reader: Reader, item: str) -> Sequence[LoanRow]:
    """Give the loans of an object of the bank, those that are out first."""
    return _loans(reader, [GiftLoan.item_id == item])


@query(SEE_GIFTS)
def loans_of_gift(reader: Reader, gift: str) -> Sequence[LoanRow]:
    """Give the loans of an object of the register, the one that is out first."""
    return _loans(reader, [GiftLoan.gift_id == gift])


@query(SEE_GIFTS)
def loan(reader: Reader, id: str) -> LoanRow:
    """Give one loan."""
    reader.get(GiftLoan, id)
    return _loans(reader, [GiftLoan.id == id])[0]


@query(SEE_GIFTS)
def loan_draft(reader: Reader, id: str) -> LoanDraft:
    """Read a loan for editing, with the photographs of its condition."""
    return draft_of_loan(reader.get(GiftLoan, id))


@query(SEE_GIFTS)
def loan_photos(reader: Reader, id: str) -> tuple[Photo, ...]:
    """Give the photographs of the condition before and after a loan."""
    return tuple(Photo(photo.digest, photo.caption, photo.taken_on) for photo in reader.get(GiftLoan, id).photos)


def draft_of_loan(row: GiftLoan) -> LoanDraft:
    """Give what a form shows of a loan."""
    return LoanDraft(
        gift_id=row.gift_id,
        item_id=row.item_id,
        number=row.number,
        person_id=row.person_id,
        organisation_id=row.organisation_id,
        borrower_said=row.borrower_said,
        purpose=row.purpose,
        place=row.place,
        since=row.since,
        due_back_on=row.due_back_on,
        insured=row.insured,
        condition_before=row.condition_before,
        remark=row.remark,
        photos=tuple(Photo(photo.digest, photo.caption, photo.taken_on) for photo in row.photos),
    )


def _loans(reader: Reader, conditions: Sequence[ColumnElement[bool]]) -> list[LoanRow]:
    statement = (
        select(GiftLoan, Gift.number, Gift.description, GiftItem.code, GiftItem.name)
        .join(Gift, Gift.id == GiftLoan.gift_id, isouter=True)
        .join(GiftItem, GiftItem.id == GiftLoan.item_id, isouter=True)
        .where(*conditions)
    )
    found = reader.rows(statement)
    names = person_names(reader, (one[0].person_id for one in found))
    bodies = organisation_names(reader, (one[0].organisation_id for one in found))
    rows: list[LoanRow] = []
    for row, gift_number, description, code, name in found:
        organisation = bodies.get(row.organisation_id or "", _NOTHING)
        rows.append(
            LoanRow(
                id=row.id,
                gift_id=row.gift_id,
                item_id=row.item_id,
                code=gift_number or code or "",
                name=description or name or _NOTHING,
                number=row.number,
                person_id=row.person_id,
                organisation_id=row.organisation_id,
                borrower=recipient_name(names.get(row.person_id or "", ""), organisation, row.borrower_said),
                organisation=organisation,
                purpose=row.purpose,
                place=row.place,
                since=row.since,
                due_back_on=row.due_back_on,
                back_on=row.back_on,
                insured=row.insured,
                condition_before=row.condition_before,
                condition_after=row.condition_after,
                remark=row.remark,
                late=row.back_on is None and row.due_back_on is not None and row.due_back_on < reader.today,
            )
        )
    return sorted(rows, key=lambda row: (row.back_on is not None, row.due_back_on or date.max, row.since, row.id))
