"""The catalogue of offices that lists of precedence and forms of address know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Self

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.application import Application
from app.domains.people import profile_commands as commands
from app.domains.people import profile_queries as queries
from app.domains.people.precedence.editing import check_office
from app.domains.people.precedence.profiles import Office
from app.domains.people.profile_fields import ORIGINS
from app.domains.people.profile_queries import OfficeRow, Origin
from app.domains.people.vocabulary import EDIT_PRECEDENCE, OFFICE, POST
from app.kernel.changes import Changes
from app.kernel.commands import Command
from app.kernel.errors import Finding
from app.kernel.fields import Column, ColumnKind, Field, FieldKind, Form
from app.kernel.translated import Lazy, Multilingual, lazy
from ui.kit.controls import Action, Label
from ui.kit.desk import Desk
from ui.kit.dialogs import Dialog, FormDialog
from ui.kit.editors import Editor, LineEditor
from ui.kit.flow import FlowLayout
from ui.kit.forms import FormWidget
from ui.kit.parts import ActionButton
from ui.kit.tables import RegisterTable
from ui.kit.theme import theme
from ui.kit.views import EmptyState, ListPane
from ui.people.precedence.office_editors import office_editor
from ui.people.precedence.words import STYLES

_SIZE = 1040, 660  # pixels at the usual text size
_EQUAL_TO, _WORDS = "equal_to", "words"
_COLUMNS = (
    Column("title", lazy("Office"), ColumnKind.MULTILINGUAL, stretch=True, width=36, sort_key="title"),
    Column("equal_to", lazy("Ranks as"), ColumnKind.MULTILINGUAL, width=24, stretch=True),
    Column("holders", lazy("Posts"), ColumnKind.NUMBER, width=6),
    Column("origin", lazy("Origin"), ColumnKind.BADGE, badges=dict(ORIGINS), width=22),
    Column("id", lazy("Code"), width=26),
)
_CODE = Field(
    "code", lazy("Code"), required=True, limit=60, help=lazy("Small letters, figures and hyphens; it cannot be changed afterwards.")
)
_FIELDS = (
    Field("title", lazy("Title"), FieldKind.MULTILINGUAL, required=True, limit=300),
    Field("style", lazy("Form of address"), FieldKind.CHOICE, choices=STYLES, help=lazy("How its holders are written to and spoken to.")),
    Field("abroad", lazy("Held for another State or Region"), FieldKind.YES_NO),
    Field(_EQUAL_TO, lazy("Ranks as"), help=lazy("The Belgian office whose rank it takes in a list that does not name it.")),
    Field(
        _WORDS,
        lazy("Words of titles"),
        limit=1000,
        help=lazy("Further titles by which a post is recognised, with a semicolon between them."),
    ),
)


@dataclass(frozen=True, slots=True)
class OfficeForm(Form[Office]):
    """The form of an office; the rest of the catalogue is known."""

    catalogue: Mapping[str, Office] = field(default_factory=dict[str, Office])


def office_form(offices: Mapping[str, Office], *, fresh: bool) -> OfficeForm:
    """Make the form of an office; a *fresh* one is given its code."""

    def check(office: Office) -> Sequence[Finding]:
        return check_office(replace(office, words=tuple(office.words)), offices)

    return OfficeForm(Office, (_CODE, *_FIELDS) if fresh else _FIELDS, check, offices)


class WordsEditor(LineEditor):
    """Several texts in one line, with semicolons between them. The value is a tuple."""

    def value(self) -> Any:
        """Give the texts."""
        return tuple(text for part in self.line.text().split(";") if (text := " ".join(part.split())))

    def show_value(self, value: Any) -> None:
        """Show the texts."""
        super().show_value("; ".join(value or ()))


class OfficeFormWidget(FormWidget):
    """The form on the screen."""

    def make_editor(self, field: Field, application: Application | None) -> Editor:
        """Give the office that it ranks as a list of names, and the words a line."""
        assert isinstance(self.form, OfficeForm)
        if field.key == _EQUAL_TO:
            return office_editor(field, self.form.catalogue)
        if field.key == _WORDS:
            return WordsEditor(field)
        return super().make_editor(field, application)


class OfficeDialog(FormDialog):
    """An office in a window."""

    form_class = OfficeFormWidget


class CatalogueDialog(Dialog):
    """The offices in a list that is filtered as one types."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(lazy("Catalogue of offices"), lazy("Close"), parent)
        self._desk = desk
        self._may = desk.application.user.may(EDIT_PRECEDENCE)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._build()
        self._connect()
        self.table.look_for(self.table.criteria)
        self.pane.view.select_first()
        self.pane.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.resize(theme.scaled(_SIZE[0]), theme.scaled(_SIZE[1]))

    @classmethod
    def show_for(cls, parent: QWidget, desk: Desk) -> Self:
        """Show the catalogue in front of the window of *parent*."""
        dialog = cls(desk, parent)
        dialog.open()
        return dialog

    def reveal(self, code: str) -> None:
        """Choose the office *code*."""
        if not self.pane.view.select(code):
            self.pane.filter_bar.put()
            self.table.look_for(self.pane.filter_bar.criteria(self.table.criteria))
            self.pane.view.select(code)

    @Slot()
    def add(self) -> None:
        """Ask for a new office."""

        def command(_before: Office, after: Office) -> Command[Any]:
            return commands.AddOffice(after)

        form = office_form(self._catalogue(), fresh=True)
        title = lazy("Add office")
        dialog = OfficeDialog.show_for(self, self._desk, form, Office("", Multilingual()), title, command, key=f"{OFFICE}/new", verb=title)
        dialog.saved.connect(self._on_saved)

    @Slot()
    def edit(self) -> None:
        """Change the office that is chosen."""
        code, catalogue = self.pane.view.current_id(), self._catalogue()
        if code is None or code not in catalogue or not self._may:
            return
        form = office_form(catalogue, fresh=False)
        command = partial(commands.EditOffice, code)
        OfficeDialog.show_for(self, self._desk, form, catalogue[code], lazy("Change office"), command, key=f"{OFFICE}/{code}")

    @Slot()
    def put_back(self) -> None:
        """Take the chosen office as the program brings it."""
        if (code := self.pane.view.current_id()) is not None:
            self._desk.operations.perform(commands.PutBackOffice(code))

    @Slot()
    def remove(self) -> None:
        """Remove the chosen office, which the office itself has entered."""
        if (code := self.pane.view.current_id()) is not None:
            self._desk.operations.perform(commands.RemoveOffice(code), refused=self._on_refused)

    def _build(self) -> None:
        sentence = lazy("A post is one of these offices; that is how a list knows its rank, and a letter its form of address.")
        self.body.addWidget(Label(sentence, "quiet", wrap=True))
        self.table = RegisterTable(_COLUMNS, queries.office_ids, queries.office_rows, self._desk.operations.ask_now)
        self.pane = ListPane(lazy("Catalogue of offices"), self.table, EmptyState(lazy("No office matches.")))
        self.pane.teach(lazy("No office matches."))
        self.body.addWidget(self.pane, 1)
        self._bar = FlowLayout(spacing=4)
        self.add_action = self._action(lazy("Add office"), "plus", self.add, "Ctrl+N")
        self.edit_action = self._action(lazy("Change"), "edit", self.edit, "F2")
        self.put_back_action = self._action(lazy("Put back as it came"), "history", self.put_back)
        self.remove_action = self._action(lazy("Remove"), "remove", self.remove, "Del")
        self.body.addLayout(self._bar)
        self.refusal = Label("", "finding", wrap=True)
        self.refusal.setProperty("tone", "bad")
        self.refusal.hide()
        self.body.addWidget(self.refusal)
        self.cancel_button.hide()
        self.accept_button.setDefault(False)
        self.accept_button.setAutoDefault(False)

    def _action(self, text: Lazy, icon: str, act: object, shortcut: str = "") -> Action:
        action = Action(text, icon, shortcut, self)
        action.triggered.connect(act)
        action.setVisible(self._may)
        self.pane.view.addAction(action)
        self._bar.addWidget(ActionButton(action))
        return action

    def _connect(self) -> None:
        actions: list[QAction] = [self.edit_action, self.put_back_action, self.remove_action]
        self.pane.view.offer(actions)
        self.pane.view.selected.connect(self._on_selected)
        self.pane.view.opened.connect(self.edit)
        self._desk.hub.changed.connect(self._on_changed)

    def _catalogue(self) -> Mapping[str, Office]:
        return self._desk.operations.ask_now(queries.offices(), {}) or {}

    @Slot()
    def _on_selected(self) -> None:
        row = self.pane.view.current_row()
        origin = row.origin if isinstance(row, OfficeRow) else None
        self.edit_action.setEnabled(row is not None)
        self.put_back_action.setEnabled(origin is Origin.CHANGED)
        self.remove_action.setEnabled(origin is Origin.OWN)
        self.refusal.hide()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.touch_any((OFFICE, POST)):
            self.table.refresh()
            self._on_selected()

    @Slot(object)
    def _on_refused(self, findings: tuple[Finding, ...]) -> None:
        self.refusal.show_text(findings[0].message)
        self.refusal.show()

    @Slot(object)
    def _on_saved(self, code: object) -> None:
        self.reveal(str(code))
