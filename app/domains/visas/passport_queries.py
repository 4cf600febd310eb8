"""What is read about passports: who has which, where they are, who looked at their numbers, and what is asked for.

No query gives a whole number that was not looked at: what is shown is masked, and what prints numbers looks at them first (`looking.py`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from app.domains.missions.readiness import is_over
from app.domains.missions.records import Mission
from app.domains.missions.vocabulary import MissionState
from app.domains.people.records import Person
from app.domains.people.rules import written_name
from app.domains.visas import passport_rules as rules
from app.domains.visas.house import visa_rules
from app.domains.visas.passport_records import Custody, Passport, PassportLook, PassportRequest, PassportScan
from app.domains.visas.passport_rules import CustodyDraft, PassportDraft, PassportFacts, RequestDraft, ScanDraft
from app.domains.visas.rules_of_visas import RuleCode
from app.domains.visas.terms import (
    KIND_NAMES,
    PASSPORT,
    SEE_NUMBERS,
    SEE_VISAS,
    STATE_BADGES,
    PassportKind,
    PassportState,
    RequestState,
)
from app.kernel.drafts import draft_of
from app.kernel.fields import Criteria
from app.kernel.names import fold
from app.kernel.periods import PartialDate
from app.kernel.privacy import mask
from app.kernel.queries import query
from app.kernel.search import SearchText
from app.kernel.translated import Lazy, Multilingual, lazy
from app.kernel.work import Reader

_NOTHING = Multilingual()
STILL_LOOKED_AT = timedelta(hours=1)  # how long after a look what was looked at may be printed
_ENDED = frozenset({RequestState.ISSUED, RequestState.REFUSED, RequestState.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class PassportRow:
    """A passport in the register. `number` is masked; `mission` is the title of the mission it is out for, `with_whom` who has it."""

    id: str
    person_id: str
    name: str
    passport_kind: PassportKind
    number: str
    country: str
    issued_on: date | None
    expires_on: date | None
    blank_pages: int | None
    kept_at: str
    state: PassportState
    with_whom: str
    mission_id: str | None
    mission: Multilingual
    due_back: date | None
    cancelled_on: date | None
    cancelled_why: str
    remark: str
    scans: int


@dataclass(frozen=True, slots=True)
class CustodyRow:
    """A passport that was handed out, and came back or has not yet."""

    id: str
    passport_id: str
    mission_id: str | None
    mission: Multilingual
    handed_on: date
    handed_to: str
    due_back: date | None
    returned_on: date | None
    signed: bool
    remark: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request for a passport. `expected` is when it can be there; `steps` are those of the route with their days; `next` is the one to do."""

    id: str
    person_id: str
    name: str
    passport_kind: PassportKind
    mission_id: str | None
    mission: Multilingual
    office: str
    countries: str
    reason: str
    state: RequestState
    needed_by: date | None
    asked_on: date | None
    ask_by: date | None
    expected: date | None
    steps: tuple[tuple[Lazy, date | None], ...]
    next: Lazy | None
    passport_id: str | None
    ended_why: str
    remark: str


@dataclass(frozen=True, slots=True)
class LookRow:
    """Somebody looked at a number, or at a scan."""

    id: str
    passport_id: str
    at: datetime
    name: str
    purpose: str
    mission_id: str | None
    mission: Multilingual
    scan: bool


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


@dataclass(frozen=True, slots=True)
class Held:
    """A passport with whoever has it now, as it is read in one go."""

    passport: Passport
    facts: PassportFacts
    name: str
    sort_name: str
    custody: Custody | None
    mission: Multilingual


# ------------------------------------------------------------------------------------------------ for other parts of the domain


def passports_of(reader: Reader, person_ids: Iterable[str]) -> Mapping[str, tuple[PassportFacts, ...]]:
    """Give the passports of each of several persons, the cancelled ones too; those that are valid longest first."""
    found: defaultdict[str, list[PassportFacts]] = defaultdict(list)
    for one in held(reader, Passport.person_id.in_(tuple(person_ids))):
        found[one.facts.person_id].append(one.facts)
    return {person: tuple(sorted(facts, key=_longest_first)) for person, facts in found.items()}


