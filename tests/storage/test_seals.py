"""What is sealed stays: undo and redo pass over it, in the file too."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from app import discovery
from app.bootstrap import Config, start
from app.domains.people import commands, queries
from app.domains.people.records import Person
from app.domains.people.rules import PersonDraft
from app.domains.people.vocabulary import EDIT_PEOPLE
from app.kernel.commands import Command, Handler
from app.kernel.errors import Refused
from app.kernel.feature import Feature
from app.kernel.translated import lazy
from app.kernel.work import Work


@dataclass(frozen=True, slots=True)
class HandIn(Command[None]):
    """The command of these tests: what was done to a person is done."""

    permission = EDIT_PEOPLE
    label = lazy("Hand in")

    person: str


def hand_in(command: HandIn, work: Work) -> None:
    """Write something, and seal it."""
    person = work.get(Person, command.person)
    person.notes = f"{person.notes}handed in"
    work.seal(person.ref)


SEALING = Feature("sealing", lazy("Sealing"), commands=(Handler(HandIn, hand_in),))


@pytest.fixture
def desk(file, clock):
    opened = []

    def sit_down(user: str = "officer"):
        opened.append(start(Config(file, user=user, clock=clock), (*discovery.features(), SEALING)))
        return opened[-1]

    yield sit_down
    for application in opened:
        assert application.check() == []
        application.close()


def add(application, name: str) -> str:
    return application.execute(commands.AddPerson(PersonDraft(name, "Example"))).result


def edit(application, person: str, **fields: str) -> None:
    seen = application.ask(queries.person_draft(person))
    application.execute(commands.EditPerson(person, seen, replace(seen, **fields)))


def test_undo_goes_on_with_what_is_not_sealed(desk):
    application = desk()
    bo = add(application, "Bo")
    ada = add(application, "Ada")
    edit(application, ada, diet="no fish")
    application.execute(HandIn(ada))

    assert application.next_undo().label.values == {"name": "Bo Example"}
    application.undo()

    assert application.ask(queries.person_ids()) == [ada]
    assert application.next_undo() is None
    with pytest.raises(Refused):
        application.undo()
    assert [(step.seq, step.undoable, step.reverted) for step in application.history()] == [
        (5, True, False),
        (4, False, False),
        (3, False, False),
        (2, False, False),
        (1, True, True),
    ]
    assert bo not in application.ask(queries.person_ids())


def test_what_is_done_after_the_seal_can_be_undone(desk):
    application = desk()
    ada = add(application, "Ada")
    application.execute(HandIn(ada))
    edit(application, ada, diet="no fish")

    application.undo()

    assert [application.ask(queries.person_draft(ada)).diet, application.next_undo()] == ["", None]


def test_what_was_taken_back_before_the_seal_is_not_done_again(desk):
    morning = desk("morning")
    ada = add(morning, "Ada")
    edit(morning, ada, diet="no fish")
    morning.undo()
    desk("evening").execute(HandIn(ada))

    assert morning.next_redo() is None
    with pytest.raises(Refused):
        morning.redo()


def test_a_step_that_touched_something_else_too_is_sealed_as_a_whole(desk):
    application = desk()
    ada, bo = application.together(
        lazy("Two"), lambda do: [do(commands.AddPerson(PersonDraft(name, "Example"))) for name in ("Ada", "Bo")]
    ).result
    application.execute(HandIn(ada))
    assert application.next_undo() is None
    assert set(application.ask(queries.person_ids())) == {ada, bo}


def test_a_second_seal_leaves_the_first_as_it_was(desk, behind):
    application = desk()
    ada = add(application, "Ada")
    application.execute(HandIn(ada))
    application.execute(HandIn(ada))
    assert behind("SELECT seq, seals, sealed_by FROM step") == [
        (1, None, 2),
        (2, f'[["person", "{ada}"]]', 3),
        (3, f'[["person", "{ada}"]]', None),
    ]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE step SET sealed_by = NULL WHERE seq = 1",
        "UPDATE step SET sealed_by = 2 WHERE seq = 2",
        "UPDATE step SET seals = NULL WHERE seq = 2",
        "UPDATE step SET account = 'somebody' WHERE seq = 1",
    ],
)
def test_a_seal_that_was_tampered_with_is_found(file, clock, behind, sql):
    application = start(Config(file, user="officer", clock=clock), (*discovery.features(), SEALING))
    application.execute(HandIn(add(application, "Ada")))
    assert application.check() == []
    behind(sql)
    assert {finding.rule for finding in application.check()} == {"journal-chain"}
    application.close()


def test_seals_of_a_refused_step_are_none(desk):
    application = desk()
    ada = add(application, "Ada")

    with pytest.raises(Refused):
        application.together(lazy("Both"), lambda do: [do(HandIn(ada)), do(commands.AddPerson(PersonDraft()))])

    assert application.next_undo().seq == 1
