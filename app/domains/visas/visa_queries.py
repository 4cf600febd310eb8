"""What is read about the visas of a mission, one traveller and one country at a time, and about the invitations of its guests.

A visa is asked for by mission, traveller and country, because there may be none yet: its card then says what would be needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from app.domains.missions.vocabulary import MISSION
from app.domains.visas.facts_queries import visas_of
from app.domains.visas.matrix import VisaStanding, guest_passport_findings, journey_findings, visa_standings
from app.domains.visas.passport_rules import PassportFacts
from app.domains.visas.terms import SEE_VISAS, VISA
from app.domains.visas.visa_drafts import CardDraft, CountryDraft, InvitationDraft, VisaDraft
from app.domains.visas.visa_facts import MissionVisas, TravellerFacts, countries_of
from app.domains.visas.visa_records import MissionCountry, VisaCase
from app.domains.visas.visa_rules import CountryStay, Deadlines, Needed, Standing, deadlines, guest_needs_visa, schengen_dates
from app.domains.visas.visa_terms import Answer
from app.kernel.drafts import draft_of
from app.kernel.errors import Finding, Gone
from app.kernel.ids import Ref
from app.kernel.queries import query
from app.kernel.translated import Lazy
from app.kernel.work import Reader


@dataclass(frozen=True, slots=True)
class VisaCard:
    """The visa of a traveller for a country; `id` is empty while nothing is kept of it, and `draft` is then blank.

    `passports` are those of the traveller that can be chosen, `passport` the one that is used. `findings` are about that passport.
    """

    id: str
    mission: str
    person_id: str
    name: str
    country: str
    transit: bool
    draft: VisaDraft
    need: Needed
    standing: Standing
    stay: CountryStay
    deadlines: Deadlines
    card_id: str
    card: CardDraft | None
    passports: tuple[PassportFacts, ...]
    passport: PassportFacts | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class GuestCard:
    """The invitation of a guest; `id` is empty while nothing is kept of it.

    `letter_by`, `file_from` and `file_by` are the days of a Schengen visa; `findings` are about the passport.
    """

    id: str
    mission: str
    person_id: str
    name: str
    nationality: str
    draft: InvitationDraft
    needs: Answer
    why: Lazy
    letter_by: date | None
    file_from: date | None
    file_by: date | None
    passports: tuple[PassportFacts, ...]
    passport: PassportFacts | None
    findings: tuple[Finding, ...]


@query(SEE_VISAS)
def visa_of(reader: Reader, mission: str, person: str, country: str) -> VisaCard:
    """Give the visa of a traveller for a country of a mission; raise `Gone` for somebody or something that is not in it."""
    facts, one = _traveller(reader, mission, person)
    visas = visa_standings(facts, one, reader.today)
    found = next((visa for visa in visas if visa.country.country == country), None)
    if found is None:
        raise Gone(Ref(VISA, ""))
    return _card(facts, one, found, visas)


@query(SEE_VISAS)
def visas_of_traveller(reader: Reader, mission: str, person: str) -> Sequence[VisaCard]:
    """Give the visas of a traveller for every country of a mission, its own first."""
    facts, one = _traveller(reader, mission, person)
    visas = visa_standings(facts, one, reader.today)
    return [_card(facts, one, visa, visas) for visa in visas]


def _card(facts: MissionVisas, one: TravellerFacts, visa: VisaStanding, visas: Sequence[VisaStanding]) -> VisaCard:
    country = visa.country.country
    kept, card = one.visas.get(country), facts.cards.get(country)
    return VisaCard(
        id=visa.visa_id,
        mission=facts.id,
        person_id=one.person_id,
        name=one.name,
        country=country,
        transit=visa.country.transit,
        draft=kept.visa if kept else VisaDraft(),
        need=visa.need,
        standing=visa.standing,
        stay=visa.stay,
        deadlines=deadlines(visa.stay, card.card if card else None, facts.rules),
        card_id=card.id if card else "",
        card=card.card if card else None,
        passports=tuple(passport for passport in one.passports if not passport.cancelled),
        passport=one.passport(country),
        findings=tuple(journey_findings(facts, one, visas)[1]),
    )


@query(SEE_VISAS)
def where_is_visa(reader: Reader, id: str) -> tuple[str, str, str]:
    """Give mission, traveller and country of a visa that is kept."""
    case = reader.get(VisaCase, id)
    return case.mission_id, case.person_id, case.country


@query(SEE_VISAS)
def guest_of(reader: Reader, mission: str, person: str) -> GuestCard:
    """Give the invitation of a guest; raise `Gone` for somebody who is not in the delegation."""
    facts, one = _traveller(reader, mission, person)
    return guest_card(facts, one)


def guest_card(facts: MissionVisas, one: TravellerFacts) -> GuestCard:
    """Give the invitation of a guest out of what is known of the mission."""
    told = one.invitation or InvitationDraft()
    needs, why = guest_needs_visa(told.needs_visa, one.nationality, facts.rules)
    letter, first, last = schengen_dates(one.joins or facts.first, facts.rules)
    passport = next((found for found in one.passports if found.id == told.passport_id), None) or one.passport()
    return GuestCard(
        id=one.invitation_id,
        mission=facts.id,
        person_id=one.person_id,
        name=one.name,
        nationality=one.nationality,
        draft=told,
        needs=needs,
        why=why,
        letter_by=letter,
        file_from=first,
        file_by=last,
        passports=tuple(found for found in one.passports if not found.cancelled),
        passport=passport,
        findings=tuple(guest_passport_findings(facts, one, passport, needs)) if passport else (),
    )


def _traveller(reader: Reader, mission: str, person: str) -> tuple[MissionVisas, TravellerFacts]:
    facts = visas_of(reader, [mission]).get(mission)
    if facts is None:
        raise Gone(Ref(MISSION, mission))
    one = next((one for one in facts.travellers if one.person_id == person), None)
    if one is None:
        raise Gone(Ref("person", person))
    return facts, one


@query(SEE_VISAS)
def country_draft(reader: Reader, mission: str, country: str) -> CountryDraft:
    """Read a country of a mission for editing; blank days where none are entered."""
    statement = select(MissionCountry).where(MissionCountry.mission_id == mission, MissionCountry.country == country)
    row = reader.scalar(statement)
    return draft_of(row, CountryDraft) if row else replace(CountryDraft(), country=country)


@query(SEE_VISAS)
def mission_countries(reader: Reader, mission: str, own: str) -> Sequence[CountryDraft]:
    """Give the countries of a mission whose own country is *own*, that one first."""
    rows = reader.scalars(select(MissionCountry).where(MissionCountry.mission_id == mission))
    return countries_of(own, [draft_of(row, CountryDraft) for row in rows])
