"""What invitation letters and data sheets for notes verbales are made of, read and checked; numbers of passports only after a look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select

from app.domains.missions.queries import PartyRow, parties
from app.domains.missions.records import Mission
from app.domains.missions.vocabulary import PartyRole
from app.domains.people.address.queries import addresses_of
from app.domains.people.queries import posts_held
from app.domains.people.records import Person
from app.domains.visas.facts_queries import visas_of
from app.domains.visas.invitations import Letter, LetterPlan, NoteDraft, NoteSheet, PersonOnPaper, VisitOnPaper, check_letter, check_note
from app.domains.visas.matrix import visa_standings
from app.domains.visas.passport_queries import numbers_looked_at
from app.domains.visas.passport_rules import PassportFacts
from app.domains.visas.terms import SEE_VISAS
from app.domains.visas.visa_drafts import InvitationDraft
from app.domains.visas.visa_facts import MissionVisas, TravellerFacts
from app.kernel.drafts import tidied
from app.kernel.errors import Finding, Gone, Refused, refuse
from app.kernel.ids import Ref
from app.kernel.queries import query
from app.kernel.translated import Multilingual, lazy
from app.kernel.work import Reader

_NOTHING = Multilingual()
_NOBODY = (_NOTHING, _NOTHING)


@query(SEE_VISAS)
def letter_plans(reader: Reader, mission: str, persons: Sequence[str] = ()) -> Sequence[LetterPlan]:
    """Tell of several guests (all, when none is named) whether their letters can be written."""
    facts = _facts(reader, mission)
    chosen = [one for one in facts.travellers if not persons or one.person_id in persons]
    visit = _visit(reader, facts)
    found = _persons(reader, facts, chosen)
    return [
        LetterPlan(
            one.person_id,
            one.name,
            (one.invitation or InvitationDraft()).language,
            passport.id if (passport := found[one.person_id].passport) else None,
            tuple(check_letter(facts, one, found[one.person_id], visit)),
        )
        for one in chosen
        if one.person_id in found
    ]


@query(SEE_VISAS)
def letter_of(reader: Reader, mission: str, person: str) -> Letter:
    """Gather the letter of a guest; raise `Refused` with all that is missing, the look at the number included."""
    facts = _facts(reader, mission)
    one = next((one for one in facts.travellers if one.person_id == person), None)
    if one is None:
        raise Gone(Ref("person", person))
    visit, found = _visit(reader, facts), _persons(reader, facts, [one])[person]
    refuse(check_letter(facts, one, found, visit))
    told = one.invitation or InvitationDraft()
    forms = addresses_of.of(reader, (person,), told.language, facts.first)[person]
    return Letter(
        person=_numbered(reader, [found])[0],
        visit=visit,
        told=told,
        arrives=one.joins or facts.first,
        leaves=one.leaves or facts.last,
        address=forms.envelope,
        salutation=forms.salutation,
        closing=forms.closing,
        dated=told.sent_on or reader.today,
    )


# ------------------------------------------------------------------------------------------------ notes verbales


@query(SEE_VISAS)
def note_travellers(reader: Reader, mission: str, country: str) -> Sequence[str]:
    """Give those who need a visa for a country of a mission: whom a note verbale is asked for."""
    facts = _facts(reader, mission)
    return [
        one.person_id
        for one in facts.travellers
        for visa in visa_standings(facts, one, reader.today)
        if visa.country.country == country and visa.need.asks
    ]


@query(SEE_VISAS)
def note_plan(
    reader: Reader, mission: str, country: str, persons: Sequence[str], told: NoteDraft, language: str
) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """Give the passports to look at first for a data sheet, and what is missing on it."""
    facts = _facts(reader, mission)
    chosen = _chosen(facts, persons)
    found = _persons(reader, facts, chosen, country)
    findings = tuple(check_note(facts, country, chosen, found, _visit(reader, facts), tidied(told), language))
    return tuple(person.passport.id for person in found.values() if person.passport), findings


@query(SEE_VISAS)
def note_sheet(reader: Reader, mission: str, country: str, persons: Sequence[str], told: NoteDraft, language: str) -> NoteSheet:
    """Gather the data sheet for a note verbale; raise `Refused` with all that is missing, the looks at the numbers included."""
    facts, tidy = _facts(reader, mission), tidied(told)
    chosen, visit = _chosen(facts, persons), _visit(reader, facts)
    found = _persons(reader, facts, chosen, country)
    refuse(check_note(facts, country, chosen, found, visit, tidy, language))
    draft = next(known for known in facts.countries if known.country == country)
    stays = [facts.stay(one, draft) for one in chosen]
    card = facts.card(country)
    return NoteSheet(
        visit=visit,
        country=draft,
        file_at=card.file_at if card else "",
        enters=min((stay.enters for stay in stays if stay.enters), default=None),
        leaves=max((stay.leaves for stay in stays if stay.leaves), default=None),
        persons=_numbered(reader, [found[one.person_id] for one in chosen]),
        told=tidy,
        dated=reader.today,
    )


# ------------------------------------------------------------------------------------------------ gathering


def _facts(reader: Reader, mission: str) -> MissionVisas:
    facts = visas_of(reader, [mission]).get(mission)
    if facts is None:
        raise Gone(Ref("mission", mission))
    return facts


def _chosen(facts: MissionVisas, persons: Sequence[str]) -> list[TravellerFacts]:
    return [one for one in facts.travellers if one.person_id in persons]


def _visit(reader: Reader, facts: MissionVisas) -> VisitOnPaper:
    mission = reader.get(Mission, facts.id)
    return VisitOnPaper(
        id=facts.id,
        title=facts.title,
        purpose=mission.purpose,
        starts=facts.starts,
        ends=facts.ends,
        places=tuple(dict.fromkeys(place for place in (mission.venue, mission.city) if place)),
        country=facts.country,
        hosts=_hosts(parties.of(reader, facts.id)),
    )


def _hosts(there: Sequence[PartyRow]) -> tuple[Multilingual, ...]:
    for role in (PartyRole.HOST, PartyRole.ORGANISER):
        if found := tuple(party.name for party in there if party.role is role):
            return found
    return ()


def _persons(reader: Reader, facts: MissionVisas, chosen: Sequence[TravellerFacts], country: str = "") -> Mapping[str, PersonOnPaper]:
    ids = [one.person_id for one in chosen]
    posts = posts_held(reader, ids, facts.first or reader.today)
    columns = select(Person.id, Person.given_names, Person.family_name, Person.born, Person.nationality)
    rows = {row.id: row for row in reader.rows(columns.where(Person.id.in_(ids)))}
    return {
        one.person_id: PersonOnPaper(
            person_id=one.person_id,
            given_names=rows[one.person_id].given_names,
            family_name=rows[one.person_id].family_name,
            born=rows[one.person_id].born,
            nationality=rows[one.person_id].nationality,
            function=posts.get(one.person_id, _NOBODY)[0],
            organisation=posts.get(one.person_id, _NOBODY)[1],
            passport=_passport(one, country),
        )
        for one in chosen
        if one.person_id in rows
    }


def _passport(one: TravellerFacts, country: str) -> PassportFacts | None:
    chosen = one.invitation.passport_id if one.invitation and not country else None
    return next((passport for passport in one.passports if passport.id == chosen), None) or one.passport(country)


def _numbered(reader: Reader, persons: Sequence[PersonOnPaper]) -> tuple[PersonOnPaper, ...]:
    """Put the numbers on a paper; refused while one of them was not looked at for it."""
    passports = [person.passport for person in persons if person.passport]
    numbers = numbers_looked_at(reader, [passport.id for passport in passports])
    if unseen := next((passport for passport in passports if passport.id not in numbers), None):
        message = lazy("Look at the number of the passport first, and say what for: papers do not show what nobody looked at.")
        raise Refused(Finding("passport", message, rule="number-not-looked-at", ref=unseen.ref))
    return tuple(replace(person, number=numbers[person.passport.id]) if person.passport else person for person in persons)
