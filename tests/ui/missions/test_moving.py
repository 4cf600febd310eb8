"""The dialogs by which a mission is moved and cancelled: what would follow stands beside the form before anything is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.application import Application
from app.domains.missions import queries
from app.domains.missions.commands import CancelMission, ConfirmMission, RemoveMission
from app.domains.missions.vocabulary import MissionState
from app.domains.trips.commands.drafting import BeginTrip, LinkToMission
from app.domains.trips.queries.files import trip_card
from app.domains.trips.vocabulary import State
from app.kernel.ids import Ref
from app.kernel.translated import lazy
from tests.makers import missions as make_of
from tests.makers.missions import LAST_DAY, days
from tests.makers.trips import request
from ui.kit.a11y import nameless
from ui.kit.controls import Label
from ui.kit.language import spoken
from ui.kit.parts import Badge
from ui.missions.moving import CancelDialog, MoveDialog
from ui.missions.page import MissionWorkspace
from ui.shell.window import MainWindow

Settled = Callable[[], None]
D = TypeVar("D", MoveDialog, CancelDialog)


@pytest.fixture
def mission(application: Application) -> str:
    """Three days in Paris with a line on the first and on the last, and a booked train back."""
    id = make_of.mission(application, title="Visit to Paris")
    make_of.item(application, id, "Welcome")
    make_of.item(application, id, "Farewell", day=LAST_DAY)
    make_of.transport(
        application, id, reference="ABC123", from_place="Paris", to_place="Brussels", departs_on=LAST_DAY, arrives_on=LAST_DAY
    )
    return id


@pytest.fixture
def workspace(window: MainWindow, mission: str, settled: Settled) -> MissionWorkspace:
    """The workspace of the mission, open in the window."""
    window.open(Ref("mission", mission))
    settled()
    page = window.page()
    assert isinstance(page, MissionWorkspace)
    return page


def shown(kind: type[D]) -> D:
    return next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible())


@pytest.fixture
def dialog(workspace: MissionWorkspace) -> MoveDialog:
    """The dialog that moves the mission."""
    workspace.decisions.postpone.trigger()
    return shown(MoveDialog)


def lines(dialog: MoveDialog | CancelDialog) -> list[str]:
    """Give what stands in the preview: headings, and badges with their sentences."""
    said: list[str] = []
    for widget in dialog.following.lines.widgets():
        if isinstance(widget, Label):
            said.append(widget.text())
        else:
            badge = widget.findChild(Badge)
            [text] = [label.text() for label in widget.findChildren(Label) if label is not badge]
            said.append(f"{badge.text()}: {text}")
    return said


def looked(qtbot: QtBot, dialog: MoveDialog | CancelDialog, line: str) -> None:
    """Wait until the preview says *line*."""
    qtbot.waitUntil(lambda: line in lines(dialog), timeout=20_000)


def line_days(application: Application, mission: str) -> dict[str, str]:
    return {str(row.title): str(row.day) for row in application.ask(queries.programme(mission))}


def test_what_would_follow_is_shown_and_nothing_is_written(application, mission, dialog, qtbot):
    steps = application.history()
    assert dialog.following.line.text() == "These are the dates that the mission has. Enter others."

    dialog.form.editors["starts"].take_plain("4/10/2021")
    looked(qtbot, dialog, "follows: 2 lines of the programme move along.")

    assert lines(dialog) == [
        "Programme",
        "follows: 2 lines of the programme move along.",
        "Transports",
        "by hand: Change the booking ABC123: Paris – Brussels, now on 6 October 2021.",
        "Calendar",
        "follows: 3 entries of the calendar change: hand the calendar out again.",
    ]
    assert dialog.following.line.text().splitlines() == [
        "The mission moves from 22–24 September 2021 to 4–6 October 2021.",
        "Everything moves 12 days later.",
        "1 task is added to the checklist.",
    ]
    assert dialog.accept_button.text() == "Move, with 2 things"
    assert dialog.following.final.isHidden()
    assert application.history() == steps


def test_the_last_day_follows_the_first_one_until_it_is_typed(dialog):
    starts, ends = dialog.form.editors["starts"], dialog.form.editors["ends"]
    starts.take_plain("4/10/2021")
    assert ends.value() == days("2021-10-06")
    starts.take_plain("")
    assert ends.value() is None
    starts.take_plain("5/10/2021")
    ends.take_plain("9/10/2021")
    starts.take_plain("6/10/2021")
    assert ends.value() == days("2021-10-09")


def test_a_line_that_no_longer_fits_is_given_another_day_in_the_dialog(application, mission, window, dialog, settled, qtbot):
    dialog.form.editors["starts"].take_plain("4/10/2021")
    dialog.form.editors["ends"].take_plain("5/10/2021")
    dialog.form.editors["reason"].take_plain("One day less.")
    looked(qtbot, dialog, "by hand: “Farewell” falls on 6 October 2021, outside the new dates. Give it another day.")
    assert dialog.misfits.isVisible()
    [editor] = dialog.misfits._editors.values()

    editor.take_plain("the day before")
    dialog.accept()
    assert (dialog.isVisible(), editor.line.property("fault")) == (True, True)

    editor.take_plain("5/10/2021")
    qtbot.waitUntil(lambda: not any("Farewell" in line for line in lines(dialog)), timeout=20_000)
    dialog.accept()
    settled()

    assert line_days(application, mission) == {"Welcome": "2021-10-04", "Farewell": "2021-10-05"}
    notice = window.notices.notice
    assert str(notice.text) == "Move mission Visit to Paris – 1 task was added"
    assert [str(offer.text) for offer in notice.offers] == ["Undo"]


def test_a_mission_is_put_off_by_emptying_its_first_day(application, mission, dialog, settled, qtbot):
    dialog.form.editors["starts"].take_plain("")
    dialog.form.editors["reason"].take_plain("The host is ill.")
    looked(qtbot, dialog, "check: 2 lines of the programme keep their days until the new dates are known.")
    assert dialog.accept_button.text() == "Postpone"

    dialog.accept()
    settled()

    card = application.ask(queries.mission_card(mission))
    assert (card.state, card.draft.starts, card.draft.ends) == (MissionState.POSTPONED, None, None)


def test_lines_may_be_told_to_stay(application, mission, dialog, settled, qtbot):
    dialog.form.editors["starts"].take_plain("4/10/2021")
    dialog.form.editors["lines_follow"].take_plain(False)
    dialog.form.editors["reason"].take_plain("The host is ill.")
    looked(qtbot, dialog, "by hand: 2 lines of the programme stay on days outside the new dates. Give them other days.")

    dialog.accept()
    settled()

    assert line_days(application, mission) == {"Welcome": "2021-09-22", "Farewell": "2021-09-24"}


def test_the_preview_follows_what_others_do_meanwhile(application, mission, dialog, qtbot):
    dialog.form.editors["starts"].take_plain("4/10/2021")
    looked(qtbot, dialog, "follows: 2 lines of the programme move along.")

    make_of.item(application, mission, "Lunch")
    looked(qtbot, dialog, "follows: 3 lines of the programme move along.")

    application.execute(CancelMission(mission, "The host is ill."))
    looked(qtbot, dialog, "This mission is cancelled; its state no longer changes. Undo the cancellation, or clone the mission.")


def test_a_dialog_that_is_closed_before_the_answer_is_not_asked_again(application, mission, dialog, settled, qtbot):
    dialog.form.editors["starts"].take_plain("4/10/2021")
    dialog.look()
    operations = dialog._desk.operations
    dialog.reject()
    settled()
    qtbot.waitUntil(lambda: operations.busy == 0, timeout=20_000)
    settled()
    assert application.ask(queries.mission_card(mission)).state is MissionState.PLANNED


def test_a_mission_that_is_gone_is_not_asked_about(application, mission, workspace):
    application.execute(RemoveMission(mission))
    assert MoveDialog.show_move(workspace, mission, lazy("Move"), "gone") is None


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_everything_in_the_dialogs_has_a_name(workspace, settled, language):
    spoken.speak(language)
    workspace.decisions.postpone.trigger()
    move = shown(MoveDialog)
    assert nameless(move) == []
    move.reject()
    settled()
    workspace.decisions.cancel.trigger()
    assert nameless(shown(CancelDialog)) == []


# ------------------------------------------------------------------------------------------------ cancelling


def test_cancelling_says_what_a_person_has_to_do(application, mission, workspace, settled, qtbot):
    application.execute(ConfirmMission(mission))
    settled()
    workspace.decisions.cancel.trigger()
    dialog = shown(CancelDialog)
    looked(qtbot, dialog, "by hand: Cancel the booking ABC123: Paris – Brussels.")
    assert dialog.accept_button.text() == "Cancel the mission"
    assert dialog.trips_too.isHidden()

    dialog.accept()
    assert dialog.isVisible()  # the reason is missing
    dialog.form.editors["reason"].take_plain("The host is ill.")
    dialog.accept()
    settled()

    assert application.ask(queries.mission_card(mission)).state is MissionState.CANCELLED


def test_its_trips_are_cancelled_in_the_same_breath_when_one_says_so(application, mission, window, workspace, settled, qtbot):
    trip = application.execute(BeginTrip(request())).result
    application.execute(LinkToMission(trip, mission))
    settled()
    workspace.decisions.cancel.trigger()
    dialog = shown(CancelDialog)
    qtbot.waitUntil(dialog.trips_too.isVisible, timeout=20_000)
    assert not dialog.cause.isEnabled()
    dialog.trips_too.setChecked(True)
    assert dialog.cause.isEnabled()
    dialog.form.editors["reason"].take_plain("The host is ill.")

    dialog.accept()
    settled()

    assert application.ask(queries.mission_card(mission)).state is MissionState.CANCELLED
    assert application.ask(trip_card(trip)).row.state is State.CANCELLED
    assert str(window.notices.notice.text) == "The mission and 1 trip are cancelled."


def test_what_was_typed_for_a_line_stays_while_other_dates_are_tried(dialog, qtbot):
    dialog.form.editors["starts"].take_plain("4/10/2021")
    dialog.form.editors["ends"].take_plain("5/10/2021")
    looked(qtbot, dialog, "by hand: “Farewell” falls on 6 October 2021, outside the new dates. Give it another day.")
    [editor] = dialog.misfits._editors.values()
    editor.take_plain("5/10/2021")
    dialog.form.editors["ends"].take_plain("6/10/2021")
    dialog.look()
    assert (dialog.misfits.isVisible(), dialog.misfits.days()) == (False, ())
    dialog.form.editors["ends"].take_plain("5/10/2021")
    dialog.look()
    assert [day for _line, day in dialog.misfits.days()] == [date(2021, 10, 5)]
