"""Lines of a request that repeat: travellers, legs, stays, costs. Each is added, moved, taken out and put back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.kernel.errors import Finding
from app.kernel.translated import Lazy, lazy
from ui.kit.controls import Hairline, Label, push_button, tool_button
from ui.kit.editors import Editor
from ui.kit.flow import FlowLayout
from ui.kit.language import spoken, worded
from ui.kit.theme import theme
from ui.trips.fields import Captioned, Fields
from ui.trips.findings import FindingList


class Block(QWidget):
    """One line: a heading with its buttons, rows of fields, what was understood of them, and the findings about it.

    Signals:
        edited: the user changed a field; its path within the line.
        left: the user went on from a field; its path within the line.
        move_requested: the line should stand one place earlier or later; the step.
        removal_requested: the line should go.
    """

    edited = Signal(str)
    left = Signal(str)
    move_requested = Signal(int)
    removal_requested = Signal()
    noun = lazy("Line")
    slim = False  # one row of fields needs no heading: the buttons stand beside it

    def __init__(self, value: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = value
        self.fields = Fields(self)
        self.findings = FindingList()
        self.heading = Label("", "strong", wrap=True)
        self.understood = Label("", "small", wrap=True)
        self.understood.hide()
        self.up = tool_button(lazy("Earlier"), "up")
        self.down = tool_button(lazy("Later"), "down")
        self.remove = tool_button(lazy("Take out"), "close")
        self._rows = QVBoxLayout()
        self._lay_out()
        self._connect()

    def value(self) -> Any:
        """Give what stands in the line."""
        return self.fields.read(self._value)

    def show_value(self, value: Any) -> None:
        """Show *value*."""
        self._value = value
        self.fields.show(value)
        self.say()

    def say(self) -> None:
        """Say again what was understood of the fields."""

    def place(self, number: int, of: int) -> None:
        """Know that this is line *number* (from 0) of *of* lines."""
        self.heading.show_text(lazy("{noun} {number}", noun=self.noun, number=number + 1))
        self.up.setEnabled(number > 0)
        self.down.setEnabled(number + 1 < of)
        for button, text in (
            (self.up, lazy("{noun} {number}: one place up", noun=self.noun, number=number + 1)),
            (self.down, lazy("{noun} {number}: one place down", noun=self.noun, number=number + 1)),
            (self.remove, lazy("{noun} {number}: take out", noun=self.noun, number=number + 1)),
        ):
            worded(button, accessibleName=text, toolTip=text)
        several = of > 1
        self.up.setVisible(several and not self.remove.isHidden())
        self.down.setVisible(several and not self.remove.isHidden())

    def row(self, *captioned: Captioned) -> QWidget:
        """Put fields beside each other; they go on in the next line when there is no room."""
        holder = QWidget(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        flow = FlowLayout(holder, theme.scaled(10), top=True)
        for one in captioned:
            flow.addWidget(one)
        self._rows.addWidget(holder)
        return holder

    def look_at(self, findings: Sequence[Finding]) -> None:
        """Show the fields that *findings* are about, should they be folded away."""

    def add_tool(self, button: QWidget) -> None:
        """Put a button before those that move the line."""
        self._head.insertWidget(self._head.count() - len((self.up, self.down, self.remove)), button)

    def focus(self) -> None:
        """Let the user type in the first field."""
        if (first := next(self.fields.editors(), None)) is not None:
            first[1].focus()

    def show_understood(self, text: str) -> None:
        """Say below the fields what was understood of them."""
        self.understood.setText(text)
        self.understood.setVisible(bool(text))

    def _lay_out(self) -> None:
        head = self._head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(0)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(theme.scaled(8))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.scaled(6), 0, theme.scaled(10))
        layout.setSpacing(theme.scaled(4))
        layout.addLayout(head)
        if self.slim:
            self.heading.hide()
            head.addLayout(self._rows, 1)
        else:
            head.addWidget(self.heading, 1)
            layout.addLayout(self._rows)
        for button in (self.up, self.down, self.remove):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom if self.slim else Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.understood)
        layout.addWidget(self.findings)

    def _connect(self) -> None:
        self.fields.edited.connect(self._on_edited)
        self.fields.left.connect(self.left)
        self.up.clicked.connect(self._on_up)
        self.down.clicked.connect(self._on_down)
        self.remove.clicked.connect(self.removal_requested)
        spoken.changed.connect(self._on_language)

    @Slot(str)
    def _on_edited(self, path: str) -> None:
        self.say()
        self.edited.emit(path)

    @Slot()
    def _on_up(self) -> None:
        self.move_requested.emit(-1)

    @Slot()
    def _on_down(self) -> None:
        self.move_requested.emit(1)

    @Slot()
    def _on_language(self) -> None:
        self.say()


class Lines(QWidget):
    """The lines of one kind, below each other between hairlines, with the button that adds one.

    Signals:
        edited: something was changed; its path (`legs[0].mode`).
        left: the user went on from a field; its path.
        rearranged: lines came, went or moved.
    """

    edited = Signal(str)
    left = Signal(str)
    rearranged = Signal()

    def __init__(self, path: str, make: Callable[[Any], Block], blank: Callable[[], Any], verb: Lazy, empty: Lazy) -> None:
        super().__init__()
        self.path = path
        self._make = make
        self._blank = blank
        self._blocks: list[Block] = []
        self._was: tuple[Any, ...] = ()
        self._taken: tuple[int, Any] | None = None
        self._read_only = False
        self.findings = FindingList()
        self.add_button = push_button(verb, "plus")
        self.empty = Label(empty, "quiet", wrap=True)
        self._lines = QVBoxLayout()
        self._gone = QWidget()
        self._gone_text = Label("", "small")
        self.put_back = push_button(lazy("Put back"))
        self._buttons = FlowLayout(spacing=theme.scaled(8))
        self._lay_out()
        self.add_button.clicked.connect(self._on_add)
        self.put_back.clicked.connect(self._on_put_back)

    def show_values(self, values: Sequence[Any]) -> None:
        """Show *values*, as they were read."""
        self._was = tuple(values)
        self._taken = None
        self._gone.hide()
        while len(self._blocks) > len(values):
            self._drop(len(self._blocks) - 1)
        for number, value in enumerate(values):
            if number == len(self._blocks):
                self._insert(number, value)
            else:
                self._blocks[number].show_value(value)
        self._place()

    def values(self) -> tuple[Any, ...]:
        """Give what stands in the lines."""
        return tuple(block.value() for block in self._blocks)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The lines."""
        return tuple(self._blocks)

    def add(self, value: Any, at: int | None = None) -> Block:
        """Add a line and let the user type in it."""
        block = self._insert(len(self._blocks) if at is None else at, value)
        self._place()
        self._gone.hide()
        block.focus()
        self._tell()
        return block

    def add_beside(self, button: QWidget) -> None:
        """Put a further button beside the one that adds a line."""
        self._buttons.addWidget(button)

    def editors(self) -> Iterator[tuple[str, Editor]]:
        """Give all editors with their paths."""
        for number, block in enumerate(self._blocks):
            for path, editor in block.fields.editors():
                yield f"{self.path}[{number}].{path}", editor

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - a state that is set or not
        """Take the buttons away that change the lines."""
        self._read_only = read_only
        self.add_button.setVisible(not read_only)
        self._place()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.scaled(4))
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        layout.addLayout(self._lines)
        layout.addWidget(self.empty)
        gone = QHBoxLayout(self._gone)
        gone.setContentsMargins(0, 0, 0, 0)
        gone.addWidget(self._gone_text)
        self.put_back.setProperty("quiet", True)
        gone.addWidget(self.put_back)
        gone.addStretch(1)
        self._gone.hide()
        layout.addWidget(self._gone)
        self._buttons.addWidget(self.add_button)
        layout.addLayout(self._buttons)
        layout.addWidget(self.findings)

    def _insert(self, number: int, value: Any) -> Block:
        block = self._make(value)
        block.show_value(value)
        block.edited.connect(self._on_edited)
        block.left.connect(self._on_left)
        block.move_requested.connect(self._on_move)
        block.removal_requested.connect(self._on_removal)
        self._blocks.insert(number, block)
        holder = QWidget(self)
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(block)
        inside.addWidget(Hairline())
        self._lines.insertWidget(number, holder)
        holder.show()  # now, and not when the layout comes to it: the user types on
        return block

    def _drop(self, number: int) -> Block:
        block = self._blocks.pop(number)
        item = self._lines.takeAt(number)
        holder = item.widget() if item is not None else None
        if holder is not None:
            holder.hide()
            holder.deleteLater()
        return block

    def _place(self) -> None:
        self.empty.setVisible(not self._blocks and not self._read_only)
        for number, block in enumerate(self._blocks):
            block.remove.setVisible(not self._read_only)
            block.place(number, len(self._blocks))

    def _tell(self) -> None:
        self.rearranged.emit()
        self.edited.emit(self.path)

    def _path(self, path: str) -> str:
        sender = self.sender()
        number = next((number for number, block in enumerate(self._blocks) if block is sender), 0)
        return f"{self.path}[{number}].{path}"

    @Slot(str)
    def _on_edited(self, path: str) -> None:
        self.edited.emit(self._path(path))

    @Slot(str)
    def _on_left(self, path: str) -> None:
        self.left.emit(self._path(path))

    @Slot()
    def _on_add(self) -> None:
        self.add(self._blank())

    @Slot(int)
    def _on_move(self, step: int) -> None:
        sender = self.sender()
        number = self._blocks.index(sender) if isinstance(sender, Block) else 0
        if not 0 <= number + step < len(self._blocks):
            return
        block = self._blocks.pop(number)
        self._blocks.insert(number + step, block)
        item = self._lines.takeAt(number)
        if item is not None and (holder := item.widget()) is not None:
            self._lines.insertWidget(number + step, holder)
        self._place()
        button = block.up if step < 0 else block.down
        (button if button.isEnabled() else block.down if step < 0 else block.up).setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()

    @Slot()
    def _on_removal(self) -> None:
        sender = self.sender()
        if not isinstance(sender, Block):
            return
        number = self._blocks.index(sender)
        self._taken = number, sender.value()
        self._gone_text.show_text(lazy("{noun} {number} was taken out.", noun=sender.noun, number=number + 1))
        self._gone.show()
        self._drop(number)
        self._place()
        self.put_back.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()

    @Slot()
    def _on_put_back(self) -> None:
        if self._taken is not None:
            number, value = self._taken
            self._taken = None
            self.add(value, min(number, len(self._blocks)))
