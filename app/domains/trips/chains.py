"""Approval chains: who decides on a file, in which order, and on what.

A chain is data, one for each category of traveller; the shipped ones are defaults. A step is reached by its rank: steps of one rank
are open together. It looks at a part of the request, its *concern*: its approval is of exactly that part, by a hash, and holds as long
as that part is untouched. An urgent file has all its steps open at once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache

from app.domains.trips.request import Request
from app.domains.trips.vocabulary import Category, Outcome
from app.kernel.errors import Finding
from app.kernel.fields import Choice
from app.kernel.names import fold, words
from app.kernel.shapes import as_key, from_plain, to_plain
from app.kernel.translated import lazy


class Condition(StrEnum):
    """When a step is needed; a step with several is needed when one of them holds, a step with none always."""

    OUTSIDE_EU = "outside_eu"
    OVER_AMOUNT = "over_amount"
    DEROGATION = "derogation"


CONDITIONS = (
    Choice(Condition.OUTSIDE_EU, lazy("outside the European Union")),
    Choice(Condition.OVER_AMOUNT, lazy("estimated total over the amount of rule R58")),
    Choice(Condition.DEROGATION, lazy("a derogation is asked")),
)

WHAT = ("title", "travellers", "destination", "departs_at", "returns_at", "purpose", "legs", "justifications")
MONEY = ("travellers", "legs", "stays", "costs", "budget_line", "third_party_payer", "advance", "departs_at", "returns_at")
WHOLE = tuple(dict.fromkeys((*WHAT, *MONEY)))


@dataclass(frozen=True, slots=True)
class ChainStep:
    """A step: the role that decides, its rank, when it is needed, whether it only advises, and the parts it looks at."""

    role: str = as_key(default="", needed=True)
    rank: int = as_key(default=1, needed=True)
    when: tuple[Condition, ...] = ()
    opinion: bool = False
    concern: tuple[str, ...] = WHOLE


@dataclass(frozen=True, slots=True)
class Chain:
    """The steps for travellers of one category."""

    category: Category = as_key(default=Category.AGENT, needed=True)
    steps: tuple[ChainStep, ...] = as_key(default=(), needed=True)


@dataclass(frozen=True, slots=True)
class Shipped:
    """What the program brings, with its remark: a default, not the text of the circular."""

    remark: str = ""
    chains: tuple[Chain, ...] = as_key(default=(), needed=True)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What decides on the conditions of steps."""

    outside_eu: bool = False
    total: Decimal = Decimal(0)
    over: Decimal = Decimal(0)
    derogation: bool = False
    urgent: bool = False


@cache
def shipped() -> Mapping[Category, Chain]:
    """Give the chains that the program brings."""
    from app.adapters.resources import resource  # where the file is depends on the installation

    content = json.loads(resource("trips", "chains.json").read_text(encoding="utf-8"))
    read, faults = from_plain(Shipped, content)
    assert not faults, faults
    return {chain.category: chain for chain in read.chains}


def check_chain(chain: Chain, roles: Collection[str]) -> Iterator[Finding]:
    """A chain has a step that always decides; every role is one of the office's; every concern is a part of a request."""
    if not any(not step.opinion and not step.when for step in chain.steps):
        yield Finding(
            "steps", lazy("At least one step must always decide: one that is not only an opinion and has no condition."), rule="chain"
        )
    seen: set[str] = set()
    for number, step in enumerate(chain.steps):
        place = f"steps[{number}]"
        if step.role not in roles:
            yield Finding(f"{place}.role", lazy("This role is not known: {role}.", role=step.role), rule="chain")
        if step.role in seen:
            yield Finding(f"{place}.role", lazy("This role stands twice in the chain."), rule="chain")
        seen.add(step.role)
        if step.rank < 1:
            yield Finding(f"{place}.rank", lazy("Ranks begin at 1."), rule="chain")
        if not step.concern or set(step.concern) - set(Request.__dataclass_fields__):
            yield Finding(f"{place}.concern", lazy("Choose the parts of the request that this step looks at."), rule="chain")


