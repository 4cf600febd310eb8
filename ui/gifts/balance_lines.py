"""The balance in words and lines: what went both ways, what it was worth, and the gifts behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.domains.gifts.balance_queries import BalanceRow, By
from app.domains.gifts.gift_rows_queries import GiftRow
from app.domains.gifts.history_queries import Side
from app.domains.gifts.vocabulary import DIRECTION_BADGES
from app.kernel.fields import Badge, Choice, Column, ColumnKind, Filter, Tone
from app.kernel.money import euro, rounded
from app.kernel.translated import Lazy, lazy, lazy_count
from ui.gifts.lines import gift_told
from ui.kit.language import _, spoken

OPEN, ANSWERED = "open", "answered"
NOT_ANSWERED = Badge(lazy("to answer"), Tone.WARNING)
STATES = {OPEN: NOT_ANSWERED}
FILTERS = (Filter("state", lazy("Status"), (Choice(OPEN, lazy("to answer")), Choice(ANSWERED, lazy("answered, or nothing to answer")))),)
COLUMNS = (
    Column("name", lazy("Name"), stretch=True, width=16),
    Column("given", lazy("Given"), ColumnKind.NUMBER, width=5),
    Column("given_euro", lazy("in EUR"), ColumnKind.NUMBER, width=8),
    Column("received", lazy("Received"), ColumnKind.NUMBER, width=7),
    Column("received_euro", lazy("in EUR"), ColumnKind.NUMBER, width=8),
    Column("difference", lazy("Difference"), ColumnKind.NUMBER, width=8),
    Column("state", lazy("Status"), ColumnKind.BADGE, badges=STATES, width=12),
    Column("unknown", lazy("Without a value"), ColumnKind.NUMBER, width=12),
    Column("last_given", lazy("Last given"), ColumnKind.DATE, width=14),
    Column("last_received", lazy("Last received"), ColumnKind.DATE, width=14),
)
GIFT_COLUMNS = (
    Column("told", lazy("Gift"), stretch=True, width=22),
    Column("direction", lazy("Direction"), ColumnKind.BADGE, badges=DIRECTION_BADGES, width=11),
    Column("euro", lazy("EUR"), ColumnKind.NUMBER, width=8),
)
_NOWHERE = "-"  # the id of the line of gifts of no known country: a line has an id


@dataclass(frozen=True, slots=True)
class BalanceLine:
    """A line of the balance in the language of the screen; an amount is None where no value is known."""

    id: str
    name: str
    given: int
    given_euro: Decimal | None
    received: int
    received_euro: Decimal | None
    difference: Decimal | None
    state: str
    unknown: int
    last_given: date | None
    last_received: date | None


@dataclass(frozen=True, slots=True)
class GiftLine:
    """A gift behind a line of the balance; `told` has two lines."""

    id: str
    told: str
    direction: str
    euro: Decimal | None


def balance_line(row: BalanceRow, by: By) -> BalanceLine:
    """Write a line of the balance."""
    given, received = _worth(row.given), _worth(row.received)
    return BalanceLine(
        row.key or _NOWHERE,
        name_told(row, by),
        row.given_number,
        given,
        row.received_number,
        received,
        rounded(row.difference) if given is not None or received is not None else None,
        OPEN if to_answer(row) else ANSWERED,
        row.unknown,
        row.last_given,
        row.last_received,
    )


def to_answer(row: BalanceRow) -> bool:
    """Tell whether what came last came from them; of gifts of no known country nobody can say it."""
    return bool(row.key) and not row.answered


def name_told(row: BalanceRow, by: By) -> str:
    """Write whom a line is about."""
    if row.name:
        return spoken.wording.text(row.name)
    return _("country not known") if by is By.COUNTRY else _("name not known")


def gift_line(row: GiftRow) -> GiftLine:
    """Write a gift: what it is, and below it from whom or to whom and when."""
    first, below = gift_told(row).split("\n", 1)
    second = "  ·  ".join(part for part in (row.number, spoken.wording.formats.brief_day(row.day), below) if part)
    return GiftLine(row.id, f"{first}\n{second}", row.direction.value, rounded(row.euro) if row.euro is not None else None)


def pairs(row: BalanceRow) -> Sequence[tuple[Lazy, object]]:
    """Write what went both ways, for the pane."""
    return (
        (lazy("We gave"), _side(row.given)),
        (lazy("We received"), _side(row.received)),
        (lazy("Difference"), _difference(row)),
        (lazy("Last given"), row.last_given),
        (lazy("Last received"), row.last_received),
    )


def sums_told(row: BalanceRow) -> str:
    """Write the sums of all lines in a sentence."""
    return _("Given: {given}.  Received: {received}.", given=_side(row.given), received=_side(row.received))


def _worth(side: Side) -> Decimal | None:
    return rounded(side.euro) if side.number > side.unknown else None


def _side(side: Side) -> Lazy:
    if not side.number:
        return lazy("nothing")
    worth = euro(rounded(side.euro))
    if side.unknown == side.number:
        return lazy_count("{number} gift without a value", "{number} gifts without a value", side.number)
    if side.unknown:
        return lazy_count(
            "{number} gift worth at least {worth} ({unknown} without a value)",
            "{number} gifts worth at least {worth} ({unknown} without a value)",
            side.number,
            worth=worth,
            unknown=side.unknown,
        )
    return lazy_count("{number} gift worth {worth}", "{number} gifts worth {worth}", side.number, worth=worth)


def _difference(row: BalanceRow) -> Lazy:
    difference = rounded(row.difference)
    if not difference:
        return lazy("none")
    if difference > 0:
        return lazy("we gave {worth} more", worth=euro(difference))
    return lazy("we received {worth} more", worth=euro(-difference))
