"""Opens the window on an office's file, or draws it to pictures where there is no screen."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication

from app.kernel.ids import Ref
from ui.kit.desk import Desk
from ui.kit.garbage import GarbageSearch
from ui.kit.language import best_language, spoken
from ui.kit.theme import DARK_ALWAYS, LIGHT_ALWAYS, SYSTEM, USUAL, theme
from ui.shell.crash import CrashReports
from ui.shell.window import TODAY_PAGE, MainWindow

if TYPE_CHECKING:
    from app.application import Application

WIDE = (1280, 800)
_AT_ONCE = 0


def run(application: Application, language: str | None = None, *, state_folder: Path | None = None) -> int:
    """Show the window and return when it is closed."""
    app = qt_application()
    reports = CrashReports(app)
    reports.install()
    search = GarbageSearch(app)
    desk = Desk(application, state_folder, app)
    spoken.speak(best_language(language or desk.state.text("language") or None))
    theme.dress(desk.state.text("theme", SYSTEM), desk.state.number("text size", USUAL))
    theme.follow_system()
    window = MainWindow(desk)
    window.go(TODAY_PAGE)
    window.show()
    QTimer.singleShot(_AT_ONCE, window, window.welcome)
    try:
        return app.exec()
    finally:
        search.stop()


def picture(application: Application, language: str | None, folder: Path, shown: Sequence[Ref | str] = ()) -> Sequence[Path]:
    """Draw the window, light and dark, to PNG files in *folder*; *shown* are pages or records, the first registers if none."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = qt_application()
    spoken.speak(best_language(language))
    drawn: list[Path] = []
    for choice in (LIGHT_ALWAYS, DARK_ALWAYS):
        theme.dress(choice, USUAL)
        desk = Desk(application, folder / "window")
        window = MainWindow(desk)
        window.resize(*WIDE)
        window.show()
        for number, what in enumerate(shown or window.names()[:3]):
            if isinstance(what, Ref):
                window.open(what)
            else:
                window.go(what)
            settle(app)
            path = folder / f"window-{number + 1}-{what if isinstance(what, str) else what.kind}-{choice}.png"
            window.grab().save(str(path))
            drawn.append(path)
        window.close()
        window.deleteLater()
        desk.deleteLater()
        settle(app)
    return drawn


def qt_application() -> QApplication:
    """Give the application of Qt, made when there is none."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        return app
    made = QApplication(sys.argv[:1])
    made.setApplicationName("attache")
    made.setApplicationDisplayName("Attaché")
    made.setDesktopFileName("attache")
    return made


def settle(app: QApplication) -> None:
    """Let layouts, deferred reading and painting come to rest."""
    for _round in range(3):
        app.sendPostedEvents()
        app.processEvents()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
