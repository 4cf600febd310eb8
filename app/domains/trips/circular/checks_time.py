"""When: the days of the trip, and how long before it the request comes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.domains.trips.circular.case import Case, always, decides, instant
from app.domains.trips.circular.days import working_days_before
from app.domains.trips.circular.ruleset import Rule
from app.domains.trips.vocabulary import PassportKind
from app.kernel.errors import Finding, Severity
from app.kernel.translated import lazy

FIRST_YEAR, LAST_YEAR = 2000, 2100


@always
def returns_before_departing(case: Case) -> Iterator[Finding]:
    """A trip ends after it began."""
    departs, returns = case.request.departs_at, case.request.returns_at
    if departs and returns and instant(returns) < instant(departs):
        message = lazy("The return is before the departure.")
        yield Finding("returns_at", message, Severity.BLOCKS, "return-before-departure", value=returns, limit=departs)


@always
def date_out_of_range(case: Case) -> Iterator[Finding]:
    """A year of four wrong figures is a typing error."""
    for path, day in _days(case):
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            message = lazy("The year {value} is no year of a service trip.", value=day.year)
            yield Finding(path, message, Severity.BLOCKS, "absurd-date", value=day.year)


def _days(case: Case) -> Iterator[tuple[str, date | None]]:
    request = case.request
    yield from (("submitted_on", request.submitted_on), ("departs_at", request.departs_at), ("returns_at", request.returns_at))
    yield from (("security.checked_on", request.security.checked_on), ("booking.tickets_on", request.booking.tickets_on))
    for number, leg in enumerate(request.legs):
        yield from ((f"legs[{number}].departs_at", leg.departs_at), (f"legs[{number}].arrives_at", leg.arrives_at))


@always
def departure_is_past(case: Case) -> Iterator[Finding]:
    """A trip that has begun can no longer be approved in silence."""
    departs, day = case.request.departure_day, case.submitted
    if departs is not None and day is not None and departs < day:
        message = lazy("The departure of {value} is past: the trip can only be regularised.", value=departs)
        yield Finding("departs_at", message, Severity.WARNS, "departure-past", value=departs, limit=day)


@decides("R70")
def submitted_late(case: Case, rule: Rule) -> Iterator[Finding]:
    """Farther, or with papers to be made, a request comes earlier."""
    departs, day = case.request.departure_day, case.submitted
    if departs is None:
        return
    if day is None:
        yield rule.undecided("submitted_on", lazy("Whether the request comes in time was not checked: the day of submission is not known."))
        return
    least = rule.whole("days_eu" if case.inside_eu and not _papers_to_be_made(case) else "days_elsewhere")
    if (days := (departs - day).days) < least:
        yield rule.broken("submitted_on", value=days, limit=least)


def _papers_to_be_made(case: Case) -> bool:
    return any(
        (one.visa is not None and one.visa.needed) or (one.passport is not None and one.passport.kind is PassportKind.SERVICE)
        for one in case.request.travellers
    )


@decides("R71")
def urgent(case: Case, rule: Rule) -> Iterator[Finding]:
    """Very late is urgent, and says why."""
    departs, day = case.request.departure_day, case.submitted
    if departs is None or day is None or departs < day:  # what has begun is not urgent: it is regularised
        return
    if (days := working_days_before(day, departs)) < rule.whole("working_days"):
        yield rule.broken("submitted_on", value=days, limit=rule.whole("working_days"))
