"""Making the papers of gifts as files: used by windows and command line alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domains.gifts import extract_queries as extracts
from app.domains.gifts import paper_queries as facts
from app.domains.gifts.balance_queries import By, balance
from app.domains.gifts.paper_queries import ReceiptDraft
from app.domains.gifts.papers.cards import CardFacts, CardFormat, card_pages
from app.domains.gifts.papers.extracts import extract_paper, extract_sheet
from app.domains.gifts.papers.inventory import Balance, BalanceLine, balance_paper, balance_sheet, inventory_paper, inventory_sheet
from app.domains.gifts.papers.labels import FORMATS, MOST_LABELS, LabelFacts, label_format, label_sheets
from app.domains.gifts.papers.lists import customs_paper, customs_sheet, packing_paper, packing_sheet
from app.domains.gifts.papers.loans import loan_paper
from app.domains.gifts.papers.parts import OFFICE
from app.domains.gifts.papers.receipts import receipt_paper
from app.domains.gifts.vocabulary import Extract
from app.kernel.document import Document, DocumentMeta
from app.kernel.errors import Finding, Refused
from app.kernel.ids import Ref
from app.kernel.sheets import Sheet, SheetKind
from app.kernel.translated import LANGUAGES, Lazy, Multilingual, Wording, lazy

if TYPE_CHECKING:
    from app.application import Application
    from app.kernel.figures import Figure

Progress = Callable[[int, int], None]


class FileKind(StrEnum):
    """As what a list is written: a paper, or a list for a spreadsheet; the value is the ending of the file's name."""

    PDF = "pdf"
    CSV = "csv"
    XLSX = "xlsx"


class ListKind(StrEnum):
    """The two lists of a mission."""

    PACKING = "packing"
    CUSTOMS = "customs"


BALANCE_TITLES: dict[By, Lazy] = {By.COUNTRY: lazy("Country"), By.ORGANISATION: lazy("Organisation"), By.PERSON: lazy("Person")}


def file_kind(ending: str) -> FileKind:
    """Give the kind that the ending of a file's name says; raise `Refused` with those there are."""
    try:
        return FileKind(ending.lower().removeprefix("."))
    except ValueError:
        message = lazy("Name the file .pdf, .csv or .xlsx; “{ending}” is none of them.", ending=ending)
        raise Refused(Finding("output", message, rule="unknown-kind", value=ending)) from None


def produce_cards(application: Application, reservations: Sequence[str], language: str = "", paper: CardFormat = CardFormat.FLAT) -> bytes:
    """Print the cards of gifts that were chosen, each in its own language unless another is named."""
    cards = application.ask(facts.cards_of(tuple(reservations)))
    if not cards:
        raise Refused(Finding("reservations", lazy("Choose at least one gift."), rule="nothing-chosen"))
    return _cards(application, cards, language, paper)


def produce_card_of_item(application: Application, item: str, language: str = "", paper: CardFormat = CardFormat.FLAT) -> bytes:
    """Print a card of an object of the bank that is for nobody in particular."""
    return _cards(application, [application.ask(facts.card_of_item(item))], language, paper)


def _cards(application: Application, cards: Sequence[CardFacts], language: str, paper: CardFormat) -> bytes:
    pages: list[Figure] = []
    for one in cards:
        own = language or (one.language if one.language in LANGUAGES else "")
        pages += card_pages([one], application.outside.wording(own or None), paper)
    wording = application.outside.wording(language or None)
    return application.outside.pages(pages, _meta(wording.say("Gift cards"), wording))


def labels_wanted(application: Application, items: Sequence[str] = (), gifts: Sequence[str] = ()) -> Sequence[LabelFacts]:
    """Give the labels of objects of the bank and of the register; of everything that stands on a shelf when none is named."""
    return application.ask(facts.labels_of(tuple(items), tuple(gifts)) if items or gifts else facts.all_labels())


