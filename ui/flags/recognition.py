"""The office's list of what Belgium does not recognise as a State: dated, with its source, and each entry with what there is to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from app.domains.flags.commands.days import SetRecognition
from app.domains.flags.entities import FlagRules, NotRecognised, RecognitionList, shipped_rules
from app.domains.flags.house import Recognition, flag_rules, recognition
from app.domains.flags.terms import EDIT_FLAGS, HOUSE
from app.kernel.changes import Changes
from app.kernel.commands import Command
from app.kernel.errors import Finding
from app.kernel.fields import Column, Field, FieldKind, Form
from app.kernel.translated import Lazy, Multilingual, lazy
from ui.kit.controls import Action, Label
from ui.kit.desk import Desk
from ui.kit.dialogs import Dialog, FormDialog
from ui.kit.flow import FlowLayout
from ui.kit.language import _, spoken
from ui.kit.parts import ActionButton, ShortTable
from ui.kit.theme import theme


@dataclass(frozen=True, slots=True)
class EntryForm:
    """An entry as it is written."""

    code: str = ""
    note: Multilingual = Multilingual()


@dataclass(frozen=True, slots=True)
class SourceForm:
    """Of which day the list is, and where it comes from."""

    dated: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An entry as a line."""

    id: str
    name: str


COLUMNS = (Column("name", lazy("Not recognised by Belgium"), stretch=True, width=60),)
SOURCE_FORM = Form(
    SourceForm,
    (Field("dated", lazy("List of"), FieldKind.DATE, required=True), Field("source", lazy("Source"), limit=500)),
    lambda _draft: (),
)


class RecognitionDialog(Dialog):
    """The list, with its date and source; each change is a step that Undo takes back."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(lazy("What Belgium does not recognise"), lazy("Close"), parent)
        self.desk = desk
        self._known: Recognition = Recognition(RecognitionList(), own=False)
        self._rules: FlagRules = shipped_rules()
        self._may = desk.application.user.may(EDIT_FLAGS)
        self.cancel_button.hide()
        self.source = Label("", "quiet", wrap=True)
        self.table = ShortTable(lazy("What Belgium does not recognise"), COLUMNS)
        bar = QWidget()
        self._bar = FlowLayout(bar, spacing=4)
        self.add_action = self._action(lazy("Add an entry…"), "plus", self.add)
        self.edit_action = self._action(lazy("Change the entry…"), "edit", self.edit)
        self.remove_action = self._action(lazy("Remove the entry"), "remove", self.remove)
        self.source_action = self._action(lazy("Date and source…"), "note", self.edit_source)
        self.put_back_action = self._action(lazy("Put back as shipped"), "undo", self.put_back)
        self.table.act(self.edit_action, self.remove_action)
        self.table.opened.connect(self.edit)
        for part in (self.source, bar, self.table):
            self.body.addWidget(part, int(part is self.table))
        desk.hub.changed.connect(self._on_changed)
        spoken.changed.connect(self._show)
        self.setMinimumSize(theme.scaled(640), theme.scaled(500))
        self.read()

    def read(self) -> None:
        """Read the list."""
        found = self.desk.operations.ask_now(recognition())
        if found is not None:
            self._known = found
        self._rules = self.desk.operations.ask_now(flag_rules()) or shipped_rules()
        self._show()

    @Slot()
    def add(self) -> None:
        """Enter what is not recognised."""
        self._ask(EntryForm(), lazy("Add an entry"), self._adding)

    @Slot()
    def edit(self) -> None:
        """Change the chosen entry."""
        if (one := self._chosen()) is not None:
            self._ask(EntryForm(one.code, one.note), lazy("Change the entry"), self._changing)

    @Slot()
    def remove(self) -> None:
        """Take the chosen entry off the list."""
        if (one := self._chosen()) is not None:
            self.desk.operations.perform(self._with([other for other in self._known.entries.entries if other != one]))

    @Slot()
    def edit_source(self) -> None:
        """Say of which day the list is and where it comes from."""
        entries = self._known.entries

        def command(_before: SourceForm, after: SourceForm) -> Command[None]:
            return SetRecognition(replace(entries, dated=after.dated, source=after.source))

        draft, title = SourceForm(entries.dated, entries.source), lazy("Date and source of the list")
        FormDialog.show_for(self, self.desk, SOURCE_FORM, draft, title, command, key="flags/recognition/source")

    @Slot()
    def put_back(self) -> None:
        """Take the list that comes with the program."""
        self.desk.operations.perform(SetRecognition(None))

    def _ask(self, draft: EntryForm, title: Lazy, command: Any) -> None:
        fields = (
            Field("code", lazy("Code"), required=True, limit=60, help=lazy("As on the flag: XK, TW.")),
            Field("note", lazy("What there is to say"), FieldKind.MULTILINGUAL_LONG),
        )
        form = Form(EntryForm, fields, _check)
        FormDialog.show_for(self, self.desk, form, draft, title, command, key=f"flags/recognition/{draft.code}")

    def _adding(self, _before: EntryForm, after: EntryForm) -> Command[None]:
        return self._with([*self._known.entries.entries, self._read(after)])

    def _changing(self, before: EntryForm, after: EntryForm) -> Command[None]:
        return self._with([self._read(after) if one.code == before.code else one for one in self._known.entries.entries])

    def _read(self, form: EntryForm) -> NotRecognised:
        return NotRecognised(self._rules.code_of(form.code), form.note)

    def _with(self, entries: Sequence[NotRecognised]) -> SetRecognition:
        """Make the list with other entries: it is of today."""
        return SetRecognition(replace(self._known.entries, dated=self.desk.application.clock.today(), entries=tuple(entries)))

    def _chosen(self) -> NotRecognised | None:
        return self._known.entries.entry(self.table.current_id() or "")

    def _action(self, text: Lazy, icon: str, act: Any) -> Action:
        action = Action(text, icon, "", self)
        action.triggered.connect(act)
        action.setVisible(self._may)
        self.addAction(action)
        self._bar.addWidget(ActionButton(action))
        return action

    @Slot()
    def _show(self) -> None:
        entries, formats = self._known.entries, spoken.wording.formats
        dated = _("List of {day}.", day=formats.day(entries.dated)) if entries.dated else ""
        self.source.setText(" ".join(part for part in (dated, entries.source) if part))
        self.table.put([EntryLine(one.code, self._line(one)) for one in entries.entries])
        self.put_back_action.setVisible(self._may and self._known.own)

    def _line(self, one: NotRecognised) -> str:
        name = self._rules.name_of(one.code, spoken.wording)
        note = spoken.wording.text(one.note) if one.note else ""
        return f"{name}\n{note}" if note else name

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.touch_any((HOUSE,)):
            self.read()


def _check(form: EntryForm) -> list[Finding]:
    return [] if form.code.strip() else [Finding("code", lazy("Say which flag."), rule="no-flags")]
