"""What the office does with visas: the countries of a mission, the visas of its travellers, the invitations of its guests.

What is true of several travellers is written for all of them in one step: applications are filed in one envelope.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from sqlalchemy import select

from app.domains.missions.records import Mission
from app.domains.missions.vocabulary import MISSION, Direction
from app.domains.people.records import Person
from app.domains.visas import rules_of_visas
from app.domains.visas.country_cards import country_name, known_countries
from app.domains.visas.events import VisasFiled
from app.domains.visas.facts_queries import visas_of
from app.domains.visas.house import OWN, visa_rules
from app.domains.visas.passport_records import Passport
from app.domains.visas.passport_rules import not_to_come
from app.domains.visas.rules_of_visas import VisaRules, check_rules
from app.domains.visas.terms import EDIT_VISAS, VISA
from app.domains.visas.visa_drafts import CountryDraft, InvitationDraft, VisaDraft, check_country, check_invitation, check_visa
from app.domains.visas.visa_facts import MissionVisas, TravellerFacts
from app.domains.visas.visa_records import Invitation, MissionCountry, VisaCase, VisaRulesRow
from app.domains.visas.visa_rules import begun
from app.domains.visas.visa_terms import (
    LETTER_STEPS,
    VISA_RULES,
    VISA_STEPS,
    Answer,
    LetterStep,
    Need,
    Payer,
    VisaDocument,
    VisaStep,
    title_of,
)
from app.kernel.commands import Command, handles
from app.kernel.drafts import accepted, apply, draft_of, fill
from app.kernel.errors import Changed, Finding, Gone, Refused, refuse
from app.kernel.ids import Ref
from app.kernel.translated import Lazy, Multilingual, lazy, lazy_count
from app.kernel.work import Reader, Work

# ------------------------------------------------------------------------------------------------ the countries of a mission


@dataclass(frozen=True, slots=True)
class AddMissionCountry(Command[str]):
    """Add a country that a mission goes to or through; for the mission's own country, days that differ from those of the mission."""

    permission = EDIT_VISAS
    label = lazy("Add a country to a mission")

    mission: str
    draft: CountryDraft


@handles(AddMissionCountry)
def add_mission_country(command: AddMissionCountry, work: Work) -> str:
    """Store it; refused when it is there already."""
    mission, draft = work.get(Mission, command.mission), _country(command.draft)
    if _row(work, mission.id, draft.country) is not None or (draft.country == mission.country and draft == CountryDraft(draft.country)):
        message = lazy("{country} is among the countries of this mission already.", country=country_name(draft.country))
        raise Refused(Finding("country", message, rule="country-twice", value=draft.country))
    _inside(mission, draft)
    row = MissionCountry(mission_id=mission.id)
    fill(row, draft)
    work.add(row)
    work.describe(lazy("Add {country} to {mission}", country=country_name(draft.country), mission=mission.title))
    return row.id


@dataclass(frozen=True, slots=True)
class EditMissionCountry(Command[str]):
    """Change the days of a country of a mission, or whether it is only passed through."""

    permission = EDIT_VISAS
    label = lazy("Change a country of a mission")

    mission: str
    before: CountryDraft
    after: CountryDraft


@handles(EditMissionCountry)
def edit_mission_country(command: EditMissionCountry, work: Work) -> str:
    """Write the fields that differ; the mission's own country gets a row when days of its own are entered."""
    mission, after = work.get(Mission, command.mission), _country(command.after)
    if after.country != command.before.country:
        message = lazy("Another country is added, and this one removed: its visas belong to it.")
        raise Refused(Finding("country", message, rule="country-of-another"))
    _inside(mission, after)
    row = _row(work, mission.id, after.country)
    if row is None:
        if after.country != mission.country:
            raise Gone(Ref(MISSION, mission.id))
        row = MissionCountry(mission_id=mission.id)
        fill(row, command.before)
        work.add(row)
    apply(row.ref, row, command.before, after)
    work.describe(lazy("Change {country} in {mission}", country=country_name(after.country), mission=mission.title))
    return row.id


@dataclass(frozen=True, slots=True)
class RemoveMissionCountry(Command[None]):
    """Take a country out of a mission, with the visas for it that nobody has begun."""

    permission = EDIT_VISAS
    label = lazy("Remove a country from a mission")

    mission: str
    country: str