def _longest_first(facts: PassportFacts) -> tuple[object, ...]:
    return facts.cancelled, -(facts.expires_on or date.min).toordinal(), facts.id


def facts_of(reader: Reader, ids: Iterable[str]) -> Mapping[str, PassportFacts]:
    """Give what lists and rules know of some passports."""
    return {one.facts.id: one.facts for one in held(reader, Passport.id.in_(tuple(ids)))}


def held(reader: Reader, *where: Any) -> list[Held]:
    """Read passports with their holders and whoever has them now, in one statement."""
    days = number(reader, RuleCode.RETURN_DAYS)
    statement = (
        select(Passport, Person.given_names, Person.family_name, Person.card_name, Person.sort_name, Custody, *_mission())
        .join(Person, Person.id == Passport.person_id)
        .join(Custody, (Custody.passport_id == Passport.id) & Custody.returned_on.is_(None), isouter=True)
        .join(Mission, Mission.id == Custody.mission_id, isouter=True)
        .where(*where)
        .order_by(Person.sort_name, Passport.id)
    )
    return [_held(row, days) for row in reader.rows(statement)]


def _mission() -> tuple[Any, ...]:
    return Mission.title, Mission.starts, Mission.ends


def _held(row: Any, days: int) -> Held:
    passport, given, family, card, sort_name, custody, title, starts, ends = row
    name = written_name(given, family, card)
    facts = PassportFacts(
        id=passport.id,
        person_id=passport.person_id,
        holder=name,
        kind=passport.passport_kind,
        masked=mask(passport.number),
        country=passport.country,
        issued_on=passport.issued_on,
        expires_on=passport.expires_on,
        blank_pages=passport.blank_pages,
        cancelled=passport.cancelled_on is not None,
        out=custody is not None,
        out_for=custody.mission_id if custody else None,
        due_back=_due_back(passport.passport_kind, custody, starts, ends, days) if custody else None,
    )
    return Held(passport, facts, name, sort_name, custody, title or _NOTHING)


def _due_back(kind: PassportKind, custody: Custody, starts: PartialDate | None, ends: PartialDate | None, days: int) -> date | None:
    last = ends or starts
    return rules.due_back(kind, custody.due_back_on, last.last if last else None, days)


def number(reader: Reader, code: RuleCode) -> int:
    """Give one of the periods of the office."""
    return visa_rules.of(reader).number(code)


# ------------------------------------------------------------------------------------------------ the register


@query(SEE_VISAS)
def passport_ids(reader: Reader, criteria: Criteria = Criteria()) -> Sequence[str]:
    """Give the ids of passports by name of their holders. Filters: "state", "kind" (of passport) and "person"."""
    where: list[Any] = []
    if criteria.text.strip():
        where.append(Passport.id.in_(reader.matching(PASSPORT, criteria.text)))
    if kind := criteria.chosen("kind"):
        where.append(Passport.passport_kind == PassportKind(kind))
    if person := criteria.chosen("person"):
        where.append(Passport.person_id == person)
    months, state = number(reader, RuleCode.EXPIRY_MONTHS), criteria.chosen("state")
    there = [one for one in held(reader, *where) if not state or rules.state_of(one.facts, reader.today, months).value == state]
    order = tuple(PassportState)

    def place(one: Held) -> tuple[object, ...]:
        usual = one.sort_name, one.facts.kind, one.facts.id
        match criteria.sort:
            case "expires_on":
                return one.facts.expires_on or date.max, *usual
            case "kind":
                return tuple(PassportKind).index(one.facts.kind), *usual
            case "state":
                return order.index(rules.state_of(one.facts, reader.today, months)), *usual
            case "kept_at":
                return fold(one.passport.kept_at), *usual
            case _:
                return usual

    there.sort(key=place, reverse=criteria.descending)
    return [one.facts.id for one in there]


