"""An engine on which transactions mean what they say.

The SQLite of `sqlcipher3` is used and never the interpreter's own: versions before 3.51.3 can corrupt a file in WAL mode
when a write meets a checkpoint. Nothing here or elsewhere may `open()` the database file: closing that handle would drop
the locks of our connections (sqlite.org, "How to corrupt", 2.2).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import QueuePool, StaticPool

from app.kernel.errors import Unavailable
from app.kernel.translated import lazy

APPLICATION_ID = 0x41545448  # "ATTH"
NEEDED = (3, 51, 3)
BUSY_MILLISECONDS = 5000
MEMORY = ":memory:"

_PRAGMAS = (
    "foreign_keys=ON",
    "synchronous=FULL",
    f"busy_timeout={BUSY_MILLISECONDS}",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    "secure_delete=ON",
    "temp_store=MEMORY",
)


def driver() -> Any:
    """Give the module that speaks to SQLite; refuse a build with the WAL fault."""
    from sqlcipher3 import dbapi2  # slow import

    if dbapi2.sqlite_version_info < NEEDED:
        raise Unavailable(
            lazy(
                "The database library on this machine is too old ({found}); version {needed} or later is needed.",
                found=".".join(map(str, dbapi2.sqlite_version_info)),
                needed=".".join(map(str, NEEDED)),
            )
        )
    return dbapi2


def sqlite_engine(path: Path | str) -> Engine:
    """Make the engine for the file at *path*, or for a database in memory (`MEMORY`)."""
    module = driver()
    in_memory = str(path) == MEMORY
    connect = _memory_connect(module) if in_memory else _file_connect(module, Path(path))
    engine = create_engine(
        "sqlite://",
        module=module,
        creator=connect,
        poolclass=StaticPool if in_memory else QueuePool,
    )

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: object) -> None:  # pyright: ignore[reportUnusedFunction]
        connection.isolation_level = None  # the driver would begin too late, and not for DDL
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        if not in_memory:
            connection.execute("PRAGMA journal_mode=WAL")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Any) -> None:  # pyright: ignore[reportUnusedFunction]
        # A writer takes the lock at once: upgrading a read later fails under contention in spite of the timeout.
        connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('begin', 'DEFERRED')}")

    @event.listens_for(engine, "checkin")
    def on_checkin(connection: Any, _record: object) -> None:  # pyright: ignore[reportUnusedFunction]
        # A COMMIT that fails (a reference found wanting at the end, a full disk) leaves the transaction open, and nobody else ends it.
        if connection is not None and connection.in_transaction:
            connection.rollback()

    return engine


def _memory_connect(module: Any) -> Callable[[], Any]:
    return lambda: module.connect(MEMORY, check_same_thread=False)


def _file_connect(module: Any, path: Path) -> Callable[[], Any]:
    return lambda: module.connect(str(path), check_same_thread=False, timeout=BUSY_MILLISECONDS / 1000)