@handles(RemoveMissionCountry)
def remove_mission_country(command: RemoveMissionCountry, work: Work) -> None:
    """Remove it; refused while a visa for it is under way, because its traces would vanish."""
    mission = work.get(Mission, command.mission)
    row = _row(work, mission.id, command.country)
    if row is None:
        message = lazy("The mission's own country is changed in the mission itself.")
        raise Refused(Finding("country", message, rule="country-of-mission"))
    if row.country != mission.country:
        cases = work.scalars(select(VisaCase).where(VisaCase.mission_id == mission.id, VisaCase.country == row.country))
        if under_way := [case for case in cases if begun(draft_of(case, VisaDraft))]:
            message = lazy_count(
                "A visa for this country has been begun: withdraw or remove it first.",
                "{number} visas for this country have been begun: withdraw or remove them first.",
                len(under_way),
            )
            raise Refused(Finding("country", message, rule="country-with-visas", ref=Ref(VISA, under_way[0].id)))
        for case in cases:
            work.remove(case)
    work.remove(row)
    work.describe(lazy("Remove {country} from {mission}", country=country_name(row.country), mission=mission.title))


def _country(draft: CountryDraft) -> CountryDraft:
    tidy = accepted(draft, check_country)
    if tidy.country not in known_countries():
        message = lazy("“{code}” is no country that is known here: write the two letters of ISO 3166.", code=tidy.country[:60])
        raise Refused(Finding("country", message, rule="country-unknown", value=tidy.country))
    return tidy


def _inside(mission: Mission, draft: CountryDraft) -> None:
    """The days in a country lie in those of the mission, with a week around it for the way there and back."""
    week = 7
    first, last = mission.starts, mission.ends or mission.starts
    for key, day in (("enters_on", draft.enters_on), ("leaves_on", draft.leaves_on)):
        if day is None or first is None or last is None:
            continue
        if not first.first.toordinal() - week <= day.toordinal() <= last.last.toordinal() + week:
            message = lazy("This day is not among those of the mission, nor within a week of them.")
            raise Refused(Finding(key, message, rule="day-outside-mission", value=day))


def _row(work: Work, mission: str, country: str) -> MissionCountry | None:
    return work.scalar(select(MissionCountry).where(MissionCountry.mission_id == mission, MissionCountry.country == country))


# ------------------------------------------------------------------------------------------------ the visas of travellers


@dataclass(frozen=True, slots=True)
class PrepareVisas(Command[int]):
    """Begin the visas that travellers of a mission need and that are not kept yet; the result is their number."""

    permission = EDIT_VISAS
    label = lazy("Prepare visas")

    mission: str


@handles(PrepareVisas)
def prepare_visas(command: PrepareVisas, work: Work) -> int:
    """Keep a visa for each traveller and country where one is needed, or where that is not known; refused when there is none to begin."""
    facts = _facts(work, command.mission)
    if facts.direction is not Direction.OUTGOING:
        message = lazy("Only a mission abroad has visas of its travellers: guests are invited.")
        raise Refused(Finding("mission", message, rule="mission-not-abroad"))
    made = 0
    for one in facts.travellers:
        for country in facts.countries:
            if country.country not in one.visas and facts.need(one, country.country).need is not Need.NOT_NEEDED:
                made += 1
                work.add(_new_case(facts, one, country.country, country.transit))
    if not made:
        message = lazy("There is no visa left to begin: every traveller has one, or needs none.")
        raise Refused(Finding("mission", message, rule="nothing-to-prepare"))
    work.describe(lazy_count("Prepare a visa for {mission}", "Prepare {number} visas for {mission}", made, mission=facts.title))
    return made


@dataclass(frozen=True, slots=True)
class EditVisa(Command[str]):
    """Change the visa of a traveller for a country; it is kept from now on when it was not yet."""

    permission = EDIT_VISAS
    label = lazy("Change a visa")

    mission: str
    person: str
    country: str
    before: VisaDraft
    after: VisaDraft


@handles(EditVisa)
def edit_visa(command: EditVisa, work: Work) -> str:
    """Write the fields that differ; an application that is filed keeps the days it was filed for."""
    facts = _facts(work, command.mission)
    one = _member(facts, command.person)
    after = _with_days(facts, one, command.country, accepted(command.after, check_visa), command.before)
    _check_visa(work, one, after)
    case = _case(work, facts, one, command.country)
    if "filed_on" in apply(case.ref, case, command.before, after):
        work.announce(VisasFiled(command.mission))
    work.describe(lazy("Change the visa of {name} for {country}", name=one.name, country=country_name(command.country)))
    return case.id


