"""Everything about flags that belongs to no mission, in one place: the order of the day and the year, plans, the table of days, the stock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from app.domains.flags import fields
from app.domains.flags.terms import FLAG_DAY, FLAG_ITEM
from app.kernel.changes import Changes
from app.kernel.fields import Screen
from app.kernel.ids import Ref
from app.kernel.translated import Lazy, lazy
from ui.flags.days import DaysPage
from ui.flags.order import OrderPage
from ui.flags.planner import PlannerPage
from ui.flags.stock import StockPage
from ui.kit.desk import Desk
from ui.kit.language import _, worded
from ui.kit.pages import MARGIN, Page
from ui.kit.parts import LaterTab


class FlagsPage(Page):
    """Four parts, each a page of its own that is made and read when it is first shown."""

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
            worded(part, accessibleName=lazy("Parts of the flags"))
        self._order = LaterTab(partial(OrderPage, desk))
        self._planner = LaterTab(partial(PlannerPage, desk))
        self._days = LaterTab(partial(DaysPage, desk, _part(fields.FLAG_DAYS, lazy("Flag days"))))
        self._stock = LaterTab(partial(StockPage, desk, _part(fields.STOCK, fields.STOCK.title)))
        self._add(lazy("Flag order"), self._order)
        self._add(lazy("Plan flags"), self._planner)
        self._add(lazy("Flag days"), self._days)
        self._add(lazy("Stock"), self._stock)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.addWidget(self.tabs)
        self.tabs.tabBar().setContentsMargins(MARGIN, 0, 0, 0)
        self.tabs.setStyleSheet(f"QTabWidget::tab-bar {{ left: {MARGIN}px; }}")
        self.tabs.currentChanged.connect(self._on_part_changed)
        self.retranslate()

    @property
    def order(self) -> OrderPage:
        """The flag order of a day, and the year."""
        return self._order.page

    @property
    def planner(self) -> PlannerPage:
        """The plans that belong to no mission."""
        return self._planner.page

    @property
    def days(self) -> DaysPage:
        """The table of flag days."""
        return self._days.page

    @property
    def stock(self) -> StockPage:
        """The stock of flags."""
        return self._stock.page

    def title(self) -> str:
        """Name the page."""
        return _(self.screen_entry.title)

    def concerns(self, changes: Changes) -> bool:
        """Leave reading to the parts."""
        return False

    def show_part(self, name: str) -> None:
        """Show the stock when it was asked for; the page itself stays where it was."""
        if name == FLAG_ITEM:
            self.tabs.setCurrentWidget(self._stock)

    def show_record(self, ref: Ref) -> None:
        """Show a flag day or an entry of the stock."""
        if ref.kind == FLAG_DAY and not ref.id:  # an instruction: it stands with the order of the days
            self.tabs.setCurrentWidget(self._order)
            self.order.show_day(self.desk.application.clock.today())
        elif ref.kind == FLAG_DAY:
            self.tabs.setCurrentWidget(self._days)
            self.days.reveal(ref.id)
        elif ref.kind == FLAG_ITEM:
            self.tabs.setCurrentWidget(self._stock)
            self.stock.reveal(ref.id)

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


def _part(screen: Screen, title: Lazy) -> Screen:
    """Give a screen as a part of this page: under a title of its own, and with short words on its buttons, which stand beside much else."""
    return replace(screen, title=title, register=replace(screen.register, add_title=lazy("Add"), edit_title=None, remove_title=None))


PAGES = {FLAG_DAY: FlagsPage}
