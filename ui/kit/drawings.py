"""A drawing to work with: seen from one side or another, copied, kept as a file; and the places in it, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.kernel.errors import Unavailable
from app.kernel.fields import Tone
from app.kernel.figures import Figure
from app.kernel.translated import Lazy, lazy
from ui.kit.canvas import FigureView
from ui.kit.controls import Label, beside_text, push_button, tool_button
from ui.kit.desk import Desk
from ui.kit.icons import iconed
from ui.kit.language import _, worded
from ui.kit.pictures import UNREADABLE
from ui.kit.progress import Reporter
from ui.kit.theme import theme

if TYPE_CHECKING:
    from app.kernel.ports import DrawingKind

_KINDS: dict[str, DrawingKind] = {".svg": "svg", ".png": "png", ".pdf": "pdf"}


class DrawingPane(QWidget):
    """Drawings of one thing, one shown at a time, with what can be done with the one that is shown."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, largest: float = 1.6) -> None:
        super().__init__(parent)
        self._desk = desk
        self._views: tuple[tuple[Lazy, Figure], ...] = ()
        self._shown = 0
        self._stem = ""
        self._switch = QButtonGroup(self)
        self._switch.setExclusive(True)
        self._switch.idClicked.connect(self.show_view)
        self._bar = QHBoxLayout()
        self._bar.setContentsMargins(0, 0, 0, 0)
        self._bar.setSpacing(4)
        self.save_button = tool_button(lazy("Keep the drawing as a file…"), "save")
        self.save_button.clicked.connect(self.save)
        self.copy_button = tool_button(lazy("Copy as picture"), "copy")
        self.view = FigureView(largest=largest)
        self.copy_button.clicked.connect(self.view.copy)
        self._bar.addStretch(1)
        self._bar.addWidget(self.copy_button)
        self._bar.addWidget(self.save_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.scaled(6))
        layout.addLayout(self._bar)
        layout.addWidget(self.view)

    @property
    def figure(self) -> Figure | None:
        """The drawing that is shown."""
        return self.view.figure

    def show_drawings(self, views: Sequence[tuple[Lazy, Figure]], stem: str) -> None:
        """Show *views*, each with the words that choose it; *stem* is the name proposed for a file."""
        titles = [title for title, _figure in views]
        if titles != [title for title, _figure in self._views]:
            self._offer(titles)
        self._views, self._stem = tuple(views), stem
        self.show_view(min(self._shown, max(len(views) - 1, 0)))
        self.save_button.setEnabled(bool(views))
        self.copy_button.setEnabled(bool(views))

    @Slot(int)
    def show_view(self, number: int) -> None:
        """Show one of the drawings."""
        self._shown = number
        self.view.show_figure(self._views[number][1] if self._views else None)
        if (button := self._switch.button(number)) is not None:
            button.setChecked(True)

    @Slot()
    def save(self) -> None:
        """Ask where the drawing is to be kept, and as what."""
        kinds = ";;".join((_("Drawing (*.svg)"), _("Picture (*.png)"), _("Page (*.pdf)")))
        name, kind = QFileDialog.getSaveFileName(self, _("Keep the drawing as a file"), f"{self._stem}.svg", kinds)
        if name:
            path = Path(name)
            self.save_to(path if path.suffix.lower() in _KINDS else path.with_name(f"{path.name}{_ending(kind)}"))

    def save_to(self, path: Path) -> None:
        """Keep the drawing at *path*, as its ending says."""
        figure, outside = self.figure, self._desk.application.outside
        if figure is None:
            return
        drawn, kind = figure, _KINDS[path.suffix.lower()]

        def write(_report: Reporter) -> Path:
            outside.write_whole(path, outside.drawing(drawn, kind))
            return path

        self._desk.operations.run(write, lazy("Drawing")).then(self._on_saved)

    @Slot(object)
    def _on_saved(self, path: object) -> None:
        self._desk.operations.tell(lazy("Saved as {file}", file=cast("Path", path).name), Tone.GOOD)

    def _offer(self, titles: Sequence[Lazy]) -> None:
        for old in self._switch.buttons():
            self._switch.removeButton(old)
            old.hide()
            old.deleteLater()
        if len(titles) < 2:  # noqa: PLR2004 - nothing to choose from
            return
        for number, title in enumerate(titles):
            button = QPushButton()
            button.setProperty("quiet", True)
            button.setCheckable(True)
            worded(button, text=title)
            self._switch.addButton(button, number)
            self._bar.insertWidget(number, button)


