"""What a stock-taking finds: expected, found, missing, in another place; and what is booked when it is closed.

Pieces are compared with what was there at the moment at which they were counted, not with what is there now: a gift that leaves the shelf
between the scan and the closing is no difference. An object of the register is one piece, and a stock-taking books nothing of it: one that
is not found is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domains.gifts.drafts import CountDraft
from app.domains.gifts.vocabulary import GIFT, Tally
from app.kernel.errors import Finding
from app.kernel.ids import Ref
from app.kernel.names import fold
from app.kernel.translated import Multilingual, lazy

MOST_FOUND = 9_999


@dataclass(frozen=True, slots=True)
class Moved:
    """Pieces that came or went, and when that was noted."""

    noted_at: datetime
    number: int


@dataclass(frozen=True, slots=True)
class Expected:
    """An object as the office believes it to be: where, and how many of it. `moved` are all its movements, of one of the bank."""

    ref: Ref
    number: str
    name: Multilingual
    place: str
    pieces: int
    moved: tuple[Moved, ...] = ()

    @property
    def unique(self) -> bool:
        """Whether it is a single piece, of the register."""
        return self.ref.kind == GIFT

    def at(self, moment: datetime) -> int:
        """Count the pieces that were there at a moment, by what had been noted until then."""
        return self.pieces if self.unique else sum(one.number for one in self.moved if one.noted_at <= moment)


@dataclass(frozen=True, slots=True)
class Line:
    """What was found of one object in one place; what was `expected` and where (`place_before`) is written when it is closed."""

    id: str
    ref: Ref
    place: str
    found: int
    noted_at: datetime
    noted_by: str = ""
    expected: int | None = None
    place_before: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """An object of a stock-taking: what was expected, what was found and where. `found` is None while nobody has counted it."""

    ref: Ref
    number: str
    name: Multilingual
    place: str
    expected: int
    found: int | None
    lines: tuple[Line, ...] = ()

    @property
    def unique(self) -> bool:
        """Whether it is a single piece, of the register."""
        return self.ref.kind == GIFT

    @property
    def found_at(self) -> str:
        """The place where most of it was found; where it belongs when that is one of them."""
        pieces: Counter[str] = Counter()
        for line in self.lines:
            pieces[line.place] += line.found
        most = max(pieces.values(), default=0)
        places = [place for place, number in pieces.items() if number == most and number > 0]
        return next((place for place in places if same_place(place, self.place)), places[0] if places else "")

    @property
    def misplaced(self) -> bool:
        """Whether it was found elsewhere than where it belongs."""
        return bool(self.found) and bool(self.found_at) and bool(self.place) and not same_place(self.found_at, self.place)

    @property
    def difference(self) -> int:
        """How many more (or, below zero, fewer) were found than expected; none while nobody has counted it."""
        return 0 if self.found is None else self.found - self.expected

    @property
    def tally(self) -> Tally:
        """What the stock-taking says of it."""
        if self.found is None:
            return Tally.NOT_COUNTED
        if self.found < self.expected:
            return Tally.FEWER if self.found else Tally.MISSING
        if self.found > self.expected:
            return Tally.MORE
        return Tally.MISPLACED if self.misplaced else Tally.FOUND


def counted(expected: Expected, lines: Sequence[Line]) -> Counted:
    """Compare what was found of an object with what was there when it was counted."""
    found = sum(line.found for line in lines) if lines else None
    pieces = expected.at(max(line.noted_at for line in lines)) if lines else expected.pieces
    return Counted(expected.ref, expected.number, expected.name, expected.place, pieces, found, tuple(lines))


@dataclass(frozen=True, slots=True)
class Closing:
    """What closing a stock-taking does: pieces that are booked, places that are corrected, objects of the register that are missing."""

    booked: tuple[Counted, ...] = ()
    moved: tuple[Counted, ...] = ()
    missing: tuple[Counted, ...] = ()
    unexpected: tuple[Counted, ...] = ()
    not_counted: tuple[Counted, ...] = ()


def closing(objects: Iterable[Counted], *, missing: bool) -> Closing:
    """Work out what closing does; with *missing*, what nobody has counted is taken for not there."""
    all_of_them = tuple(objects)
    judged = [_missing(one) if one.found is None and missing else one for one in all_of_them]
    seen = [one for one in judged if one.found is not None]
    return Closing(
        booked=tuple(one for one in seen if not one.unique and one.difference),
        moved=tuple(one for one in seen if one.found and one.found_at and not same_place(one.found_at, one.place)),
        missing=tuple(one for one in seen if one.unique and one.difference < 0),
        unexpected=tuple(one for one in seen if one.unique and one.difference > 0),
        not_counted=tuple(one for one in judged if one.found is None),
    )


def _missing(one: Counted) -> Counted:
    return Counted(one.ref, one.number, one.name, one.place, one.expected, 0, one.lines)


def same_place(one: str, other: str) -> bool:
    """Tell whether two places are the same, however they are typed."""
    return " ".join(fold(one).split()) == " ".join(fold(other).split())


def check_count(draft: CountDraft) -> list[Finding]:
    """A stock-taking has its day."""
    return [] if draft.day else [Finding("day", lazy("Enter the day."), rule="day-missing")]


def check_found(number: int, *, add: bool) -> list[Finding]:
    """What is found is a number; a scan adds one piece at least, by hand nothing can have been found too."""
    least = 1 if add else 0
    if least <= number <= MOST_FOUND:
        return []
    message = lazy("Enter a number from {least} to {most}.", least=least, most=MOST_FOUND)
    return [Finding("number", message, rule="pieces", value=number, limit=MOST_FOUND)]


def number_after(year: int, last: str | None) -> str:
    """Give the number of the stock-taking that follows *last* in *year*: C2026/01."""
    return f"C{year:04}/{int(last.rpartition('/')[2]) + 1 if last else 1:02}"
