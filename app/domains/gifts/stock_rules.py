"""How many pieces of an object there are, and how many of them are free: arithmetic of movements and reservations.

The stock is what the movements add up to; nobody types it. On a day, what comes is counted before what goes: a gift may be bought and
handed over on the same day.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta

from app.domains.gifts.drafts import ItemDraft, LoanDraft, MovementDraft, ReservationDraft
from app.domains.gifts.register_rules import LONGEST_LINE, LONGEST_TEXT, check_money, check_photos, says_something
from app.domains.gifts.vocabulary import TAGS, TRAITS, MovementKind, ReservationState
from app.kernel.drafts import missing_languages
from app.kernel.errors import Finding, Severity
from app.kernel.translated import Lazy, Multilingual, lazy

MOST_PIECES = 9_999  # of one movement
MOST_AT_ALL = 10_000_000  # grams, pieces: no object of a bank of gifts comes near
MOST_SHELF_DAYS = 36_500  # a hundred years: what keeps longer keeps for ever
_LONG = frozenset({"story", "remark", "card_text", "cabin_note", "customs_note", "purpose", "condition_before", "condition_after"})
BY_HAND = frozenset({MovementKind.PURCHASE, MovementKind.LOSS})
"""What is noted by itself; every other movement follows from a reservation, a loan or a stock-taking."""
UNPLANNED = frozenset({MovementKind.LOSS, MovementKind.COUNT})
"""What nobody decides: it may leave more pieces promised than there are, and that is told, not refused."""

_CODE = re.compile(r"[A-Z0-9][A-Z0-9.-]{0,19}")
_USUAL_CODE = re.compile(r"B-(\d+)")
_CUSTOMS = re.compile(r"\d{4,10}")
_COUNTRY = re.compile(r"[A-Z]{2}")
# What a reader of codes that thinks it types on an American keyboard writes on a Belgian one.
_MISREAD = str.maketrans("&é\"'(§è!çà)=", "1234567890-/")


@dataclass(frozen=True, slots=True)
class Movement:
    """A movement as it is counted; `number` is signed, `of` the reservation or the loan it belongs to."""

    day: date
    number: int
    kind: MovementKind
    best_before: date | None = None
    of: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A reservation as it is counted."""

    id: str
    number: int
    state: ReservationState


@dataclass(frozen=True, slots=True)
class Lot:
    """Pieces that are left of what was bought together; without a day they keep, or nobody knows how long."""

    best_before: date | None
    number: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """An object with all that counts for its numbers."""

    movements: tuple[Movement, ...] = ()
    held: tuple[Held, ...] = ()

    def stock(self, day: date | None = None) -> int:
        """Count the pieces that are here at the end of *day*; by the last movement when none is given."""
        return sum(one.number for one in self.movements if day is None or one.day <= day)

    @property
    def reserved(self) -> int:
        """How many are kept for somebody and have not left."""
        return sum(one.number for one in self.held if one.state is ReservationState.RESERVED)

    @property
    def free(self) -> int:
        """How many can still be promised; below zero when more are promised than there are."""
        return self.stock() - self.reserved

    @property
    def lent(self) -> int:
        """How many are with those who borrowed them."""
        return -sum(one.number for one in self.movements if one.kind in (MovementKind.LOAN, MovementKind.LOAN_BACK))

    def least(self, since: date | None = None) -> tuple[int, date | None]:
        """Give the fewest there are at the end of any day (from *since* on), and the first such day."""
        # What comes on a day is counted before what goes, so the end of a day is the least of it.
        days = sorted({one.day for one in self.movements} | ({since} if since else set()))
        counted = [(self.stock(day), day) for day in days if since is None or day >= since]
        return min(counted, default=(0, None), key=lambda pair: pair[0])

    def can_leave(self, day: date) -> int:
        """Count the pieces that could leave on *day* without one being missing on it or later."""
        return max(self.least(day)[0], 0)

    def lots(self) -> tuple[Lot, ...]:
        """Give what is left by its best-before day, the first first; what does not say one stands last."""
        return _Lots().after(self.movements)

    def expired(self, today: date) -> int:
        """Count the pieces that are past their best-before day."""
        return sum(lot.number for lot in self.lots() if lot.best_before is not None and lot.best_before < today)

    def next_expiry(self, today: date) -> date | None:
        """Give the best-before day that comes next; None when there is none."""
        return next((lot.best_before for lot in self.lots() if lot.best_before is not None and lot.best_before >= today), None)

    def with_movement(self, movement: Movement) -> Shelf:
        """Give the shelf as it would be with one movement more."""
        return replace(self, movements=(*self.movements, movement))


