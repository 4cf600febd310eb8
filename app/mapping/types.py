"""Column types that come back as they went in, on SQLite (STRICT tables) and on PostgreSQL.

SQLite knows text, integers and bytes; dates, decimals and enumerations are kept as text there, so that they are
exact, sortable and readable with any tool.
"""

from __future__ import annotations

import enum
import json
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, Boolean, Date, DateTime, Dialect, Integer, LargeBinary, Text, Time
from sqlalchemy.types import TypeDecorator, TypeEngine

from app.kernel.periods import PartialDate
from app.kernel.sentences import sentence_from_plain, sentence_to_plain
from app.kernel.shapes import to_plain, value_from_plain
from app.kernel.translated import Lazy, Multilingual

SHORT = Text()
LONG = BigInteger().with_variant(Integer(), "sqlite")
BYTES = LargeBinary()


class _AsText(TypeDecorator[Any]):
    """Kept as text on SQLite; PostgreSQL gets its own type where it has one."""

    impl = Text
    cache_ok = True
    native: TypeEngine[Any] | None = None

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        native = None if dialect.name == "sqlite" else self.native
        return dialect.type_descriptor(native if native is not None else Text())

    def _plain(self, dialect: Dialect) -> bool:
        return dialect.name == "sqlite" or self.native is None


def is_text(kind: TypeEngine[Any]) -> bool:
    """Tell whether a column of this type is kept as text on every database, so that words can be looked for in it."""
    return isinstance(kind, Text) or (isinstance(kind, _AsText) and kind.native is None)


class UtcMoment(_AsText):
    """An aware datetime, kept in UTC to the microsecond."""

    cache_ok = True
    native = DateTime(timezone=True)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        moment = value.astimezone(UTC)
        return moment.isoformat(timespec="microseconds") if self._plain(dialect) else moment

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return datetime.fromisoformat(value) if isinstance(value, str) else value.astimezone(UTC)


class Day(_AsText):
    """A calendar day."""

    cache_ok = True
    native = Date()

    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:
        return value.isoformat() if value is not None and self._plain(dialect) else value

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        return date.fromisoformat(value) if isinstance(value, str) else value


class TimeOfDay(_AsText):
    """A time on a clock, without a zone."""

    cache_ok = True
    native = Time()

    def process_bind_param(self, value: time | None, dialect: Dialect) -> Any:
        return value.isoformat("minutes") if value is not None and self._plain(dialect) else value

    def process_result_value(self, value: Any, dialect: Dialect) -> time | None:
        return time.fromisoformat(value) if isinstance(value, str) else value


# Lists read the same days and titles over and over; what they are read into never changes.
@lru_cache(maxsize=4096)
def _known_day(text: str) -> PartialDate:
    return PartialDate.parse(text)


@lru_cache(maxsize=4096)
def _multilingual(text: str) -> Multilingual:
    return Multilingual(**json.loads(text))


class KnownDay(_AsText):
    """A `PartialDate`; its text sorts in order of time."""

    cache_ok = True

    def process_bind_param(self, value: PartialDate | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> PartialDate | None:
        return None if value is None else _known_day(value)


class Languages(_AsText):
    """A `Multilingual`, as JSON of the languages that are written; empty is an empty object."""

    cache_ok = True

    def process_bind_param(self, value: Multilingual | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        texts = {code: getattr(value, code) for code in ("nl", "fr", "en") if getattr(value, code)}
        return json.dumps(texts, ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Multilingual | None:
        return None if value is None else _multilingual(value)


class Codes(_AsText):
    """A tuple of codes, in order, separated by blanks."""

    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        return None if value is None else " ".join(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        return None if value is None else tuple(value.split())


class Code(_AsText):
    """A member of a StrEnum, kept by its value."""

    cache_ok = True

    def __init__(self, kind: type[enum.StrEnum]) -> None:
        super().__init__()
        self.kind = kind
        self._members = {member.value: member for member in kind}

    @property
    def python_type(self) -> type[Any]:
        return self.kind

    def process_bind_param(self, value: enum.StrEnum | None, dialect: Dialect) -> str | None:
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> enum.StrEnum | None:
        return None if value is None else self._members.get(value) or self.kind(value)


class Flag(TypeDecorator[bool]):
    """Yes or no; 0 and 1 on SQLite."""

    impl = Integer
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else Boolean())

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> Any:
        return int(value) if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


class Exact(_AsText):
    """A decimal number, kept as text to the last figure."""

    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else format(value, "f")

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class Shape(_AsText):
    """A value of frozen dataclasses, kept as plain JSON (`kernel/shapes.py`). `hint` is its type: `tuple[Leg, ...]`."""

    cache_ok = True

    def __init__(self, hint: Any) -> None:
        super().__init__()
        self.hint = hint

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(to_plain(value), ensure_ascii=False, sort_keys=True)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else value_from_plain(self.hint, json.loads(value))


class Structure(_AsText):
    """A value of plain JSON."""

    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


class Sentence(_AsText):
    """A sentence of ours with what fills it (`kernel/sentences.py`), so that it can be shown in any language later."""

    cache_ok = True

    def process_bind_param(self, value: Lazy | None, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(sentence_to_plain(value), ensure_ascii=False, sort_keys=True)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Lazy | None:
        return None if value is None else sentence_from_plain(json.loads(value))
