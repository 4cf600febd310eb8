"""The grid of states: names at the left, a badge with its word in every cell, reached by keyboard alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from app.kernel.fields import Badge, Tone
from app.kernel.translated import lazy
from ui.kit.grids import Grid, GridCell, GridColumn, GridRow

READY, LATE = Badge(lazy("ready"), Tone.GOOD), Badge(lazy("late"), Tone.BAD)
COLUMNS = (GridColumn("passport", lazy("Passport")), GridColumn("visa", lazy("Visa")))
ROWS = (
    GridRow("anna", "Anna Peeters", "Director", (GridCell(READY, "until 2026", "Valid long enough."), GridCell(LATE, "since 3 May"))),
    GridRow("luc", "Luc Janssens", "", (GridCell(READY), None)),
)


@pytest.fixture
def grid(show) -> Grid:
    """Two travellers and two documents."""
    made = Grid(lazy("Travellers and their documents"))
    made.put(COLUMNS, ROWS)
    made.resize(600, 240)
    return show(made)


def test_the_model_keeps_its_promises(grid: Grid):
    tester = QAbstractItemModelTester(grid.table, QAbstractItemModelTester.FailureReportingMode.Fatal)
    grid.put(COLUMNS, ROWS[:1])
    grid.put(COLUMNS[:1], [GridRow("anna", "Anna Peeters", "", (None,))])
    grid.put((), ())
    assert tester.model() is grid.table


def test_a_cell_tells_its_state_its_note_and_its_reason(grid: Grid):
    index = grid.table.index(0, 0)
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    assert [index.data(role) for role in roles] == [
        "ready\nuntil 2026",
        "<span>ready. Valid long enough.</span>",
        "Anna Peeters, Passport: ready. Valid long enough.",
    ]


def test_where_there_is_nothing_to_say_a_cell_is_empty(grid: Grid):
    index = grid.table.index(1, 1)
    assert (index.data(), index.data(Qt.ItemDataRole.ToolTipRole)) == (None, None)


def test_arrows_move_and_enter_opens(grid: Grid, qtbot: QtBot):
    grid.go_to("anna", "passport")
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    with qtbot.waitSignal(grid.opened) as opened:
        qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert opened.args == ["luc", "visa"]


def test_the_same_rows_keep_what_is_selected(grid: Grid):
    grid.selectAll()
    grid.put(COLUMNS, (ROWS[0], GridRow("luc", "Luc Janssens", "", (GridCell(LATE), None))))
    assert grid.selected_cells() == [("anna", "passport"), ("anna", "visa"), ("luc", "passport"), ("luc", "visa")]


def test_other_rows_keep_the_cell_that_is_current(grid: Grid):
    grid.go_to("luc", "visa")
    grid.put(COLUMNS, (GridRow("ada", "Ada Smets", "", (None, None)), *ROWS))
    assert (grid.current(), grid.selected_rows()) == (("luc", "visa"), ["luc"])


def test_the_travellers_of_the_selected_cells_are_named_once(grid: Grid):
    grid.selectAll()
    assert grid.selected_rows() == ["anna", "luc"]


def test_what_is_selected_is_copied_with_the_names(grid: Grid, qtbot: QtBot):
    grid.selectionModel().select(grid.table.index(0, 1), QItemSelectionModel.SelectionFlag.ClearAndSelect)
    qtbot.keyClick(grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Anna Peeters\tlate · since 3 May"


def test_a_place_that_is_not_there_is_not_gone_to(grid: Grid):
    assert (grid.go_to("nobody"), grid.go_to("anna", "gift"), grid.go_to("anna")) == (False, False, True)


def test_a_column_is_as_wide_as_the_longest_word_above_it(grid: Grid):
    word = "Aanvraagdocumentenlijst"
    grid.put((GridColumn("passport", lazy("Passport")), GridColumn("visa", lazy(word))), ROWS)
    grid.resize(420, 240)
    header = grid.horizontalHeader()
    assert header.sectionSize(1) > grid.fontMetrics().horizontalAdvance(word) > header.sectionSize(0)
