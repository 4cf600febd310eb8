"""The warnings against a gift, each with the line in which one says why it is given all the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.kernel.errors import Finding, Severity
from app.kernel.fields import Field
from app.kernel.translated import Lazy, lazy
from ui.kit.controls import Label
from ui.kit.editors import Editor
from ui.kit.forms import FindingLine
from ui.kit.language import worded
from ui.kit.theme import theme

ANSWERS = Field("answers", lazy("Warnings"))
_WHY = lazy("Why it is given all the same")
_NONE = lazy("Nothing speaks against it.")
UNANSWERED = lazy("Say for each warning why it is given all the same.")
_LONGEST = 500


class Told(Protocol):
    """A warning as the suggestions give it."""

    @property
    def code(self) -> str:
        """What it is answered by."""
        ...

    @property
    def message(self) -> Lazy:
        """One sentence."""
        ...

    @property
    def severity(self) -> Severity:
        """Whether it can be answered at all."""
        ...

    @property
    def source(self) -> str:
        """Who says so."""
        ...


class AnswerLine(QWidget):
    """One warning: its sentence, who says so, and the reason.

    Signals:
        edited: the reason was changed.
    """

    edited = Signal()

    def __init__(self, warning: Told, answer: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.warning = warning
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, theme.scaled(4))
        layout.setSpacing(theme.scaled(3))
        layout.addWidget(FindingLine(Finding("answers", warning.message, warning.severity)))
        if warning.source:
            source = Label(lazy("Source: {source}", source=warning.source), "small", wrap=True)
            source.setContentsMargins(theme.scaled(24), 0, 0, 0)
            layout.addWidget(source)
        self.line = QLineEdit(answer)
        self.line.setMaxLength(_LONGEST)
        worded(
            self.line,
            placeholderText=_WHY,
            accessibleName=lazy("{warning} {question}", warning=warning.message, question=_WHY),
        )
        self.line.setVisible(self.can_be_answered)
        self.line.textEdited.connect(self.edited)
        layout.addWidget(self.line)

    @property
    def can_be_answered(self) -> bool:
        """Whether a reason is asked, and suffices: what is barred needs another gift, and a note needs nothing."""
        return self.warning.severity not in (Severity.BLOCKS, Severity.NOTES)

    @property
    def answer(self) -> str:
        """The reason that was written."""
        return self.line.text().strip() if self.can_be_answered else ""

    @property
    def open(self) -> bool:
        """Whether it still stands in the way."""
        return self.can_be_answered and not self.answer


class AnswersEditor(Editor):
    """The warnings against a gift with their answers; what was answered before stays known while other things are chosen."""

    def __init__(self, field: Field = ANSWERS, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._known: dict[str, str] = {}
        self._lines: list[AnswerLine] = []
        self._told = Label(_NONE, "quiet", wrap=True)
        self._told.setContentsMargins(0, theme.scaled(6), 0, 0)
        self._rows.addWidget(self._told)
        self._holder = QVBoxLayout()
        self._holder.setSpacing(theme.scaled(4))
        self._rows.addLayout(self._holder)

    @property
    def lines(self) -> tuple[AnswerLine, ...]:
        """What is shown."""
        return tuple(self._lines)

    def value(self) -> Any:
        """Give the codes that were answered, with their reasons; the others that were answered once are left out."""
        return tuple((line.warning.code, line.answer) for line in self._lines if line.answer)

    def show_value(self, value: Any) -> None:
        """Know these answers."""
        self._known = dict(value or ())
        for line in self._lines:
            line.line.setText(self._known.get(line.warning.code, ""))

    def plain(self) -> Any:
        """Give the answers."""
        return [list(pair) for pair in (self._known | dict(self.value())).items()]

    def take_plain(self, plain: Any) -> None:
        """Take up the answers."""
        self.show_value({str(code): str(reason) for code, reason in plain})
        self.edited.emit()

    def inputs(self) -> Sequence[QWidget]:
        """Give the lines in which reasons are written; the sentence that says that there are none while nothing is asked."""
        return tuple(line.line for line in self._lines if line.can_be_answered) or (self._told,)

    def name(self, title: Lazy) -> None:
        """Leave the lines their names: each says its warning."""

    def focus(self) -> None:
        """Let the user type where the first answer is missing."""
        missing = next((line.line for line in self._lines if line.open), None)
        if missing is not None:
            missing.setFocus()

    def show_warnings(self, warnings: Sequence[Told], nothing: Lazy = _NONE) -> bool:
        """Show these warnings in place of those before; tell whether they are others now."""
        self._told.show_text(nothing)
        if [line.warning for line in self._lines] == list(warnings):
            return False
        self._known |= {line.warning.code: line.answer for line in self._lines if line.answer}
        for line in self._lines:
            self._holder.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [AnswerLine(warning, self._known.get(warning.code, "")) for warning in warnings]
        for line in self._lines:
            line.edited.connect(self._on_edited)
            self._holder.addWidget(line)
        self._told.setVisible(not self._lines)
        self._watch()
        return True

    def findings(self) -> tuple[Finding, ...]:
        """Give what still stands in the way: a warning without an answer, or one that none can answer."""
        barred = [line.warning for line in self._lines if line.warning.severity is Severity.BLOCKS]
        if barred:
            return tuple(Finding(self.field.key, one.message, rule=one.code) for one in barred)
        if any(line.open for line in self._lines):
            return (Finding(self.field.key, UNANSWERED, rule="warning-unanswered"),)
        return ()

    @Slot()
    def _on_edited(self) -> None:
        self.edited.emit()
