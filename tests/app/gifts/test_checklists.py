"""Gifts as parts of a mission: which lines of a checklist they have, from which days these are counted, and lists that began before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.application import Application
from app.bootstrap import Config, start
from app.discovery import features
from app.domains.checklists.commands import SetTaskState, UpdateChecklist
from app.domains.checklists.queries import tasks, uses
from app.domains.checklists.template_commands import AddChecklistTemplate, AddTemplateLine, EditTemplateLine
from app.domains.checklists.template_queries import template, template_words
from app.domains.checklists.templates import TemplateDraft, TemplateLine, shipped
from app.domains.checklists.vocabulary import Scope, TaskState
from app.domains.gifts.drafts import GiftDraft
from app.domains.gifts.records import Gift
from app.domains.gifts.register_commands import EditGift, RemoveGift, StrikeGift
from app.domains.gifts.register_commands import gift_draft_of as _draft_of
from app.domains.gifts.vocabulary import SEE_GIFTS, Acceptance, Direction
from app.kernel.clock import FixedClock
from app.kernel.errors import Refused
from app.kernel.queries import query
from app.kernel.work import Reader
from tests.makers import checklists as lists
from tests.makers import gifts, missions

DAY = date(2021, 9, 1)


@query(SEE_GIFTS)
def draft(reader: Reader, id: str) -> GiftDraft:
    return _draft_of(reader.get(Gift, id))


@pytest.fixture
def mission(application: Application) -> str:
    made = missions.mission(application)
    lists.checklist(application, made, "CL6")
    return made


def titles(application: Application, mission: str) -> dict[str, list[str]]:
    """Give the keys of the tasks of a mission by the title of their part."""
    found: dict[str, list[str]] = {}
    for row in application.ask(tasks(lists.of(mission))):
        found.setdefault(str(row.part_title), []).append(row.key)
    return found


def keys(kind: str) -> list[str]:
    return [line.key for line in shipped()["CL6"].lines if line.part == kind]


def due(application: Application, mission: str) -> dict[str, date | None]:
    return {row.key: row.due_on for row in application.ask(tasks(lists.of(mission))) if row.part}


# ------------------------------------------------------------------------------------------------ which lines a gift has


def test_who_gets_a_gift_stands_once_while_no_gift_is_there(application: Application, mission: str):
    assert titles(application, mission) == {"": keys("whole")}


def test_a_gift_that_was_received_has_the_lines_of_gifts_received(application: Application, mission: str):
    gifts.gift(application, "Vase", day=DAY, mission_id=mission)
    assert titles(application, mission) == {"": keys("whole"), "Vase": keys("received")}


def test_a_gift_that_was_given_has_the_lines_of_gifts_given(application: Application, mission: str):
    gifts.given(application, "Book", day=DAY, mission_id=mission)
    assert titles(application, mission) == {"": keys("whole"), "Book (Embassy of Examplia)": keys("given")}


def test_a_gift_that_turns_out_to_be_given_changes_its_lines(application: Application, mission: str):
    gift = gifts.gift(application, "Vase", day=DAY, mission_id=mission, recipient_said="The city")
    before = application.ask(draft(gift))
    application.execute(EditGift(gift, before, replace(before, direction=Direction.GIVEN)))
    assert titles(application, mission) == {"": keys("whole"), "Vase (The city)": keys("given")}
    application.undo()
    assert titles(application, mission) == {"": keys("whole"), "Vase": keys("received")}


def test_what_was_declined_needs_no_list(application: Application, mission: str):
    gifts.gift(application, day=DAY, mission_id=mission, acceptance=Acceptance.DECLINED, circumstances="It was cash.")
    assert titles(application, mission) == {"": keys("whole")}


def test_a_gift_that_goes_takes_its_tasks_with_it(application: Application, mission: str):
    gift = gifts.gift(application, day=DAY, mission_id=mission)
    application.execute(RemoveGift(gift))
    assert titles(application, mission) == {"": keys("whole")}


def test_an_entry_that_is_struck_out_has_nothing_left_to_do(application: Application, mission: str):
    gift = gifts.gift(application, day=DAY, mission_id=mission, entered=True)
    row = next(row for row in application.ask(tasks(lists.of(mission))) if row.part)
    application.execute(SetTaskState((row.id,), TaskState.DONE))
    application.execute(StrikeGift(gift, "It was entered twice."))
    left = [(one.id, one.state) for one in application.ask(tasks(lists.of(mission))) if one.part]
    assert left == [(row.id, TaskState.DONE)]


# ------------------------------------------------------------------------------------------------ from which days one counts


def test_what_is_received_is_counted_from_its_receipt(application: Application, mission: str):
    gifts.gift(application, day=DAY, mission_id=mission)
    found = due(application, mission)
    assert (found["received-declared-to-the-cell"], found["received-decision-keep-hand-over"]) == (date(2021, 9, 4), date(2021, 9, 11))
    assert found["received-stored-or-shown-location"] == date(2021, 10, 1)


def test_each_gift_is_counted_from_its_own_day(application: Application, mission: str):
    gifts.gift(application, "Vase", day=DAY, mission_id=mission)
    gifts.gift(application, "Bowl", day=date(2021, 8, 25), mission_id=mission)
    rows = [row for row in application.ask(tasks(lists.of(mission))) if row.key == "received-thank-you-letter"]
    assert {str(row.part_title): row.due_on for row in rows} == {"Vase": date(2021, 9, 15), "Bowl": date(2021, 9, 8)}


def test_a_gift_that_was_given_is_counted_from_its_hand_over(application: Application, mission: str):
    gifts.given(application, day=date(2021, 8, 30), mission_id=mission)
    assert due(application, mission)["given-register-entry-stock-booked"] == date(2021, 9, 2)


def test_another_day_of_receipt_moves_the_tasks(application: Application, mission: str):
    gift = gifts.gift(application, day=DAY, mission_id=mission)
    before = application.ask(draft(gift))
    application.execute(EditGift(gift, before, replace(before, day=date(2021, 8, 31))))
    assert due(application, mission)["received-declared-to-the-cell"] == date(2021, 9, 3)


# ------------------------------------------------------------------------------------------------ lists that began before


WHOLE = TemplateLine("a", lists.everywhere("Wrap it"), ("GIFT",))
THANK = TemplateLine("b", lists.everywhere("Thank for it"), ("PROT",))


@pytest.fixture
def old(tmp_path: Path, clock: FixedClock) -> Iterator[tuple[Application, str, str]]:
    """An office whose list for gifts began when there were no gifts: everything in it stands once for the mission."""
    file = tmp_path / "office.attache"
    before = [replace(one, parts=()) if one.name == "gifts" else one for one in features()]
    with_lists = start(Config(file, "officer", clock=clock), before)
    made = missions.mission(with_lists)
    with_lists.execute(AddChecklistTemplate(TemplateDraft("CL9", lists.everywhere("Our gifts"), Scope.GIFT)))
    for line in (WHOLE, THANK):
        with_lists.execute(AddTemplateLine("CL9", line))
    use = lists.checklist(with_lists, made, "CL9")
    with_lists.close()
    opened = start(Config(file, "officer", clock=clock))
    yield opened, made, use
    opened.close()


def test_a_list_that_began_before_goes_on_as_it_was(old: tuple[Application, str, str]):
    application, mission, _use = old
    assert titles(application, mission) == {"": ["a", "b"]}
    gift = gifts.gift(application, day=DAY, mission_id=mission)
    assert titles(application, mission) == {"": ["a", "b"]}
    application.execute(RemoveGift(gift))
    assert titles(application, mission) == {"": ["a", "b"]}


def test_a_list_that_began_before_is_brought_up_to_date_where_nobody_has_begun(old: tuple[Application, str, str]):
    application, mission, use = old
    gifts.gift(application, "Vase", day=DAY, mission_id=mission)
    gifts.given(application, "Book", day=DAY, mission_id=mission)
    begun = next(row for row in application.ask(tasks(lists.of(mission))) if row.key == "b")
    application.execute(SetTaskState((begun.id,), TaskState.DOING))
    application.execute(EditTemplateLine("CL9", WHOLE, replace(WHOLE, part="given")))
    application.execute(EditTemplateLine("CL9", THANK, replace(THANK, part="received")))
    assert [row.outdated for row in application.ask(uses(lists.of(mission)))] == [True]
    assert application.execute(UpdateChecklist(use)).result == 2
    # What somebody has begun for the whole stays there, and is not asked for once more.
    assert titles(application, mission) == {"Book (Embassy of Examplia)": ["a"], "": ["b"]}
    application.undo()
    assert titles(application, mission) == {"": ["a", "b"]}


def test_an_own_template_without_kinds_is_kept_for_each_gift(application: Application):
    mission = missions.mission(application)
    application.execute(AddChecklistTemplate(TemplateDraft("CL9", lists.everywhere("Our gifts"), Scope.GIFT)))
    application.execute(AddTemplateLine("CL9", WHOLE))
    lists.checklist(application, mission, "CL9")
    gifts.gift(application, "Vase", day=DAY, mission_id=mission)
    gifts.given(application, "Book", day=DAY, mission_id=mission)
    assert titles(application, mission) == {"Book (Embassy of Examplia)": ["a"], "Vase": ["a"]}


def test_a_line_that_is_for_other_gifts_from_now_on_moves_there(application: Application, mission: str):
    gifts.gift(application, "Vase", day=DAY, mission_id=mission)
    gifts.given(application, "Book", day=DAY, mission_id=mission)
    line = application.ask(template("CL6")).lines[-2]
    assert (line.key, line.part) == ("received-stored-or-shown-location", "received")
    application.execute(EditTemplateLine("CL6", line, replace(line, part="")))
    (use,) = application.ask(uses(lists.of(mission)))
    assert application.execute(UpdateChecklist(use.id)).result == 1
    found = titles(application, mission)
    assert found["Book (Embassy of Examplia)"] == [*keys("given"), line.key]
    assert found["Vase"] == keys("received")


# ------------------------------------------------------------------------------------------------ the editor of templates


def test_the_editor_knows_gifts_given_and_received(application: Application):
    words = application.ask(template_words())
    assert [choice.code for choice in words.parts_of("gift")] == ["given", "received"]
    assert words.parts_of("traveller") == ()


def test_a_line_for_something_that_nobody_brings_is_refused(application: Application):
    line = application.ask(template("CL6")).lines[0]
    with pytest.raises(Refused) as refused:
        application.execute(EditTemplateLine("CL6", line, replace(line, part="lent")))
    assert [(one.path, one.rule) for one in refused.value.findings] == [("part", "part-unknown")]
