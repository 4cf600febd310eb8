"""What is read about missions, their people, programme and logistics."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any, TypeVar

from sqlalchemy import Row, Select, func, null, select

from app.domains.missions import conflicts, rules
from app.domains.missions.conflicts import ItemFacts, JourneyFacts, MissionFacts, ParticipantFacts, Places
from app.domains.missions.drafts import ItemDraft, MissionDraft, ParticipantDraft, PartyDraft, RoomDraft, StayDraft, TransportDraft
from app.domains.missions.protocol.queries import order_findings
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
    Schedule,
    Stay,
    Transport,
)
from app.domains.missions.vocabulary import (
    ITEM,
    MISSION,
    ROOM,
    SEE_MISSIONS,
    TRANSPORT,
    Ceremony,
    Direction,
    MissionKind,
    MissionState,
    ParticipantRole,
    PartyRole,
    RoomKind,
    TransportKind,
)
from app.domains.people import rules as people_rules
from app.domains.people.queries import posts_held
from app.domains.people.records import Organisation, Person
from app.kernel.clock import BRUSSELS
from app.kernel.document import Audience
from app.kernel.drafts import draft_of
from app.kernel.errors import Finding, Refused, Severity
from app.kernel.fields import Criteria
from app.kernel.ids import Ref
from app.kernel.periods import PartialDate
from app.kernel.queries import query
from app.kernel.search import SearchText
from app.kernel.translated import Multilingual, lazy
from app.kernel.work import Reader

_NOTHING = Multilingual()
_NAME = (Person.given_names, Person.family_name, Person.card_name)

D = TypeVar("D")


@dataclass(frozen=True, slots=True)
class MissionRow:
    """A mission in a list; `head` is the name of the head of the delegation, `participants` their number."""

    id: str
    number: str
    title: Multilingual
    direction: Direction
    mission_kind: MissionKind
    state: MissionState
    country: str
    city: str
    period: tuple[PartialDate | None, PartialDate | None]
    head: str
    participants: int
    import_id: str | None = None


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """A set of dates that a mission had, or the decision that ended it."""

    id: str
    state: MissionState
    period: tuple[PartialDate | None, PartialDate | None]
    reason: str
    decided_on: date | None
    remark: str


@dataclass(frozen=True, slots=True)
class PartyRow:
    """An organiser, host, counterpart or guest; `function` and `organisation` are those of a person when the mission begins."""

    id: str
    role: PartyRole
    person_id: str | None
    organisation_id: str | None
    name: Multilingual
    prefix: str
    function: Multilingual
    organisation: Multilingual
    portrait: str
    pronunciation: str
    country: str
    remark: str


@dataclass(frozen=True, slots=True)
class MissionCard:
    """A mission with what surrounds it; `draft` is what its form shows, `sequence` the revision of its entry in calendars."""

    id: str
    number: str
    sequence: int = field(compare=False)  # no undo sets it back
    state: MissionState
    draft: MissionDraft
    head: str
    schedules: tuple[ScheduleRow, ...]
    parties: tuple[PartyRow, ...]
    participants: int
    items: int
    transports: int
    stays: int


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """A member of a delegation; `function` and `organisation` are those held when the mission begins."""

    id: str
    person_id: str
    name: str
    prefix: str
    function: Multilingual
    organisation: Multilingual
    portrait: str
    pronunciation: str
    nationality: str
    preferred_language: str
    languages: tuple[str, ...]
    diet: str
    access_needs: str
    role: ParticipantRole
    head: bool
    joins: date | None
    leaves: date | None
    remark: str
    position: int


@dataclass(frozen=True, slots=True)
class CounterpartRow:
    """A person or an organisation that is met at a line of the programme."""

    person_id: str | None
    organisation_id: str | None
    name: Multilingual


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A line of the programme.

    `zone` is the clock in force. `starts` and `ends` are aware moments on that clock, `home_starts` and `home_ends` the same
    moments in Brussels; None while day, time or length is unknown. `attendees` is empty when the whole delegation takes part.
    """

    id: str
    uid: str
    sequence: int
    changed_at: datetime
    cancelled: bool
    day: date | None
    begins: time | None
    minutes: int | None
    zone: str
    starts: datetime | None
    ends: datetime | None
    home_starts: datetime | None
    home_ends: datetime | None
    title: Multilingual
    place: str
    address: str
    ceremony: Ceremony
    level: Audience
    host: str
    dress: str
    interpreter: str
    transport: str
    responsible_id: str | None
    responsible: str
    plan_b: str
    notes: str
    attended_by: tuple[str, ...]
    attendees: tuple[str, ...]
    counterparts: tuple[CounterpartRow, ...]


