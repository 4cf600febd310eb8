"""Drawings before they are drawn: shapes as pure data, the same for a screen, a PDF, an SVG and a picture.

Lengths are points (1/72 inch) of a drawing at its own size; whoever shows it scales the whole. The origin is at the top left,
x goes right and y goes down. Every text is already in the language of its reader. Colours are roles, not values: a screen has its
own for light and dark, paper has its own.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

Point = tuple[float, float]


class Ink(StrEnum):
    """The part that a colour plays."""

    INK = "ink"  # texts and outlines
    QUIET = "quiet"  # what is said in passing
    LINE = "line"  # hairlines
    ACCENT = "accent"
    TINT = "tint"  # a light ground
    GROUND = "ground"  # the colour of the sheet itself
    WARNING = "warning"
    BAD = "bad"
    METAL = "metal"  # masts, staffs
    WOOD = "wood"  # tables, stands


class Anchor(StrEnum):
    """Which part of a text stands at its x."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, with rounded corners of *radius*."""

    x: float
    y: float
    width: float
    height: float
    fill: Ink | None = None
    line: Ink | None = None
    stroke: float = 0.75
    radius: float = 0
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points."""

    points: tuple[Point, ...]
    ink: Ink = Ink.INK
    width: float = 0.75
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """A closed shape through points."""

    points: tuple[Point, ...]
    fill: Ink | None = None
    line: Ink | None = None
    stroke: float = 0.75


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle around (x, y)."""

    x: float
    y: float
    radius: float
    fill: Ink | None = None
    line: Ink | None = None
    stroke: float = 0.75


@dataclass(frozen=True, slots=True)
class Label:
    """A text on one or more lines; y is the baseline of the first. With a *width* it is broken into at most *lines* lines, the last cut with an ellipsis.

    With a *least* size it keeps its own line ends and is set smaller, down to that size, until all of it stands in the room of its lines.
    """

    x: float
    y: float
    text: str
    size: float = 9
    anchor: Anchor = Anchor.START
    ink: Ink = Ink.INK
    bold: bool = False
    width: float = 0
    lines: int = 1
    least: float = 0


@dataclass(frozen=True, slots=True)
class FlagPicture:
    """The flag of *code* (ISO 3166, EU, UN, BE-BRU …) in a box; without a drawing of it, a blank that says *name*.

    *angle* turns it clockwise around the corner at its staff (top left; top right when mirrored), in degrees: a flag that hangs on a slanting staff. *mirrored*
    is its reverse side: a flag seen from behind.
    """

    x: float
    y: float
    width: float
    height: float
    code: str
    name: str
    angle: float = 0
    mirrored: bool = False


@dataclass(frozen=True, slots=True)
class QrCode:
    """A square that a scanner reads as exactly *text*, dark on light whatever the theme; its empty edge is a part of its *side*."""

    x: float
    y: float
    side: float
    text: str


@dataclass(frozen=True, slots=True)
class Photograph:
    """A photograph (the content of a JPEG or PNG file), whole, in the middle of a box; one that cannot be read is a blank that says *name*."""

    x: float
    y: float
    width: float
    height: float
    content: bytes
    name: str = ""


Shape = Box | Stroke | Area | Disc | Label | FlagPicture | QrCode | Photograph


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing: its size, its shapes from the back to the front, and what it shows in words for who cannot see it."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    title: str
    description: str = ""


LEADING = 1.22
"""The distance of the lines of a label, as a share of its size."""

ELLIPSIS = "…"


def lines_of(text: str, width: float, most: int, measure: Callable[[str], float]) -> tuple[str, ...]:
    """Break *text* into at most *most* lines of *width*, the last cut with an ellipsis; without a width it stays one line.

    *measure* tells how wide a text is. A word that is wider than a line is cut where the line ends.
    """
    words = text.split()
    if width <= 0 or not words:
        return (" ".join(words),)
    lines: list[str] = []
    while words:
        line = words[0]
        count = 1
        while count < len(words) and measure(f"{line} {words[count]}") <= width:
            line = f"{line} {words[count]}"
            count += 1
        if len(lines) == most - 1 and count < len(words):
            return (*lines, _cut(" ".join(words), width, measure))
        if measure(line) > width:
            if len(lines) == most - 1:
                return (*lines, _cut(line, width, measure))
            kept = max(1, _fitting(line, width, measure))
            lines.append(line[:kept])
            words[0] = line[kept:]
            words = words if words[0] else words[1:]
            continue
        lines.append(line)
        words = words[count:]
    return tuple(lines)


