"""How wide the columns of a table are."""

from __future__ import annotations

import pytest

from app.adapters.pdf.tables import _shared


def test_columns_take_their_share():
    assert _shared([1.0, 3.0], [20, 20], 400) == [100, 300]


def test_a_column_takes_what_its_longest_word_needs():
    assert _shared([1.0, 3.0], [149.5, 20], 400) == [150, 250]


def test_columns_that_need_too_much_together_all_give_way():
    widths = _shared([1.0, 1.0, 1.0], [500, 300, 0], 400)
    assert sum(widths) == pytest.approx(400)
    assert widths[0] > widths[1] > widths[2] == 10


def test_shares_without_weight_still_leave_room():
    assert sum(_shared([1.0, 1e-320, 1e-320], [0, 0, 0], 400)) == pytest.approx(400)


def test_a_very_long_word_leaves_the_other_columns_what_they_need():
    assert _shared([1.0, 1.0, 1.0], [400, 90, 60], 300) == [149.0, 90.5, 60.5]
