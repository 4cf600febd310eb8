"""What is read about the order of a mission: the order of precedence with a sentence for each place, and the orders that follow from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, select

from app.domains.missions import rules as mission_rules
from app.domains.missions.protocol.drafts import OrderDraft, StandingDraft
from app.domains.missions.protocol.presence import Gathering, Given, Known, Present
from app.domains.missions.protocol.records import MissionOrder, PlaceMove, Standing
from app.domains.missions.protocol.vocabulary import Who
from app.domains.missions.records import Mission, Participant, Party
from app.domains.missions.vocabulary import MISSION, PARTICIPANT, SEE_MISSIONS, Direction, ParticipantRole, PartyRole
from app.domains.people import rules as people_rules
from app.domains.people.address.queries import speech_of
from app.domains.people.address.speech import Speech
from app.domains.people.address.vocabulary import ADDRESS_LANGUAGES
from app.domains.people.precedence.guests import Capacity, HeldPost, Move
from app.domains.people.precedence.orders import Arrangement, OrderKind, OrderOptions, arrange
from app.domains.people.precedence.profiles import Alphabet, Office, Profile
from app.domains.people.precedence.ranking import Certainty, Place, Ranking, rank
from app.domains.people.profile_queries import held_posts, lists_in_office, offices, usual_profile
from app.domains.people.records import Person
from app.domains.people.vocabulary import PERSON
from app.kernel.drafts import draft_of
from app.kernel.errors import Finding, Gone, Refused, Severity
from app.kernel.ids import Ref
from app.kernel.queries import query
from app.kernel.translated import Lazy, Multilingual, lazy
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
_NOTHING = Multilingual()

# What is said of posts that give no place: one note about the place itself is enough.
_ABOUT_POSTS = frozenset({"no-post", "no-post-held", "post-without-office", "office-unknown", "office-not-listed"})
# Those whose place in the order nobody expects a list to know.
_IN_SERVICE = frozenset(
    {ParticipantRole.PROTOCOL, ParticipantRole.INTERPRETER, ParticipantRole.SECURITY, ParticipantRole.PRESS, ParticipantRole.STAFF}
)


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A place that was given by hand: before whom (nobody: last), why, by whom and when."""

    id: str
    before_id: str
    before: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place in the order, and why it is this one.

    `number` is shared by those whom nothing separates; `undecided_with` are their ids as persons. `function` and `organisation` are of the
    person's own post, the one that counts where there are several. `rank_number` is None for somebody whom the list does not rank. `move` is the place given by hand, if there is one.
    """

    person_id: str
    participant_id: str | None
    party_id: str | None
    number: int
    name: str
    prefix: str
    function: Multilingual
    organisation: Multilingual
    country: str
    rank_number: int | None
    rank_title: Multilingual
    sentence: Lazy
    certainty: Certainty
    undecided_with: tuple[str, ...]
    head: bool
    host: bool
    capacity: Capacity
    move: MoveRow | None = None

    @property
    def id(self) -> str:
        """The identity of the row."""
        return self.person_id


@dataclass(frozen=True, slots=True)
class RankedMission:
    """A mission in order of precedence: by which list, on which day, and what the rules have to say.

    `usual` says that the mission follows the usual list and names none of its own. A finding points at the person or the post.
    """

    mission: str
    profile: Profile
    usual: bool
    day: date
    rows: tuple[PlaceRow, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class PostChoice:
    """A post of a person, to choose the one that counts: `office` is what the catalogue calls it, empty while nobody has said so."""

    id: str
    title: Multilingual
    organisation: Multilingual
    office: Multilingual
    held: bool


@dataclass(frozen=True, slots=True)
class OrderSheet:
    """What a paper of an order says: of which mission, of whom, by which ranking, in which arrangement, drawn up when."""

    number: str
    title: Multilingual
    who: Who
    ranked: RankedMission
    arrangement: Arrangement
    names: Mapping[str, str]
    at: datetime


@dataclass(frozen=True, slots=True)
class SalutationSheet:
    """What the paper of a salutation says: the words in each language, and who speaks when that was said."""

    number: str
    title: Multilingual
    ranked: RankedMission
    spoken: Mapping[str, Speech]
    speaker: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Ordered:
    """The people of a mission in order, with what the order was made of."""

    gathering: Gathering
    profile: Profile
    usual: bool
    day: date
    ranking: Ranking
    present: Mapping[str, Present]
    findings: tuple[Finding, ...]


@query(SEE_MISSIONS)
def ranking_of(reader: Reader, mission: str, who: Who = Who.DELEGATION, profile: str = "") -> RankedMission:
    """Put the delegation of a mission, or everybody, in order of precedence; by the list of the mission unless a *profile* is named."""
    return _told(in_order(reader, mission, who, profile))


def _told(ordered: Ordered) -> RankedMission:
    return RankedMission(
        ordered.gathering.mission,
        ordered.profile,
        ordered.usual,
        ordered.day,
        tuple(_row(place, ordered) for place in ordered.ranking.places),
        ordered.findings,
    )


@query(SEE_MISSIONS)
def arrangement_of(
    reader: Reader, mission: str, kind: OrderKind, who: Who = Who.EVERYBODY, profile: str = "", options: OrderOptions | None = None
) -> tuple[Arrangement, Mapping[str, str]]:
    """Give one of the orders of the day that follow from precedence, and the names by the ids in it.

    Those who stand with the host are known from the mission, unless *options* names them.
    """
    ordered = in_order(reader, mission, who, profile)
    return _arranged(ordered, kind, options), _names(ordered)


@query(SEE_MISSIONS)
def explained(reader: Reader, mission: str, first: str, second: str, who: Who = Who.DELEGATION, profile: str = "") -> Lazy:
    """Tell in one sentence which of two persons goes first, and why; raise `Gone` for who does not stand in this order."""
    ranking = in_order(reader, mission, who, profile).ranking
    for person in (first, second):
        if person not in ranking.order:
            raise Gone(Ref(PERSON, person))
    return ranking.explain(first, second)


@query(SEE_MISSIONS)
def order_sheet(
    reader: Reader, mission: str, kind: OrderKind, who: Who = Who.EVERYBODY, profile: str = "", options: OrderOptions | None = None
) -> OrderSheet:
    """Give what a paper of an order says."""
    ordered, record = in_order(reader, mission, who, profile), reader.get(Mission, mission)
    return OrderSheet(record.number, record.title, who, _told(ordered), _arranged(ordered, kind, options), _names(ordered), reader.now)


@query(SEE_MISSIONS)
def salutation_of(reader: Reader, mission: str, language: str, who: Who = Who.EVERYBODY, profile: str = "", speaker: str = "") -> Speech:
    """Give the salutation with which a speech begins, in Dutch, French, English or German; *speaker* (a person) is not greeted."""
    return _salutation(reader, in_order(reader, mission, who, profile), language, speaker)


@query(SEE_MISSIONS)
def salutation_sheet(reader: Reader, mission: str, who: Who = Who.EVERYBODY, profile: str = "", speaker: str = "") -> SalutationSheet:
    """Give the salutations of a speech in every language, as their paper says them."""
    ordered, record = in_order(reader, mission, who, profile), reader.get(Mission, mission)
    spoken = {language: _salutation(reader, ordered, language, speaker) for language in ADDRESS_LANGUAGES}
    one = ordered.present.get(speaker)
    return SalutationSheet(record.number, record.title, _told(ordered), spoken, one.known.name if one else "", reader.now)


def _salutation(reader: Reader, ordered: Ordered, language: str, speaker: str) -> Speech:
    places = [place for place in ordered.ranking.places if place.guest.id != speaker]
    # A representative is greeted by the own post, not by that of whoever is represented.
    own = {place.guest.id: place.post.id for place in places if place.post is not None and place.post in place.guest.posts}
    return speech_of.of(reader, [place.guest.id for place in places], language, ordered.day, own)


def _arranged(ordered: Ordered, kind: OrderKind, options: OrderOptions | None) -> Arrangement:
    wanted = options or OrderOptions()
    if not wanted.hosts:
        wanted = replace(wanted, hosts=frozenset(id for id, one in ordered.present.items() if one.host or one.hosting))
    return arrange(kind, ordered.ranking, wanted)


def _names(ordered: Ordered) -> Mapping[str, str]:
    return {id: one.known.name for id, one in ordered.present.items()}


@query(SEE_MISSIONS)
def order_draft(reader: Reader, mission: str) -> OrderDraft:
    """Read by which list a mission is put in order."""
    record = order_of(reader, mission)
    return draft_of(record, OrderDraft) if record else OrderDraft()


@query(SEE_MISSIONS)
def standing_draft(reader: Reader, mission: str, person: str) -> StandingDraft:
    """Read as what a person takes part in a mission."""
    record = standing_of(reader, mission, person)
    return draft_of(record, StandingDraft) if record else StandingDraft()


@query(SEE_MISSIONS)
def posts_of(reader: Reader, mission: str, person: str) -> Sequence[PostChoice]:
    """Give the posts of a person, those held on the day of the mission's order first, the latest before the others."""
    day, catalogue = _day(_gathering(reader, mission), reader.today), offices.of(reader)
    found = held_posts(reader, [person]).get(person, ())
    ordered = sorted(found, key=lambda post: (people_rules.held_on(post.since, post.until, day), str(post.since or "")), reverse=True)
    return [
        PostChoice(
            post.id,
            post.title,
            post.organisation,
            catalogue[post.office].title if post.office in catalogue else _NOTHING,
            people_rules.held_on(post.since, post.until, day),
        )
        for post in ordered
    ]


