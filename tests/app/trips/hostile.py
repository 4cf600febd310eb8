"""A command that only tests have: it writes what nobody may write, past every rule, as a fault of ours or an ill-willed extension would."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from app.domains.trips import chains
from app.domains.trips.moves import Step
from app.domains.trips.records import Trip, TripDecision, TripEdition, TripMove
from app.domains.trips.vocabulary import SEE_TRIPS, Means, Outcome, State
from app.kernel.commands import Command, Handler
from app.kernel.feature import Feature
from app.kernel.translated import lazy
from app.kernel.work import Work


@dataclass(frozen=True, slots=True)
class Tamper(Command[None]):
    """Write rows of a trip directly: one of `DEEDS`."""

    permission = SEE_TRIPS
    label = lazy("Tamper")

    trip: str
    deed: str
    other: str = ""  # an account


def tamper(command: Tamper, work: Work) -> None:
    """Do the deed."""
    DEEDS[command.deed](work, work.get(Trip, command.trip), command.other)


def _me(work: Work) -> str:
    return work.user.id


def _move(work: Work, trip: Trip, step: Step, to: State, account: str = "", name: str = "") -> None:
    trip.moves.append(
        TripMove(
            trip_id=trip.id,
            position=len(trip.moves) + 1,
            step=step,
            origin=trip.state,
            to=to,
            edition=trip.edition,
            at=work.now,
            account=account or _me(work),
            name=name or work.user.name,
            reason="because",
        )
    )
    trip.state = to


def _decision(work: Work, trip: Trip, account: str, role: str, outcome: Outcome = Outcome.APPROVE, **changes: Any) -> None:
    edition = trip.current
    step = next((one for one in edition.steps if one.role == role), chains.ChainStep(role))
    values: dict[str, Any] = {
        "trip_id": trip.id,
        "position": len(trip.decisions) + 1,
        "edition": trip.edition,
        "role": role,
        "outcome": outcome,
        "account": account,
        "identity": work.user.person if account == _me(work) else account,
        "name": work.user.name,
        "means": Means.PROGRAM,
        "given_on": work.today,
        "at": work.now,
        "digest": edition.digest,
        "part": chains.part_digest(edition.request, step.concern),
    }
    trip.decisions.append(TripDecision(**values | changes))


def _every_step(work: Work, trip: Trip, account: str) -> None:
    for step in trip.current.steps:
        _decision(work, trip, account, step.role)


def _state(work: Work, trip: Trip, other: str) -> None:
    trip.state = State.APPROVED


def _closed(work: Work, trip: Trip, other: str) -> None:
    trip.state = State.DRAFT if trip.state is State.CLOSED else State.CLOSED


def _listed(work: Work, trip: Trip, other: str) -> None:
    _move(work, trip, Step.APPROVE, State.APPROVED)
    trip.approved_edition, trip.waiting_for = trip.edition, ()


def _refused(work: Work, trip: Trip, other: str) -> None:
    _move(work, trip, Step.REFUSE, State.REFUSED)


def _passed(work: Work, trip: Trip, other: str) -> None:
    _move(work, trip, Step.PASS, State.IN_APPROVAL)


def _under_another_name(work: Work, trip: Trip, other: str) -> None:
    _move(work, trip, Step.WITHDRAW, State.DRAFT, account=other, name="Somebody Else")


def _cancelled(work: Work, trip: Trip, other: str) -> None:
    _move(work, trip, Step.CANCEL, State.CANCELLED)


def _alone(work: Work, trip: Trip, other: str) -> None:
    _decision(work, trip, _me(work), trip.waiting_for[0] if trip.waiting_for else "minister")


def _as_minister(work: Work, trip: Trip, other: str) -> None:
    _decision(work, trip, _me(work), "minister")
    _move(work, trip, Step.PASS, State.IN_APPROVAL)


def _all_of_them(work: Work, trip: Trip, other: str) -> None:
    _every_step(work, trip, _me(work))
    _listed(work, trip, other)


def _all_for_another(work: Work, trip: Trip, other: str) -> None:
    _every_step(work, trip, other)
    _listed(work, trip, other)


def _on_paper(work: Work, trip: Trip, other: str) -> None:
    role = trip.waiting_for[0] if trip.waiting_for else "line_manager"
    _decision(work, trip, other, role, means=Means.PAPER, recorder=_me(work), recorder_name=work.user.name, scan="none")
    _move(work, trip, Step.PASS, State.IN_APPROVAL, account=other)


def _for_a_stand_in(work: Work, trip: Trip, other: str) -> None:
    role = trip.waiting_for[0] if trip.waiting_for else "line_manager"
    _decision(work, trip, _me(work), role, behalf_account=other, behalf_of="Somebody Else")
    _move(work, trip, Step.PASS, State.IN_APPROVAL)


def _other_content(work: Work, trip: Trip, other: str) -> None:
    _decision(work, trip, _me(work), trip.waiting_for[0] if trip.waiting_for else "minister", digest="0" * 64)
    _move(work, trip, Step.PASS, State.IN_APPROVAL)


def _edition_content(work: Work, trip: Trip, other: str) -> None:
    trip.current.title += " and more"
    trip.editor = _me(work)


def _edition_costs(work: Work, trip: Trip, other: str) -> None:
    trip.current.costs = tuple(replace(one, amount=one.amount + 1000) for one in trip.current.costs)
    trip.editor = _me(work)


def _edition_hash(work: Work, trip: Trip, other: str) -> None:
    trip.current.digest = "0" * 64


def _edition_steps(work: Work, trip: Trip, other: str) -> None:
    trip.current.steps = trip.current.steps[:1]


def _no_steps(work: Work, trip: Trip, other: str) -> None:
    trip.current.steps = ()


def _edition_gone(work: Work, trip: Trip, other: str) -> None:
    trip.editions.remove(trip.editions[0])


def _thawed(work: Work, trip: Trip, other: str) -> None:
    trip.current.digest, trip.current.frozen_at = "", None


def _approved_edition(work: Work, trip: Trip, other: str) -> None:
    trip.approved_edition = trip.edition if trip.approved_edition is None else None


def _other_edition(work: Work, trip: Trip, other: str) -> None:
    trip.editions.append(
        TripEdition(
            trip_id=trip.id,
            number=trip.edition + 1,
            digest=trip.current.digest,
            steps=trip.current.steps,
            **{name: getattr(trip.current.request, name) for name in type(trip.current.request).__dataclass_fields__}
            | {"title": "Another"},
        )
    )
    trip.edition += 1


def _creator(work: Work, trip: Trip, other: str) -> None:
    trip.creator = other


def _sender(work: Work, trip: Trip, other: str) -> None:
    trip.sender = other


def _editor(work: Work, trip: Trip, other: str) -> None:
    trip.editor = other


def _decision_changed(work: Work, trip: Trip, other: str) -> None:
    for one in trip.decisions:
        one.name, one.account = "Somebody Else", other


def _decision_outcome(work: Work, trip: Trip, other: str) -> None:
    for one in trip.decisions:
        one.outcome = Outcome.REFUSE if one.outcome is Outcome.APPROVE else Outcome.APPROVE


def _decision_gone(work: Work, trip: Trip, other: str) -> None:
    trip.decisions.clear()


def _consent_put_off(work: Work, trip: Trip, other: str) -> None:
    for one in trip.decisions:
        one.confirm_by = (one.confirm_by or work.today) + timedelta(100)


def _move_changed(work: Work, trip: Trip, other: str) -> None:
    trip.moves[-1].name = "Somebody Else"


def _move_gone(work: Work, trip: Trip, other: str) -> None:
    trip.moves.remove(trip.moves[-1])


def _derogation_granted_again(work: Work, trip: Trip, other: str) -> None:
    for one in trip.derogations:
        if one.granted is not None:
            one.granted = not one.granted


def _derogation_gone(work: Work, trip: Trip, other: str) -> None:
    trip.derogations.clear()


def _trip_gone(work: Work, trip: Trip, other: str) -> None:
    work.remove(trip)


DEEDS: dict[str, Callable[[Work, Trip, str], None]] = {
    name.removeprefix("_"): deed
    for name, deed in dict(globals()).items()
    if name.startswith("_") and callable(deed) and name not in ("_me", "_move", "_decision", "_every_step") and not name.startswith("__")
}

FEATURE = Feature(
    name="hostile",
    title=lazy("Hostile"),
    requires=("trips",),
    commands=(Handler(Tamper, tamper),),
)
