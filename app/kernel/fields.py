"""Screens described without Qt: fields of a form, columns of a table, filters, and the screen they make.

A domain declares *what* is entered and shown; `ui/kit` decides how it looks. A domain without a page of its own gets a
working register from these declarations.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from app.kernel.errors import Finding
from app.kernel.ids import Ref
from app.kernel.periods import PartialDate
from app.kernel.permissions import Permission
from app.kernel.queries import Query
from app.kernel.translated import Lazy

if TYPE_CHECKING:
    from app.kernel.commands import Command

D = TypeVar("D")

AT_ONCE = 64  # rows of a register read at a time: two screens full


class FieldKind(StrEnum):
    """What a field holds, and so which editor it gets. The Python type of the value stands behind each."""

    TEXT = "text"  # str, one line
    LONG_TEXT = "long text"  # str, several lines
    MULTILINGUAL = "multilingual"  # Multilingual, one line in each language
    MULTILINGUAL_LONG = "multilingual long"  # Multilingual, several lines in each language
    PARTIAL_DATE = "partial date"  # PartialDate | None
    DATE = "date"  # date | None
    TIME = "time"  # time | None
    MINUTES = "minutes"  # int | None, a length of time
    OFFSET = "offset"  # str as `Offset` writes it, or ""
    NUMBER = "number"  # int | None
    YES_NO = "yes or no"  # bool
    CHOICE = "choice"  # a StrEnum member or a code, one of `choices`
    CHOICES = "choices"  # tuple of codes, any of `choices`, in their order
    COUNTRY = "country"  # ISO 3166 code or ""
    LANGUAGE = "language"  # ISO 639 code or ""
    LANGUAGES = "languages"  # tuple of ISO 639 codes
    ZONE = "time zone"  # IANA zone name or ""
    RECORD = "record"  # id or None of a record of kind `record`
    PICTURE = "picture"  # digest of a stored file or ""
    PICTURES = "pictures"  # tuple of pictures, each with its `digest` and `caption`; the draft says of which class
    MONEY = "money"  # Money | None


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values of a choice, and the words it is shown with."""

    code: str
    title: Lazy


@dataclass(frozen=True, slots=True)
class Field:
    """One entry of a form. `key` is the attribute of the draft; `record` the kind a RECORD field points at.

    `help` is one sentence shown below the field; `group` puts fields under a common heading. What is typed in a `private` one is not
    kept on the machine with a half-typed form.
    """

    key: str
    title: Lazy
    kind: FieldKind = FieldKind.TEXT
    required: bool = False
    choices: tuple[Choice, ...] = ()
    record: str = ""
    help: Lazy | None = None
    group: Lazy | None = None
    limit: int = 2000
    private: bool = False


@dataclass(frozen=True, slots=True)
class Form(Generic[D]):
    """A form: the draft it fills, its fields in order, and the rule that checks it while it is typed.

    `check` gives findings whose `path` is the key of a field; it is the same function that the handler enforces.
    """

    draft: type[D]
    fields: tuple[Field, ...]
    check: Callable[[D], Sequence[Finding]]

    def named(self, kind: str) -> dict[str, Field]:
        """Give its fields by their names in the history of records of *kind* (`Feature.fields`)."""
        return {f"{kind}.{field.key}": field for field in self.fields}


class ColumnKind(StrEnum):
    """How a cell is shown, sorted and aligned."""

    TEXT = "text"
    MULTILINGUAL = "multilingual"
    NUMBER = "number"  # right-aligned
    DATE = "date"  # date or PartialDate
    MOMENT = "moment"  # datetime in UTC
    PERIOD = "period"  # (PartialDate | None, PartialDate | None)
    BADGE = "badge"  # a code of `badges`
    COUNTRY = "country"
    LAZY = "lazy"
    PICTURE = "picture"  # the digest of a kept photograph, shown small; it stands on no paper and in no file of a table


class Tone(StrEnum):
    """The colour of a badge; always beside a word."""

    NEUTRAL = "neutral"
    GOOD = "good"
    BUSY = "busy"
    WARNING = "warning"
    BAD = "bad"
    FAINT = "faint"


