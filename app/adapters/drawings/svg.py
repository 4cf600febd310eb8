"""A figure as an SVG file that stands alone: the flags are drawn inside it, and nothing in it leads outside."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator, Sequence
from typing import assert_never

from app.adapters.drawings.flag_art import FlagArt, flag_art
from app.adapters.drawings.inks import hexadecimal
from app.adapters.drawings.qr import qr_bars
from app.adapters.pdf.figures import DASHES, check_size
from app.adapters.pdf.fonts import Typeface, Typefaces, printable
from app.adapters.pdf.render import one_at_a_time
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

FONTS = "FiraGO, 'Fira Sans', 'DejaVu Sans', 'Segoe UI', Arial, sans-serif"
"""The typeface of our papers first, then what machines have in its place."""

OUTLINE = 0.4
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def figure_svg(figure: Figure) -> bytes:
    """Write *figure* as SVG; raise `Refused` when it has no size."""
    check_size(figure)
    with one_at_a_time:
        faces = Typefaces({printable(text) for text in _texts(figure)} | {"…"})
        try:
            return _Writing(faces).file(figure).encode()
        finally:
            faces.release()


def _texts(figure: Figure) -> Iterator[str]:
    for shape in figure.shapes:
        match shape:
            case Label():
                yield shape.text
            case FlagPicture():
                yield shape.name or shape.code
            case _:
                pass


class _Writing:
    """One file while it is written."""

    def __init__(self, faces: Typefaces) -> None:
        self._faces = faces
        self._flags: dict[FlagArt, str] = {}

    def file(self, figure: Figure) -> str:
        """Write the whole."""
        shapes = [line for shape in figure.shapes for line in self._shape(shape)]
        defined = [line for art, name in self._flags.items() for line in _definition(name, art)]
        name = "title" + (" description" if figure.description else "")
        wide, high = _n(figure.width), _n(figure.height)
        size = f'width="{wide}pt" height="{high}pt" viewBox="0 0 {wide} {high}"'
        lines = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {size} role="img" aria-labelledby="{name}">',
            f'<title id="title">{_text(figure.title)}</title>',
        ]
        if figure.description:
            lines.append(f'<desc id="description">{_text(figure.description)}</desc>')
        if defined:
            lines += ["<defs>", *defined, "</defs>"]
        ground = f'<rect width="{wide}" height="{high}" fill="{hexadecimal(Ink.GROUND)}"/>'
        return "\n".join([*lines, ground, f'<g font-family="{FONTS}">', *shapes, "</g>", "</svg>", ""])

    def _shape(self, shape: Shape) -> Sequence[str]:
        match shape:
            case Box():
                radius = min(shape.radius, shape.width / 2, shape.height / 2)
                corners = f' rx="{_n(radius)}"' if radius > 0 else ""
                place = f'x="{_n(shape.x)}" y="{_n(shape.y)}" width="{_n(shape.width)}" height="{_n(shape.height)}"{corners}'
                return (f"<rect {place}{_looks(shape.fill, shape.line, shape.stroke, dashed=shape.dashed)}/>",)
            case Stroke():
                cap = "butt" if shape.dashed else "round"
                looks = _looks(None, shape.ink, shape.width, dashed=shape.dashed)
                return (f'<polyline points="{_points(shape.points)}"{looks} stroke-linecap="{cap}" stroke-linejoin="round"/>',)
            case Area():
                return (f'<polygon points="{_points(shape.points)}"{_looks(shape.fill, shape.line, shape.stroke)}/>',)
            case Disc():
                return (
                    f'<circle cx="{_n(shape.x)}" cy="{_n(shape.y)}" r="{_n(shape.radius)}"{_looks(shape.fill, shape.line, shape.stroke)}/>',
                )
            case Label():
                return self._label(shape)
            case FlagPicture():
                return self._flag(shape)
            case QrCode():
                return _qr_code(shape)
            case Photograph():
                return _photograph(shape)
            case _:
                assert_never(shape)

    def _measure(self, *, bold: bool) -> Callable[[str, float], float]:
        face: Typeface = self._faces.bold if bold else self._faces.regular
        return lambda text, size: face.width(printable(text)) * size / 1000

    def _label(self, label: Label) -> Sequence[str]:
        size, lines = set_label(label, self._measure(bold=label.bold))
        weight = ' font-weight="bold"' if label.bold else ""
        anchor = f' text-anchor="{label.anchor}"' if label.anchor is not Anchor.START else ""
        looks = f'font-size="{_n(size)}"{weight}{anchor} fill="{hexadecimal(label.ink)}"'
        return [
            f'<text x="{_n(label.x)}" y="{_n(label.y + number * LEADING * size)}" {looks}>{_text(line)}</text>'
            for number, line in enumerate(lines)
            if line
        ]

    def _flag(self, flag: FlagPicture) -> Sequence[str]:
        art = flag_art(flag.code)
        corner = flag.x + flag.width if flag.mirrored else flag.x
        turned = f" rotate({_n(flag.angle)})" if flag.angle else ""
        mirrored = " scale(-1 1)" if flag.mirrored else ""
        frame = f'<rect width="{_n(flag.width)}" height="{_n(flag.height)}"'
        outline = f'{frame} fill="none" stroke="{hexadecimal(Ink.LINE)}" stroke-width="{OUTLINE}"/>'
        lines = [
            f'<g transform="translate({_n(corner)} {_n(flag.y)}){turned}{mirrored}">',
            f"<title>{_text(flag.name or flag.code)}</title>",
        ]
        if art is None:
            blank = f'{frame} fill="{hexadecimal(Ink.GROUND)}"/>'
            name = name_on_blank(flag, self._measure(bold=True))
            return [*lines, blank, outline, "</g>", *(line for label in name for line in self._label(label))]
        name = self._flags.setdefault(art, f"flag-{len(self._flags) + 1}")
        # Every flag fills the frame that it is given: side by side they are of one size, whatever their files say.
        scale = f"scale({flag.width / art.width:.6g} {flag.height / art.height:.6g})"
        return [*lines, f'<use xlink:href="#{name}" transform="{scale}"/>', outline, "</g>"]


def _qr_code(code: QrCode) -> Sequence[str]:
    bars, count = qr_bars(code.text)
    module = f"{code.side / count:.6g}"
    runs = "".join(f"M{column} {row}h{length}v1h-{length}z" for row, column, length in bars)
    return (
        f'<g transform="translate({_n(code.x)} {_n(code.y)}) scale({module})">',
        f"<title>{_text(code.text)}</title>",
        f'<rect width="{count}" height="{count}" fill="#ffffff"/>',
        f'<path d="{runs}" fill="#000000" shape-rendering="crispEdges"/>',
        "</g>",
    )


def _photograph(photograph: Photograph) -> Sequence[str]:
    kind = "png" if photograph.content.startswith(b"\x89PNG") else "jpeg"
    place = f'x="{_n(photograph.x)}" y="{_n(photograph.y)}" width="{_n(photograph.width)}" height="{_n(photograph.height)}"'
    content = base64.b64encode(photograph.content).decode()
    return (f'<image {place} xlink:href="data:image/{kind};base64,{content}"><title>{_text(photograph.name)}</title></image>',)


def _definition(name: str, art: FlagArt) -> Sequence[str]:
    frame = f'<clipPath id="{name}-frame"><rect width="{_n(art.width)}" height="{_n(art.height)}"/></clipPath>'
    moved = f' transform="translate({_n(-art.left)} {_n(-art.top)})"' if art.left or art.top else ""
    return frame, f'<g id="{name}" clip-path="url(#{name}-frame)"><g{moved}>{art.inside}</g></g>'


def _looks(fill: Ink | None, line: Ink | None, width: float, *, dashed: bool = False) -> str:
    looks = f' fill="{hexadecimal(fill)}"' if fill is not None else ' fill="none"'
    if line is not None:
        looks += f' stroke="{hexadecimal(line)}" stroke-width="{_n(width)}"'
        if dashed:
            looks += f' stroke-dasharray="{" ".join(str(length) for length in DASHES)}"'
    return looks


def _points(points: Sequence[Point]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)


def _n(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".") if value else "0"


def _text(text: str) -> str:
    clean = _NOT_IN_XML.sub("", " ".join(text.split()))
    return clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
