"""Words of this domain."""

from __future__ import annotations

from enum import StrEnum

from app.kernel.document import Audience
from app.kernel.permissions import Permission
from app.kernel.translated import lazy

PRODUCE_PAPERS = Permission("dossiers.produce", lazy("produce papers"))
VERSION = "dossier version"


class Overtaken(StrEnum):
    """What has become of the record since a version was produced, so that the version no longer holds."""

    NOT = ""
    MOVED = "moved"
    CANCELLED = "cancelled"


# What stands on every page of a paper for an audience.
CLASSIFICATIONS = {
    Audience.PUBLIC: lazy("Public"),
    Audience.DELEGATION: lazy("For the delegation"),
    Audience.INTERNAL: lazy("Internal"),
    Audience.SECURITY: lazy("Security: limited circulation"),
}
