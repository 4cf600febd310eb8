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
from app.kernel.commands import Command, Handler
from app.kernel.consequences import Consequence
from app.kernel.permissions import User
from app.kernel.queries import Query
from app.kernel.translated import Lazy, Multilingual, lazy

if TYPE_CHECKING:
    from app.adapters.storage.store import Store
    from app.kernel.feature import Feature
    from app.kernel.ids import Ref
    from app.kernel.ports import Entrant, Outside
    from app.kernel.search import Hit

logger = logging.getLogger(__name__)

R = TypeVar("R")
T = TypeVar("T")
PORTRAIT, PHOTOGRAPH = 1200, 1600  # pixels of the longest side of a kept picture: of a face, of an object


@dataclass(frozen=True, slots=True)
class Outcome(Generic[R]):
    """What a command gave: its result, and what it changed (nothing, when it was a repeat)."""

    result: R
    changes: Changes
    repeated: bool = False
    consequences: tuple[Consequence, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview(Generic[R]):
    """What a command would give and bring about, if it were carried out now; `undoable` when the step could be taken back."""

    result: R
    consequences: tuple[Consequence, ...]
    undoable: bool


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


@dataclass(frozen=True, slots=True)
class Caller:
    """Whoever uses this application: the account that is signed in (empty while nobody is), and the name on the machine."""

    account: str
    login_name: str


class Application:
    """The office's file, open. Safe to call from several threads: writers take turns.

    It keeps in mind who is signed in, never what they may do: that is asked anew inside the transaction of each step and query.
    """

    def __init__(
        self,
        store: Store,
        features: Sequence[Feature],
        handlers: dict[type[Command[Any]], Handler],
        clock: Clock,
        login_name: str,
        outside: Outside,
    ) -> None:
        self.features = tuple(features)
        self.clock = clock
        self.outside = outside
        self._store = store
        self._handlers = handlers
        self._caller = Caller("", login_name)
        self._writing = threading.Lock()
        self._listeners: list[Callable[[Changes], None]] = []

    @property
    def user(self) -> User:
        """Who acts, with the rights of this moment; for what is shown. What is done asks again."""
        return self._store.user(self._caller)

    @property
    def signed_in(self) -> bool:
        """Whether somebody has signed in."""
        return bool(self._caller.account)

    def entrants(self) -> Sequence[Entrant]:
        """Give those who can sign in, by name; nobody on a desk without accounts."""
        return self._store.entrants()

    def sign_in(self, login: str, password: str = "") -> User:
        """Act as the account *login* from now on; raise `Refused` for a name that is not known or a password that is not right."""
        admission = self._store.admit(login, password)
        if admission.secret:
            with self._writing:
                self._store.keep_secret(admission)
        return self._act_as(admission.account, lazy("Signed in"))

    def sign_out(self) -> User:
        """Act as whoever works here without signing in."""
        return self._act_as("", lazy("Signed out"))

    def execute(self, command: Command[R]) -> Outcome[R]:
        """Carry out *command* as one step, or refuse it and leave everything as it was.

        Raises the errors of `kernel/errors.py`. The same command again returns the first result.
        """
        handler = self._handlers[type(command)]
        with self._writing:
            outcome = self._store.carry_out(command, handler, self._caller)
        return self._tell(outcome)

    def preview(self, command: Command[R]) -> Preview[R]:
        """Carry out *command*, see what follows from it, and take everything back: nothing is written, nobody is told.

        Raises what `execute` would raise.
        """
        handler = self._handlers[type(command)]
        with self._writing:
            return self._store.preview(command, handler, self._caller)

    def together(self, label: Lazy, act: Callable[[Callable[[Command[Any]], Any]], R]) -> Outcome[R]:
        """Carry out several commands as one step with the name *label*: all of them or none, and one undo for all.

        *act* is handed a function that carries out a command and returns its result. Raises as `execute` does.
        """
        with self._writing:
            outcome = self._store.together(label, act, self._handlers, self._caller)
        return self._tell(outcome)

    def ask(self, query: Query[T]) -> T:
        """Answer *query* from one consistent state of the office."""
        return self._store.answer(query, self._caller)

    def catch_up(self) -> int:
        """Do what time has brought about since somebody last looked, as far as the user may; give how many chores were due."""
        user = self.user
        chores = [chore for feature in self.features for chore in feature.chores]
        mine = [(chore.due(), chore.command()) for chore in chores]
        due = [command for query, command in mine if user.may(query.permission) and user.may(command.permission) and self.ask(query)]
        for command in due:
            self.execute(command)
        return len(due)

    def undo(self, action: str | None = None) -> Outcome[int]:
        """Take back the last step that is left to take back; raise `Refused` when there is none, `Changed` when overtaken.

        It needs the rights of the commands that the step carried out.
        """
        with self._writing:
            outcome = self._store.undo(self._caller, action)
        return self._tell(outcome)

    def redo(self, action: str | None = None) -> Outcome[int]:
        """Do again the step that was taken back last."""
        with self._writing:
            outcome = self._store.redo(self._caller, action)
        return self._tell(outcome)

    def next_undo(self) -> Step | None:
        """The step that undo would take back; none when the user may not."""
        return self._store.next_undo(self._caller)

    def next_redo(self) -> Step | None:
        """The step that redo would do again; none when the user may not."""
        return self._store.next_redo(self._caller)

    def history(self, *, kind: str | None = None, id: str | None = None, limit: int = 500) -> list[Step]:
        """List the steps, newest first; only those that touched a record of *kind*, with its parts, when given."""
        return self._store.history(self._caller, kind, id, limit)

    def step_fields(self, seq: int) -> list[FieldChange]:
        """List what a step changed, field by field."""
        return self._store.step_fields(self._caller, seq)

    def find(self, text: str, *, kinds: Sequence[str] = (), limit: int = 50) -> list[Hit]:
        """Find records of all domains by the beginnings of words, accents and word order ignored; only what the user may see."""
        return self._store.find(self._caller, text, kinds, limit)

    def title_of(self, ref: Ref) -> Multilingual:
        """Give the name under which a record is known; empty when it is not, or when the user may not see it."""
        return self._store.title_of(self._caller, ref)

    def keep_picture(self, content: bytes, *, largest: int = PORTRAIT) -> str:
        """Keep a picture: turned upright, its metadata stripped, at most *largest* pixels a side (`PORTRAIT`, `PHOTOGRAPH`).

        Raises `Refused` for what is no picture, is broken, moves or is too large. The same picture again has the same digest.
        """
        from app.adapters.files.pictures import bounded  # slow import

        return self._store.keep(self._caller, bounded(content, largest), "image/jpeg")

    def keep_file(self, content: bytes) -> str:
        """Keep an attached file as it is: a scan, a receipt, a report. Raises `Refused` for what is too large or of another kind."""
        from app.adapters.files.attachments import accepted  # needed by few

        return self._store.keep(self._caller, content, accepted(content))

    def file(self, digest: str) -> bytes | None:
        """Return the content of a file that is kept."""
        return self._store.file(self._caller, digest)

    @property
    def place(self) -> str:
        """Where the office's file is."""
        return str(self._store.place)

    def backup(self, target: str) -> None:
        """Write a checked copy to *target* while the file is in use."""
        self._store.backup(self._caller, target)

    def restore(self, source: str) -> None:
        """Replace everything by the copy at *source*, after checking it and keeping a copy of what was there."""
        with self._writing:
            changes = self._store.restore(self._caller, source)
        self._announce(changes)

    def check(self) -> list[Any]:
        """Check the file, its references and its journal; give the findings, none when all is well."""
        return self._store.check(self._caller)

    def subscribe(self, listener: Callable[[Changes], None]) -> Callable[[], None]:
        """Call *listener* with the changes of every step, in the thread that carried it out; return the way to stop."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def look_elsewhere(self) -> Changes | None:
        """Tell this process's listeners what other processes have written since the last look."""
        changes = self._store.news()
        if changes is not None:
            self._announce(changes)
        return changes

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()

    def on_another_day(self, clock: Clock) -> Application:
        """Give the same file under another clock and with a user of its own, to tell a story of other days.

        What it writes, this one and its listeners learn through `look_elsewhere`. It is let go of with this one, never closed by itself.
        """
        other = Application(self._store.under(clock), self.features, self._handlers, clock, self._caller.login_name, self.outside)
        other._writing = self._writing
        return other

    def _tell(self, outcome: Outcome[T]) -> Outcome[T]:
        if not outcome.repeated:
            self._announce(outcome.changes)
        return outcome

    def _act_as(self, account: str, label: Lazy) -> User:
        self._caller = Caller(account, self._caller.login_name)
        self._announce(Changes(0, label, everything=True))
        return self.user

    def _announce(self, changes: Changes) -> None:
        for listener in tuple(self._listeners):
            listener(changes)
