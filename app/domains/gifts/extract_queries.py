"""The extract of a year of the register, and the inventory of a day: plain facts, in as many statements for one line as for a thousand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select

from app.domains.gifts.bank_queries import item_rows
from app.domains.gifts.papers.extracts import Entry, RegisterExtract
from app.domains.gifts.papers.inventory import Inventory, InventoryLine
from app.domains.gifts.party_queries import (
    AT_ONCE,
    OURS,
    People,
    kept,
    occasion_of,
    parties_of,
    people_named,
)
from app.domains.gifts.records import Gift, GiftCount, GiftCountLine, GiftItem
from app.domains.gifts.reserving_queries import person_names
from app.domains.gifts.vocabulary import (
    DECISION_BADGES,
    FATE_BADGES,
    SEE_GIFTS,
    CountState,
    Direction,
    Extract,
    Fate,
)
from app.domains.missions.records import Mission
from app.kernel.queries import query
from app.kernel.translated import Lazy, Multilingual, lazy_count
from app.kernel.work import Reader

_NOTHING = Multilingual()


# ------------------------------------------------------------------------------------------------ extract of the register


@query(SEE_GIFTS)
def register_extract(reader: Reader, year: int, extract: Extract = Extract.FULL) -> RegisterExtract:
    """Give every entry of a year of the register, struck out ones too, in the order of their numbers."""
    # “/” is the sign before “0”: the numbers of the year and no others, read from the index.
    statement = (
        select(Gift, Mission.number, Mission.title)
        .join(Mission, Mission.id == Gift.mission_id, isouter=True)
        .where(Gift.number > f"G{year:04}/", Gift.number < f"G{year:04}0")
        .order_by(func.length(Gift.number), Gift.number)
    )
    rows = reader.rows(statement)
    gifts: list[Gift] = [row[0] for row in rows]
    people = people_named(
        reader,
        (id for one in gifts for id in (one.giver_person_id, one.recipient_person_id)),
        (id for one in gifts for id in (one.giver_organisation_id, one.recipient_organisation_id)),
    )
    keepers = person_names(reader, (one.custodian_id for one in gifts))
    entries = tuple(_entry(gift, number, title, people, keepers) for gift, number, title in rows)
    return RegisterExtract(year, extract, entries, reader.today)


def _entry(gift: Gift, mission: str | None, title: Multilingual | None, people: People, keepers: Mapping[str, str]) -> Entry:
    giver, recipient = parties_of(gift, people)
    return Entry(
        number=gift.number or "",
        day=gift.day,
        direction=gift.direction,
        acceptance=gift.acceptance,
        description=gift.description,
        pieces=gift.pieces,
        category=gift.category,
        giver=giver or (OURS if gift.direction is Direction.GIVEN else giver),
        recipient=recipient or (OURS if gift.direction is Direction.RECEIVED else recipient),
        occasion=occasion_of(title, mission, gift.occasion),
        mission=mission or "",
        relation=gift.relation,
        circumstances=gift.circumstances,
        ceremonial=gift.ceremonial,
        value=gift.value,
        cents=gift.cents,
        value_method=gift.value_method,
        declared_on=gift.declared_on,
        decision=gift.decision,
        decided_on=gift.decided_on,
        decided_by=gift.decided_by,
        decision_reason=gift.decision_reason,
        ownership=gift.ownership,
        fate=gift.fate,
        fate_on=gift.fate_on,
        place=gift.place,
        custodian=keepers.get(gift.custodian_id or "", gift.custodian_said),
        thanked_on=gift.thanked_on,
        published_on=gift.published_on,
        struck_on=gift.struck_on,
        struck_why=gift.struck_why,
        remark=gift.remark,
    )


# ------------------------------------------------------------------------------------------------ inventory


@query(SEE_GIFTS)
def inventory_of(reader: Reader, place: str = "") -> Inventory:
    """Give what the Region has today, in the bank and from the register, lent out pieces too; of one place only when it is named."""
    lines = [*_of_bank(reader), *_of_register(reader)]
    if place:
        lines = [one for one in lines if one.place.casefold() == place.strip().casefold()]
    return Inventory(reader.today, tuple(sorted(lines, key=lambda one: (not one.place, one.place.casefold()))), place.strip())


def _of_bank(reader: Reader) -> Iterable[InventoryLine]:
    ids = reader.scalars(select(GiftItem.id).order_by(func.length(GiftItem.code), GiftItem.code))
    counted = _last_counts(reader, GiftCountLine.item_id)
    for portion in (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)):
        for row in item_rows.of(reader, portion):
            pieces = row.stock + row.lent
            if not pieces:
                continue
            each = row.unit_cost.in_euro if row.unit_cost else None
            yield InventoryLine(
                number=row.code,
                name=row.name,
                category=row.category,
                pieces=pieces,
                place=row.place,
                condition=_condition(row.lent, row.expired),
                cents=None if each is None else int(each * 100) * pieces,
                counted_on=counted.get(row.id),
                in_bank=True,
            )


def _condition(lent: int, expired: int) -> Lazy | None:
    if lent:
        return lazy_count("{number} lent out", "{number} lent out", lent)
    return lazy_count("{number} past its best-before day", "{number} past their best-before day", expired) if expired else None


def _of_register(reader: Reader) -> Iterable[InventoryLine]:
    gifts = reader.scalars(select(Gift).where(*kept()).order_by(func.length(Gift.number), Gift.number))
    keepers = person_names(reader, (one.custodian_id for one in gifts))
    counted = _last_counts(reader, GiftCountLine.gift_id)
    for gift in gifts:
        yield InventoryLine(
            number=gift.number or "",
            name=gift.description,
            category=gift.category,
            pieces=gift.pieces,
            place=gift.place,
            custodian=keepers.get(gift.custodian_id or "", gift.custodian_said),
            condition=(FATE_BADGES[gift.fate] if gift.fate is not Fate.OPEN else DECISION_BADGES[gift.decision]).title,
            cents=gift.cents,
            counted_on=counted.get(gift.id),
        )


def _last_counts(reader: Reader, column: Any) -> Mapping[str, date]:
    """Give the day of the last closed stock-taking that found each object."""
    statement = (
        select(column, func.max(GiftCount.day))
        .join(GiftCount, GiftCount.id == GiftCountLine.count_id)
        .where(column.is_not(None), GiftCount.state == CountState.CLOSED, GiftCountLine.found > 0)
        .group_by(column)
    )
    return {row[0]: row[1] for row in reader.rows(statement)}
