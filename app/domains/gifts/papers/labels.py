"""Labels for what stands on the shelves: sheets of A4 whose places are known to a tenth of a millimetre.

A label says the inventory number, in letters and as a QR code that holds this number and nothing else, and a short name. The number
never changes, so a label that is stuck on stays true.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domains.gifts.papers.parts import MM
from app.kernel.errors import Finding, Refused
from app.kernel.figures import Box, Figure, Ink, Label, QrCode, Shape
from app.kernel.translated import Multilingual, Wording, lazy

A4_WIDTH, A4_HEIGHT = 210.0, 297.0  # millimetres
MOST_LABELS = 20_000
_EDGE = 2.0  # that stays empty within a label: a printer feeds no sheet exactly
_MOST_CODE = 30.0  # a code that is larger is not read any better


@dataclass(frozen=True, slots=True)
class LabelFormat:
    """A sheet of labels as it is sold, in millimetres: how many across and down, how large, where the first stands, how far apart they begin."""

    code: str
    across: int
    down: int
    width: float
    height: float
    left: float
    top: float
    step_across: float
    step_down: float

    @property
    def on_a_sheet(self) -> int:
        """How many labels a sheet has."""
        return self.across * self.down


FORMATS = (
    LabelFormat("3x7", 3, 7, 63.5, 38.1, 7.2, 15.1, 66.0, 38.1),
    LabelFormat("2x7", 2, 7, 99.1, 38.1, 4.7, 15.1, 101.6, 38.1),
    LabelFormat("3x8", 3, 8, 70.0, 37.0, 0.0, 0.5, 70.0, 37.0),
    LabelFormat("4x10", 4, 10, 48.5, 25.4, 8.0, 21.5, 48.5, 25.4),
    LabelFormat("4x10-full", 4, 10, 52.5, 29.7, 0.0, 0.0, 52.5, 29.7),
    LabelFormat("5x13", 5, 13, 38.1, 21.2, 4.7, 10.7, 40.6, 21.2),
)
"""The sheets that shops of Belgium sell; the first is the usual one."""


@dataclass(frozen=True, slots=True)
class LabelFacts:
    """What a label says."""

    number: str
    name: Multilingual = Multilingual()


def label_format(code: str) -> LabelFormat:
    """Give a format by its code; raise `Refused` with those there are."""
    if (found := next((one for one in FORMATS if one.code == code.strip().lower()), None)) is not None:
        return found
    known = ", ".join(one.code for one in FORMATS)
    message = lazy("There are no label sheets “{code}”; choose one of {known}.", code=code, known=known)
    raise Refused(Finding("format", message, rule="label-format", value=code))


def label_sheets(
    labels: Sequence[LabelFacts], sheet: LabelFormat, wording: Wording, start: int = 1, *, frames: bool = False
) -> tuple[Figure, ...]:
    """Set labels on sheets of A4, the first at place *start* of the first sheet (one that was begun is used up), row by row.

    With *frames* the edges of the labels are drawn, to try a sheet on plain paper. Raises `Refused` for a start that the sheet does not have,
    or when there is nothing to print.
    """
    if not 1 <= start <= sheet.on_a_sheet:
        message = lazy("A sheet has labels 1 to {most}; begin at one of them.", most=sheet.on_a_sheet)
        raise Refused(Finding("start", message, rule="label-start", value=start, limit=sheet.on_a_sheet))
    if not labels:
        raise Refused(Finding("labels", lazy("There is nothing to put on a label."), rule="no-labels"))
    if len(labels) > MOST_LABELS:
        message = lazy("These are {count} labels; print at most {most} at a time.", count=len(labels), most=MOST_LABELS)
        raise Refused(Finding("labels", message, rule="too-many-labels", value=len(labels), limit=MOST_LABELS))
    placed = [(place // sheet.on_a_sheet, place % sheet.on_a_sheet, one) for place, one in enumerate(labels, start - 1)]
    pages = placed[-1][0] + 1
    shapes: list[list[Shape]] = [[] for _ in range(pages)]
    for page, place, one in placed:
        shapes[page] += _label(one, sheet, place, wording, frames=frames)
    return tuple(
        Figure(A4_WIDTH * MM, A4_HEIGHT * MM, tuple(of_page), wording.say("Labels, sheet {number} of {total}", number=number, total=pages))
        for number, of_page in enumerate(shapes, 1)
    )


def _label(one: LabelFacts, sheet: LabelFormat, place: int, wording: Wording, *, frames: bool) -> list[Shape]:
    left = (sheet.left + place % sheet.across * sheet.step_across) * MM
    top = (sheet.top + place // sheet.across * sheet.step_down) * MM
    wide, high, edge = sheet.width * MM, sheet.height * MM, _EDGE * MM
    side = min(high - 2 * edge, wide * 0.46, _MOST_CODE * MM)
    # The quiet zone of the code is white already: it may reach to the edge of the label, and the words stand close to it.
    x = left + edge + side
    room = left + wide - edge - x
    size = min(15.0, high / 5.2)
    name = size * 0.62
    lines = max(1, int((high - 2 * edge - size * 1.5) / (name * 1.22)))
    used = min(lines, 3)
    block = size + used * name * 1.22 + 3
    first = top + (high - block) / 2 + size * 0.86
    shapes: list[Shape] = [
        QrCode(left + edge, top + (high - side) / 2, side, one.number),
        Label(x, first, one.number, size, bold=True, width=room, least=4.5),
        Label(x, first + name * 1.22 + 3, wording.text(one.name), name, width=room, lines=used, least=max(4.5, name * 0.7)),
    ]
    if frames:
        shapes.insert(0, Box(left, top, wide, high, line=Ink.LINE, stroke=0.4))
    return shapes
