"""A page of several parts under one entry of the navigation: a row of tabs, each a page of its own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from app.kernel.changes import Changes
from app.kernel.fields import Screen
from app.kernel.translated import Lazy
from ui.kit.desk import Desk
from ui.kit.language import _, worded
from ui.kit.pages import MARGIN, Page
from ui.kit.parts import LaterTab


class PartedPage(Page):
    """A page whose parts are made and read when they are first shown; `name` is what a screen reader says of the row of tabs."""

    def __init__(self, desk: Desk, screen: Screen, name: Lazy, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.screen_entry = screen
        self.opens_record = False
        self._titles: list[Lazy] = []
        self._of_part: list[QAction] = []
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setExpanding(False)
        for part in (self.tabs, self.tabs.tabBar()):
            worded(part, accessibleName=name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.addWidget(self.tabs)
        self.tabs.setStyleSheet(f"QTabWidget::tab-bar {{ left: {MARGIN}px; }}")

    def add_parts(self, *parts: tuple[Lazy, QWidget]) -> None:
        """Add all parts, each under its title, in order; done once, at the end of making the page."""
        for title, part in parts:
            self.tabs.addTab(part, _(title))
            self._titles.append(title)
        self.tabs.currentChanged.connect(self._on_part_changed)
        self.retranslate()

    def title(self) -> str:
        """Name the page."""
        return _(self.screen_entry.title)

    def concerns(self, changes: Changes) -> bool:
        """Leave reading to the parts."""
        return False

    def actions_offered(self) -> Sequence[QAction]:
        """Give what can be done in the part that is shown."""
        part = self._shown()
        return part.actions_offered() if part is not None else ()

    def take_focus(self) -> None:
        """Give the keyboard to the part that is shown."""
        if (part := self._shown()) is not None:
            part.take_focus()

    def retranslate(self) -> None:
        """Name the parts."""
        for number, title in enumerate(self._titles):
            self.tabs.setTabText(number, _(title))

    def _shown(self) -> Page | None:
        shown = self.tabs.currentWidget()
        return shown.page if isinstance(shown, LaterTab) and isinstance(shown.page, Page) else None

    @Slot()
    def _on_part_changed(self) -> None:
        # The keys of a part work as soon as it is chosen, while the keyboard is still on the row of tabs.
        for action in self._of_part:
            self.removeAction(action)
        part = self._shown()
        self._of_part = list(part.actions()) if part is not None else []
        self.addActions(self._of_part)
        QTimer.singleShot(0, self, self.take_focus)
