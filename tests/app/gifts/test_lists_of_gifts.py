"""Receipts, loan agreements, packing and customs lists, the inventory and the balance, from plain facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Any

from app.adapters.i18n import wording_for
from app.bootstrap import OUTSIDE
from app.domains.gifts.papers.inventory import (
    Balance,
    BalanceLine,
    Inventory,
    InventoryLine,
    balance_paper,
    balance_sheet,
    inventory_paper,
    inventory_sheet,
)
from app.domains.gifts.papers.lists import MissionLists, PackedGift, customs_paper, customs_sheet, packing_paper, packing_sheet
from app.domains.gifts.papers.loans import LoanFacts, loan_paper
from app.domains.gifts.papers.parts import Party, Picture, weight
from app.domains.gifts.papers.receipts import Receipt, ReceiptKind, ReceiptObject, receipt_paper
from app.domains.gifts.vocabulary import CabinBag, Category
from app.kernel.document import Document, Drawing, Facts, Notice, Paragraph, Table
from app.kernel.figures import Label, Photograph
from app.kernel.money import Money
from app.kernel.sheets import SheetKind
from app.kernel.translated import Multilingual, lazy

EN = wording_for("en")
MAYOR = Party("Ada Example", Multilingual.same("Mayor"), Multilingual.same("City of Exampletown"), "AT")
SHAWL = PackedGift(
    "B-001",
    Multilingual.same("Lace shawl"),
    1,
    Multilingual.same("Bob Example"),
    Multilingual.same("Courtesy call"),
    date(2021, 9, 22),
    time(9, 30),
    "Jan Janssens",
    340,
    CabinBag.YES,
    customs_code="5804 30",
    origin="BE",
    unit_value=Money(Decimal("189.50")),
)
TINS = replace(SHAWL, number="B-007", name=Multilingual.same("Tin"), pieces=6, weight=650, unit_value=Money(Decimal("14.90")))
OPENER = replace(
    SHAWL,
    number="B-009",
    name=Multilingual.same("Letter opener"),
    carrier="",
    weight=None,
    cabin=CabinBag.NO,
    customs_code="",
    unit_value=None,
    moment=Multilingual(),
    begins=None,
)
LISTS = MissionLists("2021/003", Multilingual.same("Brussels Days"), (SHAWL, TINS, OPENER), date(2021, 9, 21), "Vienna", "AT")


def blocks(document: Document, kind: type[Any]) -> list[Any]:
    return [block for block in document.blocks if isinstance(block, kind)]


def facts(document: Document) -> dict[str, str]:
    return {label: said for block in blocks(document, Facts) for label, said in block.pairs}


def sentences(document: Document) -> list[str]:
    return [block.text for block in blocks(document, Paragraph)]


def signers(document: Document) -> list[str]:
    return [shape.text for block in blocks(document, Drawing) for shape in block.figure.shapes if isinstance(shape, Label) and shape.bold]


def printed(document: Document) -> bytes:
    return OUTSIDE.renderer().render(document, EN)


# ------------------------------------------------------------------------------------------------ receipts and loans


def receipt(**fields: Any) -> Document:
    things = (
        ReceiptObject("B-001", Multilingual.same("Shawl"), 2, "Atelier"),
        ReceiptObject("G2021/003", Multilingual.same("Vase"), condition="chipped"),
    )
    return receipt_paper(Receipt(**({"kind": ReceiptKind.HAND_OVER, "objects": things} | fields)), EN)


def test_several_objects_stand_on_one_receipt_with_one_pair_of_signatures():
    paper = receipt(handed_by=MAYOR, received_by=Party(said="A courier"), day=date(2021, 9, 1), place="Kunstlaan 9")

    (table,) = blocks(paper, Table)
    assert [row[:3] for row in table.rows] == [("B-001", "Shawl\nAtelier", "2"), ("G2021/003", "Vase", "1")]
    assert facts(paper) == {
        "Handed over by": "Ada Example, Mayor, City of Exampletown, Austria",
        "Received by": "A courier",
        "Day": "1 September 2021",
        "Place": "Kunstlaan 9",
    }
    assert signers(paper) == ["Handed over by", "Received by"]
    assert "Number of pieces: 3" in sentences(paper)


def test_a_return_receipt_says_so():
    paper = receipt(kind=ReceiptKind.RETURN)

    assert paper.meta.title == "Return receipt"
    assert signers(paper) == ["Given back by", "Taken back by"]


def test_a_receipt_has_values_only_when_they_are_wanted():
    assert [column.title for column in blocks(receipt(), Table)[0].columns] == ["No.", "Object", "Pieces", "Condition"]
    assert blocks(receipt(with_values=True), Table)[0].rows[0][-1] == "not known"


def test_a_receipt_shows_photographs_three_in_a_row():
    pictures = tuple(Picture(b"content", f"side {number}") for number in range(4))
    paper = receipt(objects=(ReceiptObject("B-001", Multilingual.same("Shawl"), pictures=pictures),))

    rows = [[shape for shape in block.figure.shapes if isinstance(shape, Photograph)] for block in blocks(paper, Drawing)]
    assert [len(row) for row in rows] == [3, 1, 0]


def test_photographs_of_several_objects_share_a_row_each_with_its_number():
    things = tuple(ReceiptObject(f"B-00{number}", Multilingual.same("Tin"), pictures=(Picture(b"content"),)) for number in (1, 2, 3))
    paper = receipt_paper(Receipt(ReceiptKind.HAND_OVER, things), EN)

    pictures, boxes = blocks(paper, Drawing)
    assert [shape.text for shape in pictures.figure.shapes if isinstance(shape, Label)] == ["B-001", "B-002", "B-003"]
    assert paper.blocks[-1] == boxes


def test_a_loan_names_what_is_still_missing():
    paper = loan_paper(LoanFacts("G2021/003", Multilingual.same("Vase"), borrower=MAYOR, condition_before="good"), EN)

    assert [block.text for block in blocks(paper, Notice)] == [
        "Still to be filled in before it is signed: the day on which it is due back and the insured value."
    ]


def test_a_whole_loan_agreement():
    loan = LoanFacts(
        "G2021/003",
        Multilingual.same("Vase"),
        borrower=MAYOR,
        purpose="Exhibition",
        place="Town hall",
        since=date(2021, 9, 1),
        due_back_on=date(2021, 12, 31),
        insured=Money(Decimal(1250)),
        condition_before="Chip at the foot",
    )
    paper = loan_paper(loan, EN)

    assert blocks(paper, Notice) == []
    told = facts(paper)
    assert (told["Borrower"], told["Insured for"], told["Due back on"]) == (
        "Ada Example, Mayor, City of Exampletown, Austria",
        "€1,250.00",
        "31 December 2021",
    )
    assert signers(paper) == ["For the lender", "For the borrower", "Given back by", "Taken back by"]
    assert printed(paper).startswith(b"%PDF")


# ------------------------------------------------------------------------------------------------ lists of a mission


def test_the_packing_list_has_a_table_for_each_who_carries():
    paper = packing_paper(LISTS, EN)

    carried, open_ = blocks(paper, Table)
    assert [row[1] for row in carried.rows] == ["B-001", "B-007"]
    assert open_.rows == (("☐", "B-009", "Letter opener\nhold luggage only", "1", "–", "Bob Example", "22 September 2021"),)
    assert [block.text for block in blocks(paper, Notice)] == ["1 gift is not carried by anybody yet."]
    assert sentences(paper) == [
        "7 pieces, 4.24 kg",
        "1 piece (weight of 1 object not known)",
        "In all: 8 pieces, 4.24 kg (weight of 1 object not known)",
    ]


def test_no_value_stands_on_a_packing_list():
    assert not any("189" in text or "14.90" in text for text in packing_paper(LISTS, EN).texts())


def test_customs_are_told_the_true_value_of_each_object():
    paper = customs_paper(LISTS, EN)

    (table,) = blocks(paper, Table)
    assert table.rows == (
        ("B-001", "Lace shawl", "5804 30", "Belgium", "1", "340 g", "189.50", "189.50"),
        ("B-007", "Tin", "5804 30", "Belgium", "6", "3.9 kg", "14.90", "89.40"),
        ("B-009", "Letter opener", "–", "Belgium", "1", "–", "–", "–"),
    )
    assert facts(paper)["Total value"] == "€278.90, and 1 object without a value"
    assert [block.text for block in blocks(paper, Notice)] == [
        "Not complete. Still to be found out: the value (B-009), the customs code (B-009) and the weight (B-009)."
    ]


def test_the_same_object_for_two_people_is_one_line_for_customs():
    twice = replace(LISTS, gifts=(SHAWL, replace(SHAWL, recipient=Multilingual.same("Eve"), pieces=2, carrier="")))

    (table,) = blocks(customs_paper(twice, EN), Table)
    assert [(row[0], row[4], row[7]) for row in table.rows] == [("B-001", "3", "568.50")]
    assert [row[0::8] for row in customs_sheet(twice, EN).rows] == [("B-001", Decimal("568.50"))]


def test_lists_without_a_gift_say_so():
    for paper in (packing_paper(replace(LISTS, gifts=()), EN), customs_paper(replace(LISTS, gifts=()), EN)):
        assert sentences(paper) == ["No gift travels with this mission."]
        assert (blocks(paper, Table), blocks(paper, Drawing)) == ([], [])


def test_lists_for_a_spreadsheet_hold_numbers_and_days():
    sheet = packing_sheet(LISTS, EN)

    assert sheet.rows[1][:9] == ("B-007", "Tin", 6, 650, 3900, "Bob Example", "Courtesy call", date(2021, 9, 22), "09:30")
    assert sheet.rows[2][3:5] == (None, None)
    assert OUTSIDE.sheet(sheet, SheetKind.XLSX).startswith(b"PK")


def test_a_weight_is_told_in_the_unit_one_would_say():
    assert [weight(grams, EN) for grams in (None, 0, 999, 1000, 1250, 12000)] == ["", "0 g", "999 g", "1 kg", "1.25 kg", "12 kg"]


# ------------------------------------------------------------------------------------------------ inventory and balance


INVENTORY = Inventory(
    date(2021, 9, 1),
    (
        InventoryLine("B-001", Multilingual.same("Shawl"), Category.TEXTILE, 12, "Cupboard 3", cents=227400, in_bank=True),
        InventoryLine(
            "G2021/001", Multilingual.same("Vase"), Category.ART, 1, "Reception", "Eve", lazy("displayed"), 20000, date(2021, 6, 1)
        ),
        InventoryLine("G2021/002", Multilingual.same("Tea"), Category.FOOD, 4),
    ),
)


def test_the_inventory_goes_from_place_to_place():
    paper = inventory_paper(INVENTORY, EN)

    assert [[row[0] for row in table.rows] for table in blocks(paper, Table)] == [["B-001"], ["G2021/001"], ["G2021/002"]]
    assert facts(paper) == {
        "To be given": "12 pieces, €2,274.00",
        "Gifts received": "5 pieces, €200.00, and 1 object without a value",
        "In all": "17 pieces, €2,474.00, and 1 object without a value",
    }
    assert sentences(paper)[-1] == "4 pieces, and 1 object without a value"


def test_the_inventory_for_a_spreadsheet():
    assert inventory_sheet(INVENTORY, EN).rows[1] == (
        "G2021/001",
        "Vase",
        "work of art",
        "gift register",
        1,
        "Reception",
        "Eve",
        "displayed",
        Decimal(200),
        date(2021, 6, 1),
    )


def test_an_empty_inventory_says_so():
    assert sentences(inventory_paper(replace(INVENTORY, lines=()), EN)) == ["1 September 2021", "Nothing is here."]


def test_a_balance_marks_sums_in_which_something_is_missing():
    line = BalanceLine(Multilingual.same("Austria"), 3, Decimal(400), 1, 2, Decimal("220.50"), 0, date(2021, 3, 4), None)
    balance = Balance(lazy("Country"), (line,), date(2019, 1, 1))
    paper = balance_paper(balance, EN)

    assert blocks(paper, Table)[0].rows == (("Austria", "3", "400.00 +", "04/03/2021", "2", "220.50", "", "179.50"),)
    assert sentences(paper) == ["Since 1 January 2019", "+ marks a sum in which gifts without a known value are missing."]
    assert balance_sheet(balance, EN).rows[0][-1] == Decimal("179.50")
