"""The stock of flags: how many there are and free, for whom they are kept, and what happened to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domains.flags.commands.stock import GiveBackLoan, NoteMovement, ReleaseFlags, ReserveFlags, ReturnFlags, TakeOutFlags
from app.domains.flags.entities import shipped_rules
from app.domains.flags.fields import MOVEMENT_FORM, RESERVATION_FORM, return_form
from app.domains.flags.house import flag_rules
from app.domains.flags.queries.stock import MovementRow, ReservationRow, StockRow, item_detail, movements, reservations_of_item
from app.domains.flags.stock import MovementDraft, ReservationDraft, ReturnDraft
from app.domains.flags.terms import CONDITIONS, RESERVATION_BADGES, ReservationState
from app.kernel.commands import Command
from app.kernel.fields import Column, ColumnKind
from app.kernel.periods import PartialDate
from app.kernel.translated import Lazy, lazy
from ui.flags.words import flags_side_by_side
from ui.kit.canvas import FigureView
from ui.kit.controls import Action, Label
from ui.kit.dialogs import FormDialog
from ui.kit.language import _, spoken
from ui.kit.pages import DetailPane
from ui.kit.parts import ActionButton, Lines, Section, ShortTable
from ui.kit.registers import RegisterPage
from ui.kit.theme import theme


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A reservation as a line."""

    id: str
    whom: str
    state: str


MOST_TOLD = 12  # movements, the latest
KEPT_COLUMNS = (
    Column("whom", lazy("For"), stretch=True, width=24),
    Column("state", lazy("Status"), ColumnKind.BADGE, badges={str(key): badge for key, badge in RESERVATION_BADGES.items()}, width=13),
)


