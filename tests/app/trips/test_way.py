"""The way of a file, told from the office's desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from app.domains.access.commands import AddAccount
from app.domains.access.rules import AccountDraft, GrantDraft
from app.domains.access.vocabulary import RoleCode
from app.domains.trips.commands.deciding import Grant, ReturnTrip
from app.domains.trips.commands.drafting import EditTrip
from app.domains.trips.commands.running import BookTrip, CancelTrip, LetTimePass
from app.domains.trips.commands.sending import AdmitTrip, AmendTrip, GiveUpAmendment, SubmitTrip, WithdrawTrip
from app.domains.trips.commands.settling import CloseTrip, HandIn, PayAdvance, ReopenTrip, SendBackSettlement, SettleAdvance, WriteReport
from app.domains.trips.moves import Step
from app.domains.trips.queries.files import trip_card, trip_ids, trips
from app.domains.trips.request import Cost, Place
from app.domains.trips.vocabulary import CancelReason, Category, CostKind, Outcome, Payer, Reached, State
from app.kernel.errors import NotAllowed, Refused, Severity
from app.kernel.fields import Criteria
from app.kernel.money import euro
from tests.makers.trips import flight, flight_back, leg, moment, request, stay, traveller


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
    assert [(finding.rule, finding.path) for finding in refused.value.findings] == [("reason-missing", "justifications.R20")]


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


# ---------------------------------------------------------------------------------------------- the moves that are left


def rules_of(refused):
    return [finding.rule for finding in refused.value.findings]


def to_settle(office, clock, trip):
    """Let a trip be approved, made, and be back on the sixth of March."""
    office.approve(trip, "lena", "bea", "dirk")
    clock.moment = datetime(2026, 3, 6, 10, 0, tzinfo=UTC)
    with office.as_("lex") as application:
        application.execute(LetTimePass())


def hand_in(office, trip, by="mila"):
    with office.as_(by) as application:
        card = application.ask(trip_card(trip))
        results = tuple(replace(one, reached=Reached.YES) for one in card.report.results)
        application.execute(WriteReport(trip, card.report, replace(card.report, results=results, text="All went well.", no_costs=True)))
        application.execute(HandIn(trip))


def test_a_request_is_withdrawn_by_who_asked_and_sent_again_as_it_is(office):
    trip = office.sent(request())
    office.decide(trip, "lena")
    with office.as_("rik") as application, pytest.raises(Refused) as refused:
        application.execute(WithdrawTrip(trip))
    assert rules_of(refused) == ["not-your-move"]
    with office.as_("mila") as application:
        application.execute(WithdrawTrip(trip))
    assert (state(office, trip), office.card(trip).edition) == (State.DRAFT, 1)
    office.submit(trip)
    # Nothing was touched, so the line manager has decided.
    assert [step.role for step in office.card(trip).steps if step.is_open] == ["director_general", "budget_officer"]


def test_an_amendment_is_withdrawn_and_given_up(office):
    trip = office.sent(request())
    office.approve(trip, "lena", "bea", "dirk")
    with office.as_("mila") as application:
        application.execute(AmendTrip(trip))
        card = application.ask(trip_card(trip))
        application.execute(EditTrip(trip, card.request, replace(card.request, title="Another")))
        application.execute(SubmitTrip(trip))
        application.execute(WithdrawTrip(trip))
        assert application.ask(trip_card(trip)).row.state is State.AMENDING
        application.execute(GiveUpAmendment(trip))
    card = office.card(trip)
    assert (card.row.state, card.edition, card.approved_edition, card.row.title) == (State.APPROVED, 1, 1, "Working group on clean air")


def test_the_cell_returns_what_is_not_admissible_and_decides_nothing_else(office):
    trip = office.sent(request())
    with office.as_("cell") as application:
        with pytest.raises(Refused) as refused:
            application.execute(ReturnTrip(trip, "", ("stays",)))
        assert rules_of(refused) == ["reason-missing"]
        with pytest.raises(Refused) as refused:
            application.execute(ReturnTrip(trip, "dear", ("hotel",)))
        assert rules_of(refused) == ["unknown-part"]
        application.execute(ReturnTrip(trip, "dear", ("stays",)))
    assert (state(office, trip), office.card(trip).marked) == (State.RETURNED, ("stays",))


def test_a_booking_that_goes_too_far_over_the_estimate_needs_an_amendment(office):
    trip = office.sent(request())
    office.approve(trip, "lena", "bea", "dirk")
    with office.as_("cell") as application:
        with pytest.raises(Refused) as refused:
            application.execute(BookTrip(trip, Decimal(2000)))
        assert rules_of(refused) == ["R60"]
        application.execute(BookTrip(trip, Decimal(500)))
    with office.as_("mila") as application, pytest.raises(NotAllowed):
        application.execute(BookTrip(trip, Decimal(500)))
    assert state(office, trip) is State.BOOKED


def test_a_journey_that_began_without_approval_is_not_approved_but_regularised(office, clock):
    trip = office.sent(request())
    office.approve(trip, "lena", "bea")
    clock.moment = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
    with pytest.raises(Refused) as refused:
        office.decide(trip, "dirk")
    assert rules_of(refused) == ["R72"]
    with office.as_("mila") as application:
        application.execute(WithdrawTrip(trip))
    office.submit(trip, reason="nobody was there to sign")
    card = office.card(trip)
    # What was decided before it began went another way; now the highest level there is decides.
    assert (card.row.state, card.edition, [step.role for step in card.steps if step.is_open]) == (State.REGULARISATION, 2, ["minister"])
    office.approve(trip, "max")
    assert (state(office, trip), office.card(trip).row.regularised) == (State.APPROVED, True)


def test_a_regularisation_is_returned_sent_again_and_refused(office, clock):
    trip = office.begin(request())
    clock.moment = datetime(2026, 3, 9, 10, 0, tzinfo=UTC)
    office.submit(trip, reason="sent at once")
    office.decide(trip, "max", Outcome.RETURN, "say why")
    assert state(office, trip) is State.RETURNED
    office.submit(trip, reason="sent at once by the minister")
    assert (state(office, trip), office.card(trip).edition) == (State.REGULARISATION, 1)
    office.decide(trip, "max", Outcome.REFUSE, "no")
    assert state(office, trip) is State.REFUSED


def test_wrong_dates_put_right_are_no_regularisation(office, clock):
    clock.moment = datetime(2026, 3, 9, 10, 0, tzinfo=UTC)
    trip = office.begin(request())
    office.submit(trip, reason="a slip")
    clock.moment = datetime(2026, 1, 26, 10, 0, tzinfo=UTC)
    with office.as_("mila") as application:
        application.execute(WithdrawTrip(trip))
    office.submit(trip)
    card = office.card(trip)
    assert (card.row.state, card.row.regularised, card.steps[0].role) == (State.IN_APPROVAL, False, "line_manager")


def test_an_urgent_file_has_all_its_steps_open_and_the_minister_decides_on_its_derogation(office, clock):
    clock.moment = datetime(2026, 2, 27, 10, 0, tzinfo=UTC)
    trip = office.sent(request(urgent_reason="invited yesterday", justifications={"R71": "invited yesterday"}))
    with office.as_("cell") as application:
        application.execute(AdmitTrip(trip))
    card = office.card(trip)
    assert card.row.urgent
    assert [(step.role, step.is_open) for step in card.steps] == [
        ("line_manager", True),
        ("director_general", True),
        ("budget_officer", True),
        ("minister", True),
    ]
    with pytest.raises(Refused) as refused:
        office.decide(trip, "max")
    assert rules_of(refused) == ["derogation-open"]
    office.approve(trip, "max")
    for login in ("bea", "lena", "dirk"):
        office.decide(trip, login)
    assert state(office, trip) is State.APPROVED


def test_a_missing_piece_sends_it_back_and_the_head_of_the_cell_alone_reopens(office, clock):
    trip = office.sent(request())
    to_settle(office, clock, trip)
    hand_in(office, trip)
    with office.as_("fien") as application:
        with pytest.raises(Refused) as refused:
            application.execute(SendBackSettlement(trip, " "))
        assert rules_of(refused) == ["reason-missing"]
        application.execute(SendBackSettlement(trip, "the receipt of the taxi"))
    assert state(office, trip) is State.TO_SETTLE
    hand_in(office, trip, "cell")
    with office.as_("cell") as application:
        application.execute(CloseTrip(trip))
        with pytest.raises(Refused) as refused:
            application.execute(ReopenTrip(trip, "a late bill"))
    assert rules_of(refused) == ["not-your-move"]
    with office.as_("fien") as application, pytest.raises(Refused) as refused:
        application.execute(ReopenTrip(trip, "a late bill"))
    assert rules_of(refused) == ["not-your-move"]
    office.application.execute(ReopenTrip(trip, "a late bill"))
    card = office.card(trip)
    assert (card.row.state, card.moves[-1].reason, card.moves[-1].name) == (State.IN_CHECK, "a late bill", "Hanne Voorzitter")


WAYS = ("draft", "in approval", "returned", "approved", "booked", "on trip", "to settle", "amending")


def test_it_is_cancelled_from_each_state_before_the_check_and_never_after(office, clock):
    made = {}
    for way in WAYS:
        trip = office.begin(request(title=way, travellers=(traveller(way),)))
        made[way] = trip
        if way != "draft":
            office.submit(trip)
        if way == "returned":
            office.decide(trip, "lena", Outcome.RETURN, "dear")
        if way in WAYS[3:]:
            office.approve(trip, "lena", "bea", "dirk")
        if way == "booked":
            office.application.execute(BookTrip(trip, Decimal(500)))
        if way == "amending":
            office.application.execute(AmendTrip(trip))
    for way in WAYS:
        if way in ("on trip", "to settle"):
            continue
        assert state(office, made[way]).value == way
        office.application.execute(CancelTrip(made[way], CancelReason.HOST, "the host called it off", Decimal("12.50"), "voucher 7"))
    clock.moment = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
    office.application.execute(LetTimePass())
    office.application.execute(CancelTrip(made["on trip"], CancelReason.HEALTH, "ill on the way"))
    clock.moment = datetime(2026, 3, 9, 10, 0, tzinfo=UTC)
    office.application.execute(LetTimePass())
    office.application.execute(CancelTrip(made["to settle"], CancelReason.OTHER, "nobody went"))
    assert [state(office, trip) for trip in made.values()] == [State.CANCELLED] * len(WAYS)
    card = office.card(made["booked"])
    assert (card.cancel_reason, card.lost, card.vouchers) == (CancelReason.HOST, Decimal("12.50"), "voucher 7")
    with pytest.raises(Refused) as refused:
        office.application.execute(CancelTrip(made["booked"], CancelReason.HOST, "again"))
    assert rules_of(refused) == ["no-such-move"]


@pytest.mark.parametrize(
    ("login", "cause", "rule"),
    [
        ("mila", CancelReason.HEALTH, ""),
        ("lena", CancelReason.AGENDA, ""),  # the line manager
        ("cell", CancelReason.HOST, ""),
        ("dirk", CancelReason.SECURITY, ""),  # approves it
        ("dirk", CancelReason.BUDGET, "security-only"),
        ("rik", CancelReason.SECURITY, "not-your-move"),
        ("lex", CancelReason.SECURITY, "not-your-move"),
    ],
)
def test_who_may_cancel_an_approved_trip(office, login, cause, rule):
    trip = office.sent(request())
    office.approve(trip, "lena", "bea", "dirk")
    with office.as_(login) as application:
        assert (Step.CANCEL in application.ask(trip_card(trip)).may) is (rule != "not-your-move")
        if rule:
            with pytest.raises(Refused) as refused:
                application.execute(CancelTrip(trip, cause, "it is off"))
            assert rules_of(refused) == [rule]
        else:
            application.execute(CancelTrip(trip, cause, "it is off"))
    assert state(office, trip) is (State.APPROVED if rule else State.CANCELLED)


@pytest.mark.parametrize(
    ("category", "steps"),
    [
        (Category.DIRECTOR_GENERAL, ["secretary_general", "budget_officer", "minister"]),
        (Category.LEADING_OFFICIAL, ["budget_officer", "minister"]),
        (Category.CABINET_MEMBER, ["head_of_cabinet", "minister"]),
        (Category.MINISTER, ["minister"]),
        (Category.EXTERNAL, ["line_manager", "director_general", "budget_officer"]),
    ],
)
def test_each_category_has_its_chain(office, category, steps):
    people = (traveller("Somebody Else", category=category),)
    if category is Category.EXTERNAL:
        people = (traveller("Somebody Else", category=category, payer=Payer.REGION), traveller("Another One"))
    trip = office.sent(request(travellers=people))
    assert [step.role for step in office.card(trip).steps] == steps


def test_a_minister_is_decided_by_another_member_of_the_government(office):
    trip = office.sent(request(travellers=(traveller("Max Minister", category=Category.MINISTER),)))
    with pytest.raises(Refused) as refused:
        office.decide(trip, "max")
    assert rules_of(refused) == ["self-approval"]
    draft = AccountDraft("Mona Minister", "mona", None, "mona@example.org")
    office.accounts["mona"] = office.application.execute(AddAccount(draft, (GrantDraft(RoleCode.MINISTER),))).result
    office.decide(trip, "mona")
    assert state(office, trip) is State.APPROVED


def test_a_step_that_decides_gives_no_opinion(office):
    trip = office.sent(request())
    with pytest.raises(Refused) as refused:
        office.decide(trip, "lena", Outcome.FAVOURABLE)
    assert rules_of(refused) == ["no-decision"]
    office.approve(trip, "lena", "dirk")
    office.decide(trip, "bea", Outcome.REFUSE, "too dear")  # an opinion, and unfavourable
    card = office.card(trip)
    assert (card.row.state, card.decisions[-1].outcome) == (State.APPROVED, Outcome.UNFAVOURABLE)


def test_a_derogation_is_decided_once(office):
    trip = office.sent(flight_to_paris(justifications={"R20": "strike on the railways"}))
    with office.as_("cell") as application:
        application.execute(AdmitTrip(trip))
    (derogation,) = office.card(trip).derogations
    office.decide(trip, "lena", derogations={derogation.id: Grant(granted=True)})
    with pytest.raises(Refused) as refused:
        office.decide(trip, "dirk", derogations={derogation.id: Grant(granted=False)})
    assert rules_of(refused) == ["derogation-decided"]


def test_a_day_of_submission_that_was_typed_does_not_make_it_less_urgent(office, clock):
    clock.moment = datetime(2026, 2, 27, 10, 0, tzinfo=UTC)
    trip = office.begin(request(submitted_on=date(2026, 1, 2)))
    with pytest.raises(Refused) as refused:
        office.submit(trip)
    assert [(finding.rule, finding.path) for finding in refused.value.findings] == [("reason-missing", "justifications.R71")]


def test_two_advances_of_one_traveller_are_settled_as_one(office, clock):
    allowance = Cost(CostKind.DAILY_ALLOWANCE, Decimal("150.00"))
    trip = office.sent(request(costs=(allowance,)))
    office.approve(trip, "lena", "bea", "dirk")
    with office.as_("fien") as application:
        for amount in ("60.00", "40.00"):
            application.execute(PayAdvance(trip, "Mila Voorbeeld", Decimal(amount), date(2026, 1, 26)))
    clock.moment = datetime(2026, 3, 6, 10, 0, tzinfo=UTC)
    with office.as_("lex") as application:
        application.execute(LetTimePass())
    hand_in(office, trip)
    with office.as_("fien") as application:
        first, _ = office.card(trip).advances
        application.execute(SettleAdvance(first.id, date(2026, 3, 6)))
        application.execute(CloseTrip(trip))
    assert [(one.settled_on, one.settled_amount) for one in office.card(trip).advances] == [
        (date(2026, 3, 6), Decimal("50.00")),
        (date(2026, 3, 6), Decimal(0)),
    ]


def test_an_advance_is_measured_by_the_allowance_of_its_traveller(office):
    people = (traveller(), traveller("Rik Aanvrager"))
    trip = office.sent(request(travellers=people, costs=(Cost(CostKind.DAILY_ALLOWANCE, Decimal("300.00")),)))
    office.approve(trip, "lena", "bea", "dirk")
    with office.as_("fien") as application, pytest.raises(Refused) as refused:
        application.execute(PayAdvance(trip, "Mila Voorbeeld", Decimal("112.51"), date(2026, 1, 26)))
    assert [(finding.rule, finding.limit) for finding in refused.value.findings] == [("R56", Decimal("112.50"))]


@pytest.mark.parametrize(
    ("changes", "rule", "path"),
    [
        ({"departs_at": datetime(2026, 3, 3, 8, 25)}, "no-offset", "departs_at"),  # noqa: DTZ001 - that is the case
        ({"legs": (leg(),) * 501}, "too-many", "legs"),
    ],
)
def test_what_could_not_be_kept_as_it_is_is_refused(office, changes, rule, path):
    with pytest.raises(Refused) as refused:
        office.begin(request(**changes))
    assert [(finding.rule, finding.path) for finding in refused.value.findings] == [(rule, path)]


def test_what_is_booked_stays_booked_when_nothing_comes_of_its_amendment(office):
    trip = office.sent(request())
    office.approve(trip, "lena", "bea", "dirk")
    with office.as_("cell") as application:
        application.execute(BookTrip(trip, Decimal("600.00"), "agency"))
    with office.as_("mila") as application:
        application.execute(AmendTrip(trip))
        application.execute(GiveUpAmendment(trip))
    assert state(office, trip) is State.BOOKED
    with office.as_("mila") as application:
        application.execute(AmendTrip(trip))
        card = application.ask(trip_card(trip))
        application.execute(EditTrip(trip, card.request, replace(card.request, title="Another title")))
    office.submit(trip)
    office.decide(trip, "lena", Outcome.REFUSE, "no")
    assert (state(office, trip), office.card(trip).row.title) == (State.BOOKED, "Working group on clean air")


def test_a_file_is_judged_as_of_its_own_day_whatever_happened_to_the_traveller_since(office, clock):
    refused = office.sent(request())
    office.decide(refused, "lena", Outcome.REFUSE, "no")
    clock.moment = datetime(2026, 1, 27, 10, 0, tzinfo=UTC)
    later = office.sent(request())
    office.approve(later, "lena", "bea", "dirk")
    clock.moment = datetime(2027, 3, 9, 10, 0, tzinfo=UTC)  # its report is a year late
    office.application.catch_up()
    assert state(office, later) is State.TO_SETTLE
    assert [finding.rule for finding in office.card(refused).findings if finding.severity is not Severity.NOTES] == []
    asked = office.begin(request())
    assert "R75" in {finding.rule for finding in office.card(asked).findings}
