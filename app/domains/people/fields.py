"""How persons and organisations are entered and listed."""

from __future__ import annotations

from collections.abc import Iterable

from app.domains.people import commands, queries, rules
from app.domains.people.precedence import shipped
from app.domains.people.precedence.profiles import Office
from app.domains.people.rules import ContactPointDraft, OrganisationDraft, PersonDraft, PostDraft
from app.domains.people.vocabulary import (
    CONTACT_KINDS,
    CONTACT_POINT,
    EDIT_PEOPLE,
    GENDERS,
    ORGANISATION,
    ORGANISATION_KINDS,
    PERSON,
    POST,
    SEE_PEOPLE,
)
from app.kernel.fields import Badge, Choice, Column, ColumnKind, Field, FieldKind, Filter, Form, Register, Screen
from app.kernel.translated import lazy, told

_NAME, _LANGUAGE, _HOST, _OFFICE = lazy("Name"), lazy("Languages"), lazy("As a guest"), lazy("For the office")

PERSON_FORM = Form(
    PersonDraft,
    (
        Field("given_names", lazy("Given names"), group=_NAME, limit=200),
        Field("family_name", lazy("Family name"), required=True, group=_NAME, limit=200),
        Field(
            "prefix", lazy("Courtesy prefix"), group=_NAME, limit=60, help=lazy("For example H.E.; it stands before the name on papers.")
        ),
        Field(
            "card_name", lazy("Name on a card"), group=_NAME, limit=200, help=lazy("Only when it differs from given names and family name.")
        ),
        Field("pronunciation", lazy("Pronunciation"), group=_NAME, limit=200),
        Field("gender", lazy("Gender"), FieldKind.CHOICE, choices=GENDERS, group=_NAME),
        Field(
            "nationality", lazy("Stands for"), FieldKind.COUNTRY, group=_NAME, help=lazy("The country whose flag stands beside the name.")
        ),
        Field(
            "born",
            lazy("Born"),
            FieldKind.PARTIAL_DATE,
            group=_NAME,
            help=lazy("Optional, a year is enough: only where age decides on precedence."),
        ),
        Field("portrait", lazy("Portrait"), FieldKind.PICTURE, group=_NAME),
        Field("preferred_language", lazy("Preferred language"), FieldKind.LANGUAGE, group=_LANGUAGE),
        Field("languages", lazy("Other languages"), FieldKind.LANGUAGES, group=_LANGUAGE),
        Field("diet", lazy("Diet"), FieldKind.LONG_TEXT, group=_HOST),
        Field("access_needs", lazy("Access needs"), FieldKind.LONG_TEXT, group=_HOST),
        Field(
            "secretariat_id",
            lazy("Secretariat"),
            FieldKind.RECORD,
            record=PERSON,
            group=_OFFICE,
            help=lazy("The person who receives the mail."),
        ),
        Field("notes", lazy("Notes"), FieldKind.LONG_TEXT, group=_OFFICE),
    ),
    rules.check_person,
)

ORGANISATION_FORM = Form(
    OrganisationDraft,
    (
        Field("name", lazy("Name"), FieldKind.MULTILINGUAL, required=True),
        Field("short_name", lazy("Short name"), limit=60),
        Field("organisation_kind", lazy("Kind"), FieldKind.CHOICE, choices=ORGANISATION_KINDS),
        Field("country", lazy("Country"), FieldKind.COUNTRY),
        Field("city", lazy("City")),
        Field("address", lazy("Postal address"), FieldKind.LONG_TEXT),
        Field("website", lazy("Web page")),
        Field("founded", lazy("Founded"), FieldKind.PARTIAL_DATE, help=lazy("Organisations of one rank go by the date of their founding.")),
        Field("notes", lazy("Notes"), FieldKind.LONG_TEXT),
    ),
    rules.check_organisation,
)


def post_form(offices: Iterable[Office]) -> Form[PostDraft]:
    """Make the form of a post for a catalogue of offices."""
    choices = tuple(Choice(office.code, told(office.title)) for office in offices)
    return Form(
        PostDraft,
        (
            Field("title", lazy("Title of the post"), FieldKind.MULTILINGUAL, required=True),
            Field("organisation_id", lazy("Organisation"), FieldKind.RECORD, record=ORGANISATION),
            Field(
                "office",
                lazy("Office"),
                FieldKind.CHOICE,
                choices=choices,
                help=lazy("As lists of precedence and forms of address know it."),
            ),
            Field("since", lazy("Since"), FieldKind.PARTIAL_DATE),
            Field("until", lazy("Until"), FieldKind.PARTIAL_DATE, help=lazy("Empty while the post is held.")),
            Field(
                "seniority_since",
                lazy("Seniority counts from"),
                FieldKind.PARTIAL_DATE,
                help=lazy("Only when it is not the first day in office."),
            ),
            Field(
                "credentials_on", lazy("Credentials presented on"), FieldKind.DATE, help=lazy("Of ambassadors: they go by day and hour.")
            ),
            Field("credentials_at", lazy("Credentials presented at"), FieldKind.TIME),
            Field(
                "order_within",
                lazy("Place within the body"),
                FieldKind.NUMBER,
                help=lazy("Only where the body itself has put its members in order, as a government does: 1 is first."),
            ),
            Field("notes", lazy("Notes"), FieldKind.LONG_TEXT),
        ),
        rules.check_post,
    )


