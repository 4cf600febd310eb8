"""The line in which the reason for a place is asked: no window in front, Enter moves, Escape leaves everything as it was."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.kernel.errors import Finding
from app.kernel.translated import Lazy, lazy
from ui.kit.controls import Label, push_button
from ui.kit.forms import Findings
from ui.kit.language import worded
from ui.kit.theme import theme

_LONGEST = 300
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class ReasonLine(QFrame):
    """What is about to be moved, and why.

    Signals:
        given: the reason was given, with Enter or the button.
        left: nothing is to be moved.
        step_requested: one place further up (-1) or down (1), with Alt and an arrow.
    """

    given = Signal(str)
    left = Signal()
    step_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.told = Label("", "strong", wrap=True)
        self.line = QLineEdit()
        self.line.setMaxLength(_LONGEST)
        worded(self.line, placeholderText=lazy("Why? The reason is shown beside the place"), accessibleName=lazy("Reason for the place"))
        self._known = QStringListModel(self)
        completer = QCompleter(self._known, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        popup = completer.popup()
        assert popup is not None
        popup.setObjectName("completions")
        self.line.setCompleter(completer)
        self.findings = Findings()
        self.move_button = push_button(lazy("Move there"), primary=True, hint=lazy("Enter; with Alt and an arrow one place further"))
        self.leave_button = push_button(lazy("Leave as it was"), hint=lazy("Escape"))
        self._lay_out()
        self.line.returnPressed.connect(self._on_given)
        self.line.textEdited.connect(self._on_edited)
        self.line.installEventFilter(self)
        self.move_button.clicked.connect(self._on_given)
        self.leave_button.clicked.connect(self.left)
        self.hide()

    def ask(self, told: Lazy, known: Sequence[str]) -> None:
        """Ask for the reason of what *told* says; *known* reasons are offered while one types."""
        fresh = self.isHidden()
        self.told.show_text(told)
        self._known.setStringList(list(dict.fromkeys(known)))
        self.findings.show_findings(())
        if fresh:
            self.line.clear()
            self.show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def show_refusal(self, findings: tuple[Finding, ...]) -> None:
        """Say what the application had against it; what was typed stays."""
        self.findings.show_findings(findings)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Escape, and Alt with an arrow, in the line."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        step = _STEPS.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return True
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.step_requested.emit(step)
            return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.scaled(side) for side in (12, 9, 12, 9)))
        layout.setSpacing(theme.scaled(6))
        layout.addWidget(self.told)
        row = QHBoxLayout()
        row.setSpacing(theme.scaled(6))
        row.addWidget(self.line, 1)
        row.addWidget(self.move_button)
        row.addWidget(self.leave_button)
        layout.addLayout(row)
        layout.addWidget(self.findings)

    @Slot()
    def _on_edited(self) -> None:
        self.findings.show_findings(())

    @Slot()
    def _on_given(self) -> None:
        self.given.emit(self.line.text().strip())
