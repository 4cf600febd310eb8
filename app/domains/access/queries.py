"""What is read about accounts and roles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select

from app.domains.access import rules
from app.domains.access.records import Account, RoleGrant
from app.domains.access.rules import AccountDraft, GrantDraft
from app.domains.access.vocabulary import ACCOUNT, ACCOUNT_LANGUAGES, ROLE_TITLES, SEE_ACCESS, SIGN_IN, RoleCode, Standing
from app.domains.people.records import Person
from app.kernel.drafts import draft_of
from app.kernel.errors import Finding, Refused
from app.kernel.fields import Criteria
from app.kernel.names import fold
from app.kernel.permissions import Role
from app.kernel.queries import query
from app.kernel.search import SearchText
from app.kernel.showing import NO, YES
from app.kernel.translated import Lazy, Multilingual, lazy
from app.kernel.work import Reader
from app.mapping.base import Base


@dataclass(frozen=True, slots=True)
class GrantRow:
    """A role that an account holds, held or will hold; `counts` tells whether it does today."""

    id: str
    role: RoleCode
    scope: str
    since: date | None
    until: date | None
    counts: bool

    @property
    def title(self) -> Lazy:
        """The role in words, with the entity it is held for."""
        return role_text(self.role, self.scope)


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account in a list. `roles` are those of today, in words; `grants` all of them."""

    id: str
    name: str
    login: str
    person_id: str | None
    person: str
    email: str
    language: str
    roles: Lazy
    standing: Standing
    password_since: datetime | None
    grants: tuple[GrantRow, ...]

    @property
    def has_password(self) -> bool:
        """Whether a password is asked for."""
        return self.password_since is not None


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds a role on a day; `scope` is the entity it is held for, empty for all."""

    account: str
    name: str
    person: str | None
    email: str
    scope: str


def role_text(role: str, scope: str) -> Lazy:
    """Write a role with the entity it is held for."""
    title = ROLE_TITLES[role]
    return lazy("{role} ({entity})", role=title, entity=scope) if scope else title


@query(SEE_ACCESS)
def account_ids(reader: Reader, criteria: Criteria = Criteria()) -> Sequence[str]:
    """Give the ids of accounts in order: by name, unless another order is chosen."""
    statement: Select[str] = select(Account.id)
    if criteria.text.strip():
        statement = statement.where(Account.id.in_(reader.matching(ACCOUNT, criteria.text)))
    if role := criteria.chosen("role"):
        today = reader.today
        held = select(RoleGrant).where(RoleGrant.role == role)
        statement = statement.where(Account.id.in_([g.account_id for g in reader.scalars(held) if rules.counts(g.since, g.until, today)]))
    rows = accounts.of(reader, reader.scalars(statement))
    by_name = sorted(rows, key=lambda row: (fold(row.name), row.id))
    return [row.id for row in sorted(by_name, key=_order(criteria.sort), reverse=criteria.descending)]


def _order(sort: str) -> Callable[[AccountRow], str | int]:
    def place(row: AccountRow) -> str | int:
        if sort == "standing":
            return list(Standing).index(row.standing)
        return row.login if sort == "login" else fold(row.name)

    return place


@query(SEE_ACCESS)
def accounts(reader: Reader, ids: Sequence[str]) -> Sequence[AccountRow]:
    """Give the rows of the accounts with *ids*, in that order."""
    statement = (
        select(Account, Person.given_names, Person.family_name, Person.card_name)
        .join(Person, Person.id == Account.person_id, isouter=True)
        .where(Account.id.in_(ids))
    )
    grants = _grants(reader, ids)
    found = {account.id: _row(account, _person_name(*name), grants.get(account.id, ())) for account, *name in reader.rows(statement)}
    return [found[id] for id in ids if id in found]


def account_row(reader: Reader, id: str) -> AccountRow | None:
    """Give the row of one account for another domain; nothing when it is not there."""
    return next(iter(accounts.of(reader, [id])), None)


def holders(reader: Reader, role: str, entity: str, on: date) -> tuple[Holder, ...]:
    """Give those who hold *role* for *entity* on a day, by name: those granted it for that entity alone, else those for all.

    Accounts that are disabled hold nothing.
    """
    statement = select(RoleGrant, Account).join(Account, Account.id == RoleGrant.account_id).where(RoleGrant.role == role, Account.enabled)
    found = {
        (account.id, bool(grant.scope)): Holder(account.id, account.name, account.person_id, account.email, grant.scope)
        for grant, account in reader.rows(statement)
        if rules.counts(grant.since, grant.until, on) and (not grant.scope or rules.same_entity(grant.scope, entity))
    }
    own = [holder for holder in found.values() if holder.scope]
    return tuple(sorted(own or found.values(), key=lambda holder: (fold(holder.name), holder.account)))


def roles_of(reader: Reader, account: str, on: date) -> tuple[Role, ...]:
    """Give the roles that an account holds on a day; none while it is disabled."""
    statement = select(RoleGrant).join(Account, Account.id == RoleGrant.account_id).where(Account.id == account, Account.enabled)
    return tuple(
        sorted(
            {Role(g.role, g.scope) for g in reader.scalars(statement) if rules.counts(g.since, g.until, on)},
            key=lambda r: (r.code, r.scope),
        )
    )


@query(SEE_ACCESS)
def grants_of(reader: Reader, account: str) -> Sequence[GrantRow]:
    """Give the roles of an account: those of today first, then by role."""
    return _grants(reader, [account]).get(account, ())


@query(SEE_ACCESS)
def account_draft(reader: Reader, id: str) -> AccountDraft:
    """Read an account for editing."""
    return draft_of(reader.get(Account, id), AccountDraft)


@query(SEE_ACCESS)
def grant_draft(reader: Reader, id: str) -> GrantDraft:
    """Read a granted role for editing."""
    return draft_of(reader.get(RoleGrant, id), GrantDraft)


@query(SIGN_IN)
def account_by(reader: Reader, login: str) -> str:
    """Give the account with this short name; raise `Refused` when there is none."""
    if (id := reader.scalar(select(Account.id).where(Account.login == rules.login_of(login)))) is None:
        message = lazy("There is no user with the short name “{login}”.", login=login[: rules.LIMIT])
        raise Refused(Finding("login", message, rule="account-unknown"))
    return id


@query(SEE_ACCESS)
def account_detail(reader: Reader, id: str) -> Sequence[tuple[Lazy, object]]:
    """Give what the pane beside the list says of an account."""
    reader.get(Account, id)
    (row,) = accounts.of(reader, [id])
    draft = account_draft.of(reader, id)
    language = next((choice.title for choice in ACCOUNT_LANGUAGES if choice.code == draft.language), draft.language)
    return [
        (lazy("Short name"), row.login),
        (lazy("Person"), row.person),
        (lazy("E-mail"), row.email),
        (lazy("Language"), language),
        (lazy("May sign in"), YES if draft.enabled else NO),
        (lazy("Works without signing in"), YES if draft.is_default else ""),
        (lazy("Password"), lazy("since {moment}", moment=row.password_since) if row.password_since else lazy("none")),
    ]


def _row(account: Account, person: str, grants: Sequence[GrantRow]) -> AccountRow:
    counting = tuple(grant.title for grant in grants if grant.counts)
    return AccountRow(
        id=account.id,
        name=account.name,
        login=account.login,
        person_id=account.person_id,
        person=person,
        email=account.email,
        language=account.language,
        roles=lazy("{roles}", roles=counting),
        standing=_standing(account, has_role=bool(counting)),
        password_since=account.password_since,
        grants=tuple(grants),
    )


def _standing(account: Account, *, has_role: bool) -> Standing:
    if not account.enabled:
        return Standing.DISABLED
    if not has_role:
        return Standing.WITHOUT_ROLE
    return Standing.WITHOUT_SIGN_IN if account.is_default else Standing.IN_USE


def _person_name(given_names: str | None, family_name: str | None, card_name: str | None) -> str:
    return (card_name or f"{given_names or ''} {family_name or ''}").strip()


def _grants(reader: Reader, accounts: Sequence[str]) -> Mapping[str, tuple[GrantRow, ...]]:
    found: defaultdict[str, list[GrantRow]] = defaultdict(list)
    for grant in reader.scalars(select(RoleGrant).where(RoleGrant.account_id.in_(accounts))):
        counts = rules.counts(grant.since, grant.until, reader.today)
        found[grant.account_id].append(GrantRow(grant.id, grant.role, grant.scope, grant.since, grant.until, counts))
    order = list(RoleCode)
    return {
        id: tuple(sorted(rows, key=lambda row: (not row.counts, order.index(row.role), row.scope, row.id))) for id, rows in found.items()
    }


@dataclass(frozen=True, slots=True)
class Identity:
    """An account as the door knows it: whether it lets in, and the roles of this day."""

    id: str
    name: str
    person: str | None
    enabled: bool
    is_default: bool
    has_password: bool
    roles: tuple[Role, ...]


def identity(reader: Reader, account: str) -> Identity | None:
    """Give an account with its roles of today, with one statement; with no id the default one, else any, else nothing."""
    any_account = select(Account.id).order_by(Account.is_default.desc(), Account.id).limit(1).scalar_subquery()
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
        .where(Account.id == (account or any_account))
    )
    rows = reader.rows(statement)
    if not rows:
        return None
    known = rows[0]
    held = {Role(row.role.value, row.scope) for row in rows if row.role is not None and rules.counts(row.since, row.until, reader.today)}
    roles = tuple(sorted(held, key=lambda role: (role.code, role.scope)))
    return Identity(known.id, known.name, known.person_id, known.enabled, known.is_default, known.password_since is not None, roles)


def accounts_in_use(reader: Reader) -> list[tuple[Account, tuple[GrantRow, ...]]]:
    """Give the accounts that may sign in, by name, with their roles."""
    found = sorted(reader.scalars(select(Account).where(Account.enabled)), key=lambda account: (fold(account.name), account.id))
    grants = _grants(reader, [account.id for account in found])
    return [(account, grants.get(account.id, ())) for account in found]


def default_accounts(reader: Reader) -> Sequence[Account]:
    """Give the accounts that work without signing in; there should be one at most."""
    return reader.scalars(select(Account).where(Account.is_default))


def references_to_accounts() -> Iterable[tuple[str, object]]:
    """Go through every column of every domain that points at an account, with the name of its table."""
    for mapper in Base.registry.mappers:
        for attribute in mapper.column_attrs:
            column = attribute.columns[0]
            if any(key.column.table.name == Account.__tablename__ for key in column.foreign_keys):
                yield mapper.class_.__tablename__, getattr(mapper.class_, attribute.key)


def account_texts(reader: Reader, ids: Sequence[str]) -> Iterable[SearchText]:
    """Give the texts by which search finds accounts: name, short name, mail address."""
    for account in reader.scalars(select(Account).where(Account.id.in_(ids))):
        texts = (account.name, account.login, account.email)
        yield SearchText(account.id, Multilingual.same(account.name), Multilingual.same(account.login), texts)
