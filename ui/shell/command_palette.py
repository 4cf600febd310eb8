"""Ctrl+K: records and commands in one box, accents and word order ignored, recent first, and why each was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from app.kernel.ids import Ref
from app.kernel.names import fold, words
from app.kernel.translated import lazy
from ui.kit.controls import Hairline, Label
from ui.kit.desk import Desk
from ui.kit.icons import iconed, pixmap
from ui.kit.language import _, shown, worded
from ui.kit.shortcuts import plain_name, shortcut_of
from ui.kit.theme import colour, theme

RECENT_KEY = "palette/recent"
RECENT = 12
HITS = 30
ENTRY_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the box: a record (`ref`) or a command (`action`); `why` says in which text the words stand."""

    title: str
    subtitle: str
    icon: str
    why: str = ""
    keys: str = ""
    ref: Ref | None = None
    action: QAction | None = None


class EntryList(QAbstractListModel):
    """The lines that were found."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []

    def show(self, entries: Sequence[Entry]) -> None:
        """Show *entries*."""
        self.beginResetModel()
        self._entries = list(entries)
        self.endResetModel()

    def entry(self, number: int) -> Entry | None:
        """Give the line at *number*."""
        return self._entries[number] if 0 <= number < len(self._entries) else None

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        """Count the lines."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a line, as an entry or as the words a screen reader speaks."""
        entry = self.entry(index.row()) if index.isValid() else None
        if entry is None:
            return None
        if role == ENTRY_ROLE:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(part for part in (entry.title, entry.subtitle, entry.why, entry.keys) if part)
        return None


