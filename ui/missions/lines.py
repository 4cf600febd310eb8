"""The programme as a list: days, their lines hour by hour, and the free time between them.

A line shows the clock of the place large and that of Brussels small, when the two differ. Days and free time are rows of the
same list that cannot be chosen, so that the arrows go from line to line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from html import escape
from typing import Any, cast

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.domains.missions.queries import ItemRow
from app.domains.missions.vocabulary import CEREMONIES, ITEM, LEVELS, Ceremony
from app.kernel.document import Audience
from app.kernel.errors import Finding, Severity
from app.kernel.fields import Badge, Column, Tone
from app.kernel.translated import Multilingual, Wording, lazy, lazy_count
from ui.kit.delegates import paint_badge
from ui.kit.icons import pixmap
from ui.kit.language import spoken, worded
from ui.kit.tables import ROW_ROLE, RecordTable
from ui.kit.theme import colour, figures_font, theme

Index = QModelIndex | QPersistentModelIndex

WORTH_A_GAP = 30  # minutes free between two lines that are worth showing
DATE_UNKNOWN = lazy("Date not yet known")
NO_TIME = lazy("No time yet")
CANCELLED = Badge(lazy("cancelled"), Tone.BAD)
OVERLAPS = Badge(lazy("overlap"), Tone.WARNING)
SHORT_TRANSFER = Badge(lazy("short transfer"), Tone.WARNING)
_TONES = {Audience.PUBLIC: Tone.GOOD, Audience.DELEGATION: Tone.FAINT, Audience.INTERNAL: Tone.NEUTRAL, Audience.SECURITY: Tone.BAD}
LEVEL_BADGES = {choice.code: Badge(choice.title, _TONES[Audience(choice.code)]) for choice in LEVELS}
CEREMONY_BADGES = {choice.code: Badge(choice.title, Tone.BUSY) for choice in CEREMONIES if choice.code}
_RULE_BADGES = {"items-overlap": OVERLAPS, "item-during-journey": OVERLAPS, "transfer-too-short": SHORT_TRANSFER}


@dataclass(frozen=True, slots=True)
class Day:
    """The heading of a day; `lines` is how many stand in it. Lines without a day have one of their own."""

    day: date | None
    lines: int

    @property
    def id(self) -> str:
        """The identity of the row."""
        return f"day/{self.day}"


@dataclass(frozen=True, slots=True)
class Gap:
    """Free time before a line."""

    before: str
    minutes: int

    @property
    def id(self) -> str:
        """The identity of the row."""
        return f"gap/{self.before}"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the programme, what the rules say about it, and the line beside which it runs."""

    row: ItemRow
    findings: tuple[Finding, ...] = ()
    beside: Multilingual | None = None

    @property
    def id(self) -> str:
        """The identity of the line."""
        return self.row.id


Entry = Day | Gap | Line


@dataclass(frozen=True, slots=True)
class Place:
    """A day and a time at which a line can stand; without a time it keeps its own."""

    day: date | None
    begins: time | None
    keeps_time: bool = False


def entries_of(rows: Sequence[ItemRow], findings: Iterable[Finding]) -> list[Entry]:
    """Arrange a programme, which comes by day and time, under its days."""
    about: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.ref is not None and finding.ref.kind == ITEM:
            about.setdefault(finding.ref.id, []).append(finding)
    days: dict[date | None, list[ItemRow]] = {}
    for row in rows:
        days.setdefault(row.day, []).append(row)
    found: list[Entry] = []
    for day, lines in days.items():
        found += [Day(day, len(lines)), *_lines_of(lines, about)]
    return found


def _lines_of(rows: Sequence[ItemRow], about: Mapping[str, Sequence[Finding]]) -> Iterable[Entry]:
    latest: ItemRow | None = None
    for row in rows:
        own = tuple(about.get(row.id, ()))
        if row.starts is None or row.cancelled:
            yield Line(row, own)
            continue
        before = _end(latest) if latest is not None else None
        if before is not None and (free := round((row.starts - before).total_seconds() / 60)) >= WORTH_A_GAP:
            yield Gap(row.id, free)
        beside = latest if before is not None and row.starts < before else None
        yield Line(row, own, beside.title if beside is not None else None)
        if before is None or _end(row) > before:
            latest = row


