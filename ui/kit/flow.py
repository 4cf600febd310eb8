"""Widgets side by side that go on in the next line when there is no room: for large text and narrow windows."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Lines of widgets, each as wide as it likes; one that expands takes what is left of its line.

    Those of one line stand in its middle, or all at its *top*.
    """

    def __init__(self, parent: QWidget | None = None, spacing: int = 8, *, top: bool = False) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._top = top
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        """Add at the end."""
        self._items.append(item)

    def insertWidget(self, index: int, widget: QWidget) -> None:
        """Put *widget* before the item at *index*."""
        self.addWidget(widget)
        self._items.insert(index, self._items.pop())
        self.invalidate()

    def count(self) -> int:
        """Count the items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        """Give an item."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        """Take an item out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Say that it does not push in any direction."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Say that less width takes more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height at *width*."""
        return self._arrange(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place everything within *rect*."""
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        shown = self._shown()
        width = sum(item.sizeHint().width() for item in shown) + self.spacing() * max(len(shown) - 1, 0)
        return QSize(width, max((item.sizeHint().height() for item in shown), default=0))

    def minimumSize(self) -> QSize:
        """Ask at least for the widest item."""
        shown = self._shown()
        return QSize(
            max((item.minimumSize().width() for item in shown), default=0), max((item.minimumSize().height() for item in shown), default=0)
        )

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        top = rect.top()
        for line in self._lines(rect.width()):
            height = max(item.sizeHint().height() for item in line)
            if place:
                self._place(line, QRect(rect.left(), top, rect.width(), height))
            top += height + self.spacing()
        return max(top - self.spacing() - rect.top(), 0)

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        left = 0
        for item in self._shown():
            wanted = min(_wanted(item), width)
            if not lines or wanted > left:
                lines.append([])
                left = width
            lines[-1].append(item)
            left -= wanted + self.spacing()
        return lines

    def _place(self, line: list[QLayoutItem], rect: QRect) -> None:
        widths = [min(_wanted(item), rect.width()) for item in line]
        spare = rect.width() - sum(widths) - self.spacing() * (len(line) - 1)
        greedy = next((n for n, item in enumerate(line) if _expands(item)), None)
        if greedy is not None:
            widths[greedy] += max(spare, 0)
        left = rect.left()
        for item, width in zip(line, widths, strict=True):
            height = min(item.sizeHint().height(), rect.height())
            item.setGeometry(QRect(QPoint(left, rect.top() + (0 if self._top else (rect.height() - height) // 2)), QSize(width, height)))
            left += width + self.spacing()


def _expands(item: QLayoutItem) -> bool:
    return bool(item.expandingDirections() & Qt.Orientation.Horizontal)


def _wanted(item: QLayoutItem) -> int:
    # What takes the rest of the line is content with little.
    return item.minimumSize().width() if _expands(item) else item.sizeHint().width()
