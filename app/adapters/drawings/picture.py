"""A figure as a picture in PNG, as its page of PDF looks."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from app.adapters.pdf.render import one_at_a_time
from app.adapters.pdf.single import figure_alone
from app.kernel.figures import Figure

DOTS_PER_POINT = 2.5  # 180 to the inch
MOST_DOTS = 6000  # of the longer side


def figure_png(figure: Figure) -> bytes:
    """Draw *figure* as a PNG picture on white; raise `Refused` when it has no size."""
    import pypdfium2  # slow import

    scale = min(DOTS_PER_POINT, MOST_DOTS / max(figure.width, figure.height, 1))
    content = figure_alone(figure)
    with one_at_a_time:  # the library draws one page at a time
        paper: Any = pypdfium2.PdfDocument(content)
        try:
            picture = paper[0].render(scale=scale).to_pil()
        finally:
            paper.close()
    file = BytesIO()
    picture.save(file, "PNG", dpi=(72 * scale, 72 * scale))
    return file.getvalue()
