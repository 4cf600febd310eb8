from copy import deepcopy
from dataclasses import replace
from datetime import date
from decimal import Decimal
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domains.trips.allowance import AllowanceTable
from app.domains.trips.circular.checking import check, derogations, missing_reasons, reason_for
from app.domains.trips.circular.facts import Facts, OpenAdvance, OtherTrip, OverdueReport
from app.domains.trips.circular.ruleset import WEIGHT, changed, read_rule_set
from app.domains.trips.request import Alternative, Booking, Leg, Place, Request
from app.domains.trips.vocabulary import Category, Mode, TravelClass
from app.kernel.errors import Finding, Refused, Severity
from app.kernel.money import euro
from app.kernel.shapes import from_plain, to_plain
from app.kernel.translated import Multilingual
from tests.makers import trips as make
from tests.makers.circular import RULES, facts, findings, one, only, row, told

BLOCKS, DEROGATION, WARNS, NOTES = Severity.BLOCKS, Severity.DEROGATION, Severity.WARNS, Severity.NOTES


# ---- how a finding speaks


def test_a_finding_speaks_the_words_of_the_office_in_its_languages():
    finding = one(findings(make.request(purpose=make.purpose(policy_link=""))), "R12")
    assert finding.message.text == Multilingual(
        "De band met het beleid is niet ingevuld. Noem het plan, het akkoord of de opdracht waarin deze reis past.",
        "Le lien avec la politique menée n’est pas indiqué. Citez le plan, l’accord ou la mission dans lequel ce voyage s’inscrit.",
        "The link with policy is not given. Name the plan, the agreement or the task that this trip is part of.",
    )


def test_a_text_that_the_office_changes_is_what_is_said():
    rule = replace(RULES.rule("R12"), message=Multilingual("Waarom?", "Pourquoi ?", "Why?"), advice=Multilingual())
    rules = replace(RULES, rules=tuple(rule if one.id == "R12" else one for one in RULES.rules))
    assert str(one(findings(make.request(purpose=make.purpose(policy_link="")), rules), "R12").message) == "Why?"


def test_a_rule_that_is_off_says_nothing():
    request = make.request(purpose=make.purpose(policy_link=""))
    assert findings(request, changed(RULES, "R12", on=False)) == ()


def test_a_rule_weighs_what_the_office_says():
    request = make.request(purpose=make.purpose(policy_link=""))
    assert told(findings(request, changed(RULES, "R12", severity=NOTES))) == [("R12", "purpose.policy_link", NOTES)]


def test_the_same_question_has_the_same_answer():
    request = make.request_by_plane()
    assert findings(request) == findings(request)


def test_a_rule_set_without_a_figure_is_refused_and_not_guessed():
    rules = replace(RULES, rules=tuple(replace(rule, parameters=()) if rule.id == "R14" else rule for rule in RULES.rules))
    with pytest.raises(Refused) as refusal:
        check(make.request(), rules)
    assert told(refusal.value.findings) == [("parameter-missing", "rules.R14.days_eu", BLOCKS)]


# ---- reasons


def test_a_derogation_without_a_reason_is_missing_one():
    request = make.request(booking=Booking(self_purchase=True))
    found = findings(request)
    assert told(found) == [("R31", "booking.self_purchase", DEROGATION)]
    assert told(missing_reasons(request, found)) == [("reason-missing", "justifications.R31", BLOCKS)]


def test_a_derogation_with_a_reason_misses_none():
    request = make.request(booking=Booking(self_purchase=True), justifications={"R31": "the agency was closed"})
    assert missing_reasons(request, findings(request)) == ()


def test_blanks_are_no_reason():
    request = make.request(booking=Booking(self_purchase=True), justifications={"R31": " "})
    assert told(missing_reasons(request, findings(request))) == [("reason-missing", "justifications.R31", BLOCKS)]


def test_one_reason_is_asked_for_a_rule_that_is_broken_twice():
    request = make.request(legs=(make.flight(rail_hours=Decimal(3)), make.flight_back(rail_hours=Decimal(3))))
    found = findings(request)
    assert [finding.path for finding in found if finding.rule == "R20"] == ["legs[0].mode", "legs[1].mode"]
    assert told(missing_reasons(request, found)) == [("reason-missing", "justifications.R20", BLOCKS)]


