"""How a gift is chosen for somebody: reserved, changed, released. No piece is promised twice, and no warning passes without a reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from app.domains.gifts import stock_rules as rules
from app.domains.gifts.bank_commands import require_free
from app.domains.gifts.drafts import ReservationDraft
from app.domains.gifts.events import GiftsChanged
from app.domains.gifts.records import GiftItem, GiftReservation
from app.domains.gifts.register_rules import LONGEST_TEXT
from app.domains.gifts.suggest_queries import warnings_for
from app.domains.gifts.suggesting import unanswered
from app.domains.gifts.vocabulary import EDIT_GIFTS, ReservationState
from app.domains.missions.records import Mission, ProgrammeItem
from app.domains.people.records import Organisation, Person
from app.kernel.commands import Command, handles
from app.kernel.drafts import accepted, apply, differing, fill
from app.kernel.errors import Finding, Refused, Severity, refuse
from app.kernel.names import clean
from app.kernel.translated import Multilingual, lazy
from app.kernel.work import Work

_ASKED_AGAIN = frozenset({"item_id", "number", "person_id", "organisation_id", "mission_id", "moment_id", "day", "answers"})
_GONE = frozenset({"item_id", "number", "mission_id"})  # what no longer changes once the pieces have left


@dataclass(frozen=True, slots=True)
class ReserveGift(Command[str]):
    """Choose a gift for somebody and keep it; every warning is answered with a reason, or the gift is another one."""

    permission = EDIT_GIFTS
    label = lazy("Reserve a gift")

    draft: ReservationDraft


@handles(ReserveGift)
def reserve_gift(command: ReserveGift, work: Work) -> str:
    """Store the reservation; refused when fewer are free, or while a warning is not answered."""
    draft = _accepted(command.draft, work)
    item = work.get(GiftItem, draft.item_id or "")
    assert draft.number is not None
    _require_offered(item, work.today)
    require_free(work, item, draft.number)
    draft = _answered(work, draft)
    row = GiftReservation(state=ReservationState.RESERVED, reserved_by=work.user.name, reserved_on=work.today)
    fill(row, draft)
    work.describe(lazy("Reserve {item} for {name}", item=item.name, name=whom(work, row)))
    work.add(row)
    tell(work, row.mission_id)
    return row.id


@dataclass(frozen=True, slots=True)
class EditGiftReservation(Command[str]):
    """Change who gets a gift, when, or who carries it."""

    permission = EDIT_GIFTS
    label = lazy("Change the reservation of a gift")

    reservation: str
    before: ReservationDraft
    after: ReservationDraft


@handles(EditGiftReservation)
def edit_reservation(command: EditGiftReservation, work: Work) -> str:
    """Write what differs; pieces that have left stay the same pieces, and what was handed over is corrected in the register."""
    row, after = work.get(GiftReservation, command.reservation), _accepted(command.after, work)
    changed = differing(command.before, after)
    _require_open(row, changed)
    item = work.get(GiftItem, after.item_id or "")
    assert after.number is not None
    kept = after.item_id == row.item_id and after.number <= row.number
    if row.state is ReservationState.RESERVED and not kept:
        _require_offered(item, work.today)
        require_free(work, item, after.number - (row.number if after.item_id == row.item_id else 0))
    missions = {row.mission_id, after.mission_id}
    if _ASKED_AGAIN & set(changed):
        after = _answered(work, after, without=row.id, kept=kept)
    apply(row.ref, row, command.before, after)
    work.describe(lazy("Change the reservation of {item} for {name}", item=item.name, name=whom(work, row)))
    tell(work, *missions)
    return row.id


@dataclass(frozen=True, slots=True)
class ReleaseReservation(Command[None]):
    """Give reserved pieces back to the bank without their having left it."""

    permission = EDIT_GIFTS
    label = lazy("Release reserved gifts")

    reservations: tuple[str, ...]
    reason: str = ""


@handles(ReleaseReservation)
def release_reservation(command: ReleaseReservation, work: Work) -> None:
    """Mark them; who had chosen what for whom stays written."""
    rows, reason = rows_of(work, command.reservations, ReservationState.RESERVED), clean(command.reason)
    if len(reason) > LONGEST_TEXT:
        message = lazy("This text is too long: at most {limit} characters.", limit=LONGEST_TEXT)
        raise Refused(Finding("reason", message, rule="text-too-long", limit=LONGEST_TEXT))
    for row in rows:
        row.state, row.released_why = ReservationState.RELEASED, reason
    if len(rows) == 1:
        item = work.get(GiftItem, rows[0].item_id)
        work.describe(lazy("Release {item} for {name}", item=item.name, name=whom(work, rows[0])))
    tell(work, *(row.mission_id for row in rows))


# ------------------------------------------------------------------------------------------------ for all who reserve and issue


def rows_of(work: Work, ids: Iterable[str], wanted: ReservationState) -> list[GiftReservation]:
    """Fetch chosen gifts, each once; refused unless every one of them is in the state that is *wanted*."""
    rows = [work.get(GiftReservation, id) for id in dict.fromkeys(ids)]
    if not rows:
        raise Refused(Finding("reservations", lazy("Choose a gift."), rule="nothing-chosen"))
    for row in rows:
        require_state(work, row, wanted)
    return rows


def require_state(work: Work, row: GiftReservation, wanted: ReservationState) -> None:
    """Refuse, in words, what cannot be done with a gift that is already further, or not yet as far."""
    if row.state is wanted:
        return
    item = work.get(GiftItem, row.item_id).name
    match row.state:
        case ReservationState.RESERVED:
            message = lazy("{item} is reserved and has not left the bank.", item=item)
        case ReservationState.ISSUED:
            message = lazy("{item} has left the bank already.", item=item)
        case ReservationState.RETURNED:
            message = lazy("{item} was brought back already.", item=item)
        case ReservationState.RELEASED:
            message = lazy("{item} was released: it is no longer kept for anybody.", item=item)
    raise Refused(Finding("state", message, rule="reservation-state", ref=row.ref))


def whom(work: Work, row: GiftReservation) -> str | Multilingual:
    """Name who gets a gift."""
    if person := work.find(Person, row.person_id):
        return person.name
    organisation = work.find(Organisation, row.organisation_id)
    return organisation.name if organisation else row.recipient_said


def tell(work: Work, *missions: str | None) -> None:
    """Tell the other domains that the gifts of these missions are others now."""
    work.flush()
    for mission in dict.fromkeys(missions):
        if mission:
            work.announce(GiftsChanged(mission))


def _accepted(draft: ReservationDraft, work: Work) -> ReservationDraft:
    tidy = accepted(draft, rules.check_reservation)
    work.get(GiftItem, tidy.item_id or "")
    for record, id in (
        (Mission, tidy.mission_id),
        (Person, tidy.person_id),
        (Organisation, tidy.organisation_id),
        (Person, tidy.carrier_id),
        (Person, tidy.giver_id),
    ):
        if id:
            work.get(record, id)
    if tidy.moment_id and work.get(ProgrammeItem, tidy.moment_id).mission_id != tidy.mission_id:
        message = lazy("This line of the programme belongs to another mission.")
        raise Refused(Finding("moment_id", message, rule="moment-of-another-mission"))
    return tidy


def _require_offered(item: GiftItem, today: date) -> None:
    if item.retired_on is not None and item.retired_on <= today:
        message = lazy("{item} is no longer offered since {day}.", item=item.name, day=item.retired_on)
        raise Refused(Finding("item_id", message, rule="item-retired", ref=item.ref))


def _require_open(row: GiftReservation, changed: tuple[str, ...]) -> None:
    if row.state in (ReservationState.RETURNED, ReservationState.RELEASED):
        message = lazy("This gift was brought back or released: what was planned stays as it was.")
        raise Refused(Finding("state", message, rule="reservation-over", ref=row.ref))
    if row.gift_id is not None and changed:
        message = lazy("This gift was handed over: correct its entry in the register.")
        raise Refused(Finding("state", message, rule="gift-handed-over", ref=row.ref))
    if row.state is ReservationState.ISSUED and (fixed := _GONE & set(changed)):
        message = lazy("These pieces have left the bank: bring them back to choose others.")
        raise Refused(Finding(min(fixed), message, rule="gift-issued", ref=row.ref))


def _answered(work: Work, draft: ReservationDraft, *, without: str = "", kept: bool = False) -> ReservationDraft:
    """Keep the answers to the warnings there are; refuse while one has none.

    What bars an object from being chosen does not bar it from being *kept*: its mission may still move when pieces were lost.
    """
    assert draft.item_id is not None
    assert draft.number is not None
    whose = (draft.person_id, draft.organisation_id, draft.mission_id)
    told = warnings_for(work, draft.item_id, *whose, _day(work, draft), draft.number, without)
    if kept:
        told = tuple(warning for warning in told if warning.severity is not Severity.BLOCKS)
    refuse(
        Finding("answers", warning.message, rule="warning-unanswered", value=warning.code, source=warning.source)
        for warning in unanswered(told, draft.answers)
    )
    answers = {code: clean(reason) for code, reason in draft.answers}
    return replace(draft, answers=tuple((warning.code, answers[warning.code]) for warning in told))


def _day(work: Work, draft: ReservationDraft) -> date | None:
    moment = work.find(ProgrammeItem, draft.moment_id)
    return (moment.day if moment else None) or draft.day