class _Lots:
    """What is left of each purchase, movement by movement: what expires first leaves first, but nobody gives what is past its day."""

    def __init__(self) -> None:
        self._left: defaultdict[date | None, int] = defaultdict(int)
        self._gone: defaultdict[str, list[tuple[date | None, int]]] = defaultdict(list)

    def after(self, movements: Iterable[Movement]) -> tuple[Lot, ...]:
        for one in sorted(movements, key=lambda one: (one.day, one.number < 0)):
            if one.number < 0:
                self._take(one)
            else:
                self._put(one)
        left = sorted(self._left.items(), key=lambda pair: pair[0] or date.max)
        return tuple(Lot(day, number) for day, number in left if number > 0)

    def _put(self, one: Movement) -> None:
        coming = one.number
        if one.kind in (MovementKind.RETURN, MovementKind.LOAN_BACK):  # it is again what it was
            for day, number in self._gone.pop(one.of, []):
                back = min(number, coming)
                self._left[day] += back
                coming -= back
        self._left[one.best_before] += coming

    def _take(self, one: Movement) -> None:
        going = -one.number
        good = [day for day in self._left if day is None or day >= one.day]
        past = [day for day in self._left if day is not None and day < one.day]
        first = sorted(good, key=lambda day: day or date.max)
        order = [*sorted(past), *first] if one.kind in UNPLANNED else [*first, *sorted(past)]
        for day in order:
            taken = min(self._left[day], going)
            if taken <= 0:
                continue
            self._left[day] -= taken
            self._gone[one.of].append((day, taken))
            going -= taken
        self._left[None] -= going


def best_before(draft: MovementDraft, shelf_days: int | None) -> date | None:
    """Give the day until which a purchase keeps: the one on the box, else so many days from the purchase."""
    if draft.movement is not MovementKind.PURCHASE or draft.best_before or draft.day is None or shelf_days is None:
        return draft.best_before
    return draft.day + timedelta(shelf_days)


def past_its_day(shelf: Shelf, number: int, day: date) -> int:
    """Count how many of *number* pieces handed over on *day* would be past their best-before day by then."""
    good = sum(lot.number for lot in shelf.lots() if lot.best_before is None or lot.best_before >= day)
    return max(min(number, shelf.stock()) - good, 0)


# ------------------------------------------------------------------------------------------------ codes


def written_code(text: str) -> str:
    """Write a code in one way: capitals, no blanks."""
    return "".join(text.split()).upper()


def readings(text: str) -> tuple[str, ...]:
    """Give what was meant by an inventory number that was typed or scanned, the likeliest first.

    A reader that takes the keyboard for an American one writes “B)àà&” for “B-001”.
    """
    tidy = "".join(text.split())
    return tuple(dict.fromkeys(code for code in (tidy.upper(), tidy.translate(_MISREAD).upper()) if code))


def code_after(codes: Iterable[str]) -> str:
    """Give the next usual code: one more than the highest that was ever used."""
    numbers = [int(match[1]) for code in codes if (match := _USUAL_CODE.fullmatch(code))]
    return f"B-{max(numbers, default=0) + 1:03}"


# ------------------------------------------------------------------------------------------------ checks


