"""How the templates of checklists are entered and listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.domains.checklists import template_commands as commands
from app.domains.checklists import template_queries as queries
from app.domains.checklists.template_queries import TemplateWords
from app.domains.checklists.templates import LONGEST_TITLE, TemplateDraft, TemplateLine, check_header, check_line
from app.domains.checklists.vocabulary import (
    ANCHORS,
    CERTAINTIES,
    DUTIES,
    EDIT_TEMPLATES,
    ORIGINS,
    PARTS,
    SCOPES,
    SEE_CHECKLISTS,
    TEMPLATE,
    USE,
)
from app.kernel.errors import Finding
from app.kernel.fields import Badge, Choice, Column, ColumnKind, Field, FieldKind, Filter, Form, Register, Screen
from app.kernel.translated import lazy

CODE = Field(
    "code",
    lazy("Code"),
    required=True,
    limit=30,
    help=lazy("Short: checklists name it, and it cannot be changed afterwards. For example CL9."),
)
NAME = Field("name", lazy("Name"), FieldKind.MULTILINGUAL, required=True, limit=200)


def template_form(known: TemplateWords) -> Form[TemplateDraft]:
    """Make the form of what a template is beside its lines; the kinds and directions that can be ticked are those *known* to the office."""
    usual = (
        Field(
            "types",
            lazy("Usual for"),
            FieldKind.CHOICES,
            choices=known.types,
            help=lazy("With none ticked the kind of mission does not matter."),
        ),
        Field(
            "directions",
            lazy("Usual when it is"),
            FieldKind.CHOICES,
            choices=known.directions,
            help=lazy("With none ticked, here and above, the template is offered but never proposed."),
        ),
    )
    return Form(
        TemplateDraft,
        (
            CODE,
            NAME,
            Field(
                "scope",
                lazy("Kept for"),
                FieldKind.CHOICE,
                choices=SCOPES,
                help=lazy("Where a mission has no such parts, the checklist is kept once for the whole."),
            ),
            *(field for field in usual if field.choices),
            Field("note", lazy("Note"), FieldKind.MULTILINGUAL_LONG),
            Field("dated", lazy("Date of the days"), FieldKind.DATE),
            Field("source", lazy("Source"), limit=500),
            Field(
                "confirmed",
                lazy("The office has confirmed these days"),
                FieldKind.YES_NO,
                help=lazy("Until then they are shown as a default."),
            ),
        ),
        check_header,
    )


TEMPLATE_FORM = template_form(TemplateWords())


PART = Field("part", lazy("Kept for"), FieldKind.CHOICE, choices=PARTS)


def line_form(anchors: Sequence[Choice] = ANCHORS, parts: Sequence[Choice] | None = None) -> Form[TemplateLine]:
    """Make the form of a line whose days may be counted from *anchors*.

    *parts* are the kinds of parts of the subject that it may be for; None when its template is for the whole of it.
    """
    codes = frozenset(choice.code for choice in anchors)
    kinds = frozenset(choice.code for choice in parts or ())

    def check(line: TemplateLine) -> Sequence[Finding]:
        return check_line(line, anchors=codes, parts=kinds if parts is not None else None)

    for_whom = () if parts is None else (replace(PART, choices=(*PARTS, *parts)),)

    return Form(
        TemplateLine,
        (
            Field("title", lazy("What is to be done"), FieldKind.MULTILINGUAL, required=True, limit=LONGEST_TITLE),
            Field(
                "offset",
                lazy("When"),
                FieldKind.OFFSET,
                required=True,
                help=lazy("Working days leave out weekends, and the holidays of Belgium and of the partner country."),
            ),
            Field("anchor", lazy("Counted from"), FieldKind.CHOICE, required=True, choices=tuple(anchors)),
            Field("duty", lazy("In whose hands"), FieldKind.CHOICES, choices=DUTIES, help=lazy("The first one does it, the others help.")),
            *for_whom,
            Field("group", lazy("Heading in the list"), FieldKind.MULTILINGUAL, limit=100),
            Field("remark", lazy("Remark"), FieldKind.MULTILINGUAL, limit=500),
        ),
        check,
    )


LINE_FORM = line_form()

TEMPLATES = Screen(
    kind=TEMPLATE,
    command_name="checklist-templates",
    title=lazy("Checklist templates"),
    icon="list",
    permission=SEE_CHECKLISTS,
    empty=lazy("No template matches."),
    touched_by=(USE,),
    within="readiness",
    register=Register(
        ids=queries.template_ids,
        rows=queries.template_rows,
        columns=(
            Column("code", lazy("Code"), sort_key="code", width=5),
            Column("name", lazy("Name"), ColumnKind.MULTILINGUAL, sort_key="name", stretch=True, width=17),
            Column("certainty", lazy("Days"), ColumnKind.BADGE, badges=dict(CERTAINTIES), width=10),
            Column("lines", lazy("Lines"), ColumnKind.NUMBER, width=6),
            Column("scope", lazy("Kept for"), ColumnKind.BADGE, badges={one.code: Badge(one.title) for one in SCOPES}, width=16),
            Column("version", lazy("Version"), ColumnKind.NUMBER, width=8),
            Column("dated", lazy("Dated"), ColumnKind.DATE, width=16),
            Column("origin", lazy("Origin"), ColumnKind.BADGE, badges=dict(ORIGINS), width=20),
        ),
        filters=(Filter("certainty", lazy("Days"), tuple(Choice(code, badge.title) for code, badge in CERTAINTIES.items())),),
        form=TEMPLATE_FORM,
        blank=TemplateDraft,
        draft=queries.template_draft,
        add=commands.AddChecklistTemplate,
        edit=commands.EditChecklistTemplate,
        remove=commands.RemoveChecklistTemplate,
        detail=queries.template_detail,
        add_title=lazy("Add checklist template"),
        edit_title=lazy("Change checklist template"),
        remove_title=lazy("Remove checklist template"),
        edit_permission=EDIT_TEMPLATES,
    ),
)

# What the history calls them; the fields of `content` are those of the header and the lines.
FIELDS = TEMPLATE_FORM.named(f"{TEMPLATE}.content")
TITLES = {
    TEMPLATE: lazy("Checklist template"),
    f"{TEMPLATE}.code": lazy("Code"),
    **{name: field.title for name, field in FIELDS.items()},
    f"{TEMPLATE}.content.types": lazy("Usual for"),
    f"{TEMPLATE}.content.directions": lazy("Usual when it is"),
    f"{TEMPLATE}.content": lazy("Lines and settings"),
    f"{TEMPLATE}.content.lines": lazy("Lines"),
    f"{TEMPLATE}.content.version": lazy("Version"),
    f"{TEMPLATE}.content.base": lazy("Made from version"),
    f"{TEMPLATE}.content.put_back": lazy("As it comes with the program"),
}
