"""How service trips are kept.

A trip is a file with its state; its editions hold what was asked, one row each, one column for each part of a `Request`. Moves,
decisions and derogations are added and never altered. Accounts are kept by their id without a reference, so that a file still names
who decided when the account is gone; the name stands beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import DDL, ForeignKey, Index, Integer, UniqueConstraint, event, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domains.trips import vocabulary as words
from app.domains.trips.aftercare import Result
from app.domains.trips.chains import ChainStep
from app.domains.trips.moves import Step
from app.domains.trips.request import (
    Alternative,
    Booking,
    Cost,
    Leg,
    Place,
    Purpose,
    Request,
    Requester,
    Security,
    Stay,
    ThirdParty,
    Traveller,
)
from app.domains.trips.vocabulary import CancelReason, Category, CostKind, Means, Outcome, PurposeKind, State
from app.kernel.drafts import draft_of
from app.kernel.money import EURO, Money
from app.mapping.base import STRICT, Record
from app.mapping.types import Code, Shape, Structure

_OF_TRIP = {"trip_id": words.TRIP}
NONE = text("0")  # what a column of numbers that was added to older files holds there


class Trip(Record):
    """A file. What it says about the journey is copied from the edition in force, for lists and for finding overlaps.

    `edition` is the one that is worked on, `approved_edition` the one that was approved last. `creator`, `sender` and `editor`
    are accounts: who made the file, who submitted it, who wrote last in it.
    """

    __tablename__ = "trip"
    kind = words.TRIP

    number: Mapped[str] = mapped_column(unique=True)  # T2026/014: the year of departure (or of the entry), and a count
    state: Mapped[State] = mapped_column(Code(State))
    edition: Mapped[int] = mapped_column(Integer, default=1)
    approved_edition: Mapped[int | None] = mapped_column(Integer)
    creator: Mapped[str]
    sender: Mapped[str] = mapped_column(default="")
    editor: Mapped[str] = mapped_column(default="")
    mission_id: Mapped[str | None] = mapped_column(ForeignKey("mission.id"), index=True)
    submitted_at: Mapped[datetime | None]
    since: Mapped[datetime]  # of the last move
    rule_set: Mapped[str] = mapped_column(default="")  # its code, fixed at the first submission
    factor_set: Mapped[str] = mapped_column(default="")
    urgent: Mapped[bool] = mapped_column(default=False)
    regularised: Mapped[bool] = mapped_column(default=False)
    waiting_for: Mapped[tuple[str, ...]] = mapped_column(default=())  # the roles of the steps that are open
    marked: Mapped[tuple[str, ...]] = mapped_column(default=())  # the parts that were marked when it was returned

    title: Mapped[str] = mapped_column(default="")
    travellers: Mapped[str] = mapped_column(default="")  # their names, for lists
    entity: Mapped[str] = mapped_column(default="")
    category: Mapped[Category] = mapped_column(Code(Category), default=Category.AGENT)
    purpose_kind: Mapped[PurposeKind] = mapped_column(Code(PurposeKind), default=PurposeKind.OTHER)
    country: Mapped[str] = mapped_column(default="")
    city: Mapped[str] = mapped_column(default="")
    departs_on: Mapped[date | None] = mapped_column(index=True)
    returns_on: Mapped[date | None]
    total: Mapped[Decimal | None]  # estimated, in euro
    approved_total: Mapped[Decimal | None]  # of the edition that was approved last
    kg: Mapped[Decimal | None]  # CO2e of all travellers, chosen way
    alternative_kg: Mapped[Decimal | None]
    by_plane: Mapped[bool] = mapped_column(default=False)

    booked_on: Mapped[date | None]
    booked_total: Mapped[Decimal | None]
    booking_note: Mapped[str] = mapped_column(default="")
    cancel_reason: Mapped[CancelReason | None] = mapped_column(Code(CancelReason))
    lost: Mapped[Decimal | None]  # costs that are not refunded, in euro
    vouchers: Mapped[str] = mapped_column(default="")
    overtaken_at: Mapped[datetime | None]  # since when its mission has other dates than it was written for
    behind: Mapped[int] = mapped_column(Integer, default=0, server_default=NONE)  # by how many days the mission has moved since
    import_id: Mapped[str | None] = mapped_column(unique=True)

    editions: Mapped[list[TripEdition]] = relationship(cascade="all, delete-orphan", order_by="TripEdition.number")
    moves: Mapped[list[TripMove]] = relationship(cascade="all, delete-orphan", order_by="TripMove.position")
    members: Mapped[list[TripTraveller]] = relationship(cascade="all, delete-orphan", order_by="TripTraveller.position")
    decisions: Mapped[list[TripDecision]] = relationship(cascade="all, delete-orphan", order_by="TripDecision.position")
    derogations: Mapped[list[Derogation]] = relationship(cascade="all, delete-orphan", order_by="Derogation.position")
    report: Mapped[MissionReport | None] = relationship(cascade="all, delete-orphan")
    expenses: Mapped[list[Expense]] = relationship(cascade="all, delete-orphan", order_by="Expense.position")
    advances: Mapped[list[Advance]] = relationship(cascade="all, delete-orphan", order_by="Advance.position")
    follow_ups: Mapped[list[FollowUp]] = relationship(cascade="all, delete-orphan", order_by="FollowUp.position")

    __table_args__ = (Index("ix_trip_state", "state", "departs_on"), STRICT)

    def edition_of(self, number: int) -> TripEdition:
        """Give one of its editions."""
        return next(one for one in self.editions if one.number == number)

    @property
    def current(self) -> TripEdition:
        """The edition that is worked on."""
        return self.edition_of(self.edition)


class TripEdition(Record):
    """What was asked, as one edition of a file. Once `digest` is written it has been submitted and does not change any more."""

    __tablename__ = "trip_edition"
    kind = words.VERSION
    owners: ClassVar = _OF_TRIP

    trip_id: Mapped[str] = mapped_column(ForeignKey("trip.id"), index=True)
    number: Mapped[int] = mapped_column(Integer)
    digest: Mapped[str] = mapped_column(default="")
    steps: Mapped[tuple[ChainStep, ...]] = mapped_column(Shape(tuple[ChainStep, ...]), default=())  # its chain, fixed with it
    frozen_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")  # of the amendment, or of the regularisation

    title: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    submitted_on: Mapped[date | None]
    requester: Mapped[Requester] = mapped_column(Shape(Requester))
    travellers: Mapped[tuple[Traveller, ...]] = mapped_column(Shape(tuple[Traveller, ...]))
    destination: Mapped[Place] = mapped_column(Shape(Place))
    departs_at: Mapped[datetime | None] = mapped_column(Shape(datetime))  # with the offset of the place
    returns_at: Mapped[datetime | None] = mapped_column(Shape(datetime))
    purpose: Mapped[Purpose] = mapped_column(Shape(Purpose))
    legs: Mapped[tuple[Leg, ...]] = mapped_column(Shape(tuple[Leg, ...]))
    stays: Mapped[tuple[Stay, ...]] = mapped_column(Shape(tuple[Stay, ...]))
    costs: Mapped[tuple[Cost, ...]] = mapped_column(Shape(tuple[Cost, ...]))
    budget_line: Mapped[str] = mapped_column(default="")
    third_party_payer: Mapped[ThirdParty | None] = mapped_column(Shape(ThirdParty))
    security: Mapped[Security] = mapped_column(Shape(Security))
    justifications: Mapped[Mapping[str, str]] = mapped_column(Shape(Mapping[str, str]))
    alternatives: Mapped[tuple[Alternative, ...]] = mapped_column(Shape(tuple[Alternative, ...]))
    booking: Mapped[Booking] = mapped_column(Shape(Booking))
    advance: Mapped[Money | None] = mapped_column(Shape(Money))
    urgent_reason: Mapped[str] = mapped_column(default="")
    about: Mapped[str] = mapped_column(default="")

    __table_args__ = (UniqueConstraint("trip_id", "number"), STRICT)

    @property
    def request(self) -> Request:
        """What was asked, as a value."""
        return draft_of(self, Request)


class TripTraveller(Record):
    """A traveller of the edition in force, for overlaps and for the person's own list; follows the person when entries are merged."""

    __tablename__ = "trip_traveller"
    kind = words.TRAVELLER
    owners: ClassVar = {"trip_id": words.TRIP, "person_id": "person"}

    trip_id: Mapped[str] = mapped_column(ForeignKey("trip.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str]
    folded: Mapped[str] = mapped_column(index=True)  # the name without accents and capitals: who is not a person of the office yet
    category: Mapped[Category] = mapped_column(Code(Category))


class TripMove(Record):
    """A move of a file: who, in which quality, on whose behalf, from where to where, and why. In order of `position`, not of a clock."""

    __tablename__ = "trip_move"
    kind = words.MOVE
    owners: ClassVar = _OF_TRIP

    trip_id: Mapped[str] = mapped_column(ForeignKey("trip.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    step: Mapped[Step] = mapped_column(Code(Step))
    origin: Mapped[State | None] = mapped_column(Code(State))
    to: Mapped[State] = mapped_column(Code(State))
    edition: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime]
    account: Mapped[str]
    name: Mapped[str]
    behalf_of: Mapped[str] = mapped_column(default="")  # the name of whom it was signed for
    reason: Mapped[str] = mapped_column(default="")

    __table_args__ = (UniqueConstraint("trip_id", "position"), STRICT)


class TripDecision(Record):
    """What somebody decided at a step of the chain, of exactly one content.

    `account` decided (for `behalf_account`, when a stand-in); `recorder` typed it in when it was given on paper, by mail or by
    telephone, and `scan` is then the proof. `digest` is of the whole edition, `part` of what the step looks at.
    """

    __tablename__ = "trip_decision"
    kind = words.DECISION
    owners: ClassVar = _OF_TRIP

    trip_id: Mapped[str] = mapped_column(ForeignKey("trip.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    edition: Mapped[int] = mapped_column(Integer)
    role: Mapped[str]
    outcome: Mapped[Outcome] = mapped_column(Code(Outcome))
    account: Mapped[str]
    identity: Mapped[str]  # the person behind the account: n approvals are of n persons
    name: Mapped[str]
    behalf_account: Mapped[str] = mapped_column(default="")
    behalf_of: Mapped[str] = mapped_column(default="")
    means: Mapped[Means] = mapped_column(Code(Means), default=Means.PROGRAM)
    recorder: Mapped[str] = mapped_column(default="")
    recorder_name: Mapped[str] = mapped_column(default="")
    given_on: Mapped[date]
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(default="")
    digest: Mapped[str]
    part: Mapped[str]
    scan: Mapped[str] = mapped_column(default="")  # the digest of a kept file
    confirm_by: Mapped[date | None]  # a consent by telephone is to be confirmed

    __table_args__ = (UniqueConstraint("trip_id", "position"), STRICT)


class Derogation(Record):
    """A derogation asked: from which rule, for what, why; and what was decided, by whom and when."""

    __tablename__ = "trip_derogation"
    kind = words.DEROGATION
    owners: ClassVar = _OF_TRIP

    trip_id: Mapped[str] = mapped_column(ForeignKey("trip.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    edition: Mapped[int] = mapped_column(Integer)
    rule: Mapped[str]
    path: Mapped[str] = mapped_column(default="")
    asked: Mapped[str] = mapped_column(default="")  # the value found
    limit: Mapped[str] = mapped_column(default="")  # what the rule allows
    reason: Mapped[str] = mapped_column(default="")
    granted: Mapped[bool | None] = mapped_column(default=None)
    allowed: Mapped[str] = mapped_column(default="")  # the value allowed
    decided_by: Mapped[str] = mapped_column(default="")
    decided_name: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime | None]


class MissionReport(Record):
    """What came of a trip: each expected result, the report itself, and to whom it went."""

    __tablename__ = "trip_report"
    kind = words.REPORT
    owners: ClassVar = _OF_TRIP

    trip_id: Mapped[str] = mapped_column(ForeignKey("trip.id"), unique=True, index=True)
    results: Mapped[tuple[Result, ...]] = mapped_column(Shape(tuple[Result, ...]))
    text: Mapped[str] = mapped_column(default="")
    circulated_to: Mapped[str] = mapped_column(default="")
    document: Mapped[str] = mapped_column(default="")  # the digest of a kept file
    handed_in_on: Mapped[date | None]
    handed_in_by: Mapped[str] = mapped_column(default="")
    no_costs: Mapped[bool] = mapped_column(default=False)  # there is nothing to settle


class Expense(Record):
    """A line of the expense statement, with its rate and its receipt."""

    __tablename__ = "trip_expense"
    kind = words.EXPENSE
    owners: ClassVar = _OF_TRIP

    trip_id: Mapped[str] = mapped_column(ForeignKey("trip.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    traveller: Mapped[str] = mapped_column(default="")
    expense_kind: Mapped[CostKind] = mapped_column(Code(CostKind))
    spent_on: Mapped[date | None]
    money: Mapped[Money] = mapped_column(Shape(Money))
    by_office: Mapped[bool] = mapped_column(default=False)  # paid by the office, not by the traveller
    remark: Mapped[str] = mapped_column(default="")
    receipt: Mapped[str] = mapped_column(default="")  # the digest of a kept file


class Advance(Record):
    """Money given before the trip; settled when it is justified."""

    __tablename__ = "trip_advance"
    kind = words.ADVANCE
    owners: ClassVar = _OF_TRIP

    trip_id: Mapped[str] = mapped_column(ForeignKey("trip.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    traveller: Mapped[str] = mapped_column(default="")
    amount: Mapped[Decimal]  # in euro
    paid_on: Mapped[date]
    settled_on: Mapped[date | None]
    settled_amount: Mapped[Decimal | None]  # paid to the traveller (above zero) or paid back (below)


class FollowUp(Record):
    """Something to do after a trip, with who does it and until when."""

    __tablename__ = "trip_follow_up"
    kind = words.FOLLOW_UP
    owners: ClassVar = _OF_TRIP

    trip_id: Mapped[str] = mapped_column(ForeignKey("trip.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    text: Mapped[str]
    owner_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True)
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]


class TripTemplate(Record):
    """A request kept to begin others from: host city, hotel, the usual train."""

    __tablename__ = "trip_template"
    kind = words.TEMPLATE

    name: Mapped[str] = mapped_column(unique=True)
    request: Mapped[Request] = mapped_column(Shape(Request))


class StandInRow(Record):
    """Somebody signs for an approver in a period."""

    __tablename__ = "stand_in"
    kind = words.STAND_IN

    absent: Mapped[str] = mapped_column(index=True)  # accounts
    stand_in: Mapped[str]
    since: Mapped[date]
    until: Mapped[date]
    reason: Mapped[str] = mapped_column(default="")


class ChainRow(Record):
    """The office's own chain for a category; without one the shipped chain is in force."""

    __tablename__ = "approval_chain"
    kind = words.CHAIN

    category: Mapped[Category] = mapped_column(Code(Category), unique=True)
    steps: Mapped[tuple[ChainStep, ...]] = mapped_column(Shape(tuple[ChainStep, ...]))


class RuleSetRow(Record):
    """A rule set of the office's own, as plain JSON; shipped ones are not kept here."""

    __tablename__ = "rule_set"
    kind = words.RULE_SET

    code: Mapped[str] = mapped_column(unique=True)
    in_force_from: Mapped[date]
    in_force_until: Mapped[date | None]
    content: Mapped[Any] = mapped_column(Structure())


class AllowanceRowRecord(Record):
    """An amount of the table of daily allowances that the office has imported."""

    __tablename__ = "daily_allowance"
    kind = words.ALLOWANCE

    country: Mapped[str]
    city: Mapped[str] = mapped_column(default="")
    category: Mapped[int] = mapped_column(Integer, default=1)
    daily: Mapped[Decimal]
    lodging: Mapped[Decimal | None]
    currency: Mapped[str] = mapped_column(default=EURO)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    source: Mapped[str] = mapped_column(default="")  # where the amount comes from, as whoever imported it said

    __table_args__ = (Index("ix_daily_allowance_country", "country", "valid_from"), STRICT)


# What was submitted, moved and decided stays written, for whoever opens the file with another program too. The newest migration that
# makes one of these tables anew makes its triggers anew as well.
_ASKED = (
    "trip_id, number, digest, frozen_at, submitted_on, reason, title, language, requester, travellers, destination, departs_at, "
    "returns_at, purpose, legs, stays, costs, budget_line, third_party_payer, security, justifications, alternatives, booking, advance, "
    "urgent_reason, about"
)
_TOLD = (
    "id, trip_id, position, edition, role, outcome, account, identity, name, behalf_account, behalf_of, means, recorder, recorder_name, "
    "given_on, at, reason, digest, part, scan"
)
_SENT = "(SELECT submitted_at FROM trip WHERE id = OLD.trip_id) IS NOT NULL"
# An amendment that nobody has sent is a draft: its beginning goes with the step that began it, once the file is back where it was.
_BEGUN = (
    "OLD.step = 'amend' AND (SELECT state FROM trip WHERE id = OLD.trip_id) = OLD.origin AND NOT "
    "EXISTS (SELECT 1 FROM trip_move WHERE trip_id = OLD.trip_id AND position > OLD.position)"
)
_TWICE = "EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id OR (trip_id = NEW.trip_id AND {column} = NEW.{column}))"
LOCKS = (
    (Trip, "keep", "DELETE", "OLD.submitted_at IS NOT NULL"),
    (Trip, "maker", "UPDATE OF creator", "NEW.creator IS NOT OLD.creator"),
    (Trip, "sent", "UPDATE OF submitted_at", "OLD.submitted_at IS NOT NULL AND NEW.submitted_at IS NOT OLD.submitted_at"),
    (TripEdition, "keep", "DELETE", "OLD.digest <> ''"),
    (TripEdition, "stay", f"UPDATE OF {_ASKED}", "OLD.digest <> ''"),
    (TripEdition, "steps", "UPDATE OF steps", "OLD.digest <> '' AND OLD.steps <> '[]'"),
    (TripEdition, "once", "INSERT", _TWICE.format(table="trip_edition", column="number")),
    (TripMove, "keep", "DELETE", f"{_SENT} AND NOT ({_BEGUN})"),
    (TripMove, "stay", "UPDATE", "TRUE"),
    (TripMove, "once", "INSERT", _TWICE.format(table="trip_move", column="position")),
    (TripDecision, "keep", "DELETE", "TRUE"),
    (TripDecision, "stay", f"UPDATE OF {_TOLD}", "TRUE"),
    (TripDecision, "confirm", "UPDATE OF confirm_by", "NEW.confirm_by IS NOT NULL"),
    (TripDecision, "once", "INSERT", _TWICE.format(table="trip_decision", column="position")),
    (Derogation, "keep", "DELETE", "TRUE"),
    (Derogation, "stay", "UPDATE", "OLD.granted IS NOT NULL"),
)
for _record, _name, _moment, _when in LOCKS:
    _table = _record.__tablename__
    _lock = DDL(
        f"CREATE TRIGGER {_table}_{_name} BEFORE {_moment} ON {_table} WHEN {_when} "
        f"BEGIN SELECT RAISE(ABORT, 'what was submitted and decided stays written'); END"
    )
    event.listen(_record.__table__, "after_create", _lock.execute_if(dialect="sqlite"))
