"""When the fault is ours: the officer is told, what happened can be copied, and the rest goes on.

Installed before anything else. What is already stored stays stored; half-typed forms are kept on this machine.
"""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QObject, Qt, QThread, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from app import __version__
from app.kernel.translated import lazy
from ui.kit.controls import Label
from ui.kit.dialogs import Dialog
from ui.kit.language import worded
from ui.kit.theme import theme

logger = logging.getLogger(__name__)


class CrashReports(QObject):
    """Catches what nobody answered, in any thread, and shows one report at a time.

    Signals:
        caught: a failure of ours; carries the text of the report.
    """

    caught = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dialog: CrashDialog | None = None
        self.caught.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Catch from now on."""
        sys.excepthook = self.catch

    def catch(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Note a failure and show it; leaving the program on purpose is none."""
        if issubclass(kind, KeyboardInterrupt | SystemExit):
            sys.__excepthook__(kind, error, trace)
            return
        logger.error("A failure of ours", exc_info=(kind, error, trace))
        self.caught.emit(report(kind, error, trace))

    @Slot(str)
    def _show(self, text: str) -> None:
        app = QCoreApplication.instance()
        if self._dialog is not None or not isinstance(app, QApplication) or QThread.currentThread() is not app.thread():
            return
        self._dialog = CrashDialog(text, app.activeWindow())
        self._dialog.finished.connect(self._on_closed)
        self._dialog.open()

    @Slot()
    def _on_closed(self) -> None:
        self._dialog = None


class CrashDialog(Dialog):
    """What went wrong, in words for the officer and in a text for us."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(lazy("Something went wrong"), lazy("Copy the report"), parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._text = text
        worded(self.cancel_button, text=lazy("Go on working"))
        self.body.addWidget(Label(lazy("The program made a mistake. What you had saved is safe."), "heading", wrap=True))
        self.body.addWidget(
            Label(lazy("Please send this report to those who look after the program. It holds no data of persons."), wrap=True)
        )
        report_view = QPlainTextEdit(text)
        report_view.setReadOnly(True)
        report_view.setTabChangesFocus(True)
        worded(report_view, accessibleName=lazy("Report"))
        self.body.addWidget(report_view, 1)
        self.resize(theme.scaled(640), theme.scaled(420))

    def accept(self) -> None:
        """Copy the report; the window stays for reading."""
        QGuiApplication.clipboard().setText(self._text)


def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """Write what we need to know: versions and the places in the program, without the values that were at work."""
    places = "".join(traceback.format_tb(trace))
    system = f"Attaché {__version__} · Python {platform.python_version()} · {platform.system()} {platform.release()}"
    return f"{system}\n\n{places}{kind.__module__}.{kind.__qualname__}: {_harmless(error)}\n"


def _harmless(error: BaseException) -> str:
    # The message of a database or value error quotes what was typed.
    return str(error) if isinstance(error, AttributeError | ImportError | NameError | AssertionError) else "…"
