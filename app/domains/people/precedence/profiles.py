"""An order of precedence as a list of offices, dated and with its source, and the catalogue of offices that such lists name.

No law fixes the Belgian order (`domain/protocol.md` 1.1): a list is data that the cell edits. What is marked a proposal has not been
confirmed by the Protocol Guide.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.kernel.drafts import missing_languages
from app.kernel.errors import Finding, Severity
from app.kernel.translated import Lazy, Multilingual, lazy
from app.kernel.yearly import YearlyDay


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

    def told(self) -> Lazy:
        """Say which office it is."""
        return lazy("{title} ({code})", title=self.title, code=self.code)


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

    def told(self) -> Lazy:
        """Say which rank it is, with its offices by their codes and its source."""
        offices = ", ".join(self.offices)
        return lazy(
            "{number} {title} ({offices}; {source})", number=str(self.number), title=self.title, offices=offices, source=self.source
        )


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

    def told(self) -> Lazy:
        """Say which list it is."""
        return lazy("{name} ({code})", name=self.name, code=self.code)


def check_profile(profile: Profile, offices: Mapping[str, Office]) -> list[Finding]:
    """Find what is wrong with a list: lines that cannot be told apart, offices that lead nowhere, turns that nobody can take.

    Nothing of it stops an order: `ranking` gives every guest a place by any list. The path of a finding is the line it is about ("ranks[3].offices").
    """
    findings = missing_languages("name", profile.name)
    if not profile.ranks:
        findings.append(_fault("ranks", lazy("The list has no ranks yet."), "no-ranks"))
    findings += _about_numbers(profile.ranks)
    findings += _about_offices(profile.ranks, offices)
    for line, rank in enumerate(profile.ranks):
        findings += missing_languages(f"ranks[{line}].title", rank.title)
        findings += _about_turn(f"ranks[{line}].turn", rank)
    findings += _about_diplomats(profile.ranks, offices)
    findings += _about_equals(offices)
    return findings


def _fault(path: str, message: Lazy, rule: str) -> Finding:
    return Finding(path, message, Severity.WARNS, rule)


def _about_numbers(ranks: Sequence[Rank]) -> Iterator[Finding]:
    times = Counter(rank.number for rank in ranks)
    highest: int | None = None
    for line, rank in enumerate(ranks):
        path, number = f"ranks[{line}].number", str(rank.number)
        if times[rank.number] > 1:
            yield _fault(
                path, lazy("There is more than one rank {number}: the first line goes before the others.", number=number), "number-twice"
            )
        if highest is not None and rank.number < highest:
            yield _fault(
                path, lazy("Rank {number} stands below a higher number: numbers decide, not lines.", number=number), "out-of-order"
            )
        highest = rank.number if highest is None else max(highest, rank.number)


def _about_offices(ranks: Sequence[Rank], offices: Mapping[str, Office]) -> Iterator[Finding]:
    seen: dict[str, Rank] = {}
    for line, rank in enumerate(ranks):
        path, number = f"ranks[{line}].offices", str(rank.number)
        if not rank.offices:
            yield _fault(path, lazy("Rank {number} names no office: nobody can have it.", number=number), "rank-without-office")
        for code in rank.offices:
            office = offices.get(code)
            if office is None:
                message = lazy("Rank {number} names an office that is not in the catalogue: {office}.", number=number, office=code)
                yield _fault(path, message, "office-unknown")
            if (first := seen.setdefault(code, rank)) is not rank or rank.offices.count(code) > 1:
                message = lazy("{office} stands more than once in the list; rank {number} counts.", office=office.title if office else code, number=str(first.number))  # fmt: skip
                yield _fault(path, message, "office-twice")


def _about_turn(path: str, rank: Rank) -> Iterator[Finding]:
    if rank.tie is not Tie.TURNS:
        return
    number = str(rank.number)
    if len(set(rank.offices)) != _TAKE_TURNS:
        yield _fault(path, lazy("In rank {number} offices take turns: there must be two of them.", number=number), "turn-of-two")
    try:
        YearlyDay.parse(rank.turn)
    except (ValueError, OverflowError):
        message = lazy("The day on which the turn of rank {rank} passes cannot be read: {turn}.", rank=number, turn=rank.turn)
        yield _fault(path, message, "turn-unreadable")


def _about_diplomats(ranks: Sequence[Rank], offices: Mapping[str, Office]) -> Iterator[Finding]:
    always = {code for rank in ranks if not rank.with_diplomats for code in rank.offices}
    for line, rank in enumerate(ranks):
        for code in rank.offices if rank.with_diplomats else ():
            if code in offices and not any(one in always for one in _equals(code, offices)):
                message = lazy("Without foreign diplomats {office} has no rank: its equal is not in the list.", office=offices[code].title)
                yield _fault(f"ranks[{line}].with_diplomats", message, "nowhere-without-diplomats")


def _about_equals(offices: Mapping[str, Office]) -> Iterator[Finding]:
    told: set[str] = set()
    for code, office in offices.items():
        if office.equal_to and office.equal_to not in offices:
            message = lazy(
                "{office} is equal to an office that is not in the catalogue: {equal}.", office=office.title, equal=office.equal_to
            )
            yield _fault("offices", message, "equal-unknown")
        round_trip = _equals(code, offices)
        if code in told or offices[round_trip[-1]].equal_to != code:
            continue
        told |= set(round_trip)
        message = lazy(
            "These offices are equal to each other in a circle: {offices}.", offices=tuple(offices[one].title for one in round_trip)
        )
        yield _fault("offices", message, "equal-loop")


def _equals(code: str, offices: Mapping[str, Office]) -> tuple[str, ...]:
    """Give an office and those it is equal to one after the other, each once."""
    found: dict[str, None] = {}
    while code in offices and code not in found:
        found[code] = None
        code = offices[code].equal_to
    return tuple(found)


_TAKE_TURNS = 2
