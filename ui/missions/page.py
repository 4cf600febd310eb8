"""The register of missions, and the workspace of one mission: everything about it in one place, one tab for each part."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from app.domains.checklists.vocabulary import SEE_CHECKLISTS, TASK
from app.domains.flags.terms import MISSION_FLAGS, RESERVATION, SEE_FLAGS
from app.domains.gifts.vocabulary import GIFT, GIFT_RESERVATION, SEE_GIFTS
from app.domains.missions import queries
from app.domains.missions.commands import RemoveMission
from app.domains.missions.conflicts import WITHOUT_BED, WITHOUT_SEAT
from app.domains.missions.fields import MISSION_FORM
from app.domains.missions.queries import MissionCard, MissionRow
from app.domains.missions.vocabulary import (
    DIRECTIONS,
    EDIT_MISSIONS,
    ITEM,
    KINDS,
    MISSION,
    PARTICIPANT,
    ROOM,
    STATES,
    STAY,
    TRANSPORT,
)
from app.domains.people.vocabulary import POST
from app.domains.trips.vocabulary import TRIP
from app.domains.visas.terms import CARD, INVITATION, MISSION_COUNTRY, PASSPORT, REQUEST, SEE_VISAS, VISA
from app.kernel.changes import Changes
from app.kernel.errors import Finding, Severity
from app.kernel.ids import Ref
from app.kernel.translated import Lazy, lazy, lazy_count
from ui.kit.controls import Action, ElidedLabel, Text, push_button, tool_button
from ui.kit.flow import FlowLayout
from ui.kit.language import _, spoken
from ui.kit.pages import DetailPane, Page, RecordPage
from ui.kit.parts import ActionButton, Badge, LaterTab
from ui.kit.registers import RegisterPage
from ui.missions.checklist import ChecklistTab
from ui.missions.decisions import Decisions, Subject
from ui.missions.delegation import DelegationTab
from ui.missions.flags import FlagsTab
from ui.missions.gifts import GiftsTab
from ui.missions.history import HistoryTab
from ui.missions.logistics import LogisticsTab
from ui.missions.order_bar import ORDER_RESTS_ON
from ui.missions.overview import OverviewTab
from ui.missions.papers import PapersTab
from ui.missions.programme import ProgrammeTab
from ui.missions.trips import TripsTab
from ui.missions.visas import VisasTab
from ui.missions.words import place_of, title_of

CHECKLIST, THANKS = "checklist", "thanks"  # the places of findings that mean the checklist as a whole, or a task that it lacks
FACTS = frozenset(field.key for field in MISSION_FORM.fields)  # what is wrong with them is mended in their form


class MissionsPage(RegisterPage):
    """The register of missions: the list, and a summary of the chosen one with what may be decided about it."""

    def build_actions(self) -> None:
        """Offer the decisions."""
        self.decisions = Decisions(self)
        self.decisions.cloned.connect(self._on_cloned)
        self._record_actions += self.decisions.actions()
        self.list_pane.view.offer(self._record_actions)
        self._open_action.setVisible(True)
        for action in (self._open_action, *self.decisions.actions()):
            self._summary.buttons.addWidget(ActionButton(action))

    def make_detail(self) -> QWidget:
        """Make the summary."""
        self._summary = MissionSummary()
        return self._summary

    def show_detail(self, id: str | None) -> None:
        """Show the summary of the mission *id*."""
        row = self.selected_row() if id is not None else None
        card = self.ask_now(queries.mission_card(id)) if id is not None and row is not None else None
        self.decisions.follow(_subject(card) if card is not None else None)
        self._summary.show_mission(row if card is not None else None, card)

    @Slot(str)
    def _on_cloned(self, id: str) -> None:
        self.open(Ref(MISSION, id))


class MissionSummary(QWidget):
    """The chosen mission at the right of the register."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(12)
        self.badge = Badge()
        self.detail = DetailPane()
        layout.addWidget(self.badge)
        layout.addWidget(self.detail)
        self.buttons = FlowLayout(spacing=4)
        layout.addLayout(self.buttons)
        layout.addStretch(1)

    def show_mission(self, row: MissionRow | None, card: MissionCard | None) -> None:
        """Show a mission, or nothing."""
        self.badge.setVisible(card is not None)
        if row is None or card is None:
            self.detail.show_pairs("", ())
            return
        badge, draft, formats = STATES[card.state], card.draft, spoken.wording.formats
        self.badge.show_badge(badge.title, badge.tone)
        pairs: tuple[tuple[Lazy, str | Lazy], ...] = (
            (lazy("No."), card.number),
            (lazy("Dates"), formats.period(draft.starts, draft.ends) or lazy("not known yet")),
            (lazy("Place"), place_of(draft.venue, draft.city, draft.country)),
            (lazy("Kind"), title_of(KINDS, draft.mission_kind)),
            (lazy("Direction"), title_of(DIRECTIONS, draft.direction)),
            (lazy("Head of the delegation"), card.head),
            (lazy("Delegation"), lazy_count("{number} person", "{number} people", card.participants) if card.participants else ""),
            (lazy("Programme"), lazy_count("{number} line", "{number} lines", card.items) if card.items else ""),
            (lazy("Purpose"), spoken.wording.text(draft.purpose)),
        )
        self.detail.show_pairs(spoken.wording.text(draft.title), pairs)


