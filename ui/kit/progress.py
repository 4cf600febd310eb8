"""How far long work is, and the wish to stop it: shown after 0.4 s, with a number and Cancel."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from app.kernel.jobs import Cancelled, Progress
from app.kernel.translated import Lazy, lazy
from ui.kit.controls import Label, push_button
from ui.kit.language import worded

SHOW_AFTER = 400  # milliseconds


class Reporter(QObject):
    """What long work is given to say how far it is; called from its own thread.

    Signals:
        moved: how far it is now (`Progress`).
    """

    moved = Signal(object)

    def __init__(self, title: Lazy, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self._cancelled = False

    def __call__(self, done: int, total: int, text: Lazy | None = None) -> None:
        """Say that *done* of *total* steps are done; raise `Cancelled` when the user has had enough."""
        if self._cancelled:
            raise Cancelled
        self.moved.emit(Progress(done, total, text))

    def report(self, progress: Progress) -> None:
        """Say how far it is; raise `Cancelled` when the user has had enough."""
        self(progress.done, progress.total, progress.text)

    @Slot()
    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._cancelled = True

    @property
    def cancelled(self) -> bool:
        """Whether the user has asked to stop."""
        return self._cancelled


class ProgressBar(QFrame):
    """The line that appears when something takes longer than 0.4 s."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("progress")
        self._reporter: Reporter | None = None
        self._build()
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(SHOW_AFTER)
        self._delay.timeout.connect(self._appear)
        self.hide()

    def follow(self, operation: QObject, reporter: Reporter) -> None:
        """Show how *operation* gets on, if it takes its time."""
        self._reporter = reporter
        worded(self._title, text=reporter.title)
        self._bar.setRange(0, 0)
        reporter.moved.connect(self._on_moved, Qt.ConnectionType.QueuedConnection)
        operation.settled.connect(self._on_settled)  # type: ignore[attr-defined]
        self._delay.start()

    def _build(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(12)
        self._title = Label()
        self._bar = QProgressBar()
        self._bar.setTextVisible(True)
        worded(self._bar, accessibleName=lazy("Progress"))
        self._stop = push_button(lazy("Cancel"))
        self._stop.clicked.connect(self._on_cancel)
        layout.addWidget(self._title)
        layout.addWidget(self._bar, 1)
        layout.addWidget(self._stop)

    @Slot()
    def _appear(self) -> None:
        if self._reporter is not None:
            self._stop.setEnabled(True)
            self.show()

    @Slot(object)
    def _on_moved(self, progress: Progress) -> None:
        self._bar.setRange(0, progress.total)
        self._bar.setValue(min(progress.done, progress.total))
        self._bar.setFormat(f"{progress.done} / {progress.total}")
        if progress.text is not None:
            worded(self._title, text=progress.text)

    @Slot()
    def _on_cancel(self) -> None:
        if self._reporter is not None:
            self._reporter.cancel()
            self._stop.setEnabled(False)

    @Slot()
    def _on_settled(self) -> None:
        self._delay.stop()
        self._reporter = None
        self.hide()