@query(SEE_VISAS)
def passports(reader: Reader, ids: Sequence[str]) -> Sequence[PassportRow]:
    """Give the passports with *ids*, in that order."""
    months = number(reader, RuleCode.EXPIRY_MONTHS)
    scans = select(PassportScan.passport_id, func.count()).where(PassportScan.passport_id.in_(ids)).group_by(PassportScan.passport_id)
    counted = {row[0]: row[1] for row in reader.rows(scans)}
    found = {one.facts.id: one for one in held(reader, Passport.id.in_(ids))}
    return [_row(found[id], rules.state_of(found[id].facts, reader.today, months), counted.get(id, 0)) for id in ids if id in found]


def _row(one: Held, state: PassportState, scans: int) -> PassportRow:
    passport, facts = one.passport, one.facts
    return PassportRow(
        id=facts.id,
        person_id=facts.person_id,
        name=one.name,
        passport_kind=facts.kind,
        number=facts.masked,
        country=facts.country,
        issued_on=facts.issued_on,
        expires_on=facts.expires_on,
        blank_pages=facts.blank_pages,
        kept_at=passport.kept_at,
        state=state,
        with_whom=one.custody.handed_to if one.custody else "",
        mission_id=facts.out_for,
        mission=one.mission,
        due_back=facts.due_back,
        cancelled_on=passport.cancelled_on,
        cancelled_why=passport.cancelled_why,
        remark=passport.remark,
        scans=scans,
    )


@query(SEE_VISAS)
def passports_of_person(reader: Reader, person: str) -> Sequence[PassportRow]:
    """Give the passports of a person, those that count first and the cancelled ones last."""
    ids = [facts.id for facts in passports_of(reader, [person]).get(person, ())]
    return passports.of(reader, ids)


@query(SEE_VISAS)
def passport_draft(reader: Reader, id: str) -> PassportDraft:
    """Read a passport for editing, without its number: an empty one leaves it as it is."""
    passport = reader.get(Passport, id)
    return PassportDraft(
        person_id=passport.person_id,
        passport_kind=passport.passport_kind,
        country=passport.country,
        issued_on=passport.issued_on,
        expires_on=passport.expires_on,
        blank_pages=passport.blank_pages,
        kept_at=passport.kept_at,
        remark=passport.remark,
    )


@query(SEE_VISAS)
def passport_detail(reader: Reader, id: str) -> Sequence[tuple[Lazy, object]]:
    """Give what the pane beside the register says of a passport."""
    (row,) = passports.of(reader, [id])
    out = [one for one in custodies.of(reader, id) if one.returned_on is None]
    return [
        (lazy("Holder"), row.name),
        (lazy("Kind"), rules.kind_title(row.passport_kind)),
        (lazy("Number"), row.number),
        (lazy("Country"), row.country),
        (lazy("Status"), STATE_BADGES[row.state].title),
        (lazy("Issued on"), row.issued_on),
        (lazy("Expires on"), row.expires_on),
        (lazy("Blank pages"), "" if row.blank_pages is None else str(row.blank_pages)),
        (lazy("Kept at"), row.kept_at),
        *((lazy("Handed out"), lazy("{day}, to {whom}", day=one.handed_on, whom=one.handed_to)) for one in out),
        *((lazy("For the mission"), one.mission) for one in out if one.mission),
        (lazy("To be back on"), row.due_back),
        (lazy("Cancelled on"), row.cancelled_on),
        (lazy("Reason"), row.cancelled_why),
        (lazy("Scans"), str(row.scans) if row.scans else ""),
        (lazy("Remark"), row.remark),
    ]


# ------------------------------------------------------------------------------------------------ who has it, who looked


@query(SEE_VISAS)
def custodies(reader: Reader, passport: str) -> Sequence[CustodyRow]:
    """Give to whom a passport was handed, the latest first."""
    return _custodies(reader, Custody.passport_id == passport)


