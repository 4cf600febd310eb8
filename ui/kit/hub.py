"""How windows learn of changes: one signal, whoever made the change.

A page cannot tell its own change from one of a colleague's; it reads again what it shows.
"""

from __future__ import annotations

from collections import deque
from datetime import date

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from app.application import Application
from app.kernel.changes import Changes
from app.kernel.translated import lazy

LOOK_EVERY = 2_000  # milliseconds between two looks for changes of other processes


class ChangeHub(QObject):
    """Hands the changes of every step to all pages, in the main thread and in order.

    Signals:
        changed: something was changed; carries `Changes`.
    """

    changed = Signal(object)
    _arrived = Signal()

    def __init__(self, application: Application, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._application = application
        self._waiting: deque[Changes] = deque()
        self._day: date | None = None  # on which the chores were done
        self._arrived.connect(self.deliver, Qt.ConnectionType.QueuedConnection)
        self._stop = application.subscribe(self._hear)
        self._listening = True
        self._clock = QTimer(self)
        self._clock.setInterval(LOOK_EVERY)
        self._clock.timeout.connect(self.look_elsewhere)

    def start(self) -> None:
        """Begin to look for changes of other processes."""
        self.look_elsewhere()
        self._clock.start()

    def close(self) -> None:
        """Stop listening."""
        self._clock.stop()
        if self._listening:
            self._listening = False
            self._stop()
        self._waiting.clear()

    @Slot()
    def deliver(self) -> None:
        """Hand out what has arrived; called early by an operation that has just ended, so that its result is on screen."""
        while self._waiting:
            self.changed.emit(self._waiting.popleft())

    @Slot()
    def look_elsewhere(self) -> None:
        """Learn now what other processes have written, and on another day what the day has brought."""
        self._application.look_elsewhere()
        today = self._application.clock.today()
        if today != self._day:
            self._day = today
            self._application.catch_up()

    @Slot()
    def reload(self) -> None:
        """Let every page read again what it shows."""
        self.changed.emit(Changes(0, lazy("Reload"), everything=True))

    def _hear(self, changes: Changes) -> None:
        # Called in the thread that wrote: only a queued signal may cross.
        if changes.everything:
            self._day = None  # another file, or another user who may do more
        self._waiting.append(changes)
        self._arrived.emit()
