"""A grid of states: who in the rows, what in the columns, and in each cell a badge with its word and a quiet line below it.

Names stay in sight at the left. Arrows move, Enter opens what a cell is about, Ctrl+A and Shift select, Ctrl+C copies what is selected.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QItemSelection, QItemSelectionModel, QModelIndex, QObject, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from app.kernel.fields import Badge
from app.kernel.translated import Lazy, Multilingual
from ui.kit.controls import plain_tooltip
from ui.kit.delegates import PADDING, paint_badge
from ui.kit.language import spoken, worded
from ui.kit.parts import paint_two_lines
from ui.kit.tables import NOWHERE, Index
from ui.kit.theme import colour, theme

CELL_ROLE = Qt.ItemDataRole.UserRole
_NARROWEST, _NAMES = 132, 190  # pixels at 100 %: a column, and the column of names
_HEIGHT = 50
_LINES = 3  # of the title of a column, at most


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column: its key, and what stands above it."""

    key: str
    title: Lazy | Multilingual | str


@dataclass(frozen=True, slots=True)
class GridCell:
    """A state, a few words below it (a day), and the whole reason, which is told under the mouse and spoken."""

    badge: Badge
    note: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row: its name, what stands small below the name, and a cell for each column; None where there is nothing to say."""

    id: str
    title: str
    below: str
    cells: tuple[GridCell | None, ...]


class GridTable(QAbstractTableModel):
    """The rows and columns that a grid shows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns: tuple[GridColumn, ...] = ()
        self.rows: tuple[GridRow, ...] = ()

    def put(self, columns: Sequence[GridColumn], rows: Sequence[GridRow]) -> bool:
        """Show other content; tell whether rows or columns are others than before."""
        fresh_columns, fresh_rows = tuple(columns), tuple(rows)
        if [one.key for one in fresh_columns] == [one.key for one in self.columns] and [row.id for row in fresh_rows] == [
            row.id for row in self.rows
        ]:
            self.columns, self.rows = fresh_columns, fresh_rows
            if self.columns and self.rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(self.columns) - 1))
                self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
                self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self.rows) - 1)
            return False
        self.beginResetModel()
        self.columns, self.rows = fresh_columns, fresh_rows
        self.endResetModel()
        return True

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else len(self.columns)

    def cell(self, index: Index) -> GridCell | None:
        """Give the cell at *index*."""
        return self.rows[index.row()].cells[index.column()] if index.isValid() else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give what a cell shows and says."""
        if not index.isValid():
            return None
        row, cell = self.rows[index.row()], self.cell(index)
        if role == CELL_ROLE:
            return cell
        if cell is None:
            return None
        state = spoken.wording.say(cell.badge.title)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{state}\n{cell.note}" if cell.note else state
        told = ". ".join(part for part in (state, cell.reason or cell.note) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(told)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.title}, {spoken.wording.text(self.columns[index.column()].title)}: {told}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the title of a column, or the name of a row."""
        if orientation == Qt.Orientation.Horizontal:
            title = spoken.wording.text(self.columns[section].title) if section < len(self.columns) else ""
            match role:
                case Qt.ItemDataRole.DisplayRole:
                    return title
                case Qt.ItemDataRole.ToolTipRole:
                    return plain_tooltip(title)
                case Qt.ItemDataRole.TextAlignmentRole:
                    return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom) | int(Qt.TextFlag.TextWordWrap)
                case _:
                    return None
        row = self.rows[section] if section < len(self.rows) else None
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{row.title}\n{row.below}" if row.below else row.title
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return plain_tooltip(row.title) if role == Qt.ItemDataRole.ToolTipRole else row.title
        return None


