"""Amounts of money, exact to the cent, with the rate at which another currency was turned into euro.

A rate is what the European Central Bank publishes: so many units of the currency for one euro, on a day. A currency without a
rate is never turned into euro: `in_euro` says so with None, and whoever adds up must ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal

EURO = "EUR"
CENT = Decimal("0.01")
MOST = Decimal(10) ** 12  # no amount of an office has more figures
_CODE = re.compile(r"[A-Z]{3}")
_WIDE = Context(prec=100)  # an absurd amount, times absurd nights, is for a rule to question: adding up does not fail on it


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a currency (ISO 4217), with the rate and its day on the line when it is not the euro."""

    amount: Decimal
    currency: str = EURO
    rate: Decimal | None = None  # units of the currency for one euro
    rate_on: date | None = None

    def __str__(self) -> str:
        return f"{self.amount:f} {self.currency}"

    @property
    def in_euro(self) -> Decimal | None:
        """The amount in euro, rounded to the cent; None for another currency without a rate."""
        if self.currency == EURO:
            return rounded(self.amount)
        return rounded(self.amount / self.rate) if self.rate else None

    def times(self, number: Decimal | int) -> Money:
        """The same, *number* times."""
        return Money(self.amount * number, self.currency, self.rate, self.rate_on)


def euro(amount: Decimal | int | str) -> Money:
    """Make an amount in euro."""
    return Money(Decimal(amount))


def rounded(amount: Decimal) -> Decimal:
    """Round to the cent, half a cent upward, as an invoice does."""
    return amount.quantize(CENT, ROUND_HALF_UP, _WIDE)


def total(amounts: Iterable[Money | None]) -> Decimal | None:
    """Add up in euro; None when one of the amounts cannot be turned into euro. What is None counts nothing."""
    found = [money.in_euro for money in amounts if money is not None]
    return None if None in found else sum((one for one in found if one is not None), Decimal(0))


def is_currency(code: str) -> bool:
    """Tell whether *code* has the form of ISO 4217: three capital letters."""
    return _CODE.fullmatch(code) is not None
