"""What the office does with the objects of its gift bank: enters, changes and retires them, buys more of them, and notes what was lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from app.domains.gifts import stock_rules as rules
from app.domains.gifts.bank_queries import shelves
from app.domains.gifts.drafts import ItemDraft, MovementDraft
from app.domains.gifts.photos_commands import edit_photos, put_photos
from app.domains.gifts.records import Gift, GiftCount, GiftCountLine, GiftItem, GiftLoan, GiftMovement, GiftReservation
from app.domains.gifts.vocabulary import EDIT_GIFTS, CountState, MovementKind
from app.kernel.commands import Command, handles
from app.kernel.drafts import accepted, apply, fill
from app.kernel.errors import Finding, Refused, refuse
from app.kernel.names import fold
from app.kernel.translated import lazy
from app.kernel.work import Work


@dataclass(frozen=True, slots=True)
class AddGiftItem(Command[str]):
    """Enter an object in the bank; without a code it gets the next one."""

    permission = EDIT_GIFTS
    label = lazy("Add an object to the gift bank")

    draft: ItemDraft


@handles(AddGiftItem)
def add_item(command: AddGiftItem, work: Work) -> str:
    """Store the object, with nothing of it in stock yet."""
    draft = _accepted(command.draft, work)
    item = GiftItem(sort_name=fold(str(draft.name)))
    fill(item, replace(draft, code=draft.code or _next_code(work)), without=("photos",))
    work.add(item)
    put_photos(work, item, draft.photos)
    work.describe(lazy("Add {item} to the gift bank", item=item.name))
    return item.id


@dataclass(frozen=True, slots=True)
class EditGiftItem(Command[str]):
    """Change an object of the bank."""

    permission = EDIT_GIFTS
    label = lazy("Change an object of the gift bank")

    item: str
    before: ItemDraft
    after: ItemDraft


@handles(EditGiftItem)
def edit_item(command: EditGiftItem, work: Work) -> str:
    """Write what differs; the code stays once pieces have come, because labels carry it."""
    item = work.get(GiftItem, command.item)
    after = _accepted(replace(command.after, code=command.after.code or item.code), work, item.id)
    before = replace(command.before, code=command.before.code or item.code)
    if after.code != item.code and item.movements:
        message = lazy("Labels carry the code {code}: it stays, because pieces of this object have come or gone.", code=item.code)
        raise Refused(Finding("code", message, rule="item-code-used", ref=item.ref))
    edit_photos(work, item, before.photos, after.photos)
    apply(item.ref, item, replace(before, photos=()), replace(after, photos=()))
    item.sort_name = fold(str(item.name))
    work.describe(lazy("Change {item} of the gift bank", item=item.name))
    return item.id


def _accepted(draft: ItemDraft, work: Work, id: str = "") -> ItemDraft:
    tidy = accepted(replace(draft, customs_code="".join(draft.customs_code.split())), rules.check_item)
    tidy = replace(tidy, code=rules.written_code(tidy.code))
    if tidy.code and (other := work.scalar(select(GiftItem).where(GiftItem.code == tidy.code, GiftItem.id != id))) is not None:
        message = lazy("{code} is the code of {item} already.", code=tidy.code, item=other.name)
        raise Refused(Finding("code", message, rule="item-code-twice", ref=other.ref))
    return tidy


def _next_code(work: Work) -> str:
    return rules.code_after(work.scalars(select(GiftItem.code).where(GiftItem.code.startswith("B-"))))


@dataclass(frozen=True, slots=True)
class RemoveGiftItem(Command[None]):
    """Remove an object that was entered by mistake."""

    permission = EDIT_GIFTS
    label = lazy("Remove an object from the gift bank")

    item: str


@handles(RemoveGiftItem)
def remove_item(command: RemoveGiftItem, work: Work) -> None:
    """Refused once anything happened to it: then it is no longer offered, and stays."""
    item = work.get(GiftItem, command.item)
    used = (GiftMovement, GiftReservation, GiftLoan, GiftCountLine, Gift)
    if any(work.scalar(select(record.id).where(record.item_id == item.id)) for record in used):
        message = lazy("Pieces of this object have come, gone or been counted: it stays in the bank. Stop offering it instead.")
        raise Refused(Finding("", message, rule="item-in-use", ref=item.ref))
    work.describe(lazy("Remove {item} from the gift bank", item=item.name))
    work.remove(item)


@dataclass(frozen=True, slots=True)
class RetireItem(Command[None]):
    """Stop offering an object; what is left of it stays in stock. Without a day it is offered again."""

    permission = EDIT_GIFTS
    label = lazy("Stop offering an object of the gift bank")

    item: str
    day: date | None


@handles(RetireItem)
def retire_item(command: RetireItem, work: Work) -> None:
    """Write the day."""
    item = work.get(GiftItem, command.item)
    item.retired_on = command.day
    work.describe(lazy("Stop offering {item}", item=item.name) if command.day else lazy("Offer {item} again", item=item.name))


@dataclass(frozen=True, slots=True)
class NoteGiftMovement(Command[str]):
    """Note that pieces were bought, or were lost, broken or thrown away."""

    permission = EDIT_GIFTS
    label = lazy("Note a movement of the gift bank")

    item: str
    draft: MovementDraft


@handles(NoteGiftMovement)
def note_movement(command: NoteGiftMovement, work: Work) -> str:
    """Store the movement; no more can be lost than are there on its day and since."""
    item, draft = work.get(GiftItem, command.item), accepted(command.draft, rules.check_movement)
    assert draft.day is not None
    assert draft.number is not None
    refuse(rules.not_to_come("day", draft.day, work.today))
    if draft.movement is MovementKind.LOSS:
        require_there(work, item, draft.number, draft.day)
        work.describe(lazy("Note {number} of {item} as lost", number=draft.number, item=item.name))
        return book(work, item, MovementKind.LOSS, -draft.number, draft.day, remark=draft.remark).id
    work.describe(lazy("Buy {number} of {item}", number=draft.number, item=item.name))
    movement = book(work, item, MovementKind.PURCHASE, draft.number, draft.day, remark=draft.remark)
    movement.best_before = rules.best_before(draft, item.shelf_days)
    movement.unit_cost, movement.supplier = draft.unit_cost or item.unit_cost, draft.supplier or item.supplier
    return movement.id


@dataclass(frozen=True, slots=True)
class WithdrawMovement(Command[None]):
    """Take back a purchase or a loss that was noted by mistake."""

    permission = EDIT_GIFTS
    label = lazy("Withdraw a movement of the gift bank")

    movement: str


@handles(WithdrawMovement)
def withdraw_movement(command: WithdrawMovement, work: Work) -> None:
    """Remove it; what follows from a reservation, a loan or a stock-taking is taken back there. The guard looks at what is left."""
    movement = work.get(GiftMovement, command.movement)
    item = work.get(GiftItem, movement.item_id)
    if movement.movement not in rules.BY_HAND:
        message = lazy("This movement follows from a reservation, a loan or a stock-taking: it is not withdrawn by itself.")
        raise Refused(Finding("", message, rule="movement-by-hand", ref=movement.ref))
    if movement.number > 0:
        require_there(work, item, movement.number, movement.day)
    work.describe(lazy("Withdraw a movement of {item}", item=item.name))
    work.remove(movement)


# ------------------------------------------------------------------------------------------------ for all who book


def require_there(work: Work, item: GiftItem, number: int, day: date) -> None:
    """Refuse when fewer pieces than *number* are there on *day*, or on any day since."""
    there = shelves(work, [item.id])[item.id].can_leave(day)
    if there < number:
        raise Refused(
            Finding("number", rules.too_few(item.name, there, day), rule="gift-not-there", ref=item.ref, value=number, limit=there)
        )


def require_free(work: Work, item: GiftItem, number: int) -> None:
    """Refuse when fewer pieces than *number* are free."""
    free = shelves(work, [item.id])[item.id].free
    if free < number:
        raise Refused(
            Finding("number", rules.not_free(item.name, free), rule="gift-not-free", ref=item.ref, value=number, limit=max(free, 0))
        )


def book(
    work: Work,
    item: GiftItem,
    kind: MovementKind,
    number: int,
    day: date,
    *,
    reservation: GiftReservation | None = None,
    loan: GiftLoan | None = None,
    count: str | None = None,
    remark: str = "",
) -> GiftMovement:
    """Store a movement of *number* pieces (signed), in the name of whoever does it."""
    movement = GiftMovement(
        item_id=item.id,
        movement=kind,
        day=day,
        number=number,
        mission_id=reservation.mission_id if reservation else None,
        reservation_id=reservation.id if reservation else None,
        loan_id=loan.id if loan else None,
        count_id=count,
        remark=remark,
        noted_by=work.user.name,
        noted_at=_after_the_count(work, item),
    )
    work.add(movement)
    return movement


def _after_the_count(work: Work, item: GiftItem) -> datetime:
    """Give the moment of a movement: after the pieces were counted in a stock-taking that goes on, whatever the clocks of two desks say."""
    counted = select(func.max(GiftCountLine.noted_at)).join(GiftCount, GiftCount.id == GiftCountLine.count_id)
    last = work.scalar(counted.where(GiftCountLine.item_id == item.id, GiftCount.state == CountState.OPEN))
    return work.now if last is None else max(work.now, last + timedelta(microseconds=1))
