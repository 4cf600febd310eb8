"""Who may decide on a file, and in which quality somebody may move it: read from roles, stand-ins and the file itself.

Everything here is asked anew at every step and every showing: a role withdrawn a minute ago counts no more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from app.domains.access.queries import holders
from app.domains.access.records import Account
from app.domains.access.vocabulary import ROLES, RoleCode
from app.domains.trips import chains
from app.domains.trips.chains import Candidate, Chain, ChainStep, Circumstances, Somebody, StandIn, Voice, candidates
from app.domains.trips.circular.ruleset import RuleSet
from app.domains.trips.distances import EU_COUNTRIES
from app.domains.trips.moves import Actor
from app.domains.trips.records import ChainRow, StandInRow, Trip
from app.domains.trips.request import Request
from app.domains.trips.vocabulary import DECIDE_TRIPS, HANDLE_TRIPS, SETTLE_TRIPS, Category, Outcome, State
from app.kernel.translated import Lazy, lazy
from app.kernel.work import Reader


def title_of_role(code: str) -> Lazy:
    """Give the words of a role."""
    return next((choice.title for choice in ROLES if choice.code == code), lazy("{code}", code=code))


def people_with_accounts(reader: Reader) -> Mapping[str, Somebody]:
    """Give everybody who can act, by account: enabled ones only."""
    rows = reader.rows(select(Account.id, Account.name, Account.person_id, Account.email).where(Account.enabled))
    return {row.id: Somebody(row.id, row.person_id, (row.name, row.email)) for row in rows}


def chains_in_force(reader: Reader) -> Mapping[Category, Chain]:
    """Give the chain of each category: the office's own, else the one that is shipped."""
    own = {row.category: Chain(row.category, row.steps) for row in reader.scalars(select(ChainRow))}
    return {**chains.shipped(), **own}


def steps_of(reader: Reader, request: Request, rules: RuleSet, total: Decimal, *, derogation: bool, urgent: bool) -> tuple[ChainStep, ...]:
    """Give the steps that a request has to pass; *total* is what can be added up of its estimate, in euro."""
    facts = Circumstances(
        outside_eu=request.destination.country not in EU_COUNTRIES,
        total=total,
        over=rules.number("R58", "total"),
        derogation=derogation,
        urgent=urgent,
    )
    return chains.steps_for({traveller.category for traveller in request.travellers}, chains_in_force(reader), facts)


def voices(trip: Trip) -> tuple[Voice, ...]:
    """Give the decisions of a file as the chain counts them, the latest of each step only."""
    latest = {decision.role: decision for decision in trip.decisions}
    return tuple(Voice(one.role, one.outcome, one.identity, one.part) for one in latest.values())


def open_steps(trip: Trip) -> tuple[ChainStep, ...]:
    """Give the steps that decide now; for a regularisation the highest of the chain."""
    edition = trip.current
    if trip.state is State.REGULARISATION:
        last = chains.highest(edition.steps)
        return (last,) if last else ()
    return chains.open_steps(edition.steps, edition.request, voices(trip)) if trip.state is State.IN_APPROVAL else ()


def barred(trip: Trip, accounts: Mapping[str, Somebody]) -> tuple[Somebody, ...]:
    """Give all who are in the file and so may not decide on it: who made, sent, asked for, or wrote last in it, and who travels."""
    request = trip.current.request
    found = [accounts.get(account, Somebody(account)) for account in dict.fromkeys((trip.creator, trip.sender, trip.editor)) if account]
    found.append(Somebody(names=(request.requester.name, request.requester.email)))
    found += [Somebody(person=traveller.person, names=(traveller.name, traveller.email)) for traveller in request.travellers]
    found += [Somebody(person=member.person_id, names=(member.name,)) for member in trip.members]
    return tuple(found)


