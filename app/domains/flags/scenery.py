"""What flags stand on, drawn from the front: masts before a building, stands in a room, a table, a desk, a car.

Every scene is as wide as the sheet. Its layers go from the back to the front, so that the same scene can be looked at from the other
side; what is left out from there is its `backdrop`. Lengths are points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, radians, sin
from typing import assert_never

from app.domains.flags.plans import Position
from app.domains.flags.vocabulary import Support
from app.kernel.figures import Area, Box, Disc, FlagPicture, Ink, Label, Photograph, Point, QrCode, Shape, Stroke

WIDTH = 520.0
MARGIN = 20.0
WIDEST_CELL = 96.0
FLAG_IN_CELL = 0.78  # width of a flag as a share of the distance of two staffs
SHAPE = 3 / 4  # height of a flag as a share of its width: the shape of the drawings
LEAN = 32.0  # degrees from upright of a staff that is crossed with another
STAFF = 165.0  # its length
Layer = tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Hanging:
    """A flag to be hung: its position in the plan and its name."""

    position: Position
    name: str


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the words about a position stand: below this x."""

    hanging: Hanging
    x: float
    room: float


@dataclass(frozen=True, slots=True)
class Scene:
    """A scene from the front: its height, its layers from the back to the front, and where words stand.

    `backdrop` is behind everything for the spectator alone; `beyond` and `nearer` are what somebody on the other side has in the back and
    in the front of the same layers.
    """

    height: float
    layers: tuple[Layer, ...]
    spots: tuple[Spot, ...]
    backdrop: Layer = ()
    beyond: Layer = ()
    nearer: Layer = ()

    def shapes(self) -> Layer:
        """Give all of it from the back to the front."""
        return (*self.backdrop, *(shape for layer in self.layers for shape in layer))

    def from_behind(self) -> Scene:
        """Give it as somebody behind it sees it: left is right, and what was in front is behind."""
        turned = tuple(tuple(_reflected(shape) for shape in layer) for layer in reversed(self.layers))
        spots = tuple(replace(spot, x=WIDTH - spot.x) for spot in reversed(self.spots))
        return Scene(self.height, (*turned, self.nearer), spots, backdrop=self.beyond, beyond=self.backdrop)


def scene(support: Support, hangings: Sequence[Hanging], longest: int = 0) -> Scene:
    """Draw one row of flags on what they stand on; *longest* is the longest row of the plan, whose flags are as large as these."""
    match support:
        case Support.MASTS:
            return _masts(hangings, longest)
        case Support.STANDS:
            return _stands(hangings, longest)
        case Support.CROSSED:
            return _crossed(hangings)
        case Support.TABLE:
            return _table(hangings, longest)
        case Support.DESK:
            return _desk(hangings, longest)
        case Support.CAR:
            return _car(hangings)
        case Support.SIGNING:
            return _signing(hangings, longest)
        case _:
            assert_never(support)


def _reflected(shape: Shape) -> Shape:
    match shape:
        case Box() | Photograph():
            return replace(shape, x=WIDTH - shape.x - shape.width)
        case QrCode():
            return replace(shape, x=WIDTH - shape.x - shape.side)
        case Stroke() | Area():
            return replace(shape, points=tuple((WIDTH - x, y) for x, y in shape.points))
        case Disc() | Label():
            return replace(shape, x=WIDTH - shape.x)
        case FlagPicture():
            return replace(shape, x=WIDTH - shape.x - shape.width, angle=-shape.angle, mirrored=not shape.mirrored)
        case _:
            assert_never(shape)


# ------------------------------------------------------------------------------------------------ rows


@dataclass(frozen=True, slots=True)
class _Row:
    """Staffs side by side around a middle: how far apart they are, and how large their flags."""

    middle: float
    cell: float
    hangings: tuple[Hanging, ...]

    @classmethod
    def between(cls, left: float, right: float, hangings: Sequence[Hanging], longest: int, widest: float = WIDEST_CELL) -> _Row:
        # The flag of the last staff reaches as far as its width beyond it.
        reach = (max(len(hangings), longest) - 1) / 2 + FLAG_IN_CELL
        return cls((left + right) / 2, min(widest, (right - left) / 2 / reach), tuple(hangings))

    @property
    def width(self) -> float:
        return self.cell * FLAG_IN_CELL

    @property
    def height(self) -> float:
        return self.width * SHAPE

    def staffs(self) -> tuple[float, ...]:
        """Give the x of each staff."""
        first = self.middle - self.cell * (len(self.hangings) - 1) / 2
        return tuple(first + self.cell * n for n in range(len(self.hangings)))

    def spots(self) -> tuple[Spot, ...]:
        """Give the places of words: below the staffs."""
        return tuple(Spot(one, x, self.cell) for one, x in zip(self.hangings, self.staffs(), strict=True))

    def flags(self, top: float, half: float = 0) -> Layer:
        """Hang the flags at *top*, and those at half-mast at *half*."""
        return tuple(
            _flag(one, x, half if half and one.position.half_mast else top, self.width)
            for one, x in zip(self.hangings, self.staffs(), strict=True)
            if one.position.code
        )


