"""What the rules must know besides the request: the day, the traveller's other trips and debts, the tables of the office.

Every fact may be missing: `attache trips check` has a file and nothing else. A rule that misses one says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from app.kernel.money import Money

if TYPE_CHECKING:
    from app.domains.trips.allowance import AllowanceTable


@dataclass(frozen=True, slots=True)
class OtherTrip:
    """Another file of somebody who travels. `person` is the id in the office's file, empty when it is not known."""

    number: str
    traveller: str
    person: str
    departs_at: datetime
    returns_at: datetime
    city: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class OverdueReport:
    """A mission report that has not been handed in, and the day it was due."""

    number: str
    traveller: str
    person: str
    due: date


@dataclass(frozen=True, slots=True)
class OpenAdvance:
    """An advance that has not been accounted for, and since when."""

    number: str
    traveller: str
    person: str
    since: date
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known besides the request. None means not known, an empty tuple that there is nothing.

    `usual` gives the median of the office's earlier trips in euro, by kind: "hotel_night", "ticket_train", "ticket_plane",
    "ticket_plane_far", "ticket_road", "ticket_boat", and the codes of `CostKind`. `allowance_total` is the allowance that was
    worked out, in euro; `approved_total` the estimate that was approved before this one.
    """

    today: date | None = None
    other_trips: tuple[OtherTrip, ...] | None = None
    overdue_reports: tuple[OverdueReport, ...] | None = None
    open_advances: tuple[OpenAdvance, ...] | None = None
    allowances: AllowanceTable | None = None
    allowance_total: Decimal | None = None
    approved_total: Decimal | None = None
    usual: Mapping[str, Decimal] = field(default_factory=dict[str, Decimal])
