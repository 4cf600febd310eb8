"""The pane beside a list: labels in one column, values whole however large the text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from app.kernel.translated import lazy
from ui.kit.controls import Label
from ui.kit.pages import DetailPane
from ui.kit.theme import theme

PAIRS = ((lazy("No."), "2026/003"), (lazy("Way of signing"), "princely mission"))
GAP = 16  # pixels between the columns


@pytest.fixture
def pane(show: Callable[[QWidget], QWidget]) -> DetailPane:
    """A pane with two pairs, as narrow as beside a list at 1280 pixels."""
    made = DetailPane()
    made.show_pairs("A mission", PAIRS)
    made.resize(280, 300)
    show(made)
    return made


def test_values_stand_in_one_column(pane):
    values = [label for label in pane.findChildren(Label) if label.text() in ("2026/003", "princely mission")]
    assert [label.x() for label in values] == [theme.scaled(134) + GAP] * 2


@pytest.mark.parametrize("percent", [100, 150, 175])
def test_values_are_not_cut_in_large_text(pane, settled, percent):
    before = theme.percent
    theme.dress(theme.choice, percent)
    try:
        settled()
        assert pane.minimumSizeHint().width() <= 280
        assert max(label.geometry().right() for label in pane.findChildren(Label)) < 280
    finally:
        theme.dress(theme.choice, before)
