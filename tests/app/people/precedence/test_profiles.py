"""What is wrong with a list of precedence is found, and never breaks it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from app.domains.people.precedence.profiles import Office, Rank, Tie, check_profile
from app.kernel.errors import Severity
from app.kernel.translated import Multilingual
from tests.app.people.precedence.company import LIST, OFFICES, texts
from tests.app.people.precedence.test_order import catalogues, garbage


def found(*ranks, offices=OFFICES):
    return [(finding.rule, finding.path) for finding in check_profile(replace(LIST, ranks=ranks), offices)]


def line(number, *offices, **more):
    return Rank(number, texts("A rank"), offices, **more)


def test_a_sound_list_has_nothing_to_be_said_about():
    assert check_profile(LIST, OFFICES) == []


def test_a_list_without_ranks_is_told():
    assert found() == [("no-ranks", "ranks")]


def test_two_lines_with_one_number_are_told():
    assert found(line(10, "king"), line(10, "mayor")) == [("number-twice", "ranks[0].number"), ("number-twice", "ranks[1].number")]


def test_a_number_that_goes_down_is_told():
    assert found(line(20, "king"), line(10, "mayor")) == [("out-of-order", "ranks[1].number")]


def test_an_office_in_two_ranks_is_told_with_the_one_that_counts():
    (finding,) = check_profile(replace(LIST, ranks=(line(10, "mayor"), line(20, "king", "mayor"))), OFFICES)

    assert (finding.rule, finding.path) == ("office-twice", "ranks[1].offices")
    assert str(finding.message) == "Mayor stands more than once in the list; rank 10 counts."


def test_gaps_are_told():
    assert found(line(10, "king"), line(20), line(30, "emperor")) == [
        ("rank-without-office", "ranks[1].offices"),
        ("office-unknown", "ranks[2].offices"),
    ]


def test_turns_need_a_day_and_two_offices():
    turn = {"tie": Tie.TURNS, "turn": "10-tue-2"}

    assert found(line(10, "king", "mayor", **turn)) == []
    assert found(line(10, "king", **turn)) == [("turn-of-two", "ranks[0].turn")]
    assert found(line(10, "king", "mayor", tie=Tie.TURNS, turn="02-31")) == [("turn-unreadable", "ranks[0].turn")]
    assert found(line(10, "king", "mayor", turn="whenever")) == []


def test_a_circle_of_equals_is_told_once_with_all_who_are_in_it():
    circle = {code: Office(code, texts(code.upper()), equal_to=equal) for code, equal in (("a", "b"), ("b", "c"), ("c", "a"), ("d", "a"))}
    (finding,) = check_profile(replace(LIST, ranks=(line(10, "d"),)), circle)

    assert (finding.rule, str(finding.message.values["offices"][0]), len(finding.message.values["offices"])) == ("equal-loop", "A", 3)


def test_an_office_that_is_its_own_equal_is_a_circle():
    assert found(line(10, "a"), offices={"a": Office("a", texts("A"), equal_to="a")}) == [("equal-loop", "offices")]


def test_an_equal_that_is_not_in_the_catalogue_is_told():
    assert found(line(10, "a"), offices={"a": Office("a", texts("A"), equal_to="gone")}) == [("equal-unknown", "offices")]


def test_a_rank_that_needs_diplomats_needs_an_equal_for_the_days_without():
    foreign = line(110, "foreign-affairs", with_diplomats=True)

    assert found(foreign, line(140, "federal-minister")) == []
    assert found(foreign) == [("nowhere-without-diplomats", "ranks[0].with_diplomats")]


def test_missing_languages_are_a_remark():
    (finding,) = check_profile(replace(LIST, ranks=(Rank(10, Multilingual(nl="Koning"), ("king",)),)), OFFICES)

    assert (finding.rule, finding.path, finding.severity) == ("language-missing", "ranks[0].title", Severity.NOTES)


@settings(max_examples=60, deadline=None)
@given(garbage, catalogues)
def test_no_list_breaks_the_check(profile, offices):
    assert all(str(finding.message) for finding in check_profile(profile, offices))
