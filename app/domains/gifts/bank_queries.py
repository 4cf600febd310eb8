"""What the bank of gifts holds: its objects with their stock, what is free of them, and all that happened to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, case, func, literal, or_, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute

from app.domains.gifts import stock_rules as rules
from app.domains.gifts.drafts import ItemDraft, Photo
from app.domains.gifts.lending_queries import LoanRow, loans_of_item
from app.domains.gifts.records import Gift, GiftItem, GiftMovement, GiftPhoto, GiftReservation
from app.domains.gifts.reserving_queries import ReservationRow, reservations_of
from app.domains.gifts.stock_rules import Held, Movement, Shelf
from app.domains.gifts.vocabulary import (
    CABIN_BAGS,
    CATEGORIES,
    GIFT,
    GIFT_ITEM,
    LEVELS,
    SEE_GIFTS,
    TAGS,
    TRAITS,
    CabinBag,
    Category,
    Level,
    MovementKind,
    ReservationState,
)
from app.domains.missions.records import Mission
from app.kernel.drafts import draft_of
from app.kernel.fields import Choice, Criteria
from app.kernel.ids import Ref
from app.kernel.money import Money
from app.kernel.queries import query
from app.kernel.search import SearchText
from app.kernel.translated import Lazy, Multilingual, lazy
from app.kernel.work import Reader

_NOTHING = Multilingual()


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An object of the bank as it is listed. `photo` is the digest of its first photograph; `expired` counts pieces past their day."""

    id: str
    code: str
    name: Multilingual
    maker: str
    level: Level
    category: Category
    unit_cost: Money | None
    stock: int
    reserved: int
    free: int
    lent: int
    minimum: int
    expired: int
    next_expiry: date | None
    place: str
    photo: str
    tags: tuple[str, ...]
    weight: int | None
    cabin: CabinBag
    retired_on: date | None
    offered: bool

    @property
    def short(self) -> bool:
        """Whether there are fewer than there should always be, of what is still offered."""
        return self.offered and self.stock < self.minimum

    @property
    def state(self) -> str:
        """What matters most of it, as lists show it: "retired", "expired", "short", "free", or "none free"."""
        if self.retired_on is not None:
            return "retired"
        if self.expired:
            return "expired"
        if self.short:
            return "short"
        return "free" if self.free > 0 else "none free"

    @property
    def value(self) -> Money | None:
        """What the pieces that are here have cost."""
        return self.unit_cost.times(self.stock) if self.unit_cost else None


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A line of the ledger of an object: a movement, or (`movement` is None) pieces that are reserved and still here.

    `number` is signed; `stock` is how many there are after it. `whom` is who gets them, or has borrowed them. `day` is None for what is
    reserved without a day.
    """

    id: str
    day: date | None
    movement: MovementKind | None
    number: int
    stock: int
    whom: Multilingual
    mission_id: str | None
    mission: Multilingual
    best_before: date | None
    unit_cost: Money | None
    supplier: str
    remark: str
    noted_by: str
    noted_at: datetime | None


@dataclass(frozen=True, slots=True)
class ItemCard:
    """All that is known of an object of the bank."""

    row: ItemRow
    draft: ItemDraft
    lots: tuple[rules.Lot, ...]
    ledger: tuple[LedgerRow, ...]
    reservations: tuple[ReservationRow, ...]
    loans: tuple[LoanRow, ...]

    @property
    def photos(self) -> tuple[Photo, ...]:
        """Its photographs, the main one first."""
        return self.draft.photos


def shelves(reader: Reader, ids: Iterable[str] | None = None) -> Mapping[str, Shelf]:
    """Give objects (all of them without *ids*) with everything that counts for their numbers, in two statements."""
    moved = select(
        GiftMovement.item_id,
        GiftMovement.day,
        GiftMovement.number,
        GiftMovement.movement,
        GiftMovement.best_before,
        GiftMovement.reservation_id,
        GiftMovement.loan_id,
    )
    taken = select(GiftReservation.item_id, GiftReservation.id, GiftReservation.number, GiftReservation.state)
    if ids is not None:
        wanted = list(ids)
        moved, taken = moved.where(GiftMovement.item_id.in_(wanted)), taken.where(GiftReservation.item_id.in_(wanted))
    movements: defaultdict[str, list[Movement]] = defaultdict(list)
    for item, day, number, kind, best_before, reservation, loan in reader.rows(moved.order_by(GiftMovement.noted_at, GiftMovement.id)):
        movements[item].append(Movement(day, number, kind, best_before, reservation or loan or ""))
    held: defaultdict[str, list[Held]] = defaultdict(list)
    for item, id, number, state in reader.rows(taken.order_by(GiftReservation.id)):
        held[item].append(Held(id, number, state))
    named = {*movements, *held} if ids is None else set(ids)
    return defaultdict(Shelf, {id: Shelf(tuple(movements[id]), tuple(held[id])) for id in named})


def photos_of(reader: Reader, column: InstrumentedAttribute[str | None], ids: Sequence[str]) -> Mapping[str, tuple[Photo, ...]]:
    """Give the photographs of several records by their id, in their order; *column* is the one of `GiftPhoto` that names them."""
    statement = select(column, GiftPhoto.digest, GiftPhoto.caption, GiftPhoto.taken_on).where(column.in_(ids))
    found: defaultdict[str, list[Photo]] = defaultdict(list)
    for id, digest, caption, taken_on in reader.rows(statement.order_by(GiftPhoto.position, GiftPhoto.id)):
        found[id or ""].append(Photo(digest, caption, taken_on))
    return {id: tuple(photos) for id, photos in found.items()}


@query(SEE_GIFTS)
def item_ids(reader: Reader, criteria: Criteria = Criteria()) -> Sequence[str]:
    """Give the ids of objects by code. Filters: "level", "category", "tag", and "state" (short, free, expired, retired, offered)."""
    stock, reserved = _sums()
    here = func.coalesce(stock.c.number, 0)
    free = here - func.coalesce(reserved.c.number, 0)
    statement = (
        select(GiftItem.id)
        .join(stock, stock.c.item_id == GiftItem.id, isouter=True)
        .join(reserved, reserved.c.item_id == GiftItem.id, isouter=True)
    )
    statement = _narrowed(reader, statement, criteria, here, free)
    usual = (func.length(GiftItem.code), GiftItem.code, GiftItem.id)
    levels = case({level: n for n, level in enumerate(Level)}, value=GiftItem.level)
    columns: dict[str, Any] = {
        "name": GiftItem.sort_name,
        "level": levels,
        "maker": GiftItem.maker,
        "place": GiftItem.place,
        "stock": here,
        "free": free,
    }
    if (column := columns.get(criteria.sort)) is None:
        return reader.scalars(statement.order_by(*(one.desc() for one in usual) if criteria.descending else usual))
    return reader.scalars(statement.order_by(column.desc() if criteria.descending else column, *usual))


def _sums() -> tuple[Any, Any]:
    stock = select(GiftMovement.item_id, func.sum(GiftMovement.number).label("number")).group_by(GiftMovement.item_id)
    reserved = (
        select(GiftReservation.item_id, func.sum(GiftReservation.number).label("number"))
        .where(GiftReservation.state == ReservationState.RESERVED)
        .group_by(GiftReservation.item_id)
    )
    return stock.subquery(), reserved.subquery()


def _narrowed(
    reader: Reader, statement: Select[str], criteria: Criteria, here: ColumnElement[int], free: ColumnElement[int]
) -> Select[str]:
    if criteria.text.strip():
        statement = statement.where(GiftItem.id.in_(reader.matching(GIFT_ITEM, criteria.text)))
    if level := criteria.chosen("level"):
        statement = statement.where(GiftItem.level == level)
    if category := criteria.chosen("category"):
        statement = statement.where(GiftItem.category == category)
    if tag := criteria.chosen("tag"):
        statement = statement.where((literal(" ") + type_coerce(GiftItem.tags, Text) + " ").contains(f" {tag} ", autoescape=True))
    offered = or_(GiftItem.retired_on.is_(None), GiftItem.retired_on > reader.today)
    match criteria.chosen("state"):
        case "short":
            return statement.where(offered, here < GiftItem.minimum)
        case "free":
            return statement.where(offered, free > 0)
        case "offered":
            return statement.where(offered)
        case "retired":
            return statement.where(GiftItem.retired_on <= reader.today)
        case "expired":
            dated = select(GiftMovement.item_id).where(GiftMovement.best_before < reader.today)
            past = [id for id, shelf in shelves(reader, set(reader.scalars(dated))).items() if shelf.expired(reader.today)]
            return statement.where(GiftItem.id.in_(past))
        case _:
            return statement


@query(SEE_GIFTS)
def item_rows(reader: Reader, ids: Sequence[str]) -> Sequence[ItemRow]:
    """Give the objects with *ids*, in that order, in four statements."""
    items = {item.id: item for item in reader.scalars(select(GiftItem).where(GiftItem.id.in_(ids)))}
    counted, photos = shelves(reader, ids), photos_of(reader, GiftPhoto.item_id, ids)
    return [_row(items[id], counted[id], photos.get(id, ()), reader.today) for id in ids if id in items]


def _row(item: GiftItem, shelf: Shelf, photos: tuple[Photo, ...], today: date) -> ItemRow:
    return ItemRow(
        id=item.id,
        code=item.code,
        name=item.name,
        maker=item.maker,
        level=item.level,
        category=item.category,
        unit_cost=item.unit_cost,
        stock=shelf.stock(),
        reserved=shelf.reserved,
        free=shelf.free,
        lent=shelf.lent,
        minimum=item.minimum,
        expired=shelf.expired(today),
        next_expiry=shelf.next_expiry(today),
        place=item.place,
        photo=photos[0].digest if photos else "",
        tags=item.tags,
        weight=item.weight,
        cabin=item.cabin,
        retired_on=item.retired_on,
        offered=item.retired_on is None or item.retired_on > today,
    )


@query(SEE_GIFTS)
def item_draft(reader: Reader, id: str) -> ItemDraft:
    """Read an object for editing, with its photographs."""
    return draft_of_item(reader.get(GiftItem, id))


def draft_of_item(item: GiftItem) -> ItemDraft:
    """Give what a form shows of an object."""
    photos = tuple(Photo(photo.digest, photo.caption, photo.taken_on) for photo in item.photos)
    return replace(draft_of(item, ItemDraft), photos=photos)


@query(SEE_GIFTS)
def item_card(reader: Reader, id: str) -> ItemCard:
    """Give all that is known of an object, with its ledger."""
    item = reader.get(GiftItem, id)
    shelf, draft = shelves(reader, [id])[id], draft_of_item(item)
    reserved, lent = reservations_of.of(reader, item=id), loans_of_item.of(reader, id)
    return ItemCard(
        row=_row(item, shelf, draft.photos, reader.today),
        draft=draft,
        lots=shelf.lots(),
        ledger=_ledger(reader, id, reserved, lent),
        reservations=tuple(reserved),
        loans=tuple(lent),
    )


def _ledger(reader: Reader, item: str, reserved: Sequence[ReservationRow], lent: Sequence[LoanRow]) -> tuple[LedgerRow, ...]:
    statement = (
        select(GiftMovement, Mission.title)
        .join(Mission, Mission.id == GiftMovement.mission_id, isouter=True)
        .where(GiftMovement.item_id == item)
        .order_by(GiftMovement.day, GiftMovement.number < 0, GiftMovement.noted_at, GiftMovement.id)
    )
    receivers = {one.id: one.recipient for one in reserved} | {one.id: one.borrower for one in lent}
    lines: list[LedgerRow] = []
    there = 0
    for movement, title in reader.rows(statement):
        there += movement.number
        lines.append(
            LedgerRow(
                id=movement.id,
                day=movement.day,
                movement=movement.movement,
                number=movement.number,
                stock=there,
                whom=receivers.get(movement.reservation_id or movement.loan_id or "", _NOTHING),
                mission_id=movement.mission_id,
                mission=title or _NOTHING,
                best_before=movement.best_before,
                unit_cost=movement.unit_cost,
                supplier=movement.supplier,
                remark=movement.remark,
                noted_by=movement.noted_by,
                noted_at=movement.noted_at,
            )
        )
    waiting = sorted((one for one in reserved if one.state is ReservationState.RESERVED), key=lambda one: (one.day or date.max, one.id))
    return (*lines, *(_promised(one, there) for one in waiting))


def _promised(one: ReservationRow, there: int) -> LedgerRow:
    return LedgerRow(
        id=one.id,
        day=one.day,
        movement=None,
        number=-one.number,
        stock=there,
        whom=one.recipient,
        mission_id=one.mission_id,
        mission=one.mission,
        best_before=None,
        unit_cost=None,
        supplier="",
        remark=one.remark,
        noted_by=one.reserved_by,
        noted_at=None,
    )


@query(SEE_GIFTS)
def item_detail(reader: Reader, id: str) -> Sequence[tuple[Lazy, object]]:
    """Give what the pane beside the list says of an object."""
    item = reader.get(GiftItem, id)
    (row,) = item_rows.of(reader, [id])
    return [
        (lazy("Inventory number"), row.code),
        (lazy("Object"), row.name),
        (lazy("Maker"), row.maker),
        (lazy("Level"), _title(LEVELS, row.level)),
        (lazy("Category"), _title(CATEGORIES, row.category)),
        (lazy("Here"), str(row.stock)),
        (lazy("Reserved"), str(row.reserved)),
        (lazy("Free"), str(row.free)),
        (lazy("Lent out"), str(row.lent) if row.lent else ""),
        (lazy("Minimum"), str(row.minimum) if row.minimum else ""),
        (lazy("Past their best-before day"), str(row.expired) if row.expired else ""),
        (lazy("Best before"), row.next_expiry),
        (lazy("Cost of a piece, VAT included"), row.unit_cost),
        (lazy("Supplier"), item.supplier),
        (lazy("Weight in grams"), item.weight),
        (lazy("Size"), item.size),
        (lazy("Cabin bag"), _title(CABIN_BAGS, item.cabin)),
        (lazy("Customs"), item.customs_note),
        (lazy("Made of, or showing"), _titles(TRAITS, item.traits)),
        (lazy("Speaks for it"), _titles(TAGS, item.tags)),
        (lazy("Place"), row.place),
        (lazy("No longer offered since"), row.retired_on),
        (lazy("Story"), item.story),
        (lazy("Remark"), item.remark),
    ]


def _title(choices: Sequence[Choice], code: str) -> Lazy | str:
    return next((choice.title for choice in choices if choice.code == code), code)


def _titles(choices: Sequence[Choice], codes: Sequence[str]) -> tuple[Lazy | str, ...]:
    return tuple(_title(choices, code) for code in codes)


@query(SEE_GIFTS)
def by_inventory_number(reader: Reader, text: str) -> Ref | None:
    """Find what an inventory number stands for: an object of the bank or an entry of the register; None when it stands for nothing."""
    for code in rules.readings(text):
        if (item := reader.scalar(select(GiftItem.id).where(GiftItem.code == code))) is not None:
            return Ref(GIFT_ITEM, item)
        if (gift := reader.scalar(select(Gift.id).where(Gift.number == code))) is not None:
            return Ref(GIFT, gift)
    return None


def item_texts(reader: Reader, ids: Sequence[str]) -> Iterable[SearchText]:
    """Give the texts by which search finds objects of the bank: code, names, maker, supplier, place."""
    for item in reader.scalars(select(GiftItem).where(GiftItem.id.in_(ids))):
        told = " · ".join(part for part in (item.code, item.maker, item.place) if part)
        texts = (item.code, *item.name.all(), item.maker, item.supplier, item.place)
        yield SearchText(item.id, item.name, Multilingual.same(told), tuple(text for text in texts if text))
