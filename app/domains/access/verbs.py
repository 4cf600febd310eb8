"""`attache user-add`, `user-role` and `user-password`: users from the command line. The list is `attache users`."""

from __future__ import annotations

import argparse
import getpass
import sys
from typing import TYPE_CHECKING

from app.domains.access.commands import AddAccount, ClearPassword, GrantRole, SetPassword, WithdrawRole
from app.domains.access.queries import account_by, grants_of
from app.domains.access.rules import AccountDraft, GrantDraft, same_entity
from app.domains.access.vocabulary import ROLE_TITLES, RoleCode
from app.kernel.errors import Finding, Refused
from app.kernel.feature import Verb
from app.kernel.translated import LANGUAGES, Lazy, lazy

if TYPE_CHECKING:
    from app.application import Application


def _role(text: str) -> GrantDraft:
    """Read a role as it is typed: its code, and the entity after an @."""
    code, _, entity = text.partition("@")
    try:
        return GrantDraft(RoleCode(code.strip().lower().replace("-", "_")), entity.strip())
    except ValueError:
        raise argparse.ArgumentTypeError(f"{code!r} is no role; one of {', '.join(RoleCode)}") from None


def _configure_add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="as it stands in the history")
    parser.add_argument("--login", required=True, help="the short name that is typed to sign in")
    parser.add_argument("--role", metavar="ROLE[@ENTITY]", type=_role, action="append", default=[], help=f"one of {', '.join(RoleCode)}")
    parser.add_argument("--email", default="", help="the mail address")
    parser.add_argument("--language", choices=LANGUAGES, default="", help="the language of this user")
    parser.add_argument("--default", action="store_true", help="the user who works when nobody signs in")


def _add(application: Application, arguments: argparse.Namespace) -> dict[str, str]:
    draft = AccountDraft(arguments.name, arguments.login, email=arguments.email, language=arguments.language, is_default=arguments.default)
    return {"user": application.execute(AddAccount(draft, tuple(arguments.role))).result}


def _configure_role(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("login", metavar="LOGIN")
    parser.add_argument("--add", metavar="ROLE[@ENTITY]", type=_role, action="append", default=[], help="grant this role")
    parser.add_argument("--remove", metavar="ROLE[@ENTITY]", type=_role, action="append", default=[], help="withdraw this role")


def _change_roles(application: Application, arguments: argparse.Namespace) -> dict[str, list[Lazy]]:
    account = application.ask(account_by(arguments.login))
    held = application.ask(grants_of(account))
    withdrawn: list[WithdrawRole] = []
    for draft in arguments.remove:
        found = [row.id for row in held if row.role is draft.role and same_entity(row.scope, draft.scope)]
        if not found:
            message = lazy("This user does not have the role: {role}.", role=ROLE_TITLES[draft.role])
            raise Refused(Finding("remove", message, rule="role-not-held"))
        withdrawn += map(WithdrawRole, found)
    commands = [*(GrantRole(account, draft) for draft in arguments.add), *withdrawn]
    if commands:
        application.together(lazy("Change the roles of {login}", login=arguments.login), lambda do: [do(command) for command in commands])
    return {"roles": [row.title for row in application.ask(grants_of(account)) if row.counts]}


def _configure_password(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("login", metavar="LOGIN")
    parser.add_argument("--clear", action="store_true", help="ask no password any more")


def _password(application: Application, arguments: argparse.Namespace) -> dict[str, str]:
    account = application.ask(account_by(arguments.login))
    own = next((e for e in application.entrants() if e.id == account and e.has_password and account == application.user.id), None)
    wording = application.outside.wording(arguments.lang)
    current = _read(wording.say(lazy("Present password"))) if own else ""
    if arguments.clear:
        application.execute(ClearPassword(account, current))
        return {"password": "cleared"}
    application.execute(SetPassword(account, _read(wording.say(lazy("New password"))), current))
    return {"password": "set"}


def _read(prompt: str) -> str:
    """Read a password unseen, or a line of what is handed to the program."""
    return getpass.getpass(f"{prompt}: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")


VERBS = (
    Verb("user-add", "enter a user with roles", _configure_add, _add),
    Verb("user-role", "grant roles to a user, or withdraw them", _configure_role, _change_roles),
    Verb("user-password", "set or clear the password of a user, typed or on standard input", _configure_password, _password),
)
