"""What is still missing in missions that are to come, for the list of what is to be done.

What does not fit together is found by the same rules as on the mission's own page (`queries.open_points`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from app.domains.missions import queries
from app.domains.missions.readiness import is_over
from app.domains.missions.records import Mission
from app.domains.missions.vocabulary import ITEM, MISSION, MissionState
from app.kernel.errors import Finding
from app.kernel.readiness import Check, CheckSource, Duty
from app.kernel.translated import lazy
from app.kernel.work import Reader

OVERVIEW, DELEGATION, PROGRAMME, LOGISTICS = lazy("Overview"), lazy("Delegation"), lazy("Programme"), lazy("Logistics")


def checks(reader: Reader, ids: Sequence[str]) -> Mapping[str, Sequence[Check]]:
    """Give what is missing in each of several missions; nothing for one that is cancelled or over."""
    missions = [mission for mission in reader.scalars(select(Mission).where(Mission.id.in_(ids))) if _to_come(mission, reader)]
    points = queries.open_points(reader, [mission.id for mission in missions])
    return {mission.id: [_check(finding) for finding in points[mission.id]] for mission in missions}


def _to_come(mission: Mission, reader: Reader) -> bool:
    return mission.state is not MissionState.CANCELLED and not is_over(mission.state, mission.starts, mission.ends, reader.today)


def _check(finding: Finding) -> Check:
    return Check(finding, Duty.PROT, area=PROGRAMME if finding.ref and finding.ref.kind == ITEM else DELEGATION)


CHECKS = CheckSource(MISSION, lazy("Mission"), 10, checks)
