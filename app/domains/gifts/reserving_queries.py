"""The gifts that were chosen for somebody: who gets what, when, carried by whom, and how far it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, func, select

from app.domains.gifts.drafts import ReservationDraft
from app.domains.gifts.records import Gift, GiftItem, GiftMovement, GiftPhoto, GiftReservation
from app.domains.gifts.vocabulary import SEE_GIFTS, CabinBag, Category, Level, ReservationState
from app.domains.missions.records import Mission, ProgrammeItem
from app.domains.people.records import Organisation, Person
from app.domains.people.rules import written_name
from app.kernel.drafts import draft_of
from app.kernel.money import Money
from app.kernel.queries import query
from app.kernel.translated import Multilingual
from app.kernel.work import Reader

_NOTHING = Multilingual()


@dataclass(frozen=True, slots=True)
class ReservationRow:
    """A gift that was chosen, as it is listed.

    `day` is that of the line of the programme (`moment`), else the one that was typed; `begins` its hour. `recipient` is the person, else
    the organisation, else what was typed. `gift_number` is the number in the register, empty until it has one.
    """

    id: str
    state: ReservationState
    item_id: str
    item_code: str
    item_name: Multilingual
    item_photo: str
    level: Level
    number: int
    person_id: str | None
    organisation_id: str | None
    recipient: Multilingual
    organisation: Multilingual
    mission_id: str | None
    mission_number: str
    mission: Multilingual
    occasion: str
    moment_id: str | None
    moment: Multilingual
    day: date | None
    begins: time | None
    carrier_id: str | None
    carrier: str
    giver_id: str | None
    giver: str
    card_language: str
    card_text: str
    answers: tuple[tuple[str, str], ...]
    reserved_by: str
    reserved_on: date
    issued_on: date | None
    returned_on: date | None
    released_why: str
    gift_id: str | None
    gift_number: str
    remark: str

    @property
    def warnings(self) -> int:
        """How many warnings were answered with a reason."""
        return len(self.answers)

    @property
    def handed_over(self) -> bool:
        """Whether it has its entry in the register, noted or entered."""
        return self.gift_id is not None

    @property
    def open(self) -> bool:
        """Whether something is still to be done about it: it waits on the shelf, or has left and has not been handed over."""
        return self.state is ReservationState.RESERVED or (self.state is ReservationState.ISSUED and self.gift_id is None)


@dataclass(frozen=True, slots=True)
class PackingRow:
    """What travels of one object with a mission: pieces, weight in grams, value, and what airlines and customs ask."""

    item_id: str
    code: str
    name: Multilingual
    maker: str
    category: Category
    number: int
    weight: int | None
    unit_cost: Money | None
    cabin: CabinBag
    cabin_note: str
    customs_note: str
    customs_code: str
    origin: str
    size: str
    traits: tuple[str, ...]
    carriers: tuple[str, ...]
    recipients: tuple[Multilingual, ...]

    @property
    def total_weight(self) -> int | None:
        """The weight of all pieces in grams; None while nobody has weighed one."""
        return None if self.weight is None else self.weight * self.number

    @property
    def total_value(self) -> Money | None:
        """What all pieces have cost."""
        return self.unit_cost.times(self.number) if self.unit_cost else None

    @property
    def total_euro(self) -> Decimal | None:
        """The same in euro; None without a cost, or without the rate of its currency."""
        return self.total_value.in_euro if self.total_value else None


@query(SEE_GIFTS)
def reservations_of(
    reader: Reader,
    *,
    mission: str = "",
    item: str = "",
    person: str = "",
    organisation: str = "",
    gift: str = "",
    states: Sequence[ReservationState] = (),
) -> Sequence[ReservationRow]:
    """Give the gifts chosen for a mission, of an object, for a person or an organisation (what is named must all fit), by their day."""
    wanted = (
        (GiftReservation.mission_id, mission),
        (GiftReservation.item_id, item),
        (GiftReservation.person_id, person),
        (GiftReservation.organisation_id, organisation),
        (GiftReservation.gift_id, gift),
    )
    conditions: list[ColumnElement[bool]] = [column == id for column, id in wanted if id]
    if states:
        conditions.append(GiftReservation.state.in_(states))
    return reservations_where(reader, conditions)


@query(SEE_GIFTS)
def reservations(reader: Reader, ids: Sequence[str]) -> Sequence[ReservationRow]:
    """Give the chosen gifts with *ids*, in that order."""
    found = {row.id: row for row in reservations_where(reader, [GiftReservation.id.in_(ids)])}
    return [found[id] for id in ids if id in found]


def reservations_where(reader: Reader, conditions: Sequence[ColumnElement[bool]]) -> list[ReservationRow]:
    """Give the chosen gifts that fulfil *conditions*, by the moment of their hand-over, those without one last."""
    statement = (
        select(GiftReservation, GiftItem, Mission.number, Mission.title, ProgrammeItem, Gift.number)
        .join(GiftItem, GiftItem.id == GiftReservation.item_id)
        .join(Mission, Mission.id == GiftReservation.mission_id, isouter=True)
        .join(ProgrammeItem, ProgrammeItem.id == GiftReservation.moment_id, isouter=True)
        .join(Gift, Gift.id == GiftReservation.gift_id, isouter=True)
        .where(*conditions)
    )
    found = reader.rows(statement)
    records = [one[0] for one in found]
    names = person_names(reader, (id for row in records for id in (row.person_id, row.carrier_id, row.giver_id)))
    bodies = organisation_names(reader, (row.organisation_id for row in records))
    photos = _first_photos(reader, {one[1].id for one in found})
    rows = [
        _row(row, item, mission_number, mission, moment, gift_number, names, bodies, photos)
        for row, item, mission_number, mission, moment, gift_number in found
    ]
    return sorted(rows, key=lambda row: (row.day or date.max, row.begins or time.max, row.item_code, row.id))


def _row(
    row: GiftReservation,
    item: GiftItem,
    mission_number: str | None,
    mission: Multilingual | None,
    moment: ProgrammeItem | None,
    gift_number: str | None,
    names: Mapping[str, str],
    bodies: Mapping[str, Multilingual],
    photos: Mapping[str, str],
) -> ReservationRow:
    organisation = bodies.get(row.organisation_id or "", _NOTHING)
    return ReservationRow(
        id=row.id,
        state=row.state,
        item_id=item.id,
        item_code=item.code,
        item_name=item.name,
        item_photo=photos.get(item.id, ""),
        level=item.level,
        number=row.number,
        person_id=row.person_id,
        organisation_id=row.organisation_id,
        recipient=recipient_name(names.get(row.person_id or "", ""), organisation, row.recipient_said),
        organisation=organisation,
        mission_id=row.mission_id,
        mission_number=mission_number or "",
        mission=mission or _NOTHING,
        occasion=row.occasion,
        moment_id=row.moment_id,
        moment=moment.title if moment else _NOTHING,
        day=(moment.day if moment else None) or row.day,
        begins=moment.begins if moment else None,
        carrier_id=row.carrier_id,
        carrier=names.get(row.carrier_id or "", ""),
        giver_id=row.giver_id,
        giver=names.get(row.giver_id or "", ""),
        card_language=row.card_language,
        card_text=row.card_text,
        answers=row.answers,
        reserved_by=row.reserved_by,
        reserved_on=row.reserved_on,
        issued_on=row.issued_on,
        returned_on=row.returned_on,
        released_why=row.released_why,
        gift_id=row.gift_id,
        gift_number=gift_number or "",
        remark=row.remark,
    )


def recipient_name(person: str, organisation: Multilingual, said: str) -> Multilingual:
    """Name whoever gets or borrows something: the person, else the organisation, else what was typed."""
    if person:
        return Multilingual.same(person)
    return organisation or Multilingual.same(said)


def person_names(reader: Reader, ids: Iterable[str | None]) -> Mapping[str, str]:
    """Give the names of persons by their id."""
    wanted = {id for id in ids if id}
    if not wanted:
        return {}
    statement = select(Person.id, Person.given_names, Person.family_name, Person.card_name).where(Person.id.in_(wanted))
    return {id: written_name(given, family, card) for id, given, family, card in reader.rows(statement)}


def organisation_names(reader: Reader, ids: Iterable[str | None]) -> Mapping[str, Multilingual]:
    """Give the names of organisations by their id."""
    wanted = {id for id in ids if id}
    if not wanted:
        return {}
    statement = select(Organisation.id, Organisation.name).where(Organisation.id.in_(wanted))
    return {row.id: row.name for row in reader.rows(statement)}


def _first_photos(reader: Reader, items: Iterable[str]) -> Mapping[str, str]:
    statement = select(GiftPhoto.item_id, GiftPhoto.digest).where(GiftPhoto.item_id.in_(list(items)))
    found: dict[str, str] = {}
    for item, digest in reader.rows(statement.order_by(GiftPhoto.position, GiftPhoto.id)):
        found.setdefault(item or "", digest)
    return found


def booked(reader: Reader, reservations: Iterable[str], loans: Iterable[str] = ()) -> Mapping[str, int]:
    """Give what the movements of reservations and of loans add up to, by their id; nothing for those that have none."""
    found: dict[str, int] = {}
    for column, ids in ((GiftMovement.reservation_id, set(reservations)), (GiftMovement.loan_id, set(loans))):
        if ids:
            statement = select(column, func.sum(GiftMovement.number)).where(column.in_(ids)).group_by(column)
            found |= {id: number for id, number in reader.rows(statement)}  # noqa: C416 - rows are no pairs to a type checker
    return found


@query(SEE_GIFTS)
def reservation_draft(reader: Reader, id: str) -> ReservationDraft:
    """Read a chosen gift for editing."""
    return draft_of(reader.get(GiftReservation, id), ReservationDraft)


@query(SEE_GIFTS)
def packing_rows(reader: Reader, mission: str) -> Sequence[PackingRow]:
    """Give what travels with a mission, one line for each object: what is reserved or issued for it and did not come back, by code."""
    out = (ReservationState.RESERVED, ReservationState.ISSUED)
    rows = reservations_of.of(reader, mission=mission, states=out)
    items: dict[str, Any] = {
        item.id: item for item in reader.scalars(select(GiftItem).where(GiftItem.id.in_({row.item_id for row in rows})))
    }
    of_item = {id: [row for row in rows if row.item_id == id] for id in items}
    return [_packed(item, of_item[item.id]) for item in sorted(items.values(), key=lambda item: (len(item.code), item.code))]


def _packed(item: GiftItem, rows: Sequence[ReservationRow]) -> PackingRow:
    return PackingRow(
        item_id=item.id,
        code=item.code,
        name=item.name,
        maker=item.maker,
        category=item.category,
        number=sum(row.number for row in rows),
        weight=item.weight,
        unit_cost=item.unit_cost,
        cabin=item.cabin,
        cabin_note=item.cabin_note,
        customs_note=item.customs_note,
        customs_code=item.customs_code,
        origin=item.origin,
        size=item.size,
        traits=item.traits,
        carriers=tuple(dict.fromkeys(row.carrier for row in rows if row.carrier)),
        recipients=tuple(dict.fromkeys(row.recipient for row in rows if row.recipient)),
    )
