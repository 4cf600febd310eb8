from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.domains.trips.allowance import AllowanceTable
from app.domains.trips.circular.checks_money import figures_dropped
from app.domains.trips.circular.ruleset import changed
from app.domains.trips.figures import estimate
from app.domains.trips.request import Cost, Place, ThirdParty
from app.domains.trips.vocabulary import CostKind, Mode, Payer
from app.kernel.errors import Severity
from app.kernel.money import Money, euro
from tests.makers import trips as make
from tests.makers.circular import RULES, findings, one, only, row, told

BLOCKS, DEROGATION, WARNS, NOTES = Severity.BLOCKS, Severity.DEROGATION, Severity.WARNS, Severity.NOTES
DOLLARS = Money(Decimal(108), "USD", Decimal("1.08"), date(2026, 2, 2))


def night(price, **changes):
    return make.request(stays=(make.stay(price_per_night=euro(price) if isinstance(price, str) else price),), **changes)


def cost(amount, kind=CostKind.OTHER, **changes):
    return make.request(costs=(Cost(kind, Decimal(amount), **changes),))


# ---- whatever the circular


@pytest.mark.parametrize(
    ("request_", "path"),
    [
        (cost("-1"), "costs[0].amount"),
        (night("-124"), "stays[0].price_per_night.amount"),
        (make.request(legs=(make.leg(price=euro(-1)), make.leg_back())), "legs[0].price.amount"),
        (make.request(advance=euro(-5)), "advance.amount"),
        (make.request(third_party_payer=ThirdParty("Eurocities", public=True, amount=euro(-1))), "third_party_payer.amount.amount"),
    ],
)
def test_a_negative_amount_blocks(request_, path):
    assert only(findings(request_), "negative-amount") == [("negative-amount", path, BLOCKS)]


def test_nothing_may_cost_nothing():
    assert findings(cost("0")) == ()


def test_a_million_of_a_currency_without_a_rate_is_not_called_absurd():
    found = findings(cost("2000000", currency="JPY"))
    assert only(found, "absurd-amount", "currency-without-rate") == [("currency-without-rate", "costs[0].rate", BLOCKS)]


@pytest.mark.parametrize("amount", ["1000000.01", "1000000000000"])
def test_an_absurd_amount_blocks(amount):
    assert only(findings(cost(amount)), "absurd-amount") == [("absurd-amount", "costs[0].amount", BLOCKS)]


@pytest.mark.parametrize(
    ("money", "expected"),
    [
        (DOLLARS, []),
        (replace(DOLLARS, rate=None), [("currency-without-rate", "stays[0].price_per_night.rate", BLOCKS)]),
        (replace(DOLLARS, rate=Decimal(0)), [("rate-not-positive", "stays[0].price_per_night.rate", BLOCKS)]),
        (replace(DOLLARS, rate=Decimal(-1)), [("rate-not-positive", "stays[0].price_per_night.rate", BLOCKS)]),
        (replace(DOLLARS, rate_on=None), [("rate-without-day", "stays[0].price_per_night.rate_on", WARNS)]),
    ],
)
def test_another_currency_has_a_dated_rate(money, expected):
    found = [finding for finding in findings(night(money)) if finding.rule not in ("R40", "R58")]
    assert told(found) == expected


def test_without_a_rate_nothing_is_compared_or_added_up_in_silence():
    found = findings(night(replace(DOLLARS, rate=None)))
    assert only(found, "R40", "R58") == [("R40", "stays[0].price_per_night.amount", NOTES), ("R58", "costs", NOTES)]


# ---- the country table


@pytest.mark.parametrize(
    ("price", "expected"),
    [
        ("150.00", []),
        ("150.01", ["R40"]),
        ("450.00", ["R40"]),
        ("450.01", ["R40", "R41"]),
    ],
)
def test_r40_r41_a_night_stays_under_the_ceiling(price, expected):
    weights = {"R40": DEROGATION, "R41": WARNS}
    assert told(findings(night(price))) == [(rule, "stays[0].price_per_night.amount", weights[rule]) for rule in expected]


def test_r40_says_price_and_ceiling():
    finding = one(findings(night("180")), "R40")
    assert (finding.value, finding.limit) == (euro(180), euro("150.00"))


def test_r40_another_currency_is_compared_in_euro():
    assert only(findings(night(replace(DOLLARS, amount=Decimal("162.00")))), "R40") == []
    assert only(findings(night(replace(DOLLARS, amount=Decimal("162.02")))), "R40") != []


