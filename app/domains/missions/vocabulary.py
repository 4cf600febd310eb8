"""Words of this domain: codes, titles, rights."""

from __future__ import annotations

from enum import StrEnum

from app.kernel.document import Audience
from app.kernel.fields import Badge, Choice, Tone
from app.kernel.permissions import Permission
from app.kernel.translated import lazy

SEE_MISSIONS = Permission("missions.see", lazy("see missions"))
EDIT_MISSIONS = Permission("missions.edit", lazy("enter and change missions"))

MISSION = "mission"
PARTICIPANT, PARTY, ITEM, ATTENDANCE, COUNTERPART = "participant", "party", "programme item", "attendance", "item counterpart"
SCHEDULE, TRANSPORT, PASSENGER, STAY, ROOM, OCCUPANT = "schedule", "transport", "passenger", "stay", "room", "occupant"


class Direction(StrEnum):
    """Which way the delegation travels."""

    OUTGOING = "outgoing"
    INCOMING = "incoming"
    VIRTUAL = "virtual"


class MissionKind(StrEnum):
    """What kind of mission it is; the kinds of the office's year report and of its Protocol & Travel cell."""

    WORKING_VISIT = "working visit"
    COURTESY_VISIT = "courtesy visit"
    OFFICIAL_VISIT = "official visit"
    MINISTERIAL = "ministerial mission"
    STATE_VISIT = "state visit"
    PRINCELY = "princely mission"
    BRUSSELS_DAYS = "Brussels Days"
    WORLD_EXPO = "world expo"
    CONFERENCE = "conference"
    STUDY_VISIT = "study visit"
    NETWORK = "network mission"
    FESTIVAL = "festival"
    DELEGATION = "delegation"
    SIGNING = "signing"
    VIDEOCONFERENCE = "videoconference"


class MissionState(StrEnum):
    """How far a mission is; see `rules.TRANSITIONS` for what may follow what."""

    PLANNED = "planned"
    CONFIRMED = "confirmed"
    HELD = "held"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


class PartyRole(StrEnum):
    """What a person or an organisation is to a mission without travelling in its delegation."""

    ORGANISER = "organiser"
    HOST = "host"
    COUNTERPART = "counterpart"
    GUEST = "guest"


class ParticipantRole(StrEnum):
    """What a member of the delegation does in it; the head is marked apart."""

    MEMBER = "member"
    GUEST_OF_HONOUR = "guest of honour"
    ADVISER = "adviser"
    CABINET = "cabinet"
    SPOKESPERSON = "spokesperson"
    PROTOCOL = "protocol"
    INTERPRETER = "interpreter"
    SECURITY = "security"
    PRESS = "press"
    COMPANY = "company"
    SPOUSE = "spouse"
    STAFF = "staff"


class Ceremony(StrEnum):
    """What makes a programme item a ceremony."""

    NONE = ""
    SIGNING = "signing"
    RECEPTION = "reception"
    MEAL = "official meal"
    WREATH = "wreath laying"
    DECORATION = "award of decorations"
    OPENING = "opening"
    PHOTOGRAPH = "group photograph"


class TransportKind(StrEnum):
    """How people travel. Train before plane: the order is that of the circular."""

    TRAIN = "train"
    FLIGHT = "flight"
    CAR = "car"
    COACH = "coach"
    BOAT = "boat"


class RoomKind(StrEnum):
    """How a room is occupied."""

    SINGLE = "single"
    DOUBLE = "double"
    SUITE = "suite"


