"""Photographs that are kept, as they are looked at: small in a strip, large on their own, one after the other."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QObject, QRect, QSize, QSortFilterProxyModel, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QImageReader, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QSizePolicy, QStyleOptionViewItem, QVBoxLayout, QWidget

from app.application import Application
from app.kernel.errors import OfficeError
from app.kernel.translated import Lazy, lazy
from ui.kit.controls import Label, push_button, tool_button
from ui.kit.delegates import CellDelegate, Index
from ui.kit.flow import FlowLayout
from ui.kit.language import _, worded
from ui.kit.parting import part_with
from ui.kit.tables import ROW_ROLE
from ui.kit.theme import colour, theme

ENLARGE = lazy("Enlarge")
CLOSE = lazy("Close")
_WAITING = 60  # small pictures that are still to be read
_KEPT = 400  # small pictures that are remembered
_SHARE = 0.82  # of the screen, that an enlarged photograph may take
_MAIN = (300, 210)  # pixels at 100 % of the first photograph of a strip
_SMALL = 58


_Key = tuple[str, int, int]  # of a picture: the digest, the width and the height on the screen


class Pictured(Protocol):
    """A photograph: the digest of its file, and what it shows."""

    @property
    def digest(self) -> str:
        """The digest of its file."""
        ...

    @property
    def caption(self) -> str:
        """What it shows."""
        ...


def read_within(content: bytes | None, size: QSize) -> QPixmap:
    """Read a kept picture so that it fits *size*, at a part of its size where that will do; empty when it cannot be read."""
    if not content:
        return QPixmap()
    data = QByteArray(content)
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    whole = reader.size()
    if whole.isValid() and (whole.width() > size.width() or whole.height() > size.height()):
        reader.setScaledSize(whole.scaled(size, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1)))
    image = reader.read()
    return QPixmap.fromImage(image) if not image.isNull() else QPixmap()


def kept(application: Application, digest: str) -> bytes | None:
    """Give a kept file; none where it cannot be read or may not be seen: what is shown instead says so."""
    try:
        return application.file(digest)
    except OfficeError:
        return None


class Thumbnails(QObject):
    """Small pictures of kept files, each read once; the oldest are forgotten.

    Signals:
        loaded: a picture that was asked for with `picture_soon` is there now.
    """

    loaded = Signal()

    def __init__(self, application: Application, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._application = application
        self._drawn: OrderedDict[_Key, QPixmap] = OrderedDict()
        self._wanted: OrderedDict[_Key, float] = OrderedDict()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._load_next)

    def picture(self, digest: str, width: int, height: int, ratio: float = 1.0) -> QPixmap:
        """Give the picture within *width* by *height* pixels of the screen with this *ratio*; empty when there is none."""
        if not digest:
            return QPixmap()
        return self._read((digest, round(width * ratio), round(height * ratio)), ratio)

    def picture_soon(self, digest: str, width: int, height: int, ratio: float = 1.0) -> QPixmap:
        """Give the picture if it has been read; else an empty one, and read it between two events: a list scrolls on meanwhile."""
        key = (digest, round(width * ratio), round(height * ratio))
        if key in self._drawn or not digest:
            return self._read(key, ratio) if digest else QPixmap()
        self._wanted.pop(key, None)
        self._wanted[key] = ratio
        if len(self._wanted) > _WAITING:
            self._wanted.popitem(last=False)  # it was scrolled past
        self._soon.start()
        return QPixmap()

    def _read(self, key: _Key, ratio: float) -> QPixmap:
        if key in self._drawn:
            self._drawn.move_to_end(key)
            return self._drawn[key]
        made = read_within(kept(self._application, key[0]), QSize(key[1], key[2]))
        made.setDevicePixelRatio(ratio)
        self._drawn[key] = made
        if len(self._drawn) > _KEPT:
            self._drawn.popitem(last=False)
        return made

    @Slot()
    def _load_next(self) -> None:
        if not self._wanted:
            return
        self._read(*self._wanted.popitem())
        if self._wanted:
            self._soon.start()
        self.loaded.emit()


class PhotoButton(QPushButton):
    """A photograph to look at closely: by click, Enter or the space bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QPixmap()
        self._size = QSize(theme.scaled(_SMALL), theme.scaled(_SMALL))
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_picture(self, picture: QPixmap, size: QSize, *, least: int | None = None) -> None:
        """Show *picture* in a button of *size*; with *least* it becomes that narrow where there is no room."""
        self._picture = picture
        self.setFixedHeight(size.height())
        self.setMaximumWidth(size.width())
        self.setMinimumWidth(size.width() if least is None else min(least, size.width()))
        self._size = size
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the room of the photograph."""
        return self._size

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the photograph in the middle, and a frame that says where the keyboard is."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("side"))
        paint_middle(painter, self._picture, self.rect().adjusted(1, 1, -1, -1))
        painter.setPen(colour("accent" if self.hasFocus() else "hairline"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        if self.hasFocus():
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))


def paint_middle(painter: QPainter, picture: QPixmap, rect: QRect) -> None:
    """Paint *picture* in the middle of *rect*, no larger than it is."""
    if picture.isNull():
        return
    size = picture.deviceIndependentSize().toSize()
    fitting = (
        size.scaled(rect.size(), Qt.AspectRatioMode.KeepAspectRatio)
        if size.width() > rect.width() or size.height() > rect.height()
        else size
    )
    place = QRect(rect.left() + (rect.width() - fitting.width()) // 2, rect.top() + (rect.height() - fitting.height()) // 2, 1, 1)
    place.setSize(fitting)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawPixmap(place, picture)


class PhotoStrip(QWidget):
    """The photographs of a record: the first large, the others small below it; each opens on its own."""

    def __init__(self, application: Application, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._application = application
        self._thumbnails = Thumbnails(application, self)
        self._photos: tuple[Pictured, ...] = ()
        self.buttons: list[PhotoButton] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.scaled(6))
        self._body: QWidget | None = None
        theme.changed.connect(self._draw)
        self.hide()

    def show_photos(self, photos: Sequence[Pictured]) -> None:
        """Show these; nothing at all when there are none."""
        fresh = tuple(photos)
        if fresh == self._photos:
            return
        self._photos = fresh
        self._draw()

    @Slot()
    def _draw(self) -> None:
        if self._body is not None:
            self._layout.removeWidget(self._body)
            part_with(self._body)
            self._body = None
        self.buttons = []
        self.setVisible(bool(self._photos))
        if not self._photos:
            return
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.scaled(6))
        first = self._button(0, *(theme.scaled(side) for side in _MAIN))
        line = QHBoxLayout()
        line.addWidget(first)
        line.addStretch(1)
        column.addLayout(line)
        if self._photos[0].caption:
            column.addWidget(Label(self._photos[0].caption, "small", wrap=True))
        if len(self._photos) > 1:
            holder = QWidget()
            flow = FlowLayout(holder, spacing=theme.scaled(6))
            for number in range(1, len(self._photos)):
                flow.addWidget(self._button(number, theme.scaled(_SMALL), theme.scaled(_SMALL)))
            column.addWidget(holder)
        self._layout.addWidget(self._body)

    def _button(self, number: int, width: int, height: int) -> PhotoButton:
        photo = self._photos[number]
        button = PhotoButton()
        picture = self._thumbnails.picture(photo.digest, width, height, self.devicePixelRatioF())
        size = picture.deviceIndependentSize().toSize()
        frame = QSize(size.width() + 2, size.height() + 2) if number == 0 and not picture.isNull() else QSize(width, height)
        button.show_picture(picture, frame, least=theme.scaled(_SMALL) if number == 0 else None)
        worded(button, accessibleName=photo_name(photo, number, len(self._photos)), toolTip=photo.caption or ENLARGE)
        button.clicked.connect(self._on_clicked)
        self.buttons.append(button)
        return button

    @Slot()
    def _on_clicked(self) -> None:
        sender = self.sender()
        if sender in self.buttons:
            PhotoDialog.look(self, self._application, self._photos, self.buttons.index(sender))  # type: ignore[arg-type]


class PhotoCells(CellDelegate):
    """Paints the cells of a column of photographs."""

    def __init__(self, thumbnails: Thumbnails, parent: QWidget) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the photograph on the ground of the row."""
        super().paint(painter, option, index)
        row = index.data(ROW_ROLE)
        table = index.model()
        while isinstance(table, QSortFilterProxyModel):
            table = table.sourceModel()
        digest = getattr(row, table.columns[index.column()].key, "") if row is not None else ""  # type: ignore[attr-defined]
        if not digest:
            return
        rect: QRect = option.rect  # type: ignore[attr-defined]
        view: QWidget | None = option.widget  # type: ignore[attr-defined]
        inner = rect.adjusted(theme.scaled(4), 2, -theme.scaled(4), -3)
        ratio = view.devicePixelRatioF() if view is not None else 1.0
        painter.save()
        paint_middle(painter, self._thumbnails.picture_soon(digest, inner.width(), inner.height(), ratio), inner)
        painter.restore()


