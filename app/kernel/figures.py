"""Drawings before they are drawn: shapes as pure data, the same for a screen, a PDF, an SVG and a picture.

Lengths are points (1/72 inch) of a drawing at its own size; whoever shows it scales the whole. The origin is at the top left,
x goes right and y goes down. Every text is already in the language of its reader. Colours are roles, not values: a screen has its
own for light and dark, paper has its own.
"""

from __future__ import annotations

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
    """A text on one or more lines; y is the baseline of the first. With a *width* it is broken into at most *lines* lines, the last cut with an ellipsis."""

    x: float
    y: float
    text: str
    size: float = 9
    anchor: Anchor = Anchor.START
    ink: Ink = Ink.INK
    bold: bool = False
    width: float = 0
    lines: int = 1


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


Shape = Box | Stroke | Area | Disc | Label | FlagPicture


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing: its size, its shapes from the back to the front, and what it shows in words for who cannot see it."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    title: str
    description: str = ""