@dataclass(frozen=True, slots=True)
class TransportRow:
    """A journey. `departs` and `arrives` are aware moments on the clocks of their places; None while day or time is unknown."""

    id: str
    transport_kind: TransportKind
    carrier: str
    number: str
    reference: str
    from_place: str
    to_place: str
    departs_on: date | None
    departs_at: time | None
    departs_zone: str
    arrives_on: date | None
    arrives_at: time | None
    arrives_zone: str
    departs: datetime | None
    arrives: datetime | None
    driver: str
    remark: str
    passengers: tuple[str, ...]
    passenger_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoomRow:
    """A room; `occupants` are ids of participants."""

    id: str
    number: str
    room_kind: RoomKind
    remark: str
    occupants: tuple[str, ...]
    occupant_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StayRow:
    """A hotel with its rooms."""

    id: str
    hotel: str
    address: str
    phone: str
    checks_in: date | None
    checks_out: date | None
    reference: str
    remark: str
    rooms: tuple[RoomRow, ...]


@query(SEE_MISSIONS)
def mission_ids(reader: Reader, criteria: Criteria = Criteria()) -> Sequence[str]:
    """Give the ids of missions in order, the latest first unless another order is chosen; at most 500 when words are looked for.

    Filters: "year" (of the first day, or of the number while there is none), "state", "direction", "mission_kind".
    """
    columns = {"number": Mission.number, "period": Mission.starts, "state": Mission.state, "country": Mission.country, "city": Mission.city}
    column = columns.get(criteria.sort)
    if column is None:
        order = [Mission.starts.desc().nulls_first(), Mission.number.desc()]
    else:
        order = [column.desc() if criteria.descending else column, Mission.number]
    statement = select(Mission.id).order_by(*order, Mission.id)
    if criteria.text.strip():
        statement = statement.where(Mission.id.in_(reader.matching(MISSION, criteria.text)))
    if year := criteria.chosen("year"):
        own = func.coalesce(func.substr(Mission.starts, 1, 4), func.substr(Mission.number, 1, 4))
        statement = statement.where(own == year)
    for key, filtered in (("state", Mission.state), ("direction", Mission.direction), ("mission_kind", Mission.mission_kind)):
        if code := criteria.chosen(key):
            statement = statement.where(filtered == code)
    return reader.scalars(statement)


@query(SEE_MISSIONS)
def missions(reader: Reader, ids: Sequence[str]) -> Sequence[MissionRow]:
    """Give the rows of the missions with *ids*, in that order."""
    found = {mission.id: mission for mission in reader.scalars(select(Mission).where(Mission.id.in_(ids)))}
    counts = _counts(reader, Participant, ids)
    heads = _heads(reader, ids)
    return [
        MissionRow(
            id=id,
            number=found[id].number,
            title=found[id].title,
            direction=found[id].direction,
            mission_kind=found[id].mission_kind,
            state=found[id].state,
            country=found[id].country,
            city=found[id].city,
            period=(found[id].starts, found[id].ends),
            head=heads.get(id, ""),
            participants=counts.get(id, 0),
            import_id=found[id].import_id,
        )
        for id in ids
        if id in found
    ]


@query(SEE_MISSIONS)
def mission_card(reader: Reader, id: str) -> MissionCard:
    """Give a mission with its history of dates, its parties and how much there is of the rest."""
    mission = reader.get(Mission, id)
    schedules = select(Schedule).where(Schedule.mission_id == id).order_by(Schedule.position, Schedule.id)
    return MissionCard(
        id=mission.id,
        number=mission.number,
        sequence=mission.sequence,
        state=mission.state,
        draft=draft_of(mission, MissionDraft),
        head=_heads(reader, [id]).get(id, ""),
        schedules=tuple(
            ScheduleRow(s.id, s.state, (s.starts, s.ends), s.reason, s.decided_on, s.remark) for s in reader.scalars(schedules)
        ),
        parties=tuple(parties.of(reader, id)),
        participants=_counts(reader, Participant, [id]).get(id, 0),
        items=_counts(reader, ProgrammeItem, [id]).get(id, 0),
        transports=_counts(reader, Transport, [id]).get(id, 0),
        stays=_counts(reader, Stay, [id]).get(id, 0),
    )


@query(SEE_MISSIONS)
def mission_by(reader: Reader, word: str) -> str:
    """Give the id of the mission with this number, id or import id; refused when there is none."""
    named = word.strip()
    for column in (Mission.number, Mission.id, Mission.import_id):
        if id := reader.scalar(select(Mission.id).where(column == named)):
            return id
    raise Refused(Finding("mission", lazy("There is no mission “{word}”.", word=named), rule="unknown-mission"))


@query(SEE_MISSIONS)
def delegation(reader: Reader, mission: str) -> Sequence[ParticipantRow]:
    """Give the delegation as it was entered, the head first, with the post that each holds when the mission begins.

    In order of precedence it is given by `protocol.queries.ranking_of`.
    """
    statement = (
        select(Participant, Person)
        .join(Person, Person.id == Participant.person_id)
        .where(Participant.mission_id == mission)
        .order_by(Participant.head.desc(), Participant.position, Participant.id)
    )
    rows = [(row[0], row[1]) for row in reader.rows(statement)]
    posts = posts_held(reader, [person.id for _, person in rows], _first_day(reader, mission))
    return [_participant_row(participant, person, posts.get(person.id, (_NOTHING, _NOTHING))) for participant, person in rows]


def _participant_row(participant: Participant, person: Person, post: tuple[Multilingual, Multilingual]) -> ParticipantRow:
    return ParticipantRow(
        id=participant.id,
        person_id=person.id,
        name=person.name,
        prefix=person.prefix,
        function=post[0],
        organisation=post[1],
        portrait=person.portrait,
        pronunciation=person.pronunciation,
        nationality=person.nationality,
        preferred_language=person.preferred_language,
        languages=person.languages,
        diet=person.diet,
        access_needs=person.access_needs,
        role=participant.role,
        head=participant.head,
        joins=participant.joins,
        leaves=participant.leaves,
        remark=participant.remark,
        position=participant.position,
    )


@query(SEE_MISSIONS)
def parties(reader: Reader, mission: str) -> Sequence[PartyRow]:
    """Give organisers, hosts, counterparts and guests in the order in which they were entered."""
    statement = (
        select(Party, Person, Organisation)
        .join(Person, Person.id == Party.person_id, isouter=True)
        .join(Organisation, Organisation.id == Party.organisation_id, isouter=True)
        .where(Party.mission_id == mission)
        .order_by(Party.position, Party.id)
    )
    rows = [(row[0], row[1], row[2]) for row in reader.rows(statement)]
    posts = posts_held(reader, [person.id for _, person, _ in rows if person], _first_day(reader, mission))
    return [_party_row(*row, posts) for row in rows]


def _party_row(
    party: Party, person: Person | None, organisation: Organisation | None, posts: Mapping[str, tuple[Multilingual, Multilingual]]
) -> PartyRow:
    function, stands_for = posts.get(party.person_id or "", (_NOTHING, _NOTHING))
    return PartyRow(
        id=party.id,
        role=party.role,
        person_id=party.person_id,
        organisation_id=party.organisation_id,
        name=Multilingual.same(person.name) if person else organisation.name if organisation else _NOTHING,
        prefix=person.prefix if person else "",
        function=function,
        organisation=stands_for,
        portrait=person.portrait if person else "",
        pronunciation=person.pronunciation if person else "",
        country=person.nationality if person else organisation.country if organisation else "",
        remark=party.remark,
    )


@query(SEE_MISSIONS)
def programme(reader: Reader, mission: str, audience: Audience | None = None, participant: str | None = None) -> Sequence[ItemRow]:
    """Give the programme by day and time, lines without a day last, cancelled lines among the others.

    *audience* leaves out what is above its level; *participant* keeps the lines that this member of the delegation takes part in.
    """
    home = reader.get(Mission, mission)
    statement = select(ProgrammeItem).where(ProgrammeItem.mission_id == mission)
    order = (ProgrammeItem.day.asc().nulls_last(), ProgrammeItem.begins.asc().nulls_last(), ProgrammeItem.position, ProgrammeItem.id)
    items = [item for item in reader.scalars(statement.order_by(*order)) if audience is None or audience.sees(item.level)]
    attendances = _attendances(reader, mission)
    if participant is not None:
        member = reader.get(Participant, participant)
        items = [item for item in items if _takes_part(member, item, attendances.get(item.id, ()))]
    counterparts = _counterparts(reader, mission)
    responsible = _person_names(reader, (item.responsible_id for item in items))
    return [
        _item_row(item, home, attendances.get(item.id, ()), counterparts.get(item.id, ()), responsible.get(item.responsible_id or "", ""))
        for item in items
    ]


