"""What a domain lends to the pages of others, by name: a dialog that chooses something, the papers that go with a thing.

Domains do not know each other. A module `ui/<domain>/lent.py` has `LENT`: what other pages may borrow, by its name; what is lent is a
function that is handed the page (or window) that asks and the desk, and says in its own docstring what else it takes and gives.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import ui

_OURS = ("kit", "shell")


@cache
def _lent() -> Mapping[str, Callable[..., Any]]:
    found: dict[str, Callable[..., Any]] = {}
    for module in pkgutil.iter_modules(ui.__path__):
        name = f"{ui.__name__}.{module.name}.lent"
        if module.ispkg and module.name not in _OURS and find_spec(name) is not None:
            found |= import_module(name).LENT
    return found


def borrowed(name: str) -> Callable[..., Any]:
    """Give what a domain lends under *name* ("gifts.suggest"); a name that nobody lends is a mistake of ours."""
    return _lent()[name]
