"""The office's file as the application uses it: carries out commands, answers queries, takes steps back, checks itself."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from time import time_ns
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, exists, func, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from app.adapters.storage import audit, search_index
from app.adapters.storage.backup import put_back, write_copy
from app.adapters.storage.engine import MEMORY, sqlite_engine
from app.adapters.storage.journal import Recorder, decode, label_from_json, label_to_json, write_step
from app.adapters.storage.schema import explained, open_engine
from app.adapters.storage.tables import ChangeRow, StepRow, TouchRow
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
from app.kernel.translated import lazy
from app.mapping.base import Base, Record

T = TypeVar("T")
R = TypeVar("R")

_NOTHING = Changes(0, lazy("Nothing changed"))
_RESTORED = lazy("Restored a copy")


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
        self._seen = self._last_step()

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
                "label": label_to_json(command.describe()),
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
        with self._reading() as session:
            return self._shown(self._candidate(session.connection(), user, "undo"))

    def next_redo(self, user: User) -> Step | None:
        """The step that redo would do again."""
        with self._reading() as session:
            return self._shown(self._candidate(session.connection(), user, "redo"))

    def history(self, kind: str | None, id: str | None, limit: int) -> list[Step]:
        """List steps, newest first."""
        statement = select(StepRow.__table__).order_by(StepRow.seq.desc()).limit(limit)
        if kind is not None:
            touch = select(TouchRow.step).where(TouchRow.kind == kind)
            statement = statement.where(StepRow.seq.in_(touch.where(TouchRow.row == id) if id else touch))
        with self._reading() as session:
            return [step for row in session.connection().execute(statement) if (step := self._shown(row))]

    def step_fields(self, seq: int) -> list[FieldChange]:
        """List the fields that a step changed; names of records take the place of their ids where search knows them."""
        with self._reading() as session:
            connection = session.connection()
            fields = [field for change in self._changes_of(connection, seq) for field in self._fields(change)]
            names = search_index.titles(connection, _pointed_at(fields, self._records))
        return [_named(field, names, self._records) for field in fields]

    def find(self, text: str, kinds: Sequence[str], limit: int) -> Any:
        """Find records by the beginnings of words."""
        with self._reading() as session:
            return search_index.find(session.connection(), text, kinds, limit)

    def title_of(self, ref: Ref) -> str:
        """Give the title under which a record is known; empty when it is not."""
        with self._reading() as session:
            return search_index.titles(session.connection(), [ref]).get(ref, "")

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
        self._refuse_own_file(target)
        with self._gate:
            write_copy(self.engine, Path(target).absolute())

    def restore(self, source: str) -> Changes:
        """Put a copy back, after keeping one of what was there."""
        from app.adapters.storage.schema import head, look_at, refuse_strange, upgrade  # what only a restore needs

        self._refuse_own_file(source)
        refuse_strange(Path(source), look_at(Path(source)))
        if isinstance(self.place, Path):
            kept = self.place.with_name(f"{self.place.stem}.before-restore-{self._clock.now():%Y%m%d-%H%M%S}{self.place.suffix}")
            write_copy(self.engine, kept)
        put_back(self.engine, Path(source))
        if look_at(Path(source)).version < head():
            upgrade(self.engine)
        self._seen = self._last_step()
        return Changes(self._seen, _RESTORED, everything=True)

    def _refuse_own_file(self, copy: str) -> None:
        # A rename over the file in use would leave its write-ahead log to a stranger.
        if isinstance(self.place, Path) and Path(copy).exists() and Path(copy).samefile(self.place):
            raise Refused(Finding(copy, lazy("This is the office's own file. Name another file for the copy."), rule="own-file"))

    def check(self) -> list[Finding]:
        """Check the file, its references and its journal."""
        with self._reading() as session:
            return audit.check(session.connection(), self._records)

    def news(self) -> Changes | None:
        """Tell what others have written since the last look; None when nothing."""
        with self._reading() as session:
            connection = session.connection()
            last = connection.scalar(select(func.max(StepRow.seq))) or 0
            if last == self._seen:
                return None
            touched: defaultdict[str, set[str]] = defaultdict(set)
            for row in connection.execute(select(TouchRow.kind, TouchRow.row).where(TouchRow.step > self._seen)):
                touched[row.kind].add(row.row)
            label = connection.scalar(select(StepRow.label).where(StepRow.seq == last))
        restored, self._seen = last < self._seen, last
        shown = label_from_json(label) if label else _RESTORED  # type: ignore[arg-type]
        return Changes(last, shown, {kind: frozenset(ids) for kind, ids in touched.items()}, everything=restored)

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()

    def _revert(self, user: User, action: str | None, move: str, nothing: Any) -> Outcome[int]:
        action = action or new_id()
        with self._step() as session:
            connection = session.connection()
            if (before := connection.execute(select(StepRow.seq).where(StepRow.action == action)).first()) is not None:
                return Outcome(before.seq, _NOTHING, repeated=True)
            target = self._candidate(connection, user, move)
            if target is None:
                raise Refused(Finding("", nothing, rule=f"nothing-to-{move}"))
            try:
                changes = take_back(connection, self._changes_of(connection, target.seq))
            except Overtaken as overtaken:
                raise self._overtaken(connection, overtaken.change) from overtaken
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

    def _journal(self, session: Session, work: SqlWork, facts: Mapping[str, Any], changes: Sequence[Change]) -> Changes:
        connection = session.connection()
        search_index.refresh(connection, work, self._searchables, changes)
        touched = self._touched(changes)
        seq = write_step(connection, {**facts, "at": work.now, "stamp": time_ns(), "user": work.user.name}, changes, touched)
        self._seen = seq if self._seen == seq - 1 else self._seen
        return Changes(seq, label_from_json(facts["label"]), touched)

    def _touched(self, changes: Sequence[Change]) -> dict[str, frozenset[str]]:
        touched: defaultdict[str, set[str]] = defaultdict(set)
        for change in changes:
            record = self._records[change.table]
            touched[record.kind].add(change.id)
            for state in (change.before, change.after):
                for column, kind in record.owners.items():
                    if state and state.get(column):
                        touched[kind].add(state[column])
        return {kind: frozenset(ids) for kind, ids in touched.items()}

    def _candidate(self, connection: Connection, user: User, move: str) -> Any:
        open_steps = (
            select(StepRow.__table__).where(StepRow.reverted_by.is_(None), StepRow.user == user.name).order_by(StepRow.seq.desc()).limit(1)
        )
        if move == "undo":
            return connection.execute(open_steps.where(StepRow.move.in_(("do", "redo")), StepRow.undoable)).first()
        # What was taken back can be done again until something new is done.
        later = StepRow.__table__.alias()
        new = exists().where(later.c.seq > StepRow.seq, later.c.move == "do", later.c.user == user.name, later.c.undoable)
        return connection.execute(open_steps.where(StepRow.move == "undo", ~new)).first()

    def _changes_of(self, connection: Connection, seq: int) -> tuple[Change, ...]:
        rows = connection.execute(select(ChangeRow.__table__).where(ChangeRow.step == seq).order_by(ChangeRow.id)).all()
        tables = Base.metadata.tables
        return tuple(Change(r.record, r.row, decode(tables[r.record], r.before), decode(tables[r.record], r.after)) for r in rows)

    def _overtaken(self, connection: Connection, change: Change) -> Exception:
        record = self._records[change.table]
        now = connection.execute(select(record.__table__).where(record.id == change.id)).mappings().first()
        left = change.after or {}
        fields = tuple(sorted(f for f in change.fields if now is not None and now[f] != left.get(f)))
        return Changed(Ref(record.kind, change.id), fields)

    def _fields(self, change: Change) -> Iterator[FieldChange]:
        record = self._records[change.table]
        for name in record.__table__.columns.keys():
            before, after = ((state or {}).get(name) for state in (change.before, change.after))
            if name not in ("id", "version") and before != after and (before or after):
                yield FieldChange(record.kind, change.id, name, before, after)

    @staticmethod
    def _shown(row: Any) -> Step | None:
        if row is None:
            return None
        return Step(row.seq, row.at, row.user, label_from_json(row.label), row.move, row.undoable, row.reverted_by is not None)

    def _work(self, session: Session, user: User) -> SqlWork:
        return SqlWork(session, user, self._clock.now(), self._features)

    def _last_step(self) -> int:
        with self._reading() as session:
            return session.connection().scalar(select(func.max(StepRow.seq))) or 0

    @contextmanager
    def _step(self) -> Iterator[Session]:
        with (
            self._told_in_sentences(),
            self._gate,
            Session(self.engine.execution_options(begin="IMMEDIATE"), expire_on_commit=False) as session,
        ):
            yield session
            session.commit()

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        with self._told_in_sentences(), self._gate, Session(self.engine, autoflush=False) as session:
            yield session
            session.rollback()

    @contextmanager
    def _told_in_sentences(self) -> Iterator[None]:
        try:
            yield
        except StaleDataError as error:
            raise Changed(Ref("", "")) from error
        except IntegrityError as error:
            raise Refused(Finding("", _referred(error), rule="referred-to")) from error
        except DBAPIError as error:
            if not isinstance(error.orig, self._disk_errors()):
                raise
            raise explained(error.orig, self.place) from error

    @staticmethod
    def _disk_errors() -> tuple[type[Exception], ...]:
        from app.adapters.storage.engine import driver

        return (driver().OperationalError, driver().DatabaseError)


def _referred(error: IntegrityError) -> Any:
    if "UNIQUE" in str(error.orig):
        return lazy("There is already a record with this number or name.")
    return lazy("Other records still refer to this one. Remove or change those first.")


def _targets(records: Mapping[str, type[Record]]) -> dict[tuple[str, str], str]:
    by_table = {table: record.kind for table, record in records.items()}
    return {
        (record.kind, column.name): by_table[key.column.table.name]
        for record in records.values()
        for column in record.__table__.columns
        for key in column.foreign_keys
        if key.column.table.name in by_table
    }


def _pointed_at(fields: Sequence[FieldChange], records: Mapping[str, type[Record]]) -> list[Ref]:
    targets = _targets(records)
    found = [Ref(kind, value) for f in fields if (kind := targets.get((f.record, f.field))) for value in (f.before, f.after) if value]
    return list(dict.fromkeys(found))


def _named(field: FieldChange, names: Mapping[Ref, str], records: Mapping[str, type[Record]]) -> FieldChange:
    kind = _targets(records).get((field.record, field.field))
    if kind is None:
        return field
    before, after = (names.get(Ref(kind, value), value) if value else None for value in (field.before, field.after))
    return FieldChange(field.record, field.row, field.field, before, after)
