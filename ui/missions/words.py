"""How the workspace of a mission writes what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.kernel.fields import Choice
from app.kernel.periods import PartialDate
from app.kernel.translated import Multilingual
from ui.kit.language import _, spoken


def title_of(choices: Sequence[Choice], code: str) -> str:
    """Give the words of a code in the language of the screen."""
    return next((_(choice.title) for choice in choices if choice.code == code), str(code))


def place_of(venue: str, city: str, country: str) -> str:
    """Write where a mission goes: venue, city, country, as far as they are known."""
    named = spoken.wording.formats.country(country) if country else ""
    return ", ".join(part for part in (venue, city, named) if part)


def function_of(function: Multilingual, organisation: Multilingual) -> str:
    """Write what somebody is, and where."""
    text = spoken.wording.text
    return " · ".join(part for part in (text(function), text(organisation)) if part)


def two_lines(name: str, *below: Multilingual | str) -> str:
    """Write a name, and what stands below it in small."""
    texts = [text for part in below if (text := spoken.wording.text(part))]
    return f"{name}\n{' · '.join(texts)}" if texts else name


def days(first: date | None, last: date | None) -> str:
    """Write a stretch of days as briefly as the language allows."""
    return spoken.wording.formats.period(PartialDate.of(first) if first else None, PartialDate.of(last) if last else None)


def language_codes(preferred: str, others: Sequence[str]) -> str:
    """Write languages by their codes, the preferred one first: NL, FR."""
    return ", ".join(code.upper() for code in dict.fromkeys((preferred, *others)) if code)
