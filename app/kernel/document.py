"""A paper before it is a PDF: pure data that can be compared, shown on a screen and printed.

Texts are plain: nothing in them is markup. Every text is already in the language of the paper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, cast

from app.kernel.figures import Figure, FlagPicture, Label, Photograph, QrCode
from app.kernel.ids import Ref
from app.kernel.translated import Lazy, Wording

if TYPE_CHECKING:
    from app.kernel.work import Reader


class Audience(StrEnum):
    """Who a paper is for; each sees the lines of its own level and of those before it."""

    PUBLIC = "public"
    DELEGATION = "delegation"
    INTERNAL = "internal"
    SECURITY = "security"

    def sees(self, level: Audience) -> bool:
        """Tell whether a line of *level* may stand on a paper for this audience."""
        order = tuple(Audience)
        return order.index(level) <= order.index(self)


class Align(StrEnum):
    """How the cells of a column stand."""

    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class Heading:
    """A title inside a section: level 1 is the section's own, 2 and 3 stand below it."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `quiet` is the small grey one for remarks and sources."""

    text: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short sentences."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence that must not be missed: what is missing, superseded or cancelled; an `alarm` is an exception to the rules, in red."""

    text: str
    alarm: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of a label and what it says, in two aligned columns."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its title, its share of the width, and how its cells stand."""

    title: str
    share: float = 1.0
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under titles that are repeated on every page; a row of any height is carried over to the next page."""

    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str, ...], ...]

    @classmethod
    def filled(cls, columns: tuple[TableColumn, ...], rows: tuple[tuple[str, ...], ...]) -> Table:
        """Make a table without the columns in which nothing stands."""
        kept = [n for n in range(len(columns)) if any(row[n] for row in rows)]
        return cls(tuple(columns[n] for n in kept), tuple(tuple(row[n] for n in kept) for row in rows))


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person in a list of people: place in the order, name as on a card, function, and a portrait when there is one.

    `portrait` is the content of a JPEG or PNG file; without one the initials stand in its place. `lines` are further
    short texts (role, languages, contact); `flag` is the code of the country or body stood for.
    """

    name: str
    function: str = ""
    rank: str = ""
    lines: tuple[str, ...] = ()
    portrait: bytes | None = None
    flag: str = ""
    highlighted: bool = False


@dataclass(frozen=True, slots=True)
class People:
    """People one below the other, in the order given."""

    cards: tuple[PersonCard, ...]


@dataclass(frozen=True, slots=True)
class ProgrammeLine:
    """One line of a day: two clocks, what happens, where, and the details below it.

    `time` is the local clock ("09:30" or "09:30–10:15"), `home_time` the Brussels clock when it differs. `marks` are short
    words shown as badges (level, ceremony, cancelled). `struck` lines are cancelled: they stay, struck through.
    """

    time: str
    title: str
    home_time: str = ""
    place: str = ""
    details: tuple[tuple[str, str], ...] = ()
    marks: tuple[str, ...] = ()
    struck: bool = False


@dataclass(frozen=True, slots=True)
class ProgrammeDay:
    """The lines of a day under its title; the title is repeated when the day runs over a page."""

    title: str
    lines: tuple[ProgrammeLine, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page: flags (codes: ISO 3166, EU, BE-BRU, UN …), title, what it is about, and facts below."""

    title: str
    kicker: str = ""
    subtitle: str = ""
    flags: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents: the sections with their pages."""

    title: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure, as wide as the text or at its own size when it is smaller; never broken over two pages. *caption* stands small below it."""

    figure: Figure
    caption: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the paper with its bookmark; starts on a new page when `new_page`."""

    title: str
    blocks: tuple[Block, ...]
    new_page: bool = True


Block = Heading | Paragraph | Bullets | Notice | Facts | Table | People | ProgrammeDay | Drawing | Cover | Contents | PageBreak | Section


@dataclass(frozen=True, slots=True)
class DocumentMeta:
    """What stands around the pages.

    `classification` stands on every page, and so does `stamp` ("v4 · 12 March 2021, 18:05 · replaces v3").
    """

    title: str
    language: str
    classification: str = ""
    stamp: str = ""
    author: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A paper: what stands around its pages, and its blocks in order."""

    meta: DocumentMeta
    blocks: tuple[Block, ...]

    def texts(self) -> Iterator[str]:
        """Go through every text of the blocks in reading order (for comparison and for search)."""
        for block in self.blocks:
            yield from _texts(block)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if value:
            yield value
    elif isinstance(value, tuple):
        for item in cast("tuple[Any, ...]", value):
            yield from _texts(item)
    elif isinstance(value, Drawing):
        yield from (text for text in (*_said_by(value.figure), value.caption) if text)
    elif is_dataclass(value):
        for member in fields(value):
            yield from _texts(getattr(value, member.name))


def _said_by(figure: Figure) -> Iterator[str]:
    yield figure.title
    yield figure.description
    for shape in figure.shapes:
        if isinstance(shape, Label | QrCode):
            yield shape.text
        elif isinstance(shape, FlagPicture | Photograph):
            yield shape.name


@dataclass(frozen=True, slots=True)
class PaperRequest:
    """Which paper is wanted: about which record, for whom, in which language, and which sections (all when empty)."""

    ref: Ref
    audience: Audience
    wording: Wording
    sections: frozenset[str] = field(default_factory=frozenset[str])


@dataclass(frozen=True, slots=True)
class SectionSource:
    """A domain's part of the dossier of records of one kind ("mission").

    `build` gives the blocks, or none when there is nothing to say; sections stand in the order of `order`.
    `kind` names the record the section is about, `code` the section itself (stable, for templates).
    """

    kind: str
    code: str
    title: Lazy
    order: int
    build: Callable[[Reader, PaperRequest], tuple[Block, ...]]
