"""What is still missing in missions, for the list of what is to be done: gathered for many at once, in as many statements as for one.

What does not fit together is found by the same rules as on the mission's own page (`queries.open_points`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, or_, select, union

from app.domains.checklists.records import Task
from app.domains.checklists.workdays import holiday_names
from app.domains.missions import dossier, queries, readiness_rules
from app.domains.missions.conflicts import ItemFacts
from app.domains.missions.readiness import is_over
from app.domains.missions.readiness_rules import PlannedLine, Prepared, ReadinessSettings, Speaker
from app.domains.missions.records import ItemCounterpart, Mission, Participant, Party, Stay, Transport
from app.domains.missions.vocabulary import MISSION, Direction, MissionState, ParticipantRole, PartyRole
from app.domains.people import rules as people_rules
from app.domains.people.records import Person
from app.kernel.readiness import Check, CheckSource
from app.kernel.translated import Multilingual, lazy
from app.kernel.work import Reader

_SETTINGS = ReadinessSettings()
_THANKS = "thank"  # how the lines about thanks are called in the templates that ship
_MET = (PartyRole.HOST, PartyRole.COUNTERPART, PartyRole.GUEST)
_SECTIONS = {section.code: section.title for section in dossier.SECTIONS}


def checks(reader: Reader, ids: Sequence[str]) -> Mapping[str, Sequence[Check]]:
    """Give what is missing in each of several missions: before it begins, and after it is over; nothing for one that is cancelled."""
    statement = select(Mission).where(Mission.id.in_(ids), Mission.state != MissionState.CANCELLED)
    missions = reader.scalars(statement)
    past = [mission for mission in missions if is_over(mission.state, mission.starts, mission.ends, reader.today)]
    coming = [mission for mission in missions if mission not in past]
    return {**_before(reader, coming), **_afterwards(reader, past)}


def _before(reader: Reader, missions: Sequence[Mission]) -> Mapping[str, Sequence[Check]]:
    if not missions:
        return {}
    ids = [mission.id for mission in missions]
    lines = queries.item_facts(reader, ids)
    points, facts = queries.points_between(reader, ids, lines), _Facts(reader, ids, lines)
    found: dict[str, Sequence[Check]] = {}
    for mission in missions:
        prepared = facts.of(mission)
        found[mission.id] = [
            *readiness_rules.checks_of(prepared, points[mission.id], _SETTINGS),
            *readiness_rules.missing(prepared, holiday_names, _SETTINGS),
        ]
    return found


def _afterwards(reader: Reader, missions: Sequence[Mission]) -> Mapping[str, Sequence[Check]]:
    if not missions:
        return {}
    ids = [mission.id for mission in missions]
    asked = select(Task.subject_id).where(Task.subject_kind == MISSION, Task.subject_id.in_(ids), Task.key.startswith(_THANKS))
    noted, met = set(reader.scalars(asked)), set(reader.scalars(_somebody_met(ids)))
    found: dict[str, Sequence[Check]] = {}
    for mission in missions:
        last = mission.ends or mission.starts
        if last is not None:
            owed = mission.id in met and mission.id not in noted
            found[mission.id] = list(
                readiness_rules.afterwards(mission.ref, mission.state, last.last, reader.today, thanks_owed=owed, settings=_SETTINGS)
            )
    return found


def _somebody_met(ids: Sequence[str]) -> Select[Any]:
    return select(Party.mission_id).where(Party.mission_id.in_(ids), Party.role.in_(_MET))


class _Facts:
    """What the rules need of several missions, fetched once."""

    def __init__(self, reader: Reader, ids: Sequence[str], lines: Mapping[str, Sequence[ItemFacts]]) -> None:
        self._delegation = _delegations(reader, ids)
        self._others, self._met = _others(reader, ids)
        self._lines = {mission: [_planned(line) for line in several if not line.cancelled] for mission, several in lines.items()}
        logistics = select(Transport.mission_id).where(Transport.mission_id.in_(ids))
        self._booked = set(reader.scalars(logistics)) | set(reader.scalars(select(Stay.mission_id).where(Stay.mission_id.in_(ids))))

    def of(self, mission: Mission) -> Prepared:
        """Give one of them as the rules see it."""
        return Prepared(
            ref=mission.ref,
            state=mission.state,
            direction=mission.direction,
            country=mission.country,
            starts=mission.starts,
            ends=mission.ends,
            delegation=tuple(self._delegation[mission.id]),
            others=tuple(self._others[mission.id]),
            lines=tuple(self._lines.get(mission.id, ())),
            empty=tuple(_SECTIONS[code] for code in self._empty(mission)),
        )

    def _empty(self, mission: Mission) -> Iterator[str]:
        if not mission.purpose:
            yield "summary"
        if not self._delegation[mission.id]:
            yield "delegation"
        if mission.id not in self._met:
            yield "counterparts"
        if not self._lines.get(mission.id):
            yield "programme"
        if mission.direction is not Direction.VIRTUAL and mission.id not in self._booked:
            yield "logistics"


_SPEAKS = (Person.given_names, Person.family_name, Person.card_name, Person.languages, Person.preferred_language)


def _speaker(row: Any, *, interprets: bool = False, head: bool = False) -> Speaker:
    name = people_rules.written_name(row.given_names, row.family_name, row.card_name)
    spoken = frozenset(code.lower() for code in (*row.languages, row.preferred_language) if code)
    return Speaker(name, spoken, interprets, head)


def _delegations(reader: Reader, ids: Sequence[str]) -> Mapping[str, list[Speaker]]:
    statement = (
        select(Participant.mission_id, Participant.role, Participant.head, *_SPEAKS)
        .join(Person, Person.id == Participant.person_id)
        .where(Participant.mission_id.in_(ids))
        .order_by(Participant.position, Participant.id)
    )
    found: defaultdict[str, list[Speaker]] = defaultdict(list)
    for row in reader.rows(statement):
        found[row.mission_id].append(_speaker(row, interprets=row.role is ParticipantRole.INTERPRETER, head=row.head))
    return found


def _others(reader: Reader, ids: Sequence[str]) -> tuple[Mapping[str, list[Speaker]], set[str]]:
    """Give the people that each mission meets, as far as their languages are known, and the missions that meet anybody at all."""
    of_party, at_line = (Party.mission_id.in_(ids), Party.role.in_(_MET)), (ItemCounterpart.mission_id.in_(ids),)
    known = or_(Person.languages != (), Person.preferred_language != "")
    parties = select(Party.mission_id, Party.person_id, *_SPEAKS).join(Person, Person.id == Party.person_id).where(*of_party, known)
    counterparts = select(ItemCounterpart.mission_id, ItemCounterpart.person_id, *_SPEAKS).join(
        Person, Person.id == ItemCounterpart.person_id
    )
    at_lines = counterparts.where(*at_line, known).order_by(ItemCounterpart.position, ItemCounterpart.id)
    found: defaultdict[str, dict[str, Speaker]] = defaultdict(dict)
    for row in (*reader.rows(parties.order_by(Party.position, Party.id)), *reader.rows(at_lines)):
        if row.person_id not in found[row.mission_id]:
            found[row.mission_id][row.person_id] = _speaker(row)
    met = reader.rows(union(select(Party.mission_id).where(*of_party), select(ItemCounterpart.mission_id).where(*at_line)))
    return defaultdict(list, {mission: list(people.values()) for mission, people in found.items()}), {row.mission_id for row in met}


def _planned(line: ItemFacts) -> PlannedLine:
    return PlannedLine(
        id=line.id,
        title=line.title if isinstance(line.title, Multilingual) else Multilingual.same(line.title),
        day=line.day,
        begins=line.begins,
        minutes=line.minutes,
        zone=line.zone,
        ceremony=line.ceremony,
        for_all=not line.attended_by,
        in_charge=line.in_charge,
        interpreter=line.interpreter,
    )


CHECKS = CheckSource(MISSION, lazy("Mission"), 10, checks)
