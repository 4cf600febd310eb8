"""Seeing what a step would bring about: it is carried out and taken back, and nobody hears of it."""

from __future__ import annotations

import pytest

from app.application import Application
from app.domains.dossiers.commands import NoteVersion
from app.domains.missions import commands, queries
from app.domains.people.commands import AddPerson
from app.domains.people.queries import person_ids
from app.domains.people.rules import PersonDraft
from app.kernel.changes import Changes
from app.kernel.consequences import Effect
from app.kernel.document import Audience
from app.kernel.errors import NotAllowed, Refused
from app.kernel.ids import Ref
from tests.app.missions.test_commands import everything
from tests.makers import missions as made
from tests.makers.access import act_as
from tests.makers.missions import days


def test_a_preview_says_what_the_step_would_say_and_writes_nothing(application: Application) -> None:
    mission = made.whole(application)
    before, steps = everything(application), application.history()
    command = commands.MoveMission(mission, days("2021-12-01"), days("2021-12-03"), "strike")

    seen = application.preview(command)

    assert (everything(application), application.history()) == (before, steps)
    assert {one.effect for one in seen.consequences} >= {Effect.FOLLOWS}
    assert seen.undoable
    # The command can still be carried out: a preview is no repeat of it.
    done = application.execute(command)
    assert not done.repeated
    assert done.consequences == seen.consequences
    assert application.ask(queries.mission_card(mission)).draft.starts == days("2021-12-01")


def test_nobody_is_told_of_a_preview(application: Application) -> None:
    heard: list[Changes] = []
    stop = application.subscribe(heard.append)

    found = application.preview(AddPerson(PersonDraft("Ada")))

    stop()
    assert heard == []
    assert found.result not in application.ask(person_ids())
    assert application.look_elsewhere() is None
    assert application.find("Ada") == []


def test_a_preview_is_refused_as_the_step_would_be(application: Application) -> None:
    mission = made.mission(application)
    before = everything(application)

    with pytest.raises(Refused) as refusal:
        application.preview(commands.MoveMission(mission, days("2021-09-22"), days("2021-09-24"), "strike"))

    assert [finding.rule for finding in refusal.value.findings] == ["move-nowhere"]
    assert everything(application) == before


def test_a_preview_needs_the_right_of_the_step(application: Application) -> None:
    mission = made.mission(application)
    act_as(application, "guest", "reader")

    with pytest.raises(NotAllowed):
        application.preview(commands.CancelMission(mission, "strike"))


def test_a_step_that_cannot_be_taken_back_says_so_before(application: Application) -> None:
    paper = NoteVersion(Ref("mission", made.mission(application)), "Visit to Paris", "nl", Audience.DELEGATION, 1, "0" * 64)

    assert application.preview(AddPerson(PersonDraft("Ada"))).undoable
    assert not application.preview(paper).undoable
