"""Prepares a document for print: every text as it can be printed, and absurd sizes refused with their place named."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from typing import TYPE_CHECKING, Any, cast

from app.adapters.pdf.fonts import printable
from app.adapters.pdf.tables import MOST_COLUMNS
from app.kernel.document import Document, Section, Table
from app.kernel.errors import Finding, Refused
from app.kernel.figures import QrCode
from app.kernel.translated import lazy

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST_TEXT = 1_000_000
MOST_LINES = 50_000
LONGEST_DOCUMENT = 5_000_000


@dataclass(slots=True)
class Checked:
    """A document as it can be printed, and every text of it."""

    document: Document
    texts: set[str]


def checked(document: Document) -> Checked:
    """Prepare *document*; raise `Refused` with the place of a text or table that no paper can hold."""
    check = _Check(document.meta.title[:200])
    meta = check.value(document.meta, "meta")
    blocks = check.value(document.blocks, "blocks")
    return Checked(Document(meta, blocks), check.texts)


class _Check:
    def __init__(self, title: str) -> None:
        self.texts: set[str] = set()
        self._section = title
        self._letters = 0

    def value(self, value: Any, path: str) -> Any:
        if isinstance(value, str):
            return self._text(value, path)
        if isinstance(value, tuple):
            items = cast("tuple[Any, ...]", value)
            return tuple([self.value(item, f"{path}[{number}]") for number, item in enumerate(items)])
        if isinstance(value, Section):
            outside, self._section = self._section, value.title[:200]
            section = self._record(value, path)
            self._section = outside
            return section
        if isinstance(value, QrCode):
            return value  # what a scanner reads is not set in type
        if isinstance(value, Table):
            self._table(value, path)
        if is_dataclass(value) and not isinstance(value, type):
            return self._record(value, path)
        return value

    def _record(self, record: Any, path: str) -> Any:
        make = cast("Callable[..., Any]", type(record))
        return make(**{part.name: self.value(getattr(record, part.name), f"{path}.{part.name}") for part in fields(record)})

    def _table(self, table: Table, path: str) -> None:
        if len(table.columns) > MOST_COLUMNS:
            self._refuse(f"{path}.columns", len(table.columns))
        for number, row in enumerate(table.rows):
            if len(row) > MOST_COLUMNS:
                self._refuse(f"{path}.rows[{number}]", len(row))

    def _refuse(self, path: str, count: int) -> None:
        message = lazy(
            "A table in “{section}” has {count} columns; a page holds at most {limit}. Leave some out.",
            section=self._section, count=count, limit=MOST_COLUMNS,
        )  # fmt: skip
        raise Refused(Finding(path, message, rule="too-many-columns"))

    def _text(self, text: str, path: str) -> str:
        self._letters += len(text)
        if len(text) > LONGEST_TEXT:
            message = lazy(
                "A text in “{section}” has {count} characters; a paper takes at most {limit}. Shorten it.",
                section=self._section, count=len(text), limit=LONGEST_TEXT,
            )  # fmt: skip
            raise Refused(Finding(path, message, rule="text-too-long"))
        if self._letters > LONGEST_DOCUMENT:
            message = lazy(
                "This paper has more than {limit} characters when it comes to “{section}”. Leave sections out or shorten them.",
                section=self._section, limit=LONGEST_DOCUMENT,
            )  # fmt: skip
            raise Refused(Finding(path, message, rule="paper-too-long"))
        printed = printable(text)
        if len(printed) > MOST_LINES and printed.count("\n") > MOST_LINES:
            message = lazy("A text in “{section}” has more than {limit} lines. Shorten it.", section=self._section, limit=MOST_LINES)
            raise Refused(Finding(path, message, rule="too-many-lines"))
        self.texts.add(printed)
        return printed
