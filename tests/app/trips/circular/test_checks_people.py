from datetime import date

import pytest

from app.domains.trips.circular.facts import OpenAdvance, OtherTrip, OverdueReport
from app.domains.trips.vocabulary import Category, Payer
from app.kernel.errors import Severity
from app.kernel.money import euro
from tests.makers import trips as make
from tests.makers.circular import facts, findings, one, only, told

BLOCKS, DEROGATION, WARNS, NOTES = Severity.BLOCKS, Severity.DEROGATION, Severity.WARNS, Severity.NOTES


def travelling(*travellers, **changes):
    return make.request(travellers=travellers, **changes)


def external(name="Robin Voorbeeld", **changes):
    return make.traveller(name, category=Category.EXTERNAL, **changes)


def test_somebody_must_travel():
    assert only(findings(travelling()), "no-traveller") == [("no-traveller", "travellers", BLOCKS)]


@pytest.mark.parametrize(
    ("first", "second", "twice"),
    [
        (make.traveller("Mila Voorbeeld"), make.traveller("mila  VOORBEELD"), True),
        (make.traveller("Łucja Przykład"), make.traveller("Lucja Przyklad"), True),
        (make.traveller("Mila Voorbeeld", person="a"), make.traveller("Mila Voorbeeld", person="b"), False),
        (make.traveller("Mila Voorbeeld", person="a"), make.traveller("M. Voorbeeld", person="a"), True),
        (make.traveller("Mila Voorbeeld"), make.traveller("Noa Exemple"), False),
    ],
)
def test_a_person_is_on_the_list_once(first, second, twice):
    expected = [("person-twice", "travellers[1].name", BLOCKS)] if twice else []
    assert told(findings(travelling(first, second))) == expected


def test_an_external_member_with_a_payer_may_come_along():
    assert findings(travelling(make.traveller(), external(payer=Payer.REGION))) == ()


def test_r01_an_external_member_without_a_payer_blocks():
    assert told(findings(travelling(make.traveller(), external(payer=None)))) == [("R01", "travellers[1].payer", BLOCKS)]


def test_r01_external_members_do_not_travel_alone():
    assert told(findings(travelling(external()))) == [("R01", "travellers", BLOCKS)]


def other(departs, returns, name="Mila Voorbeeld", person=""):
    return OtherTrip("2026/004", name, person, make.moment(departs), make.moment(returns), "Porto", "PT")


@pytest.mark.parametrize(
    ("trip", "overlaps"),
    [
        (other("2026-03-05T10:00:00+01:00", "2026-03-07T10:00:00+01:00"), True),
        (other("2026-03-01T10:00:00+01:00", "2026-03-09T10:00:00+01:00"), True),
        (other("2026-03-05T19:40:00+01:00", "2026-03-07T10:00:00+01:00"), False),
        (other("2026-03-05T18:39:00+00:00", "2026-03-07T10:00:00+00:00"), True),
        (other("2026-03-01T10:00:00+01:00", "2026-03-03T08:25:00+01:00"), False),
        (other("2026-03-05T10:00:00+01:00", "2026-03-07T10:00:00+01:00", name="Noa Exemple"), False),
        (other("2026-03-05T10:00:00+01:00", "2026-03-07T10:00:00+01:00", person="mila"), True),  # the request has no id to compare
    ],
)
def test_r05_nobody_is_on_two_trips_at_once(trip, overlaps):
    expected = [("R05", "travellers[0]", BLOCKS)] if overlaps else []
    assert told(findings(make.request(), other_trips=(trip,))) == expected


def test_r05_names_the_other_file():
    trip = other("2026-03-05T10:00:00+01:00", "2026-03-07T10:00:00+01:00")
    finding = one(findings(make.request(), other_trips=(trip,)), "R05")
    assert (finding.value, finding.limit) == ("Mila Voorbeeld", "2026/004")
    assert str(finding.message).startswith("Mila Voorbeeld is already travelling in that period: file 2026/004, Porto.")


