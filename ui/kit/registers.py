"""The page of a register, made from its declarations: a list with its filters, what is chosen beside it, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QSplitter, QToolButton, QVBoxLayout, QWidget

from app.application import Outcome
from app.kernel.changes import Changes
from app.kernel.commands import Command
from app.kernel.fields import Column, ColumnKind, Screen, Tone
from app.kernel.ids import Ref
from app.kernel.translated import Lazy, lazy, lazy_count
from ui.kit.controls import Action, action_button, tool_button
from ui.kit.desk import Desk
from ui.kit.dialogs import FormDialog
from ui.kit.flow import FlowLayout
from ui.kit.forms import scrolled
from ui.kit.language import _, shown, spoken
from ui.kit.pages import MARGIN, DetailPane, Page, TitleLine
from ui.kit.printing import show_file, table_as_csv, table_as_document, temporary_file
from ui.kit.progress import Reporter
from ui.kit.tables import RegisterTable, cell_text
from ui.kit.theme import theme
from ui.kit.views import EmptyState, ListPane

PAUSE = 120  # milliseconds without a letter


class RegisterPage(Page):
    """The records of one kind: a list that is filtered as one types, and the chosen record beside it.

    A domain refines it: `build_actions` offers more, `make_detail` and `show_detail` put something of its own at the right.
    """

    def __init__(self, desk: Desk, screen: Screen, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.screen_entry = screen
        self.register = screen.register
        self.opens_record = False  # whether Enter opens a page of the record rather than its form
        self._chosen: str | None = None
        self._awaited: str | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._on_pause)
        may = screen.register.edit_permission is None or desk.application.user.may(screen.register.edit_permission)
        self._may_edit = may
        self._build()
        self._build_own_actions()
        self.build_actions()
        self._connect()
        self.retranslate()
        self._show_chosen(None)

    # --- what a domain refines -------------------------------------------------------------------------------------

    def build_actions(self) -> None:
        """Offer what only this register can do (`offer`)."""

    def make_detail(self) -> QWidget:
        """Make the pane at the right."""
        self._detail = DetailPane()
        return self._detail

    def show_detail(self, id: str | None) -> None:
        """Show the record *id* at the right; nothing when none is chosen."""
        if id is None:
            self._detail.show_pairs("", ())
            return
        pairs = self.ask_now(self.register.detail(id), ()) if self.register.detail is not None else self._row_as_pairs()
        self._detail.show_pairs(shown(self.desk.application.title_of(Ref(self.screen_entry.kind, id))), pairs or ())

    def written_columns(self) -> Sequence[Column]:
        """Give the columns that stand on paper and in files: those that are shown. A page whose cells say more than their column adds it."""
        return self.list_pane.view.shown_columns()

    # --- what anybody may call -------------------------------------------------------------------------------------

    def title(self) -> str:
        """Name the register."""
        return _(self.screen_entry.title)

    def concerns(self, changes: Changes) -> bool:
        """Tell whether a record of this kind was touched."""
        return changes.touch_any((self.screen_entry.kind, *self.screen_entry.touched_by))

    def read(self) -> None:
        """Read the ids again, and the rows that are shown."""
        if not self._listed:
            self._listed = True
            self.table.look_for(self.table.criteria)
            if self._awaited is None:
                self.list_pane.view.select_first()
        else:
            self.table.refresh()
        self._settle_selection()

    def take(self, changes: Changes) -> None:
        """Read again what a step touched."""
        own = changes.touched.get(self.screen_entry.kind, frozenset())
        others = changes.everything or changes.touch_any(self.screen_entry.touched_by)
        self.table.refresh(None if others else own)
        self._settle_selection()

    def reveal(self, id: str) -> None:
        """Choose the record *id*; a filter that hides it is cleared."""
        if not self._listed:
            self._awaited = id
            self.refresh()
            return
        if self.list_pane.view.select(id):
            return
        self.list_pane.filter_bar.put()
        self.table.look_for(self.list_pane.filter_bar.criteria(self.table.criteria))
        self.list_pane.view.select(id)

    def show_record(self, ref: Ref) -> None:
        """Choose a record of this kind."""
        self.reveal(ref.id)

    def take_focus(self) -> None:
        """Give the keyboard to the list: arrows move, typing filters."""
        self.list_pane.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def chosen_id(self) -> str | None:
        """Give the record that is chosen."""
        return self._chosen

    def selected_row(self) -> Any | None:
        """Give the row of the record that is chosen."""
        return self.list_pane.view.current_row()

    def offer(self, text: Lazy, act: Any, icon: str = "", shortcut: str = "", *, needs_record: bool = True, in_bar: bool = False) -> Action:
        """Offer something that can be done here: in the context menu, the palette and, with *in_bar*, as a button."""
        action = Action(text, icon, shortcut, self)
        action.triggered.connect(act)
        self.addAction(action)
        if needs_record:
            self._record_actions.append(action)
            self.list_pane.view.offer(self._record_actions)
            action.setEnabled(self._chosen is not None)
        if in_bar:
            self.title_line.buttons.insertWidget(max(self.title_line.buttons.count() - 2, 0), action_button(action))
        return action

    @Slot()
    def add(self) -> None:
        """Ask for a new record."""
        register = self.register
        if register.form is None or register.add is None or register.blank is None:
            return
        dialog = FormDialog.show_for(
            self,
            self.desk,
            register.form,
            register.blank(),
            register.add_title or lazy("Add"),
            self._add_command,
            key=f"{self.screen_entry.kind}/new",
            verb=register.add_title or lazy("Add"),
        )
        dialog.saved.connect(self._on_added)

    @Slot()
    def edit(self) -> None:
        """Change the record that is chosen."""
        register = self.register
        if self._chosen is None or register.form is None or register.edit is None or register.draft is None:
            return
        id = self._chosen
        draft = self.ask_now(register.draft(id))
        if draft is None:
            return
        FormDialog.show_for(
            self,
            self.desk,
            register.form,
            draft,
            register.edit_title or lazy("Edit"),
            _Edit(register.edit, id).command,
            key=f"{self.screen_entry.kind}/{id}",
        )

    @Slot()
    def remove(self) -> None:
        """Remove the records that are selected, several of them as one step; Undo brings them back."""
        remove, ids = self.register.remove, tuple(self.list_pane.view.selected_ids())
        if remove is None or not ids:
            return
        if len(ids) == 1:
            self.perform(remove(ids[0]))
            return
        application, label = self.desk.application, lazy_count("Remove {number} record", "Remove {number} records", len(ids))

        def remove_all() -> Outcome[Any]:
            return application.together(label, lambda do: [do(remove(id)) for id in ids])

        self.desk.operations.step(remove_all)

    @Slot()
    def export(self) -> None:
        """Write what is shown to a file for a spreadsheet."""
        proposal = f"{self.title()} {datetime.now().astimezone():%Y-%m-%d}.csv"
        name, _kind = QFileDialog.getSaveFileName(self, _("Export what is shown"), proposal, "CSV (*.csv)")
        if name:
            self.export_to(Path(name))

    def export_to(self, path: Path) -> None:
        """Write what is shown to *path*."""
        table, columns, wording = self.table, self.written_columns(), spoken.wording
        ids = tuple(table.ids())
        rows_of = self.register.rows
        application = self.desk.application

        def write(report: Reporter) -> Path:
            rows: list[Any] = []
            for first in range(0, len(ids), 1000):
                report(first, len(ids))
                known = {row.id: row for row in application.ask(rows_of(ids[first : first + 1000]))}
                rows += [known[id] for id in ids[first : first + 1000] if id in known]
            path.write_bytes(table_as_csv(columns, rows, wording))
            return path

        self.desk.operations.run(write, lazy("Exporting")).then(self._on_exported)

    @Slot()
    def print_out(self) -> None:
        """Make a paper of what is shown and open it."""
        columns, wording, title = self.written_columns(), spoken.wording, self.title()
        ids = tuple(self.table.ids())
        rows_of, application = self.register.rows, self.desk.application
        stamp = wording.formats.moment(application.clock.now())

        def lay_out(report: Reporter) -> Path:
            known = {row.id: row for row in application.ask(rows_of(ids))}
            rows = [known[id] for id in ids if id in known]
            document = table_as_document(title, columns, rows, wording, stamp)
            return temporary_file(f"{self.screen_entry.command_name}.pdf", application.outside.renderer().render(document, wording, report))

        self.desk.operations.run(lay_out, lazy("Laying out the pages")).then(self._on_printed)

    def retranslate(self) -> None:
        """Name the page, and what is shown of the record."""
        self.title_line.show_texts(self.title())
        if self._listed:
            self.show_detail(self._chosen)

    # --- building --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        register, screen = self.register, self.screen_entry
        self._listed = False
        self._record_actions: list[QAction] = []
        self.title_line = TitleLine()
        self.table = RegisterTable(register.columns, register.ids, register.rows, self.ask_now, at_once=register.at_once)
        empty = EmptyState(screen.empty, register.add_title if register.add and self._may_edit else None, screen.icon)
        empty.wanted.connect(self.add)
        self.list_pane = ListPane(screen.title, self.table, empty, register.filters)
        self.list_pane.teach(screen.empty)
        self.list_pane.view.remember_in(self.desk.state, screen.kind)
        if any(column.kind is ColumnKind.PICTURE for column in register.columns):
            self.list_pane.view.show_photographs(self.desk.application)
        self._detail: DetailPane
        side = QWidget()
        side_layout = QVBoxLayout(side)
        side_layout.setContentsMargins(MARGIN, 0, 0, 0)
        side_layout.setSpacing(12)
        self._side_bar = FlowLayout(spacing=4)
        side_layout.addWidget(scrolled(self.make_detail()), 1)
        side_layout.addLayout(self._side_bar)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        left = QWidget()
        left_layout = QVBoxLayout(left)
        left_layout.setContentsMargins(0, 0, MARGIN, 0)
        left_layout.addWidget(self.list_pane)
        self.splitter.addWidget(left)
        self.splitter.addWidget(side)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([760, 320])
        side.setMinimumWidth(theme.scaled(170))
        self.side = side
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 18, MARGIN, 12)
        layout.setSpacing(14)
        layout.addWidget(self.title_line)
        layout.addWidget(self.splitter, 1)
        self.desk.state.restore_parts(f"splitters/{screen.kind}", self.splitter)

    def _build_own_actions(self) -> None:
        register = self.register
        more = tool_button(lazy("More"), "more")
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = self.more_menu = QMenu(more)
        more.setMenu(menu)
        self.export_action = Action(lazy("Export what is shown…"), "export", "Ctrl+Shift+E", self)
        self.export_action.triggered.connect(self.export)
        self.print_action = Action(lazy("Print what is shown"), "print", "Ctrl+P", self)
        self.print_action.triggered.connect(self.print_out)
        self.find_action = Action(lazy("Filter this list"), "filter", "Ctrl+F", self)
        self.find_action.triggered.connect(self.list_pane.focus_filter)
        for action in (self.find_action, self.export_action, self.print_action):
            self.addAction(action)
            menu.addAction(action)
        self.title_line.add(more)
        self.add_action = self.edit_action = self.remove_action = None
        if register.add is not None and self._may_edit:
            self.add_action = self.offer(register.add_title or lazy("Add"), self.add, "plus", "Ctrl+N", needs_record=False)
            self.title_line.add(action_button(self.add_action, primary=True))
        self._open_action = self.offer(lazy("Open"), self._on_open, "external")
        self._open_action.setVisible(False)
        if register.edit is not None and self._may_edit:
            self.edit_action = self.offer(register.edit_title or lazy("Edit"), self.edit, "edit", "F2")
            self._side_bar.addWidget(action_button(self.edit_action))
        if register.remove is not None and self._may_edit:
            self.remove_action = self.offer(register.remove_title or lazy("Remove"), self.remove, "remove", "Del")
            self._side_bar.addWidget(action_button(self.remove_action))

    def _connect(self) -> None:
        self.list_pane.view.selected.connect(self._show_chosen)
        self.list_pane.view.opened.connect(self._on_opened)
        self.splitter.splitterMoved.connect(self._on_splitter_moved)

    def _row_as_pairs(self) -> list[tuple[Lazy, str | Lazy]]:
        row = self.selected_row()
        return [(column.title, cell_text(column, row, spoken.wording)) for column in self.register.columns] if row is not None else []

    def _add_command(self, _before: Any, after: Any) -> Command[Any]:
        assert self.register.add is not None
        return self.register.add(after)

    def _settle_selection(self) -> None:
        if self._awaited is not None:
            awaited, self._awaited = self._awaited, None
            self.reveal(awaited)
        self._show_chosen(self.list_pane.view.current_id())

    @Slot(object)
    def _show_chosen(self, id: object) -> None:
        self._chosen = cast("str | None", id)
        for action in self._record_actions:
            action.setEnabled(self._chosen is not None)
        self.side.setVisible(bool(self.table.rowCount()) or not self._listed)
        if self.list_pane.narrowing and self._chosen is not None:
            self._pause.start()  # a record is read whole when the typing pauses, not at every letter
        else:
            self._on_pause()

    @Slot()
    def _on_pause(self) -> None:
        self._pause.stop()
        self.show_detail(self._chosen)

    @Slot(str)
    def _on_opened(self, id: str) -> None:
        if self.opens_record:
            self.open(Ref(self.screen_entry.kind, id))
        else:
            self.edit()

    @Slot()
    def _on_open(self) -> None:
        if self._chosen is not None:
            self._on_opened(self._chosen)

    @Slot(object)
    def _on_added(self, id: object) -> None:
        self.reveal(str(id))

    @Slot(object)
    def _on_exported(self, path: object) -> None:
        self.desk.operations.tell(lazy("Exported to {file}", file=Path(str(path)).name), Tone.GOOD)

    @Slot(object)
    def _on_printed(self, path: object) -> None:
        if not show_file(Path(str(path))):
            self.desk.operations.tell(lazy("The paper is in {file}; no program on this machine opens it.", file=str(path)), Tone.WARNING)

    @Slot()
    def _on_splitter_moved(self) -> None:
        self.desk.state.remember_parts(f"splitters/{self.screen_entry.kind}", self.splitter)


class _Edit:
    """The edit of one record, waiting for its drafts."""

    def __init__(self, edit: Any, id: str) -> None:
        self._edit = edit
        self._id = id

    def command(self, before: Any, after: Any) -> Command[Any]:
        """Make the command."""
        return self._edit(self._id, before, after)
