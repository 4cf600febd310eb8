"""Emissions: the worked values of the office, and what is counted how."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.domains.trips.emissions import DEFAULT_FACTORS, chosen_mode, emissions, factor_set, factor_sets, stretches
from app.domains.trips.request import Alternative, Leg, Place, Request, Stay, Traveller
from app.domains.trips.vocabulary import Mode, TravelClass
from app.kernel.errors import Refused

FACTORS = factor_set(DEFAULT_FACTORS)
BRUSSELS = Place("Brussels", "BE", "BRU")
PARIS = Place("Paris", "FR", "CDG")
BERLIN = Place("Berlin", "DE", "BER")
NEW_YORK = Place("New York", "US", "JFK")
ECONOMY, BUSINESS = TravelClass.ECONOMY, TravelClass.BUSINESS

# Kilograms there and back for one traveller, as the office has worked them out: economy, business.
WORKED = {
    "AMS": (40, 59), "CDG": (63, 95), "LHR": (88, 132), "SXB": (87, 131), "GVA": (134, 201), "BER": (162, 243), "FCO": (295, 442),
    "ATH": (529, 793), "RBA": (524, 786), "DXB": (1205, 3494), "JFK": (1378, 3995), "FIH": (1460, 4233), "HND": (2213, 6419),
}  # fmt: skip


def trip(*legs, travellers=1, **changes):
    return Request(legs=legs, travellers=tuple(Traveller(f"Traveller {n}") for n in range(travellers)), **changes)


def there_and_back(to, mode=Mode.PLANE, travel_class=ECONOMY, **changes):
    legs = (Leg(BRUSSELS, to, mode, travel_class), Leg(to, BRUSSELS, mode, travel_class))
    return trip(*legs, destination=to, **changes)


def whole(kg):
    return int(kg.quantize(Decimal(1), ROUND_HALF_UP))


@pytest.mark.parametrize(("to", "economy", "business"), [(Place(iata=code), *kg) for code, kg in WORKED.items()])
def test_worked_value(to, economy, business):
    found = (emissions(there_and_back(to, travel_class=one), FACTORS).chosen_kg for one in (ECONOMY, BUSINESS))
    assert tuple(map(whole, found)) == (economy, business)


def test_new_york_without_radiative_forcing():
    assert whole(emissions(there_and_back(NEW_YORK), factor_set("desnz-2025-without-rf")).chosen_kg) == 815


def test_the_group_outside_the_united_kingdom_has_one_band():
    found = emissions(there_and_back(PARIS, travel_class=BUSINESS), factor_set("desnz-2025-non-uk"))
    assert [(line.factor, line.factor_id, line.factor_set) for line in found.by_leg] == [
        (Decimal("0.31656"), "21_316_3184", "desnz-2025-non-uk")
    ] * 2


@pytest.mark.parametrize(
    ("km", "travel_class", "row"),
    [
        ("3700", None, "21_316_3162"),
        ("3700", ECONOMY, "21_316_3164"),
        ("3700", TravelClass.PREMIUM_ECONOMY, "21_316_3166"),  # none of its own: the next above
        ("3700", BUSINESS, "21_316_3166"),
        ("3700", TravelClass.FIRST, "21_316_3166"),
        ("3700.1", None, "21_316_3168"),
        ("3700.1", ECONOMY, "21_316_3170"),
        ("3700.1", TravelClass.PREMIUM_ECONOMY, "21_316_3172"),
        ("3700.1", BUSINESS, "21_316_3174"),
        ("3700.1", TravelClass.FIRST, "21_316_3176"),
        ("3700.1", TravelClass.SECOND, "21_316_3168"),  # no class of the air
    ],
)
def test_the_row_of_a_flight_by_length_and_class(km, travel_class, row):
    assert FACTORS.flight(Decimal(km), travel_class).id == row


def test_each_leg_keeps_its_row_its_set_and_its_year():
    line = emissions(there_and_back(PARIS), FACTORS).by_leg[1]
    assert (line.leg, line.mode, line.km, line.kg, line.factor, line.factor_id, line.factor_set, line.year) == (
        1, Mode.PLANE, Decimal("251.9"), Decimal("31.7"), Decimal("0.12576"), "21_316_3164", "desnz-2025", 2025,
    )  # fmt: skip


def test_a_train_to_paris_is_international_rail_and_longer_than_the_great_circle():
    line = emissions(there_and_back(PARIS, Mode.TRAIN, TravelClass.SECOND), FACTORS).by_leg[0]
    assert (line.km, line.factor_id, line.kg) == (Decimal("302.2"), "25_315_3148", Decimal("1.3"))


def test_a_train_to_berlin_takes_the_cautious_factor():
    found = emissions(there_and_back(BERLIN, Mode.NIGHT_TRAIN, TravelClass.SECOND), FACTORS)
    assert (found.by_leg[0].factor_id, whole(found.chosen_kg)) == ("25_315_3147", 55)


def test_a_typed_length_is_taken_as_it_is():
    found = emissions(trip(Leg(BRUSSELS, PARIS, Mode.TRAIN, distance_km=Decimal(1000))), FACTORS)
    assert (found.by_leg[0].km, found.chosen_kg) == (Decimal(1000), Decimal("4.5"))


@pytest.mark.parametrize(("travellers", "kg"), [(0, "16.7"), (1, "16.7"), (4, "16.7"), (5, "33.5"), (9, "50.2")])
def test_one_car_for_each_four_travellers(travellers, kg):
    found = emissions(trip(Leg(BRUSSELS, PARIS, Mode.OWN_CAR, distance_km=Decimal(100)), travellers=travellers), FACTORS)
    assert (found.by_leg[0].factor_id, found.chosen_kg) == ("25_301_3074", Decimal(kg))


def test_a_coach_is_counted_by_the_head():
    found = emissions(trip(Leg(BRUSSELS, PARIS, Mode.COACH, distance_km=Decimal(300)), travellers=3), FACTORS)
    assert (found.by_leg[0].factor_id, found.chosen_kg) == ("25_314_3146", Decimal("25.0"))


def test_totals_are_for_all_travellers():
    assert whole(emissions(there_and_back(NEW_YORK, travellers=3), FACTORS).chosen_kg) == 4133


def test_a_boat_has_no_factor_and_is_not_in_the_sum():
    found = emissions(trip(Leg(BRUSSELS, PARIS, Mode.BOAT), Leg(PARIS, BRUSSELS, Mode.TRAIN)), FACTORS)
    assert (found.unknown, [line.leg for line in found.by_leg], [remark.path for remark in found.remarks]) == ((0,), [1], ["legs[0].mode"])


@pytest.mark.parametrize(
    ("leg", "path"),
    [
        (Leg(BRUSSELS, Place("Nowhere", "FR"), Mode.PLANE), "legs[0].distance_km"),
        (Leg(BRUSSELS, PARIS), "legs[0].mode"),
        (Leg(BRUSSELS, PARIS, Mode.VIDEOCONFERENCE), "legs[0].mode"),
    ],
)
def test_a_leg_of_which_too_little_is_known(leg, path):
    found = emissions(trip(leg), FACTORS)
    assert (found.chosen_kg, found.by_leg, found.unknown, [one.path for one in found.remarks]) == (Decimal(0), (), (0,), [path])


def test_the_train_stands_beside_the_plane():
    assert whole(emissions(there_and_back(BERLIN), FACTORS).alternative_kg) == 55


def test_the_plane_stands_beside_the_train():
    assert whole(emissions(there_and_back(BERLIN, Mode.TRAIN), FACTORS).alternative_kg) == 162


def test_the_better_of_train_and_plane_stands_beside_the_car():
    assert whole(emissions(there_and_back(BERLIN, Mode.CAR), FACTORS).alternative_kg) == 55


@pytest.mark.parametrize("to", [NEW_YORK, Place("Athens", "GR", "ATH"), Place("Palma", "ES", "PMI"), Place("Dublin", "IE", "DUB")])
def test_no_train_goes_there(to):
    assert emissions(there_and_back(to), FACTORS).alternative_kg is None


def test_nobody_flies_to_lille():
    assert emissions(there_and_back(Place("Lille", "FR"), Mode.TRAIN), FACTORS).alternative_kg is None


def test_a_night_train_is_no_alternative_to_a_train():
    assert whole(emissions(there_and_back(BERLIN, Mode.NIGHT_TRAIN), FACTORS).alternative_kg) == 162


def test_what_was_looked_up_goes_first():
    athens = there_and_back(Place("Athens", "GR", "ATH"), alternatives=(Alternative(Mode.TRAIN, kg=Decimal("80.25")),), travellers=2)
    assert emissions(athens, FACTORS).alternative_kg == Decimal("160.5")


def test_a_call_is_no_way_to_travel():
    asked = there_and_back(NEW_YORK, alternatives=(Alternative(Mode.VIDEOCONFERENCE, kg=Decimal(1)),))
    assert emissions(asked, FACTORS).alternative_kg is None


def test_a_change_of_planes_is_compared_with_the_train_all_the_way():
    frankfurt, leipzig = Place("Frankfurt", "DE", "FRA"), Place("Leipzig", "DE", "LEJ")
    legs = [
        Leg(a, b, Mode.PLANE, ECONOMY)
        for a, b in ((BRUSSELS, frankfurt), (frankfurt, leipzig), (leipzig, frankfurt), (frankfurt, BRUSSELS))
    ]
    changing = trip(*legs, destination=leipzig)
    assert [stretch.legs for stretch in stretches(changing)] == [(0, 1), (2, 3)]
    assert emissions(changing, FACTORS).alternative_kg == emissions(there_and_back(leipzig), FACTORS).alternative_kg


def test_a_stay_on_the_way_is_no_change():
    istanbul, ankara = Place("Istanbul", "TR", "IST"), Place("Ankara", "TR", "ESB")
    legs = [Leg(a, b, Mode.PLANE, ECONOMY) for a, b in ((BRUSSELS, istanbul), (istanbul, ankara), (ankara, BRUSSELS))]
    asked = trip(*legs, destination=ankara, stays=(Stay("Istanboel", "TR", 2), Stay("Ankara", "TR", 1)))
    assert [stretch.legs for stretch in stretches(asked)] == [(0,), (1,), (2,)]


def test_a_day_between_two_trains_is_no_change(make_moment):
    first = Leg(BRUSSELS, PARIS, Mode.TRAIN, arrives_at=make_moment("2026-03-03T09:00:00+01:00"))
    second = Leg(PARIS, Place("Lyon", "FR"), Mode.TRAIN, departs_at=make_moment("2026-03-03T16:00:00+01:00"))
    assert [stretch.legs for stretch in stretches(trip(first, second, destination=Place("Lyon", "FR")))] == [(0,), (1,)]


@pytest.fixture
def make_moment():
    from datetime import datetime

    return datetime.fromisoformat


def test_out_by_train_and_back_by_plane_is_a_trip_by_plane():
    mixed = trip(Leg(BRUSSELS, BERLIN, Mode.TRAIN), Leg(BERLIN, BRUSSELS, Mode.PLANE, ECONOMY), destination=BERLIN)
    assert (chosen_mode(mixed), whole(emissions(mixed, FACTORS).alternative_kg)) == (Mode.PLANE, 55)


def test_a_trip_without_legs_weighs_nothing():
    found = emissions(Request(), FACTORS)
    assert (found.chosen_kg, found.alternative_kg, found.by_leg, found.unknown, chosen_mode(Request())) == (Decimal(0), None, (), (), None)


def test_a_hotel_night_by_country_and_city():
    found = [FACTORS.night("GB", "Londres"), FACTORS.night("GB", "Leeds"), FACTORS.night("DE", "Leipzig"), FACTORS.night("CU", "Havana")]
    assert [one and one.kg for one in found] == [Decimal("11.5"), Decimal("10.4"), Decimal("13.2"), None]


def test_the_sets_that_come_along():
    assert [one.code for one in factor_sets()] == ["desnz-2025", "desnz-2025-non-uk", "desnz-2025-without-rf"]


def test_an_unknown_set_is_refused_with_a_sentence():
    with pytest.raises(Refused) as refused:
        factor_set("desnz-2019")
    assert str(refused.value) == (
        "The emission factors “desnz-2019” are not known: choose one of desnz-2025, desnz-2025-non-uk, desnz-2025-without-rf."
    )


modes = some.sampled_from([None, *Mode])
places = some.sampled_from([BRUSSELS, PARIS, BERLIN, NEW_YORK, Place("Nowhere", "ZZ"), Place()])
legs = some.lists(some.builds(Leg, places, places, modes, some.sampled_from([None, *TravelClass])), max_size=5)


@given(legs, some.integers(0, 9))
def test_the_lines_add_up_and_every_leg_is_known_or_unknown(legs, travellers):
    found = emissions(trip(*legs, travellers=travellers), FACTORS)
    assert sum((line.kg for line in found.by_leg), Decimal(0)) == found.chosen_kg
    assert sorted([*found.unknown, *(line.leg for line in found.by_leg)]) == list(range(len(legs)))
    assert len(found.remarks) == len(found.unknown)
