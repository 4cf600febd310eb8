"""For which level of the bank somebody is, by the office they hold."""

from __future__ import annotations

import pytest

from app.domains.gifts.levels import Holding, apart, level_of, level_of_office
from app.domains.gifts.vocabulary import Level
from app.domains.people.precedence.profiles import Office
from app.domains.people.precedence.shipped import offices
from app.kernel.translated import Multilingual

TITLE = Multilingual("post", "poste", "post")


@pytest.mark.parametrize(
    ("office", "level"),
    [
        ("king", "A"),
        ("foreign-head-of-state", "A"),
        ("foreign-prime-minister", "A"),
        ("european-commission-president", "A"),
        ("foreign-minister", "B"),
        ("foreign-regional-head", "B"),
        ("foreign-capital-mayor", "B"),
        ("foreign-governor", "B"),
        ("foreign-ambassador", "B"),
        ("foreign-director-general", "C"),
        ("chief-of-cabinet", "C"),
        ("foreign-alderman", "C"),
        ("staff-member", "D"),
        ("expert", "D"),
    ],
)
def test_the_office_says_the_level(office: str, level: str) -> None:
    assert level_of_office(office, offices()) == level


def test_every_office_that_ships_has_a_level() -> None:
    assert [code for code in offices() if level_of_office(code, offices()) is None] == []


def test_an_office_of_the_house_takes_the_level_of_its_equal() -> None:
    own = {**offices(), "county-reeve": Office("county-reeve", TITLE, equal_to="governor"), "odd": Office("odd", TITLE)}
    assert level_of_office("county-reeve", own) is Level.B
    assert level_of_office("odd", own) is None
    assert level_of_office("nowhere", own) is None


def test_offices_that_are_equal_in_a_circle_have_no_level() -> None:
    own = {"a": Office("a", TITLE, equal_to="b"), "b": Office("b", TITLE, equal_to="a")}
    assert level_of_office("a", own) is None


def test_the_highest_post_counts() -> None:
    meant = level_of((Holding(TITLE, "expert"), Holding(TITLE, "foreign-mayor")), offices())
    assert meant is not None
    assert (meant.level, str(meant.why)) == (Level.B, "level B by the office: post")


def test_an_office_that_was_entered_goes_before_one_that_is_guessed() -> None:
    meant = level_of((Holding(TITLE, "foreign-mayor", guessed=True), Holding(TITLE, "foreign-governor")), offices())
    assert meant is not None
    assert str(meant.why) == "level B by the office: post"


def test_a_guess_says_that_it_is_one() -> None:
    meant = level_of((Holding(TITLE, "foreign-mayor", guessed=True),), offices())
    assert meant is not None
    assert str(meant.why) == "level B by the words of the title: post"


def test_without_an_office_only_a_delegate_has_a_level() -> None:
    assert level_of((Holding(TITLE, ""),), offices()) is None
    meant = level_of((), offices(), delegate=True)
    assert meant is not None
    assert meant.level is Level.D


def test_steps_are_counted_downward() -> None:
    assert [apart(Level.B, one) for one in Level] == [-1, 0, 1, 2]