def _fitting(text: str, width: float, measure: Callable[[str], float]) -> int:
    """Tell how many letters of *text* fit."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if measure(text[:middle]) <= width else (low, middle - 1)
    return low


def _cut(text: str, width: float, measure: Callable[[str], float]) -> str:
    kept = _fitting(text, width - measure(ELLIPSIS), measure)
    return f"{text[:kept].rstrip(' ,;-')}{ELLIPSIS}"


_STEP = 0.97  # how much smaller each try is


def set_label(label: Label, measure: Callable[[str, float], float]) -> tuple[float, tuple[str, ...]]:
    """Give the size at which a label is set, and its lines. *measure* tells how wide a text of some size is, in the label's weight."""
    size = label.size
    if label.least <= 0 or label.width <= 0:
        return size, lines_of(label.text, label.width, label.lines, lambda part: measure(part, size))
    paragraphs = [part for part in label.text.split("\n") if part.strip()]
    longest = max((word for part in paragraphs for word in part.split()), key=lambda word: measure(word, 1), default="")
    while True:
        most = max(1, int(label.lines * label.size / size + 0.001))
        lines = _paragraphs(paragraphs, label.width, size, measure)
        if size <= label.least or (len(lines) <= most and measure(longest, size) <= label.width):
            break
        size = max(label.least, size * _STEP)
    if len(lines) > most:
        rest = " ".join(lines[most - 1 :])
        lines = [*lines[: most - 1], *lines_of(rest, label.width, 1, lambda part: measure(part, size))]
    return size, tuple(lines)


def _paragraphs(paragraphs: Sequence[str], width: float, size: float, measure: Callable[[str, float], float]) -> list[str]:
    most = sum(len(part) for part in paragraphs) + 1  # a letter on each line: no text has more
    return [line for part in paragraphs for line in lines_of(part, width, most, lambda text: measure(text, size))]


CAPITALS = 0.7
"""The height of a capital, as a share of the size of a label."""

_ON_BLANK = (9.0, 8.0, 7.0, 6.0, 5.0, 4.0)


def name_on_blank(flag: FlagPicture, measure: Callable[[str, float], float]) -> tuple[Label, ...]:
    """Write the name of a flag that has no drawing in the middle of its blank, upright however the flag hangs.

    *measure* tells how wide a text of some size is, in bold.
    """
    room, most_high = flag.width * 0.88, flag.height * 0.86
    name = flag.name or flag.code
    for size in _ON_BLANK:
        lines = _within(name, room, most_high, size, measure)
        if " ".join(name.split()) == " ".join(lines):
            break
    else:
        size = _ON_BLANK[-1]
        lines = _within(name, room, most_high, size, measure)
    turn = math.radians(flag.angle)
    across, down = (-flag.width if flag.mirrored else flag.width) / 2, flag.height / 2
    x = (flag.x + flag.width if flag.mirrored else flag.x) + across * math.cos(turn) - down * math.sin(turn)
    y = flag.y + across * math.sin(turn) + down * math.cos(turn)
    first = y - ((len(lines) - 1) * LEADING - CAPITALS) * size / 2
    return tuple(
        Label(x, first + number * LEADING * size, line, size, Anchor.MIDDLE, Ink.QUIET, bold=True) for number, line in enumerate(lines)
    )


def _within(text: str, width: float, height: float, size: float, measure: Callable[[str, float], float]) -> tuple[str, ...]:
    return lines_of(text, width, max(1, int(height / (size * LEADING))), lambda part: measure(part, size))
