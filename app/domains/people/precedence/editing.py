"""How a list of precedence is changed: ranks put in, moved, changed and taken out. A list always stands in the order of its numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import cast

from app.domains.people.precedence.profiles import Alphabet, Beside, Level, Office, Profile, Rank, Tie
from app.kernel.drafts import missing_languages
from app.kernel.errors import Finding
from app.kernel.translated import Multilingual, lazy
from app.kernel.yearly import YearlyDay

_LIST_CODE = re.compile(r"[A-Z0-9][A-Z0-9.-]{0,29}")
_OFFICE_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
HIGHEST = 9999
_ROOM = 10  # between the numbers of a list that leaves room
_TAKE_TURNS = 2


@dataclass(frozen=True, slots=True)
class ProfileDraft:
    """What a list is beside its ranks; see `Profile`."""

    code: str = ""
    name: Multilingual = Multilingual()
    level: Level = Level.HOST
    dated: date | None = None
    source: str = ""
    checked: date | None = None
    alphabet: Alphabet = Alphabet.OWN
    beside: Beside = Beside.BEFORE
    names_decide: bool = True
    host_first: bool = True
    note: Multilingual = Multilingual()


def header_of(profile: Profile) -> ProfileDraft:
    """Read what a list is beside its ranks."""
    return ProfileDraft(**{field.name: getattr(profile, field.name) for field in fields(ProfileDraft)})


def with_header(profile: Profile, draft: ProfileDraft) -> Profile:
    """Give the list another header."""
    return replace(profile, **{field.name: getattr(draft, field.name) for field in fields(ProfileDraft)})


def check_header(draft: ProfileDraft) -> list[Finding]:
    """A list has a code that explanations can name, and a name."""
    findings: list[Finding] = []
    if not _LIST_CODE.fullmatch(draft.code):
        message = lazy("Write a short code of capital letters, figures and hyphens, such as BRU-2026.")
        findings.append(Finding("code", message, rule="list-code"))
    if not draft.name:
        findings.append(Finding("name", lazy("Enter the name in one language at least."), rule="list-without-name"))
    return findings + missing_languages("name", draft.name)


def check_rank(rank: Rank) -> list[Finding]:
    """A rank has a number and a title; a turn needs two offices and a day on which it passes."""
    findings: list[Finding] = []
    number = cast("int | None", rank.number)  # a form hands in nothing while the field is empty
    if number is None or not 0 <= number <= HIGHEST:
        findings.append(Finding("number", lazy("The number of a rank is from 0 to {most}.", most=HIGHEST), rule="rank-number"))
    if not rank.title:
        findings.append(Finding("title", lazy("Enter the title in one language at least."), rule="rank-without-title"))
    if rank.tie is Tie.TURNS:
        findings += _check_turn(rank)
    return findings + missing_languages("title", rank.title)


def _check_turn(rank: Rank) -> list[Finding]:
    findings: list[Finding] = []
    if len(rank.offices) != _TAKE_TURNS:
        findings.append(Finding("offices", lazy("Only two offices can take turns."), rule="turn-of-two"))
    try:
        YearlyDay.parse(rank.turn)
    except (ValueError, OverflowError):
        message = lazy("Write the day on which the turn passes: 09-01, or 10-tue-2 for the second Tuesday of October.")
        findings.append(Finding("turn", message, rule="turn-day"))
    return findings


def check_place(profile: Profile, rank: Rank, offices: Mapping[str, Office]) -> list[Finding]:
    """In its list (*profile* without the rank itself) a number stands once and an office once; the catalogue knows the office."""
    findings = check_rank(rank)
    if any(other.number == rank.number for other in profile.ranks):
        message = lazy("The number {number} is taken in this list.", number=rank.number)
        findings.append(Finding("number", message, rule="rank-number-twice", value=rank.number))
    for number, code in enumerate(rank.offices):
        if (other := next((other for other in profile.ranks if code in other.offices), None)) is not None:
            message = lazy("“{office}” has rank {number} in this list already.", office=_title(code, offices), number=other.number)
            findings.append(Finding("offices", message, rule="office-twice", value=code))
        elif code in rank.offices[:number]:
            message = lazy("“{office}” stands twice in this rank.", office=_title(code, offices))
            findings.append(Finding("offices", message, rule="office-twice", value=code))
        if code not in offices:
            message = lazy("The catalogue has no office “{code}”.", code=code)
            findings.append(Finding("offices", message, rule="office-unknown", value=code))
    return findings


def _title(code: str, offices: Mapping[str, Office]) -> object:
    return offices[code].title if code in offices else code


def check_office(office: Office, offices: Mapping[str, Office]) -> list[Finding]:
    """An office has a code and a title; what it is equal to is another office of the catalogue, and never leads back to itself."""
    findings: list[Finding] = []
    if not _OFFICE_CODE.fullmatch(office.code):
        message = lazy("Write a code of small letters, figures and hyphens, such as brussels-minister.")
        findings.append(Finding("code", message, rule="office-code"))
    if not office.title:
        findings.append(Finding("title", lazy("Enter the title in one language at least."), rule="office-without-title"))
    if office.equal_to and office.equal_to not in offices and office.equal_to != office.code:
        message = lazy("The catalogue has no office “{code}”.", code=office.equal_to)
        findings.append(Finding("equal_to", message, rule="office-unknown", value=office.equal_to))
    elif _leads_back(office, offices):
        message = lazy("In the end this office would be equal to itself.")
        findings.append(Finding("equal_to", message, rule="office-loop", value=office.equal_to))
    return findings + missing_languages("title", office.title)


def _leads_back(office: Office, offices: Mapping[str, Office]) -> bool:
    seen, code = {office.code}, office.equal_to
    while code:
        if code in seen:
            return True
        seen.add(code)
        code = offices[code].equal_to if code in offices else ""
    return False


def rank_at(profile: Profile, number: int) -> Rank | None:
    """Give the rank with a number, the first one where a list has it twice."""
    return next((rank for rank in profile.ranks if rank.number == number), None)


def without(profile: Profile, rank: Rank) -> Profile:
    """Take a rank out of the list."""
    return replace(profile, ranks=tuple(other for other in profile.ranks if other is not rank))


def with_rank(profile: Profile, rank: Rank) -> Profile:
    """Put a rank into the list, at its number."""
    return replace(profile, ranks=_in_order((*profile.ranks, rank)))


def moved(profile: Profile, rank: Rank, before: Rank | None) -> Profile:
    """Put *rank* directly before another one, or last, under a number that is free there.

    Where no number is left between the two, those that follow make room: each goes on by as little as it must.
    """
    others = [other for other in profile.ranks if other is not rank]
    place = len(others) if before is None else next(n for n, other in enumerate(others) if other is before)
    number = _number_at(others, place)
    placed = [*others[:place], replace(rank, number=number)]
    for other in others[place:]:
        number = max(other.number, number + 1)
        placed.append(other if other.number == number else replace(other, number=number))
    return replace(profile, ranks=tuple(placed))


def _number_at(others: Sequence[Rank], place: int) -> int:
    if not others:
        return _ROOM
    last = others[place - 1].number if place else -1
    if place == len(others):
        roomy = 2 * sum(other.number % _ROOM == 0 for other in others) > len(others)
        return (last // _ROOM + 1) * _ROOM if roomy else last + 1
    return last + max(1, (others[place].number - last) // 2)


def next_number(profile: Profile, after: Rank | None) -> int:
    """Propose a number for a rank that is to stand directly behind another one; behind all of them without one."""
    place = len(profile.ranks) if after is None else next(n for n, other in enumerate(profile.ranks) if other is after) + 1
    return _number_at(profile.ranks, place)


def _in_order(ranks: Sequence[Rank]) -> tuple[Rank, ...]:
    return tuple(sorted(ranks, key=lambda rank: rank.number))
