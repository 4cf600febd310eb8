"""What a request has against the circular: every rule asked once, in the order of the rule set.

Pure: no clock, no database, no file. The same request, rules and facts always give the same findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.domains.trips.circular import (
    checks_form,
    checks_money,
    checks_need,
    checks_people,
    checks_route,
    checks_security,
    checks_time,
    checks_transport,
)
from app.domains.trips.circular.case import ALWAYS, DECIDED, Case
from app.domains.trips.circular.facts import Facts
from app.domains.trips.circular.ruleset import RAIL_RULES, WEIGHT, RuleSet
from app.domains.trips.request import Request
from app.kernel.errors import Finding, Severity
from app.kernel.translated import lazy

# Imported for what they register: a module that is not named here has no say.
SUBJECTS = (
    checks_form,
    checks_people,
    checks_need,
    checks_time,
    checks_route,
    checks_transport,
    checks_money,
    checks_security,
)
UNKNOWN = Facts()


def check(request: Request, rules: RuleSet, facts: Facts = UNKNOWN) -> tuple[Finding, ...]:
    """Say what *request* has against *rules*, and what cannot be in any case; missing reasons are for `missing_reasons`.

    Raises `Refused` for a rule set that lacks a figure which a rule reads (`check_rule_set` finds those before).
    """
    case = Case(request, rules, facts)
    found = [finding for one in ALWAYS for finding in one(case)]
    for rule in rules.rules:
        if rule.on and (decide := DECIDED.get(rule.id)):
            found += decide(case, rule)
    if rules.is_on("R32"):
        found = [_no_harder_than_plane(finding) for finding in found]
    return (*found, *_reasons_without_need(request, found))


def _no_harder_than_plane(finding: Finding) -> Finding:
    """R32: what is asked of trains only never weighs more than a warning."""
    if finding.rule in RAIL_RULES and WEIGHT[finding.severity] > WEIGHT[Severity.WARNS]:
        return replace(finding, severity=Severity.WARNS)
    return finding


def derogations(findings: Iterable[Finding]) -> dict[str, Finding]:
    """Give the first finding of each rule that needs a derogation, by the id of the rule."""
    found: dict[str, Finding] = {}
    for finding in findings:
        if finding.severity is Severity.DEROGATION:
            found.setdefault(finding.rule, finding)
    return found


def reason_for(request: Request, rule_id: str) -> str:
    """Give the reason that a request has for a derogation; for an urgent request the reason of the urgency counts too."""
    reason = request.justifications.get(rule_id, "").strip()
    return reason or (request.urgent_reason.strip() if rule_id == "R71" else "")


def missing_reasons(request: Request, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Block every derogation for which no reason is given, at the place where it belongs."""
    return tuple(
        Finding(
            f"justifications.{rule_id}",
            lazy("The reason for the derogation from {rule} is missing.", rule=rule_id),
            Severity.BLOCKS,
            "reason-missing",
            value=rule_id,
            source=finding.source,
        )
        for rule_id, finding in derogations(findings).items()
        if not reason_for(request, rule_id)
    )


def _reasons_without_need(request: Request, findings: Iterable[Finding]) -> Iterator[Finding]:
    needed = derogations(findings)
    for rule_id, reason in request.justifications.items():
        if reason.strip() and rule_id not in needed:
            message = lazy("A reason is given for {rule}, from which no derogation is needed.", rule=rule_id)
            yield Finding(f"justifications.{rule_id}", message, Severity.NOTES, "reason-not-needed", value=rule_id)
