"""What the office does with country cards: fill them, check them again, take many of them from a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from app.domains.visas.card_import import CardChange, CardFate
from app.domains.visas.card_queries import card_of, preview_import
from app.domains.visas.country_cards import check_country_and_day, country_name
from app.domains.visas.terms import CARD, EDIT_VISAS
from app.domains.visas.visa_drafts import CardDraft, check_card
from app.domains.visas.visa_records import CountryCard
from app.kernel.commands import Command, handles
from app.kernel.drafts import accepted, apply, draft_of, fill
from app.kernel.errors import Finding, Gone, Refused, refuse
from app.kernel.ids import Ref
from app.kernel.translated import lazy, lazy_count
from app.kernel.work import Work


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


@dataclass(frozen=True, slots=True)
class ImportCards(Command[tuple[CardChange, ...]]):
    """Take a file of country cards in: new ones are added, those that are there are changed, in one step. The result is what was done."""

    permission = EDIT_VISAS
    label = lazy("Import country cards")
    keeps_result = False

    content: bytes


@handles(ImportCards)
def import_cards(command: ImportCards, work: Work) -> tuple[CardChange, ...]:
    """Write every card, or none: one fault refuses the whole file."""
    preview = preview_import.of(work, command.content)
    refuse(preview.findings)
    if not preview.changes:
        raise Refused(Finding("1", lazy("There is no card in this file."), rule="empty-file"))
    there = {card.country: card for card in work.scalars(select(CountryCard))}
    done = [one for one in preview.changes if one.fate is not CardFate.SAME]
    for one in done:
        if one.country in there:
            card = there[one.country]
            apply(card.ref, card, draft_of(card, CardDraft), one.card)
        else:
            card = CountryCard()
            fill(card, one.card)
            work.add(card)
    work.describe(lazy_count("Import one country card", "Import {number} country cards", len(done)))
    return preview.changes
