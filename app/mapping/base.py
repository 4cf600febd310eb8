"""How a record is declared: its base class, its identifier, its version, and whom a change of it concerns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from time import time_ns
from typing import Any, ClassVar

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from app.kernel.ids import Ref, new_id
from app.kernel.periods import PartialDate
from app.kernel.translated import Multilingual
from app.mapping import types

# Marks a column that an undo does not set back (`info={ONWARD: True}`): a counter goes one further, a moment becomes now.
ONWARD = "onward"
# Marks a column that names a record of another kind by a code that need not be a row (`info={NAMES: "office"}`): the program may bring it.
NAMES = "names"
# Marks a column that holds what is shown to nobody without a right and a purpose (`info={PRIVATE: True}`): the history masks it.
PRIVATE = "private"
STRICT = {"sqlite_strict": True}  # SQLite keeps to the declared types; each table says so, with its indexes or without


class Base(DeclarativeBase):
    """Every table of the office. Constraints are named from the first day, so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: types.SHORT,
        bool: types.Flag(),
        bytes: types.BYTES,
        date: types.Day(),
        time: types.TimeOfDay(),
        datetime: types.UtcMoment(),
        Decimal: types.Exact(),
        PartialDate: types.KnownDay(),
        Multilingual: types.Languages(),
        tuple[str, ...]: types.Codes(),
    }

    __table_args__: Any = STRICT


def _stamp(_version: int | None) -> int:
    # A stamp, not a counter: a number never comes back, so no stale window can match by accident.
    return time_ns()


class Record(Base):
    """A row that the journal watches.

    `kind` is the word for it in a `Ref`; `owners` names the columns that hold the id of a record of another kind which a
    change of this row concerns too ({"mission_id": "mission"}), so that its windows follow. `holders` are the pairs of columns that
    hold a kind and an id, where the row belongs to a record of whatever kind (("subject_kind", "subject_id"),).
    """

    __abstract__ = True

    kind: ClassVar[str] = ""
    owners: ClassVar[Mapping[str, str]] = {}
    holders: ClassVar[tuple[tuple[str, str], ...]] = ()

    id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(types.LONG)

    def __init__(self, **values: Any) -> None:
        # Known before it is stored: a handler can point at a record it has just made.
        super().__init__(**{"id": new_id(), **values})

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - SQLAlchemy hands in the class
        return {"version_id_col": cls.version, "version_id_generator": _stamp}

    @property
    def ref(self) -> Ref:
        """The pointer at this record."""
        return Ref(self.kind, self.id)


@cache
def written_columns(record: type[Record]) -> frozenset[str]:
    """Name the columns in which somebody can write words: texts that are neither a key, a reference nor one of a few codes."""
    return frozenset(
        column.key
        for column in record.__table__.columns
        if types.is_text(column.type)
        and not (column.primary_key or column.foreign_keys or isinstance(column.type, types.Code | types.KnownDay))
    )
