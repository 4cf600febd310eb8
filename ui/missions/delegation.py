"""The delegation of a mission in order of precedence: who travels, in which place and why, as what, from when to when.

The order is computed from the list that counts; a place given by hand asks for its reason in a line and shows it ever after.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from app.domains.missions import queries
from app.domains.missions.commands import AddParticipant, EditParticipant, MakeHead, RemoveParticipant
from app.domains.missions.drafts import ParticipantDraft
from app.domains.missions.fields import PARTICIPANT_FORM
from app.domains.missions.protocol import queries as order
from app.domains.missions.protocol.commands import ChooseOrder, MovePlace, SetStanding, TakeBackMove
from app.domains.missions.protocol.drafts import OrderDraft, StandingDraft
from app.domains.missions.protocol.queries import PlaceRow, RankedMission
from app.domains.missions.protocol.vocabulary import Who
from app.domains.missions.queries import ParticipantRow, PartyRow
from app.domains.missions.vocabulary import EDIT_MISSIONS, MISSION, PARTICIPANT, PARTICIPANT_ROLES, PARTY_ROLES, ParticipantRole
from app.domains.people.commands import AddPerson, AddPost, EditPerson, EditPost
from app.domains.people.fields import PERSON_FORM, post_form
from app.domains.people.precedence.orders import ORDERS
from app.domains.people.precedence.ranking import Certainty
from app.domains.people.profile_queries import ProfileRow, offices, profile_ids, profiles, usual_profile
from app.domains.people.queries import contacts_of, person_draft, post_draft
from app.domains.people.rules import PersonDraft, PostDraft
from app.domains.people.vocabulary import CONTACT_KINDS, PERSON, POST, PRECEDENCE_LIST
from app.kernel.changes import Changes
from app.kernel.commands import Command
from app.kernel.errors import Finding
from app.kernel.fields import Criteria, Field, FieldKind
from app.kernel.ids import Ref
from app.kernel.translated import Lazy, lazy
from ui.kit.choosers import RecordEditor
from ui.kit.controls import Action, Label
from ui.kit.desk import Desk
from ui.kit.dialogs import Dialog, FormDialog
from ui.kit.flow import FlowLayout
from ui.kit.forms import scrolled
from ui.kit.language import _, spoken, worded
from ui.kit.pages import MARGIN, DetailPane, Page
from ui.kit.parts import ActionButton, SideBySide
from ui.kit.pictures import thumbnail
from ui.kit.remarks import Remarks
from ui.kit.theme import theme
from ui.kit.views import EmptyState, FilterBar, SortedRows
from ui.missions.members import COLUMNS, MemberDelegate, MemberLine, MemberTable, MemberView
from ui.missions.order_bar import ORDER_RESTS_ON, ListChoice, OrderBar
from ui.missions.order_forms import order_form, standing_form
from ui.missions.order_line import ReasonLine
from ui.missions.order_place import PlaceCard, marks_of
from ui.missions.orders import OrdersDialog
from ui.missions.words import days, function_of, language_codes, title_of, two_lines

_REMARKS_SEEN = 3
_PAIR = 2
ABOUT_THE_LIST, NO_HOST = ("list-undated", "list-old"), "no-host"
WITHOUT_POST = ("no-post", "no-post-held")
_ADDED = Field("person_id", lazy("Add a person to the delegation"), FieldKind.RECORD, record=PERSON)
_PORTRAIT = 120


class DelegationTab(Page):
    """The list of members at the left, the chosen one at the right, and above it the line in which the next one is added."""

    def __init__(self, desk: Desk, mission_id: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.mission_id = mission_id
        self._members: dict[str, ParticipantRow] = {}
        self._parties: dict[str, PartyRow] = {}
        self._ranked: RankedMission | None = None
        self._places: dict[str, PlaceRow] = {}  # in order, by the id of their line
        self._pending: tuple[str, int] | None = None  # the line that is about to be moved, and its place among the others then
        self._awaited: str | None = None
        self._may = desk.application.user.may(EDIT_MISSIONS)
        self._build()
        self._build_actions()
        self._connect()

    def concerns(self, changes: Changes) -> bool:
        """Tell whether the mission, or what is known of somebody in it, was touched."""
        return changes.touch(MISSION, self.mission_id) or changes.touch_any(ORDER_RESTS_ON)

    def read(self) -> None:
        """Read the people and their order."""
        rows = self.ask_now(queries.delegation(self.mission_id), ())
        self._members = {row.id: row for row in rows or ()}
        everybody = self.bar.who() is Who.EVERYBODY
        self._parties = {row.id: row for row in self.ask_now(queries.parties(self.mission_id), ()) or ()} if everybody else {}
        self._ranked = self.ask_now(order.ranking_of(self.mission_id, self.bar.who()))
        self._places = {_line_id(row): row for row in self._ranked.rows} if self._ranked is not None else {}
        self.retranslate()
        if self._awaited is not None and self.view.select(self._awaited):
            self._awaited = None
        elif self.view.current_id() is None:
            self.view.select_first()

    def retranslate(self) -> None:
        """Write the members in the language of the screen."""
        lines = [self._line(id, place) for id, place in self._places.items()]
        self.table.show(lines)
        self.bar.show_ranked(self._ranked if lines else None)
        self.bar.orders_button.setEnabled(bool(lines))
        self.remarks.show_findings(self._findings())
        self.remarks.setVisible(bool(self.remarks.findings))
        self._settle_pending()
        self.filter_bar.show_count(self.rows.rowCount())
        self._stack.setCurrentWidget(self.view if lines else self.empty)
        self._side.setVisible(bool(lines))
        self._show_member(self.view.current_id())

    def reveal(self, id: str) -> None:
        """Choose the member *id*, now or when the list has been read."""
        self.filter_bar.put()
        self._narrow()
        if not self.view.select(id):
            self._awaited = id

    # --- what is done here -----------------------------------------------------------------------------------------

    def add_person(self, id: str) -> None:
        """Take a person into the delegation."""
        self.perform(AddParticipant(self.mission_id, ParticipantDraft(id))).then(self._on_added)

    @Slot()
    def add_new_person(self) -> None:
        """Enter somebody the office does not know yet, and take them into the delegation."""
        FormDialog.show_for(
            self,
            self.desk,
            PERSON_FORM,
            _named(self.adder.line.text()),
            lazy("Add person"),
            self._add_person_command,
            key=f"mission/{self.mission_id}/person/new",
            verb=lazy("Add to the delegation"),
        ).saved.connect(self._on_person_made)

    @Slot()
    def focus_adder(self) -> None:
        """Let the user type the name of the next member."""
        self.adder.focus()

    @Slot()
    def edit(self) -> None:
        """Change how the chosen member takes part."""
        if (member := self.member()) is None or (draft := self.ask_now(queries.participant_draft(member.id))) is None:
            return

        def command(before: ParticipantDraft, after: ParticipantDraft) -> Command[str]:
            return EditParticipant(member.id, before, after)

        FormDialog.show_for(self, self.desk, PARTICIPANT_FORM, draft, lazy("Change participant"), command, key=f"participant/{member.id}")

    @Slot()
    def make_head(self) -> None:
        """Make the chosen member the head of the delegation."""
        if (member := self.member()) is not None and not member.head:
            self.perform(MakeHead(member.id))

    @Slot()
    def remove(self) -> None:
        """Take the chosen member out of the delegation; Undo brings them back."""
        if (member := self.member()) is not None:
            self.perform(RemoveParticipant(member.id))

    @Slot()
    def open_person(self) -> None:
        """Show the person on their own page."""
        if (place := self.place()) is not None:
            self.open(Ref(PERSON, place.person_id))

    @Slot()
    def move_up(self) -> None:
        """Let the chosen person go before the one above; asks why."""
        self._step(-1)

    @Slot()
    def move_down(self) -> None:
        """Let the chosen person go after the one below; asks why."""
        self._step(2)

    @Slot(str, int)
    def move_before(self, id: str, row: int) -> None:
        """Ask why *id* should stand before the row that is *row* now."""
        if not self._may or self.filter_bar.criteria().text or id not in self._places:
            return
        lines = list(self._places)
        self._ask_reason(id, sum(one != id for one in lines[: max(row, 0)]))

    @Slot()
    def decide(self) -> None:
        """Ask why the chosen person has this place, which the order left undecided."""
        if self._may and (id := self.view.current_id()) in self._places:
            self._ask_reason(str(id), list(self._places).index(str(id)))

    @Slot()
    def take_back(self) -> None:
        """Take back the place that was given by hand to whoever is chosen."""
        if (place := self.place()) is not None and place.move is not None:
            self.perform(TakeBackMove(place.move.id))

    @Slot()
    def explain_pair(self) -> None:
        """Say how two people are chosen, of whom the pane tells which one goes first and why."""
        if len(self.view.selected_ids()) != _PAIR:
            self.desk.operations.tell(lazy("Select two people in the list: Ctrl and click, or Shift and an arrow."))

    @Slot()
    def set_standing(self) -> None:
        """Say which post of the chosen person counts, and for whom or with whom this person comes."""
        if (place := self.place()) is None:
            return
        mission, person = self.mission_id, place.person_id
        draft = self.ask_now(order.standing_draft(mission, person))
        posts = self.ask_now(order.posts_of(mission, person))
        if draft is None or posts is None:
            return

        def command(before: StandingDraft, after: StandingDraft) -> Command[Any]:
            return SetStanding(mission, person, before, after)

        title = lazy("Place of {name}", name=place.name)
        FormDialog.show_for(self, self.desk, standing_form(person, posts), draft, title, command, key=f"standing/{mission}/{person}")

    @Slot()
    def set_order(self) -> None:
        """Choose the list that counts, and its day, alphabet and host."""
        draft = self.ask_now(order.order_draft(self.mission_id))
        if draft is None:
            return
        mission = self.mission_id

        def command(before: OrderDraft, after: OrderDraft) -> Command[Any]:
            return ChooseOrder(mission, before, after)

        lists = [(row.id, row.name) for row in self._lists()]
        form = order_form(lists, self._usual())
        FormDialog.show_for(self, self.desk, form, draft, lazy("Order of the mission"), command, key=f"mission-order/{mission}")

    @Slot(str)
    def choose_list(self, code: str) -> None:
        """Let another list count; the usual one when *code* is empty."""
        before = self.ask_now(order.order_draft(self.mission_id))
        if before is not None and before.profile != code:
            self.perform(ChooseOrder(self.mission_id, before, replace(before, profile=code)))

    @Slot(str)
    def show_order(self, kind: str) -> OrdersDialog:
        """Show an order of the day."""
        return OrdersDialog.show_for(self, self.desk, self.mission_id, kind)

    @Slot()
    def show_orders(self) -> None:
        """Show the orders of the day, the order of entry first."""
        if self._places:
            self.show_order(str(ORDERS[0].code))

    @Slot()
    def show_needs(self) -> None:
        """List diets and access needs, to be copied into a mail to the host."""
        NeedsDialog(needs_of(tuple(self._members.values())), self).open()

    def member(self) -> ParticipantRow | None:
        """Give the member of the delegation that is chosen."""
        return self._members.get(self.view.current_id() or "")

    def place(self) -> PlaceRow | None:
        """Give the place that is chosen."""
        return self._places.get(self.view.current_id() or "")

    # --- building --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.table = MemberTable(COLUMNS, self)
        self.view = MemberView()
        self.view.setItemDelegate(MemberDelegate(self.desk.application, self.view))
        self.rows = SortedRows(self.table, self)
        self.view.show_table(self.table, self.rows)
        self.filter_bar = FilterBar()
        self.bar = OrderBar(may_edit=self._may)
        self.reason = ReasonLine()
        self.remarks = Remarks(lazy("What there is to say about the order"), _REMARKS_SEEN)
        self.adder = RecordEditor(_ADDED, self.desk.application)
        self.adder.name(_ADDED.title)
        worded(self.adder.line, placeholderText=lazy("Type a name to add a person"))
        if not self._may:
            self.adder.hide()
        self.empty = EmptyState(
            lazy("Nobody is in the delegation yet. Type a name above, or enter somebody new."), lazy("New person"), "delegation"
        )
        adding = QWidget()
        self._adding = QHBoxLayout(adding)
        self._adding.setContentsMargins(0, 0, 0, 0)
        self._adding.setSpacing(4)
        self._adding.addWidget(self.adder, 1)
        body = QWidget()
        self._stack = QStackedLayout(body)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        left = QWidget()
        left_layout = QVBoxLayout(left)
        left_layout.setContentsMargins(0, 10, MARGIN, 0)
        left_layout.setSpacing(10)
        left_layout.addWidget(SideBySide(adding, self.filter_bar, (3, 2), 600, 16))
        left_layout.addWidget(self.bar)
        left_layout.addWidget(self.reason)
        left_layout.addWidget(body, 1)
        left_layout.addWidget(self.remarks)
        self._side = self._build_side()
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(self._side)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([700, 330])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)

    def _build_side(self) -> QWidget:
        self.portrait = Label()
        self.portrait.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.heading = Label("", "heading", wrap=True)
        self.place_card = PlaceCard(may_edit=self._may)
        self.pair = Label("", wrap=True)
        self.pair.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.pair.hide()
        self.detail = DetailPane()
        self.detail.heading.hide()
        holder = QWidget()
        holder_layout = QVBoxLayout(holder)
        holder_layout.setContentsMargins(0, 0, 8, 0)
        holder_layout.setSpacing(12)
        for widget in (self.portrait, self.heading, self.place_card, self.pair):
            holder_layout.addWidget(widget)
        holder_layout.addWidget(self.detail, 1)
        self._side_bar = FlowLayout(spacing=4)
        side = QWidget()
        side_layout = QVBoxLayout(side)
        side_layout.setContentsMargins(MARGIN, 10, 0, 0)
        side_layout.addWidget(scrolled(holder), 1)
        side_layout.addLayout(self._side_bar)
        side.setMinimumWidth(theme.scaled(280))
        return side

    def _build_actions(self) -> None:
        self.add_action = self._action(lazy("Add a person by name"), "plus", self.focus_adder, "Ctrl+N")
        self.new_action = self._action(lazy("New person"), "person", self.add_new_person, "Ctrl+Shift+N")
        self.edit_action = self._action(lazy("Change"), "edit", self.edit, "F2")
        self.standing_action = self._action(lazy("Place in the order…"), "sort", self.set_standing, "F4")
        self.take_back_action = self._action(lazy("Take back the place given by hand"), "undo", self.take_back)
        self.pair_action = self._action(lazy("Why one before the other"), "list", self.explain_pair, writes=False)
        self.orders_action = self._action(lazy("Orders of the day"), "sort", self.show_orders, "Ctrl+O", writes=False)
        self.head_action = self._action(lazy("Make head"), "flag", self.make_head)
        self.up_action = self._action(lazy("Move up"), "up", self.move_up, "Alt+Up")
        self.down_action = self._action(lazy("Move down"), "down", self.move_down, "Alt+Down")
        self.remove_action = self._action(lazy("Remove"), "remove", self.remove, "Del")
        self.open_action = self._action(lazy("Open person"), "external", self.open_person, writes=False)
        self.needs_action = self._action(lazy("Diets and access needs"), "list", self.show_needs, writes=False)
        # In the lines above these keys have another meaning: Delete erases letters there.
        for action in (self.remove_action, self.up_action, self.down_action):
            self.removeAction(action)
            self.view.addAction(action)
        self._adding.addWidget(ActionButton(self.new_action))
        self.bar.offer((self.needs_action,))
        for action in (self.open_action, self.edit_action, self.standing_action, self.head_action, self.remove_action):
            self._side_bar.addWidget(ActionButton(action))
        self._member_actions: list[QAction] = [
            self.open_action,
            self.edit_action,
            self.standing_action,
            self.up_action,
            self.down_action,
            self.take_back_action,
            self.pair_action,
            self.head_action,
            self.remove_action,
        ]
        self.view.offer(self._member_actions)

    def _connect(self) -> None:
        self.view.selected.connect(self._show_member)
        self.view.selectionModel().selectionChanged.connect(self._show_pair)
        self.view.opened.connect(self.open_person)
        self.view.moved.connect(self.move_before)
        self.view.typed.connect(self.filter_bar.type_on)
        self.filter_bar.criteria_changed.connect(self._narrow)
        self.filter_bar.down_pressed.connect(self._on_down)
        self.adder.edited.connect(self._on_named)
        self.adder.unknown.connect(self.add_new_person)
        self.empty.wanted.connect(self.add_new_person)
        self.bar.who_chosen.connect(self._on_who)
        self.bar.lists_wanted.connect(self._on_lists_wanted)
        self.bar.list_chosen.connect(self.choose_list)
        self.bar.settings_wanted.connect(self.set_order)
        self.bar.order_wanted.connect(self.show_order)
        self.reason.given.connect(self._on_reason)
        self.reason.left.connect(self._leave_pending)
        self.reason.step_requested.connect(self._on_further)
        self.place_card.take_back_requested.connect(self.take_back)
        self.place_card.decision_requested.connect(self.decide)
        self.remarks.chosen.connect(self.show_place)

    def _action(self, text: Lazy, icon: str, act: object, shortcut: str = "", *, writes: bool = True) -> Action:
        action = Action(text, icon, shortcut, self)
        action.triggered.connect(act)
        action.setVisible(self._may or not writes)
        self.addAction(action)
        return action

    # --- the rest --------------------------------------------------------------------------------------------------

    def _step(self, step: int) -> None:
        if (id := self.view.current_id()) is not None and id in self._places:
            self.move_before(id, list(self._places).index(id) + step)

    def _ask_reason(self, id: str, target: int) -> None:
        """Ask why *id* should have the place *target*; at its own place there is nothing to ask, unless the order left it undecided."""
        others = [one for one in self._places if one != id]
        target = min(max(target, 0), len(others))
        stays = target == list(self._places).index(id)
        if stays and self._places[id].certainty is not Certainty.UNDECIDED:
            self._leave_pending()
            return
        self._pending = id, target
        other = self._places[others[target]].name if target < len(others) else ""
        told = _told_move(self._places[id].name, other, stays=stays)
        self.reason.ask(told, [place.move.reason for place in self._places.values() if place.move is not None])

    def _settle_pending(self) -> None:
        """Keep asking after the people were read again, as long as there is something to move."""
        if self._pending is None:
            return
        id, target = self._pending
        if id in self._places:
            self._ask_reason(id, target)
        else:
            self._leave_pending()

    @Slot(int)
    def _on_further(self, step: int) -> None:
        if self._pending is not None:
            self._ask_reason(self._pending[0], self._pending[1] + step)

    @Slot()
    def _leave_pending(self) -> None:
        if self._pending is not None:
            self._pending = None
            self.reason.hide()
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _on_reason(self, reason: str) -> None:
        if self._pending is None:
            return
        id, target = self._pending
        others = [one for one in self._places if one != id]
        before = self._places[others[target]].person_id if target < len(others) else None
        command = MovePlace(self.mission_id, self._places[id].person_id, before, reason, self.bar.who())
        self._pending = None  # the people are read again before the answer comes
        operation = self.perform(command, refused=self.reason.show_refusal).then(self._on_moved)
        if operation.failed or not operation.done:
            self._pending = id, target

    @Slot(object)
    def _on_moved(self, _result: object) -> None:
        self._pending = None
        self.reason.hide()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_person_command(self, _before: PersonDraft, after: PersonDraft) -> Command[str]:
        return AddPerson(after)

    @Slot(object)
    def _show_member(self, id: object) -> None:
        member = self._members.get(str(id)) if id is not None else None
        place = self._places.get(str(id)) if id is not None else None
        self._enable(member, place)
        self._show_pair()
        self.heading.setVisible(place is not None)
        self.place_card.show_place(place, {one.person_id: one.name for one in self._places.values()})
        if place is None:
            self.detail.show_pairs("", ())
            self.portrait.hide()
            return
        self.heading.setText(f"{place.prefix} {place.name}".strip())
        if member is None:
            self.portrait.hide()
            self.detail.show_pairs("", self._pairs_of_place(place))
            return
        content = self.desk.application.file(member.portrait) if member.portrait else None
        picture = thumbnail(content, theme.scaled(_PORTRAIT))
        self.portrait.setPixmap(picture)
        self.portrait.setVisible(not picture.isNull())
        self.detail.show_pairs("", (*_pairs(member), *self._contacts(member)))

    @Slot()
    def _show_pair(self) -> None:
        """Tell of two who are selected which one goes first, and why."""
        chosen = [self._places[id].person_id for id in self.view.selected_ids() if id in self._places]
        pair = (chosen[0], chosen[1]) if len(chosen) == _PAIR else None
        told = self.ask_now(order.explained(self.mission_id, pair[0], pair[1], self.bar.who())) if pair is not None else None
        self.pair.setText(_(told) if told is not None else "")
        self.pair.setVisible(told is not None)

    def _enable(self, member: ParticipantRow | None, place: PlaceRow | None) -> None:
        may = self._may
        for action in (self.edit_action, self.remove_action):
            action.setEnabled(may and member is not None)
        self.open_action.setEnabled(place is not None)
        self.standing_action.setEnabled(may and place is not None)
        self.head_action.setEnabled(may and member is not None and not member.head)
        row = list(self._places).index(_line_id(place)) if place is not None else -1
        self.up_action.setEnabled(may and row > 0)
        self.down_action.setEnabled(may and 0 <= row < len(self._places) - 1)
        self.take_back_action.setEnabled(may and place is not None and place.move is not None)
        self.needs_action.setEnabled(bool(self._members))

    def _line(self, id: str, place: PlaceRow) -> MemberLine:
        member = self._members.get(id)
        marks = marks_of(place)
        return MemberLine(
            id=id,
            rank=str(place.number),
            name=two_lines(f"{place.prefix} {place.name}".strip(), function_of(place.function, place.organisation)),
            plain_name=place.name,
            reason=_(place.sentence),
            mark=marks[0] if marks else "",
            role=_role(member) if member is not None else self._party_role(place),
            languages=language_codes(member.preferred_language, member.languages) if member is not None else "",
            stay=_stay_lines(member) if member is not None else "",
            portrait=member.portrait if member is not None else "",
            head=place.head,
        )

    def _party_role(self, place: PlaceRow) -> str:
        party = self._parties.get(place.party_id or "")
        return title_of(PARTY_ROLES, party.role) if party is not None else ""

    def _pairs_of_place(self, place: PlaceRow) -> tuple[tuple[Lazy, str], ...]:
        text = spoken.wording.text
        return (
            (lazy("Function"), text(place.function)),
            (lazy("Organisation"), text(place.organisation)),
            (lazy("Role"), self._party_role(place)),
        )

    def _contacts(self, member: ParticipantRow) -> tuple[tuple[Lazy, str], ...]:
        known = self.ask_now(contacts_of((member.person_id,)), {}) or {}
        titles = {choice.code: choice.title for choice in CONTACT_KINDS}
        return tuple((titles[contact.contact_kind], contact.value) for contact in known.get(member.person_id, ()))

    def _findings(self) -> list[Finding]:
        found = self._ranked.findings if self._ranked is not None else ()
        # Hosts are not of the delegation: among its members nobody misses one.
        return [one for one in found if one.rule != NO_HOST or self.bar.who() is Who.EVERYBODY]

    @Slot(object)
    def show_place(self, finding: Finding) -> None:
        """Go to what a finding about the order is about: the post or the person who lacks something, or the choice of the list."""
        ref = finding.ref
        if ref is None:
            self._show_list(finding)
        elif ref.kind == MISSION:
            self.set_order()
        elif ref.kind == POST:
            self._edit_post(ref.id)
        elif ref.kind == PARTICIPANT and ref.id not in self._places:
            self.reveal(ref.id)  # the people have not been read yet
        elif (line := next((id for id, place in self._places.items() if ref.id in (place.person_id, id)), None)) is not None:
            self.reveal(line)
            self._complete(self._places[line], finding)
        else:
            self.open(ref)

    def _show_list(self, finding: Finding) -> None:
        if finding.rule in ABOUT_THE_LIST and self._ranked is not None:
            self.open(Ref(PRECEDENCE_LIST, self._ranked.profile.code))
        else:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _complete(self, place: PlaceRow, finding: Finding) -> None:
        """Let the user enter what a finding misses of a person."""
        person = place.person_id
        if finding.path in {field.key for field in PERSON_FORM.fields}:
            if (draft := self.ask_now(person_draft(person))) is not None:
                dialog = FormDialog.show_for(
                    self, self.desk, PERSON_FORM, draft, lazy("Change person"), partial(EditPerson, person), key=f"{PERSON}/{person}"
                )
                dialog.form.editors[finding.path].focus()
        elif finding.rule in WITHOUT_POST:
            self._ask_post(PostDraft(), lazy("Add post"), partial(_after, AddPost, person), f"{POST}/new/{person}")
        else:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _edit_post(self, id: str) -> None:
        if (draft := self.ask_now(post_draft(id))) is not None:
            self._ask_post(draft, lazy("Change post"), partial(EditPost, id), f"{POST}/{id}")

    def _ask_post(self, draft: PostDraft, title: Lazy, command: Any, key: str) -> None:
        form = post_form((self.ask_now(offices(), {}) or {}).values())
        FormDialog.show_for(self, self.desk, form, draft, title, command, key=key)

    def _lists(self) -> Sequence[ProfileRow]:
        return self.ask_now(profiles(self.ask_now(profile_ids(), ()) or ()), ()) or ()

    def _usual(self) -> str:
        return self.ask_now(usual_profile()) or ""

    @Slot(object)
    def _on_who(self, _who: object) -> None:
        self._leave_pending()
        self.read()

    @Slot()
    def _on_lists_wanted(self) -> None:
        draft = self.ask_now(order.order_draft(self.mission_id))
        usual = ListChoice("", _("Usual list ({code})", code=self._usual()))
        named = [ListChoice(row.id, _("{code}: {name}", code=row.id, name=row.name)) for row in self._lists()]
        self.bar.offer_lists((usual, *named), draft.profile if draft is not None else "")

    @Slot()
    def _narrow(self) -> None:
        self.rows.look_for(Criteria(self.filter_bar.criteria().text))
        self.filter_bar.show_count(self.rows.rowCount())
        if self.view.current_id() is None:
            self.view.select_first()

    @Slot()
    def _on_down(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_named(self) -> None:
        if (id := self.adder.value()) is not None:
            self.adder.show_value(None)
            self.add_person(id)

    @Slot(object)
    def _on_person_made(self, id: object) -> None:
        self.adder.show_value(None)
        self.add_person(str(id))

    @Slot(object)
    def _on_added(self, id: object) -> None:
        self.reveal(str(id))
        self.adder.focus()


class NeedsDialog(Dialog):
    """Diets and access needs of the delegation, to be copied."""

    def __init__(self, needs: str, parent: QWidget | None = None) -> None:
        super().__init__(lazy("Diets and access needs"), lazy("Copy"), parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.text = QPlainTextEdit(needs or _("Nobody in the delegation has a diet or an access need that the office knows of."))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setMinimumSize(theme.scaled(460), theme.scaled(260))
        worded(self.text, accessibleName=lazy("Diets and access needs"))
        self.body.addWidget(self.text)
        self.accept_button.setEnabled(bool(needs))

    def accept(self) -> None:
        """Put the list on the clipboard."""
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        super().accept()


def needs_of(members: Sequence[ParticipantRow]) -> str:
    """Write who eats what, and who needs what, one person a line, in the order of the delegation."""
    lines: list[str] = []
    for title, key in ((_("Diet"), "diet"), (_("Access needs"), "access_needs")):
        own = [f"{member.name}: {' '.join(getattr(member, key).split())}" for member in members if getattr(member, key).strip()]
        if own:
            lines += [title, *own, ""]
    return "\n".join(lines).strip()


def _line_id(row: PlaceRow) -> str:
    """Give the id of the line of a place: the participant's, which open points name, else that of the party."""
    return row.participant_id or row.party_id or row.person_id


