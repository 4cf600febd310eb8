"""Requests that the office's file proposes: for a traveller by profile, for the travellers of a mission."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timezone
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.domains.missions.records import Mission, Participant
from app.domains.missions.vocabulary import Direction, MissionKind
from app.domains.people.queries import contacts_of, posts_held
from app.domains.people.records import Person
from app.domains.people.vocabulary import PERSON, ContactKind
from app.domains.trips.records import Trip, TripTraveller
from app.domains.trips.request import Leg, Place, Purpose, Request, Requester, Stay, Traveller
from app.domains.trips.vocabulary import SEE_TRIPS, Category, Mode, Payer, PurposeKind, State, TravelClass
from app.kernel.clock import BRUSSELS
from app.kernel.names import fold
from app.kernel.queries import query
from app.kernel.work import Reader

_LEAVES, _RETURNS = time(9, 0), time(18, 0)  # until somebody knows better
_KINDS = {MissionKind.STATE_VISIT: PurposeKind.STATE_VISIT, MissionKind.PRINCELY: PurposeKind.PRINCELY_MISSION}
HOME = Place("Brussels", "BE", "BRU")


@query(SEE_TRIPS)
def profile(reader: Reader, person: str, on: date | None = None) -> Traveller:
    """Give a person as a traveller: as on the last trip, else by the post held on the day and the contacts."""
    found = reader.get(Person, person)
    if (last := _last_time(reader, person)) is not None:
        return last
    title, body = posts_held(reader, [person], on or reader.today).get(person, (None, None))
    language = found.preferred_language if found.preferred_language in ("nl", "fr", "en") else ""
    mails = [row.value for row in contacts_of.of(reader, [person]).get(person, ()) if row.contact_kind is ContactKind.EMAIL]
    return Traveller(
        name=found.name,
        category=Category.AGENT,
        function=title.best(language or "nl") if title else "",
        entity=body.best(language or "nl") if body else "",
        language=language,
        payer=Payer.REGION,
        person=person,
        email=mails[0] if mails else "",
    )


def _last_time(reader: Reader, person: str) -> Traveller | None:
    own = select(TripTraveller.trip_id).where(TripTraveller.person_id == person)
    statement = (
        select(Trip).where(Trip.id.in_(own), Trip.state != State.DRAFT).order_by(Trip.departs_on.desc(), Trip.number.desc()).limit(1)
    )
    for trip in reader.scalars(statement):
        return next((one for one in trip.current.request.travellers if one.person == person), None)
    return None


@query(SEE_TRIPS)
def blank_request(reader: Reader, person: str | None = None) -> Request:
    """Give an empty request: whoever works with the program asks, and travels unless somebody else is named."""
    user = reader.user
    traveller = person or user.person
    travellers = (profile.of(reader, traveller),) if traveller else ()
    me = profile.of(reader, user.person) if user.person else None
    language = travellers[0].language if travellers else ""
    return Request(language=language or "nl", requester=Requester(user.name, me.email if me else ""), travellers=travellers)


@query(SEE_TRIPS)
def linked(reader: Reader, request: Request) -> Request:
    """Point at the persons of the office whose name stands in a request; a name that two of them have stays a name."""
    wanted = {fold(traveller.name) for traveller in request.travellers if traveller.name and not traveller.person}
    if not wanted:
        return request
    by_name: defaultdict[str, list[str]] = defaultdict(list)
    found = {id for traveller in request.travellers for id in reader.matching(PERSON, traveller.name)}
    for person in reader.scalars(select(Person).where(Person.id.in_(found))):
        by_name[fold(person.name)].append(person.id)
    return replace(
        request,
        travellers=tuple(
            replace(one, person=ids[0]) if not one.person and len(ids := by_name.get(fold(one.name), [])) == 1 else one
            for one in request.travellers
        ),
    )


def request_for(reader: Reader, mission_id: str) -> Sequence[Request]:
    """Give a request for each member of an outgoing delegation who is at home in Belgium or works here, and has none for it yet."""
    mission = reader.get(Mission, mission_id)
    if mission.direction is not Direction.OUTGOING:
        return ()
    asked = set(
        reader.scalars(
            select(TripTraveller.person_id)
            .join(Trip, Trip.id == TripTraveller.trip_id)
            .where(Trip.mission_id == mission_id, Trip.state.not_in((State.REFUSED, State.CANCELLED)))
        )
    )
    members = reader.scalars(select(Participant).where(Participant.mission_id == mission_id).order_by(Participant.position, Participant.id))
    return [_request(reader, mission, member) for member in members if member.person_id not in asked]


def _request(reader: Reader, mission: Mission, member: Participant) -> Request:
    starts = member.joins or (mission.starts.exact if mission.starts else None)
    last = mission.ends or mission.starts
    ends = member.leaves or (last.exact if last else None)
    traveller = profile.of(reader, member.person_id, starts)
    language = traveller.language or "nl"
    there = Place(mission.city, mission.country)
    leaves, returns = _moment(starts, _LEAVES, BRUSSELS), _moment(ends, _RETURNS, ZoneInfo(mission.zone))
    return Request(
        title=mission.title.best(language),
        language=language,
        requester=Requester(reader.user.name),
        travellers=(traveller,),
        destination=there,
        departs_at=leaves,
        returns_at=returns,
        purpose=Purpose(
            kind=_KINDS.get(mission.mission_kind, PurposeKind.OTHER),
            description=mission.purpose.best(language),
        ),
        legs=(
            Leg(HOME, there, Mode.TRAIN, TravelClass.SECOND, leaves),
            Leg(there, HOME, Mode.TRAIN, TravelClass.SECOND, None, returns),
        ),
        stays=(Stay(mission.city, mission.country, (ends - starts).days),) if starts and ends and ends > starts else (),
    )


def _moment(day: date | None, at: time, zone: ZoneInfo) -> datetime | None:
    if day is None:
        return None
    offset = datetime.combine(day, at, zone).utcoffset()
    assert offset is not None
    return datetime.combine(day, at, timezone(offset))
