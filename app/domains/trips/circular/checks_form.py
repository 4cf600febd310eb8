"""Whether a request is filled in at all: what has no value, and codes that do not exist."""

from __future__ import annotations

from collections.abc import Iterator

from app.domains.trips.circular.case import MOST_NUMBER, Case, always
from app.domains.trips.circular.countries import COUNTRIES
from app.kernel.errors import Finding, Severity
from app.kernel.translated import LANGUAGES, lazy


@always
def value_missing(case: Case) -> Iterator[Finding]:
    """A request cannot be judged without these; a file in which the key itself is missing is told the same."""
    request = case.request
    needed: list[tuple[str, object]] = [
        ("title", request.title.strip()),
        ("requester.name", request.requester.name.strip()),
        ("destination.country", request.destination.country.strip()),
        ("destination.city", request.destination.city.strip()),
        ("departs_at", request.departs_at),
        ("returns_at", request.returns_at),
    ]
    for number, leg in enumerate(request.legs):
        needed += [
            (f"legs[{number}].{key}", value)
            for key, value in (("mode", leg.mode), ("departs_at", leg.departs_at), ("arrives_at", leg.arrives_at))
        ]
        needed += [
            (f"legs[{number}].{key}", place.city.strip() or place.iata.strip()) for key, place in (("from", leg.origin), ("to", leg.to))
        ]
    for number, stay in enumerate(request.stays):
        needed += [(f"stays[{number}].city", stay.city.strip()), (f"stays[{number}].country", stay.country.strip())]
    needed += [(f"travellers[{number}].name", one.name.strip()) for number, one in enumerate(request.travellers)]
    for path, value in needed:
        if not value:
            yield Finding(path, lazy("This value is missing."), rule="missing-value")


@always
def language_unknown(case: Case) -> Iterator[Finding]:
    """Papers are written in the language of the request."""
    if case.request.language not in LANGUAGES:
        message = lazy(
            "“{value}” is no language of the office: write one of {codes}.", value=case.request.language, codes=", ".join(LANGUAGES)
        )
        yield Finding("language", message, Severity.WARNS, "unknown-language", value=case.request.language)


@always
def country_unknown(case: Case) -> Iterator[Finding]:
    """Every country has a code of two capital letters."""
    request = case.request
    codes = [("destination.country", request.destination.country)]
    for number, leg in enumerate(request.legs):
        codes += [(f"legs[{number}].from.country", leg.origin.country), (f"legs[{number}].to.country", leg.to.country)]
    codes += [(f"stays[{number}].country", stay.country) for number, stay in enumerate(request.stays)]
    for path, code in codes:
        if code.strip() and code not in COUNTRIES:
            message = lazy("“{value}” is no country: write two capital letters (ISO 3166).", value=code)
            yield Finding(path, message, Severity.BLOCKS, "unknown-country", value=code)


@always
def number_out_of_range(case: Case) -> Iterator[Finding]:
    """Nights, meals, days and rooms are counted from zero up to what a trip can have."""
    purpose = case.request.purpose
    numbers: list[tuple[str, int | None]] = [("purpose.work_days", purpose.work_days), ("purpose.private_days", purpose.private_days)]
    for at, stay in enumerate(case.request.stays):
        numbers += [(f"stays[{at}].nights", stay.nights), (f"stays[{at}].rooms", stay.rooms)]
        meals = stay.meals_offered
        numbers += [(f"stays[{at}].meals_offered.{key}", getattr(meals, key)) for key in ("breakfast", "lunch", "dinner", "small_costs")]
    for path, number in numbers:
        if number is not None and not 0 <= number <= MOST_NUMBER:
            message = lazy("{value} is no number for this: it goes from 0 to {limit}.", value=number, limit=MOST_NUMBER)
            yield Finding(path, message, Severity.BLOCKS, "absurd-number", value=number, limit=MOST_NUMBER)
