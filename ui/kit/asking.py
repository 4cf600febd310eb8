"""A line in which one thing is asked before it is done: a reason, a day, a person. No window in front; Enter does it, Escape leaves it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.application import Application
from app.kernel.errors import Finding
from app.kernel.fields import Field
from app.kernel.translated import Lazy, lazy
from ui.kit.controls import Label, push_button
from ui.kit.editors import Editor
from ui.kit.fields import make_editor
from ui.kit.forms import REQUIRED, Findings
from ui.kit.language import worded
from ui.kit.theme import theme

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class AskLine(QFrame):
    """What is about to be done, the one thing that it needs, and two buttons.

    Signals:
        closed: it was answered, or left; the keyboard may go back to where the work is.
    """

    closed = Signal()

    def __init__(self, application: Application, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._application = application
        self._receive: Callable[[Any], object] | None = None
        self.editor: Editor | None = None
        self.told = Label("", "strong", wrap=True)
        self.findings = Findings()
        self.do_button: QPushButton = push_button(lazy("Save"), primary=True, hint=lazy("Enter"))
        self.leave_button = push_button(lazy("Leave it"), hint=lazy("Escape"))
        self._lay_out()
        self.do_button.clicked.connect(self.give)
        self.leave_button.clicked.connect(self.leave)
        self.hide()

    @property
    def asking(self) -> bool:
        """Whether something is being asked."""
        return self._receive is not None

    def ask(self, told: Lazy, field: Field, verb: Lazy, receive: Callable[[Any], object], value: Any = None) -> None:
        """Ask for *field*, beginning with *value*; what is given goes to *receive*, a bound method, and the line closes.

        *receive* gives False when it was refused (see `show_refusal`): then the line stays, with what was typed.
        """
        self._put(field, value)
        self._receive = receive
        self.told.show_text(told)
        worded(self.do_button, text=verb)
        self.findings.show_findings(())
        self.show()
        if self.editor is not None:
            self.editor.focus()

    @Slot(object)
    def show_refusal(self, findings: tuple[Finding, ...]) -> None:
        """Say what there is against it; what was typed stays."""
        self.findings.show_findings(findings)
        if self.editor is not None:
            self.editor.focus()

    @Slot()
    def give(self) -> None:
        """Hand over what was typed, unless it is not understood or missing."""
        editor, receive = self.editor, self._receive
        if editor is None or receive is None:
            return
        value = editor.value()
        if isinstance(value, str):
            value = value.strip()
        nothing = value is None or (not value and not isinstance(value, int))  # none found is an answer
        fault = editor.fault() or (REQUIRED if editor.field.required and nothing else None)
        if fault is not None:
            self.show_refusal((Finding(editor.field.key, fault),))
            return
        if receive(value) is not False:
            self.leave()

    @Slot()
    def leave(self) -> None:
        """Close the line; nothing is done."""
        if self._receive is None:
            return
        self._receive = None
        self.hide()
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Enter and Escape in the editor."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.leave()
                return True
            if event.key() in _ENTER:
                # The editor itself reads what was typed first: a name that only one record has is chosen by Enter.
                QTimer.singleShot(0, self, self.give)
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.scaled(side) for side in (12, 9, 12, 9)))
        layout.setSpacing(theme.scaled(6))
        layout.addWidget(self.told)
        self._row = QHBoxLayout()
        self._row.setSpacing(theme.scaled(6))
        self._row.addWidget(self.do_button, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self.leave_button, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(self._row)
        layout.addWidget(self.findings)

    def _put(self, field: Field, value: Any) -> None:
        if self.editor is not None:
            self._row.removeWidget(self.editor)
            self.editor.hide()
            self.editor.deleteLater()
        self.editor = make_editor(field, object, self._application)
        self.editor.name(field.title)
        self.editor.show_value(value)
        self.editor.edited.connect(self._on_edited)
        for widget in self.editor.inputs():
            widget.installEventFilter(self)
        self._row.insertWidget(0, self.editor, 1)

    @Slot()
    def _on_edited(self) -> None:
        self.findings.show_findings(())
