"""Every shortcut in one list (Ctrl+/), gathered from the actions that are there."""

from __future__ import annotations

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.kernel.translated import Lazy, lazy

# What tables and forms understand without an action of their own.
BUILT_IN: tuple[tuple[str, Lazy], ...] = (
    ("Return", lazy("Open the record that is chosen in a list")),
    ("Ctrl+C", lazy("Copy the selected rows")),
    ("Ctrl+Return", lazy("Save the form")),
    ("Escape", lazy("Clear the filter, or close the dialog")),
    ("Alt+Down", lazy("Choose a day from a calendar")),
)


def shortcut_of(action: QAction) -> str:
    """Write the shortcut of *action* as the keyboard of this machine names it."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def all_shortcuts(window: QWidget) -> list[tuple[str, str]]:
    """List the shortcuts of all actions below *window*: what is pressed, and what it does."""
    found = {(shortcut_of(action), plain_name(action)) for action in window.findChildren(QAction) if not action.shortcut().isEmpty()}
    return sorted(found)


def plain_name(action: QAction) -> str:
    """Give the text of *action* without the mark of its mnemonic."""
    return action.text().replace("&", "")
