"""What this program is, and the licences of what it is made with."""

from __future__ import annotations

import platform

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app import __version__
from app.adapters.resources import resource
from app.kernel.translated import lazy
from ui.kit.controls import Label
from ui.kit.dialogs import Dialog
from ui.kit.language import worded
from ui.kit.theme import theme

# The parts that travel with the program and want to be named; their own texts lie beside them.
_CARRIED = (("flags", "LICENSE.txt"), ("fonts", "LICENSE.txt"), ("fonts", "OFL.txt"))


class AboutDialog(Dialog):
    """Name, version and licences."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lazy("About Attaché"), lazy("Close"), parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.cancel_button.hide()
        self.body.addWidget(Label("Attaché", "title"))
        self.body.addWidget(Label(lazy("Version {version}", version=__version__), "quiet"))
        self.body.addWidget(Label(lazy("The desk of a protocol and travel office."), wrap=True))
        text = QPlainTextEdit(licences())
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        worded(text, accessibleName=lazy("Licences"))
        self.body.addWidget(text, 1)
        self.resize(theme.scaled(560), theme.scaled(460))


def licences() -> str:
    """Gather what has to be said about the program and its parts."""
    parts = [
        "Attaché: European Union Public Licence 1.2 (EUPL-1.2)",
        f"Qt {qVersion()} and PySide6: GNU Lesser General Public License, version 3",
        f"Python {platform.python_version()}: PSF License",
        "SQLAlchemy, Alembic: MIT · SQLCipher: BSD · ReportLab: BSD · Babel, icalendar: BSD · Pillow: MIT-CMU",
        "FiraGO: SIL Open Font License 1.1",
    ]
    for folder, name in _CARRIED:
        path = resource(folder, name)
        if path.exists():
            parts.append(f"{folder}\n\n{path.read_text(encoding='utf-8')}")
    return "\n\n".join(parts)
