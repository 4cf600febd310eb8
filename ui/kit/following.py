"""What is done to a widget again when the language or the theme changes.

A widget that is given a lazy text or the name of an icon is remembered here, weakly: it is forgotten when it is gone.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from shiboken6 import isValid

Apply = Callable[[QObject, str, Any], None]


class Following:
    """Values of objects (by the name of the property) that are applied now and at every change."""

    def __init__(self, apply: Apply) -> None:
        self._apply = apply
        self._values: dict[int, tuple[weakref.ref[QObject], dict[str, Any]]] = {}

    def put(self, thing: QObject, name: str, value: Any) -> None:
        """Apply *value* now, and again at every change, until another one takes its place."""
        key = id(thing)
        known = self._values.get(key)
        if known is None or known[0]() is not thing:
            known = weakref.ref(thing, self._forgetter(key)), {}
            self._values[key] = known
        known[1][name] = value
        self._apply(thing, name, value)

    def drop(self, thing: QObject, name: str) -> None:
        """Leave the property of *thing* alone from now on."""
        known = self._values.get(id(thing))
        if known is not None and known[0]() is thing:
            known[1].pop(name, None)

    def apply_all(self) -> None:
        """Apply every value again to the objects that are still there."""
        for key, (reference, values) in tuple(self._values.items()):
            thing = reference()
            if thing is None or not isValid(thing):
                self._values.pop(key, None)
                continue
            for name, value in tuple(values.items()):
                self._apply(thing, name, value)

    def __len__(self) -> int:
        return len(self._values)

    def _forgetter(self, key: int) -> Callable[[object], None]:
        values = self._values

        def forget(_: object) -> None:
            if (known := values.get(key)) is not None and known[0]() is None:
                del values[key]

        return forget
