"""Which free pieces will still be at their best on a day.

What is left of each purchase follows from every movement of an object, one after the other (`stock_rules`). For a whole bank that is slow,
so sums decide first: only where they leave it open is an object gone through.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, case, func, select

from app.domains.gifts.bank_queries import shelves
from app.domains.gifts.records import GiftMovement
from app.domains.gifts.stock_rules import Lot
from app.domains.gifts.suggesting import SOON
from app.domains.gifts.vocabulary import MovementKind
from app.kernel.work import Reader


@dataclass(frozen=True, slots=True)
class Shelved:
    """How many pieces of an object are free, and how many are kept for others, who want good ones too."""

    free: int
    kept: int


@dataclass(frozen=True, slots=True)
class Keeping:
    """How many of the free pieces are at their best on the day (`good`; at least so many where it is plenty), and the first day after which one is not."""

    good: int
    expiry: date | None = None


def keeping(reader: Reader, shelved: Mapping[str, Shelved], day: date, number: int) -> Mapping[str, Keeping]:
    """Tell of each object that perishes what *number* pieces on *day* would find; objects that keep are not in the answer."""
    perishing = set(reader.scalars(select(GiftMovement.item_id).where(GiftMovement.best_before.is_not(None)).distinct())) & shelved.keys()
    wanted = [id for id in perishing if shelved[id].free >= number]  # of the others there is too little anyway
    if not wanted:
        return {}
    sums, gone = _sums(reader, wanted, day), _gone_since(reader, wanted, day)
    lots = _next_lots(reader, wanted, day)
    found: dict[str, Keeping] = {}
    unclear: list[str] = []
    for id, (came, back) in sums.items():
        kept = shelved[id].kept
        least, most = came - gone.get(id, 0) - kept, came + back - kept
        if most <= 0:
            found[id] = Keeping(0)
        elif least >= number:
            expiry, bought = lots.get(id, (None, 0))
            found[id] = Keeping(least, expiry if bought > gone.get(id, 0) else None)
        else:
            unclear.append(id)
    return {**found, **exactly(reader, {id: shelved[id] for id in unclear}, day)}


def exactly(reader: Reader, shelved: Mapping[str, Shelved], day: date) -> Mapping[str, Keeping]:
    """Go through every movement of objects; those of which nothing has a best-before day are left out."""
    if not shelved:
        return {}
    found: dict[str, Keeping] = {}
    for id, shelf in shelves(reader, list(shelved)).items():
        if any(one.best_before is not None for one in shelf.movements):
            found[id] = _of(shelf.lots(), day, shelved[id].kept)
    return found


def _of(lots: Sequence[Lot], day: date, kept: int) -> Keeping:
    good = [lot for lot in lots if lot.best_before is None or lot.best_before >= day]
    return Keeping(
        max(sum(lot.number for lot in good) - kept, 0), next((lot.best_before for lot in good if lot.best_before is not None), None)
    )


def _good(day: date) -> ColumnElement[bool]:
    """Pieces that came by themselves and are at their best on *day*; nobody knows of those without a day that they perish."""
    of_itself = GiftMovement.movement.in_((MovementKind.PURCHASE, MovementKind.COUNT)) & (GiftMovement.number > 0)
    return of_itself & (GiftMovement.best_before.is_(None) | (GiftMovement.best_before >= day))


def _sums(reader: Reader, items: Sequence[str], day: date) -> Mapping[str, tuple[int, int]]:
    """Give of each object how many good pieces came, and how many came back as whatever they were before."""
    back = GiftMovement.movement.in_((MovementKind.RETURN, MovementKind.LOAN_BACK))
    statement = (
        select(
            GiftMovement.item_id,
            func.sum(case((_good(day), GiftMovement.number), else_=0)),
            func.sum(case((back, GiftMovement.number), else_=0)),
        )
        .where(GiftMovement.item_id.in_(items))
        .group_by(GiftMovement.item_id)
    )
    return {id: (good, came_back) for id, good, came_back in reader.rows(statement)}


def _gone_since(reader: Reader, items: Sequence[str], day: date) -> Mapping[str, int]:
    """Count of each object what left since the first of its good pieces came: all of it may have been taken from these."""
    first = (
        select(GiftMovement.item_id, func.min(GiftMovement.day).label("day"))
        .where(GiftMovement.item_id.in_(items), _good(day))
        .group_by(GiftMovement.item_id)
        .subquery()
    )
    statement = (
        select(GiftMovement.item_id, func.sum(GiftMovement.number))
        .join(first, (first.c.item_id == GiftMovement.item_id) & (GiftMovement.day >= first.c.day))
        .where(GiftMovement.item_id.in_(items), GiftMovement.number < 0)
        .group_by(GiftMovement.item_id)
    )
    return {id: -number for id, number in reader.rows(statement)}


def _next_lots(reader: Reader, items: Sequence[str], day: date) -> Mapping[str, tuple[date, int]]:
    """Give the first best-before day of each object soon after *day*, with the pieces bought that have it."""
    statement = (
        select(GiftMovement.item_id, GiftMovement.best_before, func.sum(GiftMovement.number))
        .where(
            GiftMovement.item_id.in_(items),
            GiftMovement.movement == MovementKind.PURCHASE,
            GiftMovement.best_before >= day,
            GiftMovement.best_before <= day + timedelta(SOON),
        )
        .group_by(GiftMovement.item_id, GiftMovement.best_before)
        .order_by(GiftMovement.best_before.desc())
    )
    return {id: (best_before, number) for id, best_before, number in reader.rows(statement) if best_before is not None}
