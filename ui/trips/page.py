"""The register of service trips: the files, what waits for whom, and how a request comes in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.domains.trips.commands.drafting import BeginTrip, CopyTrip
from app.domains.trips.differences import label_of
from app.domains.trips.queries.files import TripCard, trip_card, waiting_count
from app.domains.trips.vocabulary import CATEGORIES, REQUEST_TRIPS, STATES, TRIP
from app.kernel.clock import BRUSSELS
from app.kernel.commands import Command
from app.kernel.errors import Finding, Severity
from app.kernel.fields import Tone
from app.kernel.ids import Ref
from app.kernel.sheets import CellKind, Sheet, SheetColumn, SheetKind
from app.kernel.translated import Lazy, lazy, lazy_count
from ui.kit.controls import push_button
from ui.kit.flow import FlowLayout
from ui.kit.forms import FindingLine
from ui.kit.language import _, spoken
from ui.kit.pages import DetailPane
from ui.kit.parts import ActionButton, Badge, Lines
from ui.kit.progress import Reporter
from ui.kit.registers import RegisterPage
from ui.kit.tables import cell_text
from ui.trips import settings
from ui.trips.begin import begin_request
from ui.trips.file_page import TripFile
from ui.trips.importing import ImportDialog, ReadRequest, read_request_file
from ui.trips.lists import ask_parliament, ask_transparency, ask_where, write_list
from ui.trips.year import YearDialog

_FINDINGS = 4  # shown of a file; the rest stands on its page


class TripsPage(RegisterPage):
    """The files: all, mine, those that wait for me; and a summary of the chosen one."""

    def build_actions(self) -> None:
        """Offer to open, to import, and the lists of law and parliament."""
        self._open_action.setVisible(True)
        self.copy_action = self.offer(lazy("Copy as new request"), self.copy_trip, "copy")
        self.import_action = self.offer(lazy("Import request…"), self.import_file, "import", needs_record=False, in_bar=True)
        self.workbook_action = self.offer(lazy("Export as a workbook…"), self.export_workbook, "export", needs_record=False)
        self.figures_action = self.offer(lazy("Figures of the year…"), self.figures, "reports", needs_record=False)
        self.transparency_action = self.offer(lazy("Yearly transparency list…"), self.transparency, "reports", needs_record=False)
        self.parliament_action = self.offer(lazy("List for parliament…"), self.parliament, "reports", needs_record=False)
        may = self.desk.application.user.may(REQUEST_TRIPS)
        self.import_action.setVisible(may)
        self.copy_action.setVisible(may)
        for action in (self._open_action, self.copy_action):
            self._summary.buttons.addWidget(ActionButton(action))
        self._fill_menu()
        self.setAcceptDrops(may)
        self._teach_import(may)

    def make_detail(self) -> QWidget:
        """Make the summary."""
        self._summary = TripSummary()
        return self._summary

    def show_detail(self, id: str | None) -> None:
        """Show the summary of the file *id*."""
        card = self.ask_now(trip_card(id)) if id is not None else None
        self._summary.show_trip(card)

    def read(self) -> None:
        """Read the files; the first time those that wait for the user are shown, when there are any."""
        if not self._listed and self._awaited is None and self.ask_now(waiting_count(), 0):
            self.show_view("waiting")
        super().read()

    def show_view(self, view: str) -> None:
        """Show all files (""), mine, those that wait for me, or those without a report."""
        self.list_pane.filter_bar.put(chosen=(("view", view),) if view else ())
        self.table.criteria = self.list_pane.filter_bar.criteria(self.table.criteria)

    @Slot()
    def add(self) -> None:
        """Begin a request: like an earlier trip, from a template, or blank."""
        if (command := begin_request(self)) is not None:
            self._begin(command)

    @Slot()
    def copy_trip(self) -> None:
        """Begin a request like the chosen trip."""
        if (id := self.chosen_id()) is not None:
            self._begin(CopyTrip(id))

    @Slot()
    def import_file(self) -> None:
        """Ask for a file with a request."""
        kinds = f"{_('Requests')} (*.pdf *.json)"
        name, _kind = QFileDialog.getOpenFileName(self, _("Import request"), "", kinds)
        if name:
            self.import_from(Path(name))

    def import_from(self, path: Path) -> None:
        """Read a request from *path* in the background, and show what was read."""
        application = self.desk.application

        def work(_report: Reporter) -> ReadRequest:
            return read_request_file(application, path)

        self.desk.operations.run(work, lazy("Reading the request"), refused=self._on_not_read).then(self._on_read)

    @Slot()
    def export_workbook(self) -> None:
        """Write what is shown to a workbook or a CSV file."""
        if (path := ask_where(self, _("service trips"))) is not None:
            self.export_workbook_to(path)

    def export_workbook_to(self, path: Path) -> None:
        """Write what is shown to *path*, XLSX or CSV by its ending."""
        columns, wording, ids = self.list_pane.view.shown_columns(), spoken.wording, tuple(self.table.ids())
        application, rows_of, title = self.desk.application, self.register.rows, self.title()

        def work(report: Reporter) -> Path:
            report(0, len(ids))
            rows = application.ask(rows_of(ids))
            heads = tuple(SheetColumn(wording.say(column.title), CellKind.TEXT) for column in columns)
            cells = tuple(tuple(cell_text(column, row, wording) for column in columns) for row in rows)
            sheet = Sheet(title, heads, cells, application.clock.now())
            application.outside.write_whole(path, application.outside.sheet(sheet, SheetKind(path.suffix.lower().removeprefix("."))))
            return path

        self.desk.operations.run(work, lazy("Exporting")).then(self._on_exported)

    @Slot()
    def figures(self) -> None:
        """Show what the trips of a year come to."""
        YearDialog.show_for(self, self._today())

    @Slot()
    def transparency(self) -> None:
        """Write the yearly list of the ordinance."""
        if (asked := ask_transparency(self, self._today())) is not None and (path := ask_where(self, asked[1])) is not None:
            write_list(self, asked[0], path)

    @Slot()
    def parliament(self) -> None:
        """Write the list that members of parliament ask for."""
        if (asked := ask_parliament(self, self._today())) is not None and (path := ask_where(self, asked[1])) is not None:
            write_list(self, asked[0], path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept a file with a request."""
        if _dropped(event.mimeData().urls()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the request."""
        if (path := _dropped(event.mimeData().urls())) is not None:
            event.acceptProposedAction()
            self.import_from(path)

    def _begin(self, command: Command[str]) -> None:
        self.perform(command).then(self._on_begun)

    def _fill_menu(self) -> None:
        self.more_menu.addAction(self.workbook_action)
        self.more_menu.addSeparator()
        self.more_menu.addActions([self.figures_action, self.transparency_action, self.parliament_action])

    def _teach_import(self, may: bool) -> None:  # noqa: FBT001 - may or may not
        button = push_button(lazy("Import request…"), "import")
        button.clicked.connect(self.import_file)
        button.setVisible(may)
        layout = self.list_pane.empty.layout()
        assert isinstance(layout, QVBoxLayout)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button)
        row.addStretch(1)
        layout.insertLayout(layout.count() - 1, row)

    def _today(self) -> Any:
        return self.desk.application.clock.now().astimezone(BRUSSELS).date()

    @Slot(object)
    def _on_begun(self, id: object) -> None:
        self.open(Ref(TRIP, str(id)))

    @Slot(object)
    def _on_read(self, read: ReadRequest) -> None:
        if ImportDialog.ask(self, read):
            self._begin(BeginTrip(read.request))

    @Slot(object)
    def _on_not_read(self, findings: tuple[Finding, ...]) -> None:
        first = findings[0]
        place = label_of(first.path)
        known = place.values.get("place") != first.path  # what has no name in the form stands in the sentence
        text = lazy("{sentence} ({place})", sentence=first.message, place=place) if known else first.message
        self.desk.operations.tell(text, Tone.BAD)


class TripSummary(QWidget):
    """The chosen file at the right of the register: its status in words, what stands against it, what can be done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(12)
        badges = QWidget()
        row = FlowLayout(badges, spacing=6)
        self.badge, self.urgent, self.regularised = Badge(), Badge(), Badge()
        self.urgent.show_badge(lazy("urgent"), Tone.BAD)
        self.regularised.show_badge(lazy("regularised"), Tone.BAD)
        for badge in (self.badge, self.urgent, self.regularised):
            row.addWidget(badge)
        self.detail = DetailPane()
        self.findings = Lines(4)
        for part in (badges, self.detail, self.findings):
            layout.addWidget(part)
        self.buttons = FlowLayout(spacing=4)
        layout.addLayout(self.buttons)
        layout.addStretch(1)

    def show_trip(self, card: TripCard | None) -> None:
        """Show a file, or nothing."""
        self.badge.setVisible(card is not None)
        self.urgent.setVisible(card is not None and card.row.urgent)
        self.regularised.setVisible(card is not None and card.row.regularised)
        if card is None:
            self.detail.show_pairs("", ())
            self.findings.put(())
            return
        row, formats = card.row, spoken.wording.formats
        badge = STATES[row.state]
        self.badge.show_badge(badge.title, badge.tone)
        place = ", ".join(part for part in (row.city, formats.country(row.country) if row.country else "") if part)
        pairs: tuple[tuple[Lazy, object], ...] = (
            (lazy("No."), row.number),
            (lazy("Lies"), lazy("{whom} since {day}", whom=row.with_whom, day=row.since)),
            (lazy("Next"), row.next),
            (lazy("Missing"), row.missing),
            (lazy("Travellers"), row.travellers),
            (lazy("Category"), next(choice.title for choice in CATEGORIES if choice.code == row.category)),
            (lazy("Destination"), place),
            (lazy("Dates"), formats.period(*row.period)),
            (lazy("Estimate"), row.total),
            (lazy("kg CO₂e"), row.kilograms),
        )
        self.detail.show_pairs(row.title or _("Request without a title"), pairs)
        self.findings.put(list(_lines(card)))


def _lines(card: TripCard) -> list[QWidget]:
    weighty = [one for one in card.findings if one.severity is not Severity.NOTES]
    order = list(Severity)
    shown = sorted(weighty, key=lambda one: order.index(one.severity))
    lines: list[QWidget] = [FindingLine(one) for one in shown[:_FINDINGS]]
    if (more := len(shown) - _FINDINGS) > 0:
        lines.append(
            FindingLine(Finding("", lazy_count("and {number} more on its page", "and {number} more on its page", more), Severity.NOTES))
        )
    return lines


def _dropped(urls: Any) -> Path | None:
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and paths[0].suffix.lower() in (".pdf", ".json") else None


PAGES = {TRIP: TripsPage, **settings.PAGES}
RECORD_PAGES = {TRIP: TripFile}
