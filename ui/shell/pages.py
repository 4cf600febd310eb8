"""Which page shows which record: the hand-made ones of `ui/<domain>/page.py`, the generic register for everything else.

A module of pages has `PAGES` (a class of `RegisterPage` by kind) and `RECORD_PAGES` (a class of `RecordPage` by kind).
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import ui
from app.kernel.fields import Screen
from app.kernel.ids import Ref
from ui.kit.desk import Desk
from ui.kit.pages import RecordPage
from ui.kit.registers import RegisterPage

_OURS = ("kit", "shell")


@cache
def found(which: str) -> Mapping[str, type[Any]]:
    """Gather the pages named *which* (`PAGES`, `RECORD_PAGES`) of all domains."""
    pages: dict[str, type[Any]] = {}
    for module in pkgutil.iter_modules(ui.__path__):
        name = f"{ui.__name__}.{module.name}.page"
        if module.ispkg and module.name not in _OURS and find_spec(name) is not None:
            pages |= getattr(import_module(name), which, {})
    return pages


def register_page(desk: Desk, screen: Screen) -> RegisterPage:
    """Make the page of a screen."""
    page = found("PAGES").get(screen.kind, RegisterPage)(desk, screen)
    page.opens_record = screen.kind in found("RECORD_PAGES")
    return page


def record_page(desk: Desk, ref: Ref) -> RecordPage | None:
    """Make the page of one record; nothing when its kind is shown in its register."""
    made = found("RECORD_PAGES").get(ref.kind)
    return made(desk, ref) if made is not None else None
