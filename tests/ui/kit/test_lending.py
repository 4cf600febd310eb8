"""What a domain lends to the pages of others."""

from __future__ import annotations

import pytest

from ui.kit.lending import borrowed


@pytest.mark.parametrize("name", ["gifts.suggest", "gifts.reservation", "gifts.papers"])
def test_what_pages_borrow_is_lent(name: str):
    assert callable(borrowed(name))


def test_what_nobody_lends_is_a_mistake():
    with pytest.raises(KeyError):
        borrowed("gifts.nothing")
