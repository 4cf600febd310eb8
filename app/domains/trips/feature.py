"""What the domain of service trips brings."""

from __future__ import annotations

from app.domains.trips.vocabulary import DECIDE_TRIPS, HANDLE_TRIPS, REQUEST_TRIPS, SEE_TRIPS, SET_TRIP_RULES, SETTLE_TRIPS
from app.kernel.feature import Feature
from app.kernel.translated import lazy

FEATURE = Feature(
    name="trips",
    title=lazy("Service trips"),
    icon="trip",
    order=30,
    requires=("people", "missions"),
    permissions=(SEE_TRIPS, REQUEST_TRIPS, DECIDE_TRIPS, HANDLE_TRIPS, SETTLE_TRIPS, SET_TRIP_RULES),
)
