"""The bank of gifts and its stock-takings, each open on its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pytest
from PySide6.QtWidgets import QWidget

from app.domains.gifts.bank_fields import BANK
from ui.gifts.bank import BankPage
from ui.gifts.counting import CountingPage
from ui.kit.desk import Desk

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def bank(desk: Desk, show: Show) -> BankPage:
    """The bank."""
    page = BankPage(desk, BANK)
    page.resize(1100, 760)
    return cast("BankPage", show(page))


@pytest.fixture
def counting(desk: Desk, show: Show) -> CountingPage:
    """The stock-takings."""
    page = CountingPage(desk)
    page.resize(1100, 760)
    return cast("CountingPage", show(page))
