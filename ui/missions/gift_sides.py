"""Who is on which side when gifts change hands: those who come to us, or whom we visit, and those who stand for the Region.

Of a visit to Brussels the delegation is the other side; of a mission abroad it is ours, and the other side are hosts, counterparts and
whoever is met in the programme. The head of a delegation stands first: a gift is for the head before it is for anybody else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domains.missions.queries import CounterpartRow, ItemRow, MissionCard, ParticipantRow, PartyRow
from app.domains.missions.vocabulary import Ceremony, Direction, PartyRole
from app.kernel.translated import Multilingual

_THEIRS = (PartyRole.HOST, PartyRole.COUNTERPART, PartyRole.GUEST)  # of a mission abroad, in this order
_OURS = (PartyRole.HOST, PartyRole.ORGANISER)  # of a visit to Brussels


@dataclass(frozen=True, slots=True)
class Side:
    """Somebody who may give or get something: a person, or an organisation."""

    person_id: str | None
    organisation_id: str | None
    name: Multilingual
    function: Multilingual = Multilingual()
    organisation: Multilingual = Multilingual()
    head: bool = False

    @property
    def id(self) -> str:
        """The identity: that of the person, or of the organisation."""
        return self.person_id or self.organisation_id or ""


def other_side(card: MissionCard, delegation: Sequence[ParticipantRow], programme: Sequence[ItemRow]) -> tuple[Side, ...]:
    """Give those who may get a gift from us, or give us one, each once, heads first."""
    met = [counterpart for item in programme if not item.cancelled for counterpart in item.counterparts]
    if card.draft.direction is Direction.INCOMING:
        guests = [_of_party(party) for party in card.parties if party.role is PartyRole.GUEST]
        return _once([*_members(delegation), *guests])
    parties = sorted((party for party in card.parties if party.role in _THEIRS), key=lambda party: _THEIRS.index(party.role))
    ours = {one.person_id for one in delegation}
    return _once(
        [side for side in (*map(_of_party, parties), *map(_of_counterpart, met)) if side.person_id not in ours or not side.person_id]
    )


def our_side(card: MissionCard, delegation: Sequence[ParticipantRow]) -> tuple[Side, ...]:
    """Give those who stand for the Region, the head first."""
    if card.draft.direction is not Direction.INCOMING:
        return _members(delegation)
    return _once([_of_party(party) for party in card.parties if party.role in _OURS])


def meeting(side: Side, programme: Sequence[ItemRow]) -> str | None:
    """Give the line of the programme at which somebody is met: a ceremony, a meal or a reception before any other."""
    lines = [
        item
        for item in programme
        if not item.cancelled and any(side.id in (one.person_id, one.organisation_id) for one in item.counterparts)
    ]
    return next((item.id for item in (*(line for line in lines if line.ceremony is not Ceremony.NONE), *lines)), None)


def _members(delegation: Sequence[ParticipantRow]) -> tuple[Side, ...]:
    ordered = sorted(delegation, key=lambda one: (not one.head, one.position))
    return tuple(Side(one.person_id, None, Multilingual.same(one.name), one.function, one.organisation, head=one.head) for one in ordered)


def _of_party(party: PartyRow) -> Side:
    return Side(party.person_id, party.organisation_id, party.name, party.function, party.organisation)


def _of_counterpart(row: CounterpartRow) -> Side:
    return Side(row.person_id, row.organisation_id, row.name)


def _once(sides: Iterable[Side]) -> tuple[Side, ...]:
    found: dict[str, Side] = {}
    for side in sides:
        if side.id:
            found.setdefault(side.id, side)
    return tuple(found.values())