POST_FORM = post_form(shipped.offices().values())

CONTACT_FORM = Form(
    ContactPointDraft,
    (
        Field("contact_kind", lazy("Kind"), FieldKind.CHOICE, choices=CONTACT_KINDS),
        Field("value", lazy("Number or address"), required=True, limit=500),
        Field("label", lazy("Remark"), limit=100),
        Field("preferred", lazy("Preferred"), FieldKind.YES_NO),
    ),
    rules.check_contact_point,
)

LANGUAGE_FILTER = Filter(
    "preferred_language",
    lazy("Language"),
    (Choice("nl", lazy("Dutch")), Choice("fr", lazy("French")), Choice("en", lazy("English")), Choice("de", lazy("German"))),
)

PERSONS = Screen(
    kind=PERSON,
    command_name="people",
    title=lazy("People"),
    icon="people",
    permission=SEE_PEOPLE,
    empty=lazy("Nobody has been entered yet. Add the first person, or import a file."),
    touched_by=(POST, CONTACT_POINT, ORGANISATION),
    register=Register(
        ids=queries.person_ids,
        rows=queries.persons,
        columns=(
            Column("name", lazy("Name"), sort_key="name", width=24),
            Column("function", lazy("Function"), ColumnKind.MULTILINGUAL, stretch=True, width=36),
            Column("organisation", lazy("Organisation"), ColumnKind.MULTILINGUAL, width=28),
            Column("nationality", lazy("Stands for"), ColumnKind.COUNTRY, sort_key="nationality", width=18),
        ),
        filters=(LANGUAGE_FILTER,),
        form=PERSON_FORM,
        blank=PersonDraft,
        draft=queries.person_draft,
        add=commands.AddPerson,
        edit=commands.EditPerson,
        remove=commands.RemovePerson,
        add_title=lazy("Add person"),
        edit_title=lazy("Change person"),
        remove_title=lazy("Remove person"),
        edit_permission=EDIT_PEOPLE,
    ),
)

ORGANISATIONS = Screen(
    kind=ORGANISATION,
    command_name="organisations",
    title=lazy("Organisations"),
    icon="organisation",
    permission=SEE_PEOPLE,
    empty=lazy("No organisation has been entered yet. Add the first one, or import a file."),
    touched_by=(POST,),
    register=Register(
        ids=queries.organisation_ids,
        rows=queries.organisations,
        columns=(
            Column("name", lazy("Name"), ColumnKind.MULTILINGUAL, sort_key="name", stretch=True, width=36),
            Column(
                "organisation_kind",
                lazy("Kind"),
                ColumnKind.BADGE,
                badges={choice.code: Badge(choice.title) for choice in ORGANISATION_KINDS},
                sort_key="organisation_kind",
                width=27,
            ),
            Column("city", lazy("City"), sort_key="city"),
            Column("country", lazy("Country"), ColumnKind.COUNTRY, sort_key="country"),
            Column("members", lazy("Persons"), ColumnKind.NUMBER, width=8),
        ),
        filters=(Filter("organisation_kind", lazy("Kind"), ORGANISATION_KINDS),),
        form=ORGANISATION_FORM,
        blank=OrganisationDraft,
        draft=queries.organisation_draft,
        add=commands.AddOrganisation,
        edit=commands.EditOrganisation,
        remove=commands.RemoveOrganisation,
        add_title=lazy("Add organisation"),
        edit_title=lazy("Change organisation"),
        remove_title=lazy("Remove organisation"),
        edit_permission=EDIT_PEOPLE,
    ),
)


FIELDS = {
    **PERSON_FORM.named(PERSON),
    **ORGANISATION_FORM.named(ORGANISATION),
    **POST_FORM.named(POST),
    **CONTACT_FORM.named(CONTACT_POINT),
}

TITLES = {
    PERSON: lazy("Person"),
    ORGANISATION: lazy("Organisation"),
    POST: lazy("Post"),
    CONTACT_POINT: lazy("Contact point"),
    f"{POST}.person_id": lazy("Person"),
    f"{CONTACT_POINT}.person_id": lazy("Person"),
    **{name: field.title for name, field in FIELDS.items()},
}
