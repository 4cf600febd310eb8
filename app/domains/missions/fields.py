"""How missions, their people, programme and logistics are entered and listed."""

from __future__ import annotations

from dataclasses import replace

from app.domains.missions import commands, queries, rules
from app.domains.missions.drafts import ItemDraft, MissionDraft, ParticipantDraft, PartyDraft, RoomDraft, StayDraft, TransportDraft
from app.domains.missions.vocabulary import (
    ATTENDANCE,
    CEREMONIES,
    COUNTERPART,
    DIRECTIONS,
    EDIT_MISSIONS,
    ITEM,
    KINDS,
    LEVELS,
    MISSION,
    OCCUPANT,
    PARTICIPANT,
    PARTICIPANT_ROLES,
    PARTY,
    PARTY_ROLES,
    PASSENGER,
    ROOM,
    ROOM_KINDS,
    SCHEDULE,
    SEE_MISSIONS,
    STATES,
    STAY,
    TRANSPORT,
    TRANSPORT_KINDS,
)
from app.domains.people.vocabulary import ORGANISATION, PERSON
from app.kernel.fields import Badge, Choice, Column, ColumnKind, Field, FieldKind, Filter, Form, Register, Screen
from app.kernel.translated import Lazy, lazy

_WHAT, _WHERE, _WHEN, _WHO, _OFFICE = lazy("What"), lazy("Where"), lazy("When"), lazy("Who"), lazy("For the office")
_DEPARTURE, _ARRIVAL, _BOOKING = lazy("Departure"), lazy("Arrival"), lazy("Booking")

MISSION_FORM = Form(
    MissionDraft,
    (
        Field("title", lazy("Title"), FieldKind.MULTILINGUAL, required=True, group=_WHAT, limit=300),
        Field("direction", lazy("Direction"), FieldKind.CHOICE, choices=DIRECTIONS, group=_WHAT),
        Field("mission_kind", lazy("Kind"), FieldKind.CHOICE, choices=KINDS, group=_WHAT),
        Field(
            "purpose",
            lazy("Purpose"),
            FieldKind.MULTILINGUAL_LONG,
            group=_WHAT,
            help=lazy("Why the mission takes place, and what it should bring."),
        ),
        Field(
            "country", lazy("Country"), FieldKind.COUNTRY, group=_WHERE, help=lazy("Where the delegation goes to, or where it comes from.")
        ),
        Field("city", lazy("City"), group=_WHERE, limit=200),
        Field("venue", lazy("Venue"), group=_WHERE, limit=300),
        Field(
            "zone",
            lazy("Clock"),
            FieldKind.ZONE,
            required=True,
            group=_WHERE,
            help=lazy("The time zone in which the programme is written."),
        ),
        Field(
            "starts",
            lazy("First day"),
            FieldKind.PARTIAL_DATE,
            group=_WHEN,
            help=lazy("A month or a year is enough while the day is not known."),
        ),
        Field("ends", lazy("Last day"), FieldKind.PARTIAL_DATE, group=_WHEN),
        Field("level", lazy("Confidentiality"), FieldKind.CHOICE, choices=LEVELS, group=_OFFICE, help=lazy("Of the dossier as a whole.")),
        Field("notes", lazy("Notes"), FieldKind.LONG_TEXT, group=_OFFICE),
    ),
    rules.check_mission,
)

_MOVES_NOTHING = lazy("Other dates here take nothing along. To move everything with the mission, use “Move or postpone…”.")
MISSION_CHANGE_FORM = replace(
    MISSION_FORM, fields=tuple(replace(field, help=_MOVES_NOTHING) if field.key == "ends" else field for field in MISSION_FORM.fields)
)
"""The same form for a mission that is there already."""

PARTICIPANT_FORM = Form(
    ParticipantDraft,
    (
        Field("person_id", lazy("Person"), FieldKind.RECORD, required=True, record=PERSON),
        Field("role", lazy("Role"), FieldKind.CHOICE, choices=PARTICIPANT_ROLES),
        Field("head", lazy("Head of the delegation"), FieldKind.YES_NO, help=lazy("There is one: the head until now becomes a member.")),
        Field("joins", lazy("Joins on"), FieldKind.DATE, help=lazy("Only for somebody who is not there from the first day.")),
        Field("leaves", lazy("Leaves on"), FieldKind.DATE, help=lazy("Only for somebody who is not there until the last day.")),
        Field("remark", lazy("Remark"), limit=300),
    ),
    rules.check_participant,
)

PARTY_FORM = Form(
    PartyDraft,
    (
        Field("role", lazy("Role"), FieldKind.CHOICE, choices=PARTY_ROLES),
        Field("person_id", lazy("Person"), FieldKind.RECORD, record=PERSON, help=lazy("A person or an organisation, not both.")),
        Field("organisation_id", lazy("Organisation"), FieldKind.RECORD, record=ORGANISATION),
        Field("remark", lazy("Remark"), limit=300),
    ),
    rules.check_party,
)

