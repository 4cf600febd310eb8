"""What is read of country cards: the list, one card, what an import would do with them, and the list as a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.domains.visas.card_import import CardPreview, changes_of, read_cards, sheet_of
from app.domains.visas.country_cards import age_of, country_name
from app.domains.visas.house import visa_rules
from app.domains.visas.rules_of_visas import VisaRules
from app.domains.visas.terms import CARD, SEE_VISAS
from app.domains.visas.visa_drafts import CardDraft
from app.domains.visas.visa_records import CountryCard
from app.domains.visas.visa_terms import ANSWERS, NEEDS, Answer, CardAge, Need, title_of
from app.kernel.drafts import draft_of
from app.kernel.fields import Criteria
from app.kernel.names import fold
from app.kernel.queries import query
from app.kernel.search import SearchText
from app.kernel.sheets import Sheet
from app.kernel.translated import Lazy, Multilingual, lazy
from app.kernel.work import Reader


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


# ------------------------------------------------------------------------------------------------ a file


@query(SEE_VISAS)
def preview_import(reader: Reader, content: bytes) -> CardPreview:
    """Tell what an import of a file would do with the cards, and every fault in it."""
    there = {card.country: draft_of(card, CardDraft) for card in reader.scalars(select(CountryCard))}
    return changes_of(read_cards(content), there, reader.today)


@query(SEE_VISAS)
def sheet_of_cards(reader: Reader) -> Sheet:
    """Give the cards as a list for a spreadsheet, which can be imported again as it is."""
    cards = sorted(reader.scalars(select(CountryCard)), key=lambda card: card.country)
    return sheet_of([draft_of(card, CardDraft) for card in cards])
