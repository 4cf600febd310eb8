"""Looking at the number of a passport: for a purpose, by somebody with the right to, and never without leaving a trace.

What prints numbers (a note verbale, an invitation letter) looks at all of them first; `passport_queries.numbers_looked_at` then gives those.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domains.missions.records import Mission
from app.domains.people.records import Person
from app.domains.visas import passport_rules as rules
from app.domains.visas.passport_records import Passport, PassportLook, PassportScan
from app.domains.visas.terms import LOOK, SEE_NUMBERS
from app.kernel.changes import Change
from app.kernel.commands import Command, handles
from app.kernel.errors import Finding, refuse
from app.kernel.guards import Guard, StepFacts
from app.kernel.ids import Ref
from app.kernel.names import clean
from app.kernel.translated import lazy, lazy_count
from app.kernel.work import Reader, Work


@dataclass(frozen=True, slots=True)
class LookAtNumber(Command[str]):
    """Look at the number of one passport, for a purpose in words and the mission it is for."""

    permission = SEE_NUMBERS
    label = lazy("Look at the number of a passport")
    undoable = False
    keeps_result = False

    passport: str
    purpose: str
    mission: str | None = None


@handles(LookAtNumber)
def look_at_number(command: LookAtNumber, work: Work) -> str:
    """Write down who looks and why; return the number."""
    (passport,) = _look(work, (command.passport,), command.purpose, command.mission)
    work.describe(lazy("Look at the number of the {kind} of {name}", **_named(work, passport)))
    return passport.number


@dataclass(frozen=True, slots=True)
class LookAtNumbers(Command[tuple[str, ...]]):
    """Look at the numbers of several passports for one purpose, as for a paper that lists them."""

    permission = SEE_NUMBERS
    label = lazy("Look at the numbers of passports")
    undoable = False
    keeps_result = False

    passports: tuple[str, ...]
    purpose: str
    mission: str | None = None


@handles(LookAtNumbers)
def look_at_numbers(command: LookAtNumbers, work: Work) -> tuple[str, ...]:
    """Write down each look; return the numbers in the order of the passports."""
    passports = _look(work, command.passports, command.purpose, command.mission)
    work.describe(lazy_count("Look at the number of {number} passport", "Look at the numbers of {number} passports", len(passports)))
    return tuple(passport.number for passport in passports)


@dataclass(frozen=True, slots=True)
class LookAtScan(Command[str]):
    """Look at a scan of a passport; the result is the digest of its file."""

    permission = SEE_NUMBERS
    label = lazy("Look at a scan of a passport")
    undoable = False
    keeps_result = False

    scan: str
    purpose: str


@handles(LookAtScan)
def look_at_scan(command: LookAtScan, work: Work) -> str:
    """Write down who looks and why; return the digest."""
    scan = work.get(PassportScan, command.scan)
    (passport,) = _look(work, (scan.passport_id,), command.purpose, scan.mission_id, scan=True)
    work.describe(lazy("Look at a scan of the {kind} of {name}", **_named(work, passport)))
    return scan.digest


def _look(work: Work, ids: Sequence[str], purpose: str, mission: str | None, *, scan: bool = False) -> list[Passport]:
    words = clean(purpose)
    refuse(rules.check_purpose(words))
    if mission:
        work.get(Mission, mission)
    passports = [work.get(Passport, id) for id in ids]
    for passport in {passport.id: passport for passport in passports}.values():
        work.add(
            PassportLook(
                passport_id=passport.id,
                at=work.now,
                account=work.user.id,
                name=work.user.name,
                purpose=words,
                mission_id=mission or None,
                scan=scan,
            )
        )
    return passports


def _named(work: Work, passport: Passport) -> dict[str, object]:
    return {"kind": rules.kind_title(passport.passport_kind), "name": work.get(Person, passport.person_id).name}


# ------------------------------------------------------------------------------------------------ what no step may do


def keep_looks(_reader: Reader, changes: Sequence[Change], step: StepFacts) -> Sequence[Finding]:
    """What was looked at stays written as it was, whatever way a change comes in."""
    message = lazy("Who looked at a passport stays written.")
    return [
        Finding("", message, rule="look-kept", ref=Ref(LOOK, change.id))
        for change in changes
        if change.before is not None or step.move != "do"
    ]


KEEP_LOOKS = Guard(frozenset({LOOK}), keep_looks)
