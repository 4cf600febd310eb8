"""Posts of which nobody has said yet which office they are: what their titles propose, to be confirmed line by line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Self

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from app.domains.people import profile_commands as commands
from app.domains.people import profile_queries as queries
from app.domains.people.precedence.profiles import Office
from app.domains.people.profile_queries import OfficeProposal
from app.kernel.errors import Finding
from app.kernel.fields import Field
from app.kernel.translated import lazy, lazy_count
from ui.kit.controls import Label, plain_tooltip, push_button
from ui.kit.delegates import row_height
from ui.kit.desk import Desk
from ui.kit.dialogs import Dialog
from ui.kit.forms import Findings
from ui.kit.language import _, spoken, worded
from ui.kit.theme import theme
from ui.people.precedence.office_editors import office_editor
from ui.people.precedence.words import office_text

_SIZE = 940, 620  # pixels at the usual text size
_POST, _OFFICE, _WHY = range(3)
_POST_ROLE = Qt.ItemDataRole.UserRole


class PostsList(QTreeWidget):
    """The posts, each with a tick: Space ticks, and every letter goes to the line of the office.

    Signals:
        typed: text was typed, for the line of the office.
    """

    typed = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand letters on."""
        if event.text().strip() and event.text().isprintable() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.typed.emit(event.text())
            return
        super().keyPressEvent(event)


class ProposalsDialog(Dialog):
    """The posts in a list, the office of the chosen one below it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(lazy("Offices of posts"), lazy("Give these offices"), parent)
        self._desk = desk
        self._offices: Mapping[str, Office] = desk.operations.ask_now(queries.offices(), {}) or {}
        self._rows: Sequence[OfficeProposal] = desk.operations.ask_now(queries.proposed_offices(), ()) or ()
        self._chosen: dict[str, str] = {row.post: row.office for row in self._rows}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._build()
        self._connect()
        self._fill()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.resize(theme.scaled(_SIZE[0]), theme.scaled(_SIZE[1]))

    @classmethod
    def show_for(cls, parent: QWidget, desk: Desk) -> Self:
        """Show the posts without an office in front of the window of *parent*."""
        dialog = cls(desk, parent)
        dialog.open()
        return dialog

    def ticked(self) -> tuple[tuple[str, str], ...]:
        """Give the posts that are ticked, each with the office it is to be given."""
        found = ((str(item.data(0, _POST_ROLE)), item.checkState(0)) for item in self._items())
        return tuple((post, self._chosen[post]) for post, state in found if state is Qt.CheckState.Checked and self._chosen[post])

    def choose_office(self, post: str, office: str) -> None:
        """Choose the office of a post, and tick it."""
        self._chosen[post] = office
        item = next(item for item in self._items() if item.data(0, _POST_ROLE) == post)
        item.setText(_OFFICE, office_text(office, self._offices) if office else "")
        item.setCheckState(0, Qt.CheckState.Checked if office else Qt.CheckState.Unchecked)

    @Slot()
    def accept(self) -> None:
        """Give the offices as one step; the window closes when it is done."""
        if pairs := self.ticked():
            self._desk.operations.perform(commands.GiveOffices(pairs), refused=self._on_refused).then(self._on_done)

    def _build(self) -> None:
        sentence = lazy(
            "Precedence needs to know which office of the lists a post is. What a title proposes is ticked: look at it, untick what is "
            "wrong, choose an office where none is proposed. Nothing is written before you confirm it."
        )
        self.body.addWidget(Label(sentence, "quiet", wrap=True))
        self.list = PostsList()
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setColumnCount(_WHY + 1)
        worded(self.list, accessibleName=lazy("Posts without an office"))
        header = self.list.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.body.addWidget(self.list, 1)
        line = QHBoxLayout()
        line.setSpacing(theme.scaled(8))
        field = Field("office", lazy("Office of the chosen post"))
        self.office = office_editor(field, self._offices)
        self.office.name(field.title)
        caption = Label(field.title, "quiet")
        caption.setBuddy(self.office.inputs()[0])
        self.none_button = push_button(lazy("Tick none"))
        self.none_button.setAutoDefault(False)
        line.addWidget(caption)
        line.addWidget(self.office, 1)
        line.addWidget(self.none_button)
        self.body.addLayout(line)
        self.findings = Findings()
        self.body.addWidget(self.findings)
        self.accept_button.setDefault(False)
        self.accept_button.setAutoDefault(False)

    def _connect(self) -> None:
        self.list.currentItemChanged.connect(self._on_current)
        self.list.itemChanged.connect(self._on_ticked)
        self.list.typed.connect(self._on_typed)
        self.office.edited.connect(self._on_office)
        self.none_button.clicked.connect(self._on_none)

    def _fill(self) -> None:
        self.list.setHeaderLabels([_("Post"), _("Office"), _("Why")])
        text = spoken.wording.text
        for row in self._rows:
            post = ", ".join(part for part in (row.name, text(row.title), text(row.organisation)) if part)
            office = office_text(row.office, self._offices) if row.office else ""
            why = text(row.why)
            item = QTreeWidgetItem(self.list, [post, office, why])
            item.setData(0, _POST_ROLE, row.post)
            item.setSizeHint(0, QSize(0, row_height()))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(0, Qt.CheckState.Checked if row.office else Qt.CheckState.Unchecked)
            for column, told in enumerate((post, office, why)):
                item.setToolTip(column, plain_tooltip(told))
        for column, width in ((_POST, 400), (_OFFICE, 230)):
            self.list.setColumnWidth(column, theme.scaled(width))
        if items := self._items():
            self.list.setCurrentItem(items[0])
        self._on_ticked()

    def _items(self) -> list[QTreeWidgetItem]:
        found = (self.list.topLevelItem(number) for number in range(self.list.topLevelItemCount()))
        return [item for item in found if item is not None]

    def _current(self) -> str | None:
        item = self.list.currentItem()
        return str(item.data(0, _POST_ROLE)) if item is not None else None

    @Slot()
    def _on_current(self) -> None:
        post = self._current()
        self.office.setEnabled(post is not None)
        self.office.show_value(self._chosen.get(post or "", ""))

    @Slot()
    def _on_ticked(self) -> None:
        number = len(self.ticked())
        self.accept_button.setEnabled(bool(number))
        worded(self.accept_button, text=lazy_count("Give {number} office", "Give {number} offices", number))

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        line: Any = self.office.line
        self.office.focus()
        line.setText(text)
        line.textEdited.emit(text)

    @Slot()
    def _on_office(self) -> None:
        if (post := self._current()) is not None and self.office.fault() is None:
            self.choose_office(post, self.office.value())

    @Slot()
    def _on_none(self) -> None:
        for item in self._items():
            item.setCheckState(0, Qt.CheckState.Unchecked)

    @Slot(object)
    def _on_refused(self, findings: tuple[Finding, ...]) -> None:
        self.findings.show_findings(findings)

    @Slot(object)
    def _on_done(self, _result: object) -> None:
        super().accept()
