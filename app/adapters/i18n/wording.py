"""One language as builders of screens and papers use it.

A value in a sentence is written as any value is (dates in full, numbers with their separators, lazy sentences translated).
A translation whose placeholders are broken never reaches the reader: the English sentence stands in its place.
"""

from __future__ import annotations

import logging
from functools import cache
from typing import TYPE_CHECKING

from app.adapters.i18n.catalogue import catalogue_for
from app.adapters.i18n.formats import BabelFormats
from app.kernel.showing import write
from app.kernel.translated import Lazy, Multilingual, Told

if TYPE_CHECKING:
    import gettext

logger = logging.getLogger(__name__)


class _Filling(dict[str, str]):
    """Values of a sentence; one that was not given leaves its placeholder standing."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


class CatalogueWording:
    """Sentences from a catalogue, and the formats of its language."""

    __slots__ = ("_catalogue", "_formats", "_language")

    def __init__(self, language: str, catalogue: gettext.NullTranslations) -> None:
        self._language = language
        self._catalogue = catalogue
        self._formats = BabelFormats(language)

    @property
    def language(self) -> str:
        """The code of the language: nl, fr or en."""
        return self._language

    @property
    def formats(self) -> BabelFormats:
        """How the language writes dates, numbers and names."""
        return self._formats

    def say(self, message: str | Lazy, /, **values: object) -> str:
        """Translate a sentence of ours and fill in its placeholders; values given here go before those of the sentence."""
        if isinstance(message, Lazy):
            source = source_sentence(message)
            translated = self._translated(message)
            values = {**message.values, **values}
        else:
            source = message
            translated = self._catalogue.gettext(message) if message else ""  # gettext keeps its header under ""
        if not values:
            return translated
        written = {name: write(value, self) for name, value in values.items()}
        try:
            return translated.format(**written)
        except (KeyError, ValueError, IndexError, AttributeError, TypeError):
            return self._in_english(source, written)

    def text(self, value: str | Lazy | Multilingual) -> str:
        """Give any text: translated when lazy, the best language when multilingual, as it is otherwise."""
        if isinstance(value, Lazy):
            return self.say(value)
        if isinstance(value, Multilingual):
            return value.best(self._language)
        return str(value)

    def _translated(self, message: Lazy) -> str:
        if isinstance(message, Told):
            return message.text.best(self._language)
        if message.plural:
            return self._catalogue.ngettext(message.message, message.plural, message.number)
        return self._catalogue.gettext(message.message) if message.message else ""

    def _in_english(self, source: str, written: dict[str, str]) -> str:
        logger.debug("Placeholders do not fit in %s: %s", self._language, source)
        try:
            return source.format_map(_Filling(written))
        except (ValueError, IndexError, AttributeError, TypeError):
            return source


def source_sentence(message: Lazy) -> str:
    """Return the English sentence of *message*, singular or plural, with its placeholders."""
    return message.plural if message.plural and message.number != 1 else message.message


@cache
def wording_for(language: str) -> CatalogueWording:
    """Return the wording of "nl", "fr" or "en", made once; raise ValueError for any other language."""
    return CatalogueWording(language, catalogue_for(language))
