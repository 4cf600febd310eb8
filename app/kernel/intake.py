"""Reading import files: the shape of items, with the place of every fault."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from app.kernel.errors import Finding
from app.kernel.names import clean
from app.kernel.periods import PartialDate
from app.kernel.translated import LANGUAGES, Multilingual, lazy

Shape = Mapping[str, type | tuple[type, ...]]
LONGEST_TEXT = 100_000
_COUNTRY = re.compile(r"[A-Z]{2}")


def checked_items(items: Sequence[Any], path: str, shape: Shape, *, required: Sequence[str]) -> Iterator[tuple[str, Any]]:
    """Go through *items*: each with its place, or in its stead every fault of its shape, one at a time.

    An item is an object with the keys of *shape*, each of its type; ids are text and stand once.
    """
    seen: dict[str, str] = {}
    for number, item in enumerate(items):
        place = f"{path}[{number}]"
        faults = list(shape_faults(item, place, shape, required))
        if not faults and "id" in shape and (first := seen.setdefault(item["id"], place)) != place:
            faults = [
                Finding(
                    f"{place}.id", lazy("The id “{id}” stands twice: first at {first}.", id=item["id"], first=first), rule="duplicate-id"
                )
            ]
        if faults:
            yield from ((place, fault) for fault in faults)
        else:
            yield place, item


def shape_faults(item: Any, place: str, shape: Shape, required: Sequence[str]) -> Iterator[Finding]:
    """Faults in the keys and types of one object."""
    if not isinstance(item, dict):
        yield Finding(place, lazy("An object is needed here."), rule="wrong-type")
        return
    members = cast("dict[str, Any]", item)
    for key, value in members.items():
        if key not in shape:
            yield Finding(f"{place}.{key}", lazy("This key is not known: {key}.", key=key), rule="unknown-key")
        elif not _fits(value, shape[key]):
            yield Finding(f"{place}.{key}", lazy("This value is not of the kind that is needed here."), rule="wrong-type")
        elif isinstance(value, str) and len(value) > LONGEST_TEXT:
            yield Finding(
                f"{place}.{key}", lazy("This text is too long: at most {limit} characters.", limit=LONGEST_TEXT), rule="text-too-long"
            )
    for key in required:
        if members.get(key) in ("", None):
            yield Finding(f"{place}.{key}", lazy("This value is missing."), rule="missing-value")


def _fits(value: Any, kind: type | tuple[type, ...]) -> bool:
    # True and False are whole numbers to Python, not to an office.
    return isinstance(value, kind) and not (isinstance(value, bool) and bool not in (kind if isinstance(kind, tuple) else (kind,)))


def multilingual(value: Mapping[str, Any]) -> Multilingual:
    """Read a text in several languages."""
    return Multilingual(**{code: clean(value[code]) for code in LANGUAGES if isinstance(value.get(code), str)})


def partial_date(value: str | None) -> PartialDate | None:
    """Read a date as far as it is known; raise ValueError for what is none."""
    return PartialDate.parse(value) if value is not None else None


def date_faults(value: str | None, place: str) -> Iterator[Finding]:
    """Faults of a date: "2021", "2021-10" or "2021-10-05"."""
    try:
        partial_date(value)
    except ValueError:
        message = lazy("“{value}” is not a date: write 2021-10-05, 2021-10 or 2021.", value=str(value)[:60])
        yield Finding(place, message, rule="wrong-date")


def country_faults(value: str | None, place: str) -> Iterator[Finding]:
    """Faults of a country: two capital letters of ISO 3166, or nothing."""
    if value and not _COUNTRY.fullmatch(value):
        yield Finding(place, lazy("“{code}” is not a country code: write two capital letters.", code=value[:60]), rule="country-code")
