"""All that the rules of visas need to know of missions, read for many missions at once in as many statements as for one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Row, select

from app.domains.missions.readiness import is_over
from app.domains.missions.records import Mission, Participant
from app.domains.missions.vocabulary import Direction, MissionState
from app.domains.people import rules as people_rules
from app.domains.people.records import Person
from app.domains.visas.house import visa_rules
from app.domains.visas.passport_queries import passports_of
from app.domains.visas.passport_records import PassportRequest
from app.domains.visas.passport_rules import PassportFacts, best_for, request_state
from app.domains.visas.rules_of_visas import RuleCode, VisaRules
from app.domains.visas.terms import PassportKind, RequestState
from app.domains.visas.visa_drafts import CardDraft, CountryDraft, InvitationDraft, VisaDraft
from app.domains.visas.visa_records import CountryCard, Invitation, MissionCountry, VisaCase
from app.domains.visas.visa_rules import CountryStay, Needed, needed
from app.kernel.drafts import draft_of
from app.kernel.periods import PartialDate
from app.kernel.translated import Multilingual
from app.kernel.work import Reader

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


# ------------------------------------------------------------------------------------------------ reading


def visas_of(reader: Reader, missions: Sequence[str]) -> Mapping[str, MissionVisas]:
    """Give all there is to know of the visas of several missions, by the id of the mission, without those that are gone."""
    found = reader.scalars(select(Mission).where(Mission.id.in_(missions)))
    if not found:
        return {}
    rules, countries = visa_rules.of(reader), _countries(reader, missions)
    all_countries = {mission.country for mission in found} | {one.country for several in countries.values() for one in several}
    cards, travellers = cards_of(reader, all_countries), _travellers(reader, missions, rules)
    return {
        mission.id: MissionVisas(
            id=mission.id,
            number=mission.number,
            title=mission.title,
            direction=mission.direction,
            state=mission.state,
            country=mission.country,
            starts=mission.starts,
            ends=mission.ends,
            over=is_over(mission.state, mission.starts, mission.ends, reader.today),
            countries=countries_of(mission.country, countries[mission.id]),
            cards=cards,
            travellers=travellers[mission.id],
            rules=rules,
        )
        for mission in found
    }


def countries_of(own: str, others: Sequence[CountryDraft]) -> tuple[CountryDraft, ...]:
    """Put the mission's own country first; it is there without a row, and has one where its days differ."""
    mine = next((one for one in others if one.country == own), CountryDraft(country=own))
    rest = sorted((one for one in others if one.country != own), key=lambda one: (one.enters_on or date.max, one.country))
    return (*((mine,) if own else ()), *rest)


def cards_of(reader: Reader, countries: set[str]) -> Mapping[str, CardFacts]:
    """Give the cards of several countries, by their code."""
    found = reader.scalars(select(CountryCard).where(CountryCard.country.in_(sorted(countries))))
    return {card.country: CardFacts(card.id, draft_of(card, CardDraft)) for card in found}


def _countries(reader: Reader, missions: Sequence[str]) -> Mapping[str, list[CountryDraft]]:
    found: defaultdict[str, list[CountryDraft]] = defaultdict(list)
    for row in reader.scalars(select(MissionCountry).where(MissionCountry.mission_id.in_(missions))):
        found[row.mission_id].append(draft_of(row, CountryDraft))
    return found


def _travellers(reader: Reader, missions: Sequence[str], rules: VisaRules) -> Mapping[str, tuple[TravellerFacts, ...]]:
    people = reader.rows(
        select(
            Participant.id,
            Participant.mission_id,
            Participant.person_id,
            Participant.joins,
            Participant.leaves,
            Person.given_names,
            Person.family_name,
            Person.card_name,
            Person.nationality,
        )
        .join(Person, Person.id == Participant.person_id)
        .where(Participant.mission_id.in_(missions))
        .order_by(Participant.position, Participant.id)
    )
    ids = sorted({row.person_id for row in people})
    passports, visas = passports_of(reader, ids), _visas(reader, missions)
    invitations, requests = _invitations(reader, missions), _requests(reader, ids, rules)
    found: defaultdict[str, list[TravellerFacts]] = defaultdict(list)
    for row in people:
        key = row.mission_id, row.person_id
        invitation = invitations.get(key)
        found[row.mission_id].append(
            _traveller(row, tuple(passports.get(row.person_id, ())), visas[key], invitation, tuple(requests[row.person_id]))
        )
    return defaultdict(tuple, {mission: tuple(several) for mission, several in found.items()})


def _traveller(
    row: Row[Any],
    passports: tuple[PassportFacts, ...],
    visas: Mapping[str, VisaFacts],
    invitation: Invitation | None,
    requests: tuple[RequestFacts, ...],
) -> TravellerFacts:
    return TravellerFacts(
        participant_id=row.id,
        person_id=row.person_id,
        name=people_rules.written_name(row.given_names, row.family_name, row.card_name),
        nationality=row.nationality,
        joins=row.joins,
        leaves=row.leaves,
        passports=passports,
        visas=visas,
        invitation_id=invitation.id if invitation else "",
        invitation=draft_of(invitation, InvitationDraft) if invitation else None,
        requests=requests,
    )


def _visas(reader: Reader, missions: Sequence[str]) -> Mapping[tuple[str, str], dict[str, VisaFacts]]:
    found: defaultdict[tuple[str, str], dict[str, VisaFacts]] = defaultdict(dict)
    for case in reader.scalars(select(VisaCase).where(VisaCase.mission_id.in_(missions)).order_by(VisaCase.id)):
        facts = VisaFacts(case.id, case.country, case.transit, draft_of(case, VisaDraft))
        found[case.mission_id, case.person_id].setdefault(case.country, facts)
    return found


def _invitations(reader: Reader, missions: Sequence[str]) -> Mapping[tuple[str, str], Invitation]:
    found = reader.scalars(select(Invitation).where(Invitation.mission_id.in_(missions)).order_by(Invitation.id))
    return {(one.mission_id, one.person_id): one for one in found}


def _requests(reader: Reader, persons: Sequence[str], rules: VisaRules) -> Mapping[str, list[RequestFacts]]:
    found: defaultdict[str, list[RequestFacts]] = defaultdict(list)
    for row in reader.scalars(select(PassportRequest).where(PassportRequest.person_id.in_(persons)).order_by(PassportRequest.id)):
        state = request_state(
            asked_on=row.asked_on,
            needed_by=row.needed_by,
            issued_on=row.issued_on,
            refused_on=row.refused_on,
            withdrawn_on=row.withdrawn_on,
            today=reader.today,
            days=rules.number(RuleCode.REQUEST_DAYS),
        )
        found[row.person_id].append(RequestFacts(row.id, row.passport_kind, state, row.asked_on, row.needed_by))
    return found
