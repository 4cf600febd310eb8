"""Plain JSON and frozen dataclasses: how a file or a column becomes a value, with the place of every fault.

A dataclass is its own description: the annotations say what each key holds. `as_key` gives a field another key ("from"), and says
whether it must be there. Whatever is wrong becomes a finding and leaves the default of its field, so that the rules can still
say all there is to say about the rest.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Container, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, cast

from app.kernel.errors import Finding
from app.kernel.money import EURO, MOST, Money, is_currency
from app.kernel.names import clean
from app.kernel.translated import LANGUAGES, Multilingual, lazy

T = TypeVar("T")

LONGEST = 20_000  # characters of one text
MOST_ITEMS = 500  # lines of one list


def as_key(key: str = "", *, default: Any = None, needed: bool = False) -> Any:
    """Declare a field that has another key in the file, or must be there."""
    return dataclasses.field(default=default, metadata={"key": key, "needed": needed})


def from_plain(kind: type[T], data: Any, path: str = "") -> tuple[T, list[Finding]]:
    """Read *data* as a *kind* (a dataclass of which every field has a default); give it with its faults.

    A key that is not known is refused by its name, one that is missing is a finding at its place.
    """
    faults: list[Finding] = []
    return cast("T", _object(kind, data, path, faults)), faults


def value_from_plain(hint: Any, data: Any) -> Any:
    """Read back what `to_plain` wrote of a value of type *hint*; what was kept whole is whole, and is not looked over again.

    A key that was not there yet when it was written leaves its default, one that is no more is left out.
    """
    return _kept(hint)(data)


def to_plain(value: Any) -> Any:
    """Write a value as what JSON holds; `from_plain` reads it back equal."""
    match value:
        case None | bool() | int() | float():
            return value
        case StrEnum():
            return value.value
        case str():
            return value
        case Decimal():
            return format(value, "f")
        case Money():
            return _money_to_plain(value)
        case datetime() | date():
            return value.isoformat()
        case tuple() | list():
            return [to_plain(one) for one in cast("list[Any]", value)]
        case Mapping():
            return {str(key): to_plain(one) for key, one in cast("Mapping[Any, Any]", value).items()}
        case _:
            return {key: to_plain(getattr(value, field.name)) for key, field in _fields(cast("type[Any]", type(value))).items()}


def _money_to_plain(value: Money) -> dict[str, Any]:
    plain: dict[str, Any] = {"amount": format(value.amount, "f"), "currency": value.currency}
    if value.rate is not None:
        plain |= {"rate": format(value.rate, "f"), "rate_on": to_plain(value.rate_on)}
    return plain


@cache
def _fields(kind: type[Any]) -> dict[str, dataclasses.Field[Any]]:
    return {field.metadata.get("key") or field.name: field for field in dataclasses.fields(kind)}


@cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _default(field: dataclasses.Field[Any]) -> Any:
    if field.default is not dataclasses.MISSING:
        return field.default
    assert field.default_factory is not dataclasses.MISSING, field.name
    return field.default_factory()


def _object(kind: type[Any], data: Any, path: str, faults: list[Finding]) -> Any:
    if hasattr(kind, "accept_plain"):  # some kinds have a short form, such as a name alone
        data = kind.accept_plain(data)
    if not isinstance(data, dict):
        faults.append(Finding(path, lazy("An object is needed here."), rule="wrong-type"))
        return kind()
    members, fields, hints = cast("dict[str, Any]", data), _fields(kind), _hints(kind)
    faults += _unknown(members, fields, path)
    values: dict[str, Any] = {}
    for key, field in fields.items():
        if key in members:
            values[field.name] = _value(hints[field.name], members[key], _at(path, key), faults, _default(field))
        elif field.metadata.get("needed"):
            faults.append(Finding(_at(path, key), lazy("This value is missing."), rule="missing-value"))
    return kind(**values)


def _unknown(members: Iterable[str], known: Container[str], path: str) -> list[Finding]:
    strange = [str(key)[:60] for key in members if key not in known]
    return [Finding(_at(path, key), lazy("This key is not known: {key}.", key=key), rule="unknown-key") for key in strange]


def _at(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _value(hint: Any, data: Any, path: str, faults: list[Finding], default: Any) -> Any:
    origin = typing.get_origin(hint)
    if origin in (Union, types.UnionType):
        inner = [one for one in typing.get_args(hint) if one is not type(None)]
        return None if data is None else _value(inner[0], data, path, faults, default)
    if origin is tuple:
        return _tuple(typing.get_args(hint)[0], data, path, faults)
    if origin is not None and issubclass(origin, Mapping):
        return _mapping(data, path, faults)
    try:
        return _one(hint, data, path, faults)
    except _NotOneError as fault:
        faults.append(Finding(path, fault.message, rule=fault.rule))
        return default


@cache
def _kept(hint: Any) -> Callable[[Any], Any]:
    """Give what reads back a value of type *hint*, worked out once: a list of a year has ten thousands of them."""
    origin = typing.get_origin(hint)
    if origin in (Union, types.UnionType):
        present = _kept(next(one for one in typing.get_args(hint) if one is not type(None)))
        return lambda data: None if data is None else present(data)
    if origin is tuple:
        item = _kept(typing.get_args(hint)[0])
        return lambda data: tuple([item(one) for one in data])
    if origin is not None and issubclass(origin, Mapping):
        return dict[str, str]
    if hint in _KEPT:
        return _KEPT[hint]
    if issubclass(hint, StrEnum):
        return {member.value: member for member in hint}.__getitem__
    return _kept_object(hint)


def _kept_object(kind: type[Any]) -> Callable[[Any], Any]:
    hints = _hints(kind)
    members = [(key, None if (one := _kept(hints[field.name])) is _as_it_is else one) for key, field in _fields(kind).items()]

    def read(data: Any) -> Any:
        try:
            return kind(*[data[key] if member is None else member(data[key]) for key, member in members])
        except KeyError:  # it was written before a field of today was there
            missing = {key: to_plain(_default(field)) for key, field in _fields(kind).items() if key not in data}
            if not missing:
                raise
            return read(data | missing)

    return read


def _kept_money(data: Any) -> Money:
    if "rate" not in data:
        return Money(Decimal(data["amount"]), data["currency"])
    rate_on = data["rate_on"]
    return Money(Decimal(data["amount"]), data["currency"], Decimal(data["rate"]), rate_on and date.fromisoformat(rate_on))


def _as_it_is(data: Any) -> Any:
    return data


_KEPT: dict[Any, Callable[[Any], Any]] = {
    str: _as_it_is,
    bool: _as_it_is,
    int: _as_it_is,
    Decimal: Decimal,
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
    Money: _kept_money,
    Multilingual: lambda data: Multilingual(**data),
}


class _NotOneError(Exception):
    def __init__(self, message: Any, rule: str = "wrong-type") -> None:
        super().__init__(rule)
        self.message, self.rule = message, rule


def _tuple(inner: Any, data: Any, path: str, faults: list[Finding]) -> tuple[Any, ...]:
    if not isinstance(data, list):
        faults.append(Finding(path, lazy("A list is needed here."), rule="wrong-type"))
        return ()
    items = cast("list[Any]", data)
    if len(items) > MOST_ITEMS:
        faults.append(Finding(path, lazy("There are too many lines: at most {limit}.", limit=MOST_ITEMS), rule="too-many"))
        return ()
    return tuple(_value(inner, one, f"{path}[{n}]", faults, "" if inner is str else None) for n, one in enumerate(items))


def _mapping(data: Any, path: str, faults: list[Finding]) -> dict[str, str]:
    if not isinstance(data, dict):
        faults.append(Finding(path, lazy("An object is needed here."), rule="wrong-type"))
        return {}
    members = cast("dict[str, Any]", data)
    return {key: _value(str, one, _at(path, key), faults, "") for key, one in members.items()}


def _one(hint: Any, data: Any, path: str, faults: list[Finding]) -> Any:
    reader = _READERS.get(hint)
    if reader is not None:
        return reader(data)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _code(hint, data)
    if hint is Money:
        return _money(data, path, faults)
    if hint is Multilingual:
        return _multilingual(data, path, faults)
    return _object(cast("type[Any]", hint), data, path, faults)


def _multilingual(data: Any, path: str, faults: list[Finding]) -> Multilingual:
    if not isinstance(data, dict):
        raise _NotOneError(lazy("A text in several languages is needed here: an object with nl, fr and en."))
    members = cast("dict[str, Any]", data)
    faults += _unknown(members, LANGUAGES, path)
    return Multilingual(**{code: _value(str, members[code], _at(path, code), faults, "") for code in LANGUAGES if code in members})


def _text(data: Any) -> str:
    if not isinstance(data, str):
        raise _NotOneError(lazy("A text is needed here."))
    if len(data) > LONGEST:
        raise _NotOneError(lazy("This text is too long: at most {limit} characters.", limit=LONGEST), "text-too-long")
    return clean(data)


def _yes_no(data: Any) -> bool:
    if not isinstance(data, bool):
        raise _NotOneError(lazy("Yes or no is needed here (true or false)."))
    return data


def _whole(data: Any) -> int:
    if isinstance(data, bool) or not isinstance(data, int):
        raise _NotOneError(lazy("A whole number is needed here."))
    if abs(data) > MOST:
        raise _NotOneError(lazy("This number is too large."), "too-large")
    return data


def decimal(data: Any) -> Decimal:
    """Read a decimal number: a string, or a number of JSON. Raises what `from_plain` turns into a finding."""
    try:
        number = Decimal(str(data)) if isinstance(data, str | int | float) and not isinstance(data, bool) else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite():
        raise _NotOneError(lazy("A number is needed here, written as 1234.50."), "wrong-number")
    exponent = number.as_tuple().exponent
    if abs(number) > MOST or (isinstance(exponent, int) and exponent < -12):  # noqa: PLR2004 - finer than any rate
        raise _NotOneError(lazy("This number is too large."), "too-large")
    return number


def _day(data: Any) -> date:
    try:
        return date.fromisoformat(data)
    except (TypeError, ValueError):
        message = lazy("“{value}” is not a day: write 2026-03-05.", value=str(data)[:60])
        raise _NotOneError(message, "wrong-date") from None


def _moment(data: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(data)
    except (TypeError, ValueError):
        message = lazy("“{value}” is not a moment: write 2026-03-05T08:25:00+01:00.", value=str(data)[:60])
        raise _NotOneError(message, "wrong-date") from None
    if moment.utcoffset() is None:
        raise _NotOneError(lazy("The offset from universal time is missing: write 2026-03-05T08:25:00+01:00."), "no-offset")
    return moment


def _code(kind: type[StrEnum], data: Any) -> StrEnum:
    try:
        return kind(data)
    except ValueError:
        codes = ", ".join(member.value for member in kind if member.value)
        message = lazy("“{value}” is not known here: write one of {codes}.", value=str(data)[:60], codes=codes)
        raise _NotOneError(message, "unknown-value") from None


def _money(data: Any, path: str, faults: list[Finding]) -> Money:
    if not isinstance(data, dict):
        raise _NotOneError(lazy("An amount is needed here: an object with amount and currency."))
    members = cast("dict[str, Any]", data)
    faults += _unknown(members, ("amount", "currency", "rate", "rate_on"), path)
    return money_of(members, path, faults)


def money_of(members: Mapping[str, Any], path: str, faults: list[Finding]) -> Money:
    """Read the keys of an amount out of an object; for lines that hold them beside others."""

    def part(key: str, read: Callable[[Any], Any], default: Any) -> Any:
        if members.get(key) is None:
            if key == "amount":
                faults.append(Finding(_at(path, key), lazy("This value is missing."), rule="missing-value"))
            return default
        try:
            return read(members[key])
        except _NotOneError as fault:
            faults.append(Finding(_at(path, key), fault.message, rule=fault.rule))
            return default

    return Money(
        part("amount", decimal, Decimal(0)), part("currency", _currency, EURO), part("rate", decimal, None), part("rate_on", _day, None)
    )


def _currency(data: Any) -> str:
    if not isinstance(data, str) or not is_currency(data):
        raise _NotOneError(
            lazy("“{code}” is not a currency: write three capital letters (ISO 4217).", code=str(data)[:20]), "currency-code"
        )
    return data


_READERS: dict[Any, Callable[[Any], Any]] = {
    str: _text,
    bool: _yes_no,
    int: _whole,
    Decimal: decimal,
    date: _day,
    datetime: _moment,
}
