"""Everything about gifts in one place: the register, what is to be decided, the bank, its stock-takings, the balance, the rules."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.domains.gifts.bank_fields import BANK
from app.domains.gifts.vocabulary import GIFT, GIFT_COUNT, GIFT_COUNT_LINE, GIFT_ITEM, REGIME_OF, RULES, TABOO
from app.kernel.fields import Screen
from app.kernel.ids import Ref
from app.kernel.translated import lazy
from ui.gifts.balance import BalancePage
from ui.gifts.bank import BankPage
from ui.gifts.counting import CountingPage
from ui.gifts.decisions import DecisionsPage
from ui.gifts.register import GiftRegister
from ui.gifts.rules import RulesPage
from ui.kit.desk import Desk
from ui.kit.parted import PartedPage
from ui.kit.parts import LaterTab

_PART_OF = {GIFT_COUNT_LINE: GIFT_COUNT, TABOO: RULES, REGIME_OF: RULES}


class GiftsPage(PartedPage):
    """Six parts, each a page of its own that is made and read when it is first shown."""

    def __init__(self, desk: Desk, screen: Screen, parent: QWidget | None = None) -> None:
        super().__init__(desk, screen, lazy("Parts of the gifts"), parent)
        self._register = LaterTab(partial(GiftRegister, desk, screen))
        self._decisions = LaterTab(partial(DecisionsPage, desk))
        self._bank = LaterTab(partial(BankPage, desk, BANK))
        self._counting = LaterTab(partial(CountingPage, desk))
        self._balance = LaterTab(partial(BalancePage, desk))
        self._rules = LaterTab(partial(RulesPage, desk))
        self._parts: dict[str, LaterTab[Any]] = {
            GIFT: self._register,
            GIFT_ITEM: self._bank,
            GIFT_COUNT: self._counting,
            RULES: self._rules,
        }
        self.add_parts(
            (lazy("Register"), self._register),
            (lazy("Decisions due"), self._decisions),
            (lazy("Bank"), self._bank),
            (lazy("Stock-taking"), self._counting),
            (lazy("Balance"), self._balance),
            (lazy("Rules"), self._rules),
        )

    @property
    def register(self) -> GiftRegister:
        """The register of gifts."""
        return self._register.page

    @property
    def decisions(self) -> DecisionsPage:
        """What is to be decided."""
        return self._decisions.page

    @property
    def bank(self) -> BankPage:
        """The gift bank."""
        return self._bank.page

    @property
    def counting(self) -> CountingPage:
        """The stock-takings."""
        return self._counting.page

    @property
    def balance(self) -> BalancePage:
        """What was given and received between us and others."""
        return self._balance.page

    @property
    def rules(self) -> RulesPage:
        """The thresholds, periods and customs in force."""
        return self._rules.page

    def show_part(self, name: str) -> None:
        """Show the part in which records of the kind *name* stand."""
        if (part := self._parts.get(_PART_OF.get(name, name))) is not None:
            self.tabs.setCurrentWidget(part)

    def show_record(self, ref: Ref) -> None:
        """Show a gift, an object of the bank, a stock-taking or a rule; without an id the part in which it would stand."""
        self.show_part(ref.kind)
        part = self._parts.get(_PART_OF.get(ref.kind, ref.kind))
        if part is not None and ref.id:
            part.page.show_record(ref)


PAGES = {GIFT: GiftsPage}
