"""Transports, hotels and rooms, and who has a place in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from app.domains.missions import rules
from app.domains.missions.commands.accepting import need_participants, next_position, write_participants
from app.domains.missions.drafts import RoomDraft, StayDraft, TransportDraft
from app.domains.missions.events import TransportsChanged
from app.domains.missions.records import Mission, Occupant, Passenger, Room, Stay, Transport
from app.domains.missions.vocabulary import EDIT_MISSIONS
from app.kernel.commands import Command, handles
from app.kernel.drafts import accepted, apply, fill
from app.kernel.errors import Changed, refuse
from app.kernel.ids import Ref
from app.kernel.translated import lazy
from app.kernel.work import Work


@dataclass(frozen=True, slots=True)
class AddTransport(Command[str]):
    """Enter a train, a flight, a car."""

    permission = EDIT_MISSIONS
    label = lazy("Add transport")

    mission: str
    draft: TransportDraft


@handles(AddTransport)
def add_transport(command: AddTransport, work: Work) -> str:
    """Store a new transport with its passengers."""
    draft = accepted(command.draft, rules.check_transport)
    mission = work.get(Mission, command.mission)
    need_participants(work, mission.id, draft.passengers, "passengers")
    transport = Transport(mission_id=mission.id, position=next_position(mission.transports))
    fill(transport, draft, without=("passengers",))
    _write_seats(transport, draft.passengers)
    mission.transports.append(transport)
    work.describe(lazy("Add transport from {origin} to {destination}", origin=transport.from_place, destination=transport.to_place))
    work.announce(TransportsChanged(mission.id))
    return transport.id


@dataclass(frozen=True, slots=True)
class EditTransport(Command[str]):
    """Change a transport."""

    permission = EDIT_MISSIONS
    label = lazy("Change transport")

    transport: str
    before: TransportDraft
    after: TransportDraft


@handles(EditTransport)
def edit_transport(command: EditTransport, work: Work) -> str:
    """Write the fields that differ, passengers among them."""
    after = accepted(command.after, rules.check_transport)
    transport = work.get(Transport, command.transport)
    need_participants(work, transport.mission_id, after.passengers, "passengers")
    now = [seat.participant_id for seat in transport.seats]
    _apply_people(transport.ref, "passengers", now, command.before.passengers, after.passengers, lambda ids: _write_seats(transport, ids))
    apply(transport.ref, transport, replace(command.before, passengers=()), replace(after, passengers=()))
    refuse(rules.check_transport(transport.draft))
    work.describe(lazy("Change transport from {origin} to {destination}", origin=transport.from_place, destination=transport.to_place))
    work.announce(TransportsChanged(transport.mission_id))
    return transport.id


@dataclass(frozen=True, slots=True)
class RemoveTransport(Command[None]):
    """Remove a transport."""

    permission = EDIT_MISSIONS
    label = lazy("Remove transport")

    transport: str


@handles(RemoveTransport)
def remove_transport(command: RemoveTransport, work: Work) -> None:
    """Remove it with its passengers' seats."""
    transport = work.get(Transport, command.transport)
    work.remove(transport)
    work.announce(TransportsChanged(transport.mission_id))


@dataclass(frozen=True, slots=True)
class AddStay(Command[str]):
    """Enter a hotel."""

    permission = EDIT_MISSIONS
    label = lazy("Add hotel")

    mission: str
    draft: StayDraft


@handles(AddStay)
def add_stay(command: AddStay, work: Work) -> str:
    """Store a new stay."""
    draft = accepted(command.draft, rules.check_stay)
    mission = work.get(Mission, command.mission)
    stay = Stay(mission_id=mission.id, position=next_position(mission.stays))
    fill(stay, draft)
    mission.stays.append(stay)
    work.describe(lazy("Add hotel {name}", name=stay.hotel))
    return stay.id


@dataclass(frozen=True, slots=True)
class EditStay(Command[str]):
    """Change a hotel."""

    permission = EDIT_MISSIONS
    label = lazy("Change hotel")

    stay: str
    before: StayDraft
    after: StayDraft


@handles(EditStay)
def edit_stay(command: EditStay, work: Work) -> str:
    """Write the fields that differ."""
    after = accepted(command.after, rules.check_stay)
    stay = work.get(Stay, command.stay)
    apply(stay.ref, stay, command.before, after)
    work.describe(lazy("Change hotel {name}", name=stay.hotel))
    return stay.id


@dataclass(frozen=True, slots=True)
class RemoveStay(Command[None]):
    """Remove a hotel with its rooms."""

    permission = EDIT_MISSIONS
    label = lazy("Remove hotel")

    stay: str


@handles(RemoveStay)
def remove_stay(command: RemoveStay, work: Work) -> None:
    """Remove it."""
    work.remove(work.get(Stay, command.stay))


@dataclass(frozen=True, slots=True)
class AddRoom(Command[str]):
    """Enter a room of a hotel and who sleeps in it."""

    permission = EDIT_MISSIONS
    label = lazy("Add room")

    stay: str
    draft: RoomDraft


@handles(AddRoom)
def add_room(command: AddRoom, work: Work) -> str:
    """Store a new room."""
    draft = accepted(command.draft, rules.check_room)
    stay = work.get(Stay, command.stay)
    need_participants(work, stay.mission_id, draft.occupants, "occupants")
    room = Room(mission_id=stay.mission_id, stay_id=stay.id, position=next_position(stay.rooms))
    fill(room, draft, without=("occupants",))
    _write_beds(room, draft.occupants)
    stay.rooms.append(room)
    return room.id


@dataclass(frozen=True, slots=True)
class EditRoom(Command[str]):
    """Change a room and who sleeps in it."""

    permission = EDIT_MISSIONS
    label = lazy("Change room")

    room: str
    before: RoomDraft
    after: RoomDraft


@handles(EditRoom)
def edit_room(command: EditRoom, work: Work) -> str:
    """Write the fields that differ, occupants among them."""
    after = accepted(command.after, rules.check_room)
    room = work.get(Room, command.room)
    need_participants(work, room.mission_id, after.occupants, "occupants")
    now = [bed.participant_id for bed in room.beds]
    _apply_people(room.ref, "occupants", now, command.before.occupants, after.occupants, lambda ids: _write_beds(room, ids))
    apply(room.ref, room, replace(command.before, occupants=()), replace(after, occupants=()))
    return room.id


@dataclass(frozen=True, slots=True)
class RemoveRoom(Command[None]):
    """Remove a room."""

    permission = EDIT_MISSIONS
    label = lazy("Remove room")

    room: str


@handles(RemoveRoom)
def remove_room(command: RemoveRoom, work: Work) -> None:
    """Remove it."""
    work.remove(work.get(Room, command.room))


def _apply_people(
    ref: Ref, name: str, now: Sequence[str], before: Sequence[str], after: Sequence[str], write: Callable[[Sequence[str]], None]
) -> None:
    # People are a set: a form may give them in another order than they were read.
    if set(before) == set(after):
        return
    if set(now) not in (set(before), set(after)):
        raise Changed(ref, (name,))
    write(after)


def _write_seats(transport: Transport, wanted: Sequence[str]) -> None:
    write_participants(transport.seats, wanted, lambda member: Passenger(mission_id=transport.mission_id, participant_id=member))


def _write_beds(room: Room, wanted: Sequence[str]) -> None:
    write_participants(room.beds, wanted, lambda member: Occupant(mission_id=room.mission_id, participant_id=member))
