"""The matrix of a mission: travellers against documents, each cell with its reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.application import Application
from app.domains.missions.commands import AddParticipant, EditMission
from app.domains.missions.drafts import ParticipantDraft
from app.domains.missions.queries import mission_draft
from app.domains.missions.vocabulary import Direction
from app.domains.people.commands import AddPerson
from app.domains.people.rules import PersonDraft
from app.domains.visas.matrix import Cell, Matrix, matrix
from app.domains.visas.passport_commands import AddPassportRequest, HandOut
from app.domains.visas.passport_rules import CustodyDraft, RequestDraft
from app.domains.visas.readiness import AREA, anchors, checks
from app.domains.visas.terms import PASSPORT, SEE_VISAS, VISA, PassportKind
from app.domains.visas.visa_commands import AddMissionCountry, EditMissionCountry, PrepareVisas, StepVisas
from app.domains.visas.visa_drafts import CountryDraft
from app.domains.visas.visa_terms import Answer, CellState, Entries, Need, Payer, VisaStep
from app.kernel.clock import FixedClock
from app.kernel.errors import Gone
from app.kernel.ids import Ref
from app.kernel.queries import Query
from app.kernel.readiness import Check
from app.kernel.translated import lazy
from tests.makers import missions
from tests.makers import visas as make

TODAY = date(2021, 9, 1)


@pytest.fixture
def journey(application: Application) -> str:
    return make.journey(application)


def seen(application: Application, mission: str) -> Matrix:
    return application.ask(matrix(mission))


def cell(application: Application, mission: str, person: str, column: str) -> Cell:
    return seen(application, mission).cell(person, column)


def told(application: Application, mission: str) -> list[Check]:
    return list(application.ask(Query(checks, SEE_VISAS, ([mission],)))[mission])


def sentences(application: Application, mission: str) -> list[str]:
    wording = application.outside.wording("en")
    return [wording.say(check.finding.message) for check in told(application, mission)]


# ------------------------------------------------------------------------------------------------ abroad


def test_a_journey_has_a_column_for_each_document_and_each_country(application: Application, journey: str) -> None:
    application.execute(AddMissionCountry(journey, CountryDraft("CA", transit=True)))
    columns = seen(application, journey).columns
    assert [column.key for column in columns] == ["passport", "service", "visa:US", "visa:CA", "note", "documents"]
    assert [(column.country, column.transit) for column in columns[2:4]] == [("US", False), ("CA", True)]


def test_a_meeting_on_a_screen_needs_no_documents(application: Application) -> None:
    screen = make.journey(application, direction=Direction.VIRTUAL)
    make.traveller(application, screen)
    assert (seen(application, screen).columns, seen(application, screen).rows) == ((), ())
    assert told(application, screen) == []


def test_travellers_stand_in_the_order_of_the_delegation(application: Application, journey: str) -> None:
    for name in ("Zulu", "Alpha", "Mike"):
        make.traveller(application, journey, name)
    assert [row.name for row in seen(application, journey).rows] == ["Ada Zulu", "Ada Alpha", "Ada Mike"]


def test_without_a_card_the_need_is_not_known_and_the_card_is_asked_for(application: Application, journey: str) -> None:
    person = make.traveller(application, journey)
    make.passport(application, person)
    assert cell(application, journey, person, "visa:US") == Cell(
        CellState.UNKNOWN, seen(application, journey).cell(person, "visa:US").reason, date(2021, 9, 22), None
    )
    assert "The card of this country is not filled yet: United States." in [
        application.outside.wording("en").say(found.message) for found in seen(application, journey).findings
    ]


def test_the_kind_of_passport_decides(application: Application, journey: str) -> None:
    make.card(application)
    ordinary, service = make.traveller(application, journey, "Ordinary"), make.traveller(application, journey, "Service")
    make.passport(application, ordinary)
    make.passport(application, service, PassportKind.SERVICE)
    assert cell(application, journey, ordinary, "visa:US").state is CellState.TO_DO
    assert cell(application, journey, service, "visa:US").state is CellState.NOT_NEEDED
    spare = cell(application, journey, ordinary, "service")
    assert (spare.state, str(spare.reason)) == (CellState.TO_DO, "With a service passport no visa would be needed.")


def test_a_passport_that_does_not_serve_says_why(application: Application, journey: str) -> None:
    person = make.traveller(application, journey)
    passport = make.passport(application, person, expires_on=date(2022, 6, 9))
    short = cell(application, journey, person, "passport")
    assert (short.state, short.due, short.ref) == (CellState.TO_DO, date(2021, 9, 22), Ref(PASSPORT, passport))
    assert short.reason.values["limit"] == date(2022, 6, 10)
    make.card(application, months_valid=3)
    assert cell(application, journey, person, "passport").state is CellState.READY


def test_blank_pages_are_counted_and_unknown_ones_asked_for(application: Application, journey: str) -> None:
    full, unknown = make.traveller(application, journey, "Full"), make.traveller(application, journey, "Unknown")
    make.passport(application, full, blank_pages=1)
    make.passport(application, unknown, blank_pages=None)
    assert cell(application, journey, full, "passport").state is CellState.TO_DO
    assert cell(application, journey, unknown, "passport").state is CellState.UNKNOWN


def test_within_europe_an_identity_card_suffices(application: Application) -> None:
    paris = missions.mission(application)
    person = make.traveller(application, paris)
    states = [one.state for one in seen(application, paris).rows[0].cells]
    assert states == [CellState.NOT_NEEDED] * 5
    make.passport(application, person, expires_on=date(2021, 10, 1), blank_pages=0)  # valid on the way back: nobody asks for more
    assert cell(application, paris, person, "passport").state is CellState.READY
    assert told(application, paris) == []


def test_a_passport_that_another_mission_has_is_told(application: Application, journey: str) -> None:
    other = make.journey(application, starts="2021-12-01", ends="2021-12-08", country="CA")
    person = make.traveller(application, journey)
    passport = make.passport(application, person, PassportKind.SERVICE)
    application.execute(HandOut(passport, CustodyDraft(TODAY, "the traveller", other)))
    assert cell(application, journey, person, "passport").reason.values["day"] == date(2021, 12, 15)


def test_a_service_passport_is_followed_from_the_request_to_the_safe(application: Application, clock: FixedClock, journey: str) -> None:
    person = make.traveller(application, journey)
    draft = RequestDraft(person_id=person, mission_id=journey, office="adviser", reason="journey", needed_by=date(2021, 11, 1))
    application.execute(AddPassportRequest(draft))
    assert cell(application, journey, person, "service").state is CellState.TO_DO
    clock.moment = datetime(2021, 10, 15, 10, tzinfo=UTC)
    assert cell(application, journey, person, "service").state is CellState.LATE
    passport = make.passport(application, person, PassportKind.SERVICE)
    assert cell(application, journey, person, "service").state is CellState.READY
    application.execute(HandOut(passport, CustodyDraft(date(2021, 10, 15), "the traveller", journey)))
    assert str(cell(application, journey, person, "service").reason) == "Handed out for this mission."
    clock.moment = datetime(2021, 12, 18, 10, tzinfo=UTC)
    late = cell(application, journey, person, "service")
    assert (late.state, late.due) == (CellState.LATE, date(2021, 12, 17))
    assert [check.finding.rule for check in told(application, journey)] == ["passport-not-back"]


def test_a_note_verbale_is_needed_where_the_card_says_so(application: Application, journey: str) -> None:
    make.card(application, note_verbale=Answer.YES)
    person = make.traveller(application, journey)
    make.passport(application, person)
    assert cell(application, journey, person, "note").state is CellState.TO_DO
    application.execute(StepVisas(journey, (person,), "US", VisaStep.NOTE_ASKED, TODAY))
    assert cell(application, journey, person, "note").state is CellState.IN_PROGRESS
    application.execute(StepVisas(journey, (person,), "US", VisaStep.NOTE_RECEIVED, TODAY))
    assert cell(application, journey, person, "note").state is CellState.READY


def test_each_traveller_has_the_own_days(application: Application, journey: str) -> None:
    make.card(application)
    late = make.traveller(application, journey, joins=date(2021, 12, 8), leaves=date(2021, 12, 9))
    make.passport(application, late)
    make.visa(
        application,
        journey,
        late,
        valid_from=date(2021, 12, 8),
        valid_until=date(2021, 12, 9),
        checked=("name", "dates", "entries"),
        filed_on=TODAY,
        back_on=TODAY,
        entries=Entries.SINGLE,
    )
    assert cell(application, journey, late, "visa:US").state is CellState.READY
    application.execute(EditMissionCountry(journey, CountryDraft("US"), CountryDraft("US", times=2)))
    assert cell(application, journey, late, "visa:US").state is CellState.LATE


def test_officials_of_a_region_are_told_of_the_visas_they_do_not_get(application: Application, journey: str) -> None:
    assert "national-only" in [found.rule for found in seen(application, journey).findings]
    elsewhere = make.journey(application, country="JP")
    assert "national-only" not in [found.rule for found in seen(application, elsewhere).findings]


def test_days_that_are_only_roughly_known_are_said(application: Application) -> None:
    rough, none = make.journey(application, starts="2021-12", ends=None), make.journey(application, starts=None, ends=None)
    person = make.traveller(application, rough)
    make.card(application)
    make.passport(application, person)
    assert cell(application, rough, person, "visa:US").due == date(2021, 9, 17)
    assert [found.rule for found in seen(application, rough).findings] == ["days-roughly", "national-only"]
    assert [found.rule for found in seen(application, none).findings] == ["nobody-travels", "days-unknown", "national-only"]


def test_a_mission_that_is_gone_has_no_matrix(application: Application) -> None:
    with pytest.raises(Gone):
        seen(application, "none")


def test_a_delegation_of_sixty_takes_no_more_statements_than_one_of_three(
    application: Application, journey: str, statements: Callable[..., object]
) -> None:
    make.card(application)

    def people(number: int) -> None:
        def act(execute: Callable[..., str]) -> None:
            for n in range(number):
                person = execute(AddPerson(PersonDraft("Ada", f"Example {n}", nationality="BE")))
                execute(AddParticipant(journey, ParticipantDraft(person)))

        application.together(lazy("A delegation"), act)

    people(3)
    with statements() as few:  # type: ignore[attr-defined]
        seen(application, journey)
    people(57)
    application.execute(PrepareVisas(journey))
    with statements() as many:  # type: ignore[attr-defined]
        assert len(seen(application, journey).rows) == 60
    assert len(many) == len(few)


# ------------------------------------------------------------------------------------------------ guests


def test_a_guest_who_needs_a_visa_has_a_letter_an_authority_an_insurance_and_an_application(application: Application) -> None:
    visit = make.visit(application)
    guest = make.traveller(application, visit, "Guest", "JP")
    make.passport(application, guest, country="JP")
    assert [column.key for column in seen(application, visit).columns] == [
        "passport",
        "payer",
        "letter",
        "authority",
        "insurance",
        "schengen",
    ]
    make.invitation(application, visit, guest, needs_visa=Answer.YES)
    cells = seen(application, visit).rows[0].cells
    assert [one.state for one in cells] == [CellState.READY, *([CellState.TO_DO] * 5)]
    assert [one.due for one in cells[1:]] == [date(2021, 10, 7), date(2021, 10, 7), *([date(2021, 11, 21)] * 3)]


def test_a_guest_of_europe_needs_none_of_it(application: Application) -> None:
    visit = make.visit(application)
    make.traveller(application, visit, "Guest", "FR")
    assert {one.state for one in seen(application, visit).rows[0].cells} == {CellState.NOT_NEEDED}


def test_the_fifteen_days_of_a_schengen_visa_are_watched(application: Application, clock: FixedClock) -> None:
    visit = make.visit(application)
    guest = make.traveller(application, visit, "Guest", "JP")
    clock.moment = datetime(2021, 11, 22, 10, tzinfo=UTC)
    make.invitation(application, visit, guest, needs_visa=Answer.YES)
    assert cell(application, visit, guest, "schengen").state is CellState.LATE
    other = make.traveller(application, visit, "Other", "JP")
    make.invitation(application, visit, other, needs_visa=Answer.YES, filed_on=date(2021, 11, 22))
    late = cell(application, visit, other, "schengen")
    assert (late.state, late.reason.values["day"]) == (CellState.LATE, date(2021, 11, 22))
    third = make.traveller(application, visit, "Third", "JP")
    make.invitation(
        application, visit, third, needs_visa=Answer.YES, filed_on=date(2021, 11, 20), decided_on=date(2021, 11, 22), granted=Answer.YES
    )
    assert cell(application, visit, third, "schengen").state is CellState.READY


def test_a_guests_passport_is_valid_after_leaving_and_not_too_old(application: Application) -> None:
    visit = make.visit(application)
    short, old = make.traveller(application, visit, "Short", "JP"), make.traveller(application, visit, "Old", "JP")
    make.passport(application, short, country="JP", expires_on=date(2022, 3, 9))
    make.passport(application, old, country="JP", issued_on=date(2011, 12, 6), expires_on=date(2026, 12, 5))
    assert cell(application, visit, short, "passport").state is CellState.TO_DO
    assert "issued" in str(cell(application, visit, old, "passport").reason)


def test_who_pays_is_ready_when_travel_and_stay_are_said(application: Application) -> None:
    visit = make.visit(application)
    guest = make.traveller(application, visit, "Guest", "JP")
    make.invitation(application, visit, guest, pays_travel=Payer.AUTHORITY, pays_stay=Payer.REGION)
    assert cell(application, visit, guest, "payer").state is CellState.READY


# ------------------------------------------------------------------------------------------------ what checklists hear


def test_a_fault_that_several_share_is_said_once(application: Application, journey: str) -> None:
    make.card(application)
    for name in ("One", "Two", "Three", "Four"):
        make.passport(application, make.traveller(application, journey, name))
    assert sentences(application, journey) == [
        "Service passport, 4 travellers: With a service passport no visa would be needed.",
        "Visa for United States, 4 travellers: A visa is needed; nothing has been done yet.",
    ]
    assert {(check.due, check.duty) for check in told(application, journey)} == {(date(2021, 9, 22), "TRAV")}


def test_a_card_that_is_missing_is_said_in_the_place_of_all_who_wait_for_it(application: Application, journey: str) -> None:
    for name in ("One", "Two"):
        make.passport(application, make.traveller(application, journey, name))
    assert sentences(application, journey) == ["The card of this country is not filled yet: United States."]


def test_a_check_clears_itself_when_it_is_mended(application: Application, journey: str) -> None:
    make.card(application, service=Need.VISA)
    person = make.traveller(application, journey)
    make.passport(application, person)
    visa = make.visa(application, journey, person)
    (check,) = told(application, journey)
    assert (check.finding.rule, check.finding.ref) == ("visa-visa", Ref(VISA, visa))
    application.execute(StepVisas(journey, (person,), "US", VisaStep.FILED, TODAY, "the embassy"))
    assert told(application, journey) == []


def test_an_old_card_asks_to_be_checked_where_somebody_relies_on_it(application: Application, journey: str) -> None:
    make.card(application, checked_on=date(2020, 8, 31), ordinary=Need.NOT_NEEDED)
    assert told(application, journey) == []
    make.passport(application, make.traveller(application, journey))
    assert [check.finding.rule for check in told(application, journey)] == ["card-old"]


def test_the_day_of_filing_is_an_anchor_for_each_traveller(application: Application, journey: str) -> None:
    make.card(application)
    one, two = make.traveller(application, journey, "One"), make.traveller(application, journey, "Two")
    make.visa(application, journey, one, filed_on=date(2021, 8, 20))
    make.visa(application, journey, two)
    found = application.ask(Query(anchors, SEE_VISAS, ([journey],)))[journey]
    assert {key: anchor.when for key, anchor in found.items()} == {
        "submission": date(2021, 8, 20),
        f"submission/{one}": date(2021, 8, 20),
        f"submission/{two}": None,
    }


def test_the_area_is_the_tab_where_it_is_mended() -> None:
    assert str(AREA) == "Visas"


def test_a_country_of_the_mission_changes_with_it(application: Application, journey: str) -> None:
    before = application.ask(mission_draft(journey))
    application.execute(EditMission(journey, before, replace(before, country="JP")))
    assert [country.country for country in seen(application, journey).countries] == ["JP"]


def test_days_in_a_country_that_are_no_longer_those_of_the_mission_are_said(application: Application, journey: str) -> None:
    application.execute(
        AddMissionCountry(journey, CountryDraft("CA", transit=True, enters_on=date(2021, 12, 6), leaves_on=date(2021, 12, 7)))
    )
    before = application.ask(mission_draft(journey))
    application.execute(EditMission(journey, before, replace(before, starts=missions.days("2022-02-01"), ends=missions.days("2022-02-04"))))
    assert "country-days" in [found.rule for found in seen(application, journey).findings]
    assert [country.draft.enters_on for country in seen(application, journey).countries] == [None, date(2021, 12, 6)]
