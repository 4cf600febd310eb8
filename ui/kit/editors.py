"""One editor for each kind of field. An editor never loses what was typed, even when it does not understand it.

`value` is what the draft gets; `fault` is the sentence that stands beside the field while what was typed means nothing.
`plain` and `take_plain` turn the value into what a JSON file can hold, so that a half-typed form survives a crash.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, time, timedelta
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QSize, QStringListModel, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QCompleter,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from app.kernel.fields import Field, FieldKind
from app.kernel.ids import Ref
from app.kernel.names import fold
from app.kernel.periods import PartialDate
from app.kernel.translated import LANGUAGES, Lazy, Multilingual, lazy
from ui.kit.controls import Label, tool_button
from ui.kit.entry import read_day, read_minutes, read_partial, read_time
from ui.kit.icons import iconed
from ui.kit.language import LANGUAGE_NAMES, _, shown, spoken, worded
from ui.kit.theme import theme

if TYPE_CHECKING:
    from app.application import Application

NOT_A_DATE = lazy("This is not a date. Write 22/9/2021, 9/2021 or 2021.")
NOT_A_DAY = lazy("This is not a day. Write 22/9/2021.")
NOT_A_TIME = lazy("This is not a time. Write 9:30 or 930.")
NOT_MINUTES = lazy("This is not a length of time. Write 45, 1h30 or 1:30.")
NOT_A_NUMBER = lazy("This is not a whole number.")
NOT_IN_THE_LIST = lazy("Choose one from the list.")
_LINES = 4


class Editor(QWidget):
    """What all editors share.

    Signals:
        edited: the user changed something.
        left: the user went on to the next field.
    """

    edited = Signal()
    left = Signal()

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(3)
        spoken.changed.connect(self.retranslate)

    def value(self) -> Any:
        """Give what the draft gets."""
        raise NotImplementedError

    def show_value(self, value: Any) -> None:
        """Show *value* as it stands in a draft."""
        raise NotImplementedError

    def fault(self) -> Lazy | None:
        """Say what is not understood of what was typed."""
        return None

    def plain(self) -> Any:
        """Give what was typed, for a file."""
        raise NotImplementedError

    def take_plain(self, plain: Any) -> None:
        """Take up what was kept in a file."""
        raise NotImplementedError

    def inputs(self) -> Sequence[QWidget]:
        """Give the widgets that take the focus, in order."""
        raise NotImplementedError

    def name(self, title: Lazy) -> None:
        """Give the inputs the name that a screen reader speaks."""
        for widget in self.inputs():
            worded(widget, accessibleName=title)

    def mark(self, faulty: bool) -> None:  # noqa: FBT001 - a mark is set or not
        """Show by the border whether something is wrong here; the words stand below."""
        for widget in self.inputs():
            if bool(widget.property("fault")) != faulty:
                widget.setProperty("fault", faulty)
                widget.style().unpolish(widget)
                widget.style().polish(widget)

    def focus(self) -> None:
        """Let the user type here."""
        self.inputs()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Say again what this editor composes."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice when the focus leaves."""
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return super().eventFilter(watched, event)

    def _watch(self) -> None:
        for widget in self.inputs():
            widget.installEventFilter(self)


