"""How accounts and the roles granted to them are kept."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domains.access.vocabulary import ACCOUNT, GRANT, RoleCode
from app.mapping.base import Base, Record
from app.mapping.types import Code


class Account(Record):
    """Somebody who works with the program.

    `login` is what is typed, folded and unique. `password_since` is empty while no password is asked for; an account with a moment there
    and no `Secret` (the account was brought back by an undo) lets nobody in until a password is set anew.
    """

    __tablename__ = "account"
    kind = ACCOUNT

    name: Mapped[str]
    login: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True)
    email: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    enabled: Mapped[bool] = mapped_column(default=True)
    is_default: Mapped[bool] = mapped_column(default=False)
    password_since: Mapped[datetime | None]

    grants: Mapped[list[RoleGrant]] = relationship(cascade="all, delete-orphan")


class RoleGrant(Record):
    """A role that an account holds: for one entity or for all (`scope` is empty), from a day and until another, both included."""

    __tablename__ = "role_grant"
    kind = GRANT
    owners: ClassVar = {"account_id": ACCOUNT}

    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    role: Mapped[RoleCode] = mapped_column(Code(RoleCode), index=True)
    scope: Mapped[str] = mapped_column(default="")
    since: Mapped[date | None]
    until: Mapped[date | None]


class Secret(Base):
    """The hash of a password. Not a record: it stands in no history, no search and no export."""

    __tablename__ = "account_secret"

    account_id: Mapped[str] = mapped_column(primary_key=True)
    hash: Mapped[str]
