"""The programme of a mission as people live in it: day by day, hour by hour, on the clock of the place and on that of Brussels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, cast

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from app.domains.missions import queries
from app.domains.missions.commands import AddItem, CancelItem, EditItem, MoveItem, RemoveItem, RestoreItem
from app.domains.missions.drafts import ItemDraft, MissionDraft
from app.domains.missions.queries import ItemRow, ParticipantRow
from app.domains.missions.vocabulary import CEREMONIES, EDIT_MISSIONS, ITEM, LEVELS, MISSION, Ceremony
from app.domains.people.vocabulary import ORGANISATION, PERSON
from app.kernel.changes import Changes
from app.kernel.commands import Command
from app.kernel.document import Audience
from app.kernel.errors import Finding, Severity
from app.kernel.translated import Lazy, lazy
from ui.kit.controls import Action, ElidedLabel, Label, action_button
from ui.kit.desk import Desk
from ui.kit.dialogs import SAVE
from ui.kit.flow import FlowLayout
from ui.kit.forms import Findings, scrolled
from ui.kit.icons import icon_size
from ui.kit.language import _, spoken, worded
from ui.kit.pages import DetailPane, Page
from ui.kit.remarks import Remarks
from ui.kit.theme import theme
from ui.kit.views import EmptyState
from ui.missions.line_form import LineDialog, line_form
from ui.missions.lines import (
    Line,
    Place,
    ProgrammeLines,
    ProgrammeView,
    ends_at,
    entries_of,
    home_span,
    length,
    place_in_time,
    shifted,
    span,
    two_clocks,
)

STEP = 15  # minutes by which Ctrl+Up and Ctrl+Down move a line
_SHOWN_FINDINGS = 4  # lines of the strip that are seen without scrolling
EMPTY = lazy("The programme is empty. Add the first line: the day, the time, and what happens.")
WHOLE = lazy("the whole delegation")
_CEREMONIES = {choice.code: choice.title for choice in CEREMONIES}
_LEVELS = {choice.code: choice.title for choice in LEVELS}


class ProgrammeTab(Page):
    """The programme: the list at the left, the chosen line at the right, below what does not fit together."""

    def __init__(self, desk: Desk, mission_id: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._mission = mission_id
        self._draft = MissionDraft()
        self._delegation: tuple[ParticipantRow, ...] = ()
        self._findings: tuple[Finding, ...] = ()
        self._all: tuple[ItemRow, ...] = ()
        self._awaited: str | None = None
        self._may_edit = desk.application.user.may(EDIT_MISSIONS)
        self._build()
        self._build_actions()
        self._connect()
        self.setFocusProxy(self.view)
        self.retranslate()

    def title(self) -> str:
        """Name the part."""
        return _("Programme")

    def concerns(self, changes: Changes) -> bool:
        """Tell whether the mission, or a person or organisation that may be named in it, was touched."""
        return changes.touch(MISSION, self._mission) or changes.touch_any((PERSON, ORGANISATION))

    def read(self) -> None:
        """Read the programme as the filters ask for it."""
        draft = self.ask_now(queries.mission_draft(self._mission))
        if draft is None:
            return  # the mission is gone, and the notice says so
        self._draft = draft
        self._show_delegation(self.ask_now(queries.delegation(self._mission), ()) or ())
        self._findings = tuple(self.ask_now(queries.findings(self._mission), []) or ())
        self._all = tuple(self.ask_now(queries.programme(self._mission), ()) or ())
        self._read_lines()
        self._show_strip()

    def retranslate(self) -> None:
        """Say the filters, the clock and the chosen line in the language of the screen."""
        self.who.setItemText(0, _("Whole delegation"))
        self.circle.setItemText(0, _("Every level"))
        for number, choice in enumerate(LEVELS, 1):
            self.circle.setItemText(number, _("As seen by: {level}", level=choice.title))
        self._show_clock()
        self._show_chosen(self.view.current_id())

    def reveal(self, id: str) -> None:
        """Choose the line *id*; a filter that hides it is cleared."""
        if self.stale:
            self._awaited = id
            return
        if not self.view.select(id):
            self._clear_filters()
            self.view.select(id)

    def chosen(self) -> Line | None:
        """Give the line that is chosen."""
        return self.lines.line(self.view.current_id())

    @Slot()
    def add(self) -> None:
        """Ask for a new line; it is proposed to begin when the chosen one ends."""
        title = lazy("Add to the programme")
        self._ask(self._proposal(), title, self._add_command, key="new", verb=title)

    @Slot()
    def edit(self) -> None:
        """Change the chosen line."""
        if (line := self.chosen()) is None or (draft := self.ask_now(queries.item_draft(line.id))) is None:
            return
        self._ask(draft, lazy("Change the programme"), partial(EditItem, line.id), key=line.id)

    @Slot()
    def duplicate(self) -> None:
        """Add a line like the chosen one, right after it."""
        if (line := self.chosen()) is None or (draft := self.ask_now(queries.item_draft(line.id))) is None:
            return
        place = ends_at(line.row)
        self.perform(AddItem(self._mission, replace(draft, day=place.day, begins=place.begins))).then(self._on_added)

    @Slot()
    def earlier(self) -> None:
        """Move the chosen line a quarter of an hour up."""
        self._shift(-STEP)

    @Slot()
    def later(self) -> None:
        """Move the chosen line a quarter of an hour down."""
        self._shift(STEP)

    @Slot()
    def take_away(self) -> None:
        """Remove the chosen line; cancel it instead while calendars hold it and do not know yet."""
        if (line := self.chosen()) is None:
            return
        held = self.ask_now(queries.removal_findings(line.id), [])
        command = CancelItem if held and not line.row.cancelled else RemoveItem
        self.perform(command(line.id))

    @Slot()
    def cancel(self) -> None:
        """Strike the chosen line through, or take it up again."""
        if (line := self.chosen()) is None:
            return
        self.perform((RestoreItem if line.row.cancelled else CancelItem)(line.id))

    # --- building --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._build_filters()
        self.lines = ProgrammeLines(self)
        self.view = ProgrammeView(self.lines)
        self._empty = EmptyState(EMPTY, lazy("Add to the programme") if self._may_edit else None, "programme")
        body = QWidget()
        self._stack = QStackedLayout(body)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        left = QWidget()
        left_layout = QVBoxLayout(left)
        left_layout.setContentsMargins(0, 0, theme.scaled(14), 0)
        left_layout.setSpacing(theme.scaled(8))
        left_layout.addWidget(body, 1)
        left_layout.addWidget(self._build_strip())
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self._build_side())
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([760, 320])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.scaled(12), 0, 0)
        layout.setSpacing(theme.scaled(10))
        layout.addLayout(self._bar)
        layout.addWidget(self.splitter, 1)
        self.desk.state.restore_parts("splitters/programme", self.splitter)

    def _build_filters(self) -> None:
        self.who = QComboBox()
        self.who.addItem("", None)
        worded(self.who, accessibleName=lazy("Whose programme"))
        self.circle = QComboBox()
        self.circle.addItem("", None)
        for choice in LEVELS:
            self.circle.addItem("", choice.code)
        worded(self.circle, accessibleName=lazy("Confidentiality"))
        self.clock = ElidedLabel("", "quiet")
        for box, letters in ((self.who, 16), (self.circle, 14)):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(letters)
        self._bar = QHBoxLayout()
        self._bar.setSpacing(theme.scaled(8))
        self._bar.addWidget(self.who)
        self._bar.addWidget(self.circle)
        self._bar.addSpacing(theme.scaled(8))
        self._bar.addWidget(self.clock, 1)

    def _build_strip(self) -> QWidget:
        self._strip_heading = Label("", "heading")
        self.remarks = Remarks(lazy("What does not fit together"), _SHOWN_FINDINGS)
        self._strip_box = QWidget()
        layout = QVBoxLayout(self._strip_box)
        layout.setContentsMargins(0, theme.scaled(4), 0, 0)
        layout.setSpacing(theme.scaled(4))
        self._strip_heading.setContentsMargins(theme.scaled(10), 0, 0, 0)
        layout.addWidget(self._strip_heading)
        layout.addWidget(self.remarks)
        return self._strip_box

    def _build_side(self) -> QWidget:
        self._pane = DetailPane()
        self._said = Findings()
        inner = QWidget()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, 0, theme.scaled(8), 0)
        inside.setSpacing(theme.scaled(10))
        inside.addWidget(self._said)
        inside.addWidget(self._pane, 1)
        self._buttons = FlowLayout(spacing=4)
        side = QWidget()
        side.setMinimumWidth(theme.scaled(240))
        outer = QVBoxLayout(side)
        outer.setContentsMargins(theme.scaled(18), theme.scaled(4), 0, 0)
        outer.setSpacing(theme.scaled(8))
        outer.addWidget(scrolled(inner), 1)
        outer.addLayout(self._buttons)
        self.side = side
        return side

    def _build_actions(self) -> None:
        self.add_action = self._action(lazy("Add to the programme"), "plus", self.add, "Ctrl+N", "Insert")
        self.add_action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.edit_action = self._action(lazy("Change"), "edit", self.edit, "F2")
        self.duplicate_action = self._action(lazy("Duplicate"), "copy", self.duplicate, "Ctrl+D")
        self.earlier_action = self._action(lazy("15 minutes earlier"), "up", self.earlier, "Ctrl+Up")
        self.later_action = self._action(lazy("15 minutes later"), "down", self.later, "Ctrl+Down")
        self.cancel_action = self._action(lazy("Cancel this line"), "close", self.cancel)
        self.remove_action = self._action(lazy("Take out of the programme"), "remove", self.take_away, "Del")
        self._line_actions = (
            self.edit_action, self.duplicate_action, self.earlier_action, self.later_action, self.cancel_action, self.remove_action,
        )  # fmt: skip
        self._bar.addWidget(action_button(self.add_action, primary=True))
        self._buttons.addWidget(action_button(self.edit_action))
        for action in (self.duplicate_action, self.cancel_action, self.remove_action):
            self._buttons.addWidget(icon_button(action))
        self.view.offer((self.add_action, *self._line_actions))

    def _action(self, text: Lazy, icon: str, act: Any, *keys: str) -> Action:
        action = Action(text, icon, keys[0] if keys else "", self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        # Of the list alone: a letter typed into a field is a letter.
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(act)
        action.setVisible(self._may_edit)
        action.setEnabled(self._may_edit)
        self.addAction(action)
        self.view.addAction(action)
        return action

    def _connect(self) -> None:
        self.view.selected.connect(self._show_chosen)
        self.view.opened.connect(self._on_opened)
        self.view.dropped.connect(self._on_dropped)
        self._empty.wanted.connect(self.add)
        self.remarks.chosen.connect(self._on_finding_chosen)
        self.who.currentIndexChanged.connect(self._on_filtered)
        self.circle.currentIndexChanged.connect(self._on_filtered)
        self.splitter.splitterMoved.connect(self._on_splitter_moved)

    # --- reading ---------------------------------------------------------------------------------------------------

    def _show_delegation(self, delegation: Sequence[ParticipantRow]) -> None:
        fresh = tuple(delegation)
        if [(one.id, one.name) for one in fresh] != [(one.id, one.name) for one in self._delegation]:
            chosen = self.who.currentData()
            blocked = self.who.blockSignals(True)
            while self.who.count() > 1:
                self.who.removeItem(1)
            for member in fresh:
                self.who.addItem(member.name, member.id)
            self.who.setCurrentIndex(max(self.who.findData(chosen), 0) if chosen else 0)
            self.who.blockSignals(blocked)
        self._delegation = fresh

    def _read_lines(self) -> None:
        code, member = self.circle.currentData(), self.who.currentData()
        audience = Audience(code) if code else None
        narrowed = bool(code or member)
        rows = self.ask_now(queries.programme(self._mission, audience, member), ()) or () if narrowed else self._all
        self.lines.show(entries_of(rows, self._findings))
        self._empty.say(lazy("Nothing matches. Clear the filter to see everything.") if narrowed else EMPTY, with_button=not narrowed)
        self._stack.setCurrentWidget(self.view if rows else self._empty)
        self.side.setVisible(bool(rows))
        if self._awaited is not None:
            awaited, self._awaited = self._awaited, None
            self.reveal(awaited)
        elif self.view.current_id() is None:
            self.view.select_first()
        self._show_clock()
        self._show_chosen(self.view.current_id())

    def _show_clock(self) -> None:
        if not any(two_clocks(row) for row in self._all):
            self.clock.setText("")
            return
        city = self._draft.zone.rpartition("/")[2].replace("_", " ")
        self.clock.setText(_("Times of {city}; below them those of Brussels", city=city))

    def _show_strip(self) -> None:
        said = [f for f in self._findings if f.ref is not None and f.ref.kind == ITEM and f.severity is not Severity.NOTES]
        self.remarks.show_findings(said, {row.id: place_in_time(row) for row in self._all})
        self._strip_box.setVisible(bool(said))
        self._strip_heading.show_text(lazy("What does not fit together ({number})", number=str(len(said))))

    @Slot(object)
    def _show_chosen(self, id: object) -> None:
        line = self.lines.line(cast("str | None", id))
        for action in self._line_actions:
            action.setEnabled(line is not None and self._may_edit)
        if line is None:
            self._said.show_findings(())
            self._pane.show_pairs("", ())
            return
        worded(self.cancel_action, text=lazy("Take up again") if line.row.cancelled else lazy("Cancel this line"))
        self.earlier_action.setEnabled(self._may_edit and shifted(line.row, 0) is not None)
        self.later_action.setEnabled(self.earlier_action.isEnabled())
        self._said.show_findings(line.findings)
        self._pane.show_pairs(spoken.wording.text(line.row.title), _pairs(line.row))

    # --- doing -----------------------------------------------------------------------------------------------------

    def _proposal(self) -> ItemDraft:
        line = self.chosen()
        if line is None:
            starts = self._draft.starts
            return ItemDraft(day=starts.exact if starts is not None else None)
        place = ends_at(line.row)
        zone = line.row.zone if line.row.zone != self._draft.zone else ""
        return ItemDraft(day=place.day, begins=place.begins, zone=zone, level=line.row.level)

    def _ask(self, draft: ItemDraft, title: Lazy, command: Any, *, key: str, verb: Lazy = SAVE) -> None:
        form = line_form(self._delegation, self._draft.zone)
        dialog = LineDialog.show_for(self, self.desk, form, draft, title, command, key=f"{MISSION}/{self._mission}/{ITEM}/{key}", verb=verb)
        dialog.saved.connect(self._on_added)

    def _add_command(self, _before: ItemDraft, after: ItemDraft) -> Command[Any]:
        return AddItem(self._mission, after)

    def _shift(self, minutes: int) -> None:
        line = self.chosen()
        place = shifted(line.row, minutes) if line is not None else None
        if line is not None and place is not None:
            self.perform(MoveItem(line.id, place.day, place.begins))

    def _clear_filters(self) -> None:
        for box in (self.who, self.circle):
            blocked = box.blockSignals(True)
            box.setCurrentIndex(0)
            box.blockSignals(blocked)
        self._read_lines()

    @Slot(str)
    def _on_opened(self, id: str) -> None:
        if self._may_edit and self.view.select(id):
            self.edit()

    @Slot(object)
    def _on_dropped(self, wanted: object) -> None:
        id, place = cast("tuple[str, Place]", wanted)
        line = self.lines.line(id)
        if line is None or not self._may_edit:
            return
        begins = line.row.begins if place.keeps_time else place.begins
        if (place.day, begins) != (line.row.day, line.row.begins):
            self.perform(MoveItem(id, place.day, begins))

    @Slot(object)
    def _on_added(self, id: object) -> None:
        self.reveal(str(id))
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _on_finding_chosen(self, finding: object) -> None:
        assert isinstance(finding, Finding)
        if finding.ref is not None:
            self.reveal(finding.ref.id)
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_filtered(self) -> None:
        if not self.stale:
            self._read_lines()

    @Slot()
    def _on_splitter_moved(self) -> None:
        self.desk.state.remember_parts("splitters/programme", self.splitter)


def icon_button(action: QAction) -> QToolButton:
    """Make a small button that shows the icon of *action*; its words are spoken and stand in the tooltip."""
    button = QToolButton()
    button.setAutoRaise(True)
    button.setIconSize(icon_size())
    button.setDefaultAction(action)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    return button


def _pairs(row: ItemRow) -> list[tuple[Lazy, str | Lazy]]:
    wording = spoken.wording
    met = wording.formats.join(wording.text(one.name) for one in row.counterparts)
    return [
        (lazy("Day"), wording.formats.day(row.day, weekday=True) if row.day is not None else lazy("Date not yet known")),
        (lazy("Time"), span(row.starts, row.ends, wording) or lazy("No time yet")),
        (lazy("In Brussels"), home_span(row, wording)),
        (lazy("Duration"), length(row, wording)),
        (lazy("Status"), lazy("cancelled") if row.cancelled else ""),
        (lazy("Place"), row.place),
        (lazy("Address"), row.address),
        (lazy("How to get there"), row.transport),
        (lazy("Takes part"), wording.formats.join(row.attendees) if row.attendees else WHOLE),
        (lazy("Meets"), met),
        (lazy("Host"), row.host),
        (lazy("Person in charge"), row.responsible),
        (lazy("Ceremony"), _CEREMONIES[row.ceremony] if row.ceremony is not Ceremony.NONE else ""),
        (lazy("Dress"), row.dress),
        (lazy("Interpreter"), row.interpreter),
        (lazy("Confidentiality"), _LEVELS[row.level]),
        (lazy("Plan B"), row.plan_b),
        (lazy("Notes"), row.notes),
    ]
