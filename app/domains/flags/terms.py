"""The words of flag days, of the stock and of the flags of a mission: kinds of records, states, rights."""

from __future__ import annotations

from enum import StrEnum

from app.domains.flags.vocabulary import Support
from app.kernel.fields import Badge, Choice, Tone
from app.kernel.permissions import Permission
from app.kernel.translated import lazy

SEE_FLAGS = Permission("flags.see", lazy("see flag days, flag plans and the stock of flags"))
EDIT_FLAGS = Permission("flags.edit", lazy("change flag days, plan flags and keep their stock"))

FLAG_DAY, FLAG_DAY_CHECK, INSTRUCTION, HOUSE = "flag day", "flag day check", "flag instruction", "flag house"
FLAG_ITEM, FLAG_MOVEMENT, RESERVATION = "flag item", "flag movement", "flag reservation"
MISSION_FLAGS = "mission flags"


class DayLevel(StrEnum):
    """Who asks for the flags of a day."""

    FEDERAL = "federal"
    EUROPEAN = "european"
    REGION = "region"
    COMMUNITY = "community"
    OFFICE = "office"  # a decision of the government or of the office itself


class DayMark(StrEnum):
    """How sure a line of the table is."""

    CONFIRMED = "confirmed"
    PROPOSAL = "proposal"


class DayOrigin(StrEnum):
    """Where a flag day comes from."""

    SHIPPED = "shipped"
    CHANGED = "changed"
    OWN = "own"


class Why(StrEnum):
    """What makes flags fly on a day."""

    DAY = "day"
    INSTRUCTION = "instruction"
    VISIT = "visit"


class Make(StrEnum):
    """How a flag is made, and so on what it can stand."""

    MAST = "mast"
    INDOOR = "indoor"
    TABLE = "table"
    PENNANT = "pennant"


class Condition(StrEnum):
    """In which state a flag is; with nothing it is not here."""

    NONE = ""
    GOOD = "good"
    WORN = "worn"
    DAMAGED = "damaged"
    LOST = "lost"


class ReservationState(StrEnum):
    """How far a reservation is."""

    RESERVED = "reserved"
    OUT = "out"
    RETURNED = "returned"


MAKE_FOR = {
    Support.MASTS: Make.MAST,
    Support.STANDS: Make.INDOOR,
    Support.CROSSED: Make.INDOOR,
    Support.DESK: Make.INDOOR,
    Support.TABLE: Make.TABLE,
    Support.SIGNING: Make.TABLE,
    Support.CAR: Make.PENNANT,
}

LEVELS = (
    Choice(DayLevel.FEDERAL, lazy("federal")),
    Choice(DayLevel.EUROPEAN, lazy("European Union")),
    Choice(DayLevel.REGION, lazy("Brussels-Capital Region")),
    Choice(DayLevel.COMMUNITY, lazy("Community or other Region")),
    Choice(DayLevel.OFFICE, lazy("decision of the government or the office")),
)
DAY_MARKS = (
    Choice(DayMark.CONFIRMED, lazy("confirmed by its source")),
    Choice(DayMark.PROPOSAL, lazy("proposal")),
)
MARK_BADGES = {
    DayMark.CONFIRMED: Badge(lazy("confirmed"), Tone.GOOD),
    DayMark.PROPOSAL: Badge(lazy("proposal"), Tone.WARNING),
}
DAY_ORIGINS = {
    DayOrigin.SHIPPED: Badge(lazy("comes with the program"), Tone.NEUTRAL),
    DayOrigin.CHANGED: Badge(lazy("changed by the office"), Tone.BUSY),
    DayOrigin.OWN: Badge(lazy("set by the office"), Tone.BUSY),
}
MAKES = (
    Choice(Make.MAST, lazy("mast flag")),
    Choice(Make.INDOOR, lazy("indoor flag on a staff")),
    Choice(Make.TABLE, lazy("table flag")),
    Choice(Make.PENNANT, lazy("car pennant")),
)
CONDITIONS = (
    Choice(Condition.NONE, lazy("not here")),
    Choice(Condition.GOOD, lazy("good")),
    Choice(Condition.WORN, lazy("worn")),
    Choice(Condition.DAMAGED, lazy("damaged")),
    Choice(Condition.LOST, lazy("lost")),
)
RESERVATION_STATES = (
    Choice(ReservationState.RESERVED, lazy("reserved")),
    Choice(ReservationState.OUT, lazy("taken out")),
    Choice(ReservationState.RETURNED, lazy("returned")),
)
RESERVATION_BADGES = {
    ReservationState.RESERVED: Badge(lazy("reserved"), Tone.BUSY),
    ReservationState.OUT: Badge(lazy("taken out"), Tone.WARNING),
    ReservationState.RETURNED: Badge(lazy("returned"), Tone.FAINT),
}