class LineEditor(Editor):
    """One line of text."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.line = QLineEdit()
        self.line.setMaxLength(field.limit)
        self.line.textEdited.connect(self._on_edited)
        self._rows.addWidget(self.line)
        self._watch()

    def value(self) -> Any:
        """Give the text."""
        return self.line.text()

    def show_value(self, value: Any) -> None:
        """Show the text."""
        self.line.setText(value or "")
        self.line.setCursorPosition(0)

    def plain(self) -> Any:
        """Give the text."""
        return self.line.text()

    def take_plain(self, plain: Any) -> None:
        """Take up the text."""
        self.line.setText(str(plain))
        self._on_edited()

    def inputs(self) -> Sequence[QWidget]:
        """Give the line."""
        return (self.line,)

    @Slot()
    def _on_edited(self) -> None:
        self.edited.emit()


class ReadEditor(LineEditor):
    """A line that is read: what was understood of it stands below."""

    not_understood = NOT_A_DATE

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._value: Any = None
        self._fault: Lazy | None = None
        self._understood = Label("", "small")
        self._understood.hide()
        self.line.setMaximumWidth(theme.scaled(220))
        self.line.editingFinished.connect(self._show_understood)
        self._rows.addWidget(self._understood)

    def read(self, text: str) -> Any:
        """Read what was typed; raise ValueError for what means nothing."""
        raise NotImplementedError

    def written(self, value: Any) -> str:
        """Write a value as it can be typed."""
        raise NotImplementedError

    def said(self, value: Any) -> str:
        """Write a value as it was understood."""
        raise NotImplementedError

    def value(self) -> Any:
        """Give what was understood last."""
        return self._value

    def fault(self) -> Lazy | None:
        """Say that it was not understood."""
        return self._fault

    def show_value(self, value: Any) -> None:
        """Show *value* as it can be typed."""
        self._value, self._fault = value, None
        self.line.setText("" if value is None else self.written(value))
        self._show_understood()

    def retranslate(self) -> None:
        """Say what was understood in the language of the screen."""
        self._show_understood()

    @Slot()
    def _on_edited(self) -> None:
        try:
            self._value, self._fault = self.read(self.line.text()), None
        except ValueError:
            self._value, self._fault = None, self.not_understood
        self._show_understood()
        self.edited.emit()

    @Slot()
    def _show_understood(self) -> None:
        text = "" if self._value is None or self._fault is not None else self.said(self._value)
        wanted = bool(text) and text != self.line.text().strip()
        self._understood.setText(text)
        self._understood.setVisible(wanted)


class PartialDateEditor(ReadEditor):
    """A day, a month or a year, typed in any usual way or chosen from a calendar."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._menu: QMenu | None = None
        opener = QAction(self.line)
        worded(opener, text=lazy("Choose from a calendar"), toolTip=lazy("Choose from a calendar"))
        iconed(opener, "calendar", "quiet")
        opener.triggered.connect(self._on_calendar_wanted)
        self.line.addAction(opener, QLineEdit.ActionPosition.TrailingPosition)
        self.line.installEventFilter(self)

    def read(self, text: str) -> Any:
        """Read a day, a month or a year."""
        return read_partial(text)

    def written(self, value: Any) -> str:
        """Write it with figures: 22/9/2021."""
        return written_day(value)

    def said(self, value: Any) -> str:
        """Write it in full."""
        return spoken.wording.formats.day(value.exact, weekday=True) if value.exact else spoken.wording.formats.partial(value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open the calendar with Alt+Down, as a list is opened."""
        alt = Qt.KeyboardModifier.AltModifier
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Down
            and event.modifiers() & alt
        ):
            self._on_calendar_wanted()
            return True
        return super().eventFilter(watched, event)

    def _day(self) -> date | None:
        return self._value.first if self._value is not None else None

    def _chosen(self, day: date) -> Any:
        return PartialDate.of(day)

    @Slot()
    def _on_calendar_wanted(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget(menu)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setGridVisible(False)
        if (day := self._day()) is not None:
            calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        calendar.clicked.connect(self._on_day_chosen)
        calendar.activated.connect(self._on_day_chosen)
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(calendar)
        menu.addAction(holder)
        self._menu = menu
        menu.popup(self.line.mapToGlobal(self.line.rect().bottomLeft()))
        calendar.setFocus()

    @Slot(QDate)
    def _on_day_chosen(self, day: QDate) -> None:
        self.show_value(self._chosen(date(day.year(), day.month(), day.day())))
        if self._menu is not None:
            self._menu.close()
            self._menu = None
        self.edited.emit()
        self.line.setFocus()


class DateEditor(PartialDateEditor):
    """A whole day."""

    not_understood = NOT_A_DAY

    def read(self, text: str) -> Any:
        """Read a day."""
        return read_day(text)

    def written(self, value: Any) -> str:
        """Write it with figures."""
        return written_day(PartialDate.of(value))

    def said(self, value: Any) -> str:
        """Write it in full, with the day of the week."""
        return spoken.wording.formats.day(value, weekday=True)

    def _day(self) -> date | None:
        return self._value

    def _chosen(self, day: date) -> Any:
        return day


class TimeEditor(ReadEditor):
    """A time of day."""

    not_understood = NOT_A_TIME

    def read(self, text: str) -> Any:
        """Read a time."""
        return read_time(text)

    def written(self, value: Any) -> str:
        """Write it as on a clock."""
        assert isinstance(value, time)
        return f"{value:%H:%M}"

    def said(self, value: Any) -> str:
        """Write it as papers do."""
        return spoken.wording.formats.time(value)


class MinutesEditor(ReadEditor):
    """A length of time."""

    not_understood = NOT_MINUTES

    def read(self, text: str) -> Any:
        """Read minutes."""
        return read_minutes(text)

    def written(self, value: Any) -> str:
        """Write the minutes, or hours and minutes."""
        return str(value) if value < 60 else f"{value // 60}h{value % 60:02}"  # noqa: PLR2004 - minutes of an hour

    def said(self, value: Any) -> str:
        """Write it as papers do."""
        return spoken.wording.formats.duration(timedelta(minutes=value))


class NumberEditor(ReadEditor):
    """A whole number."""

    not_understood = NOT_A_NUMBER

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.line.setMaximumWidth(theme.scaled(120))
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)

    def read(self, text: str) -> Any:
        """Read a number."""
        plain = text.replace(" ", "").replace("\u00a0", "")
        return int(plain) if plain else None

    def written(self, value: Any) -> str:
        """Write it with figures."""
        return str(value)

    def said(self, value: Any) -> str:
        """Write it as papers do."""
        return self.written(value)


class TextArea(QPlainTextEdit):
    """Several lines; Tab goes on to the next field."""

    def __init__(self, lines: int = _LINES, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setTabChangesFocus(True)
        self._size()
        theme.changed.connect(self._size)

    def sizeHint(self) -> QSize:
        """Ask for its lines and no more: three languages of a purpose stand below each other."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    @Slot()
    def _size(self) -> None:
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * self._lines + theme.scaled(18))
        self.setMaximumHeight(self.fontMetrics().lineSpacing() * (self._lines + 4) + theme.scaled(18))


