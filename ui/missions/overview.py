"""The overview of a mission: what it is, what is still open, who has to do with it, and how its dates went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.domains.missions import queries
from app.domains.missions.commands import AddParty, EditMission, EditParty, RemoveParty
from app.domains.missions.drafts import PartyDraft
from app.domains.missions.fields import MISSION_CHANGE_FORM, PARTY_FORM
from app.domains.missions.queries import MissionCard, PartyRow, ScheduleRow
from app.domains.missions.vocabulary import DIRECTIONS, EDIT_MISSIONS, KINDS, LEVELS, PARTY_ROLES, STATES
from app.domains.people.vocabulary import ORGANISATION, PERSON
from app.kernel.commands import Command
from app.kernel.errors import Finding, Severity
from app.kernel.fields import Column, ColumnKind
from app.kernel.ids import Ref
from app.kernel.translated import Lazy, lazy, lazy_count
from ui.kit.controls import Action, Label, push_button
from ui.kit.desk import Desk
from ui.kit.dialogs import FormDialog
from ui.kit.forms import scrolled
from ui.kit.language import _, spoken
from ui.kit.pages import Page
from ui.kit.parts import ActionButton, FindingButton, Lines, Section, ShortTable, SideBySide
from ui.kit.theme import theme
from ui.missions.words import place_of, title_of, two_lines

_FINDINGS_SHOWN = 12
_SEVERITIES = {Severity.BLOCKS: lazy("Error"), Severity.WARNS: lazy("Attention"), Severity.NOTES: lazy("Note")}


@dataclass(frozen=True, slots=True)
class PartyLine:
    """A party as it stands in the table."""

    id: str
    role: str
    name: str
    remark: str


PARTY_COLUMNS = (
    Column("role", lazy("Role"), width=13),
    Column("name", lazy("Name and function"), stretch=True, width=40),
    Column("remark", lazy("Remark"), width=18),
)
DATE_COLUMNS = (
    Column("state", lazy("Status"), ColumnKind.BADGE, badges=dict(STATES), width=12),
    Column("dates", lazy("Dates"), stretch=True, width=26),
)


@dataclass(frozen=True, slots=True)
class DateLine:
    """A set of dates or a decision as it stands in the table."""

    id: str
    state: str
    dates: str


class OverviewTab(Page):
    """Key facts, open points, parties, and the history of the dates. The workspace hands it what it has read.

    Signals:
        place_wanted: a finding was chosen; its place should be shown (`Finding`).
    """

    place_wanted = Signal(object)

    def __init__(self, desk: Desk, mission_id: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.mission_id = mission_id
        self._card: MissionCard | None = None
        self._findings: tuple[Finding, ...] = ()
        self._all_findings = False
        self._may = desk.application.user.may(EDIT_MISSIONS)
        self._build()
        self._build_actions()
        self._connect()

    def show_mission(self, card: MissionCard, findings: Sequence[Finding]) -> None:
        """Show what the workspace has read."""
        self._card, self._findings = card, tuple(findings)
        self.retranslate()

    def retranslate(self) -> None:
        """Write everything in the language of the screen."""
        if self._card is None:
            return
        self._show_facts(self._card)
        self._show_findings()
        self.parties.put([_party_line(party) for party in self._card.parties])
        self.parties.setVisible(bool(self._card.parties))
        self._no_parties.setVisible(not self._card.parties)
        self._first_party.setVisible(self._may and not self._card.parties)
        self.dates.put([_date_line(schedule) for schedule in self._card.schedules])
        self._dates_section.setVisible(bool(self._card.schedules))
        self._settle()

    # --- what is done here -----------------------------------------------------------------------------------------

    @Slot()
    def edit(self) -> None:
        """Change the facts of the mission."""
        self.edit_at("")

    def edit_at(self, key: str) -> None:
        """Change the facts of the mission, beginning with the field *key*."""
        draft = self.ask_now(queries.mission_draft(self.mission_id))
        if draft is None:
            return
        dialog = FormDialog.show_for(
            self, self.desk, MISSION_CHANGE_FORM, draft, lazy("Change mission"), self._edit_command, key=f"mission/{self.mission_id}"
        )
        if key in dialog.form.editors:
            dialog.form.editors[key].focus()

    @Slot()
    def add_party(self) -> None:
        """Name an organiser, a host, a counterpart or a guest."""
        FormDialog.show_for(
            self,
            self.desk,
            PARTY_FORM,
            PartyDraft(),
            lazy("Add organiser, host, counterpart or guest"),
            self._add_party_command,
            key=f"mission/{self.mission_id}/party/new",
            verb=lazy("Add"),
        ).saved.connect(self._on_party_added)

    @Slot()
    def edit_party(self) -> None:
        """Change the party that is chosen."""
        if (id := self.parties.current_id()) is None or (draft := self.ask_now(queries.party_draft(id))) is None:
            return

        def command(before: PartyDraft, after: PartyDraft) -> Command[str]:
            return EditParty(id, before, after)

        FormDialog.show_for(self, self.desk, PARTY_FORM, draft, lazy("Change party"), command, key=f"party/{id}")

    @Slot()
    def remove_party(self) -> None:
        """Take the chosen party away; Undo brings it back."""
        if (party := self._party(self.parties.current_id())) is not None:
            self.perform(RemoveParty(party.id))

    @Slot()
    def open_party(self) -> None:
        """Show the person or the organisation."""
        if (party := self._party(self.parties.current_id())) is None:
            return
        if party.person_id:
            self.open(Ref(PERSON, party.person_id))
        elif party.organisation_id:
            self.open(Ref(ORGANISATION, party.organisation_id))

    # --- building --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        columns = QWidget(), QWidget()
        left, right = (QVBoxLayout(column) for column in columns)
        for column in (left, right):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(26)
        self._facts_section = Section(lazy("Key facts"))
        self._facts = QGridLayout()
        self._facts.setContentsMargins(0, 4, 0, 0)
        self._facts.setHorizontalSpacing(theme.scaled(16))
        self._facts.setVerticalSpacing(theme.scaled(7))
        self._facts.setColumnStretch(1, 1)
        self._facts_section.body.addLayout(self._facts)
        self._fact_labels: list[Label] = []
        self._parties_section = Section(lazy("Organisers, hosts, counterparts and guests"))
        self.parties = ShortTable(lazy("Organisers, hosts, counterparts and guests"), PARTY_COLUMNS, fitted=True)
        self._no_parties = Label(lazy("Nobody has been named yet: who organises, who receives, who is met?"), "quiet", wrap=True)
        self._parties_section.add(self.parties)
        self._parties_section.add(self._no_parties)
        self._findings_section = Section(lazy("Open points"))
        self._finding_lines = Lines()
        self._findings_section.add(self._finding_lines)
        self._all_button = push_button(lazy("Show all"))
        self._all_button.setProperty("quiet", True)
        self._findings_section.body.addWidget(self._all_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._dates_section = Section(lazy("History of the dates"))
        self.dates = ShortTable(lazy("History of the dates"), DATE_COLUMNS, fitted=True)
        self._dates_section.add(self.dates)
        left.addWidget(self._facts_section)
        left.addWidget(self._parties_section)
        left.addStretch(1)
        right.addWidget(self._findings_section)
        right.addWidget(self._dates_section)
        right.addStretch(1)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 10, 12, 16)
        inside.addWidget(SideBySide(*columns, (3, 2), 900, 36))
        inside.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(holder))

    def _build_actions(self) -> None:
        self.edit_action = self._action(lazy("Change the facts"), "edit", self.edit, "Ctrl+E")
        self.add_party_action = self._action(lazy("Add party"), "plus", self.add_party)
        self.edit_party_action = self._action(lazy("Change party"), "edit", self.edit_party, "F2")
        self.remove_party_action = self._action(lazy("Remove party"), "remove", self.remove_party, "Del")
        self.open_party_action = self._action(lazy("Open person or organisation"), "external", self.open_party)
        self.open_party_action.setVisible(True)
        self.addActions([self.edit_action, self.add_party_action])
        self.parties.act(self.open_party_action, self.edit_party_action, self.remove_party_action)
        self._facts_section.add_button(ActionButton(self.edit_action))
        for action in (self.edit_party_action, self.remove_party_action, self.add_party_action):
            self._parties_section.add_button(ActionButton(action, text=False))
        self._first_party = ActionButton(self.add_party_action)
        self._parties_section.body.addWidget(self._first_party, 0, Qt.AlignmentFlag.AlignLeft)

    def _connect(self) -> None:
        self.parties.selected.connect(self._settle)
        self.parties.opened.connect(self.open_party)
        self._all_button.clicked.connect(self._on_all_wanted)

    def _action(self, text: Lazy, icon: str, act: object, shortcut: str = "") -> Action:
        action = Action(text, icon, shortcut, self)
        action.triggered.connect(act)
        action.setVisible(self._may)
        return action

    # --- showing ---------------------------------------------------------------------------------------------------

    def _show_facts(self, card: MissionCard) -> None:
        draft, formats = card.draft, spoken.wording.formats
        place = place_of(draft.venue, draft.city, draft.country)
        pairs = (
            (lazy("Dates"), formats.period(draft.starts, draft.ends) or _("not known yet")),
            (lazy("Place"), place),
            (lazy("Kind"), title_of(KINDS, draft.mission_kind)),
            (lazy("Direction"), title_of(DIRECTIONS, draft.direction)),
            (lazy("Head of the delegation"), card.head),
            (lazy("Clock"), draft.zone.rpartition("/")[2].replace("_", " ")),
            (lazy("Confidentiality"), title_of(LEVELS, draft.level)),
            (lazy("Purpose"), spoken.wording.text(draft.purpose)),
            (lazy("Notes"), draft.notes),
        )
        for label in self._fact_labels:
            self._facts.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._fact_labels = []
        for number, (name, text) in enumerate(pair for pair in pairs if pair[1]):
            title = Label(name, "quiet", wrap=True)
            title.setFixedWidth(theme.scaled(150))
            content = Label(text, wrap=True)
            content.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._facts.addWidget(title, number, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(content, number, 1, Qt.AlignmentFlag.AlignTop)
            self._fact_labels += [title, content]

    def _show_findings(self) -> None:
        if not self._findings:
            self._finding_lines.put([Label(lazy("Nothing is open: everything that is known fits together."), "quiet", wrap=True)])
            self._all_button.hide()
            return
        shown = self._findings if self._all_findings else self._findings[:_FINDINGS_SHOWN]
        buttons: list[QWidget] = []
        for finding in shown:
            button = FindingButton(finding)
            button.name(_("{severity}: {sentence}", severity=_SEVERITIES[finding.severity], sentence=finding.message))
            button.chosen.connect(self.place_wanted)
            buttons.append(button)
        self._finding_lines.put(buttons)
        rest = len(self._findings) - len(shown)
        self._all_button.setVisible(bool(rest))
        self._all_button.setText(_(lazy_count("Show {number} more", "Show {number} more", rest)))

    def _party(self, id: str | None) -> PartyRow | None:
        parties = self._card.parties if self._card is not None else ()
        return next((party for party in parties if party.id == id), None)

    def _edit_command(self, before: object, after: object) -> Command[str]:
        return EditMission(self.mission_id, before, after)  # type: ignore[arg-type]

    def _add_party_command(self, _before: object, after: PartyDraft) -> Command[str]:
        return AddParty(self.mission_id, after)

    @Slot(object)
    def _on_party_added(self, id: object) -> None:
        self.parties.select(str(id))

    @Slot()
    def _settle(self) -> None:
        chosen = self.parties.current_id() is not None
        for action in (self.edit_party_action, self.remove_party_action, self.open_party_action):
            action.setEnabled(chosen)

    @Slot()
    def _on_all_wanted(self) -> None:
        self._all_findings = True
        self._show_findings()


def _party_line(party: PartyRow) -> PartyLine:
    text = spoken.wording.text
    name = f"{party.prefix} {text(party.name)}".strip()
    return PartyLine(party.id, title_of(PARTY_ROLES, party.role), two_lines(name, party.function, party.organisation), party.remark)


def _date_line(schedule: ScheduleRow) -> DateLine:
    formats = spoken.wording.formats
    dates = formats.period(*schedule.period)
    decided = _("decided on {day}", day=formats.day(schedule.decided_on)) if schedule.decided_on else ""
    below = [text for text in (schedule.reason, schedule.remark, decided) if text]
    first = dates or (below.pop(0) if below else _("dates not known yet"))
    return DateLine(schedule.id, schedule.state, two_lines(first, *below))
