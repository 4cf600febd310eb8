"""Several commands as one step."""

from __future__ import annotations

import pytest

from app.application import Application
from app.domains.people.commands import AddPerson
from app.domains.people.queries import person_ids
from app.domains.people.rules import PersonDraft
from app.kernel.errors import NotAllowed, Refused
from app.kernel.translated import lazy
from tests.makers.access import act_as


def test_all_of_them_are_one_step_and_one_undo(application: Application) -> None:
    names = ("Ada", "Bo", "Cy")

    outcome = application.together(lazy("Add three"), lambda do: [do(AddPerson(PersonDraft(name))) for name in names])

    assert [str(step.label) for step in application.history()] == ["Add three"]
    assert len(outcome.result) == len(application.ask(person_ids())) == 3
    application.undo()
    assert application.ask(person_ids()) == []


def test_one_that_is_refused_takes_all_of_them_back(application: Application) -> None:
    with pytest.raises(Refused):
        application.together(lazy("Add two"), lambda do: [do(AddPerson(PersonDraft("Ada"))), do(AddPerson(PersonDraft()))])

    assert (application.ask(person_ids()), application.history()) == ([], [])


def test_each_of_them_needs_its_right(application: Application) -> None:
    act_as(application, "guest", "reader")
    before = application.history()

    with pytest.raises(NotAllowed):
        application.together(lazy("Add one"), lambda do: do(AddPerson(PersonDraft("Ada"))))

    assert (application.ask(person_ids()), application.history()) == ([], before)
