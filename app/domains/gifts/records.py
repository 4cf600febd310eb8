"""How the gift register, the gift bank and its stock-takings are kept.

The register is a legal sequence: an entry that has its number stays, keeps it, and is struck out with a reason when it was a mistake. The
stock of an object is nowhere written: it is the sum of its movements, and what is free is that less what is reserved.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import DDL, ForeignKey, Index, Integer, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domains.gifts import vocabulary as words
from app.domains.gifts.house_rules import GiftRules, Taboo
from app.domains.gifts.vocabulary import (
    Acceptance,
    CabinBag,
    Category,
    CountState,
    Decision,
    Direction,
    Fate,
    Level,
    MovementKind,
    Ownership,
    ReservationState,
    ValueMethod,
)
from app.domains.missions.vocabulary import MISSION
from app.domains.people.vocabulary import ORGANISATION, PERSON
from app.kernel.money import Money
from app.kernel.translated import Multilingual
from app.mapping.base import STRICT, Record
from app.mapping.types import Code, Shape

_ANSWERS = tuple[tuple[str, str], ...]
# By these the register is ordered and narrowed, and what is due is found: out of the index alone, for the rows themselves are wide.
_LISTED = (
    *("day", "number", "id", "direction", "acceptance", "struck_on", "cents", "decision", "thanks_needed", "thanked_on", "fate"),
    *("ownership", "place", "published_on", "giver_country", "recipient_country", "category"),
)


class Gift(Record):
    """An entry of the register, or one that waits for its number (`number` is None until then).

    Giver and recipient are each a person, an organisation or both, with the country they stand for; `giver_said` and `recipient_said` are
    their name in words when they are not in the files. `cents` is the value in euro on the day of receipt, in cents, for sorting and sums:
    it follows from `value` and is never typed.
    """

    __tablename__ = "gift"
    kind = words.GIFT
    owners: ClassVar = {
        "mission_id": MISSION,
        "giver_person_id": PERSON,
        "giver_organisation_id": ORGANISATION,
        "recipient_person_id": PERSON,
        "recipient_organisation_id": ORGANISATION,
        "item_id": words.GIFT_ITEM,
    }

    number: Mapped[str | None] = mapped_column(unique=True)  # G2021/003: the year of its day, and a count
    direction: Mapped[Direction] = mapped_column(Code(Direction))
    acceptance: Mapped[Acceptance] = mapped_column(Code(Acceptance), default=Acceptance.ACCEPTED)
    day: Mapped[date]
    pieces: Mapped[int] = mapped_column(Integer, default=1)
    occasion: Mapped[str] = mapped_column(default="")
    mission_id: Mapped[str | None] = mapped_column(ForeignKey("mission.id"), index=True)
    moment_id: Mapped[str | None] = mapped_column(ForeignKey("programme_item.id"), index=True)

    giver_person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True)
    giver_organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    giver_country: Mapped[str] = mapped_column(default="")
    giver_said: Mapped[str] = mapped_column(default="")
    recipient_person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True)
    recipient_organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    recipient_country: Mapped[str] = mapped_column(default="")
    recipient_said: Mapped[str] = mapped_column(default="")
    relation: Mapped[str] = mapped_column(default="")  # what the giver is to the Region, in words
    circumstances: Mapped[str] = mapped_column(default="")  # why it was accepted, or declined

    item_id: Mapped[str | None] = mapped_column(ForeignKey("gift_item.id"), index=True)  # of the bank, when it came from there
    description: Mapped[Multilingual]
    category: Mapped[Category] = mapped_column(Code(Category), default=Category.OTHER)
    size: Mapped[str] = mapped_column(default="")
    weight: Mapped[int | None] = mapped_column(Integer)  # grams
    materials: Mapped[tuple[str, ...]] = mapped_column(default=())  # codes of Trait
    cites_note: Mapped[str] = mapped_column(default="")
    ceremonial: Mapped[bool] = mapped_column(default=False)

    value: Mapped[Money | None] = mapped_column(Shape(Money))
    value_method: Mapped[ValueMethod] = mapped_column(Code(ValueMethod), default=ValueMethod.UNKNOWN)
    appraiser: Mapped[str] = mapped_column(default="")
    valued_on: Mapped[date | None]
    cents: Mapped[int | None] = mapped_column(Integer)
    regime: Mapped[str] = mapped_column(default="")  # empty: that of the house

    declared_on: Mapped[date | None]
    decision: Mapped[Decision] = mapped_column(Code(Decision), default=Decision.OPEN)
    decided_on: Mapped[date | None]
    decided_by: Mapped[str] = mapped_column(default="")  # the name at the moment of the decision
    decided_person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True)
    decided_account: Mapped[str] = mapped_column(default="")
    decision_reason: Mapped[str] = mapped_column(default="")
    ownership: Mapped[Ownership] = mapped_column(Code(Ownership), default=Ownership.OPEN)

    place: Mapped[str] = mapped_column(default="", index=True)
    custodian_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True)
    custodian_said: Mapped[str] = mapped_column(default="")
    fate: Mapped[Fate] = mapped_column(Code(Fate), default=Fate.OPEN)
    fate_on: Mapped[date | None]

    thanked_on: Mapped[date | None]
    thanks_needed: Mapped[bool] = mapped_column(default=True)
    published_on: Mapped[date | None]
    remark: Mapped[str] = mapped_column(default="")

    entered_at: Mapped[datetime | None]
    entered_by: Mapped[str] = mapped_column(default="")
    struck_on: Mapped[date | None]
    struck_why: Mapped[str] = mapped_column(default="")
    import_id: Mapped[str | None] = mapped_column(unique=True)

    decisions: Mapped[list[GiftDecision]] = relationship(cascade="all, delete-orphan", order_by="GiftDecision.position")
    fates: Mapped[list[GiftFate]] = relationship(cascade="all, delete-orphan", order_by="GiftFate.position")
    photos: Mapped[list[GiftPhoto]] = relationship(cascade="all, delete-orphan", order_by="GiftPhoto.position")
    loans: Mapped[list[GiftLoan]] = relationship(cascade="all, delete-orphan", order_by="GiftLoan.since")

    __table_args__ = (
        Index("ix_gift_day", *_LISTED),
        Index("ix_gift_giver_country", "giver_country", "day"),
        Index("ix_gift_recipient_country", "recipient_country", "day"),
        STRICT,
    )


class GiftDecision(Record):
    """What was decided about a gift, one decision after the other; the last of them stands on the gift itself too.

    One without a decision (`OPEN`) says that an earlier one was withdrawn, and why.
    """

    __tablename__ = "gift_decision"
    kind = words.GIFT_DECISION
    owners: ClassVar = {"gift_id": words.GIFT}

    gift_id: Mapped[str] = mapped_column(ForeignKey("gift.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    decision: Mapped[Decision] = mapped_column(Code(Decision))
    ownership: Mapped[Ownership] = mapped_column(Code(Ownership))
    day: Mapped[date]
    decided_by: Mapped[str] = mapped_column(default="")  # the name at the moment of the decision
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True)
    account: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    noted_by: Mapped[str] = mapped_column(default="")


class GiftFate(Record):
    """What became of an object, one after the other; the last of them stands on the object itself too (`fate`, `place`, `custodian`)."""

    __tablename__ = "gift_fate"
    kind = words.GIFT_FATE
    owners: ClassVar = {"gift_id": words.GIFT}

    gift_id: Mapped[str] = mapped_column(ForeignKey("gift.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    fate: Mapped[Fate] = mapped_column(Code(Fate))
    day: Mapped[date]
    to_whom: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    custodian_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True)
    custodian_said: Mapped[str] = mapped_column(default="")
    proceeds: Mapped[Money | None] = mapped_column(Shape(Money))  # of a sale
    remark: Mapped[str] = mapped_column(default="")
    noted_by: Mapped[str] = mapped_column(default="")


class GiftPhoto(Record):
    """A photograph of an entry of the register or of an object of the bank; the first is the one that lists show."""

    __tablename__ = "gift_photo"
    kind = words.GIFT_PHOTO
    owners: ClassVar = {"gift_id": words.GIFT, "item_id": words.GIFT_ITEM, "loan_id": words.GIFT_LOAN}

    gift_id: Mapped[str | None] = mapped_column(ForeignKey("gift.id"), index=True)
    item_id: Mapped[str | None] = mapped_column(ForeignKey("gift_item.id"), index=True)
    loan_id: Mapped[str | None] = mapped_column(ForeignKey("gift_loan.id"), index=True)  # its condition before or after a loan
    position: Mapped[int] = mapped_column(Integer)
    digest: Mapped[str] = mapped_column(index=True)
    caption: Mapped[str] = mapped_column(default="")
    taken_on: Mapped[date | None]


class GiftItem(Record):
    """An object of the bank: what can be given. Its code is its inventory number."""

    __tablename__ = "gift_item"
    kind = words.GIFT_ITEM

    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[Multilingual]
    maker: Mapped[str] = mapped_column(default="")
    supplier: Mapped[str] = mapped_column(default="")
    story: Mapped[Multilingual]
    category: Mapped[Category] = mapped_column(Code(Category), default=Category.CRAFT)
    level: Mapped[Level] = mapped_column(Code(Level), index=True)
    unit_cost: Mapped[Money | None] = mapped_column(Shape(Money))  # with VAT
    minimum: Mapped[int] = mapped_column(Integer, default=0)
    shelf_days: Mapped[int | None] = mapped_column(Integer)  # how long it keeps from its purchase, when it does not keep for ever
    weight: Mapped[int | None] = mapped_column(Integer)  # grams
    size: Mapped[str] = mapped_column(default="")
    cabin: Mapped[CabinBag] = mapped_column(Code(CabinBag), default=CabinBag.UNKNOWN)
    cabin_note: Mapped[str] = mapped_column(default="")
    customs_note: Mapped[str] = mapped_column(default="")
    customs_code: Mapped[str] = mapped_column(default="")  # of the combined nomenclature, as the office has looked it up
    origin: Mapped[str] = mapped_column(default="")  # country of origin
    traits: Mapped[tuple[str, ...]] = mapped_column(default=())
    tags: Mapped[tuple[str, ...]] = mapped_column(default=())
    place: Mapped[str] = mapped_column(default="", index=True)
    retired_on: Mapped[date | None]  # no longer offered
    remark: Mapped[str] = mapped_column(default="")
    sort_name: Mapped[str] = mapped_column(index=True)
    import_id: Mapped[str | None] = mapped_column(unique=True)

    movements: Mapped[list[GiftMovement]] = relationship(cascade="all, delete-orphan")
    reservations: Mapped[list[GiftReservation]] = relationship(cascade="all, delete-orphan")
    photos: Mapped[list[GiftPhoto]] = relationship(cascade="all, delete-orphan", order_by="GiftPhoto.position")
    loans: Mapped[list[GiftLoan]] = relationship(cascade="all, delete-orphan", order_by="GiftLoan.since")


class GiftReservation(Record):
    """A gift that was chosen for somebody: pieces kept for a mission or an occasion, then issued, brought back or released.

    Who gets it, when (`moment_id` is a line of the programme, `day` a day of its own), who carries it. `answers` are the warnings of the
    suggestion with the reasons why it is given all the same, by the code of the warning.
    """

    __tablename__ = "gift_reservation"
    kind = words.GIFT_RESERVATION
    owners: ClassVar = {"item_id": words.GIFT_ITEM, "mission_id": MISSION, "person_id": PERSON, "organisation_id": ORGANISATION}

    item_id: Mapped[str] = mapped_column(ForeignKey("gift_item.id"), index=True)
    number: Mapped[int] = mapped_column(Integer, default=1)
    state: Mapped[ReservationState] = mapped_column(Code(ReservationState), default=ReservationState.RESERVED)
    mission_id: Mapped[str | None] = mapped_column(ForeignKey("mission.id"), index=True)
    occasion: Mapped[str] = mapped_column(default="")
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True)
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    recipient_said: Mapped[str] = mapped_column(default="")
    moment_id: Mapped[str | None] = mapped_column(ForeignKey("programme_item.id"), index=True)
    day: Mapped[date | None]
    carrier_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True)
    giver_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True)  # in whose name it is handed over
    card_language: Mapped[str] = mapped_column(default="")
    card_text: Mapped[str] = mapped_column(default="")
    answers: Mapped[tuple[tuple[str, str], ...]] = mapped_column(Shape(_ANSWERS))
    reserved_by: Mapped[str] = mapped_column(default="")
    reserved_on: Mapped[date]
    issued_on: Mapped[date | None]
    returned_on: Mapped[date | None]
    released_why: Mapped[str] = mapped_column(default="")
    gift_id: Mapped[str | None] = mapped_column(ForeignKey("gift.id"), index=True)  # its entry in the register, once handed over
    remark: Mapped[str] = mapped_column(default="")


class GiftMovement(Record):
    """Pieces that came or went on a day; `number` is signed, and what the movements of an object add up to is its stock."""

    __tablename__ = "gift_movement"
    kind = words.GIFT_MOVEMENT
    owners: ClassVar = {"item_id": words.GIFT_ITEM, "mission_id": MISSION}

    item_id: Mapped[str] = mapped_column(ForeignKey("gift_item.id"))
    movement: Mapped[MovementKind] = mapped_column(Code(MovementKind))
    day: Mapped[date]
    number: Mapped[int] = mapped_column(Integer)
    mission_id: Mapped[str | None] = mapped_column(ForeignKey("mission.id"), index=True)
    reservation_id: Mapped[str | None] = mapped_column(ForeignKey("gift_reservation.id"), index=True)
    loan_id: Mapped[str | None] = mapped_column(ForeignKey("gift_loan.id"), index=True)
    count_id: Mapped[str | None] = mapped_column(ForeignKey("gift_count.id"), index=True)
    best_before: Mapped[date | None]  # of what was bought
    unit_cost: Mapped[Money | None] = mapped_column(Shape(Money))
    supplier: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")
    noted_by: Mapped[str] = mapped_column(default="")
    noted_at: Mapped[datetime]

    # The stock of every object of the bank is added up out of this index alone.
    __table_args__ = (Index("ix_gift_movement_item", "item_id", "number", "day", "best_before", "movement"), STRICT)


class GiftLoan(Record):
    """An object that was lent out: of the register (one piece) or of the bank (`number` pieces); back once `back_on` is known."""

    __tablename__ = "gift_loan"
    kind = words.GIFT_LOAN
    owners: ClassVar = {"gift_id": words.GIFT, "item_id": words.GIFT_ITEM}

    gift_id: Mapped[str | None] = mapped_column(ForeignKey("gift.id"), index=True)
    item_id: Mapped[str | None] = mapped_column(ForeignKey("gift_item.id"), index=True)
    number: Mapped[int] = mapped_column(Integer, default=1)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True)
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    borrower_said: Mapped[str] = mapped_column(default="")
    purpose: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    since: Mapped[date]
    due_back_on: Mapped[date | None]
    back_on: Mapped[date | None]
    insured: Mapped[Money | None] = mapped_column(Shape(Money))
    condition_before: Mapped[str] = mapped_column(default="")
    condition_after: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")

    photos: Mapped[list[GiftPhoto]] = relationship(cascade="all, delete-orphan", order_by="GiftPhoto.position")


class GiftCount(Record):
    """A stock-taking of everything, or of one place; closing it books the differences."""

    __tablename__ = "gift_count"
    kind = words.GIFT_COUNT

    number: Mapped[str] = mapped_column(unique=True)  # C2026/01
    day: Mapped[date]
    place: Mapped[str] = mapped_column(default="")  # empty: everywhere
    state: Mapped[CountState] = mapped_column(Code(CountState), default=CountState.OPEN)
    begun_by: Mapped[str] = mapped_column(default="")
    closed_on: Mapped[date | None]
    closed_by: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")

    lines: Mapped[list[GiftCountLine]] = relationship(cascade="all, delete-orphan")


class GiftCountLine(Record):
    """What was found of one object in one place.

    When the count is closed, what should have been there then is written too: how many pieces (`expected`), and where (`place_before`).
    """

    __tablename__ = "gift_count_line"
    kind = words.GIFT_COUNT_LINE
    owners: ClassVar = {"count_id": words.GIFT_COUNT}

    count_id: Mapped[str] = mapped_column(ForeignKey("gift_count.id"), index=True)
    item_id: Mapped[str | None] = mapped_column(ForeignKey("gift_item.id"), index=True)
    gift_id: Mapped[str | None] = mapped_column(ForeignKey("gift.id"), index=True)
    place: Mapped[str] = mapped_column(default="")
    place_before: Mapped[str] = mapped_column(default="")
    found: Mapped[int] = mapped_column(Integer)
    expected: Mapped[int | None] = mapped_column(Integer)
    remark: Mapped[str] = mapped_column(default="")
    noted_by: Mapped[str] = mapped_column(default="")
    noted_at: Mapped[datetime]


class GiftRulesRow(Record):
    """The office's own version of thresholds, periods and budgets; one row at most, its id is `rules`."""

    __tablename__ = "gift_rules"
    kind = words.RULES

    content: Mapped[GiftRules] = mapped_column(Shape(GiftRules))


