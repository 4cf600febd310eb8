"""Rules of the settings of service trips: how rule sets follow each other, who may stand in for whom, and a chain in plain words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from app.domains.access.vocabulary import ROLE_TITLES, RoleCode
from app.domains.trips.chains import MONEY, WHAT, WHOLE, ChainStep, Condition, Somebody
from app.domains.trips.circular.ruleset import RuleSet
from app.kernel.errors import Finding
from app.kernel.money import Money
from app.kernel.translated import Lazy, Multilingual, lazy

_A_DAY = timedelta(1)
_CODE = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
_LONGEST_CODE = 60

# ------------------------------------------------------------------------------------------------ rule sets


class Standing(StrEnum):
    """Where a period stands on a day: over, in force, or still to come."""

    OVER = "over"
    NOW = "now"
    TO_COME = "to come"


def standing(since: date | None, until: date | None, today: date) -> Standing:
    """Tell where the period from *since* until *until*, both included, stands today."""
    if since is None or since > today:
        return Standing.TO_COME
    return Standing.OVER if until is not None and until < today else Standing.NOW


@dataclass(frozen=True, slots=True)
class RuleSetDraft:
    """What a copy of a rule set is given: its own code, its title, the first departures it counts for."""

    code: str = ""
    title: Multilingual = Multilingual()
    in_force_from: date | None = None


def check_copy(draft: RuleSetDraft) -> list[Finding]:
    """A copy has a code that can stand in a file name, a title, and a first day."""
    findings = list(check_code(draft.code))
    if not draft.title:
        findings.append(Finding("title", lazy("The rule set needs a title."), rule="title-missing"))
    if draft.in_force_from is None:
        findings.append(Finding("in_force_from", lazy("The rule set needs a first day."), rule="first-day-missing"))
    return findings


def check_code(code: str) -> Iterator[Finding]:
    """Find what is wrong with the code of a rule set."""
    if not _CODE.fullmatch(code) or len(code) > _LONGEST_CODE:
        message = lazy("Write a code of small letters, figures and hyphens, such as circular-2027-01-01.")
        yield Finding("code", message, rule="code-form", value=code)


def placed(sets: Iterable[RuleSet], fresh: RuleSet) -> tuple[RuleSet, ...]:
    """Give what changes when *fresh* comes among *sets*: itself, and the set that is in force on the day before.

    That one ends on the eve; *fresh* goes on for as long as it would have, unless *fresh* says when it ends.
    """
    begins = fresh.in_force_from
    if begins is None:
        return (fresh,)
    others = list(sets)
    earlier = next((one for one in others if _first(one) < begins <= _last(one)), None)
    later = min((_first(one) for one in others if _first(one) > begins), default=None)
    until = fresh.in_force_until
    if until is None:
        until = earlier.in_force_until if earlier else later - _A_DAY if later else None
    found = replace(fresh, in_force_until=until)
    return (found, replace(earlier, in_force_until=begins - _A_DAY)) if earlier else (found,)


def moved(sets: Iterable[RuleSet], before: RuleSet, after: RuleSet) -> tuple[RuleSet, ...]:
    """Give what changes when a set is saved: itself, and the end of the set before it when its first day moves."""
    neighbour = _eve(sets, before) if before.in_force_from != after.in_force_from else None
    if neighbour is None or after.in_force_from is None:
        return (after,)
    return after, replace(neighbour, in_force_until=after.in_force_from - _A_DAY)


def closed_up(sets: Iterable[RuleSet], gone: RuleSet) -> tuple[RuleSet, ...]:
    """Give what changes when a set goes: the set before it goes on in its place."""
    neighbour = _eve(sets, gone)
    return (replace(neighbour, in_force_until=gone.in_force_until),) if neighbour else ()


def _eve(sets: Iterable[RuleSet], rules: RuleSet) -> RuleSet | None:
    if rules.in_force_from is None:
        return None
    eve = rules.in_force_from - _A_DAY
    return next((one for one in sets if one.in_force_until == eve), None)


def _first(rules: RuleSet) -> date:
    return rules.in_force_from or date.max


def _last(rules: RuleSet) -> date:
    return rules.in_force_until or date.max


def differs_only_in_end(before: RuleSet, after: RuleSet) -> bool:
    """Tell whether nothing but the last day of a set was changed."""
    return replace(after, in_force_until=before.in_force_until) == before


# ------------------------------------------------------------------------------------------------ chains

# The roles that may stand in a chain: those that give the right to decide. Officers of the cell look at admissibility before it begins.
CHAIN_ROLES: tuple[RoleCode, ...] = (
    RoleCode.LINE_MANAGER,
    RoleCode.DIRECTOR_GENERAL,
    RoleCode.SECRETARY_GENERAL,
    RoleCode.HEAD_OF_CABINET,
    RoleCode.MINISTER,
    RoleCode.BUDGET_OFFICER,
    RoleCode.HEAD_OF_CELL,
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a request as people name it, and the fields of the request that it is made of."""

    title: Lazy
    fields: tuple[str, ...]


