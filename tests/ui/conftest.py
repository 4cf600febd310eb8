"""The desk as tests find it: an office in memory, no memory of the machine, English, light."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.application import Application
from ui.kit.desk import Desk
from ui.kit.language import spoken
from ui.kit.parting import part_with
from ui.kit.theme import LIGHT_ALWAYS, theme
from ui.shell.window import MainWindow

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Ignore what the platform without a screen says of itself at every window."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture(autouse=True)
def no_search_for_garbage() -> Iterator[None]:
    """Search for garbage between tests alone, as the program does between events (`ui/kit/garbage.py`)."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """Begin every test in English and light, and leave no window behind."""
    spoken.speak("en")
    if (theme.choice, theme.percent) != (LIGHT_ALWAYS, 100) or not qapp.styleSheet():
        theme.dress(LIGHT_ALWAYS)
    yield
    spoken.speak("en")
    settle(qapp)
    left = [widget for widget in qapp.topLevelWidgets() if widget.isVisible()]
    for widget in left:
        widget.close()
    assert left == []


def settle(qapp: QApplication) -> None:
    """Let events, deferred reading and deferred deletion come to rest."""
    for _round in range(3):
        qapp.sendPostedEvents()
        qapp.processEvents()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def settled(qapp: QApplication) -> Callable[[], None]:
    """Lets everything come to rest."""

    def rest() -> None:
        settle(qapp)
        gc.collect()

    return rest


@pytest.fixture
def desk(application: Application, tmp_path: Path) -> Iterator[Desk]:
    """A desk on the office in memory."""
    made = Desk(application, tmp_path / "machine")
    made.operations.patience = 10  # a busy machine must not turn a test into another one
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def window(desk: Desk, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    """The main window, shown."""
    made = MainWindow(desk)
    made.resize(1280, 800)
    made.show()
    settle(qapp)
    yield made
    made.close()
    part_with(made)
    settle(qapp)


@pytest.fixture
def show(qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[[QWidget], QWidget]]:
    """Shows a widget until the end of the test."""
    shown: list[QWidget] = []

    def show_it(widget: QWidget) -> QWidget:
        widget.show()
        shown.append(widget)
        settle(qapp)
        return widget

    yield show_it
    for widget in shown:
        widget.close()
        part_with(widget)
    settle(qapp)
