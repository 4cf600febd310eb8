"""The editor of an offset: how long before or after a day, in three parts. What is not required may be left empty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from app.kernel.fields import Field
from app.kernel.offsets import LARGEST, Offset, Unit
from app.kernel.translated import Lazy, lazy
from ui.kit.editors import Editor
from ui.kit.language import _, worded
from ui.kit.theme import theme

_UNITS = (
    (Unit.DAYS, lazy("days")),
    (Unit.WORKING_DAYS, lazy("working days")),
    (Unit.WEEKS, lazy("weeks")),
    (Unit.MONTHS, lazy("months")),
    (Unit.HOURS, lazy("hours")),
    (Unit.MINUTES, lazy("minutes")),
)
_SIDES = (lazy("before"), lazy("after"))
_NOT_A_NUMBER = lazy("Write a whole number, from 0 to {most}.", most=LARGEST)


class OffsetEditor(Editor):
    """So many units before or after. The value is written as `Offset` writes it."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.number = QLineEdit()
        self.number.setMaximumWidth(theme.scaled(64))
        self.number.setValidator(QIntValidator(0, LARGEST, self.number))
        self.unit, self.side = QComboBox(), QComboBox()
        self.unit.addItems([""] * len(_UNITS))
        self.side.addItems([""] * len(_SIDES))
        line = QHBoxLayout()
        line.setSpacing(theme.scaled(6))
        for widget in self.inputs():
            line.addWidget(widget)
        line.addStretch(1)
        self._rows.addLayout(line)
        self.retranslate()
        self.number.textEdited.connect(self._on_edited)
        self.unit.currentIndexChanged.connect(self._on_edited)
        self.side.currentIndexChanged.connect(self._on_edited)
        self._watch()

    def value(self) -> Any:
        """Write the offset; empty while there is no number."""
        if not self.number.hasAcceptableInput():
            return ""
        number, unit, before = int(self.number.text()), _UNITS[self.unit.currentIndex()][0], self.side.currentIndex() == 0
        return str(Offset(-number if before else number, unit, back=before and not number and unit is Unit.WORKING_DAYS))

    def fault(self) -> Lazy | None:
        """Say that there is no number."""
        if self.number.hasAcceptableInput() or not (self.field.required or self.number.text()):
            return None
        return _NOT_A_NUMBER

    def show_value(self, value: Any) -> None:
        """Show an offset; one that cannot be read leaves the number empty."""
        try:
            offset = Offset.parse(str(value))
        except ValueError:
            offset = None
        for box in (self.unit, self.side):
            box.blockSignals(True)
        self.number.setText("" if offset is None else str(abs(offset.number)))
        if offset is not None:
            self.unit.setCurrentIndex([unit for unit, _title in _UNITS].index(offset.unit))
            # A day itself is neither before nor after; whoever goes on to write a number mostly counts back.
            after = offset.number > 0 or (offset.number == 0 and offset.unit is Unit.WORKING_DAYS and not offset.back)
            self.side.setCurrentIndex(1 if after else 0)
        for box in (self.unit, self.side):
            box.blockSignals(False)

    def plain(self) -> Any:
        """Give the offset as it is written."""
        return self.value()

    def take_plain(self, plain: Any) -> None:
        """Take up an offset."""
        self.show_value(plain)
        self.edited.emit()

    def inputs(self) -> Sequence[QWidget]:
        """Give the number, the unit, and the side."""
        return (self.number, self.unit, self.side)

    def name(self, title: Lazy) -> None:
        """Say what each of the three is."""
        for widget, part in zip(self.inputs(), (lazy("number"), lazy("unit"), lazy("before or after")), strict=True):
            worded(widget, accessibleName=lazy("{field}: {part}", field=title, part=part))

    def retranslate(self) -> None:
        """Say units and sides in the language of the screen."""
        for number, (_unit, title) in enumerate(_UNITS):
            self.unit.setItemText(number, _(title))
        for number, title in enumerate(_SIDES):
            self.side.setItemText(number, _(title))

    @Slot()
    def _on_edited(self) -> None:
        self.edited.emit()
