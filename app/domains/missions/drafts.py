"""What the office fills in about a mission, its people, its programme and its logistics: one draft for each form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from app.domains.missions.vocabulary import Ceremony, Direction, MissionKind, ParticipantRole, PartyRole, RoomKind, TransportKind
from app.kernel.document import Audience
from app.kernel.periods import PartialDate
from app.kernel.translated import Multilingual

HOME_ZONE = "Europe/Brussels"


@dataclass(frozen=True, slots=True)
class MissionDraft:
    """The fields of a mission. Its state and a later change of its dates have commands of their own.

    `zone` is the IANA name of the clock at the destination; `level` the classification of the whole dossier.
    """

    title: Multilingual = Multilingual()
    direction: Direction = Direction.OUTGOING
    mission_kind: MissionKind = MissionKind.WORKING_VISIT
    country: str = ""
    city: str = ""
    venue: str = ""
    zone: str = HOME_ZONE
    starts: PartialDate | None = None
    ends: PartialDate | None = None
    purpose: Multilingual = Multilingual()
    level: Audience = Audience.DELEGATION
    notes: str = ""


@dataclass(frozen=True, slots=True)
class ParticipantDraft:
    """A person in the delegation. `joins` and `leaves` are empty for somebody who is there from the first day to the last."""

    person_id: str | None = None
    role: ParticipantRole = ParticipantRole.MEMBER
    head: bool = False
    joins: date | None = None
    leaves: date | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class PartyDraft:
    """A person or an organisation that has to do with the mission; exactly one of the two is filled in."""

    role: PartyRole = PartyRole.ORGANISER
    person_id: str | None = None
    organisation_id: str | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """A line of the programme.

    `day` and `begins` may still be unknown; `begins` is the clock of `zone` (the mission's when empty); `minutes` is the
    duration. `with_persons` and `with_organisations` are those who are met; `attended_by` are ids of participants, and
    empty means the whole delegation. `responsible_id` is the person in charge.
    """

    title: Multilingual = Multilingual()
    day: date | None = None
    begins: time | None = None
    minutes: int | None = None
    zone: str = ""
    place: str = ""
    address: str = ""
    ceremony: Ceremony = Ceremony.NONE
    level: Audience = Audience.DELEGATION
    host: str = ""
    dress: str = ""
    interpreter: str = ""
    transport: str = ""
    responsible_id: str | None = None
    plan_b: str = ""
    notes: str = ""
    attended_by: tuple[str, ...] = ()
    with_persons: tuple[str, ...] = ()
    with_organisations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TransportDraft:
    """A train, flight, car or coach. Times are clocks of the two zones; `passengers` are ids of participants."""

    transport_kind: TransportKind = TransportKind.TRAIN
    carrier: str = ""
    number: str = ""
    reference: str = ""
    from_place: str = ""
    to_place: str = ""
    departs_on: date | None = None
    departs_at: time | None = None
    departs_zone: str = HOME_ZONE
    arrives_on: date | None = None
    arrives_at: time | None = None
    arrives_zone: str = HOME_ZONE
    driver: str = ""
    remark: str = ""
    passengers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StayDraft:
    """A hotel where the delegation, or a part of it, stays."""

    hotel: str = ""
    address: str = ""
    phone: str = ""
    checks_in: date | None = None
    checks_out: date | None = None
    reference: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class RoomDraft:
    """A room in a stay and who sleeps in it (ids of participants)."""

    number: str = ""
    room_kind: RoomKind = RoomKind.SINGLE
    occupants: tuple[str, ...] = ()
    remark: str = ""
