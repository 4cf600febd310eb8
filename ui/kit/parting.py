"""Taking a page or a dialog away for good.

Qt destroys the widgets inside it one after the other. With each of them the last Python reference to another may go, and that one is then
freed while it is being destroyed itself, which ends the program. So whatever stands inside is held until all is over.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

_leaving: dict[int, list[QObject]] = {}


def part_with(widget: QWidget) -> None:
    """Let Qt destroy *widget* when the events at hand are done, and hold what stands inside until then."""
    key = id(widget)
    _leaving[key] = widget.findChildren(QObject)
    # `destroyed` is told before the children go; they are let go of when Qt is back in its loop.
    widget.destroyed.connect(partial(_let_go_soon, key))
    widget.deleteLater()


def _let_go_soon(key: int, _gone: object = None) -> None:
    QTimer.singleShot(0, partial(_leaving.pop, key, None))
