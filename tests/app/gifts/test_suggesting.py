"""Which object suits whom: what speaks for it, what speaks against it, and in which order they stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domains.gifts.house_rules import Regime, ThresholdSet
from app.domains.gifts.levels import Meant
from app.domains.gifts.suggesting import (
    Before,
    GiftWarning,
    Occasion,
    Piece,
    Recipient,
    Theirs,
    Whom,
    assess,
    suggest,
    threshold_of,
    unanswered,
)
from app.domains.gifts.taboos import concerning, shipped
from app.domains.gifts.vocabulary import CabinBag, Level, Tag, Threshold, Trait
from app.kernel.errors import Severity
from app.kernel.money import Money, euro
from app.kernel.translated import Multilingual, lazy

DAY = date(2021, 10, 5)
ANNA = Multilingual.same("Anna Sample")
MAYOR = Recipient(ANNA, Meant(Level.B, lazy("level B by the office: mayor")), ("FR",), ("fr",))
OCCASION = Occasion(DAY)
BOX = Piece("i1", "B-001", Multilingual("Doos", "Boîte", "Box"), Level.B, euro(40), 500, CabinBag.YES, stock=10, free=8, minimum=2)
HOUSE = Regime("house", Multilingual("Huis", "Maison", "House"))


def said(piece: Piece = BOX, recipient: Recipient = MAYOR, occasion: Occasion = OCCASION, **facts: object) -> list[str]:
    """Give the reasons for an object."""
    return [str(one) for one in assess(piece, recipient, occasion, **facts).why]  # type: ignore[arg-type]


def codes(piece: Piece = BOX, recipient: Recipient = MAYOR, occasion: Occasion = OCCASION, **facts: object) -> list[str]:
    """Give the codes of the warnings against an object."""
    return [one.code for one in assess(piece, recipient, occasion, **facts).warnings]  # type: ignore[arg-type]


def warning(piece: Piece = BOX, recipient: Recipient = MAYOR, occasion: Occasion = OCCASION, **facts: object) -> GiftWarning:
    """Give the one warning against an object."""
    (one,) = assess(piece, recipient, occasion, **facts).warnings  # type: ignore[arg-type]
    return one


def score(piece: Piece = BOX, recipient: Recipient = MAYOR, occasion: Occasion = OCCASION, **facts: object) -> int:
    """Give the points of an object."""
    return assess(piece, recipient, occasion, **facts).score  # type: ignore[arg-type]


# ------------------------------------------------------------------------------------------------ reasons


def test_each_suggestion_says_why_the_weightiest_first() -> None:
    assert said(replace(BOX, tags=(Tag.BRUSSELS_MADE, Tag.HANDMADE), stories=("nl", "fr"))) == [
        "It is meant for the rank: level B by the office: mayor.",
        "Never given before to Anna Sample.",
        "Made in Brussels.",
        "Light enough for the cabin: 500 g.",
        "8 pieces are free.",
        "Made by hand.",
        "Its story is written in the recipient's language (FR).",
    ]


def test_an_object_without_faults_has_no_warnings() -> None:
    assert codes() == []


@pytest.mark.parametrize(("level", "expected"), [("A", ["level"]), ("B", []), ("C", ["level"]), ("D", ["level"])])
def test_an_object_of_another_level_is_warned_of(level: str, expected: list[str]) -> None:
    assert codes(replace(BOX, level=Level(level))) == expected


def test_the_further_from_the_rank_the_fewer_points() -> None:
    points = [score(replace(BOX, level=level)) for level in (Level.B, Level.C, Level.D)]
    assert points == sorted(points, reverse=True)
    assert len(set(points)) == 3


def test_of_somebody_without_a_level_no_level_is_asked() -> None:
    assert codes(replace(BOX, level=Level.A), replace(MAYOR, meant=None)) == []


# ------------------------------------------------------------------------------------------------ never the same thing twice


def test_the_same_object_to_the_same_person_is_warned_of_by_its_number() -> None:
    before = [Before(Whom.PERSON, ANNA, date(2019, 3, 2), "G2019/004")]
    assert warning(before=before) == GiftWarning("repeat/person", warning(before=before).message)
    assert str(warning(before=before).message) == "Anna Sample got the same on 2019-03-02 (G2019/004)."


def test_what_the_head_of_the_delegation_got_is_warned_of() -> None:
    assert codes(before=[Before(Whom.HEAD, ANNA, date(2019, 3, 2))]) == ["repeat/head"]


def test_an_institution_forgets_after_years_a_person_does_not() -> None:
    occasion = replace(OCCASION, since=date(2011, 10, 5))
    old = date(2011, 10, 4)
    assert codes(occasion=occasion, before=[Before(Whom.INSTITUTION, ANNA, old)]) == []
    assert codes(occasion=occasion, before=[Before(Whom.INSTITUTION, ANNA, old + timedelta(1))]) == ["repeat/institution"]
    assert codes(occasion=occasion, before=[Before(Whom.PERSON, ANNA, date(1999, 1, 1))]) == ["repeat/person"]


def test_what_is_promised_and_what_was_declined_are_said_as_such() -> None:
    promised = warning(before=[Before(Whom.PERSON, ANNA, None, "2021/003", promised=True)])
    declined = warning(before=[Before(Whom.PERSON, ANNA, date(2020, 1, 1), "G2020/001", declined=True)])
    assert str(promised.message) == "The same is already reserved for Anna Sample (2021/003)."
    assert str(declined.message) == "Anna Sample declined the same on 2020-01-01 (G2020/001)."


def test_the_latest_of_many_is_told_once_for_each() -> None:
    before = [Before(Whom.PERSON, ANNA, date(year, 1, 1), f"G{year}/001") for year in (2018, 2020, 2019)]
    assert str(warning(before=before).message) == "Anna Sample got the same on 2020-01-01 (G2020/001)."


def test_a_repeat_stands_below_what_was_never_given() -> None:
    other = replace(BOX, id="i2", code="B-002", level=Level.D)
    found = suggest((BOX, other), MAYOR, OCCASION, before={"i1": [Before(Whom.PERSON, ANNA, date(2020, 1, 1))]})
    assert [one.item_id for one in found] == ["i2", "i1"]


# ------------------------------------------------------------------------------------------------ customs


def test_a_custom_of_their_culture_is_warned_of_as_literature() -> None:
    taboos = concerning(shipped().values(), {"CN"})
    found = warning(replace(BOX, traits=(Trait.CLOCK,)), taboos=taboos)
    assert (found.code, found.severity) == ("taboo/china/clock", Severity.WARNS)
    assert (
        str(found.message)
        == "China: avoid (Multilingual(nl='klokken en horloges', fr='horloges et montres', en='clocks and watches'),). Etiquette literature, to be verified."
    )
    assert found.source.startswith("Etiquette literature (G20")


def test_a_custom_that_the_office_has_confirmed_is_not_called_literature() -> None:
    taboo = replace(shipped()["gulf"], confirmed=True)
    found = warning(replace(BOX, traits=(Trait.ALCOHOL,)), taboos=(taboo,))
    assert found.message.message == "{culture}: avoid {words}."


# ------------------------------------------------------------------------------------------------ money


@pytest.mark.parametrize(
    ("least", "most", "expected"),
    [
        (None, None, []),
        (None, "40", []),
        (None, "39.99", ["over-budget"]),
        ("40", None, []),
        ("40.01", "100", ["under-budget"]),
    ],
)
def test_the_budget_is_for_all_pieces(least: str | None, most: str | None, expected: list[str]) -> None:
    bounds = {"least": Decimal(least) if least else None, "most": Decimal(most) if most else None}
    assert codes(occasion=replace(OCCASION, **bounds)) == expected
    halves = {name: value * 2 if value is not None else None for name, value in bounds.items()}
    assert codes(occasion=replace(OCCASION, number=2, **halves)) == expected


def test_without_a_price_nobody_can_say_whether_it_is_in_the_budget() -> None:
    assert codes(replace(BOX, unit_cost=None), occasion=replace(OCCASION, most=Decimal(50))) == ["cost-unknown"]
    assert codes(replace(BOX, unit_cost=None)) == []


def test_a_price_in_another_currency_counts_with_its_rate() -> None:
    dollars = replace(BOX, unit_cost=Money(Decimal(44), "USD", Decimal("1.1"), DAY))
    assert codes(dollars, occasion=replace(OCCASION, most=Decimal(40))) == []
    assert codes(dollars, occasion=replace(OCCASION, most=Decimal("39.99"))) == ["over-budget"]
    assert codes(replace(BOX, unit_cost=Money(Decimal(44), "USD")), occasion=replace(OCCASION, most=Decimal(40))) == ["cost-unknown"]


@pytest.mark.parametrize(
    ("cost", "one", "expected"),
    [
        ("49.99", ThresholdSet(DAY, Decimal(50), Decimal(150)), Threshold.BELOW),
        ("50", ThresholdSet(DAY, Decimal(50), Decimal(150)), Threshold.DECLARE),
        ("149.99", ThresholdSet(DAY, Decimal(50), Decimal(150)), Threshold.DECLARE),
        ("150", ThresholdSet(DAY, Decimal(50), Decimal(150)), Threshold.HAND_OVER),
        ("150", ThresholdSet(DAY, None, Decimal("150.01")), Threshold.BELOW),
        ("150.01", ThresholdSet(DAY, None, Decimal("150.01")), Threshold.HAND_OVER),
        ("400", ThresholdSet(DAY, None, Decimal("480.01"), "USD", Decimal("1.2"), DAY), Threshold.BELOW),
        ("400.01", ThresholdSet(DAY, None, Decimal("480.01"), "USD", Decimal("1.2"), DAY), Threshold.HAND_OVER),
        ("1", ThresholdSet(DAY, None, Decimal("480.01"), "USD"), Threshold.UNKNOWN),
        ("1", ThresholdSet(DAY), Threshold.UNKNOWN),
        ("0", ThresholdSet(DAY, None, Decimal(0)), Threshold.HAND_OVER),
        ("1", None, Threshold.UNKNOWN),
        (None, ThresholdSet(DAY, Decimal(50), Decimal(150)), Threshold.UNKNOWN),
    ],
)
def test_what_thresholds_mean_for_a_value(cost: str | None, one: ThresholdSet | None, expected: Threshold) -> None:
    assert threshold_of(Decimal(cost) if cost else None, one) is expected


def test_what_is_above_the_recipients_own_rule_is_warned_of() -> None:
    bound = replace(MAYOR, regime=HOUSE, thresholds=ThresholdSet(DAY, Decimal(20), Decimal(40), source="Code, article 6"))
    found = warning(recipient=bound)
    assert (found.code, found.severity, found.source) == ("threshold/hand over", Severity.WARNS, "Code, article 6")


def test_what_the_recipient_only_declares_is_a_note() -> None:
    bound = replace(MAYOR, regime=HOUSE, thresholds=ThresholdSet(DAY, Decimal(40), Decimal(150)))
    assert (warning(recipient=bound).code, warning(recipient=bound).severity) == ("threshold/declare", Severity.NOTES)


def test_a_rule_that_cannot_be_compared_is_said() -> None:
    for one in (None, ThresholdSet(DAY), ThresholdSet(DAY, None, Decimal(480), "USD")):
        assert codes(recipient=replace(MAYOR, regime=HOUSE, thresholds=one)) == ["threshold/unknown"]
    bound = replace(MAYOR, regime=HOUSE, thresholds=ThresholdSet(DAY, Decimal(40), Decimal(150)))
    assert codes(replace(BOX, unit_cost=None), bound) == ["threshold/unknown"]


def test_a_rule_that_forbids_gifts_counts_whatever_they_cost() -> None:
    bound = replace(MAYOR, regime=HOUSE, thresholds=ThresholdSet(DAY, None, Decimal(0)))
    assert codes(recipient=bound) == codes(replace(BOX, unit_cost=None), bound) == ["threshold/forbidden"]


@pytest.mark.parametrize(
    ("theirs", "expected"),
    [("80", []), ("20", []), ("81", []), ("160", []), ("161", ["reciprocity"]), ("10", []), ("9", ["reciprocity"])],
)
def test_what_they_gave_us_is_answered_in_kind(theirs: str, expected: list[str]) -> None:
    assert codes(recipient=replace(MAYOR, theirs=Theirs(DAY, Decimal(theirs)))) == expected


def test_a_gift_close_to_theirs_says_so() -> None:
    recipient = replace(MAYOR, theirs=Theirs(date(2020, 1, 1), Decimal(50)))
    assert "Close to what they last gave us: 50 EUR on 2020-01-01." in said(recipient=recipient)


# ------------------------------------------------------------------------------------------------ luggage and pieces


@pytest.mark.parametrize(("weight", "limit", "expected"), [(500, 500, []), (501, 500, ["too-heavy"]), (None, 500, ["weight-unknown"])])
def test_what_cannot_be_carried_is_warned_of(weight: int | None, limit: int, expected: list[str]) -> None:
    assert codes(replace(BOX, weight=weight), occasion=replace(OCCASION, weight=limit)) == expected


def test_all_pieces_weigh() -> None:
    assert codes(occasion=replace(OCCASION, number=3, weight=1499)) == ["too-heavy"]


def test_a_protected_species_asks_for_its_permit() -> None:
    assert codes(replace(BOX, traits=(Trait.CITES,))) == ["cites"]


def test_hold_luggage_is_a_note() -> None:
    assert warning(replace(BOX, cabin=CabinBag.NO)).severity is Severity.NOTES


@pytest.mark.parametrize(("free", "number", "barred"), [(1, 1, False), (0, 1, True), (-2, 1, True), (2, 3, True), (3, 3, False)])
def test_what_is_not_there_cannot_be_given(free: int, number: int, barred: bool) -> None:
    found = assess(replace(BOX, free=free), MAYOR, replace(OCCASION, number=number))
    assert found.barred is barred


def test_what_is_no_longer_offered_is_left_out_but_barred_when_asked_for() -> None:
    retired = replace(BOX, retired_on=DAY)
    assert suggest((retired,), MAYOR, OCCASION) == ()
    assert assess(retired, MAYOR, OCCASION).barred
    assert not assess(replace(BOX, retired_on=DAY + timedelta(1)), MAYOR, OCCASION).barred


def test_what_is_past_its_best_on_the_day_is_warned_of() -> None:
    assert codes(replace(BOX, good=0)) == ["past-its-best"]
    assert codes(replace(BOX, good=1)) == []
    assert codes(replace(BOX, good=1), occasion=replace(OCCASION, number=2)) == ["past-its-best"]


def test_what_leaves_too_few_is_noted() -> None:
    found = warning(replace(BOX, stock=2, free=2))
    assert (found.code, found.severity) == ("minimum", Severity.NOTES)
    assert str(found.message) == "It leaves 1 in stock, under the minimum of 2: order in time."


def test_food_for_somebody_with_a_diet_is_noted_without_saying_which() -> None:
    found = warning(replace(BOX, traits=(Trait.FOOD,)), replace(MAYOR, diet=True))
    assert (found.code, found.severity) == ("diet", Severity.NOTES)


# ------------------------------------------------------------------------------------------------ answers


def test_a_warning_is_answered_by_a_reason_under_its_code() -> None:
    level, stock, note = (
        GiftWarning("level", lazy("a")),
        GiftWarning("stock", lazy("b"), Severity.BLOCKS),
        GiftWarning("n", lazy("c"), Severity.NOTES),
    )
    assert unanswered((level, stock, note), ()) == (level, stock)
    assert unanswered((level, note), (("level", "  "),)) == (level,)
    assert unanswered((level, note), (("level", "the minister asked for it"),)) == ()
    assert unanswered((stock,), (("stock", "never mind"),)) == (stock,)


# ------------------------------------------------------------------------------------------------ any facts

TAGS_AND_TRAITS = {
    "tags": st.lists(st.sampled_from([one.value for one in Tag]), max_size=4, unique=True).map(tuple),
    "traits": st.lists(st.sampled_from([one.value for one in Trait]), max_size=4, unique=True).map(tuple),
}
PIECES = st.builds(
    Piece,
    id=st.uuids().map(str),
    code=st.integers(1, 20).map(lambda number: f"B-{number:03}"),
    name=st.just(BOX.name),
    level=st.sampled_from(Level),
    unit_cost=st.one_of(st.none(), st.integers(1, 500).map(euro)),
    weight=st.one_of(st.none(), st.integers(1, 5000)),
    cabin=st.sampled_from(CabinBag),
    minimum=st.integers(0, 5),
    stock=st.integers(0, 9),
    free=st.integers(-2, 9),
    good=st.one_of(st.none(), st.integers(0, 9)),
    retired_on=st.one_of(st.none(), st.just(DAY)),
    **TAGS_AND_TRAITS,
)


@given(st.lists(PIECES, max_size=8, unique_by=lambda one: one.id), st.randoms(use_true_random=False))
def test_the_same_facts_give_the_same_order(pieces: list[Piece], random: object) -> None:
    taboos = concerning(shipped().values(), {"CN", "IN"})
    found = suggest(pieces, MAYOR, OCCASION, taboos=taboos)
    random.shuffle(pieces)  # type: ignore[attr-defined]
    assert suggest(pieces, MAYOR, OCCASION, taboos=taboos) == found
    assert sorted(one.item_id for one in found) == sorted(one.id for one in pieces if one.retired_on is None)
    assert all((a.barred, -a.score) <= (b.barred, -b.score) for a, b in pairwise(found))


@given(PIECES)
def test_each_warning_has_a_code_of_its_own_and_a_sentence_that_can_be_said(piece: Piece) -> None:
    recipient = replace(
        MAYOR, regime=HOUSE, thresholds=ThresholdSet(DAY, Decimal(40), Decimal(100)), theirs=Theirs(DAY, Decimal(30)), diet=True
    )
    occasion = Occasion(DAY, 2, Decimal(20), Decimal(300), 3000)
    found = assess(piece, recipient, occasion, taboos=tuple(shipped().values()), before=[Before(Whom.HEAD, ANNA, DAY)])
    assert len({one.code for one in found.warnings}) == len(found.warnings)
    assert [str(one) for one in found.why if not str(one)] == [one.code for one in found.warnings if not str(one.message)] == []
