"""What must hold of accounts and roles whatever way a change comes in, an undo included."""

from __future__ import annotations

from collections.abc import Sequence

from app.domains.access import rules
from app.domains.access.queries import accounts_in_use, default_accounts
from app.domains.access.records import RoleGrant
from app.domains.access.rules import GrantDraft
from app.domains.access.vocabulary import ACCOUNT, GRANT, RoleCode
from app.kernel.changes import Change
from app.kernel.errors import Finding
from app.kernel.guards import Guard, StepFacts
from app.kernel.permissions import User
from app.kernel.translated import lazy
from app.kernel.work import Reader


def watch(reader: Reader, changes: Sequence[Change], step: StepFacts) -> Sequence[Finding]:
    """Somebody always keeps the keys; one at most works without signing in; nobody gives a role to themselves."""
    return [*_keys(reader), *_defaults(reader), *_own_roles(changes, step.user)]


def _keys(reader: Reader) -> Sequence[Finding]:
    held = (GrantDraft(grant.role, grant.scope, grant.since, grant.until) for _, grants in accounts_in_use(reader) for grant in grants)
    if rules.keeps_the_keys(held, reader.today):
        return ()
    message = lazy("Somebody must always keep the keys: one user who may sign in, with the role of head of the cell and no last day.")
    return (Finding("role", message, rule="last-head-of-cell"),)


def _defaults(reader: Reader) -> Sequence[Finding]:
    default = default_accounts(reader)
    findings: list[Finding] = []
    if len(default) > 1:
        findings.append(Finding("is_default", lazy("Only one user can work without signing in."), rule="two-defaults"))
    if any(account.password_since is not None for account in default):
        message = lazy("Who works without signing in cannot have a password.")
        findings.append(Finding("is_default", message, rule="default-with-password"))
    return findings


def _own_roles(changes: Sequence[Change], user: User) -> Sequence[Finding]:
    if not user.id or any(role.code == RoleCode.HEAD_OF_CELL for role in user.roles):
        return ()
    touched = {
        state["account_id"]
        for change in changes
        if change.table == RoleGrant.__tablename__
        for state in (change.before, change.after)
        if state
    }
    if user.id not in touched:
        return ()
    return (Finding("role", lazy("Nobody changes their own roles; the head of the cell does."), rule="own-roles"),)


GUARD = Guard(frozenset({ACCOUNT, GRANT}), watch)
