"""Two who write in one request: nothing is written over unseen, and nobody is stuck."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.domains.trips.commands.drafting import EditTrip
from app.domains.trips.queries.files import trip_card
from app.domains.trips.vocabulary import State
from app.kernel.clock import FixedClock
from tests.makers.trips import request


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands at eleven in the morning of Monday 26 January 2026 in Brussels."""
    return FixedClock(datetime(2026, 1, 26, 10, 0, tzinfo=UTC))


@pytest.fixture
def trip(office) -> str:
    """A draft of Mila."""
    return office.begin(request())


def write(page, path, text):
    editor = page.request.form.editor(path)
    editor.line.setText(text)
    editor.line.textEdited.emit(text)


def store_elsewhere(office, trip, settled, **changes):
    """Change the draft as another window of the same user does."""
    before = stored(office, trip)
    office.application.execute(EditTrip(trip, before, replace(before, **changes)))
    settled()


def stored(office, trip):
    return office.application.ask(trip_card(trip)).request


def shown(page, path):
    return page.request.form.editor(path).value()


def test_what_another_has_changed_appears_beside_what_is_typed(office, opened, trip, settled):
    page = opened(trip, "mila")
    write(page, "budget_line", "11.222.33.44.55.66")
    store_elsewhere(office, trip, settled, title="Stored elsewhere")
    assert (shown(page, "title"), shown(page, "budget_line")) == ("Stored elsewhere", "11.222.33.44.55.66")
    page.request.save()
    settled()
    found = stored(office, trip)
    assert (found.title, found.budget_line) == ("Stored elsewhere", "11.222.33.44.55.66")


def test_what_both_have_changed_is_refused_until_it_was_seen(office, opened, trip, settled):
    page = opened(trip, "mila")
    write(page, "title", "Typed here")
    store_elsewhere(office, trip, settled, title="Stored elsewhere")
    page.request.save()
    settled()
    assert (shown(page, "title"), stored(office, trip).title) == ("Typed here", "Stored elsewhere")
    page.desk.hub.reload()
    settled()
    assert shown(page, "title") == "Stored elsewhere"
    write(page, "title", "Typed again")
    page.request.save()
    settled()
    assert stored(office, trip).title == "Typed again"


def test_saving_after_a_refused_sending_only_saves(office, opened, trip, settled):
    page = opened(trip, "mila")
    write(page, "title", "Typed here")
    store_elsewhere(office, trip, settled, title="Stored elsewhere")
    page.request.form.submit_requested.emit()
    settled()
    page.desk.hub.reload()
    settled()
    write(page, "title", "Typed again")
    page.request.save()
    settled()
    row = office.application.ask(trip_card(trip)).row
    assert (row.state, row.title) == (State.DRAFT, "Typed again")
