"""The list of a delegation: each with a portrait, a place in the order and why, moved by mouse or with Alt and the arrows."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPainterPath, QPixmap, QTextLayout
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget

from app.application import Application
from app.kernel.fields import Badge, Column, ColumnKind, Tone
from app.kernel.translated import lazy
from ui.kit.delegates import PADDING, row_height
from ui.kit.ordered import OrderedTable, OrderedView
from ui.kit.parts import TwoLines, paint_ground, paint_two_lines
from ui.kit.pictures import thumbnail
from ui.kit.tables import ROW_ROLE
from ui.kit.theme import colour, theme

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class MemberLine:
    """Somebody as they stand in the list; `plain_name` is without courtesy prefix and function, `reason` says why they stand there."""

    id: str
    rank: str
    name: str
    plain_name: str
    reason: str
    mark: str
    role: str
    languages: str
    stay: str
    portrait: str
    head: bool


BY_HAND, UNDECIDED, PROVISIONAL, UNRANKED = "by hand", "undecided", "provisional", "unranked"
MARKS = {
    BY_HAND: Badge(lazy("by hand"), Tone.BUSY),
    UNDECIDED: Badge(lazy("undecided"), Tone.WARNING),
    UNRANKED: Badge(lazy("no rank"), Tone.WARNING),
    PROVISIONAL: Badge(lazy("provisional"), Tone.NEUTRAL),
}
NUMBER_COLUMN, NAME_COLUMN, REASON_COLUMN = 0, 1, 2
COLUMNS = (
    Column("rank", lazy("No."), width=4),
    Column("name", lazy("Name and function"), stretch=True, width=32),
    Column("reason", lazy("Why this place"), stretch=True, width=46),
    Column("mark", lazy("Mark"), ColumnKind.BADGE, badges=MARKS, width=11),
    Column("role", lazy("Role"), width=19),
    Column("languages", lazy("Languages"), width=11),
    Column("stay", lazy("Present"), width=14),
)


class MemberTable(OrderedTable):
    """The members in order; they can be dragged."""


class MemberView(OrderedView):
    """The list of members, in which they are moved by mouse or with Alt and the arrows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lazy("Delegation"), parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)  # of two is told why one goes first

    def height_of_rows(self) -> int:
        """Give the height of a row with a portrait."""
        return member_height()

    def _fitting(self, wanted: dict[int, float], room: int) -> list[int]:
        """Keep number and name: in large text the reason is read at the right."""
        shown = super()._fitting(wanted, room)
        return shown if NUMBER_COLUMN in shown or NUMBER_COLUMN not in wanted else [NUMBER_COLUMN, NAME_COLUMN]


class MemberDelegate(TwoLines):
    """Paints a member: the portrait, or the initials in its stead, then the name above the function."""

    def __init__(self, application: Application, parent: QWidget) -> None:
        super().__init__(parent)
        self._application = application
        self._portraits: dict[str, QPixmap] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the cell."""
        row = index.data(ROW_ROLE)
        if isinstance(row, MemberLine) and index.column() == REASON_COLUMN:
            self._paint_reason(painter, option, row)
            return
        if not isinstance(row, MemberLine) or index.column() != NAME_COLUMN:
            super().paint(painter, option, index)
            return
        painter.save()
        rect: QRect = option.rect  # type: ignore[attr-defined]
        paint_ground(painter, option)
        side = portrait_side()
        round_one = QRect(rect.left() + theme.scaled(PADDING), rect.center().y() - side // 2, side, side)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_portrait(painter, round_one, row, option.font)  # type: ignore[attr-defined]
        inner = rect.adjusted(side + 2 * theme.scaled(PADDING), 0, -theme.scaled(PADDING), 0)
        paint_two_lines(painter, inner, row.name, option.font, strong=row.head)  # type: ignore[attr-defined]
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give room for the portrait."""
        return QSize(super().sizeHint(option, index).width(), member_height())

    def _paint_reason(self, painter: QPainter, option: QStyleOptionViewItem, row: MemberLine) -> None:
        painter.save()
        rect: QRect = option.rect  # type: ignore[attr-defined]
        paint_ground(painter, option)
        paint_sentence(painter, rect.adjusted(theme.scaled(PADDING), 0, -theme.scaled(PADDING), 0), row.reason, option.font)  # type: ignore[attr-defined]
        painter.restore()

    def _paint_portrait(self, painter: QPainter, place: QRect, row: MemberLine, font: QFont) -> None:
        picture = self._portrait(row.portrait)
        if picture.isNull():
            paint_initials(painter, place, row.plain_name, font)
            return
        painter.save()
        path = QPainterPath()
        path.addEllipse(QRectF(place))
        painter.setClipPath(path)
        cut = picture.rect()
        edge = min(cut.width(), cut.height())
        # Of an upright portrait the upper part is the face.
        painter.drawPixmap(place, picture, QRect((cut.width() - edge) // 2, 0, edge, edge))
        painter.restore()

    def _portrait(self, digest: str) -> QPixmap:
        if digest not in self._portraits:
            content = self._application.file(digest) if digest else None
            self._portraits[digest] = thumbnail(content, portrait_side() * 4)
        return self._portraits[digest]


def paint_initials(painter: QPainter, place: QRect, name: str, font: QFont) -> None:
    """Paint the initials of *name* on a round ground."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("hover"))
    painter.drawEllipse(place)
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.85)
    small.setWeight(QFont.Weight.DemiBold)
    painter.setFont(small)
    painter.setPen(colour("quiet"))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, initials(name))


def paint_sentence(painter: QPainter, rect: QRect, text: str, font: QFont, lines: int = 2) -> None:
    """Paint a small quiet sentence on as many *lines* as it takes; what has no room is cut at the end of the last."""
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.9)
    metrics = QFontMetrics(small)
    layout = QTextLayout(text, small)
    layout.beginLayout()
    starts: list[int] = []
    while len(starts) < lines and (line := layout.createLine()).isValid():
        line.setLineWidth(max(rect.width(), 1))
        starts.append(line.textStart())
    layout.endLayout()
    painter.setFont(small)
    painter.setPen(colour("quiet"))
    top = rect.center().y() - metrics.lineSpacing() * len(starts) // 2 + 1
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else None
        shown = text[start:end].strip() if end is not None else metrics.elidedText(text[start:], Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect.left(), top + metrics.lineSpacing() * number + metrics.ascent(), shown)


def initials(name: str) -> str:
    """Give the first letters of the first and the last word of a name."""
    parts = [part for part in name.split() if part[0].isalpha()]
    letters = [parts[0][0], parts[-1][0]] if len(parts) > 1 else [part[0] for part in parts]
    return "".join(letters).upper()


def portrait_side() -> int:
    """Give the side of a portrait in the list, in pixels."""
    return theme.scaled(34)


def member_height() -> int:
    """Give the height of a row."""
    return max(row_height() + theme.scaled(18), portrait_side() + theme.scaled(12))
