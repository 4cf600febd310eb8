"""What an invitation letter to a guest and a data sheet for a note verbale say, gathered and checked before anything is written.

A paper that a consulate or a ministry reads says nothing that is not known: what is missing is named, and the paper refused. The number of a
passport stands on it only when somebody has looked at it for this purpose.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import select

from app.domains.missions.queries import PartyRow, parties
from app.domains.missions.records import Mission
from app.domains.missions.vocabulary import PartyRole
from app.domains.people.address.queries import addresses_of
from app.domains.people.queries import posts_held
from app.domains.people.records import Person
from app.domains.visas.country_cards import country_name
from app.domains.visas.matrix import visa_standings
from app.domains.visas.passport_queries import numbers_looked_at
from app.domains.visas.passport_rules import PassportFacts
from app.domains.visas.terms import INVITATION, SEE_VISAS
from app.domains.visas.visa_drafts import CountryDraft, InvitationDraft
from app.domains.visas.visa_facts import MissionVisas, TravellerFacts, visas_of
from app.domains.visas.visa_terms import PAYERS, Payer, title_of
from app.kernel.drafts import tidied
from app.kernel.errors import Finding, Gone, Refused, Severity, refuse
from app.kernel.ids import Ref
from app.kernel.periods import PartialDate
from app.kernel.queries import query
from app.kernel.translated import LANGUAGES, Lazy, Multilingual, lazy
from app.kernel.work import Reader

_NOTHING = Multilingual()
_NOBODY = (_NOTHING, _NOTHING)


@dataclass(frozen=True, slots=True)
class PersonOnPaper:
    """A traveller as the passport has it: names as written there, and what a form asks beside them. `number` is empty until it was looked at."""

    person_id: str
    given_names: str
    family_name: str
    born: PartialDate | None
    nationality: str
    function: Multilingual
    organisation: Multilingual
    passport: PassportFacts | None
    number: str = field(default="", repr=False)

    @property
    def name(self) -> str:
        """The name as it stands in a passport: the given names, and the family name in capitals."""
        return f"{self.given_names} {self.family_name.upper()}".strip()


@dataclass(frozen=True, slots=True)
class VisitOnPaper:
    """A mission as a consulate or a ministry is told of it."""

    id: str
    title: Multilingual
    purpose: Multilingual
    starts: PartialDate | None
    ends: PartialDate | None
    places: tuple[str, ...]
    country: str
    hosts: tuple[Multilingual, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """An invitation letter before it is written. `address` and `salutation` are those of the guest in the language of the letter."""

    person: PersonOnPaper
    visit: VisitOnPaper
    told: InvitationDraft
    arrives: date | None
    leaves: date | None
    address: str
    salutation: str
    closing: str
    dated: date


@dataclass(frozen=True, slots=True)
class LetterPlan:
    """Whether the letter of a guest can be written: the language, the passport to look at first, and what is missing."""

    person_id: str
    name: str
    language: str
    passport: str | None
    findings: tuple[Finding, ...]

    @property
    def possible(self) -> bool:
        """Whether nothing is missing that the letter cannot do without."""
        return not any(finding.blocks for finding in self.findings)


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """What the officer says on the data sheet for a note verbale beside what is known: who pays, and who may be asked.

    `number` is the office's own reference, empty when it has none.
    """

    payer: Payer = Payer.UNKNOWN
    other_payer: str = ""
    contact: str = ""
    signatory: str = ""
    signatory_function: Multilingual = Multilingual()
    number: str = ""


@dataclass(frozen=True, slots=True)
class NoteSheet:
    """The data sheet for a note verbale: one country, those who travel there, and what the note is to say."""

    visit: VisitOnPaper
    country: CountryDraft
    file_at: str
    enters: date | None
    leaves: date | None
    persons: tuple[PersonOnPaper, ...]
    told: NoteDraft
    dated: date


# ------------------------------------------------------------------------------------------------ letters


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


def check_letter(facts: MissionVisas, one: TravellerFacts, person: PersonOnPaper, visit: VisitOnPaper) -> Iterator[Finding]:
    """Name what an invitation letter cannot do without, and is not known."""
    told, ref = one.invitation or InvitationDraft(), Ref(INVITATION, one.invitation_id) if one.invitation_id else None

    def missing(path: str, message: Lazy, rule: str) -> Finding:
        return Finding(path, message, rule=rule, ref=ref)

    if not facts.incoming:
        yield missing("mission", lazy("Only guests of a visit to Brussels get an invitation letter."), "mission-not-incoming")
        return
    if told.language not in LANGUAGES:
        yield missing("language", lazy("Choose the language of the letter to {name}.", name=one.name), "letter-language")
    yield from _check_visit(visit, told.language, ref)
    yield from _check_person(one.name, person, told.language, ref, born=False)
    if Payer.UNKNOWN in (told.pays_travel, told.pays_stay):
        yield missing("pays_travel", lazy("Say who pays travel and stay of {name}.", name=one.name), "letter-payer")
    if not told.contact:
        yield missing("contact", lazy("Name whom the consulate may call about {name}.", name=one.name), "letter-contact")
    if not told.signatory or not told.signatory_function.in_language(told.language):
        message = lazy("Name who signs the letter to {name}, and the function in its language.", name=one.name)
        yield missing("signatory", message, "letter-signatory")


def _check_visit(visit: VisitOnPaper, language: str, ref: Ref | None) -> Iterator[Finding]:
    if visit.starts is None or visit.starts.exact is None or (visit.ends is not None and visit.ends.exact is None):
        yield Finding("starts", lazy("The days of the mission are not known to the day."), rule="letter-days", ref=ref)
    if not visit.places:
        yield Finding("city", lazy("The mission names no place."), rule="letter-place", ref=ref)
    if not visit.hosts:
        message = lazy("The mission names no host: enter a host or an organiser.")
        yield Finding("hosts", message, rule="letter-host", ref=ref)
    if not visit.purpose:
        yield Finding("purpose", lazy("The mission has no purpose yet."), rule="letter-purpose", ref=ref)
    elif language and not visit.purpose.in_language(language):
        message = lazy("The purpose of the mission is not written in the language of the paper.")
        yield Finding("purpose", message, rule="letter-purpose", ref=ref)


def _check_person(name: str, person: PersonOnPaper, language: str, ref: Ref | None, *, born: bool) -> Iterator[Finding]:
    if not person.given_names or not person.family_name:
        yield Finding("name", lazy("Given names and family name of {name} are not both known.", name=name), rule="letter-name", ref=ref)
    if not person.nationality:
        yield Finding("nationality", lazy("The nationality of {name} is not known.", name=name), rule="letter-nationality", ref=ref)
    if born and (person.born is None or person.born.exact is None):
        yield Finding("born", lazy("The day of birth of {name} is not known.", name=name), rule="letter-born", ref=ref)
    if not person.function:
        yield Finding("function", lazy("The function of {name} is not known.", name=name), rule="letter-function", ref=ref)
    elif language and not person.function.in_language(language):
        message = lazy("The function of {name} is not written in the language of the paper.", name=name)
        yield Finding("function", message, Severity.WARNS, rule="letter-function-language", ref=ref)
    if person.passport is None:
        yield Finding("passport", lazy("No passport of {name} is entered.", name=name), rule="letter-passport", ref=ref)
    elif not person.passport.masked:
        yield Finding("passport", lazy("The number of the passport of {name} is not entered.", name=name), rule="letter-number", ref=ref)


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
    findings = tuple(_check_note(facts, country, chosen, found, _visit(reader, facts), tidied(told), language))
    return tuple(person.passport.id for person in found.values() if person.passport), findings


@query(SEE_VISAS)
def note_sheet(reader: Reader, mission: str, country: str, persons: Sequence[str], told: NoteDraft, language: str) -> NoteSheet:
    """Gather the data sheet for a note verbale; raise `Refused` with all that is missing, the looks at the numbers included."""
    facts, tidy = _facts(reader, mission), tidied(told)
    chosen, visit = _chosen(facts, persons), _visit(reader, facts)
    found = _persons(reader, facts, chosen, country)
    refuse(_check_note(facts, country, chosen, found, visit, tidy, language))
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


def _check_note(
    facts: MissionVisas,
    country: str,
    chosen: Sequence[TravellerFacts],
    found: Mapping[str, PersonOnPaper],
    visit: VisitOnPaper,
    told: NoteDraft,
    language: str,
) -> Iterator[Finding]:
    if not any(known.country == country for known in facts.countries):
        message = lazy("The mission does not go to {country}: add the country first.", country=country_name(country))
        yield Finding("country", message, rule="country-not-of-mission", value=country)
    if not chosen:
        yield Finding("persons", lazy("Choose at least one traveller."), rule="nobody-chosen")
    # The host abroad is not asked for: the note is the Region's own, and names whom it sends.
    yield from (finding for finding in _check_visit(visit, language, None) if finding.path != "hosts")
    for one in chosen:
        yield from _check_person(one.name, found[one.person_id], language, None, born=True)
    if told.payer is Payer.UNKNOWN or (told.payer is Payer.OTHER and not told.other_payer):
        yield Finding("payer", lazy("Say who pays travel and stay."), rule="letter-payer")
    if not told.contact:
        yield Finding("contact", lazy("Name whom Foreign Affairs may call."), rule="letter-contact")
    if not told.signatory or not told.signatory_function.in_language(language):
        yield Finding("signatory", lazy("Name who signs, and the function in the language of the paper."), rule="letter-signatory")


# ------------------------------------------------------------------------------------------------ gathering


def payer_words(payer: Payer, other: str) -> Lazy | str:
    """Say who pays."""
    return other if payer is Payer.OTHER else title_of(payer, PAYERS)


def payer_to_guest(payer: Payer, other: str) -> Lazy | str:
    """Say who pays, to the guest."""
    yours = {Payer.GUEST: lazy("yourself"), Payer.AUTHORITY: lazy("your own authority")}
    return yours.get(payer) or payer_words(payer, other)


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
