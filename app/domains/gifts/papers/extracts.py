"""The extract of the register of a year: full for the office, public, and anonymised.

The columns are those that public registers of other countries have (domain facts of protocol, 4.2): day, gift, given or received, from
whom and to whom, value, outcome, circumstances. Every number of the year stands in it, one that was struck out too: a number that is
missing would be asked after.

The public extract names who acted in an office or for a body, as the register of the European Commission does, and nobody who acted for
themselves alone; a name that was only typed may be that of anybody, and is not in it. The anonymised one names no person: functions, bodies that gave or got something themselves, and countries. Free texts,
in which a name may stand, are not in it, and in the description of the gift the names of giver and recipient are blacked out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.domains.gifts.papers.parts import Party, as_on, below, day_cell, euro_cell, meta
from app.domains.gifts.vocabulary import (
    CATEGORIES,
    DECISION_BADGES,
    EXTRACTS,
    FATE_BADGES,
    OWNERSHIPS,
    VALUE_METHODS,
    Acceptance,
    Category,
    Decision,
    Direction,
    Extract,
    Fate,
    Ownership,
    ValueMethod,
)
from app.kernel.document import Align, Audience, Block, Document, Facts, Heading, Paragraph, Table, TableColumn
from app.kernel.money import EURO, Money
from app.kernel.names import fold
from app.kernel.sheets import Cell, CellKind, Sheet, SheetColumn
from app.kernel.translated import Lazy, Multilingual, Wording, lazy

_CATEGORY = {choice.code: choice.title for choice in CATEGORIES}
_METHOD = {choice.code: choice.title for choice in VALUE_METHODS}
_OWNERSHIP = {choice.code: choice.title for choice in OWNERSHIPS}
_EXTRACT = {choice.code: choice.title for choice in EXTRACTS}
_AUDIENCES = {Extract.FULL: Audience.INTERNAL, Extract.PUBLIC: Audience.PUBLIC, Extract.ANONYMISED: Audience.PUBLIC}
_BLACK = "▇▇▇"
_SHORTEST_NAME = 3
_NOTHING = Multilingual()
_PRIVATE, _TYPED = lazy("private person"), lazy("not named")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the register as an extract tells it; `cents` is the value in euro on the day of receipt."""

    number: str
    day: date
    direction: Direction = Direction.RECEIVED
    acceptance: Acceptance = Acceptance.ACCEPTED
    description: Multilingual = _NOTHING
    pieces: int = 1
    category: Category = Category.OTHER
    giver: Party = Party()
    recipient: Party = Party()
    occasion: Multilingual = _NOTHING
    mission: str = ""
    relation: str = ""
    circumstances: str = ""
    ceremonial: bool = False
    value: Money | None = None
    cents: int | None = None
    value_method: ValueMethod = ValueMethod.UNKNOWN
    declared_on: date | None = None
    decision: Decision = Decision.OPEN
    decided_on: date | None = None
    decided_by: str = ""
    decision_reason: str = ""
    ownership: Ownership = Ownership.OPEN
    fate: Fate = Fate.OPEN
    fate_on: date | None = None
    place: str = ""
    custodian: str = ""
    thanked_on: date | None = None
    published_on: date | None = None
    struck_on: date | None = None
    struck_why: str = ""
    remark: str = ""

    @property
    def euro(self) -> Decimal | None:
        """The value in euro on the day of receipt."""
        return None if self.cents is None else Decimal(self.cents).scaleb(-2)


@dataclass(frozen=True, slots=True)
class RegisterExtract:
    """An extract: of which year, for whom, and its entries in the order of their numbers."""

    year: int
    extract: Extract
    entries: tuple[Entry, ...]
    made_on: date | None = None


# ------------------------------------------------------------------------------------------------ what an extract shows


