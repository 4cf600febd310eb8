"""Figures as a file: one on a page of A4 under its title, or any number, each alone on a page of its own size."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any, cast

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from app.adapters.pdf.figures import check_size, draw_figure
from app.adapters.pdf.fonts import Typefaces
from app.adapters.pdf.limits import checked
from app.adapters.pdf.pen import Pen
from app.adapters.pdf.render import LANGUAGE_TAGS, one_at_a_time
from app.adapters.pdf.styles import HEADINGS, PAGE_HEIGHT, PAGE_WIDTH
from app.adapters.pdf.text import lines_of
from app.kernel.document import Document, DocumentMeta, Drawing
from app.kernel.errors import Finding, Refused
from app.kernel.figures import Figure
from app.kernel.translated import lazy

MARGIN = 42.0
LARGEST_SCALE = 2.5  # beyond it a small drawing would look coarse
_TITLE = HEADINGS[1]


def figure_page(figure: Figure) -> bytes:
    """Lay out *figure* on a page of A4, upright or lying as it fits best; raise `Refused` when it has no size."""
    check_size(figure)
    width, height = (PAGE_WIDTH, PAGE_HEIGHT) if figure.height > figure.width else (PAGE_HEIGHT, PAGE_WIDTH)

    def draw(pen: Pen, figure: Figure) -> None:
        top = height - MARGIN
        for line in lines_of(figure.title, pen.faces.bold, _TITLE, width - 2 * MARGIN):
            pen.line(MARGIN, top, line, _TITLE)
            top -= _TITLE.leading
        top -= _TITLE.leading / 2
        scale = min((width - 2 * MARGIN) / figure.width, (top - MARGIN) / figure.height, LARGEST_SCALE)
        draw_figure(pen, figure, (width - figure.width * scale) / 2, top, scale)

    return _written(DocumentMeta(figure.title, "", subject=figure.description), (figure,), lambda _figure: (width, height), draw)


def figure_alone(figure: Figure) -> bytes:
    """Lay out *figure* on a page of its own size, for a picture; raise `Refused` when it has no size."""
    return figure_pages((figure,), DocumentMeta(figure.title, "", subject=figure.description))


def figure_pages(figures: Sequence[Figure], meta: DocumentMeta) -> bytes:
    """Lay out each of *figures* on a page of exactly its own size, with nothing around it; raise `Refused` when there is none, or one without a size."""
    if not figures:
        raise Refused(Finding("figures", lazy("There is nothing to print."), rule="no-pages"))
    for figure in figures:
        check_size(figure)
    return _written(meta, figures, lambda one: (one.width, one.height), lambda pen, one: draw_figure(pen, one, 0, one.height))


def _written(
    meta: DocumentMeta,
    figures: Sequence[Figure],
    page_of: Callable[[Figure], tuple[float, float]],
    draw: Callable[[Pen, Figure], None],
) -> bytes:
    ready = checked(Document(meta, tuple(Drawing(figure) for figure in figures)))
    printed = [cast("Drawing", block).figure for block in ready.document.blocks]
    file = BytesIO()
    make: Any = Canvas  # reportlab gives no types
    with one_at_a_time:
        faces = Typefaces({*ready.texts, "…"})
        try:
            rl_config.useA85 = 0
            canvas = make(
                file,
                pagesize=page_of(printed[0]),
                pageCompression=1,
                invariant=1,
                pdfVersion=(1, 7),
                initialFontName=faces.regular.name,
                lang=LANGUAGE_TAGS.get(meta.language, meta.language) or None,
            )
            canvas.setTitle(" ".join(meta.title.split()))
            canvas.setSubject(" ".join(meta.subject.split()))
            canvas.setAuthor(" ".join(meta.author.split()))
            canvas.setCreator("Attaché")
            canvas.setProducer("Attaché")
            canvas.setViewerPreference("DisplayDocTitle", "true")
            canvas.setViewerPreference("PrintScaling", "None")  # labels and cards are as large as they are
            pen = Pen(canvas, faces)
            for figure in printed:
                canvas.setPageSize(page_of(figure))
                draw(pen, figure)
                canvas.showPage()
            canvas.save()
        finally:
            faces.release()
    return file.getvalue()
