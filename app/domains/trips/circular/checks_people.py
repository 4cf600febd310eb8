"""Who travels: for whom the circular is, nobody twice, nobody in two places, no debts of an earlier trip."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.domains.trips.circular.case import Case, always, at_public_cost, decides, instant, is_same
from app.domains.trips.circular.ruleset import Rule
from app.domains.trips.vocabulary import Category
from app.kernel.errors import Finding, Severity
from app.kernel.names import words
from app.kernel.translated import lazy


@always
def nobody_travels(case: Case) -> Iterator[Finding]:
    """A trip has a traveller."""
    if not case.request.travellers:
        yield Finding("travellers", lazy("Nobody travels: enter at least one traveller."), rule="no-traveller")


@always
def person_twice(case: Case) -> Iterator[Finding]:
    """Two travellers of one name are two people only when the office knows both."""
    ids, names, unknown = set[str](), set[tuple[str, ...]](), set[tuple[str, ...]]()
    for number, one in enumerate(case.request.travellers):
        name = words(one.name)
        if (one.person in ids if one.person else name in names) or name in unknown:
            message = lazy("{name} is on the list of travellers twice.", name=one.name)
            yield Finding(f"travellers[{number}].name", message, Severity.BLOCKS, "person-twice", value=one.name)
        if name:
            names.add(name)
            if not one.person:
                unknown.add(name)
        if one.person:
            ids.add(one.person)


@always
def payer_missing(case: Case) -> Iterator[Finding]:
    """Parliament asks who pays for each; for external members the circular asks it (R01)."""
    for number, one in enumerate(case.request.travellers):
        if one.payer is None and not (one.category is Category.EXTERNAL and case.rules.is_on("R01")):
            yield Finding(f"travellers[{number}].payer", lazy("This value is missing."), rule="missing-value")


@decides("R01")
def external_without_delegation(case: Case, rule: Rule) -> Iterator[Finding]:
    """An external member travels with somebody of the office, and somebody is named who pays."""
    travellers = case.request.travellers
    for number, one in enumerate(travellers):
        if one.category is Category.EXTERNAL and one.payer is None:
            yield rule.broken(f"travellers[{number}].payer", value=one.name)
    if travellers and all(one.category is Category.EXTERNAL for one in travellers):
        yield rule.broken("travellers", value=travellers[0].name)


@decides("R05")
def already_travelling(case: Case, rule: Rule) -> Iterator[Finding]:
    """Nobody is on two trips at once."""
    departs, returns, others = case.request.departs_at, case.request.returns_at, case.facts.other_trips
    if others is None:
        yield rule.undecided(
            "travellers", lazy("Whether the travellers are on another trip was not checked: the other files are not at hand.")
        )
    if departs is None or returns is None:
        return
    departs, returns = instant(departs), instant(returns)
    for number, one in enumerate(case.request.travellers):
        for other in others or ():
            if is_same(one, other.traveller, other.person) and departs < instant(other.returns_at) and instant(other.departs_at) < returns:
                yield rule.broken(f"travellers[{number}]", value=one.name, limit=other.number, city=other.city)


@decides("R15")
def delegation_large(case: Case, rule: Rule) -> Iterator[Finding]:
    """A large delegation says why."""
    number, most = len(case.request.travellers), rule.whole("persons")
    if number > most and not case.request.purpose.why_this_number.strip():
        yield rule.broken("travellers", value=number, limit=most)


@decides("R16")
def partner_at_public_cost(case: Case, rule: Rule) -> Iterator[Finding]:
    """A partner may come along, not at public cost."""
    if case.request.purpose.partner_at_public_cost:
        yield rule.broken("purpose.partner_at_public_cost", value=lazy("at public cost"))
    for number, one in enumerate(case.request.travellers):
        if not one.partner:
            continue
        for key, payer in (("payer", one.payer), ("payer_stay", one.payer_stay)):
            if payer is not None and at_public_cost(payer):
                yield rule.broken(f"travellers[{number}].{key}", value=one.name)


@decides("R57")
def advance_still_open(case: Case, rule: Rule) -> Iterator[Finding]:
    """No new advance for somebody whose earlier one has not been accounted for."""
    if case.request.advance is None or case.request.advance.amount <= 0:
        return
    day, advances = case.facts.today or case.submitted, case.facts.open_advances
    if advances is None or (advances and day is None):
        yield rule.undecided("advance", lazy("Whether an earlier advance is still open was not checked: the other files are not at hand."))
        return
    most = rule.whole("days")
    for one in case.request.travellers:
        for advance in advances:
            if is_same(one, advance.traveller, advance.person) and (age := _days_since(advance.since, day)) > most:
                yield rule.broken("advance.amount", value=age, limit=most, name=one.name, number=advance.number)


def _days_since(begun: date, day: date | None) -> int:
    return (day - begun).days if day else 0


@decides("R75")
def report_overdue(case: Case, rule: Rule) -> Iterator[Finding]:
    """Who owes the report of an earlier trip asks for a derogation before the next one."""
    day, reports = case.facts.today or case.submitted, case.facts.overdue_reports
    if reports is None or (reports and day is None):
        yield rule.undecided(
            "travellers", lazy("Whether an earlier mission report is missing was not checked: the other files are not at hand.")
        )
        return
    most = rule.whole("days")
    for number, one in enumerate(case.request.travellers):
        for report in reports:
            if is_same(one, report.traveller, report.person) and (late := _days_since(report.due, day)) > most:
                yield rule.broken(f"travellers[{number}]", value=late, limit=most, name=one.name, number=report.number)
