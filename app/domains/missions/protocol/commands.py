"""What the office decides about the order of a mission: by which list, as what somebody takes part, and a place given by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import select

from app.domains.missions.events import DelegationChanged, PartiesChanged
from app.domains.missions.protocol import queries, rules
from app.domains.missions.protocol.drafts import OrderDraft, StandingDraft
from app.domains.missions.protocol.queries import order_of, standing_of
from app.domains.missions.protocol.records import MissionOrder, PlaceMove, Standing
from app.domains.missions.protocol.vocabulary import Who
from app.domains.missions.records import Mission, Participant, Party
from app.domains.missions.vocabulary import EDIT_MISSIONS
from app.domains.people.events import PersonsMerged
from app.domains.people.precedence.guests import Capacity
from app.domains.people.profile_queries import profile
from app.domains.people.records import Person, Post
from app.kernel.commands import Command, handles
from app.kernel.drafts import accepted, apply, draft_of, tidied
from app.kernel.errors import Finding, Refused, refuse
from app.kernel.events import Reaction
from app.kernel.names import clean
from app.kernel.translated import lazy
from app.kernel.work import Work


@dataclass(frozen=True, slots=True)
class ChooseOrder(Command[None]):
    """Choose the list by which a mission is put in order, its day, its alphabet, and whether the host cedes the first place."""

    permission = EDIT_MISSIONS
    label = lazy("Change the order of precedence")

    mission: str
    before: OrderDraft
    after: OrderDraft


@handles(ChooseOrder)
def choose_order(command: ChooseOrder, work: Work) -> None:
    """Write what differs; refused for a list that there is not. What says nothing any more is not kept."""
    after = accepted(command.after, rules.check_order)
    mission = work.get(Mission, command.mission)
    if after.profile and after.profile != command.before.profile:
        profile.of(work, after.profile)  # `Gone` unless there is one
    record = order_of(work, mission.id)
    if record is None:
        record = MissionOrder(mission_id=mission.id, **_fields(OrderDraft()))
        work.add(record)
    written = apply(record.ref, record, command.before, after)
    if "profile" in written and after.profile:
        work.describe(lazy("Put {title} in order by {profile}", title=mission.title, profile=after.profile))
    _forget_empty(work, record, OrderDraft)


@dataclass(frozen=True, slots=True)
class SetStanding(Command[None]):
    """Say as what a person takes part in a mission, and which of their posts counts there."""

    permission = EDIT_MISSIONS
    label = lazy("Change as what somebody takes part")

    mission: str
    person: str
    before: StandingDraft
    after: StandingDraft


@handles(SetStanding)
def set_standing(command: SetStanding, work: Work) -> None:
    """Write what differs; refused for a person who is not there, for a post of somebody else, and for a stand-in for nobody."""
    before, after = _read(command.before), _read(command.after)
    refuse(rules.check_standing(after, command.person))
    mission, person = work.get(Mission, command.mission), work.get(Person, command.person)
    _need_presence(work, mission.id, person.id)
    if after.other_person_id:
        work.get(Person, after.other_person_id)
    if after.post_id and work.get(Post, after.post_id).person_id != person.id:
        raise Refused(Finding("post_id", lazy("Choose a post of this person."), rule="post-of-another"))
    record = standing_of(work, mission.id, person.id)
    if record is None:
        record = Standing(mission_id=mission.id, person_id=person.id, **_fields(StandingDraft()))
        work.add(record)
    apply(record.ref, record, before, after)
    refuse(rules.check_standing(draft_of(record, StandingDraft), person.id))
    work.describe(lazy("Change as what {name} takes part", name=person.name))
    _forget_empty(work, record, StandingDraft)


def _read(draft: StandingDraft) -> StandingDraft:
    # A choice gives an empty code for nothing.
    return replace(tidied(draft), post_id=draft.post_id or None, other_person_id=draft.other_person_id or None)


@dataclass(frozen=True, slots=True)
class MovePlace(Command[str]):
    """Give a person a place by hand: directly before another one, or last. The reason is shown beside the place, with who gave it and when."""

    permission = EDIT_MISSIONS
    label = lazy("Give a place by hand")

    mission: str
    person: str
    before_person: str | None
    reason: str
    who: Who = Who.DELEGATION


@handles(MovePlace)
def move_place(command: MovePlace, work: Work) -> str:
    """Refused without a reason, and when nothing would move; to fix one's own place is something where the order left it undecided."""
    reason = clean(command.reason)
    refuse(rules.check_reason(reason))
    mission, person = work.get(Mission, command.mission), work.get(Person, command.person)
    _check_move(work, command)
    _replace_last(work, mission.id, person.id, command.who)
    move = PlaceMove(
        mission_id=mission.id,
        person_id=person.id,
        before_id=command.before_person,
        among=command.who,
        reason=reason,
        by_name=work.user.name,
        at=work.now,
    )
    work.add(move)
    if other := work.find(Person, command.before_person):
        work.describe(lazy("Put {name} before {other}: {reason}", name=person.name, other=other.name, reason=reason))
    else:
        work.describe(lazy("Put {name} last: {reason}", name=person.name, reason=reason))
    return move.id


