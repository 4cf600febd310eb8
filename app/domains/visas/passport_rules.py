"""Rules of passports: what a passport must be to travel on, where it is, how far a request for one is.

Periods (months, pages, days) are handed in: they are dated data of the office (`rules_of_visas.py`) or stand on the card of a country.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from app.domains.visas.terms import OFFICIAL, PASSPORT, PASSPORT_KINDS, PREFERRED, PassportKind, PassportState, RequestState
from app.kernel.errors import Finding, Severity
from app.kernel.ids import Ref
from app.kernel.periods import months_later
from app.kernel.translated import Lazy, lazy, lazy_count

LONGEST = 2000
_NUMBER = re.compile(r"[A-Z0-9]{5,20}")
_NOT_PART_OF_IT = re.compile(r"[\s.\-/]")
_COUNTRY = re.compile(r"[A-Z]{2}")
_MOST_PAGES = 200
_LONGEST_VALID = 16  # years; no State issues a passport for longer than ten, and a typing fault is rather a century
_WORDS_OF_PURPOSE = 2
_LETTERS_OF_PURPOSE = 8


@dataclass(frozen=True, slots=True)
class PassportDraft:
    """The fields of a passport. When one is changed, an empty number leaves the number as it is: it is not shown to be changed."""

    person_id: str | None = None
    passport_kind: PassportKind = PassportKind.SERVICE
    number: str = field(default="", repr=False)
    country: str = "BE"
    issued_on: date | None = None
    expires_on: date | None = None
    blank_pages: int | None = None
    kept_at: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class CustodyDraft:
    """To whom a passport is handed, for which mission, and by when it must be back; without a day, that follows from the mission."""

    handed_on: date | None = None
    handed_to: str = ""
    mission_id: str | None = None
    due_back_on: date | None = None
    signed: bool = False
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ReturnDraft:
    """A passport that is back: when, where it is put, and how many of its pages are blank now."""

    returned_on: date | None = None
    kept_at: str = ""
    blank_pages: int | None = None


@dataclass(frozen=True, slots=True)
class CancelDraft:
    """The end of a passport before it expires: the function ended, it was lost or stolen, a new one was issued."""

    cancelled_on: date | None = None
    cancelled_why: str = ""


@dataclass(frozen=True, slots=True)
class RequestDraft:
    """The fields of a request for a service or diplomatic passport, with the day of each step that was done."""

    person_id: str | None = None
    passport_kind: PassportKind = PassportKind.SERVICE
    mission_id: str | None = None
    office: str = ""
    countries: str = ""
    reason: str = ""
    needed_by: date | None = None
    memo_signed_on: date | None = None
    asked_on: date | None = None
    photos_on: date | None = None
    biometrics_on: date | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class EndDraft:
    """The end of a request that brings no passport."""

    ended_on: date | None = None
    refused: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class ScanDraft:
    """Why a scan is kept, and until when; for a mission, no longer than that one lasts."""

    purpose: str = ""
    until: date | None = None
    mission_id: str | None = None


@dataclass(frozen=True, slots=True)
class PassportFacts:
    """A passport as lists and rules know it: never its whole number.

    `out` says that somebody has it: for the mission `out_for` when it is for one, back by `due_back` when that is known.
    """

    id: str
    person_id: str
    holder: str
    kind: PassportKind
    masked: str
    country: str
    issued_on: date | None
    expires_on: date | None
    blank_pages: int | None
    cancelled: bool
    out: bool = False
    out_for: str | None = None
    due_back: date | None = None

    @property
    def ref(self) -> Ref:
        """The pointer at the passport."""
        return Ref(PASSPORT, self.id)

    def expired(self, on: date) -> bool:
        """Tell whether it no longer serves on a day."""
        return self.expires_on is not None and self.expires_on < on


def kind_title(kind: PassportKind) -> Lazy:
    """Give the words for a kind of passport."""
    return next(choice.title for choice in PASSPORT_KINDS if choice.code == kind)


def written_number(number: str) -> str:
    """Write a number as it stands in a passport: capitals and figures, nothing between them."""
    return _NOT_PART_OF_IT.sub("", number).upper()


# ------------------------------------------------------------------------------------------------ what is entered


def check_passport(draft: PassportDraft) -> list[Finding]:
    """A passport has a holder, a country and days that can be; its number is letters and figures."""
    findings: list[Finding] = []
    if not draft.person_id:
        findings.append(Finding("person_id", lazy("Choose whose passport it is."), rule="passport-holder"))
    if draft.number and not _NUMBER.fullmatch(written_number(draft.number)):
        message = lazy("The number of a passport is 5 to 20 letters and figures.")
        findings.append(Finding("number", message, rule="passport-number"))
    if not _COUNTRY.fullmatch(draft.country):
        findings.append(Finding("country", lazy("Choose the country that issued the passport."), rule="country-code"))
    if draft.expires_on is None:
        findings.append(Finding("expires_on", lazy("Enter the day on which the passport expires."), rule="passport-expiry-missing"))
    elif draft.issued_on is not None:
        findings += _validity(draft.issued_on, draft.expires_on)
    if draft.blank_pages is not None and not 0 <= draft.blank_pages <= _MOST_PAGES:
        findings.append(Finding("blank_pages", lazy("Enter a number from 0 to {most}.", most=_MOST_PAGES), rule="passport-pages"))
    return findings + _too_long(("kept_at", draft.kept_at), ("remark", draft.remark))


def _validity(issued: date, expires: date) -> list[Finding]:
    if expires <= issued:
        return [Finding("expires_on", lazy("A passport expires after the day of its issue."), rule="passport-dates")]
    if expires > months_later(issued, 12 * _LONGEST_VALID):
        message = lazy("No passport is valid for more than {years} years: check both days.", years=_LONGEST_VALID)
        return [Finding("expires_on", message, rule="passport-dates")]
    return []


def check_custody(draft: CustodyDraft) -> list[Finding]:
    """Somebody gets it, on a day; it is back after that day."""
    findings: list[Finding] = []
    if draft.handed_on is None:
        findings.append(Finding("handed_on", lazy("Enter the day on which it was handed out."), rule="custody-day"))
    elif draft.due_back_on is not None and draft.due_back_on < draft.handed_on:
        findings.append(Finding("due_back_on", lazy("It cannot be back before it is handed out."), rule="custody-dates"))
    if not draft.handed_to:
        message = lazy("Enter who has it now: the traveller, an embassy, a colleague.")
        findings.append(Finding("handed_to", message, rule="custody-whom"))
    return findings + _too_long(("handed_to", draft.handed_to), ("remark", draft.remark))


def check_return(draft: ReturnDraft) -> list[Finding]:
    """It has a day; its blank pages can be."""
    findings: list[Finding] = []
    if draft.returned_on is None:
        findings.append(Finding("returned_on", lazy("Enter the day on which it came back."), rule="custody-day"))
    if draft.blank_pages is not None and not 0 <= draft.blank_pages <= _MOST_PAGES:
        findings.append(Finding("blank_pages", lazy("Enter a number from 0 to {most}.", most=_MOST_PAGES), rule="passport-pages"))
    return findings + _too_long(("kept_at", draft.kept_at))


def check_cancel(draft: CancelDraft) -> list[Finding]:
    """It has a day and a reason."""
    findings: list[Finding] = []
    if draft.cancelled_on is None:
        findings.append(Finding("cancelled_on", lazy("Enter the day on which it was cancelled."), rule="cancel-day"))
    if not draft.cancelled_why:
        message = lazy("Enter why: the function ended, it was lost or stolen, a new one was issued.")
        findings.append(Finding("cancelled_why", message, rule="cancel-reason"))
    return findings + _too_long(("cancelled_why", draft.cancelled_why))


def check_request(draft: RequestDraft) -> list[Finding]:
    """A request is for somebody, and for a passport of a function; what it is asked for stands in the memo."""
    findings: list[Finding] = []
    if not draft.person_id:
        findings.append(Finding("person_id", lazy("Choose who needs the passport."), rule="passport-holder"))
    if draft.passport_kind not in OFFICIAL:
        message = lazy("Only service and diplomatic passports are asked for through the office.")
        findings.append(Finding("passport_kind", message, rule="request-kind"))
    if draft.asked_on is not None and draft.memo_signed_on is not None and draft.asked_on < draft.memo_signed_on:
        message = lazy("It is asked for with the signed memo: not before that was signed.")
        findings.append(Finding("asked_on", message, rule="request-order"))
    if draft.asked_on is not None and not (draft.office and draft.reason):
        message = lazy("The memo names the function and the reason: enter both before it is asked for.")
        findings.append(Finding("reason" if draft.office else "office", message, rule="request-memo"))
    return findings + _too_long(
        ("office", draft.office), ("countries", draft.countries), ("reason", draft.reason), ("remark", draft.remark)
    )


def check_end(draft: EndDraft) -> list[Finding]:
    """It has a day and a reason."""
    findings: list[Finding] = []
    if draft.ended_on is None:
        findings.append(Finding("ended_on", lazy("Enter the day."), rule="request-end-day"))
    if not draft.why:
        findings.append(Finding("why", lazy("Enter why the request brings no passport."), rule="request-end-reason"))
    return findings + _too_long(("why", draft.why))


def check_scan(draft: ScanDraft, today: date, months: int) -> list[Finding]:
    """A scan has a purpose and a last day, not further away than *months*."""
    findings = check_purpose(draft.purpose)
    last = months_later(today, months)
    if draft.until is None:
        findings.append(Finding("until", lazy("Enter the day until which the scan is needed: it is deleted then."), rule="scan-end"))
    elif draft.until < today:
        findings.append(Finding("until", lazy("This day is past: a scan that is no longer needed is not kept."), rule="scan-end"))
    elif draft.until > last:
        message = lazy("A scan is kept until {limit} at the latest ({months} months).", limit=last, months=months)
        findings.append(Finding("until", message, rule="scan-too-long", value=draft.until, limit=last))
    return findings


def check_purpose(purpose: str) -> list[Finding]:
    """A purpose is said in words that somebody else understands later."""
    findings = _too_long(("purpose", purpose))
    letters = sum(sign.isalpha() for sign in purpose)
    if len(purpose.split()) < _WORDS_OF_PURPOSE or letters < _LETTERS_OF_PURPOSE:
        message = lazy("Say in some words what it is needed for: “visa application for Singapore”.")
        findings.append(Finding("purpose", message, rule="purpose-missing"))
    return findings


def not_to_come(path: str, day: date | None, today: date) -> list[Finding]:
    """What has been done was not done tomorrow."""
    if day is None or day <= today:
        return []
    return [Finding(path, lazy("This day is still to come."), rule="day-to-come", value=day, limit=today)]


def _too_long(*texts: tuple[str, str]) -> list[Finding]:
    message = lazy("This text is too long: at most {limit} characters.", limit=LONGEST)
    return [Finding(path, message, rule="text-too-long") for path, text in texts if len(text) > LONGEST]


# ------------------------------------------------------------------------------------------------ what it serves for


def valid_for(passport: PassportFacts, return_day: date, months: int, pages: int) -> list[Finding]:
    """What keeps a passport from serving for a journey that ends on *return_day*: it must be valid *months* after, with blank *pages*."""
    kind, name = kind_title(passport.kind), passport.holder
    if passport.cancelled:
        return [_not_good(passport, "passport-cancelled", lazy("The {kind} of {name} has been cancelled.", kind=kind, name=name))]
    return [*_valid_long_enough(passport, return_day, months), *_pages_enough(passport, pages)]


def _valid_long_enough(passport: PassportFacts, return_day: date, months: int) -> Iterable[Finding]:
    kind, name, limit = kind_title(passport.kind), passport.holder, months_later(return_day, months)
    expires = passport.expires_on
    if expires is None:
        message = lazy("Nobody has entered until when the {kind} of {name} is valid.", kind=kind, name=name)
        yield _not_good(passport, "passport-expiry-unknown", message, limit=limit)
    elif expires < return_day:
        message = lazy(
            "The {kind} of {name} expires on {day}, before the return on {limit}.", kind=kind, name=name, day=expires, limit=return_day
        )
        yield _not_good(passport, "passport-expired", message, expires, return_day)
    elif expires < limit:
        message = lazy(
            "The {kind} of {name} expires on {day}; it must be valid until {limit} ({months} months after the return).",
            kind=kind,
            name=name,
            day=expires,
            limit=limit,
            months=months,
        )
        yield _not_good(passport, "passport-months", message, expires, limit)


def _pages_enough(passport: PassportFacts, pages: int) -> Iterable[Finding]:
    kind, name = kind_title(passport.kind), passport.holder
    if pages <= 0:
        return
    if passport.blank_pages is None:
        message = lazy("Count the blank pages of the {kind} of {name}: {limit} are needed.", kind=kind, name=name, limit=pages)
        yield replace(_not_good(passport, "passport-pages-unknown", message, limit=pages), severity=Severity.NOTES)
    elif passport.blank_pages < pages:
        message = lazy_count(
            "The {kind} of {name} has {number} blank page; {limit} are needed.",
            "The {kind} of {name} has {number} blank pages; {limit} are needed.",
            passport.blank_pages,
            kind=kind,
            name=name,
            limit=pages,
        )
        yield _not_good(passport, "passport-pages", message, passport.blank_pages, pages)


def _not_good(passport: PassportFacts, rule: str, message: Lazy, value: object = None, limit: object = None) -> Finding:
    return Finding("passport", message, Severity.WARNS, rule=rule, ref=passport.ref, value=value, limit=limit)


def suits(passports: Sequence[PassportFacts], kind: PassportKind, return_day: date) -> tuple[PassportFacts, ...]:
    """Give the passports of *kind* that are valid at the end of a journey, those that are valid longest first."""
    good = [one for one in passports if one.kind is kind and not one.cancelled and not one.expired(return_day)]
    return tuple(sorted(good, key=lambda one: (one.expires_on or date.min, one.id), reverse=True))


def best_for(
    passports: Sequence[PassportFacts], kinds: Sequence[PassportKind] = PREFERRED, return_day: date | None = None
) -> PassportFacts | None:
    """Choose the passport to travel on: of the kind that comes first in *kinds*, valid longest; one that has expired only for want of another.

    None when nobody has one of these kinds that is not cancelled.
    """
    there = [one for one in passports if one.kind in kinds and not one.cancelled]

    def place(one: PassportFacts) -> tuple[object, ...]:
        late = return_day is not None and one.expired(return_day)
        return late, kinds.index(one.kind), -(one.expires_on or date.min).toordinal(), one.id

    return min(there, key=place, default=None)


# ------------------------------------------------------------------------------------------------ where it is


def state_of(passport: PassportFacts, today: date, months: int) -> PassportState:
    """Say what matters most about a passport today; it expires soon when it does within *months*."""
    if passport.cancelled:
        return PassportState.CANCELLED
    if overdue(passport, today):
        return PassportState.OVERDUE
    if passport.expired(today):
        return PassportState.EXPIRED
    if passport.out:
        return PassportState.OUT
    soon = passport.expires_on is not None and passport.expires_on < months_later(today, months)
    return PassportState.EXPIRING if soon else PassportState.VALID


def overdue(passport: PassportFacts, today: date) -> bool:
    """Tell whether it is out and should be back."""
    return passport.out and passport.due_back is not None and passport.due_back < today


def due_back(kind: PassportKind, by_hand: date | None, mission_ends: date | None, days: int) -> date | None:
    """Say when a passport that was handed out must be back: as somebody said, else so many *days* after the mission.

    An ordinary passport is its holder's own: nobody gives it back unless a day was said.
    """
    if by_hand is not None or mission_ends is None or kind not in OFFICIAL:
        return by_hand
    return _days_later(mission_ends, days)


# ------------------------------------------------------------------------------------------------ requests


def expected_on(asked_on: date | None, days: int) -> date | None:
    """Say when a passport that was asked for is to be expected."""
    return _days_later(asked_on, days) if asked_on else None


def ask_by(needed_by: date | None, days: int) -> date | None:
    """Say by when a passport must be asked for to be there in time."""
    return _days_later(needed_by, -days) if needed_by else None


def _days_later(day: date, days: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def request_state(
    *,
    asked_on: date | None,
    needed_by: date | None,
    issued_on: date | None,
    refused_on: date | None,
    withdrawn_on: date | None,
    today: date,
    days: int,
) -> RequestState:
    """Say how far a request is; it takes so many *days*. Late: not asked in time, or not there when it was expected or needed."""
    ends = ((issued_on, RequestState.ISSUED), (refused_on, RequestState.REFUSED), (withdrawn_on, RequestState.WITHDRAWN))
    if ended := next((state for day, state in ends if day is not None), None):
        return ended
    expected, latest = expected_on(asked_on, days), ask_by(needed_by, days)
    if expected is None:
        return RequestState.LATE if latest is not None and latest < today else RequestState.TO_SEND
    return RequestState.LATE if expected < today or (needed_by is not None and needed_by < today) else RequestState.RUNNING
