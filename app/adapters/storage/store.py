"""The office's file as the application uses it: carries out commands, answers queries, takes steps back, checks itself."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from time import time_ns
from typing import Any, TypeVar

from sqlalchemy import Engine, select, update
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, InterfaceError, ProgrammingError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from app.adapters.storage import audit, search_index, steps
from app.adapters.storage.backup import put_back, write_copy
from app.adapters.storage.engine import MEMORY, driver, sqlite_engine
from app.adapters.storage.journal import Recorder, changes_of, label_from_json, label_to_json, touched_by, write_step
from app.adapters.storage.schema import explained, open_engine
from app.adapters.storage.tables import StepRow
from app.adapters.storage.undo import Overtaken, take_back
from app.adapters.storage.work import SqlWork
from app.application import Caller, FieldChange, Outcome, Preview, Step
from app.kernel.changes import Change, Changes
from app.kernel.clock import Clock
from app.kernel.commands import Command, Handler, Together
from app.kernel.errors import Changed, Finding, Refused, refuse
from app.kernel.feature import Feature
from app.kernel.guards import EVERY_KIND, StepFacts
from app.kernel.ids import Ref, new_id
from app.kernel.permissions import KEEP_FILES, KEEP_OFFICE, SEE_FILES, SEE_HISTORY, Permission, User
from app.kernel.ports import Admission, Directory, Entrant
from app.kernel.queries import Query
from app.kernel.search import Hit
from app.kernel.translated import Lazy, Multilingual, lazy
from app.mapping.base import Base, Record

T = TypeVar("T")
R = TypeVar("R")

NOBODY = User("", frozenset())
_NOTHING = Changes(0, lazy("Nothing changed"))
_USER = "user"  # what a connection remembers of who asked last


class Store:
    """One open file. Writers must take turns: `Application` holds the lock."""

    def __init__(
        self,
        engine: Engine,
        place: Path | str,
        features: Sequence[Feature],
        clock: Clock,
        directory: Directory,
        gate: AbstractContextManager[Any] | None = None,
    ) -> None:
        self.engine = engine
        self.place = place
        self._features = tuple(features)
        self._clock = clock
        self._directory = directory
        self._searchables = tuple(source for feature in features for source in feature.search)
        self._guards = tuple(guard for feature in features for guard in feature.guards)
        self._sight = _rights_to_see(features)
        self._rights = {handler.command.__name__: handler.command.permission for feature in features for handler in feature.commands}
        self._records: Mapping[str, type[Record]] = {r.__tablename__: r for feature in features for r in feature.records}
        self._restored = 0
        # A database in memory has one connection for all threads; in a file everyone has an own one.
        # Whoever shares the connection shares the gate, from the first look on.
        self._gate: AbstractContextManager[Any] = gate or (threading.RLock() if str(place) == MEMORY else nullcontext())
        self._seen = self._reached = self._mark()

    @classmethod
    def open(cls, place: Path | str, features: Sequence[Feature], clock: Clock, directory: Directory) -> Store:
        """Open the file at *place*; see `schema.open_engine` for what is refused."""
        if str(place) != MEMORY:
            return cls(open_engine(Path(place), clock.now()), Path(place), features, clock, directory)
        engine = sqlite_engine(MEMORY)
        Base.metadata.create_all(engine)
        return cls(engine, place, features, clock, directory)

    def under(self, clock: Clock) -> Store:
        """Give the same open file with another clock."""
        return Store(self.engine, self.place, self._features, clock, self._directory, self._gate)

    def carry_out(self, command: Command[R], handler: Handler, caller: Caller) -> Outcome[R]:
        """Run the handler of *command* in one transaction and journal what it changed."""
        return self._carry_out(command, command.label, lambda work: work.carry_out(command, handler), caller)

    def preview(self, command: Command[R], handler: Handler, caller: Caller) -> Preview[R]:
        """Run the handler of *command* and its guards in one transaction that is never kept."""
        with self._told_in_sentences(), self._gate, Session(self.engine.execution_options(begin="IMMEDIATE")) as session:
            work = self._work_of(session, caller)
            recorder = Recorder(session)
            result = work.carry_out(command, handler)
            session.flush()
            self._ask_guards(work, {"move": "do", "command": " ".join(work.commands)}, recorder.changes())
            session.rollback()
            told = result if work.keeps_result else None  # what is told to its user is written down that it was: not here
            return Preview(told, tuple(work.consequences), work.undoable and not work.seals)  # type: ignore[arg-type]

    def together(
        self,
        label: Lazy,
        act: Callable[[Callable[[Command[Any]], Any]], R],
        handlers: Mapping[type[Command[Any]], Handler],
        caller: Caller,
    ) -> Outcome[R]:
        """Run the handlers of several commands in one transaction; each of them needs its own right."""

        def all_of_them(work: SqlWork) -> R:
            def do(command: Command[Any]) -> Any:
                result = work.carry_out(command, handlers[type(command)])
                work.flush()
                return result

            result = act(do)
            work.describe(label)
            return result

        return self._carry_out(Together(), label, all_of_them, caller)

    def answer(self, query: Query[T], caller: Caller) -> T:
        """Run *query* on one consistent state."""
        with self._reading_as(caller, query.permission) as work:
            return query.run(work)

    def undo(self, caller: Caller, action: str | None) -> Outcome[int]:
        """Take back the last open step of the user."""
        return self._revert(caller, action, "undo", lazy("There is nothing to undo."))

    def redo(self, caller: Caller, action: str | None) -> Outcome[int]:
        """Do again what the user took back last."""
        return self._revert(caller, action, "redo", lazy("There is nothing to redo."))

    def next_undo(self, caller: Caller) -> Step | None:
        """The step that undo would take back."""
        return self._next(caller, "undo")

    def next_redo(self, caller: Caller) -> Step | None:
        """The step that redo would do again."""
        return self._next(caller, "redo")

    def history(self, caller: Caller, kind: str | None, id: str | None, limit: int) -> list[Step]:
        """List steps, newest first."""
        with self._reading_as(caller, SEE_HISTORY) as work:
            return steps.history(work.connection, kind, id, limit)

    def step_fields(self, caller: Caller, seq: int) -> list[FieldChange]:
        """List the fields that a step changed."""
        with self._reading_as(caller, SEE_HISTORY) as work:
            return steps.fields_of(work.connection, seq, self._records)

    def find(self, caller: Caller, text: str, kinds: Sequence[str], limit: int) -> list[Hit]:
        """Find records by the beginnings of words, of the kinds that the user may see."""
        with self._reading_as(caller) as work:
            seen = [kind for kind, permission in self._sight.items() if work.user.may(permission) and (not kinds or kind in kinds)]
            return search_index.find(work.connection, text, seen, limit) if seen else []

    def title_of(self, caller: Caller, ref: Ref) -> Multilingual:
        """Give the title under which a record is known; empty when it is not, or not to this user."""
        with self._reading_as(caller) as work:
            if (permission := self._sight.get(ref.kind)) is None or not work.user.may(permission):
                return Multilingual()
            return search_index.titles(work.connection, [ref]).get(ref, Multilingual())

    def keep(self, caller: Caller, content: bytes, media_type: str) -> str:
        """Keep the content of a file."""
        with self._step() as session:
            work = self._work_of(session, caller)
            work.user.require(KEEP_FILES)
            return work.files.store(content, media_type)

    def file(self, caller: Caller, digest: str) -> bytes | None:
        """Return the content of a file."""
        with self._reading_as(caller, SEE_FILES) as work:
            return work.files.read(digest)

    def user(self, caller: Caller) -> User:
        """Give who acts now, with the rights of this moment."""
        with self._reading_as(caller) as work:
            return work.user

    def entrants(self) -> Sequence[Entrant]:
        """Give those who can sign in."""
        with self._reading() as session:
            return self._directory.entrants(self._work(session, NOBODY))

    def admit(self, login: str, password: str) -> Admission:
        """Let somebody in, or refuse."""
        with self._reading() as session:
            return self._directory.admit(self._work(session, NOBODY), login, password)

    def keep_secret(self, admission: Admission) -> None:
        """Keep the password of somebody who was let in in today's way; no step of the journal, because nothing is told by it."""
        with self._step() as session:
            self._directory.keep_secret(self._work(session, NOBODY), admission)
            session.flush()

    def backup(self, caller: Caller, target: str) -> None:
        """Write a checked copy."""
        self._require(caller, KEEP_OFFICE)
        with self._gate:
            write_copy(self.engine, Path(target).absolute())

    def restore(self, caller: Caller, source: str) -> Changes:
        """Put a copy back, after keeping one of what was there."""
        self._require(caller, KEEP_OFFICE)
        with self._gate:
            put_back(self.engine, self.place, Path(source).absolute(), self._clock.now())
        self._restored += 1
        self._seen = self._mark()
        return Changes(self._seen[0], steps.RESTORED, everything=True)

    def check(self, caller: Caller) -> list[Finding]:
        """Check the file, its references and its journal."""
        self._require(caller, KEEP_OFFICE)
        return self.faults()

    def faults(self) -> list[Finding]:
        """Check the file for whoever holds it in hand."""
        with self._reading() as session:
            return audit.check(session.connection(), self._records)

    def news(self) -> Changes | None:
        """Tell what others have written since the last look; None when nothing."""
        with self._reading() as session:
            connection = session.connection()
            changes = steps.since(connection, self._seen)
            self._seen = steps.mark(connection)
        return changes

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()

    def _carry_out(self, command: Command[Any], label: Lazy, act: Callable[[SqlWork], R], caller: Caller) -> Outcome[R]:
        with self._step() as session:
            work = self._work_of(session, caller)
            if not isinstance(command, Together):
                work.user.require(command.permission)
            connection = session.connection()
            if (
                before := connection.execute(select(StepRow.seq, StepRow.result).where(StepRow.action == command.action)).first()
            ) is not None:
                return Outcome(before.result, _NOTHING, repeated=True)
            recorder = Recorder(session)
            result = act(work)
            session.flush()
            changes = recorder.changes()
            if not changes:
                session.rollback()
                return Outcome(result, _NOTHING, repeated=True)
            facts = {
                "action": command.action,
                "command": " ".join(dict.fromkeys(work.commands)),
                "move": "do",
                "label": label_to_json(work.label or label),
                "result": result if work.keeps_result else None,
                "undoable": work.undoable and not work.seals,
                "reverts": None,
            }
            told = self._journal(session, work, facts, changes)
        self.user(caller)  # known again for the next question, which is not to wait for it
        return Outcome(result, told, consequences=tuple(work.consequences))

    def _revert(self, caller: Caller, action: str | None, move: str, nothing: Any) -> Outcome[int]:
        action = action or new_id()
        with self._step() as session:
            connection = session.connection()
            work = self._work_of(session, caller)
            if (before := connection.execute(select(StepRow.seq).where(StepRow.action == action)).first()) is not None:
                return Outcome(before.seq, _NOTHING, repeated=True)
            target = steps.open_step(connection, work.user, move)
            if target is None:
                raise Refused(Finding("", nothing, rule=f"nothing-to-{move}"))
            for permission in self._needed_for(target.command):
                work.user.require(permission)
            try:
                changes = take_back(connection, changes_of(connection, target.seq), self._clock.now())
            except Overtaken as overtaken:
                raise steps.overtaken(connection, overtaken.change, self._records) from overtaken
            facts = {
                "action": action,
                "command": target.command,
                "move": move,
                "label": target.label,
                "result": None,
                "undoable": True,
                "reverts": target.seq,
            }
            told = self._journal(session, work, facts, changes)
            connection.execute(update(StepRow).where(StepRow.seq == target.seq).values(reverted_by=told.step))
        self.user(caller)
        return Outcome(target.seq, told)

    def _next(self, caller: Caller, move: str) -> Step | None:
        with self._reading_as(caller) as work:
            row = steps.open_step(work.connection, work.user, move)
            allowed = row is not None and all(map(work.user.may, self._needed_for(row.command)))
        return steps.shown(row) if row is not None and allowed else None

    def _needed_for(self, commands: str) -> list[Permission]:
        """Give the rights of the commands that a step carried out; one whose command is no longer known is left to who keeps the office."""
        return [self._rights.get(name, KEEP_OFFICE) for name in commands.split()]

    def _journal(self, session: Session, work: SqlWork, facts: Mapping[str, Any], changes: Sequence[Change]) -> Changes:
        connection = session.connection()
        self._ask_guards(work, facts, changes)
        search_index.refresh(connection, work, self._searchables, changes)
        touched = touched_by(changes, self._records)
        before = steps.mark(connection)
        who = {"user": work.user.name, "account": work.user.id or None}
        sealed = [[ref.kind, ref.id] for ref in work.seals] or None
        seq = write_step(
            connection, {**facts, **who, "at": work.now, "stamp": time_ns(), "seals": sealed, "sealed_by": None}, changes, touched
        )
        # Others may have written meanwhile: then this step is told again with theirs at the next look.
        self._reached = steps.mark(connection) if self._seen == before else self._seen
        return Changes(seq, label_from_json(facts["label"]), touched)

    def _ask_guards(self, work: SqlWork, facts: Mapping[str, Any], changes: Sequence[Change]) -> None:
        kinds = {self._records[change.table].kind for change in changes}
        step = StepFacts(facts["move"], tuple(facts["command"].split()), work.user)
        for guard in self._guards:
            if guard.kinds == EVERY_KIND:
                refuse(guard.check(work, changes, step))
            elif guard.kinds & kinds:
                refuse(guard.check(work, [change for change in changes if self._records[change.table].kind in guard.kinds], step))

    def _work(self, session: Session, user: User) -> SqlWork:
        return SqlWork(session, user, self._clock.now(), self._features)

    def _work_of(self, session: Session, caller: Caller) -> SqlWork:
        """Begin the work of whoever calls, with the rights of this very moment."""
        work = self._work(session, NOBODY)
        work.user = self._user(session, work, caller)
        return work

    def _user(self, session: Session, work: SqlWork, caller: Caller) -> User:
        # Asked at every keystroke: as long as nothing at all was written, here or elsewhere, the answer is the one before.
        connection = session.connection()
        raw: Any = connection.connection.driver_connection
        stamp = raw.execute("PRAGMA data_version").fetchone()[0], raw.total_changes, self._restored, work.today, caller
        known = connection.info.get(_USER)
        if known is None or known[0] != stamp:
            known = connection.info[_USER] = stamp, self._directory.user(work, caller.account, caller.login_name)
        return known[1]

    def _require(self, caller: Caller, permission: Permission) -> None:
        self.user(caller).require(permission)

    def _mark(self) -> steps.Mark:
        with self._reading() as session:
            return steps.mark(session.connection())

    @contextmanager
    def _step(self) -> Generator[Session]:
        self._reached = self._seen
        with (
            self._told_in_sentences(),
            self._gate,
            Session(self.engine.execution_options(begin="IMMEDIATE"), expire_on_commit=False) as session,
        ):
            yield session
            session.commit()
        self._seen = self._reached

    @contextmanager
    def _reading(self) -> Generator[Session]:
        with self._told_in_sentences(), self._gate, Session(self.engine, autoflush=False) as session:
            yield session
            session.rollback()

    @contextmanager
    def _reading_as(self, caller: Caller, permission: Permission | None = None) -> Generator[SqlWork]:
        with self._reading() as session:
            work = self._work_of(session, caller)
            if permission is not None:
                work.user.require(permission)
            yield work

    @contextmanager
    def _told_in_sentences(self) -> Generator[None]:
        try:
            yield
        except StaleDataError as error:
            raise Changed(Ref("", "")) from error
        except IntegrityError as error:
            raise Refused(Finding("", _referred(error), rule="referred-to")) from error
        except DBAPIError as error:
            # A statement that is wrong, or values that do not fit it, are our fault and no sentence explains them.
            if (
                error.orig is None
                or not isinstance(error.orig, driver().DatabaseError)
                or isinstance(error, ProgrammingError | InterfaceError | DataError)
            ):
                raise
            raise explained(error.orig, self.place) from error


def _rights_to_see(features: Sequence[Feature]) -> dict[str, Permission]:
    """Give the right to find records of each kind: what its search says, else that of its screen."""
    screens = {screen.kind: screen.permission for feature in features for screen in feature.screens}
    found = {source.kind: source.permission or screens.get(source.kind) for feature in features for source in feature.search}
    if unseen := sorted(kind for kind, permission in found.items() if permission is None):
        raise ValueError(f"search offers records that nobody has the right to see: {unseen}")
    return {kind: permission for kind, permission in found.items() if permission is not None}


def _referred(error: IntegrityError) -> Any:
    if "UNIQUE" in str(error.orig):
        return lazy("There is already a record with this number or name.")
    return lazy("Other records still refer to this one. Remove or change those first.")
