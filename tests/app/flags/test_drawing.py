"""The drawing of a flag plan: every flag once and of one size, hung at its staff, the same places with the same numbers from behind."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from math import cos, radians, sin
from typing import Any

import pytest
from hypothesis import given, settings

from app.adapters.i18n import wording_for
from app.domains.flags.drawing import LONGEST_ROW, NUMBER, describe, draw, title_of
from app.domains.flags.plans import FlagPlan, FlagRequest, plan
from app.domains.flags.scenery import WIDTH
from app.domains.flags.vocabulary import Support
from app.kernel.figures import Area, Box, Disc, Figure, FlagPicture, Ink, Label, Point, Shape, Stroke
from tests.app.flags.test_plans import ANYTHING

EN = wording_for("en")
FLAGS = ("BE", "BRU", "EU", "FR", "DE", "ES", "IT", "NL", "JP", "US", "CA", "UN", "SE", "PT", "LU")
ROWS = (Support.MASTS, Support.STANDS, Support.TABLE, Support.DESK, Support.SIGNING)


def made(count: int, support: Support = Support.MASTS, **asked: Any) -> FlagPlan:
    return plan(FlagRequest(FLAGS[:count], support, **asked))


def flags(figure: Figure) -> list[FlagPicture]:
    return [shape for shape in figure.shapes if isinstance(shape, FlagPicture)]


def numbers(figure: Figure) -> list[int]:
    """The numbers of the places as they stand on the sheet, row by row from the left."""
    told = [shape for shape in figure.shapes if isinstance(shape, Label) and shape.text.isdigit()]
    return [int(label.text) for label in sorted(told, key=lambda label: (label.y, label.x))]


def corners(shape: Shape) -> Iterator[Point]:
    match shape:
        case Box():
            yield from ((shape.x, shape.y), (shape.x + shape.width, shape.y + shape.height))
        case Stroke() | Area():
            yield from shape.points
        case Disc():
            yield from ((shape.x - shape.radius, shape.y - shape.radius), (shape.x + shape.radius, shape.y + shape.radius))
        case Label():
            yield (shape.x, shape.y)
        case FlagPicture():
            turn, side = radians(shape.angle), -1 if shape.mirrored else 1
            x, y = shape.x + (shape.width if shape.mirrored else 0), shape.y
            for across, down in ((0, 0), (side * shape.width, 0), (0, shape.height), (side * shape.width, shape.height)):
                yield (x + across * cos(turn) - down * sin(turn), y + across * sin(turn) + down * cos(turn))


def outside(figure: Figure) -> list[Shape]:
    return [
        shape
        for shape in figure.shapes
        if any(not (-0.01 <= x <= figure.width + 0.01 and -0.01 <= y <= figure.height + 0.01) for x, y in corners(shape))
    ]


@pytest.mark.parametrize("count", range(1, 16))
@pytest.mark.parametrize("support", ROWS)
def test_every_flag_is_drawn_once_in_its_place_and_of_one_size(support: Support, count: int):
    found = made(count, support)
    drawn = flags(draw(found, EN))
    assert [one.code for one in drawn] == [one.code for one in found.positions]
    assert len({(round(one.width, 6), round(one.height, 6)) for one in drawn}) == 1


@pytest.mark.parametrize("behind", [False, True])
@pytest.mark.parametrize("support", Support)
@pytest.mark.parametrize("count", [1, 2, 3, 9, 13, 15])
def test_nothing_is_drawn_beside_the_sheet(support: Support, count: int, behind: bool):
    assert outside(draw(made(count, support, half_mast=True), EN, behind=behind)) == []


@pytest.mark.parametrize("support", [Support.MASTS, Support.STANDS, Support.TABLE, Support.DESK])
def test_the_spectator_sees_the_face_of_a_flag_and_from_behind_its_reverse(support: Support):
    found = made(5, support)
    assert {one.mirrored for one in flags(draw(found, EN))} == {False}
    assert {one.mirrored for one in flags(draw(found, EN, behind=True))} == {True}


@pytest.mark.parametrize("support", Support)
def test_from_behind_each_flag_hangs_at_the_mirror_of_its_place(support: Support):
    found = made(2, support)
    front = {(one.code, round(one.x, 6), one.y, one.angle, one.mirrored) for one in flags(draw(found, EN))}
    behind = flags(draw(found, EN, behind=True))
    assert {(one.code, round(WIDTH - one.x - one.width, 6), one.y, -one.angle, not one.mirrored) for one in behind} == front


def test_places_keep_their_numbers_from_behind():
    found = made(5)
    assert numbers(draw(found, EN)) == [1, 2, 3, 4, 5]
    assert numbers(draw(found, EN, behind=True)) == [5, 4, 3, 2, 1]


@pytest.mark.parametrize("behind", [False, True])
def test_the_place_of_honour_is_filled(behind: bool):
    figure = draw(made(4), EN, behind=behind)
    filled = [shape for shape in figure.shapes if isinstance(shape, Disc) and shape.radius == NUMBER and shape.fill is Ink.ACCENT]
    labels = [shape for shape in figure.shapes if isinstance(shape, Label) and shape.text == "2"]
    assert [disc.x for disc in filled] == [label.x for label in labels]


def test_each_side_of_the_sheet_says_whose_left_it_is():
    front, behind = draw(made(2), EN), draw(made(2), EN, behind=True)
    assert _at_left(front) == "Spectator’s left"
    assert _at_left(behind) == "Spectator’s right"


def _at_left(figure: Figure) -> str:
    return min((shape for shape in figure.shapes if isinstance(shape, Label)), key=lambda label: label.x).text


def test_a_mast_stands_in_the_middle_for_an_odd_number():
    figure = draw(made(3), EN)
    assert [one.x for one in flags(figure) if one.code == "BE"] == [WIDTH / 2]


def test_at_half_mast_all_flags_come_down_as_far():
    up, down = flags(draw(made(4), EN)), flags(draw(made(4, half_mast=True), EN))
    assert {one.y for one in up} == {14.0}
    assert len({one.y for one in down}) == 1
    assert down[0].y > up[0].y + up[0].height


@pytest.mark.parametrize("support", [Support.STANDS, Support.TABLE, Support.DESK, Support.SIGNING, Support.CROSSED])
def test_indoors_mourning_is_a_ribbon_and_no_flag_comes_down(support: Support):
    up, mourning = draw(made(2, support), EN), draw(made(2, support, half_mast=True), EN)
    assert flags(mourning) == flags(up)
    ribbons = [shape for shape in mourning.shapes if shape not in up.shapes and isinstance(shape, Area)]
    assert [ribbon.fill for ribbon in ribbons] == [Ink.INK] * 2


def test_an_empty_mast_is_drawn_without_a_flag():
    figure = draw(made(3, places=5), EN)
    assert len(flags(figure)) == 3
    assert numbers(figure) == [1, 2, 3, 4, 5]
    assert [shape.text for shape in figure.shapes if isinstance(shape, Label) and shape.text == "empty"] == ["empty", "empty"]


def test_flags_without_a_place_are_named_below():
    figure = draw(made(5, places=3), EN)
    assert [shape.text for shape in figure.shapes if isinstance(shape, Label) and shape.ink is Ink.BAD] == [
        "Without a place: Germany and France"
    ]


def test_a_long_line_is_drawn_in_rows_of_flags_of_one_size():
    found = plan(FlagRequest(FLAGS, places=50))
    by_row = [list(row) for _, row in groupby(flags(draw(found, EN)), key=lambda one: one.y)]
    assert all(len(row) <= LONGEST_ROW for row in by_row)
    assert numbers(draw(found, EN)) == list(range(1, 51))
    assert numbers(draw(found, EN, behind=True)) == list(range(50, 0, -1))


def test_of_crossed_staffs_the_one_at_the_spectators_left_is_in_front():
    front = [shape for shape in draw(made(2, Support.CROSSED), EN).shapes if isinstance(shape, Stroke) and shape.width == 3]
    assert [staff.points[1][0] < WIDTH / 2 for staff in front] == [False, True]
    behind = [shape for shape in draw(made(2, Support.CROSSED), EN, behind=True).shapes if isinstance(shape, Stroke) and shape.width == 3]
    assert [staff.points[1][0] > WIDTH / 2 for staff in behind] == [True, False]


def test_the_drawing_is_told_in_words():
    found = made(3)
    assert title_of(found, EN) == "Masts, seen by the spectator"
    assert describe(found, EN) == "From the spectator’s left: 1 Brussels-Capital Region, 2 Belgium (place of honour) and 3 European Union."
    behind = "From the left of somebody behind the flags: 3 European Union, 2 Belgium (place of honour) and 1 Brussels-Capital Region."
    assert describe(found, EN, behind=True) == behind
    assert (draw(found, EN).title, draw(found, EN).description) == (title_of(found, EN), describe(found, EN))


def test_flags_are_named_in_the_language_of_the_reader():
    assert [one.name for one in flags(draw(made(4), wording_for("nl")))] == [
        "Europese Unie",
        "België",
        "Brussels Hoofdstedelijk Gewest",
        "Frankrijk",
    ]


def test_without_a_place_there_is_a_sheet_that_says_so():
    figure = draw(plan(FlagRequest()), EN)
    assert "No flag has a place." in [shape.text for shape in figure.shapes if isinstance(shape, Label)]


@settings(max_examples=60)
@given(ANYTHING)
def test_whatever_is_asked_is_drawn_on_the_sheet(request: FlagRequest):
    found = plan(request)
    for behind in (False, True):
        figure = draw(found, EN, behind=behind)
        assert sorted(one.code for one in flags(figure)) == sorted(one.code for one in found.positions if one.code)
        assert outside(figure) == []


def test_rows_of_one_long_line_say_which_part_they_are():
    told = [shape.text for shape in draw(made(15), EN).shapes if isinstance(shape, Label) and "one line" in shape.text]
    assert told == ["Places 1 to 8 of one line of 15", "Places 9 to 15 of one line of 15"]
    assert [shape.text for shape in draw(made(13), EN).shapes if isinstance(shape, Label) and "one line" in shape.text] == []
