"""Where the travellers sleep, and which meals are offered there: each meal offered lowers the daily allowance."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from app.domains.trips.request import Place, Request, Stay
from app.kernel.fields import Field, FieldKind
from app.kernel.translated import lazy
from ui.kit.amounts import MoneyEditor
from ui.kit.editors import LineEditor, YesNoEditor
from ui.trips.fields import Captioned, CountEditor
from ui.trips.lines import Block
from ui.trips.places import PlaceEditor


def next_stay(request: Request) -> Stay:
    """Propose a stay at the destination for the nights that are not yet spent elsewhere."""
    nights = 0
    if request.departure_day is not None and request.return_day is not None:
        whole = (request.return_day - request.departure_day) // timedelta(days=1)
        nights = max(whole - sum(stay.nights for stay in request.stays), 0)
    return Stay(request.destination.city, request.destination.country, nights)


class StayBlock(Block):
    """Nights in one place."""

    noun = lazy("Stay")

    def __init__(self, value: Stay) -> None:
        super().__init__(value)
        self._build()

    def _build(self) -> None:
        bind = self.fields.bind
        place = bind(PlaceEditor(Field("city", lazy("City"), limit=200), airports=False), get=_place, put=_with_place)
        nights = bind(CountEditor(Field("nights", lazy("Nights"))))
        price = bind(MoneyEditor(Field("price_per_night", lazy("Room, one night"))))
        rooms = bind(CountEditor(Field("rooms", lazy("Rooms")), may_be_none=True))
        hotel = bind(LineEditor(Field("hotel", lazy("Hotel"), limit=300)))
        room = bind(LineEditor(Field("room", lazy("Kind of room"), limit=200)))
        lunches = bind(CountEditor(Field("meals_offered.lunch", lazy("Lunches offered"))))
        dinners = bind(CountEditor(Field("meals_offered.dinner", lazy("Dinners offered"))))
        breakfasts = bind(CountEditor(Field("meals_offered.breakfast", lazy("Breakfasts offered"))))
        small = bind(CountEditor(Field("meals_offered.small_costs", lazy("Days small costs paid"))))
        breakfast = bind(YesNoEditor(Field("breakfast", lazy("Breakfast in the price"), FieldKind.YES_NO)))
        self.row(
            Captioned(place, 200, stretch=True), Captioned(nights, 80), Captioned(price, 0), Captioned(rooms, 80), Captioned(room, 160)
        )
        self.row(Captioned(hotel, 260, stretch=True), Captioned(breakfast, 0, titled=False))
        self.row(Captioned(lunches, 140), Captioned(dinners, 140), Captioned(breakfasts, 140), Captioned(small, 160))


def _place(stay: Stay) -> Place:
    return Place(stay.city, stay.country)


def _with_place(stay: Stay, place: Place) -> Stay:
    return replace(stay, city=place.city, country=place.country)
