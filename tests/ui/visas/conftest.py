"""The page of passports and visas, open in the window."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.domains.visas.terms import PASSPORT
from ui.shell.window import MainWindow
from ui.visas.page import VisasPage


@pytest.fixture
def page(window: MainWindow, settled: Callable[[], None]) -> VisasPage:
    """The page."""
    window.go(PASSPORT)
    settled()
    shown = window.page()
    assert isinstance(shown, VisasPage)
    return shown


@pytest.fixture
def turn(page: VisasPage, settled: Callable[[], None]) -> Callable[[int], None]:
    """Turns to one of the parts."""

    def turn_to(number: int) -> None:
        page.tabs.setCurrentIndex(number)
        settled()

    return turn_to
