"""The shape of the office's file: how a new one is made, an old one brought up to date, and a strange one refused.

A file is looked at read-only before anything else, so that one we refuse stays as it was to the byte.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine

from app.adapters.storage.engine import APPLICATION_ID, BUSY_MILLISECONDS, MEMORY, driver, sqlite_engine
from app.kernel.errors import Finding, OfficeError, Refused, Unavailable
from app.kernel.ids import new_id
from app.kernel.translated import Lazy, lazy

if TYPE_CHECKING:
    from alembic.config import Config

logger = logging.getLogger(__name__)

MIGRATIONS = Path(__file__).parent / "migrations"
_NUMBER = re.compile(r"(\d{4})_\w+\.pyc?$")


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What the head of a database file says of it."""

    application_id: int
    version: int


def head() -> int:
    """Give the number of the newest migration, which is the version of a file that is up to date."""
    return max((int(match[1]) for path in (MIGRATIONS / "versions").iterdir() if (match := _NUMBER.match(path.name))), default=0)


def open_engine(path: Path, now: datetime) -> Engine:
    """Open the file at *path*, made or brought up to date where needed.

    Raises `Refused` for a file that is not ours or newer than the program, `Unavailable` for one that the disk, its rights or
    another program keep from us.
    """
    if not path.exists():
        _make(path)
    facts = look_at(path)
    refuse_strange(path, facts)
    if not path.stat().st_mode & 0o222 or not os.access(path, os.W_OK):
        raise Unavailable(
            lazy("The file {file} is read-only. Give yourself the right to write to it, or choose another file.", file=str(path))
        )
    engine = sqlite_engine(path)
    if facts.version < head():
        upgrade_with_copy(engine, path, facts.version, now)
    return engine


def look_at(path: Path) -> FileFacts:
    """Read the head of the file at *path* without changing it."""
    module = driver()
    if path.is_dir():
        raise Unavailable(lazy("{file} is a folder; a file is needed.", file=str(path)))
    if path.exists() and path.stat().st_size == 0:
        raise Unavailable(
            lazy("The file {file} is empty: it is cut off or was never an Attaché file. Restore a copy of it.", file=str(path))
        )
    try:
        connection = module.connect(address_to_look(path), uri=True, timeout=BUSY_MILLISECONDS / 1000)
        try:
            facts = FileFacts(_pragma(connection, "application_id"), _pragma(connection, "user_version"))
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        finally:
            connection.close()
    except module.DatabaseError as error:
        raise explained(error, path) from error
    return facts


def address_to_look(path: Path) -> str:
    """Give the address under which the file at *path* is read without anything being written, not even beside it."""
    # Without a write-ahead log nobody has the file open, and even a reader would make one beside it unless told not to.
    logged = path.with_name(f"{path.name}-wal").exists()
    return f"{path.resolve().as_uri()}?mode=ro{'' if logged else '&immutable=1'}"


def refuse_strange(path: Path, facts: FileFacts) -> None:
    """Refuse a file of another program, or of a newer version of this one."""
    if facts.application_id != APPLICATION_ID:
        raise Refused(
            Finding(str(path), lazy("The file {file} is not an Attaché file; it was left untouched.", file=str(path)), rule="foreign-file")
        )
    if facts.version > head():
        raise Refused(
            Finding(
                str(path),
                lazy(
                    "The file {file} was written by a newer version of Attaché ({found}, this one knows {known}); it was left untouched. Install the newer version.",
                    file=str(path),
                    found=facts.version,
                    known=head(),
                ),
                rule="newer-file",
            )
        )