def test_r40_a_country_without_a_ceiling_has_none():
    assert findings(night("400"), allowances=AllowanceTable((row(lodging=None),))) == ()


def test_r40_the_ceiling_of_the_city_goes_before_that_of_the_country():
    table = AllowanceTable((row(lodging="100"), row(city="Leipzig", lodging="150")))
    assert findings(night("124"), allowances=table) == ()


def test_r55_a_country_without_an_amount_blocks():
    table = AllowanceTable((row("FR"),))
    finding = one(findings(make.request(), allowances=table), "R55")
    assert (finding.path, finding.severity, finding.value, finding.limit) == ("stays[0].country", BLOCKS, "Leipzig", date(2026, 3, 3))


def test_r55_an_amount_of_another_time_is_none():
    table = AllowanceTable((row(valid_from=date(2026, 3, 4)),))
    assert told(findings(make.request(), allowances=table)) == [("R55", "stays[0].country", BLOCKS)]


def test_r55_without_stays_the_destination_counts():
    found = only(findings(make.request(stays=()), allowances=AllowanceTable((row("FR"),))), "R55")
    assert found == [("R55", "destination.country", BLOCKS)]


# ---- unusual amounts


def test_r42_the_hotel_bill_of_43939_euro_is_read_again():
    finding = one(findings(cost("43939", CostKind.LODGING)), "R42")
    assert (finding.path, finding.severity, finding.value) == ("costs[0].amount", WARNS, euro(43939))
    assert "Did you mean 4939 EUR?" in str(finding.message)


def test_r42_the_same_bill_as_the_price_of_a_night():
    finding = one(findings(night("43939")), "R42")
    assert "Did you mean 4939 EUR or 439.39 EUR?" in str(finding.message)


@pytest.mark.parametrize(
    ("kind", "amount", "questioned"),
    [
        (CostKind.OTHER, "1500", False),
        (CostKind.OTHER, "1500.01", True),
        (CostKind.REGISTRATION, "2500", False),
        (CostKind.REGISTRATION, "2500.01", True),
        (CostKind.LODGING, "4939", False),
        (CostKind.LODGING, "5000.01", True),
    ],
)
def test_r42_five_times_the_usual_is_questioned(kind, amount, questioned):
    expected = [("R42", "costs[0].amount", WARNS)] if questioned else []
    assert only(findings(cost(amount, kind)), "R42") == expected


def test_r42_the_earlier_trips_of_the_office_go_before_the_default():
    assert only(findings(cost("900"), usual={"other": Decimal(150)}), "R42") == [("R42", "costs[0].amount", WARNS)]
    assert only(findings(cost("2000"), usual={"other": Decimal(500)}), "R42") == []


def test_r42_a_line_for_everybody_is_measured_by_the_delegation():
    four = tuple(make.traveller(f"Person {letter}") for letter in "ABCD")
    request = make.request(travellers=four, costs=(Cost(CostKind.REGISTRATION, Decimal(9000)),))
    assert only(findings(request), "R42") == []


def test_r42_a_far_flight_may_cost_more():
    havana = Place("Havana", "CU", "HAV")
    far = (make.flight(to=havana, price=euro(2000)), make.flight_back(havana, price=euro(2000)))
    near = (make.flight(price=euro(2000)), make.flight_back())
    assert only(findings(make.request(legs=far, destination=havana)), "R42") == []
    assert only(findings(make.request(legs=near)), "R42") == [("R42", "legs[0].price.amount", WARNS)]


def test_r42_a_train_is_not_questioned_at_a_price_that_a_plane_may_have():
    for price in ("1200", "1500"):
        legs = (make.leg(price=euro(price)), make.leg_back())
        assert only(findings(make.request(legs=legs)), "R42") == []


@pytest.mark.parametrize("mode", [Mode.CAR, Mode.COACH, Mode.BOAT, Mode.NIGHT_TRAIN, None])
def test_r42_every_means_of_transport_has_a_usual_price(mode):
    legs = (make.leg(mode=mode, price=euro(9999)), make.leg_back())
    assert only(findings(make.request(legs=legs)), "R42") == [("R42", "legs[0].price.amount", WARNS)]


