"""Draws on a page: text with stand-in letters, hairlines, portraits, flags, links and bookmarks."""

from __future__ import annotations

import logging
import math
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps
from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing, Group
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from app.adapters.drawings.flag_art import FlagArt, flag_art
from app.adapters.pdf.fonts import Typeface, Typefaces, in_reading_order
from app.adapters.pdf.styles import ACCENT, BASELINE, HAIRLINE, LINE, QUIET, TINT, WHITE, Colour, Style
from app.kernel.document import Align

logger = logging.getLogger(__name__)

DOTS_PER_POINT = 300 / 72
DOTS_PER_PHOTOGRAPH = 200 / 72  # larger than a portrait: enough to see a scratch
CAPITALS = 0.69  # the height of a capital, as a share of the size
USUAL_SIZE = 6  # flags of 32 to 64 points, see `Pen._fill_with`
BLANK = 1.5  # width of a blank that stands for a missing flag, as a share of its height
SHORT_CODE = 3
FINEST = 0.4  # points; finer outlines of a flag are left out
LARGEST_PICTURE = 60_000_000  # pixels
_COLOUR = "%.3g %.3g %.3g"
_registry: Any = pdfmetrics  # reportlab gives no types
_drawings: dict[FlagArt, Drawing | None] = {}
_traced: dict[tuple[int, int], tuple[str, ...]] = {}


_renderer: Any = renderPDF._PDFRenderer  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - there is no public one


class _FlagRenderer(_renderer):
    """Draws a flag without naming a font: a font that is named but not embedded spoils the file.

    Outlines that would be finer than a hair are left out: who shows a page makes them a whole dot wide, and a coat of arms black.
    """

    def __init__(self, thinnest: float) -> None:
        _renderer.__init__(self)
        self.thinnest = thinnest

    def applyStateChanges(self, delta: dict[str, Any], newState: dict[str, Any]) -> None:  # noqa: N803 - reportlab's names
        _renderer.applyStateChanges(self, {key: value for key, value in delta.items() if key not in ("fontName", "fontSize")}, newState)

    def drawNodeDispatcher(self, node: Any) -> None:
        if self._stroke and not isinstance(node, Group):
            a, b, c, d, _, _ = self._tracker.getCTM()
            if self._tracker["strokeWidth"] * math.sqrt(abs(a * d - b * c)) < self.thinnest:
                self._stroke = 0
        _renderer.drawNodeDispatcher(self, node)


