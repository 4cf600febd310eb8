"""The papers of gifts in the windows: what is asked before one is made, and the menus that offer them.

Every paper asks for its language, which need not be that of the screen. A PDF is opened in the program that the machine has for it; a
list for a spreadsheet is saved where the user says.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QMenu

from app.adapters.i18n import wording_for
from app.domains.gifts.balance_queries import By
from app.domains.gifts.paper_queries import ReceiptDraft, travelling
from app.domains.gifts.papers import producing
from app.domains.gifts.papers.cards import CARD_FORMATS, CardFormat
from app.domains.gifts.papers.labels import FORMATS
from app.domains.gifts.papers.producing import FileKind, ListKind
from app.domains.gifts.papers.receipts import ReceiptKind
from app.domains.gifts.vocabulary import EXTRACTS, GIFT, GIFT_ITEM, GIFT_LOAN, GIFT_RESERVATION, Extract
from app.kernel.errors import Finding
from app.kernel.fields import Choice, Field, FieldKind, Form, Tone
from app.kernel.ids import Ref
from app.kernel.translated import Lazy, lazy
from ui.kit.controls import Action
from ui.kit.dialogs import FormDialog
from ui.kit.language import NATIVE_NAMES, _, spoken
from ui.kit.pages import Page
from ui.kit.printing import show_file, temporary_file
from ui.kit.progress import Reporter

D = TypeVar("D")
LABELS_KEY = "gifts/labels"
_LANGUAGES = tuple(Choice(code, Lazy(name)) for code, name in NATIVE_NAMES.items())
_LANGUAGE = Field("language", lazy("Language of the paper"), FieldKind.CHOICE, choices=_LANGUAGES, required=True)
_KINDS = (
    Choice(FileKind.PDF, lazy("a paper (PDF)")),
    Choice(FileKind.XLSX, lazy("a workbook (XLSX)")),
    Choice(FileKind.CSV, lazy("a list (CSV)")),
)
_KIND = Field("kind", lazy("As"), FieldKind.CHOICE, choices=_KINDS, required=True)
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


# ------------------------------------------------------------------------------------------------ what is asked


@dataclass(frozen=True, slots=True)
class CardDraft:
    """How gift cards are printed; without a language each is in its own."""

    paper: CardFormat = CardFormat.FLAT
    language: str = ""


@dataclass(frozen=True, slots=True)
class LabelDraft:
    """On which sheet labels are printed, beginning at which of its labels, and how many of each."""

    sheet: str = FORMATS[0].code
    start: int | None = 1
    copies: int | None = 1
    frames: bool = False
    language: str = "nl"


@dataclass(frozen=True, slots=True)
class ListDraft:
    """As what a list is written; `place` narrows the inventory."""

    kind: FileKind = FileKind.PDF
    language: str = "nl"
    place: str = ""


@dataclass(frozen=True, slots=True)
class ExtractDraft:
    """Of which year of the register, for whom, as what."""

    year: int | None = None
    extract: Extract = Extract.FULL
    kind: FileKind = FileKind.PDF
    language: str = "nl"


def _check_labels(draft: LabelDraft) -> list[Finding]:
    most = next((one.on_a_sheet for one in FORMATS if one.code == draft.sheet), 1)
    findings: list[Finding] = []
    if draft.start is None or not 1 <= draft.start <= most:
        findings.append(Finding("start", lazy("A sheet has labels 1 to {most}; begin at one of them.", most=most)))
    if draft.copies is None or not 1 <= draft.copies <= 100:  # noqa: PLR2004 - more would be a slip of the finger
        findings.append(Finding("copies", lazy("Print from 1 to {most} of each.", most=100)))
    return findings


def _check_extract(draft: ExtractDraft) -> list[Finding]:
    if draft.year is not None and not _FIRST_YEAR <= draft.year <= _LAST_YEAR:
        return [Finding("year", lazy("Enter a year of four figures."), rule="year")]
    return []


def _nothing(_draft: object) -> tuple[Finding, ...]:
    return ()


_SHEETS = tuple(
    Choice(
        one.code,
        lazy("{across} × {down} labels of {width} × {height} mm", across=one.across, down=one.down, width=one.width, height=one.height),
    )
    for one in FORMATS
)
CARD_FORM = Form(
    CardDraft,
    (
        Field(
            "paper",
            lazy("Card"),
            FieldKind.CHOICE,
            required=True,
            choices=tuple(Choice(code, title) for code, title in CARD_FORMATS.items()),
        ),
        Field(
            "language",
            lazy("Language of the paper"),
            FieldKind.CHOICE,
            choices=(Choice("", lazy("that of each card")), *_LANGUAGES),
            help=lazy("Print on both sides, at full size (100 %)."),
        ),
    ),
    _nothing,
)
LABEL_FORM = Form(
    LabelDraft,
    (
        Field("sheet", lazy("Sheet of labels"), FieldKind.CHOICE, required=True, choices=_SHEETS),
        Field(
            "start", lazy("Begin at label"), FieldKind.NUMBER, required=True,
            help=lazy("Counted row by row from the upper left: a sheet that was begun is used up."),
        ),
        Field("copies", lazy("Of each"), FieldKind.NUMBER, required=True),
        Field("frames", lazy("With edges, to try it on plain paper"), FieldKind.YES_NO),
        replace(_LANGUAGE, help=lazy("Print at full size (100 %), not fitted to the page.")),
    ),
    _check_labels,
)  # fmt: skip
RECEIPT_FORM = Form(
    ReceiptDraft,
    (
        Field("day", lazy("Day"), FieldKind.DATE, help=lazy("What is left empty is written by hand.")),
        Field("place", lazy("Place"), limit=200),
        Field("handed_by", lazy("Who hands over"), limit=200, help=lazy("Empty: as the records know it.")),
        Field("received_by", lazy("Who receives"), limit=200, help=lazy("Empty: as the records know it.")),
        Field("with_values", lazy("With the values"), FieldKind.YES_NO),
        Field("with_photographs", lazy("With photographs"), FieldKind.YES_NO),
        Field("remark", lazy("Remarks"), FieldKind.LONG_TEXT),
        _LANGUAGE,
    ),
    _nothing,
)
LIST_FORM = Form(ListDraft, (_KIND, _LANGUAGE), _nothing)
INVENTORY_FORM = Form(ListDraft, (Field("place", lazy("Place"), limit=200, help=lazy("Empty: everywhere.")), _KIND, _LANGUAGE), _nothing)
EXTRACT_FORM = Form(
    ExtractDraft,
    (
        Field("year", lazy("Year"), FieldKind.NUMBER, required=True),
        Field(
            "extract", lazy("Extract"), FieldKind.CHOICE, required=True, choices=EXTRACTS,
            help=lazy("Public: who acted for themselves is not named. Anonymised: nobody is."),
        ),
        _KIND,
        _LANGUAGE,
    ),
    _check_extract,
)  # fmt: skip
LANGUAGE_FORM = Form(ListDraft, (_LANGUAGE,), _nothing)


# ------------------------------------------------------------------------------------------------ making


class GiftPapers:
    """Asks what a paper needs, makes it in the background, and opens or saves it. `made` is the last file."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.made: Path | None = None

    def cards(self, reservations: Sequence[str]) -> None:
        """Print the cards of gifts that were chosen."""
        if self._some(reservations) and (draft := self._ask(CARD_FORM, CardDraft(), lazy("Gift cards"))) is not None:
            self._open("gift-cards", lambda: producing.produce_cards(self._application, reservations, draft.language, draft.paper))

    def card_of_item(self, item: str) -> None:
        """Print a card of an object of the bank that is for nobody in particular."""
        if (draft := self._ask(CARD_FORM, CardDraft(language=_spoken()), lazy("Gift card"))) is not None:
            self._open("gift-card", lambda: producing.produce_card_of_item(self._application, item, draft.language, draft.paper))

    def labels(self, items: Sequence[str] = (), gifts: Sequence[str] = ()) -> None:
        """Print labels of objects of the bank and of the register; of everything on the shelves when none is named."""
        state = self._page.desk.state
        known = state.text(LABELS_KEY, FORMATS[0].code)
        sheet = known if known in {one.code for one in FORMATS} else FORMATS[0].code
        draft = self._ask(LABEL_FORM, LabelDraft(sheet=sheet, language=_spoken()), lazy("Labels"))
        if draft is None:
            return
        state.remember(LABELS_KEY, draft.sheet)
        application, wording = self._application, wording_for(draft.language)
        start, copies = draft.start or 1, draft.copies or 1

        def make() -> bytes:
            found = producing.labels_wanted(application, items, gifts)
            return producing.labels_file(application, wording, found, sheet=draft.sheet, start=start, copies=copies, frames=draft.frames)

        self._open("labels", make)

    def receipt(self, refs: Sequence[Ref], kind: ReceiptKind) -> None:
        """Write a hand-over receipt or a return receipt of several objects."""
        if not self._some(refs):
            return
        title = lazy("Hand-over receipt") if kind is ReceiptKind.HAND_OVER else lazy("Return receipt")
        begun = ReceiptDraft(kind=kind, day=self._application.clock.today(), language=_spoken())
        if (draft := self._ask(RECEIPT_FORM, begun, title)) is not None:
            wording = wording_for(draft.language)
            self._open("receipt", lambda: producing.produce_receipt(self._application, refs, draft, wording))

    def loan(self, loan: str) -> None:
        """Write the agreement of a loan."""
        if (draft := self._ask(LANGUAGE_FORM, ListDraft(language=_spoken()), lazy("Loan agreement"))) is not None:
            wording = wording_for(draft.language)
            self._open("loan-agreement", lambda: producing.produce_loan_agreement(self._application, loan, wording))

    def mission_list(self, mission: str, what: ListKind) -> None:
        """Write the packing list or the customs value list of a mission."""
        title, stem = {
            ListKind.PACKING: (lazy("Packing list"), "packing-list"),
            ListKind.CUSTOMS: (lazy("Customs value list"), "customs-list"),
        }[what]
        if (draft := self._ask(LIST_FORM, ListDraft(language=_spoken()), title)) is not None:
            wording = wording_for(draft.language)
            self._write(stem, draft.kind, lambda: producing.produce_mission_list(self._application, mission, what, draft.kind, wording))

    def extract(self, year: int | None = None) -> None:
        """Write the extract of a year of the register; the last year when none is named."""
        begun = ExtractDraft(year=year or self._application.clock.today().year - 1, language=_spoken())
        if (draft := self._ask(EXTRACT_FORM, begun, lazy("Extract of the register"))) is None:
            return
        wording, chosen = wording_for(draft.language), draft.year or begun.year or 0
        stem = f"gift-register-{chosen}-{draft.extract.value}"
        self._write(stem, draft.kind, lambda: producing.produce_extract(self._application, chosen, draft.extract, draft.kind, wording))

    def inventory(self, place: str = "") -> None:
        """Write the inventory of today."""
        if (draft := self._ask(INVENTORY_FORM, ListDraft(language=_spoken(), place=place), lazy("Inventory"))) is not None:
            wording = wording_for(draft.language)
            self._write("inventory", draft.kind, lambda: producing.produce_inventory(self._application, draft.kind, wording, draft.place))

    def balance(self, by: By, since: date | None = None, until: date | None = None) -> None:
        """Write the balance of gifts of a period."""
        if (draft := self._ask(LIST_FORM, ListDraft(language=_spoken()), lazy("Balance of gifts"))) is not None:
            wording = wording_for(draft.language)
            self._write("balance", draft.kind, lambda: producing.produce_balance(self._application, by, draft.kind, wording, since, until))

    # --- how -------------------------------------------------------------------------------------------------------

    @property
    def _application(self) -> Any:
        return self._page.desk.application

    def _some(self, chosen: Sequence[object]) -> bool:
        if not chosen:
            self._page.desk.operations.tell(lazy("Select the gifts first."))
        return bool(chosen)

    def _ask(self, form: Form[D], draft: D, title: Lazy) -> D | None:
        answer = FormDialog.ask(self._page, self._application, form, draft, title, lazy("Make the paper"))
        return None if answer is None else answer[1]

    def _write(self, stem: str, kind: FileKind, make: Callable[[], bytes]) -> None:
        if kind is FileKind.PDF:
            self._open(stem, make)
            return
        name, _kind = QFileDialog.getSaveFileName(self._page, _("Save the list"), f"{stem}.{kind.value}", f"*.{kind.value}")
        if name:
            path = Path(name)
            self._save(path if path.suffix.lower() == f".{kind.value}" else path.with_name(f"{path.name}.{kind.value}"), make)

    def _save(self, path: Path, make: Callable[[], bytes]) -> None:
        outside = self._application.outside

        def work(_report: Reporter) -> Path:
            outside.write_whole(path, make())
            return path

        self._page.desk.operations.run(work, lazy("Writing the list")).then(self._on_saved)

    def _open(self, stem: str, make: Callable[[], bytes]) -> None:
        def work(_report: Reporter) -> Path:
            return temporary_file(f"{stem}.pdf", make())

        self._page.desk.operations.run(work, lazy("Laying out the pages")).then(self._on_made)

    def _on_made(self, path: object) -> None:
        self.made = Path(str(path))
        if not show_file(self.made):
            self._page.desk.operations.tell(lazy("The paper is in {file}; no program on this machine opens it.", file=str(path)))

    def _on_saved(self, path: object) -> None:
        self.made = Path(str(path))
        self._page.desk.operations.tell(lazy("Saved as {file}", file=self.made.name), Tone.GOOD)


