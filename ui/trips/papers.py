"""The papers of a file: mission order, decision sheet, expense statement, and the request as a form that can be filled in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QFileDialog, QPushButton, QVBoxLayout, QWidget

from app.adapters.i18n import wording_for
from app.domains.trips.papers import producing
from app.domains.trips.papers.request_form import form_of
from app.domains.trips.queries.files import TripCard
from app.kernel.fields import Tone
from app.kernel.translated import LANGUAGES, Lazy, lazy
from ui.kit.controls import Label, push_button
from ui.kit.flow import FlowLayout
from ui.kit.language import NATIVE_NAMES, _, spoken, worded
from ui.kit.pages import Page
from ui.kit.parts import Section
from ui.kit.printing import show_file, temporary_file
from ui.kit.progress import Reporter
from ui.kit.theme import theme

ALL = -1


class PapersTab(QWidget):
    """One button for each paper; what was made can be opened, saved and printed."""

    def __init__(self, page: Page, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self._card: TripCard | None = None
        self.produced: Path | None = None
        self._build()

    def show_card(self, card: TripCard) -> None:
        """Offer the papers of a file."""
        self._card = card
        chosen = self.traveller.currentData()
        self.traveller.clear()
        self.traveller.addItem(_("all of them"), ALL)
        for number, one in enumerate(card.request.travellers):
            self.traveller.addItem(one.name or _("traveller {number}", number=number + 1), number)
        self.traveller.setCurrentIndex(max(self.traveller.findData(chosen), 0))
        self.language.setItemText(0, _("that of the traveller"))
        self.order.setEnabled(bool(card.request.travellers))
        self.statement.setEnabled(bool(card.request.travellers))

    @Slot()
    def produce_order(self) -> None:
        """Lay out the mission order of the travellers that were chosen."""
        application, id, traveller, language = self._page.desk.application, self._id(), self._traveller(), self._language()

        def work(report: Reporter) -> bytes:
            return producing.produce_mission_order(application, id, language, traveller, report)

        self._run(work, "mission-order", lazy("Laying out the mission order"))

    @Slot()
    def produce_sheet(self) -> None:
        """Lay out the decision sheet."""
        application, id = self._page.desk.application, self._id()
        wording = wording_for(self._language() or spoken.wording.language)

        def work(report: Reporter) -> bytes:
            return producing.produce_decision_sheet(application, id, wording, report)

        self._run(work, "decision-sheet", lazy("Laying out the decision sheet"))

    @Slot()
    def produce_statement(self) -> None:
        """Lay out the expense statement of a traveller, the first one when none was chosen."""
        application, id, traveller, language = self._page.desk.application, self._id(), self._traveller() or 0, self._language()

        def work(report: Reporter) -> bytes:
            return producing.produce_expense_statement(application, id, language, traveller, report)

        self._run(work, "expense-statement", lazy("Laying out the expense statement"))

    @Slot()
    def produce_form(self) -> None:
        """Write the request as a form that can be filled in, in its own language unless another was chosen."""
        assert self._card is not None
        application, request = self._page.desk.application, self._card.request
        wording = wording_for(self._language() or request.language or spoken.wording.language)

        def work(_report: Reporter) -> bytes:
            return application.outside.paper_form(form_of(request, wording), wording)

        self._run(work, "request-form", lazy("Writing the form"))

    @Slot()
    def open_paper(self) -> None:
        """Show the paper in the program that the machine has for it; it prints from there."""
        if self.produced is not None and not show_file(self.produced):
            self._tell_where(self.produced)

    @Slot()
    def save_as(self) -> None:
        """Ask where the paper is to be kept."""
        if self.produced is None:
            return
        name, _kind = QFileDialog.getSaveFileName(self, _("Save the paper"), self.produced.name, "PDF (*.pdf)")
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Keep the paper at *path*."""
        source, outside = self.produced, self._page.desk.application.outside
        if source is None:
            return

        def work(_report: Reporter) -> Path:
            outside.write_whole(path, source.read_bytes())
            return path

        self._page.desk.operations.run(work, lazy("Saving the paper")).then(self._on_saved)

    def _build(self) -> None:
        section = Section(lazy("Papers of this file"))
        self.language, self.traveller = QComboBox(), QComboBox()
        self.language.addItem(_("that of the traveller"), "")
        for code in LANGUAGES:
            self.language.addItem(NATIVE_NAMES[code], code)
        worded(self.language, accessibleName=lazy("Language of the paper"))
        worded(self.traveller, accessibleName=lazy("For which traveller"))
        choices = QWidget()
        row = FlowLayout(choices, spacing=8)
        for widget in (Label(lazy("Language of the paper"), "quiet"), self.language, Label(lazy("For"), "quiet"), self.traveller):
            row.addWidget(widget)
        section.add(choices)
        self.order = self._paper(
            section, lazy("Mission order"), lazy("What a traveller shows: who, where, when, at whose cost."), self.produce_order
        )
        self.sheet = self._paper(
            section, lazy("Decision sheet"), lazy("One page on which the trip is decided, also with a pen."), self.produce_sheet
        )
        self.statement = self._paper(
            section, lazy("Expense statement"), lazy("What it cost, what is due, how the advance is settled."), self.produce_statement
        )
        self.form = self._paper(
            section,
            lazy("Request as a form"),
            lazy("Filled in on the screen or by hand; it can be read back into the program."),
            self.produce_form,
        )
        self._ready = QWidget()
        ready = FlowLayout(self._ready, spacing=8)
        self.ready_text = Label("", "strong")
        self.open_button = push_button(lazy("Open"), "external")
        self.save_button = push_button(lazy("Save as…"), "save")
        for widget in (self.ready_text, self.open_button, self.save_button):
            ready.addWidget(widget)
        self.open_button.clicked.connect(self.open_paper)
        self.save_button.clicked.connect(self.save_as)
        self._ready.hide()
        section.add(self._ready)
        section.setMaximumWidth(theme.scaled(760))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.scaled(12), 0, 0)
        layout.addWidget(section)
        layout.addStretch(1)

    def _paper(self, section: Section, name: Lazy, what: Lazy, act: Callable[[], None]) -> QPushButton:
        holder = QWidget()
        row = FlowLayout(holder, spacing=12)
        button = push_button(name, "document")
        button.setMinimumWidth(theme.scaled(270))  # as wide as the longest name of a paper in French
        button.clicked.connect(act)
        row.addWidget(button)
        row.addWidget(Label(what, "quiet"))
        section.add(holder)
        return button

    def _run(self, work: Callable[[Reporter], bytes], kind: str, title: Lazy) -> None:
        assert self._card is not None
        stem = f"{self._card.row.number.replace('/', '-')}-{kind}.pdf"

        def lay_out(report: Reporter) -> Path:
            return temporary_file(stem, work(report))

        self._page.desk.operations.run(lay_out, title).then(self._on_produced)

    def _id(self) -> str:
        return self._card.id if self._card is not None else ""

    def _traveller(self) -> int | None:
        chosen = self.traveller.currentData()
        return None if chosen in (None, ALL) else int(chosen)

    def _language(self) -> str | None:
        return str(self.language.currentData() or "") or None

    def _tell_where(self, path: Path) -> None:
        message = lazy("The paper is in {file}; no program on this machine opens it.", file=str(path))
        self._page.desk.operations.tell(message, Tone.WARNING)

    @Slot(object)
    def _on_produced(self, path: Path) -> None:
        self.produced = path
        self.ready_text.setText(path.name)
        self._ready.show()
        self.open_button.setFocus()

    @Slot(object)
    def _on_saved(self, path: Path) -> None:
        self._page.desk.operations.tell(lazy("Saved as {file}", file=path.name), Tone.GOOD)
