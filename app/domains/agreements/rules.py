"""Rules of agreements: how long they last, and where they stand on a day."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from app.domains.agreements.vocabulary import AgreementKind, Signature, Standing
from app.kernel.errors import Finding, Severity
from app.kernel.periods import PartialDate
from app.kernel.translated import Multilingual, lazy

# Year report 2021 of Brussels International, footnote 23: a MoU is a non-binding declaration of limited duration, two years.
MOU_MONTHS = 24
LONGEST_MONTHS = 1200
TELL_AHEAD = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class AgreementDraft:
    """The fields of an agreement. `months` is its duration; empty, a MoU lasts two years and another agreement is open-ended."""

    agreement_kind: AgreementKind = AgreementKind.MOU
    partner_id: str | None = None
    subject: Multilingual = Multilingual()
    signed: PartialDate | None = None
    signature: Signature = Signature.UNKNOWN
    place: str = ""
    months: int | None = None
    mission_id: str | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True)
class RenewalDraft:
    """A renewal: the day from which it counts, and for how long."""

    renewed: PartialDate | None = None
    months: int | None = MOU_MONTHS
    remark: str = ""


def check_agreement(draft: AgreementDraft) -> list[Finding]:
    """An agreement has a partner and a sensible duration; an unknown end is told."""
    findings: list[Finding] = []
    if not draft.partner_id:
        findings.append(Finding("partner_id", lazy("Choose the partner."), rule="agreement-without-partner"))
    findings += _check_months(draft.months)
    if draft.agreement_kind is not AgreementKind.MOU and draft.months is None:
        findings.append(
            Finding("months", lazy("Without a duration the program cannot tell when it ends."), Severity.NOTES, rule="agreement-open-ended")
        )
    return findings


def check_renewal(draft: RenewalDraft) -> list[Finding]:
    """A renewal has a day and a duration."""
    findings: list[Finding] = []
    if draft.renewed is None:
        findings.append(Finding("renewed", lazy("Enter the day of the renewal."), rule="renewal-without-day"))
    if draft.months is None:
        findings.append(Finding("months", lazy("Enter for how many months it is renewed."), rule="renewal-without-duration"))
    return findings + _check_months(draft.months)


def _check_months(months: int | None) -> list[Finding]:
    if months is None or 0 < months <= LONGEST_MONTHS:
        return []
    return [Finding("months", lazy("Enter a number of months between 1 and {most}.", most=LONGEST_MONTHS), rule="agreement-duration")]


def expiry(
    kind: AgreementKind, signed: PartialDate | None, months: int | None, renewals: Iterable[tuple[PartialDate, int]]
) -> PartialDate | None:
    """Give the last day in force as exactly as it is known: of the latest renewal, else of the signature; None when it is not known."""
    begun = [(start, length) for start, length in renewals]
    own = months if months is not None else MOU_MONTHS if kind is AgreementKind.MOU else None
    if signed is not None and own is not None:
        begun.append((signed, own))
    ends = [after(start, length) for start, length in begun]
    return max(ends, key=lambda end: end.last) if ends else None


def after(start: PartialDate, months: int) -> PartialDate:
    """Give the day, month or year that lies *months* after *start*; 31 August and six months is 28 February."""
    years, month = divmod((start.month or 1) - 1 + months, 12)
    year = start.year + years
    if start.month is None:
        return PartialDate(year)
    if start.day is None:
        return PartialDate(year, month + 1)
    return PartialDate(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def standing(signed: PartialDate | None, expires: PartialDate | None, today: date) -> Standing:
    """Tell where an agreement stands; from ninety days before its end it is told."""
    if signed is None:
        return Standing.NOT_SIGNED
    if expires is None:
        return Standing.OPEN_ENDED
    if expires.last < today:
        return Standing.EXPIRED
    return Standing.EXPIRING if expires.last - today <= TELL_AHEAD else Standing.IN_FORCE
