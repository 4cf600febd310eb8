"""What must hold of every file below the interface, whatever way a change comes in: window, command line, import, undo.

The commands give reasons; this looks at the rows that a step is about to keep. The numbers are those of the invariants: the person who
approves is nobody in the file (1), one person counts once (2), an approval is of one content, and submitted content does not
change (3), only listed moves are made (4), and what was moved and decided stays written (9).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from app.domains.trips import chains
from app.domains.trips.moves import APPROVED_STATES, TRANSITIONS
from app.domains.trips.queries import approving
from app.domains.trips.records import Derogation, Trip, TripDecision, TripEdition, TripMove
from app.domains.trips.request import Request, digest
from app.domains.trips.vocabulary import DECISION, DEROGATION, MOVE, TRIP, VERSION, Means, Outcome
from app.kernel.changes import Change
from app.kernel.errors import Finding
from app.kernel.guards import Guard, StepFacts
from app.kernel.ids import Ref
from app.kernel.translated import Lazy, lazy
from app.kernel.work import Reader

_LISTED = frozenset((t.step, t.origin, t.to) for t in TRANSITIONS)
_CONTENT = frozenset(Request.__dataclass_fields__) | {"digest", "number", "trip_id", "frozen_at"}
_DECIDED = frozenset({"granted", "allowed", "decided_by", "decided_name", "decided_at"})


def check(reader: Reader, changes: Sequence[Change], _step: StepFacts) -> Sequence[Finding]:
    """Look at the changes of one step; give what breaks an invariant."""
    return list(_faults(reader, changes))


def _faults(reader: Reader, changes: Sequence[Change]) -> Iterator[Finding]:
    by_table: defaultdict[str, list[Change]] = defaultdict(list)
    for change in changes:
        by_table[change.table].append(change)
    gone = {change.id for change in by_table[Trip.__tablename__] if change.after is None}
    yield from _removed(by_table[Trip.__tablename__])
    yield from _states(by_table[Trip.__tablename__], by_table[TripMove.__tablename__])
    yield from _frozen(by_table[TripEdition.__tablename__], gone)
    yield from _kept(by_table, gone)
    for trip in _concerned(reader, changes, gone):
        yield from _decisions(reader, trip, by_table[TripDecision.__tablename__])
        yield from _approved(trip)


def _fault(number: int, message: Lazy, trip: str) -> Finding:
    return Finding("", message, rule=f"I{number}", ref=Ref(TRIP, trip))


def _removed(trips: Iterable[Change]) -> Iterator[Finding]:
    for change in trips:
        if change.after is None and change.before is not None and change.before["submitted_at"] is not None:
            yield _fault(9, lazy("A request that has been submitted is kept: it can be cancelled, not removed."), change.id)


def _states(trips: Iterable[Change], moves: Iterable[Change]) -> Iterator[Finding]:
    made: defaultdict[str, list[Mapping[str, object]]] = defaultdict(list)
    for move in moves:
        if move.before is None and move.after is not None:
            made[str(move.after["trip_id"])].append(move.after)
    for change in trips:
        if change.after is None:
            continue
        state = change.before["state"] if change.before else None
        path = sorted(made.pop(change.id, []), key=lambda move: int(str(move["position"])))
        for move in path:
            if move["origin"] != state or (move["step"], move["origin"], move["to"]) not in _LISTED:
                yield _fault(4, lazy("The file would make a move that is not in the list."), change.id)
            state = move["to"]
        if state != change.after["state"]:
            yield _fault(4, lazy("The file would change its state without a move."), change.id)
    for trip in made:
        yield _fault(4, lazy("A move would be written that the file does not make."), trip)


def _frozen(editions: Iterable[Change], gone: set[str]) -> Iterator[Finding]:
    for change in editions:
        before, after = change.before, change.after
        if before is None or not before["digest"]:
            if after is not None and after["digest"] and after["digest"] != digest(_content(after)):
                yield _fault(3, lazy("The hash of the request is not that of its content."), str(after["trip_id"]))
            continue
        if after is None:
            if before["trip_id"] not in gone:
                yield _fault(3, lazy("What has been submitted is kept."), str(before["trip_id"]))
        elif any(before[name] != after[name] for name in _CONTENT) or (before["steps"] and before["steps"] != after["steps"]):
            yield _fault(3, lazy("What has been submitted does not change: it is amended in a new edition."), str(before["trip_id"]))


def _content(values: Mapping[str, object]) -> Request:
    return Request(**{name: values[name] for name in Request.__dataclass_fields__})  # type: ignore[arg-type]


def _kept(by_table: Mapping[str, list[Change]], gone: set[str]) -> Iterator[Finding]:
    for change in by_table.get(TripMove.__tablename__, ()):
        if change.before is not None and change.before["trip_id"] not in gone:
            yield _fault(9, lazy("What was done with a file stays written."), str(change.before["trip_id"]))
    for change in by_table.get(TripDecision.__tablename__, ()):
        if change.before is not None and (change.after is None or change.fields - {"confirm_by"}):
            yield _fault(9, lazy("A decision stays written."), str(change.before["trip_id"]))
    for change in by_table.get(Derogation.__tablename__, ()):
        if change.before is not None and (change.after is None or change.before["granted"] is not None or change.fields - _DECIDED):
            yield _fault(9, lazy("A derogation that was asked stays written, and so does its decision."), str(change.before["trip_id"]))


def _concerned(reader: Reader, changes: Sequence[Change], gone: set[str]) -> Iterator[Trip]:
    ids = {change.id if change.table == Trip.__tablename__ else str((change.after or change.before or {})["trip_id"]) for change in changes}
    for id in sorted(ids - gone):
        if (trip := reader.find(Trip, id)) is not None:
            yield trip


def _decisions(reader: Reader, trip: Trip, decisions: Iterable[Change]) -> Iterator[Finding]:
    new = [change.after for change in decisions if change.before is None and change.after and change.after["trip_id"] == trip.id]
    if not new:
        return
    accounts = approving.people_with_accounts(reader)
    barred = approving.barred(trip, accounts)
    for decision in new:
        somebody = accounts.get(str(decision["account"]))
        behalf = accounts.get(str(decision["behalf_account"]), chains.Somebody(str(decision["behalf_account"])))
        if somebody is None:
            yield _fault(5, lazy("A decision would be written of somebody who cannot decide."), trip.id)
        elif any(somebody.is_same(other) or (behalf.account and behalf.is_same(other)) for other in barred):
            yield _fault(1, lazy("Nobody decides on a trip that is their own: made, sent, written in, or travelled by them."), trip.id)
        if decision["means"] == Means.PROGRAM and decision["account"] != reader.user.id:
            yield _fault(9, lazy("A decision would be written under the name of somebody else."), trip.id)
        if decision["digest"] != trip.edition_of(int(str(decision["edition"]))).digest:
            yield _fault(3, lazy("A decision would be written of another content than was submitted."), trip.id)


def _approved(trip: Trip) -> Iterator[Finding]:
    """Every step of an approved edition was decided, of this content, each by another person; no derogation in it is open."""
    if trip.state not in APPROVED_STATES or trip.approved_edition is None:
        if trip.state in APPROVED_STATES:
            yield _fault(3, lazy("The file would be approved without an approval."), trip.id)
        return
    edition = trip.edition_of(trip.approved_edition)
    told = [one for one in trip.decisions if one.edition <= edition.number or trip.regularised]
    counted: dict[str, str] = {}
    steps = edition.steps if not trip.regularised else tuple(filter(None, (chains.highest(edition.steps),)))
    for step in steps:
        voice = next(
            (one for one in reversed(told) if one.role == step.role and one.part == chains.part_digest(edition.request, step.concern)), None
        )
        if voice is None or (not step.opinion and voice.outcome is not Outcome.APPROVE):
            yield _fault(3, lazy("The file would be approved without the decision of every step on this very content."), trip.id)
        elif counted.setdefault(voice.identity, step.role) != step.role:
            yield _fault(2, lazy("Two approvals would be of one person."), trip.id)
    if not steps:
        yield _fault(13, lazy("The file would be approved without anybody to approve it."), trip.id)
    if any(one.edition == edition.number and not one.granted for one in trip.derogations):
        yield _fault(3, lazy("The file would be approved with a derogation that was not granted."), trip.id)


GUARD = Guard(frozenset({TRIP, VERSION, MOVE, DECISION, DEROGATION}), check)