class LongTextEditor(Editor):
    """Several lines of text."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.area = TextArea()
        self.area.textChanged.connect(self.edited)
        self._rows.addWidget(self.area)
        self._watch()

    def value(self) -> Any:
        """Give the text."""
        return self.area.toPlainText()

    def show_value(self, value: Any) -> None:
        """Show the text."""
        blocked = self.area.blockSignals(True)
        self.area.setPlainText(value or "")
        self.area.blockSignals(blocked)

    def plain(self) -> Any:
        """Give the text."""
        return self.value()

    def take_plain(self, plain: Any) -> None:
        """Take up the text."""
        self.area.setPlainText(str(plain))

    def inputs(self) -> Sequence[QWidget]:
        """Give the text area."""
        return (self.area,)


class MultilingualEditor(Editor):
    """A text in Dutch, French and English, one below the other."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        long = field.kind is FieldKind.MULTILINGUAL_LONG
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        self._inputs: dict[str, QLineEdit | TextArea] = {}
        for number, code in enumerate(LANGUAGES):
            mark = Label(code.upper(), "small")
            mark.setMinimumWidth(theme.scaled(20))
            widget = TextArea(3) if long else QLineEdit()
            if isinstance(widget, QLineEdit):
                widget.setMaxLength(field.limit)
                widget.textEdited.connect(self._on_edited)
            else:
                widget.textChanged.connect(self._on_edited)
            alignment = Qt.AlignmentFlag.AlignTop if long else Qt.AlignmentFlag.AlignVCenter
            grid.addWidget(mark, number, 0, alignment)
            grid.addWidget(widget, number, 1)
            self._inputs[code] = widget
        self._rows.addLayout(grid)
        self._watch()

    def value(self) -> Any:
        """Give the three texts."""
        return Multilingual(**{code: _text_of(widget) for code, widget in self._inputs.items()})

    def show_value(self, value: Any) -> None:
        """Show the three texts."""
        value = value or Multilingual()
        for code, widget in self._inputs.items():
            blocked = widget.blockSignals(True)
            _put_text(widget, value.in_language(code))
            widget.blockSignals(blocked)

    def plain(self) -> Any:
        """Give the texts by language."""
        return {code: _text_of(widget) for code, widget in self._inputs.items()}

    def take_plain(self, plain: Any) -> None:
        """Take up the texts."""
        for code, widget in self._inputs.items():
            _put_text(widget, str(plain.get(code, "")))
        self.edited.emit()

    def inputs(self) -> Sequence[QWidget]:
        """Give the three inputs."""
        return tuple(self._inputs.values())

    def name(self, title: Lazy) -> None:
        """Name each input after the field and its language."""
        for code, widget in self._inputs.items():
            worded(widget, accessibleName=lazy("{field}, {language}", field=title, language=LANGUAGE_NAMES[code]))

    @Slot()
    def _on_edited(self) -> None:
        self.edited.emit()


