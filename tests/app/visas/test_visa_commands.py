"""What the office does with visas: countries of a mission, steps for several travellers, invitations, rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.application import Application
from app.domains.missions.commands import CloneMission, RemoveMission
from app.domains.missions.vocabulary import Direction
from app.domains.people.commands import MergePersons
from app.domains.visas.house import rules_are_own, visa_rules
from app.domains.visas.matrix import matrix
from app.domains.visas.passport_commands import RemovePassport
from app.domains.visas.rules_of_visas import RuleCode, RuleNumber, VisaRules, shipped
from app.domains.visas.visa_commands import (
    AddMissionCountry,
    EditInvitation,
    EditMissionCountry,
    EditVisa,
    EditVisaRules,
    LetterTerms,
    PrepareVisas,
    PutBackVisaRules,
    RemoveMissionCountry,
    RemoveVisa,
    SetLetterTerms,
    SetNeeds,
    StepInvitations,
    StepVisas,
    TickDocuments,
)
from app.domains.visas.visa_drafts import CountryDraft, InvitationDraft, VisaDraft
from app.domains.visas.visa_queries import country_draft, guest_of, mission_countries, visa_of, visas_of_traveller, where_is_visa
from app.domains.visas.visa_terms import Answer, LetterStep, Need, Payer, VisaDocument, VisaStep
from app.kernel.commands import Command
from app.kernel.errors import Changed, Gone, Refused
from app.kernel.translated import Multilingual
from tests.makers import missions
from tests.makers import visas as make

TODAY = date(2021, 9, 1)


@pytest.fixture
def journey(application: Application) -> str:
    return make.journey(application)


@pytest.fixture
def visit(application: Application) -> str:
    return make.visit(application)


def refused(application: Application, command: Command[object]) -> list[str]:
    """Give the rules by which a command is refused."""
    with pytest.raises(Refused) as refusal:
        application.execute(command)
    return [found.rule for found in refusal.value.findings]


def draft(application: Application, mission: str, person: str, country: str = "US") -> VisaDraft:
    return application.ask(visa_of(mission, person, country)).draft


# ------------------------------------------------------------------------------------------------ countries of a mission


def test_a_mission_has_its_own_country_and_those_that_are_added(application: Application, journey: str) -> None:
    application.execute(
        AddMissionCountry(journey, CountryDraft("CA", transit=True, enters_on=date(2021, 12, 6), leaves_on=date(2021, 12, 6)))
    )
    assert [one.country for one in application.ask(mission_countries(journey, "US"))] == ["US", "CA"]
    assert refused(application, AddMissionCountry(journey, CountryDraft("CA"))) == ["country-twice"]
    assert refused(application, AddMissionCountry(journey, CountryDraft("US"))) == ["country-twice"]
    assert refused(application, AddMissionCountry(journey, CountryDraft("ZZ"))) == ["country-unknown"]
    assert refused(application, AddMissionCountry(journey, CountryDraft("JP", enters_on=date(2022, 3, 1)))) == ["day-outside-mission"]


def test_the_own_country_gets_days_of_its_own_and_loses_them_again(application: Application, journey: str) -> None:
    before = application.ask(country_draft(journey, "US"))
    application.execute(EditMissionCountry(journey, before, replace(before, enters_on=date(2021, 12, 7))))
    assert application.ask(country_draft(journey, "US")) == CountryDraft("US", enters_on=date(2021, 12, 7))
    application.execute(RemoveMissionCountry(journey, "US"))
    assert application.ask(country_draft(journey, "US")) == CountryDraft("US")
    assert refused(application, RemoveMissionCountry(journey, "US")) == ["country-of-mission"]


def test_a_country_goes_with_the_visas_that_nobody_has_begun(application: Application, journey: str) -> None:
    application.execute(AddMissionCountry(journey, CountryDraft("CA")))
    person = make.traveller(application, journey)
    make.passport(application, person)
    application.execute(PrepareVisas(journey))
    make_visa = StepVisas(journey, (person,), "CA", VisaStep.FILED, TODAY)
    application.execute(make_visa)
    assert refused(application, RemoveMissionCountry(journey, "CA")) == ["country-with-visas"]
    application.undo()
    application.execute(RemoveMissionCountry(journey, "CA"))
    assert [card.country for card in application.ask(visas_of_traveller(journey, person))] == ["US"]


def test_a_country_edited_by_two_is_not_overwritten(application: Application, journey: str) -> None:
    application.execute(AddMissionCountry(journey, CountryDraft("CA")))
    application.execute(EditMissionCountry(journey, CountryDraft("CA"), CountryDraft("CA", times=2)))
    with pytest.raises(Changed):
        application.execute(EditMissionCountry(journey, CountryDraft("CA"), CountryDraft("CA", times=3)))
    with pytest.raises(Gone):
        application.execute(EditMissionCountry(journey, CountryDraft("JP"), CountryDraft("JP", times=3)))
    assert refused(application, EditMissionCountry(journey, CountryDraft("CA"), CountryDraft("JP"))) == ["country-of-another"]


# ------------------------------------------------------------------------------------------------ visas


def test_prepared_are_the_visas_that_are_needed_and_those_of_which_nobody_knows(application: Application, journey: str) -> None:
    make.card(application)
    ordinary, service = make.traveller(application, journey, "Ordinary"), make.traveller(application, journey, "Service")
    stranger = make.traveller(application, journey, "Stranger", "JP")
    make.passport(application, ordinary)
    make.passport(application, service, make.PassportKind.SERVICE)
    assert application.execute(PrepareVisas(journey)).result == 2
    kept = {person: application.ask(visa_of(journey, person, "US")).id for person in (ordinary, service, stranger)}
    assert [bool(id) for id in kept.values()] == [True, False, True]
    assert application.ask(where_is_visa(kept[ordinary])) == (journey, ordinary, "US")
    assert refused(application, PrepareVisas(journey)) == ["nothing-to-prepare"]


def test_only_a_mission_abroad_has_visas_of_its_travellers(application: Application, visit: str) -> None:
    guest = make.traveller(application, visit)
    assert refused(application, PrepareVisas(visit)) == ["mission-not-abroad"]
    assert refused(application, EditVisa(visit, guest, "BE", VisaDraft(), VisaDraft(remark="x"))) == ["country-not-of-mission"]


def test_a_visa_is_kept_from_the_first_thing_that_is_said_of_it(application: Application, journey: str) -> None:
    person = make.traveller(application, journey)
    id = application.execute(EditVisa(journey, person, "US", VisaDraft(), VisaDraft(remark="ask"))).result
    assert (application.ask(visa_of(journey, person, "US")).id, draft(application, journey, person).remark) == (id, "ask")
    application.undo()
    assert application.ask(visa_of(journey, person, "US")).id == ""


def test_filing_writes_down_for_which_days(application: Application, journey: str) -> None:
    person = make.traveller(application, journey, leaves=date(2021, 12, 8))
    application.execute(StepVisas(journey, (person,), "US", VisaStep.FILED, TODAY, "the embassy"))
    found = draft(application, journey, person)
    assert (found.filed_on, found.filed_at) == (TODAY, "the embassy")
    assert (found.asked_from, found.asked_until) == (date(2021, 12, 6), date(2021, 12, 8))


def test_several_applications_are_filed_in_one_step(application: Application, journey: str) -> None:
    people = tuple(make.traveller(application, journey, name) for name in ("One", "Two", "Three"))
    assert application.execute(StepVisas(journey, people, "US", VisaStep.FILED, TODAY, "the embassy")).result == 3
    assert {draft(application, journey, person).filed_on for person in people} == {TODAY}
    application.undo()
    assert {draft(application, journey, person).filed_on for person in people} == {None}


def test_a_step_for_several_is_all_or_none(application: Application, journey: str) -> None:
    one, two = make.traveller(application, journey, "One"), make.traveller(application, journey, "Two")
    make.visa(application, journey, two, back_on=date(2021, 8, 1), filed_on=date(2021, 7, 1))
    assert refused(application, StepVisas(journey, (one, two), "US", VisaStep.FILED, TODAY)) == ["step-before-step"]
    assert draft(application, journey, one) == VisaDraft()


def test_steps_are_refused_for_strangers_for_nobody_and_for_tomorrow(application: Application, journey: str) -> None:
    person, stranger = make.traveller(application, journey), make.traveller(application, make.journey(application))
    assert refused(application, StepVisas(journey, (), "US", VisaStep.FILED, TODAY)) == ["nobody-chosen"]
    assert refused(application, StepVisas(journey, (person, stranger), "US", VisaStep.FILED, TODAY)) == ["not-in-delegation"]
    assert refused(application, StepVisas(journey, (person,), "US", VisaStep.FILED, date(2021, 9, 2))) == ["day-to-come"]
    assert refused(application, StepVisas(journey, (person,), "JP", VisaStep.FILED, TODAY)) == ["country-not-of-mission"]


def test_who_signs_for_a_passport_is_the_traveller_unless_somebody_else_does(application: Application, journey: str) -> None:
    one, two = make.traveller(application, journey, "One"), make.traveller(application, journey, "Two")
    application.execute(StepVisas(journey, (one, two), "US", VisaStep.BACK, TODAY))
    application.execute(StepVisas(journey, (one,), "US", VisaStep.HANDED, TODAY))
    application.execute(StepVisas(journey, (two,), "US", VisaStep.HANDED, TODAY, "the assistant"))
    assert [draft(application, journey, person).signed_by for person in (one, two)] == ["Ada One", "the assistant"]


def test_a_need_is_set_by_hand_for_several_with_its_reason_and_taken_back(application: Application, journey: str) -> None:
    people = tuple(make.traveller(application, journey, name, "JP") for name in ("One", "Two"))
    assert refused(application, SetNeeds(journey, people, "US", Need.VISA)) == ["need-without-reason"]
    application.execute(SetNeeds(journey, people, "US", Need.VISA, "told by the embassy"))
    assert {application.ask(visa_of(journey, person, "US")).need.need for person in people} == {Need.VISA}
    application.execute(SetNeeds(journey, people, "US", None))
    assert {application.ask(visa_of(journey, person, "US")).need.need for person in people} == {Need.UNKNOWN}
    assert {draft(application, journey, person).need_reason for person in people} == {""}


def test_documents_are_ticked_and_unticked_for_several(application: Application, journey: str) -> None:
    people = tuple(make.traveller(application, journey, name) for name in ("One", "Two"))
    application.execute(TickDocuments(journey, people, "US", (VisaDocument.PHOTOS, VisaDocument.FORM)))
    application.execute(TickDocuments(journey, people[:1], "US", (VisaDocument.PHOTOS,), there=False))
    assert [draft(application, journey, person).documents for person in people] == [("form",), ("form", "photos")]


def test_only_the_own_passport_goes_with_an_application(application: Application, journey: str) -> None:
    one, two = make.traveller(application, journey, "One"), make.traveller(application, journey, "Two")
    mine, other = make.passport(application, one), make.passport(application, two)
    assert refused(application, EditVisa(journey, one, "US", VisaDraft(), VisaDraft(passport_id=other))) == ["passport-of-another"]
    application.execute(EditVisa(journey, one, "US", VisaDraft(), VisaDraft(passport_id=mine)))
    card = application.ask(visa_of(journey, one, "US"))
    assert (card.passport and card.passport.id) == mine


def test_a_visa_edited_by_two_is_not_overwritten(application: Application, journey: str) -> None:
    person = make.traveller(application, journey)
    make.visa(application, journey, person, receipt="A1")
    with pytest.raises(Changed):
        application.execute(EditVisa(journey, person, "US", VisaDraft(), VisaDraft(receipt="B2")))


def test_a_visa_that_was_begun_by_mistake_is_removed(application: Application, journey: str) -> None:
    person = make.traveller(application, journey)
    application.execute(RemoveVisa(make.visa(application, journey, person, receipt="A1")))
    assert application.ask(visa_of(journey, person, "US")).id == ""
    with pytest.raises(Gone):
        application.ask(visa_of(journey, person, "JP"))
    with pytest.raises(Gone):
        application.ask(visa_of(journey, "nobody", "US"))


# ------------------------------------------------------------------------------------------------ invitations


def test_the_same_is_written_into_the_letters_of_several_guests(application: Application, visit: str) -> None:
    guests = tuple(make.traveller(application, visit, name, "JP") for name in ("One", "Two"))
    make.invitation(application, visit, guests[0], language="fr")
    director = Multilingual("directeur", "directeur", "director")
    terms = LetterTerms(pays_travel=Payer.GUEST, pays_stay=Payer.REGION, signatory="A. Example", signatory_function=director)
    application.execute(SetLetterTerms(visit, guests, terms))
    found = [application.ask(guest_of(visit, guest)).draft for guest in guests]
    assert [(one.language, one.pays_stay, one.signatory) for one in found] == [
        ("fr", Payer.REGION, "A. Example"),
        ("", Payer.REGION, "A. Example"),
    ]
    assert refused(application, SetLetterTerms(visit, guests, LetterTerms())) == ["nothing-entered"]


def test_letters_are_sent_to_several_guests_in_one_step(application: Application, visit: str) -> None:
    guests = tuple(make.traveller(application, visit, name, "JP") for name in ("One", "Two"))
    application.execute(StepInvitations(visit, guests, LetterStep.SENT, TODAY))
    assert {application.ask(guest_of(visit, guest)).draft.sent_on for guest in guests} == {TODAY}
    assert refused(application, StepInvitations(visit, guests, LetterStep.FILED, date(2021, 9, 2))) == ["day-to-come"]


def test_only_guests_of_a_visit_are_invited(application: Application, journey: str) -> None:
    person = make.traveller(application, journey)
    assert refused(application, EditInvitation(journey, person, InvitationDraft(), InvitationDraft(language="nl"))) == [
        "mission-not-incoming"
    ]


def test_what_is_known_of_a_guest_is_told_before_anything_is_kept(application: Application, visit: str) -> None:
    guest = make.traveller(application, visit, "Guest", "JP")
    card = application.ask(guest_of(visit, guest))
    assert (card.id, card.draft, card.needs) == ("", InvitationDraft(), Answer.UNKNOWN)
    assert (card.letter_by, card.file_from, card.file_by) == (date(2021, 10, 7), date(2021, 6, 6), date(2021, 11, 21))


# ------------------------------------------------------------------------------------------------ the rules


def with_file_days(rules: VisaRules, number: int) -> VisaRules:
    own = RuleNumber(RuleCode.FILE_DAYS, number, "the embassy", confirmed=True)
    return replace(rules, numbers=tuple(own if one.code is RuleCode.FILE_DAYS else one for one in rules.numbers))


def test_the_office_has_rules_of_its_own_and_puts_them_back(application: Application, journey: str) -> None:
    make.card(application)
    make.passport(application, person := make.traveller(application, journey))
    application.execute(StepVisas(journey, (person,), "US", VisaStep.NOTE_ASKED, TODAY))
    before = application.ask(visa_rules())
    application.execute(EditVisaRules(before, with_file_days(before, 30)))
    assert application.ask(rules_are_own())
    assert application.ask(matrix(journey)).cell(person, "visa:US").due == date(2021, 11, 6)
    application.execute(PutBackVisaRules())
    assert (application.ask(visa_rules()), application.ask(rules_are_own())) == (shipped(), False)
    assert refused(application, PutBackVisaRules()) == ["rules-as-they-came"]


def test_rules_edited_by_two_are_not_overwritten(application: Application) -> None:
    before = application.ask(visa_rules())
    application.execute(EditVisaRules(before, with_file_days(before, 30)))
    with pytest.raises(Changed):
        application.execute(EditVisaRules(before, with_file_days(before, 31)))
    assert refused(application, EditVisaRules(before, with_file_days(before, 200))) == ["visa-days-order"]


# ------------------------------------------------------------------------------------------------ two entries, other missions


def test_of_two_entries_of_a_person_the_visa_that_is_further_stays(application: Application, journey: str, visit: str) -> None:
    kept, dissolved = make.traveller(application, journey, "One"), make.traveller(application, journey, "Two")
    make.visa(application, journey, kept, remark="begun")
    make.visa(application, journey, dissolved, filed_on=TODAY, receipt="A1")
    for person in (kept, dissolved):
        missions.participant(application, visit, person)
    make.invitation(application, visit, kept, language="nl")
    make.invitation(application, visit, dissolved, language="fr", contact="the office")
    application.execute(MergePersons(kept, dissolved))
    assert draft(application, journey, kept).receipt == "A1"
    assert application.ask(guest_of(visit, kept)).draft.language == "fr"
    application.undo()
    assert draft(application, journey, dissolved).receipt == "A1"


def test_a_mission_after_the_pattern_of_another_goes_to_the_same_countries_without_visas(application: Application, journey: str) -> None:
    application.execute(AddMissionCountry(journey, CountryDraft("CA", transit=True, enters_on=date(2021, 12, 6), times=2)))
    person = make.traveller(application, journey)
    make.visa(application, journey, person, receipt="A1")
    twin = application.execute(CloneMission(journey, date(2022, 5, 2))).result
    assert list(application.ask(mission_countries(twin, "US"))) == [CountryDraft("US"), CountryDraft("CA", transit=True, times=2)]
    assert [card.id for card in application.ask(visas_of_traveller(twin, person))] == ["", ""]


def test_what_is_kept_of_visas_goes_with_the_mission_and_comes_back_with_it(application: Application, journey: str) -> None:
    application.execute(AddMissionCountry(journey, CountryDraft("CA")))
    person = make.traveller(application, journey)
    make.visa(application, journey, person, receipt="A1")
    application.execute(RemoveMission(journey))
    application.undo()
    assert draft(application, journey, person).receipt == "A1"


def test_a_mission_that_goes_nowhere_has_no_visas(application: Application) -> None:
    screen = make.journey(application, direction=Direction.VIRTUAL)
    person = make.traveller(application, screen)
    assert refused(application, EditVisa(screen, person, "US", VisaDraft(), VisaDraft(remark="x"))) == ["country-not-of-mission"]


def test_a_passport_on_which_a_visa_is_asked_for_is_not_removed(application: Application, journey: str, visit: str) -> None:
    person, guest = make.traveller(application, journey), make.traveller(application, visit)
    passport, other = make.passport(application, person), make.passport(application, guest)
    make.visa(application, journey, person, passport_id=passport)
    make.invitation(application, visit, guest, passport_id=other)
    assert refused(application, RemovePassport(passport)) == ["referred-to"]
    assert refused(application, RemovePassport(other)) == ["referred-to"]
