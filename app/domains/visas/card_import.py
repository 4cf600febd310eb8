"""Country cards as a file for a spreadsheet: read with every fault and its place, shown before anything is written, taken in whole or not at all.

The columns are those of a card, by their names in English; only “country” must be there. A column that the file does not have leaves the
cards as they are. What is written out is read back the same.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any

from app.domains.visas.country_cards import check_country_and_day, countries_by_name, country_name, known_countries
from app.domains.visas.visa_drafts import CardDraft, check_card
from app.domains.visas.visa_terms import Answer, Need
from app.kernel import nationalnumber
from app.kernel.drafts import differing, tidied
from app.kernel.errors import Finding
from app.kernel.names import clean, fold
from app.kernel.sheets import Cell, CellKind, Sheet, SheetColumn
from app.kernel.translated import Lazy, lazy

MOST_LINES = 2000
LONGEST = 2000  # characters of one value
COLUMNS = tuple(one.name for one in fields(CardDraft))
_NUMBERS = ("normal_days", "months_valid", "blank_pages")
_NEEDS = ("ordinary", "service", "diplomatic")
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_FORMULAS = ("=", "+", "-", "@")
_UNSAID = ("", "?", "unknown", "not known")
_YES, _NO = ("yes", "y", "1", "true", "ja", "oui"), ("no", "n", "0", "false", "neen", "nee", "non")


@dataclass(frozen=True, slots=True)
class CardLine:
    """A line of the file that can be read: its number, the country, and the values of the columns that the file has."""

    line: int
    country: str
    values: Mapping[str, Any] = field(hash=False)


@dataclass(frozen=True, slots=True)
class CardsRead:
    """What a file holds: the lines that can be read, and every fault with its place ("4, service")."""

    lines: tuple[CardLine, ...]
    findings: tuple[Finding, ...]


class CardFate(StrEnum):
    """What an import would do with a card."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class CardChange:
    """What an import would do with the card of a country: which of its fields become others, and the card afterwards."""

    line: int
    country: str
    fate: CardFate
    fields: tuple[str, ...]
    card: CardDraft

    @property
    def id(self) -> str:
        """The country, as lists ask for it."""
        return self.country


@dataclass(frozen=True, slots=True)
class CardPreview:
    """What an import would do; nothing at all while one of the findings blocks."""

    changes: tuple[CardChange, ...]
    findings: tuple[Finding, ...]

    @property
    def possible(self) -> bool:
        """Whether it can be taken in, and would change something."""
        return not any(finding.blocks for finding in self.findings) and any(one.fate is not CardFate.SAME for one in self.changes)


# ------------------------------------------------------------------------------------------------ reading


def read_cards(content: bytes) -> CardsRead:
    """Read a file of cards; whatever is in it, the answer is lines and faults with their places."""
    try:
        text = content.decode("utf-8-sig").replace("\0", "")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        message = lazy("Line {line}: this is not a text in UTF-8. Save the file as CSV UTF-8 and try again.", line=line)
        return CardsRead((), (Finding(str(line), message, rule="not-utf-8"),))
    if not text.strip():
        return CardsRead((), (Finding("1", lazy("The file is empty."), rule="empty-file"),))
    rows = _rows(text)
    if isinstance(rows, Finding):
        return CardsRead((), (rows,))
    (_, titles), *lines = rows
    columns = [fold(title).strip().replace(" ", "_") for title in titles]
    findings = list(_title_faults(columns, titles))
    if findings:
        return CardsRead((), tuple(findings))
    if len(lines) > MOST_LINES:
        message = lazy("There are too many lines: at most {limit}.", limit=MOST_LINES)
        return CardsRead((), (Finding(str(lines[MOST_LINES][0]), message, rule="too-many"),))
    read = [_line(number, columns, cells, findings) for number, cells in lines if any(cell.strip() for cell in cells)]
    findings += _twice(line for line in read if line is not None)
    return CardsRead(tuple(line for line in read if line is not None), tuple(findings))


def _rows(text: str) -> list[tuple[int, list[str]]] | Finding:
    """Take the text apart; each row with the number of the line on which it begins."""
    first = text.split("\n", 1)[0]
    sign = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    rows: list[tuple[int, list[str]]] = []
    begins = 1
    try:
        for cells in reader:
            rows.append((begins, cells))
            begins = reader.line_num + 1
    except csv.Error:
        message = lazy("Line {line}: the quotation marks do not match, or a value is far too long.", line=begins)
        return Finding(str(begins), message, rule="not-csv")
    return rows


def _title_faults(columns: Sequence[str], titles: Sequence[str]) -> Iterator[Finding]:
    if "country" not in columns:
        yield Finding("1", lazy("Line 1: there is no column “country”."), rule="column-missing")
    for number, (column, title) in enumerate(zip(columns, titles, strict=True), 1):
        if column not in COLUMNS:
            message = lazy(
                "Line 1, column {number}: “{title}” is not known. The columns are: {columns}.",
                number=number,
                title=title[:60],
                columns=", ".join(COLUMNS),
            )
            yield Finding(f"1, {number}", message, rule="column-unknown", value=title[:60])
        elif columns.index(column) != number - 1:
            message = lazy("Line 1, column {number}: “{title}” stands there twice.", number=number, title=title[:60])
            yield Finding(f"1, {number}", message, rule="column-twice", value=title[:60])