def _spoken() -> str:
    code = spoken.wording.language
    return code if code in NATIVE_NAMES else "nl"


# ------------------------------------------------------------------------------------------------ menus


def mission_papers(page: Page, menu: QMenu, mission: str, reservations: Sequence[str]) -> GiftPapers:
    """Put the papers of the gifts of a mission into a menu; *reservations* are those that are selected, all of the mission when none is."""
    papers = GiftPapers(page)
    chosen = tuple(reservations) or _of_mission(page, mission)
    refs = tuple(Ref(GIFT_RESERVATION, id) for id in chosen)
    _add(menu, lazy("Gift cards…"), lambda: papers.cards(chosen), enabled=bool(chosen))
    _add(menu, lazy("Hand-over receipt…"), lambda: papers.receipt(refs, ReceiptKind.HAND_OVER), enabled=bool(chosen))
    _add(menu, lazy("Return receipt…"), lambda: papers.receipt(refs, ReceiptKind.RETURN), enabled=bool(chosen))
    menu.addSeparator()
    _add(menu, lazy("Packing list…"), lambda: papers.mission_list(mission, ListKind.PACKING))
    _add(menu, lazy("Customs value list…"), lambda: papers.mission_list(mission, ListKind.CUSTOMS))
    return papers


def register_papers(page: Page, menu: QMenu, gifts: Sequence[str], year: int | None = None) -> GiftPapers:
    """Put the papers of entries of the register into a menu; *gifts* are those that are selected."""
    papers, chosen = GiftPapers(page), tuple(gifts)
    refs = tuple(Ref(GIFT, id) for id in chosen)
    _add(menu, lazy("Labels…"), lambda: papers.labels((), chosen), enabled=bool(chosen))
    _add(menu, lazy("Hand-over receipt…"), lambda: papers.receipt(refs, ReceiptKind.HAND_OVER), enabled=bool(chosen))
    _add(menu, lazy("Return receipt…"), lambda: papers.receipt(refs, ReceiptKind.RETURN), enabled=bool(chosen))
    menu.addSeparator()
    _add(menu, lazy("Extract of the register…"), lambda: papers.extract(year))
    _add(menu, lazy("Inventory…"), papers.inventory)
    return papers


