"""Making one person of two: who may be the same, and field by field what stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domains.people import queries
from app.domains.people.commands import MergePersons
from app.domains.people.fields import PERSON_FORM
from app.domains.people.queries import MergePreview, PersonRow
from app.domains.people.rules import Double
from app.kernel.fields import Badge, Column, ColumnKind, Tone
from app.kernel.translated import Lazy, lazy, lazy_count
from ui.kit.controls import Label
from ui.kit.desk import Desk
from ui.kit.dialogs import Dialog
from ui.kit.language import _, spoken, worded
from ui.kit.tables import RecordTable
from ui.kit.telling import told
from ui.kit.theme import theme
from ui.kit.views import SortedRows, TableView

MOST_SHOWN = 500  # pairs; nobody compares more in one sitting
_REASONS = {
    "same name": Badge(lazy("same name"), Tone.WARNING),
    "name in another order": Badge(lazy("name in another order"), Tone.NEUTRAL),
    "same e-mail address": Badge(lazy("same e-mail address"), Tone.WARNING),
}
_DOUBLE_COLUMNS = (
    Column("first", lazy("Person"), width=24, stretch=True),
    Column("second", lazy("Perhaps the same"), width=24, stretch=True),
    Column("reason", lazy("Why"), ColumnKind.BADGE, badges=_REASONS, width=24),
)
_FIELD_COLUMNS = (
    Column("field", lazy("Field"), ColumnKind.LAZY, width=18),
    Column("kept", lazy("Stays"), width=22, stretch=True),
    Column("dissolved", lazy("Goes"), width=22, stretch=True),
    Column("result", lazy("After the merge"), width=22, stretch=True),
)


@dataclass(frozen=True, slots=True)
class DoubleLine:
    """Two persons who may be one, as a line."""

    id: str
    first_id: str
    second_id: str
    first: str
    second: str
    reason: str


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field in which two persons differ."""

    id: str
    field: Lazy
    kept: str
    dissolved: str
    result: str


class MergeDialog(Dialog):
    """Two persons side by side, and the one that remains.

    Signals:
        merged: it was done; the id of the person who remains.
    """

    merged = Signal(object)

    def __init__(self, desk: Desk, kept: str, dissolved: str, parent: QWidget | None = None) -> None:
        super().__init__(lazy("Merge two persons"), lazy("Merge"), parent)
        self._desk = desk
        self._ids = kept, dissolved
        self._preview: MergePreview | None = None
        self._names = Label("", "heading", wrap=True)
        self._explained = Label("", wrap=True)
        self.fields = RecordTable(_FIELD_COLUMNS, self)
        self.view = TableView(lazy("Fields that differ"))
        self.view.show_table(self.fields)
        self._same = Label(lazy("The second person has nothing that the first has not."), "quiet", wrap=True)
        self._moved = Label("", "quiet", wrap=True)
        self._refused = Label("", "finding", wrap=True)
        self._refused.setProperty("tone", str(Tone.BAD))
        self._refused.hide()
        for widget in (self._names, self._explained, self._same):
            self.body.addWidget(widget)
        self.body.addWidget(self.view, 1)
        self.body.addWidget(self._moved)
        self.body.addWidget(self._refused)
        self.swap_button = self.add_button(lazy("Keep the other one"))
        self.swap_button.clicked.connect(self.swap)
        spoken.changed.connect(self._show)
        self.resize(theme.scaled(820), theme.scaled(460))
        self._read()

    @classmethod
    def show_for(cls, parent: QWidget, desk: Desk, kept: str, dissolved: str) -> MergeDialog:
        """Show two persons in front of the window; connect `merged` to go on."""
        dialog = cls(desk, kept, dissolved, parent)
        dialog.setModal(True)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    @property
    def kept(self) -> str:
        """The person who remains."""
        return self._ids[0]

    def moved_text(self) -> str:
        """Say how many references move over to the person who remains, by the kind of record."""
        preview = self._preview
        if preview is None or not preview.moved:
            return _("No other record refers to the person who goes.")
        titles = {key: title for feature in self._desk.application.features for key, title in (feature.titles or {}).items()}
        parts = [
            _("{record}: {number}", record=titles.get(table.replace("_", " "), table.replace("_", " ")), number=str(count))
            for table, count in sorted(preview.moved.items())
        ]
        total = sum(preview.moved.values())
        counted = lazy_count(
            "{number} reference moves over ({records}).", "{number} references move over ({records}).", total, records="; ".join(parts)
        )
        return spoken.wording.text(counted)

    @Slot()
    def swap(self) -> None:
        """Keep the other person."""
        self._ids = self._ids[1], self._ids[0]
        self._read()

    def accept(self) -> None:
        """Merge; when it is refused the dialog stays and says why."""
        kept, dissolved = self._ids
        self.accept_button.setEnabled(False)
        operation = self._desk.operations.perform(MergePersons(kept, dissolved), refused=self._on_refused)
        operation.settled.connect(self._on_settled)
        if operation.done:
            self.accept_button.setEnabled(self._preview is not None)
        operation.then(self._on_merged)

    def _read(self) -> None:
        self._preview = self._desk.operations.ask_now(queries.merge_preview(*self._ids))
        self.accept_button.setEnabled(self._preview is not None)
        self._show()

    @Slot()
    def _show(self) -> None:
        preview = self._preview
        if preview is None:
            self._names.show_text(lazy("One of the two persons is no longer there."))
            return
        application = self._desk.application
        by_key = {field.key: field for field in PERSON_FORM.fields}
        lines = [
            FieldLine(
                merged.field,
                by_key[merged.field].title,
                told(by_key[merged.field], merged.kept, application),
                told(by_key[merged.field], merged.dissolved, application),
                told(by_key[merged.field], merged.result, application),
            )
            for merged in preview.fields
        ]
        self.fields.show(lines)
        self.view.setVisible(bool(lines))
        self._same.setVisible(not lines)
        self._names.setText(_("{dissolved} becomes {kept}", dissolved=preview.dissolved, kept=preview.kept))
        self._explained.setText(
            _(
                "What {kept} has stays; what is empty is taken over from the other. The other person is removed. Undo brings both back.",
                kept=preview.kept,
            )
        )
        self._moved.setText(self.moved_text())

    @Slot(object)
    def _on_refused(self, findings: object) -> None:
        assert isinstance(findings, tuple)
        self._refused.show_text(findings[0].message)
        self._refused.show()

    @Slot()
    def _on_settled(self) -> None:
        self.accept_button.setEnabled(self._preview is not None)

    @Slot(object)
    def _on_merged(self, kept: object) -> None:
        super().accept()
        self.merged.emit(kept)


