"""Where a register of these pages puts what it asks: over the whole width, between its title and its list."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.kit.registers import RegisterPage


def place_below_title(page: RegisterPage, widget: QWidget) -> None:
    """Put *widget* below the title of *page*."""
    layout = page.layout()
    assert isinstance(layout, QBoxLayout)
    layout.insertWidget(1, widget)
