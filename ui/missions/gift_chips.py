"""For whom of the other side nothing is chosen yet: a button for each, heads first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QToolButton, QWidget

from app.kernel.translated import lazy, lazy_count
from ui.kit.controls import Label, tool_button
from ui.kit.flow import FlowLayout
from ui.kit.language import spoken, worded
from ui.missions.gift_sides import Side
from ui.missions.words import function_of

MOST_OFFERED = 8  # the rest is found by name, in the choice of a gift


class SideChips(QWidget):
    """A line of names; it goes when there is nobody in it.

    Signals:
        wanted: a gift should be chosen for somebody (`Side`).
    """

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: tuple[Side, ...] = ()
        self._row = FlowLayout(self, spacing=4)

    def show_sides(self, sides: Sequence[Side]) -> None:
        """Show these, in the language of the screen."""
        self.shown = tuple(sides)
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.setVisible(bool(sides))
        if not sides:
            return
        self._row.addWidget(Label(lazy("Nothing chosen yet for:"), "quiet"))
        for side in sides[:MOST_OFFERED]:
            self._row.addWidget(self._chip(side))
        if (rest := len(sides) - MOST_OFFERED) > 0:
            self._row.addWidget(Label(lazy_count("and {number} more", "and {number} more", rest), "quiet"))

    def _chip(self, side: Side) -> QToolButton:
        name = spoken.wording.text(side.name)
        button = tool_button(lazy("Choose a gift for {name}", name=name), "plus", beside=True)
        worded(button, text=lazy("{name} (head)", name=name) if side.head else side.name)
        if below := function_of(side.function, side.organisation):
            worded(button, toolTip=lazy("Choose a gift for {name}: {function}", name=name, function=below))
        button.clicked.connect(partial(self._on_wanted, side))
        return button

    def _on_wanted(self, side: Side) -> None:
        self.wanted.emit(side)

    def first(self) -> Side | None:
        """Give whoever stands first."""
        return self.shown[0] if self.shown else None
