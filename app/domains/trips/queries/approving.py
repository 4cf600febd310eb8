"""Who may decide on a file, and in which quality somebody may move it: read from roles, stand-ins and the file itself.

Everything here is asked anew at every step and every showing: a role withdrawn a minute ago counts no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from app.domains.access.queries import holders
from app.domains.access.records import Account
from app.domains.access.vocabulary import ROLES, RoleCode
from app.domains.people.records import Person
from app.domains.trips import chains
from app.domains.trips.chains import Candidate, Chain, ChainStep, Circumstances, Somebody, StandIn, Voice, candidates
from app.domains.trips.circular.ruleset import RuleSet
from app.domains.trips.distances import EU_COUNTRIES
from app.domains.trips.figures import lead_of
from app.domains.trips.moves import Actor
from app.domains.trips.records import ChainRow, StandInRow, Trip, TripDecision, TripEdition, TripMove
from app.domains.trips.request import Request
from app.domains.trips.vocabulary import DECIDE_TRIPS, HANDLE_TRIPS, SETTLE_TRIPS, Category, Outcome, State
from app.kernel.translated import Lazy, lazy
from app.kernel.work import Reader


def title_of_role(code: str) -> Lazy:
    """Give the words of a role."""
    return next((choice.title for choice in ROLES if choice.code == code), lazy("{code}", code=code))


def people_with_accounts(reader: Reader) -> Mapping[str, Somebody]:
    """Give everybody who can act, by account: enabled ones only."""
    enabled = set(reader.scalars(select(Account.id).where(Account.enabled)))
    return {id: somebody for id, somebody in everybody(reader).items() if id in enabled}


def everybody(reader: Reader) -> Mapping[str, Somebody]:
    """Give who is behind each account, a disabled one too, with all the names they go by: that of the account comes first."""
    statement = select(
        Account.id, Account.name, Account.email, Account.person_id, Person.given_names, Person.family_name, Person.card_name
    ).join(Person, Person.id == Account.person_id, isouter=True)
    return {
        row.id: Somebody(
            row.id, row.person_id, (row.name, row.email, f"{row.given_names or ''} {row.family_name or ''}".strip(), row.card_name or "")
        )
        for row in reader.rows(statement)
    }


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


def voices(reader: Reader, trip: Trip, known: Mapping[str, Somebody] | None = None) -> tuple[Voice, ...]:
    """Give the decisions of a file as the chain counts them: the latest of each step.

    That of somebody who is in the file by now does not count (who approved, and then wrote in it), nor the second one of a person.
    """
    known = everybody(reader) if known is None else known
    return _counted(trip, trip.decisions, known, trip.current)


def _counted(trip: Trip, decisions: Iterable[TripDecision], known: Mapping[str, Somebody], edition: TripEdition) -> tuple[Voice, ...]:
    request, steps = edition.request, {one.role: one for one in edition.steps}
    latest = {decision.role: decision for decision in decisions}
    out, found = list(barred(trip, known, edition)), list[Voice]()
    for one in sorted(latest.values(), key=lambda decision: decision.position):
        voice, speakers = Voice(one.role, one.outcome, one.identity, one.part), speakers_of(one, known)
        if any(speaker.is_same(other) for speaker in speakers for other in out):
            continue
        found.append(voice)
        if one.role in steps and chains.is_done(steps[one.role], request, (voice,)):
            out += speakers
    return tuple(found)


def speakers_of(decision: TripDecision, known: Mapping[str, Somebody]) -> tuple[Somebody, ...]:
    """Give who decided, and for whom: a stand-in lends a hand and not a second voice."""
    accounts = ((decision.account, decision.identity, decision.name), (decision.behalf_account, None, decision.behalf_of))
    return tuple(known.get(account, Somebody(account, identity, (name,))) for account, identity, name in accounts if account)


def open_steps(reader: Reader, trip: Trip, known: Mapping[str, Somebody] | None = None) -> tuple[ChainStep, ...]:
    """Give the steps that decide now; for a regularisation the highest of the chain."""
    if trip.state not in (State.IN_APPROVAL, State.REGULARISATION):
        return ()
    edition, known = trip.current, everybody(reader) if known is None else known
    if trip.state is State.REGULARISATION:
        last = chains.highest(edition.steps)
        return (last,) if last else ()
    return lowest(missing_steps(reader, trip, known))


def missing_steps(reader: Reader, trip: Trip, known: Mapping[str, Somebody] | None = None) -> tuple[ChainStep, ...]:
    """Give the steps that have not been decided for this content, open or not. Where a derogation is open, the highest decides (again)."""
    known = everybody(reader) if known is None else known
    missing = missing_before(trip, None, known)
    if not any(one.edition == trip.edition and one.granted is None for one in trip.derogations):
        return missing
    again = chains.highest(trip.current.steps)
    return tuple(step for step in trip.current.steps if step in missing or step == again)


def missing_before(trip: Trip, decision: TripDecision | None, known: Mapping[str, Somebody]) -> tuple[ChainStep, ...]:
    """Give the steps that had not been decided when a decision was taken (none: now), of the edition that it is of."""
    edition = trip.current if decision is None else trip.edition_of(decision.edition)
    told = [one for one in trip.decisions if decision is None or one.position < decision.position]
    heard = _counted(trip, told, known, edition)
    return tuple(step for step in edition.steps if not chains.is_done(step, edition.request, heard))


def lowest(missing: Sequence[ChainStep]) -> tuple[ChainStep, ...]:
    """Give those of several steps that come first: they are open together."""
    rank = min((step.rank for step in missing), default=0)
    return tuple(step for step in missing if step.rank == rank)


def barred(trip: Trip, known: Mapping[str, Somebody], edition: TripEdition | None = None) -> tuple[Somebody, ...]:
    """Give all who are in the file and so may not decide on it: who made, sent, asked for, or wrote last in it, and who travels.

    *known* is everybody (`everybody`): who made a file is in it, also when the account has been disabled since. *edition* is the one
    in force unless another is named.
    """
    request = (edition or trip.current).request
    found = [known.get(account, Somebody(account)) for account in dict.fromkeys((trip.creator, trip.sender, trip.editor)) if account]
    found.append(Somebody(names=(request.requester.name, request.requester.email)))
    found += [Somebody(person=traveller.person, names=(traveller.name, traveller.email)) for traveller in request.travellers]
    found += [Somebody(person=member.person_id, names=(member.name,)) for member in trip.members]
    return tuple(found)


def have_spoken(trip: Trip, step: ChainStep, known: Mapping[str, Somebody], edition: TripEdition | None = None) -> tuple[Somebody, ...]:
    """Give those whose decision at another step of this content counts, and for whom they decided: one person counts once."""
    edition = edition or trip.current
    request, steps = edition.request, {one.role: one for one in edition.steps}
    latest = {decision.role: decision for decision in trip.decisions if decision.role != step.role and decision.role in steps}
    return tuple(
        speaker
        for one in latest.values()
        if chains.is_done(steps[one.role], request, (Voice(one.role, one.outcome, one.identity, one.part),))
        for speaker in speakers_of(one, known)
    )


def candidates_for(
    reader: Reader, trip: Trip, step: ChainStep, known: Mapping[str, Somebody] | None = None, edition: TripEdition | None = None
) -> tuple[Candidate, ...]:
    """Give those who may decide at a step today; *known* is everybody, *edition* the one in force unless another is named."""
    known, edition = everybody(reader) if known is None else known, edition or trip.current
    own = [known[one.account] for one in holders(reader, step.role, entity_of(edition.request), reader.today) if one.account in known]
    instead = stand_ins(reader, [one.account for one in own])
    excluded = (*barred(trip, known, edition), *have_spoken(trip, step, known, edition))
    return candidates(own, instead, people_with_accounts(reader) if instead else known, excluded, reader.today)


def entity_of(request: Request) -> str:
    """Give the entity whose line manager decides."""
    lead = lead_of(request)
    return lead.entity if lead else ""


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
    known = everybody(reader)
    return tuple(
        Seat(step, candidate)
        for step in open_steps(reader, trip, known)
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
        if any(
            holder.account == user.id for holder in holders(reader, RoleCode.LINE_MANAGER, entity_of(trip.current.request), reader.today)
        ):
            found.add(Actor.LINE_MANAGER)
        if seats(reader, trip, user.id):
            found |= {Actor.APPROVER, Actor.HIGHEST}
    return frozenset(found)


def is_approver(reader: Reader, trip: Trip) -> bool:
    """Tell whether the user is one of those who approve a file, at a step that is open, done or still to come."""
    if not reader.user.id or not reader.user.may(DECIDE_TRIPS):
        return False
    known = everybody(reader)
    return any(one.account == reader.user.id for one in trip.decisions if one.outcome in chains.POSITIVE) or any(
        candidate.who.account == reader.user.id for step in trip.current.steps for candidate in candidates_for(reader, trip, step, known)
    )


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


def stands_in_files(reader: Reader, accounts: Sequence[str]) -> bool:
    """Tell whether one of some accounts made, sent, wrote, moved or decided a file, or stands in for somebody, or is stood in for."""
    named = (
        Trip.creator,
        Trip.sender,
        Trip.editor,
        TripMove.account,
        TripDecision.account,
        TripDecision.behalf_account,
        StandInRow.absent,
        StandInRow.stand_in,
    )
    return any(reader.scalar(select(column).where(column.in_(accounts)).limit(1)) is not None for column in named)
