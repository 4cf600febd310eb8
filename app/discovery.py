"""Finds the domains: every `app/domains/<name>/feature.py` with a `FEATURE`, lowest first.

A walk rather than a list, so that a new domain is one new folder; a walk rather than entry points, because frozen
programs lose those.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import import_module

from app import domains
from app.kernel.feature import Feature


@cache
def features() -> tuple[Feature, ...]:
    """Give the features of all domains; a domain stands after those it requires."""
    return arranged(_found(domains.__path__, domains.__name__))


def arranged(found: Iterable[Feature]) -> tuple[Feature, ...]:
    """Order features by what they require, then by `order`; raise ValueError for a double name, a gap or a circle."""
    waiting = sorted(found, key=lambda feature: (feature.order, feature.name))
    names = [feature.name for feature in waiting]
    if doubles := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"two domains have one name: {sorted(doubles)}")
    if gaps := {need for feature in waiting for need in feature.requires} - set(names):
        raise ValueError(f"domains that are required are not there: {sorted(gaps)}")
    done: list[Feature] = []
    while waiting:
        ready = next((f for f in waiting if set(f.requires) <= {d.name for d in done}), None)
        if ready is None:
            raise ValueError(f"domains require each other in a circle: {[f.name for f in waiting]}")
        done.append(ready)
        waiting.remove(ready)
    return tuple(done)


def _found(path: Sequence[str], package: str) -> list[Feature]:
    folders = sorted(module.name for module in pkgutil.iter_modules(path) if module.ispkg)
    return [import_module(f"{package}.{name}.feature").FEATURE for name in folders]
