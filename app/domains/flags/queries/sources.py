"""Which flags the people of a mission bring: read from its delegation and its parties each time, never kept.

A person brings the flag of what the post stands for that counts at the mission: of the organisation, else of its country; only without
one the flag of the nationality. Who interprets, guards, reports or drives brings none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Row, select

from app.domains.flags.entities import FlagRules
from app.domains.flags.house import flag_rules, house
from app.domains.flags.vocabulary import EntityKind
from app.domains.missions.protocol.records import Standing
from app.domains.missions.records import Mission, Participant, Party
from app.domains.missions.vocabulary import PARTICIPANT, PARTY, Direction, ParticipantRole, PartyRole
from app.domains.people.records import Organisation, Person, Post
from app.domains.people.rules import held_on, written_name
from app.domains.people.vocabulary import OrganisationKind
from app.kernel.ids import Ref
from app.kernel.names import fold
from app.kernel.translated import Lazy, Multilingual, lazy
from app.kernel.work import Reader

HOME_STATE = "BE"
WITHOUT_FLAG = frozenset(
    {
        ParticipantRole.INTERPRETER,
        ParticipantRole.SECURITY,
        ParticipantRole.PRESS,
        ParticipantRole.COMPANY,
        ParticipantRole.PROTOCOL,
        ParticipantRole.SPOUSE,
        ParticipantRole.STAFF,
    }
)
_REGIONS = frozenset({OrganisationKind.REGION})
_CITIES = frozenset({OrganisationKind.CITY, OrganisationKind.METROPOLIS})
# The institutions of the European Union have no flags of their own: they fly hers.
_OF_EUROPE = frozenset(
    fold(name)
    for name in (
        "EP", "European Parliament", "Europees Parlement", "Parlement européen",
        "EC", "European Commission", "Europese Commissie", "Commission européenne",
        "European Council", "Europese Raad", "Conseil européen",
        "Council of the European Union", "Raad van de Europese Unie", "Conseil de l'Union européenne",
        "EEAS", "EDEO", "SEAE", "European External Action Service", "Europese Dienst voor extern optreden",
        "CoR", "European Committee of the Regions", "Europees Comité van de Regio's", "Comité européen des régions",
        "EESC", "European Economic and Social Committee", "Europees Economisch en Sociaal Comité", "Comité économique et social européen",
        "CJEU", "Court of Justice of the European Union", "Hof van Justitie van de Europese Unie", "Cour de justice de l'Union européenne",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FlagSource:
    """A flag that belongs to a mission, and why; `ref` is the participant or party who brings it. `guest`: it is not ours."""

    code: str
    why: Lazy
    ref: Ref | None = None
    guest: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation as flags see it; `kind` is None for somebody without any."""

    kind: OrganisationKind | None = None
    name: Multilingual = Multilingual()
    short_name: str = ""
    country: str = ""


def codes_of(body: Body, nationality: str, rules: FlagRules) -> tuple[str, ...]:
    """Give the flags that somebody brings who stands for *body*: its own first, then that of its State; none when nothing is known."""
    if body.kind is None:
        return _state(nationality)
    if own := _known(body, rules):
        entity = rules.entity(own)
        return (own, entity.home) if entity.subnational and entity.home else (own,)
    match body.kind:
        case OrganisationKind.INTERNATIONAL | OrganisationKind.NETWORK:
            return ()
        case OrganisationKind.EMBASSY:
            return _state(nationality) or _state(body.country)  # its address is in the country where it is accredited
        case kind if kind in _REGIONS or kind in _CITIES:
            return (_written(body, EntityKind.REGION if kind in _REGIONS else EntityKind.COMMUNE, rules), *_state(body.country))
        case _:
            return _state(body.country) or _state(nationality)


def _known(body: Body, rules: FlagRules) -> str:
    """Give the code of an organisation that has one: found by its short name or by one of its names."""
    names = [fold(name) for name in (body.short_name, *body.name.all()) if name]
    if any(name in _OF_EUROPE for name in names):
        return "EU"
    if body.short_name and (code := rules.code_of(body.short_name)) in rules.by_code and _fits(body, code, rules):
        return code
    named = frozenset[str]().union(*(rules.codes_by_name.get(name, ()) for name in names))
    fitting = {code for code in named if _fits(body, code, rules)}
    return next((entity.code for entity in rules.entities if entity.code in fitting), "") if fitting else ""


def _fits(body: Body, code: str, rules: FlagRules) -> bool:
    # A company called Benelux, or a city called like its region, brings no flag of an organisation or region.
    entity = rules.entity(code)
    if entity.kind is EntityKind.ORGANISATION:
        return body.kind in (OrganisationKind.INTERNATIONAL, OrganisationKind.ADMINISTRATION, OrganisationKind.PARLIAMENT)
    return body.kind not in (OrganisationKind.COMPANY, OrganisationKind.MEDIA, *_CITIES) and body.country in ("", entity.home)


def _written(body: Body, kind: EntityKind, rules: FlagRules) -> str:
    name = body.name.best("en").replace(":", " ")
    return rules.code_of(f"{kind.value}:{body.country}:{name}" if body.country else f"{EntityKind.OTHER.value}:{name}")


def _state(code: str) -> tuple[str, ...]:
    return (code.upper(),) if code else ()


# ------------------------------------------------------------------------------------------------ reading


def sources_of(reader: Reader, missions: Sequence[str]) -> Mapping[str, tuple[FlagSource, ...]]:
    """Give the flags of several missions, each flag once with the first reason for it; the number of statements does not grow with theirs."""
    rules, home = flag_rules.of(reader), house.of(reader).home
    records = {mission.id: mission for mission in reader.scalars(select(Mission).where(Mission.id.in_(missions)))}
    found: dict[str, dict[str, FlagSource]] = {id: {} for id in missions}
    for id, mission in records.items():
        for source in _own(mission, home, rules):
            found[id].setdefault(source.code, source)
    for id, source in _of_people(reader, records, rules):
        found[id].setdefault(source.code, source)
    return {id: tuple(sources.values()) for id, sources in found.items()}


