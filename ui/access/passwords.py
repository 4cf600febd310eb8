"""Setting a password: typed twice, unseen; one's own with the present one before."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from app.domains.access.commands import SetPassword
from app.domains.access.rules import check_password
from app.kernel.errors import Finding
from app.kernel.fields import Tone
from app.kernel.translated import Lazy, lazy
from ui.kit.controls import Action, Label
from ui.kit.desk import Desk
from ui.kit.dialogs import Dialog
from ui.kit.forms import Findings
from ui.kit.language import worded
from ui.kit.theme import theme

SET_PASSWORD = lazy("Set password")


class PasswordDialog(Dialog):
    """A new password for one account."""

    def __init__(self, desk: Desk, account: str, name: str, *, with_current: bool, parent: QWidget | None = None) -> None:
        super().__init__(SET_PASSWORD, SET_PASSWORD, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._desk = desk
        self._account = account
        self._with_current = with_current
        self._build(name)

    @classmethod
    def show_for(cls, parent: QWidget, desk: Desk, account: str, name: str, *, with_current: bool) -> PasswordDialog:
        """Show it in front of the window of *parent*; the present password is asked for only *with_current*."""
        dialog = cls(desk, account, name, with_current=with_current, parent=parent)
        dialog.open()
        return dialog

    def accept(self) -> None:
        """Set the password; what is not right stands below, and what was typed stays."""
        if faults := self._faults():
            self.show_refusal(faults)
            return
        command = SetPassword(self._account, self.new.text(), self.current.text())
        self._desk.operations.perform(command, refused=self.show_refusal).then(self._on_set)

    @Slot(object)
    def show_refusal(self, findings: tuple[Finding, ...]) -> None:
        """Show what is not right, and go to the field."""
        self.findings.show_findings(findings)
        field = self.current if findings[0].path == "current" else self.again if findings[0].path == "again" else self.new
        field.selectAll()
        field.setFocus()

    def _build(self, name: str) -> None:
        heading = Label(name, "heading", wrap=True)
        heading.setMinimumWidth(theme.scaled(380))
        self.body.addWidget(heading)
        self.current, self.new, self.again = QLineEdit(), QLineEdit(), QLineEdit()
        form = QFormLayout()
        form.setHorizontalSpacing(theme.scaled(16))
        form.setVerticalSpacing(theme.scaled(10))
        rows: tuple[tuple[Lazy, QLineEdit], ...] = (
            (lazy("Present password"), self.current),
            (lazy("New password"), self.new),
            (lazy("Once more"), self.again),
        )
        for title, line in rows if self._with_current else rows[1:]:
            line.setEchoMode(QLineEdit.EchoMode.Password)
            worded(line, accessibleName=title)
            form.addRow(Label(title, "quiet"), line)
        self.body.addLayout(form)
        self.body.addWidget(Label(lazy("A sentence is easier to remember than a word, and harder to guess."), "small", wrap=True))
        self.findings = Findings()
        self.body.addWidget(self.findings)
        (self.current if self._with_current else self.new).setFocus()

    def _faults(self) -> tuple[Finding, ...]:
        if faults := check_password(self.new.text()):
            return tuple(faults)
        if self.new.text() != self.again.text():
            return (Finding("again", lazy("The two are not the same: type the new password once more.")),)
        return ()

    @Slot(object)
    def _on_set(self, _result: object) -> None:
        self._desk.operations.tell(lazy("The password was set."), Tone.GOOD)
        super().accept()


class OwnPassword(Action):
    """Setting one's own password, in the menu of the user."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(lazy("Set your password…"), "edit", "", parent)
        self._desk = desk
        self._parent = parent
        self.triggered.connect(self._on_wanted)

    @Slot()
    def _on_wanted(self) -> None:
        application = self._desk.application
        user = application.user
        known = next((entrant for entrant in application.entrants() if entrant.id == user.id), None)
        if known is not None:
            PasswordDialog.show_for(self._parent.window(), self._desk, known.id, known.name, with_current=known.has_password)
