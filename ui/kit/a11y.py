"""What a screen reader finds: every widget that takes the focus has a name. Used by the tests of every page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QAbstractSpinBox, QComboBox, QLineEdit, QScrollBar, QWidget


def nameless(window: QWidget) -> list[str]:
    """List the widgets below *window* that take the focus by keyboard and have no name to be spoken."""
    return [_where(widget) for widget in [window, *window.findChildren(QWidget)] if _takes_focus(widget) and not spoken_name(widget)]


def spoken_name(widget: QWidget) -> str:
    """Give the name that a screen reader speaks for *widget*."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface is not None else ""


def _takes_focus(widget: QWidget) -> bool:
    if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus or not widget.isEnabled() or widget.isWindow():
        return False
    parent = widget.parentWidget()
    inner = isinstance(widget, QScrollBar) or (isinstance(widget, QLineEdit) and isinstance(parent, QComboBox | QAbstractSpinBox))
    popup = isinstance(widget, QAbstractScrollArea) and widget.window().windowType() == Qt.WindowType.Popup
    return not inner and not popup


def _where(widget: QWidget) -> str:
    parts: list[str] = []
    current: QWidget | None = widget
    while current is not None and len(parts) < 5:  # noqa: PLR2004 - enough to find it
        parts.append(f"{type(current).__name__}{'#' + current.objectName() if current.objectName() else ''}")
        current = current.parentWidget()
    return " < ".join(parts)
