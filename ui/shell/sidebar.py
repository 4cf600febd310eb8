"""The navigation at the left: Today, one entry for each register, History and Settings at the bottom."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.kernel.translated import Lazy, lazy
from ui.kit.controls import Hairline, Label
from ui.kit.icons import iconed
from ui.kit.language import worded
from ui.kit.theme import theme


class Sidebar(QWidget):
    """Entries that are chosen by mouse, by Tab and Space, or by Ctrl+1 to 9.

    Signals:
        chosen: another page is wanted; its name.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 14, 10, 10)
        layout.setSpacing(2)
        name = Label("Attaché", "heading")
        name.setContentsMargins(10, 0, 0, 12)
        name.setMinimumWidth(176)
        layout.addWidget(name)
        self._above = QVBoxLayout()
        self._above.setSpacing(2)
        self._below = QVBoxLayout()
        self._below.setSpacing(2)
        layout.addLayout(self._above)
        layout.addStretch(1)
        layout.addWidget(Hairline())
        layout.addSpacing(6)
        layout.addLayout(self._below)
        theme.changed.connect(self._size)
        self._size()

    def add(self, name: str, title: Lazy, icon: str, *, below: bool = False) -> None:
        """Add an entry."""
        button = QToolButton()
        button.setProperty("nav", True)
        button.setCheckable(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setObjectName(name)
        worded(button, text=title, accessibleName=title)
        number = len(self._buttons) + 1
        if not below and number <= 9:  # noqa: PLR2004 - there are nine keys
            worded(button, toolTip=lazy("{page} (Ctrl+{number})", page=title, number=number))
        iconed(button, icon, "quiet")
        button.clicked.connect(self._on_clicked)
        self._size_icon(button)
        self._group.addButton(button)
        self._buttons[name] = button
        (self._below if below else self._above).addWidget(button)

    def clear(self) -> None:
        """Take every entry away."""
        for button in self._buttons.values():
            self._group.removeButton(button)
            button.hide()
            button.deleteLater()
        self._buttons = {}

    def names(self) -> tuple[str, ...]:
        """Give the names of the entries from top to bottom."""
        return tuple(self._buttons)

    def show_chosen(self, name: str) -> None:
        """Mark the entry of the page that is shown."""
        for known, button in self._buttons.items():
            button.setChecked(known == name)

    @Slot()
    def _size(self) -> None:
        for button in self._buttons.values():
            self._size_icon(button)

    @staticmethod
    def _size_icon(button: QToolButton) -> None:
        # Wider than it is high: the icon stands in the middle, with air before the word.
        button.setIconSize(QSize(theme.scaled(28), theme.scaled(18)))

    @Slot()
    def _on_clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.chosen.emit(sender.objectName())