def _flag(hanging: Hanging, x: float, y: float, width: float, angle: float = 0) -> FlagPicture:
    return FlagPicture(x, y, width, width * SHAPE, hanging.position.code, hanging.name, angle)


def _flag_to_the_left(hanging: Hanging, x: float, y: float, width: float, angle: float = 0) -> FlagPicture:
    """Hang a flag on the other side of its staff, where its reverse is seen."""
    return FlagPicture(x - width, y, width, width * SHAPE, hanging.position.code, hanging.name, angle, mirrored=True)


# ------------------------------------------------------------------------------------------------ masts


def _masts(hangings: Sequence[Hanging], longest: int) -> Scene:
    row = _Row.between(MARGIN, WIDTH - MARGIN, hangings, longest)
    top, ground = 14.0, 128.0 + row.width
    poles = tuple(shape for x in row.staffs() for shape in _mast(x, top - 5, ground, row.width))
    half = (top + ground) / 2 - row.height / 2
    roof = top + row.height + 22
    return Scene(
        ground + 8,
        (_ground(ground), poles, _halyards(row, top, half), row.flags(top, half)),
        row.spots(),
        backdrop=_building(roof, ground),
        beyond=_street(roof, ground),
    )


def _ground(y: float) -> Layer:
    return (Stroke(((0, y), (WIDTH, y)), Ink.METAL, 1),)


def _street(top: float, ground: float) -> Layer:
    """Draw the houses across the street: what somebody sees who stands with the back to the building."""
    heights = (0.62, 0.78, 0.55, 0.9, 0.7, 0.5, 0.66, 0.84, 0.58, 0.74, 0.64, 0.88, 0.56)
    wide = WIDTH / len(heights)
    return tuple(_house(n * wide, wide, ground - (ground - top) * high, ground) for n, high in enumerate(heights))


def _house(x: float, width: float, top: float, ground: float) -> Shape:
    return Area(((x, ground), (x, top), (x + width / 2, top - width * 0.4), (x + width, top), (x + width, ground)), Ink.TINT, Ink.GROUND, 1)


def _mast(x: float, top: float, ground: float, flag: float) -> Layer:
    thick = 1.6 + flag / 60
    return (
        Area(((x - thick / 3, top), (x + thick / 3, top), (x + thick / 2, ground), (x - thick / 2, ground)), Ink.METAL),
        Disc(x, top - 1.5, 1.1 + thick * 0.7, Ink.METAL),
        Area(((x - thick, ground - 7), (x + thick, ground - 7), (x + thick * 2, ground), (x - thick * 2, ground)), Ink.METAL),
    )


def _halyards(row: _Row, top: float, half: float) -> Layer:
    """Show how far a flag at half-mast has come down."""
    return tuple(
        Box(x, top, row.width, row.height, line=Ink.LINE, dashed=True)
        for one, x in zip(row.hangings, row.staffs(), strict=True)
        if one.position.half_mast and one.position.code and top + row.height < half
    )


def _building(top: float, ground: float) -> Layer:
    left, right, middle = MARGIN + 6, WIDTH - MARGIN - 6, WIDTH / 2
    shapes: list[Shape] = [
        Area(((middle - 64, top - 2), (middle, top - 17), (middle + 64, top - 2)), Ink.TINT, Ink.LINE, 0.5),
        Box(left, top, right - left, ground - top, Ink.TINT, Ink.LINE, 0.5),
        Box(left - 4, top - 3, right - left + 8, 5, Ink.GROUND, Ink.LINE, 0.5),
        Stroke(((left, top + 9), (right, top + 9)), Ink.LINE, 0.4),
    ]
    high = ground - top
    for n in range(14):
        x = left + 15 + n * (right - left - 30) / 13
        if abs(x - middle) < 30:  # noqa: PLR2004 - the door is there
            continue
        shapes.append(Box(x - 7, top + 17, 14, high * 0.3, Ink.GROUND, Ink.LINE, 0.4))
        shapes.append(Box(x - 7, top + 24 + high * 0.3, 14, high * 0.3, Ink.GROUND, Ink.LINE, 0.4))
    door = ground - high * 0.55
    shapes += (
        Box(middle - 24, top + 16, 48, 7, Ink.GROUND, Ink.LINE, 0.4),
        Box(middle - 15, door, 30, ground - door, Ink.GROUND, Ink.LINE, 0.4),
        Stroke(((middle, door), (middle, ground)), Ink.LINE, 0.4),
    )
    return tuple(shapes)


