"""Who works here now, in the status line: the name, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.kernel.permissions import User
from app.kernel.translated import lazy
from ui.kit.controls import Action, ElidedButton, plain_tooltip
from ui.kit.desk import Desk
from ui.kit.language import _, spoken
from ui.shell.pages import found
from ui.shell.sign_in import SignIn

SIGN_IN, CHANGE_USER = lazy("Sign in…"), lazy("Change user…")


class UserButton(ElidedButton):
    """The name of the user with a menu; hidden on a desk that tells no users apart.

    A domain that knows about users puts its own actions into the menu (`USER_ACTIONS` of its page module).
    """

    LEAST = 140  # a name is to be known; the words of Undo beside it give way

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(SIGN_IN, parent)
        self._desk = desk
        self._dialog: SignIn | None = None
        self._user = desk.application.user
        self._menu = QMenu(self)
        self._change = Action(CHANGE_USER, "user", "Ctrl+Shift+U", self)
        self._change.triggered.connect(self.change_user)
        self._own = [make(desk, self) for make in found("USER_ACTIONS").values()]
        self._leave = Action(lazy("Sign out"), "close", "", self)
        self._leave.triggered.connect(self._on_leave)
        for action in self.offered():
            self._menu.addAction(action)
        self.setMenu(self._menu)
        spoken.changed.connect(self._name)
        self.show_user(self._user)

    def offered(self) -> list[QAction]:
        """Give what can be done, for the menu and the palette."""
        return [self._change, *self._own, self._leave]

    def show_user(self, user: User) -> None:
        """Show who works here now."""
        self._user = user
        known = user.rights is not None
        self.setVisible(known)
        self._change.setVisible(known)
        for action in self._own:
            action.setVisible(bool(user.id))
        self._leave.setVisible(self._desk.application.signed_in)
        self._name()

    @Slot()
    def ask_who(self) -> bool:
        """Ask who sits here when it is nobody who may do anything; tell whether it was asked."""
        if self._user.rights is None or self._user.rights:
            return False
        self.change_user()
        return True

    @Slot()
    def change_user(self) -> None:
        """Let somebody sign in."""
        if self._dialog is not None:
            return
        self._dialog = SignIn(self._desk, self._desk.application.entrants(), self.window())
        self._dialog.destroyed.connect(self._on_closed)
        self._dialog.open()

    @Slot()
    def _on_closed(self) -> None:
        self._dialog = None

    @Slot()
    def _on_leave(self) -> None:
        self._desk.application.sign_out()

    @Slot()
    def _name(self) -> None:
        self._change.setText(_(CHANGE_USER if self._user.id else SIGN_IN))
        self.setText(self._user.name if self._user.id else _(SIGN_IN))
        self.setAccessibleName(_("User: {name}", name=self._user.name) if self._user.id else _(SIGN_IN))
        self.setToolTip(plain_tooltip(self.accessibleName()))
