"""States in alphabetical order: each by its name in its own language, as the European Union does, or by its name in one agreed language.

The names are a file of ours made from the Unicode locale data (`resources/people/states.json`), so that an order does not change
with a library.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TypedDict, cast

from app.domains.people.precedence.profiles import Alphabet
from app.kernel.names import fold


class _Names(TypedDict, total=False):
    own: str
    sorts_as: str
    nl: str
    fr: str
    en: str


def name_of(code: str, alphabet: Alphabet) -> str:
    """Name a State (ISO 3166) as *alphabet* spells it; the code itself when it is not known."""
    return _states().get(code.upper(), {}).get(alphabet.value, code)


@cache
def state_key(code: str, alphabet: Alphabet) -> str:
    """Give what a State (ISO 3166) is put in alphabetical order by; a code that is not known stands as it is written.

    A name in another script stands where its Latin spelling would: Ελλάδα between Éire and España.
    """
    names = _states().get(code.upper(), {})
    own = names.get("sorts_as", "") if alphabet is Alphabet.OWN else ""
    return own or fold(names.get(alphabet.value, code))


def known_states() -> tuple[str, ...]:
    """Give the codes of the States and territories that have names."""
    return tuple(_states())


@cache
def _states() -> dict[str, _Names]:
    from app.adapters.resources import resource  # where the file is depends on the installation

    content = json.loads(resource("people", "states.json").read_text(encoding="utf-8"))
    return cast("dict[str, _Names]", content["states"])
