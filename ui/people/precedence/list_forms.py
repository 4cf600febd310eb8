"""Small forms of the page of precedence: the copy of a list, and the source that confirms ranks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domains.people.precedence.editing import ProfileDraft, check_header
from app.kernel.errors import Finding
from app.kernel.fields import Field, FieldKind, Form
from app.kernel.translated import Multilingual, lazy


@dataclass(frozen=True, slots=True)
class CopyDraft:
    """What a copy of a list is called."""

    code: str = ""
    name: Multilingual = Multilingual()


@dataclass(frozen=True, slots=True)
class SourceDraft:
    """What confirms a rank."""

    source: str = ""


def _check_copy(draft: CopyDraft) -> list[Finding]:
    return check_header(ProfileDraft(draft.code, draft.name))


def _no_rule(_draft: SourceDraft) -> Sequence[Finding]:
    return ()


COPY_FORM = Form(
    CopyDraft,
    (
        Field("code", lazy("Code"), required=True, limit=30, help=lazy("Short: it stands in every explanation. For example BRU-2026.")),
        Field("name", lazy("Name"), FieldKind.MULTILINGUAL, required=True, limit=200),
    ),
    _check_copy,
)
SOURCE_FORM = Form(
    SourceDraft,
    (
        Field(
            "source",
            lazy("Source"),
            required=True,
            limit=300,
            help=lazy("What was read: the guide, the letter or the decree, and its date."),
        ),
    ),
    _no_rule,
)
