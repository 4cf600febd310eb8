"""The words of passports and visas: rights, kinds of records, kinds of passports.

The number of a passport is kept apart from all else: whoever sees passports sees it masked, and needs a right and a purpose to see it whole.
"""

from __future__ import annotations

from enum import StrEnum

from app.kernel.fields import Badge, Choice, Tone
from app.kernel.permissions import Permission
from app.kernel.translated import Multilingual, lazy

SEE_VISAS = Permission("visas.see", lazy("see passports and visas, without the numbers of passports"))
EDIT_VISAS = Permission("visas.edit", lazy("change passports and visas, hand passports out and take them back"))
SEE_NUMBERS = Permission("visas.numbers", lazy("see the numbers of passports and their scans, for a purpose that is written down"))

# Passports.
PASSPORT, CUSTODY, REQUEST = "passport", "passport custody", "passport request"
LOOK, SCAN = "passport look", "passport scan"
# Visas.
CARD, MISSION_COUNTRY, VISA, INVITATION = "country card", "mission country", "visa", "visit invitation"


class PassportKind(StrEnum):
    """The kinds of passports that travellers of the office have."""

    ORDINARY = "ordinary"
    SERVICE = "service"
    DIPLOMATIC = "diplomatic"
    SECOND_ORDINARY = "second_ordinary"


# Those of a function: lent for official journeys, given back after each.
OFFICIAL = frozenset({PassportKind.SERVICE, PassportKind.DIPLOMATIC})

# On which of several passports an official journey is made, unless somebody says another.
PREFERRED = (PassportKind.DIPLOMATIC, PassportKind.SERVICE, PassportKind.ORDINARY, PassportKind.SECOND_ORDINARY)


class PassportState(StrEnum):
    """What can be said of a passport on a day."""

    VALID = "valid"
    EXPIRING = "expiring"
    OUT = "out"
    OVERDUE = "overdue"  # out, and should be back
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class RequestState(StrEnum):
    """How far a request for a service or diplomatic passport is."""

    TO_SEND = "to_send"
    RUNNING = "running"
    LATE = "late"
    ISSUED = "issued"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


PASSPORT_KINDS = (
    Choice(PassportKind.ORDINARY, lazy("ordinary passport")),
    Choice(PassportKind.SERVICE, lazy("service passport")),
    Choice(PassportKind.DIPLOMATIC, lazy("diplomatic passport")),
    Choice(PassportKind.SECOND_ORDINARY, lazy("second ordinary passport")),
)
# The names that search knows, in each language of the office.
KIND_NAMES = {
    PassportKind.ORDINARY: Multilingual("gewoon paspoort", "passeport ordinaire", "ordinary passport"),
    PassportKind.SERVICE: Multilingual("dienstpaspoort", "passeport de service", "service passport"),
    PassportKind.DIPLOMATIC: Multilingual("diplomatiek paspoort", "passeport diplomatique", "diplomatic passport"),
    PassportKind.SECOND_ORDINARY: Multilingual("tweede gewoon paspoort", "deuxième passeport ordinaire", "second ordinary passport"),
}
REQUESTED_KINDS = tuple(kind for kind in PASSPORT_KINDS if kind.code in OFFICIAL)
KIND_BADGES = {
    PassportKind.ORDINARY: Badge(lazy("ordinary"), Tone.NEUTRAL),
    PassportKind.SERVICE: Badge(lazy("service"), Tone.BUSY),
    PassportKind.DIPLOMATIC: Badge(lazy("diplomatic"), Tone.BUSY),
    PassportKind.SECOND_ORDINARY: Badge(lazy("second ordinary"), Tone.NEUTRAL),
}
STATE_BADGES = {
    PassportState.VALID: Badge(lazy("valid"), Tone.GOOD),
    PassportState.EXPIRING: Badge(lazy("expires soon"), Tone.WARNING),
    PassportState.OUT: Badge(lazy("handed out"), Tone.BUSY),
    PassportState.OVERDUE: Badge(lazy("not back"), Tone.BAD),
    PassportState.EXPIRED: Badge(lazy("expired"), Tone.BAD),
    PassportState.CANCELLED: Badge(lazy("cancelled"), Tone.FAINT),
}
REQUEST_BADGES = {
    RequestState.TO_SEND: Badge(lazy("to be asked for"), Tone.WARNING),
    RequestState.RUNNING: Badge(lazy("under way"), Tone.BUSY),
    RequestState.LATE: Badge(lazy("late"), Tone.BAD),
    RequestState.ISSUED: Badge(lazy("issued"), Tone.GOOD),
    RequestState.REFUSED: Badge(lazy("refused"), Tone.BAD),
    RequestState.WITHDRAWN: Badge(lazy("withdrawn"), Tone.FAINT),
}