def test_the_reason_of_an_urgent_request_counts_for_r71():
    request = make.request(submitted_on=date(2026, 3, 2), urgent_reason="the meeting was called yesterday")
    assert list(derogations(findings(request))) == ["R71"]
    assert reason_for(request, "R71") == "the meeting was called yesterday"
    assert missing_reasons(request, findings(request)) == ()


def test_a_reason_for_a_rule_that_is_not_broken_is_noted():
    found = findings(make.request(justifications={"R25": "my back", "R26": ""}))
    assert told(found) == [("reason-not-needed", "justifications.R25", NOTES)]


# ---- R32: the train never needs more steps than the plane

BY_AIR = {TravelClass.SECOND: TravelClass.ECONOMY, TravelClass.FIRST: TravelClass.BUSINESS, TravelClass.BUSINESS: TravelClass.BUSINESS}
PLACES = [
    make.BRUSSELS,
    make.LEIPZIG,
    Place("Zurich", "CH", "ZRH"),
    Place("Paris", "FR"),
    Place("Nergenshuizen", "DE"),
    Place("Leipzig", "DE", "QQQ"),
    Place("Tokyo", "JP", "HND"),
]
MOMENTS = [
    f"2026-{day}T{clock}:00{offset}"
    for day in ("03-03", "03-05", "03-29", "10-25")
    for clock in ("02:30", "08:25", "16:05")
    for offset in ("+01:00", "+02:00")
]
AMOUNTS = st.sampled_from([None, euro(0), euro(119), euro(1200), euro(4000), euro(43939), euro(-1)])
NUMBERS = st.none() | st.decimals(-1, 3000, places=1)


@st.composite
def train_legs(draw):
    return Leg(
        origin=draw(st.sampled_from(PLACES)),
        to=draw(st.sampled_from(PLACES)),
        mode=draw(st.sampled_from([Mode.TRAIN, Mode.NIGHT_TRAIN])),
        travel_class=draw(st.sampled_from([None, *BY_AIR])),
        departs_at=draw(st.none() | st.sampled_from(MOMENTS).map(make.moment)),
        arrives_at=draw(st.none() | st.sampled_from(MOMENTS).map(make.moment)),
        distance_km=draw(NUMBERS),
        rail_hours=draw(NUMBERS),
        price=draw(AMOUNTS),
        direct=draw(st.booleans()),
    )


@st.composite
def train_requests(draw):
    category = draw(st.sampled_from(Category))
    days = st.none() | st.dates(date(2026, 1, 1), date(2026, 4, 1))
    return make.request(
        travellers=(make.traveller(category=category),),
        destination=draw(st.sampled_from(PLACES)),
        legs=tuple(draw(st.lists(train_legs(), max_size=4))),
        submitted_on=draw(days),
        booking=Booking(self_purchase=draw(st.booleans()), tickets_on=draw(days)),
        alternatives=tuple(draw(st.lists(st.builds(Alternative, st.sampled_from(list(Mode)), NUMBERS, AMOUNTS), max_size=2))),
    )


def heaviest(found: tuple[Finding, ...]) -> dict[str, int]:
    weights: dict[str, int] = {}
    for finding in found:
        weights[finding.path] = max(weights.get(finding.path, 0), 1 + WEIGHT[finding.severity])
    return weights


BY_WEIGHT_OF_R23 = {severity: changed(RULES, "R23", severity=severity) for severity in (WARNS, DEROGATION, BLOCKS)}


@given(train_requests(), st.sampled_from(list(BY_WEIGHT_OF_R23)))
@settings(max_examples=300, deadline=None)
def test_r32_no_rule_weighs_heavier_on_the_train_than_on_the_plane(request_, severity):
    rules = BY_WEIGHT_OF_R23[severity]
    legs = tuple(replace(leg, mode=Mode.PLANE, travel_class=BY_AIR.get(leg.travel_class)) for leg in request_.legs)
    by_train, by_plane = (heaviest(check(one, rules, facts())) for one in (request_, replace(request_, legs=legs)))
    assert {path: weight for path, weight in by_train.items() if weight > by_plane.get(path, 0)} == {}


