"""Looking for garbage at moments that Qt can stand.

Python looks for objects that only refer to each other whenever enough new ones have been made, in whichever thread that happens to be. A
widget that is found there is destroyed in a thread that must not touch it, or while Qt itself is in the middle of destroying its parent.
So Python's own search is off while there is a window, and the event loop of the main thread does it between two events.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

EVERY = 5_000  # milliseconds
_YOUNG, _GROWN, _OLD = 0, 1, 2


class GarbageSearch(QObject):
    """Takes the search for garbage over from Python for as long as it lives."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @Slot()
    def look(self) -> None:
        """Search the generations whose time has come by Python's own measure; the others stay as they are."""
        made, grown, old = gc.get_count()
        if old > self._thresholds[_OLD]:
            gc.collect(_OLD)
        elif grown > self._thresholds[_GROWN]:
            gc.collect(_GROWN)
        elif made > self._thresholds[_YOUNG]:
            gc.collect(_YOUNG)

    def stop(self) -> None:
        """Leave the search to Python again."""
        self._timer.stop()
        gc.enable()
