"""What follows a trip: the report, what became of the expected results, the expenses, and how an advance is settled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from app.domains.trips.request import Request
from app.domains.trips.vocabulary import CostKind, Reached
from app.kernel.errors import Finding, Severity
from app.kernel.fields import Choice
from app.kernel.money import EURO, Money
from app.kernel.shapes import as_key
from app.kernel.translated import lazy


@dataclass(frozen=True, slots=True)
class Result:
    """What became of an expected result, in a word and in a sentence."""

    expected: str = as_key(default="", needed=True)
    reached: Reached = Reached.UNKNOWN
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """A mission report as it is written. `document` is the digest of a kept file; `no_costs` says that there is nothing to settle."""

    results: tuple[Result, ...] = ()
    text: str = ""
    circulated_to: str = ""
    document: str = ""
    no_costs: bool = False


@dataclass(frozen=True, slots=True)
class ExpenseDraft:
    """A line of the expense statement. `by_office` is paid by the office; the rest is due to the traveller."""

    traveller: str = ""
    expense_kind: CostKind = CostKind.OTHER
    spent_on: date | None = None
    money: Money = Money(Decimal(0))
    by_office: bool = False
    remark: str = ""
    receipt: str = ""


@dataclass(frozen=True, slots=True)
class FollowUpDraft:
    """Something to do after a trip: what, by whom, until when, done when."""

    text: str = ""
    owner_id: str | None = None
    due_on: date | None = None
    done_on: date | None = None


class Settlement(StrEnum):
    """The three cases of an advance against what is due to the traveller."""

    EQUAL = "equal"
    TO_TRAVELLER = "owed to the traveller"
    TO_OFFICE = "owed to the office"


SETTLEMENTS = (
    Choice(Settlement.EQUAL, lazy("the advance equals what is due")),
    Choice(Settlement.TO_TRAVELLER, lazy("the office pays the rest")),
    Choice(Settlement.TO_OFFICE, lazy("the traveller pays back the rest")),
)


def settle(due: Decimal, advanced: Decimal) -> tuple[Settlement, Decimal]:
    """Compare what is due to a traveller with the advance; give the case and the amount that is still to be paid (never below zero)."""
    difference = due - advanced
    if difference == 0:
        return Settlement.EQUAL, Decimal(0)
    return (Settlement.TO_TRAVELLER, difference) if difference > 0 else (Settlement.TO_OFFICE, -difference)


def due_to(traveller: str, expenses: Iterable[ExpenseDraft], allowance: Decimal) -> Decimal:
    """Give what is due to a traveller in euro: the daily allowance, and what was spent out of an own pocket."""
    own = [one.money.in_euro or Decimal(0) for one in expenses if one.traveller == traveller and not one.by_office]
    return allowance + sum(own, Decimal(0))


def check_report(draft: ReportDraft) -> list[Finding]:
    """A report may be written bit by bit; what is missing is only noted until it is handed in."""
    return [
        Finding(f"results[{n}].remark", lazy("Say what is missing for this result, or why."), Severity.WARNS, rule="result-without-reason")
        for n, result in enumerate(draft.results)
        if result.reached in (Reached.PARTLY, Reached.NO) and not result.remark.strip()
    ]


def check_expense(draft: ExpenseDraft) -> list[Finding]:
    """A line has an amount above zero, a day, and for another currency its rate with the day of the rate."""
    findings: list[Finding] = []
    if draft.money.amount <= 0:
        findings.append(Finding("money", lazy("Enter an amount above zero."), rule="negative-amount"))
    if draft.money.currency != EURO and (draft.money.rate is None or draft.money.rate <= 0 or draft.money.rate_on is None):
        message = lazy("Enter how many {currency} one euro was worth, and on which day.", currency=draft.money.currency)
        findings.append(Finding("money", message, rule="currency-without-rate"))
    if draft.spent_on is None:
        findings.append(Finding("spent_on", lazy("Enter the day."), rule="expense-without-day"))
    if not draft.traveller.strip() and not draft.by_office:
        findings.append(Finding("traveller", lazy("Say who paid it."), rule="expense-without-traveller"))
    return findings


def check_follow_up(draft: FollowUpDraft) -> list[Finding]:
    """An action says what is to be done; without an owner or a day it is only noted."""
    findings: list[Finding] = []
    if not draft.text.strip():
        findings.append(Finding("text", lazy("Say what is to be done."), rule="follow-up-without-text"))
    if draft.owner_id is None:
        findings.append(Finding("owner_id", lazy("Nobody is named to do it."), Severity.WARNS, rule="follow-up-without-owner"))
    if draft.due_on is None:
        findings.append(Finding("due_on", lazy("It has no day."), Severity.WARNS, rule="follow-up-without-day"))
    return findings


def missing_for_closing(request: Request, report: ReportDraft | None, expenses: Sequence[object]) -> list[Finding]:
    """Say what is missing before a file can be checked and closed (R77): each result told, the report, the expenses or "no costs"."""
    if report is None:
        return [Finding("report", lazy("The mission report is missing."), rule="R77")]
    findings: list[Finding] = []
    told = {result.expected: result for result in report.results}
    for number, expected in enumerate(request.purpose.expected_results):
        result = told.get(expected)
        if result is None or result.reached is Reached.UNKNOWN:
            message = lazy("Say whether this result was reached: {result}", result=expected)
            findings.append(Finding(f"report.results[{number}]", message, rule="R77"))
    if not report.text.strip() and not report.document:
        findings.append(Finding("report.text", lazy("The mission report is empty."), rule="R77"))
    if not expenses and not report.no_costs:
        findings.append(Finding("expenses", lazy("Enter the expenses, or say that there were no costs."), rule="R77"))
    return findings
