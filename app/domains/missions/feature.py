"""What the domain of missions brings."""

from __future__ import annotations

from app.domains.missions import (
    calendar,
    commands,
    dossier,
    fields,
    intake,
    moving_verbs,
    queries,
    readiness,
    readiness_queries,
    today,
    verbs,
)
from app.domains.missions.protocol import commands as protocol
from app.domains.missions.protocol import fields as protocol_fields
from app.domains.missions.protocol import verbs as protocol_verbs
from app.domains.missions.protocol.records import MissionOrder, PlaceMove, Standing
from app.domains.missions.records import (
    Attendance,
    ItemCounterpart,
    Mission,
    Occupant,
    Participant,
    Party,
    Passenger,
    ProgrammeItem,
    Room,
    Schedule,
    Stay,
    Transport,
)
from app.domains.missions.vocabulary import EDIT_MISSIONS, MISSION, SEE_MISSIONS
from app.kernel.commands import handlers_in
from app.kernel.feature import Feature
from app.kernel.search import Searchable
from app.kernel.translated import lazy

FEATURE = Feature(
    name="missions",
    title=lazy("Missions"),
    icon="mission",
    order=10,
    requires=("people", "dossiers", "checklists"),
    records=(
        Mission,
        Schedule,
        Participant,
        Party,
        ProgrammeItem,
        Attendance,
        ItemCounterpart,
        Transport,
        Passenger,
        Stay,
        Room,
        Occupant,
        MissionOrder,
        Standing,
        PlaceMove,
    ),
    titles={**fields.TITLES, **protocol_fields.TITLES},
    fields={**fields.FIELDS, **protocol_fields.FIELDS},
    commands=(*commands.HANDLERS, *handlers_in(protocol)),
    reactions=protocol.REACTIONS,
    permissions=(SEE_MISSIONS, EDIT_MISSIONS),
    dossier=dossier.SECTIONS,
    calendar=(calendar.SOURCE,),
    verbs=(moving_verbs.MISSIONS, *verbs.VERBS, *protocol_verbs.VERBS),
    screens=(fields.MISSIONS,),
    today=today.GROUPS,
    imports=intake.SECTIONS,
    subjects=(readiness.SUBJECTS,),
    anchors=(readiness.ANCHORS,),
    parts=readiness.PARTS,
    checks=(readiness_queries.CHECKS,),
    search=(Searchable(MISSION, {"mission": "id"}, queries.mission_texts),),
)
