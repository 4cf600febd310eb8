"""The drawings of flags: those the program brings along, and those the office adds (its own emblem, a partner region's).

A flag that is missing is missing: never another one in its place.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from app.adapters.machine import data_folder
from app.adapters.resources import resource

_CODE = re.compile(r"[a-z]{2,5}(-[a-z0-9]{1,4})?")
_NAMED = re.compile(r"([a-z]{4,20}):(.{1,120})", re.DOTALL)
_NO_LETTERS = re.compile(r"[^a-z0-9]+")
_NO_FLAG = "xx.svg"  # the collection's drawing for a flag that is not known


def flag_file(code: str) -> Path | None:
    """Give the SVG drawing of a flag by its code (ISO 3166, EU, UN, BE-BRU; upper or lower case), if there is one.

    A drawing in the folder `flags` of the user's data folder goes before the one of the program: the flags of the Belgian
    regions are in no free collection, but every office has its own.
    """
    name = file_name(code)
    if not name:
        return None
    places = [own_folder() / name]
    if _CODE.fullmatch(code.strip().lower()) and name != _NO_FLAG:
        places.append(resource("flags", name))
    return next((path for path in places if path.is_file()), None)


def own_folder() -> Path:
    """Give the folder of the office's own drawings on this machine; it need not be there."""
    return data_folder() / "flags"


def file_name(code: str) -> str:
    """Give the name of the file in which the drawing of a flag is looked for; empty for what can be no code.

    What has no code goes by its kind and name: "commune:Ixelles" is in `commune.ixelles.svg`.
    """
    tidy = code.strip().lower()
    if _CODE.fullmatch(tidy):
        return f"{tidy}.svg"
    named = _NAMED.fullmatch(tidy)
    if named is None:
        return ""
    letters = unicodedata.normalize("NFKD", named[2])
    plain = _NO_LETTERS.sub("-", "".join(letter for letter in letters if not unicodedata.combining(letter))).strip("-")
    return f"{named[1]}.{plain}.svg" if plain else ""
