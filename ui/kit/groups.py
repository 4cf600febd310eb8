"""A table whose rows stand under headings: arrows go from row to row, headings are never chosen, files may be dropped on a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QDragEnterEvent, QDragMoveEvent, QDropEvent, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QFrame, QStyleOptionViewItem, QWidget

from app.kernel.fields import Badge, Column
from app.kernel.translated import Lazy
from ui.kit.delegates import PADDING, CellDelegate, Index, badge_height, badge_width, paint_badge, row_height
from ui.kit.parts import TwoLines, paint_ground, paint_two_lines, two_lines_height
from ui.kit.tables import BADGE_ROLE, NOWHERE, ROW_ROLE, RecordTable
from ui.kit.theme import colour, theme
from ui.kit.views import TableView


class GroupedRows(RecordTable):
    """Rows of which some are headings (`heading`): those can be neither chosen nor opened."""

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Leave headings out of what the keyboard reaches."""
        if self.is_heading(index.row()):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def is_heading(self, number: int) -> bool:
        """Tell whether a heading stands at *number*."""
        return bool(getattr(self.row_at(number), "heading", False))


class BadgeOver(CellDelegate):
    """Paints a badge, and below it the words that the row has under the name *note*; without a badge the words alone."""

    def __init__(self, note: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._note = note

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the cell."""
        rect: QRect = option.rect  # type: ignore[attr-defined]
        font: QFont = option.font  # type: ignore[attr-defined]
        badge, note = index.data(BADGE_ROLE), str(getattr(index.data(ROW_ROLE), self._note, "") or "")
        painter.save()
        paint_ground(painter, option)
        inner = rect.adjusted(theme.scaled(PADDING), 0, -theme.scaled(PADDING), 0)
        if not isinstance(badge, Badge):
            paint_two_lines(painter, inner, note, font)
        elif not note:
            paint_badge(painter, inner, badge, font)
        else:
            self.paint_both(painter, inner, badge, note, font)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give room for a badge and a line."""
        return QSize(super().sizeHint(option, index).width(), two_lines_height())

    def paint_both(self, painter: QPainter, rect: QRect, badge: Badge, note: str, font: QFont) -> None:
        """Paint a badge, and quiet words below it."""
        half = rect.height() // 2 + theme.scaled(3)
        paint_badge(painter, QRect(rect.left(), rect.top() + theme.scaled(3), rect.width(), half - theme.scaled(3)), badge, font)
        small = QFont(font)
        small.setPointSizeF(font.pointSizeF() * 0.9)
        below = QRect(rect.left() + theme.scaled(2), rect.top() + half, rect.width() - theme.scaled(2), rect.height() - half)
        painter.setFont(small)
        painter.setPen(colour("quiet"))
        fitting = QFontMetrics(small).elidedText(note.replace("\n", "  ·  "), Qt.TextElideMode.ElideRight, below.width())
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, fitting)


