"""What becomes of gifts when their mission moves, ends or goes, and when a line of the programme goes.

What is only reserved follows or is released by itself; what has left the shelf is brought back by hand. An entry of the register stays
whatever becomes of its mission.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import or_, select

from app.domains.gifts.bank_queries import shelves
from app.domains.gifts.events import GiftsChanged
from app.domains.gifts.records import Gift, GiftItem, GiftMovement, GiftReservation
from app.domains.gifts.stock_rules import past_its_day
from app.domains.gifts.vocabulary import GIFT_RESERVATION, ReservationState
from app.domains.missions.events import ItemRemoved, MissionCancelled, MissionMoved, MissionRemoved
from app.domains.missions.records import Mission, ProgrammeItem
from app.kernel.consequences import Consequence, Effect
from app.kernel.events import Reaction
from app.kernel.ids import Ref
from app.kernel.readiness import Duty
from app.kernel.translated import Lazy, lazy, lazy_count
from app.kernel.work import Work

AREA = lazy("Gifts")


# ------------------------------------------------------------------------------------------------ a mission moves


def follow_move(event: MissionMoved, work: Work) -> None:
    """Days of hand-over move along; what will be past its best-before day by then is to be replaced by hand."""
    waiting = _waiting(work, event.mission)
    if not waiting:
        return
    work.flush()  # the lines of the programme have moved
    if event.days is None:
        if event.after[0] is None:
            pieces = sum(row.number for row in waiting)
            text = lazy_count(
                "{number} gift stays reserved until new days are known.", "{number} gifts stay reserved until new days are known.", pieces
            )
            work.announce(Consequence(event.subject, AREA, Effect.WARNS, text))
        return
    moved = [row for row in waiting if row.day is not None and row.moment_id is None]
    for row in moved:
        row.day = _shifted(row.day, event.days)
    if moved:
        text = lazy_count("The hand-over of {number} gift moves along.", "The hand-over of {number} gifts moves along.", len(moved))
        work.announce(Consequence(event.subject, AREA, Effect.FOLLOWS, text))
        work.flush()
        work.announce(GiftsChanged(event.mission))  # days are counted from the hand-over of a gift
    _past_their_day(event, waiting, work)


def _shifted(day: date | None, days: int) -> date | None:
    try:
        return day + timedelta(days) if day is not None else None
    except OverflowError:
        return day


def _past_their_day(event: MissionMoved, waiting: Sequence[GiftReservation], work: Work) -> None:
    reserved = [row for row in waiting if row.state is ReservationState.RESERVED]
    if not reserved:
        return
    days = _days_of(work, reserved, event.after[0].exact if event.after[0] else None)
    counted, items = shelves(work, {row.item_id for row in reserved}), _items(work, reserved)
    for row in reserved:
        day = days[row.id]
        if day is not None and past_its_day(counted[row.item_id], row.number, day):
            text = lazy("Replace {gift}: it will be past its best-before day on {day}.", gift=items[row.item_id].name, day=day)
            _by_hand(work, event.subject, row, text, due=max(day, work.today))


def _days_of(work: Work, rows: Sequence[GiftReservation], first: date | None) -> dict[str, date | None]:
    moments = [row.moment_id for row in rows if row.moment_id]
    found = work.rows(select(ProgrammeItem.id, ProgrammeItem.day).where(ProgrammeItem.id.in_(moments)))
    days: dict[str, date | None] = {row.id: row.day for row in found}
    return {row.id: days.get(row.moment_id or "") or row.day or first for row in rows}


# ------------------------------------------------------------------------------------------------ a mission ends


def follow_end(event: MissionCancelled, work: Work) -> None:
    """What was reserved is free again; what has left the shelf is to be brought back."""
    waiting = _waiting(work, event.mission)
    reserved = [row for row in waiting if row.state is ReservationState.RESERVED]
    for row in reserved:
        row.state, row.released_why = ReservationState.RELEASED, event.reason
    if reserved:
        pieces = sum(row.number for row in reserved)
        text = lazy_count("{number} reserved gift is free again.", "{number} reserved gifts are free again.", pieces)
        work.announce(Consequence(event.subject, AREA, Effect.ENDS, text))
    items = _items(work, waiting)
    for row in waiting:
        if row.state is ReservationState.ISSUED:
            text = lazy_count(
                "Bring {gift} back to the gift bank.",
                "Bring {number} × {gift} back to the gift bank.",
                row.number,
                gift=items[row.item_id].name,
            )
            _by_hand(work, event.subject, row, text, lasts=True)


def follow_removal(event: MissionRemoved, work: Work) -> None:
    """What was only reserved goes; what left the shelf and what stands in the register stays, under the name of the mission."""
    mission = work.get(Mission, event.mission)
    name = " · ".join(part for part in (mission.number, mission.title.best("nl")) if part)
    for gift in work.scalars(select(Gift).where(Gift.mission_id == event.mission)):
        gift.mission_id, gift.moment_id, gift.occasion = None, None, _named(gift.occasion, name)
    moved = list(work.scalars(select(GiftMovement).where(GiftMovement.mission_id == event.mission)))
    for movement in moved:
        movement.mission_id, movement.remark = None, _named(movement.remark, name)
    left = {movement.reservation_id for movement in moved}
    for row in work.scalars(select(GiftReservation).where(GiftReservation.mission_id == event.mission)):
        if row.id in left or row.gift_id is not None:
            row.mission_id, row.moment_id, row.occasion = None, None, _named(row.occasion, name)
        else:
            work.remove(row)
    work.flush()


def _named(text: str, name: str) -> str:
    return f"{text} ({name})" if text and name not in text else text or name


# ------------------------------------------------------------------------------------------------ a line of the programme goes


def follow_item(event: ItemRemoved, work: Work) -> None:
    """Forget the line at which a gift is handed over; its day stays."""
    item = work.get(ProgrammeItem, event.item)
    for row in work.scalars(select(GiftReservation).where(GiftReservation.moment_id == event.item)):
        row.moment_id, row.day = None, row.day or item.day
    for gift in work.scalars(select(Gift).where(Gift.moment_id == event.item)):
        gift.moment_id = None
    work.flush()  # the line goes after whoever points at it


# ------------------------------------------------------------------------------------------------ for all of them


def _waiting(work: Work, mission: str) -> list[GiftReservation]:
    """Give what was chosen for a mission and has not been handed over."""
    open_ones = or_(
        GiftReservation.state == ReservationState.RESERVED,
        (GiftReservation.state == ReservationState.ISSUED) & GiftReservation.gift_id.is_(None),
    )
    return list(work.scalars(select(GiftReservation).where(GiftReservation.mission_id == mission, open_ones).order_by(GiftReservation.id)))


def _items(work: Work, rows: Iterable[GiftReservation]) -> dict[str, GiftItem]:
    return {item.id: item for item in work.scalars(select(GiftItem).where(GiftItem.id.in_({row.item_id for row in rows})))}


def _by_hand(work: Work, subject: Ref, row: GiftReservation, text: Lazy, *, due: date | None = None, lasts: bool = False) -> None:
    ref = Ref(GIFT_RESERVATION, row.id)
    work.announce(Consequence(subject, AREA, Effect.BY_HAND, text, ref, f"gift:{row.id}", Duty.GIFT, due, lasts=lasts))


REACTIONS = (
    Reaction(MissionMoved, follow_move),
    Reaction(MissionCancelled, follow_end),
    Reaction(MissionRemoved, follow_removal),
    Reaction(ItemRemoved, follow_item),
)
