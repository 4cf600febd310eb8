"""The daily allowance: days and nights, meals, categories, who pays, and the table as a file."""

from __future__ import annotations

import sys
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from subprocess import run

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.domains.trips.allowance import (
    AllowanceRow,
    AllowanceRules,
    AllowanceSheet,
    AllowanceTable,
    Reduction,
    allowance,
    allowance_rules,
    check_rows,
    read_csv,
)
from app.domains.trips.circular.ruleset import shipped
from app.domains.trips.request import Leg, Meals, Place, Purpose, Request, Stay, Traveller
from app.domains.trips.vocabulary import Mode, Payer
from app.kernel.errors import Refused
from app.kernel.money import Money, euro

BRUSSELS, LEIPZIG, PARIS = Place("Brussels", "BE", "BRU"), Place("Leipzig", "DE", "LEJ"), Place("Paris", "FR", "CDG")
KINSHASA, ADDIS = Place("Kinshasa", "CD", "FIH"), Place("Addis Ababa", "ET", "ADD")
FROM = date(2020, 1, 1)


def row(country, daily, city="", category=1, lodging=None, currency="EUR", valid_from=FROM, valid_to=None):
    ceiling = None if lodging is None else Decimal(lodging)
    return AllowanceRow(country, city, category, Decimal(daily), ceiling, currency, valid_from, valid_to)


# Invented amounts: those of the decree are for the office to import.
TABLE = AllowanceTable(
    (
        row("DE", "80.00", lodging="130.00"),
        row("DE", "60.00", category=2),
        row("FR", "90.00"),
        row("FR", "101.01", city="Paris", lodging="150.00"),
        row("CD", "70.00"),
        row("ET", "50.00"),
        row("GB", "64.00", currency="GBP", lodging="140.00"),
    )
)


def at(text):
    return datetime.fromisoformat(text)


def trip(departs="2026-03-03T08:25:00+01:00", returns="2026-03-05T19:40:00+01:00", to=LEIPZIG, stays=None, **changes):
    nights = (at(returns).date() - at(departs).date()).days
    usual = {
        "travellers": (Traveller("Mila", payer=Payer.REGION),),
        "stays": (Stay(to.city, to.country, nights),) if stays is None else stays,
    }
    return Request(departs_at=at(departs), returns_at=at(returns), destination=to, **(usual | changes))


def amounts(sheet: AllowanceSheet):
    return [None if one.amount is None else one.amount.amount for one in sheet.days]


def shares(sheet: AllowanceSheet):
    return [one.share for one in sheet.days]


HALF, WHOLE, NOTHING = Decimal("0.5"), Decimal(1), Decimal(0)


# ------------------------------------------------------------------------------------------------ days


def test_half_for_departure_and_return_whole_between_two_nights():
    sheet = allowance(trip(), TABLE)
    assert [(one.day, one.country, one.city, one.category, one.base, one.share, one.amount, str(one.why)) for one in sheet.days] == [
        (date(2026, 3, 3), "DE", "Leipzig", 1, euro("80.00"), HALF, euro("40.00"), "Day of departure."),
        (date(2026, 3, 4), "DE", "Leipzig", 1, euro("80.00"), WHOLE, euro("80.00"), "Day between two nights."),
        (date(2026, 3, 5), "DE", "Leipzig", 1, euro("80.00"), HALF, euro("40.00"), "Day of return."),
    ]
    assert (sheet.total, sheet.missing) == (Decimal("160.00"), ())


@pytest.mark.parametrize(
    ("returns", "share"),
    [
        ("2026-03-03T18:24:59+01:00", NOTHING),
        ("2026-03-03T18:25:00+01:00", WHOLE),
        ("2026-03-04T00:00:00+01:00", WHOLE),  # back at midnight sharp: the same day
    ],
)
def test_a_trip_within_one_day_counts_from_ten_hours(returns, share):
    assert shares(allowance(trip(returns=returns, stays=()), TABLE)) == [share]


