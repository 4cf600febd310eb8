"""How a gift leaves the bank and reaches whom it is for: issued, handed over, or brought back.

Handing it over makes its entry in the register with all that is known; the number is issued there, by whoever keeps the register.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.domains.gifts import stock_rules as rules
from app.domains.gifts.bank_commands import book, require_there
from app.domains.gifts.drafts import GiftDraft
from app.domains.gifts.photos_commands import photos_of
from app.domains.gifts.records import Gift, GiftItem, GiftReservation
from app.domains.gifts.register_commands import make_gift
from app.domains.gifts.register_rules import MOST_GRAMS
from app.domains.gifts.reserving_commands import require_state, rows_of, tell, whom
from app.domains.gifts.vocabulary import EDIT_GIFTS, MATERIALS, Direction, MovementKind, ReservationState, ValueMethod
from app.domains.missions.records import Mission
from app.domains.missions.vocabulary import Direction as Way
from app.domains.people.records import Organisation, Person, Post
from app.domains.people.rules import held_on
from app.kernel.commands import Command, handles
from app.kernel.errors import Finding, Refused, refuse
from app.kernel.money import Money, euro
from app.kernel.names import clean
from app.kernel.translated import lazy, lazy_count
from app.kernel.work import Reader, Work

_MATERIALS = frozenset(choice.code for choice in MATERIALS)


@dataclass(frozen=True, slots=True)
class IssueReservation(Command[tuple[str, ...]]):
    """Take reserved gifts out of the bank; with *hand_over* they are handed over the same day, and their entries are given."""

    permission = EDIT_GIFTS
    label = lazy("Issue gifts")

    reservations: tuple[str, ...]
    day: date
    hand_over: bool = False


@handles(IssueReservation)
def issue_reservation(command: IssueReservation, work: Work) -> tuple[str, ...]:
    """Book every piece out, or none; refused when the last piece is gone by now."""
    refuse(rules.not_to_come("day", command.day, work.today))
    rows = rows_of(work, command.reservations, ReservationState.RESERVED)
    for row in rows:
        item = work.get(GiftItem, row.item_id)
        require_there(work, item, row.number, command.day)
        book(work, item, MovementKind.ISSUE, -row.number, command.day, reservation=row)
        row.state, row.issued_on = ReservationState.ISSUED, command.day
        work.flush()
    made = _entries(work, rows, command.day) if command.hand_over else ()
    item = work.get(GiftItem, rows[0].item_id)
    if len(rows) > 1 and made:
        work.describe(lazy_count("Issue and hand over {number} gift", "Issue and hand over {number} gifts", len(rows)))
    elif len(rows) > 1:
        work.describe(lazy_count("Issue {number} gift", "Issue {number} gifts", len(rows)))
    elif made:
        work.describe(lazy("Issue {item} and hand it over to {name}", item=item.name, name=whom(work, rows[0])))
    else:
        work.describe(lazy("Issue {item} for {name}", item=item.name, name=whom(work, rows[0])))
    tell(work, *(row.mission_id for row in rows))
    return made


@dataclass(frozen=True, slots=True)
class HandOver(Command[tuple[str, ...]]):
    """Note that issued gifts have been handed over: each gets its entry, to be entered in the register under a number."""

    permission = EDIT_GIFTS
    label = lazy("Hand gifts over")

    reservations: tuple[str, ...]
    day: date


@handles(HandOver)
def hand_over(command: HandOver, work: Work) -> tuple[str, ...]:
    """Note the entries with all that is known; give their ids."""
    refuse(rules.not_to_come("day", command.day, work.today))
    rows = rows_of(work, command.reservations, ReservationState.ISSUED)
    made = _entries(work, rows, command.day)
    if len(rows) == 1:
        item = work.get(GiftItem, rows[0].item_id)
        work.describe(lazy("Hand {item} over to {name}", item=item.name, name=whom(work, rows[0])))
    else:
        work.describe(lazy_count("Hand {number} gift over", "Hand {number} gifts over", len(rows)))
    tell(work, *(row.mission_id for row in rows))
    return made


def _entries(work: Work, rows: Iterable[GiftReservation], day: date) -> tuple[str, ...]:
    made: list[str] = []
    for row in rows:
        if row.gift_id is not None:
            message = lazy("{item} was handed over already.", item=work.get(GiftItem, row.item_id).name)
            raise Refused(Finding("state", message, rule="gift-handed-over", ref=row.ref))
        if row.issued_on is not None and day < row.issued_on:
            message = lazy("It left the bank on {day}: it cannot be handed over before.", day=row.issued_on)
            raise Refused(Finding("day", message, rule="handed-over-before-issue", ref=row.ref, value=day, limit=row.issued_on))
        gift = make_gift(work, entry_of(work, row, day))
        row.gift_id = gift.id
        made.append(gift.id)
    return tuple(made)


def entry_of(reader: Reader, row: GiftReservation, day: date) -> GiftDraft:
    """Give the entry of the register that follows from a chosen gift, handed over on *day*."""
    item = reader.get(GiftItem, row.item_id)
    organisation, country = stands_for(reader, row.person_id, row.organisation_id, day)
    mission = reader.find(Mission, row.mission_id)
    if not country and mission is not None and mission.direction is Way.OUTGOING:
        country = mission.country  # whoever is met there, unless something else is known
    weight = item.weight * row.number if item.weight is not None else None
    value = _value(item, row.number)
    return GiftDraft(
        direction=Direction.GIVEN,
        day=day,
        pieces=row.number,
        description=item.name,
        category=item.category,
        occasion=row.occasion,
        mission_id=row.mission_id,
        moment_id=row.moment_id,
        giver_person_id=row.giver_id,
        recipient_person_id=row.person_id,
        recipient_organisation_id=organisation,
        recipient_country=country,
        recipient_said=row.recipient_said,
        item_id=item.id,
        size=item.size,
        weight=weight if weight is not None and weight <= MOST_GRAMS else None,
        materials=tuple(code for code in item.traits if code in _MATERIALS),
        value=value,
        value_method=ValueMethod.INVOICE if value else ValueMethod.UNKNOWN,
        valued_on=day if value else None,
        thanks_needed=False,
        remark=row.remark,
        photos=photos_of(item),
    )


def _value(item: GiftItem, number: int) -> Money | None:
    """Give what the pieces have cost, in euro: the rate of another currency is that of their purchase."""
    cost = item.unit_cost.times(number).in_euro if item.unit_cost else None
    return None if cost is None else euro(cost)


def stands_for(reader: Reader, person_id: str | None, organisation_id: str | None, day: date) -> tuple[str | None, str]:
    """Give the organisation and the country that somebody stands for on a day: those of the post held then, else the nationality."""
    person = reader.find(Person, person_id)
    if organisation_id is None and person is not None:
        held = [post for post in reader.scalars(select(Post).where(Post.person_id == person.id)) if held_on(post.since, post.until, day)]
        bodies = {post.organisation_id for post in held if post.organisation_id}
        organisation_id = bodies.pop() if len(bodies) == 1 else None  # of two, nobody knows for which one it is
    organisation = reader.find(Organisation, organisation_id)
    if organisation is not None and organisation.country:
        return organisation_id, organisation.country
    return organisation_id, person.nationality if person else ""


@dataclass(frozen=True, slots=True)
class ReturnReservation(Command[None]):
    """Note that an issued gift has come back to the bank: it was not handed over, or it was not taken."""

    permission = EDIT_GIFTS
    label = lazy("Bring a gift back")

    reservation: str
    day: date
    remark: str = ""


@handles(ReturnReservation)
def return_reservation(command: ReturnReservation, work: Work) -> None:
    """Book its pieces in; an entry of the register that has its number stays, one that is only noted is removed first."""
    row = work.get(GiftReservation, command.reservation)
    require_state(work, row, ReservationState.ISSUED)
    refuse(rules.not_to_come("day", command.day, work.today))
    if row.issued_on is not None and command.day < row.issued_on:
        message = lazy("It left the bank on {day}: it cannot come back before.", day=row.issued_on)
        raise Refused(Finding("day", message, rule="back-before-issue", ref=row.ref, value=command.day, limit=row.issued_on))
    gift = work.find(Gift, row.gift_id)
    if gift is not None and gift.number is None:
        message = lazy("It is noted as handed over: remove that entry first, for it has no number yet.")
        raise Refused(Finding("state", message, rule="gift-handed-over", ref=gift.ref))
    item = work.get(GiftItem, row.item_id)
    book(work, item, MovementKind.RETURN, row.number, command.day, reservation=row, remark=clean(command.remark))
    row.state, row.returned_on = ReservationState.RETURNED, command.day
    work.describe(lazy("Bring {item} back", item=item.name))
    tell(work, row.mission_id)
