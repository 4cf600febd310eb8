"""What an import file may say of a person for precedence and forms of address."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from app.domains.intake.commands import ImportRecords
from app.domains.people import queries
from app.domains.people.vocabulary import Gender
from app.kernel.errors import Refused
from app.kernel.periods import PartialDate
from app.kernel.translated import Multilingual


def file(**person: Any) -> dict[str, Any]:
    return {
        "organisations": [{"id": "embassy", "name": {"en": "Embassy of Example"}, "kind": "embassy", "founded": "1831-07"}],
        "persons": [{"id": "ada", "name": "Ada Example", "office": {"en": "ambassador"}, "organisation": "embassy"} | person],
    }


def test_office_gender_birth_and_credentials_are_taken_in(application):
    application.execute(
        ImportRecords(
            file(gender="f", born="1970", office_code="foreign-ambassador", since="2020-09", credentials="2020-10-01T11:30"), "file.json"
        )
    )
    [id] = application.ask(queries.person_ids())
    person = application.ask(queries.person_draft(id))
    assert (person.gender, person.born) == (Gender.FEMALE, PartialDate(1970))
    [row] = application.ask(queries.person_card(id)).posts
    post = application.ask(queries.post_draft(row.id))
    assert (post.title, post.office, post.since, post.credentials_on, post.credentials_at) == (
        Multilingual(en="ambassador"),
        "foreign-ambassador",
        PartialDate(2020, 9),
        date(2020, 10, 1),
        time(11, 30),
    )
    [organisation] = application.ask(queries.organisation_ids())
    assert application.ask(queries.organisation_draft(organisation)).founded == PartialDate(1831, 7)


@pytest.mark.parametrize(
    ("said", "path", "rule"),
    [
        ({"gender": "male"}, "persons[0].gender", "unknown-value"),
        ({"born": "in 1970"}, "persons[0].born", "wrong-date"),
        ({"since": "2020-13"}, "persons[0].since", "wrong-date"),
        ({"office_code": "ambassador-at-large"}, "persons[0].office_code", "unknown-value"),
        ({"credentials": "yesterday"}, "persons[0].credentials", "wrong-date"),
        ({"credentials": "2020-10-01T25:00"}, "persons[0].credentials", "wrong-date"),
        ({"office_code": 7}, "persons[0].office_code", "wrong-type"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_place(application, said, path, rule):
    with pytest.raises(Refused) as raised:
        application.execute(ImportRecords(file(**said), "file.json"))
    assert [(finding.path, finding.rule) for finding in raised.value.findings] == [(path, rule)]


def test_an_office_without_the_title_of_a_post_is_told(application):
    content = file(office_code="foreign-ambassador")
    del content["persons"][0]["office"]
    with pytest.raises(Refused) as raised:
        application.execute(ImportRecords(content, "file.json"))
    assert [(finding.path, finding.rule) for finding in raised.value.findings] == [("persons[0].office_code", "missing-value")]
