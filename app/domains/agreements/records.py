"""How agreements are kept."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domains.agreements.vocabulary import AGREEMENT, RENEWAL, AgreementKind, Signature
from app.kernel.periods import PartialDate
from app.kernel.translated import Multilingual
from app.mapping.base import Record
from app.mapping.types import Code


class Agreement(Record):
    """An agreement with a partner. `expires` follows from signature, duration and renewals, and is kept for sorting."""

    __tablename__ = "agreement"
    kind = AGREEMENT

    agreement_kind: Mapped[AgreementKind] = mapped_column(Code(AgreementKind))
    partner_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    subject: Mapped[Multilingual]
    signed: Mapped[PartialDate | None]
    signature: Mapped[Signature] = mapped_column(Code(Signature))
    place: Mapped[str] = mapped_column(default="")
    months: Mapped[int | None] = mapped_column(Integer)
    mission_id: Mapped[str | None] = mapped_column(ForeignKey("mission.id"), index=True)
    notes: Mapped[str] = mapped_column(default="")
    expires: Mapped[PartialDate | None] = mapped_column(index=True)
    import_id: Mapped[str | None] = mapped_column(unique=True)

    renewals: Mapped[list[Renewal]] = relationship(cascade="all, delete-orphan")


class Renewal(Record):
    """A renewal of an agreement."""

    __tablename__ = "agreement_renewal"
    kind = RENEWAL
    owners: ClassVar = {"agreement_id": AGREEMENT}

    agreement_id: Mapped[str] = mapped_column(ForeignKey("agreement.id"), index=True)
    renewed: Mapped[PartialDate]
    months: Mapped[int] = mapped_column(Integer)
    remark: Mapped[str] = mapped_column(default="")
