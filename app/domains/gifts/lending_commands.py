"""How objects of the register and of the bank are lent out and taken back, with their condition before and after."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from app.domains.gifts import stock_rules as rules
from app.domains.gifts.bank_commands import book, require_free, require_there
from app.domains.gifts.deciding_commands import add_fate
from app.domains.gifts.drafts import FateDraft, LoanDraft, Photo
from app.domains.gifts.lending_queries import draft_of_loan
from app.domains.gifts.photos_commands import edit_photos, photos_of, put_photos
from app.domains.gifts.records import Gift, GiftItem, GiftLoan
from app.domains.gifts.register_commands import name_of, standing_gift
from app.domains.gifts.reserving_queries import recipient_name
from app.domains.gifts.vocabulary import EDIT_GIFTS, GONE, Acceptance, Direction, Fate, MovementKind, Ownership
from app.domains.people.records import Organisation, Person
from app.kernel.commands import Command, handles
from app.kernel.drafts import accepted, apply, differing, fill
from app.kernel.errors import Finding, Refused, refuse
from app.kernel.names import clean
from app.kernel.translated import Lazy, Multilingual, lazy
from app.kernel.work import Work

_THEIRS = frozenset({Ownership.PERSON, Ownership.GIVER, Ownership.OTHER})
_FIXED = frozenset({"gift_id", "item_id", "number", "since"})


@dataclass(frozen=True, slots=True)
class LendGift(Command[str]):
    """Lend an object out: one of the register, or pieces of the bank."""

    permission = EDIT_GIFTS
    label = lazy("Lend a gift")

    draft: LoanDraft


@handles(LendGift)
def lend_gift(command: LendGift, work: Work) -> str:
    """Store the loan; pieces of the bank are booked out, an object of the register is lent out from then on."""
    draft = _accepted(command.draft, work)
    assert draft.since is not None
    assert draft.number is not None
    refuse(rules.not_to_come("since", draft.since, work.today))
    loan = GiftLoan()
    fill(loan, draft, without=("photos",))
    if draft.item_id:
        item = work.get(GiftItem, draft.item_id)
        require_free(work, item, draft.number)
        require_there(work, item, draft.number, draft.since)
        work.add(loan)
        book(work, item, MovementKind.LOAN, -draft.number, draft.since, loan=loan)
    else:
        gift = _lendable(work, draft.gift_id or "", draft.since)
        work.add(loan)
        _note_present(work, gift, draft.since)
        add_fate(work, gift, FateDraft(Fate.LENT, draft.since, str(_borrower(work, loan)), draft.place))
    put_photos(work, loan, draft.photos)
    work.describe(lazy("Lend {item} to {name}", item=_lent(work, loan), name=_borrower(work, loan)))
    return loan.id


@dataclass(frozen=True, slots=True)
class EditLoan(Command[str]):
    """Change what was agreed about a loan: until when, for what, where, insured for how much."""

    permission = EDIT_GIFTS
    label = lazy("Change a loan")

    loan: str
    before: LoanDraft
    after: LoanDraft


@handles(EditLoan)
def edit_loan(command: EditLoan, work: Work) -> str:
    """Write what differs; what was lent, and since when, stays."""
    loan, after = work.get(GiftLoan, command.loan), _accepted(command.after, work)
    if fixed := _FIXED & set(differing(draft_of_loan(loan), after)):
        message = lazy("This was lent out as it is: take it back, and lend it anew.")
        raise Refused(Finding(min(fixed), message, rule="loan-fixed", ref=loan.ref))
    edit_photos(work, loan, command.before.photos, after.photos)
    apply(loan.ref, loan, replace(command.before, photos=()), replace(after, photos=()))
    work.describe(lazy("Change the loan of {item}", item=_lent(work, loan)))
    return loan.id


@dataclass(frozen=True, slots=True)
class TakeBackLoan(Command[None]):
    """Note that what was lent out is back, in which condition, with photographs of it when there are."""

    permission = EDIT_GIFTS
    label = lazy("Take a loan back")

    loan: str
    day: date
    condition_after: str = ""
    photos: tuple[Photo, ...] = ()


@handles(TakeBackLoan)
def take_back_loan(command: TakeBackLoan, work: Work) -> None:
    """Close the loan; pieces are booked in again, an object of the register is what it was before, where it was before."""
    loan = work.get(GiftLoan, command.loan)
    if loan.back_on is not None:
        message = lazy("It came back on {day} already.", day=loan.back_on)
        raise Refused(Finding("day", message, rule="loan-back", ref=loan.ref))
    refuse(rules.not_to_come("day", command.day, work.today))
    if command.day < loan.since:
        message = lazy("It was lent out on {day}: it cannot come back before.", day=loan.since)
        raise Refused(Finding("day", message, rule="back-before-loan", ref=loan.ref, value=command.day, limit=loan.since))
    loan.back_on, loan.condition_after = command.day, clean(command.condition_after)
    known = photos_of(loan)
    added = tuple(photo for photo in command.photos if photo.digest not in {one.digest for one in known})
    refuse(rules.check_photos((*known, *added)))
    put_photos(work, loan, (*known, *added))
    if loan.item_id:
        book(work, work.get(GiftItem, loan.item_id), MovementKind.LOAN_BACK, loan.number, command.day, loan=loan)
    else:
        _put_back(work, work.get(Gift, loan.gift_id or ""), loan, command.day)
    work.describe(lazy("Take {item} back from {name}", item=_lent(work, loan), name=_borrower(work, loan)))


def _accepted(draft: LoanDraft, work: Work) -> LoanDraft:
    tidy = accepted(draft, rules.check_loan)
    for record, id in ((Person, tidy.person_id), (Organisation, tidy.organisation_id)):
        if id:
            work.get(record, id)
    return tidy


def _lendable(work: Work, id: str, since: date) -> Gift:
    gift = standing_gift(work, id)

    def refused(path: str, message: Lazy, rule: str) -> Refused:
        return Refused(Finding(path, message, rule=rule, ref=gift.ref))

    if gift.number is None:
        raise refused("gift_id", lazy("It has no number yet: enter it in the register before it is lent out."), "gift-not-entered")
    if gift.direction is Direction.GIVEN or gift.acceptance is Acceptance.DECLINED:
        raise refused("gift_id", lazy("Only what was received and accepted can be lent out."), "gift-not-here")
    if any(loan.back_on is None for loan in gift.loans):
        raise refused("gift_id", lazy("It is lent out: take it back first."), "gift-lent")
    if gift.fate in GONE:
        raise refused("gift_id", lazy("It is no longer in the hands of the office."), "gift-gone")
    if gift.ownership in _THEIRS:
        raise refused("gift_id", lazy("It does not belong to the Region: it is not for the office to lend."), "gift-of-another")
    earliest = max((row.day for row in gift.fates), default=gift.day)
    if since < max(earliest, gift.day):
        message = lazy("Something was noted of it on {day}: it cannot be lent out before.", day=max(earliest, gift.day))
        raise refused("since", message, "loan-before-fate")
    return gift


def _note_present(work: Work, gift: Gift, day: date) -> None:
    """Keep where an object was and who kept it, unless that stands there already, so that it can be put back."""
    last = max(gift.fates, key=lambda row: row.position, default=None)
    noted = (last.place, last.custodian_id, last.custodian_said) if last else ("", None, "")
    present = (gift.place, gift.custodian_id, gift.custodian_said)
    if present != noted:
        fate = gift.fate if last else Fate.KEPT
        add_fate(work, gift, FateDraft(fate, day, place=gift.place, custodian_id=gift.custodian_id, custodian_said=gift.custodian_said))


def _put_back(work: Work, gift: Gift, loan: GiftLoan, day: date) -> None:
    """Write what the object was before it was lent; nothing, when something else was noted of it meanwhile."""
    if gift.fate is not Fate.LENT:
        return
    rows = sorted(gift.fates, key=lambda row: row.position, reverse=True)
    before = next((row for row in rows if row.fate is not Fate.LENT), None)
    if before is None:
        add_fate(work, gift, FateDraft(Fate.KEPT, day, remark=loan.condition_after))
        return
    add_fate(
        work,
        gift,
        FateDraft(
            before.fate,
            day,
            place=before.place,
            custodian_id=before.custodian_id,
            custodian_said=before.custodian_said,
            remark=loan.condition_after,
        ),
    )


def _lent(work: Work, loan: GiftLoan) -> Multilingual | Lazy:
    item = work.find(GiftItem, loan.item_id)
    return item.name if item else name_of(work.get(Gift, loan.gift_id or ""))


def _borrower(work: Work, loan: GiftLoan) -> Multilingual:
    person, organisation = work.find(Person, loan.person_id), work.find(Organisation, loan.organisation_id)
    return recipient_name(person.name if person else "", organisation.name if organisation else Multilingual(), loan.borrower_said)
