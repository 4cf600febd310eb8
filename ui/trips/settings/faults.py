"""What is wrong with a file, line by line; nothing of it was taken in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.kernel.errors import Finding
from app.kernel.fields import Column, ColumnKind
from app.kernel.translated import Lazy, lazy, lazy_count
from ui.kit.controls import Label
from ui.kit.dialogs import Dialog
from ui.kit.language import spoken
from ui.kit.tables import RecordTable
from ui.kit.theme import theme
from ui.kit.views import TableView

_COLUMNS = (
    Column("place", lazy("Place"), width=20),
    Column("message", lazy("What is wrong"), ColumnKind.LAZY, stretch=True, width=60),
)


@dataclass(frozen=True, slots=True)
class FaultLine:
    """A fault of a file, with its place."""

    id: str
    place: str
    message: Lazy


class FaultsDialog(Dialog):
    """The faults of a file."""

    def __init__(self, title: Lazy, findings: Sequence[Finding], parent: QWidget | None = None) -> None:
        super().__init__(title, lazy("Close"), parent)
        self.cancel_button.hide()
        self.table = RecordTable(_COLUMNS, self)
        self.table.show(FaultLine(str(number), finding.path, finding.message) for number, finding in enumerate(findings))
        self.view = TableView(lazy("Faults of the file"))
        self.view.show_table(self.table)
        counted = lazy_count(
            "{number} fault was found. Nothing of the file was taken in.",
            "{number} faults were found. Nothing of the file was taken in.",
            len(findings),
        )
        self.body.addWidget(Label(spoken.wording.text(counted), wrap=True))
        self.body.addWidget(self.view, 1)
        self.resize(theme.scaled(760), theme.scaled(420))

    @classmethod
    def show_for(cls, parent: QWidget, title: Lazy, findings: Sequence[Finding]) -> FaultsDialog:
        """Show the faults in front of the window."""
        dialog = cls(title, findings, parent)
        dialog.setModal(True)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog
