"""Who is there: the people of missions with what precedence needs to know of them, read with one statement for each table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import Row, select

from app.domains.missions.protocol.drafts import OrderDraft, StandingDraft
from app.domains.missions.protocol.records import MissionOrder, PlaceMove, Standing
from app.domains.missions.protocol.vocabulary import Who
from app.domains.missions.records import Mission, Participant, Party
from app.domains.missions.vocabulary import Direction, MissionState, ParticipantRole, PartyRole
from app.domains.people import rules as people_rules
from app.domains.people.precedence.guests import Guest, HeldPost, Move
from app.domains.people.profile_queries import held_posts
from app.domains.people.records import Person
from app.kernel.drafts import draft_of
from app.kernel.periods import PartialDate
from app.kernel.work import Reader

_PERSON = (
    Person.given_names,
    Person.family_name,
    Person.card_name,
    Person.prefix,
    Person.sort_name,
    Person.born,
    Person.nationality,
)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a person, there or not."""

    person_id: str
    name: str
    prefix: str
    sort_name: str
    born: PartialDate | None
    country: str
    posts: tuple[HeldPost, ...] = ()


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who is there: as a member of the delegation, as a host, counterpart or guest, or as both.

    `entered` is the place in the list as it was entered, the head of the delegation first. `hosting` says on whose side this person stands.
    """

    known: Known
    entered: int
    participant_id: str | None = None
    party_id: str | None = None
    role: ParticipantRole | None = None
    head: bool = False
    host: bool = False
    hosting: bool = False
    standing: StandingDraft = StandingDraft()

    @property
    def person_id(self) -> str:
        """The person."""
        return self.known.person_id


@dataclass(frozen=True, slots=True)
class Given(Move):
    """A place given by hand, with the list in which it was given."""

    among: Who = Who.DELEGATION


@dataclass(frozen=True, slots=True)
class Gathering:
    """The people of a mission: everybody who is there, those represented or accompanied, and what the office has decided.

    `first_day` is None while it is not known. `moves` stand in the order in which they were made.
    """

    mission: str
    state: MissionState
    first_day: date | None
    order: OrderDraft = OrderDraft()
    people: tuple[Present, ...] = ()
    moves: tuple[Given, ...] = ()
    known: Mapping[str, Known] = field(default_factory=dict[str, Known])

    def among(self, who: Who) -> tuple[Present, ...]:
        """Give the delegation, or everybody."""
        return self.people if who is Who.EVERYBODY else tuple(one for one in self.people if one.participant_id)

    def guests(self, who: Who) -> tuple[Guest, ...]:
        """Give them as precedence sees them. Where there is a host and nobody is named guest of honour, the head of the delegation is."""
        there = self.among(who)
        honoured = {one.person_id for one in there if one.role is ParticipantRole.GUEST_OF_HONOUR}
        if not honoured and any(one.host for one in there):
            honoured = {one.person_id for one in there if one.head and not one.host}
        alone = {one.person_id: self._alone(one, honoured=one.person_id in honoured) for one in there}
        return tuple(self._with_other(one, alone) for one in there)

    def _alone(self, one: Present, *, honoured: bool) -> Guest:
        return replace(
            _guest(one.known), chosen_post=one.standing.post_id or "", host=one.host, guest_of_honour=honoured, entered=one.entered
        )

    def _with_other(self, one: Present, alone: Mapping[str, Guest]) -> Guest:
        guest, other = alone[one.person_id], one.standing.other_person_id
        if other is None:
            return guest
        known = self.known.get(other)
        return replace(guest, capacity=one.standing.capacity, other=alone.get(other) or (_guest(known) if known else None))

    def moves_among(self, who: Who) -> tuple[Given, ...]:
        """Give the places that were given by hand in this list, and in the other one between two people who both stand in this one."""
        there = {one.person_id for one in self.among(who)}
        return tuple(
            move for move in self.moves if move.guest in there and (move.before in there or (not move.before and move.among is who))
        )


def _guest(known: Known) -> Guest:
    return Guest(known.person_id, known.name, known.sort_name, known.posts, known.born)


def gatherings(reader: Reader, missions: Sequence[str]) -> Mapping[str, Gathering]:
    """Read the people of several missions; the number of statements does not grow with them."""
    participants, parties = _participants(reader, missions), _parties(reader, missions)
    standings, moves, orders = _standings(reader, missions), _moves(reader, missions), _orders(reader, missions)
    there = {row.person_id for rows in (participants, parties) for found in rows.values() for row in found}
    wanted = {draft.other_person_id for found in standings.values() for draft in found.values() if draft.other_person_id}
    posts = held_posts(reader, sorted(there | wanted))
    known = {
        row.person_id: _known(row, posts.get(row.person_id, ()))
        for rows in (participants, parties)
        for found in rows.values()
        for row in found
    }
    absent = sorted(wanted - there)
    for row in reader.rows(select(Person.id.label("person_id"), *_PERSON).where(Person.id.in_(absent))) if absent else ():
        known[row.person_id] = _known(row, posts.get(row.person_id, ()))
    return {
        row.id: Gathering(
            mission=row.id,
            state=row.state,
            first_day=row.starts.first if row.starts else None,
            order=orders.get(row.id, OrderDraft()),
            people=tuple(_people(row.direction, participants.get(row.id, ()), parties.get(row.id, ()), known, standings.get(row.id, {}))),
            moves=tuple(moves.get(row.id, ())),
            known=known,
        )
        for row in reader.rows(select(Mission.id, Mission.state, Mission.starts, Mission.direction).where(Mission.id.in_(missions)))
    }


def _known(row: Row[Any], posts: tuple[HeldPost, ...]) -> Known:
    name = people_rules.written_name(row.given_names, row.family_name, row.card_name)
    return Known(row.person_id, name, row.prefix, row.sort_name, row.born, row.nationality, posts)


def _people(
    direction: Direction,
    participants: Iterable[Row[Any]],
    parties: Iterable[Row[Any]],
    known: Mapping[str, Known],
    standings: Mapping[str, StandingDraft],
) -> Iterable[Present]:
    # A person counts once, however often the lists name them: as the first line of the delegation says, as host wherever a line says so.
    there: dict[str, Present] = {}
    for row in participants:
        if row.person_id not in there:
            standing = standings.get(row.person_id, StandingDraft())
            there[row.person_id] = Present(
                known[row.person_id], len(there), participant_id=row.id, role=row.role, head=row.head, standing=standing
            )
    for row in parties:
        one = there.get(row.person_id)
        if one is None:
            one = Present(
                known[row.person_id],
                len(there),
                hosting=_hosts(row.role, direction),
                standing=standings.get(row.person_id, StandingDraft()),
            )
        there[row.person_id] = replace(one, party_id=one.party_id or row.id, host=one.host or row.role is PartyRole.HOST)
    return there.values()


def _hosts(role: PartyRole, direction: Direction) -> bool:
    # Who is met stands with the host; the organiser of a journey of ours travels with us.
    match role:
        case PartyRole.HOST | PartyRole.COUNTERPART:
            return True
        case PartyRole.ORGANISER:
            return direction is Direction.INCOMING
        case PartyRole.GUEST:
            return False


def _by_mission(rows: Iterable[Row[Any]]) -> Mapping[str, list[Row[Any]]]:
    found: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        found[row.mission_id].append(row)
    return found


def _participants(reader: Reader, missions: Sequence[str]) -> Mapping[str, list[Row[Any]]]:
    columns = (Participant.id, Participant.mission_id, Participant.person_id, Participant.role, Participant.head, *_PERSON)
    statement = (
        select(*columns)
        .join(Person, Person.id == Participant.person_id)
        .where(Participant.mission_id.in_(missions))
        .order_by(Participant.head.desc(), Participant.position, Participant.id)
    )
    return _by_mission(reader.rows(statement))


def _parties(reader: Reader, missions: Sequence[str]) -> Mapping[str, list[Row[Any]]]:
    statement = (
        select(Party.id, Party.mission_id, Party.person_id, Party.role, *_PERSON)
        .join(Person, Person.id == Party.person_id)
        .where(Party.mission_id.in_(missions))
        .order_by(Party.position, Party.id)
    )
    return _by_mission(reader.rows(statement))


def _standings(reader: Reader, missions: Sequence[str]) -> Mapping[str, Mapping[str, StandingDraft]]:
    columns = (Standing.mission_id, Standing.person_id, *(getattr(Standing, name) for name in StandingDraft.__dataclass_fields__))
    found: defaultdict[str, dict[str, StandingDraft]] = defaultdict(dict)
    for row in reader.rows(select(*columns).where(Standing.mission_id.in_(missions)).order_by(Standing.id)):
        found[row.mission_id].setdefault(row.person_id, draft_of(row, StandingDraft))
    return found


def _moves(reader: Reader, missions: Sequence[str]) -> Mapping[str, Sequence[Given]]:
    found: defaultdict[str, list[Given]] = defaultdict(list)
    statement = select(PlaceMove).where(PlaceMove.mission_id.in_(missions)).order_by(PlaceMove.at, PlaceMove.id)
    for move in reader.scalars(statement):
        found[move.mission_id].append(Given(move.id, move.person_id, move.before_id or "", move.reason, move.by_name, move.at, move.among))
    return found


def _orders(reader: Reader, missions: Sequence[str]) -> Mapping[str, OrderDraft]:
    columns = (MissionOrder.mission_id, *(getattr(MissionOrder, name) for name in OrderDraft.__dataclass_fields__))
    statement = select(*columns).where(MissionOrder.mission_id.in_(missions))
    return {row.mission_id: draft_of(row, OrderDraft) for row in reader.rows(statement)}


def standing_of(reader: Reader, mission: str, person: str) -> Standing | None:
    """Find what the office has said of a person in a mission."""
    return reader.scalar(select(Standing).where(Standing.mission_id == mission, Standing.person_id == person).order_by(Standing.id))


def order_of(reader: Reader, mission: str) -> MissionOrder | None:
    """Find what the office has said of the order of a mission."""
    return reader.scalar(select(MissionOrder).where(MissionOrder.mission_id == mission))