# ------------------------------------------------------------------------------------------------ indoors


def _room(floor: float, height: float) -> Layer:
    return (
        Box(0, 0, WIDTH, floor, Ink.TINT),
        Stroke(((0, floor - 7), (WIDTH, floor - 7)), Ink.LINE, 0.4),
        Area(((0, floor), (WIDTH, floor), (WIDTH, height), (0, height)), Ink.GROUND),
        Stroke(((0, floor), (WIDTH, floor)), Ink.LINE, 0.75),
    )


def _staff(x: float, top: float, bottom: float) -> Layer:
    """Draw an indoor staff: of wood with a spear of metal, on a foot."""
    return (
        Box(x - 1.2, top, 2.4, bottom - top, Ink.WOOD),
        Area(((x, top - 10), (x + 2.6, top - 4), (x, top + 1), (x - 2.6, top - 4)), Ink.METAL),
        Area(((x - 5, bottom - 4), (x + 5, bottom - 4), (x + 11, bottom), (x - 11, bottom)), Ink.METAL),
    )


def _row_of_stands(row: _Row, top: float, floor: float) -> tuple[Layer, Layer]:
    poles = tuple(shape for x in row.staffs() for shape in _staff(x, top, floor))
    return poles, (*row.flags(top + 3), *_ribbons(row.hangings, row.staffs(), top))


def _ribbons(hangings: Sequence[Hanging], staffs: Sequence[float], top: float, size: float = 1) -> Layer:
    mourning = (x for one, x in zip(hangings, staffs, strict=True) if one.position.half_mast and one.position.code)
    return tuple(shape for x in mourning for shape in _ribbon(x, top, size))


def _ribbon(x: float, top: float, size: float = 1) -> Layer:
    """Draw the black ribbon of mourning, tied below the spear."""
    outline = ((0, 0), (-5, 20), (-2.5, 17), (0, 23), (2.5, 17), (5, 20))
    return (Area(tuple((x + dx * size, top + dy * size) for dx, dy in outline), Ink.INK), Disc(x, top, 2.4 * size, Ink.INK))


def _stands(hangings: Sequence[Hanging], longest: int) -> Scene:
    row = _Row.between(MARGIN, WIDTH - MARGIN, hangings, longest)
    floor = 92.0 + row.width
    room = _room(floor - 8, floor + 10)
    return Scene(floor + 10, _row_of_stands(row, 18, floor), row.spots(), backdrop=room, beyond=room)


def _crossed(hangings: Sequence[Hanging]) -> Scene:
    width, middle, foot = 84.0, WIDTH / 2, 176.0
    reach, rise = STAFF * sin(radians(LEAN)), STAFF * cos(radians(LEAN))
    start = 24.0  # how far the feet stand from the middle, each on the other side of its flag
    layers: list[Layer] = []
    spots: list[Spot] = []
    for side, one in zip((-1, 1), hangings, strict=False):
        base, head = (middle - side * start, foot), (middle + side * (reach - start), foot - rise)
        layers.append(_leaning(one, side, base, head, width))
        spots.append(Spot(one, middle + side * 105, 150))
    layers.reverse()  # the staff at the spectator's left is in front
    plate: Layer = (Box(middle - 38, foot - 13, 76, 15, Ink.WOOD, radius=4),)
    room = _room(foot - 8, foot + 10)
    return Scene(foot + 10, (*layers, plate), tuple(spots), backdrop=room, beyond=(*room, *plate), nearer=plate)


def _leaning(one: Hanging, side: int, base: Point, head: Point, width: float) -> Layer:
    (x, y), (bx, by) = head, base
    along = ((x - bx) / STAFF, (y - by) / STAFF)
    tip = (x + along[0] * 10, y + along[1] * 10)
    across = (-along[1] * 2.6, along[0] * 2.6)
    middle = (x + along[0] * 4, y + along[1] * 4)
    crossing = tuple((bx + along[0] * STAFF * share, by + along[1] * STAFF * share) for share in (0.22, 0.33))
    staff: Layer = (
        Stroke(crossing, Ink.TINT, 6),  # sets it off against the staff behind it
        Stroke((base, head), Ink.WOOD, 3),
        Area((head, (middle[0] + across[0], middle[1] + across[1]), tip, (middle[0] - across[0], middle[1] - across[1])), Ink.METAL),
    )
    if not one.position.code:
        return staff
    top = (x - along[0] * 5, y - along[1] * 5)
    hung = _flag(one, *top, width, LEAN) if side > 0 else _flag_to_the_left(one, *top, width, -LEAN)
    return (hung, *staff, *(_ribbon(x, y) if one.position.half_mast else ()))


