"""Producing the papers of a trip as PDF: used by window and command line alike.

A paper of a trip needs no version of its own: it is of an edition of its file, and the stamp says which. The same edition gives the
same paper.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.domains.trips.decision import DecisionSheet
from app.domains.trips.papers.decision_sheet import ROOMS, decision_sheet
from app.domains.trips.papers.expense_statement import expense_statement
from app.domains.trips.papers.mission_order import mission_order, mission_orders
from app.domains.trips.papers.parts import language_of
from app.domains.trips.queries import sheets
from app.domains.trips.request import Request
from app.kernel.document import Document
from app.kernel.errors import Finding, Refused
from app.kernel.ports import Renderer
from app.kernel.translated import Wording, lazy

if TYPE_CHECKING:
    from app.application import Application

Progress = Callable[[int, int], None]


def produce_decision_sheet(application: Application, trip: str, wording: Wording, progress: Progress | None = None) -> bytes:
    """Lay out the decision sheet of a file on one page, in the language of whoever decides."""
    return one_page(application.outside.renderer(), application.ask(sheets.decision_sheet(trip)), wording, progress)


def one_page(renderer: Renderer, sheet: DecisionSheet, wording: Wording, progress: Progress | None = None) -> bytes:
    """Lay out a decision sheet with the fullest texts that leave it on one page; the shortest ones when none does."""
    content = b""
    for room in ROOMS:
        content, pages = _laid_out(renderer, decision_sheet(sheet, wording, room), wording, progress)
        if pages <= 1:
            break
    return content


def produce_mission_order(
    application: Application, trip: str, language: str | None = None, traveller: int | None = None, progress: Progress | None = None
) -> bytes:
    """Lay out the mission order of one traveller, by the place in the request; of all of them in one file without one.

    The paper is in the language of the traveller (the first one's, of several), unless another is named.
    """
    order = application.ask(sheets.mission_order(trip))
    _check_traveller(order.request, traveller)
    wording = application.outside.wording(language or language_of(order.request, traveller or 0))
    document = mission_orders(order, wording) if traveller is None else mission_order(order, traveller, wording)
    return application.outside.renderer().render(document, wording, progress)


def produce_expense_statement(
    application: Application, trip: str, language: str | None = None, traveller: int = 0, progress: Progress | None = None
) -> bytes:
    """Lay out the expense statement of one traveller, in the traveller's language unless another is named."""
    statement = application.ask(sheets.expense_statement(trip))
    _check_traveller(statement.request, traveller)
    wording = application.outside.wording(language or language_of(statement.request, traveller))
    return application.outside.renderer().render(expense_statement(statement, traveller, wording), wording, progress)


def _check_traveller(request: Request, traveller: int | None) -> None:
    if traveller and not 0 <= traveller < len(request.travellers):
        message = lazy("This trip has no traveller {number}.", number=traveller + 1)
        raise Refused(Finding("traveller", message, rule="no-such-traveller"))


def _laid_out(renderer: Renderer, document: Document, wording: Wording, progress: Progress | None) -> tuple[bytes, int]:
    pages = 0

    def count(done: int, total: int) -> None:
        nonlocal pages
        pages = max(pages, total)
        if progress is not None:
            progress(done, total)

    return renderer.render(document, wording, count), pages
