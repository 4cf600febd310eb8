"""How cells are painted: quiet lines, a badge with a word, figures of one width."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.kernel.fields import Badge
from ui.kit.language import spoken
from ui.kit.tables import BADGE_ROLE
from ui.kit.theme import colour, figures_font, theme

Index = QModelIndex | QPersistentModelIndex
PADDING = 10


class CellDelegate(QStyledItemDelegate):
    """Paints one cell: ground, hairline below, text or badge."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the cell."""
        painter.save()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        rect: QRect = option.rect  # type: ignore[attr-defined]
        if selected:
            painter.fillRect(rect, colour("selected"))
        painter.setPen(QPen(colour("hairline"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        badge = index.data(BADGE_ROLE)
        inner = rect.adjusted(theme.scaled(PADDING), 0, -theme.scaled(PADDING), 0)
        if isinstance(badge, Badge):
            paint_badge(painter, inner, badge, option.font)  # type: ignore[attr-defined]
        else:
            self._paint_text(painter, inner, option, index)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give room for the text and some air."""
        hint = super().sizeHint(option, index)
        return QSize(hint.width() + 2 * theme.scaled(PADDING), row_height())

    def _paint_text(self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, index: Index) -> None:
        text = index.data(Qt.ItemDataRole.DisplayRole)
        if not text:
            return
        font = figures_font(option.font)  # type: ignore[attr-defined]
        painter.setFont(font)
        painter.setPen(colour("ink"))
        fitting = QFontMetrics(font).elidedText(str(text).replace("\n", " "), Qt.TextElideMode.ElideRight, rect.width())
        alignment = index.data(Qt.ItemDataRole.TextAlignmentRole) or Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect, int(alignment), fitting)


def paint_badge(painter: QPainter, rect: QRect, badge: Badge, font: QFont) -> int:
    """Paint a badge at the left of *rect*, a word on a ground of its tone; give how wide it is."""
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.9)
    small.setWeight(QFont.Weight.DemiBold)
    metrics = QFontMetrics(small)
    pair = theme.palette.tones[badge.tone]
    side = theme.scaled(8)
    text = metrics.elidedText(spoken.wording.say(badge.title), Qt.TextElideMode.ElideRight, max(rect.width() - 2 * side, 0))
    width, height = metrics.horizontalAdvance(text) + 2 * side, metrics.height() + theme.scaled(3)
    pill = QRect(rect.left(), rect.center().y() - height // 2 + 1, min(width, rect.width()), height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(pair.ground))
    painter.drawRoundedRect(pill, height / 2, height / 2)
    painter.setFont(small)
    painter.setPen(QColor(pair.ink))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
    return pill.width()


def badge_width(badge: Badge, font: QFont) -> int:
    """Give how wide a badge is when nothing of its word is cut."""
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.9)
    small.setWeight(QFont.Weight.DemiBold)
    return QFontMetrics(small).horizontalAdvance(spoken.wording.say(badge.title)) + 2 * theme.scaled(8)


def badge_height(font: QFont) -> int:
    """Give how high a badge is among words in *font*."""
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.9)
    small.setWeight(QFont.Weight.DemiBold)
    return QFontMetrics(small).height() + theme.scaled(3)


def row_height() -> int:
    """Give the height of a row at the text size in use."""
    return QFontMetrics(QApplication.font()).height() + theme.scaled(14)
