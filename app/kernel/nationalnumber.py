"""National register numbers, which the office may not keep: telling whether a text holds one.

A number is eleven figures: the day of birth as two figures each of year, month and day, a serial number of three, and a check of two (97 less
the rest of dividing what comes before by 97; with a 2 in front for who was born from 2000 on). Of people who are not in the register itself
(bis numbers) the month is 20 or 40 higher; of a day of birth that is not known month and day are zero. It is written in one piece or with
blanks, dots, hyphens or slashes between its parts.
"""

from __future__ import annotations

import dataclasses
import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, cast

from app.kernel.errors import Finding
from app.kernel.translated import Lazy, lazy

HOLDS_ONE: Lazy = lazy(
    "This text holds what reads as a national register number. Leave it out: the office may not keep it without an authorisation. "
    "A telephone number is written with + in front."
)
RULE = "national-number"

_FEWEST = 11
_BETWEEN = r"[\s./\\\-‐‑–—−_·]{1,3}"
_NUMBER = re.compile(
    rf"(?<!\d)(?:(\d\d)(\d\d)(\d\d)|(\d\d){_BETWEEN}(\d\d){_BETWEEN}(\d\d))(?:{_BETWEEN})?(\d\d\d)(?:{_BETWEEN})?(\d\d)(?!\d)"
)
_DIGEST = re.compile(r"[0-9A-Fa-f]{20,}")  # in what a machine writes in figures to the base of 16, any figures follow each other
_CENTURY = 100
_BIS = (0, 20, 40)
_MONTHS = 12
_DAYS = 31
_SERIALS = range(1, 999)
_MODULUS = 97


def find(text: str, today: date | None = None) -> int | None:
    """Give the place in *text* where a national register number begins; None when it holds none.

    With *today*, nobody is born later than that.
    """
    if len(text) < _FEWEST:
        return None
    for match in _NUMBER.finditer(text):
        if not _is_other(text, match) and is_number("".join(part for part in match.groups() if part), today):
            return match.start()
    return None


def is_number(figures: str, today: date | None = None) -> bool:
    """Tell whether eleven *figures* are a national register number or a bis number."""
    body, check = int(figures[:9]), int(figures[9:])
    year, month, day, serial = int(figures[:2]), int(figures[2:4]), int(figures[4:6]), int(figures[6:9])
    if serial not in _SERIALS:
        return False
    centuries = ((1900, body), (2000, 2_000_000_000 + body))
    return any(_MODULUS - whole % _MODULUS == check and _born(century + year, month, day, today) for century, whole in centuries)


def _born(year: int, month: int, day: int, today: date | None) -> bool:
    months = [month - more for more in _BIS if 0 <= month - more <= _MONTHS]
    if not months or day > _DAYS or (today and year > today.year):
        return False
    if months[0] == 0 or day == 0:
        return True
    return day <= monthrange(year, months[0])[1] and (today is None or date(year, months[0], day) <= today)


def _is_other(text: str, match: re.Match[str]) -> bool:
    """Tell whether the figures are written as something else: a telephone number after +, a part of a decimal or of a digest."""
    whole, before = match.group(), text[: match.start()]
    if before.endswith("+") or (whole.isdigit() and re.search(r"\d[.,]$", before)):
        return True
    return whole.isdigit() and any(digest.start() <= match.start() < digest.end() for digest in _DIGEST.finditer(text))


def places(value: object, path: str = "", today: date | None = None) -> Iterator[str]:
    """Give the place of each text in *value* (texts, lists, objects, dataclasses, within each other) that holds such a number."""
    waiting: list[tuple[str, object]] = [(path, value)]  # a list of our own, because a file can be deeper than Python's stack
    while waiting:
        place, one = waiting.pop()
        if isinstance(one, str):
            if find(one, today) is not None:
                yield place or "$"
        else:
            waiting.extend((_way(place, key), member) for key, member in reversed(_members(one)))


def _members(value: object) -> Sequence[tuple[str | int, object]]:
    if isinstance(value, Mapping):
        return [(str(key), one) for key, one in cast("Mapping[Any, Any]", value).items()]
    if isinstance(value, list | tuple):
        return list(enumerate(cast("Sequence[Any]", value)))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [(field.name, getattr(value, field.name)) for field in dataclasses.fields(value)]
    return ()


def _way(place: str, key: str | int) -> str:
    if isinstance(key, int):
        return f"{place}[{key}]"
    return f"{place}.{key}" if place else key


def findings(value: object, path: str = "", today: date | None = None) -> list[Finding]:
    """Refuse every text in *value* that holds such a number, each with its place; the number itself is never repeated."""
    return [Finding(place, HOLDS_ONE, rule=RULE) for place in places(value, path, today)]