class Pen:
    """A pen on the pages of one paper. Heights are those of the page, from its lower edge."""

    def __init__(self, canvas: Canvas, faces: Typefaces) -> None:
        self.canvas: Any = canvas  # reportlab gives no types
        self.faces = faces
        self.listed: list[tuple[str, str]] = []  # of each line of the contents: the bookmark, the number of its page
        self._portraits: dict[tuple[bytes, float, float], ImageReader | None] = {}
        self._flags: dict[tuple[int, int], str] = {}  # drawing and size: the name of the form in this file

    def face(self, style: Style) -> Typeface:
        """Give the typeface of a style."""
        return self.faces.bold if style.bold else self.faces.regular

    def width(self, text: str, style: Style) -> float:
        """Measure *text* in points."""
        return self.face(style).width(text) * style.size / 1000

    def line(
        self,
        x: float,
        top: float,
        text: str,
        style: Style,
        *,
        width: float = 0,
        align: Align = Align.LEFT,
        struck: bool = False,
        middle: bool = False,
    ) -> None:
        """Write one line whose upper edge is at *top*; *width* is the room in which it is aligned.

        Lines of the same height stand on the same baseline; one in the `middle` has as much room above it as below.
        """
        if not text:
            return
        text = in_reading_order(text)
        face = self.face(style)
        wide = face.width(text) * style.size / 1000
        if align is Align.RIGHT:
            x += width - wide
        elif align is Align.CENTRE:
            x += (width - wide) / 2
        baseline = top - ((style.leading + style.size * CAPITALS) / 2 if middle else style.leading * BASELINE)
        writing = [f"BT 1 0 0 1 {x:.3f} {baseline:.3f} Tm {_COLOUR % style.colour} rg"]
        for font, stretch in face.runs(text):
            writing += self._shown(font, stretch, style.size, face.kerns(stretch) if font == face.name else ())
        self.canvas._code.append(" ".join([*writing, "ET"]))  # noqa: SLF001 - reportlab has no kerned text of its own
        if struck:
            self.rule(x, baseline + style.size * 0.26, wide, style.colour, thickness=0.7)

    def _shown(self, name: str, text: str, size: float, kerns: Sequence[tuple[int, float]]) -> Iterator[str]:
        """Write the operators that show *text* in one font, its letters moved by *kerns*.

        Reportlab parts a font into subsets; in each, a letter is one byte.
        """
        document, escaped, font = self.canvas._doc, self.canvas._escape, _registry.getFont(name)  # noqa: SLF001 - see `line`
        offset, corrections = 0, iter([*kerns, (len(text) + 1, 0.0)])
        after, kern = next(corrections)
        for subset, letters in font.splitString(text, document):
            yield f"{font.getSubsetInternalName(subset, document)} {size:g} Tf ["
            start, end = 0, len(letters)
            while after <= offset + end:
                yield f"({escaped(letters[start : after - offset])}) {-kern:.4g}"
                start = after - offset
                after, kern = next(corrections)
            yield f"({escaped(letters[start:])})] TJ"
            offset += end

    def rule(self, x: float, y: float, width: float, colour: Colour = LINE, thickness: float = HAIRLINE) -> None:
        """Draw a horizontal line."""
        self.canvas.setStrokeColorRGB(*colour)
        self.canvas.setLineWidth(thickness)
        self.canvas.line(x, y, x + width, y)

    def fill(self, x: float, top: float, width: float, height: float, colour: Colour) -> None:
        """Fill a rectangle."""
        self.canvas.setFillColorRGB(*colour)
        self.canvas.rect(x, top - height, width, height, stroke=0, fill=1)

    def badge(self, x: float, top: float, text: str, style: Style, width: float) -> None:
        """Draw a word in a small frame."""
        self.canvas.setStrokeColorRGB(*style.colour)
        self.canvas.setLineWidth(0.5)
        self.canvas.roundRect(x, top - style.leading + 1, width, style.leading - 2, 2.2, stroke=1, fill=0)
        self.line(x, top, text, style, width=width, align=Align.CENTRE, middle=True)

    def bookmark(self, anchor: str, title: str, level: int, top: float) -> None:
        """Name this place in the outline and for links."""
        self.canvas.bookmarkHorizontalAbsolute(anchor, top + 8)
        self.canvas.addOutlineEntry(title, anchor, level, closed=level >= 1)

    def link(self, anchor: str, x: float, top: float, width: float, height: float) -> None:
        """Make a rectangle lead to a bookmark."""
        self.canvas.linkRect("", anchor, (x, top - height, x + width, top), relative=0, thickness=0)

    def portrait(self, content: bytes | None, initials: str, x: float, top: float, width: float, height: float) -> None:
        """Draw a portrait; the initials where there is none or it cannot be read."""
        picture = self._portrait(content, width, height) if content else None
        if picture is not None:
            self.canvas.drawImage(picture, x, top - height, width, height)
            return
        self.fill(x, top, width, height, TINT)
        if initials:
            style = Style(min(15.0, 1.4 * width / max(1, len(initials))), height, bold=True, colour=ACCENT)
            self.line(x, top, initials, style, width=width, align=Align.CENTRE, middle=True)

    def photograph(self, content: bytes, x: float, top: float, width: float, height: float) -> bool:
        """Draw a photograph whole in the middle of a box; tell whether it can be read."""
        picture = self._whole(content, width, height)
        if picture is None:
            return False
        wide, high = picture.getSize()
        scale = min(width / wide, height / high)
        wide, high = wide * scale, high * scale
        self.canvas.drawImage(picture, x + (width - wide) / 2, top - (height + high) / 2, wide, high)
        return True

    def _whole(self, content: bytes, width: float, height: float) -> Any:
        key = (content, -width, -height)  # beside those that are cut to their frame
        if key not in self._portraits:
            self._portraits[key] = _sized(content, round(width * DOTS_PER_PHOTOGRAPH), round(height * DOTS_PER_PHOTOGRAPH), whole=True)
        return self._portraits[key]

    def _portrait(self, content: bytes, width: float, height: float) -> ImageReader | None:
        key = (content, width, height)
        if key not in self._portraits:
            self._portraits[key] = _sized(content, round(width * DOTS_PER_POINT), round(height * DOTS_PER_POINT))
        return self._portraits[key]

    def flag(self, code: str, x: float, top: float, height: float, *, width: float | None = None) -> None:
        """Draw the flag of *code*, else a blank that names it; without *width* as wide as `flag_width` says."""
        wide = width or flag_width(code, height)
        drawing = _drawing(code)
        if drawing is None:
            self.fill(x, top, wide, height, WHITE)
            name = " ".join(code.split())
            name = name.upper() if name.isascii() else name
            style = Style(min(height * 0.42, 1.35 * wide / max(1, len(name))), height, bold=True, colour=QUIET)
            self.line(x, top, name, style, width=wide, align=Align.CENTRE, middle=True)
        else:
            self._draw_flag(drawing, x, top, wide, height)
        self.canvas.setStrokeColorRGB(*LINE)
        self.canvas.setLineWidth(HAIRLINE)
        self.canvas.rect(x, top - height, wide, height, stroke=1, fill=0)

    def _draw_flag(self, drawing: Drawing, x: float, top: float, width: float, height: float) -> None:
        canvas = self.canvas
        canvas.saveState()
        canvas.translate(x, top - height)
        self._fill_with(drawing, width, height)
        canvas.restoreState()

    def _fill_with(self, drawing: Drawing, width: float, height: float) -> None:
        canvas, size = self.canvas, max(0, math.frexp(height)[1])  # sizes that are drawn alike: up to 16 points, 32, 64 …
        key = (id(drawing), size)  # drawings are kept as long as the program runs
        name = self._flags.get(key)
        if name is None:
            name = self._flags[key] = f"flag-{len(self._flags) + 1}"
            canvas.beginForm(name, 0, 0, drawing.width, drawing.height)
            self._trace(drawing, size, key)
            canvas.endForm()
        frame = canvas.beginPath()
        frame.rect(0, 0, width, height)
        canvas.clipPath(frame, stroke=0, fill=0)
        canvas.scale(width / drawing.width, height / drawing.height)
        canvas.doForm(name)

    def _trace(self, drawing: Drawing, size: int, key: tuple[int, int]) -> None:
        operators = _traced.get(key)
        if operators is None:
            operators = _traced[key] = _operators(drawing, size)
        if any(" gs" in operator for operator in operators):  # those name what only one file has
            _renderer_for(drawing, size).draw(drawing, self.canvas, 0, 0, showBoundary=0)
        else:
            self.canvas._code.extend(operators)  # noqa: SLF001 - there is no public way

    def flag_turned(self, code: str, corner: tuple[float, float], width: float, height: float, angle: float, *, mirrored: bool) -> bool:
        """Draw a flag that hangs on a staff at *corner*, turned clockwise around it, mirrored to the other side of it; tell whether there is one."""
        drawing = _drawing(code)
        canvas = self.canvas
        canvas.saveState()
        canvas.translate(*corner)
        canvas.rotate(-angle)
        if mirrored:
            canvas.scale(-1, 1)
        canvas.translate(0, -height)
        canvas.saveState()
        if drawing is not None:
            self._fill_with(drawing, width, height)
        else:
            self.fill(0, height, width, height, WHITE)
        canvas.restoreState()
        canvas.setStrokeColorRGB(*LINE)
        canvas.setLineWidth(HAIRLINE)
        canvas.rect(0, 0, width, height, stroke=1, fill=0)
        canvas.restoreState()
        return drawing is not None


