"""Breaking the labels of a drawing, and naming what has no drawing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.figures import FlagPicture, lines_of, name_on_blank


@pytest.mark.parametrize(
    ("text", "width", "most", "lines"),
    [
        ("", 5, 2, ("",)),
        ("one  two", 0, 1, ("one two",)),
        ("one two", 7, 1, ("one two",)),
        ("one two", 6, 2, ("one", "two")),
        ("one two three", 7, 1, ("one tw…",)),
        ("one two three four", 9, 2, ("one two", "three fo…")),
        ("Brussels", 4, 3, ("Brus", "sels")),
        ("Brussels", 4, 1, ("Bru…",)),
        ("a Brussels", 4, 2, ("a", "Bru…")),
        ("wide", 0.5, 2, ("w", "…")),
    ],
)
def test_a_label_is_broken_where_its_width_ends(text, width, most, lines):
    assert lines_of(text, width, most, lambda part: float(len(part))) == lines


@given(st.text(alphabet="ab -", max_size=60), st.integers(2, 12), st.integers(1, 4))
def test_no_line_is_wider_than_its_room_and_no_letter_is_lost_without_a_sign(text: str, width: int, most: int):
    lines = lines_of(text, width, most, lambda part: float(len(part)))

    assert max(map(len, lines)) <= width
    assert len(lines) <= most
    told = "".join(lines).replace(" ", "")
    whole = text.replace(" ", "")
    assert told == whole or (told.endswith("…") and whole.startswith(told.rstrip("…")))


@pytest.mark.parametrize(
    ("angle", "mirrored", "middle"),
    [(0, False, (30, 20)), (0, True, (30, 20)), (90, False, (-20, 30)), (90, True, (40, -30))],
)
def test_the_name_on_a_blank_stands_in_its_middle(angle, mirrored, middle):
    flag = FlagPicture(0, 0, 60, 40, "xx", "Town", angle=angle, mirrored=mirrored)

    (label,) = name_on_blank(flag, lambda text, size: len(text) * size / 2)

    assert (round(label.x), round(label.y - label.size * 0.35)) == middle
