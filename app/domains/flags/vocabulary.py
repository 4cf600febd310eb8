"""The words of flag plans: on what flags stand, in which order they are put, and what a flag can be the flag of."""

from __future__ import annotations

from enum import StrEnum

from app.kernel.fields import Choice
from app.kernel.translated import lazy


class Support(StrEnum):
    """On what the flags of a plan stand."""

    MASTS = "masts"
    STANDS = "stands"
    CROSSED = "crossed"
    TABLE = "table"
    DESK = "desk"
    CAR = "car"
    SIGNING = "signing"


class Order(StrEnum):
    """The orders of flags that the program brings along (`resources/protocol/flags.json` says what is in them)."""

    BRUSSELS_A = "brussels-a"
    BRUSSELS_B = "brussels-b"
    FEDERAL = "federal"
    FLANDERS = "flanders"
    INTERNATIONAL = "international"
    EU = "eu"


class EntityKind(StrEnum):
    """What a flag is the flag of."""

    STATE = "state"
    REGION = "region"
    COMMUNITY = "community"
    PROVINCE = "province"
    COMMUNE = "commune"
    ORGANISATION = "organisation"
    OTHER = "other"


SUPPORTS = (
    Choice(Support.MASTS, lazy("Masts")),
    Choice(Support.STANDS, lazy("Stands indoors")),
    Choice(Support.CROSSED, lazy("Crossed staffs")),
    Choice(Support.TABLE, lazy("Table flags")),
    Choice(Support.DESK, lazy("Speaker's desk")),
    Choice(Support.CAR, lazy("Car pennants")),
    Choice(Support.SIGNING, lazy("Signing table")),
)

ORDERS = (
    Choice(Order.BRUSSELS_A, lazy("Brussels (a)")),
    Choice(Order.BRUSSELS_B, lazy("Brussels (b)")),
    Choice(Order.FEDERAL, lazy("Federal")),
    Choice(Order.FLANDERS, lazy("Flanders")),
    Choice(Order.INTERNATIONAL, lazy("International")),
    Choice(Order.EU, lazy("European Union")),
)

ALPHABETS = (
    Choice("own", lazy("Each State's name in its own language")),
    Choice("nl", lazy("Dutch names")),
    Choice("fr", lazy("French names")),
    Choice("en", lazy("English names")),
)

MOST_PLACES = 50  # places of one plan: more cannot be checked at a glance, and are several plans
