"""The line of the programme at which something is handed over: one of those of the mission that is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from app.domains.missions.queries import ItemRow, programme
from app.kernel.errors import OfficeError
from app.kernel.fields import Field
from app.kernel.translated import lazy
from ui.kit.editors import Editor
from ui.kit.language import _, spoken
from ui.kit.theme import theme
from ui.kit.views import ChoiceBox

if TYPE_CHECKING:
    from app.application import Application

NO_MOMENT = lazy("no line of the programme")
NO_MISSION = lazy("choose the mission first")
_WIDEST = 440


class MomentEditor(Editor):
    """The lines of the programme of a mission, by day and time; `follow` says of which mission."""

    def __init__(self, field: Field, application: Application, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._application = application
        self._mission: str | None = None
        self._id: str | None = None
        self._lines: tuple[ItemRow, ...] = ()
        self.box = ChoiceBox()
        self.box.setMaximumWidth(theme.scaled(_WIDEST))
        self.box.activated.connect(self._on_chosen)
        self._rows.addWidget(self.box)
        self._watch()
        self.retranslate()

    def value(self) -> Any:
        """Give the id of the line."""
        return self._id

    def show_value(self, value: Any) -> None:
        """Show the line."""
        self._id = value or None
        self.retranslate()

    def plain(self) -> Any:
        """Give the id."""
        return self._id

    def take_plain(self, plain: Any) -> None:
        """Take up the id."""
        self.show_value(plain)
        self.edited.emit()

    def inputs(self) -> Sequence[QWidget]:
        """Give the list."""
        return (self.box,)

    def follow(self, mission: str | None) -> None:
        """Offer the lines of this mission; a line of another one is no longer chosen."""
        if mission == self._mission:
            return
        self._mission, self._lines = mission, self._read(mission)
        if self._id is not None and not any(line.id == self._id for line in self._lines):
            self._id = None
        self.retranslate()

    def day(self) -> date | None:
        """Give the day of the line that is chosen."""
        return next((line.day for line in self._lines if line.id == self._id), None)

    def retranslate(self) -> None:
        """Say the lines in the language of the screen."""
        blocked = self.box.blockSignals(True)
        self.box.clear()
        self.box.addItem(_(NO_MOMENT if self._mission else NO_MISSION), None)
        for line in self._lines:
            if not line.cancelled or line.id == self._id:
                self.box.addItem(moment_told(line), line.id)
        self.box.setCurrentIndex(max(self.box.findData(self._id), 0) if self._id else 0)
        self.box.setEnabled(self.box.count() > 1)
        self.box.blockSignals(blocked)
        self.box.updateGeometry()

    def _read(self, mission: str | None) -> tuple[ItemRow, ...]:
        if mission is None:
            return ()
        try:
            return tuple(self._application.ask(programme(mission)))
        except OfficeError:
            return ()  # the mission went, or may not be seen: nothing can be chosen of it

    @Slot()
    def _on_chosen(self) -> None:
        self._id = self.box.currentData()
        self.edited.emit()


def moment_told(line: ItemRow) -> str:
    """Write a line of the programme: its day, its time, and what it is."""
    formats = spoken.wording.formats
    when = " ".join(part for part in (formats.day(line.day) if line.day else "", formats.time(line.begins) if line.begins else "") if part)
    return "  ·  ".join(part for part in (when, spoken.wording.text(line.title)) if part)