def test_ten_hours_are_those_that_passed():
    # Leaving Brussels at eight and back from London at five of Brussels: nine hours, whatever the watches said.
    sheet = allowance(trip("2026-03-03T08:00:00+01:00", "2026-03-03T16:59:00+00:00", stays=()), TABLE)
    assert shares(sheet) == [NOTHING]


@pytest.mark.parametrize(
    ("departs", "returns", "days"),
    [
        ("2026-03-28T20:00:00+01:00", "2026-03-29T20:00:00+02:00", 2),  # the clock goes forward
        ("2026-03-28T23:30:00+01:00", "2026-03-30T01:30:00+02:00", 3),
        ("2026-10-24T20:00:00+02:00", "2026-10-25T20:00:00+01:00", 2),  # the clock goes back
        ("2026-10-25T02:30:00+02:00", "2026-10-25T02:10:00+01:00", 1),  # forty minutes, though the watch says less than nothing
        ("2026-12-31T10:00:00+01:00", "2027-01-01T10:00:00+01:00", 2),
        ("2028-02-28T10:00:00+01:00", "2028-03-01T10:00:00+01:00", 3),  # a leap year
        ("2027-02-28T10:00:00+01:00", "2027-03-01T10:00:00+01:00", 2),
        ("2026-03-03T10:00:00+01:00", "2026-03-05T00:00:00+01:00", 2),
        ("2026-03-03T10:00:00+01:00", "2026-03-05T00:01:00+01:00", 3),
        ("2026-03-03T00:00:00+01:00", "2026-03-04T10:00:00+01:00", 2),
        ("2026-03-03T23:50:00+01:00", "2026-03-05T20:00:00-05:00", 3),  # each end by its own calendar
    ],
)
def test_days_are_those_of_the_calendar_at_each_end(departs, returns, days):
    sheet = allowance(trip(departs, returns), TABLE)
    first = at(departs).date()
    assert [one.day for one in sheet.days] == [first + timedelta(number) for number in range(days)]


def test_the_short_night_of_october_is_no_day_of_ten_hours():
    assert shares(allowance(trip("2026-10-25T02:30:00+02:00", "2026-10-25T02:10:00+01:00", stays=()), TABLE)) == [NOTHING]


@pytest.mark.parametrize(
    "moments",
    [
        {"departs_at": None},
        {"returns_at": None},
        {"departs_at": at("2026-03-06T08:00:00+01:00")},  # back before leaving
        {"returns_at": at("2036-03-06T08:00:00+01:00")},  # ten years
    ],
)
def test_without_sensible_moments_there_is_no_sheet(moments):
    request = trip()
    usual = {"departs_at": request.departs_at, "returns_at": request.returns_at}
    assert allowance(Request(destination=LEIPZIG, **(usual | moments)), TABLE) == AllowanceSheet()


# ------------------------------------------------------------------------------------------------ countries


def test_the_country_of_the_night_before_sets_the_day():
    stays = (Stay("Leipzig", "DE", 1), Stay("Paris", "FR", 2))
    sheet = allowance(trip(returns="2026-03-06T19:00:00+01:00", stays=stays), TABLE)
    assert [(one.country, one.share) for one in sheet.days] == [("DE", HALF), ("DE", WHOLE), ("FR", WHOLE), ("FR", HALF)]


def test_or_the_night_after_when_the_rules_say_so():
    stays = (Stay("Leipzig", "DE", 1), Stay("Paris", "FR", 2))
    sheet = allowance(trip(returns="2026-03-06T19:00:00+01:00", stays=stays), TABLE, AllowanceRules(night_before=False))
    assert [one.country for one in sheet.days] == ["DE", "FR", "FR", "FR"]


def leg(origin, to, departs, arrives, mode=Mode.PLANE):
    return Leg(origin, to, mode, None, at(departs), at(arrives))


