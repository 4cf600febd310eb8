"""Scans of passports: kept for a purpose until a day, shown only to who says why, and destroyed when their purpose has ended.

What happens to the content of a scan cannot be undone: the picture is gone from the office's file, not only from its lists.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from app.domains.missions.readiness import is_over
from app.domains.missions.records import Mission
from app.domains.missions.vocabulary import MissionState
from app.domains.people.records import Person
from app.domains.visas import passport_rules as rules
from app.domains.visas.passport_queries import number
from app.domains.visas.passport_records import Passport, PassportScan
from app.domains.visas.passport_rules import ScanDraft, check_scan
from app.domains.visas.rules_of_visas import RuleCode
from app.domains.visas.terms import EDIT_VISAS, SCAN, SEE_VISAS
from app.kernel.changes import Change
from app.kernel.commands import Command, handles
from app.kernel.drafts import accepted, apply, draft_of, fill
from app.kernel.errors import Finding, Refused
from app.kernel.feature import Chore
from app.kernel.guards import Guard, StepFacts
from app.kernel.ids import Ref
from app.kernel.queries import query
from app.kernel.translated import Multilingual, lazy, lazy_count
from app.kernel.work import Reader, Work

_NOTHING = Multilingual()


@dataclass(frozen=True, slots=True)
class ScanRow:
    """A scan as it is listed: why it is kept, and until when. `ended`: its purpose is over, and it goes at the next look."""

    id: str
    passport_id: str
    name: str
    purpose: str
    mission_id: str | None
    mission: Multilingual
    until: date
    added_on: date
    ended: bool


@query(SEE_VISAS)
def scans_of_passport(reader: Reader, passport: str) -> Sequence[ScanRow]:
    """Give the scans of a passport without showing them."""
    return _rows(reader, PassportScan.passport_id == passport)


@query(SEE_VISAS)
def all_scans(reader: Reader) -> Sequence[ScanRow]:
    """Give every scan that is kept, those that go first before the others."""
    return _rows(reader)


@query(SEE_VISAS)
def scan_draft(reader: Reader, id: str) -> ScanDraft:
    """Read why a scan is kept and until when, for editing."""
    return draft_of(reader.get(PassportScan, id), ScanDraft)


@query(SEE_VISAS)
def scans_have_ended(reader: Reader) -> bool:
    """Tell whether a scan is kept whose purpose has ended."""
    return any(row.ended for row in _rows(reader))


def _rows(reader: Reader, *where: Any) -> list[ScanRow]:
    statement = (
        select(PassportScan, Person, Mission)
        .join(Passport, Passport.id == PassportScan.passport_id)
        .join(Person, Person.id == Passport.person_id)
        .join(Mission, Mission.id == PassportScan.mission_id, isouter=True)
        .where(*where)
        .order_by(PassportScan.until, PassportScan.id)
    )
    return [_row(scan, person, mission, reader.today) for scan, person, mission in reader.rows(statement)]


def _row(scan: PassportScan, person: Person, mission: Mission | None, today: date) -> ScanRow:
    return ScanRow(
        id=scan.id,
        passport_id=scan.passport_id,
        name=person.name,
        purpose=scan.purpose,
        mission_id=scan.mission_id,
        mission=mission.title if mission else _NOTHING,
        until=scan.until,
        added_on=scan.added_on,
        ended=scan.until < today or (mission is not None and _ended(mission, today)),
    )


def _ended(mission: Mission, today: date) -> bool:
    return mission.state is MissionState.CANCELLED or is_over(mission.state, mission.starts, mission.ends, today)


@dataclass(frozen=True, slots=True)
class AddScan(Command[str]):
    """Keep a scan of a passport (the content of its file) for a purpose, until a day."""

    permission = EDIT_VISAS
    label = lazy("Keep a scan of a passport")
    undoable = False

    passport: str
    content: bytes = field(repr=False)
    draft: ScanDraft


@handles(AddScan)
def add_scan(command: AddScan, work: Work) -> str:
    """Store the file; refused without a purpose and an end, before anything of it is kept."""
    from app.adapters.files.attachments import accepted as accepted_file  # what a file is, is told by its content

    passport, draft = work.get(Passport, command.passport), _accepted(command.draft, work)
    media_type = accepted_file(command.content)
    if not media_type.startswith(("image/", "application/pdf")):
        raise Refused(Finding("file", lazy("A scan is a picture or a PDF."), rule="scan-kind"))
    scan = PassportScan(passport_id=passport.id, digest=work.files.store(command.content, media_type), added_on=work.today)
    fill(scan, draft)
    work.describe(lazy("Keep a scan of the {kind} of {name}", **_named(work, passport)))
    work.add(scan)
    return scan.id


@dataclass(frozen=True, slots=True)
class EditScan(Command[str]):
    """Change why a scan is kept, or until when."""

    permission = EDIT_VISAS
    label = lazy("Change why a scan is kept")

    scan: str
    before: ScanDraft
    after: ScanDraft


@handles(EditScan)
def edit_scan(command: EditScan, work: Work) -> str:
    """Write the fields that differ."""
    scan, after = work.get(PassportScan, command.scan), _accepted(command.after, work)
    apply(scan.ref, scan, command.before, after)
    work.describe(lazy("Change why a scan of the {kind} of {name} is kept", **_named(work, work.get(Passport, scan.passport_id))))
    return scan.id


def _accepted(draft: ScanDraft, work: Work) -> ScanDraft:
    months = number(work, RuleCode.SCAN_MONTHS)
    tidy = accepted(draft, lambda one: check_scan(one, work.today, months))
    if tidy.mission_id and _ended(work.get(Mission, tidy.mission_id), work.today):
        message = lazy("This mission is over or cancelled: no scan is kept for it.")
        raise Refused(Finding("mission_id", message, rule="scan-mission-over"))
    return tidy


def _named(work: Work, passport: Passport) -> dict[str, object]:
    return {"kind": rules.kind_title(passport.passport_kind), "name": work.get(Person, passport.person_id).name}


@dataclass(frozen=True, slots=True)
class RemoveScan(Command[None]):
    """Destroy a scan before its end."""

    permission = EDIT_VISAS
    label = lazy("Destroy a scan of a passport")
    undoable = False

    scan: str


@handles(RemoveScan)
def remove_scan(command: RemoveScan, work: Work) -> None:
    """Remove its entry, and its content unless another record names the same file."""
    scan = work.get(PassportScan, command.scan)
    work.describe(lazy("Destroy a scan of the {kind} of {name}", **_named(work, work.get(Passport, scan.passport_id))))
    _destroy(work, scan)


@dataclass(frozen=True, slots=True)
class DestroyEndedScans(Command[int]):
    """Destroy the scans whose day has come or whose mission is over.

    Whoever sees passports does it by opening the program: to keep them longer is nobody's right.
    """

    permission = SEE_VISAS
    label = lazy("Destroy scans of passports whose purpose has ended")
    undoable = False


@handles(DestroyEndedScans)
def destroy_ended_scans(_command: DestroyEndedScans, work: Work) -> int:
    """Destroy them; return how many."""
    ended = [row.id for row in _rows(work) if row.ended]
    for id in ended:
        _destroy(work, work.get(PassportScan, id))
    work.describe(
        lazy_count(
            "Destroy {number} scan of a passport whose purpose has ended",
            "Destroy {number} scans of passports whose purpose has ended",
            len(ended),
        )
    )
    return len(ended)


def _destroy(work: Work, scan: PassportScan) -> None:
    digest = scan.digest
    work.seal(scan.ref)
    work.remove(scan)
    work.flush()
    work.files.forget(digest)


# ------------------------------------------------------------------------------------------------ what no step may do


def check_scans(_reader: Reader, changes: Sequence[Change], _step: StepFacts) -> Sequence[Finding]:
    """No scan is kept without a purpose, whatever way it comes in."""
    return [
        Finding(fault.path, fault.message, rule=fault.rule, ref=Ref(SCAN, change.id))
        for change in changes
        if change.after is not None
        for fault in rules.check_purpose(change.after["purpose"])
    ]


GUARD = Guard(frozenset({SCAN}), check_scans)
CHORE = Chore(scans_have_ended, DestroyEndedScans)
