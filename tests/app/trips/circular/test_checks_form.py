from dataclasses import replace

import pytest

from app.domains.trips.request import Leg, Place, Request, Requester, Stay
from app.kernel.errors import Severity
from tests.makers import trips as make
from tests.makers.circular import findings, only, told

BLOCKS, WARNS = Severity.BLOCKS, Severity.WARNS


def test_the_valid_request_has_nothing_against_it():
    assert findings(make.request()) == ()


@pytest.mark.parametrize(
    ("request_", "paths"),
    [
        (make.request(title="  "), ["title"]),
        (make.request(requester=Requester()), ["requester.name"]),
        (make.request(destination=Place("Leipzig", "")), ["destination.country"]),
        (make.request(destination=Place("", "DE", "LEJ")), ["destination.city"]),
        (make.request(departs_at=None), ["departs_at"]),
        (make.request(returns_at=None), ["returns_at"]),
        (make.request(travellers=(make.traveller(" "),)), ["travellers[0].name"]),
        (make.request(travellers=(make.traveller(payer=None),)), ["travellers[0].payer"]),
        (make.request(legs=(make.leg(mode=None), make.leg_back())), ["legs[0].mode"]),
        (make.request(legs=(make.leg(), make.leg_back(arrives_at=None))), ["legs[1].arrives_at"]),
        (make.request(legs=(make.leg(to=Place("", "DE")), make.leg_back())), ["legs[0].to"]),
        (make.request(stays=(make.stay(city=""),)), ["stays[0].city"]),
    ],
)
def test_a_missing_value_blocks_at_its_place(request_, paths):
    assert only(findings(request_), "missing-value") == [("missing-value", path, BLOCKS) for path in paths]


def test_an_empty_request_is_told_what_it_needs():
    found = [finding.path for finding in findings(Request()) if finding.blocks]
    assert found == [
        "title",
        "requester.name",
        "destination.country",
        "destination.city",
        "departs_at",
        "returns_at",
        "travellers",
        "legs",
        "purpose.expected_results",
        "purpose.videoconference.considered",
        "purpose.policy_link",
        "budget_line",
    ]


@pytest.mark.parametrize(("language", "expected"), [("fr", []), ("", ["language"]), ("de", ["language"])])
def test_the_language_of_the_papers_is_one_of_the_office(language, expected):
    assert [finding.path for finding in findings(make.request(language=language))] == expected


@pytest.mark.parametrize("code", ["ZZ", "de", "Germany", "D"])
def test_an_unknown_country_blocks(code):
    found = only(findings(make.request(stays=(make.stay(country=code),))), "unknown-country")
    assert found == [("unknown-country", "stays[0].country", BLOCKS)]


def test_the_country_of_a_leg_is_looked_at():
    legs = (make.leg(to=Place("Leipzig", "XX", "LEJ")), make.leg_back())
    assert only(findings(make.request(legs=legs)), "unknown-country") == [("unknown-country", "legs[0].to.country", BLOCKS)]


@pytest.mark.parametrize(
    ("request_", "path"),
    [
        (make.request(stays=(make.stay(nights=-1),)), "stays[0].nights"),
        (make.request(stays=(make.stay(nights=10**12),)), "stays[0].nights"),
        (make.request(stays=(make.stay(rooms=-2),)), "stays[0].rooms"),
        (make.request(purpose=make.purpose(private_days=-1)), "purpose.private_days"),
        (make.request(purpose=make.purpose(work_days=501)), "purpose.work_days"),
        (make.request(stays=(make.stay(meals_offered=replace(make.stay().meals_offered, lunch=-1)),)), "stays[0].meals_offered.lunch"),
    ],
)
def test_a_number_that_no_trip_has_blocks(request_, path):
    assert only(findings(request_), "absurd-number") == [("absurd-number", path, BLOCKS)]


def test_an_empty_leg_and_stay_are_told_as_missing_and_no_more():
    found = told(findings(make.request(legs=(Leg(), Leg()), stays=(Stay(),))))
    assert {rule for rule, _, severity in found if severity is BLOCKS} == {"missing-value"}