def have_spoken(trip: Trip, step: ChainStep, accounts: Mapping[str, Somebody]) -> tuple[Somebody, ...]:
    """Give those whose decision at another step of this content counts: one person counts once."""
    request, steps = trip.current.request, {one.role: one for one in trip.current.steps}
    latest = {decision.role: decision for decision in trip.decisions if decision.role != step.role and decision.role in steps}
    return tuple(
        accounts.get(one.account, Somebody(one.account, one.identity))
        for one in latest.values()
        if one.outcome in chains.POSITIVE
        and chains.is_done(steps[one.role], request, [Voice(one.role, one.outcome, one.identity, one.part)])
    )


def candidates_for(reader: Reader, trip: Trip, step: ChainStep, accounts: Mapping[str, Somebody] | None = None) -> tuple[Candidate, ...]:
    """Give those who may decide at a step today."""
    known = people_with_accounts(reader) if accounts is None else accounts
    own = [known[holder.account] for holder in holders(reader, step.role, trip.entity, reader.today) if holder.account in known]
    excluded = (*barred(trip, known), *have_spoken(trip, step, known))
    return candidates(own, stand_ins(reader, [one.account for one in own]), known, excluded, reader.today)


def stand_ins(reader: Reader, absent: Sequence[str]) -> list[StandIn]:
    """Give the stand-ins of some accounts."""
    rows = reader.scalars(select(StandInRow).where(StandInRow.absent.in_(absent)).order_by(StandInRow.since, StandInRow.id))
    return [StandIn(row.absent, row.stand_in, row.since, row.until) for row in rows]


@dataclass(frozen=True, slots=True)
class Seat:
    """A step at which somebody may decide now, and on whose behalf."""

    step: ChainStep
    candidate: Candidate


def seats(reader: Reader, trip: Trip, account: str) -> tuple[Seat, ...]:
    """Give the open steps at which an account may decide."""
    known = people_with_accounts(reader)
    return tuple(
        Seat(step, candidate)
        for step in open_steps(trip)
        for candidate in candidates_for(reader, trip, step, known)
        if candidate.who.account == account
    )


def qualities(reader: Reader, trip: Trip) -> frozenset[Actor]:
    """Tell in which qualities the user may act on a file."""
    user = reader.user
    found: set[Actor] = set()
    if _is_in(reader, trip):
        found.add(Actor.REQUESTER)
    if user.may(HANDLE_TRIPS):
        found |= {Actor.CELL, Actor.REQUESTER}
    if user.may(SETTLE_TRIPS):
        found.add(Actor.FINANCE)
    if user.rights is None or any(role.code == RoleCode.HEAD_OF_CELL for role in user.roles):
        found.add(Actor.HEAD_OF_CELL)
    if user.id and user.may(DECIDE_TRIPS):
        if any(holder.account == user.id for holder in holders(reader, RoleCode.LINE_MANAGER, trip.entity, reader.today)):
            found.add(Actor.LINE_MANAGER)
        if seats(reader, trip, user.id):
            found |= {Actor.APPROVER, Actor.HIGHEST}
    return frozenset(found)


def _is_in(reader: Reader, trip: Trip) -> bool:
    user = reader.user
    account = user.id or f"desk:{user.name}"
    if account in (trip.creator, trip.sender):
        return True
    myself = people_with_accounts(reader).get(user.id)
    if myself is None:
        return False
    request = trip.current.request
    others = [Somebody(names=(request.requester.name, request.requester.email))]
    others += [Somebody(person=member.person_id, names=(member.name,)) for member in trip.members]
    return any(myself.is_same(other) for other in others)


def opinion_or_decision(step: ChainStep, outcome: Outcome) -> Outcome:
    """Take a yes at a step that only advises as a favourable opinion, a no as an unfavourable one."""
    if not step.opinion:
        return outcome
    return {Outcome.APPROVE: Outcome.FAVOURABLE, Outcome.REFUSE: Outcome.UNFAVOURABLE}.get(outcome, outcome)
