"""Departures and returns are noticed by whoever opens the program, once."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.domains.access.commands import RemoveAccount
from app.domains.trips.vocabulary import State
from app.kernel.errors import Refused
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


def test_whoever_stands_in_a_file_is_disabled_not_removed(office):
    office.sent(request())
    with pytest.raises(Refused) as refused, office.as_("head") as application:
        application.execute(RemoveAccount(office.accounts["mila"]))
    assert [finding.rule for finding in refused.value.findings] == ["account-in-use"]
    with office.as_("head") as application:
        application.execute(RemoveAccount(office.accounts["rik"]))
