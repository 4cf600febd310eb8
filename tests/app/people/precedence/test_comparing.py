"""Two lists: which offices break the order that they have in common."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from app.domains.people.precedence.comparing import out_of_order

NUMBERS = some.dictionaries(
    some.text("abcdefgh", min_size=1, max_size=2), some.tuples(some.integers(0, 9), some.integers(0, 9)), max_size=9
)


def test_lists_that_count_in_their_own_ways_agree():
    assert out_of_order({"king": (10, 1), "cardinal": (30, 2), "minister": (140, 12)}) == frozenset()


def test_ranks_that_one_list_takes_together_agree():
    assert out_of_order({"king": (10, 0), "prince": (20, 0), "cardinal": (30, 1)}) == frozenset()


def test_the_one_that_stands_elsewhere_is_told_and_not_those_it_passed():
    assert out_of_order({"a": (1, 1), "b": (2, 2), "c": (3, 3), "late": (4, 0)}) == {"late"}


@given(NUMBERS)
def test_what_remains_stands_in_one_order(numbers):
    agreed = sorted((pair for code, pair in numbers.items() if code not in out_of_order(numbers)))
    assert [second for _first, second in agreed] == sorted(second for _first, second in agreed)


@given(NUMBERS)
def test_nothing_is_out_of_order_beside_itself(numbers):
    assert out_of_order({code: (first, first) for code, (first, _second) in numbers.items()}) == frozenset()