class _CellPainter(QStyledItemDelegate):
    """Paints a badge, and a quiet line below it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the cell."""
        cell = index.data(CELL_ROLE)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        font: QFont = option.font  # type: ignore[attr-defined]
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colour("selected"))
        painter.setPen(QPen(colour("hairline"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if isinstance(cell, GridCell):
            inner = rect.adjusted(theme.scaled(PADDING), theme.scaled(4), -theme.scaled(4), -theme.scaled(4))
            self._paint_cell(painter, inner, cell, font)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            painter.setPen(QPen(colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    @staticmethod
    def _paint_cell(painter: QPainter, rect: QRect, cell: GridCell, font: QFont) -> None:
        if not cell.note:
            paint_badge(painter, rect, cell.badge, font)
            return
        half = rect.height() // 2 + theme.scaled(2)
        paint_badge(painter, QRect(rect.left(), rect.top(), rect.width(), half), cell.badge, font)
        small = QFont(font)
        small.setPointSizeF(font.pointSizeF() * 0.88)
        painter.setFont(small)
        painter.setPen(colour("quiet"))
        below = QRect(rect.left() + theme.scaled(2), rect.top() + half, rect.width() - theme.scaled(2), rect.height() - half)
        note = QFontMetrics(small).elidedText(cell.note.replace("\n", " "), Qt.TextElideMode.ElideRight, below.width())
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, note)


class _Names(QHeaderView):
    """The names at the left: in ink, with a quiet line below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def sizeHint(self) -> QSize:
        """Ask for the usual width of names."""
        return QSize(theme.scaled(_NAMES), super().sizeHint().height())

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt calls it so
        """Paint a name."""
        text = str(self.model().headerData(logicalIndex, Qt.Orientation.Vertical) or "")
        selected = self.selectionModel() is not None and self.selectionModel().rowIntersectsSelection(logicalIndex, QModelIndex())
        painter.save()
        painter.fillRect(rect, colour("page"))
        painter.setPen(QPen(colour("hairline"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        paint_two_lines(painter, rect.adjusted(theme.scaled(4), 0, -theme.scaled(8), 0), text, self.font(), strong=selected)
        painter.restore()


class Grid(QTableView):
    """A grid on the screen.

    Signals:
        opened: what a cell is about should be shown (the id of its row, the key of its column).
        chosen: another cell is current, or other cells are selected.
    """

    opened = Signal(str, str)
    chosen = Signal()

    def __init__(self, name: Lazy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        worded(self, accessibleName=name)
        self.table = GridTable(self)
        self._offered: Sequence[QAction] = ()
        self._kept: tuple[str, str] | None = None
        self.setModel(self.table)
        self.setVerticalHeader(_Names(self))
        self.setItemDelegate(_CellPainter(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.doubleClicked.connect(self._on_double_clicked)
        self.selectionModel().selectionChanged.connect(self.chosen)
        self.selectionModel().currentChanged.connect(self.chosen)
        theme.changed.connect(self._size)
        spoken.changed.connect(self._on_language)
        self._size()

    def put(self, columns: Sequence[GridColumn], rows: Sequence[GridRow]) -> None:
        """Show other content; the cell that was current stays so, as long as it is there."""
        kept, selected = self.current() or self._kept, self.selected_cells()
        if not self.table.put(columns, rows):
            return
        self._size()
        if kept is not None and self.go_to(*kept):
            self._select(selected)
        elif self.table.rows and self.table.columns:
            self.setCurrentIndex(self.table.index(0, 0))
        self._kept = self.current()

    def offer(self, actions: Sequence[QAction]) -> None:
        """Show *actions* in the context menu."""
        self._offered = actions

    def current(self) -> tuple[str, str] | None:
        """Give the row and the column of the current cell."""
        return self._place(self.currentIndex())

    def selected_cells(self) -> list[tuple[str, str]]:
        """Give the rows and columns of the selected cells, from top to bottom."""
        found = sorted(self.selectionModel().selectedIndexes(), key=lambda index: (index.row(), index.column()))
        return [place for index in found if (place := self._place(index)) is not None]

    def selected_rows(self) -> list[str]:
        """Give the rows in which a cell is selected, from top to bottom."""
        return list(dict.fromkeys(row for row, _column in self.selected_cells()))

    def go_to(self, row: str, column: str = "") -> bool:
        """Make a cell current (the first of its row without *column*); tell whether it is there."""
        number = next((n for n, one in enumerate(self.table.rows) if one.id == row), None)
        place = next((n for n, one in enumerate(self.table.columns) if one.key == column), 0 if not column else None)
        if number is None or place is None or not self.table.columns:
            return False
        self.setCurrentIndex(self.table.index(number, place))
        return True

    def copy_text(self) -> str:
        """Write the selected cells with the names of their rows, tabs between them."""
        lines: list[str] = []
        for number, row in enumerate(self.table.rows):
            indexes = sorted((index for index in self.selectedIndexes() if index.row() == number), key=QModelIndex.column)
            if indexes:
                texts = (str(index.data() or "").replace("\n", " · ") for index in indexes)
                lines.append("\t".join((row.title, *texts)))
        return "\n".join(lines)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, the copy key copies."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if (place := self.current()) is not None:
                self.opened.emit(*place)
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.copy_text())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the selected cells."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(list(self._offered))
        menu.popup(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width among the columns."""
        super().resizeEvent(event)
        self._share()

    def _place(self, index: Index) -> tuple[str, str] | None:
        if not index.isValid() or index.row() >= len(self.table.rows) or index.column() >= len(self.table.columns):
            return None
        return self.table.rows[index.row()].id, self.table.columns[index.column()].key

    def _select(self, cells: Sequence[tuple[str, str]]) -> None:
        rows = {row.id: number for number, row in enumerate(self.table.rows)}
        columns = {column.key: number for number, column in enumerate(self.table.columns)}
        selection = QItemSelection()
        for row, column in cells:
            if row in rows and column in columns:
                index = self.table.index(rows[row], columns[column])
                selection.select(index, index)
        if not selection.isEmpty():
            self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    @Slot()
    def _size(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.scaled(_HEIGHT))
        self._share()
        self.viewport().update()

    def _share(self) -> None:
        """Give every column the same share, never less than a badge or the longest word above it needs; the rest is scrolled to."""
        if not self.table.columns:
            return
        metrics, around = self.fontMetrics(), theme.scaled(2 * PADDING + 4)
        titles = [spoken.wording.text(column.title) for column in self.table.columns]
        widths = _shared(self.viewport().width(), [_widest_word(metrics, title) + around for title in titles])
        highest = 0
        for number, (title, width) in enumerate(zip(titles, widths, strict=True)):
            self.horizontalHeader().resizeSection(number, width)
            highest = max(highest, metrics.boundingRect(QRect(0, 0, width - around, 1000), Qt.TextFlag.TextWordWrap, title).height())
        self.horizontalHeader().setFixedHeight(min(highest, _LINES * metrics.lineSpacing()) + theme.scaled(14))

    @Slot()
    def _on_language(self) -> None:
        self._share()
        self.viewport().update()
        self.horizontalHeader().viewport().update()

    @Slot(QModelIndex)
    def _on_double_clicked(self, index: QModelIndex) -> None:
        if (place := self._place(index)) is not None:
            self.opened.emit(*place)


def _widest_word(metrics: QFontMetrics, title: str) -> int:
    return max((metrics.horizontalAdvance(word) for word in title.split()), default=0)


def _shared(room: int, needs: Sequence[int]) -> list[int]:
    """Share *room* among columns that need so much: evenly, and those that need more than their share get it from the others."""
    least = [max(need, theme.scaled(_NARROWEST)) for need in needs]
    widths, left = dict[int, int](), room
    for number in sorted(range(len(least)), key=lambda at: -least[at]):
        widths[number] = min(max(left // (len(least) - len(widths)), least[number]), max(least[number], theme.scaled(2 * _NARROWEST)))
        left -= widths[number]
    return [widths[number] for number in range(len(least))]
