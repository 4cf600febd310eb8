from decimal import Decimal

import pytest

from app.domains.trips.allowance import AllowanceTable
from app.domains.trips.circular.ruleset import changed
from app.domains.trips.request import Place, Videoconference
from app.kernel.errors import Severity
from tests.makers import trips as make
from tests.makers.circular import RULES, findings, one, only, row, told

BLOCKS, DEROGATION, WARNS, NOTES = Severity.BLOCKS, Severity.DEROGATION, Severity.WARNS, Severity.NOTES


def test_r02_a_destination_in_belgium_is_no_service_trip_abroad():
    found = only(findings(make.request(destination=Place("Liège", "BE"))), "R02")
    assert found == [("R02", "destination.country", WARNS)]


def test_r02_the_light_form_is_off_unless_the_circular_has_it():
    day = {"departs_at": make.moment("2026-03-03T07:00:00+01:00"), "returns_at": make.moment("2026-03-03T19:00:00+01:00")}
    request = make.request(destination=Place("Lille", "FR"), **day)
    assert only(findings(request), "R02") == []
    assert only(findings(request, changed(RULES, "R02", light_form=True)), "R02") == [("R02", "destination.country", NOTES)]


@pytest.mark.parametrize(("results", "broken"), [((), True), (("  ", ""), True), (("a common text",), False)])
def test_r10_at_least_one_result_is_expected(results, broken):
    expected = [("R10", "purpose.expected_results", BLOCKS)] if broken else []
    assert told(findings(make.request(purpose=make.purpose(expected_results=results)))) == expected


@pytest.mark.parametrize(
    ("considered", "why_not", "path"),
    [
        (None, "", "considered"),
        (None, "a reason", "considered"),
        (True, " ", "why_not"),
        (False, "", "why_not"),
        (False, "a signing", None),
        (True, "a signing", None),
    ],
)
def test_r11_the_question_of_the_videoconference_is_answered(considered, why_not, path):
    found = findings(make.request(purpose=make.purpose(videoconference=Videoconference(considered, why_not))))
    assert told(found) == ([("R11", f"purpose.videoconference.{path}", BLOCKS)] if path else [])


def test_r12_a_trip_serves_a_policy():
    assert told(findings(make.request(purpose=make.purpose(policy_link=" ")))) == [("R12", "purpose.policy_link", BLOCKS)]


@pytest.mark.parametrize(
    ("worked", "expected"),
    [
        (3, []),
        (2, [("R13", "purpose.work_days", WARNS)]),
        (0, [("R13", "purpose.work_days", WARNS)]),
        (None, [("R13", "purpose.work_days", NOTES)]),
        (4, [("work-days-do-not-fit", "purpose.work_days", WARNS)]),
    ],
)
def test_r13_three_days_of_four_are_for_work(worked, expected):
    assert told(findings(make.request(purpose=make.purpose(work_days=worked)))) == expected


def test_r13_says_the_share_that_was_found():
    finding = one(findings(make.request(purpose=make.purpose(work_days=2))), "R13")
    assert (finding.value, finding.limit) == (Decimal(67), Decimal(75))


def test_r13_three_of_four_days_exactly_are_enough():
    back = make.leg_back(departs_at=make.moment("2026-03-06T11:50:00+01:00"), arrives_at=make.moment("2026-03-06T19:40:00+01:00"))
    request = make.request(legs=(make.leg(), back), returns_at=back.arrives_at, stays=(make.stay(nights=3),))
    assert findings(request) == ()


def test_r13_without_legs_the_days_of_the_trip_count():
    request = make.request(legs=(), purpose=make.purpose(work_days=2))
    assert one(findings(request), "R13").value == Decimal(67)
    assert only(findings(make.request(legs=(), departs_at=None)), "R13") == []


def test_r13_private_days_are_no_days_on_site():
    found = findings(make.request(purpose=make.purpose(work_days=2, private_days=1)))
    assert told(found) == [("R17", "purpose.private_days", WARNS)]


def lasting(returns, country="DE", city="Leipzig", private_days=0):
    request = make.request(returns_at=make.moment(f"{returns}T19:40:00+01:00"), destination=Place(city, country))
    return make.request(
        returns_at=request.returns_at,
        destination=request.destination,
        purpose=make.purpose(work_days=8, private_days=private_days),
        submitted_on=None,
    )


@pytest.mark.parametrize(
    ("returns", "country", "expected"),
    [
        ("2026-03-07", "DE", []),
        ("2026-03-08", "DE", [(6, 5)]),
        ("2026-03-10", "CU", []),
        ("2026-03-11", "CU", [(9, 8)]),
        ("2026-03-10", "CH", []),
    ],
)
def test_r14_five_days_in_the_union_and_eight_elsewhere(returns, country, expected):
    found = findings(lasting(returns, country), allowances=AllowanceTable((row(), row(country))))
    assert [(finding.value, finding.limit) for finding in found if finding.rule == "R14"] == expected


def test_r14_private_days_do_not_count():
    assert only(findings(lasting("2026-03-08", private_days=1)), "R14") == []


def test_r14_needs_a_derogation():
    assert only(findings(lasting("2026-03-08")), "R14") == [("R14", "returns_at", DEROGATION)]


def test_r17_private_days_block_where_they_are_not_allowed():
    request = make.request(purpose=make.purpose(work_days=2, private_days=1))
    rules = changed(RULES, "R17", allowed=False)
    assert told(findings(request, rules)) == [("R17", "purpose.private_days", BLOCKS)]
