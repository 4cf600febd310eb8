"""The first start on an empty file: a sample office to look around in, or an empty desk to begin on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.kernel.permissions import SEE_HISTORY
from app.kernel.translated import lazy
from ui.kit.controls import Label
from ui.kit.dialogs import Dialog
from ui.kit.language import worded
from ui.kit.theme import theme

if TYPE_CHECKING:
    from app.application import Application
    from ui.kit.desk import Desk
    from ui.kit.operations import Operation
    from ui.kit.progress import Reporter


class FirstRun(Dialog):
    """The choice between the sample office and an empty desk."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(lazy("Welcome"), lazy("Open the sample office"), parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        worded(self.cancel_button, text=lazy("Start with an empty desk"))
        self.body.addWidget(Label(lazy("This office has no records yet."), "heading"))
        text = Label(
            lazy(
                "The sample office has the missions of a year, with their delegations, programmes and service trips, to look around in. "
                "It brings invented users along, so it is not for a file that real work will be done in."
            ),
            wrap=True,
        )
        text.setMinimumWidth(theme.scaled(420))
        self.body.addWidget(text)

    def accept(self) -> None:
        """Bring in the sample office."""
        super().accept()
        bring_in_sample(self._desk)


def is_untouched(application: Application) -> bool:
    """Tell whether nothing was ever written in the office's file, as far as the user may know."""
    return application.user.may(SEE_HISTORY) and not application.history(limit=1)


def bring_in_sample(desk: Desk) -> Operation:
    """Fill the office with the sample; the trips are told one act after the other, as far as the user lets them."""
    application = desk.application

    def fill(report: Reporter) -> int:
        from app import sample  # slow import

        report(0, 0)
        return sample.fill(application, report)

    return desk.operations.run(fill, lazy("Bringing in the sample office"), writes=True)
