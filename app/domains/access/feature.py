"""What the domain of access brings."""

from __future__ import annotations

from app.domains.access.records import Account, RoleGrant
from app.domains.access.vocabulary import EDIT_ACCESS, SEE_ACCESS, SIGN_IN
from app.kernel.feature import Feature
from app.kernel.translated import lazy

FEATURE = Feature(
    name="access",
    title=lazy("Users"),
    icon="people",
    order=90,
    requires=("people",),
    records=(Account, RoleGrant),
    permissions=(SEE_ACCESS, EDIT_ACCESS, SIGN_IN),
)
