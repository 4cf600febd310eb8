"""Copies of the office's file: made while it is in use, checked before they get their name, and put back whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from time import time
from typing import Any

from sqlalchemy import Engine

from app.adapters.storage.engine import driver, sqlite_engine
from app.adapters.storage.schema import address_to_look, explained, head, look_at, refuse_strange, upgrade
from app.kernel.errors import Finding, Refused, Unavailable
from app.kernel.ids import new_id
from app.kernel.translated import lazy

_ABANDONED_AFTER = 3600  # seconds: no copy takes so long, so a part of that age was left by a crash


def write_copy(engine: Engine, target: Path) -> None:
    """Write a copy of the database of *engine* to *target*: under another name, checked, then renamed.

    Raises `Refused` for the place of a file that is in use, `Unavailable` when the disk does not take the copy.
    """
    if target.is_dir():
        raise Unavailable(lazy("{file} is a folder; a file is needed.", file=str(target)))
    _refuse_in_use(target, engine)
    try:
        with _beside(target) as part:
            _copy_into(engine, part)
            part.replace(target)
            _sync(target.parent)
    except driver().DatabaseError as error:
        raise explained(error, target) from error
    except OSError as error:
        raise Unavailable(
            lazy("The copy cannot be written to {file}. Check that the folder exists and that you may write to it.", file=str(target))
        ) from error


def keep_copy(engine: Engine, path: Path, before: str, now: datetime) -> Path:
    """Keep a copy beside the file at *path*, named after what it is made *before*; return where it is."""
    name = f"{path.stem}.before-{before}-{now:%Y%m%d-%H%M%S}"
    copy = path.with_name(f"{name}{path.suffix}")
    number = 2
    while copy.exists():
        copy = path.with_name(f"{name}-{number}{path.suffix}")
        number += 1
    write_copy(engine, copy)
    return copy


def put_back(engine: Engine, place: Path | str, source: Path, now: datetime) -> None:
    """Replace the content of the database of *engine* by that of the copy at *source*, in one transaction.

    What was there is kept in a copy beside it. Raises `Refused` or `Unavailable`, with nothing changed, for a copy that is
    not whole, not ours or too new. An older copy is brought up to date first.
    """
    if not source.exists():
        raise Unavailable(lazy("There is no file {file}.", file=str(source)))
    if _same(source, place):
        raise Refused(Finding("file", lazy("{file} is the file that is open; choose a copy of it.", file=str(source)), rule="file-in-use"))
    facts = look_at(source)
    refuse_strange(source, facts)
    if faults := faults_of(source):
        raise Unavailable(lazy("The copy {file} is damaged ({fault}); nothing was changed.", file=str(source), fault=faults[0]))
    if isinstance(place, Path):
        keep_copy(engine, place, "restore", now)
    try:
        if facts.version < head():
            with _beside(place if isinstance(place, Path) else source) as part:
                _bring_up_to_date(source, part)
                _pour(part, engine)
        else:
            _pour(source, engine)
    except driver().DatabaseError as error:
        raise explained(error, place) from error


def faults_of(path: Path) -> list[str]:
    """Check every page and every reference of the file at *path*; give the faults."""
    try:
        with closing(_look(path)) as connection:
            told = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
            dangling = [f"{row[0]} {row[1]} -> {row[2]}" for row in connection.execute("PRAGMA foreign_key_check")]
    except driver().DatabaseError as error:
        return [str(error)]
    return told + dangling


@contextmanager
def _beside(target: Path) -> Generator[Path]:
    """Give a name beside *target* to write under; whatever is left there at the end goes, with what crashes left before."""
    part = target.with_name(f".{target.name}.{new_id()}.part")
    for old in _parts(target.parent, f".{target.name}."):
        with suppress(OSError):
            if old.stat().st_mtime < time() - _ABANDONED_AFTER:
                old.unlink()
    try:
        yield part
    finally:
        for rest in _parts(target.parent, part.name):
            rest.unlink(missing_ok=True)


def _parts(folder: Path, beginning: str) -> list[Path]:
    if not folder.is_dir():
        return []
    return [path for path in folder.iterdir() if path.name.startswith(beginning) and ".part" in path.name]


def _copy_into(engine: Engine, part: Path) -> None:
    with closing(engine.raw_connection()) as raw:
        raw.cursor().execute("VACUUM INTO ?", (str(part),))
    if faults := faults_of(part):
        raise Unavailable(lazy("The copy could not be verified ({fault}); it was thrown away. Check the disk.", fault=faults[0]))
    _sync(part)


def _bring_up_to_date(source: Path, part: Path) -> None:
    with closing(_look(source)) as copy:
        copy.execute("VACUUM INTO ?", (str(part),))
    engine = sqlite_engine(part)
    try:
        upgrade(engine)
    finally:
        engine.dispose()


def _pour(source: Path, engine: Engine) -> None:
    def give_up_when_locked(status: int, _remaining: int, _total: int) -> None:
        # The driver would try for ever; the database has already waited as long as anybody should.
        if status not in (driver().SQLITE_OK, driver().SQLITE_DONE):
            raise driver().OperationalError("database is locked")

    with closing(_look(source)) as copy, closing(engine.raw_connection()) as raw:
        copy.backup(raw.driver_connection, progress=give_up_when_locked)


def _look(path: Path) -> Any:
    return driver().connect(address_to_look(path), uri=True)


def _refuse_in_use(target: Path, engine: Engine) -> None:
    with closing(engine.raw_connection()) as raw:
        own = raw.cursor().execute("PRAGMA database_list").fetchone()[2]
    if _same(target, own) or target.with_name(f"{target.name}-wal").exists():
        raise Refused(
            Finding(
                "file", lazy("{file} is an office's file in use; choose another name for the copy.", file=str(target)), rule="file-in-use"
            )
        )


def _same(path: Path, other: Path | str) -> bool:
    return path.exists() and bool(other) and Path(other).exists() and path.samefile(other)


def _sync(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return  # Windows has no way to sync a folder
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
