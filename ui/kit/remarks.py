"""What the rules have to say, as a list of any length: each line leads to its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from app.kernel.errors import Finding, Severity
from app.kernel.fields import Tone
from app.kernel.translated import Lazy
from ui.kit.controls import plain_tooltip
from ui.kit.icons import icon, icon_size
from ui.kit.language import spoken, worded
from ui.kit.theme import USUAL, colour, theme

_LOOKS = {
    Severity.BLOCKS: ("fault", f"tone:{Tone.BAD}"),
    Severity.DEROGATION: ("derogation", f"tone:{Tone.BUSY}"),
    Severity.WARNS: ("warning", f"tone:{Tone.WARNING}"),
    Severity.NOTES: ("note", "quiet"),
}


class Remarks(QListWidget):
    """Findings, one line each; what does not fit stands in the tooltip.

    Signals:
        chosen: the place of a finding should be shown (`Finding`).
    """

    chosen = Signal(object)

    def __init__(self, name: Lazy, most: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = most  # lines that are seen without scrolling; 0 for as much as there is room
        self._findings: tuple[Finding, ...] = ()
        self._places: Mapping[str, str] = {}
        worded(self, accessibleName=name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.itemClicked.connect(self._on_item)
        spoken.changed.connect(self._show)
        theme.changed.connect(self._show)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is shown."""
        return self._findings

    def show_findings(self, findings: Sequence[Finding], places: Mapping[str, str] | None = None) -> None:
        """Show these findings in place of those before; *places* says, by the id of a record, where it stands (a day and a time)."""
        fresh, known = tuple(findings), places or {}
        if (fresh, known) != (self._findings, self._places):
            self._findings, self._places = fresh, known
            self._show()

    def text_of(self, finding: Finding) -> str:
        """Write a finding as it is listed: where, and what."""
        said = spoken.wording.text(finding.message).replace("\n", " ")
        place = self._places.get(finding.ref.id, "") if finding.ref is not None else ""
        return f"{place}  ·  {said}" if place else said

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the place."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (item := self.currentItem()) is not None:
            self._on_item(item)
            return
        super().keyPressEvent(event)

    @Slot()
    def _show(self) -> None:
        current = self.currentRow()
        self.clear()
        self.setIconSize(icon_size())
        for finding in self._findings:
            name, tint = _LOOKS[finding.severity]
            text = self.text_of(finding)
            item = QListWidgetItem(icon(name, tint), text, self)
            item.setSizeHint(QSize(0, self.fontMetrics().height() + theme.scaled(8)))
            item.setToolTip(plain_tooltip(text))
            item.setForeground(colour("ink" if finding.severity is Severity.NOTES else tint))
        self.setCurrentRow(min(current, self.count() - 1))
        if self._most:
            line = max(self.sizeHintForRow(0), 0)
            most = max(round(self._most * USUAL / theme.percent), 2)  # large text leaves room for the work
            self.setFixedHeight(line * min(self.count(), most) + 2 * self.frameWidth())

    @Slot(QListWidgetItem)
    def _on_item(self, item: QListWidgetItem) -> None:
        self.chosen.emit(self._findings[self.row(item)])
