"""The drawing of a flag plan, as the spectator sees it or from behind the flags, where those stand who set them up.

Every place keeps its number, counted from the spectator's left, in both drawings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from app.domains.flags.entities import FlagRules, shipped_rules
from app.domains.flags.plans import FlagPlan, Position
from app.domains.flags.scenery import WIDTH, Hanging, Scene, Spot, scene
from app.domains.flags.vocabulary import SUPPORTS, Support
from app.kernel.figures import LEADING, Anchor, Area, Disc, Figure, Ink, Label, Shape, Stroke
from app.kernel.translated import Wording

LONGEST_ROW = 13  # flags in one row of the drawing; a longer line is drawn in several
LONGEST_ON_TABLE = 10  # on a table and beside a desk, where there is less room
ROOMY = 76.0  # points between two staffs from which on every name has a place below its own flag
TIGHT = 80.0  # points for a name below which it is written smaller
NUMBER = 8.5  # radius of the disc with the number of a place
FOOT = 40.0

_TITLES = {choice.code: choice.title for choice in SUPPORTS}
_IN_ROWS = frozenset({Support.MASTS, Support.STANDS, Support.TABLE, Support.DESK, Support.SIGNING})


def draw(plan: FlagPlan, wording: Wording, *, behind: bool = False, rules: FlagRules | None = None) -> Figure:
    """Draw *plan* as the spectator sees it, or from *behind* the flags."""
    known = rules or shipped_rules()
    hangings = tuple(Hanging(one, known.name_of(one.code, wording) if one.code else "") for one in plan.positions)
    rows = _rows(hangings, plan.request.support)
    longest = max(map(len, rows), default=0)
    scenes = [scene(plan.request.support, row, longest) for row in rows]
    if behind:
        scenes = [one.from_behind() for one in reversed(scenes)]
    shapes: list[Shape] = []
    y = 0.0
    for one in scenes:
        shapes += (_lowered(shape, y) for shape in one.shapes())
        y += one.height
        captions, used = _captions(one.spots, y, wording)
        shapes += captions
        y += used
        if len(scenes) > 1:
            shapes.append(_part(one, len(hangings), y, wording))
            y += 16
    if not scenes:
        shapes.append(Label(WIDTH / 2, 30, wording.say("No flag has a place."), 11, Anchor.MIDDLE, Ink.QUIET))
        y = 50
    if plan.left_over:
        names = wording.formats.join([known.name_of(code, wording) for code in plan.left_over])
        told = wording.say("Without a place: {flags}", flags=names)
        shapes.append(Label(WIDTH / 2, y + 10, told, 8.5, Anchor.MIDDLE, Ink.BAD, bold=True, width=WIDTH - 20, lines=3))
        y += 36
    shapes += _viewpoint(y, wording, behind=behind)
    return Figure(
        WIDTH, y + FOOT, tuple(shapes), title_of(plan, wording, behind=behind), describe(plan, wording, behind=behind, rules=known)
    )


def title_of(plan: FlagPlan, wording: Wording, *, behind: bool = False) -> str:
    """Give the title of a drawing: on what the flags stand, and from where they are seen."""
    support = wording.text(_TITLES[plan.request.support])
    if behind:
        return wording.say("{support}, seen from behind", support=support)
    return wording.say("{support}, seen by the spectator", support=support)


def describe(plan: FlagPlan, wording: Wording, *, behind: bool = False, rules: FlagRules | None = None) -> str:
    """Tell in words which flag stands where, for who cannot see the drawing."""
    known = rules or shipped_rules()
    told = wording.formats.join([_told(one, wording, known) for one in (plan.from_behind() if behind else plan.positions)])
    if behind:
        return wording.say("From the left of somebody behind the flags: {flags}.", flags=told)
    return wording.say("From the spectator’s left: {flags}.", flags=told)


def _told(position: Position, wording: Wording, rules: FlagRules) -> str:
    if not position.code:
        return wording.say("{number} empty", number=position.number)
    name = rules.name_of(position.code, wording)
    if position.honour:
        return wording.say("{number} {flag} (place of honour)", number=position.number, flag=name)
    return f"{position.number} {name}"


def _rows(hangings: Sequence[Hanging], support: Support) -> list[Sequence[Hanging]]:
    """Cut a long line of flags into rows of about the same length."""
    if not hangings or support not in _IN_ROWS:
        return [hangings] if hangings else []
    count = ceil(len(hangings) / (LONGEST_ON_TABLE if support in (Support.TABLE, Support.DESK) else LONGEST_ROW))
    length = ceil(len(hangings) / count)
    return [hangings[start : start + length] for start in range(0, len(hangings), length)]


def _part(one: Scene, of: int, y: float, wording: Wording) -> Label:
    """Say that a row of the drawing is part of one long line."""
    first, last = one.spots[0].hanging.position.number, one.spots[-1].hanging.position.number
    told = wording.say("Places {first} to {last} of one line of {count}", first=first, last=last, count=of)
    return Label(WIDTH / 2, y, told, 7.5, Anchor.MIDDLE, Ink.QUIET)


def _lowered(shape: Shape, by: float) -> Shape:
    if isinstance(shape, Stroke | Area):
        return replace(shape, points=tuple((x, y + by) for x, y in shape.points))
    return replace(shape, y=shape.y + by)


def _captions(spots: Sequence[Spot], top: float, wording: Wording) -> tuple[list[Shape], float]:
    """Write number and name below each flag; where flags stand close, every second name is lower. Gives the height used too."""
    shapes: list[Shape] = []
    narrowest = min((spot.room for spot in spots), default=ROOMY)
    if narrowest >= ROOMY:
        for spot in spots:
            shapes += _caption(spot, top, wording, _Name(spot.room - 5))
        return shapes, 48
    upper = _Name(narrowest * 1.9 - 5)
    if upper.room < TIGHT:
        upper = replace(upper, size=7, lines=3)
    lower = replace(upper, drop=(upper.lines + 0.3) * upper.size * LEADING)
    for n, spot in enumerate(spots):
        shapes += _caption(spot, top, wording, lower if n % 2 else upper)
    return shapes, 30 + lower.drop * 2


@dataclass(frozen=True, slots=True)
class _Name:
    """How a name is written below its number: how wide, how large, on how many lines, and how far it drops below the usual place."""

    room: float
    size: float = 8
    lines: int = 2
    drop: float = 0


def _caption(spot: Spot, top: float, wording: Wording, name: _Name) -> Iterator[Shape]:
    position, x, y = spot.hanging.position, spot.x, top + NUMBER + 3
    below = y + NUMBER + 3 + name.size + name.drop
    if name.drop:
        yield Stroke(((x, y + NUMBER), (x, below - name.size)), Ink.LINE, 0.5)
    if not position.code:
        yield Disc(x, y, NUMBER, Ink.GROUND, Ink.LINE)
        yield Label(x, y + 3, str(position.number), 8.5, Anchor.MIDDLE, Ink.QUIET)
        yield Label(x, below, wording.say("empty"), 7.5, Anchor.MIDDLE, Ink.QUIET)
        return
    fill, ink = (Ink.ACCENT, Ink.GROUND) if position.honour else (Ink.GROUND, Ink.INK)
    yield Disc(x, y, NUMBER, fill, Ink.ACCENT if position.honour else Ink.METAL)
    yield Label(x, y + 3, str(position.number), 8.5, Anchor.MIDDLE, ink, bold=True)
    yield Label(x, below, spot.hanging.name, name.size, Anchor.MIDDLE, Ink.INK, bold=position.honour, width=name.room, lines=name.lines)


def _viewpoint(top: float, wording: Wording, *, behind: bool) -> Iterator[Shape]:
    """Say from where the flags are seen, which side is which, and what the filled number means."""
    y, middle = top + 20, WIDTH / 2
    seen = wording.say("Seen from behind the flags") if behind else wording.say("Seen by the spectator")
    left, right = wording.say("Spectator’s left"), wording.say("Spectator’s right")
    yield Stroke(((0, top + 4), (WIDTH, top + 4)), Ink.LINE, 0.5)
    yield Disc(middle, y - 1, 3.6, Ink.QUIET)
    yield Area(tuple((middle + dx, y + dy) for dx, dy in ((-8, 13), (-7, 8), (-4, 5), (4, 5), (7, 8), (8, 13))), Ink.QUIET)
    yield Label(middle - 14, y + 8, seen, 8.5, Anchor.END, Ink.INK, bold=True)
    yield Disc(middle + 18, y + 5, 3.6, Ink.ACCENT)
    yield Label(middle + 26, y + 8, wording.say("Place of honour"), 8.5, Anchor.START, Ink.ACCENT, bold=True)
    yield Label(2, y + 8, right if behind else left, 8, Anchor.START, Ink.QUIET)
    yield Label(WIDTH - 2, y + 8, left if behind else right, 8, Anchor.END, Ink.QUIET)
