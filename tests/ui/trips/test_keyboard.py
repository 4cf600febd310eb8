"""A file by the keyboard: whoever opens it can begin at once."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt

from app.domains.trips.commands.running import LetTimePass
from app.domains.trips.vocabulary import Outcome, State
from app.kernel.clock import FixedClock
from tests.makers.trips import leg, leg_back, moment, request

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands at eleven in the morning of Monday 26 January 2026 in Brussels."""
    return FixedClock(datetime(2026, 1, 26, 10, 0, tzinfo=UTC))


def in_april(**changes):
    legs = (
        leg(departs_at=moment("2026-04-07T08:25:00+02:00"), arrives_at=moment("2026-04-07T16:05:00+02:00")),
        leg_back(departs_at=moment("2026-04-09T11:50:00+02:00"), arrives_at=moment("2026-04-09T19:40:00+02:00")),
    )
    return request(departs_at=moment("2026-04-07T08:25:00+02:00"), returns_at=moment("2026-04-09T19:40:00+02:00"), legs=legs, **changes)


def test_an_approver_decides_one_file_after_the_other(office, opened, window, qtbot, settled):
    files = [office.sent(request()), office.sent(in_april())]
    window.activateWindow()
    opened(files[0], "lena")
    for number, id in enumerate(files):
        page = window.page()
        assert page.ref.id == id
        assert window.focusWidget() is page.decision.approve_button
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return, CTRL)
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return, CTRL)
        settled()
        assert [one.outcome for one in office.card(id).decisions] == [Outcome.APPROVE]
        if number == 0:
            assert window.focusWidget() is page.decision.next_button
            qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
            settled()


def test_a_requester_begins_at_the_title(office, opened, window):
    trip = office.begin(request(title=""))
    page = opened(trip, "mila")
    assert window.focusWidget() in page.request.form.editor("title").inputs()


def test_what_is_still_being_written_is_handed_in(office, opened, clock, settled):
    trip = office.sent(request())
    office.approve(trip, "lena", "dirk", "bea")
    clock.moment = datetime(2026, 3, 9, 10, 0, tzinfo=UTC)
    with office.as_("cell") as application:
        application.execute(LetTimePass())
        application.execute(LetTimePass())
    page = opened(trip, "mila")
    report = page.after.report
    for row in report.rows:
        row.reached.take_plain("yes")
    report.text.area.setPlainText("All is agreed.")
    report.no_costs.setChecked(True)
    page.begin("hand_in")
    settled()
    card = office.card(trip)
    assert (card.row.state, card.report.text, card.report.no_costs) == (State.IN_CHECK, "All is agreed.", True)


def test_history_is_a_part_for_those_who_may_see_it(office, opened):
    trip = office.begin(request())
    assert [opened(trip, login).tabs.count() for login in ("cell", "mila")] == [6, 5]


def test_a_form_on_a_long_page_comes_into_sight(office, opened, clock, window, qtbot):
    trip = office.sent(request())
    office.approve(trip, "lena", "dirk", "bea")
    clock.moment = datetime(2026, 3, 9, 10, 0, tzinfo=UTC)
    with office.as_("cell") as application:
        application.execute(LetTimePass())
        application.execute(LetTimePass())
    window.resize(1280, 640)
    after = opened(trip, "mila").after
    after.add_expense.trigger()
    verb = after.expense_panel.verb_button
    qtbot.waitUntil(lambda: after.visibleRegion().boundingRect().contains(verb.mapTo(after, verb.rect().bottomLeft())))
