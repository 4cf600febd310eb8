"""What missions put on the Today page: who is under way, who leaves or comes soon, and what is still open about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from app.domains.missions import queries
from app.domains.missions.records import Mission
from app.domains.missions.vocabulary import SEE_MISSIONS, Direction, MissionState
from app.kernel.errors import Finding, Severity
from app.kernel.fields import TodayGroup, TodayLine, Tone
from app.kernel.ids import Ref
from app.kernel.queries import query
from app.kernel.translated import Lazy, lazy, lazy_count
from app.kernel.work import Reader

SOON = timedelta(14)
URGENT = timedelta(3)


@query(SEE_MISSIONS)
def current_missions(reader: Reader) -> Sequence[TodayLine]:
    """Give the missions under way, and those that begin within two weeks; what is still open stands below each."""
    today = reader.today
    expected = ((mission, mission.starts.exact) for mission in queries.expected_missions(reader) if mission.starts)
    near = [mission for mission, first in expected if first and first <= today + SOON and _last(mission) >= today]
    points = queries.open_points(reader, [mission.id for mission in near])
    return [_line(mission, today, points[mission.id]) for mission in near]


def _last(mission: Mission) -> date:
    last = mission.ends or mission.starts
    assert last is not None
    return last.last


def _line(mission: Mission, today: date, points: Sequence[Finding]) -> TodayLine:
    assert mission.starts is not None
    first = mission.starts.first
    return TodayLine(
        Ref(Mission.kind, mission.id), _said(mission, first, today), mission.starts, _tone(mission, first, today), _counted(points)
    )


def _said(mission: Mission, first: date, today: date) -> Lazy:
    if first <= today:
        return lazy("{title} is under way.", title=mission.title)
    days = (first - today).days
    match mission.direction:
        case Direction.OUTGOING:
            return lazy_count("{title} leaves in {number} day.", "{title} leaves in {number} days.", days, title=mission.title)
        case Direction.INCOMING:
            return lazy_count("{title} arrives in {number} day.", "{title} arrives in {number} days.", days, title=mission.title)
        case Direction.VIRTUAL:
            return lazy_count("{title} begins in {number} day.", "{title} begins in {number} days.", days, title=mission.title)


def _tone(mission: Mission, first: date, today: date) -> Tone:
    if mission.state is not MissionState.CONFIRMED and first <= today:
        return Tone.BAD
    if mission.state is not MissionState.CONFIRMED and first - today <= URGENT:
        return Tone.WARNING
    return Tone.GOOD if first <= today else Tone.NEUTRAL


def _counted(points: Sequence[Finding]) -> Lazy | None:
    count = sum(1 for finding in points if finding.severity is not Severity.NOTES)
    return lazy_count("{number} open point", "{number} open points", count) if count else None


@query(SEE_MISSIONS)
def undecided_missions(reader: Reader) -> Sequence[TodayLine]:
    """Give the missions to decide upon: postponed without a new date, without any date, and past without having been held."""
    lines = (_undecided(mission, reader.today) for mission in queries.expected_missions(reader))
    return sorted((line for line in lines if line), key=lambda line: (line.day is None, str(line.day)))


def _undecided(mission: Mission, today: date) -> TodayLine | None:
    ref = Ref(Mission.kind, mission.id)
    if mission.starts is None:
        postponed = mission.state is MissionState.POSTPONED
        text = (
            lazy("{title} is postponed without a new date.", title=mission.title)
            if postponed
            else lazy("{title} has no dates yet.", title=mission.title)
        )
        return TodayLine(ref, text, None)
    if _last(mission) >= today:
        return None
    return TodayLine(ref, lazy("{title} is over: has it been held?", title=mission.title), mission.starts, Tone.BAD)


GROUPS = (
    TodayGroup(lazy("Missions in the next two weeks"), 10, current_missions, empty=lazy("Nobody leaves or arrives in the next two weeks.")),
    TodayGroup(lazy("Missions to decide upon"), 20, undecided_missions),
)
