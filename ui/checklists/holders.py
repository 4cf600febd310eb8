"""Who does what: the person who has each duty of the office. What nobody owns of a duty is theirs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domains.checklists.commands import SetDutyHolder
from app.domains.checklists.queries import HolderRow
from app.domains.people.vocabulary import PERSON
from app.kernel.commands import Command
from app.kernel.errors import Finding
from app.kernel.fields import Field, FieldKind
from app.kernel.translated import lazy
from ui.kit.choosers import RecordEditor
from ui.kit.controls import Label
from ui.kit.desk import Desk
from ui.kit.dialogs import Dialog
from ui.kit.forms import Findings, scrolled
from ui.kit.theme import theme


class HoldersDialog(Dialog):
    """A line for each duty; Save writes those that are others now, as one step."""

    def __init__(self, desk: Desk, rows: Sequence[HolderRow], parent: QWidget | None = None) -> None:
        super().__init__(lazy("Who does what"), parent=parent)
        self._desk = desk
        self._before = {row.duty: row.person_id for row in rows}
        self.editors: dict[str, RecordEditor] = {}
        self._findings: dict[str, Findings] = {}
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(24, 20, 24, 16)
        grid.setHorizontalSpacing(theme.scaled(16))
        grid.setVerticalSpacing(theme.scaled(8))
        grid.setColumnStretch(1, 1)
        taught = lazy("A task that was given to nobody is in the hands of the person who has its duty. Leave a line empty for nobody.")
        grid.addWidget(Label(taught, "quiet", wrap=True), 0, 0, 1, 2)
        grid.setRowMinimumHeight(1, theme.scaled(4))
        for row in rows:
            self._add(grid, row)
        grid.setRowStretch(grid.rowCount(), 1)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(scrolled(holder))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.resize(theme.scaled(620), theme.scaled(640))
        if self.editors:
            next(iter(self.editors.values())).focus()

    def accept(self) -> None:
        """Write what is different."""
        if not self._understood():
            return
        changed = [SetDutyHolder(duty, id) for duty, id in self.wanted().items() if id != self._before[duty]]
        if changed:
            operation = self._desk.operations.step(lambda: self._desk.application.together(lazy("Say who does what"), _all(changed)))
            operation.then(self._on_saved)
            return
        super().accept()

    def wanted(self) -> dict[str, str]:
        """Give the person whom each duty has now, by its code."""
        return {duty: editor.value() or "" for duty, editor in self.editors.items()}

    def _add(self, grid: QGridLayout, row: HolderRow) -> None:
        number = max(grid.rowCount(), 2)
        field = Field(row.duty, row.title, FieldKind.RECORD, record=PERSON)
        editor, findings = RecordEditor(field, self._desk.application), Findings()
        editor.name(row.title)
        editor.show_value(row.person_id)
        title = Label(row.title, "quiet", wrap=True)
        title.setMinimumWidth(theme.scaled(170))
        title.setBuddy(editor.line)
        grid.addWidget(title, number, 0)
        grid.addWidget(editor, number, 1)
        grid.addWidget(findings, number + 1, 1)
        self.editors[row.duty], self._findings[row.duty] = editor, findings

    def _understood(self) -> bool:
        first = None
        for duty, editor in self.editors.items():
            fault = editor.fault()
            self._findings[duty].show_findings((Finding(duty, fault),) if fault is not None else ())
            editor.mark(fault is not None)
            if fault is not None and first is None:
                first = editor
        if first is not None:
            first.focus()
        return first is None

    @Slot(object)
    def _on_saved(self, _result: object) -> None:
        super().accept()


def _all(commands: Sequence[Command[Any]]) -> Any:
    return lambda do: [do(command) for command in commands]
