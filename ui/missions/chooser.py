"""Choosing members of the delegation out of a list: passengers of a train, who sleeps in a room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.kernel.fields import Field
from app.kernel.names import fold
from app.kernel.translated import Lazy, lazy
from ui.kit.controls import Label, push_button
from ui.kit.editors import Editor
from ui.kit.language import _, worded
from ui.kit.theme import theme

_SHOWN = 8  # lines shown without scrolling


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who can be chosen; `hint` says what they have already."""

    id: str
    name: str
    hint: Lazy | str = ""


class PeopleEditor(Editor):
    """A list of people to tick, narrowed by typing; the value is a tuple of their ids in the order of the list."""

    def __init__(self, field: Field, candidates: Iterable[Candidate], parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._candidates = tuple(candidates)
        self._build()
        self._watch()
        self.retranslate()

    def value(self) -> Any:
        """Give the ids of those who are ticked."""
        return tuple(item.data(Qt.ItemDataRole.UserRole) for item in self._items() if item.checkState() is Qt.CheckState.Checked)

    def show_value(self, value: Any) -> None:
        """Tick these and nobody else."""
        chosen = set(value or ())
        blocked = self.list.blockSignals(True)
        for item in self._items():
            item.setCheckState(Qt.CheckState.Checked if item.data(Qt.ItemDataRole.UserRole) in chosen else Qt.CheckState.Unchecked)
        self.list.blockSignals(blocked)
        self._count()

    def plain(self) -> Any:
        """Give the ids."""
        return list(self.value())

    def take_plain(self, plain: Any) -> None:
        """Take up the ids."""
        self.show_value([str(id) for id in plain])
        self.edited.emit()

    def inputs(self) -> Sequence[QWidget]:
        """Give the line that narrows and the list."""
        return self.line, self.list

    def name(self, title: Lazy) -> None:
        """Name the list after the field, and the line after what it does."""
        worded(self.list, accessibleName=title)
        worded(self.line, accessibleName=lazy("{field}: type to narrow the list", field=title))

    def retranslate(self) -> None:
        """Say names and hints in the language of the screen."""
        blocked = self.list.blockSignals(True)
        for item, candidate in zip(self._items(), self._candidates, strict=True):
            item.setText(f"{candidate.name}  ·  {_(candidate.hint)}" if candidate.hint else candidate.name)
        self.list.blockSignals(blocked)
        self._count()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(6)
        self.line = QLineEdit()
        self.line.setClearButtonEnabled(True)
        worded(self.line, placeholderText=lazy("Type to narrow"))
        self.line.textChanged.connect(self._on_narrowed)
        self.everybody = push_button(lazy("Everybody"))
        self.everybody.clicked.connect(self._on_everybody)
        self.nobody = push_button(lazy("Nobody"))
        self.nobody.clicked.connect(self._on_nobody)
        for button in (self.everybody, self.nobody):
            button.setAutoDefault(False)
        top.addWidget(self.line, 1)
        top.addWidget(self.everybody)
        top.addWidget(self.nobody)
        self._rows.addLayout(top)
        self.list = QListWidget()
        for candidate in self._candidates:
            item = QListWidgetItem("", self.list)
            item.setData(Qt.ItemDataRole.UserRole, candidate.id)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
        self.list.itemChanged.connect(self._on_ticked)
        line = self.fontMetrics().height() + theme.scaled(8)
        self.list.setMinimumHeight(line * min(max(len(self._candidates), 2), _SHOWN))
        frame = QFrame()
        frame.setObjectName("card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(4, 4, 4, 4)
        inside.addWidget(self.list)
        self._rows.addWidget(frame)
        self._number = Label("", "small")
        self._rows.addWidget(self._number)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(number) for number in range(self.list.count())]

    def _count(self) -> None:
        if not self._candidates:
            self._number.show_text(lazy("Nobody is in the delegation yet."))
            return
        self._number.show_text(lazy("{chosen} of {all} chosen", chosen=len(self.value()), all=len(self._candidates)))

    def _tick_shown(self, state: Qt.CheckState) -> None:
        blocked = self.list.blockSignals(True)
        for item in self._items():
            if not item.isHidden():
                item.setCheckState(state)
        self.list.blockSignals(blocked)
        self._on_ticked()

    @Slot(str)
    def _on_narrowed(self, text: str) -> None:
        wanted = fold(text).split()
        for item in self._items():
            plain = fold(item.text())
            item.setHidden(not all(word in plain for word in wanted))

    @Slot()
    def _on_ticked(self) -> None:
        self._count()
        self.edited.emit()

    @Slot()
    def _on_everybody(self) -> None:
        self._tick_shown(Qt.CheckState.Checked)

    @Slot()
    def _on_nobody(self) -> None:
        self._tick_shown(Qt.CheckState.Unchecked)