def _table(hangings: Sequence[Hanging], longest: int) -> Scene:
    row = _Row.between(70, WIDTH - 70, hangings, longest, 78)
    back, front = 62.0 + row.height, 92.0 + row.height
    chairs = tuple(Box(94 + n * 74, back - 34, 36, 44, Ink.GROUND, Ink.LINE, radius=7) for n in range(5))
    top: Layer = (
        Area(((58, back), (WIDTH - 58, back), (WIDTH - 26, front), (26, front)), Ink.WOOD),
        Box(26, front, WIDTH - 52, 5, Ink.WOOD),
        Stroke(((26, front), (WIDTH - 26, front)), Ink.GROUND, 0.5),
        Box(34, front + 5, WIDTH - 68, 36, Ink.TINT, Ink.LINE, 0.5),
    )
    foot = (back + front) / 2 + 3
    poles: list[Shape] = []
    for x in row.staffs():
        poles += (
            Area(((x - 4, foot - 3), (x + 4, foot - 3), (x + 8, foot), (x - 8, foot)), Ink.METAL),
            Box(x - 0.8, 14, 1.6, foot - 16, Ink.METAL),
            Disc(x, 12.5, 2, Ink.METAL),
        )
    floor = front + 41
    room = _room(floor, floor + 8)
    flags = (*row.flags(15), *_ribbons(row.hangings, row.staffs(), 14, 0.6))
    return Scene(floor + 8, (chairs, top, tuple(poles), flags), row.spots(), backdrop=room, beyond=room)


def _desk(hangings: Sequence[Hanging], longest: int) -> Scene:
    row = _Row.between(12, 410, hangings, longest)
    floor, x = 96.0 + row.width, 452.0
    high = floor - 84
    lectern: Layer = (
        Stroke(((x + 8, high), (x + 2, high - 18), (x - 6, high - 22)), Ink.METAL, 1.2),
        Disc(x - 7, high - 22, 2.4, Ink.INK),
        Area(((x - 25, high + 12), (x + 25, high + 12), (x + 19, floor - 2), (x - 19, floor - 2)), Ink.WOOD),
        Area(((x - 32, high), (x + 32, high), (x + 27, high + 13), (x - 27, high + 13)), Ink.WOOD, Ink.GROUND, 0.6),
        Box(x - 15, high + 24, 30, 24, Ink.GROUND, Ink.LINE, 0.5, radius=2),
        Box(x - 26, floor - 4, 52, 6, Ink.WOOD, Ink.GROUND, 0.5),
    )
    room = _room(floor - 8, floor + 12)
    return Scene(floor + 12, (*_row_of_stands(row, 18, floor), lectern), row.spots(), backdrop=room, beyond=room)


def _signing(hangings: Sequence[Hanging], longest: int) -> Scene:
    pair = len(hangings) == 2  # noqa: PLR2004 - one for each signatory
    row = _Row.between(MARGIN, WIDTH - MARGIN, hangings, longest)
    width = row.width
    staffs, spots, seats = row.staffs(), row.spots(), (WIDTH / 2 - 66, WIDTH / 2 + 66)
    if pair:
        # Each flag stands in the middle behind its own signatory.
        width, seats = 80.0, (WIDTH / 2 - 92, WIDTH / 2 + 92)
        staffs = tuple(x - width / 2 for x in seats)
        spots = tuple(Spot(one, x, WIDEST_CELL) for one, x in zip(hangings, seats, strict=True))
    floor = 104.0 + width
    flags = tuple(_flag(one, x, 21, width) for one, x in zip(hangings, staffs, strict=True) if one.position.code)
    poles = tuple(shape for x in staffs for shape in _staff(x, 18, floor - 12))
    room = _room(floor - 18, floor + 18)
    layers = (poles, (*flags, *_ribbons(hangings, staffs, 18)), _chairs(seats, floor), _signing_table(seats, floor))
    return Scene(floor + 18, layers, spots, backdrop=room, beyond=room)


def _chairs(seats: Sequence[float], floor: float) -> Layer:
    return tuple(Box(x - 19, floor - 82, 38, 50, Ink.GROUND, Ink.METAL, radius=8) for x in seats)


