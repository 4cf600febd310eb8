"""The papers of a trip: what stands on them, by equality of their blocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from app.adapters.i18n import wording_for
from app.domains.trips.aftercare import ExpenseDraft
from app.domains.trips.allowance import AllowanceDay, AllowanceSheet, Reduction
from app.domains.trips.alternatives import Way
from app.domains.trips.commands.drafting import EditTrip
from app.domains.trips.commands.sending import AmendTrip
from app.domains.trips.decision import AskedDerogation, Chooser, Decided, DecisionSheet, LastReport, SameWeek, SheetStep
from app.domains.trips.differences import Difference, differences, label_of
from app.domains.trips.dossier import table
from app.domains.trips.figures import Estimate
from app.domains.trips.papers.decision_sheet import ROOMS, decision_sheet
from app.domains.trips.papers.expense_statement import ExpenseStatement, PaidAdvance, expense_statement
from app.domains.trips.papers.mission_order import Approval, MissionOrder, mission_order, mission_orders
from app.domains.trips.papers.parts import language_of
from app.domains.trips.papers.producing import one_page, produce_decision_sheet, produce_mission_order
from app.domains.trips.queries import sheets
from app.domains.trips.queries.lists import MissionTrip
from app.domains.trips.request import Cost
from app.domains.trips.showing import tell
from app.domains.trips.vocabulary import CostKind, Means, Mode, Outcome, State, TravelClass
from app.kernel.document import Bullets, DocumentMeta, Facts, Heading, Notice, PageBreak, Paragraph, Table
from app.kernel.errors import Finding, Refused, Severity
from app.kernel.money import Money, euro
from app.kernel.translated import Multilingual, lazy
from tests.makers.trips import leg, request, request_by_plane, traveller
from tests.makers.trips_office import TripsOffice

EN = wording_for("en")
SINCE = datetime(2026, 2, 2, 9, 12, tzinfo=UTC)
PLANE = Finding("legs[0].mode", lazy("The train is required."), Severity.DEROGATION, "R20", value=Decimal(544), limit=Decimal(500))


def sheet(**changes: object) -> DecisionSheet:
    """Make a sheet of a trip by plane that waits for the director-general."""
    usual = DecisionSheet(
        trip="1",
        number="T2026/014",
        state=State.IN_APPROVAL,
        edition=1,
        digest="0123456789abcdef0123",
        request=request_by_plane(justifications={"R20": "the minister meets that day"}),
        entity="Brussels International",
        submitted_at=SINCE,
        findings=(PLANE,),
        ways=(
            Way(Mode.TRAIN, Decimal("15.5"), euro(238), Decimal("46.2"), estimated=frozenset({"kg"})),
            Way(Mode.PLANE, Decimal(10), None, Decimal("136.8"), chosen=True, estimated=frozenset({"hours"})),
        ),
        estimate=Estimate(Decimal(390), Decimal(248), None, Decimal(0)),
        same_week=(SameWeek("2", "T2026/011", "Other", "Rik Aanvrager", date(2026, 3, 2), date(2026, 3, 3), State.APPROVED),),
        last_reports=(LastReport("Mila Voorbeeld", "3", "T2025/090", "Earlier", date(2025, 11, 3), date(2025, 11, 18), overdue=True),),
        steps=(
            SheetStep(
                "line_manager", lazy("line manager"), 1, opinion=False, open=False,
                decided=Decided(Outcome.APPROVE, "Sam Stand", date(2026, 2, 3), "Lena Lijn", Means.PAPER, "Cas Protocol"),
            ),
            SheetStep("director_general", lazy("director-general"), 2, opinion=False, open=True, choosers=(Chooser("9", "Sam Stand", "Dirk Generaal"),)),
        ),
    )  # fmt: skip
    return replace(usual, **changes)


def test_the_decision_sheet_says_why_how_and_by_whom() -> None:
    paper = decision_sheet(sheet(), EN)

    assert paper.meta == DocumentMeta(
        "Decision sheet T2026/014", "en", "Internal", "v1 · 2 February 2026, 10:12", "Brussels International", "Working group on clean air"
    )
    notices = [block.text for block in paper.blocks if isinstance(block, Notice)]
    facts = [block.pairs for block in paper.blocks if isinstance(block, Facts)]
    ways, costs, steps = (block.rows for block in paper.blocks if isinstance(block, Table))
    assert notices == [
        (
            "R20 · Needs a derogation · found: 544, limit: 500 · Leg 1: Means of transport\n"
            "The train is required.\nReason given: the minister meets that day"
        )
    ]
    assert facts == [
        (
            ("Who", "Mila Voorbeeld, adviser"),
            ("Where and when", "Leipzig, Germany · 3–5 March 2026"),
            ("Purpose", "meeting of a network · invited by Eurocities"),
            ("Expected results", "1. a common text on clean air\n2. two partners for a European project"),
            ("Link with policy", "Good Move"),
            ("Videoconference", "considered, but: the text is drafted in small groups"),
        ),
        (
            ("Also there that week", "T2026/011 · Rik Aanvrager · 2–3 March 2026 · approved"),
            ("Last mission report", "Mila Voorbeeld: T2025/090, not handed in, was due on 18 November 2025"),
        ),
    ]
    assert ways == (("train", "15.5", "€238.00", "≈ 46.2"), ("plane (chosen)", "≈ 10", "not known", "136.8"))
    assert costs == (("€390.00", "€248.00", "not known", "€0.00", "not known", "00.000.00.00.00.00"),)
    assert steps == (
        ("line manager", "Sam Stand for Lena Lijn", "approved on 3 February 2026, recorded by Cas Protocol", "on paper"),
        ("director-general", "Sam Stand for Dirk Generaal", "☐ approve  ☐ return  ☐ refuse", ""),
    )


def test_a_request_that_follows_every_rule_says_so() -> None:
    paragraphs = [block.text for block in decision_sheet(sheet(findings=()), EN).blocks if isinstance(block, Paragraph)]

    assert "None: the request follows every rule." in paragraphs


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"urgent": True, "request": request(urgent_reason="asked on Friday")}, "Urgent. asked on Friday"),
        ({"regularised": True, "reason": "sent at once"}, "Regularisation: the journey began without approval. sent at once"),
    ],
)
def test_what_is_out_of_the_ordinary_stands_first(changes: dict[str, object], said: str) -> None:
    assert decision_sheet(sheet(**changes), EN).blocks[2] == Notice(said)


def test_a_derogation_that_was_decided_bears_who_did() -> None:
    asked = AskedDerogation("1", "R20", Multilingual(), "legs[0].mode", "544", "500", "x", True, "600 km", "Max Minister", SINCE)
    notice = next(block for block in decision_sheet(sheet(derogations=(asked,)), EN).blocks if isinstance(block, Notice))

    assert notice.text.endswith("\nDerogation granted by Max Minister: 600 km.")


def test_an_amendment_shows_what_it_changes() -> None:
    before, after = request(), request(legs=(leg(travel_class=TravelClass.FIRST), request().legs[1]), budget_line="")
    changed = differences(before, after)

    assert changed == (
        Difference("legs[0].class", label_of("legs[0].class"), TravelClass.SECOND, TravelClass.FIRST),
        Difference("budget_line", label_of("budget_line"), "00.000.00.00.00.00", None),
    )
    paper = decision_sheet(sheet(differences=changed, reason="a new programme", findings=()), EN)
    rows = next(block.rows for block in paper.blocks if isinstance(block, Table) and block.columns[0].title == "What")
    assert rows == (("Leg 1: Class", "second class", "first class"), ("Budget line", "00.000.00.00.00.00", "–"))
    assert Paragraph("a new programme") in paper.blocks


def test_a_line_that_came_stands_alone_and_moves_no_other() -> None:
    between = leg(request().legs[0].to, request().destination)
    before, after = request(), request(legs=(request().legs[0], between, request().legs[1]))

    (change,) = differences(before, after)
    assert (change.path, change.label, change.before, change.after) == ("legs[1]", label_of("legs[1]"), None, between)
    assert tell(change.after, EN) == "Leipzig – Leipzig · train, second class · 3 March 2026, 08:25"


def test_a_passport_a_reason_and_a_result_are_changes_at_their_place() -> None:
    other = replace(request().purpose, expected_results=("a common text on clean air",))
    after = request(travellers=(traveller(passport=None),), justifications={"R20": "why"}, purpose=other)

    found = [(one.path, EN.text(one.label), tell(one.before, EN), tell(one.after, EN)) for one in differences(request(), after)]
    assert found == [
        ("travellers[0].passport.kind", "Traveller 1: Travels with", "ordinary passport", ""),
        ("travellers[0].passport.expires_on", "Traveller 1: Valid until", "31 May 2029", ""),
        ("purpose.expected_results[1]", "Expected result 2", "two partners for a European project", ""),
        ("justifications.R20", "Reason for the derogation from R20", "", "why"),
    ]


def test_the_same_request_has_no_differences_whatever_day_it_was_submitted() -> None:
    assert differences(request(), request(submitted_on=date(2026, 1, 2), about="x")) == ()


LONG = "Een zin die veel te lang is voor een blad papier. " * 30


def test_a_sheet_with_far_too_much_to_say_stays_on_one_page(application) -> None:
    purpose = replace(request().purpose, consequence=LONG, why_this_number=LONG, could_be_represented=LONG, expected_results=(LONG,) * 5)
    asked = request_by_plane(purpose=purpose, travellers=tuple(traveller(f"Reiziger {n}") for n in range(6)), justifications={"R20": LONG})
    findings = (PLANE, *(Finding("", lazy("Attention, please."), Severity.WARNS, f"R{n}") for n in range(40, 60)))
    full = sheet(request=asked, findings=findings, same_week=sheet().same_week * 20)
    pages: list[int] = []

    one_page(application.outside.renderer(), full, wording_for("nl"), lambda _done, total: pages.append(total))

    assert pages[-1] == 1
    assert max(pages) > 1


def test_the_reason_for_a_derogation_is_shortened_last() -> None:
    room = ROOMS[-1]

    assert len(room.text(LONG)) < len(room.reason(LONG)) < len(LONG)
    assert room.text("short") == "short"


# --- the mission order ---------------------------------------------------------------------------------------------------------


def order(**changes: object) -> MissionOrder:
    """Make the order of an approved trip by plane."""
    usual = MissionOrder(
        trip="1",
        number="T2026/014",
        edition=2,
        state=State.APPROVED,
        approved=True,
        request=request(travellers=(traveller(), traveller("Théo Exemple", language="fr", payer_stay=None))),
        since=SINCE,
        estimate=Estimate(Decimal(390), Decimal(248), Decimal(72), Decimal(0)),
        allowance=AllowanceSheet(
            (AllowanceDay(1, date(2026, 3, 4), "DE", "Leipzig", 1, euro(60), Decimal(1), (), euro(60), lazy("whole")),), Decimal(60)
        ),
        approvals=(Approval(lazy("director-general"), Decided(Outcome.APPROVE, "Sam Stand", date(2026, 2, 3), "Dirk Generaal")),),
        derogations=(
            AskedDerogation("1", "R20", Multilingual(en="Train required"), "", "544", "500", "x", True, "", "Max Minister", SINCE),
            AskedDerogation("2", "R40", Multilingual(en="Hotel"), "", "200", "150", "x", False, "", "Max Minister", SINCE),
        ),
    )
    return replace(usual, **changes)


def test_a_mission_order_says_who_goes_where_and_who_approved() -> None:
    paper = mission_order(order(), 1, EN)

    assert (paper.meta.title, paper.meta.classification, paper.meta.stamp) == (
        "Mission order T2026/014", "T2026/014, edition 2", "v2 · 2 February 2026, 10:12 · replaces v1",
    )  # fmt: skip
    who, costs = (block.pairs for block in paper.blocks if isinstance(block, Facts))
    assert who == (
        ("Name", "Théo Exemple"),
        ("Function", "adviser, Brussels International"),
        ("Capacity", "staff member"),
        ("Travels with", "ordinary passport"),
        ("Subject", "Working group on clean air · meeting of a network"),
        ("Host or organiser", "Eurocities"),
        ("Destination", "Leipzig, Germany"),
        ("Departure and return", "3 March 2026, 08:25 – 5 March 2026, 19:40"),
        ("Expected results", "a common text on clean air\ntwo partners for a European project"),
    )
    assert costs == (
        ("Estimate", "Transport €390.00; Lodging €248.00; Daily allowance €72.00; Other €0.00; Total €710.00 · for 2 travellers"),
        ("Budget line", "00.000.00.00.00.00"),
        ("Paid by", "the Region"),
        ("Allowance, whole day", "Leipzig, Germany: €60.00"),
    )
    legs, stays, approvals, _ = (block.rows for block in paper.blocks if isinstance(block, Table))
    assert legs[0] == ("Brussels", "Leipzig", "3 March 2026, 08:25", "3 March 2026, 16:05", "train, second class")
    assert stays == (("Leipzig, Germany", "2", "€124.00"),)
    assert approvals == (("director-general", "Sam Stand for Dirk Generaal", "approved on 3 February 2026"),)
    assert [block for block in paper.blocks if isinstance(block, Bullets)] == [
        Bullets(("R20 – Train required · asked 544, limit 500 · granted by Max Minister on 2 February 2026",))
    ]
    assert [block for block in paper.blocks if isinstance(block, Notice)] == []


def test_an_approval_on_paper_says_who_recorded_it() -> None:
    given = Decided(Outcome.APPROVE, "Max Minister", date(2026, 2, 3), means=Means.PAPER, recorder="Cas Protocol")
    paper = mission_order(order(approvals=(Approval(lazy("minister"), given),)), 0, EN)

    approvals = next(block.rows for block in paper.blocks if isinstance(block, Table) and block.columns[0].title == "Approval")
    assert approvals == (("minister", "Max Minister", "approved on 3 February 2026, recorded by Cas Protocol, on paper"),)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"approved": False, "state": State.DRAFT, "since": None}, "Not approved: a draft, with which nobody may travel."),
        ({"approved": False, "state": State.REFUSED}, "Refused: this is no mission order."),
        ({"state": State.CANCELLED}, "Cancelled: this order is no longer valid."),
        ({"regularised": True}, "Regularised: approved after the journey had begun."),
    ],
)
def test_an_order_that_gives_no_right_says_so(changes: dict[str, object], said: str) -> None:
    assert [block for block in mission_order(order(**changes), 0, EN).blocks if isinstance(block, Notice)] == [Notice(said)]


def test_each_traveller_has_an_order_on_a_page_of_its_own() -> None:
    blocks = mission_orders(order(), EN).blocks

    assert [type(block) for block in blocks if isinstance(block, PageBreak)] == [PageBreak]
    assert [block for block in blocks if block == Heading("Mission order", 1)] == [Heading("Mission order", 1)] * 2


def test_the_language_is_that_of_the_traveller() -> None:
    asked = order().request

    assert [language_of(asked, n) for n in (0, 1, 2)] == ["nl", "fr", "nl"]


# --- the expense statement -----------------------------------------------------------------------------------------------------


def statement(**changes: object) -> ExpenseStatement:
    """Make the statement of a trip with an allowance of 72 euro and an advance of 50."""
    day = AllowanceDay(
        0,
        date(2026, 3, 4),
        "DE",
        "Leipzig",
        1,
        euro(90),
        Decimal(1),
        (Reduction("lunch", Decimal(20), Decimal(18)),),
        euro(72),
        lazy("whole"),
    )
    usual = ExpenseStatement(
        trip="1",
        number="T2026/014",
        edition=1,
        state=State.TO_SETTLE,
        request=request(),
        as_of=SINCE,
        estimate=Estimate(Decimal(268), Decimal(248), Decimal(72), Decimal(0)),
        allowance=AllowanceSheet((day,), Decimal(72)),
        expenses=(
            ExpenseDraft(
                "Mila Voorbeeld", CostKind.REGISTRATION, date(2026, 3, 4), Money(Decimal(40), "GBP", Decimal("0.8"), date(2026, 3, 4))
            ),
            ExpenseDraft("", CostKind.TRANSPORT, date(2026, 2, 2), euro(238), by_office=True, remark="agency"),
        ),
        advances=(PaidAdvance("Mila Voorbeeld", Decimal(50), date(2026, 2, 20)),),
    )
    return replace(usual, **changes)


def test_an_expense_statement_sets_the_estimate_beside_what_was_spent() -> None:
    paper = expense_statement(statement(), 0, EN)
    compared, spent, days, _ = (block.rows for block in paper.blocks if isinstance(block, Table))

    assert compared == (
        ("Transport", "€268.00", "€238.00", "−€30.00"),
        ("Lodging", "€248.00", "€0.00", "−€248.00"),
        ("Daily allowance", "€72.00", "€72.00", "€0.00"),
        ("Other", "€0.00", "€50.00", "+€50.00"),
        ("Total", "€588.00", "€360.00", "−€228.00"),
    )
    assert spent == (
        ("2 February 2026", "transport · agency", "the office", "€238.00", "", "€238.00"),
        ("4 March 2026", "registration fee", "Mila Voorbeeld", "40.00\xa0GBP", "€1 = 0.8\n4 March 2026", "€50.00"),
        ("", "Total, paid by the traveller", "", "", "", "€50.00"),
        ("", "Total, paid by the office", "", "", "", "€238.00"),
    )
    assert days == (
        ("4 March 2026", "Leipzig, Germany", "€90.00", "100 %", "lunch −20 %", "€72.00"),
        ("Total", "", "", "", "", "€72.00"),
    )


@pytest.mark.parametrize(
    ("advance", "said"),
    [
        (50, "the office pays the rest: €72.00"),
        (122, "the advance equals what is due"),
        (150, "the traveller pays back the rest: €28.00"),
        (None, "the office pays what is due: €122.00"),
    ],
)
def test_an_advance_is_settled_in_three_cases(advance: int | None, said: str) -> None:
    given = () if advance is None else (PaidAdvance("Mila Voorbeeld", Decimal(advance), date(2026, 2, 20)),)
    facts = [block for block in expense_statement(statement(advances=given), 0, EN).blocks if isinstance(block, Facts)]

    assert dict(facts[1].pairs)["Result"] == said


def test_an_allowance_of_the_budget_goes_before_the_table_in_equal_parts() -> None:
    asked = request(travellers=(traveller(), traveller("Rik Aanvrager")), costs=(Cost(CostKind.DAILY_ALLOWANCE, Decimal("90.01")),))
    paper = expense_statement(statement(request=asked, expenses=(), advances=()), 0, EN)

    facts = [block for block in paper.blocks if isinstance(block, Facts)]
    assert Paragraph("As in the budget: €45.01.") in paper.blocks
    assert (dict(facts[1].pairs)["Daily allowance"], dict(facts[1].pairs)["Due"]) == ("€45.01", "€45.01")
    assert next(block for block in paper.blocks if isinstance(block, Table)).rows[2] == ("Daily allowance", "€72.00", "€90.01", "+€18.01")


def test_a_statement_with_a_hole_is_not_settled() -> None:
    without_rate = (ExpenseDraft("Mila Voorbeeld", CostKind.OTHER, date(2026, 3, 4), Money(Decimal(40), "GBP")),)
    without_amount = replace(statement().allowance.days[0], base=None, amount=None)
    hollow = statement(expenses=without_rate, allowance=AllowanceSheet((without_amount,), None, (("DE", "Leipzig", date(2026, 3, 4)),)))
    paper = expense_statement(hollow, 0, EN)

    assert [block.text for block in paper.blocks if isinstance(block, Notice)] == [
        "Without a rate for GBP this statement cannot be settled.",
        "The table of daily allowances has no amount for Leipzig, Germany: the allowance cannot be paid.",
    ]
    facts = [block for block in paper.blocks if isinstance(block, Facts)]
    assert dict(facts[1].pairs)["Result"] == "cannot be told yet"


def test_the_trips_of_a_mission_stand_in_its_dossier() -> None:
    row = MissionTrip("1", "T2026/014", "Mila Voorbeeld", date(2026, 3, 3), date(2026, 3, 5), (Mode.TRAIN, Mode.PLANE), State.APPROVED)

    assert table([row], EN).rows == (("T2026/014", "Mila Voorbeeld", "3–5 March 2026", "train, plane", "approved"),)


# --- read from the office ------------------------------------------------------------------------------------------------------


def test_the_sheet_of_a_file_names_who_decides_and_who_else_goes(office: TripsOffice) -> None:
    other = office.sent(request(travellers=(traveller("Rik Aanvrager"),), title="Another file"), by="rik")
    trip = office.sent(request())
    office.decide(trip, "lena")

    found = office.application.ask(sheets.decision_sheet(trip))

    assert [(one.trip, one.travellers) for one in found.same_week] == [(other, "Rik Aanvrager")]
    assert found.last_reports == (LastReport("Mila Voorbeeld"),)
    assert [(one.role, one.open, [who.name for who in one.choosers], one.decided and one.decided.name) for one in found.steps] == [
        ("line_manager", False, [], "Lena Lijn"),
        ("director_general", True, ["Dirk Generaal"], None),
        ("budget_officer", True, ["Bea Begroting"], None),
    ]
    assert (found.exceptions, found.differences, found.digest) == ((), (), office.card(trip).digest)


def test_the_order_stays_that_of_the_approved_edition_while_it_is_amended(office: TripsOffice) -> None:
    trip = office.sent(request())
    office.approve(trip, "lena", "bea", "dirk")
    with office.as_("mila") as application:
        application.execute(AmendTrip(trip))
        asked = application.ask(sheets.decision_sheet(trip)).request
        application.execute(EditTrip(trip, asked, replace(asked, title="Changed")))

    found = office.application.ask(sheets.mission_order(trip))
    changed = office.application.ask(sheets.decision_sheet(trip))

    assert (found.edition, found.approved, found.amended, found.request.title) == (1, True, True, "Working group on clean air")
    assert [EN.text(one.title) for one in found.approvals] == ["line manager", "director-general", "budget officer"]
    assert [(one.path, one.before, one.after) for one in changed.differences] == [("title", "Working group on clean air", "Changed")]


def test_papers_are_produced_as_pdf(office: TripsOffice) -> None:
    trip = office.sent(request())

    assert produce_decision_sheet(office.application, trip, EN)[:5] == b"%PDF-"
    assert produce_mission_order(office.application, trip)[:5] == b"%PDF-"
    with pytest.raises(Refused):
        produce_mission_order(office.application, trip, traveller=3)


def test_exceptions_to_the_rules_stand_in_red():
    red = [block for block in decision_sheet(sheet(), EN).blocks if isinstance(block, Notice) and block.alarm]
    assert len(red) == 1
    assert red[0].text.startswith("R")
