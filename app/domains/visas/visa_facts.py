"""All that the rules of visas need to know of missions, read for many missions at once in as many statements as for one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.domains.missions.vocabulary import Direction, MissionState
from app.domains.visas.passport_rules import PassportFacts, best_for
from app.domains.visas.rules_of_visas import VisaRules
from app.domains.visas.terms import PassportKind, RequestState
from app.domains.visas.visa_drafts import CardDraft, CountryDraft, InvitationDraft, VisaDraft
from app.domains.visas.visa_rules import CountryStay, Needed, needed
from app.kernel.periods import PartialDate
from app.kernel.translated import Multilingual

# On an official journey the passport of the function is used, where there is one.
PREFERRED = (PassportKind.DIPLOMATIC, PassportKind.SERVICE, PassportKind.ORDINARY, PassportKind.SECOND_ORDINARY)


@dataclass(frozen=True, slots=True)
class CardFacts:
    """A country card with its id."""

    id: str
    card: CardDraft


@dataclass(frozen=True, slots=True)
class VisaFacts:
    """The visa of a traveller for a country, as it is kept."""

    id: str
    country: str
    transit: bool
    visa: VisaDraft


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """A request for a service or diplomatic passport, and how far it is today."""

    id: str
    kind: PassportKind
    state: RequestState
    asked_on: date | None
    needed_by: date | None


@dataclass(frozen=True, slots=True)
class TravellerFacts:
    """A member of a delegation with the passports, visas and requests there are; `invitation` is its id and what it says."""

    participant_id: str
    person_id: str
    name: str
    nationality: str
    joins: date | None
    leaves: date | None
    passports: tuple[PassportFacts, ...] = ()
    visas: Mapping[str, VisaFacts] = field(default_factory=dict[str, VisaFacts])
    invitation_id: str = ""
    invitation: InvitationDraft | None = None
    requests: tuple[RequestFacts, ...] = ()

    def passport(self, country: str = "") -> PassportFacts | None:
        """Give the passport that is used for a country: the one chosen for its visa, else the best there is."""
        chosen = self.visas[country].visa.passport_id if country in self.visas else None
        if chosen is not None:
            return next((one for one in self.passports if one.id == chosen), None)
        return best_for(self.passports, PREFERRED, self.leaves)


@dataclass(frozen=True, slots=True)
class MissionVisas:
    """A mission with its countries, its travellers, and what counts for them. `countries` begins with the mission's own."""

    id: str
    number: str
    title: Multilingual
    direction: Direction
    state: MissionState
    country: str
    starts: PartialDate | None
    ends: PartialDate | None
    over: bool
    countries: tuple[CountryDraft, ...]
    cards: Mapping[str, CardFacts]
    travellers: tuple[TravellerFacts, ...]
    rules: VisaRules

    @property
    def incoming(self) -> bool:
        """Whether guests come to Brussels."""
        return self.direction is Direction.INCOMING

    @property
    def first(self) -> date | None:
        """The first day it can begin."""
        return self.starts.first if self.starts else None

    @property
    def last(self) -> date | None:
        """The last day it can end."""
        known = self.ends or self.starts
        return known.last if known else None

    @property
    def roughly(self) -> bool:
        """Whether only the month or the year of a day is known."""
        return any(day is not None and day.exact is None for day in (self.starts, self.ends))

    def card(self, country: str) -> CardDraft | None:
        """Give what the card of a country says."""
        return self.cards[country].card if country in self.cards else None

    def stay(self, traveller: TravellerFacts, country: CountryDraft) -> CountryStay:
        """Give the days of a traveller in a country: those of the country within those of the traveller."""
        journey, returns = traveller.joins or self.first, traveller.leaves or self.last
        enters = _later(country.enters_on, journey)
        leaves = _earlier(country.leaves_on, returns)
        if enters and leaves and leaves < enters:  # somebody who is not there on the days of this country: the days that are known
            enters, leaves = journey, returns
        return CountryStay(country.country, country.transit, enters, leaves, country.times, journey, returns)

    def need(self, traveller: TravellerFacts, country: str) -> Needed:
        """Tell whether a traveller needs a visa for a country."""
        passport, visa = traveller.passport(country), traveller.visas.get(country)
        return needed(
            country,
            self.card(country),
            self.rules,
            kind=passport.kind if passport else None,
            passport_country=passport.country if passport else "",
            nationality=traveller.nationality,
            by_hand=visa.visa.need_by_hand if visa else None,
            why_by_hand=visa.visa.need_reason if visa else "",
        )


def _later(one: date | None, other: date | None) -> date | None:
    return max((day for day in (one, other) if day is not None), default=None)


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)


def countries_of(own: str, others: Sequence[CountryDraft]) -> tuple[CountryDraft, ...]:
    """Put the mission's own country first; it is there without a row, and has one where its days differ."""
    mine = next((one for one in others if one.country == own), CountryDraft(country=own))
    rest = sorted((one for one in others if one.country != own), key=lambda one: (one.enters_on or date.max, one.country))
    return (*((mine,) if own else ()), *rest)
