"""Whether a file still goes with its mission: what stops it from being sent, approved and booked when the mission has moved without it."""

from __future__ import annotations

from app.domains.missions.records import Mission
from app.domains.missions.vocabulary import MissionState
from app.domains.trips.records import Trip
from app.kernel.errors import Finding
from app.kernel.translated import lazy, lazy_count
from app.kernel.work import Reader

MISSION_MOVED, MISSION_CANCELLED = "mission-moved", "mission-cancelled"


def standing_findings(reader: Reader, trip: Trip) -> list[Finding]:
    """Give what speaks against going on with a file as it is: its mission is cancelled, or has other dates than it was written for."""
    mission = reader.find(Mission, trip.mission_id)
    if mission is None:
        return []
    if mission.state is MissionState.CANCELLED:
        message = lazy("The mission of this trip is cancelled. Cancel the trip, or say that it belongs to no mission.")
        return [Finding("", message, rule=MISSION_CANCELLED, ref=mission.ref)]
    if trip.overtaken_at is None:
        return []
    if mission.starts is None or not trip.behind:
        message = lazy("The mission has been put off. Its new dates must be entered here, or those of this trip confirmed as they stand.")
    else:
        message = lazy_count(
            "The mission has moved by {number} day since this was written. The dates here must be changed, or confirmed as they stand.",
            "The mission has moved by {number} days since this was written. The dates here must be changed, or confirmed as they stand.",
            abs(trip.behind),
        )
    return [Finding("departs_at", message, rule=MISSION_MOVED, ref=mission.ref, value=trip.behind)]


def confirm_dates(trip: Trip) -> None:
    """Note that the dates of a file are right, whatever its mission did."""
    trip.overtaken_at, trip.behind = None, 0
