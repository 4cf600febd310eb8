"""What the office may write as its rules of gifts: amounts that can be, dated one after the other, each with whose rule it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from app.domains.gifts.house_rules import OWN_REGIME, Avoided, Budget, GiftRules, Period, PeriodCode, Regime, Taboo, ThresholdSet
from app.domains.gifts.register_rules import LEAST_RATE
from app.domains.gifts.vocabulary import Tag, Trait
from app.domains.people.precedence.states import known_states
from app.kernel.drafts import missing_languages
from app.kernel.errors import Finding, Severity
from app.kernel.money import EURO, MOST, is_currency
from app.kernel.translated import Lazy, Multilingual, lazy

MOST_DAYS = 730  # two years
MOST_YEARS = 100
LONGEST_CODE = 40
LONGEST_NAME = 200
LONGEST_WORDS = 2000
_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def check_rules(rules: GiftRules) -> list[Finding]:
    """Find what is wrong with the rules; a path names the regime and the line ("regimes[2].sets[0].declare_from")."""
    findings = [*_codes(rules.regimes)]
    for number, regime in enumerate(rules.regimes):
        findings += check_regime(regime, f"regimes[{number}].")
    findings += _periods(rules.periods)
    for number, budget in enumerate(rules.budgets):
        findings += check_budget(budget, f"budgets[{number}].")
    return findings


def check_regime(regime: Regime, path: str = "") -> list[Finding]:
    """A regime has a code, a name, countries that there are, and thresholds with a day each."""
    findings = [*_code(regime.code, f"{path}code"), *_named(regime.name, f"{path}name"), *_countries(regime.countries, f"{path}countries")]
    if not regime.sets:
        findings.append(Finding(f"{path}sets", lazy("Enter from which day on the rule counts, with its source."), rule="regime-empty"))
    days = Counter(one.since for one in regime.sets)
    for number, one in enumerate(regime.sets):
        place = f"{path}sets[{number}]."
        findings += check_thresholds(one, place)
        if days[one.since] > 1:
            message = lazy("There are two sets of thresholds from {day} on: only one of them can count.", day=one.since)
            findings.append(Finding(f"{place}since", message, rule="thresholds-twice", value=one.since))
    return findings


def check_thresholds(one: ThresholdSet, path: str = "") -> list[Finding]:
    """Amounts that can be, in a currency that can be; who declares does so before handing over; a rate has its day; a source is named."""
    findings = [*_amount(one.declare_from, f"{path}declare_from"), *_amount(one.hand_over_from, f"{path}hand_over_from")]
    if not findings and one.declare_from is not None and one.hand_over_from is not None and one.declare_from > one.hand_over_from:
        message = lazy("A gift is declared before it is handed over: the second amount is not below the first.")
        findings.append(
            Finding(f"{path}hand_over_from", message, rule="thresholds-order", value=one.hand_over_from, limit=one.declare_from)
        )
    findings += _rate(one, path)
    if not one.source:
        findings.append(_fault(f"{path}source", lazy("Say whose rule it is and where it stands."), "source-missing"))
    elif len(one.source) > LONGEST_WORDS:
        findings.append(_too_long(f"{path}source", LONGEST_WORDS))
    return findings


def check_period(one: Period, path: str = "") -> list[Finding]:
    """A number of days, or of years, that can be."""
    most = MOST_YEARS if one.code is PeriodCode.REPEAT_YEARS else MOST_DAYS
    if 0 <= one.number <= most:
        return [_too_long(f"{path}source", LONGEST_WORDS)] if len(one.source) > LONGEST_WORDS else []
    return [_fault(f"{path}number", lazy("Enter a number from 0 to {most}.", most=most), "gift-period")]


def check_budget(one: Budget, path: str = "") -> list[Finding]:
    """What a gift costs at least is not more than what it costs at most."""
    findings = [*_amount(one.least, f"{path}least"), *_amount(one.most, f"{path}most")]
    if not findings and one.least is not None and one.most is not None and one.least > one.most:
        message = lazy("The least amount is above the most.")
        findings.append(Finding(f"{path}least", message, rule="budget-order", value=one.least, limit=one.most))
    return findings


def check_taboo(taboo: Taboo) -> list[Finding]:
    """A culture has a code, a name, countries that there are, and says something."""
    findings = [*_code(taboo.code, "code"), *_named(taboo.name, "name"), *_countries(taboo.countries, "countries")]
    if not taboo.avoid and not taboo.manners:
        findings.append(Finding("avoid", lazy("Say what is avoided, or what is polite."), Severity.NOTES, "taboo-empty"))
    for number, one in enumerate(taboo.avoid):
        findings += check_avoided(one, f"avoid[{number}].")
    if any(len(text) > LONGEST_WORDS for text in taboo.manners.all()):
        findings.append(_too_long("manners", LONGEST_WORDS))
    if not taboo.source:
        findings.append(_fault("source", lazy("Say where this is written, or who said so."), "source-missing"))
    elif len(taboo.source) > LONGEST_WORDS:
        findings.append(_too_long("source", LONGEST_WORDS))
    return [*findings, *missing_languages("name", taboo.name)]


def check_avoided(one: Avoided, path: str = "") -> list[Finding]:
    """What is avoided has words, and a trait of objects that there is."""
    findings = list(_named(one.words, f"{path}words"))
    if one.trait and one.trait not in set(Trait):
        findings.append(_fault(f"{path}trait", lazy("Objects have no such trait: {trait}.", trait=one.trait[:60]), "trait-unknown"))
    if one.unless and one.unless not in set(Tag):
        findings.append(_fault(f"{path}unless", lazy("Objects have no such tag: {tag}.", tag=one.unless[:60]), "tag-unknown"))
    return findings


def _fault(path: str, message: Lazy, rule: str) -> Finding:
    return Finding(path, message, rule=rule)


def _too_long(path: str, limit: int) -> Finding:
    return Finding(path, lazy("This text is too long: at most {limit} characters.", limit=limit), rule="text-too-long")


def _codes(regimes: Sequence[Regime]) -> Iterator[Finding]:
    times = Counter(one.code for one in regimes)
    if OWN_REGIME not in times:
        yield _fault("regimes", lazy("The rule of the Region itself stays: it counts for what the Region receives."), "own-regime-missing")
    for number, regime in enumerate(regimes):
        if times[regime.code] > 1:
            yield _fault(f"regimes[{number}].code", lazy("There are two regimes with the code {code}.", code=regime.code), "regime-twice")


def _code(code: str, path: str) -> Iterator[Finding]:
    if not _CODE.fullmatch(code) or len(code) > LONGEST_CODE:
        message = lazy(
            "Write the code in small letters and figures, with hyphens between them, at most {most} characters.", most=LONGEST_CODE
        )
        yield _fault(path, message, "code-form")


def _named(name: Multilingual, path: str) -> Iterator[Finding]:
    if not name:
        yield _fault(path, lazy("Write this in one language at least."), "name-missing")
    elif any(len(text) > LONGEST_NAME for text in name.all()):
        yield _too_long(path, LONGEST_NAME)


def _countries(codes: Sequence[str], path: str) -> Iterator[Finding]:
    for code in codes:
        if code not in known_states():
            message = lazy("“{code}” is no country that is known here: write the two letters of ISO 3166.", code=code[:60])
            yield Finding(path, message, rule="country-unknown", value=code)


def _amount(amount: Decimal | None, path: str) -> Iterator[Finding]:
    if amount is not None and not (amount.is_finite() and 0 <= amount < MOST):
        yield _fault(path, lazy("Enter an amount of zero or more, or none where there is none."), "amount-form")


def _rate(one: ThresholdSet, path: str) -> Iterator[Finding]:
    if not is_currency(one.currency):
        message = lazy("“{code}” is no currency: write three capital letters, as EUR.", code=one.currency[:20])
        yield Finding(f"{path}currency", message, rule="currency-form", value=one.currency)
    elif one.currency == EURO and (one.rate is not None or one.rate_on is not None):
        yield _fault(f"{path}rate", lazy("An amount in euro has no rate."), "rate-of-euro")
    if one.rate is not None and not (one.rate.is_finite() and LEAST_RATE <= one.rate < MOST):
        yield _fault(f"{path}rate", lazy("A rate is above zero: so many units of the currency for one euro."), "rate-form")
    if (one.rate is None) is not (one.rate_on is None):
        yield _fault(f"{path}rate_on", lazy("A rate and the day on which it counted go together."), "rate-day")


def _periods(periods: Sequence[Period]) -> Iterator[Finding]:
    times = Counter(one.code for one in periods)
    for number, one in enumerate(periods):
        yield from check_period(one, f"periods[{number}].")
        if times[one.code] > 1:
            yield _fault(f"periods[{number}].code", lazy("This period stands there twice."), "period-twice")
