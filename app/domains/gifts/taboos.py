"""What etiquette literature says is avoided in a culture, held against an object of the bank.

It is a hint, to be verified with the embassy or the desk, never a rule: an answer with a reason is enough to give the object all the same.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.domains.gifts.house_rules import Taboo
from app.domains.gifts.vocabulary import Trait
from app.kernel.fields import Badge, Tone
from app.kernel.shapes import from_plain
from app.kernel.translated import Multilingual, lazy

FOUR = 4
LITERATURE_BADGE = Badge(lazy("etiquette literature, to be verified"), Tone.WARNING)
CONFIRMED_BADGE = Badge(lazy("confirmed by the office"), Tone.GOOD)


@dataclass(frozen=True, slots=True)
class _File:
    taboos: tuple[Taboo, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """An object meets something that is avoided in a culture: `words` are all that the literature says of the trait there."""

    taboo: Taboo
    trait: str
    words: tuple[Multilingual, ...]
    to_verify: bool  # even the literature is not sure, or nobody of the office has confirmed it

    @property
    def code(self) -> str:
        """The code of the warning, the culture and the trait: an answer stays with it while the words are edited."""
        return f"taboo/{self.taboo.code}/{self.trait}"


@cache
def _file() -> dict[str, Any]:
    from app.adapters.resources import resource  # where the file is depends on the installation

    return json.loads(resource("gifts", "taboos.json").read_text(encoding="utf-8"))


@cache
def shipped() -> Mapping[str, Taboo]:
    """Give what the program brings, by code, in the order of the table; what counts everywhere stands last."""
    found = from_plain(_File, {"taboos": _file()["taboos"]})[0].taboos
    return {one.code: one for one in found}


@cache
def sources() -> dict[str, str]:
    """Give where the literature that the table names by a letter and a number is found."""
    return dict(_file()["sources"])


def in_force(own: Mapping[str, Taboo | None]) -> tuple[Taboo, ...]:
    """Put the office's own versions in the place of those that ship; None leaves one out. What is only its own stands behind."""
    ours = shipped()
    changed = (own.get(code, one) for code, one in ours.items())
    added = (one for code, one in own.items() if code not in ours)
    return tuple(one for one in (*changed, *added) if one is not None)


def concerning(taboos: Iterable[Taboo], countries: Collection[str]) -> tuple[Taboo, ...]:
    """Give what may concern somebody of *countries*, with what counts everywhere."""
    return tuple(one for one in taboos if not one.countries or not set(one.countries).isdisjoint(countries))


def met(taboos: Iterable[Taboo], traits: Collection[str], tags: Collection[str], number: int = 1) -> Sequence[Match]:
    """Give what *number* pieces of an object with *traits* and *tags* meet; four pieces are a set of four. Each code comes once."""
    shown = {*traits, Trait.FOUR.value} if number == FOUR else set(traits)
    found: list[Match] = []
    for taboo in taboos:
        counts = [one for one in taboo.avoid if one.trait in shown and not (one.unless and one.unless in tags)]
        for trait in dict.fromkeys(one.trait for one in counts):
            same = [one for one in counts if one.trait == trait]
            unsure = not taboo.confirmed or any(one.to_verify for one in same)
            found.append(Match(taboo, trait, tuple(one.words for one in same), unsure))
    return found
