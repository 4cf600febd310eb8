"""What becomes of checklists when something happens to their mission."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from app.domains.checklists import commands as c
from app.domains.checklists.board import missing
from app.domains.checklists.queries import tasks, uses
from app.domains.checklists.template_queries import template
from app.domains.checklists.vocabulary import TaskState, Urgency
from app.domains.missions.commands import (
    AddParticipant,
    CancelMission,
    CloneMission,
    EditItem,
    MoveMission,
    PostponeMission,
    RemoveItem,
    RemoveMission,
    RemoveParticipant,
)
from app.domains.missions.drafts import ParticipantDraft
from app.domains.missions.queries import item_draft
from app.domains.missions.vocabulary import Ceremony, Direction
from app.domains.people.commands import AddPerson, MergePersons
from app.domains.people.rules import PersonDraft
from app.domains.visas.visa_commands import PrepareVisas, StepVisas
from app.domains.visas.visa_terms import VisaStep
from app.kernel.consequences import Effect
from app.kernel.ids import Ref
from app.kernel.readiness import Duty
from app.kernel.translated import lazy_count
from tests.makers import checklists as lists
from tests.makers import missions
from tests.makers.missions import days


@pytest.fixture
def mission(application):
    return missions.mission(application, starts="2021-12-01", ends="2021-12-03")


def move(application, mission, starts="2022-01-12", ends="2022-01-14"):
    return application.execute(MoveMission(mission, days(starts), days(ends), "The host is ill."))


def of_checklist(outcome) -> list[tuple[Effect, str]]:
    return [(one.effect, str(one.text)) for one in outcome.consequences if one.area.message == "Checklist"]


# ------------------------------------------------------------------------------------------------ dates


def test_due_dates_follow_when_the_mission_moves_and_the_fixed_ones_stay(application, mission):
    lists.task(application, mission, "Book the hall")
    fixed = lists.task(application, mission, "Call the host")
    lists.task(application, mission, "Thank them", anchor="end", offset="+10 working days")
    application.execute(c.FixDue(fixed, date(2021, 10, 4)))

    outcome = move(application, mission)

    assert {title: row.due_on for title, row in lists.by_title(application, mission).items()} == {
        "Book the hall": date(2022, 1, 2),
        "Call the host": date(2021, 10, 4),
        "Thank them": date(2022, 1, 28),
    }
    assert of_checklist(outcome) == [
        (Effect.FOLLOWS, "2 tasks move along."),
        (Effect.WARNS, "“Call the host” stays on 2021-10-04: the day was fixed by hand."),
    ]


def test_a_preview_tells_what_the_move_then_does_and_writes_nothing(application, mission):
    lists.checklist(application, mission)
    before = application.ask(tasks(lists.of(mission)))
    command = MoveMission(mission, days("2022-01-12"), days("2022-01-14"), "The host is ill.")
    seen = application.preview(command)
    assert application.ask(tasks(lists.of(mission))) == before
    assert application.execute(command).consequences == seen.consequences


def test_a_move_and_its_undo_leave_every_task_as_it_was(application, mission):
    lists.checklist(application, mission)
    missions.participant(application, mission)
    lists.checklist(application, mission, "CL7")
    before = application.ask(tasks(lists.of(mission)))
    move(application, mission)
    assert application.ask(tasks(lists.of(mission))) != before
    application.undo()
    assert application.ask(tasks(lists.of(mission))) == before


def test_tasks_wait_for_a_date_while_the_mission_has_none(application, mission):
    lists.task(application, mission)
    outcome = application.execute(PostponeMission(mission, None, None, "The virus."))
    (row,) = application.ask(tasks(lists.of(mission)))
    assert (row.due_on, row.urgency) == (None, Urgency.UNDATED)
    assert of_checklist(outcome) == [(Effect.FOLLOWS, "1 task waits for a new date.")]
    move(application, mission)
    assert [row.due_on for row in application.ask(tasks(lists.of(mission)))] == [date(2022, 1, 2)]


def test_a_mission_known_by_its_month_has_rough_due_dates(application, mission):
    lists.task(application, mission)
    application.execute(PostponeMission(mission, days("2022-03"), days("2022-03"), "The virus."))
    (row,) = application.ask(tasks(lists.of(mission)))
    assert (row.due_on, row.roughly) == (date(2022, 2, 19), True)


def test_the_move_says_which_tasks_are_late_at_once(application, mission):
    lists.checklist(application, mission)
    late = sum(row.urgency is Urgency.LATE for row in lists.by_title(application, mission).values())
    outcome = move(application, mission, "2021-10-20", "2021-10-22")
    now_late = sum(row.urgency is Urgency.LATE for row in application.ask(tasks(lists.of(mission))))
    assert now_late > late
    told = lazy_count("{number} task is late with the new date.", "{number} tasks are late with the new dates.", now_late)
    assert (Effect.WARNS, str(told)) in of_checklist(outcome)


def test_what_is_done_keeps_the_day_it_had_and_follows_again_when_it_is_opened(application, mission):
    id = lists.task(application, mission)
    application.execute(c.SetTaskState((id,), TaskState.DONE))
    move(application, mission)
    assert [row.due_on for row in application.ask(tasks(lists.of(mission)))] == [date(2021, 11, 21)]
    application.execute(c.SetTaskState((id,), TaskState.OPEN))
    assert [row.due_on for row in application.ask(tasks(lists.of(mission)))] == [date(2022, 1, 2)]


def test_a_moment_follows_its_line_across_the_change_of_the_clock(application):
    mission = missions.mission(application, starts="2021-10-30", ends="2021-11-02")
    item = missions.item(application, mission, "Signing", day=date(2021, 10, 30), begins=time(9))
    lists.task(application, mission, anchor=f"item:{item}", offset="-24 h")
    draft = application.ask(item_draft(item))
    application.execute(EditItem(item, draft, replace(draft, day=date(2021, 10, 31))))
    # The night before had 25 hours: a day earlier by the clock is not 24 hours earlier.
    assert [row.due for row in application.ask(tasks(lists.of(mission)))] == [datetime(2021, 10, 30, 8, tzinfo=UTC)]


def test_a_task_whose_line_was_deleted_keeps_its_day_and_says_so(application, mission):
    item = missions.item(application, mission, "Signing", day=date(2021, 12, 2))
    lists.task(application, mission, anchor=f"item:{item}", offset="-3 days")
    outcome = application.execute(RemoveItem(item))
    (row,) = application.ask(tasks(lists.of(mission)))
    assert (row.due_on, row.anchor_lost) == (date(2021, 11, 29), True)
    assert of_checklist(outcome) == [(Effect.WARNS, "“Book the hall” keeps its day: what it was counted from is no longer there.")]
    (check,) = [row for row in application.ask(missing(lists.of(mission))) if row.rule == "anchor-lost"]
    assert (check.is_check, check.ref, check.due_on) == (True, Ref("task", row.id), date(2021, 11, 29))
    application.undo()
    assert [row.rule for row in application.ask(missing(lists.of(mission))) if row.rule == "anchor-lost"] == []
    assert [row.anchor_lost for row in application.ask(tasks(lists.of(mission)))] == [False]


def test_an_offset_that_leaves_the_calendar_leaves_the_task_without_a_day(application):
    mission = missions.mission(application, starts="9999-12-20", ends="9999-12-24")
    lists.task(application, mission, anchor="end", offset="+10 working days")
    assert [row.due_on for row in application.ask(tasks(lists.of(mission)))] == [None]


def test_a_mission_without_tasks_costs_one_cheap_look(application, mission, statements):
    with statements() as sent:
        move(application, mission)
    assert [one for one in sent if "FROM task" in one or ("FROM checklist_use" in one and "UNION" not in one)] == [
        one for one in sent if "UNION ALL" in one and "task" in one
    ]


# ------------------------------------------------------------------------------------------------ parts


def test_who_joins_gets_a_checklist_and_who_leaves_takes_what_nobody_began(application, mission):
    ada = missions.participant(application, mission, name="Ada")
    lists.checklist(application, mission, "CL7")
    lines = len(application.ask(template("CL7")).lines)
    bo = missions.participant(application, mission, name="Bo")
    rows = application.ask(tasks(lists.of(mission)))
    assert [str(row.part_title) for row in rows] == ["Ada Ada"] * lines + ["Ada Bo"] * lines
    begun = next(row.id for row in rows if str(row.part_title) == "Ada Bo")
    application.execute(c.SetTaskState((begun,), TaskState.DOING))

    application.execute(RemoveParticipant(bo))

    left = [row for row in application.ask(tasks(lists.of(mission))) if str(row.part_title) == "Ada Bo"]
    assert [(row.id, row.state, str(row.reason)) for row in left] == [(begun, TaskState.NOT_NEEDED, "It is no longer part of this.")]
    application.execute(RemoveParticipant(ada))
    assert [row.id for row in application.ask(tasks(lists.of(mission)))] == [begun]


def test_who_comes_back_finds_the_checklist_as_far_as_it_was(application, mission):
    person = application.execute(AddPerson(PersonDraft("Ada", "Bo"))).result
    bo = missions.participant(application, mission, person)
    lists.checklist(application, mission, "CL7")
    lines = len(application.ask(template("CL7")).lines)
    first, second = application.ask(tasks(lists.of(mission)))[:2]
    application.execute(c.SetTaskState((first.id,), TaskState.DONE))
    application.execute(c.SetTaskState((second.id,), TaskState.DOING))
    application.execute(RemoveParticipant(bo))
    application.execute(AddParticipant(mission, ParticipantDraft(person)))
    rows = application.ask(tasks(lists.of(mission)))
    assert len(rows) == lines
    assert [row.state for row in rows] == [TaskState.DONE, *[TaskState.OPEN] * (lines - 1)]


def test_a_signing_has_its_own_checklist_counted_from_its_own_day(application, mission):
    lists.checklist(application, mission, "CL4")
    item = missions.item(application, mission, "Signing", day=date(2021, 12, 2), ceremony=Ceremony.SIGNING)
    rows = application.ask(tasks(lists.of(mission)))
    assert {row.part.id for row in rows if row.part} == {item}
    assert [row.due_on for row in rows if row.key == rows[0].key] == [date(2021, 11, 2)]
    draft = application.ask(item_draft(item))
    application.execute(EditItem(item, draft, replace(draft, day=date(2021, 12, 3))))
    assert application.ask(tasks(lists.of(mission)))[0].due_on == date(2021, 11, 3)


def test_what_is_counted_from_the_filing_of_a_visa_is_counted_for_each_traveller(application):
    mission = missions.mission(application, starts="2021-12-01", ends="2021-12-03", country="IN", direction=Direction.OUTGOING)
    ada, bo = (application.execute(AddPerson(PersonDraft("Ada", name))).result for name in ("Example", "Bo"))
    for person in (ada, bo):
        missions.participant(application, mission, person)
        lists.task(application, mission, f"Ask {person}", anchor="submission", offset="+20 days", part=person)
    application.execute(PrepareVisas(mission))
    application.execute(StepVisas(mission, (ada,), "IN", VisaStep.FILED, date(2021, 9, 1)))
    dues = {row.part.id: row.due_on for row in application.ask(tasks(lists.of(mission)))}
    assert dues == {ada: date(2021, 9, 21), bo: None}


# ------------------------------------------------------------------------------------------------ the end, the pattern, the removal


def test_nothing_of_a_cancelled_mission_is_left_to_do(application, mission):
    lists.checklist(application, mission)
    done = application.ask(tasks(lists.of(mission)))[0].id
    application.execute(c.SetTaskState((done,), TaskState.DONE))
    lines = len(application.ask(template("CL2")).lines)

    outcome = application.execute(CancelMission(mission, "The minister resigned."))

    rows = [row for row in application.ask(tasks(lists.of(mission))) if row.use]
    assert [row.state for row in rows] == [TaskState.DONE, *[TaskState.NOT_NEEDED] * (lines - 1)]
    assert {str(row.reason) for row in rows[1:]} == {"It does not take place."}
    assert of_checklist(outcome) == [(Effect.ENDS, f"{lines - 1} tasks are no longer needed.")]


def test_a_mission_after_a_pattern_has_the_same_checklists_all_open(application, mission):
    lists.checklist(application, mission)
    own = lists.task(application, mission, "Own", due_on=date(2021, 10, 1))
    first, second = application.ask(tasks(lists.of(mission)))[1:3]
    ada = application.execute(AddPerson(PersonDraft("Ada", "Bo"))).result
    application.execute(c.SetTaskState((first.id,), TaskState.DONE))
    application.execute(c.GiveTasks((own, second.id), ada))
    application.execute(c.RemoveTask(second.id))

    clone = application.execute(CloneMission(mission, date(2022, 6, 1))).result

    rows = application.ask(tasks(lists.of(clone)))
    kept = application.ask(tasks(lists.of(mission)))
    assert [(row.key, row.title) for row in rows] == [(row.key, row.title) for row in kept]
    assert {(row.state, row.owner_id, row.fixed, row.proof) for row in rows} == {(TaskState.OPEN, "", False, "")}
    assert {str(row.title): row.due_on for row in rows}["Own"] == date(2022, 5, 22)
    assert [row.template for row in application.ask(uses(lists.of(clone)))] == ["CL2"]


def test_a_mission_that_is_removed_takes_its_checklists_along_and_brings_them_back(application, mission):
    lists.checklist(application, mission)
    lists.task(application, mission)
    before = application.ask(tasks(lists.of(mission)))
    application.execute(RemoveMission(mission))
    application.undo()
    assert application.ask(tasks(lists.of(mission))) == before


def test_two_persons_who_were_one_have_one_checklist_and_the_tasks_of_both(application, mission):
    ada, bo = (application.execute(AddPerson(PersonDraft("Ada", name))).result for name in ("Example", "Bo"))
    missions.participant(application, mission, bo)
    lists.checklist(application, mission, "CL7")
    given = lists.task(application, mission, owner_id=bo)
    application.execute(c.SetDutyHolder(Duty.PROT, bo))
    application.execute(MergePersons(ada, bo))
    rows = application.ask(tasks(lists.of(mission)))
    assert {row.part.id for row in rows if row.part} == {ada}
    assert {str(row.owner) for row in rows if row.id == given} == {"Ada Example"}
    assert len([row for row in rows if row.part]) == len(application.ask(template("CL7")).lines)
