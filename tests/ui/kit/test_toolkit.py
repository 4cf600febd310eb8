"""The toolkit itself: faults of versions that would end the program."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal


class Bell(QObject):
    rung = Signal(object)


def test_signals_do_not_use_up_true():
    bell = Bell()
    heard: list[object] = []
    bell.rung.connect(heard.append)
    before = sys.getrefcount(True)
    for _turn in range(200):
        bell.rung.emit("ding")
    assert abs(sys.getrefcount(True) - before) < 50
    assert len(heard) == 200
