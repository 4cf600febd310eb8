"""Who gets a gift, as far as a suggestion asks: rank, countries, the rule that binds them, what they got before and what they gave us."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, case, select

from app.domains.gifts.house_rules import GiftRules, Regime
from app.domains.gifts.levels import Holding, Meant, level_of
from app.domains.gifts.records import Gift, GiftItem, GiftReservation
from app.domains.gifts.rules_queries import said_regimes
from app.domains.gifts.suggesting import Before, Recipient, Theirs, Whom
from app.domains.gifts.thresholds import regime_called, thresholds_on
from app.domains.gifts.vocabulary import Acceptance, Direction, Level, ReservationState
from app.domains.missions.records import Mission, Participant, Party, ProgrammeItem
from app.domains.missions.vocabulary import Direction as Way
from app.domains.missions.vocabulary import PartyRole
from app.domains.people.precedence import titles
from app.domains.people.precedence.profiles import Office
from app.domains.people.profile_queries import offices
from app.domains.people.records import Organisation, Person, Post
from app.domains.people.rules import held_on, written_name
from app.domains.people.vocabulary import OrganisationKind
from app.kernel.names import words
from app.kernel.translated import Multilingual, lazy
from app.kernel.work import Reader

HOME = "BE"
CENTS = Decimal(100)
# Those whose members a rule of their State binds; a city, a region or a company has rules of its own.
_OF_THE_STATE = frozenset(
    {
        OrganisationKind.ADMINISTRATION,
        OrganisationKind.GOVERNMENT,
        OrganisationKind.PARLIAMENT,
        OrganisationKind.EMBASSY,
        OrganisationKind.STATE,
        OrganisationKind.AGENCY,
    }
)


@dataclass(frozen=True, slots=True)
class Whose:
    """Whom a gift is for: a person, an organisation or both, and the heads of the delegation of the mission beside them, by name.

    `delegate` tells that the person is a member of the delegation that is received; `country` is that of the mission.
    """

    person_id: str = ""
    organisation_id: str = ""
    heads: Mapping[str, str] = field(default_factory=dict[str, str])
    posts: tuple[PostHeld, ...] = ()
    delegate: bool = False
    mission_id: str = ""
    country: str = ""

    def organisations(self) -> Mapping[str, Multilingual]:
        """Give the organisations that are meant, by id: the one that was said first, then those the person stands for."""
        return {post.organisation_id: post.organisation for post in self.posts if post.organisation_id}


@dataclass(frozen=True, slots=True)
class PostHeld:
    """A post of the person, or (without title) the organisation that was said itself."""

    organisation_id: str
    organisation: Multilingual
    country: str
    kind: OrganisationKind | None
    title: Multilingual = Multilingual()
    office: str = ""
    since: Any = None
    until: Any = None


def whose(reader: Reader, person_id: str, organisation_id: str, mission_id: str) -> Whose:
    """Find out who is meant. Raises `Gone` when the person, the organisation or the mission is no more."""
    posts = [*_said(reader, organisation_id), *_posts(reader, person_id)]
    if not mission_id:
        return Whose(person_id, organisation_id, posts=tuple(posts))
    mission = reader.get(Mission, mission_id)
    members = _members(reader, mission)
    heads = {id: name for id, (name, head) in members.items() if head and id != person_id}
    delegate = mission.direction is Way.INCOMING and person_id in members
    return Whose(person_id, organisation_id, heads, tuple(posts), delegate, mission_id, mission.country)


def _said(reader: Reader, organisation_id: str) -> list[PostHeld]:
    if not organisation_id:
        return []
    one = reader.get(Organisation, organisation_id)
    return [PostHeld(one.id, one.name, one.country, one.organisation_kind)]


def _posts(reader: Reader, person_id: str) -> list[PostHeld]:
    if not person_id:
        return []
    columns = (Post.title, Post.office, Post.since, Post.until, Post.organisation_id, Organisation.name, Organisation.country)
    statement = (
        select(*columns, Organisation.organisation_kind)
        .join(Organisation, Organisation.id == Post.organisation_id, isouter=True)
        .where(Post.person_id == person_id)
        .order_by(Post.since.desc(), Post.id)
    )
    return [
        PostHeld(
            row.organisation_id or "",
            row.name or Multilingual(),
            row.country or "",
            row.organisation_kind,
            row.title,
            row.office,
            row.since,
            row.until,
        )
        for row in reader.rows(statement)
    ]


def _members(reader: Reader, mission: Mission) -> Mapping[str, tuple[str, bool]]:
    """Give the people of the other side by id, with their names and whether they are at its head: who is received, or who receives us."""
    names = (Person.id, Person.given_names, Person.family_name, Person.card_name)
    if mission.direction is Way.INCOMING:
        statement = select(*names, Participant.head.label("first")).join(Participant, Participant.person_id == Person.id)
        rows = reader.rows(statement.where(Participant.mission_id == mission.id).order_by(Participant.position))
        return {row.id: (written_name(row.given_names, row.family_name, row.card_name), bool(row.first)) for row in rows}
    statement = (
        select(*names, Party.role).join(Party, Party.person_id == Person.id).where(Party.mission_id == mission.id).order_by(Party.position)
    )
    found = reader.rows(statement)
    return {row.id: (written_name(row.given_names, row.family_name, row.card_name), row.role is PartyRole.HOST) for row in found}


# ------------------------------------------------------------------------------------------------ who they are


def recipient(reader: Reader, whose: Whose, day: date, rules: GiftRules, level: Level | None = None) -> Recipient:
    """Give what the rules of a suggestion ask after; *level* is said by hand and goes before that of the office."""
    person = reader.get(Person, whose.person_id) if whose.person_id else None
    held = [one for one in whose.posts if held_on(one.since, one.until, day)]
    stands_for = tuple(dict.fromkeys(one.country for one in held if one.country))
    nationality = person.nationality if person is not None else ""
    countries = tuple(dict.fromkeys(code for code in (*stands_for, nationality) if code))
    if not countries and whose.country not in ("", HOME):
        countries = (whose.country,)
    regime = _regime(reader, held, stands_for, nationality, rules)
    meant = (
        Meant(level, lazy("level {level}, as it was asked for", level=level.value))
        if level is not None
        else _meant(reader, whose, held, nationality)
    )
    return Recipient(
        name=Multilingual.same(person.name) if person is not None else next(iter(whose.organisations().values()), Multilingual()),
        meant=meant,
        countries=countries,
        languages=tuple(dict.fromkeys(one for one in (person.preferred_language, *person.languages) if one)) if person is not None else (),
        regime=regime,
        thresholds=thresholds_on(rules, regime.code, day) if regime is not None else None,
        theirs=theirs(reader, whose, day),
        diet=person is not None and bool(person.diet),
    )


def _meant(reader: Reader, whose: Whose, held: Sequence[PostHeld], nationality: str) -> Meant | None:
    posts = [one for one in held if one.title or one.office]
    if not posts and not whose.delegate:
        return None
    catalogue = offices.of(reader)
    index: titles.Index = _index_of(tuple(catalogue.values())) if any(not one.office for one in posts) else {}
    holdings: list[Holding] = []
    for one in posts:
        likely = None if one.office else titles.likely(one.title, one.organisation, one.country or nationality, index)
        holdings.append(Holding(one.title, likely.office if likely else one.office, guessed=likely is not None))
    return level_of(holdings, catalogue, delegate=whose.delegate)


@lru_cache(maxsize=4)
def _index_of(catalogue: tuple[Office, ...]) -> titles.Index:
    return titles.index_of(catalogue)


def _regime(reader: Reader, held: Sequence[PostHeld], stands_for: Sequence[str], nationality: str, rules: GiftRules) -> Regime | None:
    """Give the rule that binds somebody: what the office has said of their organisation, else that of the State they stand for."""
    said = said_regimes(reader, [one.organisation_id for one in held if one.organisation_id])
    for one in held:
        if one.organisation_id in said:
            return regime_called(rules, said[one.organisation_id])
    bound = {one.country for one in held if one.kind in _OF_THE_STATE} if stands_for else {nationality}
    return next((regime for regime in rules.regimes if not bound.isdisjoint(regime.countries)), None)


# ------------------------------------------------------------------------------------------------ what was given, either way


def before(reader: Reader, whose: Whose, item_id: str = "", without: str = "") -> Mapping[str, list[Before]]:
    """Give what the bank gave or promised to the person, to the heads of the delegation and to the institution, by object."""
    found: defaultdict[str, list[Before]] = defaultdict(list)
    people = {whose.person_id: "", **whose.heads} if whose.person_id else dict(whose.heads)
    bodies = whose.organisations()
    if not people and not bodies:
        return found
    names = {**whose.heads, **_name_of(reader, whose.person_id)}
    alike = alike_in(reader)
    same = alike.of(item_id)
    for row in _given(reader, people, bodies, same):
        whom, name = _to_whom(whose, names, bodies, row)
        if not _beside(whose, whom, row):
            declined = row.acceptance is Acceptance.DECLINED
            told = Before(whom, name, row.day, row.number or lazy("not yet in the register"), declined=declined)
            for id in alike.of(row.item_id) if row.item_id else alike.called(row.description):
                found[id].append(told)
    for row in _promised(reader, people, bodies, same, without):
        whom, name = _to_whom(whose, names, bodies, row)
        if not _beside(whose, whom, row):
            where = row.mission or row.occasion or lazy("without a mission")
            told = Before(whom, name, row.moment_day or row.day, where, promised=True)
            for id in alike.of(row.item_id):
                found[id].append(told)
    return found


@dataclass(frozen=True, slots=True)
class Alike:
    """The objects of the bank by the words of their names: what was entered twice, or noted without its code, is the same gift."""

    names: Mapping[str, frozenset[tuple[str, ...]]]
    objects: Mapping[tuple[str, ...], frozenset[str]]

    def of(self, item_id: str) -> frozenset[str]:
        """Give an object with those that are called as it is; none for none."""
        named = (self.objects[name] for name in self.names.get(item_id, ()))
        return frozenset({item_id} if item_id else ()).union(*named)

    def called(self, description: Multilingual) -> frozenset[str]:
        """Give the objects that are called as a gift is described."""
        return frozenset[str]().union(*(self.objects.get(words(text), frozenset()) for text in description.all()))


def alike_in(reader: Reader) -> Alike:
    """Read the names of all objects of the bank."""
    names: dict[str, frozenset[tuple[str, ...]]] = {}
    objects: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in reader.rows(select(GiftItem.id, GiftItem.name)):
        names[row.id] = frozenset(plain for text in row.name.all() if (plain := words(text)))
        for plain in names[row.id]:
            objects[plain].add(row.id)
    return Alike(names, {plain: frozenset(ids) for plain, ids in objects.items()})


def _beside(whose: Whose, whom: Whom, row: Any) -> bool:
    """Tell whether somebody else gets it on the same mission: a delegation whose members all get the same gets nothing twice."""
    return whom is not Whom.PERSON and row.person is not None and bool(whose.mission_id) and row.mission_id == whose.mission_id


def _name_of(reader: Reader, person_id: str) -> Mapping[str, str]:
    return {person_id: reader.get(Person, person_id).name} if person_id else {}


def _to_whom(whose: Whose, names: Mapping[str, str], bodies: Mapping[str, Multilingual], row: Any) -> tuple[Whom, Multilingual]:
    if row.person is not None and row.person == whose.person_id:
        return Whom.PERSON, Multilingual.same(names[row.person])
    if row.person is not None and row.person in whose.heads:
        return Whom.HEAD, Multilingual.same(names[row.person])
    return Whom.INSTITUTION, bodies.get(row.body or "") or next(iter(bodies.values()))


def _given(reader: Reader, people: Iterable[str], bodies: Iterable[str], items: Collection[str]) -> list[Any]:
    columns = (
        Gift.id,
        Gift.item_id,
        case((Gift.item_id.is_(None), Gift.description)).label("description"),  # read only where no code tells what it was
        Gift.mission_id,
        Gift.day,
        Gift.number,
        Gift.acceptance,
        Gift.recipient_person_id.label("person"),
        Gift.recipient_organisation_id.label("body"),
    )
    given = [Gift.direction == Direction.GIVEN, Gift.struck_on.is_(None)]
    if items:
        given.append(Gift.item_id.in_(items) | Gift.item_id.is_(None))
    return _each(reader, columns, given, Gift.recipient_person_id, Gift.recipient_organisation_id, people, bodies)


def _promised(reader: Reader, people: Iterable[str], bodies: Iterable[str], items: Collection[str], without: str) -> list[Any]:
    kept = (ReservationState.RESERVED, ReservationState.ISSUED)
    columns = (
        GiftReservation.id,
        GiftReservation.item_id,
        GiftReservation.day,
        GiftReservation.occasion,
        GiftReservation.mission_id,
        GiftReservation.person_id.label("person"),
        GiftReservation.organisation_id.label("body"),
        Mission.number.label("mission"),
        ProgrammeItem.day.label("moment_day"),
    )
    given = [GiftReservation.state.in_(kept), GiftReservation.gift_id.is_(None), GiftReservation.id != without]
    if items:
        given.append(GiftReservation.item_id.in_(items))
    return _each(reader, columns, given, GiftReservation.person_id, GiftReservation.organisation_id, people, bodies)


def _each(
    reader: Reader,
    columns: Sequence[Any],
    conditions: Sequence[ColumnElement[bool]],
    person: Any,
    body: Any,
    people: Iterable[str],
    bodies: Iterable[str],
) -> list[Any]:
    """Ask once by persons and once by organisations, each through its index; what both find comes once."""
    found: dict[str, Any] = {}
    for column, ids in ((person, list(people)), (body, list(bodies))):
        if not ids:
            continue
        statement = select(*columns).where(column.in_(ids), *conditions)
        if person is GiftReservation.person_id:
            statement = statement.join(Mission, Mission.id == GiftReservation.mission_id, isouter=True)
            statement = statement.join(ProgrammeItem, ProgrammeItem.id == GiftReservation.moment_id, isouter=True)
        found |= {row.id: row for row in reader.rows(statement)}
    return list(found.values())


def theirs(reader: Reader, whose: Whose, day: date) -> Theirs | None:
    """Give the last thing of known value that they gave us until *day*: the person, else the organisations they stand for."""
    for column, ids in ((Gift.giver_person_id, [whose.person_id]), (Gift.giver_organisation_id, list(whose.organisations()))):
        if not any(ids):
            continue
        statement = (
            select(Gift.day, Gift.cents, Gift.description, Gift.number)
            .where(
                column.in_(ids),
                Gift.direction == Direction.RECEIVED,
                Gift.acceptance == Acceptance.ACCEPTED,
                Gift.struck_on.is_(None),
                Gift.cents.is_not(None),
                Gift.cents > 0,
                Gift.day <= day,
            )
            .order_by(Gift.day.desc(), Gift.number.desc())
            .limit(1)
        )
        for row in reader.rows(statement):
            return Theirs(row.day, Decimal(row.cents) / CENTS, row.description, row.number or "")
    return None
