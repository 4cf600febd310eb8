"""The periods that the office uses for visas: how long before a journey a visa is filed, how long a passport must be valid after it.

They are dated data that the office may change (`resources/visas/rules.json`, and its own version in the file), each with its source and
with whether the office has confirmed it. None of them is the rule of a country: that stands on the country's card.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from app.kernel.errors import Finding
from app.kernel.shapes import from_plain
from app.kernel.translated import Lazy, lazy

DAY_ZERO = date(2026, 1, 1)


class RuleCode(StrEnum):
    """The periods and numbers there are."""

    MONTHS_VALID = "months_valid"
    BLANK_PAGES = "blank_pages"
    OPEN_DAYS = "open_days"
    FILE_DAYS = "file_days"
    BACK_DAYS = "back_days"
    LETTER_DAYS = "letter_days"
    SCHENGEN_DAYS = "schengen_days"
    SCHENGEN_MONTHS = "schengen_months"
    SCHENGEN_VALID = "schengen_valid"
    SCHENGEN_YEARS = "schengen_years"
    SCHENGEN_INSURANCE = "schengen_insurance"
    CARD_MONTHS = "card_months"
    REQUEST_DAYS = "request_days"
    RETURN_DAYS = "return_days"
    EXPIRY_MONTHS = "expiry_months"
    SCAN_MONTHS = "scan_months"


TITLES: dict[RuleCode, Lazy] = {
    RuleCode.MONTHS_VALID: lazy("Months that a passport must be valid after the journey"),
    RuleCode.BLANK_PAGES: lazy("Blank pages that a passport must have"),
    RuleCode.OPEN_DAYS: lazy("Days before the journey: the visa is begun"),
    RuleCode.FILE_DAYS: lazy("Days before the journey: the visa is filed at the latest"),
    RuleCode.BACK_DAYS: lazy("Days before the journey: the passport is back at the latest"),
    RuleCode.LETTER_DAYS: lazy("Days before a visit: the invitation letter is sent"),
    RuleCode.SCHENGEN_DAYS: lazy("Days before a visit: a Schengen visa is filed at the latest"),
    RuleCode.SCHENGEN_MONTHS: lazy("Months before a visit: a Schengen visa is filed at the earliest"),
    RuleCode.SCHENGEN_VALID: lazy("Months that a guest's passport must be valid after the visit"),
    RuleCode.SCHENGEN_YEARS: lazy("Years within which a guest's passport was issued"),
    RuleCode.SCHENGEN_INSURANCE: lazy("Euro that the insurance of a guest covers"),
    RuleCode.CARD_MONTHS: lazy("Months after which a country card asks to be checked"),
    RuleCode.REQUEST_DAYS: lazy("Days that a service passport takes from the request to the issue"),
    RuleCode.RETURN_DAYS: lazy("Days after the journey: a service passport is given back at the latest"),
    RuleCode.EXPIRY_MONTHS: lazy("Months before a passport expires: the office is told"),
    RuleCode.SCAN_MONTHS: lazy("Months that a scan of a passport is kept at most"),
}
MOST = {RuleCode.SCHENGEN_INSURANCE: 10_000_000}
USUAL_MOST = 730  # two years in days; more than any of the others may be


@dataclass(frozen=True, slots=True)
class RuleNumber:
    """One of the periods, with who says so; `confirmed` once the office has compared it with its source."""

    code: RuleCode = RuleCode.MONTHS_VALID
    number: int = 0
    source: str = ""
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class VisaRules:
    """The rules in force: their day, the periods, and the States among which citizens travel without a visa.

    `national_only` are countries whose visas for officials are for those who travel for a national government: a note, never a decision.
    """

    dated: date = DAY_ZERO
    numbers: tuple[RuleNumber, ...] = ()
    free_movement: tuple[str, ...] = ()
    free_movement_source: str = ""
    free_movement_confirmed: bool = False
    national_only: tuple[str, ...] = ()
    national_only_source: str = ""

    def rule(self, code: RuleCode) -> RuleNumber:
        """Give one of the periods with its source."""
        return next(one for one in self.numbers if one.code is code)

    def number(self, code: RuleCode) -> int:
        """Give the number of one of the periods."""
        return self.rule(code).number

    def moves_freely(self, nationality: str, country: str) -> bool:
        """Tell whether a citizen of *nationality* needs no visa for *country* because both are in the area of free movement."""
        return nationality in self.free_movement and country in self.free_movement


@cache
def shipped() -> VisaRules:
    """Give the rules that come with the program."""
    from app.adapters.resources import resource  # where the file is depends on the installation

    content: dict[str, Any] = json.loads(resource("visas", "rules.json").read_text(encoding="utf-8"))
    return from_plain(VisaRules, content["rules"])[0]


@cache
def sources() -> dict[str, str]:
    """Give where the sources that the rules name by a letter and a number are found."""
    from app.adapters.resources import resource  # where the file is depends on the installation

    return dict(json.loads(resource("visas", "rules.json").read_text(encoding="utf-8"))["sources"])


def complete(rules: VisaRules) -> VisaRules:
    """Give *rules* with the shipped number for each period that an older version of them does not name."""
    known = {one.code: one for one in rules.numbers}
    return replace(rules, numbers=tuple(known.get(one.code, one) for one in shipped().numbers))


def check_rules(rules: VisaRules) -> list[Finding]:
    """Every period is a number that can be, and the steps of a visa come one after the other."""
    findings = list(_numbers(rules.numbers))
    findings += [
        Finding("free_movement", lazy("“{code}” is not a country code: write two capital letters.", code=code[:20]), rule="country-code")
        for code in (*rules.free_movement, *rules.national_only)
        if not (len(code) == 2 and code.isascii() and code.isalpha() and code.isupper())  # noqa: PLR2004 - ISO 3166
    ]
    if not findings and not rules.number(RuleCode.OPEN_DAYS) >= rules.number(RuleCode.FILE_DAYS) >= rules.number(RuleCode.BACK_DAYS):
        message = lazy("A visa is begun before it is filed, and filed before the passport is back: the numbers of days grow smaller.")
        findings.append(Finding(RuleCode.FILE_DAYS, message, rule="visa-days-order"))
    return findings


def _numbers(numbers: Iterable[RuleNumber]) -> Iterable[Finding]:
    seen = {one.code: one for one in numbers}
    for code in RuleCode:
        most = MOST.get(code, USUAL_MOST)
        if code not in seen or not 0 <= seen[code].number <= most:
            yield Finding(code, lazy("Enter a number from 0 to {most}.", most=most), rule="visa-number")
