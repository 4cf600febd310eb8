"""What can be done with a file as it stands, and what each of it asks: a verb, a short form, the command."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from app.domains.missions.vocabulary import MISSION
from app.domains.trips.commands.deciding import ReturnTrip
from app.domains.trips.commands.drafting import CopyTrip, LinkToMission, RemoveDraft, SaveTemplate
from app.domains.trips.commands.following import ConfirmDates
from app.domains.trips.commands.running import BookTrip, CancelTrip
from app.domains.trips.commands.sending import AdmitTrip, AmendTrip, GiveUpAmendment, SubmitTrip, WithdrawTrip
from app.domains.trips.commands.settling import CloseTrip, HandIn, PayAdvance, ReopenTrip, SendBackSettlement
from app.domains.trips.moves import Step
from app.domains.trips.queries.files import TripCard
from app.domains.trips.standing import MISSION_MOVED
from app.domains.trips.vocabulary import CANCEL_REASONS, HANDLE_TRIPS, REQUEST_TRIPS, SETTLE_TRIPS, CancelReason, State
from app.kernel.commands import Command
from app.kernel.errors import Finding
from app.kernel.fields import Choice, Field, FieldKind, Form
from app.kernel.permissions import User
from app.kernel.translated import Lazy, lazy


@dataclass(frozen=True, slots=True)
class ReasonDraft:
    """Why."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReturnDraft:
    """Why a file is given back, and the parts to change."""

    reason: str = ""
    marked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BookingDraft:
    """What was booked, for how much, and when."""

    total: Decimal | None = None
    booked_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class CancellationDraft:
    """Why a trip does not take place, and what it still costs."""

    cause: CancelReason = CancelReason.AGENDA
    reason: str = ""
    lost: Decimal | None = None
    vouchers: str = ""


@dataclass(frozen=True, slots=True)
class AdvanceDraft:
    """Money given before the trip."""

    traveller: str = ""
    amount: Decimal | None = None
    paid_on: date | None = None


@dataclass(frozen=True, slots=True)
class NameDraft:
    """The name of a template."""

    name: str = ""


@dataclass(frozen=True, slots=True)
class MissionDraft:
    """The mission a trip belongs to."""

    mission: str | None = None


def nothing_to_check(_draft: object) -> list[Finding]:
    """Leave it to the handler."""
    return []


def reason_form(help: Lazy | None = None, *, required: bool = True) -> Form[ReasonDraft]:
    """Make a form that asks for a reason."""
    return Form(ReasonDraft, (Field("reason", lazy("Reason"), FieldKind.LONG_TEXT, required=required, help=help),), nothing_to_check)


