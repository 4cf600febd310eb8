"""Two colleagues on one file, each in a process of their own."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from app.domains.missions import commands, queries
from app.domains.people import commands as people
from app.domains.people.queries import person_draft, person_ids
from app.domains.people.rules import PersonDraft
from app.kernel.changes import Changes
from app.kernel.errors import Changed, Refused
from app.kernel.fields import Criteria
from tests.commandline.office import environment
from tests.journeys.conftest import Open
from tests.makers import missions as make

COLLEAGUE = """
import sys
from pathlib import Path
from app.bootstrap import Config, start
from app.domains.people.commands import AddPerson, EditPerson
from app.domains.people.queries import person_draft
from app.domains.people.rules import PersonDraft
from dataclasses import replace
application = start(Config(Path(sys.argv[1]), user="colleague"))
if sys.argv[2] == "add":
    print(application.execute(AddPerson(PersonDraft("Bea", "Colleague"))).result)
else:
    before = application.ask(person_draft(sys.argv[2]))
    application.execute(EditPerson(sys.argv[2], before, replace(before, **{sys.argv[3]: sys.argv[4]})))
application.close()
"""


def colleague(place: str, *words: str) -> str:
    done = subprocess.run([sys.executable, "-c", COLLEAGUE, place, *words], env=environment(), capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_what_one_enters_the_other_hears_of(open_office: Open) -> None:
    mine = open_office()
    heard: list[Changes] = []
    mine.subscribe(heard.append)

    person = colleague(mine.place, "add")
    mine.look_elsewhere()

    assert [changes.touched for changes in heard] == [{"person": frozenset({person})}]
    assert list(mine.ask(person_ids(Criteria()))) == [person]
    assert mine.look_elsewhere() is None


def test_two_who_change_different_fields_both_keep_their_change(open_office: Open) -> None:
    mine = open_office()
    person = mine.execute(people.AddPerson(PersonDraft("Ada", "Example"))).result
    read = mine.ask(person_draft(person))

    colleague(mine.place, person, "diet", "vegetarian")
    mine.execute(people.EditPerson(person, read, replace(read, nationality="BE")))

    now = mine.ask(person_draft(person))
    assert (now.diet, now.nationality) == ("vegetarian", "BE")


def test_who_comes_second_to_the_same_field_is_told_and_nothing_is_overwritten(open_office: Open) -> None:
    mine = open_office()
    person = mine.execute(people.AddPerson(PersonDraft("Ada", "Example"))).result
    read = mine.ask(person_draft(person))
    colleague(mine.place, person, "diet", "vegetarian")

    with pytest.raises(Changed) as told:
        mine.execute(people.EditPerson(person, read, replace(read, diet="halal")))

    assert told.value.fields == ("diet",)
    assert mine.ask(person_draft(person)).diet == "vegetarian"


def test_undo_takes_back_only_ones_own_steps(open_office: Open) -> None:
    mine = open_office()
    own = mine.execute(people.AddPerson(PersonDraft("Ada", "Example"))).result
    other = colleague(mine.place, "add")

    mine.undo()

    assert list(mine.ask(person_ids(Criteria()))) == [other]
    with pytest.raises(Refused):
        mine.undo()
    mine.redo()
    assert set(mine.ask(person_ids(Criteria()))) == {own, other}


def test_a_day_of_a_protocol_officer_survives_the_evening(open_office: Open) -> None:
    application = open_office()
    head = application.execute(people.AddPerson(PersonDraft("Ada", "Example", preferred_language="nl"))).result
    interpreter = application.execute(people.AddPerson(PersonDraft("Bea", "Tolk", languages=("fr", "tr")))).result
    mission = make.mission(application, "Working visit")
    members = [make.participant(application, mission, person) for person in (head, interpreter)]
    line = make.item(application, mission, "Meeting at the town hall", attended_by=(members[0],))
    application.execute(commands.ConfirmMission(mission))
    application.execute(commands.CancelItem(line, "the mayor is ill"))
    application.close()

    morning = open_office()
    names = [str(step.label) for step in morning.history()]
    morning.undo()
    [item] = morning.ask(queries.programme(mission))
    assert (item.cancelled, item.notes) == (False, "")
    morning.undo()
    assert morning.ask(queries.mission_card(mission)).state == "planned"
    morning.redo()
    morning.redo()

    assert len(names) == 8
    assert names[0].startswith("Cancel")
    assert morning.ask(queries.mission_card(mission)).state == "confirmed"
    assert [row.name for row in morning.ask(queries.delegation(mission))] == ["Ada Example", "Bea Tolk"]
    assert morning.ask(queries.programme(mission))[0].cancelled


def test_a_copy_of_the_evening_brings_the_day_back(open_office: Open, tmp_path: Path) -> None:
    application = open_office()
    person = application.execute(people.AddPerson(PersonDraft("Ada", "Example"))).result
    application.backup(str(tmp_path / "evening.copy"))
    application.execute(people.RemovePerson(person))
    heard: list[Changes] = []
    application.subscribe(heard.append)

    application.restore(str(tmp_path / "evening.copy"))

    assert list(application.ask(person_ids(Criteria()))) == [person]
    assert [changes.everything for changes in heard] == [True]
