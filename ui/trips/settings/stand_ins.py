"""Who signs for whom while an approver is absent: the list with its periods, and the form."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from app.domains.trips.commands.settings import AddStandIn, EditStandIn, EndStandIn
from app.domains.trips.queries import settings as queries
from app.domains.trips.queries.settings import StandInLine
from app.domains.trips.settings_fields import END_FORM, stand_in_form
from app.domains.trips.settings_rules import EndDraft, StandInDraft, Standing
from app.domains.trips.vocabulary import DECIDE_TRIPS, HANDLE_TRIPS, SET_TRIP_RULES
from app.kernel.commands import Command
from app.kernel.fields import Screen
from app.kernel.permissions import User
from app.kernel.translated import lazy
from ui.kit.controls import action_button
from ui.kit.desk import Desk
from ui.kit.dialogs import FormDialog
from ui.kit.registers import RegisterPage

ENTER = lazy("Enter stand-in")
CHANGE = lazy("Change stand-in")
END = lazy("End stand-in")


class StandInsPage(RegisterPage):
    """The stand-ins: those of today and those to come first."""

    def __init__(self, desk: Desk, screen: Screen, parent: QWidget | None = None) -> None:
        if not _may_enter(desk.application.user):
            screen = replace(screen, register=replace(screen.register, add=None, edit=None, remove=None))
        super().__init__(desk, screen, parent)

    def build_actions(self) -> None:
        """Offer to end a stand-in early."""
        self.end_action = self.offer(lazy("End stand-in…"), self.end, "clock")
        self.end_button = action_button(self.end_action)
        self._side_bar.addWidget(self.end_button)
        self.end_button.setVisible(self.register.edit is not None)

    def show_detail(self, id: str | None) -> None:
        """Show a stand-in; what it allows follows from its days and from whose it is."""
        row = self.selected_row() if id is not None else None
        pairs = self.ask_now(queries.stand_in_detail(id), ()) if id is not None else ()
        self._detail.show_pairs(row.absent if row is not None else "", (pairs or ())[1:])
        line = row if isinstance(row, StandInLine) and row.id == id and row.mine else None
        self.end_action.setEnabled(line is not None and line.standing is Standing.NOW)
        for action, allowed in (
            (self.edit_action, line is not None and line.standing is not Standing.OVER),
            (self.remove_action, line is not None and line.standing is Standing.TO_COME),
        ):
            if action is not None:
                action.setEnabled(allowed)

    @Slot()
    def add(self) -> None:
        """Ask who is absent and who signs."""
        choices = self.ask_now(queries.stand_in_choices())
        if choices is None:
            return
        # With one choice there is nothing to choose: an approver enters his own absence.
        absent = choices.absent[0][0] if len(choices.absent) == 1 else ""
        draft = StandInDraft(absent=absent, since=self.desk.application.clock.today())
        dialog = FormDialog.show_for(
            self, self.desk, stand_in_form(choices), draft, ENTER, _entered, key=f"{self.screen_entry.kind}/new", verb=ENTER
        )
        dialog.saved.connect(self._on_added)

    @Slot()
    def edit(self) -> None:
        """Change the stand-in that is chosen."""
        id, choices = self.chosen_id(), self.ask_now(queries.stand_in_choices())
        if id is None or choices is None or self.edit_action is None or not self.edit_action.isEnabled():
            return
        if (draft := self.ask_now(queries.stand_in_draft(id))) is None:
            return
        FormDialog.show_for(
            self, self.desk, stand_in_form(choices), draft, CHANGE, partial(EditStandIn, id), key=f"{self.screen_entry.kind}/{id}"
        )

    @Slot()
    def end(self) -> None:
        """Ask for the last day of the stand-in that is chosen."""
        if (id := self.chosen_id()) is None:
            return
        draft = EndDraft(self.desk.application.clock.today())
        FormDialog.show_for(self, self.desk, END_FORM, draft, END, partial(_ended, id), key=f"{self.screen_entry.kind}/{id}/end", verb=END)


def _may_enter(user: User) -> bool:
    return user.may(SET_TRIP_RULES) or user.may(HANDLE_TRIPS) or (user.may(DECIDE_TRIPS) and bool(user.id))


def _entered(_before: Any, after: StandInDraft) -> Command[str]:
    return AddStandIn(after)


def _ended(stand_in: str, _before: Any, after: EndDraft) -> Command[None]:
    assert after.day is not None
    return EndStandIn(stand_in, after.day)
