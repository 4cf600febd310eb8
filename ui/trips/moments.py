"""A day and a time on the clock of a place, and the hours that are skipped or lived twice when clocks are changed.

What is typed is what stands on the ticket: the local time of the place. The offset from universal time follows from the place, and
the user is asked where the clock alone does not say which moment is meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from app.kernel.fields import Field, FieldKind
from app.kernel.translated import Lazy, lazy
from ui.kit.days import DayEditor
from ui.kit.editors import Editor, TimeEditor
from ui.kit.language import _, spoken, worded
from ui.kit.theme import theme

HOME = "Europe/Brussels"
NO_TIME = lazy("Write the time as well: 9:30.")
NO_DAY = lazy("Write the day as well: 22/9/2026.")
TWICE = lazy("The clocks are put back that night: this time occurs twice. Choose which one is meant.")
_CHOOSE = lazy("which one?")
_TURNS = (lazy("first time ({offset})"), lazy("second time ({offset})"))


def moments_at(day: date, at: time, zone: str) -> tuple[datetime, ...]:
    """Give the moments at which the clock of *zone* shows this: one, two when it is put back, none when it is put forward."""
    clock = _clock(zone)
    shown = datetime.combine(day, at)
    found: dict[str, datetime] = {}
    for fold in (0, 1):
        local = shown.replace(tzinfo=clock, fold=fold)
        if local.astimezone(UTC).astimezone(clock).replace(tzinfo=None) == shown:
            offset = local.utcoffset()
            assert offset is not None
            exact = shown.replace(tzinfo=timezone(offset))
            found.setdefault(exact.isoformat(), exact)
    return tuple(found.values())


def after_the_gap(day: date, at: time, zone: str) -> time:
    """Give the first time that the clock shows again after it was put forward over *at*."""
    clock = _clock(zone)
    before = datetime.combine(day, at).replace(tzinfo=clock, fold=0).utcoffset() or timedelta()
    after = datetime.combine(day, at).replace(tzinfo=clock, fold=1).utcoffset() or timedelta()
    # The later offset names the last moment before the jump, the earlier one the first after it.
    jump = abs(after - before)
    probe = datetime.combine(day, at)
    while not moments_at(probe.date(), probe.time(), zone) and probe - datetime.combine(day, at) <= jump:
        probe += timedelta(minutes=1)
    return probe.time()


def offset_text(moment: datetime) -> str:
    """Write the offset of a moment: UTC+2, UTC+5:30."""
    minutes = round((moment.utcoffset() or timedelta()).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes >= 0 else "−"
    return f"UTC{sign}{hours}{f':{rest:02}' if rest else ''}"


def at_zone(moment: datetime, zone: str | None) -> datetime:
    """Give the same moment as the clock of *zone* shows it, with its offset."""
    local = moment.astimezone(_clock(zone or HOME))
    return local.replace(tzinfo=timezone(local.utcoffset() or timedelta()))


@cache
def _clock(zone: str) -> ZoneInfo:
    return ZoneInfo(zone)


class MomentEditor(Editor):
    """A day and a time beside each other, on the clock of a place."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._value: datetime | None = None
        self._fault: Lazy | None = None
        self._zone = HOME
        self._two: tuple[datetime, ...] = ()
        self._usual: date | None = None
        self.day = DayEditor(Field(f"{field.key}.day", lazy("day"), FieldKind.DATE))
        self.time = _TimeLine(Field(f"{field.key}.time", lazy("time"), FieldKind.TIME))
        worded(self.day.line, placeholderText=lazy("day"))
        worded(self.time.line, placeholderText=lazy("time"))
        self.which = QComboBox()
        self.which.addItems(["", "", ""])
        self.which.hide()
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.scaled(4))
        row.addWidget(self.day)
        row.addWidget(self.time)
        row.addStretch(1)
        self._rows.addLayout(row)
        self._rows.addWidget(self.which)
        self.day.edited.connect(self._on_edited)
        self.time.edited.connect(self._on_edited)
        self.time.left.connect(self.left)
        self.time.line.editingFinished.connect(self._on_time_written)
        self.which.currentIndexChanged.connect(self._on_edited)
        theme.changed.connect(self._size)
        self._size()

    @property
    def zone(self) -> str:
        """The clock on which the time is read."""
        return self._zone

    def set_zone(self, zone: str | None, *, typed: bool = True) -> None:
        """Read the time on this clock from now on; what stands there keeps its figures unless it was only shown."""
        zone = zone or HOME
        if zone == self._zone:
            return
        self._zone = zone
        if typed and (self.day.value() is not None or self.time.value() is not None):
            self._read()

    def expect(self, day: date | None) -> None:
        """Take a day without a year for the next one from *day*."""
        self.day.likely = day

    def propose(self, day: date | None) -> None:
        """Fill in *day* when only a time is written."""
        self._usual = day

    def value(self) -> Any:
        """Give the moment with its offset."""
        return self._value

    def show_value(self, value: Any) -> None:
        """Show the moment on the clock that it carries."""
        self._value, self._fault, self._two = value, None, ()
        self.day.show_value(None if value is None else value.date())
        self.time.show_value(None if value is None else value.time().replace(microsecond=0))
        self.which.hide()

    def fault(self) -> Lazy | None:
        """Say what is missing or does not exist."""
        return self.day.fault() or self.time.fault() or self._fault

    def plain(self) -> Any:
        """Give what was typed."""
        return [self.day.line.text(), self.time.line.text()]

    def take_plain(self, plain: Any) -> None:
        """Take up what was typed."""
        day, at = (str(one) for one in plain)
        self.day.take_plain(day)
        self.time.take_plain(at)
        self._on_edited()

    def inputs(self) -> Sequence[QWidget]:
        """Give the lines of the day and of the time, and the choice between two moments."""
        return (self.day.line, self.time.line, self.which)

    def name(self, title: Lazy) -> None:
        """Name the day and the time after the field."""
        worded(self.day.line, accessibleName=lazy("{field}, day", field=title))
        worded(self.time.line, accessibleName=lazy("{field}, time", field=title))
        worded(self.which, accessibleName=lazy("{field}, which of the two", field=title))

    def retranslate(self) -> None:
        """Say the choice between two moments again."""
        self._name_turns()

    @Slot()
    def _size(self) -> None:
        self.day.line.setFixedWidth(theme.scaled(126))
        self.time.line.setFixedWidth(theme.scaled(66))

    def _read(self) -> None:
        day, at = self.day.value(), self.time.value()
        self._fault, self._value = None, None
        two: tuple[datetime, ...] = ()
        if day is not None and at is not None:
            moments = moments_at(day, at, self._zone)
            two = moments if len(moments) > 1 else ()
            self._take(moments, day, at, afresh=two != self._two)
        elif day is not None or at is not None:
            self._fault = NO_TIME if at is None else NO_DAY
        self._two = two
        self._name_turns()
        self.which.setVisible(bool(two))

    def _take(self, moments: tuple[datetime, ...], day: date, at: time, *, afresh: bool) -> None:
        if not moments:
            self._fault = lazy(
                "The clocks are put forward that night: {time} does not exist. Write {next} or later, or a time before the change.",
                time=spoken.wording.formats.time(at),
                next=spoken.wording.formats.time(after_the_gap(day, at, self._zone)),
            )
        elif len(moments) == 1:
            self._value = moments[0]
        else:
            if afresh:
                self._choose(0)
            turn = self.which.currentIndex()
            self._value = moments[turn - 1] if turn > 0 else None
            self._fault = None if turn > 0 else TWICE

    def _choose(self, turn: int) -> None:
        blocked = self.which.blockSignals(True)
        self.which.setCurrentIndex(turn)
        self.which.blockSignals(blocked)

    def _name_turns(self) -> None:
        self.which.setItemText(0, _(_CHOOSE))
        for number, moment in enumerate(self._two):
            self.which.setItemText(number + 1, _(_TURNS[number], offset=offset_text(moment)))

    @Slot()
    def _on_time_written(self) -> None:
        if self._usual is not None and self.time.value() is not None and not self.day.line.text().strip():
            self.day.show_value(self._usual)
            self._on_edited()

    @Slot()
    def _on_edited(self) -> None:
        self._read()
        self.edited.emit()


class _TimeLine(TimeEditor):
    """A time of day that says no more than what is written."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.line.editingFinished.connect(self._on_finished)

    def take_plain(self, plain: Any) -> None:
        """Take up what was typed."""
        self.line.setText(str(plain))
        self._on_edited()

    @Slot()
    def _show_understood(self) -> None:
        """Leave the line alone while it is typed."""

    @Slot()
    def _on_finished(self) -> None:
        """Write 930 as 09:30."""
        if self._value is not None:
            self.line.setText(self.written(self._value))
