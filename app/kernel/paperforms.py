"""A form on paper that is filled in on a screen: what stands on it, and what is read back from it.

Texts are plain and already in the language of the form. A field is known by its name, which says where its value belongs in the
plain form of a request: "travellers[0].name". A group that repeats is so many fields with a number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.kernel.errors import Finding

TICKED = "yes"
"""The value of a box that is ticked; of one that is not it is empty."""

CODE_FIELD, VERSION_FIELD = "attache.form", "attache.version"
"""The fields that nobody sees, by which a form of ours is known again."""


def is_mark(name: str) -> bool:
    """Tell whether a field belongs to the form itself and holds nothing that anybody fills in."""
    return name.startswith("attache.")


class FormFieldKind(StrEnum):
    """How a field is filled in."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    CHECK = "check"
    CHOICE = "choice"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class FormField:
    """One field: its label above it, what it holds, and its share of the width of the page.

    `choices` are pairs of what is stored and what is shown. `help` is a short sentence below the label; together they are the
    field's name for those who hear the form. `longest` limits the letters that fit, 0 for no limit; `lines` is the height of a
    long text, more when its value needs more. Fields stand beside each other as long as their shares fill the line.
    """

    name: str
    label: str
    kind: FormFieldKind = FormFieldKind.TEXT
    value: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    help: str = ""
    required: bool = False
    longest: int = 0
    lines: int = 4
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class FormSection:
    """A part of a form under its title, with a remark below the title."""

    title: str
    fields: tuple[FormField, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class PaperForm:
    """A form: by its code and version it is known again when it comes back.

    `footer` stands on every page. `language` is the code of the language in which its texts are written.
    """

    code: str
    version: str
    title: str
    language: str
    sections: tuple[FormSection, ...]
    intro: str = ""
    footer: str = ""


@dataclass(frozen=True, slots=True)
class FormContent:
    """What somebody has filled in: by the name of the field, without blanks at the ends; empty fields are empty texts.

    `remarks` say what the reader should know of the file itself: scripts in it, a field that stands in it twice.
    """

    code: str
    version: str
    values: Mapping[str, str]
    remarks: tuple[Finding, ...] = field(default=())
