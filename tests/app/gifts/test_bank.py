"""The gift bank: objects with their codes, what is bought and lost, what is there, and how it is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from app.application import Application
from app.domains.gifts.bank_commands import AddGiftItem, EditGiftItem, NoteGiftMovement, RemoveGiftItem, RetireItem, WithdrawMovement
from app.domains.gifts.bank_queries import by_inventory_number, item_card, item_detail, item_draft, item_ids, item_rows
from app.domains.gifts.drafts import ItemDraft, MovementDraft, Photo
from app.domains.gifts.vocabulary import GIFT, GIFT_ITEM, Level, MovementKind, Tag
from app.kernel.errors import Changed, Refused
from app.kernel.fields import Criteria
from app.kernel.ids import Ref
from app.kernel.money import euro
from app.kernel.translated import Multilingual
from tests.makers import gifts as make

TODAY = date(2021, 9, 1)


def picture(number: int) -> bytes:
    file = BytesIO()
    Image.new("RGB", (8, 8 * number), "red").save(file, "PNG")
    return file.getvalue()


def refusal(application: Application, command: object) -> list[tuple[str, str, object]]:
    """Where, by which rule and with what limit a command is refused."""
    with pytest.raises(Refused) as refused:
        application.execute(command)  # type: ignore[arg-type]
    return [(finding.path, finding.rule, finding.limit) for finding in refused.value.findings]


def numbers(application: Application, item: str) -> tuple[int, int, int]:
    (row,) = application.ask(item_rows([item]))
    return row.stock, row.reserved, row.free


def lose(item: str, number: int, day: date = TODAY) -> NoteGiftMovement:
    return NoteGiftMovement(item, MovementDraft(MovementKind.LOSS, day, number, remark="broken"))


# ------------------------------------------------------------------------------------------------ objects


def test_objects_get_codes_one_after_the_other(application: Application):
    first, second = make.item(application, "Box"), make.item(application, "Book")
    own = make.item(application, "Lace", code=" lace-1 ")
    third = make.item(application, "Scarf")
    assert [row.code for row in application.ask(item_rows([first, second, own, third]))] == ["B-001", "B-002", "LACE-1", "B-003"]


def test_a_code_stands_for_one_object(application: Application):
    make.item(application, "Box")
    assert refusal(application, AddGiftItem(ItemDraft("b-001", Multilingual("Doos")))) == [("code", "item-code-twice", None)]


def test_a_code_that_labels_carry_stays(application: Application):
    unused, used = make.item(application, "Box", 0), make.item(application, "Book")
    before = application.ask(item_draft(unused))
    application.execute(EditGiftItem(unused, before, replace(before, code="BOX-1")))
    before = application.ask(item_draft(used))
    assert refusal(application, EditGiftItem(used, before, replace(before, code="BOOK-1"))) == [("code", "item-code-used", None)]


def test_an_object_is_changed_where_it_differs_and_somebody_else_s_change_is_told(application: Application):
    item = make.item(application, "Box", place="cellar")
    before = application.ask(item_draft(item))
    application.execute(EditGiftItem(item, before, replace(before, place="attic", minimum=4)))
    application.execute(EditGiftItem(item, before, replace(before, maker="A cooperative")))
    with pytest.raises(Changed) as changed:
        application.execute(EditGiftItem(item, before, replace(before, place="office")))
    assert changed.value.fields == ("place",)
    after = application.ask(item_draft(item))
    assert (after.place, after.minimum, after.maker) == ("attic", 4, "A cooperative")


def test_an_object_is_renamed_and_found_by_its_new_name(application: Application):
    item = make.item(application, "Box")
    before = application.ask(item_draft(item))
    application.execute(EditGiftItem(item, before, replace(before, name=Multilingual("Zandloper", "Sablier", "Hourglass"))))
    assert [hit.ref for hit in application.find("sablier")] == [Ref(GIFT_ITEM, item)]
    assert application.find("box") == []


def test_photographs_keep_their_order_and_their_captions(application: Application):
    kept = tuple(application.keep_picture(picture(n)) for n in (1, 2, 3))
    item = make.item(application, "Box", photos=(Photo(kept[0], "front"), Photo(kept[1])))
    before = application.ask(item_draft(item))
    assert before.photos == (Photo(kept[0], "front"), Photo(kept[1]))
    after = (Photo(kept[2], "lid"), Photo(kept[0], "from the front"))
    application.execute(EditGiftItem(item, before, replace(before, photos=after)))
    assert application.ask(item_draft(item)).photos == after
    assert application.ask(item_rows([item]))[0].photo == kept[2]
    application.undo()
    assert application.ask(item_draft(item)).photos == before.photos


def test_an_object_is_removed_only_while_nothing_happened_to_it(application: Application):
    unused, used = make.item(application, "Box", 0), make.item(application, "Book")
    application.execute(RemoveGiftItem(unused))
    assert application.ask(item_ids()) == [used]
    assert refusal(application, RemoveGiftItem(used)) == [("", "item-in-use", None)]


def test_what_is_no_longer_offered_stays_in_stock_and_can_be_offered_again(application: Application):
    item = make.item(application)
    application.execute(RetireItem(item, TODAY))
    assert application.ask(item_ids(Criteria(filters=(("state", "retired"),)))) == [item]
    assert application.ask(item_ids(Criteria(filters=(("state", "offered"),)))) == []
    assert numbers(application, item) == (2, 0, 2)
    application.execute(RetireItem(item, None))
    assert application.ask(item_ids(Criteria(filters=(("state", "offered"),)))) == [item]


# ------------------------------------------------------------------------------------------------ movements


def test_what_is_bought_comes_and_what_is_lost_goes(application: Application):
    item = make.item(application, number=5)
    application.execute(lose(item, 2))
    assert numbers(application, item) == (3, 0, 3)


def test_a_purchase_keeps_its_cost_its_supplier_and_until_when_it_is_good(application: Application):
    item = make.item(application, "Sweets", 0, shelf_days=90, supplier="A shop", unit_cost=euro(12))
    application.execute(NoteGiftMovement(item, MovementDraft(MovementKind.PURCHASE, TODAY, 4)))
    application.execute(NoteGiftMovement(item, MovementDraft(MovementKind.PURCHASE, TODAY, 1, date(2021, 9, 30), euro(11), "Another")))
    ledger = application.ask(item_card(item)).ledger
    assert sorted((line.number, line.best_before, line.unit_cost, line.supplier) for line in ledger) == [
        (1, date(2021, 9, 30), euro(11), "Another"),
        (4, date(2021, 11, 30), euro(12), "A shop"),
    ]
    assert application.ask(item_rows([item]))[0].next_expiry == date(2021, 9, 30)


def test_no_more_is_lost_than_is_there_on_that_day_and_since(application: Application):
    item = make.item(application, number=3)
    assert refusal(application, lose(item, 4)) == [("number", "gift-not-there", 3)]
    assert refusal(application, lose(item, 1, date(2021, 7, 31))) == [("number", "gift-not-there", 0)]
    application.execute(lose(item, 2))
    assert refusal(application, lose(item, 2, date(2021, 8, 15))) == [("number", "gift-not-there", 1)]


def test_nothing_comes_or_goes_on_a_day_to_come(application: Application):
    item = make.item(application)
    assert refusal(application, lose(item, 1, date(2021, 9, 2))) == [("day", "day-to-come", None)]


def test_a_movement_noted_by_mistake_is_withdrawn_unless_its_pieces_have_gone(application: Application):
    item = make.item(application, number=3)
    wrong = application.execute(NoteGiftMovement(item, MovementDraft(MovementKind.PURCHASE, TODAY, 10))).result
    application.execute(WithdrawMovement(wrong))
    assert numbers(application, item) == (3, 0, 3)
    (line,) = application.ask(item_card(item)).ledger
    application.execute(lose(item, 1))
    assert refusal(application, WithdrawMovement(line.id)) == [("number", "gift-not-there", 2)]


def test_a_purchase_is_not_withdrawn_or_undone_once_its_pieces_are_promised(application: Application):
    item = make.item(application, number=2)
    (line,) = application.ask(item_card(item)).ledger
    make.reservation(application, item, 2)
    assert refusal(application, WithdrawMovement(line.id)) == [("number", "gift-not-free", 0)]


def test_a_loss_may_leave_more_promised_than_there_is(application: Application):
    item = make.item(application, number=2)
    make.reservation(application, item, 2)
    application.execute(lose(item, 1))
    assert numbers(application, item) == (1, 2, -1)
    application.undo()
    assert numbers(application, item) == (2, 2, 0)
    application.redo()
    assert numbers(application, item) == (1, 2, -1)


def test_the_ledger_tells_what_was_there_after_each_movement(application: Application):
    item = make.item(application, number=5)
    make.reservation(application, item, 2, recipient_said="Mayor")
    application.execute(lose(item, 1))
    ledger = application.ask(item_card(item)).ledger
    assert [(line.movement, line.number, line.stock, str(line.whom)) for line in ledger] == [
        (MovementKind.PURCHASE, 5, 5, ""),
        (MovementKind.LOSS, -1, 4, ""),
        (None, -2, 4, "Mayor"),
    ]


# ------------------------------------------------------------------------------------------------ the list


def test_the_list_is_by_code_and_can_be_in_another_order(application: Application):
    few = make.item(application, "Box", 1, level=Level.C)
    many = make.item(application, "Art", 9, level=Level.A)
    assert application.ask(item_ids()) == [few, many]
    assert application.ask(item_ids(Criteria(descending=True))) == [many, few]
    assert application.ask(item_ids(Criteria(sort="name"))) == [many, few]
    assert application.ask(item_ids(Criteria(sort="level"))) == [many, few]
    assert application.ask(item_ids(Criteria(sort="stock"))) == [few, many]
    assert application.ask(item_ids(Criteria(sort="free", descending=True))) == [many, few]


def test_the_list_is_narrowed(application: Application):
    plain = make.item(application, "Box", 1, minimum=2)
    vegan = make.item(application, "Sweets", 2, level=Level.D, tags=(Tag.VEGAN, Tag.NO_ALCOHOL))
    vegetarian = make.item(application, "Jam", 0, tags=(Tag.VEGETARIAN,), minimum=1)
    old = make.item(application, "Biscuits", 0, shelf_days=10)
    application.execute(NoteGiftMovement(old, MovementDraft(MovementKind.PURCHASE, date(2021, 8, 1), 3)))
    make.reservation(application, vegan, 2)

    def narrowed(key: str, code: str) -> list[str]:
        return list(application.ask(item_ids(Criteria(filters=((key, code),)))))

    assert narrowed("level", "D") == [vegan]
    assert narrowed("tag", "vegan") == [vegan]
    assert narrowed("tag", "vegetarian") == [vegetarian]
    assert narrowed("state", "short") == [plain, vegetarian]
    assert narrowed("state", "free") == [plain, old]
    assert narrowed("state", "expired") == [old]
    assert application.ask(item_ids(Criteria("swee"))) == [vegan]
    assert [row.short for row in application.ask(item_rows([plain, vegan, vegetarian, old]))] == [True, False, True, False]
    assert [row.expired for row in application.ask(item_rows([plain, vegan, vegetarian, old]))] == [0, 0, 0, 3]


def test_rows_cost_as_many_statements_for_many_as_for_one(application: Application, statements: Callable):
    ids = [make.item(application, f"Box {n}", n) for n in range(1, 6)]
    sent = []
    for some in (ids[:1], ids):
        with statements() as one:
            application.ask(item_rows(some))
        sent.append(len(one))
    assert sent[0] == sent[1]


def test_a_number_is_looked_up_in_the_bank_and_in_the_register(application: Application):
    item, gift = make.item(application), make.gift(application, entered=True)
    assert application.ask(by_inventory_number("b-001")) == Ref(GIFT_ITEM, item)
    assert application.ask(by_inventory_number(" G2021/001 ")) == Ref(GIFT, gift)
    assert application.ask(by_inventory_number("G2021/002")) is None
    assert application.ask(by_inventory_number("")) is None


def test_the_pane_tells_what_is_known(application: Application):
    item = make.item(application, "Box", 3, maker="A cooperative", minimum=2)
    told = {title.message: value for title, value in application.ask(item_detail(item)) if value}
    assert (told["Inventory number"], told["Maker"], told["Here"], told["Free"], told["Minimum"]) == (
        "B-001",
        "A cooperative",
        "3",
        "3",
        "2",
    )
