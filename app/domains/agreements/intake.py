"""How agreements are taken in from a file in the form of the office's year report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from app.domains.agreements import rules
from app.domains.agreements.records import Agreement
from app.domains.agreements.vocabulary import AgreementKind, Signature
from app.kernel.errors import Finding
from app.kernel.feature import ImportSection, Intake
from app.kernel.intake import checked_items, date_faults, partial_date
from app.kernel.translated import Multilingual, lazy
from app.kernel.work import Work

_NOTHING = type(None)
_SHAPE = {"id": str, "partner": str, "kind": str, "signed": (str, _NOTHING), "how": (str, _NOTHING)}


def check(items: Sequence[Any], path: str, intake: Intake) -> Sequence[Finding]:
    """Every agreement has an id, a partner that is known, a kind, and a date that is one."""
    return list(_faults(items, path, intake))


def _faults(items: Sequence[Any], path: str, intake: Intake) -> Iterator[Finding]:
    for place, item in checked_items(items, path, _SHAPE, required=("id", "partner", "kind")):
        if isinstance(item, Finding):
            yield item
            continue
        yield from date_faults(item.get("signed"), f"{place}.signed")
        if not intake.knows("organisations", item["partner"]):
            yield Finding(f"{place}.partner", lazy("There is no organisation “{id}”.", id=item["partner"]), rule="dangling-reference")
        if _begins(item["kind"], AgreementKind) is None:
            yield Finding(f"{place}.kind", lazy("This kind of agreement is not known: {kind}.", kind=item["kind"]), rule="unknown-value")


def _begins(text: str, kinds: type[AgreementKind | Signature]) -> tuple[Any, str] | None:
    """Read "in person, Paris" as a code and the remark after the comma."""
    word, _, remark = text.partition(",")
    return next(((kind, remark.strip()) for kind in kinds if kind.value == word.strip()), None)


def take_in(work: Work, item: Mapping[str, Any], intake: Intake) -> str:
    """Make the agreement of one item; a way of signing that is not ours goes into the place as it stands."""
    kind, remark = _begins(item["kind"], AgreementKind) or (AgreementKind.MOU, "")
    how = item.get("how") or ""
    signature, place = _begins(how, Signature) or (Signature.UNKNOWN, how)
    signed = partial_date(item.get("signed"))
    agreement = Agreement(
        import_id=item["id"],
        agreement_kind=kind,
        partner_id=intake.id_of("organisations", item["partner"]),
        subject=Multilingual(),
        signed=signed,
        signature=signature,
        place=place,
        notes=remark,
        expires=rules.expiry(kind, signed, None, ()),
    )
    work.add(agreement)
    return agreement.id


def known(work: Work) -> Mapping[str, str]:
    """Give the agreements that came from a file before, by the id they had there."""
    return {row.import_id: row.id for row in work.rows(select(Agreement.import_id, Agreement.id).where(Agreement.import_id.is_not(None)))}


SECTION = ImportSection("agreements", 40, check, known, take_in)
