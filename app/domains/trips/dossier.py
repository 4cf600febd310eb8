"""Service trips in the dossier of a mission: who travels under which file, when, how, and where the file stands."""

from __future__ import annotations

from collections.abc import Sequence

from app.domains.missions.vocabulary import MISSION
from app.domains.trips.papers.parts import period
from app.domains.trips.queries.lists import MissionTrip, trips_of_mission
from app.domains.trips.showing import title
from app.domains.trips.vocabulary import STATES
from app.kernel.document import Audience, Block, PaperRequest, SectionSource, Table, TableColumn
from app.kernel.translated import Wording, lazy
from app.kernel.work import Reader


def service_trips(reader: Reader, request: PaperRequest) -> tuple[Block, ...]:
    """A table of the trips of the mission; not on a paper for everybody."""
    if not request.audience.sees(Audience.DELEGATION):
        return ()
    rows = trips_of_mission.of(reader, request.ref.id)
    return (table(rows, request.wording),) if rows else ()


def table(rows: Sequence[MissionTrip], wording: Wording) -> Table:
    """Set the trips below each other."""
    columns = (
        TableColumn(wording.say("No."), 1),
        TableColumn(wording.say("Travellers"), 2.4),
        TableColumn(wording.say("Dates"), 1.7),
        TableColumn(wording.say("Way"), 1.2),
        TableColumn(wording.say("Status"), 1.2),
    )
    return Table(columns, tuple(_row(row, wording) for row in rows))


def _row(row: MissionTrip, wording: Wording) -> tuple[str, ...]:
    way = ", ".join(wording.text(title(mode)) for mode in row.modes)
    return row.number, row.travellers, period(row.departs_on, row.returns_on, wording), way, wording.text(STATES[row.state].title)


SECTION = SectionSource(MISSION, "trips", lazy("Service trips"), 47, service_trips)
