"""A figure: several runs of one measure, what stands beside it, and how a row of figures grows."""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Figure:
    """What was measured, in `unit`: the median of `runs`, their spread, the aim, and a neighbour to judge it by."""

    name: str
    unit: str
    runs: tuple[float, ...]
    aim: str = ""
    beside: str = ""
    more: Mapping[str, float] = field(default_factory=dict)

    @property
    def median(self) -> float:
        return statistics.median(self.runs)

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "unit": self.unit,
            "median": round(self.median, 4),
            "min": round(min(self.runs), 4),
            "max": round(max(self.runs), 4),
            "runs": len(self.runs),
            "aim": self.aim,
            "beside": self.beside,
            **{key: round(value, 4) for key, value in self.more.items()},
        }

    def cells(self) -> tuple[str, str, str, str, str, str]:
        more = "  ".join(f"{key} {number(value)}" for key, value in self.more.items())
        spread = f"{number(min(self.runs))}–{number(max(self.runs))} of {len(self.runs)}"
        return self.name, f"{number(self.median)} {self.unit}", spread, more, self.aim, self.beside


def number(value: float) -> str:
    """Write a number with three digits that count."""
    if value == 0:
        return "0"
    digits = max(0, 2 - math.floor(math.log10(abs(value))))
    return f"{value:,.{digits}f}"


def percentile(values: Sequence[float], percent: float) -> float:
    """Give the value below which *percent* of *values* lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(percent / 100 * len(ordered)) - 1)]


def growth(sizes: Sequence[int], costs: Sequence[float]) -> float:
    """Fit cost = a · size^b through the points and give b: 0 does not grow, 1 grows as the records do."""
    xs, ys = [math.log(size) for size in sizes], [math.log(max(cost, 1e-9)) for cost in costs]
    slope, _ = statistics.linear_regression(xs, ys)
    return slope


def table(figures: Sequence[Figure]) -> str:
    """Lay the figures out below their titles."""
    lines = [("measure", "median", "spread", "", "aim", "beside"), *(figure.cells() for figure in figures)]
    widths = [max(len(line[n]) for line in lines) for n in range(6)]
    return "\n".join("  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip() for line in lines)
