"""What the domain of service trips brings."""

from __future__ import annotations

from app.domains.trips import dossier, fields, guarding, readiness, settings_fields, settings_guarding, today, verbs
from app.domains.trips.commands import HANDLERS, following, merging
from app.domains.trips.commands.running import LetTimePass
from app.domains.trips.queries import files
from app.domains.trips.records import (
    Advance,
    AllowanceRowRecord,
    ChainRow,
    Derogation,
    Expense,
    FollowUp,
    MissionReport,
    RuleSetRow,
    StandInRow,
    Trip,
    TripDecision,
    TripEdition,
    TripMove,
    TripTemplate,
    TripTraveller,
)
from app.domains.trips.vocabulary import DECIDE_TRIPS, HANDLE_TRIPS, REQUEST_TRIPS, SEE_TRIPS, SET_TRIP_RULES, SETTLE_TRIPS, TRIP
from app.kernel.feature import Chore, Feature
from app.kernel.search import Searchable
from app.kernel.translated import lazy

FEATURE = Feature(
    name="trips",
    title=lazy("Service trips"),
    icon="trips",
    order=30,
    requires=("people", "access", "missions", "dossiers"),
    records=(
        Trip,
        TripEdition,
        TripTraveller,
        TripMove,
        TripDecision,
        Derogation,
        MissionReport,
        Expense,
        Advance,
        FollowUp,
        TripTemplate,
        StandInRow,
        ChainRow,
        RuleSetRow,
        AllowanceRowRecord,
    ),
    titles={**fields.TITLES, **settings_fields.TITLES},
    fields={**fields.FIELDS, **settings_fields.FIELDS},
    commands=HANDLERS,
    reactions=(*merging.REACTIONS, *following.REACTIONS),
    guards=(*guarding.GUARDS, settings_guarding.GUARD),
    permissions=(SEE_TRIPS, REQUEST_TRIPS, DECIDE_TRIPS, HANDLE_TRIPS, SETTLE_TRIPS, SET_TRIP_RULES),
    screens=(fields.TRIPS, *settings_fields.SCREENS),
    today=today.GROUPS,
    checks=(readiness.CHECKS,),
    dossier=(dossier.SECTION,),
    verbs=(verbs.TRIPS,),
    chores=(Chore(files.time_has_passed, LetTimePass),),
    search=(Searchable(TRIP, {"trip": "id", "trip_report": "trip_id"}, files.trip_texts, permission=SEE_TRIPS),),
)
