"""How the delegation travels and where it sleeps: journeys with their passengers, hotels with their rooms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import TypeVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QSplitter, QStackedLayout, QVBoxLayout, QWidget

from app.domains.missions import queries
from app.domains.missions.commands import (
    AddRoom,
    AddStay,
    AddTransport,
    EditRoom,
    EditStay,
    EditTransport,
    RemoveRoom,
    RemoveStay,
    RemoveTransport,
)
from app.domains.missions.conflicts import WITHOUT_BED, WITHOUT_SEAT
from app.domains.missions.drafts import RoomDraft, StayDraft, TransportDraft
from app.domains.missions.fields import ROOM_FORM, STAY_FORM, TRANSPORT_FORM
from app.domains.missions.queries import ParticipantRow, RoomRow, StayRow, TransportRow
from app.domains.missions.vocabulary import EDIT_MISSIONS, MISSION, ROOM_KINDS, TRANSPORT_KINDS
from app.domains.people.vocabulary import PERSON
from app.kernel.changes import Changes
from app.kernel.commands import Command
from app.kernel.errors import Finding
from app.kernel.fields import Column, Field
from app.kernel.translated import Lazy, lazy, lazy_count
from ui.kit.controls import Action
from ui.kit.desk import Desk
from ui.kit.dialogs import FormDialog
from ui.kit.forms import FindingLine, scrolled
from ui.kit.language import _, spoken
from ui.kit.pages import MARGIN, DetailPane, Page
from ui.kit.parts import ActionButton, Lines, Section, ShortTable
from ui.kit.theme import theme
from ui.kit.views import EmptyState
from ui.missions.chooser import Candidate, PeopleEditor
from ui.missions.words import days, title_of, two_lines

D = TypeVar("D", TransportDraft, RoomDraft)

PASSENGERS = Field("passengers", lazy("Passengers"))
OCCUPANTS = Field("occupants", lazy("Who sleeps here"))


@dataclass(frozen=True, slots=True)
class JourneyLine:
    """A journey as it stands in the table."""

    id: str
    journey: str
    departs: str
    arrives: str
    people: str


@dataclass(frozen=True, slots=True)
class BedLine:
    """A hotel, or a room below it, as it stands in the table."""

    id: str
    place: str
    kind: str
    people: str
    heading: bool = False


JOURNEY_COLUMNS = (
    Column("journey", lazy("Journey"), stretch=True, width=30),
    Column("departs", lazy("Leaves"), width=19),
    Column("arrives", lazy("Arrives"), width=19),
    Column("people", lazy("Passengers"), stretch=True, width=26),
)
BED_COLUMNS = (
    Column("place", lazy("Hotel and room"), stretch=True, width=34),
    Column("kind", lazy("Kind"), width=18),
    Column("people", lazy("Who sleeps here"), stretch=True, width=32),
)


class LogisticsTab(Page):
    """Journeys above, hotels with their rooms below, what is chosen at the right; and above all, who has no place yet."""

    def __init__(self, desk: Desk, mission_id: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.mission_id = mission_id
        self._delegation: tuple[ParticipantRow, ...] = ()
        self._journeys: dict[str, TransportRow] = {}
        self._stays: dict[str, StayRow] = {}
        self._rooms: dict[str, RoomRow] = {}
        self._findings: tuple[Finding, ...] = ()
        self._awaited: str | None = None
        self._may = desk.application.user.may(EDIT_MISSIONS)
        self._build()
        self._build_actions()
        self._connect()

    def concerns(self, changes: Changes) -> bool:
        """Tell whether the mission, or the name of somebody in it, was touched."""
        return changes.touch(MISSION, self.mission_id) or changes.touch(PERSON)

    def read(self) -> None:
        """Read journeys, hotels and the delegation that needs places in them."""
        self._delegation = tuple(self.ask_now(queries.delegation(self.mission_id), ()) or ())
        self._journeys = {row.id: row for row in self.ask_now(queries.transports(self.mission_id), ()) or ()}
        self._stays = {row.id: row for row in self.ask_now(queries.stays(self.mission_id), ()) or ()}
        self._rooms = {room.id: room for stay in self._stays.values() for room in stay.rooms}
        said = self.ask_now(queries.findings(self.mission_id), []) or []
        self._findings = tuple(finding for finding in said if finding.rule in (WITHOUT_SEAT, WITHOUT_BED))
        self.retranslate()
        if self._awaited is not None:
            awaited, self._awaited = self._awaited, None
            self.reveal(awaited)
        elif self._chosen_id() is None:
            (self.journeys if self._journeys else self.beds).select_first()

    def retranslate(self) -> None:
        """Write everything in the language of the screen."""
        self.journeys.put([_journey_line(row) for row in self._journeys.values()])
        self.beds.put([line for stay in self._stays.values() for line in _bed_lines(stay)])
        self._journey_stack.setCurrentIndex(0 if self._journeys else 1)
        self._bed_stack.setCurrentIndex(0 if self._stays else 1)
        self._finding_lines.put([FindingLine(finding) for finding in self._findings])
        self._side.setVisible(bool(self._journeys or self._stays))
        self._settle()

    def reveal(self, id: str) -> None:
        """Choose a journey, a hotel or a room, now or when they have been read."""
        for table in (self.journeys, self.beds):
            if table.select(id):
                table.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self._awaited = id

    # --- journeys --------------------------------------------------------------------------------------------------

    @Slot()
    def add_transport(self) -> None:
        """Enter a train, a flight, a car."""
        dialog = FormDialog.show_for(
            self,
            self.desk,
            TRANSPORT_FORM,
            self._new_transport(),
            lazy("Add transport"),
            self._add_transport_command,
            key=f"mission/{self.mission_id}/transport/new",
            verb=lazy("Add"),
            editors=(self._passengers(None),),
        )
        dialog.saved.connect(self._on_made)

    @Slot()
    def edit_transport(self) -> None:
        """Change the journey that is chosen, and who travels."""
        if (id := self.journeys.current_id()) is None or (draft := self.ask_now(queries.transport_draft(id))) is None:
            return

        def command(before: TransportDraft, after: TransportDraft) -> Command[str]:
            return EditTransport(id, before, after)

        title, key = lazy("Change transport"), f"transport/{id}"
        FormDialog.show_for(
            self, self.desk, TRANSPORT_FORM, self._in_order(draft, "passengers"), title, command, key=key, editors=(self._passengers(id),)
        )

    @Slot()
    def remove_transport(self) -> None:
        """Remove the journey that is chosen; Undo brings it back."""
        if (id := self.journeys.current_id()) is not None:
            self.perform(RemoveTransport(id))

    # --- hotels and rooms ------------------------------------------------------------------------------------------

    @Slot()
    def add_stay(self) -> None:
        """Enter a hotel."""
        dialog = FormDialog.show_for(
            self,
            self.desk,
            STAY_FORM,
            self._new_stay(),
            lazy("Add hotel"),
            self._add_stay_command,
            key=f"mission/{self.mission_id}/stay/new",
            verb=lazy("Add"),
        )
        dialog.saved.connect(self._on_made)

    @Slot()
    def add_room(self) -> None:
        """Enter a room of the hotel that is chosen."""
        if (stay := self._stay()) is None:
            return

        def command(_before: RoomDraft, after: RoomDraft) -> Command[str]:
            return AddRoom(stay.id, after)

        title, key, verb = lazy("Add room in {hotel}", hotel=stay.hotel), f"stay/{stay.id}/room/new", lazy("Add")
        dialog = FormDialog.show_for(
            self, self.desk, ROOM_FORM, RoomDraft(), title, command, key=key, verb=verb, editors=(self._occupants(None),)
        )
        dialog.saved.connect(self._on_made)

    @Slot()
    def edit_place(self) -> None:
        """Change the hotel or the room that is chosen."""
        id = self.beds.current_id()
        if id in self._rooms:
            self._edit_room(id)
        elif id in self._stays:
            self._edit_stay(id)

    @Slot()
    def remove_place(self) -> None:
        """Remove the room, or the hotel with its rooms, that is chosen; Undo brings it back."""
        id = self.beds.current_id()
        if id in self._rooms:
            self.perform(RemoveRoom(id))
        elif id in self._stays:
            self.perform(RemoveStay(id))

    def _edit_stay(self, id: str) -> None:
        if (draft := self.ask_now(queries.stay_draft(id))) is None:
            return

        def command(before: StayDraft, after: StayDraft) -> Command[str]:
            return EditStay(id, before, after)

        FormDialog.show_for(self, self.desk, STAY_FORM, draft, lazy("Change hotel"), command, key=f"stay/{id}")

    def _edit_room(self, id: str) -> None:
        if (draft := self.ask_now(queries.room_draft(id))) is None:
            return

        def command(before: RoomDraft, after: RoomDraft) -> Command[str]:
            return EditRoom(id, before, after)

        title, key = lazy("Change room"), f"room/{id}"
        FormDialog.show_for(
            self, self.desk, ROOM_FORM, self._in_order(draft, "occupants"), title, command, key=key, editors=(self._occupants(id),)
        )

    # --- building --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._finding_lines = Lines(4)
        self._journey_section = Section(lazy("Transport"))
        self.journeys = ShortTable(lazy("Transport"), JOURNEY_COLUMNS)
        no_journeys = EmptyState(
            lazy("Nobody travels yet: enter the first train, flight or car."), lazy("Add transport") if self._may else None, "trips"
        )
        no_journeys.wanted.connect(self.add_transport)
        self._journey_stack = _stack(self._journey_section, self.journeys, no_journeys)
        self._bed_section = Section(lazy("Hotels and rooms"))
        self.beds = ShortTable(lazy("Hotels and rooms"), BED_COLUMNS)
        no_beds = EmptyState(
            lazy("Nobody sleeps anywhere yet: enter the hotel, then its rooms."), lazy("Add hotel") if self._may else None, "organisation"
        )
        no_beds.wanted.connect(self.add_stay)
        self._bed_stack = _stack(self._bed_section, self.beds, no_beds)
        left = QWidget()
        left_layout = QVBoxLayout(left)
        left_layout.setContentsMargins(0, 10, MARGIN, 0)
        left_layout.setSpacing(14)
        left_layout.addWidget(self._finding_lines)
        left_layout.addWidget(self._journey_section, 1)
        left_layout.addWidget(self._bed_section, 1)
        self.detail = DetailPane()
        holder = QWidget()
        holder_layout = QVBoxLayout(holder)
        holder_layout.setContentsMargins(0, 0, 8, 0)
        holder_layout.addWidget(self.detail)
        self._side = QWidget()
        side_layout = QVBoxLayout(self._side)
        side_layout.setContentsMargins(MARGIN, 16, 0, 0)
        side_layout.addWidget(scrolled(holder))
        self._side.setMinimumWidth(theme.scaled(290))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(self._side)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([690, 340])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)

    def _build_actions(self) -> None:
        self.add_transport_action = self._action(lazy("Add transport"), "plus", self.add_transport, "Ctrl+N")
        self.edit_transport_action = self._action(lazy("Change transport"), "edit", self.edit_transport, "F2")
        self.remove_transport_action = self._action(lazy("Remove transport"), "remove", self.remove_transport, "Del")
        self.add_stay_action = self._action(lazy("Add hotel"), "plus", self.add_stay, "Ctrl+Shift+N")
        self.add_room_action = self._action(lazy("Add room"), "plus", self.add_room)
        self.edit_place_action = self._action(lazy("Change hotel or room"), "edit", self.edit_place, "F2")
        self.remove_place_action = self._action(lazy("Remove hotel or room"), "remove", self.remove_place, "Del")
        self.addActions([self.add_transport_action, self.add_stay_action, self.add_room_action])
        self.journeys.act(self.edit_transport_action, self.remove_transport_action)
        self.beds.act(self.add_room_action, self.edit_place_action, self.remove_place_action)
        for action in (self.edit_transport_action, self.remove_transport_action):
            self._journey_section.add_button(ActionButton(action, text=False))
        self._journey_section.add_button(ActionButton(self.add_transport_action))
        for action in (self.edit_place_action, self.remove_place_action):
            self._bed_section.add_button(ActionButton(action, text=False))
        for action in (self.add_room_action, self.add_stay_action):
            self._bed_section.add_button(ActionButton(action))

    def _connect(self) -> None:
        self.journeys.selected.connect(self._on_journey_chosen)
        self.journeys.opened.connect(self.edit_transport)
        self.beds.selected.connect(self._on_bed_chosen)
        self.beds.opened.connect(self.edit_place)

    def _action(self, text: Lazy, icon: str, act: object, shortcut: str = "") -> Action:
        action = Action(text, icon, shortcut, self)
        action.triggered.connect(act)
        action.setVisible(self._may)
        return action

    # --- the rest --------------------------------------------------------------------------------------------------

    def _add_transport_command(self, _before: TransportDraft, after: TransportDraft) -> Command[str]:
        return AddTransport(self.mission_id, after)

    def _add_stay_command(self, _before: StayDraft, after: StayDraft) -> Command[str]:
        return AddStay(self.mission_id, after)

    def _new_transport(self) -> TransportDraft:
        """Begin with the journey out: the first day, to the clock of the mission."""
        mission = self.ask_now(queries.mission_draft(self.mission_id))
        if mission is None:
            return TransportDraft()
        first = mission.starts.exact if mission.starts else None
        if self._journeys:
            return TransportDraft(departs_zone=mission.zone, arrives_zone=mission.zone)
        return TransportDraft(departs_on=first, arrives_on=first, arrives_zone=mission.zone)

    def _new_stay(self) -> StayDraft:
        mission = self.ask_now(queries.mission_draft(self.mission_id))
        if mission is None:
            return StayDraft()
        first = mission.starts.exact if mission.starts else None
        last = mission.ends.exact if mission.ends else None
        return StayDraft(checks_in=first, checks_out=last if last != first else None)

    def _passengers(self, journey: str | None) -> PeopleEditor:
        taken = {row.id: row.passengers for row in self._journeys.values() if row.id != journey}
        names = {row.id: _route(row) for row in self._journeys.values()}
        return PeopleEditor(PASSENGERS, self._candidates(taken, names))

    def _occupants(self, room: str | None) -> PeopleEditor:
        taken = {row.id: row.occupants for row in self._rooms.values() if row.id != room}
        names = {row.id: _room_name(row) for row in self._rooms.values()}
        return PeopleEditor(OCCUPANTS, self._candidates(taken, names))

    def _candidates(self, taken: Mapping[str, Sequence[str]], names: Mapping[str, str]) -> list[Candidate]:
        return [
            Candidate(row.id, row.name, ", ".join(names[place] for place, people in taken.items() if row.id in people))
            for row in self._delegation
        ]

    def _in_order(self, draft: D, key: str) -> D:
        """Give the people of a draft in the order in which the list of the form gives them back."""
        people = set(getattr(draft, key))
        return replace(draft, **{key: tuple(row.id for row in self._delegation if row.id in people)})  # type: ignore[type-var]

    def _stay(self) -> StayRow | None:
        id = self.beds.current_id()
        own = next((stay for stay in self._stays.values() if stay.id == id or any(room.id == id for room in stay.rooms)), None)
        return own or next(iter(self._stays.values()), None)

    def _chosen_id(self) -> str | None:
        return self.journeys.current_id() or self.beds.current_id()

    def _settle(self) -> None:
        journey, place = self.journeys.current_id() is not None, self.beds.current_id() is not None
        for action, able in (
            (self.edit_transport_action, journey),
            (self.remove_transport_action, journey),
            (self.edit_place_action, place),
            (self.remove_place_action, place),
            (self.add_room_action, bool(self._stays)),
        ):
            action.setEnabled(able)
        self._show_chosen()

    def _show_chosen(self) -> None:
        id = self._chosen_id()
        if id in self._journeys:
            self.detail.show_pairs(_route(self._journeys[id]), _journey_pairs(self._journeys[id]))
        elif id in self._rooms and (stay := self._stay()) is not None:
            self.detail.show_pairs(_room_name(self._rooms[id]), _room_pairs(self._rooms[id], stay))
        elif id in self._stays:
            self.detail.show_pairs(self._stays[id].hotel, _stay_pairs(self._stays[id]))
        else:
            self.detail.show_pairs("", ())

    @Slot(object)
    def _on_journey_chosen(self, id: object) -> None:
        if id is not None:
            _unchoose(self.beds)
        self._settle()

    @Slot(object)
    def _on_bed_chosen(self, id: object) -> None:
        if id is not None:
            _unchoose(self.journeys)
        self._settle()

    @Slot(object)
    def _on_made(self, id: object) -> None:
        self.reveal(str(id))


def _stack(section: Section, table: QWidget, empty: QWidget) -> QStackedLayout:
    body = QWidget()
    stack = QStackedLayout(body)
    stack.addWidget(table)
    stack.addWidget(empty)
    section.add(body, 1)
    return stack


def _unchoose(table: ShortTable) -> None:
    table.clearSelection()
    table.setCurrentIndex(table.rootIndex())


def _route(row: TransportRow) -> str:
    return f"{row.from_place} → {row.to_place}"


def _clock(day: date | None, at: time | None) -> str:
    """Write a day above a time; what is not known is left out."""
    formats = spoken.wording.formats
    if day is None:
        return _("not known yet")
    return two_lines(formats.time(at), formats.day(day)) if at is not None else formats.day(day)


def _people(names: Sequence[str]) -> str:
    """Write how many people, above who they are."""
    if not names:
        return ""
    return two_lines(_(lazy_count("{number} person", "{number} people", len(names))), ", ".join(names))


def _train(row: TransportRow) -> str:
    return " ".join(part for part in (row.carrier, row.number) if part)


def _journey_line(row: TransportRow) -> JourneyLine:
    return JourneyLine(
        id=row.id,
        journey=two_lines(_route(row), title_of(TRANSPORT_KINDS, row.transport_kind), _train(row)),
        departs=_clock(row.departs_on, row.departs_at),
        arrives=_clock(row.arrives_on, row.arrives_at),
        people=_people(row.passenger_names),
    )


def _bed_lines(stay: StayRow) -> list[BedLine]:
    sleepers = sum(len(room.occupants) for room in stay.rooms)
    rooms = lazy_count("{number} room", "{number} rooms", len(stay.rooms))
    people = _(lazy_count("{number} person", "{number} people", sleepers)) if sleepers else ""
    heading = BedLine(stay.id, two_lines(stay.hotel, days(stay.checks_in, stay.checks_out)), _(rooms), people, heading=True)
    return [heading, *(_room_line(room) for room in stay.rooms)]


def _room_line(room: RoomRow) -> BedLine:
    # Room names stand a little to the right, below their hotel.
    return BedLine(room.id, f"      {_room_name(room)}", title_of(ROOM_KINDS, room.room_kind), ", ".join(room.occupant_names))


def _room_name(room: RoomRow) -> str:
    return _("Room {number}", number=room.number) if room.number else _("Room without a number")


def _journey_pairs(row: TransportRow) -> tuple[tuple[Lazy, str | Lazy], ...]:
    return (
        (lazy("Kind"), title_of(TRANSPORT_KINDS, row.transport_kind)),
        (lazy("Carrier and number"), _train(row)),
        (lazy("Leaves"), _moment(row.departs_on, row.departs_at, row.departs_zone)),
        (lazy("Arrives"), _moment(row.arrives_on, row.arrives_at, row.arrives_zone)),
        (lazy("Driver"), row.driver),
        (lazy("Booking reference"), row.reference),
        (lazy("Remark"), row.remark),
        (lazy("Passengers"), "\n".join(row.passenger_names) or lazy("Nobody yet")),
    )


def _moment(day: date | None, at: time | None, zone: str) -> str:
    formats = spoken.wording.formats
    if day is None:
        return _("not known yet")
    written = formats.day(day, weekday=True)
    if at is None:
        return written
    return _("{day}, {time} ({city})", day=written, time=formats.time(at), city=zone.rpartition("/")[2].replace("_", " "))


def _stay_pairs(stay: StayRow) -> tuple[tuple[Lazy, str | Lazy], ...]:
    return (
        (lazy("Nights"), days(stay.checks_in, stay.checks_out)),
        (lazy("Address"), stay.address),
        (lazy("Telephone"), stay.phone),
        (lazy("Booking reference"), stay.reference),
        (lazy("Remark"), stay.remark),
    )


def _room_pairs(room: RoomRow, stay: StayRow) -> tuple[tuple[Lazy, str | Lazy], ...]:
    return (
        (lazy("Hotel"), stay.hotel),
        (lazy("Nights"), days(stay.checks_in, stay.checks_out)),
        (lazy("Kind"), title_of(ROOM_KINDS, room.room_kind)),
        (lazy("Who sleeps here"), "\n".join(room.occupant_names) or lazy("Nobody yet")),
        (lazy("Remark"), room.remark),
    )