ITEM_FORM = Form(
    ItemDraft,
    (
        Field("title", lazy("Title"), FieldKind.MULTILINGUAL, required=True, group=_WHAT, limit=300),
        Field("ceremony", lazy("Ceremony"), FieldKind.CHOICE, choices=CEREMONIES, group=_WHAT),
        Field(
            "level",
            lazy("Confidentiality"),
            FieldKind.CHOICE,
            choices=LEVELS,
            group=_WHAT,
            help=lazy("Papers for a wider circle leave the line out."),
        ),
        Field("day", lazy("Day"), FieldKind.DATE, group=_WHEN),
        Field("begins", lazy("Time"), FieldKind.TIME, group=_WHEN),
        Field("minutes", lazy("Duration"), FieldKind.MINUTES, group=_WHEN),
        Field("zone", lazy("Clock"), FieldKind.ZONE, group=_WHEN, help=lazy("Only when it is not the clock of the mission.")),
        Field("place", lazy("Place"), group=_WHERE, limit=300),
        Field("address", lazy("Address"), FieldKind.LONG_TEXT, group=_WHERE, limit=500),
        Field("transport", lazy("How to get there"), group=_WHERE, limit=300),
        Field("host", lazy("Host"), group=_WHO, limit=300),
        Field("interpreter", lazy("Interpreter"), group=_WHO, limit=300),
        Field("dress", lazy("Dress"), group=_WHO, limit=200),
        Field("responsible_id", lazy("Person in charge"), FieldKind.RECORD, record=PERSON, group=_WHO),
        Field("plan_b", lazy("Plan B"), FieldKind.LONG_TEXT, group=_OFFICE),
        Field("notes", lazy("Notes"), FieldKind.LONG_TEXT, group=_OFFICE),
    ),
    rules.check_item,
)
"""Who takes part and who is met (`attended_by`, `with_persons`, `with_organisations`) is chosen from lists beside this form."""

TRANSPORT_FORM = Form(
    TransportDraft,
    (
        Field("transport_kind", lazy("Kind"), FieldKind.CHOICE, choices=TRANSPORT_KINDS, group=_BOOKING),
        Field("carrier", lazy("Carrier"), group=_BOOKING, limit=100),
        Field(
            "number", lazy("Number"), group=_BOOKING, limit=40, help=lazy("The number of the train or the flight, or the plate of the car.")
        ),
        Field("reference", lazy("Booking reference"), group=_BOOKING, limit=60),
        Field("from_place", lazy("From"), required=True, group=_DEPARTURE, limit=200),
        Field("departs_on", lazy("Day of departure"), FieldKind.DATE, group=_DEPARTURE),
        Field("departs_at", lazy("Time of departure"), FieldKind.TIME, group=_DEPARTURE),
        Field("departs_zone", lazy("Clock of departure"), FieldKind.ZONE, required=True, group=_DEPARTURE),
        Field("to_place", lazy("To"), required=True, group=_ARRIVAL, limit=200),
        Field("arrives_on", lazy("Day of arrival"), FieldKind.DATE, group=_ARRIVAL),
        Field("arrives_at", lazy("Time of arrival"), FieldKind.TIME, group=_ARRIVAL, help=lazy("As the clock there shows it.")),
        Field("arrives_zone", lazy("Clock of arrival"), FieldKind.ZONE, required=True, group=_ARRIVAL),
        Field("driver", lazy("Driver"), group=_OFFICE, limit=200),
        Field("remark", lazy("Remark"), group=_OFFICE, limit=300),
    ),
    rules.check_transport,
)
"""The passengers are chosen from a list beside this form."""

STAY_FORM = Form(
    StayDraft,
    (
        Field("hotel", lazy("Hotel"), required=True, limit=200),
        Field("address", lazy("Address"), FieldKind.LONG_TEXT, limit=500),
        Field("phone", lazy("Telephone"), limit=60),
        Field("checks_in", lazy("Day of arrival"), FieldKind.DATE),
        Field("checks_out", lazy("Day of departure"), FieldKind.DATE),
        Field("reference", lazy("Booking reference"), limit=60),
        Field("remark", lazy("Remark"), limit=300),
    ),
    rules.check_stay,
)

ROOM_FORM = Form(
    RoomDraft,
    (
        Field("number", lazy("Number"), limit=20),
        Field("room_kind", lazy("Kind"), FieldKind.CHOICE, choices=ROOM_KINDS),
        Field("remark", lazy("Remark"), limit=300),
    ),
    rules.check_room,
)
"""Who sleeps in the room is chosen from a list beside this form."""

# The filter offers years around those of the office's first report and of what it plans.
YEARS = tuple(Choice(str(year), Lazy(str(year))) for year in range(2020, 2036))