@dataclass(frozen=True, slots=True)
class StepVisas(Command[int]):
    """Write down a step for several travellers at once: filed on a day, back on a day. `text` is where it was filed, or who signed.

    The result is the number of visas that were written.
    """

    permission = EDIT_VISAS
    label = lazy("Write down a step of visas")

    mission: str
    persons: tuple[str, ...]
    country: str
    step: VisaStep
    on: date
    text: str = ""


@handles(StepVisas)
def step_visas(command: StepVisas, work: Work) -> int:
    """Write the day into each of them; all or none."""
    facts = _facts(work, command.mission)
    for one in _members(facts, command.persons):
        before = _known(one, command.country)
        after = replace(before, **{command.step.value: command.on}, **_beside(command, one))
        after = _with_days(facts, one, command.country, accepted(after, check_visa), before)
        _check_visa(work, one, after)
        case = _case(work, facts, one, command.country)
        apply(case.ref, case, before, after)
    if command.step is VisaStep.FILED:
        work.announce(VisasFiled(command.mission))
    step = title_of(command.step, VISA_STEPS)
    work.describe(
        lazy_count(
            "{step}: {country}, one traveller",
            "{step}: {country}, {number} travellers",
            len(command.persons),
            step=step,
            country=country_name(command.country),
        )
    )
    return len(command.persons)


def _beside(command: StepVisas, one: TravellerFacts) -> dict[str, Any]:
    if command.step is VisaStep.FILED and command.text:
        return {"filed_at": command.text}
    if command.step is VisaStep.HANDED:
        return {"signed_by": command.text or one.name}
    return {}


@dataclass(frozen=True, slots=True)
class SetNeeds(Command[int]):
    """Set by hand what a country asks of several travellers, with the reason; None goes back to what the card says."""

    permission = EDIT_VISAS
    label = lazy("Set the need of visas")

    mission: str
    persons: tuple[str, ...]
    country: str
    need: Need | None
    reason: str = ""


@handles(SetNeeds)
def set_needs(command: SetNeeds, work: Work) -> int:
    """Write the need into each visa."""
    facts = _facts(work, command.mission)
    for one in _members(facts, command.persons):
        before = _known(one, command.country)
        after = accepted(replace(before, need_by_hand=command.need or None, need_reason=command.reason if command.need else ""), check_visa)
        case = _case(work, facts, one, command.country)
        apply(case.ref, case, before, after)
    work.describe(lazy("Set the need of visas for {country}", country=country_name(command.country)))
    return len(command.persons)


@dataclass(frozen=True, slots=True)
class TickDocuments(Command[int]):
    """Tick documents of the applications of several travellers, or take the ticks away."""

    permission = EDIT_VISAS
    label = lazy("Tick documents of visas")

    mission: str
    persons: tuple[str, ...]
    country: str
    documents: tuple[VisaDocument, ...]
    there: bool = True


@handles(TickDocuments)
def tick_documents(command: TickDocuments, work: Work) -> int:
    """Write the ticks into each visa."""
    facts = _facts(work, command.mission)
    for one in _members(facts, command.persons):
        before = _known(one, command.country)
        ticked = set(before.documents) | set(command.documents) if command.there else set(before.documents) - set(command.documents)
        after = replace(before, documents=tuple(code for code in VisaDocument if code in ticked))
        case = _case(work, facts, one, command.country)
        apply(case.ref, case, before, after)
    work.describe(lazy("Tick documents of visas for {country}", country=country_name(command.country)))
    return len(command.persons)


@dataclass(frozen=True, slots=True)
class RemoveVisa(Command[None]):
    """Remove a visa that was begun by mistake."""

    permission = EDIT_VISAS
    label = lazy("Remove a visa")

    visa: str


@handles(RemoveVisa)
def remove_visa(command: RemoveVisa, work: Work) -> None:
    """Remove it."""
    case = work.get(VisaCase, command.visa)
    name = work.get(Person, case.person_id).name
    work.describe(lazy("Remove the visa of {name} for {country}", name=name, country=country_name(case.country)))
    work.remove(case)


