"""The two lists of a mission: what is packed and who carries it, and what customs are told of it.

Customs ask for what a thing is worth, also of a gift: the list names the true values and says that nothing of it is for sale.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from app.domains.gifts.papers.parts import OFFICE, Signer, as_on, below, euro_cell, facts, meta, signatures, total_weight, weight
from app.domains.gifts.vocabulary import CABIN_BAGS, CabinBag, ReservationState
from app.kernel.document import Align, Block, Document, Heading, Notice, Paragraph, Table, TableColumn
from app.kernel.money import Money
from app.kernel.sheets import Cell, CellKind, Sheet, SheetColumn
from app.kernel.translated import Lazy, Multilingual, Wording, lazy, lazy_count

_CABIN = {choice.code: choice.title for choice in CABIN_BAGS}


@dataclass(frozen=True, slots=True)
class PackedGift:
    """A gift that travels: what it is, how many, for whom, when, carried by whom, and what airlines and customs ask. `weight`: grams a piece."""

    number: str
    name: Multilingual
    pieces: int = 1
    recipient: Multilingual = Multilingual()
    moment: Multilingual = Multilingual()
    day: date | None = None
    begins: time | None = None
    carrier: str = ""
    weight: int | None = None
    cabin: CabinBag = CabinBag.UNKNOWN
    cabin_note: str = ""
    customs_note: str = ""
    customs_code: str = ""
    origin: str = ""
    unit_value: Money | None = None
    state: ReservationState = ReservationState.RESERVED

    @property
    def all_grams(self) -> int | None:
        """The weight of all pieces; None while nobody has weighed one."""
        return None if self.weight is None else self.weight * self.pieces

    @property
    def all_euro(self) -> Decimal | None:
        """What all pieces are worth in euro; None when it is not known."""
        return self.unit_value.times(self.pieces).in_euro if self.unit_value else None


@dataclass(frozen=True, slots=True)
class MissionLists:
    """What both lists are about: a mission, where it goes, and the gifts that travel."""

    number: str
    title: Multilingual
    gifts: tuple[PackedGift, ...]
    starts: date | None = None
    city: str = ""
    country: str = ""
    made_on: date | None = None


# ------------------------------------------------------------------------------------------------ packing


def packing_paper(lists: MissionLists, wording: Wording) -> Document:
    """Write the packing list: a table for each who carries, with boxes to tick, pieces and weight added up."""
    title = wording.say("Packing list of gifts")
    blocks: list[Block] = [Heading(title, 1), _about(lists, wording)]
    if not lists.gifts:
        blocks.append(Paragraph(wording.say("No gift travels with this mission.")))
    unassigned = [one for one in lists.gifts if not one.carrier]
    if unassigned:
        blocks.append(
            Notice(
                wording.text(
                    lazy_count(
                        "{number} gift is not carried by anybody yet.", "{number} gifts are not carried by anybody yet.", len(unassigned)
                    )
                )
            )
        )
    for carrier in dict.fromkeys(one.carrier for one in lists.gifts):
        of_carrier = [one for one in lists.gifts if one.carrier == carrier]
        heading = wording.say("Carried by {name}", name=carrier) if carrier else wording.say("Not carried by anybody yet")
        blocks += [Heading(heading, 3), _packing_table(of_carrier, wording), Paragraph(_sum(of_carrier, wording), quiet=True)]
    if lists.gifts:
        if len({one.carrier for one in lists.gifts}) > 1:
            blocks.append(Paragraph(wording.say("In all: {sum}", sum=_sum(lists.gifts, wording))))
        blocks.append(signatures((Signer(lazy("Packed by")), Signer(lazy("Taken along by"))), wording))
    stamp = as_on(lists.made_on, wording) if lists.made_on else ""
    return Document(meta(wording, title, lists.number, stamp), tuple(blocks))


def _about(lists: MissionLists, wording: Wording) -> Block:
    country = wording.formats.country(lists.country) if lists.country else ""
    return facts(
        wording,
        (lazy("Mission"), wording.say("{title} ({number})", title=lists.title, number=lists.number)),
        (lazy("Place"), ", ".join(part for part in (lists.city, country) if part)),
        (lazy("First day"), lists.starts),
    )


def _packing_table(gifts: Sequence[PackedGift], wording: Wording) -> Table:
    columns = (
        TableColumn(wording.say("Packed"), 0.8, Align.CENTRE),
        TableColumn(wording.say("No."), 1.0),
        TableColumn(wording.say("Gift"), 2.6),
        TableColumn(wording.say("Pieces"), 0.8, Align.RIGHT),
        TableColumn(wording.say("Weight"), 0.9, Align.RIGHT),
        TableColumn(wording.say("For"), 2.0),
        TableColumn(wording.say("When"), 2.0),
    )
    return Table(columns, tuple(_packing_row(one, wording) for one in gifts))


def _packing_row(one: PackedGift, wording: Wording) -> tuple[str, ...]:
    return (
        "☐",
        one.number,
        below(wording.text(one.name), _cabin(one, wording)),
        wording.formats.number(one.pieces),
        weight(one.all_grams, wording) or "–",
        wording.text(one.recipient),
        when(one, wording),
    )


def when(one: PackedGift, wording: Wording) -> str:
    """Write when a gift is handed over: the line of the programme, the day and the hour."""
    day = wording.formats.day(one.day) if one.day else ""
    hour = wording.formats.time(one.begins) if one.begins else ""
    return below(wording.text(one.moment), ", ".join(part for part in (day, hour) if part))


def _cabin(one: PackedGift, wording: Wording) -> str:
    known = wording.text(_CABIN[one.cabin]) if one.cabin not in (CabinBag.UNKNOWN, CabinBag.YES) else ""
    return ". ".join(part for part in (known, one.cabin_note) if part)


def _sum(gifts: Sequence[PackedGift], wording: Wording) -> str:
    grams, unknown = total_weight(one.all_grams for one in gifts)
    pieces = wording.text(lazy_count("{number} piece", "{number} pieces", sum(one.pieces for one in gifts)))
    told = ", ".join(part for part in (pieces, weight(grams, wording) if grams else "") if part)
    if unknown:
        told += f" ({wording.text(lazy_count('weight of {number} object not known', 'weight of {number} objects not known', unknown))})"
    return told


_PACKING: tuple[tuple[Lazy, CellKind, Callable[[PackedGift, Wording], Cell]], ...] = (
    (lazy("Inventory number"), CellKind.TEXT, lambda g, _: g.number),
    (lazy("Gift"), CellKind.TEXT, lambda g, w: w.text(g.name)),
    (lazy("Pieces"), CellKind.NUMBER, lambda g, _: g.pieces),
    (lazy("Weight of a piece (g)"), CellKind.NUMBER, lambda g, _: g.weight),
    (lazy("Weight of all (g)"), CellKind.NUMBER, lambda g, _: g.all_grams),
    (lazy("For"), CellKind.TEXT, lambda g, w: w.text(g.recipient)),
    (lazy("Moment"), CellKind.TEXT, lambda g, w: w.text(g.moment)),
    (lazy("Day"), CellKind.DATE, lambda g, _: g.day),
    (lazy("Time"), CellKind.TEXT, lambda g, w: w.formats.time(g.begins) if g.begins else None),
    (lazy("Carried by"), CellKind.TEXT, lambda g, _: g.carrier),
    (lazy("Cabin bag"), CellKind.TEXT, lambda g, w: w.text(_CABIN[g.cabin])),
    (lazy("Remark"), CellKind.TEXT, lambda g, _: g.cabin_note),
)


def packing_sheet(lists: MissionLists, wording: Wording) -> Sheet:
    """Write the packing list for a spreadsheet."""
    return _sheet(wording.say("Packing list of gifts {number}", number=lists.number), _PACKING, lists.gifts, wording)


# ------------------------------------------------------------------------------------------------ customs


def customs_paper(lists: MissionLists, wording: Wording) -> Document:
    """Write the customs value list: one line for each object, with the true value, and what it still lacks said above it."""
    title = wording.say("Customs value list")
    goods = goods_of(lists.gifts)
    blocks: list[Block] = [Heading(title, 1), _about(lists, wording), *_customs_facts(goods, wording)]
    stamp = as_on(lists.made_on, wording) if lists.made_on else ""
    if not goods:
        blocks.append(Paragraph(wording.say("No gift travels with this mission.")))
        return Document(meta(wording, title, lists.number, stamp, None), tuple(blocks))
    blocks.append(_customs_table(goods, wording))
    blocks += _customs_totals(goods, wording)
    blocks.append(
        Paragraph(
            wording.say(
                "These objects are official gifts of the Brussels-Capital Region to its hosts. They travel with the delegation, are not for sale "
                "and bring in no payment. The values are what the objects cost, VAT included, and are stated for customs only."
            )
        )
    )
    blocks.append(Paragraph(wording.say("The undersigned declares that the above is true and complete.")))
    blocks.append(signatures((Signer(lazy("For {office}", office=OFFICE)), Signer(lazy("Stamp of the office"), stamp=True)), wording))
    return Document(meta(wording, title, lists.number, stamp, None), tuple(blocks))


def goods_of(gifts: Sequence[PackedGift]) -> tuple[PackedGift, ...]:
    """Put together what is the same object, whoever carries it and whomever it is for."""
    found: dict[str, PackedGift] = {}
    for one in gifts:
        before = found.get(one.number)
        pieces = one.pieces + (before.pieces if before else 0)
        found[one.number] = _goods(one, pieces)
    return tuple(found.values())


def _goods(one: PackedGift, pieces: int) -> PackedGift:
    return PackedGift(
        one.number,
        one.name,
        pieces,
        weight=one.weight,
        customs_note=one.customs_note,
        customs_code=one.customs_code,
        origin=one.origin,
        unit_value=one.unit_value,
    )


def _customs_facts(goods: Sequence[PackedGift], wording: Wording) -> Iterator[Block]:
    carried = facts(
        wording, (lazy("Sender"), OFFICE), (lazy("Kind of goods"), wording.say("Official gifts, carried in the luggage of the delegation"))
    )
    yield carried
    lacks = (
        (lazy("the value"), [one.number for one in goods if one.all_euro is None]),
        (lazy("the customs code"), [one.number for one in goods if not one.customs_code]),
        (lazy("the origin"), [one.number for one in goods if not one.origin]),
        (lazy("the weight"), [one.number for one in goods if one.weight is None]),
    )
    missing = [wording.say("{what} ({numbers})", what=what, numbers=", ".join(numbers)) for what, numbers in lacks if numbers]
    if missing:
        yield Notice(wording.say("Not complete. Still to be found out: {missing}.", missing=wording.formats.join(missing)))


def _customs_table(goods: Sequence[PackedGift], wording: Wording) -> Table:
    columns = (
        TableColumn(wording.say("No."), 0.8),
        TableColumn(wording.say("Description of the goods"), 2.8),
        TableColumn(wording.say("Customs code"), 1.1),
        TableColumn(wording.say("Origin"), 1.0),
        TableColumn(wording.say("Pieces"), 0.7, Align.RIGHT),
        TableColumn(wording.say("Weight"), 0.9, Align.RIGHT),
        TableColumn(wording.say("Each (EUR)"), 1.0, Align.RIGHT),
        TableColumn(wording.say("All (EUR)"), 1.0, Align.RIGHT),
    )
    return Table(columns, tuple(_customs_row(one, wording) for one in goods))


def _customs_row(one: PackedGift, wording: Wording) -> tuple[str, ...]:
    each = one.unit_value.in_euro if one.unit_value else None
    return (
        one.number,
        below(wording.text(one.name), one.customs_note),
        one.customs_code or "–",
        wording.formats.country(one.origin) if one.origin else "–",
        wording.formats.number(one.pieces),
        weight(one.all_grams, wording) or "–",
        euro_cell(each, wording) or "–",
        euro_cell(one.all_euro, wording) or "–",
    )


def _customs_totals(goods: Sequence[PackedGift], wording: Wording) -> Iterator[Block]:
    known = sum((one.all_euro for one in goods if one.all_euro is not None), Decimal(0))
    unknown = sum(1 for one in goods if one.all_euro is None)
    value = wording.formats.money(Money(known))
    if unknown:
        more = wording.text(lazy_count("{number} object without a value", "{number} objects without a value", unknown))
        value = wording.say("{value}, and {more}", value=value, more=more)
    yield facts(wording, (lazy("In all"), _sum(goods, wording)), (lazy("Total value"), value))


_CUSTOMS: tuple[tuple[Lazy, CellKind, Callable[[PackedGift, Wording], Cell]], ...] = (
    (lazy("Inventory number"), CellKind.TEXT, lambda g, _: g.number),
    (lazy("Description of the goods"), CellKind.TEXT, lambda g, w: w.text(g.name)),
    (lazy("Customs code"), CellKind.TEXT, lambda g, _: g.customs_code),
    (lazy("Origin"), CellKind.TEXT, lambda g, w: w.formats.country(g.origin) if g.origin else None),
    (lazy("Pieces"), CellKind.NUMBER, lambda g, _: g.pieces),
    (lazy("Weight of a piece (g)"), CellKind.NUMBER, lambda g, _: g.weight),
    (lazy("Weight of all (g)"), CellKind.NUMBER, lambda g, _: g.all_grams),
    (lazy("Value of a piece (EUR)"), CellKind.MONEY, lambda g, _: g.unit_value.in_euro if g.unit_value else None),
    (lazy("Value of all (EUR)"), CellKind.MONEY, lambda g, _: g.all_euro),
    (lazy("Remark"), CellKind.TEXT, lambda g, _: g.customs_note),
)


def customs_sheet(lists: MissionLists, wording: Wording) -> Sheet:
    """Write the customs value list for a spreadsheet."""
    return _sheet(wording.say("Customs value list {number}", number=lists.number), _CUSTOMS, goods_of(lists.gifts), wording)


def _sheet(
    title: str,
    columns: Sequence[tuple[Lazy, CellKind, Callable[[PackedGift, Wording], Cell]]],
    gifts: Sequence[PackedGift],
    wording: Wording,
) -> Sheet:
    # A cell with an empty text is written to the file, one with nothing is not.
    rows = tuple(tuple(None if (told := cell(one, wording)) == "" else told for _, _, cell in columns) for one in gifts)
    return Sheet(title, tuple(SheetColumn(wording.text(name), kind) for name, kind, _ in columns), rows)
