"""The register of users, opened from the settings: who may sign in, with which roles, with a password or without."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domains.access import queries
from app.domains.access.commands import AddAccount, ClearPassword, EditGrant, GrantRole, WithdrawRole
from app.domains.access.fields import GRANT_FORM, NEW_ACCOUNT_FORM
from app.domains.access.rules import GrantDraft, NewAccountDraft
from app.domains.access.vocabulary import ACCOUNT, GRANT, RoleCode
from app.kernel.commands import Command
from app.kernel.ids import Ref
from app.kernel.translated import lazy
from ui.access.passwords import OwnPassword, PasswordDialog
from ui.access.roles import GRANT as GRANT_ROLE
from ui.access.roles import RoleList
from ui.kit.controls import action_button
from ui.kit.dialogs import SAVE, FormDialog
from ui.kit.pages import DetailPane
from ui.kit.registers import RegisterPage
from ui.kit.theme import theme

ADD_USER = lazy("Add user")


class UsersPage(RegisterPage):
    """The users of the office."""

    def make_detail(self) -> QWidget:
        """Put the roles below what is known of a user."""
        self.about = DetailPane()
        self.roles = RoleList(may_edit=self._may_edit)
        self.roles.add_requested.connect(self.grant)
        self.roles.edit_requested.connect(self.edit_grant)
        self.roles.remove_requested.connect(self.withdraw)
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.scaled(18))
        column.addWidget(self.about)
        column.addWidget(self.roles)
        column.addStretch(1)
        return both

    def show_detail(self, id: str | None) -> None:
        """Show a user with the roles held."""
        row = next(iter(self.ask_now(queries.accounts([id]), ()) or ()), None) if id is not None else None
        self.roles.setVisible(row is not None)
        if row is None:
            self.about.show_pairs("", ())
            return
        self.about.show_pairs(row.name, self.ask_now(queries.account_detail(row.id), ()) or ())
        self.roles.show_grants(row.grants)
        if self._may_edit:
            self.clear_action.setEnabled(row.has_password)

    def build_actions(self) -> None:
        """Offer roles and passwords to those who may."""
        if not self._may_edit:
            return
        self.offer(GRANT_ROLE, self.grant, "plus")
        self.password_action = self.offer(lazy("Set password…"), self.set_password, "settings")
        self._side_bar.addWidget(action_button(self.password_action))
        self.clear_action = self.offer(lazy("Clear password"), self.clear_password, "remove")

    @Slot()
    def add(self) -> None:
        """Ask for a new user with the first role; the very first user keeps the keys, and is signed in at once."""
        first = not self.desk.application.entrants()
        draft = NewAccountDraft(role=RoleCode.HEAD_OF_CELL if first else RoleCode.REQUESTER)
        dialog = FormDialog.show_for(self, self.desk, NEW_ACCOUNT_FORM, draft, ADD_USER, _add_account, key=f"{ACCOUNT}/new", verb=ADD_USER)
        dialog.saved.connect(self._on_first_added if first else self._on_added)

    @Slot()
    def grant(self) -> None:
        """Ask for a role of the chosen user."""
        if (account := self.chosen_id()) is not None:
            command = partial(_grant_role, account)
            FormDialog.show_for(
                self, self.desk, GRANT_FORM, GrantDraft(), GRANT_ROLE, command, key=f"{GRANT}/new/{account}", verb=GRANT_ROLE
            )

    @Slot(str)
    def edit_grant(self, id: str) -> None:
        """Change the entity or the days of a role."""
        if (draft := self.ask_now(queries.grant_draft(id))) is not None:
            FormDialog.show_for(
                self, self.desk, GRANT_FORM, draft, lazy("Change role"), partial(EditGrant, id), key=f"{GRANT}/{id}", verb=SAVE
            )

    @Slot(str)
    def withdraw(self, id: str) -> None:
        """Withdraw a role; Undo gives it back."""
        self.perform(WithdrawRole(id))

    @Slot()
    def set_password(self) -> None:
        """Ask for a password of the chosen user."""
        row = self.selected_row()
        if row is not None:
            own = row.has_password and row.id == self.desk.application.user.id
            PasswordDialog.show_for(self, self.desk, row.id, row.name, with_current=own)

    @Slot()
    def clear_password(self) -> None:
        """Ask no password of the chosen user any more; one's own is cleared by setting another."""
        if (account := self.chosen_id()) is not None:
            self.perform(ClearPassword(account))

    @Slot(object)
    def _on_first_added(self, id: object) -> None:
        application = self.desk.application
        login = next((entrant.login for entrant in application.entrants() if entrant.id == id), None)
        if login is not None and not application.signed_in:
            application.sign_in(login)
            self.desk.hub.deliver()  # the window is that of the new user before it opens anything
            self.open(Ref(ACCOUNT, str(id)))


def _add_account(_before: Any, after: NewAccountDraft) -> Command[str]:
    return AddAccount(after)


def _grant_role(account: str, _before: Any, after: GrantDraft) -> Command[str]:
    return GrantRole(account, after)


PAGES = {ACCOUNT: UsersPage}
USER_ACTIONS = {"own password": OwnPassword}