def _end(row: ItemRow) -> datetime:
    assert row.starts is not None
    return row.ends or row.starts


def ends_at(row: ItemRow) -> Place:
    """Give the day and time at which a line ends, on its own clock: where the next one may begin."""
    if row.ends is None:
        return Place(row.day, row.begins)
    return Place(row.ends.date(), row.ends.time().replace(second=0, microsecond=0, tzinfo=None))


def shifted(row: ItemRow, minutes: int) -> Place | None:
    """Give the day and time *minutes* later or earlier; nothing for a line without a time."""
    if row.day is None or row.begins is None:
        return None
    moved = datetime.combine(row.day, row.begins) + timedelta(minutes=minutes)
    return Place(moved.date(), moved.time())


def place_in_time(row: ItemRow) -> str:
    """Write day and time as briefly as they are typed: 4/10, 09:05. Empty for a line without a day."""
    if row.day is None:
        return ""
    day = f"{row.day.day}/{row.day.month}"
    return f"{day}, {spoken.wording.formats.time(row.begins)}" if row.begins is not None else day


def two_clocks(row: ItemRow) -> bool:
    """Tell whether the clock of the place shows another time than that of Brussels."""
    return row.starts is not None and row.home_starts is not None and row.starts.utcoffset() != row.home_starts.utcoffset()


def span(starts: datetime | None, ends: datetime | None, wording: Wording) -> str:
    """Write from when to when: 09:30 – 10:15."""
    if starts is None:
        return ""
    first = wording.formats.time(starts.time())
    return f"{first} – {wording.formats.time(ends.time())}" if ends is not None else first


def home_span(row: ItemRow, wording: Wording) -> str:
    """Write the same on the clock of Brussels; empty when it is the same."""
    if not two_clocks(row) or row.home_starts is None or row.starts is None:
        return ""
    text = span(row.home_starts, row.home_ends, wording)
    days = (row.home_starts.date() - row.starts.date()).days
    if days:
        return wording.say(lazy("{time} Brussels, next day") if days > 0 else lazy("{time} Brussels, day before"), time=text)
    return wording.say(lazy("{time} Brussels"), time=text)


def length(row: ItemRow, wording: Wording) -> str:
    """Write how long a line lasts."""
    return wording.formats.duration(timedelta(minutes=row.minutes)) if row.minutes else ""


def particulars(line: Line, wording: Wording) -> str:
    """Write what stands below the title: the place, how long, who takes part, beside which line it runs."""
    row = line.row
    parts = [row.place or row.address.replace("\n", ", "), length(row, wording)]
    if row.attendees:
        number = len(row.attendees)
        parts.append(row.attendees[0] if number == 1 else wording.say(lazy_count("{number} participant", "{number} participants", number)))
    if line.beside is not None:
        parts.append(wording.say(lazy("at the same time as “{title}”", title=line.beside)))
    return "  ·  ".join(part for part in parts if part)


def badges_of(line: Line) -> list[Badge]:
    """Give the marks of a line, the most telling first."""
    row = line.row
    marks = [CANCELLED] if row.cancelled else list(dict.fromkeys(_RULE_BADGES[f.rule] for f in line.findings if f.rule in _RULE_BADGES))
    if row.ceremony is not Ceremony.NONE:
        marks.append(CEREMONY_BADGES[row.ceremony])
    return [*marks, LEVEL_BADGES[row.level]]


def heading(entry: Day, wording: Wording) -> str:
    """Name a day."""
    return wording.formats.day(entry.day, weekday=True) if entry.day is not None else wording.say(DATE_UNKNOWN)


def sentence(entry: Entry, wording: Wording) -> str:
    """Say a row as a screen reader speaks it."""
    match entry:
        case Day():
            return heading(entry, wording)
        case Gap():
            return wording.say(lazy("{time} free", time=wording.formats.duration(timedelta(minutes=entry.minutes))))
        case Line():
            row = entry.row
            when = span(row.starts, row.ends, wording) or wording.say(NO_TIME)
            marks = [wording.say(badge.title) for badge in badges_of(entry)]
            said = [wording.text(finding.message) for finding in worth_saying(entry)]
            return ", ".join(part for part in (when, wording.text(row.title), particulars(entry, wording), *marks, *said) if part)


