"""Every shortcut in one list."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QWidget

from app.kernel.translated import lazy
from ui.kit.controls import Label
from ui.kit.dialogs import Dialog
from ui.kit.forms import scrolled
from ui.kit.language import _, worded
from ui.kit.shortcuts import BUILT_IN, all_shortcuts
from ui.kit.theme import theme


class ShortcutDialog(Dialog):
    """The list of shortcuts, as they are on this machine."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(lazy("Keyboard shortcuts"), lazy("Close"), parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.cancel_button.hide()
        listed = QWidget()
        grid = QGridLayout(listed)
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(theme.scaled(20))
        grid.setVerticalSpacing(theme.scaled(7))
        native = QKeySequence.SequenceFormat.NativeText
        built_in = [(QKeySequence(keys).toString(native), _(text)) for keys, text in BUILT_IN]
        for number, (keys, text) in enumerate(sorted({*all_shortcuts(parent), *built_in}, key=lambda pair: pair[1])):
            grid.addWidget(Label(text), number, 1)
            pressed = Label(keys, "quiet")
            pressed.setMinimumWidth(theme.scaled(120))
            grid.addWidget(pressed, number, 0)
        area = scrolled(listed)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        worded(area, accessibleName=lazy("Keyboard shortcuts"))
        self.body.addWidget(area, 1)
        self.resize(theme.scaled(520), theme.scaled(560))