def test_a_night_in_the_air_belongs_to_where_one_goes_and_on_the_way_home_to_where_one_was():
    legs = (
        leg(BRUSSELS, KINSHASA, "2026-03-01T22:00:00+01:00", "2026-03-02T06:00:00+01:00"),
        leg(KINSHASA, ADDIS, "2026-03-04T20:00:00+01:00", "2026-03-05T02:30:00+03:00"),
        leg(ADDIS, BRUSSELS, "2026-03-05T05:00:00+03:00", "2026-03-05T10:00:00+01:00"),
    )
    request = trip("2026-03-01T20:00:00+01:00", "2026-03-05T10:30:00+01:00", KINSHASA, (Stay("Kinshasa", "CD", 2),), legs=legs)
    sheet = allowance(request, TABLE)
    assert [(one.country, one.amount.amount) for one in sheet.days] == [
        ("CD", Decimal("35.00")),
        ("CD", Decimal("70.00")),
        ("CD", Decimal("70.00")),
        ("CD", Decimal("70.00")),
        ("CD", Decimal("35.00")),
    ]
    assert [(one.first_night, one.nights) for one in sheet.lodging] == [(date(2026, 3, 2), 2)]


def test_who_arrives_after_midnight_has_slept_there():
    legs = (
        leg(BRUSSELS, PARIS, "2026-03-03T18:00:00+01:00", "2026-03-03T19:30:00+01:00", Mode.TRAIN),
        leg(PARIS, LEIPZIG, "2026-03-04T18:00:00+01:00", "2026-03-05T00:40:00+01:00", Mode.TRAIN),
        leg(LEIPZIG, BRUSSELS, "2026-03-06T12:00:00+01:00", "2026-03-06T19:40:00+01:00", Mode.TRAIN),
    )
    sheet = allowance(trip(returns="2026-03-06T19:40:00+01:00", stays=(Stay("Paris", "FR", 1),), legs=legs), TABLE)
    assert [one.country for one in sheet.days] == ["FR", "FR", "DE", "DE"]


def test_without_stays_and_legs_the_destination_sets_every_day():
    assert [one.country for one in allowance(trip(stays=()), TABLE).days] == ["DE", "DE", "DE"]


def test_the_amount_of_a_city_goes_before_that_of_its_country():
    found = [TABLE.amount("FR", city, date(2026, 1, 1), 1).daily for city in ("Paris", "PARIJS", "Lyon", "")]
    assert found == [Decimal("101.01"), Decimal("101.01"), Decimal("90.00"), Decimal("90.00")]


def test_the_amount_of_a_day_is_the_one_valid_on_it():
    table = AllowanceTable((row("DE", 70, valid_to=date(2026, 3, 3)), row("DE", 80, valid_from=date(2026, 3, 4))))
    assert [one.base.amount for one in allowance(trip(), table).days] == [Decimal(70), Decimal(80), Decimal(80)]


# ------------------------------------------------------------------------------------------------ categories


def test_after_thirty_calendar_days_the_second_category_begins():
    sheet = allowance(trip(returns="2026-04-02T12:00:00+02:00"), TABLE)
    assert [(one.category, one.base.amount) for one in sheet.days] == [(1, Decimal(80))] * 30 + [(2, Decimal(60))]


def test_a_trip_of_thirty_days_stays_in_the_first_category():
    assert {one.category for one in allowance(trip(returns="2026-04-01T12:00:00+02:00"), TABLE).days} == {1}


def test_or_a_long_trip_is_of_the_second_category_from_its_first_day():
    sheet = allowance(trip(returns="2026-04-02T12:00:00+02:00"), TABLE, AllowanceRules(by_trip=True))
    assert {one.category for one in sheet.days} == {2}


# ------------------------------------------------------------------------------------------------ meals


