from datetime import date

import pytest

from app.domains.trips.request import Passport, Place, Visa
from app.domains.trips.vocabulary import PassportKind
from app.kernel.errors import Severity
from tests.makers import trips as make
from tests.makers.circular import findings, one, only, told

BLOCKS, DEROGATION, WARNS, NOTES = Severity.BLOCKS, Severity.DEROGATION, Severity.WARNS, Severity.NOTES


def submitted(day, **changes):
    return make.request(submitted_on=day and date.fromisoformat(day), **changes)


def test_a_return_before_the_departure_blocks():
    found = findings(make.request(departs_at=make.moment(make.BACK), returns_at=make.moment(make.OUT)))
    assert only(found, "return-before-departure") == [("return-before-departure", "returns_at", BLOCKS)]


def test_moments_are_compared_with_their_offsets():
    departs, returns = make.moment("2026-03-03T08:25:00+01:00"), make.moment("2026-03-03T07:30:00+00:00")
    assert only(findings(make.request(departs_at=departs, returns_at=returns)), "return-before-departure") == []


@pytest.mark.parametrize(("moment", "year"), [("0026-03-03T08:25:00+01:00", 26), ("2226-03-03T08:25:00+01:00", 2226)])
def test_a_year_that_no_trip_has_blocks(moment, year):
    finding = one(findings(make.request(departs_at=make.moment(moment))), "absurd-date")
    assert (finding.path, finding.value, finding.severity) == ("departs_at", year, BLOCKS)


def test_a_departure_that_is_past_can_only_be_regularised():
    found = findings(submitted("2026-03-04"))
    assert only(found, "departure-past", "R71") == [("departure-past", "departs_at", WARNS)]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-02-10", []),
        ("2026-02-11", [("R70", "submitted_on", WARNS)]),
        ("2026-02-26", [("R70", "submitted_on", WARNS)]),
        ("2026-02-27", [("R70", "submitted_on", WARNS), ("R71", "submitted_on", DEROGATION)]),
    ],
)
def test_r70_r71_a_request_comes_three_weeks_before_and_is_urgent_in_the_last_days(day, expected):
    assert told(findings(submitted(day))) == expected


def test_r70_outside_the_union_a_request_comes_six_weeks_before():
    request = submitted("2026-02-02", destination=Place("Rabat", "MA", "RBA"))
    finding = one(findings(request), "R70")
    assert (finding.value, finding.limit) == (29, 42)


@pytest.mark.parametrize(
    "papers",
    [
        {"visa": Visa(needed=True, ready_on=date(2026, 2, 1))},
        {"passport": Passport(PassportKind.SERVICE, date(2029, 5, 31))},
    ],
)
def test_r70_with_papers_to_be_made_a_request_comes_six_weeks_before(papers):
    assert one(findings(make.request(travellers=(make.traveller(**papers),))), "R70").limit == 42


def test_r70_a_request_that_is_not_submitted_is_judged_by_today():
    assert told(findings(submitted(None), today=date(2026, 2, 20))) == [("R70", "submitted_on", WARNS)]


def test_r70_without_any_day_it_is_noted():
    assert told(findings(submitted(None), today=None)) == [
        ("R70", "submitted_on", NOTES),
    ]