def _line(number: int, columns: Sequence[str], cells: Sequence[str], findings: list[Finding]) -> CardLine | None:
    if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
        message = lazy("Line {line}: there are {cells} values for {columns} columns.", line=number, cells=len(cells), columns=len(columns))
        findings.append(Finding(str(number), message, rule="too-many-values"))
        return None
    values: dict[str, Any] = {}
    for column, cell in zip(columns, [*cells, *("",) * len(columns)], strict=False):
        try:
            values[column] = _value(column, _unguarded(clean(cell)))
        except _NotOneError as fault:
            value = None if fault.rule == nationalnumber.RULE else cell[:60]  # such a number is never repeated
            findings.append(_at(number, column, Finding("", fault.message, rule=fault.rule, value=value)))
    country = values.pop("country", "")
    return CardLine(number, country, values) if country else None


def _unguarded(cell: str) -> str:
    """Take away the apostrophe by which a file for a spreadsheet keeps a text from becoming a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in _FORMULAS else cell


class _NotOneError(Exception):
    def __init__(self, message: Lazy, rule: str) -> None:
        super().__init__(rule)
        self.message, self.rule = message, rule


def _value(column: str, cell: str) -> Any:
    if len(cell) > LONGEST:
        raise _NotOneError(lazy("This text is too long: at most {limit} characters.", limit=LONGEST), "text-too-long")
    if nationalnumber.find(cell) is not None:
        raise _NotOneError(nationalnumber.HOLDS_ONE, nationalnumber.RULE)
    if column == "country":
        return _country(cell)
    if column in _NEEDS:
        return _need(cell)
    if column == "note_verbale":
        return _answer(cell)
    if column in _NUMBERS:
        return _number(cell)
    if column == "checked_on":
        return _day(cell)
    return cell


def _country(cell: str) -> str:
    code = cell.upper() if cell.upper() in known_countries() else countries_by_name().get(fold(cell), "")
    if not code:
        message = lazy("“{value}” is no country that is known here: write the two letters of ISO 3166, or its name.", value=cell[:60])
        raise _NotOneError(message if cell else lazy("The country is missing."), "country-unknown" if cell else "missing-value")
    return code


def _need(cell: str) -> Need:
    word = fold(cell).replace("_", " ").strip()
    if word in _UNSAID:
        return Need.UNKNOWN
    try:
        return Need(word)
    except ValueError:
        words = ", ".join(need.value for need in Need if need)
        raise _NotOneError(
            lazy("“{value}” is not known here: write one of {codes}.", value=cell[:60], codes=words), "unknown-value"
        ) from None


def _answer(cell: str) -> Answer:
    word = fold(cell).strip()
    if word in _UNSAID:
        return Answer.UNKNOWN
    if word in _YES:
        return Answer.YES
    if word in _NO:
        return Answer.NO
    raise _NotOneError(lazy("“{value}” is not known here: write yes or no, or leave it empty.", value=cell[:60]), "unknown-value")


def _number(cell: str) -> int | None:
    if not cell:
        return None
    if not cell.isascii() or not cell.isdigit() or len(cell) > 6:  # noqa: PLR2004 - longer than any number of days
        raise _NotOneError(lazy("“{value}” is not a whole number.", value=cell[:60]), "wrong-number")
    return int(cell)


def _day(cell: str) -> date | None:
    if not cell:
        return None
    try:
        if found := _DAY.fullmatch(cell):
            return date(int(found[3]), int(found[2]), int(found[1]))
        return date.fromisoformat(cell)
    except ValueError:
        raise _NotOneError(lazy("“{value}” is not a day: write 2026-03-05 or 5/3/2026.", value=cell[:60]), "wrong-date") from None


def _at(line: int, column: str, finding: Finding) -> Finding:
    """Give a finding its place in the file."""
    message = lazy("Line {line}, column {column}: {fault}", line=line, column=column, fault=finding.message)
    return replace(finding, path=f"{line}, {column}" if column else str(line), message=message)


def _twice(lines: Iterable[CardLine]) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for line in lines:
        seen = first.setdefault(line.country, line.line)
        if seen != line.line:
            message = lazy("{country} stands there twice: first on line {first}.", country=country_name(line.country), first=seen)
            yield _at(line.line, "country", Finding("country", message, rule="card-twice", value=line.country))


# ------------------------------------------------------------------------------------------------ what it would do


def changes_of(read: CardsRead, there: Mapping[str, CardDraft], today: date) -> CardPreview:
    """Tell what the lines of a file would do with the cards that are *there*, by country, and every fault in it."""
    changes: list[CardChange] = []
    faults: list[Finding] = []
    for line in read.lines:
        before = there.get(line.country)
        after = tidied(replace(before or CardDraft(country=line.country), **line.values))
        faults += [_at(line.line, found.path, found) for found in (*check_card(after), *check_country_and_day(after, today))]
        changed = differing(before, after) if before else ()
        fate = CardFate.NEW if before is None else CardFate.CHANGED if changed else CardFate.SAME
        changes.append(CardChange(line.line, line.country, fate, changed, after))
    return CardPreview(tuple(changes), tuple(sorted((*read.findings, *faults), key=_line_of)))


def _line_of(finding: Finding) -> int:
    return int(finding.path.partition(",")[0])


# ------------------------------------------------------------------------------------------------ writing


def sheet_of(cards: Sequence[CardDraft]) -> Sheet:
    """Give cards as a list for a spreadsheet, which can be imported again as it is."""
    rows = tuple(tuple(_cell(getattr(card, column)) for column in COLUMNS) for card in cards)
    kinds = {**dict.fromkeys(_NUMBERS, CellKind.NUMBER), "checked_on": CellKind.DATE}
    columns = tuple(SheetColumn(column, kinds.get(column, CellKind.TEXT)) for column in COLUMNS)
    return Sheet("Country cards", columns, rows)


def _cell(value: Any) -> Cell:
    return value.value if isinstance(value, StrEnum) else value


def blank_sheet() -> Sheet:
    """Give a list with the columns alone, to be filled in."""
    return Sheet("Country cards", tuple(SheetColumn(column) for column in COLUMNS), ())
