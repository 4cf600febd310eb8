"""The country cards: what a country asks of the holders of Belgian passports, as the office has found out.

A card is empty until the office fills it. What stands on it has a source and the day on which it was checked, and asks to be checked again
after a year.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from sqlalchemy import select

from app.domains.people.precedence.profiles import Alphabet
from app.domains.people.precedence.states import known_states, name_of
from app.domains.visas.house import visa_rules
from app.domains.visas.rules_of_visas import VisaRules
from app.domains.visas.terms import CARD, EDIT_VISAS, SEE_VISAS
from app.domains.visas.visa_drafts import CardDraft, check_card, says_something
from app.domains.visas.visa_records import CountryCard
from app.domains.visas.visa_rules import BELGIUM, card_is_old
from app.domains.visas.visa_terms import ANSWERS, NEEDS, Answer, CardAge, Need, title_of
from app.kernel.commands import Command, handles
from app.kernel.drafts import accepted, apply, draft_of, fill
from app.kernel.errors import Finding, Gone, Refused
from app.kernel.fields import Criteria
from app.kernel.ids import Ref
from app.kernel.names import fold
from app.kernel.queries import query
from app.kernel.search import SearchText
from app.kernel.translated import Lazy, Multilingual, lazy
from app.kernel.work import Reader, Work

_NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})  # names that the list of States has beside those of countries


@dataclass(frozen=True, slots=True)
class CardRow:
    """A country card in a list; `age` says whether it can be relied upon."""

    id: str
    country: str
    ordinary: Need
    service: Need
    diplomatic: Need
    normal_days: int | None
    note_verbale: Answer
    file_at: str
    source: str
    checked_on: date | None
    age: CardAge


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


# ------------------------------------------------------------------------------------------------ reading


@query(SEE_VISAS)
def card_ids(reader: Reader, criteria: Criteria = Criteria()) -> Sequence[str]:
    """Give the ids of the cards, by the name of the country unless another order is chosen. Filter: "age"."""
    cards = list(reader.scalars(select(CountryCard)))
    if criteria.text.strip():
        found = set(reader.matching(CARD, criteria.text))
        cards = [card for card in cards if card.id in found]
    if age := criteria.chosen("age"):
        rules = visa_rules.of(reader)
        cards = [card for card in cards if age_of(draft_of(card, CardDraft), rules, reader.today) == age]
    cards.sort(key=lambda card: fold(country_name(card.country).en))
    if criteria.sort == "checked_on":
        cards.sort(key=lambda card: card.checked_on or date.min, reverse=criteria.descending)
    elif criteria.descending:
        cards.reverse()
    return [card.id for card in cards]


@query(SEE_VISAS)
def cards(reader: Reader, ids: Sequence[str]) -> Sequence[CardRow]:
    """Give the rows of the cards with *ids*, in that order."""
    rules = visa_rules.of(reader)
    found = {card.id: _row(card, rules, reader.today) for card in reader.scalars(select(CountryCard).where(CountryCard.id.in_(ids)))}
    return [found[id] for id in ids if id in found]


def _row(card: CountryCard, rules: VisaRules, today: date) -> CardRow:
    return CardRow(
        id=card.id,
        country=card.country,
        ordinary=card.ordinary,
        service=card.service,
        diplomatic=card.diplomatic,
        normal_days=card.normal_days,
        note_verbale=card.note_verbale,
        file_at=card.file_at,
        source=card.source,
        checked_on=card.checked_on,
        age=age_of(draft_of(card, CardDraft), rules, today),
    )


@query(SEE_VISAS)
def card_draft(reader: Reader, id: str) -> CardDraft:
    """Read a card for editing."""
    return draft_of(reader.get(CountryCard, id), CardDraft)


@query(SEE_VISAS)
def card_of(reader: Reader, country: str) -> tuple[str, CardDraft] | None:
    """Give the id of a country's card and what it says; nothing while there is none."""
    card = reader.scalar(select(CountryCard).where(CountryCard.country == country))
    return (card.id, draft_of(card, CardDraft)) if card else None


