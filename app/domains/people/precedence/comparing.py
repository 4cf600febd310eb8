"""Which offices do not stand in the same order in two lists: the fewest that would have to be moved in one to make them agree."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping


def out_of_order(numbers: Mapping[str, tuple[int, int]]) -> frozenset[str]:
    """Give the codes, of those with a number in each of two lists, that break the order they have in common.

    Lists count in their own ways: what agrees is the order, not the number. Two that share a rank in one list may stand one after the other
    in the other.
    """
    ordered = sorted(numbers, key=lambda code: (*numbers[code], code))
    ends: list[int] = []  # the smallest last number of a common order, by its length
    last: list[str] = []
    before: dict[str, str | None] = {}
    for code in ordered:
        number = numbers[code][1]
        length = bisect_right(ends, number)
        before[code] = last[length - 1] if length else None
        ends[length : length + 1] = [number]
        last[length : length + 1] = [code]
    agreed: set[str] = set()
    code = last[-1] if last else None
    while code is not None:
        agreed.add(code)
        code = before[code]
    return frozenset(numbers) - agreed
