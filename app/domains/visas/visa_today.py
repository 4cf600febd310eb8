"""What visas put on the Today page: country cards that ask to be checked."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app.domains.visas.country_cards import country_name
from app.domains.visas.house import visa_rules
from app.domains.visas.rules_of_visas import RuleCode
from app.domains.visas.terms import CARD, SEE_VISAS
from app.domains.visas.visa_drafts import CardDraft
from app.domains.visas.visa_records import CountryCard
from app.domains.visas.visa_rules import card_is_old
from app.kernel.drafts import draft_of
from app.kernel.fields import TodayGroup, TodayLine, Tone
from app.kernel.ids import Ref
from app.kernel.periods import PartialDate, months_later
from app.kernel.queries import query
from app.kernel.translated import lazy
from app.kernel.work import Reader

MOST = 10  # lines; the list of cards shows the rest


@query(SEE_VISAS)
def cards_to_check(reader: Reader) -> Sequence[TodayLine]:
    """Give the country cards that were last checked too long ago, the oldest first."""
    rules = visa_rules.of(reader)
    dated = select(CountryCard).where(CountryCard.checked_on.is_not(None)).order_by(CountryCard.checked_on, CountryCard.country)
    old = [card for card in reader.scalars(dated) if card_is_old(draft_of(card, CardDraft), rules, reader.today)]
    return [
        TodayLine(
            Ref(CARD, card.id),
            lazy("Check the country card of {country}.", country=country_name(card.country)),
            PartialDate.of(months_later(card.checked_on, rules.number(RuleCode.CARD_MONTHS))),
            Tone.WARNING,
            lazy("Source: {source}", source=card.source) if card.source else None,
        )
        for card in old[:MOST]
        if card.checked_on is not None
    ]


GROUPS = (TodayGroup(lazy("Country cards to check"), 55, cards_to_check),)
