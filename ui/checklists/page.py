"""Readiness in one place: the board of all missions, and the templates that their checklists come from."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from app.domains.checklists.vocabulary import TEMPLATE
from app.kernel.fields import Screen
from app.kernel.ids import Ref
from app.kernel.translated import lazy
from ui.checklists.board import BoardPage
from ui.checklists.templates import TemplatesPage
from ui.kit.desk import Desk
from ui.kit.parted import PartedPage
from ui.kit.parts import LaterTab

READINESS = "readiness"


class ReadinessPage(PartedPage):
    """Two parts, each a page of its own that is made and read when it is first shown."""

    def __init__(self, desk: Desk, screen: Screen, parent: QWidget | None = None) -> None:
        super().__init__(desk, screen, lazy("Parts of readiness"), parent)
        self._board = LaterTab(partial(BoardPage, desk, screen))
        self._templates = LaterTab(partial(TemplatesPage, desk))
        self.add_parts(
            (lazy("Board"), self._board),
            (lazy("Templates"), self._templates),
        )

    @property
    def board(self) -> BoardPage:
        """The board of all missions."""
        return self._board.page

    @property
    def templates(self) -> TemplatesPage:
        """The templates of checklists."""
        return self._templates.page

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


PAGES = {READINESS: ReadinessPage}
