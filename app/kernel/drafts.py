"""Drafts: what a form holds before it becomes a record, and how two people edit one record without harm.

A draft is a frozen dataclass with one attribute for each editable field of a record. An edit carries the draft as it was
read and as it is wanted; only what differs is written, and only where the record still holds what was read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import fields, replace
from typing import Any, TypeVar

from app.kernel.errors import Changed, Finding, Severity, refuse
from app.kernel.ids import Ref
from app.kernel.names import clean
from app.kernel.translated import Multilingual, lazy

D = TypeVar("D")


def draft_of(record: object, draft: type[D]) -> D:
    """Read the editable fields of *record* into a draft."""
    return draft(**{f.name: getattr(record, f.name) for f in fields(draft)})  # type: ignore[arg-type]


def differing(before: object, after: object) -> tuple[str, ...]:
    """Name the fields in which two drafts of one class differ."""
    return tuple(f.name for f in fields(after) if getattr(before, f.name) != getattr(after, f.name))  # type: ignore[arg-type]


def fill(record: object, draft: object, *, without: Collection[str] = ()) -> None:
    """Write every field of *draft* into a new record, *without* those that are rows of their own."""
    for name in (f.name for f in fields(draft) if f.name not in without):  # type: ignore[arg-type]
        setattr(record, name, getattr(draft, name))


def apply(ref: Ref, record: Any, before: object, after: object) -> tuple[str, ...]:
    """Write what differs between two drafts; return the names of the fields written.

    Raises `Changed` with the fields that somebody else has changed since *before* was read.
    """
    names = differing(before, after)
    overtaken = tuple(n for n in names if getattr(record, n) not in (getattr(before, n), getattr(after, n)))
    if overtaken:
        raise Changed(ref, overtaken)
    for name in names:
        setattr(record, name, getattr(after, name))
    return names


def accepted(draft: D, check: Callable[[D], Iterable[Finding]]) -> D:
    """Give the draft tidied; raise `Refused` when *check* finds something in it that blocks."""
    tidy = tidied(draft)
    refuse(check(tidy))
    return tidy


def missing_languages(path: str, text: Multilingual) -> list[Finding]:
    """Note the languages in which a text has not been written: papers in them show another language."""
    if not text or not (missing := text.missing()):
        return []
    message = lazy("Not yet written in: {languages}.", languages=", ".join(code.upper() for code in missing))
    return [Finding(path, message, Severity.NOTES, rule="language-missing")]


def tidied(draft: D) -> D:
    """Remove from the texts of a draft the blanks at their ends and the characters that no field holds."""
    return replace(draft, **{f.name: _clean(getattr(draft, f.name)) for f in fields(draft)})  # type: ignore[type-var, arg-type]


def _clean(value: Any) -> Any:
    if type(value) is str:
        return clean(value)
    return Multilingual(clean(value.nl), clean(value.fr), clean(value.en)) if isinstance(value, Multilingual) else value
