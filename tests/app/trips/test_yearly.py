"""The figures of a year: which files count where, what is not known, and how they read in a table, a file and on paper."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from app.adapters.i18n import wording_for
from app.domains.trips.aftercare import ExpenseDraft
from app.domains.trips.commands.running import CancelTrip
from app.domains.trips.commands.sending import AdmitTrip, WithdrawTrip
from app.domains.trips.commands.settling import AddExpense, HandIn, WriteReport
from app.domains.trips.figures import Estimate
from app.domains.trips.queries.files import trip_card
from app.domains.trips.queries.yearly import year_figures, years_of_trips
from app.domains.trips.request import Place
from app.domains.trips.vocabulary import CancelReason, Category, CostKind, Mode, Outcome, PurposeKind, Reached, State
from app.domains.trips.yearly import (
    Compared,
    Cost,
    CostCount,
    Decisions,
    Reports,
    RuleCount,
    Share,
    StateCount,
    Weight,
    YearFigures,
    YearTrip,
    figures_of,
    last_decided,
)
from app.domains.trips.yearly_tables import Measure, cell_text, parts_of, year_document, year_sheet
from app.kernel.clock import FixedClock
from app.kernel.document import Heading, Table
from app.kernel.money import euro
from app.kernel.sheets import Cell
from app.kernel.translated import Multilingual
from tests.makers.trips import flight, flight_back, moment, request, stay, traveller
from tests.makers.trips_office import TripsOffice

EN = wording_for("en")
PARIS = Place("Paris", "FR", "CDG")
MADE = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
TODAY = date(2027, 1, 4)
TRAIN_RULE = Multilingual("Trein verplicht", "Train obligatoire", "Train required")


def file(**changes: object) -> YearTrip:
    """Make a closed trip of one staff member to Leipzig by train, of which all is known."""
    usual = YearTrip(
        state=State.CLOSED,
        approved=True,
        country="DE",
        purpose=PurposeKind.NETWORK,
        entity="Brussels International",
        modes=(Mode.TRAIN,),
        estimate=Estimate(Decimal(238), Decimal(248), Decimal(72), Decimal(0)),
        actual=Estimate(Decimal(230), Decimal(248), Decimal(72), Decimal(12)),
        kg=Decimal("46.2"),
        alternative_kg=Decimal("160.2"),
        report_due=date(2026, 3, 19),
        handed_in=date(2026, 3, 19),
        days=4,
    )
    return replace(usual, **changes)


def figures(*files: YearTrip) -> YearFigures:
    return figures_of(2026, files, {"R20": TRAIN_RULE}, MADE, TODAY)


def test_a_year_without_files_is_nothing_and_not_unknown() -> None:
    none = figures()

    assert (none.files, none.trips, none.lost, none.emitted, none.by_rail) == (0, 0, Cost(), Weight(), None)
    assert none.costs[-1] == CostCount("total", Cost(), Cost())
    assert none.decisions == Decisions(0, None)


@pytest.mark.parametrize(
    ("changes", "counts"),
    [
        ({}, True),
        ({"state": State.AMENDING}, True),  # the approval before still stands
        ({"state": State.REGULARISATION, "approved": False, "regularised": True}, True),
        ({"state": State.REFUSED, "approved": False, "regularised": True}, True),  # it was made all the same
        ({"state": State.IN_APPROVAL, "approved": False}, False),
        ({"state": State.REFUSED, "approved": False}, False),
        ({"state": State.CANCELLED}, False),
        ({"state": State.CANCELLED, "regularised": True}, False),
    ],
)
def test_a_trip_is_what_was_approved_or_made_and_not_called_off(changes: dict[str, object], counts: bool) -> None:
    found = figures(file(**changes))

    assert (found.files, found.trips, len(found.countries)) == (1, int(counts), int(counts))


def test_every_file_is_counted_in_its_state() -> None:
    found = figures(
        file(),
        file(state=State.REFUSED, approved=False),
        file(state=State.CANCELLED, lost=Decimal(104)),
        file(state=State.CANCELLED, lost=Decimal("0.50")),
        file(state=State.CANCELLED),
        file(regularised=True, urgent=True, state=State.TO_SETTLE),
    )

    assert found.states == (
        StateCount(State.TO_SETTLE, 1),
        StateCount(State.CLOSED, 1),
        StateCount(State.REFUSED, 1),
        StateCount(State.CANCELLED, 3),
    )
    assert (found.files, found.trips, found.refused, found.cancelled, found.regularised, found.urgent) == (6, 2, 1, 3, 1, 1)
    assert found.lost == Cost(euro("104.50"), known=2, unknown=1)


def test_shares_stand_from_the_largest_with_the_unknown_last() -> None:
    paris = file(country="FR", travellers=3, estimate=Estimate(Decimal(100), None), kg=None)

    assert figures(file(country=""), paris, file(), paris).countries == (
        Share("FR", 2, Decimal("50.0"), 6, Cost(None, 0, 2), Weight(None, 0, 2)),
        Share("DE", 1, Decimal("25.0"), 1, Cost(euro(558), 1, 0), Weight(Decimal("46.2"), 1, 0)),
        Share(None, 1, Decimal("25.0"), 1, Cost(euro(558), 1, 0), Weight(Decimal("46.2"), 1, 0)),
    )


def test_trips_are_divided_by_purpose_category_and_administration() -> None:
    found = figures(file(), file(purpose=PurposeKind.FAIR, category=Category.MINISTER, entity="Office of minister X"))

    assert [one.code for one in found.purposes] == [PurposeKind.FAIR, PurposeKind.NETWORK]
    assert [one.code for one in found.categories] == [Category.AGENT, Category.MINISTER]
    assert [one.code for one in found.entities] == ["Brussels International", "Office of minister X"]


@pytest.mark.parametrize(
    ("modes", "means"),
    [
        ((Mode.TRAIN, Mode.PLANE), Mode.PLANE),
        ((Mode.COACH, Mode.NIGHT_TRAIN), Mode.NIGHT_TRAIN),
        ((Mode.CAR, Mode.BOAT), Mode.CAR),
        ((), None),
    ],
)
def test_a_trip_counts_under_one_means(modes: tuple[Mode, ...], means: Mode | None) -> None:
    assert [one.code for one in figures(file(modes=modes)).means] == [means]


def test_the_share_of_the_train_is_of_the_trips_whose_means_is_known() -> None:
    found = figures(file(), file(modes=(Mode.NIGHT_TRAIN,)), file(modes=(Mode.PLANE,)), file(modes=()))

    assert found.by_rail == Decimal("66.7")
    assert figures(file(modes=())).by_rail is None


def test_what_is_not_known_is_counted_and_never_taken_for_zero() -> None:
    unknown = file(estimate=Estimate(Decimal(100), Decimal(50), None, Decimal(5)), actual=None)
    half = file(actual=Estimate(Decimal(10), None, Decimal(0), Decimal(0)))

    assert figures(file(), unknown, half).costs == (
        CostCount("transport", Cost(euro(576), 3, 0), Cost(euro(240), 2, 0)),
        CostCount("lodging", Cost(euro(546), 3, 0), Cost(euro(248), 1, 1)),
        CostCount("allowance", Cost(euro(144), 2, 1), Cost(euro(72), 2, 0)),
        CostCount("other", Cost(euro(5), 3, 0), Cost(euro(12), 2, 0)),
        CostCount("total", Cost(euro(1116), 2, 1), Cost(euro(562), 1, 1)),
    )
    assert figures(file(), unknown, half).unsettled == 1
    assert figures(unknown).costs[-1] == CostCount("total", Cost(None, 0, 1), Cost(None, 0, 0))


def test_emissions_are_compared_only_where_both_ways_are_known() -> None:
    found = figures(file(), file(kg=Decimal(900), alternative_kg=None), file(kg=None, alternative_kg=Decimal(10)))

    assert found.emitted == Weight(Decimal("946.2"), 2, 1)
    assert found.compared == Compared(1, Decimal("46.2"), Decimal("160.2"))


def test_a_rule_counts_once_for_each_file_with_what_was_decided_last() -> None:
    assert last_decided([("R20", False), ("R26", None), ("R20", True), ("R20", None)]) == {"R20": True, "R26": None}
    found = figures(
        file(derogations=(("R20", False), ("R20", True))),
        file(derogations=(("R20", None), ("R26", True)), state=State.REFUSED, approved=False),
        file(derogations=(("R20", False),), state=State.CANCELLED),
    )

    assert found.derogations == (
        RuleCount("R20", TRAIN_RULE, asked=3, granted=1, denied=1, undecided=1),
        RuleCount("R26", Multilingual(), asked=1, granted=1, denied=0, undecided=0),
    )


def test_reports_are_in_time_on_the_last_day_and_asked_of_whoever_is_back() -> None:
    found = figures(
        file(),
        file(handed_in=date(2026, 3, 20)),
        file(handed_in=None, state=State.TO_SETTLE),
        file(handed_in=None, state=State.TO_SETTLE, report_due=TODAY),
        file(handed_in=None, state=State.BOOKED),
        file(handed_in=None, state=State.CANCELLED),
    )

    assert found.reports == Reports(in_time=1, late=1, missing=1, not_due=1)


@pytest.mark.parametrize(("days", "middle"), [((9,), "9"), ((1, 2), "1.5"), ((30, 0, 2), "2")])
def test_the_days_to_a_decision_are_those_in_the_middle(days: tuple[int, ...], middle: str) -> None:
    assert figures(*(file(days=one) for one in days), file(days=None)).decisions == Decisions(len(days), Decimal(middle))


# --- tables --------------------------------------------------------------------------------------------------------------------

YEAR = figures(
    file(),
    file(kg=None, estimate=Estimate(None), actual=None, handed_in=None, derogations=(("R20", True),)),
    file(state=State.CANCELLED, lost=Decimal(104)),
)


def told(title: str) -> list[tuple[str, ...]]:
    """Read a table as it is shown."""
    part = next(one for one in parts_of(YEAR, EN) if one.title == title).shown()
    return [(line.name, *(cell_text(part, line, n, EN) for n in range(len(line.cells)))) for line in part.lines]


def test_the_year_reads_in_short() -> None:
    assert told("The year in short") == [
        ("Requests submitted", "3"),
        ("Trips", "2"),
        ("Travellers on these trips", "2"),
        ("Requests refused", "0"),
        ("Requests cancelled", "1"),
        ("Lost by cancelling (EUR)", "104.00"),
        ("Cancelled, with no known amount lost", "0"),
        ("Made without approval and regularised", "0"),
        ("Urgent requests", "0"),
        ("Trips by train (%)", "100"),
        ("Estimated for all trips (EUR)", "558.00"),
        ("Spent on the trips with costs (EUR)", "562.00"),
        ("Trips without costs yet", "1"),
        ("kg CO₂e of all trips", "46.2"),
    ]


def test_columns_that_say_that_nothing_is_missing_are_left_out_of_what_is_shown() -> None:
    assert told("By country") == [("Germany", "2", "100", "2", "558.00", "1", "46.2", "1")]
    assert told("Derogations") == [("R20 · Train required", "1", "1", "0")]
    assert told("By state of the file") == [("closed", "2"), ("cancelled", "1")]


def test_a_request_that_was_withdrawn_is_told_as_such() -> None:
    (part,) = (one for one in parts_of(figures(file(state=State.DRAFT, approved=False)), EN) if one.title == "By state of the file")

    assert [(line.name, line.cells) for line in part.lines] == [("withdrawn, a draft again", (1,))]


def test_the_file_has_a_row_for_each_line_with_its_part() -> None:
    sheet = year_sheet(YEAR, EN)
    titles = ["Part", "What is counted", *(str(one) for one in Measure)]

    def cells(part: str, name: str) -> dict[str, Cell]:
        (row,) = (one for one in sheet.rows if one[:2] == (part, name))
        return {title: cell for title, cell in zip(titles, row, strict=True) if cell is not None and title in tuple(Measure)}

    assert sheet.title == "Figures of the service trips of 2026"
    assert cells("By country", "Germany") == {
        "trips": 2, "percent": Decimal("100.0"), "travellers": 2, "estimated": Decimal(558), "not estimated": 1,
        "kg": Decimal("46.2"), "not weighed": 1,
    }  # fmt: skip
    assert cells("Cost by kind", "Transport") == {"estimated": Decimal(238), "not estimated": 1, "spent": Decimal(230), "not spent": 0}
    assert cells("Derogations", "R20 · Train required") == {"asked": 1, "granted": 1, "denied": 0, "undecided": 0}
    assert cells("The year in short", "Lost by cancelling (EUR)") == {"figure": Decimal(104)}
    assert sheet.rows[-1][0] == (
        "Trips that departed or depart in 2026, as the files stood on 4 January 2027, 10:00. Requests that were never submitted are "
        "not counted. Trips are the files that were approved, or made without approval, and not cancelled."
    )


def test_a_sum_of_which_nothing_is_known_says_so_in_the_file() -> None:
    sheet = year_sheet(figures(file(kg=None, actual=None)), EN)

    assert [row[2] for row in sheet.rows if row[1] in ("kg CO₂e of all trips", "Spent on the trips with costs (EUR)")] == ["not known"] * 3


def test_the_paper_has_the_tables_of_the_screen() -> None:
    document = year_document(YEAR, EN)

    assert (document.meta.title, document.meta.stamp) == ("Figures of the service trips of 2026", "4 January 2027, 10:00")
    found = {table.columns[0].title: table.rows for table in document.blocks if isinstance(table, Table)}
    assert found["Rule"] == (("R20 · Train required", "1", "1", "0"),)
    assert [block.text for block in document.blocks if isinstance(block, Heading)] == [
        "Figures of the service trips of 2026",
        *(part.title for part in parts_of(YEAR, EN)),
    ]


# --- out of the office ---------------------------------------------------------------------------------------------------------


def approved(office: TripsOffice, **changes: object) -> str:
    """Make an approved trip of Mila, or of somebody else."""
    made = office.sent(request(**changes))
    office.approve(made, "lena", "bea", "dirk")
    return made


def year(office: TripsOffice, number: int = 2026) -> YearFigures:
    """Read the figures of a year."""
    return office.application.ask(year_figures(number))


def test_only_submitted_files_of_the_year_count(office: TripsOffice) -> None:
    office.begin(request(travellers=(traveller("Rik Aanvrager"),)), by="rik")
    waiting = office.sent(request())

    assert (year(office).files, year(office).trips, year(office, 2025).files, year(office, 2027).files) == (1, 0, 0, 0)
    assert office.application.ask(years_of_trips()) == [2026]
    with office.as_("mila") as application:
        application.execute(WithdrawTrip(waiting))
    assert year(office).states == (StateCount(State.DRAFT, 1),)


def test_an_approved_trip_is_told_by_what_was_asked(office: TripsOffice, clock: FixedClock) -> None:
    made = office.sent(request())
    clock.moment = datetime(2026, 1, 29, 10, 0, tzinfo=UTC)
    office.approve(made, "lena", "bea", "dirk")
    card, found = office.card(made), year(office)

    assert (found.files, found.trips, found.travellers, found.unsettled) == (1, 1, 1, 1)
    assert [(one.code, one.trips) for one in found.countries] == [("DE", 1)]
    assert [(one.code, one.trips) for one in found.means] == [(Mode.TRAIN, 1)]
    assert (found.by_rail, found.emitted) == (Decimal("100.0"), Weight(card.emissions.chosen_kg, 1, 0))
    assert found.costs[0].estimated == Cost(euro("268.00"), 1, 0)  # tickets and local transport
    assert found.costs[-1].spent == Cost(None, 0, 0)
    assert found.decisions == Decisions(1, Decimal(3))
    assert found.reports == Reports()


def test_refused_and_cancelled_files_are_no_trips(office: TripsOffice) -> None:
    refused = office.sent(request())
    office.decide(refused, "lena", Outcome.REFUSE, "too dear")
    called_off = approved(office, travellers=(traveller("Wout Weg"),))
    with office.as_("cell") as application:
        application.execute(CancelTrip(called_off, CancelReason.HOST, "put off", Decimal("80.00")))
    found = year(office)

    assert (found.files, found.trips, found.refused, found.cancelled, found.lost) == (2, 0, 1, 1, Cost(euro("80.00"), 1, 0))
    assert found.decisions == Decisions(2, Decimal(0))


def test_derogations_are_counted_with_the_title_of_their_rule(office: TripsOffice) -> None:
    legs = (flight(to=PARIS, arrives_at=moment("2026-03-03T09:40:00+01:00")), flight_back(origin=PARIS))
    flying = request(
        destination=PARIS, legs=legs, stays=(stay(city="Paris", country="FR"),), justifications={"R20": "strike on the railways"}
    )
    made = office.sent(flying)
    with office.as_("cell") as application:
        application.execute(AdmitTrip(made))
    office.approve(made, "lena", "dirk", "bea", "max")
    office.sent(replace(flying, travellers=(traveller("Rik Aanvrager"),)), by="rik")
    (rule,) = (one for one in year(office).derogations if one.rule == "R20")

    assert (rule.title.en, rule.asked, rule.granted, rule.denied, rule.undecided) == ("Train required", 2, 1, 0, 1)


def test_what_was_spent_and_reported_is_in_the_year(office: TripsOffice, clock: FixedClock) -> None:
    made = approved(office)
    clock.moment = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
    office.application.catch_up()
    assert year(office).reports == Reports(missing=1)

    with office.as_("mila") as application:
        application.execute(AddExpense(made, ExpenseDraft("Mila Voorbeeld", CostKind.LODGING, date(2026, 3, 4), euro("240.00"))))
        card = application.ask(trip_card(made))
        results = tuple(replace(one, reached=Reached.YES) for one in card.report.results)
        application.execute(WriteReport(made, card.report, replace(card.report, results=results, text="All went well.")))
        application.execute(HandIn(made))
    found = year(office)

    assert (found.reports, found.unsettled, found.costs[1].spent) == (Reports(late=1), 0, Cost(euro("240.00"), 1, 0))


def test_a_year_takes_as_many_statements_for_one_trip_as_for_five(
    office: TripsOffice, statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    counts = []
    for number in range(2):
        for n in range(1 + 3 * number):
            approved(office, travellers=(traveller(f"Reiziger {number} {n}"),))
        with statements() as sent:
            year(office)
        counts.append(len(sent))

    assert counts[0] == counts[1]
