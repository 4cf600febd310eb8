"""When a mission moves or ends, or somebody leaves it: what of the visas follows, and what a person must do."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from app.application import Application
from app.domains.missions.commands import CancelMission, MoveMission, PostponeMission, RemoveParticipant
from app.domains.missions.queries import delegation
from app.domains.missions.vocabulary import Direction
from app.domains.visas.matrix import matrix
from app.domains.visas.passport_commands import HandOut
from app.domains.visas.passport_rules import CustodyDraft
from app.domains.visas.readiness import AREA
from app.domains.visas.terms import VISA, PassportKind
from app.domains.visas.visa_commands import AddMissionCountry, EditVisa, RemoveVisa, StepVisas
from app.domains.visas.visa_drafts import CountryDraft, VisaDraft
from app.domains.visas.visa_queries import mission_countries, visa_of
from app.domains.visas.visa_terms import Answer, CellState, Entries, VisaStep
from app.kernel.clock import FixedClock
from app.kernel.commands import Command
from app.kernel.consequences import Consequence, Effect
from app.kernel.errors import Gone, Refused
from app.kernel.ids import Ref
from app.kernel.periods import PartialDate
from tests.makers import missions
from tests.makers import visas as make

TODAY = date(2021, 9, 1)
A_MONTH_LATER = (PartialDate(2022, 1, 6), PartialDate(2022, 1, 10))


@pytest.fixture
def journey(application: Application) -> str:
    made = make.journey(application)
    make.card(application)
    return made


def said(application: Application, command: Command[object]) -> list[Consequence]:
    """Give what a command would bring about in the area of visas."""
    return [one for one in application.preview(command).consequences if one.area == AREA]


def told(application: Application, command: Command[object]) -> list[tuple[Effect, str]]:
    """Say it in English."""
    wording = application.outside.wording("en")
    return [(one.effect, wording.say(one.text)) for one in said(application, command)]


def valid(application: Application, mission: str, person: str, until: date = date(2021, 12, 31)) -> str:
    """Give somebody a visa that is there and looked over."""
    return make.visa(
        application,
        mission,
        person,
        filed_on=date(2021, 8, 1),
        back_on=date(2021, 8, 20),
        valid_from=date(2021, 12, 1),
        valid_until=until,
        entries=Entries.MULTIPLE,
        checked=("name", "dates", "entries"),
    )


# ------------------------------------------------------------------------------------------------ a mission moves


def test_a_visa_that_no_longer_suffices_is_a_task_with_the_day_of_filing(application: Application, journey: str) -> None:
    person = make.traveller(application, journey)
    make.passport(application, person)
    visa = valid(application, journey, person)
    (found,) = said(application, MoveMission(journey, *A_MONTH_LATER, "the host asked"))
    assert (found.effect, found.ref, found.key, found.duty, found.due) == (
        Effect.BY_HAND,
        Ref(VISA, visa),
        f"visa:{visa}",
        "TRAV",
        date(2021, 11, 22),
    )
    assert application.outside.wording("en").say(found.text) == (
        "Ask for a new visa for United States for Ada Example: The visa is valid until 31 December 2021, and the country is left on 10 January 2022."
    )


def test_what_still_suffices_follows_in_one_sentence(application: Application, journey: str) -> None:
    for name in ("One", "Two"):
        person = make.traveller(application, journey, name)
        make.passport(application, person)
        valid(application, journey, person, until=date(2022, 6, 30))
    assert told(application, MoveMission(journey, *A_MONTH_LATER, "the host asked")) == [(Effect.FOLLOWS, "2 visas still suffice.")]


def test_an_application_for_the_old_days_is_to_be_told_to_the_embassy(application: Application, journey: str) -> None:
    person = make.traveller(application, journey)
    make.passport(application, person)
    application.execute(StepVisas(journey, (person,), "US", VisaStep.FILED, TODAY, "the embassy"))
    move = MoveMission(journey, *A_MONTH_LATER, "the host asked")
    assert told(application, move) == [
        (
            Effect.BY_HAND,
            (
                "Tell the embassy of the new days, United States, Ada Example: It was filed for 6 December 2021 to 10 December 2021; "
                "the days are now 6 January 2022 to 10 January 2022."
            ),
        )
    ]
    application.execute(move)
    assert application.ask(matrix(journey)).cell(person, "visa:US").state is CellState.LATE
    application.undo()
    assert application.ask(matrix(journey)).cell(person, "visa:US").state is CellState.IN_PROGRESS


def test_a_shorter_mission_needs_no_new_visa(application: Application, journey: str) -> None:
    person = make.traveller(application, journey)
    make.passport(application, person)
    application.execute(StepVisas(journey, (person,), "US", VisaStep.FILED, TODAY))
    shorter = MoveMission(journey, PartialDate(2021, 12, 6), PartialDate(2021, 12, 8), "one day less")
    assert told(application, shorter) == [(Effect.FOLLOWS, "One visa still suffices.")]


def test_a_passport_that_expires_too_soon_for_the_new_days_is_a_task(application: Application, journey: str) -> None:
    person = make.traveller(application, journey)
    passport = make.passport(application, person, expires_on=date(2022, 6, 30))
    (found,) = said(application, MoveMission(journey, *A_MONTH_LATER, "the host asked"))
    assert (found.effect, found.ref, found.key, found.due) == (
        Effect.BY_HAND,
        Ref("passport", passport),
        f"passport:{passport}",
        date(2021, 10, 23),
    )


def test_what_is_due_before_today_is_due_today(application: Application, clock: FixedClock, journey: str) -> None:
    person = make.traveller(application, journey)
    make.passport(application, person)
    valid(application, journey, person)
    clock.moment = datetime(2021, 12, 1, 10, tzinfo=UTC)
    (found,) = said(application, MoveMission(journey, *A_MONTH_LATER, "the host asked"))
    assert found.due == date(2021, 12, 1)


def test_the_days_in_the_countries_move_along_and_come_back(application: Application, journey: str) -> None:
    transit = CountryDraft("CA", transit=True, enters_on=date(2021, 12, 6), leaves_on=date(2021, 12, 7))
    application.execute(AddMissionCountry(journey, transit))
    move = MoveMission(journey, *A_MONTH_LATER, "the host asked")
    assert told(application, move) == [(Effect.FOLLOWS, "The days in one country move along.")]
    application.execute(move)
    moved = CountryDraft("CA", transit=True, enters_on=date(2022, 1, 6), leaves_on=date(2022, 1, 7))
    assert list(application.ask(mission_countries(journey, "US"))) == [CountryDraft("US"), moved]
    application.undo()
    assert list(application.ask(mission_countries(journey, "US"))) == [CountryDraft("US"), transit]


def test_put_off_without_days_only_what_lies_at_an_embassy_is_told(application: Application, journey: str) -> None:
    transit = CountryDraft("CA", transit=True, enters_on=date(2021, 12, 6))
    application.execute(AddMissionCountry(journey, transit))
    one, two = make.traveller(application, journey, "One"), make.traveller(application, journey, "Two")
    application.execute(StepVisas(journey, (one,), "US", VisaStep.FILED, TODAY))
    valid(application, journey, two)
    off = PostponeMission(journey, None, None, "an election")
    assert told(application, off) == [(Effect.BY_HAND, "One visa application is at an embassy for the old days: tell the embassy.")]
    application.execute(off)
    application.execute(MoveMission(journey, *A_MONTH_LATER, "after the election"))
    assert application.ask(mission_countries(journey, "US"))[1].enters_on == date(2022, 1, 6)


def test_nobody_asks_for_a_visa_for_a_month(application: Application, journey: str) -> None:
    one, two = make.traveller(application, journey, "One"), make.traveller(application, journey, "Two")
    make.passport(application, one)
    application.execute(StepVisas(journey, (one,), "US", VisaStep.FILED, TODAY))
    valid(application, journey, two)
    off = PostponeMission(journey, PartialDate(2022, 3), None, "an election")
    assert told(application, off) == [(Effect.BY_HAND, "One visa application is at an embassy for the old days: tell the embassy.")]


def test_guests_whose_letter_names_the_old_days_get_another(application: Application) -> None:
    visit = make.visit(application)
    sent, other = make.traveller(application, visit, "Sent", "JP"), make.traveller(application, visit, "Other", "JP")
    make.invitation(application, visit, sent, needs_visa=Answer.YES, sent_on=TODAY, filed_on=TODAY)
    make.invitation(application, visit, other, needs_visa=Answer.YES)
    assert told(application, MoveMission(visit, *A_MONTH_LATER, "the guests asked")) == [
        (Effect.BY_HAND, "Send Ada Sent a letter with the new days: the one of 1 September 2021 names the old ones."),
        (Effect.BY_HAND, "Ask Ada Sent whether the Schengen visa covers the new days: it was filed on 1 September 2021."),
    ]


def test_a_guests_passport_is_looked_at_for_the_new_days(application: Application) -> None:
    visit = make.visit(application)
    guest = make.traveller(application, visit, "Guest", "JP")
    make.passport(application, guest, country="JP", expires_on=date(2022, 3, 31))
    make.invitation(application, visit, guest, needs_visa=Answer.YES)
    ((effect, sentence),) = told(application, MoveMission(visit, *A_MONTH_LATER, "the guests asked"))
    assert (effect, sentence[:44]) == (Effect.BY_HAND, "The ordinary passport of Ada Guest expires o")


def test_nobody_is_told_of_visas_that_nobody_has(application: Application, journey: str) -> None:
    make.traveller(application, journey)
    assert told(application, MoveMission(journey, *A_MONTH_LATER, "the host asked")) == []
    screen = make.journey(application, direction=Direction.VIRTUAL)
    assert told(application, MoveMission(screen, *A_MONTH_LATER, "the host asked")) == []


# ------------------------------------------------------------------------------------------------ a mission ends


def test_of_a_cancelled_mission_applications_are_withdrawn_and_passports_taken_back(application: Application, journey: str) -> None:
    one, two = make.traveller(application, journey, "One"), make.traveller(application, journey, "Two")
    passport = make.passport(application, two, PassportKind.SERVICE)
    application.execute(HandOut(passport, CustodyDraft(TODAY, "the traveller", journey)))
    application.execute(StepVisas(journey, (one,), "US", VisaStep.FILED, TODAY))
    valid(application, journey, two)
    assert told(application, CancelMission(journey, "no longer needed")) == [
        (Effect.BY_HAND, "Withdraw the visa application of Ada One for United States."),
        (Effect.BY_HAND, "Take back the service passport of Ada Two."),
    ]


def test_guests_of_a_cancelled_visit_are_told(application: Application) -> None:
    visit = make.visit(application)
    for name in ("One", "Two"):
        make.invitation(application, visit, make.traveller(application, visit, name, "JP"), sent_on=TODAY)
    assert told(application, CancelMission(visit, "no longer needed")) == [
        (Effect.BY_HAND, "Tell the 2 guests whose letters were sent, and the consulates.")
    ]


# ------------------------------------------------------------------------------------------------ people


def test_who_leaves_takes_along_what_nobody_has_begun(application: Application, journey: str) -> None:
    person = make.traveller(application, journey)
    visa = make.visa(application, journey, person, remark="later")
    (row,) = application.ask(delegation(journey))
    application.execute(RemoveParticipant(row.id))
    with pytest.raises(Gone):
        application.execute(RemoveVisa(visa))
    application.undo()
    assert application.ask(visa_of(journey, person, "US")).id == visa


def test_an_application_of_somebody_who_leaves_is_withdrawn_by_hand(application: Application, journey: str) -> None:
    person = make.traveller(application, journey)
    make.visa(application, journey, person, filed_on=TODAY)
    (row,) = application.ask(delegation(journey))
    leave = RemoveParticipant(row.id)
    assert told(application, leave) == [
        (Effect.BY_HAND, "Withdraw the visa application of Ada Example, who no longer travels, for United States.")
    ]
    application.execute(leave)
    missions.participant(application, journey, person)
    assert application.ask(visa_of(journey, person, "US")).draft.filed_on == TODAY


def test_an_edit_by_somebody_else_does_not_bring_back_what_has_gone(application: Application, journey: str) -> None:
    person = make.traveller(application, journey)
    (row,) = application.ask(delegation(journey))
    application.execute(RemoveParticipant(row.id))
    with pytest.raises(Refused, match="no longer in the delegation"):
        application.execute(EditVisa(journey, person, "US", VisaDraft(), VisaDraft(remark="x")))
