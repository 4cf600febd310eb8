"""What a request takes with it when it is sent."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.makers.trips import request


def test_why_it_is_urgent_is_the_reason_for_the_derogation(office, clock):
    clock.moment = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
    card = office.card(office.sent(request(urgent_reason="invited yesterday")))
    assert [(one.rule, one.reason) for one in card.derogations] == [("R71", "invited yesterday")]
