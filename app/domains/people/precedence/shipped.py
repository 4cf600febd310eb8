"""The catalogue of offices and the lists of precedence that the program brings. What the office makes of them is kept in its file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from app.domains.people.precedence.profiles import Office, Profile
from app.kernel.shapes import value_from_plain

START = "BRU-START"  # the usual list until the office chooses another one


@cache
def offices() -> Mapping[str, Office]:
    """Give the shipped offices by their codes, in the order of the catalogue."""
    return {office.code: office for office in value_from_plain(tuple[Office, ...], _content(_resource("offices.json"))["offices"])}


@cache
def profiles() -> Mapping[str, Profile]:
    """Give the shipped lists by their codes, the start list first and the others by their codes."""
    found: list[Profile] = [value_from_plain(Profile, _content(path)) for path in _resource("profiles").glob("*.json")]
    return {one.code: one for one in sorted(found, key=lambda one: (one.code != START, one.code))}


def _resource(name: str) -> Path:
    from app.adapters.resources import resource  # where the file is depends on the installation

    return resource("people", name)


def _content(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
