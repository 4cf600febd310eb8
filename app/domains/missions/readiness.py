"""What missions say of themselves to checklists: which there are, the days from which due dates are counted, and their parts.

Every question is answered for many missions at once, in as many statements as for one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, func, select

from app.domains.missions import queries, rules
from app.domains.missions.records import Mission, Participant, ProgrammeItem, Transport
from app.domains.missions.vocabulary import DIRECTIONS, ITEM, KINDS, MISSION, SEE_MISSIONS, Ceremony, Direction, MissionState
from app.domains.people import rules as people_rules
from app.domains.people.records import Person
from app.domains.people.vocabulary import PERSON
from app.kernel.fields import Choice
from app.kernel.ids import Ref
from app.kernel.periods import PartialDate
from app.kernel.readiness import (
    ARRIVAL,
    DEPARTURE,
    END,
    START,
    YEAR_END,
    Anchor,
    AnchorSource,
    Part,
    PartSource,
    Subject,
    SubjectSource,
)
from app.kernel.translated import Lazy, Multilingual, lazy
from app.kernel.work import Reader

TRAVELLER, CEREMONY, SIGNING = "traveller", "ceremony", "signing"

_FIRST_DAY, _LAST_DAY = lazy("First day"), lazy("Last day")
_ARRIVAL, _DEPARTURE, _YEAR_END = lazy("Arrival"), lazy("Departure"), lazy("End of the year")


# ------------------------------------------------------------------------------------------------ which there are


def subjects(reader: Reader, ids: Sequence[str]) -> Mapping[str, Subject]:
    """Describe the missions with *ids*, without those that are gone."""
    return {mission.id: _subject(mission, reader.today) for mission in reader.scalars(select(Mission).where(Mission.id.in_(ids)))}


def _subject(mission: Mission, today: date) -> Subject:
    return Subject(
        ref=Ref(MISSION, mission.id),
        title=mission.title,
        number=mission.number,
        type=mission.mission_kind.value,
        direction=mission.direction.value,
        country=mission.country,
        zone=mission.zone,
        period=(mission.starts, mission.ends),
        over=is_over(mission.state, mission.starts, mission.ends, today),
        off=mission.state is MissionState.CANCELLED,
    )


def is_over(state: MissionState, starts: PartialDate | None, ends: PartialDate | None, today: date) -> bool:
    """Tell whether a mission has taken place: it was held, or its last day has passed and nobody has cancelled it."""
    if state is MissionState.CANCELLED:
        return False
    last = ends or starts
    return state is MissionState.HELD or (last is not None and last.last < today)


def current(reader: Reader) -> Sequence[str]:
    """Give the missions that are to come or under way, by their first day, those without one last."""
    columns = select(Mission.id, Mission.state, Mission.starts, Mission.ends).where(Mission.state.not_in(rules.ENDED))
    found = reader.rows(columns.order_by(Mission.starts.asc().nulls_last(), Mission.number))
    return [row.id for row in found if not is_over(row.state, row.starts, row.ends, reader.today)]


def recent(reader: Reader, since: date) -> Sequence[str]:
    """Give the missions whose last day was on *since* or later and has passed, the latest first: what comes after them is still open."""
    last = func.coalesce(Mission.ends, Mission.starts)
    columns = select(Mission.id, Mission.state, Mission.starts, Mission.ends)
    # The text of a date begins with its year, so that a year alone comes before all days of it.
    statement = columns.where(Mission.state != MissionState.CANCELLED, last >= PartialDate(since.year)).order_by(
        last.desc(), Mission.number
    )
    return [row.id for row in reader.rows(statement) if _ended_since(row, since, reader.today)]


def _ended_since(row: Row[Any], since: date, today: date) -> bool:
    last: PartialDate = row.ends or row.starts
    return since <= last.last and is_over(row.state, row.starts, row.ends, today)


SUBJECTS = SubjectSource(
    kind=MISSION,
    permission=SEE_MISSIONS,
    describe=subjects,
    current=current,
    recent=recent,
    find=queries.mission_by,
    types=KINDS,
    directions=DIRECTIONS,
)

# ------------------------------------------------------------------------------------------------ from which days one counts


def anchors(reader: Reader, ids: Sequence[str]) -> Mapping[str, Mapping[str, Anchor]]:
    """Give the days of each of several missions: its own, those of its journeys, and each line of its programme that stands."""
    missions = reader.scalars(select(Mission).where(Mission.id.in_(ids)))
    lines, journeys = _lines(reader, ids), _journeys(reader, ids)
    return {mission.id: _anchors(mission, lines[mission.id], journeys[mission.id]) for mission in missions}


def _anchors(mission: Mission, lines: Sequence[ProgrammeItem], journeys: Sequence[Transport]) -> Mapping[str, Anchor]:
    first = _edge(_FIRST_DAY, mission.starts, last=False)
    last = _edge(_LAST_DAY, mission.ends or mission.starts, last=True)
    way_in, way_out = _way_in_and_out(journeys, mission.starts)
    found = {
        START: _call(mission, first, lines),
        END: last,
        ARRIVAL: Anchor(_ARRIVAL, way_in) if way_in else Anchor(_ARRIVAL, first.when, first.roughly),
        DEPARTURE: Anchor(_DEPARTURE, way_out) if way_out else Anchor(_DEPARTURE, last.when, last.roughly),
        YEAR_END: Anchor(_YEAR_END, date(last.when.year, 12, 31) if last.when else None),
    }
    return found | {item_anchor(line.id): Anchor(line.title, _moment_or_day(line, mission.zone)) for line in lines}


def item_anchor(id: str) -> str:
    """Give the key of the anchor that a line of the programme is."""
    return f"item:{id}"


def _edge(title: Lazy, day: PartialDate | None, *, last: bool) -> Anchor:
    if day is None:
        return Anchor(title, None)
    # What comes after a mission is counted from the last day it can have: counted from the first, it would be due too early.
    return Anchor(title, day.last if last else day.first, roughly=day.exact is None)


def _call(mission: Mission, first: Anchor, lines: Sequence[ProgrammeItem]) -> Anchor:
    # A videoconference starts at its hour: half an hour before it, somebody is in the room. A journey starts on its day.
    if mission.direction is not Direction.VIRTUAL or first.roughly:
        return first
    moments = [rules.moment(line.day, line.begins, line.zone or mission.zone) for line in lines if line.day == first.when]
    opening = min((moment for moment in moments if moment), default=None)
    return Anchor(first.title, opening or first.when)


def _way_in_and_out(journeys: Sequence[Transport], starts: PartialDate | None) -> tuple[date | datetime | None, date | datetime | None]:
    """Give the arrival of the first journey and the departure of the last one, in order of their departure.

    A single journey is the way home when it leaves after the first day.
    """
    arrivals = [(journey.id, when) for journey in journeys if (when := _arrival(journey))]
    departures = [(journey.id, when) for journey in journeys if (when := _departure(journey))]
    way_in, way_out = (arrivals[0] if arrivals else None), (departures[-1] if departures else None)
    if way_in and way_out and way_in[0] == way_out[0]:
        home = starts is not None and _day(way_out[1]) > starts.last
        return (None, way_out[1]) if home else (way_in[1], None)
    return way_in[1] if way_in else None, way_out[1] if way_out else None


def _arrival(journey: Transport) -> date | datetime | None:
    return rules.moment(journey.arrives_on, journey.arrives_at, journey.arrives_zone) or journey.arrives_on


def _departure(journey: Transport) -> date | datetime | None:
    return rules.moment(journey.departs_on, journey.departs_at, journey.departs_zone) or journey.departs_on


def _day(when: date | datetime) -> date:
    return when.date() if isinstance(when, datetime) else when


def _moment_or_day(line: ProgrammeItem, zone: str) -> date | datetime | None:
    return rules.moment(line.day, line.begins, line.zone or zone) or line.day


def _lines(reader: Reader, ids: Sequence[str]) -> Mapping[str, list[ProgrammeItem]]:
    statement = select(ProgrammeItem).where(ProgrammeItem.mission_id.in_(ids), ProgrammeItem.cancelled.is_(False))
    order = (ProgrammeItem.day.asc().nulls_last(), ProgrammeItem.begins.asc().nulls_last(), ProgrammeItem.position, ProgrammeItem.id)
    return _by_mission(reader.scalars(statement.order_by(*order)))


def _journeys(reader: Reader, ids: Sequence[str]) -> Mapping[str, list[Transport]]:
    order = (Transport.departs_on.asc().nulls_last(), Transport.departs_at.asc().nulls_last(), Transport.position, Transport.id)
    return _by_mission(reader.scalars(select(Transport).where(Transport.mission_id.in_(ids)).order_by(*order)))


def _by_mission(rows: Iterable[Any]) -> Mapping[str, list[Any]]:
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.mission_id].append(row)
    return found


ANCHORS = AnchorSource(
    kind=MISSION,
    anchors=(
        Choice(START, _FIRST_DAY),
        Choice(END, _LAST_DAY),
        Choice(ARRIVAL, _ARRIVAL),
        Choice(DEPARTURE, _DEPARTURE),
        Choice(YEAR_END, _YEAR_END),
    ),
    values=anchors,
)

# ------------------------------------------------------------------------------------------------ their parts


def travellers(reader: Reader, ids: Sequence[str]) -> Mapping[str, Sequence[Part]]:
    """Give the members of each delegation, the head first, as persons: who leaves and comes back has one checklist."""
    statement = (
        select(Participant.mission_id, Person.id, Person.given_names, Person.family_name, Person.card_name)
        .join(Person, Person.id == Participant.person_id)
        .where(Participant.mission_id.in_(ids))
        .order_by(Participant.head.desc(), Participant.position, Participant.id)
    )
    found: defaultdict[str, dict[str, Part]] = defaultdict(dict)
    for row in reader.rows(statement):
        name = people_rules.written_name(row.given_names, row.family_name, row.card_name)
        found[row.mission_id].setdefault(row.id, Part(Ref(PERSON, row.id), Multilingual.same(name)))
    return {mission: tuple(parts.values()) for mission, parts in found.items()}


def ceremonies(reader: Reader, ids: Sequence[str]) -> Mapping[str, Sequence[Part]]:
    """Give the lines of each programme that are a ceremony and stand."""
    return _ceremonies(reader, _ceremonial(ids))


def signings(reader: Reader, ids: Sequence[str]) -> Mapping[str, Sequence[Part]]:
    """Give the lines of each programme at which something is signed."""
    return _ceremonies(reader, _ceremonial(ids).where(ProgrammeItem.ceremony == Ceremony.SIGNING))


def _ceremonial(ids: Sequence[str]) -> Select[str, str, Multilingual]:
    item = ProgrammeItem
    standing = select(item.mission_id, item.id, item.title).where(
        item.mission_id.in_(ids), item.cancelled.is_(False), item.ceremony != Ceremony.NONE
    )
    return standing.order_by(item.day.asc().nulls_last(), item.begins.asc().nulls_last(), item.position, item.id)


def _ceremonies(reader: Reader, statement: Select[str, str, Multilingual]) -> Mapping[str, Sequence[Part]]:
    found: defaultdict[str, list[Part]] = defaultdict(list)
    for row in reader.rows(statement):
        found[row.mission_id].append(Part(Ref(ITEM, row.id), row.title, item_anchor(row.id)))
    return found


PARTS = (
    PartSource(MISSION, TRAVELLER, lazy("Travellers"), travellers),
    PartSource(MISSION, CEREMONY, lazy("Ceremonies"), ceremonies),
    PartSource(MISSION, SIGNING, lazy("Signings"), signings),
)
