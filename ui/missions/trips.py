"""The service trips of a mission: who has asked, with whom each file lies, what they cost and weigh together.

Those of a mission that is cancelled are cancelled together, by whoever decides it here: no trip ends by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domains.missions.queries import missions
from app.domains.missions.vocabulary import MISSION, PARTICIPANT, MissionState
from app.domains.trips.commands.drafting import BeginTripsOfMission
from app.domains.trips.commands.following import STOPPABLE, CancelTripsOfMission
from app.domains.trips.fields import TRIPS
from app.domains.trips.queries.files import TripRow, trips_of_mission
from app.domains.trips.vocabulary import HANDLE_TRIPS, REQUEST_TRIPS, SEE_TRIPS, TRIP, CancelReason, State
from app.kernel.changes import Changes
from app.kernel.errors import Finding
from app.kernel.fields import Field
from app.kernel.ids import Ref
from app.kernel.money import Money, total
from app.kernel.translated import lazy, lazy_count
from ui.kit.asking import AskLine
from ui.kit.controls import Label, push_button
from ui.kit.desk import Desk
from ui.kit.flow import FlowLayout
from ui.kit.language import _, spoken
from ui.kit.pages import Page
from ui.kit.tables import RecordTable
from ui.kit.theme import theme
from ui.kit.views import TableView

_SHOWN = ("number", "travellers", "state", "line", "period", "total", "kilograms")
_COUNTED_NOT = (State.REFUSED, State.CANCELLED)
_EMPTY = lazy("Nobody has asked for a trip yet. One click begins a request for each traveller of the delegation.")
_OVER = lazy("The mission is cancelled, and nobody had asked for a trip.")
_REASON = Field("remark", lazy("Reason"), required=True, limit=500)


class TripsTab(Page):
    """The trips in a table, their totals, one button that begins a request for each traveller, and one that cancels all of them."""

    def __init__(self, desk: Desk, mission_id: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._mission = mission_id
        self._rows: Sequence[TripRow] = ()
        self.begin_button = push_button(lazy("Begin requests for its travellers"), "plus", primary=True)
        self.begin_button.clicked.connect(self.begin)
        self.cancel_button = push_button(lazy("Cancel all trips"), "close")
        self.cancel_button.clicked.connect(self.cancel_all)
        self.asking = AskLine(desk.application, self)
        self.asking.closed.connect(self.cancel_button.setFocus)
        self.totals = Label("", "quiet")
        self.refusal = Label("", "finding", wrap=True)
        self.refusal.hide()
        by_key = {column.key: column for column in TRIPS.register.columns}
        self.table = RecordTable([by_key[key] for key in _SHOWN], self)
        self.view = TableView(lazy("Service trips of the mission"))
        self.view.show_table(self.table)
        self.view.opened.connect(self._on_opened)
        self.empty = Label(_EMPTY, "quiet", wrap=True)
        bar = QWidget()
        line = FlowLayout(bar, spacing=14)
        line.addWidget(self.begin_button)
        line.addWidget(self.cancel_button)
        line.addWidget(self.totals)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.scaled(12), 0, 0)
        layout.setSpacing(theme.scaled(10))
        for part in (bar, self.asking, self.refusal, self.empty):
            layout.addWidget(part)
        layout.addWidget(self.view, 1)
        layout.addStretch(0)

    def title(self) -> str:
        """Name the part."""
        return _("Trips")

    def concerns(self, changes: Changes) -> bool:
        """Tell whether a trip, or the delegation, was touched."""
        return changes.touch(MISSION, self._mission) or changes.touch_any((TRIP, PARTICIPANT, *TRIPS.touched_by))

    def read(self) -> None:
        """Read the trips."""
        user = self.desk.application.user
        self._rows = (self.ask_now(trips_of_mission(self._mission), ()) or ()) if user.may(SEE_TRIPS) else ()
        cancelled = any(row.state is MissionState.CANCELLED for row in self.ask_now(missions([self._mission]), ()) or ())
        self.begin_button.setVisible(user.may(REQUEST_TRIPS) and not cancelled)
        self.cancel_button.setVisible(user.may(HANDLE_TRIPS) and cancelled and any(row.state in STOPPABLE for row in self._rows))
        self.table.show(self._rows)
        self.view.setVisible(bool(self._rows))
        self.empty.show_text(_OVER if cancelled else _EMPTY)
        self.empty.setVisible(not self._rows)
        self.retranslate()

    def retranslate(self) -> None:
        """Say the totals in the language of the screen."""
        self.totals.setText(self._told())

    @Slot()
    def begin(self) -> None:
        """Begin a request for each traveller who has none; Undo takes them all back."""
        self.refusal.hide()
        self.perform(BeginTripsOfMission(self._mission), refused=self._on_refused).then(self._on_begun)

    @Slot()
    def cancel_all(self) -> None:
        """Ask why, then cancel every trip that has not begun."""
        told = lazy("Why? Every trip of this mission that has not begun is cancelled for this reason, and that cannot be undone.")
        self.asking.ask(told, _REASON, lazy("Cancel all trips"), self._on_reason_given)

    def _told(self) -> str:
        counted = [row for row in self._rows if row.state not in _COUNTED_NOT]
        if not counted:
            return ""
        formats = spoken.wording.formats
        known = [row for row in counted if row.total is not None]
        euro = total(row.total for row in known)
        parts = [_(lazy_count("{number} trip", "{number} trips", len(counted)))]
        if known and euro is not None:
            parts.append(formats.money(Money(euro)) if len(known) == len(counted) else _("at least {amount}", amount=Money(euro)))
        if kilograms := sum(row.kilograms or 0 for row in counted):
            parts.append(_("{kg} kg CO₂e", kg=kilograms))
        return "  ·  ".join(parts)

    @Slot(object)
    def _on_refused(self, findings: tuple[Finding, ...]) -> None:
        self.refusal.show_text(findings[0].message)
        self.refusal.show()

    def _on_reason_given(self, reason: str) -> None:
        self.refusal.hide()
        command = CancelTripsOfMission(self._mission, CancelReason.OTHER, reason)
        self.perform(command, refused=self._on_refused).then(self._on_cancelled)

    @Slot(object)
    def _on_cancelled(self, number: Any) -> None:
        self.desk.operations.tell(lazy_count("{number} trip is cancelled.", "{number} trips are cancelled.", int(number)))

    @Slot(object)
    def _on_begun(self, begun: Any) -> None:
        if begun:
            self.view.select(begun[0])
            self.view.setFocus()

    @Slot(str)
    def _on_opened(self, id: str) -> None:
        self.open(Ref(TRIP, id))
