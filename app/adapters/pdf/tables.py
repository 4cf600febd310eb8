"""Tables: titles that come back on every page, rows that run on to the next, figures in line."""

from __future__ import annotations

from collections.abc import Sequence

from app.adapters.pdf.flow import Draw, Strip, glue
from app.adapters.pdf.fonts import Typefaces
from app.adapters.pdf.pen import Pen
from app.adapters.pdf.styles import CELL, CELL_TITLE, INK, LEFT, LINE, SMALL_CELL, SMALL_CELL_TITLE, WIDTH, Style
from app.adapters.pdf.text import lines_of, longest_word
from app.kernel.document import Align, Table, TableColumn

GAP, SMALL_GAP = 10.0, 6.0  # between two columns
MOST_NEEDED = 0.4 * WIDTH  # a longer word is broken
MANY = 8  # more columns than these are set smaller
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
    many = count > MANY
    cell, title = (SMALL_CELL, SMALL_CELL_TITLE) if many else (CELL, CELL_TITLE)
    needs = [longest_word(column.title, faces.bold, title) for column in titled]
    for row in table.rows:
        for number, text in enumerate(row):
            needs[number] = max(needs[number], longest_word(text, faces.regular, cell))
    columns = _measured(titled, [min(need, MOST_NEEDED) for need in needs], SMALL_GAP if many else GAP)
    head = _head(titled, columns, faces, title)
    repeat = tuple(head) if sum(strip.height for strip in head) <= MOST_REPEATED else ()
    strips = list(head)
    for row in table.rows:
        of_row = _row(row, columns, faces, cell)
        for strip in of_row:
            strip.repeat = repeat
        strips += of_row
    return [Strip(4, glued=True, vanishes=True), *strips, Strip(12, vanishes=True)]


def _measured(columns: Sequence[TableColumn], needs: Sequence[float], gap: float) -> list[_Column]:
    """Share out the width; a column whose longest word would break takes what it needs from the others, while there is room."""
    shares = [column.share if 0 < column.share < float("inf") else 1.0 for column in columns]
    greatest = max(shares)
    widths = _shared([share / greatest for share in shares], needs, WIDTH - gap * (len(columns) - 1))
    measured: list[_Column] = []
    x = LEFT
    for width, column in zip(widths, columns, strict=True):
        measured.append((x, width, column.align))
        x += width + gap
    return measured


def _shared(shares: Sequence[float], needs: Sequence[float], room: float) -> list[float]:
    least = [max(NARROWEST, need + 0.5) for need in needs]
    if sum(least) > room:
        # One very long word may not break the days and numbers of the other columns: what is above an even part is cut.
        even = [min(need, room / len(least)) for need in least]
        kept = (room - sum(even)) / (sum(least) - sum(even))
        return [part + (need - part) * kept for part, need in zip(even, least, strict=True)]
    widths = [0.0] * len(shares)
    open_columns = set(range(len(shares)))
    while open_columns:
        left = room - sum(widths[n] for n in range(len(widths)) if n not in open_columns)
        total = sum(shares[n] for n in open_columns)
        offered = {n: left * shares[n] / total if total else left / len(open_columns) for n in open_columns}
        narrow = {n for n in open_columns if offered[n] < least[n]}
        for n in narrow or open_columns:
            widths[n] = least[n] if narrow else offered[n]
        open_columns = open_columns - narrow if narrow else set[int]()
    return widths


def _head(titles: Sequence[TableColumn], columns: Sequence[_Column], faces: Typefaces, style: Style) -> list[Strip]:
    if not any(column.title for column in titles):
        strips = [Strip(0)]
    else:
        strips = _cells([column.title for column in titles], columns, faces, style)
    strips.append(Strip(1, lambda pen, top: pen.rule(LEFT, top, WIDTH, INK, 0.7)))
    for strip in strips:
        strip.glued = True
    return strips


def _row(row: Sequence[str], columns: Sequence[_Column], faces: Typefaces, style: Style) -> list[Strip]:
    strips = [
        Strip(PADDING),
        *_cells(row, columns, faces, style),
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
