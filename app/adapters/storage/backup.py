"""Copies of the office's file: made while it is in use, checked before they get their name, and put back whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from app.adapters.storage.engine import driver
from app.adapters.storage.schema import explained, look_at, refuse_strange
from app.kernel.errors import Unavailable
from app.kernel.ids import new_id
from app.kernel.translated import lazy


def write_copy(engine: Engine, target: Path) -> None:
    """Write a copy of the database of *engine* to *target*: under another name, checked, then renamed."""
    module = driver()
    beside = target.with_name(f".{target.name}.{new_id()}.part")
    try:
        raw = engine.raw_connection()
        try:
            raw.cursor().execute("VACUUM INTO ?", (str(beside),))
        finally:
            raw.close()
        if faults := faults_of(beside):
            raise Unavailable(lazy("The copy could not be verified ({fault}); it was thrown away. Check the disk.", fault=faults[0]))
        _sync(beside)
        os.replace(beside, target)
        _sync(target.parent)
    except module.DatabaseError as error:
        raise explained(error, target) from error
    except OSError as error:
        raise Unavailable(
            lazy("The copy cannot be written to {file}. Check that the folder exists and that you may write to it.", file=str(target))
        ) from error
    finally:
        beside.unlink(missing_ok=True)


def put_back(engine: Engine, source: Path) -> None:
    """Replace the content of the database of *engine* by that of the copy at *source*, in one transaction.

    Raises `Refused` or `Unavailable`, with nothing changed, for a copy that is not whole, not ours or too new.
    """
    module = driver()
    if not source.exists():
        raise Unavailable(lazy("There is no file {file}.", file=str(source)))
    refuse_strange(source, look_at(source))
    if faults := faults_of(source):
        raise Unavailable(lazy("The copy {file} is damaged ({fault}); nothing was changed.", file=str(source), fault=faults[0]))
    try:
        copy = _read_only(module, source)
        raw = engine.raw_connection()
        try:
            copy.backup(raw.driver_connection)
        finally:
            copy.close()
            raw.close()
        engine.dispose()
    except module.DatabaseError as error:
        raise explained(error, source) from error


def faults_of(path: Path) -> list[str]:
    """Check every page and every reference of the file at *path*; give the faults."""
    module = driver()
    try:
        connection = _read_only(module, path)
        try:
            told = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
            dangling = [f"{row[0]} {row[1]} -> {row[2]}" for row in connection.execute("PRAGMA foreign_key_check")]
        finally:
            connection.close()
    except module.DatabaseError as error:
        return [str(error)]
    return told + dangling


def _read_only(module: Any, path: Path) -> Any:
    return module.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)


def _sync(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return  # Windows has no way to sync a folder
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
