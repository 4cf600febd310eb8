"""The balance of what was given and received, by country, by institution or by person: who is still to be answered, and how much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, func, select

from app.domains.gifts.gift_rows_queries import GiftRow, rows_where
from app.domains.gifts.history_queries import Side
from app.domains.gifts.records import Gift
from app.domains.gifts.reserving_queries import organisation_names, person_names
from app.domains.gifts.vocabulary import SEE_GIFTS, Acceptance, Direction
from app.domains.people.precedence.profiles import Alphabet
from app.domains.people.precedence.states import name_of
from app.kernel.fields import Choice
from app.kernel.names import fold
from app.kernel.queries import query
from app.kernel.translated import Multilingual, lazy
from app.kernel.work import Reader

MOST_NAMES = 800  # looked up in one statement
CENTS = Decimal(100)


class By(StrEnum):
    """What the balance is drawn up by."""

    COUNTRY = "country"
    ORGANISATION = "organisation"
    PERSON = "person"


BYS = (
    Choice(By.COUNTRY, lazy("by country")),
    Choice(By.ORGANISATION, lazy("by institution")),
    Choice(By.PERSON, lazy("by person")),
)
_COLUMNS: dict[By, tuple[Any, Any]] = {  # of the giver, of the recipient
    By.COUNTRY: (Gift.giver_country, Gift.recipient_country),
    By.ORGANISATION: (Gift.giver_organisation_id, Gift.recipient_organisation_id),
    By.PERSON: (Gift.giver_person_id, Gift.recipient_person_id),
}


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """What went both ways between us and one country, institution or person; `key` is its code or id, empty for gifts of no known country.

    The values are in euro on the day of receipt; `unknown` counts the gifts of which nobody knows the value.
    """

    key: str
    name: Multilingual
    given: Side
    received: Side

    @property
    def id(self) -> str:
        """What tells the row from the others."""
        return self.key

    @property
    def difference(self) -> Decimal:
        """By how much we gave more than we got, in euro; below zero when it is the other way round."""
        return self.given.euro - self.received.euro

    @property
    def given_number(self) -> int:
        """How many gifts we gave."""
        return self.given.number

    @property
    def given_euro(self) -> Decimal:
        """What they were worth."""
        return self.given.euro

    @property
    def received_number(self) -> int:
        """How many gifts we got."""
        return self.received.number

    @property
    def received_euro(self) -> Decimal:
        """What they were worth."""
        return self.received.euro

    @property
    def unknown(self) -> int:
        """Of how many, either way, nobody knows the value."""
        return self.given.unknown + self.received.unknown

    @property
    def last_given(self) -> date | None:
        """When we gave last."""
        return self.given.last

    @property
    def last_received(self) -> date | None:
        """When we got something last."""
        return self.received.last

    @property
    def answered(self) -> bool:
        """Whether what they last gave us was followed by something of ours, on the same day or later; true when they gave nothing."""
        return self.received.last is None or (self.given.last is not None and self.given.last >= self.received.last)


@query(SEE_GIFTS)
def balance(reader: Reader, by: By | str = By.COUNTRY, since: date | None = None, until: date | None = None) -> Sequence[BalanceRow]:
    """Draw up the balance of a period (both days in it), by name. Declined and struck-out gifts count nothing."""
    kind = By(by)
    given = _sums(reader, kind, Direction.GIVEN, since, until)
    received = _sums(reader, kind, Direction.RECEIVED, since, until)
    keys = {*given, *received} - (set() if kind is By.COUNTRY else {""})
    names = _names(reader, kind, sorted(keys))
    rows = [BalanceRow(key, names.get(key, Multilingual()), given.get(key, Side()), received.get(key, Side())) for key in keys]
    return sorted(rows, key=lambda row: (not row.key, fold(str(row.name)), row.key))


def total(rows: Sequence[BalanceRow]) -> BalanceRow:
    """Add up the rows of a balance; its key and its name are empty."""
    return BalanceRow("", Multilingual(), _added([row.given for row in rows]), _added([row.received for row in rows]))


@query(SEE_GIFTS)
def gifts_behind(reader: Reader, by: By | str, key: str, since: date | None = None, until: date | None = None) -> Sequence[GiftRow]:
    """Give the gifts that a row of the balance counts, the latest first."""
    giver, recipient = _COLUMNS[By(by)]
    found: list[GiftRow] = []
    for direction, column in ((Direction.RECEIVED, giver), (Direction.GIVEN, recipient)):
        found += rows_where(reader, column == key, *_counted(direction, since, until))
    return sorted(found, key=lambda row: (row.day, row.number, row.id), reverse=True)


def _sums(reader: Reader, by: By, direction: Direction, since: date | None, until: date | None) -> Mapping[str, Side]:
    giver, recipient = _COLUMNS[by]
    column = giver if direction is Direction.RECEIVED else recipient
    statement = (
        select(column, func.count(), func.sum(Gift.cents), func.count(Gift.cents), func.max(Gift.day))
        .where(*_counted(direction, since, until))
        .group_by(column)
    )
    return {
        key or "": Side(number, Decimal(cents or 0) / CENTS, number - valued, last)
        for key, number, cents, valued, last in reader.rows(statement)
    }


def _counted(direction: Direction, since: date | None, until: date | None) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [Gift.direction == direction, Gift.acceptance == Acceptance.ACCEPTED, Gift.struck_on.is_(None)]
    if since is not None:
        where.append(Gift.day >= since)
    if until is not None:
        where.append(Gift.day <= until)
    return where


def _names(reader: Reader, by: By, keys: Sequence[str]) -> Mapping[str, Multilingual]:
    if by is By.COUNTRY:
        return {key: Multilingual(name_of(key, Alphabet.NL), name_of(key, Alphabet.FR), name_of(key, Alphabet.EN)) for key in keys if key}
    found: dict[str, Multilingual] = {}
    for first in range(0, len(keys), MOST_NAMES):
        some = keys[first : first + MOST_NAMES]
        if by is By.ORGANISATION:
            found |= organisation_names(reader, some)
        else:
            found |= {id: Multilingual.same(name) for id, name in person_names(reader, some).items()}
    return found


def _added(sides: Sequence[Side]) -> Side:
    return Side(
        sum(one.number for one in sides),
        sum((one.euro for one in sides), Decimal(0)),
        sum(one.unknown for one in sides),
        max((one.last for one in sides if one.last is not None), default=None),
    )
