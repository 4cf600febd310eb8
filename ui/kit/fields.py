"""Which editor a field of a form gets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from functools import cache, partial
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from PySide6.QtWidgets import QWidget

from app.kernel.fields import Field, FieldKind
from app.kernel.names import fold
from ui.kit.amounts import MoneyEditor
from ui.kit.choosers import (
    ChoiceEditor,
    LanguagesEditor,
    NamedCodeEditor,
    RecordEditor,
    TicksEditor,
    country_names,
    language_names,
    zone_names,
)
from ui.kit.editors import (
    DateEditor,
    Editor,
    LineEditor,
    LongTextEditor,
    MinutesEditor,
    MultilingualEditor,
    NumberEditor,
    PartialDateEditor,
    TimeEditor,
    YesNoEditor,
)
from ui.kit.language import spoken
from ui.kit.offsets import OffsetEditor
from ui.kit.photographs import PhotosEditor
from ui.kit.pictures import PictureEditor

if TYPE_CHECKING:
    from app.application import Application

_BY_KIND: dict[FieldKind, type[Editor]] = {
    FieldKind.TEXT: LineEditor,
    FieldKind.LONG_TEXT: LongTextEditor,
    FieldKind.MULTILINGUAL: MultilingualEditor,
    FieldKind.MULTILINGUAL_LONG: MultilingualEditor,
    FieldKind.PARTIAL_DATE: PartialDateEditor,
    FieldKind.DATE: DateEditor,
    FieldKind.TIME: TimeEditor,
    FieldKind.MINUTES: MinutesEditor,
    FieldKind.OFFSET: OffsetEditor,
    FieldKind.NUMBER: NumberEditor,
    FieldKind.YES_NO: YesNoEditor,
    FieldKind.LANGUAGES: LanguagesEditor,
    FieldKind.CHOICES: TicksEditor,
    FieldKind.MONEY: MoneyEditor,
}
_NAMES: dict[FieldKind, Callable[[], Sequence[tuple[str, str]]]] = {
    FieldKind.COUNTRY: country_names,
    FieldKind.LANGUAGE: language_names,
    FieldKind.ZONE: zone_names,
}
_FEW = 40  # choices that are still found by looking; more of them are typed


def make_editor(field: Field, draft: type[Any], application: Application | None, parent: QWidget | None = None) -> Editor:
    """Make the editor for *field* of *draft*; records and pictures need the application."""
    if field.kind in _BY_KIND:
        return _BY_KIND[field.kind](field, parent)
    if field.kind in _NAMES:
        return NamedCodeEditor(field, _NAMES[field.kind], parent)
    if field.kind is FieldKind.CHOICE:
        of, may_be_none = _enum_of(draft, field.key)
        if of is None and len(field.choices) > _FEW:
            return NamedCodeEditor(field, partial(_titles, field), parent)
        return ChoiceEditor(field, of, may_be_none=may_be_none, parent=parent)
    assert application is not None
    if field.kind is FieldKind.RECORD:
        return RecordEditor(field, application, parent)
    if field.kind is FieldKind.PICTURES:
        return PhotosEditor(field, _one_of(draft, field.key), application, parent)
    return PictureEditor(field, application, parent)


def _titles(field: Field) -> Sequence[tuple[str, str]]:
    named = ((choice.code, spoken.wording.say(choice.title)) for choice in field.choices if choice.code)
    return sorted(named, key=lambda pair: (fold(pair[1]), pair[0]))


def _one_of(draft: type[Any], key: str) -> type[Any]:
    """Give the class of the values of a field that has several of them."""
    return get_args(_hints(draft)[key])[0]


@cache
def _hints(draft: type[Any]) -> dict[str, Any]:
    return get_type_hints(draft)


def _enum_of(draft: type[Any], key: str) -> tuple[type[Enum] | None, bool]:
    hint = _hints(draft).get(key, str)
    parts = get_args(hint) or (hint,)
    of = next((part for part in parts if isinstance(part, type) and issubclass(part, Enum)), None)
    return of, type(None) in parts
