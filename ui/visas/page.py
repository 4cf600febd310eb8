"""Passports and visas that belong to no single mission, in one place: passports, requests for them, country cards, the periods in use."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from app.domains.visas.passport_fields import REQUESTS
from app.domains.visas.terms import CARD, PASSPORT, REQUEST
from app.kernel.fields import Screen
from app.kernel.ids import Ref
from app.kernel.translated import Lazy, lazy
from ui.kit.desk import Desk
from ui.kit.parted import PartedPage
from ui.kit.parts import LaterTab
from ui.visas.cards import CardsPage
from ui.visas.passports import PassportsPage
from ui.visas.periods import PeriodsPage
from ui.visas.requests import RequestsPage

# Where there is no room the last columns are left out.
_OF_PASSPORT = ("name", "passport_kind", "state", "expires_on", "number", "due_back", "with_whom", "kept_at")
_OF_REQUEST = ("name", "state", "next", "needed_by", "mission", "expected")
_OF_CARD = ("country", "age", "ordinary", "service", "diplomatic")
_WIDTHS = {
    "state": 17,
    "expires_on": 17,
    "needed_by": 17,
    "expected": 17,
    "due_back": 17,
    "mission": 40,
    "ordinary": 15,
    "service": 15,
    "diplomatic": 15,
    "age": 13,
}


class VisasPage(PartedPage):
    """Four parts, each a page of its own that is made and read when it is first shown."""

    def __init__(self, desk: Desk, screen: Screen, parent: QWidget | None = None) -> None:
        super().__init__(desk, screen, lazy("Parts of passports and visas"), parent)
        self._passports = LaterTab(partial(PassportsPage, desk, _part(screen, lazy("Passports"), _OF_PASSPORT)))
        self._requests = LaterTab(partial(RequestsPage, desk, _part(_screen_of(desk, REQUEST), REQUESTS.title, _OF_REQUEST)))
        self._cards = LaterTab(partial(CardsPage, desk, _part(_screen_of(desk, CARD), lazy("Country cards"), _OF_CARD)))
        self._periods = LaterTab(partial(PeriodsPage, desk))
        self.add_parts(
            (lazy("Passports"), self._passports),
            (lazy("Requests"), self._requests),
            (lazy("Country cards"), self._cards),
            (lazy("Periods in use"), self._periods),
        )

    @property
    def passports(self) -> PassportsPage:
        """The register of passports."""
        return self._passports.page

    @property
    def requests(self) -> RequestsPage:
        """The requests for service and diplomatic passports."""
        return self._requests.page

    @property
    def cards(self) -> CardsPage:
        """The country cards."""
        return self._cards.page

    @property
    def periods(self) -> PeriodsPage:
        """The periods that the office uses."""
        return self._periods.page

    def show_part(self, name: str) -> None:
        """Show the part that is a screen of its own."""
        part = {REQUEST: self._requests, CARD: self._cards}.get(name)
        if part is not None:
            self.tabs.setCurrentWidget(part)

    def show_record(self, ref: Ref) -> None:
        """Show a passport, a request or a country card."""
        if ref.kind == PASSPORT:
            self.tabs.setCurrentWidget(self._passports)
            self.passports.reveal(ref.id)
        elif ref.kind == REQUEST:
            self.tabs.setCurrentWidget(self._requests)
            self.requests.reveal(ref.id)
        elif ref.kind == CARD:
            self.tabs.setCurrentWidget(self._cards)
            self.cards.show_record(ref)


def _part(screen: Screen, title: Lazy, first: tuple[str, ...]) -> Screen:
    """Give a screen as a part of this page: with short words on its buttons, and the columns that matter most before the others."""
    by_key = {column.key: column for column in screen.register.columns}
    columns = (*(by_key[key] for key in first), *(column for key, column in by_key.items() if key not in first))
    columns = tuple(replace(column, width=_WIDTHS.get(column.key, column.width)) for column in columns)
    register = replace(
        screen.register, columns=columns, edit_title=lazy("Change"), remove_title=lazy("Remove"), add_title=screen.register.add_title
    )
    return replace(screen, title=title, register=register)


def _screen_of(desk: Desk, kind: str) -> Screen:
    screens = (screen for feature in desk.application.features for screen in feature.screens)
    return next(screen for screen in screens if screen.kind == kind)


PAGES = {PASSPORT: VisasPage}
