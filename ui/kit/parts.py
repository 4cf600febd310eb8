"""What pages are made of below their tabs: sections with a heading and buttons, short tables, and lines that lead to a place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionToolButton,
    QStyleOptionViewItem,
    QStylePainter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.kernel.errors import Finding
from app.kernel.fields import Column
from app.kernel.translated import Lazy
from ui.kit.controls import Hairline, Label, Text, beside_text
from ui.kit.delegates import PADDING, CellDelegate, row_height
from ui.kit.flow import FlowLayout
from ui.kit.forms import FindingLine
from ui.kit.icons import icon_size
from ui.kit.tables import ROW_ROLE, RecordTable
from ui.kit.theme import colour, figures_font, theme
from ui.kit.views import TableView

Index = QModelIndex | QPersistentModelIndex
P = TypeVar("P", bound=QWidget)
_FEW_LETTERS = 120  # pixels at 100 %


class LineButton(QPushButton):
    """A button as wide as its column, with a layout of its own in which texts may take several lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("line", True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """Ask for the room of its parts."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Ask for the room of its parts."""
        layout = self.layout()
        return layout.minimumSize() if layout is not None else super().minimumSizeHint()

    def hasHeightForWidth(self) -> bool:
        """Say that long texts take more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height at *width*."""
        layout = self.layout()
        return layout.heightForWidth(width) if layout is not None else -1


class FindingButton(LineButton):
    """A finding that leads to its place.

    Signals:
        chosen: the place should be shown (`Finding`).
    """

    chosen = Signal(object)

    def __init__(self, finding: Finding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finding = finding
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 5, 6, 5)
        line = FindingLine(finding)
        for part in (line, *line.findChildren(QWidget)):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout.addWidget(line)
        self._line = line
        self.clicked.connect(self._on_clicked)

    def name(self, text: str) -> None:
        """Say the finding to a screen reader."""
        self.setAccessibleName(text)

    @Slot()
    def _on_clicked(self) -> None:
        self.chosen.emit(self.finding)


class Section(QWidget):
    """A heading with its buttons at the right, a hairline, and what belongs to it."""

    def __init__(self, title: Lazy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.heading = Label(title, "heading")
        self.heading.setMinimumHeight(theme.scaled(30))
        self.heading.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._bar = FlowLayout(spacing=4)
        self._bar.addWidget(self.heading)
        layout.addLayout(self._bar)
        layout.addSpacing(4)
        layout.addWidget(Hairline())
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 6, 0, 0)
        self.body.setSpacing(4)
        layout.addLayout(self.body)

    def add_button(self, button: QWidget) -> None:
        """Put a button at the right of the heading."""
        self._bar.addWidget(button)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a part below the heading."""
        self.body.addWidget(widget, stretch)


class SideBySide(QWidget):
    """Two parts beside each other, or one below the other where there is less than *enough* room (in pixels at 100 %)."""

    def __init__(self, first: QWidget, second: QWidget, shares: tuple[int, int], enough: int, gap: int) -> None:
        super().__init__()
        self._parts = first, second
        self._enough = enough
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(gap)
        # Else the row itself would keep the room from becoming small enough for a column.
        self._row.setSizeConstraint(QBoxLayout.SizeConstraint.SetNoConstraint)
        for part, share in zip(self._parts, shares, strict=True):
            self._row.addWidget(part, share)

    def minimumSizeHint(self) -> QSize:
        """Ask for the room of the wider part."""
        return QSize(max(part.minimumSizeHint().width() for part in self._parts), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn the row into a column, or back."""
        wide = event.size().width() >= theme.scaled(self._enough)
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if direction != self._row.direction():
            self._row.setDirection(direction)
            self.updateGeometry()
        super().resizeEvent(event)


class Lines(QWidget):
    """Labels one below the other, replaced as a whole."""

    def __init__(self, spacing: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(spacing)

    def put(self, widgets: Sequence[QWidget]) -> None:
        """Show *widgets* in place of those before."""
        while (item := self._layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for widget in widgets:
            self._layout.addWidget(widget)
        self.setVisible(bool(widgets))

    def widgets(self) -> list[QWidget]:
        """Give what is shown."""
        items = (self._layout.itemAt(n) for n in range(self._layout.count()))
        return [widget for item in items if item is not None and (widget := item.widget()) is not None]


class LaterTab(QWidget, Generic[P]):
    """The place of a tab that is made when it is first shown: opening a record waits for no other."""

    def __init__(self, make: Callable[[], P], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self._page: P | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)

    @property
    def page(self) -> P:
        """The tab itself."""
        if self._page is None:
            self._page = self._make()
            layout = self.layout()
            assert layout is not None
            layout.addWidget(self._page)
        return self._page

    @property
    def made(self) -> bool:
        """Whether the tab has been shown or asked for."""
        return self._page is not None

    def showEvent(self, event: QShowEvent) -> None:
        """Make the tab."""
        _page = self.page
        super().showEvent(event)


class Badge(Label):
    """A word on a ground of its tone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "badge", parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_badge(self, text: Text, tone: str) -> None:
        """Show a word in a tone."""
        self.show_text(text)
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)


class TwoLines(CellDelegate):
    """Paints a cell whose text has two lines: the first in ink, the second small and quiet. Rows with `heading` are strong."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the cell; one line is painted as usual."""
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        heading = bool(getattr(index.data(ROW_ROLE), "heading", False))
        if "\n" not in text and not heading:
            super().paint(painter, option, index)
            return
        painter.save()
        rect: QRect = option.rect  # type: ignore[attr-defined]
        paint_ground(painter, option)
        inner = rect.adjusted(theme.scaled(PADDING), 0, -theme.scaled(PADDING), 0)
        paint_two_lines(painter, inner, text, option.font, strong=heading)  # type: ignore[attr-defined]
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give room for two lines."""
        return QSize(super().sizeHint(option, index).width(), two_lines_height())


def paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """Paint what stands behind a cell: its ground when it is selected, and the hairline below."""
    rect: QRect = option.rect  # type: ignore[attr-defined]
    if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
        painter.fillRect(rect, colour("selected"))
    painter.setPen(QPen(colour("hairline"), 1))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())


def paint_two_lines(painter: QPainter, rect: QRect, text: str, font: QFont, *, strong: bool = False) -> None:
    """Paint a line in ink and a quiet one below, both cut where there is no room."""
    first, _line, second = text.partition("\n")
    large, small = figures_font(font), figures_font(font)
    small.setPointSizeF(font.pointSizeF() * 0.9)
    if strong:
        large.setWeight(QFont.Weight.DemiBold)
    above, below = QFontMetrics(large), QFontMetrics(small)
    height = above.height() + (below.height() if second else 0)
    top = rect.center().y() - height // 2 + 1
    elide = Qt.TextElideMode.ElideRight
    painter.setFont(large)
    painter.setPen(colour("ink"))
    painter.drawText(rect.left(), top + above.ascent(), above.elidedText(first, elide, rect.width()))
    if second:
        painter.setFont(small)
        painter.setPen(colour("quiet"))
        painter.drawText(
            rect.left(), top + above.height() + below.ascent(), below.elidedText(second.replace("\n", " "), elide, rect.width())
        )


def two_lines_height() -> int:
    """Give the height of a row of two lines."""
    return row_height() + theme.scaled(16)


class ShortTable(TableView):
    """A table of a few rows inside a page; `fitted` ones are as high as their rows."""

    def __init__(self, name: Lazy, columns: Sequence[Column], *, fitted: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.rows = RecordTable(columns, self)
        self._fitted = fitted
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(TwoLines(self))
        self.show_table(self.rows)
        if fitted:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for signal in (self.rows.rowsInserted, self.rows.rowsRemoved, self.rows.modelReset):
            signal.connect(self._fit)

    def put(self, rows: Sequence[object]) -> None:
        """Show *rows*; the row that was chosen stays chosen."""
        self.rows.show(rows)
        self._fit()

    def act(self, *actions: QAction) -> None:
        """Offer *actions* in the context menu; their shortcuts work while the table has the focus."""
        self.offer(actions)
        self.addActions(list(actions))

    def height_of_rows(self) -> int:
        """Give the height of a row of two lines."""
        return two_lines_height()

    @Slot()
    def _fit(self) -> None:
        if self._fitted:
            self.setFixedHeight(self.rows.rowCount() * self.height_of_rows() + self.horizontalHeader().sizeHint().height() + 2)


class ActionButton(QToolButton):
    """A button for an action: it is there while the action is. Without *text* the action's words are spoken and shown as a tooltip.

    Where there is no room its text is cut with an ellipsis: it never makes a pane wider.
    """

    def __init__(self, action: QAction, *, text: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action = action
        self.setAutoRaise(True)
        self.setDefaultAction(action)
        self.setIconSize(beside_text() if text else icon_size())
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if text else Qt.ToolButtonStyle.ToolButtonIconOnly
        self.setToolButtonStyle(style)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        action.changed.connect(self._follow)
        if not action.isVisible():
            self.hide()

    def minimumSizeHint(self) -> QSize:
        """Be content with the room of a few letters."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), theme.scaled(_FEW_LETTERS)), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as much of the text as fits."""
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        if (missing := self.sizeHint().width() - self.width()) > 0:
            room = self.fontMetrics().horizontalAdvance(option.text) - missing  # type: ignore[attr-defined]
            option.text = self.fontMetrics().elidedText(option.text, Qt.TextElideMode.ElideRight, room)  # type: ignore[attr-defined]
        QStylePainter(self).drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)

    @Slot()
    def _follow(self) -> None:
        # Without a parent it would become a window of its own.
        if self.parentWidget() is not None and self.isHidden() == self._action.isVisible():
            self.setVisible(self._action.isVisible())
