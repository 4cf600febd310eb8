"""The line of a stock-taking: a scanner or a keyboard writes an inventory number, Enter counts it, and the keyboard stays where it is.

A label holds the number and nothing else. “12 × B-001” counts twelve at once. What was refused stays in the line, selected, so that
the next scan writes over it; what was said stands below, never in a window in front.
"""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.kernel.fields import Tone
from app.kernel.translated import Lazy, lazy
from ui.kit.controls import Label, push_button, tool_button
from ui.kit.flow import FlowLayout
from ui.kit.icons import iconed
from ui.kit.language import worded
from ui.kit.theme import theme

_SEVERAL = re.compile(r"(\d{1,5})(?:\s*[×*]\s*|\s+[xX]\s+)(.+)")  # 3X10 may be a code
_ICONS = {Tone.GOOD: "done", Tone.WARNING: "warning", Tone.BAD: "fault", Tone.NEUTRAL: "note"}
_LONGEST = 80  # characters; an inventory number has ten


def read_scan(text: str) -> tuple[str, int]:
    """Read what was scanned or typed: an inventory number, and how many of it."""
    plain = " ".join(text.split())
    match = _SEVERAL.fullmatch(plain)
    return (match[2], int(match[1])) if match else (plain, 1)


class ScanLine(QFrame):
    """Where the counter stands, the line for numbers, and what came of the last one.

    Signals:
        scanned: a number was read (the number, how many).
        place_changed: the counter goes to another place.
        undo_wanted: the last number should not count.
    """

    scanned = Signal(str, int)
    place_changed = Signal(str)
    undo_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.number = QLineEdit()
        self.number.setMaxLength(_LONGEST)
        self.number.setClearButtonEnabled(True)
        worded(
            self.number,
            placeholderText=lazy("Scan the label, or type its number: B-001, or 12 × B-001"),
            accessibleName=lazy("Inventory number"),
        )
        self.place = QLineEdit()
        self.place.setMaxLength(_LONGEST)
        self.place.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        worded(self.place, placeholderText=lazy("any place"), accessibleName=lazy("Place where you count"))
        self.count_button = push_button(lazy("Count"), primary=True, hint=lazy("Enter"))
        self.told = Label("", "finding", wrap=True)
        self.told.setAccessibleName("")
        self._icon = Label()
        self.undo_button = tool_button(lazy("Do not count it"), "undo", beside=True)
        self.undo_button.hide()
        self._lay_out()
        self.number.returnPressed.connect(self._on_entered)
        self.count_button.clicked.connect(self._on_entered)
        self.place.editingFinished.connect(self._on_place)
        self.undo_button.clicked.connect(self.undo_wanted)

    def where(self) -> str:
        """Give the place at which the counter stands; empty when it does not matter."""
        return self.place.text().strip()

    def stand_at(self, place: str) -> None:
        """Begin at *place*."""
        self.place.setText(place)

    def take_focus(self) -> None:
        """Take the keyboard: the next scan is read here."""
        self.number.setFocus(Qt.FocusReason.OtherFocusReason)

    def accept(self, told: Lazy, tone: Tone = Tone.GOOD) -> None:
        """Say what was counted, and be ready for the next."""
        self.number.clear()
        self._say(told, tone)
        self.undo_button.show()
        self.take_focus()

    def refuse(self, told: Lazy) -> None:
        """Say why it was not counted; what was read stays, and the next scan writes over it."""
        self._say(told, Tone.BAD)
        self.undo_button.hide()
        self.number.selectAll()
        self.take_focus()

    def forget(self) -> None:
        """Say nothing of what came before."""
        self.told.hide()
        self._icon.hide()
        self.undo_button.hide()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.scaled(side) for side in (14, 12, 14, 10)))
        layout.setSpacing(theme.scaled(8))
        holder = QWidget()
        row = FlowLayout(holder, spacing=theme.scaled(8))
        where = Label(lazy("I am at"), "quiet")
        where.setBuddy(self.place)
        self.number.setMinimumWidth(theme.scaled(240))
        for widget in (where, self.place, self.number, self.count_button):
            row.addWidget(widget)
        layout.addWidget(holder)
        said = QHBoxLayout()
        said.setSpacing(theme.scaled(8))
        said.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        said.addWidget(self.told, 1)
        said.addWidget(self.undo_button)
        self.undo_button.setMaximumHeight(self.told.sizeHint().height() + theme.scaled(8))
        layout.addLayout(said)
        self.forget()

    def _say(self, told: Lazy, tone: Tone) -> None:
        iconed(self._icon, _ICONS.get(tone, "note"), f"tone:{tone}")
        self.told.setProperty("tone", str(tone))
        self.told.style().unpolish(self.told)
        self.told.style().polish(self.told)
        self.told.show_text(told)
        worded(self.told, accessibleName=told)
        self._icon.show()
        self.told.show()

    @Slot()
    def _on_entered(self) -> None:
        number, several = read_scan(self.number.text())
        if number:
            self.scanned.emit(number, several)
        else:
            self.take_focus()

    @Slot()
    def _on_place(self) -> None:
        self.place_changed.emit(self.where())
