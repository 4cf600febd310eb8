from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.domains.trips.circular.ruleset import changed
from app.domains.trips.request import Alternative, Booking, Place
from app.domains.trips.vocabulary import Category, Mode, TravelClass
from app.kernel.errors import Severity
from app.kernel.money import euro
from tests.makers import trips as make
from tests.makers.circular import RULES, findings, one, only

BLOCKS, DEROGATION, WARNS, NOTES = Severity.BLOCKS, Severity.DEROGATION, Severity.WARNS, Severity.NOTES
ZURICH, LISBON = Place("Zurich", "CH", "ZRH"), Place("Lisbon", "PT", "LIS")
NEW_YORK = Place("New York", "US", "JFK")
ZONES = ("R20", "R21", "rail-time-missing", "distance-missing")
AND = changed(RULES, "R20", logic="and")


def flying(*legs, **changes):
    return make.request(legs=legs, **changes)


def one_way(hours=None, km=None, to=make.LEIPZIG, **changes):
    """One flight out, and a train back, so that one finding stands for the case."""
    hours, km = (None if number is None else Decimal(number) for number in (hours, km))
    return flying(make.flight(to=to, rail_hours=hours, distance_km=km), make.leg_back(to), **changes)


def test_r06_a_journey_has_two_legs():
    assert only(findings(flying(make.leg())), "R06") == [("R06", "legs", BLOCKS)]
    assert only(findings(flying()), "R06") == [("R06", "legs", BLOCKS)]


# ---- train or plane


@pytest.mark.parametrize(
    ("km", "hours", "with_or", "with_and"),
    [
        ("499", "5.9", "R20", "R20"),
        ("499", "6", "R20", "R21"),
        ("500", "5.9", "R20", "R21"),
        ("500", "6", "R21", "R21"),
        ("799", "7.9", "R21", "R21"),
        ("799", "8", "R21", None),
        ("800", "7.9", "R21", None),
        ("800", "8", None, None),
        ("499", "30", "R20", None),
        ("3000", "5", "R20", None),
    ],
)
def test_r20_r21_distance_and_time_are_joined_by_or_or_by_and(km, hours, with_or, with_and):
    weights = {"R20": DEROGATION, "R21": WARNS}
    for rules, expected in ((RULES, with_or), (AND, with_and)):
        found = only(findings(one_way(hours, km), rules), *ZONES)
        assert found == ([(expected, "legs[0].mode", weights[expected])] if expected else [])


def test_r20_zurich_is_short_and_slow_so_that_or_and_and_give_opposite_answers():
    request = one_way("8.5", to=ZURICH, destination=ZURICH)
    assert only(findings(request), *ZONES) == [("R20", "legs[0].mode", DEROGATION)]
    assert only(findings(request, AND), *ZONES) == []


def test_r20_says_the_distance_and_the_limit():
    finding = one(findings(one_way("8.5", to=ZURICH, destination=ZURICH)), "R20")
    assert (finding.value, finding.limit, finding.source) == (Decimal(483), Decimal(500), RULES.rule("R20").source)
    assert str(finding.message).startswith(
        "Plane to Zurich: 483 km, rail time in hours: 8.5. The train is required under these limits: 500 km, 6 hours by rail"
    )


def test_r22_between_stations_a_way_is_longer():
    rules = changed(RULES, "R22", basis="stations")
    assert only(findings(one_way("8.5", to=ZURICH, destination=ZURICH), rules), *ZONES) == [("R21", "legs[0].mode", WARNS)]


@pytest.mark.parametrize(
    ("km", "with_or", "with_and"),
    [
        ("499", [("R20", "legs[0].mode", DEROGATION)], [("rail-time-missing", "legs[0].rail_hours", WARNS)]),
        ("600", [("rail-time-missing", "legs[0].rail_hours", WARNS)], [("rail-time-missing", "legs[0].rail_hours", WARNS)]),
        ("1100", [("rail-time-missing", "legs[0].rail_hours", WARNS)], []),
        ("1600", [], []),
    ],
)
def test_r20_without_a_time_by_rail_it_is_asked_where_it_decides(km, with_or, with_and):
    assert only(findings(one_way(None, km)), *ZONES) == with_or
    assert only(findings(one_way(None, km), AND), *ZONES) == with_and


def test_r20_the_time_of_the_train_that_was_looked_up_counts():
    request = one_way(None, "600", alternatives=(make.rail_alternative("11.8"),))
    assert only(findings(request), *ZONES) == [("R20", "legs[0].mode", DEROGATION)]


def test_r20_a_place_that_is_not_known_asks_for_its_distance():
    nowhere = Place("Nergenshuizen", "DE")
    found = only(findings(one_way(None, to=nowhere, destination=nowhere)), *ZONES, "R90")
    assert found == [
        ("distance-missing", "legs[0].distance_km", WARNS),
        ("R90", "legs[0].distance_km", WARNS),
        ("R90", "legs[1].distance_km", WARNS),
    ]


