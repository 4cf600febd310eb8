"""Whether one may and can go there: travel advice, registration, passports, visas."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.domains.trips.circular.case import Case, always, decides, reached
from app.domains.trips.circular.days import days_earlier
from app.domains.trips.circular.ruleset import Rule
from app.domains.trips.request import Traveller
from app.domains.trips.vocabulary import Advice, PassportKind
from app.kernel.errors import Finding, Severity
from app.kernel.periods import months_later
from app.kernel.translated import lazy

NOT_YET = lazy("not yet there")
NEVER = lazy("not yet")


@always
def passport_expired(case: Case) -> Iterator[Finding]:
    """Nobody crosses a border with a paper that has expired."""
    returns = case.request.return_day or case.request.departure_day
    for number, one in enumerate(case.request.travellers):
        expires = one.passport.expires_on if one.passport else None
        if expires is not None and returns is not None and expires < returns:
            message = lazy(
                "The passport of {name} expires on {value}, before the return on {limit}.", name=one.name, value=expires, limit=returns
            )
            path = f"travellers[{number}].passport.expires_on"
            yield Finding(path, message, Severity.BLOCKS, "passport-expired", value=expires, limit=returns)


@decides("R80")
def non_essential_advised_against(case: Case, rule: Rule) -> Iterator[Finding]:
    """Against the advice one travels only for what is essential."""
    if case.request.security.advice is Advice.NON_ESSENTIAL:
        yield rule.broken("security.advice", value=reached(case.request.destination))


@decides("R81")
def all_advised_against(case: Case, rule: Rule) -> Iterator[Finding]:
    """Where consular help is not guaranteed nobody is sent, unless the circular lets the minister decide."""
    if case.request.security.advice is Advice.ALL:
        severity = Severity.DEROGATION if rule.yes("minister_may_derogate") else rule.severity
        yield rule.broken("security.advice", value=reached(case.request.destination), severity=severity)


@decides("R82")
def advice_not_fresh(case: Case, rule: Rule) -> Iterator[Finding]:
    """The advice changes without notice: it is read again in the last days. Before those days come, a note says from when."""
    departs, checked = case.request.departure_day, case.request.security.checked_on
    if departs is None:
        return
    most, from_day = rule.whole("days"), days_earlier(departs, rule.whole("days"))
    if checked is not None and from_day <= checked <= departs:
        return
    if checked is not None and checked < from_day and case.facts.today is not None and case.facts.today < from_day:
        yield rule.undecided("security.checked_on", lazy("Check the travel advice again from {day} on.", day=from_day))
        return
    yield rule.broken("security.checked_on", value=checked or NEVER, limit=most)


@decides("R83")
def not_registered(case: Case, rule: Rule) -> Iterator[Finding]:
    """The ministry knows whom to help when it knows who is there."""
    if not case.request.security.travellers_online:
        yield rule.broken("security.travellers_online", value=False, limit=True)


@decides("R84")
def passport_expires_soon(case: Case, rule: Rule) -> Iterator[Finding]:
    """Many countries ask a passport that outlives the journey."""
    returns = case.request.return_day
    if returns is None or (case.inside_eu and not rule.yes("inside_eu")):
        return
    least = months_later(returns, rule.whole("months"))
    for number, one in enumerate(case.request.travellers):
        expires = one.passport.expires_on if one.passport else None
        path = f"travellers[{number}].passport.expires_on"
        if expires is None:
            yield rule.undecided(path, lazy("Until when the passport of {name} is valid is not known.", name=one.name))
        elif returns <= expires < least:  # an expired one is told of by a check of its own
            yield rule.broken(path, value=expires, limit=least, name=one.name)


@decides("R85")
def papers_not_ready(case: Case, rule: Rule) -> Iterator[Finding]:
    """A visa or a service passport is there some days before."""
    departs = case.request.departure_day
    if departs is None:
        return
    latest = days_earlier(departs, rule.whole("days"))
    for number, one in enumerate(case.request.travellers):
        for key, ready in _papers(one):
            if ready is None or ready > latest:
                yield rule.broken(f"travellers[{number}].{key}", value=ready or NOT_YET, limit=latest, name=one.name)


def _papers(traveller: Traveller) -> Iterator[tuple[str, date | None]]:
    """Give the papers to be made, with the day on which they were there; a service passport with a last day is there."""
    if traveller.visa is not None and traveller.visa.needed:
        yield "visa.ready_on", traveller.visa.ready_on
    passport = traveller.passport
    if passport is not None and passport.kind is PassportKind.SERVICE and passport.expires_on is None:
        yield "passport.expires_on", None