def order_findings(reader: Reader, missions: Sequence[str]) -> Mapping[str, list[Finding]]:
    """Give what is still open about the order of the delegation of each of several missions that are to come.

    A finding points at the participant or at a post. The number of statements does not grow with the missions.
    """
    lists = _lists(reader)

    def said(one: Gathering) -> Iterator[Finding]:
        if one.state not in mission_rules.ENDED and len(one.among(Who.DELEGATION)) > 1:
            yield from _open(_ranked(one, Who.DELEGATION, lists, reader.today))

    return {id: list(said(one)) for id, one in gatherings(reader, missions).items()}


def _open(ordered: Ordered) -> Iterator[Finding]:
    participants = {id: Ref(PARTICIPANT, one.participant_id) for id, one in ordered.present.items() if one.participant_id}
    for finding in ordered.findings:
        if finding.ref is not None and finding.rule not in _ABOUT_POSTS:
            yield replace(finding, ref=participants.get(finding.ref.id, finding.ref))
    for place in ordered.ranking.places:
        one = ordered.present[place.guest.id]
        if place.certainty is Certainty.UNRANKED and one.role not in _IN_SERVICE:
            message = lazy(
                "The list {list} knows no office of {name}: the place follows the order of entry.",
                list=ordered.profile.code,
                name=one.known.name,
            )
            yield Finding("person_id", message, Severity.NOTES, rule="place-unranked", ref=participants[one.person_id])


