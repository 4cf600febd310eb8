"""What the domain of missions brings."""

from __future__ import annotations

from app.domains.missions import records
from app.kernel.feature import Feature
from app.kernel.translated import lazy

FEATURE = Feature(
    name="missions",
    title=lazy("Missions"),
    icon="mission",
    order=10,
    requires=("people",),
    records=(
        records.Mission,
        records.Schedule,
        records.Party,
        records.Participant,
        records.ProgrammeItem,
        records.Attendance,
        records.ItemCounterpart,
        records.Transport,
        records.Passenger,
        records.Stay,
        records.Room,
        records.Occupant,
    ),
)
