"""The flags of a mission as rules see them: which of them stand in a row, what is needed for it, and what is at hand.

The flags follow the people of the mission; only what somebody added or left out by hand is kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import time

from app.domains.flags.days import check_flags
from app.domains.flags.entities import FlagRules
from app.domains.flags.queries.sources import FlagSource
from app.domains.flags.terms import Make
from app.domains.flags.vocabulary import MOST_PLACES, Order, Support
from app.domains.people.precedence.profiles import Alphabet
from app.kernel.errors import Finding
from app.kernel.translated import lazy


@dataclass(frozen=True, slots=True)
class MissionFlagsDraft:
    """A row of flags: where, on what and in which order. `alphabet` is empty for that of the order, `size` for any.

    `added` are flags that nobody of the mission brings, `left_out` those that somebody brings and that do not stand here.
    """

    place: str = ""
    support: Support = Support.STANDS
    places: int | None = None
    flag_order: Order = Order.BRUSSELS_A
    alphabet: str = ""
    guest_left: bool = True
    half_mast: bool = False
    straight: bool = False
    size: str = ""
    added: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    hoisted_at: time | None = None
    lowered_at: time | None = None
    responsible: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ChosenFlag:
    """A flag that could stand in a row: why it is there, and whether somebody added it or left it out by hand."""

    source: FlagSource
    added: bool = False
    left_out: bool = False

    @property
    def code(self) -> str:
        """The code of the flag."""
        return self.source.code


@dataclass(frozen=True, slots=True)
class Need:
    """A flag that a row needs; `size` is empty when any will do."""

    plan: str
    code: str
    make: Make
    size: str


@dataclass(frozen=True, slots=True)
class Kept:
    """Flags of the stock that are reserved for the mission."""

    reservation: str
    code: str
    make: Make
    size: str
    number: int


@dataclass(frozen=True, slots=True)
class Balance:
    """What is needed against what is reserved: the needs that nothing is reserved for, and what is reserved without a need (how many)."""

    open: tuple[Need, ...]
    superfluous: tuple[tuple[Kept, int], ...]
    filled: tuple[tuple[Need, Kept], ...]


def check_mission_flags(draft: MissionFlagsDraft) -> list[Finding]:
    """A row has a number of places that can be looked over; a flag is not both added and left out."""
    findings = [*check_flags("added", draft.added), *check_flags("left_out", draft.left_out)]
    if draft.places is not None and not 0 <= draft.places <= MOST_PLACES:
        findings.append(Finding("places", lazy("Enter a number from 0 to {most}.", most=MOST_PLACES), rule="number-of-places"))
    if draft.alphabet and draft.alphabet not in {alphabet.value for alphabet in Alphabet}:
        findings.append(Finding("alphabet", lazy("This alphabet is not known."), rule="alphabet", value=draft.alphabet))
    if both := [flag for flag in draft.added if flag in draft.left_out]:
        message = lazy("{flag} is both added and left out.", flag=both[0])
        findings.append(Finding("left_out", message, rule="added-and-left-out", value=both[0]))
    if draft.hoisted_at and draft.lowered_at and draft.lowered_at <= draft.hoisted_at:
        findings.append(Finding("lowered_at", lazy("Flags come down after they have gone up."), rule="lowered-before-hoisted"))
    return findings


def chosen(sources: Sequence[FlagSource], draft: MissionFlagsDraft, rules: FlagRules) -> tuple[ChosenFlag, ...]:
    """Give the flags of a row: those that the people bring, then those that were added; the ones left out are marked."""
    left_out = {rules.code_of(flag) for flag in draft.left_out}
    brought = [ChosenFlag(source, left_out=source.code in left_out) for source in sources]
    there = {one.code for one in brought}
    by_hand = [
        ChosenFlag(FlagSource(code, lazy("added by hand")), added=True)
        for code in dict.fromkeys(rules.code_of(flag) for flag in draft.added)
        if code and code not in there
    ]
    return (*brought, *by_hand)


def standing(flags: Iterable[ChosenFlag]) -> tuple[str, ...]:
    """Give the codes of those that stand in the row."""
    return tuple(one.code for one in flags if not one.left_out)


def balance(needs: Iterable[Need], kept: Iterable[Kept]) -> Balance:
    """Set what is needed against what is reserved: first what has the right size, then what does for any size."""
    there = list(kept)
    left = {one.reservation: one.number for one in there}
    by_flag: defaultdict[tuple[str, Make], list[Kept]] = defaultdict(list)
    for one in there:
        by_flag[one.code, one.make].append(one)
    filled: list[tuple[Need, Kept]] = []
    unmet: list[Need] = []
    # Those that ask for a size choose before those that take any.
    for need in sorted(needs, key=lambda one: not one.size):
        fitting = [one for one in by_flag[need.code, need.make] if left[one.reservation] > 0 and need.size in ("", one.size)]
        if not fitting:
            unmet.append(need)
            continue
        left[fitting[0].reservation] -= 1
        filled.append((need, fitting[0]))
    superfluous = tuple((one, left[one.reservation]) for one in there if left[one.reservation] > 0)
    return Balance(tuple(unmet), superfluous, tuple(filled))
