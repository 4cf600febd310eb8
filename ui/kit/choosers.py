"""Editors of values that are chosen by their name: one of a few, a country, a language, a time zone, a record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLocale, QStringListModel, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QWidget,
)

from app.kernel.fields import Field
from app.kernel.ids import Ref
from app.kernel.names import fold
from app.kernel.translated import Lazy, Multilingual, lazy
from ui.kit.controls import tool_button
from ui.kit.editors import Editor
from ui.kit.flow import FlowLayout
from ui.kit.icons import iconed
from ui.kit.language import _, shown, spoken, worded
from ui.kit.theme import theme

if TYPE_CHECKING:
    from app.application import Application

NOT_IN_THE_LIST = lazy("Choose one from the list.")
_NOT_STATES = frozenset({"AC", "CP", "CQ", "DG", "EA", "IC", "TA", "QO", "XA", "XB"})
_OFFICIAL = ("nl", "fr", "en", "de")


class ChoiceEditor(Editor):
    """One of a few values. The value is of the type that the draft has (a member of its enum, or the code)."""

    def __init__(self, field: Field, of: type[Enum] | None = None, *, may_be_none: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._of = of
        self._nothing: Any = None if may_be_none else ""
        self.box = QComboBox()
        self._codes = [choice.code for choice in field.choices]
        if "" not in self._codes and (may_be_none or not field.required):
            self._codes.insert(0, "")
        titles = {choice.code: choice.title for choice in field.choices}
        self._titles = [titles.get(code) for code in self._codes]
        self.box.addItems([""] * len(self._codes))
        self.box.setMaximumWidth(theme.scaled(360))
        self.box.currentIndexChanged.connect(self._on_chosen)
        self._rows.addWidget(self.box)
        self._watch()
        self.retranslate()

    def value(self) -> Any:
        """Give the choice."""
        code = self._codes[self.box.currentIndex()] if self._codes else ""
        if not code and (self._of is None or self._nothing is None):
            return self._nothing
        if self._of is not None:
            known = {str(member.value): member for member in self._of}
            return known.get(code, self._nothing)
        return code

    def show_value(self, value: Any) -> None:
        """Show the choice."""
        code = str(value.value) if isinstance(value, Enum) else str(value or "")
        blocked = self.box.blockSignals(True)
        self.box.setCurrentIndex(self._codes.index(code) if code in self._codes else 0)
        self.box.blockSignals(blocked)

    def plain(self) -> Any:
        """Give the code."""
        return self._codes[self.box.currentIndex()] if self._codes else ""

    def take_plain(self, plain: Any) -> None:
        """Take up the code."""
        if plain in self._codes:
            self.box.setCurrentIndex(self._codes.index(plain))

    def inputs(self) -> Sequence[QWidget]:
        """Give the list."""
        return (self.box,)

    def retranslate(self) -> None:
        """Say the choices in the language of the screen."""
        for number, title in enumerate(self._titles):
            self.box.setItemText(number, _(title) if title is not None else "—")

    @Slot()
    def _on_chosen(self) -> None:
        self.edited.emit()


class TicksEditor(Editor):
    """Any of a few values, each with a box to tick. The value is the tuple of their codes, in the order of the choices."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        holder = QWidget()
        flow = FlowLayout(holder, spacing=14)
        self.boxes: dict[str, QCheckBox] = {}
        for choice in field.choices:
            box = QCheckBox()
            worded(box, text=choice.title)
            box.toggled.connect(self._on_toggled)
            flow.addWidget(box)
            self.boxes[choice.code] = box
        self._rows.addWidget(holder)
        self._watch()

    def value(self) -> Any:
        """Give the codes that are ticked."""
        return tuple(code for code, box in self.boxes.items() if box.isChecked())

    def show_value(self, value: Any) -> None:
        """Tick these codes."""
        codes = {str(code) for code in value or ()}
        for code, box in self.boxes.items():
            blocked = box.blockSignals(True)
            box.setChecked(code in codes)
            box.blockSignals(blocked)

    def plain(self) -> Any:
        """Give the codes."""
        return list(self.value())

    def take_plain(self, plain: Any) -> None:
        """Take up the codes."""
        self.show_value(plain)
        self.edited.emit()

    def inputs(self) -> Sequence[QWidget]:
        """Give the boxes."""
        return tuple(self.boxes.values())

    def name(self, title: Lazy) -> None:
        """Say what the boxes are about; the text of each stays its name."""
        for box in self.boxes.values():
            worded(box, accessibleDescription=title)

    def mark(self, faulty: bool) -> None:  # noqa: FBT001 - a mark is set or not
        """Leave the boxes as they are: the words below say it."""

    @Slot()
    def _on_toggled(self) -> None:
        self.edited.emit()


