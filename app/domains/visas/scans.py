"""Scans of passports: kept for a purpose until a day, shown only to who says why, and destroyed when their purpose has ended.

What happens to the content of a scan cannot be undone: the picture is gone from the office's file, not only from its lists.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.domains.missions.records import Mission
from app.domains.people.records import Person
from app.domains.visas import passport_rules as rules
from app.domains.visas.passport_queries import all_scans, mission_is_over, number, scans_have_ended
from app.domains.visas.passport_records import Passport, PassportScan
from app.domains.visas.passport_rules import ScanDraft, check_scan
from app.domains.visas.rules_of_visas import RuleCode
from app.domains.visas.terms import EDIT_VISAS, SCAN, SEE_VISAS
from app.kernel.changes import Change
from app.kernel.commands import Command, handles
from app.kernel.drafts import accepted, apply, fill
from app.kernel.errors import Finding, Refused
from app.kernel.feature import Chore
from app.kernel.guards import Guard, StepFacts
from app.kernel.ids import Ref
from app.kernel.translated import lazy, lazy_count
from app.kernel.work import Reader, Work


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
    if tidy.mission_id and mission_is_over(work.get(Mission, tidy.mission_id), work.today):
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
    ended = [row.id for row in all_scans.of(work) if row.ended]
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
