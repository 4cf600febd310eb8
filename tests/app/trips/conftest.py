"""An office in which trips are asked for and decided, on a working day in January 2026."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.application import Application
from app.kernel.clock import FixedClock
from tests.makers.trips_office import TripsOffice


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands at eleven in the morning of Monday 26 January 2026 in Brussels."""
    return FixedClock(datetime(2026, 1, 26, 10, 0, tzinfo=UTC))


@pytest.fixture
def office(application: Application) -> TripsOffice:
    """An office with one account for each role."""
    return TripsOffice(application)
