"""What the circular says in a test: its findings, with nothing against the travellers unless a case says so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from app.domains.trips.allowance import AllowanceRow, AllowanceTable
from app.domains.trips.circular.checking import check
from app.domains.trips.circular.facts import Facts
from app.domains.trips.circular.ruleset import RuleSet, shipped
from app.domains.trips.request import Request
from app.kernel.errors import Finding, Severity

RULES = shipped()[0]
TODAY = date(2026, 2, 2)


def row(country: str = "DE", city: str = "", daily: str = "60.00", lodging: str | None = "150.00", **changes: Any) -> AllowanceRow:
    """Make a row of the country table; its amounts are invented."""
    ceiling = Decimal(lodging) if lodging else None
    usual = {"category": 1, "currency": "EUR", "valid_from": date(2020, 1, 1)}
    return AllowanceRow(country=country, city=city, daily=Decimal(daily), lodging=ceiling, **(usual | changes))


def facts(**changes: Any) -> Facts:
    """Make what an office knows that has nothing against anybody."""
    usual = {
        "today": TODAY,
        "other_trips": (),
        "overdue_reports": (),
        "open_advances": (),
        "allowances": AllowanceTable((row(),)),
    }
    return Facts(**(usual | changes))


def findings(request: Request, rules: RuleSet = RULES, **known: Any) -> tuple[Finding, ...]:
    """Check a request in that office."""
    return check(request, rules, facts(**known))


def told(found: Iterable[Finding]) -> list[tuple[str, str, Severity]]:
    """Give rule, place and weight of each finding."""
    return [(finding.rule, finding.path, finding.severity) for finding in found]


def only(found: Iterable[Finding], *rules: str) -> list[tuple[str, str, Severity]]:
    """Give the findings of some rules."""
    return told(finding for finding in found if finding.rule in rules)


def one(found: Iterable[Finding], rule: str) -> Finding:
    """Give the only finding of a rule."""
    (finding,) = [finding for finding in found if finding.rule == rule]
    return finding
