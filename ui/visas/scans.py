"""The scans of a passport: kept for a purpose until a day, seen only by who says what for, destroyed when their purpose ends."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QToolButton, QWidget

from app.adapters.files.attachments import LARGEST, ending_of
from app.domains.visas.house import visa_rules
from app.domains.visas.looking import LookAtScan
from app.domains.visas.passport_fields import scan_form
from app.domains.visas.passport_queries import ScanRow, scan_draft, scans_of_passport
from app.domains.visas.passport_rules import ScanDraft
from app.domains.visas.rules_of_visas import RuleCode, shipped
from app.domains.visas.scans import AddScan, EditScan, RemoveScan
from app.domains.visas.terms import EDIT_VISAS, SEE_NUMBERS
from app.kernel.commands import Command
from app.kernel.fields import Field, Form, Tone
from app.kernel.translated import Lazy, lazy
from ui.kit.asking import AskLine
from ui.kit.attaching import NOT_READ, TOO_LARGE
from ui.kit.controls import Label, tool_button
from ui.kit.dialogs import FormDialog, Question
from ui.kit.language import _, spoken
from ui.kit.pages import Page
from ui.kit.parts import Lines, Section
from ui.kit.printing import passing_file, show_file, sweep

GONE_AFTER = 60_000  # milliseconds; by then the program that shows a scan has read the copy it was given
_PURPOSE = Field("purpose", lazy("Purpose"), required=True, limit=200)
_KINDS = "*.pdf *.png *.jpg *.jpeg *.tif *.tiff"


class ScansSection(Section):
    """The scans of the passport that is shown; a file may be dropped here. `line` asks why one is looked at: the page gives it a place."""

    def __init__(self, page: Page) -> None:
        super().__init__(lazy("Scans"))
        self._page = page
        self._passport: str | None = None
        self._mission: str | None = None
        self._asked = ""
        self._rows: Sequence[ScanRow] = ()
        self._copies: list[Path] = []
        self._sweeping = QTimer(self)
        self._sweeping.setSingleShot(True)
        self._sweeping.setInterval(GONE_AFTER)
        self._sweeping.timeout.connect(self._on_read)
        user = page.desk.application.user
        self._may_edit, self._may_see = user.may(EDIT_VISAS), user.may(SEE_NUMBERS)
        self.keep_button = tool_button(lazy("Keep a scan…"), "plus")
        self.keep_button.setVisible(self._may_edit)
        self.keep_button.clicked.connect(self._on_keep)
        self.add_button(self.keep_button)
        self.nothing = Label(lazy("No scan is kept."), "small")
        self.lines = Lines(spacing=4)
        self.line = AskLine(page.desk.application)
        for part in (self.nothing, self.lines):
            self.add(part)
        self.setAcceptDrops(self._may_edit)

    @property
    def rows(self) -> Sequence[ScanRow]:
        """The scans that are listed."""
        return self._rows

    def show_passport(self, passport: str | None, mission: str | None) -> None:
        """List the scans of *passport*; a new one is proposed for *mission*."""
        if passport != self._passport:
            self.line.leave()
        self._passport, self._mission = passport, mission
        self.setVisible(passport is not None)
        self._rows = (self._page.ask_now(scans_of_passport(passport), ()) or ()) if passport is not None else ()
        self.lines.put([self._line_of(row) for row in self._rows])
        self.nothing.setVisible(not self._rows)

    def keep(self, path: Path) -> None:
        """Ask what the scan at *path* is kept for and until when, and keep it."""
        passport = self._passport
        if passport is None:
            return
        content = self._content(path)
        if content is None:
            return

        def command(_before: ScanDraft, after: ScanDraft) -> Command[str]:
            return AddScan(passport, content, after)

        FormDialog.show_for(
            self._page,
            self._page.desk,
            self._form(),
            ScanDraft(mission_id=self._mission),
            lazy("Keep the scan {file}", file=path.name),
            command,
            key=f"passport/{passport}/scan",
            verb=lazy("Keep the scan"),
        )

    def see(self, id: str) -> None:
        """Ask what for, and show a scan."""
        self._asked = id
        told = lazy("What do you need to see the scan for? It is written down.")
        self.line.ask(told, _PURPOSE, lazy("Show the scan"), self._on_purpose)

    def change(self, id: str) -> None:
        """Change what a scan is kept for, or until when."""
        if (draft := self._page.ask_now(scan_draft(id))) is None:
            return

        def command(before: ScanDraft, after: ScanDraft) -> Command[str]:
            return EditScan(id, before, after)

        FormDialog.show_for(
            self._page, self._page.desk, self._form(), draft, lazy("Change why a scan is kept"), command, key=f"passport scan/{id}"
        )

    def give_up(self, id: str) -> None:
        """Destroy a scan before its end, after a question: nothing brings it back."""
        sentence = lazy("The scan is destroyed, not only taken off the list. This cannot be undone.")
        if Question.ask(self, lazy("Destroy the scan"), sentence, lazy("Destroy")):
            self._page.perform(RemoveScan(id), announce=False)

    # --- drag and drop ---------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept one file."""
        if self._passport is not None and event.mimeData().hasUrls() and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Keep the file."""
        event.acceptProposedAction()
        self.keep(Path(event.mimeData().urls()[0].toLocalFile()))

    # --- what happens ----------------------------------------------------------------------------------------------

    def _form(self) -> Form[ScanDraft]:
        rules = self._page.ask_now(visa_rules()) or shipped()
        return scan_form(self._page.desk.application.clock.today(), rules.number(RuleCode.SCAN_MONTHS))

    def _content(self, path: Path) -> bytes | None:
        try:
            if path.stat().st_size > LARGEST:
                self._page.desk.operations.tell(TOO_LARGE, Tone.BAD)
                return None
            return path.read_bytes()
        except OSError:
            self._page.desk.operations.tell(NOT_READ, Tone.BAD)
            return None

    def _line_of(self, row: ScanRow) -> QWidget:
        formats = spoken.wording.formats
        told = [row.purpose, _("until {day}", day=formats.day(row.until)), spoken.wording.text(row.mission)]
        holder = QWidget()
        layout = QHBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(Label("  ·  ".join(part for part in told if part), "small", wrap=True), 1)
        if self._may_see:
            layout.addWidget(self._button(lazy("Show the scan “{purpose}”", purpose=row.purpose), "external", row.id, self._on_see))
        if self._may_edit:
            layout.addWidget(self._button(lazy("Change why “{purpose}” is kept", purpose=row.purpose), "edit", row.id, self._on_change))
            layout.addWidget(self._button(lazy("Destroy the scan “{purpose}”…", purpose=row.purpose), "remove", row.id, self._on_destroy))
        return holder

    def _button(self, text: Lazy, icon: str, id: str, act: object) -> QToolButton:
        button = tool_button(text, icon)
        button.setProperty("scan", id)
        button.clicked.connect(act)
        return button

    def _pressed(self) -> str:
        sender = self.sender()
        return str(sender.property("scan")) if sender is not None else ""

    @Slot()
    def _on_keep(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, _("Keep a scan…"), "", f"{_('Pictures and PDF')} ({_KINDS})")
        if name:
            self.keep(Path(name))

    @Slot()
    def _on_see(self) -> None:
        self.see(self._pressed())

    @Slot()
    def _on_change(self) -> None:
        self.change(self._pressed())

    @Slot()
    def _on_destroy(self) -> None:
        self.give_up(self._pressed())

    def _on_purpose(self, purpose: object) -> bool:
        operation = self._page.perform(LookAtScan(self._asked, str(purpose)), refused=self.line.show_refusal, announce=False)
        operation.then(self._on_looked)
        return not (operation.done and operation.failed)

    @Slot()
    def _on_read(self) -> None:
        sweep(self._copies)
        self._copies.clear()

    @Slot(object)
    def _on_looked(self, digest: object) -> None:
        content = self._page.desk.application.file(str(digest))
        if content is None:
            self._page.desk.operations.tell(lazy("The file of this scan is no longer there."), Tone.WARNING)
            return
        path = passing_file(f"scan.{ending_of(content) or 'pdf'}", content)
        self._copies.append(path)
        self._sweeping.start()
        if not show_file(path):
            self._page.desk.operations.tell(lazy("No program on this machine opens this scan."), Tone.WARNING)