class DoublesDialog(Dialog):
    """Persons who may have been entered twice, two by two.

    Signals:
        merged: a pair was merged; the id of the person who remains.
    """

    merged = Signal(object)

    def __init__(self, desk: Desk, doubles: Sequence[Double], parent: QWidget | None = None) -> None:
        super().__init__(lazy("Possible doubles"), lazy("Compare…"), parent)
        self._desk = desk
        self._doubles = tuple(doubles)
        self._count = Label("", wrap=True)
        self.pairs = RecordTable(_DOUBLE_COLUMNS, self)
        self.view = TableView(lazy("Possible doubles"))
        self.view.show_table(self.pairs, SortedRows(self.pairs, self.view))
        self.view.opened.connect(self._on_opened)
        self.body.addWidget(self._count)
        self.body.addWidget(self.view, 1)
        worded(self.cancel_button, text=lazy("Close"))
        spoken.changed.connect(self._say_count)
        desk.hub.changed.connect(self._read)
        self.resize(theme.scaled(820), theme.scaled(480))
        self._read()
        self.view.select_first()

    @classmethod
    def show_for(cls, parent: QWidget, desk: Desk, doubles: Sequence[Double]) -> DoublesDialog:
        """Show the pairs in front of the window; connect `merged` to go on."""
        dialog = cls(desk, doubles, parent)
        dialog.setModal(True)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def accept(self) -> None:
        """Compare the chosen pair; the list stays for the next one."""
        row = self.view.current_row()
        if isinstance(row, DoubleLine):
            self.compare(row)

    def compare(self, line: DoubleLine) -> MergeDialog:
        """Show the two persons of a line side by side."""
        dialog = MergeDialog.show_for(self, self._desk, line.first_id, line.second_id)
        dialog.merged.connect(self.merged)
        return dialog

    @Slot()
    def _read(self) -> None:
        # A pair of which one person has gone (merged, removed) is no pair any more.
        shown = self._doubles[:MOST_SHOWN]
        wanted = tuple(dict.fromkeys(id for double in shown for id in (double.first, double.second)))
        rows: dict[str, PersonRow] = {row.id: row for row in self._desk.operations.ask_now(queries.persons(wanted), ()) or ()}
        self.pairs.show(
            DoubleLine(f"{d.first}/{d.second}", d.first, d.second, _named(rows[d.first]), _named(rows[d.second]), d.reason)
            for d in shown
            if d.first in rows and d.second in rows
        )
        self.accept_button.setEnabled(bool(self.pairs.rowCount()))
        self._say_count()

    @Slot()
    def _say_count(self) -> None:
        number = self.pairs.rowCount()
        if len(self._doubles) > MOST_SHOWN:
            self._count.setText(
                _(
                    "These are the first {shown} of {number} pairs.",
                    shown=str(number),
                    number=spoken.wording.formats.number(len(self._doubles)),
                )
            )
            return
        self._count.setText(
            spoken.wording.text(lazy_count("{number} pair may be one person.", "{number} pairs may be one person each.", number))
        )

    @Slot(str)
    def _on_opened(self, _id: str) -> None:
        self.accept()


def _named(row: PersonRow) -> str:
    wording = spoken.wording
    function = wording.text(row.function)
    return f"{row.name}  ·  {function}" if function else row.name
