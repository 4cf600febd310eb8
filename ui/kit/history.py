"""Who changed what, when, from what to what: the steps of the office or of one record, newest first, field by field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.application import FieldChange, Step
from app.kernel.changes import Changes
from app.kernel.drafts import differing
from app.kernel.fields import Badge, Column, ColumnKind, FieldKind, Tone
from app.kernel.ids import Ref
from app.kernel.permissions import SEE_HISTORY
from app.kernel.showing import Tellable
from app.kernel.translated import Lazy, Multilingual, lazy
from ui.kit.controls import Label
from ui.kit.desk import Desk
from ui.kit.language import _, shown
from ui.kit.pages import Page
from ui.kit.tables import RecordTable
from ui.kit.telling import told
from ui.kit.theme import theme
from ui.kit.views import EmptyState, ListPane, SortedRows, TableView

HISTORY = lazy("History")
LIMIT = 500
_IDENTIFIER = re.compile(r"[0-9a-f]{32}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_CODED = (FieldKind.CHOICE, FieldKind.CHOICES, FieldKind.COUNTRY, FieldKind.LANGUAGE, FieldKind.LANGUAGES, FieldKind.MONEY)
_STATES = {
    "reverted": Badge(lazy("Taken back"), Tone.WARNING),
    "undo": Badge(lazy("Undo"), Tone.NEUTRAL),
    "redo": Badge(lazy("Redo"), Tone.NEUTRAL),
}
_STEP_COLUMNS = (
    Column("at", lazy("When"), ColumnKind.MOMENT, width=26),
    Column("label", lazy("What"), ColumnKind.LAZY, stretch=True, width=40),
    Column("user", lazy("Who"), width=14),
    Column("state", lazy("Status"), ColumnKind.BADGE, badges=_STATES, width=12),
)
_FIELD_COLUMNS = (
    Column("record", lazy("Record"), ColumnKind.LAZY, width=16),
    Column("field", lazy("Field"), ColumnKind.LAZY, width=18),
    Column("before", lazy("Before"), width=26, stretch=True),
    Column("after", lazy("After"), width=26, stretch=True),
)


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step as a line."""

    id: str
    seq: int
    at: datetime
    label: Lazy
    user: str
    state: str


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field before and after."""

    id: str
    record: Lazy | str
    field: Lazy | str
    before: str
    after: str


class HistoryPane(Page):
    """The steps of the whole office, or those that touched one record (a tab of its page)."""

    def __init__(self, desk: Desk, ref: Ref | None = None, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._ref = ref
        self._titles = {key: title for feature in desk.application.features for key, title in (feature.titles or {}).items()}
        self._coded = {
            key: field for feature in desk.application.features for key, field in (feature.fields or {}).items() if field.kind in _CODED
        }
        self.steps = RecordTable(_STEP_COLUMNS)
        empty = EmptyState(lazy("Nothing has been changed yet. Everything that is saved will stand here."), icon="history")
        self.list_pane = ListPane(HISTORY, self.steps, empty)
        self.list_pane.teach(lazy("Nothing has been changed yet. Everything that is saved will stand here."))
        self.list_pane.view.selected.connect(self._on_selected)
        self.fields = RecordTable(_FIELD_COLUMNS, self)
        self._field_view = TableView(lazy("Fields changed"))
        self._field_view.show_table(self.fields, SortedRows(self.fields, self._field_view))
        below = QWidget()
        lower = QVBoxLayout(below)
        lower.setContentsMargins(0, 14, 0, 0)
        lower.setSpacing(8)
        lower.addWidget(Label(lazy("What this step changed"), "heading"))
        lower.addWidget(self._field_view, 1)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setHandleWidth(1)
        splitter.addWidget(self.list_pane)
        splitter.addWidget(below)
        splitter.setSizes([360, 240])
        splitter.setChildrenCollapsible(False)
        self.layout_ = QVBoxLayout(self)
        self.layout_.setContentsMargins(0, theme.scaled(10), 0, 0)
        self.layout_.setSpacing(14)
        self.layout_.addWidget(splitter, 1)

    def title(self) -> str:
        """Name the page."""
        return _(HISTORY)

    def concerns(self, changes: Changes) -> bool:
        """Tell whether a step touched what is shown."""
        if self._ref is None:
            return True
        return changes.touch(self._ref.kind, self._ref.id)

    def read(self) -> None:
        """Read the steps."""
        kind, id = (self._ref.kind, self._ref.id) if self._ref is not None else (None, None)
        if not self.desk.application.user.may(SEE_HISTORY):
            self.list_pane.teach(lazy("You do not have the right to do this: {right}.", right=SEE_HISTORY.title))
            self.steps.show(())
            return
        self.steps.show(_step_row(step) for step in self.desk.application.history(kind=kind, id=id, limit=LIMIT))
        if self.list_pane.view.current_id() is None:
            self.list_pane.view.select_first()

    def retranslate(self) -> None:
        """Say the fields again."""
        self._on_selected(self.list_pane.view.current_id())

    @Slot(object)
    def _on_selected(self, id: object) -> None:
        changes = self.desk.application.step_fields(int(str(id))) if id is not None else []
        # What a domain has no word for (sort keys, marks of an import) is the program's own business.
        named = [change for change in changes if f"{change.record}.{change.field}" in self._titles]
        rows = groupby(named or changes, key=_row_of)
        self.fields.show(line for _row, fields in rows for line in self._lines_of(tuple(fields)))

    def _lines_of(self, fields: Sequence[FieldChange]) -> list[FieldRow]:
        """Write the fields of one row; of a row that only ties two records together, that it was added or removed."""
        parts = [part for change in fields for part in _parts(change)]
        told = [self._field_row(change) for change in parts if not (_is_bare(change.before) and _is_bare(change.after))]
        first = fields[0]
        if told or not (first.before is None or first.after is None):
            return told
        record = self._titles.get(first.record, first.record)
        added = first.before is None
        return [FieldRow(f"{first.row}/", record, "", "" if added else _("removed"), _("added") if added else "")]

    def _field_row(self, change: FieldChange) -> FieldRow:
        record = self._titles.get(change.record, change.record)
        name = f"{change.record}.{change.field}"
        before, after = (self._told(name, value) for value in (change.before, change.after))
        return FieldRow(f"{change.row}/{change.field}", record, self._titles.get(name, change.field), before, after)

    def _told(self, name: str, value: Any) -> str:
        """Write a value; what is kept as a code, in its words."""
        field = self._coded.get(name)
        return told(field, value, self.desk.application) if field is not None else _value(value)


def _step_row(step: Step) -> StepRow:
    state = "reverted" if step.reverted else step.move if step.move in _STATES else ""
    return StepRow(step.id, step.seq, step.at, step.label, step.user, state)


def _row_of(change: FieldChange) -> tuple[str, str]:
    return change.record, change.row


def _parts(change: FieldChange) -> Iterator[FieldChange]:
    """Take a value that has parts of its own apart: of a list of precedence that was changed, only what is not as it was."""
    before, after = change.before, change.after
    if not isinstance(after, Tellable) or type(before) is not type(after):
        yield change
        return
    for name in differing(before, after):
        ours, theirs = getattr(before, name), getattr(after, name)
        if isinstance(ours, tuple) and isinstance(theirs, tuple):
            ours, theirs = tuple(one for one in ours if one not in theirs), tuple(one for one in theirs if one not in ours)
        yield FieldChange(change.record, change.row, f"{change.field}.{name}", ours, theirs)


def _is_bare(value: Any) -> bool:
    """Tell whether a value says nothing to a reader: nothing at all, or the identifier of a record that has no name."""
    return not value or (isinstance(value, str) and _IDENTIFIER.fullmatch(value) is not None)


def _value(value: Any) -> str:
    if isinstance(value, str) and _DIGEST.fullmatch(value):
        return _("a file")
    match value:
        case Multilingual():
            return " · ".join(f"{code.upper()} {text}" for code in ("nl", "fr", "en") if (text := value.in_language(code)))
        case dict():
            return " · ".join(f"{str(key).upper()} {text}" for key, text in value.items() if text)
        case _:
            return shown(value)
