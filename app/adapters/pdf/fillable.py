"""A form to be filled in, as a PDF file: the page of our papers, labels above boxes, and a field in each box.

The same form is written the same to the byte. What stands in it beforehand can be read back, letter by letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from app.adapters.pdf.blocks import Builder
from app.adapters.pdf.flow import Strip
from app.adapters.pdf.fonts import Typefaces, printable
from app.adapters.pdf.limits import checked
from app.adapters.pdf.pen import Pen
from app.adapters.pdf.render import Paper, Says, nobody, one_at_a_time
from app.adapters.pdf.styles import GUTTER, INK, LEFT, LINE, QUIET, TINT, WIDTH, Style
from app.adapters.pdf.text import lines_of
from app.adapters.pdf.widgets import PADDING, REQUIRED, TYPED, Box, Widgets
from app.kernel.document import Align, Block, Document, DocumentMeta, Heading, Paragraph
from app.kernel.names import clean
from app.kernel.paperforms import CODE_FIELD, TICKED, VERSION_FIELD, FormField, FormFieldKind, FormSection, PaperForm, is_mark
from app.kernel.translated import Wording, lazy

LINE_BOX, TICK_BOX = 20.0, 12.0  # heights
MOST_LINES = 40  # of one box: more is there, but out of sight
AROUND = 7.0  # below a row
UNDER_LABEL = 1.5
INSET = 2.5  # between the box and its field: some readers write up to the edge of a field
LABEL = Style(8.0, 11.0, bold=True, colour=INK)
HELP = Style(7.0, 9.0, colour=QUIET)
FULL = 1.001  # a line of shares, with what is lost in thirds

STAR = lazy("Fields with * must be filled in.")


def write_form(form: PaperForm, wording: Wording) -> bytes:
    """Write *form* as a fillable PDF; raise `Refused` with the place of what cannot be laid out.

    *wording* is of the language of the form, for what the pages say by themselves. Two fields of one name are an error of ours: ValueError.
    """
    fields = [field for section in form.sections for field in section.fields]
    _check_names([field.name for field in fields])
    meta = DocumentMeta(form.title, form.language, stamp=form.footer, author="Attaché", subject=f"{form.code} {form.version}")
    ready = checked(Document(meta, tuple(_around(form, wording))))
    texts = {printable(text) for field in fields for text in (field.label, field.help, *_values(field))}
    says = Says(wording)
    with one_at_a_time:
        faces = Typefaces({*ready.texts, *texts, says.continued(""), says.page(1_234_567, 1_234_567), "*"})
        try:
            return _FormPaper(form, ready.document, faces, says).written()
        finally:
            faces.release()


def _values(field: FormField) -> Iterator[str]:
    yield _value(field)
    yield from (title for code, title in field.choices if code == field.value)


def _value(field: FormField) -> str:
    value = clean(field.value)
    return value if field.kind is FormFieldKind.LONG_TEXT else " ".join(value.replace("\t", " ").split("\n"))


def _check_names(names: list[str]) -> None:
    groups = {name.rpartition(".")[0] for name in names}
    wrong = [name for name in names if not all(name.split(".")) or names.count(name) > 1 or name in groups or is_mark(name)]
    if wrong:
        raise ValueError(f"fields of a form with names that cannot be told apart: {wrong}")


def _around(form: PaperForm, wording: Wording) -> Iterator[Block]:
    """Give the blocks of a form without its fields; a section is a title and its remark."""
    yield Heading(form.title, 1)
    if form.intro:
        yield Paragraph(form.intro)
    if any(field.required for section in form.sections for field in section.fields):
        yield Paragraph(wording.say(STAR), quiet=True)
    for section in form.sections:
        yield Heading(section.title)
        if section.remark:
            yield Paragraph(section.remark, quiet=True)


@dataclass(frozen=True, slots=True)
class _Cell:
    """A field in its row: where it stands, and the lines above its box."""

    field: FormField
    x: float
    width: float
    label: tuple[str, ...]
    help: tuple[str, ...]
    height: float
    spoken: str

    @property
    def above(self) -> float:
        """The height of what stands above the box."""
        return len(self.label) * LABEL.leading + len(self.help) * HELP.leading + UNDER_LABEL

    @property
    def ticks(self) -> bool:
        return self.field.kind is FormFieldKind.CHECK


class _FormPaper(Paper):
    """The pages of a form: sections of rows of fields."""

    def __init__(self, form: PaperForm, document: Document, faces: Typefaces, says: Says) -> None:
        super().__init__(document, faces, says, nobody)
        self.form = form
        self._widgets: Widgets | None = None

    def strips(self, builder: Builder) -> Iterator[list[Strip]]:
        """Cut the texts and the rows of fields, in the order in which they are filled in."""
        sections = iter(self.form.sections)
        section: FormSection | None = None
        for block in self.blocks:
            if isinstance(block, Heading) and block.level != 1:
                if section is not None:
                    yield [self._row(row) for row in self._rows(section)]
                section = next(sections)
            strips = builder.strips(block)
            if section is not None:
                for strip in strips:  # a title is never the last of its page
                    strip.glued = True
            yield strips
        if section is not None:
            yield [self._row(row) for row in self._rows(section)]

    def finish(self, canvas: Any) -> None:
        """Write the form into the file."""
        assert self._widgets is not None or not self.form.sections
        if self._widgets is not None:
            self._widgets.close()

    def _rows(self, section: FormSection) -> Iterator[list[_Cell]]:
        row: list[FormField] = []
        for field in section.fields:
            if row and sum(one.share for one in row) + field.share > FULL:
                yield list(self._cells(row, section.title))
                row = []
            row.append(field)
        if row:
            yield list(self._cells(row, section.title))

    def _cells(self, row: Iterable[FormField], title: str) -> Iterator[_Cell]:
        x = LEFT
        for field in row:
            width = min(field.share, 1.0) * (WIDTH + GUTTER) - GUTTER
            beside = TICK_BOX + 6 if field.kind is FormFieldKind.CHECK else 0.0
            marked = f"{field.label} *" if field.required else field.label
            label = tuple(lines_of(printable(marked), self.faces.bold, LABEL, width - beside))
            help = tuple(lines_of(printable(field.help), self.faces.regular, HELP, width - beside)) if field.help else ()
            spoken = " – ".join(text for text in (title, field.label, field.help) if text)
            yield _Cell(field, x, width, label, help, self._box_height(field, width), spoken)
            x += width + GUTTER

    def _box_height(self, field: FormField, width: float) -> float:
        if field.kind is FormFieldKind.CHECK:
            return TICK_BOX
        if field.kind is not FormFieldKind.LONG_TEXT:
            return LINE_BOX
        needed = len(lines_of(printable(_value(field)), self.faces.regular, TYPED, width - 2 * (INSET + PADDING))) if field.value else 0
        return min(MOST_LINES, max(field.lines, needed)) * TYPED.leading + 2 * (INSET + PADDING)

    def _row(self, cells: list[_Cell]) -> Strip:
        """Make a row: its boxes stand on one line, whatever the height of their labels."""
        above = max((cell.above for cell in cells if not cell.ticks), default=0.0)
        boxes = max(max(cell.height, cell.above) if cell.ticks else cell.height for cell in cells)

        def draw(pen: Pen, top: float) -> None:
            for cell in cells:
                if cell.ticks:
                    self._draw_tick(pen, cell, top - above - (LINE_BOX - TICK_BOX) / 2 if above else top)
                else:
                    self._draw_cell(pen, cell, top - above)

        return Strip(above + boxes + AROUND, draw)

    def _draw_cell(self, pen: Pen, cell: _Cell, top: float) -> None:
        self._draw_label(pen, cell, cell.x, top + cell.above)
        field, box = cell.field, self._framed(pen, cell, cell.width, top)
        flags = REQUIRED if field.required else 0
        if field.kind is FormFieldKind.CHOICE:
            choices = tuple((code, clean(title)) for code, title in field.choices if code)
            self._draw_arrow(pen, box)
            self._fields(pen).choice(field.name, cell.spoken, _value(field), choices, box, flags=flags)
            return
        self._fields(pen).text(
            field.name,
            cell.spoken,
            _value(field),
            box,
            longest=field.longest,
            lines=field.kind is FormFieldKind.LONG_TEXT,
            flags=flags,
            align=Align.RIGHT if field.kind is FormFieldKind.AMOUNT else Align.LEFT,
        )

    def _draw_tick(self, pen: Pen, cell: _Cell, top: float) -> None:
        self._draw_label(pen, cell, cell.x + TICK_BOX + 6, top - (TICK_BOX - LABEL.leading) / 2)
        box = self._framed(pen, cell, TICK_BOX, top)
        flags = REQUIRED if cell.field.required else 0
        self._fields(pen).check(cell.field.name, cell.spoken, box, ticked=cell.field.value == TICKED, flags=flags)

    def _draw_label(self, pen: Pen, cell: _Cell, x: float, top: float) -> None:
        for lines, style in ((cell.label, LABEL), (cell.help, HELP)):
            for line in lines:
                pen.line(x, top, line, style)
                top -= style.leading

    def _framed(self, pen: Pen, cell: _Cell, width: float, top: float) -> Box:
        """Draw the box on the page itself, so that it is there in whatever way a field is shown."""
        canvas = pen.canvas
        canvas.setFillColorRGB(*TINT)
        canvas.setStrokeColorRGB(*LINE)
        canvas.setLineWidth(0.6)
        canvas.rect(cell.x, top - cell.height, width, cell.height, stroke=1, fill=1)
        inset = 0.0 if cell.ticks else INSET
        return Box(cell.x + inset, top - cell.height + inset / 2, width - 2 * inset, cell.height - inset)

    def _draw_arrow(self, pen: Pen, box: Box) -> None:
        """Show that there is a list behind the box: most readers do so only when one is in it."""
        right, middle = box.x + box.width - 4, box.bottom + box.height / 2
        pen.canvas.setStrokeColorRGB(*QUIET)
        pen.canvas.setLineWidth(0.9)
        arrow = pen.canvas.beginPath()
        arrow.moveTo(right - 5, middle + 1.2)
        arrow.lineTo(right - 2.5, middle - 1.3)
        arrow.lineTo(right, middle + 1.2)
        pen.canvas.drawPath(arrow, stroke=1, fill=0)

    def _fields(self, pen: Pen) -> Widgets:
        if self._widgets is None:
            self._widgets = Widgets(pen)
            self._widgets.mark(CODE_FIELD, self.form.code)
            self._widgets.mark(VERSION_FIELD, self.form.version)
        return self._widgets
