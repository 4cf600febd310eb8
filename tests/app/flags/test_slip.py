"""The set-up slip: what those who put up the flags hold in their hands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given, settings

from app.adapters.i18n import wording_for
from app.adapters.pdf.render import PdfRenderer
from app.domains.flags.plans import FlagPlan, FlagRequest, plan
from app.domains.flags.slip import SlipDetails, checks, positions_table, slip, slip_blocks
from app.domains.flags.vocabulary import Order, Support
from app.kernel.document import Document, Drawing, Facts, Heading, Notice, Paragraph, Table
from tests.app.flags.test_plans import ANYTHING

EN = wording_for("en")
DETAILS = SlipDetails(
    occasion="Visit of Vienna",
    place="Kunstlaan 9, façade",
    day=date(2026, 11, 24),
    hoisting=time(8, 0),
    lowering=time(18, 30),
    who="Technical service",
    remark="The key of the roof is with the guard.",
    sources={"AT": "borrowed from the embassy"},
)


def made(*flags: str, **asked: Any) -> FlagPlan:
    return plan(FlagRequest(flags, **asked), drawn=lambda _code: True)


def blocks(document: Document, kind: type[Any]) -> list[Any]:
    return [block for block in document.blocks if isinstance(block, kind)]


def test_the_facts_of_a_slip():
    found = made("BE", "BRU", "AT", places=3, sizes={"BE": "150x225", "AT": "150x225"})
    (facts,) = blocks(slip(found, EN, DETAILS), Facts)
    assert facts.pairs == (
        ("Where", "Kunstlaan 9, façade"),
        ("Day", "Tuesday 24 November 2026"),
        ("Hoisting", "08:00"),
        ("Lowering", "18:30"),
        ("Set up by", "Technical service"),
        ("Flags on", "Masts"),
        ("Number of flags", "3 on 3 places"),
        ("Order", "Brussels (a)"),
        ("Size of the flags", "150x225 cm"),
    )


def test_a_slip_shows_the_flags_from_both_sides():
    front, behind = blocks(slip(made("BE", "EU"), EN), Drawing)
    assert (front.figure.title, behind.figure.title) == ("Masts, seen by the spectator", "Masts, seen from behind")


def test_a_slip_says_place_by_place_what_stands_there_and_why():
    found = made("BE", "AT", "EU", sizes={"AT": "100x150"})
    assert positions_table(found, EN, DETAILS).rows == (
        ("1", "European Union", "", "", EN.text(found.positions[0].reason)),
        ("2", "Belgium", "", "", EN.text(found.positions[1].reason)),
        ("3", "Austria", "100x150", "borrowed from the embassy", EN.text(found.positions[2].reason)),
    )


def test_columns_in_which_nothing_stands_are_left_out():
    assert [column.title for column in positions_table(made("BE"), EN).columns] == ["No.", "Flag", "Why"]


def test_what_is_wrong_stands_first_and_in_red_when_it_refuses():
    notices = blocks(slip(made("BE", "FR", "EU", places=2), EN), Notice)
    assert [notice.alarm for notice in notices] == [True]
    assert [notice.alarm for notice in blocks(slip(made("BE", "FR", places=3), EN), Notice)] == [False]


def test_a_proposal_says_that_it_is_one():
    quiet = [block.text for block in blocks(slip(made("BE", "FR"), EN), Paragraph) if block.quiet]
    assert quiet == ["The order “Brussels (a)” is a proposal that has not been confirmed."]
    assert [block for block in blocks(slip(made("BE", "FR", order=Order.FLANDERS), EN), Paragraph) if block.quiet] == []


def test_the_occasion_stands_in_the_title_when_there_is_one():
    assert blocks(slip(made("BE"), EN, DETAILS), Heading)[0].text == "Flag plan: Visit of Vienna"
    assert blocks(slip(made("BE"), EN), Heading)[0].text == "Flag plan"


def test_half_mast_asks_for_the_way_up_and_down():
    usual, mourning = ([str(one) for one in checks(made("BE", half_mast=half))] for half in (False, True))
    assert [one for one in mourning if one not in usual] == [
        "Half-mast: each flag is hoisted to the top first, then lowered slowly to half; before it comes down it is hoisted to the top again.",
        "No flag is tied up.",
    ]


@pytest.mark.parametrize("support", Support)
def test_each_check_is_asked_once_and_ends_with_the_return_to_stock(support: Support):
    asked = [str(one) for one in checks(made("BE", "FR", support=support))]
    assert len(asked) == len(set(asked))
    assert asked[-1] == "Afterwards: the flags are back in stock, damage is noted."


def test_a_dossier_shows_facts_drawing_and_places():
    assert [type(block) for block in slip_blocks(made("BE", "FR"), EN)] == [Facts, Drawing, Table]


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
@pytest.mark.parametrize("support", Support)
def test_a_slip_is_laid_out_on_paper(support: Support, language: str):
    wording = wording_for(language)
    content = PdfRenderer().render(slip(made("BE", "AT", support=support, half_mast=True), wording, DETAILS), wording)
    assert content.startswith(b"%PDF-")


@settings(max_examples=30)
@given(ANYTHING)
def test_whatever_is_asked_there_is_a_slip(request: FlagRequest):
    document = slip(plan(request), EN, replace(DETAILS, day=None))
    assert len(blocks(document, Drawing)) == 2
    assert "".join(document.texts())
