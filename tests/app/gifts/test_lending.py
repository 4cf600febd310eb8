"""What is lent out, of the bank and of the register, and what comes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from PIL import Image

from app.application import Application
from app.domains.gifts.bank_queries import item_rows
from app.domains.gifts.deciding_commands import SetFate
from app.domains.gifts.drafts import FateDraft, LoanDraft, Photo
from app.domains.gifts.lending_commands import EditLoan, LendGift, TakeBackLoan
from app.domains.gifts.lending_queries import loan, loan_draft, loan_photos, loans, loans_of_gift, loans_of_item
from app.domains.gifts.register_commands import StrikeGift
from app.domains.gifts.register_queries import gift_card, gift_draft
from app.domains.gifts.vocabulary import Decision, Fate, Ownership
from app.kernel.clock import FixedClock
from app.kernel.errors import Refused
from app.kernel.money import euro
from tests.makers import Make
from tests.makers import gifts as make

TODAY = date(2021, 9, 1)


def picture(number: int) -> bytes:
    file = BytesIO()
    Image.new("RGB", (8, 8 * number), "red").save(file, "PNG")
    return file.getvalue()


def refusal(application: Application, command: object) -> list[tuple[str, str]]:
    """Where and by which rule a command is refused."""
    with pytest.raises(Refused) as refused:
        application.execute(command)  # type: ignore[arg-type]
    return [(finding.path, finding.rule) for finding in refused.value.findings]


def lend(**fields: object) -> LendGift:
    return LendGift(LoanDraft(**({"borrower_said": "Museum", "since": TODAY} | fields)))  # type: ignore[arg-type]


def numbers(application: Application, item: str) -> tuple[int, int, int]:
    (row,) = application.ask(item_rows([item]))
    return row.stock, row.lent, row.free


def fate(application: Application, gift: str) -> tuple[Fate, str]:
    return application.ask(gift_card(gift)).fates[-1].fate, application.ask(gift_draft(gift)).place


# ------------------------------------------------------------------------------------------------ of the bank


def test_pieces_that_are_lent_are_not_here_until_they_are_back(application: Application):
    item = make.item(application, number=3)
    mine = application.execute(lend(item_id=item, number=2)).result
    assert numbers(application, item) == (1, 2, 1)
    application.execute(TakeBackLoan(mine, TODAY, "as it was"))
    assert numbers(application, item) == (3, 0, 3)
    assert application.ask(loan(mine)).condition_after == "as it was"


def test_what_is_promised_or_not_there_is_not_lent(application: Application):
    item = make.item(application, number=2)
    make.reservation(application, item)
    assert refusal(application, lend(item_id=item, number=2)) == [("number", "gift-not-free")]
    assert refusal(application, lend(item_id=item, since=date(2021, 7, 1))) == [("number", "gift-not-there")]
    assert refusal(application, lend(item_id=item, since=date(2021, 9, 2))) == [("since", "day-to-come")]


def test_a_loan_comes_back_once_and_not_before_it_went(application: Application):
    item = make.item(application)
    mine = application.execute(lend(item_id=item)).result
    assert refusal(application, TakeBackLoan(mine, date(2021, 8, 31))) == [("day", "back-before-loan")]
    assert refusal(application, TakeBackLoan(mine, date(2021, 9, 2))) == [("day", "day-to-come")]
    application.execute(TakeBackLoan(mine, TODAY))
    assert refusal(application, TakeBackLoan(mine, TODAY)) == [("day", "loan-back")]


def test_a_loan_is_prolonged_but_stays_what_it_is(application: Application):
    item = make.item(application)
    mine = application.execute(lend(item_id=item, due_back_on=date(2021, 9, 10))).result
    before = application.ask(loan_draft(mine))
    application.execute(EditLoan(mine, before, replace(before, due_back_on=date(2021, 12, 1), insured=euro(500))))
    row = application.ask(loan(mine))
    assert (row.due_back_on, row.insured) == (date(2021, 12, 1), euro(500))
    after = application.ask(loan_draft(mine))
    assert refusal(application, EditLoan(mine, after, replace(after, number=2))) == [("number", "loan-fixed")]
    assert refusal(application, EditLoan(mine, after, replace(after, due_back_on=date(2021, 8, 1)))) == [
        ("due_back_on", "ends-before-start")
    ]


def test_loans_are_told_by_the_day_they_are_due(application: Application, clock: FixedClock):
    item, maker = make.item(application, number=9), Make(application)
    person = maker.person("Bea", "Borrower")
    soon = application.execute(lend(item_id=item, due_back_on=date(2021, 9, 5), borrower_said="", person_id=person)).result
    late = application.execute(lend(item_id=item, due_back_on=date(2021, 9, 3))).result
    ever = application.execute(lend(item_id=item)).result
    back = application.execute(lend(item_id=item)).result
    application.execute(TakeBackLoan(back, TODAY))
    clock.moment = datetime(2021, 9, 4, 10, tzinfo=UTC)
    assert [(row.id, str(row.borrower), row.late) for row in application.ask(loans())] == [
        (late, "Museum", True),
        (soon, "Bea Borrower", False),
        (ever, "Museum", False),
    ]
    assert [row.id for row in application.ask(loans(overdue=True))] == [late]
    assert [row.id for row in application.ask(loans_of_item(item))] == [late, soon, ever, back]


# ------------------------------------------------------------------------------------------------ of the register


def test_an_object_of_the_register_is_lent_out_and_goes_back_to_its_place(application: Application):
    gift = make.gift(application, entered=True, place="Cabinet")
    mine = application.execute(lend(gift_id=gift, place="Museum of Examplia")).result
    assert fate(application, gift) == (Fate.LENT, "Museum of Examplia")
    assert [row.code for row in application.ask(loans_of_gift(gift))] == ["G2021/001"]
    application.execute(TakeBackLoan(mine, TODAY, "a scratch"))
    assert fate(application, gift) == (Fate.KEPT, "Cabinet")


def test_what_was_displayed_is_displayed_again(application: Application):
    gift = make.gift(application, entered=True)
    make.decided(application, gift)
    application.execute(SetFate(gift, FateDraft(Fate.DISPLAYED, date(2021, 8, 25), place="Hall", custodian_said="The porter")))
    mine = application.execute(lend(gift_id=gift)).result
    assert refusal(application, lend(gift_id=gift)) == [("gift_id", "gift-lent")]
    application.execute(TakeBackLoan(mine, TODAY))
    assert fate(application, gift) == (Fate.DISPLAYED, "Hall")
    assert application.ask(gift_draft(gift)).custodian_said == "The porter"


def test_only_what_is_the_region_s_and_here_is_lent(application: Application):
    noted, given, struck, theirs, gone = (
        make.gift(application),
        make.given(application, entered=True),
        *(make.gift(application, name, entered=True) for name in ("Cup", "Pen", "Rug")),
    )
    application.execute(StrikeGift(struck, "a mistake"))
    make.decided(application, theirs, Decision.KEEP, ownership=Ownership.PERSON)
    make.decided(application, gone)
    application.execute(SetFate(gone, FateDraft(Fate.DONATED, TODAY, "Museum")))
    told = [refusal(application, lend(gift_id=gift))[0][1] for gift in (noted, given, struck, theirs, gone)]
    assert told == ["gift-not-entered", "gift-not-here", "gift-struck", "gift-of-another", "gift-gone"]


def test_a_loan_does_not_begin_before_the_last_thing_that_is_known(application: Application):
    gift = make.gift(application, entered=True)
    assert refusal(application, lend(gift_id=gift, since=date(2021, 8, 19))) == [("since", "loan-before-fate")]


def test_photographs_show_the_condition_before_and_after(application: Application):
    before, after = (application.keep_picture(picture(n)) for n in (1, 2))
    item = make.item(application)
    mine = application.execute(lend(item_id=item, photos=(Photo(before, "before"),))).result
    application.execute(TakeBackLoan(mine, TODAY, "a scratch", (Photo(after, "the scratch"),)))
    assert application.ask(loan_photos(mine)) == (Photo(before, "before"), Photo(after, "the scratch"))


def test_lending_and_taking_back_are_undone_whole(application: Application):
    item, gift = make.item(application), make.gift(application, entered=True, place="Cabinet")
    first, second = application.execute(lend(item_id=item)).result, application.execute(lend(gift_id=gift)).result
    for one in (first, second):
        application.execute(TakeBackLoan(one, TODAY))
    for _ in range(4):
        application.undo()
    assert (numbers(application, item), application.ask(loans(open_only=False))) == ((2, 0, 2), [])
    assert (application.ask(gift_card(gift)).fates, application.ask(gift_draft(gift)).place) == ((), "Cabinet")
    for _ in range(4):
        application.redo()
    assert [row.open for row in application.ask(loans(open_only=False))] == [False, False]
