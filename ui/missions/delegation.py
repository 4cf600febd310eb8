"""The delegation of a mission, in its order: who travels, as what, from when to when; and what a host must know of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from app.domains.missions import queries
from app.domains.missions.commands import AddParticipant, EditParticipant, MakeHead, MoveParticipant, RemoveParticipant
from app.domains.missions.drafts import ParticipantDraft
from app.domains.missions.fields import PARTICIPANT_FORM
from app.domains.missions.queries import ParticipantRow
from app.domains.missions.vocabulary import EDIT_MISSIONS, MISSION, PARTICIPANT_ROLES, ParticipantRole
from app.domains.people.commands import AddPerson
from app.domains.people.fields import PERSON_FORM
from app.domains.people.queries import contacts_of
from app.domains.people.rules import PersonDraft
from app.domains.people.vocabulary import CONTACT_KINDS, ORGANISATION, PERSON
from app.kernel.changes import Changes
from app.kernel.commands import Command
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
from ui.kit.theme import theme
from ui.kit.views import EmptyState, FilterBar, SortedRows
from ui.missions.members import COLUMNS, MemberDelegate, MemberLine, MemberTable, MemberView
from ui.missions.words import days, function_of, language_codes, title_of, two_lines

_ADDED = Field("person_id", lazy("Add a person to the delegation"), FieldKind.RECORD, record=PERSON)
_PORTRAIT = 120


class DelegationTab(Page):
    """The list of members at the left, the chosen one at the right, and above it the line in which the next one is added."""

    def __init__(self, desk: Desk, mission_id: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.mission_id = mission_id
        self._members: dict[str, ParticipantRow] = {}
        self._awaited: str | None = None
        self._may = desk.application.user.may(EDIT_MISSIONS)
        self._build()
        self._build_actions()
        self._connect()

    def concerns(self, changes: Changes) -> bool:
        """Tell whether the mission, or what is known of somebody in it, was touched."""
        return changes.touch(MISSION, self.mission_id) or changes.touch_any((PERSON, ORGANISATION))

    def read(self) -> None:
        """Read the delegation."""
        rows = self.ask_now(queries.delegation(self.mission_id), ())
        self._members = {row.id: row for row in rows or ()}
        self.retranslate()
        if self._awaited is not None and self.view.select(self._awaited):
            self._awaited = None
        elif self.view.current_id() is None:
            self.view.select_first()

    def retranslate(self) -> None:
        """Write the members in the language of the screen."""
        lines = [_line(rank, row) for rank, row in enumerate(self._members.values(), 1)]
        self.table.show(lines)
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
        if (member := self.member()) is not None:
            self.open(Ref(PERSON, member.person_id))

    @Slot()
    def move_up(self) -> None:
        """Let the chosen member go before the one above."""
        self._step(-1)

    @Slot()
    def move_down(self) -> None:
        """Let the chosen member go after the one below."""
        self._step(2)

    @Slot(str, int)
    def move_before(self, id: str, row: int) -> None:
        """Let the member *id* stand before the row that is *row* now."""
        if self._members[id].head:
            return  # the head is always shown first
        first = 1 if any(member.head for member in self._members.values()) else 0
        row = max(row, first)
        before = [member for member in list(self._members)[:row] if member != id]
        if not self.filter_bar.criteria().text and len(before) != list(self._members).index(id):
            self.perform(MoveParticipant(id, len(before)))

    @Slot()
    def show_needs(self) -> None:
        """List diets and access needs, to be copied into a mail to the host."""
        NeedsDialog(needs_of(tuple(self._members.values())), self).open()

    def member(self) -> ParticipantRow | None:
        """Give the member that is chosen."""
        return self._members.get(self.view.current_id() or "")

    # --- building --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.table = MemberTable(COLUMNS, self)
        self.view = MemberView()
        self.view.setItemDelegate(MemberDelegate(self.desk.application, self.view))
        self.rows = SortedRows(self.table, self)
        self.view.show_table(self.table, self.rows)
        self.filter_bar = FilterBar()
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
        left_layout.addWidget(body, 1)
        self._foot = QHBoxLayout()
        self._foot.addStretch(1)
        left_layout.addLayout(self._foot)
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
        self.detail = DetailPane()
        holder = QWidget()
        holder_layout = QVBoxLayout(holder)
        holder_layout.setContentsMargins(0, 0, 8, 0)
        holder_layout.setSpacing(12)
        holder_layout.addWidget(self.portrait)
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
        self._foot.addWidget(ActionButton(self.needs_action))
        for action in (self.open_action, self.edit_action, self.head_action, self.remove_action):
            self._side_bar.addWidget(ActionButton(action))
        self._member_actions: list[QAction] = [
            self.open_action,
            self.edit_action,
            self.head_action,
            self.up_action,
            self.down_action,
            self.remove_action,
        ]
        self.view.offer(self._member_actions)

    def _connect(self) -> None:
        self.view.selected.connect(self._show_member)
        self.view.opened.connect(self.open_person)
        self.view.moved.connect(self.move_before)
        self.view.typed.connect(self.filter_bar.type_on)
        self.filter_bar.criteria_changed.connect(self._narrow)
        self.filter_bar.down_pressed.connect(self._on_down)
        self.adder.edited.connect(self._on_named)
        self.adder.unknown.connect(self.add_new_person)
        self.empty.wanted.connect(self.add_new_person)

    def _action(self, text: Lazy, icon: str, act: object, shortcut: str = "", *, writes: bool = True) -> Action:
        action = Action(text, icon, shortcut, self)
        action.triggered.connect(act)
        action.setVisible(self._may or not writes)
        self.addAction(action)
        return action

    # --- the rest --------------------------------------------------------------------------------------------------

    def _step(self, step: int) -> None:
        if (id := self.view.current_id()) is not None:
            self.move_before(id, list(self._members).index(id) + step)

    def _add_person_command(self, _before: PersonDraft, after: PersonDraft) -> Command[str]:
        return AddPerson(after)

    @Slot(object)
    def _show_member(self, id: object) -> None:
        member = self._members.get(str(id)) if id is not None else None
        for action in self._member_actions:
            action.setEnabled(member is not None)
        ordinary = [row.id for row in self._members.values() if not row.head]
        place = ordinary.index(member.id) if member is not None and not member.head else None
        self.head_action.setEnabled(place is not None)
        self.up_action.setEnabled(place is not None and place > 0)
        self.down_action.setEnabled(place is not None and place < len(ordinary) - 1)
        self.needs_action.setEnabled(bool(self._members))
        if member is None:
            self.detail.show_pairs("", ())
            self.portrait.hide()
            return
        content = self.desk.application.file(member.portrait) if member.portrait else None
        picture = thumbnail(content, theme.scaled(_PORTRAIT))
        self.portrait.setPixmap(picture)
        self.portrait.setVisible(not picture.isNull())
        self.detail.show_pairs(f"{member.prefix} {member.name}".strip(), (*_pairs(member), *self._contacts(member)))

    def _contacts(self, member: ParticipantRow) -> tuple[tuple[Lazy, str], ...]:
        known = self.ask_now(contacts_of((member.person_id,)), {}) or {}
        titles = {choice.code: choice.title for choice in CONTACT_KINDS}
        return tuple((titles[contact.contact_kind], contact.value) for contact in known.get(member.person_id, ()))

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


def _line(rank: int, row: ParticipantRow) -> MemberLine:
    name = two_lines(f"{row.prefix} {row.name}".strip(), function_of(row.function, row.organisation))
    # Most are members: the short word leaves room for the names.
    role = _("member") if row.role is ParticipantRole.MEMBER else title_of(PARTICIPANT_ROLES, row.role)
    return MemberLine(
        id=row.id,
        rank=str(rank),
        name=name,
        plain_name=row.name,
        role=_("head of the delegation") if row.head else role,
        languages=language_codes(row.preferred_language, row.languages),
        stay=_stay_lines(row),
        portrait=row.portrait,
        head=row.head,
    )


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


def _named(text: str) -> PersonDraft:
    """Begin a person with what was typed: the last word is the family name."""
    given, _blank, family = text.strip().rpartition(" ")
    return PersonDraft(given_names=given, family_name=family)
