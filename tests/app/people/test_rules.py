from __future__ import annotations

from datetime import date
from time import perf_counter

import pytest

from app.domains.people import rules
from app.domains.people.rules import ContactPointDraft, NamedPerson, OrganisationDraft, PersonDraft, PostDraft
from app.domains.people.vocabulary import ContactKind
from app.kernel.periods import PartialDate
from app.kernel.translated import Multilingual


def found(findings) -> list[tuple[str, str]]:
    return [(finding.path, finding.rule) for finding in findings if finding.blocks]


@pytest.mark.parametrize(
    ("parts", "written"),
    [
        (("Ada", "Example"), "Ada Example"),
        (("", "Example"), "Example"),
        (("Ada", ""), "Ada"),
        (("Ada", "Example", "Dr Ada"), "Dr Ada"),
        (("", ""), ""),
    ],
)
def test_a_name_as_it_is_written(parts, written):
    assert rules.written_name(*parts) == written


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("François de Kerchove d'Exaerde", ("François", "de Kerchove d'Exaerde")),
        ("Ada Example", ("Ada", "Example")),
        ("Madonna", ("", "Madonna")),
        ("  Ada   Example ", ("Ada", "Example")),
    ],
)
def test_a_name_as_one_text_is_taken_apart(name, parts):
    assert rules.split_name(name) == parts


def test_persons_are_listed_by_family_name_without_accents():
    assert rules.sort_name("Łukasz", "Őry") == "ory lukasz"


def test_a_person_needs_a_name():
    assert found(rules.check_person(PersonDraft(given_names="  "))) == [("family_name", "person-without-name")]


@pytest.mark.parametrize(("length", "refused"), [(200, []), (201, [("family_name", "text-too-long")])])
def test_a_name_has_its_bound(length, refused):
    assert found(rules.check_person(PersonDraft(family_name="x" * length))) == refused


def test_an_organisation_needs_a_name_and_is_told_the_languages_that_miss():
    assert found(rules.check_organisation(OrganisationDraft())) == [("name", "organisation-without-name")]
    [note] = rules.check_organisation(OrganisationDraft(Multilingual(nl="Stad")))
    assert (note.blocks, str(note.message)) == (False, "Not yet written in: FR, EN.")


@pytest.mark.parametrize(
    ("since", "until", "refused"),
    [
        ("2021", "2021", []),
        ("2021-05", "2021-05-31", []),
        ("2021-05-02", "2021-05-01", [("until", "post-ends-before-start")]),
        (None, "2021", []),
    ],
)
def test_a_post_ends_after_it_began(since, until, refused):
    draft = PostDraft(Multilingual(en="x"), since=since and PartialDate.parse(since), until=until and PartialDate.parse(until))
    assert found(rules.check_post(draft)) == refused


@pytest.mark.parametrize(
    ("kind", "value", "refused"),
    [
        (ContactKind.EMAIL, "ada@example.org", []),
        (ContactKind.EMAIL, "ada@example", ["contact-mail"]),
        (ContactKind.EMAIL, "ada @example.org", ["contact-mail"]),
        (ContactKind.PHONE, "+32 2 123 45 67", []),
        (ContactKind.MOBILE, "call me", ["contact-phone"]),
        (ContactKind.ADDRESS, "Street 1", []),
        (ContactKind.ADDRESS, " ", ["contact-without-value"]),
    ],
)
def test_a_contact_point_is_what_it_says(kind, value, refused):
    assert [finding.rule for finding in rules.check_contact_point(ContactPointDraft(kind, value))] == refused


@pytest.mark.parametrize(
    ("since", "until", "held"),
    [
        (None, None, True),
        ("2021", None, True),
        ("2021-09-02", None, False),
        (None, "2021-08", False),
        (None, "2021-09", True),
        (None, "2021", True),
    ],
)
def test_a_post_is_held_on_a_day(since, until, held):
    assert rules.held_on(since and PartialDate.parse(since), until and PartialDate.parse(until), date(2021, 9, 1)) is held


def test_doubles_by_name_by_order_and_by_address():
    persons = [
        NamedPerson("1", "Zoë", "Łoś"),
        NamedPerson("2", "ZOE", "los"),
        NamedPerson("3", "Los", "Zoe"),
        NamedPerson("4", "Ada", "A", ("x@example.org",)),
        NamedPerson("5", "Bo", "B", ("X@example.org",)),
        NamedPerson("6", "", ""),
        NamedPerson("7", "", ""),
    ]
    assert [(d.first, d.second, d.reason) for d in rules.doubles(persons)] == [
        ("1", "2", "same name"),
        ("1", "3", "name in another order"),
        ("4", "5", "same e-mail address"),
    ]


def test_looking_for_doubles_grows_with_the_number_of_persons():
    """All of one name: pairs of each with each would be fifty million."""
    began = perf_counter()
    assert len(rules.doubles([NamedPerson(str(n), "Ada", "Example") for n in range(10_000)])) == 9_999
    assert perf_counter() - began < 5
