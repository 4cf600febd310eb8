"""Rows under headings: the keyboard goes from row to row, and files fall on rows alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from app.kernel.fields import Badge, Column, ColumnKind, Tone
from app.kernel.translated import lazy
from ui.kit.groups import BadgeOver, GroupedTable
from ui.kit.theme import DARK_ALWAYS, theme

BADGES = {"late": Badge(lazy("late"), Tone.BAD)}
COLUMNS = (
    Column("what", lazy("What"), stretch=True),
    Column("press", lazy("By when"), ColumnKind.BADGE, badges=BADGES),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A row, or a heading."""

    id: str
    what: str
    press: str = ""
    due: str = ""
    heading: bool = False


ROWS = (
    Line("#1", "Visas", heading=True),
    Line("a", "File the application\nTravel officer", "late", "1 September 2021"),
    Line("b", "Ask for the note verbale", "", "3 October 2021"),
    Line("#2", "Programme", heading=True),
    Line("c", "Name an interpreter", "late"),
)


@pytest.fixture
def table(show) -> GroupedTable:
    """The table, on the screen."""
    made = GroupedTable(lazy("What is missing"), COLUMNS, takes_files=True)
    made.setItemDelegateForColumn(1, BadgeOver("due", made))
    made.resize(500, 400)
    made.put(ROWS)
    show(made)
    return made


def test_arrows_go_past_headings(table, qtbot):
    table.select_first()
    chosen = [table.current_id()]
    for _step in range(2):
        qtbot.keyClick(table, Qt.Key.Key_Down)
        chosen.append(table.current_id())

    assert chosen == ["a", "b", "c"]


def test_everything_chosen_is_no_heading(table):
    table.selectAll()
    assert table.selected_ids() == ("a", "b", "c")


def test_when_a_row_goes_the_next_one_is_chosen(table):
    table.select("b")
    table.put([row for row in ROWS if row.id != "b"])
    assert (table.current_id(), table.selected_ids()) == ("c", ("c",))

    table.put([row for row in ROWS if row.id not in ("b", "c")])
    assert table.selected_ids() == ("a",)


def test_a_heading_goes_over_the_whole_width_and_is_lower(table):
    assert [table.columnSpan(number, 0) for number in range(5)] == [2, 1, 1, 2, 1]
    assert table.rowHeight(0) < table.rowHeight(1)

    table.put(ROWS[3:])
    assert [table.columnSpan(number, 0) for number in range(2)] == [2, 1]


def test_it_is_painted_in_the_dark_too(table):
    theme.dress(DARK_ALWAYS)
    assert not table.grab().isNull()


def drop(table: GroupedTable, id: str, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    place = QPointF(table.visualRect(table.model().index(table.rows.number_of(id), 0)).center())
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    table.dropEvent(QDropEvent(place, Qt.DropAction.CopyAction, data, buttons, keys))


def test_a_file_falls_on_a_row_and_on_no_heading(table, tmp_path):
    fallen: list[tuple[str, list[Path]]] = []
    table.dropped.connect(lambda row, paths: fallen.append((row, paths)))
    drop(table, "#1", tmp_path / "receipt.pdf")
    drop(table, "c", tmp_path / "receipt.pdf")

    assert fallen == [("c", [tmp_path / "receipt.pdf"])]
