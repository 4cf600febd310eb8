"""A line in which something is named out of a long list, or written as it is: Enter takes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal, Slot
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from app.kernel.names import fold
from app.kernel.translated import Lazy
from ui.kit.language import worded
from ui.kit.theme import theme

MOST_SHOWN = 12


class NameLine(QLineEdit):
    """Type part of a name and choose; what is in no list is handed over as it was written.

    Signals:
        named: something was taken: its code, or what was typed.
    """

    named = Signal(str)

    def __init__(self, title: Lazy, names: Callable[[], Sequence[tuple[str, str]]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._known: tuple[tuple[str, str], ...] = ()
        worded(self, placeholderText=title, accessibleName=title)
        self.setMaximumWidth(theme.scaled(300))
        self._list = QStringListModel(self)
        completer = QCompleter(self._list, self)
        # The list is narrowed here, because accents do not count in it.
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(MOST_SHOWN)
        popup = completer.popup()
        assert popup is not None
        popup.setObjectName("completions")
        completer.activated.connect(self._on_activated)
        self.setCompleter(completer)
        self.textEdited.connect(self._on_edited)
        self.returnPressed.connect(self.take)

    def code_of(self, text: str) -> str:
        """Give the code of a name in the list; the text itself when it is none."""
        wanted = fold(text.strip())
        return next((code for code, name in self._names() if fold(name) == wanted), text.strip())

    @Slot()
    def take(self) -> None:
        """Hand over what stands in the line, and empty it."""
        if text := self.text().strip():
            self.clear()
            self.named.emit(self.code_of(text))

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        wanted = fold(text.strip())
        found = [name for code, name in self._names() if wanted and (wanted in fold(name) or code.casefold() == text.strip().casefold())]
        # What begins as it was typed comes first.
        self._list.setStringList(sorted(found, key=lambda name: (not fold(name).startswith(wanted), fold(name)))[:40])

    @Slot(str)
    def _on_activated(self, text: str) -> None:
        self.setText(text)
        self.take()
