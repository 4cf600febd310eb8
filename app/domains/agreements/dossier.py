"""Agreements in the dossier of a mission: those signed during it, and those with the organisations it meets."""

from __future__ import annotations

from app.domains.agreements.queries import AgreementRow, agreement_ids, agreements
from app.domains.agreements.vocabulary import KINDS, STANDINGS
from app.domains.missions.queries import parties, programme
from app.domains.missions.vocabulary import MISSION
from app.kernel.document import Block, PaperRequest, SectionSource, Table, TableColumn
from app.kernel.fields import Criteria
from app.kernel.showing import write
from app.kernel.translated import Wording, lazy
from app.kernel.work import Reader


def with_partners(reader: Reader, request: PaperRequest) -> tuple[Block, ...]:
    """A table of what has been agreed with those who are met."""
    met = {party.name for party in parties.of(reader, request.ref.id) if party.organisation_id}
    met |= {
        other.name
        for item in programme.of(reader, request.ref.id, request.audience)
        for other in item.counterparts
        if other.organisation_id
    }
    rows = [row for row in agreements.of(reader, agreement_ids.of(reader, Criteria())) if row.partner in met]
    if not rows:
        return ()
    wording = request.wording
    columns = (
        TableColumn(wording.say("Partner"), 2),
        TableColumn(wording.say("Kind"), 1.6),
        TableColumn(wording.say("Signed on"), 1),
        TableColumn(wording.say("Status"), 1.4),
    )
    return (Table(columns, tuple(_cells(row, wording) for row in rows)),)


def _cells(row: AgreementRow, wording: Wording) -> tuple[str, ...]:
    kind = next(choice.title for choice in KINDS if choice.code == row.agreement_kind)
    state = wording.text(STANDINGS[row.standing].title)
    until = wording.say("{state}, until {day}", state=state, day=row.expires) if row.expires else state
    return wording.text(row.partner), wording.text(kind), write(row.signed, wording), until


SECTION = SectionSource(MISSION, "agreements", lazy("Agreements with the partners"), 65, with_partners)