@query(SEE_VISAS)
def card_detail(reader: Reader, id: str) -> Sequence[tuple[Lazy, object]]:
    """Give what the pane beside the list says of a card."""
    card = reader.get(CountryCard, id)
    told: list[tuple[Lazy, object]] = [
        (lazy("Ordinary passport"), title_of(card.ordinary, NEEDS)),
        (lazy("Service passport"), title_of(card.service, NEEDS)),
        (lazy("Diplomatic passport"), title_of(card.diplomatic, NEEDS)),
        (lazy("Where to file"), card.file_at),
        (lazy("Normal working days"), card.normal_days),
        (lazy("Note verbale"), title_of(card.note_verbale, ANSWERS)),
        (lazy("Photographs"), card.photo),
        (lazy("Health"), card.health),
        (lazy("Months valid after the journey"), card.months_valid),
        (lazy("Blank pages"), card.blank_pages),
        (lazy("Source"), card.source),
        (lazy("Checked on"), card.checked_on),
        (lazy("Remark"), card.remark),
    ]
    return [(label, value) for label, value in told if value not in ("", None)]


def card_texts(reader: Reader, ids: Sequence[str]) -> list[SearchText]:
    """Give the texts by which cards are found: the names of the country, where one files, the source."""
    return [
        SearchText(card.id, country_name(card.country), Multilingual.same(card.source), (card.country, card.file_at, card.remark))
        for card in reader.scalars(select(CountryCard).where(CountryCard.id.in_(ids)))
    ]


# ------------------------------------------------------------------------------------------------ doing


@dataclass(frozen=True, slots=True)
class AddCard(Command[str]):
    """Begin the card of a country."""

    permission = EDIT_VISAS
    label = lazy("Add country card")

    draft: CardDraft


@handles(AddCard)
def add_card(command: AddCard, work: Work) -> str:
    """Store the card; refused when the country has one."""
    draft = accepted(command.draft, _check(work.today))
    if kept := card_of.of(work, draft.country):
        message = lazy("There is a card of {country} already.", country=country_name(draft.country))
        raise Refused(Finding("country", message, rule="card-twice", ref=Ref(CARD, kept[0])))
    card = CountryCard()
    fill(card, draft)
    work.add(card)
    work.describe(lazy("Add the country card of {country}", country=country_name(card.country)))
    return card.id


@dataclass(frozen=True, slots=True)
class EditCard(Command[str]):
    """Change the card of a country."""

    permission = EDIT_VISAS
    label = lazy("Change country card")

    card: str
    before: CardDraft
    after: CardDraft


@handles(EditCard)
def edit_card(command: EditCard, work: Work) -> str:
    """Write the fields that differ; a card stays the card of its country."""
    card, after = work.get(CountryCard, command.card), accepted(command.after, _check(work.today))
    if after.country != card.country:
        message = lazy("The card of {country} stays its own: add a card for the other country.", country=country_name(card.country))
        raise Refused(Finding("country", message, rule="card-of-another"))
    apply(card.ref, card, command.before, after)
    work.describe(lazy("Change the country card of {country}", country=country_name(card.country)))
    return card.id


@dataclass(frozen=True, slots=True)
class CheckCard(Command[None]):
    """Write down that what a card says was compared with its source, and still holds."""

    permission = EDIT_VISAS
    label = lazy("Check country card")

    card: str
    on: date
    source: str = ""


@handles(CheckCard)
def check_again(command: CheckCard, work: Work) -> None:
    """Date the card; a new source takes the place of the old one."""
    card = work.get(CountryCard, command.card)
    before = draft_of(card, CardDraft)
    after = accepted(replace(before, checked_on=command.on, source=command.source or before.source), _check(work.today))
    apply(card.ref, card, before, after)
    work.describe(lazy("Check the country card of {country}", country=country_name(card.country)))


@dataclass(frozen=True, slots=True)
class RemoveCard(Command[None]):
    """Remove the card of a country."""

    permission = EDIT_VISAS
    label = lazy("Remove country card")

    card: str


@handles(RemoveCard)
def remove_card(command: RemoveCard, work: Work) -> None:
    """Remove the card; visas that were set by hand keep their need."""
    card = work.find(CountryCard, command.card)
    if card is None:
        raise Gone(Ref(CARD, command.card))
    work.describe(lazy("Remove the country card of {country}", country=country_name(card.country)))
    work.remove(card)


def _check(today: date) -> Callable[[CardDraft], list[Finding]]:
    def check(draft: CardDraft) -> list[Finding]:
        return [*check_card(draft), *check_country_and_day(draft, today)]

    return check


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