def bank_papers(page: Page, menu: QMenu, items: Sequence[str]) -> GiftPapers:
    """Put the papers of objects of the bank into a menu; *items* are those that are selected."""
    papers, chosen = GiftPapers(page), tuple(items)
    refs = tuple(Ref(GIFT_ITEM, id) for id in chosen)
    _add(menu, lazy("Labels…"), lambda: papers.labels(chosen), enabled=bool(chosen))
    _add(menu, lazy("Labels of everything on the shelves…"), papers.labels)
    _add(menu, lazy("Gift card…"), lambda: papers.card_of_item(chosen[0]), enabled=len(chosen) == 1)
    _add(menu, lazy("Hand-over receipt…"), lambda: papers.receipt(refs, ReceiptKind.HAND_OVER), enabled=bool(chosen))
    menu.addSeparator()
    _add(menu, lazy("Inventory…"), papers.inventory)
    return papers


def loan_papers(page: Page, menu: QMenu, loan: str) -> GiftPapers:
    """Put the papers of a loan into a menu; without a loan (empty) they cannot be chosen."""
    papers = GiftPapers(page)
    refs = (Ref(GIFT_LOAN, loan),)
    _add(menu, lazy("Loan agreement…"), lambda: papers.loan(loan), enabled=bool(loan))
    _add(menu, lazy("Hand-over receipt…"), lambda: papers.receipt(refs, ReceiptKind.HAND_OVER), enabled=bool(loan))
    _add(menu, lazy("Return receipt…"), lambda: papers.receipt(refs, ReceiptKind.RETURN), enabled=bool(loan))
    return papers


def _of_mission(page: Page, mission: str) -> tuple[str, ...]:
    return page.ask_now(travelling(mission), ()) or ()


class _Offered(Action):
    """A paper in a menu."""

    def __init__(self, text: Lazy, act: Callable[[], None], menu: QMenu) -> None:
        super().__init__(text, "", "", menu)
        self._act = act
        self.triggered.connect(self._do)

    @Slot()
    def _do(self) -> None:
        self._act()


def _add(menu: QMenu, text: Lazy, act: Callable[[], None], *, enabled: bool = True) -> None:
    action = _Offered(text, act, menu)
    action.setEnabled(enabled)
    menu.addAction(action)