def explained(error: Exception, path: Path | str) -> OfficeError:
    """Turn a failure of the database into a sentence with what to do."""
    told = str(error).lower()
    name = str(path)
    sentences: tuple[tuple[str, Lazy], ...] = (
        ("locked", lazy("The file {file} is locked by another program. Close that program and try again.", file=name)),
        ("readonly", lazy("The file {file} is read-only. Give yourself the right to write to it, or choose another file.", file=name)),
        ("full", lazy("The disk with {file} is full; nothing was written. Free some space and try again.", file=name)),
        ("not a database", lazy("The file {file} is not an Attaché file; it was left untouched.", file=name)),
        ("malformed", lazy("The file {file} is damaged or cut off. Restore the last copy of it.", file=name)),
        ("unable to open", lazy("The file {file} cannot be opened. Check that its folder exists and that you may write to it.", file=name)),
    )
    for word, sentence in sentences:
        if word in told:
            return Refused(Finding(name, sentence, rule="foreign-file")) if word == "not a database" else Unavailable(sentence)
    return Unavailable(
        lazy(
            "The disk does not read or write {file} as it should ({reason}). Check the disk, then try again.", file=name, reason=str(error)
        )
    )


def _pragma(connection: Any, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def _make(path: Path) -> None:
    """Make a new file whole under another name, then give it its own: a kill leaves no half file behind."""
    beside = path.with_name(f".{path.name}.{new_id()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _make_at(beside)
        _name_it(beside, path)
    except OSError as error:
        raise Unavailable(
            lazy("The folder {folder} cannot be written to. Check your rights and the space on the disk.", folder=str(path.parent))
        ) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _make_at(path: Path) -> None:
    module = driver()
    try:
        connection = module.connect(str(path))
        connection.isolation_level = None
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.close()
        engine = sqlite_engine(path)
        upgrade(engine)
        with engine.connect() as last:
            last.connection.execute("PRAGMA journal_mode=DELETE")  # type: ignore[attr-defined]
        engine.dispose()
    except module.DatabaseError as error:
        raise explained(error, path.parent) from error


def _name_it(beside: Path, path: Path) -> None:
    # Another process may have been first; its file is as good as ours.
    try:
        if os.name == "nt":
            beside.rename(path)  # Windows does not rename onto a file that is there
        else:
            path.hardlink_to(beside)
    except FileExistsError:
        logger.info("The file was made by another process")


def upgrade_with_copy(engine: Engine, path: Path, version: int, now: datetime) -> Path:
    """Keep a checked copy beside the file, then bring it up to date; return where the copy is."""
    from app.adapters.storage.backup import keep_copy  # that module reads files with the functions of this one

    copy = keep_copy(engine, path, f"v{head()}-from-v{version}", now)
    logger.info("Copy made before the upgrade from version %s", version)
    upgrade(engine)
    return copy


def upgrade(engine: Engine) -> None:
    """Run the migrations that are missing, all in one transaction."""
    from alembic import command  # slow import

    with _migrating(engine) as connection:
        command.upgrade(_config(connection), "head")
        dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if dangling:
            raise Unavailable(
                lazy(
                    "The file cannot be brought up to date: {count} of its references lead nowhere. It was left as it was.",
                    count=len(dangling),
                )
            )
        connection.exec_driver_sql(f"PRAGMA user_version={head()}")


def write_revision(name: str) -> Path | None:
    """Write the migration from the newest one to the present records; return its file, nothing when none is needed."""
    from alembic import command  # slow import

    def only_if_needed(_context: object, _revision: object, directives: list[Any]) -> None:
        if directives and directives[0].upgrade_ops.is_empty():
            directives.clear()

    engine = sqlite_engine(MEMORY)
    upgrade(engine)
    with _migrating(engine) as connection:
        config = _config(connection)
        config.attributes["options"] = {"process_revision_directives": only_if_needed}
        config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
        made = command.revision(config, message=name, autogenerate=True, rev_id=f"{head() + 1:04}")
    return Path(made.path) if made and not isinstance(made, list) else None


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Tell what a migration looks after; the tables behind the full-text index and Alembic's own are not for it."""
    return kind != "table" or name is None or not name.startswith(("search_words", "alembic_version"))


@contextmanager
def _migrating(engine: Engine) -> Generator[Connection]:
    # A table is altered by making it anew: references to the old one would forbid that, so they are checked at the end instead.
    with engine.connect().execution_options(begin="IMMEDIATE") as connection:
        raw: Any = connection.connection.driver_connection
        raw.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield connection
        finally:
            raw.execute("PRAGMA foreign_keys=ON")


def _config(connection: Connection) -> Config:
    from alembic.config import Config  # slow import

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
