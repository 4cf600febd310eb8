from __future__ import annotations

from datetime import date

import pytest

from app.domains.people import queries
from app.kernel.fields import Criteria
from app.kernel.periods import PartialDate


@pytest.mark.parametrize("number", [1, 3])
def test_a_list_costs_as_much_for_one_as_for_three(application, make, statements, number):
    city = make.organisation()
    ids = [make.person(f"Number {n}") for n in range(number)]
    for id_ in ids:
        make.post(id_, organisation_id=city)
    with statements() as sent:
        assert len(application.ask(queries.persons(ids))) == number
    assert len([sql for sql in sent if sql.startswith("SELECT")]) == 2


@pytest.mark.parametrize("number", [1, 3])
def test_organisations_cost_one_statement(application, make, statements, number):
    ids = [make.organisation(f"Number {n}") for n in range(number)]
    with statements() as sent:
        assert len(application.ask(queries.organisations(ids))) == number
    assert len([sql for sql in sent if sql.startswith("SELECT")]) == 1


def test_persons_stand_by_family_name(application, make):
    zoe, ada, eve = make.person("Zoë", "Abel"), make.person("Ada", "Żak"), make.person("Eve", "de Vos")
    assert application.ask(queries.person_ids()) == [zoe, eve, ada]
    assert application.ask(queries.person_ids(Criteria(descending=True))) == [ada, eve, zoe]


@pytest.mark.parametrize("looked_for", ["łódź", "lodz", "LODZ jan", "jan lod", "Lo Ja"])
def test_search_ignores_accents_capitals_and_word_order(application, make, looked_for):
    found = make.person("Jan", "Łódź")
    make.person("Ada", "Example")
    assert application.ask(queries.person_ids(Criteria(looked_for))) == [found]


@pytest.mark.parametrize("looked_for", ['"', "*", "a AND", "NEAR(", "-", "'; DROP TABLE person; --", "\x00"])
def test_search_takes_any_text(application, make, looked_for):
    make.person("Ada", "Example")
    application.ask(queries.person_ids(Criteria(looked_for)))


def test_a_person_is_shown_in_the_post_of_the_day(application, make):
    ada = make.person()
    make.post(ada, "adviser", since=PartialDate(2015), until=PartialDate(2019))
    make.post(ada, "minister", since=PartialDate(2020))
    [then] = application.ask(queries.persons([ada], date(2017, 5, 1)))
    [now] = application.ask(queries.persons([ada]))
    assert (str(then.function), str(now.function)) == ("adviser", "minister")


def test_the_people_of_an_organisation_stand_once(application, make):
    city = make.organisation()
    bo, ada = make.person("Bo", "B"), make.person("Ada", "A")
    for id_ in (bo, ada, ada):
        make.post(id_, organisation_id=city)
    assert [row.id for row in application.ask(queries.members(city))] == [ada, bo]
    assert [row.members for row in application.ask(queries.organisations([city]))] == [2]
