"""Service trips on the screen: an office with people who ask and decide, and a window signed in as one of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from app.application import Application
from app.kernel.ids import Ref
from tests.makers.trips_office import TripsOffice
from ui.kit.desk import Desk
from ui.shell.window import MainWindow
from ui.trips.file_page import TripFile
from ui.trips.page import TripsPage


@pytest.fixture
def office(application: Application) -> TripsOffice:
    """An office with one account for each role."""
    return TripsOffice(application)


@pytest.fixture
def work_as(window: MainWindow, office: TripsOffice, settled: Callable[[], None]) -> Callable[[str], None]:
    """Signs somebody in at the window."""

    def sign_in(login: str) -> None:
        office.application.sign_in(login)
        settled()

    return sign_in


@pytest.fixture
def opened(window: MainWindow, work_as: Callable[[str], None], settled: Callable[[], None]) -> Callable[[str, str], TripFile]:
    """Opens the page of a file as somebody."""

    def open_it(trip: str, login: str) -> TripFile:
        work_as(login)
        window.open(Ref("trip", trip))
        settled()
        page = window.page()
        assert isinstance(page, TripFile)
        return page

    return open_it


@pytest.fixture
def register(window: MainWindow, work_as: Callable[[str], None], settled: Callable[[], None]) -> Callable[[str], TripsPage]:
    """Opens the register as somebody."""

    def open_it(login: str) -> TripsPage:
        work_as(login)
        window.go("trip")
        settled()
        page = window.page()
        assert isinstance(page, TripsPage)
        return page

    return open_it


@pytest.fixture
def alone(office: TripsOffice, desk: Desk, show: Callable[[QWidget], QWidget]) -> Callable[[str, str], TripFile]:
    """Shows the page of a file as somebody, without the window around it: keys reach it there."""

    def show_it(trip: str, login: str) -> TripFile:
        office.application.sign_in(login)
        page = TripFile(desk, Ref("trip", trip))
        page.resize(1080, 740)
        show(page)
        return page

    return show_it
