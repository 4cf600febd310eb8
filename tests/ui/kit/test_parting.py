"""What is taken away for good is held until Qt has destroyed it, and then forgotten."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui.kit import parting
from ui.kit.parting import part_with


class Part(QWidget):
    """A widget that knows above whom it stands."""

    def __init__(self) -> None:
        super().__init__()
        self.below: Part | None = None


def test_what_stands_inside_is_held_while_it_is_destroyed_and_then_forgotten(qapp: QApplication, settled: Callable[[], None]) -> None:
    page = QWidget()
    layout = QVBoxLayout(page)
    for _ in range(20):
        part = Part()
        part.below = Part()
        part.below.below = part
        part.below.setParent(part)
        layout.addWidget(part)
    inside = [weakref.ref(child) for child in page.findChildren(Part)]
    part_with(page)
    held = [one() is not None for one in inside]
    del part, page, layout
    settled()
    settled()
    gc.collect()

    assert (held, [one() for one in inside if one() is not None]) == ([True] * 40, [])
    assert parting._leaving == {}
