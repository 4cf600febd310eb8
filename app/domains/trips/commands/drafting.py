"""Drafts: begun, copied, made for a mission, changed, removed; and the templates that they begin from."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import select

from app.domains.trips.commands.filing import (
    account_of,
    check_references,
    make_move,
    next_number,
    open_for_writing,
    require_actor,
    show_figures,
)
from app.domains.trips.drafts import again, cleaned
from app.domains.trips.moves import EDITABLE, Step, transition
from app.domains.trips.queries.proposing import request_for
from app.domains.trips.records import Trip, TripEdition, TripTemplate
from app.domains.trips.request import Request
from app.domains.trips.standing import confirm_dates
from app.domains.trips.vocabulary import HANDLE_TRIPS, REQUEST_TRIPS, State
from app.kernel.commands import Command, handles
from app.kernel.drafts import apply
from app.kernel.errors import Finding, Refused
from app.kernel.names import clean
from app.kernel.translated import Lazy, lazy
from app.kernel.work import Work


@dataclass(frozen=True, slots=True)
class BeginTrip(Command[str]):
    """Begin a request; nothing of it need be complete. `import_id` keeps a file from being taken in twice."""

    permission = REQUEST_TRIPS
    label = lazy("Begin request for a service trip")

    request: Request
    mission: str | None = None
    import_id: str | None = None


@handles(BeginTrip)
def begin_trip(command: BeginTrip, work: Work) -> str:
    """Store a draft under the next number of its year."""
    trip = begin(work, command.request, command.mission, command.import_id)
    work.describe(lazy("Begin request {number}: {title}", number=trip.number, title=trip.title))
    return trip.id


def begin(work: Work, request: Request, mission: str | None, import_id: str | None = None) -> Trip:
    """Make a draft, in whatever way it came."""
    request = cleaned(request)
    check_references(work, request, mission)
    me = account_of(work)
    trip = Trip(
        number=next_number(work, request),
        state=State.DRAFT,
        edition=1,
        creator=me,
        editor=me,
        mission_id=mission,
        since=work.now,
        import_id=import_id,
    )
    trip.editions.append(TripEdition(trip_id=trip.id, number=1, **{name: getattr(request, name) for name in Request.__dataclass_fields__}))
    work.add(trip)
    show_figures(work, trip, request)
    make_move(work, trip, Step.BEGIN)
    work.flush()
    return trip


@dataclass(frozen=True, slots=True)
class CopyTrip(Command[str]):
    """Begin a request like an earlier one: everything but its dates, its bookings and its reasons."""

    permission = REQUEST_TRIPS
    label = lazy("Copy service trip")

    trip: str


@handles(CopyTrip)
def copy_trip(command: CopyTrip, work: Work) -> str:
    """Store the copy as a draft of its own."""
    earlier = work.get(Trip, command.trip)
    trip = begin(work, again(earlier.current.request), earlier.mission_id)
    work.describe(lazy("Copy service trip {number}: {title}", number=earlier.number, title=earlier.title))
    return trip.id


@dataclass(frozen=True, slots=True)
class BeginTripsOfMission(Command[tuple[str, ...]]):
    """Begin a request for each traveller of a mission who has none there yet."""

    permission = REQUEST_TRIPS
    label = lazy("Begin requests for the travellers of a mission")

    mission: str


@handles(BeginTripsOfMission)
def begin_trips_of_mission(command: BeginTripsOfMission, work: Work) -> tuple[str, ...]:
    """Store the drafts; refused when nobody is left."""
    requests = request_for(work, command.mission)
    if not requests:
        raise Refused(
            Finding(
                "", lazy("Every traveller of this mission from the office has a request already, or there is none."), rule="nobody-left"
            )
        )
    return tuple(begin(work, request, command.mission).id for request in requests)


@dataclass(frozen=True, slots=True)
class EditTrip(Command[str]):
    """Change what is asked: what differs between the request that was read and the one that is wanted."""

    permission = REQUEST_TRIPS
    label = lazy("Change request")

    trip: str
    before: Request
    after: Request


@handles(EditTrip)
def edit_trip(command: EditTrip, work: Work) -> str:
    """Write what differs; what has been submitted before stays as it is, and the change is an edition of its own."""
    trip = work.get(Trip, command.trip)
    require_editable(work, trip)
    after = cleaned(command.after)
    check_references(work, after, None)
    work.describe(lazy("Change request {number}: {title}", number=trip.number, title=after.title))
    if command.before == after and not trip.current.digest:
        return trip.id
    edition = open_for_writing(work, trip)
    written = apply(trip.ref, edition, command.before, after)
    if {"departs_at", "returns_at"} & set(written):
        confirm_dates(trip)
    if written:
        trip.editor, trip.marked = account_of(work), tuple(part for part in trip.marked if part not in written)
        show_figures(work, trip, edition.request)
    return trip.id


def require_editable(work: Work, trip: Trip) -> None:
    """Refuse when the file is not in the hands of whoever asks for it, or the user is none of them."""
    if trip.state not in EDITABLE:
        raise Refused(Finding("state", not_editable(trip.state), rule="not-editable", ref=trip.ref))
    found = transition(Step.SUBMIT, State.DRAFT)
    assert found is not None
    require_actor(work, trip, found)


def not_editable(state: State) -> Lazy:
    """Say what to do instead of writing in a file."""
    if state in (State.SUBMITTED, State.IN_APPROVAL, State.REGULARISATION):
        return lazy("This request has been submitted. Withdraw it to change it.")
    if state in (State.APPROVED, State.BOOKED):
        return lazy("This request has been approved. Amend it: the approval stays valid until the change is decided.")
    return lazy("This request can no longer be changed.")


@dataclass(frozen=True, slots=True)
class RemoveDraft(Command[None]):
    """Remove a draft that has never been submitted."""

    permission = REQUEST_TRIPS
    label = lazy("Remove draft")

    trip: str


@handles(RemoveDraft)
def remove_draft(command: RemoveDraft, work: Work) -> None:
    """Remove the draft; what has been submitted once stays, and is cancelled instead."""
    trip = work.get(Trip, command.trip)
    require_editable(work, trip)
    if trip.submitted_at is not None:
        raise Refused(Finding("", lazy("This request has been submitted before, so it is kept. Cancel it instead."), rule="kept"))
    work.describe(lazy("Remove draft {number}: {title}", number=trip.number, title=trip.title))
    work.remove(trip)


@dataclass(frozen=True, slots=True)
class SaveTemplate(Command[str]):
    """Keep a request as a template under a name; the same name is written over."""

    permission = REQUEST_TRIPS
    label = lazy("Save template")

    name: str
    request: Request


@handles(SaveTemplate)
def save_template(command: SaveTemplate, work: Work) -> str:
    """Store the template, without travellers and dates."""
    name = clean(command.name)
    if not name:
        raise Refused(Finding("name", lazy("Give the template a name."), rule="name-missing"))
    request = replace(again(cleaned(command.request)), travellers=())
    found = next(iter(work.scalars(select(TripTemplate).where(TripTemplate.name == name))), None)
    work.describe(lazy("Save template {name}", name=name))
    if found is not None:
        found.request = request
        return found.id
    template = TripTemplate(name=name, request=request)
    work.add(template)
    return template.id


@dataclass(frozen=True, slots=True)
class RemoveTemplate(Command[None]):
    """Remove a template."""

    permission = REQUEST_TRIPS
    label = lazy("Remove template")

    template: str


@handles(RemoveTemplate)
def remove_template(command: RemoveTemplate, work: Work) -> None:
    """Remove the template."""
    work.remove(work.get(TripTemplate, command.template))


@dataclass(frozen=True, slots=True)
class LinkToMission(Command[None]):
    """Say to which mission a trip belongs, or to none."""

    permission = HANDLE_TRIPS
    label = lazy("Link trip to mission")

    trip: str
    mission: str | None


@handles(LinkToMission)
def link_to_mission(command: LinkToMission, work: Work) -> None:
    """Write the link; it is no part of what is asked."""
    trip = work.get(Trip, command.trip)
    check_references(work, Request(), command.mission)
    trip.mission_id = command.mission
    confirm_dates(trip)
