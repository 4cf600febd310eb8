"""The rules of gifts as they ship, and what they say on a day: thresholds of a regime, periods, budgets.

What counts is always the day on which the gift was received (or will be handed over), never today: a gift does not become declarable
because a circular changed afterwards.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from app.domains.gifts.house_rules import OWN_REGIME, Budget, GiftRules, Period, PeriodCode, Regime, ThresholdSet
from app.kernel.shapes import from_plain
from app.kernel.translated import Lazy, lazy

PERIOD_TITLES: dict[PeriodCode, Lazy] = {
    PeriodCode.DECLARE: lazy("Days after receipt: the gift is declared to the cell"),
    PeriodCode.VALUE: lazy("Days after receipt: its value is set"),
    PeriodCode.DECIDE: lazy("Days after receipt: what becomes of it is decided"),
    PeriodCode.THANK: lazy("Days after receipt: the thank-you letter has gone"),
    PeriodCode.PLACE: lazy("Days after receipt: it has its place"),
    PeriodCode.ENTER_GIVEN: lazy("Days after the hand-over: a gift that was given stands in the register"),
    PeriodCode.LOAN_REMINDER: lazy("Days before a loan is due back: the office is told"),
    PeriodCode.EXPIRY: lazy("Days before pieces are past their best: the office is told"),
    PeriodCode.REPEAT_YEARS: lazy("Years within which an institution does not get the same object again"),
}


@cache
def _file() -> dict[str, Any]:
    from app.adapters.resources import resource  # where the file is depends on the installation

    return json.loads(resource("gifts", "rules.json").read_text(encoding="utf-8"))


@cache
def shipped() -> GiftRules:
    """Give the rules that come with the program."""
    return from_plain(GiftRules, _file()["rules"])[0]


@cache
def sources() -> dict[str, str]:
    """Give where the sources that the rules name by a letter and a number are found."""
    return dict(_file()["sources"])


def complete(rules: GiftRules) -> GiftRules:
    """Give *rules* with the shipped period and budget for each that an older version of them does not name, in their usual order."""
    periods = {one.code: one for one in rules.periods}
    budgets = {one.level: one for one in rules.budgets}
    ours = shipped()
    return replace(
        rules,
        periods=tuple(periods.get(one.code, one) for one in ours.periods),
        budgets=tuple(budgets.get(one.level, one) for one in ours.budgets),
    )


def regime_called(rules: GiftRules, code: str) -> Regime | None:
    """Give the regime with *code*; that of the house when it is empty, None when there is none."""
    wanted = code or OWN_REGIME
    return next((one for one in rules.regimes if one.code == wanted), None)


def thresholds_on(rules: GiftRules, regime: str, day: date) -> ThresholdSet | None:
    """Give the thresholds of a regime (empty: of the house) in force on *day*; None before its first set, or when there is no such regime."""
    found = regime_called(rules, regime)
    if found is None:
        return None
    return max((one for one in found.sets if one.since <= day), key=lambda one: one.since, default=None)


def period(rules: GiftRules, code: PeriodCode) -> int:
    """Give the number of days (years for `REPEAT_YEARS`) of one of the periods."""
    return period_of(rules, code).number


def period_of(rules: GiftRules, code: PeriodCode) -> Period:
    """Give one of the periods with its source; the shipped one where *rules* do not name it."""
    return next(one for one in (*rules.periods, *shipped().periods) if one.code is code)


def budget_of(rules: GiftRules, level: str) -> Budget:
    """Give what a gift of *level* may cost; without amounts while the office has not said."""
    return next((one for one in rules.budgets if one.level == level), Budget(level))
