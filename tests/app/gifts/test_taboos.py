"""What etiquette literature says is avoided: whom it concerns, which objects it meets, and that it is a hint."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domains.gifts.house_rules import Avoided, Taboo
from app.domains.gifts.rules_checking import check_taboo
from app.domains.gifts.taboos import concerning, in_force, met, shipped, sources
from app.domains.gifts.vocabulary import Tag, Trait
from app.kernel.shapes import to_plain, value_from_plain
from app.kernel.translated import Multilingual

WORDS = Multilingual("w", "m", "w")


def codes(country: str, *traits: str, tags: tuple[str, ...] = (), number: int = 1) -> list[str]:
    """Give what an object meets in a country, by the program's own table; what counts everywhere left out."""
    own = [one for one in concerning(shipped().values(), {country}) if one.countries]
    return [match.code for match in met(own, traits, tags, number)]


def test_the_table_is_without_fault_and_in_three_languages() -> None:
    for one in shipped().values():
        assert check_taboo(one) == []
        assert [avoided.trait for avoided in one.avoid if avoided.words.missing()] == []


def test_the_table_is_whole() -> None:
    assert {code: len(one.avoid) for code, one in shipped().items()} == {
        "china": 9,
        "japan": 6,
        "korea": 3,
        "thailand": 3,
        "muslim-partners": 6,
        "gulf": 3,
        "israel": 1,
        "india": 6,
        "eastern-europe": 2,
        "everywhere": 9,
    }
    assert set(sources()) == {"G20", "G21", "G22", "G23", "G24"}


def test_nothing_of_the_table_is_confirmed_by_the_office() -> None:
    assert [code for code, one in shipped().items() if one.confirmed] == []


def test_what_the_literature_is_not_sure_of_is_marked() -> None:
    unsure = {(code, one.trait) for code, taboo in shipped().items() for one in taboo.avoid if one.to_verify}
    assert unsure == {
        ("china", "hat"),
        ("korea", "four"),
        ("korea", "red"),
        ("korea", "blade"),
        ("india", "beef"),
        ("eastern-europe", "flowers"),
    }


@pytest.mark.parametrize(
    ("country", "traits", "expected"),
    [
        ("CN", ("clock", "glass"), ["taboo/china/clock"]),
        ("CN", ("umbrella", "blade"), ["taboo/china/umbrella", "taboo/china/blade"]),
        ("JP", ("fox",), ["taboo/japan/fox"]),
        ("KR", ("four",), ["taboo/korea/four"]),
        ("TH", ("green",), ["taboo/thailand/green"]),
        ("MY", ("gelatine", "food"), ["taboo/muslim-partners/gelatine"]),
        ("ID", ("pigskin",), ["taboo/muslim-partners/pigskin"]),
        ("SA", ("alcohol", "liquid"), ["taboo/gulf/alcohol"]),
        ("QA", ("persons",), ["taboo/gulf/persons"]),
        ("IN", ("leather",), ["taboo/india/leather"]),
        ("RU", ("flowers",), ["taboo/eastern-europe/flowers"]),
        ("FR", ("alcohol", "clock", "leather"), []),
        ("MA", ("alcohol",), []),  # the table names Malaysia and Indonesia; the office adds others
    ],
)
def test_examples_of_the_table(country: str, traits: tuple[str, ...], expected: list[str]) -> None:
    assert codes(country, *traits) == expected


def test_four_pieces_are_a_set_of_four() -> None:
    assert codes("CN", number=4) == ["taboo/china/four"]
    assert [codes("CN", number=number) for number in (1, 3, 5, 8)] == [[], [], [], []]


def test_kosher_food_is_no_fault_in_israel() -> None:
    assert codes("IL", "food") == ["taboo/israel/food"]
    assert codes("IL", "food", tags=(Tag.KOSHER,)) == []


def test_what_counts_everywhere_concerns_a_person_of_no_known_country() -> None:
    found = met(concerning(shipped().values(), set()), (Trait.CASH, Trait.CLOCK), ())
    assert [match.code for match in found] == ["taboo/everywhere/cash"]


def test_all_that_is_said_of_a_trait_is_told_at_once() -> None:
    (match,) = met((shipped()["eastern-europe"],), ("flowers",), ())
    assert [one.en for one in match.words] == ["red roses in a context of mourning", "an even number of flowers"]


def test_somebody_of_two_countries_meets_the_customs_of_both() -> None:
    found = met(concerning(shipped().values(), {"CN", "IN"}), (Trait.CLOCK, Trait.LEATHER), ())
    assert [match.code for match in found] == ["taboo/china/clock", "taboo/india/leather"]


def test_an_answer_stays_with_the_warning_when_words_are_edited() -> None:
    (before,) = met((shipped()["gulf"],), ("alcohol",), ())
    edited = replace(before.taboo, avoid=(Avoided("alcohol", WORDS),), confirmed=True)
    (after,) = met((edited,), ("alcohol",), ())
    assert (after.code, before.to_verify, after.to_verify) == (before.code, True, False)


def test_the_office_changes_leaves_out_and_adds() -> None:
    changed = replace(shipped()["japan"], confirmed=True)
    own = Taboo("testland", WORDS, ("FR",), (Avoided("fox", WORDS),), source="Desk")
    found = in_force({"japan": changed, "china": None, "testland": own})
    assert [one.code for one in found] == [code for code in shipped() if code != "china"] + ["testland"]
    assert found[0] is changed


@pytest.mark.parametrize(
    ("taboo", "wrong"),
    [
        (Taboo("x", WORDS, (), (Avoided("fox", WORDS),), source="S"), []),
        (Taboo("x", WORDS, (), (), manners=WORDS, source="S"), []),
        (Taboo("x", WORDS, (), (), source="S"), [("avoid", "taboo-empty")]),
        (Taboo("x", Multilingual(), (), (), WORDS, "S"), [("name", "name-missing")]),
        (Taboo("X Y", WORDS, (), (), WORDS, "S"), [("code", "code-form")]),
        (Taboo("x", WORDS, ("XX",), (), WORDS, "S"), [("countries", "country-unknown")]),
        (Taboo("x", WORDS, (), (Avoided("unicorn", WORDS),), source="S"), [("avoid[0].trait", "trait-unknown")]),
        (Taboo("x", WORDS, (), (Avoided("fox", WORDS, "loud"),), source="S"), [("avoid[0].unless", "tag-unknown")]),
        (Taboo("x", WORDS, (), (Avoided("fox"),), source="S"), [("avoid[0].words", "name-missing")]),
        (Taboo("x", WORDS, (), (), WORDS), [("source", "source-missing")]),
    ],
)
def test_what_the_office_may_write(taboo: Taboo, wrong: list[tuple[str, str]]) -> None:
    assert [(one.path, one.rule) for one in check_taboo(taboo)] == wrong


@given(st.sampled_from(sorted(shipped())), st.sets(st.sampled_from([one.value for one in Trait])), st.integers(1, 9))
def test_an_object_meets_what_it_shows_and_nothing_else(code: str, traits: set[str], number: int) -> None:
    taboo = shipped()[code]
    shown = traits | ({"four"} if number == 4 else set())
    found = met((taboo,), traits, (), number)
    assert [match.trait for match in found] == list(dict.fromkeys(one.trait for one in taboo.avoid if one.trait in shown))


def test_a_taboo_is_read_back_as_it_was_kept() -> None:
    for one in shipped().values():
        assert value_from_plain(Taboo, to_plain(one)) == one
