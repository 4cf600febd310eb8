"""Words of this domain."""

from __future__ import annotations

from enum import StrEnum

from app.kernel.fields import Badge, Choice, Tone
from app.kernel.permissions import Permission
from app.kernel.translated import lazy

SEE_AGREEMENTS = Permission("agreements.see", lazy("see agreements"))
EDIT_AGREEMENTS = Permission("agreements.edit", lazy("enter and change agreements"))

AGREEMENT, RENEWAL = "agreement", "renewal"


class AgreementKind(StrEnum):
    """What was signed."""

    MOU = "MoU"
    COOPERATION = "cooperation agreement"
    DECLARATION = "declaration of intent"


class Signature(StrEnum):
    """How it was signed."""

    UNKNOWN = ""
    IN_PERSON = "in person"
    VIRTUAL = "virtual"
    BY_POST = "by post"


class Standing(StrEnum):
    """Where an agreement stands on a day."""

    NOT_SIGNED = "not signed"
    IN_FORCE = "in force"
    OPEN_ENDED = "open-ended"
    EXPIRING = "expiring"
    EXPIRED = "expired"


KINDS = (
    Choice(AgreementKind.MOU, lazy("memorandum of understanding (MoU)")),
    Choice(AgreementKind.COOPERATION, lazy("cooperation agreement")),
    Choice(AgreementKind.DECLARATION, lazy("declaration of intent")),
)
SIGNATURES = (
    Choice(Signature.UNKNOWN, lazy("not known")),
    Choice(Signature.IN_PERSON, lazy("in person")),
    Choice(Signature.VIRTUAL, lazy("on a screen")),
    Choice(Signature.BY_POST, lazy("by exchange of letters")),
)
STANDINGS = {
    Standing.NOT_SIGNED: Badge(lazy("not signed yet"), Tone.BUSY),
    Standing.IN_FORCE: Badge(lazy("in force"), Tone.GOOD),
    Standing.OPEN_ENDED: Badge(lazy("in force, end not known"), Tone.NEUTRAL),
    Standing.EXPIRING: Badge(lazy("expires soon"), Tone.WARNING),
    Standing.EXPIRED: Badge(lazy("expired"), Tone.BAD),
}
