"""The way of a file, told from the office's desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from app.domains.trips.commands.deciding import Grant
from app.domains.trips.commands.drafting import EditTrip
from app.domains.trips.commands.running import BookTrip, LetTimePass
from app.domains.trips.commands.sending import AdmitTrip, AmendTrip, SubmitTrip
from app.domains.trips.commands.settling import CloseTrip, HandIn, WriteReport
from app.domains.trips.queries.files import trip_card, trip_ids, trips
from app.domains.trips.request import Place
from app.domains.trips.vocabulary import Outcome, Reached, State
from app.kernel.errors import Refused, Severity
from app.kernel.fields import Criteria
from app.kernel.money import euro
from tests.makers.trips import flight, flight_back, moment, request, stay


def state(office, trip):
    return office.card(trip).row.state


def test_a_clean_request_by_train_goes_into_approval_by_itself(office):
    trip = office.sent(request())
    card = office.card(trip)
    assert [finding.rule for finding in card.findings if finding.severity is not Severity.NOTES] == []
    assert card.row.state is State.IN_APPROVAL
    assert [(step.role, step.is_open, step.candidates) for step in card.steps] == [
        ("line_manager", True, ("Lena Lijn",)),
        ("director_general", False, ()),
        ("budget_officer", False, ()),
    ]


def test_three_say_yes_and_it_is_approved(office):
    trip = office.sent(request())
    office.decide(trip, "lena")
    assert state(office, trip) is State.IN_APPROVAL
    office.decide(trip, "bea")
    office.decide(trip, "dirk")
    card = office.card(trip)
    assert card.row.state is State.APPROVED
    assert [(one.role, one.outcome, one.name) for one in card.decisions] == [
        ("line_manager", Outcome.APPROVE, "Lena Lijn"),
        ("budget_officer", Outcome.FAVOURABLE, "Bea Begroting"),
        ("director_general", Outcome.APPROVE, "Dirk Generaal"),
    ]


PARIS = Place("Paris", "FR", "CDG")


def flight_to_paris(**changes):
    legs = (flight(to=PARIS, arrives_at=moment("2026-03-03T09:40:00+01:00")), flight_back(origin=PARIS))
    stays = (stay(city="Paris", country="FR"),)
    return request(**({"destination": PARIS, "legs": legs, "stays": stays} | changes))


def test_a_plane_where_the_train_is_required_needs_a_reason(office):
    trip = office.begin(flight_to_paris())
    with pytest.raises(Refused) as refused:
        office.submit(trip)
    assert [(finding.rule, finding.path) for finding in refused.value.findings] == [
        ("reason-missing", "justifications.R20")
    ]


def test_a_derogation_is_asked_looked_at_by_the_cell_and_granted_by_the_minister(office):
    trip = office.sent(flight_to_paris(justifications={"R20": "strike on the railways"}))
    assert state(office, trip) is State.SUBMITTED
    with office.as_("cell") as application:
        application.execute(AdmitTrip(trip))
    assert [step.role for step in office.card(trip).steps] == ["line_manager", "director_general", "budget_officer", "minister"]
    office.approve(trip, "lena", "dirk", "bea", "max")
    card = office.card(trip)
    assert card.row.state is State.APPROVED
    assert [(one.rule, one.reason, one.granted, one.decided_name) for one in card.derogations] == [
        ("R20", "strike on the railways", True, "Max Minister")
    ]


def test_the_last_approval_decides_every_derogation(office):
    trip = office.sent(flight_to_paris(justifications={"R20": "strike on the railways"}))
    with office.as_("cell") as application:
        application.execute(AdmitTrip(trip))
    for login in ("lena", "dirk", "bea"):
        office.decide(trip, login)
    with pytest.raises(Refused) as refused:
        office.decide(trip, "max")
    assert [finding.rule for finding in refused.value.findings] == ["derogation-open"]
    (derogation,) = office.card(trip).derogations
    with pytest.raises(Refused) as refused:
        office.decide(trip, "max", derogations={derogation.id: Grant(granted=False)})
    assert [finding.rule for finding in refused.value.findings] == ["derogation-denied"]


def test_what_was_returned_is_changed_and_keeps_the_approvals_it_did_not_touch(office):
    trip = office.sent(request())
    office.decide(trip, "lena")
    office.decide(trip, "bea")
    office.decide(trip, "dirk", Outcome.RETURN, "the hotel is dear", marked=("stays",))
    card = office.card(trip)
    assert (card.row.state, card.marked, card.returned_because) == (State.RETURNED, ("stays",), "the hotel is dear")
    with office.as_("mila") as application:
        cheaper = replace(card.request, stays=(stay(price_per_night=euro("99.00")),))
        application.execute(EditTrip(trip, card.request, cheaper))
    office.submit(trip)
    card = office.card(trip)
    assert card.edition == 2
    # The line manager does not look at hotels; the budget officer and the director-general do.
    assert [(step.role, step.is_open, step.decision is not None) for step in card.steps] == [
        ("line_manager", False, True),
        ("director_general", True, False),
        ("budget_officer", True, False),
    ]


def test_an_amendment_leaves_the_approval_until_it_is_decided(office):
    trip = office.sent(request())
    office.approve(trip, "lena", "bea", "dirk")
    with office.as_("mila") as application:
        application.execute(AmendTrip(trip))
        card = application.ask(trip_card(trip))
        application.execute(EditTrip(trip, card.request, replace(card.request, budget_line="11.111.11.11.11.11")))
    office.submit(trip)
    card = office.card(trip)
    assert (card.row.state, card.approved_edition, card.edition) == (State.IN_APPROVAL, 1, 2)
    assert [step.role for step in card.steps if step.is_open] == ["budget_officer"]
    office.decide(trip, "bea")
    assert (office.card(trip).row.state, office.card(trip).approved_edition) == (State.APPROVED, 2)


def test_an_amendment_that_touches_nothing_decided_needs_no_new_decision(office):
    trip = office.sent(request())
    office.approve(trip, "lena", "bea", "dirk")
    with office.as_("mila") as application:
        application.execute(AmendTrip(trip))
        card = application.ask(trip_card(trip))
        application.execute(EditTrip(trip, card.request, replace(card.request, about="seat by the window")))
    office.submit(trip)
    assert (office.card(trip).row.state, office.card(trip).approved_edition) == (State.APPROVED, 2)


def test_a_refused_amendment_leaves_the_trip_as_it_was_approved(office):
    trip = office.sent(request())
    office.approve(trip, "lena", "bea", "dirk")
    with office.as_("mila") as application:
        application.execute(AmendTrip(trip))
        card = application.ask(trip_card(trip))
        application.execute(EditTrip(trip, card.request, replace(card.request, title="Another title")))
    office.submit(trip)
    office.decide(trip, "lena", Outcome.REFUSE, "no")
    card = office.card(trip)
    assert (card.row.state, card.row.title, card.approved_edition, card.edition) == (State.APPROVED, "Working group on clean air", 1, 1)


def test_undo_does_not_reach_behind_what_was_sent(office):
    trip = office.begin(request())
    with office.as_("mila") as application:
        card = application.ask(trip_card(trip))
        application.execute(EditTrip(trip, card.request, replace(card.request, about="x")))
        application.execute(SubmitTrip(trip))
        assert application.next_undo() is None
    assert state(office, trip) is State.IN_APPROVAL


def test_a_journey_that_was_made_without_approval_is_regularised_by_the_highest_level(office, clock):
    trip = office.begin(request())
    clock.moment = datetime(2026, 3, 9, 10, 0, tzinfo=UTC)
    with pytest.raises(Refused):
        office.submit(trip)
    office.submit(trip, reason="sent at once by the minister")
    card = office.card(trip)
    assert (card.row.state, card.row.regularised) == (State.REGULARISATION, True)
    assert [step.role for step in card.steps if step.is_open] == ["minister"]
    office.approve(trip, "max")
    with office.as_("cell") as application:
        assert application.execute(LetTimePass()).result == 2
    assert state(office, trip) is State.TO_SETTLE


def test_time_passes_a_trip_from_approval_to_settlement_and_it_is_closed(office, clock):
    trip = office.sent(request())
    office.approve(trip, "lena", "bea", "dirk")
    with office.as_("cell") as application:
        application.execute(BookTrip(trip, Decimal("600.00"), "agency"))
    clock.moment = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
    with office.as_("lex") as application:
        application.execute(LetTimePass())
    assert state(office, trip) is State.ON_TRIP
    clock.moment = datetime(2026, 3, 6, 10, 0, tzinfo=UTC)
    with office.as_("lex") as application:
        application.execute(LetTimePass())
    card = office.card(trip)
    assert card.row.state is State.TO_SETTLE
    with office.as_("mila") as application:
        with pytest.raises(Refused) as refused:
            application.execute(HandIn(trip))
        assert [finding.rule for finding in refused.value.findings] == ["R77"]
        results = tuple(replace(one, reached=Reached.YES) for one in card.report.results)
        application.execute(WriteReport(trip, card.report, replace(card.report, results=results, text="All went well.", no_costs=True)))
        application.execute(HandIn(trip))
    with office.as_("fien") as application:
        application.execute(CloseTrip(trip))
    assert state(office, trip) is State.CLOSED
    assert [hit.title.best("nl") for hit in office.application.find("went well")] == ["Working group on clean air"]


def test_a_file_is_with_whoever_can_decide(office):
    trip = office.sent(request())
    (row,) = office.application.ask(trips([trip]))
    assert str(row.with_whom) == "with Lena Lijn" or row.with_whom.values["people"] == ("Lena Lijn",)
    with office.as_("lena") as application:
        assert list(application.ask(trip_ids(Criteria(filters=(("view", "waiting"),))))) == [trip]
    with office.as_("dirk") as application:
        assert list(application.ask(trip_ids(Criteria(filters=(("view", "waiting"),))))) == []
    with office.as_("mila") as application:
        assert list(application.ask(trip_ids(Criteria(filters=(("view", "mine"),))))) == [trip]
