"""The forms of the rules of gifts: amounts, rates and countries as they are typed, and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domains.gifts.house_rules import Avoided, Budget, Period, PeriodCode, ThresholdSet
from app.domains.gifts.rules_fields import (
    AVOIDED_FORM,
    BUDGET_FORM,
    REGIME_FORM,
    TABOO_FORM,
    THRESHOLDS_FORM,
    BudgetDraft,
    PeriodDraft,
    RegimeDraft,
    RegimeOfDraft,
    TabooDraft,
    ThresholdsDraft,
    budget_draft,
    budget_of_draft,
    period_form,
    regime_draft,
    regime_of_draft,
    regime_of_form,
    taboo_draft,
    taboo_of_draft,
    thresholds_draft,
    thresholds_of,
)
from app.domains.gifts.taboos import shipped as shipped_taboos
from app.domains.gifts.thresholds import shipped
from app.kernel.translated import Multilingual

DAY = date(2022, 1, 1)
NAME = Multilingual("Naam", "Nom", "Name")
WHOLE = ThresholdsDraft(DAY, "50", "150", source="Circular")

AMOUNTS = st.one_of(st.none(), st.decimals(0, 10**6, places=2))


def faults(findings: object) -> list[tuple[str, str]]:
    """Give place and rule of each finding."""
    return [(one.path, one.rule) for one in findings]  # type: ignore[attr-defined]


# ------------------------------------------------------------------------------------------------ thresholds


def test_what_ships_is_read_back_from_its_form() -> None:
    for regime in shipped().regimes:
        assert regime_of_draft(regime_draft(regime), regime) == regime
        assert [thresholds_of(thresholds_draft(one)) for one in regime.sets] == list(regime.sets)
    for taboo in shipped_taboos().values():
        assert taboo_of_draft(taboo_draft(taboo), taboo) == taboo


@given(AMOUNTS, AMOUNTS, st.one_of(st.none(), st.decimals(Decimal("0.0001"), 10**4, places=4)))
def test_amounts_and_rates_are_read_back_to_the_last_figure(
    declare: Decimal | None, hand_over: Decimal | None, rate: Decimal | None
) -> None:
    one = ThresholdSet(DAY, declare, hand_over, "USD", rate, DAY if rate else None, "S")
    assert thresholds_of(thresholds_draft(one)) == one


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("150", "150"), (" 150,01 ", "150.01"), ("1 234.50", "1234.50"), ("1\u202f234,5", "1234.5"), ("0", "0"), ("", None)],
)
def test_amounts_are_typed_as_people_write_them(typed: str, amount: str | None) -> None:
    read = thresholds_of(replace(WHOLE, hand_over_from=typed)).hand_over_from
    assert read == (Decimal(amount) if amount else None)


@pytest.mark.parametrize("typed", ["a lot", "1.234,50", "1,000", "1.000", "-5", "1e30", "NaN", "€ 5"])
def test_what_may_mean_something_else_is_no_amount(typed: str) -> None:
    assert faults(THRESHOLDS_FORM.check(replace(WHOLE, declare_from=typed))) == [("declare_from", "amount-form")]


def test_a_set_of_thresholds_has_a_first_day() -> None:
    assert faults(THRESHOLDS_FORM.check(replace(WHOLE, since=None))) == [("since", "day-missing")]
    assert THRESHOLDS_FORM.check(WHOLE) == []


def test_a_currency_is_typed_in_any_letters_and_wants_its_rate_with_a_day() -> None:
    dollars = replace(WHOLE, currency=" usd ")
    assert thresholds_of(dollars).currency == "USD"
    assert THRESHOLDS_FORM.check(dollars) == []
    assert faults(THRESHOLDS_FORM.check(replace(dollars, rate="1,0834"))) == [("rate_on", "rate-day")]
    assert thresholds_of(replace(dollars, rate="1,0834")).rate == Decimal("1.0834")


def test_the_name_of_a_regime_is_changed_without_its_thresholds() -> None:
    before = shipped().regimes[0]
    after = regime_of_draft(RegimeDraft("house", NAME, "be, nl;be"), before)
    assert (after.name, after.countries, after.sets) == (NAME, ("BE", "NL"), before.sets)
    assert REGIME_FORM.check(RegimeDraft("house", NAME)) == []
    assert faults(REGIME_FORM.check(RegimeDraft("The House", NAME, "Belgium"))) == [("code", "code-form"), ("countries", "country-unknown")]


# ------------------------------------------------------------------------------------------------ periods, budgets, customs


def test_a_period_needs_a_number_that_can_be() -> None:
    form = period_form(Period(PeriodCode.DECIDE, 10))
    assert form.check(PeriodDraft(0, "Office")) == []
    assert faults(form.check(PeriodDraft())) == faults(form.check(PeriodDraft(9999))) == [("number", "gift-period")]


def test_a_budget_may_have_one_end_only() -> None:
    assert budget_of_draft(BudgetDraft("", "80"), "B") == Budget("B", None, Decimal(80))
    assert budget_draft(Budget("B", None, Decimal(80))) == BudgetDraft("", "80")
    assert BUDGET_FORM.check(BudgetDraft("", "80")) == []
    assert faults(BUDGET_FORM.check(BudgetDraft("90", "80"))) == [("least", "budget-order")]


def test_a_culture_keeps_what_is_avoided_when_its_name_is_changed() -> None:
    japan = shipped_taboos()["japan"]
    after = taboo_of_draft(replace(taboo_draft(japan), name=NAME, confirmed=True), japan)
    assert (after.name, after.confirmed, after.avoid) == (NAME, True, japan.avoid)


def test_customs_have_a_code_a_name_and_a_source() -> None:
    assert faults(one for one in TABOO_FORM.check(TabooDraft()) if one.blocks) == [
        ("code", "code-form"),
        ("name", "name-missing"),
        ("source", "source-missing"),
    ]


def test_what_is_avoided_has_words() -> None:
    assert faults(AVOIDED_FORM.check(Avoided("fox"))) == [("words", "name-missing")]
    assert AVOIDED_FORM.check(Avoided("", NAME)) == []


def test_whose_rules_bind_whom_is_said_whole() -> None:
    form = regime_of_form(())
    assert faults(form.check(RegimeOfDraft())) == [("organisation_id", "organisation-missing"), ("regime", "regime-missing")]
    assert form.check(RegimeOfDraft("o1", "us")) == []
