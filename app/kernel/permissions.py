"""Rights: what a user must have before a command or a query runs."""

from __future__ import annotations

from dataclasses import dataclass

from app.kernel.errors import NotAllowed
from app.kernel.translated import Lazy, lazy


@dataclass(frozen=True, slots=True)
class Permission:
    """A right, by a stable code ("people.edit") and the words it is shown with."""

    code: str
    title: Lazy


# Rights of the frame itself, which no domain declares.
SEE_HISTORY = Permission("history.see", lazy("see who changed what"))
SEE_FILES = Permission("files.see", lazy("see portraits and attached files"))
KEEP_FILES = Permission("files.keep", lazy("attach portraits and files"))
KEEP_OFFICE = Permission("office.keep", lazy("copy, put back and check the office's file"))
FRAME = (SEE_HISTORY, SEE_FILES, KEEP_FILES, KEEP_OFFICE)


@dataclass(frozen=True, slots=True)
class Role:
    """A role that a user holds, by its code; `scope` is the entity it is held for, empty for all of them."""

    code: str
    scope: str = ""


@dataclass(frozen=True, slots=True)
class User:
    """Who acts, as it is known at this very moment.

    `id` is the account, empty on a desk without accounts; `person` the person behind it. `rights` None means every right: the
    one user of a desk without accounts.
    """

    name: str
    rights: frozenset[str] | None = None
    id: str = ""
    person: str | None = None
    roles: tuple[Role, ...] = ()

    def may(self, permission: Permission) -> bool:
        """Tell whether the user has *permission*."""
        return self.rights is None or permission.code in self.rights

    def require(self, permission: Permission) -> None:
        """Raise `NotAllowed` unless the user has *permission*."""
        if not self.may(permission):
            raise NotAllowed(permission)
