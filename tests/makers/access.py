"""Users for tests: a head of the cell first, then whoever is needed."""

from __future__ import annotations

from app.application import Application
from app.domains.access.commands import AddAccount
from app.domains.access.rules import AccountDraft, GrantDraft
from app.domains.access.vocabulary import RoleCode

HEAD = "head"


def account(application: Application, login: str, *roles: str, **fields: object) -> str:
    """Make an account with roles: "minister", or "line_manager@Entity" for one entity; return its id."""
    pairs = (role.partition("@") for role in roles)
    grants = tuple(GrantDraft(RoleCode(code), scope) for code, _, scope in pairs)
    draft = AccountDraft(**{"name": login.capitalize(), "login": login, **fields})  # type: ignore[arg-type]
    return application.execute(AddAccount(draft, grants)).result


def head(application: Application) -> str:
    """Make the first account, the head of the cell, and act as it; return its id."""
    id = account(application, HEAD, RoleCode.HEAD_OF_CELL)
    application.sign_in(HEAD)
    return id


def act_as(application: Application, login: str, *roles: str) -> str:
    """Act as a user with these roles and no others, made with a head of the cell where there is none; return its id."""
    if not application.entrants():
        head(application)
    id = account(application, login, *roles)
    application.sign_in(login)
    return id
