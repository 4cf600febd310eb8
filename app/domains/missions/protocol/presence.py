"""Who is there: the people of a mission with what precedence needs to know of them, and the guests that it puts in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from app.domains.missions.protocol.drafts import OrderDraft, StandingDraft
from app.domains.missions.protocol.vocabulary import Who
from app.domains.missions.vocabulary import MissionState, ParticipantRole
from app.domains.people.precedence.guests import Guest, HeldPost, Move
from app.kernel.periods import PartialDate


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a person, there or not."""

    person_id: str
    name: str
    prefix: str
    sort_name: str
    born: PartialDate | None
    country: str
    posts: tuple[HeldPost, ...] = ()


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who is there: as a member of the delegation, as a host, counterpart or guest, or as both.

    `entered` is the place in the list as it was entered, the head of the delegation first. `hosting` says on whose side this person stands.
    """

    known: Known
    entered: int
    participant_id: str | None = None
    party_id: str | None = None
    role: ParticipantRole | None = None
    head: bool = False
    host: bool = False
    hosting: bool = False
    standing: StandingDraft = StandingDraft()

    @property
    def person_id(self) -> str:
        """The person."""
        return self.known.person_id


@dataclass(frozen=True, slots=True)
class Given(Move):
    """A place given by hand, with the list in which it was given."""

    among: Who = Who.DELEGATION


@dataclass(frozen=True, slots=True)
class Gathering:
    """The people of a mission: everybody who is there, those represented or accompanied, and what the office has decided.

    `first_day` and `last_day` are None while they are not known. `moves` stand in the order in which they were made.
    """

    mission: str
    state: MissionState
    first_day: date | None
    last_day: date | None = None
    order: OrderDraft = OrderDraft()
    people: tuple[Present, ...] = ()
    moves: tuple[Given, ...] = ()
    known: Mapping[str, Known] = field(default_factory=dict[str, Known])

    def among(self, who: Who) -> tuple[Present, ...]:
        """Give the delegation, or everybody."""
        return self.people if who is Who.EVERYBODY else tuple(one for one in self.people if one.participant_id)

    def guests(self, who: Who) -> tuple[Guest, ...]:
        """Give them as precedence sees them. Where there is a host and nobody is named guest of honour, the head of the delegation is."""
        there = self.among(who)
        honoured = {one.person_id for one in there if one.role is ParticipantRole.GUEST_OF_HONOUR}
        if not honoured and any(one.host for one in there):
            honoured = {one.person_id for one in there if one.head and not one.host}
        alone = {one.person_id: self._alone(one, honoured=one.person_id in honoured) for one in there}
        return tuple(self._with_other(one, alone) for one in there)

    def _alone(self, one: Present, *, honoured: bool) -> Guest:
        return replace(
            _guest(one.known), chosen_post=one.standing.post_id or "", host=one.host, guest_of_honour=honoured, entered=one.entered
        )

    def _with_other(self, one: Present, alone: Mapping[str, Guest]) -> Guest:
        guest, other = alone[one.person_id], one.standing.other_person_id
        if other is None:
            return guest
        known = self.known.get(other)
        return replace(guest, capacity=one.standing.capacity, other=alone.get(other) or (_guest(known) if known else None))

    def moves_among(self, who: Who) -> tuple[Given, ...]:
        """Give the places that were given by hand in this list, and in the other one between two people who both stand in this one."""
        there = {one.person_id for one in self.among(who)}
        return tuple(
            move for move in self.moves if move.guest in there and (move.before in there or (not move.before and move.among is who))
        )


def _guest(known: Known) -> Guest:
    return Guest(known.person_id, known.name, known.sort_name, known.posts, known.born)
