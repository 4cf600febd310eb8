"""The papers of a file, made from its page."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.kernel.clock import FixedClock
from tests.makers.trips import request, traveller


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands at eleven in the morning of Monday 26 January 2026 in Brussels."""
    return FixedClock(datetime(2026, 1, 26, 10, 0, tzinfo=UTC))


@pytest.fixture
def tab(office, alone, settled):
    """The papers of a trip of two, as the cell sees them."""
    page = alone(office.sent(request(travellers=(traveller(), traveller("Bo Voorbeeld")))), "cell")
    page.go_to("papers")
    settled()
    return page.papers


@pytest.mark.parametrize(
    ("button", "name"),
    [
        ("order", "T2026-001-mission-order.pdf"),
        ("sheet", "T2026-001-decision-sheet.pdf"),
        ("statement", "T2026-001-expense-statement.pdf"),
        ("form", "T2026-001-request-form.pdf"),
    ],
)
def test_each_button_makes_its_paper(tab, qtbot, button, name, tmp_path):
    getattr(tab, button).click()
    qtbot.waitUntil(lambda: tab.produced is not None, timeout=30_000)
    assert tab.produced.read_bytes().startswith(b"%PDF-")
    assert tab.ready_text.text() == name
    tab.save_to(tmp_path / name)
    qtbot.waitUntil((tmp_path / name).exists)
    assert (tmp_path / name).read_bytes() == tab.produced.read_bytes()


def test_the_travellers_can_be_chosen(tab):
    assert [tab.traveller.itemText(number) for number in range(tab.traveller.count())] == ["all of them", "Mila Voorbeeld", "Bo Voorbeeld"]
