"""The rules of gifts in one place: thresholds, periods, budgets, customs of other cultures, and whose rules bind an organisation.

What ships is a default until the office has compared it with its source; each line says what it is, and by whom it is said.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.domains.gifts.house import gift_rules, rules_are_own
from app.domains.gifts.rules_commands import PutBackGiftRules
from app.domains.gifts.rules_queries import Origin, regimes_of, taboo_lines
from app.domains.gifts.thresholds import shipped
from app.domains.gifts.vocabulary import GIFT_RULES, REGIME_OF, RULES, TABOO
from app.kernel.changes import Changes
from app.kernel.fields import Column
from app.kernel.ids import Ref
from app.kernel.translated import lazy
from ui.gifts.customs import CustomsPart
from ui.gifts.regimes import ThresholdsPart
from ui.gifts.rule_parts import BoundPart, BudgetsPart, PeriodsPart, RulesPart
from ui.kit.controls import Action
from ui.kit.desk import Desk
from ui.kit.forms import scrolled
from ui.kit.language import _, spoken
from ui.kit.pages import MARGIN, Page, TitleLine
from ui.kit.parts import ActionButton, LaterTab, ShortTable
from ui.kit.theme import theme

THRESHOLDS, PERIODS, BUDGETS, CUSTOMS, BOUND = "thresholds", "periods", "budgets", "customs", "bound"
_PARTS: dict[str, type[RulesPart]] = {
    THRESHOLDS: ThresholdsPart,
    PERIODS: PeriodsPart,
    BUDGETS: BudgetsPart,
    CUSTOMS: CustomsPart,
    BOUND: BoundPart,
}
_COLUMNS = (Column("told", lazy("Part"), stretch=True, width=24),)
_SIZES = 200, 830


@dataclass(frozen=True, slots=True)
class _Line:
    """A part of the rules in the list: what it is, and below it how far it is confirmed."""

    id: str
    told: str


class RulesPage(Page):
    """The parts at the left; the chosen one at the right."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._told: dict[str, str] = {}
        self._dated = shipped().dated
        self.title_line = TitleLine()
        self.back_action = Action(lazy("Put thresholds, periods and budgets back as they came"), "history", "", self)
        self.back_action.triggered.connect(self.put_back)
        self.addAction(self.back_action)
        self.title_line.add(ActionButton(self.back_action))
        self.list = ShortTable(lazy("Parts of the rules"), _COLUMNS)
        self.list.horizontalHeader().hide()
        self.parts: dict[str, LaterTab[RulesPart]] = {
            name: LaterTab(lambda made=made: made(desk))  # type: ignore[misc] - each keeps its own class
            for name, made in _PARTS.items()
        }
        holder = QWidget()
        room = QVBoxLayout(holder)
        room.setContentsMargins(MARGIN, 0, 0, 0)
        self._stack = QStackedWidget()
        room.addWidget(self._stack)
        # In large text a part is higher than the window: it scrolls rather than being pressed together.
        self._areas = {name: scrolled(part) for name, part in self.parts.items()}
        for area in self._areas.values():
            self._stack.addWidget(area)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(holder)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([theme.scaled(size) for size in _SIZES])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 18, MARGIN, 12)
        layout.setSpacing(theme.scaled(14))
        layout.addWidget(self.title_line)
        layout.addWidget(self.splitter, 1)
        self.list.selected.connect(self._on_chosen)
        self.list.opened.connect(self._on_opened)
        self._show_lines()
        self.list.select_first()
        self.retranslate()

    def title(self) -> str:
        """Name the part."""
        return _("Rules")

    def concerns(self, changes: Changes) -> bool:
        """Tell whether anything was touched that the list tells."""
        return changes.touch_any((RULES, TABOO, REGIME_OF))

    def read(self) -> None:
        """Read how far each part is confirmed; the parts read for themselves."""
        rules = self.ask_now(gift_rules()) or shipped()
        customs = [line for line in self.ask_now(taboo_lines(), ()) or () if line.origin is not Origin.GONE]
        sets = [one for regime in rules.regimes for one in regime.sets]
        said = [one for one in rules.budgets if one.least is not None or one.most is not None]
        self._dated = rules.dated
        self._told = {
            THRESHOLDS: _confirmed(sum(one.confirmed for one in sets), len(sets)),
            PERIODS: _confirmed(sum(one.confirmed for one in rules.periods), len(rules.periods)),
            BUDGETS: _("{some} of {all} said", some=len(said), all=len(rules.budgets)),
            CUSTOMS: _confirmed(sum(line.taboo.confirmed for line in customs), len(customs)),
            BOUND: _("organisations: {number}", number=len(self.ask_now(regimes_of(), ()) or ())),
        }
        may = self.desk.application.user.may(GIFT_RULES)
        self.back_action.setVisible(may and bool(self.ask_now(rules_are_own())))
        self._show_lines()

    def retranslate(self) -> None:
        """Write everything in the language of the screen."""
        dated = _("The program's version is dated {day}", day=spoken.wording.formats.day(shipped().dated))
        self.title_line.show_texts(self.title(), dated)
        if self.stale:
            self._show_lines()
        else:
            self.read()

    def take_focus(self) -> None:
        """Give the keyboard to the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def actions_offered(self) -> list[QAction]:
        """Give what can be done here and in the part that is shown."""
        shown = self.shown()
        return [*super().actions_offered(), *(shown.actions_offered() if shown is not None else ())]

    def show_part(self, name: str) -> None:
        """Show a part of the rules."""
        self.list.select(name)

    def show_record(self, ref: Ref) -> None:
        """Show the customs of a culture."""
        if ref.kind == TABOO:
            self.show_part(CUSTOMS)
            part = self.parts[CUSTOMS].page
            assert isinstance(part, CustomsPart)
            part.reveal(ref.id)

    def shown(self) -> RulesPart | None:
        """Give the part that is shown, once it was made."""
        place = self.parts.get(self.list.current_id() or "")
        return place.page if place is not None and place.made else None

    @Slot()
    def put_back(self) -> None:
        """Use the thresholds, periods and budgets that come with the program again; Undo brings the office's own back."""
        self.perform(PutBackGiftRules())

    def _show_lines(self) -> None:
        self.list.put([_Line(name, f"{_(made.name)}\n{self._told.get(name, '')}") for name, made in _PARTS.items()])

    @Slot()
    def _on_chosen(self) -> None:
        if (area := self._areas.get(self.list.current_id() or "")) is not None:
            self._stack.setCurrentWidget(area)

    @Slot()
    def _on_opened(self) -> None:
        if (shown := self.shown()) is not None:
            shown.take_focus()


def _confirmed(some: int, number: int) -> str:
    return _("{some} of {all} confirmed", some=some, all=number)
