"""The way: legs one below the other, the train first, and the way back in one click."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from PySide6.QtCore import Slot
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QListView

from app.domains.trips import distances
from app.domains.trips.request import Leg, Place, Request
from app.domains.trips.vocabulary import CLASSES, MODES, Mode, TravelClass
from app.kernel.errors import Finding
from app.kernel.fields import Field, FieldKind
from app.kernel.translated import lazy
from ui.kit.amounts import DecimalEditor, HoursEditor, MoneyEditor
from ui.kit.choosers import ChoiceEditor
from ui.kit.controls import tool_button
from ui.kit.editors import LineEditor, YesNoEditor
from ui.kit.language import _, spoken
from ui.trips.fields import Captioned, choice_field
from ui.trips.lines import Block
from ui.trips.moments import HOME, MomentEditor, at_zone, offset_text
from ui.trips.places import PlaceEditor

BRUSSELS = Place("Brussels", "BE", "BRU")
RAILS = frozenset({Mode.TRAIN, Mode.NIGHT_TRAIN})
LEG_MODES = tuple(choice for choice in MODES if choice.code != Mode.VIDEOCONFERENCE)
_ON_RAILS = frozenset({TravelClass.SECOND, TravelClass.FIRST})
_IN_THE_AIR = frozenset({TravelClass.ECONOMY, TravelClass.PREMIUM_ECONOMY, TravelClass.BUSINESS, TravelClass.FIRST})
_SELDOM = frozenset({"operator", "number", "distance_km", "direct"})
_USUAL = {Mode.TRAIN: TravelClass.SECOND, Mode.NIGHT_TRAIN: TravelClass.SECOND, Mode.PLANE: TravelClass.ECONOMY}


def classes_of(mode: Mode | None) -> frozenset[TravelClass]:
    """Give the classes that a means of transport has; all of them while it is not known."""
    if mode is None:
        return frozenset(TravelClass)
    if mode in RAILS:
        return _ON_RAILS
    return _IN_THE_AIR if mode is Mode.PLANE else frozenset()


def first_leg(request: Request) -> Leg:
    """Propose the first leg: from Brussels to the destination by train, when the trip begins."""
    return Leg(BRUSSELS, request.destination, Mode.TRAIN, TravelClass.SECOND, departs_at=request.departs_at)


def next_leg(request: Request) -> Leg:
    """Propose a further leg: on from where the last one ends, in the same means of transport."""
    if not request.legs:
        return first_leg(request)
    last = request.legs[-1]
    return Leg(last.to, Place(), last.mode, last.travel_class)


def way_back(legs: Sequence[Leg], returns_at: datetime | None) -> tuple[Leg, ...]:
    """Give the same way in the other direction: the legs turned round, so timed that the last one ends at *returns_at*.

    The prices stay, for a return usually costs what the way out does; the numbers of trains and flights do not.
    """
    start = legs[0].departs_at if legs else None
    return tuple(_turned(leg, start, returns_at) for leg in reversed(legs))


def is_way_out(legs: Sequence[Leg]) -> bool:
    """Tell whether the legs only lead away: the last one does not end where the first began."""
    return bool(legs) and legs[-1].to != legs[0].origin


def days_of_legs(request: Request) -> tuple[date | None, ...]:
    """Say on which day each leg is likely to be travelled: until the destination is reached on the first day of the trip, then on the last."""
    days: list[date | None] = []
    there = False
    for leg in request.legs:
        days.append(request.return_day if there else request.departure_day)
        there = there or leg.to.city == request.destination.city
    return tuple(days)


def _turned(leg: Leg, start: datetime | None, returns_at: datetime | None) -> Leg:
    departs = arrives = None
    if returns_at is not None and start is not None and leg.departs_at is not None:
        arrives = at_zone(returns_at - (leg.departs_at - start), distances.zone_of(leg.origin))
        if leg.arrives_at is not None:
            departs = at_zone(arrives - (leg.arrives_at - leg.departs_at), distances.zone_of(leg.to))
    return replace(leg, origin=leg.to, to=leg.origin, departs_at=departs, arrives_at=arrives, number="")


class LegBlock(Block):
    """One leg."""

    noun = lazy("Leg")

    def __init__(self, value: Leg) -> None:
        super().__init__(value)
        self._build()

    def show_value(self, value: Leg) -> None:
        """Show the leg, each time on the clock of its place."""
        self.departs.set_zone(distances.zone_of(value.origin), typed=False)
        self.arrives.set_zone(distances.zone_of(value.to), typed=False)
        super().show_value(value)
        self._offer_classes()
        special = bool(value.operator or value.number or value.distance_km is not None or not value.direct)
        self.more.setChecked(special)
        self._more_row.setVisible(special)

    def expect(self, day: date | None) -> None:
        """Take days without a year for the next ones from *day*."""
        self.departs.expect(day)
        self.arrives.expect(day)

    def propose(self, day: date | None) -> None:
        """Propose *day* for a leg of which only the times are written; it arrives on the day on which it leaves, by night on the next."""
        leaves = self.departs.day.value() or day
        self.departs.propose(day)
        night = leaves is not None and self.mode.value() is Mode.NIGHT_TRAIN
        self.arrives.propose(leaves + timedelta(1) if leaves is not None and night else leaves)

    def look_at(self, findings: Sequence[Finding]) -> None:
        """Unfold the fields that are seldom filled in when something is said about one of them."""
        if any(finding.path.rpartition(".")[2] in _SELDOM for finding in findings):
            self.more.setChecked(True)

    def say(self) -> None:
        """Say the day, how long the leg takes and how far it leads."""
        leg: Leg = self.value()
        formats = spoken.wording.formats
        parts: list[str] = []
        if leg.departs_at is not None:
            parts.append(formats.day(leg.departs_at.date(), weekday=True))
        if leg.departs_at is not None and leg.arrives_at is not None:
            if leg.departs_at.utcoffset() != leg.arrives_at.utcoffset():
                parts.append(_("{departure} to {arrival}", departure=offset_text(leg.departs_at), arrival=offset_text(leg.arrives_at)))
            if (length := leg.arrives_at - leg.departs_at) > timedelta():
                parts.append(formats.duration(length))
        if (km := distances.leg_km(leg)) is not None:
            typed = leg.distance_km is not None
            parts.append(
                _("{km} km", km=formats.number(round(km))) if typed else _("{km} km as the crow flies", km=formats.number(round(km)))
            )
        self.show_understood("  ·  ".join(parts))

    def _build(self) -> None:
        bind = self.fields.bind
        self.origin = PlaceEditor(Field("from", lazy("From"), limit=200))
        self.to = PlaceEditor(Field("to", lazy("To"), limit=200))
        self.mode = ChoiceEditor(choice_field("mode", lazy("Means of transport"), LEG_MODES), Mode, may_be_none=True)
        self.travel_class = ChoiceEditor(choice_field("class", lazy("Class"), CLASSES), TravelClass, may_be_none=True)
        self.departs = MomentEditor(Field("departs_at", lazy("Departure, local time")))
        self.arrives = MomentEditor(Field("arrives_at", lazy("Arrival, local time")))
        price = MoneyEditor(Field("price", lazy("Ticket, one traveller")))
        hours = HoursEditor(Field("rail_hours", lazy("Hours by rail")))
        operator = LineEditor(Field("operator", lazy("Operator"), limit=200))
        number = LineEditor(Field("number", lazy("Train or flight"), limit=60))
        distance = DecimalEditor(Field("distance_km", lazy("Kilometres, if known")))
        direct = YesNoEditor(Field("direct", lazy("Without a change"), FieldKind.YES_NO))
        bind(self.origin, key="origin")
        bind(self.to)
        bind(self.mode)
        bind(self.travel_class, key="travel_class")
        for editor in (self.departs, self.arrives, price, hours, operator, number, distance, direct):
            bind(editor)
        self.row(
            Captioned(self.origin, 180, stretch=True),
            Captioned(self.to, 180),
            Captioned(self.mode, 140),
            Captioned(self.travel_class, 190),
        )
        self.row(Captioned(self.departs, 200), Captioned(self.arrives, 200), Captioned(price, 0), Captioned(hours, 110))
        self._more_row = self.row(
            Captioned(operator, 180), Captioned(number, 140), Captioned(distance, 150), Captioned(direct, 0, titled=False)
        )
        self.more = tool_button(lazy("More about this leg: operator, number, kilometres"), "more")
        self.more.setCheckable(True)
        self.more.toggled.connect(self._more_row.setVisible)
        self.add_tool(self.more)
        self.origin.edited.connect(self._on_places)
        self.to.edited.connect(self._on_places)
        self.mode.edited.connect(self._on_mode)

    def _offer_classes(self) -> None:
        offered = classes_of(self.mode.value())
        model, view = self.travel_class.box.model(), self.travel_class.box.view()
        for number in range(1, self.travel_class.box.count()):
            possible = CLASSES[number - 1].code in offered
            if isinstance(model, QStandardItemModel):
                model.item(number).setEnabled(possible)
            if isinstance(view, QListView):
                view.setRowHidden(number, not possible)

    @Slot()
    def _on_places(self) -> None:
        self.departs.set_zone(distances.zone_of(self.origin.value()) or HOME)
        self.arrives.set_zone(distances.zone_of(self.to.value()) or HOME)

    @Slot()
    def _on_mode(self) -> None:
        mode = self.mode.value()
        if self.travel_class.value() not in classes_of(mode) or mode is None:
            self.travel_class.show_value(_USUAL.get(mode) if mode is not None else None)
        self._offer_classes()