def said_of(party: Party, extract: Extract, wording: Wording) -> str:
    """Write who stands at one side, as far as the extract may say it."""
    if not party:
        return ""
    if extract is Extract.FULL:
        return party.told(wording)
    if extract is Extract.PUBLIC and (party.in_office or not (party.name or party.said)):
        return party.told(wording)
    country = wording.formats.country(party.country) if party.country else ""
    person = bool(party.name or party.said)
    what = wording.text(party.function) if person else wording.text(party.organisation)
    if person and not what:
        what = wording.text(lazy("a representative") if party.in_office else _PRIVATE if party.name else _TYPED)
    return ", ".join(part for part in (what, country) if part)


def gift_of(entry: Entry, extract: Extract, wording: Wording) -> str:
    """Write what the gift is, with the number of pieces when it is more than one."""
    text = blacked_out(wording.text(entry.description), _unnamed(entry, extract))
    return wording.say("{gift} ({number} pieces)", gift=text, number=entry.pieces) if entry.pieces > 1 else text


def _unnamed(entry: Entry, extract: Extract) -> tuple[str, ...]:
    """Give the names that an extract must not say: nobody's when it is full, everybody's when it is anonymised."""
    if extract is Extract.FULL:
        return ()
    hidden = (one for one in (entry.giver, entry.recipient) if extract is Extract.ANONYMISED or not one.in_office)
    return tuple(name for one in hidden for name in (one.name, one.said) if name)


def blacked_out(text: str, names: Sequence[str]) -> str:
    """Black out every word of *text* that is part of one of *names*, whatever its accents and capitals."""
    words = {part for name in names for part in re.findall(r"\w+", fold(name)) if len(part) >= _SHORTEST_NAME}
    return re.sub(r"\w+", lambda found: _BLACK if fold(found[0]) in words else found[0], text) if words else text


def outcome_of(entry: Entry, extract: Extract, wording: Wording) -> str:
    """Write what became of a gift that was offered to the Region; of one that was given there is nothing to say."""
    if entry.struck_on is not None:
        return wording.say("Struck out: not a gift of this register")
    if entry.acceptance is Acceptance.DECLINED:
        return wording.say("Offered and declined")
    if entry.direction is Direction.GIVEN:
        return ""
    decided = wording.text(DECISION_BADGES[entry.decision].title)
    became = wording.text(FATE_BADGES[entry.fate].title) if entry.fate is not Fate.OPEN else ""
    if extract is Extract.FULL and entry.place:
        became = ", ".join(part for part in (became, entry.place) if part)
    return below(decided, became)


def went(direction: Direction, acceptance: Acceptance, wording: Wording) -> str:
    """Write which way a gift went."""
    if acceptance is Acceptance.DECLINED:
        return wording.say("offered") if direction is Direction.RECEIVED else wording.say("offered by us")
    return wording.say("received") if direction is Direction.RECEIVED else wording.say("given")


def _free(text: str, entry: Entry, extract: Extract) -> str:
    """Give a free text as far as the extract may say it."""
    return "" if extract is Extract.ANONYMISED else blacked_out(text, _unnamed(entry, extract))


def _shown(entry: Entry, extract: Extract) -> Entry:
    """Take out of an entry that was struck what it said: in an extract for others its number, its day and that it was struck remain."""
    if entry.struck_on is None or extract is Extract.FULL:
        return entry
    return Entry(entry.number, entry.day, entry.direction, struck_on=entry.struck_on)


# ------------------------------------------------------------------------------------------------ on paper


def title_of(extract: RegisterExtract, wording: Wording) -> str:
    """Name an extract: of which year, and for whom."""
    kind = wording.text(_EXTRACT[extract.extract])
    return wording.say("Gift register {year}, {kind} extract", year=str(extract.year), kind=kind)


def extract_paper(extract: RegisterExtract, wording: Wording) -> Document:
    """Write the extract of a year; a year without an entry says so."""
    title = title_of(extract, wording)
    stamp = as_on(extract.made_on, wording) if extract.made_on else ""
    subject = wording.say("Gifts received, given, and offered and declined in {year}", year=str(extract.year))
    blocks: list[Block] = [Heading(title, 1), Paragraph(subject)]
    if not extract.entries:
        blocks.append(Paragraph(nil_return(extract.year, wording)))
    else:
        blocks += [_numbers(extract, wording), _table(extract, wording)]
    blocks += [Paragraph(note, quiet=True) for note in _notes(extract, wording)]
    return Document(meta(wording, title, subject, stamp, _AUDIENCES[extract.extract]), tuple(blocks))


