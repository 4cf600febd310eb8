"""The catalogues of translations: `locales/<language>/LC_MESSAGES/attache.po`, compiled to `.mo` beside them.

English has no catalogue: the sentences in the program are the English ones. A compiled file that is missing or older than
its source is not used; the source is compiled in memory, so that a translator sees the work at the next start.
"""

from __future__ import annotations

import gettext
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from app.adapters.resources import locale_folder
from app.kernel.translated import LANGUAGES

if TYPE_CHECKING:
    from pathlib import Path

DOMAIN = "attache"
SOURCE_LANGUAGE = "en"


def catalogue_path(language: str, suffix: str, folder: Path | None = None) -> Path:
    """Return where the catalogue of *language* is, with the suffix "po" or "mo"."""
    return (folder or locale_folder()) / language / "LC_MESSAGES" / f"{DOMAIN}.{suffix}"


def load_catalogue(language: str, folder: Path | None = None) -> gettext.NullTranslations:
    """Read the catalogue of *language*; without one, sentences stay English. Raise ValueError for another language."""
    if language not in LANGUAGES:
        raise ValueError(f"not a language of the office: {language!r}")
    if language == SOURCE_LANGUAGE:
        return gettext.NullTranslations()
    source, compiled = catalogue_path(language, "po", folder), catalogue_path(language, "mo", folder)
    if _is_current(compiled, source):
        with compiled.open("rb") as file:
            return gettext.GNUTranslations(file)
    if source.exists():
        return gettext.GNUTranslations(BytesIO(compiled_catalogue(source, language)))
    return gettext.NullTranslations()


@cache
def catalogue_for(language: str) -> gettext.NullTranslations:
    """Return the catalogue of *language*, read once."""
    return load_catalogue(language)


def compiled_catalogue(source: Path, language: str) -> bytes:
    """Compile a `.po` file; entries marked fuzzy are left out."""
    from babel.messages.mofile import write_mo  # slow import
    from babel.messages.pofile import read_po  # slow import

    with source.open("rb") as file:
        catalogue = read_po(file, locale=language, domain=DOMAIN)
    target = BytesIO()
    write_mo(target, catalogue)
    return target.getvalue()


def _is_current(compiled: Path, source: Path) -> bool:
    if not compiled.exists():
        return False
    return not source.exists() or compiled.stat().st_mtime_ns >= source.stat().st_mtime_ns