PARTS = (
    Part(lazy("title"), ("title",)),
    Part(lazy("travellers"), ("travellers",)),
    Part(lazy("destination"), ("destination",)),
    Part(lazy("dates"), ("departs_at", "returns_at")),
    Part(lazy("purpose"), ("purpose",)),
    Part(lazy("journey"), ("legs",)),
    Part(lazy("other ways to travel"), ("alternatives",)),
    Part(lazy("lodging"), ("stays",)),
    Part(lazy("other costs"), ("costs",)),
    Part(lazy("budget line"), ("budget_line",)),
    Part(lazy("payment by a third party"), ("third_party_payer",)),
    Part(lazy("advance"), ("advance",)),
    Part(lazy("safety"), ("security",)),
    Part(lazy("way of booking"), ("booking",)),
    Part(lazy("reasons for derogations"), ("justifications",)),
    Part(lazy("reason for urgency"), ("urgent_reason",)),
)


class Concern(StrEnum):
    """The usual choices of parts, by name."""

    WHOLE = "whole"
    WHAT = "what"
    MONEY = "money"
    CHOSEN = "chosen"


USUAL_CONCERNS: Mapping[Concern, tuple[str, ...]] = {Concern.WHOLE: WHOLE, Concern.WHAT: WHAT, Concern.MONEY: MONEY}


def concern_of(fields: Collection[str]) -> Concern:
    """Tell which usual choice of parts *fields* are."""
    return next((name for name, usual in USUAL_CONCERNS.items() if set(usual) == set(fields)), Concern.CHOSEN)


def concern_in_words(fields: Collection[str]) -> Lazy:
    """Say which parts of a request a step looks at."""
    match concern_of(fields):
        case Concern.WHOLE:
            return lazy("the journey and its costs")
        case Concern.WHAT:
            return lazy("the journey and its purpose")
        case Concern.MONEY:
            return lazy("the money")
        case Concern.CHOSEN:
            return lazy("{parts}", parts=tuple(part.title for part in PARTS if set(part.fields) & set(fields)))


def chain_in_words(steps: Sequence[ChainStep], over: Money | None = None) -> Lazy:
    """Say a chain as one would to a colleague; *over* is the amount of rule R58."""
    ranks = sorted({step.rank for step in steps})
    told = [_rank_in_words([step for step in steps if step.rank == rank], over) for rank in ranks]
    if not told:
        return lazy("nobody")
    sentence = told[0]
    for following in told[1:]:
        sentence = lazy("{earlier}, then {later}", earlier=sentence, later=following)
    return sentence


def _rank_in_words(steps: Sequence[ChainStep], over: Money | None) -> Lazy:
    told = tuple(_step_in_words(step, over) for step in steps)
    return told[0] if len(told) == 1 else lazy("{steps} together", steps=told)


def _step_in_words(step: ChainStep, over: Money | None) -> Lazy:
    role = ROLE_TITLES.get(step.role, lazy("{code}", code=step.role))
    told = lazy("{role} (opinion)", role=role) if step.opinion else role
    return (
        lazy("{step} if {conditions}", step=told, conditions=_any_of([_condition(one, over) for one in step.when])) if step.when else told
    )


def _condition(condition: Condition, over: Money | None) -> Lazy:
    match condition:
        case Condition.OUTSIDE_EU:
            return lazy("outside the European Union")
        case Condition.OVER_AMOUNT:
            return lazy("over {amount}", amount=over) if over else lazy("over the amount of rule R58")
        case Condition.DEROGATION:
            return lazy("with a derogation")


def _any_of(conditions: Sequence[Lazy]) -> Lazy:
    *others, last = conditions
    if not others:
        return last
    before = others[0]
    for one in others[1:]:
        before = lazy("{first}, {second}", first=before, second=one)
    return lazy("{first} or {second}", first=before, second=last)


# ------------------------------------------------------------------------------------------------ stand-ins


@dataclass(frozen=True, slots=True)
class StandInDraft:
    """Who is absent, who signs for them, from when until when (both days included), and why. Both are accounts."""

    absent: str = ""
    stand_in: str = ""
    since: date | None = None
    until: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """A stand-in that is there already."""

    absent: str
    stand_in: str
    since: date
    until: date

    def meets(self, since: date, until: date) -> bool:
        """Tell whether it has a day in common with another period."""
        return self.since <= until and since <= self.until


