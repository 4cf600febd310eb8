"""What no step may break, whatever way it comes in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from app import discovery
from app.application import Application
from app.bootstrap import Config, start
from app.domains.people import commands, queries
from app.domains.people.records import Person
from app.domains.people.rules import OrganisationDraft, PersonDraft
from app.kernel.changes import Change
from app.kernel.errors import Finding, Refused, Severity
from app.kernel.feature import Feature
from app.kernel.guards import Guard, StepFacts
from app.kernel.translated import Multilingual, lazy
from app.kernel.work import Reader

ASKED: list[tuple[str, tuple[str, ...], str, list[tuple[str, object, object]]]] = []


def nobody_without_a_family_name(reader: Reader, changes: Sequence[Change], step: StepFacts) -> list[Finding]:
    """The guard of these tests: asks the new state, and remembers what it was told."""
    told = [(c.table, (c.before or {}).get("family_name"), (c.after or {}).get("family_name")) for c in changes]
    ASKED.append((step.move, step.commands, step.user.name, told))
    present = [person for change in changes if (person := reader.find(Person, change.id)) is not None]
    findings = [Finding("family_name", lazy("Nobody is called nothing."), rule="guarded") for person in present if not person.family_name]
    return [*findings, Finding("", lazy("Seen."), Severity.NOTES, rule="seen")]


@pytest.fixture
def guarded(clock):
    ASKED.clear()
    watch = Feature("watch", lazy("Watch"), guards=(Guard(frozenset({"person"}), nobody_without_a_family_name),))
    application = start(Config(user="officer", clock=clock), (*discovery.features(), watch))
    yield application
    assert application.check() == []
    application.close()


def family_names(application: Application) -> list[str]:
    rows = application.ask(queries.persons(application.ask(queries.person_ids())))
    return [row.name for row in rows]


def test_a_guard_sees_the_changes_and_the_new_state(guarded):
    guarded.execute(commands.AddPerson(PersonDraft("Ada", "Example")))
    assert ASKED == [("do", ("AddPerson",), "officer", [("person", None, "Example")])]


def test_what_a_guard_finds_takes_the_step_back(guarded):
    with pytest.raises(Refused) as raised:
        guarded.execute(commands.AddPerson(PersonDraft("Ada")))
    assert [finding.rule for finding in raised.value.findings] == ["guarded"]
    assert [family_names(guarded), guarded.history(), guarded.find("Ada")] == [[], [], []]


def test_several_commands_are_guarded_as_one_step(guarded):
    with pytest.raises(Refused):
        guarded.together(
            lazy("Add two"), lambda do: [do(commands.AddPerson(PersonDraft(*name))) for name in (("Ada", "Example"), ("Bo", ""))]
        )
    assert [family_names(guarded), ASKED[0][1]] == [[], ("AddPerson",)]


def test_undo_and_redo_are_guarded(guarded):
    unguarded = guarded._store._guards
    guarded._store._guards = ()
    ada = guarded.execute(commands.AddPerson(PersonDraft("Ada"))).result
    seen = guarded.ask(queries.person_draft(ada))
    guarded.execute(commands.EditPerson(ada, seen, replace(seen, family_name="Example")))
    guarded._store._guards = unguarded

    with pytest.raises(Refused):
        guarded.undo()

    assert family_names(guarded) == ["Ada Example"]
    assert ASKED == [("undo", ("EditPerson",), "officer", [("person", "Example", "")])]
    guarded._store._guards = ()
    guarded.undo()
    guarded._store._guards = unguarded
    guarded.redo()
    assert [ASKED[-1][0], family_names(guarded)] == ["redo", ["Ada Example"]]


def test_a_step_about_other_kinds_asks_no_guard(guarded):
    guarded.execute(commands.AddOrganisation(OrganisationDraft(Multilingual("Institute"))))
    assert ASKED == []