@query(SEE_VISAS)
def custodies_of_mission(reader: Reader, mission: str) -> Sequence[CustodyRow]:
    """Give the passports that were handed out for a mission, the latest first."""
    return _custodies(reader, Custody.mission_id == mission)


def _custodies(reader: Reader, *where: Any) -> list[CustodyRow]:
    days = number(reader, RuleCode.RETURN_DAYS)
    statement = (
        select(Custody, Passport.passport_kind, Passport.cancelled_on, *_mission())
        .join(Passport, Passport.id == Custody.passport_id)
        .join(Mission, Mission.id == Custody.mission_id, isouter=True)
        .where(*where)
        .order_by(Custody.handed_on.desc(), Custody.returned_on.desc().nulls_first(), Custody.id)
    )
    rows: list[CustodyRow] = []
    for custody, kind, cancelled, title, starts, ends in reader.rows(statement):
        back = _due_back(kind, custody, starts, ends, days)
        late = custody.returned_on is None and cancelled is None and back is not None and back < reader.today
        rows.append(
            CustodyRow(
                id=custody.id,
                passport_id=custody.passport_id,
                mission_id=custody.mission_id,
                mission=title or _NOTHING,
                handed_on=custody.handed_on,
                handed_to=custody.handed_to,
                due_back=back,
                returned_on=custody.returned_on,
                signed=custody.signed,
                remark=custody.remark,
                overdue=late,
            )
        )
    return rows


@query(SEE_VISAS)
def custody_draft(reader: Reader, id: str) -> CustodyDraft:
    """Read a handing-out for editing."""
    return draft_of(reader.get(Custody, id), CustodyDraft)


@query(SEE_NUMBERS)
def looks(reader: Reader, passport: str) -> Sequence[LookRow]:
    """Give who looked at the number of a passport and why, the latest first."""
    statement = (
        select(PassportLook, Mission.title)
        .join(Mission, Mission.id == PassportLook.mission_id, isouter=True)
        .where(PassportLook.passport_id == passport)
        .order_by(PassportLook.at.desc(), PassportLook.id)
    )
    return [
        LookRow(one.id, one.passport_id, one.at, one.name, one.purpose, one.mission_id, title or _NOTHING, one.scan)
        for one, title in reader.rows(statement)
    ]


def numbers_looked_at(reader: Reader, passports: Iterable[str]) -> Mapping[str, str]:
    """Give the numbers, by passport, at which the present user looked within the last hour: those that may stand on a paper.

    For builders of papers alone; raises `NotAllowed` without the right, and leaves out what was not looked at.
    """
    reader.user.require(SEE_NUMBERS)
    ids = tuple(passports)
    seen = (
        select(PassportLook.passport_id)
        .where(PassportLook.passport_id.in_(ids), PassportLook.at >= reader.now - STILL_LOOKED_AT)
        .where(PassportLook.account == reader.user.id, PassportLook.name == reader.user.name)
    )
    return {row.id: row.number for row in reader.rows(select(Passport.id, Passport.number).where(Passport.id.in_(seen)))}


@query(SEE_VISAS)
def scans_of_passport(reader: Reader, passport: str) -> Sequence[ScanRow]:
    """Give the scans of a passport without showing them."""
    return _scans(reader, PassportScan.passport_id == passport)


@query(SEE_VISAS)
def all_scans(reader: Reader) -> Sequence[ScanRow]:
    """Give every scan that is kept, those that go first before the others."""
    return _scans(reader)


@query(SEE_VISAS)
def scan_draft(reader: Reader, id: str) -> ScanDraft:
    """Read why a scan is kept and until when, for editing."""
    return draft_of(reader.get(PassportScan, id), ScanDraft)


@query(SEE_VISAS)
def scans_have_ended(reader: Reader) -> bool:
    """Tell whether a scan is kept whose purpose has ended."""
    return any(row.ended for row in _scans(reader))