@pytest.mark.parametrize(
    ("hours", "with_or", "with_and"),
    [
        ("5", ("R20", "legs[0].mode", DEROGATION), ("distance-missing", "legs[0].distance_km", WARNS)),
        ("7", ("distance-missing", "legs[0].distance_km", WARNS), ("distance-missing", "legs[0].distance_km", WARNS)),
        ("9", ("distance-missing", "legs[0].distance_km", WARNS), None),
    ],
)
def test_r20_r21_without_a_distance_it_is_asked_where_it_decides(hours, with_or, with_and):
    nowhere = Place("Nergenshuizen", "DE")
    request = one_way(hours, to=nowhere, destination=nowhere)
    assert only(findings(request), *ZONES) == [with_or]
    assert only(findings(request, AND), *ZONES) == ([with_and] if with_and else [])


def via_frankfurt(to, **changes):
    frankfurt = Place("Frankfurt", "DE", "FRA")
    first = make.flight(to=frankfurt, arrives_at=make.moment("2026-03-03T09:30:00+01:00"))
    second = make.flight(
        frankfurt, to, departs_at=make.moment("2026-03-03T11:00:00+01:00"), arrives_at=make.moment("2026-03-03T19:30:00+01:00")
    )
    return flying(first, second, make.flight_back(to), destination=to, **changes)


def test_r20_a_feeder_flight_is_a_part_of_the_way():
    assert only(findings(via_frankfurt(NEW_YORK)), *ZONES) == []


def test_r20_a_connection_does_not_make_a_short_way_long():
    found = only(findings(via_frankfurt(ZURICH)), "R20")
    assert found == [("R20", "legs[0].mode", DEROGATION), ("R20", "legs[2].mode", DEROGATION)]


@pytest.mark.parametrize(("clock", "together"), [("15:30", True), ("15:37", False)])  # six hours after the arrival, and more
def test_r20_a_long_wait_ends_a_way(clock, together):
    request = via_frankfurt(NEW_YORK)
    onward = replace(
        request.legs[1], departs_at=make.moment(f"2026-03-03T{clock}:00+01:00"), arrives_at=make.moment("2026-03-03T23:30:00+01:00")
    )
    found = only(findings(replace(request, legs=(request.legs[0], onward, request.legs[2]))), "R20")
    assert found == ([] if together else [("R20", "legs[0].mode", DEROGATION)])


def test_r20_there_and_back_on_one_day_are_two_ways():
    paris = Place("Paris", "FR", "CDG")
    back = make.flight_back(paris, departs_at=make.moment("2026-03-03T12:00:00+01:00"), arrives_at=make.moment("2026-03-03T13:00:00+01:00"))
    found = only(findings(flying(make.flight(to=paris), back, destination=paris)), "R20")
    assert found == [("R20", "legs[0].mode", DEROGATION), ("R20", "legs[1].mode", DEROGATION)]


def test_r21_counts_alone_when_r20_is_off():
    rules = changed(RULES, "R20", on=False)
    assert only(findings(one_way("3", "300"), rules), *ZONES) == [("R21", "legs[0].mode", WARNS)]


# ---- class


@pytest.mark.parametrize(
    ("arrives", "mode", "expected"),
    [
        ("10:25", Mode.TRAIN, [("R23", "legs[0].class", WARNS)]),
        ("10:31", Mode.TRAIN, []),
        ("10:25", Mode.NIGHT_TRAIN, [("R23", "legs[0].class", WARNS)]),
    ],
)
def test_r23_first_class_by_rail_is_for_long_legs(arrives, mode, expected):
    leg = make.leg(mode=mode, travel_class=TravelClass.FIRST, arrives_at=make.moment(f"2026-03-03T{arrives}:00+01:00"))
    assert only(findings(flying(leg, make.leg_back())), "R23") == expected


def test_r24_night_trains_are_welcome_unless_the_circular_says_otherwise():
    request = flying(make.leg(mode=Mode.NIGHT_TRAIN), make.leg_back())
    assert findings(request) == ()
    assert only(findings(request, changed(RULES, "R24", allowed=False)), "R24") == [("R24", "legs[0].mode", NOTES)]


def in_class(travel_class, arrives, *categories):
    to_lisbon = make.flight(to=LISBON, travel_class=travel_class, arrives_at=arrives and make.moment(arrives))
    people = tuple(make.traveller(f"Person {n}", category=category) for n, category in enumerate(categories))
    return flying(to_lisbon, make.flight_back(LISBON), destination=LISBON, travellers=people)


