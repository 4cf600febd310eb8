"""What is missing for one mission, under the part of it where it is put right; the state of a task is set here too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domains.checklists.board import BoardRow, MissingRow
from app.domains.checklists.commands import GiveTasks, SetTaskState
from app.domains.checklists.vocabulary import EDIT_CHECKLISTS, URGENCIES, TaskState, Urgency
from app.domains.people.vocabulary import PERSON
from app.kernel.commands import Command
from app.kernel.errors import Severity
from app.kernel.fields import Badge, Column, ColumnKind, Field, FieldKind, Tone
from app.kernel.translated import Lazy, lazy
from ui.kit.asking import AskLine
from ui.kit.controls import Action, Label
from ui.kit.flow import FlowLayout
from ui.kit.groups import BadgeOver, GroupedTable
from ui.kit.language import _, shown, spoken
from ui.kit.pages import Page
from ui.kit.parts import ActionButton
from ui.kit.parts import Badge as BadgeLabel
from ui.kit.theme import theme

_CHECK = lazy("check")
_BADGES: dict[str, Badge] = {
    str(Urgency.LATE): URGENCIES[Urgency.LATE],
    str(Urgency.SOON): Badge(lazy("soon"), URGENCIES[Urgency.SOON].tone),  # the pane is narrow; above it stands what it means
    f"check {Severity.BLOCKS}": Badge(_CHECK, Tone.BAD),
    f"check {Severity.DEROGATION}": Badge(_CHECK, Tone.BUSY),
    f"check {Severity.WARNS}": Badge(_CHECK, Tone.WARNING),
    f"check {Severity.NOTES}": Badge(_CHECK, Tone.NEUTRAL),
}
COLUMNS = (
    Column("what", lazy("What is missing"), stretch=True, width=16),
    Column("press", lazy("By when"), ColumnKind.BADGE, badges=_BADGES, width=15),
)
_REASON = Field("reason", lazy("Reason"), required=True, limit=300)
_OWNER = Field("owner", lazy("Person"), FieldKind.RECORD, record=PERSON)


@dataclass(frozen=True, slots=True)
class MissingLine:
    """Something that is missing, as a line; or a heading over several."""

    id: str
    what: str
    press: str = ""
    due: str = ""
    heading: bool = False


class MissingPane(QWidget):
    """The list at the right of the board, for the mission that is chosen there.

    Signals:
        place_wanted: the place should be shown where this is put right (`MissingRow`).
    """

    place_wanted = Signal(object)

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._may = page.desk.application.user.may(EDIT_CHECKLISTS)
        self._rows: dict[str, MissingRow] = {}
        self._row: BoardRow | None = None
        self._build_actions()
        self._build()
        self.show_missing(None, ())

    def show_missing(self, row: BoardRow | None, missing: Sequence[MissingRow]) -> None:
        """Show what is missing for the mission of *row*, or nothing."""
        self._row = row
        self._rows = {one.id: one for one in missing}
        self.retranslate()

    def retranslate(self) -> None:
        """Write the lines in the language of the screen."""
        row = self._row
        self.heading.setText(shown(row.title) if row is not None else "")
        self.facts.setText(_facts(row) if row is not None else "")
        late, soon = (row.late, row.soon) if row is not None else (0, 0)
        self.late.show_badge(lazy("{number} late", number=late), Tone.BAD)
        self.soon.show_badge(lazy("{number} due within three days", number=soon), Tone.WARNING)
        self.late.setVisible(bool(late))
        self.soon.setVisible(bool(soon))
        self.table.put(_lines(tuple(self._rows.values())))
        self.table.setVisible(bool(self._rows))
        self.nothing.setVisible(row is not None and not self._rows)
        if self.table.current_id() is None:
            self.table.select_first()
        self._settle()

    def chosen(self) -> list[MissingRow]:
        """Give what is chosen, from top to bottom."""
        return [self._rows[id] for id in self.table.selected_ids() if id in self._rows]

    def actions_offered(self) -> Sequence[QAction]:
        """Give what can be done with what is chosen."""
        return [action for action in self._actions if action.isEnabled() and action.isVisible()]

    # --- what can be done ------------------------------------------------------------------------------------------

    @Slot()
    def set_done(self) -> None:
        """Mark the chosen tasks as done; Undo opens them again."""
        self._set_state(TaskState.DONE)

    @Slot()
    def take_in_hand(self) -> None:
        """Say that the chosen tasks are being done."""
        self._set_state(TaskState.DOING)

    @Slot()
    def ask_not_needed(self) -> None:
        """Ask why the chosen tasks are not needed."""
        if tasks := self._tasks():
            one = lazy("“{task}” is not needed. Why?", task=tasks[0].text)
            many = lazy("{number} tasks are not needed. Why?", number=len(tasks))
            receive = partial(self._not_needed, _ids(tasks))
            self.ask_line.ask(one if len(tasks) == 1 else many, _REASON, lazy("Not needed"), receive)

    @Slot()
    def ask_owner(self) -> None:
        """Ask to whom the chosen tasks are given."""
        if tasks := self._tasks():
            one = lazy("Give “{task}” to whom? Leave it empty for nobody.", task=tasks[0].text)
            many = lazy("Give {number} tasks to whom? Leave it empty for nobody.", number=len(tasks))
            self.ask_line.ask(one if len(tasks) == 1 else many, _OWNER, lazy("Give"), partial(self._give, _ids(tasks)))

    @Slot()
    def go_there(self) -> None:
        """Show the place where the current line is put right."""
        if (row := self._rows.get(self.table.current_id() or "")) is not None:
            self.place_wanted.emit(row)

    # --- building --------------------------------------------------------------------------------------------------

    def _build_actions(self) -> None:
        self.done_action = self._action(lazy("Done"), "check", self.set_done)
        self.done_action.setShortcuts([QKeySequence("Space"), QKeySequence("Ctrl+Return")])
        self.hand_action = self._action(lazy("In hand"), "edit", self.take_in_hand, "Ctrl+H")
        self.not_needed_action = self._action(lazy("Not needed…"), "close", self.ask_not_needed, "Ctrl+B")
        self.give_action = self._action(lazy("Give to…"), "give", self.ask_owner, "Ctrl+G")
        self.go_action = self._action(lazy("Go to its place"), "forward", self.go_there, "Ctrl+J", editing=False)
        self._actions = (self.done_action, self.hand_action, self.not_needed_action, self.give_action, self.go_action)

    def _action(self, text: Lazy, icon: str, act: Callable[[], None], shortcut: str = "", *, editing: bool = True) -> Action:
        action = Action(text, icon, shortcut, self)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(act)
        action.setVisible(self._may or not editing)
        return action

    def _build(self) -> None:
        self.heading = Label("", "heading", wrap=True)
        self.facts = Label("", "quiet", wrap=True)
        self.late, self.soon = BadgeLabel(), BadgeLabel()
        badges = QWidget()
        row = FlowLayout(badges, spacing=6)
        row.addWidget(self.late)
        row.addWidget(self.soon)
        self.nothing = Label(lazy("Nothing is missing here."), "quiet", wrap=True)
        self.table = GroupedTable(lazy("What is missing for the mission"), COLUMNS)
        self.table.setItemDelegateForColumn(1, BadgeOver("due", self.table))
        self.table.horizontalHeader().hide()
        self.table.act(*self._actions)
        self.table.opened.connect(self.go_there)
        self.table.selectionModel().selectionChanged.connect(self._settle)
        self.ask_line = AskLine(self._page.desk.application)
        self.ask_line.closed.connect(self._on_asked)
        tools = QWidget()
        flow = FlowLayout(tools, spacing=4)
        for action in self._actions:
            flow.addWidget(ActionButton(action))
        self._tools = tools
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(theme.scaled(8))
        for part in (self.heading, self.facts, badges, self.nothing):
            layout.addWidget(part)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.ask_line)
        layout.addWidget(tools)
        layout.addStretch(0)

    # --- the rest --------------------------------------------------------------------------------------------------

    def _tasks(self) -> list[MissingRow]:
        return [one for one in self.chosen() if not one.is_check]

    def _set_state(self, state: TaskState) -> None:
        if tasks := self._tasks():
            self._page.perform(SetTaskState(_ids(tasks), state))

    def _not_needed(self, ids: tuple[str, ...], reason: str) -> bool:
        return self._answered(SetTaskState(ids, TaskState.NOT_NEEDED, reason))

    def _give(self, ids: tuple[str, ...], owner: str | None) -> bool:
        return self._answered(GiveTasks(ids, owner or ""))

    def _answered(self, command: Command[Any]) -> bool:
        return not self._page.perform(command, refused=self.ask_line.show_refusal).failed

    @Slot()
    def _settle(self) -> None:
        tasks, chosen = bool(self._tasks()), bool(self.chosen())
        for action in (self.done_action, self.hand_action, self.not_needed_action, self.give_action):
            action.setEnabled(tasks)
            action.setVisible(tasks and self._may)
        self.go_action.setEnabled(chosen)
        self._tools.setVisible(chosen)

    @Slot()
    def _on_asked(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)


def _facts(row: BoardRow) -> str:
    formats = spoken.wording.formats
    dates = formats.period(*row.period) or _("dates not known yet")
    tasks = _("{done} of {number} tasks done", done=row.done, number=row.done + row.open) if row.done + row.open else ""
    return "  ·  ".join(part for part in (row.number, dates, tasks) if part)


def _lines(rows: Sequence[MissingRow]) -> list[MissingLine]:
    """Put the rows under the part of the mission where they are put right; the part that presses most comes first."""
    by_area: dict[str, list[MissingRow]] = {}
    for row in rows:
        by_area.setdefault(shown(row.area), []).append(row)
    lines: list[MissingLine] = []
    for area, inside in by_area.items():
        lines.append(MissingLine(f"# {area}", area, heading=True))
        lines += [_line(row) for row in inside]
    return lines


def _line(row: MissingRow) -> MissingLine:
    pressing = row.urgency in (Urgency.LATE, Urgency.SOON)
    below = [_(_CHECK) if row.is_check and pressing else "", shown(row.who)]
    second = " · ".join(part for part in below if part)
    text = shown(row.text).replace("\n", " ")
    return MissingLine(
        row.id,
        f"{text}\n{second}" if second else text,
        str(row.urgency) if pressing else (f"check {row.severity}" if row.is_check else ""),
        shown(row.due),
    )


def _ids(rows: Sequence[MissingRow]) -> tuple[str, ...]:
    return tuple(row.id for row in rows)