def check_item(draft: ItemDraft) -> list[Finding]:
    """An object has a name, a code that a label can carry, a cost that can be compared, and no number below zero."""
    findings: list[Finding] = []
    if not draft.name:
        findings.append(Finding("name", lazy("Enter the name of the object."), rule="item-without-name"))
    if draft.code and not _CODE.fullmatch(written_code(draft.code)):
        message = lazy("A code has at most 20 letters and figures, with hyphens or points between them: B-001.")
        findings.append(Finding("code", message, rule="item-code", value=draft.code))
    findings += check_money(draft.unit_cost, None, "unit_cost")
    findings += _not_below("minimum", draft.minimum, 0, needed=True)
    findings += _not_below("shelf_days", draft.shelf_days, 1, most=MOST_SHELF_DAYS)
    findings += _not_below("weight", draft.weight, 1)
    if draft.customs_code and not _CUSTOMS.fullmatch("".join(draft.customs_code.split())):
        message = lazy("A customs code has 4 to 10 figures, as in the combined nomenclature.")
        findings.append(Finding("customs_code", message, rule="customs-code", value=draft.customs_code))
    if draft.origin and not _COUNTRY.fullmatch(draft.origin):
        findings.append(Finding("origin", lazy("Choose the country."), rule="country-code", value=draft.origin))
    findings += _unknown("traits", draft.traits, {choice.code for choice in TRAITS})
    findings += _unknown("tags", draft.tags, {choice.code for choice in TAGS})
    findings += [*missing_languages("name", draft.name), *missing_languages("story", draft.story), *check_photos(draft.photos)]
    return [*findings, *check_lengths(draft)]


def check_movement(draft: MovementDraft) -> list[Finding]:
    """What is noted by hand is a purchase or a loss: on a day, of some pieces; a loss says what happened."""
    findings: list[Finding] = []
    if draft.movement not in BY_HAND:
        message = lazy("Only purchases and losses are noted by themselves; the rest follows from reservations, loans and stock-takings.")
        findings.append(Finding("movement", message, rule="movement-by-hand", value=draft.movement))
    findings += [*_day("day", draft.day), *_pieces(draft.number), *check_money(draft.unit_cost, None, "unit_cost")]
    findings += check_lengths(draft)
    if draft.movement is MovementKind.LOSS and not says_something(draft.remark):
        findings.append(Finding("remark", lazy("Say what happened to them."), rule="loss-without-remark"))
    if draft.movement is MovementKind.PURCHASE and draft.best_before and draft.day and draft.best_before < draft.day:
        message = lazy("They were past their best-before day when they were bought.")
        findings.append(Finding("best_before", message, Severity.WARNS, rule="bought-expired", value=draft.best_before))
    return findings


def check_reservation(draft: ReservationDraft) -> list[Finding]:
    """A reservation is of an object, for somebody, on an occasion."""
    findings: list[Finding] = []
    if not draft.item_id:
        findings.append(Finding("item_id", lazy("Choose the gift."), rule="reservation-without-item"))
    findings += _pieces(draft.number)
    if not (draft.person_id or draft.organisation_id or draft.recipient_said):
        findings.append(Finding("person_id", lazy("Say who gets it."), rule="reservation-without-recipient"))
    if not (draft.mission_id or draft.occasion):
        findings.append(Finding("occasion", lazy("Say on which occasion it is given."), rule="reservation-without-occasion"))
    if draft.moment_id and not draft.mission_id:
        findings.append(Finding("moment_id", lazy("A line of the programme belongs to a mission."), rule="moment-without-mission"))
    if draft.person_id and draft.person_id == draft.giver_id:
        findings.append(Finding("giver_id", lazy("Nobody gives a gift to themselves."), rule="gift-to-oneself"))
    if draft.mission_id and not (draft.moment_id or draft.day):
        findings.append(Finding("moment_id", lazy("It is not said when it is handed over."), Severity.NOTES, rule="gift-without-moment"))
    if any(len(reason) > LONGEST_TEXT for _, reason in draft.answers):
        findings.append(_too_long("answers", LONGEST_TEXT))
    return [*findings, *check_lengths(draft)]


