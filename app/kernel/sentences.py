"""Sentences that are kept: as plain JSON with what fills their placeholders, so that they can be shown in any language later."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, cast

from app.kernel.money import Money
from app.kernel.periods import PartialDate
from app.kernel.shapes import to_plain, value_from_plain
from app.kernel.translated import Lazy, Multilingual, Told


def sentence_to_plain(sentence: Lazy) -> dict[str, Any]:
    """Write a sentence with its values; a value of a kind that has no plain form is kept as the text it shows."""
    plain: dict[str, Any] = {"message": sentence.message}
    if sentence.values:
        plain["values"] = {name: _plain(value) for name, value in sentence.values.items()}
    if sentence.plural:
        plain |= {"plural": sentence.plural, "number": sentence.number}
    if isinstance(sentence, Told):
        plain["text"] = to_plain(sentence.text)
    return plain


def sentence_from_plain(plain: Mapping[str, Any]) -> Lazy:
    """Read back what `sentence_to_plain` wrote."""
    message, values = plain["message"], {name: _value(value) for name, value in plain.get("values", {}).items()}
    plural, number = plain.get("plural", ""), plain.get("number", 0)
    if "text" in plain:
        return Told(message, values, plural, number, text=Multilingual(**plain["text"]))
    return Lazy(message, values, plural, number)


def _plain(value: object) -> Any:  # noqa: C901 - one line for each kind
    match value:
        case Lazy():
            return {"sentence": sentence_to_plain(value)}
        case Multilingual():
            return {"languages": to_plain(value)}
        case PartialDate():
            return {"known": str(value)}
        case datetime():
            return {"moment": value.isoformat()}
        case date():
            return {"day": value.isoformat()}
        case time():
            return {"time": value.isoformat()}
        case Money():
            return {"money": to_plain(value)}
        case StrEnum():
            return value.value
        case str() | int() | None:
            return value
        case tuple() | list():
            return {"list": [_plain(one) for one in cast("tuple[object, ...]", value)]}
        case _:
            return str(value)


def _value(plain: Any) -> object:
    if not isinstance(plain, dict):
        return plain
    ((kind, content),) = cast("dict[str, Any]", plain).items()
    match kind:
        case "sentence":
            return sentence_from_plain(content)
        case "languages":
            return Multilingual(**content)
        case "known":
            return PartialDate.parse(content)
        case "moment":
            return datetime.fromisoformat(content)
        case "day":
            return date.fromisoformat(content)
        case "time":
            return time.fromisoformat(content)
        case "money":
            return value_from_plain(Money, content)
        case _:
            return tuple(_value(one) for one in content)
