"""All that the rules of visas need to know of missions, read for many missions at once in as many statements as for one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, select

from app.domains.missions.readiness import is_over
from app.domains.missions.records import Mission, Participant
from app.domains.people import rules as people_rules
from app.domains.people.records import Person
from app.domains.visas.house import visa_rules
from app.domains.visas.passport_queries import passports_of
from app.domains.visas.passport_records import PassportRequest
from app.domains.visas.passport_rules import PassportFacts, request_state
from app.domains.visas.rules_of_visas import RuleCode, VisaRules
from app.domains.visas.visa_drafts import CardDraft, CountryDraft, InvitationDraft, VisaDraft
from app.domains.visas.visa_facts import CardFacts, MissionVisas, RequestFacts, TravellerFacts, VisaFacts, countries_of
from app.domains.visas.visa_records import CountryCard, Invitation, MissionCountry, VisaCase
from app.kernel.drafts import draft_of
from app.kernel.work import Reader


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
    own = (VisaCase.mission_id, VisaCase.person_id, VisaCase.id, VisaCase.country, VisaCase.transit)
    entered = (getattr(VisaCase, name) for name in VisaDraft.__dataclass_fields__)
    for row in reader.rows(select(*own, *entered).where(VisaCase.mission_id.in_(missions)).order_by(VisaCase.id)):
        mission, person, id, country, transit, *fields = row
        found[mission, person].setdefault(country, VisaFacts(id, country, transit, VisaDraft(*fields)))
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


def days_of_filing(reader: Reader, missions: Sequence[str]) -> Mapping[str, Mapping[str, Sequence[date]]]:
    """Give the days on which the visas of travellers were filed, by mission and by traveller; none while a visa is only kept."""
    statement = select(VisaCase.mission_id, VisaCase.person_id, VisaCase.filed_on).where(VisaCase.mission_id.in_(missions))
    filed: defaultdict[str, defaultdict[str, list[date]]] = defaultdict(lambda: defaultdict(list))
    for row in reader.rows(statement):
        days = filed[row.mission_id][row.person_id]
        if row.filed_on is not None:
            days.append(row.filed_on)
    return filed
