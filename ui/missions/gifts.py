"""The gifts of a mission: who gets what, when and carried by whom, what we received, and the papers that go with the objects.

What is chosen here is kept back in the bank; what leaves the bank and what enters the register are steps of their own, for several gifts
at once when several are selected.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QMenu, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from app.domains.gifts.drafts import GiftDraft
from app.domains.gifts.gift_rows_queries import GiftRow
from app.domains.gifts.readiness import open_points
from app.domains.gifts.register_commands import NoteGift
from app.domains.gifts.register_queries import gifts_of_mission
from app.domains.gifts.reserving_queries import ReservationRow, reservations_of
from app.domains.gifts.vocabulary import (
    EDIT_GIFTS,
    GIFT,
    GIFT_ITEM,
    GIFT_LOAN,
    GIFT_MOVEMENT,
    GIFT_PHOTO,
    GIFT_RESERVATION,
    RULES,
    TABOO,
    Direction,
    ReservationState,
    Standing,
)
from app.domains.missions.queries import ItemRow, MissionCard, mission_card, programme
from app.domains.missions.queries import delegation as delegation_of
from app.domains.missions.vocabulary import ITEM, MISSION, PARTICIPANT, PARTY
from app.domains.people.vocabulary import ORGANISATION, PERSON
from app.kernel.changes import Changes
from app.kernel.commands import Command
from app.kernel.errors import Finding
from app.kernel.ids import Ref
from app.kernel.translated import Lazy, lazy
from ui.kit.asking import AskLine
from ui.kit.controls import Action, Label, push_button, tool_button
from ui.kit.desk import Desk
from ui.kit.dialogs import FormDialog
from ui.kit.flow import FlowLayout
from ui.kit.forms import scrolled
from ui.kit.language import _
from ui.kit.lending import borrowed
from ui.kit.pages import Page
from ui.kit.parts import ActionButton, Section, ShortTable
from ui.kit.remarks import Remarks
from ui.kit.theme import theme
from ui.kit.views import EmptyState
from ui.missions.gift_chips import SideChips
from ui.missions.gift_lines import (
    GIVEN_COLUMNS,
    PLANNED_COLUMNS,
    RECEIVED_COLUMNS,
    open_warnings,
    planned_line,
    register_line,
    totals,
)
from ui.missions.gift_received import quick_draft, quick_form
from ui.missions.gift_sides import Side, meeting, other_side, our_side
from ui.missions.gift_steps import GiftSteps, RegisterSteps

_SHEET, _NOTHING = range(2)
_PLAN_TAUGHT = lazy("No gift is chosen yet. A gift that is chosen here is kept back in the bank, and nobody else can give it away.")
_RECEIVED_TAUGHT = lazy("Nothing is noted yet. Note a gift as soon as it is received or offered, with a photograph: the rest can follow.")
_TOUCHED_BY = (
    *(GIFT, GIFT_PHOTO, GIFT_RESERVATION, GIFT_ITEM, GIFT_MOVEMENT, GIFT_LOAN, RULES, TABOO),
    *(ITEM, PARTICIPANT, PARTY, PERSON, ORGANISATION),
)


class GiftsTab(Page):
    """Above what is planned and for whom nothing is; below what we received, and what else was given."""

    def __init__(self, desk: Desk, mission_id: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.mission_id = mission_id
        self._planned: Sequence[ReservationRow] = ()
        self._register: Sequence[GiftRow] = ()
        self._theirs: Sequence[Side] = ()
        self._ours: Sequence[Side] = ()
        self._points: Sequence[Finding] = ()
        self._lines: Sequence[ItemRow] = ()
        self._card: MissionCard | None = None
        self.papers: Any = None
        self._may = desk.application.user.may(EDIT_GIFTS)
        self._build()
        self._active = self.planned
        self._build_actions()
        self._connect()

    def title(self) -> str:
        """Name the part."""
        return _("Gifts")

    def concerns(self, changes: Changes) -> bool:
        """Tell whether the mission, its people or programme, its gifts or the bank were touched."""
        return changes.touch(MISSION, self.mission_id) or changes.touch_any(_TOUCHED_BY)

    def read(self) -> None:
        """Read what is planned, what stands in the register, and who is on which side."""
        card = self.ask_now(mission_card(self.mission_id))
        if card is None:
            return
        members = self.ask_now(delegation_of(self.mission_id), ()) or ()
        lines = self.ask_now(programme(self.mission_id), ()) or ()
        self._theirs, self._ours = other_side(card, members, lines), our_side(card, members)
        self._card, self._lines = card, lines
        self._planned = self.ask_now(reservations_of(mission=self.mission_id), ()) or ()
        self._register = self.ask_now(gifts_of_mission(self.mission_id), ()) or ()
        points = self.ask_now(open_points(self.mission_id), ()) or ()
        self._points = [point for point in points if point.ref is not None and point.ref.kind == GIFT_RESERVATION]
        self.retranslate()

    def retranslate(self) -> None:
        """Write everything in the language of the screen."""
        to_enter = {row.id for row in self._register if row.standing is Standing.NOTED}
        chosen = {row.gift_id for row in self._planned}
        received = [row for row in self._register if row.direction is Direction.RECEIVED]
        given = [row for row in self._register if row.direction is Direction.GIVEN and row.id not in chosen]
        counted = open_warnings(self._points)
        self.remarks.show_findings(self._points)
        self.remarks.setVisible(bool(self._points))
        self.planned.put([planned_line(row, to_enter, counted) for row in self._planned])
        self.received.put([register_line(row) for row in received])
        self.given.put([register_line(row) for row in given])
        for table, teaching in ((self.planned, self._plan_taught), (self.received, self._received_taught)):
            table.setVisible(bool(table.rows.rowCount()))
            teaching.setVisible(not table.rows.rowCount())
        self._given_section.setVisible(bool(given))
        self._stack.setCurrentIndex(_SHEET if self._planned or self._register or self._theirs else _NOTHING)
        self._summary.setText(totals(self._planned))
        self.chips.show_sides(self._without_gift() if self._may else ())
        self._settle()

    def take_focus(self) -> None:
        """Give the keyboard to what is planned."""
        (self.planned if self.planned.rows.rowCount() else self.choose_button).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def reveal(self, finding: Finding) -> None:
        """Show what a finding is about: a gift that was chosen, or one of the register."""
        ref = finding.ref
        if ref is None:
            return
        for table in (self.planned, self.received, self.given):
            if table.select(ref.id):
                table.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        if (row := next((row for row in self._planned if ref.id in (row.gift_id, row.item_id)), None)) is not None:
            self.planned.select(row.id)
            self.planned.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what can be done ------------------------------------------------------------------------------------------

    @Slot()
    def choose(self) -> None:
        """Choose a gift, for the first of the other side for whom nothing is planned yet."""
        self.choose_for(self.chips.first())

    @Slot(object)
    def choose_for(self, side: Side | None) -> None:
        """Choose a gift for somebody: what the bank has that fits, best first."""
        head = next((one.person_id for one in self._ours if one.person_id), None)
        moment = meeting(side, self._lines) if side is not None else None
        dialog = borrowed("gifts.suggest")(
            self,
            self.desk,
            person_id=(side.person_id or "") if side is not None else "",
            organisation_id=(side.organisation_id or "") if side is not None else "",
            mission_id=self.mission_id,
            giver_id=head,
            moment_id=moment,
        )
        dialog.reserved.connect(self._on_reserved)

    @Slot()
    def edit(self) -> None:
        """Change who gets the chosen gift, when, or who carries it; what was handed over is corrected in the register."""
        if (row := self._current()) is not None and row.gift_id is None:
            borrowed("gifts.reservation")(self, row.id)
        else:
            self.open_gift()

    @Slot()
    def note_received(self) -> None:
        """Note what we received, or were offered: what, from whom, with photographs."""
        self._note(Direction.RECEIVED, lazy("Note what we received"))

    @Slot()
    def note_given(self) -> None:
        """Note what was given without having come from the bank."""
        self._note(Direction.GIVEN, lazy("Note what else we gave"))

    @Slot()
    def open_gift(self) -> None:
        """Show the current gift on the page of gifts: its entry in the register, or the object of the bank."""
        if (row := self._current()) is not None:
            self.open(Ref(GIFT, row.gift_id) if row.gift_id is not None else Ref(GIFT_ITEM, row.item_id))
        elif self._active is not self.planned and (id := self._active.current_id()) is not None:
            self.open(Ref(GIFT, id))

    # --- building --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        bar = QWidget()
        self._tools = FlowLayout(bar, spacing=4)
        self.choose_button = push_button(lazy("Choose a gift…"), "plus", primary=True)
        self.note_button = push_button(lazy("Note what we received…"), "gift")
        for button in (self.choose_button, self.note_button):
            button.setVisible(self._may)
            self._tools.addWidget(button)
        self._summary = Label("", "quiet")
        self.remarks = Remarks(lazy("What is still to be settled about the gifts"), most=3)
        self.line = AskLine(self.desk.application)
        self.planned = ShortTable(lazy("Gifts that were chosen for the mission"), PLANNED_COLUMNS, fitted=True)
        self.received = ShortTable(lazy("Gifts that we received"), RECEIVED_COLUMNS, fitted=True)
        self.given = ShortTable(lazy("Other gifts that were given"), GIVEN_COLUMNS, fitted=True)
        self._plan_taught = Label(_PLAN_TAUGHT, "quiet", wrap=True)
        self._received_taught = Label(_RECEIVED_TAUGHT, "quiet", wrap=True)
        self.chips = SideChips()
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, theme.scaled(12), theme.scaled(12))
        column.setSpacing(theme.scaled(18))
        self._planned_section = self._section(lazy("Who gets what"), self._plan_taught, self.planned, self.chips)
        self._received_section = self._section(lazy("What we received"), self._received_taught, self.received)
        self._given_section = self._section(lazy("What else was given"), self.given)
        for section in (self._planned_section, self._received_section, self._given_section):
            column.addWidget(section)
        column.addStretch(1)
        empty = EmptyState(
            lazy(
                "No gift is planned yet. Say who is met, in the delegation or the programme: then a gift is chosen for each of them here."
            ),
            lazy("Choose a gift") if self._may else None,
            "gift",
        )
        empty.wanted.connect(self.choose)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(scrolled(sheet))
        self._stack.addWidget(empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.scaled(12), 0, 0)
        layout.setSpacing(theme.scaled(8))
        for part in (bar, self.remarks, self.line):
            layout.addWidget(part)
        layout.addWidget(holder, 1)

    @staticmethod
    def _section(title: Lazy, *parts: QWidget) -> Section:
        section = Section(title)
        for part in parts:
            section.add(part)
        return section

    def _build_actions(self) -> None:
        self.edit_action = self._action(lazy("Change"), "edit", "F2", self.edit)
        self.steps = GiftSteps(self, self.line, may=self._may)
        self.entries = RegisterSteps(self, self.line, may=self._may)
        self.given_action = self._action(lazy("Note another gift that we gave…"), "plus", "", self.note_given)
        self.open_action = Action(lazy("Open"), "external", "", self)
        self.open_action.triggered.connect(self.open_gift)
        self.addAction(self.open_action)
        menu = QMenu(self)
        menu.addActions([*self.steps.actions, self.entries.enter_action, self.entries.thank_action])
        menu.addSeparator()
        menu.addAction(self.given_action)
        self.step_button = self._menu_button(lazy("For the selected"), "check", menu)
        self.step_button.setVisible(self._may)
        self.papers_menu = QMenu(self)
        self.papers_menu.aboutToShow.connect(self._fill_papers)
        self.papers_button = self._menu_button(lazy("Papers"), "print", self.papers_menu)
        self._tools.addWidget(self._summary)
        for action in (self.edit_action, self.steps.issue_action, self.steps.hand_over_action):
            self._planned_section.add_button(ActionButton(action))
        self.planned.act(self.edit_action, self.open_action, *self.steps.actions, self.entries.enter_action)
        for table, section in ((self.received, self._received_section), (self.given, self._given_section)):
            table.act(self.open_action, self.entries.enter_action, self.entries.thank_action)
            section.add_button(ActionButton(self.entries.enter_action))
        self._received_section.add_button(ActionButton(self.entries.thank_action))

    def _menu_button(self, text: Lazy, icon: str, menu: QMenu) -> QToolButton:
        button = tool_button(text, icon, beside=True)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(menu)
        self._tools.addWidget(button)
        return button

    def _action(self, text: Lazy, icon: str, shortcut: str, act: Callable[[], None]) -> Action:
        action = Action(text, icon, shortcut, self)
        action.triggered.connect(act)
        action.setVisible(self._may)
        self.addAction(action)
        return action

    def _connect(self) -> None:
        self.choose_button.clicked.connect(self.choose)
        self.note_button.clicked.connect(self.note_received)
        for table in (self.planned, self.received, self.given):
            table.show_photographs(self.desk.application)
            table.selectionModel().selectionChanged.connect(self._on_selection)
            table.opened.connect(self._on_opened)
        self.remarks.chosen.connect(self.reveal)
        self.chips.wanted.connect(self.choose_for)
        self.line.closed.connect(self.take_focus)

    # --- showing ---------------------------------------------------------------------------------------------------

    def _without_gift(self) -> list[Side]:
        over = (ReservationState.RELEASED, ReservationState.RETURNED)
        served = {id for row in self._planned if row.state not in over for id in (row.person_id, row.organisation_id) if id}
        served |= {
            row.recipient_person_id or row.recipient_organisation_id or "" for row in self._register if row.direction is Direction.GIVEN
        }
        return [side for side in self._theirs if side.id not in served]

    @Slot()
    def _fill_papers(self) -> None:
        self.papers_menu.clear()
        self.papers = borrowed("gifts.papers")(self, self.papers_menu, self.mission_id, tuple(row.id for row in self._selected()))

    @Slot()
    def _on_selection(self) -> None:
        sender = self.sender()
        chosen = next((table for table in self._tables() if table.selectionModel() is sender), None)
        if chosen is not None and chosen.selectionModel().hasSelection():
            self._active = chosen
            for table in self._tables():
                if table is not chosen:
                    table.clearSelection()
        self._settle()

    def _settle(self) -> None:
        row = self._current()
        self.edit_action.setEnabled(row is not None and row.open)
        self.steps.follow(self._selected())
        self.entries.follow(self._selected_entries())
        self.open_action.setEnabled(bool(self._active.selected_ids()))
        self.papers_button.setVisible(bool(self._planned or self._register))
        self.step_button.setVisible(self._may and bool(self._planned or self._register))

    # --- what is selected ------------------------------------------------------------------------------------------

    def _tables(self) -> tuple[ShortTable, ...]:
        return self.planned, self.received, self.given

    def _selected(self) -> list[ReservationRow]:
        ids = self.planned.selected_ids() if self._active is self.planned else ()
        return [row for row in self._planned if row.id in ids]

    def _current(self) -> ReservationRow | None:
        selected = self._selected()
        id = self.planned.current_id()
        return next((row for row in selected if row.id == id), selected[0] if selected else None)

    def _selected_entries(self) -> list[GiftRow]:
        behind = {row.gift_id for row in self._selected()}
        ids = behind if self._active is self.planned else set(self._active.selected_ids())
        return [row for row in self._register if row.id in ids]

    # --- what happens ----------------------------------------------------------------------------------------------

    def _note(self, direction: Direction, title: Lazy) -> None:
        if self._card is None:
            return
        today = self.desk.application.clock.today()
        draft = quick_draft(direction, self._card, self._theirs, self._ours, today)

        def command(_before: GiftDraft, after: GiftDraft) -> Command[str]:
            return NoteGift(after)

        key = f"mission/{self.mission_id}/gift/{direction}"
        dialog = FormDialog.show_for(self, self.desk, quick_form(direction, today), draft, title, command, key=key, verb=lazy("Note it"))
        dialog.saved.connect(self._on_noted)

    @Slot(object)
    def _on_reserved(self, id: object) -> None:
        self.planned.select(str(id))
        self.planned.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _on_noted(self, id: object) -> None:
        for table in (self.received, self.given):
            if table.select(str(id)):
                table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _on_opened(self, _id: str) -> None:
        if self._may and (row := self._current()) is not None and row.open:
            self.edit()
        else:
            self.open_gift()
