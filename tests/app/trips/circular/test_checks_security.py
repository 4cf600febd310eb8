from datetime import date

import pytest

from app.domains.trips.circular.ruleset import changed
from app.domains.trips.request import Passport, Security, Visa
from app.domains.trips.vocabulary import Advice, PassportKind
from app.kernel.errors import Severity
from tests.makers import trips as make
from tests.makers.circular import RULES, findings, one, only, told

BLOCKS, DEROGATION, WARNS, NOTES = Severity.BLOCKS, Severity.DEROGATION, Severity.WARNS, Severity.NOTES


def secured(advice=Advice.NONE, checked="2026-03-01", *, online=True):
    return make.request(security=Security(advice, checked and date.fromisoformat(checked), online))


def carrying(kind=PassportKind.ORDINARY, expires="2029-05-31", visa=None):
    passport = Passport(kind, expires and date.fromisoformat(expires))
    return make.request(travellers=(make.traveller(passport=passport, visa=visa),))


def test_r80_against_the_advice_a_trip_takes_a_derogation():
    assert told(findings(secured(Advice.NON_ESSENTIAL))) == [("R80", "security.advice", DEROGATION)]


def test_r81_where_all_travel_is_advised_against_nobody_goes():
    assert told(findings(secured(Advice.ALL))) == [("R81", "security.advice", BLOCKS)]


def test_r81_the_circular_may_let_the_minister_decide():
    rules = changed(RULES, "R81", minister_may_derogate=True)
    assert told(findings(secured(Advice.ALL), rules)) == [("R81", "security.advice", DEROGATION)]


@pytest.mark.parametrize(
    ("checked", "today", "severity"),
    [
        ("2026-02-24", None, None),
        ("2026-03-03", None, None),
        ("2026-02-23", None, WARNS),
        ("2026-03-04", None, WARNS),
        ("2026-02-23", date(2026, 2, 23), NOTES),
        ("2026-02-23", date(2026, 2, 24), WARNS),
        (None, date(2026, 2, 2), WARNS),
    ],
)
def test_r82_the_advice_is_checked_in_the_last_week(checked, today, severity):
    expected = [("R82", "security.checked_on", severity)] if severity else []
    assert told(findings(secured(checked=checked), today=today)) == expected


def test_r83_travellers_register():
    assert told(findings(secured(online=False))) == [("R83", "security.travellers_online", WARNS)]


@pytest.mark.parametrize(
    ("expires", "expected"),
    [
        ("2026-09-05", []),
        ("2026-09-04", [("R84", "travellers[0].passport.expires_on", WARNS)]),
        ("2026-03-05", [("R84", "travellers[0].passport.expires_on", WARNS)]),
        ("2026-03-04", [("passport-expired", "travellers[0].passport.expires_on", BLOCKS)]),
        (None, [("R84", "travellers[0].passport.expires_on", NOTES)]),
    ],
)
def test_r84_a_passport_outlives_the_journey_by_six_months(expires, expected):
    assert told(findings(carrying(expires=expires))) == expected


def test_r84_may_be_left_out_inside_the_union():
    rules = changed(RULES, "R84", inside_eu=False)
    assert told(findings(carrying(expires="2026-06-01"), rules)) == []


@pytest.mark.parametrize(
    ("ready", "expected"),
    [
        ("2026-02-17", []),
        ("2026-02-18", [("R85", "travellers[0].visa.ready_on", WARNS)]),
        (None, [("R85", "travellers[0].visa.ready_on", WARNS)]),
    ],
)
def test_r85_a_visa_is_there_two_weeks_before(ready, expected):
    visa = Visa(needed=True, ready_on=ready and date.fromisoformat(ready))
    assert only(findings(carrying(visa=visa)), "R85") == expected


def test_r85_a_visa_that_is_not_needed_is_not_waited_for():
    assert findings(carrying(visa=Visa(needed=False))) == ()


def test_r85_a_service_passport_that_does_not_exist_yet_is_waited_for():
    finding = one(findings(carrying(PassportKind.SERVICE, expires=None)), "R85")
    assert (finding.path, finding.limit) == ("travellers[0].passport.expires_on", date(2026, 2, 17))
