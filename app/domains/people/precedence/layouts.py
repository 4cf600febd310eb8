"""Orders that are drawn: the rows of a photograph, the seats of cars, the table of a signing.

A photograph and a table are drawn as somebody sees them who stands before them; a car is drawn from above, driving upwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from app.domains.people.precedence.orders import ORDERS, Arrangement, Group, OrderKind, Spot
from app.kernel.figures import Anchor, Area, Box, Disc, Figure, Ink, Label, Shape, Stroke
from app.kernel.translated import Wording

WIDTH = 480.0
_MARGIN = 12.0
_MOST_APART = 110.0
_CAR_WIDTH, _CAR_HEIGHT, _CARS_IN_A_ROW = 150.0, 214.0, 3
_SEATS = ((1, 1.0, 1.0), (2, 0.0, 1.0), (3, 1.0, 0.0), (4, 0.5, 1.0))  # number, across from the left, along from the front


def figure_of(arrangement: Arrangement, names: Mapping[str, str], wording: Wording) -> Figure | None:
    """Draw an order; nothing for one that is a list alone, or has nobody in it. *names* are those of the guests, by their ids."""
    if not arrangement.groups:
        return None
    match arrangement.kind:
        case OrderKind.PHOTOGRAPH:
            return _photograph(arrangement, names, wording)
        case OrderKind.CARS:
            return _cars(arrangement, names, wording)
        case OrderKind.SIGNING:
            return _table(arrangement, names, wording)
        case _:
            return None


def _figure(arrangement: Arrangement, names: Mapping[str, str], wording: Wording, shapes: Sequence[Shape], height: float) -> Figure:
    title = wording.text(next(choice.title for choice in ORDERS if choice.code == arrangement.kind))
    drawn = arrangement.groups[:1] if arrangement.kind is OrderKind.SIGNING else arrangement.groups
    lines = [wording.say("{group}: {names}.", group=group.title, names=[_name(spot, names) for spot in group.spots]) for group in drawn]
    return Figure(WIDTH, height, tuple(shapes), title, " ".join(lines))


def _name(spot: Spot, names: Mapping[str, str]) -> str:
    return names.get(spot.guest, "")


# -- photograph


_ROW_HEIGHT = 102.0


def _photograph(arrangement: Arrangement, names: Mapping[str, str], wording: Wording) -> Figure:
    """Draw the rows, the last one at the back and so on top."""
    shapes: list[Shape] = []
    rows = arrangement.groups
    for n, group in enumerate(reversed(rows)):
        shapes += _row(group, names, wording, len(rows) - n, _MARGIN + n * _ROW_HEIGHT)
    ground = _MARGIN + len(rows) * _ROW_HEIGHT
    shapes += _camera(wording, ground)
    return _figure(arrangement, names, wording, shapes, ground + 54)


def _row(group: Group, names: Mapping[str, str], wording: Wording, number: int, top: float) -> Iterator[Shape]:
    middles, apart = _spread(len(group.spots))
    yield Label(_MARGIN, top + 10, wording.say("Row {number}", number=number), 7.5, ink=Ink.QUIET)
    yield Stroke(((_MARGIN, top + 56), (WIDTH - _MARGIN, top + 56)), Ink.LINE, 0.5)
    for spot, x in zip(group.spots, middles, strict=True):
        yield from _somebody(x, top + 24, host=spot.host)
        yield from _named(spot, x, top + 66, apart, names)


def _somebody(x: float, y: float, *, host: bool) -> Iterator[Shape]:
    """Draw a head and shoulders; the host's are filled."""
    fill = Ink.ACCENT if host else Ink.TINT
    yield Disc(x, y, 9, fill, Ink.INK)
    yield Area(((x - 16, y + 32), (x - 14, y + 18), (x - 6, y + 12), (x + 6, y + 12), (x + 14, y + 18), (x + 16, y + 32)), fill, Ink.INK)


def _named(spot: Spot, x: float, y: float, apart: float, names: Mapping[str, str]) -> Iterator[Shape]:
    yield Label(x, y, f"{spot.number}", 8, Anchor.MIDDLE, Ink.ACCENT if spot.host else Ink.QUIET, bold=True)
    size = 8.0 if apart > 64 else 6.5 if apart > 40 else 5.5  # noqa: PLR2004 - points of a name in a narrow row
    yield Label(x, y + 10, _name(spot, names), size, Anchor.MIDDLE, bold=spot.host, width=apart - 4, lines=3)


def _camera(wording: Wording, top: float) -> Iterator[Shape]:
    x = WIDTH / 2
    yield Box(x - 14, top + 14, 28, 18, Ink.TINT, Ink.INK, radius=3)
    yield Box(x - 5, top + 9, 10, 5, Ink.TINT, Ink.INK)
    yield Disc(x, top + 23, 6, Ink.GROUND, Ink.INK)
    yield Label(x, top + 46, wording.say("The photographer"), 8, Anchor.MIDDLE, Ink.QUIET)
    yield Label(_MARGIN, top + 28, wording.say("left in the picture"), 8, ink=Ink.QUIET)
    yield Label(WIDTH - _MARGIN, top + 28, wording.say("right in the picture"), 8, Anchor.END, Ink.QUIET)


