"""Editors of offices: one of the catalogue, or several in their order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domains.people.precedence.profiles import Office
from app.kernel.fields import Field
from app.kernel.translated import Lazy, lazy
from ui.kit.choosers import NamedCodeEditor
from ui.kit.controls import ElidedLabel, tool_button
from ui.kit.editors import Editor
from ui.kit.language import worded
from ui.kit.theme import theme
from ui.people.precedence.words import office_names, office_text


def office_editor(field: Field, offices: Mapping[str, Office], parent: QWidget | None = None) -> NamedCodeEditor:
    """Make the editor of one office, chosen by its name."""
    return NamedCodeEditor(field, partial(office_names, offices), parent)


class OfficesEditor(Editor):
    """Several offices: typed and chosen one after the other, put in order and taken out with buttons. The value is a tuple of codes."""

    def __init__(self, field: Field, offices: Mapping[str, Office], parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._offices = offices
        self._codes: list[str] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._rows.addLayout(self._list)
        self._adder = office_editor(field, offices)
        worded(self._adder.line, placeholderText=lazy("Add an office by its name"))
        self._adder.chosen.connect(self._on_chosen)
        self._adder.edited.connect(self.edited)
        self._adder.left.connect(self.left)
        self._rows.addWidget(self._adder)

    def value(self) -> Any:
        """Give the codes in order."""
        return tuple(self._codes)

    def fault(self) -> Lazy | None:
        """Say that no office was chosen for what was typed."""
        return self._adder.fault()

    def show_value(self, value: Any) -> None:
        """Show these offices."""
        self._codes = list(value or ())
        self._adder.show_value("")
        self._show()

    def plain(self) -> Any:
        """Give the codes."""
        return list(self._codes)

    def take_plain(self, plain: Any) -> None:
        """Take up the codes."""
        self.show_value([str(code) for code in plain])
        self.edited.emit()

    def inputs(self) -> Sequence[QWidget]:
        """Give the line in which an office is typed."""
        return self._adder.inputs()

    def retranslate(self) -> None:
        """Name the offices in the language of the screen."""
        self._show()

    def _show(self) -> None:
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, code in enumerate(self._codes):
            self._list.addWidget(self._line(number, code))

    def _line(self, number: int, code: str) -> QWidget:
        name = office_text(code, self._offices)
        holder = QWidget()
        layout = QHBoxLayout(holder)
        layout.setContentsMargins(theme.scaled(8), 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(ElidedLabel(name), 1)
        for text, icon, act, offered in (
            (lazy("{name}: one place up", name=name), "up", self._on_up, number > 0),
            (lazy("Take out {name}", name=name), "close", self._on_taken_out, True),
        ):
            button = tool_button(text, icon)
            button.setProperty("office", code)
            button.setEnabled(offered)
            button.clicked.connect(act)
            layout.addWidget(button)
        return holder

    def _pressed(self) -> int | None:
        sender = self.sender()
        code = sender.property("office") if sender is not None else None
        return self._codes.index(code) if code in self._codes else None

    @Slot()
    def _on_chosen(self) -> None:
        if code := self._adder.value():
            if code not in self._codes:
                self._codes.append(code)
            # The completer writes the name once more after it has told us.
            QTimer.singleShot(0, self, self._clear_adder)
            self._adder.show_value("")
            self._show()
            self.edited.emit()

    @Slot()
    def _clear_adder(self) -> None:
        self._adder.show_value("")

    @Slot()
    def _on_up(self) -> None:
        if number := self._pressed():
            self._codes[number - 1], self._codes[number] = self._codes[number], self._codes[number - 1]
            self._show()
            self.edited.emit()

    @Slot()
    def _on_taken_out(self) -> None:
        if (number := self._pressed()) is not None:
            del self._codes[number]
            self._show()
            self.edited.emit()
