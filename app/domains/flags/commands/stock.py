"""What the office does with its stock of flags: enters and counts them, reserves, takes out and brings back, lends and borrows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from app.domains.flags import stock as rules
from app.domains.flags.commands.days import known_flags
from app.domains.flags.house import flag_rules
from app.domains.flags.queries.stock import draft_of_item, reservation_draft, shelves
from app.domains.flags.records import FlagItem, FlagMovement, FlagReservation
from app.domains.flags.stock import ItemDraft, MovementDraft, ReservationDraft, ReturnDraft, Shelf
from app.domains.flags.terms import EDIT_FLAGS, Condition, ReservationState
from app.domains.missions.records import Mission
from app.kernel.commands import Command, handles
from app.kernel.drafts import accepted, apply, fill, tidied
from app.kernel.errors import Changed, Finding, Refused, refuse
from app.kernel.translated import Lazy, Multilingual, lazy
from app.kernel.work import Work


@dataclass(frozen=True, slots=True)
class AddFlagItem(Command[str]):
    """Enter flags in the stock: bought, given or borrowed."""

    permission = EDIT_FLAGS
    label = lazy("Add flags to the stock")

    draft: ItemDraft


@handles(AddFlagItem)
def add_flag_item(command: AddFlagItem, work: Work) -> str:
    """Store the entry, and its flags as come today (borrowed ones on their first day)."""
    draft = _accepted_item(command.draft, work)
    item = FlagItem()
    fill(item, draft, without=("number",))
    work.describe(lazy("Add {flag} to the stock", flag=_title(work, draft.code)))
    work.add(item)
    if draft.number:
        day = min(draft.since or work.today, work.today)
        _note(work, item, MovementDraft(day, draft.number, Condition.NONE, Condition.GOOD))
    return item.id


@dataclass(frozen=True, slots=True)
class EditFlagItem(Command[str]):
    """Change an entry of the stock; another number of good ones is noted as a count of today."""

    permission = EDIT_FLAGS
    label = lazy("Change flags of the stock")

    item: str
    before: ItemDraft
    after: ItemDraft


@handles(EditFlagItem)
def edit_flag_item(command: EditFlagItem, work: Work) -> str:
    """Write the fields that differ."""
    after = _accepted_item(command.after, work)
    item = work.get(FlagItem, command.item)
    shelf = shelves(work, [item.id])[item.id]
    there = draft_of_item(item, shelf, work.today)
    work.describe(lazy("Change {flag} of the stock", flag=_title(work, after.code)))
    if command.before.number != after.number:
        if there.number not in (command.before.number, after.number):
            raise Changed(item.ref, ("number",))
        _count(work, item, (after.number or 0) - (there.number or 0))
    same_number = replace(after, number=command.before.number)
    _apply(item, command.before, same_number)
    return item.id


def _apply(item: FlagItem, before: ItemDraft, after: ItemDraft) -> None:
    # `number` is no column: it is the same in both drafts, so nothing is written of it.
    apply(item.ref, item, before, after)


def _accepted_item(draft: ItemDraft, work: Work) -> ItemDraft:
    tidy = tidied(draft)
    code = next(iter(known_flags((tidy.code,), work, "code")), "")
    tidy = replace(tidy, code=code, size=rules.written_size(tidy.size))
    refuse(rules.check_item(tidy))
    return tidy


def _count(work: Work, item: FlagItem, difference: int) -> None:
    if difference > 0:
        _note(work, item, MovementDraft(work.today, difference, Condition.NONE, Condition.GOOD))
    elif difference < 0:
        _note(work, item, MovementDraft(work.today, -difference, Condition.GOOD, Condition.NONE))


def _note(work: Work, item: FlagItem, draft: MovementDraft) -> str:
    assert draft.day is not None
    movement = FlagMovement(
        item_id=item.id,
        day=draft.day,
        number=draft.number,
        condition_before=draft.condition_before,
        condition_after=draft.condition_after,
        remark=draft.remark,
        noted_by=work.user.name,
        noted_at=work.now,
    )
    work.add(movement)
    return movement.id


def _title(work: Work, code: str) -> Multilingual:
    return flag_rules.of(work).title_of(code)


@dataclass(frozen=True, slots=True)
class RemoveFlagItem(Command[None]):
    """Remove an entry of the stock that was entered by mistake, with its history."""

    permission = EDIT_FLAGS
    label = lazy("Remove flags from the stock")

    item: str


@handles(RemoveFlagItem)
def remove_flag_item(command: RemoveFlagItem, work: Work) -> None:
    """Refused while flags of it are reserved or out."""
    item = work.get(FlagItem, command.item)
    if any(one.state is not ReservationState.RETURNED for one in item.reservations):
        message = lazy("Flags of this entry are reserved or out: release them first.")
        raise Refused(Finding("", message, rule="flags-in-use", ref=item.ref))
    work.describe(lazy("Remove {flag} from the stock", flag=_title(work, item.code)))
    work.remove(item)


@dataclass(frozen=True, slots=True)
class NoteMovement(Command[str]):
    """Note that flags came, went, or changed their condition: bought, worn, damaged, repaired, lost, thrown away, given back."""

    permission = EDIT_FLAGS
    label = lazy("Note a movement of flags")

    item: str
    draft: MovementDraft


@handles(NoteMovement)
def note_movement(command: NoteMovement, work: Work) -> str:
    """Store the movement; there must be as many in the condition they leave."""
    item, draft = work.get(FlagItem, command.item), accepted(command.draft, rules.check_movement)
    assert draft.day is not None
    assert draft.number is not None
    if draft.day > work.today:
        raise Refused(Finding("day", lazy("This day is still to come."), rule="day-to-come"))
    _require(draft, shelves(work, [item.id])[item.id], work.today)
    work.describe(lazy("Note a movement of {flag}", flag=_title(work, item.code)))
    return _note(work, item, draft)


def _require(draft: MovementDraft, shelf: Shelf, today: date) -> None:
    if draft.condition_before is Condition.NONE:
        return
    assert draft.day is not None
    assert draft.number is not None
    whole = Shelf(shelf.movements)  # of a loan too that is over: it is given back late
    there = min(whole.counts(day)[draft.condition_before] for day in (draft.day, today))
    if draft.number > there:
        message = lazy("There are only {number} of them in this condition.", number=max(there, 0))
        raise Refused(Finding("number", message, rule="more-than-there", value=draft.number, limit=there))


# ------------------------------------------------------------------------------------------------ reservations


@dataclass(frozen=True, slots=True)
class ReserveFlags(Command[str]):
    """Keep flags for a mission, an occasion, or a body that borrows them."""

    permission = EDIT_FLAGS
    label = lazy("Reserve flags")

    draft: ReservationDraft


@handles(ReserveFlags)
def reserve_flags(command: ReserveFlags, work: Work) -> str:
    """Store the reservation; refused when fewer are free on any of its days."""
    draft = _accepted_reservation(command.draft, work)
    item = work.get(FlagItem, draft.item_id or "")
    _require_free(work, item, draft)
    row = FlagReservation(reserved_by=work.user.name)
    fill(row, draft)
    work.describe(lazy("Reserve {flag}", flag=_title(work, item.code)))
    work.add(row)
    return row.id


@dataclass(frozen=True, slots=True)
class EditReservation(Command[str]):
    """Change a reservation."""

    permission = EDIT_FLAGS
    label = lazy("Change reservation of flags")

    reservation: str
    before: ReservationDraft
    after: ReservationDraft


@handles(EditReservation)
def edit_reservation(command: EditReservation, work: Work) -> str:
    """Write the fields that differ; of what has come back nothing changes any more."""
    row, after = work.get(FlagReservation, command.reservation), _accepted_reservation(command.after, work)
    if row.state is ReservationState.RETURNED:
        raise Refused(Finding("", lazy("These flags have come back: the reservation stays as it was."), rule="flags-back", ref=row.ref))
    item = work.get(FlagItem, after.item_id or "")
    if row.state is ReservationState.OUT and after.item_id != row.item_id:
        raise Refused(Finding("item_id", lazy("These flags are out: they cannot become other ones."), rule="flags-out", ref=row.ref))
    apply(row.ref, row, command.before, after)
    _require_free(work, item, reservation_draft.of(work, row.id), without=row.id)
    work.describe(lazy("Change reservation of {flag}", flag=_title(work, item.code)))
    return row.id


def _accepted_reservation(draft: ReservationDraft, work: Work) -> ReservationDraft:
    tidy = accepted(draft, rules.check_reservation)
    work.get(FlagItem, tidy.item_id or "")
    if tidy.mission_id:
        work.get(Mission, tidy.mission_id)
    return tidy


def _require_free(work: Work, item: FlagItem, draft: ReservationDraft, without: str = "") -> None:
    assert draft.number is not None
    assert draft.starts is not None
    assert draft.ends is not None
    shelf = shelves(work, [item.id])[item.id]
    free, day = shelf.least_free(draft.starts, draft.ends, work.today, without)
    if free < draft.number:
        raise Refused(
            Finding("number", not_free(_title(work, item.code), free, day), rule="flags-not-free", value=draft.number, limit=max(free, 0))
        )


def not_free(flag: Multilingual, free: int, day: date) -> Lazy:
    """Say that too few are free, and on which day."""
    if free <= 0:
        return lazy("No flag of {flag} is free on {day}: they are reserved, out, or not good.", flag=flag, day=day)
    return lazy("Only {number} of {flag} are free on {day}.", number=free, flag=flag, day=day)


@dataclass(frozen=True, slots=True)
class TakeOutFlags(Command[None]):
    """Note that reserved flags have left the stock."""

    permission = EDIT_FLAGS
    label = lazy("Take flags out")

    reservation: str


@handles(TakeOutFlags)
def take_out_flags(command: TakeOutFlags, work: Work) -> None:
    """Mark them as out from today on."""
    row = work.get(FlagReservation, command.reservation)
    _require_state(row, ReservationState.RESERVED)
    item = work.get(FlagItem, row.item_id)
    if work.today < row.starts:
        # They are gone from today on, which may be days that somebody else counts on.
        _require_free(work, item, replace(reservation_draft.of(work, row.id), starts=work.today), without=row.id)
        row.starts = work.today
    row.state, row.out_on = ReservationState.OUT, work.today
    work.describe(lazy("Take {flag} out", flag=_title(work, item.code)))


@dataclass(frozen=True, slots=True)
class ReturnFlags(Command[None]):
    """Note that flags have come back, and how: those that are worn, damaged or lost are no longer counted as good."""

    permission = EDIT_FLAGS
    label = lazy("Bring flags back")

    reservation: str
    draft: ReturnDraft


@handles(ReturnFlags)
def return_flags(command: ReturnFlags, work: Work) -> None:
    """Close the reservation, and note what happened to the flags."""
    row, draft = work.get(FlagReservation, command.reservation), tidied(command.draft)
    _require_state(row, ReservationState.OUT)
    draft = replace(draft, day=draft.day or work.today)
    refuse(rules.check_return(draft, row.number))
    assert draft.day is not None
    if draft.day > work.today or (row.out_on and draft.day < row.out_on):
        raise Refused(Finding("day", lazy("They come back between the day they went out and today."), rule="return-day"))
    item = work.get(FlagItem, row.item_id)
    row.state, row.returned_on = ReservationState.RETURNED, draft.day
    row.worn, row.damaged, row.lost, row.damage = draft.worn, draft.damaged, draft.lost, draft.damage
    for number, condition in ((draft.worn, Condition.WORN), (draft.damaged, Condition.DAMAGED), (draft.lost, Condition.LOST)):
        if number:
            _note(work, item, MovementDraft(draft.day, number, Condition.GOOD, condition, draft.damage))
    work.describe(lazy("Bring {flag} back", flag=_title(work, item.code)))


@dataclass(frozen=True, slots=True)
class ReleaseFlags(Command[None]):
    """Give reserved flags back to the stock without their having left it."""

    permission = EDIT_FLAGS
    label = lazy("Release reserved flags")

    reservation: str


@handles(ReleaseFlags)
def release_flags(command: ReleaseFlags, work: Work) -> None:
    """Remove the reservation."""
    row = work.get(FlagReservation, command.reservation)
    _require_state(row, ReservationState.RESERVED)
    work.describe(lazy("Release {flag}", flag=_title(work, work.get(FlagItem, row.item_id).code)))
    work.remove(row)


def _require_state(row: FlagReservation, wanted: ReservationState) -> None:
    if row.state is wanted:
        return
    match row.state:
        case ReservationState.RESERVED:
            message = lazy("These flags are reserved and have not left the stock.")
        case ReservationState.OUT:
            message = lazy("These flags are out: bring them back first.")
        case ReservationState.RETURNED:
            message = lazy("These flags have come back already.")
    raise Refused(Finding("state", message, rule="reservation-state", ref=row.ref))


@dataclass(frozen=True, slots=True)
class GiveBackLoan(Command[None]):
    """Note that borrowed flags went back to their owner: all that are here, and what is left of the loan ends today."""

    permission = EDIT_FLAGS
    label = lazy("Give borrowed flags back")

    item: str
    remark: str = ""


@handles(GiveBackLoan)
def give_back_loan(command: GiveBackLoan, work: Work) -> None:
    """Note that they went; refused while some are reserved or out."""
    item = work.get(FlagItem, command.item)
    if not item.borrowed_from:
        raise Refused(Finding("borrowed_from", lazy("These flags are not borrowed."), rule="not-borrowed", ref=item.ref))
    if any(one.state is not ReservationState.RETURNED for one in item.reservations):
        raise Refused(Finding("", lazy("Flags of this entry are reserved or out: release them first."), rule="flags-in-use", ref=item.ref))
    shelf = shelves(work, [item.id])[item.id]
    counts = Shelf(shelf.movements).counts(work.today)
    there = {condition: counts[condition] for condition in (Condition.GOOD, Condition.WORN, Condition.DAMAGED) if counts[condition] > 0}
    if not there:
        raise Refused(Finding("number", lazy("None of them is here any more."), rule="nothing-to-give-back", ref=item.ref))
    for condition, number in there.items():
        _note(work, item, MovementDraft(work.today, number, condition, Condition.NONE, command.remark.strip()))
    work.describe(lazy("Give {flag} back to {owner}", flag=_title(work, item.code), owner=item.borrowed_from))
