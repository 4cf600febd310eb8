"""How passports, requests for them and their scans are entered and listed."""

from __future__ import annotations

from datetime import date

from app.domains.missions.vocabulary import MISSION
from app.domains.people.vocabulary import PERSON
from app.domains.visas import passport_commands as commands
from app.domains.visas import passport_queries as queries
from app.domains.visas import passport_rules as rules
from app.domains.visas.passport_rules import CancelDraft, CustodyDraft, EndDraft, PassportDraft, RequestDraft, ReturnDraft, ScanDraft
from app.domains.visas.terms import (
    CUSTODY,
    EDIT_VISAS,
    KIND_BADGES,
    LOOK,
    PASSPORT,
    PASSPORT_KINDS,
    REQUEST,
    REQUEST_BADGES,
    REQUESTED_KINDS,
    SCAN,
    SEE_VISAS,
    STATE_BADGES,
)
from app.kernel.fields import Choice, Column, ColumnKind, Field, FieldKind, Filter, Form, Register, Screen
from app.kernel.translated import lazy

_STEPS = lazy("Steps")

PASSPORT_FORM = Form(
    PassportDraft,
    (
        Field("person_id", lazy("Holder"), FieldKind.RECORD, record=PERSON, required=True),
        Field("passport_kind", lazy("Kind"), FieldKind.CHOICE, choices=PASSPORT_KINDS),
        Field(
            "number",
            lazy("Number"),
            limit=40,
            private=True,
            help=lazy(
                "As it stands in the passport. It is shown masked afterwards; left empty when a passport is changed, it stays as it is."
            ),
        ),
        Field("country", lazy("Country"), FieldKind.COUNTRY, required=True, help=lazy("The State that issued it.")),
        Field("issued_on", lazy("Issued on"), FieldKind.DATE),
        Field("expires_on", lazy("Expires on"), FieldKind.DATE, required=True),
        Field("blank_pages", lazy("Blank pages"), FieldKind.NUMBER, help=lazy("Counted; most countries ask for two.")),
        Field("kept_at", lazy("Kept at"), limit=200, help=lazy("Where the passport lies when nobody travels on it: safe, holder.")),
        Field("remark", lazy("Remark"), FieldKind.LONG_TEXT),
    ),
    rules.check_passport,
)

CUSTODY_FORM = Form(
    CustodyDraft,
    (
        Field("handed_on", lazy("Handed out on"), FieldKind.DATE, required=True),
        Field("handed_to", lazy("Handed to"), required=True, limit=200, help=lazy("The traveller, an embassy, a colleague.")),
        Field("mission_id", lazy("For the mission"), FieldKind.RECORD, record=MISSION),
        Field(
            "due_back_on",
            lazy("To be back on"),
            FieldKind.DATE,
            help=lazy("Empty for a service or diplomatic passport that is out for a mission: it follows from the last day of the mission."),
        ),
        Field("signed", lazy("Receipt signed"), FieldKind.YES_NO),
        Field("remark", lazy("Remark"), limit=500),
    ),
    rules.check_custody,
)

RETURN_FORM = Form(
    ReturnDraft,
    (
        Field("returned_on", lazy("Came back on"), FieldKind.DATE, required=True),
        Field("kept_at", lazy("Kept at"), limit=200, help=lazy("Empty when it lies where it lay before.")),
        Field("blank_pages", lazy("Blank pages now"), FieldKind.NUMBER, help=lazy("Empty when nobody has counted them.")),
    ),
    rules.check_return,
)

CANCEL_FORM = Form(
    CancelDraft,
    (
        Field("cancelled_on", lazy("Cancelled on"), FieldKind.DATE, required=True),
        Field(
            "cancelled_why",
            lazy("Reason"),
            required=True,
            limit=500,
            help=lazy("The function ended, it was lost or stolen, a new one was issued."),
        ),
    ),
    rules.check_cancel,
)