def nil_return(year: int, wording: Wording) -> str:
    """Say that there is nothing to say, so that an empty year is not taken for a lost one."""
    return wording.say("Nil return: no gift stands in the register of {year}.", year=str(year))


def _numbers(extract: RegisterExtract, wording: Wording) -> Block:
    counted = [one for one in extract.entries if one.struck_on is None]
    taken = [one for one in counted if one.acceptance is Acceptance.ACCEPTED]
    numbers = (
        (lazy("Gifts received"), sum(1 for one in taken if one.direction is Direction.RECEIVED)),
        (lazy("Gifts given"), sum(1 for one in taken if one.direction is Direction.GIVEN)),
        (lazy("Offered and declined"), len(counted) - len(taken)),
        (lazy("Struck out"), len(extract.entries) - len(counted)),
    )
    return Facts(tuple((wording.text(label), wording.formats.number(number)) for label, number in numbers if number))


def _table(extract: RegisterExtract, wording: Wording) -> Table:
    columns = (
        TableColumn(wording.say("No., day, which way"), 1.3),
        TableColumn(wording.say("Gift and occasion"), 2.7),
        TableColumn(wording.say("Giver"), 2.1),
        TableColumn(wording.say("Recipient"), 2.1),
        TableColumn(wording.say("Value (EUR)"), 1.0, Align.RIGHT),
        TableColumn(wording.say("Outcome and circumstances"), 2.4),
    )
    return Table(columns, tuple(_line(_shown(one, extract.extract), extract.extract, wording) for one in extract.entries))


def _line(entry: Entry, extract: Extract, wording: Wording) -> tuple[str, ...]:
    struck = entry.struck_on is not None
    occasion = _free(wording.text(entry.occasion), entry, extract)
    ceremonial = wording.say("ceremonial gift") if entry.ceremonial else ""
    return (
        below(entry.number, day_cell(entry.day), went(entry.direction, entry.acceptance, wording)),
        below(gift_of(entry, extract, wording), occasion, ceremonial),
        said_of(entry.giver, extract, wording),
        said_of(entry.recipient, extract, wording),
        euro_cell(entry.euro, wording) or ("" if struck else wording.say("not known")),
        below(outcome_of(entry, extract, wording), entry.struck_why if struck else _free(entry.circumstances, entry, extract)),
    )


def _notes(extract: RegisterExtract, wording: Wording) -> Iterator[str]:
    if any(one.value is not None and one.value.currency != EURO for one in extract.entries):
        yield wording.say("Values in other currencies are in euro at the rate of the day of receipt.")
    if extract.extract is Extract.PUBLIC:
        yield wording.say(
            "Persons are named where they acted in an office or for a body. Who acted for themselves is a “private person”, and “not named” is "
            "who stands in the register without an office or a body."
        )
    if extract.extract is Extract.ANONYMISED:
        yield wording.say("No person is named in this extract: functions, bodies and countries are.")


# ------------------------------------------------------------------------------------------------ for a spreadsheet


@dataclass(frozen=True, slots=True)
class _Column:
    title: Lazy
    kind: CellKind
    cell: Callable[[Entry, Extract, Wording], Cell]
    full_only: bool = False
    named_only: bool = False  # a free text, which no anonymised extract has


def _stated(entry: Entry, _extract: Extract, wording: Wording) -> Cell:
    return wording.formats.money(entry.value) if entry.value is not None and entry.value.currency != EURO else None