def cell_side() -> int:
    """Give the height of a row that shows a photograph, and the width of its cell."""
    return theme.scaled(44)


def photo_name(photo: Pictured, number: int, count: int) -> Lazy:
    """Name a photograph for a screen reader: its place, and what it shows."""
    if photo.caption:
        return lazy("Photograph {number} of {count}: {caption}", number=number + 1, count=count, caption=photo.caption)
    return lazy("Photograph {number} of {count}", number=number + 1, count=count)


class _Large(QWidget):
    """One photograph as large as there is room.

    Signals:
        clicked: it was clicked.
    """

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._content: bytes | None = None
        self._picture = QPixmap()
        self.setMinimumSize(theme.scaled(320), theme.scaled(240))

    def show_content(self, content: bytes | None) -> None:
        """Show this file."""
        self._content = content
        self._read()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Read it again for the new size."""
        super().resizeEvent(event)
        self._read()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the middle."""
        painter = QPainter(self)
        if self._picture.isNull():
            painter.setPen(colour("quiet"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, _("This photograph cannot be shown."))
            return
        paint_middle(painter, self._picture, self.rect())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell of the click."""
        self.clicked.emit()

    def _read(self) -> None:
        ratio = self.devicePixelRatioF()
        self._picture = read_within(self._content, self.size() * ratio)
        self._picture.setDevicePixelRatio(ratio)
        self.update()


class PhotoDialog(QDialog):
    """Photographs one after the other, as large as the screen has room: arrows go on, Escape closes."""

    def __init__(self, application: Application, photos: Sequence[Pictured], number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        worded(self, windowTitle=lazy("Photographs"))
        self._application = application
        self._photos = tuple(photos)
        self.number = number
        self._large = _Large()
        self._caption = Label("", wrap=True)
        self._count = Label("", "quiet")
        self._back = tool_button(lazy("The photograph before"), "back")
        self._on = tool_button(lazy("The next photograph"), "forward")
        self.close_button = push_button(CLOSE, primary=True)
        self.close_button.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.scaled(16) for _side in range(4)))
        layout.addWidget(self._large, 1)
        row = QHBoxLayout()
        row.addWidget(self._caption, 1)
        for widget in (self._back, self._count, self._on, self.close_button):
            row.addWidget(widget)
        layout.addLayout(row)
        self._back.clicked.connect(self._on_back)
        self._on.clicked.connect(self._on_next)
        self._large.clicked.connect(self._on_next)
        for button in (self._back, self._on, self.close_button):
            button.installEventFilter(self)
        self.close_button.setFocus()
        room = (parent.screen() if parent is not None else QGuiApplication.primaryScreen()).availableGeometry()
        self.resize(round(room.width() * _SHARE), round(room.height() * _SHARE))
        self._show()

    @classmethod
    def look(cls, parent: QWidget, application: Application, photos: Sequence[Pictured], number: int) -> PhotoDialog:
        """Show the photographs in front of the window of *parent*, beginning with *number*; nothing waits for it."""
        dialog = cls(application, photos, number, parent.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.open()
        return dialog

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on and back with the arrows."""
        if not self._go_by(event.key()):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the arrows before a button does, which would hand the keyboard to the next one."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._go_by(event.key()):
            return True
        return super().eventFilter(watched, event)

    def _go_by(self, key: int) -> bool:
        match key:
            case Qt.Key.Key_Left | Qt.Key.Key_PageUp:
                self._go(-1)
            case Qt.Key.Key_Right | Qt.Key.Key_PageDown:
                self._go(1)
            case _:
                return False
        return True

    def _go(self, step: int) -> None:
        self.number = (self.number + step) % len(self._photos)
        self._show()

    def _show(self) -> None:
        photo, several = self._photos[self.number], len(self._photos) > 1
        self._large.show_content(kept(self._application, photo.digest))
        worded(self._large, accessibleName=photo_name(photo, self.number, len(self._photos)))
        self._caption.setText(photo.caption)
        self._count.show_text(lazy("{number} of {count}", number=self.number + 1, count=len(self._photos)))
        for widget in (self._back, self._count, self._on):
            widget.setVisible(several)

    @Slot()
    def _on_back(self) -> None:
        self._go(-1)

    @Slot()
    def _on_next(self) -> None:
        self._go(1)
