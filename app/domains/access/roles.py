"""Which rights a role gives: patterns in a file, matched with the rights that the domains declare.

"people.edit" is one right, "*.see" every right to see, "*" all of them; what stands behind a "-" is taken away again. A new domain
is covered without anybody changing the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from typing import Any

from app.domains.access.vocabulary import RoleCode
from app.kernel.feature import Feature
from app.kernel.permissions import FRAME

EVERYONE = ""


@cache
def patterns() -> Mapping[str, tuple[str, ...]]:
    """Give the patterns of each role; those of everybody who may sign in under `EVERYONE`."""
    content: dict[str, Any] = json.loads((files("resources") / "access" / "roles.json").read_text(encoding="utf-8"))
    return {EVERYONE: tuple(content["everyone"]), **{role: tuple(content["roles"][role]) for role in RoleCode}}


def declared(features: Iterable[Feature]) -> frozenset[str]:
    """Give the codes of every right there is: those of the frame and those of the domains."""
    return frozenset(permission.code for permission in (*FRAME, *(own for feature in features for own in feature.permissions)))


@cache
def rights(roles: frozenset[str], codes: frozenset[str]) -> frozenset[str]:
    """Give those of *codes* that somebody with *roles* has."""
    return frozenset(code for role in (EVERYONE, *roles) for code in _matched(patterns().get(role, ()), codes))


def _matched(wanted: Sequence[str], codes: Iterable[str]) -> set[str]:
    def named(code: str, *, taken_away: bool) -> bool:
        return any(fnmatchcase(code, pattern.removeprefix("-")) for pattern in wanted if pattern.startswith("-") is taken_away)

    return {code for code in codes if named(code, taken_away=False) and not named(code, taken_away=True)}
