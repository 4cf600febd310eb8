"""What a passport must be to travel on, which one is taken, and how far a request for one is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.domains.visas import passport_rules as rules
from app.domains.visas.passport_rules import (
    CancelDraft,
    CustodyDraft,
    EndDraft,
    PassportDraft,
    PassportFacts,
    RequestDraft,
    ReturnDraft,
    ScanDraft,
)
from app.domains.visas.terms import PassportKind, PassportState, RequestState
from app.kernel.errors import Severity

BACK = date(2021, 9, 24)
TODAY = date(2021, 9, 1)


def passport(**fields: object) -> PassportFacts:
    usual = {
        "id": "p",
        "person_id": "ada",
        "holder": "Ada Example",
        "kind": PassportKind.SERVICE,
        "masked": "•••••001",
        "country": "BE",
        "issued_on": date(2020, 3, 25),
        "expires_on": date(2025, 3, 24),
        "blank_pages": 10,
        "cancelled": False,
    }
    return PassportFacts(**{**usual, **fields})  # type: ignore[arg-type]


def found(one: PassportFacts, months: int = 6, pages: int = 2) -> list[tuple[str, object, object]]:
    return [(finding.rule, finding.value, finding.limit) for finding in rules.valid_for(one, BACK, months, pages)]


@pytest.mark.parametrize(
    ("expires", "months", "told"),
    [
        (date(2022, 3, 24), 6, []),
        (date(2022, 3, 23), 6, [("passport-months", date(2022, 3, 23), date(2022, 3, 24))]),
        (date(2021, 9, 24), 0, []),
        (date(2021, 9, 23), 0, [("passport-expired", date(2021, 9, 23), BACK)]),
        (date(2021, 9, 23), 6, [("passport-expired", date(2021, 9, 23), BACK)]),
        (None, 6, [("passport-expiry-unknown", None, date(2022, 3, 24))]),
    ],
)
def test_a_passport_is_valid_some_months_after_the_return(expires: date | None, months: int, told: list[object]) -> None:
    assert found(passport(expires_on=expires), months) == told


@pytest.mark.parametrize(
    ("pages", "needed", "told"),
    [(2, 2, []), (1, 2, [("passport-pages", 1, 2)]), (None, 2, [("passport-pages-unknown", None, 2)]), (None, 0, []), (0, 0, [])],
)
def test_a_passport_has_blank_pages(pages: int | None, needed: int, told: list[object]) -> None:
    assert found(passport(blank_pages=pages), pages=needed) == told


def test_pages_that_nobody_counted_are_only_noted() -> None:
    (finding,) = rules.valid_for(passport(blank_pages=None), BACK, 6, 2)
    assert finding.severity is Severity.NOTES
    assert finding.ref == passport().ref


def test_of_a_cancelled_passport_nothing_else_is_said() -> None:
    assert found(passport(cancelled=True, expires_on=None, blank_pages=0)) == [("passport-cancelled", None, None)]


def test_a_finding_names_holder_and_days_and_never_a_number() -> None:
    (finding,) = rules.valid_for(passport(expires_on=date(2022, 1, 1)), BACK, 6, 2)
    assert str(finding.message) == (
        "The service passport of Ada Example expires on 2022-01-01; it must be valid until 2022-03-24 (6 months after the return)."
    )


ORDINARY = passport(id="o", kind=PassportKind.ORDINARY, expires_on=date(2027, 1, 1))
SECOND = passport(id="s", kind=PassportKind.SECOND_ORDINARY, expires_on=date(2023, 1, 1))
SERVICE = passport(id="d", expires_on=date(2021, 9, 10))
NEWER = passport(id="e", expires_on=date(2024, 1, 1))
GONE = passport(id="g", kind=PassportKind.DIPLOMATIC, cancelled=True)


def test_the_best_passport_is_of_the_kind_preferred_and_valid_longest() -> None:
    assert rules.best_for([ORDINARY, SECOND, SERVICE, NEWER, GONE]) == NEWER
    assert rules.best_for([ORDINARY, SECOND, NEWER], (PassportKind.SECOND_ORDINARY, PassportKind.ORDINARY)) == SECOND
    assert rules.best_for([GONE]) is None
    assert rules.best_for([ORDINARY], (PassportKind.SERVICE,)) is None


def test_one_that_expires_before_the_return_is_taken_only_for_want_of_another() -> None:
    assert rules.best_for([ORDINARY, SERVICE], return_day=BACK) == ORDINARY
    assert rules.best_for([SERVICE], return_day=BACK) == SERVICE


def test_passports_that_suit_are_of_the_kind_and_valid() -> None:
    assert rules.suits([ORDINARY, SERVICE, NEWER, GONE], PassportKind.SERVICE, BACK) == (NEWER,)
    assert rules.suits([GONE], PassportKind.DIPLOMATIC, BACK) == ()


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, PassportState.VALID),
        ({"expires_on": date(2022, 3, 1)}, PassportState.VALID),
        ({"expires_on": date(2022, 2, 28)}, PassportState.EXPIRING),
        ({"expires_on": date(2021, 9, 1)}, PassportState.EXPIRING),
        ({"expires_on": date(2021, 8, 31)}, PassportState.EXPIRED),
        ({"out": True, "due_back": date(2021, 9, 1)}, PassportState.OUT),
        ({"out": True, "due_back": date(2021, 8, 31)}, PassportState.OVERDUE),
        ({"out": True, "due_back": date(2021, 8, 31), "expires_on": date(2021, 8, 1)}, PassportState.OVERDUE),
        ({"out": True, "due_back": date(2021, 8, 31), "cancelled": True}, PassportState.CANCELLED),
    ],
)
def test_what_matters_most_is_said_of_a_passport(fields: dict[str, object], state: PassportState) -> None:
    assert rules.state_of(passport(**fields), TODAY, 6) is state


@pytest.mark.parametrize(
    ("kind", "by_hand", "ends", "due"),
    [
        (PassportKind.SERVICE, None, BACK, date(2021, 10, 1)),
        (PassportKind.DIPLOMATIC, None, BACK, date(2021, 10, 1)),
        (PassportKind.SERVICE, date(2021, 9, 25), BACK, date(2021, 9, 25)),
        (PassportKind.SERVICE, None, None, None),
        (PassportKind.SERVICE, None, date.max, date.max),
        (PassportKind.ORDINARY, None, BACK, None),
        (PassportKind.ORDINARY, date(2021, 9, 25), BACK, date(2021, 9, 25)),
    ],
)
def test_a_passport_of_a_function_is_back_a_week_after_the_mission(
    kind: PassportKind, by_hand: date | None, ends: date | None, due: date | None
) -> None:
    assert rules.due_back(kind, by_hand, ends, 7) == due


REQUEST = {"asked_on": None, "needed_by": None, "issued_on": None, "refused_on": None, "withdrawn_on": None, "today": TODAY, "days": 30}


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, RequestState.TO_SEND),
        ({"needed_by": date(2021, 10, 1)}, RequestState.TO_SEND),
        ({"needed_by": date(2021, 9, 30)}, RequestState.LATE),  # asked for today it would be there a day late
        ({"asked_on": date(2021, 8, 2)}, RequestState.RUNNING),
        ({"asked_on": date(2021, 8, 1)}, RequestState.LATE),
        ({"asked_on": TODAY, "needed_by": date(2021, 8, 31)}, RequestState.LATE),
        ({"asked_on": date(2021, 1, 1), "issued_on": TODAY}, RequestState.ISSUED),
        ({"asked_on": date(2021, 1, 1), "refused_on": TODAY}, RequestState.REFUSED),
        ({"withdrawn_on": TODAY}, RequestState.WITHDRAWN),
    ],
)
def test_a_request_is_late_when_it_cannot_be_there_in_time(fields: dict[str, date], state: RequestState) -> None:
    assert rules.request_state(**{**REQUEST, **fields}) is state  # type: ignore[arg-type]


def test_days_never_leave_the_calendar() -> None:
    assert rules.expected_on(date.max, 30) == date.max
    assert rules.ask_by(date.min, 30) == date.min
    assert rules.expected_on(None, 30) is None
    assert rules.ask_by(None, 30) is None


def test_a_number_is_written_in_one_way() -> None:
    assert rules.written_number(" ex 12.34-56/7 ") == "EX1234567"


GOOD = PassportDraft("ada", number="EX0000001", expires_on=date(2025, 1, 1))


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({}, []),
        ({"number": ""}, []),
        ({"person_id": None}, ["person_id"]),
        ({"number": "EX?"}, ["number"]),
        ({"number": "EX1"}, ["number"]),
        ({"country": "Belgium"}, ["country"]),
        ({"expires_on": None}, ["expires_on"]),
        ({"issued_on": date(2025, 1, 1)}, ["expires_on"]),
        ({"issued_on": date(2002, 1, 1)}, ["expires_on"]),
        ({"blank_pages": -1}, ["blank_pages"]),
        ({"blank_pages": 999}, ["blank_pages"]),
        ({"remark": "x" * 2001}, ["remark"]),
    ],
)
def test_what_is_wrong_with_a_passport_is_told_at_its_field(fields: dict[str, object], faults: list[str]) -> None:
    assert [finding.path for finding in rules.check_passport(replace(GOOD, **fields))] == faults  # type: ignore[arg-type]


def test_a_number_never_stands_in_what_is_written_to_logs() -> None:
    assert "EX0000001" not in repr(GOOD)


@pytest.mark.parametrize(
    ("findings", "faults"),
    [
        (rules.check_custody(CustodyDraft()), ["handed_on", "handed_to"]),
        (rules.check_custody(CustodyDraft(TODAY, "Ada", due_back_on=date(2021, 8, 31))), ["due_back_on"]),
        (rules.check_custody(CustodyDraft(TODAY, "Ada", due_back_on=TODAY)), []),
        (rules.check_return(ReturnDraft()), ["returned_on"]),
        (rules.check_return(ReturnDraft(TODAY, blank_pages=300)), ["blank_pages"]),
        (rules.check_cancel(CancelDraft()), ["cancelled_on", "cancelled_why"]),
        (rules.check_end(EndDraft()), ["ended_on", "why"]),
        (rules.check_request(RequestDraft()), ["person_id"]),
        (rules.check_request(RequestDraft("ada", PassportKind.ORDINARY)), ["passport_kind"]),
        (rules.check_request(RequestDraft("ada", asked_on=TODAY)), ["office"]),
        (rules.check_request(RequestDraft("ada", office="adviser", asked_on=TODAY)), ["reason"]),
        (
            rules.check_request(RequestDraft("ada", office="adviser", reason="talks", memo_signed_on=TODAY, asked_on=date(2021, 8, 1))),
            ["asked_on"],
        ),
    ],
)
def test_what_is_wrong_is_told_at_its_field(findings: list[object], faults: list[str]) -> None:
    assert [finding.path for finding in findings] == faults  # type: ignore[attr-defined]


@pytest.mark.parametrize("purpose", ["", "visa", "x y", "?? !!", "1234 5678 9012", "visa" * 10])
def test_a_purpose_that_says_nothing_is_none(purpose: str) -> None:
    assert [finding.rule for finding in rules.check_purpose(purpose)] == ["purpose-missing"]


def test_a_purpose_is_said_in_words() -> None:
    assert rules.check_purpose("visa application for Singapore") == []


@pytest.mark.parametrize(
    ("until", "rule"),
    [(None, ["scan-end"]), (date(2021, 8, 31), ["scan-end"]), (TODAY, []), (date(2022, 9, 1), []), (date(2022, 9, 2), ["scan-too-long"])],
)
def test_a_scan_has_an_end_that_is_not_far_away(until: date | None, rule: list[str]) -> None:
    assert [finding.rule for finding in rules.check_scan(ScanDraft("visa application", until), TODAY, 12)] == rule
