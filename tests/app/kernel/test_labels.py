"""Labels that are set smaller until they fit, by a typeface whose letters are all half as wide as they are high."""

from __future__ import annotations

from app.kernel.figures import Label, set_label


def measure(text: str, size: float) -> float:
    return len(text) * size / 2


def test_a_text_that_fits_keeps_its_size():
    assert set_label(Label(0, 0, "One two", 10, width=100, lines=2, least=5), measure) == (10, ("One two",))


def test_a_longer_text_is_set_smaller_until_it_stands_in_its_room():
    size, lines = set_label(Label(0, 0, "word " * 12, 10, width=50, lines=3, least=4), measure)

    assert 4 < size < 10
    assert len(lines) * size <= 30.01
    assert " ".join(lines).split() == ["word"] * 12


def test_a_word_is_not_broken_while_it_may_be_smaller():
    size, lines = set_label(Label(0, 0, "Incomprehensible", 10, width=60, lines=1, least=4), measure)

    assert lines == ("Incomprehensible",)
    assert measure(lines[0], size) <= 60


def test_what_does_not_fit_at_the_least_size_is_cut():
    size, lines = set_label(Label(0, 0, "word " * 200, 10, width=50, lines=2, least=8), measure)

    assert size == 8
    assert len(lines) == 2
    assert lines[-1].endswith("…")


def test_its_own_line_ends_are_kept():
    assert set_label(Label(0, 0, "One\n\ntwo three", 10, width=100, lines=3, least=5), measure)[1] == ("One", "two three")


def test_without_a_least_size_nothing_changes():
    assert set_label(Label(0, 0, "One\ntwo three four", 10, width=40, lines=2), measure) == (10, ("One two", "three f…"))


def test_nothing_is_one_empty_line_or_none():
    assert set_label(Label(0, 0, "", 10, width=40, lines=2, least=5), measure) == (10, ())
    assert set_label(Label(0, 0, "", 10), measure) == (10, ("",))
