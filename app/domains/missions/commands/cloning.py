"""Taking a mission over into a new one: people, programme and logistics, each on the days that correspond."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from app.domains.missions import rules
from app.domains.missions.protocol.records import MissionOrder, Standing
from app.domains.missions.records import (
    Attendance,
    ItemCounterpart,
    Mission,
    Occupant,
    Participant,
    Party,
    Passenger,
    ProgrammeItem,
    Room,
    Stay,
    Transport,
)
from app.kernel.ids import new_id
from app.kernel.work import Work
from app.mapping.base import Record

R = TypeVar("R", bound=Record)

_OWN = frozenset({"id", "version", "mission_id"})


class Cloning:
    """Copies the parts of *pattern* to *mission*, moved by *days* (without a distance, they lose their day)."""

    def __init__(self, work: Work, pattern: Mission, mission: Mission, days: int | None) -> None:
        self._work = work
        self._pattern = pattern
        self._mission = mission
        self._days = days
        self._participants: dict[str, str] = {}

    def order(self) -> None:
        """Take over by which list the mission is put in order; a place given by hand had its reason there, and stays behind."""
        if self._pattern.order is not None:
            self._copy(MissionOrder, self._pattern.order, day=rules.shifted(self._pattern.order.day, self._days))

    def people(self) -> None:
        """Take over the delegation and the parties, and as what each takes part."""
        for participant in self._pattern.participants:
            joins, leaves = (rules.shifted(day, self._days) for day in (participant.joins, participant.leaves))
            copy = self._copy(Participant, participant, joins=joins, leaves=leaves)
            self._participants[participant.id] = copy.id
        for party in self._pattern.parties:
            self._copy(Party, party)
        for standing in self._pattern.standings:
            self._copy(Standing, standing)
        self._work.flush()

    def programme(self) -> None:
        """Take over the lines that are not cancelled; each is new to calendars."""
        for item in self._pattern.items:
            if item.cancelled:
                continue
            day = rules.shifted(item.day, self._days)
            begins = item.begins if day else None
            copy = self._copy(ProgrammeItem, item, day=day, begins=begins, uid=new_id(), sequence=0, changed_at=self._work.now)
            self._work.flush()
            for participant in self._known(attendance.participant_id for attendance in item.attendances):
                self._add(Attendance(item_id=copy.id, participant_id=participant))
            for counterpart in item.counterparts:
                self._copy(ItemCounterpart, counterpart, item_id=copy.id)

    def logistics(self) -> None:
        """Take over transports, hotels and rooms; a booking reference belongs to one booking and stays behind."""
        for transport in self._pattern.transports:
            departs, arrives = (rules.shifted(day, self._days) for day in (transport.departs_on, transport.arrives_on))
            times = {"departs_at": transport.departs_at if departs else None, "arrives_at": transport.arrives_at if arrives else None}
            copy = self._copy(Transport, transport, departs_on=departs, arrives_on=arrives, reference="", **times)
            self._work.flush()
            for participant in self._known(seat.participant_id for seat in transport.seats):
                self._add(Passenger(transport_id=copy.id, participant_id=participant))
        for stay in self._pattern.stays:
            checks_in, checks_out = (rules.shifted(day, self._days) for day in (stay.checks_in, stay.checks_out))
            self._rooms(stay, self._copy(Stay, stay, checks_in=checks_in, checks_out=checks_out, reference=""))

    def _rooms(self, stay: Stay, copy: Stay) -> None:
        self._work.flush()
        for room in stay.rooms:
            taken = self._copy(Room, room, stay_id=copy.id, number="")
            self._work.flush()
            for participant in self._known(bed.participant_id for bed in room.beds):
                self._add(Occupant(room_id=taken.id, participant_id=participant))

    def _known(self, participants: Iterable[str]) -> list[str]:
        return [self._participants[id] for id in participants if id in self._participants]

    def _copy(self, kind: type[R], record: R, **other: Any) -> R:
        columns = (column.key for column in kind.__table__.columns if column.key not in _OWN)
        return self._add(kind(**{name: getattr(record, name) for name in columns} | other))

    def _add(self, record: R) -> R:
        record.mission_id = self._mission.id  # type: ignore[attr-defined]
        self._work.add(record)
        return record
