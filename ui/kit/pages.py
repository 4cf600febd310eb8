"""Pages: what stands in the middle of the window. Each says which records concern it and reads again when they change.

A page that is hidden only remembers that it is stale, and reads when it is shown. A page talks to the application by
`perform`, `ask` and `ask_now`, and shows another record by `open`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar, cast

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QMenu, QSplitter, QTabWidget, QToolButton, QVBoxLayout, QWidget

from app.kernel.changes import Changes
from app.kernel.commands import Command
from app.kernel.errors import OfficeError
from app.kernel.fields import Screen, Tone
from app.kernel.ids import Ref
from app.kernel.queries import Query
from app.kernel.showing import write
from app.kernel.translated import Lazy, lazy
from ui.kit.controls import Action, ElidedLabel, Label, action_button, tool_button
from ui.kit.desk import Desk
from ui.kit.dialogs import FormDialog
from ui.kit.flow import FlowLayout
from ui.kit.forms import scrolled
from ui.kit.language import _, shown, spoken, worded
from ui.kit.operations import Operation, ShowFindings
from ui.kit.printing import show_file, table_as_csv, table_as_document, temporary_file
from ui.kit.progress import Reporter
from ui.kit.tables import RegisterTable, cell_text
from ui.kit.theme import theme
from ui.kit.views import EmptyState, ListPane

T = TypeVar("T")
MARGIN = 24


class Page(QWidget):
    """A page, or a part of one that reads for itself (the tab of a workspace).

    Subclasses say what `concerns` them, read in `read` and compose their texts in `retranslate`.

    Signals:
        title_changed: the page is called otherwise now (its record was renamed, the language was switched).
    """

    title_changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._stale = True
        desk.hub.changed.connect(self._on_changed)
        spoken.changed.connect(self._on_language_changed)

    def title(self) -> str:
        """Name the page in the language of the screen."""
        return ""

    def concerns(self, changes: Changes) -> bool:
        """Tell whether a step changed what is shown here."""
        return changes.everything

    def read(self) -> None:
        """Read what is shown, and show it."""

    def take(self, changes: Changes) -> None:
        """Read again after a step that concerns the page; a page that can read less than everything does."""
        self.read()

    def retranslate(self) -> None:
        """Say again what the page composes itself."""

    def take_focus(self) -> None:
        """Take the keyboard when the page is shown: Tab goes on to its first control."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def actions_offered(self) -> Sequence[QAction]:
        """Give what can be done here, for the command palette."""
        return [action for action in self.actions() if action.isEnabled() and action.isVisible()]

    def perform(self, command: Command[T], *, refused: ShowFindings | None = None, announce: bool = True, slow: bool = False) -> Operation:
        """Carry out a command; `then` receives its result, a notice names it and offers Undo."""
        return self.desk.operations.perform(command, refused=refused, announce=announce, slow=slow)

    def ask(self, query: Query[T]) -> Operation:
        """Answer a slow query in the background; `then` receives the answer."""
        return self.desk.operations.ask(query)

    def ask_now(self, query: Query[T], otherwise: T | None = None) -> T | None:
        """Answer a quick query at once."""
        return self.desk.operations.ask_now(query, otherwise)

    def open(self, ref: Ref) -> None:
        """Show another record on its page."""
        self.desk.open(ref)

    def refresh(self) -> None:
        """Read now, or when the page is shown."""
        if self.isVisible():
            self._stale = False
            self.read()
        else:
            self._stale = True

    @property
    def stale(self) -> bool:
        """Whether the page has to read before it is true."""
        return self._stale

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while the page was hidden."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.read()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if self._stale or not self.concerns(changes):
            return
        if self.isVisible():
            self.take(changes)
        else:
            self._stale = True

    @Slot()
    def _on_language_changed(self) -> None:
        self.retranslate()
        self.title_changed.emit()


