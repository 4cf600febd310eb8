from dataclasses import replace
from decimal import Decimal

import pytest

from app.domains.trips.circular.ruleset import changed
from app.domains.trips.request import Place
from app.domains.trips.vocabulary import Mode, TravelClass
from app.kernel.errors import Severity
from tests.makers import trips as make
from tests.makers.circular import RULES, findings, one, only, told

BLOCKS, WARNS, NOTES = Severity.BLOCKS, Severity.WARNS, Severity.NOTES
PORTO, COLOGNE = Place("Porto", "PT", "OPO"), Place("Cologne", "DE", "CGN")


def at(day, clock, offset="+01:00"):
    return make.moment(f"2026-03-{day}T{clock}:00{offset}")


def going(*legs, **changes):
    return make.request(legs=legs, **changes)


def test_one_leg_is_told_even_when_the_circular_does_not_ask():
    rules = changed(RULES, "R06", on=False)
    assert only(findings(going(make.leg()), rules), "R06", "one-leg") == [("one-leg", "legs", WARNS)]


def test_a_leg_arrives_after_it_departs():
    leg = make.leg(arrives_at=at("03", "08:00"))
    assert only(findings(going(leg, make.leg_back())), "arrives-before-departure") == [
        ("arrives-before-departure", "legs[0].arrives_at", BLOCKS)
    ]


def test_a_flight_to_the_west_may_arrive_at_an_earlier_hour():
    leg = make.flight(to=PORTO, arrives_at=at("03", "08:10", "-01:00"))
    assert only(findings(going(leg, make.leg_back())), "arrives-before-departure") == []


def test_legs_stand_in_their_order():
    found = findings(going(make.leg_back(), make.leg()))
    assert only(found, "leg-order", "leg-overlap") == [("leg-order", "legs[1].departs_at", BLOCKS)]


def test_a_leg_departs_after_the_one_before_has_arrived():
    back = make.leg_back(departs_at=at("03", "16:04"))
    assert only(findings(going(make.leg(), back)), "leg-order", "leg-overlap") == [("leg-overlap", "legs[1].departs_at", BLOCKS)]
    back = make.leg_back(departs_at=at("03", "16:05"))
    assert only(findings(going(make.leg(), back)), "leg-order", "leg-overlap") == []


def test_legs_lie_inside_the_trip():
    legs = (make.leg(departs_at=at("03", "08:24")), make.leg_back(arrives_at=at("05", "19:41")))
    assert told(findings(going(*legs))) == [
        ("leg-outside-trip", "legs[0].departs_at", WARNS),
        ("leg-outside-trip", "legs[1].arrives_at", WARNS),
    ]


def test_a_leg_begins_where_the_one_before_ended():
    assert told(findings(going(make.leg(), make.leg_back(COLOGNE)))) == [("legs-do-not-connect", "legs[1].from", WARNS)]


def test_a_city_may_be_written_otherwise_where_the_airport_is_the_same():
    leg = make.leg(Place("Bruxelles", "BE", "BRU"), Place("leipzig", "DE"))
    assert findings(going(leg, make.leg_back())) == ()


def test_the_destination_is_reached():
    found = findings(make.request(destination=COLOGNE))
    assert only(found, "destination-not-reached") == [("destination-not-reached", "destination", WARNS)]


def test_the_journey_ends_where_it_began():
    found = findings(going(make.leg(), make.leg_back(to=COLOGNE)))
    assert told(found) == [("return-elsewhere", "legs[1].to", WARNS)]


@pytest.mark.parametrize(("mode", "severity"), [(Mode.PLANE, BLOCKS), (Mode.TRAIN, WARNS)])
def test_an_airport_that_does_not_exist_is_told(mode, severity):
    leg = make.leg(to=Place("Leipzig", "DE", "QQQ"), mode=mode)
    assert only(findings(going(leg, make.leg_back())), "unknown-airport") == [("unknown-airport", "legs[0].to.iata", severity)]


def test_an_airport_lies_in_its_country():
    found = findings(going(make.leg(to=Place("Leipzig", "FR", "LEJ")), make.leg_back()))
    assert only(found, "airport-elsewhere") == [("airport-elsewhere", "legs[0].to.iata", WARNS)]


