"""The search for garbage: by the main thread alone, between two events."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from ui.kit.garbage import GarbageSearch


class Knot:
    """Refers to itself, so that only a search finds it."""

    def __init__(self) -> None:
        self.itself = self
        self.found_by = ""


@pytest.fixture
def search(qapp: QApplication) -> Iterator[GarbageSearch]:
    gc.enable()
    made = GarbageSearch()
    yield made
    made.stop()
    made.deleteLater()


def knots(number: int) -> list[weakref.ref[Knot]]:
    return [weakref.ref(Knot()) for _ in range(number)]


def test_a_worker_that_makes_much_finds_nothing(search: GarbageSearch) -> None:
    left = knots(1)
    worker = threading.Thread(target=lambda: [Knot() for _ in range(5_000)])
    worker.start()
    worker.join()

    assert left[0]() is not None


def test_the_main_thread_finds_what_was_made_since_the_last_look(search: GarbageSearch) -> None:
    left = knots(2_000)
    search.look()

    assert [one() for one in left if one() is not None] == []


def test_what_has_grown_old_is_found_in_the_end(search: GarbageSearch) -> None:
    kept = [Knot()]
    left = weakref.ref(kept[0])
    for _ in range(3):
        gc.collect(0)
        gc.collect(1)
    kept.clear()
    for _ in range(200):
        made = [[] for _ in range(1_000)]
        search.look()
        made.clear()

    assert left() is None


def test_python_searches_again_when_the_window_is_gone(qapp: QApplication) -> None:
    made = GarbageSearch()
    off = gc.isenabled()
    made.stop()

    assert (off, gc.isenabled()) == (False, True)