@dataclass(frozen=True, slots=True)
class _Lists:
    """The lists that there are, by their codes, which one is usual, and the catalogue of offices."""

    usual: str
    profiles: Mapping[str, Profile]
    offices: Mapping[str, Office]


def _lists(reader: Reader) -> _Lists:
    return _Lists(usual_profile.of(reader), lists_in_office(reader), offices.of(reader))


def _gathering(reader: Reader, mission: str) -> Gathering:
    found = gatherings(reader, [mission]).get(mission)
    if found is None:
        raise Gone(Ref(MISSION, mission))
    return found


def _day(gathering: Gathering, today: date) -> date:
    return gathering.order.day or gathering.first_day or today


def in_order(reader: Reader, mission: str, who: Who, code: str = "") -> Ordered:
    """Put a mission in order, by the list that is named or its own; refused for a list that there is not."""
    gathering = _gathering(reader, mission)
    lists = _lists(reader)
    if code and code not in lists.profiles:
        raise Refused(Finding("profile", lazy("There is no list of precedence “{code}”.", code=code), rule="unknown-profile"))
    return _ranked(gathering, who, lists, reader.today, code)


def _ranked(gathering: Gathering, who: Who, lists: _Lists, today: date, code: str = "") -> Ordered:
    wanted, said = code or gathering.order.profile or lists.usual, list[Finding]()
    if wanted not in lists.profiles:
        message = lazy("The list of precedence “{code}” of this mission is gone; the usual one counts.", code=wanted)
        said.append(Finding("profile", message, Severity.WARNS, rule="profile-gone", ref=Ref(MISSION, gathering.mission)))
        wanted = lists.usual
    followed, day = lists.profiles[wanted], _day(gathering, today)
    present = {one.person_id: one for one in gathering.among(who)}
    ranking = rank(
        gathering.guests(who),
        followed,
        lists.offices,
        day,
        moves=gathering.moves_among(who),
        alphabet=Alphabet(gathering.order.alphabet) if gathering.order.alphabet else None,
        host_cedes=gathering.order.host_cedes,
    )
    # The delegation alone has no host, and needs none.
    said += [finding for finding in ranking.findings if who is Who.EVERYBODY or finding.rule != "no-host"]
    said += [*_day_findings(gathering), *_standing_findings(present.values()), *_head_findings(ranking, present)]
    return Ordered(gathering, followed, not gathering.order.profile, day, ranking, present, tuple(said))


