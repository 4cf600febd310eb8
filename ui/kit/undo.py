"""Undo and redo: two actions that say what they will take back or do again, whoever in the office's file it was."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QWidget

from app.kernel.translated import lazy
from ui.kit.controls import Action
from ui.kit.desk import Desk
from ui.kit.language import _, spoken

_INNER = str.maketrans({"“": "‘", "”": "’"})  # quotation marks within quotation marks


def within_quotes(text: str) -> str:
    """Prepare *text* to stand between quotation marks: those it has itself become single ones."""
    return text.translate(_INNER).replace("« ", "‹ ").replace(" »", " ›").replace("«\u00a0", "‹\u00a0").replace("\u00a0»", "\u00a0›")


class UndoActions(QObject):
    """Ctrl+Z and Ctrl+Shift+Z, with the name of the step in their text."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.undo = Action(lazy("Undo"), "undo", "Ctrl+Z", parent)
        self.redo = Action(lazy("Redo"), "redo", "Ctrl+Shift+Z", parent)
        for action in (self.undo, self.redo):
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        self.undo.triggered.connect(self._on_undo)
        self.redo.triggered.connect(self._on_redo)
        desk.hub.changed.connect(self.refresh)
        spoken.changed.connect(self.refresh)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Say again what will be taken back and done again."""
        application = self._desk.application
        for action, step, empty, full in (
            (self.undo, application.next_undo(), lazy("Undo"), lazy("Undo “{step}”")),
            (self.redo, application.next_redo(), lazy("Redo"), lazy("Redo “{step}”")),
        ):
            action.setEnabled(step is not None)
            action.setText(_(full, step=within_quotes(_(step.label))) if step is not None else _(empty))

    @Slot()
    def _on_undo(self) -> None:
        self._desk.operations.undo()

    @Slot()
    def _on_redo(self) -> None:
        self._desk.operations.redo()
