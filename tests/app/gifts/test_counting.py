"""Taking stock: by scanning or typing numbers, what is expected, found, missing or elsewhere, and what is booked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from app.application import Application
from app.domains.gifts.bank_queries import item_card, item_draft, item_rows
from app.domains.gifts.counting_commands import CloseCount, CountFound, DropCount, RemoveCountLine, StartCount
from app.domains.gifts.counting_queries import closing_of, count_ids, count_sheet, count_summary, counts, places
from app.domains.gifts.counting_rules import number_after, same_place
from app.domains.gifts.deciding_commands import SetFate
from app.domains.gifts.drafts import CountDraft, FateDraft, LoanDraft
from app.domains.gifts.handing_commands import IssueReservation
from app.domains.gifts.lending_commands import LendGift
from app.domains.gifts.register_commands import StrikeGift
from app.domains.gifts.register_queries import gift_draft
from app.domains.gifts.vocabulary import CountState, Decision, Fate, MovementKind, Ownership, Tally
from app.kernel.clock import FixedClock
from app.kernel.errors import Refused
from app.kernel.fields import Criteria
from tests.makers import gifts as make

TODAY = date(2021, 9, 1)


def refusal(application: Application, command: object) -> list[tuple[str, str]]:
    """Where and by which rule a command is refused."""
    with pytest.raises(Refused) as refused:
        application.execute(command)  # type: ignore[arg-type]
    return [(finding.path, finding.rule) for finding in refused.value.findings]


def begin(application: Application, place: str = "") -> str:
    return application.execute(StartCount(CountDraft(TODAY, place))).result


def sheet(application: Application, count: str) -> list[tuple[str, int, int | None, Tally]]:
    return [(row.number, row.expected, row.found, row.tally) for row in application.ask(count_sheet(count))]


def stock(application: Application, item: str) -> int:
    return application.ask(item_rows([item]))[0].stock


# ------------------------------------------------------------------------------------------------ beginning


def test_stock_takings_are_numbered_by_their_year(application: Application):
    first = begin(application)
    application.execute(DropCount(first))
    second = application.execute(StartCount(CountDraft(date(2020, 12, 31)))).result
    application.execute(CloseCount(second, missing=True))
    third = begin(application)
    assert [row.number for row in application.ask(counts())] == ["C2021/01", "C2020/01"]
    assert application.ask(count_ids(Criteria(filters=(("state", "open"),)))) == [third]
    assert [number_after(2021, last) for last in (None, "C2021/09", "C2021/99")] == ["C2021/01", "C2021/10", "C2021/100"]


def test_a_place_is_counted_once_at_a_time(application: Application):
    begin(application, "Cellar")
    assert refusal(application, StartCount(CountDraft(TODAY, " cellar"))) == [("place", "count-going-on")]
    assert refusal(application, StartCount(CountDraft(TODAY))) == [("place", "count-going-on")]
    begin(application, "Attic")


def test_a_stock_taking_is_not_of_a_day_to_come(application: Application):
    assert refusal(application, StartCount(CountDraft(date(2021, 9, 2)))) == [("day", "day-to-come")]


# ------------------------------------------------------------------------------------------------ what is expected


def test_what_is_here_is_expected_of_the_bank_and_of_the_register(application: Application):
    make.item(application, "Box", 3, place="Cellar")
    make.item(application, "Book", 0)
    make.gift(application, "Vase", entered=True, place="Cabinet")
    make.gift(application, "Not yet entered")
    make.given(application, entered=True)
    count = begin(application)
    assert sheet(application, count) == [
        ("B-001", 3, None, Tally.NOT_COUNTED),
        ("G2021/001", 1, None, Tally.NOT_COUNTED),
    ]
    assert application.ask(places()) == ["Cabinet", "Cellar"]


def test_what_the_office_does_not_have_is_not_expected(application: Application):
    kept, struck, gone, theirs, lent = (make.gift(application, name, entered=True) for name in ("Vase", "Cup", "Rug", "Pen", "Sword"))
    application.execute(StrikeGift(struck, "a mistake"))
    make.decided(application, gone)
    application.execute(SetFate(gone, FateDraft(Fate.DONATED, TODAY, "Museum")))
    make.decided(application, theirs, Decision.KEEP, ownership=Ownership.PERSON)
    application.execute(LendGift(LoanDraft(gift_id=lent, borrower_said="Museum", since=TODAY)))
    assert [row.ref.id for row in application.ask(count_sheet(begin(application)))] == [kept]


def test_one_place_is_counted_by_itself_however_it_is_typed(application: Application):
    make.item(application, "Box", 3, place="Grote  kelder")
    make.item(application, "Book", 2, place="Attic")
    assert sheet(application, begin(application, "grote kelder")) == [("B-001", 3, None, Tally.NOT_COUNTED)]
    assert [same_place(*pair) for pair in (("Kélder", "kelder"), ("", ""), ("a", "b"))] == [True, True, False]


# ------------------------------------------------------------------------------------------------ counting


def test_scans_add_up_and_a_typed_number_corrects_them(application: Application):
    make.item(application, "Box", 3)
    count = begin(application)
    for _ in range(2):
        application.execute(CountFound(count, "b-001"))
    assert sheet(application, count) == [("B-001", 3, 2, Tally.FEWER)]
    application.execute(CountFound(count, "B-001", number=2))
    assert sheet(application, count) == [("B-001", 3, 4, Tally.MORE)]
    application.execute(CountFound(count, "B-001", number=3, add=False))
    assert sheet(application, count) == [("B-001", 3, 3, Tally.FOUND)]
    application.execute(CountFound(count, "B-001", number=0, add=False))
    assert sheet(application, count) == [("B-001", 3, 0, Tally.MISSING)]


def test_each_scan_can_be_undone(application: Application):
    make.item(application, "Box", 3)
    count = begin(application)
    for _ in range(2):
        application.execute(CountFound(count, "B-001"))
    application.undo()
    assert sheet(application, count) == [("B-001", 3, 1, Tally.FEWER)]
    application.undo()
    assert sheet(application, count) == [("B-001", 3, None, Tally.NOT_COUNTED)]


def test_an_object_of_the_register_is_found_once_where_it_was_seen_last(application: Application):
    make.gift(application, entered=True, place="Cabinet")
    count = begin(application)
    application.execute(CountFound(count, "G2021/001", "Cabinet"))
    assert application.execute(CountFound(count, "G2021/001", "Cabinet")).repeated
    assert sheet(application, count) == [("G2021/001", 1, 1, Tally.FOUND)]
    application.execute(CountFound(count, "G2021/001", "Attic"))
    (row,) = application.ask(count_sheet(count))
    assert (row.tally, row.place, row.place_found, len(row.lines)) == (Tally.MISPLACED, "Cabinet", "Attic", 1)
    assert refusal(application, CountFound(count, "G2021/001", number=2)) == [("number", "one-piece")]


@pytest.mark.parametrize("code", ["B-999", "https://example.org/B-001", "", "   "])
def test_a_number_that_nothing_has_is_refused_with_what_was_read(application: Application, code):
    make.item(application, "Box", 3)
    count = begin(application)
    with pytest.raises(Refused) as refused:
        application.execute(CountFound(count, code))
    assert [(one.path, one.rule) for one in refused.value.findings] == [("code", "inventory-number-unknown")]
    assert str(refused.value) == f"No object has the inventory number “{code.strip()}”."


def test_only_numbers_of_pieces_are_counted(application: Application):
    make.item(application, "Box", 3)
    count = begin(application)
    for number, add in ((0, True), (-1, False), (10_000, True)):
        assert refusal(application, CountFound(count, "B-001", number=number, add=add)) == [("number", "pieces")]


def test_pieces_in_two_places_add_up_and_a_line_is_taken_back(application: Application):
    make.item(application, "Box", 3, place="Cellar")
    count = begin(application)
    application.execute(CountFound(count, "B-001", "Cellar", 2))
    line = application.execute(CountFound(count, "B-001", "Attic", 1)).result
    (row,) = application.ask(count_sheet(count))
    assert (row.found, row.tally, row.place_found) == (3, Tally.FOUND, "Cellar")
    application.execute(RemoveCountLine(line))
    assert sheet(application, count) == [("B-001", 3, 2, Tally.FEWER)]


def test_what_is_found_without_being_expected_is_told(application: Application):
    make.item(application, "Box", 0)
    struck = make.gift(application, entered=True)
    application.execute(StrikeGift(struck, "a mistake"))
    count = begin(application)
    application.execute(CountFound(count, "B-001"))
    application.execute(CountFound(count, "G2021/001"))
    assert sheet(application, count) == [("B-001", 0, 1, Tally.MORE), ("G2021/001", 0, 1, Tally.MORE)]
    closing = application.ask(closing_of(count, missing=False))
    assert [one.number for one in closing.unexpected] == ["G2021/001"]


def test_how_far_it_is(application: Application):
    for name in ("Box", "Book", "Lace"):
        make.item(application, name, 1)
    count = begin(application)
    application.execute(CountFound(count, "B-001"))
    application.execute(CountFound(count, "B-002", number=0, add=False))
    summary = application.ask(count_summary(count))
    assert (summary.objects, summary.counted) == (3, 2)
    assert summary.by_tally == {Tally.FOUND: 1, Tally.MISSING: 1, Tally.NOT_COUNTED: 1}


# ------------------------------------------------------------------------------------------------ closing


def test_closing_books_the_differences_and_corrects_the_places(application: Application):
    box, book = make.item(application, "Box", 3, place="Cellar"), make.item(application, "Book", 2, place="Cellar")
    vase = make.gift(application, "Vase", entered=True, place="Cabinet")
    count = begin(application)
    application.execute(CountFound(count, "B-001", "Attic", 2))
    application.execute(CountFound(count, "B-002", "Cellar", 3))
    application.execute(CountFound(count, "G2021/001", "Attic"))
    closing = application.ask(closing_of(count, missing=False))
    assert [(one.number, one.difference) for one in closing.booked] == [("B-001", -1), ("B-002", 1)]
    assert [(one.number, one.place, one.found_at) for one in closing.moved] == [
        ("B-001", "Cellar", "Attic"),
        ("G2021/001", "Cabinet", "Attic"),
    ]
    application.execute(CloseCount(count))

    assert [stock(application, item) for item in (box, book)] == [2, 3]
    assert [application.ask(item_draft(item)).place for item in (box, book)] == ["Attic", "Cellar"]
    assert application.ask(gift_draft(vase)).place == "Attic"
    line = application.ask(item_card(box)).ledger[-1]
    assert (line.movement, line.number, line.day, line.remark) == (MovementKind.COUNT, -1, TODAY, "C2021/01")


def test_what_nobody_counted_stays_or_is_missing_as_the_office_says(application: Application):
    box, book = make.item(application, "Box", 3), make.item(application, "Book", 2)
    make.gift(application, "Vase", entered=True)
    count = begin(application)
    application.execute(CountFound(count, "B-001", number=3))
    assert [one.number for one in application.ask(closing_of(count, missing=False)).not_counted] == ["B-002", "G2021/001"]
    missing = application.ask(closing_of(count, missing=True))
    assert [(one.number, one.difference) for one in missing.booked] == [("B-002", -2)]
    assert [one.number for one in missing.missing] == ["G2021/001"]
    application.execute(CloseCount(count, missing=True))
    assert [stock(application, item) for item in (box, book)] == [3, 0]
    assert sheet(application, count) == [
        ("B-001", 3, 3, Tally.FOUND),
        ("B-002", 2, 0, Tally.MISSING),
        ("G2021/001", 1, 0, Tally.MISSING),
    ]


def test_what_left_the_shelf_since_it_was_counted_is_no_difference(application: Application, clock: FixedClock):
    item = make.item(application, "Box", 3)
    mine = make.reservation(application, item)
    count = begin(application)
    clock.moment += timedelta(minutes=1)
    application.execute(CountFound(count, "B-001", number=3))
    clock.moment += timedelta(minutes=1)
    application.execute(IssueReservation((mine,), TODAY))
    assert sheet(application, count) == [("B-001", 3, 3, Tally.FOUND)]
    application.execute(CloseCount(count))
    assert stock(application, item) == 2


def test_more_that_left_than_was_found_is_to_be_counted_again(application: Application, clock: FixedClock):
    item = make.item(application, "Box", 3)
    mine = make.reservation(application, item, 3)
    count = begin(application)
    clock.moment += timedelta(minutes=1)
    application.execute(CountFound(count, "B-001", number=2))
    clock.moment += timedelta(minutes=1)
    application.execute(IssueReservation((mine,), TODAY))
    assert refusal(application, CloseCount(count)) == [("found", "count-overtaken")]
    clock.moment += timedelta(minutes=1)
    application.execute(CountFound(count, "B-001", number=0, add=False))
    application.execute(CloseCount(count))
    assert stock(application, item) == 0


def test_what_was_counted_may_be_less_than_what_is_promised(application: Application):
    item = make.item(application, "Box", 3)
    make.reservation(application, item, 3)
    count = begin(application)
    application.execute(CountFound(count, "B-001", number=1))
    application.execute(CloseCount(count))
    (row,) = application.ask(item_rows([item]))
    assert (row.stock, row.reserved, row.free) == (1, 3, -2)


def test_a_closed_stock_taking_stays_closed(application: Application):
    item = make.item(application, "Box", 3, place="Cellar")
    count = begin(application)
    line = application.execute(CountFound(count, "B-001", "Attic", 2)).result
    application.execute(CloseCount(count))
    for command in (CountFound(count, "B-001"), RemoveCountLine(line), DropCount(count), CloseCount(count)):
        assert refusal(application, command) == [("", "count-closed")]
    step = application.next_undo()
    assert step is not None
    assert step.label.message == "Add {item} to the gift bank"  # what was bought and counted before is closed
    (row,) = application.ask(counts())
    assert (row.state, row.closed_on, row.closed_by, row.objects, row.differences) == (CountState.CLOSED, TODAY, "officer", 1, 1)

    make.item(application, "Book", 5)
    application.execute(StartCount(CountDraft(TODAY)))
    (kept,) = application.ask(count_sheet(count))
    assert (kept.number, kept.place, kept.place_found, kept.expected, kept.found, kept.tally) == (
        "B-001",
        "Cellar",
        "Attic",
        3,
        2,
        Tally.FEWER,
    )
    assert stock(application, item) == 2


def test_nothing_is_closed_before_anything_was_counted(application: Application):
    make.item(application, "Box", 3)
    assert refusal(application, CloseCount(begin(application))) == [("", "nothing-counted")]


def test_a_sheet_costs_as_many_statements_for_many_objects_as_for_one(application: Application, statements: Callable):
    count, sent = begin(application), []
    for names in (("Box",), ("Book", "Lace", "Scarf")):
        for name in names:
            make.item(application, name, 1)
        with statements() as one:
            application.ask(count_sheet(count))
        sent.append(len(one))
    assert sent[0] == sent[1]
