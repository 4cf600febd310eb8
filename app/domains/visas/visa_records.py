"""How country cards, the visas of travellers and the invitations of guests are kept.

A visa is kept per mission, traveller and country; the mission's own country needs no row of its own. Two of one traveller for one country
are there only while two entries of a person become one: the reaction to it keeps the one that is further.
"""

from __future__ import annotations

from datetime import date, time
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from app.domains.visas import terms
from app.domains.visas.rules_of_visas import VisaRules
from app.domains.visas.visa_terms import VISA_RULES, Answer, Entries, Need, Payer
from app.kernel.translated import Multilingual
from app.mapping.base import STRICT, Record
from app.mapping.types import Code, Shape

_OF_MISSION = {"mission_id": "mission", "person_id": "person"}


class CountryCard(Record):
    """What a country asks of holders of Belgian passports: empty until the office fills it, with its source and the day it was checked.

    `normal_days` are working days. `months_valid` is how long a passport must be valid after the journey, `blank_pages` how many pages
    must be free; empty, the rules of the office count.
    """

    __tablename__ = "country_card"
    kind = terms.CARD

    country: Mapped[str] = mapped_column(unique=True)
    ordinary: Mapped[Need] = mapped_column(Code(Need), default=Need.UNKNOWN)
    service: Mapped[Need] = mapped_column(Code(Need), default=Need.UNKNOWN)
    diplomatic: Mapped[Need] = mapped_column(Code(Need), default=Need.UNKNOWN)
    file_at: Mapped[str] = mapped_column(default="")
    normal_days: Mapped[int | None] = mapped_column(Integer)
    note_verbale: Mapped[Answer] = mapped_column(Code(Answer), default=Answer.UNKNOWN)
    photo: Mapped[str] = mapped_column(default="")
    health: Mapped[str] = mapped_column(default="")
    months_valid: Mapped[int | None] = mapped_column(Integer)
    blank_pages: Mapped[int | None] = mapped_column(Integer)
    source: Mapped[str] = mapped_column(default="")
    checked_on: Mapped[date | None]
    remark: Mapped[str] = mapped_column(default="")


class MissionCountry(Record):
    """A country that a mission goes through or to beside its own; for its own, the days when they differ from the mission's.

    `times` is how often it is entered: twice when the journey passes through it there and back.
    """

    __tablename__ = "mission_country"
    kind = terms.MISSION_COUNTRY
    owners: ClassVar = {"mission_id": "mission"}

    mission_id: Mapped[str] = mapped_column(ForeignKey("mission.id"))
    country: Mapped[str]
    transit: Mapped[bool] = mapped_column(default=False)
    enters_on: Mapped[date | None]
    leaves_on: Mapped[date | None]
    times: Mapped[int] = mapped_column(Integer, default=1)

    __table_args__ = (Index("uq_mission_country_mission_id", "mission_id", "country", unique=True), STRICT)


class VisaCase(Record):
    """The visa of one traveller for one country of a mission, from the need of it to the signature for the passport.

    `need_by_hand` with its reason comes before the country card. `asked_from` and `asked_until` are the days it was asked for when it
    was filed; `valid_from` and `valid_until` those of the visa itself, `stay_days` how many of them may be spent in the country.
    """

    __tablename__ = "visa_case"
    kind = terms.VISA
    owners: ClassVar = _OF_MISSION

    mission_id: Mapped[str] = mapped_column(ForeignKey("mission.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    country: Mapped[str]
    transit: Mapped[bool] = mapped_column(default=False)
    passport_id: Mapped[str | None] = mapped_column(ForeignKey("passport.id"), index=True)
    need_by_hand: Mapped[Need | None] = mapped_column(Code(Need))
    need_reason: Mapped[str] = mapped_column(default="")
    documents: Mapped[tuple[str, ...]] = mapped_column(default=())
    note_verbale_asked_on: Mapped[date | None]
    note_verbale_received_on: Mapped[date | None]
    asked_from: Mapped[date | None]
    asked_until: Mapped[date | None]
    filed_on: Mapped[date | None]
    filed_at: Mapped[str] = mapped_column(default="")
    receipt: Mapped[str] = mapped_column(default="")
    appointment_on: Mapped[date | None]
    appointment_at: Mapped[time | None]
    back_on: Mapped[date | None]
    checked: Mapped[tuple[str, ...]] = mapped_column(default=())
    entries: Mapped[Entries] = mapped_column(Code(Entries), default=Entries.UNKNOWN)
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    stay_days: Mapped[int | None] = mapped_column(Integer)
    copied_on: Mapped[date | None]
    handed_on: Mapped[date | None]
    signed_by: Mapped[str] = mapped_column(default="")
    refused_on: Mapped[date | None]
    withdrawn_on: Mapped[date | None]
    remark: Mapped[str] = mapped_column(default="")

    __table_args__ = (Index("ix_visa_case_mission_id", "mission_id", "person_id", "country"), STRICT)


class Invitation(Record):
    """What the invitation letter of one guest says, and how far the guest's Schengen visa is.

    `contact` is whom a consulate may call, with the number. Who pays is written on the letter or on that of the guest's authority.
    """

    __tablename__ = "visit_invitation"
    kind = terms.INVITATION
    owners: ClassVar = _OF_MISSION

    mission_id: Mapped[str] = mapped_column(ForeignKey("mission.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    passport_id: Mapped[str | None] = mapped_column(ForeignKey("passport.id"), index=True)
    language: Mapped[str] = mapped_column(default="")
    needs_visa: Mapped[Answer] = mapped_column(Code(Answer), default=Answer.UNKNOWN)
    pays_travel: Mapped[Payer] = mapped_column(Code(Payer), default=Payer.UNKNOWN)
    pays_stay: Mapped[Payer] = mapped_column(Code(Payer), default=Payer.UNKNOWN)
    pays_insurance: Mapped[Payer] = mapped_column(Code(Payer), default=Payer.UNKNOWN)
    other_payer: Mapped[str] = mapped_column(default="")
    contact: Mapped[str] = mapped_column(default="")
    signatory: Mapped[str] = mapped_column(default="")
    signatory_function: Mapped[Multilingual]
    asked_on: Mapped[date | None]
    sent_on: Mapped[date | None]
    authority_letter_on: Mapped[date | None]
    insured_on: Mapped[date | None]
    filed_on: Mapped[date | None]
    decided_on: Mapped[date | None]
    granted: Mapped[Answer] = mapped_column(Code(Answer), default=Answer.UNKNOWN)
    remark: Mapped[str] = mapped_column(default="")

    __table_args__ = (Index("ix_visit_invitation_mission_id", "mission_id", "person_id"), STRICT)


class VisaRulesRow(Record):
    """The office's own version of the rules of visas; no row while those that the program brings count."""

    __tablename__ = "visa_rules"
    kind = VISA_RULES

    content: Mapped[VisaRules] = mapped_column(Shape(VisaRules))