def _spread(number: int) -> tuple[list[float], float]:
    """Give the middles of so many places in a row, and how far apart they are."""
    apart = min(_MOST_APART, (WIDTH - 2 * _MARGIN) / max(number, 1))
    first = WIDTH / 2 - apart * (number - 1) / 2
    return [first + apart * n for n in range(number)], apart


# -- cars


def _cars(arrangement: Arrangement, names: Mapping[str, str], wording: Wording) -> Figure:
    shapes: list[Shape] = []
    groups = arrangement.groups
    in_a_row = min(len(groups), _CARS_IN_A_ROW)
    left = (WIDTH - in_a_row * _CAR_WIDTH) / 2
    for n, group in enumerate(groups):
        x, y = left + n % _CARS_IN_A_ROW * _CAR_WIDTH, _MARGIN + n // _CARS_IN_A_ROW * _CAR_HEIGHT
        shapes += _car(group, names, wording, x, y)
    rows = -(-len(groups) // _CARS_IN_A_ROW)
    return _figure(arrangement, names, wording, shapes, 2 * _MARGIN + rows * _CAR_HEIGHT)


def _car(group: Group, names: Mapping[str, str], wording: Wording, x: float, y: float) -> Iterator[Shape]:
    inside, width, top, height = x + 12, _CAR_WIDTH - 24, y + 16, _CAR_HEIGHT - 30
    yield Label(x + _CAR_WIDTH / 2, y + 8, wording.text(group.title), 9, Anchor.MIDDLE, bold=True)
    for side in (inside - 4, inside + width - 2):
        yield Box(side, top + 28, 6, 26, Ink.INK, radius=2)
        yield Box(side, top + height - 50, 6, 26, Ink.INK, radius=2)
    yield Box(inside, top, width, height, Ink.GROUND, Ink.INK, 1, radius=22)
    windscreen = ((inside + 10, top + 48), (inside + 20, top + 34), (inside + width - 20, top + 34), (inside + width - 10, top + 48))
    yield Area(windscreen, Ink.TINT, Ink.LINE)
    yield from _seat(inside + width * 0.25, top + 76, wording.say("Driver"), "", driver=True)
    spots = {spot.number: spot for spot in group.spots}
    for number, across, along in _SEATS:
        spot = spots.get(number)
        if spot is None and number == len(_SEATS):
            continue
        middle, down = inside + width * (0.25 + across / 2), top + 76 + along * 62
        if spots.get(len(_SEATS)) is not None and number in (1, 2):
            middle = inside + width * (0.17 + across * 0.66)
        yield from _seat(middle, down, _name(spot, names) if spot else "", f"{number}", host=spot is not None and spot.host)


def _seat(x: float, y: float, name: str, number: str, *, driver: bool = False, host: bool = False) -> Iterator[Shape]:
    fill = Ink.METAL if driver else Ink.ACCENT if host else Ink.TINT if name else None
    yield Box(x - 13, y - 13, 26, 24, fill, Ink.INK if name else Ink.LINE, radius=5, dashed=not name)
    if number:
        yield Label(x, y + 2, number, 9, Anchor.MIDDLE, Ink.GROUND if host else Ink.INK, bold=True)
    yield Label(x, y + 20, name, 6.5, Anchor.MIDDLE, Ink.QUIET if driver else Ink.INK, width=58, lines=3)


# -- signing


def _table(arrangement: Arrangement, names: Mapping[str, str], wording: Wording) -> Figure:
    spots = arrangement.groups[0].spots
    middles, apart = _spread(len(spots))
    shapes: list[Shape] = []
    for spot, x in zip(spots, middles, strict=True):
        shapes += _somebody(x, 30, host=spot.host)
    reach = middles[-1] - middles[0] + min(apart, 90)
    left, right = WIDTH / 2 - reach / 2, WIDTH / 2 + reach / 2
    shapes += [
        Box(left, 62, reach, 14, Ink.WOOD, Ink.INK, radius=2),
        Area(((left + 6, 76), (right - 6, 76), (right - 12, 104), (left + 12, 104)), Ink.TINT, Ink.LINE),
    ]
    shapes += [Box(x - 9, 64, 18, 9, Ink.GROUND, Ink.INK, 0.5) for x in middles]
    shapes += [_pen(one, other) for one, other in pairwise(middles)]
    for spot, x in zip(spots, middles, strict=True):
        shapes += _named(spot, x, 118, apart, names)
    shapes.append(Label(WIDTH / 2, 168, wording.say("The room"), 8, Anchor.MIDDLE, Ink.QUIET))
    return _figure(arrangement, names, wording, shapes, 178)


def _pen(one: float, other: float) -> Shape:
    middle = (one + other) / 2
    return Stroke(((middle - 5, 71), (middle + 5, 66)), Ink.INK, 1.25)
