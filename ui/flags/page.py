"""Everything about flags that belongs to no mission, in one place: the order of the day and the year, plans, the table of days, the stock."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from app.domains.flags import fields
from app.domains.flags.terms import FLAG_DAY, FLAG_ITEM
from app.kernel.fields import Screen
from app.kernel.ids import Ref
from app.kernel.translated import Lazy, lazy
from ui.flags.days import DaysPage
from ui.flags.order import OrderPage
from ui.flags.planner import PlannerPage
from ui.flags.stock import StockPage
from ui.kit.desk import Desk
from ui.kit.parted import PartedPage
from ui.kit.parts import LaterTab


class FlagsPage(PartedPage):
    """Four parts, each a page of its own that is made and read when it is first shown."""

    def __init__(self, desk: Desk, screen: Screen, parent: QWidget | None = None) -> None:
        super().__init__(desk, screen, lazy("Parts of the flags"), parent)
        self._order = LaterTab(partial(OrderPage, desk))
        self._planner = LaterTab(partial(PlannerPage, desk))
        self._days = LaterTab(partial(DaysPage, desk, _part(fields.FLAG_DAYS, lazy("Flag days"))))
        self._stock = LaterTab(partial(StockPage, desk, _part(fields.STOCK, fields.STOCK.title)))
        self.add_parts(
            (lazy("Flag order"), self._order),
            (lazy("Plan flags"), self._planner),
            (lazy("Flag days"), self._days),
            (lazy("Stock"), self._stock),
        )

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


def _part(screen: Screen, title: Lazy) -> Screen:
    """Give a screen as a part of this page: under a title of its own, and with short words on its buttons, which stand beside much else."""
    return replace(screen, title=title, register=replace(screen.register, add_title=lazy("Add"), edit_title=None, remove_title=None))


PAGES = {FLAG_DAY: FlagsPage}
