"""Words of this domain: roles, rights, kinds."""

from __future__ import annotations

from enum import StrEnum

from app.kernel.fields import Badge, Choice, Tone
from app.kernel.permissions import Permission
from app.kernel.translated import Lazy, lazy

SEE_ACCESS = Permission("access.see", lazy("see users and their roles"))
EDIT_ACCESS = Permission("access.edit", lazy("enter users and grant roles"))
SIGN_IN = Permission("access.sign", lazy("sign in and set one's own password"))

ACCOUNT, GRANT = "account", "role grant"


class RoleCode(StrEnum):
    """What somebody is in the office and in the chains of decisions."""

    REQUESTER = "requester"
    LINE_MANAGER = "line_manager"
    DIRECTOR_GENERAL = "director_general"
    SECRETARY_GENERAL = "secretary_general"
    HEAD_OF_CABINET = "head_of_cabinet"
    MINISTER = "minister"
    BUDGET_OFFICER = "budget_officer"
    CELL_OFFICER = "cell_officer"
    HEAD_OF_CELL = "head_of_cell"
    FINANCE = "finance"
    READER = "reader"


class Standing(StrEnum):
    """Whether an account can be used."""

    IN_USE = "in use"
    WITHOUT_SIGN_IN = "without sign-in"
    WITHOUT_ROLE = "without role"
    DISABLED = "disabled"


ROLES = (
    Choice(RoleCode.REQUESTER, lazy("requester")),
    Choice(RoleCode.LINE_MANAGER, lazy("line manager")),
    Choice(RoleCode.DIRECTOR_GENERAL, lazy("director-general")),
    Choice(RoleCode.SECRETARY_GENERAL, lazy("secretary-general")),
    Choice(RoleCode.HEAD_OF_CABINET, lazy("head of cabinet")),
    Choice(RoleCode.MINISTER, lazy("minister")),
    Choice(RoleCode.BUDGET_OFFICER, lazy("budget officer")),
    Choice(RoleCode.CELL_OFFICER, lazy("officer of the cell")),
    Choice(RoleCode.HEAD_OF_CELL, lazy("head of the cell")),
    Choice(RoleCode.FINANCE, lazy("finance")),
    Choice(RoleCode.READER, lazy("reader")),
)
ROLE_TITLES: dict[str, Lazy] = {choice.code: choice.title for choice in ROLES}
ACCOUNT_LANGUAGES = (
    Choice("", lazy("that of the machine")),
    Choice("nl", lazy("Dutch")),
    Choice("fr", lazy("French")),
    Choice("en", lazy("English")),
)
STANDINGS = {
    Standing.IN_USE: Badge(lazy("in use"), Tone.GOOD),
    Standing.WITHOUT_SIGN_IN: Badge(lazy("used without signing in"), Tone.BUSY),
    Standing.WITHOUT_ROLE: Badge(lazy("without a role today"), Tone.WARNING),
    Standing.DISABLED: Badge(lazy("disabled"), Tone.FAINT),
}
