"""The office's file as the application uses it: carries out commands, answers queries, takes steps back, checks itself."""

from __future__ import annotations

import threading
from collections.abc import Generator, Mapping, Sequence
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
from app.application import FieldChange, Outcome, Step
from app.kernel.changes import Change, Changes
from app.kernel.clock import Clock
from app.kernel.commands import Command, Handler
from app.kernel.errors import Changed, Finding, Refused
from app.kernel.feature import Feature
from app.kernel.ids import Ref, new_id
from app.kernel.permissions import User
from app.kernel.queries import Query
from app.kernel.translated import Multilingual, lazy
from app.mapping.base import Base, Record

T = TypeVar("T")
R = TypeVar("R")

_NOTHING = Changes(0, lazy("Nothing changed"))


class Store:
    """One open file. Writers must take turns: `Application` holds the lock."""

    def __init__(self, engine: Engine, place: Path | str, features: Sequence[Feature], clock: Clock) -> None:
        self.engine = engine
        self.place = place
        self._features = tuple(features)
        self._clock = clock
        self._searchables = tuple(source for feature in features for source in feature.search)
        self._records: Mapping[str, type[Record]] = {r.__tablename__: r for feature in features for r in feature.records}
        # A database in memory has one connection for all threads; in a file everyone has an own one.
        self._gate: AbstractContextManager[Any] = threading.RLock() if str(place) == MEMORY else nullcontext()
        self._seen = self._reached = self._mark()

    @classmethod
    def open(cls, place: Path | str, features: Sequence[Feature], clock: Clock) -> Store:
        """Open the file at *place*; see `schema.open_engine` for what is refused."""
        if str(place) != MEMORY:
            return cls(open_engine(Path(place), clock.now()), Path(place), features, clock)
        engine = sqlite_engine(MEMORY)
        Base.metadata.create_all(engine)
        return cls(engine, place, features, clock)

    def carry_out(self, command: Command[R], handler: Handler, user: User) -> Outcome[R]:
        """Run the handler of *command* in one transaction and journal what it changed."""
        with self._step() as session:
            connection = session.connection()
            if (
                before := connection.execute(select(StepRow.seq, StepRow.result).where(StepRow.action == command.action)).first()
            ) is not None:
                return Outcome(before.result, _NOTHING, repeated=True)
            recorder = Recorder(session)
            work = self._work(session, user)
            result = handler.function(command, work)
            session.flush()
            changes = recorder.changes()
            if not changes:
                session.rollback()
                return Outcome(result, _NOTHING, repeated=True)
            facts = {
                "action": command.action,
                "command": type(command).__name__,
                "move": "do",
                "label": label_to_json(work.label or command.label),
                "result": result,
                "undoable": command.undoable,
                "reverts": None,
            }
            told = self._journal(session, work, facts, changes)
        return Outcome(result, told)

    def answer(self, query: Query[T], user: User) -> T:
        """Run *query* on one consistent state."""
        with self._reading() as session:
            return query.run(self._work(session, user))

    def undo(self, user: User, action: str | None) -> Outcome[int]:
        """Take back the last open step of *user*."""
        return self._revert(user, action, "undo", lazy("There is nothing to undo."))

    def redo(self, user: User, action: str | None) -> Outcome[int]:
        """Do again what *user* took back last."""
        return self._revert(user, action, "redo", lazy("There is nothing to redo."))

    def next_undo(self, user: User) -> Step | None:
        """The step that undo would take back."""
        return self._next(user, "undo")

    def next_redo(self, user: User) -> Step | None:
        """The step that redo would do again."""
        return self._next(user, "redo")

    def history(self, kind: str | None, id: str | None, limit: int) -> list[Step]:
        """List steps, newest first."""
        with self._reading() as session:
            return steps.history(session.connection(), kind, id, limit)

    def step_fields(self, seq: int) -> list[FieldChange]:
        """List the fields that a step changed."""
        with self._reading() as session:
            return steps.fields_of(session.connection(), seq, self._records)

    def find(self, text: str, kinds: Sequence[str], limit: int) -> Any:
        """Find records by the beginnings of words."""
        with self._reading() as session:
            return search_index.find(session.connection(), text, kinds, limit)

    def title_of(self, ref: Ref) -> Multilingual:
        """Give the title under which a record is known; empty when it is not."""
        with self._reading() as session:
            return search_index.titles(session.connection(), [ref]).get(ref, Multilingual())

    def keep(self, content: bytes, media_type: str) -> str:
        """Keep the content of a file."""
        with self._step() as session:
            return self._work(session, User("")).files.store(content, media_type)

    def file(self, digest: str) -> bytes | None:
        """Return the content of a file."""
        with self._reading() as session:
            return self._work(session, User("")).files.read(digest)

    def backup(self, target: str) -> None:
        """Write a checked copy."""
        with self._gate:
            write_copy(self.engine, Path(target).absolute())

    def restore(self, source: str) -> Changes:
        """Put a copy back, after keeping one of what was there."""
        with self._gate:
            put_back(self.engine, self.place, Path(source).absolute(), self._clock.now())
        self._seen = self._mark()
        return Changes(self._seen[0], steps.RESTORED, everything=True)

    def check(self) -> list[Finding]:
        """Check the file, its references and its journal."""
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

    def _revert(self, user: User, action: str | None, move: str, nothing: Any) -> Outcome[int]:
        action = action or new_id()
        with self._step() as session:
            connection = session.connection()
            if (before := connection.execute(select(StepRow.seq).where(StepRow.action == action)).first()) is not None:
                return Outcome(before.seq, _NOTHING, repeated=True)
            target = steps.open_step(connection, user.name, move)
            if target is None:
                raise Refused(Finding("", nothing, rule=f"nothing-to-{move}"))
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
            told = self._journal(session, self._work(session, user), facts, changes)
            connection.execute(update(StepRow).where(StepRow.seq == target.seq).values(reverted_by=told.step))
        return Outcome(target.seq, told)

    def _next(self, user: User, move: str) -> Step | None:
        with self._reading() as session:
            row = steps.open_step(session.connection(), user.name, move)
        return steps.shown(row) if row else None

    def _journal(self, session: Session, work: SqlWork, facts: Mapping[str, Any], changes: Sequence[Change]) -> Changes:
        connection = session.connection()
        search_index.refresh(connection, work, self._searchables, changes)
        touched = touched_by(changes, self._records)
        before = steps.mark(connection)
        seq = write_step(connection, {**facts, "at": work.now, "stamp": time_ns(), "user": work.user.name}, changes, touched)
        # Others may have written meanwhile: then this step is told again with theirs at the next look.
        self._reached = steps.mark(connection) if self._seen == before else self._seen
        return Changes(seq, label_from_json(facts["label"]), touched)

    def _work(self, session: Session, user: User) -> SqlWork:
        return SqlWork(session, user, self._clock.now(), self._features)

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


def _referred(error: IntegrityError) -> Any:
    if "UNIQUE" in str(error.orig):
        return lazy("There is already a record with this number or name.")
    return lazy("Other records still refer to this one. Remove or change those first.")
