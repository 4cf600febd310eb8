"""The checklist of a mission: what is to be done, by whom and by when, and what the program itself finds missing, in one list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.adapters.files.attachments import LARGEST
from app.adapters.i18n import wording_for
from app.domains.checklists.board import InHands, MissingRow, in_hands, shortcomings
from app.domains.checklists.commands import (
    AddChecklist,
    AddProposedChecklists,
    AddTask,
    AttachProof,
    EditTask,
    FixDue,
    FreeDue,
    GiveTasks,
    RemoveChecklist,
    RemoveProof,
    RemoveTask,
    SetTaskState,
    UpdateChecklist,
)
from app.domains.checklists.drafts import TaskDraft
from app.domains.checklists.fields import task_form
from app.domains.checklists.papers import produce_readiness
from app.domains.checklists.queries import TaskRow, offered_anchors, offered_parts, task_draft, tasks, uses
from app.domains.checklists.template_queries import proposed_for, templates
from app.domains.checklists.vocabulary import DUTIES, EDIT_CHECKLISTS, HOLDER, TEMPLATE, URGENCIES, TaskState, Urgency
from app.domains.missions import queries as missions
from app.domains.missions.vocabulary import MISSION
from app.domains.people.vocabulary import PERSON
from app.kernel.changes import Changes
from app.kernel.commands import Command
from app.kernel.errors import Finding, OfficeError, Severity
from app.kernel.fields import Choice, Criteria, Field, FieldKind, Filter, Form, Tone
from app.kernel.ids import Ref
from app.kernel.names import fold
from app.kernel.translated import Lazy, lazy
from ui.kit.asking import AskLine
from ui.kit.attaching import NOT_READ, TOO_LARGE, open_kept
from ui.kit.controls import Action, Label, push_button
from ui.kit.desk import Desk
from ui.kit.dialogs import FormDialog
from ui.kit.flow import FlowLayout
from ui.kit.groups import GroupedTable
from ui.kit.language import _, shown
from ui.kit.pages import Page
from ui.kit.parts import ActionButton
from ui.kit.printing import show_file, temporary_file
from ui.kit.progress import Reporter
from ui.kit.theme import theme
from ui.kit.views import EmptyState, FilterBar
from ui.missions.checklist_bar import BY_DATE, BY_LIST, ChecklistBar
from ui.missions.checklist_rows import COLUMNS, by_date, by_list, counted_states

OPEN, PRESSES, CLOSED, MINE = "open", "presses", "closed", "mine"
_FILTERS = (
    Filter(
        "show",
        lazy("Show"),
        (
            Choice(OPEN, lazy("Still to do")),
            Choice(PRESSES, lazy("Late or due soon")),
            Choice(CLOSED, lazy("Done or not needed")),
        ),
    ),
    Filter("hands", lazy("In whose hands"), (Choice(MINE, lazy("Mine")), *DUTIES)),
)
_REASON = Field("reason", lazy("Reason"), required=True, limit=300)
_OWNER = Field("owner", lazy("Person"), FieldKind.RECORD, record=PERSON)
_DAY = Field("day", lazy("Day"), FieldKind.DATE, required=True)
_WAY_KEY = "checklist/way"
TAUGHT = lazy("No checklist is kept for this mission yet. The usual lists bring their dates: these follow the days of the mission.")
_TOLD = 300  # letters of a remark below the list


class ChecklistTab(Page):
    """The list, what can be done with what is chosen in it, and a line in which a reason, a day or a person is asked.

    Signals:
        place_wanted: a check, or a task that a change has brought, should be put right where it is (`Finding`, and its heading).
    """

    place_wanted = Signal(object, object)

    def __init__(self, desk: Desk, mission_id: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.mission_id = mission_id
        self.subject = Ref(MISSION, mission_id)
        self._tasks: dict[str, TaskRow] = {}
        self._checks: dict[str, MissingRow] = {}
        self._in_hands = InHands()  # what is open in the hands that the list is filtered by
        self._used = False
        self._awaited = ""
        self._asked = 0  # how often the checks were asked for in the background
        self._may = desk.application.user.may(EDIT_CHECKLISTS)
        self._way = BY_DATE if desk.state.text(_WAY_KEY) == BY_DATE else BY_LIST
        self._build_actions()
        self._build()
        self._connect()
        self.filter_bar.put(chosen=(("show", OPEN),))

    def title(self) -> str:
        """Name the part."""
        return _("Checklist")

    def concerns(self, changes: Changes) -> bool:
        """Tell whether the mission, its lists, who does what, or the name of a person was touched."""
        return changes.touch(MISSION, self.mission_id) or changes.touch_any((HOLDER, TEMPLATE, PERSON))

    def read(self) -> None:
        """Read tasks and checks."""
        found: Sequence[MissingRow] = self.ask_now(shortcomings(self.subject), ()) or ()
        self._checks = {row.id: row for row in found}
        self._read_tasks()
        self.retranslate()

    def take(self, changes: Changes) -> None:
        """Read the tasks again at once; what the program finds is looked for in the background, for all domains look."""
        self._read_tasks()
        self.retranslate()
        self._asked += 1
        self.ask(shortcomings(self.subject)).then(partial(self._on_checks, self._asked))

    def retranslate(self) -> None:
        """Write the lines in the language of the screen."""
        pressing = min((check.urgency for check in self._checks.values()), key=list(Urgency).index, default=Urgency.LATER)
        tone = URGENCIES[pressing].tone if pressing in (Urgency.LATE, Urgency.SOON) else Tone.NEUTRAL
        self.bar.progress.show_counts(counted_states(self._tasks.values()), len(self._checks), tone)
        self._show_lines()
        self._settle()

    def take_focus(self) -> None:
        """Give the keyboard to the list."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def actions_offered(self) -> Sequence[QAction]:
        """Give what can be done with the list, and with what is chosen in it."""
        return [*super().actions_offered(), *(action for action in self._of_rows if action.isEnabled() and action.isVisible())]

    def reveal(self, id: str) -> None:
        """Choose a task, or a check; a filter that hides it is cleared."""
        if self.stale:
            self._awaited = id
            return
        if not self.table.select(id):
            self.filter_bar.put()
            self._show_lines()
            self.table.select(id)
        self.take_focus()

    def chosen_tasks(self) -> list[TaskRow]:
        """Give the tasks that are chosen, from top to bottom."""
        return [self._tasks[id] for id in self.table.selected_ids() if id in self._tasks]

    def current_check(self) -> MissingRow | None:
        """Give the check on which the keyboard stands."""
        return self._checks.get(self.table.current_id() or "")

    # --- lists -----------------------------------------------------------------------------------------------------

    @Slot()
    def add_usual(self) -> None:
        """Add every list that is usual for a mission of this kind; Undo takes them all away."""
        self.perform(AddProposedChecklists(self.subject))

    @Slot(str)
    def add_list(self, code: str) -> None:
        """Add a list."""
        self.perform(AddChecklist(self.subject, code))

    @Slot(str)
    def update_list(self, id: str) -> None:
        """Take over what the template of a list says now."""
        self.perform(UpdateChecklist(id))

    @Slot(str)
    def remove_list(self, id: str) -> None:
        """Remove a list with its tasks; Undo brings it back."""
        self.perform(RemoveChecklist(id))

    # --- tasks -----------------------------------------------------------------------------------------------------

    @Slot()
    def add_task(self) -> None:
        """Enter a task of one's own."""
        title, key = lazy("Add a task"), f"mission/{self.mission_id}/task/new"
        dialog = FormDialog.show_for(self, self.desk, self._form(), TaskDraft(), title, self._add_command, key=key, verb=title)
        dialog.saved.connect(self._on_added)

    @Slot()
    def edit(self) -> None:
        """Change the task on which the keyboard stands."""
        task = self._current_task()
        if task is None or not self._may or (draft := self.ask_now(task_draft(task.id))) is None:
            return
        id = task.id

        def command(before: TaskDraft, after: TaskDraft) -> Command[str]:
            return EditTask(id, before, after)

        FormDialog.show_for(self, self.desk, self._form(), draft, lazy("Change the task"), command, key=f"task/{id}")

    @Slot()
    def toggle_done(self) -> None:
        """Mark what is chosen as done; when all of it is done already, open it again."""
        chosen = self.chosen_tasks()
        done = bool(chosen) and all(task.state is TaskState.DONE for task in chosen)
        self._set_state(TaskState.OPEN if done else TaskState.DONE)

    @Slot()
    def take_in_hand(self) -> None:
        """Say that what is chosen is being done."""
        self._set_state(TaskState.DOING)

    @Slot()
    def open_again(self) -> None:
        """Open what is chosen again."""
        self._set_state(TaskState.OPEN)

    @Slot()
    def ask_not_needed(self) -> None:
        """Ask why what is chosen is not needed."""
        chosen = self.chosen_tasks()
        if not chosen:
            return
        one = lazy("“{task}” is not needed. Why?", task=chosen[0].title)
        many = lazy("{number} tasks are not needed. Why?", number=len(chosen))
        self.ask_line.ask(one if len(chosen) == 1 else many, _REASON, lazy("Not needed"), partial(self._not_needed, _ids(chosen)))

    @Slot()
    def ask_owner(self) -> None:
        """Ask to whom what is chosen is given."""
        chosen = self.chosen_tasks()
        if not chosen:
            return
        one = lazy("Give “{task}” to whom? Leave it empty for nobody.", task=chosen[0].title)
        many = lazy("Give {number} tasks to whom? Leave it empty for nobody.", number=len(chosen))
        owners = {task.owner_id for task in chosen}
        owner = owners.pop() if len(owners) == 1 else ""
        self.ask_line.ask(one if len(chosen) == 1 else many, _OWNER, lazy("Give"), partial(self._give, _ids(chosen)), owner or None)

    @Slot()
    def ask_day(self) -> None:
        """Ask on which day the task is fixed by hand."""
        if (task := self._current_task()) is not None:
            told = lazy("By when must “{task}” be done? It stays on that day when the mission moves.", task=task.title)
            self.ask_line.ask(told, _DAY, lazy("Fix the day"), partial(self._fix, task.id), task.due_on)

    @Slot()
    def free_day(self) -> None:
        """Let the day of the task follow what it is counted from again."""
        if (task := self._current_task()) is not None:
            self.perform(FreeDue(task.id))

    @Slot()
    def remove(self) -> None:
        """Remove what is chosen; Undo brings it back."""
        ids = _ids(self.chosen_tasks())
        if len(ids) == 1:
            self.perform(RemoveTask(ids[0]))
        elif ids:
            application, label = self.desk.application, lazy("Remove {number} tasks", number=len(ids))
            self.desk.operations.step(lambda: application.together(label, lambda do: [do(RemoveTask(id)) for id in ids]))

    @Slot()
    def go_there(self) -> None:
        """Go where the check, or what a change has brought, is put right."""
        check, task = self.current_check(), self._current_task()
        if check is not None:
            self.place_wanted.emit(Finding(check.path, lazy("Check"), check.severity, check.rule, check.ref), check.area)
        elif task is not None and task.about is not None:
            self.place_wanted.emit(Finding("", lazy("Task"), Severity.NOTES, ref=task.about), task.heading)

    # --- proof -----------------------------------------------------------------------------------------------------

    @Slot()
    def attach(self) -> None:
        """Ask for the file that proves that the task is done."""
        if (task := self._current_task()) is None:
            return
        kinds = f"{_('Documents and pictures')} (*.pdf *.png *.jpg *.jpeg *.tif *.tiff *.docx *.odt *.txt *.eml *.msg)"
        name, _kind = QFileDialog.getOpenFileName(self, _("Attach a proof"), "", kinds)
        if name:
            self.attach_file(task.id, Path(name))

    def attach_file(self, task: str, path: Path) -> None:
        """Keep the file at *path* as the proof of a task; what is wrong with it is told."""
        try:
            if path.stat().st_size > LARGEST:
                self.desk.operations.tell(TOO_LARGE, Tone.BAD)
                return
            digest = self.desk.application.keep_file(path.read_bytes())
        except OSError:
            self.desk.operations.tell(NOT_READ, Tone.BAD)
        except OfficeError as error:
            self.desk.operations.tell(error.sentence, Tone.BAD)
        else:
            self.perform(AttachProof(task, digest, path.name))

    @Slot()
    def open_proof(self) -> None:
        """Open the proof of the task in the program that the machine has for it."""
        task = self._current_task()
        if task is not None and task.proof and not open_kept(self.desk.application, task.proof):
            self.desk.operations.tell(lazy("No program on this machine opens this file."), Tone.WARNING)

    @Slot()
    def remove_proof(self) -> None:
        """Take the proof away; Undo brings it back."""
        if (task := self._current_task()) is not None:
            self.perform(RemoveProof(task.id))

    @Slot(str)
    def print_list(self, language: str) -> None:
        """Lay out what is still to be done on one page, in a language, and open it."""
        application, subject, wording = self.desk.application, self.subject, wording_for(language)

        def lay_out(_report: Reporter) -> Path:
            return temporary_file(f"readiness-{language}.pdf", produce_readiness(application, subject, wording))

        self.desk.operations.run(lay_out, lazy("Laying out the pages")).then(self._on_printed)

    # --- building --------------------------------------------------------------------------------------------------

    def _build_actions(self) -> None:
        self.add_action = self._action(lazy("Add a task"), "plus", self.add_task, "Ctrl+N")
        self.find_action = self._action(lazy("Filter this list"), "filter", self._on_find, "Ctrl+F", editing=False)
        self.done_action = self._action(lazy("Done"), "check", self.toggle_done)
        self.done_action.setShortcuts([QKeySequence("Space"), QKeySequence("Ctrl+Return")])
        self.hand_action = self._action(lazy("In hand"), "edit", self.take_in_hand, "Ctrl+H")
        self.open_action = self._action(lazy("Open again"), "undo", self.open_again)
        self.not_needed_action = self._action(lazy("Not needed…"), "close", self.ask_not_needed, "Ctrl+B")
        self.give_action = self._action(lazy("Give to…"), "give", self.ask_owner, "Ctrl+G")
        self.fix_action = self._action(lazy("Fix the day…"), "pin", self.ask_day, "Ctrl+T")
        self.free_action = self._action(lazy("Let the day follow again"), "reload", self.free_day)
        self.attach_action = self._action(lazy("Attach a proof…"), "attach", self.attach, "Ctrl+Shift+A")
        self.proof_action = self._action(lazy("Open the proof"), "external", self.open_proof, editing=False)
        self.no_proof_action = self._action(lazy("Take the proof away"), "close", self.remove_proof)
        self.edit_action = self._action(lazy("Change the task"), "edit", self.edit, "F2")
        self.remove_action = self._action(lazy("Remove the task"), "remove", self.remove, "Del")
        self.go_action = self._action(lazy("Go to its place"), "forward", self.go_there, "Ctrl+J", editing=False)
        # A key of the list alone: Space presses a button while the keyboard is on one.
        self._of_rows = (
            self.done_action,
            self.hand_action,
            self.open_action,
            self.not_needed_action,
            self.give_action,
            self.fix_action,
            self.free_action,
            self.attach_action,
            self.proof_action,
            self.no_proof_action,
            self.go_action,
            self.edit_action,
            self.remove_action,
        )
        self.addActions([self.add_action, self.find_action])

    def _action(self, text: Lazy, icon: str, act: Callable[[], None], shortcut: str = "", *, editing: bool = True) -> Action:
        action = Action(text, icon, shortcut, self)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(act)
        action.setVisible(self._may or not editing)
        return action

    def _build(self) -> None:
        self.bar = ChecklistBar(self.add_action, may_edit=self._may)
        self.bar.show_way(self._way)
        self.filter_bar = FilterBar(_FILTERS)
        self.table = GroupedTable(lazy("Checklist of the mission"), COLUMNS, takes_files=self._may)
        self.table.act(*self._of_rows)
        self.about = Label("", "quiet", wrap=True)
        self.about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.ask_line = AskLine(self.desk.application)
        tools = QWidget()
        flow = FlowLayout(tools, spacing=4)
        for action in self._of_rows:
            flow.addWidget(ActionButton(action, text=action not in (self.edit_action, self.remove_action)))
        self.empty = EmptyState(TAUGHT, lazy("Add the usual lists") if self._may else None, "checklist")
        self.invitation = self._invite()
        body = QWidget()
        self._stack = QStackedLayout(body)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self._tools = tools
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.scaled(12), 0, 0)
        layout.setSpacing(theme.scaled(8))
        layout.addWidget(self.bar)
        layout.addWidget(self.invitation)
        layout.addWidget(self.filter_bar)
        layout.addWidget(body, 1)
        for part in (self.about, self.ask_line, tools):
            layout.addWidget(part)

    def _invite(self) -> QWidget:
        """What an empty page teaches, where the page is not empty because the program has found something."""
        card = QFrame()
        card.setObjectName("card")
        row = QHBoxLayout(card)
        row.setContentsMargins(*(theme.scaled(side) for side in (12, 8, 8, 8)))
        row.addWidget(Label(TAUGHT, "quiet", wrap=True), 1)
        self.usual_button = push_button(lazy("Add the usual lists"), "plus", primary=True)
        row.addWidget(self.usual_button)
        return card

    def _connect(self) -> None:
        self.usual_button.clicked.connect(self.add_usual)
        self.bar.way_chosen.connect(self._on_way)
        self.bar.lists_wanted.connect(self._on_lists_wanted)
        self.bar.usual_wanted.connect(self.add_usual)
        self.bar.list_wanted.connect(self.add_list)
        self.bar.update_wanted.connect(self.update_list)
        self.bar.remove_wanted.connect(self.remove_list)
        self.bar.paper_wanted.connect(self.print_list)
        self.filter_bar.criteria_changed.connect(self._on_filtered)
        self.filter_bar.down_pressed.connect(self._on_down)
        self.table.typed.connect(self.filter_bar.type_on)
        self.table.opened.connect(self._on_opened)
        self.table.selected.connect(self._settle)
        self.table.selectionModel().selectionChanged.connect(self._settle)
        self.table.dropped.connect(self._on_dropped)
        self.empty.wanted.connect(self.add_usual)
        self.ask_line.closed.connect(self.take_focus)

    # --- showing ---------------------------------------------------------------------------------------------------

    def _show_lines(self) -> None:
        criteria = self.filter_bar.criteria()
        rows = [task for task in self._tasks.values() if self._is_shown(task, criteria)]
        checks = [check for check in self._checks.values() if self._is_shown_check(check, criteria)]
        lines = by_date(rows, checks) if self._way == BY_DATE else by_list(rows, checks, self._tasks.values())
        self.table.put(lines)
        self.filter_bar.show_count(len(rows) + len(checks))
        self.filter_bar.setVisible(self._used or bool(self._checks))
        self._stack.setCurrentWidget(self.table if lines else self.empty)
        self.invitation.setVisible(self._may and not self._used and bool(lines))
        if not lines:
            self._teach()
        if self._awaited:
            awaited, self._awaited = self._awaited, ""
            self.reveal(awaited)
        elif self.table.current_id() is None:
            self.table.select_first()

    def _teach(self) -> None:
        criteria = self.filter_bar.criteria()
        if not self._used:
            self.empty.say(TAUGHT)
        elif criteria.text or criteria.chosen("hands") or criteria.chosen("show") not in ("", OPEN):
            self.empty.say(lazy("Nothing matches. Clear the filter to see everything."), with_button=False)
        else:
            self.empty.say(lazy("Everything is done. What was done stands under “Done or not needed”."), with_button=False)

    def _is_shown(self, task: TaskRow, criteria: Criteria) -> bool:
        match criteria.chosen("show"):
            case "open" if task.closed:
                return False
            case "presses" if task.urgency not in (Urgency.LATE, Urgency.SOON):
                return False
            case "closed" if not task.closed:
                return False
            case _:
                pass
        if (hands := criteria.chosen("hands")) and not self._is_in(hands, task):
            return False
        return _holds(criteria.text, task.title, task.heading, task.part_title, task.who, task.remark, task.proof_name)

    def _is_in(self, hands: str, task: TaskRow) -> bool:
        if not task.closed:
            return task.id in self._in_hands.tasks
        return task.owner_id == (self.desk.application.user.person or "") if hands == MINE else hands in task.duties

    def _is_shown_check(self, check: MissingRow, criteria: Criteria) -> bool:
        show, hands = criteria.chosen("show"), criteria.chosen("hands")
        if show == CLOSED or (show == PRESSES and check.urgency not in (Urgency.LATE, Urgency.SOON)):
            return False
        if hands and check.hands not in self._in_hands.duties:
            return False
        return _holds(criteria.text, check.text, check.area)

    @Slot()
    def _settle(self) -> None:
        chosen, task, check = self.chosen_tasks(), self._current_task(), self.current_check()
        # What the program finds is mended where it is: nothing can be ticked off, so nothing of it is offered.
        for action in (self.done_action, self.not_needed_action, self.give_action, self.remove_action):
            self._offer(action, bool(chosen))
        self._offer(self.hand_action, any(one.state is not TaskState.DOING for one in chosen))
        self._offer(self.open_action, any(one.closed for one in chosen))
        for action in (self.edit_action, self.fix_action, self.attach_action):
            self._offer(action, task is not None)
        self._offer(self.free_action, task is not None and task.fixed)
        self._offer(self.proof_action, task is not None and bool(task.proof), editing=False)
        self._offer(self.no_proof_action, task is not None and bool(task.proof))
        self._offer(self.go_action, check is not None or (task is not None and task.about is not None), editing=False)
        self._tools.setVisible(self._stack.currentWidget() is self.table and bool(chosen or check))
        self.about.setText(self._told(task, check))
        self.about.setVisible(bool(self.about.text()))

    def _offer(self, action: Action, able: bool, *, editing: bool = True) -> None:  # noqa: FBT001 - it can be done or not
        action.setEnabled(able)
        action.setVisible(able and (self._may or not editing))

    def _told(self, task: TaskRow | None, check: MissingRow | None) -> str:
        """Say below the list what does not stand in it, or is cut in it."""
        if task is None:
            return shown(check.text) if check is not None else ""
        parts = [
            _("Done by {name}, {moment}", name=task.done_by, moment=task.done_at) if task.done_at is not None else "",
            shown(task.hint),
            task.remark[:_TOLD],
            shown(task.counted) if task.fixed and task.counted is not None else "",
        ]
        return "  ·  ".join(part for part in parts if part)

    # --- what happens ----------------------------------------------------------------------------------------------

    def _current_task(self) -> TaskRow | None:
        return self._tasks.get(self.table.current_id() or "")

    def _set_state(self, state: TaskState) -> None:
        if ids := _ids(self.chosen_tasks()):
            self.perform(SetTaskState(ids, state))

    def _not_needed(self, ids: tuple[str, ...], reason: str) -> bool:
        return self._answered(SetTaskState(ids, TaskState.NOT_NEEDED, reason))

    def _give(self, ids: tuple[str, ...], owner: str | None) -> bool:
        return self._answered(GiveTasks(ids, owner or ""))

    def _fix(self, task: str, day: Any) -> bool:
        return self._answered(FixDue(task, day))

    def _answered(self, command: Command[Any]) -> bool:
        return not self.perform(command, refused=self.ask_line.show_refusal).failed

    def _form(self) -> Form[TaskDraft]:
        return task_form(self.ask_now(offered_anchors(self.subject), ()) or (), self.ask_now(offered_parts(self.subject), ()) or ())

    def _add_command(self, _before: TaskDraft, after: TaskDraft) -> Command[str]:
        return AddTask(self.subject, after)

    @Slot(object)
    def _on_added(self, id: object) -> None:
        self.reveal(str(id))

    @Slot()
    def _on_find(self) -> None:
        self.filter_bar.focus()

    def _read_tasks(self) -> None:
        rows: Sequence[TaskRow] = self.ask_now(tasks(self.subject), ()) or ()
        self._tasks = {row.id: row for row in rows}
        self._used = bool(rows) or bool(self.ask_now(uses(self.subject), ()))
        self._read_hands()

    def _on_checks(self, asked: int, found: Sequence[MissingRow]) -> None:
        # An answer that comes late, or for a page that is gone, is not shown.
        if asked != self._asked or not isValid(self):
            return
        fresh = {row.id: row for row in found}
        if fresh != self._checks:
            self._checks = fresh
            self.retranslate()

    def _read_hands(self) -> None:
        hands = self.filter_bar.criteria().chosen("hands")
        self._in_hands = (self.ask_now(in_hands(self.subject, hands), None) if hands else None) or InHands()

    @Slot()
    def _on_filtered(self) -> None:
        if not self.stale:
            self._read_hands()
            self._show_lines()
            self._settle()

    @Slot()
    def _on_down(self) -> None:
        if self.table.current_id() is None:
            self.table.select_first()
        self.take_focus()

    @Slot(str)
    def _on_way(self, way: str) -> None:
        self._way = way
        self.desk.state.remember(_WAY_KEY, way)
        self._show_lines()

    @Slot()
    def _on_lists_wanted(self) -> None:
        card = self.ask_now(missions.mission_card(self.mission_id))
        if card is None:
            return
        used: Sequence[Any] = self.ask_now(uses(self.subject), ()) or ()
        there = {use.template for use in used}
        usual = [
            one
            for one in self.ask_now(proposed_for(card.draft.mission_kind.value, card.draft.direction.value), ()) or ()
            if one.code not in there
        ]
        known = there | {one.code for one in usual}
        self.bar.offer_lists(usual, [one for one in self.ask_now(templates(), ()) or () if one.code not in known], used)

    @Slot(str)
    def _on_opened(self, id: str) -> None:
        if id in self._checks:
            self.go_there()
        else:
            self.edit()

    @Slot(str, list)
    def _on_dropped(self, id: str, paths: list[Path]) -> None:
        if id in self._tasks:
            self.attach_file(id, paths[0])

    @Slot(object)
    def _on_printed(self, path: object) -> None:
        if not show_file(Path(str(path))):
            self.desk.operations.tell(lazy("The paper is in {file}; no program on this machine opens it.", file=str(path)), Tone.WARNING)


def _ids(rows: Sequence[TaskRow]) -> tuple[str, ...]:
    return tuple(row.id for row in rows)


def _holds(text: str, *values: object) -> bool:
    """Tell whether every word of *text* begins or stands in one of the values, accents ignored."""
    if not text:
        return True
    there = fold(" ".join(shown(value) for value in values))
    return all(word in there for word in fold(text).split())
