"""How much closer or further two letters of the typeface stand than their widths say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

PAIR, EXTENSION = 2, 9  # kinds of lookups in the table GPOS


class Kerning(dict[str, float]):
    """The corrections of a font by pair of letters, in thousandths of the size: looked up once, then remembered."""

    def __init__(self, font: Any, glyphs: Mapping[str, str], scale: float) -> None:
        super().__init__()
        self._glyphs = glyphs
        self._scale = scale
        self._lookups: list[list[_Pairs]] = []
        table = font["GPOS"].table
        wanted = sorted(
            {n for feature in table.FeatureList.FeatureRecord if feature.FeatureTag == "kern" for n in feature.Feature.LookupListIndex}
        )
        for number in wanted:
            lookup = table.LookupList.Lookup[number]
            tables = [part.ExtSubTable if lookup.LookupType == EXTENSION else part for part in lookup.SubTable]
            if pairs := [_Pairs(part) for part in tables if part.LookupType == PAIR]:
                self._lookups.append(pairs)

    def __missing__(self, pair: str) -> float:
        value = self[pair] = self._look_up(self._glyphs.get(pair[0]), self._glyphs.get(pair[1]))
        return value

    def _look_up(self, left: str | None, right: str | None) -> float:
        if left is None or right is None:
            return 0.0
        for tables in self._lookups:
            for table in tables:
                value = table.between(left, right)
                if value is not None:
                    return value * self._scale
        return 0.0


class _Pairs:
    """One table of pairs: glyph by glyph, or class of glyphs by class."""

    def __init__(self, table: Any) -> None:
        self._covered: dict[str, int] = {glyph: number for number, glyph in enumerate(table.Coverage.glyphs)}
        self._table = table
        self._by_class: bool = table.Format == 2  # noqa: PLR2004 - the number of the format

    def between(self, left: str, right: str) -> int | None:
        number = self._covered.get(left)
        if number is None:
            return None
        if self._by_class:
            first = self._table.ClassDef1.classDefs.get(left, 0)
            second = self._table.ClassDef2.classDefs.get(right, 0)
            if not second:
                return None
            return _advance(self._table.Class1Record[first].Class2Record[second].Value1)
        for record in self._table.PairSet[number].PairValueRecord:
            if record.SecondGlyph == right:
                return _advance(record.Value1)
        return None


def _advance(value: Any) -> int:
    return getattr(value, "XAdvance", 0) if value is not None else 0
