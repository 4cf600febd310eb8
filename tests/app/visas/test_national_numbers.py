"""No text of any record holds a national register number, whatever way it comes in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.application import Application
from app.domains.intake.commands import ImportRecords
from app.domains.missions import commands as missions
from app.domains.missions import queries as mission_queries
from app.domains.people.commands import AddContactPoint, AddPerson, EditPerson, RemovePerson
from app.domains.people.queries import person_card, person_draft, person_ids
from app.domains.people.rules import ContactPointDraft, PersonDraft
from app.domains.people.vocabulary import PERSON, ContactKind
from app.domains.visas.card_queries import preview_import
from app.domains.visas.looking import LookAtNumber
from app.domains.visas.passport_queries import looks, passport_ids
from app.kernel.commands import Command
from app.kernel.errors import Finding, Refused
from app.kernel.reading import read_json
from app.kernel.translated import Multilingual
from tests.makers import Make, passports
from tests.makers import missions as made

NUMBER = "85.07.30-033.28"  # an example that is printed everywhere
SAMPLE = Path(__file__).parents[3] / "resources" / "sample" / "office.json"


def refusal(application: Application, command: Command[object]) -> list[Finding]:
    with pytest.raises(Refused) as refused:
        application.execute(command)
    assert all(NUMBER not in str(finding.message) for finding in refused.value.findings)
    return list(refused.value.findings)


def test_a_note_that_holds_one_is_refused_with_its_place(application: Application, make: Make) -> None:
    person = make.person()
    before = application.ask(person_draft(person))

    (finding,) = refusal(application, EditPerson(person, before, replace(before, notes=f"NISS {NUMBER}")))

    assert (finding.path, finding.rule, finding.ref and finding.ref.kind) == ("notes", "national-number", PERSON)
    assert str(finding.message) == (
        "“Notes” holds what reads as a national register number. Leave it out: the office may not keep it without an authorisation. "
        "A telephone number is written with + in front."
    )
    assert application.ask(person_draft(person)) == before


def test_no_kind_of_record_is_left_out(application: Application, make: Make) -> None:
    person, mission = make.person(), made.mission(application)
    draft = application.ask(mission_queries.mission_draft(mission))
    commands: list[Command[object]] = [
        AddPerson(PersonDraft("Ada", NUMBER)),
        AddContactPoint(person, ContactPointDraft(ContactKind.PHONE, NUMBER)),
        missions.EditMission(mission, draft, replace(draft, purpose=Multilingual(fr=f"Visite {NUMBER}"))),
        LookAtNumber(passports.passport(application, person), f"visa application {NUMBER}"),
    ]
    assert [[finding.path for finding in refusal(application, command)] for command in commands] == [
        ["family_name"],
        ["value"],
        ["purpose.fr"],
        ["purpose"],
    ]
    assert application.ask(looks(application.ask(passport_ids())[0])) == []


def test_the_number_of_a_passport_is_not_one_either(application: Application, make: Make) -> None:
    with pytest.raises(Refused) as refused:
        passports.passport(application, number="85073003328")
    assert [finding.path for finding in refused.value.findings] == ["number"]


def test_what_was_there_before_is_looked_at_only_when_it_is_written_again(application: Application, make: Make) -> None:
    person = make.person()
    with application._store.engine.begin() as connection:  # as a file from before the rule holds it
        connection.exec_driver_sql("UPDATE person SET notes = ? WHERE id = ?", (NUMBER, person))
    before = application.ask(person_draft(person))
    application.execute(EditPerson(person, before, replace(before, diet="vegetarian")))

    before = application.ask(person_draft(person))
    assert [f.path for f in refusal(application, EditPerson(person, before, replace(before, notes=f"{NUMBER}!")))] == ["notes"]
    application.execute(EditPerson(person, before, replace(before, notes="")))
    assert [f.path for f in refused_undo(application)] == ["notes"]
    application.execute(RemovePerson(person))
    assert application.ask(person_ids()) == []
    make_whole(application, person)


def refused_undo(application: Application) -> list[Finding]:
    with pytest.raises(Refused) as refused:
        application.undo()
    return list(refused.value.findings)


def make_whole(application: Application, person: str) -> None:
    """The journal tells of no edit behind its back any more: the record is gone."""
    assert application._store.faults() == [], person


def test_telephone_numbers_are_no_such_numbers(application: Application, make: Make) -> None:
    person = make.person()
    for number in ("+32 475 12 34 56", "0475/12.34.56", "+32 2 800 35 00", "0032475123456"):
        application.execute(AddContactPoint(person, ContactPointDraft(ContactKind.PHONE, number)))
    assert len(application.ask(person_card(person)).contacts) == 4


def test_a_file_is_refused_with_every_place(application: Application) -> None:
    people = [{"id": "a", "name": "Ada"}, {"id": "b", "name": "Bo", "notes": NUMBER}, {"id": "85073003328", "name": "Cy"}]
    found = refusal(application, ImportRecords({"persons": people, "about": {"by": f"x {NUMBER}"}}, "people.json"))
    assert [finding.path for finding in found] == ["persons[1].notes", "persons[2].id", "about.by"]
    assert application.ask(person_ids()) == []


def test_the_name_of_a_file_holds_none(application: Application) -> None:
    found = refusal(application, ImportRecords({"persons": [{"id": "a", "name": "Ada"}]}, "Ada 850730-033-28.json"))
    assert [(finding.path, str(finding.message)) for finding in found] == [
        ("name", "The name of this file holds what reads as a national register number: give the file another name.")
    ]


def test_the_office_of_the_report_holds_none(application: Application) -> None:
    application.execute(ImportRecords(read_json(SAMPLE), "office.json"))
    assert len(application.ask(person_ids())) > 10


def test_a_file_of_country_cards_tells_the_line_and_the_column(application: Application) -> None:
    content = f"country;remark\nFR;ask the embassy\nSG;call {NUMBER}\n".encode()
    found = application.ask(preview_import(content)).findings
    assert [(finding.path, finding.rule) for finding in found] == [("3, remark", "national-number")]
    assert NUMBER not in str(found)
