"""A few numbers that are read at a glance: each large, with what it counts in small below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.kernel.fields import Tone
from app.kernel.translated import Lazy
from ui.kit.controls import Label
from ui.kit.flow import FlowLayout
from ui.kit.language import _, spoken
from ui.kit.theme import theme


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, what it counts, and whether it is good or bad."""

    title: Lazy
    number: int
    tone: Tone = Tone.NEUTRAL


class Numbers(QWidget):
    """Numbers side by side."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, spacing=theme.scaled(22))
        self._figures: tuple[Figure, ...] = ()
        spoken.changed.connect(self._show)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """What is shown."""
        return self._figures

    def put(self, figures: Sequence[Figure]) -> None:
        """Show these numbers in place of those before."""
        if tuple(figures) != self._figures:
            self._figures = tuple(figures)
            self._show()

    @Slot()
    def _show(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for figure in self._figures:
            self._flow.addWidget(_tile(figure))
        self.updateGeometry()


def _tile(figure: Figure) -> QWidget:
    tile = QWidget()
    column = QVBoxLayout(tile)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    said = spoken.wording.formats.number(figure.number)
    number = Label(said, "title")
    if figure.tone is not Tone.NEUTRAL:
        number.setProperty("tone", str(figure.tone))
    number.setAccessibleName(f"{_(figure.title)}: {said}")
    column.addWidget(number, 0, Qt.AlignmentFlag.AlignLeft)
    column.addWidget(Label(figure.title, "small"))
    return tile
