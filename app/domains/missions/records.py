"""How missions are kept."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any, ClassVar, TypeVar

from sqlalchemy import ForeignKey, Index, Integer, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domains.missions import vocabulary as words
from app.domains.missions.drafts import ItemDraft, RoomDraft, TransportDraft
from app.domains.missions.protocol.records import MissionOrder, PlaceMove, Standing
from app.domains.missions.vocabulary import (
    Ceremony,
    Direction,
    MissionKind,
    MissionState,
    ParticipantRole,
    PartyRole,
    RoomKind,
    TransportKind,
)
from app.kernel.document import Audience
from app.kernel.periods import PartialDate
from app.kernel.translated import Multilingual
from app.mapping.base import ONWARD, Record
from app.mapping.types import Code

_OF_MISSION = {"mission_id": words.MISSION}

NONE = text("0")  # what a column that was added to older files holds there

D = TypeVar("D")


def _read(record: object, draft: type[D], **people: tuple[str, ...]) -> D:
    columns: dict[str, Any] = {name: getattr(record, name) for name in draft.__dataclass_fields__ if name not in people}  # type: ignore[attr-defined]
    return draft(**columns, **people)


class Mission(Record):
    """A mission. `starts` and `ends` are the dates in force; `Schedule` keeps all it ever had.

    `sequence` is the revision of its own entry in calendars: it grows with each set of dates, and when one is taken back.
    """

    __tablename__ = "mission"
    kind = words.MISSION

    number: Mapped[str] = mapped_column(unique=True)  # 2021/003: the year of the start (or of the entry), and a count
    title: Mapped[Multilingual]
    direction: Mapped[Direction] = mapped_column(Code(Direction))
    mission_kind: Mapped[MissionKind] = mapped_column(Code(MissionKind))
    state: Mapped[MissionState] = mapped_column(Code(MissionState), default=MissionState.PLANNED)
    country: Mapped[str] = mapped_column(default="")
    city: Mapped[str] = mapped_column(default="")
    venue: Mapped[str] = mapped_column(default="")
    zone: Mapped[str]
    starts: Mapped[PartialDate | None]
    ends: Mapped[PartialDate | None]
    purpose: Mapped[Multilingual]
    level: Mapped[Audience] = mapped_column(Code(Audience))
    notes: Mapped[str] = mapped_column(default="")
    import_id: Mapped[str | None] = mapped_column(unique=True)
    sequence: Mapped[int] = mapped_column(Integer, default=0, server_default=NONE, info={ONWARD: True})

    schedules: Mapped[list[Schedule]] = relationship(cascade="all, delete-orphan", order_by="Schedule.position")
    participants: Mapped[list[Participant]] = relationship(cascade="all, delete-orphan", order_by="Participant.position")
    parties: Mapped[list[Party]] = relationship(cascade="all, delete-orphan", order_by="Party.position")
    items: Mapped[list[ProgrammeItem]] = relationship(cascade="all, delete-orphan", order_by="ProgrammeItem.position")
    transports: Mapped[list[Transport]] = relationship(cascade="all, delete-orphan", order_by="Transport.position")
    stays: Mapped[list[Stay]] = relationship(cascade="all, delete-orphan", order_by="Stay.position")
    order: Mapped[MissionOrder | None] = relationship(cascade="all, delete-orphan")
    standings: Mapped[list[Standing]] = relationship(cascade="all, delete-orphan", order_by=Standing.id)
    moves: Mapped[list[PlaceMove]] = relationship(cascade="all, delete-orphan", order_by=(PlaceMove.at, PlaceMove.id))

    __table_args__ = (Index("ix_mission_starts", "starts", "id"), {"sqlite_strict": True})


class Schedule(Record):
    """A set of dates that the mission had, or the decision that ended it: each postponement with its dates and reason.

    `state` is what the mission became; `decided_on` is the day of the decision, `remark` when only words tell it ("a few
    days before departure").
    """

    __tablename__ = "mission_schedule"
    kind = words.SCHEDULE
    owners: ClassVar = _OF_MISSION

    mission_id: Mapped[str] = mapped_column(ForeignKey("mission.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    state: Mapped[MissionState] = mapped_column(Code(MissionState))
    starts: Mapped[PartialDate | None]
    ends: Mapped[PartialDate | None]
    reason: Mapped[str] = mapped_column(default="")
    decided_on: Mapped[date | None]
    remark: Mapped[str] = mapped_column(default="")


class Party(Record):
    """A person or an organisation that has to do with the mission without travelling in its delegation."""

    __tablename__ = "mission_party"
    kind = words.PARTY
    owners: ClassVar = _OF_MISSION

    mission_id: Mapped[str] = mapped_column(ForeignKey("mission.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    role: Mapped[PartyRole] = mapped_column(Code(PartyRole))
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True)
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    remark: Mapped[str] = mapped_column(default="")


class Participant(Record):
    """A member of the delegation; `position` is the place in the order of the delegation."""

    __tablename__ = "participant"
    kind = words.PARTICIPANT
    owners: ClassVar = _OF_MISSION

    mission_id: Mapped[str] = mapped_column(ForeignKey("mission.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    role: Mapped[ParticipantRole] = mapped_column(Code(ParticipantRole))
    head: Mapped[bool] = mapped_column(default=False)
    joins: Mapped[date | None]
    leaves: Mapped[date | None]
    remark: Mapped[str] = mapped_column(default="")

    attendances: Mapped[list[Attendance]] = relationship(cascade="all, delete-orphan")
    seats: Mapped[list[Passenger]] = relationship(cascade="all, delete-orphan")
    beds: Mapped[list[Occupant]] = relationship(cascade="all, delete-orphan")


class ProgrammeItem(Record):
    """A line of the programme.

    `uid` names it in calendars for ever; `sequence` grows when its time, place or status changes; `cancelled` lines stay, so
    that the calendars that hold them can be told. `changed_at` is the moment of the last change that calendars see.
    """

    __tablename__ = "programme_item"
    kind = words.ITEM
    owners: ClassVar = _OF_MISSION

    mission_id: Mapped[str] = mapped_column(ForeignKey("mission.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    uid: Mapped[str] = mapped_column(unique=True)
    sequence: Mapped[int] = mapped_column(Integer, default=0, info={ONWARD: True})
    changed_at: Mapped[datetime] = mapped_column(info={ONWARD: True})
    cancelled: Mapped[bool] = mapped_column(default=False)
    title: Mapped[Multilingual]
    day: Mapped[date | None]
    begins: Mapped[time | None]
    minutes: Mapped[int | None] = mapped_column(Integer)
    zone: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    ceremony: Mapped[Ceremony] = mapped_column(Code(Ceremony), default=Ceremony.NONE)
    level: Mapped[Audience] = mapped_column(Code(Audience))
    host: Mapped[str] = mapped_column(default="")
    dress: Mapped[str] = mapped_column(default="")
    interpreter: Mapped[str] = mapped_column(default="")
    transport: Mapped[str] = mapped_column(default="")
    responsible_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True)
    plan_b: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(default="")

    attendances: Mapped[list[Attendance]] = relationship(cascade="all, delete-orphan")
    counterparts: Mapped[list[ItemCounterpart]] = relationship(cascade="all, delete-orphan", order_by="ItemCounterpart.position")

    @property
    def draft(self) -> ItemDraft:
        """What a form shows of the line, with who takes part and who is met."""
        return _read(
            self,
            ItemDraft,
            attended_by=tuple(sorted(attendance.participant_id for attendance in self.attendances)),
            with_persons=tuple(c.person_id for c in self.counterparts if c.person_id),
            with_organisations=tuple(c.organisation_id for c in self.counterparts if c.organisation_id),
        )


class Attendance(Record):
    """A participant takes part in an item; an item without any is for the whole delegation."""

    __tablename__ = "attendance"
    kind = words.ATTENDANCE
    owners: ClassVar = _OF_MISSION

    mission_id: Mapped[str] = mapped_column(ForeignKey("mission.id"), index=True)
    item_id: Mapped[str] = mapped_column(ForeignKey("programme_item.id"), index=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participant.id"), index=True)


class ItemCounterpart(Record):
    """A person or an organisation that is met at an item."""

    __tablename__ = "item_counterpart"
    kind = words.COUNTERPART
    owners: ClassVar = _OF_MISSION

    mission_id: Mapped[str] = mapped_column(ForeignKey("mission.id"), index=True)
    item_id: Mapped[str] = mapped_column(ForeignKey("programme_item.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True)
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisation.id"), index=True)


class Transport(Record):
    """A train, a flight, a car."""

    __tablename__ = "transport"
    kind = words.TRANSPORT
    owners: ClassVar = _OF_MISSION

    mission_id: Mapped[str] = mapped_column(ForeignKey("mission.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    transport_kind: Mapped[TransportKind] = mapped_column(Code(TransportKind))
    carrier: Mapped[str] = mapped_column(default="")
    number: Mapped[str] = mapped_column(default="")
    reference: Mapped[str] = mapped_column(default="")
    from_place: Mapped[str] = mapped_column(default="")
    to_place: Mapped[str] = mapped_column(default="")
    departs_on: Mapped[date | None]
    departs_at: Mapped[time | None]
    departs_zone: Mapped[str]
    arrives_on: Mapped[date | None]
    arrives_at: Mapped[time | None]
    arrives_zone: Mapped[str]
    driver: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")

    seats: Mapped[list[Passenger]] = relationship(cascade="all, delete-orphan")

    @property
    def draft(self) -> TransportDraft:
        """What a form shows of the journey, with its passengers."""
        return _read(self, TransportDraft, passengers=tuple(sorted(seat.participant_id for seat in self.seats)))


class Passenger(Record):
    """A participant travels in a transport."""

    __tablename__ = "passenger"
    kind = words.PASSENGER
    owners: ClassVar = _OF_MISSION

    mission_id: Mapped[str] = mapped_column(ForeignKey("mission.id"), index=True)
    transport_id: Mapped[str] = mapped_column(ForeignKey("transport.id"), index=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participant.id"), index=True)


class Stay(Record):
    """A hotel, with its rooms."""

    __tablename__ = "stay"
    kind = words.STAY
    owners: ClassVar = _OF_MISSION

    mission_id: Mapped[str] = mapped_column(ForeignKey("mission.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    hotel: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    checks_in: Mapped[date | None]
    checks_out: Mapped[date | None]
    reference: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")

    rooms: Mapped[list[Room]] = relationship(cascade="all, delete-orphan", order_by="Room.position")


class Room(Record):
    """A room of a stay."""

    __tablename__ = "room"
    kind = words.ROOM
    owners: ClassVar = _OF_MISSION

    mission_id: Mapped[str] = mapped_column(ForeignKey("mission.id"), index=True)
    stay_id: Mapped[str] = mapped_column(ForeignKey("stay.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    number: Mapped[str] = mapped_column(default="")
    room_kind: Mapped[RoomKind] = mapped_column(Code(RoomKind))
    remark: Mapped[str] = mapped_column(default="")

    beds: Mapped[list[Occupant]] = relationship(cascade="all, delete-orphan")

    @property
    def draft(self) -> RoomDraft:
        """What a form shows of the room, with who sleeps in it."""
        return _read(self, RoomDraft, occupants=tuple(sorted(bed.participant_id for bed in self.beds)))


class Occupant(Record):
    """A participant sleeps in a room."""

    __tablename__ = "occupant"
    kind = words.OCCUPANT
    owners: ClassVar = _OF_MISSION

    mission_id: Mapped[str] = mapped_column(ForeignKey("mission.id"), index=True)
    room_id: Mapped[str] = mapped_column(ForeignKey("room.id"), index=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participant.id"), index=True)
