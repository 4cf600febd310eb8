"""The drawings of flags that the program brings along. A flag that is missing is missing: never another one in its place."""

from __future__ import annotations

import re
from pathlib import Path

from app.adapters.resources import resource

_CODE = re.compile(r"[a-z]{2,5}(-[a-z0-9]{1,4})?")


def flag_file(code: str) -> Path | None:
    """Give the SVG drawing of a flag by its code (ISO 3166, EU, UN, BE-BRU; upper or lower case), if there is one."""
    name = code.strip().lower()
    if not _CODE.fullmatch(name):
        return None
    path = resource("flags", f"{name}.svg")
    return path if path.is_file() else None
