"""What an invitation letter to a guest and a data sheet for a note verbale say, gathered and checked before anything is written.

A paper that a consulate or a ministry reads says nothing that is not known: what is missing is named, and the paper refused. The number of a
passport stands on it only when somebody has looked at it for this purpose.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.domains.visas.country_cards import country_name
from app.domains.visas.passport_rules import PassportFacts
from app.domains.visas.terms import INVITATION
from app.domains.visas.visa_drafts import CountryDraft, InvitationDraft
from app.domains.visas.visa_facts import MissionVisas, TravellerFacts
from app.domains.visas.visa_terms import PAYERS, Payer, title_of
from app.kernel.errors import Finding, Severity
from app.kernel.ids import Ref
from app.kernel.periods import PartialDate
from app.kernel.translated import LANGUAGES, Lazy, Multilingual, lazy

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


# ------------------------------------------------------------------------------------------------ what is missing


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


def check_note(
    facts: MissionVisas,
    country: str,
    chosen: Sequence[TravellerFacts],
    found: Mapping[str, PersonOnPaper],
    visit: VisitOnPaper,
    told: NoteDraft,
    language: str,
) -> Iterator[Finding]:
    """Name what a data sheet for a note verbale cannot do without, and is not known."""
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


def payer_words(payer: Payer, other: str) -> Lazy | str:
    """Say who pays."""
    return other if payer is Payer.OTHER else title_of(payer, PAYERS)


def payer_to_guest(payer: Payer, other: str) -> Lazy | str:
    """Say who pays, to the guest."""
    yours = {Payer.GUEST: lazy("yourself"), Payer.AUTHORITY: lazy("your own authority")}
    return yours.get(payer) or payer_words(payer, other)