def check_loan(draft: LoanDraft) -> list[Finding]:
    """A loan is of one object, to somebody, from a day on; one of the register is a single piece."""
    findings: list[Finding] = []
    if bool(draft.gift_id) == bool(draft.item_id):
        findings.append(Finding("item_id", lazy("Choose one object."), rule="loan-without-object"))
    findings += _pieces(draft.number)
    if draft.gift_id and draft.number not in (None, 1):
        findings.append(Finding("number", lazy("An object of the register is one piece."), rule="loan-of-one", value=draft.number, limit=1))
    if not (draft.person_id or draft.organisation_id or draft.borrower_said):
        findings.append(Finding("borrower_said", lazy("Say who borrows it."), rule="loan-without-borrower"))
    findings += _day("since", draft.since)
    if draft.since and draft.due_back_on and draft.due_back_on < draft.since:
        findings.append(Finding("due_back_on", lazy("The last day is before the first."), rule="ends-before-start"))
    if draft.due_back_on is None:
        findings.append(Finding("due_back_on", lazy("It is not said when it comes back."), Severity.NOTES, rule="loan-without-end"))
    return [*findings, *check_money(draft.insured, None, "insured"), *check_photos(draft.photos), *check_lengths(draft)]


def check_lengths(draft: ItemDraft | MovementDraft | ReservationDraft | LoanDraft) -> list[Finding]:
    """No text of the bank is longer than a line or, where something is told, than some pages."""
    findings: list[Finding] = []
    for one in fields(draft):
        value, limit = getattr(draft, one.name), LONGEST_TEXT if one.name in _LONG else LONGEST_LINE
        texts = value.all() if isinstance(value, Multilingual) else (value,) if isinstance(value, str) else ()
        if any(len(text) > limit for text in texts):
            findings.append(_too_long(one.name, limit))
    return findings


def _too_long(path: str, limit: int) -> Finding:
    return Finding(path, lazy("This text is too long: at most {limit} characters.", limit=limit), rule="text-too-long", limit=limit)


def not_to_come(path: str, day: date | None, today: date) -> list[Finding]:
    """Pieces do not come or go on a day that is still to come."""
    return [Finding(path, lazy("This day is still to come."), rule="day-to-come", value=day)] if day and day > today else []


def too_few(name: object, there: int, day: date) -> Lazy:
    """Say that too few pieces were there on a day."""
    if there <= 0:
        return lazy("No piece of {item} is there on {day}.", item=name, day=day)
    return lazy("Only {number} of {item} are there on {day}.", number=there, item=name, day=day)


def not_free(name: object, free: int) -> Lazy:
    """Say that too few pieces are free."""
    if free <= 0:
        return lazy("No piece of {item} is free: what is there is reserved.", item=name)
    return lazy("Only {number} of {item} are free.", number=free, item=name)


def _day(path: str, day: date | None) -> list[Finding]:
    return [] if day else [Finding(path, lazy("Enter the day."), rule="day-missing")]


def _pieces(number: int | None) -> list[Finding]:
    if number is not None and 1 <= number <= MOST_PIECES:
        return []
    return [Finding("number", lazy("Enter a number from 1 to {most}.", most=MOST_PIECES), rule="pieces", value=number, limit=MOST_PIECES)]


def _not_below(path: str, number: int | None, least: int, *, needed: bool = False, most: int = MOST_AT_ALL) -> list[Finding]:
    if (number is None and not needed) or (number is not None and least <= number <= most):
        return []
    if number is not None and number > most:
        message = lazy("Enter a number from {least} to {most}.", least=least, most=most)
        return [Finding(path, message, rule="number-too-large", value=number, limit=most)]
    return [Finding(path, lazy("Enter a number from {least} on.", least=least), rule="number-too-small", value=number, limit=least)]


def _unknown(path: str, codes: tuple[str, ...], known: set[str]) -> list[Finding]:
    return [
        Finding(path, lazy("“{value}” is not known here.", value=code), rule="unknown-value", value=code)
        for code in codes
        if code not in known
    ]
