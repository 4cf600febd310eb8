"""The program without a face: the one door through which windows and the command line go.

Three verbs: `execute` a command, `ask` a query, and undo or redo a step by its name.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from app.kernel.changes import Changes
from app.kernel.clock import Clock
from app.kernel.commands import Command, Handler, Together
from app.kernel.permissions import User
from app.kernel.queries import Query
from app.kernel.translated import Lazy, Multilingual

if TYPE_CHECKING:
    from app.adapters.storage.store import Store
    from app.kernel.feature import Feature
    from app.kernel.ids import Ref
    from app.kernel.ports import Outside
    from app.kernel.search import Hit
    from app.kernel.work import Work

logger = logging.getLogger(__name__)

R = TypeVar("R")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[R]):
    """What a command gave: its result, and what it changed (nothing, when it was a repeat)."""

    result: R
    changes: Changes
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the history: who did what and when. `fields` stays empty until the details are asked for."""

    seq: int
    at: datetime
    user: str
    label: Lazy
    move: str
    undoable: bool
    reverted: bool

    @property
    def id(self) -> str:
        """The identity of the line in a list."""
        return str(self.seq)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after a step, of the row of a record. Absent where the row did not exist."""

    record: str
    row: str
    field: str
    before: Any
    after: Any


class Application:
    """The office's file, open. Safe to call from several threads: writers take turns."""

    def __init__(
        self,
        store: Store,
        features: Sequence[Feature],
        handlers: dict[type[Command[Any]], Handler],
        clock: Clock,
        user: User,
        outside: Outside,
    ) -> None:
        self.features = tuple(features)
        self.clock = clock
        self.user = user
        self.outside = outside
        self._store = store
        self._handlers = handlers
        self._writing = threading.Lock()
        self._listeners: list[Callable[[Changes], None]] = []

    def execute(self, command: Command[R]) -> Outcome[R]:
        """Carry out *command* as one step, or refuse it and leave everything as it was.

        Raises the errors of `kernel/errors.py`. The same command again returns the first result.
        """
        self.user.require(command.permission)
        handler = self._handlers[type(command)]
        with self._writing:
            outcome = self._store.carry_out(command, handler, self.user)
        return self._tell(outcome)

    def together(self, label: Lazy, act: Callable[[Callable[[Command[Any]], Any]], R]) -> Outcome[R]:
        """Carry out several commands as one step with the name *label*: all of them or none, and one undo for all.

        *act* is handed a function that carries out a command and returns its result. Raises as `execute` does.
        """

        def carry_out(_together: Together, work: Work) -> R:
            def do(command: Command[Any]) -> Any:
                self.user.require(command.permission)
                result = self._handlers[type(command)].function(command, work)
                work.flush()
                return result

            result = act(do)
            work.describe(label)
            return result

        with self._writing:
            outcome = self._store.carry_out(Together(), Handler(Together, carry_out), self.user)
        return self._tell(outcome)

    def ask(self, query: Query[T]) -> T:
        """Answer *query* from one consistent state of the office."""
        self.user.require(query.permission)
        return self._store.answer(query, self.user)

    def undo(self, action: str | None = None) -> Outcome[int]:
        """Take back the last step that is left to take back; raise `Refused` when there is none, `Changed` when overtaken."""
        with self._writing:
            outcome = self._store.undo(self.user, action)
        return self._tell(outcome)

    def redo(self, action: str | None = None) -> Outcome[int]:
        """Do again the step that was taken back last."""
        with self._writing:
            outcome = self._store.redo(self.user, action)
        return self._tell(outcome)

    def next_undo(self) -> Step | None:
        """The step that undo would take back."""
        return self._store.next_undo(self.user)

    def next_redo(self) -> Step | None:
        """The step that redo would do again."""
        return self._store.next_redo(self.user)

    def history(self, *, kind: str | None = None, id: str | None = None, limit: int = 500) -> list[Step]:
        """List the steps, newest first; only those that touched a record of *kind*, with its parts, when given."""
        return self._store.history(kind, id, limit)

    def step_fields(self, seq: int) -> list[FieldChange]:
        """List what a step changed, field by field."""
        return self._store.step_fields(seq)

    def find(self, text: str, *, kinds: Sequence[str] = (), limit: int = 50) -> list[Hit]:
        """Find records of all domains by the beginnings of words, accents and word order ignored."""
        return self._store.find(text, kinds, limit)

    def title_of(self, ref: Ref) -> Multilingual:
        """Give the name under which a record is known; empty when it is not."""
        return self._store.title_of(ref)

    def keep_picture(self, content: bytes) -> str:
        """Keep a portrait: turned upright, its metadata stripped, its size bounded. Raises `Refused` for what is no picture."""
        from app.adapters.files.pictures import portrait  # slow import

        return self._store.keep(portrait(content), "image/jpeg")

    def file(self, digest: str) -> bytes | None:
        """Return the content of a file that is kept."""
        return self._store.file(digest)

    @property
    def place(self) -> str:
        """Where the office's file is."""
        return str(self._store.place)

    def backup(self, target: str) -> None:
        """Write a checked copy to *target* while the file is in use."""
        self._store.backup(target)

    def restore(self, source: str) -> None:
        """Replace everything by the copy at *source*, after checking it and keeping a copy of what was there."""
        with self._writing:
            changes = self._store.restore(source)
        for listener in tuple(self._listeners):
            listener(changes)

    def check(self) -> list[Any]:
        """Check the file, its references and its journal; give the findings, none when all is well."""
        return self._store.check()

    def subscribe(self, listener: Callable[[Changes], None]) -> Callable[[], None]:
        """Call *listener* with the changes of every step, in the thread that carried it out; return the way to stop."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def look_elsewhere(self) -> Changes | None:
        """Tell this process's listeners what other processes have written since the last look."""
        changes = self._store.news()
        if changes is not None:
            for listener in tuple(self._listeners):
                listener(changes)
        return changes

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()

    def _tell(self, outcome: Outcome[T]) -> Outcome[T]:
        if not outcome.repeated:
            for listener in tuple(self._listeners):
                listener(outcome.changes)
        return outcome
