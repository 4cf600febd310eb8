"""One editor for each kind of field. An editor never loses what was typed, even when it does not understand it.

`value` is what the draft gets; `fault` is the sentence that stands beside the field while what was typed means nothing.
`plain` and `take_plain` turn the value into what a JSON file can hold, so that a half-typed form survives a crash.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any

from PySide6.QtCore import QDate, QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QGridLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from app.kernel.fields import Field, FieldKind
from app.kernel.periods import PartialDate
from app.kernel.translated import LANGUAGES, Lazy, Multilingual, lazy
from ui.kit.controls import Label
from ui.kit.entry import read_day, read_minutes, read_partial, read_time
from ui.kit.icons import iconed
from ui.kit.language import LANGUAGE_NAMES, spoken, worded
from ui.kit.theme import theme

NOT_A_DATE = lazy("This is not a date. Write 22/9/2021, 9/2021 or 2021.")
NOT_A_DAY = lazy("This is not a day. Write 22/9/2021.")
NOT_A_TIME = lazy("This is not a time. Write 9:30 or 930.")
NOT_MINUTES = lazy("This is not a length of time. Write 45, 1h30 or 1:30.")
NOT_A_NUMBER = lazy("This is not a whole number.")
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
        self._lines, self._further = lines, 4
        self.setTabChangesFocus(True)
        self._size()
        theme.changed.connect(self._size)

    def sizeHint(self) -> QSize:
        """Ask for its lines and no more: three languages of a purpose stand below each other."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def ask_for(self, lines: int) -> None:
        """Take the room of so many lines, no more where there is more; further ones are scrolled."""
        self._lines, self._further = lines, 0
        self._size()

    @Slot()
    def _size(self) -> None:
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * self._lines + theme.scaled(18))
        self.setMaximumHeight(self.fontMetrics().lineSpacing() * (self._lines + self._further) + theme.scaled(18))


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