def _told_move(name: str, other: str, *, stays: bool) -> Lazy:
    if stays:
        return lazy("Keep {name} before {other}", name=name, other=other) if other else lazy("Keep {name} last", name=name)
    return lazy("Put {name} before {other}", name=name, other=other) if other else lazy("Put {name} last", name=name)


def _role(row: ParticipantRow) -> str:
    if row.head:
        return _("head of the delegation")
    # Most are members: the short word leaves room for the names.
    return _("member") if row.role is ParticipantRole.MEMBER else title_of(PARTICIPANT_ROLES, row.role)


def _stay(row: ParticipantRow) -> str:
    formats = spoken.wording.formats
    if row.joins and row.leaves:
        return days(row.joins, row.leaves)
    if row.joins:
        return _("from {day}", day=formats.day(row.joins))
    return _("until {day}", day=formats.day(row.leaves)) if row.leaves else ""


def _stay_lines(row: ParticipantRow) -> str:
    if row.joins and row.leaves:
        return days(row.joins, row.leaves)
    day = row.joins or row.leaves
    return two_lines(_("joins") if row.joins else _("leaves"), spoken.wording.formats.day(day)) if day else ""


def _pairs(member: ParticipantRow) -> tuple[tuple[Lazy, str | Lazy], ...]:
    wording = spoken.wording
    spoken_names = [wording.formats.language_name(code) for code in dict.fromkeys((member.preferred_language, *member.languages)) if code]
    role = _("head of the delegation") if member.head else title_of(PARTICIPANT_ROLES, member.role)
    return (
        (lazy("Function"), wording.text(member.function)),
        (lazy("Organisation"), wording.text(member.organisation)),
        (lazy("Role"), role),
        (lazy("Stands for"), wording.formats.country(member.nationality) if member.nationality else ""),
        (lazy("Pronunciation"), member.pronunciation),
        (lazy("Languages"), wording.formats.join(spoken_names)),
        (lazy("Present"), _stay(member)),
        (lazy("Diet"), member.diet),
        (lazy("Access needs"), member.access_needs),
        (lazy("Remark"), member.remark),
    )


def _after(add: Any, person: str, _before: Any, after: Any) -> Command[Any]:
    return add(person, after)


def _named(text: str) -> PersonDraft:
    """Begin a person with what was typed: the last word is the family name."""
    given, _blank, family = text.strip().rpartition(" ")
    return PersonDraft(given_names=given, family_name=family)
