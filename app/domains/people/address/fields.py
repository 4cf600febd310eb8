"""How forms of address are entered, and named in the history."""

from __future__ import annotations

from app.domains.people.address.forms import AddressDraft, check_address
from app.domains.people.address.vocabulary import ADDRESS_FORM, LANGUAGE_CHOICES
from app.kernel.fields import Field, FieldKind, Form
from app.kernel.translated import lazy

ADDRESS_FIELDS = Form(
    AddressDraft,
    (
        Field("prefix", lazy("Prefix"), limit=300),
        Field("envelope", lazy("Envelope"), FieldKind.LONG_TEXT, limit=1000),
        Field("salutation", lazy("Salutation"), limit=300),
        Field("closing", lazy("Closing"), FieldKind.LONG_TEXT, limit=300),
        Field("spoken", lazy("Spoken"), limit=300),
        Field("place_card", lazy("Place card"), limit=300),
        Field("badge", lazy("Badge"), FieldKind.LONG_TEXT, limit=300),
    ),
    check_address,
)

FORM_TITLES = {field.key: field.title for field in ADDRESS_FIELDS.fields}

_LANGUAGE = Field("language", lazy("Language"), FieldKind.CHOICE, choices=LANGUAGE_CHOICES)

FIELDS = {**ADDRESS_FIELDS.named(ADDRESS_FORM), f"{ADDRESS_FORM}.language": _LANGUAGE}

TITLES = {
    ADDRESS_FORM: lazy("Form of address"),
    f"{ADDRESS_FORM}.person_id": lazy("Person"),
    **{name: field.title for name, field in FIELDS.items()},
}
