"""Readiness in one place: the board of all missions, and the templates that their checklists come from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from app.domains.checklists.vocabulary import TEMPLATE
from app.kernel.changes import Changes
from app.kernel.fields import Screen
from app.kernel.ids import Ref
from app.kernel.translated import Lazy, lazy
from ui.checklists.board import BoardPage
from ui.checklists.templates import TemplatesPage
from ui.kit.desk import Desk
from ui.kit.language import _, worded
from ui.kit.pages import MARGIN, Page
from ui.kit.parts import LaterTab

READINESS = "readiness"


class ReadinessPage(Page):
    """Two parts, each a page of its own that is made and read when it is first shown."""

    def __init__(self, desk: Desk, screen: Screen, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.screen_entry = screen
        self.opens_record = False
        self._titles: list[Lazy] = []
        self._of_part: list[QAction] = []
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setExpanding(False)
        for part in (self.tabs, self.tabs.tabBar()):
            worded(part, accessibleName=lazy("Parts of readiness"))
        self._board = LaterTab(partial(BoardPage, desk, screen))
        self._templates = LaterTab(partial(TemplatesPage, desk))
        self._add(lazy("Board"), self._board)
        self._add(lazy("Templates"), self._templates)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.addWidget(self.tabs)
        self.tabs.setStyleSheet(f"QTabWidget::tab-bar {{ left: {MARGIN}px; }}")
        self.tabs.currentChanged.connect(self._on_part_changed)
        self.retranslate()

    @property
    def board(self) -> BoardPage:
        """The board of all missions."""
        return self._board.page

    @property
    def templates(self) -> TemplatesPage:
        """The templates of checklists."""
        return self._templates.page

    def title(self) -> str:
        """Name the page."""
        return _(self.screen_entry.title)

    def concerns(self, changes: Changes) -> bool:
        """Leave reading to the parts."""
        return False

    def show_part(self, name: str) -> None:
        """Show the templates when they were asked for; the page itself stays where it was."""
        if name == TEMPLATE:
            self.tabs.setCurrentWidget(self._templates)

    def show_record(self, ref: Ref) -> None:
        """Show a template, or a mission on the board."""
        if ref.kind == TEMPLATE:
            self.tabs.setCurrentWidget(self._templates)
            self.templates.show_record(ref)
        else:
            self.tabs.setCurrentWidget(self._board)
            if ref.id:
                self.board.reveal(ref.id)

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

    def _add(self, title: Lazy, part: QWidget) -> None:
        self.tabs.addTab(part, _(title))
        self._titles.append(title)

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


PAGES = {READINESS: ReadinessPage}