REQUEST_FORM = Form(
    RequestDraft,
    (
        Field("person_id", lazy("For"), FieldKind.RECORD, record=PERSON, required=True),
        Field("passport_kind", lazy("Kind"), FieldKind.CHOICE, choices=REQUESTED_KINDS),
        Field("mission_id", lazy("For the mission"), FieldKind.RECORD, record=MISSION),
        Field(
            "needed_by",
            lazy("Needed by"),
            FieldKind.DATE,
            help=lazy("The day on which it must be there: for a visa, before that is filed."),
        ),
        Field("office", lazy("Function"), limit=300, help=lazy("As the memo names it.")),
        Field("countries", lazy("Countries"), limit=300),
        Field("reason", lazy("Reason"), FieldKind.LONG_TEXT, help=lazy("Why ordinary passports do not suffice, as the memo says.")),
        Field("memo_signed_on", lazy("Memo signed on"), FieldKind.DATE, group=_STEPS),
        Field("asked_on", lazy("Asked for on"), FieldKind.DATE, group=_STEPS, help=lazy("At the passport service of Foreign Affairs.")),
        Field("photos_on", lazy("Photographs delivered on"), FieldKind.DATE, group=_STEPS),
        Field(
            "biometrics_on", lazy("Biometric data taken on"), FieldKind.DATE, group=_STEPS, help=lazy("The holder goes there in person.")
        ),
        Field("remark", lazy("Remark"), FieldKind.LONG_TEXT),
    ),
    rules.check_request,
)

END_FORM = Form(
    EndDraft,
    (
        Field("ended_on", lazy("Day"), FieldKind.DATE, required=True),
        Field("refused", lazy("It was refused"), FieldKind.YES_NO, help=lazy("Without it, the request is withdrawn.")),
        Field("why", lazy("Reason"), required=True, limit=500),
    ),
    rules.check_end,
)

SCAN_FIELDS = (
    Field("purpose", lazy("Purpose"), required=True, limit=300, help=lazy("What it is needed for: “visa application for Singapore”.")),
    Field(
        "until", lazy("Needed until"), FieldKind.DATE, required=True, help=lazy("The scan is destroyed afterwards; that cannot be undone.")
    ),
    Field("mission_id", lazy("For the mission"), FieldKind.RECORD, record=MISSION, help=lazy("It is destroyed when the mission is over.")),
)

PASSPORTS = Screen(
    kind=PASSPORT,
    command_name="passports",
    title=lazy("Passports and visas"),
    icon="passport",
    permission=SEE_VISAS,
    empty=lazy(
        "No passport matches. Enter the service and diplomatic passports that the office keeps, and the passports on which travellers "
        "need visas; their numbers are shown masked."
    ),
    touched_by=(CUSTODY, SCAN, PERSON, MISSION),
    register=Register(
        ids=queries.passport_ids,
        rows=queries.passports,
        columns=(
            Column("name", lazy("Holder"), sort_key="name", stretch=True, width=24),
            Column("passport_kind", lazy("Kind"), ColumnKind.BADGE, badges=KIND_BADGES, sort_key="kind", width=15),
            Column("number", lazy("Number"), width=11),
            Column("country", lazy("Country"), ColumnKind.COUNTRY, width=14),
            Column("expires_on", lazy("Expires on"), ColumnKind.DATE, sort_key="expires_on", width=16),
            Column("blank_pages", lazy("Blank pages"), ColumnKind.NUMBER, width=11),
            Column("state", lazy("Status"), ColumnKind.BADGE, badges=STATE_BADGES, sort_key="state", width=14),
            Column("kept_at", lazy("Kept at"), sort_key="kept_at", width=16),
            Column("with_whom", lazy("With"), width=18),
            Column("due_back", lazy("To be back on"), ColumnKind.DATE, width=16),
        ),
        filters=(
            Filter("state", lazy("Status"), tuple(Choice(state, badge.title) for state, badge in STATE_BADGES.items())),
            Filter("kind", lazy("Kind"), PASSPORT_KINDS),
        ),
        form=PASSPORT_FORM,
        blank=PassportDraft,
        draft=queries.passport_draft,
        add=commands.AddPassport,
        edit=commands.EditPassport,
        remove=commands.RemovePassport,
        detail=queries.passport_detail,
        add_title=lazy("Add passport"),
        edit_title=lazy("Change passport"),
        remove_title=lazy("Remove passport"),
        edit_permission=EDIT_VISAS,
    ),
)

