"""How lists of precedence are entered and listed."""

from __future__ import annotations

from app.domains.people import profile_commands as commands
from app.domains.people import profile_queries as queries
from app.domains.people.precedence.editing import ProfileDraft, check_header
from app.domains.people.precedence.profiles import Alphabet, Beside, Level
from app.domains.people.profile_queries import Origin
from app.domains.people.vocabulary import EDIT_PRECEDENCE, OFFICE, PRECEDENCE_LIST, SEE_PEOPLE, USUAL_LIST
from app.kernel.fields import Badge, Choice, Column, ColumnKind, Field, FieldKind, Filter, Form, Register, Screen, Tone
from app.kernel.translated import lazy

LEVELS = (
    Choice(Level.BELGIAN, lazy("Belgian events")),
    Choice(Level.INTERNATIONAL, lazy("events with foreign guests")),
    Choice(Level.HOST, lazy("events of the Region or Community itself")),
)
BESIDES = (
    Choice(Beside.BEFORE, lazy("before their Belgian equals")),
    Choice(Beside.AMONG, lazy("among their Belgian equals")),
    Choice(Beside.AFTER, lazy("after their Belgian equals")),
)
ALPHABETS = (
    Choice(Alphabet.OWN, lazy("each State in its own language")),
    Choice(Alphabet.NL, lazy("Dutch names of the States")),
    Choice(Alphabet.FR, lazy("French names of the States")),
    Choice(Alphabet.EN, lazy("English names of the States")),
)
ORIGINS = {
    Origin.SHIPPED: Badge(lazy("comes with the program"), Tone.NEUTRAL),
    Origin.CHANGED: Badge(lazy("changed by the office"), Tone.BUSY),
    Origin.OWN: Badge(lazy("set by the office"), Tone.BUSY),
}
USES = {"usual": Badge(lazy("usual list"), Tone.GOOD)}

PROFILE_FORM = Form(
    ProfileDraft,
    (
        Field(
            "code",
            lazy("Code"),
            required=True,
            limit=30,
            help=lazy("Short: it stands in every explanation, and cannot be changed afterwards. For example BRU-2026."),
        ),
        Field("name", lazy("Name"), FieldKind.MULTILINGUAL, required=True, limit=200),
        Field("level", lazy("Meant for"), FieldKind.CHOICE, required=True, choices=LEVELS),
        Field("dated", lazy("Date of the list"), FieldKind.DATE),
        Field("source", lazy("Source"), limit=500),
        Field("checked", lazy("Last compared with its source"), FieldKind.DATE),
        Field("alphabet", lazy("Alphabet of the States"), FieldKind.CHOICE, required=True, choices=ALPHABETS),
        Field("beside", lazy("Foreign holders of an office stand"), FieldKind.CHOICE, required=True, choices=BESIDES),
        Field("host_first", lazy("The host has the first place"), FieldKind.YES_NO),
        Field(
            "names_decide",
            lazy("The alphabet of family names decides last"),
            FieldKind.YES_NO,
            help=lazy("Otherwise those whom nothing else separates are shown as undecided."),
        ),
        Field("note", lazy("Note"), FieldKind.MULTILINGUAL_LONG),
    ),
    check_header,
)

PRECEDENCE_LISTS = Screen(
    kind=PRECEDENCE_LIST,
    command_name="precedence-lists",
    title=lazy("Precedence"),
    icon="list",
    permission=SEE_PEOPLE,
    empty=lazy("No list of precedence matches."),
    touched_by=(USUAL_LIST, OFFICE),
    register=Register(
        ids=queries.profile_ids,
        rows=queries.profiles,
        columns=(
            Column("code", lazy("Code"), width=11),
            Column("name", lazy("Name"), ColumnKind.MULTILINGUAL, sort_key="name", stretch=True, width=26),
            Column("use", lazy("Use"), ColumnKind.BADGE, badges=dict(USES), width=11),
            Column(
                "level",
                lazy("Meant for"),
                ColumnKind.BADGE,
                badges={choice.code: Badge(choice.title) for choice in LEVELS},
                sort_key="level",
                width=30,
            ),
            Column("dated", lazy("Dated"), ColumnKind.DATE, sort_key="dated", width=16),
            Column("ranks", lazy("Ranks"), ColumnKind.NUMBER, width=7),
            Column("origin", lazy("Origin"), ColumnKind.BADGE, badges=dict(ORIGINS), width=20),
        ),
        filters=(Filter("level", lazy("Meant for"), LEVELS),),
        form=PROFILE_FORM,
        blank=ProfileDraft,
        draft=queries.profile_draft,
        add=commands.AddProfile,
        edit=commands.EditProfile,
        remove=commands.RemoveProfile,
        detail=queries.profile_detail,
        add_title=lazy("Add list of precedence"),
        edit_title=lazy("Change list of precedence"),
        remove_title=lazy("Remove list of precedence"),
        edit_permission=EDIT_PRECEDENCE,
    ),
)

FIELDS = PROFILE_FORM.named(f"{PRECEDENCE_LIST}.content")

TITLES = {
    PRECEDENCE_LIST: lazy("List of precedence"),
    **{name: field.title for name, field in FIELDS.items()},
    OFFICE: lazy("Office"),
    USUAL_LIST: lazy("Usual list of precedence"),
    f"{PRECEDENCE_LIST}.content": lazy("Ranks and settings"),
    f"{PRECEDENCE_LIST}.content.ranks": lazy("Ranks"),
    f"{OFFICE}.content": lazy("Title, form of address, rank abroad"),
    f"{OFFICE}.content.title": lazy("Title"),
    f"{OFFICE}.content.style": lazy("Form of address"),
    f"{OFFICE}.content.equal_to": lazy("Ranks as"),
    f"{OFFICE}.content.abroad": lazy("Held for another State"),
    f"{OFFICE}.content.words": lazy("Words that point at it"),
    f"{USUAL_LIST}.profile": lazy("List of precedence"),
}