def test_meals_are_taken_from_the_whole_day_first():
    stays = (Stay("Leipzig", "DE", 2, breakfast=True, meals_offered=Meals(lunch=1, dinner=2)),)
    sheet = allowance(trip(stays=stays), TABLE)
    assert [one.reductions for one in sheet.days] == [
        (Reduction("dinner", Decimal(45), Decimal("18.00")),),
        (Reduction("lunch", Decimal(35), Decimal("28.00")), Reduction("dinner", Decimal(45), Decimal("36.00"))),
        (),
    ]
    assert (amounts(sheet), sheet.total) == ([Decimal("22.00"), Decimal("16.00"), Decimal("40.00")], Decimal("78.00"))


def test_with_the_other_set_breakfast_and_small_costs_count_too():
    stays = (Stay("Leipzig", "DE", 2, breakfast=True, meals_offered=Meals(lunch=3, dinner=3, small_costs=3)),)
    sheet = allowance(trip(stays=stays), TABLE, AllowanceRules().with_breakfast())
    assert amounts(sheet) == [Decimal("6.00"), Decimal("0.00"), Decimal("0.00")]  # no breakfast on the day of departure


def test_no_meal_is_taken_from_a_day_twice():
    stays = (
        Stay("Leipzig", "DE", 1, meals_offered=Meals(lunch=2)),
        Stay("Paris", "FR", 1, meals_offered=Meals(lunch=2)),
    )
    sheet = allowance(trip(stays=stays), TABLE)
    assert [[cut.kind for cut in one.reductions] for one in sheet.days] == [["lunch"], ["lunch"], ["lunch"]]


def test_on_a_trip_within_one_day_meals_stand_with_a_stay_of_no_night():
    stays = (Stay("Leipzig", "DE", 0, meals_offered=Meals(lunch=1)),)
    assert amounts(allowance(trip(returns="2026-03-03T20:00:00+01:00", stays=stays), TABLE)) == [Decimal("52.00")]


def test_half_a_cent_goes_up_and_the_line_adds_up():
    stays = (Stay("Paris", "FR", 2, meals_offered=Meals(lunch=1)),)
    sheet = allowance(trip(to=PARIS, stays=stays), TABLE)
    # half of 101.01 is 50.505; 35 % of 101.01 is 35.3535
    assert amounts(sheet) == [Decimal("50.51"), Decimal("65.66"), Decimal("50.51")]


def test_reductions_never_take_more_than_there_is():
    rules = AllowanceRules(breakfast=HALF, lunch=WHOLE, dinner=WHOLE)
    stays = (Stay("Leipzig", "DE", 2, breakfast=True, meals_offered=Meals(lunch=3, dinner=3)),)
    assert amounts(allowance(trip(stays=stays), TABLE, rules)) == [Decimal("0.00")] * 3


# ------------------------------------------------------------------------------------------------ private days and payers


def test_private_days_give_nothing_and_the_service_ends_before_them():
    sheet = allowance(trip(returns="2026-03-07T19:00:00+01:00", purpose=Purpose(private_days=2)), TABLE)
    assert [(one.share, str(one.why)) for one in sheet.days] == [
        (HALF, "Day of departure."),
        (WHOLE, "Day between two nights."),
        (HALF, "Day of return."),
        (NOTHING, "Private day: no allowance."),
        (NOTHING, "Private day: no allowance."),
    ]
    assert sheet.total == Decimal("160.00")


def test_more_private_days_than_days_leave_nothing():
    assert allowance(trip(purpose=Purpose(private_days=9)), TABLE).total == Decimal(0)


