"""What a derogation is asked for, as it is kept: the value found and the limit, in no language."""

from __future__ import annotations

from decimal import Decimal

from app.kernel.money import Money


def neutral(value: object) -> str:
    """Write a value without a language: 3.5, 124.00 EUR, 2026-03-05; empty for nothing."""
    match value:
        case None:
            return ""
        case Money():
            return f"{value.amount:f} {value.currency}"
        case Decimal():
            return format(value.normalize(), "f")
        case _:
            return str(value)
