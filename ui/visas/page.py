"""Passports and visas that belong to no single mission, in one place: passports, requests for them, country cards, the periods in use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from app.domains.visas.passport_fields import REQUESTS
from app.domains.visas.terms import CARD, PASSPORT, REQUEST
from app.kernel.changes import Changes
from app.kernel.fields import Screen
from app.kernel.ids import Ref
from app.kernel.translated import Lazy, lazy
from ui.kit.desk import Desk
from ui.kit.language import _, worded
from ui.kit.pages import MARGIN, Page
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


class VisasPage(Page):
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
            worded(part, accessibleName=lazy("Parts of passports and visas"))
        self._passports = LaterTab(partial(PassportsPage, desk, _part(screen, lazy("Passports"), _OF_PASSPORT)))
        self._requests = LaterTab(partial(RequestsPage, desk, _part(_screen_of(desk, REQUEST), REQUESTS.title, _OF_REQUEST)))
        self._cards = LaterTab(partial(CardsPage, desk, _part(_screen_of(desk, CARD), lazy("Country cards"), _OF_CARD)))
        self._periods = LaterTab(partial(PeriodsPage, desk))
        self._add(lazy("Passports"), self._passports)
        self._add(lazy("Requests"), self._requests)
        self._add(lazy("Country cards"), self._cards)
        self._add(lazy("Periods in use"), self._periods)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.addWidget(self.tabs)
        self.tabs.tabBar().setContentsMargins(MARGIN, 0, 0, 0)
        self.tabs.setStyleSheet(f"QTabWidget::tab-bar {{ left: {MARGIN}px; }}")
        self.tabs.currentChanged.connect(self._on_part_changed)
        self.retranslate()

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

    def title(self) -> str:
        """Name the page."""
        return _(self.screen_entry.title)

    def concerns(self, changes: Changes) -> bool:
        """Leave reading to the parts."""
        return False

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
