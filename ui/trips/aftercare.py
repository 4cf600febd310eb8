"""What follows a trip: the report, the expenses, the advance and how it is settled, what is still to be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.domains.trips.aftercare import SETTLEMENTS, ExpenseDraft, FollowUpDraft, check_expense, due_to, settle
from app.domains.trips.commands.settling import (
    AddExpense,
    AddFollowUp,
    EditExpense,
    EditFollowUp,
    RemoveExpense,
    RemoveFollowUp,
    SettleAdvance,
)
from app.domains.trips.fields import FOLLOW_UP_FORM
from app.domains.trips.moves import END_STATES, Step
from app.domains.trips.queries.files import AdvanceRow, TripCard
from app.domains.trips.showing import amount
from app.domains.trips.vocabulary import COSTS, HANDLE_TRIPS, REQUEST_TRIPS, SETTLE_TRIPS, State
from app.kernel.clock import BRUSSELS
from app.kernel.errors import Finding
from app.kernel.fields import Choice, Column, ColumnKind, Field, FieldKind, Form, Tone
from app.kernel.money import Money, total
from app.kernel.translated import Lazy, lazy
from ui.kit.controls import Action, Label
from ui.kit.forms import scrolled
from ui.kit.language import _, shown, spoken
from ui.kit.pages import Page
from ui.kit.parts import ActionButton, Lines, Section, ShortTable, SideBySide
from ui.kit.theme import figures_font, theme
from ui.trips.panels import Panel
from ui.trips.report import ReportPart

WRITTEN_IN = (State.ON_TRIP, State.TO_SETTLE)
_EXPENSE_COLUMNS = (
    Column("what", lazy("What for"), stretch=True, width=24),
    Column("paid", lazy("Amount"), ColumnKind.NUMBER, width=12),
    Column("in_euro", lazy("In euro"), ColumnKind.NUMBER, width=10),
    Column("receipt", lazy("Receipt"), ColumnKind.LAZY, width=9),
)
_FOLLOW_UP_COLUMNS = (
    Column("text", lazy("To be done"), stretch=True, width=24),
    Column("due_on", lazy("Until"), ColumnKind.DATE, width=16),
    Column("state", lazy("Status"), ColumnKind.LAZY, width=14),
)


@dataclass(frozen=True, slots=True)
class ExpenseLine:
    """An expense in two lines, what it was for, and when and by whom it was paid; the amount, and its worth in euro."""

    id: str
    what: str
    paid: Money
    in_euro: str
    receipt: Lazy
    draft: ExpenseDraft


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    """Something to do, with who does it in a second line."""

    id: str
    text: str
    due_on: Any
    state: Lazy
    draft: FollowUpDraft


class AfterTab(QWidget):
    """Report and follow-up at the left, money at the right."""

    def __init__(self, page: Page, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self._card: TripCard | None = None
        self._refused: tuple[Finding, ...] = ()
        self._build()

    def show_card(self, card: TripCard) -> None:
        """Show what is there, and offer what may be done now."""
        self._card = card
        user = self._page.desk.application.user
        ours = Step.HAND_IN in card.may or user.may(HANDLE_TRIPS) or user.may(SETTLE_TRIPS) or Step.CANCEL in card.may
        writable = card.row.state in WRITTEN_IN and ours and user.may(REQUEST_TRIPS)
        travelled = card.row.state in (*WRITTEN_IN, State.IN_CHECK, State.CLOSED)
        self.early.setVisible(not travelled and card.row.state not in END_STATES)
        self.report.setVisible(travelled or card.report_handed_in is not None)
        self.report.show_report(card, writable=writable)
        self._show_money(card)
        self.expenses.put([_expense_line(row.id, row.draft) for row in card.expenses])
        self.expenses.setVisible(bool(card.expenses))
        self.no_expense.setVisible(not card.expenses)
        self.follow_ups.put([_follow_up_line(row.id, row.draft, row.owner) for row in card.follow_ups])
        self.follow_ups.setVisible(bool(card.follow_ups))
        self.no_follow_up.setVisible(not card.follow_ups)
        for action in (self.add_expense, self.edit_expense, self.remove_expense):
            action.setVisible(writable)
        self.remove_follow_up.setVisible(user.may(HANDLE_TRIPS))
        for action in (self.add_follow_up, self.edit_follow_up, self.done_follow_up):
            action.setVisible(user.may(REQUEST_TRIPS))
        self._follow()

    def show_refusal(self, findings: Sequence[Finding]) -> None:
        """Show what is missing before the file can be handed in or closed."""
        self.report.show_refusal(findings)

    # --- building --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.early = Label(lazy("The trip has not taken place yet: report and expenses follow it."), "quiet", wrap=True)
        self.report = ReportPart(self._page)
        left, right = QWidget(), QWidget()
        for holder, parts in ((left, (self.report, self._build_follow_ups())), (right, (self._build_settlement(), self._build_expenses()))):
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, theme.scaled(6), 0)
            column.setSpacing(theme.scaled(20))
            for part in parts:
                column.addWidget(part)
            column.addStretch(1)
        inner = QWidget()
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(0, theme.scaled(12), theme.scaled(8), theme.scaled(12))
        layout.setSpacing(theme.scaled(10))
        layout.addWidget(self.early)
        layout.addWidget(SideBySide(left, right, (1, 1), 900, theme.scaled(36)), 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inner))

    def _build_expenses(self) -> QWidget:
        section = Section(lazy("Expenses"))
        self.expenses = ShortTable(lazy("Expenses"), _EXPENSE_COLUMNS, fitted=True)
        self.no_expense = Label(lazy("No expense has been entered yet."), "quiet")
        self.expense_panel = Panel(self._page)
        self.add_expense = self._action(lazy("Add expense"), "plus", self._on_add_expense, section)
        self.edit_expense = self._action(lazy("Change expense"), "edit", self._on_edit_expense, section)
        self.remove_expense = self._action(lazy("Remove expense"), "remove", self._on_remove_expense, section)
        for part in (self.no_expense, self.expenses, self.expense_panel):
            section.add(part)
        self.expenses.selected.connect(self._follow)
        self.expenses.opened.connect(self._on_edit_expense)
        return section

    def _build_settlement(self) -> QWidget:
        section = Section(lazy("Estimate, costs and advance"))
        self.sums = QGridLayout()
        self.sums.setContentsMargins(0, 0, 0, 0)
        self.sums.setHorizontalSpacing(theme.scaled(24))
        self.sums.setVerticalSpacing(theme.scaled(4))
        self.sums.setColumnStretch(2, 1)
        holder = QWidget()
        holder.setLayout(self.sums)
        self.vouchers = Label("", wrap=True)
        self.advances = Lines(theme.scaled(4))
        self.advance_panel = Panel(self._page)
        self.settle_advance = self._action(lazy("Settle advance"), "check", self._on_settle, section)
        for part in (holder, self.vouchers, self.advances, self.advance_panel):
            section.add(part)
        return section

    def _build_follow_ups(self) -> QWidget:
        section = Section(lazy("What follows"))
        self.follow_ups = ShortTable(lazy("What follows"), _FOLLOW_UP_COLUMNS, fitted=True)
        self.no_follow_up = Label(lazy("Nothing is to be done."), "quiet")
        self.follow_up_panel = Panel(self._page)
        self.add_follow_up = self._action(lazy("Add action"), "plus", self._on_add_follow_up, section)
        self.edit_follow_up = self._action(lazy("Change action"), "edit", self._on_edit_follow_up, section)
        self.done_follow_up = self._action(lazy("It is done"), "check", self._on_done_follow_up, section)
        self.remove_follow_up = self._action(lazy("Remove action"), "remove", self._on_remove_follow_up, section)
        for part in (self.no_follow_up, self.follow_ups, self.follow_up_panel):
            section.add(part)
        self.follow_ups.selected.connect(self._follow)
        self.follow_ups.opened.connect(self._on_edit_follow_up)
        return section

    def _action(self, text: Lazy, icon: str, act: Callable[[], None], section: Section) -> Action:
        action = Action(text, icon, parent=self)
        action.triggered.connect(act)
        section.add_button(ActionButton(action, text=icon not in ("edit", "remove")))
        return action

    # --- money -----------------------------------------------------------------------------------------------------

    def _show_money(self, card: TripCard) -> None:
        while (item := self.sums.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        wording = spoken.wording
        spent = total(row.draft.money for row in card.expenses)
        allowance = card.allowance.total if card.allowance is not None else None
        rows = [
            (_("Estimated"), amount(card.estimate.total, wording)),
            (_("Booked"), amount(card.booked_total, wording) if card.booked_total is not None else ""),
            (_("Spent"), amount(spent, wording)),
            (_("Daily allowance"), amount(allowance, wording)),
            (_("Lost by the cancellation"), amount(card.lost, wording) if card.lost is not None else ""),
        ]
        self.vouchers.setText(f"{_('Credit vouchers')}: {card.vouchers}" if card.vouchers else "")
        self.vouchers.setVisible(bool(card.vouchers))
        for number, (name, text) in enumerate((name, text) for name, text in rows if text):
            caption, value = Label("", "quiet"), Label()
            caption.setText(name)
            value.setText(text)
            value.setFont(figures_font(value.font()))
            value.setAccessibleName(f"{name}: {text}")
            self.sums.addWidget(caption, number, 0)
            self.sums.addWidget(value, number, 1, Qt.AlignmentFlag.AlignRight)
        self.advances.put([self._advance(card, one) for one in card.advances])

    def _advance(self, card: TripCard, one: AdvanceRow) -> QWidget:
        label = Label("", "finding" if one.settled_on is None else "body", wrap=True)
        label.setText(settlement_text(card, one))
        if one.settled_on is None:
            label.setProperty("tone", str(Tone.WARNING if card.row.state is State.IN_CHECK else Tone.NEUTRAL))
        return label

    # --- doing -----------------------------------------------------------------------------------------------------

    @Slot()
    def _follow(self) -> None:
        card = self._card
        if card is None:
            return
        for action in (self.edit_expense, self.remove_expense):
            action.setEnabled(self.expenses.current_id() is not None)
        for action in (self.edit_follow_up, self.done_follow_up, self.remove_follow_up):
            action.setEnabled(self.follow_ups.current_id() is not None)
        may_settle = self._page.desk.application.user.may(SETTLE_TRIPS) and card.row.state in (State.IN_CHECK, State.CANCELLED)
        self.settle_advance.setVisible(may_settle and any(one.settled_on is None for one in card.advances))

    @Slot()
    def _on_add_expense(self) -> None:
        assert self._card is not None
        id, names = self._card.id, _names(self._card)
        draft = ExpenseDraft(traveller=names[0] if names else "", spent_on=self._card.request.return_day)
        self.expense_panel.show_form(lazy("Add expense"), expense_form(names), draft, lambda _b, after: AddExpense(id, after))

    @Slot()
    def _on_edit_expense(self) -> None:
        row = self.expenses.current_row()
        if self._card is None or row is None or not self.edit_expense.isVisible():
            return
        form = expense_form(_names(self._card))
        self.expense_panel.show_form(lazy("Change expense"), form, row.draft, lambda b, after: EditExpense(row.id, b, after))

    @Slot()
    def _on_remove_expense(self) -> None:
        if (id := self.expenses.current_id()) is not None:
            self._page.perform(RemoveExpense(id))

    @Slot()
    def _on_settle(self) -> None:
        assert self._card is not None
        opened = [one for one in self._card.advances if one.settled_on is None]
        if opened:
            one = opened[0]
            self.advance_panel.show_form(
                lazy("Settle advance"),
                SETTLE_FORM,
                SettleDraft(_today(self._page)),
                lambda _b, after: SettleAdvance(one.id, after.settled_on),
                sentence=Lazy("{sentence}", {"sentence": settlement_text(self._card, one)}),
            )

    @Slot()
    def _on_add_follow_up(self) -> None:
        assert self._card is not None
        id = self._card.id
        self.follow_up_panel.show_form(lazy("Add action"), FOLLOW_UP_FORM, FollowUpDraft(), lambda _b, after: AddFollowUp(id, after))

    @Slot()
    def _on_edit_follow_up(self) -> None:
        row = self.follow_ups.current_row()
        if row is not None and self.edit_follow_up.isVisible():
            self.follow_up_panel.show_form(
                lazy("Change action"), FOLLOW_UP_FORM, row.draft, lambda b, after: EditFollowUp(row.id, b, after)
            )

    @Slot()
    def _on_done_follow_up(self) -> None:
        row = self.follow_ups.current_row()
        if row is not None:
            self._page.perform(EditFollowUp(row.id, row.draft, replace(row.draft, done_on=_today(self._page))))

    @Slot()
    def _on_remove_follow_up(self) -> None:
        if (id := self.follow_ups.current_id()) is not None:
            self._page.perform(RemoveFollowUp(id))


@dataclass(frozen=True, slots=True)
class SettleDraft:
    """On which day an advance is settled."""

    settled_on: Any = None


SETTLE_FORM = Form(SettleDraft, (Field("settled_on", lazy("Settled on"), FieldKind.DATE, required=True),), lambda _draft: ())


def expense_form(names: Sequence[str]) -> Form[ExpenseDraft]:
    """Make the form of an expense of one of *names*."""
    return Form(
        ExpenseDraft,
        (
            Field("expense_kind", lazy("Kind of cost"), FieldKind.CHOICE, choices=COSTS, required=True),
            Field("money", lazy("Amount"), required=True),
            Field("spent_on", lazy("Day"), FieldKind.DATE, required=True),
            Field(
                "traveller",
                lazy("Paid by"),
                FieldKind.CHOICE,
                choices=tuple(Choice(name, Lazy("{name}", {"name": name})) for name in names),
            ),
            Field("by_office", lazy("Paid by the office"), FieldKind.YES_NO),
            Field("remark", lazy("Remark"), limit=300),
            Field("receipt", lazy("Receipt")),
        ),
        check_expense,
    )


def settlement_text(card: TripCard, one: AdvanceRow) -> str:
    """Write an advance and how it is settled, or would be as things stand."""
    formats = spoken.wording.formats
    paid = _("{name}: advance of {amount}, paid on {day}", name=one.traveller, amount=one.amount, day=one.paid_on)
    if one.settled_on is not None:
        return f"{paid}. {_('Settled on {day}: {case}.', day=one.settled_on, case=_settled(one))}"
    allowance = _allowance_of(card, one.traveller)
    if allowance is None:
        return f"{paid}. {_('What is due cannot be worked out: an amount of the daily allowance is missing.')}"
    due = due_to(one.traveller, [row.draft for row in card.expenses], allowance)
    case, rest = settle(due, one.amount.amount)
    words = next(choice.title for choice in SETTLEMENTS if choice.code == case)
    text = _("Due: {due}; {case}", due=formats.money(Money(due)), case=words)
    return f"{paid}. {text}{f' ({formats.money(Money(rest))})' if rest else ''}."


def _settled(one: AdvanceRow) -> str:
    paid = one.settled_amount or Decimal(0)
    if not paid:
        return _("nothing was left to pay")
    money = Money(abs(paid))
    return _("{amount} to the traveller", amount=money) if paid > 0 else _("{amount} back to the office", amount=money)


def _allowance_of(card: TripCard, traveller: str) -> Decimal | None:
    if card.row.state is State.CANCELLED:
        return Decimal(0)
    sheet = card.allowance
    if sheet is None or sheet.total is None:
        return None
    own = [sheet.total_of(number) or Decimal(0) for number, one in enumerate(card.request.travellers) if one.name == traveller]
    return sum(own, Decimal(0))


def _names(card: TripCard) -> list[str]:
    return [traveller.name for traveller in card.request.travellers if traveller.name]


def _expense_line(id: str, draft: ExpenseDraft) -> ExpenseLine:
    kind = next(choice.title for choice in COSTS if choice.code == draft.expense_kind)
    who = _("the office") if draft.by_office else draft.traveller
    second = "  ·  ".join(part for part in (shown(draft.spent_on), who, draft.remark) if part)
    words = _(kind)
    worth = draft.money.in_euro
    return ExpenseLine(
        id=id,
        what=f"{words[:1].upper()}{words[1:]}\n{second}",
        paid=draft.money,
        in_euro=_("no rate") if worth is None else spoken.wording.formats.money(Money(worth)),
        receipt=lazy("attached") if draft.receipt else lazy("none"),
        draft=draft,
    )


def _follow_up_line(id: str, draft: FollowUpDraft, owner: str) -> FollowUpLine:
    state = lazy("done on {day}", day=draft.done_on) if draft.done_on else lazy("to be done")
    return FollowUpLine(id, f"{draft.text}\n{owner or _('nobody is named')}", draft.due_on, state, draft)


def _today(page: Page) -> Any:
    return page.desk.application.clock.now().astimezone(BRUSSELS).date()
