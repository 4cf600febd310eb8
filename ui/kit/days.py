"""A day in a row of fields: nothing below it while it is typed, and written out once the user goes on."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from app.kernel.fields import Field
from ui.kit.editors import DateEditor
from ui.kit.entry import read_day


class DayEditor(DateEditor):
    """A day. A day without a year is that of the year that is likely: the next one from the likely day."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.likely: date | None = None
        self.line.editingFinished.connect(self._on_finished)

    def read(self, text: str) -> Any:
        """Read a day."""
        try:
            return read_day(text)
        except ValueError:
            if self.likely is None:
                raise
            day = read_day(f"{text.strip().rstrip('./-')}/{self.likely.year}")
            assert day is not None
            return day if day >= self.likely else read_day(f"{text.strip().rstrip('./-')}/{self.likely.year + 1}")

    def take_plain(self, plain: Any) -> None:
        """Take up what was typed."""
        self.line.setText(str(plain))
        self._on_edited()

    @Slot()
    def _show_understood(self) -> None:
        """Leave the line alone while it is typed."""

    @Slot()
    def _on_finished(self) -> None:
        """Write 3 march as 3/3/2026."""
        if self._value is not None:
            self.line.setText(self.written(self._value))
