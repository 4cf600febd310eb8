"""Labels and buttons as everything else uses them: plain text, an accessible name, a text in every language.

A label of Qt takes text that looks like HTML for HTML; what an office types is data, so ours never does.
"""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QToolButton, QWidget

from app.kernel.translated import Lazy, Multilingual
from ui.kit.icons import icon_size, iconed
from ui.kit.language import spoken, worded
from ui.kit.theme import theme

Text = str | Lazy | Multilingual


class Label(QLabel):
    """Plain text. `role` chooses its looks: body, quiet, small, heading, title, badge."""

    def __init__(self, text: Text = "", role: str = "body", parent: QWidget | None = None, *, wrap: bool = False) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setWordWrap(wrap)
        if text:
            self.show_text(text)

    def show_text(self, text: Text) -> None:
        """Show *text*; a lazy or multilingual one follows the language."""
        worded(self, text=text)


class Hairline(QFrame):
    """A thin line between two parts."""

    def __init__(self, parent: QWidget | None = None, *, upright: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName("hairline")
        if upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)


class ElidedLabel(Label):
    """One line that is cut with an ellipsis when there is no room; the whole text is its tooltip."""

    def __init__(self, text: Text = "", role: str = "body", parent: QWidget | None = None) -> None:
        self._whole = ""
        super().__init__(text, role, parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        """Take the whole text; show what fits."""
        self._whole = text
        self.setToolTip(plain_tooltip(text))
        self.setAccessibleName(text)
        self._elide()

    def resizeEvent(self, event: object) -> None:
        """Cut again for the new width."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._elide()

    def _elide(self) -> None:
        fitting = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(self.width(), 0))
        super().setText(fitting if self.width() > 0 else self._whole)


class ElidedButton(QPushButton):
    """A quiet button whose text is cut with an ellipsis when there is no room; it never makes a window wider."""

    LEAST = 60

    def __init__(self, text: Lazy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("quiet", True)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        worded(self, text=text)

    def minimumSizeHint(self) -> QSize:
        """Give the room of a few letters."""
        return QSize(min(theme.scaled(self.LEAST), self.sizeHint().width()), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as much of the text as fits."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        room = self.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self).width()
        option.text = self.fontMetrics().elidedText(option.text, Qt.TextElideMode.ElideRight, room)  # type: ignore[attr-defined]
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)


def plain_tooltip(text: str) -> str:
    """Make *text* safe as a tooltip: Qt would take what looks like HTML for HTML."""
    return f"<span>{escape(text)}</span>" if text else ""


def push_button(text: Lazy, icon: str = "", *, primary: bool = False, hint: Lazy | None = None) -> QPushButton:
    """Make a button with a verb on it; *primary* is the one thing to do on a page."""
    button = QPushButton()
    button.setProperty("primary", primary)
    worded(button, text=text)
    if hint is not None:
        worded(button, toolTip=hint)
    if icon:
        iconed(button, icon, "on_accent" if primary else "ink")
        button.setIconSize(beside_text())
    button.setAutoDefault(primary)
    return button


def tool_button(text: Lazy, icon: str, *, beside: bool = False) -> QToolButton:
    """Make a small button with an icon; its text is shown *beside* it, or spoken and shown as a tooltip."""
    button = QToolButton()
    button.setAutoRaise(True)
    button.setIconSize(icon_size())
    worded(button, accessibleName=text, toolTip=text)
    iconed(button, icon, "quiet" if not beside else "ink")
    if beside:
        button.setIconSize(beside_text())
        worded(button, text=text)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return button


def beside_text() -> QSize:
    """Give the size of an icon beside a word: wider than it is high, so that there is air between them."""
    return QSize(theme.scaled(23), theme.scaled(17))


class Action(QAction):
    """Something that can be done: in menus, on buttons, by its shortcut, and in the command palette."""

    def __init__(self, text: Text, icon: str = "", shortcut: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        worded(self, text=text)
        if icon:
            iconed(self, icon)
            self.setProperty("iconName", icon)
        if shortcut:
            self.setShortcut(QKeySequence(shortcut))
            self.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.changed.connect(self._explain)
        self._explain()

    def _explain(self) -> None:
        name = self.text().replace("&", "")
        keys = self.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        tip = plain_tooltip(f"{name} ({keys})" if keys else name)
        if tip != self.toolTip():
            self.setToolTip(tip)


def action_button(action: QAction, *, primary: bool = False) -> QPushButton | QToolButton:
    """Make a button that shows and triggers *action*."""
    if primary:
        return _ActionPush(action)
    button = QToolButton()
    button.setAutoRaise(True)
    button.setIconSize(beside_text())
    button.setDefaultAction(action)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return button


class _ActionPush(QPushButton):
    """The primary button of a page, bound to an action."""

    def __init__(self, action: QAction) -> None:
        super().__init__()
        self._action = action
        self.setProperty("primary", True)
        self.setAutoDefault(False)
        iconed(self, str(action.property("iconName") or "plus"), "on_accent")
        self.setIconSize(beside_text())
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        spoken.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.setText(self._action.text())
        self.setToolTip(self._action.toolTip())
        self.setEnabled(self._action.isEnabled())
        self.setVisible(self._action.isVisible())
