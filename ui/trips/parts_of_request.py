"""The parts of a request that can be marked to be changed: boxes to tick, and where each stands in the form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from app.kernel.fields import Field
from app.kernel.translated import Lazy, lazy
from ui.kit.editors import Editor
from ui.kit.flow import FlowLayout
from ui.kit.language import worded

PARTS: dict[str, Lazy] = {
    "title": lazy("Title"),
    "travellers": lazy("Travellers"),
    "destination": lazy("Destination"),
    "departs_at": lazy("Departure"),
    "returns_at": lazy("Return"),
    "purpose": lazy("Purpose and necessity"),
    "legs": lazy("Journey"),
    "stays": lazy("Nights"),
    "costs": lazy("Other costs"),
    "budget_line": lazy("Budget line"),
    "advance": lazy("Advance"),
    "third_party_payer": lazy("Third party that pays"),
    "security": lazy("Safety"),
    "justifications": lazy("Reasons for derogations"),
}
_PLACES = {"purpose": "purpose.description", "destination": "destination.city", "security": "security.advice"}


def place_of(part: str) -> str:
    """Give the path of the field at which a part begins, as findings name it."""
    return _PLACES.get(part, part)


class PartsEditor(Editor):
    """Boxes for the parts of a request."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        holder = QWidget()
        flow = FlowLayout(holder, spacing=14)
        self.boxes: dict[str, QCheckBox] = {}
        for part, title in PARTS.items():
            box = QCheckBox()
            worded(box, text=title)
            box.toggled.connect(self._on_toggled)
            flow.addWidget(box)
            self.boxes[part] = box
        self._rows.addWidget(holder)
        self._watch()

    def value(self) -> Any:
        """Give the parts that are ticked."""
        return tuple(part for part, box in self.boxes.items() if box.isChecked())

    def show_value(self, value: Any) -> None:
        """Tick these parts."""
        for part, box in self.boxes.items():
            blocked = box.blockSignals(True)
            box.setChecked(part in (value or ()))
            box.blockSignals(blocked)

    def plain(self) -> Any:
        """Give the parts."""
        return list(self.value())

    def take_plain(self, plain: Any) -> None:
        """Take up the parts."""
        self.show_value(tuple(plain))

    def inputs(self) -> Sequence[QWidget]:
        """Give the boxes."""
        return tuple(self.boxes.values())

    def name(self, title: Lazy) -> None:
        """Leave each box its own name."""

    def mark(self, faulty: bool) -> None:  # noqa: FBT001 - a mark is set or not
        """Leave the boxes as they are."""

    @Slot()
    def _on_toggled(self) -> None:
        self.edited.emit()
