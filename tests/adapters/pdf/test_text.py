"""Breaking texts into lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.adapters.pdf.fonts import Typeface, Typefaces, in_reading_order, printable
from app.adapters.pdf.styles import BODY
from app.adapters.pdf.text import lines_of


@pytest.fixture(scope="module")
def face() -> Typeface:
    return Typefaces(["北京市海淀区", "é\u00a0"]).regular


def width(face: Typeface, text: str) -> float:
    return face.width(text) * BODY.size / 1000


def test_lines_break_at_spaces(face):
    assert lines_of("one two three", face, BODY, width(face, "one two") + 0.1) == ["one two", "three"]


def test_line_ends_are_kept_also_when_nothing_stands_between_them(face):
    assert lines_of("one\n\ntwo\n", face, BODY, 100) == ["one", "", "two", ""]


def test_a_name_with_a_hyphen_goes_to_the_next_line_whole(face):
    assert lines_of("Madame Ana Dupont-Janssens", face, BODY, width(face, "Dupont-Janssens") + 1) == ["Madame Ana", "Dupont-Janssens"]


def test_a_number_with_narrow_spaces_is_not_broken(face):
    assert lines_of("sum 1\u00a0234,50", face, BODY, width(face, "1\u00a0234,50") + 1) == ["sum", "1\u00a0234,50"]


def test_chinese_breaks_between_any_two_signs(face):
    assert lines_of("北京市海淀区", face, BODY, width(face, "北京市") + 0.1) == ["北京市", "海淀区"]


def test_a_long_address_is_broken_after_a_sign(face):
    assert lines_of("https://example.org/protocol", face, BODY, width(face, "https://example.org/pro") + 1) == [
        "https://example.org/",
        "protocol",
    ]


def test_no_room_at_all_still_gives_every_letter(face):
    assert lines_of("abc d", face, BODY, 0.5) == ["a", "b", "c", "d"]


@given(st.text("ab -/.\n", max_size=200), st.floats(1, 200))
def test_no_letter_is_lost_and_no_line_is_too_wide(text, room):
    letters = Typefaces([]).regular
    lines = lines_of(text, letters, BODY, room)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "").replace("\n", "")
    assert [line for line in lines if len(line) > 1 and width(letters, line) > room + 2] == []


def test_figures_are_equally_wide_and_not_kerned(face):
    assert {face.width(str(digit)) for digit in range(10)} == {560.0}
    assert face.width("11111") == face.width("70474") == 5 * 560.0


def test_letters_are_kerned(face):
    assert face.width("To") < face.width("T") + face.width("o")


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("e\u0301", "é"),
        ("a\u200bb\ufeff", "ab"),
        ("\x00", "[U+0000]"),
        ("\ud83d", "[U+D83D]"),
        ("\U0001f1e7", "[U+1F1E7]"),
        ("a\tb", "a    b"),
    ],
)
def test_what_can_be_printed(text, printed):
    assert printable(text) == printed


@pytest.mark.parametrize(
    ("line", "drawn"),
    [("plain (text) 12", "plain (text) 12"), ("אבג", "גבא"), ("Ana אב 12:30 גד Li", "Ana דג 12:30 בא Li"), ("א(ב)", "ב)א)")],
)
def test_right_to_left_letters_are_turned_round_and_figures_are_not(line, drawn):
    assert in_reading_order(line) == drawn