def _facts(reader: Reader, mission: str) -> MissionVisas:
    facts = visas_of(reader, [mission]).get(mission)
    if facts is None:
        raise Gone(Ref(MISSION, mission))
    return facts


def _member(facts: MissionVisas, person: str) -> TravellerFacts:
    return _members(facts, (person,))[0]


def _members(facts: MissionVisas, persons: Sequence[str]) -> list[TravellerFacts]:
    if not persons:
        raise Refused(Finding("persons", lazy("Choose at least one traveller."), rule="nobody-chosen"))
    there = {one.person_id: one for one in facts.travellers}
    if any(person not in there for person in persons):
        message = lazy("Somebody who was chosen is no longer in the delegation.")
        raise Refused(Finding("persons", message, rule="not-in-delegation"))
    return [there[person] for person in dict.fromkeys(persons)]


def _known(one: TravellerFacts, country: str) -> VisaDraft:
    return one.visas[country].visa if country in one.visas else VisaDraft()


def _case(work: Work, facts: MissionVisas, one: TravellerFacts, country: str) -> VisaCase:
    """Give the visa that is kept, or keep one; refused for a country that the mission does not go to."""
    if country in one.visas:
        return work.get(VisaCase, one.visas[country].id)
    found = next((known for known in facts.countries if known.country == country), None)
    if found is None or facts.direction is not Direction.OUTGOING:
        message = lazy("The mission does not go to {country}: add the country first.", country=country_name(country))
        raise Refused(Finding("country", message, rule="country-not-of-mission", value=country))
    case = _new_case(facts, one, country, found.transit)
    work.add(case)
    return case


def _new_case(facts: MissionVisas, one: TravellerFacts, country: str, transit: bool) -> VisaCase:  # noqa: FBT001 - a field of the record
    case = VisaCase(mission_id=facts.id, person_id=one.person_id, country=country, transit=transit)
    fill(case, VisaDraft())
    return case


def _with_days(facts: MissionVisas, one: TravellerFacts, country: str, after: VisaDraft, before: VisaDraft) -> VisaDraft:
    """When it is filed, write down for which days: those of the journey as they are now, unless somebody has entered others."""
    if after.filed_on is None or before.filed_on is not None or after.asked_from or after.asked_until:
        return after
    found = next((known for known in facts.countries if known.country == country), None)
    if found is None:
        return after
    stay = facts.stay(one, found)
    return replace(after, asked_from=stay.enters, asked_until=stay.leaves)


def _check_visa(work: Work, one: TravellerFacts, draft: VisaDraft) -> None:
    refuse(finding for step in VisaStep for finding in not_to_come(step.value, getattr(draft, step.value), work.today))
    if draft.passport_id is not None:
        _own_passport(work, one, draft.passport_id)


def _own_passport(work: Work, one: TravellerFacts, passport: str) -> None:
    if work.get(Passport, passport).person_id != one.person_id:
        message = lazy("This passport is not that of {name}.", name=one.name)
        raise Refused(Finding("passport_id", message, rule="passport-of-another"))


# ------------------------------------------------------------------------------------------------ the invitations of guests


@dataclass(frozen=True, slots=True)
class EditInvitation(Command[str]):
    """Change the invitation of a guest; it is kept from now on when it was not yet."""

    permission = EDIT_VISAS
    label = lazy("Change an invitation")

    mission: str
    person: str
    before: InvitationDraft
    after: InvitationDraft


@handles(EditInvitation)
def edit_invitation(command: EditInvitation, work: Work) -> str:
    """Write the fields that differ."""
    facts = _facts(work, command.mission)
    one, after = _member(facts, command.person), accepted(command.after, check_invitation)
    _check_invitation(work, one, after)
    invitation = _invitation(work, facts, one)
    apply(invitation.ref, invitation, command.before, after)
    work.describe(lazy("Change the invitation of {name}", name=one.name))
    return invitation.id


@dataclass(frozen=True, slots=True)
class LetterTerms:
    """What stands in the letters of several guests alike; None leaves each as it is."""

    language: str | None = None
    needs_visa: Answer | None = None
    pays_travel: Payer | None = None
    pays_stay: Payer | None = None
    pays_insurance: Payer | None = None
    other_payer: str | None = None
    contact: str | None = None
    signatory: str | None = None
    signatory_function: Multilingual | None = None


