"""The lists for the public and for parliament: which trips stand in them, and what each column says."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from app.adapters.i18n import wording_for
from app.application import Application
from app.domains.access.vocabulary import RoleCode
from app.domains.trips.aftercare import Result
from app.domains.trips.commands.running import CancelTrip
from app.domains.trips.figures import Estimate
from app.domains.trips.lists import ListedTrip, parliament_sheet, reached, spent, transparency_sheet, whole
from app.domains.trips.queries.lists import parliament, transparency, trips_of_mission
from app.domains.trips.request import ThirdParty
from app.domains.trips.vocabulary import CancelReason, Category, CostKind, Payer, Reached, State
from app.kernel.clock import FixedClock
from app.kernel.money import Money, euro
from app.kernel.sheets import Cell, Sheet
from tests.makers import missions
from tests.makers.trips import LEIPZIG, flight_back, leg, purpose, request, stay, traveller
from tests.makers.trips_office import PEOPLE, TripsOffice

EN = wording_for("en")
MADE = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)
DIRECTOR = traveller("Dora Directeur", category=Category.DIRECTOR_GENERAL, function="director-general")


def trip(**changes: object) -> ListedTrip:
    """Make a closed trip of a director-general and a staff member, there by train and back by plane."""
    usual = ListedTrip(
        number="T2026/014",
        state=State.CLOSED,
        title="Working group",
        travellers=(DIRECTOR, traveller()),
        destination=LEIPZIG,
        departs_on=date(2026, 3, 3),
        returns_on=date(2026, 3, 5),
        purpose=purpose(),
        legs=(leg(), flight_back()),
        stays=(stay(hotel="Hotel Beispiel", room="single"),),
        estimate=Estimate(Decimal(598), Decimal(496), Decimal(144), Decimal(0)),
        actual=Estimate(Decimal(580), Decimal(496), None, Decimal(0)),
        kg=Decimal("160.2"),
        alternative_kg=Decimal("92.4"),
        results=(Result("a common text on clean air", Reached.YES), Result("two partners for a European project", Reached.NO, "one left")),
        derogations=(("R20", True),),
    )
    return replace(usual, **changes)


def by_title(sheet: Sheet, row: int = 0) -> dict[str, Cell]:
    """Give the cells of a row by the titles of their columns."""
    return {column.title: cell for column, cell in zip(sheet.columns, sheet.rows[row], strict=True)}


COSTS = {
    "Transport, estimated (EUR)": Decimal(598),
    "Lodging, estimated (EUR)": Decimal(496),
    "Meals and daily allowance, estimated (EUR)": Decimal(144),
    "Other costs, estimated (EUR)": Decimal(0),
    "Total, estimated (EUR)": Decimal(1238),
    "Transport, actual (EUR)": Decimal(580),
    "Lodging, actual (EUR)": Decimal(496),
    "Meals and daily allowance, actual (EUR)": "not known",
    "Other costs, actual (EUR)": Decimal(0),
    "Total, actual (EUR)": "not known",
}


def test_the_list_of_the_ordinance_has_a_row_for_each_trip_of_an_office_it_names() -> None:
    sheet = transparency_sheet(2026, [trip(), trip(number="T2026/002", departs_on=date(2026, 1, 9), travellers=(traveller(),))], MADE, EN)

    assert sheet.title == "Trips of the leading official and the directors-general, 2026"
    assert by_title(sheet) == {
        "No.": "T2026/014",
        "Name": "Dora Directeur",
        "Function on the day of the trip": "director-general",
        "Category": "director-general",
        "Administration or minister’s office": "Brussels International",
        "City": "Leipzig",
        "Country": "Germany",
        "Departure": date(2026, 3, 3),
        "Return": date(2026, 3, 5),
        "Subject": "Working group",
        "Kind of trip": "meeting of a network",
        "Host or organiser": "Eurocities",
        "Means of transport": "train, plane",
        "Class": "second class, economy class",
        "Travellers": 2,
        **COSTS,
        "kg CO₂e": Decimal("160.2"),
        "Regularised": "no",
        "Result": "partly reached",
        "Status": "closed",
        "Remark": None,
    }
    assert [row[0] for row in sheet.rows[1:]] == [
        None,
        (
            "Source: files of service trips of Brussels International. Joint ordinance of 14 December 2017, article 7. 1 line. "
            "Made on 1 May 2026, 10:00."
        ),
    ]


def test_rows_stand_in_the_order_of_departure() -> None:
    late, early = trip(), trip(number="T2026/020", departs_on=date(2026, 2, 1))

    assert [row[0] for row in transparency_sheet(2026, [late, early], MADE, EN).rows[:2]] == ["T2026/020", "T2026/014"]


def test_an_office_held_by_a_role_is_listed_to_be_checked() -> None:
    sheet = transparency_sheet(2026, [trip(travellers=(traveller(),), by_role=frozenset({"Mila Voorbeeld"}))], MADE, EN)

    assert by_title(sheet)["Remark"] == "To check: the file says staff member, but the person held an office of the ordinance on that day."


PRESS = traveller("Pers Persoon", category=Category.EXTERNAL, function="", entity="", payer=Payer.HOST, payer_stay=Payer.CABINET, press=True, newsroom="De Krant")  # fmt: skip
EXPERT = traveller("Ed Expert", category=Category.EXTERNAL, function="architect", entity="Studio", payer=Payer.ADMINISTRATION)
MEMBER = traveller("Karel Kabinet", category=Category.CABINET_MEMBER, entity="Office of minister X", function="adviser")


def test_parliament_finds_all_that_it_asks() -> None:
    asked = trip(travellers=(MEMBER, DIRECTOR, PRESS, EXPERT), third_party=ThirdParty("Eurocities", True, euro(150), "the hotel"))
    sheet = parliament_sheet(date(2026, 1, 1), date(2026, 12, 31), [asked], MADE, EN)

    assert sheet.title == "Service trips from 1 January 2026 to 31 December 2026"
    assert by_title(sheet) == {
        "No.": "T2026/014",
        "Minister or minister’s office": "Office of minister X",
        "Administration": "Brussels International",
        "Travellers and their capacity": "Karel Kabinet, adviser – cabinet member\nDora Directeur, director-general – director-general",
        "Accompanied by": "Ed Expert, architect, Studio",
        "Country": "Germany",
        "City": "Leipzig",
        "Departure": date(2026, 3, 3),
        "Return": date(2026, 3, 5),
        "Subject": "Working group",
        "Kind of trip": "meeting of a network",
        "Host or organiser": "Eurocities",
        "Link with policy": "Good Move",
        "Means of transport": "train, plane",
        "Class": "second class, economy class",
        "By plane": "yes",
        "Accommodation": "Hotel Beispiel, single, 2 nights",
        **COSTS,
        "Paid by (travellers)": "the Region",
        "Journalists": 1,
        "Transport of journalists paid by": "the host",
        "Stay of journalists paid by": "the minister's office",
        "Experts and third parties": 1,
        "Transport of experts and third parties paid by": "the administration",
        "Stay of experts and third parties paid by": "the administration",
        "Newsrooms": "De Krant",
        "Third party that pays": "Eurocities, public body, the hotel, €150.00",
        "Aim reached": "partly reached",
        "Aims and results": "a common text on clean air: reached\ntwo partners for a European project: not reached · one left",
        "Derogations": "R20 (granted)",
        "Videoconference considered": "yes",
        "kg CO₂e": Decimal("160.2"),
        "kg CO₂e of the best other way": Decimal("92.4"),
        "Regularised": "no",
        "Status": "closed",
    }


def test_the_anonymous_list_names_nobody_and_holds_no_free_text() -> None:
    secret = "SECRET"
    people = tuple(replace(one, name=secret, function=secret, newsroom=secret) for one in (MEMBER, DIRECTOR, DIRECTOR, PRESS, EXPERT))
    hidden = purpose(host=secret, policy_link=secret, description=secret, expected_results=(secret,))
    asked = trip(
        number=secret, title=secret, travellers=people, purpose=hidden, stays=(stay(hotel=secret),),
        third_party=ThirdParty(secret, False, None, secret), results=(Result(secret, Reached.YES, secret),),
    )  # fmt: skip
    sheet = parliament_sheet(date(2026, 1, 1), date(2026, 12, 31), [asked], MADE, EN, anonymous=True)
    row = by_title(sheet)

    assert [cell for line in sheet.rows for cell in line if secret in str(cell)] == []
    assert (row["No."], row["Travellers by category"], row["Third party that pays"]) == (
        1,
        "2 × director-general, 1 × cabinet member",
        "private",
    )
    assert (row["Journalists"], row["Experts and third parties"], row["Accommodation"]) == (1, 1, "2 nights")


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ((), Reached.UNKNOWN),
        ((Reached.YES, Reached.UNKNOWN), Reached.UNKNOWN),
        ((Reached.YES, Reached.YES), Reached.YES),
        ((Reached.NO,), Reached.NO),
        ((Reached.YES, Reached.NO), Reached.PARTLY),
    ],
)
def test_the_aim_is_reached_when_every_result_is(results: tuple[Reached, ...], expected: Reached) -> None:
    assert reached(trip(results=tuple(Result(str(n), one) for n, one in enumerate(results)))) is expected


def test_the_allowance_is_what_the_total_holds_beyond_the_rest() -> None:
    parts = Estimate(Decimal(100), Decimal(50), None, Decimal(5))

    assert whole(parts, Decimal(200)) == replace(parts, allowance=Decimal(45))
    assert whole(parts, None) == parts
    assert whole(replace(parts, other=None), Decimal(200)) == replace(parts, other=None)


def test_a_part_with_an_amount_that_cannot_be_told_is_unknown() -> None:
    lines = ((CostKind.LOCAL_TRANSPORT, euro(12)), (CostKind.VISA, Money(Decimal(40), "GBP")))

    assert spent(lines, Decimal(72)) == Estimate(Decimal(12), Decimal(0), Decimal(72), None)


# --- out of the office ---------------------------------------------------------------------------------------------------------


def numbers(sheet: Sheet) -> list[Cell]:
    """Give the numbers of the trips in a list."""
    return [row[0] for row in sheet.rows[:-2]]


def approved(office: TripsOffice, **changes: object) -> str:
    """Make an approved trip of Mila, or of somebody else."""
    made = office.sent(request(**changes))
    office.approve(made, "lena", "bea", "dirk")
    return made


def test_only_trips_that_were_approved_and_not_called_off_are_listed(office: TripsOffice) -> None:
    approved(office)
    office.sent(request(travellers=(traveller("Rik Aanvrager"),)), by="rik")
    called_off = approved(office, travellers=(traveller("Wout Weg"),))
    with office.as_("cell") as application:
        application.execute(CancelTrip(called_off, CancelReason.HOST, "put off"))

    sheet = office.application.ask(parliament(date(2026, 1, 1), date(2026, 12, 31), EN))

    assert numbers(sheet) == ["T2026/001"]
    assert by_title(sheet)["Total, actual (EUR)"] is None


@pytest.mark.parametrize(
    ("first", "last", "found"), [("2026-03-03", "2026-03-03", 1), ("2026-03-04", "2026-12-31", 0), ("2026-01-01", "2026-03-02", 0)]
)
def test_a_period_holds_the_trips_that_depart_in_it(office: TripsOffice, first: str, last: str, found: int) -> None:
    approved(office)

    assert len(numbers(office.application.ask(parliament(date.fromisoformat(first), date.fromisoformat(last), EN)))) == found


@pytest.mark.parametrize(("minister", "entity", "found"), [("", "BRUSSELS int", 1), ("", "elsewhere", 0), ("minister", "", 0)])
def test_a_list_is_kept_to_a_minister_or_an_administration(office: TripsOffice, minister: str, entity: str, found: int) -> None:
    approved(office)
    asked = parliament(date(2026, 1, 1), date(2026, 12, 31), EN, minister=minister, entity=entity)

    assert len(numbers(office.application.ask(asked))) == found


@pytest.fixture
def large_office(application: Application) -> TripsOffice:
    """An office with a secretary-general, and two directors-general."""
    more = {"sara": ("Sara Secretaris", RoleCode.SECRETARY_GENERAL, ""), "greet": ("Greet Generaal", RoleCode.DIRECTOR_GENERAL, "")}
    return TripsOffice(application, {**PEOPLE, **more})


def test_a_trip_is_in_the_list_of_the_ordinance_once_it_has_begun(large_office: TripsOffice, clock: FixedClock) -> None:
    made = large_office.sent(request(travellers=(DIRECTOR,)))
    large_office.approve(made, "sara", "bea", "max")

    assert numbers(large_office.application.ask(transparency(2026, EN))) == []
    clock.moment = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)
    assert numbers(large_office.application.ask(transparency(2026, EN))) == ["T2026/001"]
    assert numbers(large_office.application.ask(transparency(2025, EN))) == []


def test_a_director_who_is_written_down_as_staff_is_found_by_the_role(large_office: TripsOffice, clock: FixedClock) -> None:
    made = large_office.sent(request(travellers=(traveller("Dirk Generaal", person=large_office.persons["dirk"]),)))
    large_office.approve(made, "lena", "bea", "greet")
    clock.moment = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)

    sheet = large_office.application.ask(transparency(2026, EN))

    assert numbers(sheet) == ["T2026/001"]
    assert by_title(sheet)["Remark"] == "To check: the file says staff member, but the person held an office of the ordinance on that day."


def test_a_list_takes_as_many_statements_for_one_trip_as_for_five(
    office: TripsOffice, statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    counts = []
    for number in range(2):
        for n in range(1 + 3 * number):
            approved(office, travellers=(traveller(f"Reiziger {number} {n}"),))
        with statements() as sent:
            office.application.ask(parliament(date(2026, 1, 1), date(2026, 12, 31), EN))
        counts.append(len(sent))

    assert counts[0] == counts[1]


def test_the_trips_of_a_mission_are_found(office: TripsOffice) -> None:
    mission = missions.mission(office.application)
    made = office.begin(request(), by="cell", mission=mission)

    rows = office.application.ask(trips_of_mission(mission))
    assert [(row.id, row.travellers, row.state) for row in rows] == [(made, "Mila Voorbeeld", State.DRAFT)]
