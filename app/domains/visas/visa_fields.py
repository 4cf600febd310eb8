"""How country cards, visas and invitations are entered and listed."""

from __future__ import annotations

from app.domains.visas import card_commands as commands
from app.domains.visas import card_queries as queries
from app.domains.visas.terms import CARD, EDIT_VISAS, INVITATION, MISSION_COUNTRY, PASSPORT, SEE_VISAS, VISA
from app.domains.visas.visa_drafts import (
    CardDraft,
    CountryDraft,
    InvitationDraft,
    VisaDraft,
    check_card,
    check_country,
    check_invitation,
    check_visa,
)
from app.domains.visas.visa_terms import ANSWERS, CARD_AGES, CHECKS, DOCUMENTS, ENTRIES, NEED_BADGES, NEEDS, PAYERS, VISA_RULES, Need
from app.kernel.fields import Choice, Column, ColumnKind, Field, FieldKind, Filter, Form, Register, Screen
from app.kernel.translated import LANGUAGES, lazy

_PASSPORTS, _APPLICATION, _VISA = lazy("Passports"), lazy("Application"), lazy("The visa")
_NEED, _NOTE, _FILING, _BACK, _END = lazy("Need"), lazy("Note verbale"), lazy("Filing"), lazy("Back"), lazy("Ended")
_CHECKED = lazy("Checked and handed over")
_LETTER, _PAYS, _SIGNED, _STEPS = lazy("Letter"), lazy("Who pays"), lazy("Contact and signature"), lazy("Steps")

CARD_FORM = Form(
    CardDraft,
    (
        Field("country", lazy("Country"), FieldKind.COUNTRY, required=True),
        Field("ordinary", lazy("Ordinary passport"), FieldKind.CHOICE, choices=NEEDS, group=_PASSPORTS),
        Field("service", lazy("Service passport"), FieldKind.CHOICE, choices=NEEDS, group=_PASSPORTS),
        Field("diplomatic", lazy("Diplomatic passport"), FieldKind.CHOICE, choices=NEEDS, group=_PASSPORTS),
        Field(
            "months_valid",
            lazy("Months valid after the journey"),
            FieldKind.NUMBER,
            group=_PASSPORTS,
            help=lazy("Empty: the rule of the office counts."),
        ),
        Field("blank_pages", lazy("Blank pages"), FieldKind.NUMBER, group=_PASSPORTS, help=lazy("Empty: the rule of the office counts.")),
        Field("file_at", lazy("Where to file"), group=_APPLICATION, limit=500),
        Field("normal_days", lazy("Normal working days"), FieldKind.NUMBER, group=_APPLICATION),
        Field("note_verbale", lazy("Note verbale"), FieldKind.CHOICE, choices=ANSWERS, group=_APPLICATION),
        Field("photo", lazy("Photographs"), group=_APPLICATION, limit=500),
        Field("health", lazy("Health"), FieldKind.LONG_TEXT, group=_APPLICATION),
        Field("source", lazy("Source"), limit=500, help=lazy("Who says so: a page, an embassy, a person.")),
        Field("checked_on", lazy("Checked on"), FieldKind.DATE),
        Field("remark", lazy("Remark"), FieldKind.LONG_TEXT),
    ),
    check_card,
)

COUNTRY_FORM = Form(
    CountryDraft,
    (
        Field("country", lazy("Country"), FieldKind.COUNTRY, required=True),
        Field("transit", lazy("Only passed through"), FieldKind.YES_NO),
        Field("enters_on", lazy("Enters the country on"), FieldKind.DATE, help=lazy("Empty: the first day of the mission.")),
        Field("leaves_on", lazy("Leaves the country on"), FieldKind.DATE, help=lazy("Empty: the last day of the mission.")),
        Field("times", lazy("How often it is entered"), FieldKind.NUMBER, required=True),
    ),
    check_country,
)

