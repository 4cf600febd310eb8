"""What this machine says of itself: where files go, which language it speaks, whether it has a screen."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

from app.kernel.translated import LANGUAGES


def data_folder() -> Path:
    """Give the folder in which the user's programs keep what they must not lose."""
    from platformdirs import user_data_path  # slow import

    return user_data_path("attache", appauthor=False)


def language_of_machine() -> str:
    """Give the language the machine is set to, when it is one of ours; else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if (code := os.environ.get(name, "")[:2].lower()) in LANGUAGES:
            return code
    return "en"


def has_screen() -> bool:
    """Tell whether a window can be shown."""
    if os.environ.get("QT_QPA_PLATFORM", "") in ("offscreen", "minimal"):
        return False
    if sys.platform in ("win32", "darwin") or os.environ.get("WAYLAND_DISPLAY"):
        return True
    display = os.environ.get("DISPLAY", "")
    return bool(display) and _answers(display)


def _answers(display: str) -> bool:
    host, _, rest = display.rpartition(":")
    if host not in ("", "unix"):
        return True  # a screen elsewhere: Qt will find out
    # Qt ends the whole program when a local X server does not answer; a knock on its door is cheaper.
    number = rest.split(".")[0]
    door_of_x = os.path.join(os.sep, "tmp", ".X11-unix", f"X{number}")  # noqa: PTH118 - an address, with a NUL before it or without
    for address in (door_of_x, f"\0{door_of_x}"):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as door:
            door.settimeout(1)
            try:
                door.connect(address)
            except OSError:
                continue
            return True
    return False
