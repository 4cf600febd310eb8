"""How posts and names in several languages are written on a card."""

from __future__ import annotations

from app.kernel.periods import PartialDate
from app.kernel.translated import Lazy, Multilingual, Wording, lazy


def in_office(since: PartialDate | None, until: PartialDate | None, wording: Wording) -> str:
    """Write since when and until when a post is or was held."""
    formats = wording.formats
    if since is not None and until is not None:
        return formats.period(since, until)
    if since is not None:
        return wording.say(_SINCE, date=formats.partial(since))
    return wording.say(_UNTIL, date=formats.partial(until)) if until is not None else ""


def all_languages(text: Multilingual) -> str:
    """Write a text in each language, one below the other; only once when all are the same."""
    if len(text.all()) < 2:  # noqa: PLR2004 - one text needs no marks
        return text.best("en")
    return "\n".join(f"{code.upper()} {text.in_language(code)}" for code in ("nl", "fr", "en") if text.in_language(code))


_SINCE: Lazy = lazy("since {date}")
_UNTIL: Lazy = lazy("until {date}")
