"""Pages: what stands in the middle of the window. Each says which records concern it and reads again when they change.

A page that is hidden only remembers that it is stale, and reads when it is shown. A page talks to the application by
`perform`, `ask` and `ask_now`, and shows another record by `open`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from app.kernel.changes import Changes
from app.kernel.commands import Command
from app.kernel.errors import Finding, OfficeError
from app.kernel.ids import Ref
from app.kernel.queries import Query
from app.kernel.showing import write
from app.kernel.translated import Lazy, lazy
from ui.kit.controls import ElidedLabel, Label, Text
from ui.kit.desk import Desk
from ui.kit.language import _, shown, spoken, worded
from ui.kit.operations import Operation, ShowFindings
from ui.kit.theme import theme

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

    def show_part(self, name: str) -> None:
        """Show the part that is a screen of its own (`Screen.within`); a page of one screen has none."""

    def show_record(self, ref: Ref) -> None:
        """Show one of the records that this page lists."""

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

    def open(self, ref: Ref, place: Finding | None = None, area: Text | None = None) -> None:
        """Show another record on its page; with *place*, what that is about within the record, or else its part with the title *area*."""
        self.desk.open(ref, place, area)

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

    def lead(self, *widgets: QWidget) -> None:
        """Put buttons before those that are there; the Tab key reaches them in the order in which they stand."""
        old = self.buttons.itemAt(0)
        first = old.widget() if old is not None else None
        before = first.previousInFocusChain() if first is not None else None
        while before is not None and before is not first and before.focusPolicy() is Qt.FocusPolicy.NoFocus:
            before = before.previousInFocusChain()
        for place, widget in enumerate(widgets):
            self.buttons.insertWidget(place, widget)
            if before is not None:
                QWidget.setTabOrder(before, widget)
                before = widget


class _PairTitle(Label):
    """The label of a pair: as wide as all others where there is room, narrower in large text."""

    def sizeHint(self) -> QSize:
        """Ask for the usual width, which the widest word may exceed."""
        width = max(theme.scaled(134), self.minimumSizeHint().width())
        return QSize(width, self.heightForWidth(width))


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
            title = _PairTitle(name, "quiet", wrap=True)
            content = Label(text, wrap=True)
            content.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(title, number, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(content, number, 1, Qt.AlignmentFlag.AlignTop)
            self._labels += [title, content]


class _Tabs(QTabWidget):
    """Tabs that take the height that is left: what a part wants at some width is no claim, for it scrolls."""

    def hasHeightForWidth(self) -> bool:
        """Say no: a layout would take what is wanted for what is needed, and press everything else together."""
        return False


class RecordPage(Page):
    """One record as a place: a title line and tabs. Each tab is a `Page` of its own that reads when it is shown.

    Subclasses call `add_tab` in `build` and show the title in `read` (`title_line.show_texts`).
    """

    kind = ""

    def __init__(self, desk: Desk, ref: Ref, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.ref = ref
        self.title_line = TitleLine()
        self.tabs = _Tabs()
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

    def show_place(self, finding: Finding, area: Text | None = None) -> None:
        """Go to what a finding is about; where that is not known, to the part with the title *area*."""
        self.show_area(area)

    def show_area(self, area: Text | None) -> bool:
        """Go to the part with the title *area*; tell whether there is one."""
        number = next((n for n, title in enumerate(self._tab_titles) if title == area), None)
        if number is not None:
            self.show_tab(number)
        return number is not None

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
