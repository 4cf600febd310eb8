"""What is read about agreements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.domains.agreements import rules
from app.domains.agreements.records import Agreement, Renewal
from app.domains.agreements.rules import AgreementDraft
from app.domains.agreements.vocabulary import AGREEMENT, SEE_AGREEMENTS, SIGNATURES, AgreementKind, Standing
from app.domains.missions.records import Mission
from app.domains.people.records import Organisation
from app.kernel.drafts import draft_of
from app.kernel.fields import Criteria
from app.kernel.periods import PartialDate
from app.kernel.queries import query
from app.kernel.search import SearchText
from app.kernel.translated import Lazy, Multilingual, lazy, lazy_count
from app.kernel.work import Reader


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """An agreement in a list; `standing` is that of today."""

    id: str
    agreement_kind: AgreementKind
    partner: Multilingual
    partner_country: str
    subject: Multilingual
    signed: PartialDate | None
    signature: str
    place: str
    expires: PartialDate | None
    standing: Standing
    import_id: str | None = None


@dataclass(frozen=True, slots=True)
class RenewalRow:
    """A renewal of an agreement."""

    id: str
    renewed: PartialDate
    months: int
    remark: str


@query(SEE_AGREEMENTS)
def agreement_ids(reader: Reader, criteria: Criteria = Criteria()) -> Sequence[str]:
    """Give the ids of agreements in order, those that end first at the top unless another order is chosen."""
    columns = {
        "partner": Organisation.sort_name,
        "agreement_kind": Agreement.agreement_kind,
        "signed": Agreement.signed,
        "expires": Agreement.expires,
    }
    column = columns.get(criteria.sort, Agreement.expires)
    order = column.desc().nulls_last() if criteria.descending else column.asc().nulls_last()
    statement = (
        select(Agreement.id)
        .join(Organisation, Organisation.id == Agreement.partner_id)
        .order_by(order, Organisation.sort_name, Agreement.id)
    )
    if criteria.text.strip():
        statement = statement.where(Agreement.id.in_(reader.matching(AGREEMENT, criteria.text)))
    if kind := criteria.chosen("agreement_kind"):
        statement = statement.where(Agreement.agreement_kind == kind)
    return reader.scalars(statement)


@query(SEE_AGREEMENTS)
def agreements(reader: Reader, ids: Sequence[str]) -> Sequence[AgreementRow]:
    """Give the rows of the agreements with *ids*, in that order."""
    statement = select(Agreement, Organisation.name, Organisation.country).join(Organisation, Organisation.id == Agreement.partner_id)
    found = {row[0].id: _row(reader, *row) for row in reader.rows(statement.where(Agreement.id.in_(ids)))}
    return [found[id] for id in ids if id in found]


def _row(reader: Reader, agreement: Agreement, partner: Multilingual, country: str) -> AgreementRow:
    return AgreementRow(
        id=agreement.id,
        agreement_kind=agreement.agreement_kind,
        partner=partner,
        partner_country=country,
        subject=agreement.subject,
        signed=agreement.signed,
        signature=agreement.signature.value,
        place=agreement.place,
        expires=agreement.expires,
        standing=rules.standing(agreement.signed, agreement.expires, reader.today),
        import_id=agreement.import_id,
    )


@query(SEE_AGREEMENTS)
def agreement_draft(reader: Reader, id: str) -> AgreementDraft:
    """Read an agreement for editing."""
    return draft_of(reader.get(Agreement, id), AgreementDraft)


@query(SEE_AGREEMENTS)
def renewals(reader: Reader, agreement: str) -> Sequence[RenewalRow]:
    """Give the renewals of an agreement, the latest first."""
    statement = select(Renewal).where(Renewal.agreement_id == agreement).order_by(Renewal.renewed.desc(), Renewal.id)
    return [RenewalRow(r.id, r.renewed, r.months, r.remark) for r in reader.scalars(statement)]


@query(SEE_AGREEMENTS)
def agreement_detail(reader: Reader, id: str) -> Sequence[tuple[Lazy, object]]:
    """Give what the pane beside the list says of an agreement."""
    agreement = reader.get(Agreement, id)
    partner = reader.find(Organisation, agreement.partner_id)
    mission = reader.find(Mission, agreement.mission_id)
    signature = next(choice.title for choice in SIGNATURES if choice.code == agreement.signature)
    told = [
        lazy_count("{day}, for {number} month", "{day}, for {number} months", row.months, day=row.renewed)
        for row in renewals.of(reader, id)
    ]
    return [
        (lazy("Partner"), partner.name if partner else ""),
        (lazy("Subject"), agreement.subject),
        (lazy("Signed on"), agreement.signed),
        (lazy("How it was signed"), signature),
        (lazy("Place"), agreement.place),
        (lazy("In force until"), agreement.expires),
        *((lazy("Renewed"), text) for text in told),
        (lazy("Signed during"), mission.title if mission else ""),
        (lazy("Notes"), agreement.notes),
    ]


@query(SEE_AGREEMENTS)
def ending(reader: Reader) -> Sequence[AgreementRow]:
    """Give the agreements that have ended or end within ninety days, the first to end at the top."""
    latest = PartialDate.of(reader.today + rules.TELL_AHEAD)
    statement = (
        select(Agreement.id).where(Agreement.expires.is_not(None), Agreement.expires <= latest).order_by(Agreement.expires, Agreement.id)
    )
    rows = agreements.of(reader, reader.scalars(statement))
    return [row for row in rows if row.standing in (Standing.EXPIRING, Standing.EXPIRED)]


def agreements_with(reader: Reader, organisation_ids: Sequence[str]) -> Iterable[str]:
    """Give the agreements in whose texts these organisations stand."""
    return reader.scalars(select(Agreement.id).where(Agreement.partner_id.in_(organisation_ids)))


def agreement_texts(reader: Reader, ids: Sequence[str]) -> Iterable[SearchText]:
    """Give the texts by which search finds agreements: the partner in every language, the subject, the place."""
    statement = select(Agreement, Organisation.name).join(Organisation, Organisation.id == Agreement.partner_id)
    for agreement, partner in reader.rows(statement.where(Agreement.id.in_(ids))):
        texts = (*partner.all(), *agreement.subject.all(), agreement.place, agreement.agreement_kind.value)
        yield SearchText(agreement.id, partner, Multilingual.same(_in_figures(agreement.signed)), texts)


def _in_figures(day: PartialDate | None) -> str:
    """Write a day so that it reads the same in every language: 13/1/2021."""
    return "/".join(str(part) for part in (day.day, day.month, day.year) if part) if day else ""