def guests_of(reader: Reader, missions: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """Give the flags of the foreign guests of several missions."""
    home = frozenset(house.of(reader).home)
    return {
        id: tuple(source.code for source in sources if source.guest and source.code not in home)
        for id, sources in sources_of(reader, missions).items()
    }


def _own(mission: Mission, home: Iterable[str], rules: FlagRules) -> Iterator[FlagSource]:
    for flag in home:
        yield FlagSource(rules.code_of(flag), lazy("a flag of the house"))
    if mission.country and mission.country != HOME_STATE:
        why = lazy("the country of the mission")
        if mission.direction is Direction.OUTGOING:
            why = lazy("the host country of the mission")
        yield FlagSource(mission.country, why, guest=True)


def _of_people(reader: Reader, missions: Mapping[str, Mission], rules: FlagRules) -> Iterator[tuple[str, FlagSource]]:
    participants = reader.rows(
        select(Participant.mission_id, Participant.id, Participant.role, *_PERSON)
        .join(Person, Person.id == Participant.person_id)
        .where(Participant.mission_id.in_(missions), Participant.role.not_in(WITHOUT_FLAG))
        .order_by(Participant.head.desc(), Participant.position, Participant.id)
    )
    parties = reader.rows(
        select(Party.mission_id, Party.id, Party.role, Party.organisation_id, *_PERSON)
        .join(Person, Person.id == Party.person_id, isouter=True)
        .where(Party.mission_id.in_(missions))
        .order_by(Party.position, Party.id)
    )
    people = {row.person_id for row in (*participants, *parties) if row.person_id}
    posts, chosen = _posts(reader, people), _chosen(reader, missions)
    bodies = _bodies(reader, {row.organisation_id for row in parties if row.organisation_id})

    @cache
    def brought(body: Body, nationality: str) -> tuple[str, ...]:
        return codes_of(body, nationality, rules)

    def body_of(row: Row[Any]) -> Body:
        day = _first_day(missions[row.mission_id], reader.today)
        return _body_on(posts.get(row.person_id, ()), day, chosen.get((row.mission_id, row.person_id)))

    for row in participants:
        body = body_of(row)
        yield from _sourced(row, Ref(PARTICIPANT, row.id), body, brought(body, row.nationality), rules)
    for row in parties:
        body = bodies.get(row.organisation_id, Body()) if row.organisation_id else body_of(row)
        yield from _sourced(row, Ref(PARTY, row.id), body, brought(body, row.nationality or ""), rules)


_PERSON = (
    Person.id.label("person_id"),
    Person.given_names,
    Person.family_name,
    Person.card_name,
    Person.nationality,
)


def _sourced(row: Row[Any], ref: Ref, body: Body, codes: Sequence[str], rules: FlagRules) -> Iterator[tuple[str, FlagSource]]:
    name: object = written_name(row.given_names, row.family_name, row.card_name) if row.person_id else body.name
    for code in codes:
        if row.role is PartyRole.HOST:
            why = lazy("the host: {name}", name=name)
        elif body.kind is not None and row.person_id:
            why = lazy("{name}, for {organisation}", name=name, organisation=body.name)
        else:
            why = lazy("{name}", name=name)
        entity = rules.entity(code)
        yield row.mission_id, FlagSource(code, why, ref, guest=entity.home != HOME_STATE)


def _first_day(mission: Mission, today: date) -> date:
    return mission.starts.first if mission.starts else today


@dataclass(frozen=True, slots=True)
class _HeldPost:
    """A post with the organisation that it stands for."""

    id: str
    row: Row[Any]
    body: Body


def _posts(reader: Reader, people: Iterable[str]) -> Mapping[str, list[_HeldPost]]:
    statement = (
        select(Post.id, Post.person_id, Post.since, Post.until, *_BODY)
        .join(Organisation, Organisation.id == Post.organisation_id, isouter=True)
        .where(Post.person_id.in_(people))
    )
    found: defaultdict[str, list[_HeldPost]] = defaultdict(list)
    for row in reader.rows(statement):
        found[row.person_id].append(_HeldPost(row.id, row, _body(row)))
    return found


_BODY = (Organisation.organisation_kind, Organisation.name, Organisation.short_name, Organisation.country)


def _body(row: Row[Any]) -> Body:
    return Body(row.organisation_kind, row.name, row.short_name, row.country) if row.organisation_kind else Body()


def _chosen(reader: Reader, missions: Iterable[str]) -> Mapping[tuple[str, str], str]:
    """Give the posts that somebody said to count at these missions."""
    statement = select(Standing.mission_id, Standing.person_id, Standing.post_id).where(
        Standing.mission_id.in_(missions), Standing.post_id.is_not(None)
    )
    return {(row.mission_id, row.person_id): row.post_id for row in reader.rows(statement)}


def _body_on(posts: Sequence[_HeldPost], day: date, chosen: str | None) -> Body:
    """Give what the post stands for that counts on a day: the chosen one, else one held then that names a body, else the latest."""

    def place(post: _HeldPost) -> tuple[bool, bool, bool, str]:
        return post.id == chosen, held_on(post.row.since, post.row.until, day), post.body.kind is not None, str(post.row.since or "")

    return max(posts, key=place).body if posts else Body()


def _bodies(reader: Reader, ids: Iterable[str]) -> Mapping[str, Body]:
    return {row.id: _body(row) for row in reader.rows(select(Organisation.id, *_BODY).where(Organisation.id.in_(ids)))}
