"""What one step changed: for the journal, for undo, and for every window that shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.kernel.translated import Lazy

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One row before and after a step; None where it did not exist."""

    table: str
    id: str
    before: Values | None
    after: Values | None

    @property
    def fields(self) -> frozenset[str]:
        """The columns that the step wrote."""
        if self.before is None or self.after is None:
            return frozenset(self.before or self.after or ())
        return frozenset(f for f in self.after if self.before.get(f) != self.after[f])

    def backwards(self) -> Change:
        """The change that takes this one back."""
        return Change(self.table, self.id, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Changes:
    """What windows need to know of a step: which records of which kind it touched.

    A row that belongs to another record touches that one too: a programme item touches its mission. `everything` means
    that the whole file was exchanged (a restore).
    """

    step: int
    label: Lazy
    touched: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    everything: bool = False

    def touch(self, kind: str, id: str | None = None) -> bool:
        """Tell whether a record of *kind*, or this very one, was touched."""
        if self.everything:
            return True
        ids = self.touched.get(kind, frozenset())
        return bool(ids) if id is None else id in ids

    def touch_any(self, kinds: Iterable[str]) -> bool:
        """Tell whether a record of one of *kinds* was touched."""
        return any(self.touch(kind) for kind in kinds)
