"""What follows a trip: what became of the expected results, and how an advance is settled."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from app.domains.trips.vocabulary import Reached
from app.kernel.fields import Choice
from app.kernel.shapes import as_key
from app.kernel.translated import lazy


@dataclass(frozen=True, slots=True)
class Result:
    """What became of an expected result, in a word and in a sentence."""

    expected: str = as_key(default="", needed=True)
    reached: Reached = Reached.UNKNOWN
    remark: str = ""


class Settlement(StrEnum):
    """The three cases of an advance against what is due to the traveller."""

    EQUAL = "equal"
    TO_TRAVELLER = "owed to the traveller"
    TO_OFFICE = "owed to the office"


SETTLEMENTS = (
    Choice(Settlement.EQUAL, lazy("the advance equals what is due")),
    Choice(Settlement.TO_TRAVELLER, lazy("the office pays the rest")),
    Choice(Settlement.TO_OFFICE, lazy("the traveller pays back the rest")),
)


def settle(due: Decimal, advanced: Decimal) -> tuple[Settlement, Decimal]:
    """Compare what is due to a traveller with the advance; give the case and the amount that is still to be paid (never below zero)."""
    difference = due - advanced
    if difference == 0:
        return Settlement.EQUAL, Decimal(0)
    return (Settlement.TO_TRAVELLER, difference) if difference > 0 else (Settlement.TO_OFFICE, -difference)
