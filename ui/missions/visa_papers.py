"""The papers of passports and visas: the list of documents, invitation letters for guests, the sheet by which a note verbale is asked for.

Letters and sheets show numbers of passports: what they are made for is asked first and written down. What is missing on them is named
before any number is looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QMenu

from app.domains.missions.vocabulary import MISSION
from app.domains.visas.invitation_queries import letter_plans, note_plan, note_travellers
from app.domains.visas.invitations import NoteDraft
from app.domains.visas.matrix import Matrix
from app.domains.visas.papers import WrittenLetter, matrix_paper, write_letters, write_note_sheet
from app.domains.visas.terms import SEE_NUMBERS
from app.domains.visas.visa_fields import LETTER_LANGUAGES
from app.domains.visas.visa_terms import PAYERS, Payer
from app.kernel.errors import Finding
from app.kernel.fields import Field, FieldKind, Form, Tone
from app.kernel.ids import Ref
from app.kernel.translated import LANGUAGES, Multilingual, lazy, lazy_count
from ui.kit.asking import AskLine
from ui.kit.controls import Action
from ui.kit.desk import Desk
from ui.kit.dialogs import FormDialog
from ui.kit.language import _, spoken
from ui.kit.pages import Page
from ui.kit.printing import passing_file, show_file, temporary_file
from ui.kit.progress import Reporter

MOST_FAULTS = 6  # that are told at once: they are mended one after the other
_PURPOSE = Field("purpose", lazy("Purpose"), required=True, limit=200)


@dataclass(frozen=True, slots=True)
class SheetDraft:
    """What is asked before the sheet for a note verbale is made. See `NoteDraft`."""

    language: str = "fr"
    payer: Payer = Payer.UNKNOWN
    other_payer: str = ""
    contact: str = ""
    signatory: str = ""
    signatory_function: Multilingual = Multilingual()
    number: str = ""
    purpose: str = ""

    def read(self) -> NoteDraft:
        """Give what stands on the sheet."""
        return NoteDraft(self.payer, self.other_payer, self.contact, self.signatory, self.signatory_function, self.number)


SHEET_FORM = Form(
    SheetDraft,
    (
        Field("language", lazy("Language of the paper"), FieldKind.CHOICE, required=True, choices=LETTER_LANGUAGES[1:]),
        Field("payer", lazy("Travel and stay are paid by"), FieldKind.CHOICE, choices=PAYERS),
        Field("other_payer", lazy("Who else pays"), limit=200),
        Field("contact", lazy("Contact"), limit=500, help=lazy("Whom Foreign Affairs may call: name, telephone and mail address.")),
        Field("signatory", lazy("Signed by"), limit=200),
        Field("signatory_function", lazy("Function of who signs"), FieldKind.MULTILINGUAL),
        Field("number", lazy("Our reference"), limit=100),
        Field(
            "purpose",
            lazy("Purpose"),
            required=True,
            limit=200,
            help=lazy("The sheet shows numbers of passports: what it is made for is written down with each of them."),
        ),
    ),
    lambda _draft: (),
)


class SheetDialog(FormDialog):
    """The form before the sheet for a note verbale; it stays open, and says so, while something is missing for the sheet.

    Signals:
        wanted: the sheet can be made (the country, the travellers, the draft).
    """

    wanted = Signal(str, tuple, object)

    def aim(self, desk: Desk, mission: str, country: str, persons: Sequence[str]) -> None:
        """Know for whom and for which country the sheet is."""
        self._asks, self._about = desk, (mission, country, tuple(persons))

    def accept(self) -> None:
        """Go on when nothing is missing."""
        if not self.form.ready():
            return
        draft: SheetDraft = self.form.draft()
        plan = self._asks.operations.ask_now(note_plan(*self._about, draft.read(), draft.language))
        if plan is None:
            return
        if faults := [finding for finding in plan[1] if finding.blocks]:
            here = [finding for finding in faults if finding.path in _OF_THE_SHEET]
            # What is missing elsewhere stands above the form, not beside a field that happens to be called the same.
            others = [replace(finding, path="") for finding in faults if finding.path not in _OF_THE_SHEET]
            self.form.show_refusal((*here, *told_at_once(others)))
            return
        super().accept()
        self.wanted.emit(*self._about[1:], draft)


_OF_THE_SHEET = ("payer", "contact", "signatory")


class PapersMenu(QMenu):
    """What can be printed of the documents of a mission."""

    def __init__(self, page: Page, mission: str, line: AskLine) -> None:
        super().__init__(page)
        self._page, self._mission, self._line = page, mission, line
        self._matrix: Matrix | None = None
        self._persons: tuple[str, ...] = ()
        self._country = ""
        self._folder: Path | None = None
        self._sheet = SheetDraft()
        may = page.desk.application.user.may(SEE_NUMBERS)
        self.list_action = self._action(lazy("List of the documents"), self.print_list)
        self.letters_action = self._action(lazy("Invitation letters of the selected guests…"), self.ask_letters)
        self.sheet_action = self._action(lazy("Sheet for a note verbale…"), self.ask_sheet)
        for action in (self.letters_action, self.sheet_action):
            action.setEnabled(may)
        self._may = may

    def follow(self, matrix: Matrix, persons: Sequence[str], country: str) -> None:
        """Know whose papers are meant, and for which country."""
        self._matrix, self._persons, self._country = matrix, tuple(persons), country
        self.letters_action.setVisible(matrix.incoming)
        self.sheet_action.setVisible(not matrix.incoming)

    @Slot()
    def print_list(self) -> None:
        """Lay the matrix out as a list in the language of the screen, and open it."""
        application, wording, mission = self._page.desk.application, spoken.wording, self._mission
        title = wording.text(application.title_of(Ref(MISSION, mission)))

        def work(report: Reporter) -> Path:
            document = application.ask(matrix_paper(mission, title, wording))
            return temporary_file(_file_name(document.meta.title), application.outside.renderer().render(document, wording, report))

        self._page.desk.operations.run(work, lazy("Laying out the pages")).then(self._on_paper)

    @Slot()
    def ask_letters(self) -> None:
        """Say what is missing for the letters; when nothing is, ask what they are made for."""
        if not self._persons:
            self._page.desk.operations.tell(lazy("Select the guests first."))
            return
        told = lazy_count(
            "Invitation letter of {number} guest: it shows the number of the passport. What is it made for?",
            "Invitation letters of {number} guests: they show the numbers of passports. What are they made for?",
            len(self._persons),
        )
        self._line.ask(told, _PURPOSE, lazy("Write the letters"), self._on_letters_wanted, _("Invitation letters for the visit"))
        plans = self._page.ask_now(letter_plans(self._mission, self._persons), ()) or ()
        if faults := [finding for plan in plans for finding in plan.findings if finding.blocks]:
            self._line.show_refusal(told_at_once(faults))

    def write_letters(self, purpose: str, folder: Path | None) -> None:
        """Write the letters into *folder*; a single one without a folder is opened."""
        application, mission, persons = self._page.desk.application, self._mission, self._persons
        self._folder = folder

        def work(report: Reporter) -> list[Path]:
            letters = write_letters(application, mission, persons, purpose, report)
            if folder is None:
                return [passing_file(_file_name(letter.file_name), letter.content) for letter in letters]
            paths = _places(folder, letters)
            for path, letter in zip(paths, letters, strict=True):
                application.outside.write_whole(path, letter.content)
            return paths

        operation = self._page.desk.operations.run(work, lazy("Writing the letters"), writes=True, refused=self._on_refused)
        operation.then(self._on_letters)

    @Slot()
    def ask_sheet(self) -> None:
        """Ask what the sheet for a note verbale says beside what is known."""
        page, country = self._page, self._country
        if not country:
            page.desk.operations.tell(lazy("Choose the column of the country first."))
            return
        persons = self._persons if len(self._persons) > 1 else page.ask_now(note_travellers(self._mission, country), ()) or ()
        if not persons:
            page.desk.operations.tell(lazy("Nobody needs a visa for this country."))
            return
        named = spoken.wording.formats.country(country)
        language = spoken.wording.language if spoken.wording.language in LANGUAGES else LANGUAGES[0]
        draft = replace(self._sheet, language=language, purpose=_("Note verbale for {country}", country=named))
        title = lazy_count(
            "Sheet for a note verbale: {country}, {number} traveller",
            "Sheet for a note verbale: {country}, {number} travellers",
            len(persons),
            country=named,
        )
        dialog = SheetDialog(SHEET_FORM, draft, page.desk.application, title, lazy("Make the sheet"), page)
        dialog.aim(page.desk, self._mission, country, persons)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.wanted.connect(self._on_sheet_wanted)
        dialog.open()

    def write_sheet(self, country: str, persons: Sequence[str], told: SheetDraft) -> None:
        """Make the sheet for a note verbale, and open it."""
        application, mission = self._page.desk.application, self._mission

        def work(_report: Reporter) -> Path:
            content = write_note_sheet(application, mission, country, persons, told.read(), told.language, told.purpose)
            return passing_file(_file_name(f"note verbale {country}"), content)

        operation = self._page.desk.operations.run(work, lazy("Making the sheet"), writes=True)
        operation.then(self._on_paper)

    # --- what happens ----------------------------------------------------------------------------------------------

    def _action(self, text: Any, act: Any) -> Action:
        action = Action(text, "", "", self)
        action.triggered.connect(act)
        self.addAction(action)
        return action

    def _on_letters_wanted(self, purpose: object) -> bool:
        plans = self._page.ask_now(letter_plans(self._mission, self._persons), ()) or ()
        if faults := [finding for plan in plans for finding in plan.findings if finding.blocks]:
            self._line.show_refusal(told_at_once(faults))
            return False
        folder: Path | None = None
        if len(self._persons) > 1:
            name = QFileDialog.getExistingDirectory(self._page, _("Folder for the letters"))
            if not name:
                return False
            folder = Path(name)
        self.write_letters(str(purpose), folder)
        return True

    @Slot(str, tuple, object)
    def _on_sheet_wanted(self, country: str, persons: tuple[str, ...], draft: object) -> None:
        assert isinstance(draft, SheetDraft)
        self._sheet = draft
        self.write_sheet(country, persons, draft)

    @Slot(object)
    def _on_refused(self, findings: tuple[Finding, ...]) -> None:
        self._page.desk.operations.tell(findings[0].message, Tone.BAD)

    @Slot(object)
    def _on_letters(self, paths: object) -> None:
        assert isinstance(paths, list)
        written: list[Path] = paths
        if self._folder is None and written:
            self._on_paper(written[0])
            return
        text = lazy_count("{number} letter is in {folder}", "{number} letters are in {folder}", len(written), folder=str(self._folder))
        self._page.desk.operations.tell(text, Tone.GOOD)

    @Slot(object)
    def _on_paper(self, path: object) -> None:
        if not show_file(Path(str(path))):
            self._page.desk.operations.tell(lazy("The paper is in {file}; no program on this machine opens it.", file=str(path)))


def told_at_once(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Give the first of many faults, each said once, and how many more there are."""
    once = tuple({str(finding.message): finding for finding in findings}.values())
    if len(once) <= MOST_FAULTS:
        return once
    more = lazy_count("There is {number} more like this.", "There are {number} more like these.", len(once) - MOST_FAULTS)
    return (*once[:MOST_FAULTS], Finding("", more))


def _file_name(title: str) -> str:
    stem = "".join(sign if sign.isalnum() or sign in " -_." else "-" for sign in title.removesuffix(".pdf")).strip(" .-") or "paper"
    return f"{stem}.pdf"


def _places(folder: Path, letters: Sequence[WrittenLetter]) -> list[Path]:
    """Give each letter a file of its own; two guests may have one name, and no file is written over."""
    taken: set[Path] = set()
    places: list[Path] = []
    for letter in letters:
        name = _file_name(letter.file_name)
        place, number = folder / name, 1
        while place in taken or place.exists():
            number += 1
            place = folder / f"{name.removesuffix('.pdf')} {number}.pdf"
        taken.add(place)
        places.append(place)
    return places
