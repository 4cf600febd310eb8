"""Distances: the positions of airports, the great circle, and how a city finds its airport."""

from __future__ import annotations

import sys
import time
from decimal import Decimal
from subprocess import run

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.domains.trips.distances import (
    EU_COUNTRIES,
    NEIGHBOURS,
    airport,
    airport_of,
    between,
    city_key,
    find_airports,
    great_circle,
    leg_km,
    zone_of,
)
from app.domains.trips.request import Leg, Place

BRUSSELS = Place("Brussels", "BE", "BRU")

# Kilometres one way from Brussels, as the office has worked them out.
WORKED = {
    "AMS": 158, "CDG": 252, "LHR": 350, "SXB": 347, "GVA": 532, "BER": 643, "FCO": 1173, "ATH": 2101, "RBA": 2082, "DXB": 5148,
    "JFK": 5885, "FIH": 6236, "HND": 9456, "CGN": 187, "LUX": 187, "FRA": 304, "ZRH": 483, "LYS": 577, "MXP": 665, "CPH": 754,
    "BOD": 778, "MRS": 832, "VIE": 925, "MAD": 1316, "VNO": 1454, "LIS": 1718, "YUL": 5554,
}  # fmt: skip


@pytest.mark.parametrize(("code", "km"), WORKED.items())
def test_worked_distance_from_brussels(code, km):
    assert round(between(BRUSSELS, Place(iata=code))) == km


def test_a_quarter_of_the_earth():
    assert great_circle(0, 0, 0, 90) == pytest.approx(6371 * 3.141592653589793 / 2)


def test_places_at_both_ends_of_the_earth():
    assert great_circle(0, 0, 0, 180) == pytest.approx(6371 * 3.141592653589793)


angle = some.floats(-180, 180, allow_nan=False)
breadth = some.floats(-90, 90, allow_nan=False)


@given(breadth, angle, breadth, angle)
def test_there_is_as_far_as_back(south, west, north, east):
    assert great_circle(south, west, north, east) == pytest.approx(great_circle(north, east, south, west))


def test_there_and_back_between_airports():
    assert between(BRUSSELS, Place(iata="LEJ")) == between(Place(iata="LEJ"), BRUSSELS)


def test_a_place_lies_nowhere_from_itself():
    assert between(BRUSSELS, Place("Bruxelles", "BE")) == 0.0


def test_brussels_lies_where_it_lies():
    found = airport("bru")
    assert (found.iata, found.latitude, found.longitude, found.zone) == ("BRU", 50.9014, 4.4844, "Europe/Brussels")


@pytest.mark.parametrize(
    ("city", "country", "code"),
    [
        ("Paris", "FR", "CDG"),
        ("Parijs", "FR", "CDG"),
        ("LONDRES", "GB", "LHR"),
        ("Genève", "CH", "GVA"),
        ("Köln", "DE", "CGN"),
        ("Istanboel", "TR", "IST"),
        ("La Havane", "CU", "HAV"),
        ("Lille", "FR", "LIL"),
        ("new  york", "us", "JFK"),
        ("Basel", "CH", "BSL"),  # over the border, in France
        ("Leipzig", "DE", "LEJ"),
        ("Ljubljana", "SI", "LJU"),  # by its own name in the table
        ("Kigali", "RW", "KGL"),
    ],
)
def test_a_city_has_its_main_airport(city, country, code):
    assert airport_of(Place(city, country)).iata == code


def test_of_several_airports_without_a_main_one_a_civil_international_one_comes_first():
    assert airport_of(Place("Bucharest", "RO")).iata == "OTP"
    assert airport_of(Place("Columbus", "US")).iata == "CMH"


def test_the_code_goes_before_the_city():
    assert airport_of(Place("Paris", "FR", "ORY")).iata == "ORY"


@pytest.mark.parametrize(
    "place", [Place("Nowhere", "FR"), Place("Paris", ""), Place("Paris", "US-TX"), Place("Paris", "FR", "ZZ9"), Place()]
)
def test_an_unknown_place_has_no_airport_and_no_distance(place):
    assert (airport_of(place), between(BRUSSELS, place), zone_of(place)) == (None, None, None)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("Londres", "LONDEN", True), ("The Hague", "Den Haag", True), ("The Hague", "Rotterdam", False), ("Leuven", "leuven ", True)],
)
def test_a_city_is_the_same_by_any_of_its_names(one, other, same):
    country = "GB" if one == "Londres" else "NL"
    assert (city_key(country, one) == city_key(country, other)) is same


def test_the_clock_of_a_place():
    assert zone_of(Place("Havana", "CU")) == "America/Havana"


def test_a_typed_distance_goes_first():
    leg = Leg(BRUSSELS, Place("Paris", "FR"), distance_km=Decimal("312.5"))
    assert leg_km(leg) == 312.5


@pytest.mark.parametrize("typed", [Decimal(0), Decimal(-5)])
def test_a_typed_distance_of_nothing_is_none(typed):
    assert round(leg_km(Leg(BRUSSELS, Place("Paris", "FR"), distance_km=typed))) == 252


@pytest.mark.parametrize(
    ("text", "code"),
    [("bru", "BRU"), ("wenen", "VIE"), ("Parijs", "CDG"), ("havana", "HAV"), ("Saint-Exupery", "LYS"), ("charles de g", "CDG")],
)
def test_the_chooser_puts_first_what_is_meant(text, code):
    assert find_airports(text)[0].iata == code


def test_the_chooser_gives_no_more_than_asked():
    assert len(find_airports("international", 5)) == 5


@pytest.mark.parametrize(("text", "limit"), [("", 20), ("   ", 20), ("brussels", 0), ("no such airport", 20)])
def test_the_chooser_finds_nothing(text, limit):
    assert find_airports(text, limit) == []


def test_countries_of_the_union_and_neighbours():
    assert (len(EU_COUNTRIES), NEIGHBOURS - EU_COUNTRIES, NEIGHBOURS) == (27, frozenset(), frozenset({"DE", "FR", "LU", "NL"}))


def test_every_city_that_is_named_has_an_airport_of_the_table():
    from app.domains.trips.distances import _main_airports

    abroad = {(city, country) for (country, city), code in _main_airports().items() if airport(code).country != country}
    assert abroad == {("basel", "CH"), ("bazel", "CH"), ("bale", "CH")}


def test_the_table_is_not_read_before_somebody_asks():
    script = "import sys, app.domains.trips.distances; print('airportsdata' in sys.modules)"
    assert run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "False\n"


def test_a_second_look_costs_next_to_nothing():
    paris = Place("Paris", "FR")
    between(BRUSSELS, paris)
    begun = time.perf_counter()
    for _ in range(10_000):
        between(BRUSSELS, paris)
    assert time.perf_counter() - begun < 0.5
