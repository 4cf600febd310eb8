from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.application import Application
from app.bootstrap import Config, start
from app.kernel.clock import FixedClock

Open = Callable[[], Application]


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2021, 9, 1, 10, tzinfo=UTC))


@pytest.fixture
def open_office(tmp_path: Path, clock: FixedClock) -> Iterator[Open]:
    """Opens the same file again and again, as if the program had been started anew each time; at the end it is sound."""
    opened: list[Application] = []

    def open_it() -> Application:
        application = start(Config(tmp_path / "office.attache", user="officer", clock=clock))
        opened.append(application)
        return application

    yield open_it
    for application in opened:
        application.close()
    last = open_it()
    assert last.check() == []
    last.close()
