"""How the fields of a record are written for a reader: countries and languages by their names, choices by their words."""

from __future__ import annotations

from enum import Enum
from typing import Any

from app.application import Application
from app.kernel.fields import Field, FieldKind
from app.kernel.ids import Ref
from app.kernel.money import EURO, Money
from app.kernel.offsets import Offset
from app.kernel.translated import Lazy, lazy, lazy_count
from ui.kit.language import spoken

PICTURE = lazy("a picture")


def told(field: Field, value: Any, application: Application) -> str:  # noqa: C901 - one line for each kind
    """Write the value of *field* in the language of the screen; empty for nothing."""
    wording = spoken.wording
    formats = wording.formats
    if value is None or value in ("", ()):
        return ""
    match field.kind:
        case FieldKind.COUNTRY:
            return formats.country(value)
        case FieldKind.LANGUAGE:
            return formats.language_name(value)
        case FieldKind.LANGUAGES:
            return formats.join(formats.language_name(code) for code in value)
        case FieldKind.CHOICE:
            code = str(value.value) if isinstance(value, Enum) else str(value)
            return next((wording.say(choice.title) for choice in field.choices if choice.code == code), code) if code else ""
        case FieldKind.CHOICES:
            titles = {choice.code: wording.say(choice.title) for choice in field.choices}
            return formats.join(titles.get(str(code), str(code)) for code in value)
        case FieldKind.OFFSET | FieldKind.PICTURE:
            return wording.say(PICTURE if field.kind is FieldKind.PICTURE else _offset(value))
        case FieldKind.RECORD:
            return wording.text(application.title_of(Ref(field.record, value))) or wording.say(lazy("no longer there"))
        case FieldKind.PARTIAL_DATE:
            return formats.partial(value)
        case FieldKind.MONEY:
            return wording.say(_amount(value))
        case FieldKind.PICTURES:
            return wording.say(lazy_count("{number} photograph", "{number} photographs", len(value)))
        case _:
            return wording.text(value)


def _amount(money: Money) -> Lazy:
    """Say the amount, and for another currency the rate by which it is turned into euro."""
    if money.currency == EURO or money.rate is None:
        return lazy("{amount}", amount=money)
    if money.rate_on is None:
        return lazy("{amount} (€1 = {rate} {currency})", amount=money, rate=money.rate, currency=money.currency)
    return lazy("{amount} (€1 = {rate} {currency} on {day})", amount=money, rate=money.rate, currency=money.currency, day=money.rate_on)


def _offset(written: str) -> Lazy:
    try:
        return Offset.parse(written).told()
    except ValueError:  # written before offsets were as they are
        return lazy("{text}", text=written)