def _scans(reader: Reader, *where: Any) -> list[ScanRow]:
    statement = (
        select(PassportScan, Person, Mission)
        .join(Passport, Passport.id == PassportScan.passport_id)
        .join(Person, Person.id == Passport.person_id)
        .join(Mission, Mission.id == PassportScan.mission_id, isouter=True)
        .where(*where)
        .order_by(PassportScan.until, PassportScan.id)
    )
    return [_scan(scan, person, mission, reader.today) for scan, person, mission in reader.rows(statement)]


def _scan(scan: PassportScan, person: Person, mission: Mission | None, today: date) -> ScanRow:
    return ScanRow(
        id=scan.id,
        passport_id=scan.passport_id,
        name=person.name,
        purpose=scan.purpose,
        mission_id=scan.mission_id,
        mission=mission.title if mission else _NOTHING,
        until=scan.until,
        added_on=scan.added_on,
        ended=scan.until < today or (mission is not None and mission_is_over(mission, today)),
    )


def mission_is_over(mission: Mission, today: date) -> bool:
    """Tell whether nothing of a mission is to come: it was held, its days have passed, or it was cancelled."""
    return mission.state is MissionState.CANCELLED or is_over(mission.state, mission.starts, mission.ends, today)


# ------------------------------------------------------------------------------------------------ requests

STEPS = (
    ("memo_signed_on", lazy("Memo signed"), lazy("Have the memo signed")),
    ("asked_on", lazy("Asked for"), lazy("Ask for the passport")),
    ("photos_on", lazy("Photographs delivered"), lazy("Deliver two photographs")),
    ("biometrics_on", lazy("Biometric data taken"), lazy("Have the biometric data taken, in person")),
    ("issued_on", lazy("Issued"), lazy("Fetch the passport")),
)


@query(SEE_VISAS)
def request_ids(reader: Reader, criteria: Criteria = Criteria()) -> Sequence[str]:
    """Give the ids of requests: those under way by the day they are needed, then those that ended. Filters: "state" and "person"."""
    wanted, state = fold(criteria.text.strip()), criteria.chosen("state")
    where = [PassportRequest.person_id == person] if (person := criteria.chosen("person")) else []
    there = [
        row
        for row in _requests(reader, *where)
        if (not state or row.state.value == state)
        and all(part in fold(f"{row.name} {row.office} {row.countries}") for part in wanted.split())
    ]
    places: dict[str, Callable[[RequestRow], tuple[object, ...]]] = {
        "name": lambda row: (fold(row.name), row.id),
        "needed_by": lambda row: (row.needed_by or date.max, fold(row.name), row.id),
        "expected": lambda row: (row.expected or date.max, fold(row.name), row.id),
    }
    there.sort(key=places.get(criteria.sort, _open_first), reverse=criteria.descending)
    return [row.id for row in there]


def _open_first(row: RequestRow) -> tuple[object, ...]:
    return row.state in _ENDED, row.needed_by or date.max, fold(row.name), row.id


@query(SEE_VISAS)
def requests(reader: Reader, ids: Sequence[str]) -> Sequence[RequestRow]:
    """Give the requests with *ids*, in that order."""
    found = {row.id: row for row in _requests(reader, PassportRequest.id.in_(ids))}
    return [found[id] for id in ids if id in found]


@query(SEE_VISAS)
def requests_of_mission(reader: Reader, mission: str) -> Sequence[RequestRow]:
    """Give the requests that were made for a mission."""
    return _requests(reader, PassportRequest.mission_id == mission)


def _requests(reader: Reader, *where: Any) -> list[RequestRow]:
    days = number(reader, RuleCode.REQUEST_DAYS)
    statement = (
        select(PassportRequest, Person.given_names, Person.family_name, Person.card_name, Mission.title)
        .join(Person, Person.id == PassportRequest.person_id)
        .join(Mission, Mission.id == PassportRequest.mission_id, isouter=True)
        .where(*where)
        .order_by(Person.sort_name, PassportRequest.id)
    )
    return [
        _request(request, written_name(given, family, card), title or _NOTHING, reader.today, days)
        for request, given, family, card, title in reader.rows(statement)
    ]


