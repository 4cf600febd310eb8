"""The fields of a form as a PDF file holds them (ISO 32000-1, 12.7): values, names, and how each looks before anybody types.

Reportlab's own form knows the fourteen old fonts only, in which a Polish or Greek name cannot be drawn. So the fields are written
here: what is filled in beforehand is drawn with the embedded typeface of the house, and what somebody types later is set by their own
program in Helvetica, to which every reader adds the letters that it lacks. (With an embedded font of more than 255 letters as the font of
a field, only one reader could type.)

No field has an action or a script.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFObjectReference, PDFText

from app.adapters.pdf.fonts import printable
from app.adapters.pdf.pen import Pen
from app.adapters.pdf.styles import INK, Style
from app.adapters.pdf.text import lines_of
from app.kernel.document import Align

TYPED = Style(9.5, 12.5)
PADDING = 2.0
TICK = "Yes"

_TYPED_IN = f"/Helv {TYPED.size:g} Tf {INK[0]:g} {INK[1]:g} {INK[2]:g} rg"
_TICKED_IN = f"/ZaDb 0 Tf {INK[0]:g} {INK[1]:g} {INK[2]:g} rg"
_reportlab: Any = pdfdoc  # reportlab gives no types
_name = cast("Callable[[str], str]", _reportlab.PDFName)
_look_name = cast("Callable[[str], str]", _reportlab.xObjectName)
# Flags of a field (table 221, 228, 230) and of its place on the page (table 165).
READ_ONLY, REQUIRED, MULTILINE, COMBO = 1, 1 << 1, 1 << 12, 1 << 17
HIDDEN, PRINTED = 1 << 1, 1 << 2


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page, in points from its lower left corner."""

    x: float
    bottom: float
    width: float
    height: float


