"""Labels and cards: what stands on them, and where."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.adapters.i18n import wording_for
from app.domains.gifts.papers.cards import A6_HEIGHT, A6_WIDTH, CardFacts, CardFormat, card, card_pages
from app.domains.gifts.papers.labels import A4_HEIGHT, A4_WIDTH, FORMATS, LabelFacts, label_format, label_sheets
from app.domains.gifts.papers.parts import MM
from app.kernel.errors import Refused
from app.kernel.figures import Box, Figure, Label, QrCode
from app.kernel.translated import Multilingual

EN = wording_for("en")
SHAWL = Multilingual("Kanten sjaal", "Châle de dentelle", "Lace shawl")
CARD = CardFacts(
    SHAWL,
    Multilingual("", "", "Made on a cushion with bobbins."),
    "Atelier Example (sample)",
    "Ada Example",
    Multilingual("", "", "Minister"),
    Multilingual.same("H.E. Bob Example"),
    Multilingual("", "", "Visit of Exampletown"),
    date(2021, 9, 22),
    "With warm thanks",
)


def labels(count: int) -> list[LabelFacts]:
    return [LabelFacts(f"B-{number:03}", SHAWL) for number in range(1, count + 1)]


def codes(sheet: Figure) -> list[str]:
    return [shape.text for shape in sheet.shapes if isinstance(shape, QrCode)]


def texts(page: Figure) -> list[str]:
    return [shape.text for shape in page.shapes if isinstance(shape, Label)]


def test_the_code_holds_the_number_and_nothing_else():
    (sheet,) = label_sheets([LabelFacts("G2021/003", SHAWL)], FORMATS[0], EN)

    assert codes(sheet) == ["G2021/003"]
    assert texts(sheet) == ["G2021/003", "Lace shawl"]


def test_a_sheet_that_was_begun_is_used_up():
    first, second = label_sheets(labels(20), label_format("3x7"), EN, start=5)

    assert (codes(first), codes(second)) == ([f"B-{n:03}" for n in range(1, 18)], ["B-018", "B-019", "B-020"])
    # The fifth label is the second of the second row.
    sheet = label_format("3x7")
    code = next(shape for shape in first.shapes if isinstance(shape, QrCode))
    assert sheet.left + sheet.step_across < code.x / MM < sheet.left + sheet.step_across + sheet.width
    assert sheet.top + sheet.step_down < code.y / MM < sheet.top + sheet.step_down + sheet.height


@pytest.mark.parametrize("sheet", FORMATS, ids=lambda one: one.code)
def test_every_sheet_fits_on_a4_and_its_labels_do_not_overlap(sheet):
    assert sheet.left + (sheet.across - 1) * sheet.step_across + sheet.width <= A4_WIDTH
    assert sheet.top + (sheet.down - 1) * sheet.step_down + sheet.height <= A4_HEIGHT
    assert sheet.step_across >= sheet.width or sheet.across == 1
    assert sheet.step_down >= sheet.height or sheet.down == 1


@pytest.mark.parametrize("sheet", FORMATS, ids=lambda one: one.code)
@given(start=st.integers(1, 5), count=st.integers(1, 70))
@settings(max_examples=10)
def test_no_code_leaves_its_label(sheet, start: int, count: int):
    pages = label_sheets(labels(count), sheet, EN, start, frames=True)

    for page in pages:
        frames = [shape for shape in page.shapes if isinstance(shape, Box)]
        marks = [shape for shape in page.shapes if isinstance(shape, QrCode)]
        for frame, mark in zip(frames, marks, strict=True):
            assert frame.x <= mark.x
            assert mark.x + mark.side <= frame.x + frame.width
            assert frame.y <= mark.y
            assert mark.y + mark.side <= frame.y + frame.height
            assert mark.side >= 17 * MM  # what a telephone reads at arm's length
    assert [code for page in pages for code in codes(page)] == [one.number for one in labels(count)]


@pytest.mark.parametrize("start", [0, 22, -1])
def test_a_place_that_the_sheet_does_not_have_is_refused(start: int):
    with pytest.raises(Refused) as refused:
        label_sheets(labels(1), FORMATS[0], EN, start)
    assert (refused.value.findings[0].path, refused.value.findings[0].limit) == ("start", 21)


def test_nothing_to_print_and_a_sheet_nobody_sells_are_refused():
    with pytest.raises(Refused) as nothing:
        label_sheets([], FORMATS[0], EN)
    with pytest.raises(Refused) as unknown:
        label_format("9x9")
    assert [nothing.value.findings[0].rule, unknown.value.findings[0].rule] == ["no-labels", "label-format"]


def test_a_flat_card_tells_what_it_is_and_who_offers_it():
    front, back = card(CARD, EN)

    assert texts(front) == [
        "Brussels-Capital Region",
        "Lace shawl",
        "Offered by",
        "Ada Example",
        "Minister",
        "to H.E. Bob Example",
        "Visit of Exampletown\n22 September 2021",
    ]
    assert texts(back) == ["With warm thanks", "Lace shawl", "Made on a cushion with bobbins.", "Made by Atelier Example (sample)"]
    assert {(page.width, page.height) for page in (front, back)} == {(A6_WIDTH, A6_HEIGHT)}


def test_a_folded_card_has_its_front_at_the_right_and_the_greeting_inside():
    outside, inside = card(CARD, EN, CardFormat.FOLDED)

    assert (outside.width, outside.height) == (2 * A6_WIDTH, A6_HEIGHT)
    title = next(shape for shape in outside.shapes if isinstance(shape, Label) and shape.text == "Lace shawl")
    assert title.x == A6_WIDTH * 1.5
    assert texts(inside)[0] == "With warm thanks"


def test_without_a_giver_it_is_the_region_that_offers():
    front, back = card(CardFacts(SHAWL), EN)

    assert texts(front) == ["Brussels-Capital Region", "Lace shawl", "Offered by", "Brussels-Capital Region"]
    assert texts(back) == ["Lace shawl"]


def test_a_card_speaks_its_language():
    front, _ = card(replace(CARD, occasion=Multilingual("Bezoek", "Visite", "Visit")), wording_for("fr"))

    assert texts(front)[1] == "Châle de dentelle"
    assert texts(front)[-1] == "Visite\n22 septembre 2021"


def test_cards_follow_each_other_side_by_side():
    pages = card_pages([CARD, CardFacts(Multilingual.same("Book"))], EN)

    assert [texts(page)[1] for page in pages[::2]] == ["Lace shawl", "Book"]
    assert len(pages) == 4