@pytest.mark.parametrize(
    ("km", "expected"),
    [
        ("600", []),
        ("0", [("negative-number", "legs[0].distance_km", BLOCKS)]),
        ("-5", [("negative-number", "legs[0].distance_km", BLOCKS)]),
        ("60", [("distance-doubtful", "legs[0].distance_km", WARNS)]),
        ("6000", [("distance-doubtful", "legs[0].distance_km", WARNS)]),
    ],
)
def test_a_typed_distance_is_near_the_great_circle(km, expected):
    assert told(findings(going(make.leg(distance_km=Decimal(km)), make.leg_back()))) == expected


@pytest.mark.parametrize("hours", ["0", "-3", "169"])
def test_a_time_by_rail_is_a_number_of_hours(hours):
    found = findings(going(make.leg(rail_hours=Decimal(hours)), make.leg_back()))
    assert told(found) == [("negative-number", "legs[0].rail_hours", BLOCKS)]


def test_a_videoconference_is_no_leg():
    found = findings(going(make.leg(mode=Mode.VIDEOCONFERENCE), make.leg_back()))
    assert only(found, "mode-of-no-leg") == [("mode-of-no-leg", "legs[0].mode", BLOCKS)]


def test_a_plane_has_no_second_class():
    found = findings(going(make.flight(travel_class=TravelClass.SECOND), make.leg_back()))
    assert only(found, "class-does-not-fit") == [("class-does-not-fit", "legs[0].class", WARNS)]


@pytest.mark.parametrize(("nights", "fits"), [(1, False), (2, True), (3, False)])
def test_the_nights_are_those_between_departure_and_return(nights, fits):
    expected = [] if fits else [("nights-do-not-fit", "stays", WARNS)]
    assert told(findings(make.request(stays=(make.stay(nights=nights),)))) == expected


def test_a_night_on_the_train_needs_no_hotel():
    legs = (make.leg(mode=Mode.NIGHT_TRAIN, arrives_at=at("04", "07:00")), make.leg_back())
    work = make.purpose(work_days=2)
    assert findings(going(*legs, stays=(make.stay(nights=1),), purpose=work)) == ()


def test_nights_without_a_stay_are_noted():
    assert told(findings(make.request(stays=()))) == [("nights-without-stay", "stays", NOTES)]


# ---- clocks: in 2026 the clock of Brussels is put forward on 29 March at 2:00, and back on 25 October at 3:00


def leaving(moment):
    return going(make.leg(departs_at=make.moment(moment)), make.leg_back())


@pytest.mark.parametrize(
    ("moment", "severity"),
    [
        ("2026-03-03T08:25:00+01:00", None),
        ("2026-03-03T08:25:00+02:00", WARNS),
        ("2026-03-03T07:25:00+00:00", WARNS),
        ("2026-03-29T01:59:00+01:00", None),
        ("2026-03-29T02:30:00+01:00", BLOCKS),
        ("2026-03-29T02:30:00+02:00", BLOCKS),
        ("2026-03-29T03:00:00+02:00", None),
        ("2026-10-25T01:59:00+02:00", None),
        ("2026-10-25T02:30:00+02:00", NOTES),
        ("2026-10-25T02:30:00+01:00", NOTES),
        ("2026-10-25T02:30:00+03:00", WARNS),
        ("2026-10-25T03:00:00+01:00", None),
    ],
)
def test_a_time_exists_on_the_clock_of_its_place(moment, severity):
    expected = [("clock-change", "legs[0].departs_at", severity)] if severity else []
    assert only(findings(leaving(moment)), "clock-change") == expected


def test_each_end_of_a_leg_has_its_own_clock():
    legs = (make.flight(to=PORTO, arrives_at=at("03", "10:00", "+00:00")), make.flight_back(PORTO, departs_at=at("05", "11:00", "+01:00")))
    found = findings(going(*legs, destination=PORTO))
    finding = one(found, "clock-change")
    assert (finding.path, finding.value, finding.limit) == ("legs[1].departs_at", "+01:00", "+00:00")


def test_the_trip_begins_and_ends_on_the_clocks_of_its_legs():
    request = replace(make.request(), departs_at=make.moment("2026-03-03T07:25:00+00:00"))
    assert only(findings(request), "clock-change") == [("clock-change", "departs_at", WARNS)]


def test_a_place_without_a_known_clock_is_not_judged():
    nowhere = Place("Nergenshuizen", "DE")
    legs = (make.leg(to=nowhere, arrives_at=at("03", "16:05", "+05:00")), make.leg_back(nowhere))
    assert only(findings(going(*legs, destination=nowhere)), "clock-change") == []
