"""What is missing of the service trips of missions, for the list of what is to be done: nobody leaves without an approved request."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from app.domains.missions.readiness import is_over, travellers
from app.domains.missions.records import Mission, Participant
from app.domains.missions.vocabulary import MISSION, Direction, MissionState, ParticipantRole
from app.domains.trips.circular.ruleset import RuleSet, in_force
from app.domains.trips.distances import EU_COUNTRIES
from app.domains.trips.moves import APPROVED_STATES, END_STATES
from app.domains.trips.queries import judging
from app.domains.trips.records import Trip, TripTraveller
from app.domains.trips.standing import MISSION_MOVED
from app.domains.trips.vocabulary import SEE_TRIPS
from app.kernel.errors import Finding, Refused, Severity
from app.kernel.names import fold
from app.kernel.readiness import Check, CheckSource, Duty, Part
from app.kernel.translated import lazy, lazy_count
from app.kernel.work import Reader

APPROVED_BEFORE = timedelta(14)  # by default: what is not approved two weeks before presses
DAYS_EU, DAYS_ELSEWHERE = 21, 42  # where no rule set is in force: those of rule R70 as it ships
_NAMES_SHOWN = 3
# Whose journey is not the office's to ask for.
_NOT_OURS = (ParticipantRole.COMPANY, ParticipantRole.PRESS, ParticipantRole.SPOUSE)


@dataclass(frozen=True, slots=True)
class _Journey:
    """A trip of a mission, and who travels on it: persons of the office's file, and names as they were typed."""

    trip: Trip
    persons: frozenset[str]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Member:
    """Somebody who needs a request, and the days on which they are there."""

    part: Part
    joins: date | None
    leaves: date | None


def checks(reader: Reader, ids: Sequence[str]) -> Mapping[str, Sequence[Check]]:
    """Give what is missing of the trips of each of several missions that are to come; nothing to somebody who may not see trips."""
    if not reader.user.may(SEE_TRIPS):
        return {}
    statement = select(Mission).where(Mission.id.in_(ids), Mission.state != MissionState.CANCELLED)
    missions = [m for m in reader.scalars(statement) if not is_over(m.state, m.starts, m.ends, reader.today)]
    wanted = [mission.id for mission in missions]
    journeys, members = _journeys(reader, wanted), _members(reader, missions)
    rule_sets = judging.rule_sets_in_office(reader) if missions else ()
    return {mission.id: list(_checks(mission, journeys[mission.id], members[mission.id], rule_sets)) for mission in missions}


def _checks(mission: Mission, journeys: Sequence[_Journey], members: Sequence[_Member], rule_sets: Sequence[RuleSet]) -> Iterator[Check]:
    without = [one.part for one in members if not any(_is_on(one.part, journey) for journey in journeys)]
    if without:
        yield Check(_without_request(mission, without), Duty.TRAV, _ask_by(mission, rule_sets))
    for journey in journeys:
        trip = journey.trip
        if trip.overtaken_at is not None:
            yield Check(_has_moved(trip), Duty.TRAV)
        if trip.state not in APPROVED_STATES:
            message = lazy("Trip {trip} is not approved yet.", trip=_named(trip))
            finding = Finding("state", message, Severity.WARNS, "trip-not-approved", trip.ref)
            yield Check(finding, Duty.TRAV, trip.departs_on - APPROVED_BEFORE if trip.departs_on else None)
        yield from (Check(finding, Duty.TRAV) for one in members for finding in _misses_days(one, journey))
    yield from (Check(finding, Duty.TRAV) for one in members for finding in _elsewhere(one, journeys))


def _is_on(part: Part, journey: _Journey) -> bool:
    return part.ref.id in journey.persons or fold(part.title.nl) in journey.names


def _without_request(mission: Mission, parts: Sequence[Part]) -> Finding:
    names = ", ".join(part.title.nl for part in parts[:_NAMES_SHOWN])
    more = len(parts) - _NAMES_SHOWN
    shown = lazy_count("{names} and {number} other", "{names} and {number} others", more, names=names) if more > 0 else names
    message = lazy_count("{names} has no request for a trip yet.", "{names} have no request for a trip yet.", len(parts), names=shown)
    return Finding("travellers", message, Severity.WARNS, "traveller-without-request", mission.ref)