BY_HAND = (Choice("", lazy("as the country card says")), *(choice for choice in NEEDS if choice.code != Need.UNKNOWN))
VISA_FORM = Form(
    VisaDraft,
    (
        Field("passport_id", lazy("Passport"), FieldKind.RECORD, record=PASSPORT, group=_NEED),
        Field("need_by_hand", lazy("Need"), FieldKind.CHOICE, choices=BY_HAND, group=_NEED),
        Field("need_reason", lazy("Why it is set by hand"), group=_NEED, limit=500),
        Field("documents", lazy("Documents"), FieldKind.CHOICES, choices=DOCUMENTS, group=_APPLICATION),
        Field("note_verbale_asked_on", lazy("Note verbale asked for on"), FieldKind.DATE, group=_NOTE),
        Field("note_verbale_received_on", lazy("Note verbale received on"), FieldKind.DATE, group=_NOTE),
        Field("appointment_on", lazy("Appointment on"), FieldKind.DATE, group=_FILING),
        Field("appointment_at", lazy("Appointment at"), FieldKind.TIME, group=_FILING),
        Field("filed_on", lazy("Filed on"), FieldKind.DATE, group=_FILING),
        Field("filed_at", lazy("Filed at"), group=_FILING, limit=500),
        Field("receipt", lazy("Receipt"), group=_FILING, limit=200),
        Field(
            "asked_from",
            lazy("Asked from"),
            FieldKind.DATE,
            group=_FILING,
            help=lazy("Empty when it is filed: the days of the journey are taken."),
        ),
        Field("asked_until", lazy("Asked until"), FieldKind.DATE, group=_FILING),
        Field("back_on", lazy("Passport back on"), FieldKind.DATE, group=_BACK),
        Field("valid_from", lazy("Valid from"), FieldKind.DATE, group=_VISA),
        Field("valid_until", lazy("Valid until"), FieldKind.DATE, group=_VISA),
        Field("entries", lazy("Entries"), FieldKind.CHOICE, choices=ENTRIES, group=_VISA),
        Field("stay_days", lazy("Days of stay"), FieldKind.NUMBER, group=_VISA),
        Field("checked", lazy("Checked on the visa"), FieldKind.CHOICES, choices=CHECKS, group=_CHECKED),
        Field("copied_on", lazy("Copy in the dossier on"), FieldKind.DATE, group=_CHECKED),
        Field("handed_on", lazy("Handed over on"), FieldKind.DATE, group=_CHECKED),
        Field("signed_by", lazy("Signed by"), group=_CHECKED, limit=200),
        Field("refused_on", lazy("Refused on"), FieldKind.DATE, group=_END),
        Field("withdrawn_on", lazy("Withdrawn on"), FieldKind.DATE, group=_END),
        Field("remark", lazy("Remark"), FieldKind.LONG_TEXT),
    ),
    check_visa,
)

LETTER_LANGUAGES = (
    Choice("", lazy("not known")),
    *(Choice(code, title) for code, title in zip(LANGUAGES, (lazy("Dutch"), lazy("French"), lazy("English")), strict=True)),
)
INVITATION_FORM = Form(
    InvitationDraft,
    (
        Field("language", lazy("Language of the letter"), FieldKind.CHOICE, choices=LETTER_LANGUAGES, group=_LETTER),
        Field("passport_id", lazy("Passport"), FieldKind.RECORD, record=PASSPORT, group=_LETTER),
        Field("needs_visa", lazy("Visa needed"), FieldKind.CHOICE, choices=ANSWERS, group=_LETTER),
        Field("pays_travel", lazy("Travel is paid by"), FieldKind.CHOICE, choices=PAYERS, group=_PAYS),
        Field("pays_stay", lazy("The stay is paid by"), FieldKind.CHOICE, choices=PAYERS, group=_PAYS),
        Field("pays_insurance", lazy("The insurance is paid by"), FieldKind.CHOICE, choices=PAYERS, group=_PAYS),
        Field("other_payer", lazy("Who else pays"), group=_PAYS, limit=200),
        Field("contact", lazy("Contact for the consulate"), group=_SIGNED, limit=500, help=lazy("Name, telephone and mail address.")),
        Field("signatory", lazy("Signed by"), group=_SIGNED, limit=200),
        Field("signatory_function", lazy("Function of who signs"), FieldKind.MULTILINGUAL, group=_SIGNED),
        Field("asked_on", lazy("Data asked for on"), FieldKind.DATE, group=_STEPS),
        Field("sent_on", lazy("Letter sent on"), FieldKind.DATE, group=_STEPS),
        Field("authority_letter_on", lazy("Letter of the authority of"), FieldKind.DATE, group=_STEPS),
        Field("insured_on", lazy("Proof of insurance seen on"), FieldKind.DATE, group=_STEPS),
        Field("filed_on", lazy("Visa filed on"), FieldKind.DATE, group=_STEPS),
        Field("decided_on", lazy("Decision of"), FieldKind.DATE, group=_STEPS),
        Field("granted", lazy("Visa granted"), FieldKind.CHOICE, choices=ANSWERS, group=_STEPS),
        Field("remark", lazy("Remark"), FieldKind.LONG_TEXT),
    ),
    check_invitation,
)