REQUESTS = Screen(
    kind=REQUEST,
    command_name="passport-requests",
    title=lazy("Requests for service passports"),
    icon="passport",
    permission=SEE_VISAS,
    empty=lazy("Nobody waits for a service or diplomatic passport. A request is followed here from the memo to the passport."),
    touched_by=(PERSON, MISSION),
    within=PASSPORT,
    register=Register(
        ids=queries.request_ids,
        rows=queries.requests,
        columns=(
            Column("name", lazy("For"), sort_key="name", stretch=True, width=24),
            Column("passport_kind", lazy("Kind"), ColumnKind.BADGE, badges=KIND_BADGES, width=15),
            Column("state", lazy("Status"), ColumnKind.BADGE, badges=REQUEST_BADGES, width=16),
            Column("next", lazy("Next"), ColumnKind.LAZY, width=30),
            Column("asked_on", lazy("Asked for on"), ColumnKind.DATE, width=16),
            Column("expected", lazy("Expected on"), ColumnKind.DATE, sort_key="expected", width=16),
            Column("needed_by", lazy("Needed by"), ColumnKind.DATE, sort_key="needed_by", width=16),
            Column("mission", lazy("For the mission"), ColumnKind.MULTILINGUAL, width=24),
        ),
        filters=(Filter("state", lazy("Status"), tuple(Choice(state, badge.title) for state, badge in REQUEST_BADGES.items())),),
        form=REQUEST_FORM,
        blank=RequestDraft,
        draft=queries.request_draft,
        add=commands.AddPassportRequest,
        edit=commands.EditPassportRequest,
        remove=commands.RemovePassportRequest,
        detail=queries.request_detail,
        add_title=lazy("Add request for a passport"),
        edit_title=lazy("Change request for a passport"),
        remove_title=lazy("Remove request for a passport"),
        edit_permission=EDIT_VISAS,
    ),
)

SCREENS = (PASSPORTS, REQUESTS)

FIELDS = {
    **PASSPORT_FORM.named(PASSPORT),
    **CANCEL_FORM.named(PASSPORT),
    **CUSTODY_FORM.named(CUSTODY),
    **REQUEST_FORM.named(REQUEST),
    f"{REQUEST}.passport_kind": Field("passport_kind", lazy("Kind"), FieldKind.CHOICE, choices=PASSPORT_KINDS),
    **{f"{SCAN}.{field.key}": field for field in SCAN_FIELDS},
}

TITLES = {
    PASSPORT: lazy("Passport"),
    CUSTODY: lazy("Handing-out of a passport"),
    f"{CUSTODY}.passport_id": lazy("Passport"),
    f"{CUSTODY}.returned_on": lazy("Came back on"),
    REQUEST: lazy("Request for a passport"),
    f"{REQUEST}.issued_on": lazy("Issued on"),
    f"{REQUEST}.passport_id": lazy("Passport"),
    f"{REQUEST}.refused_on": lazy("Refused on"),
    f"{REQUEST}.withdrawn_on": lazy("Withdrawn on"),
    f"{REQUEST}.ended_why": lazy("Why it ended"),
    LOOK: lazy("Look at a passport"),
    f"{LOOK}.passport_id": lazy("Passport"),
    f"{LOOK}.at": lazy("When"),
    f"{LOOK}.account": lazy("Account"),
    f"{LOOK}.name": lazy("Who looked"),
    f"{LOOK}.purpose": lazy("Purpose"),
    f"{LOOK}.mission_id": lazy("Mission"),
    f"{LOOK}.scan": lazy("At the scan"),
    SCAN: lazy("Scan of a passport"),
    f"{SCAN}.passport_id": lazy("Passport"),
    f"{SCAN}.digest": lazy("File"),
    f"{SCAN}.added_on": lazy("Kept since"),
    **{name: field.title for name, field in FIELDS.items()},
}


def scan_form(today: date, months: int) -> Form[ScanDraft]:
    """Make the form of why a scan is kept and until when, which is at most *months* from *today*."""
    return Form(ScanDraft, SCAN_FIELDS, lambda draft: rules.check_scan(draft, today, months))
