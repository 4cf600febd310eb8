"""Shows a figure (`app.kernel.figures`): scaled to the room there is, light or dark, told in words to who cannot see it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import assert_never

from PySide6.QtCore import QByteArray, QEvent, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QHelpEvent,
    QImage,
    QKeySequence,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QTransform,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.adapters.drawings.flag_art import FlagArt, flag_art
from app.adapters.drawings.inks import hexadecimal
from app.adapters.drawings.qr import qr_bars
from app.kernel.fields import Tone
from app.kernel.figures import (
    LEADING,
    Anchor,
    Area,
    Box,
    Disc,
    Figure,
    FlagPicture,
    Ink,
    Label,
    Photograph,
    QrCode,
    Shape,
    Stroke,
    lines_of,
    name_on_blank,
    set_label,
)
from app.kernel.translated import lazy
from ui.kit.controls import Action, plain_tooltip
from ui.kit.palette import Palette
from ui.kit.theme import interface_font, theme

LARGEST = 2.0  # pixels to the point, at a text size of 100 %
USUAL_WIDTH, LEAST_HEIGHT = 480, 60
SMALLEST_LETTERS = 9.5  # pixels at 100 %: a drawing that is small keeps letters that can be read
GROWN = 1.3  # how much larger than they were drawn, at most: they would run into each other
COPIED = 3.0  # pixels to the point of a picture that is copied
OUTLINE = 0.4
DASHES = (3.0, 2.0)
_MEASURED = 100.0  # pixels of letters when texts are measured

Inks = Mapping[Ink, str]
ON_PAPER: Inks = {ink: hexadecimal(ink) for ink in Ink}
_MADE_OF = {
    "light": {Ink.LINE: "#bcc3cf", Ink.METAL: "#878f9e", Ink.WOOD: "#ab8a66"},
    "dark": {Ink.LINE: "#4a5362", Ink.METAL: "#98a1b1", Ink.WOOD: "#8d7152"},
}


def inks_of(palette: Palette) -> Inks:
    """Give the colours of drawings in a theme."""
    return {
        Ink.INK: palette.ink,
        Ink.QUIET: palette.quiet,
        Ink.ACCENT: palette.accent,
        Ink.TINT: palette.side,
        Ink.GROUND: palette.page,
        Ink.WARNING: palette.tones[Tone.WARNING].ink,
        Ink.BAD: palette.tones[Tone.BAD].ink,
        **_MADE_OF[palette.name],
    }


class FigureView(QWidget):
    """A figure as wide as there is room for it. Ctrl+C copies it as a picture on white; a flag tells its name under the mouse."""

    def __init__(self, parent: QWidget | None = None, *, largest: float = LARGEST) -> None:
        super().__init__(parent)
        self._figure: Figure | None = None
        self._largest = largest
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.copy_action = Action(lazy("Copy as picture"), "copy", parent=self)
        self.copy_action.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        self.copy_action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.copy_action.triggered.connect(self.copy)
        self.addAction(self.copy_action)
        theme.changed.connect(self.update)

    @property
    def figure(self) -> Figure | None:
        """What is shown."""
        return self._figure

    def show_figure(self, figure: Figure | None) -> None:
        """Show another figure, or nothing."""
        if figure == self._figure:
            return
        self._figure = figure
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if figure is not None else Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(figure.title if figure is not None else "")
        self.setAccessibleDescription(figure.description if figure is not None else "")
        self.updateGeometry()
        self.update()

    @Slot()
    def copy(self) -> None:
        """Put the figure on the clipboard as a picture."""
        if self._figure is not None:
            QGuiApplication.clipboard().setImage(picture_of(self._figure))

    # --- what Qt calls ---------------------------------------------------------------------------------------------

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height of the figure at *width*."""
        return math.ceil(self._figure.height * self._scale_at(width)) if self._figure is not None else 0

    def sizeHint(self) -> QSize:
        """Ask for the size at which texts are as large as elsewhere."""
        width = theme.scaled(USUAL_WIDTH) if self._figure is None else round(self._figure.width * self._largest_scale())
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Be content with less."""
        return QSize(theme.scaled(160), theme.scaled(LEAST_HEIGHT) if self._figure is not None else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the figure, and a line around it while the keyboard is on it."""
        painter = QPainter(self)
        if self._figure is not None:
            scale, left, top = self._place()
            paint_figure(
                painter, self._figure, QPointF(left, top), scale, inks_of(theme.palette), self.devicePixelRatioF(), self._smallest_letters()
            )
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            painter.setPen(QPen(QColor(theme.palette.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Name the flag under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            flag = self.flag_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), plain_tooltip(flag.name or flag.code) if flag is not None else "", self)
            return True
        return super().event(event)

    # --- places ----------------------------------------------------------------------------------------------------

    def flag_at(self, position: QPointF) -> FlagPicture | None:
        """Give the flag at a place of the widget, the foremost first."""
        if self._figure is None:
            return None
        scale, left, top = self._place()
        point = QPointF((position.x() - left) / scale, (position.y() - top) / scale)
        flags = (shape for shape in reversed(self._figure.shapes) if isinstance(shape, FlagPicture))
        return next((flag for flag in flags if _turned(flag).map(QPolygonF(_frame(flag))).containsPoint(point, _ODD)), None)

    def _smallest_letters(self) -> float:
        return SMALLEST_LETTERS * theme.percent / 100

    def _largest_scale(self) -> float:
        return self._largest * theme.percent / 100

    def _scale_at(self, width: float) -> float:
        assert self._figure is not None
        return min(width / self._figure.width, self._largest_scale())

    def _place(self) -> tuple[float, float, float]:
        assert self._figure is not None
        scale = min(self._scale_at(self.width()), max(self.height(), 1) / self._figure.height)
        return scale, (self.width() - self._figure.width * scale) / 2, 0.0


_ODD = Qt.FillRule.OddEvenFill


def picture_of(figure: Figure, scale: float = COPIED) -> QImage:
    """Draw *figure* as a picture on white, in the colours of paper."""
    image = QImage(math.ceil(figure.width * scale), math.ceil(figure.height * scale), QImage.Format.Format_RGB32)
    image.fill(QColor(ON_PAPER[Ink.GROUND]))
    painter = QPainter(image)
    paint_figure(painter, figure, QPointF(0, 0), scale, ON_PAPER)
    painter.end()
    return image


def paint_figure(
    painter: QPainter, figure: Figure, corner: QPointF, scale: float, inks: Inks, ratio: float = 1.0, smallest: float = 1
) -> None:
    """Paint *figure* with its upper left corner at *corner*, *scale* pixels to the point; *ratio* is that of the screen.

    Letters are no smaller than *smallest* pixels.
    """
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    painter.translate(corner)
    painting = _Painting(painter, scale, inks, ratio, smallest)
    for shape in figure.shapes:
        painting.paint(shape)
    painter.restore()


class _Painting:
    """A figure while it is painted. Lines and areas are scaled by the painter; letters are set at their size, so that they stay sharp."""

    def __init__(self, painter: QPainter, scale: float, inks: Inks, ratio: float, smallest: float) -> None:
        self._smallest = smallest
        self._painter, self._scale, self._inks, self._ratio = painter, scale, inks, ratio
        self._dots = painter.device().logicalDpiY() if painter.device() is not None else 96

    def paint(self, shape: Shape) -> None:
        match shape:
            case Label():
                self._label(shape)
            case FlagPicture():
                self._flag(shape)
            case QrCode():
                self._qr_code(shape)
            case Photograph():
                self._photograph(shape)
            case _:
                self._painter.save()
                self._painter.scale(self._scale, self._scale)
                self._outline(shape)
                self._painter.restore()

    def _outline(self, shape: Box | Stroke | Area | Disc) -> None:
        painter = self._painter
        match shape:
            case Box():
                self._pens(shape.fill, shape.line, shape.stroke, dashed=shape.dashed)
                painter.drawRoundedRect(QRectF(shape.x, shape.y, shape.width, shape.height), shape.radius, shape.radius)
            case Stroke():
                self._pens(None, shape.ink, shape.width, dashed=shape.dashed)
                painter.drawPolyline(QPolygonF([QPointF(*point) for point in shape.points]))
            case Area():
                self._pens(shape.fill, shape.line, shape.stroke)
                painter.drawPolygon(QPolygonF([QPointF(*point) for point in shape.points]))
            case Disc():
                self._pens(shape.fill, shape.line, shape.stroke)
                painter.drawEllipse(QPointF(shape.x, shape.y), shape.radius, shape.radius)
            case _:
                assert_never(shape)

    def _pens(self, fill: Ink | None, line: Ink | None, width: float, *, dashed: bool = False) -> None:
        self._painter.setBrush(QColor(self._inks[fill]) if fill is not None else Qt.BrushStyle.NoBrush)
        if line is None:
            self._painter.setPen(Qt.PenStyle.NoPen)
            return
        pen = QPen(QColor(self._inks[line]), width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap if dashed else Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if dashed:
            pen.setDashPattern([length / max(width, 0.1) for length in DASHES])
        self._painter.setPen(pen)

    def _font(self, size: float, *, bold: bool) -> QFont:
        """Give the typeface at a size in pixels."""
        font = QFont(interface_font())
        font.setPointSizeF(size * 72 / self._dots)
        font.setBold(bold)
        return font

    def _label(self, label: Label, *, smallest: float | None = None) -> None:
        fitted, lines = self._fitted(label)
        size = max(fitted * self._scale, 1)
        size = max(size, min(self._smallest if smallest is None else smallest, size * GROWN))
        font = self._font(size, bold=label.bold)
        metrics = QFontMetricsF(font)
        if not lines:
            lines = lines_of(label.text, label.width * self._scale, label.lines, metrics.horizontalAdvance)
        self._painter.setFont(font)
        self._painter.setPen(QColor(self._inks[label.ink]))
        for number, text in enumerate(lines):
            wide = metrics.horizontalAdvance(text)
            left = label.x * self._scale - {Anchor.START: 0.0, Anchor.MIDDLE: wide / 2, Anchor.END: wide}[label.anchor]
            self._painter.drawText(QPointF(left, label.y * self._scale + number * LEADING * size), text)

    def _fitted(self, label: Label) -> tuple[float, tuple[str, ...]]:
        """Give the size of a label; its lines only where it is made smaller to fit, for others are broken at the size they are shown."""
        if label.least <= 0:
            return label.size, ()
        measure = QFontMetricsF(self._font(_MEASURED, bold=label.bold)).horizontalAdvance
        return set_label(label, lambda text, size: measure(text) * size / _MEASURED)

    def _qr_code(self, code: QrCode) -> None:
        bars, count = qr_bars(code.text)
        painter, module = self._painter, code.side / count
        painter.save()
        painter.scale(self._scale, self._scale)
        painter.translate(code.x, code.y)
        painter.fillRect(QRectF(0, 0, code.side, code.side), QColor("white"))
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        for row, column, length in bars:
            path.addRect(QRectF(column * module, row * module, length * module, module))
        painter.fillPath(path, QColor("black"))
        painter.restore()

    def _photograph(self, photograph: Photograph) -> None:
        box = QRectF(*(part * self._scale for part in (photograph.x, photograph.y, photograph.width, photograph.height)))
        picture = _photographed(photograph.content, math.ceil(box.width() * self._ratio), math.ceil(box.height() * self._ratio))
        if picture is not None:
            size = picture.deviceIndependentSize().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
            frame = QRectF(box.center().x() - size.width() / 2, box.center().y() - size.height() / 2, size.width(), size.height())
            self._painter.drawPixmap(frame, picture, QRectF(picture.rect()))
            return
        self._pens(Ink.TINT, Ink.LINE, OUTLINE)
        self._painter.drawRect(box)
        x, y = photograph.x + photograph.width / 2, photograph.y + photograph.height / 2
        self._label(Label(x, y, photograph.name, 9, Anchor.MIDDLE, Ink.QUIET, width=photograph.width * 0.9))

    def _flag(self, flag: FlagPicture) -> None:
        art = flag_art(flag.code)
        painter = self._painter
        painter.save()
        painter.scale(self._scale, self._scale)
        painter.setTransform(_turned(flag), combine=True)
        frame = _frame(flag)
        drawn = _drawn(art, *self._dots_of(flag)) if art is not None else None
        if drawn is not None:
            painter.drawPixmap(frame, drawn, QRectF(drawn.rect()))
        self._pens(None if drawn is not None else Ink.GROUND, Ink.LINE, OUTLINE)
        painter.drawRect(frame)
        painter.restore()
        if drawn is None:
            measure = QFontMetricsF(self._font(100, bold=True)).horizontalAdvance
            for label in name_on_blank(flag, lambda text, size: measure(text) * size / 100):
                self._label(label, smallest=1)  # it has to stay within its flag

    def _dots_of(self, flag: FlagPicture) -> tuple[int, int]:
        dots = self._scale * self._ratio
        return max(1, math.ceil(flag.width * dots)), max(1, math.ceil(flag.height * dots))


def _frame(flag: FlagPicture) -> QRectF:
    return QRectF(flag.x, flag.y, flag.width, flag.height)


def _turned(flag: FlagPicture) -> QTransform:
    """Turn a flag around the corner at its staff; mirror it in its own place."""
    corner = flag.x + flag.width if flag.mirrored else flag.x
    turn = QTransform().translate(corner, flag.y).rotate(flag.angle)
    if flag.mirrored:
        return turn.scale(-1, 1).translate(-flag.x, -flag.y)
    return turn.translate(-corner, -flag.y)


@lru_cache(maxsize=64)
def _photographed(content: bytes, width: int, height: int) -> QPixmap | None:
    picture = QPixmap()
    if not picture.loadFromData(content):
        return None
    return picture.scaled(width, height, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)


@lru_cache(maxsize=256)
def _drawn(art: FlagArt, width: int, height: int) -> QPixmap | None:
    renderer = QSvgRenderer(QByteArray(art.content))
    if not renderer.isValid():
        return None
    renderer.setAspectRatioMode(Qt.AspectRatioMode.IgnoreAspectRatio)
    pixmap = QPixmap(width, height)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, width, height))
    painter.end()
    return pixmap
