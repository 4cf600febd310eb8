"""What is done with accounts and roles. That somebody always keeps the keys is watched over by `watch.py`, for every way in."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta

from sqlalchemy import select

from app.domains.access import passwords, rules
from app.domains.access.directory import keep_hash
from app.domains.access.queries import references_to_accounts, role_text
from app.domains.access.records import Account, RoleGrant, Secret
from app.domains.access.rules import AccountDraft, GrantDraft, NewAccountDraft
from app.domains.access.vocabulary import EDIT_ACCESS, SIGN_IN
from app.domains.people.records import Person
from app.kernel.commands import Command, handles
from app.kernel.drafts import accepted, apply, draft_of, fill, tidied
from app.kernel.errors import Finding, Refused, refuse
from app.kernel.translated import Lazy, lazy
from app.kernel.work import Work


@dataclass(frozen=True, slots=True)
class AddAccount(Command[str]):
    """Enter a user with the roles held from the beginning."""

    permission = EDIT_ACCESS
    label = lazy("Add user")

    draft: AccountDraft
    grants: tuple[GrantDraft, ...] = ()


@handles(AddAccount)
def add_account(command: AddAccount, work: Work) -> str:
    """Store a new account; refused for a short name that is taken."""
    draft = command.draft
    grants = command.grants
    if isinstance(draft, NewAccountDraft):
        grants = (GrantDraft(draft.role, draft.scope), *grants)
        draft = AccountDraft(draft.name, draft.login, draft.person_id, draft.email, draft.language, draft.enabled, draft.is_default)
    draft = _accepted(draft, work, account_id="")
    account = Account()
    fill(account, draft)
    work.add(account)
    _only_default(work, account)
    for number, grant in enumerate(grants):
        if any(rules.overlap(grant, other) for other in grants[:number]):
            raise Refused(_held_already(grant))
        _grant(work, account, grant)
    work.describe(lazy("Add user {name}", name=account.name))
    return account.id


@dataclass(frozen=True, slots=True)
class EditAccount(Command[str]):
    """Change a user: what differs between the draft that was read and the one that is wanted."""

    permission = EDIT_ACCESS
    label = lazy("Change user")

    account: str
    before: AccountDraft
    after: AccountDraft


@handles(EditAccount)
def edit_account(command: EditAccount, work: Work) -> str:
    """Write the fields that differ; nobody disables the account they work with."""
    account = work.get(Account, command.account)
    after = _accepted(command.after, work, account_id=account.id)
    if account.id == work.user.id and not after.enabled:
        raise Refused(Finding("enabled", lazy("You cannot disable yourself."), rule="own-account"))
    if after.is_default and account.password_since is not None:
        message = lazy("Clear the password first: who works without signing in cannot have one.")
        raise Refused(Finding("is_default", message, rule="default-with-password"))
    apply(account.ref, account, command.before, after)
    _only_default(work, account)
    work.describe(lazy("Change user {name}", name=account.name))
    return account.id


@dataclass(frozen=True, slots=True)
class RemoveAccount(Command[None]):
    """Remove a user who was entered by mistake."""

    permission = EDIT_ACCESS
    label = lazy("Remove user")

    account: str


@handles(RemoveAccount)
def remove_account(command: RemoveAccount, work: Work) -> None:
    """Refused once the user has decided something or is named anywhere: such a user is disabled instead."""
    account = work.get(Account, command.account)
    if account.id == work.user.id:
        raise Refused(Finding("", lazy("You cannot remove yourself."), rule="own-account", ref=account.ref))
    for table, column in references_to_accounts():
        if table != RoleGrant.__tablename__ and work.scalar(select(column).where(column == account.id)):  # type: ignore[call-overload]
            message = lazy("{name} stands in files of the office and cannot be removed. Disable this user instead.", name=account.name)
            raise Refused(Finding("", message, rule="account-in-use", ref=account.ref))
    if (secret := work.find(Secret, account.id)) is not None:
        work.remove(secret)
    work.describe(lazy("Remove user {name}", name=account.name))
    work.remove(account)


@dataclass(frozen=True, slots=True)
class GrantRole(Command[str]):
    """Grant a role to a user."""

    permission = EDIT_ACCESS
    label = lazy("Grant role")

    account: str
    draft: GrantDraft


@handles(GrantRole)
def grant_role(command: GrantRole, work: Work) -> str:
    """Store the role; refused when the user has it already."""
    account = work.get(Account, command.account)
    id = _grant(work, account, command.draft)
    work.describe(lazy("Grant {name}: {role}", name=account.name, role=_named(command.draft)))
    return id


@dataclass(frozen=True, slots=True)
class EditGrant(Command[str]):
    """Change a granted role: its entity or its days."""

    permission = EDIT_ACCESS
    label = lazy("Change role")

    grant: str
    before: GrantDraft
    after: GrantDraft


@handles(EditGrant)
def edit_grant(command: EditGrant, work: Work) -> str:
    """Write the fields that differ."""
    after = accepted(command.after, rules.check_grant)
    grant = work.get(RoleGrant, command.grant)
    account = work.get(Account, grant.account_id)
    _refuse_double(work, account, after, without=grant.id)
    apply(grant.ref, grant, command.before, after)
    work.describe(lazy("Change role of {name}: {role}", name=account.name, role=_named(after)))
    return grant.id


@dataclass(frozen=True, slots=True)
class WithdrawRole(Command[None]):
    """Withdraw a role from a user, from this moment on."""

    permission = EDIT_ACCESS
    label = lazy("Withdraw role")

    grant: str


@handles(WithdrawRole)
def withdraw_role(command: WithdrawRole, work: Work) -> None:
    """Remove the grant; the history keeps that it was held."""
    grant = work.get(RoleGrant, command.grant)
    account = work.get(Account, grant.account_id)
    work.describe(lazy("Withdraw from {name}: {role}", name=account.name, role=_named(draft_of(grant, GrantDraft))))
    work.remove(grant)


@dataclass(frozen=True, slots=True)
class SetPassword(Command[None]):
    """Set a password: one's own, with the present one when there is one, or that of another user."""

    permission = SIGN_IN
    label = lazy("Set password")
    undoable = False

    account: str
    password: str = field(repr=False)
    current: str = field(default="", repr=False)


