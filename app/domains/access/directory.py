"""The directory: who works here at this very moment, and who is let in."""

from __future__ import annotations

from collections.abc import Sequence

from app.domains.access import passwords, roles
from app.domains.access.queries import account_by, accounts_in_use, identity
from app.domains.access.records import Account, Secret
from app.kernel.errors import Finding, Refused
from app.kernel.permissions import User
from app.kernel.ports import Admission, Entrant
from app.kernel.translated import lazy
from app.kernel.work import Reader, Work


class AccountDirectory:
    """Fulfils `Directory` with the accounts of the office."""

    def user(self, reader: Reader, account: str, login_name: str) -> User:
        """Give who acts now, with one statement."""
        known = identity(reader, account)
        if known is None:
            return User(login_name, frozenset()) if account else User(login_name)
        if not account and (not known.is_default or not known.enabled or known.has_password):
            return User(login_name, frozenset())
        if not known.enabled:
            return User(known.name, frozenset(), known.id, known.person)
        allowed = roles.rights(frozenset(role.code for role in known.roles), roles.declared(reader.features))
        return User(known.name, allowed, known.id, known.person, known.roles)

    def entrants(self, reader: Reader) -> Sequence[Entrant]:
        """Give the accounts in use, by name, with the roles of today."""
        return [
            Entrant(
                account.id,
                account.name,
                account.login,
                tuple(grant.title for grant in grants if grant.counts),
                account.password_since is not None,
                account.language,
            )
            for account, grants in accounts_in_use(reader)
        ]

    def admit(self, reader: Reader, login: str, password: str) -> Admission:
        """Let somebody in: by the short name alone, or with the password where one is set."""
        account = reader.get(Account, account_by.of(reader, login))
        secret = reader.find(Secret, account.id)
        if account.password_since is not None and not passwords.matches(secret.hash if secret else None, password):
            raise Refused(
                Finding(
                    "password", lazy("This password is not right. Try again, or ask the head of the cell for a new one."), rule="password"
                )
            )
        if not account.enabled:
            message = lazy("{name} may no longer sign in. Ask the head of the cell.", name=account.name)
            raise Refused(Finding("login", message, rule="account-disabled"))
        renewed = secret is not None and account.password_since is not None and passwords.outdated(secret.hash)
        return Admission(account.id, passwords.hashed(password) if renewed else "")

    def keep_secret(self, work: Work, admission: Admission) -> None:
        """Keep the password of an account in today's way."""
        keep_hash(work, admission.account, admission.secret)


DIRECTORY = AccountDirectory()


def keep_hash(work: Work, account: str, hash: str) -> None:
    """Keep the hash of a password in the place of the one before."""
    if (secret := work.find(Secret, account)) is None:
        work.add(Secret(account_id=account, hash=hash))
    else:
        secret.hash = hash
