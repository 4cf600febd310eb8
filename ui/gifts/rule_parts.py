"""The parts of the rules of gifts that are a table each: periods, budgets, and whose rules bind an organisation."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domains.gifts.house import gift_rules
from app.domains.gifts.house_rules import Budget, GiftRules, Period, PeriodCode
from app.domains.gifts.rules_commands import EditGiftRules, SetRegimeOf
from app.domains.gifts.rules_fields import (
    BUDGET_FORM,
    BudgetDraft,
    PeriodDraft,
    RegimeOfDraft,
    budget_draft,
    budget_of_draft,
    period_form,
    regime_of_form,
)
from app.domains.gifts.rules_queries import RegimeLine, regimes_of
from app.domains.gifts.thresholds import PERIOD_TITLES, period_of, shipped
from app.domains.gifts.vocabulary import GIFT_RULES, REGIME_OF, RULES
from app.domains.people.vocabulary import ORGANISATION
from app.kernel.changes import Changes
from app.kernel.commands import Command
from app.kernel.fields import Choice
from app.kernel.ids import Ref
from app.kernel.translated import Lazy, lazy
from ui.gifts.rule_lines import (
    BOUND_COLUMNS,
    BUDGET_COLUMNS,
    PERIOD_COLUMNS,
    bound_shown,
    budget_shown,
    level_title,
    period_shown,
    places_told,
    shipped_period,
    with_budget,
    with_period,
)
from ui.kit.controls import Action, Label
from ui.kit.desk import Desk
from ui.kit.dialogs import FormDialog
from ui.kit.language import _, spoken
from ui.kit.pages import Page
from ui.kit.parts import ActionButton, Section
from ui.kit.tables import RecordTable
from ui.kit.theme import theme
from ui.kit.views import EmptyState, ListPane, TableView

PUT_BACK = lazy("Put back as it came")


class RulesPart(Page):
    """A part of the rules: what it is, said in a sentence, and its tables; it reads for itself."""

    name: Lazy
    explained: Lazy

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.may = desk.application.user.may(GIFT_RULES)
        self.rules: GiftRules = shipped()
        self._offered: list[Action] = []
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.scaled(10))
        self.body.addWidget(Label(self.explained, "quiet", wrap=True))

    def title(self) -> str:
        """Name the part."""
        return _(self.name)

    def concerns(self, changes: Changes) -> bool:
        """Tell whether the rules were touched."""
        return changes.touch_any((RULES,))

    def read_rules(self) -> GiftRules:
        """Read the rules in force."""
        self.rules = self.ask_now(gift_rules()) or shipped()
        return self.rules

    def action(self, text: Lazy, icon: str, act: Any, shortcut: str = "") -> Action:
        """Make something that can be done here by those who may change the rules; a key works in the table that offers it."""
        action = Action(text, icon, shortcut, self)
        action.triggered.connect(act)
        action.setVisible(self.may)
        self._offered.append(action)
        return action

    def table_with(self, view: TableView, section: Section, *actions: Action) -> TableView:
        """Offer *actions* in a table, and as buttons at the heading of its *section*."""
        view.offer(actions)
        view.addActions(list(actions))
        for action in actions:
            section.add_button(ActionButton(action))
        return view

    def actions_offered(self) -> list[QAction]:
        """Give what can be done here, for the command palette."""
        return [action for action in self._offered if action.isEnabled() and action.isVisible()]

    def edit_rules(self, after: GiftRules) -> None:
        """Change the rules without asking further; Undo takes it back."""
        self.perform(EditGiftRules(self.rules, after))


class PeriodsPart(RulesPart):
    """Within how many days something is done."""

    name = lazy("Periods")
    explained = lazy(
        "Deadlines count from the day of receipt, or from the hand-over of what was given. A default is a proposal of the program."
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.table = RecordTable(PERIOD_COLUMNS)
        self.view = TableView(self.name)
        self.view.show_table(self.table)
        self.edit_action = self.action(lazy("Change…"), "edit", self.edit, "F2")
        self.back_action = self.action(PUT_BACK, "history", self.put_back)
        section = Section(self.name)
        section.add(self.table_with(self.view, section, self.edit_action, self.back_action), 1)
        self.told = source_label()
        self.body.addWidget(section, 1)
        self.body.addWidget(self.told)
        self.view.opened.connect(self.edit)
        self.view.selected.connect(self.settle)

    def read(self) -> None:
        """Read the periods in force."""
        self.table.show([period_shown(one) for one in self.read_rules().periods])
        if self.view.current_id() is None:
            self.view.select_first()
        self.settle()

    def take_focus(self) -> None:
        """Give the keyboard to the table."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def chosen(self) -> Period | None:
        """Give the period that is chosen."""
        id = self.view.current_id()
        return period_of(self.rules, PeriodCode(id)) if id is not None else None

    @Slot()
    def edit(self) -> None:
        """Change the period that is chosen."""
        one, before = self.chosen(), self.rules
        if one is None or not self.may:
            return

        def command(_before: PeriodDraft, after: PeriodDraft) -> Command[None]:
            fresh = Period(one.code, after.number or 0, after.source.strip(), after.confirmed)
            return EditGiftRules(before, with_period(before, fresh))

        draft = PeriodDraft(one.number, one.source, one.confirmed)
        key = f"{RULES}/period/{one.code}"
        FormDialog.show_for(self, self.desk, period_form(one), draft, PERIOD_TITLES[one.code], command, key=key)

    @Slot()
    def put_back(self) -> None:
        """Take the period as the program brings it."""
        if (one := self.chosen()) is not None:
            self.edit_rules(with_period(self.rules, shipped_period(one)))

    @Slot()
    def settle(self) -> None:
        """Offer what can be done with the period that is chosen, and say where its source is found."""
        one = self.chosen()
        self.edit_action.setEnabled(one is not None)
        self.back_action.setEnabled(one is not None and one != shipped_period(one))
        tell_source(self.told, one.source if one is not None else "")

    def retranslate(self) -> None:
        """Say again what is composed here."""
        if not self.stale:
            self.read()