class TitleLine(QWidget):
    """The line at the top of a page: what it is, a quiet line below, and buttons at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        self.heading = ElidedLabel("", "title")
        self.line = ElidedLabel("", "quiet")
        self.line.hide()
        texts.addWidget(self.heading)
        texts.addWidget(self.line)
        layout.addLayout(texts, 1)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(6)
        layout.addLayout(self.buttons)

    def show_texts(self, title: str, line: str = "") -> None:
        """Show a title, and what stands below it."""
        self.heading.setText(title)
        self.line.setText(line)
        self.line.setVisible(bool(line))

    def add(self, widget: QWidget) -> None:
        """Put a button at the right."""
        self.buttons.addWidget(widget)


class DetailPane(QWidget):
    """Pairs of a label and a text: the record that is chosen, at the right of a register."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        self.heading = Label("", "heading", wrap=True)
        outer.addWidget(self.heading)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.scaled(16))
        self._grid.setVerticalSpacing(theme.scaled(8))
        self._grid.setColumnStretch(1, 1)
        outer.addLayout(self._grid)
        outer.addStretch(1)
        self._labels: list[Label] = []

    def show_pairs(self, heading: str, pairs: Sequence[tuple[Lazy, object]]) -> None:
        """Show these pairs of a label and any value that can be written; those without a text are left out."""
        self.heading.setText(heading)
        for label in self._labels:
            self._grid.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._labels = []
        told = ((name, text) for name, value in pairs if (text := write(value, spoken.wording)))
        for number, (name, text) in enumerate(told):
            title = Label(name, "quiet", wrap=True)
            title.setFixedWidth(theme.scaled(134))
            content = Label(text, wrap=True)
            content.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(title, number, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(content, number, 1, Qt.AlignmentFlag.AlignTop)
            self._labels += [title, content]


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
        """Remove the records that are selected; Undo brings them back."""
        if self.register.remove is None:
            return
        for id in self.list_pane.view.selected_ids():
            self.perform(self.register.remove(id))

    @Slot()
    def export(self) -> None:
        """Write what is shown to a file for a spreadsheet."""
        proposal = f"{self.title()} {datetime.now().astimezone():%Y-%m-%d}.csv"
        name, _kind = QFileDialog.getSaveFileName(self, _("Export what is shown"), proposal, "CSV (*.csv)")
        if name:
            self.export_to(Path(name))

    def export_to(self, path: Path) -> None:
        """Write what is shown to *path*."""
        table, columns, wording = self.table, self.list_pane.view.shown_columns(), spoken.wording
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
        columns, wording, title = self.list_pane.view.shown_columns(), spoken.wording, self.title()
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
        self.table = RegisterTable(register.columns, register.ids, register.rows, self.ask_now)
        empty = EmptyState(screen.empty, register.add_title if register.add and self._may_edit else None, screen.icon)
        empty.wanted.connect(self.add)
        self.list_pane = ListPane(screen.title, self.table, empty, register.filters)
        self.list_pane.teach(screen.empty)
        self.list_pane.view.remember_in(self.desk.state, screen.kind)
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
        menu = QMenu(more)
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


class RecordPage(Page):
    """One record as a place: a title line and tabs. Each tab is a `Page` of its own that reads when it is shown.

    Subclasses call `add_tab` in `build` and show the title in `read` (`title_line.show_texts`).
    """

    kind = ""

    def __init__(self, desk: Desk, ref: Ref, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.ref = ref
        self.title_line = TitleLine()
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        for part in (self.tabs, self.tabs.tabBar()):
            worded(part, accessibleName=lazy("Parts of the record"))
        self._tab_titles: list[Lazy] = []
        self._of_tab: list[QAction] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 18, MARGIN, 12)
        layout.setSpacing(10)
        layout.addWidget(self.title_line)
        layout.addWidget(self.tabs, 1)
        self.tabs.currentChanged.connect(self._on_tab_changed)
        self.build()
        self.retranslate()

    def build(self) -> None:
        """Add the tabs and the buttons of the title line."""

    def showEvent(self, event: QShowEvent) -> None:
        """Take over the keys of the tab that is shown."""
        super().showEvent(event)
        self._on_tab_changed()

    def actions_offered(self) -> Sequence[QAction]:
        """Give what can be done with the record; a tab offers its own."""
        return [action for action in super().actions_offered() if action not in self._of_tab]

    def title(self) -> str:
        """Name the record."""
        return shown(self.desk.application.title_of(self.ref))

    def concerns(self, changes: Changes) -> bool:
        """Tell whether the record was touched."""
        return changes.touch(self.ref.kind, self.ref.id)

    def add_tab(self, title: Lazy, page: QWidget) -> None:
        """Add a part of the record."""
        self.tabs.addTab(page, _(title))
        self._tab_titles.append(title)

    def show_tab(self, number: int) -> None:
        """Go to a part."""
        self.tabs.setCurrentIndex(number)

    def retranslate(self) -> None:
        """Name the tabs; the record is read again for the rest."""
        for number, title in enumerate(self._tab_titles):
            self.tabs.setTabText(number, _(title))
        if not self.stale:
            self.refresh()

    def still_there(self, query: Query[T]) -> T | None:
        """Read the record of the page; when it is gone the title says so and nothing is returned."""
        try:
            return self.desk.application.ask(query)
        except OfficeError as error:
            self.title_line.show_texts(_(error.sentence))
            self.tabs.setEnabled(False)
            return None

    @Slot()
    def _on_tab_changed(self) -> None:
        # The keys of a tab work as soon as it is chosen, while the keyboard is still on the row of tabs.
        for action in self._of_tab:
            self.removeAction(action)
        shown = self.tabs.currentWidget()
        page = shown if isinstance(shown, Page) or shown is None else shown.findChild(Page)
        self._of_tab = [action for action in page.actions() if action not in self.actions()] if page is not None else []
        self.addActions(self._of_tab)
