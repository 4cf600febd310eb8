"""An order of precedence as a list of offices, dated and with its source, and the catalogue of offices that such lists name.

No law fixes the Belgian order (`domain/protocol.md` 1.1): a list is data that the cell edits. What is marked a proposal has not been
confirmed by the Protocol Guide.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.kernel.translated import Multilingual


class Level(StrEnum):
    """For which events a list is meant."""

    BELGIAN = "belgian"
    INTERNATIONAL = "international"
    HOST = "host-level"  # the list of a Region or Community at its own events


class Mark(StrEnum):
    """How sure a line of a list is."""

    CONFIRMED = "confirmed"
    PROPOSAL = "proposal"


class Tie(StrEnum):
    """What is looked at first among those of one rank; the general chain (see `ranking`) goes on after it.

    Sources: `domain/protocol.md` 1.5.
    """

    SENIORITY = "seniority"  # the general chain: taking office, credentials, age, alphabet
    LISTED = "listed"  # the offices of the rank one after the other, as listed
    TURNS = "turns"  # the offices take turns each year (`turn`): even years as listed, odd years the other way round
    CREDENTIALS = "credentials"  # date and time of presenting credentials (ambassadors)
    AGE = "age"  # the elder first (heads of the other Regions and Communities)
    STATES = "states"  # the agreed alphabet of the States
    FOUNDING = "founding"  # the founding date of the organisation
    AGREEMENT = "agreement"  # nothing but an agreement, entered as a move by hand


class Alphabet(StrEnum):
    """By which names States are put in alphabetical order."""

    OWN = "own"  # each State's name in its own language, the order of the EU
    NL = "nl"
    FR = "fr"
    EN = "en"


class Beside(StrEnum):
    """Where foreign holders of an office stand beside their Belgian equals."""

    BEFORE = "before"
    AMONG = "among"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Office:
    """An office as lists and forms of address know it; `code` is stable ("brussels-minister-president").

    `style` is the row of the forms of address; `equal_to` the Belgian office whose rank a foreign holder takes when a list does not
    name this one; `abroad` says that it is held for another State or Region. `words` are further words by which a title is recognised.
    """

    code: str
    title: Multilingual
    style: str = ""
    equal_to: str = ""
    abroad: bool = False
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rank:
    """A line of a list: its number, the offices that have it, and how those of one rank are put in order.

    `turn` is the day of the year on which the turn passes, for `Tie.TURNS`: "09-01", or "10-tue-2" for the second Tuesday of October
    (`kernel.yearly`). `with_diplomats` is a rank that counts only while foreign diplomats are present; without them its holders have the
    rank of what their office is `equal_to`. `note` says what the source leaves open.
    """

    number: int
    title: Multilingual
    offices: tuple[str, ...] = ()
    tie: Tie = Tie.SENIORITY
    turn: str = ""
    mark: Mark = Mark.PROPOSAL
    source: str = ""
    note: Multilingual = Multilingual()
    with_diplomats: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """A list of precedence with its name, date and source, and the settings that go with it.

    `code` is short and stands in every explanation ("BRU-START"). `dated` is the day of the list itself; `checked` when somebody last
    compared it with its source. `beside` places foreign holders of an office; `alphabet` orders States; `names_decide` lets the alphabet of
    family names be the last tie-break (without it those who are equal until then are undecided). `host_first` gives the host the first place.
    """

    code: str
    name: Multilingual
    level: Level
    ranks: tuple[Rank, ...]
    dated: date | None = None
    source: str = ""
    checked: date | None = None
    alphabet: Alphabet = Alphabet.OWN
    beside: Beside = Beside.BEFORE
    names_decide: bool = True
    host_first: bool = True
    note: Multilingual = Multilingual()