class TabooRow(Record):
    """The office's own version of what is avoided in a culture; its id is its code. Without content it is as it ships, `gone` it is left out."""

    __tablename__ = "gift_taboo"
    kind = words.TABOO

    content: Mapped[Taboo | None] = mapped_column(Shape(Taboo))
    gone: Mapped[bool] = mapped_column(default=False)


class RegimeOf(Record):
    """Which regime binds an organisation and those who stand for it, as the office has found out."""

    __tablename__ = "gift_regime_of"
    kind = words.REGIME_OF
    owners: ClassVar = {"organisation_id": ORGANISATION}

    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True, unique=True)
    regime: Mapped[str]


# An entry of the register keeps its number and stays, for whoever opens the file with another program too.
_CHANGED = "NEW.number IS NOT OLD.number OR NEW.direction IS NOT OLD.direction OR NEW.entered_at IS NOT OLD.entered_at"
LOCKS = (
    (Gift, "keep", "DELETE", "OLD.number IS NOT NULL"),
    (Gift, "number", "UPDATE OF number, direction, entered_at", f"OLD.number IS NOT NULL AND ({_CHANGED})"),
)
for _record, _name, _moment, _when in LOCKS:
    _table = _record.__tablename__
    _lock = DDL(
        f"CREATE TRIGGER {_table}_{_name} BEFORE {_moment} ON {_table} WHEN {_when} "
        f"BEGIN SELECT RAISE(ABORT, 'what stands in the gift register stays there'); END"
    )
    event.listen(_record.__table__, "after_create", _lock.execute_if(dialect="sqlite"))
