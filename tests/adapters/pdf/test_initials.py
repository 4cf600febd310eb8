"""The letters that stand in the place of a portrait."""

from __future__ import annotations

import pytest

from app.adapters.pdf.blocks import _initials


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ada Example", "AE"),
        ("H.E. Ada Example", "AE"),
        ("Z.E. Jean de Kerchove", "JK"),
        ("Dr. Ada van den Example", "AE"),
        ("Ada", "A"),
        ("H.E.", "H"),
        ("", ""),
    ],
)
def test_the_form_of_address_is_no_part_of_the_initials(name, letters):
    assert _initials(name) == letters
