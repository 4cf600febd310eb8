"""The roles of a user as they stand beside the list: each with its entity and its days, granted and withdrawn in their place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domains.access.queries import GrantRow
from app.kernel.periods import PartialDate
from app.kernel.translated import Lazy, lazy
from ui.kit.controls import Hairline, Label, tool_button
from ui.kit.language import _, spoken
from ui.kit.theme import theme

GRANT = lazy("Grant role")


class RoleList(QWidget):
    """The roles of one user.

    Signals:
        add_requested: a role should be granted.
        edit_requested: the entity or the days of a role should be changed; the id of the grant.
        remove_requested: a role should be withdrawn; the id of the grant.
    """

    add_requested = Signal()
    edit_requested = Signal(str)
    remove_requested = Signal(str)

    def __init__(self, *, may_edit: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: tuple[GrantRow, ...] = ()
        self._may_edit = may_edit
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        top = QHBoxLayout()
        top.addWidget(Label(lazy("Roles"), "heading"), 1)
        self.add_button = tool_button(GRANT, "plus")
        self.add_button.clicked.connect(self.add_requested)
        self.add_button.setVisible(may_edit)
        top.addWidget(self.add_button)
        layout.addLayout(top)
        layout.addWidget(Hairline())
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, theme.scaled(4), 0, 0)
        self._lines.setSpacing(theme.scaled(4))
        layout.addLayout(self._lines)
        spoken.changed.connect(self._say)

    def show_grants(self, grants: Sequence[GrantRow]) -> None:
        """Show these roles in place of those before."""
        self.shown = tuple(grants)
        self._say()

    @Slot()
    def _say(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for grant in self.shown:
            self._lines.addWidget(self._line(grant))
        if not self.shown:
            self._lines.addWidget(Label(lazy("No role: this user may sign in and do nothing else."), "quiet", wrap=True))

    def _line(self, grant: GrantRow) -> QWidget:
        holder = QWidget()
        layout = QHBoxLayout(holder)
        layout.setContentsMargins(0, theme.scaled(2), 0, theme.scaled(2))
        layout.setSpacing(theme.scaled(6))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        name = _(grant.title)
        texts.addWidget(Label(name[:1].upper() + name[1:], wrap=True))
        if days := _days(grant):
            texts.addWidget(Label(days, "small", wrap=True))
        layout.addLayout(texts, 1)
        if not grant.counts:
            mark = Label(lazy("not today"), "badge")
            mark.setProperty("tone", "faint")
            layout.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
        if self._may_edit:
            self._button(layout, grant, lazy("Change “{name}”", name=grant.title), "edit", self._on_edit)
            self._button(layout, grant, lazy("Withdraw “{name}”", name=grant.title), "remove", self._on_remove)
        return holder

    def _button(self, layout: QHBoxLayout, grant: GrantRow, text: Lazy, icon: str, act: object) -> None:
        button = tool_button(text, icon)
        button.setProperty("grant", grant.id)
        button.clicked.connect(act)
        layout.addWidget(button)

    @Slot()
    def _on_edit(self) -> None:
        if (sender := self.sender()) is not None:
            self.edit_requested.emit(str(sender.property("grant")))

    @Slot()
    def _on_remove(self) -> None:
        if (sender := self.sender()) is not None:
            self.remove_requested.emit(str(sender.property("grant")))


def _days(grant: GrantRow) -> str:
    formats = spoken.wording.formats
    if grant.since and grant.until:
        return formats.period(PartialDate.of(grant.since), PartialDate.of(grant.until))
    if grant.since:
        return _("from {day}", day=grant.since)
    return _("until {day}", day=grant.until) if grant.until else ""
