"""The gift bank: what can be given, how much of it is there and free, and everything that is done with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from app.domains.gifts.bank_commands import RetireItem
from app.domains.gifts.bank_queries import ItemCard, ItemRow, item_card
from app.domains.gifts.vocabulary import GIFT_COUNT, GIFT_LOAN, GIFT_MOVEMENT, GIFT_PHOTO, GIFT_RESERVATION, Level
from app.domains.missions.vocabulary import MISSION
from app.domains.people.vocabulary import ORGANISATION, PERSON
from app.kernel.fields import Badge, Column, ColumnKind, Field, FieldKind, Screen
from app.kernel.translated import Lazy, lazy
from ui.gifts.item_card import ITEM_BADGES, ItemPane
from ui.gifts.lending import lend_item
from ui.gifts.movements import buy, note_loss
from ui.gifts.papers import bank_papers
from ui.gifts.reserving import reserve
from ui.gifts.suggest import SuggestDialog
from ui.kit.asking import AskLine
from ui.kit.controls import Action, beside_text, tool_button
from ui.kit.desk import Desk
from ui.kit.groups import Composed
from ui.kit.icons import iconed
from ui.kit.language import spoken, worded
from ui.kit.parts import ActionButton
from ui.kit.registers import RegisterPage
from ui.kit.theme import theme

_TOUCHED_BY = (GIFT_MOVEMENT, GIFT_RESERVATION, GIFT_LOAN, GIFT_PHOTO, GIFT_COUNT, MISSION, PERSON, ORGANISATION)
_DAY = Field("day", lazy("Day"), FieldKind.DATE, required=True)
_OWN = (
    Column("photo", lazy("Photograph"), ColumnKind.PICTURE, width=5),
    Column("level", lazy("Level"), ColumnKind.BADGE, {str(level): Badge(Lazy(str(level))) for level in Level}, sort_key="level", width=5),
    Column("state", lazy("Status"), ColumnKind.BADGE, badges=ITEM_BADGES, width=15),
)
_FIRST = ("photo", "name", "stock", "reserved", "free", "state", "level")
_WIDTHS = {"name": 28, "stock": 5, "reserved": 8, "free": 5}
_NARROW_PAPERS = 60  # pixels at the usual size of text
_SIZES = 700, 400  # pixels of the list and of the pane, until the reader moves what stands between them


class BankPage(RegisterPage):
    """The objects of the bank; the chosen one beside the list with its ledger, its reservations and its loans."""

    def __init__(self, desk: Desk, screen: Screen, parent: QWidget | None = None) -> None:
        super().__init__(desk, arranged(screen), parent)
        view, names = self.list_pane.view, [column.key for column in self.register.columns]
        view.setItemDelegateForColumn(names.index("name"), Composed(_named, view))

    def build_actions(self) -> None:
        """Offer what is done with an object, and the choice of a gift for somebody."""
        self.suggest_action = self.offer(lazy("Choose a gift for somebody…"), self.suggest, "gift", "Ctrl+G", needs_record=False)
        self.suggest_action.setVisible(self._may_edit)
        self.reserve_action = self._of_item(lazy("Reserve…"), "calendar", self.reserve, "Ctrl+R")
        self.buy_action = self._of_item(lazy("Buy…"), "plus", self.buy, "Ctrl+B")
        self.lend_action = self._of_item(lazy("Lend…"), "give", self.lend, "Ctrl+L")
        for number, action in enumerate((self.reserve_action, self.buy_action, self.lend_action)):
            self._side_bar.insertWidget(number, ActionButton(action))
        self.loss_action = self._of_item(lazy("Note a loss…"), "warning", self.note_loss)
        self.retire_action = self._of_item(lazy("No longer offer it…"), "close", self.retire)
        self.offer_again_action = self._of_item(lazy("Offer it again"), "undo", self.offer_again)
        self._side_bar.addWidget(self._more_of_item(self.loss_action, self.retire_action, self.offer_again_action))
        self.papers_button = tool_button(lazy("Papers"), "paper", beside=True)
        self.papers_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.papers_menu = QMenu(self.papers_button)
        self.papers_menu.aboutToShow.connect(self._on_papers)
        self.papers_button.setMenu(self.papers_menu)
        self.title_line.lead(ActionButton(self.suggest_action), self.papers_button)
        # In large text it gives way before the page grows wider than the window.
        self.papers_button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.papers_button.setMinimumWidth(theme.scaled(_NARROW_PAPERS))
        layout = self.layout()
        assert isinstance(layout, QBoxLayout)
        layout.insertWidget(1, self.line)
        self.splitter.setSizes([theme.scaled(size) for size in _SIZES])
        self.desk.state.restore_parts(f"splitters/{self.screen_entry.kind}", self.splitter)
        self.line.closed.connect(self.take_focus)

    def make_detail(self) -> QWidget:
        """Make the pane, and the line in which a day or a reason is asked."""
        self._card: ItemCard | None = None
        self.line = AskLine(self.desk.application)
        self.pane = ItemPane(self, self.line)
        return self.pane

    def show_detail(self, id: str | None) -> None:
        """Show an object."""
        self._card = self.ask_now(item_card(id)) if id is not None else None
        self.pane.show_card(self._card)
        self._settle()

    # --- what can be done ------------------------------------------------------------------------------------------

    @Slot()
    def suggest(self) -> None:
        """Let a gift be chosen for somebody, best first."""
        SuggestDialog.show_for(self, self.desk)

    @Slot()
    def reserve(self) -> None:
        """Keep pieces of the chosen object for somebody."""
        if self._card is not None:
            reserve(self, self._card.row)

    @Slot()
    def buy(self) -> None:
        """Take pieces that were bought into stock."""
        if self._card is not None:
            buy(self, self._card.row, self._card.draft.supplier)

    @Slot()
    def note_loss(self) -> None:
        """Note that pieces were lost, broken or thrown away."""
        if self._card is not None:
            note_loss(self, self._card.row)

    @Slot()
    def lend(self) -> None:
        """Lend pieces of the chosen object."""
        if self._card is not None:
            lend_item(self, self._card.row.id, self._card.row.name)

    @Slot()
    def retire(self) -> None:
        """Ask from which day on the chosen object is no longer offered."""
        if self._card is not None:
            told = lazy("{item} is no longer offered from this day on. What is left stays in stock.", item=self._card.row.name)
            self.line.ask(told, _DAY, lazy("No longer offer it"), self._on_retired, self.desk.application.clock.today())

    @Slot()
    def offer_again(self) -> None:
        """Offer the chosen object again."""
        if self._card is not None:
            self.perform(RetireItem(self._card.row.id, None))

    # --- what happens ----------------------------------------------------------------------------------------------

    def _of_item(self, text: Lazy, icon: str, act: Any, shortcut: str = "") -> Action:
        action = self.offer(text, act, icon, shortcut)
        action.setVisible(self._may_edit)
        return action

    def _more_of_item(self, *actions: Action) -> QToolButton:
        button = QToolButton()
        button.setAutoRaise(True)
        iconed(button, "more")
        button.setIconSize(beside_text())
        worded(button, accessibleName=lazy("More that is done with the object"), toolTip=lazy("More"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        menu.addActions(list(actions))
        button.setMenu(menu)
        button.setVisible(self._may_edit)
        return button

    @Slot()
    def _on_papers(self) -> None:
        """Offer the papers of the objects that are selected: labels, a card, the inventory."""
        self.papers_menu.clear()
        self.papers = bank_papers(self, self.papers_menu, self.list_pane.view.selected_ids())

    def _on_retired(self, day: object) -> bool:
        assert isinstance(day, date)
        if self._card is None:
            return True
        return not self.perform(RetireItem(self._card.row.id, day), refused=self.line.show_refusal).failed

    def _settle(self) -> None:
        row = self._card.row if self._card is not None else None
        retired = row is not None and row.retired_on is not None
        self.retire_action.setVisible(self._may_edit and not retired)
        self.offer_again_action.setVisible(self._may_edit and retired)
        self.reserve_action.setEnabled(row is not None and not retired)
        self.lend_action.setEnabled(row is not None and row.stock > 0)
        self.loss_action.setEnabled(row is not None and row.stock > 0)


def arranged(screen: Screen) -> Screen:
    """Give the screen of the bank as it is shown here: photographs first, then what is read most, the rest where there is room."""
    known = {column.key: column for column in screen.register.columns} | {column.key: column for column in _OWN}
    columns = (*(known[key] for key in _FIRST), *(column for key, column in known.items() if key not in _FIRST))
    columns = tuple(replace(column, width=_WIDTHS.get(column.key, column.width)) for column in columns)
    return replace(
        screen,
        touched_by=tuple(dict.fromkeys((*screen.touched_by, *_TOUCHED_BY))),
        register=replace(screen.register, columns=columns, edit_title=lazy("Change"), remove_title=lazy("Remove")),
    )


def _named(row: ItemRow) -> str:
    """Write what an object is called above its number and its maker."""
    below = "  ·  ".join(part for part in (row.code, row.maker) if part)
    return f"{spoken.wording.text(row.name)}\n{below}"
