"""The arithmetic of the gift bank, and what can be an object, a movement, a reservation or a loan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.domains.gifts.drafts import ItemDraft, LoanDraft, MovementDraft, Photo, ReservationDraft
from app.domains.gifts.stock_rules import (
    Held,
    Lot,
    Movement,
    Shelf,
    best_before,
    check_item,
    check_loan,
    check_movement,
    check_reservation,
    code_after,
    past_its_day,
    readings,
)
from app.domains.gifts.vocabulary import MovementKind, ReservationState
from app.kernel.errors import Severity
from app.kernel.money import Money
from app.kernel.translated import Multilingual

MAY, JUNE, JULY = date(2021, 5, 1), date(2021, 6, 1), date(2021, 7, 1)
NAME = Multilingual("Doosje", "Boîte", "Box")


def bought(day: date, number: int, until: date | None = None) -> Movement:
    return Movement(day, number, MovementKind.PURCHASE, until)


def gone(day: date, number: int, kind: MovementKind = MovementKind.ISSUE, of: str = "") -> Movement:
    return Movement(day, -number, kind, of=of)


def blocking(findings) -> list[tuple[str, str]]:
    return [(one.path, one.rule) for one in findings if one.severity is Severity.BLOCKS]


def test_the_stock_is_the_sum_of_its_movements_until_a_day():
    shelf = Shelf((bought(MAY, 5), gone(JUNE, 2)))
    assert [shelf.stock(day) for day in (date(2021, 4, 30), MAY, JUNE, None)] == [0, 5, 3, 3]


def test_what_is_reserved_is_not_free_and_what_was_issued_is_not_reserved():
    held = tuple(Held(state, 2, state) for state in ReservationState)
    shelf = Shelf((bought(MAY, 5),), held)
    assert (shelf.stock(), shelf.reserved, shelf.free) == (5, 2, 3)


def test_what_comes_on_a_day_is_there_for_what_goes_on_it():
    assert Shelf((gone(MAY, 2), bought(MAY, 2))).least() == (0, MAY)


def test_the_least_is_found_on_the_day_it_was_there():
    shelf = Shelf((bought(MAY, 5), gone(JUNE, 4), bought(JULY, 3)))
    assert shelf.least() == (1, JUNE)
    assert shelf.least(JULY) == (4, JULY)
    assert Shelf().least() == (0, None)


def test_only_so_many_can_leave_on_an_earlier_day_as_nobody_needs_later():
    shelf = Shelf((bought(MAY, 5), gone(JULY, 4)))
    assert [shelf.can_leave(day) for day in (date(2021, 4, 1), MAY, JUNE, JULY)] == [0, 1, 1, 1]


def test_what_is_lent_is_what_has_not_come_back():
    shelf = Shelf((bought(MAY, 5), gone(MAY, 3, MovementKind.LOAN, "a"), Movement(JUNE, 1, MovementKind.LOAN_BACK, of="a")))
    assert (shelf.lent, shelf.stock()) == (2, 3)


# ------------------------------------------------------------------------------------------------ best before


def test_what_expires_first_leaves_first():
    shelf = Shelf((bought(MAY, 2, date(2021, 12, 1)), bought(MAY, 2, date(2021, 9, 1)), bought(MAY, 1), gone(JUNE, 3)))
    assert shelf.lots() == (Lot(date(2021, 12, 1), 1), Lot(None, 1))


def test_nobody_is_given_what_is_past_its_day_while_something_good_is_there():
    shelf = Shelf((bought(MAY, 2, date(2021, 5, 20)), bought(MAY, 2, date(2021, 9, 1)), gone(JUNE, 2)))
    assert shelf.lots() == (Lot(date(2021, 5, 20), 2),)
    assert (shelf.expired(JUNE), shelf.next_expiry(JUNE)) == (2, None)


def test_what_is_thrown_away_is_what_is_past_its_day():
    shelf = Shelf((bought(MAY, 2, date(2021, 5, 20)), bought(MAY, 2, date(2021, 9, 1)), gone(JUNE, 2, MovementKind.LOSS)))
    assert (shelf.lots(), shelf.expired(JUNE), shelf.next_expiry(JUNE)) == ((Lot(date(2021, 9, 1), 2),), 0, date(2021, 9, 1))


def test_what_comes_back_is_as_old_as_it_was():
    back = Movement(JULY, 2, MovementKind.RETURN, of="a")
    shelf = Shelf((bought(MAY, 1, date(2021, 9, 1)), bought(MAY, 1, date(2021, 12, 1)), gone(JUNE, 2, of="a"), back))
    assert shelf.lots() == (Lot(date(2021, 9, 1), 1), Lot(date(2021, 12, 1), 1))


def test_a_piece_is_good_on_its_best_before_day_itself():
    shelf = Shelf((bought(MAY, 1, JUNE),))
    assert [shelf.expired(day) for day in (JUNE, date(2021, 6, 2))] == [0, 1]


def test_how_many_would_be_past_their_day_at_the_hand_over():
    shelf = Shelf((bought(MAY, 2, JUNE), bought(MAY, 1, JULY)))
    assert [past_its_day(shelf, 2, day) for day in (JUNE, date(2021, 6, 15), date(2021, 8, 1))] == [0, 1, 2]


def test_what_keeps_so_many_days_is_good_until_then_unless_the_box_says_otherwise():
    purchase = MovementDraft(MovementKind.PURCHASE, MAY, 1)
    assert best_before(purchase, 30) == date(2021, 5, 31)
    assert best_before(replace(purchase, best_before=JULY), 30) == JULY
    assert best_before(purchase, None) is None


# ------------------------------------------------------------------------------------------------ codes


def test_the_next_code_follows_the_highest_there_is():
    assert [code_after(codes) for codes in ((), ("B-001", "B-007", "LACE-9"), ("B-999",))] == ["B-001", "B-008", "B-1000"]


@pytest.mark.parametrize("scanned", ["B-001", " b-001\n", "B)àà&", "b)àà&"])
def test_a_code_is_read_as_it_was_meant_by_whatever_scanner_or_hand(scanned):
    assert "B-001" in readings(scanned)


def test_a_number_of_the_register_is_read_from_a_scanner_with_another_keyboard():
    assert "G2021/003" in readings('Géàé&=àà"')


# ------------------------------------------------------------------------------------------------ checks


@pytest.mark.parametrize(
    ("change", "path", "rule"),
    [
        ({"name": Multilingual()}, "name", "item-without-name"),
        ({"code": "B/001"}, "code", "item-code"),
        ({"code": "B-0000000000000000000001"}, "code", "item-code"),
        ({"minimum": None}, "minimum", "number-too-small"),
        ({"minimum": -1}, "minimum", "number-too-small"),
        ({"shelf_days": 0}, "shelf_days", "number-too-small"),
        ({"weight": 0}, "weight", "number-too-small"),
        ({"customs_code": "12 34 A"}, "customs_code", "customs-code"),
        ({"origin": "Belgium"}, "origin", "country-code"),
        ({"traits": ("gold",)}, "traits", "unknown-value"),
        ({"tags": ("cheap",)}, "tags", "unknown-value"),
        ({"unit_cost": Money(Decimal(-1))}, "unit_cost", "amount"),
        ({"unit_cost": Money(Decimal(1), "")}, "unit_cost.currency", "amount-without-currency"),
        ({"unit_cost": Money(Decimal(1), "USD")}, "unit_cost.rate", "amount-without-rate"),
        ({"photos": (Photo("x"),)}, "photos[0]", "photo-missing"),
    ],
)
def test_what_cannot_be_an_object_is_refused(change, path, rule):
    assert blocking(check_item(replace(ItemDraft(name=NAME), **change))) == [(path, rule)]


def test_an_object_with_a_name_can_be_entered():
    assert blocking(check_item(ItemDraft(name=NAME, code="b-17", customs_code="9503 00 41"))) == []


@pytest.mark.parametrize(
    ("draft", "path", "rule"),
    [
        (MovementDraft(MovementKind.PURCHASE, None, 1), "day", "day-missing"),
        (MovementDraft(MovementKind.PURCHASE, MAY, 0), "number", "pieces"),
        (MovementDraft(MovementKind.PURCHASE, MAY, None), "number", "pieces"),
        (MovementDraft(MovementKind.PURCHASE, MAY, 10_000), "number", "pieces"),
        (MovementDraft(MovementKind.LOSS, MAY, 1), "remark", "loss-without-remark"),
        (MovementDraft(MovementKind.ISSUE, MAY, 1), "movement", "movement-by-hand"),
        (MovementDraft(MovementKind.COUNT, MAY, 1), "movement", "movement-by-hand"),
        (MovementDraft(MovementKind.PURCHASE, MAY, 1, unit_cost=Money(Decimal(5), "JPY")), "unit_cost.rate", "amount-without-rate"),
    ],
)
def test_what_cannot_be_a_movement_is_refused(draft, path, rule):
    assert blocking(check_movement(draft)) == [(path, rule)]


@pytest.mark.parametrize(
    ("change", "path", "rule"),
    [
        ({"item_id": None}, "item_id", "reservation-without-item"),
        ({"number": 0}, "number", "pieces"),
        ({"person_id": None}, "person_id", "reservation-without-recipient"),
        ({"occasion": ""}, "occasion", "reservation-without-occasion"),
        ({"moment_id": "m"}, "moment_id", "moment-without-mission"),
        ({"giver_id": "p"}, "giver_id", "gift-to-oneself"),
    ],
)
def test_what_cannot_be_a_reservation_is_refused(change, path, rule):
    draft = ReservationDraft("i", 1, occasion="reception", person_id="p")
    assert blocking(check_reservation(draft)) == []
    assert blocking(check_reservation(replace(draft, **change))) == [(path, rule)]


@pytest.mark.parametrize(
    ("change", "path", "rule"),
    [
        ({"item_id": None}, "item_id", "loan-without-object"),
        ({"gift_id": "g"}, "item_id", "loan-without-object"),
        ({"gift_id": "g", "item_id": None, "number": 2}, "number", "loan-of-one"),
        ({"borrower_said": ""}, "borrower_said", "loan-without-borrower"),
        ({"since": None}, "since", "day-missing"),
        ({"due_back_on": date(2021, 4, 1)}, "due_back_on", "ends-before-start"),
        ({"insured": Money(Decimal(5), "USD")}, "insured.rate", "amount-without-rate"),
    ],
)
def test_what_cannot_be_a_loan_is_refused(change, path, rule):
    draft = LoanDraft(item_id="i", number=1, borrower_said="Museum", since=MAY)
    assert blocking(check_loan(draft)) == []
    assert blocking(check_loan(replace(draft, **change))) == [(path, rule)]
