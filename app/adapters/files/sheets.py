"""Lists for a spreadsheet, as CSV and as XLSX, in which nothing that somebody typed can ever become a formula.

Both follow ASVS 5.0, 1.2.10. In a CSV file a text that begins as a formula does gets an apostrophe before it, also a telephone
number: `'+32 2 800 00 00` stays readable, while without it a spreadsheet shows 3228000000. In an XLSX file such a text is a cell of
type text that bears the spreadsheet's own apostrophe: one sees the number alone, and editing the cell leaves it a text. What is a number
here is written as a number, with its minus.

CSV is what a Belgian Excel opens by a double click: UTF-8 with a byte order mark, `;` between the values, a comma in the
decimals, days as 2026-03-05.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from app.kernel.bulk import all_of_use
from app.kernel.clock import BRUSSELS
from app.kernel.errors import Finding, Refused
from app.kernel.sheets import Cell, CellKind, Sheet, SheetColumn, SheetKind
from app.kernel.translated import lazy

MOST_ROWS = 1_048_575  # that a spreadsheet shows, below the titles
MOST_COLUMNS = 16_384
MOST_CELLS = 4_000_000  # of an XLSX file, which is put together in memory
LONGEST_TEXT = 32_767  # UTF-16 units of one cell
CUT = "…"
FIRST_DAY = date(1900, 3, 1)  # a spreadsheet counts days wrongly before it
MOST_FIGURES = 15  # that a spreadsheet keeps of a number

_TRIGGERS = frozenset("=+-@\t\r\n\0")
# What no cell can hold: control characters but for the tab and the line end, halves of letters, and what is no letter at all.
_UNWRITABLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_UNSEEN = re.compile(r"^[\s\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+")


def write_sheet(sheet: Sheet, kind: SheetKind) -> bytes:
    """Write *sheet* as a file of this kind; raise `Refused` when it is too large for a spreadsheet."""
    return write_csv(sheet) if kind is SheetKind.CSV else write_xlsx(sheet)


def begins_as_formula(text: str) -> bool:
    """Tell whether a spreadsheet may take *text* for a formula: by its first sign, also after blanks, also a full-width one."""
    first = text[:1]
    if not first or first.isalnum():
        return False
    if first in _TRIGGERS:
        return True
    seen = _UNSEEN.sub("", _UNWRITABLE.sub("", text))
    return unicodedata.normalize("NFKC", seen[:1])[:1] in _TRIGGERS if seen else False


def write_csv(sheet: Sheet) -> bytes:
    """Write *sheet* as CSV (RFC 4180); raise `Refused` when a spreadsheet would not show all of it."""
    _check_size(sheet, MOST_ROWS * MOST_COLUMNS)
    rows = ([column.title for column in sheet.columns], *sheet.rows)
    lines = (";".join(_quoted(_plain(cell)) for cell in row) for row in rows)
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig")


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _plain(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return f"'{_writable(cell)}" if begins_as_formula(cell) else _writable(cell)
        case datetime():
            return f"{_in_brussels(cell):%Y-%m-%d %H:%M}"
        case date():
            return cell.isoformat()
        case int():
            return str(cell)
        case Decimal():
            return format(cell, "f").replace(".", ",")


def write_xlsx(sheet: Sheet) -> bytes:
    """Write *sheet* as XLSX: no formula in it, days and numbers as such; raise `Refused` when a spreadsheet would not show all of it."""
    _check_size(sheet, MOST_CELLS)
    from xlsxwriter import Workbook  # slow import

    file = BytesIO()
    # In memory, because a list holds persons and a temporary file may stay behind; the files in it then bear no time of their own.
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": False,
    }
    workbook: Any = Workbook(file, options)
    workbook.set_properties({"title": _writable(sheet.title), "author": "Attaché", "created": sheet.made or datetime(1980, 1, 1)})  # noqa: DTZ001 - the day that the parts of the file bear
    with all_of_use():
        _Worksheet(workbook, sheet).write()
        workbook.close()
    return file.getvalue()


_NUMBER_FORMATS = {CellKind.MONEY: "#,##0.00", CellKind.DATE: "dd/mm/yyyy", CellKind.MOMENT: "dd/mm/yyyy hh:mm"}
_NARROWEST, _WIDEST = 8.0, 48.0  # letters
_LOOKED_AT = 200  # rows by which a column is measured
MOST_IN_HEADER = 100  # letters; Excel takes 255 signs, and an & is two of them
_A4, _FONT = 9, {"font_name": "Calibri", "font_size": 10, "valign": "top"}


class _Worksheet:
    """The one table of a file, and how it looks."""

    def __init__(self, workbook: Any, sheet: Sheet) -> None:  # XlsxWriter gives no types
        self.sheet = sheet
        self.page = workbook.add_worksheet(_tab_name(sheet.title))
        self.title = workbook.add_format({**_FONT, "bold": True, "text_wrap": True, "bottom": 1, "bg_color": "#EEF1F7"})
        self.text = workbook.add_format({**_FONT, "text_wrap": True})
        self.guarded = workbook.add_format({**_FONT, "text_wrap": True, "quote_prefix": True})
        self.numbers = {kind: workbook.add_format({**_FONT, "num_format": _NUMBER_FORMATS.get(kind, "General")}) for kind in CellKind}

    def write(self) -> None:
        self._dress()
        for number, column in enumerate(self.sheet.columns):
            self._write_text(0, number, column.title, self.title)
        writers = [self._writer(column.kind) for column in self.sheet.columns]
        for line, row in enumerate(self.sheet.rows, 1):
            for number, (write, cell) in enumerate(zip(writers, row, strict=True)):
                if cell is not None:
                    write(line, number, cell)

    def _dress(self) -> None:
        page, columns = self.page, self.sheet.columns
        for number, column in enumerate(columns):
            page.set_column(number, number, column.width or self._measured(number, column))
        page.freeze_panes(1, 0)
        if columns:
            page.autofilter(0, 0, len(self.sheet.rows), len(columns) - 1)
        page.set_landscape()
        page.set_paper(_A4)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        page.set_header('&L&"Calibri,Bold" ' + " ".join(_writable(self.sheet.title).split())[:MOST_IN_HEADER].replace("&", "&&"))
        page.set_footer("&R&P / &N")

    def _measured(self, number: int, column: SheetColumn) -> float:
        shown = (_plain(row[number]) for row in self.sheet.rows[:_LOOKED_AT])
        widest = max((len(line) for text in shown for line in text.split("\n")), default=0)
        longest_word = max((len(word) for word in column.title.split()), default=0)
        return min(_WIDEST, max(_NARROWEST, widest + 2, longest_word + 4))  # room for the arrow of the filter

    def _writer(self, kind: CellKind) -> Callable[[int, int, Any], None]:
        style, page = self.numbers[kind], self.page

        def write(line: int, number: int, cell: Cell) -> None:
            match cell:
                case datetime() if cell.date() >= FIRST_DAY:
                    page.write_datetime(
                        line, number, _in_brussels(cell), style if kind is CellKind.MOMENT else self.numbers[CellKind.MOMENT]
                    )
                case date() if cell >= FIRST_DAY:
                    page.write_datetime(line, number, cell, style if kind is CellKind.DATE else self.numbers[CellKind.DATE])
                case int() | Decimal() if _is_kept(cell):
                    page.write_number(line, number, float(cell), style)
                case str():
                    self._write_text(line, number, cell, self.guarded if begins_as_formula(cell) else self.text)
                case _:  # a day or a number that no spreadsheet holds without changing it
                    self._write_text(line, number, _plain(cell), self.text)

        return write

    def _write_text(self, line: int, number: int, text: str, style: Any) -> None:
        self.page.write_string(line, number, _fitting(_writable(text)), style)


def _is_kept(number: int | Decimal) -> bool:
    exact = Decimal(number)
    return exact.is_finite() and len(exact.normalize().as_tuple().digits) <= MOST_FIGURES and exact.adjusted() < MOST_FIGURES * 2


def _in_brussels(moment: datetime) -> datetime:
    return moment.astimezone(BRUSSELS).replace(tzinfo=None) if moment.tzinfo else moment


def _writable(text: str) -> str:
    """Take out of a text what no cell can hold; its line ends become plain."""
    return text if text.isascii() and text.isprintable() else _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _fitting(text: str) -> str:
    """Cut a text that is longer than a cell, and mark the cut; a spreadsheet counts a rare letter as two."""
    if len(text) <= LONGEST_TEXT // 2 or len(text.encode("utf-16-le")) // 2 <= LONGEST_TEXT:
        return text
    return text.encode("utf-16-le")[: (LONGEST_TEXT - len(CUT)) * 2].decode("utf-16-le", "ignore") + CUT


def _tab_name(title: str) -> str:
    """Give a name that a spreadsheet accepts for its tab: at most 31 letters, some signs not among them."""
    name = re.sub(r"[\[\]:*?/\\\n\t]", " ", _writable(title)).strip(" '")
    name = name.encode("utf-16-le")[:62].decode("utf-16-le", "ignore").strip(" '")
    return f"{name}_" if name.casefold() in ("", "history") else name  # Excel keeps the second for itself


def _check_size(sheet: Sheet, most_cells: int) -> None:
    rows, columns = len(sheet.rows), len(sheet.columns)
    if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > most_cells:
        most = min(MOST_ROWS, most_cells // max(1, columns))
        message = lazy("This list has {rows} rows; a spreadsheet takes at most {most} of them. Narrow the list.", rows=rows, most=most)
        raise Refused(Finding("rows", message, rule="sheet-too-large", value=rows, limit=most))