class NamedCodeEditor(Editor):
    """A code chosen by its name out of a long list: a country, a language, a time zone. Type part of the name.

    Signals:
        chosen: the user has finished with a name that is in the list.
    """

    chosen = Signal()

    def __init__(self, field: Field, names: Callable[[], Sequence[tuple[str, str]]], parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._names = names
        self._code = ""
        self._known: tuple[tuple[str, str], ...] = ()
        self._loaded_for = ""
        self.line = QLineEdit()
        self.line.setMaximumWidth(theme.scaled(360))
        self.line.textEdited.connect(self._on_text_edited)
        self.line.editingFinished.connect(self._on_finished)
        opener = QAction(self.line)
        worded(opener, text=lazy("Show the list"), toolTip=lazy("Show the list"))
        iconed(opener, "chevron", "quiet")
        opener.triggered.connect(self._on_list_wanted)
        self.line.addAction(opener, QLineEdit.ActionPosition.TrailingPosition)
        self._list = QStringListModel(self)
        completer = QCompleter(self._list, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        # The list is narrowed here, because accents do not count in it.
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(12)
        completer.activated.connect(self._on_activated)
        self._completer = completer
        _frame_list(completer)
        self.line.setCompleter(completer)
        self._rows.addWidget(self.line)
        self._watch()

    def value(self) -> Any:
        """Give the code."""
        return self._code

    def fault(self) -> Lazy | None:
        """Say that the name is not in the list."""
        return NOT_IN_THE_LIST if self.line.text().strip() and not self._code else None

    def show_value(self, value: Any) -> None:
        """Show the name of the code."""
        self._code = value or ""
        self.line.setText(self._name_of(self._code))
        self.line.setCursorPosition(0)

    def plain(self) -> Any:
        """Give the code."""
        return self._code

    def take_plain(self, plain: Any) -> None:
        """Take up the code."""
        self.show_value(str(plain))
        self.edited.emit()

    def inputs(self) -> Sequence[QWidget]:
        """Give the line."""
        return (self.line,)

    def retranslate(self) -> None:
        """Show the name in the language of the screen."""
        if self._code:
            self.line.setText(self._name_of(self._code))

    def _load(self) -> tuple[tuple[str, str], ...]:
        if self._loaded_for != spoken.wording.language:
            self._loaded_for = spoken.wording.language
            self._known = tuple(self._names())
        return self._known

    def _name_of(self, code: str) -> str:
        return next((name for known, name in self._load() if known == code), code) if code else ""

    def _narrow(self, text: str) -> None:
        wanted = fold(text).strip()
        starts = [name for code, name in self._load() if fold(name).startswith(wanted) or _is_key(code, wanted)]
        within = [name for _code, name in self._load() if wanted in fold(name) and name not in starts]
        self._list.setStringList(starts + within)

    def _code_named(self, text: str) -> str:
        wanted = fold(text).strip()
        if not wanted:
            return ""
        return next((code for code, name in self._load() if wanted in (fold(name), code.casefold())), "")

    @Slot(str)
    def _on_text_edited(self, text: str) -> None:
        self._code = self._code_named(text)
        self._narrow(text)
        self.edited.emit()

    @Slot()
    def _on_list_wanted(self) -> None:
        self._narrow("")
        self.line.setFocus()
        self._completer.complete()

    @Slot()
    def _on_finished(self) -> None:
        if self._code:
            self.line.setText(self._name_of(self._code))
            self.chosen.emit()
        elif len(names := self._list.stringList()) == 1 and self.line.text().strip():
            self._on_activated(names[0])

    @Slot(str)
    def _on_activated(self, name: str) -> None:
        self._code = self._code_named(name)
        self.line.setText(self._name_of(self._code))
        self.edited.emit()
        self.chosen.emit()


class LanguagesEditor(Editor):
    """Several languages: chosen one after the other, in the order of preference."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._codes: list[str] = []
        self._chips = QHBoxLayout()
        self._chips.setContentsMargins(0, 0, 0, 0)
        self._chips.setSpacing(6)
        self._rows.addLayout(self._chips)
        self._adder = NamedCodeEditor(field, language_names)
        worded(self._adder.line, placeholderText=lazy("Add a language"))
        self._adder.edited.connect(self.edited)
        self._adder.chosen.connect(self._on_language_chosen)
        self._adder.left.connect(self.left)
        self._rows.addWidget(self._adder)
        self._buttons: list[QToolButton] = []

    def value(self) -> Any:
        """Give the codes in order."""
        return tuple(self._codes)

    def fault(self) -> Lazy | None:
        """Say that what was typed is no language."""
        return self._adder.fault()

    def show_value(self, value: Any) -> None:
        """Show the languages."""
        self._codes = list(value or ())
        self._show_chips()

    def plain(self) -> Any:
        """Give the codes."""
        return list(self._codes)

    def take_plain(self, plain: Any) -> None:
        """Take up the codes."""
        self.show_value([str(code) for code in plain])
        self.edited.emit()

    def inputs(self) -> Sequence[QWidget]:
        """Give the line in which a language is added."""
        return self._adder.inputs()

    def retranslate(self) -> None:
        """Name the languages in the language of the screen."""
        self._show_chips()

    def _show_chips(self) -> None:
        while (item := self._chips.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for code in self._codes:
            name = spoken.wording.formats.language_name(code)
            chip = tool_button(lazy("Remove {name}", name=name), "close", beside=True)
            worded(chip, text=Multilingual(nl=name))
            chip.setProperty("code", code)
            chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            chip.clicked.connect(self._on_chip_pressed)
            self._chips.addWidget(chip)
        self._chips.addStretch(1)

    @Slot()
    def _on_chip_pressed(self) -> None:
        sender = self.sender()
        if sender is not None and (code := sender.property("code")) in self._codes:
            self._codes.remove(code)
            self._show_chips()
            self.edited.emit()

    @Slot()
    def _on_language_chosen(self) -> None:
        code = self._adder.value()
        if not code:
            return
        if code not in self._codes:
            self._codes.append(code)
        # The completer writes the name once more after it has told us.
        QTimer.singleShot(0, self, self._clear_adder)
        self._adder.show_value("")
        self._show_chips()
        self.edited.emit()

    @Slot()
    def _clear_adder(self) -> None:
        if self._adder.value() in self._codes or not self._adder.line.hasFocus():
            self._adder.show_value("")


class RecordEditor(Editor):
    """Another record: type part of its name and choose it.

    Signals:
        unknown: Enter was pressed on a name that no record has.
    """

    unknown = Signal()

    def __init__(self, field: Field, application: Application, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._application = application
        self._id: str | None = None
        self._hits: dict[str, str] = {}
        self.line = QLineEdit()
        worded(self.line, placeholderText=lazy("Type a name"))
        self.line.setClearButtonEnabled(True)
        self.line.textEdited.connect(self._on_text_edited)
        self.line.textChanged.connect(self._on_text_changed)
        self.line.editingFinished.connect(self._on_finished)
        self.line.returnPressed.connect(self._on_enter)
        self._list = QStringListModel(self)
        completer = QCompleter(self._list, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(10)
        completer.activated.connect(self._on_activated)
        self._completer = completer
        _frame_list(completer)
        self.line.setCompleter(completer)
        self._rows.addWidget(self.line)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._search)
        self._watch()

    def value(self) -> Any:
        """Give the id of the record."""
        return self._id

    def fault(self) -> Lazy | None:
        """Say that no record was chosen for what was typed."""
        return NOT_IN_THE_LIST if self.line.text().strip() and self._id is None else None

    def show_value(self, value: Any) -> None:
        """Show the name of the record."""
        self._id = value or None
        self.line.setText(self._title(self._id) if self._id else "")
        self.line.setCursorPosition(0)

    def plain(self) -> Any:
        """Give the id."""
        return self._id

    def take_plain(self, plain: Any) -> None:
        """Take up the id."""
        self.show_value(plain)
        self.edited.emit()

    def inputs(self) -> Sequence[QWidget]:
        """Give the line."""
        return (self.line,)

    def _title(self, id: str) -> str:
        return shown(self._application.title_of(Ref(self.field.record, id))) or id

    @Slot(str)
    def _on_text_edited(self, _text: str) -> None:
        self._id = None
        self._soon.start()
        self.edited.emit()

    @Slot(str)
    def _on_text_changed(self, text: str) -> None:
        if not text and self._id is not None:  # the clear button
            self._id = None
            self.edited.emit()

    @Slot()
    def _search(self) -> None:
        hits = self._application.find(self.line.text(), kinds=(self.field.record,), limit=20)
        self._hits = {}
        for hit in hits:
            title = "  ·  ".join(text for text in (shown(hit.title), shown(hit.subtitle)) if text)
            while title in self._hits:
                title += " "
            self._hits[title] = hit.ref.id
        self._list.setStringList(list(self._hits))
        if self._hits and self.line.hasFocus():
            self._completer.complete()

    @Slot()
    def _on_finished(self) -> None:
        if self._id is None and len(self._hits) == 1 and self.line.text().strip():
            self._on_activated(next(iter(self._hits)))

    @Slot()
    def _on_enter(self) -> None:
        if self._id is None and self.line.text().strip():
            self._soon.stop()
            self._search()
            if not self._hits:
                self.unknown.emit()

    @Slot(str)
    def _on_activated(self, title: str) -> None:
        if (id := self._hits.get(title)) is not None:
            self.show_value(id)
            self._hits = {}
            self.edited.emit()


@cache
def _country_codes() -> tuple[str, ...]:
    codes = {QLocale.territoryToCode(territory) for territory in QLocale.Country}
    return tuple(sorted(code for code in codes if len(code) == 2 and code.isalpha() and code not in _NOT_STATES))  # noqa: PLR2004


@cache
def _language_codes() -> tuple[str, ...]:
    codes = {QLocale.languageToCode(language) for language in QLocale.Language}
    return tuple(sorted(code for code in codes if len(code) == 2 and code not in _OFFICIAL))  # noqa: PLR2004


def country_names() -> Sequence[tuple[str, str]]:
    """Give the codes and names of countries, in the order of the language of the screen."""
    formats = spoken.wording.formats
    named = ((code, formats.country(code)) for code in _country_codes())
    return sorted((pair for pair in named if pair[0] != pair[1]), key=lambda pair: fold(pair[1]))


def language_names() -> Sequence[tuple[str, str]]:
    """Give the codes and names of languages: those of the office first."""
    formats = spoken.wording.formats
    others = ((code, formats.language_name(code)) for code in _language_codes())
    rest = sorted((pair for pair in others if pair[0] != pair[1]), key=lambda pair: fold(pair[1]))
    return [(code, formats.language_name(code)) for code in _OFFICIAL] + rest


@cache
def zone_names() -> tuple[tuple[str, str], ...]:
    """Give the time zones of cities: their key, and the city before the continent."""
    from zoneinfo import available_timezones  # slow import

    zones = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix", "right", "SystemV")))
    return tuple((zone, _zone_title(zone)) for zone in zones)


def _frame_list(completer: QCompleter) -> None:
    popup = completer.popup()
    assert popup is not None
    popup.setObjectName("completions")


def _is_key(code: str, typed: str) -> bool:
    """Tell whether the key of a time zone is being typed: Asia/Seo."""
    return "/" in typed and code.casefold().startswith(typed.replace(" ", "_"))


def _zone_title(zone: str) -> str:
    area, _slash, city = zone.partition("/")
    return f"{city.replace('_', ' ').replace('/', ', ')} ({area})"
