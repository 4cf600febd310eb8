"""An office in a file, and other desks on the same file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.adapters.storage.engine import driver
from app.application import Application
from app.bootstrap import Config, start


@pytest.fixture
def file(tmp_path) -> Path:
    """Where the office's file is."""
    return tmp_path / "office.db"


@pytest.fixture
def desk(file, clock) -> Iterator[Callable[..., Application]]:
    """Opens the file as another process would: each call is a desk of its own."""
    opened: list[Application] = []

    def sit_down(user: str = "officer", path: Path = file) -> Application:
        opened.append(start(Config(path, user=user, clock=clock)))
        return opened[-1]

    yield sit_down
    for application in opened:
        application.close()


@pytest.fixture
def behind(file) -> Callable[..., list[tuple[object, ...]]]:
    """Runs SQL on the file behind the program's back."""

    def run(sql: str, *values: object) -> list[tuple[object, ...]]:
        raw = driver().connect(str(file), isolation_level=None)
        try:
            return raw.execute(sql, values).fetchall()
        finally:
            raw.close()

    return run