def flag_width(code: str, height: float) -> float:
    """Tell how wide a flag of this height is; a blank is 3:2, wider when the code is long."""
    drawing = _drawing(code)
    if drawing is None:
        return height * (BLANK if len(code.strip()) <= SHORT_CODE else BLANK * 1.5)
    return height * drawing.width / drawing.height


def _drawing(code: str) -> Drawing | None:
    art = flag_art(code)
    if art is None:
        return None
    if art not in _drawings:
        _drawings[art] = _parsed(art, code)
    return _drawings[art]


def _parsed(art: FlagArt, code: str) -> Drawing | None:
    from svglib.svglib import svg2rlg  # slow import

    try:
        drawing = svg2rlg(BytesIO(art.plain))
        if drawing is None or not (drawing.width > 0 and drawing.height > 0):
            return None
        _traced[id(drawing), USUAL_SIZE] = _operators(drawing, USUAL_SIZE)
    except Exception:  # noqa: BLE001 - a drawing of others: whatever is wrong with it, a blank is drawn
        logger.warning("The flag %s cannot be drawn", code)
        return None
    return drawing


def _operators(drawing: Drawing, size: int) -> tuple[str, ...]:
    """Give the operators that draw a flag; tried on a page that nobody sees, so that what fails spoils no paper."""
    make: Any = Canvas  # reportlab gives no types
    canvas = make(BytesIO(), pagesize=(drawing.width, drawing.height))
    canvas.beginForm("flag", 0, 0, drawing.width, drawing.height)
    _renderer_for(drawing, size).draw(drawing, canvas, 0, 0, showBoundary=0)
    return tuple(canvas._code)  # noqa: SLF001 - there is no public way


def _renderer_for(drawing: Drawing, size: int) -> Any:
    return _FlagRenderer(FINEST * drawing.height / 2**size)


def _sized(content: bytes, width: int, height: int, *, whole: bool = False) -> ImageReader | None:
    """Cut a portrait to its frame, or make a picture fit into it as a *whole*, at no more than the dots that print."""
    try:
        with Image.open(BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as picture:
            if picture.width * picture.height > LARGEST_PICTURE:
                return None
            picture.draft("RGB", (width, height))
            upright = ImageOps.exif_transpose(picture)
            if whole:
                cut = _flat(upright)
                cut.thumbnail((width, height), Image.Resampling.LANCZOS)
            else:
                cut = ImageOps.fit(_flat(upright), (width, height), Image.Resampling.LANCZOS, centering=(0.5, 0.3))
    except (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, EOFError, Image.DecompressionBombError):
        return None
    printed = BytesIO()
    cut.save(printed, "JPEG", quality=88)
    return ImageReader(BytesIO(printed.getvalue()))


def _flat(picture: Image.Image) -> Image.Image:
    """Put a picture that one can see through on white."""
    if picture.mode in ("RGB", "L"):
        return picture.convert("RGB")
    seen = picture.convert("RGBA")
    flat = Image.new("RGB", seen.size, "white")
    flat.paste(seen, mask=seen.getchannel("A"))
    return flat
