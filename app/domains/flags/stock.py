"""How many flags there are, and how many of them are free: arithmetic of movements and reservations, day by day.

What has been taken out and not brought back is not there, however long ago it was due.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.domains.flags.days import check_flags
from app.domains.flags.terms import Condition, Make, ReservationState
from app.kernel.errors import Finding, Severity
from app.kernel.translated import lazy

MOST = 1000  # flags of one entry
LONGEST = timedelta(400)  # of one reservation
_A_DAY = timedelta(1)
_SIZE = re.compile(r"(\d{1,4})\s*[x×X*]\s*(\d{1,4})")


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """The fields of an entry of the stock. `number` is how many are in good condition; changing it notes a count of today."""

    code: str = ""
    make: Make = Make.MAST
    size: str = ""
    number: int | None = 1
    owner: str = ""
    location: str = ""
    borrowed_from: str = ""
    since: date | None = None
    until: date | None = None
    design_checked: date | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True)
class MovementDraft:
    """Flags that come, go or change their condition."""

    day: date | None = None
    number: int | None = 1
    condition_before: Condition = Condition.GOOD
    condition_after: Condition = Condition.DAMAGED
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ReservationDraft:
    """What is kept for whom, and from when until when; both days count. `lent_to` is a body outside the house that borrows them."""

    item_id: str | None = None
    mission_id: str | None = None
    number: int | None = 1
    starts: date | None = None
    ends: date | None = None
    purpose: str = ""
    lent_to: str = ""


@dataclass(frozen=True, slots=True)
class ReturnDraft:
    """What comes back: how many of them are worn, damaged or lost, and what happened."""

    day: date | None = None
    worn: int = 0
    damaged: int = 0
    lost: int = 0
    damage: str = ""


@dataclass(frozen=True, slots=True)
class Movement:
    """A movement as it is counted."""

    day: date
    number: int
    before: Condition
    after: Condition


@dataclass(frozen=True, slots=True)
class Held:
    """A reservation as it is counted."""

    id: str
    number: int
    starts: date
    ends: date
    state: ReservationState
    returned_on: date | None = None

    def last(self, today: date) -> date:
        """Give the last day on which the flags are not free: what is still out is out today too."""
        if self.state is ReservationState.RETURNED:
            return min(self.ends, self.returned_on - _A_DAY) if self.returned_on else self.ends
        return max(self.ends, today) if self.state is ReservationState.OUT else self.ends

    def covers(self, day: date, today: date) -> bool:
        """Tell whether its flags are not free on *day*."""
        return self.starts <= day <= self.last(today)


@dataclass(frozen=True, slots=True)
class Shelf:
    """An entry of the stock with all that happened to it: the base of every count. Borrowed flags are here from `since` until `until`."""

    movements: tuple[Movement, ...]
    held: tuple[Held, ...] = ()
    since: date | None = None
    until: date | None = None

    def counts(self, day: date) -> Mapping[Condition, int]:
        """Give how many there are in each condition on *day*; none of a loan that has not begun or is over."""
        if (self.since and day < self.since) or (self.until and day > self.until):
            return Counter()
        counted: Counter[Condition] = Counter()
        for movement in self.movements:
            if movement.day <= day:
                counted[movement.before] -= movement.number
                counted[movement.after] += movement.number
        del counted[Condition.NONE]
        return counted

    def free(self, day: date, today: date, without: str = "") -> int:
        """Give how many good ones nobody has on *day*; below zero when more are promised than there are. *without* leaves out a reservation."""
        taken = sum(one.number for one in self.held if one.id != without and one.covers(day, today))
        return self.counts(day)[Condition.GOOD] - taken

    def least_free(self, starts: date, ends: date, today: date, without: str = "") -> tuple[int, date]:
        """Give the fewest that are free on any day of a stretch, and the first such day."""
        # The number changes only where something begins, ends or moves.
        turns = {starts}
        for one in self.held:
            turns |= {one.starts, one.last(today) + _A_DAY}
        turns |= {movement.day for movement in self.movements}
        turns |= {day for day in (self.since, self.until and self.until + _A_DAY) if day}
        days = sorted(day for day in turns if starts <= day <= ends)
        return min(((self.free(day, today, without), day) for day in days), key=lambda pair: pair[0])


def check_item(draft: ItemDraft) -> list[Finding]:
    """An entry names its flag and a number; what is borrowed says until when."""
    findings = check_flags("code", (draft.code,) if draft.code else (), needed=True)
    if draft.number is None or not 0 <= draft.number <= MOST:
        findings.append(Finding("number", lazy("Enter a number from 0 to {most}.", most=MOST), rule="flag-number"))
    if draft.size and not _SIZE.fullmatch(draft.size):
        message = lazy("A size is written as height and width in centimetres: 100x150.")
        findings.append(Finding("size", message, Severity.NOTES, rule="flag-size", value=draft.size))
    if draft.since and draft.until and draft.until < draft.since:
        findings.append(Finding("until", lazy("The last day is before the first."), rule="ends-before-start"))
    if draft.borrowed_from and draft.until is None:
        findings.append(Finding("until", lazy("It is not said when they go back."), Severity.NOTES, rule="loan-without-end"))
    if (draft.since or draft.until) and not draft.borrowed_from:
        findings.append(Finding("borrowed_from", lazy("Say from whom they are borrowed."), rule="loan-without-owner"))
    return findings


def check_movement(draft: MovementDraft) -> list[Finding]:
    """A movement has a day, a number, and changes something."""
    findings: list[Finding] = []
    if draft.day is None:
        findings.append(Finding("day", lazy("Enter the day."), rule="movement-without-day"))
    if draft.number is None or not 1 <= draft.number <= MOST:
        findings.append(Finding("number", lazy("Enter a number from 1 to {most}.", most=MOST), rule="flag-number"))
    if draft.condition_before is draft.condition_after:
        findings.append(Finding("condition_after", lazy("Nothing changes."), rule="nothing-moves"))
    return findings


def check_reservation(draft: ReservationDraft) -> list[Finding]:
    """A reservation has its flags, a number and its days, and says whom it is for."""
    findings: list[Finding] = []
    if not draft.item_id:
        findings.append(Finding("item_id", lazy("Choose the flags."), rule="reservation-without-item"))
    if draft.number is None or not 1 <= draft.number <= MOST:
        findings.append(Finding("number", lazy("Enter a number from 1 to {most}.", most=MOST), rule="flag-number"))
    findings += [
        Finding(key, lazy("Enter the day."), rule="reservation-without-days")
        for key, day in (("starts", draft.starts), ("ends", draft.ends))
        if day is None
    ]
    if draft.starts and draft.ends and draft.ends < draft.starts:
        findings.append(Finding("ends", lazy("The last day is before the first."), rule="ends-before-start"))
    elif draft.starts and draft.ends and draft.ends - draft.starts > LONGEST:
        findings.append(Finding("ends", lazy("A reservation lasts at most {most} days.", most=LONGEST.days), rule="reservation-length"))
    if not (draft.mission_id or draft.purpose or draft.lent_to):
        findings.append(Finding("purpose", lazy("Say what they are kept for."), rule="reservation-without-purpose"))
    return findings


def check_return(draft: ReturnDraft, number: int) -> list[Finding]:
    """No more can come back worn, damaged or lost than went out; damage is told."""
    findings: list[Finding] = []
    if draft.day is None:
        findings.append(Finding("day", lazy("Enter the day."), rule="return-without-day"))
    parts = (draft.worn, draft.damaged, draft.lost)
    if min(parts) < 0 or sum(parts) > number:
        findings.append(
            Finding("damaged", lazy("{number} went out: no more can be worn, damaged or lost.", number=number), rule="more-than-out")
        )
    if (draft.damaged or draft.lost) and not draft.damage:
        findings.append(Finding("damage", lazy("Say what happened to them."), rule="damage-without-remark"))
    return findings


def written_size(size: str) -> str:
    """Write a size in one way: "100 × 150" becomes "100x150"; other texts stay."""
    match = _SIZE.fullmatch(size.strip())
    return f"{int(match[1])}x{int(match[2])}" if match else size.strip()


def total(counts: Mapping[Condition, int]) -> int:
    """Count the flags that are here, whatever their condition."""
    return sum(number for condition, number in counts.items() if condition in (Condition.GOOD, Condition.WORN, Condition.DAMAGED))


def fewest(numbers: Iterable[int]) -> int:
    """Give the smallest of some numbers, none when there are none."""
    return min(numbers, default=0)