class EntryDelegate(QStyledItemDelegate):
    """Paints a line: icon, title, and quietly what and why; the shortcut at the right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Paint the line."""
        entry = index.data(ENTRY_ROLE)
        if not isinstance(entry, Entry):
            return
        painter.save()
        rect: QRect = option.rect  # type: ignore[attr-defined]
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(rect, colour("selected"))
        side, size = theme.scaled(14), theme.scaled(18)
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(rect.left() + side, rect.center().y() - size // 2, pixmap(entry.icon, "quiet", size, ratio))
        inner = rect.adjusted(side * 2 + size, 0, -side, 0)
        font = QFont(option.font)  # type: ignore[attr-defined]
        inner = self._paint_right(painter, inner, font, entry.keys)
        title_width = self._paint_left(painter, inner, font, entry.title, "ink")
        rest = " · ".join(part for part in (entry.subtitle, entry.why) if part)
        self._paint_left(painter, inner.adjusted(title_width + side, 0, 0, 0), font, rest, "quiet")
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Give room for one line and some air."""
        hint = super().sizeHint(option, index)
        return QSize(100, hint.height() + theme.scaled(16))

    @staticmethod
    def _paint_right(painter: QPainter, rect: QRect, font: QFont, text: str) -> QRect:
        if not text:
            return rect
        painter.setFont(font)
        painter.setPen(colour("quiet"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        return rect.adjusted(0, 0, -QFontMetrics(font).horizontalAdvance(text) - theme.scaled(12), 0)

    @staticmethod
    def _paint_left(painter: QPainter, rect: QRect, font: QFont, text: str, tint: str) -> int:
        if not text or rect.width() <= 0:
            return 0
        metrics = QFontMetrics(font)
        fitting = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.setFont(font)
        painter.setPen(colour(tint))
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, fitting)
        return metrics.horizontalAdvance(fitting)


class CommandPalette(QFrame):
    """The box in front of the window.

    Signals:
        record_chosen: a record should be shown (`Ref`).
        action_chosen: a command should be carried out (`QAction`).
    """

    record_chosen = Signal(object)
    action_chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("popup")
        self._desk = desk
        self._window = parent
        self._actions: list[QAction] = []
        self._icons = {screen.kind: screen.icon for feature in desk.application.features for screen in feature.screens}
        self._titles = {screen.kind: screen.title for feature in desk.application.features for screen in feature.screens}
        self._build()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._search)
        self.line.textChanged.connect(self._on_typed)

    def open_with(self, actions: Sequence[QAction], text: str = "") -> None:
        """Open the box above the window, with what can be done now."""
        self._actions = [action for action in actions if action.isEnabled() and plain_name(action)]
        width = min(theme.scaled(680), self._window.width() - 40)
        self.resize(width, theme.scaled(420))
        corner = self._window.mapToGlobal(self._window.rect().topLeft())
        self.move(corner.x() + (self._window.width() - width) // 2, corner.y() + theme.scaled(70))
        self.line.setText(text)
        self._search()
        self.show()
        self.line.setFocus()
        self.line.setCursorPosition(len(text))

    def entries(self, text: str) -> list[Entry]:
        """Find records and commands for *text*; for none, the recent ones and every command."""
        wanted = words(text)
        if not wanted:
            return self._recent() + [self._entry_of(action) for action in self._sorted_actions()]
        found = self._desk.application.find(text, limit=HITS)
        recent = {str(ref): n for n, ref in enumerate(self._recent_refs())}
        found = sorted(found, key=lambda hit: recent.get(str(hit.ref), RECENT))
        records = [
            Entry(title, subtitle, self._icon_of(hit.ref.kind), _why(hit.matched, title, subtitle), ref=hit.ref)
            for hit, title, subtitle in ((hit, shown(hit.title), shown(hit.subtitle)) for hit in found)
        ]
        commands = [
            self._entry_of(action) for action in self._sorted_actions() if all(_begins(word, plain_name(action)) for word in wanted)
        ]
        return commands[:4] + records + commands[4:] if len(fold(text)) > 1 else records + commands

    def remember(self, ref: Ref) -> None:
        """Put a record first among the recent ones."""
        kept = [str(ref), *(name for name in self._desk.state.names(RECENT_KEY) if name != str(ref))]
        self._desk.state.remember(RECENT_KEY, tuple(kept[:RECENT]))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list while the cursor stays in the line."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
            if (step := steps.get(Qt.Key(event.key()))) is not None:
                self._move(step)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self.list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        self.line = QLineEdit()
        self.line.setClearButtonEnabled(True)
        worded(self.line, placeholderText=lazy("Search records and commands"), accessibleName=lazy("Search records and commands"))
        magnifier = QAction(self.line)
        iconed(magnifier, "search", "quiet")
        self.line.addAction(magnifier, QLineEdit.ActionPosition.LeadingPosition)
        self.line.installEventFilter(self)
        self.model = EntryList(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(EntryDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        worded(self.list, accessibleName=lazy("Found"))
        self.list.clicked.connect(self._choose)
        self._nothing = Label(lazy("Nothing was found. Try the beginning of a name."), "quiet")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.hide()
        layout.addWidget(self.line)
        layout.addWidget(Hairline())
        layout.addWidget(self._nothing)
        layout.addWidget(self.list, 1)

    def _sorted_actions(self) -> list[QAction]:
        return sorted(self._actions, key=lambda action: fold(plain_name(action)))

    def _entry_of(self, action: QAction) -> Entry:
        icon = str(action.property("iconName") or "forward")
        return Entry(plain_name(action), "", icon, keys=shortcut_of(action), action=action)

    def _icon_of(self, kind: str) -> str:
        return self._icons.get(kind, "record")

    def _recent_refs(self) -> list[Ref]:
        parts = (name.partition(":") for name in self._desk.state.names(RECENT_KEY))
        return [Ref(kind, id) for kind, _colon, id in parts]

    def _recent(self) -> list[Entry]:
        found = ((ref, shown(self._desk.application.title_of(ref))) for ref in self._recent_refs())
        return [
            Entry(title, _(self._titles[ref.kind]) if ref.kind in self._titles else "", self._icon_of(ref.kind), _("recent"), ref=ref)
            for ref, title in found
            if title
        ]

    def _move(self, step: int) -> None:
        number = min(max(self.list.currentIndex().row() + step, 0), self.model.rowCount() - 1)
        self.list.setCurrentIndex(self.model.index(number, 0))

    @Slot()
    def _on_typed(self) -> None:
        self._soon.start()

    @Slot()
    def _search(self) -> None:
        entries = self.entries(self.line.text())
        self.model.show(entries)
        self.list.setCurrentIndex(self.model.index(0, 0))
        self._nothing.setVisible(not entries)
        self.list.setVisible(bool(entries))

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        entry = self.model.entry(index.row())
        if entry is None:
            return
        self.close()
        if entry.ref is not None:
            self.record_chosen.emit(entry.ref)
        elif entry.action is not None:
            self.action_chosen.emit(entry.action)


def _begins(word: str, text: str) -> bool:
    return any(other.startswith(word) for other in words(text))


def _why(matched: str, *shown: str) -> str:
    """Give the text in which the words stand, unless it is on the line already."""
    return "" if not matched or any(fold(matched) in fold(text) for text in shown) else matched