def _takes_part(member: Participant, item: ProgrammeItem, attendances: Sequence[tuple[str, str]]) -> bool:
    return rules.takes_part(member.id, member.joins, member.leaves, item.day, [id for id, _ in attendances])


def _item_row(
    item: ProgrammeItem, mission: Mission, attendances: Sequence[tuple[str, str]], counterparts: Sequence[CounterpartRow], responsible: str
) -> ItemRow:
    zone = item.zone or mission.zone
    starts = rules.moment(item.day, item.begins, zone)
    ends = rules.end_of(starts, item.minutes)
    return ItemRow(
        id=item.id,
        uid=item.uid,
        sequence=item.sequence,
        changed_at=item.changed_at,
        cancelled=item.cancelled,
        day=item.day,
        begins=item.begins,
        minutes=item.minutes,
        zone=zone,
        starts=starts,
        ends=ends,
        home_starts=starts.astimezone(BRUSSELS) if starts else None,
        home_ends=ends.astimezone(BRUSSELS) if ends else None,
        title=item.title,
        place=item.place,
        address=item.address,
        ceremony=item.ceremony,
        level=item.level,
        host=item.host,
        dress=item.dress,
        interpreter=item.interpreter,
        transport=item.transport,
        responsible_id=item.responsible_id,
        responsible=responsible,
        plan_b=item.plan_b,
        notes=item.notes,
        attended_by=tuple(id for id, _ in attendances),
        attendees=tuple(name for _, name in attendances),
        counterparts=tuple(counterparts),
    )


@query(SEE_MISSIONS)
def transports(reader: Reader, mission: str) -> Sequence[TransportRow]:
    """Give the journeys in the order in which they leave, those without a day last."""
    statement = select(Transport).where(Transport.mission_id == mission)
    order = (Transport.departs_on.asc().nulls_last(), Transport.departs_at.asc().nulls_last(), Transport.position, Transport.id)
    people = _people(reader, mission, select(Passenger.transport_id, Passenger.participant_id).where(Passenger.mission_id == mission))
    return [_transport_row(transport, people.get(transport.id, ())) for transport in reader.scalars(statement.order_by(*order))]


def _transport_row(transport: Transport, people: Sequence[tuple[str, str]]) -> TransportRow:
    columns = {name: getattr(transport, name) for name in TransportDraft.__dataclass_fields__ if name != "passengers"}
    return TransportRow(
        id=transport.id,
        **columns,
        departs=rules.moment(transport.departs_on, transport.departs_at, transport.departs_zone),
        arrives=rules.moment(transport.arrives_on, transport.arrives_at, transport.arrives_zone),
        passengers=tuple(id for id, _ in people),
        passenger_names=tuple(name for _, name in people),
    )


@query(SEE_MISSIONS)
def stays(reader: Reader, mission: str) -> Sequence[StayRow]:
    """Give the hotels by the day of arrival, each with its rooms and who sleeps in them."""
    people = _people(reader, mission, select(Occupant.room_id, Occupant.participant_id).where(Occupant.mission_id == mission))
    rooms: defaultdict[str, list[RoomRow]] = defaultdict(list)
    for room in reader.scalars(select(Room).where(Room.mission_id == mission).order_by(Room.position, Room.id)):
        sleepers = people.get(room.id, ())
        rooms[room.stay_id].append(
            RoomRow(room.id, room.number, room.room_kind, room.remark, tuple(id for id, _ in sleepers), tuple(name for _, name in sleepers))
        )
    statement = select(Stay).where(Stay.mission_id == mission).order_by(Stay.checks_in.asc().nulls_last(), Stay.position, Stay.id)
    return [
        StayRow(s.id, s.hotel, s.address, s.phone, s.checks_in, s.checks_out, s.reference, s.remark, tuple(rooms[s.id]))
        for s in reader.scalars(statement)
    ]