RETURN_FORM = Form(
    ReturnDraft,
    (
        Field("reason", lazy("Reason"), FieldKind.LONG_TEXT, required=True, help=lazy("Whoever asked must know what to do.")),
        Field("marked", lazy("Parts to change")),
    ),
    nothing_to_check,
)
BOOKING_FORM = Form(
    BookingDraft,
    (
        Field("total", lazy("Tickets and nights, in euro"), required=True),
        Field("booked_on", lazy("Booked on"), FieldKind.DATE),
        Field("note", lazy("Remark"), help=lazy("For example the agency and its reference."), limit=500),
    ),
    nothing_to_check,
)
CANCELLATION_FORM = Form(
    CancellationDraft,
    (
        Field("cause", lazy("Because of"), FieldKind.CHOICE, choices=CANCEL_REASONS, required=True),
        Field("reason", lazy("What happened"), FieldKind.LONG_TEXT, required=True),
        Field("lost", lazy("Costs not refunded, in euro")),
        Field("vouchers", lazy("Credit vouchers"), help=lazy("Of whom, how much, valid until when."), limit=500),
    ),
    nothing_to_check,
)
TEMPLATE_FORM = Form(
    NameDraft,
    (
        Field(
            "name",
            lazy("Name"),
            required=True,
            help=lazy("For example “Brussels Days, by train”. The same name is written over."),
            limit=120,
        ),
    ),
    nothing_to_check,
)
MISSION_FORM = Form(MissionDraft, (Field("mission", lazy("Mission"), FieldKind.RECORD, record=MISSION),), nothing_to_check)


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be done: its name, its verb, and what it asks (nothing, when there is no form).

    `place` puts it in front ("primary", "bar") or in the menu ("more"); `to_new` opens what the command has made.
    """

    key: str
    verb: Lazy
    command: Callable[[Any, Any], Command[Any]]
    icon: str = ""
    place: str = "more"
    form: Form[Any] | None = None
    draft: Any = None
    sentence: Lazy | None = None
    to_new: bool = False
    keys: str = field(default="")


def offers_of(card: TripCard, user: User, today: date) -> tuple[Offer, ...]:
    """Give what the user can do with a file now, the most likely first."""
    return (*_before_the_trip(card, today), *_after_the_trip(card), *_settling(card, user, today), *_always(card, user))


def submission(card: TripCard, today: date) -> Offer:
    """Give the sending of a request: what it asks depends on what is sent."""
    departed = card.request.departure_day is not None and card.request.departure_day < today
    form: Form[ReasonDraft] | None = None
    sentence: Lazy | None = None
    if card.row.state is State.AMENDING:
        form, sentence = (
            reason_form(required=False),
            lazy("Say what changes and why; the approval before stays valid until this is decided."),
        )
    elif departed:
        form = reason_form()
        sentence = lazy("The journey has begun without approval: it can only be regularised, and stays marked as such.")
    return Offer(
        "submit",
        lazy("Send for approval"),
        lambda _before, after: SubmitTrip(card.id, after.reason),
        form=form,
        draft=ReasonDraft(),
        sentence=sentence,
    )


def _before_the_trip(card: TripCard, today: date) -> Iterator[Offer]:
    id, may, state = card.id, card.may, card.row.state
    if Step.ADMIT in may:
        yield Offer("admit", lazy("Find admissible"), lambda _b, _a: AdmitTrip(id), "check", "primary")
    if Step.RETURN in may and state is State.SUBMITTED:
        yield Offer(
            "return", lazy("Give back"), lambda _b, a: ReturnTrip(id, a.reason, a.marked), "undo", "bar", RETURN_FORM, ReturnDraft()
        )
    if Step.WITHDRAW in may:
        yield Offer(
            "withdraw",
            lazy("Withdraw to change"),
            lambda _b, a: WithdrawTrip(id, a.reason),
            "undo",
            "bar",
            reason_form(required=False),
            ReasonDraft(),
            lazy("The file comes back to you; what was decided of parts you leave as they are still counts."),
        )
    if any(one.rule == MISSION_MOVED for one in card.findings) and (card.may_edit or {Step.WITHDRAW, Step.AMEND} & may):
        yield Offer("dates", lazy("The dates stand"), lambda _b, _a: ConfirmDates(id), "check", "bar")
    if Step.BOOK in may:
        draft = BookingDraft(card.row.total.amount if card.row.total else None, today)
        yield Offer(
            "book", lazy("Book"), lambda _b, a: BookTrip(id, a.total, a.note, a.booked_on), "check", "primary", BOOKING_FORM, draft,
            lazy("What tickets and nights really cost. Much more than was approved needs an amendment first."),
        )  # fmt: skip
    if Step.AMEND in may:
        yield Offer("amend", lazy("Amend"), lambda _b, _a: AmendTrip(id), "edit", "bar")
    if Step.GIVE_UP_AMENDMENT in may:
        yield Offer("give_up", lazy("Give up the amendment"), lambda _b, _a: GiveUpAmendment(id), "undo", "bar")


def _after_the_trip(card: TripCard) -> Iterator[Offer]:
    id, may = card.id, card.may
    if Step.HAND_IN in may:
        yield Offer("hand_in", lazy("Hand in"), lambda _b, _a: HandIn(id), "forward", "primary")
    if Step.CLOSE in may:
        yield Offer("close", lazy("Close file"), lambda _b, _a: CloseTrip(id), "check", "primary")
    if Step.SEND_BACK in may:
        yield Offer(
            "send_back", lazy("Send back"), lambda _b, a: SendBackSettlement(id, a.reason), "undo", "bar",
            reason_form(lazy("Say which piece is missing.")), ReasonDraft(),
        )  # fmt: skip
    if Step.REOPEN in may:
        yield Offer("reopen", lazy("Reopen"), lambda _b, a: ReopenTrip(id, a.reason), "undo", "bar", reason_form(), ReasonDraft())
    if Step.CANCEL in may:
        yield Offer(
            "cancel", lazy("Cancel trip"), lambda _b, a: CancelTrip(id, a.cause, a.reason, a.lost, a.vouchers), "close", "more",
            CANCELLATION_FORM, CancellationDraft(), lazy("The file ends here and is kept. This cannot be undone."),
        )  # fmt: skip


def _settling(card: TripCard, user: User, today: date) -> Iterator[Offer]:
    if user.may(SETTLE_TRIPS) and card.row.state in (State.APPROVED, State.BOOKED, State.ON_TRIP):
        id, asked = card.id, card.request.advance
        names = [traveller.name for traveller in card.request.travellers if traveller.name]
        draft = AdvanceDraft(names[0] if names else "", asked.in_euro if asked else None, today)
        yield Offer(
            "advance", lazy("Pay advance"), lambda _b, a: PayAdvance(id, a.traveller, a.amount, a.paid_on), "reports", "more",
            advance_form(names), draft,
        )  # fmt: skip


def advance_form(names: Sequence[str]) -> Form[AdvanceDraft]:
    """Make the form of an advance for one of *names*."""
    return Form(
        AdvanceDraft,
        (
            Field(
                "traveller",
                lazy("Traveller"),
                FieldKind.CHOICE,
                choices=tuple(Choice(name, Lazy("{name}", {"name": name})) for name in names),
            ),
            Field("amount", lazy("Amount in euro"), required=True),
            Field("paid_on", lazy("Paid on"), FieldKind.DATE, required=True),
        ),
        nothing_to_check,
    )


def _always(card: TripCard, user: User) -> Iterator[Offer]:
    id, request = card.id, card.request
    if user.may(REQUEST_TRIPS):
        yield Offer("copy", lazy("Copy as new request"), lambda _b, _a: CopyTrip(id), "copy", to_new=True)
        yield Offer(
            "template", lazy("Save as template"), lambda _b, a: SaveTemplate(a.name, request), "save", "more", TEMPLATE_FORM,
            NameDraft(request.title), lazy("Kept without travellers and dates, to begin other requests from."),
        )  # fmt: skip
    if user.may(HANDLE_TRIPS):
        yield Offer(
            "mission", lazy("Link to mission"), lambda _b, a: LinkToMission(id, a.mission), "mission", "more", MISSION_FORM,
            MissionDraft(card.row.mission_id),
        )  # fmt: skip
    if card.may_edit and card.row.state is State.DRAFT and not any(edition.digest for edition in card.editions):
        yield Offer("remove", lazy("Remove draft"), lambda _b, _a: RemoveDraft(id), "remove")