def _day_findings(gathering: Gathering) -> Iterator[Finding]:
    # A mission that is put off leaves the day behind that somebody chose.
    day, first, last = gathering.order.day, gathering.first_day, gathering.last_day
    if day and first and last and not first <= day <= last:
        message = lazy("The order looks at the posts held on {day}, which is outside the dates of the mission.", day=day)
        yield Finding("day", message, Severity.WARNS, rule="order-day-outside", ref=Ref(MISSION, gathering.mission))


def _standing_findings(people: Iterable[Present]) -> Iterator[Finding]:
    for one in people:
        if one.role is ParticipantRole.SPOUSE and one.standing.capacity is not Capacity.PARTNER:
            message = lazy("{name} comes as spouse or partner: say of whom, and the place follows.", name=one.known.name)
            yield Finding("other_person_id", message, Severity.NOTES, rule="partner-of-whom", ref=Ref(PERSON, one.person_id))


def _head_findings(ranking: Ranking, present: Mapping[str, Present]) -> Iterator[Finding]:
    # The first place of those who are not the host, who may stand before everybody.
    own = [place for place in ranking.places if present[place.guest.id].participant_id and not place.guest.host]
    for place in own:
        if present[place.guest.id].head and place.number > own[0].number:
            message = lazy(
                "{name} is the head of the delegation and stands behind {first}. With a full mandate, or by a place given by hand, the head goes first.",
                name=place.guest.name,
                first=own[0].guest.name,
            )
            yield Finding("head", message, Severity.NOTES, rule="head-not-first", ref=Ref(PERSON, place.guest.id))


def _row(place: Place, ordered: Ordered) -> PlaceRow:
    one = ordered.present[place.guest.id]
    post = _own_post(place, one, ordered.day)
    return PlaceRow(
        person_id=one.person_id,
        participant_id=one.participant_id,
        party_id=one.party_id,
        number=place.number,
        name=one.known.name,
        prefix=one.known.prefix,
        function=post.title if post else _NOTHING,
        organisation=post.organisation if post else _NOTHING,
        country=one.known.country,
        rank_number=place.rank.number if place.rank else None,
        rank_title=place.rank.title if place.rank else _NOTHING,
        sentence=ordered.ranking.sentence(one.person_id),
        certainty=place.certainty,
        undecided_with=place.undecided_with,
        head=one.head,
        host=one.host,
        capacity=one.standing.capacity,
        move=_move_row(place.move, ordered.gathering) if place.move else None,
    )


def _own_post(place: Place, one: Present, day: date) -> HeldPost | None:
    """Give the post to show of somebody: the one that gives the place when it is held that day and their own, else the latest one held."""

    def weight(post: HeldPost) -> tuple[bool, bool, str]:
        held = people_rules.held_on(post.since, post.until, day)
        counts = place.post is not None and post.id == place.post.id
        return held, counts or post.id == one.standing.post_id, str(post.since or "")

    return max(one.known.posts, key=weight, default=None)


def _move_row(move: Move, gathering: Gathering) -> MoveRow:
    before = gathering.known.get(move.before)
    return MoveRow(move.id, move.before, before.name if before else "", move.reason, move.by, move.at)


# --- who is there ------------------------------------------------------------------------------------------------------------


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
            last_day=last.last if (last := row.ends or row.starts) else None,
            order=orders.get(row.id, OrderDraft()),
            people=tuple(_people(row.direction, participants.get(row.id, ()), parties.get(row.id, ()), known, standings.get(row.id, {}))),
            moves=tuple(moves.get(row.id, ())),
            known=known,
        )
        for row in reader.rows(
            select(Mission.id, Mission.state, Mission.starts, Mission.ends, Mission.direction).where(Mission.id.in_(missions))
        )
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