@handles(SetPassword)
def set_password(command: SetPassword, work: Work) -> None:
    """Keep the hash; the history tells that a password was set, and by whom."""
    account = _whose_password(work, command.account, command.current)
    refuse(rules.check_password(command.password))
    if account.is_default:
        message = lazy("This user works without signing in and cannot have a password.")
        raise Refused(Finding("password", message, rule="default-with-password"))
    keep_hash(work, account.id, passwords.hashed(command.password))
    # A moment of its own each time: the hash is no record, and a step that changes no record is not kept.
    account.password_since = max(work.now, account.password_since + timedelta(microseconds=1)) if account.password_since else work.now
    work.describe(lazy("Set the password of {name}", name=account.name))


@dataclass(frozen=True, slots=True)
class ClearPassword(Command[None]):
    """Ask no password of a user any more."""

    permission = SIGN_IN
    label = lazy("Clear password")
    undoable = False

    account: str
    current: str = field(default="", repr=False)


@handles(ClearPassword)
def clear_password(command: ClearPassword, work: Work) -> None:
    """Forget the hash."""
    account = _whose_password(work, command.account, command.current)
    if (secret := work.find(Secret, account.id)) is not None:
        work.remove(secret)
    account.password_since = None
    work.describe(lazy("Clear the password of {name}", name=account.name))


def _whose_password(work: Work, id: str, current: str) -> Account:
    """Give the account, if its password may be changed: by whoever grants roles, or by its user who knows the present one."""
    account = work.get(Account, id)
    if account.id != work.user.id:
        work.user.require(EDIT_ACCESS)
        return account
    secret = work.find(Secret, account.id)
    if account.password_since is not None and not passwords.matches(secret.hash if secret else None, current):
        raise Refused(Finding("current", lazy("This is not the present password."), rule="password"))
    return account


def _accepted(draft: AccountDraft, work: Work, *, account_id: str) -> AccountDraft:
    tidy = accepted(draft, rules.check_account)
    tidy = replace(tidy, login=rules.login_of(tidy.login))
    if work.scalar(select(Account.id).where(Account.login == tidy.login, Account.id != account_id)) is not None:
        message = lazy("Another user has the short name “{login}” already.", login=tidy.login)
        raise Refused(Finding("login", message, rule="account-login-taken"))
    if tidy.person_id:
        work.get(Person, tidy.person_id)
    return tidy


def _only_default(work: Work, account: Account) -> None:
    if not account.is_default:
        return
    for other in work.scalars(select(Account).where(Account.is_default, Account.id != account.id)):
        other.is_default = False


def _grant(work: Work, account: Account, draft: GrantDraft) -> str:
    tidy = tidied(draft)
    refuse(rules.check_grant(tidy))
    _refuse_double(work, account, tidy)
    grant = RoleGrant(account_id=account.id)
    fill(grant, tidy)
    work.add(grant)
    return grant.id


def _refuse_double(work: Work, account: Account, draft: GrantDraft, without: str = "") -> None:
    held = work.scalars(select(RoleGrant).where(RoleGrant.account_id == account.id, RoleGrant.id != without))
    if any(rules.overlap(draft, draft_of(other, GrantDraft)) for other in held):
        raise Refused(_held_already(draft))


def _held_already(draft: GrantDraft) -> Finding:
    return Finding("role", lazy("This role is held already: {role}.", role=_named(draft)), rule="role-held")


def _named(draft: GrantDraft) -> Lazy:
    return role_text(draft.role, draft.scope)
