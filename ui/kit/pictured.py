"""Lists of things that were photographed: a small picture, then what the thing is called above what stands in small."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from app.application import Application
from ui.kit.delegates import PADDING, row_height
from ui.kit.icons import pixmap
from ui.kit.parts import ShortTable, TwoLines, paint_ground, paint_two_lines
from ui.kit.pictures import thumbnail
from ui.kit.tables import ROW_ROLE
from ui.kit.theme import theme

Index = QModelIndex | QPersistentModelIndex
SIDE = 36  # pixels at 100 %
MOST_KEPT = 300  # small pictures that are held


class Thumbnails:
    """Small pictures of kept photographs, each read once."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._kept: OrderedDict[tuple[str, int], QPixmap] = OrderedDict()

    def of(self, digest: str, side: int) -> QPixmap:
        """Give the picture within a square of *side*; empty when there is none, or none that can be read."""
        key = digest, side
        if key not in self._kept:
            content = self._application.file(digest) if digest else None
            self._kept[key] = thumbnail(content, side)
            if len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return self._kept[key]


class PicturedLines(TwoLines):
    """Paints the cells of one column with the picture of their row (its attribute `photo`, a digest) before the two lines."""

    def __init__(self, application: Application, column: int, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._pictures = Thumbnails(application)
        self._column, self._icon = column, icon

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the cell."""
        row = index.data(ROW_ROLE)
        if index.column() != self._column or row is None:
            super().paint(painter, option, index)
            return
        painter.save()
        rect: QRect = option.rect  # type: ignore[attr-defined]
        paint_ground(painter, option)
        side = theme.scaled(SIDE)
        place = QRect(rect.left() + theme.scaled(PADDING), rect.center().y() - side // 2, side, side)
        self._paint_picture(painter, place, str(getattr(row, "photo", "") or ""))
        inner = rect.adjusted(side + 2 * theme.scaled(PADDING), 0, -theme.scaled(PADDING), 0)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        paint_two_lines(painter, inner, text, option.font)  # type: ignore[attr-defined]
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give room for the picture."""
        return QSize(super().sizeHint(option, index).width(), pictured_height())

    def _paint_picture(self, painter: QPainter, place: QRect, digest: str) -> None:
        ratio = painter.device().devicePixelRatioF()
        picture = self._pictures.of(digest, round(place.width() * ratio * 1.5))
        if picture.isNull():
            half = place.width() // 2
            painter.drawPixmap(place.center().x() - half // 2, place.center().y() - half // 2, pixmap(self._icon, "quiet", half, ratio))
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        edge = min(picture.width(), picture.height())
        cut = QRect((picture.width() - edge) // 2, (picture.height() - edge) // 2, edge, edge)
        painter.drawPixmap(place, picture, cut)


class PicturedTable(ShortTable):
    """A short table whose rows are as high as a small picture."""

    def height_of_rows(self) -> int:
        """Give the height of a row with a picture."""
        return pictured_height()


def pictured_height() -> int:
    """Give the height of a row with a picture."""
    return max(row_height() + theme.scaled(18), theme.scaled(SIDE) + theme.scaled(12))
