"""The country cards: what a country asks of the holders of Belgian passports, as the office has found out.

A card is empty until the office fills it. What stands on it has a source and the day on which it was checked, and asks to be checked again
after a year.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from app.domains.people.precedence.profiles import Alphabet
from app.domains.people.precedence.states import known_states, name_of
from app.domains.visas.rules_of_visas import VisaRules
from app.domains.visas.visa_drafts import CardDraft, says_something
from app.domains.visas.visa_rules import BELGIUM, card_is_old
from app.domains.visas.visa_terms import CardAge
from app.kernel.errors import Finding
from app.kernel.names import fold
from app.kernel.translated import Multilingual, lazy

_NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})  # names that the list of States has beside those of countries


@cache
def country_name(code: str) -> Multilingual:
    """Name a country in the languages of the office; the code where it is not known."""
    return Multilingual(name_of(code, Alphabet.NL), name_of(code, Alphabet.FR), name_of(code, Alphabet.EN))


@cache
def known_countries() -> frozenset[str]:
    """Give the codes of the countries that a card can be about."""
    return frozenset(known_states()) - _NO_COUNTRIES


@cache
def countries_by_name() -> Mapping[str, str]:
    """Give the codes of countries by their folded names in the languages of the office, and by themselves."""
    found = {fold(code): code for code in known_countries()}
    for code in known_countries():
        found |= {fold(name): code for name in country_name(code).all()}
    return found


def age_of(card: CardDraft, rules: VisaRules, today: date) -> CardAge:
    """Tell whether a card can be relied upon."""
    if not says_something(card):
        return CardAge.EMPTY
    return CardAge.OLD if card_is_old(card, rules, today) else CardAge.CURRENT


def check_country_and_day(draft: CardDraft, today: date) -> list[Finding]:
    """The country is one that there is; nothing has been checked tomorrow."""
    findings: list[Finding] = []
    if draft.country and draft.country != BELGIUM and draft.country not in known_countries():
        message = lazy("“{code}” is no country that is known here: write the two letters of ISO 3166.", code=draft.country[:60])
        findings.append(Finding("country", message, rule="country-unknown", value=draft.country))
    if draft.checked_on is not None and draft.checked_on > today:
        message = lazy("{day} is still to come: enter the day on which it was checked.", day=draft.checked_on)
        findings.append(Finding("checked_on", message, rule="day-to-come", value=draft.checked_on, limit=today))
    return findings