@pytest.mark.parametrize(
    ("traveller", "total", "why"),
    [
        (Traveller("A", payer=Payer.HOST), Decimal(0), "The host pays the stay: no allowance."),
        (Traveller("A", payer=Payer.OWN), Decimal(0), "The traveller pays the stay: no allowance."),
        (Traveller("A", payer=Payer.REGION, payer_stay=Payer.HOST), Decimal(0), "The host pays the stay: no allowance."),
        (Traveller("A", payer=Payer.REGION, partner=True), Decimal(0), "Partner: no allowance."),
        (Traveller("A", payer=Payer.HOST, payer_stay=Payer.CABINET), Decimal(160), "Day of departure."),
        (Traveller("A", payer=Payer.ADMINISTRATION), Decimal(160), "Day of departure."),
        (Traveller("A"), Decimal(160), "Day of departure."),  # who pays is asked by another rule
    ],
)
def test_who_pays_the_stay_decides(traveller, total, why):
    sheet = allowance(trip(travellers=(traveller,)), TABLE)
    assert (sheet.total, str(sheet.days[0].why)) == (total, why)


def test_every_traveller_has_lines_of_their_own():
    people = (Traveller("A", payer=Payer.REGION), Traveller("B", payer=Payer.HOST), Traveller("C", payer=Payer.CABINET))
    sheet = allowance(trip(travellers=people), TABLE)
    assert (sheet.total, [sheet.total_of(number) for number in range(3)], len(sheet.of(1))) == (
        Decimal(320),
        [Decimal(160), Decimal(0), Decimal(160)],
        3,
    )


def test_without_travellers_it_is_for_one():
    assert allowance(trip(travellers=()), TABLE).total == Decimal(160)


# ------------------------------------------------------------------------------------------------ what is missing


def test_without_an_amount_the_sum_stops_and_asks():
    sheet = allowance(trip(stays=(Stay("Leipzig", "DE", 1), Stay("Havana", "CU", 1))), TABLE)
    assert (sheet.total, sheet.missing, amounts(sheet)) == (
        None,
        (("CU", "Havana", date(2026, 3, 5)),),
        [Decimal("40.00"), Decimal("80.00"), None],
    )


def test_an_empty_table_asks_for_every_day():
    assert allowance(trip(), AllowanceTable()).missing == tuple(("DE", "Leipzig", date(2026, 3, day)) for day in (3, 4, 5))


def test_a_category_without_amount_is_missing():
    sheet = allowance(trip(returns="2026-04-02T12:00:00+02:00", to=PARIS), TABLE)
    assert sheet.missing == (("FR", "Paris", date(2026, 4, 2)),)


def test_what_gives_nothing_needs_no_amount():
    request = trip(to=Place("Havana", "CU"), travellers=(Traveller("A", payer=Payer.HOST),))
    sheet = allowance(request, TABLE)
    assert (sheet.total, sheet.missing) == (Decimal(0), ())


def test_another_currency_gives_no_total_without_a_rate():
    london = trip(to=Place("London", "GB"))
    sheet = allowance(london, TABLE)
    assert (sheet.total, sheet.missing, sheet.without_rate, sheet.days[1].amount) == (None, (), ("GBP",), Money(Decimal("64.00"), "GBP"))


def test_another_currency_with_a_rate():
    on = date(2026, 3, 2)
    sheet = allowance(trip(to=Place("London", "GB")), TABLE, rates={"GBP": (Decimal("0.8"), on)})
    assert (sheet.total, sheet.without_rate, sheet.days[0].amount) == (
        Decimal("160.00"),
        (),
        Money(Decimal("32.00"), "GBP", Decimal("0.8"), on),
    )


# ------------------------------------------------------------------------------------------------ lodging


@pytest.mark.parametrize(
    ("price", "over"),
    [
        (euro("130.00"), False),
        (euro("130.01"), True),
        (None, None),
        (Money(Decimal(100), "CHF"), None),
        (Money(Decimal(130), "CHF", Decimal("0.95")), True),
    ],
)
def test_the_price_of_a_night_stands_beside_its_ceiling(price, over):
    (line,) = allowance(trip(stays=(Stay("Leipzig", "DE", 2, price),)), TABLE).lodging
    assert (line.stay, line.first_night, line.nights, line.price, line.ceiling, line.over) == (
        0,
        date(2026, 3, 3),
        2,
        price,
        euro("130.00"),
        over,
    )


