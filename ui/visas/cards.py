"""The country cards: what a country asks, with its source and the day it was checked; taken in from a file, and written to one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.domains.visas.card_commands import CheckCard, ImportCards
from app.domains.visas.card_import import CardFate, CardPreview, blank_sheet
from app.domains.visas.card_queries import CardRow, preview_import, sheet_of_cards
from app.domains.visas.country_cards import country_name
from app.domains.visas.terms import CARD
from app.domains.visas.visa_drafts import CardDraft
from app.domains.visas.visa_fields import CARD_FORM
from app.domains.visas.visa_terms import CARD_AGES, CardAge
from app.kernel.errors import Finding
from app.kernel.fields import Badge, Column, ColumnKind, Field, Tone
from app.kernel.ids import Ref
from app.kernel.sheets import Sheet, SheetKind
from app.kernel.translated import Lazy, Multilingual, lazy, lazy_count
from ui.kit.asking import AskLine
from ui.kit.controls import Action, Label
from ui.kit.desk import Desk
from ui.kit.dialogs import Dialog, FormDialog
from ui.kit.language import _, spoken
from ui.kit.pages import DetailPane
from ui.kit.parts import ActionButton
from ui.kit.parts import Badge as BadgeLabel
from ui.kit.progress import Reporter
from ui.kit.registers import RegisterPage
from ui.kit.remarks import Remarks
from ui.kit.tables import RecordTable
from ui.kit.theme import theme
from ui.kit.views import TableView
from ui.visas.places import place_below_title

LARGEST = 5_000_000  # bytes; a file of cards for every country on earth is a hundredth of it
FATES = {
    CardFate.NEW: Badge(lazy("new"), Tone.GOOD),
    CardFate.CHANGED: Badge(lazy("changed"), Tone.BUSY),
    CardFate.SAME: Badge(lazy("as it is"), Tone.FAINT),
}
_COLUMNS = (
    Column("line", lazy("Line in the file"), ColumnKind.NUMBER, width=10),
    Column("country", lazy("Country"), ColumnKind.MULTILINGUAL, stretch=True, width=24),
    Column("fate", lazy("What happens"), ColumnKind.BADGE, badges={str(code): badge for code, badge in FATES.items()}, width=13),
    Column("fields", lazy("What changes"), stretch=True, width=40),
)


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """What an import would do with one card, as a line."""

    id: str
    line: int
    country: Multilingual
    fate: str
    fields: str


class ImportDialog(Dialog):
    """What a file of country cards would change, and every fault in it with its place; nothing is taken in while one is left."""

    def __init__(self, desk: Desk, name: str, content: bytes, preview: CardPreview, parent: QWidget | None = None) -> None:
        super().__init__(lazy("Import country cards"), lazy("Import"), parent)
        self._desk, self._content, self.preview = desk, content, preview
        self.body.addWidget(Label(name, "heading", wrap=True))
        self.told = Label(_summary(preview), wrap=True)
        self.body.addWidget(self.told)
        self.faults = Remarks(lazy("Faults in the file"))
        self.faults.show_findings(preview.findings)
        self.faults.setVisible(bool(preview.findings))
        self.body.addWidget(self.faults, 3)
        self.changes = RecordTable(_COLUMNS, self)
        self.changes.show(_change_lines(preview))
        self.view = TableView(lazy("What the import does"))
        self.view.show_table(self.changes)
        self.view.setVisible(bool(preview.changes))
        self.body.addWidget(self.view, 2)
        self.accept_button.setEnabled(preview.possible)
        self.resize(theme.scaled(860), theme.scaled(520))

    @classmethod
    def show_for(cls, parent: QWidget, desk: Desk, name: str, content: bytes, preview: CardPreview) -> ImportDialog:
        """Show what the file would do in front of the window."""
        dialog = cls(desk, name, content, preview, parent)
        dialog.setModal(True)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def accept(self) -> None:
        """Take the file in as one step."""
        self.accept_button.setEnabled(False)
        self._desk.operations.perform(ImportCards(self._content), refused=self._on_refused).then(self._on_done)

    @Slot(object)
    def _on_done(self, _changes: object) -> None:
        super().accept()

    @Slot(object)
    def _on_refused(self, findings: tuple[Finding, ...]) -> None:
        self.faults.show_findings(findings)
        self.faults.show()


class CardsPage(RegisterPage):
    """The cards with how old each is; the chosen one beside the list."""

    def build_actions(self) -> None:
        """Offer to note a card as checked, and to read and write files of cards."""
        self.check_action = self.offer(lazy("Checked again…"), self.check, "check", "Ctrl+Return")
        self.check_action.setVisible(self._may_edit)
        self._side_bar.addWidget(ActionButton(self.check_action))
        self.import_action = self._of_file(lazy("Import a file…"), "import", self.import_file)
        self.import_action.setVisible(self._may_edit)
        self.write_action = self._of_file(lazy("Write all cards to a file…"), "export", self.write_file)
        self.blank_action = self._of_file(lazy("Write an empty file to fill in…"), "document", self.write_blank)
        self.title_line.buttons.insertWidget(0, ActionButton(self.import_action))
        place_below_title(self, self.line)

    def make_detail(self) -> QWidget:
        """Make the pane: whether the card can be relied upon, and what it says."""
        pane = QWidget()
        layout = QVBoxLayout(pane)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(theme.scaled(12))
        self._age = BadgeLabel()
        self._detail = DetailPane()
        self.line = AskLine(self.desk.application)
        for part in (self._age, self._detail):
            layout.addWidget(part)
        layout.addStretch(1)
        return pane

    def show_detail(self, id: str | None) -> None:
        """Show a card."""
        super().show_detail(id)
        row: CardRow | None = self.selected_row() if id is not None else None
        self._age.setVisible(row is not None)
        if row is not None:
            badge = CARD_AGES[row.age]
            self._age.show_badge(badge.title, badge.tone)
            self._detail.heading.setText(spoken.wording.formats.country(row.country))
        self.line.leave()

    def show_record(self, ref: Ref) -> None:
        """Show a card; a country that has none yet gets a new one."""
        if len(ref.id) != len("BE"):
            self.reveal(ref.id)
        elif self._may_edit:
            self.begin(ref.id)

    def begin(self, country: str) -> None:
        """Ask for the card of *country*."""
        register = self.register
        if register.form is None or register.add is None:
            return
        dialog = FormDialog.show_for(
            self,
            self.desk,
            register.form,
            CardDraft(country=country, checked_on=self.desk.application.clock.today()),
            register.add_title or lazy("Add country card"),
            self._add_command,
            key=f"{CARD}/new/{country}",
            verb=register.add_title or lazy("Add country card"),
        )
        dialog.saved.connect(self._on_added)

    @Slot()
    def check(self) -> None:
        """Note that the chosen card was compared with its source today."""
        row: CardRow | None = self.selected_row()
        if row is None or row.age is CardAge.EMPTY:
            self.edit()
            return
        told = lazy("Compared today with its source. Is the source still this one?")
        self.line.ask(told, Field("source", lazy("Source"), required=True, limit=500), lazy("Checked today"), self._on_checked, row.source)

    @Slot()
    def import_file(self) -> None:
        """Choose a file of cards and show what it would do."""
        name, _kind = QFileDialog.getOpenFileName(self, _("Import country cards"), "", "CSV (*.csv *.txt)")
        if name:
            self.import_from(Path(name))

    def import_from(self, path: Path) -> None:
        """Read the file at *path* and show what it would do."""
        try:
            content = path.read_bytes() if path.stat().st_size <= LARGEST else None
        except OSError:
            self.desk.operations.tell(lazy("This file cannot be read."), Tone.BAD)
            return
        if content is None:
            self.desk.operations.tell(lazy("This file is too large to be a list of country cards."), Tone.BAD)
            return
        preview = self.ask_now(preview_import(content))
        if preview is not None:
            ImportDialog.show_for(self, self.desk, path.name, content, preview)

    @Slot()
    def write_file(self) -> None:
        """Write all cards to a file that can be imported again."""
        self._save_as(_("country cards"), self.ask_now(sheet_of_cards()))

    @Slot()
    def write_blank(self) -> None:
        """Write a file with the columns alone."""
        self._save_as(_("empty country cards"), blank_sheet())

    def write_to(self, path: Path, sheet: Sheet) -> None:
        """Write *sheet* to *path*."""
        application = self.desk.application

        def work(_report: Reporter) -> Path:
            application.outside.write_whole(path, application.outside.sheet(sheet, SheetKind.CSV))
            return path

        self.desk.operations.run(work, lazy("Writing the country cards")).then(self._on_exported)

    # --- what happens ----------------------------------------------------------------------------------------------

    def _of_file(self, text: Lazy, icon: str, act: object) -> Action:
        action = self.offer(text, act, icon, needs_record=False)
        self.more_menu.addAction(action)
        return action

    def _save_as(self, stem: str, sheet: Sheet | None) -> None:
        name, _kind = QFileDialog.getSaveFileName(self, _("Write the country cards"), f"{stem}.csv", "CSV (*.csv)")
        if name and sheet is not None:
            self.write_to(Path(name), sheet)

    @Slot(object)
    def _on_checked(self, source: object) -> bool:
        if (id := self.chosen_id()) is None:
            return True
        command = CheckCard(id, self.desk.application.clock.today(), str(source))
        operation = self.perform(command, refused=self.line.show_refusal)
        return not (operation.done and operation.failed)


def _summary(preview: CardPreview) -> Lazy:
    new = sum(one.fate is CardFate.NEW for one in preview.changes)
    changed = sum(one.fate is CardFate.CHANGED for one in preview.changes)
    if faults := sum(finding.blocks for finding in preview.findings):
        return lazy_count(
            "There is {number} fault in the file: nothing is taken in until it is mended.",
            "There are {number} faults in the file: nothing is taken in until they are mended.",
            faults,
        )
    if not preview.possible:
        return lazy("Nothing in this file differs from the cards that are there.")
    return lazy("New cards: {new}. Cards that change: {changed}. One Undo takes all of it back.", new=new, changed=changed)


def _change_lines(preview: CardPreview) -> list[ChangeLine]:
    titles = {field.key: _(field.title) for field in CARD_FORM.fields}
    return [
        ChangeLine(
            f"{one.line}",
            one.line,
            country_name(one.country),
            str(one.fate),
            "" if one.fate is CardFate.NEW else spoken.wording.formats.join(titles.get(key, key) for key in one.fields),
        )
        for one in preview.changes
    ]