def test_r32_a_derogation_for_first_class_by_rail_only_warns():
    leg = make.leg(travel_class=TravelClass.FIRST, arrives_at=make.moment("2026-03-03T09:25:00+01:00"))
    request = make.request(legs=(leg, make.leg_back()))
    harder = changed(RULES, "R23", severity=DEROGATION)
    assert only(findings(request, harder), "R23") == [("R23", "legs[0].class", WARNS)]
    assert only(findings(request, changed(harder, "R32", on=False)), "R23") == [("R23", "legs[0].class", DEROGATION)]


# ---- whatever comes in

ODD = st.sampled_from(
    [
        None, "", " ", "x", "BE", "be", "ZZ", "LEJ", "plane", "train", "business", "first", "minister", "host", "USD", "all",
        True, False, 0, 1, -1, 7, 10**12, 10**13, 0.5, 1e300, "0", "-1", "1E+11", "0.000000000001", "NaN", "Infinity", "43939",
        "0001-01-01", "9999-12-31", "2026-02-30", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00",
        "2026-03-29T02:30:00+01:00", "2026-10-25T02:30:00+23:59", "2026-03-03T08:25:00", "\ud800", "İ{value}", [], {}, [{}], ["a"],
        {"amount": "1e12", "currency": "USD", "rate": "0.000000000001"}, {"amount": "5", "currency": "CHF"}, {"R20": "a reason"},
    ]
)  # fmt: skip


@st.composite
def odd_json(draw):
    """A valid request in which some values were replaced, doubled or taken out."""
    plain = deepcopy(to_plain(draw(st.sampled_from(EXAMPLES))))
    for _ in range(draw(st.integers(1, 12))):
        places = list(_places(plain))
        if not places:
            break
        holder, key = places[draw(st.integers(0, len(places) - 1))]
        match draw(st.sampled_from(["replace", "replace", "replace", "remove", "double"])):
            case "replace":
                holder[key] = deepcopy(draw(ODD))
            case "remove":
                del holder[key]
            case _ if isinstance(holder, list):
                holder.append(deepcopy(holder[key]))
    return plain


def _places(plain):
    for key, value in list(plain.items() if isinstance(plain, dict) else enumerate(plain)):
        yield plain, key
        if isinstance(value, dict | list) and value:
            yield from _places(value)


CROWD = make.request(
    travellers=(make.traveller(), make.traveller("Noa Exemple", category=Category.EXTERNAL)),
    legs=(make.flight(), make.flight_back(), make.leg(mode=Mode.OWN_CAR)),
    alternatives=(make.rail_alternative(), Alternative(mode=Mode.PLANE, price=euro(300))),
    advance=euro(100),
    justifications={"R20": "a reason"},
)
EXAMPLES = [make.request(), make.request_by_plane(), CROWD, Request()]
EVERYTHING = facts(
    other_trips=(OtherTrip("1", "Mila Voorbeeld", "", make.moment(make.OUT), make.moment(make.BACK)),),
    overdue_reports=(OverdueReport("1", "Mila Voorbeeld", "", date(2025, 1, 1)),),
    open_advances=(OpenAdvance("1", "Mila Voorbeeld", "", date(2025, 1, 1)),),
    allowances=AllowanceTable((row(), row("CH", currency="CHF"))),
    allowance_total=Decimal(100),
    approved_total=Decimal(10),
)


@given(odd_json(), st.sampled_from([Facts(), EVERYTHING]))
@settings(max_examples=500, deadline=None)
def test_no_request_makes_the_check_fail(plain, known):
    request, _ = from_plain(Request, plain)
    found = check(request, RULES, known)
    assert all(finding.path is not None and str(finding.message) and finding.rule for finding in found)
    missing_reasons(request, found)


# ---- speed


def test_a_check_takes_less_than_two_milliseconds():
    request, known = CROWD, EVERYTHING
    check(request, RULES, known)
    begun = perf_counter()
    for _ in range(200):
        check(request, RULES, known)
    assert (perf_counter() - begun) / 200 < 0.002


def test_a_rule_set_read_from_a_file_judges_like_the_shipped_one():
    from json import dumps

    again = read_rule_set(dumps(to_plain(RULES)))
    assert findings(CROWD, again) == findings(CROWD)