def test_without_a_ceiling_nothing_is_compared():
    (line,) = allowance(trip(to=Place("Lyon", "FR"), stays=(Stay("Lyon", "FR", 2, euro(90)),)), TABLE).lodging
    assert (line.ceiling, line.over) == (None, None)


# ------------------------------------------------------------------------------------------------ rules


def test_the_rules_that_ship_are_the_defaults():
    assert allowance_rules(shipped()[0]) == AllowanceRules()


# ------------------------------------------------------------------------------------------------ properties

days = some.dates(date(2024, 1, 1), date(2028, 12, 31))
counts = some.integers(0, 6)
meals = some.builds(Meals, counts, counts, counts, counts)
stays = some.lists(some.builds(Stay, some.just(""), some.sampled_from(["DE", "FR", "CD"]), some.integers(0, 5), some.none(), some.booleans(), meals), max_size=3)  # fmt: skip
full = AllowanceTable(tuple(row(country, "79.99", category=category) for country in ("DE", "FR", "CD") for category in (1, 2)))
both_sets = some.sampled_from([AllowanceRules(), AllowanceRules().with_breakfast()])


def of_days(first, nights, stays, **changes):
    departs = datetime.combine(first, datetime.min.time().replace(hour=8)).isoformat() + "+01:00"
    returns = datetime.combine(first + timedelta(nights), datetime.min.time().replace(hour=21)).isoformat() + "+01:00"
    return trip(departs, returns, stays=tuple(stays), **changes)


@given(days, some.integers(0, 40), stays, counts, both_sets)
def test_the_lines_add_up_to_the_total(first, nights, stays, private, rules):
    sheet = allowance(of_days(first, nights, stays, purpose=Purpose(private_days=private)), full, rules)
    assert sheet.total == sum((one.amount.amount for one in sheet.days), Decimal(0))
    assert all(after.day - before.day == timedelta(1) for before, after in pairwise(sheet.days))
    for one in sheet.days:
        whole = Decimal(0) if one.base is None else (one.base.amount * one.share).quantize(Decimal("0.01"), "ROUND_HALF_UP")
        assert one.amount.amount == whole - sum(cut.amount for cut in one.reductions) >= 0


@given(days, some.integers(0, 12), stays.filter(bool), both_sets, some.sampled_from(["breakfast", "lunch", "dinner", "small_costs"]))
def test_one_more_meal_never_raises_the_allowance(first, nights, stays, rules, kind):
    offered = stays[0].meals_offered
    more = Meals(**{name: getattr(offered, name) + (name == kind) for name in ("breakfast", "lunch", "dinner", "small_costs")})
    fuller = [Stay(stays[0].city, stays[0].country, stays[0].nights, None, stays[0].breakfast, more), *stays[1:]]
    before, after = (allowance(of_days(first, nights, each), full, rules).total for each in (stays, fuller))
    assert after <= before


# ------------------------------------------------------------------------------------------------ the file

ENGLISH = "country;city;category;daily amount;lodging ceiling;currency;valid from;valid to"


def table(*lines, heading=ENGLISH):
    return "\r\n".join([heading, *lines, ""]).encode()


def faults(content):
    with pytest.raises(Refused) as refused:
        read_csv(content)
    return [(one.path, one.rule) for one in refused.value.findings]


