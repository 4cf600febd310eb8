"""The unit of work on SQLAlchemy: one session, one transaction, closed at the end. Nothing mapped leaves it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Executable, Row, Select, Text, delete, insert, literal, or_, select, type_coerce
from sqlalchemy.orm import Session

from app.adapters.storage import search_index
from app.adapters.storage.tables import StoredFile
from app.kernel.clock import BRUSSELS
from app.kernel.commands import Command, Handler
from app.kernel.consequences import Consequence
from app.kernel.errors import Gone
from app.kernel.events import Event
from app.kernel.feature import Feature
from app.kernel.ids import Ref
from app.kernel.permissions import User
from app.kernel.ports import FileStore
from app.kernel.search import SHOWN_WHEN_FILTERED
from app.kernel.translated import Lazy
from app.mapping.base import Record
from app.mapping.types import is_text

T = TypeVar("T")
R = TypeVar("R")


class StoredFiles:
    """Portraits and scans in the office's own file, so that one copy holds everything."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def store(self, content: bytes, media_type: str) -> str:
        """Keep *content* once; return its digest."""
        digest = hashlib.sha256(content).hexdigest()
        connection = self._session.connection()
        if connection.scalar(select(StoredFile.digest).where(StoredFile.digest == digest)) is None:
            connection.execute(insert(StoredFile), {"digest": digest, "media_type": media_type, "size": len(content), "content": content})
        return digest

    def read(self, digest: str) -> bytes | None:
        """Return the content, or nothing."""
        return self._session.connection().scalar(select(StoredFile.content).where(StoredFile.digest == digest))

    def read_many(self, digests: Sequence[str]) -> Mapping[str, bytes]:
        """Return the contents that are kept."""
        rows = self._session.connection().execute(select(StoredFile.digest, StoredFile.content).where(StoredFile.digest.in_(digests)))
        return {row.digest: row.content for row in rows}

    def forget(self, digest: str) -> bool:
        """Destroy the content, unless a record still names it."""
        self._session.flush()
        connection = self._session.connection()
        if any(connection.scalar(statement) for statement in _naming(digest)):
            return False
        return connection.execute(delete(StoredFile).where(StoredFile.digest == digest)).rowcount > 0


class SqlWork:
    """Fulfils `Work`, and `Reader` when nothing is written."""

    def __init__(self, session: Session, user: User, now: datetime, features: Sequence[Feature]) -> None:
        self._session = session
        self.user = user
        self.now = now
        self.features = features
        self.label: Lazy | None = None  # the name of this step, when a handler gives it one
        self.commands: list[str] = []  # the names of the commands that this step carries out
        self.undoable = True
        self.keeps_result = True
        self.seals: list[Ref] = []
        self.consequences: list[Consequence] = []

    @property
    def connection(self) -> Connection:
        """The transaction itself, for the storage."""
        return self._session.connection()

    @property
    def today(self) -> date:
        """The day it is in Brussels."""
        return self.now.astimezone(BRUSSELS).date()

    @property
    def files(self) -> FileStore:
        """Portraits and scans, by their digest."""
        return StoredFiles(self._session)

    def get(self, record: type[T], id: str) -> T:
        """Fetch a record; raise `Gone` when it is not there."""
        found = self._session.get(record, id)
        if found is None:
            raise Gone(Ref(cast("type[Record]", record).kind, id))
        return found

    def find(self, record: type[T], id: str | None) -> T | None:
        """Fetch a record, or nothing."""
        return self._session.get(record, id) if id else None

    def rows(self, statement: Executable) -> Sequence[Row[*tuple[Any, ...]]]:
        """Fetch the rows of *statement*."""
        return self._session.execute(statement).all()

    def scalars(self, statement: Select[T]) -> Sequence[T]:
        """Fetch the first column of *statement*."""
        if _gives_texts(statement):
            # The ids of a whole register: making an object of each row first would take four times as long.
            self._session.flush()
            cursor: Any = self._session.connection().execute(statement).cursor
            return [row[0] for row in cursor.fetchall()]
        return self._session.scalars(statement).all()

    def scalar(self, statement: Select[T]) -> T | None:
        """Fetch the first column of the first row of *statement*."""
        return self._session.scalars(statement.limit(1)).first()

    def matching(self, kind: str, text: str, limit: int = SHOWN_WHEN_FILTERED) -> list[str]:
        """Give the ids of records of *kind* that search finds."""
        return search_index.matching(self._session.connection(), kind, text, limit)

    def add(self, record: object) -> None:
        """Store a new record."""
        self._session.add(record)

    def remove(self, record: object) -> None:
        """Remove a record."""
        self._session.delete(record)

    def describe(self, label: Lazy) -> None:
        """Name this very step."""
        self.label = label

    def seal(self, ref: Ref) -> None:
        """Close what was done to a record before this step."""
        if ref not in self.seals:
            self.seals.append(ref)

    def flush(self) -> None:
        """Send what is pending to the database."""
        self._session.flush()

    def carry_out(self, command: Command[R], handler: Handler) -> R:
        """Carry out one command of this step; its right is asked for here, inside the transaction."""
        self.user.require(command.permission)
        self.commands.append(type(command).__name__)
        self.undoable = self.undoable and command.undoable
        self.keeps_result = self.keeps_result and command.keeps_result
        return handler.function(command, self)

    def announce(self, event: Event) -> None:
        """Let the other domains react, in the order of the features; what followed is kept in mind, to be told."""
        if isinstance(event, Consequence):
            self.consequences.append(event)
        for feature in self.features:
            for reaction in feature.reactions:
                if isinstance(event, reaction.event):
                    reaction.react(event, self)


def _naming(digest: str) -> Iterator[Select[int]]:
    """Look for *digest* in every column of every record in which it can stand: by itself, or within what is kept as one text."""
    for mapper in Record.registry.mappers:
        if issubclass(mapper.class_, Record):
            texts = [column for column in mapper.columns if is_text(column.type)]
            yield select(literal(1)).where(or_(*(type_coerce(column, Text).contains(digest) for column in texts))).limit(1)


def _gives_texts(statement: Select[Any]) -> bool:
    """Tell whether *statement* selects one column of plain text, which the driver gives as it is."""
    columns = statement.selected_columns
    return len(columns) == 1 and type(columns[0].type) is Text
