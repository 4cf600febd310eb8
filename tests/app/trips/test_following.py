"""A mission moves or is cancelled: what its service trips do, in each of their states."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domains.checklists.queries import tasks
from app.domains.missions.commands import CancelMission, MoveMission, PostponeMission
from app.domains.missions.zones import zone_of
from app.domains.trips.commands.deciding import DecideTrip, Verdict
from app.domains.trips.commands.drafting import EditTrip, LinkToMission
from app.domains.trips.commands.following import CancelTripsOfMission, ConfirmDates
from app.domains.trips.commands.running import BookTrip
from app.domains.trips.commands.sending import AmendTrip, SubmitTrip, WithdrawTrip
from app.domains.trips.request import Place
from app.domains.trips.shifting import Shift, shifted
from app.domains.trips.vocabulary import CancelReason, Outcome, State
from app.kernel.consequences import Effect
from app.kernel.errors import Changed, Refused
from app.kernel.ids import Ref
from tests.makers import missions as made
from tests.makers.missions import days
from tests.makers.trips import leg, leg_back, moment, request, stay


@pytest.fixture
def mission(office):
    """A mission to Leipzig from 3 to 5 March 2026."""
    with office.as_("head") as application:
        return made.mission(application, "Clean air", "2026-03-03", "2026-03-05", country="DE", city="Leipzig", zone="Europe/Berlin")


def begun(office, mission, **changes):
    """A request for the mission."""
    return office.begin(request(**changes), mission=mission)


def granted(office, mission, *, booked=False):
    """A request for the mission that was approved, and perhaps booked."""
    trip = office.submit(begun(office, mission))
    office.approve(trip, "lena", "bea", "dirk")
    if booked:
        with office.as_("cell") as application:
            application.execute(BookTrip(trip, Decimal("500.00")))
    return trip


def move(office, mission, starts, ends=None, by="cell", **more):
    """Move the mission; give what follows in the trips."""
    with office.as_(by) as application:
        outcome = application.execute(MoveMission(mission, days(starts), days(ends), "strike of the railways", **more))
    return told(outcome)


def told(outcome):
    return [(one.effect, str(one.text)) for one in outcome.consequences if str(one.area) == "Trips"]


def dates(office, trip):
    """Give the state of a trip, and when it leaves and comes back."""
    card = office.card(trip)
    return card.row.state, str(card.request.departs_at), str(card.request.returns_at)


OLD = ("2026-03-03 08:25:00+01:00", "2026-03-05 19:40:00+01:00")
NEW = ("2026-04-07 08:25:00+02:00", "2026-04-09 19:40:00+02:00")  # five weeks later, in summer time


# ------------------------------------------------------------------------------------------------ moved


def test_a_draft_moves_along_on_the_clock_of_its_tickets(office, mission):
    trip = begun(office, mission)
    assert move(office, mission, "2026-04-07", "2026-04-09") == [(Effect.FOLLOWS, "1 request for a trip moves along.")]
    assert dates(office, trip) == (State.DRAFT, *NEW)
    assert [str(one.departs_at) for one in office.card(trip).request.legs] == [NEW[0], "2026-04-09 11:50:00+02:00"]


def test_one_undo_takes_everything_back(office, mission):
    draft, approved = begun(office, mission, title="Another"), granted(office, mission, booked=True)
    before = [office.card(trip) for trip in (draft, approved)]
    with office.as_("cell") as application:
        application.execute(MoveMission(mission, days("2026-04-07"), days("2026-04-09"), "strike"))
        application.undo()
        assert [office.card(trip) for trip in (draft, approved)] == before
        application.redo()
    assert dates(office, draft) == (State.DRAFT, *NEW)
    assert dates(office, approved) == (State.AMENDING, *NEW)


def test_an_approved_trip_is_amended_and_its_approval_stands_until_that_is_decided(office, mission):
    trip = granted(office, mission)
    assert move(office, mission, "2026-04-07", "2026-04-09") == [
        (Effect.BY_HAND, "Send the amendment of T2026/001 (Mila Voorbeeld) for approval: it leaves on 2026-04-07 now.")
    ]
    card = office.card(trip)
    assert (card.row.state, card.edition, card.approved_edition) == (State.AMENDING, 2, 1)
    assert [str(one.request.departs_at) for one in card.editions] == [OLD[0], NEW[0]]
    assert (card.moves[-1].step, card.moves[-1].reason) == ("amend", "strike of the railways")


def test_the_amendment_is_sent_and_decided_like_any_other(office, mission):
    trip = granted(office, mission)
    move(office, mission, "2026-04-07", "2026-04-09")
    office.submit(trip, "cell")
    office.approve(trip, *(seat for seat in ("lena", "bea", "dirk") if office.card(trip).row.state is State.IN_APPROVAL))
    assert dates(office, trip) == (State.APPROVED, *NEW)


def test_what_is_booked_is_to_be_changed_by_hand(office, mission):
    granted(office, mission, booked=True)
    assert move(office, mission, "2026-04-07", "2026-04-09") == [
        (
            Effect.BY_HAND,
            (
                "Send the amendment of T2026/001 (Mila Voorbeeld) for approval, and have its tickets and nights changed: "
                "it leaves on 2026-04-07 now."
            ),
        )
    ]


def test_an_amendment_that_was_sent_cannot_be_taken_back_with_the_move(office, mission):
    trip = granted(office, mission)
    move(office, mission, "2026-04-07", "2026-04-09")
    office.submit(trip, "cell")
    with office.as_("cell") as application:
        assert application.next_undo() is None


def test_an_amendment_in_which_somebody_has_written_since_is_not_taken_back(office, mission):
    trip = granted(office, mission)
    move(office, mission, "2026-04-07", "2026-04-09")
    card = office.card(trip)
    with office.as_("mila") as application:
        application.execute(EditTrip(trip, card.request, request(title="Another title")))
    with office.as_("cell") as application, pytest.raises(Changed):
        application.undo()
    assert office.card(trip).row.state is State.AMENDING


def test_a_second_move_writes_in_the_amendment_that_is_there(office, mission):
    trip = granted(office, mission)
    move(office, mission, "2026-04-07", "2026-04-09")
    assert move(office, mission, "2026-04-08", "2026-04-10") == [
        (Effect.BY_HAND, "Send the amendment of T2026/001 (Mila Voorbeeld) for approval: it leaves on 2026-04-08 now.")
    ]
    card = office.card(trip)
    assert (card.edition, str(card.request.departs_at)) == (2, "2026-04-08 08:25:00+02:00")


# ------------------------------------------------------------------------------------------------ before its approvers


@pytest.fixture
def waiting(office, mission):
    """A request that waits for its approvers while the mission moves."""
    trip = office.submit(begun(office, mission))
    assert move(office, mission, "2026-04-07", "2026-04-09") == [
        (
            Effect.BY_HAND,
            "Withdraw request T2026/001 (Mila Voorbeeld) and send it again: it waits for approval with the old dates, and cannot be approved.",
        )
    ]
    return trip


def rules(refusal):
    return [finding.rule for finding in refusal.value.findings]


def test_a_request_before_its_approvers_keeps_its_content_and_cannot_be_approved(office, waiting):
    assert dates(office, waiting) == (State.IN_APPROVAL, *OLD)
    with pytest.raises(Refused) as refusal:
        office.decide(waiting, "lena")
    assert rules(refusal) == ["mission-moved"]
    assert str(refusal.value) == (
        "The mission has moved by 35 days since this was written. The dates here must be changed, or confirmed as they stand."
    )
    assert "mission-moved" in [finding.rule for finding in office.card(waiting).findings]


def test_it_can_be_returned(office, waiting):
    office.decide(waiting, "lena", Outcome.RETURN, "the mission has moved")
    assert office.card(waiting).row.state is State.RETURNED


def test_it_is_sent_again_with_the_new_dates(office, waiting):
    with office.as_("mila") as application:
        application.execute(WithdrawTrip(waiting))
        with pytest.raises(Refused) as refusal:
            application.execute(SubmitTrip(waiting))
        assert rules(refusal)[0] == "mission-moved"
        card = office.card(waiting)
        moved = shifted(card.request, Shift(35, 35))
        application.execute(EditTrip(waiting, card.request, moved))
        application.execute(SubmitTrip(waiting))
    office.decide(waiting, "lena")
    assert dates(office, waiting) == (State.IN_APPROVAL, *NEW)


def test_somebody_says_that_its_dates_stand(office, waiting):
    with office.as_("mila") as application:
        application.execute(ConfirmDates(waiting))
        with pytest.raises(Refused) as refusal:
            application.execute(ConfirmDates(waiting))
    assert rules(refusal) == ["nothing-to-confirm"]
    office.decide(waiting, "lena")


def test_the_approver_does_not_say_it(office, waiting):
    with office.as_("bea") as application, pytest.raises(Refused) as refusal:
        application.execute(ConfirmDates(waiting))
    assert rules(refusal) == ["not-your-move"]


def test_it_goes_on_when_the_mission_moves_back(office, mission, waiting):
    assert move(office, mission, "2026-03-03", "2026-03-05") == []
    office.decide(waiting, "lena")


def test_it_goes_on_when_the_move_is_undone(office, waiting):
    with office.as_("cell") as application:
        application.undo()
    office.decide(waiting, "lena")


def test_it_goes_on_when_it_belongs_to_no_mission(office, waiting):
    with office.as_("cell") as application:
        application.execute(LinkToMission(waiting, None))
    office.decide(waiting, "lena")


# ------------------------------------------------------------------------------------------------ put off without dates


def test_a_mission_put_off_without_dates_stops_its_trips_and_moves_them_once_it_has_dates(office, mission):
    draft, approved = begun(office, mission, title="Another"), granted(office, mission)
    with office.as_("cell") as application:
        assert told(application.execute(PostponeMission(mission, None, None, "flood"))) == [
            (
                Effect.WARNS,
                "T2026/002 (Mila Voorbeeld) is approved for dates that no longer hold: nothing can be booked on it before it is amended.",
            ),
            (Effect.WARNS, "1 request for a trip keeps its days until new ones are known, and cannot be sent before."),
        ]
        with pytest.raises(Refused) as refusal:
            application.execute(BookTrip(approved, Decimal(500)))
        assert rules(refusal) == ["mission-moved"]
    with office.as_("mila") as application, pytest.raises(Refused) as refusal:
        application.execute(SubmitTrip(draft))
    assert rules(refusal)[0] == "mission-moved"
    assert dates(office, draft) == (State.DRAFT, *OLD)

    move(office, mission, "2026-04-07", "2026-04-09")
    assert dates(office, draft) == (State.DRAFT, *NEW)
    assert dates(office, approved) == (State.AMENDING, *NEW)


def test_tickets_of_a_mission_without_dates_are_somebodys_task(office, mission):
    granted(office, mission, booked=True)
    with office.as_("cell") as application:
        assert told(application.execute(PostponeMission(mission, None, None, "flood"))) == [
            (
                Effect.BY_HAND,
                "Have the tickets and nights of T2026/001 (Mila Voorbeeld) cancelled or kept open: its dates no longer hold.",
            )
        ]


# ------------------------------------------------------------------------------------------------ what does not follow


def test_a_journey_that_has_begun_stays_as_it_is(office, mission, clock):
    trip = granted(office, mission, booked=True)
    clock.moment = moment("2026-03-03T12:00:00+01:00")
    assert move(office, mission, "2026-03-04", "2026-03-06") == [(Effect.WARNS, "1 trip is under way and stays as it is.")]
    assert dates(office, trip) == (State.BOOKED, *OLD)


def test_a_journey_that_prepares_the_mission_keeps_its_days(office, mission):
    earlier = shifted(request(), Shift(-14, -14))
    trip = office.begin(earlier, mission=mission)
    assert move(office, mission, "2026-04-07", "2026-04-09") == [
        (Effect.WARNS, "1 trip is on other days than the mission was, and keeps them.")
    ]
    assert office.card(trip).request == earlier


def test_where_no_calendar_reaches_somebody_chooses_other_dates(office):
    with office.as_("head") as application:
        mission = made.mission(application, "Far", "9999-12-20", "9999-12-22", country="DE", city="Leipzig", zone="Europe/Berlin")
    trip = begun(office, mission, departs_at=moment("9999-12-20T08:00:00+01:00"), returns_at=moment("9999-12-25T08:00:00+01:00"), legs=())
    assert move(office, mission, "9999-12-28", "9999-12-30") == [(Effect.BY_HAND, "Change the dates of trip T9999/001 (Mila Voorbeeld).")]
    assert office.card(trip).findings[0].value == 8


def test_the_circular_is_asked_again(office, mission):
    begun(office, mission)
    found = move(office, mission, "2026-01-28", "2026-01-30")
    assert found == [
        (Effect.WARNS, "On its new days the circular finds 2 points more in T2026/001 (Mila Voorbeeld)."),
        (Effect.FOLLOWS, "1 request for a trip moves along."),
    ]


# ------------------------------------------------------------------------------------------------ longer and shorter


def test_a_longer_mission_brings_the_way_back_and_the_nights_along(office, mission):
    trip = begun(office, mission)
    move(office, mission, "2026-03-10", "2026-03-14")
    asked = office.card(trip).request
    assert (str(asked.departs_at), str(asked.returns_at)) == ("2026-03-10 08:25:00+01:00", "2026-03-14 19:40:00+01:00")
    assert [str(one.departs_at) for one in asked.legs] == ["2026-03-10 08:25:00+01:00", "2026-03-14 11:50:00+01:00"]
    assert [one.nights for one in asked.stays] == [4]


def test_between_several_hotels_somebody_chooses():
    asked = request(stays=(stay(nights=1), stay(nights=1)))
    assert [one.nights for one in shifted(asked, Shift(7, 8, moment("2026-03-05T00:00:00+01:00").date())).stays] == [1, 1]


def test_on_a_single_day_the_way_out_and_the_way_back_are_told_apart():
    out = leg(departs_at=moment("2026-03-03T06:00:00+01:00"), arrives_at=moment("2026-03-03T09:00:00+01:00"))
    back = leg_back(departs_at=moment("2026-03-03T18:00:00+01:00"), arrives_at=moment("2026-03-03T21:00:00+01:00"))
    asked = request(legs=(out, back), returns_at=moment("2026-03-03T21:00:00+01:00"), departs_at=out.departs_at, stays=())
    moved = shifted(asked, Shift(7, 8, out.departs_at.date()))
    assert [str(one.departs_at) for one in moved.legs] == ["2026-03-10 06:00:00+01:00", "2026-03-11 18:00:00+01:00"]


def test_a_clock_of_its_own_keeps_its_distance_from_universal_time():
    asked = request(destination=Place("Quito", "EC", ""), departs_at=moment("2026-03-03T08:00:00-03:30"))
    assert str(shifted(asked, Shift(35, 35)).departs_at) == "2026-04-07 08:00:00-03:30"


@settings(deadline=None)
@given(
    moves=st.lists(st.tuples(st.integers(-400, 400), st.integers(-3, 3)), min_size=1, max_size=5),
    hour=st.integers(0, 23),
    minute=st.sampled_from([0, 30]),
    place=st.sampled_from(
        [Place("Leipzig", "DE", "LEJ"), Place("New York", "US", "JFK"), Place("Seoul", "KR", "ICN"), Place("Havana", "CU", "")]
    ),
)
def test_a_request_that_was_moved_about_and_back_is_what_it_was(moves, hour, minute, place):
    there = ZoneInfo(zone_of(place.country, place.city))
    out = datetime(2026, 3, 3, hour, minute, tzinfo=ZoneInfo("Europe/Brussels"))
    back = datetime(2026, 3, 9, hour, minute, tzinfo=there)
    asked = request(
        destination=place,
        departs_at=fixed(out),
        returns_at=fixed(back + timedelta(1)),
        legs=(
            leg(to=place, departs_at=fixed(out), arrives_at=fixed(back - timedelta(5))),
            leg_back(origin=place, departs_at=fixed(back), arrives_at=fixed(back + timedelta(1))),
        ),
        stays=(stay(nights=40),),
    )
    moved, last = asked, date(2026, 3, 9)
    for by, longer in moves:
        moved = shifted(moved, Shift(by, by + longer, last))
        last += timedelta(by + longer)
    first, ends = sum(by for by, _ in moves), (last - date(2026, 3, 9)).days
    assert shifted(moved, Shift(-first, -ends, last)) == asked


def fixed(at):
    """Give a moment as a ticket has it: with the distance from universal time that day."""
    return at.replace(tzinfo=timezone(at.utcoffset()))


# ------------------------------------------------------------------------------------------------ cancelled


def test_no_trip_is_cancelled_by_itself(office, mission):
    draft, booked = begun(office, mission, title="Another"), granted(office, mission, booked=True)
    with office.as_("cell") as application:
        assert told(application.execute(CancelMission(mission, "war"))) == [
            (Effect.BY_HAND, "Remove or cancel the draft of trip T2026/001 (Mila Voorbeeld)."),
            (Effect.BY_HAND, "Cancel trip T2026/002 (Mila Voorbeeld), with its tickets and nights; note what is not refunded."),
        ]
        with pytest.raises(Refused) as refusal:
            application.execute(SubmitTrip(draft))
        assert rules(refusal)[0] == "mission-cancelled"
        application.undo()
    assert [office.card(trip).row.state for trip in (draft, booked)] == [State.DRAFT, State.BOOKED]


def test_all_trips_of_a_cancelled_mission_are_cancelled_by_somebody(office, mission):
    trips = [begun(office, mission, title="Another"), granted(office, mission), begun(office, mission, title="A third")]
    order = CancelTripsOfMission(mission, CancelReason.SECURITY, "war")
    with office.as_("cell") as application:
        with pytest.raises(Refused) as refusal:
            application.execute(order)
        assert rules(refusal) == ["mission-not-cancelled"]
        application.execute(CancelMission(mission, "war"))
        assert not application.preview(order).undoable
        assert application.execute(order).result == 3
        assert str(application.next_undo().label) == "Cancel mission Clean air"  # only that the mission is off can still be taken back
        with pytest.raises(Refused) as refusal:
            application.execute(CancelTripsOfMission(mission, CancelReason.SECURITY, "war"))
        assert rules(refusal) == ["nothing-to-cancel"]
    assert [office.card(trip).row.state for trip in trips] == [State.CANCELLED] * 3


def test_a_trip_of_a_cancelled_mission_is_not_approved(office, mission):
    trip = office.submit(begun(office, mission))
    with office.as_("cell") as application:
        application.execute(CancelMission(mission, "war"))
    card = office.card(trip)
    with office.as_("lena") as application, pytest.raises(Refused) as refusal:
        application.execute(DecideTrip(trip, Verdict(card.digest, Outcome.APPROVE)))
    assert rules(refusal) == ["mission-cancelled"]


def test_an_amendment_begun_by_hand_is_never_taken_back(office, mission):
    trip = granted(office, mission)
    with office.as_("cell") as application:
        application.execute(AmendTrip(trip))
        assert application.next_undo() is None


def test_what_somebody_must_do_is_a_task_of_the_mission_renewed_by_the_next_move(office, mission):
    trip = granted(office, mission, booked=True)

    def asked():
        with office.as_("cell") as application:
            return [(str(task.title), task.about) for task in application.ask(tasks(Ref("mission", mission))) if task.about]

    move(office, mission, "2026-04-07", "2026-04-09")
    sentence = (
        "Send the amendment of T2026/001 (Mila Voorbeeld) for approval, and have its tickets and nights changed: it leaves on {} now."
    )
    assert asked() == [(sentence.format("2026-04-07"), Ref("trip", trip))]
    move(office, mission, "2026-04-08", "2026-04-10")
    assert asked() == [(sentence.format("2026-04-08"), Ref("trip", trip))]
    with office.as_("cell") as application:
        application.undo()
        application.undo()
    assert asked() == []


def test_an_amendment_that_waited_for_dates_is_still_to_be_sent_when_they_are_found_again(office, mission):
    granted(office, mission)
    move(office, mission, "2026-04-07", "2026-04-09")
    with office.as_("cell") as application:
        application.execute(PostponeMission(mission, None, None, "flood"))
    sentence = "Send the amendment of T2026/001 (Mila Voorbeeld) for approval: it leaves on 2026-04-07 now."
    assert move(office, mission, "2026-04-07", "2026-04-09") == [(Effect.BY_HAND, sentence)]
    with office.as_("cell") as application:
        assert [str(task.title) for task in application.ask(tasks(Ref("mission", mission))) if not task.closed] == [sentence]