class YesNoEditor(Editor):
    """A box to tick; its words stand beside it."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.box = QCheckBox()
        worded(self.box, text=field.title)
        self.box.toggled.connect(self.edited)
        self._rows.addWidget(self.box)
        self._watch()

    def value(self) -> Any:
        """Tell whether it is ticked."""
        return self.box.isChecked()

    def show_value(self, value: Any) -> None:
        """Tick it or not."""
        blocked = self.box.blockSignals(True)
        self.box.setChecked(bool(value))
        self.box.blockSignals(blocked)

    def plain(self) -> Any:
        """Tell whether it is ticked."""
        return self.value()

    def take_plain(self, plain: Any) -> None:
        """Tick it or not."""
        self.box.setChecked(bool(plain))

    def inputs(self) -> Sequence[QWidget]:
        """Give the box."""
        return (self.box,)


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
        if not code and self._of is None:
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


def _text_of(widget: QLineEdit | TextArea) -> str:
    return widget.text() if isinstance(widget, QLineEdit) else widget.toPlainText()


def _put_text(widget: QLineEdit | TextArea, text: str) -> None:
    if isinstance(widget, QLineEdit):
        widget.setText(text)
        widget.setCursorPosition(0)
    else:
        widget.setPlainText(text)


def written_day(value: PartialDate) -> str:
    """Write a day as it is typed in Belgium: 22/9/2021, 9/2021, 2021."""
    parts = (value.day, value.month, value.year)
    return "/".join(str(part) for part in parts if part is not None)


_NOT_STATES = frozenset({"AC", "CP", "CQ", "DG", "EA", "IC", "TA", "QO", "XA", "XB"})
_OFFICIAL = ("nl", "fr", "en", "de")


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


_BY_KIND: dict[FieldKind, type[Editor]] = {
    FieldKind.TEXT: LineEditor,
    FieldKind.LONG_TEXT: LongTextEditor,
    FieldKind.MULTILINGUAL: MultilingualEditor,
    FieldKind.MULTILINGUAL_LONG: MultilingualEditor,
    FieldKind.PARTIAL_DATE: PartialDateEditor,
    FieldKind.DATE: DateEditor,
    FieldKind.TIME: TimeEditor,
    FieldKind.MINUTES: MinutesEditor,
    FieldKind.NUMBER: NumberEditor,
    FieldKind.YES_NO: YesNoEditor,
    FieldKind.LANGUAGES: LanguagesEditor,
}
_NAMES: dict[FieldKind, Callable[[], Sequence[tuple[str, str]]]] = {
    FieldKind.COUNTRY: country_names,
    FieldKind.LANGUAGE: language_names,
    FieldKind.ZONE: zone_names,
}


def make_editor(field: Field, draft: type[Any], application: Application | None, parent: QWidget | None = None) -> Editor:
    """Make the editor for *field* of *draft*; records and pictures need the application."""
    if field.kind in _BY_KIND:
        return _BY_KIND[field.kind](field, parent)
    if field.kind in _NAMES:
        return NamedCodeEditor(field, _NAMES[field.kind], parent)
    if field.kind is FieldKind.CHOICE:
        of, may_be_none = _enum_of(draft, field.key)
        return ChoiceEditor(field, of, may_be_none=may_be_none, parent=parent)
    assert application is not None
    if field.kind is FieldKind.RECORD:
        return RecordEditor(field, application, parent)
    from ui.kit.pictures import PictureEditor  # a picture is edited by an editor, which it takes from here

    return PictureEditor(field, application, parent)


@cache
def _hints(draft: type[Any]) -> dict[str, Any]:
    return get_type_hints(draft)


def _enum_of(draft: type[Any], key: str) -> tuple[type[Enum] | None, bool]:
    hint = _hints(draft).get(key, str)
    parts = get_args(hint) or (hint,)
    of = next((part for part in parts if isinstance(part, type) and issubclass(part, Enum)), None)
    return of, type(None) in parts