class BudgetsPart(RulesPart):
    """What a gift of a level may cost."""

    name = lazy("Budgets")
    explained = lazy(
        "What a gift may cost, by the level of who gets it. The program brings no amounts: no source gives any for Brussels. "
        "Suggestions keep to what the office says here."
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.table = RecordTable(BUDGET_COLUMNS)
        self.view = TableView(self.name)
        self.view.show_table(self.table)
        self.edit_action = self.action(lazy("Change…"), "edit", self.edit, "F2")
        self.clear_action = self.action(lazy("Take the amounts away"), "remove", self.clear, "Del")
        section = Section(self.name)
        section.add(self.table_with(self.view, section, self.edit_action, self.clear_action), 1)
        self.body.addWidget(section, 1)
        self.view.opened.connect(self.edit)
        self.view.selected.connect(self.settle)

    def read(self) -> None:
        """Read the budgets in force."""
        self.table.show([budget_shown(one) for one in self.read_rules().budgets])
        if self.view.current_id() is None:
            self.view.select_first()
        self.settle()

    def take_focus(self) -> None:
        """Give the keyboard to the table."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def chosen(self) -> Budget | None:
        """Give the budget that is chosen."""
        id = self.view.current_id()
        return next((one for one in self.rules.budgets if one.level == id), None)

    @Slot()
    def edit(self) -> None:
        """Change the budget that is chosen."""
        one, before = self.chosen(), self.rules
        if one is None or not self.may:
            return

        def command(_before: BudgetDraft, after: BudgetDraft) -> Command[None]:
            return EditGiftRules(before, with_budget(before, budget_of_draft(after, one.level)))

        key = f"{RULES}/budget/{one.level}"
        FormDialog.show_for(self, self.desk, BUDGET_FORM, budget_draft(one), level_title(one.level), command, key=key)

    @Slot()
    def clear(self) -> None:
        """Say no amounts any more."""
        if (one := self.chosen()) is not None and self.clear_action.isEnabled():
            self.edit_rules(with_budget(self.rules, Budget(one.level)))

    @Slot()
    def settle(self) -> None:
        """Offer what can be done with the budget that is chosen."""
        one = self.chosen()
        self.edit_action.setEnabled(one is not None)
        self.clear_action.setEnabled(one is not None and one != Budget(one.level))

    def retranslate(self) -> None:
        """Say again what is composed here."""
        if not self.stale:
            self.read()


class BoundPart(RulesPart):
    """Whose rules bind those who stand for an organisation."""

    name = lazy("Organisations and their rules")
    explained = lazy(
        "Those who stand for a country are bound by its rules where the program knows them. For an organisation the office says so here: "
        "a suggestion then warns when a gift is above what its people may accept."
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._lines: dict[str, RegimeLine] = {}
        self.table = RecordTable(BOUND_COLUMNS)
        nothing = lazy("The office has not said of any organisation whose rules bind it.")
        empty = EmptyState(nothing, lazy("Say whose rules bind an organisation") if self.may else None, "organisation")
        self.list = ListPane(self.name, self.table, empty)
        self.list.teach(nothing)
        self.view = self.list.view
        self.add_action = self.action(lazy("Add organisation"), "plus", self.add, "Ins")
        self.edit_action = self.action(lazy("Change…"), "edit", self.edit, "F2")
        self.remove_action = self.action(lazy("Take away"), "remove", self.remove, "Del")
        self.show_action = Action(lazy("Show the organisation"), "external", "", self)
        self.show_action.triggered.connect(self.show_organisation)
        section = Section(self.name)
        self.table_with(self.view, section, self.add_action, self.edit_action, self.remove_action, self.show_action)
        section.add(self.list, 1)
        self.body.addWidget(section, 1)
        empty.wanted.connect(self.add)
        self.view.opened.connect(self.edit)
        self.view.selected.connect(self.settle)

    def concerns(self, changes: Changes) -> bool:
        """Tell whether a regime, an organisation or what binds it was touched."""
        return changes.touch_any((RULES, REGIME_OF, ORGANISATION))

    def read(self) -> None:
        """Read which organisations are bound."""
        self.read_rules()
        self._lines = {line.id: line for line in self.ask_now(regimes_of(), ()) or ()}
        self.table.show([bound_shown(line) for line in self._lines.values()])
        if self.view.current_id() is None:
            self.view.select_first()
        self.settle()

    def take_focus(self) -> None:
        """Give the keyboard to the table."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def add(self) -> None:
        """Say of an organisation whose rules bind it."""
        if self.may:
            self._ask(RegimeOfDraft(), lazy("Say whose rules bind an organisation"))

    @Slot()
    def edit(self) -> None:
        """Say of the chosen organisation that other rules bind it."""
        line = self._lines.get(self.view.current_id() or "")
        if line is not None and self.may:
            self._ask(RegimeOfDraft(line.id, line.regime), lazy("{organisation}: by whose rules?", organisation=line.organisation))

    @Slot()
    def remove(self) -> None:
        """Say no more whose rules bind the chosen organisation."""
        if (id := self.view.current_id()) is not None and self.may:
            self.perform(SetRegimeOf(id, ""))

    @Slot()
    def show_organisation(self) -> None:
        """Show the chosen organisation on its page."""
        if (id := self.view.current_id()) is not None:
            self.open(Ref(ORGANISATION, id))

    @Slot()
    def settle(self) -> None:
        """Offer what can be done with the organisation that is chosen."""
        for action in (self.edit_action, self.remove_action, self.show_action):
            action.setEnabled(self.view.current_id() is not None)

    def retranslate(self) -> None:
        """Say again what is composed here."""
        if not self.stale:
            self.read()

    def _ask(self, draft: RegimeOfDraft, title: Lazy) -> None:
        form = regime_of_form([Choice(one.code, Lazy(spoken.wording.text(one.name))) for one in self.rules.regimes])
        if draft.organisation_id:
            form = replace(form, fields=tuple(field for field in form.fields if field.key == "regime"))

        def command(_before: RegimeOfDraft, after: RegimeOfDraft) -> Command[None]:
            return SetRegimeOf(after.organisation_id or "", after.regime)

        FormDialog.show_for(self, self.desk, form, draft, title, command, key=f"{REGIME_OF}/{draft.organisation_id or 'new'}")


def source_label() -> Label:
    """Make the place where a source is written out, so that it can be copied."""
    label = Label("", "small", wrap=True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def tell_source(label: Label, source: str, *, also: str = "", literature: bool = False) -> None:
    """Write a source, below it where what it names is found, and what there is to say *also*."""
    places = places_told(source, literature=literature)
    label.setText("\n".join(part for part in (source, places, also) if part))
    label.setVisible(bool(source))
