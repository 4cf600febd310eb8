"""Texts in several languages: those we write (lazy) and those the office writes (multilingual).

The language of a paper is not the language of the screen: whoever builds a text is handed a `Wording`
and asks it; nothing in `app/` knows a current language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from app.kernel.money import Money
    from app.kernel.periods import PartialDate

LANGUAGES = ("nl", "fr", "en")


@dataclass(frozen=True, slots=True)
class Lazy:
    """A sentence of ours, in English, translated at the moment it is shown.

    `values` fill the named placeholders; a value that is itself lazy or multilingual is translated too.
    """

    message: str
    values: Mapping[str, object] = field(default_factory=dict[str, object], compare=True, hash=False)
    plural: str = ""
    number: int = 0

    def __str__(self) -> str:
        message = self.message if not self.plural or self.number == 1 else self.plural
        return message.format(**{k: str(v) for k, v in self.values.items()}) if self.values else message


def lazy(message: str, /, **values: object) -> Lazy:
    """Declare a translatable sentence."""
    return Lazy(message, values)


def lazy_count(singular: str, plural: str, number: int, /, **values: object) -> Lazy:
    """Declare a translatable sentence about a number of things; `{number}` is filled in."""
    return Lazy(singular, {"number": number, **values}, plural, number)


@dataclass(frozen=True, slots=True)
class Multilingual:
    """A text that the office writes in Dutch, French and English; what is not known is empty."""

    nl: str = ""
    fr: str = ""
    en: str = ""

    @classmethod
    def same(cls, text: str) -> Multilingual:
        """Take a text that is the same in every language, as the name of a person is: kept once, read with `best`."""
        return cls(text)

    def __bool__(self) -> bool:
        return bool(self.nl or self.fr or self.en)

    def __str__(self) -> str:
        return self.best("en")

    def in_language(self, language: str) -> str:
        """Return the text in *language*, empty when it has not been written."""
        return getattr(self, language) if language in LANGUAGES else ""

    def best(self, language: str) -> str:
        """Return the text in *language*, else in the first language that has one."""
        return self.in_language(language) or self.nl or self.fr or self.en

    def missing(self) -> tuple[str, ...]:
        """Name the languages that have not been written."""
        return tuple(code for code in LANGUAGES if not getattr(self, code))

    def all(self) -> tuple[str, ...]:
        """Return the texts that are there, each once."""
        return tuple(dict.fromkeys(text for text in (self.nl, self.fr, self.en) if text))


@dataclass(frozen=True, slots=True)
class Told(Lazy):
    """A sentence that the office itself has written, in its languages, with named placeholders: the text of a rule.

    It is shown wherever a `Lazy` is; `text` stands in the place of a translation of ours.
    """

    text: Multilingual = Multilingual()


def told(text: Multilingual, /, **values: object) -> Told:
    """Make a sentence of the office's own text."""
    return Told(text.best("en"), values, text=text)


class Formats(Protocol):
    """How one language writes dates, numbers, lists and the names of places."""

    def day(self, value: date, *, weekday: bool = False) -> str:
        """Write a day in full: 22 September 2021."""
        ...

    def brief_day(self, value: date) -> str:
        """Write a day where there is little room: 22 Sept 2021."""
        ...

    def partial(self, value: PartialDate) -> str:
        """Write a day, a month or a year, as far as it is known."""
        ...

    def period(self, starts: PartialDate | None, ends: PartialDate | None) -> str:
        """Write a stretch of days as briefly as the language allows; empty when nothing is known."""
        ...

    def time(self, value: time) -> str:
        """Write a time of day: 09:30."""
        ...

    def moment(self, value: datetime) -> str:
        """Write a moment, in Brussels time: 12 March 2021, 18:05."""
        ...

    def duration(self, value: timedelta) -> str:
        """Write a length of time in hours and minutes."""
        ...

    def number(self, value: int | Decimal) -> str:
        """Write a number with the separators of the language."""
        ...

    def money(self, value: Money) -> str:
        """Write an amount with its currency: 1 234,50 EUR in French."""
        ...

    def join(self, items: Iterable[str]) -> str:
        """Write a list: a, b and c."""
        ...

    def country(self, code: str) -> str:
        """Name a country by its ISO 3166 code; the code itself when it is not known."""
        ...

    def language_name(self, code: str) -> str:
        """Name a language by its ISO 639 code; the code itself when it is not known."""
        ...


class Wording(Protocol):
    """One language as a builder of screens or papers uses it."""

    @property
    def language(self) -> str:
        """The code of the language: nl, fr or en."""
        ...

    @property
    def formats(self) -> Formats:
        """How the language writes dates, numbers and names."""
        ...

    def say(self, message: str | Lazy, /, **values: object) -> str:
        """Translate a sentence of ours and fill in its placeholders."""
        ...

    def text(self, value: str | Lazy | Multilingual) -> str:
        """Give any text: translated when lazy, the best language when multilingual, as it is otherwise."""
        ...
