"""What is on the screen, in a file or on paper."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from app.adapters.i18n import wording_for
from app.kernel.document import Align, Section, Table
from app.kernel.fields import Column, ColumnKind
from app.kernel.translated import lazy
from ui.kit.printing import passing_file, safe_cell, sweep, table_as_csv, table_as_document


@dataclass(frozen=True)
class Row:
    id: str
    name: str
    number: int


COLUMNS = (Column("name", lazy("Name"), stretch=True), Column("number", lazy("Number"), ColumnKind.NUMBER))
ROWS = [Row("a", "=HYPERLINK(1)", 12), Row("b", 'O"Neill; Jan', 3)]


@pytest.mark.parametrize("text", ["=1+1", "+32 2 123", "-5", "@x", "\tx", "\r=1"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_text(text: str):
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Paris", "", "1+1", "a@b.be"])
def test_other_cells_stay_as_they_are(text: str):
    assert safe_cell(text) == text


def test_a_table_in_a_file_has_a_mark_and_semicolons():
    expected = '\ufeffName;Number\r\n\'=HYPERLINK(1);12\r\n"O""Neill; Jan";3\r\n'
    assert table_as_csv(COLUMNS, ROWS, wording_for("en")) == expected.encode()


def test_a_table_on_paper_has_its_numbers_at_the_right():
    document = table_as_document("People", COLUMNS, ROWS, wording_for("en"), "12 March 2021")
    [section] = document.blocks
    assert isinstance(section, Section)
    [table] = section.blocks
    assert isinstance(table, Table)
    assert [column.align for column in table.columns] == [Align.LEFT, Align.RIGHT]
    assert table.rows == (("=HYPERLINK(1)", "12"), ('O"Neill; Jan', "3"))
    assert document.meta.stamp == "12 March 2021"


def test_what_is_only_to_be_shown_does_not_lie_about_afterwards():
    scan, letter = passing_file("scan.pdf", b"one"), passing_file("letter.pdf", b"two")
    assert (scan.read_bytes(), letter.read_bytes()) == (b"one", b"two")

    sweep([scan])
    assert (scan.exists(), letter.exists()) == (False, True)
    letter.unlink()
    sweep()
    assert (letter.parent.exists(), scan.parent.exists()) == (False, False)