_COLUMNS = (
    _Column(lazy("No."), CellKind.TEXT, lambda e, _x, _w: e.number),
    _Column(lazy("Day"), CellKind.DATE, lambda e, _x, _w: e.day),
    _Column(lazy("Gift"), CellKind.TEXT, gift_of),
    _Column(lazy("Category"), CellKind.TEXT, lambda e, _x, w: None if e.struck_on and not e.description else w.text(_CATEGORY[e.category])),
    _Column(lazy("Given or received"), CellKind.TEXT, lambda e, _x, w: went(e.direction, e.acceptance, w)),
    _Column(lazy("Giver"), CellKind.TEXT, lambda e, x, w: said_of(e.giver, x, w)),
    _Column(lazy("Recipient"), CellKind.TEXT, lambda e, x, w: said_of(e.recipient, x, w)),
    _Column(lazy("Value (EUR)"), CellKind.MONEY, lambda e, _x, _w: e.euro),
    _Column(lazy("Value as stated"), CellKind.TEXT, _stated),
    _Column(lazy("How it was valued"), CellKind.TEXT, lambda e, _x, w: w.text(_METHOD[e.value_method]) if e.value_method else None),
    _Column(lazy("Outcome"), CellKind.TEXT, lambda e, x, w: outcome_of(e, x, w).replace("\n", "; ")),
    _Column(lazy("Occasion"), CellKind.TEXT, lambda e, x, w: _free(w.text(e.occasion), e, x), named_only=True),
    _Column(lazy("Circumstances"), CellKind.TEXT, lambda e, x, _w: _free(e.circumstances, e, x), named_only=True),
    _Column(lazy("Ceremonial"), CellKind.TEXT, lambda e, _x, w: w.say("yes") if e.ceremonial else None),
    _Column(lazy("Relation of the giver"), CellKind.TEXT, lambda e, _x, _w: e.relation, full_only=True),
    _Column(lazy("Declared on"), CellKind.DATE, lambda e, _x, _w: e.declared_on, full_only=True),
    _Column(lazy("Decided on"), CellKind.DATE, lambda e, _x, _w: e.decided_on, full_only=True),
    _Column(lazy("Decided by"), CellKind.TEXT, lambda e, _x, _w: e.decided_by, full_only=True),
    _Column(lazy("Reason of the decision"), CellKind.TEXT, lambda e, _x, _w: e.decision_reason, full_only=True),
    _Column(lazy("Owner"), CellKind.TEXT, lambda e, _x, w: w.text(_OWNERSHIP[e.ownership]) if e.ownership else None, full_only=True),
    _Column(lazy("Place"), CellKind.TEXT, lambda e, _x, _w: e.place, full_only=True),
    _Column(lazy("Kept by"), CellKind.TEXT, lambda e, _x, _w: e.custodian, full_only=True),
    _Column(lazy("Outcome since"), CellKind.DATE, lambda e, _x, _w: e.fate_on, full_only=True),
    _Column(lazy("Thanked on"), CellKind.DATE, lambda e, _x, _w: e.thanked_on, full_only=True),
    _Column(lazy("Published on"), CellKind.DATE, lambda e, _x, _w: e.published_on, full_only=True),
    _Column(lazy("Struck out on"), CellKind.DATE, lambda e, _x, _w: e.struck_on),
    _Column(lazy("Why it was struck out"), CellKind.TEXT, lambda e, _x, _w: e.struck_why, full_only=True),
    _Column(lazy("Remark"), CellKind.TEXT, lambda e, _x, _w: e.remark, full_only=True),
)


def extract_sheet(extract: RegisterExtract, wording: Wording) -> Sheet:
    """Write the extract of a year for a spreadsheet; a year without an entry has one line that says so."""
    kind = extract.extract
    columns = [one for one in _COLUMNS if kind is Extract.FULL or not (one.full_only or (one.named_only and kind is Extract.ANONYMISED))]
    rows = [tuple(_cell(column, _shown(one, kind), kind, wording) for column in columns) for one in extract.entries]
    if not rows:
        rows = [(None, None, nil_return(extract.year, wording), *(None for _ in columns[3:]))]
    titles = tuple(SheetColumn(wording.text(one.title), one.kind) for one in columns)
    return Sheet(title_of(extract, wording), titles, tuple(rows))


def _cell(column: _Column, entry: Entry, kind: Extract, wording: Wording) -> Cell:
    told = column.cell(entry, kind, wording)
    return None if told == "" else told
