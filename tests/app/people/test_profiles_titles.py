"""Which office the title of a post points at."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domains.people.precedence import shipped, titles
from app.kernel.translated import Multilingual

INDEX = titles.index_of(shipped.offices().values())


def office(title: str, country: str = "BE", organisation: str = "") -> str | None:
    found = titles.likely(Multilingual(title), Multilingual(organisation), country, INDEX)
    return found.office if found else None


@pytest.mark.parametrize(
    ("title", "country", "organisation", "expected"),
    [
        ("staatssecretaris voor Europese en Internationale Betrekkingen", "BE", "Brusselse Hoofdstedelijke Regering", "brussels-state-secretary"),
        ("staatssecretaris voor Begroting", "BE", "federale regering", "federal-state-secretary"),
        ("minister van Mobiliteit", "BE", "Vlaamse Regering", "flemish-minister"),
        ("ministre de la Culture", "FR", "", "foreign-minister"),
        ("Ambassadrice de France", "FR", "", "foreign-ambassador"),
        ("ambassadeur van België in Frankrijk", "BE", "", "belgian-ambassador"),
        ("chargée d'affaires a.i.", "US", "", "charge-d-affaires"),
        ("Bourgmestre de la Ville de Bruxelles", "BE", "", "brussels-city-mayor"),
        ("bourgmestre", "BE", "Commune d'Ixelles", "mayor"),
        ("Maire", "FR", "Ville de Lyon", "foreign-mayor"),
    ],
)  # fmt: skip
def test_a_title_points_at_the_office_that_most_of_its_words_speak_for(title, country, organisation, expected):
    assert office(title, country, organisation) == expected


def test_the_adviser_of_a_minister_president_is_an_adviser():
    assert office("adviseur van de minister-president van het Brussels Hoofdstedelijk Gewest") == "adviser"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Deputy Director-General", None),
        ("directeur général adjoint", None),
        ("gewezen minister-president", None),
        ("adjunct-secretaris-generaal van de GOB", "brussels-deputy-secretary-general"),
        ("cheffe de cabinet adjointe", "chief-of-cabinet"),
    ],
)
def test_a_deputy_or_a_former_holder_is_not_taken_for_the_holder(title, expected):
    assert office(title) == expected


def test_a_cook_has_no_office():
    assert office("chef") is None


def test_the_same_title_is_another_office_for_somebody_from_abroad():
    assert [office("eerste minister", "BE"), office("eerste minister", "NL")] == ["prime-minister", "foreign-prime-minister"]


@given(st.text(), st.text(), st.sampled_from(["BE", "FR", ""]))
def test_no_title_is_too_strange(title, organisation, country):
    found = office(title, country, organisation)
    assert found is None or found in shipped.offices()
