"""The directory: who works here at this very moment, and who is let in."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app.domains.access import passwords, roles, rules
from app.domains.access.queries import account_by, role_text
from app.domains.access.records import Account, RoleGrant, Secret
from app.domains.access.vocabulary import RoleCode
from app.kernel.errors import Finding, Refused
from app.kernel.names import fold
from app.kernel.permissions import Role, User
from app.kernel.ports import Admission, Entrant
from app.kernel.translated import lazy
from app.kernel.work import Reader, Work


class AccountDirectory:
    """Fulfils `Directory` with the accounts of the office."""

    def user(self, reader: Reader, account: str, login_name: str) -> User:
        """Give who acts now, with one statement."""
        chosen = Account.id == (account or select(Account.id).order_by(Account.is_default.desc(), Account.id).limit(1).scalar_subquery())
        statement = (
            select(
                Account.id,
                Account.name,
                Account.person_id,
                Account.enabled,
                Account.is_default,
                Account.password_since,
                RoleGrant.role,
                RoleGrant.scope,
                RoleGrant.since,
                RoleGrant.until,
            )
            .join(RoleGrant, RoleGrant.account_id == Account.id, isouter=True)
            .where(chosen)
        )
        rows = reader.rows(statement)
        if not rows:
            return User(login_name, frozenset()) if account else User(login_name)
        known = rows[0]
        if not account and (not known.is_default or not known.enabled or known.password_since is not None):
            return User(login_name, frozenset())
        if not known.enabled:
            return User(known.name, frozenset(), known.id, known.person_id)
        held = {
            Role(row.role.value, row.scope) for row in rows if row.role is not None and rules.counts(row.since, row.until, reader.today)
        }
        allowed = roles.rights(frozenset(role.code for role in held), roles.declared(reader.features))
        return User(known.name, allowed, known.id, known.person_id, tuple(sorted(held, key=lambda role: (role.code, role.scope))))

    def entrants(self, reader: Reader) -> Sequence[Entrant]:
        """Give the accounts in use, by name, with the roles of today."""
        order = list(RoleCode)
        held: dict[str, list[RoleGrant]] = {}
        for grant in reader.scalars(select(RoleGrant)):
            if rules.counts(grant.since, grant.until, reader.today):
                held.setdefault(grant.account_id, []).append(grant)
        found = sorted(reader.scalars(select(Account).where(Account.enabled)), key=lambda account: (fold(account.name), account.id))
        return [
            Entrant(
                account.id,
                account.name,
                account.login,
                tuple(role_text(g.role, g.scope) for g in sorted(held.get(account.id, ()), key=lambda g: (order.index(g.role), g.scope))),
                account.password_since is not None,
            )
            for account in found
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
