"""The history of the whole office, as a page of the window."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.kit.desk import Desk
from ui.kit.history import HistoryPane
from ui.kit.language import _
from ui.kit.pages import MARGIN, TitleLine


class HistoryPage(HistoryPane):
    """The history of the whole office, as a page of the window."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, None, parent)
        self.layout_.setContentsMargins(MARGIN, 18, MARGIN, 12)
        self._title_line = TitleLine()
        self.layout_.insertWidget(0, self._title_line)
        self.retranslate()

    def retranslate(self) -> None:
        """Name the page."""
        super().retranslate()
        self._title_line.show_texts(self.title(), _("Every step that was saved; the last ones can be taken back with Undo."))