SIX_HOURS, LONGER = "2026-03-03T13:25:00+00:00", "2026-03-03T13:31:00+00:00"


@pytest.mark.parametrize(
    ("arrives", "categories", "expected"),
    [
        (SIX_HOURS, (Category.AGENT,), [("R25", "legs[0].class", BLOCKS)]),
        (SIX_HOURS, (Category.MINISTER,), [("R25", "legs[0].class", DEROGATION)]),
        (SIX_HOURS, (Category.MINISTER, Category.CABINET_MEMBER), [("R25", "legs[0].class", BLOCKS)]),
        (LONGER, (Category.AGENT,), [("R26", "legs[0].class", DEROGATION)]),
        (LONGER, (Category.MINISTER,), [("R26", "legs[0].class", DEROGATION)]),
        (None, (Category.AGENT,), [("R25", "legs[0].class", WARNS)]),
    ],
)
def test_r25_r26_business_class_is_judged_by_the_scheduled_flight_time(arrives, categories, expected):
    assert only(findings(in_class(TravelClass.BUSINESS, arrives, *categories)), "R25", "R26") == expected


def test_r25_says_the_hours_with_the_clocks_of_both_places():
    finding = one(findings(in_class(TravelClass.BUSINESS, SIX_HOURS, Category.AGENT)), "R25")
    assert (finding.value, finding.limit) == (Decimal("6.0"), Decimal(6))


def test_r27_nobody_flies_first_class():
    found = findings(in_class(TravelClass.FIRST, LONGER, Category.MINISTER))
    assert only(found, "R25", "R26", "R27") == [("R27", "legs[0].class", BLOCKS)]


# ---- flights, tickets, car


def direct_flight(price, hours):
    return Alternative(mode=Mode.PLANE, price=price and euro(price), hours=Decimal(hours))


@pytest.mark.parametrize(
    ("price", "hours", "severity"),
    [
        ("890", "17.5", None),  # 350 euro cheaper, not longer
        ("889.99", "17.5", WARNS),
        ("890", "6", WARNS),  # longer by more than four hours
        (None, "6", NOTES),
    ],
)
def test_r28_an_indirect_flight_saves_enough_and_lasts_not_too_long(price, hours, severity):
    found = findings(via_frankfurt(NEW_YORK, alternatives=(direct_flight(price, hours),)))
    assert only(found, "R28") == ([("R28", "legs[0].mode", severity)] if severity else [])


def test_r28_without_the_direct_flight_it_is_noted():
    request = flying(make.flight(direct=False), make.flight_back())
    assert only(findings(request), "R28") == [("R28", "legs[0].mode", NOTES)]


@pytest.mark.parametrize(("bought", "expected"), [("2026-02-10", []), ("2026-02-11", [("R29", "booking.tickets_on", WARNS)])])
def test_r29_a_ticket_is_bought_three_weeks_before(bought, expected):
    assert only(findings(make.request(booking=Booking(tickets_on=date.fromisoformat(bought)))), "R29") == expected


def by_car(country, km, price=None, **changes):
    place = Place("Ergens", country)
    legs = [
        make.leg(origin, to, mode=Mode.OWN_CAR, distance_km=km and Decimal(km), price=price and euro(price))
        for origin, to in ((make.BRUSSELS, place), (place, make.BRUSSELS))
    ]
    return make.request(legs=tuple(legs), destination=place, **changes)


@pytest.mark.parametrize(
    ("country", "km", "expected"),
    [
        ("DE", "1500", []),
        ("IT", "1000", []),
        ("IT", "1001", [("R30", "legs[0].mode", DEROGATION)]),
        ("IT", None, [("R30", "legs[0].mode", NOTES)]),
    ],
)
def test_r30_the_own_car_goes_to_a_neighbour_or_not_too_far(country, km, expected):
    assert only(findings(by_car(country, km)), "R30") == expected


@pytest.mark.parametrize(("price", "expected"), [("119", []), ("120", [("R30", "legs[0].price", DEROGATION)])])
def test_r30_the_own_car_costs_no_more_than_a_ticket(price, expected):
    request = by_car("DE", "700", price, alternatives=(make.rail_alternative(),))
    assert only(findings(request), "R30") == expected


def test_r31_a_ticket_bought_outside_the_contract_takes_a_derogation():
    assert only(findings(make.request(booking=Booking(self_purchase=True))), "R31") == [("R31", "booking.self_purchase", DEROGATION)]


def test_r90_a_typed_distance_is_enough_for_the_emissions():
    nowhere = Place("Nergenshuizen", "DE")
    legs = (make.leg(to=nowhere, distance_km=Decimal(600)), make.leg_back(nowhere, distance_km=Decimal(600)))
    assert only(findings(make.request(legs=legs, destination=nowhere)), "R90") == []
