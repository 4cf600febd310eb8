"""The drawings of flags: those the program brings along, and those the office adds (its own emblem, a partner region's).

A flag that is missing is missing: never another one in its place.
"""

from __future__ import annotations

import re
from pathlib import Path

from app.adapters.machine import data_folder
from app.adapters.resources import resource

_CODE = re.compile(r"[a-z]{2,5}(-[a-z0-9]{1,4})?")


def flag_file(code: str) -> Path | None:
    """Give the SVG drawing of a flag by its code (ISO 3166, EU, UN, BE-BRU; upper or lower case), if there is one.

    A drawing in the folder `flags` of the user's data folder goes before the one of the program: the flags of the Belgian
    regions are in no free collection, but every office has its own.
    """
    name = code.strip().lower()
    if not _CODE.fullmatch(name):
        return None
    places = (data_folder() / "flags" / f"{name}.svg", resource("flags", f"{name}.svg"))
    return next((path for path in places if path.is_file()), None)
