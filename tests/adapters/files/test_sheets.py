"""Lists for a spreadsheet, read back by a reader of our own: what stands in each cell, and that none of it is a formula."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.adapters.files.sheets import LONGEST_TEXT, begins_as_formula, write_csv, write_sheet, write_xlsx
from app.kernel.errors import Refused
from app.kernel.sheets import CellKind, Sheet, SheetColumn, SheetKind

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TRIGGERS = {
    "equals": "=1+1",
    "plus": "+1+1",
    "minus": "-2+3",
    "at": "@SUM(A1)",
    "tab": "\t=1+1",
    "return": "\r=1+1",
    "line end": "\n=1+1",
    "nul": "\0=1+1",
    "blank": "  =1+1",
    "no-break blank": "\u00a0=1+1",
    "byte order mark": "\ufeff=1+1",
    "direction mark": "\u202e=1+1",
    "full-width equals": "＝1+1",
    "full-width plus": "＋1",
    "full-width minus": "－1",
    "full-width at": "＠SUM(A1)",
    "small plus": "﹢1",
    "program": "=cmd|' /C calc'!A0",
    "link": '=HYPERLINK("https://example.org")',
    "telephone": "+32 2 800 00 00",
}
PLAIN = ("Leipzig", "https://example.org", "1-2", "a=b", "", "é-mail", "00123", "'s-Gravenhage", "12.5", "TRUE")


@dataclass(frozen=True)
class Read:
    """A cell as it stands in the file: its type, its value, whether it bears the spreadsheet's apostrophe."""

    type: str
    value: str
    apostrophe: bool = False


def sheet_of(*rows: tuple, kinds: tuple[CellKind, ...] | None = None, title: str = "Trips") -> Sheet:
    columns = kinds or tuple(CellKind.TEXT for _ in rows[0])
    return Sheet(title, tuple(SheetColumn(f"Column {n}", kind) for n, kind in enumerate(columns)), rows)


def unescaped(text: str) -> str:
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


def parts(content: bytes) -> dict[str, ET.Element]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: ET.fromstring(archive.read(name)) for name in archive.namelist()}


def read_xlsx(content: bytes) -> list[list[Read]]:
    """Read the cells that are there, row by row; fail when one of them is a formula."""
    found = parts(content)
    strings = ["".join(part.text or "" for part in entry.iter(f"{MAIN}t")) for entry in found["xl/sharedStrings.xml"]]
    styles = [style.get("quotePrefix") == "1" for style in found["xl/styles.xml"].find(f"{MAIN}cellXfs")]
    rows = []
    for row in found["xl/worksheets/sheet1.xml"].iter(f"{MAIN}row"):
        cells = []
        for cell in row:
            assert [child.tag for child in cell if child.tag != f"{MAIN}v"] == []
            value = cell.findtext(f"{MAIN}v") or ""
            kind = cell.get("t", "n")
            cells.append(Read(kind, unescaped(strings[int(value)]) if kind == "s" else value, styles[int(cell.get("s", 0))]))
        rows.append(cells)
    return rows


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";", strict=True))


@pytest.mark.parametrize("kind", CellKind)
@pytest.mark.parametrize("text", TRIGGERS.values(), ids=TRIGGERS)
def test_a_text_that_begins_as_a_formula_gets_an_apostrophe_in_csv(text, kind):
    written = re.sub("[\0\r]", lambda found: {"\0": "", "\r": "\n"}[found[0]], text)
    assert read_csv(write_csv(sheet_of((text,), kinds=(kind,))))[1] == [f"'{written}"]


@pytest.mark.parametrize("kind", CellKind)
@pytest.mark.parametrize("text", TRIGGERS.values(), ids=TRIGGERS)
def test_a_text_that_begins_as_a_formula_is_a_guarded_text_in_xlsx(text, kind):
    written = re.sub("[\0\r]", lambda found: {"\0": "", "\r": "\n"}[found[0]], text)
    assert read_xlsx(write_xlsx(sheet_of((text,), kinds=(kind,))))[1] == [Read("s", written, apostrophe=True)]


@pytest.mark.parametrize("text", TRIGGERS.values(), ids=TRIGGERS)
def test_a_title_is_no_formula_either(text):
    sheet = Sheet(text, (SheetColumn(text),), (("x",),))
    assert read_csv(write_csv(sheet))[0][0][:1] == "'"
    assert read_xlsx(write_xlsx(sheet))[0][0].type == "s"


@pytest.mark.parametrize("text", PLAIN)
def test_an_ordinary_text_stays_as_it_is(text):
    sheet = sheet_of((text, "x"))
    assert read_csv(write_csv(sheet))[1] == [text, "x"]
    assert [cell for cell in read_xlsx(write_xlsx(sheet))[1] if cell.value] == [Read("s", one) for one in (text, "x") if one]


def test_csv_is_quoted_throughout_with_semicolons_a_mark_and_full_line_ends():
    sheet = sheet_of(('say "so"; now', "two\r\nlines"))
    assert write_csv(sheet) == b'\xef\xbb\xbf"Column 0";"Column 1"\r\n"say ""so""; now";"two\nlines"\r\n'


def test_numbers_days_and_moments_in_csv_are_those_a_belgian_spreadsheet_reads():
    summer = datetime(2021, 7, 1, 6, 25, tzinfo=UTC)
    row = (Decimal("-1234.50"), 12, date(2021, 9, 22), summer, None)
    assert read_csv(write_csv(sheet_of(row)))[1] == ["-1234,50", "12", "2021-09-22", "2021-07-01 08:25", ""]


