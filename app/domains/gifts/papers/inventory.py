"""The inventory: what the Region has of gifts on a day, in the bank and from the register, place by place, and what it is worth.

And the balance of what was given and received, as a list.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.domains.gifts.papers.parts import as_on, below, day_cell, euro_cell, facts, meta
from app.domains.gifts.vocabulary import CATEGORIES, Category
from app.kernel.document import Align, Block, Document, Heading, Paragraph, Table, TableColumn
from app.kernel.money import Money
from app.kernel.sheets import Cell, CellKind, Sheet, SheetColumn
from app.kernel.translated import Lazy, Multilingual, Wording, lazy, lazy_count

_CATEGORY = {choice.code: choice.title for choice in CATEGORIES}


@dataclass(frozen=True, slots=True)
class InventoryLine:
    """An object of the inventory: pieces of the bank that are here, or one entry of the register. `cents` is the value in euro of all of it.

    `condition` says how it is: displayed, lent out until a day, not decided yet; `counted_on` is the day of the last stock-taking that found it.
    """

    number: str
    name: Multilingual
    category: Category = Category.OTHER
    pieces: int = 1
    place: str = ""
    custodian: str = ""
    condition: Lazy | None = None
    cents: int | None = None
    counted_on: date | None = None
    in_bank: bool = False

    @property
    def euro(self) -> Decimal | None:
        """The value of all pieces in euro."""
        return None if self.cents is None else Decimal(self.cents).scaleb(-2)


@dataclass(frozen=True, slots=True)
class Inventory:
    """The inventory on a day; of one place only when `place` is named."""

    day: date
    lines: tuple[InventoryLine, ...]
    place: str = ""


def inventory_paper(inventory: Inventory, wording: Wording) -> Document:
    """Write the inventory, a table for each place, with its sums."""
    title = wording.say("Inventory of gifts")
    place = inventory.place
    subject = wording.say("{place}, {day}", place=place, day=inventory.day) if place else wording.formats.day(inventory.day)
    blocks: list[Block] = [Heading(title, 1), Paragraph(subject)]
    if not inventory.lines:
        blocks.append(Paragraph(wording.say("Nothing is here.")))
    else:
        blocks.append(_sums(inventory.lines, wording))
    for where in dict.fromkeys(one.place for one in inventory.lines):
        of_place = [one for one in inventory.lines if one.place == where]
        blocks += [
            Heading(where or wording.say("Place not known"), 3),
            _table(of_place, wording),
            Paragraph(_sum(of_place, wording), quiet=True),
        ]
    return Document(meta(wording, title, subject, as_on(inventory.day, wording)), tuple(blocks))


def _sums(lines: Sequence[InventoryLine], wording: Wording) -> Block:
    bank, register = ([one for one in lines if one.in_bank is wanted] for wanted in (True, False))
    return facts(
        wording,
        (lazy("To be given"), _sum(bank, wording) if bank else ""),
        (lazy("Gifts received"), _sum(register, wording) if register else ""),
        (lazy("In all"), _sum(lines, wording)),
    )


def _sum(lines: Sequence[InventoryLine], wording: Wording) -> str:
    pieces = wording.text(lazy_count("{number} piece", "{number} pieces", sum(one.pieces for one in lines)))
    known = sum((one.euro for one in lines if one.euro is not None), Decimal(0))
    unknown = sum(1 for one in lines if one.euro is None)
    told = pieces if unknown == len(lines) else wording.say("{pieces}, {value}", pieces=pieces, value=wording.formats.money(Money(known)))
    if not unknown:
        return told
    more = wording.text(lazy_count("{number} object without a value", "{number} objects without a value", unknown))
    return wording.say("{sum}, and {more}", sum=told, more=more)


def _table(lines: Sequence[InventoryLine], wording: Wording) -> Table:
    columns = (
        TableColumn(wording.say("No."), 1.1),
        TableColumn(wording.say("Object"), 3.0),
        TableColumn(wording.say("Pieces"), 0.7, Align.RIGHT),
        TableColumn(wording.say("Kept by"), 1.5),
        TableColumn(wording.say("Status"), 1.6),
        TableColumn(wording.say("Value (EUR)"), 1.1, Align.RIGHT),
        TableColumn(wording.say("Last counted"), 1.2),
    )
    return Table.filled(columns, tuple(_row(one, wording) for one in lines))


def _row(one: InventoryLine, wording: Wording) -> tuple[str, ...]:
    return (
        one.number,
        below(wording.text(one.name), wording.text(_CATEGORY[one.category])),
        wording.formats.number(one.pieces),
        one.custodian,
        wording.text(one.condition) if one.condition else "",
        euro_cell(one.euro, wording) or wording.say("not known"),
        day_cell(one.counted_on),
    )


_COLUMNS: tuple[tuple[Lazy, CellKind, Callable[[InventoryLine, Wording], Cell]], ...] = (
    (lazy("Inventory number"), CellKind.TEXT, lambda i, _: i.number),
    (lazy("Object"), CellKind.TEXT, lambda i, w: w.text(i.name)),
    (lazy("Category"), CellKind.TEXT, lambda i, w: w.text(_CATEGORY[i.category])),
    (lazy("Part"), CellKind.TEXT, lambda i, w: w.say("gift bank") if i.in_bank else w.say("gift register")),
    (lazy("Pieces"), CellKind.NUMBER, lambda i, _: i.pieces),
    (lazy("Place"), CellKind.TEXT, lambda i, _: i.place),
    (lazy("Kept by"), CellKind.TEXT, lambda i, _: i.custodian),
    (lazy("Status"), CellKind.TEXT, lambda i, w: w.text(i.condition) if i.condition else None),
    (lazy("Value of all (EUR)"), CellKind.MONEY, lambda i, _: i.euro),
    (lazy("Last counted"), CellKind.DATE, lambda i, _: i.counted_on),
)


def inventory_sheet(inventory: Inventory, wording: Wording) -> Sheet:
    """Write the inventory for a spreadsheet."""
    rows = tuple(tuple(None if (told := cell(one, wording)) == "" else told for _, _, cell in _COLUMNS) for one in inventory.lines)
    title = wording.say("Inventory of gifts {day}", day=inventory.day)
    return Sheet(title, tuple(SheetColumn(wording.text(name), kind) for name, kind, _ in _COLUMNS), rows)


# ------------------------------------------------------------------------------------------------ balance


@dataclass(frozen=True, slots=True)
class BalanceLine:
    """What was given to somebody and received from them: numbers of gifts, sums in euro, and the gifts without a known value."""

    name: Multilingual
    given: int = 0
    given_value: Decimal = Decimal(0)
    given_unknown: int = 0
    received: int = 0
    received_value: Decimal = Decimal(0)
    received_unknown: int = 0
    last_given: date | None = None
    last_received: date | None = None

    @property
    def difference(self) -> Decimal:
        """What was given less what was received, of what is known."""
        return self.given_value - self.received_value


@dataclass(frozen=True, slots=True)
class Balance:
    """A balance: between whom (`by` is its title), from which day to which."""

    by: Lazy
    lines: tuple[BalanceLine, ...]
    since: date | None = None
    until: date | None = None
    made_on: date | None = None


def _period(balance: Balance, wording: Wording) -> str:
    if balance.since and balance.until:
        return wording.say("From {first} to {last}", first=balance.since, last=balance.until)
    if balance.since:
        return wording.say("Since {day}", day=balance.since)
    return wording.say("Until {day}", day=balance.until) if balance.until else wording.say("All years")


def balance_paper(balance: Balance, wording: Wording) -> Document:
    """Write the balance of gifts."""
    title = wording.say("Balance of gifts: {by}", by=balance.by)
    columns = (
        TableColumn(wording.text(balance.by), 2.6),
        TableColumn(wording.say("Gifts given"), 0.7, Align.RIGHT),
        TableColumn(wording.say("Value (EUR)"), 1.1, Align.RIGHT),
        TableColumn(wording.say("Last given"), 1.2),
        TableColumn(wording.say("Gifts received"), 0.9, Align.RIGHT),
        TableColumn(wording.say("Value (EUR)"), 1.1, Align.RIGHT),
        TableColumn(wording.say("Last received"), 1.2),
        TableColumn(wording.say("Difference (EUR)"), 1.2, Align.RIGHT),
    )
    rows = tuple(_balance_row(one, wording) for one in balance.lines)
    blocks: list[Block] = [Heading(title, 1), Paragraph(_period(balance, wording))]
    blocks.append(Table(columns, rows) if rows else Paragraph(wording.say("No gift stands in this balance.")))
    if any(one.given_unknown or one.received_unknown for one in balance.lines):
        blocks.append(Paragraph(wording.say("+ marks a sum in which gifts without a known value are missing."), quiet=True))
    stamp = as_on(balance.made_on, wording) if balance.made_on else ""
    return Document(meta(wording, title, title, stamp), tuple(blocks))


def _balance_row(one: BalanceLine, wording: Wording) -> tuple[str, ...]:
    numbers = wording.formats.number
    return (
        wording.text(one.name),
        numbers(one.given),
        euro_cell(one.given_value, wording) + (" +" if one.given_unknown else ""),
        day_cell(one.last_given),
        numbers(one.received),
        euro_cell(one.received_value, wording) + (" +" if one.received_unknown else ""),
        day_cell(one.last_received),
        euro_cell(one.difference, wording),
    )


def balance_sheet(balance: Balance, wording: Wording) -> Sheet:
    """Write the balance of gifts for a spreadsheet."""
    columns = (
        SheetColumn(wording.text(balance.by)),
        SheetColumn(wording.say("Gifts given"), CellKind.NUMBER),
        SheetColumn(wording.say("Value given (EUR)"), CellKind.MONEY),
        SheetColumn(wording.say("Given without a value"), CellKind.NUMBER),
        SheetColumn(wording.say("Last given"), CellKind.DATE),
        SheetColumn(wording.say("Gifts received"), CellKind.NUMBER),
        SheetColumn(wording.say("Value received (EUR)"), CellKind.MONEY),
        SheetColumn(wording.say("Received without a value"), CellKind.NUMBER),
        SheetColumn(wording.say("Last received"), CellKind.DATE),
        SheetColumn(wording.say("Difference (EUR)"), CellKind.MONEY),
    )
    rows = tuple(
        (
            wording.text(one.name),
            one.given,
            one.given_value,
            one.given_unknown,
            one.last_given,
            one.received,
            one.received_value,
            one.received_unknown,
            one.last_received,
            one.difference,
        )
        for one in balance.lines
    )
    return Sheet(wording.say("Balance of gifts: {by}", by=balance.by), columns, rows)
