"""Today: what is going on, what is due, what is late. Every line opens the thing itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.kernel.changes import Changes
from app.kernel.fields import TodayGroup, TodayLine, Tone
from app.kernel.translated import Lazy, lazy
from ui.kit.controls import Hairline, Label
from ui.kit.desk import Desk
from ui.kit.forms import scrolled
from ui.kit.language import _, spoken
from ui.kit.pages import MARGIN, Page, TitleLine
from ui.kit.theme import theme

TODAY = lazy("Today")
_TONE_WORDS: dict[Tone, Lazy] = {Tone.BAD: lazy("late"), Tone.WARNING: lazy("due"), Tone.GOOD: lazy("done"), Tone.BUSY: lazy("under way")}


class LineButton(QPushButton):
    """One line of Today: when, what, and a word when it is due or late.

    Signals:
        chosen: the record of the line should be shown (`TodayLine`).
    """

    chosen = Signal(object)

    def __init__(self, line: TodayLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = line
        self.setProperty("line", True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.setSpacing(12)
        when = Label(lazy("{day}", day=line.day) if line.day else "", "quiet")
        when.setFixedWidth(theme.scaled(150))
        text = Label(line.text, wrap=True)
        layout.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(text, 1, Qt.AlignmentFlag.AlignTop)
        self._parts = [when, text]
        word = line.hint or _TONE_WORDS.get(line.tone)
        if word is not None:
            badge = Label(word, "badge")
            badge.setProperty("tone", str(line.tone))
            layout.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
            self._parts.append(badge)
        for part in self._parts:
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._row = layout
        self.clicked.connect(self._on_clicked)
        spoken.changed.connect(self._name)
        self._name()

    def sizeHint(self) -> QSize:
        """Ask for the room of its parts."""
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Ask for the room of its parts."""
        return self._row.minimumSize()

    def hasHeightForWidth(self) -> bool:
        """Say that long texts take more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height at *width*."""
        return self._row.heightForWidth(width)

    @Slot()
    def _name(self) -> None:
        self.setAccessibleName(" · ".join(part.text() for part in self._parts if part.text()))

    @Slot()
    def _on_clicked(self) -> None:
        self.chosen.emit(self._line)


class GroupBox(QWidget):
    """A heading and its lines.

    Signals:
        chosen: the record of a line should be shown (`TodayLine`).
    """

    chosen = Signal(object)

    def __init__(self, group: TodayGroup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.group = group
        self._lines: tuple[TodayLine, ...] | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        self._heading = Label(group.title, "heading")
        self._heading.setContentsMargins(8, 0, 0, 4)
        self._layout.addWidget(self._heading)
        self._layout.addWidget(Hairline())
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 4, 0, 0)
        self._rows.setSpacing(0)
        self._layout.addLayout(self._rows)

    def show_lines(self, lines: Sequence[TodayLine]) -> None:
        """Show *lines*; a group without lines says so in a sentence, or is left out."""
        fresh = tuple(lines)
        if fresh == self._lines:
            return
        self._lines = fresh
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for line in fresh:
            button = LineButton(line)
            button.chosen.connect(self.chosen)
            self._rows.addWidget(button)
        if not fresh and self.group.empty is not None:
            sentence = Label(self.group.empty, "quiet", wrap=True)
            sentence.setContentsMargins(8, 6, 8, 6)
            self._rows.addWidget(sentence)
        self.setVisible(bool(fresh) or self.group.empty is not None)


class TodayPage(Page):
    """The first thing that is seen."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._groups = [
            GroupBox(group) for feature in desk.application.features for group in sorted(feature.today, key=lambda group: group.order)
        ]
        self._groups.sort(key=lambda box: box.group.order)
        self._title_line = TitleLine()
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 12, 12)
        column.setSpacing(theme.scaled(26))
        self._nobody = Label(lazy("Nobody has signed in. Sign in at the bottom of the window to see what is going on."), "quiet", wrap=True)
        self._nobody.setContentsMargins(8, 0, 8, 0)
        self._nobody.hide()
        column.addWidget(self._nobody)
        for box in self._groups:
            box.chosen.connect(self._on_chosen)
            column.addWidget(box)
        column.addStretch(1)
        content.setMaximumWidth(theme.scaled(920))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 18, MARGIN, 0)
        layout.setSpacing(18)
        layout.addWidget(self._title_line)
        layout.addWidget(scrolled(content), 1)
        self.retranslate()

    def title(self) -> str:
        """Name the page."""
        return _(TODAY)

    def concerns(self, changes: Changes) -> bool:
        """Any change may move something up or down here."""
        return changes.everything or bool(changes.touched)

    def read(self) -> None:
        """Read the lines of every group."""
        user = self.desk.application.user
        self._nobody.setVisible(user.rights is not None and not user.rights)
        for box in self._groups:
            lines = box.group.lines()
            if user.may(lines.permission):
                box.show_lines(self.ask_now(lines, ()) or ())
            else:
                box.hide()

    def retranslate(self) -> None:
        """Say the day."""
        day = spoken.wording.formats.day(self.desk.application.clock.today(), weekday=True)
        self._title_line.show_texts(_(TODAY), day[:1].upper() + day[1:])

    @Slot(object)
    def _on_chosen(self, line: TodayLine) -> None:
        self.open(line.ref, line.place)
