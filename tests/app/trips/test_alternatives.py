"""The ways to go, side by side: what is taken over, what is estimated, and what nobody knows."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.domains.trips.alternatives import AlternativeSettings, Way, added_up, alternatives
from app.domains.trips.emissions import DEFAULT_FACTORS, emissions, factor_set
from app.domains.trips.request import Alternative, Leg, Place, Purpose, Request, Traveller, Videoconference
from app.domains.trips.vocabulary import Mode, TravelClass
from app.kernel.money import Money, euro

FACTORS = factor_set(DEFAULT_FACTORS)
SETTINGS = AlternativeSettings()
BRUSSELS, BERLIN = Place("Brussels", "BE", "BRU"), Place("Berlin", "DE", "BER")
PARIS, NEW_YORK = Place("Paris", "FR", "CDG"), Place("New York", "US", "JFK")


def at(text):
    return datetime.fromisoformat(text) if text else None


def trip(to=BERLIN, mode=Mode.PLANE, times=(None, None, None, None), price=None, travellers=1, **changes):
    out = Leg(BRUSSELS, to, mode, TravelClass.ECONOMY, at(times[0]), at(times[1]), price=price)
    back = Leg(to, BRUSSELS, mode, TravelClass.ECONOMY, at(times[2]), at(times[3]), price=price)
    return Request(legs=(out, back), destination=to, travellers=tuple(Traveller(f"No. {n}") for n in range(travellers)), **changes)


FLIGHTS = ("2026-03-03T08:00:00+01:00", "2026-03-03T09:30:00+01:00", "2026-03-05T18:00:00+01:00", "2026-03-05T19:36:00+01:00")


def ways(request):
    return {way.mode: way for way in alternatives(request, FACTORS, SETTINGS)}


def test_train_plane_and_call_stand_side_by_side():
    assert [(way.mode, way.chosen) for way in alternatives(trip(), FACTORS)] == [
        (Mode.TRAIN, False),
        (Mode.PLANE, True),
        (Mode.VIDEOCONFERENCE, False),
    ]


def test_the_chosen_way_takes_times_prices_and_weight_from_its_legs():
    found = ways(trip(times=FLIGHTS, price=euro("180.00"), travellers=2))[Mode.PLANE]
    # an hour and a half, 1.6 hours, and twice the margin of three and a half
    assert found == Way(
        Mode.PLANE, Decimal("10.1"), Money(Decimal("720.00")), Decimal("323.4"), chosen=True, estimated=frozenset({"hours"})
    )


def test_the_other_way_is_estimated_and_has_no_price():
    found = ways(trip(times=FLIGHTS, price=euro(180)))[Mode.TRAIN]
    # 643 km, a fifth longer by rail, at 110 km/h, with an hour of margin, twice
    assert found == Way(Mode.TRAIN, Decimal("16.0"), None, Decimal("54.8"), estimated=frozenset({"hours", "kg"}))


def test_fast_trains_go_where_international_rail_does():
    assert ways(trip(PARIS))[Mode.TRAIN].hours == Decimal("5.0")


def test_the_time_by_rail_that_stands_with_a_leg_goes_before_the_estimate():
    request = trip()
    legs = tuple(Leg(leg.origin, leg.to, leg.mode, leg.travel_class, rail_hours=Decimal("6.5")) for leg in request.legs)
    assert ways(Request(legs=legs, destination=BERLIN))[Mode.TRAIN].hours == Decimal("15.0")


def test_what_was_looked_up_goes_first_and_is_not_marked():
    typed = Alternative(Mode.TRAIN, hours=Decimal("14.5"), price=euro("129.90"), kg=Decimal("40.04"), remark="night train sold out")
    found = ways(trip(alternatives=(typed,), travellers=3))[Mode.TRAIN]
    assert (found.hours, found.price, found.kg, found.estimated, str(found.remark)) == (
        Decimal("14.5"),
        Money(Decimal("389.70")),
        Decimal("120.1"),
        frozenset(),
        "night train sold out",
    )


def test_what_was_looked_up_in_part_is_filled_up():
    found = ways(trip(alternatives=(Alternative(Mode.TRAIN, price=euro(129)),)))[Mode.TRAIN]
    assert (found.price, found.hours, found.estimated) == (euro(129), Decimal("16.0"), frozenset({"hours", "kg"}))


def test_a_call_costs_no_hours_on_the_way():
    asked = trip(purpose=Purpose(videoconference=Videoconference(considered=True, why_not="drafting in small groups")))
    found = ways(asked)[Mode.VIDEOCONFERENCE]
    assert (found.hours, found.price, found.kg, found.estimated, str(found.remark)) == (
        Decimal(0),
        None,
        Decimal(0),
        frozenset(),
        "Set aside: drafting in small groups",
    )


def test_no_train_to_new_york():
    found = ways(trip(NEW_YORK))[Mode.TRAIN]
    assert (found.hours, found.price, found.kg, found.estimated, str(found.remark)) == (
        None,
        None,
        None,
        frozenset(),
        "No train is known to go there within reason; whoever has found one can enter it.",
    )


def test_by_train_the_plane_is_estimated():
    found = ways(trip(mode=Mode.TRAIN))
    assert ([mode for mode, way in found.items() if way.chosen], found[Mode.PLANE].hours, found[Mode.PLANE].kg) == (
        [Mode.TRAIN],
        Decimal("9.7"),
        Decimal("161.8"),
    )


def test_a_night_train_stands_in_the_place_of_the_train():
    assert list(ways(trip(mode=Mode.NIGHT_TRAIN))) == [Mode.NIGHT_TRAIN, Mode.PLANE, Mode.VIDEOCONFERENCE]


def test_a_car_stands_beside_train_plane_and_call():
    found = ways(trip(mode=Mode.OWN_CAR))
    assert (list(found), found[Mode.OWN_CAR].chosen, found[Mode.OWN_CAR].hours) == (
        [Mode.TRAIN, Mode.PLANE, Mode.VIDEOCONFERENCE, Mode.OWN_CAR],
        True,
        Decimal("18.2"),
    )


def test_another_way_that_was_looked_up_is_shown_too():
    found = ways(trip(alternatives=(Alternative(Mode.COACH, hours=Decimal(22), price=euro(58)),)))
    assert (list(found), found[Mode.COACH]) == (
        [Mode.TRAIN, Mode.PLANE, Mode.VIDEOCONFERENCE, Mode.COACH],
        Way(Mode.COACH, Decimal(22), euro(58), None),
    )


def test_hours_across_a_change_of_the_clock_are_those_that_passed():
    night = ("2026-03-28T22:00:00+01:00", "2026-03-29T08:00:00+02:00", "2026-10-24T22:00:00+02:00", "2026-10-25T08:00:00+01:00")
    assert ways(trip(mode=Mode.NIGHT_TRAIN, times=night))[Mode.NIGHT_TRAIN].hours == Decimal(9 + 11 + 2)


def test_a_return_before_the_departure_is_estimated():
    times = (FLIGHTS[1], FLIGHTS[0], None, None)
    assert ways(trip(times=times))[Mode.PLANE].hours == Decimal("9.7")


def test_a_request_without_legs_has_ways_of_which_nothing_is_known():
    assert [(way.mode, way.hours, way.price, way.kg, way.chosen) for way in alternatives(Request(), FACTORS)] == [
        (Mode.TRAIN, None, None, None, False),
        (Mode.PLANE, None, None, None, False),
        (Mode.VIDEOCONFERENCE, Decimal(0), None, Decimal(0), False),
    ]


def test_a_boat_has_no_weight_and_a_remark():
    found = ways(trip(mode=Mode.BOAT))[Mode.BOAT]
    assert (found.kg, str(found.remark)) == (
        None,
        "Not every leg is in the emissions: for some of them no factor or no length is known.",
    )


@pytest.mark.parametrize(
    ("prices", "together"),
    [
        ([], None),
        ([None, None], None),
        ([euro("119.00"), None, euro("121.50")], euro("240.50")),
        ([Money(Decimal(10), "GBP"), Money(Decimal(5), "GBP")], Money(Decimal(15), "GBP")),
        ([Money(Decimal(10), "GBP"), euro(5)], None),
        ([Money(Decimal(10), "GBP", Decimal("0.8")), euro(5)], euro("17.50")),
    ],
)
def test_prices_are_added_up_in_their_currency_or_in_euro(prices, together):
    assert added_up(prices) == together


def test_a_currency_without_a_rate_beside_others_gives_no_price():
    request = trip(price=euro(10))
    legs = (request.legs[0], Leg(BERLIN, BRUSSELS, Mode.PLANE, price=Money(Decimal(10), "CHF")))
    assert ways(Request(legs=legs, destination=BERLIN))[Mode.PLANE].price is None


modes = some.sampled_from([None, *Mode])
places = some.sampled_from([BRUSSELS, PARIS, BERLIN, NEW_YORK, Place("Nowhere", "ZZ"), Place()])
legs = some.lists(some.builds(Leg, places, places, modes), max_size=4)


@given(legs, some.sampled_from([BERLIN, PARIS, Place()]))
def test_of_any_legs_one_way_is_chosen_and_the_weights_agree(legs, destination):
    request = Request(legs=tuple(legs), destination=destination)
    found = alternatives(request, FACTORS)
    weight = emissions(request, FACTORS)
    assert sum(way.chosen for way in found) == any(leg.mode for leg in legs)
    assert all(way.price is None for way in found)
    assert [way.kg for way in found if way.chosen] == [weight.chosen_kg if weight.by_leg else None for way in found if way.chosen]