class HeaderLine(QWidget):
    """Below the title: the state, dates, place, direction, how many people; and the open points, which lead to their list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        self.badge = Badge()
        self.facts = ElidedLabel("", "quiet")
        self.points = push_button(lazy("Open points"), "warning")
        self.points.setProperty("quiet", True)
        layout.addWidget(self.badge)
        layout.addWidget(self.facts, 1)
        layout.addWidget(self.points)

    def show_mission(self, card: MissionCard, open_points: int) -> None:
        """Show the facts in the language of the screen."""
        badge, draft, formats = STATES[card.state], card.draft, spoken.wording.formats
        self.badge.show_badge(badge.title, badge.tone)
        people = _(lazy_count("{number} person", "{number} people", card.participants)) if card.participants else ""
        parts = (
            card.number,
            formats.period(draft.starts, draft.ends) or _("dates not known yet"),
            draft.city or (formats.country(draft.country) if draft.country else ""),
            title_of(DIRECTIONS, draft.direction),
            people,
        )
        self.facts.setText("  ·  ".join(part for part in parts if part))
        self.points.setText(_(lazy_count("{number} open point", "{number} open points", open_points)))
        self.points.setVisible(bool(open_points))


class MissionWorkspace(RecordPage):
    """One mission: a header line, and tabs that read when they are shown."""

    kind = MISSION

    def build(self) -> None:
        """Add header, tabs and buttons."""
        id = self.ref.id
        self._card: MissionCard | None = None
        self._findings: tuple[Finding, ...] = ()
        self.header = HeaderLine()
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(1, self.header)
        layout.setSpacing(6)
        self.overview = OverviewTab(self.desk, id)
        self._delegation = LaterTab(partial(DelegationTab, self.desk, id))
        self._programme = LaterTab(partial(ProgrammeTab, self.desk, id))
        self._logistics = LaterTab(partial(LogisticsTab, self.desk, id))
        self._trips = LaterTab(partial(TripsTab, self.desk, id))
        self._visas = LaterTab(partial(VisasTab, self.desk, id))
        self._flags = LaterTab(partial(FlagsTab, self.desk, id))
        self._gifts = LaterTab(partial(GiftsTab, self.desk, id))
        self._checklist = LaterTab(self._make_checklist)
        self._papers = LaterTab(self._make_papers)
        self._history = LaterTab(partial(HistoryTab, self.desk, id))
        self.add_tab(lazy("Overview"), self.overview)
        self.add_tab(lazy("Delegation"), self._delegation)
        self.add_tab(lazy("Programme"), self._programme)
        self.add_tab(lazy("Logistics"), self._logistics)
        self.add_tab(lazy("Trips"), self._trips)
        if self.desk.application.user.may(SEE_VISAS):
            self.add_tab(lazy("Visas"), self._visas)
        if self.desk.application.user.may(SEE_FLAGS):
            self.add_tab(lazy("Flags"), self._flags)
        if self.desk.application.user.may(SEE_GIFTS):
            self.add_tab(lazy("Gifts"), self._gifts)
        if self.desk.application.user.may(SEE_CHECKLISTS):
            self.add_tab(lazy("Checklist"), self._checklist)
        self.add_tab(lazy("Papers"), self._papers)
        self.add_tab(lazy("History"), self._history)
        self._build_actions()
        self.header.points.clicked.connect(self._on_points_wanted)
        self.overview.place_wanted.connect(self.show_place)
        self.decisions.cloned.connect(self._on_cloned)

    def title(self) -> str:
        """Name the mission in the language of the screen."""
        return spoken.wording.text(self._card.draft.title) if self._card is not None else super().title()

    @property
    def delegation(self) -> DelegationTab:
        """The tab of the people who travel."""
        return self._delegation.page

    @property
    def programme(self) -> ProgrammeTab:
        """The tab of the days and their lines."""
        return self._programme.page

    @property
    def logistics(self) -> LogisticsTab:
        """The tab of journeys and beds."""
        return self._logistics.page

    @property
    def trips(self) -> TripsTab:
        """The tab of the service trips."""
        return self._trips.page

    @property
    def visas(self) -> VisasTab:
        """The tab of passports, visas and invitations."""
        return self._visas.page

    @property
    def flags(self) -> FlagsTab:
        """The tab of the flags."""
        return self._flags.page

    @property
    def gifts(self) -> GiftsTab:
        """The tab of what is given and received."""
        return self._gifts.page

    @property
    def checklist(self) -> ChecklistTab:
        """The tab of what is to be done."""
        return self._checklist.page

    @property
    def papers(self) -> PapersTab:
        """The tab of the dossiers and calendars."""
        return self._papers.page

    @property
    def history(self) -> HistoryTab:
        """The tab of what was changed."""
        return self._history.page

    def concerns(self, changes: Changes) -> bool:
        """Tell whether the mission, or the name of somebody in it, was touched."""
        return super().concerns(changes) or changes.touch_any(ORDER_RESTS_ON)

    def read(self) -> None:
        """Read the facts and the open points."""
        card = self.still_there(queries.mission_card(self.ref.id))
        if card is None:
            self.header.hide()
            self.decisions.follow(None)
            return
        self._card = card
        self._findings = tuple(self.ask_now(queries.findings(self.ref.id), []) or ())
        self.header.show()
        self.tabs.setEnabled(True)
        self._show()
        self.title_changed.emit()

    def retranslate(self) -> None:
        """Name the tabs, and write the facts in the language of the screen."""
        super().retranslate()
        if self._card is not None:
            self._show()

    def actions_offered(self) -> Sequence[QAction]:
        """Give what can be done with the mission and in the tab that is shown."""
        shown = self.tabs.currentWidget()
        tab = shown.page if isinstance(shown, LaterTab) else shown
        return [*super().actions_offered(), *(tab.actions_offered() if isinstance(tab, Page) else ())]

    @Slot(object)
    @Slot(object, object)
    def show_place(self, finding: Finding, area: Text | None = None) -> None:
        """Go to what a finding is about; where that is not known, to the tab with the title *area*."""
        ref = finding.ref or self.ref
        if ref.kind == TRIP:
            self.open(ref)
        elif (tab := self._tab_of(finding, ref)) is not None:
            self.tabs.setCurrentWidget(tab)
            self._reveal(finding, ref)
        elif not self.show_area(area) or self.tabs.currentWidget() is self.overview:
            self.tabs.setCurrentWidget(self.overview)
            if finding.path in FACTS:
                self.overview.edit_at(finding.path)
        elif self.tabs.currentWidget() is self._visas:
            self.visas.reveal(finding)

    @Slot()
    def remove(self) -> None:
        """Remove the mission with all that is kept of it; Undo brings it back."""
        if self._card is not None:
            self.perform(RemoveMission(self.ref.id))

    def _tab_of(self, finding: Finding, ref: Ref) -> QWidget | None:
        by_kind: dict[str, QWidget] = {
            **dict.fromkeys((PARTICIPANT, POST), self._delegation),
            ITEM: self._programme,
            **dict.fromkeys((TRANSPORT, STAY, ROOM), self._logistics),
            **dict.fromkeys((MISSION_FLAGS, RESERVATION), self._flags),
            TASK: self._checklist,
        }
        if self.tabs.indexOf(self._visas) >= 0:
            by_kind |= dict.fromkeys((PASSPORT, REQUEST, VISA, INVITATION, MISSION_COUNTRY, CARD), self._visas)
        if self.tabs.indexOf(self._gifts) >= 0:
            by_kind |= dict.fromkeys((GIFT, GIFT_RESERVATION), self._gifts)
        by_path: dict[str, QWidget] = {
            **dict.fromkeys(("participants", "head"), self._delegation),
            **dict.fromkeys((CHECKLIST, THANKS), self._checklist),
        }
        by_rule: dict[str, QWidget] = {WITHOUT_SEAT: self._logistics, WITHOUT_BED: self._logistics}
        return by_kind.get(ref.kind) or by_path.get(finding.path) or by_rule.get(finding.rule)

    def _reveal(self, finding: Finding, ref: Ref) -> None:
        """Show the very thing in the tab that is shown now."""
        if ref.kind in (PARTICIPANT, POST):
            self.delegation.show_place(finding)
        elif ref.kind == ITEM:
            self.programme.reveal(ref.id)
        elif ref.kind in (TRANSPORT, STAY, ROOM):
            self.logistics.reveal(ref.id)
        elif ref.kind in (MISSION_FLAGS, RESERVATION):
            self.flags.reveal(finding)
        elif ref.kind == TASK:
            self.checklist.reveal(ref.id)
        elif ref.kind in (GIFT, GIFT_RESERVATION) and self.tabs.currentWidget() is self._gifts:
            self.gifts.reveal(finding)
        elif self.tabs.currentWidget() is self._visas:
            self.visas.reveal(finding)
        elif self.tabs.currentWidget() is self._checklist:
            self.checklist.take_focus()

    def _make_checklist(self) -> ChecklistTab:
        checklist = ChecklistTab(self.desk, self.ref.id)
        checklist.place_wanted.connect(self.show_place)
        return checklist

    def _make_papers(self) -> PapersTab:
        papers = PapersTab(self.desk, self.ref.id)
        papers.place_wanted.connect(self.show_place)
        return papers

    def _build_actions(self) -> None:
        self.decisions = Decisions(self)
        may = self.desk.application.user.may(EDIT_MISSIONS)
        self.remove_action = Action(lazy("Remove mission"), "remove", parent=self)
        self.remove_action.triggered.connect(self.remove)
        self.remove_action.setVisible(may)
        self.addAction(self.remove_action)
        more = tool_button(lazy("More"), "more")
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(more)
        menu.addActions([self.decisions.clone, self.decisions.postpone, self.decisions.cancel])
        menu.addSeparator()
        menu.addAction(self.remove_action)
        more.setMenu(menu)
        for action in (self.decisions.confirm, self.decisions.hold, self.decisions.postpone, self.decisions.clone):
            self.title_line.add(ActionButton(action))
        self.title_line.add(more)

    def _show(self) -> None:
        assert self._card is not None
        self.title_line.show_texts(spoken.wording.text(self._card.draft.title))
        self.header.show_mission(self._card, sum(finding.severity is not Severity.NOTES for finding in self._findings))
        self.overview.show_mission(self._card, self._findings)
        self.decisions.follow(_subject(self._card))

    @Slot()
    def _on_points_wanted(self) -> None:
        self.tabs.setCurrentWidget(self.overview)

    @Slot(str)
    def _on_cloned(self, id: str) -> None:
        self.open(Ref(MISSION, id))


def _subject(card: MissionCard) -> Subject:
    return Subject(card.id, card.draft.title, card.state, card.draft.starts, card.draft.ends)


PAGES = {MISSION: MissionsPage}
RECORD_PAGES = {MISSION: MissionWorkspace}