def test_numbers_days_and_moments_in_xlsx_are_numbers():
    summer = datetime(2021, 7, 1, 6, 25, tzinfo=UTC)
    kinds = (CellKind.MONEY, CellKind.NUMBER, CellKind.DATE, CellKind.MOMENT)
    cells = read_xlsx(write_xlsx(sheet_of((Decimal("-1234.50"), 12, date(2021, 9, 22), summer), kinds=kinds)))[1]
    days = (date(2021, 9, 22) - date(1899, 12, 30)).days, (date(2021, 7, 1) - date(1899, 12, 30)).days + (8 * 60 + 25) / 1440
    assert [(cell.type, float(cell.value)) for cell in cells] == [
        ("n", -1234.5),
        ("n", 12.0),
        ("n", float(days[0])),
        ("n", pytest.approx(days[1])),
    ]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (date(1830, 10, 4), "1830-10-04"),
        (12345678901234567890, "12345678901234567890"),
        (Decimal("0.1234567890123456789"), "0,1234567890123456789"),
        (Decimal("NaN"), "NaN"),
    ],
)
def test_what_a_spreadsheet_would_change_is_written_as_text(cell, text):
    assert read_xlsx(write_xlsx(sheet_of((cell,))))[1] == [Read("s", text)]


def test_the_titles_stay_in_sight_have_filters_and_come_back_on_every_page():
    found = parts(write_xlsx(sheet_of(("a", "b"), ("c", "d"), title="Trips [2021]: R&D")))
    page, book = found["xl/worksheets/sheet1.xml"], found["xl/workbook.xml"]
    names = {name.get("name"): name.text for name in book.iter(f"{MAIN}definedName")}
    told = {
        "pane": page.find(f".//{MAIN}pane").get("ySplit"),
        "filter": page.find(f"{MAIN}autoFilter").get("ref"),
        "paper": {key: page.find(f"{MAIN}pageSetup").get(key) for key in ("paperSize", "orientation")},
        "header": page.findtext(f"{MAIN}headerFooter/{MAIN}oddHeader"),
        "tab": [tab.get("name") for tab in book.iter(f"{MAIN}sheet")],
        "repeated": names["_xlnm.Print_Titles"],
    }
    assert told == {
        "pane": "1",
        "filter": "A1:B3",
        "paper": {"paperSize": "9", "orientation": "landscape"},
        "header": '&L&"Calibri,Bold" Trips [2021]: R&&D',
        "tab": ["Trips  2021   R&D"],
        "repeated": "'Trips  2021   R&D'!$1:$1",
    }


@pytest.mark.parametrize("title", ["", "'", "History", "x" * 80, "a/b\\c?*[]:", "\0\1", "𝔄" * 40, "=1+1", "Réunions & dîners"])
def test_every_title_makes_a_file(title):
    assert read_xlsx(write_xlsx(sheet_of(("x",), title=title)))[1] == [Read("s", "x")]


def test_a_text_longer_than_a_cell_is_cut_and_says_so():
    whole, long, rare = "a" * LONGEST_TEXT, "a" * (LONGEST_TEXT + 1), "𝔄" * 20_000
    assert [cell.value for cell in read_xlsx(write_xlsx(sheet_of((whole, long, rare))))[1]] == [
        whole,
        "a" * (LONGEST_TEXT - 1) + "…",
        "𝔄" * (LONGEST_TEXT // 2) + "…",
    ]


@given(st.lists(st.text(st.characters(codec=None), max_size=60), min_size=1, max_size=5))
@settings(max_examples=60, deadline=None)
def test_any_text_makes_both_files_and_no_formula(texts):
    sheet = sheet_of(tuple(texts), title=texts[0])
    kept = [re.sub("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]", "", re.sub("\r\n?", "\n", text)) for text in texts]
    assert read_csv(write_csv(sheet))[1] == [f"'{one}" if begins_as_formula(text) else one for text, one in zip(texts, kept, strict=True)]
    assert [cell.value for cell in read_xlsx(write_xlsx(sheet))[1] if cell.value] == [one for one in kept if one]


def test_the_same_list_is_the_same_file():
    assert write_xlsx(sheet_of(("Łódź", "x"))) == write_xlsx(sheet_of(("Łódź", "x")))


def test_the_moment_it_was_made_stands_in_the_file():
    sheet = Sheet("Trips", (SheetColumn("A"),), (("x",),), made=datetime(2021, 9, 1, 10, 0, tzinfo=UTC))
    core = parts(write_xlsx(sheet))["docProps/core.xml"]
    assert [entry.text for entry in core if entry.tag.endswith(("created", "title"))] == ["Trips", "2021-09-01T10:00:00Z"]


@pytest.mark.parametrize(("kind", "columns", "rows"), [(SheetKind.CSV, 1, 1_048_576), (SheetKind.XLSX, 25, 160_001)])
def test_a_list_that_no_spreadsheet_shows_whole_is_refused(kind, columns, rows):
    row = ("x",) * columns
    sheet = Sheet("Trips", tuple(SheetColumn("A") for _ in row), (row,) * rows)
    with pytest.raises(Refused) as refused:
        write_sheet(sheet, kind)
    assert [(finding.rule, finding.value, finding.limit) for finding in refused.value.findings] == [("sheet-too-large", rows, rows - 1)]


def test_an_empty_list_has_its_titles():
    sheet = Sheet("Trips", (SheetColumn("A"), SheetColumn("B")), ())
    assert read_csv(write_csv(sheet)) == [["A", "B"]]
    assert [[cell.value for cell in row] for row in read_xlsx(write_xlsx(sheet))] == [["A", "B"]]
