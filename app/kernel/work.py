"""The unit of work: what a handler may do, and the lesser thing that a query may do.

Both are contracts; `adapters/storage/work.py` fulfils them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from app.kernel.permissions import User
from app.kernel.ports import FileStore
from app.kernel.search import SHOWN_WHEN_FILTERED

if TYPE_CHECKING:
    from sqlalchemy import Executable, Row, Select

    from app.kernel.events import Event
    from app.kernel.feature import Feature
    from app.kernel.ids import Ref
    from app.kernel.translated import Lazy

T = TypeVar("T")


class Reader(Protocol):
    """Reads one consistent state of the office."""

    @property
    def user(self) -> User:
        """Who asks."""
        ...

    @property
    def now(self) -> datetime:
        """The present moment in UTC, the same throughout."""
        ...

    @property
    def today(self) -> date:
        """The day it is in Brussels."""
        ...

    @property
    def features(self) -> Sequence[Feature]:
        """Every domain there is, lowest first, with its contributions."""
        ...

    @property
    def files(self) -> FileStore:
        """Portraits and scans, by their digest."""
        ...

    def get(self, record: type[T], id: str) -> T:
        """Fetch a record; raise `Gone` when it is not there."""
        ...

    def find(self, record: type[T], id: str | None) -> T | None:
        """Fetch a record, or nothing."""
        ...

    def rows(self, statement: Executable) -> Sequence[Row[*tuple[Any, ...]]]:
        """Fetch the rows of *statement*."""
        ...

    def scalars(self, statement: Select[T]) -> Sequence[T]:
        """Fetch the first column of *statement*; records when it selects records."""
        ...

    def scalar(self, statement: Select[T]) -> T | None:
        """Fetch the first column of the first row of *statement*."""
        ...

    def matching(self, kind: str, text: str, limit: int = SHOWN_WHEN_FILTERED) -> list[str]:
        """Give the ids of records of *kind* in which words begin as those of *text* do, at most *limit*, in no order."""
        ...


class Work(Reader, Protocol):
    """One step: everything a handler does in it is stored together or not at all."""

    def add(self, record: object) -> None:
        """Store a new record."""
        ...

    def remove(self, record: object) -> None:
        """Remove a record."""
        ...

    def describe(self, label: Lazy) -> None:
        """Name this very step, for undo and the history; unless a handler does, the step has the label of its command."""
        ...

    def seal(self, ref: Ref) -> None:
        """Close what was done to a record before this step: no earlier step that touched it can be undone or done again.

        A step that seals cannot be undone itself, whatever its command says.
        """
        ...

    def flush(self) -> None:
        """Send what is pending to the database, so that queries see it."""
        ...

    def announce(self, event: Event) -> None:
        """Tell the other domains a fact; their reactions run at once, in this unit of work."""
        ...
