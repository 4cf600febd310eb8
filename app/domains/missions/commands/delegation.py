"""The people of a mission: the delegation in its order, and the parties around it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from app.domains.missions import rules
from app.domains.missions.commands.accepting import need_organisations, need_persons, next_position
from app.domains.missions.drafts import ParticipantDraft, PartyDraft
from app.domains.missions.events import DelegationChanged, PartiesChanged
from app.domains.missions.records import Mission, Participant, Party
from app.domains.missions.vocabulary import EDIT_MISSIONS
from app.domains.people.records import Organisation, Person
from app.kernel.commands import Command, handles
from app.kernel.drafts import accepted, apply, fill, tidied
from app.kernel.errors import Finding, Refused, refuse
from app.kernel.translated import Multilingual, lazy
from app.kernel.work import Work


@dataclass(frozen=True, slots=True)
class AddParticipant(Command[str]):
    """Take a person into the delegation, at the end of its order."""

    permission = EDIT_MISSIONS
    label = lazy("Add participant")

    mission: str
    draft: ParticipantDraft


@handles(AddParticipant)
def add_participant(command: AddParticipant, work: Work) -> str:
    """Refused for somebody who already takes part; a new head takes the place of the one there was."""
    draft = tidied(command.draft)
    mission = work.get(Mission, command.mission)
    refuse(rules.check_participant(draft, mission.starts, mission.ends))
    person = work.get(Person, draft.person_id or "")
    _refuse_twice(mission, draft.person_id)
    work.describe(lazy("Add {name} to the delegation", name=person.name))
    participant = Participant(mission_id=mission.id, position=next_position(mission.participants))
    fill(participant, draft)
    _only_head(mission, participant)
    mission.participants.append(participant)
    work.announce(DelegationChanged(mission.id))
    return participant.id


@dataclass(frozen=True, slots=True)
class EditParticipant(Command[str]):
    """Change how a person takes part."""

    permission = EDIT_MISSIONS
    label = lazy("Change participant")

    participant: str
    before: ParticipantDraft
    after: ParticipantDraft


@handles(EditParticipant)
def edit_participant(command: EditParticipant, work: Work) -> str:
    """Write the fields that differ."""
    after = tidied(command.after)
    participant = work.get(Participant, command.participant)
    mission = work.get(Mission, participant.mission_id)
    refuse(rules.check_participant(after, mission.starts, mission.ends))
    person = work.get(Person, after.person_id or "")
    if after.person_id not in (participant.person_id, command.before.person_id):
        _refuse_twice(mission, after.person_id)
    apply(participant.ref, participant, command.before, after)
    _only_head(mission, participant)
    work.describe(lazy("Change participant {name}", name=person.name))
    work.announce(DelegationChanged(mission.id))
    return participant.id


@dataclass(frozen=True, slots=True)
class RemoveParticipant(Command[None]):
    """Take a person out of the delegation, with their places in programme, transports and rooms."""

    permission = EDIT_MISSIONS
    label = lazy("Remove participant")

    participant: str


@handles(RemoveParticipant)
def remove_participant(command: RemoveParticipant, work: Work) -> None:
    """Refused while an item is for this person alone: without attendants it would become one for everybody."""
    participant = work.get(Participant, command.participant)
    mission = work.get(Mission, participant.mission_id)
    alone = [item for item in mission.items if [a.participant_id for a in item.attendances] == [participant.id]]
    refuse(
        Finding(
            "",
            lazy("“{item}” is for this person alone. Give it to somebody else or remove it first.", item=item.title),
            rule="item-of-one",
            ref=item.ref,
        )
        for item in alone
    )
    work.describe(lazy("Remove {name} from the delegation", name=_name(work, participant)))
    work.remove(participant)
    work.announce(DelegationChanged(mission.id))


@dataclass(frozen=True, slots=True)
class MoveParticipant(Command[None]):
    """Give a person another place in the delegation as it was entered: the head is at 0 and stays the first.

    The order of precedence is another one (`protocol`); this one counts among those whom its list does not name.
    """

    permission = EDIT_MISSIONS
    label = lazy("Change the order of the delegation")

    participant: str
    position: int


@handles(MoveParticipant)
def move_participant(command: MoveParticipant, work: Work) -> None:
    """Close the gap that is left and open one at the new place."""
    participant = work.get(Participant, command.participant)
    others = select(Participant).where(Participant.mission_id == participant.mission_id, Participant.id != participant.id)
    order = list(work.scalars(others.order_by(Participant.head.desc(), Participant.position, Participant.id)))
    order.insert(max(0, command.position), participant)
    for position, each in enumerate(order):
        if each.position != position:
            each.position = position
    work.announce(DelegationChanged(participant.mission_id))


@dataclass(frozen=True, slots=True)
class MakeHead(Command[None]):
    """Make a participant the head of the delegation; there is one."""

    permission = EDIT_MISSIONS
    label = lazy("Make head of the delegation")

    participant: str


@handles(MakeHead)
def make_head(command: MakeHead, work: Work) -> None:
    """Take it from the one who was."""
    participant = work.get(Participant, command.participant)
    work.describe(lazy("Make {name} head of the delegation", name=_name(work, participant)))
    participant.head = True
    _only_head(work.get(Mission, participant.mission_id), participant)
    work.announce(DelegationChanged(participant.mission_id))


@dataclass(frozen=True, slots=True)
class AddParty(Command[str]):
    """Name an organiser, a host, a counterpart or a guest."""

    permission = EDIT_MISSIONS
    label = lazy("Add party")

    mission: str
    draft: PartyDraft


@handles(AddParty)
def add_party(command: AddParty, work: Work) -> str:
    """Store it after those there are."""
    draft = accepted(command.draft, rules.check_party)
    mission = work.get(Mission, command.mission)
    _need_party(work, draft)
    party = Party(mission_id=mission.id, position=next_position(mission.parties))
    fill(party, draft)
    mission.parties.append(party)
    work.describe(lazy("Add {name} to the mission", name=_name(work, party)))
    work.announce(PartiesChanged(mission.id))
    return party.id


@dataclass(frozen=True, slots=True)
class EditParty(Command[str]):
    """Change who is organiser, host, counterpart or guest."""

    permission = EDIT_MISSIONS
    label = lazy("Change party")

    party: str
    before: PartyDraft
    after: PartyDraft


@handles(EditParty)
def edit_party(command: EditParty, work: Work) -> str:
    """Write the fields that differ."""
    after = accepted(command.after, rules.check_party)
    _need_party(work, after)
    party = work.get(Party, command.party)
    apply(party.ref, party, command.before, after)
    refuse(rules.check_party(PartyDraft(party.role, party.person_id, party.organisation_id)))
    work.announce(PartiesChanged(party.mission_id))
    return party.id


@dataclass(frozen=True, slots=True)
class RemoveParty(Command[None]):
    """Take an organiser, a host, a counterpart or a guest away."""

    permission = EDIT_MISSIONS
    label = lazy("Remove party")

    party: str


@handles(RemoveParty)
def remove_party(command: RemoveParty, work: Work) -> None:
    """Remove it."""
    party = work.get(Party, command.party)
    work.describe(lazy("Remove {name} from the mission", name=_name(work, party)))
    work.remove(party)
    work.announce(PartiesChanged(party.mission_id))


def _name(work: Work, who: Participant | Party) -> Multilingual | str:
    if person := work.find(Person, who.person_id):
        return person.name
    organisation = work.find(Organisation, who.organisation_id) if isinstance(who, Party) else None
    return organisation.name if organisation else ""


def _need_party(work: Work, draft: PartyDraft) -> None:
    need_persons(work, [draft.person_id])
    need_organisations(work, [draft.organisation_id])


def _refuse_twice(mission: Mission, person_id: str | None) -> None:
    if any(participant.person_id == person_id for participant in mission.participants):
        raise Refused(Finding("person_id", lazy("This person already takes part in the mission."), rule="participant-twice"))


def _only_head(mission: Mission, head: Participant) -> None:
    if head.head:
        for other in mission.participants:
            if other.id != head.id and other.head:
                other.head = False
