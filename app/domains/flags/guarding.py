"""What must hold of the stock below the interface, whatever way a change comes in: window, command line, undo.

No step may promise more flags than are free on any of the days. Flags that break or get lost lower the stock, whatever is promised: that
is told, not refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.domains.flags.commands.stock import not_free
from app.domains.flags.house import flag_rules
from app.domains.flags.queries.stock import shelves
from app.domains.flags.records import FlagItem, FlagReservation
from app.domains.flags.terms import RESERVATION, ReservationState
from app.kernel.changes import Change
from app.kernel.errors import Finding
from app.kernel.guards import Guard, StepFacts
from app.kernel.ids import Ref
from app.kernel.work import Reader


def check(reader: Reader, changes: Sequence[Change], _step: StepFacts) -> Sequence[Finding]:
    """Look at the reservations that a step adds, moves or makes larger."""
    return list(_faults(reader, changes))


def _faults(reader: Reader, changes: Sequence[Change]) -> Iterator[Finding]:
    grown = [change for change in changes if change.table == FlagReservation.__tablename__ and _asks_more(change)]
    counted = shelves(reader, {change.after["item_id"] for change in grown if change.after})
    for change in grown:
        assert change.after is not None
        after = change.after
        free, day = counted[after["item_id"]].least_free(after["starts"], after["ends"], reader.today)
        if free < 0:
            item = reader.get(FlagItem, after["item_id"])
            message = not_free(flag_rules.of(reader).title_of(item.code), free + after["number"], day)
            yield Finding("number", message, rule="flags-not-free", ref=Ref(RESERVATION, change.id))


def _asks_more(change: Change) -> bool:
    if not _counts(change.after):
        return False
    assert change.after is not None
    before, after = change.before, change.after
    if not _counts(before) or before is None or before["item_id"] != after["item_id"]:
        return True
    return after["number"] > before["number"] or after["starts"] < before["starts"] or after["ends"] > before["ends"]


def _counts(values: Mapping[str, Any] | None) -> bool:
    return values is not None and values["state"] != ReservationState.RETURNED


GUARD = Guard(frozenset({RESERVATION}), check)
