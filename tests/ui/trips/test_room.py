"""A file in little room: low and narrow windows, large text, forms that open on the page."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.domains.trips.vocabulary import Outcome
from app.kernel.clock import FixedClock
from tests.makers.trips import request
from ui.kit.theme import LIGHT_ALWAYS, theme


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands at eleven in the morning of Monday 26 January 2026 in Brussels."""
    return FixedClock(datetime(2026, 1, 26, 10, 0, tzinfo=UTC))


@pytest.mark.parametrize("size", [(1280, 800), (900, 600)])
def test_the_verb_of_a_form_stands_below_its_fields(office, opened, window, qtbot, size):
    window.resize(*size)
    page = opened(office.sent(request()), "mila")
    page.begin("cancel")
    panel = page.panel
    qtbot.waitUntil(lambda: panel.geometry().height() >= panel.minimumSizeHint().height())
    assert panel._area.geometry().bottom() < panel._bar.geometry().top()
    assert page.rect().contains(panel.geometry())


def test_where_a_title_has_no_room_what_is_done_less_stands_in_the_menu(office, opened, window, settled):
    trip = office.begin(request(title="A working group on clean air in cities with old trams"))
    office.submit(trip)
    page = opened(trip, "cell")
    assert [button.text() for button in page._buttons] == ["Withdraw to change"]
    theme.dress(LIGHT_ALWAYS, 150)
    settled()
    assert page._buttons == []
    assert page._menu.actions()[0].text() == "Withdraw to change"
    theme.dress(LIGHT_ALWAYS, 100)
    settled()
    assert [button.text() for button in page._buttons] == ["Withdraw to change"]


def test_a_trip_that_does_not_take_place_asks_for_no_report(office, opened, settled):
    trip = office.sent(request())
    office.decide(trip, "lena", Outcome.REFUSE, "A call will do.")
    page = opened(trip, "mila")
    page.go_to("after")
    settled()
    assert (page.after.isVisible(), page.after.report.isVisible(), page.after.early.isVisible()) == (True, False, False)


def test_a_trip_to_come_says_that_the_report_follows(office, opened, settled):
    page = opened(office.sent(request()), "mila")
    page.go_to("after")
    settled()
    assert (page.after.report.isVisible(), page.after.early.isVisible()) == (False, True)
