"""Files that are attached: chosen or dropped, kept with the office's file, and opened again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from app.adapters.files.attachments import LARGEST, ending_of
from app.application import Application
from app.kernel.errors import OfficeError
from app.kernel.fields import Field
from app.kernel.translated import Lazy, lazy
from ui.kit.controls import Label, push_button
from ui.kit.editors import Editor
from ui.kit.flow import FlowLayout
from ui.kit.language import _, worded
from ui.kit.printing import show_file, temporary_file

TOO_LARGE = lazy("This file is too large: at most {most} MB are kept.", most=LARGEST // 1_000_000)
NOT_READ = lazy("This file cannot be read.")


class FileEditor(Editor):
    """One attached file, by the digest under which it is kept; a file may also be dropped here.

    Signals:
        dropped: a file was let fall (its path).
    """

    dropped = Signal(str)

    def __init__(self, field: Field, application: Application, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._application = application
        self._digest = ""
        self._name = ""
        self._fault: Lazy | None = None
        holder = QWidget()
        row = FlowLayout(holder, spacing=6)
        self.attach_button = push_button(lazy("Attach a file…"), "plus")
        self.open_button = push_button(lazy("Open"), "external")
        self.remove_button = push_button(lazy("Take away"), "remove")
        self._told = Label("", "quiet")
        for widget in (self.attach_button, self._told, self.open_button, self.remove_button):
            row.addWidget(widget)
        self._rows.addWidget(holder)
        self.setAcceptDrops(True)
        self.attach_button.clicked.connect(self._on_attach)
        self.open_button.clicked.connect(self._on_open)
        self.remove_button.clicked.connect(self._on_remove)
        self._show()
        self._watch()

    def value(self) -> Any:
        """Give the digest; empty without a file."""
        return self._digest

    def show_value(self, value: Any) -> None:
        """Show whether a file is there."""
        self._digest, self._name, self._fault = str(value or ""), "", None
        self._show()

    def fault(self) -> Lazy | None:
        """Say why the last file was not taken."""
        return self._fault

    def plain(self) -> Any:
        """Give the digest."""
        return self._digest

    def take_plain(self, plain: Any) -> None:
        """Take up a digest that was kept."""
        self.show_value(plain)

    def inputs(self) -> Sequence[QWidget]:
        """Give the buttons."""
        return (self.attach_button, self.open_button, self.remove_button)

    def name(self, title: Lazy) -> None:
        """Name the buttons after the field."""
        worded(self.attach_button, accessibleName=lazy("{field}: attach a file", field=title))
        worded(self.open_button, accessibleName=lazy("{field}: open the file", field=title))
        worded(self.remove_button, accessibleName=lazy("{field}: take the file away", field=title))

    def mark(self, faulty: bool) -> None:  # noqa: FBT001 - a mark is set or not
        """Leave the buttons as they are: the words below say it."""

    def retranslate(self) -> None:
        """Say again what is attached."""
        self._show()

    def attach(self, path: Path) -> None:
        """Keep the file at *path*; what is wrong with it stands below."""
        self._fault = None
        try:
            if path.stat().st_size > LARGEST:
                self._fault = TOO_LARGE
            else:
                self._digest, self._name = self._application.keep_file(path.read_bytes()), path.name
        except OSError:
            self._fault = NOT_READ
        except OfficeError as error:
            self._fault = error.sentence
        self._show()
        self.edited.emit()
        self.left.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept one file."""
        if event.mimeData().hasUrls() and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach the file."""
        path = event.mimeData().urls()[0].toLocalFile()
        self.attach(Path(path))
        self.dropped.emit(path)

    def _show(self) -> None:
        there = bool(self._digest)
        self._told.setText(self._name or (_("attached") if there else _("none yet")))
        for button in (self.open_button, self.remove_button):
            button.setVisible(there)
        worded(self.attach_button, text=lazy("Attach another…") if there else lazy("Attach a file…"))

    @Slot()
    def _on_attach(self) -> None:
        kinds = "*.pdf *.png *.jpg *.jpeg *.tif *.tiff *.docx *.odt *.txt *.eml *.msg"
        name, _kind = QFileDialog.getOpenFileName(self, _("Attach a file"), "", f"{_('Documents and pictures')} ({kinds})")
        if name:
            self.attach(Path(name))

    @Slot()
    def _on_open(self) -> None:
        if not open_kept(self._application, self._digest):
            self._told.setText(_("no program on this machine opens it"))

    @Slot()
    def _on_remove(self) -> None:
        self._digest, self._name, self._fault = "", "", None
        self._show()
        self.attach_button.setFocus()
        self.edited.emit()


def open_kept(application: Application, digest: str) -> bool:
    """Open a kept file in the program that the machine has for it; tell whether there is one."""
    content = application.file(digest) if digest else None
    if content is None:
        return False
    ending = ending_of(content) or "txt"
    return show_file(temporary_file(f"{digest[:12]}.{ending}", content))
