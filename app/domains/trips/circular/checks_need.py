"""Why somebody goes, and whether it must be: results, videoconference, policy, work, length."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from app.domains.trips.circular.case import Case, always, decides, reached
from app.domains.trips.circular.ruleset import Rule
from app.domains.trips.distances import NEIGHBOURS
from app.kernel.errors import Finding, Severity
from app.kernel.translated import lazy

_ONE = Decimal(1)


@always
def more_work_than_days(case: Case) -> Iterator[Finding]:
    """Nobody works on more days than there are."""
    worked, days = case.request.purpose.work_days, case.days
    if worked is not None and days is not None and worked > max(days, 1):
        message = lazy("There are {value} working days in a trip of {limit} days.", value=worked, limit=days)
        yield Finding("purpose.work_days", message, Severity.WARNS, "work-days-do-not-fit", value=worked, limit=days)


@decides("R02")
def destination_at_home(case: Case, rule: Rule) -> Iterator[Finding]:
    """The circular is about trips abroad; a day in a neighbouring country may have a lighter form."""
    if case.country == "BE":
        yield rule.broken("destination.country", value=reached(case.request.destination), limit="BE")
    elif rule.yes("light_form") and case.country in NEIGHBOURS and case.request.departure_day == case.request.return_day is not None:
        yield rule.undecided("destination.country", lazy("For a day in a neighbouring country the light form is enough."))


@decides("R10")
def no_expected_result(case: Case, rule: Rule) -> Iterator[Finding]:
    """A result that is written down before can be checked after."""
    number, least = sum(bool(one.strip()) for one in case.request.purpose.expected_results), rule.whole("results")
    if number < least:
        yield rule.broken("purpose.expected_results", value=number, limit=least)


@decides("R11")
def videoconference_unanswered(case: Case, rule: Rule) -> Iterator[Finding]:
    """Both answers are possible; neither goes without a reason."""
    asked = case.request.purpose.videoconference
    if asked.considered is None:
        yield rule.broken("purpose.videoconference.considered", value=None)
    elif not asked.why_not.strip():
        yield rule.broken("purpose.videoconference.why_not", value=asked.considered)


@decides("R12")
def no_policy_link(case: Case, rule: Rule) -> Iterator[Finding]:
    """A trip serves a policy."""
    if not case.request.purpose.policy_link.strip():
        yield rule.broken("purpose.policy_link", value="")


@decides("R13")
def little_work(case: Case, rule: Rule) -> Iterator[Finding]:
    """Most of the days on site are for work."""
    worked, days, least = case.request.purpose.work_days, case.on_site, rule.number("share_percent")
    if worked is None:
        yield rule.undecided("purpose.work_days", lazy("The share of working days is not known: enter the number of working days."))
    elif days is not None and worked * 100 < least * days:
        share = (Decimal(worked * 100) / days).quantize(_ONE, ROUND_HALF_UP)
        yield rule.broken("purpose.work_days", value=share, limit=least)


@decides("R14")
def too_long(case: Case, rule: Rule) -> Iterator[Finding]:
    """A trip inside the European Union is shorter than one to another part of the world."""
    most = rule.whole("days_eu" if case.inside_eu else "days_elsewhere")
    if case.days is not None and case.days > most:
        yield rule.broken("returns_at", value=case.days, limit=most)


@decides("R17")
def private_days(case: Case, rule: Rule) -> Iterator[Finding]:
    """Private days are the traveller's own; where they are not allowed, they block."""
    days = case.request.purpose.private_days
    if days > 0:
        severity = rule.severity if rule.yes("allowed") else Severity.BLOCKS
        yield rule.broken("purpose.private_days", value=days, limit=0, severity=severity)