def worth_saying(line: Line) -> list[Finding]:
    """Give what the rules have against a line; mere notes are left to the papers."""
    return [finding for finding in line.findings if finding.severity is not Severity.NOTES]


class ProgrammeLines(RecordTable):
    """The rows of the list. Only lines can be chosen and dragged."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((Column("id", lazy("Programme")),), parent)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let lines be chosen; days and free time only be seen."""
        if isinstance(self.entry(index), Line):
            return (
                Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemNeverHasChildren
            )
        return Qt.ItemFlag.ItemNeverHasChildren if index.isValid() else Qt.ItemFlag.NoItemFlags

    def entry(self, index: Index) -> Entry | None:
        """Give the row at *index*."""
        return cast("Entry | None", self.row_at(index.row())) if index.isValid() else None

    def line(self, id: str | None) -> Line | None:
        """Give the line *id*."""
        number = self.number_of(id) if id is not None else None
        found = self.row_at(number) if number is not None else None
        return found if isinstance(found, Line) else None

    def lines(self) -> list[Line]:
        """Give the lines in order, without days and free time."""
        return [entry for entry in self.rows() if isinstance(entry, Line)]

    def place_below(self, number: int, moving: str = "") -> Place | None:
        """Give the day and time of a line that is put below the row at *number*: when the one above ends.

        Below the heading of a day it only changes the day. The line that is *moving* does not count.
        """
        for above in reversed(self._rows[: number + 1]):
            if isinstance(above, Day):
                return Place(above.day, None, keeps_time=above.day is not None)
            if isinstance(above, Line) and above.id != moving:
                return ends_at(above.row)
        return None

    def _cell(self, number: int, column: Column, role: int) -> Any:
        entry = cast("Entry | None", self.row_at(number))
        if entry is None or role == ROW_ROLE:
            return entry
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tooltip(entry, spoken.wording)
        return sentence(entry, spoken.wording) if role == Qt.ItemDataRole.DisplayRole else None


def _tooltip(entry: Entry, wording: Wording) -> str:
    if not isinstance(entry, Line):
        return ""
    texts = [wording.text(entry.row.title), particulars(entry, wording), *(wording.text(f.message) for f in worth_saying(entry))]
    return "<br>".join(escape(text) for text in texts if text)


