"""What a page is handed: the application, and the ways of the window to do, to ask, to tell and to open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.application import Application
from app.kernel.errors import Finding
from app.kernel.ids import Ref
from ui.kit.controls import Text
from ui.kit.hub import ChangeHub
from ui.kit.operations import Operations
from ui.kit.runner import Runner
from ui.kit.state import KeptDrafts, MachineState


class Desk(QObject):
    """One open office file and everything a page needs to work on it.

    Signals:
        open_requested: a record should be shown (`Ref`).
        place_requested: a record is shown, and within it what a finding is about, or the part under this heading (`Ref`, `Finding`, `Lazy`).
    """

    open_requested = Signal(object)
    place_requested = Signal(object, object, object)

    def __init__(self, application: Application, state_folder: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.application = application
        self.state = MachineState(state_folder, self)
        self.drafts = KeptDrafts(self.state.folder / "drafts")
        self.runner = Runner(self)
        self.hub = ChangeHub(application, self)
        self.operations = Operations(application, self.hub, self.runner, self)

    def open(self, ref: Ref, place: Finding | None = None, area: Text | None = None) -> None:
        """Show a record on its page; with *place*, what that is about within the record, or else its part with the title *area*."""
        self.open_requested.emit(ref)
        if place is not None:
            self.place_requested.emit(ref, place, area)

    def seat(self, account: str) -> None:
        """Keep the half-typed forms of this user from now on; those of others on this machine stay theirs."""
        self.drafts = KeptDrafts(self.state.folder / "drafts" / account)

    def close(self) -> None:
        """Let everything end that is under way; the application itself stays open."""
        self.hub.close()
        self.runner.close()
        self.state.sync()
