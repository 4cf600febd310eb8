"""Tables whose rows have a place: moved by mouse, or with Alt and the arrows. The table asks; the office moves."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QModelIndex, Qt, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from app.kernel.translated import Lazy
from ui.kit.tables import Index, RecordTable
from ui.kit.views import TableView

ROW_MIME = "application/x-attache-row"


class OrderedTable(RecordTable):
    """Rows in an order of their own; they can be dragged while `movable`."""

    movable = True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let rows be dragged, and dropped between others."""
        flags = super().flags(index)
        if not self.movable:
            return flags
        return flags | (Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else Qt.ItemFlag.ItemIsDropEnabled)

    def mimeTypes(self) -> list[str]:
        """Name what is dragged."""
        return [ROW_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Carry the id of the row that is dragged."""
        data = QMimeData()
        if indexes and (id := self.id_at(indexes[0].row())) is not None:
            data.setData(ROW_MIME, id.encode())
        return data

    def supportedDropActions(self) -> Qt.DropAction:
        """A row is moved, never copied."""
        return Qt.DropAction.MoveAction


class OrderedView(TableView):
    """The view of an `OrderedTable`.

    Signals:
        moved: a row should stand at another place; its id and the number of the row before which it is dropped.
    """

    moved = Signal(str, int)

    def __init__(self, name: Lazy, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(True)
        self.setDragDropOverwriteMode(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the row with Alt and an arrow."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 2}.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if (id := self.current_id()) is not None:
                self.moved.emit(id, self.currentIndex().row() + step)
            return
        super().keyPressEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Accept rows of this table only."""
        if event.mimeData().hasFormat(ROW_MIME) and event.source() is self:
            super().dragMoveEvent(event)
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the move; the table follows when it is stored."""
        if event.source() is not self or not event.mimeData().hasFormat(ROW_MIME):
            event.ignore()
            return
        place = event.position().toPoint()
        index = self.indexAt(place)
        row = index.row() if index.isValid() else self.model().rowCount()
        if index.isValid() and place.y() > self.visualRect(index).center().y():
            row += 1
        # The view would remove the row it thinks was moved away: nothing is moved until the office has stored it.
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self.moved.emit(bytes(event.mimeData().data(ROW_MIME).data()).decode(), row)
