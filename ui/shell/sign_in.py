"""Signing in: who sits here, chosen from those who may, with the password where one is set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.kernel.errors import Refused
from app.kernel.fields import Column, ColumnKind, Criteria
from app.kernel.ports import Entrant
from app.kernel.translated import Lazy, lazy
from ui.kit.controls import Label
from ui.kit.desk import Desk
from ui.kit.dialogs import Dialog
from ui.kit.forms import Findings
from ui.kit.language import spoken, worded
from ui.kit.tables import RecordTable
from ui.kit.theme import theme
from ui.kit.views import SortedRows, TableView

LAST = "signed in last"
_COLUMNS = (
    Column("name", lazy("Name"), width=22),
    Column("roles", lazy("Roles"), ColumnKind.LAZY, stretch=True, width=34),
)
_FEW = 6  # a list of so many is read faster than it is filtered
_UP_AND_DOWN = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True, slots=True)
class EntrantLine:
    """Somebody who can sign in, as a line."""

    id: str
    name: str
    login: str
    roles: Lazy
    has_password: bool
    language: str


class SignIn(Dialog):
    """The choice of a user. Enter signs in; a password is asked of those who have one."""

    def __init__(self, desk: Desk, entrants: Sequence[Entrant], parent: QWidget | None = None) -> None:
        super().__init__(lazy("Sign in"), lazy("Sign in"), parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._desk = desk
        self._build(entrants)
        self._connect()
        self.resize(theme.scaled(560), theme.scaled(420))
        last = next((e.id for e in entrants if e.login == desk.state.text(LAST)), None)
        if last is None or not self.view.select(last):
            self.view.select_first()
        self._on_chosen()
        self._take_focus(many=len(entrants) > _FEW, remembered=last is not None)

    def accept(self) -> None:
        """Let the chosen user in; a password that is not right leaves the dialog open, and the sentence below it."""
        line = self.view.current_row()
        if not isinstance(line, EntrantLine):
            return
        if line.has_password and not self.password.text():
            self.password.setFocus()
            return
        try:
            self._desk.application.sign_in(line.login, self.password.text())
        except Refused as refused:
            self.findings.show_findings(refused.findings)
            self.password.selectAll()
            self.password.setFocus()
            return
        self._desk.state.remember(LAST, line.login)
        if line.language:
            spoken.speak(line.language)
        super().accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows move in the list while one types above or below it; keep the chosen line in sight when the list shrinks."""
        if event.type() == QEvent.Type.Resize and watched is self.view.viewport():
            QTimer.singleShot(0, self.view, self._show_chosen)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _UP_AND_DOWN:
            QApplication.sendEvent(self.view, event)
            return True
        return super().eventFilter(watched, event)

    def _build(self, entrants: Sequence[Entrant]) -> None:
        self.body.addWidget(Label(lazy("Who works here now?"), "heading"))
        self.filter = QLineEdit()
        worded(self.filter, placeholderText=lazy("Type the beginning of a name"), accessibleName=lazy("Find a user"))
        self.filter.setClearButtonEnabled(True)
        self.lines = RecordTable(_COLUMNS, self)
        self.lines.show(EntrantLine(e.id, e.name, e.login, lazy("{roles}", roles=e.roles), e.has_password, e.language) for e in entrants)
        self.view = TableView(lazy("Users"))
        self._sorted = SortedRows(self.lines, self.view)
        self.view.show_table(self.lines, self._sorted)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        worded(self.password, placeholderText=lazy("Password"), accessibleName=lazy("Password"))
        self.findings = Findings()
        self.body.addWidget(self.filter)
        self.body.addWidget(self.view, 1)
        self.body.addWidget(self.password)
        self.body.addWidget(self.findings)

    def _connect(self) -> None:
        self.filter.textEdited.connect(self._on_typed)
        self.filter.installEventFilter(self)
        self.password.installEventFilter(self)
        self.view.viewport().installEventFilter(self)
        self.view.selected.connect(self._on_chosen)
        self.view.opened.connect(self._on_opened)

    def _take_focus(self, *, many: bool, remembered: bool) -> None:
        if self.password.isVisibleTo(self) and remembered:
            self.password.setFocus()
        elif many and not remembered:
            self.filter.setFocus()
        else:
            self.view.setFocus()

    @Slot()
    def _on_typed(self) -> None:
        self._sorted.look_for(Criteria(text=self.filter.text()))
        self.view.select_first()
        self._on_chosen()

    @Slot()
    def _on_chosen(self) -> None:
        line = self.view.current_row()
        self.findings.show_findings(())
        self.password.clear()
        self.password.setVisible(isinstance(line, EntrantLine) and line.has_password)
        self.accept_button.setEnabled(isinstance(line, EntrantLine))

    @Slot()
    def _show_chosen(self) -> None:
        self.view.scrollTo(self.view.currentIndex())

    @Slot(str)
    def _on_opened(self, _id: str) -> None:
        self.accept()