@pytest.mark.parametrize(
    ("amount", "likeliest"),
    [("43939", "4939"), ("1124.50", "124.50"), ("12400", "1240"), ("55", "5"), ("7", None), ("0.5", None)],
)
def test_the_likeliest_figure_too_many_lies_beside_its_neighbour(amount, likeliest):
    assert figures_dropped(Decimal(amount))[:1] == ([Decimal(likeliest)] if likeliest else [])


# ---- the estimate, who pays


@pytest.mark.parametrize(("asked", "expected"), [("75", []), ("75.01", [("R56", "advance.amount", DEROGATION)])])
def test_r56_an_advance_is_a_part_of_the_allowance(asked, expected):
    assert told(findings(make.request(advance=euro(asked)), allowance_total=Decimal(100))) == expected


@pytest.mark.parametrize(
    ("other", "expected"),
    [("4514.00", []), ("4514.01", [("R58", "costs", DEROGATION)])],  # 238 for tickets and 248 for nights
)
def test_r58_an_expensive_trip_is_decided_a_level_higher(other, expected):
    assert only(findings(cost(other, CostKind.LODGING)), "R58") == expected


def test_r58_counts_tickets_for_each_and_nights_for_each_room():
    two = (make.traveller(), make.traveller("Noa Exemple"))
    request = make.request(travellers=two, costs=(Cost(CostKind.LODGING, Decimal("4500.00")),))
    assert one(findings(request), "R58").value == euro("5472.00")
    shared = replace(request, stays=(make.stay(rooms=1),))
    assert one(findings(shared), "R58").value == euro("5224.00")


def test_r58_is_measured_on_the_estimate_of_the_file():
    request = cost("9000", CostKind.LODGING)
    assert one(findings(request), "R58").value == Money(estimate(request, Decimal(0)).total)


def test_r58_the_allowance_that_was_worked_out_counts_once():
    request = cost("4500.00", CostKind.LODGING)
    assert one(findings(request, allowance_total=Decimal("14.01")), "R58").value == euro("5000.01")
    with_line = replace(request, costs=(*request.costs, Cost(CostKind.DAILY_ALLOWANCE, Decimal("14.00"))))
    assert only(findings(with_line, allowance_total=Decimal("14.01")), "R58") == []


def test_r59_the_budget_line_is_filled_in_before_submission_or_approval():
    request = make.request(budget_line=" ")
    assert told(findings(request)) == [("R59", "budget_line", BLOCKS)]
    assert told(findings(request, changed(RULES, "R59", needed_at="approval"))) == [("R59", "budget_line", NOTES)]


@pytest.mark.parametrize(
    ("approved", "expected"),
    [
        (None, []),
        ("516.00", []),
        ("416.00", []),  # by 100 euro, not by more
        ("415.99", [("R60", "costs", DEROGATION)]),
    ],
)
def test_r60_a_trip_that_grows_is_decided_again(approved, expected):
    assert told(findings(make.request(), approved_total=approved and Decimal(approved))) == expected


def test_r60_a_tenth_of_a_large_amount_may_be_more_than_a_hundred():
    request = cost("2000", CostKind.LODGING)  # 2486 in all
    assert only(findings(request, approved_total=Decimal(2300)), "R60") == []
    assert only(findings(request, approved_total=Decimal(2260)), "R60") == []  # a tenth exactly
    assert only(findings(request, approved_total=Decimal(2250)), "R60") == [("R60", "costs", DEROGATION)]


@pytest.mark.parametrize(
    ("payer", "expected"),
    [
        (None, []),
        (ThirdParty("City of Leipzig", public=True), []),
        (ThirdParty("Example Ltd"), [("R61", "third_party_payer", DEROGATION)]),
    ],
)
def test_r61_a_private_payer_takes_a_derogation(payer, expected):
    assert told(findings(make.request(third_party_payer=payer))) == expected


@pytest.mark.parametrize(
    ("payers", "path"),
    [({"payer": Payer.HOST}, "travellers[0].payer"), ({"payer_stay": Payer.HOST}, "travellers[0].payer_stay")],
)
def test_r61_a_host_who_pays_is_declared(payers, path):
    request = make.request(travellers=(make.traveller(**payers),))
    finding = one(findings(request), "R61")
    assert (finding.path, finding.value, finding.severity) == (path, "Eurocities", DEROGATION)
    assert findings(replace(request, third_party_payer=ThirdParty("Eurocities", public=True))) == ()
