"""What flags are the flags of: States by their ISO code, regions, communities, organisations, and communes by their name.

A code is upper case ("BE-BRU"). What has no code is written with its kind and name: "commune:Ixelles", "commune:FR:Lyon" for one
abroad, "other:Port of Brussels". Which entities Belgium does not recognise is data with a date, never decided here.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from app.domains.flags.vocabulary import EntityKind
from app.domains.people.precedence.profiles import Alphabet, Mark
from app.domains.people.precedence.states import name_of as state_name
from app.kernel.names import clean, fold
from app.kernel.shapes import as_key, from_plain
from app.kernel.translated import Multilingual, Wording

LONGEST_NAME = 80  # characters of a name that somebody writes for a flag without a code

_STATE = re.compile(r"[A-Z]{2}")
_REGION = re.compile(r"([A-Z]{2})-[A-Z0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class Entity:
    """What a flag is the flag of. A State has no `name` of its own here: it is named as everywhere.

    `state` is the State a region, province or commune belongs to; `founded` orders organisations; `aliases` are other ways to write the
    code. `known` is false for a code that nothing knows.
    """

    code: str = as_key(default="", needed=True)
    kind: EntityKind = as_key(default=EntityKind.OTHER, needed=True)
    name: Multilingual = Multilingual()
    state: str = ""
    aliases: tuple[str, ...] = ()
    founded: date | None = None
    note: str = ""
    known: bool = True

    @property
    def home(self) -> str:
        """The State: its own code, or that of the State it belongs to; empty for an organisation."""
        return self.code if self.kind is EntityKind.STATE else self.state

    @property
    def subnational(self) -> bool:
        """Whether it is part of a State."""
        return bool(self.state) and self.kind not in (EntityKind.STATE, EntityKind.ORGANISATION)


@dataclass(frozen=True, slots=True)
class OrderGroup:
    """A step of an order of flags: who stands there (`who`, or the `codes` one after the other), and its title."""

    who: str = as_key(default="others", needed=True)
    title: Multilingual = as_key(default=Multilingual(), needed=True)
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FlagOrder:
    """An order of flags: its steps, the alphabet of States, how sure it is and where it comes from.

    `beside` says that the flag of a region or city that is a guest stands beside that of our Region, and its State's beside the host's.
    """

    code: str = as_key(default="", needed=True)
    name: Multilingual = as_key(default=Multilingual(), needed=True)
    groups: tuple[OrderGroup, ...] = as_key(default=(), needed=True)
    alphabet: Alphabet = Alphabet.OWN
    beside: bool = False
    mark: Mark = Mark.PROPOSAL
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class NotRecognised:
    """An entity that Belgium does not recognise as a State, and what there is to say about it."""

    code: str = as_key(default="", needed=True)
    note: Multilingual = Multilingual()


@dataclass(frozen=True, slots=True)
class RecognitionList:
    """The entities that are not recognised, as somebody put them together on a day."""

    dated: date | None = None
    mark: Mark = Mark.PROPOSAL
    source: str = ""
    entries: tuple[NotRecognised, ...] = ()

    def entry(self, code: str) -> NotRecognised | None:
        """Give what the list says of *code*."""
        return next((one for one in self.entries if one.code == code), None)


# Keeps what it has looked up beside its fields: that needs a __dict__, hence no slots.
@dataclass(frozen=True)
class FlagRules:
    """What the office knows of flags: the entities beside the States, the orders, the list of what is not recognised."""

    about: str = ""
    entities: tuple[Entity, ...] = ()
    orders: tuple[FlagOrder, ...] = ()
    unrecognised: RecognitionList = RecognitionList()

    @cached_property
    def by_code(self) -> Mapping[str, Entity]:
        """The entities by their code."""
        return {one.code: one for one in self.entities}

    @cached_property
    def codes_by_name(self) -> Mapping[str, frozenset[str]]:
        """The codes of the entities by each of their names, folded; several where they share one."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for one in self.entities:
            for name in one.name.all():
                found[fold(name)].add(one.code)
        return {name: frozenset(codes) for name, codes in found.items()}

    @cached_property
    def _codes(self) -> Mapping[str, str]:
        return {alias: one.code for one in self.entities for alias in (*one.aliases, one.code)}

    def order(self, code: str) -> FlagOrder | None:
        """Give an order by its code."""
        return next((one for one in self.orders if one.code == code), None)

    def code_of(self, text: str) -> str:
        """Give the code that *text* stands for: "bru" is BE-BRU; a kind and a name stay one, tidied."""
        text = " ".join(clean(text).split())
        kind, colon, name = text.partition(":")
        if colon and fold(kind) in _KINDS_WITH_NAMES:
            state, colon, rest = name.partition(":")
            abroad = colon and _STATE.fullmatch(state.strip().upper())
            parts = (fold(kind), state.strip().upper(), rest) if abroad else (fold(kind), name)
            return ":".join(part.strip() for part in parts)[:LONGEST_NAME].strip()
        code = text.upper()[:LONGEST_NAME]
        return self._codes.get(code, code)

    def entity(self, code: str, host: str = "BE") -> Entity:
        """Give what *code* (see `code_of`) is the flag of; a commune without a State lies in that of the *host*. Never fails: see `known`."""
        if (found := self.by_code.get(code)) is not None:
            return found
        if ":" in code:
            return _named(code, host)
        if _STATE.fullmatch(code) and is_state(code):
            return Entity(code, EntityKind.STATE)
        if (region := _REGION.fullmatch(code)) and is_state(region[1]):
            return Entity(code, EntityKind.REGION, Multilingual.same(code), region[1], known=has_drawing(code))
        return Entity(code, EntityKind.OTHER, Multilingual.same(code), known=has_drawing(code))

    def title_of(self, code: str) -> Multilingual:
        """Name what *code* is the flag of, in every language: for a sentence whose reader is not known yet."""
        return self.entity(code).name or _name_of_state(code)

    def name_of(self, code: str, wording: Wording) -> str:
        """Name what *code* is the flag of, as it is named everywhere in the language of *wording*."""
        entity = self.entity(code)
        return wording.text(entity.name) if entity.name else wording.formats.country(code)