@query(SEE_MISSIONS)
def mission_draft(reader: Reader, id: str) -> MissionDraft:
    """Read a mission for editing."""
    return draft_of(reader.get(Mission, id), MissionDraft)


@query(SEE_MISSIONS)
def participant_draft(reader: Reader, id: str) -> ParticipantDraft:
    """Read a participant for editing."""
    return draft_of(reader.get(Participant, id), ParticipantDraft)


@query(SEE_MISSIONS)
def party_draft(reader: Reader, id: str) -> PartyDraft:
    """Read a party for editing."""
    return draft_of(reader.get(Party, id), PartyDraft)


@query(SEE_MISSIONS)
def item_draft(reader: Reader, id: str) -> ItemDraft:
    """Read a line of the programme for editing."""
    return reader.get(ProgrammeItem, id).draft


@query(SEE_MISSIONS)
def transport_draft(reader: Reader, id: str) -> TransportDraft:
    """Read a transport for editing."""
    return reader.get(Transport, id).draft


@query(SEE_MISSIONS)
def stay_draft(reader: Reader, id: str) -> StayDraft:
    """Read a hotel for editing."""
    return draft_of(reader.get(Stay, id), StayDraft)


@query(SEE_MISSIONS)
def room_draft(reader: Reader, id: str) -> RoomDraft:
    """Read a room for editing."""
    return reader.get(Room, id).draft


@query(SEE_MISSIONS)
def findings(reader: Reader, mission: str) -> list[Finding]:
    """Give everything the rules have to say about a mission, its delegation, programme and logistics, the gravest first.

    Each finding points at its record; its path is the key of the field there.
    """
    record = reader.get(Mission, mission)
    lines, journeys = programme.of(reader, mission), transports.of(reader, mission)
    found = [*_pointing(record.ref, rules.check_mission(draft_of(record, MissionDraft))), *open_points(reader, [mission])[mission]]
    if record.state is not MissionState.CANCELLED:
        for line in lines:
            if not line.cancelled:
                found += _pointing(Ref(ITEM, line.id), rules.check_item(_filled(ItemDraft, line), record.zone))
        for row in journeys:
            found += _pointing(Ref(TRANSPORT, row.id), rules.check_transport(_filled(TransportDraft, row)))
        for stay in stays.of(reader, mission):
            for room in stay.rooms:
                found += _pointing(Ref(ROOM, room.id), rules.check_room(_filled(RoomDraft, room)))
    return sorted(found, key=lambda finding: tuple(Severity).index(finding.severity))


@query(SEE_MISSIONS)
def removal_findings(reader: Reader, item: str) -> list[Finding]:
    """Give what speaks against removing a line of the programme: shown before it is removed."""
    record = reader.get(ProgrammeItem, item)
    return _pointing(record.ref, rules.check_removal(reader.get(Mission, record.mission_id).state))


def _pointing(ref: Ref, found: Iterable[Finding]) -> list[Finding]:
    return [replace(finding, ref=ref) for finding in found]


def _filled(draft: type[D], row: object) -> D:
    # What a row does not show (who is met at a line) is of no concern to these rules.
    return draft(**{name: getattr(row, name) for name in draft.__dataclass_fields__ if hasattr(row, name)})  # type: ignore[attr-defined]


def expected_missions(reader: Reader) -> Sequence[Mission]:
    """Give the missions that are neither held nor cancelled, by their first day, those without one first."""
    statement = select(Mission).where(Mission.state.not_in(rules.ENDED))
    return reader.scalars(statement.order_by(Mission.starts.asc().nulls_first(), Mission.number))


def open_points(reader: Reader, missions: Sequence[str]) -> Mapping[str, list[Finding]]:
    """Give what does not fit together in each of several missions; the number of statements does not grow with theirs."""
    return points_between(reader, missions, item_facts(reader, missions))


