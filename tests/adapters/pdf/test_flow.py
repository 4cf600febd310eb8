"""Putting strips on pages."""

from __future__ import annotations

from app.adapters.pdf.flow import Page, Strip, glue, pages_of


def heights(pages: list[Page]) -> list[list[float]]:
    return [[strip.height for strip, _ in page.strips] for page in pages]


def test_nothing_is_one_page():
    assert heights(pages_of([], 100, 0)) == [[]]


def test_strips_fill_a_page_and_run_on():
    assert heights(pages_of([Strip(40), Strip(40), Strip(30)], 100, 0)) == [[40, 40], [30]]


def test_what_is_glued_goes_together():
    assert heights(pages_of([Strip(60), Strip(30, glued=True), Strip(30)], 100, 0)) == [[60], [30, 30]]


def test_what_is_glued_and_taller_than_a_page_starts_where_it_is_and_breaks():
    assert heights(pages_of([Strip(60), *(Strip(30, glued=True) for _ in range(4)), Strip(30)], 100, 0)) == [[60, 30], [30, 30, 30], [30]]


def test_space_vanishes_at_the_top_of_a_page():
    assert heights(pages_of([Strip(20, vanishes=True), Strip(95), Strip(20, vanishes=True), Strip(50)], 100, 0)) == [[95], [50]]


def test_a_title_is_repeated_on_the_next_page():
    assert heights(pages_of([Strip(90), Strip(30, repeat=(Strip(7),)), Strip(30)], 100, 0)) == [[90], [7, 30, 30]]


def test_a_new_page_is_never_an_empty_one():
    assert heights(pages_of([Strip(0, new_page=True), Strip(9), Strip(0, new_page=True), Strip(0, new_page=True), Strip(8)], 100, 0)) == [
        [9],
        [8],
    ]


def test_a_strip_taller_than_a_page_stands_alone():
    assert heights(pages_of([Strip(50), Strip(150), Strip(50)], 100, 0)) == [[50], [150], [50]]


def test_long_texts_keep_two_lines_together_at_both_ends():
    strips = [Strip(10) for _ in range(10)]
    glue(strips)
    assert [strip.glued for strip in strips] == [True, *[False] * 7, True, False]