_KINDS_WITH_NAMES = frozenset({EntityKind.COMMUNE, EntityKind.PROVINCE, EntityKind.REGION, EntityKind.ORGANISATION, EntityKind.OTHER})


def _named(code: str, host: str) -> Entity:
    kind, _, name = code.partition(":")
    state, colon, rest = name.partition(":")
    if not (colon and _STATE.fullmatch(state)):
        state, rest = host, name
    found = EntityKind(kind) if kind in _KINDS_WITH_NAMES else EntityKind.OTHER
    belongs = found in (EntityKind.COMMUNE, EntityKind.PROVINCE, EntityKind.REGION)
    title = Multilingual.same(rest.strip())
    return Entity(code, found, title or Multilingual.same(code), state if belongs else "", known=bool(title) and kind in _KINDS_WITH_NAMES)


@cache
def _name_of_state(code: str) -> Multilingual:
    return Multilingual(*(state_name(code, alphabet) for alphabet in (Alphabet.NL, Alphabet.FR, Alphabet.EN)))


def is_state(code: str) -> bool:
    """Tell whether *code* is that of a State or territory of ISO 3166, or XK."""
    return state_name(code, Alphabet.EN) not in ("", code)


def has_drawing(code: str) -> bool:
    """Tell whether there is a drawing of the flag, brought along or the office's own."""
    from app.adapters.flags import flag_file  # where drawings are depends on the installation

    return flag_file(code) is not None


@cache
def shipped_rules() -> FlagRules:
    """Give what comes with the program."""
    from app.adapters.resources import resource  # where the file is depends on the installation

    content = json.loads(resource("protocol", "flags.json").read_text(encoding="utf-8"))
    rules, faults = from_plain(FlagRules, content)
    assert not faults, faults
    return rules