def points_between(reader: Reader, missions: Sequence[str], lines: Mapping[str, Sequence[ItemFacts]]) -> Mapping[str, list[Finding]]:
    """Give the open points of several missions whose lines (see `item_facts`) have been read already."""
    found = reader.rows(select(Mission.id, Mission.state, Mission.starts, Mission.ends).where(Mission.id.in_(missions)))
    people = _participant_facts(reader, missions)
    (journeys, seated), bedded = _journey_facts(reader, missions), _bedded(reader, missions)
    ordered = order_findings(reader, missions)
    return {
        m.id: [
            *conflicts.programme_findings(
                MissionFacts(m.id, m.state, m.starts, m.ends),
                people[m.id],
                lines.get(m.id, ()),
                journeys[m.id],
                places=Places(seated.get(m.id), bedded.get(m.id)),
            ),
            *ordered[m.id],
        ]
        for m in found
    }


def _bedded(reader: Reader, missions: Sequence[str]) -> Mapping[str, frozenset[str]]:
    # A hotel without a bed taken counts too: then nobody has one.
    hotels = select(Stay.mission_id, null().label("participant_id")).where(Stay.mission_id.in_(missions))
    beds = select(Occupant.mission_id, Occupant.participant_id).where(Occupant.mission_id.in_(missions))
    sleepers: defaultdict[str, set[str]] = defaultdict(set)
    for mission, participant in reader.rows(hotels.union_all(beds)):
        sleepers[mission].update([participant] if participant else ())
    return {mission: frozenset(people) for mission, people in sleepers.items()}


def _participant_facts(reader: Reader, missions: Sequence[str]) -> Mapping[str, list[ParticipantFacts]]:
    facts: defaultdict[str, list[ParticipantFacts]] = defaultdict(list)
    for row in _delegates(reader, missions):
        facts[row.mission_id].append(ParticipantFacts(row.id, row.person_id, _written(row), row.head, row.joins, row.leaves))
    return facts


def item_facts(reader: Reader, missions: Sequence[str]) -> Mapping[str, Sequence[ItemFacts]]:
    """Give the lines of several missions as their rules see them, those that are cancelled too, in the order of the programme."""
    attended: defaultdict[str, list[str]] = defaultdict(list)
    for row in reader.rows(select(Attendance.item_id, Attendance.participant_id).where(Attendance.mission_id.in_(missions))):
        attended[row.item_id].append(row.participant_id)
    item = ProgrammeItem
    columns = (
        item.id,
        item.mission_id,
        item.title,
        item.day,
        item.begins,
        item.minutes,
        item.zone,
        item.place,
        item.address,
        item.ceremony,
        item.cancelled,
        item.responsible_id,
        item.interpreter,
    )
    statement = (
        select(*columns, Mission.zone.label("home")).join(Mission, Mission.id == item.mission_id).where(item.mission_id.in_(missions))
    )
    facts: defaultdict[str, list[ItemFacts]] = defaultdict(list)
    for row in reader.rows(statement.order_by(item.day, item.begins, item.position, item.id)):
        facts[row.mission_id].append(
            ItemFacts(
                id=row.id,
                title=row.title,
                day=row.day,
                begins=row.begins,
                minutes=row.minutes,
                zone=row.zone or row.home,
                place=row.place or row.address,
                ceremony=row.ceremony,
                cancelled=row.cancelled,
                attended_by=tuple(attended.get(row.id, ())),
                in_charge=row.responsible_id is not None,
                interpreter=bool(row.interpreter.strip()),
            )
        )
    return facts


def _journey_facts(reader: Reader, missions: Sequence[str]) -> tuple[Mapping[str, list[JourneyFacts]], Mapping[str, frozenset[str]]]:
    # With the journeys that have a moment come those who have a seat in any, where there are transports at all.
    passengers: defaultdict[str, list[str]] = defaultdict(list)
    for row in reader.rows(select(Passenger.transport_id, Passenger.participant_id).where(Passenger.mission_id.in_(missions))):
        passengers[row.transport_id].append(row.participant_id)
    facts: defaultdict[str, list[JourneyFacts]] = defaultdict(list)
    seated: defaultdict[str, set[str]] = defaultdict(set)
    journey = Transport
    named = (journey.id, journey.mission_id, journey.carrier, journey.number, journey.from_place, journey.to_place)
    departure = (journey.departs_on, journey.departs_at, journey.departs_zone)
    arrival = (journey.arrives_on, journey.arrives_at, journey.arrives_zone)
    statement = select(*named, *departure, *arrival).where(journey.mission_id.in_(missions))
    for t in reader.rows(statement.order_by(journey.departs_on, journey.departs_at, journey.id)):
        departs, arrives = (
            rules.moment(t.departs_on, t.departs_at, t.departs_zone),
            rules.moment(t.arrives_on, t.arrives_at, t.arrives_zone),
        )
        seated[t.mission_id].update(passengers[t.id])
        name = " ".join(part for part in (t.carrier, t.number) if part) or f"{t.from_place} – {t.to_place}"
        if departs:
            facts[t.mission_id].append(JourneyFacts(t.id, name, departs, arrives or departs, tuple(passengers[t.id])))
    return facts, {mission: frozenset(people) for mission, people in seated.items()}


