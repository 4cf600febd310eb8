"""The way of a file, as one line of stops."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.domains.trips.vocabulary import Outcome
from app.kernel.clock import FixedClock
from tests.makers.trips import request
from ui.trips.steps import Standing, StopMark, stops_of


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands at eleven in the morning of Monday 26 January 2026 in Brussels."""
    return FixedClock(datetime(2026, 1, 26, 10, 0, tzinfo=UTC))


def test_a_returned_file_tells_since_when_it_is_back(office, clock):
    trip = office.sent(request())
    clock.moment = datetime(2026, 1, 29, 10, 0, tzinfo=UTC)
    office.decide(trip, "lena", Outcome.RETURN, "Take the train.", marked=("legs",))
    first = stops_of(office.card(trip))[0]
    assert (str(first.title), first.note, first.standing) == ("Returned", "29 January 2026", Standing.NOW)


def test_who_decided_stands_above_the_day(office, clock, show):
    trip = office.sent(request())
    office.decide(trip, "lena")
    stop = stops_of(office.card(trip))[2]
    assert stop.note == "Lena Lijn\n26 January 2026"
    mark = StopMark(stop, last=False)
    mark.resize(200, 80)
    show(mark)
    assert [note.text() for note in mark.notes] == ["Lena Lijn", "26 January 2026"]


def test_where_a_day_would_be_cut_it_stands_in_the_tooltip(office, show):
    trip = office.sent(request())
    office.decide(trip, "lena")
    mark = StopMark(stops_of(office.card(trip))[2], last=False)
    mark.resize(60, 80)
    show(mark)
    assert [note.isVisible() for note in mark.notes] == [False, False]
    assert mark.title.toolTip() == "<span>line manager: done, Lena Lijn, 26 January 2026</span>"