LEIPZIG_ROW = AllowanceRow("DE", "Leipzig", 1, Decimal("95.50"), Decimal("130.00"), "EUR", date(2023, 2, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    "content",
    [
        table("DE;Leipzig;1;95,50;130,00;EUR;01/02/2023;31/12/2026"),
        table("de;Leipzig;cat. 1;95.50;130.00;eur;2023-02-01;2026-12-31"),
        table("Duitsland;Leipzig;1;€ 95,50;130;€;1-2-2023;31.12.2026"),
        table("DE,Leipzig,1,95.50,130.00,EUR,2023-02-01,2026-12-31", heading=ENGLISH.replace(";", ",")),
        table('DE,Leipzig,1,"95,50","130,00",EUR,2023-02-01,2026-12-31', heading=ENGLISH.replace(";", ",")),
        table(
            "DE;Leipzig;1;95,50;130,00;EUR;01/02/2023;31/12/2026",
            heading="Land;Stad;Categorie;Dagbedrag;Maximumbedrag voor logies;Munt;Geldig van;Geldig tot",
        ),
        table(
            "Allemagne;Leipzig;1;95,50;130,00;EUR;01/02/2023;31/12/2026",
            heading="Pays;Ville;Catégorie;Montant journalier;Plafond de logement;Devise;Valable du;Valable jusqu'au",
        ),
        table("EUR;2023-02-01;2026-12-31;130;95,5;1;Leipzig;DE;seen", heading="currency;valid from;valid to;lodging;amount;category;city;country;remark"),
        b"sep=;\r\n" + table("DE;Leipzig;1;95,50;130,00;EUR;01/02/2023;31/12/2026"),
        table("", "DE;Leipzig;1;95,50;130,00;EUR;01/02/2023;31/12/2026", ";;;;;;;"),
    ],
)  # fmt: skip
def test_the_table_is_read_in_any_usual_form(content):
    assert read_csv(content) == (LEIPZIG_ROW,)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_the_table_is_read_in_any_usual_encoding(encoding):
    text = table("ES;Cádiz;1;95,50;;EUR;01/02/2023;", heading=ENGLISH.replace("category", "catégorie")).decode()
    assert read_csv(text.encode(encoding)) == (AllowanceRow("ES", "Cádiz", 1, Decimal("95.50"), None, "EUR", date(2023, 2, 1)),)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.234,56", "1234.56"),
        ("1 234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1.234.567", "1234567"),
        ("12000", "12000"),
        ("95,5", "95.5"),
    ],
)
def test_thousands_are_understood(text, number):
    assert read_csv(table(f'JP;;1;"{text}";;JPY;2023-02-01;'))[0].daily == Decimal(number)


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("Atlantis;;1;95,50;;EUR;01/02/2023;", "unknown-country"),
        (";;1;95,50;;EUR;01/02/2023;", "missing-value"),
        ("DE;;3;95,50;;EUR;01/02/2023;", "wrong-category"),
        ("DE;;;95,50;;EUR;01/02/2023;", "missing-value"),
        ("DE;;1;;;EUR;01/02/2023;", "missing-value"),
        ("DE;;1;about 95;;EUR;01/02/2023;", "wrong-amount"),
        ("DE;;1;1.234;;EUR;01/02/2023;", "wrong-amount"),
        ("DE;;1;0;;EUR;01/02/2023;", "wrong-amount"),
        ("DE;;1;-95;;EUR;01/02/2023;", "wrong-amount"),
        ("DE;;1;1e9;;EUR;01/02/2023;", "wrong-amount"),
        ("DE;;1;95,50;none;EUR;01/02/2023;", "wrong-amount"),
        ("DE;;1;95,50;;euro;01/02/2023;", "wrong-currency"),
        ("DE;;1;95,50;;;01/02/2023;", "missing-value"),
        ("DE;;1;95,50;;EUR;;", "missing-value"),
        ("DE;;1;95,50;;EUR;30/02/2023;", "wrong-date"),
        ("DE;;1;95,50;;EUR;02/2023;", "wrong-date"),
        ("DE;;1;95,50;;EUR;01/02/23;", "wrong-date"),
        ("DE;;1;95,50;;EUR;01/02/2023;31/01/2023", "wrong-period"),
        ("DE;;1;95,50;;EUR;01/02/2023;;extra", "too-many-cells"),
    ],
)
def test_a_faulty_line_is_refused_with_its_number(line, rule):
    assert faults(table("FR;;1;90;;EUR;2023-02-01;", line)) == [("line 3", rule)]