@dataclass(frozen=True, slots=True)
class Badge:
    """A state as it is shown: its words and its tone."""

    title: Lazy
    tone: Tone = Tone.NEUTRAL


@dataclass(frozen=True, slots=True)
class Column:
    """One attribute of a row, as it is titled, shown and sorted.

    `sort_key` is the name by which the ids query orders (see `Register.ids`); a column without one cannot be sorted.
    """

    key: str
    title: Lazy
    kind: ColumnKind = ColumnKind.TEXT
    badges: Mapping[Any, Badge] = field(default_factory=dict[Any, Badge])  # by code, a StrEnum member or its value
    sort_key: str = ""
    stretch: bool = False
    width: int = 14  # in characters


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice above a table that narrows it; `key` is handed to the ids query with the code that was chosen.

    A `rare` one is shown when it is asked for, or while something is chosen in it.
    """

    key: str
    title: Lazy
    choices: tuple[Choice, ...]
    rare: bool = False


@dataclass(frozen=True, slots=True)
class Criteria:
    """What a register shows: words to find, filters chosen (key to code), and the order."""

    text: str = ""
    filters: tuple[tuple[str, str], ...] = ()
    sort: str = ""
    descending: bool = False

    def chosen(self, key: str) -> str:
        """The code chosen for a filter, empty when none is."""
        return dict(self.filters).get(key, "")


@dataclass(frozen=True, slots=True)
class Register:
    """Everything a register page needs.

    `ids(criteria)` asks for the ids in order; `rows(ids)` for the rows of some of them (a row has `id` and an attribute
    for each column's key), `at_once` of them at a time (fewer where a row costs much). `blank()` gives an empty draft to add; `draft(id)` reads one to edit; `detail(id)` gives pairs
    of a label and a value for the pane at the right; each of these is a query.
    """

    ids: Callable[[Criteria], Query[Sequence[str]]]
    rows: Callable[[Sequence[str]], Query[Sequence[Any]]]
    columns: tuple[Column, ...]
    filters: tuple[Filter, ...] = ()
    form: Form[Any] | None = None
    blank: Callable[[], Any] | None = None
    draft: Callable[[str], Query[Any]] | None = None
    add: Callable[[Any], Command[str]] | None = None
    edit: Callable[[str, Any, Any], Command[Any]] | None = None
    remove: Callable[[str], Command[Any]] | None = None
    detail: Callable[[str], Query[Sequence[tuple[Lazy, object]]]] | None = None
    add_title: Lazy | None = None
    edit_title: Lazy | None = None
    remove_title: Lazy | None = None
    edit_permission: Permission | None = None
    at_once: int = AT_ONCE


@dataclass(frozen=True, slots=True)
class Screen:
    """An entry in the navigation: the records of one kind, and what an empty page teaches.

    `command_name` is also the word on the command line that lists them ("people"). A screen `in_settings` is opened from the page of
    settings and does not stand in the navigation. One `within` another (its kind) is a part of that one's page.
    """

    kind: str
    command_name: str
    title: Lazy
    icon: str
    register: Register
    permission: Permission
    empty: Lazy
    touched_by: tuple[str, ...] = ()  # further kinds whose changes make the rows stale
    in_settings: bool = False
    within: str = ""


@dataclass(frozen=True, slots=True)
class TodayLine:
    """A line of the Today page: what is going on or due, and the record it opens.

    `day` is when it is, as far as it is known; None while it is not. `tone` WARNING is due within three days, BAD is late.
    `place` says what is meant within the record, when it is a part of it. The query gives the lines of a group in their order.
    """

    ref: Ref
    text: Lazy
    day: PartialDate | None
    tone: Tone = Tone.NEUTRAL
    hint: Lazy | None = None
    place: Finding | None = None

    @property
    def id(self) -> str:
        """The identity of the line."""
        return f"{self.ref}/{self.text.message}"


@dataclass(frozen=True, slots=True)
class TodayGroup:
    """A domain's part of the Today page: a heading and the query of its lines."""

    title: Lazy
    order: int
    lines: Callable[[], Query[Sequence[TodayLine]]]
    empty: Lazy | None = None
