"""Words of the protocol of a mission."""

from __future__ import annotations

from enum import StrEnum

from app.domains.people.precedence.guests import Capacity
from app.domains.people.precedence.profiles import Alphabet
from app.kernel.fields import Choice
from app.kernel.translated import lazy

MISSION_ORDER, STANDING, PLACE_MOVE = "mission order", "standing", "place move"


class Who(StrEnum):
    """Who is put in order."""

    DELEGATION = "delegation"
    EVERYBODY = "everybody"  # with hosts, counterparts and guests


WHO = (
    Choice(Who.DELEGATION, lazy("Delegation")),
    Choice(Who.EVERYBODY, lazy("With those we meet")),
)
CAPACITIES = (
    Choice(Capacity.OWN, lazy("in their own name")),
    Choice(Capacity.REPRESENTATIVE, lazy("representative of somebody")),
    Choice(Capacity.MANDATE, lazy("representative with the full rank of the person represented")),
    Choice(Capacity.PARTNER, lazy("spouse or partner of somebody")),
)
ALPHABETS = (
    Choice("", lazy("as in the list")),
    Choice(Alphabet.OWN, lazy("each State in its own language")),
    Choice(Alphabet.NL, lazy("Dutch names of the States")),
    Choice(Alphabet.FR, lazy("French names of the States")),
    Choice(Alphabet.EN, lazy("English names of the States")),
)