class Widgets:
    """Gathers the fields of one file, page by page; `close` writes the form into it."""

    def __init__(self, pen: Pen) -> None:
        self._pen = pen
        self._document: Any = pen.canvas._doc  # noqa: SLF001 - reportlab has no other way to objects of one's own
        self._roots: list[PDFObjectReference] = []
        self._groups: dict[str, tuple[PDFObjectReference, list[PDFObjectReference]]] = {}
        self._count = 0

    def text(self, name: str, spoken: str, value: str, box: Box, *, longest: int, lines: bool, flags: int, align: Align) -> None:
        """Add a field for a line, or for *lines* of text."""
        entries = {
            "FT": _name("Tx"),
            "V": _text(value),
            "DV": _text(value),
            "Ff": flags | (MULTILINE if lines else 0),
            "Q": 2 if align is Align.RIGHT else 0,
            "AP": PDFDictionary({"N": self._written(value, box, lines=lines, align=align)}),
        }
        if longest:
            entries["MaxLen"] = max(longest, len(value.encode("utf-16-le")) // 2)  # what is there must not be cut
        self._add(name, spoken, box, entries)

    def choice(self, name: str, spoken: str, value: str, choices: tuple[tuple[str, str], ...], box: Box, *, flags: int) -> None:
        """Add a list to choose one from; its first entry is empty, so that a choice can be taken back."""
        shown = {"": " ", **dict(choices)}
        shown.setdefault(value, value)
        entries = {
            "FT": _name("Ch"),
            "V": _text(value),
            "DV": _text(value),
            "Ff": flags | COMBO,
            "Opt": PDFArray([PDFArray([_text(code), _text(title)]) for code, title in shown.items()]),
            "AP": PDFDictionary({"N": self._written(shown[value].strip(), box, lines=False, align=Align.LEFT)}),
        }
        self._add(name, spoken, box, entries)

    def check(self, name: str, spoken: str, box: Box, *, ticked: bool, flags: int) -> None:
        """Add a box to tick."""
        state = _name(TICK if ticked else "Off")
        entries = {
            "FT": _name("Btn"),
            "V": state,
            "DV": state,
            "AS": state,
            "Ff": flags,
            "DA": _plain(_TICKED_IN),
            "MK": PDFDictionary({"CA": _plain("4")}),  # the tick of the font of signs
            "AP": PDFDictionary({"N": PDFDictionary({TICK: self._tick(box), "Off": self._nothing(box)})}),
        }
        self._add(name, spoken, box, entries)

    def mark(self, name: str, value: str) -> None:
        """Add a field that nobody sees or changes: by it the form is known again."""
        box = Box(0, 0, 0, 0)
        entries = {"FT": _name("Tx"), "V": _text(value), "Ff": READ_ONLY, "F": HIDDEN}
        self._add(name, name, box, entries)

    def close(self) -> None:
        """Write the form into the file; nothing can be added after it."""
        for group, (reference, kids) in self._groups.items():
            self._document.idToObject[reference.name]["Kids"] = PDFArray(kids)
            assert kids, group
        fonts = {
            "Helv": {"BaseFont": _name("Helvetica"), "Encoding": _name("WinAnsiEncoding")},
            "ZaDb": {"BaseFont": _name("ZapfDingbats")},
        }
        described = {
            name: self._document.Reference(PDFDictionary({"Type": _name("Font"), "Subtype": _name("Type1"), **font}), f"FieldFont.{name}")
            for name, font in fonts.items()
        }
        self._document.Catalog.AcroForm = PDFDictionary(
            {
                "Fields": PDFArray(self._roots),
                "DA": _plain(_TYPED_IN),
                "DR": PDFDictionary({"Font": PDFDictionary(described)}),
            }
        )
        self._order_by_rows()

    def _order_by_rows(self) -> None:
        """Let the tabulator go from field to field by rows; reportlab's page has no name for it."""
        for page in self._document.Pages.pages:
            page.__NoDefault__ = [*page.__NoDefault__, "Tabs"]
            page.Tabs = _name("R")

    def _add(self, name: str, spoken: str, box: Box, entries: dict[str, Any]) -> None:
        group, _, last = name.rpartition(".")
        widget = {
            "Type": _name("Annot"),
            "Subtype": _name("Widget"),
            "T": _text(last),
            "TU": _text(spoken),
            "F": PRINTED,
            "DA": _plain(_TYPED_IN),
            "Rect": PDFArray([round(one, 2) for one in (box.x, box.bottom, box.x + box.width, box.bottom + box.height)]),
            **entries,
        }
        if group:
            widget["Parent"] = self._group(group)[0]
        reference = self._reference(widget)
        (self._group(group)[1] if group else self._roots).append(reference)
        self._pen.canvas._annotationrefs.append(reference)  # noqa: SLF001 - as reportlab's own form does

    def _group(self, name: str) -> tuple[PDFObjectReference, list[PDFObjectReference]]:
        """Give the node of a name before a dot: no part of a name may hold one."""
        if name not in self._groups:
            above, _, last = name.rpartition(".")
            node: dict[str, Any] = {"T": _text(last)}
            if above:
                node["Parent"] = self._group(above)[0]
            reference = self._reference(node)
            (self._group(above)[1] if above else self._roots).append(reference)
            self._groups[name] = (reference, [])
        return self._groups[name]

    def _reference(self, entries: dict[str, Any]) -> PDFObjectReference:
        return self._document.Reference(PDFDictionary(entries), self._next("Field"))

    def _next(self, kind: str) -> str:
        self._count += 1
        return f"{kind}.{self._count}"

    @contextmanager
    def _appearance(self, box: Box) -> Generator[str]:
        name = self._next("look")
        self._pen.canvas.beginForm(name, 0, 0, round(box.width, 2), round(box.height, 2))
        yield name
        self._pen.canvas.endForm()

    def _written(self, value: str, box: Box, *, lines: bool, align: Align) -> PDFObjectReference:
        pen, room = self._pen, box.width - 2 * PADDING
        with self._appearance(box) as name:
            pen.canvas._code.append(f"/Tx BMC q 1 1 {box.width - 2:.2f} {box.height - 2:.2f} re W n")  # noqa: SLF001 - marks of a field
            printed = printable(value)
            if lines:
                seen = int(box.height / TYPED.leading) + 1
                for number, line in enumerate(lines_of(printed, pen.face(TYPED), TYPED, room)[:seen]):
                    pen.line(PADDING, box.height - PADDING - number * TYPED.leading, line, TYPED)
            else:
                style = Style(TYPED.size, box.height)
                printed = printed.replace("\n", " ")  # some signs that are no line end to a field are one to a paper
                fits = pen.width(printed, style) <= room
                pen.line(PADDING, box.height, printed, style, width=room, align=align if fits else Align.LEFT, middle=True)
            pen.canvas._code.append("Q EMC")  # noqa: SLF001 - see above
        return _look(name)

    def _tick(self, box: Box) -> PDFObjectReference:
        with self._appearance(box) as name:
            canvas, size = self._pen.canvas, box.width
            canvas.setStrokeColorRGB(*INK)
            canvas.setLineWidth(size / 8)
            canvas.setLineCap(1)
            path = canvas.beginPath()
            path.moveTo(size * 0.22, size * 0.52)
            path.lineTo(size * 0.42, size * 0.28)
            path.lineTo(size * 0.8, size * 0.78)
            canvas.drawPath(path, stroke=1, fill=0)
        return _look(name)

    def _nothing(self, box: Box) -> PDFObjectReference:
        with self._appearance(box) as name:
            pass
        return _look(name)


def _look(name: str) -> PDFObjectReference:
    return PDFObjectReference(_look_name(name))


def _text(value: str) -> PDFText:
    """Write a text so that every letter of it comes back; as figures of letters, in which nothing needs to be escaped."""
    return PDFText(f"\ufeff{value}", "utf-16-be")


def _plain(value: str) -> PDFText:
    return PDFText(value, "ascii")