def test_every_faulty_line_is_named_and_all_that_is_wrong_with_it():
    content = table("XX;;9;95;;EUR;2023-02-01;", "FR;;1;90;;EUR;2023-02-01;", "", "DE;;1;;;EUR;soon;")
    assert faults(content) == [
        ("line 2", "unknown-country"),
        ("line 2", "wrong-category"),
        ("line 5", "missing-value"),
        ("line 5", "wrong-date"),
    ]


def test_a_line_after_a_cell_of_two_lines_keeps_its_number():
    assert faults(table('DE;"Leip\r\nzig";1;95;;EUR;2023-02-01;', "DE;;7;95;;EUR;2023-02-01;")) == [("line 4", "wrong-category")]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", [("line 1", "empty-file")]),
        (ENGLISH.encode(), [("line 1", "empty-file")]),
        (b"country;amount\nDE;95", [("line 1", "missing-column")] * 3),
        (b"country;amount;category;currency;valid from;daily amount\n", [("line 1", "double-column")]),
        (b"country;amount;category;currency;valid from;lodgin\n", [("line 1", "unknown-column")]),
        (b"%PDF-1.7\n%\xe2\xe3", [("", "wrong-encoding")]),
        (b"PK\x03\x04\x14\x00", [("", "wrong-encoding")]),
        (b"country;\x81\x8d\n", [("", "wrong-encoding")]),
        (b"x" * 5_000_001, [("", "too-large")]),
        (table('DE;"Leipzig;1;95;;EUR;2023-02-01;'), [("line 2", "not-csv")]),
        (ENGLISH.encode() + b"\nDE;;1;95;;EUR;2023-02-01;" * 20_001, [("line 20002", "too-large")]),
    ],
)
def test_a_file_that_is_no_table_is_refused(content, found):
    assert faults(content) == found


def test_overlapping_periods_are_refused_at_the_later_line():
    content = table(
        "DE;;1;80;;EUR;01/02/2023;",
        "DE;Leipzig;1;85;;EUR;01/02/2023;",
        "DE;;2;70;;EUR;01/02/2023;",
        "DE;;1;90;;EUR;01/01/2025;",
    )
    assert faults(content) == [("line 5", "overlapping-periods")]


def test_a_period_may_begin_the_day_after_another_ends():
    content = table("DE;;1;80;;EUR;01/02/2023;31/12/2024", "DE;;1;90;;EUR;01/01/2025;")
    assert [one.daily for one in read_csv(content)] == [Decimal(80), Decimal(90)]


def test_the_same_city_by_another_name_overlaps():
    assert faults(table("GB;London;1;80;;GBP;01/02/2023;", "GB;Londres;1;80;;GBP;01/02/2023;")) == [("line 3", "overlapping-periods")]


def test_a_long_period_overlaps_all_that_it_covers():
    rows = [
        row("DE", 1, valid_to=date(2025, 12, 31)),
        row("DE", 2, valid_from=date(2021, 1, 1), valid_to=date(2021, 2, 1)),
        row("DE", 3, valid_from=date(2025, 1, 1)),
    ]
    assert [one.path for one in check_rows(rows)] == ["rows[1]", "rows[2]"]


def test_country_names_are_read_only_when_they_are_needed():
    script = (
        "import sys; from app.domains.trips.allowance import read_csv;"
        f"read_csv({table('DE;;1;95;;EUR;2023-02-01;')!r}); print('babel' in sys.modules)"
    )
    assert run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "False\n"


@given(some.binary(max_size=200) | some.text(alphabet='DE;1,"95\n€/-', max_size=80).map(table))
def test_nothing_makes_the_reader_stumble(content):
    try:
        found = list(read_csv(content))
    except Refused as refused:
        found = list(refused.findings)
    assert found != []
