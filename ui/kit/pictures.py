"""Portraits and scans: chosen, pasted or dropped; shown small, kept by the application."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeyEvent, QKeySequence, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.kernel.errors import Refused
from app.kernel.fields import Field
from app.kernel.translated import Lazy, lazy
from ui.kit.controls import Label, push_button
from ui.kit.editors import Editor
from ui.kit.icons import iconed
from ui.kit.language import _, worded
from ui.kit.theme import theme

if TYPE_CHECKING:
    from app.application import Application

UNREADABLE = lazy("This file cannot be read.")
_LARGEST = 40_000_000  # bytes that are read at all; what is kept is bounded by the application
_SIDE = 96


def thumbnail(content: bytes | None, side: int) -> QPixmap:
    """Draw a kept picture within a square of *side*; empty when there is none or it cannot be read."""
    image = QImage.fromData(QByteArray(content)) if content else QImage()
    if image.isNull():
        return QPixmap()
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return QPixmap.fromImage(image.scaled(side, side, keep, smooth))


class PictureEditor(Editor):
    """A picture: its preview, and the ways to give one."""

    def __init__(self, field: Field, application: Application, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._application = application
        self._digest = ""
        self._fault: Lazy | None = None
        self.setAcceptDrops(True)
        self._build()
        self._watch()

    def value(self) -> Any:
        """Give the digest of the kept picture."""
        return self._digest

    def show_value(self, value: Any) -> None:
        """Show the kept picture."""
        self._digest, self._fault = value or "", None
        self._show()

    def fault(self) -> Lazy | None:
        """Say why the last picture was refused."""
        return self._fault

    def plain(self) -> Any:
        """Give the digest."""
        return self._digest

    def take_plain(self, plain: Any) -> None:
        """Take up the digest."""
        self.show_value(str(plain))
        self.edited.emit()

    def inputs(self) -> Sequence[QWidget]:
        """Give the button."""
        return (self._choose,)

    def name(self, title: Lazy) -> None:
        """Name the button after the field and what it does."""
        worded(self._choose, accessibleName=lazy("{field}: choose a picture", field=title))

    def take(self, content: bytes) -> None:
        """Keep a new picture; a refused one leaves the old one and says why."""
        try:
            self._digest = self._application.keep_picture(content)
            self._fault = None
        except Refused as error:
            self._fault = error.sentence
        self._show()
        self.edited.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files and pictures."""
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped."""
        self._take_mime(event.mimeData())
        event.acceptProposedAction()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take what is on the clipboard."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self._take_mime(QGuiApplication.clipboard().mimeData())
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self._preview = Label("", "picture")
        self._preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._preview.setFixedSize(theme.scaled(_SIDE), theme.scaled(_SIDE))
        buttons = QVBoxLayout()
        buttons.setSpacing(6)
        self._choose = push_button(lazy("Choose a picture…"))
        self._choose.clicked.connect(self._on_choose)
        self._clear = push_button(lazy("Remove picture"))
        self._clear.clicked.connect(self._on_clear)
        buttons.addWidget(self._choose)
        buttons.addWidget(self._clear)
        buttons.addWidget(Label(lazy("Or drop it here, or paste it."), "small"))
        buttons.addStretch(1)
        row.addWidget(self._preview)
        row.addLayout(buttons)
        row.addStretch(1)
        self._rows.addLayout(row)
        self._show()

    def _show(self) -> None:
        content = self._application.file(self._digest) if self._digest else None
        picture = thumbnail(content, theme.scaled(_SIDE))
        if picture.isNull():
            iconed(self._preview, "picture", "quiet")
        else:
            self._preview.setPixmap(picture)
        self._clear.setVisible(bool(self._digest))

    def _take_mime(self, mime: Any) -> None:
        if mime.hasUrls():
            for url in mime.urls():
                if url.isLocalFile():
                    self._take_file(Path(url.toLocalFile()))
                    return
        if mime.hasImage():
            image = QGuiApplication.clipboard().image() if mime is QGuiApplication.clipboard().mimeData() else QImage(mime.imageData())
            self.take(as_png(image))

    def _take_file(self, path: Path) -> None:
        try:
            content = path.read_bytes() if path.stat().st_size <= _LARGEST else b""
        except OSError:
            content = b""
        if content:
            self.take(content)
            return
        self._fault = UNREADABLE
        self.edited.emit()

    @Slot()
    def _on_choose(self) -> None:
        pictures = _("Pictures")
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Choose a picture"), "", f"{pictures} (*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff)"
        )
        if chosen:
            self._take_file(Path(chosen))

    @Slot()
    def _on_clear(self) -> None:
        self.show_value("")
        self.edited.emit()


def as_png(image: QImage) -> bytes:
    """Write a picture of the screen or the clipboard as a file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
