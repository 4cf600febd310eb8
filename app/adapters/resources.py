"""Where the program finds what it brings along: pictures, fonts, help, catalogues.

The folders `resources/` and `locales/` stand beside the package `app` in the source tree and when installed; a packaged
program keeps them in the folder it was unpacked to.
"""

from __future__ import annotations

import sys
from pathlib import Path


def _home() -> Path:
    unpacked = getattr(sys, "_MEIPASS", None)
    return Path(unpacked) if unpacked else Path(__file__).resolve().parents[2]


def resource(*parts: str) -> Path:
    """Return the path of something under `resources/`; it is not checked that it is there."""
    return _home().joinpath("resources", *parts)


def locale_folder() -> Path:
    """Return the folder that holds a folder of catalogues for each language."""
    return _home() / "locales"
