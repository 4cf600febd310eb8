"""What is missing of the flags of missions, for the list of what is to be done: the findings that their own tab shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import select

from app.domains.flags.queries.missions import flags_of_missions
from app.domains.flags.records import FlagReservation, MissionFlags
from app.domains.flags.terms import SEE_FLAGS, ReservationState
from app.domains.missions.readiness import is_over
from app.domains.missions.records import Mission
from app.domains.missions.vocabulary import MISSION, MissionState
from app.kernel.errors import Finding, Severity
from app.kernel.readiness import Check, CheckSource, Duty
from app.kernel.translated import lazy
from app.kernel.work import Reader

STOCK_BEFORE = timedelta(20)  # by default: the checklist of flags looks at stock and loans twenty days ahead


def checks(reader: Reader, ids: Sequence[str]) -> Mapping[str, Sequence[Check]]:
    """Give what is missing of the flags of each of several missions that are to come; nothing to somebody who may not see flags."""
    if not reader.user.may(SEE_FLAGS):
        return {}
    if not (planned := _with_flags(reader, ids)):
        return {}
    missions = reader.scalars(select(Mission).where(Mission.id.in_(planned)))
    to_come = {mission.id: mission for mission in missions if _is_to_come(mission, reader.today)}
    sheets = flags_of_missions(reader, tuple(to_come))
    return {id: _checks(sheets[id].findings, mission) for id, mission in to_come.items()}


def _with_flags(reader: Reader, ids: Sequence[str]) -> set[str]:
    """Give the missions for which rows of flags are planned, or flags kept: the others have nothing to say."""
    planned = reader.scalars(select(MissionFlags.mission_id).where(MissionFlags.mission_id.in_(ids)))
    held = select(FlagReservation.mission_id).where(FlagReservation.mission_id.in_(ids), FlagReservation.state != ReservationState.RETURNED)
    return {*planned, *(id for id in reader.scalars(held) if id)}


def _is_to_come(mission: Mission, today: date) -> bool:
    return mission.state is not MissionState.CANCELLED and not is_over(mission.state, mission.starts, mission.ends, today)


def _checks(findings: Sequence[Finding], mission: Mission) -> Sequence[Check]:
    due = mission.starts.first - STOCK_BEFORE if mission.starts else None
    # What the rules merely note stands on the tab; here stands what somebody must do.
    wanted = (finding for finding in findings if finding.severity is not Severity.NOTES or finding.rule == "flag-not-reserved")
    return [Check(finding, Duty.PROT, due) for finding in wanted]


CHECKS = CheckSource(MISSION, lazy("Flags"), 50, checks)
