"""Making many values at once leaves the search for garbage as it was."""

from __future__ import annotations

import gc

import pytest

from app.kernel.bulk import all_of_use


def test_the_search_is_put_off_and_taken_up_again() -> None:
    with all_of_use():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_search_is_taken_up_again_after_a_failure() -> None:
    with pytest.raises(ValueError, match="x"), all_of_use():
        raise ValueError("x")
    assert gc.isenabled()


def test_one_inside_another_leaves_it_to_the_outer_one() -> None:
    with all_of_use():
        with all_of_use():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