def _ending(kind: str) -> str:
    return next((ending for ending in _KINDS if f"*{ending}" in kind), ".svg")


class DrawingTaker(QToolButton):
    """A button that takes the drawing of a flag from a file: of the one that has none, or of one of those in its menu.

    Signals:
        taken: the drawing is kept on this machine from now on (the code of the flag).
    """

    taken = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._flags: tuple[tuple[str, str], ...] = ()
        self.setAutoRaise(True)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(beside_text())
        iconed(self, "picture")
        worded(self, text=lazy("Take a drawing from a file…"), accessibleName=lazy("Take the drawing of a flag from a file"))
        self.setMenu(QMenu(self))
        self.hide()

    def offer(self, flags: Sequence[tuple[str, str]]) -> None:
        """Offer it for *flags* (code and name) that have no drawing; without any the button goes."""
        self._flags = tuple(dict.fromkeys(flags))
        menu = self.menu()
        menu.clear()
        for code, name in self._flags:
            menu.addAction(name, partial(self.ask, code))
        self.setVisible(bool(self._flags))

    def ask(self, code: str) -> None:
        """Ask for the file."""
        name, _kind = QFileDialog.getOpenFileName(self, _("Drawing of the flag"), "", _("Drawing (*.svg)"))
        if name:
            self.take(code, Path(name))

    def take(self, code: str, path: Path) -> None:
        """Take the drawing in *path*; what is wrong with it is told in a notice."""
        outside = self._desk.application.outside

        def read(_report: Reporter) -> str:
            try:
                content = path.read_bytes()
            except OSError as error:
                raise Unavailable(UNREADABLE) from error
            outside.keep_flag(code, content)
            return code

        self._desk.operations.run(read, lazy("Reading the drawing")).then(self._on_taken)

    @Slot(object)
    def _on_taken(self, code: object) -> None:
        self._desk.operations.tell(lazy("The drawing is kept on this machine, and used wherever the flag is drawn."), Tone.GOOD)
        self.taken.emit(str(code))


@dataclass(frozen=True, slots=True)
class Reason:
    """A place and why it is so: its number, what stands there, the sentence, and a verb for what can be done about it."""

    id: str
    mark: str
    title: str
    text: str
    verb: Lazy | None = None
    strong: bool = False


class Reasons(QWidget):
    """Places one below the other, each with its reason in full.

    Signals:
        wanted: the verb of a place was pressed (its id).
    """

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: tuple[Reason, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.scaled(12))
        self._grid.setVerticalSpacing(theme.scaled(3))
        self._grid.setColumnStretch(1, 1)
        self._parts: list[QWidget] = []

    def put(self, reasons: Sequence[Reason]) -> None:
        """Show *reasons* in place of those before."""
        if tuple(reasons) == self.shown:
            return
        self.shown = tuple(reasons)
        for part in self._parts:
            self._grid.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = []
        for row, reason in enumerate(self.shown):
            self._add(row, reason)
        self.setVisible(bool(self.shown))

    def _add(self, row: int, reason: Reason) -> None:
        top = Qt.AlignmentFlag.AlignTop
        mark = Label(reason.mark, "badge")
        mark.setProperty("tone", str(Tone.BUSY if reason.strong else Tone.FAINT))
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        mark.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        mark.setMinimumWidth(theme.scaled(26))
        title = Label(reason.title, "strong", wrap=True)
        text = Label(reason.text, "quiet", wrap=True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._grid.addWidget(mark, 2 * row, 0, top)
        self._grid.addWidget(title, 2 * row, 1, top)
        text.setContentsMargins(0, 0, 0, theme.scaled(7))
        self._grid.addWidget(text, 2 * row + 1, 1, 1, 2, top)
        self._parts += [mark, title, text]
        if reason.verb is not None:
            button = push_button(reason.verb)
            button.setProperty("quiet", True)
            worded(button, accessibleName=lazy("{verb}: {what}", verb=reason.verb, what=reason.title))
            button.setObjectName(reason.id)
            button.clicked.connect(self._on_wanted)
            self._grid.addWidget(button, 2 * row, 2, top)
            self._parts.append(button)

    @Slot()
    def _on_wanted(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.wanted.emit(sender.objectName())
