"""The field of several photographs: chosen, dropped or pasted; put in order, named, looked at, taken away. The first one is the main one.

A file that is refused is named with its reason; those beside it are kept all the same, and what was there stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetrics,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.application import PHOTOGRAPH
from app.kernel.errors import OfficeError
from app.kernel.fields import Field, Tone
from app.kernel.shapes import to_plain, value_from_plain
from app.kernel.translated import Lazy, lazy, lazy_count
from ui.kit.controls import Label, push_button, tool_button
from ui.kit.editors import Editor
from ui.kit.flow import FlowLayout
from ui.kit.language import _, worded
from ui.kit.photo_views import PhotoDialog, Thumbnails, paint_middle, photo_name
from ui.kit.pictures import UNREADABLE, as_png
from ui.kit.theme import colour, theme

if TYPE_CHECKING:
    from app.application import Application

MOST = 30  # photographs of one record
TOO_MANY = lazy("At most {most} photographs are kept of one record.", most=MOST)
STILL_TAKING = lazy("The photographs are still being taken in.")
_LARGEST = 40_000_000  # bytes that are read at all; what is kept is bounded by the application
_TILE, _WORDS = 92, 20
ENDINGS = "*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff *.gif"
_PHOTO = int(Qt.ItemDataRole.UserRole)
_TILES_MIME = "application/x-attache-photograph"
Index = QModelIndex | QPersistentModelIndex
Sent = tuple[str, bytes | Path]  # a photograph that was sent: the name of its file, if it had one, and where or what it is


class PhotosEditor(Editor):
    """Several photographs of one thing. *of* is the class of one of them: it has a `digest` and a `caption`."""

    def __init__(self, field: Field, of: type[Any], application: Application, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._of = of
        self._application = application
        self._photos: tuple[Any, ...] = ()
        self._waiting: list[Sent] = []
        self._refusals: list[Lazy] = []
        self.setAcceptDrops(True)
        self._build()
        self._connect()
        self._show(0)
        self._watch()

    def value(self) -> Any:
        """Give the photographs in their order."""
        return self._photos

    def show_value(self, value: Any) -> None:
        """Show these photographs."""
        self._photos = tuple(value or ())
        self._waiting, self._refusals = [], []
        self._show(0)

    def fault(self) -> Lazy | None:
        """Say that not all of them have been taken in yet."""
        return STILL_TAKING if self._waiting else None

    def plain(self) -> Any:
        """Give the digests with their words."""
        return [to_plain(photo) for photo in self._photos]

    def take_plain(self, plain: Any) -> None:
        """Take up what was kept."""
        self.show_value(tuple(value_from_plain(self._of, one) for one in plain if one["digest"]))
        self.edited.emit()

    def inputs(self) -> Sequence[QWidget]:
        """Give the button, the row of photographs and the line of words."""
        return (self.add_button, self.tiles, self.caption)

    def name(self, title: Lazy) -> None:
        """Name the parts after the field."""
        worded(self.add_button, accessibleName=lazy("{field}: add photographs", field=title))
        worded(self.tiles, accessibleName=title)
        worded(self.caption, accessibleName=lazy("{field}: what the chosen one shows", field=title))

    def mark(self, faulty: bool) -> None:  # noqa: FBT001 - a mark is set or not
        """Leave the parts as they are: the words below say it."""

    def retranslate(self) -> None:
        """Say again what was refused, and name the tiles."""
        self._show(self._chosen())

    def take(self, content: bytes, name: str = "") -> None:
        """Take in one picture; *name* is that of its file, empty for one that was pasted."""
        self._waiting.append((name, content))
        self._go_on()

    def take_files(self, paths: Sequence[Path]) -> None:
        """Take in files one after the other; the window stays alive meanwhile."""
        self._waiting += [(path.name, path) for path in paths]
        self._go_on()

    def put(self, number: int, to: int) -> None:
        """Put a photograph before the place *to*."""
        if not 0 <= number < len(self._photos):
            return
        rest = [*self._photos]
        photo = rest.pop(number)
        place = max(0, min(to if to <= number else to - 1, len(rest)))
        rest.insert(place, photo)
        self._change(tuple(rest), place)

    @Slot()
    def remove(self) -> None:
        """Take the chosen photograph away."""
        number = self._chosen()
        if number >= 0:
            self._change(self._photos[:number] + self._photos[number + 1 :], number)
            (self.tiles if self._photos else self.add_button).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def enlarge(self) -> None:
        """Look at the chosen photograph."""
        if (number := self._chosen()) >= 0:
            PhotoDialog.look(self, self._application, self._photos, number)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files and pictures."""
        if holds_pictures(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped."""
        self.take_mime(event.mimeData())
        event.acceptProposedAction()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take what is on the clipboard."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.take_mime(QGuiApplication.clipboard().mimeData())
        else:
            super().keyPressEvent(event)

    @Slot(object)
    def take_mime(self, mime: QMimeData) -> None:
        """Take in what was dropped or pasted: files, or a picture."""
        if sent := pictures_in(mime):
            self._waiting += sent
            self._go_on()

    def _build(self) -> None:
        self.tiles = Tiles(self._application)
        self._rows.addWidget(self.tiles)
        holder = QWidget()
        line = QVBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.scaled(4))
        self.caption = QLineEdit()
        self.caption.setMaxLength(300)
        worded(self.caption, placeholderText=lazy("What the chosen photograph shows"))
        line.addWidget(self.caption)
        self._words = holder
        self._rows.addWidget(holder)
        buttons = QWidget()
        row = FlowLayout(buttons, spacing=theme.scaled(4))
        self.add_button = push_button(lazy("Add photographs…"), "plus")
        self.add_button.setAutoDefault(False)
        self.enlarge_button = tool_button(lazy("Enlarge the photograph (Enter)"), "search")
        self.earlier_button = tool_button(lazy("Put the photograph one place earlier (Alt+Left)"), "back")
        self.later_button = tool_button(lazy("Put the photograph one place later (Alt+Right)"), "forward")
        self.remove_button = tool_button(lazy("Take the photograph away (Delete)"), "remove")
        for widget in (self.add_button, self.enlarge_button, self.earlier_button, self.later_button, self.remove_button):
            row.addWidget(widget)
        self._hint = Label(lazy("Or drop them here, or paste them."), "small")
        row.addWidget(self._hint)
        self._rows.addWidget(buttons)
        self._told = Label("", "finding", wrap=True)
        self._rows.addWidget(self._told)

    def _connect(self) -> None:
        self.add_button.clicked.connect(self._on_add)
        self.enlarge_button.clicked.connect(self.enlarge)
        self.earlier_button.clicked.connect(self._on_earlier)
        self.later_button.clicked.connect(self._on_later)
        self.remove_button.clicked.connect(self.remove)
        self.caption.textEdited.connect(self._on_caption)
        self.tiles.currentRowChanged.connect(self._on_chosen)
        self.tiles.enlarge_requested.connect(self.enlarge)
        self.tiles.remove_requested.connect(self.remove)
        self.tiles.move_requested.connect(self.put)
        self.tiles.dropped.connect(self.take_mime)

    def _chosen(self) -> int:
        return self.tiles.currentRow()

    def _change(self, photos: tuple[Any, ...], chosen: int) -> None:
        self._photos = photos
        self._refusals = []
        self._show(chosen)
        self.edited.emit()

    def _show(self, chosen: int) -> None:
        self.tiles.show_photos(self._photos, min(chosen, len(self._photos) - 1))
        self._on_chosen()
        self._tell()

    def _tell(self) -> None:
        """Say what is being done, or what was not taken and why."""
        if self._waiting:
            told: list[Lazy] = [
                lazy_count("{number} photograph is being taken in…", "{number} photographs are being taken in…", len(self._waiting))
            ]
        else:
            told = self._refusals
        self._told.setProperty("tone", str(Tone.NEUTRAL if self._waiting else Tone.BAD))
        self._told.style().unpolish(self._told)
        self._told.style().polish(self._told)
        self._told.setText("\n".join(_(sentence) for sentence in told))
        self._told.setVisible(bool(told))

    def _go_on(self) -> None:
        self._refusals = []
        self._tell()
        self.edited.emit()
        QTimer.singleShot(0, self, self._take_next)

    @Slot()
    def _take_next(self) -> None:
        if not self._waiting:
            return
        name, content = self._waiting.pop(0)
        refused = self._keep(content)
        if refused is not None:
            self._refusals.append(lazy("{file}: {reason}", file=name, reason=refused) if name else refused)
        self._show(len(self._photos) - 1)
        self.edited.emit()
        if self._waiting:
            QTimer.singleShot(0, self, self._take_next)

    def _keep(self, content: bytes | Path) -> Lazy | None:
        """Keep one picture; give the reason why it is not taken."""
        if len(self._photos) >= MOST:
            return TOO_MANY
        try:
            read = read_picture(content) if isinstance(content, Path) else content
            digest = self._application.keep_picture(read, largest=PHOTOGRAPH)
        except OSError:
            return UNREADABLE
        except OfficeError as error:
            return error.sentence
        if any(photo.digest == digest for photo in self._photos):
            return lazy("This photograph is there already.")
        self._photos = (*self._photos, self._of(digest=digest))
        return None

    @Slot()
    def _on_add(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileNames(self, _("Add photographs"), "", f"{_('Pictures')} ({ENDINGS})")
        if chosen:
            self.take_files([Path(name) for name in chosen])

    @Slot()
    def _on_earlier(self) -> None:
        self.put(self._chosen(), self._chosen() - 1)

    @Slot()
    def _on_later(self) -> None:
        self.put(self._chosen(), self._chosen() + 2)

    @Slot()
    def _on_chosen(self) -> None:
        number, count = self._chosen(), len(self._photos)
        self.tiles.setVisible(count > 0)
        self._words.setVisible(number >= 0)
        for button in (self.enlarge_button, self.remove_button):
            button.setVisible(number >= 0)
        for button in (self.earlier_button, self.later_button):
            button.setVisible(count > 1)
        self.earlier_button.setEnabled(number > 0)
        self.later_button.setEnabled(0 <= number < count - 1)
        words = self._photos[number].caption if 0 <= number < count else ""
        if self.caption.text() != words:
            self.caption.setText(words)

    @Slot()
    def _on_caption(self) -> None:
        number = self._chosen()
        if number < 0:
            return
        photo = replace(self._photos[number], caption=self.caption.text())
        self._photos = (*self._photos[:number], photo, *self._photos[number + 1 :])
        self.tiles.rename(number, photo, len(self._photos))
        self.edited.emit()


class Tiles(QListWidget):
    """A row of photographs that the keyboard goes through.

    Signals:
        enlarge_requested: the chosen one should be shown large.
        remove_requested: the chosen one should go.
        move_requested: one should stand before another place; its number and that place.
        dropped: files or a picture were let fall here (`QMimeData`).
    """

    enlarge_requested = Signal()
    remove_requested = Signal()
    move_requested = Signal(int, int)
    dropped = Signal(object)

    def __init__(self, application: Application, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFlow(QListWidget.Flow.LeftToRight)
        self.setWrapping(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setSpacing(theme.scaled(2))
        self._delegate = _TileDelegate(Thumbnails(application), self)
        self.setItemDelegate(self._delegate)
        self.itemDoubleClicked.connect(self.enlarge_requested)
        theme.changed.connect(self._fit)
        self._fit()

    def show_photos(self, photos: Sequence[Any], chosen: int) -> None:
        """Show *photos*, and choose one of them."""
        blocked = self.blockSignals(True)
        self.clear()
        for number, photo in enumerate(photos):
            self.addItem(QListWidgetItem())
            self.rename(number, photo, len(photos))
        self.setCurrentRow(chosen)
        self.blockSignals(blocked)

    def rename(self, number: int, photo: Any, count: int) -> None:
        """Show a photograph with other words."""
        item = self.item(number)
        name = _(photo_name(photo, number, count))
        item.setData(_PHOTO, photo)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, name)
        item.setToolTip(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enlarge, take away, move; the rest belongs to the list, and pasting to the field around it."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.enlarge_requested.emit()
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                self.remove_requested.emit()
            case Qt.Key.Key_Left if alt:
                self.move_requested.emit(self.currentRow(), self.currentRow() - 1)
            case Qt.Key.Key_Right if alt:
                self.move_requested.emit(self.currentRow(), self.currentRow() + 2)
            case _ if event.matches(QKeySequence.StandardKey.Paste):
                event.ignore()
            case _:
                super().keyPressEvent(event)

    def mimeTypes(self) -> list[str]:
        """Name what is dragged."""
        return [_TILES_MIME]

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:
        """Carry the number of the photograph that is dragged."""
        data = QMimeData()
        if items:
            data.setData(_TILES_MIME, str(self.row(items[0])).encode())
        return data

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept a photograph of this row, files and pictures."""
        if self._is_ours(event) or holds_pictures(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Go on accepting it."""
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the move, or hand on what was dropped."""
        if self._is_ours(event):
            number = int(bytes(event.mimeData().data(_TILES_MIME).data()))
            # The list would remove the item that it thinks was moved away.
            event.setDropAction(Qt.DropAction.IgnoreAction)
            event.accept()
            self.move_requested.emit(number, self.place_at(event.position().toPoint()))
            return
        event.acceptProposedAction()
        self.dropped.emit(event.mimeData())

    def place_at(self, point: QPoint) -> int:
        """Tell before which photograph something falls that is let go at *point*."""
        for number in range(self.count()):
            if point.x() < self.visualItemRect(self.item(number)).center().x():
                return number
        return self.count()

    def _is_ours(self, event: QDropEvent) -> bool:
        return event.source() is self and event.mimeData().hasFormat(_TILES_MIME)

    @Slot()
    def _fit(self) -> None:
        self.setFixedHeight(self._delegate.tile_size().height() + theme.scaled(20))
        self.doItemsLayout()


class _TileDelegate(QStyledItemDelegate):
    """Paints a photograph and its words."""

    def __init__(self, thumbnails: Thumbnails, parent: QWidget) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails

    def tile_size(self) -> QSize:
        """Give the size of a tile."""
        return QSize(theme.scaled(_TILE + 12), theme.scaled(_TILE + _WORDS))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the size of a tile."""
        return self.tile_size()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the tile."""
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        photo = index.data(_PHOTO)
        painter.save()
        inner = QRect(rect.left() + 3, rect.top() + 3, rect.width() - 6, theme.scaled(_TILE) - 6)
        painter.fillRect(inner, colour("side"))
        view = option.widget  # type: ignore[attr-defined]
        ratio = view.devicePixelRatioF() if view is not None else 1.0
        paint_middle(painter, self._thumbnails.picture(photo.digest, inner.width(), inner.height(), ratio), inner)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        focused = chosen and view is not None and view.hasFocus()
        painter.setPen(QPen(colour("accent" if chosen else "hairline"), 2 if focused else 1))
        painter.drawRect(inner)
        font = option.font  # type: ignore[attr-defined]
        font.setPointSizeF(font.pointSizeF() * 0.85)
        words = _("main photograph") if index.row() == 0 and not photo.caption else photo.caption
        painter.setFont(font)
        painter.setPen(colour("ink" if photo.caption else "quiet"))
        below = QRect(inner.left(), inner.bottom() + 3, inner.width(), rect.bottom() - inner.bottom() - 3)
        painter.drawText(
            below,
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, below.width()),
        )
        painter.restore()


def holds_pictures(mime: QMimeData) -> bool:
    """Tell whether what is dragged may be a photograph: a file of this machine, or a picture."""
    return mime.hasImage() or (mime.hasUrls() and any(url.isLocalFile() for url in mime.urls()))


def pictures_in(mime: QMimeData) -> list[Sent]:
    """Give what was dropped or pasted: the files of this machine, else the picture itself, which has no name."""
    files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()] if mime.hasUrls() else []
    if files or not mime.hasImage():
        return [(path.name, path) for path in files]
    clipboard = QGuiApplication.clipboard()
    image = clipboard.image() if mime is clipboard.mimeData() else QImage(mime.imageData())
    return [("", as_png(image))]


def read_picture(path: Path) -> bytes:
    """Read a file as far as is needed to say what is wrong with it; raise OSError when it cannot be read."""
    if path.stat().st_size > _LARGEST:
        with path.open("rb") as file:  # enough for the application to say that it is too large
            return file.read(_LARGEST)
    return path.read_bytes()
