"""Draws a figure at a place of a page, at any scale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from app.adapters.drawings.inks import PAPER
from app.adapters.drawings.qr import QR_DARK, QR_LIGHT, qr_bars
from app.adapters.pdf.pen import Pen
from app.adapters.pdf.styles import BASELINE, Style
from app.kernel.errors import Finding, Refused
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
    Point,
    QrCode,
    Shape,
    Stroke,
    name_on_blank,
    set_label,
)
from app.kernel.translated import lazy

LARGEST = 20_000.0  # points; a drawing of seven metres
DASHES = (3, 2)


def check_size(figure: Figure) -> None:
    """Refuse a figure that has no size, or one that no sheet holds."""
    if not (0 < figure.width <= LARGEST and 0 < figure.height <= LARGEST):
        message = lazy("The drawing “{title}” is too large or too small to be drawn.", title=figure.title[:200])
        raise Refused(Finding("figure", message, rule="figure-size"))


def draw_figure(pen: Pen, figure: Figure, left: float, top: float, scale: float = 1.0) -> None:
    """Draw *figure* with its upper left corner at (*left*, *top*) of the page."""
    drawing = _Drawing(pen, left, top, scale)
    for shape in figure.shapes:
        drawing.draw(shape)


class _Drawing:
    """A figure at its place: its points become those of the page, whose heights are counted from below."""

    def __init__(self, pen: Pen, left: float, top: float, scale: float) -> None:
        self.pen, self.canvas = pen, pen.canvas
        self.left, self.top, self.scale = left, top, scale

    def draw(self, shape: Shape) -> None:
        match shape:
            case Box():
                self._box(shape)
            case Stroke():
                self._line(shape)
            case Area():
                self._area(shape)
            case Disc():
                self._pens(shape.fill, shape.line, shape.stroke)
                x, y = self._at((shape.x, shape.y))
                self.canvas.circle(x, y, shape.radius * self.scale, stroke=int(shape.line is not None), fill=int(shape.fill is not None))
            case Label():
                self._label(shape)
            case FlagPicture():
                self._flag(shape)
            case QrCode():
                self._qr_code(shape)
            case Photograph():
                self._photograph(shape)
            case _:
                assert_never(shape)

    def _at(self, point: Point) -> Point:
        return self.left + point[0] * self.scale, self.top - point[1] * self.scale

    def _pens(self, fill: Ink | None, line: Ink | None, width: float, *, dashed: bool = False) -> None:
        if fill is not None:
            self.canvas.setFillColorRGB(*PAPER[fill])
        if line is not None:
            self.canvas.setStrokeColorRGB(*PAPER[line])
            self.canvas.setLineWidth(width * self.scale)
            self.canvas.setDash([length * self.scale for length in DASHES] if dashed else [])

    def _box(self, box: Box) -> None:
        self._pens(box.fill, box.line, box.stroke, dashed=box.dashed)
        x, y = self._at((box.x, box.y + box.height))
        wide, high, radius = box.width * self.scale, box.height * self.scale, min(box.radius, box.width / 2, box.height / 2) * self.scale
        shown = {"stroke": int(box.line is not None), "fill": int(box.fill is not None)}
        if radius > 0:
            self.canvas.roundRect(x, y, wide, high, radius, **shown)
        else:
            self.canvas.rect(x, y, wide, high, **shown)
        self.canvas.setDash([])

    def _line(self, stroke: Stroke) -> None:
        if len(stroke.points) < 2:  # noqa: PLR2004 - a line has two ends
            return
        self._pens(None, stroke.ink, stroke.width, dashed=stroke.dashed)
        self.canvas.setLineCap(0 if stroke.dashed else 1)
        self.canvas.setLineJoin(1)
        self.canvas.drawPath(self._path(stroke.points), stroke=1, fill=0)
        self.canvas.setLineCap(0)
        self.canvas.setLineJoin(0)
        self.canvas.setDash([])

    def _area(self, area: Area) -> None:
        if not area.points:
            return
        self._pens(area.fill, area.line, area.stroke)
        path = self._path(area.points)
        path.close()
        self.canvas.drawPath(path, stroke=int(area.line is not None), fill=int(area.fill is not None))

    def _path(self, points: Sequence[Point]):  # noqa: ANN202 - reportlab gives no types
        path = self.canvas.beginPath()
        path.moveTo(*self._at(points[0]))
        for point in points[1:]:
            path.lineTo(*self._at(point))
        return path

    def _label(self, label: Label) -> None:
        size, lines = set_label(label, lambda text, size: self.pen.width(text, Style(size, size, bold=label.bold)))
        style = Style(size * self.scale, size * self.scale, bold=label.bold, colour=PAPER[label.ink])
        for number, text in enumerate(lines):
            wide = self.pen.width(text, style)
            x, y = self._at((label.x, label.y + number * LEADING * size))
            x -= {Anchor.START: 0.0, Anchor.MIDDLE: wide / 2, Anchor.END: wide}[label.anchor]
            self.pen.line(x, y + BASELINE * style.leading, text, style)

    def _flag(self, flag: FlagPicture) -> None:
        corner = self._at((flag.x + flag.width if flag.mirrored else flag.x, flag.y))
        wide, high = flag.width * self.scale, flag.height * self.scale
        if not self.pen.flag_turned(flag.code, corner, wide, high, flag.angle, mirrored=flag.mirrored):
            for label in name_on_blank(flag, lambda text, size: self.pen.width(text, Style(size, size, bold=True))):
                self._label(label)

    def _qr_code(self, code: QrCode) -> None:
        bars, count = qr_bars(code.text)
        module = code.side * self.scale / count
        left, top = self._at((code.x, code.y))
        self.canvas.setFillColorRGB(*QR_LIGHT)
        self.canvas.rect(left, top - code.side * self.scale, code.side * self.scale, code.side * self.scale, stroke=0, fill=1)
        self.canvas.setFillColorRGB(*QR_DARK)
        path = self.canvas.beginPath()  # one path: no seams between its rows
        for row, column, length in bars:
            path.rect(left + column * module, top - (row + 1) * module, length * module, module)
        self.canvas.drawPath(path, stroke=0, fill=1)

    def _photograph(self, photograph: Photograph) -> None:
        left, top = self._at((photograph.x, photograph.y))
        wide, high = photograph.width * self.scale, photograph.height * self.scale
        if self.pen.photograph(photograph.content, left, top, wide, high):
            return
        self._box(Box(photograph.x, photograph.y, photograph.width, photograph.height, Ink.TINT, Ink.LINE, 0.4))
        size = min(9.0, photograph.height / 3)
        middle = photograph.x + photograph.width / 2
        self._label(
            Label(
                middle,
                photograph.y + photograph.height / 2,
                photograph.name,
                size,
                Anchor.MIDDLE,
                Ink.QUIET,
                width=photograph.width * 0.9,
            )
        )