def _signing_table(seats: Sequence[float], floor: float) -> Layer:
    """Draw the table with a folder and a pen before each seat."""
    back, front = floor - 46, floor - 24
    table: list[Shape] = [
        Area(((76, back), (WIDTH - 76, back), (WIDTH - 50, front), (50, front)), Ink.WOOD),
        Box(50, front, WIDTH - 100, floor + 14 - front, Ink.TINT, Ink.LINE, 0.6),
        Stroke(((50, front), (WIDTH - 50, front)), Ink.WOOD, 2.4),
    ]
    for x in seats:
        table += (
            Area(((x - 20, back + 6), (x + 20, back + 6), (x + 24, front - 3), (x - 24, front - 3)), Ink.GROUND, Ink.METAL, 0.6),
            Stroke(((x, back + 6), (x, front - 3)), Ink.METAL, 0.6),
            Stroke(((x + 30, back + 7), (x + 36, front - 4)), Ink.INK, 1.4),
        )
    return tuple(table)


# ------------------------------------------------------------------------------------------------ the car


def _car(hangings: Sequence[Hanging]) -> Scene:
    middle, road = WIDTH / 2, 190.0
    pennants: list[Shape] = []
    spots: list[Spot] = []
    for side, one in zip((-1, 1), hangings, strict=False):
        x, width = middle + side * 100, 66.0
        pennants += (Stroke(((x, road - 72), (x, 20)), Ink.METAL, 2), Disc(x, 18, 2.6, Ink.METAL))
        if one.position.code:
            pennants.append(_flag(one, x, 24, width) if side > 0 else _flag_to_the_left(one, x, 24, width))
        spots.append(Spot(one, middle + side * 132, 150))
    front = (*_ground(road), *_body(road), *_front_of_car(road))
    rear = (*_ground(road), *_body(road), *_rear_of_car(road))
    return Scene(road + 8, (tuple(pennants),), tuple(spots), backdrop=front, nearer=rear)


def _body(road: float) -> Layer:
    """Draw what both ends of a car have: wheels, roof and glass, wings, the plate, mirrors."""
    middle = WIDTH / 2
    return (
        Box(middle - 104, road - 26, 30, 24, Ink.INK, radius=4),
        Box(middle + 74, road - 26, 30, 24, Ink.INK, radius=4),
        Area(_both(middle, ((56, road - 122), (68, road - 118), (92, road - 76), (40, road - 76))), Ink.METAL),
        Area(_both(middle, ((50, road - 116), (60, road - 113), (80, road - 78), (40, road - 78))), Ink.TINT, Ink.INK, 0.6),
        Area(_both(middle, ((86, road - 78), (106, road - 72), (114, road - 56), (114, road - 18), (104, road - 12))), Ink.METAL),
        Box(middle - 26, road - 25, 52, 11, Ink.GROUND, Ink.INK, 0.6, radius=1.5),
        Box(middle - 120, road - 84, 14, 9, Ink.METAL, radius=3),
        Box(middle + 106, road - 84, 14, 9, Ink.METAL, radius=3),
    )


def _front_of_car(road: float) -> Layer:
    middle = WIDTH / 2
    return (
        Area(_both(middle, ((70, road - 74), (88, road - 66), (78, road - 52))), Ink.METAL, Ink.GROUND, 0.8),
        Box(middle - 36, road - 52, 72, 20, Ink.INK, Ink.GROUND, 0.8, radius=4),
        *(Stroke(((middle + x, road - 50), (middle + x, road - 34)), Ink.METAL, 1) for x in range(-30, 31, 6)),
        *(Box(middle + x, road - 56, 40, 16, Ink.GROUND, Ink.INK, 0.6, radius=7) for x in (-88, 48)),
    )


def _rear_of_car(road: float) -> Layer:
    middle = WIDTH / 2
    return (
        Area(_both(middle, ((72, road - 70), (84, road - 64), (76, road - 34))), Ink.METAL, Ink.GROUND, 0.8),
        *(Box(middle + x, road - 60, 26, 15, Ink.BAD, Ink.GROUND, 0.8, radius=4) for x in (-110, 84)),
        Stroke(((middle - 112, road - 16), (middle + 112, road - 16)), Ink.GROUND, 0.8),
    )


def _both(middle: float, right: Sequence[Point]) -> tuple[Point, ...]:
    """Give an outline that is the same on both sides of *middle*, from the right half of it."""
    return (*((middle + x, y) for x, y in right), *((middle - x, y) for x, y in reversed(right)))
