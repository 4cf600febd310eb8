"""The office as tests find it: empty, in memory, on a day that stands still."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from sqlalchemy import event

from app.application import Application
from app.bootstrap import Config, start
from app.kernel.clock import FixedClock
from tests.makers import Make


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """Leave what outlives a test out of every later look for garbage: thousands of tests would else look at all that came before."""
    gc.collect()
    gc.freeze()


NOON = datetime(2021, 9, 1, 10, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands at noon of 1 September 2021 in Brussels."""
    return FixedClock(NOON)


@pytest.fixture
def application(clock: FixedClock) -> Iterator[Application]:
    """An empty office in memory; at the end its file and its journal must be whole."""
    opened = start(Config(user="officer", clock=clock))
    yield opened
    assert opened._store.faults() == []  # whoever is signed in by then
    opened.close()


@pytest.fixture
def make(application: Application) -> Make:
    """Makes records with sensible defaults."""
    return Make(application)


@pytest.fixture
def statements(application: Application) -> Callable[..., object]:
    """Counts the statements sent to the database: `with statements() as sent: ...; len(sent)`."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        sent: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            sent.append(statement)

        engine = application._store.engine  # tests look behind the door here, and only here
        event.listen(engine, "before_cursor_execute", note)
        try:
            yield sent
        finally:
            event.remove(engine, "before_cursor_execute", note)

    return counting