class Composed(TwoLines):
    """Paints two lines that are put together from the whole row, so that a narrow table says more than its columns."""

    def __init__(self, compose: Callable[[Any], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._compose = compose

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the cell."""
        row = index.data(ROW_ROLE)
        if row is None:
            super().paint(painter, option, index)
            return
        painter.save()
        paint_ground(painter, option)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        inner = rect.adjusted(theme.scaled(PADDING), 0, -theme.scaled(PADDING), 0)
        paint_two_lines(painter, inner, self._compose(row), option.font)  # type: ignore[attr-defined]
        painter.restore()


class BadgeRow(CellDelegate):
    """Paints several badges: side by side where there is room, else one below the other, as many as the row is high for.

    Only the first one is ever cut.
    """

    def __init__(self, badges: Callable[[Any], Sequence[Badge]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._badges = badges

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the cell."""
        rect: QRect = option.rect  # type: ignore[attr-defined]
        painter.save()
        paint_ground(painter, option)
        inner = rect.adjusted(theme.scaled(PADDING), 0, -theme.scaled(PADDING), 0)
        row, font = index.data(ROW_ROLE), option.font  # type: ignore[attr-defined]
        badges = tuple(self._badges(row)) if row is not None else ()
        wide = sum(badge_width(badge, font) for badge in badges) + theme.scaled(5) * max(len(badges) - 1, 0)
        beside = wide <= inner.width() or inner.height() < 2 * badge_height(font)
        if beside:
            self._paint_beside(painter, inner, badges, font)
        else:
            whole = [badge for number, badge in enumerate(badges) if not number or badge_width(badge, font) <= inner.width()]
            self._paint_below(painter, inner, whole[: inner.height() // badge_height(font)], font)
        painter.restore()

    @staticmethod
    def _paint_beside(painter: QPainter, rect: QRect, badges: Sequence[Badge], font: QFont) -> None:
        for number, badge in enumerate(badges):
            if number and badge_width(badge, font) > rect.width():
                break
            rect.setLeft(rect.left() + paint_badge(painter, rect, badge, font) + theme.scaled(5))

    @staticmethod
    def _paint_below(painter: QPainter, rect: QRect, badges: Sequence[Badge], font: QFont) -> None:
        high = min(badge_height(font) + theme.scaled(2), rect.height() // len(badges))
        top = rect.top() + (rect.height() - high * len(badges)) // 2
        for number, badge in enumerate(badges):
            paint_badge(painter, QRect(rect.left(), top + number * high, rect.width(), high), badge, font)


class GroupedTable(TableView):
    """Rows of two lines under headings that go over the whole width.

    Signals:
        dropped: files were let fall on a row (its id, their paths).
    """

    dropped = Signal(str, list)

    def __init__(self, name: Lazy, columns: Sequence[Column], *, takes_files: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.rows = GroupedRows(columns, self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(TwoLines(self))
        self.show_table(self.rows)
        self.setAcceptDrops(takes_files)
        # Connected after the view itself: it has counted the rows by then.
        for signal in (self.rows.rowsInserted, self.rows.rowsRemoved, self.rows.layoutChanged):
            signal.connect(self._span)
        theme.changed.connect(self._span)

    def put(self, rows: Sequence[Any]) -> None:
        """Show *rows*; what was chosen stays chosen. When the current row goes, the keyboard goes on to the next one."""
        current, order = self.current_id(), list(self.rows.ids())
        self.rows.show(rows)
        self._span()
        there = {row.id for row in rows if not getattr(row, "heading", False)}
        if current is not None and current not in there and self.rows.rowCount():
            place = order.index(current)
            self.select(next((id for id in (*order[place:], *order[:place][::-1]) if id in there), None))

    def select(self, id: str | None) -> bool:
        """Make a row current; tell whether it is there and no heading."""
        number = self.rows.number_of(id) if id else None
        return number is not None and not self.rows.is_heading(number) and super().select(id)

    def select_first(self) -> None:
        """Make the first row that is no heading current."""
        first = next((row.id for row in self.rows.rows() if not getattr(row, "heading", False)), None)
        self.select(first)

    def act(self, *actions: QAction) -> None:
        """Offer *actions* in the context menu; their keys work while the table has the keyboard."""
        self.offer(actions)
        self.addActions(list(actions))

    def height_of_rows(self) -> int:
        """Give the height of a row of two lines."""
        return two_lines_height()

    def row_under(self, place: QPoint) -> str | None:
        """Give the row at *place* of the viewport, when it is no heading."""
        index = self.indexAt(place)
        return self.id_of(index) if index.isValid() and not self.rows.is_heading(index.row()) else None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Let files of this machine in."""
        if _files(event):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show on which row they would fall."""
        id = self.row_under(event.position().toPoint()) if _files(event) else None
        if id is None:
            event.ignore()
            return
        self.select(id)
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand them over."""
        paths, id = _files(event), self.row_under(event.position().toPoint())
        if paths and id is not None:
            event.acceptProposedAction()
            self.dropped.emit(id, paths)

    @Slot()
    def _span(self) -> None:
        self.clearSpans()
        usual, low, columns = self.height_of_rows(), row_height() + theme.scaled(4), self.rows.columnCount()
        for number in range(self.rows.rowCount(NOWHERE)):
            heading = self.rows.is_heading(number)
            self.setRowHeight(number, low if heading else usual)
            if heading and columns > 1:
                self.setSpan(number, 0, 1, columns)


def _files(event: QDragEnterEvent | QDragMoveEvent | QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
