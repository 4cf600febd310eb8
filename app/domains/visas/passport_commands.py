"""What the office does with passports: enters them, hands them out and takes them back, cancels them, and asks for new ones."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from app.domains.missions.events import MissionRemoved
from app.domains.missions.records import Mission
from app.domains.people.records import Person
from app.domains.visas import passport_rules as rules
from app.domains.visas.passport_queries import custodies, facts_of
from app.domains.visas.passport_records import Custody, Passport, PassportLook, PassportRequest, PassportScan
from app.domains.visas.passport_rules import CancelDraft, CustodyDraft, EndDraft, PassportDraft, RequestDraft, ReturnDraft
from app.domains.visas.terms import EDIT_VISAS, PassportKind
from app.kernel.commands import Command, handles
from app.kernel.drafts import accepted, apply, fill
from app.kernel.errors import Finding, Refused, refuse
from app.kernel.events import Reaction
from app.kernel.ids import Ref
from app.kernel.translated import Lazy, lazy, lazy_count
from app.kernel.work import Work

# ------------------------------------------------------------------------------------------------ passports


@dataclass(frozen=True, slots=True)
class AddPassport(Command[str]):
    """Enter a passport."""

    permission = EDIT_VISAS
    label = lazy("Add passport")

    draft: PassportDraft


@handles(AddPassport)
def add_passport(command: AddPassport, work: Work) -> str:
    """Store it; refused when another one with its number is there already."""
    draft = _accepted_passport(command.draft, work)
    passport = Passport()
    fill(passport, draft)
    work.describe(lazy("Add the {kind} of {name}", **_named(work, passport)))
    work.add(passport)
    return passport.id


@dataclass(frozen=True, slots=True)
class EditPassport(Command[str]):
    """Change a passport; an empty number leaves it as it is."""

    permission = EDIT_VISAS
    label = lazy("Change passport")

    passport: str
    before: PassportDraft
    after: PassportDraft


@handles(EditPassport)
def edit_passport(command: EditPassport, work: Work) -> str:
    """Write the fields that differ."""
    passport = work.get(Passport, command.passport)
    after = _accepted_passport(command.after, work, passport.id)
    before = replace(command.before, number=passport.number)
    after = replace(after, number=after.number or passport.number)
    if before.country != after.country:
        _require_single(work, after, passport.id)
    apply(passport.ref, passport, before, after)
    work.describe(lazy("Change the {kind} of {name}", **_named(work, passport)))
    return passport.id


def _accepted_passport(draft: PassportDraft, work: Work, id: str = "") -> PassportDraft:
    tidy = accepted(draft, rules.check_passport)
    refuse(rules.not_to_come("issued_on", tidy.issued_on, work.today))
    work.get(Person, tidy.person_id or "")
    tidy = replace(tidy, number=rules.written_number(tidy.number))
    _require_single(work, tidy, id)
    return tidy


def _require_single(work: Work, draft: PassportDraft, id: str) -> None:
    if not draft.number:
        return
    same = select(Passport.id).where(Passport.country == draft.country, Passport.number == draft.number, Passport.id != id)
    if (other := work.scalar(same)) is not None:
        (facts,) = facts_of(work, [other]).values()
        message = lazy("This number is that of the {kind} of {name}, which is entered already.", kind=_kind(facts.kind), name=facts.holder)
        raise Refused(Finding("number", message, rule="passport-twice", ref=facts.ref))


def _kind(kind: PassportKind) -> Lazy:
    return rules.kind_title(kind)


def _named(work: Work, record: Passport | PassportRequest) -> dict[str, object]:
    """Give what names a passport, or a request for one, in the history: its kind and whose it is; never its number."""
    return {"kind": _kind(record.passport_kind), "name": work.get(Person, record.person_id).name}


@dataclass(frozen=True, slots=True)
class RemovePassport(Command[None]):
    """Remove a passport that was entered by mistake."""

    permission = EDIT_VISAS
    label = lazy("Remove passport")

    passport: str


@handles(RemovePassport)
def remove_passport(command: RemovePassport, work: Work) -> None:
    """Refused once it was handed out or its number was looked at: then it is cancelled, and stays."""
    passport = work.get(Passport, command.passport)
    used = (select(record.id).where(record.passport_id == passport.id) for record in (Custody, PassportLook, PassportScan))
    if any(work.scalar(statement) for statement in used):
        message = lazy("This passport was handed out, looked at or scanned: it stays in the register. Cancel it instead.")
        raise Refused(Finding("", message, rule="passport-in-use", ref=passport.ref))
    work.describe(lazy("Remove the {kind} of {name}", **_named(work, passport)))
    work.remove(passport)


@dataclass(frozen=True, slots=True)
class CancelPassport(Command[None]):
    """Note that a passport is cancelled before it expires."""

    permission = EDIT_VISAS
    label = lazy("Cancel passport")

    passport: str
    draft: CancelDraft


@handles(CancelPassport)
def cancel_passport(command: CancelPassport, work: Work) -> None:
    """Mark it; one that is out stays out until it comes back."""
    passport, draft = work.get(Passport, command.passport), accepted(command.draft, rules.check_cancel)
    if passport.cancelled_on is not None:
        message = lazy("This passport was cancelled on {day}.", day=passport.cancelled_on)
        raise Refused(Finding("cancelled_on", message, rule="cancelled-before", ref=passport.ref))
    refuse(rules.not_to_come("cancelled_on", draft.cancelled_on, work.today))
    fill(passport, draft)
    work.describe(lazy("Cancel the {kind} of {name}", **_named(work, passport)))


@dataclass(frozen=True, slots=True)
class RevivePassport(Command[None]):
    """Take back that a passport was cancelled: it was noted by mistake, or the lost one was found in time."""

    permission = EDIT_VISAS
    label = lazy("Take back the cancelling of a passport")

    passport: str


@handles(RevivePassport)
def revive_passport(command: RevivePassport, work: Work) -> None:
    """Let it count again."""
    passport = work.get(Passport, command.passport)
    passport.cancelled_on, passport.cancelled_why = None, ""
    work.describe(lazy("Take back that the {kind} of {name} was cancelled", **_named(work, passport)))


# ------------------------------------------------------------------------------------------------ who has it


@dataclass(frozen=True, slots=True)
class HandOut(Command[str]):
    """Hand a passport to somebody: to its holder for a mission, to an embassy for a visa."""

    permission = EDIT_VISAS
    label = lazy("Hand out a passport")

    passport: str
    draft: CustodyDraft


@handles(HandOut)
def hand_out(command: HandOut, work: Work) -> str:
    """Note who has it; refused while somebody else does, and for one that is cancelled or has expired."""
    passport, draft = work.get(Passport, command.passport), accepted(command.draft, rules.check_custody)
    assert draft.handed_on is not None
    _require_in(work, passport, draft.handed_on)
    refuse(rules.not_to_come("handed_on", draft.handed_on, work.today))
    if draft.mission_id:
        work.get(Mission, draft.mission_id)
    custody = Custody(passport_id=passport.id)
    fill(custody, draft)
    work.describe(lazy("Hand out the {kind} of {name} to {whom}", **_named(work, passport), whom=draft.handed_to))
    work.add(custody)
    return custody.id


def _require_in(work: Work, passport: Passport, day: date) -> None:
    if passport.cancelled_on is not None:
        message = lazy("This passport was cancelled on {day}: it is not handed out.", day=passport.cancelled_on)
        raise Refused(Finding("", message, rule="passport-cancelled", ref=passport.ref))
    if passport.expires_on is not None and passport.expires_on < day:
        message = lazy("This passport expired on {day}: it is not handed out.", day=passport.expires_on)
        raise Refused(Finding("handed_on", message, rule="passport-expired", ref=passport.ref, value=day, limit=passport.expires_on))
    for row in custodies.of(work, passport.id):
        if row.returned_on is None:
            message = lazy("This passport has been with {whom} since {day}: take it back first.", whom=row.handed_to, day=row.handed_on)
            raise Refused(Finding("", message, rule="passport-out", ref=passport.ref))
        if row.returned_on > day:
            message = lazy("It came back on {day} only: it was not handed out again before that.", day=row.returned_on)
            raise Refused(Finding("handed_on", message, rule="custody-dates", value=day, limit=row.returned_on))


@dataclass(frozen=True, slots=True)
class EditCustody(Command[str]):
    """Correct to whom a passport was handed, for which mission, and by when it must be back."""

    permission = EDIT_VISAS
    label = lazy("Change the handing-out of a passport")

    custody: str
    before: CustodyDraft
    after: CustodyDraft


@handles(EditCustody)
def edit_custody(command: EditCustody, work: Work) -> str:
    """Write the fields that differ."""
    custody, after = work.get(Custody, command.custody), accepted(command.after, rules.check_custody)
    refuse(rules.not_to_come("handed_on", after.handed_on, work.today))
    if after.mission_id:
        work.get(Mission, after.mission_id)
    apply(custody.ref, custody, command.before, after)
    if custody.returned_on is not None and custody.returned_on < custody.handed_on:
        message = lazy("It came back on {day}: it was not handed out after that.", day=custody.returned_on)
        raise Refused(Finding("handed_on", message, rule="custody-dates", value=custody.handed_on, limit=custody.returned_on))
    passport = work.get(Passport, custody.passport_id)
    work.describe(lazy("Change the handing-out of the {kind} of {name}", **_named(work, passport)))
    return custody.id


@dataclass(frozen=True, slots=True)
class TakeBack(Command[None]):
    """Note that a passport is back."""

    permission = EDIT_VISAS
    label = lazy("Take a passport back")

    passport: str
    draft: ReturnDraft


@handles(TakeBack)
def take_back(command: TakeBack, work: Work) -> None:
    """Close the handing-out; where it lies now and its blank pages are written when they are said."""
    passport, draft = work.get(Passport, command.passport), accepted(command.draft, rules.check_return)
    open_one = select(Custody).where(Custody.passport_id == passport.id, Custody.returned_on.is_(None))
    custody = work.scalar(open_one)
    if custody is None:
        raise Refused(Finding("", lazy("This passport is not handed out."), rule="passport-in", ref=passport.ref))
    assert draft.returned_on is not None
    refuse(rules.not_to_come("returned_on", draft.returned_on, work.today))
    if draft.returned_on < custody.handed_on:
        message = lazy("It was handed out on {day}: it did not come back before that.", day=custody.handed_on)
        raise Refused(Finding("returned_on", message, rule="custody-dates", value=draft.returned_on, limit=custody.handed_on))
    custody.returned_on = draft.returned_on
    passport.kept_at = draft.kept_at or passport.kept_at
    passport.blank_pages = passport.blank_pages if draft.blank_pages is None else draft.blank_pages
    work.describe(lazy("Take back the {kind} of {name}", **_named(work, passport)))


@dataclass(frozen=True, slots=True)
class HandOutMany(Command[tuple[str, ...]]):
    """Hand out several passports for one mission, each to its holder."""

    permission = EDIT_VISAS
    label = lazy("Hand out passports")

    passports: tuple[str, ...]
    draft: CustodyDraft


@handles(HandOutMany)
def hand_out_many(command: HandOutMany, work: Work) -> tuple[str, ...]:
    """Hand out each of them, all or none; without a name each goes to its holder."""
    made: list[str] = []
    for id in dict.fromkeys(command.passports):
        holder = work.get(Person, work.get(Passport, id).person_id).name
        made.append(hand_out(HandOut(id, replace(command.draft, handed_to=command.draft.handed_to or holder)), work))
    work.describe(lazy_count("Hand out {number} passport", "Hand out {number} passports", len(made)))
    return tuple(made)


# ------------------------------------------------------------------------------------------------ requests


@dataclass(frozen=True, slots=True)
class AddPassportRequest(Command[str]):
    """Note that somebody needs a service or diplomatic passport."""

    permission = EDIT_VISAS
    label = lazy("Add request for a passport")

    draft: RequestDraft


@handles(AddPassportRequest)
def add_passport_request(command: AddPassportRequest, work: Work) -> str:
    """Store it; one request for a kind of passport of a person is under way at a time."""
    draft = _accepted_request(command.draft, work)
    under_way = select(PassportRequest.id).where(
        PassportRequest.person_id == draft.person_id,
        PassportRequest.passport_kind == draft.passport_kind,
        PassportRequest.issued_on.is_(None),
        PassportRequest.refused_on.is_(None),
        PassportRequest.withdrawn_on.is_(None),
    )
    request = PassportRequest()
    fill(request, draft)
    if (other := work.scalar(under_way)) is not None:
        message = lazy("A {kind} of {name} is being asked for already.", **_named(work, request))
        raise Refused(Finding("person_id", message, rule="request-twice", ref=Ref(request.kind, other)))
    work.describe(lazy("Add the request for a {kind} of {name}", **_named(work, request)))
    work.add(request)
    return request.id


@dataclass(frozen=True, slots=True)
class EditPassportRequest(Command[str]):
    """Change a request: what its memo says, and the days of its steps."""

    permission = EDIT_VISAS
    label = lazy("Change request for a passport")

    request: str
    before: RequestDraft
    after: RequestDraft


@handles(EditPassportRequest)
def edit_passport_request(command: EditPassportRequest, work: Work) -> str:
    """Write the fields that differ."""
    request, after = work.get(PassportRequest, command.request), _accepted_request(command.after, work)
    apply(request.ref, request, command.before, after)
    work.describe(lazy("Change the request for a {kind} of {name}", **_named(work, request)))
    return request.id


def _accepted_request(draft: RequestDraft, work: Work) -> RequestDraft:
    tidy = accepted(draft, rules.check_request)
    days = ((name, getattr(tidy, name)) for name in ("memo_signed_on", "asked_on", "photos_on", "biometrics_on"))
    refuse(finding for name, day in days for finding in rules.not_to_come(name, day, work.today))
    work.get(Person, tidy.person_id or "")
    if tidy.mission_id:
        work.get(Mission, tidy.mission_id)
    return tidy


@dataclass(frozen=True, slots=True)
class IssuePassport(Command[str]):
    """Note that the passport that was asked for is there: it stands in the register from now on."""

    permission = EDIT_VISAS
    label = lazy("Enter the passport that was asked for")

    request: str
    issued_on: date | None
    draft: PassportDraft


@handles(IssuePassport)
def issue_passport(command: IssuePassport, work: Work) -> str:
    """Close the request with a new passport of its person and kind; return the passport."""
    request = work.get(PassportRequest, command.request)
    _require_open(request)
    if command.issued_on is None:
        raise Refused(Finding("issued_on", lazy("Enter the day on which the passport was issued."), rule="request-issued"))
    refuse(rules.not_to_come("issued_on", command.issued_on, work.today))
    draft = replace(
        command.draft,
        person_id=request.person_id,
        passport_kind=request.passport_kind,
        issued_on=command.draft.issued_on or command.issued_on,
    )
    id = add_passport(AddPassport(draft), work)
    work.flush()
    request.issued_on, request.passport_id = command.issued_on, id
    work.describe(lazy("Enter the {kind} of {name} that was asked for", **_named(work, request)))
    return id


@dataclass(frozen=True, slots=True)
class EndPassportRequest(Command[None]):
    """Note that a request was refused or is withdrawn."""

    permission = EDIT_VISAS
    label = lazy("End request for a passport")

    request: str
    draft: EndDraft


@handles(EndPassportRequest)
def end_passport_request(command: EndPassportRequest, work: Work) -> None:
    """Close the request with its reason."""
    request, draft = work.get(PassportRequest, command.request), accepted(command.draft, rules.check_end)
    _require_open(request)
    refuse(rules.not_to_come("ended_on", draft.ended_on, work.today))
    if draft.refused:
        request.refused_on = draft.ended_on
        work.describe(lazy("Note that the request for a {kind} of {name} was refused", **_named(work, request)))
    else:
        request.withdrawn_on = draft.ended_on
        work.describe(lazy("Withdraw the request for a {kind} of {name}", **_named(work, request)))
    request.ended_why = draft.why


def _require_open(request: PassportRequest) -> None:
    if any(day is not None for day in (request.issued_on, request.refused_on, request.withdrawn_on)):
        raise Refused(Finding("", lazy("This request has ended: make a new one."), rule="request-ended", ref=request.ref))


@dataclass(frozen=True, slots=True)
class RemovePassportRequest(Command[None]):
    """Remove a request that was entered by mistake."""

    permission = EDIT_VISAS
    label = lazy("Remove request for a passport")

    request: str


@handles(RemovePassportRequest)
def remove_passport_request(command: RemovePassportRequest, work: Work) -> None:
    """Remove it."""
    request = work.get(PassportRequest, command.request)
    work.describe(lazy("Remove the request for a {kind} of {name}", **_named(work, request)))
    work.remove(request)


# ------------------------------------------------------------------------------------------------ what others do


def let_go_of_mission(event: MissionRemoved, work: Work) -> None:
    """Keep what was handed out, asked for and scanned when a mission is removed: by when it is back stands by itself from now on."""
    for row in work.scalars(select(Custody).where(Custody.mission_id == event.mission)):
        (told,) = [one for one in custodies.of(work, row.passport_id) if one.id == row.id]
        row.due_back_on, row.mission_id = told.due_back, None
    for request in work.scalars(select(PassportRequest).where(PassportRequest.mission_id == event.mission)):
        request.mission_id = None
    for scan in work.scalars(select(PassportScan).where(PassportScan.mission_id == event.mission)):
        # What it was kept for is no more: it goes with the next look at what has ended.
        scan.until, scan.mission_id = min(scan.until, date.fromordinal(work.today.toordinal() - 1)), None


REACTIONS = (Reaction(MissionRemoved, let_go_of_mission),)
