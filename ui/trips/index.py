"""The table of contents beside the request: its sections with the points that are open, and the one being read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.kernel.errors import Finding
from app.kernel.fields import Tone
from app.kernel.translated import Lazy
from ui.kit.controls import Label
from ui.kit.language import _, spoken
from ui.kit.theme import theme
from ui.trips.findings import OPEN, TONES, counted, heaviest


class IndexLine(QPushButton):
    """A section: its title, and how many points are open in it."""

    def __init__(self, title: Lazy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("line", True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._title = title
        self._findings: tuple[Finding, ...] = ()
        self._text = Label(title)
        self._count = Label("", "badge")
        self._count.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._count.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.scaled(8), theme.scaled(5), theme.scaled(6), theme.scaled(5))
        row.addWidget(self._text, 1)
        row.addWidget(self._count)
        for part in (self._text, self._count):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.changed.connect(self._size)
        self._size()
        self._say()

    @property
    def open_points(self) -> int:
        """How many points are open."""
        return len(self._findings)

    def show_findings(self, findings: Sequence[Finding], *, quiet: bool) -> None:
        """Count *findings*; a *quiet* count has no colour yet."""
        self._findings = tuple(finding for finding in findings if finding.severity in OPEN)
        worst = heaviest(self._findings)
        self._count.setVisible(worst is not None)
        self._count.setText(str(len(self._findings)))
        tone = str(Tone.FAINT if quiet or worst is None else TONES[worst])
        if self._count.property("tone") != tone:
            self._count.setProperty("tone", tone)
            self._count.style().unpolish(self._count)
            self._count.style().polish(self._count)
        self._say()

    def show_current(self, current: bool) -> None:  # noqa: FBT001 - a mark is set or not
        """Mark the section that is being read."""
        role = "strong" if current else "body"
        if self._text.property("role") != role:
            self._text.setProperty("role", role)
            self._text.style().unpolish(self._text)
            self._text.style().polish(self._text)

    def retranslate(self) -> None:
        """Say it in the language of the screen."""
        self._say()

    def _say(self) -> None:
        number = {severity: sum(f.severity is severity for f in self._findings) for severity in OPEN}
        parts = [_(counted(severity, count)) for severity, count in number.items() if count]
        self.setAccessibleName(", ".join([_(self._title), *parts]))
        self.setToolTip(", ".join(parts))

    @Slot()
    def _size(self) -> None:
        self.setMinimumHeight(self.fontMetrics().height() + theme.scaled(12))


class Index(QWidget):
    """The sections in order.

    Signals:
        chosen: a section should be shown; its key.
    """

    chosen = Signal(str)

    def __init__(self, sections: Sequence[tuple[str, Lazy]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: dict[str, IndexLine] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        for key, title in sections:
            line = IndexLine(title)
            line.setProperty("section", key)
            line.clicked.connect(self._on_clicked)
            self.lines[key] = line
            column.addWidget(line)
        column.addStretch(1)
        spoken.changed.connect(self._on_language)
        theme.changed.connect(self._size)
        self._size()

    def show_current(self, key: str) -> None:
        """Mark the section that is being read."""
        for name, line in self.lines.items():
            line.show_current(name == key)

    @Slot()
    def _on_clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.chosen.emit(str(sender.property("section")))

    @Slot()
    def _on_language(self) -> None:
        for line in self.lines.values():
            line.retranslate()

    @Slot()
    def _size(self) -> None:
        self.setFixedWidth(theme.scaled(176))
