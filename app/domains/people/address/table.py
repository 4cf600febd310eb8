"""The table of forms of address: which words a style of office has in each language, with its source.

It is data (`resources/people/address.json`). A text of the table may name what is filled in: {name} must be known for the text to be
used, {name?} is left out when it is not; "|" separates what is tried one after the other.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from app.domains.people.vocabulary import Gender
from app.kernel.names import fold
from app.kernel.shapes import as_key, from_plain


class Tone(StrEnum):
    """How solemnly a letter ends."""

    PLAIN = "plain"
    HIGH = "high"
    HIGHEST = "highest"


@dataclass(frozen=True, slots=True)
class Gendered:
    """A text by gender: man, woman, not known, and neither. In the file one text alone is for everybody."""

    m: str = ""
    f: str = ""
    n: str = ""
    x: str = ""

    @staticmethod
    def accept_plain(data: Any) -> Any:
        """Take a text alone for all."""
        return {"m": data, "f": data, "n": data} if isinstance(data, str) else data

    def of(self, gender: Gender) -> str:
        """Give the text for *gender*; empty when there is none, never that of another gender."""
        match gender:
            case Gender.MALE:
                return self.m
            case Gender.FEMALE:
                return self.f
            case Gender.OTHER:
                return self.x or self.n
            case Gender.UNKNOWN:
                return self.n

    def all(self) -> tuple[str, ...]:
        """Give the texts that are there."""
        return tuple(text for text in (self.m, self.f, self.n, self.x) if text)

    def __bool__(self) -> bool:
        return bool(self.all())


@dataclass(frozen=True, slots=True)
class Words:
    """What is particular to a style in one language; the rest is as for anybody. `source` is C (confirmed) or V (convention).

    `plural` greets several of them in a speech; its text for "not known" is that for a mixed company.
    """

    source: str = as_key(default="", needed=True)
    note: str = ""
    title: Gendered = Gendered()
    prefix: Gendered = Gendered()
    envelope: Gendered = Gendered()
    salutation: Gendered = Gendered()
    closing: Gendered = Gendered()
    spoken: Gendered = Gendered()
    place_card: Gendered = Gendered()
    badge: Gendered = Gendered()
    plural: Gendered = Gendered()


@dataclass(frozen=True, slots=True)
class Style:
    """A row of the table. `offices` have this style whatever the catalogue says; `abroad` is for those who hold the office elsewhere."""

    code: str = as_key(default="", needed=True)
    abroad: bool = False
    offices: tuple[str, ...] = ()
    tone: Tone = Tone.PLAIN
    nl: Words = as_key(default=Words(), needed=True)
    fr: Words = as_key(default=Words(), needed=True)
    en: Words = as_key(default=Words(), needed=True)
    de: Words = as_key(default=Words(), needed=True)

    def words(self, language: str) -> Words:
        """Give its words in *language*."""
        return getattr(self, language)


@dataclass(frozen=True, slots=True)
class Frame:
    """How anybody is addressed in one language. `academic_alone`: a doctor is not Mr or Ms as well. `everybody` ends a salutation of a company."""

    language: str = as_key(default="", needed=True)
    source: str = ""
    courtesy: Gendered = Gendered()
    academic_alone: bool = False
    envelope: Gendered = Gendered()
    salutation: Gendered = Gendered()
    plain: Gendered = Gendered()
    high: Gendered = Gendered()
    highest: Gendered = Gendered()
    spoken: Gendered = Gendered()
    place_card: Gendered = Gendered()
    badge: Gendered = Gendered()
    everybody: str = ""

    def closing(self, tone: Tone) -> Gendered:
        """Give the end of a letter of this tone."""
        return getattr(self, tone.value)


@dataclass(frozen=True, slots=True)
class Honour:
    """What the office may have written before a name in whatever language, and what it is in each.

    It decides on the style where the office alone gives one of `instead_of` (a head of State who is a king).
    """

    code: str = as_key(default="", needed=True)
    words: tuple[str, ...] = ()
    style: Gendered = Gendered()
    instead_of: tuple[str, ...] = ()
    nl: Gendered = Gendered()
    fr: Gendered = Gendered()
    en: Gendered = Gendered()
    de: Gendered = Gendered()

    def prefix(self, language: str) -> Gendered:
        """Give it as it is written in *language*."""
        return getattr(self, language)


@dataclass(frozen=True, slots=True)
class _Shipped:
    about: str = ""
    frames: tuple[Frame, ...] = as_key(default=(), needed=True)
    honours: tuple[Honour, ...] = as_key(default=(), needed=True)
    styles: tuple[Style, ...] = as_key(default=(), needed=True)


@dataclass(frozen=True, slots=True)
class AddressTable:
    """The table, ready to be looked up."""

    frames: Mapping[str, Frame]
    honours: Mapping[str, Honour]  # by each way of writing it, see `plain_letters`
    styles: Mapping[tuple[str, bool], Style]  # by code and abroad
    offices: Mapping[str, str]  # style by office

    def style(self, code: str, *, abroad: bool) -> Style | None:
        """Give a row; None when the table does not know it."""
        return self.styles.get((code, abroad)) or self.styles.get((code, False))


def plain_letters(text: str) -> str:
    """Reduce what stands before a name to its letters: "Z. E." and "z.e." are one."""
    return "".join(letter for letter in fold(text) if letter.isalnum())


@cache
def address_table() -> AddressTable:
    """Give the table that the program brings."""
    from app.adapters.resources import resource  # where the file is depends on the installation

    content = json.loads(resource("people", "address.json").read_text(encoding="utf-8"))
    read, faults = from_plain(_Shipped, content)
    assert not faults, faults
    return AddressTable(
        frames={frame.language: frame for frame in read.frames},
        honours={plain_letters(word): honour for honour in read.honours for word in honour.words},
        styles={(style.code, style.abroad): style for style in read.styles},
        offices={office: style.code for style in read.styles for office in style.offices},
    )
