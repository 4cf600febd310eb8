"""How persons, organisations and posts are kept."""

from __future__ import annotations

from datetime import date, time
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domains.people import rules
from app.domains.people.address.records import AddressForm
from app.domains.people.precedence import profiles
from app.domains.people.vocabulary import (
    CONTACT_POINT,
    OFFICE,
    ORGANISATION,
    PERSON,
    POST,
    PRECEDENCE_LIST,
    USUAL_LIST,
    ContactKind,
    Gender,
    OrganisationKind,
)
from app.kernel.periods import PartialDate
from app.kernel.translated import Multilingual
from app.mapping.base import NAMES, Record
from app.mapping.types import Code, Shape

NOTHING = text("''")  # what a column that was added to older files holds there


class Organisation(Record):
    """A body that people stand for."""

    __tablename__ = "organisation"
    kind = ORGANISATION

    name: Mapped[Multilingual]
    short_name: Mapped[str] = mapped_column(default="")
    organisation_kind: Mapped[OrganisationKind] = mapped_column(Code(OrganisationKind))
    country: Mapped[str] = mapped_column(default="")
    city: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    website: Mapped[str] = mapped_column(default="")
    founded: Mapped[PartialDate | None]
    notes: Mapped[str] = mapped_column(default="")
    sort_name: Mapped[str] = mapped_column(index=True)
    import_id: Mapped[str | None] = mapped_column(unique=True)


class Person(Record):
    """Somebody the office deals with."""

    __tablename__ = "person"
    kind = PERSON

    given_names: Mapped[str] = mapped_column(default="")
    family_name: Mapped[str] = mapped_column(default="")
    prefix: Mapped[str] = mapped_column(default="")
    card_name: Mapped[str] = mapped_column(default="")
    gender: Mapped[Gender] = mapped_column(Code(Gender), default=Gender.UNKNOWN)
    nationality: Mapped[str] = mapped_column(default="")
    born: Mapped[PartialDate | None]
    preferred_language: Mapped[str] = mapped_column(default="")
    languages: Mapped[tuple[str, ...]] = mapped_column(default=())
    pronunciation: Mapped[str] = mapped_column(default="")
    portrait: Mapped[str] = mapped_column(default="")
    diet: Mapped[str] = mapped_column(default="")
    access_needs: Mapped[str] = mapped_column(default="")
    secretariat_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True)
    notes: Mapped[str] = mapped_column(default="")
    sort_name: Mapped[str]
    import_id: Mapped[str | None] = mapped_column(unique=True)

    posts: Mapped[list[Post]] = relationship(cascade="all, delete-orphan")
    contact_points: Mapped[list[ContactPoint]] = relationship(cascade="all, delete-orphan")
    address_forms: Mapped[list[AddressForm]] = relationship(cascade="all, delete-orphan")

    __table_args__ = (Index("ix_person_sort_name", "sort_name", "id"), {"sqlite_strict": True})

    @property
    def name(self) -> str:
        """The name as it is written."""
        return rules.written_name(self.given_names, self.family_name, self.card_name)


class Post(Record):
    """A post that a person holds or held; `office` is its code in the catalogue of offices, empty while nobody has said which it is."""

    __tablename__ = "post"
    kind = POST
    owners: ClassVar = {"person_id": PERSON}

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    title: Mapped[Multilingual]
    office: Mapped[str] = mapped_column(default="", server_default=NOTHING, index=True, info={NAMES: OFFICE})
    since: Mapped[PartialDate | None]
    until: Mapped[PartialDate | None]
    seniority_since: Mapped[PartialDate | None]
    credentials_on: Mapped[date | None]
    credentials_at: Mapped[time | None]
    order_within: Mapped[int | None]
    notes: Mapped[str] = mapped_column(default="")


class ContactPoint(Record):
    """A way to reach a person."""

    __tablename__ = "contact_point"
    kind = CONTACT_POINT
    owners: ClassVar = {"person_id": PERSON}

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    contact_kind: Mapped[ContactKind] = mapped_column(Code(ContactKind))
    value: Mapped[str]
    label: Mapped[str] = mapped_column(default="")
    preferred: Mapped[bool] = mapped_column(default=False)


class PrecedenceList(Record):
    """A list of precedence of the office itself, or one that the program brings and the office has changed. Its id is the list's code."""

    __tablename__ = "precedence_list"
    kind = PRECEDENCE_LIST

    content: Mapped[profiles.Profile] = mapped_column(Shape(profiles.Profile))


class OfficeEntry(Record):
    """An office that the office itself has entered, or changed. Its id is its code in the catalogue."""

    __tablename__ = "office"
    kind = OFFICE

    content: Mapped[profiles.Office] = mapped_column(Shape(profiles.Office))


class UsualList(Record):
    """The list that counts where a mission says nothing; a single row, none while the start list is meant."""

    __tablename__ = "usual_list"
    kind = USUAL_LIST

    profile: Mapped[str] = mapped_column(info={NAMES: PRECEDENCE_LIST})
