"""Money after a trip: the advance in its three cases, whether the allowance is worked out or stands in the budget."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from app.domains.trips.aftercare import ExpenseDraft
from app.domains.trips.circular.ruleset import changed, shipped
from app.domains.trips.commands.running import CancelTrip
from app.domains.trips.commands.settings import AddRuleSet
from app.domains.trips.commands.settling import AddExpense, CloseTrip, HandIn, PayAdvance, SettleAdvance, WriteReport
from app.domains.trips.queries.files import trip_card
from app.domains.trips.request import Cost
from app.domains.trips.vocabulary import CancelReason, CostKind, Reached, State
from app.kernel.errors import Refused
from app.kernel.money import Money
from tests.makers.trips import request

NAME = "Mila Voorbeeld"
ALLOWANCE = Cost(CostKind.DAILY_ALLOWANCE, Decimal("150.00"), remark="an amount of this test")


def back_home(office, clock, *, whole_advance=False):
    """A trip with an advance, back from its journey; with the whole allowance advanced where the rules let it."""
    if whole_advance:
        whole = changed(shipped()[0], "R56", percent=Decimal(100))
        with office.as_("head") as application:
            application.execute(AddRuleSet(replace(whole, code="whole", in_force_from=date(2022, 1, 1))))
    trip = office.sent(request(costs=(ALLOWANCE,)))
    office.approve(trip, "lena", "bea", "dirk")
    with office.as_("fien") as application:
        application.execute(PayAdvance(trip, NAME, Decimal("150.00" if whole_advance else "100.00"), date(2026, 1, 26)))
    clock.moment = datetime(2026, 3, 9, 10, 0, tzinfo=UTC)
    office.application.catch_up()
    return trip


def handed_in(office, trip, *spent):
    with office.as_("mila") as application:
        for money in spent:
            application.execute(AddExpense(trip, ExpenseDraft(NAME, CostKind.LOCAL_TRANSPORT, date(2026, 3, 4), money)))
        card = application.ask(trip_card(trip))
        results = tuple(replace(one, reached=Reached.YES) for one in card.report.results)
        written = replace(card.report, results=results, text="All went well.", no_costs=not spent)
        application.execute(WriteReport(trip, card.report, written))
        application.execute(HandIn(trip))


def settled(office, trip):
    with office.as_("fien") as application:
        (advance,) = application.ask(trip_card(trip)).advances
        application.execute(SettleAdvance(advance.id, date(2026, 3, 9)))
        return application.ask(trip_card(trip)).advances[0].settled_amount


@pytest.mark.parametrize(
    ("spent", "paid"),
    [
        ((Money(Decimal("50.00")),), Decimal("100.00")),  # 150 and 50 are due, 100 was advanced
        ((Money(Decimal("43.00"), "GBP", Decimal("0.86"), date(2026, 3, 4)),), Decimal("100.00")),  # 43 pounds are 50 euro
    ],
)
def test_the_office_pays_the_rest(office, clock, spent, paid):
    trip = back_home(office, clock)
    handed_in(office, trip, *spent)
    assert settled(office, trip) == paid


def test_nothing_is_left_to_pay_when_the_advance_equals_what_is_due(office, clock):
    trip = back_home(office, clock, whole_advance=True)
    handed_in(office, trip)
    assert settled(office, trip) == Decimal("0.00")


def test_an_advance_is_paid_before_the_journey_ends(office, clock):
    trip = back_home(office, clock)
    with office.as_("fien") as application, pytest.raises(Refused) as refused:
        application.execute(PayAdvance(trip, NAME, Decimal(50), date(2026, 3, 9)))
    assert [finding.rule for finding in refused.value.findings] == ["not-now"]


def test_the_traveller_pays_back_what_was_too_much(office, clock):
    trip = office.sent(request(costs=(ALLOWANCE,)))
    office.approve(trip, "lena", "bea", "dirk")
    with office.as_("fien") as application:
        application.execute(PayAdvance(trip, NAME, Decimal("112.50"), date(2026, 1, 26)))
    with office.as_("mila") as application:
        application.execute(CancelTrip(trip, CancelReason.HOST, "the meeting is off"))
    clock.moment = datetime(2026, 3, 9, 10, 0, tzinfo=UTC)
    assert settled(office, trip) == Decimal("-112.50")


def test_an_advance_is_at_most_a_share_of_the_allowance(office):
    trip = office.sent(request(costs=(ALLOWANCE,)))
    office.approve(trip, "lena", "bea", "dirk")
    with office.as_("fien") as application, pytest.raises(Refused) as refused:
        application.execute(PayAdvance(trip, NAME, Decimal("112.51"), date(2026, 1, 26)))
    assert [(finding.rule, finding.limit) for finding in refused.value.findings] == [("R56", Decimal("112.50"))]


def test_an_open_advance_keeps_the_file_open(office, clock):
    trip = back_home(office, clock)
    handed_in(office, trip)
    with office.as_("fien") as application:
        with pytest.raises(Refused) as refused:
            application.execute(CloseTrip(trip))
        assert [finding.rule for finding in refused.value.findings] == ["R77"]
    settled(office, trip)
    with office.as_("fien") as application:
        application.execute(CloseTrip(trip))
    assert office.card(trip).row.state is State.CLOSED
