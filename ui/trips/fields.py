"""Single fields of the request: an editor, what it shows of a value, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.kernel.fields import Choice, Field, FieldKind
from app.kernel.translated import Lazy, lazy
from ui.kit.controls import Label
from ui.kit.editors import Editor, NumberEditor, TextArea, YesNoEditor
from ui.kit.theme import theme

YES, NO = "yes", "no"
_LEAST = 110  # pixels at 100 % below which a field is of no use
_ANY = 16777215  # Qt's word for no limit
YES_OR_NO = (Choice(YES, lazy("yes")), Choice(NO, lazy("no")))


class Bound:
    """An editor bound to an attribute of a value. What was not touched is given back exactly as it was."""

    def __init__(self, path: str, editor: Editor, get: Callable[[Any], Any], put: Callable[[Any, Any], Any]) -> None:
        self.path = path
        self.editor = editor
        self._get = get
        self._put = put
        self._was: Any = None
        self._shown: Any = None

    def show(self, value: Any) -> None:
        """Show its part of *value*."""
        self._was = self._get(value)
        self.editor.show_value(self._was)
        self._shown = self.editor.value()

    def put(self, value: Any) -> Any:
        """Give *value* with what stands in the editor."""
        now = self.editor.value()
        return self._put(value, self._was if _alike(now, self._shown) else now)


class Fields(QObject):
    """The fields of one value.

    Signals:
        edited: the user changed a field; its path.
        left: the user went on from a field; its path.
    """

    edited = Signal(str)
    left = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._bound: list[Bound] = []

    def bind(
        self,
        editor: Editor,
        *,
        key: str = "",
        get: Callable[[Any], Any] | None = None,
        put: Callable[[Any, Any], Any] | None = None,
    ) -> Editor:
        """Bind *editor* to the attribute *key* of the value (that of its field when none is given), or to what *get* and *put* say.

        The key of its field is the path by which a finding names it.
        """
        path = editor.field.key
        attribute = key or path
        bound = Bound(path, editor, get or attrgetter(attribute), put or partial(_put_attribute, attribute))
        self._bound.append(bound)
        editor.name(editor.field.title)
        editor.edited.connect(self._on_edited)
        editor.left.connect(self._on_left)
        return editor

    def show(self, value: Any) -> None:
        """Show *value*."""
        for bound in self._bound:
            bound.show(value)

    def read(self, value: Any) -> Any:
        """Give *value* with what stands in the editors."""
        for bound in self._bound:
            value = bound.put(value)
        return value

    def editors(self) -> Iterator[tuple[str, Editor]]:
        """Give the editors with their paths."""
        return ((bound.path, bound.editor) for bound in self._bound)

    def editor(self, path: str) -> Editor | None:
        """Give the editor at *path*."""
        return next((bound.editor for bound in self._bound if bound.path == path), None)

    @Slot()
    def _on_edited(self) -> None:
        sender = self.sender()
        if isinstance(sender, Editor):
            self.edited.emit(sender.field.key)

    @Slot()
    def _on_left(self) -> None:
        sender = self.sender()
        if isinstance(sender, Editor):
            self.left.emit(sender.field.key)


class Captioned(QWidget):
    """A field with its title above it, *width* pixels wide at 100 %; one that stretches takes what is left of its line.

    One that is not *titled* stands level with those that are; a *bare* one has no room above it.
    """

    def __init__(self, editor: Editor, width: int, *, stretch: bool = False, titled: bool = True, bare: bool = False) -> None:
        super().__init__()
        self.editor = editor
        self.bare = bare
        self._width = width
        self._stretch = stretch
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        self.caption = Label("", "small")
        self.caption.setHidden(bare)
        if titled and not bare:
            self.caption.show_text(editor.field.title)
            self.caption.setBuddy(editor.inputs()[0])
        layout.addWidget(self.caption)
        layout.addWidget(editor)
        if not bare:
            layout.addStretch(1)
        policy = QSizePolicy.Policy.Expanding if stretch else QSizePolicy.Policy.Maximum
        self.setSizePolicy(policy, QSizePolicy.Policy.Preferred)
        theme.changed.connect(self._size)
        self._size()

    def sizeHint(self) -> QSize:
        """Ask for the width it was given, or that of its title in a language of long words."""
        hint = super().sizeHint()
        return QSize(max(theme.scaled(self._width), self._title_width()), hint.height()) if self._width else hint

    def minimumSizeHint(self) -> QSize:
        """Be content with less where the window is narrow and the text large."""
        least = super().minimumSizeHint()
        if not self._width:
            return least
        wanted = theme.scaled(self._width if self._stretch else min(self._width, _LEAST))
        return QSize(max(wanted, self._title_width()), least.height())

    def _title_width(self) -> int:
        return self.caption.sizeHint().width() if not self.bare else 0

    @Slot()
    def _size(self) -> None:
        level(self.editor)
        if len(inputs := self.editor.inputs()) == 1:
            inputs[0].setMaximumWidth(_ANY)


class CountEditor(NumberEditor):
    """A number of days, nights or meals; nothing is nought where the value has no nothing."""

    def __init__(self, field: Field, *, may_be_none: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._nothing = None if may_be_none else 0

    def value(self) -> Any:
        """Give the number."""
        return self._nothing if self._value is None else self._value

    def show_value(self, value: Any) -> None:
        """Show the number; nought stays empty."""
        super().show_value(value if value != self._nothing else None)

    def take_plain(self, plain: Any) -> None:
        """Take up what was typed."""
        self.line.setText(str(plain))
        self._on_edited()

    @Slot()
    def _show_understood(self) -> None:
        """Leave the line alone: it says it all."""


class NoteArea(TextArea):
    """A few lines that become more while they are written, so that a short answer takes little room."""

    MOST = 8

    def __init__(self, lines: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(lines, parent)
        self.textChanged.connect(self._fit)
        theme.changed.connect(self._fit)  # after the area has taken its usual size
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make room for the lines that a smaller width breaks."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    @Slot()
    def _fit(self) -> None:
        lines = min(max(round(self.document().size().height()), self._lines), self.MOST)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + theme.scaled(20))


class NoteEditor(Editor):
    """A few lines of text."""

    def __init__(self, field: Field, lines: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.area = NoteArea(lines)
        self.area.textChanged.connect(self.edited)
        self._rows.addWidget(self.area)
        self._watch()

    def value(self) -> Any:
        """Give the text."""
        return self.area.toPlainText()

    def show_value(self, value: Any) -> None:
        """Show the text."""
        blocked = self.area.blockSignals(True)
        self.area.setPlainText(value or "")
        self.area.blockSignals(blocked)

    def plain(self) -> Any:
        """Give the text."""
        return self.value()

    def take_plain(self, plain: Any) -> None:
        """Take up the text."""
        self.area.setPlainText(str(plain))

    def inputs(self) -> Sequence[QWidget]:
        """Give the text area."""
        return (self.area,)


def choice_field(key: str, title: Lazy, choices: tuple[Choice, ...], *, required: bool = False) -> Field:
    """Describe a field that is one of *choices*; one that is not required has an empty choice too."""
    return Field(key, title, FieldKind.CHOICE, required=required, choices=choices)


def side_title(title: Lazy, editor: Editor, *, captioned: bool = False) -> QLabel:
    """Make the title that stands at the left of a field, level with its text; a *captioned* field has a line above it."""
    label = Label(title, "quiet", wrap=True)
    label.setContentsMargins(0, theme.scaled(21 if captioned else 4), 0, 0)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    label.setBuddy(editor.inputs()[0])
    return label


def level(editor: Editor) -> None:
    """Make a box to tick as high as a line, so that its words stand level with those beside it."""
    if isinstance(editor, YesNoEditor):
        editor.box.setMinimumHeight(theme.scaled(27))


def _put_attribute(key: str, value: Any, part: Any) -> Any:
    first, _dot, rest = key.partition(".")
    return replace(value, **{first: _put_attribute(rest, getattr(value, first), part) if rest else part})


def _alike(now: Any, before: Any) -> bool:
    """Tell whether two values are the same to the reader: two clocks may show the same moment at different times."""
    if isinstance(now, datetime) and isinstance(before, datetime):
        return now.isoformat() == before.isoformat()
    return now == before
