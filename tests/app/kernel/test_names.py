"""Names as people look for them."""

from __future__ import annotations

import pytest

from app.kernel.names import clean, fold, words


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Łódź", "lodz"),
        ("Đorđević", "dordevic"),
        ("İstanbul", "istanbul"),
        ("Straße", "strasse"),
        ("Ørsted", "orsted"),
        ("Œuvre", "oeuvre"),
        ("Ştefan", "stefan"),
    ],
)
def test_a_name_is_found_by_its_plain_letters(written: str, typed: str) -> None:
    assert fold(written) == typed


def test_words_fall_apart_at_hyphens_and_apostrophes() -> None:
    assert words("François de Kerchove d’Exaerde-Łódź") == ("francois", "de", "kerchove", "d", "exaerde", "lodz")


def test_other_scripts_stay() -> None:
    assert words("Αθήνα Київ 北京") == words("αθηνα київ 北京") == ("αθηνα", "киів", "北京")


def test_characters_that_no_field_holds_are_removed() -> None:
    assert clean(" a\x00b\x1f\r\nc\ud800 ") == "ab\nc"
