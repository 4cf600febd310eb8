"""What this machine remembers for its user: sizes, columns, language, theme, and half-typed forms.

Kept in the user's own folder, never in the office's file: a colleague has other screens and other habits.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import platformdirs
from PySide6.QtCore import QByteArray, QObject, QSettings
from PySide6.QtWidgets import QHeaderView, QSplitter, QWidget

logger = logging.getLogger(__name__)


class MachineState(QObject):
    """The memory of the machine, in *folder* (that of the user when none is given)."""

    def __init__(self, folder: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = folder or Path(platformdirs.user_config_dir("attache", appauthor=False))
        self._settings = QSettings(str(self.folder / "desk.ini"), QSettings.Format.IniFormat)

    def text(self, key: str, otherwise: str = "") -> str:
        """Give what is remembered under *key*."""
        value = self._settings.value(key, otherwise)
        return value if isinstance(value, str) else otherwise

    def number(self, key: str, otherwise: int) -> int:
        """Give the number that is remembered under *key*."""
        text = self.text(key)
        return int(text) if text.lstrip("-").isdigit() else otherwise

    def names(self, key: str) -> tuple[str, ...]:
        """Give the names that are remembered under *key*, in order."""
        return tuple(name for name in self.text(key).split("|") if name)

    def remember(self, key: str, value: str | int | tuple[str, ...]) -> None:
        """Keep a text, a number or names under *key*."""
        self._settings.setValue(key, "|".join(value) if isinstance(value, tuple) else str(value))

    def remember_geometry(self, key: str, widget: QWidget) -> None:
        """Keep where a window stands and how large it is."""
        self._keep_bytes(f"{key}/geometry", widget.saveGeometry())

    def restore_geometry(self, key: str, widget: QWidget) -> bool:
        """Put a window where it was; tell whether anything was remembered."""
        kept = self._bytes(f"{key}/geometry")
        return kept is not None and widget.restoreGeometry(kept)

    def remember_parts(self, key: str, part: QSplitter | QHeaderView) -> None:
        """Keep how a splitter is divided, or the columns of a table."""
        self._keep_bytes(f"{key}/parts", part.saveState())

    def restore_parts(self, key: str, part: QSplitter | QHeaderView) -> bool:
        """Divide a splitter, or arrange columns, as they were; tell whether anything was remembered."""
        kept = self._bytes(f"{key}/parts")
        return kept is not None and part.restoreState(kept)

    def forget(self, key: str) -> None:
        """Forget what is kept under *key* and below it."""
        self._settings.remove(key)

    def sync(self) -> None:
        """Write to the disk now."""
        self._settings.sync()

    def _keep_bytes(self, key: str, value: QByteArray) -> None:
        self._settings.setValue(key, bytes(value.toBase64().data()).decode("ascii"))

    def _bytes(self, key: str) -> QByteArray | None:
        kept = self.text(key)
        return QByteArray.fromBase64(QByteArray(kept.encode("ascii"))) if kept else None


class KeptDrafts:
    """Half-typed forms, one small file each, so that a crash or a power cut loses nothing."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, key: str, values: Mapping[str, Any]) -> None:
        """Keep the values of a form under *key*; a full disk only costs the safety net."""
        path = self._path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = path.with_suffix(".new")
            fresh.write_text(json.dumps({"key": key, "values": values}, ensure_ascii=False), encoding="utf-8")
            fresh.replace(path)
        except OSError:
            logger.warning("The half-typed form could not be kept", exc_info=True)

    def kept(self, key: str) -> Mapping[str, Any] | None:
        """Give the values that are kept under *key*; nothing when there are none or they cannot be read."""
        try:
            content = json.loads(self._path(key).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        values = content.get("values") if isinstance(content, dict) and content.get("key") == key else None
        return values if isinstance(values, dict) else None

    def drop(self, key: str) -> None:
        """Forget the form: it was saved, or thrown away."""
        self._path(key).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self._folder / f"{sha256(key.encode()).hexdigest()[:24]}.json"