def _ask_by(mission: Mission, rule_sets: Sequence[RuleSet]) -> date | None:
    """Give the day until which requests come in time (rule R70)."""
    if mission.starts is None:
        return None
    first, inside = mission.starts.first, mission.country in EU_COUNTRIES
    try:
        rules = in_force(rule_sets, first)
    except Refused:  # in a hole between two rule sets
        days = DAYS_EU if inside else DAYS_ELSEWHERE
    else:
        days = rules.whole("R70", "days_eu" if inside else "days_elsewhere")
    return first - timedelta(days)


def _has_moved(trip: Trip) -> Finding:
    message = lazy("The mission has moved, and trip {trip} has not followed.", trip=_named(trip))
    return Finding("departs_at", message, Severity.WARNS, MISSION_MOVED, trip.ref)


def _misses_days(one: _Member, journey: _Journey) -> Iterator[Finding]:
    """Tell whether a journey of the mission leaves out days on which its traveller takes part; one on other days is another journey."""
    trip, first, last = journey.trip, one.joins, one.leaves
    if first is None or last is None or trip.departs_on is None or trip.returns_on is None or trip.overtaken_at is not None:
        return
    if _is_on(one.part, journey) and not _is_elsewhere(one, trip) and (trip.departs_on > first or trip.returns_on < last):
        message = lazy(
            "{name} takes part from {first} until {last}; trip {trip} is shorter.",
            name=one.part.title,
            first=first,
            last=last,
            trip=trip.number,
        )
        yield Finding("departs_at", message, Severity.WARNS, "trip-misses-days", trip.ref)


def _elsewhere(one: _Member, journeys: Sequence[_Journey]) -> Iterator[Finding]:
    """Tell when somebody travels for the mission, and on none of its days: its dates were changed, or the trip is another one's."""
    own = [journey.trip for journey in journeys if _is_on(one.part, journey) and journey.trip.overtaken_at is None]
    if own and all(_is_elsewhere(one, trip) for trip in own):
        message = lazy(
            "{name} takes part from {first} until {last}; trip {trip} is on other days.",
            name=one.part.title,
            first=one.joins,
            last=one.leaves,
            trip=own[-1].number,
        )
        yield Finding("departs_at", message, Severity.WARNS, "trip-on-other-days", own[-1].ref)


def _is_elsewhere(one: _Member, trip: Trip) -> bool:
    if one.joins is None or one.leaves is None or trip.departs_on is None or trip.returns_on is None:
        return False
    return trip.returns_on < one.joins or one.leaves < trip.departs_on


def _named(trip: Trip) -> str:
    return f"{trip.number} ({trip.travellers})" if trip.travellers else trip.number


def _journeys(reader: Reader, missions: Sequence[str]) -> Mapping[str, list[_Journey]]:
    own = (Trip.mission_id.in_(missions), Trip.state.not_in(END_STATES))
    persons: defaultdict[str, set[str]] = defaultdict(set)
    names: defaultdict[str, set[str]] = defaultdict(set)
    columns = select(TripTraveller.trip_id, TripTraveller.person_id, TripTraveller.folded).join(Trip, Trip.id == TripTraveller.trip_id)
    for row in reader.rows(columns.where(*own)):
        persons[row.trip_id].update([row.person_id] if row.person_id else ())
        names[row.trip_id].add(row.folded)
    found: defaultdict[str, list[_Journey]] = defaultdict(list)
    for trip in reader.scalars(select(Trip).where(*own).order_by(Trip.departs_on, Trip.number)):
        found[trip.mission_id or ""].append(_Journey(trip, frozenset(persons[trip.id]), frozenset(names[trip.id])))
    return found


def _members(reader: Reader, missions: Sequence[Mission]) -> Mapping[str, list[_Member]]:
    """Give the members of each delegation that travels, but for those whose journey is not ours to ask for."""
    outgoing = {mission.id: mission for mission in missions if mission.direction is Direction.OUTGOING}
    parts = travellers(reader, tuple(outgoing))
    columns = select(Participant.mission_id, Participant.person_id, Participant.role, Participant.joins, Participant.leaves)
    rows = {(row.mission_id, row.person_id): row for row in reader.rows(columns.where(Participant.mission_id.in_(outgoing)))}
    found: defaultdict[str, list[_Member]] = defaultdict(list)
    for id, mission in outgoing.items():
        first, last = mission.starts, mission.ends or mission.starts
        for part in parts.get(id, ()):
            row = rows[id, part.ref.id]
            if row.role not in _NOT_OURS:
                found[id].append(_Member(part, row.joins or (first.exact if first else None), row.leaves or (last.exact if last else None)))
    return found


CHECKS = CheckSource(MISSION, lazy("Trips"), 30, checks)
