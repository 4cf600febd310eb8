"""A mission that moves more than once: what an earlier move asked of somebody, and the next one does not, need not be done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.application import Application
from app.domains.checklists import commands as checklists
from app.domains.checklists.queries import tasks
from app.domains.checklists.vocabulary import TaskState
from app.domains.missions import queries
from app.domains.missions.commands import EditStay, MoveMission, PostponeMission, RemoveParticipant
from app.domains.missions.vocabulary import Direction
from app.domains.visas.visa_terms import Answer
from app.kernel.consequences import Effect
from tests.makers import checklists as lists
from tests.makers import missions as made
from tests.makers import visas as visa_make
from tests.makers.missions import days

OVERTAKEN = "The dates have moved again, and this is no longer needed."
NOW, LATER, LATEST = ("2021-09-22", "2021-09-24"), ("2021-10-05", "2021-10-07"), ("2021-10-12", "2021-10-14")


@pytest.fixture
def visit(application: Application) -> str:
    """Three days in Paris with a booked hotel."""
    mission = made.mission(application)
    made.stay(application, mission, reference="H-77")
    return mission


def move(application: Application, mission: str, dates: tuple[str, str]) -> list[tuple[Effect, str]]:
    outcome = application.execute(MoveMission(mission, days(dates[0]), days(dates[1]), "strike"))
    return [(one.effect, str(one.text)) for one in outcome.consequences if str(one.area) in ("Hotels", "Checklist", "Visas", "Programme")]


def put_off(application: Application, mission: str) -> None:
    application.execute(PostponeMission(mission, None, None, "flood"))


def listed(application: Application, mission: str) -> list[tuple[str, TaskState, str]]:
    return [(str(row.title), row.state, str(row.reason)) for row in application.ask(tasks(lists.of(mission)))]


def test_a_booking_that_nobody_has_changed_yet_suffices_when_the_mission_moves_back(application: Application, visit: str) -> None:
    move(application, visit, LATER)
    before = listed(application, visit)

    told = move(application, visit, NOW)

    assert told == [
        (Effect.FOLLOWS, "1 stay in a hotel moves along."),
        (Effect.ENDS, "1 task that earlier dates brought is no longer needed."),
    ]
    text = "Change the booking H-77 at Hotel Example: now 2021-10-05 to 2021-10-07."
    assert listed(application, visit) == [(text, TaskState.NOT_NEEDED, OVERTAKEN)]
    application.undo()
    assert listed(application, visit) == before == [(text, TaskState.OPEN, "")]
    application.redo()
    assert listed(application, visit) == [(text, TaskState.NOT_NEEDED, OVERTAKEN)]


def test_a_preview_tells_which_tasks_fall_away(application: Application, visit: str) -> None:
    move(application, visit, LATER)
    command = MoveMission(visit, days(NOW[0]), days(NOW[1]), "strike")
    seen = application.preview(command)
    assert application.execute(command).consequences == seen.consequences


def test_a_booking_that_was_changed_must_be_changed_back(application: Application, visit: str) -> None:
    move(application, visit, LATER)
    [task] = application.ask(tasks(lists.of(visit)))
    application.execute(checklists.SetTaskState((task.id,), TaskState.DONE))
    move(application, visit, NOW)
    assert listed(application, visit) == [("Change the booking H-77 at Hotel Example: now 2021-09-22 to 2021-09-24.", TaskState.OPEN, "")]


def test_a_booking_that_somebody_is_changing_stays_a_task(application: Application, visit: str) -> None:
    move(application, visit, LATER)
    [task] = application.ask(tasks(lists.of(visit)))
    application.execute(checklists.SetTaskState((task.id,), TaskState.DOING))
    move(application, visit, NOW)
    assert listed(application, visit) == [("Change the booking H-77 at Hotel Example: now 2021-09-22 to 2021-09-24.", TaskState.OPEN, "")]


def test_another_booking_entered_since_is_changed_too(application: Application, visit: str) -> None:
    move(application, visit, LATER)
    [stay] = application.ask(queries.stays(visit))
    draft = application.ask(queries.stay_draft(stay.id))
    application.execute(EditStay(stay.id, draft, replace(draft, reference="H-78")))
    move(application, visit, NOW)
    assert listed(application, visit) == [("Change the booking H-78 at Hotel Example: now 2021-09-22 to 2021-09-24.", TaskState.OPEN, "")]


def test_what_was_booked_is_kept_in_mind_over_several_moves(application: Application, visit: str) -> None:
    for dates in (LATER, LATEST):
        move(application, visit, dates)
    assert listed(application, visit) == [("Change the booking H-77 at Hotel Example: now 2021-10-12 to 2021-10-14.", TaskState.OPEN, "")]
    move(application, visit, NOW)
    assert [state for _text, state, _why in listed(application, visit)] == [TaskState.NOT_NEEDED]
    # Closed as not needed: what was booked is what the mission has, and the next move counts from there.
    move(application, visit, LATER)
    move(application, visit, NOW)
    assert [state for _text, state, _why in listed(application, visit)] == [TaskState.NOT_NEEDED]


def test_what_was_booked_is_kept_in_mind_while_there_are_no_dates(application: Application, visit: str) -> None:
    put_off(application, visit)
    assert listed(application, visit) == [("Ask what becomes of the booking H-77 at Hotel Example.", TaskState.OPEN, "")]
    move(application, visit, NOW)
    assert [state for _text, state, _why in listed(application, visit)] == [TaskState.NOT_NEEDED]

    move(application, visit, LATER)
    put_off(application, visit)
    move(application, visit, LATER)
    assert listed(application, visit) == [("Change the booking H-77 at Hotel Example: now 2021-10-05 to 2021-10-07.", TaskState.OPEN, "")]


def test_a_line_that_fits_again_needs_no_other_day(application: Application, visit: str) -> None:
    made.item(application, visit, "Farewell", day=date(2021, 9, 24))
    move(application, visit, ("2021-10-05", "2021-10-06"))
    assert [text for text, state, _why in listed(application, visit) if state is TaskState.OPEN and "Farewell" in text] == [
        "“Farewell” falls on 2021-10-07, outside the new dates. Give it another day."
    ]
    move(application, visit, NOW)
    assert [state for _text, state, _why in listed(application, visit)] == [TaskState.NOT_NEEDED] * 2


@pytest.mark.parametrize("undated", [False, True])
def test_a_line_that_still_does_not_fit_is_still_to_be_moved(application: Application, visit: str, undated: bool) -> None:
    made.item(application, visit, "Farewell", day=date(2021, 9, 24))
    move(application, visit, ("2021-10-05", "2021-10-06"))
    if undated:
        put_off(application, visit)
    move(application, visit, ("2021-10-12", "2021-10-13"))
    assert [text for text, state, _why in listed(application, visit) if state is TaskState.OPEN and "Farewell" in text] == [
        "“Farewell” falls on 2021-10-14, outside the new dates. Give it another day."
    ]


@pytest.mark.parametrize("undated", [False, True])
def test_lines_that_stayed_behind_are_still_to_be_moved(application: Application, visit: str, undated: bool) -> None:
    made.item(application, visit, "Farewell", day=date(2021, 9, 24))
    application.execute(MoveMission(visit, days(LATER[0]), days(LATER[1]), "strike", lines_follow=False))
    if undated:
        put_off(application, visit)
    move(application, visit, LATEST)
    assert [text for text, state, _why in listed(application, visit) if state is TaskState.OPEN and "line" in text] == [
        "1 line of the programme stays on a day outside the new dates. Give it another day."
    ]


def test_a_way_back_and_a_hotel_that_end_too_early_still_do_after_the_next_move(application: Application) -> None:
    mission = made.mission(application)
    made.stay(application, mission)
    back = {"from_place": "Paris", "to_place": "Brussels", "departs_on": date(2021, 9, 24), "arrives_on": date(2021, 9, 24)}
    made.transport(application, mission, **back)
    move(application, mission, ("2021-10-05", "2021-10-08"))
    put_off(application, mission)
    move(application, mission, ("2021-10-12", "2021-10-15"))
    assert {text: state for text, state, _why in listed(application, mission)} == {
        "Paris – Brussels is on 2021-10-14, and the mission now lasts longer.": TaskState.OPEN,
        "The stay at Hotel Example lasts until 2021-10-14, and the mission now lasts longer.": TaskState.OPEN,
    }
    move(application, mission, NOW)
    assert {state for _text, state, _why in listed(application, mission)} == {TaskState.NOT_NEEDED}


def test_a_letter_that_names_the_days_to_which_the_mission_returns_still_holds(application: Application) -> None:
    visit = visa_make.visit(application)
    guest = visa_make.traveller(application, visit, "Sent", "JP")
    visa_make.invitation(application, visit, guest, sent_on=date(2021, 9, 1), needs_visa=Answer.YES, filed_on=date(2021, 9, 1))
    card = application.ask(queries.mission_card(visit)).draft
    before, away = (str(card.starts), str(card.ends)), ("2022-02-01", "2022-02-02")
    move(application, visit, away)
    assert [state for _text, state, _why in listed(application, visit)] == [TaskState.OPEN] * 2
    put_off(application, visit)
    assert [state for _text, state, _why in listed(application, visit)] == [TaskState.OPEN] * 2
    move(application, visit, away)
    assert [state for _text, state, _why in listed(application, visit)] == [TaskState.OPEN] * 2
    move(application, visit, before)
    assert [why for _text, _state, why in listed(application, visit)] == [OVERTAKEN] * 2


def test_what_has_nothing_to_do_with_dates_stays_a_task(application: Application) -> None:
    journey = made.mission(application, starts="2021-12-01", ends="2021-12-03", country="IN", direction=Direction.OUTGOING)
    person = visa_make.traveller(application, journey, "Bo")
    visa_make.visa(application, journey, person, "IN", filed_on=date(2021, 9, 1))
    [row] = application.ask(queries.delegation(journey))
    application.execute(RemoveParticipant(row.id))
    before = listed(application, journey)
    assert [state for _text, state, _why in before] == [TaskState.OPEN]
    move(application, journey, ("2022-01-12", "2022-01-14"))
    assert listed(application, journey) == before
