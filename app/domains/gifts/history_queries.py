"""Everything that went between us and a person or an institution, both ways, with its sums and what is still to be handed over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from app.domains.gifts.gift_rows_queries import GiftRow, rows_where
from app.domains.gifts.records import Gift, GiftReservation
from app.domains.gifts.reserving_queries import ReservationRow, reservations_where
from app.domains.gifts.vocabulary import SEE_GIFTS, Acceptance, Direction, ReservationState, Standing
from app.domains.people.records import Post
from app.kernel.queries import query
from app.kernel.work import Reader

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Side:
    """What went one way: how many gifts, what they were worth in euro, of how many nobody knows the value, and the last day."""

    number: int = 0
    euro: Decimal = _NOTHING
    unknown: int = 0
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Between:
    """All gifts between us and somebody, the latest first; `promised` is what was chosen for them and not yet handed over.

    `through` are gifts in which they stood on our side: what they received for the Region, or handed over in its name.
    """

    gifts: tuple[GiftRow, ...] = ()
    promised: tuple[ReservationRow, ...] = ()
    through: tuple[GiftRow, ...] = ()

    @property
    def given(self) -> Side:
        """What we gave them."""
        return side(row for row in self.gifts if not row.received)

    @property
    def received(self) -> Side:
        """What they gave us."""
        return side(row for row in self.gifts if row.received)

    @property
    def last_given(self) -> GiftRow | None:
        """What we gave them last."""
        return next((row for row in self.gifts if not row.received and _counts(row)), None)

    @property
    def last_received(self) -> GiftRow | None:
        """What they gave us last."""
        return next((row for row in self.gifts if row.received and _counts(row)), None)

    def __bool__(self) -> bool:
        return bool(self.gifts or self.promised or self.through)


def side(rows: Iterable[GiftRow]) -> Side:
    """Add up gifts that went one way; what was declined or struck out counts nothing."""
    counted = [row for row in rows if _counts(row)]
    return Side(
        len(counted),
        sum((row.euro for row in counted if row.euro is not None), _NOTHING),
        sum(row.euro is None for row in counted),
        max((row.day for row in counted), default=None),
    )


def _counts(row: GiftRow) -> bool:
    return row.acceptance is Acceptance.ACCEPTED and row.standing is not Standing.STRUCK


@query(SEE_GIFTS)
def gifts_between(reader: Reader, person_id: str = "", organisation_id: str = "") -> Between:
    """Give every gift between us and a person, or an institution with those who hold a post in it now."""
    if person_id:
        theirs, ours = _gifts(reader, "person", [person_id])
        promised = [GiftReservation.person_id == person_id]
    elif organisation_id:
        theirs, ours = _gifts(reader, "organisation", [organisation_id])
        by_members, _ = _gifts(reader, "person", _members(reader, organisation_id), alone=True)
        theirs |= by_members
        promised = [GiftReservation.organisation_id == organisation_id]
    else:
        return Between()
    return Between(
        gifts=tuple(_latest_first(reader, theirs)),
        promised=tuple(reservations_where(reader, [*promised, *_pending()])),
        through=tuple(_latest_first(reader, ours - theirs)),
    )


def _gifts(reader: Reader, what: str, ids: Sequence[str], *, alone: bool = False) -> tuple[set[str], set[str]]:
    """Find gifts in which somebody stood on the other side, and on ours; *alone* only those that name no organisation of theirs."""
    if not ids:
        return set(), set()
    giver, recipient = getattr(Gift, f"giver_{what}_id"), getattr(Gift, f"recipient_{what}_id")
    theirs, ours = set[str](), set[str]()
    for column, body, direction in (
        (giver, Gift.giver_organisation_id, Direction.RECEIVED),
        (recipient, Gift.recipient_organisation_id, Direction.GIVEN),
    ):
        statement: Any = select(Gift.id, Gift.direction).where(column.in_(ids))
        if alone:
            statement = statement.where(body.is_(None))
        for id, way in reader.rows(statement):
            (theirs if way is direction else ours).add(id)
    return theirs, ours


def _members(reader: Reader, organisation_id: str) -> Sequence[str]:
    return reader.scalars(select(Post.person_id).where(Post.organisation_id == organisation_id, Post.until.is_(None)).distinct())


def _latest_first(reader: Reader, ids: set[str]) -> Sequence[GiftRow]:
    return rows_where(reader, Gift.id.in_(ids), order=(Gift.day.desc(), Gift.number.desc(), Gift.id)) if ids else []


def _pending() -> list[Any]:
    return [GiftReservation.state.in_((ReservationState.RESERVED, ReservationState.ISSUED)), GiftReservation.gift_id.is_(None)]