def steps_for(categories: Iterable[Category], chains: Mapping[Category, Chain], facts: Circumstances) -> tuple[ChainStep, ...]:
    """Give the steps of a file in order: those of every category that travels, each role once with the greater of its concerns.

    Externals travel with the inviting service: alone they have its chain, beside others they add none.
    """
    asked = {category for category in categories if category is not Category.EXTERNAL} or {Category.AGENT}
    found: dict[str, ChainStep] = {}
    for category in sorted(asked):
        for step in chains[category].steps:
            if not _needed(step, facts):
                continue
            known = found.get(step.role)
            concern = step.concern if known is None else tuple(dict.fromkeys((*known.concern, *step.concern)))
            found[step.role] = ChainStep(
                step.role,
                step.rank if known is None else max(step.rank, known.rank),
                step.when,
                step.opinion if known is None else known.opinion and step.opinion,
                concern,
            )
    ordered = sorted(found.values(), key=lambda step: (step.rank, step.opinion, step.role))
    return tuple(replace(step, rank=1) for step in ordered) if facts.urgent else tuple(ordered)


def _needed(step: ChainStep, facts: Circumstances) -> bool:
    holds = {
        Condition.OUTSIDE_EU: facts.outside_eu,
        Condition.OVER_AMOUNT: facts.total > facts.over,
        Condition.DEROGATION: facts.derogation,
    }
    return not step.when or any(holds[condition] for condition in step.when)


def part_digest(request: Request, concern: Sequence[str]) -> str:
    """Give the SHA-256 of the parts of a request that a step looks at: what its approval is of."""
    plain = {name: to_plain(getattr(request, name)) for name in sorted(concern)}
    body = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Voice:
    """A decision as the chain counts it: at which step, what, by which person, of which part."""

    role: str
    outcome: Outcome
    identity: str
    part: str


POSITIVE = (Outcome.APPROVE, Outcome.FAVOURABLE, Outcome.UNFAVOURABLE)


def is_done(step: ChainStep, request: Request, voices: Iterable[Voice]) -> bool:
    """Tell whether a step has been decided for this very content of its concern. An unfavourable opinion is an opinion."""
    wanted = part_digest(request, step.concern)
    outcomes = POSITIVE if step.opinion else (Outcome.APPROVE,)
    return any(voice.role == step.role and voice.outcome in outcomes and voice.part == wanted for voice in voices)


def highest(steps: Sequence[ChainStep]) -> ChainStep | None:
    """Give the step that decides last: it decides on regularisations. Where all are open together, it is the last in the list."""
    deciding = [(step.rank, place, step) for place, step in enumerate(steps) if not step.opinion]
    return max(deciding, key=lambda found: found[:2])[2] if deciding else None


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person as far as self-approval is concerned: an account, the person behind it, the names and addresses it goes by."""

    account: str = ""
    person: str | None = None
    names: tuple[str, ...] = ()

    @property
    def identity(self) -> str:
        """One person, however many accounts."""
        return self.person or self.account

    def is_same(self, other: Somebody) -> bool:
        """Tell whether two entries are, or go by the name of, one person: a disguise is no other person."""
        if self.account and self.account == other.account:
            return True
        if self.person and other.person:
            return self.person == other.person
        return bool({_spelt(n) for n in self.names if n} & {_spelt(n) for n in other.names if n})


def _spelt(name: str) -> tuple[str, ...]:
    """Give a name so that the order of its words, commas and accents make no other person of it."""
    return tuple(sorted(words(name))) or (fold(name),)


@dataclass(frozen=True, slots=True)
class StandIn:
    """Somebody signs for somebody else in a period, both days included."""

    absent: str
    stand_in: str
    since: date
    until: date

    def holds(self, day: date) -> bool:
        """Tell whether it is in force."""
        return self.since <= day <= self.until


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may decide at a step; `behalf_of` is the holder of the role when it is a stand-in."""

    who: Somebody
    behalf_of: Somebody | None = None


def candidates(
    holders: Iterable[Somebody],
    stand_ins: Iterable[StandIn],
    accounts: Mapping[str, Somebody],
    excluded: Iterable[Somebody],
    day: date,
) -> tuple[Candidate, ...]:
    """Give those who may decide: holders of the role and their stand-ins of the day, without anybody who is in the file.

    Whoever signs for somebody that is excluded is excluded too; a stand-in's own stand-in never counts.
    """
    barred, owners = tuple(excluded), tuple(holders)
    found = [Candidate(holder) for holder in owners]
    by_account = {holder.account: holder for holder in owners}
    found += [
        Candidate(accounts[one.stand_in], by_account[one.absent])
        for one in stand_ins
        if one.holds(day) and one.absent in by_account and one.stand_in in accounts and one.stand_in not in by_account
    ]
    return tuple(
        candidate
        for candidate in found
        if not any(candidate.who.is_same(other) or (candidate.behalf_of and candidate.behalf_of.is_same(other)) for other in barred)
    )