def _check_move(work: Work, command: MovePlace) -> None:
    ordered = queries.in_order(work, command.mission, command.who)
    wanted = [command.person] if command.before_person is None else [command.person, command.before_person]
    if any(id not in ordered.present for id in wanted):
        raise Refused(Finding("", lazy("This person does not stand in this order."), rule="not-in-order"))
    if not ordered.ranking.changes(command.person, command.before_person or ""):
        name = ordered.present[command.person].known.name
        raise Refused(Finding("", lazy("{name} already stands there.", name=name), rule="nothing-moves"))


def _replace_last(work: Work, mission: str, person: str, who: Who) -> None:
    # Of two moves of one person with none between them only the second has an effect.
    last = work.scalar(select(PlaceMove).where(PlaceMove.mission_id == mission).order_by(PlaceMove.at.desc(), PlaceMove.id.desc()))
    if last is not None and (last.person_id, last.among) == (person, who):
        work.remove(last)


@dataclass(frozen=True, slots=True)
class TakeBackMove(Command[None]):
    """Take a place given by hand back: the one from before counts again."""

    permission = EDIT_MISSIONS
    label = lazy("Take back a place given by hand")

    move: str


@handles(TakeBackMove)
def take_back_move(command: TakeBackMove, work: Work) -> None:
    """Remove the move."""
    move = work.get(PlaceMove, command.move)
    work.describe(lazy("Take back the place that {name} was given by hand", name=work.get(Person, move.person_id).name))
    work.remove(move)


def _fields(draft: OrderDraft | StandingDraft) -> dict[str, object]:
    return {name: getattr(draft, name) for name in draft.__dataclass_fields__}


def _forget_empty(work: Work, record: MissionOrder | Standing, draft: type[OrderDraft | StandingDraft]) -> None:
    if draft_of(record, draft) == draft():
        work.flush()
        work.remove(record)


def _present(work: Work, mission: str) -> set[str]:
    participants = work.scalars(select(Participant.person_id).where(Participant.mission_id == mission))
    parties = work.scalars(select(Party.person_id).where(Party.mission_id == mission, Party.person_id.is_not(None)))
    return {id for id in (*participants, *parties) if id}


def _need_presence(work: Work, mission: str, person: str) -> None:
    if person not in _present(work, mission):
        raise Refused(Finding("", lazy("This person does not take part in the mission."), rule="not-in-mission"))


# --- those who leave, and two who turn out to be one ---------------------------------------------------------------------------


def _follow_people(event: DelegationChanged | PartiesChanged, work: Work) -> None:
    """Let what was said of those who are no longer there go with them; who is represented need not be there."""
    there = _present(work, event.mission)
    for standing in work.scalars(select(Standing).where(Standing.mission_id == event.mission)):
        if standing.person_id not in there:
            work.remove(standing)
    for move in work.scalars(select(PlaceMove).where(PlaceMove.mission_id == event.mission)):
        if move.person_id not in there or (move.before_id and move.before_id not in there):
            work.remove(move)


def _follow_merge(event: PersonsMerged, work: Work) -> None:
    """Keep one standing of the person in each mission, and nothing that names the person twice."""
    for move in work.scalars(select(PlaceMove).where(PlaceMove.person_id == event.kept)):
        if move.before_id == event.kept:
            work.remove(move)
    standings = work.scalars(select(Standing).where(Standing.person_id == event.kept).order_by(Standing.mission_id, Standing.id))
    for standing in _seconds(standings):
        work.remove(standing)
    for standing in standings:
        if standing.other_person_id == event.kept:
            standing.capacity, standing.other_person_id = Capacity.OWN, None


def _seconds(standings: Iterable[Standing]) -> list[Standing]:
    seen: set[str] = set()
    return [one for one in standings if one.mission_id in seen or seen.add(one.mission_id)]


REACTIONS = (
    Reaction(DelegationChanged, _follow_people),
    Reaction(PartiesChanged, _follow_people),
    Reaction(PersonsMerged, _follow_merge),
)