def mission_texts(reader: Reader, ids: Sequence[str]) -> Iterable[SearchText]:
    """Give the texts by which search finds missions: title in every language, number, place."""
    for mission in reader.scalars(select(Mission).where(Mission.id.in_(ids))):
        texts = (mission.number, *mission.title.all(), mission.city, mission.country, mission.venue, mission.mission_kind.value)
        yield SearchText(mission.id, mission.title, Multilingual.same(mission.number), tuple(text for text in texts if text))


def _first_day(reader: Reader, mission: str) -> date:
    starts = reader.get(Mission, mission).starts
    return starts.first if starts else reader.today


def _counts(reader: Reader, record: type[Participant | ProgrammeItem | Transport | Stay], ids: Sequence[str]) -> Mapping[str, int]:
    statement = select(record.mission_id, func.count().label("number")).where(record.mission_id.in_(ids)).group_by(record.mission_id)
    return {row.mission_id: row.number for row in reader.rows(statement)}


def _heads(reader: Reader, ids: Sequence[str]) -> Mapping[str, str]:
    statement = (
        select(Participant.mission_id, *_NAME)
        .join(Person, Person.id == Participant.person_id)
        .where(Participant.mission_id.in_(ids), Participant.head)
    )
    return {row.mission_id: _written(row) for row in reader.rows(statement)}


def _person_names(reader: Reader, ids: Iterable[str | None]) -> Mapping[str, str]:
    wanted = {id for id in ids if id}
    statement = select(Person.id, *_NAME).where(Person.id.in_(wanted))
    return {row.id: _written(row) for row in reader.rows(statement)}


def _attendances(reader: Reader, mission: str) -> Mapping[str, Sequence[tuple[str, str]]]:
    return _people(reader, mission, select(Attendance.item_id, Attendance.participant_id).where(Attendance.mission_id == mission))


def _written(row: Row[Any]) -> str:
    return people_rules.written_name(row.given_names, row.family_name, row.card_name)


def _delegates(reader: Reader, missions: Sequence[str]) -> Sequence[Row[Any]]:
    participant = Participant
    columns = (participant.id, participant.mission_id, participant.person_id, participant.head, participant.joins, participant.leaves)
    statement = (
        select(*columns, *_NAME)
        .join(Person, Person.id == participant.person_id)
        .where(participant.mission_id.in_(missions))
        .order_by(participant.mission_id, participant.head.desc(), participant.position, participant.id)
    )
    return reader.rows(statement)


def _people(reader: Reader, mission: str, links: Select[str, str]) -> Mapping[str, Sequence[tuple[str, str]]]:
    # Who has a place where: ids and names of participants by the first column of *links*, in the order of the delegation.
    linked: defaultdict[str, list[str]] = defaultdict(list)
    for place, participant in reader.rows(links):
        linked[participant].append(place)
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in _delegates(reader, [mission]):
        for place in linked.get(row.id, ()):
            found[place].append((row.id, _written(row)))
    return found


def _counterparts(reader: Reader, mission: str) -> Mapping[str, Sequence[CounterpartRow]]:
    statement = (
        select(ItemCounterpart, Person, Organisation.name)
        .join(Person, Person.id == ItemCounterpart.person_id, isouter=True)
        .join(Organisation, Organisation.id == ItemCounterpart.organisation_id, isouter=True)
        .where(ItemCounterpart.mission_id == mission)
        .order_by(ItemCounterpart.position, ItemCounterpart.id)
    )
    found: defaultdict[str, list[CounterpartRow]] = defaultdict(list)
    for met, person, name in reader.rows(statement):
        found[met.item_id].append(
            CounterpartRow(met.person_id, met.organisation_id, Multilingual.same(person.name) if person else name or _NOTHING)
        )
    return found
