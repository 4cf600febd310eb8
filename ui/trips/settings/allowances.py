"""The table of daily allowances: what counts for a country on a day, and the import of a table."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QGridLayout, QLineEdit, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from app.domains.trips.allowance import AllowanceRow, read_csv
from app.domains.trips.commands.settings import ImportAllowances, RemoveAllowance
from app.domains.trips.queries import settings as queries
from app.domains.trips.settings_words import allowance_template
from app.kernel.errors import Finding, Refused
from app.kernel.fields import Criteria, Field, FieldKind, Screen, Tone
from app.kernel.queries import Query
from app.kernel.translated import lazy, lazy_count
from ui.kit.choosers import NamedCodeEditor, country_names
from ui.kit.controls import Label
from ui.kit.desk import Desk
from ui.kit.dialogs import Dialog
from ui.kit.editors import DateEditor
from ui.kit.flow import FlowLayout
from ui.kit.language import _, spoken, worded
from ui.kit.progress import Reporter
from ui.kit.registers import RegisterPage
from ui.kit.theme import theme
from ui.trips.settings.faults import FaultsDialog

IMPORT = lazy("Import table…")
NOT_TAKEN = lazy("This table was not taken in")
NONE_COUNTS = lazy("No amount of the table counts for this country and this day.")
_QUICK = 500  # amounts that are taken in while one waits


class _Narrowed:
    """The amounts of a country, or of a day."""

    def __init__(self) -> None:
        self.country = ""
        self.day = ""

    def ids(self, criteria: Criteria) -> Query[Any]:
        """Ask for the amounts, narrowed."""
        chosen = tuple((key, code) for key, code in (("country", self.country), ("day", self.day)) if code)
        return queries.allowance_ids(replace(criteria, filters=(*criteria.filters, *chosen)))


class ImportDialog(Dialog):
    """What was read from a file, and what is to become of the table that is there."""

    def __init__(self, rows: tuple[AllowanceRow, ...], there: int, source: str, parent: QWidget | None = None) -> None:
        super().__init__(lazy("Import daily allowances"), lazy("Import"), parent)
        self._rows_read = rows
        self.add, self.replace = QRadioButton(), QRadioButton()
        self.source = QLineEdit(source)
        self.source.setMaxLength(200)
        countries = len({row.country for row in rows})
        amounts = lazy_count("{number} amount", "{number} amounts", len(rows))
        told = lazy_count("Read: {amounts} for {number} country.", "Read: {amounts} for {number} countries.", countries, amounts=amounts)
        self.body.addWidget(Label(told, wrap=True))
        worded(self.add, text=lazy("Add them: an amount that still ran ends on the day before its successor"))
        counted = lazy_count(
            "Put them in the place of the table: {number} amount goes",
            "Put them in the place of the table: all {number} amounts go",
            there,
        )
        worded(self.replace, text=counted)
        group = QButtonGroup(self)
        for button in (self.add, self.replace):
            group.addButton(button)
            self.body.addWidget(button)
            button.setVisible(there > 0)
        self.add.setChecked(True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.scaled(12))
        caption = Label(lazy("Source"), "quiet")
        caption.setBuddy(self.source)
        worded(self.source, accessibleName=lazy("Source"))
        grid.addWidget(caption, 0, 0)
        grid.addWidget(self.source, 0, 1)
        grid.addWidget(Label(lazy("It stands beside each amount: the decree, the table and its date."), "small", wrap=True), 1, 1)
        self.body.addLayout(grid)
        self.body.addStretch(1)
        self.resize(theme.scaled(560), self.sizeHint().height())

    def command(self) -> ImportAllowances:
        """Make the command."""
        return ImportAllowances(self._rows_read, replace=self.replace.isChecked(), source=self.source.text().strip())


class AllowancesPage(RegisterPage):
    """The amounts that the office has imported, by country."""

    def __init__(self, desk: Desk, screen: Screen, parent: QWidget | None = None) -> None:
        self._narrowed = _Narrowed()
        # The button that adds a record in other registers takes in a table here.
        register = replace(screen.register, ids=self._narrowed.ids, add=cast("Any", ImportAllowances), add_title=IMPORT)
        super().__init__(desk, replace(screen, register=register), parent)
        self._add_bar()

    def build_actions(self) -> None:
        """Offer an empty table to fill in."""
        self.offer(lazy("Save an empty table…"), self.save_template, "export", needs_record=False, in_bar=True)

    def show_detail(self, id: str | None) -> None:
        """Show an amount under the name of its country."""
        row = self.selected_row() if id is not None else None
        pairs = self.ask_now(queries.allowance_detail(id), ()) if id is not None else ()
        self._detail.show_pairs(spoken.wording.formats.country(row.country) if row is not None else "", pairs or ())

    @Slot()
    def add(self) -> None:
        """Ask for a file and take in its table."""
        name, _kind = QFileDialog.getOpenFileName(self, _("Import daily allowances"), "", "CSV (*.csv *.txt)")
        if name:
            self.read_from(Path(name))

    def read_from(self, path: Path) -> ImportDialog | None:
        """Read the table of *path* and ask what to do with it; every fault is listed by its line, and then nothing is taken in."""
        try:
            rows = read_csv(path.read_bytes())
        except Refused as refused:
            self._tell_faults(refused.findings)
            return None
        except OSError:
            self._tell_faults((Finding("", lazy("{file} cannot be read.", file=path.name)),))
            return None
        dialog = ImportDialog(rows, self.ask_now(queries.allowance_count(), 0) or 0, path.name, self)
        dialog.setModal(True)
        dialog.accepted.connect(self._on_accepted)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    @Slot()
    def edit(self) -> None:
        """Leave amounts as they were imported: they are corrected by a table."""

    @Slot()
    def remove(self) -> None:
        """Remove the amounts that are selected as one step."""
        if ids := tuple(self.list_pane.view.selected_ids()):
            self.perform(RemoveAllowance(ids))

    @Slot()
    def save_template(self) -> None:
        """Ask for a file and write the headings of a table to it."""
        name, _kind = QFileDialog.getSaveFileName(self, _("Save an empty table"), f"{_('daily allowances')}.csv", "CSV (*.csv)")
        if name:
            self.save_template_to(Path(name))

    def save_template_to(self, path: Path) -> None:
        """Write the headings of a table to *path*."""
        content, outside = allowance_template(spoken.wording.language), self.desk.application.outside

        def write(report: Reporter) -> str:
            report(0, 0)
            outside.write_whole(path, content)
            return path.name

        self.desk.operations.run(write, lazy("Writing the table")).then(self._on_written)

    def _add_bar(self) -> None:
        self.country = NamedCodeEditor(Field("country", lazy("Country"), FieldKind.COUNTRY), country_names)
        self.day = DateEditor(Field("day", lazy("Counting on"), FieldKind.DATE))
        bar = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        bar.setSizePolicy(policy)
        flow = FlowLayout(bar, theme.scaled(8), top=True)
        for editor, width in ((self.country, 200), (self.day, 170)):
            editor.name(editor.field.title)
            caption = Label(editor.field.title, "quiet")
            caption.setBuddy(editor.inputs()[0])
            caption.setContentsMargins(0, theme.scaled(6), 0, 0)
            editor.setFixedWidth(theme.scaled(width))
            editor.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
            flow.addWidget(caption)
            flow.addWidget(editor)
            editor.edited.connect(self._on_narrowed)
        layout = self.list_pane.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(1, bar)

    @Slot()
    def _on_narrowed(self) -> None:
        day = self.day.value()
        self._narrowed.country = self.country.value() or ""
        self._narrowed.day = day.isoformat() if day is not None else ""
        narrowed = bool(self._narrowed.country or self._narrowed.day)
        self.table.look_for(self.table.criteria)
        self.list_pane.teach(NONE_COUNTS if narrowed else self.screen_entry.empty)
        if self.list_pane.view.current_id() is None:
            self.list_pane.view.select_first()
        self._settle_selection()

    def _tell_faults(self, findings: tuple[Finding, ...]) -> None:
        FaultsDialog.show_for(self, NOT_TAKEN, findings)

    @Slot()
    def _on_accepted(self) -> None:
        dialog = self.sender()
        if isinstance(dialog, ImportDialog):
            command = dialog.command()
            self.perform(command, refused=self._tell_faults, slow=len(command.rows) > _QUICK)

    @Slot(object)
    def _on_written(self, name: object) -> None:
        self.desk.operations.tell(lazy("The empty table is in {file}. Fill it in and import it.", file=str(name)), Tone.GOOD)
