"""Thresholds, periods and budgets: what ships, what counts on a day, and what the office may write."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domains.gifts.house_rules import OWN_REGIME, Budget, GiftRules, Period, PeriodCode, Regime, ThresholdSet
from app.domains.gifts.rules_checking import check_budget, check_period, check_regime, check_rules, check_thresholds
from app.domains.gifts.thresholds import budget_of, complete, period, period_of, regime_called, shipped, sources, thresholds_on
from app.domains.gifts.vocabulary import Level
from app.kernel.shapes import to_plain, value_from_plain
from app.kernel.translated import Multilingual

DAY = date(2021, 9, 1)
NAME = Multilingual("Naam", "Nom", "Name")


def fault(findings: list[object]) -> list[tuple[str, str]]:
    """Give place and rule of each finding."""
    return [(one.path, one.rule) for one in findings]  # type: ignore[attr-defined]


# ------------------------------------------------------------------------------------------------ what ships


def test_what_ships_is_without_fault() -> None:
    assert check_rules(shipped()) == []


def test_the_amounts_for_the_region_are_a_default_that_nobody_has_confirmed() -> None:
    house = thresholds_on(shipped(), OWN_REGIME, DAY)
    assert house is not None
    assert (house.declare_from, house.hand_over_from, house.currency, house.confirmed) == (Decimal(50), Decimal(150), "EUR", False)


@pytest.mark.parametrize(
    ("regime", "day", "declare", "hand_over", "currency"),
    [
        ("eu-commission", date(2021, 1, 1), None, "150.01", "EUR"),
        ("eu-commission-staff", date(2021, 1, 1), "50.01", "150.01", "EUR"),
        ("eu-parliament", date(2021, 1, 1), None, "150.01", "EUR"),
        ("us", date(2023, 1, 1), None, "480.01", "USD"),
        ("us", date(2025, 12, 31), None, "480.01", "USD"),
        ("us", date(2026, 1, 1), None, "525.01", "USD"),
        ("uk", date(2021, 1, 1), None, "140", "GBP"),
        ("be-federal", date(2022, 7, 5), None, None, "EUR"),
        ("be-federal-government", date(2023, 6, 20), None, "0", "EUR"),
    ],
)
def test_each_regime_has_its_amounts(regime: str, day: date, declare: str | None, hand_over: str | None, currency: str) -> None:
    found = thresholds_on(shipped(), regime, day)
    assert found is not None
    wanted = tuple(Decimal(one) if one else None for one in (declare, hand_over))
    assert (found.declare_from, found.hand_over_from, found.currency) == (*wanted, currency)


def test_no_rate_of_exchange_is_shipped() -> None:
    assert [one.rate for regime in shipped().regimes for one in regime.sets if one.rate is not None] == []


def test_every_set_of_thresholds_names_its_source() -> None:
    assert [regime.code for regime in shipped().regimes for one in regime.sets if not one.source] == []
    assert {f"G{number}" for number in range(1, 13)} == set(sources())


def test_the_periods_are_those_of_the_checklist() -> None:
    rules = shipped()
    codes = (
        PeriodCode.DECLARE,
        PeriodCode.VALUE,
        PeriodCode.DECIDE,
        PeriodCode.THANK,
        PeriodCode.PLACE,
        PeriodCode.ENTER_GIVEN,
    )
    assert [period(rules, code) for code in codes] == [3, 7, 10, 14, 30, 3]
    assert {one.code for one in rules.periods} == set(PeriodCode)


def test_there_is_no_budget_until_the_office_says_one() -> None:
    assert [budget_of(shipped(), level) for level in Level] == [Budget(level.value) for level in Level]


# ------------------------------------------------------------------------------------------------ what counts on a day


def test_before_its_first_day_a_regime_says_nothing() -> None:
    assert thresholds_on(shipped(), "us", date(2022, 12, 31)) is None
    assert thresholds_on(shipped(), "be-federal-government", date(2023, 6, 19)) is None


def test_an_unknown_regime_says_nothing() -> None:
    assert thresholds_on(shipped(), "nowhere", DAY) is None
    assert regime_called(shipped(), "nowhere") is None


def test_without_a_regime_that_of_the_house_counts() -> None:
    assert thresholds_on(shipped(), "", DAY) == thresholds_on(shipped(), OWN_REGIME, DAY)


@given(st.lists(st.integers(0, 4000), min_size=1, max_size=8, unique=True), st.integers(-10, 4010))
def test_the_latest_set_that_has_begun_counts(days: list[int], day: int) -> None:
    first = date(2015, 1, 1)
    sets = tuple(ThresholdSet(first + timedelta(one), source="S") for one in days)
    rules = GiftRules(regimes=(Regime(OWN_REGIME, NAME, sets=sets),))
    begun = [one for one in days if one <= day]
    found = thresholds_on(rules, "", first + timedelta(day))
    assert (found.since if found else None) == (first + timedelta(max(begun)) if begun else None)


def test_an_older_version_gets_the_periods_it_does_not_name() -> None:
    older = replace(shipped(), periods=(Period(PeriodCode.DECIDE, 21, "Office", confirmed=True),), budgets=())
    assert period(complete(older), PeriodCode.DECIDE) == 21
    assert [one.code for one in complete(older).periods] == [one.code for one in shipped().periods]
    assert complete(older).budgets == shipped().budgets
    assert period_of(older, PeriodCode.THANK) == period_of(shipped(), PeriodCode.THANK)


def test_rules_are_read_back_as_they_were_kept() -> None:
    assert value_from_plain(GiftRules, to_plain(shipped())) == shipped()


# ------------------------------------------------------------------------------------------------ what the office may write


@pytest.mark.parametrize(
    ("one", "wrong"),
    [
        (ThresholdSet(DAY, Decimal(50), Decimal(150), source="S"), []),
        (ThresholdSet(DAY, Decimal(150), Decimal(150), source="S"), []),
        (ThresholdSet(DAY, Decimal(151), Decimal(150), source="S"), [("hand_over_from", "thresholds-order")]),
        (ThresholdSet(DAY, Decimal(-1), None, source="S"), [("declare_from", "amount-form")]),
        (ThresholdSet(DAY, None, Decimal("NaN"), source="S"), [("hand_over_from", "amount-form")]),
        (ThresholdSet(DAY, None, Decimal("1e30"), source="S"), [("hand_over_from", "amount-form")]),
        (ThresholdSet(DAY, currency="dollar", source="S"), [("currency", "currency-form")]),
        (ThresholdSet(DAY, rate=Decimal(1), rate_on=DAY, source="S"), [("rate", "rate-of-euro")]),
        (ThresholdSet(DAY, currency="USD", rate=Decimal("1.1"), rate_on=DAY, source="S"), []),
        (ThresholdSet(DAY, currency="USD", rate=Decimal("1.1"), source="S"), [("rate_on", "rate-day")]),
        (ThresholdSet(DAY, currency="USD", rate=Decimal(0), rate_on=DAY, source="S"), [("rate", "rate-form")]),
        (ThresholdSet(DAY), [("source", "source-missing")]),
    ],
)
def test_thresholds_that_can_be(one: ThresholdSet, wrong: list[tuple[str, str]]) -> None:
    assert fault([*check_thresholds(one)]) == wrong


def test_a_regime_has_a_day_for_each_of_its_sets() -> None:
    one = ThresholdSet(DAY, source="S")
    twice = Regime("own", NAME, sets=(one, replace(one, hand_over_from=Decimal(5))))
    assert fault([*check_regime(twice)]) == [("sets[0].since", "thresholds-twice"), ("sets[1].since", "thresholds-twice")]
    assert fault([*check_regime(Regime("own", NAME))]) == [("sets", "regime-empty")]


def test_a_regime_names_countries_that_there_are() -> None:
    regime = Regime("own", NAME, ("FR", "Frankrijk"), (ThresholdSet(DAY, source="S"),))
    assert fault([*check_regime(regime)]) == [("countries", "country-unknown")]


@pytest.mark.parametrize("code", ["", "With Blank", "Upper", "-x", "x" * 41, "a--b"])
def test_codes_of_regimes_are_plain(code: str) -> None:
    regime = Regime(code, NAME, (), (ThresholdSet(DAY, source="S"),))
    assert fault([*check_regime(regime)]) == [("code", "code-form")]


def test_the_rule_of_the_region_stays_and_codes_are_not_used_twice() -> None:
    rules = shipped()
    us = regime_called(rules, "us")
    assert us is not None
    assert fault([*check_rules(replace(rules, regimes=rules.regimes[1:]))]) == [("regimes", "own-regime-missing")]
    twice = check_rules(replace(rules, regimes=(rules.regimes[0], us, us)))
    assert fault([*twice]) == [("regimes[1].code", "regime-twice"), ("regimes[2].code", "regime-twice")]


def test_periods_are_days_or_years_that_can_be() -> None:
    assert check_period(Period(PeriodCode.DECIDE, 730)) == []
    assert fault([*check_period(Period(PeriodCode.DECIDE, 731))]) == [("number", "gift-period")]
    assert fault([*check_period(Period(PeriodCode.REPEAT_YEARS, 101))]) == [("number", "gift-period")]
    assert fault([*check_period(Period(PeriodCode.THANK, -1))]) == [("number", "gift-period")]


def test_a_budget_has_its_least_below_its_most() -> None:
    assert check_budget(Budget("A", Decimal(10), Decimal(10))) == []
    assert fault([*check_budget(Budget("A", Decimal(11), Decimal(10)))]) == [("least", "budget-order")]
