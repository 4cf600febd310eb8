"""The trips of a mission in its workspace."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from app.domains.missions.commands import CancelMission
from app.domains.trips.commands.running import CancelTrip
from app.domains.trips.queries.files import trips_of_mission
from app.domains.trips.vocabulary import CancelReason, State
from app.kernel.ids import Ref
from app.kernel.translated import LANGUAGES
from tests.makers import missions as make_of
from ui.kit.a11y import nameless
from ui.kit.language import spoken
from ui.missions.trips import TripsTab


@pytest.fixture
def mission(application):
    """A mission to Paris with two travellers."""
    id = make_of.mission(application, title="Visit to Paris")
    make_of.participant(application, id, name="Alpha")
    make_of.participant(application, id, name="Beta")
    return id


@pytest.fixture
def tab(window, mission, settled: Callable[[], None]) -> TripsTab:
    """The tab, open in the window."""
    window.open(Ref("mission", mission))
    settled()
    workspace = window.page()
    workspace.tabs.setCurrentWidget(workspace._trips)
    settled()
    return workspace.trips


def test_without_trips_it_teaches(tab):
    assert tab.empty.isVisible()
    assert not tab.view.isVisible()
    assert tab.begin_button.isVisible()


def test_one_click_begins_a_request_for_each_traveller(application, tab, mission, qtbot, settled):
    qtbot.mouseClick(tab.begin_button, Qt.MouseButton.LeftButton)
    settled()
    rows = application.ask(trips_of_mission(mission))
    assert sorted(row.travellers for row in rows) == ["Ada Alpha", "Ada Beta"]
    assert [row.title for row in tab.table.rows()] == ["Visit to Paris", "Visit to Paris"]
    assert tab.totals.text().startswith("2 trips")


def test_a_second_click_says_that_nobody_is_left(tab, qtbot, settled):
    tab.begin()
    settled()
    tab.begin()
    settled()
    assert tab.refusal.text() == "Every traveller of this mission from the office has a request already, or there is none."


def test_undo_takes_all_of_them_back(application, tab, mission, settled):
    tab.begin()
    settled()
    application.undo()
    settled()
    assert application.ask(trips_of_mission(mission)) == []
    assert tab.empty.isVisible()


def test_a_trip_opens_and_what_is_cancelled_is_not_counted(application, tab, mission, window, settled):
    tab.begin()
    settled()
    first = tab.table.rows()[0]
    application.execute(CancelTrip(first.id, CancelReason.AGENDA, "moved"))
    settled()
    assert tab.totals.text().startswith("1 trip")
    tab.view.opened.emit(first.id)
    settled()
    assert window.page().ref == Ref("trip", first.id)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_control_has_a_name(tab, language, settled):
    tab.begin()
    spoken.speak(language)
    settled()
    assert nameless(tab) == []


def test_the_trips_of_a_cancelled_mission_are_cancelled_together_with_a_reason(application, tab, mission, qtbot, settled):
    tab.begin()
    settled()
    assert not tab.cancel_button.isVisible()
    application.execute(CancelMission(mission, "war"))
    settled()
    assert not tab.begin_button.isVisible()
    qtbot.mouseClick(tab.cancel_button, Qt.MouseButton.LeftButton)
    tab.asking.give()
    assert tab.asking.asking  # a reason is needed
    tab.asking.editor.show_value("war in the region")
    tab.asking.give()
    settled()
    assert {row.state for row in application.ask(trips_of_mission(mission))} == {State.CANCELLED}
    assert not tab.cancel_button.isVisible()
    assert not tab.asking.isVisible()
