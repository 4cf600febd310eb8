"""Line icons of our own (`resources/icons/*.svg`), coloured for the theme and drawn sharp at any size."""

from __future__ import annotations

from functools import cache
from typing import Any

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QLabel

from app.adapters.resources import resource
from ui.kit.following import Following
from ui.kit.theme import colour, theme

UNKNOWN = "record"


@cache
def _source(name: str) -> str:
    path = resource("icons", f"{name}.svg")
    return (path if path.exists() else resource("icons", f"{UNKNOWN}.svg")).read_text(encoding="utf-8")


@cache
def _drawn(name: str, ink: str, size: int) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", ink).encode()))
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


def pixmap(name: str, tint: str = "ink", size: int = 18, ratio: float = 1.0) -> QPixmap:
    """Draw an icon in a colour of the theme; *ratio* is that of the screen."""
    drawn = QPixmap(_drawn(name, colour(tint).name(), round(size * ratio)))
    drawn.setDevicePixelRatio(ratio)
    return drawn


def icon(name: str, tint: str = "ink") -> QIcon:
    """Make the icon *name* in a colour of the theme."""
    made = QIcon()
    for size in (16, 18, 20, 24, 36, 48):
        made.addPixmap(_drawn(name, colour(tint).name(), size))
        made.addPixmap(_drawn(name, colour("quiet").name(), size), QIcon.Mode.Disabled)
    return made


def _put(thing: QObject, _name: str, value: Any) -> None:
    name, tint = value
    if isinstance(thing, QLabel):
        ratio = thing.devicePixelRatioF()
        thing.setPixmap(pixmap(name, tint, theme.scaled(18), ratio))
        return
    thing.setIcon(icon(name, tint))  # type: ignore[attr-defined]


_followed = Following(_put)
theme.changed.connect(_followed.apply_all)


def iconed(thing: QObject, name: str, tint: str = "ink") -> None:
    """Give *thing* the icon *name*, now and whenever the theme changes."""
    _followed.put(thing, "icon", (name, tint))


def icon_size() -> QSize:
    """Give the usual size of an icon at the text size in use."""
    return QSize(theme.scaled(18), theme.scaled(18))
