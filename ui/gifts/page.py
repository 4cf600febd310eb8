"""Everything about gifts in one place: the register, what is to be decided, the bank, its stock-takings, the balance, the rules."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from PySide6.QtWidgets import QWidget

from app.domains.gifts.vocabulary import GIFT, GIFT_COUNT, GIFT_COUNT_LINE, GIFT_ITEM, RULES, TABOO
from app.kernel.fields import Screen
from app.kernel.ids import Ref
from app.kernel.translated import Lazy, lazy
from ui.gifts.decisions import DecisionsPage
from ui.gifts.register import GiftRegister
from ui.kit.desk import Desk
from ui.kit.pages import Page
from ui.kit.parted import PartedPage
from ui.kit.parts import LaterTab


class GiftsPage(PartedPage):
    """Six parts, each a page of its own that is made and read when it is first shown."""

    def __init__(self, desk: Desk, screen: Screen, parent: QWidget | None = None) -> None:
        super().__init__(desk, screen, lazy("Parts of the gifts"), parent)
        self._register = LaterTab(partial(GiftRegister, desk, screen))
        self._decisions = LaterTab(partial(DecisionsPage, desk))
        self._others: dict[str, LaterTab[Any]] = {}
        parts: list[tuple[Lazy, QWidget]] = [(lazy("Register"), self._register), (lazy("Decisions due"), self._decisions)]
        for name, title, module, called in _OTHERS:
            if find_spec(module) is not None:
                self._others[name] = LaterTab(partial(_made, desk, name, module, called))
                parts.append((title, self._others[name]))
        self.add_parts(*parts)

    @property
    def register(self) -> GiftRegister:
        """The register of gifts."""
        return self._register.page

    @property
    def decisions(self) -> DecisionsPage:
        """What is to be decided."""
        return self._decisions.page

    def show_part(self, name: str) -> None:
        """Show the part that is a screen of its own."""
        if (part := self._others.get(_PART_OF.get(name, name))) is not None:
            self.tabs.setCurrentWidget(part)

    def show_record(self, ref: Ref) -> None:
        """Show a gift, an object of the bank, a stock-taking or a custom; without an id the part that it would stand in."""
        if ref.kind == GIFT:
            self.tabs.setCurrentWidget(self._register)
            if ref.id:
                self.register.reveal(ref.id)
            return
        part = self._others.get(_PART_OF.get(ref.kind, ref.kind))
        if part is not None:
            self.tabs.setCurrentWidget(part)
            if ref.id:
                part.page.show_record(ref)


_OTHERS: tuple[tuple[str, Lazy, str, str], ...] = (
    (GIFT_ITEM, lazy("Bank"), "ui.gifts.bank", "BankPage"),
    (GIFT_COUNT, lazy("Stock-taking"), "ui.gifts.counting", "CountingPage"),
    ("balance", lazy("Balance"), "ui.gifts.balance", "BalancePage"),
    (RULES, lazy("Rules"), "ui.gifts.rules", "RulesPage"),
)
_PART_OF = {GIFT_COUNT_LINE: GIFT_COUNT, TABOO: RULES}


def _made(desk: Desk, name: str, module: str, called: str) -> Page:
    page = getattr(import_module(module), called)
    screen = next((screen for feature in desk.application.features for screen in feature.screens if screen.kind == name), None)
    return page(desk, screen) if screen is not None else page(desk)


PAGES = {GIFT: GiftsPage}