class ProgrammeView(QListView):
    """The list on the screen.

    Signals:
        selected: another line is current; its id or None.
        opened: a line should be changed (Enter or double click); its id.
        dropped: a line was dragged elsewhere; its id and the `Place`, as a pair.
    """

    selected = Signal(object)
    opened = Signal(str)
    dropped = Signal(object)

    def __init__(self, lines: ProgrammeLines, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self._told: str | None = None
        self._target = -1
        self._menu_actions: Sequence[Any] = ()
        worded(self, accessibleName=lazy("Programme"))
        self.setModel(lines)
        self.setItemDelegate(LineDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)
        lines.rowsRemoved.connect(self._on_rows_removed)
        self.doubleClicked.connect(self._on_double_clicked)
        theme.changed.connect(self._on_theme_changed)

    def offer(self, actions: Sequence[Any]) -> None:
        """Show *actions* in the context menu."""
        self._menu_actions = actions

    def current_id(self) -> str | None:
        """Give the id of the line that is chosen."""
        entry = self._lines.entry(self.currentIndex())
        return entry.id if isinstance(entry, Line) else None

    def select(self, id: str | None) -> bool:
        """Choose the line *id*; tell whether it is in the list."""
        number = self._lines.number_of(id) if id is not None else None
        if number is None:
            return False
        index = self._lines.index(number, 0)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        return True

    def select_first(self) -> None:
        """Choose the first line."""
        if lines := self._lines.lines():
            self.select(lines[0].id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter changes the line."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (id := self.current_id()) is not None:
            self.opened.emit(id)
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the line."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(list(self._menu_actions))
        menu.popup(event.globalPos())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take lines of this list."""
        if event.source() is self:
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where the line would stand."""
        if event.source() is not self:
            event.ignore()
            return
        self._aim(event.position().toPoint())
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show no target any more."""
        self._target = -1
        self.viewport().update()
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the move; the list follows when it is done."""
        self._aim(event.position().toPoint())
        self.drop_below(self._target)
        self._target = -1
        self.viewport().update()
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def drop_below(self, number: int) -> None:
        """Ask that the current line be put below the row at *number*."""
        id = self.current_id()
        place = self._lines.place_below(number, id or "") if id is not None else None
        if place is not None:
            self.dropped.emit((id, place))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the place where a dragged line would stand."""
        super().paintEvent(event)
        if self._target >= 0:
            rect = self.visualRect(self._lines.index(self._target, 0))
            painter = QPainter(self.viewport())
            painter.setPen(QPen(colour("accent"), theme.scaled(2)))
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
            painter.end()

    def _aim(self, point: QPoint) -> None:
        index = self.indexAt(point)
        number = index.row() if index.isValid() else self._lines.rowCount() - 1
        upper = index.isValid() and point.y() < self.visualRect(index).center().y()
        self._target = max(number - 1, 0) if upper and not isinstance(self._lines.entry(index), Day) else number
        self.viewport().update()

    def _tell(self) -> None:
        if (id := self.current_id()) != self._told:
            self._told = id
            self.selected.emit(id)

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        self._tell()

    @Slot()
    def _on_rows_removed(self) -> None:
        self._tell()

    @Slot(QModelIndex)
    def _on_double_clicked(self, index: QModelIndex) -> None:
        if isinstance(entry := self._lines.entry(index), Line):
            self.opened.emit(entry.id)

    @Slot()
    def _on_theme_changed(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()


class LineDelegate(QStyledItemDelegate):
    """Paints a day, free time or a line."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give a line two rows of text, a day one with air above it, free time a narrow one."""
        high = QFontMetrics(option.font).height()  # type: ignore[attr-defined]
        match index.data(ROW_ROLE):
            case Day():
                return QSize(0, high + theme.scaled(26 if index.row() else 12))
            case Gap():
                return QSize(0, high + theme.scaled(4))
            case _:
                return QSize(0, 2 * high + theme.scaled(17))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        entry = index.data(ROW_ROLE)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        font: QFont = option.font  # type: ignore[attr-defined]
        painter.save()
        match entry:
            case Day():
                _paint_day(painter, rect, font, entry)
            case Gap():
                _paint_gap(painter, rect, font, entry)
            case Line():
                state = option.state  # type: ignore[attr-defined]
                focused = bool(state & QStyle.StateFlag.State_HasFocus)
                _paint_line(painter, rect, font, entry, selected=bool(state & QStyle.StateFlag.State_Selected), focused=focused)
            case _:  # a row that has just gone
                pass
        painter.restore()


def _small(font: QFont) -> QFont:
    small = figures_font(font)
    small.setPointSizeF(font.pointSizeF() * 0.9)
    return small


def _strong(font: QFont) -> QFont:
    strong = figures_font(font)
    strong.setWeight(QFont.Weight.DemiBold)
    return strong


def _margin() -> int:
    return theme.scaled(10)


def _time_width(font: QFont) -> int:
    wording = spoken.wording
    local = f"{wording.formats.time(time(20, 0))} – {wording.formats.time(time(20, 0))}"
    home = wording.say(lazy("{time} Brussels"), time=local)
    wide = max(QFontMetrics(_strong(font)).horizontalAdvance(local), QFontMetrics(_small(font)).horizontalAdvance(home))
    return wide + theme.scaled(8)


def _paint_day(painter: QPainter, rect: QRect, font: QFont, entry: Day) -> None:
    wording = spoken.wording
    strong, small = _strong(font), _small(font)
    high = QFontMetrics(strong).height()
    text = QRect(rect.left() + _margin(), rect.bottom() - high - theme.scaled(7), rect.width() - 2 * _margin(), high)
    painter.setFont(strong)
    painter.setPen(colour("ink") if entry.day is not None else colour("tone:warning"))
    painter.drawText(text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, heading(entry, wording))
    painter.setFont(small)
    painter.setPen(colour("quiet"))
    count = wording.say(lazy_count("{number} line", "{number} lines", entry.lines))
    painter.drawText(text, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, count)
    painter.setPen(QPen(colour("edge"), 1))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())


def _paint_gap(painter: QPainter, rect: QRect, font: QFont, entry: Gap) -> None:
    small = _small(font)
    left = rect.left() + _margin() + _time_width(font) + theme.scaled(14)
    painter.setFont(small)
    painter.setPen(colour("quiet"))
    painter.drawText(rect.adjusted(left - rect.left(), 0, -_margin(), 0), Qt.AlignmentFlag.AlignVCenter, sentence(entry, spoken.wording))
    dotted = QPen(colour("edge"), 1, Qt.PenStyle.DotLine)
    painter.setPen(dotted)
    bar = rect.left() + _margin() + _time_width(font) + theme.scaled(2)
    painter.drawLine(bar, rect.top() + 2, bar, rect.bottom() - 2)
    painter.setPen(QPen(colour("hairline"), 1))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())