DIRECTIONS = (
    Choice(Direction.OUTGOING, lazy("outgoing")),
    Choice(Direction.INCOMING, lazy("incoming")),
    Choice(Direction.VIRTUAL, lazy("virtual")),
)
KINDS = (
    Choice(MissionKind.WORKING_VISIT, lazy("working visit")),
    Choice(MissionKind.COURTESY_VISIT, lazy("courtesy call")),
    Choice(MissionKind.OFFICIAL_VISIT, lazy("official visit")),
    Choice(MissionKind.MINISTERIAL, lazy("ministerial mission")),
    Choice(MissionKind.STATE_VISIT, lazy("State visit")),
    Choice(MissionKind.PRINCELY, lazy("princely mission")),
    Choice(MissionKind.BRUSSELS_DAYS, lazy("Brussels Days")),
    Choice(MissionKind.WORLD_EXPO, lazy("world expo")),
    Choice(MissionKind.CONFERENCE, lazy("conference")),
    Choice(MissionKind.STUDY_VISIT, lazy("study visit")),
    Choice(MissionKind.NETWORK, lazy("network mission")),
    Choice(MissionKind.FESTIVAL, lazy("festival")),
    Choice(MissionKind.DELEGATION, lazy("delegation")),
    Choice(MissionKind.SIGNING, lazy("signing")),
    Choice(MissionKind.VIDEOCONFERENCE, lazy("videoconference")),
)
STATES = {
    MissionState.PLANNED: Badge(lazy("planned"), Tone.BUSY),
    MissionState.CONFIRMED: Badge(lazy("confirmed"), Tone.GOOD),
    MissionState.HELD: Badge(lazy("held"), Tone.NEUTRAL),
    MissionState.POSTPONED: Badge(lazy("postponed"), Tone.WARNING),
    MissionState.CANCELLED: Badge(lazy("cancelled"), Tone.BAD),
}
PARTY_ROLES = (
    Choice(PartyRole.ORGANISER, lazy("organiser")),
    Choice(PartyRole.HOST, lazy("host")),
    Choice(PartyRole.COUNTERPART, lazy("counterpart")),
    Choice(PartyRole.GUEST, lazy("guest")),
)
PARTICIPANT_ROLES = (
    Choice(ParticipantRole.MEMBER, lazy("member of the delegation")),
    Choice(ParticipantRole.GUEST_OF_HONOUR, lazy("guest of honour")),
    Choice(ParticipantRole.ADVISER, lazy("adviser")),
    Choice(ParticipantRole.CABINET, lazy("member of the cabinet")),
    Choice(ParticipantRole.SPOKESPERSON, lazy("spokesperson")),
    Choice(ParticipantRole.PROTOCOL, lazy("protocol officer")),
    Choice(ParticipantRole.INTERPRETER, lazy("interpreter")),
    Choice(ParticipantRole.SECURITY, lazy("security")),
    Choice(ParticipantRole.PRESS, lazy("press")),
    Choice(ParticipantRole.COMPANY, lazy("company")),
    Choice(ParticipantRole.SPOUSE, lazy("spouse or partner")),
    Choice(ParticipantRole.STAFF, lazy("staff")),
)
CEREMONIES = (
    Choice(Ceremony.NONE, lazy("no ceremony")),
    Choice(Ceremony.SIGNING, lazy("signing")),
    Choice(Ceremony.RECEPTION, lazy("reception")),
    Choice(Ceremony.MEAL, lazy("official meal")),
    Choice(Ceremony.WREATH, lazy("wreath laying")),
    Choice(Ceremony.DECORATION, lazy("award of decorations")),
    Choice(Ceremony.OPENING, lazy("opening")),
    Choice(Ceremony.PHOTOGRAPH, lazy("group photograph")),
)
LEVELS = (
    Choice(Audience.PUBLIC, lazy("public")),
    Choice(Audience.DELEGATION, lazy("delegation")),
    Choice(Audience.INTERNAL, lazy("internal")),
    Choice(Audience.SECURITY, lazy("security")),
)
TRANSPORT_KINDS = (
    Choice(TransportKind.TRAIN, lazy("train")),
    Choice(TransportKind.FLIGHT, lazy("flight")),
    Choice(TransportKind.CAR, lazy("car")),
    Choice(TransportKind.COACH, lazy("coach")),
    Choice(TransportKind.BOAT, lazy("boat")),
)
ROOM_KINDS = (
    Choice(RoomKind.SINGLE, lazy("single room")),
    Choice(RoomKind.DOUBLE, lazy("double room")),
    Choice(RoomKind.SUITE, lazy("suite")),
)
