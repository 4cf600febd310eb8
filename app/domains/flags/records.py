"""How flag days, the stock of flags and the flags of missions are kept.

A flag day that ships has no row until the office changes it; its row goes by the code of the day. Nothing here counts what is in stock: that is
the sum of the movements, and what is free on a day follows from the reservations of that day.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import ClassVar

from sqlalchemy import ForeignKey, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domains.flags import terms
from app.domains.flags.days import FlagDay
from app.domains.flags.entities import RecognitionList
from app.domains.flags.terms import Condition, Make, ReservationState
from app.domains.flags.vocabulary import Order, Support
from app.domains.missions.vocabulary import MISSION
from app.kernel.translated import Multilingual
from app.mapping.base import ONWARD, STRICT, Record
from app.mapping.types import Code, Shape

_FLAGS = tuple[str, ...]


class FlagDayRow(Record):
    """The office's own version of a flag day; its id is the code of the day.

    Without content the day is as it ships: the row stays, so that calendars go on counting (`sequence`).
    """

    __tablename__ = "flag_day"
    kind = terms.FLAG_DAY

    content: Mapped[FlagDay | None] = mapped_column(Shape(FlagDay))
    sequence: Mapped[int] = mapped_column(Integer, default=0, info={ONWARD: True})
    changed_at: Mapped[datetime] = mapped_column(info={ONWARD: True})


class FlagDayCheck(Record):
    """Somebody has compared a flag day with its source, for a year."""

    __tablename__ = "flag_day_check"
    kind = terms.FLAG_DAY_CHECK
    owners: ClassVar = {"day_code": terms.FLAG_DAY}

    day_code: Mapped[str]
    year: Mapped[int] = mapped_column(Integer)
    checked_on: Mapped[date]
    checked_by: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")

    __table_args__ = (UniqueConstraint("day_code", "year"), STRICT)


class FlagInstruction(Record):
    """An order for given dates. One that was withdrawn stays, so that calendars that hold it can be told."""

    __tablename__ = "flag_instruction"
    kind = terms.INSTRUCTION

    starts: Mapped[date] = mapped_column(index=True)
    ends: Mapped[date]
    occasion: Mapped[Multilingual]
    flags: Mapped[tuple[str, ...]] = mapped_column(Shape(_FLAGS))
    half_mast: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    of_day: Mapped[str] = mapped_column(default="")
    withdrawn: Mapped[bool] = mapped_column(default=False)
    sequence: Mapped[int] = mapped_column(Integer, default=0, info={ONWARD: True})
    changed_at: Mapped[datetime] = mapped_column(info={ONWARD: True})


class FlagHouse(Record):
    """The habits of the house: its own flags, the order they stand in, when they go up and down. There is one row at most.

    `unrecognised` is the office's own list of the entities that Belgium does not recognise; without one the list that ships counts.
    """

    __tablename__ = "flag_house"
    kind = terms.HOUSE

    flag_order: Mapped[Order] = mapped_column(Code(Order))
    home: Mapped[tuple[str, ...]] = mapped_column(Shape(_FLAGS))
    hoisted_at: Mapped[time | None]
    lowered_at: Mapped[time | None]
    unrecognised: Mapped[RecognitionList | None] = mapped_column(Shape(RecognitionList))


class FlagItem(Record):
    """Flags of one kind in the stock: the same flag in the same make and size, of one owner, in one place.

    Borrowed flags are here from `since` until `until`; of the house's own ones both are empty.
    """

    __tablename__ = "flag_item"
    kind = terms.FLAG_ITEM

    code: Mapped[str] = mapped_column(index=True)
    make: Mapped[Make] = mapped_column(Code(Make))
    size: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(default="")
    location: Mapped[str] = mapped_column(default="")
    borrowed_from: Mapped[str] = mapped_column(default="")
    since: Mapped[date | None]
    until: Mapped[date | None]
    design_checked: Mapped[date | None]
    notes: Mapped[str] = mapped_column(default="")

    movements: Mapped[list[FlagMovement]] = relationship(cascade="all, delete-orphan")
    reservations: Mapped[list[FlagReservation]] = relationship(cascade="all, delete-orphan")


class FlagMovement(Record):
    """Flags that came, went, or changed their condition on a day; from nothing they come, to nothing they go."""

    __tablename__ = "flag_movement"
    kind = terms.FLAG_MOVEMENT
    owners: ClassVar = {"item_id": terms.FLAG_ITEM}

    item_id: Mapped[str] = mapped_column(ForeignKey("flag_item.id"), index=True)
    day: Mapped[date]
    number: Mapped[int] = mapped_column(Integer)
    condition_before: Mapped[Condition] = mapped_column(Code(Condition))
    condition_after: Mapped[Condition] = mapped_column(Code(Condition))
    remark: Mapped[str] = mapped_column(default="")
    noted_by: Mapped[str] = mapped_column(default="")
    noted_at: Mapped[datetime]


class FlagReservation(Record):
    """Flags kept for a mission, for an occasion or for somebody who borrows them, from their first day to their last."""

    __tablename__ = "flag_reservation"
    kind = terms.RESERVATION
    owners: ClassVar = {"item_id": terms.FLAG_ITEM, "mission_id": MISSION}

    item_id: Mapped[str] = mapped_column(ForeignKey("flag_item.id"), index=True)
    mission_id: Mapped[str | None] = mapped_column(ForeignKey("mission.id"), index=True)
    number: Mapped[int] = mapped_column(Integer)
    starts: Mapped[date]
    ends: Mapped[date]
    state: Mapped[ReservationState] = mapped_column(Code(ReservationState), default=ReservationState.RESERVED)
    purpose: Mapped[str] = mapped_column(default="")
    lent_to: Mapped[str] = mapped_column(default="")
    out_on: Mapped[date | None]
    returned_on: Mapped[date | None]
    worn: Mapped[int] = mapped_column(Integer, default=0)
    damaged: Mapped[int] = mapped_column(Integer, default=0)
    lost: Mapped[int] = mapped_column(Integer, default=0)
    damage: Mapped[str] = mapped_column(default="")
    reserved_by: Mapped[str] = mapped_column(default="")


class MissionFlags(Record):
    """A row of flags of a mission: where, on what, in which order; which flags follows from the delegation.

    `added` and `left_out` are what somebody decided by hand; all else is read from participants and parties each time.
    """

    __tablename__ = "mission_flags"
    kind = terms.MISSION_FLAGS
    owners: ClassVar = {"mission_id": MISSION}

    mission_id: Mapped[str] = mapped_column(ForeignKey("mission.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    place: Mapped[str] = mapped_column(default="")
    support: Mapped[Support] = mapped_column(Code(Support))
    places: Mapped[int | None] = mapped_column(Integer)
    flag_order: Mapped[Order] = mapped_column(Code(Order))
    alphabet: Mapped[str] = mapped_column(default="")
    guest_left: Mapped[bool] = mapped_column(default=True)
    half_mast: Mapped[bool] = mapped_column(default=False)
    straight: Mapped[bool] = mapped_column(default=False)
    size: Mapped[str] = mapped_column(default="")
    added: Mapped[tuple[str, ...]] = mapped_column(Shape(_FLAGS))
    left_out: Mapped[tuple[str, ...]] = mapped_column(Shape(_FLAGS))
    hoisted_at: Mapped[time | None]
    lowered_at: Mapped[time | None]
    responsible: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")
