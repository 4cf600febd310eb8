"""The grid, the type scale and the colours of our papers; every measure in points (1/72 inch)."""

from __future__ import annotations

from dataclasses import dataclass

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89  # A4
LEFT = RIGHT = 62.0
WIDTH = PAGE_WIDTH - LEFT - RIGHT
HEADER_TOP = 34.0  # from the upper edge to the running header
FOOTER_BOTTOM = 32.0  # from the lower edge to the running footer
AIR = 24.0  # between the header or footer and the text

LABELS = 96.0  # the narrow column of the grid: labels, clocks, portraits
GUTTER = 14.0
INDENT = LABELS + GUTTER  # where the wide column starts
WIDE = WIDTH - INDENT

HAIRLINE = 0.4
BASELINE = 0.755  # where letters of any size stand, as a share of the line's height

INK = (0.09, 0.11, 0.15)
QUIET = (0.34, 0.37, 0.43)
ACCENT = (0.0, 0.239, 0.647)  # the iris blue of Brussels
LINE = (0.74, 0.77, 0.82)
TINT = (0.945, 0.955, 0.975)
ALARM = (0.64, 0.09, 0.09)  # dark enough to be read in black and white
ALARM_TINT = (0.985, 0.948, 0.944)
WHITE = (1.0, 1.0, 1.0)

Colour = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: size and distance of the lines in points, weight and colour."""

    size: float
    leading: float
    bold: bool = False
    colour: Colour = INK


BODY = Style(9.5, 13.5)
STRONG = Style(9.5, 13.5, bold=True)
ALARMED = Style(9.5, 13.5, bold=True, colour=ALARM)
LABEL = Style(8.0, 13.5, colour=QUIET)
SMALL = Style(8.0, 11.5, colour=QUIET)
CELL = Style(8.75, 12.0)
CELL_TITLE = Style(7.75, 11.0, bold=True, colour=QUIET)
SMALL_CELL = Style(7.5, 10.5)
SMALL_CELL_TITLE = Style(7.0, 10.0, bold=True, colour=QUIET)
MARK = Style(7.0, 12.5, bold=True, colour=ACCENT)
NAME = Style(10.5, 14.5, bold=True)
RUNNING = Style(7.5, 10.0, colour=QUIET)
RUNNING_STRONG = Style(7.5, 10.0, bold=True, colour=ACCENT)
SECTION = Style(21.0, 26.0, bold=True)
HEADINGS = {1: Style(15.0, 20.0, bold=True), 2: Style(13.0, 17.0, bold=True), 3: Style(10.5, 14.5, bold=True, colour=ACCENT)}
DAY = Style(13.0, 17.0, bold=True)
CLOCK = Style(12.0, 14.5, bold=True)
HOME_CLOCK = Style(8.0, 11.5, colour=QUIET)
KICKER = Style(10.5, 15.0, bold=True, colour=ACCENT)
COVER_TITLE = Style(34.0, 40.0, bold=True)
COVER_SUBTITLE = Style(15.0, 21.0, colour=QUIET)
COVER_FACT = Style(10.5, 15.5)
COVER_LABEL = Style(9.0, 15.5, colour=QUIET)
