"""What the office does with checklists and tasks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.domains.checklists import commands as c
from app.domains.checklists.drafts import TaskDraft
from app.domains.checklists.queries import Progress, duty_holders, offered_anchors, offered_parts, progress, task_draft, tasks, uses
from app.domains.checklists.template_commands import AddTemplateLine, EditTemplateLine, RemoveTemplateLines
from app.domains.checklists.template_queries import template
from app.domains.checklists.templates import TemplateLine
from app.domains.checklists.vocabulary import TaskState, Urgency
from app.domains.people.commands import AddPerson, RemovePerson
from app.domains.people.rules import PersonDraft
from app.kernel.errors import Changed, Gone, Refused
from app.kernel.ids import Ref
from app.kernel.readiness import Duty
from app.kernel.translated import lazy
from tests.makers import checklists as lists
from tests.makers import missions

FIRST_DAY = date(2021, 12, 1)


@pytest.fixture
def mission(application):
    return missions.mission(application, starts="2021-12-01", ends="2021-12-03")


@pytest.fixture
def ada(application):
    return application.execute(AddPerson(PersonDraft("Ada", "Example"))).result


def rule_of(refused) -> tuple[str, str]:
    (finding,) = refused.value.findings
    return finding.path, finding.rule


# ------------------------------------------------------------------------------------------------ checklists


def test_a_checklist_makes_a_task_of_each_line_counted_from_the_days_of_the_mission(application, mission):
    lists.checklist(application, mission)
    rows = application.ask(tasks(lists.of(mission)))
    lines = application.ask(template("CL2")).lines
    assert [row.title for row in rows] == [line.title for line in lines]
    assert [(str(row.title), row.due_on) for row in rows[:2]] == [
        ("Necessity, aim, expected result", date(2021, 9, 2)),
        ("Approval per circular", date(2021, 9, 12)),
    ]
    assert {row.state for row in rows} == {TaskState.OPEN}


def test_the_same_checklist_twice_is_refused(application, mission):
    lists.checklist(application, mission)
    with pytest.raises(Refused) as refused:
        lists.checklist(application, mission)
    assert rule_of(refused) == ("template", "checklist-twice")


def test_several_checklists_stand_side_by_side(application, mission):
    lists.checklist(application, mission)
    lists.checklist(application, mission, "CL6")
    assert [row.template for row in application.ask(uses(lists.of(mission)))] == ["CL2", "CL6"]


def test_a_checklist_of_a_mission_that_is_not_there_is_gone(application):
    with pytest.raises(Gone):
        application.execute(c.AddChecklist(Ref("mission", "nobody"), "CL2"))
    with pytest.raises(Gone):
        application.execute(c.AddChecklist(Ref("moon", "nobody"), "CL2"))


def test_the_usual_checklists_are_added_once(application, mission):
    first = application.execute(c.AddProposedChecklists(lists.of(mission))).result
    assert len(first) == len(application.ask(uses(lists.of(mission)))) > 0
    with pytest.raises(Refused) as refused:
        application.execute(c.AddProposedChecklists(lists.of(mission)))
    assert rule_of(refused) == ("template", "nothing-proposed")


def test_each_traveller_has_the_checklist_that_is_for_travellers(application, mission):
    missions.participant(application, mission, name="Ada")
    missions.participant(application, mission, name="Bo")
    lists.checklist(application, mission, "CL7")
    lines = len(application.ask(template("CL7")).lines)
    rows = application.ask(tasks(lists.of(mission)))
    assert [str(row.part_title) for row in rows] == ["Ada Ada"] * lines + ["Ada Bo"] * lines


def test_of_a_list_for_gifts_a_mission_without_gifts_has_what_stands_once(application, mission):
    lists.checklist(application, mission, "CL6")
    rows = application.ask(tasks(lists.of(mission)))
    assert [(str(row.title), row.part) for row in rows] == [("Who gets a gift, level", None), ("Inventory and report", None)]


def test_a_checklist_goes_with_its_tasks_and_comes_back(application, mission):
    use = lists.checklist(application, mission)
    own = lists.task(application, mission)
    before = application.ask(tasks(lists.of(mission)))
    application.execute(c.RemoveChecklist(use))
    assert [row.id for row in application.ask(tasks(lists.of(mission)))] == [own]
    application.undo()
    assert application.ask(tasks(lists.of(mission))) == before


def test_a_newer_version_is_taken_over_without_touching_what_somebody_changed(application, mission):
    use = lists.checklist(application, mission)
    old = application.ask(template("CL2"))
    first, second, third = old.lines[:3]
    mine = next(row for row in application.ask(tasks(lists.of(mission))) if row.key == second.key)
    draft = application.ask(task_draft(mine.id))
    application.execute(c.EditTask(mine.id, draft, replace(draft, title=lists.everywhere("Ask the cabinet"))))
    application.execute(EditTemplateLine("CL2", first, replace(first, title=lists.everywhere("Say why"), offset="-100 days")))
    application.execute(EditTemplateLine("CL2", second, replace(second, title=lists.everywhere("Approval"), offset="-85 days")))
    application.execute(RemoveTemplateLines("CL2", (third.key,)))
    application.execute(AddTemplateLine("CL2", TemplateLine("new", lists.everywhere("Tell the embassy"), (Duty.PROT,), offset="-7 days")))
    assert [row.outdated for row in application.ask(uses(lists.of(mission)))] == [True]

    assert application.execute(c.UpdateChecklist(use)).result == 4
    rows = lists.by_title(application, mission)
    assert (rows["Say why"].due_on, rows["Ask the cabinet"].due_on, rows["Tell the embassy"].due_on) == (
        date(2021, 8, 23),
        date(2021, 9, 7),
        date(2021, 11, 24),
    )
    assert str(third.title) not in rows
    assert [row.outdated for row in application.ask(uses(lists.of(mission)))] == [False]
    with pytest.raises(Refused) as refused:
        application.execute(c.UpdateChecklist(use))
    assert rule_of(refused) == ("use", "checklist-up-to-date")


def test_a_line_that_is_gone_leaves_the_task_that_somebody_has_begun(application, mission):
    use = lists.checklist(application, mission)
    line = application.ask(template("CL2")).lines[0]
    task = application.ask(tasks(lists.of(mission)))[0]
    application.execute(c.SetTaskState((task.id,), TaskState.DOING))
    application.execute(RemoveTemplateLines("CL2", (line.key,)))
    application.execute(c.UpdateChecklist(use))
    assert [row.id for row in application.ask(tasks(lists.of(mission))) if row.state is TaskState.DOING] == [task.id]
    assert application.ask(tasks(lists.of(mission)))[-1].id == task.id


# ------------------------------------------------------------------------------------------------ single tasks


def test_an_own_task_has_its_own_day_or_follows_an_anchor(application, mission):
    lists.task(application, mission, "Book the hall")
    lists.task(application, mission, "Call the host", anchor="", offset="", due_on=date(2021, 10, 4))
    lists.task(application, mission, "Some day", anchor="", offset="")
    rows = lists.by_title(application, mission)
    assert {title: (row.due_on, row.fixed) for title, row in rows.items()} == {
        "Book the hall": (date(2021, 11, 21), False),
        "Call the host": (date(2021, 10, 4), False),
        "Some day": (None, False),
    }


@pytest.mark.parametrize(
    ("fields", "place", "rule"),
    [
        ({"title": lists.everywhere("")}, "title", "title-missing"),
        ({"title": lists.everywhere("x" * 301)}, "title", "text-too-long"),
        ({"offset": "soon"}, "offset", "offset-not-understood"),
        ({"duty": "KING"}, "duty", "duty-unknown"),
        ({"anchor": "item:nothing"}, "anchor", "anchor-unknown"),
        ({"anchor": "moon"}, "anchor", "anchor-unknown"),
        ({"part": "nobody"}, "part", "part-gone"),
        ({"remark": "x" * 2001}, "remark", "text-too-long"),
    ],
)
def test_a_task_that_cannot_be_is_refused_at_its_place(application, mission, fields, place, rule):
    draft = TaskDraft(**({"title": lists.everywhere("Book the hall"), "anchor": "start", "offset": "-3 days"} | fields))
    with pytest.raises(Refused) as refused:
        application.execute(c.AddTask(lists.of(mission), draft))
    assert (place, rule) in [(one.path, one.rule) for one in refused.value.findings]
    assert application.ask(tasks(lists.of(mission))) == []


def test_a_task_is_counted_from_a_line_of_the_programme(application, mission):
    item = missions.item(application, mission, "Signing", day=FIRST_DAY)
    lists.task(application, mission, "Lay out the pens", anchor=f"item:{item}", offset="-2 h")
    (row,) = application.ask(tasks(lists.of(mission)))
    assert row.due == datetime(2021, 12, 1, 6, tzinfo=UTC)  # nine o'clock in Paris is eight in UTC
    assert row.counted == lazy("{offset}: {anchor}", offset=row.counted.values["offset"], anchor=lists.everywhere("Signing"))


def test_two_people_who_change_different_fields_do_not_harm_each_other(application, mission, ada):
    id = lists.task(application, mission)
    read = application.ask(task_draft(id))
    application.execute(c.EditTask(id, read, replace(read, remark="Called twice.")))
    application.execute(c.EditTask(id, read, replace(read, owner_id=ada, duty=Duty.FIN)))
    assert application.ask(task_draft(id)) == replace(read, remark="Called twice.", owner_id=ada, duty=Duty.FIN)
    with pytest.raises(Changed) as changed:
        application.execute(c.EditTask(id, read, replace(read, remark="Nobody there.")))
    assert changed.value.fields == ("remark",)


def test_a_day_fixed_in_the_form_stays_until_it_is_emptied(application, mission):
    id = lists.task(application, mission)
    read = application.ask(task_draft(id))
    fixed = replace(read, due_on=date(2021, 11, 5))
    application.execute(c.EditTask(id, read, fixed))
    assert [(row.due_on, row.fixed) for row in application.ask(tasks(lists.of(mission)))] == [(date(2021, 11, 5), True)]
    application.execute(c.EditTask(id, fixed, read))
    assert [(row.due_on, row.fixed) for row in application.ask(tasks(lists.of(mission)))] == [(date(2021, 11, 21), False)]


def test_a_day_is_fixed_and_freed(application, mission):
    id = lists.task(application, mission)
    application.execute(c.FixDue(id, date(2021, 11, 5)))
    assert [(row.due_on, row.fixed) for row in application.ask(tasks(lists.of(mission)))] == [(date(2021, 11, 5), True)]
    application.execute(c.FreeDue(id))
    assert [(row.due_on, row.fixed) for row in application.ask(tasks(lists.of(mission)))] == [(date(2021, 11, 21), False)]


def test_a_task_without_an_anchor_has_nothing_to_follow(application, mission):
    id = lists.task(application, mission, anchor="", offset="", due_on=FIRST_DAY)
    with pytest.raises(Refused) as refused:
        application.execute(c.FreeDue(id))
    assert rule_of(refused) == ("anchor", "anchor-missing")


def test_what_is_done_says_by_whom_and_when_and_can_be_opened_again(application, mission, clock):
    ids = (lists.task(application, mission, "One"), lists.task(application, mission, "Two"))
    assert application.execute(c.SetTaskState(ids, TaskState.DONE)).result == 2
    rows = application.ask(tasks(lists.of(mission)))
    assert [(row.state, row.done_at, row.done_by, row.urgency) for row in rows] == [
        (TaskState.DONE, clock.now(), "officer", Urgency.CLOSED)
    ] * 2
    application.execute(c.SetTaskState(ids[:1], TaskState.OPEN))
    row = application.ask(tasks(lists.of(mission)))[0]
    assert (row.state, row.done_at, row.done_by) == (TaskState.OPEN, None, "")
    assert application.ask(progress(lists.of(mission))) == Progress(late=0, soon=0, open=1, done=1, not_needed=0)


def test_what_is_not_needed_needs_a_reason(application, mission):
    id = lists.task(application, mission)
    with pytest.raises(Refused) as refused:
        application.execute(c.SetTaskState((id,), TaskState.NOT_NEEDED, "  "))
    assert rule_of(refused) == ("reason", "reason-missing")
    application.execute(c.SetTaskState((id,), TaskState.NOT_NEEDED, "The host does it."))
    (row,) = application.ask(tasks(lists.of(mission)))
    assert (row.state, str(row.reason)) == (TaskState.NOT_NEEDED, "The host does it.")


def test_many_tasks_change_their_state_in_one_step(application, mission):
    lists.checklist(application, mission)
    ids = tuple(row.id for row in application.ask(tasks(lists.of(mission))))
    application.execute(c.SetTaskState(ids, TaskState.DONE))
    application.undo()
    assert {row.state for row in application.ask(tasks(lists.of(mission)))} == {TaskState.OPEN}


@pytest.mark.parametrize("ids", [(), ("nobody",)])
def test_tasks_that_are_not_there_change_nothing(application, mission, ids):
    with pytest.raises((Refused, Gone)):
        application.execute(c.SetTaskState(ids, TaskState.DONE))


def test_the_step_is_named_after_the_task(application, mission):
    id = lists.task(application, mission)
    label = application.execute(c.SetTaskState((id,), TaskState.DONE)).changes.label
    assert label == lazy("Task “{task}”: {state}", task=lists.everywhere("Book the hall"), state=lazy("done"))


def test_tasks_are_given_to_somebody_and_taken_back(application, mission, ada):
    ids = (lists.task(application, mission, "One"), lists.task(application, mission, "Two"))
    assert application.execute(c.GiveTasks(ids, ada)).result == 2
    assert {str(row.owner) for row in application.ask(tasks(lists.of(mission)))} == {"Ada Example"}
    application.execute(c.GiveTasks(ids[:1]))
    assert [str(row.owner) for row in application.ask(tasks(lists.of(mission)))] == ["", "Ada Example"]
    with pytest.raises(Gone):
        application.execute(c.GiveTasks(ids, "nobody"))


def test_who_has_tasks_in_hands_cannot_be_removed(application, mission, ada):
    application.execute(c.GiveTasks((lists.task(application, mission),), ada))
    with pytest.raises(Refused) as refused:
        application.execute(RemovePerson(ada))
    assert rule_of(refused) == ("", "person-in-use")


def test_a_proof_is_a_file_that_is_kept(application, mission):
    id = lists.task(application, mission)
    with pytest.raises(Refused) as refused:
        application.execute(c.AttachProof(id, "0" * 64))
    assert rule_of(refused) == ("proof", "file-missing")
    digest = application.keep_file(b"%PDF-1.4\n%%EOF\n")
    application.execute(c.AttachProof(id, digest, "approval.pdf"))
    (row,) = application.ask(tasks(lists.of(mission)))
    assert (row.proof, row.proof_name) == (digest, "approval.pdf")
    application.execute(c.RemoveProof(id))
    assert [row.proof for row in application.ask(tasks(lists.of(mission)))] == [""]


def test_a_task_is_removed_and_comes_back(application, mission):
    id = lists.task(application, mission)
    application.execute(c.RemoveTask(id))
    assert application.ask(tasks(lists.of(mission))) == []
    application.undo()
    assert [row.id for row in application.ask(tasks(lists.of(mission)))] == [id]


def test_a_change_of_a_task_concerns_its_mission(application, mission):
    id = lists.task(application, mission)
    changes = application.execute(c.SetTaskState((id,), TaskState.DOING)).changes
    assert (changes.touch("task", id), changes.touch("mission", mission)) == (True, True)
    assert next(step.label.message for step in application.history(kind="mission", id=mission)) == "Task “{task}”: {state}"


# ------------------------------------------------------------------------------------------------ who does what


def test_a_duty_is_in_somebodys_hands_and_names_who_does_what_nobody_owns(application, mission, ada):
    lists.task(application, mission, duty=Duty.GIFT)
    assert [str(row.who) for row in application.ask(tasks(lists.of(mission)))] == ["Gift custodian"]
    application.execute(c.SetDutyHolder(Duty.GIFT, ada))
    assert {row.duty: str(row.person) for row in application.ask(duty_holders()) if row.person} == {Duty.GIFT: "Ada Example"}
    assert [str(row.who) for row in application.ask(tasks(lists.of(mission)))] == ["Ada Example"]
    application.execute(c.SetDutyHolder(Duty.GIFT))
    assert [row.duty for row in application.ask(duty_holders()) if row.person_id] == []


def test_a_duty_that_nobody_knows_is_refused(application, ada):
    with pytest.raises(Refused) as refused:
        application.execute(c.SetDutyHolder("KING", ada))
    assert rule_of(refused) == ("duty", "duty-unknown")


def test_the_task_of_a_traveller_is_in_the_travellers_hands(application, mission):
    missions.participant(application, mission, name="Bo")
    lists.checklist(application, mission, "CL7")
    row = next(row for row in application.ask(tasks(lists.of(mission))) if row.duties == (Duty.PERS,))
    assert str(row.who) == "Ada Bo"


# ------------------------------------------------------------------------------------------------ what a form offers


def test_a_form_offers_the_days_and_the_parts_of_the_mission(application, mission):
    missions.participant(application, mission, name="Bo")
    late = missions.item(application, mission, "Farewell", day=date(2021, 12, 3))
    early = missions.item(application, mission, "Welcome", day=FIRST_DAY)
    codes = [one.code for one in application.ask(offered_anchors(lists.of(mission)))]
    assert codes[:5] == ["start", "end", "arrival", "departure", "year end"]
    assert codes[-2:] == [f"item:{early}", f"item:{late}"]
    assert [str(one.title) for one in application.ask(offered_parts(lists.of(mission)))] == ["Ada Bo"]
