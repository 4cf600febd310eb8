"""Which office a post is likely to be, by the words of its title. It is proposed to the officer, never written by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.domains.people.precedence.profiles import Office
from app.kernel.names import words
from app.kernel.translated import LANGUAGES, Multilingual

HOME = "BE"
# Words that tell no office from another.
_SMALL = frozenset({
    "a", "an", "aan", "and", "au", "aupres", "aux", "bij", "d", "de", "der", "des", "die", "du", "een", "en", "et", "for", "in", "l", "la",
    "le", "les", "met", "of", "op", "pres", "s", "te", "ter", "the", "to", "van", "voor",
})  # fmt: skip
# Words that make another office of one: before its name, or behind it.
_BEFORE = frozenset({
    "deputy", "adjunct", "vice", "plaatsvervangend", "plv", "waarnemend", "acting", "former", "gewezen", "oud", "ancien", "ancienne",
    "honorary", "ere",
})  # fmt: skip
_BEHIND = frozenset({"adjoint", "adjointe", "suppleant", "suppleante", "honoraire", "emeritus"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that point at an office: the first in the title of a post, the others there or in the name of the organisation."""

    office: str
    abroad: bool
    words: tuple[str, ...]
    text: str


Index = Mapping[str, Sequence[Phrase]]


@dataclass(frozen=True, slots=True)
class Likely:
    """The office that a title points at, and the words that do."""

    office: str
    words: str


def index_of(offices: Iterable[Office]) -> Index:
    """Order the words of a catalogue by the first one of each phrase."""
    found: defaultdict[str, list[Phrase]] = defaultdict(list)
    for office in offices:
        for text in dict.fromkeys((*office.title.all(), *office.words)):
            if telling := _telling(text):
                found[telling[0]].append(Phrase(office.code, office.abroad, telling, text))
    return found


def likely(title: Multilingual, organisation: Multilingual, country: str, index: Index) -> Likely | None:
    """Give the office whose words stand first in the title; of those, the one that more words speak for.

    "Adviser of the minister-president" is an adviser. An office held for another State is proposed only for who does not stand for
    Belgium, and the other way round; where the country is not known, both are.
    """
    beside = frozenset(word for text in organisation.all() for word in _telling(text))
    best: tuple[tuple[int, int, int], Phrase] | None = None
    for language in LANGUAGES:
        telling = _telling(title.in_language(language))
        there = beside.union(telling)
        for place, word in enumerate(telling):
            for phrase in index.get(word, ()):
                if (country and phrase.abroad is (country == HOME)) or not there.issuperset(phrase.words):
                    continue
                if _is_another(telling, place, phrase.words):
                    continue
                own = sum(one in telling for one in phrase.words)
                weight = (-place, len(phrase.words), own)
                if best is None or weight > best[0]:
                    best = weight, phrase
    return Likely(best[1].office, best[1].text) if best else None


def _is_another(title: Sequence[str], place: int, phrase: Sequence[str]) -> bool:
    made_another = _BEFORE.intersection(title[:place]) | _BEHIND.intersection(title[place + 1 : place + 3])
    return not made_another.issubset(phrase)


def _telling(text: str) -> tuple[str, ...]:
    return tuple(word for word in words(text) if word not in _SMALL)
