"""An office with one account for each role, on a Monday in January 2026, and its settings on the screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QWidget

from app.application import Application
from app.domains.trips.settings_fields import SCREENS
from app.kernel.clock import FixedClock
from tests.makers.trips_office import TripsOffice
from ui.kit.desk import Desk
from ui.kit.registers import RegisterPage
from ui.trips.settings import PAGES


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands at eleven in the morning of Monday 26 January 2026 in Brussels."""
    return FixedClock(datetime(2026, 1, 26, 10, 0, tzinfo=UTC))


@pytest.fixture
def office(application: Application) -> TripsOffice:
    """An office whose head of the cell has signed in."""
    return TripsOffice(application)


@pytest.fixture
def opened(office: TripsOffice, desk: Desk, show: Callable[[QWidget], QWidget]) -> Callable[[str], RegisterPage]:
    """Opens a page of the settings."""

    def open_it(kind: str) -> RegisterPage:
        screen = next(one for one in SCREENS if one.kind == kind)
        page = PAGES[kind](desk, screen)
        page.resize(1060, 740)
        show(page)
        return page

    return open_it