class StockPage(RegisterPage):
    """The flags of the house and those it has borrowed."""

    def build_actions(self) -> None:
        """Offer to reserve, to note what happened, and to follow a reservation until it is back."""
        self._of_item = [
            self.offer(lazy("Reserve…"), self.reserve, "calendar"),
            self.offer(lazy("Note what happened…"), self.note, "note"),
        ]
        self.give_back_action = self.offer(lazy("Give the loan back"), self.give_back, "back")
        for action in (*self._of_item, self.give_back_action):
            action.setVisible(self._may_edit)
            self._side_bar.addWidget(ActionButton(action))
        self.out_action = self._of_reservation(lazy("Taken out"), "forward", self.take_out)
        self.back_action = self._of_reservation(lazy("Bring back…"), "back", self.bring_back)
        self.release_action = self._of_reservation(lazy("Release"), "undo", self.release)
        self.kept.act(self.out_action, self.back_action, self.release_action)
        self.kept.selected.connect(self._settle_kept)

    def make_detail(self) -> QWidget:
        """Make the pane: the flag, the numbers, and for whom it is kept."""
        pane = QWidget()
        layout = QVBoxLayout(pane)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(theme.scaled(12))
        self._flag = FigureView(largest=1.6)
        self._detail = DetailPane()
        self._kept_section = Section(lazy("Reserved"))
        self.kept = ShortTable(lazy("Reservations of these flags"), KEPT_COLUMNS, fitted=True)
        self._kept_section.add(self.kept)
        self._past_section = Section(lazy("What happened"))
        self.past = Lines(spacing=6)
        self._past_section.add(self.past)
        for part in (self._flag, self._detail, self._kept_section, self._past_section):
            layout.addWidget(part)
        layout.addStretch(1)
        self._reservations: dict[str, ReservationRow] = {}
        return pane

    def show_detail(self, id: str | None) -> None:
        """Show an entry of the stock."""
        pairs = (self.ask_now(item_detail(id), ()) or ()) if id is not None else ()
        row: StockRow | None = self.selected_row() if id is not None else None
        rules = self.ask_now(flag_rules()) or shipped_rules()
        # The reservations stand below in a table of their own.
        told = [pair for pair in pairs if pair[0].message != "Reserved"]
        self._detail.show_pairs(spoken.wording.text(row.name) if row is not None else "", told)
        self._flag.show_figure(flags_side_by_side((row.code,), rules, spoken.wording.text(row.name)) if row is not None else None)
        self._flag.setVisible(row is not None)
        found: Sequence[ReservationRow] = (self.ask_now(reservations_of_item(id), ()) or ()) if id is not None else ()
        self._reservations = {one.id: one for one in found}
        self.kept.put([_line(one) for one in found])
        self._kept_section.setVisible(bool(found))
        past: Sequence[MovementRow] = (self.ask_now(movements(id), ()) or ()) if id is not None else ()
        self.past.put([Label(_told(one), "small", wrap=True) for one in past[:MOST_TOLD]])
        self._past_section.setVisible(bool(past))
        self.give_back_action.setVisible(self._may_edit and row is not None and bool(row.borrowed_from))
        self._settle_kept()

    @Slot()
    def reserve(self) -> None:
        """Keep some of these flags for a mission, an occasion or somebody who borrows them."""
        if (id := self.chosen_id()) is None:
            return
        draft = ReservationDraft(item_id=id)
        FormDialog.show_for(
            self, self.desk, RESERVATION_FORM, draft, lazy("Reserve flags"), _reserve, key=f"flag item/{id}/reserve", verb=lazy("Reserve")
        )

    @Slot()
    def note(self) -> None:
        """Note that flags came, went or changed their condition."""
        if (id := self.chosen_id()) is None:
            return

        def command(_before: MovementDraft, after: MovementDraft) -> Command[str]:
            return NoteMovement(id, after)

        draft = MovementDraft(self.desk.application.clock.today())
        title = lazy("Note what happened to flags")
        FormDialog.show_for(self, self.desk, MOVEMENT_FORM, draft, title, command, key=f"flag item/{id}/movement", verb=lazy("Note"))

    @Slot()
    def give_back(self) -> None:
        """Give borrowed flags back to their owner."""
        if (id := self.chosen_id()) is not None:
            self.perform(GiveBackLoan(id))

    @Slot()
    def take_out(self) -> None:
        """Note that reserved flags are taken out."""
        if (one := self._kept()) is not None:
            self.perform(TakeOutFlags(one.id))

    @Slot()
    def bring_back(self) -> None:
        """Note that flags come back, and what happened to them."""
        if (one := self._kept()) is None:
            return
        id = one.id

        def command(_before: ReturnDraft, after: ReturnDraft) -> Command[None]:
            return ReturnFlags(id, after)

        draft, title = ReturnDraft(self.desk.application.clock.today()), lazy("Bring flags back")
        FormDialog.show_for(
            self, self.desk, return_form(one.number), draft, title, command, key=f"reservation/{id}/return", verb=lazy("Bring back")
        )

    @Slot()
    def release(self) -> None:
        """Release reserved flags."""
        if (one := self._kept()) is not None:
            self.perform(ReleaseFlags(one.id))

    def _of_reservation(self, text: Lazy, icon: str, act: Any) -> Action:
        action = Action(text, icon, "", self)
        action.triggered.connect(act)
        action.setVisible(self._may_edit)
        self.addAction(action)
        self._kept_section.add_button(ActionButton(action))
        return action

    def _kept(self) -> ReservationRow | None:
        return self._reservations.get(self.kept.current_id() or "")

    @Slot()
    def _settle_kept(self) -> None:
        one = self._kept()
        self.out_action.setEnabled(one is not None and one.state is ReservationState.RESERVED)
        self.release_action.setEnabled(one is not None and one.state is ReservationState.RESERVED)
        self.back_action.setEnabled(one is not None and one.state is ReservationState.OUT)


def _reserve(_before: ReservationDraft, after: ReservationDraft) -> Command[str]:
    return ReserveFlags(after)


def _told(one: MovementRow) -> str:
    formats, condition = spoken.wording.formats, {choice.code: _(choice.title) for choice in CONDITIONS}
    change = f"{condition[one.condition_before]} → {condition[one.condition_after]}"
    parts = (formats.day(one.day), f"{one.number} ×  {change}", one.remark, one.noted_by)
    return "  ·  ".join(part for part in parts if part)


def _line(one: ReservationRow) -> KeptLine:
    days = spoken.wording.formats.period(PartialDate.of(one.starts), PartialDate.of(one.ends))
    whom = spoken.wording.text(one.mission) or one.lent_to or one.purpose
    return KeptLine(one.id, f"{one.number} × {whom}\n{days}" if whom else f"{one.number} ×\n{days}", str(one.state))
