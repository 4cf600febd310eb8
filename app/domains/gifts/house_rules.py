"""The thresholds, periods and budgets of gifts: dated data that the office may change, each with its source.

None of the numbers that ship is the rule of the Brussels-Capital Region: its amounts are not confirmed (domain facts of protocol, 4.1 and 11).
They are defaults, marked as such on screen, until the office has compared them with its source.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from app.kernel.money import EURO
from app.kernel.translated import Multilingual

DAY_ZERO = date(2021, 1, 1)
OWN_REGIME = "house"
"""The code of the regime that counts for gifts that the Region receives, unless another one is said."""


@dataclass(frozen=True, slots=True)
class ThresholdSet:
    """The thresholds of a regime from a day on, until the next set. An amount that is None is not known, or there is none.

    `rate` is how many units of `currency` one euro is, on `rate_on`; without it an amount in another currency is compared by hand.
    """

    since: date = DAY_ZERO
    declare_from: Decimal | None = None
    hand_over_from: Decimal | None = None
    currency: str = EURO
    rate: Decimal | None = None
    rate_on: date | None = None
    source: str = ""
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Regime:
    """Whose rule it is, with its thresholds in order of their first day. `countries` are those whose representatives it binds."""

    code: str = ""
    name: Multilingual = Multilingual()
    countries: tuple[str, ...] = ()
    sets: tuple[ThresholdSet, ...] = ()


class PeriodCode(StrEnum):
    """The days within which something is done about a gift, counted from its receipt (or from the hand-over of one that was given)."""

    DECLARE = "declare"
    VALUE = "value"
    DECIDE = "decide"
    THANK = "thank"
    PLACE = "place"
    ENTER_GIVEN = "enter given"
    LOAN_REMINDER = "loan reminder"
    EXPIRY = "expiry"
    REPEAT_YEARS = "repeat years"


@dataclass(frozen=True, slots=True)
class Period:
    """A number of days (years for `REPEAT_YEARS`), with who says so."""

    code: PeriodCode = PeriodCode.DECLARE
    number: int = 0
    source: str = ""
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Budget:
    """What a gift of a level may cost, in euro; None while the office has not said."""

    level: str = ""
    least: Decimal | None = None
    most: Decimal | None = None


@dataclass(frozen=True, slots=True)
class GiftRules:
    """The rules in force, with the day of their version."""

    dated: date = DAY_ZERO
    regimes: tuple[Regime, ...] = ()
    periods: tuple[Period, ...] = ()
    budgets: tuple[Budget, ...] = ()


@dataclass(frozen=True, slots=True)
class Avoided:
    """One thing that is avoided: a trait of an object where the program can see it, and the words of the literature.

    An object with the tag `unless` is not meant: kosher food is no fault where other food would be. `to_verify` is what even the literature
    is not sure of.
    """

    trait: str = ""
    words: Multilingual = Multilingual()
    unless: str = ""
    to_verify: bool = False


@dataclass(frozen=True, slots=True)
class Taboo:
    """What etiquette literature says of a culture: whom it may concern, what is avoided, what is polite.

    It is a hint, to be verified with the embassy or the desk, never a rule. `countries` are ISO 3166; without one it counts everywhere.
    """

    code: str = ""
    name: Multilingual = Multilingual()
    countries: tuple[str, ...] = ()
    avoid: tuple[Avoided, ...] = ()
    manners: Multilingual = Multilingual()
    source: str = ""
    confirmed: bool = False
