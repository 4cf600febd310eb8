"""A paper as a PDF file: A4, one typeface embedded, bookmarks, and the same bytes for the same paper."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from app.adapters.pdf.blocks import Builder, Entry
from app.adapters.pdf.flow import Page, Strip, pages_of
from app.adapters.pdf.fonts import Typefaces, printable
from app.adapters.pdf.limits import checked
from app.adapters.pdf.pen import Pen
from app.adapters.pdf.styles import AIR, FOOTER_BOTTOM, HEADER_TOP, LEFT, PAGE_HEIGHT, PAGE_WIDTH, RUNNING, RUNNING_STRONG, WIDTH
from app.adapters.pdf.text import lines_of
from app.kernel.document import Align, Document, DocumentMeta
from app.kernel.errors import Finding, Refused
from app.kernel.translated import Wording, lazy

LANGUAGE_TAGS = {"nl": "nl-BE", "fr": "fr-BE", "en": "en-GB"}
MOST_RUNNING_LINES = 8
one_at_a_time = threading.Lock()  # reportlab keeps its fonts for the whole program

Progress = Callable[[int, int], None]


class PdfRenderer:
    """Turns documents into PDF files; see `app.kernel.ports.Renderer`."""

    def render(self, document: Document, wording: Wording, progress: Progress | None = None) -> bytes:
        """Lay out *document*; raise `Refused` with the place of what cannot be laid out.

        While the pages are being laid out `progress` is told (0, 0); then the pages drawn, of all pages.
        """
        ready = checked(document)
        says = Says(wording)
        texts = {*ready.texts, says.continued(""), says.page(1_234_567, 1_234_567), "•"}
        with one_at_a_time:
            faces = Typefaces(texts)
            try:
                return Paper(ready.document, faces, says, progress or nobody).written()
            finally:
                faces.release()


def nobody(done: int, total: int) -> None:
    """Tell nobody."""


class Says:
    """The few sentences that the pages themselves say."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording

    def continued(self, title: str) -> str:
        """Write a title that is repeated on a next page."""
        return printable(self.wording.say("{title} (continued)", title=title))

    def page(self, number: int, total: int) -> str:
        """Number a page."""
        return printable(self.wording.say("Page {number} of {total}", number=number, total=total))


class Paper:
    """The pages of one paper: its strips on pages, inside the frame of title, classification, stamp and number."""

    def __init__(self, document: Document, faces: Typefaces, says: Says, progress: Progress) -> None:
        self.meta: DocumentMeta = document.meta
        self.blocks = document.blocks
        self.faces, self.says, self.progress = faces, says, progress
        half = WIDTH * 0.62
        self.classification = self._running(document.meta.classification, RUNNING_STRONG.bold, WIDTH - half - 20, "classification")
        self.title = self._running(document.meta.title, False, half, "title")
        self.stamp = self._running(document.meta.stamp, False, half, "stamp")
        above = max(1, len(self.title), len(self.classification))
        self.top = PAGE_HEIGHT - HEADER_TOP - above * RUNNING.leading - AIR
        self.footer = FOOTER_BOTTOM + max(1, len(self.stamp)) * RUNNING.leading
        self.bottom = self.footer + AIR

    def _running(self, text: str, bold: bool, width: float, name: str) -> list[str]:  # noqa: FBT001
        if not text.strip():
            return []
        lines = lines_of(text, self.faces.bold if bold else self.faces.regular, RUNNING, width)
        if len(lines) > MOST_RUNNING_LINES:
            message = lazy("The {part} of the paper is too long to stand on every page: {count} characters. Shorten it.",
                           part=_PARTS[name], count=len(text))  # fmt: skip
            raise Refused(Finding(f"meta.{name}", message, rule="running-text-too-long"))
        return lines

    def strips(self, builder: Builder) -> Iterator[list[Strip]]:
        """Cut the paper into strips, piece by piece."""
        return builder.build(self.blocks)

    def finish(self, canvas: Any) -> None:
        """Add what belongs to the file and to none of its pages."""

    def written(self) -> bytes:
        """Lay out the paper and give its file."""
        builder = Builder(self.faces, self.says.continued)
        strips: list[Strip] = []
        for of_block in self.strips(builder):
            strips += of_block
            self.progress(0, 0)
        pages = pages_of(strips, self.top, self.bottom)
        if len(pages) > 1 and not pages[-1].strips and not pages[-1].cover:
            pages.pop()
        file = BytesIO()
        canvas = self._canvas(file)
        pen = Pen(canvas, self.faces)
        entries = {entry.anchor: entry for entry in builder.entries}
        page_of = {strip.anchor: n for n, page in enumerate(pages, 1) for strip, _ in page.strips if strip.anchor}
        pen.listed = [(entry.anchor, str(page_of[entry.anchor])) for entry in builder.entries if entry.listed]
        for number, page in enumerate(pages, 1):
            self._draw(pen, page, number, len(pages), entries)
            canvas.showPage()
            self.progress(number, len(pages))
        self.finish(canvas)
        canvas.save()
        return file.getvalue()

    def _canvas(self, file: BytesIO) -> Any:
        rl_config.useA85 = 0  # pictures and pages as they are: half the size of letters, and twice as fast
        make: Any = Canvas  # reportlab gives no types
        canvas = make(
            file,
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 7),
            initialFontName=self.faces.regular.name,
            lang=LANGUAGE_TAGS.get(self.meta.language, self.meta.language or "en-GB"),
        )
        canvas.setTitle(_one_line(self.meta.title))
        canvas.setAuthor(_one_line(self.meta.author))
        canvas.setSubject(_one_line(self.meta.subject))
        canvas.setCreator("Attaché")
        canvas.setProducer("Attaché")
        canvas.setViewerPreference("DisplayDocTitle", "true")
        return canvas

    def _draw(self, pen: Pen, page: Page, number: int, total: int, entries: dict[str, Entry]) -> None:
        self._frame(pen, page, self.says.page(number, total))
        repeated: set[str] = set()
        for strip, top in page.strips:
            if strip.anchor and strip.anchor not in repeated:
                entry = entries[strip.anchor]
                repeated.add(strip.anchor)
                pen.bookmark(entry.anchor, entry.title, entry.level, top)
            if strip.draw is not None:
                strip.draw(pen, top)

    def _frame(self, pen: Pen, page: Page, number: str) -> None:
        upper = PAGE_HEIGHT - HEADER_TOP
        for n, line in enumerate(self.classification):
            pen.line(LEFT, upper - n * RUNNING.leading, line, RUNNING_STRONG, width=WIDTH, align=Align.RIGHT)
        if not page.cover:
            for n, line in enumerate(self.title):
                pen.line(LEFT, upper - n * RUNNING.leading, line, RUNNING)
            pen.rule(LEFT, self.top + AIR - 6, WIDTH)
        pen.rule(LEFT, self.footer + 5, WIDTH)
        for n, line in enumerate(self.stamp):
            pen.line(LEFT, self.footer - n * RUNNING.leading, line, RUNNING)
        pen.line(LEFT, self.footer, number, RUNNING, width=WIDTH, align=Align.RIGHT)


_PARTS = {"classification": lazy("classification"), "title": lazy("title"), "stamp": lazy("version stamp")}


def _one_line(text: str) -> str:
    return " ".join(text.split())
