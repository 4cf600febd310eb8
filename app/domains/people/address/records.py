"""How the forms of address are kept that the office itself has chosen for a person."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domains.people.address.vocabulary import ADDRESS_FORM
from app.domains.people.vocabulary import PERSON
from app.mapping.base import STRICT, Record


class AddressForm(Record):
    """What the office writes for a person in one language (nl, fr, en, de); what is empty is worked out."""

    __tablename__ = "address_form"
    kind = ADDRESS_FORM
    owners: ClassVar = {"person_id": PERSON}

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    language: Mapped[str]
    envelope: Mapped[str] = mapped_column(default="")  # several lines
    salutation: Mapped[str] = mapped_column(default="")
    closing: Mapped[str] = mapped_column(default="")
    place_card: Mapped[str] = mapped_column(default="")
    badge: Mapped[str] = mapped_column(default="")
    spoken: Mapped[str] = mapped_column(default="")
    prefix: Mapped[str] = mapped_column(default="")

    __table_args__ = (UniqueConstraint("person_id", "language"), STRICT)
