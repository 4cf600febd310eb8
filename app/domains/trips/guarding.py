"""What must hold of every file below the interface, whatever way a change comes in: window, command line, import, undo.

The commands give reasons; this looks at the rows that a step is about to keep. The numbers are those of the invariants: the person who
approves is nobody in the file (1), one person counts once (2), an approval is of one content, and submitted content does not
change (3), only listed moves are made (4), by who may at this moment (5), and what was moved and decided stays written, under the
name of who did it (9).

One thing is taken back: an amendment that began with a step of something else (its mission moved), as long as nobody has sent it, written
in it or gone on with it. It is a draft until then, and the journal keeps that it was begun.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domains.access.vocabulary import ACCOUNT
from app.domains.trips import chains
from app.domains.trips.chains import ChainStep
from app.domains.trips.moves import APPROVED_STATES, TRANSITIONS, Actor, Step
from app.domains.trips.queries import approving
from app.domains.trips.records import Derogation, Trip, TripDecision, TripEdition, TripMove
from app.domains.trips.request import Request, digest
from app.domains.trips.vocabulary import DECISION, DEROGATION, HANDLE_TRIPS, MOVE, TRIP, VERSION, Means, Outcome, State
from app.kernel.changes import Change
from app.kernel.errors import Finding
from app.kernel.guards import Guard, StepFacts
from app.kernel.ids import Ref
from app.kernel.translated import Lazy, lazy
from app.kernel.work import Reader

_LISTED = frozenset((t.step, t.origin, t.to) for t in TRANSITIONS)
_CONTENT = frozenset(Request.__dataclass_fields__) | {"digest", "number", "trip_id", "frozen_at"}
_WRITTEN = frozenset(Request.__dataclass_fields__) - {"submitted_on"}
_DECIDED = frozenset({"granted", "allowed", "decided_by", "decided_name", "decided_at"})
_SENT = frozenset(State) - {State.DRAFT, State.RETURNED, State.AMENDING, State.CANCELLED}
# What somebody decided, and the moves that follow from it.
_FOLLOWS = {
    Outcome.APPROVE: (Step.PASS, Step.APPROVE),
    Outcome.FAVOURABLE: (Step.PASS, Step.APPROVE),
    Outcome.UNFAVOURABLE: (Step.PASS, Step.APPROVE),
    Outcome.RETURN: (Step.RETURN,),
    Outcome.REFUSE: (Step.REFUSE,),
}
_DO, _UNDO, _REDO = "do", "undo", "redo"
_MERGE = "MergePersons"  # it changes who is meant in a draft, and asks nothing else

_Values = Mapping[str, Any]


def check(reader: Reader, changes: Sequence[Change], step: StepFacts) -> Sequence[Finding]:
    """Look at the changes of one step; give what breaks an invariant."""
    return list(_faults(reader, changes, step))


def _faults(reader: Reader, changes: Sequence[Change], step: StepFacts) -> Iterator[Finding]:
    by_table: defaultdict[str, list[Change]] = defaultdict(list)
    for change in changes:
        by_table[change.table].append(change)
    gone = {change.id for change in by_table[Trip.__tablename__] if change.after is None}
    begun = _taken_back(reader, by_table[TripMove.__tablename__]) if step.move == _UNDO else dict[str, _Values]()
    yield from _removed(by_table[Trip.__tablename__])
    yield from _states(reader, by_table[Trip.__tablename__], by_table[TripMove.__tablename__], begun)
    yield from _frozen(by_table[TripEdition.__tablename__], gone)
    yield from _kept(reader, by_table, gone, begun)
    for trip in _concerned(reader, changes, gone):
        if not {trip.edition, trip.approved_edition or trip.edition} <= {one.number for one in trip.editions}:
            yield _fault(3, lazy("The file would stand on an edition that is not there."), trip.id)
            continue
        made = _Made.of(trip, by_table)
        yield from _stands(trip)
        yield from _decisions(reader, trip, made)
        yield from _approved(reader, trip, made)
        if step.move == _DO:
            yield from _hands(reader, trip, made, merged=_MERGE in step.commands)
            yield from _movers(reader, trip, made)
        elif step.move == _REDO:
            yield from _begun_again(reader, trip, made)


@dataclass(frozen=True, slots=True)
class _Made:
    """What a step made of one file: its row before, its new moves and decisions in order, its editions, its derogations decided."""

    trip: Change | None
    moves: tuple[TripMove, ...]
    decisions: tuple[TripDecision, ...]
    editions: tuple[Change, ...]
    decided_derogation: bool

    @staticmethod
    def of(trip: Trip, by_table: Mapping[str, Sequence[Change]]) -> _Made:
        """Pick out of the changes of a step what concerns one file."""

        def new(table: str) -> set[str]:
            return {change.id for change in by_table.get(table, ()) if change.before is None}

        moves, decisions = new(TripMove.__tablename__), new(TripDecision.__tablename__)
        return _Made(
            next((change for change in by_table.get(Trip.__tablename__, ()) if change.id == trip.id), None),
            tuple(move for move in trip.moves if move.id in moves),
            tuple(decision for decision in trip.decisions if decision.id in decisions),
            tuple(c for c in by_table.get(TripEdition.__tablename__, ()) if c.after is not None and c.after["trip_id"] == trip.id),
            any(c.before is not None and c.before["trip_id"] == trip.id for c in by_table.get(Derogation.__tablename__, ())),
        )

    @property
    def pairs(self) -> tuple[tuple[TripDecision, TripMove | None], ...]:
        """Give each decision with the move that follows from it."""
        left, found = list(self.moves), list[tuple[TripDecision, TripMove | None]]()
        for one in self.decisions:
            move = next((m for m in left if m.step in _FOLLOWS[one.outcome] and (m.account, m.name) == (one.account, one.name)), None)
            if move is not None:
                left.remove(move)
            found.append((one, move))
        return tuple(found)


def _fault(number: int, message: Lazy, trip: str) -> Finding:
    return Finding("", message, rule=f"I{number}", ref=Ref(TRIP, trip))


def _removed(trips: Iterable[Change]) -> Iterator[Finding]:
    for change in trips:
        if change.after is None and change.before is not None and change.before["submitted_at"] is not None:
            yield _fault(9, lazy("A request that has been submitted is kept: it can be cancelled, not removed."), change.id)


def _taken_back(reader: Reader, moves: Iterable[Change]) -> Mapping[str, _Values]:
    """Give, by file, the beginning of an amendment that an undo removes: the last move there was, of a file that stands where it came from."""
    found: dict[str, _Values] = {}
    for change in moves:
        if change.after is not None or change.before is None or change.before["step"] != Step.AMEND:
            continue
        trip = reader.find(Trip, str(change.before["trip_id"]))
        if trip is None or any(move.position >= change.before["position"] for move in trip.moves):
            continue
        if trip.state == change.before["origin"] and trip.edition == change.before["edition"] == trip.approved_edition:
            found[trip.id] = change.before
    return found


def _states(reader: Reader, trips: Iterable[Change], moves: Iterable[Change], begun: Mapping[str, _Values]) -> Iterator[Finding]:
    made: defaultdict[str, list[_Values]] = defaultdict(list)
    for move in moves:
        if move.before is None and move.after is not None:
            made[str(move.after["trip_id"])].append(move.after)
    for change in trips:
        if change.after is not None:
            before = change.before["state"] if change.before else None
            if change.id in begun and before == begun[change.id]["to"]:
                before = begun[change.id]["origin"]
            yield from _led(change.id, made.pop(change.id, []), before, change.after["state"])
    for id, path in made.items():  # a move may lead to where the file was, at the same moment
        trip = reader.find(Trip, id)
        if trip is not None:
            yield from _led(id, path, trip.state, trip.state)


def _led(id: str, path: Iterable[_Values], before: State | None, after: State) -> Iterator[Finding]:
    """A file goes from one state to another by moves of the list, one after the other."""
    state = before
    for move in sorted(path, key=lambda move: int(move["position"])):
        if move["origin"] != state or (move["step"], move["origin"], move["to"]) not in _LISTED:
            yield _fault(4, lazy("The file would make a move that is not in the list."), id)
        state = move["to"]
    if state != after:
        yield _fault(4, lazy("The file would change its state without a move."), id)


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


def _kept(reader: Reader, by_table: Mapping[str, list[Change]], gone: set[str], begun: Mapping[str, _Values]) -> Iterator[Finding]:
    for change in by_table.get(TripMove.__tablename__, ()):
        if change.before is not None and change.before["trip_id"] not in gone and change.before not in begun.values():
            yield _fault(9, lazy("What was done with a file stays written."), str(change.before["trip_id"]))
    for change in by_table.get(TripDecision.__tablename__, ()):
        if change.before is not None and (change.after is None or change.fields - {"confirm_by"}):
            yield _fault(9, lazy("A decision stays written."), str(change.before["trip_id"]))
        elif change.before is not None and change.after is not None and not _is_confirmed(reader, change.after):
            yield _fault(9, lazy("A consent is confirmed by the one who gave it."), str(change.before["trip_id"]))
    for change in by_table.get(Derogation.__tablename__, ()):
        if change.before is not None and (change.after is None or change.before["granted"] is not None or change.fields - _DECIDED):
            yield _fault(9, lazy("A derogation that was asked stays written, and so does its decision."), str(change.before["trip_id"]))


def _is_confirmed(reader: Reader, decision: _Values) -> bool:
    return decision["confirm_by"] is None and decision["account"] == reader.user.id


def _concerned(reader: Reader, changes: Sequence[Change], gone: set[str]) -> Iterator[Trip]:
    ids = {change.id if change.table == Trip.__tablename__ else str((change.after or change.before or {})["trip_id"]) for change in changes}
    for id in sorted(ids - gone):
        if (trip := reader.find(Trip, id)) is not None:
            yield trip


def _stands(trip: Trip) -> Iterator[Finding]:
    """What goes its way has been submitted; what is approved stands as it was approved."""
    if trip.state in _SENT and not trip.current.digest:
        yield _fault(3, lazy("The file would go on without the hash of its content."), trip.id)
    if trip.state in APPROVED_STATES and trip.edition != trip.approved_edition:
        yield _fault(3, lazy("The file would stand on another edition than was approved."), trip.id)


def _decisions(reader: Reader, trip: Trip, made: _Made) -> Iterator[Finding]:
    if made.decisions:
        known, enabled = approving.everybody(reader), approving.people_with_accounts(reader)
        for decision, move in made.pairs:
            if decision.edition not in {one.number for one in trip.editions}:
                yield _fault(3, lazy("A decision would be written of another content than was submitted."), trip.id)
                continue
            if decision.account not in enabled:
                yield _fault(5, lazy("A decision would be written of somebody who cannot decide."), trip.id)
            elif _is_own(trip, decision, known, trip.edition_of(decision.edition)):
                yield _fault(1, lazy("Nobody decides on a trip that is their own: made, sent, written in, or travelled by them."), trip.id)
            else:
                yield from _seated(reader, trip, decision, move, known, again=made.decided_derogation)
            yield from _signed(reader, trip, decision, known)
            yield from _of_this_content(trip, decision)
    followed = [move for _, move in made.pairs]
    for move in made.moves:
        if move.step in (Step.PASS, Step.REFUSE) and move not in followed:
            yield _fault(4, lazy("The file would be passed on or refused without a decision."), trip.id)


def _seated(
    reader: Reader, trip: Trip, decision: TripDecision, move: TripMove | None, known: Mapping[str, chains.Somebody], *, again: bool
) -> Iterator[Finding]:
    """Who decides holds the role, or stands in for somebody who does, at a step that is open."""
    if move is None:
        yield _fault(4, lazy("A decision would be written that moves nothing."), trip.id)
        return
    edition = trip.edition_of(decision.edition)
    step, last = next((one for one in edition.steps if one.role == decision.role), None), chains.highest(edition.steps)
    first = (last,) if move.origin is State.REGULARISATION else approving.lowest(approving.missing_before(trip, decision, known))
    if step is None or move.origin not in (State.IN_APPROVAL, State.REGULARISATION):
        yield _fault(4, lazy("A decision would be written at a step that the file does not have."), trip.id)
    elif step not in first and not (again and step == last):
        yield _fault(4, lazy("A decision would be written at a step that is not open."), trip.id)
    elif not any(
        (seat.who.account, seat.behalf_of.account if seat.behalf_of else "") == (decision.account, decision.behalf_account)
        for seat in approving.candidates_for(reader, trip, step, known, edition)
    ):
        yield _fault(5, lazy("A decision would be written of somebody who cannot decide at this step."), trip.id)


def _signed(reader: Reader, trip: Trip, decision: TripDecision, known: Mapping[str, chains.Somebody]) -> Iterator[Finding]:
    """The names are those of who decided and of whom it was signed for; who types in a decision for others may, and shows the proof."""
    told = [(decision.account, decision.name), (decision.behalf_account, decision.behalf_of)]
    if any(name != (known[account].names[0] if account in known else "") for account, name in told):
        yield _fault(9, lazy("A decision would be written under another name."), trip.id)
    if decision.account in known and decision.identity != known[decision.account].identity:
        yield _fault(2, lazy("A decision would be written of another person."), trip.id)
    if decision.means is Means.PROGRAM:
        if decision.account != reader.user.id or decision.recorder:
            yield _fault(9, lazy("A decision would be written under the name of somebody else."), trip.id)
        return
    myself = known.get(reader.user.id)
    if not reader.user.may(HANDLE_TRIPS) or decision.recorder != (reader.user.id or f"desk:{reader.user.name}"):
        yield _fault(9, lazy("A decision would be recorded under the name of somebody else."), trip.id)
    elif myself is not None and any(myself.is_same(chains.Somebody(person=m.person_id, names=(m.name,))) for m in trip.members):
        yield _fault(1, lazy("Nobody records a decision on a trip of their own."), trip.id)
    if decision.means is not Means.TELEPHONE and reader.files.read(decision.scan) is None:
        yield _fault(9, lazy("A decision would be recorded without its proof."), trip.id)


def _of_this_content(trip: Trip, decision: TripDecision) -> Iterator[Finding]:
    edition = trip.edition_of(decision.edition)
    step = next((one for one in edition.steps if one.role == decision.role), None)
    if not edition.digest or decision.digest != edition.digest:
        yield _fault(3, lazy("A decision would be written of another content than was submitted."), trip.id)
    elif step is not None and decision.part != chains.part_digest(edition.request, step.concern):
        yield _fault(3, lazy("A decision would be written of another part than its step looks at."), trip.id)


def _approved(reader: Reader, trip: Trip, made: _Made) -> Iterator[Finding]:
    """Every step of an approved edition was decided, of this content, each by another person; no derogation in it is open."""
    before = made.trip.before["approved_edition"] if made.trip is not None and made.trip.before else None
    if trip.approved_edition is None:
        if trip.state in APPROVED_STATES or before is not None:
            yield _fault(3, lazy("The file would be approved without an approval."), trip.id)
        return
    edition = trip.edition_of(trip.approved_edition)
    granted = [move for move in trip.moves if move.step is Step.APPROVE and move.edition == trip.approved_edition]
    if not granted:
        yield _fault(3, lazy("The file would be approved without an approval."), trip.id)
        return
    steps = edition.steps if granted[-1].origin is not State.REGULARISATION else tuple(filter(None, (chains.highest(edition.steps),)))
    yield from _each_decided(trip, edition, steps)
    if any(move in made.moves for move in granted):
        yield from _counts(reader, trip, steps)
    if not steps:
        yield _fault(13, lazy("The file would be approved without anybody to approve it."), trip.id)
    if any(one.edition == edition.number and not one.granted for one in trip.derogations):
        yield _fault(3, lazy("The file would be approved with a derogation that was not granted."), trip.id)


def _each_decided(trip: Trip, edition: TripEdition, steps: Iterable[ChainStep]) -> Iterator[Finding]:
    told = [one for one in trip.decisions if one.edition <= edition.number]
    counted: list[str] = []
    for step in steps:
        part = chains.part_digest(edition.request, step.concern)
        voice = next((one for one in reversed(told) if one.role == step.role and one.part == part), None)
        if voice is None or voice.outcome not in (chains.POSITIVE if step.opinion else (Outcome.APPROVE,)):
            yield _fault(3, lazy("The file would be approved without the decision of every step on this very content."), trip.id)
        elif voice.identity in counted:
            yield _fault(2, lazy("Two approvals would be of one person."), trip.id)
        else:
            counted.append(voice.identity)


def _counts(reader: Reader, trip: Trip, steps: Iterable[ChainStep]) -> Iterator[Finding]:
    """At the moment of approval each voice counts: who approved an earlier edition may have written in this one, or be merged since."""
    if {step.role for step in steps} - {voice.role for voice in approving.voices(reader, trip)}:
        yield _fault(2, lazy("An approval would count of somebody who is in the file, or twice of one person."), trip.id)


def _is_own(trip: Trip, decision: TripDecision, known: Mapping[str, chains.Somebody], edition: TripEdition) -> bool:
    speakers, others = approving.speakers_of(decision, known), approving.barred(trip, known, edition)
    return any(one.is_same(other) for one in speakers for other in others)


def _hands(reader: Reader, trip: Trip, made: _Made, *, merged: bool) -> Iterator[Finding]:
    """Who made, sent and wrote stands under their own name."""
    me = reader.user.id or f"desk:{reader.user.name}"
    before: _Values = (made.trip.before if made.trip is not None else None) or {}
    if made.trip is not None:
        begun = made.trip.before is None
        if trip.creator != (me if begun else before["creator"]):
            yield _fault(9, lazy("Who made a file stays written, and is who made it."), trip.id)
        for name in ("sender", "editor"):
            if getattr(trip, name) not in (before.get(name, ""), me):
                yield _fault(9, lazy("Who sent a file or wrote in it would be somebody else."), trip.id)
    if trip.sender != me and any(move.step in _SENDING for move in made.moves):
        yield _fault(9, lazy("Who sent a file or wrote in it would be somebody else."), trip.id)
    if trip.editor != me and any(_is_written(trip, change, merged=merged) for change in made.editions):
        yield _fault(9, lazy("Who sent a file or wrote in it would be somebody else."), trip.id)


_SENDING = (Step.SUBMIT, Step.SUBMIT_AGAIN, Step.SUBMIT_AMENDMENT, Step.REGULARISE)


def _is_written(trip: Trip, change: Change, *, merged: bool) -> bool:
    after, before = change.after or {}, change.before
    if before is None:
        # A further edition begins as a copy; only who is meant in it may have been merged since.
        earlier = [one for one in trip.editions if one.digest and one.number < after["number"]]
        texts = [{name: getattr(one, name) for name in _WRITTEN} for one in earlier]
        return not any(all(after[name] == text[name] for name in _WRITTEN - {"travellers"}) for text in texts)
    written = {name for name in _WRITTEN if before[name] != after[name]}
    return bool(written - {"travellers"} if merged else written)


def _movers(reader: Reader, trip: Trip, made: _Made) -> Iterator[Finding]:
    """Each move stands under the name of who made it, and who made it may."""
    followed = [move for _, move in made.pairs if move is not None]
    own = [move for move in made.moves if move not in followed]
    if not own:
        return
    me = (reader.user.id or f"desk:{reader.user.name}", reader.user.name)
    mine = approving.qualities(reader, trip)
    sent = any(move.step in _SENDING for move in own)
    for move in own:
        if (move.account, move.name) != me:
            yield _fault(9, lazy("A move would be written under the name of somebody else."), trip.id)
        elif not _may(reader, trip, move, mine, sent=sent):
            yield _fault(5, lazy("The file would be moved by somebody who may not."), trip.id)


def _begun_again(reader: Reader, trip: Trip, made: _Made) -> Iterator[Finding]:
    """An amendment that is begun again after it was taken back is begun by somebody who may at this moment."""
    mine = approving.qualities(reader, trip) if made.moves else frozenset[Actor]()
    if any(move.step is Step.AMEND and not _may(reader, trip, move, mine, sent=False) for move in made.moves):
        yield _fault(5, lazy("The file would be moved by somebody who may not."), trip.id)


def _may(reader: Reader, trip: Trip, move: TripMove, mine: frozenset[Actor], *, sent: bool) -> bool:
    found = next((t for t in TRANSITIONS if (t.step, t.origin, t.to) == (move.step, move.origin, move.to)), None)
    if found is None or set(found.actors) & mine:
        return True  # what is not in the list has been found already
    if move.step is Step.DEPART:
        return trip.departs_on is not None and trip.departs_on <= reader.today
    if move.step is Step.COME_BACK:
        return trip.returns_on is not None and trip.returns_on < reader.today
    if move.step is Step.CANCEL:
        return approving.is_approver(reader, trip)
    return sent and Actor.CLOCK in found.actors  # what goes on by itself, once it has been sent


def check_accounts(reader: Reader, changes: Sequence[Change], _step: StepFacts) -> Sequence[Finding]:
    """Whoever made, sent or decided a file, or stands in for somebody, stays known: such an account is disabled, not removed (9)."""
    gone = [change.id for change in changes if change.after is None]
    if not gone or not approving.stands_in_files(reader, gone):
        return []
    message = lazy("This user stands in the files of service trips and cannot be removed. Disable the user instead.")
    return [Finding("", message, rule="account-in-use")]


GUARDS = (Guard(frozenset({ACCOUNT}), check_accounts), Guard(frozenset({TRIP, VERSION, MOVE, DECISION, DEROGATION}), check))
