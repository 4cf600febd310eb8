"""Departures and returns are noticed by whoever opens the program, once."""

from __future__ import annotations

from datetime import UTC, datetime

from app.domains.trips.vocabulary import State
from tests.makers.trips import request


def test_who_opens_the_program_notices_what_the_days_have_brought(office, clock):
    trip = office.sent(request())
    office.approve(trip, "lena", "bea", "dirk")
    application = office.application
    assert application.catch_up() == 0
    clock.moment = datetime(2026, 3, 9, 10, 0, tzinfo=UTC)
    with office.as_("lex"):
        assert (application.catch_up(), application.catch_up()) == (1, 0)
    assert office.card(trip).row.state is State.TO_SETTLE


def test_nobody_is_no_reason_to_stop(application):
    assert application.catch_up() == 0