def labels_file(
    application: Application,
    wording: Wording,
    labels: Sequence[LabelFacts],
    *,
    sheet: str = FORMATS[0].code,
    start: int = 1,
    copies: int = 1,
    frames: bool = False,
) -> bytes:
    """Print *labels*, each as often as *copies* says; raise `Refused` for a sheet or a place that there is not."""
    copies = max(1, min(copies, MOST_LABELS + 1))  # more are refused anyway
    several = [one for one in labels for _ in range(copies)]
    pages = label_sheets(several, label_format(sheet), wording, start, frames=frames)
    return application.outside.pages(pages, _meta(wording.say("Labels"), wording))


def produce_receipt(
    application: Application, refs: Sequence[Ref], draft: ReceiptDraft, wording: Wording, progress: Progress | None = None
) -> bytes:
    """Lay out a receipt for several objects: gifts that were chosen, entries of the register, loans."""
    if not refs:
        raise Refused(Finding("objects", lazy("Choose at least one object."), rule="nothing-chosen"))
    paper = receipt_paper(application.ask(facts.receipt_of(tuple(refs), draft)), wording)
    return application.outside.renderer().render(paper, wording, progress)


def produce_loan_agreement(application: Application, loan: str, wording: Wording, progress: Progress | None = None) -> bytes:
    """Lay out the agreement of a loan."""
    return application.outside.renderer().render(loan_paper(application.ask(facts.loan_facts(loan)), wording), wording, progress)


def produce_mission_list(
    application: Application, mission: str, what: ListKind, kind: FileKind, wording: Wording, progress: Progress | None = None
) -> bytes:
    """Write the packing list or the customs value list of a mission."""
    lists = application.ask(facts.lists_of_mission(mission))
    if what is ListKind.PACKING:
        return _written(application, lambda: packing_paper(lists, wording), lambda: packing_sheet(lists, wording), kind, wording, progress)
    return _written(application, lambda: customs_paper(lists, wording), lambda: customs_sheet(lists, wording), kind, wording, progress)


def produce_extract(
    application: Application, year: int, extract: Extract, kind: FileKind, wording: Wording, progress: Progress | None = None
) -> bytes:
    """Write the extract of a year of the register."""
    found = application.ask(extracts.register_extract(year, extract))
    return _written(application, lambda: extract_paper(found, wording), lambda: extract_sheet(found, wording), kind, wording, progress)


def produce_inventory(
    application: Application, kind: FileKind, wording: Wording, place: str = "", progress: Progress | None = None
) -> bytes:
    """Write the inventory of today, of one place only when it is named."""
    found = application.ask(extracts.inventory_of(place))
    return _written(application, lambda: inventory_paper(found, wording), lambda: inventory_sheet(found, wording), kind, wording, progress)


def produce_balance(
    application: Application,
    by: By,
    kind: FileKind,
    wording: Wording,
    since: date | None = None,
    until: date | None = None,
    progress: Progress | None = None,
) -> bytes:
    """Write the balance of gifts given and received, between two days when they are named."""
    rows = application.ask(balance(by, since, until))
    lines = tuple(
        BalanceLine(
            name=one.name or Multilingual.same(wording.say("not known")),
            given=one.given.number,
            given_value=one.given.euro,
            given_unknown=one.given.unknown,
            received=one.received.number,
            received_value=one.received.euro,
            received_unknown=one.received.unknown,
            last_given=one.given.last,
            last_received=one.received.last,
        )
        for one in rows
    )
    drawn = Balance(BALANCE_TITLES[by], lines, since, until, application.clock.today())
    return _written(application, lambda: balance_paper(drawn, wording), lambda: balance_sheet(drawn, wording), kind, wording, progress)


def _written(
    application: Application,
    paper: Callable[[], Document],
    sheet: Callable[[], Sheet],
    kind: FileKind,
    wording: Wording,
    progress: Progress | None,
) -> bytes:
    if kind is FileKind.PDF:
        return application.outside.renderer().render(paper(), wording, progress)
    return application.outside.sheet(sheet(), SheetKind(kind.value))


def _meta(title: str, wording: Wording) -> DocumentMeta:
    return DocumentMeta(title, wording.language, author=OFFICE, subject=title)
