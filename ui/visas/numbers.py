"""The number of a passport: masked, until somebody who may see it says what for. It is seen for a minute; the look stays written."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.kernel.errors import Finding
from app.kernel.translated import lazy
from ui.kit.controls import Label, push_button, tool_button
from ui.kit.flow import FlowLayout
from ui.kit.forms import Findings
from ui.kit.language import _, spoken, worded
from ui.kit.theme import theme

SEEN_FOR = 60  # seconds
_SECOND = 1_000  # milliseconds
_MASKED, _ASKING, _SEEN = range(3)


class NumberLine(QWidget):
    """One line: the masked number and a button; then the purpose; then the number, until its minute is over.

    Signals:
        asked: somebody wants to see the number, for the purpose that was typed.
    """

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._passport = ""
        self._turned_to = _MASKED
        self._left = 0
        self._may = True
        self._clock = QTimer(self)
        self._clock.setInterval(_SECOND)
        self._clock.timeout.connect(self._on_second)
        self._build()
        spoken.changed.connect(self._say_left)

    @property
    def seen(self) -> bool:
        """Whether the whole number is on the screen."""
        return self._turned_to == _SEEN

    def show_masked(self, passport: str, masked: str, *, may: bool) -> None:
        """Show the number of *passport* as everybody sees it; *may* offers to see it whole. What was seen of another goes away."""
        another, self._passport, self._may = passport != self._passport, passport, may
        self.masked.setText(masked)
        self.ask_button.setVisible(may and bool(masked))
        if another:
            self.withdraw()

    def show_number(self, number: str) -> None:
        """Show the whole number for a minute."""
        self.number.setText(number)
        self.findings.show_findings(())
        self._left = SEEN_FOR
        self._say_left()
        self._clock.start()
        self._turn_to(_SEEN)
        self.hide_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_refusal(self, findings: tuple[Finding, ...]) -> None:
        """Say below the line why the number is not shown."""
        self.findings.show_findings(findings)
        self.purpose.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def ask(self) -> None:
        """Let the purpose be typed."""
        if not self._may:
            return
        self._turn_to(_ASKING)
        self.purpose.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def withdraw(self) -> None:
        """Go back to the masked number."""
        self._clock.stop()
        self.number.clear()
        self.purpose.clear()
        self.findings.show_findings(())
        self._turn_to(_MASKED)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the masked number."""
        if event.key() == Qt.Key.Key_Escape and self._turned_to != _MASKED:
            self.withdraw()
            self.ask_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave no number behind on a page that is not looked at."""
        super().hideEvent(event)
        self.withdraw()

    def _build(self) -> None:
        self.masked = Label("", "strong")
        self.ask_button = push_button(lazy("Show number…"))
        self.purpose = QLineEdit()
        self.purpose.setMaxLength(200)
        self.purpose.setMinimumWidth(theme.scaled(120))
        worded(
            self.purpose,
            placeholderText=lazy("What for?"),
            accessibleName=lazy("Purpose for which the number of the passport is looked at"),
        )
        self.show_button = push_button(lazy("Show"), primary=True)
        self.cancel_button = tool_button(lazy("Cancel"), "close")
        self.number = Label("", "heading")
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.left = Label("", "small")
        self.copy_button = tool_button(lazy("Copy the number"), "copy")
        self.hide_button = push_button(lazy("Hide"))
        asking = QWidget()
        row = FlowLayout(asking, spacing=6)
        row.addWidget(self.purpose)
        row.addWidget(self.show_button)
        row.addWidget(self.cancel_button)
        row.addWidget(Label(lazy("Your name and the purpose are written down."), "small"))
        self._pages = (
            _line(self.masked, self.ask_button),
            asking,
            _line(self.number, self.copy_button, self.hide_button, self.left),
        )
        self.findings = Findings()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for page in (*self._pages, self.findings):
            layout.addWidget(page)
        self._turn_to(_MASKED)
        self.ask_button.clicked.connect(self.ask)
        self.show_button.clicked.connect(self._on_show)
        self.purpose.returnPressed.connect(self._on_show)
        self.purpose.textEdited.connect(self._on_typed)
        self.cancel_button.clicked.connect(self.withdraw)
        self.hide_button.clicked.connect(self.withdraw)
        self.copy_button.clicked.connect(self._on_copy)

    def _turn_to(self, which: int) -> None:
        self._turned_to = which
        for number, page in enumerate(self._pages):
            page.setVisible(number == which)

    @Slot()
    def _on_show(self) -> None:
        self.asked.emit(self.purpose.text().strip())

    @Slot()
    def _on_typed(self) -> None:
        self.findings.show_findings(())

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.number.text())

    @Slot()
    def _on_second(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self.withdraw()
        else:
            self._say_left()

    @Slot()
    def _say_left(self) -> None:
        self.left.setText(_("hidden again in {number} s", number=self._left))


def _line(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    row = FlowLayout(holder, spacing=8)
    for widget in widgets:
        row.addWidget(widget)
    return holder