MISSIONS = Screen(
    kind=MISSION,
    command_name="missions",
    title=lazy("Missions"),
    icon="mission",
    permission=SEE_MISSIONS,
    empty=lazy("No mission has been entered yet. Add the first one, clone one you had, or import a file."),
    touched_by=(PARTICIPANT, PERSON),
    register=Register(
        ids=queries.mission_ids,
        rows=queries.missions,
        columns=(
            Column("number", lazy("No."), sort_key="number", width=9),
            Column("title", lazy("Mission"), ColumnKind.MULTILINGUAL, stretch=True, width=34),
            Column("period", lazy("Dates"), ColumnKind.PERIOD, sort_key="period", width=25),
            Column(
                "state",
                lazy("Status"),
                ColumnKind.BADGE,
                badges={state.value: badge for state, badge in STATES.items()},
                sort_key="state",
                width=13,
            ),
            Column("city", lazy("City"), sort_key="city", width=11),
            Column("head", lazy("Head of the delegation"), width=22),
            Column("participants", lazy("Delegation"), ColumnKind.NUMBER, width=10),
            Column("mission_kind", lazy("Kind"), ColumnKind.BADGE, badges={choice.code: Badge(choice.title) for choice in KINDS}, width=18),
            Column("country", lazy("Country"), ColumnKind.COUNTRY, sort_key="country"),
        ),
        filters=(
            Filter("year", lazy("Year"), YEARS),
            Filter("state", lazy("Status"), tuple(Choice(state, badge.title) for state, badge in STATES.items())),
            Filter("direction", lazy("Direction"), DIRECTIONS),
            Filter("mission_kind", lazy("Kind"), KINDS),
        ),
        form=MISSION_FORM,
        blank=MissionDraft,
        draft=queries.mission_draft,
        add=commands.AddMission,
        edit=commands.EditMission,
        remove=commands.RemoveMission,
        add_title=lazy("Add mission"),
        edit_title=lazy("Change mission"),
        remove_title=lazy("Remove mission"),
        edit_permission=EDIT_MISSIONS,
    ),
)


_PARTS = (SCHEDULE, PARTICIPANT, PARTY, ITEM, ATTENDANCE, COUNTERPART, TRANSPORT, PASSENGER, STAY, ROOM, OCCUPANT)

_STATES = tuple(Choice(state, badge.title) for state, badge in STATES.items())
FIELDS = {
    **MISSION_FORM.named(MISSION),
    **PARTICIPANT_FORM.named(PARTICIPANT),
    **PARTY_FORM.named(PARTY),
    **ITEM_FORM.named(ITEM),
    **TRANSPORT_FORM.named(TRANSPORT),
    **STAY_FORM.named(STAY),
    **ROOM_FORM.named(ROOM),
    **{f"{kind}.state": Field("state", lazy("Status"), FieldKind.CHOICE, choices=_STATES) for kind in (MISSION, SCHEDULE)},
}

TITLES = {
    MISSION: lazy("Mission"),
    SCHEDULE: lazy("Dates"),
    PARTICIPANT: lazy("Participant"),
    PARTY: lazy("Party"),
    ITEM: lazy("Programme line"),
    ATTENDANCE: lazy("Takes part"),
    COUNTERPART: lazy("Is met"),
    TRANSPORT: lazy("Transport"),
    PASSENGER: lazy("Passenger"),
    STAY: lazy("Hotel"),
    ROOM: lazy("Room"),
    OCCUPANT: lazy("Sleeps in"),
    **{f"{kind}.mission_id": lazy("Mission") for kind in _PARTS},
    **{f"{kind}.position": lazy("Place in the order") for kind in _PARTS},
    **{f"{kind}.participant_id": lazy("Participant") for kind in (ATTENDANCE, PASSENGER, OCCUPANT)},
    **{f"{kind}.item_id": lazy("Programme line") for kind in (ATTENDANCE, COUNTERPART)},
    f"{MISSION}.number": lazy("No."),
    f"{MISSION}.import_id": lazy("Name in the import file"),
    f"{SCHEDULE}.starts": lazy("First day"),
    f"{SCHEDULE}.ends": lazy("Last day"),
    f"{SCHEDULE}.reason": lazy("Reason"),
    f"{SCHEDULE}.decided_on": lazy("Decided on"),
    f"{SCHEDULE}.remark": lazy("Remark"),
    f"{ITEM}.cancelled": lazy("Cancelled"),
    f"{COUNTERPART}.person_id": lazy("Person"),
    f"{COUNTERPART}.organisation_id": lazy("Organisation"),
    f"{PASSENGER}.transport_id": lazy("Transport"),
    f"{ROOM}.stay_id": lazy("Hotel"),
    f"{OCCUPANT}.room_id": lazy("Room"),
    **{name: field.title for name, field in FIELDS.items()},
}
