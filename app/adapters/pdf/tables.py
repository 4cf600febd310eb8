"""Tables: titles that come back on every page, rows that run on to the next, figures in line."""

from __future__ import annotations

from collections.abc import Sequence

from app.adapters.pdf.flow import Draw, Strip, glue
from app.adapters.pdf.fonts import Typefaces
from app.adapters.pdf.pen import Pen
from app.adapters.pdf.styles import CELL, CELL_TITLE, INK, LEFT, LINE, WIDTH, Style
from app.adapters.pdf.text import lines_of
from app.kernel.document import Align, Table, TableColumn

GAP = 10.0  # between two columns
PADDING = 3.5
NARROWEST = 10.0
MOST_COLUMNS = int(WIDTH // (NARROWEST + GAP))
MOST_REPEATED = 160.0

_Column = tuple[float, float, Align]


def table_strips(table: Table, faces: Typefaces) -> list[Strip]:
    """Cut a table; a row with more cells than there are titles gets columns without one."""
    count = max([len(table.columns), *(len(row) for row in table.rows)])
    if count == 0:
        return []
    titled = (*table.columns, *(TableColumn("") for _ in range(count - len(table.columns))))
    columns = _measured(titled)
    head = _head(titled, columns, faces)
    repeat = tuple(head) if sum(strip.height for strip in head) <= MOST_REPEATED else ()
    strips = list(head)
    for row in table.rows:
        of_row = _row(row, columns, faces)
        for strip in of_row:
            strip.repeat = repeat
        strips += of_row
    return [Strip(4, vanishes=True), *strips, Strip(12, vanishes=True)]


def _measured(columns: Sequence[TableColumn]) -> list[_Column]:
    """Share out the width; no column is narrower than a letter."""
    shares = [column.share if 0 < column.share < float("inf") else 1.0 for column in columns]
    room = WIDTH - GAP * (len(columns) - 1) - NARROWEST * len(columns)
    greatest = max(shares)
    scaled = [share / greatest for share in shares]
    total = sum(scaled)
    measured: list[_Column] = []
    x = LEFT
    for share, column in zip(scaled, columns, strict=True):
        width = NARROWEST + room * share / total
        measured.append((x, width, column.align))
        x += width + GAP
    return measured


def _head(titles: Sequence[TableColumn], columns: Sequence[_Column], faces: Typefaces) -> list[Strip]:
    if not any(column.title for column in titles):
        strips = [Strip(0)]
    else:
        strips = _cells([column.title for column in titles], columns, faces, CELL_TITLE)
    strips.append(Strip(1, lambda pen, top: pen.rule(LEFT, top, WIDTH, INK, 0.7)))
    for strip in strips:
        strip.glued = True
    return strips


def _row(row: Sequence[str], columns: Sequence[_Column], faces: Typefaces) -> list[Strip]:
    strips = [
        Strip(PADDING),
        *_cells(row, columns, faces, CELL),
        Strip(PADDING, lambda pen, top: pen.rule(LEFT, top - PADDING, WIDTH, LINE)),
    ]
    glue(strips, whole=10)
    strips[0].glued = strips[-2].glued = True
    return strips


def _cells(texts: Sequence[str], columns: Sequence[_Column], faces: Typefaces, style: Style) -> list[Strip]:
    face = faces.bold if style.bold else faces.regular
    cells = [lines_of(text, face, style, width) for text, (_, width, _) in zip(texts, columns, strict=False)]
    tallest = max((len(cell) for cell in cells), default=1)
    return [Strip(style.leading, _draw(cells, columns, number, style)) for number in range(tallest)]


def _draw(cells: Sequence[Sequence[str]], columns: Sequence[_Column], number: int, style: Style) -> Draw:
    def draw(pen: Pen, top: float) -> None:
        for cell, (x, width, align) in zip(cells, columns, strict=False):
            if number < len(cell):
                pen.line(x, top, cell[number], style, width=width, align=align)

    return draw