CARDS = Screen(
    kind=CARD,
    command_name="countries",
    title=lazy("Country cards"),
    icon="globe",
    permission=SEE_VISAS,
    empty=lazy(
        "No country card has been filled yet. Enter what a country asks of Belgian passports, with the source and the day it was checked, "
        "or import a CSV file. Nothing is assumed about any country."
    ),
    within=PASSPORT,
    touched_by=(VISA_RULES,),
    register=Register(
        ids=queries.card_ids,
        rows=queries.cards,
        columns=(
            Column("country", lazy("Country"), ColumnKind.COUNTRY, sort_key="country", stretch=True, width=22),
            Column("age", lazy("Card"), ColumnKind.BADGE, badges=CARD_AGES, width=15),
            Column("ordinary", lazy("Ordinary"), ColumnKind.BADGE, badges=NEED_BADGES, width=20),
            Column("service", lazy("Service"), ColumnKind.BADGE, badges=NEED_BADGES, width=20),
            Column("diplomatic", lazy("Diplomatic"), ColumnKind.BADGE, badges=NEED_BADGES, width=20),
            Column("normal_days", lazy("Working days"), ColumnKind.NUMBER, width=12),
            Column("checked_on", lazy("Checked on"), ColumnKind.DATE, sort_key="checked_on", width=16),
            Column("source", lazy("Source"), width=24),
        ),
        filters=(Filter("age", lazy("Card"), tuple(Choice(age, badge.title) for age, badge in CARD_AGES.items())),),
        form=CARD_FORM,
        blank=CardDraft,
        draft=queries.card_draft,
        add=commands.AddCard,
        edit=commands.EditCard,
        remove=commands.RemoveCard,
        detail=queries.card_detail,
        add_title=lazy("Add country card"),
        edit_title=lazy("Change country card"),
        remove_title=lazy("Remove country card"),
        edit_permission=EDIT_VISAS,
    ),
)

SCREENS = (CARDS,)

FIELDS = {
    **CARD_FORM.named(CARD),
    **COUNTRY_FORM.named(MISSION_COUNTRY),
    **VISA_FORM.named(VISA),
    **INVITATION_FORM.named(INVITATION),
    f"{VISA}.country": Field("country", lazy("Country"), FieldKind.COUNTRY),
    f"{VISA}.transit": Field("transit", lazy("Only passed through"), FieldKind.YES_NO),
}

TITLES = {
    CARD: lazy("Country card"),
    MISSION_COUNTRY: lazy("Country of a mission"),
    VISA: lazy("Visa"),
    INVITATION: lazy("Invitation"),
    VISA_RULES: lazy("Rules of visas"),
    f"{MISSION_COUNTRY}.mission_id": lazy("Mission"),
    f"{VISA}.mission_id": lazy("Mission"),
    f"{VISA}.person_id": lazy("Traveller"),
    f"{INVITATION}.mission_id": lazy("Mission"),
    f"{INVITATION}.person_id": lazy("Guest"),
    f"{VISA_RULES}.content": lazy("Content"),
    **{name: field.title for name, field in FIELDS.items()},
}
