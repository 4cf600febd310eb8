"""One figure as a file: on a page of A4 under its title, or alone on a page of its own size."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any, cast

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from app.adapters.pdf.figures import check_size, draw_figure
from app.adapters.pdf.fonts import Typefaces
from app.adapters.pdf.limits import checked
from app.adapters.pdf.pen import Pen
from app.adapters.pdf.render import one_at_a_time
from app.adapters.pdf.styles import HEADINGS, PAGE_HEIGHT, PAGE_WIDTH
from app.adapters.pdf.text import lines_of
from app.kernel.document import Document, DocumentMeta, Drawing
from app.kernel.figures import Figure

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

    return _written(figure, (width, height), draw)


def figure_alone(figure: Figure) -> bytes:
    """Lay out *figure* on a page of its own size, for a picture; raise `Refused` when it has no size."""
    check_size(figure)
    return _written(figure, (figure.width, figure.height), lambda pen, figure: draw_figure(pen, figure, 0, figure.height))


def _written(figure: Figure, page: tuple[float, float], draw: Callable[[Pen, Figure], None]) -> bytes:
    ready = checked(Document(DocumentMeta(figure.title, ""), (Drawing(figure),)))
    figure = cast("Drawing", ready.document.blocks[0]).figure
    file = BytesIO()
    make: Any = Canvas  # reportlab gives no types
    with one_at_a_time:
        faces = Typefaces({*ready.texts, "…"})
        try:
            rl_config.useA85 = 0
            canvas = make(file, pagesize=page, pageCompression=1, invariant=1, pdfVersion=(1, 7), initialFontName=faces.regular.name)
            canvas.setTitle(" ".join(figure.title.split()))
            canvas.setSubject(" ".join(figure.description.split()))
            canvas.setCreator("Attaché")
            canvas.setProducer("Attaché")
            canvas.setViewerPreference("DisplayDocTitle", "true")
            draw(Pen(canvas, faces), figure)
            canvas.showPage()
            canvas.save()
        finally:
            faces.release()
    return file.getvalue()
