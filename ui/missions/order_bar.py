"""Above the delegation: who is put in order, by which list and on which day, and the orders that follow from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QButtonGroup, QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from app.domains.missions.protocol.queries import RankedMission
from app.domains.missions.protocol.vocabulary import WHO, Who
from app.domains.people.precedence.orders import ORDERS
from app.domains.people.vocabulary import OFFICE, ORGANISATION, PERSON, PRECEDENCE_LIST, USUAL_LIST
from app.kernel.translated import Lazy, lazy
from ui.kit.controls import push_button, tool_button
from ui.kit.flow import FlowLayout
from ui.kit.language import _, spoken, worded
from ui.kit.theme import theme

# Whose changes may give people of a mission other places, besides those of the mission itself.
ORDER_RESTS_ON = (PERSON, ORGANISATION, PRECEDENCE_LIST, OFFICE, USUAL_LIST)
_LARGE = 130  # percent of text size beyond which the day stands in the tooltip alone
SALUTATION = "salutation"
SALUTATION_TITLE = lazy("Salutation of a speech")


@dataclass(frozen=True, slots=True)
class ListChoice:
    """A list as it stands in the menu; an empty code is the usual one."""

    code: str
    title: str


class OrderBar(QWidget):
    """The choices and the button of the orders.

    Signals:
        who_chosen: the delegation, or everybody, should be put in order (`Who`).
        lists_wanted: the menu of lists opens; answer with `offer_lists`.
        list_chosen: another list should count; its code, empty for the usual one.
        settings_wanted: day, alphabet and host should be set.
        order_wanted: an order of the day should be shown; its kind.
    """

    who_chosen = Signal(object)
    lists_wanted = Signal()
    list_chosen = Signal(str)
    settings_wanted = Signal()
    order_wanted = Signal(str)

    def __init__(self, *, may_edit: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._may = may_edit
        self._ranked: RankedMission | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._flow = FlowLayout(self, theme.scaled(6))
        self._build_who()
        self._build_lists()
        self._build_orders()
        self.retranslate()
        spoken.changed.connect(self.retranslate)
        theme.changed.connect(self.retranslate)

    def offer(self, actions: Sequence[QAction]) -> None:
        """Offer what else can be done with everybody who is listed."""
        self.more_menu.addActions(list(actions))

    def show_ranked(self, ranked: RankedMission | None) -> None:
        """Show by which list and on which day the people stand in order."""
        self._ranked = ranked
        self.retranslate()

    def offer_lists(self, lists: Sequence[ListChoice], chosen: str) -> None:
        """Fill the menu of lists; *chosen* is the code of the one that counts, empty for the usual one."""
        self._menu.clear()
        group = QActionGroup(self._menu)
        for one in lists:
            action = self._menu.addAction(one.title)
            action.setCheckable(True)
            action.setChecked(one.code == chosen)
            action.setData(one.code)
            action.triggered.connect(self._on_list)
            group.addAction(action)
        self._menu.addSeparator()
        self._menu.addAction(_("Day, alphabet and host…")).triggered.connect(self.settings_wanted)

    def who(self) -> Who:
        """Give who is put in order."""
        checked = self._who.checkedButton()
        return Who(str(checked.property("who"))) if checked is not None else Who.DELEGATION

    @Slot()
    def retranslate(self) -> None:
        """Say list and day in the language of the screen."""
        ranked = self._ranked
        self.list_button.setVisible(ranked is not None)
        for action, title in zip(self.orders_menu.actions(), self._order_titles, strict=True):
            action.setText(_(title))
        if ranked is None:
            return
        day = spoken.wording.formats.day(ranked.day)
        code = ranked.profile.code
        self.list_button.setText(code if theme.percent > _LARGE else f"{code}  ·  {day}")
        name = ranked.profile.name
        named = (
            lazy("By the usual list “{name}”, posts held on {day}", name=name, day=day)
            if ranked.usual
            else lazy("By the list “{name}”, posts held on {day}", name=name, day=day)
        )
        worded(self.list_button, accessibleName=named, toolTip=named)

    def _build_who(self) -> None:
        self._who = QButtonGroup(self)
        for choice in WHO:
            button = QPushButton()
            button.setProperty("quiet", True)
            button.setCheckable(True)
            button.setChecked(choice.code == Who.DELEGATION)
            button.setProperty("who", str(choice.code))
            worded(button, text=choice.title)
            button.clicked.connect(self._on_who)
            self._who.addButton(button)
            self._flow.addWidget(button)

    def _build_lists(self) -> None:
        self.list_button = tool_button(lazy("List of precedence"), "list", beside=True)
        self.list_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self.list_button)
        self._menu.aboutToShow.connect(self.lists_wanted)
        self.list_button.setMenu(self._menu)
        self.list_button.setEnabled(self._may)
        self._flow.addWidget(self.list_button)

    def _build_orders(self) -> None:
        self.orders_button = push_button(
            lazy("Orders"), "sort", hint=lazy("Entry, speaking, signing, photograph, cars: one click each (Ctrl+O)")
        )
        self.orders_menu = QMenu(self.orders_button)
        self._order_titles: list[Lazy] = []
        for code, title in (*((str(choice.code), choice.title) for choice in ORDERS), (SALUTATION, SALUTATION_TITLE)):
            action = self.orders_menu.addAction("")
            action.setData(code)
            action.triggered.connect(self._on_order)
            self._order_titles.append(title)
        self.orders_button.setMenu(self.orders_menu)
        self._flow.addWidget(self.orders_button)
        more = tool_button(lazy("More"), "more")
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more_menu = QMenu(more)
        more.setMenu(self.more_menu)
        self._flow.addWidget(more)

    @Slot()
    def _on_who(self) -> None:
        self.who_chosen.emit(self.who())

    @Slot()
    def _on_list(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.list_chosen.emit(str(sender.data()))  # type: ignore[attr-defined]

    @Slot()
    def _on_order(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.order_wanted.emit(str(sender.data()))  # type: ignore[attr-defined]
