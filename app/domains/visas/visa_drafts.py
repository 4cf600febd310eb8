"""What the forms of visas hold before it becomes a record, and what is checked of it while it is typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from app.domains.visas.visa_terms import Answer, Entries, Need, Payer, VisaCheck, VisaDocument
from app.kernel.errors import Finding, Severity
from app.kernel.translated import LANGUAGES, Multilingual, lazy

MOST_DAYS = 365
MOST_MONTHS = 120
MOST_PAGES = 48
MOST_TIMES = 20


@dataclass(frozen=True, slots=True)
class CardDraft:
    """The fields of a country card. `normal_days` are working days; `months_valid` and `blank_pages` are empty where the rules of the office count."""

    country: str = ""
    ordinary: Need = Need.UNKNOWN
    service: Need = Need.UNKNOWN
    diplomatic: Need = Need.UNKNOWN
    file_at: str = ""
    normal_days: int | None = None
    note_verbale: Answer = Answer.UNKNOWN
    photo: str = ""
    health: str = ""
    months_valid: int | None = None
    blank_pages: int | None = None
    source: str = ""
    checked_on: date | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class CountryDraft:
    """A country of a mission beside its own, or the days of its own where they differ; `times` is how often it is entered."""

    country: str = ""
    transit: bool = False
    enters_on: date | None = None
    leaves_on: date | None = None
    times: int = 1


@dataclass(frozen=True, slots=True)
class VisaDraft:
    """The fields of the visa of one traveller for one country. See `VisaCase`."""

    passport_id: str | None = None
    need_by_hand: Need | None = None
    need_reason: str = ""
    documents: tuple[str, ...] = ()
    note_verbale_asked_on: date | None = None
    note_verbale_received_on: date | None = None
    asked_from: date | None = None
    asked_until: date | None = None
    filed_on: date | None = None
    filed_at: str = ""
    receipt: str = ""
    appointment_on: date | None = None
    appointment_at: time | None = None
    back_on: date | None = None
    checked: tuple[str, ...] = ()
    entries: Entries = Entries.UNKNOWN
    valid_from: date | None = None
    valid_until: date | None = None
    stay_days: int | None = None
    copied_on: date | None = None
    handed_on: date | None = None
    signed_by: str = ""
    refused_on: date | None = None
    withdrawn_on: date | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class InvitationDraft:
    """The fields of the invitation of one guest. See `Invitation`."""

    passport_id: str | None = None
    language: str = ""
    needs_visa: Answer = Answer.UNKNOWN
    pays_travel: Payer = Payer.UNKNOWN
    pays_stay: Payer = Payer.UNKNOWN
    pays_insurance: Payer = Payer.UNKNOWN
    other_payer: str = ""
    contact: str = ""
    signatory: str = ""
    signatory_function: Multilingual = Multilingual()
    asked_on: date | None = None
    sent_on: date | None = None
    authority_letter_on: date | None = None
    insured_on: date | None = None
    filed_on: date | None = None
    decided_on: date | None = None
    granted: Answer = Answer.UNKNOWN
    remark: str = ""


# ------------------------------------------------------------------------------------------------ cards


def check_card(draft: CardDraft) -> list[Finding]:
    """A card names a country; what it says has a source, and a day on which somebody checked it."""
    findings: list[Finding] = []
    if not draft.country:
        findings.append(Finding("country", lazy("Choose the country."), rule="card-without-country"))
    elif draft.country == "BE":
        findings.append(Finding("country", lazy("Belgium needs no card: its cards are about journeys abroad."), rule="card-of-belgium"))
    for key, number, most in (
        ("normal_days", draft.normal_days, MOST_DAYS),
        ("months_valid", draft.months_valid, MOST_MONTHS),
        ("blank_pages", draft.blank_pages, MOST_PAGES),
    ):
        if number is not None and not 0 <= number <= most:
            findings.append(Finding(key, lazy("Enter a number from 0 to {most}.", most=most), rule="visa-number"))
    if says_something(draft):
        if not draft.source:
            message = lazy("Name the source: the page, the embassy or the person that says so.")
            findings.append(Finding("source", message, rule="card-without-source"))
        if draft.checked_on is None:
            findings.append(Finding("checked_on", lazy("Enter the day on which this was checked."), rule="card-without-date"))
    return findings


def says_something(card: CardDraft) -> bool:
    """Tell whether anything that a journey depends on stands on a card."""
    needs = (card.ordinary, card.service, card.diplomatic)
    numbers = (card.normal_days, card.months_valid, card.blank_pages)
    texts = (card.file_at, card.photo, card.health)
    return any(needs) or any(texts) or bool(card.note_verbale) or any(number is not None for number in numbers)


# ------------------------------------------------------------------------------------------------ countries of a mission


def check_country(draft: CountryDraft) -> list[Finding]:
    """A country of a mission is named, and left after it is entered."""
    findings: list[Finding] = []
    if not draft.country:
        findings.append(Finding("country", lazy("Choose the country."), rule="country-missing"))
    if draft.enters_on and draft.leaves_on and draft.leaves_on < draft.enters_on:
        findings.append(Finding("leaves_on", lazy("The country is left before it is entered."), rule="ends-before-start"))
    if not 1 <= draft.times <= MOST_TIMES:
        findings.append(Finding("times", lazy("Enter how often the country is entered: 1 to {most}.", most=MOST_TIMES), rule="visa-number"))
    return findings


# ------------------------------------------------------------------------------------------------ visas


def check_visa(draft: VisaDraft) -> list[Finding]:
    """A need by hand has its reason, and each step comes after the one before it."""
    findings = [*_codes("documents", draft.documents, VisaDocument), *_codes("checked", draft.checked, VisaCheck)]
    if draft.need_by_hand and not draft.need_reason:
        message = lazy("Say why the need is set by hand: who told it, and when.")
        findings.append(Finding("need_reason", message, rule="need-without-reason"))
    if draft.stay_days is not None and not 1 <= draft.stay_days <= MOST_DAYS:
        findings.append(Finding("stay_days", lazy("Enter a number from 1 to {most}.", most=MOST_DAYS), rule="visa-number"))
    if draft.handed_on and not draft.signed_by:
        message = lazy("Say who signed for the passport.")
        findings.append(Finding("signed_by", message, Severity.WARNS, rule="handed-without-signature"))
    findings += _orders(
        (
            ("note_verbale_received_on", draft.note_verbale_asked_on, draft.note_verbale_received_on),
            ("asked_until", draft.asked_from, draft.asked_until),
            ("valid_until", draft.valid_from, draft.valid_until),
            ("back_on", draft.filed_on, draft.back_on),
            ("refused_on", draft.filed_on, draft.refused_on),
            ("handed_on", draft.back_on, draft.handed_on),
        )
    )
    if draft.refused_on and draft.back_on and draft.valid_until:
        message = lazy("A visa that was refused has no dates: clear its validity, or the day of the refusal.")
        findings.append(Finding("refused_on", message, rule="refused-and-valid"))
    return findings


def check_invitation(draft: InvitationDraft) -> list[Finding]:
    """A letter has a language of the office, and each step comes after the one before it."""
    findings: list[Finding] = []
    if draft.language and draft.language not in LANGUAGES:
        message = lazy("The letter is written in Dutch, French or English.")
        findings.append(Finding("language", message, rule="letter-language"))
    if Payer.OTHER in (draft.pays_travel, draft.pays_stay, draft.pays_insurance) and not draft.other_payer:
        findings.append(Finding("other_payer", lazy("Say who pays."), rule="payer-missing"))
    findings += _orders((("sent_on", draft.asked_on, draft.sent_on), ("decided_on", draft.filed_on, draft.decided_on)))
    if draft.granted and draft.decided_on is None:
        findings.append(Finding("decided_on", lazy("Enter the day of the decision."), rule="decision-without-day"))
    return findings


def _orders(pairs: tuple[tuple[str, date | None, date | None], ...]) -> Iterator[Finding]:
    for key, first, then in pairs:
        if first and then and then < first:
            message = lazy("This day comes before the step that it follows ({day}).", day=first)
            yield Finding(key, message, rule="step-before-step", value=then, limit=first)


def _codes(key: str, codes: tuple[str, ...], kind: type[VisaDocument | VisaCheck]) -> Iterator[Finding]:
    for code in codes:
        if code not in set(kind):
            yield Finding(key, lazy("“{value}” is not known here.", value=code[:60]), rule="unknown-value", value=code)