def _request(request: PassportRequest, name: str, mission: Multilingual, today: date, days: int) -> RequestRow:
    state = rules.request_state(
        asked_on=request.asked_on,
        needed_by=request.needed_by,
        issued_on=request.issued_on,
        refused_on=request.refused_on,
        withdrawn_on=request.withdrawn_on,
        today=today,
        days=days,
    )
    open_steps = [to_do for key, _, to_do in STEPS if getattr(request, key) is None]
    return RequestRow(
        id=request.id,
        person_id=request.person_id,
        name=name,
        passport_kind=request.passport_kind,
        mission_id=request.mission_id,
        mission=mission,
        office=request.office,
        countries=request.countries,
        reason=request.reason,
        state=state,
        needed_by=request.needed_by,
        asked_on=request.asked_on,
        ask_by=rules.ask_by(request.needed_by, days),
        expected=rules.expected_on(request.asked_on, days),
        steps=tuple((title, getattr(request, key)) for key, title, _ in STEPS),
        next=open_steps[0] if open_steps and state not in _ENDED else None,
        passport_id=request.passport_id,
        ended_why=request.ended_why,
        remark=request.remark,
    )


@query(SEE_VISAS)
def request_draft(reader: Reader, id: str) -> RequestDraft:
    """Read a request for editing."""
    return draft_of(reader.get(PassportRequest, id), RequestDraft)


@query(SEE_VISAS)
def request_detail(reader: Reader, id: str) -> Sequence[tuple[Lazy, object]]:
    """Give what the pane beside the list says of a request."""
    (row,) = requests.of(reader, [id])
    return [
        (lazy("For"), row.name),
        (lazy("Kind"), rules.kind_title(row.passport_kind)),
        (lazy("For the mission"), row.mission),
        (lazy("Function"), row.office),
        (lazy("Countries"), row.countries),
        (lazy("Reason"), row.reason),
        (lazy("Needed by"), row.needed_by),
        (lazy("To be asked for by"), row.ask_by if row.asked_on is None else None),
        *row.steps,
        (lazy("Expected on"), row.expected if row.state not in _ENDED else None),
        (lazy("Next"), row.next or ""),
        (lazy("Why it ended"), row.ended_why),
        (lazy("Remark"), row.remark),
    ]


# ------------------------------------------------------------------------------------------------ for guards


def handed_out_twice(reader: Reader, ids: Collection[str]) -> Sequence[str]:
    """Give those of some passports that two people would have at once."""
    statement = (
        select(Custody.passport_id)
        .where(Custody.passport_id.in_(ids), Custody.returned_on.is_(None))
        .group_by(Custody.passport_id)
        .having(func.count() > 1)
    )
    return sorted(reader.scalars(statement))


# ------------------------------------------------------------------------------------------------ search


def passport_texts(reader: Reader, ids: Sequence[str]) -> Iterable[SearchText]:
    """Give the texts by which search finds passports: the holder and the kind; never the number."""
    for one in held(reader, Passport.id.in_(ids)):
        kind = KIND_NAMES[one.facts.kind]
        yield SearchText(one.facts.id, Multilingual.same(one.name), kind, (one.name, one.facts.country, one.passport.kept_at))


def passports_held_by(reader: Reader, person_ids: Sequence[str]) -> Iterable[str]:
    """Give the passports whose texts name these persons."""
    return reader.scalars(select(Passport.id).where(Passport.person_id.in_(person_ids)))


def request_texts(reader: Reader, ids: Sequence[str]) -> Iterable[SearchText]:
    """Give the texts by which search finds requests for passports."""
    for row in requests.of(reader, ids):
        kind = KIND_NAMES[row.passport_kind]
        yield SearchText(row.id, Multilingual.same(row.name), kind, tuple(t for t in (row.name, row.office, row.countries) if t))


def requests_by(reader: Reader, person_ids: Sequence[str]) -> Iterable[str]:
    """Give the requests whose texts name these persons."""
    return reader.scalars(select(PassportRequest.id).where(PassportRequest.person_id.in_(person_ids)))