def check_draft(draft: StandInDraft) -> list[Finding]:
    """A stand-in has two persons, a first day and a last day: an absence without an end is a change of roles."""
    findings: list[Finding] = []
    if not draft.absent:
        findings.append(Finding("absent", lazy("Choose who is absent."), rule="stand-in-absent"))
    if not draft.stand_in:
        findings.append(Finding("stand_in", lazy("Choose who signs in the meantime."), rule="stand-in-who"))
    elif draft.stand_in == draft.absent:
        findings.append(Finding("stand_in", lazy("Nobody stands in for themselves: choose somebody else."), rule="stand-in-oneself"))
    if draft.since is None:
        findings.append(Finding("since", lazy("Enter the first day."), rule="stand-in-first-day"))
    if draft.until is None:
        message = lazy("Enter the last day: whoever stands in without an end has the role, and is given it under Users.")
        findings.append(Finding("until", message, rule="stand-in-last-day"))
    elif draft.since is not None and draft.until < draft.since:
        findings.append(Finding("until", lazy("The last day is before the first."), rule="ends-before-start"))
    return findings


def check_stand_in(
    draft: StandInDraft, others: Iterable[Period], accounts: Mapping[str, Somebody], deciders: Collection[str]
) -> list[Finding]:
    """Find what keeps a stand-in from being entered beside *others*.

    *accounts* are those that are enabled, *deciders* those of them that hold a role with the right to decide on the first day: signing
    for somebody needs that right, and a file must not stop at somebody who has it not. There are no chains: a stand-in is not away
    himself, and whoever is away stands in for nobody.
    """
    findings = check_draft(draft)
    for path, account in (("absent", draft.absent), ("stand_in", draft.stand_in)):
        if account and account not in accounts:
            findings.append(Finding(path, lazy("This user is not known, or may not sign in any more."), rule="stand-in-account"))
    if any(finding.blocks for finding in findings):
        return findings
    assert draft.since is not None and draft.until is not None  # noqa: PT018 - both were asked for above
    absent, stand_in = accounts[draft.absent], accounts[draft.stand_in]
    if absent.is_same(stand_in):
        return [Finding("stand_in", lazy("Both users are the same person: choose somebody else."), rule="stand-in-oneself")]
    if draft.stand_in not in deciders:
        message = lazy("{name} holds no role that decides on that day: choose an approver, or give a role first.", name=_name(stand_in))
        findings.append(Finding("stand_in", message, rule="stand-in-right"))
    for one in others:
        if one.meets(draft.since, draft.until):
            findings += meeting(one, absent, stand_in, accounts)
    return findings


def meeting(one: Period, absent: Somebody, stand_in: Somebody, accounts: Mapping[str, Somebody]) -> Iterator[Finding]:
    """Find what makes a chain, or a double, of a stand-in and another *one* that has days in common with it."""
    gone, signs = (accounts.get(account, Somebody(account)) for account in (one.absent, one.stand_in))
    days = {"since": one.since, "until": one.until}
    if gone.is_same(absent):
        message = lazy("{name} has a stand-in from {since} until {until} already.", name=_name(absent), **days)
        yield Finding("since", message, rule="stand-in-twice")
    if gone.is_same(stand_in):
        message = lazy("{name} is away too from {since} until {until}, and has a stand-in then.", name=_name(stand_in), **days)
        yield Finding("stand_in", message, rule="stand-in-chain")
    if signs.is_same(absent):
        message = lazy("{name} stands in for somebody else from {since} until {until}: end that first.", name=_name(absent), **days)
        yield Finding("absent", message, rule="stand-in-chain")


def _name(somebody: Somebody) -> str:
    return next((name for name in somebody.names if name), somebody.account)


@dataclass(frozen=True, slots=True)
class EndDraft:
    """The last day of a stand-in that ends early."""

    day: date | None = None


def check_end(draft: EndDraft) -> list[Finding]:
    """An end has a day."""
    return [] if draft.day else [Finding("day", lazy("Enter the last day."), rule="stand-in-last-day")]


def check_change(before: StandInDraft, after: StandInDraft, today: date) -> list[Finding]:
    """Of a stand-in that has begun only the last day and the reason can be changed; what is past stays as it was."""
    findings: list[Finding] = []
    begun = before.since is not None and before.since <= today
    if begun:
        findings += [
            Finding(path, lazy("This stand-in has begun: end it, and enter another one."), rule="stand-in-begun")
            for path in ("absent", "stand_in", "since")
            if getattr(before, path) != getattr(after, path)
        ]
        if after.until != before.until and after.until is not None and after.until < today - _A_DAY:
            findings.append(
                Finding("until", lazy("What is past cannot be changed: the last day is yesterday at the earliest."), rule="past")
            )
    elif after.since is not None and after.since < today:
        findings.append(Finding("since", lazy("A stand-in begins today at the earliest: nobody signs afterwards."), rule="past"))
    return findings