@pytest.mark.parametrize(("person", "name", "rules"), [("a", "Other Name", ["R05"]), ("b", "Mila Voorbeeld", [])])
def test_r05_the_ids_of_two_people_go_before_their_names(person, name, rules):
    trip = other("2026-03-05T10:00:00+01:00", "2026-03-07T10:00:00+01:00", name=name, person=person)
    found = findings(travelling(make.traveller(person="a")), other_trips=(trip,))
    assert [finding.rule for finding in found] == rules


def delegation(number):
    return tuple(make.traveller(f"Person {letter}") for letter in "ABCDEFGH"[:number])


@pytest.mark.parametrize(("number", "expected"), [(4, []), (5, [("R15", "travellers", WARNS)])])
def test_r15_a_large_delegation_is_asked_why(number, expected):
    assert told(findings(travelling(*delegation(number)))) == expected


def test_r15_a_large_delegation_that_says_why_is_not_asked():
    assert findings(travelling(*delegation(5), purpose=make.purpose(why_this_number="one for each working group"))) == ()


@pytest.mark.parametrize(
    ("partner", "expected"),
    [
        (make.traveller("Noa Exemple", partner=True, payer=Payer.OWN), []),
        (make.traveller("Noa Exemple", partner=True, payer=Payer.REGION), [("R16", "travellers[1].payer", BLOCKS)]),
        (
            make.traveller("Noa Exemple", partner=True, payer=Payer.OWN, payer_stay=Payer.CABINET),
            [("R16", "travellers[1].payer_stay", BLOCKS)],
        ),
    ],
)
def test_r16_a_partner_is_not_paid_from_public_money(partner, expected):
    assert told(findings(travelling(make.traveller(), partner))) == expected


def test_r16_a_partner_at_public_cost_blocks():
    found = findings(make.request(purpose=make.purpose(partner_at_public_cost=True)))
    assert told(found) == [("R16", "purpose.partner_at_public_cost", BLOCKS)]


def advance(since, name="Mila Voorbeeld"):
    return OpenAdvance("2025/031", name, "", date.fromisoformat(since), euro(200))


@pytest.mark.parametrize(
    ("since", "expected"),
    [("2025-12-04", []), ("2025-12-03", [("R57", "advance.amount", BLOCKS)])],
)
def test_r57_an_old_open_advance_stands_against_a_new_one(since, expected):
    found = findings(make.request(advance=euro(50)), open_advances=(advance(since),), allowance_total=euro(100).amount)
    assert told(found) == expected


def test_r57_an_open_advance_of_somebody_else_or_without_a_new_one_does_not_count():
    old = advance("2025-01-01")
    assert findings(make.request(), open_advances=(old,)) == ()
    assert findings(make.request(advance=euro(50)), open_advances=(advance("2025-01-01", "Noa"),), allowance_total=euro(100).amount) == ()


@pytest.mark.parametrize(("due", "expected"), [("2026-01-03", []), ("2026-01-02", [("R75", "travellers[0]", DEROGATION)])])
def test_r75_a_report_long_overdue_asks_for_a_derogation(due, expected):
    report = OverdueReport("2025/044", "Mila Voorbeeld", "", date.fromisoformat(due))
    assert told(findings(make.request(), overdue_reports=(report,))) == expected


def test_what_the_office_does_not_know_is_noted():
    found = findings(make.request(advance=euro(50)), **dict.fromkeys(("other_trips", "overdue_reports", "open_advances", "allowances")))
    assert told(found) == [
        ("R05", "travellers", NOTES),
        ("R40", "stays", NOTES),
        ("R55", "destination.country", NOTES),
        ("R56", "advance", NOTES),
        ("R57", "advance", NOTES),
        ("R75", "travellers", NOTES),
    ]


def test_facts_of_an_office_are_known_in_these_tests():
    assert (facts().other_trips, facts().open_advances, facts().overdue_reports) == ((), (), ())