def _paint_line(painter: QPainter, rect: QRect, font: QFont, line: Line, *, selected: bool, focused: bool) -> None:
    row, wording = line.row, spoken.wording
    if selected:
        painter.fillRect(rect, colour("selected"))
    if selected and focused:
        painter.fillRect(QRect(rect.left(), rect.top(), theme.scaled(3), rect.height()), colour("accent"))
    painter.setPen(QPen(colour("hairline"), 1))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    strong, small = _strong(font), _small(font)
    high = QFontMetrics(font).height()
    top = rect.top() + theme.scaled(7)
    faded = colour("quiet") if row.cancelled else colour("ink")
    times = QRect(rect.left() + _margin(), top, _time_width(font), high)
    _write(
        painter,
        times,
        strong if row.starts else font,
        span(row.starts, row.ends, wording) or wording.say(NO_TIME),
        faded if row.starts else colour("quiet"),
        struck=row.cancelled,
    )
    _write(painter, times.translated(0, high + theme.scaled(3)), small, home_span(row, wording), colour("quiet"))
    left = times.right() + theme.scaled(1)
    painter.fillRect(QRect(left, top + 1, theme.scaled(3), 2 * high + theme.scaled(1)), _bar(line))
    left += theme.scaled(13)
    right = _paint_marks(painter, QRect(left, top, rect.right() - _margin() - left, high), font, line)
    title = QRect(left, top, max(right - left - theme.scaled(8), 0), high)
    _write(painter, title, strong if not row.cancelled else font, wording.text(row.title), faded, struck=row.cancelled)
    below = QRect(left, top + high + theme.scaled(3), rect.right() - _margin() - left, high)
    _write(painter, below, small, particulars(line, wording), colour("quiet"))


def _bar(line: Line) -> QColor:
    if line.row.cancelled:
        return colour("hairline")
    if any(finding.rule in _RULE_BADGES for finding in line.findings):
        return colour("tone:warning")
    return colour("accent") if line.row.ceremony is not Ceremony.NONE else colour("edge")


def _write(painter: QPainter, rect: QRect, font: QFont, text: str, ink: QColor, *, struck: bool = False) -> None:
    if not text:
        return
    written = QFont(font)
    written.setStrikeOut(struck)
    painter.setFont(written)
    painter.setPen(ink)
    fitting = QFontMetrics(written).elidedText(text.replace("\n", " "), Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, fitting)


def _paint_marks(painter: QPainter, rect: QRect, font: QFont, line: Line) -> int:
    """Paint the marks at the right of *rect*, from the right; give where they begin."""
    right = rect.right()
    for badge in reversed(badges_of(line)):
        wide = _badge_width(badge, font)
        if right - wide < rect.left() + rect.width() // 3:
            break
        painter.save()
        paint_badge(painter, QRect(right - wide, rect.top(), wide, rect.height()), badge, font)
        painter.restore()
        right -= wide + theme.scaled(6)
    if worth_saying(line) and not line.row.cancelled:
        side = theme.scaled(16)
        painter.drawPixmap(
            right - side,
            rect.top() + (rect.height() - side) // 2,
            pixmap("warning", "tone:warning", side, painter.device().devicePixelRatioF()),
        )
        right -= side + theme.scaled(6)
    return right


def _badge_width(badge: Badge, font: QFont) -> int:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.9)
    small.setWeight(QFont.Weight.DemiBold)
    return (
        QFontMetrics(small).horizontalAdvance(spoken.wording.say(badge.title)) + 2 * theme.scaled(8) + 4
    )  # the word is never cut by a rounded pixel
