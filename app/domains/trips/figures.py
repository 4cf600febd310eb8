"""What a trip is estimated to cost, in euro, as parliament asks for it: transport, lodging, meals, the rest.

A part that cannot be told (an amount without a rate, a country without an allowance) is None, and so is the total: a sum with a
hole in it is none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from app.domains.trips.request import Request, Stay, Traveller
from app.domains.trips.vocabulary import Category, CostKind
from app.kernel.money import Money, total

# Who of several travellers stands for all of them.
_PRECEDENCE = (
    Category.MINISTER,
    Category.LEADING_OFFICIAL,
    Category.DIRECTOR_GENERAL,
    Category.CABINET_MEMBER,
    Category.AGENT,
    Category.EXTERNAL,
)


@dataclass(frozen=True, slots=True)
class Estimate:
    """The parts of an estimate; `known` adds up what can be told."""

    transport: Decimal | None = Decimal(0)
    lodging: Decimal | None = Decimal(0)
    allowance: Decimal | None = Decimal(0)
    other: Decimal | None = Decimal(0)

    @property
    def parts(self) -> tuple[Decimal | None, ...]:
        """The four parts in their order."""
        return self.transport, self.lodging, self.allowance, self.other

    @property
    def total(self) -> Decimal | None:
        """The whole; None when a part is not known."""
        return None if None in self.parts else self.known

    @property
    def known(self) -> Decimal:
        """What can be added up."""
        return sum((part for part in self.parts if part is not None), Decimal(0))


def estimate(request: Request, allowance: Decimal | None) -> Estimate:
    """Add up a request for all its travellers; *allowance* is the daily allowance worked out, None when an amount is missing.

    A line of the budget that was typed for the allowance goes before what is worked out.
    """
    people = max(len(request.travellers), 1)
    tickets = (leg.price.times(people) for leg in request.legs if leg.price)
    nights = (stay.price_per_night.times(stay.nights * rooms(stay, people)) for stay in request.stays if stay.price_per_night)
    typed = _typed(request, CostKind.DAILY_ALLOWANCE)
    return Estimate(
        _sum(tickets, _typed(request, CostKind.TRANSPORT), _typed(request, CostKind.LOCAL_TRANSPORT)),
        _sum(nights, _typed(request, CostKind.LODGING)),
        total(typed) if typed else allowance,
        total(
            cost.money
            for cost in request.costs
            if cost.kind not in (CostKind.TRANSPORT, CostKind.LOCAL_TRANSPORT, CostKind.LODGING, CostKind.DAILY_ALLOWANCE)
        ),
    )


def rooms(stay: Stay, people: int) -> int:
    """Tell how many rooms a stay takes: one for each traveller unless it says otherwise."""
    return people if stay.rooms is None else stay.rooms


def _typed(request: Request, kind: CostKind) -> list[Money]:
    return [cost.money for cost in request.costs if cost.kind is kind]


def _sum(*groups: Iterable[Money]) -> Decimal | None:
    return total(money for group in groups for money in group)


def lead_of(request: Request) -> Traveller | None:
    """Give whom of several travellers a list files the trip under, and whose line manager decides."""
    return min(request.travellers, key=lambda traveller: _PRECEDENCE.index(traveller.category), default=None)
