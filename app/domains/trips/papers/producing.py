"""Producing the papers of a trip as PDF: used by window and command line alike.

A paper of a trip needs no version of its own: it is of an edition of its file, and the stamp says which. The same edition gives the
same paper.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.domains.trips.decision import DecisionSheet
from app.domains.trips.papers.decision_sheet import ROOMS, decision_sheet
from app.domains.trips.queries import sheets
from app.kernel.document import Document
from app.kernel.ports import Renderer
from app.kernel.translated import Wording

if TYPE_CHECKING:
    from app.application import Application

Progress = Callable[[int, int], None]


def produce_decision_sheet(
    application: Application, renderer: Renderer, trip: str, wording: Wording, progress: Progress | None = None
) -> bytes:
    """Lay out the decision sheet of a file on one page, in the language of whoever decides."""
    return one_page(renderer, application.ask(sheets.decision_sheet(trip)), wording, progress)


def one_page(renderer: Renderer, sheet: DecisionSheet, wording: Wording, progress: Progress | None = None) -> bytes:
    """Lay out a decision sheet with the fullest texts that leave it on one page; the shortest ones when none does."""
    content = b""
    for room in ROOMS:
        content, pages = _laid_out(renderer, decision_sheet(sheet, wording, room), wording, progress)
        if pages <= 1:
            break
    return content


def _laid_out(renderer: Renderer, document: Document, wording: Wording, progress: Progress | None) -> tuple[bytes, int]:
    pages = 0

    def count(done: int, total: int) -> None:
        nonlocal pages
        pages = max(pages, total)
        if progress is not None:
            progress(done, total)

    return renderer.render(document, wording, count), pages