@dataclass(frozen=True, slots=True)
class SetLetterTerms(Command[int]):
    """Write into the letters of several guests who pays, whom a consulate may call, and who signs."""

    permission = EDIT_VISAS
    label = lazy("Set what the invitation letters say")

    mission: str
    persons: tuple[str, ...]
    terms: LetterTerms


@handles(SetLetterTerms)
def set_letter_terms(command: SetLetterTerms, work: Work) -> int:
    """Write what is given into each invitation; all or none."""
    given = {one.name: value for one in fields(command.terms) if (value := getattr(command.terms, one.name)) is not None}
    if not given:
        raise Refused(Finding("terms", lazy("Nothing has been entered that the letters could say."), rule="nothing-entered"))
    return _change_invitations(work, command.mission, command.persons, given, lazy("Set what the invitation letters say"))


@dataclass(frozen=True, slots=True)
class StepInvitations(Command[int]):
    """Write down a step for several guests at once: their letters sent on a day, their visas filed on a day."""

    permission = EDIT_VISAS
    label = lazy("Write down a step of invitations")

    mission: str
    persons: tuple[str, ...]
    step: LetterStep
    on: date


@handles(StepInvitations)
def step_invitations(command: StepInvitations, work: Work) -> int:
    """Write the day into each invitation; all or none."""
    step = title_of(command.step, LETTER_STEPS)
    label = lazy_count("{step}: one guest", "{step}: {number} guests", len(command.persons), step=step)
    return _change_invitations(work, command.mission, command.persons, {command.step.value: command.on}, label)


def _change_invitations(work: Work, mission: str, persons: Sequence[str], given: dict[str, Any], label: Lazy) -> int:
    facts = _facts(work, mission)
    for one in _members(facts, persons):
        before = one.invitation or InvitationDraft()
        after = accepted(replace(before, **given), check_invitation)
        _check_invitation(work, one, after)
        invitation = _invitation(work, facts, one)
        apply(invitation.ref, invitation, before, after)
    work.describe(label)
    return len(persons)


def _invitation(work: Work, facts: MissionVisas, one: TravellerFacts) -> Invitation:
    if one.invitation_id:
        return work.get(Invitation, one.invitation_id)
    if not facts.incoming:
        message = lazy("Only guests of a visit to Brussels are invited: this mission goes another way.")
        raise Refused(Finding("mission", message, rule="mission-not-incoming"))
    invitation = Invitation(mission_id=facts.id, person_id=one.person_id)
    fill(invitation, InvitationDraft())
    work.add(invitation)
    return invitation


def _check_invitation(work: Work, one: TravellerFacts, draft: InvitationDraft) -> None:
    done = (*(step.value for step in LetterStep), "decided_on")
    refuse(finding for key in done for finding in not_to_come(key, getattr(draft, key), work.today))
    if draft.passport_id is not None:
        _own_passport(work, one, draft.passport_id)


# ------------------------------------------------------------------------------------------------ the rules


@dataclass(frozen=True, slots=True)
class EditVisaRules(Command[None]):
    """Change the periods that the office uses."""

    permission = EDIT_VISAS
    label = lazy("Change the rules of visas")

    before: VisaRules
    after: VisaRules


@handles(EditVisaRules)
def edit_visa_rules(command: EditVisaRules, work: Work) -> None:
    """Keep the office's own version; refused when somebody else changed it since it was read."""
    refuse(check_rules(command.after))
    now = visa_rules.of(work)
    if now not in (command.before, command.after):
        raise Changed(Ref(VISA_RULES, ""), ("content",))
    row = work.find(VisaRulesRow, OWN)
    if row is None:
        work.add(VisaRulesRow(id=OWN, content=command.after))
    else:
        row.content = command.after


@dataclass(frozen=True, slots=True)
class PutBackVisaRules(Command[None]):
    """Take the periods that the program brings again."""

    permission = EDIT_VISAS
    label = lazy("Put back the rules of visas")


@handles(PutBackVisaRules)
def put_back_visa_rules(_command: PutBackVisaRules, work: Work) -> None:
    """Remove the office's own version; refused when there is none."""
    row = work.find(VisaRulesRow, OWN)
    if row is None:
        message = lazy("These rules are as the program brings them.")
        raise Refused(Finding("rules", message, rule="rules-as-they-came", value=rules_of_visas.shipped().dated))
    work.remove(row)
