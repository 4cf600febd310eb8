from __future__ import annotations

from datetime import date

import pytest

from app.domains.access import rules
from app.domains.access.rules import AccountDraft, GrantDraft
from app.domains.access.vocabulary import RoleCode

TODAY = date(2026, 3, 5)
BEFORE, AFTER = date(2026, 3, 4), date(2026, 3, 6)


def told(findings) -> list[tuple[str, str]]:
    return [(finding.path, finding.rule) for finding in findings]


@pytest.mark.parametrize("login", ["ada", "ada.example", "Ada", "hélène", "a-1", "7"])
def test_a_short_name_can_be_typed(login):
    assert told(rules.check_account(AccountDraft("Ada", login))) == []


@pytest.mark.parametrize("login", ["", " ", "ada example", "ada@office", "-ada", "a" * 61, "Аda"])
def test_a_short_name_that_cannot_be_typed_is_refused(login):
    assert told(rules.check_account(AccountDraft("Ada", login))) == [("login", "account-login")]


def test_an_account_has_a_name_and_an_address_that_is_one():
    draft = AccountDraft(" ", "ada", email="ada at office")
    assert told(rules.check_account(draft)) == [("name", "account-without-name"), ("email", "mail-address")]


def test_who_is_disabled_does_not_work_without_signing_in():
    assert told(rules.check_account(AccountDraft("Ada", "ada", enabled=False, is_default=True))) == [("is_default", "default-disabled")]


@pytest.mark.parametrize(
    ("since", "until", "held"),
    [
        (None, None, True),
        (TODAY, TODAY, True),
        (None, BEFORE, False),
        (AFTER, None, False),
        (BEFORE, AFTER, True),
    ],
)
def test_a_grant_counts_from_its_first_day_to_its_last(since, until, held):
    assert rules.counts(since, until, TODAY) is held


def test_a_grant_that_ends_before_it_begins_is_refused():
    assert told(rules.check_grant(GrantDraft(RoleCode.READER, "", AFTER, BEFORE))) == [("until", "grant-dates")]


def test_the_head_of_the_cell_is_that_for_everybody():
    assert told(rules.check_grant(GrantDraft(RoleCode.HEAD_OF_CELL, "perspective.brussels"))) == [("scope", "grant-scope")]


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        (GrantDraft(RoleCode.READER), GrantDraft(RoleCode.READER), True),
        (GrantDraft(RoleCode.READER), GrantDraft(RoleCode.FINANCE), False),
        (GrantDraft(RoleCode.READER, "Talent"), GrantDraft(RoleCode.READER, " talent"), True),
        (GrantDraft(RoleCode.READER, "Talent"), GrantDraft(RoleCode.READER), False),
        (GrantDraft(RoleCode.READER, until=BEFORE), GrantDraft(RoleCode.READER, since=TODAY), False),
        (GrantDraft(RoleCode.READER, until=TODAY), GrantDraft(RoleCode.READER, since=TODAY), True),
    ],
)
def test_one_role_is_held_once_on_a_day(one, other, clash):
    assert (rules.overlap(one, other), rules.overlap(other, one)) == (clash, clash)


@pytest.mark.parametrize(
    ("grant", "kept"),
    [
        (GrantDraft(RoleCode.HEAD_OF_CELL), True),
        (GrantDraft(RoleCode.HEAD_OF_CELL, since=TODAY), True),
        (GrantDraft(RoleCode.HEAD_OF_CELL, since=AFTER), False),
        (GrantDraft(RoleCode.HEAD_OF_CELL, until=AFTER), False),
        (GrantDraft(RoleCode.HEAD_OF_CELL, "Talent"), False),
        (GrantDraft(RoleCode.CELL_OFFICER), False),
    ],
)
def test_the_keys_are_with_a_head_of_the_cell_for_all_and_without_end(grant, kept):
    assert rules.keeps_the_keys([grant], TODAY) is kept


@pytest.mark.parametrize(("password", "rule"), [("short", "password-too-short"), ("x" * 201, "password-too-long"), ("long enough", None)])
def test_a_password_is_long_enough_and_not_endless(password, rule):
    assert [finding.rule for finding in rules.check_password(password)] == ([rule] if rule else [])
