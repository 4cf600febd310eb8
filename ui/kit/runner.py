"""Work away from the window: one writer, a few readers.

A result comes back through a bound method of an object that lives in the main thread, so that no widget is ever touched
from elsewhere. Python's own pools rather than Qt's: a future can be waited for, which lets quick work end at once.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Signal

READERS = 3


class Runner(QObject):
    """Runs work in threads of its own.

    Signals:
        finished: a future has its result; always received in the main thread.
    """

    finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writer = ThreadPoolExecutor(1, "writer")
        self._readers = ThreadPoolExecutor(READERS, "reader")
        self._closed = False

    def write(self, work: Callable[[], Any]) -> Future[Any]:
        """Run *work* after all writing that was asked for before."""
        return self._send(self._writer, work)

    def read(self, work: Callable[[], Any]) -> Future[Any]:
        """Run *work* as soon as a reader is free."""
        return self._send(self._readers, work)

    def close(self) -> None:
        """Wait until what runs has ended; what waits is dropped."""
        self._closed = True
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True, cancel_futures=True)

    def _send(self, pool: ThreadPoolExecutor, work: Callable[[], Any]) -> Future[Any]:
        future: Future[Any] = pool.submit(work)
        future.add_done_callback(self._tell)
        return future

    def _tell(self, future: Future[Any]) -> None:
        if not self._closed:
            self.finished.emit(future)
