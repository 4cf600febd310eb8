"""What the Today page says of gifts: what is late or due soon, loans, what perishes, what runs short."""

from __future__ import annotations

from datetime import date

from app.application import Application
from app.domains.gifts.drafts import LoanDraft
from app.domains.gifts.lending_commands import LendGift
from app.domains.gifts.register_commands import EnterInRegister
from app.domains.gifts.today import MOST, bank_to_see_to, steps_due
from app.kernel.fields import Tone
from app.kernel.periods import PartialDate
from tests.makers import gifts

TODAY = date(2021, 9, 1)


def due(application: Application) -> list[tuple[str, str, Tone]]:
    return [(str(line.text), str(line.day), line.tone) for line in application.ask(steps_due())]


def bank(application: Application) -> list[tuple[str, Tone]]:
    return [(str(line.text), line.tone) for line in application.ask(bank_to_see_to())]


def test_an_office_without_gifts_has_nothing_to_see_to(application: Application):
    assert (due(application), bank(application)) == ([], [])


def test_what_is_late_and_what_is_soon_is_told_in_the_order_of_its_days(application: Application):
    gifts.gift(application, "Bowl", day=date(2021, 8, 31))
    gifts.gift(application, "Vase", day=date(2021, 8, 20))
    assert due(application) == [
        ("Enter “Vase” in the gift register.", "2021-08-23", Tone.BAD),
        ("Enter “Bowl” in the gift register.", "2021-09-03", Tone.WARNING),
    ]


def test_what_is_due_later_is_left_to_the_page_of_gifts(application: Application):
    gift = gifts.gift(application, "Bowl", day=date(2021, 8, 31))
    application.execute(EnterInRegister((gift,)))
    assert due(application) == []


def test_the_next_step_of_a_gift_is_named_with_who_gave_it(application: Application):
    gift = gifts.gift(application, "Vase", day=date(2021, 8, 20), value=gifts.euro("60"))
    application.execute(EnterInRegister((gift,)))
    (line,) = application.ask(steps_due())
    assert (str(line.text), str(line.hint), line.ref.id) == (
        "Decide what becomes of “Vase”.",
        "Received from Embassy of Examplia",
        gift,
    )


def test_a_few_lines_stand_for_many(application: Application):
    for number in range(MOST + 3):
        gifts.gift(application, f"Vase {number}", day=date(2021, 8, 20))
    assert len(due(application)) == MOST


def test_a_loan_that_should_be_back_or_soon_is_is_told(application: Application):
    def lend(name: str, until: date) -> None:
        gift = gifts.gift(application, name, day=date(2021, 8, 1), entered=True)
        application.execute(LendGift(LoanDraft(gift_id=gift, borrower_said="Museum", since=date(2021, 8, 2), due_back_on=until)))

    lend("Vase", date(2021, 8, 30))
    lend("Bowl", date(2021, 9, 5))
    lend("Print", date(2021, 12, 1))
    assert bank(application) == [
        ("Vase should be back from Museum.", Tone.BAD),
        ("Bowl comes back from Museum.", Tone.NEUTRAL),
    ]


def test_what_perishes_is_told_a_month_before_and_when_it_has(application: Application):
    gifts.item(application, "Pralines", 3, shelf_days=20)  # until 21 August
    gifts.item(application, "Biscuits", 2, shelf_days=45)  # until 15 September
    gifts.item(application, "Tea", 2, shelf_days=200)
    assert bank(application) == [
        ("3 pieces of Pralines are past their best-before day.", Tone.BAD),
        ("Biscuits: pieces of it are at their best until this day.", Tone.WARNING),
    ]
    assert [line.day for line in application.ask(bank_to_see_to())] == [None, PartialDate.of(date(2021, 9, 15))]


def test_what_is_under_its_minimum_is_told(application: Application):
    gifts.item(application, "Book", 1, minimum=4)
    gifts.item(application, "Bell", 0, minimum=2)
    gifts.item(application, "Vase", 2, minimum=2)
    assert bank(application) == [
        ("1 piece of Book is there, fewer than the 4 there should be.", Tone.WARNING),
        ("0 pieces of Bell are there, fewer than the 2 there should be.", Tone.BAD),
    ]
