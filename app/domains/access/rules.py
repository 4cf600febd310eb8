"""Rules of accounts and roles: what a draft must hold, when a grant counts, and that somebody always keeps the keys."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.domains.access.vocabulary import RoleCode
from app.kernel.errors import Finding
from app.kernel.names import clean, fold
from app.kernel.translated import lazy

LIMIT = 200
SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 200
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


@dataclass(frozen=True, slots=True)
class AccountDraft:
    """The fields of an account. `is_default` is the one that is used when nobody signs in; it has no password."""

    name: str = ""
    login: str = ""
    person_id: str | None = None
    email: str = ""
    language: str = ""
    enabled: bool = True
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class NewAccountDraft(AccountDraft):
    """A new account with its first role, for one entity or for all."""

    role: RoleCode = RoleCode.REQUESTER
    scope: str = ""


@dataclass(frozen=True, slots=True)
class GrantDraft:
    """A role that is granted: for one entity (all when empty), from a day and until another, both included."""

    role: RoleCode = RoleCode.REQUESTER
    scope: str = ""
    since: date | None = None
    until: date | None = None


def login_of(text: str) -> str:
    """Give a short name as it is kept and compared: no capitals, no accents."""
    return fold(clean(text))


def check_account(draft: AccountDraft) -> list[Finding]:
    """An account has a name and a short name that can be typed anywhere."""
    findings: list[Finding] = []
    if not draft.name.strip():
        findings.append(Finding("name", lazy("Enter the name."), rule="account-without-name"))
    if len(draft.name) > LIMIT:
        findings.append(Finding("name", lazy("This text is too long: at most {limit} characters.", limit=LIMIT), rule="text-too-long"))
    if not _LOGIN.fullmatch(login_of(draft.login)):
        message = lazy("Enter a short name of letters, digits, dots and hyphens, up to 60 characters: it is typed to sign in.")
        findings.append(Finding("login", message, rule="account-login"))
    if draft.email.strip() and not _MAIL.fullmatch(draft.email.strip()):
        findings.append(Finding("email", lazy("This is not a mail address."), rule="mail-address"))
    if draft.is_default and not draft.enabled:
        message = lazy("A user who is disabled cannot be the one who works without signing in.")
        findings.append(Finding("is_default", message, rule="default-disabled"))
    return findings


def check_new_account(draft: NewAccountDraft) -> list[Finding]:
    """A new account and its first role."""
    return [*check_account(draft), *check_grant(GrantDraft(draft.role, draft.scope))]


def check_grant(draft: GrantDraft) -> list[Finding]:
    """A grant ends after it begins; the head of the cell is that for everybody."""
    findings: list[Finding] = []
    if draft.since and draft.until and draft.until < draft.since:
        findings.append(Finding("until", lazy("The last day is before the first one."), rule="grant-dates"))
    if draft.scope.strip() and draft.role is RoleCode.HEAD_OF_CELL:
        message = lazy("The head of the cell is that for all entities: leave the entity empty.")
        findings.append(Finding("scope", message, rule="grant-scope"))
    if len(draft.scope) > LIMIT:
        findings.append(Finding("scope", lazy("This text is too long: at most {limit} characters.", limit=LIMIT), rule="text-too-long"))
    return findings


def check_password(password: str) -> list[Finding]:
    """A password is long enough, and not so long that reading it takes for ever."""
    if len(password) < SHORTEST_PASSWORD:
        message = lazy("A password has at least {number} characters.", number=SHORTEST_PASSWORD)
        return [Finding("password", message, rule="password-too-short")]
    if len(password) > LONGEST_PASSWORD:
        return [Finding("password", lazy("A password has at most {number} characters.", number=LONGEST_PASSWORD), rule="password-too-long")]
    return []


def counts(since: date | None, until: date | None, day: date) -> bool:
    """Tell whether a role granted from one day until another is held on *day*."""
    return (since is None or since <= day) and (until is None or day <= until)


def overlap(one: GrantDraft, other: GrantDraft) -> bool:
    """Tell whether two grants give the same role for the same entity on some day."""
    same = one.role == other.role and same_entity(one.scope, other.scope)
    begins, ends = max(one.since or date.min, other.since or date.min), min(one.until or date.max, other.until or date.max)
    return same and begins <= ends


def same_entity(one: str, other: str) -> bool:
    """Tell whether two texts name the same entity, however they are written."""
    return fold(one.strip()) == fold(other.strip())


def keeps_the_keys(grants: Iterable[GrantDraft], day: date) -> bool:
    """Tell whether, among the grants of accounts in use, there is a head of the cell today and without end."""
    return any(g.role is RoleCode.HEAD_OF_CELL and not g.scope and g.until is None and counts(g.since, g.until, day) for g in grants)
