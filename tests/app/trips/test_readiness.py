"""What is missing of the trips of a mission, for the list of what is to be done."""

from __future__ import annotations

from datetime import date

import pytest

from app.domains.missions.commands import CancelMission, PostponeMission
from app.domains.missions.vocabulary import SEE_MISSIONS, Direction, ParticipantRole
from app.domains.trips import readiness
from app.domains.trips.commands.drafting import BeginTripsOfMission
from app.domains.trips.commands.running import CancelTrip
from app.domains.trips.shifting import Shift, shifted
from app.domains.trips.vocabulary import SEE_TRIPS, CancelReason
from app.kernel.queries import Query
from app.kernel.readiness import Duty
from tests.makers import missions as made
from tests.makers.trips import request, traveller

NOT_APPROVED = ("trip-not-approved", "Trip T2026/001 (Mila Voorbeeld) is not approved yet.", date(2026, 2, 17))


@pytest.fixture
def mission(office):
    """A mission to Leipzig from 3 to 5 March 2026, with Mila in its delegation."""
    with office.as_("head") as application:
        visit = made.mission(application, "Clean air", "2026-03-03", "2026-03-05", country="DE", city="Leipzig", zone="Europe/Berlin")
        made.participant(application, visit, office.persons["mila"])
    return visit


def missing(office, *missions, by="head"):
    with office.as_(by) as application:
        found = application.ask(Query(readiness.checks, SEE_TRIPS if by == "mila" else SEE_MISSIONS, (missions,)))
    assert {one.duty for checks in found.values() for one in checks} <= {Duty.TRAV}
    return [(one.finding.rule, str(one.finding.message), one.due) for mission in missions for one in found.get(mission, ())]


def test_travellers_need_a_request_three_weeks_ahead(office, mission):
    assert missing(office, mission) == [("traveller-without-request", "Mila Voorbeeld has no request for a trip yet.", date(2026, 2, 10))]


def test_farther_away_six_weeks_ahead(office):
    with office.as_("head") as application:
        visit = made.mission(application, "Dubai", "2026-06-01", "2026-06-05", country="AE", city="Dubai", zone="Asia/Dubai")
        for number in range(5):
            made.participant(application, visit, name=str(number))
    assert missing(office, visit) == [
        ("traveller-without-request", "Ada 0, Ada 1, Ada 2 and 2 others have no request for a trip yet.", date(2026, 4, 20))
    ]


def test_a_request_is_approved_two_weeks_ahead(office, mission):
    with office.as_("cell") as application:
        application.execute(BeginTripsOfMission(mission))
    assert missing(office, mission) == [NOT_APPROVED]


def test_who_is_only_named_in_a_request_has_one(office, mission):
    office.begin(request(), mission=mission)
    assert missing(office, mission) == [NOT_APPROVED]


def test_an_approved_trip_lacks_nothing(office, mission):
    trip = office.submit(office.begin(request(), mission=mission))
    office.approve(trip, "lena", "bea", "dirk")
    assert missing(office, mission) == []


def test_a_cancelled_trip_leaves_its_traveller_without_request(office, mission):
    trip = office.begin(request(), mission=mission)
    with office.as_("cell") as application:
        application.execute(CancelTrip(trip, CancelReason.AGENDA, "no time"))
    assert [rule for rule, *_ in missing(office, mission)] == ["traveller-without-request"]


def test_a_trip_that_is_shorter_than_the_mission_is_told(office):
    with office.as_("head") as application:
        visit = made.mission(application, "Longer", "2026-03-03", "2026-03-06", country="DE", city="Leipzig", zone="Europe/Berlin")
        made.participant(application, visit, office.persons["mila"])
    office.begin(request(travellers=(traveller(person=office.persons["mila"]),)), mission=visit)
    assert missing(office, visit) == [
        NOT_APPROVED,
        (
            "trip-misses-days",
            "Mila Voorbeeld takes part from 2026-03-03 until 2026-03-06; trip T2026/001 is shorter.",
            None,
        ),
    ]


def test_a_trip_on_other_days_than_the_mission_is_told_once_no_other_is_on_its_days(office):
    with office.as_("head") as application:
        visit = made.mission(application, "Later", "2026-03-10", "2026-03-12", country="DE", city="Leipzig", zone="Europe/Berlin")
        made.participant(application, visit, office.persons["mila"])
    office.begin(request(), mission=visit)
    assert missing(office, visit)[1:] == [
        (
            "trip-on-other-days",
            "Mila Voorbeeld takes part from 2026-03-10 until 2026-03-12; trip T2026/001 is on other days.",
            None,
        )
    ]
    office.begin(shifted(request(), Shift(7, 7)), mission=visit)
    assert [rule for rule, *_ in missing(office, visit)] == ["trip-not-approved", "trip-not-approved"]


def test_a_trip_that_has_not_followed_its_mission_is_told(office, mission):
    office.submit(office.begin(request(), mission=mission))
    with office.as_("head") as application:
        application.execute(PostponeMission(mission, None, None, "flood"))
    assert [rule for rule, *_ in missing(office, mission)] == ["mission-moved", "trip-not-approved"]


@pytest.mark.parametrize("role", [ParticipantRole.COMPANY, ParticipantRole.PRESS, ParticipantRole.SPOUSE])
def test_the_journeys_of_companies_press_and_partners_are_their_own(office, role):
    with office.as_("head") as application:
        visit = made.mission(application, "Fair", "2026-06-01", "2026-06-05")
        made.participant(application, visit, role=role)
    assert missing(office, visit) == []


def test_guests_and_those_who_stay_at_home_need_none(office):
    with office.as_("head") as application:
        for direction in (Direction.INCOMING, Direction.VIRTUAL):
            made.participant(application, made.mission(application, direction, "2026-06-01", None, direction=direction), name=direction)
        visits = [made.mission(application, "Off", "2026-06-01", None)]
        made.participant(application, visits[0])
        application.execute(CancelMission(visits[0], "war"))
    assert missing(office, *visits) == []


def test_for_many_missions_there_are_as_many_statements_as_for_one(office, statements):
    with office.as_("head") as application:
        several = [made.mission(application, f"Visit {number}", "2026-06-01", None) for number in range(5)]
        for visit in several:
            made.participant(application, visit, name=visit)
    with statements() as one:
        missing(office, *several[:1])
    with statements() as many:
        missing(office, *several)
    assert len(many) == len(one)
