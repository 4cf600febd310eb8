"""How passports are kept: the booklet, who has it, the request for it, who looked at its number, and its scans.

The number is marked private: lists, search and the history never show it whole. A look is written once and for ever; a scan has a purpose
and an end, and neither what it is for nor when it goes can be left open.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import DDL, ForeignKey, Index, Integer, event, text
from sqlalchemy.orm import Mapped, mapped_column

from app.domains.missions.vocabulary import MISSION
from app.domains.people.vocabulary import PERSON
from app.domains.visas import terms
from app.domains.visas.terms import PassportKind
from app.mapping.base import PRIVATE, STRICT, Record
from app.mapping.types import Code


class Passport(Record):
    """A passport of a person. `number` is empty while nobody has written it down; `kept_at` is where the booklet lies when it is in."""

    __tablename__ = "passport"
    kind = terms.PASSPORT
    owners: ClassVar = {"person_id": PERSON}

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    passport_kind: Mapped[PassportKind] = mapped_column(Code(PassportKind))
    number: Mapped[str] = mapped_column(default="", info={PRIVATE: True})
    country: Mapped[str]
    issued_on: Mapped[date | None]
    expires_on: Mapped[date | None] = mapped_column(index=True)
    blank_pages: Mapped[int | None] = mapped_column(Integer)
    kept_at: Mapped[str] = mapped_column(default="")
    cancelled_on: Mapped[date | None]
    cancelled_why: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        Index(
            "uq_passport_number", "country", "number", unique=True, sqlite_where=text("number <> ''"), postgresql_where=text("number <> ''")
        ),
        STRICT,
    )


class Custody(Record):
    """A passport handed to somebody, for a mission or for another reason, until it is back. `signed`: for its receipt."""

    __tablename__ = "passport_custody"
    kind = terms.CUSTODY
    owners: ClassVar = {"passport_id": terms.PASSPORT, "mission_id": MISSION}

    passport_id: Mapped[str] = mapped_column(ForeignKey("passport.id"), index=True)
    mission_id: Mapped[str | None] = mapped_column(ForeignKey("mission.id"), index=True)
    handed_on: Mapped[date]
    handed_to: Mapped[str] = mapped_column(default="")
    due_back_on: Mapped[date | None]
    returned_on: Mapped[date | None]
    signed: Mapped[bool] = mapped_column(default=False)
    remark: Mapped[str] = mapped_column(default="")


class PassportRequest(Record):
    """A request for a service or diplomatic passport, with the day of each of its steps.

    `office` is the function in which the person travels, `countries` and `reason` what the memo says of the journeys.
    """

    __tablename__ = "passport_request"
    kind = terms.REQUEST
    owners: ClassVar = {"person_id": PERSON, "mission_id": MISSION, "passport_id": terms.PASSPORT}

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    mission_id: Mapped[str | None] = mapped_column(ForeignKey("mission.id"), index=True)
    passport_kind: Mapped[PassportKind] = mapped_column(Code(PassportKind))
    office: Mapped[str] = mapped_column(default="")
    countries: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    needed_by: Mapped[date | None]
    memo_signed_on: Mapped[date | None]
    asked_on: Mapped[date | None]
    photos_on: Mapped[date | None]
    biometrics_on: Mapped[date | None]
    issued_on: Mapped[date | None]
    passport_id: Mapped[str | None] = mapped_column(ForeignKey("passport.id"), index=True)
    refused_on: Mapped[date | None]
    withdrawn_on: Mapped[date | None]
    ended_why: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")


class PassportLook(Record):
    """Somebody has seen the number of a passport, or its scan. `account` is who signed in, `name` what the person was called then.

    The mission is named without a reference: what was looked at stays written when a mission is removed.
    """

    __tablename__ = "passport_look"
    kind = terms.LOOK
    owners: ClassVar = {"passport_id": terms.PASSPORT}

    passport_id: Mapped[str] = mapped_column(ForeignKey("passport.id"))
    at: Mapped[datetime]
    account: Mapped[str] = mapped_column(default="")
    name: Mapped[str]
    purpose: Mapped[str]
    mission_id: Mapped[str | None]
    scan: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (Index("ix_passport_look_passport_id", "passport_id", "at"), STRICT)


class PassportScan(Record):
    """A picture of a passport, kept for a purpose until a day, and no longer than the mission it is for."""

    __tablename__ = "passport_scan"
    kind = terms.SCAN
    owners: ClassVar = {"passport_id": terms.PASSPORT, "mission_id": MISSION}

    passport_id: Mapped[str] = mapped_column(ForeignKey("passport.id"), index=True)
    digest: Mapped[str] = mapped_column(info={PRIVATE: True})
    purpose: Mapped[str]
    mission_id: Mapped[str | None] = mapped_column(ForeignKey("mission.id"), index=True)
    until: Mapped[date] = mapped_column(index=True)
    added_on: Mapped[date]


# What was looked at stays written, for whoever opens the file with another program too.
LOOK_LOCKS = (("keep", "DELETE"), ("stay", "UPDATE"))
for _name, _moment in LOOK_LOCKS:
    _lock = DDL(
        f"CREATE TRIGGER passport_look_{_name} BEFORE {_moment} ON passport_look "
        f"BEGIN SELECT RAISE(ABORT, 'who looked at a passport stays written'); END"
    )
    event.listen(PassportLook.__table__, "after_create", _lock.execute_if(dialect="sqlite"))
