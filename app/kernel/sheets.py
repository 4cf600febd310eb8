"""A list as a file for a spreadsheet, before it is one: pure data, every text already in the language of its reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

Cell = str | int | Decimal | date | datetime | None


class SheetKind(StrEnum):
    """The kinds of files a list is written as; the value is the ending of the file's name."""

    CSV = "csv"
    XLSX = "xlsx"


class CellKind(StrEnum):
    """What the cells of a column hold. A text is a text in a column of any kind, such as “not known” among amounts."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its title, what it holds, and its width in letters; 0 is as wide as what stands in it."""

    title: str
    kind: CellKind = CellKind.TEXT
    width: float = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows under the titles of their columns; a cell that is None is empty.

    Amounts are of the currency that the title of their column names. A moment is an aware datetime and is written in Brussels time.
    `made` stands in the properties of the file; without it two files of the same list are the same to the byte.
    """

    title: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    made: datetime | None = None
