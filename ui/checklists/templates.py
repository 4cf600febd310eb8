"""The templates of checklists: the list of them at the left, the lines of the chosen one at the right, changed in their place."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton, QWidget

from app.domains.checklists import template_commands as commands
from app.domains.checklists import template_queries as queries
from app.domains.checklists.template_fields import CODE, NAME, TEMPLATES, line_form, template_form
from app.domains.checklists.template_queries import TemplateSheet as SheetOfTemplate
from app.domains.checklists.template_queries import TemplateWords
from app.domains.checklists.templates import Template, TemplateDraft, TemplateLine, check_header
from app.domains.checklists.vocabulary import TemplateOrigin
from app.kernel.changes import Changes
from app.kernel.commands import Command
from app.kernel.errors import Finding
from app.kernel.fields import Form, Screen
from app.kernel.translated import Lazy, Multilingual, lazy
from ui.checklists.template_editors import LineDialog
from ui.checklists.template_sheet import COLUMNS, PAPER_COLUMNS, TemplateSheet
from ui.kit.controls import Action
from ui.kit.desk import Desk
from ui.kit.dialogs import FormDialog
from ui.kit.language import spoken, worded
from ui.kit.parts import ActionButton
from ui.kit.printing import table_as_csv, table_as_document, temporary_file
from ui.kit.progress import Reporter
from ui.kit.registers import RegisterPage

_LINE = re.compile(r"lines\[(\d+)\]")
_SHOWN_BESIDE = ("code", "name", "certainty")


@dataclass(frozen=True, slots=True)
class CopyDraft:
    """What a copy of a template is called."""

    code: str = ""
    name: Multilingual = Multilingual()


def _check_copy(draft: CopyDraft) -> list[Finding]:
    return check_header(TemplateDraft(draft.code, draft.name))


COPY_FORM = Form(CopyDraft, (CODE, NAME), _check_copy)


class TemplatesPage(RegisterPage):
    """The templates of checklists, with their lines."""

    wide = (415, 675)  # how templates and lines share the width at first

    def __init__(self, desk: Desk, screen: Screen = TEMPLATES, parent: QWidget | None = None) -> None:
        # What else there is to know of a template stands at its head, beside the lines.
        columns = tuple(column for column in screen.register.columns if column.key in _SHOWN_BESIDE)
        register = replace(
            screen.register,
            columns=columns,
            filters=(),
            add_title=lazy("Add template"),
            edit_title=lazy("Change template"),
            remove_title=lazy("Remove template"),
        )
        super().__init__(desk, replace(screen, register=register), parent)

    # --- building --------------------------------------------------------------------------------------------------

    def make_detail(self) -> QWidget:
        """Make the sheet of a template."""
        self._sheet: SheetOfTemplate | None = None
        self._known = TemplateWords()
        self._wanted = ""  # the line that is to be chosen when the template has been read again
        self.sheet = TemplateSheet()
        return self.sheet

    def build_actions(self) -> None:
        """Offer what is done with a template, and beside it what is done with a line."""
        self.copy_action = self.offer(lazy("Copy…"), self.copy_template, "copy")
        self.put_back_action = self.offer(lazy("Put back as it came"), self.put_back, "history")
        self.copy_action.setVisible(self._may_edit)
        self._take_out_button(self.remove_action)  # it is there for a template of the office's own alone
        for action in (self.copy_action, self.put_back_action, self.remove_action):
            if action is not None:
                self._side_bar.addWidget(ActionButton(action))
        worded(self.print_action, text=lazy("Print the lines of this template"))
        worded(self.export_action, text=lazy("Export the lines of this template…"))
        # In the table of lines these keys mean a line.
        for action in (self.edit_action, self.remove_action):
            if action is not None:
                self.removeAction(action)
                self.list_pane.view.addAction(action)
        self._build_line_actions()
        lines = self.sheet.lines
        lines.moved.connect(self.move_before)
        lines.opened.connect(self.edit_line)
        lines.selected.connect(self._enable)
        self.sheet.place_wanted.connect(self.show_place)

    def _build(self) -> None:
        super()._build()
        if not self.desk.state.restore_parts(f"splitters/{self.screen_entry.kind}", self.splitter):
            self.splitter.setSizes(list(self.wide))

    def _take_out_button(self, action: QAction | None) -> None:
        bar = self._side_bar
        for number in range(bar.count()):
            item = bar.itemAt(number)
            button = item.widget() if item is not None else None
            if isinstance(button, QToolButton) and button.defaultAction() is action:
                bar.takeAt(number)
                button.hide()
                button.deleteLater()
                return

    def _build_line_actions(self) -> None:
        self.add_line_action = self._line_action(lazy("Add line"), "plus", self.add_line, "Ins")
        self.edit_line_action = self._line_action(lazy("Change line"), "edit", self.edit_line, "F2")
        self.up_action = self._line_action(lazy("Move up"), "up", self.move_up, "Alt+Up")
        self.down_action = self._line_action(lazy("Move down"), "down", self.move_down, "Alt+Down")
        self.remove_line_action = self._line_action(lazy("Remove line"), "remove", self.remove_lines, "Del")
        self._line_actions = [self.add_line_action, self.edit_line_action, self.up_action, self.down_action, self.remove_line_action]
        self.sheet.lines.offer(self._line_actions)
        for action in self._line_actions:
            self.sheet.buttons.addWidget(ActionButton(action, text=action not in (self.up_action, self.down_action)))

    def _line_action(self, text: Lazy, icon: str, act: object, shortcut: str) -> Action:
        action = Action(text, icon, shortcut, self)
        action.triggered.connect(act)
        action.setVisible(self._may_edit)
        self.sheet.lines.addAction(action)
        return action

    # --- reading ---------------------------------------------------------------------------------------------------

    def take(self, changes: Changes) -> None:
        """Read again: a template that comes with the program is in no table until the office changes it."""
        self.table.refresh(None)
        self._settle_selection()

    def show_detail(self, id: str | None) -> None:
        """Show the template *id* with its lines."""
        self._sheet = self.ask_now(queries.template_sheet(id)) if id is not None else None
        self._known = self.ask_now(queries.template_words(), TemplateWords()) or TemplateWords()
        self.sheet.show_sheet(self._sheet, self._known, may_edit=self._may_edit)
        if self._wanted and self.sheet.lines.select(self._wanted):
            self._wanted = ""
        self._enable()

    def actions_offered(self) -> list[QAction]:
        """Give what can be done here, with a template and with a line."""
        own = [action for action in (self.edit_action, self.remove_action, *self._line_actions) if action is not None]
        return [*super().actions_offered(), *(action for action in own if action.isEnabled() and action.isVisible())]

    def template(self) -> Template | None:
        """Give the template that is shown."""
        return self._sheet.template if self._sheet is not None else None

    @Slot()
    def _enable(self) -> None:
        may, lines = self._may_edit, list(self.sheet.lines.lines())
        origin = self._sheet.origin if self._sheet is not None else None
        for action, offered in (
            (self.put_back_action, origin is TemplateOrigin.CHANGED),
            (self.remove_action, origin is TemplateOrigin.OWN),
        ):
            if action is not None:
                action.setEnabled(may and offered)
                action.setVisible(may and offered)
        chosen = self.sheet.lines.current_id()
        place = lines.index(chosen) if chosen in lines else -1
        self.add_line_action.setEnabled(may and self._sheet is not None)
        for action in (self.edit_line_action, self.remove_line_action):
            action.setEnabled(may and place >= 0)
        self.up_action.setEnabled(may and place > 0)
        self.down_action.setEnabled(may and 0 <= place < len(lines) - 1)

    # --- what is done with a template ------------------------------------------------------------------------------

    @Slot()
    def add(self) -> None:
        """Ask for a new template."""
        self._ask_header(TemplateDraft(), lazy("Add template"), "new", lambda _before, after: commands.AddChecklistTemplate(after))

    @Slot()
    def edit(self) -> None:
        """Change the name of the template, for what it is usual, and how sure its days are."""
        code = self.chosen_id()
        draft = self.ask_now(queries.template_draft(code)) if code is not None and self._may_edit else None
        if code is not None and draft is not None:
            title = lazy("Change template {code}", code=code)
            self._ask_header(draft, title, code, lambda before, after: commands.EditChecklistTemplate(code, before, after))

    def _ask_header(self, draft: TemplateDraft, title: Lazy, key: str, command: Callable[[Any, Any], Command[Any]]) -> None:
        form, verb = template_form(self._known), title
        if draft.code:  # the code stays as it is
            form, verb = replace(form, fields=tuple(field for field in form.fields if field is not CODE)), lazy("Save")
        FormDialog.show_for(self, self.desk, form, draft, title, command, key=f"{self.screen_entry.kind}/{key}", verb=verb).saved.connect(
            self._on_added
        )

    @Slot()
    def copy_template(self) -> None:
        """Ask for the code and the name of a copy."""
        one = self.template()
        if one is None:
            return

        def command(_before: CopyDraft, after: CopyDraft) -> Command[Any]:
            return commands.CopyChecklistTemplate(one.code, after.code, after.name)

        title, key = lazy("Copy {code}", code=one.code), f"{self.screen_entry.kind}/copy/{one.code}"
        FormDialog.show_for(self, self.desk, COPY_FORM, CopyDraft("", one.name), title, command, key=key, verb=lazy("Copy")).saved.connect(
            self._on_added
        )

    @Slot()
    def put_back(self) -> None:
        """Take the template as the program brings it; Undo brings the office's own back."""
        if (one := self.template()) is not None:
            self.perform(commands.PutBackChecklistTemplate(one.code))

    @Slot()
    def print_out(self) -> None:
        """Make a paper of the lines of this template and open it."""
        one, wording, application = self.template(), spoken.wording, self.desk.application
        if one is None:
            return
        rows, stamp = self.sheet.lines.table.rows(), wording.formats.moment(application.clock.now())
        title = wording.say(lazy("{name} ({code})", name=one.name, code=one.code))
        document = table_as_document(title, PAPER_COLUMNS, rows, wording, stamp)

        def lay_out(report: Reporter) -> Path:
            return temporary_file(f"{one.code}.pdf", application.outside.renderer().render(document, wording, report))

        self.desk.operations.run(lay_out, lazy("Laying out the pages")).then(self._on_printed)

    def export_to(self, path: Path) -> None:
        """Write the lines of this template to *path*."""
        content = table_as_csv(COLUMNS, self.sheet.lines.table.rows(), spoken.wording)
        outside = self.desk.application.outside

        def write(_report: Reporter) -> Path:
            outside.write_whole(path, content)
            return path

        self.desk.operations.run(write, lazy("Exporting")).then(self._on_exported)

    @Slot(object)
    def show_place(self, finding: Finding) -> None:
        """Go to the line or the field that a finding is about."""
        match, lines = _LINE.match(finding.path), list(self.sheet.lines.lines())
        if match is not None and int(match[1]) < len(lines):
            self.sheet.lines.select(lines[int(match[1])])
            self.sheet.lines.setFocus()
        elif finding.path == "lines":
            self.add_line()
        else:
            self.edit()

    # --- what is done with a line ----------------------------------------------------------------------------------

    @Slot()
    def add_line(self) -> None:
        """Ask for a line that stands behind the chosen one."""
        one, chosen = self.template(), self.sheet.lines.line()
        if one is None or not self._may_edit:
            return
        keys = [line.key for line in one.lines]
        follows = keys[keys.index(chosen.key) + 1 :] if chosen is not None and chosen.key in keys else []
        # What is added mostly belongs with the line it stands behind.
        blank = replace(chosen, key="", title=Multilingual(), remark=Multilingual()) if chosen is not None else TemplateLine()

        def command(_before: TemplateLine, after: TemplateLine) -> Command[Any]:
            return commands.AddTemplateLine(one.code, after, next(iter(follows), ""))

        self._ask_line(one, blank, lazy("Add line"), command, "new", lazy("Add line"))

    @Slot()
    def edit_line(self) -> None:
        """Change the line that is chosen."""
        one, line = self.template(), self.sheet.lines.line()
        if one is None or line is None or not self._may_edit:
            return

        def command(before: TemplateLine, after: TemplateLine) -> Command[Any]:
            return commands.EditTemplateLine(one.code, before, after)

        self._ask_line(one, line, lazy("Change line"), command, line.key, lazy("Save"))

    def _ask_line(self, one: Template, line: TemplateLine, title: Lazy, command: Any, key: str, verb: Lazy) -> None:
        LineDialog.show_for(
            self,
            self.desk,
            line_form(self._known.anchors, self._known.parts_of(one.scope) if one.scope else None),
            line,
            title,
            command,
            key=f"{self.screen_entry.kind}/{one.code}/line/{key}",
            verb=verb,
        ).saved.connect(self._on_line_saved)

    @Slot()
    def remove_lines(self) -> None:
        """Take the selected lines out of the template, as one step; Undo brings them back."""
        one, keys = self.template(), tuple(line.key for line in self.sheet.lines.chosen())
        if one is not None and keys:
            self.perform(commands.RemoveTemplateLines(one.code, keys))

    @Slot()
    def move_up(self) -> None:
        """Let the chosen line go before the one above."""
        self._step(-1)

    @Slot()
    def move_down(self) -> None:
        """Let the chosen line go after the one below."""
        self._step(2)

    @Slot(str, int)
    def move_before(self, key: str, row: int) -> None:
        """Let the line *key* stand before the line that is *row* now."""
        one, lines = self.template(), list(self.sheet.lines.lines())
        if one is None or not self._may_edit or key not in lines:
            return
        others = [other for other in lines if other != key]
        target = sum(other != key for other in lines[: max(row, 0)])
        if target == lines.index(key):
            return
        self._wanted = key
        self.perform(commands.MoveTemplateLine(one.code, key, others[target] if target < len(others) else ""))

    def _step(self, step: int) -> None:
        if (key := self.sheet.lines.current_id()) is not None:
            self.move_before(key, list(self.sheet.lines.lines()).index(key) + step)

    @Slot(object)
    def _on_line_saved(self, key: object) -> None:
        if not self.sheet.lines.select(str(key)):
            self._wanted = str(key)  # it is shown once the page has read the template again
