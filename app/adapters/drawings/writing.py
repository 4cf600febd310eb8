"""Writes a figure in the kind of file that is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.adapters.drawings.picture import figure_png
from app.adapters.drawings.svg import figure_svg
from app.adapters.pdf.single import figure_page
from app.kernel.figures import Figure
from app.kernel.ports import DrawingKind

_WRITERS: Mapping[DrawingKind, Callable[[Figure], bytes]] = {"svg": figure_svg, "png": figure_png, "pdf": figure_page}


def write_figure(figure: Figure, kind: DrawingKind) -> bytes:
    """Write *figure* as a file; raise `Refused` when it has no size."""
    return _WRITERS[kind](figure)
